"""Makes the Word templates in data/templates, in the layout of Decree 30/2020/NĐ-CP (its annex I): A4, margins, Times
New Roman, national heading, number, place and date, title, citations, body, signature, recipients, page number on top
from page 2; annexes in sections of their own.

    python docs/make_templates.py

An office changes the Word files themselves; this only makes those that the program comes with. Which record carries
each sentence stands in tests/reports/claims.py.
"""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "templates"
CENTER, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
FONT = "Times New Roman"
MOTTO = 57.2
"""How long the motto is at 13 pt bold, in mm, with the hair that keeps it on one line: the rule below is as long."""

STYLES: dict[str, dict[str, Any]] = {
    "Cơ quan chủ quản": {"size": 12},
    "Cơ quan": {"size": 12, "bold": True},
    "Quốc hiệu": {"size": 12, "bold": True},
    "Tiêu ngữ": {"size": 13, "bold": True},
    "Số, ký hiệu": {"size": 13},
    "Địa danh, ngày": {"size": 13, "italic": True},
    "Trích yếu": {"size": 14, "bold": True},
    "Kính gửi": {"size": 14, "align": LEFT, "before": 6},
    "Căn cứ": {"size": 14, "italic": True, "align": BOTH, "first": 12.7, "before": 6},
    "Thân văn bản": {"size": 14, "align": BOTH, "first": 12.7, "before": 6, "spacing": 1.1},
    "Thẩm quyền": {"size": 14, "bold": True, "before": 8, "after": 4},
    "Ô bảng": {"size": 12, "align": LEFT},
    "Đầu bảng": {"size": 12, "bold": True},
    "Nơi nhận": {"size": 11, "align": LEFT},
    "Chức vụ ký": {"size": 13, "bold": True, "before": 0},
    "Người ký": {"size": 14, "bold": True},
    "Dấu": {"size": 11, "bold": True},
    "Chữ nhỏ": {"size": 8, "italic": True},
    "Điều khiển": {"size": 10, "align": LEFT},
}
"""A style for each part of a paper, after the decree's names of them; the title is the style Title, the body's
headings are Heading 1 to 3."""


def new(landscape: bool = False) -> Any:
    """An empty A4 document: margins of the decree, page number on top of every page but the first, the small print at
    the foot of all, and above the mark of what is no final paper."""
    made = Document()
    normal = made.styles["Normal"]
    _font(normal, 14)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    language(made)
    for name, size, before in (("Title", 14, 14), ("Heading 1", 14, 6), ("Heading 2", 14, 6), ("Heading 3", 14, 6)):
        style = made.styles[name]
        _font(style, size, bold=name != "Heading 3", italic=name == "Heading 3")
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(0)
        style.paragraph_format.keep_with_next = True
        if name == "Title":
            style.paragraph_format.alignment = CENTER
            for border in style.element.pPr.findall(qn("w:pBdr")):
                style.element.pPr.remove(border)
        else:
            style.paragraph_format.first_line_indent = Mm(12.7)
            style.paragraph_format.alignment = BOTH
    for name, how in STYLES.items():
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, how["size"], how.get("bold", False), how.get("italic", False))
        layout = style.paragraph_format
        layout.alignment = how.get("align", CENTER)
        layout.space_before, layout.space_after = Pt(how.get("before", 0)), Pt(how.get("after", 0))
        layout.line_spacing = how.get("spacing", 1)
        if "first" in how:
            layout.first_line_indent = Mm(how["first"])
    page(made.sections[0], landscape)
    return made


def _font(style: Any, size: float, bold: bool = False, italic: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)


def language(made: Any) -> None:
    """The document's language: Vietnamese."""
    for found in made.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            found.set(qn(name), "vi-VN")


def page(section: Any, landscape: bool = False) -> None:
    """Size, margins, header and footer of a section."""
    width, height = Mm(210), Mm(297)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(7), Mm(10)
    section.different_first_page_header_footer = True
    for part in (section.first_page_header, section.header, section.footer, section.first_page_footer):
        part.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].style = "Dấu"
    section.first_page_header.paragraphs[0].add_run("{{ dau }}")
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    field(number, "PAGE")
    section.header.add_paragraph("{{ dau }}", "Dấu")
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].style = "Chữ nhỏ"
        foot.paragraphs[0].add_run("{{ chu_nho }}")


def field(line: Any, code: str) -> None:
    """A field such as the page's number."""
    made = line.add_run()
    made.font.size = Pt(13)
    for kind, text in (("begin", None), (None, code), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        made._r.append(part)


def put(box: Any, text: str, style: str, first: bool = False) -> Any:
    """A line in a cell or the body; ``first``: in the paragraph that a cell has already. "**…**" is bold, "//…//" is
    not italic, in a style that is the other way."""
    line = box.paragraphs[0] if first else box.add_paragraph()
    line.style = style
    for i, part in enumerate(text.split("**")):
        if part:
            run = line.add_run(part)
            if i % 2:
                run.bold = True
    return line


def rule(line: Any, side: float) -> None:
    """A thin line right below, so many mm in from either side."""
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(side)
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{key}"), value)
    border.append(bottom)
    found = line._p.get_or_add_pPr()
    before = found.find(qn("w:ind"))
    (found.append if before is None else before.addprevious)(border)


def grid(made: Any, rows: int, widths: list[float], caption: str) -> Any:
    """A table of fixed widths (mm), with what it is for those who do not see it."""
    table = made.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), caption)
    table._tbl.tblPr.append(said)
    return table


def heading(made: Any, number: str, about: str = "", wide: bool = False) -> None:
    """The head: issuer on the left, the national heading on the right; below, on one line, number and place with the
    day. ``about``: what a letter is about, under its number."""
    widths = [95, 152] if wide else [68, 97]
    table = grid(made, 2, widths, "Phần đầu văn bản")
    left, right = table.rows[0].cells
    put(left, "{{ co_quan_chu_quan }}", "Cơ quan chủ quản", first=True)
    line = put(left, "{{ co_quan }}", "Cơ quan")
    line.paragraph_format.keep_with_next = True
    line = put(left, "", "Chữ nhỏ")
    rule(line, (widths[0] - 25) / 2)
    small(line)
    put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hiệu", first=True)
    rule(put(right, "Độc lập - Tự do - Hạnh phúc", "Tiêu ngữ"), (widths[1] - 3.8 - MOTTO) / 2)
    left, right = table.rows[1].cells
    put(left, f"Số:       {number}", "Số, ký hiệu", first=True)
    put(right, "{{ dia_danh }}, {{ ngay_ban_hanh }}", "Địa danh, ngày", first=True)
    if about:
        put(left, about, "Số, ký hiệu").paragraph_format.space_before = Pt(6)
    for row in table.rows:
        whole(row)


