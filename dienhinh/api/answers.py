"""What the command line prints as JSON and other programs are told: one answer, made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from dienhinh.criteria import STATUSES, Plan
from dienhinh.locale import Words
from dienhinh.locale.fold import code_key
from dienhinh.locale.verdicts import why_not_said
from dienhinh.quality import as_findings, findings
from dienhinh.store import judge, status_line
from dienhinh.store.trial import Trial
from dienhinh.verdicts.goals import GoalSet, goals, why_not
from dienhinh.verdicts.ladder import kept, ladder_of
from dienhinh.verdicts.rows import as_json

Json = dict[str, Any]


def assessed(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date) -> list[Json]:
    """Everybody's verdict, an object each (see :func:`dienhinh.verdicts.rows.as_json`)."""
    return as_json(judge(cursor, plan, on).assessment)


@dataclass(frozen=True)
class Sought:
    """The sets that make one candidate eligible; ``why``: why none is there any more."""

    code: str
    name: str
    on: date
    status: str | None
    sets: list[GoalSet]
    why: str | None

    def as_json(self) -> Json:
        sets = [
            {
                "changes": [
                    c.model_dump(mode="json", exclude_none=True, exclude_defaults=True) | {"do": c.do}
                    for c in g.changes
                ],
                "earliest": g.earliest.isoformat(),
                "papers": g.papers,
                "results": g.results,
                "way": g.route.alternative.id,
            }
            for g in self.sets
        ]
        said = {"code": self.code, "name": self.name, "date": self.on.isoformat(), "status": self.status}
        return said | {"sets": sets, "out_of_reach": self.why}


def sought(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, code: str, words: Words) -> Sought | None:
    """None where nobody has the code."""
    trial = Trial(cursor, plan, judge(cursor, plan, on))
    person = trial.people.get(code_key(code))
    if person is None:
        return None
    assessment, known = trial.standing.assessment, str(person["code"])
    row = assessment.find(int(person["candidate_id"]))
    found = goals(trial, known)
    closed = why_not(trial, known, status_line(cursor, plan, int(person["candidate_id"]), on))
    why = why_not_said(closed.since, closed.facts, closed.post, words) if closed else None
    status = None if row is None else STATUSES[assessment.status[row]]
    return Sought(known, str(person["name"]), on, status, found, why)


def faults(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, words: Words) -> list[Json]:
    """The findings of data quality, worst first: ``kind``, ``code``, ``text``, ``verdicts`` (how many hang on it)."""
    standing = judge(cursor, plan, on)
    settled = kept(cursor)
    return as_findings(findings(cursor, standing.assessment, (ladder_of(settled), settled)), standing, words)
