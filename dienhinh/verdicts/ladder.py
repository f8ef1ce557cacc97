"""The next step of the ladder: for each person and unit what title or form they can be proposed for, what is missing,
from which year on; and what an office has confirmed of the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dienhinh.access.roles import Act
from dienhinh.criteria import STATUSES, Assessment, Route, Status, assess, route_table
from dienhinh.criteria.ladder import Ladder, Rung
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.fold import code_key
from dienhinh.locale.names import code_name
from dienhinh.locale.verdicts import missing_text
from dienhinh.places import ladder as shipped
from dienhinh.store import Store, judge
from dienhinh.store.aside import remember, remembered
from dienhinh.store.history import awards_given, directory
from dienhinh.store.tally import tally
from dienhinh.store.trial import Trial
from dienhinh.verdicts.goals import GoalSet, goals
from dienhinh.verdicts.rows import missing_as_json

KEY = "ladder"
AHEAD = 6
"""How many years after the one looked at are tried for the earliest."""
OWN = "ladder"
"""The folder beside the data file with the office's own files of the ladder."""


@dataclass(frozen=True)
class Kept:
    """What the office has settled: the lines it has confirmed (by id: who and when), and its readings."""

    confirmed: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)


def kept(cursor: duckdb.DuckDBPyConnection) -> Kept:
    said = remembered(cursor, KEY) or {}
    confirmed = {k: (str(who), date.fromisoformat(day)) for k, (who, day) in said.get("confirmed", {}).items()}
    return Kept(confirmed, dict(said.get("choices", {})))


def keep(store: Store, settled: Kept) -> None:
    """Remember what the office has settled; an act of the rules (:attr:`Act.PLAN`)."""
    confirmed = {k: [who, day.isoformat()] for k, (who, day) in settled.confirmed.items()}
    remember(store, KEY, {"confirmed": confirmed, "choices": dict(settled.choices)}, Act.PLAN)


def ladder_of(settled: Kept, data_file: Path | None = None) -> Ladder:
    """The ladder with the office's own files (beside ``data_file``) and readings. Raises PlanError for a file that
    cannot be judged by."""
    own = data_file.parent / OWN if data_file is not None else None
    return shipped(own if own is not None and own.is_dir() else None).with_choices(settled.choices)


def year_of(on: date) -> int:
    """The year that is looked at on a day: the last one while its awards can still be decided (P13), else its own."""
    return on.year - 1 if (on.month, on.day) <= (6, 30) else on.year


@dataclass(frozen=True)
class Line:
    """One rung for one candidate. ``status`` (a name of STATUSES; None: not judged) and ``route``, the nearest way, are
    those of the ``earliest`` year for which it can be; out of reach, and no year, where none of the next can bring it.
    ``held``: the years for which it has been given. ``confirmed``: whether the office has confirmed every line of the
    rule."""

    rung: Rung
    status: str | None
    route: Route | None
    earliest: int | None
    held: tuple[int, ...]
    confirmed: bool


@dataclass(frozen=True)
class Climb:
    """Everybody on the ladder. ``roster``: columns of the directory and ``track``, by name. ``statuses``: by rung (its
    id) the places in STATUSES of those in the roster, ``NOT_JUDGED`` where the rung is not theirs or is off;
    ``earliest``: likewise the year that the status is of, 0 for none. ``held``: by candidate and code the years given.
    """

    year: int
    on: date
    ladder: Ladder
    confirmed: frozenset[str]
    roster: pd.DataFrame
    statuses: Mapping[str, NDArray[np.int8]]
    earliest: Mapping[str, NDArray[np.int16]]
    held: Mapping[int, Mapping[str, tuple[int, ...]]]
    assessments: Mapping[int, Assessment]

    def rungs(self, place: int) -> list[Rung]:
        return self.ladder.of(str(self.roster["track"].iloc[place]))

    def place(self, candidate: int) -> int | None:
        found = np.flatnonzero(self.roster["candidate_id"].to_numpy() == candidate)
        return int(found[0]) if len(found) else None

    def line(self, place: int, rung: Rung) -> Line:
        """One rung for the candidate at ``place`` of the roster."""
        person = self.roster.iloc[place]
        candidate, track = int(person["candidate_id"]), str(person["track"])
        status, year = int(self.statuses[rung.id][place]), int(self.earliest[rung.id][place])
        route = None
        if year:
            assessment = self.assessments[year]
            row = assessment.find(candidate)
            assert row is not None
            route = route_table(assessment, track, rung.root, np.array([row])).nearest_route(0)
        return Line(
            rung,
            None if status == NOT_JUDGED else STATUSES[status],
            route,
            year or None,
            self.held.get(candidate, {}).get(rung.code, ()),
            is_confirmed(rung, self.confirmed),
        )

    def lines(self, place: int) -> list[Line]:
        """Every rung of the candidate at ``place``, lowest first."""
        return [self.line(place, rung) for rung in self.rungs(place)]


