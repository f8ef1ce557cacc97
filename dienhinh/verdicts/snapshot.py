"""Everything a meeting or a paper needs, frozen: the data as they were, the plan version, the verdicts, a fingerprint.

A snapshot is plain JSON. What is read back is judged again by the same evaluator and must give the verdicts frozen
with it, so that no later change of the data, the plan or the program passes unseen.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Counts, Plan, Route, RouteTable, Status, assess, parse_plan
from dienhinh.criteria.drafts import write_plan
from dienhinh.criteria.heritage import NOTHING, Heritage
from dienhinh.criteria.routes import nearest_first, route_tables
from dienhinh.store import judge, status_counts
from dienhinh.store.freezing import frozen, origin, plain_cell
from dienhinh.store.history import RECORDS
from dienhinh.store.replay import Replay
from dienhinh.store.succession import inherited
from dienhinh.verdicts.countdown import Closing, countdown

PEOPLE = ["candidate_id", "code", "name", "kind", "unit_code", "unit_name", "position", "leads", "start_year"]
FACT_COLUMNS = [
    "candidate_id",
    "ground",
    "kind",
    "code",
    "criterion",
    "year",
    "decided_on",
    "known_on",
    "until",
    "state",
    "evidence",
]
MOST_DAYS = 12  # judged on other days and kept


class Tampered(Exception):
    """A snapshot whose content does not go with its fingerprint, or whose verdicts are no longer the same."""


@dataclass(frozen=True)
class Snapshot:
    """Frozen data (``said``, plain JSON) with what is read from them."""

    said: Mapping[str, Any]

    @cached_property
    def fingerprint(self) -> str:
        """Twelve characters in groups of four: two snapshots with the same one say the same."""
        content = {k: v for k, v in self.said.items() if k != "taken_at"}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        found = hashlib.sha256(text.encode()).hexdigest()[:12].upper()
        return "-".join(found[i : i + 4] for i in (0, 4, 8))

    @cached_property
    def plan(self) -> Plan:
        return parse_plan(str(self.said["plan"]))

    @property
    def on(self) -> date:
        return date.fromisoformat(self.said["on"])

    @property
    def revision(self) -> int:
        return int(self.said["revision"])

    @property
    def taken_at(self) -> datetime:
        return datetime.fromisoformat(self.said["taken_at"])

    @property
    def sample(self) -> bool:
        return bool(self.said["sample"])

    @cached_property
    def assessment(self) -> Assessment:
        """Everybody's standing, judged anew from the frozen counts. Raises :class:`Tampered` where it differs."""
        people, counts = pd.DataFrame(self.said["roster"]), self.said["counts"]
        shape = (len(self.plan.measures), len(people))
        have, pending, slots = (
            np.array(counts[k], dtype=np.int64).reshape(shape) for k in ("have", "pending", "slots")
        )
        found = assess(
            self.plan, self.on, people, Counts(have, pending, slots, np.array(counts["due"], dtype=np.int64))
        )
        if [STATUSES[s] for s in found.status] != list(self.said["status"]):
            raise Tampered
        return found

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Code → place in the roster."""
        return {str(c): i for i, c in enumerate(self.assessment.roster["code"])}

    @cached_property
    def routes(self) -> dict[str, RouteTable]:
        return route_tables(self.assessment)

    @cached_property
    def nearest_first(self) -> list[str]:
        """The codes of all candidates, nearest first."""
        codes = self.assessment.roster["code"].tolist()
        return [codes[i] for i in nearest_first(self.assessment, self.routes)]

    def place(self, code: str) -> tuple[str, int]:
        """The candidate's track, and its place among that track's candidates."""
        return self.assessment.place(self.row_of[code])

    def nearest_route(self, code: str) -> Route:
        track, place = self.place(code)
        return self.routes[track].nearest_route(place)

    def person(self, code: str) -> dict[str, Any]:
        row = self.row_of[code]
        return {k: None if v != v else v for k, v in self.assessment.frame.iloc[row].to_dict().items()}

    def records(self, code: str) -> dict[str, pd.DataFrame]:
        """All records of one candidate by table, as :func:`dienhinh.store.records_of` gives them."""
        number = int(self.person(code)["candidate_id"])
        names = {int(p["id"]): str(p["name"]) for p in self.said["people"]}
        whose = {number: None, **{u: names[u] for u in self.took.former.get(number, ())}}
        found = {}
        for table in RECORDS:
            rows = [
                {**undated(r), "of": of}
                for unit, of in whose.items()
                for r in self.said["records"].get(str(unit), {}).get(table, [])
                if of is None or self.took.counts(number, table, r["id"])
            ]
            found[table] = pd.DataFrame(rows, columns=[*self.said["columns"][table], "of"], dtype=object)
        return found

    def particulars(self, code: str) -> dict[str, Any]:
        """What is recorded of the candidate beside its history (born on …); empty in snapshots of old."""
        mine = self.said.get("particulars", {}).get(str(self.person(code)["candidate_id"]), {})
        return undated(mine)

    def facts(self, code: str) -> pd.DataFrame:
        """The facts of one candidate, as ``criteria.explain`` takes them."""
        number = int(self.person(code)["candidate_id"])
        mine = [undated(r) for r in self.said["facts"].get(str(number), [])]
        return pd.DataFrame([*mine, *self.took.by_unit.get(number, [])], columns=FACT_COLUMNS, dtype=object)

    @cached_property
    def trend(self) -> pd.DataFrame:
        """How each year-end (and the day itself) looked: ``on`` (date), ``track``, ``status``, ``n``."""
        found = pd.DataFrame(self.said["trend"], columns=["on", "track", "status", "n"])
        return found.assign(on=[date.fromisoformat(d) for d in found["on"]])

    @property
    def scenarios(self) -> list[dict[str, Any]]:
        """What the scenarios frozen with it come to, as ``exchange.whatif.as_json`` says it."""
        return list(self.said["scenarios"])

    @cached_property
    def milestones(self) -> dict[str, tuple[date, str | None]]:
        return {m: (date.fromisoformat(d), why) for m, (d, why) in self.said["milestones"].items()}

    def pipeline(self, table: str) -> list[dict[str, Any]]:
        """The rows of ``exemplar``, ``stage``, ``nurturing``, ``replication`` or ``carrier`` under the plan."""
        return [undated(r) for r in self.said["pipeline"].get(table, [])]

    def with_assessment(self, assessment: Assessment) -> Snapshot:
        """The same data with another standing: what is tried, never what is frozen."""
        found = Snapshot(self.said)
        found.__dict__.update(assessment=assessment, plan=assessment.plan)
        return found

    @cached_property
    def _replay(self) -> Replay:
        facts = [undated(r) for mine in self.said["facts"].values() for r in mine]
        people, posts, came = ([undated(r) for r in self.said.get(k, [])] for k in ("people", "posts", "successions"))
        return Replay(people, posts, facts, came)

    @cached_property
    def took(self) -> Heritage:
        """What units take over from those they came from (P19)."""
        if not self.said.get("successions"):
            return NOTHING
        with self._replay.cursor() as cursor:
            return inherited(cursor, self.plan)

    @cached_property
    def closings(self) -> list[Closing]:
        """What closes when, and for whom, on the frozen data."""
        with self._replay.cursor() as cursor:
            return countdown(cursor, self.plan, self.on)

    @cached_property
    def _on_days(self) -> dict[date, Snapshot]:
        return {}

    def on_day(self, day: date) -> Snapshot:
        """The same frozen data judged on another day: what is tried, never what is frozen."""
        if day == self.on:
            return self
        if day not in self._on_days:
            if len(self._on_days) >= MOST_DAYS:
                self._on_days.clear()
            with self._replay.cursor() as cursor:
                said = json.loads(json.dumps(judged(cursor, self.plan, day), ensure_ascii=False))
            found = Snapshot({**self.said, **said})
            found.__dict__.update(fingerprint=self.fingerprint, plan=self.plan)  # of the data, which are the same
            self._on_days[day] = found
        return self._on_days[day]

    def packed(self) -> bytes:
        return zlib.compress(json.dumps(self.said, ensure_ascii=False).encode(), 6)

    @classmethod
    def unpacked(cls, content: bytes, fingerprint: str) -> Snapshot:
        """Read back; raises :class:`Tampered` when the content is not what the fingerprint stands for."""
        try:
            found = cls(json.loads(zlib.decompress(content)))
        except (zlib.error, ValueError) as error:
            raise Tampered from error
        if found.fingerprint != fingerprint:
            raise Tampered
        return found


def take(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, now: datetime, scenarios: Sequence[Mapping[str, Any]] = ()
) -> Snapshot:
    """Freeze what the data file says under ``plan`` on ``on``; ``scenarios``: what these come to
    (``exchange.whatif.as_json``), frozen with it."""
    said = {
        "format": 1,
        "plan": write_plan(plan),
        "taken_at": now.isoformat(timespec="seconds"),
        "scenarios": list(scenarios),
        **origin(cursor),
        **judged(cursor, plan, on),
        **frozen(cursor, plan.id, on),
    }
    return Snapshot(json.loads(json.dumps(said, ensure_ascii=False)))  # as it will be read back


def judged(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date) -> dict[str, Any]:
    """What hangs on the day, on a cursor on which the judge answers: the roster, the counts, the verdicts, how the
    year-ends before looked."""
    assessment = judge(cursor, plan, on).assessment
    roster, counts = assessment.roster, assessment.counts
    ends = [d for y in plan.period.years if (d := date(y, 12, 31)) < on]
    counted = status_counts(cursor, plan, [*ends, on])
    return {
        "on": on.isoformat(),
        "roster": {c: [plain_cell(v) for v in roster[c].astype(object)] for c in [*PEOPLE, "track"]},
        "counts": {
            "have": np.asarray(counts.have, dtype=np.int64).tolist(),
            "pending": np.asarray(counts.pending, dtype=np.int64).tolist(),
            "slots": np.asarray(counts.slots, dtype=np.int64).tolist(),
            "due": np.asarray(counts.due, dtype=np.int64).tolist(),
        },
        "status": [STATUSES[s] for s in assessment.status],
        "progress": [round(float(p), 9) for p in assessment.progress],
        "trend": [[d.isoformat(), t, int(s), int(n)] for d, t, s, n in counted.itertuples(index=False, name=None)],
    }


def undated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: date.fromisoformat(v["day"]) if isinstance(v, dict) else v for k, v in row.items()}


def eligible(snapshot: Snapshot, codes: Sequence[str] | None = None) -> list[str]:
    """The codes of who is eligible, in the order of ``codes`` (else nearest first)."""
    status = snapshot.assessment.status
    return [c for c in (codes or snapshot.nearest_first) if status[snapshot.row_of[c]] == Status.ELIGIBLE]
