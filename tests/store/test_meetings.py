"""Review meetings: frozen on a snapshot, concluded, sealed, reopened with a trace; two secretaries do not overwrite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.places import plan_198
from dienhinh.store import Edit, Store, judge, records_of, save
from dienhinh.store.meetings import (
    Concluded,
    Sealed,
    StaleMeeting,
    WrongVotes,
    add_meeting,
    change_meeting,
    close_meeting,
    conclude,
    conclusions,
    finish_task,
    keep_paper,
    kept_paper,
    kept_papers,
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
    members=tuple(
        {"name": f"Thành viên {i}", "role": "", "part": "UY_VIEN", "attends": "CO_MAT" if i < 9 else "VANG"}
        for i in range(1, 10)
    ),
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


@pytest.mark.parametrize(
    ("votes", "kept"),
    [
        ((7, 1, 0), True), ((8, 0, 0), True), ((0, 0, 8), True), ((7, 1, 1), False), ((6, 1, 0), False),
        ((9, None, None), False), ((5, None, None), True), ((None, None, None), True), ((-2, 10, 0), False),
    ],
)  # fmt: skip
def test_votes_add_up_to_those_present_or_are_refused(store, votes, kept) -> None:
    made = opened(store)
    one = Conclusion("CB003", "CHON", votes_for=votes[0], votes_against=votes[1], votes_none=votes[2])
    if kept:
        conclude(store, made, one)
        assert conclusions(store.cursor(), made.id)["CB003"].votes == votes
    else:
        with pytest.raises(WrongVotes):
            conclude(store, made, one)
        assert conclusions(store.cursor(), made.id) == {}


def test_without_attendance_there_are_no_votes_and_attendance_does_not_belie_votes(store) -> None:
    made = opened(store)
    silent = tuple({**m, "attends": ""} for m in made.members)
    made = change_meeting(store, replace(made, members=silent))
    assert made.voters is None
    with pytest.raises(WrongVotes):
        conclude(store, made, Conclusion("CB003", "CHON", votes_for=1))
    guest = {"name": "Khách", "role": "", "part": "KHACH_MOI", "attends": "CO_MAT"}
    made = change_meeting(store, replace(made, members=(*MADE.members, guest)))
    assert made.voters == 8
    conclude(store, made, Conclusion("CB003", "CHON", votes_for=8, votes_against=0, votes_none=0))
    with pytest.raises(WrongVotes):
        change_meeting(store, replace(made, members=MADE.members[:5]))


def test_who_has_a_conclusion_stays_on_the_agenda(store) -> None:
    made = opened(store)
    conclude(store, made, Conclusion("CB003", "CHON"))
    with pytest.raises(Concluded):
        change_meeting(store, replace(made, agenda=("CB005",)))
    with pytest.raises(StaleMeeting):
        conclude(store, made, Conclusion("CB001", "CHON"))  # not on the agenda


def test_what_a_sealed_meeting_printed_is_kept_once_and_unchanged(store) -> None:
    made = opened(store)
    with pytest.raises(Sealed):
        keep_paper(store, made, "bien-ban", "", "AAAA-BBBB-CCCC", "bien-ban.docx", b"x", "Hoa")
    close_meeting(store, made, "Hoa")
    for content in (b"first", b"second"):
        keep_paper(store, made, "bien-ban", "", "AAAA-BBBB-CCCC", "bien-ban.docx", content, "Hoa")
    (kept,) = kept_papers(store.cursor(), made.id)
    assert (kept.kind, kept.fingerprint, kept.who) == ("bien-ban", "AAAA-BBBB-CCCC", "Hoa")
    assert kept_paper(store.cursor(), kept.id) == b"first"


def test_the_part_of_members_kept_before_parts_were_is_read_from_their_role(store) -> None:
    old = ({"name": "Trần Thị Hoa", "role": "Chủ trì"}, {"name": "Lê Mẫu", "role": "Phó Giám đốc"})
    held = meeting(store.cursor(), add_meeting(store, replace(MADE, members=old), "Hoa"))
    assert [(m["role"], m["part"]) for m in held.members] == [("", "CHU_TRI"), ("Phó Giám đốc", "")]
    assert held.voters is None


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
