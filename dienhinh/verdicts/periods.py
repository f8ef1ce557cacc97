"""Periods beside each other: the exemplars of each plan of the file, who comes again, and which units they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from dienhinh.criteria import Plan
from dienhinh.criteria.heritage import taken_over
from dienhinh.criteria.pipeline import stage_of
from dienhinh.kinds.codes import STAGES
from dienhinh.store.history import directory, models
from dienhinh.store.records import rows
from dienhinh.store.succession import came


@dataclass(frozen=True)
class Stood:
    """An exemplar under one plan: the furthest ``stage`` by the day (None: none yet) with its day, whether it was taken
    out by then. ``who`` is a candidate's id; a renamed unit's that of today."""

    plan_id: str
    who: int
    stage: str | None
    since: date | None
    out: bool

    def reached(self, stage: str) -> bool:
        return not self.out and self.stage is not None and STAGES.index(self.stage) >= STAGES.index(stage)


@dataclass(frozen=True)
class Named:
    """Who an exemplar is: code, name, kind (COLLECTIVE, INDIVIDUAL, MODEL), and the unit that it is of ("": none; a
    model's is that of the first who carries it)."""

    code: str
    name: str
    kind: str
    unit: str


def stood(cursor: duckdb.DuckDBPyConnection, plans: Sequence[Plan], on: date) -> list[Stood]:
    """Every exemplar of each of ``plans`` as it stood on ``on``, the plans in their order."""
    renamed = taken_over([c for c in came(cursor) if c.how == "RENAMED"], on)

    def today(who: int) -> int:
        return renamed.get(who, who)

    found = []
    for plan in plans:
        entered: dict[int, dict[str, date]] = {}
        for r in rows(cursor, "stage", plan_id=plan.id).values():
            entered.setdefault(today(r["candidate_id"]), {}).setdefault(r["stage"], r["entered_on"])
        heads = {today(r["candidate_id"]): r for r in rows(cursor, "exemplar", plan_id=plan.id).values()}
        for who in sorted({*entered, *heads}):
            mine = entered.get(who, {})
            stage, left = stage_of(mine, on), heads.get(who, {}).get("withdrawn_on")
            if stage is not None:
                found.append(Stood(plan.id, who, stage, mine[stage], left is not None and left <= on))
    return found


def named(cursor: duckdb.DuckDBPyConnection, on: date) -> dict[int, Named]:
    """Everybody who may be an exemplar, by id."""
    found = {
        int(r["candidate_id"]): Named(str(r["code"]), str(r["name"]), str(r["kind"]), str(r["unit_name"] or ""))
        for r in directory(cursor, on).to_dict("records")
    }
    for m in models(cursor):
        unit = next((found[c].unit for c in m["carried_by"] if c in found), "")
        found[int(m["candidate_id"])] = Named(str(m["code"]), str(m["name"]), "MODEL", unit)
    return found


def again(found: Sequence[Stood]) -> dict[int, dict[str, Stood]]:
    """Who stands under more than one plan and was taken out of none: id → plan id → how."""
    by_who: dict[int, dict[str, Stood]] = {}
    for s in found:
        if not s.out:
            by_who.setdefault(s.who, {})[s.plan_id] = s
    return {who: mine for who, mine in by_who.items() if len(mine) > 1}


def by_unit(found: Sequence[Stood], people: Mapping[int, Named], stage: str) -> dict[str, dict[str, int]]:
    """How many reached ``stage`` under each plan, by the unit that they are of: unit → plan id → how many."""
    counted: dict[str, dict[str, int]] = {}
    for s in found:
        if s.reached(stage) and s.who in people:
            of = counted.setdefault(people[s.who].unit, {})
            of[s.plan_id] = of.get(s.plan_id, 0) + 1
    return dict(sorted(counted.items()))
