"""What papers and screens say, worked out once from a snapshot: typed, dates as dates, each number made in one place.

A :class:`Facts` is made for one occasion and one reader's language and handed to every paper and screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.leaves import Leaf, leaves_of
from dienhinh.kinds.award import kind_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.meeting import CONCLUSIONS, Conclusion, Meeting
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_NAME, STAGE_WORD, code_name
from dienhinh.locale.verdicts import STATUS_OF, missing_text, plan_name
from dienhinh.reports.offices import Office
from dienhinh.verdicts.snapshot import Snapshot

CONCLUSION_WORD = {c.code: c.word for c in CONCLUSIONS}


@dataclass(frozen=True)
class Occasion:
    """What a paper is about: the snapshot and, where there is one, the meeting with its conclusions (by code).
    ``scenario``: what is tried; it is marked on every page. ``codes``: whom it is about, where not the agenda."""

    snapshot: Snapshot
    office: Office = field(default_factory=Office)
    dated: date = date(2000, 1, 1)
    meeting: Meeting | None = None
    conclusions: Mapping[str, Conclusion] = field(default_factory=dict)
    scenario: str = ""
    codes: tuple[str, ...] | None = None

    @property
    def agenda(self) -> list[str]:
        """Who is discussed: those asked for, the meeting's agenda, else everybody, nearest first."""
        wanted = self.codes if self.codes is not None else (self.meeting.agenda if self.meeting else None)
        known = self.snapshot.row_of
        return [c for c in (wanted if wanted else self.snapshot.nearest_first) if c in known]


@dataclass(frozen=True)
class Award:
    """An award or title in force, or awaiting its papers: what it is called, its year and its decision."""

    code: str
    name: str
    year: int
    decision_no: str | None
    decided_on: date | None
    pending: bool

    @property
    def is_title(self) -> bool:
        return kind_of(self.code) == "TITLE"


@dataclass(frozen=True)
class Initiative:
    title: str
    level: str
    year: int


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
    """One candidate, a person or a unit: everything that lists, slides and screens show. ``ratings``: a name for each
    year of the period (None: no rating in force)."""

    code: str
    name: str
    position: str
    unit: str
    track: str
    ratings: tuple[str | None, ...]
    awards: tuple[Award, ...]
    initiatives: tuple[Initiative, ...]
    parts: tuple[Part, ...]
    status: Status
    progress: float
    missing: str
    conclusion: Conclusion | None

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
class Facts:
    """Everything an occasion's papers and screens say, in one reader's language."""

    o: Occasion
    words: Words

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
        """Who is discussed, in the order of the agenda."""
        return [self.person(code) for code in self.agenda]

    def _person(self, code: str) -> Person:
        snapshot, words = self.o.snapshot, self.words
        plan, said, records = snapshot.plan, snapshot.person(code), snapshot.records(code)
        ratings = {
            int(r["year"]): code_name(r["code"])
            for r in records["rating"].to_dict("records")
            if r["state"] == "CONFIRMED"
        }
        status = Status[str(said["status"])]
        return Person(
            code,
            str(said["name"]),
            str(said["position"] or ""),
            str(said["unit_name"] or ""),
            plan.tracks[str(said["track"])].in_(words.lang),
            tuple(ratings.get(y) for y in plan.period.years),
            tuple(self._awards(records)),
            tuple(
                Initiative(r["title"], r["level"], int(r["year"]))
                for r in records["initiative"].to_dict("records")
                if not r["revoked"] and r["recognised"] is not False and r["applied"] is not False
            ),
            tuple(self._parts(code)),
            status,
            float(said["progress"]),
            "" if status is Status.ELIGIBLE else missing_text(snapshot.nearest_route(code), plan, words),
            self.o.conclusions.get(code),
        )

    def _awards(self, records: Mapping[str, pd.DataFrame]) -> list[Award]:
        """The awards in force or awaiting their papers, those known on the day."""
        return [
            Award(
                r["code"],
                code_name(r["code"], r["label"]),
                int(r["year"]),
                r["decision_no"],
                r["decided_on"],
                r["state"] == "PENDING",
            )
            for r in records["award"].to_dict("records")
            if r["state"] in ("CONFIRMED", "PENDING") and r["known_on"] <= self.o.snapshot.on
        ]

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
        """How many stand where: of all, then of each track."""
        assessment, plan = self.o.snapshot.assessment, self.o.snapshot.plan
        tracks = assessment.roster["track"].astype(str)
        groups = [(self.words.t("All"), tracks == tracks)]
        groups += [(t.in_(self.words.lang), tracks == t.id) for t in plan.track]
        return [
            Counted(name, tuple(int((assessment.status[mine.to_numpy()] == s).sum()) for s in Status))
            for name, mine in groups
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
        out = {r["candidate_id"] for r in self.o.snapshot.pipeline("exemplar") if r["withdrawn_on"]}
        rows, on = self.o.snapshot.pipeline("stage"), self.o.snapshot.on
        return [
            (
                self.words.t(STAGE_WORD[s]),
                len({r["candidate_id"] for r in rows if r["stage"] == s and r["entered_on"] <= on} - out),
            )
            for s in STAGES
        ]

    # ------------------------------------------------------------------ said in words

    @cached_property
    def small_print(self) -> str:
        """What every paper carries: the assessment date, the plan version, the fingerprint."""
        snapshot, words = self.o.snapshot, self.words
        parts = [
            words.t("assessed on {on}", on=snapshot.on),
            plan_name(snapshot.plan, words),
            words.t("fingerprint {mark}", mark=snapshot.fingerprint),
        ]
        if snapshot.sample:
            parts.append(words.t("Sample data: the department and everybody in it are invented."))
        return " · ".join(parts)

    @property
    def scenario_mark(self) -> str:
        """What marks every page of a scenario's paper; empty for an official one."""
        return self.words.t("SCENARIO, not official: {name}", name=self.o.scenario) if self.o.scenario else ""

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
        return self.words.t(STATUS_OF[STATUSES[person.status]])

    def awards_said(self, awards: tuple[Award, ...], cited: bool = False) -> str:
        """Awards in one line; ``cited``: with the number and day of each decision."""
        return "; ".join(self._award_said(a, cited) for a in awards)

    def _award_said(self, a: Award, cited: bool) -> str:
        said = f"{a.name} {a.year}"
        decision = ", ".join(x for x in (a.decision_no, self.words.date(a.decided_on) if a.decided_on else "") if x)
        if cited and decision:
            said += f" ({decision})"
        return said + (f" ({self.words.t('awaiting its decision')})" if a.pending else "")

    def initiatives_said(self, person: Person) -> str:
        return "; ".join(f"{i.title} ({LEVEL_NAME[i.level]}, {i.year})" for i in person.initiatives)

    def leaves_said(self, leaves: tuple[Leaf, ...]) -> str:
        """What is there of what is needed, leaf by leaf."""
        return "; ".join(f"{x.criterion.short.in_(self.words.lang)}: {x.have}/{x.need}" for x in leaves)

    def conclusion_said(self, person: Person) -> str:
        return self.words.t(CONCLUSION_WORD[person.conclusion.result]) if person.conclusion else ""

    def votes_said(self, person: Person) -> str:
        said = person.conclusion
        return f"{said.votes_for}/{said.votes_against or 0}" if said and said.votes_for is not None else ""

    def step_said(self, step: Step) -> str:
        """A milestone's state."""
        words = self.words
        if step.done_on is not None:
            return words.t("done {day}", day=step.done_on) + (f" – {words.t('late')}" if step.late else "")
        return words.t("overdue") if step.overdue else words.t("to come")
