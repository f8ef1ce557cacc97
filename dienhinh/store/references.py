"""What refers to what, and whose codes are whose, checked before every commit: DuckDB's own foreign keys would forbid
undoing an act at once."""

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


_CODED = [(kind, next(iter({"code", "level"} & set(kind.coded_by.fills)))) for kind in kinds.FACTS if kind.coded_by]
_FOREIGN = " UNION ALL ".join(
    f"SELECT '{kind.name}.{column}' AS place FROM (SELECT DISTINCT {column}::VARCHAR AS code FROM {kind.name})"
    f" WHERE code NOT IN ({', '.join(repr(c.code) for c in kind.codes)})"
    for kind, column in _CODED
)


class DanglingReference(Exception):
    """A change that would leave a record referring to one that is not there, or bearing another kind's code: a fault of
    the program."""


def check_references(cursor: duckdb.DuckDBPyConnection) -> None:
    """Raises :class:`DanglingReference`, which ends the transaction, when a reference leads nowhere or a
    code is another kind's."""
    broken = cursor.execute(f"SELECT place FROM ({_ORPHANS}) WHERE n > 0 UNION ALL {_FOREIGN}").fetchall()
    if broken:
        raise DanglingReference(", ".join(place for (place,) in broken))
