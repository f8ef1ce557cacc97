"""What a kind of record is made of: its columns, its codes, and what follows from them for sheets, forms and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dienhinh.kinds.sentence import N_

Value = Literal["text", "day", "year", "yes_no", "choice", "unit", "who", "anyone"]


@dataclass(frozen=True)
class Code:
    """One code. ``names``: the ways to write it, the one used in workbooks first; ``short``: the abbreviation on
    screens and papers; ``word``: its catalogue id where it is said in the reader's language. ``open``: it only says
    "another", and the record's own words are kept beside it. ``whose``: INDIVIDUAL or COLLECTIVE where only those are
    given it; ``form``: TITLE (danh hiệu) or COMMENDATION (hình thức khen thưởng) of an award."""

    code: str
    names: tuple[str, ...] = ()
    short: str = ""
    word: str = ""
    open: bool = False
    whose: str = ""
    form: str = ""


@dataclass(frozen=True)
class Column:
    """One thing that records of a kind say.

    ``title`` is its heading in the workbook ("" where it stands in none), ``aliases`` the headings people write.
    ``extra``: not in the template; read where people add it, exported where there is something to say. ``word`` is its
    label in a form, ``needed`` whether a form insists on it (``required``: whether a row does), ``offered`` the codes
    that a form offers (all of ``codes`` else). ``stored``: the columns of the table that it fills (its own name).
    ``optional``: a workbook may leave it out: what is recorded stays, and a new record takes ``default``. ``wide``: its
    texts are long; ``long``: of several lines. ``example`` and ``listed`` are for the template: a value, and the values
    of its drop-down.
    """

    name: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    value: Value = "text"
    word: str = ""
    required: bool = False
    needed: bool = False
    extra: bool = False
    codes: tuple[Code, ...] = ()
    offered: tuple[str, ...] = ()
    stored: tuple[str, ...] | None = None
    optional: bool = False
    default: object = None
    wide: bool = False
    long: bool = False
    example: object = ""
    listed: tuple[str, ...] = ()

    @property
    def fills(self) -> tuple[str, ...]:
        """The columns of the table that it fills."""
        return (self.name,) if self.stored is None else self.stored

    def named(self, code: str) -> str:
        """A code as the workbook writes it."""
        return next((c.names[0] for c in self.codes if c.code == code and c.names), code)

    @property
    def choices(self) -> tuple[str, ...]:
        """The codes that a form offers."""
        return self.offered or tuple(c.code for c in self.codes)

    @property
    def drop_down(self) -> tuple[str, ...]:
        """The values of its drop-down in the template."""
        if self.value == "yes_no":
            return ("Có", "Không")
        return self.listed or tuple(c.names[0] for c in self.codes if c.names)


@dataclass(frozen=True)
class Kind:
    """A kind of record: what it is called, what it says, how two of them are told apart, what is counted of it.

    ``name`` is that of its sheet, its form and its table. ``title``: the sheet's ("" where it has none), ``known_as``
    the names people give it; ``templated``: it stands in the empty workbook. ``form``: the form's fields in their
    order. ``keys``: what makes two records one. ``own``: columns of the table that the program fills in. ``order``: how
    the export sorts, by the keys else. ``clash``: what is said of a row that contradicts another. ``fact``: the kind
    of fact that it
    becomes ("": none is counted), ``counts`` how facts can be counted, ``dated`` whether they belong to a year,
    ``lacks`` what is said of papers to complete, results to achieve, and what nothing can bring any more.
    """

    name: str
    word: str
    columns: tuple[Column, ...]
    title: str = ""
    known_as: tuple[str, ...] = ()
    templated: bool = True
    form: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    clash: str = ""
    fact: str = ""
    counts: tuple[str, ...] = ()
    dated: bool = False
    lacks: tuple[str, str, str] = ("", "", "")
    refers: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @cached_property
    def coded_by(self) -> Column | None:
        """The column that says the record's own code."""
        return next((c for c in self.columns if c.codes and {"code", "level"} & set(c.fills)), None)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes that a record of this kind bears as its own."""
        return self.coded_by.codes if self.coded_by else ()

    @cached_property
    def says(self) -> tuple[str, ...]:
        """The columns of the table that a workbook must fill, beside the keys."""
        return tuple(f for c in self.columns if not c.optional for f in c.fills if f not in self.keys)

    @cached_property
    def may_say(self) -> dict[str, object]:
        """The columns of the table that a workbook may leave out, with what a new record takes."""
        return {f: c.default for c in self.columns if c.optional for f in c.fills if f not in self.keys}

    @cached_property
    def references(self) -> dict[str, str]:
        """The columns of the table that hold another record's id, and the table that it is of."""
        people = {"who": "candidate_id", "unit": "unit_id", "anyone": "unit_id"}
        return {people[c.value]: "candidate" for c in self.columns if c.value in people} | dict(self.refers)

    @property
    def revoked(self) -> dict[str, object]:
        """What a record says once it is revoked; empty for kinds that are taken out instead."""
        filled = {f for c in self.columns for f in c.fills}
        if "revoked" in filled:
            return {"revoked": True}
        return {c: "REVOKED" for c in ("state", "result") if c in filled and self.fact}


