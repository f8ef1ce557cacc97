"""Twelve invented Vietnamese decisions on rewarding as Word files of different layouts, with what they say beside
them."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from time import gmtime
from typing import Any

import pypdfium2
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image, ImageChops, ImageFilter

SCANNED = ("d01", "d03", "d05")
LEFT, CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Row:
    """One thing a decision says of one person, collective or author; the optional ones are left out when None."""

    name: str
    award: str | None
    year: int | None
    post: str | None = None
    unit: str | None = None
    kind: str = "person"
    code: str | None = None
    school_year: str | None = None
    title: str | None = None
    level: str | None = None

    def truth(self) -> dict[str, Any]:
        optional = ("code", "school_year", "title", "level")
        return {k: v for k, v in asdict(self).items() if k not in optional or v is not None}


@dataclass(frozen=True)
class Truth:
    """What one decision says; ``issuer_code`` is the certificate of merit that this issuer gives, if it gives one."""

    number: str | None
    day: date
    issuer: str
    issuer_code: str | None
    rows: Sequence[Row]
    revokes: bool = False
    revoked: tuple[str, date] | None = None

    def as_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "number": self.number,
            "date": self.day.isoformat(),
            "issuer": self.issuer,
            "issuer_code": self.issuer_code,
            "revokes": self.revokes,
        }
        if self.revoked:
            said["revoked"] = {"number": self.revoked[0], "date": self.revoked[1].isoformat()}
        return said | {"rows": [row.truth() for row in self.rows]}


@dataclass(frozen=True)
class Person:
    """Somebody of an office, as its lists have them."""

    title: str
    name: str
    post: str
    unit: str
    code: str

    def gets(self, award: str, year: int | None, *, coded: bool = False, school_year: str | None = None) -> Row:
        code = self.code if coded else None
        return Row(self.name, award, year, self.post, self.unit, code=code, school_year=school_year)

    def line(self) -> str:
        return f"{self.title} {self.name}, {self.post}, {self.unit}"


def _staff() -> tuple[Person, ...]:
    offices = {
        "Lãnh đạo Sở": (
            "Bà Phan Thị Thanh Bình: Giám đốc",
            "Ông Trần Quốc Hùng: Phó Giám đốc",
            "Ông Đặng Hữu Lộc: Phó Giám đốc",
        ),
        "Văn phòng": (
            "Ông Nguyễn Xuân Trường: Chánh Văn phòng",
            "Bà Lê Thị Hòa: Phó Chánh Văn phòng",
            "Bà Nguyễn Thị Hà: Kế toán viên",
            "Ông Võ Đình Khánh: Chuyên viên",
            "Bà Bùi Thị Ngọc Ánh: Văn thư viên",
            "Ông Hoàng Văn Tiến: Nhân viên lái xe",
            "Bà Đinh Thị Diệu Thúy: Chuyên viên",
        ),
        "Thanh tra Sở": (
            "Ông Hà Huy Thắng: Chánh Thanh tra",
            "Bà Lê Thị Hoa: Thanh tra viên",
            "Ông Cù Huy Toàn: Thanh tra viên",
        ),
        "Phòng Hợp tác quốc tế": (
            "Ông Nguyễn Văn Đức: Trưởng phòng",
            "Bà Trần Thị Minh Nguyệt: Phó Trưởng phòng",
            "Ông Trần Quốc Hưng: Chuyên viên chính",
            "Bà Nguyễn Thị Thủy: Chuyên viên",
            "Bà Nguyễn Thị Thùy: Chuyên viên",
            "Bà Dương Bảo Ngọc: Chuyên viên",
            "Ông Thái Bá Sơn: Chuyên viên",
            "Bà Kiều Khánh Huyền: Chuyên viên",
        ),
        "Phòng Lãnh sự - Việt kiều": (
            "Bà Nguyễn Thị Hà: Trưởng phòng",
            "Ông Phạm Quang Diễn: Phó Trưởng phòng",
            "Ông Lưu Đức Ân: Chuyên viên chính",
            "Bà Mai Thị Tuyết: Chuyên viên",
            "Bà Ngô Thị Phượng: Chuyên viên",
            "Bà Ngô Thị Phương: Chuyên viên",
            "Ông Uông Thế Kiệt: Chuyên viên",
        ),
        "Phòng Thông tin đối ngoại - Biên giới": (
            "Ông Trương Công Nghĩa: Trưởng phòng",
            "Bà Biện Thị Lài: Phó Trưởng phòng",
            "Ông Nguyễn Hoàng Ưu: Chuyên viên",
            "Bà Phùng Thị Yến: Chuyên viên",
            "Ông Tống Trần Quyết: Chuyên viên",
            "Bà Đoàn Thị Bích Liễu: Chuyên viên",
        ),
        "Trung tâm Dịch vụ đối ngoại": (
            "Ông Lê Hữu Phước: Giám đốc Trung tâm",
            "Bà Hồ Thị Quỳnh Như: Phó Giám đốc Trung tâm",
            "Ông Nguyễn Tất Thịnh: Viên chức",
            "Bà Trịnh Thị Mỹ Hạnh: Viên chức",
            "Ông Lại Thế Dũng: Viên chức",
            "Bà Vương Thị Cẩm Giang: Viên chức",
        ),
    }
    found: list[Person] = []
    for unit, people in offices.items():
        for said in people:
            who, post = said.split(": ")
            title, name = who.split(" ", 1)
            found.append(Person(title, name, post, unit, f"CB{101 + len(found)}"))
    return tuple(found)


STAFF = _staff()
"""Forty invented people; two are called Nguyễn Thị Hà, and some names differ by one mark only."""


def one(name: str, unit: str | None = None) -> Person:
    """The one of the staff who is called so (in ``unit``, for namesakes)."""
    (found,) = (p for p in STAFF if p.name == name and unit in (None, p.unit))
    return found


def written(day: date, place: str | None = None) -> str:
    """A date as a paper writes it, after its place: days below 10 and the first two months with a nought."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    said = f"ngày {day.day:02d} tháng {month} năm {day.year}"
    return f"{place}, {said}" if place else said


def composed_of_marks(text: str) -> str:
    """The text as "Unicode tổ hợp" has it: ă, â, ê, ô, ơ, ư whole, the tone a mark of its own."""
    found = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        found.append(base + "".join(p for p in parts if p in TONES))
    return "".join(found)


