"""What a unit's clerk types, as the workbook that it is: rows of the sheets that everybody fills in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import xlsxwriter

from dienhinh.exchange.checking import Checker, Intake
from dienhinh.exchange.layout import BY_NAME
from dienhinh.exchange.reading import read_workbook
from dienhinh.exchange.sheets import SAFE, write_cell
from dienhinh.exchange.terms import Terms

ENTERED = {"award": "award", "rating": "rating", "initiative": "title"}
"""The kinds that are typed, and which of a kind's columns says what it is."""


@dataclass(frozen=True)
class Typed:
    """One line: whose (a code), the kind, the year, what it is, and its decision."""

    code: str
    kind: str
    year: int
    what: str
    level: str = ""
    decision_no: str = ""
    decided_on: date | None = None


def workbook_of(lines: Sequence[Typed]) -> bytes:
    """The lines as a workbook, a sheet a kind."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, SAFE) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for kind, says in ENTERED.items():
            mine = [line for line in lines if line.kind == kind]
            if not mine:
                continue
            sheet = BY_NAME[kind]
            columns = [c for c in sheet.shown if c.name in {"code", "year", says, "level", "decision_no", "decided_on"}]
            page = book.add_worksheet(sheet.title)
            for c, column in enumerate(columns):
                page.write_string(0, c, column.title)
            for r, line in enumerate(mine, start=1):
                said: Mapping[str, object] = {
                    "code": line.code, "year": line.year, says: line.what, "level": line.level or None,
                    "decision_no": line.decision_no or None, "decided_on": line.decided_on,
                }  # fmt: skip
                for c, column in enumerate(columns):
                    write_cell(page, r, c, said[column.name], None, day)
    return memory.getvalue()


def checked(path: Path, known: pd.DataFrame, terms: Terms) -> Intake:
    """A unit's workbook, checked against its own people alone (``known``: see ``known_codes``): a name of another unit
    is nobody, and nobody of another unit is offered instead. Nothing is written. Raises WorkbookError."""
    return Checker(read_workbook(path, terms), known, terms).check()
