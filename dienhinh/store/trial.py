"""Trying scenarios: the very same tally and evaluator, on facts with rows added and rows hidden.

A *trial* is one candidate in one scenario, with a number of its own. The official facts of the candidates concerned are
copied into a small database in memory, where views named as the tally's tables show each trial the official facts of
its
candidate, less what the scenario withdraws, plus what it adds. The tally's query is the same text, planned once.
Nothing
is written to the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, cast

import duckdb
import pandas as pd
import pyarrow as pa

from dienhinh.counting.query import KINDS, SOURCES, Tally
from dienhinh.criteria import Assessment, Counts, Plan, assess
from dienhinh.criteria.heritage import NOTHING
from dienhinh.criteria.replaced import Outcome, replaced
from dienhinh.criteria.scenario import Change
from dienhinh.locale.fold import code_key
from dienhinh.store.history import FACTS, facts_of
from dienhinh.store.judge import Standing, judge
from dienhinh.store.planned import Planned
from dienhinh.store.records import arrow
from dienhinh.store.replay import PEOPLE, POSTS, TYPES, in_memory, pour
from dienhinh.store.succession import inherited
from dienhinh.store.tally import tally

FEW = 200
FACT = "code, criterion, year, decided_on, known_on, until, state, evidence, ground"
SETUP = [
    "CREATE TABLE trial (id INTEGER, candidate_id INTEGER)",
    "CREATE TABLE hidden (trial INTEGER, kind fact_kind, evidence INTEGER)",
    "CREATE TABLE added (trial INTEGER, kind fact_kind, code fact_code, criterion VARCHAR,"
    " year SMALLINT, decided_on DATE, known_on DATE, until DATE, state fact_state, evidence INTEGER,"
    " ground VARCHAR)",
    "CREATE TABLE moved (trial INTEGER, unit_id INTEGER, position VARCHAR, leads BOOLEAN, from_on DATE)",
    *(
        f"CREATE VIEW {source} AS"
        f" SELECT t.id AS candidate_id, '{kind}'::fact_kind AS kind, {FACT} FROM official.{source} f"
        " JOIN trial t USING (candidate_id) ANTI JOIN hidden h"
        f" ON h.trial = t.id AND h.kind = '{kind}'::fact_kind AND h.evidence = f.evidence"
        f" UNION ALL SELECT trial, kind, {FACT} FROM added WHERE kind = '{kind}'::fact_kind"
        for source, kind in zip(SOURCES, KINDS, strict=True)
    ),
    "CREATE VIEW post AS SELECT t.id AS candidate_id, p.unit_id, p.position, p.leads, p.from_on,"
    " CASE WHEN m.from_on IS NULL THEN p.until_on ELSE least(coalesce(p.until_on, m.from_on - 1), m.from_on - 1) END"
    " AS until_on FROM official.post p JOIN trial t USING (candidate_id) LEFT JOIN"
    " (SELECT trial, min(from_on) AS from_on FROM moved GROUP BY trial) m ON m.trial = t.id"
    " WHERE m.from_on IS NULL OR p.from_on < m.from_on"
    " UNION ALL SELECT trial, unit_id, position, leads, from_on, NULL FROM moved",
    "CREATE VIEW candidate AS SELECT t.id, c.kind, c.founded_on, c.dissolved_on"
    " FROM official.candidate c JOIN trial t ON t.candidate_id = c.id",
]


@dataclass(frozen=True)
class Effect:
    """What became of one change: how many candidates it touched; ``idle`` where it found nothing to change."""

    change: Change
    candidates: tuple[int, ...]
    idle: bool


@dataclass
class Tried:
    """One scenario tried: the candidates touched with their outcomes, and what became of each change."""

    touched: dict[int, Outcome | None] = field(default_factory=dict)
    applied: list[Effect] = field(default_factory=list)


class Trial:
    """A cursor with the temporary views; made once, used for many scenarios."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, plan: Plan, standing: Standing) -> None:
        self.cursor, self.plan, self.standing = cursor, plan, standing
        people = pd.concat([standing.assessment.roster, standing.apart])
        self.people = {code_key(p["code"]): p for p in people.to_dict("records")}
        self._numbers = count(1)
        self.facts: dict[int, list[dict[str, Any]]] = {}
        self._others: dict[str, Trial] = {}
        self._filled: set[str] = set()
        self.source, self.took = cursor, inherited(cursor, plan)
        self.cursor = Planned(in_memory("official"))
        for statement in SETUP:
            self.cursor.execute(statement)

    def run(self, scenarios: Sequence[Sequence[Change]]) -> tuple[list[Tried], Counts, pd.DataFrame]:
        """Try each scenario; returns what became of them, and the counts of all trials with their roster."""
        self._learn(scenarios)
        rows: dict[str, list[dict[str, Any]]] = {"trial": [], "hidden": [], "added": [], "moved": []}
        tried, places = [], {}
        for k, changes in enumerate(scenarios):
            one = Tried()
            numbers: dict[int, int] = {}
            for change in changes:
                touched = [
                    self._apply(c, who, numbers, rows) for who in self._who(change) for c in self._each(change, who)
                ]
                did = [who for who, done in touched if done]
                one.applied.append(Effect(change, tuple(dict.fromkeys(did)), not did))
            for candidate, trial in numbers.items():
                rows["trial"].append({"id": trial, "candidate_id": candidate})
                places[trial] = (k, candidate)
                one.touched[candidate] = None
            tried.append(one)
        self._fill(rows)
        cursor = cast(duckdb.DuckDBPyConnection, self.cursor)
        found = tally(cursor, self.plan, [self.standing.assessment.on], took=NOTHING)[0]
        self._as_officially(found, places)
        for row, (trial, track, start) in enumerate(
            found.roster[["candidate_id", "track", "start_year"]].itertuples(index=False, name=None)
        ):
            k, candidate = places[int(trial)]
            tried[k].touched[candidate] = Outcome(candidate, str(track), int(start), row)
        return tried, found.counts, found.roster

    def _as_officially(self, found: Tally, places: Mapping[int, tuple[int, int]]) -> None:
        """What members of a unit have is not tried: their records are not here."""
        official = self.standing.assessment
        for name, measure in self.plan.measures.items():
            if not measure.members:
                continue
            m = self.plan.measure_index[name]
            for row, trial in enumerate(found.roster["candidate_id"].tolist()):
                if (place := official.find(places[int(trial)][1])) is not None:
                    for part in ("have", "pending", "slots"):
                        getattr(found.counts, part)[m, row] = getattr(official.counts, part)[m, place]

    def under(self, plan: Plan) -> Trial:
        """The same trial judged by another plan; its base is everybody's standing under that plan."""
        if plan.digest == self.plan.digest:
            return self
        if plan.digest not in self._others:
            standing = judge(self.source, plan, self.standing.assessment.on)
            if self.plan.setting("unit_history") != plan.setting("unit_history"):  # units have other histories (P19)
                other = Trial(self.source, plan, standing)
            else:
                other = copy(self)
                other.plan, other.standing = plan, standing
            self._others[plan.digest] = other
        return self._others[plan.digest]

    def replaced(self, tried: Tried, counts: Counts) -> Assessment:
        """Everybody's standing with one scenario's outcomes."""
        people = self.people.values()
        return replaced(
            self.standing.assessment,
            tried.touched,
            counts,
            lambda candidate: next(p for p in people if int(p["candidate_id"]) == candidate),
        )

    def facts_of(self, candidate: int, changes: Sequence[Change]) -> pd.DataFrame:
        """The facts of one candidate as a scenario has them (see ``criteria.explain``): what it adds has an
        ``evidence`` below 0."""
        self.run([changes])
        numbers = [n for n, c in self.cursor.execute("SELECT id, candidate_id FROM trial").fetchall() if c == candidate]
        if not numbers:
            return facts_of(self.source, [candidate], self.took)
        union = " UNION ALL ".join(f"SELECT * FROM {source}" for source in SOURCES)
        self.cursor.execute(f"{FACTS.removesuffix('fact')} ({union}) WHERE candidate_id = ?", [numbers[0]])
        names = [d[0] for d in self.cursor.description or []]
        found = pd.DataFrame(self.cursor.fetchall(), columns=names, dtype=object)
        invented = count(-1, -1)
        found["evidence"] = [next(invented) if e is None else e for e in found["evidence"]]
        return found

    def rows_of(
        self, changes: Sequence[Change]
    ) -> tuple[dict[int, list[dict[str, Any]]], dict[int, list[dict[str, Any]]]]:
        """The facts and the posts of everybody whom a scenario touches, as it has them, by candidate: rows as FACTS and
        POSTS give them; what it adds has an ``evidence`` below 0."""
        self.run([changes])
        whose = dict(self.cursor.execute("SELECT id, candidate_id FROM trial").fetchall())
        facts: dict[int, list[dict[str, Any]]] = {c: [] for c in whose.values()}
        posts: dict[int, list[dict[str, Any]]] = {c: [] for c in whose.values()}
        invented = count(-1, -1)
        union = " UNION ALL ".join(f"SELECT * FROM {source}" for source in SOURCES)
        for found, sql in (
            (facts, f"{FACTS.removesuffix('fact')} ({union}) ORDER BY ALL"),
            (posts, POSTS),
        ):
            self.cursor.execute(sql)
            names = [d[0] for d in self.cursor.description or []]
            for row in self.cursor.fetchall():
                said = dict(zip(names, row, strict=True))
                said["candidate_id"] = whose[said["candidate_id"]]
                if "evidence" in said and said["evidence"] is None:
                    said["evidence"] = next(invented)
                found[said["candidate_id"]].append(said)
        return facts, posts

    # ------------------------------------------------------------------ from changes to rows

    def _who(self, change: Change) -> list[dict[str, Any]]:
        if change.who is not None:
            person = self.people.get(code_key(change.who))
            return [person] if person else []
        assert change.all is not None
        roster = self.standing.assessment.roster.to_dict("records")
        return [
            p
            for p in roster
            if (change.all.track in (None, str(p["track"]))) and (change.all.unit in (None, p["unit_code"]))
        ]

    def _each(self, change: Change, person: dict[str, Any]) -> list[Change]:
        """The change, or one for each due year that lacks such a fact."""
        if not (change.all and change.all.missing):
            return [change]
        have = {f["year"] for f in self.facts.get(int(person["candidate_id"]), []) if f["kind"] == change.kind}
        start = int(person.get("start_year") or 0)
        years = [y for y in self.plan.due_years(self.standing.assessment.on) if y >= start and y not in have]
        return [change.model_copy(update={"year": y}) for y in years]

    def _apply(
        self, change: Change, person: dict[str, Any], numbers: dict[int, int], rows: dict[str, list[dict[str, Any]]]
    ) -> tuple[int, bool]:
        who = int(person["candidate_id"])
        trial = numbers.get(who)
        if trial is None:
            trial = numbers[who] = next(self._numbers)
        if change.do == "move":
            unit = self.people.get(code_key(change.unit or ""))
            if unit is None or person["kind"] == "COLLECTIVE":
                return who, False
            rows["moved"].append(
                {
                    "trial": trial,
                    "unit_id": int(unit["candidate_id"]),
                    "position": None,
                    "leads": change.leads,
                    "from_on": change.on,
                }
            )
            return who, True
        mine = [f for f in self.facts.get(who, []) if self._is_meant(f, change)]
        if change.do == "add":
            if change.kind == "ATTESTATION":
                mine = [f for f in mine if f["decided_on"] == change.decided_on]
            if change.kind in ("RATING", "ATTESTATION"):  # a year has one rating, a day one word on a criterion
                rows["hidden"] += [{"trial": trial, "kind": f["kind"], "evidence": f["evidence"]} for f in mine]
            rows["added"].append(self._fact(trial, change, change.year, change.decided_on, change.state))
            return who, True
        if change.do == "resolve":
            mine = [f for f in mine if f["state"] == "PENDING"]
        if change.do == "end":
            mine = [f for f in mine if f["until"] != change.until and f["known_on"] <= cast(date, change.until)]
        if change.do == "date":
            mine = [f for f in mine if f["decided_on"] != change.decided_on]
        rows["hidden"] += [{"trial": trial, "kind": f["kind"], "evidence": f["evidence"]} for f in mine]
        if change.do == "resolve":
            state = "CONFIRMED" if change.granted else "REFUSED"
            rows["added"] += [
                self._fact(trial, change, f["year"], change.decided_on or f["decided_on"], state, f) for f in mine
            ]
        if change.do == "end":
            rows["added"] += [
                self._fact(trial, change, None, f["decided_on"], f["state"], f, change.until) for f in mine
            ]
        if change.do == "date":
            rows["added"] += [self._fact(trial, change, f["year"], change.decided_on, f["state"], f) for f in mine]
        return who, bool(mine)

    @staticmethod
    def _is_meant(fact: Mapping[str, Any], change: Change) -> bool:
        if fact["kind"] != change.kind or (fact["state"] == "REVOKED" and change.do != "add"):
            return False
        if change.was is not None and fact["decided_on"] != change.was:
            return False
        if change.kind == "ATTESTATION":
            return bool(fact["criterion"] == change.criterion)
        if change.kind == "RATING" and change.do == "add":
            return bool(fact["year"] == change.year)
        return bool(fact["code"] == change.code and change.year in (None, fact["year"]))

    def _fact(
        self,
        trial: int,
        change: Change,
        year: int | None,
        decided: date | None,
        state: str,
        like: Mapping[str, Any] | None = None,
        until: date | None = None,
    ) -> dict[str, Any]:
        known = decided or (date(year, 12, 31) if year else self.standing.assessment.on)
        code = like["code"] if like else change.code
        return {
            "trial": trial,
            "kind": change.kind,
            "code": code,
            "criterion": change.criterion,
            "year": year,
            "decided_on": decided,
            "known_on": known,
            "until": until or (like["until"] if like else change.until),
            "state": state,
            "evidence": None,
            "ground": like["ground"] if like else None,
        }

    def _learn(self, scenarios: Sequence[Sequence[Change]]) -> None:
        self.learn([int(p["candidate_id"]) for changes in scenarios for c in changes for p in self._who(c)])

    def learn(self, candidates: Sequence[int]) -> None:
        """Read the facts of these candidates, those not read before."""
        ids = set(candidates) - self.facts.keys()
        if not ids:
            return
        self.facts.update({i: [] for i in ids})
        mine, rows = {"ids": sorted(ids)}, []
        for query, key in ((PEOPLE, "id"), (POSTS, "candidate_id"), (FACTS, "candidate_id")):
            asked = f"SELECT * FROM ({query}) WHERE {key} IN (SELECT unnest($ids::INTEGER[]))"
            rows.append(self.source.sql(asked, params=mine).to_arrow_table())
        if took := {u for u in self.took.former if u in ids} | {b.unit for b in self.took.began if b.unit in ids}:
            rows = self._with_heritage(rows, took)
        pour(self.cursor.connection, "official", *rows)
        for fact in rows[-1].to_pylist():
            self.facts[int(fact["candidate_id"])].append(fact)

    def _with_heritage(self, rows: Sequence[pa.Table], units: Collection[int]) -> list[pa.Table]:
        """The rows with what these units take over from those they came from (P19) as their own."""
        people, facts = rows[0].to_pylist(), rows[-1].to_pylist()
        for person in people:
            person["founded_on"] = self.took.founded(person["id"], self.standing.assessment.on, person["founded_on"])
        facts += [
            {name: row[name] for name in rows[-1].column_names} for u in units for row in self.took.by_unit.get(u, [])
        ]
        made = [(people, rows[0].column_names), (facts, rows[-1].column_names)]
        whole = [arrow(pd.DataFrame(r, columns=columns, dtype=object), TYPES) for r, columns in made]
        return [whole[0], rows[1], whole[1]]

    def _fill(self, rows: Mapping[str, list[dict[str, Any]]]) -> None:
        types = {**TYPES, "trial": "INTEGER"}
        for table, records in rows.items():
            if table in self._filled:
                self.cursor.execute(f"DELETE FROM main.{table}")
                self._filled.discard(table)
            if not records:
                continue
            self._filled.add(table)
            if len(records) <= FEW:  # what is registered is a change of the catalogue, and all is planned anew
                line = f"({', '.join('?' * len(records[0]))})"
                self.cursor.execute(
                    f"INSERT INTO main.{table} VALUES {', '.join([line] * len(records))}",
                    [v for r in records for v in r.values()],
                )
            else:
                connection = self.cursor.connection
                connection.register("trial_rows", arrow(pd.DataFrame(records, dtype=object), types))
                connection.execute(f"INSERT INTO main.{table} SELECT * FROM trial_rows")
                connection.unregister("trial_rows")


