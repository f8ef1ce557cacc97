"""The empty workbook to fill in: drop-downs from the code lists, an instruction sheet, an example row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from dienhinh import palette
from dienhinh.exchange.layout import SHEETS
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words

LISTED = {c.name: c for sheet in SHEETS for c in sheet.columns if c.drop_down}
"""The columns with a drop-down, by name."""
CRITERION = "criterion"
GUIDE = "Hướng dẫn"
CODES = "Mã"


def write_template(path: Path | str, lang: str = "vi", attested: Mapping[str, str] | None = None) -> None:
    """Write the empty workbook to ``path``; ``attested``: the criteria that can be attested, with what each asks for.

    The example row stands on the instruction sheet, so that no file brings an invented person into the records.
    """
    words, criteria = Words(lang), dict(attested or {})
    lists: dict[str, Sequence[str]] = {name: c.drop_down for name, c in LISTED.items()}
    if criteria:
        lists[CRITERION] = list(criteria)
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": palette.HEAD,
                "border": 1,
                "border_color": palette.HEAD_LINE,
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
                form = (
                    day if column.value == "day" else plain if column.name in ("code", "unit", "decision_no") else None
                )
                page.set_column(i, i, 34 if column.wide else 17, form)
                page.write_string(0, i, column.title, head)
                if column.name in lists:
                    place = list(lists).index(column.name)
                    letter = xlsxwriter.utility.xl_col_to_name(place)
                    page.data_validation(
                        1,
                        i,
                        5000,
                        i,
                        {
                            "validate": "list",
                            "source": f"='{CODES}'!${letter}$2:${letter}${len(lists[column.name]) + 1}",
                            "error_type": "warning",
                            "error_title": words.t("Not on the list"),
                            "error_message": words.t("The importer may not understand this."),
                        },
                    )
        codes = book.add_worksheet(CODES)
        titles = {c.name: c.title for sheet in SHEETS for c in sheet.columns if c.name in lists}
        for i, (name, items) in enumerate(lists.items()):
            codes.set_column(i, i, 30)
            codes.write_string(0, i, titles[name], head)
            for k, item in enumerate(items, start=1):
                codes.write_string(k, i, item)
        if criteria:
            codes.set_column(len(lists), len(lists), 60)
            codes.write_string(0, len(lists), words.t("What the criterion asks for"), head)
            for k, text in enumerate(criteria.values(), start=1):
                codes.write_string(k, len(lists), text)
        guide.activate()


def _guide(page: xlsxwriter.worksheet.Worksheet, words: Words, title: object, wrap: object, bold: object) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 9, 20)
    page.write_string(0, 0, words.t("How to fill in this workbook"), title)
    lines = (
        N_("One row is one fact: one post held, one rating, one award, one initiative, one attestation, one measure."),
        N_(
            "“Mã” is a person’s code or a unit’s; a collective is a unit. A person who changed post has a row for each."
        ),
        N_("Dates are day/month/year. An empty “Đến ngày” means: still so."),
        N_(
            "“Trạng thái”: empty when decided; else Chờ quyết định or Thu hồi. Without a number an award awaits its"
            " paper."
        ),
        N_("“Công nhận”, “Áp dụng”: Có, Không, or empty when not stated."),
        N_("The sheet “Mã” lists the accepted values; usual abbreviations and full names are understood too."),
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
            page.write(row + 1, i, column.example)
        row += 1
