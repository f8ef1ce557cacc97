"""What is due: one list for the officer, each line with whom it concerns, by when, and the place where it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

import duckdb

from dienhinh import clock
from dienhinh.criteria import STATUSES, Assessment, Plan, RouteTable, Status
from dienhinh.kinds.sentence import N_
from dienhinh.store.history import milestones_done
from dienhinh.store.meetings import tasks
from dienhinh.store.proposals import handing_in, proposals
from dienhinh.store.records import rows
from dienhinh.verdicts.countdown import Closing, nearest
from dienhinh.verdicts.registered import to_send

KINDS = {
    "PROPOSAL": N_("Handed in by a unit"),
    "HANDIN": N_("Not handed in yet (V.1)"),
    "CONCLUSION": N_("Asked for by a meeting"),
    "MILESTONE": N_("Milestone of the roadmap"),
    "NURTURE": N_("Step of nurturing"),
    "DOSSIER": N_("Proposals to send on, or sent back"),
    "PAPERS": N_("Papers missing"),
    "CLOSING": N_("About to close"),
    "RISING": N_("Rising, in no stage yet (IV.2)"),
    "TELL": N_("Exemplars not told of yet (IV.1, V.2)"),
    "FINDING": N_("Data that decide a verdict"),
}
"""The kinds of work, in the order in which they are done."""
AHEAD = timedelta(days=90)
"""How far the list looks ahead: milestones, steps, ways that close."""
RISE = 0.25
"""From so much more progress than a year before on, somebody is rising."""


class Deciding(Protocol):
    """A finding of data quality: its fault, what it says, and whose verdicts hang on it."""

    @property
    def fault(self) -> str: ...

    @property
    def what(self) -> dict[str, Any]: ...

    @property
    def hang(self) -> frozenset[int]: ...


@dataclass(frozen=True)
class Work:
    """One thing to do: its kind, by when (None: no day), whose (a candidate's code and name, "" for the office), the
    unit's code, the place (a page, with what it is to show), and what its sentence needs (``said``)."""

    kind: str
    due: date | None
    code: str
    name: str
    unit: str
    place: str
    link: dict[str, str]
    said: dict[str, Any] = field(default_factory=dict)


def work(
    cursor: duckdb.DuckDBPyConnection,
    assessment: Assessment,
    before: Assessment,
    tables: Mapping[str, RouteTable],
    closings: Sequence[Closing],
    findings: Sequence[Deciding],
) -> list[Work]:
    """Everything due on the assessment date, by kind, then by day. ``before``: the standing a year earlier."""
    plan, on = assessment.plan, assessment.on
    people = {int(p["candidate_id"]): p for p in assessment.roster.to_dict("records")}
    found = [
        *_concluded(cursor, on, people),
        *_milestones(cursor, plan, on),
        *_nurtured(cursor, plan, on, people),
        *_dossiers(cursor, on, people),
        *_papers(assessment, tables),
        *_closing(closings, on),
        *_rising(cursor, assessment, before),
        *_untold(cursor, plan, on, people),
        *_deciding(findings, people),
    ]
    order = list(KINDS)
    return sorted(found, key=lambda w: (order.index(w.kind), w.due or date.max, w.unit, w.name))


def handed_in(cursor: duckdb.DuckDBPyConnection, units: Mapping[str, str], today: date) -> list[Work]:
    """What units have handed in and nobody has decided on; and, where they were asked, which have handed in nothing
    (``units``: code → name; the day is the office's own, whatever day is assessed)."""
    sent = proposals(cursor)
    found = [
        Work("PROPOSAL", None, p.unit, units.get(p.unit, p.unit), p.unit, "transfer", {}, {"n": p.n, "by": p.owner})
        for p in sent
        if p.state == "SENT"
    ]
    asked = handing_in(cursor)
    if asked is not None:
        done = {
            p.unit for p in sent if p.state in ("SENT", "ACCEPTED") and clock.local(p.sent_at).date() >= asked.since
        }
        found += [
            Work("HANDIN", asked.due, code, name, code, "transfer", {}, {"since": asked.since, "today": today})
            for code, name in units.items()
            if code not in done
        ]
    return found


def _of(person: Mapping[str, Any]) -> dict[str, str]:
    return {"code": str(person["code"]), "name": str(person["name"]), "unit": str(person["unit_code"] or "")}


def _concluded(cursor: duckdb.DuckDBPyConnection, on: date, people: Mapping[int, Any]) -> Iterator[Work]:
    by_code = {str(p["code"]): p for p in people.values()}
    for t in tasks(cursor):
        if t.sealed and t.is_open(on):
            said = {"what": t.conclusion.what or "", "by": t.conclusion.by_whom or "", "meeting": t.meeting}
            code = t.conclusion.code
            whose = by_code.get(code, {"code": code, "name": code, "unit_code": ""})
            yield Work("CONCLUSION", t.conclusion.due_on, **_of(whose), place="roadmap", link={}, said=said)


def _milestones(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date) -> Iterator[Work]:
    done = milestones_done(cursor, plan.id)
    for m in plan.milestone:
        when = done.get(m.id, (None, None))[0]
        if (when is None or when > on) and m.due <= on + AHEAD:
            said = {"what": {"vi": m.vi, "en": m.en}, "section": m.section}
            yield Work("MILESTONE", m.due, "", "", "", "roadmap", {"way": "milestones"}, said)


def _nurtured(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, people: Mapping[int, Any]) -> Iterator[Work]:
    for r in rows(cursor, "nurturing", plan_id=plan.id).values():
        open_ = r["next_step"] and (r["done_on"] is None or r["done_on"] > on) and r["on_date"] <= on
        if open_ and r["candidate_id"] in people and (r["due_on"] is None or r["due_on"] <= on + AHEAD):
            person = people[r["candidate_id"]]
            link = {"who": str(person["code"])}
            yield Work("NURTURE", r["due_on"], **_of(person), place="roadmap", link=link, said={"what": r["next_step"]})


def _dossiers(cursor: duckdb.DuckDBPyConnection, on: date, people: Mapping[int, Any]) -> Iterator[Work]:
    """What was registered for and has not been sent on by the province's day, or came back."""
    for s, due in to_send(cursor, on, AHEAD):
        if s.candidate_id in people:
            person = people[s.candidate_id]
            link = {"who": s.who, "what": "registration"}
            yield Work("DOSSIER", due, **_of(person), place="data", link=link, said={"sought": s})


def _papers(assessment: Assessment, tables: Mapping[str, RouteTable]) -> Iterator[Work]:
    """Who would be eligible, were it not for papers."""
    people = assessment.roster.to_dict("records")
    for track, result in assessment.tracks.items():
        for place, row in enumerate(result.rows.tolist()):
            if assessment.status[row] == Status.PENDING:
                route = tables[track].nearest_route(place)
                link = {"who": str(people[row]["code"])}
                yield Work("PAPERS", None, **_of(people[row]), place="profile", link=link, said={"route": route})


def _closing(closings: Sequence[Closing], on: date) -> Iterator[Work]:
    """Of who is striving, the nearest way that closes soon."""
    for c in nearest([c for c in closings if c.last <= on + AHEAD]).values():
        yield Work("CLOSING", c.last, c.code, c.name, c.unit, "profile", {"who": c.code}, {"closing": c})


def _rising(cursor: duckdb.DuckDBPyConnection, assessment: Assessment, before: Assessment) -> Iterator[Work]:
    """Who has come to be eligible or has gained much within a year, and stands in no stage of the pipeline."""
    plan, on = assessment.plan, assessment.on
    staged = {r["candidate_id"] for r in rows(cursor, "stage", plan_id=plan.id).values() if r["entered_on"] <= on}
    earlier = dict(
        zip(before.roster["candidate_id"].tolist(), zip(before.status, before.progress, strict=True), strict=True)
    )
    for row, person in enumerate(assessment.roster.to_dict("records")):
        number, status, progress = int(person["candidate_id"]), assessment.status[row], float(assessment.progress[row])
        was_status, was = earlier.get(number, (None, 0.0))
        eligible = status == Status.ELIGIBLE
        if number in staged or status == Status.OUT_OF_REACH:
            continue
        if eligible or (was_status is not None and progress - float(was) >= RISE):
            link = {"who": str(person["code"])}
            said = {"status": STATUSES[status], "before": float(was), "now": progress}
            yield Work("RISING", None, **_of(person), place="roadmap", link=link, said=said)


def _untold(cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, people: Mapping[int, Any]) -> Iterator[Work]:
    """Registered exemplars of which nothing is told by the day: no story is written, or it was told nowhere."""
    out = {r["candidate_id"] for r in rows(cursor, "exemplar", plan_id=plan.id).values() if r["withdrawn_on"]}
    registered = [
        r["candidate_id"]
        for r in rows(cursor, "stage", plan_id=plan.id).values()
        if r["stage"] == "DANG_KY" and r["entered_on"] <= on
    ]
    written = {r["candidate_id"] for r in rows(cursor, "story", plan_id=plan.id).values()}
    told = {r["candidate_id"] for r in rows(cursor, "telling", plan_id=plan.id).values() if r["on_date"] <= on}
    for number in registered:
        if number in people and number not in out and not (number in written and number in told):
            link = {"who": str(people[number]["code"]), "what": "story" if number not in written else "telling"}
            said = {"story": number in written}
            yield Work("TELL", None, **_of(people[number]), place="roadmap", link=link, said=said)


def _deciding(findings: Sequence[Deciding], people: Mapping[int, Any]) -> Iterator[Work]:
    for f in findings:
        for number in sorted(f.hang):
            if number in people and f.fault != "UNATTESTED":  # that stands among the papers
                said = {"fault": f.fault, "what": f.what}
                yield Work("FINDING", None, **_of(people[number]), place="quality", link={}, said=said)
