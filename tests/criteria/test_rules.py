"""Rule what-ifs: other thresholds and other policies say what a plan file so written says."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dienhinh.criteria import parse_plan
from dienhinh.criteria.rules import sweep, thresholds, under, with_needs
from dienhinh.places import PLAN_198, plan_198
from dienhinh.store import Store, judge

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
