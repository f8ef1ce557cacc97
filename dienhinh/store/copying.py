"""A consistent copy of an open data file, made by the engine and compared table by table."""

from __future__ import annotations

from pathlib import Path

import duckdb

COPY = "copy_of"


def copy_database(cursor: duckdb.DuckDBPyConnection, target: Path) -> bool:
    """Copy what ``cursor`` sees to ``target``, which must not be there; returns whether it holds the same."""
    cursor.execute(f"ATTACH '{_quoted(target)}' AS {COPY}")
    try:
        cursor.execute(f"COPY FROM DATABASE {_name(cursor)} TO {COPY}")
        cursor.execute(f"CHECKPOINT {COPY}")
        return _sums(cursor, _name(cursor)) == _sums(cursor, COPY)
    finally:
        cursor.execute(f"DETACH {COPY}")


def _name(cursor: duckdb.DuckDBPyConnection) -> str:
    row = cursor.execute("SELECT current_database()").fetchone()
    assert row is not None
    return '"' + str(row[0]).replace('"', '""') + '"'


def _sums(cursor: duckdb.DuckDBPyConnection, database: str) -> list[tuple[object, ...]]:
    """Rows and a checksum of every table of ``database``."""
    plain = database.strip('"')
    tables = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT temporary ORDER BY 1", [plain]
    ).fetchall()
    return [
        (name, *(cursor.execute(f"SELECT count(*), sum(hash(t)) FROM {database}.main.{name} t").fetchone() or ()))
        for (name,) in tables
    ]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
