"""What papers and screens say, worked out once from a snapshot: typed, dates as dates, each number made in one place.

A :class:`Facts` is made for one occasion and one reader's language and handed to every paper and screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.leaves import Leaf, leaves_of
from dienhinh.kinds.award import kind_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.meeting import CONCLUSIONS, Conclusion, Meeting, Task
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_NAME, STAGE_WORD, code_name
from dienhinh.locale.records import named, told
from dienhinh.locale.verdicts import STATUS_OF, missing_text, plan_name
from dienhinh.reports.offices import Office
from dienhinh.verdicts.sentences import Sentence, sentences
from dienhinh.verdicts.snapshot import Snapshot

CONCLUSION_WORD = {c.code: c.word for c in CONCLUSIONS}
TOKEN = "@@@@-@@@@-@@@@"
"""Stands for a paper's fingerprint while the paper is made."""


@dataclass(frozen=True)
class Occasion:
    """What a paper is about: the snapshot and, where there is one, the meeting with its conclusions (by code).
    ``scenario``: what is tried; it is marked on every page. ``codes``: whom a list is about, where not the agenda
    (none: nobody). It never changes what a meeting discussed or decided. ``unit``: the code of the unit that is
    reminded, with ``due``, by when, and ``tasks``, what meetings left to be done."""

    snapshot: Snapshot
    office: Office = field(default_factory=Office)
    dated: date = date(2000, 1, 1)
    meeting: Meeting | None = None
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    scenario: str = ""
    codes: tuple[str, ...] | None = None
    unit: str = ""
    due: date | None = None
    tasks: tuple[Task, ...] = ()

    @property
    def agenda(self) -> list[str]:
        """Who is listed: those asked for, the meeting's agenda, else everybody, nearest first."""
        if self.codes is not None:
            return [c for c in self.codes if c in self.snapshot.row_of]
        return self.discussed if self.meeting else list(self.snapshot.nearest_first)

    @property
    def discussed(self) -> list[str]:
        """Whom the meeting discusses: its agenda, those who are candidates on the day; nobody without a meeting."""
        return [c for c in dict.fromkeys(self.meeting.agenda if self.meeting else ()) if c in self.snapshot.row_of]

    @property
    def agenda_chosen(self) -> tuple[str, ...]:
        """Who is listed, as a choice that needs no meeting."""
        return tuple(self.agenda)

    @property
    def lost(self) -> list[str]:
        """Of whom the meeting concluded something, and who is no candidate on the day any more."""
        return [c for c in self.conclusions if c not in self.snapshot.row_of]

    @property
    def apart(self) -> list[str]:
        """Who stands on the meeting's agenda and is no candidate on the day."""
        return [c for c in (self.meeting.agenda if self.meeting else ()) if c not in self.snapshot.row_of]


@dataclass(frozen=True)
class Decision:
    """A decision's number, day and issuer; each may be unknown."""

    number: str | None
    day: date | None
    issuer: str | None = None


@dataclass(frozen=True)
class Award:
    """An award or title in force, or awaiting its papers: what it is called, its year, its decisions (several where
    the plan counts them once, P6), whether its year lies outside the period, and who and what the holder was then."""

    code: str
    name: str
    year: int
    decisions: tuple[Decision, ...]
    pending: bool
    outside: bool
    then: str = ""

    @property
    def is_title(self) -> bool:
        return kind_of(self.code) == "TITLE"


@dataclass(frozen=True)
class Initiative:
    """An initiative; ``waiting``: its recognition or its application is not stated yet, so that it is none so far."""

    title: str
    level: str
    year: int
    decision: Decision
    waiting: bool
    outside: bool


@dataclass(frozen=True)
class Rating:
    """A year's rating in force on the day: its code's name and its decision."""

    name: str
    decision: Decision


@dataclass(frozen=True)
class Part:
    """A part of the candidate's tree: its section, words and status; its leaves, and those of the nearest route."""

    section: str
    short: str
    text: str
    status: Status
    leaves: tuple[Leaf, ...]
    nearest: tuple[Leaf, ...]

    @property
    def met(self) -> bool:
        return self.status is Status.ELIGIBLE


