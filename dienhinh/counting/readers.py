"""How each kind of fact is counted: what a measure packs into the tally's words, and how its three numbers are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dienhinh.counting.packing import WORD, Carry, Coded, Columns, Field, Ints
from dienhinh.criteria import Measure
from dienhinh.criteria.plan import earlier_form
from dienhinh.criteria.routes import slots_per_year
from dienhinh.criteria.spans import Shape, Span, after
from dienhinh.criteria.yearsets import proving_titles
from dienhinh.kinds.codes import STATE_CODES as STATES

if TYPE_CHECKING:
    from dienhinh.counting.query import TallyQuery

Reader = Callable[[Columns], tuple[Ints, Ints, Ints]]
"""From the columns that came back to *have*, *pending* and *slots* of every candidate."""
NONE = np.zeros(1, dtype=np.int16)


@dataclass(frozen=True)
class Years:
    """A measure's sets of years, as they come back: recorded, awaiting papers alone, still to be had; refused."""

    sure: Ints
    papers: Ints
    open: Ints
    refused: Ints


def award_years(query: TallyQuery, measure: Measure) -> Callable[[Columns], Years]:
    """The years of awards or of initiatives, narrowed as the measure says."""
    source = f"fact_{measure.kind.lower()}"
    confirmed, awaited = (query.years_of(source, measure.codes, state, measure) for state in ("CONFIRMED", "PENDING"))
    refused = query.years_of(source, measure.codes, "REFUSED", measure) if measure.count == "occasions" else None
    lapses = measure.kind == "AWARD" and query.plan.setting("late_papers") == "lapses"
    titles = proving_titles(measure)
    proving = [query.years_of("fact_award", titles, state) for state in ("CONFIRMED", "PENDING") if titles]
    proved = query.proved(measure)
    narrowed = _narrowed(query, measure)

    def read(m: Columns) -> Years:
        sure, papers = confirmed.get(m), awaited.get(m)
        if lapses:
            papers = papers & m["undecided"]
        if proving:
            sure, papers = sure | proving[0].get(m) & proved, papers | proving[1].get(m) & proved
        return narrowed(
            m, Years(sure, papers & ~sure, m["open"] & ~(sure | papers), refused.get(m) & ~sure if refused else NONE)
        )

    return read


def rating_years(query: TallyQuery, measure: Measure) -> Callable[[Columns], Years]:
    """The years rated so; papers are the ratings of years due that are not recorded."""
    years = query.years_of("fact_rating", measure.codes, "CONFIRMED")
    papers = query.plan.setting("missing_rating") == "unknown"
    narrowed = _narrowed(query, measure)
    titles = proving_titles(measure)
    proving = [query.years_of("fact_award", titles, state) for state in ("CONFIRMED", "PENDING") if titles]
    proved = query.proved(measure)

    def read(m: Columns) -> Years:
        missing = np.bitwise_and(m["due"], ~m["rated"]) if papers else NONE
        if proving:  # a title stands for a rating that is not recorded, never against one that is
            sure, soon = (field.get(m) & proved & ~m["rated"] for field in proving)
            soon = (missing | soon) & ~sure
            have, still = years.get(m) | sure, m["since"] & ~(m["due"] | m["rated"] | sure | soon)
            return narrowed(m, Years(have, soon, still, NONE))
        return narrowed(m, Years(years.get(m), missing, np.bitwise_and(m["since"], ~(m["due"] | m["rated"])), NONE))

    return read


YEARS_OF = {"AWARD": award_years, "INITIATIVE": award_years, "RATING": rating_years}


def _narrowed(query: TallyQuery, measure: Measure) -> Callable[[Columns, Years], Years]:
    """The sets without the years that a disciplinary measure breaks; of the period's last year alone where that is
    asked."""
    broken = query.broken(measure.broken_by) if measure.broken_by else None
    last = measure.count == "this_year"
    if broken is None and not last:
        return lambda m, found: found
    year = np.int16(1 << (query.n_years - 1))

    def read(m: Columns, found: Years) -> Years:
        keep = ~broken.get(m) if broken else np.int16(-1)
        keep = keep & year if last else keep
        return Years(found.sure & keep, found.papers & keep, found.open & keep, found.refused)

    return read


