"""Annual ratings (xếp loại hằng năm)."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.columns import DECIDED_ON, DECISION_NO, REMARK, STATE, WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

RATINGS = (
    Code(
        "HTXSNV",
        (
            "HTXSNV",
            "Hoàn thành xuất sắc nhiệm vụ",
            "HTXS nhiệm vụ",
            "HTXS",
            "Hoàn thành xuất sắc",
            "Xuất sắc",
            "XS",
            "Hoàn thành XS nhiệm vụ",
            "HT xuất sắc nhiệm vụ",
            "Hoàn thành xuất sắc NV",
        ),
        "HTXSNV",
    ),
    Code(
        "HTTNV",
        (
            "HTTNV",
            "Hoàn thành tốt nhiệm vụ",
            "HTT nhiệm vụ",
            "HTT",
            "Hoàn thành tốt",
            "Tốt",
            "HT tốt nhiệm vụ",
            "HT tốt NV",
            "Hoàn thành tốt NV",
            "T",
        ),
        "HTTNV",
    ),
    Code("HTNV", ("HTNV", "Hoàn thành nhiệm vụ", "HT nhiệm vụ", "HT", "Hoàn thành", "Hoàn thành NV"), "HTNV"),
    Code(
        "KHTNV",
        (
            "KHTNV",
            "Không hoàn thành nhiệm vụ",
            "KHT nhiệm vụ",
            "KHT",
            "Không hoàn thành",
            "Không HTNV",
            "Không hoàn thành NV",
        ),
        "KHTNV",
    ),
)
"""Best first."""

RATING = Kind(
    "rating",
    N_("Rating"),
    (
        WHO,
        WHO_NAME,
        Column(
            "year",
            "Năm",
            ("Năm xếp loại", "Năm đánh giá", "Năm học"),
            "year",
            word=N_("Year"),
            required=True,
            needed=True,
            example=2022,
        ),
        Column(
            "rating",
            "Xếp loại",
            (
                "Mức xếp loại",
                "Kết quả xếp loại",
                "Kết quả",
                "Xếp loại chất lượng",
                "Đánh giá",
                "Mức độ hoàn thành nhiệm vụ",
                "Kết quả đánh giá",
                "Kết quả đánh giá, xếp loại",
            ),
            "choice",
            word=N_("Rating"),
            required=True,
            needed=True,
            codes=RATINGS,
            stored=("code",),
            example="HTTNV",
        ),
        replace(DECISION_NO, example="12/QĐ-SNgV"),
        replace(DECIDED_ON, example="15/12/2022"),
        STATE,
        REMARK,
    ),
    "Xếp loại",
    ("Xếp loại hằng năm", "Xếp loại hàng năm", "Đánh giá xếp loại"),
    form=("year", "rating", "decision_no", "decided_on", "state"),
    keys=("candidate_id", "year"),
    clash=N_("Row {first} already rates this year, differently."),
    fact="RATING",
    counts=("years", "due_years", "last_due", "this_year", "run"),
    dated=True,
    lacks=(
        N_("{what}: {n} not yet rated"),
        N_("{what}: {n} more ({years})"),
        N_("{what}: {n} short, not to be mended"),
    ),
)
