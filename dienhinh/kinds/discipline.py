"""Disciplinary measures (kỷ luật), in force from a day until another."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.columns import DECISION_NO, FROM_ON, REMARK, REVOKED, UNTIL_ON, WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

PENALTIES = (
    Code("KHIEN_TRACH", ("Khiển trách",)),
    Code("CANH_CAO", ("Cảnh cáo",)),
    Code("HA_BAC_LUONG", ("Hạ bậc lương",)),
    Code("GIANG_CHUC", ("Giáng chức",)),
    Code("CACH_CHUC", ("Cách chức",)),
    Code("BUOC_THOI_VIEC", ("Buộc thôi việc",)),
    Code("KL_KHAC", word=N_("Another measure"), open=True),
)

DISCIPLINE = Kind(
    "discipline",
    N_("Discipline"),
    (
        WHO,
        WHO_NAME,
        Column(
            "penalty",
            "Hình thức",
            ("Hình thức kỷ luật", "Kỷ luật"),
            "choice",
            word=N_("Measure"),
            required=True,
            needed=True,
            codes=PENALTIES,
            stored=("code",),
            example="Khiển trách",
        ),
        Column("label", word=N_("In the decision’s own words"), wide=True),
        replace(DECISION_NO, example="02/QĐ-SNgV"),
        replace(FROM_ON, example="01/02/2021"),
        replace(UNTIL_ON, example="31/01/2022"),
        REVOKED,
        Column(
            "months",
            "Thời hạn (tháng)",
            ("Thời hạn", "Thời hạn kỷ luật", "Thời hạn kỷ luật (tháng)", "Số tháng"),
            extra=True,
            stored=(),
        ),
        REMARK,
    ),
    "Kỷ luật",
    form=("penalty", "label", "decision_no", "from_on", "until_on", "state"),
    keys=("candidate_id", "code", "from_on"),
    order=("from_on", "code"),
    clash=N_("Row {first} has the same measure with other particulars."),
    fact="DISCIPLINE",
    counts=("in_force", "this_year"),
    lacks=("", N_("{what}: when the measure in force ends"), N_("{what}: a measure is in force")),
)
