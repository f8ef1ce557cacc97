"""Review meetings in the data file: prepared, opened on a snapshot, concluded, sealed; each step leaves a trace."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from dienhinh.access.acting import named
from dienhinh.access.roles import Act
from dienhinh.kinds.meeting import PARTS, Conclusion, Meeting, Task
from dienhinh.locale.fold import fold
from dienhinh.store.database import Store

JSONS = ("members", "agenda", "scenarios", "notes", "tried")
PLAIN = ("kind", "title", "held_on", "assessed_on", "place", *JSONS, "begun", "ended", "adopted", "plan_id")


class StaleMeeting(Exception):
    """Nothing was written: somebody else has changed the meeting (or the conclusion) since it was read."""


class Sealed(Exception):
    """Nothing was written: the meeting is closed, or not yet open."""


class WrongVotes(Exception):
    """Nothing was written: the votes on ``codes`` do not add up to the ``voters`` present (None: it is not known who
    was)."""

    def __init__(self, codes: Sequence[str], voters: int | None) -> None:
        self.codes, self.voters = tuple(codes), voters
        super().__init__(f"{', '.join(codes)}: {voters}")


class Concluded(Exception):
    """Nothing was written: these ``codes`` would leave the agenda, and have a conclusion."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(", ".join(codes))


@dataclass(frozen=True)
class Step:
    """A step of a meeting: when (aware, UTC), by whom, what, and its detail (the snapshot's fingerprint, a reason)."""

    at: datetime
    who: str
    step: str
    detail: str | None


COLUMNS = (
    "kind, title, held_on, assessed_on, place, members, agenda, scenarios, notes, tried, begun, ended, adopted,"
    " plan_id, state, fingerprint, owner, id, version"
)
SAID = "code, result, what, by_whom, due_on, done_on, votes_for, votes_against, votes_none, reason, version"


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
    said["members"] = tuple(_member(m) for m in said["members"])
    said["begun"], said["ended"] = said["begun"] or "", said["ended"] or ""
    return Meeting(**said)


def _member(said: dict[str, Any]) -> dict[str, Any]:
    """A member as it is kept today: of those kept before parts were, the part is what the role says."""
    if "part" not in said:
        part = next((p.code for p in PARTS if fold(said.get("role") or "") == fold(p.names[0])), "")
        said = {**said, "role": "" if part else said.get("role") or "", "part": part}
    return said


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
    with store.change(Act.MEETING, made.title) as cursor:
        row = cursor.execute(
            f"INSERT INTO meeting ({', '.join(PLAIN)}, owner, made_at, changed_at)"
            f" VALUES ({', '.join('?' * len(PLAIN))}, ?, ?, ?) RETURNING id",
            [*_values(made), owner, now, now],
        ).fetchone()
    assert row is not None
    return int(row[0])


def change_meeting(store: Store, made: Meeting) -> Meeting:
    """Keep what is said of a meeting that is not closed: what it is called, the members, the agenda, notes, what was
    tried. ``made`` carries the id and the version that it was read with. Raises :class:`StaleMeeting`,
    :class:`Sealed`; :class:`WrongVotes` or :class:`Concluded` where conclusions kept would no longer go with it.
    """
    with store.change(Act.MEETING, made.title) as cursor:
        _at(cursor, made, ("PREPARED", "OPEN"))
        said = conclusions(cursor, made.id)
        if gone := sorted(set(said) - set(made.agenda)):
            raise Concluded(gone)
        if wrong := [c for c, one in said.items() if one.wrong_votes(made.voters)]:
            raise WrongVotes(wrong, made.voters)
        cursor.execute(
            f"UPDATE meeting SET {', '.join(f'{c} = ?' for c in PLAIN)}, changed_at = ?, version = version + 1 WHERE"
            " id = ?",
            [*_values(made), _now(), made.id],
        )
    return replace(made, version=made.version + 1)


def open_meeting(store: Store, made: Meeting, packed: bytes, fingerprint: str, who: str) -> None:
    """Freeze ``packed`` as what the meeting is about; on an open meeting: take the present data over."""
    with store.change(Act.MEETING, made.title) as cursor:
        _at(cursor, made, ("PREPARED", "OPEN"))
        cursor.execute(
            "UPDATE meeting SET state = 'OPEN', snapshot = ?, fingerprint = ?, changed_at = ?, version = version + 1"
            " WHERE id = ?",
            [packed, fingerprint, _now(), made.id],
        )
        _step(cursor, made.id, who, "OPENED" if made.state == "PREPARED" else "RETAKEN", fingerprint)


def close_meeting(store: Store, made: Meeting, who: str) -> None:
    """Seal the meeting: nothing of it changes any more."""
    with store.change(Act.MEETING, made.title) as cursor:
        _at(cursor, made, ("OPEN",))
        _set_state(cursor, made.id, "CLOSED")
        _step(cursor, made.id, who, "CLOSED", made.fingerprint)


def reopen_meeting(store: Store, made: Meeting, who: str, why: str) -> None:
    with store.change(Act.REOPEN, made.title) as cursor:
        _at(cursor, made, ("CLOSED",))
        _set_state(cursor, made.id, "OPEN")
        _step(cursor, made.id, who, "REOPENED", why)