CODES_OF_PEOPLE = (
    "Mã số",
    "Mã cán bộ",
    "Mã CB",
    "Mã nhân viên",
    "Mã NV",
    "Mã CBCCVC",
    "Mã cá nhân, tập thể",
    "Mã ĐV",
    "Mã số viên chức",
    "Mã số cán bộ",
    "Mã số công chức",
    "Mã viên chức",
    "Mã công chức",
    "Số hiệu",
    "Số hiệu CBCC",
)
NAMES_OF_PEOPLE = (
    "Họ tên",
    "Họ và tên, tập thể",
    "Họ tên/tập thể",
    "Tên cá nhân, tập thể",
    "Tên",
    "Cá nhân, tập thể",
    "Tập thể",
    "Tên tác giả",
    "Họ và tên tác giả",
    "Tác giả",
    "Họ tên cán bộ",
    "Họ và tên cán bộ",
    "Họ và tên/tên tập thể",
    "Tên tập thể, cá nhân",
    "Tập thể, cá nhân",
    "Họ và tên người được khen",
)
WHO = Column("code", "Mã", CODES_OF_PEOPLE, "who", stored=(), example="CB001")
WHO_NAME = Column("name", "Họ và tên", NAMES_OF_PEOPLE, stored=(), wide=True)
DECISION_NO = Column(
    "decision_no",
    "Số quyết định",
    (
        "Số QĐ",
        "QĐ số",
        "Quyết định số",
        "Quyết định",
        "Số, ký hiệu",
        "Số",
        "Số hiệu quyết định",
        "Số và ký hiệu",
        "Số, ngày QĐ",
        "Số, ngày quyết định",
        "Số QĐ, ngày QĐ",
        "Số/ngày QĐ",
        "Số, ngày, tháng, năm QĐ",
        "Số, ngày tháng năm quyết định",
        "Số quyết định, ngày, tháng, năm",
        "Số QĐ, ngày, tháng, năm",
        "Số quyết định, ngày quyết định",
        "Quyết định (số, ngày)",
        "Quyết định số, ngày",
        "Số, ngày, tháng, năm của quyết định khen thưởng; cơ quan ban hành quyết định",
        "Số, ngày, tháng, năm của quyết định; cơ quan ban hành quyết định",
        "Số quyết định; ngày; cơ quan ban hành",
    ),
    word=N_("Decision number"),
)
DECIDED_ON = Column(
    "decided_on",
    "Ngày quyết định",
    (
        "Ngày QĐ",
        "Ngày ký",
        "Ngày ban hành",
        "Quyết định ngày",
        "Ngày",
        "Ngày, tháng, năm",
        "Ngày tháng năm",
        "Ngày, tháng, năm quyết định",
        "Quyết định ngày, tháng, năm",
        "Ngày ký quyết định",
        "Ngày ra quyết định",
    ),
    "day",
    word=N_("Decision date"),
)
FROM_ON = Column(
    "from_on",
    "Từ ngày",
    ("Ngày bắt đầu", "Từ", "Ngày bổ nhiệm", "Ngày hiệu lực"),
    "day",
    word=N_("From"),
    required=True,
    needed=True,
)
UNTIL_ON = Column(
    "until_on", "Đến ngày", ("Ngày kết thúc", "Đến", "Ngày hết hiệu lực"), "day", word=N_("Until (empty: still so)")
)
STATES = (
    Code(
        "CONFIRMED",
        (
            "Đã quyết định",
            "Đã có quyết định",
            "Đã có QĐ",
            "Đã khen",
            "Có quyết định",
            "Đã ban hành",
            "Tặng",
            "Truy tặng",
        ),
        word=N_("decided"),
    ),
    Code(
        "PENDING",
        ("Chờ quyết định", "Chờ QĐ", "Đang chờ", "Chưa có quyết định", "Đang trình", "Chờ"),
        word=N_("awaiting its papers"),
    ),
    Code(
        "REFUSED",
        ("Không được khen", "Không xét", "Từ chối", "Không được công nhận"),
        word=N_("refused"),
    ),
    Code("REVOKED", ("Thu hồi", "Đã thu hồi", "Bị thu hồi", "Huỷ", "Hủy bỏ"), word=N_("revoked")),
)
REMARK = Column("remark", "Ghi chú", ("Ghi chú khác", "Chú thích"), extra=True, stored=())
"""What stands beside a row; read where it says a state ("đã thu hồi")."""
STATE = Column(
    "state",
    "Trạng thái",
    ("Tình trạng", "Tính chất tặng", "Tính chất"),
    "choice",
    word=N_("State"),
    extra=True,
    codes=STATES,
    offered=("CONFIRMED", "REVOKED"),
    optional=True,
    default="CONFIRMED",
    listed=("Chờ quyết định", "Thu hồi"),
)
REVOKED = Column(
    "state",
    "Trạng thái",
    ("Tình trạng",),
    "choice",
    word=N_("State"),
    extra=True,
    codes=STATES,
    offered=("CONFIRMED", "REVOKED"),
    stored=("revoked",),
    optional=True,
    default=False,
    listed=("Chờ quyết định", "Thu hồi"),
)
"""The state of a record that can only be revoked, or not."""
