"""A file as people keep it: which sheet is which, where its header is, its rows; nothing is interpreted yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dienhinh.exchange import awards
from dienhinh.exchange.headers import (
    HEADER_WITHIN,
    NAMES,
    Head,
    Header,
    as_heading,
    continues_header,
    find_header,
    header,
    is_numbering,
    is_remark,
    is_total,
    lacking,
    names_of,
)
from dienhinh.exchange.layout import EVERY_SHEET, SHEETS, Sheet, keys_of
from dienhinh.exchange.legacy import font_of
from dienhinh.exchange.opening import Progress, SheetData, open_file
from dienhinh.exchange.problems import Problem, WorkbookError
from dienhinh.exchange.summary import SUMMARY, expand
from dienhinh.exchange.summary import header as summary_header
from dienhinh.exchange.terms import Terms
from dienhinh.exchange.values import is_blank
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold

OWN_SHEETS = {"huong dan", "ma", "danh muc", "vi du"}
"""Of the template: not data."""
UNSAID = {"", "stt", "tt", "so tt", "so thu tu", "ghi chu", "ky nhan", "chu ky", "nam sinh", "gioi tinh", "don vi",
          "chuc vu", "phong", "phong don vi", "noi o", "dan toc", "trinh do"}  # fmt: skip
"""Headings of columns that say nothing a history needs; others are named when they are not read."""
SAMPLES = 3


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
    """One sheet of a file: its title, its headings by place, and how it would be read; ``own``: it is one of the
    template's that hold no data."""

    title: str
    headings: tuple[str, ...]
    guess: Choice
    own: bool = False


ALL_SHEETS = {s.name: s for s in (*EVERY_SHEET, SUMMARY)}
Choices = Mapping[str, Choice]
"""By the sheet's title in the file."""


def read_workbook(
    path: Path | str, terms: Terms, progress: Progress | None = None, choices: Choices | None = None
) -> Contents:
    """The rows of a workbook or a CSV file.

    ``choices`` say how sheets are to be read where the officer has said so; the others are recognised, by their columns
    rather than their names. Raises :class:`WorkbookError` when the file is missing, cannot be read, or holds none of
    the
    sheets. ``progress`` is told the sheet and the rows read so far.
    """
    path = Path(path)
    contents = Contents()
    book = open_file(path, progress)
    found = list(_match_sheets(book, contents, choices or {}))
    if not found:
        raise WorkbookError(
            N_("{file} has no sheet that can be read. {sheets}"),
            file=path.name,
            sheets=" ".join(_why_not(data) for data in book if fold(data.title) not in OWN_SHEETS) or "–",
        )
    for sheet, data, head in found:
        _read_sheet(sheet, data, head, contents, terms)
    return contents


def outline(path: Path | str) -> list[Outline]:
    """What the sheets of a workbook look like, and how each would be read. Raises as :func:`read_workbook` does."""
    found = []
    for data in open_file(path):
        rows = expanded(data)[:HEADER_WITHIN]
        sheet, head = _recognised(data.title, rows)
        row = head.row if head else next((n for n, raw in rows if sum(map(_is_text, raw)) > 2), 0)
        titles = [as_heading(v) for v in next((raw for n, raw in rows if n == row), [])]
        for place, title in (
            {**(head.unread if head else {}), **{head.places[n]: t for n, t in head.titles.items()}}.items()
            if head
            else ()
        ):
            titles += [""] * (place + 1 - len(titles))
            titles[place] = title
        guess = Choice(sheet.name if sheet and head else None, row, head.places if head else {})
        found.append(Outline(data.title, tuple(titles), guess, fold(data.title) in OWN_SHEETS))
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not is_blank(value)


def expanded(data: SheetData) -> Head:
    """The sheet's rows, merged cells by their first cell's value."""
    covered: dict[int, dict[int, tuple[int, int]]] = {}
    for top, left, bottom, right in data.merges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered.setdefault(row + 1, {})[column] = (top + 1, left)
    if not covered:
        return data.rows
    there = dict(data.rows)
    rows = []
    for number in sorted({*there, *covered}):
        raw = list(there.get(number, []))
        for column, (row, first) in covered.get(number, {}).items():
            source = there.get(row, [])
            value = source[first] if first < len(source) else None
            if value is not None:
                raw += [None] * (column + 1 - len(raw))
                raw[column] = value
        if any(v is not None for v in raw):
            rows.append((number, raw))
    return rows


# ---------------------------------------------------------------- which sheet is which