class Paper:
    """A Word file that grows line by line, in the shape of Decree 30/2020."""

    def __init__(self, size: float = 13) -> None:
        self.document = Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        normal.paragraph_format.space_after = Pt(0)
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTRE
        page = OxmlElement("w:fldSimple")
        page.set(qn("w:instr"), "PAGE")
        number._p.append(page)

    # Lines

    def line(
        self,
        *runs: str | tuple[str, str],
        align: Any = LEFT,
        size: float | None = None,
        indent: float = 0,
        after: float = 0,
        where: Any = None,
        style: str | None = None,
    ) -> Any:
        """A paragraph, in ``where`` or at the end; a run is its text, or text and marks: b(old), i(talic), u(nder)."""
        paragraph = (where or self.document).add_paragraph(style=style)
        self._fill(paragraph, runs, size)
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(after)
        if indent:
            paragraph.paragraph_format.first_line_indent = Cm(indent)
        return paragraph

    @staticmethod
    def _fill(paragraph: Any, runs: Iterable[str | tuple[str, str]], size: float | None = None) -> None:
        for run in runs:
            text, marks = (run, "") if isinstance(run, str) else run
            made = paragraph.add_run(text)
            made.bold, made.italic, made.underline = "b" in marks, "i" in marks, "u" in marks
            if size:
                made.font.size = Pt(size)

    def body(self, *runs: str | tuple[str, str], style: str | None = None) -> Any:
        return self.line(*runs, align=JUSTIFIED, indent=0 if style else 1.27, after=6, style=style)

    def cell(self, cell: Any, *lines: str, marks: str = "", align: Any = LEFT, size: float | None = None) -> None:
        """Fill a cell, a paragraph a line."""
        for i, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
            self._fill(paragraph, [(text, marks)], size)
            paragraph.alignment = align

    # The parts of a decision

    def head(
        self,
        issuer: Sequence[str],
        number: Sequence[str],
        place_and_day: str,
        *,
        parent: str | None = None,
        motto: Sequence[str] = MOTTO,
        rule: str = "underline",
        one_row: bool = False,
    ) -> None:
        """The borderless table: whose, the motto, number (in ``number`` runs), place and day; ``one_row``: in one
        row."""
        table = self.document.add_table(rows=1 if one_row else 2, cols=2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        self._widths(table, (6.4, 10))
        top, bottom = table.rows[0].cells, table.rows[-1].cells
        left: list[tuple[str, str]] = [(parent, "")] if parent else []
        left += [(text, "b") for text in issuer]
        right = [(motto[0], "b"), (motto[1], "bu" if rule == "underline" else "b")]
        if rule in ("-------", "_______"):
            left.append((rule, ""))
            right.append((rule * 2, ""))
        for cell, lines in ((top[0], left), (top[1], right)):
            for i, run in enumerate(lines):
                paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
                self._fill(paragraph, [run], 12)
                paragraph.alignment = CENTRE
        if rule == "border":
            for cell in top:
                self._rule(cell, 2)
        for cell, runs in ((bottom[0], [(n, "") for n in number]), (bottom[1], [(place_and_day, "i")])):
            paragraph = cell.add_paragraph() if one_row else cell.paragraphs[0]
            paragraph.paragraph_format.space_before = Pt(6)
            self._fill(paragraph, runs)
            paragraph.alignment = CENTRE

    @staticmethod
    def _rule(cell: Any, indent: float) -> None:
        """A thin line at the end of a cell, ``indent`` centimetres from each side."""
        paragraph = cell.add_paragraph()
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
        paragraph.paragraph_format.line_spacing = Pt(3)
        borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        paragraph._p.pPr.insert(0, borders)

    def opening(self, about: Sequence[str], authority: Sequence[str], grounds: Iterable[str]) -> None:
        """From the name of the paper to "QUYẾT ĐỊNH:"."""
        self.line("")
        self.line(("QUYẾT ĐỊNH", "b"), align=CENTRE, size=14)
        for text in about:
            self.line((text, "b"), align=CENTRE)
        self.line("_____________", align=CENTRE, after=6)
        for text in authority:
            self.line((text, "b"), align=CENTRE, after=6)
        for text in grounds:
            self.line((text, "i"), align=JUSTIFIED, indent=1.27, after=4)
        self.line(("QUYẾT ĐỊNH:", "b"), align=CENTRE, size=14, after=6)

    def article(self, number: int, text: str) -> None:
        self.body((f"Điều {number}. ", "b"), text)

    def closing(self, signature: Sequence[str], receivers: Sequence[str]) -> None:
        """Who gets it on the left, who signed on the right, in a borderless table; the last line is the name."""
        self.line("")
        table = self.document.add_table(rows=1, cols=2)
        self._widths(table, (8, 8))
        self._mark(table.rows[0], "cantSplit")
        left, right = table.rows[0].cells
        self.cell(left, "Nơi nhận:", marks="bi", size=12)
        for text in receivers:
            self.line(text, where=left, size=11)
        self.cell(right, *signature[:-1], "", "(Đã ký)", "", signature[-1], marks="b", align=CENTRE)

    def annex(self, heading: Sequence[str], beside: str, landscape: bool = False) -> None:
        """A new page, its heading, and which decision it goes with."""
        if landscape:
            section = self.document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        else:
            self.document.add_page_break()
        for text in heading:
            self.line((text, "b"), align=CENTRE)
        self.line((beside, "i"), align=CENTRE, after=8)

    def table(
        self,
        header: Sequence[str],
        rows: Iterable[Sequence[str] | str],
        widths: Sequence[float],
        *,
        bordered: bool = True,
        centred: Sequence[int] = (0,),
        size: float = 12,
    ) -> Any:
        """A table; a row that is one text is a heading merged over all columns; a line break makes a paragraph."""
        table = self.document.add_table(rows=0, cols=len(widths))
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        if bordered:
            table.style = "Table Grid"
        for texts, top in [*([(header, True)] if header else []), *((r, False) for r in rows)]:
            cells = table.add_row().cells
            if isinstance(texts, str):
                self.cell(cells[0].merge(cells[-1]), texts, marks="b", size=size)
                continue
            for i, (cell, text) in enumerate(zip(cells, texts, strict=True)):
                middle = CENTRE if top or i in centred else LEFT
                self.cell(cell, *text.split("\n"), marks="b" if top else "", align=middle, size=size)
        self._widths(table, widths)
        if header:
            self.repeat(table.rows[0])
        return table

    @staticmethod
    def _widths(table: Any, widths: Sequence[float]) -> None:
        """The width of each column, in centimetres: for Word in its cells, for LibreOffice in the grid."""
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for cell in (c for tr in table._tbl.tr_lst for c in tr.tc_lst):
            cell.width = Cm(sum(widths[cell.grid_offset : cell.grid_offset + cell.grid_span]))

    @staticmethod
    def _mark(row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))

    def repeat(self, row: Any) -> None:
        """Print a row of a table again on each page."""
        self._mark(row, "tblHeader")

    def tidy(self, table: Any, widths: Sequence[float]) -> None:
        """After cells were merged: without the empty paragraphs that merging leaves, with its widths again."""
        for cell in (c for tr in table._tbl.tr_lst for c in tr.tc_lst):
            for empty in [p for p in cell.p_lst[1:] if not p.text]:
                cell.remove(empty)
        self._widths(table, widths)

    def in_marks(self) -> None:
        """Write every letter of the paper with its tone as a mark of its own."""
        for text in self.document.element.body.iter(qn("w:t")):
            text.text = composed_of_marks(text.text or "")


