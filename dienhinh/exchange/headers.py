"""Recognising the header of a table, and the rows that are no data: totals, numberings, repeated headers, remarks."""

from __future__ import annotations

import re
from typing import Any

from dienhinh.exchange.layout import Sheet, keys_of
from dienhinh.exchange.values import is_blank
from dienhinh.locale.fold import clean, fold

HEADER_WITHIN = 40  # rows in which a header is looked for
Header = tuple[dict[str, int], dict[str, str]]
"""The columns' places, and their headings in the file."""


def headings_of(head: list[tuple[int, list[Any]]]) -> list[list[str]]:
    """The ways to read the last row of ``head`` as a header: alone, or with the one above it."""
    last = [as_heading(v) for v in head[-1][1]]
    ways = [last]
    if len(head) > 1:
        above = [as_heading(v) for v in head[-2][1]]
        wide = max(len(above), len(last))  # a row ends with its last filled cell
        above, last = above + [""] * (wide - len(above)), last + [""] * (wide - len(last))
        ways.append([f"{a} {b}".strip() if a != b else b for a, b in zip(above, last, strict=False)])
        ways.append([b or a for a, b in zip(above, last, strict=False)])
    return ways


def as_heading(value: Any) -> str:
    """A cell as a heading; the year of a column may be a number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 1945 <= value <= 2200:
        return str(int(value))
    return clean(value) if isinstance(value, str) else ""


def header(sheet: Sheet, head: list[tuple[int, list[Any]]]) -> Header | None:
    """The columns' places when the last row of ``head`` is (or ends) the header: one row, or two read together."""
    best: Header | None = None
    for titles in headings_of(head):
        places: dict[str, int] = {}
        for column in sheet.columns:
            exact = [i for i, t in enumerate(titles) if t and fold(t) == fold(column.title)]
            alias = [i for i, t in enumerate(titles) if t and fold(t) in keys_of(column)]
            free = [i for i in (*exact, *alias) if i not in places.values()]
            if free:
                places[column.name] = free[0]
        known = {c.name for c in sheet.columns if c.required}
        who = {"code", "name"} & places.keys() or not {"code", "name"} & {c.name for c in sheet.columns}
        if known - {"code", "name"} <= places.keys() and who and (best is None or len(places) > len(best[0])):
            best = places, {name: titles[i] for name, i in places.items()}
    return best


_TOTAL = re.compile(r"^(tong( cong| so| hop)?|cong)( \d+.*)?$")


def is_total(values: dict[str, Any], raw: list[Any]) -> bool:
    """A totals row: its first words say so."""
    first = next((v for v in raw if isinstance(v, str) and not is_blank(v)), None)
    return first is not None and bool(_TOTAL.match(fold(first)))


def is_numbering(values: dict[str, Any]) -> bool:
    """The row of column numbers under a header: (1), (2), (3) …"""
    given = [fold(v) for v in values.values() if not is_blank(v)]
    return len(given) > 2 and all(re.fullmatch(r"[\da-h]{1,2}", v) for v in given) and len(set(given)) == len(given)


def continues_header(sheet: Sheet, values: dict[str, Any]) -> bool:
    """The header once more (a printed page's), or the lower half of a merged one."""
    given = [(name, fold(v)) for name, v in values.items() if isinstance(v, str) and not is_blank(v)]
    known = {c.name: keys_of(c) for c in sheet.columns}
    return bool(given) and all(v in known.get(name, ()) for name, v in given)


def is_remark(sheet: Sheet, values: dict[str, Any]) -> bool:
    """A note or a signature below the table: one text that is neither a code nor a name."""
    given = [name for name, v in values.items() if not is_blank(v)]
    return len(given) == 1 and given[0] not in ("code", "name")
