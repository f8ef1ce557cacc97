"""The roadmap's records (IV): milestones done, exemplars, the stages they reached, their nurturing and replication."""

from __future__ import annotations

from dienhinh.kinds.columns import WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

STAGES = (
    Code("PHAT_HIEN", ("Phát hiện",), word=N_("Discovered")),
    Code("LUA_CHON", ("Lựa chọn",), word=N_("Selected")),
    Code("DANG_KY", ("Đăng ký",), word=N_("Registered")),
    Code("BOI_DUONG", ("Bồi dưỡng",), word=N_("Nurtured")),
    Code("CONG_NHAN", ("Công nhận",), word=N_("Recognised")),
    Code("NHAN_RONG", ("Nhân rộng",), word=N_("Replicated")),
)
"""Each follows the one before."""

PLAN_ID = Column("plan_id", "Kế hoạch", ("Mã kế hoạch",), required=True)

MILESTONE = Kind(
    "milestone",
    N_("Milestone"),
    (
        PLAN_ID,
        Column("milestone_id", "Mã mốc", ("Mốc",), required=True),
        Column("done_on", "Hoàn thành ngày", ("Ngày hoàn thành",), "day", N_("Done on"), True, True),
        Column("evidence", "Minh chứng", ("Văn bản",), word=N_("Evidence (document number)"), wide=True),
    ),
    "Mốc kế hoạch",
    templated=False,
    form=("done_on", "evidence"),
    keys=("plan_id", "milestone_id"),
    clash=N_("Row {first} has the same milestone with other particulars."),
)
EXEMPLAR = Kind(
    "exemplar",
    N_("Exemplar"),
    (
        PLAN_ID,
        WHO,
        WHO_NAME,
        Column(
            "nurturer",
            "Lãnh đạo phụ trách",
            ("Phụ trách", "Người bồi dưỡng"),
            word=N_("Leader in charge of nurturing"),
            wide=True,
        ),
        Column(
            "field",
            "Lĩnh vực",
            ("Lĩnh vực điển hình", "Toàn diện, lĩnh vực"),
            word=N_("Field (empty: all-round)"),
            optional=True,
        ),
        Column("withdrawn_on", "Ngày đưa ra", value="day", word=N_("Taken out on")),
        Column("withdrawn_why", "Lý do đưa ra", word=N_("Why it was taken out"), wide=True),
    ),
    "Điển hình",
    templated=False,
    form=("nurturer", "field", "withdrawn_on", "withdrawn_why"),
    keys=("plan_id", "candidate_id"),
    clash=N_("Row {first} has the same exemplar with other particulars."),
)
STAGE = Kind(
    "stage",
    N_("Stage"),
    (
        PLAN_ID,
        WHO,
        WHO_NAME,
        Column("stage", "Giai đoạn", required=True, value="choice", codes=STAGES),
        Column("entered_on", "Ngày vào giai đoạn", ("Ngày",), "day", N_("Entered on"), True, True),
        Column("document_no", "Số văn bản", word=N_("Document number")),
        Column("note", "Nội dung", ("Ghi chú",), word=N_("Note"), wide=True),
    ),
    "Giai đoạn điển hình",
    templated=False,
    form=("entered_on", "document_no", "note"),
    keys=("plan_id", "candidate_id", "stage"),
    clash=N_("Row {first} has the same stage with other particulars."),
)
NURTURING = Kind(
    "nurturing",
    N_("Nurturing"),
    (
        PLAN_ID,
        WHO,
        WHO_NAME,
        Column("on_date", "Ngày", (), "day", N_("Date"), True, True),
        Column("note", "Nội dung", word=N_("Note"), required=True, needed=True, wide=True),
        Column("next_step", "Việc tiếp theo", word=N_("Next step"), wide=True),
        Column("due_on", "Hạn", value="day", word=N_("Due")),
        Column("done_on", "Hoàn thành ngày", value="day", word=N_("Done on")),
    ),
    "Nhật ký bồi dưỡng",
    templated=False,
    form=("on_date", "done_on", "note", "next_step", "due_on"),
    keys=("plan_id", "candidate_id", "on_date", "note"),
    clash=N_("Row {first} has the same entry with other particulars."),
)
REPLICATION = Kind(
    "replication",
    N_("Replication"),
    (
        PLAN_ID,
        WHO,
        WHO_NAME,
        Column("unit", "Mã đơn vị áp dụng", ("Đơn vị áp dụng",), "unit", N_("Unit"), True, True, stored=("unit_id",)),
        Column("from_on", "Từ ngày", (), "day", N_("From"), True, True),
        Column("practice", "Cách làm", word=N_("Practice taken up"), required=True, needed=True, wide=True),
        Column("result", "Kết quả", word=N_("Result")),
    ),
    "Nhân rộng",
    templated=False,
    form=("unit", "from_on", "practice", "result"),
    keys=("plan_id", "candidate_id", "unit_id", "from_on"),
    clash=N_("Row {first} has the same replication with other particulars."),
)
MEDIA = (
    Code("BAO_CHI", ("Báo chí",), word=N_("Press")),
    Code("TRUYEN_HINH", ("Phát thanh, truyền hình",), word=N_("Radio, television")),
    Code("CONG_TTDT", ("Cổng thông tin điện tử",), word=N_("Website of an office")),
    Code("MANG_XH", ("Mạng xã hội",), word=N_("Social network")),
    Code("HOI_NGHI", ("Hội nghị, toạ đàm",), word=N_("Conference, talk")),
    Code("AN_PHAM", ("Sách, tập san",), word=N_("Book, journal")),
    Code("TRUYEN_THONG", ("Bảng tin, trình chiếu tại cơ quan",), word=N_("Notice board, screen of the office")),
)
"""By what an exemplar is told of (IV.1, V.2)."""
STORY = Kind(
    "story",
    N_("Story of an exemplar"),
    (
        PLAN_ID,
        WHO,
        WHO_NAME,
        Column("headline", "Tóm tắt", ("Tiêu đề",), word=N_("In one sentence"), required=True, needed=True, wide=True),
        Column("story", "Câu chuyện", word=N_("The story"), wide=True, long=True),
        Column(
            "practice",
            "Cách làm hay",
            ("Cách làm",),
            word=N_("The practice that others can take up"),
            wide=True,
            long=True,
        ),
        Column("brought", "Kết quả mang lại", ("Kết quả",), word=N_("What it brought"), wide=True, long=True),
        Column("file_id", optional=True),
    ),
    "Gương điển hình",
    templated=False,
    form=("headline", "story", "practice", "brought"),
    keys=("plan_id", "candidate_id"),
    clash=N_("Row {first} has the same story with other particulars."),
    refers={"file_id": "evidence_file"},
)
TELLING = Kind(
    "telling",
    N_("Telling of an exemplar"),
    (
        PLAN_ID,
        WHO,
        WHO_NAME,
        Column("on_date", "Ngày", (), "day", N_("Date"), True, True),
        Column("medium", "Hình thức", ("Hình thức tuyên truyền",), "choice", N_("By what"), True, True, codes=MEDIA),
        Column(
            "place", "Nơi đăng, nơi tổ chức", ("Nơi đăng",), word=N_("Where"), required=True, needed=True, wide=True
        ),
        Column("link", "Đường dẫn", ("Link",), word=N_("Link"), wide=True),
    ),
    "Tuyên truyền",
    templated=False,
    form=("on_date", "medium", "place", "link"),
    keys=("plan_id", "candidate_id", "on_date", "medium", "place"),
    clash=N_("Row {first} has the same telling with other particulars."),
)
