"""The change log, read: every change with whose record it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb


@dataclass(frozen=True)
class LogLine:
    """One line of the log. ``at`` is aware (UTC); ``before`` and ``after`` hold the columns that changed; ``code`` and
    ``name`` say whose record it is; ``undoes`` is the revision that it took back, ``undone_by`` the one that took it
    back; ``year`` is the record's, where it has one and is still there."""

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
    undoes: int | None
    undone_by: int | None
    year: int | None


def change_log(cursor: duckdb.DuckDBPyConnection, candidate_id: int | None = None) -> list[LogLine]:
    """The log, newest first; of one candidate's records where ``candidate_id`` is given."""
    if candidate_id is None:
        return changes_where(cursor, "true")
    return changes_where(cursor, "l.candidate_id IN (SELECT unnest($wanted))", [candidate_id])


def changes_of(cursor: duckdb.DuckDBPyConnection, act: int) -> list[LogLine]:
    """The lines of one act."""
    return changes_where(cursor, "l.batch IN (SELECT unnest($wanted))", [act])


def changes_where(cursor: duckdb.DuckDBPyConnection, where: str, wanted: Sequence[int] | None = None) -> list[LogLine]:
    """The lines of the log (``l``) for which ``where`` holds, newest first; ``$wanted`` are its numbers."""
    cursor.execute(
        # who is gone is called as they last were
        "WITH gone AS (SELECT record_id, arg_max(coalesce(before, after), revision) AS said FROM change_log WHERE"
        " table_name = 'candidate' AND action <> 'UPDATE' GROUP BY record_id), undone AS (SELECT undoes, max(revision)"
        " AS by FROM change_log WHERE undoes IS NOT NULL GROUP BY undoes) SELECT l.revision, l.batch, l.changed_at,"
        " l.who, l.why, l.action, l.table_name, c.code, c.name, g.said, l.before, l.after, l.undoes, u.by,"
        " coalesce(r.year, a.year, i.year) FROM change_log l LEFT JOIN candidate c ON c.id = l.candidate_id LEFT JOIN"
        " gone g ON c.id IS NULL AND g.record_id = l.candidate_id::VARCHAR LEFT JOIN undone u ON u.undoes = l.revision"
        " LEFT JOIN rating r ON l.table_name = 'rating' AND r.id::VARCHAR = l.record_id LEFT JOIN award a ON"
        " l.table_name = 'award' AND a.id::VARCHAR = l.record_id LEFT JOIN initiative i ON l.table_name = 'initiative'"
        f" AND i.id::VARCHAR = l.record_id WHERE {where} ORDER BY l.revision DESC",
        {"wanted": list(wanted)} if wanted is not None else {},
    )
    found = []
    for (
        revision,
        batch,
        at,
        who,
        why,
        action,
        table,
        code,
        name,
        said,
        before,
        after,
        undoes,
        by,
        year,
    ) in cursor.fetchall():
        if code is None:
            last = json.loads(said or "{}")
            code, name = last.get("code") or "–", last.get("name") or "–"
        was, says = json.loads(before or "{}"), json.loads(after or "{}")
        at = at.replace(tzinfo=UTC)
        found.append(LogLine(revision, batch, at, who, why, action, table, code, name, was, says, undoes, by, year))
    return found
