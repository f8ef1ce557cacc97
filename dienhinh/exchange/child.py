"""Reading a file that a stranger may have made: in a process of its own, with limits, so that whatever breaks in it
is a
sentence here. Run as ``python -m dienhinh.exchange.child FILE``; it imports nothing else of the program.

It writes one JSON line a sheet, then one a row of it (``["d", "2022-03-05"]`` is a date), and, where the file is
refused,
a line ``{"refused": why, …}``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

MEMORY = 480 * 2**20
SECONDS = 20
MOST_PART = 160 * 2**20  # unpacked bytes of one part
MOST_BYTES = 256 * 2**20  # unpacked, in all
MOST_ENTRIES = 5_000
MOST_SHARED = 40 * 2**20  # bytes of the shared texts, unpacked
MOST_COLUMNS = 400
MOST_SHEETS = 120
MOST_ROWS = 150_000  # with a value, of all sheets
MOST_CELLS = 4_000_000  # rows × columns of one sheet
MOST_MERGES = 20_000
MOST_MERGED = 200_000  # cells covered by all merges of a sheet
MOST_FAULTS = 200_000  # cells without a stored result, or with an error, of one sheet
MOST_TEXT = 33_000  # letters of one cell; Excel keeps no more

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NO_RESULT = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>')
ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*?>')
FAR = re.compile(rb'<c r="([A-Z]{3}|[P-Z][A-Z])(\d+)"[^>]*?>\s*<(?:v|is|f)\b')


class Refused(Exception):
    """The file is not read; ``why`` is one of the reasons that the parent has a sentence for."""

    def __init__(self, why: str, **params: object) -> None:
        self.why, self.params = why, params
        super().__init__(why)


def limit(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Bound this process's memory (bytes) and time, where the system lets us."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit and the limits below are all there is
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def sheets(path: Path) -> Iterator[dict[str, Any] | list[Any]]:
    """The file's sheets: for each a head (title, hidden, merges), then its rows."""
    with path.open("rb") as file:
        start = file.read(4096)
        size = path.stat().st_size
        whole = file.read(2**20) if start.startswith(OLE) else b""
    if not start:
        raise Refused("EMPTY")
    if start.startswith(OLE) and ENCRYPTED in start + whole:
        raise Refused("PASSWORD")
    if re.match(rb"\s*(<!doctype html|<html|<table|<meta|<style|<\?xml[^>]*>\s*<html)", start, re.IGNORECASE):
        raise Refused("HTML")
    if start.startswith(b"%PDF"):
        raise Refused("PDF")
    if start.startswith((b"PK", OLE)):
        yield from _workbook(path, start)
    elif _is_text(start) and path.suffix.lower() not in (".xlsx", ".xlsm", ".xlsb", ".ods"):
        if size > MOST_SHARED:
            raise Refused("TOO_LARGE")
        yield from _csv(path)
    else:
        raise Refused("UNKNOWN")


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    return b"\0" not in start and sum(c < 9 or 13 < c < 32 for c in start) == 0