NOT_JUDGED = -1


def is_confirmed(rung: Rung, confirmed: Collection[str]) -> bool:
    """Whether the office has confirmed every line of a rung."""
    return ({c.id for c in rung.lines} or {rung.id}) <= set(confirmed)


def climb(
    cursor: duckdb.DuckDBPyConnection,
    ladder: Ladder,
    settled: Kept,
    on: date,
    *,
    year: int | None = None,
    since: int | None = None,
    ids: Sequence[int] | None = None,
    ahead: int = AHEAD,
) -> Climb:
    """Where everybody (or those with ``ids``) stands on the ladder on ``on``, for the titles and forms of ``year`` and,
    where that is closed, of the first of the ``ahead`` years after it. ``since``: see :meth:`Ladder.plan`."""
    year = year or year_of(on)
    confirmed = frozenset(settled.confirmed)
    assessments: dict[int, Assessment] = {}
    for target in range(year, year + ahead + 1):
        plan = ladder.plan(target, confirmed, since=since)
        counted = tally(cursor, plan, [on], ids)[0]
        assessments[target] = assess(plan, on, counted.roster, counted.counts)
    roster = assessments[year].roster
    people = directory(cursor, on)
    named = people[people["candidate_id"].isin(roster["candidate_id"])].reset_index(drop=True)
    order = pd.Index(roster["candidate_id"]).get_indexer(named["candidate_id"])
    named["track"] = roster["track"].astype(str).to_numpy()[order]
    statuses = {r.id: np.full(len(named), NOT_JUDGED, dtype=np.int8) for r in ladder.rungs}
    earliest = {r.id: np.zeros(len(named), dtype=np.int16) for r in ladder.rungs}
    back = np.empty(len(order), dtype=np.int64)  # from a place in the tally to one in the roster by name
    back[order] = np.arange(len(order))
    for target, assessment in assessments.items():
        for rung in ladder.judged(target, confirmed):
            status, first = statuses[rung.id], earliest[rung.id]
            for track, result in assessment.tracks.items():
                if not len(result.rows) or rung not in ladder.of(track):
                    continue
                mine = back[result.rows]
                found = result.status[result.at(rung.root)].copy()
                waits = np.flatnonzero(found == Status.ON_TRACK)
                before = _before(rung, track, ladder, earliest)
                if len(waits) and before:
                    rows = result.rows[waits]
                    able = {c: e[back[rows]] for c, e in before.items()}
                    sooner = ~_in_time(assessment, track, rung, rows, target, able)
                    found[waits[sooner]] = Status.OUT_OF_REACH
                fresh = first[mine] == 0
                status[mine] = np.where(fresh, found, status[mine])
                first[mine] = np.where(fresh & (found < Status.OUT_OF_REACH), target, first[mine])
    held = awards_given(cursor, on, ids)
    return Climb(year, on, ladder, confirmed, named, statuses, earliest, held, assessments)


def _before(
    rung: Rung, track: str, ladder: Ladder, earliest: Mapping[str, NDArray[np.int16]]
) -> dict[str, NDArray[np.int16]]:
    """By code the earliest years of the awards that a rung counts and that have a standard of their own here."""
    counted = {c for m in rung.measure if m.kind == "AWARD" and not m.members for c in (*m.codes, *m.after)}
    return {r.code: earliest[r.id] for r in ladder.of(track) if r.code in counted and r.code != rung.code and r.root}


def _in_time(
    assessment: Assessment,
    track: str,
    rung: Rung,
    rows: NDArray[np.integer],
    target: int,
    before: Mapping[str, NDArray[np.int16]],
) -> NDArray[np.bool_]:
    """Whether what a rung still asks for can be won by ``target``: an award that must come first can be given only from
    the first year for which its own standard can be met."""
    plan = assessment.plan
    table = route_table(assessment, track, rung.root, rows)
    first, n = plan.period.first_year, len(plan.period.years)
    found = np.zeros(len(rows), dtype=bool)
    for w, way in enumerate(table.ways):
        good = table.blocked[w] == 0
        for k, leaf in enumerate(way.leaves):
            measure, m = plan.measures[str(leaf.measure)], plan.measure_index[str(leaf.measure)]
            span = table.counts.spans.get(m)
            asked = [before[c] for c in measure.codes if c in before and measure.kind == "AWARD"]
            if asked and len(asked) == len([c for c in measure.codes if c in before or c == rung.code]):
                able = np.where(np.array(asked) == 0, target + 1, asked).min(axis=0)  # the soonest of several
                years = span.cheapest(int(leaf.need or 0))[3] if span is not None else table.counts.slots[m]
                which = _lowest_year(years) if span is not None else _highest_year(years)
                good &= (table.leaf_results[w][k] == 0) | (first + which >= able)
            earlier = [before[c] for c in measure.after if c in before]
            if earlier and span is not None and isinstance(leaf.need, int):
                able = np.where(np.array(earlier) == 0, target + 1, earlier).min(axis=0)
                stretch = ((1 << leaf.need) - 1) << (n - leaf.need)
                there = (span.rows[4] & stretch) == stretch  # after one that is recorded or awaited
                good &= there | (target - leaf.need + 1 > able)
        found |= good
    return found


