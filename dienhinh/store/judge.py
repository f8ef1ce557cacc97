"""From the file to verdicts in one call: count, name the candidates, assess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Plan, assess
from dienhinh.store.history import directory
from dienhinh.store.succession import inherited
from dienhinh.store.tally import tally


@dataclass(frozen=True)
class Standing:
    """An assessment whose roster is named (columns of :func:`directory`, in name order), and who is no candidate on
    the date: not yet joined, left, dissolved (``apart``, columns of :func:`directory`)."""

    assessment: Assessment
    apart: pd.DataFrame


def judge(
    cursor: duckdb.DuckDBPyConnection,
    plan: Plan,
    on: date,
    hindsight: date | None = None,
    ids: Sequence[int] | None = None,
) -> Standing:
    """Everybody's standing under ``plan`` on ``on`` (or that of those with ``ids``; the others are then apart);
    ``hindsight``: see :func:`tally`."""
    counted = tally(cursor, plan, [on], ids, hindsight=hindsight)[0]
    people = directory(cursor, on)
    place = pd.Series(np.arange(len(counted.roster)), index=counted.roster["candidate_id"])
    named = people[people["candidate_id"].isin(place.index)].reset_index(drop=True)
    rows = place.loc[named["candidate_id"]].to_numpy()
    roster = named.assign(
        track=counted.roster["track"].iloc[rows].array, start_year=counted.roster["start_year"].to_numpy()[rows]
    )
    apart = people[~people["candidate_id"].isin(place.index)].reset_index(drop=True)
    return Standing(assess(plan, on, roster, counted.counts.take(rows)), apart)


def status_counts(cursor: duckdb.DuckDBPyConnection, plan: Plan, dates: Sequence[date]) -> pd.DataFrame:
    """How each date looked: columns ``on`` (date), ``track``, ``status`` (place in STATUSES), ``n``; one pass."""
    frames = []
    for counted in tally(cursor, plan, dates):
        found = assess(plan, counted.on, counted.roster, counted.counts)
        frames.append(
            pd.DataFrame({"on": counted.on, "track": counted.roster["track"].astype(str), "status": found.status})
        )
    if not frames:
        return pd.DataFrame(columns=["on", "track", "status", "n"])
    return pd.concat(frames).groupby(["on", "track", "status"]).size().rename("n").reset_index()


@dataclass(frozen=True)
class Fallen:
    """How a change of rules would have fallen on one day: how many stood in each status under either plan (in the order
    of STATUSES), and whose status would have been better or worse."""

    on: date
    before: tuple[int, ...]
    after: tuple[int, ...]
    better: int
    worse: int


def fallen(cursor: duckdb.DuckDBPyConnection, plan: Plan, changed: Plan, days: Sequence[date]) -> list[Fallen]:
    """``changed`` instead of ``plan`` on each of ``days``; two passes over the facts."""
    found = []
    for one, two in zip(tally(cursor, plan, days), tally(cursor, changed, days), strict=True):
        place = pd.Index(two.roster["candidate_id"]).get_indexer(one.roster["candidate_id"])
        was = assess(plan, one.on, one.roster, one.counts).status
        now = assess(changed, two.on, two.roster, two.counts).status
        both = now[place]
        before, after = (tuple(np.bincount(s, minlength=len(STATUSES)).tolist()) for s in (was, now))
        found.append(Fallen(one.on, before, after, int((both < was).sum()), int((both > was).sum())))
    return found


TURNS = """
SELECT known_on AS day FROM fact WHERE candidate_id = $id
UNION SELECT until + 1 FROM fact WHERE candidate_id = $id
UNION SELECT make_date(year, 12, 31) FROM fact WHERE candidate_id = $id AND year IS NOT NULL
UNION SELECT from_on FROM post WHERE candidate_id = $id
UNION SELECT until_on + 1 FROM post WHERE candidate_id = $id
UNION SELECT founded_on FROM candidate WHERE id = $id
UNION SELECT dissolved_on + 1 FROM candidate WHERE id = $id
"""


def status_line(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, candidate_id: int, until: date
) -> list[tuple[date, str | None, float]]:
    """One candidate's status from the period's first day to ``until``: each day on which it or the progress changed,
    with the status from then on (None: no candidate) and the progress in [0, 1].

    Only the days are judged on which anything can change: a fact becomes known or ends, a post begins or ends, a year
    becomes due (P8), a year closes (P13).
    """
    first = plan.period.start
    turns = {row[0] for row in cursor.execute(TURNS, {"id": candidate_id}).fetchall()} - {None}
    for year in plan.period.years:
        turns |= {date(year, 12, 31), plan.deadline(year) + timedelta(days=1)}
    took = inherited(cursor, plan)
    for row in took.by_unit.get(candidate_id, []):
        ends = [row["until"] + timedelta(days=1)] if row["until"] else []
        turns |= {row["known_on"], *ends}
    turns |= {b.since for b in took.began if b.unit == candidate_id}
    days = [first, *sorted(d for d in turns if first < d <= until)]
    line: list[tuple[date, str | None, float]] = []
    for counted in tally(cursor, plan, days, ids=[candidate_id], took=took):
        found = assess(plan, counted.on, counted.roster, counted.counts)
        status = STATUSES[found.status[0]] if found.size else None
        progress = float(found.progress[0]) if found.size else 0.0
        if not line or line[-1][1:] != (status, progress):
            line.append((counted.on, status, progress))
    return line
