"""Letting the list of codes grow: DuckDB has no ``ALTER TYPE``, so the tables that use an ENUM are written anew with
it,
in one call and one transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from dienhinh.kinds.codes import EVERY_CODE, FACT_KINDS

GROWING = {
    "fact_code": EVERY_CODE,
    "fact_kind": FACT_KINDS,
    "candidate_kind": ("COLLECTIVE", "INDIVIDUAL", "MODEL"),
}
"""The ENUMs that the kinds of records can make grow, with their labels of today."""


def missing(
    connection: duckdb.DuckDBPyConnection, growing: Mapping[str, Sequence[str]] = GROWING
) -> dict[str, list[str]]:
    """By ENUM the labels that the file does not have yet; an ENUM that is not there is left out."""
    there = _labels(connection)
    if connection.execute("SELECT 1 FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'").fetchone():
        there.pop("candidate_kind", None)  # tables others refer to cannot be made again; a later migration frees them
    found = {name: [w for w in wanted if w not in there[name]] for name, wanted in growing.items() if name in there}
    return {name: labels for name, labels in found.items() if labels}


def grow(connection: duckdb.DuckDBPyConnection, growing: Mapping[str, Sequence[str]] = GROWING) -> dict[str, list[str]]:
    """Add the missing labels to the file's ENUMs; returns them. What is recorded keeps its ids and its values.

    The tables' own lists of codes (CHECK) go: ``store.references`` looks at each table's codes before every commit.
    """
    fresh = missing(connection, growing)
    if fresh:
        connection.execute("BEGIN")
        try:
            for name, labels in fresh.items():
                retype(connection, name, [*_labels(connection)[name], *labels])
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return fresh


def retype(connection: duckdb.DuckDBPyConnection, name: str, labels: Sequence[str]) -> None:
    """Give the ENUM ``name`` other labels: its tables and all views are made again around what they hold."""
    types = _labels(connection)
    old = _spelt(types[name])
    tables = connection.execute(
        "SELECT table_name, sql FROM duckdb_tables() WHERE NOT temporary AND contains(sql, ?) ORDER BY table_oid", [old]
    ).fetchall()
    views = _views(connection)
    for view, _ in reversed(views):
        connection.execute(f"DROP VIEW {view}")
    kept: dict[str, list[str]] = {}
    for table, sql in tables:
        own = connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
        ).fetchall()
        kept[table] = [column for column, _ in own if not re.search(rf'"?{column}"? [A-Z]+ GENERATED ALWAYS', sql)]
        typed = {column for column, kind in own if kind == old}
        chosen = ", ".join(f'"{c}"::VARCHAR AS "{c}"' if c in typed else f'"{c}"' for c in kept[table])
        connection.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT {chosen} FROM {table}")
        connection.execute(f"DROP TABLE {table}")
    connection.execute(f"DROP TYPE {name}")
    connection.execute(f"CREATE TYPE {name} AS {_spelt(labels)}")
    for table, sql in tables:
        for kind, there in types.items():
            sql = sql.replace(_spelt(there), kind)
        connection.execute(without_checks(sql, name, types[name]))
        columns = ", ".join(f'"{c}"' for c in kept[table])
        connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_{table} ORDER BY id")
        connection.execute(f"DROP TABLE kept_{table}")
    for _, sql in views:
        connection.execute(sql)


def _views(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """The views, what is read before what reads it."""
    left = dict(
        connection.execute("SELECT view_name, sql FROM duckdb_views() WHERE NOT internal AND NOT temporary").fetchall()
    )
    found: list[tuple[str, str]] = []
    while left:
        free = [n for n, sql in left.items() if not any(re.search(rf"\b{o}\b", sql) for o in left if o != n)]
        found += [(name, left.pop(name)) for name in sorted(free)]
    return found


def without_checks(sql: str, name: str, labels: Iterable[str]) -> str:
    """A table's definition without the CHECKs that list labels of the ENUM."""
    named = {f"'{label}'" for label in labels} | {name}
    start = 0
    while (start := sql.find(", CHECK(", start)) >= 0:
        depth, end = 0, start + len(", CHECK")
        while True:
            depth += (sql[end] == "(") - (sql[end] == ")")
            end += 1
            if depth == 0:
                break
        if any(word in sql[start:end] for word in named):
            sql = sql[:start] + sql[end:]
        else:
            start = end
    return sql


def _labels(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found = connection.execute(
        "SELECT type_name, labels FROM duckdb_types() WHERE logical_type = 'ENUM' AND NOT internal"
    ).fetchall()
    return {str(name): list(labels) for name, labels in found}


def _spelt(labels: Sequence[str]) -> str:
    return "ENUM(" + ", ".join("'" + label.replace("'", "''") + "'" for label in labels) + ")"
