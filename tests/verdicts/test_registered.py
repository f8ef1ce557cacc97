"""Registered against achieved: where each proposal lies on a day, what the office has to move, and by when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dienhinh.access.roles import Act
from dienhinh.locale import Words
from dienhinh.reports.offices import Office, keep_office
from dienhinh.store import Store
from dienhinh.verdicts.registered import by_unit, lies_said, registered, to_send
from tests.histories import History, insert

STAFF = History(posts=((date(2020, 1, 1), None, False),))
ON = date(2024, 12, 1)
SENT, BACK = date(2024, 11, 1), date(2024, 11, 15)
LIES = [
    # what the registration says, the award's state (or none) → where it lies on ON
    ({}, None, "REGISTERED"),
    ({"sent_on": SENT, "sent_to": "Ban TĐKT"}, None, "SENT"),
    ({"sent_on": date(2024, 12, 2)}, None, "REGISTERED"),  # not yet on the day
    ({"sent_on": SENT, "returned_on": BACK, "returned_why": "thiếu dấu"}, None, "RETURNED"),
    ({"sent_on": BACK + timedelta(days=3), "returned_on": BACK}, None, "SENT"),  # sent again
    ({"sent_on": SENT, "returned_on": date(2024, 12, 5)}, None, "SENT"),  # comes back later
    ({"sent_on": SENT, "returned_on": BACK}, "CONFIRMED", "ACHIEVED"),  # the decision ends it
    ({"sent_on": SENT}, "PENDING", "AWAITED"),
    ({"sent_on": SENT}, "REFUSED", "REFUSED"),
    ({"sent_on": SENT}, "REVOKED", "SENT"),
    (None, "CONFIRMED", "BESIDE"),
    (None, "REFUSED", None),
    (None, None, None),
]


def one(store: Store, said, state) -> int:
    """Somebody with a registration for CSTĐCS 2024 (None: without), and an award of that year in ``state``."""
    with store.change(Act.EDIT) as cursor:
        who = insert(cursor, STAFF.plus(awards=(("CSTDCS", 2024, date(2024, 11, 20), state),) if state else ()))
        if said is not None:
            told = {"candidate_id": who, "year": 2024, "code": "CSTDCS", "registered_on": date(2024, 3, 1)} | said
            names, marks = ", ".join(told), ", ".join("?" * len(told))
            cursor.execute(f"INSERT INTO registration ({names}) VALUES ({marks})", list(told.values()))
    return who


@pytest.mark.parametrize(("said", "state", "lies"), LIES)
def test_where_a_proposal_lies(store, said, state, lies) -> None:
    who = one(store, said, state)
    found = registered(store.cursor(), 2024, ON)
    assert [(s.candidate_id, s.code, s.state) for s in found] == ([(who, "CSTDCS", lies)] if lies else [])
    assert registered(store.cursor(), 2023, ON) == []
    assert registered(store.cursor(), 2024, date(2024, 2, 1)) == []  # nothing is known of it yet


def test_it_is_said_in_words(store) -> None:
    one(store, {"sent_on": SENT, "sent_to": "Ban TĐKT tỉnh"}, None)
    one(store, {"sent_on": SENT, "returned_on": BACK, "returned_why": "thiếu dấu"}, None)
    said = {lies_said(s, Words("vi")) for s in registered(store.cursor(), 2024, ON)}
    assert said == {
        "đã trình Ban TĐKT tỉnh, chưa có quyết định (01/11/2024)",
        "bị trả lại (15/11/2024): thiếu dấu",
    }


@pytest.mark.parametrize(
    ("day", "on", "due"),
    [
        ("10/12", date(2024, 12, 1), date(2024, 12, 10)),
        ("10/12", date(2024, 12, 20), date(2024, 12, 10)),  # overdue
        ("10/12", date(2024, 5, 1), "not yet"),  # too far ahead
        ("10/12", date(2025, 1, 15), date(2024, 12, 10)),  # last year's, still lying
        ("", date(2024, 12, 1), "not yet"),  # the office has not said the day
        ("", date(2025, 1, 15), None),  # but the year is over
        ("31/2", date(2024, 12, 1), "not yet"),  # no such day
    ],
)
def test_what_is_to_be_sent_and_by_when(store, day, on, due) -> None:
    keep_office(store, Office(sends_by=day))
    one(store, {}, None)
    one(store, {"sent_on": SENT}, None)  # on its way: not ours to move
    found = to_send(store.cursor(), on, timedelta(days=90))
    assert [(s.state, when) for s, when in found] == ([] if due == "not yet" else [("REGISTERED", due)])


def test_what_came_back_is_to_be_moved_at_once(store) -> None:
    one(store, {"sent_on": date(2024, 4, 1), "returned_on": date(2024, 4, 10)}, None)
    assert [s.state for s, _ in to_send(store.cursor(), date(2024, 4, 20), timedelta(days=90))] == ["RETURNED"]


def test_units_are_counted(store) -> None:
    a, b = one(store, {}, None), one(store, {"sent_on": SENT}, None)
    found = registered(store.cursor(), 2024, ON)
    assert by_unit(found, {a: "VP", b: "VP"}) == [("VP", {"REGISTERED": 1, "SENT": 1})]
