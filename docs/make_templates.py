"""Makes the Word templates in data/templates, in the layout of Decree 30/2020/NĐ-CP (its annex I): A4, margins, Times
New
Roman, national heading, number, place and date, title, body, signature, recipients, page number on top from page 2.

    python docs/make_templates.py

An office changes the Word files themselves; this only makes those that the program comes with.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "data" / "templates"
CENTER, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
FONT = "Times New Roman"


def new(landscape: bool = False) -> Any:
    """An empty A4 document: margins of the decree, page number on top of every page but the first, the small print at
    the foot of all, and the scenario's mark above where there is one."""
    made = Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_after = Pt(0)
    section = made.sections[0]
    width, height = Mm(210), Mm(297)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    mark(section.first_page_header.paragraphs[0])
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    field(number, "PAGE")
    mark(section.header.add_paragraph())
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.alignment = CENTER
        run(line, "{{ chu_nho }}", size=8, italic=True)
    return made


def mark(line: Any) -> None:
    line.alignment = CENTER
    run(line, "{{ dau_kich_ban }}", size=11, bold=True)


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


def run(line: Any, text: str, size: float | None = None, bold: bool = False, italic: bool = False) -> Any:
    made = line.add_run(text)
    made.bold, made.italic = bold, italic
    if size:
        made.font.size = Pt(size)
    return made


def put(box: Any, text: str, size: float = 14, align: Any = CENTER, first: bool = False, **how: bool) -> Any:
    """A line in a cell or the body; ``first``: in the paragraph that a cell has already."""
    line = box.paragraphs[0] if first else box.add_paragraph()
    line.alignment = align
    run(line, text, size, **how)
    return line


def rule(line: Any) -> None:
    """A thin line below, as under the issuer's name and the motto."""
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{key}"), value)
    border.append(bottom)
    line._p.get_or_add_pPr().append(border)


def indent(line: Any, side: float) -> None:
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(side)