def conclusions(cursor: duckdb.DuckDBPyConnection, number: int) -> dict[str, Conclusion]:
    """What the meeting concluded, by the candidate's code."""
    cursor.execute(f"SELECT {SAID} FROM conclusion WHERE meeting_id = ? ORDER BY id", [number])
    return {row[0]: Conclusion(*row) for row in cursor.fetchall()}


def conclude(store: Store, made: Meeting, said: Conclusion | str) -> None:
    """Keep a conclusion; a code alone takes that candidate's back. Raises as :func:`conclude_all`."""
    conclude_all(store, made, [said])


def conclude_all(store: Store, made: Meeting, said: Sequence[Conclusion | str]) -> None:
    """Keep several conclusions, all or none. Raises :class:`Sealed` unless the meeting is open and they are on its
    agenda, :class:`StaleMeeting` when somebody else has changed one of them since, :class:`WrongVotes` when the votes
    do not add up to those present."""
    with store.change(Act.MEETING, made.title) as cursor:
        now = meeting(cursor, made.id)
        if now is None or now.state != "OPEN":
            raise Sealed
        if wrong := [c.code for c in said if isinstance(c, Conclusion) and c.wrong_votes(now.voters)]:
            raise WrongVotes(wrong, now.voters)
        there = conclusions(cursor, made.id)
        for one in said:
            if isinstance(one, str):
                cursor.execute("DELETE FROM conclusion WHERE meeting_id = ? AND code = ?", [made.id, one])
                continue
            if one.code not in now.agenda or (there[one.code].version if one.code in there else 0) != one.version:
                raise StaleMeeting
            values = [one.result, one.what, one.by_whom, one.due_on, *one.votes, one.reason, made.id, one.code]
            cursor.execute(_UPDATE if one.code in there else _INSERT, values)


_INSERT = (
    "INSERT INTO conclusion (result, what, by_whom, due_on, votes_for, votes_against, votes_none, reason, meeting_id,"
    " code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE = (
    "UPDATE conclusion SET done_on = CASE WHEN (result, what) IS NOT DISTINCT FROM ($1, $2) THEN done_on END,"
    " result = $1, what = $2, by_whom = $3, due_on = $4, votes_for = $5, votes_against = $6,"
    " votes_none = $7, reason = $8, version = version + 1 WHERE meeting_id = $9 AND code = $10"
)


@dataclass(frozen=True)
class Kept:
    """A paper that a sealed meeting printed: which, of whom (a code, or ""), its fingerprint, its file's name, when
    (aware, UTC) and by whom."""

    id: int
    kind: str
    code: str
    fingerprint: str
    file: str
    made_at: datetime
    who: str


def keep_paper(
    store: Store, made: Meeting, kind: str, code: str, fingerprint: str, file: str, content: bytes, who: str
) -> None:
    """Keep what a sealed meeting printed; the same paper is kept once. Raises :class:`Sealed` unless it is sealed."""
    with store.change(Act.PAPER, file) as cursor:
        now = meeting(cursor, made.id)
        if now is None or now.state != "CLOSED":
            raise Sealed
        cursor.execute(
            "INSERT INTO paper (meeting_id, kind, code, fingerprint, file, content, made_at, who)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [made.id, kind, code, fingerprint, file, content, _now(), named(who)],
        )


def kept_papers(cursor: duckdb.DuckDBPyConnection, number: int) -> list[Kept]:
    """What a meeting printed while it was sealed, the last first."""
    cursor.execute(
        "SELECT id, kind, code, fingerprint, file, made_at, who FROM paper WHERE meeting_id = ? ORDER BY id DESC",
        [number],
    )
    return [
        Kept(number_, kind, code, mark, file, at.replace(tzinfo=UTC), who)
        for number_, kind, code, mark, file, at, who in cursor.fetchall()
    ]


def kept_paper(cursor: duckdb.DuckDBPyConnection, number: int) -> bytes | None:
    """The content of one such paper, by its id."""
    row = cursor.execute("SELECT content FROM paper WHERE id = ?", [number]).fetchone()
    return None if row is None else bytes(row[0])


def tasks(cursor: duckdb.DuckDBPyConnection) -> list[Task]:
    """What meetings asked to be added to somebody's file: the open first, by day."""
    cursor.execute(
        "SELECT m.id, m.title, m.held_on, m.state = 'CLOSED', m.plan_id, m.assessed_on,"
        f" {', '.join('c.' + c for c in SAID.split(', '))}"
        " FROM conclusion c"
        " JOIN meeting m ON m.id = c.meeting_id WHERE c.result = 'BO_SUNG'"
        " ORDER BY c.done_on IS NOT NULL, c.due_on NULLS LAST, c.code, m.id"
    )
    return [
        Task(n, title, held, Conclusion(*said), sealed, plan_id, assessed_on)
        for n, title, held, sealed, plan_id, assessed_on, *said in cursor.fetchall()
    ]


def finish_task(store: Store, task: Task, on: date | None) -> None:
    """Mark what a meeting asked for as done (None: as open again). It says nothing of the conclusion itself."""
    with store.change(Act.MEETING, task.meeting) as cursor:
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
        [number, _now(), named(who), step, detail],
    )


def _values(made: Meeting) -> list[Any]:
    return [json.dumps(getattr(made, c), ensure_ascii=False) if c in JSONS else getattr(made, c) for c in PLAIN]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
