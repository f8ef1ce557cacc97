"""The exemplar pipeline (IV): what must hold to enter a stage, and the counts by year."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.criteria.pipeline import bounded, by_year, doubts, stage_of
from dienhinh.kinds.codes import STAGES
from dienhinh.places import plan_198

DAY = {s: date(2021 + i, 3, 1) for i, s in enumerate(STAGES)}


def reasons(stage: str, **other: object) -> list[str]:
    """The doubts about entering ``stage``, everything before it being in order unless said otherwise."""
    place = STAGES.index(stage)
    said = {
        "entered": {s: DAY[s] for s in STAGES[:place]},
        "status": "ELIGIBLE",
        "nurturer": "Giám đốc",
        "document_no": "58/SNgV",
        "registered": 3,
        "at_most": 5,
        "replications": 1,
        "on": DAY[stage],
    } | other
    return [d.reason for d in doubts(stage, said.pop("on"), said.pop("entered"), **said)]


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_speaks_against_a_stage_whose_conditions_hold(stage) -> None:
    assert reasons(stage) == []


@pytest.mark.parametrize(
    ("stage", "other", "reason"),
    [
        ("LUA_CHON", {"entered": {}}, "The stage before it has not been entered."),
        ("LUA_CHON", {"on": date(2020, 1, 1)}, "An earlier stage was entered later, on {day}."),
        ("PHAT_HIEN", {"status": None}, "Not a candidate on that day: not yet joined, or has left."),
        ("DANG_KY", {"status": "OUT_OF_REACH"}, "Cannot meet the criteria in this period any more."),
        ("DANG_KY", {"registered": 5}, "{n} are registered already; {most} are sought at most (IV.1)."),
        ("DANG_KY", {"document_no": None}, "The registration list’s document number is missing."),
        ("BOI_DUONG", {"nurturer": None}, "No leader is in charge of the nurturing."),
        ("CONG_NHAN", {"status": "PENDING"}, "Not eligible on that day."),
        ("NHAN_RONG", {"replications": 0}, "No unit has taken up the practice yet."),
    ],
)
def test_what_does_not_hold_is_said(stage, other, reason) -> None:
    assert reasons(stage, **other) == [reason]


def test_the_fifth_may_still_be_registered() -> None:
    assert reasons("DANG_KY", registered=4) == []


def test_the_stage_is_the_furthest_entered_by_the_day() -> None:
    assert stage_of(DAY, date(2020, 12, 31)) is None
    assert stage_of(DAY, date(2023, 3, 1)) == "DANG_KY"
    assert stage_of(DAY, date(2030, 1, 1)) == "NHAN_RONG"


def test_entries_are_counted_by_stage_and_year() -> None:
    found = by_year(
        [("DANG_KY", date(2021, 3, 26)), ("DANG_KY", date(2021, 5, 1)), ("BOI_DUONG", date(2019, 1, 1))], [2021, 2022]
    )
    assert found["DANG_KY"] == [2, 0]
    assert found["BOI_DUONG"] == [0, 0]


@pytest.mark.parametrize("status", [None, "OUT_OF_REACH", "PENDING"])
def test_a_model_is_not_asked_for_a_verdict(status) -> None:
    assert reasons("CONG_NHAN", status=status, model=True) == []


@pytest.mark.parametrize(("choice", "n"), [("first_year", 2), ("whole_period", 3)])
def test_what_the_number_sought_bounds_is_p20s_word(choice, n) -> None:
    days = [date(2021, 3, 26), date(2021, 3, 26), date(2023, 3, 1)]
    assert bounded(plan_198().with_choices({"P20": choice}), days) == n
