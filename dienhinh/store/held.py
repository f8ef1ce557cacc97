"""What the file held at a moment: its records as the change log had them then, in memory, for the very same judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from dienhinh.store.database import migrations
from dienhinh.store.rebuild import grow
from dienhinh.store.records import TABLES, column_types, insert

JUDGED = ("candidate", "post", "succession", "rating", "award", "initiative", "attestation", "discipline")
"""The tables that verdicts are made of; candidates first, the others refer to them."""


@contextmanager
def held(cursor: duckdb.DuckDBPyConnection, until: datetime) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on which ``judge`` and its like answer from what had been entered before ``until`` (aware): every later
    entry of the change log undone, in a database in memory. Nothing in the file is touched."""
    moment = until.astimezone(UTC).replace(tzinfo=None)
    connection = duckdb.connect(":memory:")
    try:
        for _, _, path in migrations():
            connection.execute(path.read_text(encoding="utf-8"))
        grow(connection)
        for table in JUDGED:
            _pour(cursor, connection, table, moment)
        yield connection
    finally:
        connection.close()


def _pour(
    source: duckdb.DuckDBPyConnection, connection: duckdb.DuckDBPyConnection, table: str, until: datetime
) -> None:
    """The rows of one table as they were."""
    types = column_types(source, table)
    columns = ["id", *TABLES[table].columns, "version"]
    asked = ", ".join(f"{c}::VARCHAR AS {c}" if types[c].startswith("ENUM") else c for c in columns)
    later = source.execute(
        "SELECT record_id::INTEGER, action, before FROM change_log WHERE table_name = ? AND changed_at >= ?"
        " ORDER BY revision DESC",
        [table, until],
    ).fetchall()
    changed = sorted({number for number, _, _ in later})
    rest = f"SELECT {asked} FROM {table} WHERE id NOT IN (SELECT unnest($ids::INTEGER[]))"
    same = source.sql(rest, params={"ids": changed}).to_arrow_table()
    names = ", ".join(columns)
    connection.register("same_rows", same)
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM same_rows")
    connection.unregister("same_rows")
    if not changed:
        return
    found = source.execute(
        f"SELECT {asked} FROM {table} WHERE id IN (SELECT unnest($ids::INTEGER[]))", {"ids": changed}
    ).fetchall()
    now: dict[int, dict[str, Any] | None] = {row[0]: dict(zip(columns, row, strict=True)) for row in found}
    for number, action, before in later:  # the last entry first
        if action == "INSERT":
            now[number] = None
        elif before is not None:
            now[number] = {**(now.get(number) or {"id": number, "version": 1}), **json.loads(before)}
    computed = {"sort_key", "code_key"} if table == "candidate" else set()
    own = [c for c in TABLES[table].columns if c not in computed]
    kept = {n: {c: _value(row.get(c), types[c]) for c in own} for n, row in now.items() if row is not None}
    insert(connection, table, list(kept.values()), list(kept))


def _value(value: Any, kind: str) -> Any:
    """A value of the log's JSON as the column has it."""
    return date.fromisoformat(value[:10]) if kind == "DATE" and isinstance(value, str) else value
