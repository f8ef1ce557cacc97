"""Goal-seek for measures that are no sum over years: which years must be filled so that a run, a sequence of occasions,
or what falls within one, is long enough; every smallest choice of years is proposed, the evaluator tries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np

from dienhinh.criteria import Measure, Plan
from dienhinh.criteria.plan import earlier_form
from dienhinh.criteria.spans import RECORDED, SETS, Span, after
from dienhinh.criteria.yearsets import Sets, bits, sets_of, span_of

MOST_TRIED = 20_000


@dataclass(frozen=True)
class Filled:
    """One year of one measure to be filled: a paper that is awaited (``paper``), or a result still to be won."""

    measure: Measure
    year: int
    paper: bool

    @property
    def code(self) -> str:
        """The code that fills it: of ratings the lowest that will do, of others the first named."""
        return self.measure.codes[-1 if self.measure.kind == "RATING" else 0]


Choice = tuple[Filled, ...]


class Stretches:
    """The choices of one candidate (``facts``: as ``criteria.explain`` has them, known on ``on``)."""

    def __init__(self, plan: Plan, facts: Sequence[dict[str, Any]], on: date, start_year: int) -> None:
        self.plan, self.facts, self.on, self.start = plan, facts, on, start_year
        self.first, self.n = plan.period.first_year, len(plan.period.years)

    def choices(self, measure: Measure, need: int) -> Iterator[Choice]:
        """Every smallest choice of years that brings ``measure`` to ``need``, and now and then one that is larger."""
        host = self.plan.measures[measure.within.measure] if measure.within else None
        run = host or measure
        for earlier, allowed in self._earlier(run):
            if host is not None:
                assert measure.within is not None
                for chosen in self._runs(run, measure.within.years, allowed, longer=True):
                    inside = self._inside(measure, chosen, allowed, need)
                    yield from ((*earlier, *chosen, *more) for more in inside)
            else:
                yield from ((*earlier, *chosen) for chosen in self._runs(run, need, allowed))

    def _sets(self, measure: Measure) -> Sets:
        return sets_of(self.plan, measure, self.facts, self.on, self.start)

    def _span(self, measure: Measure) -> Span:
        return span_of(self.plan, measure, self.facts, self.on, self.start)

    def _earlier(self, run: Measure) -> Iterator[tuple[Choice, int]]:
        """What of an earlier form must come first, with the years that count after it."""
        plain = self._span(run)
        now = int(plain.rows[3][0])
        yield (), now
        if not run.after:
            return
        form = earlier_form(run.after)
        found = self._sets(form)
        same = self.plan.setting("year_of_earlier") == "same"
        for year in sorted(found.papers | found.open):
            mask = after(np.array([bits(self.plan, {year})]), np.zeros(1, dtype=np.int64), self.n, same)
            if (wider := int(mask[0]) | now) != now:
                yield (Filled(form, year, year in found.papers),), wider

    def _runs(self, run: Measure, need: int, allowed: int, longer: bool = False) -> Iterator[Choice]:
        """The years to fill for a run of ``need``; ``longer``: and for every longer one, which may reach further."""
        found = self._sets(run)
        able = {y for y in found.papers | found.open if allowed >> (y - self.first) & 1}
        sure = {y for y in found.sure if allowed >> (y - self.first) & 1}
        if run.count == "run":
            seen = set()
            for years in self._windows(run, need, longer):
                empty = tuple(y for y in years if y not in sure)
                if able.issuperset(empty) and empty not in seen:
                    seen.add(empty)
                    yield tuple(Filled(run, y, y in found.papers) for y in empty)
            return
        enough: list[set[int]] = []
        tried = 0
        for k in range(need + 1 if not longer else len(able) + 1):
            for lacks in combinations(sorted(able), k):
                tried += 1
                if tried > MOST_TRIED:
                    return
                if not longer and any(e <= set(lacks) for e in enough):
                    continue
                if int(self._with(run, lacks, allowed).value(RECORDED)[0]) >= need:
                    enough.append(set(lacks))
                    yield tuple(Filled(run, y, y in found.papers) for y in lacks)

    def _windows(self, run: Measure, need: int, longer: bool) -> Iterator[range]:
        last = self.plan.period.last_year
        for length in range(need, self.n + 1 if longer else need + 1):
            ends = range(self.first + length - 1, last + 1) if run.where == "anywhere" else [last]
            yield from (range(end - length + 1, end + 1) for end in ends)

    def _with(self, run: Measure, lacks: Iterable[int], allowed: int) -> Span:
        """The run's sets with these years filled."""
        span = self._span(run)
        rows = span.rows.copy()
        rows[0] |= bits(self.plan, lacks)
        rows[3] = allowed
        if len(rows) > SETS:  # decisions after an earlier form: one more in each of these years
            for y in lacks:
                rows[SETS + y - self.first] += 1
        return Span(span.shape, rows)

    def _inside(self, measure: Measure, chosen: Choice, allowed: int, need: int) -> Iterator[Choice]:
        """What must still fall into the years of the run that ``chosen`` makes."""
        span = self._span(measure)
        rows = span.rows.copy()
        rows[0] |= bits(self.plan, [f.year for f in chosen])
        rows[3] = allowed
        n = self.n
        for f in chosen:  # what fills the run may be such a result itself
            if f.measure.kind == measure.kind and f.code in measure.codes:
                y = f.year - self.first
                part = SETS + (n if f.paper else 2 * n) + y
                brings = rows[part, 0] if f.paper else min(rows[part, 0], 1)
                rows[SETS + y] += brings
                rows[part] -= brings
        made = Span(span.shape, rows)
        missing = need - int(made.value(RECORDED)[0])
        if missing <= 0:
            yield ()
            return
        amounts = rows[SETS:]
        waits, room = amounts[n : 2 * n, 0].tolist(), amounts[2 * n :, 0].tolist()
        steps = [Filled(measure, self.first + y, True) for y in range(n) for _ in range(min(waits[y], 1))]
        steps += [Filled(measure, self.first + y, False) for y in range(n) for _ in range(min(room[y], missing))]
        worth = {id(f): waits[f.year - self.first] if f.paper and measure.count == "decisions" else 1 for f in steps}
        seen, tried = set(), 0
        for k in range(1, missing + 1):
            for more in combinations(steps, k):
                tried += 1
                key = tuple(sorted((f.year, f.paper) for f in more))
                if tried > MOST_TRIED or key in seen:
                    continue
                seen.add(key)
                there = rows.copy()
                for f in more:
                    there[SETS + f.year - self.first] += worth[id(f)]
                if int(Span(span.shape, there).value(RECORDED)[0]) >= need:
                    yield more
