"""Every sentence of every paper of a meeting is carried by a record: random meetings, and an independent reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dienhinh.access.roles import Act
from dienhinh.criteria import Status
from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.locale import Words
from dienhinh.locale.verdicts import missing_text, papers_text
from dienhinh.places import plan_198
from dienhinh.reports.occasions import occasion
from dienhinh.reports.offices import Office, keep_office
from dienhinh.reports.papers import PAPERS, WORD_PAPERS, NoPaper, make
from dienhinh.store import Store
from dienhinh.store.meetings import add_meeting, close_meeting, conclude_all, meeting, open_meeting, reopen_meeting
from dienhinh.verdicts.countdown import countdown, needs_said
from dienhinh.verdicts.snapshot import take
from tests.conftest import heavy
from tests.reports import claims_lists
from tests.reports.claims import CLAIMS, Records, lies
from tests.reports.claims_lists import History

NOW = datetime(2026, 12, 1, 9)
VI = Words("vi")
EXAMPLES = heavy(14, 500)
"""Random meetings in a run; the heavier run after the main tests takes 500."""
DAYS = (date(2023, 6, 30), date(2025, 12, 31), date(2026, 11, 24))


def members_of(attendance: list[str], least: int = 0) -> st.SearchStrategy[list[dict[str, object]]]:
    return st.lists(
        st.fixed_dictionaries(
            {
                "name": st.integers(1, 999).map(lambda i: f"Thành viên {i}"),
                "role": st.sampled_from(["", "Phó Giám đốc", "Trưởng phòng"]),
                "part": st.sampled_from(["", "CHU_TRI", "THU_KY", "UY_VIEN", "UY_VIEN", "KHACH_MOI"]),
                "attends": st.sampled_from(attendance),
                "votes": st.sampled_from([True, True, True, False]),
            }
        ),
        min_size=least,
        max_size=7,
    )


stated = members_of(["CO_MAT", "CO_MAT", "CO_MAT", "VANG"], 3)
members = st.one_of(stated, stated, members_of(["CO_MAT", "VANG", ""]))


class Desk:
    """One data file with the snapshots of its days; every example is a meeting more."""

    def __init__(self, file: Path) -> None:
        self.store = Store.open(file)
        keep_office(self.store, Office(signer="Nguyễn Văn Mẫu", signs_as="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"))
        with self.store.change(
            Act.EDIT
        ) as cursor:  # one was taken out; on the first of the days it still was among them
            cursor.execute(
                "UPDATE exemplar SET withdrawn_on = DATE '2024-01-15' WHERE plan_id = '198-kh-sngv' AND candidate_id ="
                " (SELECT id FROM candidate WHERE code = 'HTQT')"
            )
        self.frozen = {d: take(self.store.cursor(), plan_198(), d, NOW) for d in DAYS}
        self.codes = [c for (c,) in self.store.cursor().execute("SELECT code FROM candidate ORDER BY code").fetchall()]


@pytest.fixture(scope="module")
def desk(tmp_path_factory, sample_file):
    file = tmp_path_factory.mktemp("claims") / "mau.duckdb"
    file.write_bytes(sample_file.read_bytes())
    made = Desk(file)
    yield made
    made.store.close()


@st.composite
def conclusions_of(draw, codes, voters):
    """Of some of the agenda a conclusion; votes none, partly, unanimous, split."""
    said = []
    way = draw(st.sampled_from(["all", "nothing", "some", "unanimous", "all"]))
    for code in codes:
        if way == "nothing" or (way == "some" and draw(st.booleans())):
            continue
        result = draw(st.sampled_from(["CHON", "CHON", "KHONG_CHON", "BO_SUNG"]))
        votes: tuple[int | None, int | None, int | None] = (None, None, None)
        if voters is not None and (way in ("unanimous", "all") or draw(st.booleans())):
            yes = voters if way == "unanimous" else draw(st.integers(0, voters))
            no = draw(st.integers(0, voters - yes))
            votes = (yes, no, voters - yes - no)
            if draw(st.integers(0, 5)) == 0:
                votes = (votes[0], None, None)
        asked = result == "BO_SUNG"
        said.append(
            Conclusion(
                code,
                result,
                draw(st.sampled_from(["quyết định năm 2025", "minh chứng"])) if asked else None,
                draw(st.sampled_from([None, "Văn phòng"])) if asked else None,
                draw(st.sampled_from([None, date(2026, 12, 15)])) if asked else None,
                None,
                *votes,
                draw(st.sampled_from([None, "theo đề nghị của phòng"])),
            )
        )
    return said


@pytest.mark.slow
@pytest.mark.parametrize("half", [1, 2])
@settings(
    max_examples=EXAMPLES // 2,
    phases=[Phase.explicit, Phase.generate],  # a meeting that fails is small enough, and shrinking it takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_no_sentence_of_a_meetings_papers_is_without_its_record(desk, half, data) -> None:
    draw = data.draw
    on = draw(st.sampled_from(DAYS))
    least = draw(st.sampled_from([2, 0]))
    few, many = draw(st.sampled_from([(least, 9)] * 3 + [(13, 18)]))  # of many a paper names nobody in a sentence
    agenda = tuple(draw(st.lists(st.sampled_from(desk.codes), unique=True, min_size=few, max_size=many)))
    held = Meeting(
        "XET_CHON",
        draw(st.sampled_from(["Cuộc họp xét chọn điển hình", "Họp Hội đồng lần 2", "Xét chọn điển hình"])),
        draw(st.sampled_from([date(2026, 12, 1), date(2026, 2, 3)])),
        on,
        draw(st.sampled_from(["", "Phòng họp tầng 2"])),
        tuple(draw(members)),
        agenda,
        begun=draw(st.sampled_from(["", "08:05"])),
        ended=draw(st.sampled_from(["", "11:30"])),
        adopted=draw(st.sampled_from([None, True, False])),
    )
    store, frozen = desk.store, desk.frozen[on]
    number = add_meeting(store, held, "Hoa")
    stage = draw(st.sampled_from(["OPEN", "CLOSED", "REOPENED", "PREPARED"]))

    def now() -> Meeting:
        found = meeting(store.cursor(), number)
        assert found is not None
        return found

    if stage != "PREPARED":
        open_meeting(store, now(), frozen.packed(), frozen.fingerprint, "Hoa")
        conclude_all(store, now(), draw(conclusions_of(agenda, held.voters)))
    if stage in ("CLOSED", "REOPENED"):
        close_meeting(store, now(), "Hoa")
    if stage == "REOPENED":
        reopen_meeting(store, now(), "Hoa", "sửa")
    status = {c: str(frozen.person(c)["status"]) for c in frozen.row_of}
    records = Records(store.cursor(), number, status, frozen.fingerprint)
    o = occasion(store.cursor(), plan_198(), None, NOW, number)
    filtered = replace(o, codes=draw(st.sampled_from([None, (), tuple(frozen.nearest_first[:2])])))
    found = []
    for kind in CLAIMS:
        try:
            found += lies(kind, make(kind, filtered).content, records)
        except NoPaper:
            continue
    assert found == []


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES // 5,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_no_sentence_of_the_other_papers_is_without_its_record(desk, data) -> None:
    """Registers, reports, registration, agenda, reminder, one candidate's own: without a meeting, and of one that is
    prepared, open, sealed."""
    draw = data.draw
    on = draw(st.sampled_from(DAYS))
    store, frozen = desk.store, desk.frozen[on]
    stage = draw(st.sampled_from(["", "", "PREPARED", "OPEN", "CLOSED"]))
    number = -1
    if stage:
        agenda = tuple(draw(st.lists(st.sampled_from(desk.codes), unique=True, max_size=7)))
        held = Meeting(
            draw(st.sampled_from(["SO_KET", "TONG_KET", "XET_CHON"])),
            "Cuộc họp xét chọn điển hình",
            NOW.date(),
            on,
            draw(st.sampled_from(["", "Phòng họp tầng 2"])),
            tuple(draw(stated)),
            agenda,
            begun=draw(st.sampled_from(["", "08:05"])),
        )
        number = add_meeting(store, held, "Hoa")
        if stage != "PREPARED":
            found = meeting(store.cursor(), number)
            assert found is not None
            open_meeting(store, found, frozen.packed(), frozen.fingerprint, "Hoa")
            said = [c for c in draw(conclusions_of(agenda, held.voters)) if c.code in frozen.row_of]
            found = meeting(store.cursor(), number)
            assert found is not None
            conclude_all(store, found, said)
        if stage == "CLOSED":
            found = meeting(store.cursor(), number)
            assert found is not None
            close_meeting(store, found, "Hoa")
    o = occasion(store.cursor(), plan_198(), on, NOW, number if stage else None)
    chosen = draw(st.sampled_from([None, (), "two", "five"]))
    codes = {
        "two": tuple(frozen.nearest_first[:2]),
        "five": tuple(draw(st.permutations(list(frozen.row_of)))[:5]),
    }.get(str(chosen), chosen)
    who = draw(st.sampled_from(sorted(frozen.row_of)))
    units = sorted(u for u in {str(frozen.person(c)["unit_code"]) for c in frozen.row_of} if u)
    unit, due = draw(st.sampled_from(units)), draw(st.sampled_from([None, date(2026, 12, 20)]))
    plan = frozen.plan
    everybody = list(frozen.nearest_first)
    facts = {
        "status": {c: str(frozen.person(c)["status"]) for c in everybody},
        "missing": {
            c: "" if frozen.person(c)["status"] == "ELIGIBLE" else missing_text(frozen.nearest_route(c), plan, VI)
            for c in everybody
        },
        "owed": {c: papers_text(frozen.nearest_route(c), plan, VI) for c in everybody},
        "met": {c: parts_met(frozen, c) for c in everybody},
        "closes": closes(store.cursor(), frozen, o.dated),
        "tracks": {c: str(frozen.person(c)["track"]) for c in everybody},
        "trend": {
            day: [int(frozen.trend.loc[(frozen.trend["on"] == day) & (frozen.trend["status"] == s), "n"].sum())
                  for s in Status]
            for day in set(frozen.trend["on"])
        },
    }  # fmt: skip
    found_all = []
    for kind in draw(st.permutations(list(claims_lists.CLAIMS)))[:4]:
        about = PAPERS[kind].about
        one = {"ONE": (who,), "LIST": codes}.get(about)
        asked = replace(o, codes=one, unit=unit if about == "UNIT" else "", due=due if about == "UNIT" else None)
        try:
            made = make(kind, asked)
        except NoPaper:
            continue
        happened = stage in ("OPEN", "CLOSED")
        r = History(
            store.cursor(), number, facts["status"], frozen.fingerprint,
            plan=plan, missing=facts["missing"], owed=facts["owed"], met=facts["met"], tracks=facts["tracks"],
            closes=facts["closes"], trend=facts["trend"], dated=NOW.date(), day=on, who=who, unit=unit, due=due,
        )  # fmt: skip
        if about == "LIST":
            before = kind == "chuong-trinh" and stage
            r.listed = r.agenda if before or (codes is None and stage) else everybody if codes is None else list(codes)
        draft = stage == "OPEN" and kind != "chuong-trinh"
        if not happened:
            r.said = {}
        found_all += lies(kind, made.content, r, claims_lists.CLAIMS, claims_lists.REQUIRED, draft)
    assert found_all == []


def closes(cursor, frozen, dated) -> dict[str, tuple[str, bool]]:
    """Of everybody striving what must come before the way that closes first (no sooner than the paper's day), whether
    that is within 90 days; from the live file, not from the snapshot."""
    found: dict[str, tuple[str, bool]] = {}
    ways = sorted(countdown(cursor, frozen.plan, frozen.on), key=lambda c: (c.last, c.distance))
    for c in ways:
        if c.status == "ON_TRACK" and c.code not in found and c.last >= dated:
            said = f"{needs_said(c, VI)}, chậm nhất {c.last:%d/%m/%Y}"
            found[c.code] = said, (c.last - frozen.on).days <= 90
    return found


def parts_met(frozen, code: str) -> tuple[int, int]:
    """How many parts of the candidate's tree are met, of how many."""
    track, place = frozen.place(code)
    result = frozen.assessment.tracks[track]
    parts = frozen.plan.criteria[frozen.plan.tracks[track].criterion].parts
    return sum(int(result.status[result.at(p), place]) == int(Status.ELIGIBLE) for p in parts), len(parts)


def test_each_claim_names_its_record() -> None:
    assert all(c.record for known in (CLAIMS, claims_lists.CLAIMS) for claims in known.values() for c in claims)
    assert {*CLAIMS, *claims_lists.CLAIMS} == set(WORD_PAPERS)
