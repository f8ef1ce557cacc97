"""Histories in memory: the tables that the judge reads, and nothing else, filled from rows kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import duckdb
import pandas as pd

from dienhinh.counting.query import KINDS, SOURCES
from dienhinh.store.database import make_types
from dienhinh.store.records import arrow

PEOPLE = "SELECT id, code, kind::VARCHAR AS kind, name, sort_key, founded_on, dissolved_on FROM candidate ORDER BY id"
POSTS = (
    "SELECT candidate_id, unit_id, position, leads, from_on, until_on FROM post ORDER BY candidate_id, from_on, unit_id"
)
COLUMNS = {
    "candidate": "id INTEGER, code VARCHAR, kind candidate_kind, name VARCHAR, sort_key VARCHAR, founded_on DATE,"
    " dissolved_on DATE",
    "post": "candidate_id INTEGER, unit_id INTEGER, position VARCHAR, leads BOOLEAN, from_on DATE, until_on DATE",
    **dict.fromkeys(
        SOURCES,
        "candidate_id INTEGER, kind fact_kind, code fact_code, criterion VARCHAR, year SMALLINT, decided_on DATE,"
        " known_on DATE, until DATE, state fact_state, evidence INTEGER, ground VARCHAR",
    ),
}
COLUMNS["succession"] = "candidate_id INTEGER, unit_id INTEGER, how VARCHAR, from_on DATE, principal BOOLEAN"
TYPES = dict(column.split(" ") for columns in COLUMNS.values() for column in columns.split(", "))


def in_memory(schema: str) -> duckdb.DuckDBPyConnection:
    """A database in memory with those tables, empty, in ``schema``."""
    connection = duckdb.connect(":memory:")
    make_types(connection)
    connection.execute(f"CREATE SCHEMA {schema}")
    for table, columns in COLUMNS.items():
        connection.execute(f"CREATE TABLE {schema}.{table} ({columns})")
    return connection


def pour(
    connection: duckdb.DuckDBPyConnection,
    schema: str,
    people: object,
    posts: object,
    facts: object,
    successions: object = None,
) -> None:
    """Add rows (Arrow tables as the queries PEOPLE, POSTS, history.FACTS and SUCCESSIONS give them)."""
    made = {
        "candidate": (people, "true"),
        "post": (posts, "true"),
        **{s: (facts, f"kind = '{k}'") for s, k in zip(SOURCES, KINDS, strict=True)},
    }
    if successions is not None:
        made["succession"] = (successions, "true")
    for table, (rows, where) in made.items():
        connection.register("poured_rows", rows)
        connection.execute(f"INSERT INTO {schema}.{table} BY NAME SELECT * FROM poured_rows WHERE {where}")
        connection.unregister("poured_rows")


class Replay:
    """A database in memory on which ``judge``, ``tally`` and ``status_counts`` answer from frozen rows.

    ``people``, ``posts``, ``facts``, ``successions``: as the queries PEOPLE, POSTS, history.FACTS and SUCCESSIONS give
    them. Days are ``datetime.date``.
    """

    def __init__(
        self,
        people: Sequence[Mapping[str, Any]],
        posts: Sequence[Mapping[str, Any]],
        facts: Sequence[Mapping[str, Any]],
        successions: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self._connection = in_memory("frozen")
        self._connection.execute(
            f"CREATE VIEW frozen.fact AS {' UNION ALL '.join(f'FROM frozen.{s}' for s in SOURCES)}"
        )
        said = ((people, "candidate"), (posts, "post"), (facts, SOURCES[0]), (successions, "succession"))
        tables = [
            arrow(
                pd.DataFrame(list(rows), columns=[c.split(" ")[0] for c in COLUMNS[table].split(", ")], dtype=object),
                TYPES,
            )
            for rows, table in said
        ]
        pour(self._connection, "frozen", *tables)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one caller, to which the frozen tables are the tables."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("SET search_path = 'frozen,main'")
            yield cursor
