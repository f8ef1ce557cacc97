"""What each person and unit has registered for in a year (đăng ký thi đua), and where its proposal lies."""

from __future__ import annotations

from dienhinh.kinds.award import AWARDS
from dienhinh.kinds.columns import WHO, WHO_NAME, Column, Kind
from dienhinh.kinds.sentence import N_

REGISTRATION = Kind(
    "registration",
    N_("Registration for a title"),
    (
        WHO,
        WHO_NAME,
        Column(
            "year",
            "Năm",
            ("Năm đăng ký", "Năm thi đua", "Năm thành tích"),
            "year",
            word=N_("Year"),
            required=True,
            needed=True,
            example=2024,
        ),
        Column(
            "sought",
            "Danh hiệu, hình thức đăng ký",
            ("Đăng ký", "Danh hiệu đăng ký", "Danh hiệu, hình thức", "Danh hiệu", "Hình thức", "Danh hiệu thi đua"),
            "choice",
            word=N_("Registered for"),
            required=True,
            needed=True,
            codes=AWARDS,
            stored=("code",),
            wide=True,
            example="CSTĐCS",
        ),
        Column("registered_on", "Ngày đăng ký", ("Đăng ký ngày",), "day", word=N_("Registered on")),
        Column(
            "sent_on",
            "Ngày trình",
            ("Trình ngày", "Ngày gửi hồ sơ", "Ngày nộp hồ sơ", "Ngày trình hồ sơ"),
            "day",
            word=N_("Proposal sent on"),
        ),
        Column(
            "sent_to",
            "Nơi nhận hồ sơ",
            ("Cơ quan nhận", "Trình cơ quan", "Trình"),
            word=N_("Proposal sent to"),
            wide=True,
        ),
        Column(
            "returned_on", "Ngày trả lại", ("Trả lại ngày", "Ngày trả hồ sơ"), "day", word=N_("Proposal returned on")
        ),
        Column("returned_why", "Lý do trả lại", ("Lý do",), word=N_("Why it was returned"), wide=True),
    ),
    "Đăng ký thi đua",
    ("Đăng ký danh hiệu", "Đăng ký danh hiệu thi đua", "Đăng ký thi đua khen thưởng", "Danh hiệu đăng ký"),
    templated=False,
    form=("sought", "year", "registered_on", "sent_on", "sent_to", "returned_on", "returned_why"),
    keys=("candidate_id", "year", "code"),
    order=("year", "code"),
    clash=N_("Row {first} has the same registration with other particulars."),
)
"""What came of it is no part of the record: the award that was decided says so."""
