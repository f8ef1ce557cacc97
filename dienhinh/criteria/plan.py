"""A plan of thresholds as a frozen model: measures, criteria, tracks, policies, milestones.

Nothing here reads a file (:mod:`dienhinh.criteria.planfile` does) and nothing counts. Sections are those of the plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from dienhinh.kinds.codes import COMMENDATIONS, COUNTS_OF_KIND, FACT_KINDS, MEASURED_KINDS, MERIT

SETTINGS: dict[str, tuple[str, ...]] = {
    "track_by": ("post_on_date", "longest_post"),
    "dated_by": ("achievement_year", "decision_year"),
    "due_from": ("joining", "whole_period"),
    "missing_rating": ("unknown", "counts_against"),
    "low_rating": ("breaks_period", "one_tolerated"),
    "unattested": ("unknown", "not_met"),
    "decision_deadline": ("06-30", "03-31", "12-31"),
    "late_papers": ("waits", "lapses"),
    "discipline_breaks": ("in_force", "within_period"),
    "earlier_years": ("no", "yes"),
    "target_bounds": ("first_year", "whole_period"),
    "unit_history": ("own", "principal", "all"),
    "thematic_awards": ("yes", "merit_only"),
    "year_of_earlier": ("next", "same"),
    "old_titles": ("keep", "new_law"),
    "members": ("year_end", "whole_year", "six_months"),
}
"""What a policy may govern, with its admissible choices; the first is the one used when no policy governs it."""

if TYPE_CHECKING:
    FactKind = str
    MeasuredKind = str
    Count = str
else:
    FactKind = Literal[FACT_KINDS]
    MeasuredKind = Literal[MEASURED_KINDS]
    Count = Literal[tuple(dict.fromkeys(c for counts in COUNTS_OF_KIND.values() for c in counts))]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Brief(Model):
    """What is said in few words of many: keys named in ``SILENT`` are left out of a dump where they say nothing, so
    that a plan which does not use them is the same plan (and has the same digest) as before they were known."""

    SILENT: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def _said(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        plain = type(self).model_fields
        said: dict[str, Any] = whole(self)
        return {k: v for k, v in said.items() if k not in self.SILENT or getattr(self, k) != plain[k].default}


class Text(Model):
    """One sentence in both languages."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


class Worded(Model):
    """Anything that carries its own sentence in both languages."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


class Period(Model):
    first_year: int = Field(ge=1945, le=2200)
    last_year: int = Field(ge=1945, le=2200)
    attested_within: bool = False
    """Only attestations given from the period's first day on count (one given for the last period does not serve)."""

    @property
    def start(self) -> date:
        return date(self.first_year, 1, 1)

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def end(self) -> date:
        return date(self.last_year, 12, 31)


class Target(Model):
    section: str
    at_least: int = Field(ge=0)
    at_most: int = Field(ge=0)


class When(Brief):
    """How a measure changes while a policy stands at one of its choices."""

    SILENT = ("every",)

    policy: str
    choice: str
    add_codes: tuple[str, ...] = ()
    count: Count | None = None
    every: int | None = Field(default=None, ge=1, le=10)


class Within(Model):
    """The years of a run of another measure, at least so many long."""

    measure: str
    years: int = Field(ge=1, le=15)


RUNS = ("run", "occasions")


class Measure(Brief, Worded):
    """One count over the history: which kind and codes, and what is counted of them (``docs/plan-file.md`` explains
    each key with an example).

    The keys from ``where`` on narrow what is counted: years in a row or occasions (``where`` they stand, ``every`` how
    many years apart), the years ``within`` such a run, those ``after`` the first award of an earlier form, those not
    ``broken_by`` a disciplinary measure, kinds of commendation (``grounds``), initiatives not yet used for another
    title or form than ``serves``, years which a title ``proved``, a share of a unit's ``members``.
    """

    SILENT = ("where", "every", "within", "after", "broken_by", "grounds", "serves", "proved", "members")

    id: str = Field(min_length=1)
    kind: MeasuredKind
    codes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    criterion: str | None = None
    count: Count
    per_year: int = Field(default=1, ge=1, le=4)
    when: tuple[When, ...] = ()
    where: Literal["end", "anywhere"] = "end"
    every: int = Field(default=1, ge=1, le=10)
    within: Within | None = None
    after: tuple[str, ...] = ()
    broken_by: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    serves: str = ""
    proved: bool = False
    members: str = Field(default="", pattern=r"^(|none|some|all|>?[1-9][0-9]?%)$")

    @property
    def spans(self) -> bool:
        """Whether its number is no sum over years: a further year may lengthen a run by more than one."""
        return self.count in RUNS or self.within is not None or bool(self.after)

    @property
    def percent(self) -> int:
        """The share of members that must have it; 0 for "some" and "none"."""
        return {"": 0, "none": 0, "some": 0, "all": 100}.get(self.members) or int(self.members.strip(">%") or 0)


