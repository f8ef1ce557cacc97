"""Goal-seek for measures that are no sum over years: which steps make a run, a sequence of occasions, or what falls
within one, long enough. Every smallest choice of steps is found; the evaluator tries each afterwards.

A step may do several things at once (a certificate can fill a year of the run, be the earlier form that the run must
follow, and count within it), so what each does is worked out from the sets of years, and choices are grown one step at
a time: a choice that is enough grows no further, one that could not be enough with all that is left is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dienhinh.criteria import Measure, Plan
from dienhinh.criteria.plan import earlier_form
from dienhinh.criteria.spans import RECORDED, SETS, Span, after
from dienhinh.criteria.yearsets import (
    Sets,
    before_the_period,
    bits,
    fact_year,
    passed_over,
    proved_years,
    proving_titles,
    sets_of,
    span_of,
)

Ints = NDArray[np.int64]
MOST_TRIED = 200_000
"""So many choices of one measure are tried at most."""


@dataclass(frozen=True, order=True)
class Move:
    """One step: a result of a year (``paper``: one that is awaited, or a rating that is due)."""

    year: int
    kind: str
    code: str
    paper: bool

    @property
    def what(self) -> tuple[str, str, int]:
        return self.kind, self.code, self.year


@dataclass(frozen=True)
class Effects:
    """What choices of steps do, an entry each: years of the run (bits), years that no longer break a sequence, years of
    the earlier form, whether one of the years before the period is there, years in which a title proves what is
    counted, and what each year has more of, (years, n).
    """

    run: Ints
    passes: Ints
    form: Ints
    ever: Ints
    proven: Ints
    more: Ints

    def take(self, at: Ints) -> Effects:
        return Effects(self.run[at], self.passes[at], self.form[at], self.ever[at], self.proven[at], self.more[:, at])

    def behind(self) -> Effects:
        """What all that stand behind each one do together."""

        def those(values: Ints, together: np.ufunc = np.bitwise_or) -> Ints:
            found = np.zeros_like(values)
            found[..., :-1] = together.accumulate(values[..., :0:-1], axis=-1)[..., ::-1]
            return found

        return Effects(
            those(self.run), those(self.passes), those(self.form), those(self.ever), those(self.proven),
            those(self.more, np.add),
        )  # fmt: skip

    def __or__(self, other: Effects) -> Effects:
        return Effects(
            self.run | other.run,
            self.passes | other.passes,
            self.form | other.form,
            self.ever | other.ever,
            self.proven | other.proven,
            self.more + other.more,
        )


class Stretches:
    """The choices of one candidate (``facts``: as ``criteria.explain`` has them, known on ``on``) that bring a measure
    of the plan to a number."""

    def __init__(
        self, plan: Plan, measure: Measure, facts: Sequence[dict[str, Any]], on: date, start_year: int
    ) -> None:
        self.plan, self.measure, self.facts, self.on, self.start = plan, measure, facts, on, start_year
        self.first, self.n = plan.period.first_year, len(plan.period.years)
        self.run = plan.measures[measure.within.measure] if measure.within else measure
        self.form = earlier_form(self.run.after) if self.run.after else None
        self.span = span_of(plan, measure, facts, on, start_year)
        self.looked_at = [m for m in (self.run, self.form, self.measure) if m is not None]
        self.proved = {m.id: proved_years(plan, m) for m in self.looked_at}
        self.pending = [
            f for f in facts
            if f["state"] == "PENDING" and f["known_on"] <= on and (year := fact_year(plan, f)) is not None
            and (year < self.first or plan.still_awaited(f["kind"], year, on))
        ]  # fmt: skip
        self.of_run, self.in_years = self._sets(self.run), self._sets(measure.model_copy(update={"count": "years"}))
        self.of_form = self._sets(self.form).sure if self.form else set()
        self.was_before = "CONFIRMED" in before_the_period(plan, self.run, facts, on)

    def choices(self, need: int) -> Iterator[tuple[Move, ...]]:
        """Every smallest choice that brings the measure to ``need``; the shortest first."""
        moves = self.moves(need)
        each = self.effects(moves)
        left = each.behind()
        chosen: list[tuple[int, ...]] = [()]
        made, tried = _nothing(self.n, 1), 0
        least: list[NDArray[np.bool_]] = []
        while chosen:
            # one more step to each, of those behind its last
            parents = [i for i, c in enumerate(chosen) for _ in range((c[-1] if c else -1) + 1, len(moves))]
            added = [j for c in chosen for j in range((c[-1] if c else -1) + 1, len(moves))]
            grown = [(*chosen[i], j) for i, j in zip(parents, added, strict=True)]
            fits = [k for k, c in enumerate(grown) if self._can_be(moves, c)]
            tried += len(fits)
            if not fits or tried > MOST_TRIED:
                return
            grown = [grown[k] for k in fits]
            at = np.array([added[k] for k in fits])
            members = np.zeros((len(grown), len(moves)), dtype=bool)
            for k, choice in enumerate(grown):
                members[k, list(choice)] = True
            larger = np.zeros(len(grown), dtype=bool)
            for some in least:
                for one in some:
                    larger |= members[:, one].all(axis=1)
            made_now = made.take(np.array([parents[k] for k in fits])) | each.take(at)
            there = self.enough(made_now, need) & ~larger
            least.append(members[there])
            yield from (tuple(moves[j] for j in grown[k]) for k in np.flatnonzero(there))
            open_still = np.flatnonzero(~there & ~larger)
            open_still = open_still[self.enough(made_now.take(open_still) | left.take(at[open_still]), need)]
            chosen, made = [grown[k] for k in open_still], made_now.take(open_still)

    def moves(self, need: int) -> list[Move]:
        """The steps that could bring something, each as often as it can."""
        found: Counter[Move] = Counter()
        for m in self.looked_at:
            sets = self._sets(m.model_copy(update={"broken_by": ()}))  # a year that is broken may still be passed
            if m.kind == "RATING":
                found |= Counter(Move(y, m.kind, m.codes[-1], y in sets.papers) for y in sets.papers | sets.open)
                continue
            room = dict.fromkeys(sets.open, 1)
            if m is self.measure and m.count == "decisions":
                amounts = self.span.rows[SETS + 2 * self.n :, 0]
                room = {self.first + y: min(int(amounts[y]), need) for y in range(self.n)}
            found |= Counter({Move(y, m.kind, m.codes[0], False): n for y, n in room.items() if n})
        for f in self.pending:
            move = Move(int(fact_year(self.plan, f) or 0), f["kind"], f["code"], True)
            if any(self._counted(m, move) or self._proves(m, move) for m in self.looked_at):
                found |= Counter([move])
        return sorted(found.elements())

    def _sets(self, measure: Measure) -> Sets:
        return sets_of(self.plan, measure, self.facts, self.on, self.start)

    def _counted(self, m: Measure, move: Move) -> int:
        """How many facts of ``m`` the step makes good."""
        if move.kind != m.kind or move.code not in m.codes:
            return 0
        if not move.paper or move.kind == "RATING":
            return 1
        return sum(passed_over(self.plan, m, f) is None for f in self.pending if self._what(f) == move.what)

    def _proves(self, m: Measure, move: Move) -> bool:
        """Whether it is a title that proves what ``m`` counts."""
        return move.kind == "AWARD" and move.code in proving_titles(m) and move.year in self.proved[m.id]

    def _what(self, f: dict[str, Any]) -> tuple[str, str, int | None]:
        return f["kind"], f["code"], fact_year(self.plan, f)

    def _can_be(self, moves: Sequence[Move], choice: tuple[int, ...]) -> bool:
        """One rating a year; a year's room is kept; of equal steps the first is taken first."""
        last = choice[-1]
        move = moves[last]
        if last and moves[last - 1] == move and (len(choice) < 2 or choice[-2] != last - 1):
            return False
        if move.kind == "RATING":
            return all(moves[j].kind != "RATING" or moves[j].year != move.year for j in choice[:-1])
        return True

    def effects(self, moves: Sequence[Move]) -> Effects:
        """What each step does by itself."""
        made = _nothing(self.n, len(moves))
        for k, move in enumerate(moves):
            y, bit = move.year - self.first, 1 << max(move.year - self.first, 0)
            within = 0 <= y < self.n
            if within and (self._counted(self.run, move) or self._proves(self.run, move)):
                made.passes[k] = bit
                made.run[k] = bit if move.year in self.of_run.papers | self.of_run.open else 0
            if within and len(self.span.rows) > SETS and self._counts(move.year):
                made.more[y, k] = self._counted(self.measure, move)
                made.proven[k] = bit if self._proves(self.measure, move) else 0
            if self.form and self._counted(self.form, move):
                made.form[k], made.ever[k] = (bit, 0) if within else (0, int(y < 0))
        return made

    def _counts(self, year: int) -> bool:
        """Whether a further fact of the year counts for the measure (a discipline may have broken it)."""
        there = self.in_years
        return self.measure.count == "decisions" or year in there.sure | there.papers | there.open

    def enough(self, made: Effects, need: int) -> NDArray[np.bool_]:
        """Whether the measure comes to ``need`` with each of these."""
        rows = np.repeat(self.span.rows.astype(np.int64), len(made.run), axis=1)
        rows[0] |= made.run
        if self.run.count == "occasions":
            rows[6] |= made.passes
        if self.form:
            same = self.plan.setting("year_of_earlier") == "same"
            form = bits(self.plan, self.of_form) | made.form
            rows[3] = after(form, made.ever | int(self.was_before), self.n, same)
        if len(rows) > SETS:
            by_decision = self.measure.count == "decisions" and self.measure.kind != "RATING"
            for y in range(self.n):
                year = self.first + y
                recorded = self.in_years.times[0].get(year, 0)
                known = made.proven >> y & 1 | int(year in self.in_years.sure)
                if by_decision:
                    rows[SETS + y] = np.maximum(recorded + made.more[y], known)
                else:
                    rows[SETS + y] = (made.more[y] > 0) | known
        return Span(self.span.shape, rows).value(RECORDED) >= need


def _nothing(years: int, size: int) -> Effects:
    run, passes, form, ever, proven = (np.zeros(size, dtype=np.int64) for _ in range(5))
    return Effects(run, passes, form, ever, proven, np.zeros((years, size), dtype=np.int64))
