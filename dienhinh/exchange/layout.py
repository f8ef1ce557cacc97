"""The workbook's sheets and columns, with the headings people really write; the one list that template, importer and
export go by."""

from __future__ import annotations

from dataclasses import dataclass

from dienhinh.locale.fold import fold


@dataclass(frozen=True)
class Column:
    name: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    extra: bool = False  # not in the template; read where people add it, exported where there is something to say

    @property
    def keys(self) -> set[str]:
        return {fold(self.title), *map(fold, self.aliases)}


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()

    @property
    def keys(self) -> set[str]:
        return {fold(self.title), *map(fold, self.aliases)}

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The template's columns; the others are read where people add them."""
        return tuple(c for c in self.columns if not c.extra and (c.name != "name" or self.name in ("unit", "person")))


WHO = Column(
    "code", "Mã", ("Mã số", "Mã cán bộ", "Mã CB", "Mã nhân viên", "Mã NV", "Mã CBCCVC", "Mã cá nhân, tập thể", "Mã ĐV")
)
WHO_NAME = Column(
    "name",
    "Họ và tên",
    ("Họ tên", "Họ và tên, tập thể", "Họ tên/tập thể", "Tên cá nhân, tập thể", "Tên", "Cá nhân, tập thể", "Tập thể"),
)
DECISION_NO = Column("decision_no", "Số quyết định", ("Số QĐ", "QĐ số", "Quyết định số", "Quyết định", "Số, ký hiệu"))
DECIDED_ON = Column("decided_on", "Ngày quyết định", ("Ngày QĐ", "Ngày ký", "Ngày ban hành", "Quyết định ngày"))
FROM_ON = Column("from_on", "Từ ngày", ("Ngày bắt đầu", "Từ", "Ngày bổ nhiệm", "Ngày hiệu lực"), required=True)
STATE = Column("state", "Trạng thái", ("Tình trạng",), extra=True)
UNTIL_ON = Column("until_on", "Đến ngày", ("Ngày kết thúc", "Đến", "Ngày hết hiệu lực"))

SHEETS = (
    Sheet(
        "unit",
        "Đơn vị",
        (
            Column("code", "Mã đơn vị", ("Mã", "Mã ĐV", "Mã phòng", "Mã số"), required=True),
            Column("name", "Tên đơn vị", ("Đơn vị", "Tên phòng", "Phòng, đơn vị", "Tên"), required=True),
            Column("founded_on", "Ngày thành lập", ("Thành lập", "Ngày lập")),
            Column("dissolved_on", "Ngày giải thể", ("Giải thể", "Ngày kết thúc")),
        ),
        ("Phòng, đơn vị", "Các đơn vị", "Danh sách đơn vị", "Phòng ban"),
    ),
    Sheet(
        "person",
        "Cá nhân",
        (
            Column("code", "Mã", (*WHO.aliases, "Mã cá nhân"), required=True),
            Column("name", "Họ và tên", (*WHO_NAME.aliases, "Cá nhân"), required=True),
            Column("born_on", "Ngày sinh", ("Ngày tháng năm sinh", "Sinh ngày")),
            Column("unit", "Mã đơn vị", ("Đơn vị", "Mã ĐV", "Phòng", "Phòng, đơn vị", "Tên đơn vị"), required=True),
            Column("position", "Chức vụ", ("Chức danh", "Chức vụ, chức danh")),
            Column("leads", "Lãnh đạo", ("Lãnh đạo (Có/Không)", "Là lãnh đạo", "Giữ chức vụ lãnh đạo")),
            FROM_ON,
            UNTIL_ON,
        ),
        ("Cán bộ", "Nhân sự", "Danh sách cá nhân", "CBCCVC", "Danh sách cán bộ"),
    ),
    Sheet(
        "rating",
        "Xếp loại",
        (
            WHO,
            WHO_NAME,
            Column("year", "Năm", ("Năm xếp loại", "Năm đánh giá"), required=True),
            Column("rating", "Xếp loại", ("Mức xếp loại", "Kết quả xếp loại", "Kết quả", "Xếp loại chất lượng"), True),
            DECISION_NO,
            DECIDED_ON,
            STATE,
        ),
        ("Xếp loại hằng năm", "Xếp loại hàng năm", "Đánh giá xếp loại"),
    ),
    Sheet(
        "award",
        "Khen thưởng",
        (
            WHO,
            WHO_NAME,
            Column("year", "Năm thành tích", ("Năm", "Năm khen thưởng", "Năm đạt"), required=True),
            Column(
                "award",
                "Danh hiệu, hình thức",
                ("Danh hiệu", "Hình thức", "Hình thức khen thưởng", "Danh hiệu/hình thức", "Danh hiệu, hình thức khen"),
                required=True,
            ),
            Column("issuer", "Cơ quan ban hành", ("Cơ quan ban hành quyết định", "Cấp khen", "Cơ quan khen thưởng")),
            DECISION_NO,
            DECIDED_ON,
            Column("state", "Trạng thái", ("Tình trạng",)),
            Column("achievement", "Thành tích được khen", ("Thành tích", "Nội dung khen"), extra=True),
        ),
        ("Thi đua, khen thưởng", "Thi đua khen thưởng", "Danh hiệu, khen thưởng"),
    ),
    Sheet(
        "initiative",
        "Sáng kiến",
        (
            WHO,
            WHO_NAME,
            Column("title", "Tên sáng kiến", ("Sáng kiến", "Tên đề tài, sáng kiến", "Tên sáng kiến, đề tài"), True),
            Column("year", "Năm", ("Năm công nhận", "Năm thành tích"), required=True),
            Column("level", "Cấp", ("Cấp công nhận", "Cấp sáng kiến"), required=True),
            Column("recognised", "Công nhận", ("Được công nhận", "Công nhận (Có/Không)")),
            Column("applied", "Áp dụng", ("Áp dụng hiệu quả", "Được áp dụng", "Áp dụng (Có/Không)")),
            DECISION_NO,
            DECIDED_ON,
            STATE,
        ),
        ("Sáng kiến, đề tài",),
    ),
    Sheet(
        "attestation",
        "Xác nhận",
        (
            WHO,
            WHO_NAME,
            Column("criterion", "Tiêu chí", ("Mục", "Tiêu chí (mục)", "Mã tiêu chí"), required=True),
            Column("result", "Kết quả", ("Kết quả (Đạt/Không đạt)", "Đạt/Không đạt"), required=True),
            Column("on_date", "Ngày", ("Ngày xác nhận",), required=True),
            Column("by_person", "Người xác nhận", ("Xác nhận bởi", "Người ký")),
            Column("evidence", "Minh chứng", ("Tài liệu", "Văn bản")),
        ),
        ("Xác nhận tiêu chí",),
    ),
    Sheet(
        "discipline",
        "Kỷ luật",
        (
            WHO,
            WHO_NAME,
            Column("measure", "Hình thức", ("Hình thức kỷ luật", "Kỷ luật"), required=True),
            DECISION_NO,
            FROM_ON,
            UNTIL_ON,
            STATE,
        ),
    ),
)