LAW_2003 = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003; Luật sửa đổi, bổ sung một số điều của Luật Thi đua, "
    "khen thưởng ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013;",
    "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số điều "
    "của Luật Thi đua, khen thưởng;",
)
LAW_2022 = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
    "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một số điều "
    "của Luật Thi đua, khen thưởng;",
)
COUNCIL = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"
PROVINCE = ("ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH")
PROVINCE_HEAD = ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",)
DEPARTMENT_HEAD = ("GIÁM ĐỐC SỞ NGOẠI VỤ",)
PARENT = "UBND TỈNH HÀ TĨNH"
TO_PROVINCE = ("- Như Điều 3;", "- Chủ tịch, các PCT UBND tỉnh;", "- Sở Nội vụ;", "- Lưu: VT, TĐKT.")
TO_DEPARTMENT = ("- Như Điều 3;", "- Ban Giám đốc Sở;", "- Lưu: VT, TCCB.")
BY_CHAIRMAN = ("CHỦ TỊCH", "Đoàn Kim Bảng")
FOR_CHAIRMAN = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lương Khắc Viện")
BY_DIRECTOR = ("GIÁM ĐỐC", "Phan Thị Thanh Bình")
TAKE_EFFECT = "Quyết định này có hiệu lực kể từ ngày ký ban hành."


def asked(who: str, paper: str) -> str:
    return f"Xét đề nghị của {who} tại {paper}."


