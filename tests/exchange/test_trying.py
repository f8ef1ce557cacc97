"""What is tried live in a meeting: on the frozen data, by the same evaluator, whatever happened to the file since."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dienhinh.criteria import STATUSES
from dienhinh.criteria.rules import with_needs
from dienhinh.criteria.scenario import Change
from dienhinh.locale import Words
from dienhinh.places import plan_198
from dienhinh.store import Edit, Store, judge, save, status_counts
from dienhinh.store.records import rows
from dienhinh.store.trial import Trial, what_if
from dienhinh.verdicts.snapshot import Snapshot, take
from dienhinh.verdicts.trying import Tried, results_of, tried_on, ways_of

ON, NOW, VI = date(2026, 11, 24), datetime(2026, 11, 25, 8, 0), Words("vi")
DAYS = [
    date(2020, 6, 30),
    date(2021, 12, 31),
    date(2023, 7, 1),
    date(2024, 12, 31),
    date(2025, 12, 31),
    date(2027, 2, 1),
]
SHOWN = ["code", "track", "unit_code", "position", "status", "progress"]


@pytest.fixture
def store(sample_copy):
    with Store.open(sample_copy) as opened:
        yield opened


@pytest.fixture
def frozen(store) -> Snapshot:
    found = take(store.cursor(), plan_198(), ON, NOW)
    return Snapshot.unpacked(found.packed(), found.fingerprint)


def shown(assessment) -> list[dict]:
    frame = assessment.frame[SHOWN]
    return frame.astype(object).where(frame.notna(), None).astype({"track": str}).to_dict("records")


def status(snapshot: Snapshot, code: str) -> str:
    return STATUSES[snapshot.assessment.status[snapshot.row_of[code]]]


@pytest.mark.parametrize("day", DAYS)
def test_another_day_is_judged_on_the_frozen_data_as_the_file_would_have_said(store, frozen, day) -> None:
    seen, said = tried_on(frozen, Tried(on=day), VI)
    assert shown(seen.assessment) == shown(judge(store.cursor(), plan_198(), day).assessment)
    ends = [date(y, 12, 31) for y in range(2021, 2026) if date(y, 12, 31) < day]
    counted = status_counts(store.cursor(), plan_198(), [*ends, day])
    assert seen.trend.to_dict("records") == counted.to_dict("records")
    assert f"{day:%d/%m/%Y}" in said
    assert (seen.fingerprint, seen.on) == (frozen.fingerprint, day)  # the data are the same


def test_what_was_changed_after_the_opening_does_not_show_on_another_day(store, frozen) -> None:
    day = date(2025, 12, 31)
    before = shown(tried_on(frozen, Tried(on=day), VI)[0].assessment)
    ratings = rows(store.cursor(), "rating")
    save(store, [Edit("rating", {"code": "KHTNV"}, i, r["version"]) for i, r in ratings.items()], "an", None)
    live = shown(judge(store.cursor(), plan_198(), day).assessment)
    again = Snapshot.unpacked(frozen.packed(), frozen.fingerprint)
    assert shown(tried_on(again, Tried(on=day), VI)[0].assessment) == before != live


def test_a_way_taken_makes_the_candidate_eligible_and_nobody_else_differs(frozen) -> None:
    tried = 0
    for code in frozen.nearest_first:
        for i in range(len(ways_of(frozen, code))):
            seen, _ = tried_on(frozen, Tried(code=code, way=i), VI)
            assert status(seen, code) == "ELIGIBLE"
            assert {c for c in frozen.row_of if status(seen, c) != status(frozen, c)} == {code}
            tried += 1
    assert tried > 5


def test_one_result_more_is_judged_as_the_same_fact_in_a_scenario(store, frozen) -> None:
    """An award more of a year that has none comes to the same whether its count or its record is invented."""
    live = judge(store.cursor(), plan_198(), ON)
    trial, compared = Trial(store.cursor(), plan_198(), live), 0
    for code in frozen.row_of:
        facts = frozen.facts(code)
        for measure in results_of(frozen, code):
            taken = {y for c, y in zip(facts["code"], facts["year"], strict=True) if c in measure.codes}
            free = [y for y in range(2021, 2026) if y not in taken]
            if measure.kind not in ("AWARD", "INITIATIVE") or measure.count != "years" or not free:
                continue
            seen, _ = tried_on(frozen, Tried(code=code, measure=measure.id), VI)
            change = Change(
                do="add", who=code, kind=measure.kind, code=measure.codes[0], year=free[0], decided_on=date(2026, 6, 1)
            )
            row = live.assessment.roster["code"].tolist().index(code)
            same = what_if(trial, [change])[0]
            if any(change.code in m.codes for m in plan_198().measures.values() if m.id != measure.id):
                continue  # the record counts for another measure too
            assert status(seen, code) == STATUSES[same.status[row]]
            compared += 1
    assert compared > 5


def test_a_threshold_is_the_changed_plan_on_the_same_counts(store, frozen) -> None:
    leaf = next(c for c in frozen.plan.criterion if isinstance(c.need, int) and c.need > 1)
    seen, said = tried_on(frozen, Tried(criterion=leaf.id, need=1), VI)
    plan = with_needs(plan_198(), {leaf.id: 1})
    assert shown(seen.assessment) == shown(judge(store.cursor(), plan, ON).assessment)
    assert leaf.short.in_("vi") in said


@pytest.mark.parametrize(
    "tried",
    [
        Tried(code="KHONG-CO", way=0),
        Tried(code="KHONG-CO", measure="x"),
        Tried(criterion="x", need=1),
        Tried(code="CB003", way=99),
        Tried(code="CB003", measure="x"),
    ],
)
def test_what_no_longer_fits_is_not_tried(frozen, tried) -> None:
    assert tried_on(frozen, tried, VI) is None


def test_what_is_full_is_not_offered_once_more(frozen) -> None:
    code = frozen.nearest_first[0]
    row = frozen.row_of[code]
    due = int(frozen.assessment.counts.due[row])
    offered = {m.id for m in results_of(frozen, code)}
    for measure in frozen.plan.measures.values():
        have = int(frozen.assessment.counts.have[frozen.plan.measure_index[measure.id], row])
        if measure.count == "due_years" and have == due:
            assert measure.id not in offered
