"""What an import has to say about a workbook: where, how grave, and why, in words a catalogue can translate."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Level = Literal["error", "guess", "note", "ask"]


MOST_QUOTED = 300


def _short(value: object) -> object:
    return f"{value[:MOST_QUOTED]}…" if isinstance(value, str) and len(value) > MOST_QUOTED else value


@dataclass(frozen=True)
class Problem:
    """One remark: an ``error`` keeps the row out, a ``guess`` was read by inference, a ``note`` only tells, an
    ``ask`` waits for the officer's word before anything is applied on screen.

    ``row`` is the sheet's own row number (0: the whole sheet); ``column`` the heading as the file has it or the
    template's; ``reason`` a catalogue id that ``params`` fill in.
    """

    level: Level
    sheet: str
    row: int
    column: str
    reason: str
    params: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What is quoted is cut: a cell may hold millions of signs."""
        object.__setattr__(self, "params", {k: _short(v) for k, v in self.params.items()})

    def __hash__(self) -> int:
        return hash((self.level, self.sheet, self.row, self.column, self.reason))


class WorkbookError(Exception):
    """A file that is no workbook this importer can read at all."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))


class Unreadable(ValueError):
    """A cell's value that cannot be understood; becomes a :class:`Problem` where its place is known."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))
