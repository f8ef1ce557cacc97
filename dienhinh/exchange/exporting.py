"""Everything recorded, in the workbook's own shape: importing it into an empty file gives the same data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from dienhinh import palette
from dienhinh.exchange import awards
from dienhinh.exchange.layout import EVERY_SHEET, SHEETS, Sheet
from dienhinh.exchange.sheets import SAFE, write_cell
from dienhinh.store import everything
from dienhinh.store.aside import province_of

YES_NO = {True: "Có", False: "Không", None: None}
RISKY = ("=", "+", "-", "@")


def export_workbook(cursor: duckdb.DuckDBPyConnection, path: Path | str) -> dict[str, int]:
    """Write all records to ``path``; returns the rows by sheet. A cell that begins like a formula is a string, and
    stays one when somebody edits it."""
    records, province = everything(cursor), province_of(cursor)
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": palette.HEAD, "border": 1}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        quoted = book.add_format({"quote_prefix": True})
        for sheet in (s for s in EVERY_SHEET if s in SHEETS or records[s.name]):
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 1)
            said_here = [said(sheet, record, province) for record in records[sheet.name]]
            columns = [
                c for c in sheet.columns if c in sheet.shown or (c.extra and any(r.get(c.name) for r in said_here))
            ]
            for c, column in enumerate(columns):
                page.set_column(c, c, 34 if column.wide else 17)
                page.write_string(0, c, column.title, head)
            for r, row in enumerate(said_here, start=1):
                for c, column in enumerate(columns):
                    value = row.get(column.name)
                    risky = isinstance(value, str) and value.startswith(RISKY)
                    write_cell(page, r, c, value, quoted if risky else None, day)
            page.autofilter(0, 0, max(len(records[sheet.name]), 1), len(columns) - 1)
    return {name: len(rows) for name, rows in records.items()}


def said(sheet: Sheet, record: dict[str, Any], province: str) -> dict[str, Any]:
    """A record in the workbook's words; what is decided as usual is left empty."""
    row = dict(record)
    for column in sheet.columns:
        value = record.get("code_of" if "code" in column.fills and column.codes else column.name)
        if column.value == "yes_no":
            row[column.name] = YES_NO[value]
        elif column.name == "state":
            state = "REVOKED" if record.get("revoked") else record.get("state") or "CONFIRMED"
            row[column.name] = None if state == "CONFIRMED" else column.named(state)
        elif column.name == "award":
            row[column.name] = awards.written_out(str(value), record.get("label"), province)
        elif column.codes:
            own = record.get("label") if "code" in column.fills else None
            row[column.name] = own or (None if value is None else column.named(str(value)))
    return row
