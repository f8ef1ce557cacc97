"""The change log, written: the lines of one act, numbered from the revision on, in the act's own transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb
import pandas as pd

from dienhinh.access.acting import named
from dienhinh.store.chain import extend
from dienhinh.store.database import revision_of
from dienhinh.store.records import Record, as_json


@dataclass(frozen=True)
class Line:
    """One record written or to be written: INSERT, UPDATE or DELETE (SAME: left as it is), its table, whose it is and
    of which kind that one is, what it said and says; ``origin`` is its place among the records handed in."""

    action: str
    table: str
    code: str
    name: str
    kind: str
    before: dict[str, Any]
    after: dict[str, Any]
    origin: int | None = None


@dataclass
class Entry:
    action: str
    table: str
    record: int
    owner: int | None  # the candidate whose record it is
    before: Record | None
    after: Record | None
    undoes: int | None = None
    origin: int | None = None


class Log:
    """Collects the lines of one act and writes them at its end."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, who: str, why: str) -> None:
        self.cursor, self.who, self.why = cursor, named(who), why
        self.first = revision_of(cursor) + 1
        self.entries: list[Entry] = []

    def add(
        self,
        action: str,
        table: str,
        record: int,
        owner: int | None,
        before: Record | None,
        after: Record | None,
        undoes: int | None = None,
        origin: int | None = None,
    ) -> None:
        self.entries.append(Entry(action, table, record, owner, before, after, undoes, origin))

    def named(self) -> list[Line]:
        """The lines with whose records they are, in the order they were written."""
        known = self.cursor.execute("SELECT id, code, name, kind::VARCHAR FROM candidate").fetchall()
        people: Mapping[int | None, tuple[str, str, str]] = {number: tuple(said) for number, *said in known}
        return [
            Line(
                e.action,
                e.table,
                *people.get(e.owner, ("–", "–", "")),
                json.loads(as_json(e.before) or "{}"),
                json.loads(as_json(e.after) or "{}"),
                e.origin,
            )
            for e in self.entries
        ]

    def write(self) -> int:
        """Write the lines; returns the number of the act (its first revision)."""
        if self.entries:
            frame = pd.DataFrame(
                [
                    (n, e.action, e.table, str(e.record), as_json(e.before), as_json(e.after), e.owner, e.undoes)
                    for n, e in enumerate(self.entries, start=self.first)
                ],
                columns=["revision", "action", "table_name", "record_id", "before", "after", "candidate_id", "undoes"],
            ).astype({"candidate_id": "Int32", "undoes": "Int64"})
            self.cursor.register("log_lines", frame)
            self.cursor.execute(
                "INSERT INTO change_log (revision, batch, changed_at, who, why, action, table_name, record_id, before,"
                " after, candidate_id, undoes) SELECT revision, ?, ?, ?, ?, action, table_name, record_id, before,"
                " after, candidate_id, undoes FROM log_lines",
                [self.first, datetime.now(UTC).replace(tzinfo=None), self.who, self.why],
            )
            self.cursor.unregister("log_lines")
            extend(self.cursor)
        return self.first
