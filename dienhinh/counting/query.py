"""The tally's query, generated from a plan's measures as SQL that every engine understands (with sqlglot's help), and
the pure reading of what comes back.

One ``GROUP BY`` over the facts (and the posts and units, which say who is a candidate) gives everything, for every
candidate on every date asked for. To stay cheap it folds two or three words a candidate: distinct years and flags are
bit sets (bit 0 of a set of years is the period's first) packed side by side and OR-ed; counts of decisions are packed
likewise and summed. numpy takes the words apart and applies what depends on the date alone: the years due (P8) and
open (P13). Two rare cases are asked again (:class:`Rare`): the longest post, and attestations that changed over time.

Nothing here knows an engine: a worker of a cluster imports it without DuckDB. The text keeps to what engines share:
states by their names, shifts by INTEGER, days between days by ``date_diff``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
import pandas as pd

from dienhinh import kinds
from dienhinh.counting.packing import Carry, Coded, Columns, Field, Packing
from dienhinh.counting.readers import READERS, Reader, members, span, sql_codes, sql_date, sql_text
from dienhinh.criteria import Counts, Measure, Plan
from dienhinh.criteria.heritage import NOTHING, Heritage
from dienhinh.criteria.routes import slots_per_year
from dienhinh.criteria.spans import RECORDED, RESOLVED
from dienhinh.criteria.yearsets import proved_years
from dienhinh.kinds.codes import COMMENDATIONS, MERIT, RATINGS, STATE_CODES

NARROW, WIDE = 6, 20  # bits of a count of decisions; the wide ones serve when somebody has more facts than fit
SOURCES = tuple(f"fact_{kind.name}" for kind in kinds.FACTS)
KINDS = tuple(kind.fact for kind in kinds.FACTS)  # of the facts in each source
EARLIER = ("fact_award", "fact_initiative")  # whose years before the period may count (P17)
EARLIER_YEARS = 40
BEGAN = "began"  # since when a unit that came from others counts as founded (P19)
DATED = tuple(f"fact_{kind.name}" for kind in kinds.FACTS if kind.dated)  # whose facts belong to a year


class Rare(Protocol):
    """What is asked of an engine beside the one query, seldom."""

    def led_longest(self, on: date) -> Collection[int]:
        """Those whom :meth:`TallyQuery.longest_text` finds."""

    def latest(self, on: date, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """What :meth:`TallyQuery.latest_text` finds of at least ``ids``."""


@dataclass(frozen=True)
class Tally:
    """The candidates on one date and their counts.

    ``roster``: ``candidate_id`` (int32), ``track`` (category, the plan's track ids), ``start_year`` (the founding or
    joining, not before the period's first year, at most its last + 1).
    """

    on: date
    roster: pd.DataFrame
    counts: Counts


TAKEN = "candidate_id, code, criterion, year, decided_on, known_on, until, state, ground"


def _day(on: date | None) -> str:
    return "NULL::DATE" if on is None else sql_date(on)


def _text(value: object) -> str:
    return "NULL::VARCHAR" if value is None else sql_text(str(value))


class TallyQuery:
    """The query for one plan: what it packs where, and how the columns that come back are read."""

    def __init__(
        self, plan: Plan, count_bits: int = NARROW, hindsight: date | None = None, took: Heritage = NOTHING
    ) -> None:
        self.plan, self.hindsight, self.took = plan, hindsight, took
        self.first, self.last = plan.period.first_year, plan.period.last_year
        self.n_years = len(plan.period.years)
        self.full = (1 << self.n_years) - 1
        self.count_bits = count_bits
        self.bits = Packing("y", "bit_or({})")
        self.sums = Packing("n", "sum({})::BIGINT")
        year = "coalesce(year(decided_on), year)" if plan.setting("dated_by") == "decision_year" else "year"
        self.year, self.shift = year, f"({year} - {self.first})::INTEGER"
        self.earlier = plan.setting("earlier_years") == "yes"
        self.reaches = self.earlier or any(m.after for m in plan.measure)
        month, day = plan.setting("decision_deadline").split("-")
        self.undecided = f"(make_date(({year} + 1)::INTEGER, {month}, {day}) >= {{day}})::BIGINT"
        self.facts = self.sums.add(14, [Carry("fact_award"), Carry("fact_initiative")])
        self.held = self.bits.add(1, [Carry("post", "coalesce(until_on >= {day}, true)"), Carry("candidate")])
        self.leads = self.bits.add(1, [Carry("post", "leads AND coalesce(until_on >= {day}, true)")])
        self.is_unit = self.bits.add(1, [Carry("candidate")])
        joined = [("post", "year(from_on)"), ("candidate", "coalesce(year(founded_on), 0)")]
        if took.began:
            joined.append((BEGAN, "coalesce(year(founded_on), 0)"))
        self.since = self.bits.add(self.n_years, [Carry(source, "", self._since(y)) for source, y in joined])
        self.rated = self.years_of("fact_rating", RATINGS, "CONFIRMED")
        self.attestations: dict[str, Field] = {}
        self.asks_service, self._members = False, list[Measure]()
        self.spans = {i: span(self, m) for i, m in enumerate(plan.measures.values()) if m.spans}
        self.readers: dict[int, Reader] = {
            i: (members if m.members else READERS[m.kind])(self, m)
            for i, m in enumerate(plan.measures.values())
            if i not in self.spans
        }

    # ------------------------------------------------------------------ the SQL

    def text(self, dates: Sequence[date], some: bool = False) -> str:
        """The query for ``dates``; ``some`` restricts it to the candidate ids in the parameter ``$ids``."""
        day, each_day, by_day = sql_date(dates[0]), "", ""
        if len(dates) > 1:
            # A join on an inequality would sort; unnesting a constant list of dates does not.
            day, by_day = "on_date", ", on_date"
            each_day = f", unnest([{', '.join(sql_date(d) for d in dates)}]) AS _(on_date)"
        in_period = f" AND {self.year} BETWEEN {self.first} AND {self.last}"
        to_the_end = f" AND {self.year} <= {self.last}"
        later = ""
        if self.hindsight is not None:
            later = f" OR (known_on <= {sql_date(self.hindsight)} AND make_date({self.year}, 12, 31) <= {{day}})"
        years = {s: to_the_end if self.reaches and s in EARLIER else in_period for s in DATED}
        where = {s: f"(known_on <= {{day}}{later}){years[s]}" if s in DATED else "known_on <= {day}" for s in SOURCES}
        where["fact_attestation"] += self._attested_since()
        where["fact_award"] += self._of_merit()
        where["post"] = "from_on <= {day}"
        where["candidate"] = (
            "kind = 'COLLECTIVE' AND coalesce(founded_on <= {day}, true) AND coalesce(dissolved_on >= {day}, true)"
        )
        if self.took.began:
            where[BEGAN] = "since <= {day}"
        if self._members:
            where["member"] = "true"
        branches = []
        for source, condition in where.items():
            key = "id" if source == "candidate" else "candidate_id"
            columns = [f"{p.sql(word, source)} AS {word}" for p in (self.bits, self.sums) for word in p.words]
            if self.asks_service:
                since = "date_diff('day', DATE '1900-01-01', from_on)::BIGINT" if source == "post" else "NULL::BIGINT"
                columns.append(f"{since} AS first_post")
            chosen = f" AND {key} IN (SELECT unnest($ids))" if some else ""
            branches.append(
                f"(SELECT {key} AS candidate_id{by_day}, {', '.join(columns)}\n"
                f" FROM {self.source(source)}{each_day} WHERE {condition}{chosen})"
            )
        folded = [f"{p.aggregate.format(word)} AS {word}" for p in (self.bits, self.sums) for word in p.words]
        if self.asks_service:
            folded.append("coalesce(min(first_post), -1)::BIGINT AS first_post")
        union = "\nUNION ALL\n".join(branches).replace("{day}", day)
        held = f"(y0 >> {self.held.low}) & 1 = 1"
        return (
            f"SELECT * FROM (\nSELECT candidate_id{by_day}, {', '.join(folded)}\n"
            f"FROM (\n{union}\n)\nGROUP BY candidate_id{by_day}\n) WHERE {held}"
        )

    def source(self, name: str) -> str:
        """The table or view ``name`` as the query reads it: with what units take over from others (P19)."""
        if name == "member":
            return self._member_rows()
        if name == BEGAN:
            rows = [f"({b.unit}, {_day(b.since)}, {_day(b.founded)})" for b in self.took.began]
            return f"(VALUES {', '.join(rows)}) AS {BEGAN}(candidate_id, since, founded_on)"
        kind = dict(zip(SOURCES, KINDS, strict=True)).get(name)
        rows = [
            f"({r['candidate_id']}, {_text(r['code'])}, {_text(r['criterion'])}, "
            f"{'NULL' if r['year'] is None else int(r['year'])}::SMALLINT, {_day(r['decided_on'])}, "
            f"{_day(r['known_on'])}, {_day(r['until'])}, {_text(r['state'])}, {_text(r['ground'])})"
            for r in self.took.facts
            if r["kind"] == kind
        ]
        if not rows:
            return name
        return (
            f"(SELECT {TAKEN} FROM {name} UNION ALL SELECT * FROM (VALUES {', '.join(rows)}) AS _({TAKEN})) AS {name}"
        )

    def _attested_since(self) -> str:
        period = self.plan.period
        return f" AND known_on >= {sql_date(period.start)}" if period.attested_within else ""

    def _of_merit(self) -> str:
        """Commendations of kinds that do not count are left out (P21)."""
        if self.plan.setting("thematic_awards") != "merit_only":
            return ""
        return f" AND (code NOT IN ({sql_codes(COMMENDATIONS)}) OR coalesce(ground, '{MERIT}') = '{MERIT}')"

    def _since(self, year: str) -> str:
        """The set of the years from ``year`` on: OR-ed over the posts, those since the first."""
        before = f"least(greatest({year} - {self.first}, 0), {self.n_years})::INTEGER"
        return f"({self.full}::BIGINT >> {before}) << {before}"

    def years_of(self, source: str, codes: Sequence[str], state: str, measure: Measure | None = None) -> Field:
        """The distinct years of facts with one of these codes and this state, as a bit set; those that ``measure``
        narrows its facts to."""
        bit = f"(1::BIGINT << {self.shift})"
        if self.reaches and source in EARLIER:
            bit = f"(CASE WHEN {self.year} >= {self.first} THEN {bit} ELSE 0 END)"
        return self.bits.add(self.n_years, [Coded(source, tuple(codes), state, self._chosen(bit, measure))])

    def earlier_years_of(
        self, source: str, codes: Sequence[str], state: str, measure: Measure | None = None
    ) -> Field | None:
        """The distinct years before the period, of which :data:`EARLIER_YEARS` are told apart; None where they do not
        count (P17)."""
        if not self.earlier:
            return None
        place = f"least({self.first} - 1 - {self.year}, {EARLIER_YEARS - 1})::INTEGER"
        bit = f"(CASE WHEN {self.year} < {self.first} THEN 1::BIGINT << {place} ELSE 0 END)"
        return self.bits.add(EARLIER_YEARS, [Coded(source, tuple(codes), state, self._chosen(bit, measure))])

    def ever_before(self, source: str, codes: Sequence[str], state: str) -> Field:
        """Whether there is such a fact for a year before the period."""
        bit = f"({self.year} < {self.first})::BIGINT"
        return self.bits.add(1, [Coded(source, tuple(codes), state, bit)])

    def counted(self, source: str, times: str, measure: Measure, inside: bool = True) -> str:
        """How often a fact counts; ``inside``: those for years before the period do not, where they are read for
        another measure alone."""
        if inside and self.reaches and not self.earlier and source in EARLIER:
            times = f"(CASE WHEN {self.year} >= {self.first} THEN {times} ELSE 0 END)"
        return self._chosen(times, measure)

    def _chosen(self, number: str, measure: Measure | None) -> str:
        """An SQL number of a fact, 0 where the measure does not look at it: a commendation of another kind, an
        initiative that has served elsewhere (both in the column ``ground``)."""
        tests = []
        if measure is not None and measure.grounds:
            kept = f"coalesce(ground, '') IN ('', {sql_codes(measure.grounds)})"
            tests.append(f"(code NOT IN ({sql_codes(COMMENDATIONS)}) OR {kept})")
        if measure is not None and measure.serves:
            tests.append(f"coalesce(ground, {sql_text(measure.serves)}) = {sql_text(measure.serves)}")
        return f"(CASE WHEN {' AND '.join(tests)} THEN {number} ELSE 0 END)" if tests else number

    def broken(self, codes: Sequence[str]) -> Field:
        """The years in which a disciplinary measure of these codes was in force on any day."""
        last = self.n_years - 1
        begins = f"least(greatest(year(known_on) - {self.first}, 0), {self.n_years})::INTEGER"
        ends = f"greatest(least(coalesce(year(until), {self.last}) - {self.first}, {last}), -1)::INTEGER"
        value = f"((((2::BIGINT << ({ends} + 1)::INTEGER) - 1) >> 1) >> {begins}) << {begins}"
        return self.bits.add(
            self.n_years, [Carry("fact_discipline", f"state <> 'REVOKED' AND code IN ({sql_codes(codes)})", value)]
        )

    def proved(self, measure: Measure) -> np.int16:
        """The years for which titles prove what ``measure`` counts."""
        return np.int16(self._set(sorted(proved_years(self.plan, measure))))

    def member(self, measure: Measure) -> int:
        """The place of this measure among those of a unit's members."""
        self._members.append(measure)
        return len(self._members) - 1

    def _member_rows(self) -> str:
        """Each member of each unit on the day (that of the period's end at the latest), with what it has in the
        period's last year: ``s0``, ``p0``, … (0 or 1) for the measures, recorded and lacking papers alone."""
        year = self.last
        ref = f"least({{day}}, {sql_date(self.plan.period.end)})"
        since = {"whole_year": date(year, 1, 1), "six_months": date(year, 7, 1)}.get(self.plan.setting("members"))
        long = f" AND min(from_on) <= {sql_date(since)}" if since else ""
        who = (
            f"SELECT unit_id, candidate_id FROM post WHERE from_on <= {ref} GROUP BY unit_id, candidate_id"
            f" HAVING max(CASE WHEN coalesce(until_on >= {ref}, true) THEN 1 ELSE 0 END) = 1{long}"
        )
        facts = [
            f"SELECT candidate_id, '{kind}' AS what, code, state, ground FROM fact_{kind.lower()}"
            f" WHERE known_on <= {{day}} AND {self.year} = {year}"
            for kind in ("AWARD", "INITIATIVE", "RATING")
        ]
        facts.append(
            "SELECT candidate_id, 'DISCIPLINE' AS what, code, state, ground FROM fact_discipline"
            f" WHERE known_on <= {ref} AND state <> 'REVOKED' AND coalesce(until >= DATE '{year}-01-01', true)"
        )
        columns = []
        for k, measure in enumerate(self._members):
            mine = f"what = '{measure.kind}' AND code IN ({sql_codes(measure.codes)})"
            sure = f"max(CASE WHEN {mine} AND state = 'CONFIRMED' THEN 1 ELSE 0 END)"
            waits = f"max(CASE WHEN {mine} AND state = 'PENDING' THEN 1 ELSE 0 END) * (1 - {sure})"
            if measure.kind == "RATING":
                waits = "1 - max(CASE WHEN what = 'RATING' AND state = 'CONFIRMED' THEN 1 ELSE 0 END)"
            columns += [f"({sure})::BIGINT AS s{k}", f"({waits})::BIGINT AS p{k}"]
        return (
            f"(SELECT m.unit_id AS candidate_id, m.candidate_id AS who, {', '.join(columns)} FROM ({who}) m"
            f" LEFT JOIN ({' UNION ALL '.join(facts)}) f ON f.candidate_id = m.candidate_id"
            " GROUP BY m.unit_id, m.candidate_id) AS member"
        )

    @property
    def day_by_day(self) -> bool:
        """Whether each date must be asked for by itself: who is a member depends on it."""
        return bool(self._members)

    # ------------------------------------------------------------------ reading what comes back

    def read(self, on: date, columns: Columns, rare: Rare, known: date | None = None) -> Tally:
        """The counts on ``on`` from the columns that :meth:`text` gives; ``known``: of the facts known, and the posts
        held, on that earlier day."""
        leads = self.leads.get(columns) == 1
        if self.plan.setting("track_by") == "longest_post":
            longest = rare.led_longest(known or on)
            leads = np.fromiter((int(c) in longest for c in columns["candidate_id"]), dtype=bool)
        place = {t.who: i for i, t in enumerate(self.plan.track)}
        unit, leader, staff = (np.int8(place.get(who, -1)) for who in ("COLLECTIVE", "LEADER", "STAFF"))
        track = np.where(self.is_unit.get(columns) == 1, unit, np.where(leads, leader, staff))
        since = self.since.get(columns)
        joined = since if self.plan.setting("due_from") == "joining" else np.full_like(since, self.full)
        moment = {
            **columns,
            **self._latest_attestations(known or on, columns, rare),
            "since": since,
            "due": joined & np.int16(self._set(self.plan.due_years(on))),
            "open": since & np.int16(self._set(self.plan.open_years(on))),
            "rated": self.rated.get(columns),
            "undecided": np.full(1, self._set(self.plan.open_years(on)), dtype=np.int16),
            "due_period": np.full(1, self._set(self.plan.due_years(on)), dtype=np.int16),
            "before_end": np.full(1, on < self.plan.period.end),
            "today": np.full(1, min(on, self.plan.period.end).toordinal()),
            "year_bit": np.full(1, 1 << int(np.clip(on.year - self.first, 0, self.n_years - 1)), dtype=np.int16),
        }
        shape = (len(self.plan.measures), len(track))
        bits = max((slots_per_year(self.plan, m) for m in self.plan.measures), default=1) * self.n_years
        have, pending = np.empty(shape, dtype=np.int16), np.empty(shape, dtype=np.int16)
        slots = np.empty(shape, dtype=np.int16 if bits < 16 else np.int64)
        for i, reader in self.readers.items():
            have[i], pending[i], slots[i] = reader(moment)
        spans = {i: reader(moment) for i, reader in self.spans.items()}
        for i, found in spans.items():
            have[i], slots[i] = found.value(RECORDED), found.open
            pending[i] = found.value(RESOLVED) - have[i]
        due = np.bitwise_count(moment["due"])
        if self.plan.setting("low_rating") == "one_tolerated":
            due = np.maximum(due, 1) - 1
        lowest = np.bitwise_count((since & -since) - 1).astype(np.int16)
        roster = pd.DataFrame(
            {
                "candidate_id": columns["candidate_id"],
                "track": pd.Categorical.from_codes(track, categories=[t.id for t in self.plan.track]),
                "start_year": np.where(since == 0, np.int16(self.n_years), lowest) + np.int16(self.first),
            },
            copy=False,
        )
        counts = Counts(have, pending, slots, due, spans)
        if len(track) and track.min() < 0:  # a plan may have no track for some kind of candidate
            kept = np.flatnonzero(track >= 0)
            return Tally(on, roster.iloc[kept].reset_index(drop=True), counts.take(kept))
        return Tally(on, roster, counts)

    def _set(self, years: Sequence[int]) -> int:
        return sum(1 << (y - self.first) for y in years)

    def longest_text(self, on: date) -> str:
        """The query for those who spent more days of the period up to ``on`` in a leading post than in others, each day
        counted once, whichever posts overlap (P1): one column, ``candidate_id``."""
        first, last = sql_date(self.plan.period.start), sql_date(min(on, self.plan.period.end))
        days = "date_diff('day', from_on, until_on) + 1"
        return f"""
            WITH span AS (
                SELECT candidate_id, leads, greatest(from_on, {first}) AS from_on,
                    least(coalesce(until_on, {last}), {last}) AS until_on
                FROM post WHERE from_on <= {last} AND coalesce(until_on, {last}) >= {first}
            ), every AS (
                SELECT candidate_id, 1 AS in_lead, from_on, until_on FROM span WHERE leads
                UNION ALL SELECT candidate_id, 0 AS in_lead, from_on, until_on FROM span
            ), reached AS (
                SELECT candidate_id, in_lead, from_on, until_on,
                    max(until_on) OVER (PARTITION BY candidate_id, in_lead ORDER BY from_on, until_on
                                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
                FROM every
            ), begun AS (
                SELECT candidate_id, in_lead, from_on, until_on,
                    CASE WHEN date_diff('day', before, from_on) <= 1 THEN 0 ELSE 1 END AS apart FROM reached
            ), run AS (
                SELECT candidate_id, in_lead, from_on, until_on,
                    sum(apart) OVER (PARTITION BY candidate_id, in_lead ORDER BY from_on, until_on
                                     ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS n
                FROM begun
            ), whole AS (
                SELECT candidate_id, in_lead, min(from_on) AS from_on, max(until_on) AS until_on FROM run
                GROUP BY candidate_id, in_lead, n
            )
            SELECT candidate_id FROM whole GROUP BY candidate_id
            HAVING sum(CASE WHEN in_lead = 1 THEN 2 * ({days}) ELSE 0 END)
                 > sum(CASE WHEN in_lead = 0 THEN {days} ELSE 0 END)
            """

    def latest_text(self, on: date, some: bool = False) -> str:
        """The query for the last word on each attested criterion known on ``on``: ``candidate_id``, ``criterion``,
        ``state``; of those whose words differ, or of the ids in the parameter ``$ids``."""
        chosen = " AND candidate_id IN (SELECT unnest($ids))" if some else ""
        differ = "" if some else " HAVING count(DISTINCT state) > 1"
        source, known = self.source("fact_attestation"), f"known_on <= {sql_date(on)}{self._attested_since()}{chosen}"
        return (
            f"SELECT candidate_id, criterion, arg_max(state, known_on) AS state FROM {source} WHERE {known}"
            f" GROUP BY candidate_id, criterion{differ}"
        )

    def _latest_attestations(self, on: date, columns: Columns, rare: Rare) -> Columns:
        """For each attested criterion the flag of the latest known word (1 << its place in STATE_CODES), 0 for none.

        Words of one candidate that differ are asked for again, by their dates.
        """
        found = {f"attested {c}": field.get(columns) for c, field in self.attestations.items()}
        mixed = [flags & (flags - 1) != 0 for flags in found.values()]
        if not mixed or not (rows := np.flatnonzero(np.logical_or.reduce(mixed))).size:
            return found
        row_of = {int(columns["candidate_id"][r]): int(r) for r in rows}
        for candidate, criterion, state in rare.latest(on, list(row_of)):
            if criterion in self.attestations and candidate in row_of:
                found[f"attested {criterion}"][row_of[candidate]] = 1 << STATE_CODES.index(state)
        return found
