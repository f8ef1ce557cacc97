"""Judging counts by a plan: the tree on three readings, the status and the progress of every candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dienhinh.criteria.counts import Counts, Ints
from dienhinh.criteria.plan import Criterion, Plan
from dienhinh.criteria.status import STATUSES, Status

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TrackResult:
    """The candidates of one track: ``rows`` are their places in the assessment, arrays are (nodes, len(rows)).

    ``nodes`` lists the tree's criteria, every part before its group, the root last. ``readings``: met on *recorded*,
    *resolved* and *best case*; ``progress`` is on *recorded*.
    """

    track: str
    rows: NDArray[np.integer]
    nodes: tuple[Criterion, ...]
    readings: tuple[Bools, Bools, Bools]
    progress: Floats

    @property
    def met(self) -> Bools:
        return self.readings[0]

    @cached_property
    def status(self) -> NDArray[np.int8]:
        """Each node's own status, numbers of :class:`Status`; a node met on one reading is met on the later ones."""
        recorded, resolved, best = self.readings
        return np.int8(Status.OUT_OF_REACH) - recorded - resolved - best

    def at(self, criterion: str) -> int:
        return next(i for i, node in enumerate(self.nodes) if node.id == criterion)


@dataclass(frozen=True)
class Assessment:
    """Everybody's standing under ``plan`` on ``on``.

    ``roster``: a frame, one row a candidate, as the store's tally gives it (``candidate_id``, ``track``, …).
    ``status``: int8, numbers of :class:`Status`; ``progress``: float64 in [0, 1]. Both in the order of the roster.
    """

    plan: Plan
    on: date
    roster: pd.DataFrame
    counts: Counts
    status: NDArray[np.int8]
    progress: Floats
    tracks: dict[str, TrackResult]

    @property
    def size(self) -> int:
        return len(self.roster)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The roster with columns ``status`` (str) and ``progress`` (float64) beside it."""
        return self.roster.assign(status=np.array(STATUSES)[self.status], progress=self.progress)

    def find(self, candidate_id: int) -> int | None:
        """The place of this candidate in the roster, or None when it is no candidate on the date."""
        found = np.flatnonzero(self.roster["candidate_id"].to_numpy() == candidate_id)
        return int(found[0]) if len(found) else None

    def place(self, row: int) -> tuple[str, int]:
        """The track of the candidate in ``row`` of the roster, and its place among the track's candidates."""
        track = str(self.roster["track"].iloc[row])
        return track, int(np.flatnonzero(self.tracks[track].rows == row)[0])


def evaluate(
    nodes: Sequence[Criterion], values: Mapping[str, Ints], due: Ints, *, progress: bool = True
) -> tuple[Bools, Floats]:
    """Met and progress of every node for one reading.

    ``nodes``: parts before groups (:meth:`Plan.nodes`). ``values``: for each measure that they use, integers (n,).
    ``due``: integers (n,), the need of leaves that say "due_years".
    Returns booleans and floats, each (nodes, n); the floats stay 0 where ``progress`` is False. Progress of a count is
    min(1, have / need), 1 where the need is 0; of an "all" the mean of its parts; of an "any" the best of them.
    """
    n = len(due)
    met = np.empty((len(nodes), n), dtype=bool)
    gain = np.zeros((len(nodes), n), dtype=np.float64)
    place = {node.id: i for i, node in enumerate(nodes)}
    for i, node in enumerate(nodes):
        parts = [place[p] for p in node.parts]
        if node.measure is not None:
            have = values[node.measure]
            need = due if node.need == "due_years" else np.full(1, node.need)
            met[i] = have >= need
            if progress:
                gain[i] = np.where(met[i], 1.0, have / np.maximum(need, 1))
        elif node.all:
            met[i] = met[parts].all(axis=0)
            if progress:
                gain[i] = np.where(met[i], 1.0, gain[parts].mean(axis=0))
        else:
            met[i] = met[parts].any(axis=0)
            if progress:
                gain[i] = gain[parts].max(axis=0)
    return met, gain


def assess(plan: Plan, on: date, roster: pd.DataFrame, counts: Counts) -> Assessment:
    """Judge every candidate of ``roster`` (needs the column ``track``) on its ``counts``.

    One evaluator on three readings: recorded = have; resolved = have + pending; best case = have + pending +
    attainable. The status is the first reading that meets the root.
    """
    n = len(roster)
    status = np.full(n, Status.OUT_OF_REACH, dtype=np.int8)
    progress = np.zeros(n)
    results: dict[str, TrackResult] = {}
    more = [counts.more(m) for m in range(len(plan.measures))]
    track_of = pd.Categorical(roster["track"], categories=[t.id for t in plan.track]).codes
    for place, track in enumerate(plan.track):
        rows = np.flatnonzero(track_of == place)
        nodes = tuple(plan.nodes(track.criterion))
        measures = dict.fromkeys(str(leaf.measure) for leaf in nodes if leaf.is_leaf)
        have, resolved, best = {}, {}, {}
        for name in measures:
            m = plan.measure_index[name]
            have[name] = counts.have[m, rows]
            resolved[name] = have[name] + counts.pending[m, rows]
            best[name] = resolved[name] + more[m][rows]
        due = counts.due[rows]
        met, gain = evaluate(nodes, have, due)
        readings = (
            met,
            evaluate(nodes, resolved, due, progress=False)[0],
            evaluate(nodes, best, due, progress=False)[0],
        )
        status[rows] = np.select([m[-1] for m in readings], list(Status)[:-1], default=Status.OUT_OF_REACH)
        progress[rows] = gain[-1]
        results[track.id] = TrackResult(track.id, rows, nodes, readings, gain)
    return Assessment(plan, on, roster, counts, status, progress, results)
