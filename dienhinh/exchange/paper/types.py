"""What is read of a paper: its head and rows, each cell with how it was come by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

How = Literal["read", "guessed", "missing"]
Kind = Literal["award", "revocation", "other"]


@dataclass(frozen=True)
class Cell:
    """A value and how it was come by; ``words``: what the paper itself says there."""

    value: str | int | date | None
    how: How
    words: str = ""

    def guess(self) -> Cell:
        """The same, less sure."""
        return replace(self, how="guessed") if self.how == "read" else self


MISSING = Cell(None, "missing")


def read(value: str | int | date, words: str = "") -> Cell:
    return Cell(value, "read", words or str(value))


@dataclass(frozen=True)
class PaperRow:
    """One award for one bearer; ``revokes``: it is taken back. ``page``: of a PDF, from 1."""

    name: Cell
    post: Cell
    unit: Cell
    bearer: Cell
    award: Cell
    year: Cell
    page: int | None = None
    revokes: bool = False
    code: Cell = MISSING
    article: int | None = None

    def guess(self) -> PaperRow:
        """The same row, each cell at best a guess."""
        cells = {n: getattr(self, n).guess() for n in ("name", "post", "unit", "bearer", "award", "year", "code")}
        return replace(self, **cells)


@dataclass(frozen=True)
class Remark:
    """Something to say about the paper: a catalogue id that ``params`` fill in."""

    reason: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """A decision as read; ``revoked_number`` and ``revoked_date``: of the decision it takes back."""

    number: Cell
    date: Cell
    issuer: Cell
    kind: Kind
    rows: list[PaperRow]
    scanned: bool = False
    revoked_number: Cell = MISSING
    revoked_date: Cell = MISSING
    remarks: list[Remark] = field(default_factory=list)