def title(made: Any, kind: str, about: str, wide: bool = False) -> None:
    made.add_paragraph(kind, "Title")
    line = put(made, about, "Trích yếu")
    line = put(made, "", "Chữ nhỏ")
    rule(line, 98 if wide else 55)
    line.paragraph_format.space_after = Pt(8)


def body(made: Any, text: str) -> Any:
    """A paragraph of the body: 14 pt, justified, first line indented."""
    return put(made, text, "Thân văn bản")


def blank(made: Any, label: str = "", lines: int = 2) -> None:
    """Dotted lines to be filled in by hand, up to the margin, the first after a label."""
    for i in range(lines):
        line = body(made, (label if i == 0 else "") + "\t")
        line.alignment = LEFT
        line.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def head(made: Any, text: str, level: int = 1) -> None:
    """A heading; it never stands alone at the foot of a page."""
    made.add_paragraph(text, f"Heading {level}")


def tag(made: Any, text: str) -> None:
    """A paragraph that only steers ({%p … %}); it leaves no line behind."""
    put(made, text, "Điều khiển")


def items(made: Any, loop: str, text: str) -> None:
    """A list, an item a line: each ends with a semicolon, the last with a full stop."""
    tag(made, "{%p for " + loop + " %}")
    body(made, "- " + text + "{{ '.' if loop.last else ';' }}")
    tag(made, "{%p endfor %}")


def when(made: Any, condition: str, text: str) -> None:
    """A sentence that stands only where its record does."""
    tag(made, "{%p if " + condition + " %}")
    body(made, text)
    tag(made, "{%p endif %}")


def citations(made: Any) -> None:
    """What the paper is based on: in italics, each on its line, ended by a semicolon, the last by a full stop."""
    tag(made, "{%p for c in can_cu %}")
    put(made, "{{ c }}{{ '.' if loop.last else ';' }}", "Căn cứ")
    tag(made, "{%p endfor %}")


def addressed(made: Any) -> None:
    """To one on the same line, to several each on a line of its own."""
    tag(made, "{%p if kinh_gui | length == 1 %}")
    put(made, "Kính gửi: {{ kinh_gui[0] }}", "Kính gửi").alignment = CENTER
    tag(made, "{%p else %}")
    put(made, "Kính gửi:", "Kính gửi").paragraph_format.left_indent = Mm(40)
    tag(made, "{%p for k in kinh_gui %}")
    line = put(made, "- {{ k }}{{ '.' if loop.last else ';' }}", "Kính gửi")
    line.paragraph_format.left_indent = Mm(58)
    tag(made, "{%p endfor %}")
    tag(made, "{%p endif %}")


