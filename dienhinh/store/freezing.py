"""Everything the data file says, as plain JSON rows: what a snapshot freezes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dienhinh.kinds.post import PARTICULARS as OF_PERSON
from dienhinh.store.database import revision_of
from dienhinh.store.history import FACTS, RECORDS, by_name, milestones_done
from dienhinh.store.replay import PEOPLE, POSTS
from dienhinh.store.succession import SUCCESSIONS

Json = dict[str, Any]
PARTICULARS = ("born_on", *(c.name for c in OF_PERSON))
PIPELINE = {
    "exemplar": "SELECT candidate_id, nurturer, field, withdrawn_on FROM exemplar WHERE plan_id = $plan ORDER BY ALL",
    "stage": "SELECT candidate_id, stage::VARCHAR AS stage, entered_on, document_no FROM stage WHERE plan_id = $plan"
    " ORDER BY entered_on, candidate_id",
    "nurturing": "SELECT candidate_id, on_date, note, next_step, due_on, done_on FROM nurturing WHERE plan_id = $plan"
    " ORDER BY on_date, candidate_id",
    "replication": "SELECT r.candidate_id, u.name AS unit, from_on, practice, result FROM replication r"
    " JOIN candidate u ON u.id = r.unit_id WHERE plan_id = $plan ORDER BY from_on, r.candidate_id",
    "carrier": "SELECT x.candidate_id, c.name FROM carrier x JOIN candidate c ON c.id = x.unit_id"
    f" WHERE $plan <> '' ORDER BY x.candidate_id, c.kind, {by_name('c')}",
}


def frozen(cursor: duckdb.DuckDBPyConnection, plan_id: str, on: date) -> Json:
    """What does not hang on a plan's reading: people, posts, records, facts; of the plan's roadmap what is done by
    ``on``."""
    records_, columns = records(cursor)
    return {
        "people": frozen_rows(cursor, PEOPLE, {}),
        "posts": frozen_rows(cursor, POSTS, {}),
        "successions": frozen_rows(cursor, SUCCESSIONS, {}),
        "records": records_,
        "columns": columns,
        "particulars": particulars(cursor),
        "facts": facts(cursor),
        "milestones": {m: [d.isoformat(), e] for m, (d, e) in milestones_done(cursor, plan_id).items() if d <= on},
        "pipeline": {name: frozen_rows(cursor, sql, {"plan": plan_id}) for name, sql in PIPELINE.items()},
    }


def origin(cursor: duckdb.DuckDBPyConnection) -> Json:
    """The revision that is frozen, and whether it is the sample's."""
    sample = cursor.execute("SELECT value FROM meta WHERE key = 'sample'").fetchone()
    return {"revision": revision_of(cursor), "sample": bool(sample and sample[0] == "true")}


def records(cursor: duckdb.DuckDBPyConnection) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Everybody's records by candidate and table; and the columns of each table."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    columns: dict[str, list[str]] = {}
    for table, sql in RECORDS.items():
        alias = {"post": "p.", "attestation": "a."}.get(table, "")
        whose = sql.replace("SELECT ", f"SELECT {alias}candidate_id AS whose, ", 1)
        whose = whose.replace(f"WHERE {alias}candidate_id = $id", "").replace("WHERE candidate_id = $id", "")
        cursor.execute(whose)
        names = [d[0] for d in cursor.description or []]
        columns[table] = names[1:]
        for owner, *row in cursor.fetchall():
            mine = found.setdefault(str(owner), {}).setdefault(table, [])
            mine.append({k: plain_cell(v) for k, v in zip(names[1:], row, strict=True)})
    return found, columns


def particulars(cursor: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """What papers say of a person beside the history, by candidate."""
    rows = frozen_rows(cursor, f"SELECT id, {', '.join(PARTICULARS)} FROM candidate ORDER BY id", {})
    return {str(r["id"]): said for r in rows if (said := {k: r[k] for k in PARTICULARS if r[k] is not None})}


def facts(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    sql = f"{FACTS} ORDER BY candidate_id, known_on, evidence"
    for row in frozen_rows(cursor, sql, {}):
        found.setdefault(str(row["candidate_id"]), []).append(row)
    return found


def frozen_rows(cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    cursor.execute(sql, dict(values))
    names = [d[0] for d in cursor.description or []]
    return [{k: plain_cell(v) for k, v in zip(names, row, strict=True)} for row in cursor.fetchall()]


def plain_cell(value: Any) -> Any:
    """A cell as JSON has it; a day is marked as one, so that a text that looks like a day stays a text."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return value.item() if isinstance(value, np.generic) else value
