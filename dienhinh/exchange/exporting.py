"""Everything recorded, in the workbook's own shape: importing it into an empty file gives the same data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from dienhinh.exchange import awards, values
from dienhinh.exchange.layout import EVERY_SHEET, SHEETS
from dienhinh.exchange.sheets import SAFE, write_cell
from dienhinh.store import everything

YES_NO = {True: "Có", False: "Không", None: None}
STATES = {
    "CONFIRMED": None,
    "PENDING": "Chờ quyết định",
    "REVOKED": "Thu hồi",
    "REFUSED": values.STATE_WORDS["REFUSED"][0],
}
RISKY = ("=", "+", "-", "@")


def export_workbook(cursor: duckdb.DuckDBPyConnection, path: Path | str) -> dict[str, int]:
    """Write all records to ``path``; returns the rows by sheet. A cell that begins like a formula is a string, and
    stays one when somebody edits it."""
    records = everything(cursor)
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E3ECEA", "border": 1}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        quoted = book.add_format({"quote_prefix": True})
        for sheet in (s for s in EVERY_SHEET if s in SHEETS or records[s.name]):
            page = book.add_worksheet(sheet.title)
            page.freeze_panes(1, 1)
            said_here = [said(sheet.name, record) for record in records[sheet.name]]
            columns = [
                c for c in sheet.columns if c in sheet.shown or (c.extra and any(r.get(c.name) for r in said_here))
            ]
            for c, column in enumerate(columns):
                page.set_column(c, c, 34 if column.name in ("name", "title", "award", "issuer", "evidence") else 17)
                page.write_string(0, c, column.title, head)
            for r, row in enumerate(said_here, start=1):
                for c, column in enumerate(columns):
                    value = row.get(column.name)
                    risky = isinstance(value, str) and value.startswith(RISKY)
                    write_cell(page, r, c, value, quoted if risky else None, day)
            page.autofilter(0, 0, max(len(records[sheet.name]), 1), len(columns) - 1)
    return {name: len(rows) for name, rows in records.items()}


def said(sheet: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record in the workbook's words."""
    row = dict(record)
    if sheet in ("initiative", "discipline"):
        row["state"] = STATES["REVOKED"] if record["revoked"] else None
    elif sheet == "rating":
        row["state"] = STATES[record["state"]]
    if sheet == "person":
        row["leads"] = YES_NO[record["leads"]]
    elif sheet == "award":
        row["award"] = record["label"] or awards.NAMES[record["code_of"]][0]
        row["state"] = STATES[record["state"]]
    elif sheet == "initiative":
        row["level"] = values.LEVEL_WORDS[record["level"]][0]
        row |= {name: YES_NO[record[name]] for name in ("recognised", "applied")}
    elif sheet == "stage":
        row["stage"] = values.STAGE_WORDS[record["stage"]][0]
    elif sheet == "attestation":
        row["result"] = values.RESULT_WORDS[record["result"]][0]
    elif sheet == "discipline":
        row["measure"] = record["label"] or values.DISCIPLINE_WORDS[record["code_of"]][0]
    return row
