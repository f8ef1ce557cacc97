"""The words of the plan language: agreement with a second judge, monotony, what is asked for is enough and least."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, Measure, Plan, assess, count, explain
from dienhinh.criteria.planfile import _word_faults, faults
from dienhinh.criteria.scenario import Change
from dienhinh.kinds.award import GROUNDS
from dienhinh.places import plan_198
from dienhinh.store import facts_of, judge, tally
from dienhinh.store.trial import Trial, statuses
from dienhinh.verdicts.goals import goals
from tests.conftest import heavy
from tests.histories import History, insert, memory
from tests.language import Judge

FIRST, LAST = 2018, 2026
days = st.dates(date(2016, 1, 1), date(2027, 12, 31))
decided = st.none() | st.none() | days
years = st.integers(2014, 2027)
AWARDS = ["CSTDCS", "BK_TINH", "BK_TTG", "TTLDXS"]
states = st.sampled_from(["CONFIRMED"] * 4 + ["PENDING", "REFUSED", "REVOKED"])
maybe = st.sampled_from([True, True, True, False, None])
begun = st.dates(date(2010, 1, 1), date(2024, 1, 1))
histories = st.builds(
    History,
    posts=begun.map(lambda d: ((d, None, False),)),
    ratings=st.lists(
        st.tuples(years, st.sampled_from(["HTXSNV", "HTXSNV", "HTTNV", "HTNV"]), decided),
        max_size=11,
        unique_by=lambda r: r[0],
    ).map(tuple),
    awards=st.lists(st.tuples(st.sampled_from(AWARDS), years, decided, states), max_size=14).map(tuple),
    initiatives=st.lists(st.tuples(st.sampled_from(["CO_SO", "TINH"]), years, decided, maybe, maybe), max_size=6).map(
        tuple
    ),
    disciplines=st.lists(
        st.tuples(days, st.none() | st.integers(0, 900)).map(
            lambda p: (p[0], None if p[1] is None else p[0] + timedelta(days=p[1]))
        ),
        max_size=1,
    ).map(tuple),
    grounds=st.lists(st.sampled_from([None, *(c.code for c in GROUNDS)]), max_size=14).map(tuple),
    used=st.lists(st.sampled_from([None, "BK_TINH", "CSTDCS"]), max_size=6).map(tuple),
)
on_days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
SETTINGS = st.fixed_dictionaries({}, optional={"old_titles": st.just("new_law"), "year_of_earlier": st.just("same")})


@st.composite
def measures(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A measure that uses one or several of the words; with it the run within whose years it counts, if it does."""
    kind = draw(st.sampled_from(["AWARD", "RATING", "INITIATIVE"]))
    how = draw(st.sampled_from(["run", "run", "occasions", "within", "within", "years", "decisions", "this_year"]))
    found = [one(draw, kind, how)]
    if how == "within":
        kind = draw(st.sampled_from(["AWARD", "RATING"]))
        host = one(draw, kind, "run" if kind == "RATING" else draw(st.sampled_from(["run", "occasions"])))
        host["id"], host["every"] = "host", 1
        found[0]["within"] = {"measure": "host", "years": draw(st.integers(1, 4))}
        found.append(host)
    return found


def one(draw: st.DrawFn, kind: str, how: str) -> dict[str, Any]:
    codes = {"AWARD": AWARDS[:3], "RATING": ["HTXSNV", "HTTNV"], "INITIATIVE": ["CO_SO", "TINH"]}[kind]
    said: dict[str, Any] = {"id": "m", "kind": kind, "vi": "m", "en": "m"}
    said["codes"] = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True))
    if how == "within":
        said["count"] = draw(st.sampled_from(["years", "decisions"])) if kind != "RATING" else "years"
    else:
        said["count"] = how
    if kind == "RATING" and how in ("occasions", "decisions"):
        said["count"] = "run"
    if said["count"] in ("run", "occasions"):
        said["where"] = draw(st.sampled_from(["end", "anywhere"]))
    if said["count"] == "occasions":
        said["every"] = draw(st.integers(1, 3))
    if said["count"] == "decisions":
        said["per_year"] = draw(st.integers(1, 2))
    if how != "within" and draw(st.booleans()):
        said["after"] = ["BK_TTG"]
        if said["count"] == "this_year":
            del said["after"]
    if said["count"] != "decisions" and how != "within" and draw(st.integers(0, 3)) == 0:
        said["broken_by"] = ["CANH_CAO"]
    if kind == "AWARD" and draw(st.integers(0, 3)) == 0:
        said["grounds"] = ["CONG_TRANG"]
    if kind == "INITIATIVE" and draw(st.integers(0, 3)) == 0:
        said["serves"] = "BK_TINH"
    if kind != "AWARD" and (how == "within" or said["count"] != "decisions") and draw(st.integers(0, 2)) == 0:
        said["proved"] = bool({"CO_SO", "HTXSNV"} & set(said["codes"]))
    return said


