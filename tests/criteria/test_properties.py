"""What holds for any history: agreement with a second judge, monotony, progress, routes, evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, Counts, Plan, assess, count, earliest_years, explain, route_table
from dienhinh.kinds.award import GROUNDS
from dienhinh.kinds.codes import LEVELS, RATINGS
from dienhinh.places import plan_198
from dienhinh.store import facts_of, status_line, tally
from tests import reference
from tests.conftest import heavy, many
from tests.histories import ALL_ATTESTED, History, insert, memory

PLAN = plan_198()
SECTIONS = ("II.2", "III.1.a", "III.2.a", "III.2.b")
days = st.dates(date(2018, 1, 1), date(2027, 6, 30))
decided = st.none() | days
years = st.integers(2019, 2027)
codes = st.sampled_from(
    ["CSTDCS", "CSTDCS", "BK_TINH", "BK_TINH", "BK_BNG", "BK_BO_NGANH_TW", "LDTT", "CSTD_TINH", "GK"]
)
states = st.sampled_from(["CONFIRMED", "CONFIRMED", "CONFIRMED", "PENDING", "REFUSED", "REVOKED"])
maybe = st.sampled_from([True, True, False, None])


def spans(at_most: int):
    span = st.tuples(days, st.none() | st.integers(0, 1500)).map(
        lambda p: (p[0], None if p[1] is None else p[0] + timedelta(days=p[1]))
    )
    return st.lists(span, max_size=at_most, unique_by=lambda s: s[0])


posts = st.lists(
    st.tuples(days, st.none() | st.integers(100, 2500), st.booleans()).map(
        lambda p: (p[0], None if p[1] is None else p[0] + timedelta(days=p[1]), p[2])
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda p: p[0],
).map(tuple)
attested = st.one_of(
    st.just(ALL_ATTESTED),
    st.lists(
        st.tuples(st.sampled_from(SECTIONS), days, st.sampled_from(["CONFIRMED", "CONFIRMED", "REFUSED", "REVOKED"])),
        max_size=6,
        unique_by=lambda a: (a[0], a[1]),
    ).map(tuple),
)
histories = st.builds(
    History,
    collective=st.booleans(),
    founded=decided,
    dissolved=st.none() | st.just(date(2027, 1, 1)),
    posts=posts,
    ratings=st.lists(
        st.tuples(years, st.sampled_from(RATINGS[:2] * 3 + RATINGS[2:]), decided), max_size=7, unique_by=lambda r: r[0]
    ).map(tuple),
    awards=st.lists(st.tuples(codes, years, decided, states), max_size=9).map(tuple),
    initiatives=st.lists(st.tuples(st.sampled_from(LEVELS), years, decided, maybe, maybe), max_size=3).map(tuple),
    attestations=attested,
    disciplines=st.one_of(st.just(()), spans(2).map(tuple)),
    revoked_disciplines=st.just(()),
).filter(lambda h: not (h.founded and h.dissolved and h.founded > h.dissolved))
dates = st.one_of(days, st.sampled_from([date(y, 12, 31) for y in range(2021, 2027)] + [date(2026, 6, 30)]))


@pytest.fixture(scope="module")
def cursor():
    connection = memory()
    yield connection
    connection.close()


class Trial:
    """Histories written into the file for one example, and taken back."""

    def __init__(self, cursor, *written: History) -> None:
        self.cursor, self.written = cursor, written

    def __enter__(self):
        self.cursor.execute("BEGIN")
        self.ids = [insert(self.cursor, h) for h in self.written]
        return self

    def __exit__(self, *_):
        self.cursor.execute("ROLLBACK")

    def judged(self, on: date, plan: Plan = PLAN):
        """{history's place: (track, status, progress, counts by measure, due)} of who is a candidate, and the parts."""
        counted = tally(self.cursor, plan, [on])[0]
        found = assess(plan, on, counted.roster, counted.counts)
        result = {}
        for i, candidate in enumerate(counted.roster["candidate_id"]):
            c = counted.counts
            three = {
                name: (int(c.have[m, i]), int(c.pending[m, i]), int(c.attainable[m, i]))
                for name, m in PLAN.measure_index.items()
            }
            track = str(counted.roster["track"].iloc[i])
            result[self.ids.index(candidate)] = (
                track,
                STATUSES[found.status[i]],
                float(found.progress[i]),
                three,
                int(c.due[i]),
            )
        return result, found


READINGS = st.fixed_dictionaries(
    {},
    optional={
        "P14": st.sampled_from(["none_below_good", "one_excellent", "last_excellent"]),
        "P15": st.just("lapses"),
        "P16": st.just("within_period"),
        "P17": st.just("yes"),
        "P18": st.just("yes"),
        "P21": st.just("merit_only"),
    },
)
OTHER_READINGS = [
    {p.id: c.id} for p in PLAN.policy for c in p.choices if c.id != p.choice and p.id not in ("P1", "P19", "P20")
]
"""Every other choice of every policy, but those of the track and of units, which the frame itself says."""
higher = st.lists(st.tuples(st.sampled_from(["BK_TTG", "HC", "CSTDCS", "BK_TINH"]), st.integers(2015, 2025), decided,
                            states), max_size=4).map(tuple)  # fmt: skip

grounds = st.lists(st.sampled_from([None, *(c.code for c in GROUNDS)]), max_size=13).map(tuple)


@settings(max_examples=heavy(50, 150))
@given(histories, higher, grounds, dates, READINGS)
def test_the_readings_of_p14_to_p18_and_p21_agree_with_a_plain_judge(
    cursor, written, more, on_what, on, choices
) -> None:
    history = replace(written.plus(awards=more), grounds=on_what)
    plan = PLAN.with_choices(choices)
    with Trial(cursor, history) as trial:
        judged, _ = trial.judged(on, plan)
        expected = reference.judge(history, on, choices)
        if expected is None:
            assert judged == {}
            return
        track, status, _, counts, due = judged[0]
        assert (track, counts, due, status) == (expected.track, expected.counts, expected.due, expected.status)
        facts = facts_of(cursor, trial.ids)
        (one,) = tally(cursor, plan, [on])
        for name in plan.measures:  # the evidence says of each fact what the tally counted
            roles = explain(plan, name, facts, on, int(one.roster["start_year"].iloc[0]))["role"].tolist()
            assert (roles.count("HAVE"), roles.count("PENDING")) == counts[name][:2], name


@settings(max_examples=heavy(50, 150))
@given(st.lists(histories, min_size=1, max_size=4), dates)
def test_the_vectorised_judge_agrees_with_a_plain_one(cursor, written, on) -> None:
    with Trial(cursor, *written) as trial:
        judged, _ = trial.judged(on)
    for i, history in enumerate(written):
        expected = reference.judge(history, on)
        if expected is None:
            assert i not in judged
        else:
            track, status, _, counts, due = judged[i]
            assert (track, counts, due, status) == (expected.track, expected.counts, expected.due, expected.status)


@settings(max_examples=many(40))
@given(histories, st.lists(dates, min_size=2, max_size=4, unique=True))
def test_many_dates_in_one_pass_are_the_dates_one_by_one(cursor, history, on) -> None:
    with Trial(cursor, history) as trial:
        together = tally(cursor, PLAN, on)
        alone = [tally(cursor, PLAN, [d], ids=trial.ids)[0] for d in on]
    for one, other in zip(together, alone, strict=True):
        assert one.roster.equals(other.roster)
        for part in ("have", "pending", "slots", "due"):
            assert np.array_equal(getattr(one.counts, part), getattr(other.counts, part))


favourable = st.one_of(
    st.tuples(st.just("awards"), st.tuples(codes, years, decided, st.just("CONFIRMED"))),
    st.tuples(st.just("initiatives"), st.tuples(st.sampled_from(LEVELS), years, decided, st.just(True), st.just(True))),
    st.tuples(st.just("ratings"), st.tuples(years, st.just("HTXSNV"), decided)),
    st.tuples(st.just("attestations"), st.tuples(st.sampled_from(SECTIONS), days, st.just("CONFIRMED"))),
)


@settings(max_examples=heavy(50, 150))
@given(histories, favourable, dates)
def test_a_favourable_fact_never_worsens_the_status(cursor, history, fact, on) -> None:
    table, row = fact
    if table == "ratings" and row[0] in {r[0] for r in history.ratings}:
        return
    if table == "attestations" and any(a[0] == row[0] and a[1] >= row[1] for a in history.attestations):
        return  # an older word is no further fact: the latest counts
    with Trial(cursor, history, history.plus(**{table: (row,)})) as trial:
        judged, _ = trial.judged(on)
    assert (0 in judged) == (1 in judged)
    if judged:
        assert STATUSES.index(judged[1][1]) <= STATUSES.index(judged[0][1])
        assert judged[1][2] >= judged[0][2] - 1e-12


@settings(max_examples=heavy(40, 100))
@given(st.lists(histories, min_size=1, max_size=5), dates)
def test_progress_is_one_exactly_when_met_at_every_node(cursor, written, on) -> None:
    with Trial(cursor, *written) as trial:
        _, found = trial.judged(on)
    assert np.array_equal(found.progress == 1, found.status == 0)
    for result in found.tracks.values():
        assert np.array_equal(result.progress == 1, result.met)
        assert np.array_equal(result.status == 0, result.met)
        assert np.array_equal(result.status[-1], found.status[result.rows])
        assert ((result.progress >= 0) & (result.progress <= 1)).all()


@settings(max_examples=heavy(50, 150))
@given(histories, dates)
def test_the_facts_that_a_route_asks_for_make_the_candidate_eligible(cursor, history, on) -> None:
    with Trial(cursor, history) as trial:
        judged, found = trial.judged(on)
    if not judged:
        return
    for route in route_table(found, judged[0][0]).routes(0):
        if not route.feasible:
            assert route.earliest_year is None
            continue
        if route.earliest_year is not None:
            assert route.earliest_year in PLAN.period.years or route.results == 0
        mended = realised(history, route, on)
        with Trial(cursor, mended) as trial:
            again, _ = trial.judged(on)
        assert again[0][1] == "ELIGIBLE", route
        assert route.met == (judged[0][1] == "ELIGIBLE" and not route.missing)


def realised(history: History, route, on: date) -> History:
    """The history with what ``route`` asks for: papers completed, results achieved in the years it names."""
    # Leaves of one route may share a measure; the larger need covers the smaller.
    asked = {}
    for item in route.missing:
        held = asked.get(item.criterion.measure)
        if held is None or item.papers + item.results > held.papers + held.results:
            asked[item.criterion.measure] = item
    for item in asked.values():
        measure = PLAN.measures[item.criterion.measure]
        if measure.kind == "ATTESTATION":
            # The day itself may hold the refusal already: what is said again replaces it.
            rest = tuple(a for a in history.attestations if (a[0], a[1]) != (measure.criterion, on))
            history = History(**{**vars(history), "attestations": (*rest, (measure.criterion, on, "CONFIRMED"))})
        elif measure.kind == "DISCIPLINE":
            ended = tuple((b, on - timedelta(days=1)) for b, _ in history.disciplines if b < on)
            history = History(**{**vars(history), "disciplines": ended})
        elif measure.kind == "RATING":
            due = list(PLAN.due_years(on))
            known = {y for y, _, d in history.ratings if (d or date(y, 12, 31)) <= on}
            missing = [y for y in due if y not in known and y >= began(history)]
            new = [(y, "HTXSNV", on) for y in [*missing[: item.papers], *item.years]]
            rest = tuple(r for r in history.ratings if r[0] not in {y for y, _, _ in new})
            history = History(**{**vars(history), "ratings": (*rest, *new)})
        elif measure.kind == "AWARD":
            left, awards = item.papers, []
            counted = {y for c, y, d, s in history.awards if c in measure.codes and s == "CONFIRMED" and ok(y, d, on)}
            for code, year, when, state in history.awards:
                mine = code in measure.codes and state == "PENDING" and ok(year, when, on)
                if mine and left and not (measure.count == "years" and year in counted):
                    state, left = "CONFIRMED", left - 1
                    counted.add(year)
                awards.append((code, year, when, state))
            new = [(measure.codes[0], y, on, "CONFIRMED") for y in item.years]
            history = History(**{**vars(history), "awards": (*awards, *new)})
        else:
            left, kept = item.papers, []
            for level, year, when, recognised, applied in history.initiatives:
                open_ = level in measure.codes and ok(year, when, on) and False not in (recognised, applied)
                if open_ and left and not (recognised and applied):
                    recognised = applied = True
                    left -= 1
                kept.append((level, year, when, recognised, applied))
            new = [("TINH", y, on, True, True) for y in item.years]
            history = History(**{**vars(history), "initiatives": (*kept, *new)})
    return history


def began(history: History) -> int:
    if history.collective:
        return history.founded.year if history.founded else 0
    return min(b for b, _, _ in history.posts).year


def ok(year: int, when: date | None, on: date) -> bool:
    return year in PLAN.period.years and (when or date(year, 12, 31)) <= on


@settings(max_examples=heavy(40, 100))
@given(histories, dates)
def test_the_evidence_adds_up_to_the_tally_measure_by_measure(cursor, history, on) -> None:
    with Trial(cursor, history) as trial:
        counted = tally(cursor, PLAN, [on])[0]
        facts = facts_of(cursor, trial.ids)
    if not len(counted.roster):
        return
    start = int(counted.roster["start_year"].iloc[0])
    for name, m in PLAN.measure_index.items():
        lines = explain(PLAN, name, facts, on, start)
        said = [(lines["role"] == role).sum() for role in ("HAVE", "PENDING")]
        assert said == [counted.counts.have[m, 0], counted.counts.pending[m, 0]], name
        recorded = facts[facts["kind"] == PLAN.measures[name].kind]["evidence"]
        assert set(lines["evidence"].dropna()) <= set(recorded)


def test_adding_what_a_route_asks_for_holds_at_the_level_of_counts_too() -> None:
    """Every small table of counts, not only those that a history gives."""
    rng = np.random.default_rng(198)
    n, m = 4000, len(PLAN.measures)
    counts = Counts(
        rng.integers(0, 3, (m, n)), rng.integers(0, 2, (m, n)), rng.integers(0, 32, (m, n)), rng.integers(0, 6, n)
    )
    roster = pd.DataFrame({"candidate_id": range(n), "track": rng.choice([t.id for t in PLAN.track], n)})
    found = assess(PLAN, date(2024, 3, 1), roster, counts)
    for track, result in found.tracks.items():
        table = route_table(found, track)
        for i, r in enumerate(result.rows):
            route = table.nearest_route(i)
            assert route.met == (found.status[r] == 0)
            assert route.feasible == (found.status[r] < 3)
            if route.feasible:
                assert (route.results == 0) == (found.status[r] < 2)


@settings(max_examples=many(60))
@given(histories, st.lists(dates, min_size=1, max_size=6))
def test_the_line_over_time_says_on_any_day_what_that_day_says(cursor, history, on) -> None:
    with Trial(cursor, history) as trial:
        line = status_line(cursor, PLAN, trial.ids[0], date(2027, 12, 31))
        for day in on:
            if day < date(2021, 1, 1):
                continue
            judged, _ = trial.judged(day)
            status, progress = judged[0][1:3] if judged else (None, 0.0)
            assert next(step[1:] for step in reversed(line) if step[0] <= day) == (status, progress)


@settings(max_examples=heavy(40, 100))
@given(histories, dates, days)
def test_hindsight_is_the_same_history_known_at_the_end_of_its_years(cursor, history, on, known) -> None:
    def sooner(year: int, decided: date | None) -> date | None:
        end = date(year, 12, 31)
        return end if decided is not None and end < decided <= known else decided

    told = replace(
        history,
        ratings=tuple((y, c, sooner(y, d)) for y, c, d in history.ratings),
        awards=tuple((c, y, sooner(y, d), s) for c, y, d, s in history.awards),
        initiatives=tuple((v, y, sooner(y, d), r, a) for v, y, d, r, a in history.initiatives),
    )
    with Trial(cursor, history, told) as trial:
        seen = tally(cursor, PLAN, [on], ids=trial.ids[:1], hindsight=known)[0]
        plain = tally(cursor, PLAN, [on], ids=trial.ids[1:])[0]
    assert len(seen.roster) == len(plain.roster)
    for part in ("have", "pending", "slots", "due"):
        assert np.array_equal(getattr(seen.counts, part), getattr(plain.counts, part))


@settings(max_examples=heavy(40, 100))
@given(st.lists(histories, min_size=1, max_size=4), dates)
def test_the_earliest_year_is_the_earliest_of_any_route(cursor, written, on) -> None:
    with Trial(cursor, *written) as trial:
        _, found = trial.judged(on)
    for track in found.tracks:
        table = route_table(found, track)
        for i, year in enumerate(earliest_years(table).tolist()):
            years = [on.year if r.met else r.earliest_year for r in table.routes(i) if r.met or r.feasible]
            assert year == min(years, default=10_000)


@settings(max_examples=heavy(60, 400))
@given(st.lists(histories, min_size=1, max_size=3), grounds, dates, READINGS | st.sampled_from(OTHER_READINGS))
def test_counting_from_a_frame_agrees_with_the_tally(cursor, written, on_what, on, choices) -> None:
    plan = PLAN.with_choices(choices)
    with Trial(cursor, *(replace(h, grounds=on_what) for h in written)) as trial:
        (one,) = tally(cursor, plan, [on])
        facts = facts_of(cursor, trial.ids)
        who = dict(zip(("TAP_THE", "COT_CAN", "CHUYEN_MON"), ("COLLECTIVE", "LEADER", "STAFF"), strict=True))
        people = one.roster.assign(who=one.roster["track"].astype(str).map(who))
        roster, counts = count(plan, on, people, facts)
    assert roster["candidate_id"].tolist() == one.roster["candidate_id"].tolist()
    assert roster["start_year"].tolist() == one.roster["start_year"].tolist()
    for part in ("have", "pending", "slots", "due"):
        assert np.array_equal(getattr(counts, part), getattr(one.counts, part)), part
