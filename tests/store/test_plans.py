"""Plans put in force and their versions; drafts as files of their own beside the data file."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.criteria import Plan, load_plan
from dienhinh.criteria.drafts import next_period, write_plan
from dienhinh.places import PLAN_198, plan_198
from dienhinh.plans.drafts import (
    StaleDraft,
    UnknownPlan,
    drafts_in,
    drop_draft,
    keep_draft_plan,
    plan_of,
    plans_of,
    slug,
)
from dienhinh.store import Store, apply_records, judge
from dienhinh.store.plans import close_plan, closed, plan_versions, put_in_force, reopen_plan
from dienhinh.verdicts.periods import again, by_unit, named, stood

TODAY = date(2026, 11, 25)


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "so.duckdb") as made:
        yield made


def draft(**more: object) -> Plan:
    made = next_period(load_plan(PLAN_198), 2026, 2030, TODAY)
    return Plan.model_validate({**made.model_dump(), **more})


def test_a_new_file_is_judged_by_198_until_another_plan_is_put_in_force(store) -> None:
    assert plan_of(store.cursor(), TODAY) == plan_198()
    kept = put_in_force(store, draft(id="45-kh-sngv", number="45/KH-SNgV"), "Hoa", "Cuộc họp 01/12/2026")
    assert not kept.draft
    assert plan_of(store.cursor(), TODAY) == kept
    assert judge(store.cursor(), plan_of(store.cursor(), TODAY), TODAY).assessment.plan.id == "45-kh-sngv"


def test_another_text_under_the_same_id_is_the_next_version_the_same_text_is_not(store) -> None:
    first = put_in_force(store, draft(id="a"), "Hoa", "")
    assert put_in_force(store, draft(id="a"), "Hoa", "").version == first.version == 1
    second = put_in_force(store, draft(id="a", number="46/KH"), "Hoa", "đính chính")
    assert second.version == 2
    assert put_in_force(store, first, "Hoa", "quay lại") == first
    found = plan_versions(store.cursor())
    assert [(v.plan.number, v.plan.version) for v in found][:2] == [(first.number, 1), ("46/KH", 2)]
    assert found[1].why == "đính chính"
    assert found[0].since.tzinfo is not None


def test_198_can_be_taken_up_again_as_it_is(store) -> None:
    put_in_force(store, draft(id="a"), "Hoa", "")
    assert put_in_force(store, plan_198(), "Hoa", "quay lại") == plan_198()


def test_what_is_in_force_survives_closing_the_file(store) -> None:
    kept = put_in_force(store, draft(id="a"), "Hoa", "")
    path = store.path
    store.close()
    with Store.open(path) as again:
        assert plan_of(again.cursor(), TODAY) == kept


def test_a_draft_is_a_file_of_its_own_that_says_what_it_is(tmp_path) -> None:
    kept = keep_draft_plan(tmp_path / "plans", draft())
    assert kept.path.name == "du-thao-2026-2030.toml"
    assert "DỰ THẢO" in kept.path.read_text(encoding="utf-8").splitlines()[0]
    assert [d.plan for d in drafts_in(tmp_path / "plans")] == [draft()]
    assert [p.name for p in (tmp_path / "plans").iterdir()] == [kept.path.name]
    drop_draft(kept)
    assert drafts_in(tmp_path / "plans") == []


def test_two_who_change_one_draft_do_not_overwrite_each_other(tmp_path) -> None:
    kept = keep_draft_plan(tmp_path, draft())
    changed = keep_draft_plan(tmp_path, draft(number="46/KH"), kept)
    with pytest.raises(StaleDraft):
        keep_draft_plan(tmp_path, draft(number="47/KH"), kept)
    with pytest.raises(StaleDraft):
        keep_draft_plan(tmp_path, draft())
    assert [d.plan.number for d in drafts_in(tmp_path)] == ["46/KH"]
    assert drafts_in(tmp_path)[0].mark == changed.mark


def test_a_draft_spoilt_by_hand_is_listed_with_its_fault(tmp_path) -> None:
    kept = keep_draft_plan(tmp_path, draft())
    kept.path.write_text(write_plan(draft()).replace('choice = "06-30"', 'choice = "12-25"', 1), encoding="utf-8")
    (found,) = drafts_in(tmp_path)
    assert found.plan is None
    assert "does not admit" in str(found.fault)
    assert found.fault.line > 1


def test_names_for_files_are_plain() -> None:
    assert slug("45/KH-SNgV (dự thảo)") == "45-kh-sngv-du-thao"
    assert slug("…") == "ke-hoach"


def third(**more: object) -> Plan:
    return Plan.model_validate({**next_period(load_plan(PLAN_198), 2031, 2035, TODAY).model_dump(), **more})


@pytest.mark.parametrize(
    ("on", "asked", "found"),
    [
        (date(2025, 12, 31), None, "198-kh-sngv"),
        (date(2026, 1, 1), None, "45-kh"),
        (date(2030, 12, 31), None, "45-kh"),
        (date(2033, 5, 1), None, "99-kh"),
        (date(2040, 1, 1), None, "99-kh"),
        (date(2019, 1, 1), None, "198-kh-sngv"),
        (date(2033, 5, 1), "198-kh-sngv", "198-kh-sngv"),
        (date(2022, 5, 1), "99-kh", "99-kh"),
    ],
)
def test_a_file_holds_three_plans_and_the_day_says_which(store, on, asked, found) -> None:
    for made in (third(id="99-kh", number="99/KH"), draft(id="45-kh", number="45/KH")):
        put_in_force(store, made, "Hoa", "QĐ")
    assert [p.id for p in plans_of(store.cursor())] == ["198-kh-sngv", "99-kh", "45-kh"]
    assert plan_of(store.cursor(), on, asked).id == found


def test_a_plan_nobody_put_in_force_is_said(store) -> None:
    with pytest.raises(UnknownPlan) as said:
        plan_of(store.cursor(), TODAY, "77-kh")
    assert said.value.known == ("198-kh-sngv",)


def test_of_two_plans_of_one_period_the_last_put_in_force_is_taken(store) -> None:
    put_in_force(store, draft(id="a", number="1/KH"), "Hoa", "")
    put_in_force(store, draft(id="b", number="2/KH"), "Hoa", "")
    assert plan_of(store.cursor(), date(2027, 1, 1)).id == "b"
    put_in_force(store, draft(id="a", number="1/KH"), "Hoa", "quay lại")
    assert plan_of(store.cursor(), date(2027, 1, 1)).id == "a"


def test_a_plan_is_closed_and_opened_again(store) -> None:
    close_plan(store, "198-kh-sngv", date(2026, 1, 20), "Hoa", "đã tổng kết")
    (last,) = closed(store.cursor()).values()
    assert (last.on, last.who, last.why) == (date(2026, 1, 20), "Hoa", "đã tổng kết")
    reopen_plan(store, "198-kh-sngv")
    assert closed(store.cursor()) == {}


def test_who_stands_in_two_periods_is_one_exemplar_also_under_a_new_name(store) -> None:
    unit = {"kind": "COLLECTIVE", "born_on": None, "founded_on": None, "dissolved_on": None}
    units = [{**unit, "code": c, "name": n} for c, n in (("CU", "Phòng Cũ"), ("MOI", "Phòng Mới"), ("P2", "Phòng Hai"))]
    line = {"who": "MOI", "unit": "CU", "how": "RENAMED", "from_on": date(2026, 2, 1), "principal": False}
    stages = [
        {"plan_id": plan, "who": who, "stage": stage, "entered_on": on, "document_no": None, "note": None}
        for plan, who, stage, on in (
            ("198-kh-sngv", "CU", "DANG_KY", date(2021, 3, 26)),
            ("198-kh-sngv", "CU", "CONG_NHAN", date(2025, 12, 30)),
            ("198-kh-sngv", "P2", "DANG_KY", date(2021, 3, 26)),
            ("45-kh", "MOI", "DANG_KY", date(2026, 3, 26)),
        )
    ]
    put_in_force(store, draft(id="45-kh", number="45/KH"), "Hoa", "QĐ")
    apply_records(store, {"candidate": units, "succession": [line], "stage": stages}, "an", "1")
    plans = plans_of(store.cursor())
    found, people = stood(store.cursor(), plans, TODAY), named(store.cursor(), TODAY)
    ((who, mine),) = again(found).items()
    assert people[who].name == "Phòng Mới"
    assert {p: s.stage for p, s in mine.items()} == {"198-kh-sngv": "CONG_NHAN", "45-kh": "DANG_KY"}
    assert by_unit(found, people, "DANG_KY") == {
        "Phòng Hai": {"198-kh-sngv": 1},
        "Phòng Mới": {"198-kh-sngv": 1, "45-kh": 1},
    }
