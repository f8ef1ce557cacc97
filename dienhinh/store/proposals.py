"""What units hand in (V.1): each a workbook of their own records, which waits until an officer accepts or returns it;
and by when they are to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import duckdb

from dienhinh.access.acting import NotAllowed, demand, named
from dienhinh.access.roles import Act
from dienhinh.store.aside import remember, remembered
from dienhinh.store.database import Store

MOST_BYTES = 5 * 2**20
HANDING_IN = "handing_in"


@dataclass(frozen=True)
class Proposal:
    """``state``: SENT, ACCEPTED, RETURNED or WITHDRAWN; ``n``: how many rows could be read. Times are aware (UTC)."""

    id: int
    unit: str
    owner: str
    sent_at: datetime
    file: str
    n: int
    note: str
    state: str
    reason: str
    decided_by: str
    decided_at: datetime | None


class Decided(Exception):
    """Somebody has decided on it, or withdrawn it, in the meantime."""


def proposals(cursor: duckdb.DuckDBPyConnection, unit: str | None = None) -> list[Proposal]:
    """What was handed in (by ``unit``), the newest first."""
    cursor.execute(
        "SELECT id, unit_code, owner, sent_at, file, n, note, state, reason, decided_by, decided_at FROM proposal"
        " WHERE unit_code = coalesce(?, unit_code) ORDER BY id DESC",
        [unit],
    )
    return [
        Proposal(
            i, of, owner, sent.replace(tzinfo=UTC), file, n, note or "", state, reason or "", by or "",
            at.replace(tzinfo=UTC) if at else None,
        )
        for i, of, owner, sent, file, n, note, state, reason, by, at in cursor.fetchall()
    ]  # fmt: skip


def content_of(cursor: duckdb.DuckDBPyConnection, number: int) -> bytes:
    row = cursor.execute("SELECT content FROM proposal WHERE id = ?", [number]).fetchone()
    return bytes(row[0]) if row else b""


def hand_in(store: Store, unit: str, file: str, content: bytes, n: int, note: str = "") -> int:
    """Hand a unit's workbook in; returns its number. Raises NotAllowed for another unit than the actor's own."""
    who = demand(Act.PROPOSE)
    if who.scope != unit:
        raise NotAllowed(Act.PROPOSE, who)
    with store.change(Act.PROPOSE, file) as cursor:
        row = cursor.execute(
            "INSERT INTO proposal (unit_code, owner, sent_at, file, content, n, note) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " RETURNING id",
            [unit, who.name, _now(), file[:200], content, n, note or None],
        ).fetchone()
    assert row is not None
    return int(row[0])


def withdraw(store: Store, one: Proposal) -> None:
    """Take back what nobody has decided on yet. Raises NotAllowed, :class:`Decided`."""
    who = demand(Act.PROPOSE)
    if who.scope != one.unit:
        raise NotAllowed(Act.PROPOSE, who)
    _decide(store, Act.PROPOSE, one, "WITHDRAWN", "", who.name)


def accept(store: Store, one: Proposal, who: str) -> None:
    """Note that what it says has been recorded. Raises :class:`Decided`."""
    _decide(store, Act.DECIDE, one, "ACCEPTED", "", named(who))


def give_back(store: Store, one: Proposal, who: str, reason: str) -> None:
    """Return it to the unit, with the reason. Raises :class:`Decided`."""
    _decide(store, Act.DECIDE, one, "RETURNED", reason, named(who))


def _decide(store: Store, act: Act, one: Proposal, state: str, reason: str, who: str) -> None:
    with store.change(act, one.file) as cursor:
        done = cursor.execute(
            "UPDATE proposal SET state = ?, reason = ?, decided_by = ?, decided_at = ? WHERE id = ? AND state = 'SENT'"
            " RETURNING id",
            [state, reason or None, who, _now(), one.id],
        ).fetchall()
        if not done:
            raise Decided


@dataclass(frozen=True)
class HandingIn:
    """Units hand in by ``due`` what has come since ``since``."""

    since: date
    due: date


def handing_in(cursor: duckdb.DuckDBPyConnection) -> HandingIn | None:
    """By when units are to hand in; None where nobody has asked."""
    said = remembered(cursor, HANDING_IN)
    return HandingIn(date.fromisoformat(said["since"]), date.fromisoformat(said["due"])) if said else None


def ask_for(store: Store, asked: HandingIn | None) -> None:
    """Ask the units to hand in; None: no longer."""
    said = {"since": asked.since.isoformat(), "due": asked.due.isoformat()} if asked else None
    remember(store, HANDING_IN, said, Act.DECIDE)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
