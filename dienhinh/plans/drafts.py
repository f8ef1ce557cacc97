"""Which plan a data file is judged by, and the draft plans beside it: files of their own, marked dự thảo."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from dienhinh.access.acting import demand
from dienhinh.access.roles import Act
from dienhinh.criteria import Plan, PlanError, parse_plan
from dienhinh.criteria.drafts import write_plan
from dienhinh.locale.fold import fold
from dienhinh.places import plan_198
from dienhinh.store.plans import latest

FOLDER = "plans"
"""Beside the data file."""


class UnknownPlan(Exception):
    """No plan of the file has this id; ``known``: those that have."""

    def __init__(self, plan_id: str, known: Sequence[str]) -> None:
        self.plan_id, self.known = plan_id, tuple(known)
        super().__init__(plan_id)


def plans_of(cursor: duckdb.DuckDBPyConnection) -> list[Plan]:
    """The plans of this data file, those put in force last behind: each in its last version, and 198 that comes with
    the program, unless another plan of the file takes up its years."""
    found, shipped = latest(cursor), plan_198()
    if not any(set(p.period.years) & set(shipped.period.years) for p in found):
        found.insert(0, shipped)
    return found


def plan_among(plans: Sequence[Plan], plan_id: str | None, on: date) -> Plan:
    """The plan with this id; without one, that whose period holds the day (of several the one put in force last), else
    the last that ended before it, else the first to come. Raises :class:`UnknownPlan`."""
    if plan_id:
        named = [p for p in plans if p.id == plan_id]
        if not named:
            raise UnknownPlan(plan_id, [p.id for p in plans])
        return named[-1]
    holding = [p for p in plans if p.period.start <= on <= p.period.end]
    if holding:
        return holding[-1]
    order = {p.id: i for i, p in enumerate(plans)}
    ended = [p for p in plans if p.period.end < on]
    if ended:
        return max(ended, key=lambda p: (p.period.end, order[p.id]))
    return min(plans, key=lambda p: (p.period.start, -order[p.id]))


def plan_of(cursor: duckdb.DuckDBPyConnection, on: date, plan_id: str | None = None) -> Plan:
    """See :func:`plan_among`, of the plans of this data file."""
    return plan_among(plans_of(cursor), plan_id, on)


class StaleDraft(Exception):
    """Nothing was written: the draft's file has been changed by somebody else since it was read."""


@dataclass(frozen=True)
class DraftPlan:
    """A draft's file: its plan (None: it cannot be used, ``fault`` says why) and a mark of its text."""

    path: Path
    plan: Plan | None
    mark: str
    fault: PlanError | None = None


def folder_of(database: Path) -> Path:
    return database.parent / FOLDER


def read_draft(path: Path) -> DraftPlan:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return DraftPlan(path, parse_plan(text, path.name), _mark(text))
    except PlanError as fault:
        return DraftPlan(path, None, _mark(text), fault)


def drafts_in(folder: Path) -> list[DraftPlan]:
    """The drafts kept in ``folder``, by name."""
    return [read_draft(path) for path in sorted(folder.glob("*.toml"))]


def keep_draft_plan(folder: Path, plan: Plan, was: DraftPlan | None = None) -> DraftPlan:
    """Write a draft as a file of its own, whole or not at all; ``was``: the file it takes the place of.

    Raises :class:`StaleDraft` when that file says something else by now, or a new one's name is taken.
    """
    demand(Act.DRAFT)
    folder.mkdir(parents=True, exist_ok=True)
    path = was.path if was else folder / f"{slug(plan.id)}.toml"
    there = _mark(path.read_text(encoding="utf-8", errors="replace")) if path.exists() else None
    if there != (was.mark if was else None):
        raise StaleDraft
    building = path.with_suffix(".toml.building")
    building.write_text(write_plan(plan), encoding="utf-8", newline="\n")
    os.replace(building, path)
    return read_draft(path)


def drop_draft(draft: DraftPlan) -> None:
    demand(Act.DRAFT)
    draft.path.unlink(missing_ok=True)


def slug(text: str) -> str:
    """A name for files and ids: what the text says, in small plain letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")[:60] or "ke-hoach"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
