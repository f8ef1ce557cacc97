"""Emulation titles (danh hiệu thi đua) and forms of commendation (hình thức khen thưởng): different things, never one
list, though their decisions are recorded alike."""

from __future__ import annotations

from dataclasses import replace

from dienhinh.kinds.columns import DECIDED_ON, DECISION_NO, REMARK, STATE, WHO, WHO_NAME, Code, Column, Kind
from dienhinh.kinds.sentence import N_

ONE, MANY = "INDIVIDUAL", "COLLECTIVE"
T, C = "TITLE", "COMMENDATION"

TITLES = (
    Code("LDTT", ("Lao động tiên tiến", "LĐTT"), "LĐTT", form=T, whose=ONE),
    Code(
        "CSTDCS",
        ("Chiến sĩ thi đua cơ sở", "CSTĐCS", "CSTĐ cơ sở", "Chiến sĩ thi đua cấp cơ sở", "CSTĐ cấp cơ sở"),
        "CSTĐCS",
        form=T,
        whose=ONE,
    ),
    Code("CSTD_TINH", ("Chiến sĩ thi đua cấp tỉnh", "CSTĐ cấp tỉnh", "CSTĐ tỉnh"), "CSTĐ cấp tỉnh", form=T, whose=ONE),
    Code("CSTD_BO", ("Chiến sĩ thi đua cấp bộ", "CSTĐ cấp bộ", "CSTĐ bộ"), "CSTĐ cấp bộ", form=T, whose=ONE),
    Code("CSTD_TQ", ("Chiến sĩ thi đua toàn quốc", "CSTĐ toàn quốc", "CSTĐTQ"), "CSTĐ toàn quốc", form=T, whose=ONE),
    Code("TTLDTT", ("Tập thể lao động tiên tiến", "TTLĐTT", "Tập thể LĐTT"), "TTLĐTT", form=T, whose=MANY),
    Code("TTLDXS", ("Tập thể lao động xuất sắc", "TTLĐXS", "Tập thể LĐXS"), "TTLĐXS", form=T, whose=MANY),
    Code(
        "CO_TD_TINH",
        ("Cờ thi đua của UBND tỉnh", "Cờ thi đua cấp tỉnh", "Cờ TĐ UBND tỉnh"),
        "Cờ TĐ UBND tỉnh",
        form=T,
        whose=MANY,
    ),
    Code("CO_TD_BO", ("Cờ thi đua cấp bộ", "Cờ thi đua của bộ"), "Cờ TĐ cấp bộ", form=T, whose=MANY),
    Code("CO_TD_CP", ("Cờ thi đua của Chính phủ", "Cờ TĐ Chính phủ"), "Cờ TĐ Chính phủ", form=T, whose=MANY),
    Code("AHLD", ("Anh hùng Lao động",), "AHLĐ", form=T),
    Code("DH_KHAC", ("Danh hiệu khác",), form=T, open=True),
)
COMMENDATIONS = (
    Code(
        "BK_TINH",
        ("Bằng khen của UBND tỉnh", "BK UBND tỉnh", "Bằng khen của Chủ tịch UBND tỉnh", "BK tỉnh"),
        "BK UBND tỉnh",
        form=C,
    ),
    Code("BK_BNG", ("Bằng khen của Bộ Ngoại giao", "BK Bộ Ngoại giao", "BK BNG"), "BK Bộ Ngoại giao", form=C),
    Code(
        "BK_BO_NGANH_TW",
        ("Bằng khen cấp bộ, ngành, đoàn thể Trung ương", "Bằng khen cấp bộ", "BK cấp bộ"),
        "BK bộ, ngành, TW",
        form=C,
    ),
    Code(
        "BK_TTG",
        ("Bằng khen của Thủ tướng Chính phủ", "BK Thủ tướng", "BK TTg", "BK TTCP"),
        "BK Thủ tướng",
        form=C,
    ),
    Code("BK_KHAC", ("Bằng khen khác",), form=C, open=True),
    Code("GK", ("Giấy khen", "GK"), "Giấy khen", form=C),
    Code("HC", ("Huân chương", "Huân chương Lao động"), form=C, open=True),
    Code("KNC", ("Kỷ niệm chương", "KNC"), form=C, open=True),
    Code("HT_KHAC", ("Hình thức khác", "Hình thức khen thưởng khác"), form=C, open=True),
)
AWARDS = (*TITLES, *COMMENDATIONS)
GROUNDS = (
    Code(
        "CONG_TRANG",
        (
            "Công trạng",
            "Theo công trạng",
            "Công trạng và thành tích",
            "Theo công trạng và thành tích đạt được",
            "Thành tích công trạng",
            "Thường xuyên",
            "Khen thưởng thường xuyên",
        ),
        word=N_("for merit"),
    ),
    Code(
        "CHUYEN_DE",
        (
            "Chuyên đề",
            "Theo chuyên đề",
            "Theo đợt",
            "Theo đợt, chuyên đề",
            "Theo chuyên đề, theo đợt",
            "Khen chuyên đề",
        ),
        word=N_("for a theme"),
    ),
    Code("DOT_XUAT", ("Đột xuất", "Thành tích đột xuất", "Khen đột xuất"), word=N_("ad hoc")),
    Code(
        "PHONG_TRAO",
        ("Phong trào thi đua", "Phong trào", "Theo phong trào thi đua", "Thành tích phong trào"),
        word=N_("for an emulation movement"),
    ),
    Code(
        "CONG_HIEN",
        ("Quá trình cống hiến", "Cống hiến", "Có quá trình cống hiến", "Thành tích cống hiến"),
        word=N_("for a course of contribution"),
    ),
    Code("NIEN_HAN", ("Niên hạn", "Theo niên hạn"), word=N_("for years of service")),
    Code("DOI_NGOAI", ("Đối ngoại", "Thành tích đối ngoại"), word=N_("external relations")),
    Code("KHANG_CHIEN", ("Kháng chiến", "Thành tích kháng chiến"), word=N_("for the resistance wars")),
)
"""Kinds of commendation (loại hình khen thưởng; Law 06/2022/QH15, art. 8, and the statistical forms)."""
MERIT = "CONG_TRANG"
NAMES = {c.code: c.names for c in AWARDS}
"""Each code with the ways to write it, the usual full name first."""
assert all(c.form for c in AWARDS), "every award is a title or a form of commendation"
_FORMS = {c.code: c.form for c in AWARDS}

