"""The nomination portfolio agrees with trying every choice, keeps its limits, and names answers equally good."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhinh.criteria.portfolio import Impossible, Option, portfolios
from tests.conftest import many

KINDS = [("CSTDCS", 2024), ("CSTDCS", 2025), ("BK_TINH", 2025)]


@st.composite
def instances(draw):
    options = [
        Option(
            f"C{i}",
            tuple(sorted(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2)))),
            gain=draw(st.sampled_from([0, 100, 333, 1000])),
        )
        for i in range(draw(st.integers(1, 5)))
        for _ in range(draw(st.integers(1, 2)))
    ]
    options = list(dict.fromkeys(options))
    people = sorted({o.candidate for o in options})
    return options, {
        "limits": {k: draw(st.integers(0, 3)) for k in draw(st.lists(st.sampled_from(KINDS), unique=True))},
        "fixed": draw(st.lists(st.sampled_from(people), max_size=1)),
        "excluded": draw(st.lists(st.sampled_from(people), max_size=1)),
        "preferred": draw(st.lists(st.sampled_from(people), max_size=2)),
        "groups": {"g": (people[:2], draw(st.integers(0, 2)))},
    }


def every_choice(options, limits, fixed, excluded, preferred, groups):
    """All admissible choices with their value, by brute force."""
    ways: dict[str, list[Option | None]] = {}
    for o in options:
        if o.candidate not in excluded:
            ways.setdefault(o.candidate, [None]).append(o)
    for choice in product(*ways.values()):
        chosen = [o for o in choice if o is not None]
        names = {o.candidate for o in chosen}
        used = Counter(n for o in chosen for n in o.nominations)
        if any(used[k] > limit for k, limit in limits.items()) or not set(fixed) <= names:
            continue
        if any(len(names & set(members)) < least for members, least in groups.values()):
            continue
        value = (
            len(chosen),
            -sum(len(o.nominations) for o in chosen),
            len(names & set(preferred)),
            sum(o.gain for o in chosen),
        )
        yield value, frozenset(chosen)


@settings(max_examples=many(150))
@given(instances())
def test_the_answer_is_the_best_of_all_choices(instance) -> None:
    options, asked = instance
    all_of = list(every_choice(options, **asked))
    if not all_of:
        with pytest.raises(Impossible):
            portfolios(options, **asked)
        return
    found = portfolios(options, **asked, most=50)
    best = max(value for value, _ in all_of)
    as_good = {chosen for value, chosen in all_of if value == best}
    answers = [frozenset(p.chosen) for p in found]
    assert set(answers) == as_good
    assert len(set(answers)) == len(answers)
    assert all(p.gap == 0 for p in found)


def test_two_for_one_place_are_two_answers() -> None:
    place = (("CSTDCS", 2025),)
    found = portfolios([Option("A", place), Option("B", place)], {("CSTDCS", 2025): 1})
    assert {p.chosen[0].candidate for p in found} == {"A", "B"}
    (only,) = portfolios([Option("A", place), Option("B", place)], {("CSTDCS", 2025): 1}, preferred=["B"])
    assert only.chosen[0].candidate == "B"


def test_nobody_to_nominate_is_an_answer_too() -> None:
    (nothing,) = portfolios([], {})
    assert nothing.chosen == ()
