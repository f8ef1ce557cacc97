"""Opening a workbook as people keep it: finding the sheets, the header, the rows; nothing is interpreted yet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml import ElementTree
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dienhinh.exchange.headers import (
    HEADER_WITHIN,
    Header,
    as_heading,
    continues_header,
    header,
    is_numbering,
    is_remark,
    is_total,
)
from dienhinh.exchange.layout import EVERY_SHEET, SHEETS, Sheet, keys_of
from dienhinh.exchange.problems import Problem, WorkbookError
from dienhinh.exchange.summary import SUMMARY, expand
from dienhinh.exchange.summary import header as summary_header
from dienhinh.exchange.terms import Terms
from dienhinh.exchange.values import Formula, is_blank
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold

MOST_BYTES = 200 * 2**20  # unpacked
MOST_ENTRIES = 5_000
MOST_MERGED = 100_000  # cells of one merge
MOST_EMPTY = 2_000  # rows without a value, one after the other: the table has ended
Progress = Callable[[str, int], None]


@dataclass
class Row:
    """One data row: its sheet, its own number there, and the raw value under each known column."""

    sheet: Sheet
    title: str  # the sheet's title in the file
    number: int
    values: dict[str, Any]
    headings: dict[str, str]  # the column's heading in the file
    ok: bool = True

    def heading(self, column: str) -> str:
        return self.headings.get(column) or next((c.title for c in self.sheet.columns if c.name == column), column)


@dataclass
class Contents:
    """What a workbook holds: rows by sheet name (of :mod:`layout`), and remarks on what could not be placed."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {sheet.name: [] for sheet in EVERY_SHEET})
    problems: list[Problem] = field(default_factory=list)
    bad: list[Row] = field(default_factory=list)  # of the wide sheet: rows of which something could not be placed


@dataclass(frozen=True)
class Choice:
    """How one sheet of a file is read: as which of ours (``sheet`` by name, None: not at all), below which row
    (``header``, 0: to be found), each column from which place (empty: to be found)."""

    sheet: str | None
    header: int = 0
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outline:
    """One sheet of a file: its title, its headings by place, and how it would be read."""

    title: str
    headings: tuple[str, ...]
    guess: Choice


ALL_SHEETS = {s.name: s for s in (*EVERY_SHEET, SUMMARY)}
Choices = Mapping[str, Choice]
"""By the sheet's title in the file."""


def read_workbook(
    path: Path | str, terms: Terms, progress: Progress | None = None, choices: Choices | None = None
) -> Contents:
    """The rows of a workbook.

    ``choices`` say how sheets are to be read where the officer has said so; the others are recognised. Raises
    :class:`WorkbookError` when the file is missing, is no ``.xlsx``, is dangerously packed, or holds none of the
    sheets. ``progress`` is told the sheet and the rows read so far.
    """
    path = Path(path)
    contents = Contents()
    with _opened(path) as (book, cached):
        found = _match_sheets(book, contents, choices or {})
        if not found:
            raise WorkbookError(
                N_("{file} has none of the sheets: {sheets}."),
                file=path.name,
                sheets=", ".join(sheet.title for sheet in SHEETS),
            )
        for sheet, worksheet in found:
            choice = (choices or {}).get(worksheet.title)
            _read_sheet(path, sheet, worksheet, cached, contents, terms, progress, choice)
    return contents


def outline(path: Path | str) -> list[Outline]:
    """What the sheets of a workbook look like, and how each would be read. Raises as :func:`read_workbook` does."""
    path = Path(path)
    found = []
    with _opened(path) as (book, cached):
        for worksheet in book.worksheets:
            head = _head(worksheet, cached)
            sheet = _sheet_of(worksheet.title)
            row, known = _find_header(sheet, head)
            if known is None:
                row, wide = _find_header(SUMMARY, head)
                if wide is not None:
                    sheet, known = SUMMARY, wide
            if known is None:
                row = next((n for n, raw in head if sum(isinstance(v, str) and not is_blank(v) for v in raw) > 2), 0)
            raw = next((raw for n, raw in head if n == row), [])
            titles = tuple(as_heading(v) for v in raw)
            if known is not None:
                named = {i: known[1][name] for name, i in known[0].items()}
                titles = tuple(named.get(i, t) for i, t in enumerate(titles))
            guess = Choice(sheet.name if sheet and known else None, row, known[0] if known else {})
            found.append(Outline(worksheet.title, titles, guess))
    return found


