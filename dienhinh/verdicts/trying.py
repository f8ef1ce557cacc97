"""What is tried live in a meeting, on its frozen data: a way taken, one result more, another threshold, another date.
The
same evaluator on other counts, another plan, or another day; never official."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dienhinh.criteria import Assessment, Counts, Measure, Route, Status, assess
from dienhinh.criteria.rules import with_needs
from dienhinh.locale import Words
from dienhinh.locale.verdicts import missing_text
from dienhinh.verdicts.snapshot import Snapshot

MOST_WAYS = 9


@dataclass(frozen=True)
class Tried:
    """One thing tried: a candidate's way (``code`` and the ``way``'s place among :func:`ways_of`), one result more
    (``code`` and the ``measure``'s id), a threshold (``criterion`` and ``need``), or a day (``on``)."""

    code: str | None = None
    way: int | None = None
    measure: str | None = None
    criterion: str | None = None
    need: int | None = None
    on: date | None = None


def ways_of(snapshot: Snapshot, code: str) -> list[Route]:
    """The ways by which this candidate could still be eligible, the nearest first."""
    if snapshot.assessment.status[snapshot.row_of[code]] == Status.ELIGIBLE:
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


def results_of(snapshot: Snapshot, code: str) -> list[Measure]:
    """The measures of which this candidate could be given one result more: those its track asks for, not yet full."""
    assessment, plan, row = snapshot.assessment, snapshot.plan, snapshot.row_of[code]
    track = str(assessment.roster["track"].iloc[row])
    asked = dict.fromkeys(str(leaf.measure) for leaf in plan.leaves(plan.tracks[track].criterion))
    return [m for m in plan.measures.values() if m.id in asked and _room(assessment, row, m)]


def _room(assessment: Assessment, row: int, measure: Measure) -> bool:
    """Whether one more can count: an attestation is given once, a year counts once."""
    have = int(assessment.counts.have[assessment.plan.measure_index[measure.id], row])
    if measure.kind in ("ATTESTATION", "DISCIPLINE"):
        return have == 0
    if measure.count == "due_years":
        return have < int(assessment.counts.due[row])
    return measure.count != "years" or have < len(assessment.plan.period.years)


def one_more(assessment: Assessment, row: int, measure: str) -> Assessment:
    """Everybody's standing when the candidate in ``row`` has one result more of ``measure``."""
    counts = assessment.counts
    have = counts.have.copy()
    have[assessment.plan.measure_index[measure], row] += 1
    return assess(
        assessment.plan, assessment.on, assessment.roster, Counts(have, counts.pending, counts.slots, counts.due)
    )


def tried_on(snapshot: Snapshot, tried: Tried, words: Words) -> tuple[Snapshot, str] | None:
    """The frozen data as they would be, and what is tried in words; None where it no longer fits (another agenda)."""
    if tried.on is not None:
        return snapshot.on_day(tried.on), words.t("assessed on {on}", on=tried.on)
    if tried.criterion is not None and tried.need is not None:
        node = snapshot.plan.criteria.get(tried.criterion)
        if node is None or not isinstance(node.need, int):
            return None
        plan = with_needs(snapshot.plan, {node.id: tried.need})
        base = snapshot.assessment
        changed = assess(plan, base.on, base.roster, base.counts)
        said = words.t(
            "threshold of {what}: {before} → {after}",
            what=node.short.in_(words.lang),
            before=node.need,
            after=tried.need,
        )
        return snapshot.with_assessment(changed), said
    if tried.code is None or tried.code not in snapshot.row_of:
        return None
    row, name = snapshot.row_of[tried.code], snapshot.person(tried.code)["name"]
    if tried.measure is not None:
        found = next((m for m in results_of(snapshot, tried.code) if m.id == tried.measure), None)
        if found is None:
            return None
        more = words.t("one more: {what}", what=found.in_(words.lang))
        return snapshot.with_assessment(one_more(snapshot.assessment, row, found.id)), f"{name}: {more}"
    ways = ways_of(snapshot, tried.code)
    if tried.way is None or tried.way >= len(ways):
        return None
    changed = along(snapshot.assessment, row, ways[tried.way])
    return snapshot.with_assessment(changed), f"{name}: {missing_text(ways[tried.way], snapshot.plan, words)}"