def _sheet_of(title: str) -> Sheet | None:
    name = fold(title)
    plain = re.sub(r"^\d+ | \d+$", "", name)  # "1. Đơn vị", "Xếp loại (2)", "Khen thưởng 2023"
    return next((s for s in ALL_SHEETS.values() if {name, plain} & keys_of(s)), None)


def _header_of(sheet: Sheet, rows: Head) -> Header | None:
    if sheet is SUMMARY:
        return find_header(rows, summary_header)
    given = said_once(rows)
    return find_header(rows, lambda head: header(sheet, head, given))


def _recognised(title: str, rows: Head) -> tuple[Sheet | None, Header | None]:
    """As which of ours a sheet is read: its name's, where its columns agree; else the one whose columns it has."""
    by_name = _sheet_of(title)
    if by_name is not None and (head := _header_of(by_name, rows)) is not None:
        return by_name, head
    if fold(title) in OWN_SHEETS:
        return None, None
    best: tuple[Sheet | None, Header | None] = (by_name, None)
    for sheet in (SUMMARY, *SHEETS):
        head = _header_of(sheet, rows)
        if head is None or (sheet.name == "unit" and any(set(names_of(t)) & NAMES for t in head.unread.values())):
            continue
        if best[1] is None or len(head.places) > len(best[1].places):
            best = sheet, head
    return best


def _match_sheets(
    book: Sequence[SheetData], contents: Contents, choices: Choices
) -> Iterator[tuple[Sheet, SheetData, Header | None]]:
    """Pair the file's sheets with ours: as chosen, else recognised; hidden ones are read too, but said so."""
    seen = {data.title: _recognised(data.title, expanded(data)[: HEADER_WITHIN + 3]) for data in book}
    visible = {sheet.name for data in book if not data.hidden for sheet in (seen[data.title][0],) if sheet is not None}
    for data in book:

        def say(level: Any, reason: str, title: str = data.title, **params: object) -> None:
            contents.problems.append(Problem(level, title, 0, "", reason, params))

        if (choice := choices.get(data.title)) is not None:
            if choice.sheet is not None:
                yield ALL_SHEETS[choice.sheet], data, _chosen(choice, data)
            continue
        sheet, head = seen[data.title]
        if sheet is None or head is None:
            if data.hidden or fold(data.title) in OWN_SHEETS or not data.rows:
                continue
            if sheet is not None:
                wanted = ", ".join(c.title for c in sheet.columns if c.required)
                reason = N_("No header row was found; it needs the columns: {columns}.")
                contents.problems.append(Problem("error", data.title, 1, "", reason, {"columns": wanted}))
                yield sheet, SheetData(data.title, data.hidden), None
            else:
                say("note", N_("This sheet was not recognised; it was not read. {why}"), why=_why_not(data))
            continue
        if data.hidden and sheet.name in visible:
            say("note", N_("This hidden sheet was not read: a visible one has its place."))
            continue
        if data.hidden:
            say("guess", N_("This sheet is hidden; it was read."))
        elif sheet is not _sheet_of(data.title):
            if sheet is SUMMARY:
                say("guess", N_("This sheet was read as the wide summary sheet, by its columns."))
            else:
                say("guess", N_("This sheet was read as “{sheet}”, by its columns."), sheet=sheet.title)
        yield sheet, data, head


def _chosen(choice: Choice, data: SheetData) -> Header | None:
    """The header as the officer has said, or as it is found."""
    sheet = ALL_SHEETS[str(choice.sheet)]
    if not choice.places:
        return _header_of(sheet, expanded(data))
    raw = next((raw for number, raw in data.rows if number == choice.header), [])
    titles = {name: as_heading(raw[i]) for name, i in choice.places.items() if i < len(raw)}
    unread = {i: t for i, v in enumerate(raw) if (t := as_heading(v)) and i not in choice.places.values()}
    return Header(choice.header, dict(choice.places), titles, unread)


def _why_not(data: SheetData) -> str:
    """What a sheet lacks to be read as the nearest of ours."""
    lacks = {s.title: lacking(s, expanded(data)[:HEADER_WITHIN]) for s in SHEETS}
    title = min(lacks, key=lambda t: len(lacks[t]))
    return f"“{data.title}” → “{title}”: {', '.join(lacks[title]) or '–'}."


# ---------------------------------------------------------------- the rows


