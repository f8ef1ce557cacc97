"""Plans put in force, kept with their whole text; the last one is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import duckdb

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


def in_force(cursor: duckdb.DuckDBPyConnection) -> Plan | None:
    """The plan last put in force; None while none was."""
    row = cursor.execute("SELECT content FROM plan_version ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else _parsed(row[0])


def plan_versions(cursor: duckdb.DuckDBPyConnection) -> list[PutInForce]:
    """Every plan put in force in this file, the last first."""
    cursor.execute("SELECT content, since, who, why FROM plan_version ORDER BY seq DESC")
    return [PutInForce(_parsed(c), since.replace(tzinfo=UTC), who, why) for c, since, who, why in cursor.fetchall()]


def put_in_force(store: Store, plan: Plan, who: str, why: str) -> Plan:
    """Make ``plan`` the one in force, no draft any more. Where another text under its id was in force before, it
    becomes the next version. Returns the plan as it is kept."""
    with store.change() as cursor:
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
                who,
                why or None,
            ],
        )
    return kept


def _renumbered(plan: Plan, version: int) -> Plan:
    return Plan.model_validate({**plan.model_dump(), "draft": False, "version": version})
