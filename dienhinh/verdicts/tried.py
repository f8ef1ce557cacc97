"""A scenario as a snapshot: the data as they would be, judged by the very same evaluator; never official.

What a scenario adds stands among the records, marked as assumed by having no decision's number; what it withdraws does
not.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

import duckdb

from dienhinh.criteria import Plan
from dienhinh.criteria.drafts import write_plan
from dienhinh.criteria.scenario import Scenario
from dienhinh.store import judge
from dienhinh.store.freezing import plain_cell
from dienhinh.store.replay import Replay
from dienhinh.store.trial import Trial
from dienhinh.verdicts.snapshot import Snapshot, judged, take, undated

Json = dict[str, Any]
TABLES = {"RATING": "rating", "AWARD": "award", "INITIATIVE": "initiative", "ATTESTATION": "attestation"}


def under(cursor: duckdb.DuckDBPyConnection, plan: Plan, scenario: Scenario, on: date, now: datetime) -> Snapshot:
    """Everything a paper needs, as ``scenario`` has it on ``on``: records, facts, posts, verdicts, year-ends, rules."""
    base = take(cursor, plan, on, now)
    trial = Trial(cursor, plan, judge(cursor, plan, on))
    facts, posts = trial.rows_of(scenario.change)
    touched = {str(c) for c in facts}
    said = {**base.said}
    said["facts"] = {
        **said["facts"],
        **{c: [_plain(f) for f in mine] for c, mine in ((str(k), v) for k, v in facts.items())},
    }
    said["posts"] = [p for p in said["posts"] if str(p["candidate_id"]) not in touched]
    said["posts"] += [_plain(p) for mine in posts.values() for p in mine]
    said["records"] = {**said["records"]}
    before = said["records"]
    if heirs := {u for u in facts if u in base.took.former or any(b.unit == u for b in base.took.began)}:
        before = _as_own(said, base, heirs)  # their facts hold what they took over (P19); it is not taken twice
    for number, mine in facts.items():
        said["records"][str(number)] = _records(before.get(str(number), {}), mine, said["columns"])
    rules = scenario.rules(plan)
    said["plan"] = write_plan(rules)
    rows = [undated(f) for mine in said["facts"].values() for f in mine]
    people, held, came = ([undated(r) for r in said[k]] for k in ("people", "posts", "successions"))
    with Replay(people, held, rows, came).cursor() as replayed:
        said |= judged(replayed, rules, on)
    return Snapshot(json.loads(json.dumps(said, ensure_ascii=False)))


def _as_own(said: Json, base: Snapshot, heirs: Collection[int]) -> dict[str, Any]:
    """The records with what these units take over from others as their own; they come from nobody any more."""
    said["successions"] = [r for r in said["successions"] if r["candidate_id"] not in heirs]
    said["people"] = [
        {**p, "founded_on": plain_cell(base.took.founded(p["id"], base.on, undated(p)["founded_on"]))}
        if p["id"] in heirs
        else p
        for p in said["people"]
    ]
    records = {**said["records"]}
    for unit in heirs:
        mine: dict[str, list[Json]] = {t: list(r) for t, r in records.get(str(unit), {}).items()}
        for former in base.took.former.get(unit, ()):
            for table, rows in base.said["records"].get(str(former), {}).items():
                mine.setdefault(table, []).extend(r for r in rows if base.took.counts(unit, table, r["id"]))
        records[str(unit)] = mine
    return records


def _plain(row: Mapping[str, Any]) -> Json:
    return {k: plain_cell(v) for k, v in row.items()}


def _records(mine: Mapping[str, list[Json]], facts: list[Json], columns: Mapping[str, list[str]]) -> Json:
    """The records of one candidate: those whose facts the scenario leaves, and one for each fact that it adds."""
    found: Json = {t: list(rows) for t, rows in mine.items()}
    for kind, table in TABLES.items():
        left = {f["evidence"] for f in facts if f["kind"] == kind}
        kept = [r for r in found.get(table, []) if r["id"] in left or not _is_fact(r)]
        gone = [r for r in found.get(table, []) if r["id"] not in left and _is_fact(r)]
        for f in facts:
            if f["kind"] == kind and f["evidence"] < 0:
                same = (
                    ("level", "year")
                    if table == "initiative"
                    else ("criterion",)
                    if table == "attestation"
                    else ("code", "year")
                )
                made = {c: plain_cell(_cell(table, c, f)) for c in columns[table]}
                old = next((r for r in gone if all(r[k] == made[k] for k in same)), None)
                if old is not None and table in ("award", "initiative"):  # what it says of itself stays as it was
                    gone.remove(old)
                    changed = ("state", "recognised", "applied", "decided_on", "known_on", "id")
                    made = {
                        **old,
                        **{c: made[c] for c in changed if c in made and (made[c] is not None or c == "applied")},
                    }
                kept.append(made)
        found[table] = kept
    return found


def _is_fact(row: Json) -> bool:
    """Whether a record is counted as a fact at all; what is not (a revoked one) stays as it is."""
    return not (row.get("revoked") or row.get("state") in ("REVOKED", "REFUSED"))


def _cell(table: str, column: str, fact: Json) -> Any:
    """What a record of a supposed fact says under one column."""
    if table == "initiative":
        sure = {"CONFIRMED": True, "REFUSED": False}.get(fact["state"])
        named = {"level": fact["code"], "recognised": sure, "applied": sure, "revoked": False}
    else:
        named = {"code": fact["code"], "state": fact["state"], "result": fact["state"], "criterion": fact["criterion"]}
    named |= {"id": fact["evidence"], "on_date": fact["decided_on"], "title": "…"}
    return named[column] if column in named else fact.get(column)
