"""Verdicts as plain rows: the JSON that others script against, and the flat table behind CSV and Excel."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Route
from dienhinh.criteria.leaves import leaves_of
from dienhinh.criteria.routes import nearest_first, route_tables
from dienhinh.locale import Words
from dienhinh.locale.verdicts import STATUS_TEXT, missing_text

Json = dict[str, Any]


def as_json(assessment: Assessment) -> list[Json]:
    """One object a candidate, nearest first; the keys are promised in docs/cli.md."""
    tables = route_tables(assessment)
    place = {int(r): (t, i) for t, found in assessment.tracks.items() for i, r in enumerate(found.rows)}
    plan = assessment.plan
    rows = []
    roster = assessment.roster
    for r in nearest_first(assessment, tables):
        track, i = place[int(r)]
        result = assessment.tracks[track]
        person = roster.iloc[r]
        at = {node.id: n for n, node in enumerate(result.nodes)}
        leaves = [
            {
                "id": one.criterion.id,
                "section": one.criterion.section,
                "have": one.have,
                "pending": one.pending,
                "attainable": one.attainable,
                "need": one.need,
                "met": bool(result.met[at[one.criterion.id], i]),
                "progress": float(result.progress[at[one.criterion.id], i]),
            }
            for one in leaves_of(assessment, int(r))
        ]
        rows.append(
            {
                "code": person["code"],
                "name": person["name"],
                "plan": {"id": plan.id, "version": plan.version, "digest": plan.digest},
                "kind": person["kind"],
                "track": track,
                "unit": person["unit_code"],
                "status": STATUSES[assessment.status[r]],
                "progress": float(assessment.progress[r]),
                "criteria": leaves,
                "routes": [route_as_json(route) for route in tables[track].routes(i)],
            }
        )
    return rows


def route_as_json(route: Route) -> Json:
    return {
        "id": route.alternative.id,
        "section": route.alternative.leaves[-1].section,
        "criteria": [leaf.id for leaf in route.alternative.leaves],
        "met": route.met,
        "feasible": route.feasible,
        "nearest": route.nearest,
        "papers": route.papers,
        "results": route.results,
        "earliest_year": route.earliest_year,
        "missing": missing_as_json(route),
    }


def missing_as_json(route: Route) -> list[Json]:
    """Each leaf that lacks something."""
    return [
        {
            "id": item.criterion.id,
            "measure": item.criterion.measure,
            "need": item.need,
            "have": item.have,
            "papers": item.papers,
            "results": item.results,
            "blocked": item.blocked,
            "years": list(item.years),
        }
        for item in route.missing
    ]


def as_table(assessment: Assessment, words: Words, codes: bool = True) -> pd.DataFrame:
    """One row a candidate, nearest first: who, status, progress, what the nearest route lacks. With ``codes`` the
    columns and the status are codes, for scripts; else in the reader's words."""
    tables = route_tables(assessment)
    place = {int(r): (t, i) for t, found in assessment.tracks.items() for i, r in enumerate(found.rows)}
    rows = []
    for r in nearest_first(assessment, tables):
        track, i = place[int(r)]
        person, route = assessment.roster.iloc[r], tables[track].nearest_route(i)
        rows.append(
            {
                "code": person["code"],
                "name": person["name"],
                "kind": person["kind"],
                "track": track if codes else assessment.plan.tracks[track].in_(words.lang),
                "unit": person["unit_code"] if codes else person["unit_name"],
                "status": STATUSES[assessment.status[r]] if codes else words.t(STATUS_TEXT[assessment.status[r]]),
                "progress": round(float(assessment.progress[r]), 6),
                "nearest_route": route.alternative.id,
                "papers": route.papers,
                "results": route.results,
                "earliest_year": route.earliest_year,
                "missing": missing_text(route, assessment.plan, words),
            }
        )
    columns = [
        "code",
        "name",
        "kind",
        "track",
        "unit",
        "status",
        "progress",
        "nearest_route",
        "papers",
        "results",
        "earliest_year",
        "missing",
    ]
    return pd.DataFrame(rows, columns=columns).astype({"earliest_year": "Int64"})
