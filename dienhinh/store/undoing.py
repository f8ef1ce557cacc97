"""Undo: an act, or one change of it, taken back as a new act; refused, with names, when later changes contradict."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from dienhinh.access.roles import Act
from dienhinh.store.changes import LogLine, changes_where
from dienhinh.store.database import Store
from dienhinh.store.editing import LastPost, check_posts, logged, owner
from dienhinh.store.logbook import Log
from dienhinh.store.records import TABLES, column_types, insert, of_json, plain, remove, rows_of, update
from dienhinh.store.references import REFERENCES


class CannotUndo(Exception):
    """Nothing was written: ``changes``, made later, rest on what would be taken back (none: it is undone already)."""

    def __init__(self, changes: Sequence[LogLine]) -> None:
        self.changes = list(changes)
        super().__init__(f"{len(self.changes)} later changes contradict")


@dataclass(frozen=True)
class _Step:
    revision: int
    action: str
    table: str
    record: int
    before: dict[str, Any]
    after: dict[str, Any]


def undo(store: Store, act: int, who: str, why: str, only: int | None = None) -> int:
    """Take back the act with the number ``act`` (a whole import or save), or one revision of it; returns the new act's
    number. Raises :class:`CannotUndo`."""
    with store.change(Act.UNDO) as cursor:
        steps = _steps(cursor, act, only)
        if contradicting := _contradicting(cursor, steps):
            raise CannotUndo(changes_where(cursor, "l.revision IN (SELECT unnest($wanted))", contradicting))
        if not steps or _done(cursor, steps):
            raise CannotUndo([])
        log = Log(cursor, who, why)
        try:
            _take_back(cursor, log, steps)
        except LastPost as error:
            raise CannotUndo(
                changes_where(
                    cursor,
                    "l.table_name = 'candidate' AND l.candidate_id IN (SELECT unnest($wanted))",
                    [error.candidate_id],
                )
            ) from error
        return log.write()


def _steps(cursor: duckdb.DuckDBPyConnection, act: int, only: int | None) -> list[_Step]:
    cursor.execute(
        "SELECT revision, action, table_name, record_id, before, after FROM change_log"
        " WHERE batch = $act AND ($only IS NULL OR revision = $only) ORDER BY revision DESC",
        {"act": act, "only": only},
    )
    types: dict[str, dict[str, str]] = {}
    found = []
    for revision, action, table, record, before, after in cursor.fetchall():
        kinds = types.setdefault(table, column_types(cursor, table))
        was, says = (of_json(json.loads(text or "{}"), kinds) for text in (before, after))
        found.append(_Step(int(revision), action, table, int(record), was, says))
    return found


def _done(cursor: duckdb.DuckDBPyConnection, steps: Sequence[_Step]) -> bool:
    """Whether everything says already what it said before these steps."""
    there = _there(cursor, steps)
    for s in steps:
        now = there[s.table].get(s.record)
        if s.action == "INSERT" and now is not None:
            return False
        if s.action == "DELETE" and now is None:
            return False
        if s.action == "UPDATE" and now is not None and not _says(now, s.before):
            return False
    return True


def _there(cursor: duckdb.DuckDBPyConnection, steps: Sequence[_Step]) -> dict[str, dict[int, dict[str, Any]]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for step in steps:
        wanted[step.table].append(step.record)
    return {table: rows_of(cursor, table, ids) for table, ids in wanted.items()}


def _says(now: dict[str, Any], values: dict[str, Any]) -> bool:
    own = ("sort_key", "position_then", "unit_then")
    return plain({k: now.get(k) for k in values if k not in own}) == plain(
        {k: v for k, v in values.items() if k not in own}
    )


def _contradicting(cursor: duckdb.DuckDBPyConnection, steps: Sequence[_Step]) -> list[int]:
    """The later revisions that rest on what ``steps`` wrote."""
    there = _there(cursor, steps)
    found: set[int] = set()
    gone: dict[str, set[int]] = defaultdict(set)
    coming: dict[str, set[int]] = defaultdict(set)
    for step in steps:
        if step.action == "DELETE":
            coming[step.table].add(step.record)
    for step in steps:
        now = there[step.table].get(step.record)
        if step.action == "DELETE":
            if now is None:
                found |= _in_the_way(cursor, step, coming)
        elif step.action == "INSERT":
            if now is not None and not _says(now, step.after):
                found |= _later(cursor, step)
        elif now is None or not (_says(now, step.after) or _says(now, step.before)):
            found |= _later(cursor, step)
        if step.action == "INSERT" and now is not None:
            gone[step.table].add(step.record)
    for parent, ids in gone.items():
        found |= _resting_on(cursor, parent, ids, gone)
    return sorted(found)


def _later(cursor: duckdb.DuckDBPyConnection, step: _Step) -> set[int]:
    found = cursor.execute(
        "SELECT revision, after FROM change_log WHERE table_name = ? AND record_id = ? AND revision > ?",
        [step.table, str(step.record), step.revision],
    ).fetchall()
    touching = {int(r) for r, after in found if after is None or step.after.keys() & json.loads(after).keys()}
    return touching or {int(r) for r, _ in found}


def _in_the_way(cursor: duckdb.DuckDBPyConnection, step: _Step, coming: dict[str, set[int]]) -> set[int]:
    """Who wrote, later, the record that is recognised as the one to be brought back, or took out what it refers to."""
    found: set[int] = set()
    for (table, column), parent in REFERENCES.items():
        needed = step.before.get(column)
        if table != step.table or needed is None or needed in coming[parent]:
            continue
        if not rows_ids(cursor, parent, [needed]):
            row = cursor.execute(
                "SELECT max(revision) FROM change_log WHERE table_name = ? AND record_id = ? AND action = 'DELETE'",
                [parent, str(needed)],
            ).fetchone()
            found |= {int(row[0])} if row and row[0] is not None else set()
    keys = TABLES[step.table].keys
    if keys:
        where = " AND ".join(f"t.{k} = ${k}" for k in keys)
        cursor.execute(
            f"SELECT max(l.revision) FROM {step.table} t JOIN change_log l ON l.table_name = '{step.table}'"
            f" AND l.record_id = t.id::VARCHAR WHERE {where} GROUP BY t.id",
            {k: step.before[k] for k in keys},
        )
        found |= {int(n) for (n,) in cursor.fetchall()}
    return found


def rows_ids(cursor: duckdb.DuckDBPyConnection, table: str, ids: Sequence[int]) -> set[int]:
    cursor.execute(f"SELECT id FROM {table} WHERE id IN (SELECT unnest($ids::INTEGER[]))", {"ids": list(ids)})
    return {int(n) for (n,) in cursor.fetchall()}


def _resting_on(cursor: duckdb.DuckDBPyConnection, parent: str, ids: set[int], gone: dict[str, set[int]]) -> set[int]:
    """The revisions that wrote the records which refer to the ``ids`` of ``parent`` and would stay."""
    found: set[int] = set()
    for (table, column), to in REFERENCES.items():
        if to != parent:
            continue
        cursor.execute(
            f"SELECT t.id, max(l.revision) FROM {table} t LEFT JOIN change_log l ON l.table_name = '{table}'"
            f" AND l.record_id = t.id::VARCHAR WHERE t.{column} IN (SELECT unnest($ids::INTEGER[])) GROUP BY t.id",
            {"ids": list(ids)},
        )
        found |= {int(r) for n, r in cursor.fetchall() if n not in gone.get(table, set()) and r is not None}
    return found


def _take_back(cursor: duckdb.DuckDBPyConnection, log: Log, steps: Sequence[_Step]) -> None:
    """Removals first, then changes, then what comes back: a key freed by one may be taken by the next."""
    there = _there(cursor, steps)
    parts: dict[tuple[str, str], list[_Step]] = defaultdict(list)
    for step in steps:
        now = there[step.table].get(step.record)
        undone = {"INSERT": now is None, "DELETE": now is not None, "UPDATE": now is None or _says(now, step.before)}
        if not undone[step.action]:
            parts[step.action, step.table].append(step)
    for table in reversed(TABLES):
        for step in (mine := parts["INSERT", table]):
            now = there[table][step.record]
            log.add("DELETE", table, step.record, owner(table, step.record, now), logged(now), None, step.revision)
        remove(cursor, table, [s.record for s in mine])
    for table in TABLES:
        mine = parts["UPDATE", table]
        for step in mine:
            now = there[table][step.record]
            whose = owner(table, step.record, now)
            log.add("UPDATE", table, step.record, whose, {k: now[k] for k in step.before}, step.before, step.revision)
        update(cursor, table, {s.record: s.before for s in mine})
    for table in TABLES:
        mine = parts["DELETE", table]
        shapes: dict[tuple[str, ...], list[_Step]] = defaultdict(list)
        for step in mine:
            shapes[tuple(step.before)].append(step)
            whose = owner(table, step.record, step.before)
            log.add("INSERT", table, step.record, whose, None, step.before, step.revision)
        for group in shapes.values():
            insert(cursor, table, [s.before for s in group], [s.record for s in group])
    check_posts(cursor, [int(there["post"][s.record]["candidate_id"]) for s in parts["INSERT", "post"]])