def earlier_form(codes: Sequence[str]) -> Measure:
    """What ``after`` looks for: the years of awards of these codes."""
    return Measure(id="earlier form", kind="AWARD", codes=tuple(codes), count="years", vi="–", en="–")


class Only(Model):
    """What stands only while a policy has one of these choices."""

    policy: str
    choices: tuple[str, ...] = Field(min_length=1)


class Criterion(Brief, Worded):
    """A node of the tree: a leaf (measure and need) or a group (``all`` or ``any`` of other criteria). ``only``: it is
    part of the tree while a policy stands at one of these choices; otherwise it is no part of any group. ``begins`` and
    ``until`` likewise: only where the period's last day lies between them. ``source`` says where the rule stands,
    ``confidence`` by how many texts read it is confirmed (0: from memory; None: not said)."""

    SILENT = ("begins", "until", "source", "confidence")

    id: str = Field(min_length=1)
    section: str = Field(min_length=1)
    short: Text
    measure: str | None = None
    need: int | Literal["due_years"] | None = None
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    only: Only | None = None
    begins: date | None = None
    until: date | None = None
    source: str = ""
    confidence: int | None = Field(default=None, ge=0, le=9)

    def holds(self, on: date) -> bool:
        """Whether it is part of the tree of a period that ends on that day."""
        return (self.begins is None or self.begins <= on) and (self.until is None or on <= self.until)

    @property
    def parts(self) -> tuple[str, ...]:
        return self.all or self.any

    @property
    def is_leaf(self) -> bool:
        return self.measure is not None


class Track(Worded):
    id: str = Field(min_length=1)
    section: str
    who: Literal["COLLECTIVE", "LEADER", "STAFF"]
    criterion: str


class Choice(Worded):
    id: str = Field(min_length=1)


class Policy(Model):
    id: str = Field(min_length=1)
    section: str
    governs: str | None = None
    choice: str
    question: Text
    choices: tuple[Choice, ...] = Field(min_length=1)

    @property
    def chosen(self) -> Choice:
        return next(c for c in self.choices if c.id == self.choice)


class Milestone(Worded):
    id: str = Field(min_length=1)
    section: str
    due: date
    office: Text


class Duty(Worded):
    section: str
    office: Text