@dataclass(frozen=True)
class Person:
    """One candidate, a person or a unit: everything that lists, slides and screens show, as it was known on the day.
    ``rated``: of each year of the period the rating (None: none in force); ``initiatives``: those that are
    achievements, ``waiting`` those that may become one; ``particulars``: what is recorded of the person beside it."""

    code: str
    name: str
    position: str
    unit: str
    track: str
    rated: tuple[Rating | None, ...]
    awards: tuple[Award, ...]
    initiatives: tuple[Initiative, ...]
    waiting: tuple[Initiative, ...]
    parts: tuple[Part, ...]
    status: Status
    progress: float
    missing: str
    conclusion: Conclusion | None
    collective: bool
    particulars: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratings(self) -> tuple[str | None, ...]:
        """A name for each year of the period."""
        return tuple(r.name if r else None for r in self.rated)

    @property
    def post(self) -> str:
        """The post and the unit; a unit is not said to be of itself."""
        return ", ".join(x for x in (self.position, self.unit) if x and x != self.name)

    @property
    def titles(self) -> tuple[Award, ...]:
        return tuple(a for a in self.awards if a.is_title)

    @property
    def commendations(self) -> tuple[Award, ...]:
        return tuple(a for a in self.awards if not a.is_title)

    @property
    def met(self) -> int:
        return sum(p.met for p in self.parts)


@dataclass(frozen=True)
class Counted:
    """How many stand where: ``n`` in the order of STATUSES; ``name`` is a track's, or "all"."""

    name: str
    n: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.n)

    @property
    def eligible(self) -> int:
        return self.n[Status.ELIGIBLE]


@dataclass(frozen=True)
class Moment:
    """How a day looked: ``n`` in the order of STATUSES."""

    day: date
    n: tuple[int, ...]


@dataclass(frozen=True)
class Step:
    """A milestone with its state on the day."""

    due: date
    text: str
    office: str
    section: str
    done_on: date | None
    evidence: str
    overdue: bool

    @property
    def late(self) -> bool:
        return self.done_on is not None and self.done_on > self.due


