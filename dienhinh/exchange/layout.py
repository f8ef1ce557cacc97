"""The workbook's sheets, as the kinds of records have them, with the headings people really write."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dienhinh import kinds
from dienhinh.kinds import Column
from dienhinh.locale.fold import fold


@dataclass(frozen=True)
class Sheet:
    name: str
    title: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The template's columns; the others are read where people add them."""
        return tuple(c for c in self.columns if not c.extra and (c.name != "name" or self.name in kinds.OF_CANDIDATE))


@cache
def keys_of(named: Column | Sheet) -> frozenset[str]:
    """The title and the names that people give a column or a sheet, folded."""
    return frozenset({fold(named.title), *map(fold, named.aliases)})


def sheet_of(kind: kinds.Kind) -> Sheet:
    return Sheet(kind.name, kind.title, tuple(c for c in kind.columns if c.title), kind.known_as)


EVERY_SHEET = tuple(sheet_of(kind) for kind in kinds.SHEETS)
BY_NAME = {sheet.name: sheet for sheet in EVERY_SHEET}
SHEETS = tuple(BY_NAME[kind.name] for kind in kinds.SHEETS if kind.templated)
"""The sheets of the template; the roadmap's are written by the export where there is something to say, and read
back."""
