"""The next period's plan: cloned, written and read again, told apart, edited as tables, judged over other years."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest

from dienhinh.criteria import load_plan, parse_plan
from dienhinh.criteria.drafts import checked_plan, differences, next_period, over_years, write_plan
from dienhinh.criteria.validity import validity
from dienhinh.places import PLAN_198
from dienhinh.plans.rows import COLUMNS, GROUPS, LEAVES, MEASURES, MILESTONES, PARTS, rows_of, with_rows

TODAY = date(2026, 11, 25)
OTHER = load_plan(Path(__file__).parents[1] / "plans" / "mau-12.toml")


@pytest.fixture(scope="module")
def draft():
    return next_period(load_plan(PLAN_198), 2026, 2030, TODAY)


def test_a_plan_written_and_read_again_is_the_same_plan(plan, draft) -> None:
    for one in (plan, draft, OTHER):
        again = parse_plan(write_plan(one))
        assert again == one
        assert again.digest == one.digest


def test_the_next_period_is_198_five_years_on(plan, draft) -> None:
    assert list(draft.period.years) == [2026, 2027, 2028, 2029, 2030]
    assert draft.draft
    assert draft.based_on == "198-kh-sngv v1"
    assert "2026–2030" in draft.title.vi
    assert "2021" not in draft.model_dump_json().replace("198-kh-sngv", "")
    assert [m.due.year - o.due.year for m, o in zip(draft.milestone, plan.milestone, strict=True)] == [5] * 8
    assert {c.id: c.need for c in draft.criterion} == {c.id: c.need for c in plan.criterion}
    assert draft.period.attested_within  # what was attested for 198 does not serve the next period
    assert "DỰ THẢO" in write_plan(draft).splitlines()[0]


def test_the_29th_of_february_moves_to_the_28th(plan) -> None:
    leap = plan.model_copy(update={"milestone": (plan.milestone[0].model_copy(update={"due": date(2024, 2, 29)}),)})
    assert next_period(leap, 2026, 2030, TODAY).milestone[0].due == date(2029, 2, 28)


def test_differences_name_the_item_the_key_and_both_values(plan, draft) -> None:
    said = with_rows(
        draft.model_dump(),
        LEAVES,
        [{**r, "need": 4} if r["id"] == "III.2.c3" else r for r in rows_of(draft, LEAVES) if r["id"] != "III.2.c1"],
    )
    groups = [{**r, "parts": [p for p in r["parts"] if p != "III.2.c1"]} for r in rows_of(draft, GROUPS)]
    edited, faults = checked_plan(with_rows(said, GROUPS, groups))
    assert not faults
    found = {(d.table, d.id, d.key): (d.before, d.after) for d in differences(plan, edited)}
    assert found["criterion", "III.2.c3", "need"] == (3, 4)
    assert found["criterion", "III.2.c1", ""][1] is None
    assert found["criterion", "III.2.c", "any"][1] == ("III.2.c2", "III.2.c3")
    assert found["milestone", "2026-register", "due"] == (date(2021, 3, 29), date(2026, 3, 29))
    assert ("measure", "good_years", "codes") not in found
    assert differences(plan, plan) == []


@pytest.mark.parametrize("part", PARTS)
def test_rows_put_back_unchanged_give_the_same_plan(plan, draft, part) -> None:
    for one in (plan, draft, OTHER):
        rows = rows_of(one, part)
        assert all(set(r) == set(COLUMNS[part]) for r in rows)
        made, faults = checked_plan(with_rows(one.model_dump(), part, rows))
        assert not faults
        assert {c.id: c for c in made.criterion} == {c.id: c for c in one.criterion}
        assert (made.measure, made.milestone, made.track) == (one.measure, one.milestone, one.track)


WRONG = [
    (LEAVES, "III.2.c3", {"need": 6}, ("criterion", "need"), "can never be met"),
    (LEAVES, "III.2.c3", {"need": None}, ("criterion", "need"), "needs a threshold"),
    (LEAVES, "III.2.c3", {"vi": None}, ("criterion", "vi"), "is not right"),
    (GROUPS, "III.2.c", {"parts": []}, ("criterion", "id"), "must have exactly one of"),
    (GROUPS, "III.2.c", {"parts": ["III.2.c1"]}, ("criterion", "id"), "No track uses"),
    (MEASURES, "grassroots_fighter_years", {"codes": []}, ("measure", "id"), "names no codes"),
    (MEASURES, "grassroots_fighter_years", {"codes": ["HTTNV"]}, ("measure", "codes"), "is not a code of kind"),
    (MEASURES, "no_discipline", {"codes": ["GIANG_CHUC"]}, ("measure", "codes"), "has not been given since"),
    (MILESTONES, "2026-register", {"due": None}, ("milestone", "due"), "is not right"),
]


@pytest.mark.parametrize(("part", "which", "change", "where", "why"), WRONG)
def test_what_a_table_gets_wrong_is_said_with_its_place(draft, part, which, change, where, why) -> None:
    rows = [{**r, **change} if r["id"] == which else r for r in rows_of(draft, part)]
    _, faults = checked_plan(with_rows(draft.model_dump(), part, rows))
    assert faults
    path, reason, words = faults[0]
    assert (path[0], path[-1]) == where
    assert why in reason.format(**words)


def test_a_code_that_was_still_given_when_the_period_began_is_no_fault(plan) -> None:
    rows = [{**r, "codes": ["GIANG_CHUC"]} if r["id"] == "no_discipline" else r for r in rows_of(plan, MEASURES)]
    assert checked_plan(with_rows(plan.model_dump(), MEASURES, rows))[1] == []


def test_over_other_years_only_the_years_differ(plan, draft) -> None:
    back = over_years(draft, 2021, 2025)
    assert list(back.period.years) == list(plan.period.years)
    assert back.criterion == draft.criterion


def test_a_rating_rests_on_what_was_in_force_at_its_years_end() -> None:
    v = validity()
    assert [v.basis_of_rating(y).number for y in (2021, 2025, 2026)] == [
        "90/2020/NĐ-CP",
        "90/2020/NĐ-CP",
        "335/2025/NĐ-CP",
    ]
    assert v.basis_of("AWARD", date(2023, 12, 31)).number == "15/2003/QH11"
    assert v.basis_of("AWARD", date(2024, 1, 1)).number == "06/2022/QH15"
    assert v.meaning_of("HTXSNV", "335/2025/NĐ-CP").vi != v.meaning_of("HTXSNV", "90/2020/NĐ-CP").vi
    assert v.last_day("HA_BAC_LUONG") == date(2025, 6, 30)
    assert v.last_day("CSTDCS") is None


def test_bases_of_one_kind_follow_each_other_without_a_gap_or_an_overlap() -> None:
    for kind in ("RATING", "AWARD", "DISCIPLINE"):
        spans = [(b.begins, b.until) for b in validity().basis if b.kind == kind]
        for (_, until), (begins, _) in itertools.pairwise(spans):
            assert (begins - until).days == 1