def bordered(
    made: Any,
    caption: str,
    columns: list[tuple[str, str, float]],
    loop: str,
    size: float = 12,
    years: int | None = None,
    center: tuple[int, ...] = (0,),
) -> Any:
    """A table with one row for each of ``loop`` (such as "r in de_nghi"); ``columns``: head, cell, width in mm. Its
    head is repeated on every page and no row is split. ``years``: the column that is repeated for each year of the
    period."""
    gap(made)
    table = grid(made, 4, [w for _, _, w in columns], caption)
    table.style = "Table Grid"
    margins(table, 1)
    top, begin, row, end = table.rows
    for i, ((text, said, _), a, b) in enumerate(zip(columns, top.cells, row.cells, strict=True)):
        for cell, what, style in ((a, text, "Đầu bảng"), (b, said, "Ô bảng")):
            line = put(cell, what, style, first=True)
            for run in line.runs:
                run.font.size = Pt(size)
            if i in center:
                line.alignment = CENTER
    begin.cells[0].paragraphs[0].add_run("{%tr for " + loop + " %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    repeat(top)
    for each in (top, row):
        whole(each)
    if years is not None:
        for line, steps in ((top, "y in nam"), (row, "x in r.xep_loai")):
            cell = line.cells[years]
            for where, words in ((0, "{%tc for " + steps + " %}"), (1, "{%tc endfor %}")):
                element = deepcopy(cell._tc)
                (cell._tc.addnext if where else cell._tc.addprevious)(element)
                _Cell(element, cell._parent).paragraphs[0].runs[0].text = words
    return table


def margins(table: Any, side: float, above: float = 0.5) -> None:
    """Narrow cells: so many mm on the left and on the right of each, a hair above and below."""
    found = OxmlElement("w:tblCellMar")
    for name, width in (("top", above), ("left", side), ("bottom", 0.7), ("right", side)):  # in the schema's order
        part = OxmlElement(f"w:{name}")
        part.set(qn("w:w"), str(round(width * 56.7)))
        part.set(qn("w:type"), "dxa")
        found.append(part)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    (table._tbl.tblPr.append if look is None else look.addprevious)(found)


def repeat(row: Any) -> None:
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def whole(row: Any) -> None:
    element = OxmlElement("w:cantSplit")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().insert(0, element)


def thin(line: Any) -> None:
    """A paragraph of next to no height."""
    layout = line.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    small(line)


def small(line: Any) -> None:
    """An empty paragraph in the smallest letters."""
    mark = OxmlElement("w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "2")
    mark.append(size)
    found = line._p.get_or_add_pPr()
    after = found.find(qn("w:sectPr"))
    (found.append if after is None else after.addprevious)(mark)


def gap(made: Any) -> None:
    line = put(made, "", "Chữ nhỏ")
    line.paragraph_format.space_after = Pt(2)
    line.paragraph_format.keep_with_next = True


SIGNED = ("{{ chuc_vu_ky }}", "{{ nguoi_ky }}")


def signature(
    made: Any,
    *,
    right: tuple[str, str] = SIGNED,
    left: tuple[str, str] | None = None,
    above: str = "",
    wide: bool = False,
    sent: bool = True,
) -> None:
    """Recipients on the left (or who else signs), the signature on the right. ``above``: how the recipients named
    above are meant, such as "Như trên". ``sent``: it goes to recipients. The program keeps it on the page of what it
    signs."""
    table = grid(made, 2 if left and sent else 1, [126, 121] if wide else [82, 83], "Phần ký")
    for row in table.rows:
        whole(row)
    margins(table, 1.9, above=2.5)
    one, two = table.rows[0].cells
    if left:
        put(one, left[0], "Chức vụ ký", first=True)
        for _ in range(4):
            put(one, "", "Chức vụ ký")
        put(one, left[1], "Người ký")
    else:
        recipients(one, above, first=True)
    put(two, right[0], "Chức vụ ký", first=True)
    for _ in range(4):
        put(two, "", "Chức vụ ký")
    put(two, right[1], "Người ký")
    if left:
        one.vertical_alignment = two.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM  # names on one line
        for cell in (one, two):
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = sent
    if left and sent:
        recipients(table.rows[1].cells[0], above, first=True)


def recipients(box: Any, above: str, first: bool = False) -> None:
    line = put(box, "Nơi nhận:", "Nơi nhận", first=first)
    line.runs[0].bold = line.runs[0].italic = True
    line.runs[0].font.size = Pt(12)
    if above:
        put(box, f"- {above};", "Nơi nhận")
    put(box, "{%p for n in noi_nhan %}", "Nơi nhận")
    put(box, "- {{ n }};", "Nơi nhận")
    put(box, "{%p endfor %}", "Nơi nhận")
    put(box, "- Lưu: VT{% if don_vi_soan %}, {{ don_vi_soan }}{% endif %}.", "Nơi nhận")


def annex(made: Any, kind: str, number: str, about: str, landscape: bool = True) -> None:
    """An annex on pages of its own, numbered anew."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    thin(made.paragraphs[-1])  # what carries the break must not spill over onto a page of its own
    page(section, landscape)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.append(start)
    put(made, "Phụ lục", "Trích yếu")
    put(made, about, "Trích yếu")
    put(
        made, f"(Kèm theo {kind} số       {number} {{{{ ngay_ban_hanh }}}} của {{{{ ten_co_quan }}}})", "Địa danh, ngày"
    )
    rule(put(made, "", "Chữ nhỏ"), 98 if landscape else 55)


BEHIND = (
    "{% if m.cham %}Hoàn thành chậm: {{ m.noi_dung }} (hạn {{ m.han }}; {{ m.tinh_hinh }})"
    "{% else %}Quá hạn: {{ m.noi_dung }} (hạn {{ m.han }}){% endif %}"
)
WHO = "{{ r.ho_ten }}{% if r.chuc_vu_don_vi %}, {{ r.chuc_vu_don_vi }}{% endif %}"
MEMBER = "{{ m.ten }}{% if m.chuc_vu %}, {{ m.chuc_vu }}{% endif %}{% if m.vai_tro %} ({{ m.vai_tro }}){% endif %}"
ASKED = (
    "{{ r.ho_ten }}: bổ sung {{ r.bo_sung or 'hồ sơ' }}{% if r.bo_sung_ai %}, do {{ r.bo_sung_ai }} thực"
    " hiện{% endif %}"
    "{% if r.bo_sung_han %}, hạn {{ r.bo_sung_han }}{% endif %}"
)
NAMES = "{% for r in LIST %}{{ r.ho_ten }}{{ '; ' if not loop.last }}{% endfor %}"


MANY = 12
"""So many names still make a sentence; more are a list, or stand in the paper's table."""


def names(of: str) -> str:
    return NAMES.replace("LIST", of)


def people(made: Any, condition: str, of: str, said: str, table: str = "", after: str = "") -> None:
    """What was concluded of ``of``, in a sentence with their names; of many, the sentence refers to ``table``, where
    they all stand, or where there is none a list follows. ``after`` closes it."""
    few, many = f"{condition} and not {of}[{MANY}:]", f"{condition} and {of}[{MANY}:]"
    when(made, few, f"{said}: {names(of)}.{after and ' ' + after}")
    if table:
        when(made, many, f"{said} ({table}).{after and ' ' + after}")
        return
    when(made, many, said + ":")
    items(made, f"r in ({of} if {many} else [])", WHO)
    if after:
        when(made, many, after)


def minutes() -> Any:
    """After form 1.9."""
    made = new()
    heading(made, "/BB-{{ ky_hieu }}")
    title(made, "BIÊN BẢN", "{{ cuoc_hop }}")
    body(made, "Thời gian bắt đầu: {{ gio_bat_dau or '…… giờ ……' }}, {{ ngay_hop }}.")
    body(made, "Địa điểm: {{ dia_diem or '……………………………' }}{{ '.' if dia_diem }}")
    body(
        made,
        "Chủ trì (chủ tọa): {{ chu_tri.ten or '……………………………' }}{% if chu_tri.chuc_vu %}, {{"
        " chu_tri.chuc_vu }}{% endif %}{{ '.' if chu_tri.ten }}",
    )
    body(
        made,
        "Thư ký (người ghi biên bản): {{ thu_ky.ten or '……………………………' }}{% if thu_ky.chuc_vu %}, {{"
        " thu_ky.chuc_vu }}{% endif %}{{ '.' if thu_ky.ten }}",
    )
    head(made, "I. THÀNH PHẦN THAM DỰ")
    tag(made, "{%p if not thanh_phan %}")
    body(made, "Có mặt: ……………………………")
    body(made, "Vắng mặt: ……………………………")
    tag(made, "{%p endif %}")
    when(made, "co_mat", "Có mặt ({{ co_mat | length | hai_so }} người):")
    items(made, "m in co_mat", MEMBER)
    when(made, "vang", "Vắng mặt ({{ vang | length | hai_so }} người):")
    items(made, "m in vang", MEMBER)
    when(made, "chua_ghi", "Chưa ghi có mặt hay vắng mặt ({{ chua_ghi | length | hai_so }} người):")
    items(made, "m in chua_ghi", MEMBER)
    head(made, "II. NỘI DUNG")
    body(
        made,
        "Chương trình cuộc họp có {{ xet | length | hai_so }} đối tượng, đối chiếu theo Kế hoạch số {{ ke_hoach }} ngày"
        " {{ ngay_ke_hoach }} trên dữ liệu đến {{ ngay_xet }} (dấu vân dữ liệu {{ dau_van }}): {{"
        " tong_xet.du | hai_so }} đủ điều"
        " kiện, {{ tong_xet.cho | hai_so }} chờ bổ sung hồ sơ, {{ tong_xet.phan_dau | hai_so }} đang phấn"
        " đấu, {{ tong_xet.khong | hai_so }} không"
        " còn khả năng trong kỳ. Kế hoạch cần chọn {{ can_chon }} điển hình (mục {{ muc_can_chon }}).",
    )
    when(
        made,
        "khong_xet",
        "Có trong chương trình nhưng không thuộc đối tượng vào ngày {{ ngay_xet }}: {{ khong_xet | join('; ') }}.",
    )
    when(made, "so_bieu_quyet != ''", "Có mặt và có quyền biểu quyết: {{ so_bieu_quyet }} người.")
    tag(made, "{%p if xet %}")
    bordered(
        made,
        "Kết luận về từng đối tượng",
        [
            ("STT", "{{ r.stt }}", 12),
            ("Họ tên, tập thể", "{{ r.ho_ten }}{% if r.chuc_vu_don_vi %} ({{ r.chuc_vu_don_vi }}){% endif %}", 53),
            ("Đối chiếu tiêu chí", "{{ r.tinh_trang }}", 26),
            ("Kết luận", "{{ r.ket_luan or 'chưa kết luận' }}", 23),
            ("Đồng ý/ không/ ý kiến khác", "{{ r.phieu }}", 22),
            ("Ghi chú", "{{ r.ghi_chu }}", 31),
        ],
        "r in xet",
        center=(0, 4),
    )
    tag(made, "{%p endif %}")
    head(made, "III. KẾT LUẬN")
    conclusions(made, "ghi ở cột Kết luận của bảng tại mục II")
    when(made, "thong_qua == 'co'", "Biên bản đã được các thành viên dự họp thông qua.")
    when(made, "thong_qua == 'khong'", "Biên bản chưa được các thành viên dự họp thông qua.")
    body(made, "Cuộc họp kết thúc vào {{ gio_ket_thuc or '…… giờ ……' }}, {{ ngay_hop }}./.")
    signature(made, left=("THƯ KÝ", "{{ thu_ky.ten }}"), right=("CHỦ TỌA", "{{ chu_tri.ten }}"))
    return made


def conclusions(made: Any, table: str = "") -> None:
    """What the meeting concluded; each sentence stands only where conclusions do. ``table``: where in the paper
    everybody stands with the conclusion."""
    when(made, "not da_ket_luan", "Cuộc họp chưa kết luận về đối tượng nào.")
    chosen = "chọn {{ de_nghi | length | hai_so }} điển hình"
    people(
        made,
        "de_nghi and nhat_tri",
        "de_nghi",
        f"Cuộc họp thống nhất {chosen}",
        table,
        "Tất cả thành viên có mặt, có quyền biểu quyết đều đồng ý với từng người được chọn.",
    )
    people(made, "de_nghi and not nhat_tri", "de_nghi", f"Cuộc họp kết luận {chosen}", table)
    rejected = "Không chọn {{ khong_chon | length | hai_so }} đối tượng"
    people(made, "khong_chon", "khong_chon", rejected, table)
    when(made, "bo_sung", "Yêu cầu bổ sung hồ sơ của {{ bo_sung | length | hai_so }} đối tượng:")
    items(made, "r in bo_sung", ASKED)
    left = "Chưa kết luận về {{ chua_ket_luan | length | hai_so }} đối tượng"
    people(made, "da_ket_luan and chua_ket_luan", "chua_ket_luan", left, table)


def tally() -> Any:
    made = new()
    heading(made, "/BB-{{ ky_hieu }}")
    title(made, "BIÊN BẢN KIỂM PHIẾU", "{{ cuoc_hop }}, {{ ngay_hop }}")
    body(made, "Có mặt và có quyền biểu quyết: {{ so_bieu_quyet or '……' }} người.")
    body(made, "Số phiếu phát ra: ……; số phiếu thu về: ……; số phiếu hợp lệ: ……; số phiếu không hợp lệ: ……")
    bordered(
        made,
        "Số phiếu của từng đối tượng",
        [
            ("STT", "{{ r.stt }}", 12),
            ("Họ tên, tập thể", WHO, 74),
            ("Đồng ý", "{{ r.phieu_dong_y }}", 20),
            ("Không đồng ý", "{{ r.phieu_khong }}", 20),
            ("Ý kiến khác", "{{ r.phieu_khac }}", 20),
            ("Tỷ lệ đồng ý", "{{ r.ty_le }}", 20),
        ],
        "r in da_bo_phieu",
        center=(0, 2, 3, 4, 5),
    )
    unvoted = "Chưa ghi kết quả biểu quyết về {{ chua_bo_phieu | length | hai_so }} đối tượng"
    people(made, "chua_bo_phieu", "chua_bo_phieu", unvoted)
    when(made, "thieu_phieu", "Ô để trống là số chưa được ghi.")
    body(made, "Tổ kiểm phiếu và chủ tọa ký xác nhận dưới đây./.")
    signature(made, left=("TỔ KIỂM PHIẾU", ""), right=("CHỦ TỌA", "{{ chu_tri.ten }}"))
    return made


def ballot() -> Any:
    made = new()
    table = grid(made, 1, [68, 97], "Phần đầu phiếu")
    left, right = table.rows[0].cells
    put(left, "{{ co_quan }}", "Cơ quan", first=True)
    put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quốc hiệu", first=True)
    rule(put(right, "Độc lập - Tự do - Hạnh phúc", "Tiêu ngữ"), (97 - 3.8 - MOTTO) / 2)
    title(made, "PHIẾU BIỂU QUYẾT", "{{ cuoc_hop }}, {{ ngay_hop }}")
    body(
        made,
        "Đánh dấu X vào một ô của mỗi dòng. Danh sách theo chương trình cuộc họp; phiếu không ghi tên"
        " người biểu quyết.",
    )
    bordered(
        made,
        "Đối tượng biểu quyết",
        [
            ("STT", "{{ r.stt }}", 12),
            ("Họ tên, tập thể", WHO, 88),
            ("Đồng ý chọn", "☐", 22),
            ("Không đồng ý", "☐", 22),
            ("Ý kiến khác", "☐", 22),
        ],
        "r in xet",
        center=(0, 2, 3, 4),
    )
    return made


def invitation() -> Any:
    made = new()
    heading(made, "/GM-{{ ky_hieu }}")
    title(made, "GIẤY MỜI", "{{ cuoc_hop }}")
    body(made, "{{ ten_co_quan }} trân trọng kính mời:")
    when(made, "not thanh_phan", "- ……………………………")
    items(made, "m in thanh_phan", MEMBER)
    body(made, "Tới dự: {{ cuoc_hop }}.")
    body(
        made,
        "Chủ trì: {{ chu_tri.ten or '……………………………' }}{% if chu_tri.chuc_vu %}, {{ chu_tri.chuc_vu }}{% endif %}"
        "{{ '.' if chu_tri.ten }}",
    )
    body(made, "Thời gian: {{ gio_bat_dau or '…… giờ ……' }}, {{ ngay_hop }}.")
    body(made, "Địa điểm: {{ dia_diem or '……………………………' }}{{ '.' if dia_diem }}")
    body(made, "Chương trình cuộc họp kèm theo Giấy mời này./.")
    signature(made, above="Như trên")
    annex(made, "Giấy mời", "/GM-{{ ky_hieu }}", "CHƯƠNG TRÌNH CUỘC HỌP", landscape=False)
    program(made, "xet")
    return made


def program(made: Any, of: str) -> None:
    body(
        made,
        "1. Thư ký trình bày tình hình thực hiện Kế hoạch số {{ ke_hoach }} và kết quả đối chiếu tiêu chí"
        " đến {{ ngay_xet }}.",
    )
    when(made, f"not {of}", "2. Chưa có đối tượng nào trong chương trình.")
    tag(made, "{%p if " + of + " %}")
    body(made, "2. Xem xét {{ " + of + " | length | hai_so }} đối tượng sau:")
    bordered(
        made,
        "Đối tượng trong chương trình",
        [
            ("STT", "{{ r.stt }}", 12),
            ("Họ tên, tập thể", "{{ r.ho_ten }}", 52),
            ("Chức vụ, đơn vị", "{{ r.chuc_vu_don_vi or '–' }}", 60),
            ("Đối chiếu tiêu chí", "{{ r.tinh_trang }}", 42),
        ],
        f"r in {of}",
    )
    tag(made, "{%p endif %}")
    body(made, "3. Thảo luận, biểu quyết.")
    body(made, "4. Chủ trì kết luận.")


def agenda() -> Any:
    made = new()
    heading(made, "/CTr-{{ ky_hieu }}")
    title(made, "CHƯƠNG TRÌNH (DỰ KIẾN)", "{{ cuoc_hop or 'Họp xét điển hình tiên tiến giai đoạn ' ~ giai_doan }}")
    when(
        made,
        "cuoc_hop",
        "Thời gian: {{ gio_bat_dau or '…… giờ ……' }}, {{ ngay_hop }}. Địa điểm: {{ dia_diem or"
        " '……………………………' }}{{ '.' if dia_diem }}",
    )
    when(made, "not danh_sach", "Danh sách không có đối tượng nào.")
    program(made, "danh_sach")
    signature(made)
    return made


def notice() -> Any:
    made = new()
    heading(made, "/TB-{{ ky_hieu }}")
    title(made, "THÔNG BÁO", "Kết luận {{ cuoc_hop }}")
    body(
        made,
        "Ngày {{ ngay_hop | replace('ngày ', '') }}{% if dia_diem %}"
        ", tại {{ dia_diem }}{% endif %}, {{ ten_co_quan }} tổ chức {{"
        " cuoc_hop }}{% if chu_tri.ten %}, do {{ chu_tri.ten }}{% if chu_tri.chuc_vu %}, {{ chu_tri.chuc_vu"
        " }},{% endif %} chủ trì{% endif %}."
        " Kết luận của cuộc họp như sau:",
    )
    conclusions(made)
    body(made, "{{ ten_co_quan }} thông báo để các đơn vị, cá nhân liên quan biết, thực hiện./.")
    signature(made)
    return made


MERITS = "{{ r.thanh_tich }}"
CHOSEN = [
    ("STT", "{{ r.stt }}", 12.0),
    ("Họ tên, tập thể", "{{ r.ho_ten }}", 45.0),
    ("Chức vụ, đơn vị", "{{ r.chuc_vu_don_vi or '–' }}", 55.0),
    ("Nhóm", "{{ r.nhom }}", 30.0),
    ("Thành tích đến ngày xét", MERITS, 105.0),
]


def submission() -> Any:
    made = new()
    heading(made, "/TTr-{{ ky_hieu }}")
    title(made, "TỜ TRÌNH", "Về việc đề nghị công nhận điển hình tiên tiến giai đoạn {{ giai_doan }}")
    addressed(made)
    citations(made)
    body(
        made,
        "Theo kết luận của {{ cuoc_hop }}, {{ ngay_hop }}, {{ ten_co_quan }} đề nghị công nhận {{ de_nghi | length |"
        " hai_so }} điển hình tiên tiến giai đoạn {{ giai_doan }}{% if not de_nghi["
        + f"{MANY}:"
        + "] %}: "
        + names("de_nghi")
        + "{% endif %} (danh sách tại Phụ lục kèm theo).",
    )
    when(
        made,
        "not chon_chua_du",
        "Các đối tượng trên đạt đủ tiêu chí quy định tại mục III của Kế hoạch, xét đến {{ ngay_xet }}.",
    )
    when(
        made,
        "chon_chua_du",
        "Đã đối chiếu các tiêu chí quy định tại mục III của Kế hoạch đến {{ ngay_xet }}; những đối tượng"
        " sau chưa đủ tiêu chí:",
    )
    items(
        made,
        "r in chon_chua_du",
        "{{ r.ho_ten }} ({{ r.tinh_trang | lower }}): {{ r.con_thieu or 'chưa đạt' }}{% if r.ly_do %}; lý"
        " do chọn: {{ r.ly_do }}{% endif %}",
    )
    body(made, "Hồ sơ gửi kèm: biên bản họp, danh sách trích ngang, báo cáo thành tích của từng đối tượng.")
    body(made, "Kính đề nghị quý cơ quan xem xét, quyết định./.")
    signature(made, above="Như trên")
    annex(made, "Tờ trình", "/TTr-{{ ky_hieu }}", "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN ĐIỂN HÌNH TIÊN TIẾN")
    bordered(made, "Danh sách đề nghị công nhận", CHOSEN, "r in de_nghi", size=11)
    return made


def decision() -> Any:
    made = new()
    heading(made, "/QĐ-{{ ky_hieu }}")
    title(made, "QUYẾT ĐỊNH", "Về việc công nhận điển hình tiên tiến giai đoạn {{ giai_doan }}")
    put(made, "{{ nguoi_ra_quyet_dinh }}", "Thẩm quyền")
    citations(made)
    put(made, "QUYẾT ĐỊNH:", "Thẩm quyền")
    body(
        made,
        "**Điều 1.** Công nhận {{ de_nghi | length | hai_so }} điển hình tiên tiến giai đoạn {{ giai_doan"
        " }} theo kết luận"
        " của {{ cuoc_hop }}, {{ ngay_hop }} (danh sách kèm theo).",
    )
    body(made, "**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.")
    body(
        made,
        "**Điều 3.** Các phòng, đơn vị và các tập thể, cá nhân có tên trong danh sách kèm theo chịu trách nhiệm thi"
        " hành Quyết định này./.",
    )
    signature(made, above="Như Điều 3")
    annex(made, "Quyết định", "/QĐ-{{ ky_hieu }}", "DANH SÁCH ĐIỂN HÌNH TIÊN TIẾN ĐƯỢC CÔNG NHẬN")
    bordered(made, "Danh sách công nhận", CHOSEN, "r in de_nghi", size=11)
    return made


def registration() -> Any:
    made = new()
    heading(made, "/ĐK-{{ ky_hieu }}")
    title(made, "ĐĂNG KÝ", "Mô hình, điển hình tiên tiến giai đoạn {{ giai_doan }}")
    addressed(made)
    body(
        made,
        "Thực hiện Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }} (mục {{ muc_can_chon }}), {{"
        " ten_co_quan }} đăng ký {{"
        " dang_ky | length | hai_so }} mô hình, điển hình tiên tiến để xây dựng, bồi dưỡng{% if dang_ky_roi and"
        " dang_ky_them %} (trong đó {{ dang_ky_roi | length | hai_so }} đã đăng ký, {{ dang_ky_them | length | hai_so"
        " }} đăng ký bổ sung){% endif %}:",
    )
    bordered(
        made,
        "Mô hình, điển hình đăng ký",
        [
            ("STT", "{{ loop.index }}", 12),
            (
                "Tên mô hình, họ tên điển hình",
                "{{ d.ten }}{% if d.chuc_vu_don_vi %}, {{ d.chuc_vu_don_vi }}{% endif %}",
                52,
            ),
            ("Lĩnh vực", "{{ d.linh_vuc }}", 24),
            ("Ngày lựa chọn", "{{ d.ngay_lua_chon or '……' }}", 22),
            (
                "Đã đăng ký",
                "{% if d.ngay_dang_ky %}{{ d.ngay_dang_ky }}{% if d.van_ban_dang_ky %} ({{"
                " d.van_ban_dang_ky }}){% endif %}{% else %}chưa{% endif %}",
                28,
            ),
            ("Phụ trách bồi dưỡng", "{{ d.phu_trach or '……' }}", 30),
        ],
        "d in dang_ky",
        center=(0, 3),
    )
    body(made, "Kế hoạch cần chọn {{ can_chon }} mô hình, điển hình. Kính đề nghị quý cơ quan ghi nhận, theo dõi./.")
    signature(made, above="Như trên")
    return made


def roadmap(made: Any) -> None:
    bordered(
        made,
        "Lộ trình",
        [
            ("Thời hạn", "{{ m.han }}", 24),
            ("Nhiệm vụ", "{{ m.noi_dung }} ({{ m.muc }})", 70),
            ("Chủ trì", "{{ m.don_vi }}", 32),
            ("Tình hình", "{{ m.tinh_hinh }}{% if m.can_cu %} ({{ m.can_cu }}){% endif %}", 39),
        ],
        "m in lo_trinh",
    )
    body(
        made,
        "Điển hình theo giai đoạn: {% for g in giai_doan_dien_hinh %}{{ g.giai_doan | lower }} {{ g.so }}{{ '; ' if not"
        " loop.last }}{% endfor %}.",
    )


def by_track(made: Any) -> None:
    bordered(
        made,
        "Kết quả theo nhóm đối tượng",
        [
            ("Nhóm", "{{ t.nhom }}", 50),
            ("Đủ điều kiện", "{{ t.du }}", 23),
            ("Chờ bổ sung", "{{ t.cho }}", 23),
            ("Đang phấn đấu", "{{ t.phan_dau }}", 23),
            ("Không còn khả năng", "{{ t.khong }}", 26),
            ("Tổng", "{{ t.tong }}", 20),
        ],
        "t in theo_nhom + [tong]",
        center=(1, 2, 3, 4, 5),
    )


def by_year(made: Any) -> None:
    bordered(
        made,
        "Kết quả theo năm",
        [
            ("Ngày xét", "{{ t.ngay }}", 33),
            ("Đủ điều kiện", "{{ t.so[0] }}", 33),
            ("Chờ bổ sung", "{{ t.so[1] }}", 33),
            ("Đang phấn đấu", "{{ t.so[2] }}", 33),
            ("Không còn khả năng", "{{ t.so[3] }}", 33),
        ],
        "t in theo_nam",
        center=(0, 1, 2, 3, 4),
    )


def of_meeting(made: Any) -> None:
    """What a report says of a meeting, where it is made from one."""
    tag(made, "{%p if cuoc_hop %}")
    body(made, "Tại {{ cuoc_hop }}, {{ ngay_hop }}:")
    conclusions(made)
    tag(made, "{%p endif %}")


def behind(made: Any) -> None:
    """The milestones done late, or overdue."""
    when(made, "qua_han or hoan_thanh_cham", "Lộ trình:")
    items(made, "m in hoan_thanh_cham + qua_han", BEHIND)


def review() -> Any:
    made = new()
    heading(made, "/BC-{{ ky_hieu }}")
    title(
        made,
        "BÁO CÁO",
        "{{ loai_hop if loai_hop in ('Sơ kết', 'Tổng kết') else 'Kết quả' }} xây dựng, bồi dưỡng và nhân rộng điển hình"
        " tiên tiến giai đoạn {{ giai_doan }}",
    )
    addressed(made)
    body(
        made,
        "Thực hiện Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }}, {{ ten_co_quan }} báo cáo kết quả đến {{"
        " ngay_xet }} như sau:",
    )
    head(made, "I. THỰC HIỆN LỘ TRÌNH")
    roadmap(made)
    head(made, "II. KẾT QUẢ THEO NHÓM ĐỐI TƯỢNG")
    body(
        made,
        "Đến {{ ngay_xet }} có {{ tong.du | hai_so }} đối tượng đủ điều kiện; kế hoạch cần chọn {{"
        " can_chon }} điển hình (mục {{"
        " muc_can_chon }}).",
    )
    by_track(made)
    when(made, "not du_dieu_kien", "Chưa có đối tượng nào đủ điều kiện.")
    when(made, "du_dieu_kien", "Các đối tượng đủ điều kiện:")
    items(made, "r in du_dieu_kien", WHO)
    of_meeting(made)
    head(made, "III. TỒN TẠI, HẠN CHẾ")
    when(
        made,
        "not qua_han and not hoan_thanh_cham and not chua_du",
        "Không có mốc quá hạn hoặc hoàn thành chậm, không có đối tượng chưa đủ điều kiện.",
    )
    behind(made)
    when(made, "chua_du", "Đối tượng chưa đủ điều kiện:")
    items(
        made,
        "r in chua_du[:20]",
        "{{ r.ho_ten }} ({{ r.tinh_trang | lower }}): {{ r.con_thieu or 'không còn cách nào trong kỳ' }}",
    )
    when(
        made,
        "chua_du | length > 20",
        "Và {{ chua_du | length - 20 }} đối tượng khác{{ '' if cuoc_hop else ' (xem danh sách trích ngang)' }}.",
    )
    head(made, "IV. NHIỆM VỤ TIẾP THEO")
    items(
        made, "m in qua_han", "Hoàn thành nhiệm vụ quá hạn: {{ m.noi_dung }} (hạn {{ m.han }}; chủ trì: {{ m.don_vi }})"
    )
    when(made, "not sap_toi and not qua_han", "Lộ trình không còn mốc nào chưa đến hạn mà chưa hoàn thành.")
    items(made, "m in sap_toi", "{{ m.noi_dung }} (hạn {{ m.han }}; chủ trì: {{ m.don_vi }})")
    body(made, "Trên đây là báo cáo của {{ ten_co_quan }}./.")
    signature(made, above="Như trên")
    return made


def final_review() -> Any:
    made = new()
    heading(made, "/BC-{{ ky_hieu }}")
    title(
        made,
        "BÁO CÁO",
        "Tổng kết 05 năm xây dựng, bồi dưỡng và nhân rộng điển hình tiên tiến giai đoạn {{ giai_doan }}",
    )
    addressed(made)
    body(
        made,
        "Thực hiện Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }}, {{ ten_co_quan }} tổng kết giai"
        " đoạn {{ giai_doan"
        " }}, số liệu đến {{ ngay_xet }}, như sau:",
    )
    head(made, "I. CÔNG TÁC CHỈ ĐẠO, THỰC HIỆN NHIỆM VỤ")
    roadmap(made)
    head(made, "II. KẾT QUẢ")
    head(made, "1. Theo năm", 2)
    by_year(made)
    head(made, "2. Theo nhóm đối tượng", 2)
    by_track(made)
    when(made, "not du_dieu_kien", "Chưa có đối tượng nào đủ điều kiện.")
    when(made, "du_dieu_kien", "Các đối tượng đủ điều kiện:")
    items(made, "r in du_dieu_kien", WHO)
    of_meeting(made)
    head(made, "3. Phát hiện, bồi dưỡng, công nhận, nhân rộng", 2)
    when(made, "not dien_hinh", "Chưa có điển hình nào được theo dõi.")
    tag(made, "{%p if dien_hinh %}")
    bordered(
        made,
        "Từng điển hình",
        [
            ("STT", "{{ loop.index }}", 12),
            ("Điển hình", "{{ d.ten }}{% if d.chuc_vu_don_vi %}, {{ d.chuc_vu_don_vi }}{% endif %}", 48),
            ("Giai đoạn đã qua", "{{ d.giai_doan or '–' }}", 52),
            ("Bồi dưỡng", "{{ d.boi_duong }} lần ghi", 19),
            ("Nhân rộng", "{{ d.nhan_rong or '–' }}", 36),
        ],
        "d in dien_hinh",
        size=11,
    )
    tag(made, "{%p endif %}")
    head(made, "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")
    when(
        made,
        "not qua_han and not hoan_thanh_cham",
        "Không có mốc nào của lộ trình quá hạn hoặc hoàn thành chậm.",
    )
    behind(made)
    blank(made, "Nguyên nhân: ")
    head(made, "IV. BÀI HỌC KINH NGHIỆM")
    blank(made)
    head(made, "V. PHƯƠNG HƯỚNG, KIẾN NGHỊ")
    blank(made)
    body(made, "Trên đây là báo cáo tổng kết của {{ ten_co_quan }}./.")
    signature(made, above="Như trên")
    return made


def reminder() -> Any:
    made = new()
    heading(
        made,
        "/{{ ky_hieu }}{{ '-' ~ don_vi_soan if don_vi_soan }}",
        "V/v bổ sung hồ sơ xét điển hình tiên tiến giai đoạn {{ giai_doan }}",
    )
    line = put(made, "Kính gửi: {{ don_vi_no.ten }}", "Kính gửi")
    line.alignment = CENTER
    line.paragraph_format.space_before = Pt(14)
    body(
        made,
        "Theo Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }} (mục V.1), {{ ten_co_quan }} đã đối"
        " chiếu hồ sơ đến {{"
        " ngay_xet }}. Đề nghị {{ don_vi_no.ten }} bổ sung giấy tờ, theo dõi thời hạn của"
        " {{ don_vi_no.nguoi | length | hai_so }} đối tượng sau, gửi chậm nhất"
        " {{ don_vi_no.han or 'ngày …… tháng …… năm ……' }}:",
    )
    bordered(
        made,
        "Giấy tờ còn thiếu",
        [
            ("STT", "{{ loop.index }}", 12),
            ("Họ tên, tập thể", "{{ r.ho_ten }}{% if r.chuc_vu %}, {{ r.chuc_vu }}{% endif %}", 42),
            ("Giấy tờ, xác nhận còn thiếu", "{{ r.giay_to or '–' }}", 48),
            ("Cuộc họp đã yêu cầu", "{{ r.yeu_cau or '–' }}", 30),
            ("Kết quả cần có trước hạn", "{{ r.sap_het_han or '–' }}", 34),
        ],
        "r in don_vi_no.nguoi",
    )
    body(
        made,
        "{% if don_vi_no.ten == ten_don_vi_soan %}Đề nghị đơn vị tổng hợp{% else %}Giấy tờ gửi về {{ ten_don_vi_soan or"
        " ten_co_quan }} để tổng hợp{% endif %}./.",
    )
    signature(made, above="Như trên")
    return made


def initiatives() -> Any:
    made = new()
    heading(made, "/XN-{{ ky_hieu }}")
    title(
        made,
        "XÁC NHẬN SÁNG KIẾN",
        "{{ nguoi.ho_ten }}{% if nguoi.chuc_vu_don_vi %}, {{ nguoi.chuc_vu_don_vi }}{% endif %}",
    )
    body(made, "Sáng kiến được ghi nhận đến {{ ngay_xet }}:")
    bordered(
        made,
        "Sáng kiến",
        [
            ("STT", "{{ loop.index }}", 12),
            ("Tên sáng kiến", "{{ s.ten }}{% if s.ngoai_ky %} (ngoài kỳ){% endif %}", 58),
            ("Cấp", "{{ s.cap }}", 18),
            ("Năm", "{{ s.nam }}", 14),
            ("Quyết định", "{{ s.quyet_dinh or 'chưa ghi' }}", 32),
            ("Công nhận và áp dụng", "{{ 'chưa xác nhận' if s.cho else 'đã ghi nhận' }}", 32),
        ],
        "s in nguoi.sang_kien_bang",
        center=(0, 3),
    )
    blank(made, "Xác nhận về phạm vi và hiệu quả áp dụng: ", 3)
    signature(made, left=("NGƯỜI ĐỀ NGHỊ", "{{ nguoi.ho_ten if not nguoi.tap_the }}"))
    return made


def register() -> Any:
    made = new(landscape=True)
    heading(made, "/DS-{{ ky_hieu }}", wide=True)
    title(
        made,
        "DANH SÁCH TRÍCH NGANG",
        "Đối tượng xét điển hình tiên tiến giai đoạn {{ giai_doan }}, đến {{ ngay_xet }}",
        wide=True,
    )
    when(made, "not danh_sach", "Danh sách không có đối tượng nào.")
    bordered(
        made,
        "Danh sách trích ngang",
        [
            ("STT", "{{ r.stt }}", 9),
            ("Họ tên, tập thể", "{{ r.ho_ten }}", 24),
            ("Chức vụ, đơn vị", "{{ r.chuc_vu_don_vi }}", 22),
            ("{{ y }}", "{{ x }}", 15),
            ("Danh hiệu", "{{ r.danh_hieu }}", 20),
            ("Hình thức khen (số, ngày QĐ)", "{{ r.khen_thuong }}", 24),
            ("Sáng kiến", "{{ r.sang_kien }}", 14),
            ("Tiêu chí đạt", "{{ r.tieu_chi_dat }}", 10),
            ("Đối chiếu", "{{ r.tinh_trang }}", 14),
            ("Kết luận", "{{ r.ket_luan_ghi or '–' }}", 13),
            ("Còn thiếu", "{{ r.con_thieu }}", 27),
        ],
        "r in danh_sach",
        size=8.5,
        years=3,
        center=(0, 3, 7),
    )
    when(made, "danh_sach", "Danh sách có {{ danh_sach | length | hai_so }} đối tượng./.")
    signature(made, wide=True)
    return made


def achievement() -> Any:
    """After the form of a report of achievements annexed to the decree in force."""
    made = new()
    heading(made, "/BC-{{ ky_hieu }}")
    title(
        made,
        "BÁO CÁO THÀNH TÍCH",
        "{% if nguoi.duoc_de_nghi %}Đề nghị công nhận điển hình tiên tiến{% else %}Phục vụ xét điển hình"
        " tiên tiến{% endif %}"
        " giai đoạn {{ giai_doan }}",
    )
    head(made, "I. SƠ LƯỢC {% if nguoi.tap_the %}ĐẶC ĐIỂM, TÌNH HÌNH{% else %}LÝ LỊCH{% endif %}")
    tag(made, "{%p if nguoi.tap_the %}")
    body(made, "- Tên tập thể: {{ nguoi.ho_ten }}.")
    tag(made, "{%p else %}")
    body(made, "- Họ tên: {{ nguoi.ho_ten }}. Giới tính: {{ nguoi.gioi_tinh or '……' }}{{ '.' if nguoi.gioi_tinh }}")
    body(
        made,
        "- Ngày, tháng, năm sinh: {{ nguoi.ngay_sinh or '……' }}; quê quán: {{ nguoi.que_quan or '……………………' }}"
        "{{ '.' if nguoi.que_quan }}",
    )
    body(made, "- Chức vụ, đơn vị công tác: {{ nguoi.chuc_vu_don_vi or '……………………' }}{{ '.' if nguoi.chuc_vu_don_vi }}")
    body(
        made,
        "- Trình độ chuyên môn: {{ nguoi.chuyen_mon or '……………………' }}; lý luận chính trị: {{ nguoi.ly_luan"
        " or '……………' }}{{ '.' if nguoi.ly_luan }}",
    )
    tag(made, "{%p endif %}")
    body(made, "- Nhóm đối tượng theo Kế hoạch số {{ ke_hoach }}: {{ nguoi.nhom }}.")
    head(made, "II. THÀNH TÍCH ĐẠT ĐƯỢC")
    blank(made, "1. Chức năng, nhiệm vụ được giao: ")
    body(made, "2. Kết quả xếp loại hằng năm:")
    bordered(
        made,
        "Xếp loại hằng năm",
        [
            ("Năm", "{{ x.nam }}", 25),
            ("Mức xếp loại", "{{ x.muc or 'chưa ghi' }}", 60),
            ("Số, ngày quyết định", "{{ x.quyet_dinh or '–' }}", 80),
        ],
        "x in nguoi.xep_loai_bang",
        center=(0,),
    )
    body(made, "3. Sáng kiến: {{ nguoi.sang_kien or 'chưa ghi nhận sáng kiến được công nhận và áp dụng' }}.")
    when(made, "nguoi.sang_kien_cho", "Sáng kiến chờ xác nhận công nhận, áp dụng: {{ nguoi.sang_kien_cho }}.")
    head(made, "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")
    for number, name, of in (
        ("1", "Danh hiệu thi đua", "danh_hieu_bang"),
        ("2", "Hình thức khen thưởng", "khen_thuong_bang"),
    ):
        body(made, f"{number}. {name}:" + "{% if not nguoi." + of + " %} chưa ghi nhận.{% endif %}")
        tag(made, "{%p if nguoi." + of + " %}")
        bordered(
            made,
            name,
            [
                ("Năm", "{{ a.nam }}", 18),
                (
                    name,
                    "{{ a.ten }}{% if a.ngoai_ky %} (ngoài kỳ){% endif %}{% if a.cho %} (chờ quyết định){% endif %}",
                    57,
                ),
                ("Số, ngày, tháng, năm của quyết định; cơ quan ban hành", "{{ a.quyet_dinh or 'chưa ghi' }}", 90),
            ],
            f"a in nguoi.{of}",
            center=(0,),
        )
        tag(made, "{%p endif %}")
    head(made, "IV. ĐỐI CHIẾU TIÊU CHÍ")
    bordered(
        made,
        "Đối chiếu tiêu chí",
        [
            ("Mục", "{{ p.muc }}", 22),
            ("Tiêu chí", "{{ p.noi_dung }}", 78),
            ("Đã có/cần", "{{ p.chi_tiet }}", 47),
            ("Đạt", "{{ 'Đạt' if p.dat else 'Chưa' }}", 18),
        ],
        "p in nguoi.tieu_chi",
        center=(0, 3),
    )
    body(
        made,
        "Cụ thể: {{ nguoi.ket_qua_xet_chu }}",
    )
    body(
        made,
        "Đối chiếu đến {{ ngay_xet }}: {{ nguoi.tinh_trang | lower }}{% if nguoi.con_thieu %}; còn thiếu:"
        " {{ nguoi.con_thieu"
        " }}{% endif %}.{% if nguoi.ket_luan %} Kết luận của cuộc họp: {{ nguoi.ket_luan }}.{% endif %}",
    )
    signature(
        made,
        left=("XÁC NHẬN CỦA {% if nguoi.tap_the %}CẤP TRÊN TRỰC TIẾP{% else %}ĐƠN VỊ{% endif %}", ""),
        right=(
            "{% if nguoi.tap_the %}THỦ TRƯỞNG ĐƠN VỊ{% else %}NGƯỜI BÁO CÁO{% endif %}",
            "{{ nguoi.ho_ten if not nguoi.tap_the }}",
        ),
        sent=False,
    )
    return made


MADE = {
    "trich-ngang": register,
    "bao-cao": review,
    "tong-ket": final_review,
    "dang-ky": registration,
    "chuong-trinh": agenda,
    "don-doc": reminder,
    "thanh-tich": achievement,
    "sang-kien": initiatives,
    "giay-moi": invitation,
    "phieu-bau": ballot,
    "bien-ban": minutes,
    "kiem-phieu": tally,
    "thong-bao": notice,
    "to-trinh": submission,
    "quyet-dinh": decision,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in MADE.items():
        made = make()
        made.core_properties.author = "Điển hình"
        made.core_properties.language = "vi-VN"
        made.save(str(FOLDER / f"{name}.docx"))
        print(f"{name}.docx", file=sys.stderr)


if __name__ == "__main__":
    main()
