"""Review meetings: frozen on a snapshot, concluded, sealed, reopened with a trace; two secretaries do not overwrite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.places import plan_198
from dienhinh.store import Edit, Store, judge, records_of, save
from dienhinh.store.meetings import (
    Sealed,
    StaleMeeting,
    add_meeting,
    change_meeting,
    close_meeting,
    conclude,
    conclusions,
    finish_task,
    meeting,
    open_meeting,
    reopen_meeting,
    snapshot_of,
    tasks,
    trace,
)
from dienhinh.store.records import rows
from dienhinh.verdicts.snapshot import Snapshot, Tampered, eligible, take

ON, NOW = date(2026, 11, 24), datetime(2026, 11, 25, 8, 0)
MADE = Meeting(
    "XET_CHON",
    "Xét chọn điển hình",
    date(2026, 12, 1),
    ON,
    agenda=("CB003", "CB005"),
    members=({"name": "Trần Thị Hoa", "role": "Chủ trì"},),
)


@pytest.fixture
def store(sample_copy):
    with Store.open(sample_copy) as opened:
        yield opened


def opened(store: Store) -> Meeting:
    number = add_meeting(store, MADE, "Hoa")
    snapshot = take(store.cursor(), plan_198(), ON, NOW)
    open_meeting(store, meeting(store.cursor(), number), snapshot.packed(), snapshot.fingerprint, "Hoa")
    return meeting(store.cursor(), number)


def test_a_snapshot_says_what_the_data_said(store) -> None:
    snapshot = take(store.cursor(), plan_198(), ON, NOW)
    live = judge(store.cursor(), plan_198(), ON).assessment
    again = Snapshot.unpacked(snapshot.packed(), snapshot.fingerprint)
    assert again.assessment.frame[["code", "status", "progress"]].equals(
        live.frame[["code", "status", "progress"]].astype(again.assessment.frame[["code", "status", "progress"]].dtypes)
    )
    who = next(n for n, c in rows(store.cursor(), "candidate").items() if c["code"] == "CB005")
    for table, frame in records_of(store.cursor(), who).items():
        assert again.records("CB005")[table].to_dict("records") == frame.to_dict("records")
    assert len(eligible(again)) == int((live.status == 0).sum())


def test_the_fingerprint_goes_with_what_is_said_and_not_with_the_hour(store) -> None:
    one = take(store.cursor(), plan_198(), ON, NOW)
    assert take(store.cursor(), plan_198(), ON, datetime(2027, 1, 1)).fingerprint == one.fingerprint
    assert take(store.cursor(), plan_198(), date(2026, 11, 23), NOW).fingerprint != one.fingerprint
    rating = next(iter(rows(store.cursor(), "rating").items()))
    other = "HTNV" if rating[1]["code"] != "HTNV" else "HTTNV"
    save(store, [Edit("rating", {"code": other}, rating[0], rating[1]["version"])], "Hoa", "sửa")
    assert take(store.cursor(), plan_198(), ON, NOW).fingerprint != one.fingerprint


def test_later_edits_do_not_change_an_opened_meeting_until_taken_over(store) -> None:
    made = opened(store)
    frozen = Snapshot.unpacked(*snapshot_of(store.cursor(), made.id))
    award = next(
        (n, r) for n, r in rows(store.cursor(), "award").items() if r["code"] == "CSTDCS" and r["state"] == "CONFIRMED"
    )
    save(store, [Edit("award", {"state": "REVOKED"}, award[0], award[1]["version"])], "Hoa", "thu hồi")
    again = Snapshot.unpacked(*snapshot_of(store.cursor(), made.id))
    assert again.fingerprint == frozen.fingerprint == made.fingerprint
    fresh = take(store.cursor(), plan_198(), ON, NOW)
    open_meeting(store, made, fresh.packed(), fresh.fingerprint, "Hoa")
    assert meeting(store.cursor(), made.id).fingerprint == fresh.fingerprint != frozen.fingerprint
    assert [s.step for s in trace(store.cursor(), made.id)] == ["OPENED", "RETAKEN"]


@pytest.mark.parametrize("harm", ["status", "roster", "bytes"])
def test_what_was_meddled_with_is_refused(store, harm) -> None:
    snapshot = take(store.cursor(), plan_198(), ON, NOW)
    if harm == "bytes":
        with pytest.raises(Tampered):
            Snapshot.unpacked(snapshot.packed()[:-3], snapshot.fingerprint)
        return
    said = {**snapshot.said}
    if harm == "status":
        said["status"] = ["ELIGIBLE"] * len(said["status"])
        with pytest.raises(Tampered):
            _ = Snapshot(said).assessment
    said["roster"] = {**said["roster"], "name": ["x"] * len(said["roster"]["name"])}
    with pytest.raises(Tampered):
        Snapshot.unpacked(Snapshot(said).packed(), snapshot.fingerprint)


def test_a_closed_meeting_is_sealed_and_reopening_leaves_a_trace(store) -> None:
    made = opened(store)
    conclude(store, made, Conclusion("CB003", "CHON", votes_for=7, votes_against=1))
    close_meeting(store, made, "Hoa")
    closed = meeting(store.cursor(), made.id)
    with pytest.raises(Sealed):
        conclude(store, closed, Conclusion("CB005", "CHON"))
    with pytest.raises(Sealed):
        change_meeting(store, replace(closed, title="khác"))
    with pytest.raises(Sealed):
        open_meeting(store, closed, b"x", "y", "Hoa")
    reopen_meeting(store, closed, "Lan", "bổ sung hồ sơ")
    conclude(store, meeting(store.cursor(), made.id), Conclusion("CB005", "KHONG_CHON", reason="chưa đủ"))
    assert [(s.step, s.who, s.detail) for s in trace(store.cursor(), made.id)] == [
        ("OPENED", "Hoa", made.fingerprint),
        ("CLOSED", "Hoa", made.fingerprint),
        ("REOPENED", "Lan", "bổ sung hồ sơ"),
    ]


def test_nothing_is_concluded_before_the_meeting_is_open(store) -> None:
    number = add_meeting(store, MADE, "Hoa")
    with pytest.raises(Sealed):
        conclude(store, meeting(store.cursor(), number), Conclusion("CB003", "CHON"))


def test_the_second_of_two_secretaries_is_told(store) -> None:
    made = opened(store)
    conclude(store, made, Conclusion("CB003", "CHON"))
    read = conclusions(store.cursor(), made.id)["CB003"]
    conclude(store, made, replace(read, result="KHONG_CHON", reason="x"))
    with pytest.raises(StaleMeeting):
        conclude(store, made, replace(read, votes_for=3))
    with pytest.raises(StaleMeeting):
        conclude(store, made, Conclusion("CB003", "BO_SUNG"))
    change_meeting(store, replace(made, title="một"))
    with pytest.raises(StaleMeeting):
        change_meeting(store, replace(made, title="hai"))
    conclude(store, made, "CB003")
    assert conclusions(store.cursor(), made.id) == {}


def test_what_is_to_be_added_is_a_task_until_it_is_done(store) -> None:
    made = opened(store)
    conclude(store, made, Conclusion("CB005", "BO_SUNG", "Quyết định CSTĐCS 2025", "Văn phòng", date(2026, 12, 15)))
    conclude(store, made, Conclusion("CB003", "CHON"))
    (task,) = tasks(store.cursor())
    assert (task.conclusion.code, task.conclusion.what, task.meeting) == ("CB005", "Quyết định CSTĐCS 2025", MADE.title)
    finish_task(store, task, date(2026, 12, 10))
    assert tasks(store.cursor())[0].conclusion.done_on == date(2026, 12, 10)
