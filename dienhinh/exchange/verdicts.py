"""Verdicts as plain rows: the JSON that others script against, and the flat table behind CSV and Excel."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Missing, Plan, Route, RouteTable, route_table
from dienhinh.locale import Words

Json = dict[str, Any]


def plan_name(plan: Plan, words: Words) -> str:
    """The plan as verdicts name it: its number and version."""
    return words.t("Plan {number}, version {version}", number=plan.number, version=str(plan.version))


def sought(plan: Plan, words: Words) -> str:
    """How many exemplars the plan seeks, with its section (IV.1 of 198)."""
    target = plan.target
    return words.t(
        "of {low}–{high} sought ({section})", low=target.at_least, high=target.at_most, section=target.section
    )


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


SAID_OF = {
    "ATTESTATION": (
        "{what}: to be attested",
        "{what}: was refused; may be attested before the period ends",
        "{what}: refused",
    ),
    "DISCIPLINE": ("", "{what}: when the measure in force ends", "{what}: a measure is in force"),
    "RATING": ("{what}: {n} not yet rated", "{what}: {n} more ({years})", "{what}: {n} short, not to be mended"),
    "AWARD": ("{what}: {n} awaiting a decision", "{what}: {n} more ({years})", "{what}: {n} short, no longer possible"),
    "INITIATIVE": (
        "{what}: recognition or application not stated",
        "{what}: {n} more ({years})",
        "{what}: {n} short, no longer possible",
    ),
}
"""Catalogue ids by kind of measure: papers to complete, results to achieve, what nothing can bring any more."""


def missing_parts(item: Missing, plan: Plan, words: Words) -> list[str]:
    """What one leaf still lacks, a sentence each for papers, results and what is no longer possible."""
    kind = plan.measures[str(item.criterion.measure)].kind
    what = item.criterion.short.in_(words.lang)
    years = words.list(str(y) for y in dict.fromkeys(item.years))
    amounts = (item.papers, item.results, item.blocked)
    return [words.t(said, what=what, n=n, years=years) for said, n in zip(SAID_OF[kind], amounts, strict=True) if n]


def missing_text(route: Route, plan: Plan, words: Words) -> str:
    """What a route still asks for, in one line: what has to be achieved or completed, then what has to be attested."""
    parts, unattested = [], []
    for item in route.missing:
        if item.papers and plan.measures[str(item.criterion.measure)].kind == "ATTESTATION":
            unattested.append(item.criterion.short.in_(words.lang))
        else:
            parts += missing_parts(item, plan, words)
    if unattested:
        parts.append(words.t("to be attested: {names}", names=words.list(unattested)))
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
                "missing": missing_text(route, assessment.plan, words),
            }
        )
    columns = ["code", "name", "kind", "track", "unit", "status", "progress", "nearest_route", "papers", "results",
               "earliest_year", "missing"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype({"earliest_year": "Int64"})


STATUS_TEXT = ("Eligible", "Papers pending", "Striving", "Out of reach in this period")
"""Catalogue ids of the statuses, in the order of STATUSES."""
