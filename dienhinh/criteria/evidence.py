"""Which facts of one candidate a measure counts, which it does not, and why; agrees with the tally, fact by fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from dienhinh.criteria.plan import Measure, Plan
from dienhinh.criteria.spans import SETS
from dienhinh.criteria.yearsets import (
    broken_years,
    due_years_of,
    fact_year,
    passed_over,
    proved_years,
    proving_titles,
    sets_of,
    span_of,
)
from dienhinh.kinds.codes import DATED_KINDS, SERVICE

REASONS = (
    "COUNTED",
    "AWAITING",
    "MISSING_RATING",
    "NOT_STATED",
    "NONE_IN_FORCE",
    "OUTSIDE_PERIOD",
    "NOT_YET_KNOWN",
    "DUPLICATE",
    "REVOKED",
    "REFUSED",
    "OTHER_LEVEL",
    "OTHER_KIND",
    "SERVED",
    "BROKEN",
    "OTHER_YEAR",
    "OUTSIDE_RUN",
    "NOT_PROVING",
    "NOT_DUE",
    "NOT_LAST",
    "LAPSED",
    "WITHIN_PERIOD",
    "SUPERSEDED",
    "WITHDRAWN",
    "IN_FORCE",
    "ENDED",
)
"""Why a fact counts or does not. The first five add to *have* or *pending*; the others to neither, save WITHDRAWN."""

COLUMNS = ["evidence", "year", "role", "reason"]


def explain(plan: Plan, measure_id: str, facts: pd.DataFrame, on: date, start_year: int) -> pd.DataFrame:
    """The evidence behind one measure of one candidate on ``on``.

    ``facts``: rows of the store's ``fact`` view for the candidate (columns ``kind, code, criterion, year, decided_on,
    known_on, until, state, evidence, ground``; dates are ``datetime.date`` or None). ``start_year``: the founding or
    joining. Returns a frame with ``evidence`` (the record's id, None where a paper is missing altogether), ``year``
    (Int64), ``role`` (HAVE, PENDING or NOT) and ``reason`` (one of :data:`REASONS`), oldest first. The number of rows
    with role HAVE is the measure's *have*, with PENDING its *pending*; of a measure that is no sum over years PENDING
    are the papers in the run that they would make. Empty for what is counted of members or of posts.
    """
    measure = plan.measures[measure_id]
    every = sorted(facts.to_dict("records"), key=lambda r: (r["known_on"], r["evidence"]))
    rows = [r for r in every if r["kind"] == measure.kind]
    if measure.members or measure.kind == SERVICE:  # of the members' records, or of the posts
        return pd.DataFrame([], columns=COLUMNS).astype({"year": "Int64"})
    if narrowed(measure):
        found = sorted(_by_sets(plan, measure, every, on, start_year), key=lambda line: line[1] or 0)
    else:
        found = list(EXPLANATIONS[measure.kind](plan, measure, rows, on, start_year))
    return pd.DataFrame(found, columns=COLUMNS).astype({"year": "Int64"})


Row = dict[Any, Any]
Line = tuple[object, int | None, str, str]
Explanation = Callable[[Plan, Measure, list[Row], date, int], Iterator[Line]]


def _set_aside(plan: Plan, measure: Measure, row: Row, on: date) -> str | None:
    """Why a fact is not even looked at, whatever is counted; None when it is."""
    if row["state"] == "REVOKED":
        return "REVOKED"
    if not plan.counts_year(measure.kind, fact_year(plan, row)):
        return "OUTSIDE_PERIOD"
    if row["known_on"] > on:
        return "NOT_YET_KNOWN"
    if row["code"] not in measure.codes:
        return "OTHER_LEVEL"
    return passed_over(plan, measure, row)


def narrowed(measure: Measure) -> bool:
    """Whether only some years of what it counts do."""
    return measure.spans or measure.count == "this_year" or bool(measure.broken_by) or measure.proved


def _by_sets(plan: Plan, measure: Measure, every: list[Row], on: date, start_year: int) -> Iterator[Line]:
    """The facts in the years that count: of the run behind the number, of the plan's last year, not broken."""
    broken = broken_years(plan, measure, every, on)
    now, soon = _years_counted(plan, measure, every, on, start_year)
    proving, proved = proving_titles(measure), proved_years(plan, measure) if measure.proved else set()
    once = measure.count != "decisions" or measure.kind == "RATING"
    shown = {*measure.codes, *measure.related}
    certain = {
        fact_year(plan, r)
        for r in every
        if r["kind"] == measure.kind and r["state"] == "CONFIRMED" and _set_aside(plan, measure, r, on) is None
    }
    taken: set[int | None] = set()
    for own in (True, False):  # what proves a fact stands for it only where the fact itself is not recorded
        for row in every:
            year = fact_year(plan, row) if row["kind"] in DATED_KINDS else None
            if row["kind"] != (measure.kind if own else "AWARD") or row["code"] not in (shown if own else proving):
                continue
            aside = _set_aside(plan, measure, row, on) if own else _not_proving(plan, row, on, proved)
            if aside is None and row["state"] == "REFUSED":
                aside = "REFUSED"
            if aside is None and row["state"] == "PENDING" and not plan.still_awaited(measure.kind, int(year or 0), on):
                aside = "LAPSED"
            if aside is None and year in broken:
                aside = "BROKEN"
            if aside is None and measure.count == "this_year" and year != plan.period.last_year:
                aside = "OTHER_YEAR"
            confirmed = row["state"] == "CONFIRMED"
            if aside is None and year not in (now if confirmed else soon):
                aside = "OUTSIDE_RUN"
            if aside is None and (once or not own) and (year in taken or (not confirmed and year in certain)):
                aside = "DUPLICATE"
            if aside is None:
                taken.add(year)
            role, reason = ("HAVE", "COUNTED") if confirmed else ("PENDING", "AWAITING")
            yield row["evidence"], year, "NOT" if aside else role, aside or reason
    if measure.kind == "RATING":
        lacking = sets_of(plan, measure, every, on, start_year).papers
        yield from ((None, y, "PENDING", "MISSING_RATING") for y in sorted((lacking & soon) - taken))


def _not_proving(plan: Plan, row: Row, on: date, proved: set[int]) -> str | None:
    year = fact_year(plan, row)
    if row["state"] == "REVOKED":
        return "REVOKED"
    if year not in plan.period.years:
        return "OUTSIDE_PERIOD"
    if row["known_on"] > on:
        return "NOT_YET_KNOWN"
    return None if year in proved else "NOT_PROVING"


def _years_counted(
    plan: Plan, measure: Measure, every: list[Row], on: date, start_year: int
) -> tuple[set[int], set[int]]:
    """The years whose facts count, as recorded and with the papers that are awaited."""
    if not measure.spans:
        found = sets_of(plan, measure, every, on, start_year)
        return found.sure, found.sure | found.papers
    span, first = span_of(plan, measure, every, on, start_year), plan.period.first_year
    sets = [set(span.years(reading, first)) for reading in range(2)]
    if span.shape.runs and len(span.rows) > SETS:  # what falls into its years, those passed over too
        sets = [set(range(min(s), max(s) + 1)) if s else set() for s in sets]
    return sets[0], sets[1]


def _awards(plan: Plan, measure: Measure, rows: list[Row], on: date, start_year: int) -> Iterator[Line]:
    shown = set(measure.codes) | set(measure.related)
    confirmed_years: set[int | None] = set()
    taken: set[int | None] = set()
    for row in rows:
        if row["state"] == "CONFIRMED" and _set_aside(plan, measure, row, on) is None:
            confirmed_years.add(fact_year(plan, row))
    for row in rows:
        if row["code"] not in shown:
            continue
        year = fact_year(plan, row)
        if (aside := _set_aside(plan, measure, row, on)) is not None:
            yield row["evidence"], year, "NOT", aside
        elif row["state"] == "REFUSED":
            yield row["evidence"], year, "NOT", "REFUSED"
        elif row["state"] == "PENDING" and not plan.still_awaited(measure.kind, int(year or 0), on):
            yield row["evidence"], year, "NOT", "LAPSED"
        elif measure.count == "years" and (year in taken or (row["state"] == "PENDING" and year in confirmed_years)):
            yield row["evidence"], year, "NOT", "DUPLICATE"
        else:
            if measure.count == "years":
                taken.add(year)
            confirmed = row["state"] == "CONFIRMED"
            yield row["evidence"], year, "HAVE" if confirmed else "PENDING", "COUNTED" if confirmed else "AWAITING"


def _ratings(plan: Plan, measure: Measure, rows: list[Row], on: date, start_year: int) -> Iterator[Line]:
    due = due_years_of(plan, on, start_year)
    rated: set[int | None] = set()
    taken: set[int | None] = set()  # by the decision's year (P2) two ratings may fall into one
    lines: list[Line] = []
    for row in rows:
        year = fact_year(plan, row)
        aside = _set_aside(plan, measure, row, on)
        if aside in (None, "OTHER_LEVEL"):
            rated.add(year)
        if aside is None and measure.count != "years" and year not in due:
            aside = "NOT_DUE"
        if aside is None and measure.count == "last_due" and year != max(due, default=None):
            aside = "NOT_LAST"
        if aside is None and year in taken:
            aside = "DUPLICATE"
        if aside is None:
            taken.add(year)
        lines.append((row["evidence"], year, "NOT" if aside else "HAVE", aside or "COUNTED"))
    papers = plan.setting("missing_rating") == "unknown"
    asked = due[-1:] if measure.count == "last_due" else due
    lines += [(None, y, "PENDING" if papers else "NOT", "MISSING_RATING") for y in asked if y not in rated]
    yield from sorted(lines, key=lambda line: line[1] or 0)


def _attestations(plan: Plan, measure: Measure, rows: list[Row], on: date, start_year: int) -> Iterator[Line]:
    mine = [r for r in rows if r["criterion"] == measure.criterion]
    first = plan.period.start if plan.period.attested_within else date.min
    known = [r for r in mine if first <= r["known_on"] <= on]
    last = known[-1] if known else None
    given = False
    for row in mine:
        if row["known_on"] > on:
            yield row["evidence"], row["known_on"].year, "NOT", "NOT_YET_KNOWN"
        elif row["known_on"] < first:
            yield row["evidence"], row["known_on"].year, "NOT", "OUTSIDE_PERIOD"
        elif row is not last:
            yield row["evidence"], row["known_on"].year, "NOT", "SUPERSEDED"
        elif row["state"] == "CONFIRMED":
            given = True
            yield row["evidence"], row["known_on"].year, "HAVE", "COUNTED"
        elif row["state"] == "REFUSED":
            given = True
            yield row["evidence"], row["known_on"].year, "NOT", "REFUSED"
        else:
            yield row["evidence"], row["known_on"].year, "NOT", "WITHDRAWN"
    if not given:
        yield None, None, "PENDING" if plan.setting("unattested") == "unknown" else "NOT", "NOT_STATED"


def _disciplines(plan: Plan, measure: Measure, rows: list[Row], on: date, start_year: int) -> Iterator[Line]:
    in_force = False
    ever = plan.setting("discipline_breaks") == "within_period"
    for row in rows:
        year = row["known_on"].year
        if row["state"] == "REVOKED":
            yield row["evidence"], year, "NOT", "REVOKED"
        elif row["known_on"] > on:
            yield row["evidence"], year, "NOT", "NOT_YET_KNOWN"
        elif ever and row["known_on"] > plan.period.end:
            yield row["evidence"], year, "NOT", "OUTSIDE_PERIOD"
        elif ever and (row["until"] is None or row["until"] >= plan.period.start):
            in_force = True
            yield row["evidence"], year, "NOT", "WITHIN_PERIOD"
        elif row["until"] is not None and row["until"] < on:
            yield row["evidence"], year, "NOT", "ENDED"
        else:
            in_force = True
            yield row["evidence"], year, "NOT", "IN_FORCE"
    if not in_force:
        yield None, None, "HAVE", "NONE_IN_FORCE"


EXPLANATIONS: dict[str, Explanation] = {
    "RATING": _ratings,
    "AWARD": _awards,
    "INITIATIVE": _awards,
    "ATTESTATION": _attestations,
    "DISCIPLINE": _disciplines,
}
"""By kind of fact."""
