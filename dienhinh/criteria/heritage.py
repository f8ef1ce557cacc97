"""Whose history a unit has that came from others (P19): the predecessors' facts that count as its own.

Pure: rows in, rows out. A renamed unit is the same unit under every reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from dienhinh.criteria.evidence import Row
from dienhinh.kinds.codes import RATINGS

LOWEST_GOOD = 1  # the place in RATINGS below which a rating breaks III.1.b
AWARDS = ("AWARD", "INITIATIVE")


@dataclass(frozen=True)
class Came:
    """``unit`` came from ``predecessor`` on a day: ``how`` is RENAMED, MERGED or SPLIT; ``principal``: its history is
    carried on where P19 says ``principal``. Both are candidate ids."""

    unit: int
    predecessor: int
    how: str
    on: date
    principal: bool = False


@dataclass(frozen=True)
class Span:
    """When a unit was founded and dissolved (None: not recorded, or still there)."""

    founded: date | None = None
    dissolved: date | None = None


@dataclass(frozen=True)
class Began:
    """From ``since`` on the unit counts as founded on ``founded`` (None: before anything recorded)."""

    unit: int
    since: date
    founded: date | None


@dataclass(frozen=True)
class Heritage:
    """What units take over: ``facts`` as rows of the store's ``fact`` view whose ``candidate_id`` is the unit's that
    takes them and whose ``evidence`` is the predecessor's record; ``began``; ``former``: unit → whose they were."""

    facts: tuple[Row, ...] = ()
    began: tuple[Began, ...] = ()
    former: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.facts or self.began)

    @cached_property
    def by_unit(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in self.facts:
            found.setdefault(int(row["candidate_id"]), []).append(row)
        return found

    @cached_property
    def _records(self) -> set[tuple[int, str, int]]:
        return {(int(r["candidate_id"]), str(r["kind"]), int(r["evidence"])) for r in self.facts}

    def counts(self, unit: int, table: str, record: int) -> bool:
        """Whether a predecessor's record (of the table ``table``) is among what ``unit`` takes over."""
        return (unit, table.upper(), record) in self._records

    def founded(self, unit: int, on: date, own: date | None) -> date | None:
        """Since when the unit counts as founded on ``on``; ``own``: its own day."""
        days = [b.founded for b in self.began if b.unit == unit and b.since <= on]
        return own if own is None or not days else None if None in days else min([own, *(d for d in days if d)])


def taken_over(came: Sequence[Came], on: date) -> dict[int, int]:
    """Into which unit each former one has gone by ``on``: renamed or merged, the last of a chain; what was split goes
    on, or has no one heir."""
    into = {c.predecessor: c.unit for c in came if c.how != "SPLIT" and c.on <= on}
    found = {}
    for unit in into:
        seen, now = {unit}, into[unit]
        while now in into and now not in seen:
            seen.add(now)
            now = into[now]
        found[unit] = now
    return found


NOTHING = Heritage()


class _Reading:
    """One reading of P19 on the recorded successions; answers by unit, each once."""

    def __init__(
        self, reading: str, came: Sequence[Came], spans: Mapping[int, Span], facts: Mapping[int, Sequence[Row]]
    ) -> None:
        self.reading, self.spans, self.own = reading, spans, facts
        self.came: dict[int, list[Came]] = {}
        for line in came:
            self.came.setdefault(line.unit, []).append(line)
        self.taken: dict[int, list[Row]] = {}
        self.starts: dict[int, list[Began]] = {}

    def whole(self, line: Came) -> bool:
        """Whether all of the predecessor's history is the unit's."""
        return line.how == "RENAMED" or (self.reading == "principal" and line.principal)

    def carried(self, unit: int, path: frozenset[int] = frozenset()) -> list[Row]:
        """The facts that the unit takes over (its own are not among them)."""
        if unit in self.taken:
            return self.taken[unit]
        path |= {unit}
        lines = [c for c in self.came.get(unit, []) if c.predecessor not in path]
        found: list[Row] = []
        ratings: dict[Any, Row] = {}  # where two say to be the principal one, the worse rating of a year is taken
        rated = {r["year"] for r in self.own.get(unit, []) if r["kind"] == "RATING" and r["state"] != "REVOKED"}
        for line in lines:
            theirs = [*self.own.get(line.predecessor, []), *self.carried(line.predecessor, path)]
            for row in theirs:
                if not self._of_before(line, row):
                    continue
                if row["kind"] == "RATING" and row["state"] == "REVOKED":
                    continue
                if row["kind"] == "RATING":
                    if self.whole(line) and row["year"] not in rated:
                        there = ratings.get(row["year"])
                        if there is None or RATINGS.index(row["code"]) > RATINGS.index(there["code"]):
                            ratings[row["year"]] = self._as_of(unit, line, row)
                elif self.whole(line) or (self.reading == "all" and (row["kind"] in AWARDS or line.principal)):
                    found.append(self._as_of(unit, line, row))
        found += ratings.values()
        if self.reading == "all":
            worst = self._worst_ratings(unit, [c for c in lines if c.how != "RENAMED"], path)
            found += [r for r in worst if r["year"] not in rated]
        self.taken[unit] = found
        return found

    def _of_before(self, line: Came, row: Row) -> bool:
        """Whether a fact is of the time before the predecessor's ways parted from the unit's: where the predecessor
        went on (a part was split from it), only what belongs to the years and days before."""
        ended = self.spans.get(line.predecessor, Span()).dissolved
        if line.how == "RENAMED" or (ended is not None and ended <= line.on):
            return True
        return bool(row["year"] < line.on.year if row["year"] else row["known_on"] < line.on)

    @staticmethod
    def _as_of(unit: int, line: Came, row: Row) -> Row:
        return {**row, "candidate_id": unit, "known_on": max(row["known_on"], line.on)}

    def _worst_ratings(self, unit: int, lines: Sequence[Came], path: frozenset[int]) -> list[Row]:
        """A year before the founding is rated as the worst of those predecessors that there were; where one of them
        is not rated, the year is not either, unless another's rating breaks it anyhow."""
        founded = self.spans.get(unit, Span()).founded
        if founded is None or not lines:
            return []
        rated: dict[int, dict[int, tuple[Came, Row]]] = {}
        for line in lines:
            theirs = [*self.own.get(line.predecessor, []), *self.carried(line.predecessor, path)]
            mine = {r["year"]: (line, r) for r in theirs if r["kind"] == "RATING" and r["state"] == "CONFIRMED"}
            rated[line.predecessor] = mine
        found = []
        for year in sorted({y for mine in rated.values() for y in mine if y < founded.year}):
            there = [c.predecessor for c in lines if self._start_year(c.predecessor, path) <= year]
            said = [rated[p][year] for p in there if year in rated[p]]
            if not said:
                continue
            line, row = max(said, key=lambda one: RATINGS.index(one[1]["code"]))
            if len(said) == len(there) or RATINGS.index(row["code"]) > LOWEST_GOOD:
                known = max(r["known_on"] for _, r in said)
                found.append(self._as_of(unit, line, {**row, "known_on": known}))
        return found

    def _start_year(self, unit: int, path: frozenset[int]) -> int:
        days = [self.spans.get(unit, Span()).founded, *(b.founded for b in self.began(unit, path))]
        return 0 if None in days else min(d.year for d in days if d)

    def began(self, unit: int, path: frozenset[int] = frozenset()) -> list[Began]:
        if unit in self.starts:
            return self.starts[unit]
        path |= {unit}
        found = []
        for line in self.came.get(unit, []):
            if line.predecessor in path or not (self.whole(line) or self.reading == "all"):
                continue
            found.append(Began(unit, line.on, self.spans.get(line.predecessor, Span()).founded))
            theirs = self.began(line.predecessor, path)
            found += [Began(unit, max(line.on, b.since), b.founded) for b in theirs]
        self.starts[unit] = found
        return found


def heritage(
    reading: str, came: Sequence[Came], spans: Mapping[int, Span], facts: Mapping[int, Sequence[Mapping[Any, Any]]]
) -> Heritage:
    """What every unit takes over under ``reading`` (``own``, ``principal`` or ``all``; P19).

    ``spans``: of every unit named in ``came``; ``facts``: their own facts, rows of the store's ``fact`` view. Units
    that came from each other in a circle take what is not their own.
    """
    read = _Reading(reading, came, spans, {u: [dict(r) for r in rows] for u, rows in facts.items()})
    units = sorted({c.unit for c in came})
    rows = [row for unit in units for row in read.carried(unit)]
    began = [b for unit in units for b in read.began(unit)]
    former: dict[int, tuple[int, ...]] = {}
    whose = {(r["kind"], r["evidence"]): u for u, mine in facts.items() for r in mine}
    for row in rows:
        of = whose[row["kind"], row["evidence"]]
        former[row["candidate_id"]] = tuple(dict.fromkeys((*former.get(row["candidate_id"], ()), of)))
    return Heritage(tuple(rows), tuple(began), former)
