"""From a standing to the ways candidates could become eligible by nominations, for the portfolio; and back to
changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice, product

import duckdb

from dienhinh.criteria import Assessment, Route, RouteTable, Status
from dienhinh.criteria.portfolio import Nomination, Option, Portfolio
from dienhinh.criteria.routes import slot_years
from dienhinh.criteria.scenario import Change
from dienhinh.kinds.codes import LEVELS
from dienhinh.store.history import awards_won
from dienhinh.store.trial import Trial
from dienhinh.verdicts.goals import paper_steps

MOST_WAYS = 40
"""Of one route: the ways to spread its results over the open years."""


def options_of(assessment: Assessment, tables: Mapping[str, RouteTable], papers: bool) -> list[Option]:
    """Every way in which a candidate not yet eligible becomes so by awards and initiatives of the years still open.

    ``papers``: count on the papers awaited to come; otherwise only ways that need none, also where a result takes the
    place of a paper.
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
                if route.feasible and not route.met
                for option in _ways(assessment, row, code, route, papers)
            }
            found += _least(ways)
    return found


def _ways(assessment: Assessment, row: int, code: str, route: Route, papers: bool) -> Iterator[Option]:
    """The route's results spread over the years still open, over the awards that serve, and over papers and results."""
    plan = assessment.plan
    spread: list[list[tuple[tuple[Nomination, ...], int]]] = []
    for item in route.missing:
        measure = plan.measures[str(item.criterion.measure)]
        if measure.kind not in ("AWARD", "INITIATIVE"):
            if item.results or (item.papers and not papers):
                return  # a rating of a year to come, or an attestation refused, is nobody's nomination
            spread.append([((), item.papers)])
            continue
        m, lacking = plan.measure_index[measure.id], item.need - item.have
        awaited = min(int(assessment.counts.pending[m, row]), lacking) if papers else 0
        years = slot_years(plan, measure.id, int(assessment.counts.slots[m, row]))
        codes = measure.codes if measure.kind == "AWARD" else measure.codes[:1]
        spread.append(
            [
                (tuple(sorted(zip(given, chosen, strict=True))), lacking - n)
                for n in range(lacking - awaited, lacking + 1)
                for chosen in combinations(years, n)
                for given in product(codes, repeat=n)
            ]
        )
    for parts in islice(product(*spread), MOST_WAYS):
        nominations = tuple(sorted(n for part, _ in parts for n in part))
        gain = round(1000 * (1 - float(assessment.progress[row])))
        yield Option(code, nominations, sum(p for _, p in parts), route.alternative.branch, gain)


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
        for code, year in option.nominations:
            kind = "INITIATIVE" if code in LEVELS else "AWARD"
            found.append(Change(do="add", who=option.candidate, kind=kind, code=code, year=year, decided_on=on))
        if option.papers:
            track, place = assessment.place(places[option.candidate])
            route = next(r for r in tables[track].routes(place) if r.alternative.branch == option.way)
            found += paper_steps(trial, option.candidate, route, option.nominations)
    return found


@dataclass(frozen=True)
class Places:
    """How many of one award may be given for a year: ``base`` of those who have the other title (``known``: so many are
    recorded; 0: not known yet, and ``base`` is an estimate), ``percent`` of them, less ``used``: confirmed already, or
    put forward and awaiting their decisions."""

    base: int
    known: int
    percent: float
    used: int

    @property
    def left(self) -> int:
        return max(0, int(self.percent * self.base / 100 + 1e-9) - self.used)


PUT_FORWARD = ("CONFIRMED", "PENDING")


def used_places(cursor: duckdb.DuckDBPyConnection, kinds: Sequence[Nomination], on: date) -> dict[Nomination, int]:
    """How many of each award and year are given, or put forward and awaiting their decisions."""
    taken = awards_won(cursor, sorted({code for code, _ in kinds}), on, PUT_FORWARD)
    return {k: taken[k] for k in kinds}


def estimate_of(won: Mapping[Nomination, int], of: str, year: int, people: int) -> int:
    """Those who will have the title ``of`` for ``year``, while none is recorded: as many as in the year before, else
    everybody."""
    before = [won.get((of, y), 0) for y in (year - 1, year - 2)]
    return next((n for n in before if n), people)
