"""Units, people, and the posts that people hold: who can be a candidate, and of which track (P1)."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.columns import CODES_OF_PEOPLE, FROM_ON, NAMES_OF_PEOPLE, UNTIL_ON, WHO, Code, Column, Kind
from dienhinh.kinds.sentence import N_

CODE = Column("code", "Mã", (*CODES_OF_PEOPLE, "Mã cá nhân"), word=N_("Code"), required=True, needed=True)
NAME = Column(
    "name", "Họ và tên", (*NAMES_OF_PEOPLE, "Cá nhân"), word=N_("Name"), required=True, needed=True, wide=True
)
BORN_ON = Column(
    "born_on", "Ngày sinh", ("Ngày tháng năm sinh", "Sinh ngày"), "day", word=N_("Date of birth"), optional=True
)
FOUNDED_ON = Column(
    "founded_on",
    "Ngày thành lập",
    ("Thành lập", "Ngày lập"),
    "day",
    word=N_("Founded on"),
    optional=True,
    example="01/01/2015",
)
DISSOLVED_ON = Column(
    "dissolved_on", "Ngày giải thể", ("Giải thể", "Ngày kết thúc"), "day", word=N_("Dissolved on"), optional=True
)
GENDERS = (Code("NAM", ("Nam",), word=N_("male")), Code("NU", ("Nữ",), word=N_("female")))
PARTICULARS = (
    Column(
        "gender",
        "Giới tính",
        ("Nam/nữ", "Giới"),
        "choice",
        word=N_("Gender"),
        extra=True,
        codes=GENDERS,
        optional=True,
    ),
    Column("home", "Quê quán", ("Nguyên quán",), word=N_("Native place"), extra=True, optional=True, wide=True),
    Column(
        "qualification",
        "Trình độ chuyên môn",
        ("Trình độ chuyên môn, nghiệp vụ", "Chuyên môn", "Trình độ"),
        word=N_("Professional qualification"),
        extra=True,
        optional=True,
        wide=True,
    ),
    Column(
        "theory",
        "Trình độ lý luận chính trị",
        ("Lý luận chính trị", "Trình độ LLCT", "LLCT"),
        word=N_("Political theory"),
        extra=True,
        optional=True,
    ),
)
"""What the forms of achievement reports ask for beside the history; nothing is counted of it."""
LEADER_CLASSES = (
    Code(
        "LD_TINH",
        ("Lãnh đạo bộ, ban, ngành Trung ương, tỉnh", "Lãnh đạo tỉnh", "Lãnh đạo bộ"),
        word=N_("leaders of ministries and provinces"),
    ),
    Code(
        "LD_SO",
        ("Lãnh đạo sở, ban, ngành và tương đương", "Lãnh đạo sở", "Lãnh đạo cơ quan"),
        word=N_("leaders of departments"),
    ),
    Code(
        "PHO_PHONG",
        ("Từ phó trưởng phòng trở lên", "Lãnh đạo phòng", "Trưởng phòng, phó trưởng phòng"),
        word=N_("deputy head of division and up"),
    ),
    Code(
        "TRUC_TIEP", ("Trực tiếp công tác", "Người trực tiếp công tác", "Trực tiếp"), word=N_("those directly working")
    ),
)
"""The classes of people in the statistical forms (0602, 0603), highest first."""
OF_POST = (
    Column(
        "unit",
        "Mã đơn vị",
        ("Đơn vị", "Mã ĐV", "Phòng", "Phòng, đơn vị", "Tên đơn vị"),
        "unit",
        word=N_("Unit"),
        required=True,
        needed=True,
        stored=("unit_id",),
        example="VP",
    ),
    Column(
        "position",
        "Chức vụ",
        ("Chức danh", "Chức vụ, chức danh"),
        word=N_("Position"),
        wide=False,
        example="Chuyên viên",
    ),
    Column(
        "leads",
        "Lãnh đạo",
        ("Lãnh đạo (Có/Không)", "Là lãnh đạo", "Giữ chức vụ lãnh đạo"),
        "yes_no",
        word=N_("Leading post"),
        needed=True,
        example="Không",
    ),
    replace(FROM_ON, example="01/06/2018"),
    replace(
        UNTIL_ON,
        aliases=(*UNTIL_ON.aliases, "Ngày nghỉ hưu", "Nghỉ hưu", "Ngày thôi việc", "Ngày chuyển công tác", "Ngày nghỉ"),
    ),
    Column(
        "leader_class",
        "Nhóm đối tượng thống kê",
        ("Nhóm đối tượng", "Nhóm chức vụ", "Đối tượng thống kê"),
        "choice",
        word=N_("Class in the statistical forms (empty: by the position’s name)"),
        extra=True,
        codes=LEADER_CLASSES,
        optional=True,
    ),
)

CANDIDATE = Kind(
    "candidate",
    N_("Person or unit"),
    (
        Column("code"),
        Column("kind"),
        Column("name"),
        BORN_ON,
        FOUNDED_ON,
        DISSOLVED_ON,
        *PARTICULARS,
        Column("summary", optional=True),
    ),
    keys=("code_key",),
    own=("sort_key",),
    clash=N_("Row {first} has the same code with other particulars."),
)
"""The table of everybody and every unit."""

UNIT = Kind(
    "unit",
    N_("Person or unit"),
    (
        replace(CODE, title="Mã đơn vị", aliases=("Mã", "Mã ĐV", "Mã phòng", "Mã số"), example="VP"),
        replace(
            NAME,
            title="Tên đơn vị",
            aliases=("Đơn vị", "Tên phòng", "Phòng, đơn vị", "Tên"),
            example="Văn phòng – Thanh tra",
        ),
        FOUNDED_ON,
        DISSOLVED_ON,
    ),
    "Đơn vị",
    ("Phòng, đơn vị", "Các đơn vị", "Danh sách đơn vị", "Phòng ban"),
    form=("code", "name", "founded_on", "dissolved_on"),
)
PERSON = Kind(
    "person",
    N_("Person or unit"),
    (
        replace(CODE, example="CB001"),
        replace(NAME, example="Nguyễn Văn Mẫu"),
        replace(BORN_ON, example="05/03/1985"),
        *OF_POST,
        *PARTICULARS,
    ),
    "Cá nhân",
    ("Cán bộ", "Nhân sự", "Danh sách cá nhân", "CBCCVC", "Danh sách cán bộ"),
    form=("code", "name", "born_on", "unit", "position", "leads", "from_on", "until_on"),
)
POST = Kind(
    "post",
    N_("Post"),
    (WHO, *OF_POST),
    form=("unit", "position", "leads", "from_on", "until_on", "leader_class"),
    keys=("candidate_id", "from_on", "unit_id"),
    clash=N_("Row {first} has the same post with other particulars."),
)
INDIVIDUAL = Kind(
    "individual",
    N_("Person or unit"),
    (CODE, NAME, BORN_ON, *PARTICULARS),
    form=("code", "name", "born_on", *(c.name for c in PARTICULARS)),
)
"""The form of somebody who is recorded; their posts have forms of their own."""
