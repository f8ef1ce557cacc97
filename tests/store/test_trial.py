"""Scenarios: tried, they say exactly what entering their changes officially would say; nothing is written."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, route_table
from dienhinh.criteria.compare import compare
from dienhinh.criteria.portfolio import portfolios
from dienhinh.criteria.scenario import Change, Cohort, Scenario, ScenarioError, parse_scenario
from dienhinh.kinds.award import kind_of
from dienhinh.places import plan_198
from dienhinh.store import Store, judge
from dienhinh.store.trial import Trial, statuses, tried_out, what_if
from dienhinh.verdicts.answer import answer
from dienhinh.verdicts.nominations import changes_of, kinds_of, options_of
from tests.conftest import heavy, many
from tests.criteria.test_properties import SECTIONS, codes, days, decided, histories, years
from tests.histories import ALL_ATTESTED, History, insert, memory

PLAN = plan_198()
KEYS = ["status", "progress", "track"]
any_change = st.one_of(
    st.builds(
        Change,
        do=st.just("add"),
        who=st.just("?"),
        kind=st.just("AWARD"),
        code=codes,
        year=years,
        decided_on=decided,
        state=st.sampled_from(["CONFIRMED", "PENDING"]),
    ),
    st.builds(
        Change,
        do=st.just("add"),
        who=st.just("?"),
        kind=st.just("RATING"),
        year=years,
        decided_on=decided,
        code=st.sampled_from(["HTXSNV", "HTTNV", "HTNV"]),
    ),
    st.builds(
        Change,
        do=st.just("add"),
        who=st.just("?"),
        kind=st.just("INITIATIVE"),
        year=years,
        decided_on=decided,
        code=st.sampled_from(["CO_SO", "TINH", "BO"]),
    ),
    st.builds(
        Change,
        do=st.just("add"),
        who=st.just("?"),
        kind=st.just("ATTESTATION"),
        decided_on=days,
        criterion=st.sampled_from(SECTIONS),
        state=st.sampled_from(["CONFIRMED", "REFUSED"]),
    ),
    st.builds(Change, do=st.just("withdraw"), who=st.just("?"), kind=st.just("AWARD"), code=codes, year=years),
    st.builds(
        Change,
        do=st.just("withdraw"),
        who=st.just("?"),
        kind=st.just("ATTESTATION"),
        criterion=st.sampled_from(SECTIONS),
    ),
    st.builds(
        Change,
        do=st.just("resolve"),
        who=st.just("?"),
        kind=st.just("AWARD"),
        code=codes,
        year=years,
        granted=st.booleans(),
    ),
    st.builds(
        Change, do=st.just("date"), who=st.just("?"), kind=st.just("AWARD"), code=codes, year=years, decided_on=days
    ),
    st.builds(
        Change, do=st.just("withdraw"), who=st.just("?"), kind=st.just("AWARD"), code=codes, year=years, was=days
    ),
    st.builds(Change, do=st.just("move"), who=st.just("?"), unit=st.just("?"), leads=st.booleans(), on=days),
)


def officially(cursor: duckdb.DuckDBPyConnection, change: Change, n: int) -> None:
    """Enter the change as an officer would, record by record."""
    who = cursor.execute("SELECT id, kind::VARCHAR FROM candidate WHERE code = ?", [change.who]).fetchone()
    assert who is not None
    me, kind = who
    if change.do == "move":
        if kind == "COLLECTIVE":
            return
        unit = cursor.execute("SELECT id FROM candidate WHERE code = ?", [change.unit]).fetchone()[0]
        day = change.on
        cursor.execute("DELETE FROM post WHERE candidate_id = ? AND from_on >= ?", [me, day])
        cursor.execute(
            "UPDATE post SET until_on = least(coalesce(until_on, ?), ?) WHERE candidate_id = ?",
            [day - timedelta(days=1), day - timedelta(days=1), me],
        )
        cursor.execute(
            "INSERT INTO post (candidate_id, unit_id, leads, from_on) VALUES (?, ?, ?, ?)",
            [me, unit, change.leads, day],
        )
    elif change.do == "add" and change.kind == "AWARD":
        cursor.execute(
            "INSERT INTO award (candidate_id, kind, code, year, decided_on, state, identity) VALUES (?, ?, ?, ?, ?,"
            " ?, ?)",
            [me, kind_of(change.code), change.code, change.year, change.decided_on, change.state, f"new {n}"],
        )
    elif change.do == "add" and change.kind == "RATING":
        cursor.execute("DELETE FROM rating WHERE candidate_id = ? AND year = ?", [me, change.year])
        cursor.execute(
            "INSERT INTO rating (candidate_id, year, code, decided_on) VALUES (?, ?, ?, ?)",
            [me, change.year, change.code, change.decided_on],
        )
    elif change.do == "add" and change.kind == "INITIATIVE":
        cursor.execute(
            "INSERT INTO initiative (candidate_id, title, title_key, level, year, decided_on, recognised, applied)"
            " VALUES (?, 'x', ?, ?, ?, ?, true, true)",
            [me, f"new {n}", change.code, change.year, change.decided_on],
        )
    elif change.do == "add":
        cursor.execute(
            "DELETE FROM attestation WHERE candidate_id = ? AND criterion = ? AND on_date = ?",
            [me, change.criterion, change.decided_on],
        )
        cursor.execute(
            "INSERT INTO attestation (candidate_id, criterion, on_date, result) VALUES (?, ?, ?, ?)",
            [me, change.criterion, change.decided_on, change.state],
        )
    elif change.kind == "ATTESTATION":
        cursor.execute(
            "UPDATE attestation SET result = 'REVOKED' WHERE candidate_id = ? AND criterion = ?", [me, change.criterion]
        )
    elif change.do == "date":
        cursor.execute(
            "UPDATE award SET decided_on = ? WHERE candidate_id = ? AND code = ? AND year = ?",
            [change.decided_on, me, change.code, change.year],
        )
    else:
        state = "REVOKED" if change.do == "withdraw" else "CONFIRMED" if change.granted else "REFUSED"
        only = "" if change.do == "withdraw" else " AND state = 'PENDING'"
        only += f" AND decided_on = DATE '{change.was}'" if change.was else ""
        cursor.execute(
            f"UPDATE award SET state = ? WHERE candidate_id = ? AND code = ? AND year = ?{only}",
            [state, me, change.code, change.year],
        )


def verdicts(assessment: Any) -> dict[int, tuple[Any, ...]]:
    frame = assessment.frame
    return {
        int(r["candidate_id"]): (r["status"], round(r["progress"], 9), str(r["track"]))
        for r in frame.to_dict("records")
    }


def one_each(changes: list[Change]) -> list[Change]:
    """At most one change of the same thing, so that the order in which they are entered does not matter."""
    seen, kept = set(), []
    for c in changes:
        thing = (
            c.who,
            c.kind or "move",
            c.criterion if c.kind == "ATTESTATION" else None,
            c.code if c.kind == "AWARD" else None,
            c.year if c.kind in ("AWARD", "RATING") else None,
        )
        if thing not in seen:
            seen.add(thing)
            kept.append(c)
    return kept


@pytest.mark.slow
@settings(max_examples=heavy(40, 120))
@given(st.lists(histories, min_size=1, max_size=4), st.data(), days)
def test_a_scenario_says_what_entering_its_changes_would_say(people, data, on) -> None:
    cursor = memory()
    ids = [insert(cursor, h) for h in people]
    named = [
        str(r[0]) for r in cursor.execute("SELECT code FROM candidate WHERE id IN (SELECT unnest(?))", [ids]).fetchall()
    ]
    changes = [
        c.model_copy(
            update={"who": data.draw(st.sampled_from(named)), **({"unit": named[0]} if c.do == "move" else {})}
        )
        for c in data.draw(st.lists(any_change, max_size=4))
    ]
    changes = one_each(changes)
    base = judge(cursor, PLAN, on)
    predicted, _ = what_if(Trial(cursor.cursor(), PLAN, base), changes)
    assert verdicts(judge(cursor, PLAN, on).assessment) == verdicts(base.assessment)  # nothing was written
    for n, change in enumerate(changes):
        officially(cursor, change, n)
    assert verdicts(predicted) == verdicts(judge(cursor, PLAN, on).assessment)
    cursor.close()


def test_a_scenario_without_changes_is_the_base(sample_file) -> None:
    with Store.open(sample_file) as store:
        base = judge(store.cursor(), PLAN, date(2026, 11, 24))
        same, applied = what_if(Trial(store.cursor(), PLAN, base), [])
    assert same is base.assessment
    assert applied == []
    assert compare(base.assessment, same).flips.empty


@pytest.fixture
def trial(sample_file):
    with Store.open(sample_file) as store:
        yield Trial(store.cursor(), PLAN, judge(store.cursor(), PLAN, date(2026, 11, 24)))


GRANT = Change(do="resolve", who="CB005", kind="AWARD", code="CSTDCS", year=2025)
REFUSE = GRANT.model_copy(update={"granted": False})
IDLE = Change(do="add", who="CB020", kind="AWARD", code="LDTT", year=2025)


def test_papers_that_come_make_eligible_and_the_comparison_says_by_whom(trial) -> None:
    after, _ = what_if(trial, [GRANT, IDLE])
    found = compare(trial.standing.assessment, after)
    assert found.flips[["code", "before", "after"]].values.tolist() == [["CB005", "PENDING", "ELIGIBLE"]]
    assert found.counts.loc["ELIGIBLE"].tolist() == [8, 9]
    assert tried_out(trial, [GRANT, IDLE])[2] == [1]


def test_papers_refused_put_out_of_reach(trial) -> None:
    after, _ = what_if(trial, [REFUSE])
    assert compare(trial.standing.assessment, after).flips["after"].tolist() == ["OUT_OF_REACH"]


def test_two_changes_that_do_the_same_are_neither_idle(trial) -> None:
    """Either alone makes eligible: taking one away changes nothing, yet both matter."""
    other = Change(do="add", who="CB005", kind="INITIATIVE", code="TINH", year=2024, decided_on=date(2025, 1, 5))
    assert tried_out(trial, [GRANT, other])[2] == []


@settings(max_examples=many(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.lists(st.sampled_from(["CB003", "CB005", "CB007", "CB020"]), min_size=1, max_size=4), data=st.data())
def test_what_is_idle_alters_nothing_alone_nor_at_the_end(trial, codes, data) -> None:
    award = st.sampled_from(["CSTDCS", "BK_TINH", "LDTT"])
    changes = [
        Change(do="add", who=c, kind="AWARD", code=data.draw(award), year=2024 + i % 2) for i, c in enumerate(codes)
    ]
    base = trial.standing.assessment.status.tolist()
    after, applied, idle = tried_out(trial, changes)
    whole, same = what_if(trial, changes)
    assert (after.status.tolist(), applied) == (whole.status.tolist(), same)
    for i, change in enumerate(changes):
        without = what_if(trial, [*changes[:i], *changes[i + 1 :]])[0].status.tolist()
        alone = what_if(trial, [change])[0].status.tolist()
        assert (i in idle) == (alone == base and without == whole.status.tolist())


def test_a_change_that_finds_nothing_says_so(trial) -> None:
    _, applied = what_if(
        trial,
        [
            Change(do="withdraw", who="CB005", kind="AWARD", code="BK_TTG", year=2021),
            Change(do="add", who="không có", kind="AWARD", code="LDTT", year=2021),
        ],
    )
    assert [a.idle for a in applied] == [True, True]


def test_a_cohort_takes_everybody_of_a_unit_and_missing_ratings_only_where_they_are_missing(trial) -> None:
    title = Change(do="add", all=Cohort(unit="HTQT", track="CHUYEN_MON"), kind="AWARD", code="CSTDCS", year=2024)
    _, (one,) = what_if(trial, [title])
    roster = trial.standing.assessment.roster
    wanted = roster[(roster["unit_code"] == "HTQT") & (roster["track"].astype(str) == "CHUYEN_MON")]
    assert set(one.candidates) == set(wanted["candidate_id"])
    after, (two,) = what_if(trial, [Change(do="add", all=Cohort(missing=True), kind="RATING", code="HTTNV")])
    m = PLAN.measure_index["good_years"]
    assert not after.counts.pending[m].any()
    assert len(two.candidates) == int((trial.standing.assessment.counts.pending[m] > 0).sum())


def test_many_scenarios_at_once_say_what_each_says_alone(trial) -> None:
    many = [[GRANT], [REFUSE], [IDLE], [GRANT, IDLE], []]
    together = statuses(trial, many)
    for changes, found in zip(many, together, strict=True):
        after, _ = what_if(trial, changes)
        alone = dict(zip(after.roster["candidate_id"].tolist(), after.status.tolist(), strict=True))
        assert all(alone.get(c) == s for c, s in found.items())
    assert STATUSES[together[0][next(iter(together[0]))]] == "ELIGIBLE"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 1", "name"),
        ('name = "x"\n[[change]]\ndo = "add"\nkind = "AWARD"\ncode = "LDTT"\nyear = 2021', "say who"),
        (
            'name = "x"\n[[change]]\ndo = "add"\nwho = "A"\nkind = "AWARD"\ncode = "HTTNV"\nyear = 2021',
            "none of its kind",
        ),
        ('name = "x"\n[[change]]\ndo = "add"\nwho = "A"\nkind = "AWARD"\ncode = "LDTT"', "year is missing"),
        ('name = "x"\n[[change]]\ndo = "move"\nwho = "A"', "a move needs"),
        ('name = "x"\n[[change]]\ndo = "dance"\nwho = "A"', "do"),
        ("name = ", "no TOML"),
    ],
)
def test_a_scenario_file_that_says_nothing_sensible_is_refused_with_its_place(text, said) -> None:
    with pytest.raises(ScenarioError, match=said):
        parse_scenario(text, "kb.toml")


def test_rules_in_a_scenario_are_the_changed_plan_with_the_changes_tried_on_it(trial, sample_file) -> None:
    made = Scenario(name="x", change=(GRANT,), needs={"III.2.c3": 5, "không có": 1}, choices={"P2": "decision_year"})
    changed = made.rules(PLAN)
    assert changed.criteria["III.2.c3"].need == 5
    assert made.idle_rules(PLAN) == ["không có"]
    found = answer(trial, made)
    on = trial.standing.assessment.on
    with_plan = Trial(trial.source, changed, judge(trial.source, changed, on))
    expected, _ = what_if(with_plan, [GRANT])
    assert verdicts(found.after) == verdicts(expected)
    assert verdicts(found.base) == verdicts(trial.standing.assessment)
    assert len(found.comparison.flips) > 1


def test_one_record_of_two_of_the_same_kind_and_year_is_withdrawn_by_its_day() -> None:
    cursor = memory()
    twice = tuple(("BK_TINH", 2024, date(2024, m, 1), "CONFIRMED") for m in (3, 9))
    who = insert(cursor, History(posts=((date(2020, 1, 1), None, True),), awards=twice, attestations=ALL_ATTESTED))
    code = cursor.execute("SELECT code FROM candidate WHERE id = ?", [who]).fetchone()[0]
    trial = Trial(cursor.cursor(), PLAN, judge(cursor, PLAN, date(2026, 1, 31)))
    assert trial.standing.assessment.status[0] == 0
    one = Change(do="withdraw", who=code, kind="AWARD", code="BK_TINH", year=2024, was=date(2024, 9, 1))
    after, (done,) = what_if(trial, [one])
    assert not done.idle
    assert after.counts.have[PLAN.measure_index["provincial_certificates"], 0] == 1
    facts = trial.facts_of(who, [one])
    assert sum(facts["code"] == "BK_TINH") == 1
    more = Change(do="add", who=code, kind="AWARD", code="CSTDCS", year=2023)
    assert [int(e) for e in trial.facts_of(who, [more])["evidence"] if int(e) < 0] == [-1]
    assert len(trial.facts_of(who, [])) == len(facts) + 1


def test_a_scenario_file_is_read() -> None:
    text = (
        'name = "Giấy tờ về"\n[[change]]\ndo = "resolve"\nwho = "CB005"\nkind = "AWARD"\ncode = "CSTDCS"\nyear = 2025'
    )
    assert parse_scenario(text) == Scenario(name="Giấy tờ về", change=(GRANT,))


@pytest.mark.parametrize(("on", "papers"), [("2024-12-31", True), ("2026-01-31", True), ("2026-01-31", False)])
def test_the_portfolio_turned_into_a_scenario_makes_exactly_its_candidates_eligible(sample_file, on, papers) -> None:
    with Store.open(sample_file) as store:
        trial = Trial(store.cursor(), PLAN, judge(store.cursor(), PLAN, date.fromisoformat(on)))
        assessment = trial.standing.assessment
        tables = {track: route_table(assessment, track) for track in assessment.tracks}
        options = options_of(assessment, tables, papers)
        assert options
        limits = dict.fromkeys(kinds_of(options), 2)
        for answer in portfolios(options, limits):
            after, _ = what_if(trial, changes_of(trial, tables, answer))
            flips = compare(assessment, after).flips
            assert set(flips.loc[flips["after"] == "ELIGIBLE", "code"]) == {o.candidate for o in answer.chosen}
            used = Counter(n for o in answer.chosen for n in o.nominations)
            assert all(used[k] <= 2 for k in used)
