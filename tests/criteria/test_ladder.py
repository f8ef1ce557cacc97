"""The files of the ladder: judged as a second judge does, under every reading; what is from memory is off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, PlanError, assess
from dienhinh.criteria.ladder import load_ladder
from dienhinh.places import LADDER, ladder
from dienhinh.store import tally
from tests.conftest import heavy
from tests.criteria.test_language import begun, decided, maybe, on_days, states
from tests.histories import History, insert, memory, rated, won
from tests.language import Judge

LINES = frozenset(c.id for r in ladder().rungs for c in r.lines)
READINGS = {p.id: [c.id for c in p.choices] for p in ladder().readings if len(p.choices) > 1}
choices = st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in READINGS.items()})
years = st.integers(2010, 2027)
codes = st.sampled_from(
    ["CSTDCS"] * 4 + ["CSTD_TINH", "CSTD_TINH", "BK_TINH", "BK_TTG", "CO_TD_TINH", "CO_TD_CP", "TTLDXS", "LDTT"]
)
histories = st.builds(
    History,
    collective=st.booleans(),
    posts=begun.map(lambda d: ((d, None, False),)),
    ratings=st.lists(
        st.tuples(years, st.sampled_from(["HTXSNV"] * 4 + ["HTTNV", "HTNV"]), decided),
        max_size=14,
        unique_by=lambda r: r[0],
    ).map(tuple),
    awards=st.lists(st.tuples(codes, years, decided, states), max_size=16).map(tuple),
    initiatives=st.lists(
        st.tuples(st.sampled_from(["CO_SO", "CO_SO", "TINH", "TW"]), years, decided, maybe, maybe), max_size=8
    ).map(tuple),
    disciplines=st.lists(st.dates(date(2016, 1, 1), date(2026, 1, 1)), max_size=1).map(
        lambda begun: tuple((b, date(b.year, 12, 31)) for b in begun)
    ),
    grounds=st.lists(st.sampled_from([None, None, "CONG_TRANG", "CHUYEN_DE"]), max_size=16).map(tuple),
    used=st.lists(st.sampled_from([None, None, "BK_TINH", "CSTDCS"]), max_size=8).map(tuple),
)


@pytest.fixture(scope="module")
def cursor():
    connection = memory()
    yield connection
    connection.close()


def judged(cursor, plan, on, *written):
    cursor.execute("BEGIN")
    try:
        ids = [insert(cursor, h) for h in written]
        (one,) = tally(cursor, plan, [on])
    finally:
        cursor.execute("ROLLBACK")
    return assess(plan, on, one.roster, one.counts), ids


@settings(max_examples=heavy(20, 7_000), phases=[Phase.explicit, Phase.generate])
@given(st.lists(histories, min_size=1, max_size=5), on_days, st.integers(2021, 2027), choices)
def test_every_file_is_judged_as_a_second_judge_does(cursor, written, on, year, chosen) -> None:
    climbing = ladder().with_choices(chosen)
    plan = climbing.plan(year, LINES)
    found, ids = judged(cursor, plan, on, *written)
    said = plan.model_dump() | {"measure": [m.model_dump() for m in plan.measures.values()]}
    said["criterion"] = [c.model_dump() for c in plan.criteria.values()]
    governed = {p.governs: p.choice for p in plan.policy if p.governs}
    for row, candidate in enumerate(found.roster["candidate_id"].tolist()):
        history = written[ids.index(candidate)]
        judge = Judge(of_merit(history, governed), on, plan.period.first_year, year, governed)
        track, place = found.place(row)
        result = found.tracks[track]
        for rung in climbing.judged(year, LINES):
            if rung not in climbing.of(track) or any(m.members for m in rung.measure):
                continue
            status = next((s for r, s in enumerate(STATUSES[:3]) if judge.meets(said, rung.root, r)), "OUT_OF_REACH")
            assert STATUSES[result.status[result.at(rung.root)][place]] == status, rung.id


def of_merit(history: History, governed) -> History:
    """Without what rests on a theme, where that is no ground (152/2025/NĐ-CP, 4.3)."""
    if governed["thematic_awards"] == "yes":
        return history
    titles = {"CSTDCS", "CSTD_TINH", "LDTT", "TTLDXS", "CO_TD_TINH", "CO_TD_CP"}
    kept = [
        (a, history.ground_of(i)) for i, a in enumerate(history.awards)
        if a[0] in titles or history.ground_of(i) in (None, "CONG_TRANG")
    ]  # fmt: skip
    return replace(history, awards=tuple(a for a, _ in kept), grounds=tuple(g for _, g in kept))


STAFF = History(posts=((date(2015, 1, 1), None, False),))
ON = date(2024, 12, 20)
CASES = [
    # a year's rating is enough for LĐTT, excellent or an initiative for CSTĐCS since the law of 2022
    ("LDTT", 2024, STAFF.plus(ratings=((2024, "HTTNV", ON),)), "ELIGIBLE"),
    ("LDTT", 2024, STAFF.plus(ratings=((2024, "HTNV", ON),)), "OUT_OF_REACH"),
    ("CSTDCS", 2024, STAFF.plus(ratings=((2024, "HTXSNV", ON),)), "ELIGIBLE"),
    ("CSTDCS", 2024, STAFF.plus(ratings=((2024, "HTTNV", ON),)), "ON_TRACK"),  # an initiative can still come
    ("CSTDCS", 2023, STAFF.plus(ratings=((2023, "HTXSNV", None),)), "OUT_OF_REACH"),  # the old law wants one
    # three in a row up to the year, and an initiative of the province
    ("CSTD_TINH", 2024, STAFF.plus(awards=won("CSTDCS 2022", "CSTDCS 2023", "CSTDCS 2024")), "ON_TRACK"),
    (
        "CSTD_TINH",
        2024,
        STAFF.plus(
            awards=tuple((c, y, date(y, 12, 1), s) for c, y, _, s in won("CSTDCS 2022", "CSTDCS 2023", "CSTDCS 2024")),
            initiatives=(("TINH", 2021, None, True, True),),
        ),
        "ELIGIBLE",
    ),
    (
        "CSTD_TINH",
        2024,
        STAFF.plus(awards=won("CSTDCS 2021", "CSTDCS 2022"), initiatives=(("TINH", 2021, None, True, True),)),
        "OUT_OF_REACH",  # 2023 is closed
    ),
    # two excellent years with two initiatives in that time; an older one is outside it
    (
        "BK_TINH",
        2023,
        STAFF.plus(ratings=rated("XS XS", 2022), initiatives=(("CO_SO", 2022, None, True, True),) * 1),
        "OUT_OF_REACH",
    ),
    (
        "BK_TINH",
        2023,
        STAFF.plus(
            ratings=rated("XS XS", 2022),
            initiatives=(("CO_SO", 2022, None, True, True), ("CO_SO", 2023, None, True, True)),
        ),
        "ELIGIBLE",
    ),
    (
        "BK_TINH",
        2023,
        STAFF.plus(
            ratings=rated("XS XS", 2022), awards=won("CSTDCS 2022"), initiatives=(("CO_SO", 2023, None, True, True),)
        ),
        "ELIGIBLE",  # CSTĐCS of 2022 proves one
    ),
    # a measure in force breaks the run
    (
        "BK_TINH",
        2023,
        STAFF.plus(awards=won("CSTDCS 2022", "CSTDCS 2023"), disciplines=((date(2023, 3, 1), date(2023, 6, 1)),)),
        "OUT_OF_REACH",
    ),
]


@pytest.mark.parametrize(
    ("code", "year", "history", "status"), CASES, ids=[f"{c[0]} {c[1]} {i}" for i, c in enumerate(CASES)]
)
def test_worked_cases_of_the_ladder(cursor, code, year, history, status) -> None:
    plan = ladder().plan(year, LINES)
    found, _ = judged(cursor, plan, date(2024, 12, 31), history)
    rung = ladder().by_id[f"{code}.INDIVIDUAL"]
    result = found.tracks["STAFF"]
    assert STATUSES[result.status[result.at(rung.root)][0]] == status


def test_what_is_from_memory_is_off_until_it_is_confirmed() -> None:
    off = [r for r in ladder().rungs if r.root and r.id not in {x.id for x in ladder().judged(2025)}]
    assert {r.id for r in off} == {"BK_TTG.INDIVIDUAL", "HC.INDIVIDUAL"}
    for rung in off:
        lines = {c.id for c in rung.lines}
        assert rung in ladder().judged(2025, lines)
        memory_alone = {c.id for c in rung.lines if c.confidence == 0}
        assert rung not in ladder().judged(2025, lines - memory_alone)


def test_a_way_from_memory_is_left_out_of_a_choice_and_comes_back_when_confirmed() -> None:
    rung = ladder().by_id["BK_TTG.COLLECTIVE"]
    (line,) = [c for c in rung.lines if c.confidence == 0]
    ways = "BK_TTG.tt.ways"
    assert line.id not in ladder().plan(2025).criteria[ways].any
    assert line.id in ladder().plan(2025, {line.id}).criteria[ways].any


def test_every_line_says_where_it_stands_and_how_sure_it_is() -> None:
    for rung in ladder().rungs:
        assert rung.root or rung.beyond, rung.id
        assert rung.root == "" or rung.lines, rung.id
        assert all(c.source for c in rung.lines), rung.id
        assert rung.root or rung.source, rung.id


def test_an_offices_own_file_stands_in_the_place_of_ours_and_a_wrong_one_is_named_with_its_line(tmp_path) -> None:
    own = (LADDER / "ldtt.toml").read_text(encoding="utf-8")
    own = own.replace('codes = ["HTXSNV", "HTTNV"]', 'codes = ["HTXSNV"]')
    (tmp_path / "ldtt.toml").write_text(own, encoding="utf-8")
    changed = load_ladder(LADDER, tmp_path)
    assert changed.by_id["LDTT.INDIVIDUAL"].measure[0].codes == ("HTXSNV",)
    assert len(changed.rungs) == len(ladder().rungs)
    (tmp_path / "ldtt.toml").write_text(own.replace('"HTXSNV"', '"XUAT_SAC"'), encoding="utf-8")
    with pytest.raises(PlanError) as said:
        load_ladder(LADDER, tmp_path)
    assert (said.value.file, said.value.line > 1) == ("ldtt.toml", True)
