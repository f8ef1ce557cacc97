"""The change log, read: every change with whose record it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb

TABLES = ("post", "rating", "award", "initiative", "attestation", "discipline")
OWNERS = " UNION ALL ".join(f"SELECT '{t}' AS table_name, id, candidate_id FROM {t}" for t in TABLES)


@dataclass(frozen=True)
class Change:
    """One line of the log. ``at`` is aware (UTC); ``before`` and ``after`` hold the columns that changed; ``code`` and
    ``name`` say whose record it is."""

    revision: int
    batch: int
    at: datetime
    who: str
    why: str | None
    action: str
    table: str
    code: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


def change_log(cursor: duckdb.DuckDBPyConnection, candidate_id: int | None = None) -> list[Change]:
    """The log, newest first; of one candidate's records where ``candidate_id`` is given."""
    cursor.execute(
        "SELECT l.revision, l.batch, l.changed_at, l.who, l.why, l.action, l.table_name, c.code, c.name, l.before, l.after"
        f" FROM change_log l LEFT JOIN ({OWNERS}) o ON o.table_name = l.table_name AND o.id::VARCHAR = l.record_id"
        " LEFT JOIN candidate c ON c.id = coalesce(o.candidate_id, CASE WHEN l.table_name = 'candidate'"
        " THEN l.record_id::INTEGER END)"
        " WHERE $id IS NULL OR c.id = $id ORDER BY l.revision DESC",
        {"id": candidate_id},
    )
    return [
        Change(revision, batch, at.replace(tzinfo=UTC), who, why, action, table, code or "–", name or "–",
               json.loads(before or "{}"), json.loads(after or "{}"))
        for revision, batch, at, who, why, action, table, code, name, before, after in cursor.fetchall()
    ]  # fmt: skip
