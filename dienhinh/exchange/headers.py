"""Recognising the header of a table, and the rows that are no data: totals, numberings, repeated headers, remarks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from dienhinh.exchange.layout import Sheet, keys_of
from dienhinh.exchange.legacy import as_unicode
from dienhinh.exchange.values import is_blank
from dienhinh.kinds.columns import WHO_NAME, Column
from dienhinh.locale.fold import clean, fold

HEADER_WITHIN = 40  # rows in which a header is looked for
MOST_HEADS = 3  # rows that one header may take
Head = list[tuple[int, list[Any]]]
NAMES = keys_of(WHO_NAME) | {fold(w) for w in ("Họ và tên", "Họ tên", "Chức vụ", "Ngày sinh", "Tên tác giả")}
"""Headings that only lists of people have."""


def _exact(column: Column) -> frozenset[str]:
    return frozenset({fold(column.title)})


PASSES = ((False, _exact), (False, keys_of), (True, _exact), (True, keys_of))
"""Exact titles come before what people call a column, and what every table has before what some have."""


@dataclass(frozen=True)
class Header:
    """Where the table's head ends, the columns' places, their headings in the file, and the headings not understood by
    place."""

    row: int
    places: dict[str, int]
    titles: dict[str, str]
    unread: dict[int, str]


def headings_of(head: Head) -> list[list[str]]:
    """The ways to read the last rows of ``head`` as a header: the last alone, or with one or two above it."""
    last = [as_heading(v) for v in head[-1][1]]
    ways = [last]
    for more in range(1, min(MOST_HEADS, len(head))):
        rows = [[as_heading(v) for v in raw] for _, raw in head[-1 - more :]]
        wide = max(map(len, rows))
        rows = [row + [""] * (wide - len(row)) for row in rows]
        rows = [*map(_spread, rows[:-1]), rows[-1]]
        ways.append([" ".join(dict.fromkeys(w for w in cells if w)) for cells in zip(*rows, strict=True)])
        ways.append([next((w for w in reversed(cells) if w), "") for cells in zip(*rows, strict=True)])
    return ways


def _spread(row: list[str]) -> list[str]:
    """A heading over several columns that are not merged stands over the empty cells behind it too."""
    found, said = [], ""
    for word in row:
        said = word or said
        found.append(said)
    return found


MOST_HEADING = 300
"""Letters: what is longer is no heading."""


def as_heading(value: Any) -> str:
    """A cell as a heading; the year of a column may be a number, and an old font is read."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 1945 <= value <= 2200:
        return str(int(value))
    if not isinstance(value, str) or len(value) > MOST_HEADING:
        return ""
    return clean(as_unicode(value) or value)


def names_of(title: str) -> tuple[str, ...]:
    """A heading as compared: as it stands, and without what stands in brackets ("Ngày ban hành (DD/MM/YYYY)")."""
    return tuple(dict.fromkeys((fold(title), fold(re.sub(r"\([^()]*\)", " ", title)))))


def header(sheet: Sheet, head: Head, given: Collection[str] = ()) -> Header | None:
    """The columns' places when the last row of ``head`` is (or ends) the header of ``sheet``; ``given``: columns that
    need no place, since the sheet says them once."""
    best: Header | None = None
    for titles in headings_of(head):
        places: dict[str, int] = {}
        for extra, way in PASSES:
            for column in (c for c in sheet.columns if c.extra == extra and c.name not in places):
                free = [
                    i for i, t in enumerate(titles)
                    if t and i not in places.values() and way(column) & set(names_of(t))
                ]  # fmt: skip
                if free:
                    places[column.name] = free[0]
        if _complete(sheet, places, given) and (best is None or len(places) > len(best.places)):
            unread = {i: t for i, t in enumerate(titles) if t and i not in places.values()}
            best = Header(head[-1][0], places, {name: titles[i] for name, i in places.items()}, unread)
    return best


def _complete(sheet: Sheet, places: Collection[str], given: Collection[str]) -> bool:
    known = {c.name for c in sheet.columns if c.required} - set(given)
    who = {"code", "name"} & set(places) or not {"code", "name"} & {c.name for c in sheet.columns}
    return known - {"code", "name"} <= set(places) and bool(who)


def find_header(rows: Head, read: Callable[[Head], Header | None], within: int = HEADER_WITHIN) -> Header | None:
    """The first header that ``read`` sees in the first rows; a longer one that ends a row or two below is better."""
    for n in range(1, min(len(rows), within) + 1):
        found = read(rows[:n])
        if found is None:
            continue
        for more in range(n + 1, min(n + MOST_HEADS, len(rows) + 1)):
            longer = read(rows[:more])
            if longer is not None and len(longer.places) > len(found.places):
                found = longer
        return found
    return None


def lacking(sheet: Sheet, rows: Head) -> list[str]:
    """The headings that the first rows lack to be read as ``sheet``, in the row that has most of the others."""
    best: tuple[int, list[str]] = (-1, [])
    for n in range(1, min(len(rows), HEADER_WITHIN) + 1):
        names = {way for t in headings_of(rows[:n])[0] if t for way in names_of(t)}
        there = [c for c in sheet.columns if keys_of(c) & names]
        if len(there) > best[0]:
            best = len(there), [c.title for c in sheet.columns if c.required and c not in there]
    return best[1]


_TOTAL = re.compile(r"^(tong( cong| so| hop)?|cong)( \d+.*)?$")


def is_total(values: dict[str, Any], raw: list[Any]) -> bool:
    """A totals row: its first words say so."""
    first = next((v for v in raw if isinstance(v, str) and not is_blank(v)), None)
    return first is not None and bool(_TOTAL.match(fold(first)))


def is_numbering(values: dict[str, Any]) -> bool:
    """The row of column numbers under a header: (1), (2), (3) …"""
    first = next((v for v in values.values() if not is_blank(v)), "")
    if len(str(first)) > 6:
        return False
    given = [fold(v) for v in values.values() if not is_blank(v)]
    return len(given) > 2 and all(re.fullmatch(r"[\da-h]{1,2}", v) for v in given) and len(set(given)) == len(given)


def continues_header(sheet: Sheet, values: dict[str, Any]) -> bool:
    """The header once more (a printed page's), or the lower half of a merged one."""
    given = [(name, v) for name, v in values.items() if isinstance(v, str) and not is_blank(v)]
    known = _known(sheet)
    return bool(given) and all(
        len(v) <= MOST_HEADING and set(names_of(v)) & known.get(name, frozenset()) for name, v in given
    )


@cache
def _known(sheet: Sheet) -> dict[str, frozenset[str]]:
    return {c.name: frozenset(keys_of(c)) for c in sheet.columns}


def is_remark(sheet: Sheet, values: dict[str, Any]) -> bool:
    """A note or a signature below the table: one text that is neither a code nor a name."""
    given = [name for name, v in values.items() if not is_blank(v)]
    return len(given) == 1 and given[0] not in ("code", "name")