def award(query: TallyQuery, measure: Measure) -> Reader:
    source = f"fact_{measure.kind.lower()}"
    years = award_years(query, measure)
    lapses = measure.kind == "AWARD" and query.plan.setting("late_papers") == "lapses"
    earlier = [
        query.earlier_years_of(source, measure.codes, state, measure)
        for state in ("CONFIRMED", "PENDING")
        if measure.count == "years"
    ]

    def by_year(m: Columns) -> tuple[Ints, Ints, Ints]:
        found = years(m)
        counted, pending = np.bitwise_count(found.sure), np.bitwise_count(found.papers)
        before = [field.get(m) for field in earlier if field is not None]
        if before:
            counted = counted + np.bitwise_count(before[0])
            if not lapses:
                pending = pending + np.bitwise_count(before[1] & ~before[0])
        return counted, pending, found.open

    if measure.count != "decisions":
        return by_year
    states = ("CONFIRMED", "PENDING")
    undecided = query.undecided if lapses else "1"
    number = [
        query.sums.add(query.count_bits, [Coded(source, measure.codes, state, query.counted(source, times, measure))])
        for state, times in zip(states, ("1", undecided), strict=True)
    ]
    limit = slots_per_year(query.plan, measure.id)
    taken = by_years(query, measure, states) if limit > 1 else []

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


def by_years(query: TallyQuery, measure: Measure, states: Sequence[str], times: str = "1") -> list[Field]:
    """How many such facts each year of the period has, a field a year."""
    source, bits, fields = f"fact_{measure.kind.lower()}", query.count_bits, list[Field]()
    together = WORD // bits  # as many years as go into one word are counted by one expression
    for first in range(0, query.n_years, together):
        years = min(together, query.n_years - first)
        place = f"1::BIGINT << (({query.shift} - {first}) * {bits})::INTEGER"
        last = first + years - 1
        here = f"(CASE WHEN {query.shift} BETWEEN {first} AND {last} THEN {place} ELSE 0 END) * ({times})"
        here = query.counted(source, here, measure, inside=False)
        whole = query.sums.add(years * bits, [Coded(source, measure.codes, state, here) for state in states])
        fields += [Field(whole.word, whole.low + k * bits, bits) for k in range(years)]
    return fields


def rating(query: TallyQuery, measure: Measure) -> Reader:
    years = query.years_of("fact_rating", measure.codes, "CONFIRMED")
    papers = query.plan.setting("missing_rating") == "unknown"
    in_years = rating_years(query, measure)

    def last_due(m: Columns) -> tuple[Ints, Ints, Ints]:
        """Whether the last year due has such a rating (P14)."""
        due, good, rated = m["due"], years.get(m), m["rated"]
        last = _highest(due)
        missing = last & ~rated if papers else NONE
        to_come = np.bitwise_and(m["since"], ~(due | (rated & ~good)))
        return np.bitwise_count(good & last), np.bitwise_count(missing), to_come

    def due_years(m: Columns) -> tuple[Ints, Ints, Ints]:
        missing = np.bitwise_count(m["due"] & ~m["rated"]) if papers else NONE
        return np.bitwise_count(years.get(m) & m["due"]), missing, NONE

    def read(m: Columns) -> tuple[Ints, Ints, Ints]:
        found = in_years(m)
        return np.bitwise_count(found.sure), np.bitwise_count(found.papers), found.open

    return {"last_due": last_due, "due_years": due_years}.get(measure.count, read)


def span(query: TallyQuery, measure: Measure) -> Callable[[Columns], Span]:
    """The sets of a measure that is no sum over years (:class:`Span`)."""
    host = query.plan.measures[measure.within.measure] if measure.within else None
    run = host or measure
    shape, full = Shape.of(measure, host, query.n_years), query.full
    years = YEARS_OF[run.kind](query, run)
    formers = award_years(query, earlier_form(run.after)) if run.after else None
    before = [query.ever_before("fact_award", run.after, state) for state in ("CONFIRMED", "PENDING") if run.after]
    same = query.plan.setting("year_of_earlier") == "same"
    amounts = _amounts(query, measure) if host or (measure.count == "decisions") else None

    def read(m: Columns) -> Span:
        found = years(m)
        allowed: list[Ints] = [np.full(m["open"].shape, full, dtype=np.int64)] * 3
        if formers is not None:
            got, seen = formers(m), [field.get(m) for field in before]
            sets = [got.sure, got.sure | got.papers, got.sure | got.papers | got.open]
            ever = [seen[0], seen[0] | seen[1], seen[0] | seen[1]]
            allowed = [after(s.astype(np.int64), e, query.n_years, same) for s, e in zip(sets, ever, strict=True)]
        skipped = full & ~found.refused if run.count == "occasions" else NONE
        rows = [found.sure, found.papers, found.open, *allowed, skipped, *(amounts(m) if amounts else [])]
        return Span(shape, np.stack(np.broadcast_arrays(*(np.asarray(r, dtype=np.int32) for r in rows))))

    return read


