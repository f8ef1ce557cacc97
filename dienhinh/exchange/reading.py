"""Opening a workbook as people keep it: finding the sheets, the header, the rows; nothing is interpreted yet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml import ElementTree
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dienhinh.exchange.layout import SHEETS, Sheet
from dienhinh.exchange.problems import Problem, WorkbookError
from dienhinh.exchange.values import Formula, is_blank
from dienhinh.locale.fold import clean, fold

MOST_BYTES = 200 * 2**20  # unpacked
MOST_ENTRIES = 5_000
MOST_MERGED = 100_000  # cells of one merge
HEADER_WITHIN = 40  # rows in which a header is looked for
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
        return self.headings.get(column) or self.sheet.column(column).title


@dataclass
class Contents:
    """What a workbook holds: rows by sheet name (of :mod:`layout`), and remarks on what could not be placed."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {sheet.name: [] for sheet in SHEETS})
    problems: list[Problem] = field(default_factory=list)


def read_workbook(path: Path | str, progress: Progress | None = None) -> Contents:
    """The rows of a workbook.

    Raises :class:`WorkbookError` when the file is missing, is no ``.xlsx``, is dangerously packed, or holds none of
    the sheets. ``progress`` is told the sheet and the rows read so far.
    """
    path = Path(path)
    check_package(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Exception as error:  # openpyxl raises many kinds on malformed files; to the officer they are one
        raise WorkbookError("{file} is not an Excel workbook (.xlsx) that can be read.", file=path.name) from error
    contents = Contents()
    try:
        cached = _Cached(path)
        found = _match_sheets(book, contents)
        if not found:
            raise WorkbookError(
                "{file} has none of the sheets: {sheets}.",
                file=path.name,
                sheets=", ".join(sheet.title for sheet in SHEETS),
            )
        for sheet, worksheet in found:
            _read_sheet(path, sheet, worksheet, cached, contents, progress)
        cached.close()
    finally:
        book.close()
    return contents


def check_package(path: Path) -> None:
    """Refuse what is not a zip package, or one that unpacks to far more than a history can be."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
    except FileNotFoundError as error:
        raise WorkbookError("There is no file {file}.", file=path) from error
    except (OSError, zipfile.BadZipFile) as error:
        raise WorkbookError("{file} is not an Excel workbook (.xlsx) that can be read.", file=path.name) from error
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_BYTES:
        raise WorkbookError("{file} unpacks to more than this program reads; is it a history?", file=path.name)


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


def _match_sheets(book: openpyxl.Workbook, contents: Contents) -> list[tuple[Sheet, ReadOnlyWorksheet]]:
    """Pair the file's sheets with ours by name; hidden ones are read too, but said so."""
    found: list[tuple[Sheet, Any]] = []
    visible = {_sheet_of(ws.title) for ws in book.worksheets if ws.sheet_state == "visible"}
    for worksheet in book.worksheets:
        sheet = _sheet_of(worksheet.title)
        hidden = worksheet.sheet_state != "visible"
        if sheet is None:
            if not hidden and fold(worksheet.title) not in ("huong dan", "ma", "danh muc", "vi du"):
                contents.problems.append(
                    Problem("note", worksheet.title, 0, "", "This sheet’s name is not known; it was not read.")
                )
        elif hidden and sheet in visible:
            contents.problems.append(
                Problem("note", worksheet.title, 0, "", "This hidden sheet was not read: a visible one has its place.")
            )
        else:
            if hidden:
                contents.problems.append(Problem("guess", worksheet.title, 0, "", "This sheet is hidden; it was read."))
            found.append((sheet, worksheet))
    return found


def _sheet_of(title: str) -> Sheet | None:
    name = fold(title)
    plain = re.sub(r"^\d+ | \d+$", "", name)  # "1. Đơn vị", "Xếp loại (2)", "Khen thưởng 2023"
    return next((s for s in SHEETS if name in s.keys or plain in s.keys), None)


def _read_sheet(
    path: Path,
    sheet: Sheet,
    worksheet: ReadOnlyWorksheet,
    cached: _Cached,
    contents: Contents,
    progress: Progress | None,
) -> None:
    title = worksheet.title
    merged = _merged_cells(path, worksheet)
    head: list[tuple[int, list[Any]]] = []
    places: dict[str, int] | None = None
    headings: dict[str, str] = {}
    seen_text = False
    for number, raw in _rows(worksheet, title, merged, cached):
        if places is None:
            head.append((number, raw))
            seen_text = seen_text or any(not is_blank(v) for v in raw)
            if (header := _header(sheet, head)) is not None:
                places, headings = header
            elif len(head) >= HEADER_WITHIN:
                break
            continue
        values = {name: raw[place] if place < len(raw) else None for name, place in places.items()}
        if all(is_blank(v) for v in values.values()):
            continue
        if _is_total(values, raw) or _is_numbering(values) or _continues_header(sheet, values):
            continue
        if _is_remark(sheet, values):
            contents.problems.append(Problem("note", title, number, "", "Not a data row; it was passed over."))
            continue
        contents.rows[sheet.name].append(Row(sheet, title, number, values, headings))
        if progress is not None and len(contents.rows[sheet.name]) % 500 == 0:
            progress(title, len(contents.rows[sheet.name]))
    if places is None and seen_text:
        wanted = ", ".join(c.title for c in sheet.columns if c.required)
        contents.problems.append(
            Problem(
                "error", title, 1, "", "No header row was found; it needs the columns: {columns}.", {"columns": wanted}
            )
        )


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


def _header(sheet: Sheet, head: list[tuple[int, list[Any]]]) -> tuple[dict[str, int], dict[str, str]] | None:
    """The columns' places when the last row of ``head`` is (or ends) the header: one row, or two read together."""
    last = [clean(v) if isinstance(v, str) else "" for v in head[-1][1]]
    ways = [last]
    if len(head) > 1:
        above = [clean(v) if isinstance(v, str) else "" for v in head[-2][1]]
        above += [""] * (len(last) - len(above))
        ways.append([f"{a} {b}".strip() if a != b else b for a, b in zip(above, last, strict=False)])
        ways.append([b or a for a, b in zip(above, last, strict=False)])
    best: tuple[dict[str, int], dict[str, str]] | None = None
    for titles in ways:
        places: dict[str, int] = {}
        for column in sheet.columns:
            exact = [i for i, t in enumerate(titles) if t and fold(t) == fold(column.title)]
            alias = [i for i, t in enumerate(titles) if t and fold(t) in column.keys]
            free = [i for i in (*exact, *alias) if i not in places.values()]
            if free:
                places[column.name] = free[0]
        known = {c.name for c in sheet.columns if c.required}
        who = {"code", "name"} & places.keys()
        if known - {"code", "name"} <= places.keys() and who and (best is None or len(places) > len(best[0])):
            best = places, {name: titles[i] for name, i in places.items()}
    return best


_TOTAL = re.compile(r"^(tong( cong| so| hop)?|cong)( \d+.*)?$")


def _is_total(values: dict[str, Any], raw: list[Any]) -> bool:
    """A totals row: its first words say so."""
    first = next((v for v in raw if isinstance(v, str) and not is_blank(v)), None)
    return first is not None and bool(_TOTAL.match(fold(first)))


def _is_numbering(values: dict[str, Any]) -> bool:
    """The row of column numbers under a header: (1), (2), (3) …"""
    given = [fold(v) for v in values.values() if not is_blank(v)]
    return len(given) > 2 and all(re.fullmatch(r"[\da-h]{1,2}", v) for v in given) and len(set(given)) == len(given)


def _continues_header(sheet: Sheet, values: dict[str, Any]) -> bool:
    """The header once more (a printed page's), or the lower half of a merged one."""
    given = [(name, fold(v)) for name, v in values.items() if isinstance(v, str) and not is_blank(v)]
    return bool(given) and all(v in sheet.column(name).keys for name, v in given)


def _is_remark(sheet: Sheet, values: dict[str, Any]) -> bool:
    """A note or a signature below the table: one text that is neither a code nor a name."""
    given = [name for name, v in values.items() if not is_blank(v)]
    return len(given) == 1 and given[0] not in ("code", "name")
