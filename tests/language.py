"""A second judge of the words of the plan language, record by record and in plain Python, written from
docs/plan-file.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.histories import History

COMMENDATIONS = {"BK_TINH", "BK_BNG", "BK_BO_NGANH_TW", "BK_TTG", "GK"}
Said = Mapping[str, Any]


class Judge:
    """One history on one day, under a plan of the years ``first`` to ``last``."""

    def __init__(self, h: History, on: date, first: int, last: int, settings: Mapping[str, str]) -> None:
        self.h, self.on, self.first, self.last, self.settings = h, on, first, last, settings
        begun = h.founded.year if h.collective and h.founded else first
        self.began = begun if h.collective else min(b for b, _, _ in h.posts).year
        self.years = range(first, last + 1)

    def known(self, year: int, decided: date | None) -> bool:
        return (decided or date(year, 12, 31)) <= self.on

    def is_open(self, year: int) -> bool:
        return year >= self.began and self.on <= date(year + 1, 6, 30)

    def is_due(self, year: int) -> bool:
        return year >= self.began and self.on >= date(year, 12, 31)

    # ------------------------------------------------------------------ single facts

    def facts(self, m: Said, ever: bool = False) -> Iterator[tuple[int, str]]:
        """(year, state) of the facts that a measure looks at."""
        if m["kind"] == "AWARD":
            for i, (code, year, decided, state) in enumerate(self.h.awards):
                kept = m.get("grounds", ())
                other = code in COMMENDATIONS and kept and self.h.ground_of(i) not in (None, *kept)
                if code in m["codes"] and not other and self.known(year, decided):
                    yield year, state
        if m["kind"] == "INITIATIVE":
            for i, (level, year, decided, recognised, applied) in enumerate(self.h.initiatives):
                served = m.get("serves") and self.h.used_for(i) not in (None, m["serves"])
                if level in m["codes"] and not served and self.known(year, decided):
                    refused = recognised is False or applied is False
                    yield year, "REFUSED" if refused else "CONFIRMED" if recognised and applied else "PENDING"
            if m.get("proved"):
                for year, state in self.facts({"kind": "AWARD", "codes": ["CSTDCS"]}):
                    if "CO_SO" in m["codes"] and self.proves(year) and state in ("CONFIRMED", "PENDING"):
                        yield year, f"PROVED {state}"

    def proves(self, year: int) -> bool:
        law = year if self.settings.get("old_titles", "keep") == "keep" else self.last
        return 2004 <= law <= 2023

    def broken(self, m: Said, year: int) -> bool:
        return bool(m.get("broken_by")) and any(
            begun <= self.on and begun.year <= year and (until is None or until.year >= year)
            for begun, until in self.h.disciplines
        )

    def has(self, m: Said, year: int, reading: int) -> bool:
        """Whether the year counts for the measure on this reading, not looking at what came before."""
        if year not in self.years or self.broken(m, year) or (m["count"] == "this_year" and year != self.last):
            return False
        if m["kind"] == "RATING":
            rated = {y: code for y, code, d in self.h.ratings if self.known(y, d)}
            if year in rated:
                return rated[year] in m["codes"]
            titles = {s for y, s in self.facts({"kind": "AWARD", "codes": ["TTLDXS"]}) if y == year}
            taken = titles & set(("CONFIRMED", "PENDING")[: reading + 1])
            if m.get("proved") and "HTXSNV" in m["codes"] and taken:
                return True
            return (reading >= 1 and self.is_due(year)) or (
                reading == 2 and year >= self.began and not self.is_due(year)
            )
        states = [s.split()[-1] for y, s in self.facts(m) if y == year]
        return "CONFIRMED" in states or (reading >= 1 and "PENDING" in states) or (reading == 2 and self.is_open(year))

    def after(self, m: Said, year: int, reading: int) -> bool:
        if not m.get("after"):
            return True
        earlier = {"kind": "AWARD", "codes": m["after"], "count": "years"}
        same = self.settings.get("year_of_earlier") == "same"
        ever = [y for y, s in self.facts(earlier) if y < self.first and s in ("CONFIRMED", "PENDING")[: reading + 1]]
        within = [y for y in self.years if self.has(earlier, y, reading)]
        return any(y < year or (same and y == year) for y in (*ever, *within))

    def good(self, m: Said, reading: int) -> set[int]:
        return {y for y in self.years if self.has(m, y, reading) and self.after(m, y, reading)}

    def amount(self, m: Said, year: int, reading: int) -> int:
        """How much one year brings."""
        if m["count"] != "decisions" or m["kind"] == "RATING":
            return int(self.has(m, year, reading))
        states = [s for y, s in self.facts(m) if y == year]
        sure = max(states.count("CONFIRMED"), int("PROVED CONFIRMED" in states))
        both = max(
            states.count("CONFIRMED") + states.count("PENDING"),
            sure,
            int(any(s.startswith("PROVED") for s in states)),
        )
        if reading == 0:
            return sure
        room = max(m.get("per_year", 1) - both, 0) if reading == 2 and self.is_open(year) else 0
        return both + room

    # ------------------------------------------------------------------ the number

    def stretches(self, m: Said, reading: int) -> Iterator[tuple[int, int, list[int]]]:
        """Every (first, last, good years) in which nothing breaks the sequence, where the measure wants it to stand."""
        good = self.good(m, reading)
        refused = set()
        if m["count"] == "occasions":
            refused = {y for y, s in self.facts(m) if s == "REFUSED" and not self.has(m, y, 0)} - good
            passes = {y for y in self.years if y not in refused}
        else:
            passes = set(good)
        for a in self.years:
            for b in range(a, self.last + 1):
                if not all(y in passes or y in good for y in range(a, b + 1)):
                    continue
                stands = all(y in passes or y in good for y in range(b, self.last + 1))
                at_end = stands if m["count"] == "occasions" else b == self.last
                if m.get("where", "end") == "anywhere" or at_end:
                    yield a, b, [y for y in range(a, b + 1) if y in good]

    def number(self, m: Said, reading: int, host: Said | None = None) -> int:
        if host is not None:
            found = [
                sum(self.amount(m, y, reading) for y in range(years[0], years[-1] + 1))
                for _, _, years in self.stretches(host, reading)
                if len(years) >= m["within"]["years"]
            ]
            return max(found, default=0)
        if m["count"] in ("run", "occasions"):
            every = m.get("every", 1) if m["count"] == "occasions" else 1
            return max((longest(years, every) for _, _, years in self.stretches(m, reading)), default=0)
        if m.get("after"):
            return sum(self.amount(m, y, reading) for y in self.years if self.after(m, y, reading))
        return sum(self.amount(m, y, reading) for y in self.years if m["count"] != "this_year" or y == self.last)

    def meets(self, plan: Mapping[str, Any], root: str, reading: int) -> bool:
        """Whether a criterion of a whole plan (``model_dump``) is met on a reading."""
        node = next(c for c in plan["criterion"] if c["id"] == root)
        if node["measure"] is None:
            parts = [self.meets(plan, p, reading) for p in node["all"] or node["any"]]
            return all(parts) if node["all"] else any(parts)
        measures = {m["id"]: m for m in plan["measure"]}
        m = measures[node["measure"]]
        host = measures[m["within"]["measure"]] if m.get("within") else None
        return self.number(m, reading, host) + self.earlier(m, reading) >= node["need"]

    def earlier(self, m: Said, reading: int) -> int:
        """What years before the plan's bring, where they count: years of awards, decisions."""
        if self.settings.get("earlier_years") != "yes" or m["kind"] not in ("AWARD", "INITIATIVE") or m.get("within"):
            return 0
        states = ("CONFIRMED", "PENDING")[: reading + 1]
        found = [y for y, s in self.facts(m) if y < self.first and s in states]
        return {"years": len(set(found)), "decisions": len(found)}.get(m["count"], 0)

    def three(self, m: Said, host: Said | None = None) -> tuple[int, int, int]:
        sure, resolved, best = (self.number(m, r, host) for r in range(3))
        return sure, resolved - sure, best - resolved


def longest(years: list[int], every: int) -> int:
    """The most of ``years`` that are pairwise at least ``every`` apart, by trying."""
    if not years:
        return 0
    first, rest = years[0], years[1:]
    return max(1 + longest([y for y in rest if y - first >= every], every), longest(rest, every))
