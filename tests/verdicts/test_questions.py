"""A question's answer against counting by hand; questions from addresses always make sense."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhinh.verdicts.questions import BY, ORDERS, SHAPES, VALUES, WHAT, Question, answered, dimensions, shortened

PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["VP", "HTQT", "LS"]),
            "track": st.sampled_from(["TAP_THE", "COT_CAN"]),
            "post": st.sampled_from(["", "Trưởng phòng"]),
            "kind": st.sampled_from(["ELIGIBLE", "PENDING", "OUT_OF_REACH"]),
            "progress": st.sampled_from([0.0, 0.25, 1.0]),
        }
    ),
    max_size=8,
)
FACTS = st.lists(
    st.tuples(
        st.integers(0, 7),
        st.sampled_from(["2021", "2022", "2024"]),
        st.sampled_from(["LDTT", "CSTDCS", "GK"]),
        st.sampled_from(["", "CONG_TRANG", "DOT_XUAT"]),
    ),
    max_size=20,
)
ANYTHING = st.tuples(
    *(st.sampled_from([*names, "sai", ""]) for names in (WHAT, [*BY, ""], [*BY, ""], VALUES, SHAPES, ORDERS))
)


@given(ANYTHING)
def test_any_address_is_a_question_that_makes_sense(parts) -> None:
    q = Question.read(".".join(parts))
    assert q.rows in dimensions(q.what)
    assert q.across != q.rows
    assert q.across == "" or q.across in dimensions(q.what)
    assert q.shape != "lines" or "year" in (q.rows, q.across)
    assert q.value == "n" or q.what != "PROGRESS"
    assert Question.read(str(q)) == q


@given(PEOPLE, FACTS, st.sampled_from(["unit", "year", "track", "kind", "ground"]), st.sampled_from(["", *BY]),
       st.sampled_from(["n", "share", "head"]))  # fmt: skip
def test_counts_shares_and_counts_a_head_are_those_of_counting_by_hand(people, facts, rows, across, value) -> None:
    q = Question("AWARD", rows, across, value).mended
    everybody = pd.DataFrame(
        [{"candidate_id": i, **p} for i, p in enumerate(people)],
        columns=["candidate_id", "unit", "track", "post", "kind", "progress"],
    )
    held = [
        {"candidate_id": i, "year": y, **people[i], "kind": code, "ground": ground}
        for i, y, code, ground in facts
        if i < len(people)
    ]  # fmt: skip
    table = answered(q, pd.DataFrame(held, columns=[*everybody.columns, "year", "ground"]), everybody)
    assert sorted(table.rows) == sorted({f[q.rows] for f in held})
    for code, line, total, n in zip(table.rows, table.cells, table.totals, table.people, strict=True):
        mine = [f for f in held if f[q.rows] == code]
        group = sum(p[q.rows] == code for p in people) if q.rows in ("unit", "track", "post") else None
        of = {"n": 1, "share": len(mine), "head": group}[q.value]
        for column, cell in zip(table.columns, line, strict=True):
            found = sum(not q.across or f[q.across] == column for f in mine)
            assert cell == pytest.approx(found / of)
        assert total == pytest.approx(len(mine) / of)
        assert group is None or n == group


def test_a_mean_says_nothing_where_there_is_nobody() -> None:
    frame = pd.DataFrame(
        {"candidate_id": [1, 2, 3], "unit": ["A", "A", "B"], "track": ["X", "Y", "X"], "progress": [0.5, 1.0, 0.2]}
    )
    table = answered(Question("PROGRESS", "unit", "track"), frame, frame)
    assert dict(zip(table.rows, table.cells, strict=True)) == {"A": [0.5, 1.0], "B": [0.2, None]}
    assert table.totals == [0.75, 0.2]


def test_further_rows_are_one_whose_numbers_add_up() -> None:
    frame = pd.DataFrame({"candidate_id": range(9), "unit": list("AABBCCDDE"), "kind": ["LDTT"] * 9})
    table = answered(Question("AWARD", "unit", "kind"), frame, frame)
    few = shortened(table, 2, "khác")
    assert few.rows == ["A", "B", "khác"]
    assert few.totals == [2, 2, 5]
    assert few.cells[-1] == [5]


def test_rows_by_name_stand_in_the_order_of_their_names_not_of_their_codes() -> None:
    frame = pd.DataFrame({"candidate_id": range(4), "unit": list("ABCA"), "kind": ["LDTT"] * 4})
    table = answered(Question("AWARD", "unit", "kind", order="name"), frame, frame, {"unit": ["C", "A"]})
    assert table.rows == ["C", "A", "B"]  # a code that nobody has named comes last
    assert table.totals == [1, 2, 1]