FOR_PEOPLE = frozenset(c.code for c in AWARDS if c.whose == ONE)
FOR_UNITS = frozenset(c.code for c in AWARDS if c.whose == MANY)
"""Titles that only people, or only collectives, are given."""


def kind_of(code: str) -> str:
    """TITLE (danh hiệu thi đua) or COMMENDATION (hình thức khen thưởng)."""
    return _FORMS[code]


AWARD = Kind(
    "award",
    N_("Award"),
    (
        WHO,
        WHO_NAME,
        Column(
            "year",
            "Năm thành tích",
            ("Năm", "Năm khen thưởng", "Năm đạt", "Năm học", "Năm được khen"),
            "year",
            word=N_("Achievement year"),
            required=True,
            needed=True,
            example=2022,
        ),
        Column(
            "award",
            "Danh hiệu, hình thức",
            (
                "Danh hiệu",
                "Danh hiệu thi đua",
                "Loại danh hiệu",
                "Hình thức",
                "Hình thức khen thưởng",
                "Hình thức khen",
                "Danh hiệu/hình thức",
                "Danh hiệu, hình thức khen",
                "Danh hiệu, hình thức khen thưởng",
                "Danh hiệu thi đua/Hình thức khen thưởng",
                "Danh hiệu thi đua, hình thức khen thưởng",
                "Danh hiệu và hình thức khen thưởng",
                "Khen thưởng",
            ),
            "choice",
            word=N_("Title or form of commendation"),
            required=True,
            needed=True,
            codes=AWARDS,
            stored=("kind", "code"),
            wide=True,
            example="CSTĐCS",
        ),
        Column(
            "form",
            "Hình thức khen thưởng",
            ("Hình thức", "Hình thức khen", "Danh hiệu thi đua", "Danh hiệu"),
            extra=True,
            stored=(),
        ),
        Column("label", word=N_("In the decision’s own words"), wide=True),
        Column(
            "issuer",
            "Cơ quan ban hành",
            ("Cơ quan ban hành quyết định", "Cấp khen", "Cơ quan khen thưởng", "Cơ quan quyết định", "Cấp quyết định"),
            word=N_("Issuer"),
            wide=True,
            example="Sở Ngoại vụ",
        ),
        replace(DECISION_NO, example="15/QĐ-SNgV"),
        replace(DECIDED_ON, example="20/12/2022"),
        replace(STATE, extra=False, optional=False, offered=("CONFIRMED", "PENDING", "REVOKED", "REFUSED")),
        Column(
            "achievement",
            "Thành tích được khen",
            ("Thành tích", "Nội dung khen"),
            word=N_("The achievement rewarded"),
            extra=True,
            optional=True,
            wide=True,
        ),
        Column(
            "ground",
            "Loại hình khen thưởng",
            ("Loại hình", "Loại khen thưởng", "Loại hình khen", "Tính chất khen thưởng", "Phương thức khen thưởng"),
            "choice",
            word=N_("Kind of commendation"),
            extra=True,
            optional=True,
            codes=GROUNDS,
        ),
        Column("also", optional=True),
        Column("file_id", optional=True),
        REMARK,
    ),
    "Khen thưởng",
    ("Thi đua, khen thưởng", "Thi đua khen thưởng", "Danh hiệu, khen thưởng"),
    form=("award", "year", "label", "issuer", "decision_no", "decided_on", "state", "ground", "achievement"),
    keys=("candidate_id", "identity"),
    own=("position_then", "unit_then"),
    refers={"file_id": "evidence_file"},
    order=("year", "identity"),
    clash=N_("Row {first} already has this decision, with other particulars; a decision counts once."),
    fact="AWARD",
    counts=("decisions", "years", "this_year", "run", "occasions"),
    dated=True,
    lacks=(
        N_("{what}: {n} awaiting a decision"),
        N_("{what}: {n} more ({years})"),
        N_("{what}: {n} short, no longer possible"),
    ),
)
