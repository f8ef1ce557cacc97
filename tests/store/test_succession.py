"""Units that came from others (P19): each reading against a second judge that joins the histories by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, explain
from dienhinh.criteria.heritage import Came, taken_over
from dienhinh.criteria.scenario import Change
from dienhinh.exchange.exporting import export_workbook
from dienhinh.exchange.forms import checked, ids_of, values_of
from dienhinh.exchange.importing import import_workbook
from dienhinh.places import plan_198
from dienhinh.store import Edit, Store, apply_records, everything, known_codes, save
from dienhinh.store.history import facts_of, records_of
from dienhinh.store.judge import judge as judged
from dienhinh.store.judge import status_line
from dienhinh.store.succession import inherited
from dienhinh.store.trial import Trial, what_if
from tests.conftest import TERMS, heavy
from tests.histories import ALL_ATTESTED, History, insert, memory, rated, won
from tests.reference import judge

ORDER = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
READINGS = ("own", "principal", "all")
Line = tuple[int, int, str, date, bool]


def under(reading: str):
    return plan_198().with_choices({"P19": reading})


def recorded(units: list[History], lines: list[Line]):
    cursor = memory()
    ids = [insert(cursor, u) for u in units]
    for heir, former, how, on, principal in lines:
        cursor.execute(
            "INSERT INTO succession (candidate_id, unit_id, how, from_on, principal) VALUES (?, ?, ?, ?, ?)",
            [ids[heir], ids[former], how, on, principal],
        )
    return cursor, ids


def joined(units: list[History], lines: list[Line], unit: int, on: date, reading: str) -> History:
    """The history that counts for ``unit`` on ``on``, written from the wording of P19 alone."""
    mine = units[unit]
    founded, before = mine.founded, mine.founded.year if mine.founded else 0
    awards, initiatives, ratings = list(mine.awards), list(mine.initiatives), list(mine.ratings)
    attestations, disciplines = list(mine.attestations), list(mine.disciplines)
    rated_years = {y for y, _, _ in mine.ratings}
    merged: list[History] = []
    for heir, former, how, when, principal in lines:
        if heir != unit or when > on:
            continue
        theirs = joined(units, lines, former, on, reading)
        whole = how == "RENAMED" or (reading == "principal" and principal)
        if whole:
            for r in theirs.ratings:
                there = next((x for x in ratings if x[0] == r[0]), None)
                if r[0] not in rated_years and (there is None or ORDER.index(r[1]) > ORDER.index(there[1])):
                    ratings = [x for x in ratings if x is not there] + [r]
            attestations += theirs.attestations
            disciplines += theirs.disciplines
        if whole or reading == "all":
            awards += theirs.awards
            initiatives += theirs.initiatives
            founded = None if theirs.founded is None or founded is None else min(founded, theirs.founded)
        if reading == "all" and how != "RENAMED":
            merged.append(theirs)
            if principal:
                attestations += theirs.attestations
                disciplines += theirs.disciplines
    for year in range(2015, before):
        there = [h for h in merged if (h.founded.year if h.founded else 0) <= year]
        said = [next((r for r in h.ratings if r[0] == year), None) for h in there]
        codes = [r[1] for r in said if r]
        if (
            year not in rated_years
            and codes
            and (len(codes) == len(there) or ORDER.index(max(codes, key=ORDER.index)) > 1)
        ):
            known = max((r[2] or date(year, 12, 31)) for r in said if r)
            ratings.append((year, max(codes, key=ORDER.index), known))
    return History(
        True, founded, mine.dissolved, (), tuple(ratings), tuple(awards), tuple(initiatives), tuple(attestations),
        tuple(disciplines),
    )  # fmt: skip


GOOD = rated("XS XS XS XS XS")
FORMER = History(True, date(2015, 1, 1), date(2023, 6, 30), (), GOOD[:2], won("BK_TINH 2021", "BK_TINH 2022"))
NEW = History(True, date(2023, 7, 1), None, (), GOOD[2:], (), (), ALL_ATTESTED)
MERGED: Line = (1, 0, "MERGED", date(2023, 7, 1), True)
PART: Line = (1, 0, "MERGED", date(2023, 7, 1), False)
RENAMED: Line = (1, 0, "RENAMED", date(2023, 7, 1), False)


@pytest.mark.parametrize(
    ("line", "reading", "status"),
    [
        (MERGED, "own", "OUT_OF_REACH"),
        (MERGED, "principal", "ELIGIBLE"),
        (MERGED, "all", "ELIGIBLE"),
        (PART, "own", "OUT_OF_REACH"),
        (PART, "principal", "OUT_OF_REACH"),
        (PART, "all", "ELIGIBLE"),
        *((RENAMED, reading, "ELIGIBLE") for reading in READINGS),
    ],
)
def test_whose_history_counts_is_the_readings_word(line, reading, status) -> None:
    cursor, (_, heir) = recorded([FORMER, NEW], [line])
    found = judged(cursor, under(reading), date(2026, 12, 31)).assessment
    assert STATUSES[found.status[found.find(heir)]] == status


def test_a_year_before_the_founding_is_rated_as_the_worst_of_those_there_were() -> None:
    low = History(True, date(2022, 1, 1), date(2023, 6, 30), (), rated("HT", 2022))
    lines: list[Line] = [(2, 0, "MERGED", date(2023, 7, 1), True), (2, 1, "MERGED", date(2023, 7, 1), False)]
    cursor, ids = recorded([FORMER, low, NEW], lines)
    facts = facts_of(cursor, [ids[2]], inherited(cursor, under("all")))
    ratings = {r["year"]: r["code"] for r in facts.to_dict("records") if r["kind"] == "RATING"}
    assert ratings == {2021: "HTXSNV", 2022: "HTNV", 2023: "HTXSNV", 2024: "HTXSNV", 2025: "HTXSNV"}


def test_what_belongs_to_a_unit_that_went_on_after_a_part_was_split_from_it_is_its_own() -> None:
    goes_on = History(True, date(2015, 1, 1), None, (), GOOD, won("BK_TINH 2022", "BK_TINH 2024"))
    cursor, (_, heir) = recorded([goes_on, NEW], [(1, 0, "SPLIT", date(2023, 7, 1), True)])
    facts = facts_of(cursor, [heir], inherited(cursor, under("principal")))
    assert [r["year"] for r in facts.to_dict("records") if r["kind"] == "AWARD"] == [2022]


def test_before_the_day_nothing_is_taken_over() -> None:
    absorbing = History(True, date(2015, 1, 1), None, (), GOOD)
    cursor, (_, heir) = recorded([FORMER, absorbing], [MERGED])
    plan = under("all")
    m = plan.measure_index["provincial_certificates"]
    for day, n in ((date(2023, 6, 30), 0), (date(2023, 7, 1), 2)):
        found = judged(cursor, plan, day).assessment
        assert found.counts.have[m, found.find(heir)] == n


def test_evidence_names_the_former_units_records() -> None:
    cursor, (former, heir) = recorded([FORMER, NEW], [MERGED])
    plan = under("principal")
    took = inherited(cursor, plan)
    awards = records_of(cursor, heir, took)["award"]
    name = cursor.execute("SELECT name FROM candidate WHERE id = ?", [former]).fetchone()[0]
    assert awards["of"].tolist() == [name, name]
    facts = facts_of(cursor, [heir], took)
    lines = explain(plan, "provincial_certificates", facts, date(2026, 12, 31), 2021)
    assert set(lines["evidence"]) == set(awards["id"])


units = st.lists(
    st.builds(
        lambda founded, ended, marks, got: History(
            True,
            founded,
            ended,
            (),
            tuple((2021 + i, m, None) for i, m in enumerate(marks) if m),
            tuple((c, y, None, s) for c, y, s in got),
            (),
            ALL_ATTESTED,
        ),
        st.sampled_from([date(2015, 1, 1), date(2021, 5, 1), date(2022, 1, 1), date(2023, 3, 1), None]),
        st.none(),
        st.lists(st.sampled_from(["HTXSNV", "HTXSNV", "HTTNV", "HTNV", ""]), min_size=5, max_size=5),
        st.lists(
            st.tuples(
                st.sampled_from(["BK_TINH", "BK_BNG"]),
                st.integers(2020, 2025),
                st.sampled_from(["CONFIRMED", "PENDING"]),
            ),
            max_size=3,
        ),
    ),
    min_size=3,
    max_size=4,
)


@settings(max_examples=heavy(30, 200), deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    units,
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 2), st.sampled_from(["RENAMED", "MERGED", "SPLIT"]), st.booleans()),
        max_size=4,
        unique_by=lambda line: line[:2],
    ),
    st.sampled_from([date(2022, 6, 30), date(2023, 12, 31), date(2026, 12, 31)]),
)
def test_every_reading_agrees_with_histories_joined_by_hand(made, drawn, on) -> None:
    day = date(2022, 7, 1)
    lines = [(h, f, how, day, p) for h, f, how, p in drawn if f < h < len(made)]
    ended = {f for _, f, _, _, _ in lines}  # who was taken over is there no longer
    made = [History(**{**u.__dict__, "dissolved": date(2022, 6, 30)}) if i in ended else u for i, u in enumerate(made)]
    late = [u.dissolved is not None and u.founded is not None and u.founded > u.dissolved for u in made]
    made = [History(**{**u.__dict__, "founded": None}) if x else u for u, x in zip(made, late, strict=True)]
    cursor, ids = recorded(made, lines)
    for reading in READINGS:
        plan = under(reading)
        found = judged(cursor, plan, on).assessment
        standing = {int(c): STATUSES[s] for c, s in zip(found.roster["candidate_id"], found.status, strict=True)}
        for i, number in enumerate(ids):
            expected = judge(joined(made, lines, i, on, reading), on)
            if not (made[i].founded is None or made[i].founded <= on) or (made[i].dissolved and made[i].dissolved < on):
                expected = None  # a unit that is not there on the day is no candidate, whoever it came from
            assert standing.get(number) == (expected.status if expected else None), (reading, i, lines)


def test_what_is_tried_stands_on_the_history_taken_over() -> None:
    one = History(True, date(2015, 1, 1), date(2023, 6, 30), (), GOOD[:2], won("BK_TINH 2021"))
    cursor, (_, heir) = recorded([one, NEW], [MERGED])
    plan, on = under("principal"), date(2025, 12, 31)
    standing = judged(cursor, plan, on)
    code = standing.assessment.roster["code"].iloc[standing.assessment.find(heir)]
    trial = Trial(cursor, plan, standing)
    add = Change(do="add", who=str(code), kind="AWARD", code="BK_TINH", year=2025)
    after, _ = what_if(trial, [add])
    assert STATUSES[after.status[after.find(heir)]] == "ELIGIBLE"
    other = trial.under(under("own"))
    after, _ = what_if(other, [add])
    assert STATUSES[after.status[after.find(heir)]] == "ON_TRACK"


def test_an_origin_is_entered_by_form_as_by_workbook(tmp_path) -> None:
    with Store.create(tmp_path / "a.duckdb") as store:
        unit = {"kind": "COLLECTIVE", "born_on": None, "dissolved_on": None}
        units = [
            {**unit, "code": "CU", "name": "Phòng Cũ", "founded_on": None, "dissolved_on": date(2023, 6, 30)},
            {**unit, "code": "MOI", "name": "Phòng Mới", "founded_on": date(2023, 7, 1)},
        ]
        apply_records(store, {"candidate": units}, "an", "1")
        known = known_codes(store.cursor())
        typed = {"unit": "CU", "how": "MERGED", "from_on": date(2023, 7, 1), "principal": True, "document_no": "5/QĐ"}
        found = checked("succession", typed, "MOI", known, TERMS)
        assert found.record is not None
        assert not found.wrong
        save(store, [Edit("succession", values_of("succession", found.record, ids_of(known)))], "an")
        assert checked("succession", {**typed, "unit": "MOI"}, "MOI", known, TERMS).wrong
        export_workbook(store.cursor(), tmp_path / "x.xlsx")
        before = everything(store.cursor())
        (line,) = before["succession"]
        assert (line["code"], line["unit"], line["how"], line["principal"]) == ("MOI", "CU", "MERGED", True)
    with Store.create(tmp_path / "b.duckdb") as store:
        assert import_workbook(store, tmp_path / "x.xlsx", TERMS).errors == []
        assert everything(store.cursor()) == before


def test_the_line_of_a_unit_turns_on_the_day_it_took_over() -> None:
    cursor, (_, heir) = recorded([FORMER, NEW], [MERGED])
    line = status_line(cursor, under("principal"), heir, date(2026, 1, 31))
    assert line[-1][1] == "ELIGIBLE"
    assert line[0][1] is None


def test_former_units_lead_to_the_last_of_a_chain_and_parts_split_off_to_none() -> None:
    day = date(2022, 1, 1)
    lines = [Came(2, 1, "RENAMED", day), Came(3, 2, "MERGED", day), Came(5, 4, "SPLIT", day)]
    assert taken_over(lines, day) == {1: 3, 2: 3}
    assert taken_over(lines, date(2021, 12, 31)) == {}
    assert taken_over([Came(1, 2, "MERGED", day), Came(2, 1, "MERGED", day)], day)  # a circle ends