def _amounts(query: TallyQuery, measure: Measure) -> Callable[[Columns], list[Ints]]:
    """How much each year brings of the measure: recorded, awaited, still possible; years one after the other."""
    years, n = YEARS_OF[measure.kind](query, measure.model_copy(update={"count": "years"})), query.n_years
    each = measure.count == "decisions" and measure.kind != "RATING"
    lapses = measure.kind == "AWARD" and query.plan.setting("late_papers") == "lapses"
    taken = [
        by_years(query, measure, (state,), times) if each else []
        for state, times in zip(("CONFIRMED", "PENDING"), ("1", query.undecided if lapses else "1"), strict=True)
    ]

    def read(m: Columns) -> list[Ints]:
        found = years(m)
        sets = (found.sure, found.papers, found.open)
        bits = [[(part >> y & 1).astype(np.int16) for y in range(n)] for part in sets]
        if not each:
            return [b for part in bits for b in part]
        sure = [np.maximum(f.get(m), b) for f, b in zip(taken[0], bits[0], strict=True)]
        papers = [np.maximum(f.get(m), b) for f, b in zip(taken[1], bits[1], strict=True)]
        room: list[Ints] = [
            np.where(m["open"] >> y & 1, np.maximum(measure.per_year - sure[y] - papers[y], 0), 0) for y in range(n)
        ]
        return [*sure, *papers, *room]

    return read


def service(query: TallyQuery, measure: Measure) -> Reader:
    """Whole years since the first post."""
    query.asks_service = True
    end, bits = query.plan.period.end, query.n_years

    def read(m: Columns) -> tuple[Ints, Ints, Ints]:
        first = np.datetime64("1900-01-01") + m["first_post"].astype("timedelta64[D]")
        none = m["first_post"] < 0
        now, last = (np.where(none, 0, _whole_years(first, day)) for day in (date.fromordinal(int(m["today"][0])), end))
        more = np.minimum(last - now, bits)
        return now, NONE, ((np.int64(1) << more) - 1) << (bits - more)

    return read


def _whole_years(first: NDArray[np.datetime64], day: date) -> Ints:
    month = first.astype("datetime64[M]")
    year = first.astype("datetime64[Y]").astype(np.int64) + 1970
    place = (month.astype(np.int64) % 12 + 1) * 100 + (first - month).astype(np.int64) + 1
    return np.maximum(day.year - year - (place > day.month * 100 + day.day), 0)


def members(query: TallyQuery, measure: Measure) -> Reader:
    """Whether enough of a unit's members have it in the period's last year."""
    k = query.member(measure)
    total, sure, papers = (query.sums.add(14, [Carry("member", "", c)]) for c in ("1", f"s{k}", f"p{k}"))
    year = np.int16(1 << (query.n_years - 1))
    unknown = query.plan.setting("missing_rating") == "unknown"

    def enough(number: Ints, all_: Ints) -> NDArray[np.bool_]:
        if measure.members == "none":
            return number == 0
        if measure.members == "some":
            return number > 0
        have, least = number.astype(np.int64) * 100, all_.astype(np.int64) * measure.percent
        return (all_ > 0) & (have > least if measure.members.startswith(">") else have >= least)

    def read(m: Columns) -> tuple[Ints, Ints, Ints]:
        everybody, have, waiting = (field.get(m) for field in (total, sure, papers))
        resolved: Ints = have + waiting
        best: Ints = resolved
        if measure.kind == "RATING":  # who is not rated yet: a paper once the year is due (P8, P10)
            due = m["due_period"] & year != 0
            resolved = have + waiting if due & unknown else have
            best = resolved if due else have + waiting
        elif measure.kind in ("AWARD", "INITIATIVE"):
            best = np.where(m["undecided"] & year != 0, everybody, resolved)
        met, soon, ever = enough(have, everybody), enough(resolved, everybody), enough(best, everybody)
        if measure.members == "none":
            return met.astype(np.int16), NONE, NONE
        return met.astype(np.int16), (soon & ~met).astype(np.int16), np.where(ever & ~soon, year, 0)

    return read


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
    "SERVICE": service,
}
"""By what is measured."""


def sql_date(on: date) -> str:
    return f"DATE '{on.isoformat()}'"


def sql_text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def sql_codes(codes: Sequence[str]) -> str:
    return ", ".join(f"{sql_text(code)}" for code in codes)
