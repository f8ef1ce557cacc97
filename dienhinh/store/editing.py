"""One save by hand: records added, changed or taken out together, each only if it still is what the editor saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import duckdb

from dienhinh.access.roles import Act
from dienhinh.store.apply import keep_post_then
from dienhinh.store.database import Store
from dienhinh.store.logbook import Log
from dienhinh.store.records import TABLES, Record, insert, plain, remove, rows, rows_of, update, with_own


@dataclass(frozen=True)
class Edit:
    """One record: a new one (``id`` None), a changed one (``values``: the columns to change), or one to take out.

    ``version``: the record's as the editor saw it.
    """

    table: str
    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class Clash:
    """An edit whose record somebody else has changed meanwhile: what it says ``now`` (None: it is gone), and who wrote
    it last. :meth:`mine` is the edit again, over what is there now."""

    edit: Edit
    id: int
    now: dict[str, Any] | None
    version: int | None
    by: str

    def mine(self) -> Edit:
        if self.now is None:
            return replace(self.edit, id=None, version=None)
        return replace(self.edit, id=self.id, version=self.version)


class Clashes(Exception):
    """Nothing was written: others changed the same records first."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = list(clashes)
        super().__init__(f"{len(self.clashes)} records were changed meanwhile")


class LastPost(Exception):
    """Nothing was written: somebody would be left without any post, and so without a place in the workbook."""

    def __init__(self, candidate_id: int) -> None:
        self.candidate_id = candidate_id
        super().__init__(f"candidate {candidate_id} would have no post")


def save(store: Store, edits: Sequence[Edit], who: str, why: str = "") -> int | None:
    """Write ``edits`` as one act, all or nothing; returns its number, None when they change nothing.

    A value of an :class:`Edit` may be another edit of the same act, which stands for the id of its record (a person
    and their first post). Raises :class:`Clashes` when a record changed since it was seen, or a new one is there
    already; :class:`LastPost`.
    """
    with store.change(Act.EDIT) as cursor:
        return _save(cursor, edits, who, why)


def _save(cursor: duckdb.DuckDBPyConnection, edits: Sequence[Edit], who: str, why: str) -> int | None:
    edits = [e for e in edits if not _said_already(cursor, e)]
    if clashes := _clashes(cursor, edits):
        raise Clashes(clashes)
    log = Log(cursor, who, why)
    ids: dict[int, int] = {}  # the id given to each new edit
    for table in TABLES:
        mine = [e for e in edits if e.table == table]
        new = [e for e in mine if e.id is None and not e.removed]
        given = insert(cursor, table, [_complete(table, e, ids) for e in new])
        ids.update({id(e): n for e, n in zip(new, given, strict=True)})
        if table == "award":
            keep_post_then(cursor, given)
        _change(cursor, log, table, [e for e in mine if e.id is not None and not e.removed])
        for number, record in rows_of(cursor, table, given).items():
            log.add("INSERT", table, number, owner(table, number, record), None, logged(record))
    _take_out(cursor, log, [e for e in edits if e.removed])
    return log.write() if log.entries else None


def _said_already(cursor: duckdb.DuckDBPyConnection, edit: Edit) -> bool:
    """Whether a new record is there already, and says the same."""
    keys, values = TABLES[edit.table].keys, with_own(edit.table, edit.values)
    if edit.id is not None or not keys or any(isinstance(v, Edit) for v in values.values()):
        return False
    found = rows(cursor, edit.table, **{k: values.get(k) for k in keys})
    return any(plain({k: now[k] for k in values}) == plain(values) for now in found.values())


def owner(table: str, number: int, record: Record) -> int | None:
    return number if table == "candidate" else record.get("candidate_id")


def logged(record: Record) -> dict[str, Any]:
    """A whole record as the log keeps it."""
    return {k: v for k, v in record.items() if k not in ("version", "sort_key")}


def _complete(table: str, edit: Edit, ids: Mapping[int, int]) -> dict[str, Any]:
    known = TABLES[table]
    record: dict[str, Any] = dict.fromkeys((*known.keys, *known.values)) | dict(known.optional)
    record.update(edit.values)
    return {c: ids[id(v)] if isinstance(v, Edit) else v for c, v in record.items()}


