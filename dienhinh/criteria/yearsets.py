"""The sets of years of one candidate, record by record: what :class:`Span` has of everybody by SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dienhinh.criteria.plan import Measure, Plan, earlier_form
from dienhinh.criteria.spans import Shape, Span, after
from dienhinh.criteria.validity import validity
from dienhinh.kinds.codes import COMMENDATIONS

Row = Mapping[Any, Any]


def fact_year(plan: Plan, row: Row) -> int | None:
    """The year a fact belongs to: its achievement year, or its decision's year where P2 says so."""
    if plan.setting("dated_by") == "decision_year" and row["decided_on"] is not None:
        return int(row["decided_on"].year)
    return None if row["year"] is None else int(row["year"])


def due_years_of(plan: Plan, on: date, start_year: int) -> list[int]:
    """The years whose rating is due of a candidate that began in ``start_year`` (P8)."""
    first = start_year if plan.setting("due_from") == "joining" else plan.period.first_year
    return [y for y in plan.due_years(on) if y >= first]


def passed_over(plan: Plan, measure: Measure, row: Row) -> str | None:
    """Why a measure does not look at a fact of its codes: a commendation of another kind, an initiative that has
    served elsewhere; None where it does."""
    rests = row.get("ground")
    if row["kind"] == "AWARD" and row["code"] in COMMENDATIONS and measure.grounds:
        if rests not in (None, *measure.grounds):
            return "OTHER_KIND"
    elif row["kind"] == "INITIATIVE" and measure.serves and rests not in (None, measure.serves):
        return "SERVED"
    return "OTHER_KIND" if plan.passes_over(row) else None


def broken_years(plan: Plan, measure: Measure, facts: Iterable[Row], on: date) -> set[int]:
    """The period's years in which a disciplinary measure that breaks a run was in force on any day."""
    found: set[int] = set()
    for row in facts:
        if row["kind"] != "DISCIPLINE" or row["code"] not in measure.broken_by or row["state"] == "REVOKED":
            continue
        if row["known_on"] <= on:
            last = row["until"].year if row["until"] else plan.period.last_year
            found |= {y for y in plan.period.years if row["known_on"].year <= y <= last}
    return found


def proving_titles(measure: Measure) -> tuple[str, ...]:
    """The titles that by law prove what ``measure`` counts, where it says so."""
    if not measure.proved:
        return ()
    return tuple(dict.fromkeys(p.title for p in validity().proof if p.proves in measure.codes))


def proved_years(plan: Plan, measure: Measure) -> set[int]:
    """The period's years for which they do: under the law of each year, or that of the period's end for all (the
    office's reading)."""
    keep, end = plan.setting("old_titles") == "keep", plan.period.end
    laws = [p for p in validity().proof if p.proves in measure.codes]
    return {y for y in plan.period.years if any(p.holds(date(y, 12, 31) if keep else end) for p in laws)}


@dataclass(frozen=True)
class Sets:
    """Years of the period: recorded, awaiting papers alone, still to be had, refused; how often each is recorded and
    awaited."""

    sure: set[int]
    papers: set[int]
    open: set[int]
    refused: set[int]
    times: tuple[Mapping[int, int], Mapping[int, int]]


def sets_of(plan: Plan, measure: Measure, facts: Sequence[Row], on: date, start_year: int) -> Sets:
    """The sets of one measure of the candidate with these facts (columns as ``criteria.explain`` has them)."""
    known = [r for r in facts if r["known_on"] <= on and r["state"] != "REVOKED"]
    years = set(plan.period.years) - broken_years(plan, measure, facts, on)
    if measure.count == "this_year":
        years &= {plan.period.last_year}
    times: tuple[dict[int, int], dict[int, int]] = ({}, {})
    seen: dict[str, set[int]] = {"CONFIRMED": set(), "PENDING": set(), "REFUSED": set()}
    rated = set()
    for row in known:
        year = fact_year(plan, row)
        if year is None or row["kind"] != measure.kind:
            continue
        rated.add(year)
        if row["code"] not in measure.codes or passed_over(plan, measure, row):
            continue
        if row["state"] == "PENDING" and not plan.still_awaited(measure.kind, year, on):
            continue
        seen[row["state"]].add(year)
        if row["state"] in ("CONFIRMED", "PENDING"):
            part = times[row["state"] == "PENDING"]
            part[year] = part.get(year, 0) + 1
    if measure.kind == "RATING":
        due = set(due_years_of(plan, on, start_year))
        missing = due - rated if plan.setting("missing_rating") == "unknown" else set()
        titled = _proved(plan, measure, known)
        sure = seen["CONFIRMED"] | (titled["CONFIRMED"] - rated)
        papers = (missing | (titled["PENDING"] - rated)) - sure
        opened = {y for y in plan.period.years if y >= start_year} - due - rated - sure - papers
        return Sets(sure & years, papers & years, opened & years, set(), times)
    for state, proven in _proved(plan, measure, known).items():
        seen[state] |= proven
    sure = seen["CONFIRMED"]
    papers = seen["PENDING"] - sure
    opened = {y for y in plan.open_years(on) if y >= start_year} - sure - papers
    refused = (seen["REFUSED"] - sure) & set(plan.period.years)
    return Sets(sure & years, papers & years, opened & years, refused, times)


