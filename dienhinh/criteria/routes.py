"""Routes: the alternatives by which a candidate can meet its tree, and what each still asks for (goal-seek).

A tree of "all" and "any" is expanded into its minimal alternatives; each alternative is a list of leaves that must all
be met. A leaf's deficit is filled first by papers that are pending, then by results that open years can still bring.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dienhinh.criteria.assess import Assessment
from dienhinh.criteria.counts import Counts, Ints
from dienhinh.criteria.leaves import need_of
from dienhinh.criteria.plan import Criterion, Plan

FAR = 10_000
"""Stands for "never" where distances are compared."""


@dataclass(frozen=True)
class Alternative:
    """One way to meet a root: ``id`` is the last branch chosen, ``branch`` all of them, ``leaves`` what must hold."""

    id: str
    branch: tuple[str, ...]
    leaves: tuple[Criterion, ...]


@dataclass(frozen=True)
class Missing:
    """What one leaf still lacks: of ``need``, ``have`` are there; ``papers`` can be completed, ``results`` achieved.

    ``years`` are the earliest years that can bring the results, ``open_years`` all that can; ``blocked`` counts what
    nothing can bring any more.
    """

    criterion: Criterion
    need: int
    have: int
    papers: int
    results: int
    blocked: int
    years: tuple[int, ...]
    open_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Route:
    """One alternative for one candidate. ``earliest_year``: when its last result can be had; the year of the
    assessment date when only papers are missing; None when nothing is missing or it cannot be done."""

    alternative: Alternative
    missing: tuple[Missing, ...]
    papers: int
    results: int
    feasible: bool
    nearest: bool
    earliest_year: int | None

    @property
    def met(self) -> bool:
        return not self.missing


def alternatives(plan: Plan, root: str) -> list[Alternative]:
    """Every minimal alternative of the tree below ``root``, in the plan's own order."""

    def expand(cid: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        node = plan.criteria[cid]
        if node.is_leaf:
            return [((), (cid,))]
        if node.any:
            return [((part, *branch), leaves) for part in node.any for branch, leaves in expand(part)]
        combined = []
        for choice in product(*(expand(part) for part in node.all)):
            branch = tuple(b for bs, _ in choice for b in bs)
            combined.append((branch, tuple(dict.fromkeys(leaf for _, ls in choice for leaf in ls))))
        return combined

    ways = expand(root)
    sets = [frozenset(leaves) for _, leaves in ways]
    minimal = [
        way
        for i, way in enumerate(ways)
        if not any(other < sets[i] or (other == sets[i] and j < i) for j, other in enumerate(sets))
    ]
    return [
        Alternative(branch[-1] if branch else root, branch, tuple(plan.criteria[leaf] for leaf in leaves))
        for branch, leaves in minimal
    ]


@dataclass(frozen=True)
class RouteTable:
    """All alternatives of one track for all of its candidates; arrays are (alternatives, candidates).

    ``leaf_*`` hold, for each alternative, integer arrays (leaves, candidates). ``nearest`` is the place of the
    nearest alternative of each candidate: one that can be done, then fewest results, fewest papers, most progress.
    """

    plan: Plan
    on_year: int
    ways: tuple[Alternative, ...]
    counts: Counts
    leaf_papers: tuple[Ints, ...]
    leaf_results: tuple[Ints, ...]
    leaf_blocked: tuple[Ints, ...]
    papers: Ints
    results: Ints
    blocked: Ints
    nearest: Ints

    def distance(self) -> Ints:
        """For each candidate, integers that sort the nearest first (blocked, then results, then papers)."""
        at = (self.nearest, np.arange(self.counts.size))
        return self.blocked[at] * FAR * 100 + self.results[at] * 100 + self.papers[at]

    def routes(self, i: int) -> list[Route]:
        """The routes of the ``i``-th candidate, nearest first, then in the plan's order."""
        found = [self._route(w, i) for w in range(len(self.ways))]
        near = int(self.nearest[i])
        return [found[near], *(r for w, r in enumerate(found) if w != near)]

    def nearest_route(self, i: int) -> Route:
        return self._route(int(self.nearest[i]), i)

    def _route(self, w: int, i: int) -> Route:
        missing = []
        for k, leaf in enumerate(self.ways[w].leaves):
            papers, results, blocked = (
                int(part[w][k, i]) for part in (self.leaf_papers, self.leaf_results, self.leaf_blocked)
            )
            if papers or results or blocked:
                assert leaf.measure is not None
                m = self.plan.measure_index[leaf.measure]
                need = need_of(leaf, self.counts, i)
                slots = slot_years(self.plan, leaf.measure, int(self.counts.slots[m, i]))
                first = slots[:results]
                if (span := self.counts.spans.get(m)) is not None:
                    *_, taken = span.take(np.array([i])).cheapest(need)
                    first = slot_years(self.plan, leaf.measure, int(taken[0]))
                have = int(self.counts.have[m, i])
                missing.append(
                    Missing(
                        leaf,
                        need,
                        have,
                        papers,
                        results,
                        blocked,
                        tuple(first),
                        tuple(dict.fromkeys(slots)) if results else (),
                    )
                )
        feasible = not self.blocked[w, i]
        last = [y for item in missing for y in item.years]
        earliest = None if not feasible or not missing else max(last, default=self.on_year)
        return Route(
            self.ways[w],
            tuple(missing),
            int(self.papers[w, i]),
            int(self.results[w, i]),
            feasible,
            w == int(self.nearest[i]),
            earliest,
        )


def earliest_years(table: RouteTable) -> Ints:
    """For each candidate of the table the earliest year in which one of its ways can be done: the assessment's own
    where papers alone are missing or nothing is; :data:`FAR` where none can be done any more."""
    best = np.full(table.counts.size, FAR, dtype=np.int64)
    for w, way in enumerate(table.ways):
        last = np.zeros(table.counts.size, dtype=np.int64)
        for k, leaf in enumerate(way.leaves):
            measure = str(leaf.measure)
            m = table.plan.measure_index[measure]
            slots, wanted = table.counts.slots[m], table.leaf_results[w][k]
            if (span := table.counts.spans.get(m)) is not None:
                slots = span.cheapest(int(leaf.need or 0))[3]
                wanted = np.bitwise_count(slots)
            per_year = slots_per_year(table.plan, measure)
            seen = np.zeros(table.counts.size, dtype=np.int64)
            for bit in range(per_year * len(table.plan.period.years)):
                seen += slots >> bit & 1
                here = (seen == wanted) & (slots >> bit & 1 == 1)
                last = np.where(here, np.maximum(last, table.plan.period.first_year + bit // per_year), last)
        year = np.where(table.results[w] > 0, last, table.on_year)
        best = np.where(table.blocked[w] == 0, np.minimum(best, year), best)
    return best


def slot_years(plan: Plan, measure: str, slots: int) -> list[int]:
    """The years of the set bits of ``slots`` (see :class:`Counts`), earliest first, one entry a result."""
    per_year = slots_per_year(plan, measure)
    return [plan.period.first_year + bit // per_year for bit in range(slots.bit_length()) if slots >> bit & 1]


def slots_per_year(plan: Plan, measure: str) -> int:
    """How many slot bits a year of ``measure`` has: its yearly limit where decisions count, else one."""
    found = plan.measures[measure]
    return found.per_year if found.count == "decisions" and not found.spans else 1


def route_table(
    assessment: Assessment, track: str, root: str | None = None, rows: NDArray[np.integer] | None = None
) -> RouteTable:
    """The routes of every candidate of ``track`` (in the order of ``assessment.tracks[track].rows``), or of those in
    ``rows`` of the roster; through the whole tree, or the part ``root`` of it."""
    plan = assessment.plan
    counts = assessment.counts.take(assessment.tracks[track].rows if rows is None else rows)
    ways = tuple(alternatives(plan, root or plan.tracks[track].criterion))
    attainable = counts.attainable
    papers_of, results_of, blocked_of = [], [], []
    shape = (len(ways), counts.size)
    papers, results, blocked = (np.zeros(shape, dtype=np.int32) for _ in range(3))
    for w, way in enumerate(ways):
        parts = [np.zeros((len(way.leaves), counts.size), dtype=np.int32) for _ in range(3)]
        for k, leaf in enumerate(way.leaves):
            assert leaf.measure is not None
            m = plan.measure_index[leaf.measure]
            need = counts.due if leaf.need == "due_years" else np.full(1, leaf.need)
            if (span := counts.spans.get(m)) is not None:
                parts[0][k], parts[1][k], parts[2][k], _ = span.cheapest(int(leaf.need or 0))
                continue
            deficit = np.maximum(need - counts.have[m], 0).astype(np.int32)
            parts[0][k] = np.minimum(deficit, counts.pending[m])
            parts[1][k] = np.minimum(deficit - parts[0][k], attainable[m])
            parts[2][k] = deficit - parts[0][k] - parts[1][k]
        # Leaves of one alternative that share a measure are filled by the same results: only the largest counts.
        by_measure: dict[str, list[int]] = {}
        for k, leaf in enumerate(way.leaves):
            by_measure.setdefault(str(leaf.measure), []).append(k)
        for total, part in zip((papers, results, blocked), parts, strict=True):
            for places in by_measure.values():
                total[w] += part[places].max(axis=0)
        # One rating that is missing is one paper, whichever measures of ratings lack it.
        by_rating = [parts[0][ks].max(axis=0) for m, ks in by_measure.items() if plan.measures[m].kind == "RATING"]
        if by_rating:
            papers[w] += np.max(by_rating, axis=0) - np.sum(by_rating, axis=0)
        papers_of.append(parts[0])
        results_of.append(parts[1])
        blocked_of.append(parts[2])
    cost = np.minimum(blocked, 99) * FAR * 100 + results * 100 + papers
    nearest = cost.argmin(axis=0) if counts.size else np.zeros(0, dtype=np.intp)
    return RouteTable(
        plan,
        assessment.on.year,
        ways,
        counts,
        tuple(papers_of),
        tuple(results_of),
        tuple(blocked_of),
        papers,
        results,
        blocked,
        nearest,
    )


def route_tables(assessment: Assessment) -> dict[str, RouteTable]:
    return {track: route_table(assessment, track) for track in assessment.tracks}


def nearest_first(assessment: Assessment, tables: dict[str, RouteTable]) -> pd.Series:
    """The order in which candidates are shown: by status, then by what the nearest route still asks for (results,
    then papers), then by progress; equals stay in name order. Values are places in the roster."""
    distance = pd.Series(0, index=range(assessment.size), dtype="int64")
    for track, table in tables.items():
        distance.iloc[assessment.tracks[track].rows] = table.distance()
    order = pd.DataFrame({"status": assessment.status, "distance": distance, "progress": -assessment.progress})
    return order.sort_values(["status", "distance", "progress"], kind="stable").index.to_series()
