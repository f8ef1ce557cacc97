"""A file's sheets as plain rows, read by a child process with limits; what breaks in it is a sentence here."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dienhinh.exchange.problems import WorkbookError
from dienhinh.exchange.values import ErrorCell, Formula
from dienhinh.kinds.sentence import N_
from dienhinh.places import ROOT

ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt")
SECONDS = 60
"""Wall time that a file may take; the child's own limit is on its CPU time."""
Progress = Callable[[str, int], None]

REFUSED = {
    "EMPTY": N_("{file} is empty: nothing was saved in it."),
    "PASSWORD": N_(
        "{file} is protected by a password: open it in Excel, take the password away, save it, and try again."
    ),
    "HTML": N_("{file} is a web page under an Excel file’s name: open it in Excel and save it as a workbook (.xlsx)."),
    "PDF": N_("{file} is a PDF: a workbook or a CSV file is needed here."),
    "UNKNOWN": N_("{file} is not a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) or a CSV file that can be read."),
    "NO_WORKBOOK": N_("{file} is not a workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) or a CSV file that can be read."),
    "BROKEN": N_("{file} breaks off or is damaged: open it in Excel, save it as a new workbook, and try again."),
    "TOO_LARGE": N_(
        "{file} holds more than this program reads at once (150 000 rows, 120 sheets): save what is wanted of it as a"
        " workbook of its own."
    ),
    "TOO_FAR": N_(
        "{file}, sheet {sheet}: a cell far beyond the table holds something. Delete what stands to the right of and"
        " below the table, save the file, and try again."
    ),
    "TIME": N_("{file} takes too long to read; is it a history? Save it as a new workbook and try again."),
}


@dataclass
class SheetData:
    """One sheet: its title, whether it is hidden, its rows (number, values from the first column on), its merges (first
    row and column, last row and column, from 0)."""

    title: str
    hidden: bool
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def open_file(path: Path | str, progress: Progress | None = None) -> list[SheetData]:
    """The sheets of a workbook or a CSV file. Raises :class:`WorkbookError` when there is none, or it cannot be
    read."""
    path = Path(path)
    if not path.is_file():
        raise WorkbookError(N_("There is no file {file}."), file=path)
    command = [sys.executable, "-m", "dienhinh.exchange.child", str(path.resolve())]
    child = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    late = threading.Timer(SECONDS, child.kill)
    late.start()
    try:
        found, ended = _sheets(child, path, progress)
    finally:
        timed_out = not late.is_alive()
        late.cancel()
        child.kill()
        child.wait()
        assert child.stdout is not None
        child.stdout.close()
    if not ended:
        raise WorkbookError(REFUSED["TIME" if timed_out or child.returncode == -24 else "TOO_LARGE"], file=path.name)
    return found


def _sheets(child: subprocess.Popen[str], path: Path, progress: Progress | None) -> tuple[list[SheetData], bool]:
    """What the child writes; whether it came to its end."""
    found: list[SheetData] = []
    faults: dict[int, dict[int, object]] = {}
    assert child.stdout is not None
    for line in child.stdout:
        try:
            said = json.loads(line)
        except ValueError:  # it broke off in the middle of a line
            return found, False
        if said == "end":
            return found, True
        if isinstance(said, dict):
            if "refused" in said:
                raise WorkbookError(REFUSED[said.pop("refused")], file=path.name, **said)
            found.append(SheetData(said["title"], said["hidden"], merges=[tuple(m) for m in said["merges"]]))
            faults = {}
            for kind, cells in (said.get("faults") or {}).items():
                for row, column in cells:
                    faults.setdefault(row, {})[column] = Formula() if kind == "formulas" else ErrorCell()
            continue
        number, offset, values = said
        row = [None] * offset + [_value(v) if type(v) is list else v for v in values]
        for column, fault in faults.get(number, {}).items():
            row += [None] * (column - len(row))
            if row[column - 1] is None or isinstance(fault, ErrorCell):
                row[column - 1] = fault
        found[-1].rows.append((number, row))
        if progress is not None and number % 2000 == 0:
            progress(found[-1].title, number)
    return found, False


def _value(said: list[str]) -> date | datetime:
    text = said[1]
    return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
