"""Scenarios kept in the data file: named, shared, duplicated, archived; never mixed into the official tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from dienhinh.access.roles import Act
from dienhinh.criteria.scenario import Scenario
from dienhinh.store.database import Store, revision_of


@dataclass(frozen=True)
class Kept:
    """A scenario as it is kept: its number, whose it is, the revision of the official data it was last changed on, when
    (aware, UTC), and its version."""

    id: int
    scenario: Scenario
    owner: str
    plan_id: str
    revision: int
    made_at: datetime
    changed_at: datetime
    archived: bool
    version: int


class Stale(Exception):
    """Nothing was written: somebody else has changed the scenario since it was read."""


COLUMNS = "id, name, note, owner, plan_id, content, revision, made_at, changed_at, archived, version"


def scenarios(cursor: duckdb.DuckDBPyConnection, archived: bool = False) -> list[Kept]:
    """Those in use, or those archived; the last changed first."""
    cursor.execute(f"SELECT {COLUMNS} FROM scenario WHERE archived = ? ORDER BY changed_at DESC", [archived])
    return [_kept(row) for row in cursor.fetchall()]


def scenario(cursor: duckdb.DuckDBPyConnection, number: int) -> Kept | None:
    row = cursor.execute(f"SELECT {COLUMNS} FROM scenario WHERE id = ?", [number]).fetchone()
    return None if row is None else _kept(row)


def _kept(row: tuple) -> Kept:  # type: ignore[type-arg]
    number, name, note, owner, plan_id, content, revision, made, changed, archived, version = row
    said = json.loads(content)
    said = {"change": said} if isinstance(said, list) else said  # as it was before rules could be part of a scenario
    found = Scenario.model_validate({"name": name, "note": note, **said})
    return Kept(
        number,
        found,
        owner,
        plan_id,
        revision,
        made.replace(tzinfo=UTC),
        changed.replace(tzinfo=UTC),
        archived,
        version,
    )


def add_scenario(store: Store, made: Scenario, owner: str, plan_id: str) -> int:
    """Keep a new scenario; returns its number."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with store.aside(Act.SCENARIO, made.name) as cursor:
        row = cursor.execute(
            "INSERT INTO scenario (name, note, owner, plan_id, content, revision, made_at, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            [made.name, made.note, owner, plan_id, _content(made), revision_of(cursor), now, now],
        ).fetchone()
    assert row is not None
    return int(row[0])


def change_scenario(store: Store, kept: Kept, made: Scenario, archived: bool | None = None) -> None:
    """Keep ``made`` in the place of ``kept``. Raises :class:`Stale` when somebody else has changed it since."""
    with store.aside(Act.SCENARIO, made.name) as cursor:
        done = cursor.execute(
            "UPDATE scenario SET name = ?, note = ?, content = ?, revision = ?, changed_at = ?, archived = ?,"
            " version = version + 1 WHERE id = ? AND version = ? RETURNING id",
            [
                made.name,
                made.note,
                _content(made),
                revision_of(cursor),
                datetime.now(UTC).replace(tzinfo=None),
                kept.archived if archived is None else archived,
                kept.id,
                kept.version,
            ],
        ).fetchall()
        if not done:
            raise Stale


def _content(made: Scenario) -> str:
    changes = [c.model_dump(mode="json", exclude_none=True) for c in made.change]
    said = {"change": changes, "needs": made.needs, "choices": made.choices}
    if made.on:
        said["on"] = made.on.isoformat()
    return json.dumps(said, ensure_ascii=False)