def _lowest_year(years: NDArray[np.integer]) -> NDArray[np.integer]:
    return np.bitwise_count((years & -years) - 1).astype(np.int64)


def _highest_year(years: NDArray[np.integer]) -> NDArray[np.integer]:
    spread = years.astype(np.int64)
    for step in (1, 2, 4, 8):
        spread = spread | spread >> step
    return np.bitwise_count(spread).astype(np.int64) - 1


def sets(
    cursor: duckdb.DuckDBPyConnection, ladder: Ladder, settled: Kept, rung: Rung, code: str, on: date, year: int
) -> list[GoalSet]:
    """Every smallest set of papers and results that meets one rung's standard for ``year``."""
    plan = ladder.plan(year, frozenset(settled.confirmed), only=[rung.id])
    return goals(Trial(cursor, plan, judge(cursor, plan, on)), code)


def as_json(climbed: Climb, place: int) -> list[dict[str, Any]]:
    """The lines of the candidate at ``place`` for scripts; keys are promised in docs/cli.md."""
    return [
        {
            "id": line.rung.code,
            "status": line.status,
            "missing": missing_as_json(line.route) if line.route else [],
            "earliest": line.earliest,
            "confirmed": line.confirmed,
            "held": list(line.held),
        }
        for line in climbed.lines(place)
    ]


def climb_of(
    cursor: duckdb.DuckDBPyConnection, ladder: Ladder, settled: Kept, on: date, code: str, **how: Any
) -> tuple[Climb, int | None] | None:
    """One candidate's climb, with the place in its roster (None: no candidate on the day); None where nobody has the
    code. ``how``: see :func:`climb`."""
    people = directory(cursor, on)
    mine = people.loc[[code_key(str(c)) == code_key(code) for c in people["code"]], "candidate_id"]
    if not len(mine):
        return None
    candidate = int(mine.iloc[0])
    found = climb(cursor, ladder, settled, on, ids=[candidate], **how)
    return found, found.place(candidate)


LINE_WORD = (N_("Title or form"), N_("Status"), N_("Earliest year"), N_("Still missing"), N_("Held"), N_("Rule"))
"""Over the columns of :func:`line_in_words`."""


def line_in_words(line: Line, climbed: Climb, words: Words) -> list[str]:
    """Name, status, earliest year, what is missing, the years held, whether the rule is confirmed."""
    return [
        code_name(line.rung.code),
        status_said(line, climbed, words),
        str(line.earliest or "–"),
        missing_said(line, climbed, words),
        words.list(str(y) for y in line.held) or "–",
        words.t("confirmed by the office") if line.confirmed else words.t("to be checked"),
    ]


def status_said(line: Line, climbed: Climb, words: Words) -> str:
    """The status of a rung in words: met for which year, or what stands in the way."""
    if line.status is None:
        return words.t("not judged from records")
    if line.status == "OUT_OF_REACH":
        return words.t("not within {n} years", n=len(climbed.assessments))
    said = {"ELIGIBLE": N_("meets the standard"), "PENDING": N_("once papers come"), "ON_TRACK": N_("still achievable")}
    return words.t(said[line.status])


def missing_said(line: Line, climbed: Climb, words: Words) -> str:
    """What the nearest way still asks for; of a rung that is not judged, why."""
    if line.status is None:
        if line.rung.root:
            return words.t("its rule is from memory: it is judged once the office has confirmed it")
        return line.rung.beyond.in_(words.lang) if line.rung.beyond else "–"
    if line.route is None or line.earliest is None:
        return "–"
    return missing_text(line.route, climbed.assessments[line.earliest].plan, words) or "–"


def standard_said(climbed: Climb, place: int | None, code: str, words: Words) -> str:
    """Whether the candidate at ``place`` meets the standard of an award itself for the climb's year; if not, what it
    lacks or from which year on it can."""
    if place is None:
        return "–"
    rung = next((r for r in climbed.rungs(place) if r.code == code and r.root), None)
    line = climbed.line(place, rung) if rung else None
    if line is None or line.status is None:
        return words.t("not judged from records")
    if line.earliest != climbed.year:
        first = (
            words.t("from {year} on", year=str(line.earliest)) if line.earliest else status_said(line, climbed, words)
        )
        return words.t("does not meet it: {first}", first=first)
    if line.status == "ELIGIBLE":
        return words.t("meets the standard")
    return words.t("still to come: {missing}", missing=missing_said(line, climbed, words))