def _change(cursor: duckdb.DuckDBPyConnection, log: Log, table: str, edits: Sequence[Edit]) -> None:
    there = rows_of(cursor, table, [e.id for e in edits if e.id is not None])
    changes: dict[int, dict[str, Any]] = {}
    for edit in edits:
        assert edit.id is not None
        now, wanted = there[edit.id], with_own(table, edit.values)
        moved = {k: v for k, v in wanted.items() if plain({k: v}) != plain({k: now[k]})}
        if moved:
            changes[edit.id] = moved
            whose = owner(table, edit.id, now)
            log.add("UPDATE", table, edit.id, whose, {k: now[k] for k in moved}, moved)
    update(cursor, table, changes)


def _take_out(cursor: duckdb.DuckDBPyConnection, log: Log, edits: Sequence[Edit]) -> None:
    by_table: dict[str, list[int]] = defaultdict(list)
    for edit in edits:
        assert edit.id is not None
        by_table[edit.table].append(edit.id)
    for table, ids in by_table.items():
        there = rows_of(cursor, table, ids)
        for number, record in there.items():
            log.add("DELETE", table, number, owner(table, number, record), logged(record), None)
        remove(cursor, table, ids)
        if table == "post":
            check_posts(cursor, [r["candidate_id"] for r in there.values()])


def check_posts(cursor: duckdb.DuckDBPyConnection, people: Sequence[int]) -> None:
    """Raises :class:`LastPost` when one of ``people``, still recorded, holds and held no post."""
    found = cursor.execute(
        "SELECT id FROM candidate WHERE id IN (SELECT unnest($ids::INTEGER[]))"
        " AND id NOT IN (SELECT candidate_id FROM post)",
        {"ids": list(people)},
    ).fetchone()
    if found:
        raise LastPost(int(found[0]))


def _clashes(cursor: duckdb.DuckDBPyConnection, edits: Sequence[Edit]) -> list[Clash]:
    found: list[tuple[Edit, int, dict[str, Any] | None]] = []
    for table in {e.table for e in edits}:
        mine = [e for e in edits if e.table == table]
        there = rows_of(cursor, table, [e.id for e in mine if e.id is not None])
        for edit in mine:
            if edit.id is not None:
                now = there.get(edit.id)
                says = {k: (now or {}).get(k) for k in edit.values}
                same = now is not None and not edit.removed and plain(says) == plain(edit.values)
                if not same and (now is None or now["version"] != edit.version):
                    found.append((edit, edit.id, now))
        found += _taken(cursor, table, mine)
    return [
        Clash(edit, number, now, None if now is None else now["version"], _last_writer(cursor, edit.table, number))
        for edit, number, now in found
    ]


def _taken(
    cursor: duckdb.DuckDBPyConnection, table: str, edits: Sequence[Edit]
) -> list[tuple[Edit, int, dict[str, Any] | None]]:
    """The edits whose record would be recognised as another one that is there."""
    keys = TABLES[table].keys
    found: list[tuple[Edit, int, dict[str, Any] | None]] = []
    leaving = {e.id for e in edits if e.removed}
    for edit in edits:
        values = with_own(table, edit.values)
        if edit.removed or not keys or not any(k in values for k in keys):
            continue
        if edit.id is not None:
            values = {**rows_of(cursor, table, [edit.id]).get(edit.id, {}), **values}
        if any(isinstance(values.get(k), Edit) or values.get(k) is None for k in keys):
            continue
        for number, now in rows(cursor, table, **{k: values[k] for k in keys}).items():
            if number != edit.id and number not in leaving:
                found.append((edit, number, now))
    return found


def _last_writer(cursor: duckdb.DuckDBPyConnection, table: str, number: int) -> str:
    row = cursor.execute(
        "SELECT who FROM change_log WHERE table_name = ? AND record_id = ? ORDER BY revision DESC LIMIT 1",
        [table, str(number)],
    ).fetchone()
    return "" if row is None else str(row[0])
