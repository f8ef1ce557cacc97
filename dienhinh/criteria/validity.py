"""What the codes rest on and since when: the law or decree behind a rating, an award, a disciplinary measure; what a
rating meant under each; which codes are no longer given. The data are in ``validity.toml``."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from dienhinh.criteria.plan import FactKind, Model, Worded


class InForce(Model):
    """What is in force from its first to its last day (None: still)."""

    begins: date = Field(alias="from")
    until: date | None = None

    def holds(self, on: date) -> bool:
        return self.begins <= on and (self.until is None or on <= self.until)


class Basis(InForce, Worded):
    """A law or decree: the kind of record that rests on it, and its first and last day (None: still in force)."""

    kind: FactKind
    number: str


class Meaning(Worded):
    """What a code means under a basis."""

    code: str
    basis: str


class Ended(Model):
    """A code that is no longer given after ``until``, by ``basis``."""

    code: str
    until: date
    basis: str


class Act(InForce):
    """A law or decree that papers of its days cite: its type, number and day, who issued it and its title, in
    Vietnamese as papers are. A law is cited without number and issuer (Decree 30/2020/NĐ-CP, annex I, II.6)."""

    type: str
    number: str
    signed: date
    issuer: str
    title: str


class Share(InForce):
    """By law, at most so many per cent of those with ``of`` in a year may have ``code``; where that stands, and how
    sure we are of it (1: quoted from the text)."""

    code: str
    of: str
    percent: float = Field(gt=0, le=100)
    source: str
    confidence: int = Field(ge=1, le=3)


class Proof(InForce):
    """For years in which this stands, a title proves what its own conditions asked for (``proves``: a code of what is
    proved); where that stands, and by how many texts it is confirmed."""

    title: str
    proves: str
    source: str
    confidence: int = Field(ge=0, le=9)


class Reward(Model):
    """What goes with an award, in times of the base salary; ``confidence`` as elsewhere (0: from memory)."""

    code: str
    whose: str
    times: float = Field(gt=0)
    confidence: int = Field(ge=0, le=9)


class Salary(InForce):
    """The base salary (lương cơ sở) in đồng a month."""

    dong: int = Field(gt=0)


class Council(InForce):
    """The share of a council's members, in per cent, whose votes a title needs (``code``), or who must be there for it
    to decide (no code)."""

    code: str = ""
    percent: float = Field(gt=0, le=100)
    source: str
    confidence: int = Field(ge=0, le=9)


class Validity(Model):
    act: tuple[Act, ...]
    share: tuple[Share, ...]
    basis: tuple[Basis, ...]
    meaning: tuple[Meaning, ...]
    ended: tuple[Ended, ...]
    proof: tuple[Proof, ...] = ()
    vote: tuple[Council, ...] = ()
    quorum: tuple[Council, ...] = ()
    reward: tuple[Reward, ...] = ()
    salary: tuple[Salary, ...] = ()

    def reward_of(self, code: str, whose: str, on: date) -> tuple[Reward, int | None] | None:
        """What goes with an award, and the sum in đồng by the base salary of that day (None: not known); None where no
        text read says it."""
        found = next((r for r in self.reward if (r.code, r.whose) == (code, whose) and r.confidence), None)
        if found is None:
            return None
        base = next((s.dong for s in self.salary if s.holds(on)), None)
        return found, None if base is None else round(found.times * base)

    def votes_for(self, code: str, on: date) -> Council | None:
        """The share of votes that ``code`` needs on that day; None where no text read says one."""
        return next((v for v in self.vote if v.code == code and v.holds(on)), None)

    def quorum_on(self, on: date) -> Council | None:
        """How many of a council must take part when awards are decided."""
        return next((q for q in self.quorum if q.holds(on)), None)

    def basis_of(self, kind: str, on: date) -> Basis | None:
        """What a record of ``kind`` of that day rests on; None where nothing is known."""
        return next((b for b in self.basis if b.kind == kind and b.holds(on)), None)

    def acts(self, on: date) -> list[Act]:
        """What a paper on emulation and commendation of that day cites, the highest first."""
        return [a for a in self.act if a.holds(on)]

    def share_of(self, code: str, year: int) -> Share | None:
        """The legal limit of ``code`` for an achievement year: what was in force at its end; None where there is
        none."""
        return next((s for s in self.share if s.code == code and s.holds(date(year, 12, 31))), None)

    def basis_of_rating(self, year: int) -> Basis | None:
        """What a year's rating rests on: what was in force at its end."""
        return self.basis_of("RATING", date(year, 12, 31))

    def meaning_of(self, code: str, basis: str) -> Meaning | None:
        return next((m for m in self.meaning if m.code == code and m.basis == basis), None)

    def last_day(self, code: str) -> date | None:
        """The last day on which ``code`` was given; None while it still is."""
        return next((e.until for e in self.ended if e.code == code), None)


@cache
def validity() -> Validity:
    """The table of ``validity.toml``."""
    return Validity.model_validate(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))
