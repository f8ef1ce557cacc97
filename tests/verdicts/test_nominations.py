"""Nominations: what is not known yet is estimated, what is put forward uses places, the law's share has its years."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.criteria import route_table
from dienhinh.criteria.portfolio import portfolios
from dienhinh.criteria.validity import validity
from dienhinh.places import plan_198
from dienhinh.store import judge
from dienhinh.store.trial import Trial, what_if
from dienhinh.verdicts.nominations import Places, changes_of, estimate_of, kinds_of, options_of, used_places
from tests.histories import ALL_ATTESTED, History, insert, memory, rated, won

PLAN = plan_198()
LEADER = History(posts=((date(2020, 1, 1), None, True),), attestations=ALL_ATTESTED)
STAFF = History(posts=((date(2020, 1, 1), None, False),), attestations=ALL_ATTESTED)


def options(papers: bool, *histories: History, on: date = date(2026, 1, 31)):
    cursor = memory()
    for history in histories:
        insert(cursor, history)
    trial = Trial(cursor.cursor(), PLAN, judge(cursor, PLAN, on))
    assessment = trial.standing.assessment
    tables = {track: route_table(assessment, track) for track in assessment.tracks}
    return trial, tables, options_of(assessment, tables, papers)


@pytest.mark.parametrize(("year", "percent"), [(2021, 15), (2023, 15), (2024, None), (2025, None)])
def test_the_laws_share_held_until_2023_and_no_longer(year, percent) -> None:
    found = validity().share_of("CSTDCS", year)
    assert (found.percent if found else None) == percent
    if found:
        assert (found.of, found.until, found.confidence) == ("LDTT", date(2023, 12, 31), 1)
        assert "91/2017" in found.source


@pytest.mark.parametrize(
    ("places", "left"),
    [
        (Places(40, 40, 15, 0), 6),
        (Places(40, 40, 15, 4), 2),
        (Places(40, 0, 15, 9), 0),
        (Places(20, 20, 15, 0), 3),  # 20 × 15 % is 3, and no hair less
        (Places(7, 7, 100, 1), 6),
    ],
)
def test_places_left(places, left) -> None:
    assert places.left == left


def test_a_year_not_yet_recorded_is_estimated_by_the_last_one_or_by_everybody() -> None:
    assert estimate_of({("LDTT", 2024): 31}, "LDTT", 2025, 48) == 31
    assert estimate_of({("LDTT", 2023): 30}, "LDTT", 2025, 48) == 30
    assert estimate_of({}, "LDTT", 2025, 48) == 48


def test_what_awaits_its_decision_uses_a_place() -> None:
    cursor = memory()
    insert(cursor, LEADER.plus(awards=won("BK_TINH 2025 PENDING", "BK_TINH 2024", "BK_TINH 2025 REFUSED")))
    used = used_places(cursor, [("BK_TINH", 2025), ("BK_TINH", 2024), ("BK_BNG", 2025)], date(2026, 1, 31))
    assert used == {("BK_TINH", 2025): 1, ("BK_TINH", 2024): 1, ("BK_BNG", 2025): 0}


def test_without_papers_a_result_takes_their_place() -> None:
    waiting = STAFF.plus(awards=won("CSTDCS 2022", "CSTDCS 2023 PENDING"))
    _, _, found = options(True, waiting)
    assert {(o.nominations, o.papers) for o in found} == {((), 1)}  # a paper is enough, and less than any nomination
    _, _, found = options(False, waiting)
    assert {(o.nominations, o.papers) for o in found} == {((("CSTDCS", 2025),), 0), ((("BK_TINH", 2025),), 0)}
    unattested = History(posts=STAFF.posts, awards=won("CSTDCS 2022"))
    assert options(False, unattested)[2] == []  # an attestation is no nomination
    assert options(True, unattested)[2] != []


def test_people_and_units_share_the_ministrys_certificates() -> None:
    unit = History(True, ratings=rated("XS XS XS T T"), awards=won("BK_TINH 2022"), attestations=ALL_ATTESTED)
    leader = LEADER.plus(awards=won("BK_TINH 2022"))
    trial, tables, found = options(True, unit, leader)
    assert ("BK_BNG", 2025) in kinds_of(found)
    limits = {("BK_TINH", 2025): 0, ("BK_BNG", 2025): 1, ("BK_BO_NGANH_TW", 2025): 0, ("TINH", 2025): 0}
    best = portfolios(found, limits)
    assert {len(a.chosen) for a in best} == {1}
    assert len({a.chosen[0].candidate for a in best}) == 2  # one certificate: the unit or the leader
    both = portfolios(found, limits | {("BK_BNG", 2025): 2})[0]
    after, _ = what_if(trial, changes_of(trial, tables, both))
    assert (len(both.chosen), after.status.tolist()) == (2, [0, 0])
