"""From a standing to the ways candidates could become eligible by nominations, for the portfolio; and back to
changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice, product

from dienhinh.criteria import Assessment, Route, RouteTable, Status
from dienhinh.criteria.portfolio import Nomination, Option, Portfolio
from dienhinh.criteria.routes import slot_years
from dienhinh.criteria.scenario import Change
from dienhinh.store.trial import Trial
from dienhinh.verdicts.goals import route_changes

MOST_WAYS = 40
"""Of one route: the ways to spread its results over the open years."""


def options_of(assessment: Assessment, tables: Mapping[str, RouteTable], papers: bool) -> list[Option]:
    """Every way in which a candidate not yet eligible becomes so by awards and initiatives of the years still open.

    ``papers``: count on the papers awaited to come; otherwise only ways that need none.
    """
    found: list[Option] = []
    for track, result in assessment.tracks.items():
        for place, row in enumerate(result.rows.tolist()):
            if assessment.status[row] not in (Status.PENDING, Status.ON_TRACK):
                continue
            code = str(assessment.roster["code"].iloc[row])
            ways = {
                option
                for route in tables[track].routes(place)
                if route.feasible and not route.met and (papers or not route.papers)
                for option in _ways(assessment, row, code, route)
            }
            found += _least(ways)
    return found


def _ways(assessment: Assessment, row: int, code: str, route: Route) -> Iterator[Option]:
    """The route's results spread over the years still open."""
    plan, spread = assessment.plan, []
    for item in route.missing:
        measure = plan.measures[str(item.criterion.measure)]
        if not item.results:
            continue
        if measure.kind not in ("AWARD", "INITIATIVE"):
            return  # a rating of a year to come, or an attestation refused, is nobody's nomination
        slots = int(assessment.counts.slots[plan.measure_index[measure.id], row])
        years = slot_years(plan, measure.id, slots)
        spread.append([tuple((measure.codes[0], y) for y in chosen) for chosen in combinations(years, item.results)])
    for parts in islice(product(*spread), MOST_WAYS):
        nominations = tuple(sorted(n for part in parts for n in part))
        gain = round(1000 * (1 - float(assessment.progress[row])))
        yield Option(code, nominations, route.papers, route.alternative.branch, gain)


def _least(ways: set[Option]) -> list[Option]:
    """The ways that hold no other way."""
    kept: list[Option] = []
    for way in sorted(ways, key=lambda o: (len(o.nominations), o.papers, o.nominations)):
        if not any(set(k.nominations) <= set(way.nominations) for k in kept):
            kept.append(way)
    return kept


def kinds_of(options: Sequence[Option]) -> list[Nomination]:
    """Every award and year that some way asks for."""
    return sorted({n for o in options for n in o.nominations})


def changes_of(trial: Trial, tables: Mapping[str, RouteTable], answer: Portfolio) -> list[Change]:
    """The answer as a scenario's changes: the nominations won, and the papers that the ways count on."""
    assessment, on = trial.standing.assessment, trial.standing.assessment.on
    places = {str(c): i for i, c in enumerate(assessment.roster["code"])}
    found: list[Change] = []
    for option in answer.chosen:
        row = places[option.candidate]
        track = str(assessment.roster["track"].iloc[row])
        place = assessment.tracks[track].rows.tolist().index(row)
        for code, year in option.nominations:
            kind = "INITIATIVE" if code in ("CO_SO", "TINH", "BO", "TW") else "AWARD"
            found.append(Change(do="add", who=option.candidate, kind=kind, code=code, year=year, decided_on=on))
        if option.papers:
            start = int(assessment.roster["start_year"].iloc[row])
            route = next(r for r in tables[track].routes(place) if r.alternative.branch == option.way)
            found += [
                c
                for c in route_changes(trial, option.candidate, start, route)
                if not (c.do == "add" and c.kind in ("AWARD", "INITIATIVE"))
            ]
    return found
