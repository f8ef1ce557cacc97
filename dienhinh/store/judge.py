"""From the file to verdicts in one call: count, name the candidates, assess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from dienhinh.criteria import Assessment, Plan, assess
from dienhinh.store.history import directory
from dienhinh.store.tally import tally


@dataclass(frozen=True)
class Standing:
    """An assessment whose roster is named (columns of :func:`directory`, in name order), and who is no candidate on
    the date: not yet joined, left, dissolved (``apart``, columns of :func:`directory`)."""

    assessment: Assessment
    apart: pd.DataFrame


def judge(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date) -> Standing:
    """Everybody's standing under ``plan`` on ``on``."""
    counted = tally(cursor, plan, [on])[0]
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
