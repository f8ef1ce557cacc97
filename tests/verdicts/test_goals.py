"""Goal-seek against brute force: every set shown is enough and smallest, none is missing, the day is right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import Plan
from dienhinh.criteria.routes import slot_years
from dienhinh.criteria.scenario import Change
from dienhinh.places import plan_198
from dienhinh.store import Store, judge, status_line
from dienhinh.store.trial import Trial, statuses, what_if
from dienhinh.verdicts.goals import goals, why_not
from tests import reference
from tests.conftest import heavy
from tests.criteria.test_properties import Trial as Written
from tests.criteria.test_properties import attested, codes, decided, posts, spans, states, years
from tests.histories import ALL_ATTESTED, History, insert, memory, rated, won

PLAN = plan_198()
PHASES = [Phase.explicit, Phase.generate]  # a case that fails is small enough, and shrinking takes minutes


def twice_a_year(plan: Plan) -> Plan:
    said = plan.model_dump()
    for measure in said["measure"]:
        if measure["kind"] in ("AWARD", "INITIATIVE") and measure["count"] == "decisions":
            measure["per_year"] = 2
    return Plan.model_validate(said)


small = st.builds(
    History,
    collective=st.booleans(),
    founded=decided,
    posts=posts,
    ratings=st.lists(
        st.tuples(st.integers(2021, 2025), st.sampled_from(["HTXSNV", "HTXSNV", "HTTNV", "HTTNV", "HTNV"]), decided),
        min_size=2,
        max_size=5,
        unique_by=lambda r: r[0],
    ).map(tuple),
    awards=st.lists(st.tuples(codes, years, decided, states), max_size=7).map(tuple),
    initiatives=st.lists(
        st.tuples(st.sampled_from(["TINH", "BO", "CO_SO"]), years, decided, st.booleans(), st.none() | st.booleans()),
        max_size=2,
    ).map(tuple),
    attestations=st.one_of(st.just(ALL_ATTESTED), st.just(ALL_ATTESTED), attested),
    disciplines=st.one_of(st.just(()), spans(2).map(tuple)),
)
dates = st.sampled_from(
    [date(2022, 6, 1), date(2023, 3, 1), date(2024, 8, 1), date(2025, 6, 30), date(2025, 12, 31), date(2026, 1, 31),
     date(2026, 7, 31)]
)  # fmt: skip


@pytest.fixture(scope="module")
def one_file():
    connection = memory()
    yield connection
    connection.close()


def everything(trial: Trial, row: int) -> tuple[list[Change], dict[str, date]]:
    """All that could still come to one candidate, one change each, and the first day of each."""
    assessment, plan, on = trial.standing.assessment, trial.plan, trial.standing.assessment.on
    person = assessment.roster.iloc[row]
    who, start = str(person["code"]), int(person["start_year"])
    trial.learn([int(person["candidate_id"])])
    known = [f for f in trial.facts[int(person["candidate_id"])] if f["known_on"] <= on]
    found: list[tuple[Change, date]] = []
    for name in dict.fromkeys(str(c.measure) for c in plan.leaves(plan.tracks[str(person["track"])].criterion)):
        measure, m = plan.measures[name], plan.measure_index[name]
        if measure.kind == "ATTESTATION":
            if not assessment.counts.have[m, row]:
                said = {"criterion": measure.criterion, "decided_on": on}
                found.append((Change(do="add", who=who, kind="ATTESTATION", **said), on))
        elif measure.kind == "DISCIPLINE":
            for f in known:
                if f["kind"] == "DISCIPLINE" and f["until"] and f["until"] >= on:
                    end = {"code": f["code"], "was": f["decided_on"], "until": on - timedelta(days=1)}
                    found.append((Change(do="end", who=who, kind="DISCIPLINE", **end), f["until"] + timedelta(days=1)))
        elif measure.kind == "RATING":
            if measure.count == "due_years":
                continue
            sure = {f["year"] for f in known if f["kind"] == "RATING" and f["state"] == "CONFIRMED"}
            for y in plan.period.years:
                if y < start or y in sure:
                    continue
                due = on >= date(y, 12, 31)
                for code in ("HTTNV", "HTXSNV") if due else ("HTXSNV",):
                    given = {"code": code, "year": y, "decided_on": on}
                    found.append((Change(do="add", who=who, kind="RATING", **given), max(on, date(y, 12, 31))))
        else:
            waits = Counter(
                (f["code"], f["year"])
                for f in known
                if (f["kind"], f["state"]) == (measure.kind, "PENDING")
                and f["code"] in measure.codes
                and f["year"] in plan.period.years
            )
            for code, y in waits:
                given = {"code": code, "year": y, "decided_on": on}
                found.append((Change(do="resolve", who=who, kind=measure.kind, **given), on))
            for y in slot_years(plan, name, int(assessment.counts.slots[m, row])):
                for code in measure.codes if measure.kind == "AWARD" else ("TINH",):
                    given = {"code": code, "year": y, "decided_on": on}
                    found.append((Change(do="add", who=who, kind=measure.kind, **given), max(on, date(y, 1, 1))))
    return [c for c, _ in found], {c.model_dump_json(): d for c, d in found}


def key(changes) -> tuple[str, ...]:
    return tuple(sorted(c.model_dump_json() for c in changes))


def admitted(changes) -> bool:
    """One rating a year; of several codes that serve one measure no more in a year than the year can bring."""
    ratings = [c.year for c in changes if c.kind == "RATING"]
    return len(set(ratings)) == len(ratings)


def brute(trial: Trial, who: int, row: int, size: int) -> tuple[set[tuple[str, ...]], dict[str, date]]:
    """Every smallest set that is enough, by trying all; without those in which a lower rating would do."""
    every, first = everything(trial, row)
    assume(1 <= len(every) <= size)
    tries = {}
    for n in range(1, len(every) + 1):
        for c in combinations(every, n):
            if admitted(c):
                tries.setdefault(key(c), list(c))
    outcome = dict(zip(tries, statuses(trial, list(tries.values())), strict=True))
    enough = {k for k, o in outcome.items() if o.get(who) == 0}
    smallest = set()
    for k in enough:
        less = [tuple(x for j, x in enumerate(k) if j != i) for i in range(len(k))]
        if any(x in enough for x in less):
            continue
        lower = [tuple(sorted((*k[:i], c.replace("HTXSNV", "HTTNV"), *k[i + 1 :]))) for i, c in enumerate(k)]
        if not any(x in enough and x != k for x in lower):
            smallest.add(k)
    return smallest, first


@pytest.mark.slow
@pytest.mark.parametrize("plan", [PLAN, twice_a_year(PLAN)], ids=["as in force", "two a year"])
@settings(
    max_examples=heavy(16, 250),
    deadline=None,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)
@given(history=small, on=dates)
def test_goal_seek_finds_what_trying_everything_finds(one_file, plan, history, on) -> None:
    verdict = reference.judge(history, on)  # most are eligible already, or out of reach: seen without a database
    assume(verdict is not None and (verdict.status in ("PENDING", "ON_TRACK") or plan is not PLAN))
    with Written(one_file, history) as written:
        (who,) = written.ids
        standing = judge(one_file, plan, on)
        row = standing.assessment.find(who)
        assume(row is not None and standing.assessment.status[row] in (1, 2))
        trial = Trial(one_file, plan, standing)
        smallest, first = brute(trial, who, row, 9)
        found = goals(trial, str(standing.assessment.roster["code"].iloc[row]))
    assert {key(g.changes) for g in found} == smallest
    for g in found:
        assert g.earliest == max(first[c.model_dump_json()] for c in g.changes)
        assert g.papers + g.results == len(g.changes)


def sought(history: History, on: date, plan: Plan = PLAN):
    """The sets of one candidate, each as (do, code, year), with the day."""
    cursor = memory()
    insert(cursor, history)
    trial = Trial(cursor.cursor(), plan, judge(cursor, plan, on))
    code = str(trial.standing.assessment.roster["code"].iloc[0])
    return trial, [
        (sorted((c.do, str(c.code or c.criterion), c.year or 0) for c in g.changes), g) for g in goals(trial, code)
    ]


STAFF = History(posts=((date(2020, 1, 1), None, False),), attestations=ALL_ATTESTED)


def test_a_measure_in_force_is_part_of_the_answer_and_its_end_of_the_day() -> None:
    punished = STAFF.plus(awards=won("CSTDCS 2021"), disciplines=((date(2022, 1, 1), date(2022, 12, 31)),))
    trial, sets = sought(punished, date(2022, 6, 1))
    assert ([("add", "BK_TINH", 2021), ("end", "CANH_CAO", 0)], date(2023, 1, 1)) in [(s, g.earliest) for s, g in sets]
    assert all(("end", "CANH_CAO", 0) in s for s, _ in sets)
    assert all(statuses(trial, [g.changes])[0].popitem()[1] == 0 for _, g in sets)
    assert all(g.earliest >= date(2023, 1, 1) for _, g in sets)


def test_a_rating_decided_later_is_not_there_yet_and_is_one_paper() -> None:
    unit = History(
        collective=True,
        ratings=(*rated("XS XS XS T"), (2025, "HTXSNV", date(2026, 3, 1))),
        awards=won("BK_TINH 2022", "BK_TINH 2023"),
        attestations=ALL_ATTESTED,
    )
    _, sets = sought(unit, date(2026, 1, 31))
    assert [(s, g.papers, g.results) for s, g in sets] == [([("add", "HTTNV", 2025)], 1, 0)]
    less = History(True, ratings=rated("XS XS T T"), awards=unit.awards, attestations=ALL_ATTESTED)
    _, sets = sought(less, date(2026, 1, 31))
    assert [(s, g.papers) for s, g in sets] == [([("add", "HTXSNV", 2025)], 1)]


def test_two_results_of_one_year_are_two() -> None:
    leader = History(posts=((date(2020, 1, 1), None, True),), attestations=ALL_ATTESTED)
    _, sets = sought(leader, date(2026, 1, 31), twice_a_year(PLAN))
    assert [("add", "BK_TINH", 2025), ("add", "BK_TINH", 2025)] in [s for s, _ in sets]
    _, sets = sought(leader, date(2026, 1, 31))
    assert [s for s, _ in sets if "BK_TINH" in str(s)] == [
        [("add", "BK_BO_NGANH_TW", 2025), ("add", "BK_TINH", 2025)],
        [("add", "BK_BNG", 2025), ("add", "BK_TINH", 2025)],
    ]


def test_the_ministrys_own_certificate_is_proposed_too() -> None:
    leader = History(posts=((date(2020, 1, 1), None, True),), awards=won("BK_TINH 2022"), attestations=ALL_ATTESTED)
    _, sets = sought(leader, date(2026, 1, 31))
    assert [("add", "BK_BNG", 2025)] in [s for s, _ in sets]


def test_an_end_later_than_the_period_leaves_no_way() -> None:
    for until in (None, date(2025, 12, 31), date(2026, 5, 1)):
        _, sets = sought(
            STAFF.plus(awards=won("CSTDCS 2021"), disciplines=((date(2022, 1, 1), until),)), date(2022, 6, 1)
        )
        assert sets == []


def test_a_measure_can_be_changed_in_a_scenario() -> None:
    held = STAFF.plus(awards=won("CSTDCS 2021", "CSTDCS 2022"), disciplines=((date(2025, 1, 1), date(2026, 6, 30)),))
    cursor = memory()
    insert(cursor, held)
    trial = Trial(cursor.cursor(), PLAN, judge(cursor, PLAN, date(2026, 1, 31)))
    code = str(trial.standing.assessment.roster["code"].iloc[0])
    assert trial.standing.assessment.status[0] == 3
    one = {"who": code, "kind": "DISCIPLINE", "code": "CANH_CAO"}
    for change, status in (
        (Change(do="withdraw", **one), 0),
        (Change(do="end", until=date(2026, 1, 30), **one), 0),
        (Change(do="end", until=date(2026, 1, 31), **one), 3),
        (Change(do="date", decided_on=date(2026, 2, 1), **one), 0),
        (Change(do="add", decided_on=date(2026, 1, 1), until=date(2026, 1, 5), **one), 3),
    ):
        after, (effect,) = what_if(trial, [change])
        assert (int(after.status[0]), effect.idle) == (status, False), change
    after, (effect,) = what_if(trial, [Change(do="end", until=date(2026, 6, 30), **one)])
    assert effect.idle
    assert after.status[0] == 3


@pytest.mark.slow
@pytest.mark.parametrize("on", ["2023-06-30", "2024-12-31", "2026-01-31"])
def test_every_set_of_the_sample_is_enough_and_nothing_can_be_left_out(sample_file, on) -> None:
    with Store.open(sample_file) as store:
        trial = Trial(store.cursor(), PLAN, judge(store.cursor(), PLAN, date.fromisoformat(on)))
        assessment = trial.standing.assessment
        tried = []
        for row, person in enumerate(assessment.roster.to_dict("records")):
            sets = goals(trial, person["code"])
            assert bool(sets) == (assessment.status[row] in (1, 2))  # pending or striving: there is a way
            tried += [(int(person["candidate_id"]), g.changes) for g in sets[:8]]
        every = statuses(trial, [changes for _, changes in tried])
        assert all(found[who] == 0 for (who, _), found in zip(tried, every, strict=True))
        less = [(w, c[:i] + c[i + 1 :]) for w, c in tried for i in range(len(c)) if len(c) > 1]
        without = statuses(trial, [changes for _, changes in less])
        assert all(found[who] != 0 for (who, _), found in zip(less, without, strict=True))
        assert len(tried) >= 7


# ---------------------------------------------------------------------- what closed the way


def out_since(history: History, on: date) -> date | None:
    """The first day of the last stretch out of reach, by the second judge, day by day where anything can turn."""
    verdict = reference.judge(history, on)
    if verdict is None or verdict.status != "OUT_OF_REACH":
        return None
    turns = {date(y, 12, 31) for y in range(2021, 2027)} | {date(y, 7, 1) for y in range(2021, 2028)}
    turns |= {d for *_, d, _ in history.awards if d} | {d for _, _, d in history.ratings if d}
    turns |= {d for _, _, d, _, _ in history.initiatives if d} | {d for _, d, _ in history.attestations}
    turns |= {d for span in (*history.disciplines, *((a, b) for a, b, _ in history.posts)) for d in span if d}
    turns |= {d + timedelta(days=1) for d in turns} | {history.founded} - {None} | {date(2021, 1, 1)}
    since = on
    for day in sorted((d for d in turns if date(2021, 1, 1) <= d <= on), reverse=True):
        then = reference.judge(history, day)
        if then is None or then.status != "OUT_OF_REACH":
            break
        since = day
    return since


def mended(history: History, facts) -> History:
    """The history with these facts as they would have had to be."""
    bad = {(f["kind"], f["code"] or f["criterion"], f["year"], f["decided_on"]) for f in facts}

    def is_bad(kind, code, year, decided) -> bool:
        return (kind, code, year, decided) in bad

    return replace(
        history,
        ratings=tuple((y, "HTXSNV" if is_bad("RATING", c, y, d) else c, d) for y, c, d in history.ratings),
        awards=tuple(
            (c, y, d, "CONFIRMED" if s == "REFUSED" and is_bad("AWARD", c, y, d) else s)
            for c, y, d, s in history.awards
        ),
        initiatives=tuple(
            (c, y, d, True, True) if False in (a, b) and is_bad("INITIATIVE", c, y, d) else (c, y, d, a, b)
            for c, y, d, a, b in history.initiatives
        ),
        attestations=tuple(
            (s, d, "CONFIRMED" if r == "REFUSED" and is_bad("ATTESTATION", s, None, d) else r)
            for s, d, r in history.attestations
        ),
        disciplines=tuple(
            (a, b) for a, b in history.disciplines if not is_bad("DISCIPLINE", "CANH_CAO", None, a)
        ),
    )  # fmt: skip


@pytest.mark.slow
@settings(max_examples=heavy(40, 400), deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
@given(history=small, on=st.sampled_from([date(2024, 8, 1), date(2025, 12, 31), date(2026, 7, 31), date(2027, 1, 31)]))
def test_what_closed_the_way_is_what_without_which_it_would_have_been_open(one_file, history, on) -> None:
    since = out_since(history, on)
    assume(since is not None)
    with Written(one_file, history) as written:
        (who,) = written.ids
        trial = Trial(one_file, PLAN, judge(one_file, PLAN, on))
        code = str(trial.standing.assessment.roster["code"].iloc[trial.standing.assessment.find(who)])
        found = why_not(trial, code, status_line(one_file, PLAN, who, on))
        trial.learn([who])
        doubtful = [f for f in trial.facts[who] if f["known_on"] <= since]
    assert found is not None
    assert found.since == since
    best = reference.judge(mended(history, found.facts), since)
    if found.facts:
        assert best is not None and best.status != "OUT_OF_REACH"  # noqa: PT018
        for i in range(len(found.facts)):
            fewer = reference.judge(mended(history, [f for k, f in enumerate(found.facts) if k != i]), since)
            assert fewer is not None and fewer.status == "OUT_OF_REACH"  # noqa: PT018
    elif len(doubtful) <= 4:  # nothing recorded closed it: not even all of it otherwise would have helped
        every = reference.judge(mended(history, doubtful), since)
        assert every is not None and every.status == "OUT_OF_REACH"  # noqa: PT018


def test_why_not_names_the_measure_the_rating_the_post_or_the_calendar() -> None:
    good = tuple((y, "HTXSNV", date(y, 12, 31)) for y in (2021, 2022, 2024, 2025))
    medals = (("BK_TINH", 2022, date(2023, 1, 5), "CONFIRMED"), ("BK_TINH", 2024, date(2025, 1, 5), "CONFIRMED"))
    unit = History(True, ratings=good, awards=medals, attestations=ALL_ATTESTED)
    late = History(posts=((date(2025, 11, 1), None, False),), attestations=ALL_ATTESTED)
    cases = [
        (unit.plus(ratings=((2023, "HTNV", date(2023, 12, 20)),)), date(2023, 12, 31), ["HTNV"], None),
        (STAFF.plus(awards=won("CSTDCS 2021"), disciplines=((date(2022, 3, 1), None),)), date(2022, 3, 1), ["CANH_CAO"],
         None),
        (STAFF, date(2026, 7, 1), [], None),
        (STAFF.plus(attestations=(("II.2", date(2026, 1, 10), "REFUSED"),)), date(2026, 1, 10), [None], None),
        (late, date(2026, 7, 1), [], None),
        (History(posts=((date(2026, 8, 1), None, False),), attestations=ALL_ATTESTED), date(2026, 8, 1), [],
         date(2026, 8, 1)),
    ]  # fmt: skip
    for history, since, facts, post in cases:
        cursor = memory()
        who = insert(cursor, history)
        trial = Trial(cursor.cursor(), PLAN, judge(cursor, PLAN, date(2026, 12, 31)))
        code = str(trial.standing.assessment.roster["code"].iloc[0])
        found = why_not(trial, code, status_line(cursor, PLAN, who, date(2026, 12, 31)))
        assert found is not None
        assert (found.since, [f["code"] for f in found.facts], found.post) == (since, facts, post), history