@dataclass(frozen=True)
class Exemplar:
    """An exemplar of the plan: its name, the candidate (None: no candidate on the day, or a model), who nurtures it; of
    each stage reached its day and document; nurturing (day, note), replication (unit, since, practice, result); its
    field (empty: all-round); ``carriers``: of a model, who carries it; None of people and units."""

    name: str
    person: Person | None
    nurturer: str
    stages: Mapping[str, tuple[date, str]]
    nurturing: tuple[tuple[date, str], ...]
    replication: tuple[tuple[str, date, str, str], ...]
    field: str = ""
    carriers: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Facts:
    """Everything an occasion's papers and screens say, in one reader's language. ``before``: the paper goes out before
    the meeting, so that it is no draft of what that decided."""

    o: Occasion
    words: Words
    before: bool = False

    @cached_property
    def agenda(self) -> list[str]:
        return self.o.agenda

    @cached_property
    def _known(self) -> dict[str, Person]:
        return {}

    def person(self, code: str) -> Person:
        """One candidate, by code; worked out when first asked for."""
        if code not in self._known:
            self._known[code] = self._person(code)
        return self._known[code]

    @property
    def people(self) -> list[Person]:
        """Who is listed, in the order of the list."""
        return [self.person(code) for code in self.agenda]

    @property
    def discussed(self) -> list[Person]:
        """Whom the meeting discusses, in the order of its agenda, whoever is listed."""
        return [self.person(code) for code in self.o.discussed]

    def verdict_of(self, code: str) -> list[Sentence]:
        """The verdict of one candidate in sentences, along the nearest way."""
        snapshot = self.o.snapshot
        row, facts = snapshot.row_of[code], snapshot.facts(code)
        route = snapshot.nearest_route(code)
        last = next((c.last for c in snapshot.closings if c.code == code and c.way.id == route.alternative.id), None)
        names = told(named(snapshot.records(code), self.words), facts)
        return sentences(snapshot.assessment, row, route, facts, names, self.words, last)

    def earlier(self, code: str) -> tuple[date, Status, float] | None:
        """How one candidate stood on the review before (the last milestone due, else the last year-end, of the period):
        the day, the status, the progress. None where there is none, or it was no candidate."""
        snapshot = self.o.snapshot
        first, on = snapshot.plan.period.start, snapshot.on
        ends = [date(y, 12, 31) for y in snapshot.plan.period.years]
        days = [d for d in (*(m.due for m in snapshot.plan.milestone), *ends) if first < d < on]
        if not days:
            return None
        then = snapshot.on_day(max(days))
        if code not in then.row_of:
            return None
        row = then.row_of[code]
        return max(days), Status(int(then.assessment.status[row])), float(then.assessment.progress[row])

    def name_of(self, code: str) -> str:
        """The name of somebody recorded; the code where there is none."""
        return next((str(p["name"]) for p in self.o.snapshot.said["people"] if p["code"] == code), code)

    def unit_of(self, person: Person) -> str:
        """The code of a candidate's unit."""
        return str(self.o.snapshot.person(person.code)["unit_code"])

    def concluded(self, result: str | None) -> list[Person]:
        """Of whom the meeting concluded ``result`` (None: nothing yet)."""
        return [p for p in self.discussed if (p.conclusion.result if p.conclusion else None) == result]

    @property
    def unanimous(self) -> bool:
        """Whether everybody present voted for each of those selected."""
        chosen, held = self.concluded("CHON"), self.o.meeting
        return bool(chosen and held) and all(
            p.conclusion is not None and held is not None and p.conclusion.unanimous(held.voters) for p in chosen
        )

    @property
    def draft(self) -> bool:
        """Whether a paper of the meeting is a draft: it is not sealed."""
        return not self.before and self.o.meeting is not None and self.o.meeting.state != "CLOSED"

    def _person(self, code: str) -> Person:
        snapshot, words = self.o.snapshot, self.words
        plan, said, records = snapshot.plan, snapshot.person(code), snapshot.records(code)
        on, years = snapshot.on, plan.period.years
        ratings = {
            int(r["year"]): Rating(code_name(r["code"]), Decision(r["decision_no"], r["decided_on"]))
            for r in records["rating"].to_dict("records")
            if r["state"] == "CONFIRMED" and r["known_on"] <= on
        }
        status = Status[str(said["status"])]
        initiatives = [
            Initiative(
                r["title"],
                r["level"],
                int(r["year"]),
                Decision(r["decision_no"], r["decided_on"]),
                not (r["recognised"] and r["applied"]),
                int(r["year"]) not in years,
            )
            for r in records["initiative"].to_dict("records")
            if not r["revoked"] and r["recognised"] is not False and r["applied"] is not False and r["known_on"] <= on
        ]
        return Person(
            code,
            str(said["name"]),
            str(said["position"] or ""),
            str(said["unit_name"] or ""),
            plan.tracks[str(said["track"])].in_(words.lang),
            tuple(ratings.get(y) for y in years),
            tuple(self._awards(records)),
            tuple(i for i in initiatives if not i.waiting),
            tuple(i for i in initiatives if i.waiting),
            tuple(self._parts(code)),
            status,
            float(said["progress"]),
            "" if status is Status.ELIGIBLE else missing_text(snapshot.nearest_route(code), plan, words),
            self.o.conclusions.get(code),
            str(said["kind"]) == "COLLECTIVE",
            snapshot.particulars(code),
        )

    def _awards(self, records: Mapping[str, pd.DataFrame]) -> list[Award]:
        """The awards in force or awaiting their papers, those known on the day; what the plan counts once a year (P6)
        is one, with the decisions of all."""
        plan, on = self.o.snapshot.plan, self.o.snapshot.on
        yearly = {c for m in plan.measures.values() if m.kind == "AWARD" and m.count == "years" for c in m.codes}
        found: dict[tuple[object, ...], Award] = {}
        for i, r in enumerate(records["award"].to_dict("records")):
            if r["state"] not in ("CONFIRMED", "PENDING") or r["known_on"] > on:
                continue
            year, pending = int(r["year"]), r["state"] == "PENDING"
            one = Award(
                r["code"],
                code_name(r["code"], r["label"]),
                year,
                (Decision(r["decision_no"], r["decided_on"], r["issuer"]),),
                pending,
                year not in plan.period.years,
                ", ".join(x for x in (r["position_then"], r["unit_then"] or r["of"]) if x),
            )
            key: tuple[object, ...] = (r["code"], year) if r["code"] in yearly else (i,)
            there = found.get(key)
            if there is None or (there.pending and not pending):
                found[key] = one
            elif there.pending == pending:
                found[key] = replace(there, decisions=(*there.decisions, *one.decisions))
        return sorted(found.values(), key=lambda a: a.year)

    def _parts(self, code: str) -> list[Part]:
        snapshot, plan = self.o.snapshot, self.o.snapshot.plan
        track, place = snapshot.place(code)
        result, row = snapshot.assessment.tracks[track], snapshot.row_of[code]
        near = {c.id for c in snapshot.nearest_route(code).alternative.leaves}
        found = []
        for part in plan.criteria[plan.tracks[track].criterion].parts:
            node, leaves = plan.criteria[part], tuple(leaves_of(snapshot.assessment, row, part))
            found.append(
                Part(
                    node.section,
                    node.short.in_(self.words.lang),
                    node.in_(self.words.lang),
                    Status(int(result.status[result.at(part), place])),
                    leaves,
                    tuple(x for x in leaves if x.criterion.id in near),
                )
            )
        return found

    @cached_property
    def counts(self) -> list[Counted]:
        """How many stand where: of all candidates, then of each track."""
        return self._counted([str(c) for c in self.o.snapshot.assessment.roster["code"]])

    @cached_property
    def counts_listed(self) -> list[Counted]:
        """The same, of those listed."""
        return self._counted(self.agenda)

    @cached_property
    def counts_discussed(self) -> list[Counted]:
        """The same, of the meeting's agenda."""
        return self._counted(self.o.discussed)

    def _counted(self, codes: Sequence[str]) -> list[Counted]:
        assessment, plan = self.o.snapshot.assessment, self.o.snapshot.plan
        places = [self.o.snapshot.row_of[c] for c in codes]
        status = [int(assessment.status[i]) for i in places]
        tracks = assessment.roster["track"].astype(str).tolist()
        groups = [(self.words.t("All"), "")] + [(t.in_(self.words.lang), t.id) for t in plan.track]
        return [
            Counted(
                name,
                tuple(
                    sum(x == s and track in ("", tracks[i]) for x, i in zip(status, places, strict=True))
                    for s in Status
                ),
            )
            for name, track in groups
        ]

    @cached_property
    def trend(self) -> list[Moment]:
        """How each year-end and the day itself looked."""
        found = self.o.snapshot.trend
        return [
            Moment(day, tuple(int(found.loc[(found["on"] == day) & (found["status"] == s), "n"].sum()) for s in Status))
            for day in sorted(set(found["on"]))
        ]

    @cached_property
    def roadmap(self) -> list[Step]:
        """The plan's milestones with their state on the day."""
        done, on, lang = self.o.snapshot.milestones, self.o.snapshot.on, self.words.lang
        steps = []
        for m in sorted(self.o.snapshot.plan.milestone, key=lambda m: m.due):
            when, evidence = done.get(m.id, (None, None))
            overdue = when is None and m.due < on
            steps.append(Step(m.due, m.in_(lang), m.office.in_(lang), m.section, when, evidence or "", overdue))
        return steps

    @cached_property
    def pipeline(self) -> list[tuple[str, int]]:
        """How many exemplars reached each stage by the day: its name, their number."""
        rows, on = self.o.snapshot.pipeline("stage"), self.o.snapshot.on
        out = self._withdrawn
        return [
            (
                self.words.t(STAGE_WORD[s]),
                len({r["candidate_id"] for r in rows if r["stage"] == s and r["entered_on"] <= on} - out),
            )
            for s in STAGES
        ]

    @property
    def _withdrawn(self) -> set[int]:
        """The ids of the exemplars taken out by the day."""
        on = self.o.snapshot.on
        rows = self.o.snapshot.pipeline("exemplar")
        return {r["candidate_id"] for r in rows if r["withdrawn_on"] and r["withdrawn_on"] <= on}

    @cached_property
    def exemplars(self) -> list[Exemplar]:
        """The plan's exemplars on the day, by their last stage and its day."""
        snapshot, on = self.o.snapshot, self.o.snapshot.on
        names = {p["id"]: p for p in snapshot.said["people"]}
        code_of = {int(p["candidate_id"]): c for c in snapshot.row_of for p in [snapshot.person(c)]}
        found = []
        for r in snapshot.pipeline("exemplar"):
            who = r["candidate_id"]
            if who in self._withdrawn or who not in names:
                continue
            mine = [s for s in snapshot.pipeline("stage") if s["candidate_id"] == who and s["entered_on"] <= on]
            if not mine:
                continue  # it was none yet on the day
            reached = {s["stage"]: s for s in mine}
            notes = [n for n in snapshot.pipeline("nurturing") if n["candidate_id"] == who and n["on_date"] <= on]
            taken = [t for t in snapshot.pipeline("replication") if t["candidate_id"] == who and t["from_on"] <= on]
            code = code_of.get(who)
            found.append(
                Exemplar(
                    str(names[who]["name"]),
                    self.person(code) if code else None,
                    str(r["nurturer"] or ""),
                    {s: (reached[s]["entered_on"], reached[s]["document_no"] or "") for s in STAGES if s in reached},
                    tuple((n["on_date"], str(n["note"])) for n in notes),
                    tuple(
                        (str(t["unit"]), t["from_on"], str(t["practice"]), str(t.get("result") or "")) for t in taken
                    ),
                    str(r.get("field") or ""),
                    tuple(str(c["name"]) for c in snapshot.pipeline("carrier") if c["candidate_id"] == who)
                    if names[who]["kind"] == "MODEL"
                    else None,
                )
            )
        return found

    # ------------------------------------------------------------------ said in words

    @cached_property
    def small_print(self) -> str:
        """What every screen carries: the assessment date, the plan version, the data's fingerprint."""
        return self._small_print(self.words.t("fingerprint {mark}", mark=self.o.snapshot.fingerprint))

    @cached_property
    def paper_print(self) -> str:
        """What every paper carries: also its own fingerprint, for which a token stands until the paper is made."""
        return self._small_print(
            self.words.t("data {mark}", mark=self.o.snapshot.fingerprint),
            self.words.t("fingerprint {mark}", mark=TOKEN),
        )

    def _small_print(self, *marks: str) -> str:
        snapshot, words = self.o.snapshot, self.words
        parts = [words.t("assessed on {on}", on=snapshot.on), plan_name(snapshot.plan, words), *marks]
        if snapshot.sample:
            parts.append(words.t("Sample data: the department and everybody in it are invented."))
        return " · ".join(parts)

    @property
    def scenario_mark(self) -> str:
        """What marks every page of a scenario's paper; empty for an official one."""
        return self.words.t("SCENARIO, not official: {name}", name=self.o.scenario) if self.o.scenario else ""

    @property
    def mark(self) -> str:
        """What marks every page of a paper that is not final: a scenario's, a draft's."""
        return " · ".join(x for x in (self.scenario_mark, self.words.t("DRAFT") if self.draft else "") if x)

    @property
    def office_name(self) -> str:
        return self.o.office.name or self.o.snapshot.plan.issuer.in_(self.words.lang)

    @property
    def title(self) -> str:
        """The meeting's, else the plan's."""
        return self.o.meeting.title if self.o.meeting else self.o.snapshot.plan.title.in_(self.words.lang)

    @property
    def day(self) -> date:
        """The meeting's, else that of the assessment."""
        return self.o.meeting.held_on if self.o.meeting else self.o.snapshot.on

    def status_of(self, person: Person) -> str:
        return self.status_word(person.status)

    def status_word(self, status: Status) -> str:
        return self.words.t(STATUS_OF[STATUSES[status]])

    def awards_said(self, awards: tuple[Award, ...], cited: bool = False) -> str:
        """Awards in one line; ``cited``: with the number and day of each decision."""
        return "; ".join(self._award_said(a, cited) for a in awards)

    def _award_said(self, a: Award, cited: bool) -> str:
        said = f"{a.name} {a.year}"
        decisions = f" {self.words.t('and')} ".join(x for d in a.decisions if (x := self.decision_said(d)))
        if cited and decisions:
            said += f" ({decisions})"
        if a.outside:
            said += f" ({self.words.t('outside the period')})"
        return said + (f" ({self.words.t('awaiting its decision')})" if a.pending else "")

    def decision_said(self, d: Decision) -> str:
        """A decision's number and day."""
        return ", ".join(x for x in (d.number, self.words.date(d.day) if d.day else "") if x)

    def initiatives_said(self, person: Person) -> str:
        """The initiatives that are achievements."""
        return self._initiatives(person.initiatives)

    def waiting_said(self, person: Person) -> str:
        """The initiatives that are none yet, because their recognition or application is not stated."""
        return self._initiatives(person.waiting)

    def _initiatives(self, some: Sequence[Initiative]) -> str:
        return "; ".join(
            f"{i.title} ({LEVEL_NAME[i.level]}, {i.year}"
            f"{', ' + self.words.t('outside the period') if i.outside else ''})"
            for i in some
        )

    def leaves_said(self, leaves: tuple[Leaf, ...]) -> str:
        """What is there of what is needed, leaf by leaf."""
        return "; ".join(f"{x.criterion.short.in_(self.words.lang)}: {x.have}/{x.need}" for x in leaves)

    def conclusion_said(self, person: Person) -> str:
        return self.words.t(CONCLUSION_WORD[person.conclusion.result]) if person.conclusion else ""

    def concluded_said(self, person: Person) -> str:
        """What became of somebody whom an opened meeting looks at, also where it has not concluded yet."""
        held = self.o.meeting
        open_still = held is not None and held.state != "PREPARED" and person.code in held.agenda
        return self.conclusion_said(person) or (self.words.t("not yet concluded") if open_still else "")

    def votes_said(self, person: Person) -> str:
        """The votes for, against and neither; a figure that is not recorded stays blank."""
        said = person.conclusion
        if said is None or all(v is None for v in said.votes):
            return ""
        return "/".join("…" if v is None else str(v) for v in said.votes)

    def step_said(self, step: Step) -> str:
        """A milestone's state."""
        words = self.words
        if step.done_on is not None:
            return words.t("done {day}", day=step.done_on) + (f" – {words.t('late')}" if step.late else "")
        return words.t("overdue") if step.overdue else words.t("to come")
