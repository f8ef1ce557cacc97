"""Initiatives (sáng kiến): recognised at a level, and applied or not."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.award import AWARDS
from dienhinh.kinds.columns import DECIDED_ON, DECISION_NO, REMARK, REVOKED, WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

LEVELS = (
    Code(
        "CO_SO",
        (
            "cơ sở",
            "cấp cơ sở",
            "cấp Sở",
            "cấp ngành tỉnh",
            "cấp xã",
            "cấp xã/tương đương",
            "cấp huyện",
            "sáng kiến cấp cơ sở",
        ),
        word=N_("grassroots level"),
    ),
    Code(
        "TINH",
        ("tỉnh", "cấp tỉnh", "UBND tỉnh", "thành phố trực thuộc Trung ương", "sáng kiến cấp tỉnh"),
        word=N_("provincial level"),
    ),
    Code("BO", ("bộ", "cấp bộ", "bộ, ngành", "cấp bộ, ngành"), word=N_("ministerial level")),
    Code(
        "TW",
        (
            "Trung ương (toàn quốc)",
            "Trung ương",
            "toàn quốc",
            "TW",
            "cấp Trung ương",
            "cấp toàn quốc",
            "Nhà nước",
            "cấp Nhà nước",
            "quốc gia",
        ),
        word=N_("national level"),
    ),
)
"""Lowest first."""

INITIATIVE = Kind(
    "initiative",
    N_("Initiative"),
    (
        WHO,
        WHO_NAME,
        Column(
            "title",
            "Tên sáng kiến",
            ("Sáng kiến", "Tên đề tài, sáng kiến", "Tên sáng kiến, đề tài", "Tên đề tài", "Tên giải pháp"),
            word=N_("Title of the initiative"),
            required=True,
            needed=True,
            wide=True,
            example="Số hoá hồ sơ lãnh sự",
        ),
        Column(
            "year",
            "Năm",
            ("Năm công nhận", "Năm thành tích"),
            "year",
            word=N_("Year"),
            required=True,
            needed=True,
            example=2023,
        ),
        Column(
            "level",
            "Cấp",
            ("Cấp công nhận", "Cấp sáng kiến"),
            "choice",
            word=N_("Level"),
            required=True,
            needed=True,
            codes=LEVELS,
            example="tỉnh",
        ),
        Column(
            "recognised",
            "Công nhận",
            ("Được công nhận", "Công nhận (Có/Không)"),
            "yes_no",
            word=N_("Recognised"),
            example="Có",
        ),
        Column(
            "applied",
            "Áp dụng",
            ("Áp dụng hiệu quả", "Được áp dụng", "Áp dụng (Có/Không)"),
            "yes_no",
            word=N_("Applied"),
            example="Có",
        ),
        replace(DECISION_NO, example="321/QĐ-UBND"),
        replace(DECIDED_ON, example="10/01/2024"),
        REVOKED,
        Column(
            "used_for",
            "Đã dùng cho",
            ("Đã dùng để đề nghị", "Dùng để đề nghị", "Đã sử dụng cho", "Dùng cho"),
            "choice",
            word=N_("Already used for"),
            extra=True,
            optional=True,
            codes=AWARDS,
        ),
        REMARK,
    ),
    "Sáng kiến",
    ("Sáng kiến, đề tài",),
    form=("title", "year", "level", "recognised", "applied", "decision_no", "decided_on", "state", "used_for"),
    keys=("candidate_id", "title_key", "year"),
    order=("year", "title_key"),
    clash=N_("Row {first} has the same initiative with other particulars."),
    fact="INITIATIVE",
    counts=("decisions", "years", "this_year", "run", "occasions"),
    dated=True,
    lacks=(
        N_("{what}: recognition or application not stated"),
        N_("{what}: {n} more ({years})"),
        N_("{what}: {n} short, no longer possible"),
    ),
)
