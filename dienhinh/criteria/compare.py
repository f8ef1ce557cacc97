"""Two assessments beside each other: whose status is another, what was gained, how the counts moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dienhinh.criteria.assess import STATUSES, Assessment


@dataclass(frozen=True)
class Comparison:
    """``flips``: a frame of the candidates whose status or track differs, best new status first: ``candidate_id``,
    ``code``, ``name``, ``track_before``, ``track``, ``before``, ``after`` (statuses; None: no candidate),
    ``progress_before``, ``progress``. ``gained``: those whose status is the same and whose progress is not.
    ``counts``: how many in each status, columns ``before``, ``after``, index STATUSES."""

    flips: pd.DataFrame
    gained: pd.DataFrame
    counts: pd.DataFrame


def compare(base: Assessment, other: Assessment) -> Comparison:
    """``other`` against ``base``; both rosters have ``candidate_id``, ``code``, ``name``, ``track``."""
    columns = ["candidate_id", "code", "name", "track", "status", "progress"]
    one, two = (a.frame[columns].assign(track=a.roster["track"].astype(str)) for a in (base, other))
    both = one.merge(two, on="candidate_id", how="outer", suffixes=("_before", ""))
    both["code"] = both["code"].fillna(both["code_before"])
    both["name"] = both["name"].fillna(both["name_before"])
    both = both.rename(columns={"status_before": "before", "status": "after"})
    for column in ("before", "after", "track", "track_before"):
        both[column] = both[column].astype(object).where(both[column].notna(), None)
    rank = both["after"].map({s: i for i, s in enumerate(STATUSES)}).fillna(len(STATUSES))
    both = both.assign(rank=rank).sort_values(["rank", "code"], kind="stable").drop(columns="rank")
    moved = np.array([a != b for a, b in zip(both["before"], both["after"], strict=True)], dtype=bool)
    moved |= np.array([a != b for a, b in zip(both["track_before"], both["track"], strict=True)], dtype=bool)
    further = ~moved & (both["progress"].fillna(0) - both["progress_before"].fillna(0)).abs().gt(1e-12).to_numpy()
    shown = ["candidate_id", "code", "name", "track_before", "track", "before", "after", "progress_before", "progress"]
    counts = pd.DataFrame(
        {
            name: [int((a.status == i).sum()) for i in range(len(STATUSES))]
            for name, a in (("before", base), ("after", other))
        },
        index=list(STATUSES),
    )
    return Comparison(
        both.loc[moved, shown].reset_index(drop=True), both.loc[further, shown].reset_index(drop=True), counts
    )