def plan_of(found: list[dict[str, Any]], need: int = 2, choices: dict[str, str] | None = None) -> Plan:
    text = {"vi": "x", "en": "x"}
    policies = [
        {"id": k, "section": "1", "governs": k, "choice": v, "question": text, "choices": [{"id": v, **text}]}
        for k, v in (choices or {}).items()
    ]
    plan = Plan.model_validate(
        {
            "id": "words", "number": "1", "issued": date(2018, 1, 1), "title": text, "issuer": text,
            "period": {"first_year": FIRST, "last_year": LAST},
            "target": {"section": "1", "at_least": 1, "at_most": 2},
            "measure": found,
            "criterion": [{"id": "c", "section": "1", "short": text, "measure": "m", "need": need, **text}],
            "track": [{"id": "S", "section": "1", "who": "STAFF", "criterion": "c", **text}],
            "policy": policies,
        }
    )  # fmt: skip
    assert list(_word_faults(plan, 0, plan.measure[0])) == []
    return plan


@pytest.fixture(scope="module")
def cursor():
    connection = memory()
    yield connection
    connection.close()


def judged(cursor, plan: Plan, on: date, *written: History):
    """The tally, the assessment and the ids of histories that are taken back afterwards."""
    cursor.execute("BEGIN")
    try:
        ids = [insert(cursor, h) for h in written]
        (one,) = tally(cursor, plan, [on])
        return one, assess(plan, on, one.roster, one.counts), ids, facts_of(cursor, ids)
    finally:
        cursor.execute("ROLLBACK")


@settings(max_examples=heavy(100, 20_000))
@given(histories, measures(), on_days, st.integers(1, 4), SETTINGS)
def test_every_word_agrees_with_a_plain_judge(cursor, history, said, on, need, choices) -> None:
    plan = plan_of(said, need, choices)
    tallied, found, _ids, facts = judged(cursor, plan, on, history)
    if not len(tallied.roster):
        return
    judge = Judge(history, on, FIRST, LAST, choices)
    expected = judge.three(said[0], said[1] if len(said) > 1 else None)
    m = plan.measure_index["m"]
    counts = tallied.counts
    assert (counts.have[m, 0], counts.pending[m, 0], counts.more(m)[0]) == expected
    sums = (expected[0], expected[0] + expected[1], sum(expected))
    status = next((s for s, n in zip(STATUSES, sums, strict=False) if n >= need), "OUT_OF_REACH")
    assert STATUSES[found.status[0]] == status
    start = int(tallied.roster["start_year"].iloc[0])
    roles = explain(plan, "m", facts, on, start)["role"].tolist()
    assert roles.count("HAVE") == expected[0]
    people = tallied.roster.assign(who="STAFF")
    _, again = count(plan, on, people, facts)  # the same from a frame, without a database
    for part in ("have", "pending", "slots", "due"):
        assert np.array_equal(getattr(again, part), getattr(counts, part)), part
    assert np.array_equal(again.attainable, counts.attainable)


better = st.one_of(
    st.tuples(st.just("awards"), st.tuples(st.sampled_from(AWARDS), years, decided, st.just("CONFIRMED"))),
    st.tuples(
        st.just("initiatives"),
        st.tuples(st.sampled_from(["CO_SO", "TINH"]), years, decided, st.just(True), st.just(True)),
    ),
    st.tuples(st.just("ratings"), st.tuples(years, st.just("HTXSNV"), decided)),
)