def d01(paper: Paper) -> Truth:
    """The province's certificate for one person, named in Điều 1."""
    day = date(2023, 3, 7)
    paper.head(PROVINCE, ["Số: 623/QĐ-UBND"], written(day, "Hà Tĩnh"))
    paper.opening(
        ["Về việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"],
        PROVINCE_HEAD,
        [COUNCIL, *LAW_2003, asked("Giám đốc Sở Nội vụ", "Tờ trình số 118/TTr-SNV ngày 01 tháng 3 năm 2023")],
    )
    paper.article(
        1,
        "Tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho ông Nguyễn Văn Đức, Trưởng phòng Hợp tác quốc tế, Sở "
        "Ngoại vụ, đã có thành tích xuất sắc trong thực hiện nhiệm vụ công tác đối ngoại năm 2022.",
    )
    paper.article(
        2, "Mức tiền thưởng kèm theo thực hiện theo quy định hiện hành, trích từ Quỹ Thi đua, khen thưởng tỉnh."
    )
    paper.article(
        3,
        f"{TAKE_EFFECT} Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc các Sở: Nội vụ, Tài chính, Ngoại vụ và cá nhân"
        " có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )
    paper.closing(FOR_CHAIRMAN, TO_PROVINCE)
    row = Row("Nguyễn Văn Đức", "BK_TINH", 2022, "Trưởng phòng Hợp tác quốc tế", "Sở Ngoại vụ")
    return Truth("623/QĐ-UBND", day, " ".join(PROVINCE), "BK_TINH", [row])


def d02(paper: Paper) -> Truth:
    """Two titles of one department: six people listed in Điều 1, forty in a table of the annex."""
    day, year = date(2023, 1, 12), 2022
    best = [
        one("Trần Quốc Hùng"),
        one("Lê Thị Hòa"),
        one("Hà Huy Thắng"),
        one("Trần Quốc Hưng"),
        one("Nguyễn Thị Hà", "Phòng Lãnh sự - Việt kiều"),
        one("Nguyễn Hoàng Ưu"),
    ]
    paper.head(["SỞ NGOẠI VỤ"], ["Số: 18/QĐ-SNgV"], written(day, "Hà Tĩnh"), parent=PARENT, rule="border")
    paper.opening(
        ["Về việc công nhận danh hiệu “Chiến sĩ thi đua cơ sở”", "và danh hiệu “Lao động tiên tiến” năm 2022"],
        DEPARTMENT_HEAD,
        [
            *LAW_2003,
            "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng Sở ngày 09 tháng 01 năm 2023;",
            "Theo đề nghị của Chánh Văn phòng Sở.",
        ],
    )
    paper.article(1, "Công nhận danh hiệu “Chiến sĩ thi đua cơ sở” năm 2022 cho 06 cá nhân có tên sau đây:")
    for i, person in enumerate(best, 1):
        paper.body(f"{i}. {person.line()}{';' if i < len(best) else '.'}")
    paper.article(2, "Công nhận danh hiệu “Lao động tiên tiến” năm 2022 cho 40 cá nhân (có danh sách kèm theo).")
    paper.article(
        3, f"{TAKE_EFFECT} Chánh Văn phòng Sở, các phòng, đơn vị và các cá nhân có tên tại Điều 1, Điều 2 thi hành./."
    )
    paper.closing(BY_DIRECTOR, TO_DEPARTMENT)
    paper.annex(
        ["DANH SÁCH", "Cá nhân được công nhận danh hiệu “Lao động tiên tiến” năm 2022"],
        "(Kèm theo Quyết định số 18/QĐ-SNgV ngày 12 tháng 01 năm 2023 của Giám đốc Sở Ngoại vụ)",
    )
    listed = [(str(i), p.code, p.name, p.post, p.unit) for i, p in enumerate(STAFF, 1)]
    paper.table(
        ["TT", "Mã số", "Họ và tên", "Chức vụ", "Đơn vị"],
        [*listed, "Danh sách này có 40 người./."],
        [1.2, 1.9, 4.6, 4.0, 4.8],
        centred=(0, 1),
    )
    rows = [p.gets("CSTDCS", year) for p in best] + [p.gets("LDTT", year, coded=True) for p in STAFF]
    return Truth("18/QĐ-SNgV", day, "SỞ NGOẠI VỤ", None, rows)


def d03(paper: Paper) -> Truth:
    """Collectives and people in one table, under merged headings, numbered anew under each."""
    day, year = date(2023, 6, 16), 2022
    units = [
        ("Phòng Lãnh sự - Việt kiều", "Sở Ngoại vụ"),
        ("Văn phòng", "Sở Ngoại vụ"),
        ("Phòng Quản lý đầu tư nước ngoài", "Sở Kế hoạch và Đầu tư"),
        ("Phòng Quản lý xuất nhập cảnh", "Công an tỉnh"),
    ]
    people = [
        ("Ông", "Trần Quốc Hùng", "Phó Giám đốc", "Sở Ngoại vụ"),
        ("Ông", "Trần Quốc Hưng", "Chuyên viên chính Phòng Hợp tác quốc tế", "Sở Ngoại vụ"),
        ("Bà", "Lê Thị Hoa", "Thanh tra viên", "Sở Ngoại vụ"),
        ("Bà", "Lê Thị Hòa", "Phó Chánh Văn phòng", "Sở Ngoại vụ"),
        ("Ông", "Nguyễn Đình Tứ", "Phó Trưởng phòng Ngân sách", "Sở Tài chính"),
        ("Bà", "Lê Thị Hoa", "Trưởng phòng Văn hóa - Thông tin", "UBND thị xã Kỳ Anh"),
        ("Ông", "Bạch Hưng Sửu", "Chính trị viên Đồn Biên phòng Cầu Treo", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh"),
        ("Bà", "Quách Thị Ngọc Lữ", "Phóng viên", "Báo Hà Tĩnh"),
    ]
    paper.head(PROVINCE, ["Số: 1345/QĐ-UBND"], written(day, "Hà Tĩnh"), rule="-------")
    paper.opening(
        ["Về việc tặng Bằng khen của Chủ tịch UBND tỉnh"],
        PROVINCE_HEAD,
        [COUNCIL, *LAW_2003, asked("Giám đốc Sở Nội vụ", "Văn bản số 902/SNV-TĐKT ngày 12 tháng 6 năm 2023")],
    )
    paper.article(
        1,
        "Tặng Bằng khen của Chủ tịch UBND tỉnh cho 04 tập thể và 08 cá nhân đã có thành tích xuất sắc trong công tác"
        " đối ngoại và hội nhập quốc tế năm 2022 (danh sách kèm theo).",
    )
    paper.article(
        2, "Tiền thưởng kèm theo Bằng khen thực hiện theo quy định tại Nghị định số 91/2017/NĐ-CP của Chính phủ."
    )
    paper.article(
        3, "Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ và các tập thể, cá nhân có tên chịu trách nhiệm thi hành./."
    )
    paper.closing(BY_CHAIRMAN, TO_PROVINCE)
    paper.annex(
        ["DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG BẰNG KHEN"],
        "(Kèm theo Quyết định số 1345/QĐ-UBND ngày 16/6/2023 của Chủ tịch UBND tỉnh)",
    )
    paper.table(
        ["TT", "Tên tập thể, cá nhân", "Chức vụ, đơn vị công tác"],
        [
            "I. Tập thể",
            *((str(i), name, of) for i, (name, of) in enumerate(units, 1)),
            "II. Cá nhân",
            *((str(i), f"{title} {name}", f"{post}, {of}") for i, (title, name, post, of) in enumerate(people, 1)),
        ],
        [1.3, 6, 9],
    )
    rows = [Row(name, "BK_TINH", year, None, of, "unit") for name, of in units]
    rows += [Row(name, "BK_TINH", year, post, of) for _, name, post, of in people]
    return Truth("1345/QĐ-UBND", day, " ".join(PROVINCE), "BK_TINH", rows)


def d04(paper: Paper) -> Truth:
    """The ministry's certificate, for a period, in borderless tables without a header row; the number in three runs."""
    day = date(2023, 8, 22)
    units = ["Sở Ngoại vụ tỉnh Hà Tĩnh", "Trung tâm Dịch vụ đối ngoại tỉnh Hà Tĩnh"]
    people = [
        ("Bà", "Phan Thị Thanh Bình", "Giám đốc", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Ông", "Lưu Đức Ân", "Chuyên viên chính Phòng Lãnh sự - Việt kiều", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Bà", "Biện Thị Lài", "Phó Trưởng phòng Thông tin đối ngoại - Biên giới", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
    ]
    paper.head(["BỘ NGOẠI GIAO"], ["Số: ", "1588", "/QĐ-BNG"], written(day, "Hà Nội"))
    paper.opening(
        ["Về việc tặng Bằng khen của Bộ trưởng Bộ Ngoại giao"],
        ["BỘ TRƯỞNG BỘ NGOẠI GIAO"],
        [
            *LAW_2003,
            "Căn cứ Nghị định số 81/2022/NĐ-CP ngày 14 tháng 10 năm 2022 của Chính phủ quy định chức năng, nhiệm vụ, "
            "quyền hạn và cơ cấu tổ chức của Bộ Ngoại giao;",
            asked("Vụ trưởng Vụ Tổ chức Cán bộ", "Tờ trình số 77/TCCB ngày 15 tháng 8 năm 2023"),
        ],
    )
    paper.article(
        1,
        "Tặng Bằng khen của Bộ trưởng Bộ Ngoại giao cho 02 tập thể và 03 cá nhân thuộc tỉnh Hà Tĩnh đã có thành tích"
        " xuất sắc trong công tác về người Việt Nam ở nước ngoài giai đoạn 2020-2022, gồm:",
    )
    paper.body(("Tập thể:", "b"))
    paper.table([], [(f"{i}.", name) for i, name in enumerate(units, 1)], [1.2, 14.5], bordered=False, size=13)
    paper.body(("Cá nhân:", "b"))
    named = [(f"{i}.", f"{t} {name}", f"{post}, {of}") for i, (t, name, post, of) in enumerate(people, 1)]
    paper.table([], named, [1.2, 5.5, 9], bordered=False, size=13)
    paper.line("")
    paper.article(2, TAKE_EFFECT)
    paper.article(
        3, "Chánh Văn phòng Bộ, Vụ trưởng Vụ Tổ chức Cán bộ và các tập thể, cá nhân có tên tại Điều 1 thi hành./."
    )
    paper.closing(
        ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Tạ Đăng Khiêm"],
        ["- Như Điều 3;", "- UBND tỉnh Hà Tĩnh;", "- Lưu: VT, TCCB."],
    )
    rows = [Row(name, "BK_BNG", None, kind="unit") for name in units]
    rows += [Row(name, "BK_BNG", None, post, of) for _, name, post, of in people]
    return Truth("1588/QĐ-BNG", day, "BỘ NGOẠI GIAO", "BK_BNG", rows)


def d05(paper: Paper) -> Truth:
    """Four awards in lists: numbers typed, numbers that Word counts, letters, dashes."""
    day, year = date(2024, 1, 15), 2023
    best = [
        ("Ông", "Trương Công Nghĩa", "Trưởng phòng Thông tin đối ngoại - Biên giới"),
        ("Bà", "Trần Thị Minh Nguyệt", "Phó Trưởng phòng Hợp tác quốc tế"),
        ("Ông", "Lê Hữu Phước", "Giám đốc Trung tâm Dịch vụ đối ngoại"),
    ]
    good = [
        one("Lê Thị Hòa"),
        one("Lê Thị Hoa"),
        one("Nguyễn Thị Hà", "Văn phòng"),
        one("Nguyễn Thị Hà", "Phòng Lãnh sự - Việt kiều"),
        one("Nguyễn Thị Thủy"),
        one("Nguyễn Thị Thùy"),
        one("Thái Bá Sơn"),
        one("Hồ Thị Quỳnh Như"),
    ]
    units = ["Phòng Hợp tác quốc tế", "Phòng Thông tin đối ngoại - Biên giới", "Trung tâm Dịch vụ đối ngoại"]
    paper.head(["SỞ NGOẠI VỤ"], ["Số: 21/QĐ-SNgV"], written(day, "Hà Tĩnh"), parent=PARENT, rule="_______")
    paper.opening(
        ["Về việc công nhận danh hiệu thi đua và khen thưởng năm 2023"],
        DEPARTMENT_HEAD,
        [
            *LAW_2022,
            "Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng Sở ngày 10/01/2024;",
            "Xét đề nghị của Văn phòng Sở.",
        ],
    )
    paper.article(1, "Công nhận danh hiệu Chiến sĩ thi đua cơ sở năm 2023 cho các ông, bà có tên sau:")
    for i, (title, name, post) in enumerate(best, 1):
        paper.body(f"{i}. {title} {name}, {post};")
    paper.article(2, "Công nhận danh hiệu Lao động tiên tiến năm 2023 cho 08 cá nhân:")
    for person in good:
        paper.body(f"{person.line()};", style="List Number")
    paper.article(3, "Tặng danh hiệu Tập thể Lao động tiên tiến năm 2023 cho 03 tập thể:")
    for letter, name in zip("abc", units, strict=True):
        paper.body(f"{letter}) {name};")
    paper.article(
        4, "Tặng Giấy khen của Giám đốc Sở Ngoại vụ cho các tập thể, cá nhân có thành tích trong công tác năm 2023:"
    )
    paper.body("- Tập thể Văn phòng Sở;")
    paper.body("- Ông Võ Đình Khánh, Chuyên viên Văn phòng Sở;")
    paper.body("- Bà Vương Thị Cẩm Giang, Viên chức Trung tâm Dịch vụ đối ngoại.")
    paper.article(5, "Mức tiền thưởng kèm theo thực hiện theo quy định của pháp luật hiện hành.")
    paper.article(
        6, "Chánh Văn phòng Sở và các tập thể, cá nhân có tên tại các Điều 1, 2, 3, 4 chịu trách nhiệm thi hành./."
    )
    paper.closing(BY_DIRECTOR, ("- Như Điều 6;", *TO_DEPARTMENT[1:]))
    rows = [Row(name, "CSTDCS", year, post) for _, name, post in best]
    rows += [p.gets("LDTT", year) for p in good]
    rows += [Row(name, "TTLDTT", year, kind="unit") for name in units]
    rows += [
        Row("Văn phòng Sở", "GK", year, kind="unit"),
        Row("Võ Đình Khánh", "GK", year, "Chuyên viên Văn phòng Sở"),
        Row("Vương Thị Cẩm Giang", "GK", year, "Viên chức Trung tâm Dịch vụ đối ngoại"),
    ]
    return Truth("21/QĐ-SNgV", day, "SỞ NGOẠI VỤ", None, rows)


def d06(paper: Paper) -> Truth:
    """A certificate taken back."""
    day, revoked = date(2024, 5, 20), date(2022, 6, 28)
    paper.head(PROVINCE, ["Số: 1177/QĐ-UBND"], written(day, "Hà Tĩnh"), rule="border", one_row=True)
    paper.opening(
        ["Về việc hủy bỏ quyết định khen thưởng và thu hồi Bằng khen", "của Chủ tịch Ủy ban nhân dân tỉnh"],
        PROVINCE_HEAD,
        [
            COUNCIL,
            *LAW_2022,
            "Căn cứ Kết luận kiểm tra số 09/KL-TTr ngày 11 tháng 4 năm 2024 của Thanh tra tỉnh;",
            asked("Giám đốc Sở Nội vụ", "Tờ trình số 245/TTr-SNV ngày 13 tháng 5 năm 2024"),
        ],
    )
    paper.article(
        1,
        "Hủy bỏ việc tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh tại Quyết định số 2088/QĐ-UBND"
        f" {written(revoked)} đối với ông Tống Trần Quyết, Chuyên viên Phòng Thông tin đối ngoại - Biên giới, Sở Ngoại"
        " vụ, đã được khen thưởng về thành tích công tác năm 2021.",
    )
    paper.body("Lý do: kê khai không đúng thành tích để được khen thưởng.")
    paper.article(
        2, "Giao Sở Ngoại vụ thu hồi Bằng khen và tiền thưởng đã nhận, nộp về Sở Nội vụ trước ngày 30 tháng 6 năm 2024."
    )
    paper.article(
        3,
        "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các Sở: Nội vụ, Ngoại vụ và ông Tống Trần Quyết chịu trách"
        " nhiệm thi hành Quyết định này kể từ ngày ký./.",
    )
    paper.closing(BY_CHAIRMAN, TO_PROVINCE)
    post = "Chuyên viên Phòng Thông tin đối ngoại - Biên giới"
    row = Row("Tống Trần Quyết", "BK_TINH", 2021, post, "Sở Ngoại vụ")
    issuer = " ".join(PROVINCE)
    return Truth("1177/QĐ-UBND", day, issuer, "BK_TINH", [row], revokes=True, revoked=("2088/QĐ-UBND", revoked))


def _teachers(many: int) -> list[Person]:
    """Invented teachers, school by school, the same on every run."""
    chance = random.Random(7)
    family = "Nguyễn Trần Lê Phạm Hoàng Phan Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Trịnh Mạc Tạ Thái"
    middle = {
        "Ông": "Văn Đức Hữu Quốc Xuân Minh Trọng Đình",
        "Bà": "Thị Thu Ngọc Thanh Hồng Diệu Mỹ Khánh",
    }
    given = {
        "Ông": "Hùng Hưng Dũng Dụng Tú Tùng Thắng Thăng Quý Quỹ Kiên Luận Khôi Đạt Phú Vỹ",
        "Bà": "Hương Hường Thủy Thúy Thùy Nga Ngà Yến Lệ Lê Huyền Tuyến Mơ Oanh Liễu Quỳnh",
    }
    posts = ("Phó Hiệu trưởng", "Tổ trưởng chuyên môn", "Giáo viên", "Giáo viên", "Giáo viên", "Nhân viên thư viện")
    schools = [
        f"Trường THPT {name}"
        for name in (
            "Sông Ngàn",
            "Hồng Lĩnh Bắc",
            "Rú Tiên",
            "Cửa Khẩu Đông",
            "Nghèn Thượng",
            "Hương Tùng",
            "Kỳ Lâm Nam",
        )
    ] + ["Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện Hương Tùng"]
    names: set[str] = set()
    found: list[Person] = []
    while len(found) < many:
        title = chance.choice(("Ông", "Bà"))
        name = " ".join(chance.choice(words.split()) for words in (family, middle[title], given[title]))
        if name not in names:
            names.add(name)
            school = schools[len(found) * len(schools) // many]
            post = chance.choice(posts) if found and found[-1].unit == school else "Hiệu trưởng"
            found.append(Person(title, name, post, school, f"GV{2001 + len(found)}"))
    return found


def d07(paper: Paper) -> Truth:
    """A table over several pages: two header rows printed again, merged headings, a school merged down its people."""
    day, school_year = date(2024, 8, 9), "2023-2024"
    teachers = _teachers(84)
    best, good = teachers[::7], [t for i, t in enumerate(teachers) if i % 7]
    paper.head(
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], ["Số:  2417 /QĐ-SGDĐT"], written(day, "Hà Tĩnh"), parent=PARENT, rule="border"
    )
    paper.opening(
        ["Về việc tặng danh hiệu thi đua năm học 2023 - 2024"],
        ["GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        [*LAW_2022, "Theo đề nghị của Hội đồng Thi đua - Khen thưởng ngành."],
    )
    paper.article(
        1,
        f"Tặng danh hiệu “Chiến sĩ thi đua cơ sở” cho {len(best)} cá nhân và danh hiệu “Lao động tiên tiến” cho"
        f" {len(good)} cá nhân có thành tích xuất sắc trong năm học 2023 - 2024 (có danh sách kèm theo).",
    )
    paper.article(2, "Kinh phí khen thưởng trích từ quỹ khen thưởng của các đơn vị.")
    paper.article(
        3, "Chánh Văn phòng, Trưởng các phòng thuộc Sở, Thủ trưởng các đơn vị và các cá nhân có tên thi hành./."
    )
    paper.closing(
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nghiêm Thị Lựu"], ["- Như Điều 3;", "- Sở Nội vụ;", "- Lưu: VT, VP."]
    )
    paper.annex(
        ["DANH SÁCH", "CÁ NHÂN ĐƯỢC TẶNG DANH HIỆU THI ĐUA NĂM HỌC 2023 - 2024"],
        "(Kèm theo Quyết định số 2417/QĐ-SGDĐT ngày 09/8/2024 của Giám đốc Sở Giáo dục và Đào tạo)",
    )
    widths = (1.2, 2, 4.6, 3.8, 4.9)
    table = paper.table(
        ["TT", "Mã số", "Họ và tên", "Chức vụ, đơn vị công tác", ""],
        [["", "", "", "Chức vụ", "Đơn vị"]],
        widths,
    )
    top, below = table.rows[0].cells, table.rows[1].cells
    top[3].merge(top[4])
    for i in range(3):
        top[i].merge(below[i])
    for cell in below[3:]:
        cell.paragraphs[0].alignment, cell.paragraphs[0].runs[0].bold = CENTRE, True
    paper.repeat(table.rows[1])
    for heading, people in (
        (f"I. DANH HIỆU CHIẾN SĨ THI ĐUA CƠ SỞ ({len(best)} người)", best),
        (f"II. DANH HIỆU LAO ĐỘNG TIÊN TIẾN ({len(good)} người)", good),
    ):
        cells = table.add_row().cells
        paper.cell(cells[0].merge(cells[4]), heading, marks="b", size=12)
        first, school = None, ""
        for i, person in enumerate(people, 1):
            cells = table.add_row().cells
            for j, text in enumerate((str(i), person.code, person.name, person.post)):
                paper.cell(cells[j], text, size=12, align=CENTRE if j < 2 else LEFT)
            if first is not None and person.unit == school:
                first.merge(cells[4])
            else:
                first, school = cells[4], person.unit
                paper.cell(first, school, size=12)
    paper.tidy(table, widths)
    rows = [p.gets("CSTDCS", None, coded=True, school_year=school_year) for p in best]
    rows += [p.gets("LDTT", None, coded=True, school_year=school_year) for p in good]
    return Truth("2417/QĐ-SGDĐT", day, "SỞ GIÁO DỤC VÀ ĐÀO TẠO", None, rows)


def d08(paper: Paper) -> Truth:
    """The prime minister's certificate: an annex of numbered lines that end in the reason, a period."""
    day = date(2024, 10, 3)
    units = [
        ("Phòng Hợp tác quốc tế", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Nhân dân và cán bộ xã Sơn Kim Hạ", "huyện Hương Sơn, tỉnh Hà Tĩnh"),
    ]
    people = [
        ("Bà", "Phan Thị Thanh Bình", "Giám đốc", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Ông", "Đặng Hữu Lộc", "Phó Giám đốc", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Ông", "Nguyễn Văn Đức", "Chủ tịch Hội đồng quản trị Công ty cổ phần Thủy sản Cửa Nhượng", "tỉnh Hà Tĩnh"),
    ]
    paper.head(["THỦ TƯỚNG CHÍNH PHỦ"], ["Số: 1102/QĐ-TTg"], written(day, "Hà Nội"), rule="-------")
    paper.opening(
        ["Về việc tặng Bằng khen của Thủ tướng Chính phủ"],
        ["THỦ TƯỚNG CHÍNH PHỦ"],
        [
            (
                "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật Tổ"
                " chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;"
            ),
            *LAW_2022,
            (
                "Theo đề nghị của Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh tại Tờ trình số 311/TTr-UBND ngày 22 tháng 8"
                " năm 2024 và Bộ trưởng Bộ Nội vụ tại Tờ trình số 5203/TTr-BNV ngày 25 tháng 9 năm 2024."
            ),
        ],
    )
    paper.article(
        1,
        "Tặng Bằng khen của Thủ tướng Chính phủ cho 02 tập thể và 03 cá nhân thuộc tỉnh Hà Tĩnh (có danh sách kèm"
        " theo), đã có thành tích trong công tác từ năm 2019 đến năm 2023, góp phần vào sự nghiệp xây dựng chủ nghĩa xã"
        " hội và bảo vệ Tổ quốc.",
    )
    paper.article(2, "Quyết định này có hiệu lực thi hành kể từ ngày ký.")
    paper.article(
        3,
        "Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh, Bộ trưởng Bộ Nội vụ và các tập thể, cá nhân có tên tại Điều 1 chịu"
        " trách nhiệm thi hành Quyết định này./.",
    )
    paper.closing(
        ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Lục Hòa Quang"],
        ["- Như Điều 3;", "- Ban Thi đua - Khen thưởng TƯ;", "- VPCP: BTCN, Cổng TTĐT;", "- Lưu: VT, TCCV (03)."],
    )
    paper.annex(
        ["DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN", "CỦA THỦ TƯỚNG CHÍNH PHỦ"],
        "(Kèm theo Quyết định số 1102/QĐ-TTg\nngày 03 tháng 10 năm 2024 của Thủ tướng Chính phủ)",
    )
    names = [f"{name}, {of}" for name, of in units] + [f"{t} {name}, {post}, {of}" for t, name, post, of in people]
    for i, text in enumerate(names, 1):
        paper.body(f"{i}. {text}{';' if i < len(names) else ','}")
    paper.body(
        "Đã có thành tích trong công tác từ năm 2019 đến năm 2023, góp phần vào sự nghiệp xây dựng chủ nghĩa xã hội và"
        " bảo vệ Tổ quốc./."
    )
    rows = [Row(name, "BK_TTG", None, None, of, "unit") for name, of in units]
    rows += [Row(name, "BK_TTG", None, post, of) for _, name, post, of in people]
    return Truth("1102/QĐ-TTg", day, "THỦ TƯỚNG CHÍNH PHỦ", "BK_TTG", rows)


def d09(paper: Paper) -> Truth:
    """Initiatives of provincial level in a landscape table, one of two authors; an Icelandic Ð in the number."""
    day, year = date(2023, 12, 14), 2023
    found: list[tuple[str, list[tuple[str, str, str]]]] = [
        (
            "Giải pháp số hóa quy trình tiếp nhận và quản lý đoàn ra, đoàn vào trên địa bàn tỉnh Hà Tĩnh",
            [("Nguyễn Văn Đức", "Trưởng phòng Hợp tác quốc tế", "Sở Ngoại vụ")],
        ),
        (
            "Bộ tài liệu hướng dẫn công dân đi làm việc ở nước ngoài bằng mã QR",
            [
                ("Nguyễn Thị Hà", "Trưởng phòng Lãnh sự - Việt kiều", "Sở Ngoại vụ"),
                ("Ngô Thị Phượng", "Chuyên viên", "Sở Ngoại vụ"),
            ],
        ),
        (
            "Phối hợp xử lý sự cố trên tuyến biên giới Việt Nam - Lào: quy trình 5 bước",
            [("Trương Công Nghĩa", "Trưởng phòng Thông tin đối ngoại - Biên giới", "Sở Ngoại vụ")],
        ),
        (
            "Nâng cao hiệu quả truyền thông “Hà Tĩnh - Điểm đến” bằng tiếng Anh và tiếng Lào",
            [("Hồ Thị Quỳnh Như", "Phó Giám đốc Trung tâm Dịch vụ đối ngoại", "Sở Ngoại vụ")],
        ),
    ]
    paper.head(
        PROVINCE,
        ["Số: 3051/QÐ-UBND"],
        written(day, "Hà Tĩnh"),
        motto=("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
    )
    paper.opening(
        ["Về việc công nhận hiệu quả áp dụng và phạm vi ảnh hưởng", "của sáng kiến trên địa bàn tỉnh năm 2023"],
        PROVINCE_HEAD,
        [
            COUNCIL,
            *LAW_2003,
            "Căn cứ Nghị định số 13/2012/NĐ-CP ngày 02 tháng 3 năm 2012 của Chính phủ ban hành Điều lệ Sáng kiến;",
            asked("Hội đồng Sáng kiến tỉnh", "Tờ trình số 40/TTr-HĐSK ngày 08 tháng 12 năm 2023"),
        ],
    )
    paper.article(
        1,
        "Công nhận hiệu quả áp dụng và phạm vi ảnh hưởng cấp tỉnh đối với 04 sáng kiến năm 2023 (có danh sách kèm"
        " theo).",
    )
    paper.article(2, "Các tác giả, đồng tác giả được hưởng quyền lợi theo quy định của Điều lệ Sáng kiến.")
    paper.article(
        3,
        "Chánh Văn phòng UBND tỉnh, Giám đốc Sở Khoa học và Công nghệ và các cá nhân có tên chịu trách nhiệm thi"
        " hành./.",
    )
    paper.closing(FOR_CHAIRMAN, TO_PROVINCE)
    paper.annex(
        ["DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN CẤP TỈNH NĂM 2023"],
        "(Kèm theo Quyết định số 3051/QĐ-UBND ngày 14/12/2023 của Chủ tịch UBND tỉnh)",
        landscape=True,
    )
    paper.table(
        ["STT", "Tên sáng kiến", "Tác giả, đồng tác giả", "Chức vụ, đơn vị công tác", "Phạm vi\nảnh hưởng"],
        [
            (str(i), title, "\n".join(a[0] for a in by), "\n".join(f"{post}, {of}" for _, post, of in by), "Cấp tỉnh")
            for i, (title, by) in enumerate(found, 1)
        ],
        [1.3, 8.2, 4.2, 8.4, 2.4],
        centred=(0, 4),
    )
    rows = [
        Row(name, None, year, post, of, "initiative", title=title, level="TINH")
        for title, by in found
        for name, post, of in by
    ]
    return Truth("3051/QĐ-UBND", day, " ".join(PROVINCE), "BK_TINH", rows)


def d10(paper: Paper) -> Truth:
    """A sparse head: tabs instead of a table, the number's place left for the hand, place and day under the title."""
    day, year = date(2023, 10, 9), 2023
    for left, right, at in ((PARENT, MOTTO[0], 7), ("SỞ NGOẠI VỤ", MOTTO[1], 8.8)):
        stops = paper.line(f"{left}\t", (right, "b"), size=12).paragraph_format.tab_stops
        stops.add_tab_stop(Cm(at))
    paper.line("")
    paper.line(("QUYẾT ĐỊNH", "b"), align=CENTRE, size=14)
    paper.line("Số: ............/QĐ-SNgV", align=CENTRE)
    paper.line(("V/v tặng Giấy khen của Giám đốc Sở Ngoại vụ", "b"), align=CENTRE)
    paper.line((written(day, "Hà Tĩnh"), "i"), align=RIGHT, after=6)
    paper.line(("GIÁM ĐỐC SỞ NGOẠI VỤ", "b"), align=CENTRE, after=6)
    for text in (*LAW_2003, "Xét đề nghị của Chánh Văn phòng Sở,"):
        paper.body(text)
    paper.line(("QUYẾT ĐỊNH:", "b"), align=CENTRE, after=6)
    paper.body(
        ("Điều 1: ", "bu"),
        "Tặng Giấy khen của Giám đốc Sở Ngoại vụ cho Phòng Hợp tác quốc tế; ông Thái Bá Sơn, Chuyên viên Phòng Hợp tác"
        " quốc tế; bà Kiều Khánh Huyền, Chuyên viên Phòng Hợp tác quốc tế và bà Phùng Thị Yến, Chuyên viên Phòng Thông"
        " tin đối ngoại - Biên giới, vì đã có thành tích trong tổ chức Hội nghị hợp tác các tỉnh biên giới năm 2023.",
    )
    paper.body(("Điều 2: ", "bu"), "Mức thưởng theo quy chế chi tiêu nội bộ của cơ quan.")
    paper.body(
        ("Điều 3: ", "bu"),
        "Quyết định có hiệu lực từ ngày ký. Văn phòng Sở và các tập thể, cá nhân có tên trên thi hành./.",
    )
    paper.line(("GIÁM ĐỐC", "b"), align=RIGHT, after=36)
    paper.line(("Phan Thị Thanh Bình", "b"), align=RIGHT)
    paper.line(("Nơi nhận: ", "bi"), "Như Điều 3; lưu VT.", size=11)
    rows = [
        Row("Phòng Hợp tác quốc tế", "GK", year, kind="unit"),
        Row("Thái Bá Sơn", "GK", year, "Chuyên viên Phòng Hợp tác quốc tế"),
        Row("Kiều Khánh Huyền", "GK", year, "Chuyên viên Phòng Hợp tác quốc tế"),
        Row("Phùng Thị Yến", "GK", year, "Chuyên viên Phòng Thông tin đối ngoại - Biên giới"),
    ]
    return Truth(None, day, "SỞ NGOẠI VỤ", None, rows)


def d11(paper: Paper) -> Truth:
    """The award and its year in columns of the table, another in each row."""
    day = date(2025, 2, 21)
    at = "Sở Ngoại vụ"
    given: list[tuple[Row, str, str, str]] = [
        (Row("Sở Ngoại vụ", "CO_TD_TINH", 2024, kind="unit"), "", "Cờ thi đua của UBND tỉnh", "2024"),
        (Row("Phòng Lãnh sự - Việt kiều", "TTLDXS", 2024, None, at, "unit"), "", "Tập thể Lao động xuất sắc", "2024"),
        (Row("Phòng Hợp tác quốc tế", "TTLDXS", 2023, None, at, "unit"), "", "Tập thể lao động xuất sắc", "2023"),
        (Row("Thanh tra Sở", "BK_TINH", None, None, at, "unit"), "", "Bằng khen của Chủ tịch UBND tỉnh", "2023-2024"),
        (Row("Nguyễn Thị Hà", "CSTD_TINH", 2024, "Trưởng phòng", at), "Bà ", "Chiến sĩ thi đua cấp tỉnh", "2024"),
        (Row("Trần Quốc Hưng", "CSTD_TINH", 2023, "Chuyên viên chính", at), "Ông ", "CSTĐ cấp tỉnh", "2023"),
        (
            Row("Trần Quốc Hùng", "BK_TINH", 2024, "Phó Giám đốc", at),
            "Ông ",
            "Bằng khen của Chủ tịch UBND tỉnh",
            "2024",
        ),
        (Row("Nguyễn Thị Hà", "BK_TINH", 2024, "Kế toán viên", at), "Bà ", "BK UBND tỉnh", "2024"),
        (Row("Lại Thế Dũng", "BK_TINH", 2022, "Viên chức", at), "Ông ", "Bằng khen của UBND tỉnh", "Năm 2022"),
    ]
    paper.head(PROVINCE, ["Số: 488/QĐ-UBND"], written(day, "Hà Tĩnh"), rule="border", one_row=True)
    paper.opening(
        ["Về việc tặng danh hiệu thi đua, hình thức khen thưởng"],
        PROVINCE_HEAD,
        [COUNCIL, *LAW_2022, asked("Giám đốc Sở Ngoại vụ", "Tờ trình số 06/TTr-SNgV ngày 10 tháng 02 năm 2025")],
    )
    paper.article(
        1, "Tặng danh hiệu thi đua, hình thức khen thưởng cho các tập thể, cá nhân thuộc Sở Ngoại vụ như sau:"
    )
    paper.table(
        ["STT", "Tên tập thể, cá nhân", "Chức vụ, đơn vị", "Danh hiệu, hình thức khen thưởng", "Năm thành tích"],
        [
            (str(i), before + row.name, ", ".join(x for x in (row.post, row.unit) if x), award, year)
            for i, (row, before, award, year) in enumerate(given, 1)
        ],
        [1.2, 4.6, 4.2, 4.6, 2],
        centred=(0, 4),
    )
    paper.line("")
    paper.article(2, "Mức tiền thưởng thực hiện theo quy định tại Nghị định số 98/2023/NĐ-CP của Chính phủ.")
    paper.article(
        3, "Chánh Văn phòng UBND tỉnh, Giám đốc các Sở: Nội vụ, Ngoại vụ và các tập thể, cá nhân có tên thi hành./."
    )
    paper.closing(FOR_CHAIRMAN, TO_PROVINCE)
    return Truth("488/QĐ-UBND", day, " ".join(PROVINCE), "BK_TINH", [row for row, *_ in given])


def d12(paper: Paper) -> Truth:
    """A district of another province thanks people of this one; every tone is a mark of its own."""
    day, year = date(2023, 11, 8), 2023
    people = [
        ("Bà", "Ngô Thị Phượng", "Chuyên viên", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Bà", "Ngô Thị Phương", "Chuyên viên", "Sở Ngoại vụ tỉnh Hà Tĩnh"),
        ("Ông", "Hoàng Văn Tiến", "Trưởng thôn Xuân Áng", "xã Nghi Thủy, huyện Nghi Lộc"),
    ]
    paper.head(["ỦY BAN NHÂN DÂN", "HUYỆN NGHI LỘC"], ["Số: 1346 /QĐ-UBND"], "Nghi Lộc, ngày 8 tháng 11 năm 2023")
    paper.opening(
        ["Về việc tặng Giấy khen của Chủ tịch Ủy ban nhân dân huyện"],
        ["CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN NGHI LỘC, TỈNH NGHỆ AN"],
        [COUNCIL, *LAW_2003, asked("Trưởng phòng Nội vụ huyện", "Tờ trình số 88/TTr-NV ngày 03/11/2023")],
    )
    paper.article(
        1,
        "Tặng Giấy khen của Chủ tịch UBND huyện cho 01 tập thể và 03 cá nhân đã có thành tích trong hỗ trợ ngư dân gặp"
        " nạn trên biển năm 2023, gồm:",
    )
    paper.table(
        ["TT", "Họ tên", "Chức danh", "Đơn vị"],
        [
            ("1", "Trung tâm Dịch vụ đối ngoại", "", "tỉnh Hà Tĩnh"),
            *((str(i), f"{t} {name}", post, of) for i, (t, name, post, of) in enumerate(people, 2)),
        ],
        [1.2, 5.2, 4.2, 5.6],
        size=13,
    )
    paper.line("")
    paper.article(2, "Kinh phí khen thưởng trích từ ngân sách huyện năm 2023.")
    paper.article(
        3, "Chánh Văn phòng HĐND-UBND huyện, Trưởng phòng Nội vụ và các tập thể, cá nhân có tên tại Điều 1 thi hành./."
    )
    paper.closing(["CHỦ TỊCH", "Cao Viết Thuyết"], ["- Như Điều 3;", "- Sở Ngoại vụ tỉnh Hà Tĩnh;", "- Lưu: VT."])
    paper.in_marks()
    rows = [Row("Trung tâm Dịch vụ đối ngoại", "GK", year, None, "tỉnh Hà Tĩnh", "unit")]
    rows += [Row(name, "GK", year, post, of) for _, name, post, of in people]
    return Truth("1346/QĐ-UBND", day, "ỦY BAN NHÂN DÂN HUYỆN NGHI LỘC", None, rows)


DECISIONS: tuple[Callable[[Paper], Truth], ...] = (d01, d02, d03, d04, d05, d06, d07, d08, d09, d10, d11, d12)


def make(folder: Path) -> dict[str, Any]:
    """Write d01.docx … d12.docx and truth.json into ``folder``; the truth, by file."""
    folder.mkdir(parents=True, exist_ok=True)
    truths: dict[str, Any] = {}
    for write in DECISIONS:
        paper = Paper()
        name = f"{write.__name__}.docx"
        truths[name] = write(paper).as_json()
        paper.document.save(str(folder / name))
    said = json.dumps(truths, ensure_ascii=False, indent=1) + "\n"
    (folder / "truth.json").write_text(said, encoding="utf-8")
    return truths


def as_pdf(folder: Path) -> list[Path]:
    """Every .docx of ``folder`` as a PDF beside it, by LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("soffice")
    papers = sorted(folder.glob("*.docx"))
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(folder), *map(str, papers)], check=True, capture_output=True, timeout=300
        )
    return [paper.with_suffix(".pdf") for paper in papers]


def as_scan(pdf: Path, out: Path, dpi: int = 200, degrees: float = 1, seed: int = 0) -> Path:
    """The pages of ``pdf`` as a scanner would give them, pictures only: grey, a little askew, speckled."""
    chance = random.Random(seed)
    pages: list[Image.Image] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            clean = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            turned = clean.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
            soft = turned.filter(ImageFilter.GaussianBlur(0.5))
            grain, dust = (Image.frombytes("L", soft.size, chance.randbytes(soft.width * soft.height)) for _ in "12")
            specks = ImageChops.lighter(grain.point([0] + [255] * 255), dust.point([0] * 24 + [255] * 232))
            pages.append(ImageChops.darker(Image.blend(soft, grain, 0.15), specks))
    finally:
        document.close()
    still = gmtime(1_700_000_000)
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        title="scan",
        creationDate=still,
        modDate=still,
    )
    return out


def main(folder: Path) -> None:
    make(folder)
    as_pdf(folder)
    for name in SCANNED:
        as_scan(folder / f"{name}.pdf", folder / f"{name}-scan.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "decisions"))
