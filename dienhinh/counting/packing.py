"""Small integers packed side by side into 62-bit words, so that one SQL aggregate serves many measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

WORD = 62
"""Bits of a word that are used: a sum of them stays within 64."""
Columns = dict[str, np.ndarray]
Ints = NDArray[np.integer]


@dataclass(frozen=True)
class Carry:
    """What rows give a field: those of ``source`` where ``where`` holds give ``value`` (an SQL integer expression)."""

    source: str
    where: str = ""
    value: str = "1"


@dataclass(frozen=True)
class Coded:
    """What rows give a field by their code and state: ``times`` (an SQL integer expression, alike for a word)."""

    source: str
    codes: tuple[str, ...]
    state: str
    times: str = "1"


@dataclass(frozen=True)
class Field:
    word: str
    low: int
    width: int

    def get(self, columns: Columns) -> Ints:
        """The field's number for every row."""
        number = (columns[self.word] >> self.low) & ((1 << self.width) - 1)
        return number.astype(np.int16 if self.width < 16 else np.int64)


@dataclass
class Packing:
    """Fields in words named ``{letter}0``, ``{letter}1``, …; ``aggregate`` folds a word over a candidate's rows."""

    letter: str
    aggregate: str
    fields: dict[tuple[Carry | Coded, ...], Field] = field(default_factory=dict)
    used: list[int] = field(default_factory=lambda: [0])

    def add(self, width: int, carries: Sequence[Carry | Coded]) -> Field:
        """The field that these carries go into; the same carries get the same field."""
        key = tuple(carries)
        if key not in self.fields:
            if self.used[-1] + width > WORD:
                self.used.append(0)
            self.fields[key] = Field(f"{self.letter}{len(self.used) - 1}", self.used[-1], width)
            self.used[-1] += width
        return self.fields[key]

    @property
    def words(self) -> list[str]:
        return sorted({f.word for f in self.fields.values()})

    def sql(self, word: str, source: str) -> str:
        """What one row of ``source`` gives ``word``; "0" for nothing. A row's code and state are looked up once."""
        plain: list[str] = []
        coded: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        for carries, place in self.fields.items():
            for carry in carries:
                if place.word != word or carry.source != source:
                    continue
                if isinstance(carry, Coded):
                    for code in carry.codes:
                        coded[carry.times][carry.state][code] |= 1 << place.low
                    continue
                number = f"({carry.value})::BIGINT << {place.low}"
                plain.append(f"CASE WHEN {carry.where} THEN {number} ELSE 0 END" if carry.where else f"({number})")
        for times, states in coded.items():
            by_state = " ".join(f"WHEN '{state}' THEN {pattern_of_code(codes)}" for state, codes in states.items())
            pattern = f"CASE state {by_state} ELSE 0 END"
            plain.append(pattern if times == "1" else f"{pattern} * {times}")
        return " | ".join(plain) or "0"


def pattern_of_code(codes: dict[str, int]) -> str:
    cases = " ".join(f"WHEN '{code}' THEN {pattern}::BIGINT" for code, pattern in codes.items())
    return f"CASE code {cases} ELSE 0 END"