class Plan(Model):
    """A whole plan. :func:`dienhinh.criteria.load_plan` is the way to make one: it also checks what types cannot."""

    id: str = Field(min_length=1)
    version: int = Field(default=1, ge=1)
    draft: bool = False
    based_on: str = ""
    number: str
    issued: date
    title: Text
    issuer: Text
    period: Period
    target: Target
    measure: tuple[Measure, ...] = Field(min_length=1)
    criterion: tuple[Criterion, ...] = Field(min_length=1)
    track: tuple[Track, ...] = Field(min_length=1)
    policy: tuple[Policy, ...] = ()
    milestone: tuple[Milestone, ...] = ()
    duty: tuple[Duty, ...] = ()

    @cached_property
    def digest(self) -> str:
        """A fingerprint of everything the plan says: two plans judge alike when theirs agree."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    @cached_property
    def criteria(self) -> dict[str, Criterion]:
        """The criteria in force: without those that stand only under other choices, in groups too."""
        choice = {p.id: p.choice for p in self.policy}
        out = {c.id for c in self.criterion if c.only and choice.get(c.only.policy) not in c.only.choices}
        out |= {c.id for c in self.criterion if not c.holds(self.period.end)}
        return {
            c.id: c
            if out.isdisjoint(c.parts)
            else c.model_copy(update={how: tuple(p for p in getattr(c, how) if p not in out) for how in ("all", "any")})
            for c in self.criterion
            if c.id not in out
        }

    @cached_property
    def tracks(self) -> dict[str, Track]:
        return {t.id: t for t in self.track}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures in force: each with the policies' choices applied to its codes and its way of counting."""
        choice = {p.id: p.choice for p in self.policy}
        in_force = {}
        for measure in self.measure:
            codes, count, every = measure.codes, measure.count, measure.every
            for when in measure.when:
                if choice.get(when.policy) == when.choice:
                    codes = codes + tuple(c for c in when.add_codes if c not in codes)
                    count, every = when.count or count, when.every or every
            changed = {"codes": codes, "count": count, "every": every, "when": ()}
            in_force[measure.id] = measure.model_copy(update=changed)
        return in_force

    @cached_property
    def attested(self) -> frozenset[str]:
        """The criteria that this plan wants attested."""
        return frozenset(str(m.criterion) for m in self.measure if m.kind == "ATTESTATION")

    @cached_property
    def rated_sections(self) -> dict[str, frozenset[str]]:
        """The attested sections on which ratings bear under some reading (P14), with the tracks that ask for them."""
        kinds = {m.id: m.kind for m in self.measure}
        parts = {c.id: c for c in self.criterion if c.only and c.measure and kinds.get(c.measure) == "RATING"}
        found: dict[str, set[str]] = {}
        for track in self.track:
            root = next(c for c in self.criterion if c.id == track.criterion)
            for part in root.parts:
                if part in parts and parts[part].section in self.attested:
                    found.setdefault(parts[part].section, set()).add(track.id)
        return {section: frozenset(tracks) for section, tracks in found.items()}

    @cached_property
    def good_ratings(self) -> tuple[str, ...]:
        """The ratings that every due year must have, best first; empty where the plan asks for none (III.1.b)."""
        asked = (m.codes for m in self.measures.values() if m.kind == "RATING" and m.count == "due_years")
        return next(asked, ())

    @cached_property
    def measure_index(self) -> dict[str, int]:
        return {m: i for i, m in enumerate(self.measures)}

    def with_choices(self, choices: Mapping[str, str]) -> Plan:
        """The plan with other choices for some policies (id → choice).

        Raises KeyError for a policy that it has not, ValueError for a choice that the policy does not admit.
        """
        known = {p.id: p for p in self.policy}
        for name, choice in choices.items():
            if choice not in {c.id for c in known[name].choices}:
                raise ValueError(f"{name} does not admit {choice}")
        said = self.model_dump()  # not model_copy: that would carry along what was worked out from the old choices
        for policy in said["policy"]:
            policy["choice"] = choices.get(policy["id"], policy["choice"])
        return Plan.model_validate(said)

    def setting(self, name: str) -> str:
        """The choice in force for one of :data:`SETTINGS`."""
        return next((p.choice for p in self.policy if p.governs == name), SETTINGS[name][0])

    def deadline(self, year: int) -> date:
        """The last day on which an award or initiative of ``year`` can still be decided (P13)."""
        month, day = map(int, self.setting("decision_deadline").split("-"))
        return date(year + 1, month, day)

    def counts_year(self, kind: str, year: int | None) -> bool:
        """Whether a fact of ``kind`` for ``year`` is counted: one of the period's years, or (awards, titles and
        initiatives, where the plan's reading says so) one before."""
        if year is None or year in self.period.years:
            return year is not None
        before = kind in ("AWARD", "INITIATIVE") and self.setting("earlier_years") == "yes"
        return before and year < self.period.first_year

    def still_awaited(self, kind: str, year: int, on: date) -> bool:
        """Whether an award of ``year`` that awaits its decision on ``on`` still counts as awaited (P15)."""
        return kind != "AWARD" or self.setting("late_papers") == "waits" or on <= self.deadline(year)

    def passes_over(self, fact: Mapping[Any, Any]) -> bool:
        """Whether a fact is a commendation of a kind that does not count (P21); one whose kind is not stated does."""
        if self.setting("thematic_awards") != "merit_only" or fact["code"] not in COMMENDATIONS:
            return False
        return fact["kind"] == "AWARD" and fact.get("ground") not in (None, MERIT)

    def open_years(self, on: date) -> list[int]:
        """Years of the period whose awards and initiatives can still be decided on ``on`` (P13)."""
        return [y for y in self.period.years if on <= self.deadline(y)]

    def due_years(self, on: date) -> list[int]:
        """Years of the period whose rating is due on ``on``: 31 December has come (P8)."""
        return [y for y in self.period.years if on >= date(y, 12, 31)]

    def nodes(self, root: str) -> list[Criterion]:
        """The criteria below ``root`` and itself, every part before the group that it belongs to."""
        seen: dict[str, Criterion] = {}

        def walk(cid: str) -> None:
            if cid in seen:
                return
            for part in self.criteria[cid].parts:
                walk(part)
            seen[cid] = self.criteria[cid]

        walk(root)
        return list(seen.values())

    def leaves(self, root: str) -> list[Criterion]:
        return [c for c in self.nodes(root) if c.is_leaf]
