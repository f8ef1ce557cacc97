"""What closes when, and for whom: the last day of each way that is still open, if nothing more comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
from icalendar import Calendar, Event

from dienhinh.criteria import STATUSES, Criterion, Plan, RouteTable, Status, assess, route_table
from dienhinh.criteria.routes import Alternative
from dienhinh.locale import Words
from dienhinh.store.history import directory
from dienhinh.store.tally import ahead


@dataclass(frozen=True)
class Need:
    """What must come by the closing day: a leaf, and the achievement year that closes (None: no year of its own)."""

    criterion: Criterion
    year: int | None


@dataclass(frozen=True)
class Closing:
    """One way of one candidate that closes after ``last``, its last open day, unless ``needs`` come by then.
    ``distance``: results and papers still missing, nearest first; ``status``: of the candidate today."""

    candidate_id: int
    code: str
    name: str
    unit: str
    track: str
    status: str
    way: Alternative
    last: date
    needs: tuple[Need, ...]
    distance: tuple[int, int]


def closing_days(plan: Plan, on: date) -> list[date]:
    """The days after ``on`` from which a way can be closed though it was open the day before: the day after a year's
    deadline (P13), the day on which a year becomes due (P8: a low rating recorded early counts from then on), and the
    period's end."""
    years = plan.period.years
    days = {plan.deadline(y) + timedelta(days=1) for y in years} | {date(y, 12, 31) for y in years} | {plan.period.end}
    return sorted(d for d in days if d > on)


def countdown(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date) -> list[Closing]:
    """Every way open on ``on`` and not yet met that will close, the soonest first, then the nearest. By way, not by
    verdict: a candidate has others, or is eligible already. A way that lacks papers alone never closes."""
    days = closing_days(plan, on)
    moments = ahead(cursor, plan, on, days)
    people = {
        int(number): (str(code), str(name), str(unit or ""))
        for number, code, name, unit in directory(cursor, on)[["candidate_id", "code", "name", "unit_code"]].itertuples(
            index=False, name=None
        )
    }
    assessments = [assess(plan, t.on, t.roster, t.counts) for t in moments]
    found: list[Closing] = []
    numbers = moments[0].roster["candidate_id"].tolist()
    statuses = [STATUSES[s] for s in assessments[0].status]
    for track in plan.track:
        rows = assessments[0].tracks[track.id].rows
        if not len(rows):
            continue
        tables = [route_table(a, track.id) for a in assessments]
        today = tables[0]
        left = (today.blocked == 0) & ((today.results > 0) | (today.papers > 0))
        for day, (before, after) in zip(days, pairwise(tables), strict=True):
            last = day - timedelta(days=1)
            needed = _needs(plan, after, last)
            for w, i in zip(*(n.tolist() for n in np.nonzero(left & (before.blocked == 0) & (after.blocked > 0))),
                            strict=True):  # fmt: skip
                row = int(rows[i])
                code, name, unit = people[numbers[row]]
                needs = tuple(need for need, lacks in needed[w] if lacks[i])
                missing = (int(today.results[w, i]), int(today.papers[w, i]))
                found.append(
                    Closing(
                        numbers[row], code, name, unit, track.id, statuses[row], after.ways[w], last, needs, missing
                    )
                )
    return sorted(found, key=lambda c: (c.last, c.distance, c.code, c.way.id))


def _needs(plan: Plan, after: RouteTable, last: date) -> list[list[tuple[Need, list[bool]]]]:
    """For each way its leaves, and whose are lacking once ``last`` is past."""
    year = next((y for y in plan.period.years if plan.deadline(y) == last), None)
    found = []
    for w, way in enumerate(after.ways):
        of_way = []
        for k, leaf in enumerate(way.leaves):
            counted = plan.measures[str(leaf.measure)].kind in ("AWARD", "INITIATIVE")
            of_way.append((Need(leaf, year if counted else None), (after.leaf_blocked[w][k] > 0).tolist()))
        found.append(of_way)
    return found


def nearest(closings: Sequence[Closing], status: str = STATUSES[Status.ON_TRACK]) -> dict[str, Closing]:
    """Of everybody in ``status`` the way that closes first, of several the nearest: code → closing."""
    found: dict[str, Closing] = {}
    for c in closings:
        there = found.get(c.code)
        if c.status == status and (there is None or (c.last, c.distance) < (there.last, there.distance)):
            found[c.code] = c
    return found


def by_day(closings: Sequence[Closing]) -> list[tuple[date, int, int]]:
    """Per closing day: how many ways close and of how many people."""
    days: dict[date, list[Closing]] = {}
    for c in closings:
        days.setdefault(c.last, []).append(c)
    return [(day, len(of), len({c.candidate_id for c in of})) for day, of in sorted(days.items())]


def needs_said(closing: Closing, words: Words) -> str:
    """What must come, in the reader's words: "CSTĐCS năm 2024"."""
    return words.list(
        words.t("{what} for {year}", what=n.criterion.short.in_(words.lang), year=str(n.year))
        if n.year
        else n.criterion.short.in_(words.lang)
        for n in closing.needs
    )


@dataclass(frozen=True)
class DaySaid:
    """A closing day in words: the day, how many days are left, how much closes, the nearest with what each needs."""

    day: date
    left: str
    closes: str
    whose: str


def days_said(closings: Sequence[Closing], on: date, words: Words, most_days: int, most_named: int) -> list[DaySaid]:
    """The days on which ways close, the soonest first; of each so many are named, the others counted."""
    found = []
    for day, ways, people in by_day(closings)[:most_days]:
        first = list({c.code: c for c in reversed(closings) if c.last == day}.values())[::-1][:most_named]
        names = "; ".join(f"{c.name}: {needs_said(c, words)}" for c in first)
        more = words.t("and {n} more candidates", n=people - len(first)) if people > len(first) else ""
        left = words.t("{n} days left", n=(day - on).days)
        said = words.t("{ways} ways of {people} candidates close", ways=ways, people=people)
        found.append(DaySaid(day, left, said, "; ".join(x for x in (names, more) if x)))
    return found


def way_said(closing: Closing, plan: Plan, words: Words) -> str:
    """The way in words, with its section."""
    way = plan.criteria[closing.way.id]
    return f"{way.short.in_(words.lang)} ({way.section})"


def as_json(closings: Sequence[Closing], on: date) -> list[dict[str, Any]]:
    """Rows for scripts; keys are promised in docs/cli.md."""
    return [
        {
            "code": c.code,
            "name": c.name,
            "unit": c.unit,
            "track": c.track,
            "status": c.status,
            "way": c.way.id,
            "closes": c.last.isoformat(),
            "days": (c.last - on).days,
            "needs": [{"id": n.criterion.id, "year": n.year} for n in c.needs],
            "results": c.distance[0],
            "papers": c.distance[1],
        }
        for c in closings
    ]


def as_calendar(closings: Sequence[Closing], words: Words) -> bytes:
    """A calendar file: an entry a closing day, whole-day, with who and what in its text."""
    calendar = Calendar()
    calendar.add("prodid", "-//Điển hình//countdown//VI")
    calendar.add("version", "2.0")
    for day, ways, people in by_day(closings):
        event = Event()
        event.add("uid", f"{day.isoformat()}@dien-hinh")
        event.add("dtstamp", day)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", words.t("{ways} ways of {people} candidates close", ways=ways, people=people))
        lines = [f"{c.name} ({c.code}): {needs_said(c, words)} – {c.way.id}" for c in closings if c.last == day]
        event.add("description", "\n".join(lines))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
