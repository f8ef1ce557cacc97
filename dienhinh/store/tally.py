"""Counting a history in the data file: the query of :mod:`dienhinh.counting.query`, run on DuckDB."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import duckdb
import numpy as np

from dienhinh.counting.packing import Columns
from dienhinh.counting.query import NARROW, WIDE, Tally, TallyQuery
from dienhinh.criteria import Plan
from dienhinh.criteria.heritage import Heritage
from dienhinh.store.succession import inherited


def tally(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    dates: Sequence[date],
    ids: Sequence[int] | None = None,
    hindsight: date | None = None,
    took: Heritage | None = None,
) -> list[Tally]:
    """Count the history on each of ``dates`` (in one pass), for all candidates or those with ``ids``.

    ``hindsight``: count also what is known only by that day about years that had ended on the date judged (a decision
    of March about the year before). None: what was known on the date itself, as the plan's reading has it. ``took``:
    what units take over from others (None: as recorded, under the plan's reading of P19).
    """
    if len(dates) > 1 and TallyQuery(plan).day_by_day:
        return [t for d in dates for t in tally(cursor, plan, [d], ids, hindsight, took)]
    query, columns = counted_words(cursor, plan, dates, ids, hindsight, took)
    found = []
    order = np.argsort(columns["candidate_id"], kind="stable")
    for on in dates:
        rows = order if len(dates) == 1 else order[columns["on_date"][order] == np.datetime64(on)]
        found.append(query.read(on, {name: column[rows] for name, column in columns.items()}, Asked(cursor, query)))
    return found


def counted_words(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    dates: Sequence[date],
    ids: Sequence[int] | None = None,
    hindsight: date | None = None,
    took: Heritage | None = None,
) -> tuple[TallyQuery, Columns]:
    """The query whose counts are wide enough for everybody, and what it gave: the words, not yet read (see
    :func:`tally`)."""
    took = inherited(cursor, plan) if took is None else took
    for width in (NARROW, WIDE):
        query = TallyQuery(plan, width, hindsight, took)
        cursor.execute(query.text(dates, some=ids is not None), {"ids": list(ids)} if ids is not None else {})
        columns = {name: np.ma.getdata(column) for name, column in cursor.fetchnumpy().items()}
        facts = query.facts.get(columns)
        if not len(facts) or facts.max() < 1 << width:
            break
    return query, columns


class Asked:
    """The rare questions, asked of the data file."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, query: TallyQuery) -> None:
        self.cursor, self.query = cursor, query

    def led_longest(self, on: date) -> Collection[int]:
        return {int(who) for (who,) in self.cursor.execute(self.query.longest_text(on)).fetchall()}

    def latest(self, on: date, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        return self.cursor.execute(self.query.latest_text(on, some=True), {"ids": list(ids)}).fetchall()


def ahead(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, days: Sequence[date]) -> list[Tally]:
    """The counts of everybody on ``on`` and on each of the later ``days``, if nothing more becomes known than what is
    known on ``on``: years become due and close, measures in force come to their end. One pass over the facts."""
    query, columns = counted_words(cursor, plan, [on])
    order = np.argsort(columns["candidate_id"], kind="stable")
    columns = {name: column[order] for name, column in columns.items()}
    until = _in_force_until(cursor, query, on)
    return [_without_ended(query.read(d, columns, Asked(cursor, query), known=on), plan, until) for d in (on, *days)]


def _in_force_until(
    cursor: duckdb.DuckDBPyConnection, query: TallyQuery, on: date
) -> list[tuple[int, str, date | None]]:
    """The measures in force on ``on``: whose, which, their last day."""
    cursor.execute(
        f"SELECT candidate_id, code::VARCHAR, until FROM {query.source('fact_discipline')} WHERE state <> 'REVOKED'"
        " AND known_on <= $on AND coalesce(until >= $on, true)",
        {"on": on},
    )
    return [(int(who), str(code), until) for who, code, until in cursor.fetchall()]


def _without_ended(counted: Tally, plan: Plan, in_force: Sequence[tuple[int, str, date | None]]) -> Tally:
    """The counts on a later day with the measures that have ended by then out of force."""
    if plan.setting("discipline_breaks") == "within_period" or not in_force:
        return counted
    place = {int(c): i for i, c in enumerate(counted.roster["candidate_id"])}
    for name, measure in plan.measures.items():
        if measure.kind != "DISCIPLINE" or measure.members:
            continue
        m = plan.measure_index[name]
        mine: dict[int, list[date | None]] = {}
        for who, code, until in in_force:
            if who in place and (not measure.codes or code in measure.codes):
                mine.setdefault(place[who], []).append(until)
        for i, ends in mine.items():
            left = [e for e in ends if e is None or e >= counted.on]
            counted.counts.have[m, i] = not left
            if not left:
                counted.counts.slots[m, i] = 0
    return counted
