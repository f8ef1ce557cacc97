"""An assessment in which some candidates have other counts, another track, or come and go: the rest stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dienhinh.criteria.assess import Assessment, assess
from dienhinh.criteria.compare import tracks_of
from dienhinh.criteria.counts import Counts


@dataclass(frozen=True)
class Outcome:
    """One candidate after a scenario: its track, counts and start year; None in its place: no candidate on the date."""

    candidate_id: int
    track: str
    start_year: int
    row: int  # in the counts of the trial


def replaced(
    base: Assessment,
    touched: Mapping[int, Outcome | None],
    counts: Counts,
    person_of: Callable[[int], Mapping[str, Any]],
) -> Assessment:
    """Everybody's standing when those ``touched`` (candidate id → what becomes of them, None: no candidate) have the
    counts given; who is none any more is left out, who becomes one comes last.

    ``counts``: of those touched, at their ``Outcome.row``. ``person_of``: the roster's columns of a candidate by id.
    """
    if not touched:
        return base
    plan = base.plan
    ids = base.roster["candidate_id"].to_numpy()
    at = {int(n): i for i, n in enumerate(ids)}
    known = {at[c]: o for c, o in touched.items() if o is not None and c in at}
    mine, theirs = list(known), [o.row for o in known.values()]
    changed = base.counts.put(mine, counts, theirs)
    tracks, starts = tracks_of(base), base.roster["start_year"].to_numpy().copy()
    if len(known) == len(touched) and all((o.track, o.start_year) == (tracks[i], starts[i]) for i, o in known.items()):
        return assess(plan, base.on, base.roster, changed)  # the very same candidates
    for i, o in known.items():
        tracks[i], starts[i] = o.track, o.start_year
    keep = np.array([int(n) not in touched or touched[int(n)] is not None for n in ids], dtype=bool)
    fresh: list[tuple[dict[str, Any], int]] = []
    for candidate, outcome in touched.items():
        if outcome is not None and candidate not in at:
            fresh.append(
                ({**person_of(candidate), "track": outcome.track, "start_year": outcome.start_year}, outcome.row)
            )
    roster = base.roster.assign(track=tracks, start_year=starts).loc[keep].reset_index(drop=True)
    changed = changed.take(np.flatnonzero(keep))
    if fresh:
        rows = [row for _, row in fresh]
        extra = pd.DataFrame([p for p, _ in fresh])[[c for c in roster.columns if c in fresh[0][0]]]
        roster = pd.concat([roster, extra], ignore_index=True)
        changed = changed.plus(counts.take(np.array(rows)))
    return assess(plan, base.on, roster, changed)
