"""Rule what-ifs: the same counts under another threshold; a threshold swept over its range."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dienhinh.criteria.assess import Assessment, assess
from dienhinh.criteria.plan import Criterion, Plan
from dienhinh.criteria.status import STATUSES


def with_needs(plan: Plan, needs: Mapping[str, int]) -> Plan:
    """The plan with other thresholds for some leaves (criterion id → need).

    Raises KeyError for a criterion that it has not, ValueError for one without a number to change.
    """
    for name in needs:
        if not isinstance(plan.criteria[name].need, int):
            raise ValueError(f"{name} has no number for its threshold")
    said = plan.model_dump()  # not model_copy: that would carry along what was worked out from the old thresholds
    for criterion in said["criterion"]:
        criterion["need"] = needs.get(criterion["id"], criterion["need"])
    return Plan.model_validate(said)


def thresholds(plan: Plan) -> list[Criterion]:
    """The leaves whose threshold is a number that counts results, in the plan's order."""
    return [
        c
        for c in plan.criteria.values()
        if c.measure and isinstance(c.need, int) and plan.measures[c.measure].kind in ("RATING", "AWARD", "INITIATIVE")
    ]


def under(assessment: Assessment, plan: Plan) -> Assessment:
    """The same candidates and counts judged by a plan that differs in its thresholds only."""
    return assess(plan, assessment.on, assessment.roster, assessment.counts)


def sweep(assessment: Assessment, criterion: str, most: int) -> pd.DataFrame:
    """How many stand in each status with every threshold from 0 to ``most`` for one leaf: columns ``need`` and
    STATUSES."""
    rows = []
    for need in range(most + 1):
        status = under(assessment, with_needs(assessment.plan, {criterion: need})).status
        rows.append([need, *np.bincount(status, minlength=len(STATUSES)).tolist()])
    return pd.DataFrame(rows, columns=["need", *STATUSES])