@settings(max_examples=heavy(50, 1000))
@given(histories, better, measures(), on_days, st.integers(1, 4), SETTINGS)
def test_a_favourable_fact_never_worsens_what_a_word_says(cursor, history, fact, said, on, need, choices) -> None:
    table, row = fact
    if table == "ratings" and (row[0] in {r[0] for r in history.ratings} or "HTXSNV" not in said[0]["codes"]):
        return
    if table == "ratings" and len(said) > 1 and said[1]["kind"] == "RATING" and "HTXSNV" not in said[1]["codes"]:
        return  # not favourable: the year could still be rated otherwise
    plan = plan_of(said, need, choices)
    _, found, _, _ = judged(cursor, plan, on, history, history.plus(**{table: (row,)}))
    if found.size == 2:
        assert found.status[1] <= found.status[0]


def everything_to_come(trial, plan: Plan, code: str, facts, on: date, began: int) -> list[Change]:
    """Every single step that could bring more of any measure, whatever it is good for."""
    found: list[Change] = []
    kinds = {(m.kind, m.codes[0] if m.kind != "RATING" else m.codes[-1]) for m in plan.measures.values()}
    kinds |= {("AWARD", c) for m in plan.measures.values() for c in m.after}
    known = [f for f in facts if f["known_on"] <= on]
    proving = {"CSTDCS", "TTLDXS"} if any(m.proved for m in plan.measures.values()) else set()
    earlier = {c for m in plan.measures.values() for c in m.after}
    for f in known:  # a paper that comes for a title, which proves something; or for a decision before the period
        before = f["code"] in earlier and f["year"] < plan.period.first_year
        if f["kind"] == "AWARD" and f["state"] == "PENDING" and (f["code"] in proving or before):
            said = {"who": code, "kind": "AWARD", "year": f["year"], "decided_on": on}
            found.append(Change(do="resolve", code=f["code"], **said))
    for kind, lowest in kinds:
        for year in plan.period.years:
            said = {"who": code, "kind": kind, "year": year, "decided_on": on}
            if kind == "RATING":
                if year >= began and year not in {f["year"] for f in known if f["kind"] == "RATING"}:
                    found.append(Change(do="add", code=lowest, **said))
                continue
            mine = [f for f in known if (f["kind"], f["year"], f["code"]) == (kind, year, lowest)]
            waits = any(f["state"] == "PENDING" for f in mine)
            found += [Change(do="resolve", code=lowest, **said)] if waits else []
            # what is awaited, or is there already, is not won a second time
            taken = any(f["state"] in ("CONFIRMED", "PENDING") for f in mine)
            if year >= began and on <= date(year + 1, 6, 30) and not taken:
                found.append(Change(do="add", code=lowest, **said))
    return list({c.model_dump_json(): c for c in found}.values())


def keyed(changes) -> tuple[str, ...]:
    return tuple(sorted(c.model_dump_json() for c in changes))


def one_rating_a_year(changes) -> bool:
    years = [c.year for c in changes if c.kind == "RATING"]
    return len(set(years)) == len(years)


@pytest.mark.slow
@settings(max_examples=heavy(15, 600), deadline=None, suppress_health_check=list(HealthCheck),
          phases=[Phase.explicit, Phase.generate])  # fmt: skip
@given(
    histories, measures(), st.sampled_from([date(2023, 3, 1), date(2024, 8, 1), date(2025, 6, 30)]), st.integers(1, 3)
)
def test_goal_seek_of_a_word_finds_what_trying_everything_finds(cursor, history, said, on, need) -> None:
    for measure in said:  # one code a measure: of several, the first is proposed
        measure["codes"] = measure["codes"][:1]
        measure.pop("per_year", None)
        measure["proved"] = bool(measure.get("proved")) and measure["codes"][0] in ("CO_SO", "HTXSNV")
    plan = plan_of(said, need)
    cursor.execute("BEGIN")
    try:
        who = insert(cursor, history)
        standing = judge(cursor, plan, on)
        row = standing.assessment.find(who)
        assume(row is not None and standing.assessment.status[row] in (1, 2))
        trial = Trial(cursor, plan, standing)
        trial.learn([who])
        code = str(standing.assessment.roster["code"].iloc[row])
        every = everything_to_come(trial, plan, code, trial.facts[who], on, history.posts[0][0].year)
        assume(1 <= len(every) <= 11)
        tries = [c for n in range(1, len(every) + 1) for c in combinations(every, n) if one_rating_a_year(c)]
        outcome = statuses(trial, [list(t) for t in tries])
        enough = {keyed(t) for t, o in zip(tries, outcome, strict=True) if o.get(who) == 0}
        less = {k: [tuple(x for j, x in enumerate(k) if j != i) for i in range(len(k))] for k in enough}
        least = {k for k in enough if enough.isdisjoint(less[k])}
        found = {keyed(g.changes) for g in goals(trial, code)}
        assert found == least  # every set shown is enough, nothing of it can be left out, and none is missing
    finally:
        cursor.execute("ROLLBACK")


