"""Writing Excel: typed cells, strings always as strings, frozen headers, filters; and the bad rows of an import."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter

from dienhinh import palette
from dienhinh.exchange.layout import EVERY_SHEET
from dienhinh.exchange.problems import Problem
from dienhinh.exchange.reading import Row
from dienhinh.exchange.summary import SUMMARY
from dienhinh.exchange.values import Formula
from dienhinh.locale import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The MIME type of a workbook."""
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True}


def table_workbook(
    frame: pd.DataFrame, title: str, caption: str, percents: Sequence[str] = (), widths: dict[str, int] | None = None
) -> bytes:
    """One table as a workbook: ``caption`` above it, its columns' names as the header."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {**SAFE, "in_memory": True}) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": palette.HEAD, "border": 1}
        )
        forms = {
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            "percent": book.add_format({"num_format": "0%"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        page = book.add_worksheet(title[:31])
        page.write_string(0, 0, caption, book.add_format({"italic": True}))
        for c, name in enumerate(frame.columns):
            wide = (widths or {}).get(str(name))
            longest = max([len(str(v)) for v in frame[name].head(200)] + [len(str(name)) // 2, 8])
            page.set_column(c, c, wide or min(longest + 2, 60))
            page.write_string(2, c, str(name), head)
            form = forms["percent"] if name in percents else None
            for r, value in enumerate(frame[name].tolist(), start=3):
                write_cell(page, r, c, value, form, forms["date"])
        page.freeze_panes(3, min(2, max(len(frame.columns) - 1, 0)))
        if len(frame.columns):
            page.autofilter(2, 0, 2 + len(frame), len(frame.columns) - 1)
        page.set_landscape()
        page.repeat_rows(2)
        page.fit_to_pages(1, 0)
    return memory.getvalue()


def write_cell(page: Any, r: int, c: int, value: object, form: Any, day: Any) -> None:
    if value is None or value is pd.NA or value != value:
        page.write_blank(r, c, None, form)
    elif isinstance(value, bool):
        page.write_boolean(r, c, value, form)
    elif isinstance(value, int | float):
        page.write_number(r, c, value, form)
    elif isinstance(value, datetime | date):
        page.write_datetime(r, c, value, day)
    else:
        page.write_string(r, c, str(value), form)


def write_bad_rows(path: Path | BinaryIO, rows: Sequence[Row], problems: Sequence[Problem], words: Words) -> None:
    """The rows kept out of an import, as they were, each with its reasons beside it; ready to be mended."""
    reasons: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        if problem.level == "error":
            said = words.t(problem.reason, **problem.params)
            reasons[problem.sheet, problem.row].append(f"{problem.column}: {said}" if problem.column else said)
    with xlsxwriter.Workbook(str(path) if isinstance(path, Path) else path, SAFE) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": palette.HEAD, "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        red = book.add_format({"font_color": palette.ERROR, "text_wrap": True})
        for sheet in (*EVERY_SHEET, SUMMARY):
            mine = [r for r in rows if r.sheet.name == sheet.name]
            if not mine:
                continue
            page = book.add_worksheet(sheet.title)
            columns = [c.name for c in sheet.columns if any(c.name in r.values for r in mine)]
            columns += [n for n in mine[0].values if n not in columns and sheet is SUMMARY]
            titles = [c[5:] if c.startswith("year:") else sheet.column(c).title for c in columns] + [
                words.t("Row in the file"),
                words.t("Reason"),
            ]
            for c, title in enumerate(titles):
                page.set_column(c, c, 60 if c == len(titles) - 1 else 18)
                page.write_string(0, c, title, head)
            for r, row in enumerate(mine, start=1):
                for c, column in enumerate(columns):
                    value = row.values.get(column)
                    write_cell(page, r, c, None if isinstance(value, Formula) else value, None, day)
                page.write_number(r, len(columns), row.number)
                page.write_string(r, len(columns) + 1, " ".join(reasons[row.title, row.number]), red)
            page.freeze_panes(1, 1)