def _workbook(path: Path, start: bytes) -> Iterator[dict[str, Any] | list[Any]]:
    parts: dict[str, Any] = {}
    if start.startswith(b"PK"):
        parts = _checked_package(path)
    given = 0
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            if len(book.sheets_metadata) > MOST_SHEETS:
                raise Refused("TOO_LARGE")
            for place, about in enumerate(book.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_index(place)
                wide, high = sheet.width, sheet.height
                if wide * high > MOST_CELLS or wide > 16_384:
                    raise Refused("TOO_FAR", sheet=about.name)
                merges = sheet.merged_cell_ranges or []
                area = sum((c - a + 1) * (d - b + 1) for (a, b), (c, d) in merges[: MOST_MERGES + 1])
                if len(merges) > MOST_MERGES or area > MOST_MERGED:
                    # merges far below the table are no use to anybody: those of the used area alone are kept
                    merges = [m for m in merges if m[0][0] <= high and m[0][1] <= wide][:MOST_MERGES]
                    area = 0
                kept = []
                for (top, left), (bottom, right) in merges:
                    bottom, right = min(bottom, high + 1), min(right, wide + 1)
                    area_of = max(bottom - top + 1, 0) * max(right - left + 1, 0)
                    if area_of > 1 and (area := area + area_of) <= 2 * MOST_MERGED:
                        kept.append([top, left, bottom, right])
                faults = parts.get(about.name, {})
                yield {
                    "title": about.name,
                    "hidden": about.visible != SheetVisibleEnum.Visible,
                    "merges": kept,
                    "faults": faults,
                }
                for number, row in enumerate(sheet.iter_rows(), start=1):
                    values = [_cell(v) for v in row]
                    while values and values[-1] is None:
                        values.pop()
                    if len(values) > MOST_COLUMNS:
                        raise Refused("TOO_FAR", sheet=about.name)
                    if values:
                        given += 1
                        if given > MOST_ROWS:
                            raise Refused("TOO_LARGE")
                        yield [number, (sheet.start or (0, 0))[1], values]
    except PasswordError as error:
        raise Refused("PASSWORD") from error
    except (CalamineError, OSError, ValueError, KeyError, IndexError, OverflowError, zipfile.BadZipFile) as error:
        raise Refused("BROKEN") from error


def _checked_package(path: Path) -> dict[str, dict[str, list[list[int]]]]:
    """Refuse a package that unpacks to too much; by sheet title the cells that are formulas without a stored result,
    and
    those that are errors."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_BYTES:
                raise Refused("TOO_LARGE")
            if any(e.file_size > MOST_PART for e in entries):
                raise Refused("TOO_LARGE")
            for e in entries:
                if e.filename.lower().endswith("sharedstrings.xml") and e.file_size > MOST_SHARED:
                    raise Refused("TOO_LARGE")
            if not any(e.filename.startswith(("xl/", "content.xml")) for e in entries):
                raise Refused("NO_WORKBOOK")
            names = _sheet_parts(package)
            found = {}
            for title, part in names.items():
                content = _read(package, part)
                if far := FAR.search(content):
                    column = _column(far.group(1))
                    if column > MOST_COLUMNS and column * _rows_of(content) > MOST_CELLS:
                        raise Refused("TOO_FAR", sheet=title)
                found[title] = {"formulas": _cells(NO_RESULT, content), "errors": _cells(ERROR, content)}
            return found
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused("BROKEN") from error


def _cells(which: re.Pattern[bytes], content: bytes) -> list[list[int]]:
    """Row and column of each cell that is so."""
    found = [[int(m.group(2)), _column(m.group(1))] for m in islice(which.finditer(content), MOST_FAULTS + 1)]
    if len(found) > MOST_FAULTS:
        raise Refused("TOO_LARGE")
    return found


def _read(package: zipfile.ZipFile, part: str) -> bytes:
    """A part, never more of it than it said it would be."""
    with package.open(part) as file:
        content = file.read(MOST_PART + 1)
    if len(content) > MOST_PART:
        raise Refused("TOO_LARGE")
    return content


def _rows_of(content: bytes) -> int:
    last = 0
    for found in re.finditer(rb'<row [^>]*?\br="(\d{1,8})"', content):
        last = max(last, int(found.group(1)))
    return last


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The sheets' titles and parts of an ``.xlsx`` or ``.xlsm``; none of other formats."""
    names = set(package.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    workbook, rels = _read(package, "xl/workbook.xml"), _read(package, "xl/_rels/workbook.xml.rels")
    targets = {}
    for tag in re.findall(rb"<Relationship\b[^>]*>", rels):
        ref, target = re.search(rb'\bId="([^"]+)"', tag), re.search(rb'\bTarget="([^"]+)"', tag)
        if ref and target:
            targets[ref.group(1)] = target.group(1).decode("utf-8", "replace").lstrip("/")
    found = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", workbook):
        title, ref = re.search(rb'\bname="([^"]*)"', tag), re.search(rb'\b\w+:id="([^"]+)"', tag)
        if title and ref and ref.group(1) in targets:
            part = targets[ref.group(1)]
            part = part if part.startswith("xl/") else f"xl/{part}"
            if part in names:
                found[_unescaped(title.group(1).decode("utf-8", "replace"))] = part
    return found


def _unescaped(text: str) -> str:
    for sign, name in (("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "apos"), ("&", "amp")):
        text = text.replace(f"&{name};", sign)
    return text


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _cell(value: Any) -> Any:
    """A cell as JSON has it; an empty text is nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if len(value) > MOST_TEXT:
            raise Refused("TOO_LARGE")
        return value
    if isinstance(value, datetime):
        if (value.hour, value.minute, value.second) == (0, 0, 0):
            return ["d", value.date().isoformat()]
        return ["d", value.isoformat(timespec="seconds")]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return value


def _csv(path: Path) -> Iterator[dict[str, Any] | list[Any]]:
    text = _decoded(path.read_bytes())
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    counts = {sign: sorted(line.count(sign) for line in lines) for sign in (";", "\t", ",")}
    sign = max(
        counts, key=lambda s: (counts[s][len(counts[s]) // 2] if counts[s] else 0, counts[s][-1] if counts[s] else 0)
    )
    csv.field_size_limit(MOST_TEXT * 4)
    yield {"title": path.stem, "hidden": False, "merges": [], "faults": {}}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), start=1):
            values: list[Any] = [v.strip() or None for v in row]
            while values and values[-1] is None:
                values.pop()
            if len(values) > MOST_COLUMNS or number > MOST_ROWS or any(v and len(v) > MOST_TEXT for v in values):
                raise Refused("TOO_LARGE")
            if values:
                yield [number, 0, values]
    except csv.Error as error:
        raise Refused("BROKEN") from error


def _decoded(content: bytes) -> str:
    """Text in UTF-8, UTF-16 or windows-1258."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace")
    if content[:200].count(b"\0") > 20:
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1258", "replace")


def main() -> int:
    limit()
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    try:
        for line in sheets(Path(sys.argv[1])):
            out.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")
        out.write('"end"\n')
        out.flush()
    except Refused as refused:
        out.write(json.dumps({"refused": refused.why, **refused.params}) + "\n")
    except (MemoryError, RecursionError):
        out.write('{"refused":"TOO_LARGE"}\n')
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own, of no class that can be imported
            raise
        out.write('{"refused":"BROKEN"}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