# ------------------------------------------------------------------ members of a unit, years of service

people = st.lists(
    st.tuples(
        st.dates(date(2019, 1, 1), date(2023, 12, 31)),  # joined
        st.none() | st.integers(100, 1500),  # days in the unit
        st.sampled_from([None, "CONFIRMED", "CONFIRMED", "PENDING", "REFUSED"]),  # LĐTT of the year
        st.sampled_from([None, "HTXSNV", "HTTNV", "HTNV", "KHTNV"]),
        st.none() | st.tuples(st.dates(date(2021, 1, 1), date(2024, 1, 1)), st.none() | st.integers(10, 700)),
    ),
    max_size=6,
)
MEMBERS = {
    "ldtt": {"kind": "AWARD", "codes": ["LDTT"], "members": "70%"},
    "one": {"kind": "AWARD", "codes": ["LDTT"], "members": "some"},
    "done": {"kind": "RATING", "codes": ["HTXSNV", "HTTNV", "HTNV"], "members": "all"},
    "clean": {"kind": "DISCIPLINE", "codes": ["CANH_CAO"], "members": "none"},
}
YEAR = 2023
SETTINGS_OF_MEMBERS = ["year_end", "whole_year", "six_months"]


@settings(max_examples=heavy(40, 3000))
@given(
    people, st.dates(date(2022, 6, 1), date(2024, 12, 31)), st.sampled_from(["year_end", "whole_year", "six_months"])
)
def test_what_members_have_agrees_with_counting_them_one_by_one(cursor, staff, on, who) -> None:
    text = {"vi": "x", "en": "x"}
    plan = Plan.model_validate(
        {
            "id": "members", "number": "1", "issued": date(2020, 1, 1), "title": text, "issuer": text,
            "period": {"first_year": 2020, "last_year": YEAR}, "target": {"section": "1", "at_least": 1, "at_most": 2},
            "measure": [{"id": k, "count": "this_year", **text, **m} for k, m in MEMBERS.items()],
            "criterion": [
                *({"id": k, "section": "1", "short": text, "measure": k, "need": 1, **text} for k in MEMBERS),
                {"id": "c", "section": "1", "short": text, "all": list(MEMBERS), **text},
            ],
            "track": [{"id": "U", "section": "1", "who": "COLLECTIVE", "criterion": "c", **text}],
            "policy": [{"id": "M", "section": "1", "governs": "members", "choice": who, "question": text,
                        "choices": [{"id": who, **text}]}],
        }
    )  # fmt: skip
    assert list(faults(plan)) == []
    cursor.execute("BEGIN")
    try:
        unit = insert(cursor, History(collective=True))
        for joined, stay, title, rating, penalty in staff:
            person = History(
                awards=(("LDTT", YEAR, None, title),) if title else (),
                ratings=((YEAR, rating, None),) if rating else (),
                disciplines=((penalty[0], penalty[1] and penalty[0] + timedelta(days=penalty[1])),) if penalty else (),
            )
            me = insert(cursor, person)
            until = None if stay is None else joined + timedelta(days=stay)
            cursor.execute(
                "INSERT INTO post (candidate_id, unit_id, leads, from_on, until_on) VALUES (?, ?, false, ?, ?)",
                [me, unit, joined, until],
            )
        (one,) = tally(cursor, plan, [on])
    finally:
        cursor.execute("ROLLBACK")
    place = one.roster["candidate_id"].tolist().index(unit)
    end, c = date(YEAR, 12, 31), one.counts
    ref = min(on, end)
    since = {"year_end": date.max, "whole_year": date(YEAR, 1, 1), "six_months": date(YEAR, 7, 1)}[who]
    members = [
        p for p in staff
        if p[0] <= min(ref, since) and (p[1] is None or p[0] + timedelta(days=p[1]) >= ref)
    ]  # fmt: skip
    known, still_open = on >= end, on <= date(YEAR + 1, 6, 30)

    def readings(name: str) -> list[bool]:
        sure = [known and p[2] == "CONFIRMED" for p in members]
        soon = [a or (known and p[2] == "PENDING") for a, p in zip(sure, members, strict=True)]
        ever = [a or still_open for a in soon]
        if name == "done":
            good = [known and p[3] in ("HTXSNV", "HTTNV", "HTNV") for p in members]
            unrated = [not (known and p[3]) for p in members]
            both = [g or u for g, u in zip(good, unrated, strict=True)]
            sure, soon, ever = good, both if known else good, both
        if name == "clean":
            clean = [
                not p[4]
                or p[4][0] > ref
                or (p[4][1] is not None and p[4][0] + timedelta(days=p[4][1]) < date(YEAR, 1, 1))
                for p in members
            ]
            return [all(clean)] * 3
        test = {
            "ldtt": lambda x: bool(x) and 10 * sum(x) >= 7 * len(x),
            "one": any,
            "done": lambda x: bool(x) and all(x),
        }
        return [test[name](x) for x in (sure, soon, ever)]

    for name, m in plan.measure_index.items():
        have, resolved, best = readings(name)
        got = (c.have[m, place], c.pending[m, place], c.more(m)[place])
        assert got == (have, resolved - have, best - resolved), name


