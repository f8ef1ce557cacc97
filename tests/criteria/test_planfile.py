"""The plan file: what 198 says, what is refused and where, and that another plan needs no code."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, PlanError, alternatives, assess, load_plan, parse_plan, route_table
from dienhinh.criteria.drafts import write_plan
from dienhinh.criteria.scenario import ScenarioError, parse_scenario
from dienhinh.places import PLAN_198
from dienhinh.store import tally
from tests.histories import ALL_ATTESTED, History, insert, memory, won

OTHER = Path(__file__).parents[1] / "plans" / "mau-12.toml"
TEXT = PLAN_198.read_text(encoding="utf-8")


def test_198_says_what_the_document_says(plan) -> None:
    assert (plan.number, plan.issued, plan.period.years) == ("198/KH-SNgV", date(2021, 3, 24), range(2021, 2026))
    assert (plan.target.at_least, plan.target.at_most, plan.target.section) == (4, 5, "IV.1")
    assert [p.id for p in plan.policy] == [f"P{i}" for i in range(1, 22)]
    assert [(t.id, t.section) for t in plan.track] == [
        ("TAP_THE", "III.1"),
        ("COT_CAN", "III.2"),
        ("CHUYEN_MON", "III.2"),
    ]
    needs = {c.id: c.need for c in plan.criterion if c.is_leaf}
    assert needs["III.1.b.good"] == "due_years"
    assert (needs["III.1.b.excellent"], needs["III.1.c.two"], needs["III.2.c3"], needs["III.2.d2"]) == (3, 2, 3, 2)
    # the parts of "all of" are flat: II.2's two, then a, b, c
    assert plan.criteria["collective"].all == ("II.2.attested", "II.2.discipline", "III.1.a", "III.1.b", "III.1.c")
    due = {m.id: m.due for m in plan.milestone}
    assert due["2021-register"] < date(2021, 3, 30)  # "before 30/03/2021" (IV.1)
    assert {m.section for m in plan.milestone} == {"IV.1", "IV.2", "IV.3", "IV.4", "IV.5"}


def test_every_sentence_is_there_in_both_languages(plan) -> None:
    for item in (*plan.measure, *plan.criterion, *plan.track, *plan.milestone, *plan.duty):
        assert item.in_("vi") != item.in_("en")
    for policy in plan.policy:
        assert policy.question.vi != policy.question.en
        assert len({c.vi for c in policy.choices} | {c.en for c in policy.choices}) == 2 * len(policy.choices)


def test_every_minimal_way_to_each_track(plan) -> None:
    ways = {t.id: [a.id for a in alternatives(plan, t.criterion)] for t in plan.track}
    assert ways == {
        "TAP_THE": ["III.1.c.two", "III.1.c.one_and_one"],
        "COT_CAN": ["III.2.c1", "III.2.c2.two", "III.2.c2.one_and_one", "III.2.c3"],
        "CHUYEN_MON": ["III.2.d1", "III.2.d2"],
    }


REFUSED = [
    ("an unknown measure", 'measure = "grassroots_fighter_years"\nneed = 3', 'measure = "fighters"\nneed = 3',
     'measure = "fighters"', "There is no measure “fighters”."),
    ("a threshold that can never be met", "need = 3\nshort = { vi = \"3 lần CSTĐCS\"", "need = 6\nshort = { vi = \"3 lần CSTĐCS\"",
     "need = 6", "can never be met: the period can bring at most 5"),
    ("a duplicate id", 'id = "III.2.b"', 'id = "III.2.a"', 'id = "III.2.a"\nsection = "III.2.b"', "is used twice"),
    ("a circle", 'all = ["III.1.b.good", "III.1.b.excellent"]', 'all = ["III.1.b.good", "III.1.b"]', 'id = "III.1.b"\n', "part of itself"),
    ("an unknown part", 'any = ["III.2.d1", "III.2.d2"]', 'any = ["III.2.d1", "III.2.d9"]', 'any = ["III.2.d1", "III.2.d9"]',
     "There is no criterion “III.2.d9”."),
    ("an unknown code", 'codes = ["CSTDCS"]', 'codes = ["CSTD"]', 'codes = ["CSTD"]', "“CSTD” is not a code of kind AWARD."),
    ("a choice not admitted", 'choice = "post_on_date"', 'choice = "by_vote"', 'choice = "by_vote"', "P1 does not admit the choice"),
    ("a misspelt key", "last_year = 2025", "lastyear = 2025", "[period]", "last_year"),
    ("a period that ends before it begins", "last_year = 2025", "last_year = 2020", "last_year = 2020", "ends before it begins"),
    ("a part under a choice that is not there", 'choices = ["one_excellent"] }', 'choices = ["two_excellent"] }',
     'only = { policy = "P14", choices = ["two_excellent"] }', "There is no policy P14 with the choice “two_excellent”."),
    ("no TOML at all", 'id = "198-kh-sngv"', "id = 198-kh", "id = 198-kh", "not valid TOML"),
    ("a need that is no number", "need = 3\nshort = { vi = \"3 lần", "need = \"three\"\nshort = { vi = \"3 lần", 'need = "three"', "is not right"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "where", "reason"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_a_plan_that_cannot_be_judged_by_is_refused_with_line_and_reason(old, new, where, reason) -> None:
    assert TEXT.count(old) >= 1
    text = TEXT.replace(old, new, 1)
    with pytest.raises(PlanError) as caught:
        parse_plan(text, file="p.toml")
    assert reason in str(caught.value)
    line = text[: text.index(where)].count("\n") + 1
    assert caught.value.line == line, caught.value
    assert re.match(rf"p\.toml:{line}: ", str(caught.value))


def test_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        load_plan(tmp_path / "none.toml")


def test_another_departments_plan_loads_and_judges() -> None:
    other = load_plan(OTHER)
    connection = memory()
    job = ((date(2020, 1, 1), None, False),)
    both = History(posts=job, awards=won("LDTT 2024", "CSTDCS 2024", "LDTT 2025", "CSTDCS 2025"))
    half = History(posts=job, awards=won("LDTT 2024", "CSTDCS 2024"))
    ministry = History(posts=job, awards=won("BK_BNG 2025"))
    leader = History(posts=((date(2020, 1, 1), None, True),))  # the plan has no track for leaders
    for history in (both, half, ministry, leader):
        insert(connection, history.plus(ratings=((2024, "HTNV", None), (2025, "HTTNV", None))))

    def statuses(on: date) -> list[str]:
        counted = tally(connection, other, [on])[0]
        return [STATUSES[s] for s in assess(other, on, counted.roster, counted.counts).status]

    assert statuses(date(2026, 6, 1)) == ["ELIGIBLE", "ON_TRACK", "ELIGIBLE"]
    # 31 March is this plan's deadline; two decisions a year are its limit: 2026's two places are left till 31/03/2027
    assert statuses(date(2027, 3, 31)) == ["PENDING", "ON_TRACK", "PENDING"]  # 2026's rating is missing by then
    assert statuses(date(2027, 4, 1)) == ["PENDING", "OUT_OF_REACH", "PENDING"]
    counted = tally(connection, other, [date(2026, 6, 1)])[0]
    found = assess(other, date(2026, 6, 1), counted.roster, counted.counts)
    routes = {r.alternative.id: r.earliest_year for r in route_table(found, "NGUOI").routes(1)}
    assert routes == {"2.b": 2026, "2.c": 2026}  # 2025 closed on 31/03/2026


def test_a_criterion_can_stand_under_a_choice_alone() -> None:
    other = load_plan(OTHER)
    assert "2.d" not in other.criteria
    assert other.criteria["2"].all == ("2.a", "2.bc")
    for choice in ("title_too", "both"):
        asked = other.with_choices({"Q2": choice})
        assert asked.criteria["2"].all == ("2.a", "2.bc", "2.d")
        connection = memory()
        job = ((date(2020, 1, 1), None, False),)
        rated = ((2024, "HTNV", None), (2025, "HTTNV", None))
        insert(connection, History(posts=job, ratings=rated, awards=won("BK_BNG 2025")))
        insert(connection, History(posts=job, ratings=rated, awards=won("BK_BNG 2025", "LDTT 2024")))
        found = []
        for plan in (other, asked):
            counted = tally(connection, plan, [date(2026, 6, 1)])[0]
            found.append([STATUSES[s] for s in assess(plan, plan.period.end, counted.roster, counted.counts).status])
        assert found == [["ELIGIBLE", "ELIGIBLE"], ["ON_TRACK", "ELIGIBLE"]]
    again = parse_plan(write_plan(asked))  # kept in a draft, and in the data file, as it is
    assert (again.digest, again.criteria["2"].all) == (asked.digest, asked.criteria["2"].all)


def test_a_group_must_keep_a_part_under_every_choice() -> None:
    text = OTHER.read_text(encoding="utf-8").replace('all = ["2.a", "2.bc", "2.d"]', 'all = ["2.d"]')
    with pytest.raises(PlanError, match="stands only under a choice"):
        parse_plan(text)


POLICIES = [
    (
        "P2",
        "decision_year",
        History(
            posts=((date(2015, 1, 1), None, False),),
            awards=(("CSTDCS", 2023, date(2024, 1, 5), "CONFIRMED"), ("CSTDCS", 2024, date(2024, 12, 25), "CONFIRMED")),
        ),
        2,
        1,
    ),
    (
        "P6",
        "each_decision",
        History(posts=((date(2015, 1, 1), None, False),), awards=won("CSTDCS 2022", "CSTDCS 2022")),
        1,
        2,
    ),
    ("P12", "higher_implies", History(posts=((date(2015, 1, 1), None, False),), awards=won("CSTD_TINH 2022")), 0, 1),
]


@pytest.mark.parametrize(("policy", "choice", "history", "now", "then"), POLICIES, ids=[p[0] for p in POLICIES])
def test_a_policys_other_choice_counts_otherwise(plan, policy, choice, history, now, then) -> None:
    connection = memory()
    insert(connection, history)
    place = plan.measure_index["grassroots_fighter_years"]
    changed = plan.with_choices({policy: choice})
    counts = [tally(connection, p, [date(2026, 12, 31)])[0].counts.have[place, 0] for p in (plan, changed)]
    assert counts == [now, then]


@pytest.mark.parametrize(
    ("policy", "choice", "status"),
    [("P4", "apart", "OUT_OF_REACH"), ("P11", "not_met", "OUT_OF_REACH"), ("P1", "longest_post", "ELIGIBLE")],
)
def test_policies_change_verdicts(plan, policy, choice, status) -> None:
    """A leader with one provincial and one Foreign Ministry certificate; for P11 with an attestation missing."""
    attested = tuple(a for a in ALL_ATTESTED if policy != "P11" or a[0] != "III.2.b")
    post = ((date(2015, 1, 1), date(2024, 12, 31), True), (date(2025, 1, 1), None, policy != "P1"))
    connection = memory()
    insert(connection, History(posts=post, awards=won("BK_TINH 2022", "BK_BNG 2023"), attestations=attested))
    on = date(2026, 12, 31)
    changed = plan.with_choices({policy: choice})
    verdicts = []
    for p in (plan, changed):
        counted = tally(connection, p, [on])[0]
        verdicts.append(STATUSES[assess(p, on, counted.roster, counted.counts).status[0]])
    assert verdicts[1] == status
    assert verdicts[0] != status


@given(
    st.lists(
        st.tuples(st.integers(-400, 2600), st.one_of(st.none(), st.integers(0, 1500)), st.booleans()),
        min_size=1, max_size=5, unique_by=lambda p: p[0],
    ),
    st.integers(30, 2400),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_the_longest_post_counts_each_day_once_and_only_the_periods(spans, later) -> None:
    """P1: the days of 2021–2025 up to the day, each once, whichever posts overlap; a day in a leading post leads."""
    first, end = date(2021, 1, 1), date(2025, 12, 31)
    on = first + timedelta(later)
    posts = [
        (first + timedelta(a), None if n is None else first + timedelta(a + n), leads) for a, n, leads in sorted(spans)
    ]
    assume(any(a <= on and (b is None or b >= on) for a, b, _ in posts))
    days = [first + timedelta(i) for i in range((min(on, end) - first).days + 1)]
    leading = sum(any(leads and a <= d and (b is None or d <= b) for a, b, leads in posts) for d in days)
    held = sum(any(a <= d and (b is None or d <= b) for a, b, _ in posts) for d in days)
    connection = memory()
    insert(connection, History(posts=tuple(posts)))
    (counted,) = tally(connection, load_plan(PLAN_198).with_choices({"P1": "longest_post"}), [on])
    assert counted.roster["track"].tolist() == ["COT_CAN" if leading > held - leading else "CHUYEN_MON"]


def test_a_policy_cannot_be_given_a_choice_that_it_does_not_admit(plan) -> None:
    with pytest.raises(ValueError, match="P1 does not admit by_vote"):
        plan.with_choices({"P1": "by_vote"})
    assert plan.with_choices({"P4": "apart"}).digest != plan.digest


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = 2021-02-31",
        "x" * 2_000_000,
        "a = " + "9" * 5000,
        "\0",
        "a.b.c = 1\na.b = 2",
        "[" * 50,
    ],
)
def test_a_hostile_file_is_a_sentence(text) -> None:
    with pytest.raises(PlanError):
        parse_plan(text, "x.toml")
    with pytest.raises(ScenarioError):
        parse_scenario(text, "x.toml")
