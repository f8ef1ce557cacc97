"""Measures that are no sum over years: years in a row, occasions, what falls into the years of a run, what came
after an earlier form. Sets of years are bit sets (bit 0 is the period's first year), a whole office's in one array.

A further year may lengthen a run by more than one, so the three numbers of such a measure are worked out from the sets,
once a reading: what is recorded, with the papers that are awaited, with what open years can still bring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dienhinh.criteria.plan import RUNS, Measure

Ints = NDArray[np.integer]
RECORDED, RESOLVED, BEST = range(3)
SETS = 7
"""Rows of :attr:`Span.rows` before the counts by year: sure, papers, open, allowed on each reading, skipped."""


@dataclass(frozen=True)
class Shape:
    """What a measure asks of its sets: of how many years, where a run stands, how far apart two occasions are, how long
    a run must be for what falls within it to count (0: the run itself is what counts), whether it is a run at all."""

    years: int
    anywhere: bool = False
    every: int = 1
    least: int = 0
    runs: bool = True

    @classmethod
    def of(cls, measure: Measure, host: Measure | None, years: int) -> Shape:
        """``host``: the measure of the run within whose years ``measure`` counts."""
        run = host or measure
        return cls(
            years,
            run.where == "anywhere",
            run.every if run.count == "occasions" else 1,
            measure.within.years if measure.within else 0,
            run.count in RUNS,
        )


@dataclass(frozen=True)
class Span:
    """The sets of ``n`` candidates: ``rows`` int32, shape (SETS + 3 * years or SETS, n). The first seven are bit sets
    of years: such a result recorded; awaiting papers alone; still to be had; the years that may count on each of the
    three readings; years that do not break a sequence of occasions. The others, where something is counted in those
    years, say how much of it each year has: recorded, awaited, still possible."""

    shape: Shape
    rows: Ints

    def take(self, places: NDArray[np.integer]) -> Span:
        return Span(self.shape, self.rows[:, places])

    def put(self, mine: Sequence[int], other: Span, theirs: Sequence[int]) -> Span:
        """The same with the candidates at ``mine`` as those of ``other`` at ``theirs`` are."""
        rows = self.rows.copy()
        rows[:, mine] = other.rows[:, theirs]
        return Span(self.shape, rows)

    def plus(self, other: Span) -> Span:
        return Span(self.shape, np.concatenate([self.rows, other.rows], axis=1))

    def good(self, reading: int) -> Ints:
        """The years that count towards the run on ``reading``."""
        have = self.rows[0]
        for part in self.rows[1 : reading + 1]:
            have = have | part
        return np.bitwise_and(have, self.rows[3 + reading])

    @property
    def open(self) -> Ints:
        return np.bitwise_and(self.rows[2], self.rows[3 + BEST])

    def amounts(self, reading: int) -> Ints | None:
        """How much each year brings, (years, n); None where the years themselves are what counts."""
        if len(self.rows) == SETS:
            return None
        n = self.shape.years
        parts = [self.rows[SETS + k * n : SETS + (k + 1) * n] for k in range(reading + 1)]
        return np.sum(parts, axis=0)

    def value(self, reading: int) -> Ints:
        """The measure's number on ``reading``, (n,)."""
        shape, good, skipped = self.shape, self.good(reading), self.rows[6]
        amounts = self.amounts(reading)
        if not shape.runs:
            if amounts is None:
                return np.bitwise_count(good).astype(np.int64)
            return np.sum([np.where(good >> y & 1, amounts[y], 0) for y in range(shape.years)], axis=0)
        if not shape.anywhere and shape.every == 1 and not skipped.any():  # the usual one, without looking at each year
            there = _at_the_end(good, shape.years)
            run = np.bitwise_count(there).astype(np.int64)
            if amounts is None:
                return run
            inside = np.sum([np.where(there >> y & 1, amounts[y], 0) for y in range(shape.years)], axis=0)
            return np.where(run >= shape.least, inside, 0)
        zero = np.zeros(good.shape, dtype=np.int64)
        run, held, gap, best = zero, zero, zero, zero
        apart = np.full(good.shape, shape.every)
        for y in range(shape.years):
            here, passes = good >> y & 1 == 1, skipped >> y & 1 == 1
            goes_on = here | passes
            counted = here & (apart >= shape.every)
            run = np.where(goes_on, run + counted, 0)
            apart = np.where(counted, 1, np.where(goes_on, apart + 1, shape.every))
            number = run
            if amounts is not None:  # the years from the first to the last of the run, those passed over too
                held = np.where(here, held + gap + amounts[y], np.where(passes, held, 0))
                gap = np.where(here | ~passes, 0, np.where(run > 0, gap + amounts[y], 0))
                number = np.where(run >= shape.least, held, 0)
            best = np.maximum(best, number)
            last = number
        return best if shape.anywhere else last

    def years(self, reading: int, first_year: int) -> tuple[int, ...]:
        """Of one candidate alone: the years of the run behind :meth:`value`, the latest where several are as long."""
        most, found = int(self.value(reading)[0]), 0
        good = int(self.good(reading)[0])
        if not self.shape.runs or not most:
            found = good if not self.shape.runs else 0
        else:
            for y in range(self.shape.years):  # where it ends: the last year up to which the number is reached
                upto = Span(Shape(y + 1, False, self.shape.every, self.shape.least), self._cut(y + 1))
                if int(upto.value(reading)[0]) == most and good >> y & 1:
                    found = self._back_from(y, good)
        return tuple(first_year + y for y in range(self.shape.years) if found >> y & 1)

    def _cut(self, years: int) -> Ints:
        n, parts = self.shape.years, [self.rows[:SETS]]
        if len(self.rows) > SETS:
            parts += [self.rows[SETS + k * n : SETS + k * n + years] for k in range(3)]
        return np.concatenate(parts)

    def _back_from(self, end: int, good: int) -> int:
        """The run that ends in year ``end``: back to where it is broken."""
        skipped, found = int(self.rows[6][0]), 0
        for y in range(end, -1, -1):
            if good >> y & 1:
                found |= 1 << y
            elif not skipped >> y & 1:
                break
        apart, kept = self.shape.every, 0  # of years too near to one another the earlier counts
        for y in range(self.shape.years):
            if found >> y & 1 and apart >= self.shape.every:
                kept, apart = kept | 1 << y, 0
            apart += 1
        return kept

    def cheapest(self, need: int) -> tuple[Ints, Ints, Ints, Ints]:
        """What must still come for the number ``need``, by the nearest way: papers, results, what nothing can bring,
        and the open years that it takes; each (n,).

        Of runs each stretch of as many years is looked at; of occasions and of what falls within a run, what is
        missing of the number.
        """
        values = [self.value(r) for r in range(3)]
        plain = self.shape.runs and self.shape.every == 1 and not self.shape.least and not self.rows[6].any()
        if plain and need <= self.shape.years:
            return self._stretches(need)
        short = np.maximum(need - values[RECORDED], 0)
        papers = np.minimum(short, values[RESOLVED] - values[RECORDED])
        results = np.minimum(short - papers, values[BEST] - values[RESOLVED])
        return papers, results, short - papers - results, _lowest(self.open, results, self.shape.years)

    def _stretches(self, need: int) -> tuple[Ints, Ints, Ints, Ints]:
        sure, papers, opened = (self.rows[k] & self.rows[3 + BEST] for k in range(3))
        best: list[Ints] | None = None
        ends = range(need, self.shape.years + 1) if self.shape.anywhere else [self.shape.years]
        for end in ends:
            stretch = ((1 << need) - 1) << (end - need)
            lacks = stretch & ~sure
            parts = [np.bitwise_count(lacks & papers), np.bitwise_count(lacks & opened & ~papers)]
            early = [stretch & ~self.rows[3 + r] != 0 for r in (RECORDED, RESOLVED)]
            parts = [parts[0] + (early[0] & ~early[1]), parts[1] + early[1]]  # the earlier form comes first, too
            blocked = np.bitwise_count(lacks & ~papers & ~opened)
            cost = blocked.astype(np.int64) * 10_000 + parts[1].astype(np.int64) * 100 + parts[0]
            mine = [cost, *parts, blocked, lacks & opened & ~papers]
            if best is None:
                best = mine
            else:
                nearer = cost < best[0]
                best = [np.where(nearer, new, old) for new, old in zip(mine, best, strict=True)]
        assert best is not None
        _, needs_papers, results, nothing, years = best
        return needs_papers.astype(np.int64), results.astype(np.int64), nothing.astype(np.int64), years


def _at_the_end(good: Ints, years: int) -> Ints:
    """Of each set the years in a row up to the last."""
    full = (1 << years) - 1
    gaps = full & ~good
    for step in (1, 2, 4, 8):  # what lies below a gap
        gaps = gaps | gaps >> step
    return full & ~gaps


def _lowest(bits: Ints, number: Ints, years: int) -> Ints:
    """Of each set the ``number`` lowest bits."""
    found, left = np.zeros_like(bits), number.astype(np.int64)
    for y in range(years):
        taken = (bits >> y & 1 == 1) & (left > 0)
        found = np.where(taken, found | 1 << y, found)
        left = left - taken
    return found


def after(bits: Ints, before: Ints, years: int, same: bool) -> Ints:
    """The years that come after the first of ``bits`` (with it where ``same``); all where there was one ``before`` the
    period, none where there is none."""
    full, first = (1 << years) - 1, np.bitwise_and(bits, -bits)
    mask = full & ~(first - 1) if same else full & ~((first << 1) - 1)
    return np.where(before != 0, full, np.where(first == 0, 0, mask))
