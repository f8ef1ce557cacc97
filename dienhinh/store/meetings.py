"""Review meetings in the data file: prepared, opened on a snapshot, concluded, sealed; each step leaves a trace."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.store.database import Store

JSONS = ("members", "agenda", "scenarios", "notes", "tried")
PLAIN = ("kind", "title", "held_on", "assessed_on", "place", *JSONS)


class StaleMeeting(Exception):
    """Nothing was written: somebody else has changed the meeting (or the conclusion) since it was read."""


class Sealed(Exception):
    """Nothing was written: the meeting is closed, or not yet open."""


@dataclass(frozen=True)
class Step:
    """A step of a meeting: when (aware, UTC), by whom, what, and its detail (the snapshot's fingerprint, a reason)."""

    at: datetime
    who: str
    step: str
    detail: str | None


COLUMNS = (
    "kind, title, held_on, assessed_on, place, members, agenda, scenarios, notes, tried, state, fingerprint, owner, id,"
    " version"
)
SAID = "code, result, what, by_whom, due_on, done_on, votes_for, votes_against, reason, version"


def meetings(cursor: duckdb.DuckDBPyConnection) -> list[Meeting]:
    """All meetings, the latest first."""
    cursor.execute(f"SELECT {COLUMNS} FROM meeting ORDER BY held_on DESC, id DESC")
    return [_read(row) for row in cursor.fetchall()]


def meeting(cursor: duckdb.DuckDBPyConnection, number: int) -> Meeting | None:
    row = cursor.execute(f"SELECT {COLUMNS} FROM meeting WHERE id = ?", [number]).fetchone()
    return None if row is None else _read(row)


def _read(row: Sequence[Any]) -> Meeting:
    said = dict(zip(COLUMNS.split(", "), row, strict=True))
    for key in JSONS:
        value = json.loads(said[key])
        said[key] = tuple(value) if isinstance(value, list) else value
    return Meeting(**said)


def snapshot_of(cursor: duckdb.DuckDBPyConnection, number: int) -> tuple[bytes, str] | None:
    """The packed snapshot of an opened meeting, and its fingerprint."""
    row = cursor.execute("SELECT snapshot, fingerprint FROM meeting WHERE id = ?", [number]).fetchone()
    return None if row is None or row[0] is None else (bytes(row[0]), str(row[1]))


def trace(cursor: duckdb.DuckDBPyConnection, number: int) -> list[Step]:
    """Every step of a meeting, the first first."""
    cursor.execute("SELECT happened, who, step, detail FROM meeting_trace WHERE meeting_id = ? ORDER BY seq", [number])
    return [Step(at.replace(tzinfo=UTC), who, step, detail) for at, who, step, detail in cursor.fetchall()]


def add_meeting(store: Store, made: Meeting, owner: str) -> int:
    """Keep a meeting being prepared; returns its number."""
    now = _now()
    with store.change() as cursor:
        row = cursor.execute(
            f"INSERT INTO meeting ({', '.join(PLAIN)}, owner, made_at, changed_at)"
            f" VALUES ({', '.join('?' * len(PLAIN))}, ?, ?, ?) RETURNING id",
            [*_values(made), owner, now, now],
        ).fetchone()
    assert row is not None
    return int(row[0])


def change_meeting(store: Store, made: Meeting) -> Meeting:
    """Keep what is said of a meeting that is not closed: what it is called, the members, the agenda, notes, what was
    tried. ``made`` carries the id and the version that it was read with. Raises :class:`StaleMeeting`, :class:`Sealed`.
    """
    with store.change() as cursor:
        _at(cursor, made, ("PREPARED", "OPEN"))
        cursor.execute(
            f"UPDATE meeting SET {', '.join(f'{c} = ?' for c in PLAIN)}, changed_at = ?, version = version + 1 WHERE"
            " id = ?",
            [*_values(made), _now(), made.id],
        )
    return replace(made, version=made.version + 1)


def open_meeting(store: Store, made: Meeting, packed: bytes, fingerprint: str, who: str) -> None:
    """Freeze ``packed`` as what the meeting is about; on an open meeting: take the present data over."""
    with store.change() as cursor:
        _at(cursor, made, ("PREPARED", "OPEN"))
        cursor.execute(
            "UPDATE meeting SET state = 'OPEN', snapshot = ?, fingerprint = ?, changed_at = ?, version = version + 1"
            " WHERE id = ?",
            [packed, fingerprint, _now(), made.id],
        )
        _step(cursor, made.id, who, "OPENED" if made.state == "PREPARED" else "RETAKEN", fingerprint)


def close_meeting(store: Store, made: Meeting, who: str) -> None:
    """Seal the meeting: nothing of it changes any more."""
    with store.change() as cursor:
        _at(cursor, made, ("OPEN",))
        _set_state(cursor, made.id, "CLOSED")
        _step(cursor, made.id, who, "CLOSED", made.fingerprint)


def reopen_meeting(store: Store, made: Meeting, who: str, why: str) -> None:
    with store.change() as cursor:
        _at(cursor, made, ("CLOSED",))
        _set_state(cursor, made.id, "OPEN")
        _step(cursor, made.id, who, "REOPENED", why)


def conclusions(cursor: duckdb.DuckDBPyConnection, number: int) -> dict[str, Conclusion]:
    """What the meeting concluded, by the candidate's code."""
    cursor.execute(f"SELECT {SAID} FROM conclusion WHERE meeting_id = ? ORDER BY id", [number])
    return {row[0]: Conclusion(*row) for row in cursor.fetchall()}


def conclude(store: Store, made: Meeting, said: Conclusion | str) -> None:
    """Keep a conclusion; a code alone takes that candidate's back. Raises :class:`Sealed` unless the meeting is open,
    :class:`StaleMeeting` when somebody else has changed this conclusion since."""
    with store.change() as cursor:
        row = cursor.execute("SELECT state FROM meeting WHERE id = ?", [made.id]).fetchone()
        if row is None or row[0] != "OPEN":
            raise Sealed
        code = said if isinstance(said, str) else said.code
        there = cursor.execute(
            "SELECT version FROM conclusion WHERE meeting_id = ? AND code = ?", [made.id, code]
        ).fetchone()
        if isinstance(said, str):
            cursor.execute("DELETE FROM conclusion WHERE meeting_id = ? AND code = ?", [made.id, code])
            return
        if (0 if there is None else int(there[0])) != said.version:
            raise StaleMeeting
        values = [said.result, said.what, said.by_whom, said.due_on, said.votes_for, said.votes_against, said.reason]
        if there is None:
            cursor.execute(
                "INSERT INTO conclusion (result, what, by_whom, due_on, votes_for, votes_against, reason, meeting_id,"
                " code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [*values, made.id, code],
            )
        else:
            cursor.execute(
                "UPDATE conclusion SET result = ?, what = ?, by_whom = ?, due_on = ?, votes_for = ?, votes_against = ?,"
                " reason = ?, version = version + 1 WHERE meeting_id = ? AND code = ?",
                [*values, made.id, code],
            )


@dataclass(frozen=True)
class Task:
    """What a meeting left to be done for a candidate."""

    meeting_id: int
    meeting: str
    held_on: date
    conclusion: Conclusion


def tasks(cursor: duckdb.DuckDBPyConnection) -> list[Task]:
    """What meetings asked to be added to somebody's file: the open first, by day."""
    cursor.execute(
        f"SELECT m.id, m.title, m.held_on, {', '.join('c.' + c for c in SAID.split(', '))} FROM conclusion c"
        " JOIN meeting m ON m.id = c.meeting_id WHERE c.result = 'BO_SUNG'"
        " ORDER BY c.done_on IS NOT NULL, c.due_on NULLS LAST, c.code"
    )
    return [Task(n, title, held, Conclusion(*said)) for n, title, held, *said in cursor.fetchall()]


def finish_task(store: Store, task: Task, on: date | None) -> None:
    """Mark what a meeting asked for as done (None: as open again). It says nothing of the conclusion itself."""
    with store.change() as cursor:
        cursor.execute(
            "UPDATE conclusion SET done_on = ? WHERE meeting_id = ? AND code = ?",
            [on, task.meeting_id, task.conclusion.code],
        )


def _at(cursor: duckdb.DuckDBPyConnection, made: Meeting, states: Sequence[str]) -> None:
    row = cursor.execute("SELECT state, version FROM meeting WHERE id = ?", [made.id]).fetchone()
    if row is None or row[1] != made.version:
        raise StaleMeeting
    if row[0] not in states:
        raise Sealed


def _set_state(cursor: duckdb.DuckDBPyConnection, number: int, state: str) -> None:
    cursor.execute(
        "UPDATE meeting SET state = ?, changed_at = ?, version = version + 1 WHERE id = ?", [state, _now(), number]
    )


def _step(cursor: duckdb.DuckDBPyConnection, number: int, who: str, step: str, detail: str | None) -> None:
    cursor.execute(
        "INSERT INTO meeting_trace (meeting_id, happened, who, step, detail) VALUES (?, ?, ?, ?, ?)",
        [number, _now(), who, step, detail],
    )


def _values(made: Meeting) -> list[Any]:
    return [json.dumps(getattr(made, c), ensure_ascii=False) if c in JSONS else getattr(made, c) for c in PLAIN]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
