"""Rule what-ifs: other thresholds and other policies say what a plan file so written says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dienhinh.criteria import parse_plan
from dienhinh.criteria.compare import GROUPS, by_group, compare
from dienhinh.criteria.rules import sweep, thresholds, under, with_needs
from dienhinh.places import PLAN_198, plan_198
from dienhinh.store import Store, judge
from dienhinh.store.judge import fallen

PLAN = plan_198()
TEXT = PLAN_198.read_text(encoding="utf-8")
ON = date(2026, 11, 24)


def rewritten(criterion: str, need: int) -> str:
    """The plan file with one threshold changed by hand."""
    head, tail = TEXT.split(f'id = "{criterion}"', 1)
    lines = tail.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("need = "))
    lines[at] = f"need = {need}"
    return f'{head}id = "{criterion}"' + "\n".join(lines)


@pytest.fixture(scope="module")
def standing(sample_file):
    with Store.open(sample_file) as store:
        return judge(store.cursor(), PLAN, ON)


@pytest.mark.parametrize("criterion", [c.id for c in thresholds(PLAN)])
def test_another_threshold_judges_as_a_plan_file_so_written(standing, sample_file, criterion) -> None:
    need = int(PLAN.criteria[criterion].need) - 1 or 2
    written = parse_plan(rewritten(criterion, need), "kh.toml")
    changed = with_needs(PLAN, {criterion: need})
    assert changed.digest == written.digest
    with Store.open(sample_file) as store:
        loaded = judge(store.cursor(), written, ON).assessment
    tried = under(standing.assessment, changed)
    assert np.array_equal(tried.status, loaded.status)
    assert np.allclose(tried.progress, loaded.progress)


@pytest.mark.parametrize("policy", PLAN.policy, ids=lambda p: p.id)
def test_another_reading_of_a_policy_judges_as_a_plan_file_so_written(sample_file, policy) -> None:
    for choice in policy.choices:
        head, tail = TEXT.split(f'[[policy]]\nid = "{policy.id}"', 1)
        written = parse_plan(
            f'{head}[[policy]]\nid = "{policy.id}"'
            + tail.replace(f'choice = "{policy.choice}"', f'choice = "{choice.id}"', 1),
            "kh.toml",
        )
        assert PLAN.with_choices({policy.id: choice.id}).digest == written.digest


def test_a_lower_threshold_never_makes_fewer_eligible(standing) -> None:
    for criterion in thresholds(PLAN):
        curve = sweep(standing.assessment, criterion.id, 5)["ELIGIBLE"].tolist()
        assert curve == sorted(curve, reverse=True)


def test_a_threshold_that_is_no_number_is_not_changed() -> None:
    with pytest.raises(ValueError, match="no number"):
        with_needs(PLAN, {"III.1.b.good": 3})
    with pytest.raises(KeyError):
        with_needs(PLAN, {"III.9": 3})


def test_gains_and_losses_add_up_in_every_grouping(sample_file) -> None:
    with Store.open(sample_file) as store:
        base = judge(store.cursor(), PLAN, date(2025, 12, 31)).assessment
        other = under(base, with_needs(PLAN, {"III.2.d2": 1, "III.1.c.two": 3}))
    found = compare(base, other)
    assert len(found.flips)
    gained = int(found.counts.loc["ELIGIBLE", "after"] - found.counts.loc["ELIGIBLE", "before"])
    for group in GROUPS:
        rows = by_group(found, base, other, group)
        assert rows["eligible"].sum() == gained
        assert rows["better"].sum() + rows["worse"].sum() == len(found.flips)


def test_a_rule_is_tried_on_earlier_year_ends_as_on_the_day_itself(sample_file) -> None:
    days = [date(y, 12, 31) for y in range(2021, 2026)]
    with Store.open(sample_file) as store:
        readings = PLAN.with_choices({"P10": "one_tolerated", "P1": "longest_post"})
        for changed in (with_needs(PLAN, {"III.2.d2": 1}), readings):
            found = fallen(store.cursor(), PLAN, changed, days)
            for day, one in zip(days, found, strict=True):
                a, b = (judge(store.cursor(), p, day).assessment for p in (PLAN, changed))
                assert one.before == tuple(np.bincount(a.status, minlength=4))
                assert one.after == tuple(np.bincount(b.status, minlength=4))
                assert (one.better, one.worse) == ((b.status < a.status).sum(), (b.status > a.status).sum())
