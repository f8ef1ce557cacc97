"""The empty workbook to fill in: drop-downs from the code lists, an instruction sheet, an example row."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from dienhinh.exchange import awards, values
from dienhinh.exchange.layout import SHEETS
from dienhinh.locale import Words

EXAMPLES: dict[str, dict[str, object]] = {
    "unit": {"code": "VP", "name": "Văn phòng – Thanh tra", "founded_on": "01/01/2015"},
    "person": {
        "code": "CB001", "name": "Nguyễn Văn Mẫu", "born_on": "05/03/1985", "unit": "VP", "position": "Chuyên viên",
        "leads": "Không", "from_on": "01/06/2018",
    },
    "rating": {
        "code": "CB001", "year": 2022, "rating": "HTTNV", "decision_no": "12/QĐ-SNgV", "decided_on": "15/12/2022",
    },
    "award": {
        "code": "CB001", "year": 2022, "award": "CSTĐCS", "issuer": "Sở Ngoại vụ", "decision_no": "15/QĐ-SNgV",
        "decided_on": "20/12/2022",
    },
    "initiative": {
        "code": "CB001", "title": "Số hoá hồ sơ lãnh sự", "year": 2023, "level": "tỉnh", "recognised": "Có",
        "applied": "Có", "decision_no": "321/QĐ-UBND", "decided_on": "10/01/2024",
    },
    "attestation": {
        "code": "CB001", "criterion": "II.2", "result": "Đạt", "on_date": "31/12/2022",
        "by_person": "Chánh Văn phòng", "evidence": "Biên bản số 03/BB-SNgV",
    },
    "discipline": {
        "code": "CB001", "measure": "Khiển trách", "decision_no": "02/QĐ-SNgV", "from_on": "01/02/2021",
        "until_on": "31/01/2022",
    },
}  # fmt: skip

LISTS: dict[str, list[str]] = {
    "leads": ["Có", "Không"],
    "recognised": ["Có", "Không"],
    "applied": ["Có", "Không"],
    "rating": [ways[0] for ways in values.RATING_WORDS.values()],
    "level": ["cơ sở", "tỉnh", "bộ", "Trung ương (toàn quốc)"],
    "result": ["Đạt", "Không đạt"],
    "state": ["Chờ quyết định", "Thu hồi"],
    "measure": [ways[0] for ways in values.DISCIPLINE_WORDS.values()],
    "award": [ways[0] for ways in awards.NAMES.values()],
}
DATES = ("born_on", "founded_on", "dissolved_on", "from_on", "until_on", "decided_on", "on_date")
GUIDE = "Hướng dẫn"
CODES = "Mã"


def write_template(path: Path | str, lang: str = "vi") -> None:
    """Write the empty workbook to ``path``.

    The example row stands on the instruction sheet, so that no file brings an invented person into the records.
    """
    words = Words(lang)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#E3ECEA",
                "border": 1,
                "border_color": "#9DB8B3",
            }
        )
        title = book.add_format({"bold": True, "font_size": 14})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        plain = book.add_format({"num_format": "@"})
        guide = book.add_worksheet(GUIDE)
        _guide(guide, words, title, wrap, bold)
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 1)
            page.set_row(0, 32)
            for i, column in enumerate(sheet.shown):
                wide = column.name in ("name", "title", "award", "issuer", "evidence", "position")
                form = (
                    day if column.name in DATES else plain if column.name in ("code", "unit", "decision_no") else None
                )
                page.set_column(i, i, 34 if wide else 17, form)
                page.write_string(0, i, column.title, head)
                if column.name in LISTS:
                    place = list(LISTS).index(column.name)
                    letter = xlsxwriter.utility.xl_col_to_name(place)
                    page.data_validation(
                        1, i, 5000, i,
                        {
                            "validate": "list",
                            "source": f"='{CODES}'!${letter}$2:${letter}${len(LISTS[column.name]) + 1}",
                            "error_type": "warning",
                            "error_title": words.t("Not on the list"),
                            "error_message": words.t("The importer may not understand this."),
                        },
                    )  # fmt: skip
        codes = book.add_worksheet(CODES)
        for i, (name, items) in enumerate(LISTS.items()):
            codes.set_column(i, i, 30)
            codes.write_string(
                0, i, next(s.column(name).title for s in SHEETS if any(c.name == name for c in s.columns)), head
            )
            for k, item in enumerate(items, start=1):
                codes.write_string(k, i, item)
        guide.activate()


def _guide(page: xlsxwriter.worksheet.Worksheet, words: Words, title: object, wrap: object, bold: object) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 9, 20)
    page.write_string(0, 0, words.t("How to fill in this workbook"), title)
    lines = (
        "One row is one fact: one post held, one rating, one award, one initiative, one attestation, one measure.",
        "“Mã” is a person’s code or a unit’s; a collective is a unit. A person who changed post has a row for each.",
        "Dates are day/month/year. An empty “Đến ngày” means: still so.",
        "“Trạng thái”: empty when decided; else Chờ quyết định or Thu hồi. Without a number an award awaits its paper.",
        "“Công nhận”, “Áp dụng”: Có, Không, or empty when not stated.",
        "The sheet “Mã” lists the accepted values; usual abbreviations and full names are understood too.",
    )
    for i, line in enumerate(lines, start=2):
        page.merge_range(i, 0, i, 7, words.t(line), wrap)
        page.set_row(i, 30)
    row = len(lines) + 3
    page.write_string(row, 0, words.t("An example row of each sheet (do not copy: the person is invented)"), bold)
    for sheet in SHEETS:
        row += 2
        page.write_string(row, 0, sheet.title, bold)
        for i, column in enumerate(sheet.shown, start=1):
            page.write_string(row, i, column.title, wrap)
            page.write(row + 1, i, EXAMPLES[sheet.name].get(column.name, ""))
        row += 1
