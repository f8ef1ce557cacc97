"""What refers to what, checked before every commit: DuckDB's own foreign keys would forbid undoing an act at once."""

from __future__ import annotations

import duckdb

from dienhinh import kinds

REFERENCES = {(k.name, column): parent for k in kinds.TABLES for column, parent in k.references.items()}
"""(table, column) → the table whose id it holds."""

_ORPHANS = " UNION ALL ".join(
    f"SELECT '{table}.{column}' AS place, count(*) AS n FROM {table}"
    f" WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {parent})"
    for (table, column), parent in REFERENCES.items()
)


class DanglingReference(Exception):
    """A change that would leave a record referring to one that is not there: a fault of the program."""


def check_references(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raises :class:`DanglingReference`, which ends the transaction, when a reference leads nowhere."""
    broken = cursor.execute(f"SELECT place FROM ({_ORPHANS}) WHERE n > 0").fetchall()
    if broken:
        raise DanglingReference(", ".join(place for (place,) in broken))