@contextmanager
def _opened(path: Path) -> Iterator[tuple[openpyxl.Workbook, _Cached]]:
    check_package(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises many kinds on malformed files; to the officer they are one
        raise WorkbookError(N_("{file} is not an Excel workbook (.xlsx) that can be read."), file=path.name) from error
    cached = _Cached(path)
    try:
        yield book, cached
    finally:
        cached.close()
        book.close()


def _head(worksheet: ReadOnlyWorksheet, cached: _Cached) -> list[tuple[int, list[Any]]]:
    """The first rows, in which a header is looked for."""
    return list(islice(_rows(worksheet, worksheet.title, {}, cached), HEADER_WITHIN))


def _find_header(sheet: Sheet | None, head: list[tuple[int, list[Any]]]) -> tuple[int, Header | None]:
    """The first row of ``head`` that ends the header of ``sheet``, and the columns' places."""
    for n in range(1, len(head) + 1 if sheet else 0):
        found = summary_header(head[:n]) if sheet is SUMMARY else header(sheet, head[:n]) if sheet else None
        if found is not None:
            return head[n - 1][0], found
    return 0, None


def check_package(path: Path) -> None:
    """Refuse what is not a zip package, or one that unpacks to far more than a history can be."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except FileNotFoundError as error:
        raise WorkbookError(N_("There is no file {file}."), file=path) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise WorkbookError(N_("{file} is not an Excel workbook (.xlsx) that can be read."), file=path.name) from error
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_BYTES:
        raise WorkbookError(N_("{file} unpacks to more than this program reads; is it a history?"), file=path.name)


class _Cached:
    """The stored results of formulas, read only when a formula is met."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: openpyxl.Workbook | None = None
        self.rows: dict[str, dict[int, tuple[Any, ...]]] = {}

    def value(self, title: str, row: int, column: int) -> Any:
        if self.book is None:
            self.book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
        if title not in self.rows:
            self.rows[title] = dict(enumerate(self.book[title].iter_rows(values_only=True), start=1))
        values = self.rows[title].get(row, ())
        found = values[column - 1] if column <= len(values) else None
        return Formula() if found is None else found

    def close(self) -> None:
        if self.book is not None:
            self.book.close()


def _match_sheets(
    book: openpyxl.Workbook, contents: Contents, choices: Choices
) -> list[tuple[Sheet, ReadOnlyWorksheet]]:
    """Pair the file's sheets with ours: as chosen, else by name; hidden ones are read too, but said so. What has no
    known name but looks like the wide summary sheet is read as one."""
    found: list[tuple[Sheet, Any]] = []
    visible = {_sheet_of(ws.title) for ws in book.worksheets if ws.sheet_state == "visible"}
    for worksheet in book.worksheets:
        if (choice := choices.get(worksheet.title)) is not None:
            if choice.sheet is not None:
                found.append((ALL_SHEETS[choice.sheet], worksheet))
            continue
        sheet = _sheet_of(worksheet.title)
        hidden = worksheet.sheet_state != "visible"
        if not hidden and _looks_wide(sheet, worksheet):
            if sheet is not SUMMARY:
                reason = N_("This sheet was read as the wide summary sheet, by its columns.")
                contents.problems.append(Problem("guess", worksheet.title, 0, "", reason))
            found.append((SUMMARY, worksheet))
        elif sheet is None:
            if not hidden and fold(worksheet.title) not in ("huong dan", "ma", "danh muc", "vi du"):
                contents.problems.append(
                    Problem("note", worksheet.title, 0, "", N_("This sheet’s name is not known; it was not read."))
                )
        elif hidden and sheet in visible:
            contents.problems.append(
                Problem(
                    "note", worksheet.title, 0, "", N_("This hidden sheet was not read: a visible one has its place.")
                )
            )
        else:
            if hidden:
                contents.problems.append(
                    Problem("guess", worksheet.title, 0, "", N_("This sheet is hidden; it was read."))
                )
            found.append((sheet, worksheet))
    return found


def _looks_wide(sheet: Sheet | None, worksheet: ReadOnlyWorksheet) -> bool:
    head = [(n, [c.value for c in cells]) for n, cells in enumerate(islice(worksheet.iter_rows(), HEADER_WITHIN), 1)]  # type: ignore[misc]
    known = sheet is not None and sheet is not SUMMARY and _find_header(sheet, head)[1] is not None
    return not known and _find_header(SUMMARY, head)[1] is not None


def _sheet_of(title: str) -> Sheet | None:
    name = fold(title)
    plain = re.sub(r"^\d+ | \d+$", "", name)  # "1. Đơn vị", "Xếp loại (2)", "Khen thưởng 2023"
    return next((s for s in ALL_SHEETS.values() if {name, plain} & keys_of(s)), None)


def _read_sheet(
    path: Path,
    sheet: Sheet,
    worksheet: ReadOnlyWorksheet,
    cached: _Cached,
    contents: Contents,
    terms: Terms,
    progress: Progress | None,
    choice: Choice | None,
) -> None:
    title = worksheet.title
    merged = _merged_cells(path, worksheet)
    head: list[tuple[int, list[Any]]] = []
    places: dict[str, int] | None = None
    headings: dict[str, str] = {}
    seen_text = False
    empty = 0
    for number, raw in _rows(worksheet, title, merged, cached):
        empty = 0 if any(not is_blank(v) for v in raw) else empty + 1
        if empty > MOST_EMPTY:
            break
        if places is None:
            head.append((number, raw))
            seen_text = seen_text or not empty
            if choice is not None and choice.places:
                if number >= choice.header:
                    places = dict(choice.places)
                    headings = {name: as_heading(raw[i]) for name, i in places.items() if i < len(raw)}
            elif (known := summary_header(head) if sheet is SUMMARY else header(sheet, head)) is not None:
                places, headings = known
            elif len(head) >= HEADER_WITHIN:
                break
            continue
        values = {name: raw[place] if place < len(raw) else None for name, place in places.items()}
        if all(is_blank(v) for v in values.values()):
            continue
        if is_total(values, raw) or is_numbering(values) or continues_header(sheet, values):
            continue
        if is_remark(sheet, values):
            contents.problems.append(Problem("note", title, number, "", N_("Not a data row; it was passed over.")))
            continue
        if sheet is SUMMARY:
            _spread(Row(sheet, title, number, values, headings), contents, terms)
        else:
            contents.rows[sheet.name].append(Row(sheet, title, number, values, headings))
        if progress is not None and number % 500 == 0:
            progress(title, number)
    if places is None and seen_text:
        wanted = ", ".join(c.title for c in sheet.columns if c.required)
        contents.problems.append(
            Problem(
                "error",
                title,
                1,
                "",
                N_("No header row was found; it needs the columns: {columns}."),
                {"columns": wanted},
            )
        )


def _spread(wide: Row, contents: Contents, terms: Terms) -> None:
    """The rows of our own sheets that one row of the wide sheet comes to."""
    if is_blank(wide.values.get("name")) and is_blank(wide.values.get("code")):
        return
    for found in expand(wide.values, wide.title, wide.number, wide.headings, terms):
        if isinstance(found, Problem):
            contents.problems.append(found)
            if found.level == "error" and wide not in contents.bad:
                contents.bad.append(wide)
            continue
        name, values, column = found
        sheet = ALL_SHEETS[name]
        headings = {c.name: wide.heading(c.name if c.name in ("code", "name") else column) for c in sheet.columns}
        headings["code"] = wide.headings.get("code") or headings.get("name", headings["code"])
        contents.rows[name].append(Row(sheet, wide.title, wide.number, values, headings))


def _rows(
    worksheet: ReadOnlyWorksheet, title: str, merged: dict[tuple[int, int], tuple[int, int]], cached: _Cached
) -> Iterator[tuple[int, list[Any]]]:
    """Row numbers and raw values; formulas by their stored results, merged cells by their first cell's value."""
    worksheet.reset_dimensions()
    firsts = set(merged.values())
    kept: dict[tuple[int, int], Any] = {}
    for number, cells in enumerate(worksheet.iter_rows(), start=1):  # type: ignore[misc]
        raw: list[Any] = [None] * len(cells)
        for i, cell in enumerate(cells):
            value = cell.value
            if value is not None and cell.data_type == "f":
                value = cached.value(title, number, i + 1)
            raw[i] = value
        if merged:
            for i in range(len(raw)):
                place = (number, i + 1)
                if place in firsts:
                    kept[place] = raw[i]
                elif place in merged:
                    raw[i] = kept.get(merged[place])
        yield number, raw


def _merged_cells(path: Path, worksheet: ReadOnlyWorksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Each covered cell (row, column) → the first cell of its merge. Read from the sheet's own XML, cell by cell."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    inside = worksheet._worksheet_path  # type: ignore[attr-defined]
    with zipfile.ZipFile(path) as package, package.open(inside) as xml:
        for _, element in ElementTree.iterparse(xml, events=("end",)):
            if element.tag.endswith("}mergeCell"):
                corners = [n for n in range_boundaries(element.attrib["ref"]) if n is not None]
                if len(corners) < 4:
                    continue  # whole rows or columns
                left, top, right, bottom = corners
                if (bottom - top + 1) * (right - left + 1) > MOST_MERGED:
                    continue
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        if (row, column) != (top, left):
                            found[row, column] = (top, left)
            elif element.tag.endswith("}row"):
                element.clear()
    return found
