"""What one leaf of the tree comes to for one candidate: have, pending, attainable, need, met; worked out here alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dienhinh.criteria.assess import Assessment
from dienhinh.criteria.counts import Counts
from dienhinh.criteria.plan import Criterion, Plan


@dataclass(frozen=True)
class Leaf:
    """The numbers of one leaf (``plan-198``, "Counting, precisely")."""

    criterion: Criterion
    have: int
    pending: int
    attainable: int
    need: int

    @property
    def met(self) -> bool:
        return self.have >= self.need


def need_of(criterion: Criterion, counts: Counts, row: int) -> int:
    """What a leaf asks of the candidate in ``row``: a number of the plan, or the years due (P8)."""
    return int(counts.due[row]) if criterion.need == "due_years" else int(criterion.need or 0)


def leaf(plan: Plan, counts: Counts, row: int, criterion: Criterion) -> Leaf:
    """One leaf of the candidate in ``row`` of ``counts``. Raises KeyError for a group."""
    m = plan.measure_index[str(criterion.measure)]
    return Leaf(
        criterion,
        int(counts.have[m, row]),
        int(counts.pending[m, row]),
        int(counts.take(np.array([row])).more(m)[0]),
        need_of(criterion, counts, row),
    )


def leaves_of(assessment: Assessment, row: int, root: str | None = None) -> list[Leaf]:
    """The leaves of the candidate in ``row``, in the plan's order: of its whole tree, or of the part ``root``."""
    plan = assessment.plan
    part = root or plan.tracks[str(assessment.roster["track"].iloc[row])].criterion
    return [leaf(plan, assessment.counts, row, c) for c in plan.leaves(part)]
