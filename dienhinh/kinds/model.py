"""Models (mô hình, I.3): ways of working among the exemplars, with the units or people who carry them. None is judged
by III."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.columns import WHO, Column, Kind
from dienhinh.kinds.post import CODE, DISSOLVED_ON, FOUNDED_ON, NAME
from dienhinh.kinds.sentence import N_

SUMMARY = Column(
    "summary",
    "Nội dung, cách làm",
    ("Nội dung", "Cách làm", "Tóm tắt"),
    word=N_("What it is, how it is done"),
    optional=True,
    wide=True,
)
CARRIED_BY = Column(
    "unit",
    "Mã đơn vị, cá nhân thực hiện",
    ("Đơn vị, cá nhân thực hiện", "Đơn vị thực hiện", "Người thực hiện", "Thực hiện", "Cá nhân, đơn vị thực hiện"),
    "anyone",
    N_("Carried by"),
    True,
    True,
    stored=("unit_id",),
)

MODEL = Kind(
    "model",
    N_("Model"),
    (
        replace(CODE, title="Mã mô hình", aliases=("Mã số mô hình",), example="MH01"),
        replace(NAME, title="Tên mô hình", aliases=("Mô hình",), example="Một cửa thân thiện"),
        replace(FOUNDED_ON, title="Bắt đầu từ ngày", aliases=("Ngày bắt đầu",), word=N_("Begun on")),
        replace(DISSOLVED_ON, title="Kết thúc ngày", aliases=("Ngày kết thúc",), word=N_("Ended on")),
        SUMMARY,
        replace(CARRIED_BY, required=False),
    ),
    "Mô hình",
    ("Các mô hình", "Danh sách mô hình", "Mô hình điển hình"),
    templated=False,
    form=("code", "name", "founded_on", "dissolved_on", "summary"),
)
CARRIER = Kind(
    "carrier",
    N_("Carries the model"),
    (WHO, CARRIED_BY),
    form=("unit",),
    keys=("candidate_id", "unit_id"),
    clash=N_("Row {first} says the same of who carries the model."),
)
