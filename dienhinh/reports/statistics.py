"""The statistical forms as a workbook: a sheet a form, and one of what the records do not tell."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name
from dienhinh.reports.workbook import lines_in
from dienhinh.verdicts.statistics import UNTOLD, Statistics, Table

UNTOLD_HEAD = (N_("Code"), N_("Name"), N_("Unit"), N_("Year"), N_("Award or title"), N_("Decision number"),
               N_("Decision date"), N_("Why"))  # fmt: skip
WIDTHS = (10, 26, 30, 8, 30, 20, 12, 44)


def statistics_book(found: Statistics, office: str, words: Words) -> bytes:
    """The workbook of all forms: each says its days, the office, and where a figure is blank, why."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": words.t("Statistical forms of emulation and commendation"), "author": office})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "small": book.add_format({"italic": True}),
        "group": book.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "align": "center"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
        "number": book.add_format({"valign": "top", "border": 1}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1}),
    }
    span = words.t("Decisions from {first} to {last}", first=found.first, last=found.last)
    for table in found.tables:
        _form(book, table, f"{office} · {span}", formats, words)
    head, rows = tuple(words.t(h) for h in UNTOLD_HEAD), untold_rows(found, words)
    _sheet(book, words.t("What could not be told"), f"{office} · {span}", (), head, rows, WIDTHS, formats)
    book.close()
    return out.getvalue()


def untold_rows(found: Statistics, words: Words) -> list[tuple[Any, ...]]:
    """What could not be told, a row each, under :data:`UNTOLD_HEAD`."""
    return [
        (
            u.row["who"],
            u.row["name"],
            u.row["unit_name"],
            u.row["year"],
            code_name(u.row["code"], u.row["label"]),
            u.row["decision_no"],
            u.row["decided_on"],
            words.t(UNTOLD[u.why]),
        )
        for u in found.untold
    ]


def _form(book: Any, table: Table, said: str, formats: dict[str, Any], words: Words) -> None:
    first = 1 + next((i for i, v in enumerate(table.rows[0]) if isinstance(v, str)), 0) if table.rows else 1
    widths = [*([5] * (first - 1)), 32, *([9] * (len(table.head) - first))]
    _sheet(book, words.t(table.name), said, table.groups, table.head, table.rows, widths, formats, table.note)


def _sheet(
    book: Any, name: str, said: str, groups: Any, head: Any, rows: Any, widths: Any, formats: dict[str, Any],
    note: str = "",
) -> None:  # fmt: skip
    made = book.add_worksheet("".join(" " if c in "[]:*?/\\" else c for c in name)[:31])
    made.write_string(0, 0, name, formats["title"])
    made.write_string(1, 0, said, formats["small"])
    at = 0
    for text, wide in groups:
        if text and wide > 1:
            made.merge_range(3, at, 3, at + wide - 1, text, formats["group"])
        at += wide
    made.set_row(4, 15 * (1 + max(lines_in(text, widths[c] - 1) for c, text in enumerate(head))))  # bold, by words
    for c, text in enumerate(head):
        made.set_column(c, c, widths[c])
        made.write_string(4, c, text, formats["head"])
    for r, row in enumerate(rows, start=5):
        made.set_row(r, 15 * max(lines_in(v, widths[c]) for c, v in enumerate(row)))
        for c, value in enumerate(row):
            if isinstance(value, int):
                made.write_number(r, c, value, formats["number"])
            elif hasattr(value, "year"):
                made.write_datetime(r, c, value, formats["day"])
            else:
                made.write_string(r, c, str(value or ""), formats["text"])
    if note:
        made.write_string(6 + len(rows), 0, note, formats["small"])
    made.freeze_panes(5, 1)
    made.set_landscape()
    made.set_paper(9)
    made.fit_to_pages(1, 0)
    made.repeat_rows(3, 4)
    made.set_footer("&R&8&P/&N")
