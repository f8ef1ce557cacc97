"""How each kind of fact is counted: what a measure packs into the tally's words, and how its three numbers are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from dienhinh.counting.packing import Carry, Coded, Columns, Field, Ints
from dienhinh.criteria import Measure
from dienhinh.criteria.routes import slots_per_year
from dienhinh.kinds.codes import STATE_CODES as STATES

if TYPE_CHECKING:
    from dienhinh.counting.query import TallyQuery

Reader = Callable[[Columns], tuple[Ints, Ints, Ints]]
"""From the columns that came back to *have*, *pending* and *slots* of every candidate."""
NONE = np.zeros(1, dtype=np.int16)


def award(query: TallyQuery, measure: Measure) -> Reader:
    source = f"fact_{measure.kind.lower()}"
    confirmed, awaited = (query.years_of(source, measure.codes, state) for state in ("CONFIRMED", "PENDING"))
    lapses = measure.kind == "AWARD" and query.plan.setting("late_papers") == "lapses"
    earlier = [query.earlier_years_of(source, measure.codes, state) for state in ("CONFIRMED", "PENDING")]

    def by_year(m: Columns) -> tuple[Ints, Ints, Ints]:
        have, papers = confirmed.get(m), awaited.get(m)
        free = m["open"] & ~(have | papers)
        counted = np.bitwise_count(have)
        if lapses:
            papers = papers & m["undecided"]
        pending = np.bitwise_count(papers & ~have)
        before = [field.get(m) for field in earlier if field is not None]
        if before:
            counted = counted + np.bitwise_count(before[0])
            if not lapses:
                pending = pending + np.bitwise_count(before[1] & ~before[0])
        return counted, pending, free

    if measure.count == "years":
        return by_year
    states = ("CONFIRMED", "PENDING")
    undecided = query.undecided if lapses else "1"
    number = [
        query.sums.add(query.count_bits, [Coded(source, measure.codes, state, times)])
        for state, times in zip(states, ("1", undecided), strict=True)
    ]
    limit = slots_per_year(query.plan, measure.id)
    taken: list[Field] = []
    if limit > 1:
        for y in range(query.n_years):
            here = f"({query.shift} = {y})::BIGINT"
            carries = [Coded(source, measure.codes, state, here) for state in states]
            taken.append(query.sums.add(query.count_bits, carries))

    def places_left(m: Columns) -> Ints:
        """The open years' free places: ``limit`` bits a year, as many set as the year can still bring."""
        total = np.zeros(m["open"].shape, dtype=np.int64)
        for y, field in enumerate(taken):
            free = np.int64((1 << limit) - 1) >> np.minimum(field.get(m), limit)
            total |= np.where(m["open"] >> y & 1, free, 0) << (y * limit)
        return total

    def by_decision(m: Columns) -> tuple[Ints, Ints, Ints]:
        return number[0].get(m), number[1].get(m), by_year(m)[2] if limit == 1 else places_left(m)

    return by_decision


def rating(query: TallyQuery, measure: Measure) -> Reader:
    years = query.years_of("fact_rating", measure.codes, "CONFIRMED")
    papers = query.plan.setting("missing_rating") == "unknown"

    def last_due(m: Columns) -> tuple[Ints, Ints, Ints]:
        """Whether the last year due has such a rating (P14)."""
        due, good, rated = m["due"], years.get(m), m["rated"]
        last = _highest(due)
        missing = last & ~rated if papers else NONE
        to_come = np.bitwise_and(m["since"], ~(due | (rated & ~good)))
        return np.bitwise_count(good & last), np.bitwise_count(missing), to_come

    def read(m: Columns) -> tuple[Ints, Ints, Ints]:
        good = years.get(m)
        missing: Ints = NONE
        if papers:
            missing = np.bitwise_count(m["due"] & ~m["rated"])
        if measure.count == "due_years":
            return np.bitwise_count(good & m["due"]), missing, NONE
        to_come: Ints = np.bitwise_and(m["since"], ~(m["due"] | m["rated"]))
        return np.bitwise_count(good), missing, to_come

    return last_due if measure.count == "last_due" else read


def _highest(years: Ints) -> Ints:
    """The highest bit of each set alone."""
    for step in (1, 2, 4, 8):  # spread it downwards, then keep what nothing stands above
        years = years | years >> step
    return years - (years >> 1)


def attestation(query: TallyQuery, measure: Measure) -> Reader:
    criterion = str(measure.criterion)
    flags = " ".join(f"WHEN '{state}' THEN {1 << i}" for i, state in enumerate(STATES))
    carry = Carry("fact_attestation", f"criterion = {sql_text(criterion)}", f"CASE state {flags} ELSE 0 END")
    query.attestations[criterion] = query.bits.add(len(STATES), [carry])
    unknown = query.plan.setting("unattested") == "unknown"

    def read(m: Columns) -> tuple[Ints, Ints, Ints]:
        last = m[f"attested {criterion}"]
        given, refused = (last == 1 << STATES.index(state) for state in ("CONFIRMED", "REFUSED"))
        later = (refused if unknown else ~given) & m["before_end"]
        return given, ~given & ~refused if unknown else NONE, later * m["year_bit"]

    return read


def discipline(query: TallyQuery, measure: Measure) -> Reader:
    codes = f" AND code IN ({sql_codes(measure.codes)})" if measure.codes else ""
    in_force = f"state <> 'REVOKED' AND coalesce(until >= {{day}}, true){codes}"
    lasts = f"{in_force} AND coalesce(until >= {sql_date(query.plan.period.end)}, true)"
    ends = f"{in_force} AND until < {sql_date(query.plan.period.end)}"
    any_in_force = query.bits.add(1, [Carry("fact_discipline", in_force)])
    to_the_end = query.bits.add(1, [Carry("fact_discipline", lasts)])
    year = f"1::BIGINT << greatest(year(until + 1) - {query.first}, 0)::INTEGER"  # free from the day after it
    end_years = query.bits.add(query.n_years, [Carry("fact_discipline", ends, year)])

    def read(m: Columns) -> tuple[Ints, Ints, Ints]:
        free = any_in_force.get(m) == 0
        mends = ~free & (to_the_end.get(m) == 0) & m["before_end"]
        return free, NONE, np.where(mends, _highest(end_years.get(m)), 0)

    if query.plan.setting("discipline_breaks") == "within_period":
        period = query.plan.period
        within = (
            f"state <> 'REVOKED' AND coalesce(until >= {sql_date(period.start)}, true)"
            f" AND known_on <= {sql_date(period.end)}{codes}"
        )
        ever = query.bits.add(1, [Carry("fact_discipline", within)])
        return lambda m: (ever.get(m) == 0, NONE, NONE)
    return read


READERS: dict[str, Callable[[TallyQuery, Measure], Reader]] = {
    "RATING": rating,
    "AWARD": award,
    "INITIATIVE": award,
    "ATTESTATION": attestation,
    "DISCIPLINE": discipline,
}
"""By kind of fact."""


def sql_date(on: date) -> str:
    return f"DATE '{on.isoformat()}'"


def sql_text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def sql_codes(codes: Sequence[str]) -> str:
    return ", ".join(f"{sql_text(code)}" for code in codes)