def what_if(trial: Trial, changes: Sequence[Change]) -> tuple[Assessment, list[Effect]]:
    """Everybody's standing with the changes, and what became of each change."""
    (tried,), counts, _ = trial.run([changes])
    return trial.replaced(tried, counts), tried.applied


def statuses(trial: Trial, scenarios: Sequence[Sequence[Change]]) -> list[dict[int, int | None]]:
    """For each scenario the candidates touched with their status (a place in STATUSES; None: no candidate), judged
    together: many what-ifs in one pass."""
    tried, counts, roster = trial.run(scenarios)
    return _statuses(trial, tried, counts, roster)


def _statuses(
    trial: Trial, tried: Sequence[Tried], counts: Counts, roster: pd.DataFrame
) -> list[dict[int, int | None]]:
    if not len(roster):
        return [dict.fromkeys(t.touched) for t in tried]
    status = assess(trial.plan, trial.standing.assessment.on, roster, counts).status
    return [{c: None if o is None else int(status[o.row]) for c, o in t.touched.items()} for t in tried]


def tried_out(trial: Trial, changes: Sequence[Change]) -> tuple[Assessment, list[Effect], list[int]]:
    """As :func:`what_if`, and the places of the changes that alter nobody's status: neither alone, nor as the last of
    all of them. All is counted in one pass."""
    n = len(changes)
    if n == 0:
        return trial.standing.assessment, [], []
    several = n > 1  # of one change, alone is all of it, and without it is the base
    runs = [changes]
    if several:
        runs += [[c] for c in changes] + [[*changes[:i], *changes[i + 1 :]] for i in range(n)]
    tried, counts, roster = trial.run(runs)
    after = trial.replaced(tried[0], counts)
    base = dict(
        zip(
            trial.standing.assessment.roster["candidate_id"].tolist(),
            trial.standing.assessment.status.tolist(),
            strict=True,
        )
    )
    found = [{**base, **touched} for touched in _statuses(trial, tried, counts, roster)]
    if not several:
        found = [found[0], found[0], base]
    idle = [i for i in range(n) if _same(found[1 + i], base) and _same(found[0], found[1 + n + i])]
    return after, tried[0].applied, idle


def _same(one: Mapping[int, int | None], two: Mapping[int, int | None]) -> bool:
    """Whether everybody stands the same; who is in neither, or no candidate, is the same."""
    return all(one.get(c) == two.get(c) for c in {*one, *two})