PLAN_ID = Column("plan_id", "Kế hoạch", ("Mã kế hoạch",), required=True)
ROADMAP_SHEETS = (
    Sheet(
        "milestone",
        "Mốc kế hoạch",
        (
            PLAN_ID,
            Column("milestone_id", "Mã mốc", ("Mốc",), required=True),
            Column("done_on", "Hoàn thành ngày", ("Ngày hoàn thành",), required=True),
            Column("evidence", "Minh chứng", ("Văn bản",)),
        ),
    ),
    Sheet(
        "exemplar",
        "Điển hình",
        (
            PLAN_ID,
            WHO,
            WHO_NAME,
            Column("nurturer", "Lãnh đạo phụ trách", ("Phụ trách", "Người bồi dưỡng")),
            Column("withdrawn_on", "Ngày đưa ra"),
            Column("withdrawn_why", "Lý do đưa ra"),
        ),
    ),
    Sheet(
        "stage",
        "Giai đoạn điển hình",
        (
            PLAN_ID,
            WHO,
            WHO_NAME,
            Column("stage", "Giai đoạn", required=True),
            Column("entered_on", "Ngày vào giai đoạn", ("Ngày",), required=True),
            Column("document_no", "Số văn bản"),
            Column("note", "Nội dung", ("Ghi chú",)),
        ),
    ),
    Sheet(
        "nurturing",
        "Nhật ký bồi dưỡng",
        (
            PLAN_ID,
            WHO,
            WHO_NAME,
            Column("on_date", "Ngày", required=True),
            Column("note", "Nội dung", required=True),
            Column("next_step", "Việc tiếp theo"),
            Column("due_on", "Hạn"),
            Column("done_on", "Hoàn thành ngày"),
        ),
    ),
    Sheet(
        "replication",
        "Nhân rộng",
        (
            PLAN_ID,
            WHO,
            WHO_NAME,
            Column("unit", "Mã đơn vị áp dụng", ("Đơn vị áp dụng",), required=True),
            Column("from_on", "Từ ngày", required=True),
            Column("practice", "Cách làm", required=True),
            Column("result", "Kết quả"),
        ),
    ),
)
"""The roadmap's sheets: in no template, written by the export where there is something to say, and read back."""

EVERY_SHEET = (*SHEETS, *ROADMAP_SHEETS)
BY_NAME = {sheet.name: sheet for sheet in EVERY_SHEET}