@settings(max_examples=heavy(60, 500))
@given(st.dates(date(1990, 1, 1), date(2024, 1, 1)), on_days)
def test_years_of_service_are_whole_years_since_the_first_post(cursor, joined, on) -> None:
    plan = plan_of([{"id": "m", "kind": "SERVICE", "count": "years", "vi": "m", "en": "m"}], 10)
    tallied, _, _, _ = judged(cursor, plan, on, History(posts=((joined, None, False),)))
    if not len(tallied.roster):
        return

    def whole(day: date) -> int:
        return day.year - joined.year - ((day.month, day.day) < (joined.month, joined.day))

    end = plan.period.end
    now = max(whole(min(on, end)), 0)
    c = tallied.counts
    assert (c.have[0, 0], c.pending[0, 0], c.more(0)[0]) == (now, 0, max(whole(end) - now, 0))


WRONG = [
    ({"kind": "AWARD", "codes": ["GK"], "count": "years", "after": ["HTXSNV"]}, "after"),
    ({"kind": "AWARD", "codes": ["GK"], "count": "years", "grounds": ["BK_TINH"]}, "grounds"),
    ({"kind": "RATING", "codes": ["HTTNV"], "count": "years", "grounds": ["CONG_TRANG"]}, "grounds"),
    ({"kind": "AWARD", "codes": ["GK"], "count": "years", "serves": "GK"}, "serves"),
    ({"kind": "INITIATIVE", "codes": ["TINH"], "count": "years", "serves": "CO_SO"}, "serves"),
    ({"kind": "AWARD", "codes": ["GK"], "count": "decisions", "broken_by": ["CANH_CAO"]}, "broken_by"),
    ({"kind": "AWARD", "codes": ["GK"], "count": "years", "broken_by": ["GK"]}, "broken_by"),
    ({"kind": "INITIATIVE", "codes": ["TINH"], "count": "years", "proved": True}, "proved"),
    ({"kind": "AWARD", "codes": ["LDTT"], "count": "years", "members": "70%"}, "members"),
    ({"kind": "DISCIPLINE", "codes": ["CANH_CAO"], "count": "this_year"}, "members"),
    ({"kind": "DISCIPLINE", "codes": ["CANH_CAO"], "count": "this_year", "members": "some"}, "members"),
    ({"kind": "AWARD", "codes": ["LDTT"], "count": "this_year", "members": "none"}, "members"),
    ({"kind": "AWARD", "codes": ["GK"], "count": "years", "within": {"measure": "no", "years": 2}}, "within"),
    ({"kind": "AWARD", "codes": ["GK"], "count": "run", "within": {"measure": "no", "years": 2}}, "within"),
    ({"kind": "SERVICE", "count": "years", "after": ["GK"]}, "after"),
]


@pytest.mark.parametrize(("said", "key"), WRONG, ids=[f"{m['kind']} {m['count']} {k}" for m, k in WRONG])
def test_words_that_do_not_go_together_are_refused_with_their_place(said, key) -> None:
    measure = Measure.model_validate({"id": "m", "vi": "m", "en": "m", **said})
    plan = plan_198()
    plan = plan.model_copy(update={"measure": (measure, *plan.measure)})
    assert ("measure", 0, key) in [place for place, _, _ in faults(plan)]
