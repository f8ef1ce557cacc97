"""Two assessments beside each other: whose status is another, what was gained, how the counts moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dienhinh.criteria.assess import Assessment
from dienhinh.criteria.status import STATUSES


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
    ids, others = (a.roster["candidate_id"].to_numpy() for a in (base, other))
    place = pd.Index(others).get_indexer(ids)  # of each candidate among the others; -1: none any more
    there, at = place >= 0, np.maximum(place, 0)
    moved = ~there
    if len(others):
        tracks = [tracks_of(a) for a in (base, other)]
        names = [np.array(STATUSES, dtype=object)[a.status] for a in (base, other)]
        moved |= (names[0] != names[1][at]) | (tracks[0] != tracks[1][at])
        further = ~moved & (np.abs(other.progress[at] - base.progress) > 1e-12)
    else:
        further = np.zeros(len(ids), dtype=bool)
    fresh = np.flatnonzero(pd.Index(ids).get_indexer(others) < 0)
    pairs: list[tuple[int | None, int | None]] = [
        (int(i), int(place[i]) if there[i] else None) for i in np.flatnonzero(moved)
    ]
    pairs += [(None, int(j)) for j in fresh]
    counts = pd.DataFrame(
        {name: np.bincount(a.status, minlength=len(STATUSES)) for name, a in (("before", base), ("after", other))},
        index=list(STATUSES),
    )
    return Comparison(
        _lines(base, other, pairs),
        _lines(base, other, [(int(i), int(place[i])) for i in np.flatnonzero(further)]),
        counts,
    )


def tracks_of(assessment: Assessment) -> NDArray[np.object_]:
    """Each candidate's track id."""
    found = np.empty(assessment.size, dtype=object)
    for track, result in assessment.tracks.items():
        found[result.rows] = track
    return found


SHOWN = ["candidate_id", "code", "name", "track_before", "track", "before", "after", "progress_before", "progress"]


def _lines(base: Assessment, other: Assessment, pairs: Sequence[tuple[int | None, int | None]]) -> pd.DataFrame:
    """A line for each pair of places (None: no candidate there), best new status first, then by code."""
    lines: list[tuple[int, dict[str, Any]]] = []
    who = ["candidate_id", "code", "name", "track"]
    said = [
        dict(zip(places, zip(*(a.roster[c].iloc[places].tolist() for c in who), strict=True), strict=True))
        for a, places in (
            (base, [i for i, _ in pairs if i is not None]),
            (other, [j for _, j in pairs if j is not None]),
        )
    ]
    for i, j in pairs:
        own = said[0][i] if j is None and i is not None else said[1][j or 0]
        line: dict[str, Any] = dict(zip(who[:3], own, strict=False))
        for k, (suffix, status, a, at) in enumerate((("_before", "before", base, i), ("", "after", other, j))):
            line[f"track{suffix}"] = None if at is None else str(said[k][at][3])
            line[status] = None if at is None else STATUSES[a.status[at]]
            line[f"progress{suffix}"] = np.nan if at is None else float(a.progress[at])
        lines.append((len(STATUSES) if j is None else int(other.status[j]), line))
    lines.sort(key=lambda found: (found[0], str(found[1]["code"])))
    frame = pd.DataFrame([line for _, line in lines], columns=SHOWN)
    statuses = {c: frame[c].astype(object) for c in ("track_before", "track", "before", "after")}
    return frame.assign(**{c: v.where(v.notna(), None) for c, v in statuses.items()})


GROUPS = ("unit_name", "track", "position")
"""What people are grouped by, where it is asked who gains: columns of the roster."""


def by_group(found: Comparison, base: Assessment, other: Assessment, group: str) -> pd.DataFrame:
    """Gains and losses by one of :data:`GROUPS`: columns ``group`` (the roster's value; after the change where there is
    one), ``eligible`` (how many more are eligible), ``better``, ``worse`` (whose status improved or worsened; who is no
    candidate any more lost), most concerned first."""
    rank = {s: i for i, s in enumerate(STATUSES)}
    value: dict[int, str] = {}
    for assessment in (base, other):
        column = assessment.roster[group].astype(object) if group in assessment.roster else None
        for i, number in enumerate(assessment.roster["candidate_id"]):
            said = column.iloc[i] if column is not None else None
            value[int(number)] = "" if said is None or said != said else str(said)
    rows: dict[str, list[int]] = {}
    for r in found.flips.to_dict("records"):
        was, now = (rank.get(str(r[c]), len(rank)) for c in ("before", "after"))
        if was == now:
            continue
        row = rows.setdefault(value.get(int(r["candidate_id"]), ""), [0, 0, 0])
        row[0] += (now == 0) - (was == 0)
        row[1] += now < was
        row[2] += now > was
    lines = [[name, *n] for name, n in sorted(rows.items(), key=lambda x: (-(x[1][1] + x[1][2]), x[0]))]
    return pd.DataFrame(lines, columns=["group", "eligible", "better", "worse"])
