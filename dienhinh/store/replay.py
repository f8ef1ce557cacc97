"""A history in memory, from rows that were frozen: the tables that the judge reads, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

import duckdb
import pandas as pd

from dienhinh.store.database import migrate
from dienhinh.store.records import arrow
from dienhinh.store.tally import SOURCES
from dienhinh.store.trial import KINDS

PEOPLE = "SELECT id, code, kind::VARCHAR AS kind, name, sort_key, founded_on, dissolved_on FROM candidate ORDER BY id"
POSTS = (
    "SELECT candidate_id, unit_id, position, leads, from_on, until_on FROM post ORDER BY candidate_id, from_on, unit_id"
)
TYPES = {
    "id": "INTEGER", "candidate_id": "INTEGER", "unit_id": "INTEGER", "evidence": "INTEGER", "year": "SMALLINT",
    "founded_on": "DATE", "dissolved_on": "DATE", "from_on": "DATE", "until_on": "DATE", "decided_on": "DATE",
    "known_on": "DATE", "until": "DATE", "leads": "BOOLEAN",
}  # fmt: skip
FACT = (
    "candidate_id, kind::fact_kind AS kind, code::fact_code AS code, criterion, year, decided_on, known_on, until,"
    " state::fact_state AS state, evidence"
)


class Replay:
    """A database in memory on which ``judge``, ``tally`` and ``status_counts`` answer from frozen rows.

    ``people``, ``posts``: as the queries PEOPLE and POSTS give them; ``facts``: as the view ``fact`` does, kinds, codes
    and states as text. Days are ``datetime.date``.
    """

    def __init__(
        self,
        people: Sequence[Mapping[str, Any]],
        posts: Sequence[Mapping[str, Any]],
        facts: Sequence[Mapping[str, Any]],
    ) -> None:
        self._connection = duckdb.connect(":memory:")
        migrate(self._connection)
        self._connection.execute("CREATE SCHEMA frozen")
        made = {
            "candidate": (people, "* REPLACE (kind::candidate_kind AS kind)", "true"),
            "post": (posts, "*", "true"),
            **{source: (facts, FACT, f"kind = '{kind}'") for source, kind in zip(SOURCES, KINDS, strict=True)},
        }
        for table, (rows, columns, where) in made.items():
            if not rows:
                continue  # the empty table of the schema serves
            self._connection.register("frozen_rows", arrow(pd.DataFrame(rows, dtype=object), TYPES))
            self._connection.execute(f"CREATE TABLE frozen.{table} AS SELECT {columns} FROM frozen_rows WHERE {where}")
            self._connection.unregister("frozen_rows")

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one caller, to which the frozen tables stand before the schema's of the same name."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("SET search_path = 'frozen,main'")
            yield cursor
