"""What is tried live in a meeting, on its frozen data: a way taken, another threshold, another date. The same evaluator
on other counts, another plan, or another day; never official."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from dienhinh.criteria import Assessment, Counts, Route, assess
from dienhinh.criteria.rules import with_needs
from dienhinh.exchange.snapshot import Snapshot, take
from dienhinh.exchange.verdicts import missing_text
from dienhinh.locale import Words

MOST_WAYS = 9


@dataclass(frozen=True)
class Tried:
    """One thing tried: a candidate's way (``code`` and the ``way``'s place among :func:`ways_of`), a threshold
    (``criterion`` and ``need``), or a day (``on``)."""

    code: str | None = None
    way: int | None = None
    criterion: str | None = None
    need: int | None = None
    on: date | None = None


def ways_of(snapshot: Snapshot, code: str) -> list[Route]:
    """The ways by which this candidate could still be eligible, the nearest first."""
    if snapshot.assessment.status[snapshot.row_of[code]] == 0:
        return []
    track, place = snapshot.place(code)
    return [r for r in snapshot.routes[track].routes(place) if r.feasible and not r.met][:MOST_WAYS]


def along(assessment: Assessment, row: int, route: Route) -> Assessment:
    """Everybody's standing when the candidate in ``row`` has what ``route`` still asks for."""
    counts, plan = assessment.counts, assessment.plan
    have = counts.have.copy()
    wanted: dict[int, int] = {}
    for item in route.missing:
        m = plan.measure_index[str(item.criterion.measure)]
        wanted[m] = max(wanted.get(m, 0), item.papers + item.results)
    for m, n in wanted.items():
        have[m, row] += n
    return assess(plan, assessment.on, assessment.roster, Counts(have, counts.pending, counts.slots, counts.due))


def tried_on(
    snapshot: Snapshot, tried: Tried, cursor: duckdb.DuckDBPyConnection, words: Words, now: datetime
) -> tuple[Snapshot, str] | None:
    """The frozen data as they would be, and what is tried in words; None where it no longer fits (another agenda)."""
    if tried.on is not None:
        return take(cursor, snapshot.plan, tried.on, now), words.t("assessed on {on}", on=tried.on)
    if tried.criterion is not None and tried.need is not None:
        node = snapshot.plan.criteria.get(tried.criterion)
        if node is None or not isinstance(node.need, int):
            return None
        plan = with_needs(snapshot.plan, {node.id: tried.need})
        base = snapshot.assessment
        changed = assess(plan, base.on, base.roster, base.counts)
        said = words.t("threshold of {what}: {before} → {after}", what=node.short.in_(words.lang), before=node.need,
                       after=tried.need)  # fmt: skip
        return snapshot.with_assessment(changed), said
    if tried.code is None or tried.way is None or tried.code not in snapshot.row_of:
        return None
    ways = ways_of(snapshot, tried.code)
    if tried.way >= len(ways):
        return None
    changed = along(snapshot.assessment, snapshot.row_of[tried.code], ways[tried.way])
    said = f"{snapshot.person(tried.code)['name']}: {missing_text(ways[tried.way], snapshot.plan, words)}"
    return snapshot.with_assessment(changed), said
