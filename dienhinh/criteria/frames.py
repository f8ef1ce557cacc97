"""Counting a history without a database, record by record: for those who hold theirs in a frame of their own.

The data file is counted by SQL (``counting.query``), a million candidates at a time; this is for hundreds, and agrees
with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from dienhinh.criteria.counts import Counts
from dienhinh.criteria.evidence import explain, narrowed
from dienhinh.criteria.plan import Measure, Plan
from dienhinh.criteria.routes import slots_per_year
from dienhinh.criteria.spans import RECORDED, RESOLVED, Span
from dienhinh.criteria.yearsets import due_years_of, fact_year, passed_over, sets_of, span_of
from dienhinh.kinds.codes import SERVICE

FACTS = ("candidate_id", "kind", "code", "criterion", "year", "decided_on", "known_on", "until", "state", "evidence")
PEOPLE = ("candidate_id", "who", "start_year")
Row = dict[str, Any]


def rows_of(frame: Any) -> list[Row]:
    """The rows of a pandas or polars frame, or of anything that gives mappings; what is missing is None."""
    if hasattr(frame, "to_dicts"):
        found = frame.to_dicts()
    elif hasattr(frame, "to_dict"):
        found = frame.to_dict("records")
    else:
        found = [dict(row) for row in frame]
    return [{str(k): None if v is pd.NaT or v != v else v for k, v in row.items()} for row in found]


def count(plan: Plan, on: date, people: Any, facts: Any) -> tuple[pd.DataFrame, Counts]:
    """What ``assess`` judges: the roster and the counts on ``on``.

    ``people``: a row each candidate, columns ``candidate_id`` (int), ``who`` (COLLECTIVE, LEADER or STAFF on that day),
    ``start_year`` (int: of founding or joining). ``facts``: a row each record, columns ``candidate_id``, ``kind``
    (RATING, AWARD, INITIATIVE, ATTESTATION, DISCIPLINE), ``code``, ``criterion`` (of an attestation), ``year`` (of
    achievement), ``decided_on``, ``until`` (``datetime.date`` or None), ``state`` (CONFIRMED, PENDING, REFUSED,
    REVOKED); ``known_on`` and ``evidence`` are filled in where they are left out, and columns that say nothing may be
    left out. Frames are pandas', polars' or any iterable of mappings. Who has no track in the plan is left out.

    Raises KeyError for a column that is missing, ValueError for a fact that is known on no day.
    """
    tracks = {t.who: t.id for t in plan.track}
    listed = [p for p in rows_of(people) if p["who"] in tracks]
    mine: dict[int, list[Row]] = {}
    for i, row in enumerate(rows_of(facts)):
        mine.setdefault(int(row["candidate_id"]), []).append(_whole(row, i))
    for measure in plan.measures.values():
        if measure.members or measure.kind == SERVICE:
            raise ValueError(f"{measure.id} counts the members of units, or years of service: not from a frame")
    shape = (len(plan.measures), len(listed))
    spans: dict[int, list[Span]] = {m: [] for m, x in enumerate(plan.measures.values()) if x.spans}
    have, pending, slots = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    due = np.zeros(len(listed), dtype=np.int64)
    for place, person in enumerate(listed):
        began = max(int(person["start_year"]), plan.period.first_year)
        held = mine.get(int(person["candidate_id"]), [])
        frame = pd.DataFrame(held, columns=[*FACTS, "ground"], dtype=object)
        for m, name in enumerate(plan.measures):
            if m in spans:
                span = span_of(plan, plan.measures[name], held, on, began)
                spans[m].append(span)
                have[m, place] = span.value(RECORDED)[0]
                pending[m, place], slots[m, place] = span.value(RESOLVED)[0] - have[m, place], span.open[0]
                continue
            roles = explain(plan, name, frame, on, began)["role"].tolist()
            have[m, place], pending[m, place] = roles.count("HAVE"), roles.count("PENDING")
            slots[m, place] = _slots(plan, plan.measures[name], held, on, began)
        n = len(due_years_of(plan, on, began))
        due[place] = max(n, 1) - 1 if plan.setting("low_rating") == "one_tolerated" else n
    last = plan.period.last_year + 1
    roster = pd.DataFrame(
        {
            "candidate_id": [int(p["candidate_id"]) for p in listed],
            "track": pd.Categorical([tracks[p["who"]] for p in listed], categories=[t.id for t in plan.track]),
            "start_year": [min(max(int(p["start_year"]), plan.period.first_year), last) for p in listed],
        }
    )
    joined = {m: reduce(Span.plus, found) for m, found in spans.items() if found}
    return roster, Counts(have, pending, slots, due, joined)


def _whole(row: Mapping[str, Any], place: int) -> Row:
    found: Row = {**dict.fromkeys((*FACTS, "ground")), **row}
    if found["evidence"] is None:
        found["evidence"] = place
    if found["known_on"] is None:
        if found["decided_on"] is None and found["year"] is None:
            raise ValueError(f"a fact of candidate {row['candidate_id']} has neither a day nor a year")
        found["known_on"] = found["decided_on"] or date(int(found["year"]), 12, 31)
    return found


def _bits(plan: Plan, years: Iterable[int]) -> int:
    return sum(1 << (y - plan.period.first_year) for y in set(years))


def _slots(plan: Plan, measure: Measure, held: Sequence[Row], on: date, began: int) -> int:
    """Which years can still bring a result, as ``Counts.slots`` has them."""
    if narrowed(measure):
        return _bits(plan, sets_of(plan, measure, held, on, began).open)
    known = [r for r in held if r["kind"] == measure.kind and r["known_on"] <= on]
    since = [y for y in plan.period.years if y >= began]
    if measure.kind in ("AWARD", "INITIATIVE"):
        counted = [
            fact_year(plan, r)
            for r in known
            if r["code"] in measure.codes
            and r["state"] in ("CONFIRMED", "PENDING")
            and not passed_over(plan, measure, r)
        ]
        still = [y for y in plan.open_years(on) if y >= began]
        limit = slots_per_year(plan, measure.id)
        if measure.count == "years" or limit == 1:
            return _bits(plan, (y for y in still if y not in counted))
        free = ((y, max(limit - counted.count(y), 0)) for y in still)
        return sum(((1 << n) - 1) << (y - plan.period.first_year) * limit for y, n in free)
    if measure.kind == "RATING":
        if measure.count == "due_years":
            return 0
        due = due_years_of(plan, on, began)
        rated = {fact_year(plan, r): r["code"] in measure.codes for r in known if r["state"] == "CONFIRMED"}
        taken = {y for y, good in rated.items() if not (measure.count == "last_due" and good)}
        return _bits(plan, (y for y in since if y not in due and y not in taken))
    this_year = 1 << min(max(on.year - plan.period.first_year, 0), len(plan.period.years) - 1)
    if measure.kind == "ATTESTATION":
        first = plan.period.start if plan.period.attested_within else date.min
        said = sorted((r["known_on"], r["state"]) for r in known if r["criterion"] == measure.criterion)
        last = said[-1][1] if said and said[-1][0] >= first else None
        mends = last == "REFUSED" if plan.setting("unattested") == "unknown" else last != "CONFIRMED"
        return this_year if mends and on < plan.period.end else 0
    if plan.setting("discipline_breaks") == "within_period":
        return 0
    ends = [
        r["until"]
        for r in known
        if r["state"] != "REVOKED" and (not measure.codes or r["code"] in measure.codes)
        and (r["until"] is None or r["until"] >= on)
    ]  # fmt: skip
    if not ends or on >= plan.period.end or any(e is None or e >= plan.period.end for e in ends):
        return 0
    free_from = max(ends) + timedelta(days=1)
    return 1 << max(free_from.year - plan.period.first_year, 0)
