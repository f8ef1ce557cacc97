"""Verdicts as plain rows: the JSON that others script against, and the flat table behind CSV and Excel."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Route, RouteTable, route_table
from dienhinh.locale import Words

Json = dict[str, Any]


def route_tables(assessment: Assessment) -> dict[str, RouteTable]:
    return {track: route_table(assessment, track) for track in assessment.tracks}


def nearest_first(assessment: Assessment, tables: dict[str, RouteTable]) -> pd.Series:
    """The order in which candidates are shown: by status, then by what the nearest route still asks for (results,
    then papers), then by progress; equals stay in name order. Values are places in the roster."""
    distance = pd.Series(0, index=range(assessment.size), dtype="int64")
    for track, table in tables.items():
        distance.iloc[assessment.tracks[track].rows] = table.distance()
    order = pd.DataFrame({"status": assessment.status, "distance": distance, "progress": -assessment.progress})
    return order.sort_values(["status", "distance", "progress"], kind="stable").index.to_series()


def as_json(assessment: Assessment) -> list[Json]:
    """One object a candidate, nearest first; the keys are promised in docs/cli.md."""
    tables = route_tables(assessment)
    place = {int(r): (t, i) for t, found in assessment.tracks.items() for i, r in enumerate(found.rows)}
    counts, plan = assessment.counts, assessment.plan
    attainable = counts.attainable
    rows = []
    roster = assessment.roster
    for r in nearest_first(assessment, tables):
        track, i = place[int(r)]
        result = assessment.tracks[track]
        person = roster.iloc[r]
        leaves = []
        for n, node in enumerate(result.nodes):
            if node.measure is not None:
                m = plan.measure_index[node.measure]
                leaves.append(
                    {
                        "id": node.id,
                        "section": node.section,
                        "have": int(counts.have[m, r]),
                        "pending": int(counts.pending[m, r]),
                        "attainable": int(attainable[m, r]),
                        "need": int(counts.due[r]) if node.need == "due_years" else node.need,
                        "met": bool(result.met[n, i]),
                        "progress": float(result.progress[n, i]),
                    }
                )
        rows.append(
            {
                "code": person["code"],
                "name": person["name"],
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
        "missing": [
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
        ],
    }


def missing_text(route: Route, words: Words) -> str:
    """What a route still asks for, in one line: papers to complete, results to achieve, what is blocked."""
    parts = []
    for item in route.missing:
        short = item.criterion.short.in_(words.lang)
        if item.papers:
            parts.append(words.t("{what}: {n} to complete with papers", what=short, n=item.papers))
        if item.results:
            parts.append(words.t("{what}: {n} to achieve", what=short, n=item.results))
        if item.blocked:
            parts.append(words.t("{what}: {n} that can no longer be had", what=short, n=item.blocked))
    return "; ".join(parts)


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
                "missing": missing_text(route, words),
            }
        )
    columns = ["code", "name", "kind", "track", "unit", "status", "progress", "nearest_route", "papers", "results",
               "earliest_year", "missing"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype({"earliest_year": "Int64"})


STATUS_TEXT = ("Eligible", "Papers pending", "Striving", "Out of reach in this period")
"""Catalogue ids of the statuses, in the order of STATUSES."""