def said_once(rows: Head) -> dict[str, Any]:
    """What the title rows above a table say for all of it: one year, one decision (number and date). Only rows of one
    or two texts are looked at: the header itself has more."""
    found: dict[str, Any] = {}
    above = []
    for _, raw in rows[:HEADER_WITHIN]:
        texts = list(dict.fromkeys(v for v in raw if _is_text(v)))
        if len(texts) > 2 or any(isinstance(v, int | float | date) for v in raw):
            break
        above += texts
    text = awards.plain(" \n ".join(above))
    taken = [m for m in awards.TAKEN.finditer(text) if m.group("number")]
    numbers = {m.group("number").replace(" ", "") for m in taken}
    if len(numbers) == 1:
        whole = " \n ".join(above)
        match = taken[0]
        begin, end = match.span("number")
        found["decision_no"] = whole[begin:end].replace(" ", "")
        if match.group("day"):
            begin, end = match.span("day")
            found["decided_on"] = whole[begin:end]
    for match in taken:
        text = text.replace(match.group(), " ")
    years = {int(y) for y in re.findall(rf"\bnam\s+({awards.YEAR})\b", text)}
    if len(years) == 1:
        found["year"] = years.pop()
    return found


def _read_sheet(sheet: Sheet, data: SheetData, head: Header | None, contents: Contents, terms: Terms) -> None:
    if head is None:
        if data.rows:
            wanted = ", ".join(c.title for c in sheet.columns if c.required)
            reason = N_("No header row was found; it needs the columns: {columns}.")
            contents.problems.append(Problem("error", data.title, 1, "", reason, {"columns": wanted}))
        return
    rows = expanded(data)
    once = {k: v for k, v in said_once([r for r in rows if r[0] < head.row]).items() if k not in head.places}
    once = {k: v for k, v in once.items() if any(c.name == k for c in sheet.columns)}
    below = [(number, raw) for number, raw in rows if number > head.row]
    _convert(sheet, data.title, head, below, contents)
    kept: list[Row] = []
    for number, raw in below:
        values = {name: raw[place] if place < len(raw) else None for name, place in head.places.items()}
        if all(is_blank(v) for v in values.values()):
            continue
        if is_total(values, raw) or is_numbering(values) or continues_header(sheet, values):
            continue
        if is_remark(sheet, values):
            contents.problems.append(Problem("note", data.title, number, "", N_("Not a data row; it was passed over.")))
            continue
        kept.append(Row(sheet, data.title, number, {**once, **values}, head.titles))
    _say_unread(sheet, data.title, head, below, contents)
    if once and kept:
        said = ", ".join(str(v) for v in once.values())
        reason = N_("Read for every row from the title above the table: {value}")
        contents.problems.append(Problem("guess", data.title, kept[0].number, "", reason, {"value": said}))
    for row in kept:
        if sheet is SUMMARY:
            _spread(row, contents, terms)
        else:
            contents.rows[sheet.name].append(row)


def _convert(sheet: Sheet, title: str, head: Header, rows: Head, contents: Contents) -> None:
    """Columns typed in an old font are converted, and said so."""
    for name, place in head.places.items():
        cells = [raw[place] for _, raw in rows if place < len(raw)]
        convert = font_of(cells)
        if convert is None:
            continue
        example = None
        for _, raw in rows:
            if place < len(raw) and isinstance(raw[place], str) and not raw[place].isascii():
                made = convert(raw[place])
                example = example or (raw[place], made)
                raw[place] = made
        if example is not None:
            reason = N_("This column is typed in an old font (TCVN3 or VNI): “{old}” was read as “{value}”.")
            params = {"old": example[0], "value": example[1]}
            contents.problems.append(Problem("guess", title, head.row, head.titles.get(name, name), reason, params))


def _say_unread(sheet: Sheet, title: str, head: Header, rows: Head, contents: Contents) -> None:
    """Name every column that is not read, with some of what stands in it; one that looks like decisions or days is
    asked about."""
    for place, heading in sorted(head.unread.items()):
        if fold(heading) in UNSAID:
            continue
        cells = [v for _, raw in rows if place < len(raw) and not is_blank(v := raw[place])]
        if not cells:
            continue
        shown = "; ".join(str(v)[:40] for v in dict.fromkeys(map(str, cells[:SAMPLES])))
        weighty = sum(isinstance(v, date) or bool(awards.TAKEN.search(awards.plain(str(v)))) for v in cells)
        level, reason = "note", N_("This column is not known; it was not read. In it: {value}")
        if weighty * 2 >= len(cells):
            level, reason = "ask", N_("This column was not read, and looks like decisions or days. In it: {value}")
        contents.problems.append(Problem(level, title, head.row, heading, reason, {"value": shown}))  # type: ignore[arg-type]


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
