"""What a paper is about, read from the data file: the present data, a meeting's frozen ones, or a scenario's."""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from dienhinh.criteria import Plan
from dienhinh.criteria.scenario import Scenario
from dienhinh.reports.facts import Occasion
from dienhinh.reports.offices import office_of
from dienhinh.store.meetings import conclusions, meeting, snapshot_of, tasks
from dienhinh.verdicts.snapshot import Snapshot, take
from dienhinh.verdicts.tried import under


class NoMeeting(Exception):
    """There is no meeting of that number."""


def occasion(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    on: date | None,
    now: datetime,
    number: int | None = None,
    scenario: Scenario | None = None,
) -> Occasion:
    """The occasion of a paper made now: of the meeting ``number`` (frozen once it is open; while it is prepared, the
    present data of its assessment date), else of ``scenario``, else of the present data on ``on`` (today). Raises
    :class:`NoMeeting`, Tampered."""
    office, left = office_of(cursor), tuple(tasks(cursor))
    if number is not None:
        held, frozen = meeting(cursor, number), snapshot_of(cursor, number)
        if held is None:
            raise NoMeeting
        snapshot = Snapshot.unpacked(*frozen) if frozen else take(cursor, plan, held.assessed_on, now)
        return Occasion(snapshot, office, held.held_on, held, conclusions(cursor, number), tasks=left)
    day = on or now.date()
    if scenario is not None:
        return Occasion(under(cursor, plan, scenario, day, now), office, now.date(), scenario=scenario.name, tasks=left)
    return Occasion(take(cursor, plan, day, now), office, now.date(), tasks=left)