def grid(made: Any, rows: int, widths: list[float]) -> Any:
    """A table of fixed widths (mm)."""
    table = made.add_table(rows, len(widths))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def heading(made: Any, number: str, wide: bool = False) -> None:
    """The head: issuer and number on the left, the national heading, place and date on the right."""
    table = grid(made, 1, [110, 142] if wide else [60, 105])
    left, right = table.rows[0].cells
    put(left, "{{ co_quan_chu_quan }}", 12, first=True)
    put(left, "{{ co_quan }}", 12, bold=True)
    line = put(left, "", 2)
    indent(line, 38 if wide else 17)
    rule(line)
    put(left, f"Số:       {number}", 13)
    put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, first=True, bold=True)
    put(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    line = put(right, "", 2)
    indent(line, 44 if wide else 25)
    rule(line)
    put(right, "{{ dia_danh }}, {{ ngay_ban_hanh }}", 13, italic=True)


def title(made: Any, kind: str, about: str, wide: bool = False) -> None:
    line = put(made, kind, 14, bold=True)
    line.paragraph_format.space_before = Pt(14)
    put(made, about, 14, bold=True)
    line = put(made, "", 2)
    line.paragraph_format.space_after = Pt(8)
    indent(line, 105 if wide else 62)
    rule(line)


def body(made: Any, text: str, **how: bool) -> Any:
    """A paragraph of the body: 14 pt, justified, first line indented."""
    line = put(made, text, 14, BOTH, **how)
    line.paragraph_format.first_line_indent = Mm(12.7)
    line.paragraph_format.space_before = Pt(6)
    line.paragraph_format.line_spacing = 1.1
    line.paragraph_format.keep_with_next = bool(how.get("bold"))  # a heading never stands alone at the foot of a page
    return line


def tag(made: Any, text: str) -> None:
    """A paragraph that only steers ({%p … %}); it leaves no line behind."""
    put(made, text, 10, LEFT)


def bordered(
    made: Any,
    heads: list[str],
    cells: list[str],
    widths: list[float],
    loop: str,
    size: float = 12,
    years: int | None = None,
    center: tuple[int, ...] = (0,),
) -> Any:
    """A table with one row for each of ``loop`` (such as "r in de_nghi"); its head is repeated on every page and no row
    is split. ``years``: the column that is repeated for each year of the period."""
    table = grid(made, 4, widths)
    table.style = "Table Grid"
    margins(table, 1)
    head, begin, row, end = table.rows
    for i, (text, cell) in enumerate(zip(heads, head.cells, strict=True)):
        if i == years:
            text = "{%tc for y in nam %}" + "|" + text + "|{%tc endfor %}"
        put(cell, text, size, first=True, bold=True)
    begin.cells[0].paragraphs[0].add_run("{%tr for " + loop + " %}")
    for i, (text, cell) in enumerate(zip(cells, row.cells, strict=True)):
        align = CENTER if i in center else LEFT
        put(cell, text, size, align, first=True)
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    repeat(head)
    for each in (head, row):
        whole(each)
    return table


def margins(table: Any, side: float) -> None:
    """Narrow cells: so many mm on the left and on the right of each, a hair above and below."""
    found = OxmlElement("w:tblCellMar")
    for name, width in (("top", 0.5), ("left", side), ("bottom", 0.7), ("right", side)):  # in the schema's order
        part = OxmlElement(f"w:{name}")
        part.set(qn("w:w"), str(round(width * 56.7)))
        part.set(qn("w:type"), "dxa")
        found.append(part)
    table._tbl.tblPr.append(found)


def repeat(row: Any) -> None:
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def whole(row: Any) -> None:
    element = OxmlElement("w:cantSplit")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def signature(made: Any, left: tuple[str, str] | None = None, wide: bool = False) -> None:
    """Recipients on the left (or who else signs), the signature on the right."""
    for last in made.paragraphs[-2:]:  # a signature never stands alone on a page
        last.paragraph_format.keep_with_next = True
    line = made.add_paragraph()
    line.paragraph_format.space_before = Pt(4)
    line.paragraph_format.keep_with_next = True
    table = grid(made, 1, [126, 126] if wide else [82, 83])
    whole(table.rows[0])
    one, two = table.rows[0].cells
    if left:
        put(one, left[0], 13, first=True, bold=True)
        for _ in range(4):
            put(one, "", 13)
        put(one, left[1], 14, bold=True)
    else:
        put(one, "Nơi nhận:", 12, LEFT, first=True, bold=True, italic=True)
        put(one, "{%p for n in noi_nhan %}", 11, LEFT)
        put(one, "- {{ n }}{{ '.' if loop.last else ';' }}", 11, LEFT)
        put(one, "{%p endfor %}", 11, LEFT)
    put(two, "{{ chuc_vu_ky }}", 13, first=True, bold=True)
    for _ in range(4):
        put(two, "", 13)
    put(two, "{{ nguoi_ky }}", 14, bold=True)


def minutes() -> Any:
    made = new()
    heading(made, "/BB-{{ ky_hieu }}")
    title(made, "BIÊN BẢN", "{{ cuoc_hop or 'Họp xét điển hình tiên tiến' }}")
    body(
        made,
        "Hôm nay, {{ ngay_hop }}{% if dia_diem %}, tại {{ dia_diem }}{% endif %}, {{ ten_co_quan }} tổ chức họp {{"
        " loai_hop | lower or 'xét điển hình tiên tiến' }} theo Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }},"
        " giai đoạn {{ giai_doan }}.",
    )
    body(made, "I. THÀNH PHẦN", bold=True)
    tag(made, "{%p if not thanh_phan %}")
    body(made, "- ……………………………………………………………………")
    tag(made, "{%p endif %}")
    tag(made, "{%p for m in thanh_phan %}")
    body(made, "- {{ m.name }}{% if m.role %}: {{ m.role }}{% endif %}{{ '.' if loop.last else ';' }}")
    tag(made, "{%p endfor %}")
    body(made, "II. NỘI DUNG", bold=True)
    body(
        made,
        "Cuộc họp xem xét dữ liệu đến {{ ngay_xet }}: {{ tong.du }} đối tượng đủ điều kiện trên {{ can_chon }} điển"
        " hình cần chọn (mục {{ muc_can_chon }}), {{ tong.cho }} chờ bổ sung hồ sơ, {{ tong.phan_dau }} đang phấn đấu,"
        " {{ tong.khong }} không còn khả năng trong kỳ. Dấu vân của dữ liệu: {{ dau_van }}.",
    )
    body(made, "Kết quả xem xét từng đối tượng:")
    gap(made)
    bordered(
        made,
        ["STT", "Họ tên, tập thể", "Tình trạng", "Kết luận", "Phiếu đồng ý/ không", "Ghi chú"],
        [
            "{{ r.stt }}",
            "{{ r.ho_ten }}{% if r.chuc_vu_don_vi %} ({{ r.chuc_vu_don_vi }}){% endif %}",
            "{{ r.tinh_trang }}",
            "{{ r.ket_luan or '–' }}",
            "{{ r.phieu or '–' }}",
            "{{ r.ly_do }}{% if r.bo_sung %}{{ r.bo_sung }}{% if r.bo_sung_ai %} – {{ r.bo_sung_ai }}{% endif %}"
            "{% if r.bo_sung_han %}, hạn {{ r.bo_sung_han }}{% endif %}{% endif %}",
        ],
        [11, 58, 25, 20, 18, 33],
        "r in danh_sach",
        center=(0, 4),
    )
    body(made, "III. KẾT LUẬN", bold=True)
    body(
        made,
        "Cuộc họp thống nhất {% if de_nghi %}chọn {{ '%02d' | format(de_nghi | length) }} điển hình: {% for r in"
        " de_nghi %}{{ r.ho_ten }}{{ '; ' if not loop.last }}{% endfor %}{% else %}chưa chọn điển hình nào{% endif %}.",
    )
    tag(made, "{%p for r in bo_sung %}")
    body(
        made,
        "- {{ r.ho_ten }}: bổ sung {{ r.bo_sung or 'hồ sơ' }}{% if r.bo_sung_ai %}, do {{ r.bo_sung_ai }} thực hiện{%"
        " endif %}{% if r.bo_sung_han %}, xong trước {{ r.bo_sung_han }}{% endif %}{{ '.' if loop.last else ';' }}",
    )
    tag(made, "{%p endfor %}")
    body(made, "Biên bản được lập xong cùng ngày và đã được các thành viên thông qua./.")
    signature(made, ("THƯ KÝ", "{{ thu_ky }}"))
    return made


def gap(made: Any) -> None:
    made.add_paragraph().paragraph_format.space_after = Pt(2)


def review() -> Any:
    made = new()
    heading(made, "/BC-{{ ky_hieu }}")
    title(
        made,
        "BÁO CÁO",
        "{{ loai_hop if loai_hop in ('Sơ kết', 'Tổng kết') else 'Kết quả' }} xây dựng, bồi dưỡng và nhân rộng điển hình"
        " tiên tiến giai đoạn {{ giai_doan }}",
    )
    body(
        made,
        "Thực hiện Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }}, {{ ten_co_quan }} báo cáo kết quả đến {{"
        " ngay_xet }} như sau:",
    )
    body(made, "I. THỰC HIỆN LỘ TRÌNH", bold=True)
    gap(made)
    bordered(
        made,
        ["Thời hạn", "Nhiệm vụ", "Chủ trì", "Tình hình"],
        ["{{ m.han }}", "{{ m.noi_dung }} ({{ m.muc }})", "{{ m.don_vi }}", "{{ m.tinh_hinh }}"],
        [24, 75, 34, 32],
        "m in lo_trinh",
    )
    body(
        made,
        "Điển hình theo giai đoạn: {% for g in giai_doan_dien_hinh %}{{ g.giai_doan | lower }} {{ g.so }}{{ '; ' if not"
        " loop.last }}{% endfor %}.",
    )
    body(made, "II. KẾT QUẢ THEO NHÓM ĐỐI TƯỢNG", bold=True)
    body(
        made,
        "Đến {{ ngay_xet }} có {{ tong.du }} đối tượng đủ điều kiện trên {{ can_chon }} điển hình cần chọn (mục {{"
        " muc_can_chon }}).",
    )
    gap(made)
    bordered(
        made,
        ["Nhóm", "Đủ điều kiện", "Chờ bổ sung", "Đang phấn đấu", "Không còn khả năng", "Tổng"],
        ["{{ t.nhom }}", "{{ t.du }}", "{{ t.cho }}", "{{ t.phan_dau }}", "{{ t.khong }}", "{{ t.tong }}"],
        [50, 23, 23, 23, 26, 20],
        "t in theo_nhom + [tong]",
        center=(1, 2, 3, 4, 5),
    )
    body(
        made,
        "{% if not de_nghi %}Chưa có đối tượng nào được {{ 'chọn' if cuoc_hop else 'xét đủ điều kiện' }}.{% elif"
        " cuoc_hop %}Các đối tượng được chọn:{% else %}Các đối tượng đủ điều kiện:{% endif %}",
    )
    tag(made, "{%p for r in de_nghi %}")
    body(
        made,
        "- {{ r.ho_ten }}{% if r.chuc_vu_don_vi %}, {{ r.chuc_vu_don_vi }}{% endif %}{% if r.ma_tinh_trang !="
        " 'ELIGIBLE' %} ({{ r.tinh_trang | lower }}{% if r.ly_do %}; lý do chọn: {{ r.ly_do }}{% endif %}){% endif %}{{"
        " '.' if loop.last else ';' }}",
    )
    tag(made, "{%p endfor %}")
    body(made, "III. TỒN TẠI, HẠN CHẾ", bold=True)
    tag(made, "{%p for m in lo_trinh if m.qua_han %}")
    body(made, "- Quá hạn: {{ m.noi_dung }} ({{ m.han }});")
    tag(made, "{%p endfor %}")
    tag(made, "{%p for r in chua_du[:20] %}")
    body(
        made,
        "- {{ r.ho_ten }} ({{ r.tinh_trang | lower }}): {{ r.con_thieu }}{{ '.' if loop.last and chua_du | length <= 20"
        " else ';' }}",
    )
    tag(made, "{%p endfor %}")
    tag(made, "{%p if chua_du | length > 20 %}")
    body(made, "và {{ chua_du | length - 20 }} đối tượng khác (xem danh sách trích ngang kèm theo).")
    tag(made, "{%p endif %}")
    body(made, "IV. NHIỆM VỤ TIẾP THEO", bold=True)
    tag(made, "{%p for m in lo_trinh if not m.xong and not m.qua_han %}")
    body(made, "- {{ m.noi_dung }} (hạn {{ m.han }}, {{ m.don_vi }});")
    tag(made, "{%p endfor %}")
    tag(made, "{%p for r in bo_sung %}")
    body(
        made,
        "- Hoàn thiện hồ sơ của {{ r.ho_ten }}: {{ r.bo_sung }}{% if r.bo_sung_han %} (hạn {{ r.bo_sung_han }}){%"
        " endif %};",
    )
    tag(made, "{%p endfor %}")
    body(made, "Tiếp tục bồi dưỡng, nhân rộng các điển hình đã được chọn; rà soát, bổ sung minh chứng còn thiếu.")
    body(made, "Trên đây là báo cáo của {{ ten_co_quan }}./.")
    signature(made)
    return made


def submission() -> Any:
    made = new()
    heading(made, "/TTr-{{ ky_hieu }}")
    title(made, "TỜ TRÌNH", "Về việc đề nghị công nhận điển hình tiên tiến giai đoạn {{ giai_doan }}")
    line = put(made, "Kính gửi: {{ noi_nhan[0] if noi_nhan else 'Ban Thi đua – Khen thưởng tỉnh' }}", 14)
    line.paragraph_format.space_after = Pt(6)
    body(
        made,
        "Căn cứ Kế hoạch số {{ ke_hoach }} ngày {{ ngay_ke_hoach }}{% if cuoc_hop %} và kết quả cuộc họp {{ cuoc_hop }}"
        " {{ ngay_hop }}{% endif %}, {{ ten_co_quan }} đề nghị công nhận {{ '%02d' | format(de_nghi | length) }} điển"
        " hình tiên tiến giai đoạn {{ giai_doan }}:",
    )
    gap(made)
    bordered(
        made,
        ["STT", "Họ tên, tập thể", "Chức vụ, đơn vị", "Nhóm", "Thành tích"],
        [
            "{{ r.stt }}",
            "{{ r.ho_ten }}",
            "{{ r.chuc_vu_don_vi or '–' }}",
            "{{ r.nhom }}",
            "{{ [r.danh_hieu, r.khen_thuong, r.sang_kien] | select | join('; ') }}",
        ],
        [11, 36, 38, 26, 54],
        "r in de_nghi",
    )
    body(
        made,
        "{% if de_nghi | rejectattr('ma_tinh_trang', 'equalto', 'ELIGIBLE') | list %}Đã xét các tiêu chí quy định tại"
        " mục III của Kế hoạch đến {{ ngay_xet }}; những đối tượng sau chưa đủ tiêu chí:{% else %}Các đối tượng trên"
        " đạt đủ tiêu chí quy định tại mục III của Kế hoạch, xét đến {{ ngay_xet }}.{% endif %}",
    )
    tag(made, "{%p for r in de_nghi if r.ma_tinh_trang != 'ELIGIBLE' %}")
    body(
        made,
        "- {{ r.ho_ten }} ({{ r.tinh_trang | lower }}): {{ r.con_thieu or 'chưa đạt' }}{% if r.ly_do %}. Lý do đề nghị:"
        " {{ r.ly_do }}{% endif %}{{ '.' if loop.last else ';' }}",
    )
    tag(made, "{%p endfor %}")
    body(made, "Danh sách trích ngang và báo cáo thành tích gửi kèm.")
    body(made, "Kính đề nghị quý cơ quan xem xét, quyết định./.")
    signature(made)
    return made


def register() -> Any:
    made = new(landscape=True)
    heading(made, "/DS-{{ ky_hieu }}", wide=True)
    title(made, "DANH SÁCH TRÍCH NGANG", "Đối tượng xét điển hình tiên tiến giai đoạn {{ giai_doan }}", wide=True)
    table = bordered(
        made,
        [
            "STT",
            "Họ tên, tập thể",
            "Chức vụ, đơn vị",
            "{{ y }}",
            "Danh hiệu",
            "Hình thức khen (số, ngày QĐ)",
            "Sáng kiến",
            "Tiêu chí đạt",
            "Kết luận",
            "Ghi chú",
        ],
        [
            "{{ r.stt }}",
            "{{ r.ho_ten }}",
            "{{ r.chuc_vu_don_vi }}",
            "{{ x }}",
            "{{ r.danh_hieu }}",
            "{{ r.khen_thuong }}",
            "{{ r.sang_kien }}",
            "{{ r.tieu_chi_dat }}",
            "{{ r.ket_luan or r.tinh_trang }}",
            "{{ r.con_thieu }}",
        ],
        [8.5, 26, 25, 14.5, 22, 29, 18, 10, 14, 27],
        "r in danh_sach",
        size=8.5,
        center=(0, 3, 7),
    )
    for row, loop in ((table.rows[0], "y in nam"), (table.rows[2], "x in r.xep_loai")):
        cell = row.cells[3]
        text = cell.paragraphs[0].runs[0].text
        cell.paragraphs[0].runs[0].text = text
        for where, words in ((0, "{%tc for " + loop + " %}"), (None, "{%tc endfor %}")):
            other = _copy_cell(cell, before=where == 0)
            other.paragraphs[0].runs[0].text = words
    signature(made, wide=True)
    return made


def _copy_cell(cell: Any, before: bool) -> Any:
    from copy import deepcopy

    from docx.table import _Cell

    element = deepcopy(cell._tc)
    (cell._tc.addprevious if before else cell._tc.addnext)(element)
    return _Cell(element, cell._parent)


def achievement() -> Any:
    made = new()
    heading(made, "/BC-{{ ky_hieu }}")
    title(made, "BÁO CÁO THÀNH TÍCH", "Đề nghị công nhận điển hình tiên tiến giai đoạn {{ giai_doan }}")
    body(made, "I. SƠ LƯỢC", bold=True)
    body(
        made,
        "{{ nguoi.ho_ten }}{% if nguoi.chuc_vu_don_vi %}, {{ nguoi.chuc_vu_don_vi }}{% endif %}. Nhóm đối tượng: {{"
        " nguoi.nhom }}.",
    )
    body(made, "II. THÀNH TÍCH ĐẠT ĐƯỢC", bold=True)
    body(
        made,
        "1. Xếp loại hằng năm: {% for y in nam %}{{ y }}: {{ nguoi.xep_loai[loop.index0] }}{{ '; ' if not loop.last"
        " }}{% endfor %}.",
    )
    body(made, "2. Danh hiệu thi đua: {{ nguoi.danh_hieu or 'chưa có' }}.")
    body(made, "3. Hình thức khen thưởng: {{ nguoi.khen_thuong or 'chưa có' }}.")
    body(made, "4. Sáng kiến: {{ nguoi.sang_kien or 'chưa có' }}.")
    body(made, "III. ĐỐI CHIẾU TIÊU CHÍ", bold=True)
    gap(made)
    bordered(
        made,
        ["Mục", "Tiêu chí", "Đã có/cần", "Đạt"],
        ["{{ p.muc }}", "{{ p.noi_dung }}", "{{ p.chi_tiet }}", "{{ 'Đạt' if p.dat else 'Chưa' }}"],
        [22, 78, 47, 18],
        "p in nguoi.tieu_chi",
        center=(0, 3),
    )
    body(
        made,
        "Kết quả xét đến {{ ngay_xet }}: {{ nguoi.tinh_trang }}{% if nguoi.con_thieu %}; còn thiếu: {{ nguoi.con_thieu"
        " }}{% endif %}.",
    )
    signature(made)
    return made


MADE = {
    "bien-ban": minutes,
    "bao-cao": review,
    "to-trinh": submission,
    "trich-ngang": register,
    "thanh-tich": achievement,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in MADE.items():
        made = make()
        made.core_properties.author = "Điển hình"
        made.save(str(FOLDER / f"{name}.docx"))
        print(f"{name}.docx", file=sys.stderr)


if __name__ == "__main__":
    main()
