"""Two records of one person joined: nothing is lost, what contradicts is asked first, and the act can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dienhinh.access.roles import Act
from dienhinh.places import plan_198
from dienhinh.store import Store, facts_of, judge, save, undo
from dienhinh.store.joining import OWNED, joining
from dienhinh.store.records import rows
from tests.conftest import heavy
from tests.criteria.test_properties import histories
from tests.histories import History, insert

ON = date(2025, 12, 31)
SINCE = ((date(2020, 1, 1), None, False),)
LATER = ((date(2021, 6, 1), None, False),)


def two(store: Store, one: History, other: History) -> tuple[int, int]:
    with store.change(Act.EDIT) as cursor:
        kept, gone, unit = insert(cursor, one), insert(cursor, other), insert(cursor, History(collective=True))
        cursor.execute("UPDATE post SET unit_id = ? WHERE candidate_id IN (?, ?)", [unit, kept, gone])
        cursor.execute("UPDATE award SET identity = id::VARCHAR WHERE candidate_id IN (?, ?)", [kept, gone])
    return kept, gone


def state(store: Store, *ids: int) -> dict[str, Any]:
    """Everything recorded of these, versions apart."""
    found = {t: [rows(store.cursor(), t, candidate_id=i) for i in ids] for t in OWNED}
    found["candidate"] = [rows(store.cursor(), "candidate", id=i) for i in ids]
    for some in found.values():
        for records in some:
            for record in records.values():
                del record["version"]
                record.pop("sort_key", None)  # worked out anew; raw rows have none
    return found


def facts(store: Store, *ids: int) -> list[tuple[Any, ...]]:
    found = facts_of(store.cursor(), list(ids)).drop(columns=["candidate_id", "evidence"], errors="ignore")
    return sorted(map(str, found.itertuples(index=False, name=None)))


def test_everything_is_the_kept_ones_and_undone_it_is_as_it_was(store) -> None:
    kept, gone = two(
        store,
        History(
            posts=SINCE, awards=(("CSTDCS", 2021, date(2022, 1, 5), "CONFIRMED"),), ratings=((2021, "HTTNV", None),)
        ),
        History(
            posts=LATER, awards=(("CSTDCS", 2022, date(2023, 1, 5), "CONFIRMED"),), ratings=((2022, "HTXSNV", None),)
        ),
    )
    before, together = state(store, kept, gone), facts(store, kept, gone)
    found = joining(store.cursor(), kept, gone)
    assert (found.moved, found.alike, found.contradictions) == (3, 0, ())
    act = save(store, found.edits, "Hoa", "một người")
    assert rows(store.cursor(), "candidate", id=gone) == {}
    assert facts(store, kept) == together
    assert judge(store.cursor(), plan_198(), ON).assessment.size == 2  # and the unit
    undo(store, act, "Hoa", "nhầm")
    assert state(store, kept, gone) == before


def test_what_both_have_alike_stays_once_and_what_contradicts_is_asked_first(store) -> None:
    kept, gone = two(
        store,
        History(posts=SINCE, ratings=((2021, "HTTNV", None), (2022, "HTTNV", None))),
        History(posts=LATER, ratings=((2021, "HTTNV", None), (2022, "HTXSNV", None))),
    )
    found = joining(store.cursor(), kept, gone)
    assert (found.moved, found.alike, found.edits) == (1, 1, ())
    (against,) = found.contradictions
    assert (against.table, against.columns) == ("rating", ("code",))
    with store.change(Act.EDIT) as cursor:
        cursor.execute("UPDATE rating SET code = 'HTTNV' WHERE candidate_id = ?", [gone])
    save(store, joining(store.cursor(), kept, gone).edits, "Hoa")
    assert [r["code"] for r in rows(store.cursor(), "rating", candidate_id=kept).values()] == ["HTTNV", "HTTNV"]


def test_particulars_are_taken_over_and_two_birthdays_are_asked(store) -> None:
    kept, gone = two(store, History(posts=SINCE), History(posts=LATER))
    with store.change(Act.EDIT) as cursor:
        cursor.execute("UPDATE candidate SET born_on = '1980-05-03', home = 'Hà Tĩnh' WHERE id = ?", [gone])
    save(store, joining(store.cursor(), kept, gone).edits, "Hoa")
    (mine,) = rows(store.cursor(), "candidate", id=kept).values()
    assert (mine["born_on"], mine["home"]) == (date(1980, 5, 3), "Hà Tĩnh")
    a, b = two(store, History(posts=SINCE), History(posts=LATER))
    with store.change(Act.EDIT) as cursor:
        cursor.execute(
            "UPDATE candidate SET born_on = make_date(1980, 1, (id % 28 + 1)::INTEGER) WHERE id IN (?, ?)", [a, b]
        )
    assert [c.columns for c in joining(store.cursor(), a, b).contradictions] == [("born_on",)]


def test_only_two_people_can_be_joined(store) -> None:
    person, unit = two(store, History(posts=SINCE), History(collective=True))
    for pair in ((person, unit), (unit, person), (person, person), (person, 10**6)):
        with pytest.raises(ValueError, match=str(pair[0])):
            joining(store.cursor(), *pair)


@settings(max_examples=heavy(8, 100), suppress_health_check=list(HealthCheck),
          phases=[Phase.explicit, Phase.generate])  # fmt: skip
@given(histories.filter(lambda h: not h.collective), histories.filter(lambda h: not h.collective), st.booleans())
def test_whoever_is_joined_no_record_is_lost_and_undo_brings_all_back(store, one, other, turned) -> None:
    kept, gone = two(store, one, other)[:: -1 if turned else 1]

    def count() -> int:
        return sum(len(rows(store.cursor(), t, candidate_id=i)) for t in OWNED for i in (kept, gone))

    n, before, found = count(), state(store, kept, gone), joining(store.cursor(), kept, gone)
    assert bool(found.edits) != bool(found.contradictions)
    if not found.edits:
        return
    act = save(store, found.edits, "Hoa")
    assert count() == n - found.alike
    assert all(not rows(store.cursor(), t, candidate_id=gone) for t in OWNED)
    undo(store, act, "Hoa", "nhầm")
    assert state(store, kept, gone) == before
