"""The list of work: everything due is on it, with its day; what is done, or not yet, is not."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.criteria.routes import route_tables
from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.places import plan_198
from dienhinh.quality import findings
from dienhinh.store import Store, judge
from dienhinh.store.meetings import add_meeting, close_meeting, conclude, finish_task, meeting, open_meeting, tasks
from dienhinh.verdicts.countdown import countdown
from dienhinh.verdicts.work import AHEAD, KINDS, work

PLAN = plan_198()


def listed(store: Store, on: date):
    cursor = store.cursor()
    found = judge(cursor, PLAN, on).assessment
    before = judge(cursor, PLAN, on.replace(year=on.year - 1)).assessment
    return work(cursor, found, before, route_tables(found), countdown(cursor, PLAN, on), findings(cursor, found)), found


@pytest.fixture
def store(sample_copy):
    with Store.open(sample_copy) as opened:
        yield opened


def test_it_holds_what_is_due_and_nothing_else(store) -> None:
    on = date(2025, 12, 31)
    found, assessment = listed(store, on)
    by = {kind: [w for w in found if w.kind == kind] for kind in KINDS}
    pending = {str(c) for c, s in zip(assessment.roster["code"], assessment.status, strict=True) if s == 1}
    assert {w.code for w in by["PAPERS"]} == pending
    assert {w.due for w in by["MILESTONE"]} == {date(2025, 12, 31)}  # the conference; the rest was done by then
    assert all(w.due is not None and w.due <= on + AHEAD for w in by["CLOSING"])
    staged = {
        c for (c,) in store.cursor().execute(
            "SELECT c.code FROM stage s JOIN candidate c ON c.id = s.candidate_id WHERE entered_on <= ?"
            " AND plan_id = ?", [on, plan_198().id]
        ).fetchall()
    }  # fmt: skip
    eligible = {str(c) for c, s in zip(assessment.roster["code"], assessment.status, strict=True) if s == 0}
    assert eligible - staged <= {w.code for w in by["RISING"]}
    assert not {w.code for w in by["RISING"]} & staged
    deciding = {(f.fault, n) for f in findings(store.cursor(), assessment) for n in f.hang if f.fault != "UNATTESTED"}
    assert len(by["FINDING"]) == len(deciding)
    assert [list(KINDS).index(w.kind) for w in found] == sorted(list(KINDS).index(w.kind) for w in found)


def test_ways_that_close_are_on_it_when_their_day_is_near(store) -> None:
    far, _ = listed(store, date(2025, 12, 31))
    near, assessment = listed(store, date(2026, 5, 15))
    assert not [w for w in far if w.kind == "CLOSING"]  # half a year is left
    closing = [w for w in near if w.kind == "CLOSING"]
    striving = {str(c) for c, s in zip(assessment.roster["code"], assessment.status, strict=True) if s == 2}
    assert {w.code for w in closing} == striving
    assert {w.due for w in closing} == {date(2026, 6, 30)}


def test_what_a_sealed_meeting_asked_for_is_on_it_until_it_is_done(store) -> None:
    held = date(2026, 1, 15)
    number = add_meeting(store, Meeting("XET_CHON", "Họp xét", held, date(2025, 12, 31), agenda=("CB005",)), "Hoa")
    now = meeting(store.cursor(), number)
    assert now is not None
    open_meeting(store, now, b"x", "F", "Hoa")
    now = meeting(store.cursor(), number)
    assert now is not None
    conclude(store, now, Conclusion("CB005", "BO_SUNG", "quyết định năm 2025", "Văn phòng", date(2026, 2, 1)))

    def asked(on: date) -> list[tuple[str, date | None]]:
        return [(w.code, w.due) for w in listed(store, on)[0] if w.kind == "CONCLUSION"]

    assert asked(date(2026, 3, 1)) == []  # not sealed yet
    now = meeting(store.cursor(), number)
    assert now is not None
    close_meeting(store, now, "Hoa")
    assert asked(date(2026, 1, 14)) == []
    assert asked(date(2026, 3, 1)) == [("CB005", date(2026, 2, 1))]
    (task,) = tasks(store.cursor())
    finish_task(store, task, date(2026, 2, 20))
    assert asked(date(2026, 2, 19)) == [("CB005", date(2026, 2, 1))]
    assert asked(date(2026, 3, 1)) == []
