"""The verdict in sentences: each names only what the evidence says, for random people, in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dienhinh.criteria import STATUSES, explain, route_table
from dienhinh.locale import Words
from dienhinh.places import plan_198
from dienhinh.store import facts_of, judge
from dienhinh.verdicts.sentences import ASIDE, AWAITED, COUNTED, sentences
from tests import reference
from tests.conftest import heavy
from tests.criteria.test_properties import Trial as Written
from tests.criteria.test_properties import dates, histories
from tests.histories import ALL_ATTESTED, History, insert, memory, won

PLAN = plan_198()
ROLE = {COUNTED: "HAVE", AWAITED: "PENDING", ASIDE: "NOT"}


@pytest.fixture(scope="module")
def one_file():
    connection = memory()
    yield connection
    connection.close()


@pytest.mark.slow
@settings(max_examples=heavy(80, 500), deadline=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(history=histories, on=dates, lang=st.sampled_from(["vi", "en"]))
def test_each_sentence_names_only_what_the_evidence_says(one_file, history, on, lang) -> None:
    words = Words(lang)
    with Written(one_file, history) as written:
        (who,) = written.ids
        assessment = judge(one_file, PLAN, on).assessment
        row = assessment.find(who)
        verdict = reference.judge(history, on)
        assert (row is None) == (verdict is None)
        if row is None or verdict is None:
            return
        facts = facts_of(one_file, [who])
    track = str(assessment.roster["track"].iloc[row])
    place = assessment.tracks[track].rows.tolist().index(row)
    route = route_table(assessment, track).nearest_route(place)
    names = {int(i): f"⟦{int(i)}⟧" for i in facts["evidence"]}
    found = sentences(assessment, row, route, facts, names, words, date(2026, 6, 30))
    start = int(assessment.roster["start_year"].iloc[row])
    roles: dict[str, set[int]] = {"HAVE": set(), "PENDING": set(), "NOT": set()}
    for leaf in route.alternative.leaves:
        for line in explain(PLAN, str(leaf.measure), facts, on, start).to_dict("records"):
            if line["evidence"] is not None and line["evidence"] == line["evidence"]:
                roles[line["role"]].add(int(line["evidence"]))
    for s in found:
        named = {int(i) for i in re.findall(r"⟦(\d+)⟧", s.text)}
        assert named == set(s.evidence)
        assert named <= roles.get(ROLE.get(s.part, ""), set())
        assert "{" not in s.text
    counted = [i for s in found if s.part == COUNTED for i in s.evidence]
    assert set(counted) == roles["HAVE"]  # and nothing that counts is left unsaid
    status = STATUSES[assessment.status[row]]
    assert status == verdict.status
    said = {
        "ELIGIBLE": "đủ điều kiện",
        "PENDING": "chờ bổ sung",
        "ON_TRACK": "đang phấn đấu",
        "OUT_OF_REACH": "không còn",
    }
    assert lang == "en" or said[status] in found[0].text
    assert any(s.part == "MISSING" for s in found) == (status in ("PENDING", "ON_TRACK"))


def test_it_reads_like_this() -> None:
    cursor = memory()
    who = insert(
        cursor,
        History(
            posts=((date(2020, 1, 1), None, False),),
            awards=won("CSTDCS 2022", "CSTDCS 2025 PENDING", "BK_BNG 2023", "BK_TINH 2023 REVOKED"),
            attestations=ALL_ATTESTED,
        ),
    )
    assessment = judge(cursor, PLAN, date(2026, 2, 1)).assessment
    facts = facts_of(cursor, [who])
    names = {
        int(f["evidence"]): f"{f['code'] or f['criterion']} {f['year'] or ''}".strip() for f in facts.to_dict("records")
    }
    route = route_table(assessment, "CHUYEN_MON").nearest_route(0)
    said = [s.text for s in sentences(assessment, 0, route, facts, names, Words("vi"), date(2026, 6, 30))]
    code = assessment.roster["code"].iloc[0]
    name = assessment.roster["name"].iloc[0]
    assert said == [
        f"Ngày 01/02/2026, {name} ({code}), xét theo nhóm không giữ chức vụ lãnh đạo (III.2): chờ bổ sung hồ sơ.",
        "Cách gần nhất: 2 năm CSTĐCS.",
        "Tiêu chí chung (1/1): II.2.",
        "Học tập theo Bác (1/1): III.2.a.",
        "Văn hoá công sở (1/1): III.2.b.",
        "2 năm CSTĐCS (1/2): CSTDCS 2022.",
        "Đang chờ giấy tờ cho 2 năm CSTĐCS: CSTDCS 2025.",
        "Còn thiếu: 2 năm CSTĐCS: 1 đang chờ quyết định.",
        "Chậm nhất 30/06/2026 (còn 149 ngày).",
    ]
