"""A scenario: a named set of hypothetical changes over the official history. Pure data; the store tries it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from dienhinh.criteria.faults import NoToml, of_model, toml
from dienhinh.criteria.plan import FactKind, Model, Plan
from dienhinh.criteria.rules import with_needs
from dienhinh.kinds.codes import CODES_OF_KIND
from dienhinh.kinds.sentence import N_, Sentence

Do = Literal["add", "withdraw", "date", "resolve", "end", "move"]


class ScenarioError(Exception):
    """A scenario that cannot be read; ``reason`` is a catalogue id, ``params`` fill it in."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))


class Cohort(Model):
    """Everybody of a track, a unit or both; ``missing``: only the due years that have no such fact yet."""

    track: str | None = None
    unit: str | None = None
    missing: bool = False


class Change(Model):
    """One hypothetical change, of one candidate (``who``, a code) or of many (``all``).

    ``add``: a fact (``kind``, ``code`` or ``criterion``, ``year``, ``decided_on``, ``state``); a rating of the year
    takes the place of the recorded one. ``withdraw``: the recorded facts that it describes (``was``: only the one
    decided that day). ``date``: they were decided on ``decided_on`` instead. ``resolve``: what awaits its papers,
    ``granted`` or not. ``end``: the disciplinary measure (``code``; ``was``: the one in force from that day) has
    ``until`` as its last day; ``add`` and ``withdraw`` know measures, too (in force from ``decided_on`` to ``until``).
    ``move``: to a post in ``unit`` from ``on`` on, ``leads`` or not.
    """

    do: Do
    who: str | None = None
    all: Cohort | None = None
    kind: FactKind | None = None
    code: str | None = None
    criterion: str | None = None
    year: int | None = Field(default=None, ge=1945, le=2200)
    decision_no: str | None = None
    decided_on: date | None = None
    was: date | None = None
    until: date | None = None
    state: Literal["CONFIRMED", "PENDING", "REFUSED"] = "CONFIRMED"
    granted: bool = True
    unit: str | None = None
    leads: bool = False
    on: date | None = None

    @model_validator(mode="after")
    def _complete(self) -> Change:
        if (self.who is None) == (self.all is None):
            raise ValueError("who")
        if self.do == "move":
            if self.on is None or self.unit is None:
                raise ValueError("on")
            return self
        if self.kind not in ("RATING", "AWARD", "INITIATIVE", "ATTESTATION", "DISCIPLINE"):
            raise ValueError("kind")
        if (self.do == "end") > (self.kind == "DISCIPLINE") or (self.do == "resolve" and self.kind == "DISCIPLINE"):
            raise ValueError("end")
        if self.do == "end" and self.until is None:
            raise ValueError("until")
        if self.kind == "DISCIPLINE":
            if self.code not in CODES_OF_KIND["DISCIPLINE"]:
                raise ValueError("code")
            if self.do in ("add", "date") and self.decided_on is None:
                raise ValueError("decided_on")
            if self.until is not None and self.decided_on is not None and self.until < self.decided_on:
                raise ValueError("until")
            return self
        if self.do == "date" and self.decided_on is None:
            raise ValueError("decided_on")
        if self.kind == "ATTESTATION":
            if self.criterion is None or (self.do == "add" and self.decided_on is None):
                raise ValueError("criterion")
        elif self.code not in CODES_OF_KIND[self.kind]:
            raise ValueError("code")
        elif self.year is None and not (self.all and self.all.missing):
            raise ValueError("year")
        return self


class Scenario(Model):
    """A named set of changes: of facts (``change``), of thresholds (``needs``: criterion id → number) and of the
    readings of policies (``choices``: policy id → choice); ``on``: the day for which it was made."""

    name: str = Field(min_length=1)
    note: str = ""
    on: date | None = None
    change: tuple[Change, ...] = ()
    needs: dict[str, int] = Field(default_factory=dict)
    choices: dict[str, str] = Field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.change or self.needs or self.choices)

    def without(self, places: Sequence[int]) -> Scenario:
        kept = tuple(c for i, c in enumerate(self.change) if i not in set(places))
        return self.model_copy(update={"change": kept})

    def rules(self, plan: Plan) -> Plan:
        """``plan`` with the scenario's thresholds and readings; what it has no place for (it is another plan by now)
        is left out: see :meth:`idle_rules`."""
        idle = set(self.idle_rules(plan))
        needs = {k: v for k, v in self.needs.items() if k not in idle}
        choices = {k: v for k, v in self.choices.items() if k not in idle}
        changed = plan.with_choices(choices) if choices else plan
        return with_needs(changed, needs) if needs else changed

    def idle_rules(self, plan: Plan) -> list[str]:
        """The criteria and policies named that ``plan`` has not, or that say there what they say already."""
        idle = [
            k
            for k, v in self.needs.items()
            if k not in plan.criteria or plan.criteria[k].need in (v, "due_years") or plan.criteria[k].need is None
        ]
        admitted = {p.id: ({c.id for c in p.choices}, p.choice) for p in plan.policy}
        return idle + [
            k for k, v in self.choices.items() if k not in admitted or v not in admitted[k][0] or v == admitted[k][1]
        ]


FAULTS = {
    "who": N_("say who: a code under who, or a group under all"),
    "on": N_("a move needs on (the day) and unit"),
    "kind": N_("kind must be RATING, AWARD, INITIATIVE, ATTESTATION or DISCIPLINE"),
    "end": N_("only a disciplinary measure ends, and it awaits no papers"),
    "until": N_("until is missing, or before the measure begins: its last day in force"),
    "criterion": N_("an attestation needs criterion, and decided_on where it is added"),
    "code": N_("code is none of its kind’s"),
    "year": N_("year is missing"),
    "decided_on": N_("the day is missing under decided_on"),
}


def parse_scenario(text: str, file: str = "") -> Scenario:
    """A scenario from TOML (docs/scenario.md). Raises :class:`ScenarioError`, with the number of the change at
    fault."""
    try:
        said = toml(text)
    except NoToml as error:
        raise ScenarioError(N_("{file} is no TOML that can be read: {why}"), file=file, why=error.why) from error
    try:
        return Scenario.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        at = [str(p) for p in first["loc"]]
        number = int(at[1]) + 1 if len(at) > 1 and at[1].isdigit() else 0
        own = FAULTS.get(str(first.get("ctx", {}).get("error", "")))
        key, fault = ".".join(at[2:] or at), of_model(first)
        why = Sentence(own) if own else Sentence(N_("{key}: {fault}"), {"key": key, "fault": fault})
        raise ScenarioError(N_("{file}, change {number}: {why}"), file=file, number=number, why=why) from error


def load_scenario(path: Path | str) -> Scenario:
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ScenarioError(N_("There is no file {file}."), file=path) from error
    return parse_scenario(text, path.name)