def _proved(plan: Plan, measure: Measure, known: Sequence[Row]) -> dict[str, set[int]]:
    """The years that titles prove, by the state of the title's decision."""
    found: dict[str, set[int]] = {"CONFIRMED": set(), "PENDING": set()}
    if not measure.proved:
        return found
    titles, proved = proving_titles(measure), proved_years(plan, measure)
    for row in known:
        year = fact_year(plan, row)
        if row["kind"] == "AWARD" and row["code"] in titles and year in proved and row["state"] in found:
            found[row["state"]].add(int(year or 0))
    return found


def bits(plan: Plan, years: Iterable[int]) -> int:
    return sum(1 << (y - plan.period.first_year) for y in set(years) if y in plan.period.years)


def before_the_period(plan: Plan, run: Measure, facts: Sequence[Row], on: date) -> set[str]:
    """The states of the decisions of the earlier form that are of a year before the period."""
    first = plan.period.first_year
    return {
        row["state"]
        for row in facts
        if row["kind"] == "AWARD" and row["code"] in run.after and row["known_on"] <= on
        and (fact_year(plan, row) or first) < first
    }  # fmt: skip


def span_of(plan: Plan, measure: Measure, facts: Sequence[Row], on: date, start_year: int) -> Span:
    """What a measure that is no sum over years comes to for one candidate: a :class:`Span` of one."""
    host = plan.measures[measure.within.measure] if measure.within else None
    run = host or measure
    n = len(plan.period.years)
    full = (1 << n) - 1
    found = sets_of(plan, run, facts, on, start_year)
    allowed = [np.array([full])] * 3
    if run.after:
        got = sets_of(plan, earlier_form(run.after), facts, on, start_year)
        ever = before_the_period(plan, run, facts, on)
        sets = [bits(plan, s) for s in (got.sure, got.sure | got.papers, got.sure | got.papers | got.open)]
        seen = ["CONFIRMED" in ever, *[bool(ever & {"CONFIRMED", "PENDING"})] * 2]
        same = plan.setting("year_of_earlier") == "same"
        allowed = [after(np.array([s]), np.array([int(e)]), n, same) for s, e in zip(sets, seen, strict=True)]
    skipped = full & ~bits(plan, found.refused) if run.count == "occasions" else 0
    rows = [bits(plan, part) for part in (found.sure, found.papers, found.open)]
    columns = [*rows, *(int(a[0]) for a in allowed), skipped]
    if host or measure.count == "decisions":
        columns += _amounts(plan, measure, facts, on, start_year)
    return Span(Shape.of(measure, host, n), np.array([[c] for c in columns], dtype=np.int32))


def _amounts(plan: Plan, measure: Measure, facts: Sequence[Row], on: date, start_year: int) -> list[int]:
    found = sets_of(plan, measure.model_copy(update={"count": "years"}), facts, on, start_year)
    years = plan.period.years
    if measure.count != "decisions" or measure.kind == "RATING":
        return [int(y in part) for part in (found.sure, found.papers, found.open) for y in years]
    sure = [max(found.times[0].get(y, 0), int(y in found.sure)) for y in years]
    papers = [max(found.times[1].get(y, 0), int(y in found.papers)) for y in years]
    still = {y for y in plan.open_years(on) if y >= start_year}
    room = [max(measure.per_year - s - p, 0) if y in still else 0 for y, s, p in zip(years, sure, papers, strict=True)]
    return [*sure, *papers, *room]
