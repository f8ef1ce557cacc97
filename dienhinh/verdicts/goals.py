"""Goal-seek made concrete: the changes that take a candidate along one of its routes (papers to come, results to
win)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dienhinh.criteria import Plan, Route, Status
from dienhinh.criteria.scenario import Change
from dienhinh.kinds.codes import RATINGS
from dienhinh.locale.fold import code_key
from dienhinh.store.trial import Trial, statuses


def route_changes(trial: Trial, code: str, start_year: int, route: Route) -> list[Change]:
    """A smallest set of changes that makes ``code`` meet ``route``, each dated on the assessment date; empty where
    the route is met, or where nothing can bring it any more."""
    plan, on = trial.plan, trial.standing.assessment.on
    if route.met or not route.feasible:
        return []
    person = trial.people[code_key(code)]
    trial.learn([int(person["candidate_id"])])
    facts = trial.facts[int(person["candidate_id"])]
    found: list[Change] = []
    best: list[str] = []
    rated = False
    for item in route.missing:
        measure = plan.measures[str(item.criterion.measure)]
        if measure.kind == "ATTESTATION":
            found.append(Change(do="add", who=code, kind="ATTESTATION", criterion=measure.criterion, decided_on=on))
        elif measure.kind == "RATING":
            rated = True
            if measure.count != "due_years":
                best = max(best, [measure.codes[0]] * item.papers, key=len)
                found += [
                    Change(do="add", who=code, kind="RATING", code=measure.codes[0], year=y, decided_on=on)
                    for y in item.years
                ]
        elif measure.kind in ("AWARD", "INITIATIVE"):
            waiting = [
                f
                for f in facts
                if f["kind"] == measure.kind
                and f["code"] in measure.codes
                and f["state"] == "PENDING"
                and f["year"] in plan.period.years
            ]
            for fact in waiting[: item.papers]:
                found.append(
                    Change(
                        do="resolve", who=code, kind=measure.kind, code=fact["code"], year=fact["year"], decided_on=on
                    )
                )
            found += [
                Change(do="add", who=code, kind=measure.kind, code=measure.codes[0], year=y, decided_on=on)
                for y in item.years
            ]
    if rated:
        found += _ratings(plan, on, code, start_year, {f["year"] for f in facts if f["kind"] == "RATING"}, best)
    return list({c.model_dump_json(): c for c in found}.values())  # two papers of one year come by one change


def _ratings(plan: Plan, on: date, code: str, start: int, have: set[int], best: Sequence[str]) -> list[Change]:
    """The due years without a rating: ``best`` for the first of them, the others as good as every year must be."""
    missing = [y for y in plan.due_years(on) if y >= start and y not in have]
    enough = plan.good_ratings[-1] if plan.good_ratings else RATINGS[0]
    codes = [*best, *[enough] * len(missing)]
    return [
        Change(do="add", who=code, kind="RATING", code=codes[i], year=y, decided_on=on) for i, y in enumerate(missing)
    ]


def minimal_sets(trial: Trial, code: str, start_year: int, routes: Sequence[Route]) -> list[tuple[Route, list[Change]]]:
    """The sets of changes that make ``code`` eligible and of which none can be left out: fewest results first, then
    fewest papers, then the earliest. Empty where the candidate is eligible, or nothing can make it so."""
    candidate = int(trial.people[code_key(code)]["candidate_id"])
    found = [(r, changes) for r in routes if (changes := route_changes(trial, code, start_year, r))]
    tries = [[*changes[:i], *changes[i + 1 :]] for _, changes in found for i in range(len(changes))]
    base = trial.standing.assessment
    row = base.find(candidate)
    if row is None or base.status[row] == Status.ELIGIBLE or not found:
        return []
    without = iter(statuses(trial, tries))
    kept, seen = [], set()
    for route, changes in found:
        spare = [next(without).get(candidate, int(base.status[row])) == Status.ELIGIBLE for _ in changes]
        key = frozenset(c.model_dump_json() for c in changes)
        if not any(spare) and key not in seen:
            seen.add(key)
            kept.append((route, changes))
    return sorted(kept, key=lambda found: (found[0].results, found[0].papers, found[0].earliest_year or 0))


@dataclass(frozen=True)
class WhyNot:
    """Why nothing can make a candidate eligible any more: the day since when, and the one recorded fact without which
    it would not be so (None: it is time itself, the years that could still have brought something are over)."""

    since: date
    fact: dict[str, Any] | None


def why_not(trial: Trial, code: str, line: Sequence[tuple[date, str | None, float]]) -> WhyNot | None:
    """The one fact that puts ``code`` out of reach; None where it is not out of reach.

    ``line``: the status over time (``store.status_line``). A fact counts as the one when, had it been good (a rating
    good, a refused paper granted), the candidate were not out of reach on the date.
    """
    base = trial.standing.assessment
    person = trial.people[code_key(code)]
    candidate = int(person["candidate_id"])
    row = base.find(candidate)
    if row is None or base.status[row] != Status.OUT_OF_REACH or not line:
        return None
    trial.learn([candidate])
    good = trial.plan.good_ratings
    doubtful = [
        f
        for f in trial.facts[candidate]
        if f["state"] == "REFUSED" or (f["kind"] == "RATING" and good and f["code"] not in good)
    ]
    instead = [_good(trial.plan, code, f) for f in doubtful]
    found = statuses(trial, [[c] for c in instead]) if instead else []
    since = line[-1][0]
    for day, status, _ in reversed(line):
        if status != "OUT_OF_REACH":
            break
        since = day
    for fact, outcome in zip(doubtful, found, strict=True):
        if outcome.get(candidate) not in (None, Status.OUT_OF_REACH):
            return WhyNot(since, fact)
    return WhyNot(since, None)


def _good(plan: Plan, code: str, fact: dict[str, Any]) -> Change:
    """The fact as it would have to be."""
    if fact["kind"] == "ATTESTATION":
        return Change(
            do="add", who=code, kind="ATTESTATION", criterion=fact["criterion"], decided_on=fact["decided_on"]
        )
    good = plan.good_ratings[-1] if fact["kind"] == "RATING" else fact["code"]
    return Change(do="add", who=code, kind=fact["kind"], code=good, year=fact["year"], decided_on=fact["decided_on"])
