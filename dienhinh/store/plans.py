"""Plans put in force, kept with their whole text; a file holds as many as it likes, each for its period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import duckdb

from dienhinh.access.acting import named
from dienhinh.access.roles import Act
from dienhinh.criteria import Plan, parse_plan
from dienhinh.criteria.drafts import write_plan
from dienhinh.store.database import Store


@dataclass(frozen=True)
class PutInForce:
    """A plan version, since when (aware, UTC), by whom and why."""

    plan: Plan
    since: datetime
    who: str
    why: str | None


@lru_cache(maxsize=32)
def _parsed(content: str) -> Plan:
    return parse_plan(content)


def latest(cursor: duckdb.DuckDBPyConnection) -> list[Plan]:
    """Of each plan put in force in this file its last version, in the order in which they were last put in force."""
    cursor.execute("SELECT arg_max(content, seq) FROM plan_version GROUP BY plan_id ORDER BY max(seq)")
    return [_parsed(content) for (content,) in cursor.fetchall()]


@dataclass(frozen=True)
class Closed:
    """Since when a plan is done with, by whom and why."""

    on: date
    who: str
    why: str | None


def closed(cursor: duckdb.DuckDBPyConnection) -> dict[str, Closed]:
    """The plans that are closed, by id: their roadmap is only read."""
    cursor.execute("SELECT plan_id, closed_on, who, why FROM plan_closed")
    return {str(p): Closed(on, who, why) for p, on, who, why in cursor.fetchall()}


def close_plan(store: Store, plan_id: str, on: date, who: str, why: str) -> None:
    """Close a plan whose final review is done; a closed one is closed anew."""
    with store.change(Act.PLAN, plan_id) as cursor:
        cursor.execute("INSERT OR REPLACE INTO plan_closed VALUES (?, ?, ?, ?)", [plan_id, on, named(who), why or None])


def reopen_plan(store: Store, plan_id: str) -> None:
    with store.change(Act.PLAN, plan_id) as cursor:
        cursor.execute("DELETE FROM plan_closed WHERE plan_id = ?", [plan_id])


def plan_versions(cursor: duckdb.DuckDBPyConnection) -> list[PutInForce]:
    """Every plan put in force in this file, the last first."""
    cursor.execute("SELECT content, since, who, why FROM plan_version ORDER BY seq DESC")
    return [PutInForce(_parsed(c), since.replace(tzinfo=UTC), who, why) for c, since, who, why in cursor.fetchall()]


def put_in_force(store: Store, plan: Plan, who: str, why: str) -> Plan:
    """Make ``plan`` the one in force, no draft any more. Where another text under its id was in force before, it
    becomes the next version. Returns the plan as it is kept."""
    with store.change(Act.PLAN, plan.id) as cursor:
        cursor.execute("SELECT version, content FROM plan_version WHERE plan_id = ? ORDER BY version", [plan.id])
        known = [(version, _parsed(content)) for version, content in cursor.fetchall()]
        kept = _renumbered(plan, plan.version)
        if not any(old == kept for _, old in known):
            kept = _renumbered(plan, max([plan.version, *(version + 1 for version, _ in known)]))
        cursor.execute(
            "INSERT INTO plan_version (plan_id, version, digest, content, since, who, why) VALUES (?, ?, ?, ?, ?,"
            " ?, ?)",
            [
                kept.id,
                kept.version,
                kept.digest,
                write_plan(kept),
                datetime.now(UTC).replace(tzinfo=None),
                named(who),
                why or None,
            ],
        )
    return kept


def _renumbered(plan: Plan, version: int) -> Plan:
    return Plan.model_validate({**plan.model_dump(), "draft": False, "version": version})
