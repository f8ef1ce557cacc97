"""The worked cases of plan-198.md, from records in the file to the verdict."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.criteria import STATUSES, assess, route_table
from dienhinh.store import tally
from tests.histories import ALL_ATTESTED, History, insert, memory, rated, won

LATE = date(2026, 12, 31)
EARLY = ((date(2015, 1, 1), None, False),)
HEAD = ((date(2015, 1, 1), None, True),)


def collective(marks: str, *awards: str) -> History:
    return History(collective=True, ratings=rated(marks), awards=won(*awards), attestations=ALL_ATTESTED)


def leader(*awards: str, **more: tuple[object, ...]) -> History:
    return History(posts=HEAD, awards=won(*awards), attestations=ALL_ATTESTED).plus(**more)


def staff(*awards: str) -> History:
    return History(posts=EARLY, awards=won(*awards), attestations=ALL_ATTESTED)


def verdict(plan, history: History, on: date):
    connection = memory()
    insert(connection, history)
    counted = tally(connection, plan, [on])[0]
    found = assess(plan, on, counted.roster, counted.counts)
    track = str(counted.roster["track"].iloc[0])
    return track, STATUSES[found.status[0]], route_table(found, track).routes(0)


CASES = [
    (
        "good every year, three excellent, two certificates",
        collective("XS XS T XS T", "BK_TINH 2022", "BK_TINH 2024"),
        LATE,
        "TAP_THE",
        "ELIGIBLE",
    ),
    ("2023 below good", collective("XS XS HT XS XS", "BK_TINH 2022", "BK_TINH 2024"), LATE, "TAP_THE", "OUT_OF_REACH"),
    ("2023 unrecorded", collective("XS XS – XS T", "BK_TINH 2022", "BK_BNG 2023"), LATE, "TAP_THE", "PENDING"),
    (
        "another ministry's certificate",
        collective("XS XS XS XS XS", "BK_TINH 2022", "BK_BO_NGANH_TW 2023"),
        LATE,
        "TAP_THE",
        "OUT_OF_REACH",
    ),
    ("leader by c2", leader("BK_TINH 2022", "BK_BNG 2023"), LATE, "COT_CAN", "ELIGIBLE"),
    (
        "initiative whose application is unconfirmed",
        leader(initiatives=(("TINH", 2023, None, True, None),)),
        LATE,
        "COT_CAN",
        "PENDING",
    ),
    ("CSTĐCS twice in one year", leader("CSTDCS 2022", "CSTDCS 2022", "CSTDCS 2023"), LATE, "COT_CAN", "OUT_OF_REACH"),
    ("leader half-way", leader("CSTDCS 2021", "CSTDCS 2022"), date(2023, 6, 30), "COT_CAN", "ON_TRACK"),
    ("staff by d2", staff("CSTDCS 2021", "CSTDCS 2024"), LATE, "CHUYEN_MON", "ELIGIBLE"),
    ("one certificate alone", staff("BK_TINH 2022"), LATE, "CHUYEN_MON", "OUT_OF_REACH"),
    ("2025 still open until 30 June 2026", staff("CSTDCS 2024"), date(2026, 1, 31), "CHUYEN_MON", "ON_TRACK"),
    ("2025 closed after 30 June 2026", staff("CSTDCS 2024"), date(2026, 7, 1), "CHUYEN_MON", "OUT_OF_REACH"),
    ("2025 open on 30 June 2026 itself", staff("CSTDCS 2024"), date(2026, 6, 30), "CHUYEN_MON", "ON_TRACK"),
    (
        "higher title does not imply CSTĐCS (P12)",
        staff("CSTDCS 2021", "CSTD_TINH 2023"),
        LATE,
        "CHUYEN_MON",
        "OUT_OF_REACH",
    ),
    (
        "initiative above provincial level (P7)",
        leader(initiatives=(("BO", 2023, None, True, True),)),
        LATE,
        "COT_CAN",
        "ELIGIBLE",
    ),
    (
        "grassroots initiative",
        leader(initiatives=(("CO_SO", 2023, None, True, True),)),
        LATE,
        "COT_CAN",
        "OUT_OF_REACH",
    ),
    ("a fact of 2020 does not count", staff("CSTDCS 2020", "CSTDCS 2024"), LATE, "CHUYEN_MON", "OUT_OF_REACH"),
    ("a title awaiting its decision", staff("CSTDCS 2021", "CSTDCS 2024 PENDING"), LATE, "CHUYEN_MON", "PENDING"),
    ("a revoked title", staff("CSTDCS 2021", "CSTDCS 2024 REVOKED"), LATE, "CHUYEN_MON", "OUT_OF_REACH"),
    (
        "discipline in force",
        staff("CSTDCS 2021", "CSTDCS 2024").plus(disciplines=((date(2025, 7, 1), None),)),
        LATE,
        "CHUYEN_MON",
        "OUT_OF_REACH",
    ),
    (
        "discipline that ended",
        staff("CSTDCS 2021", "CSTDCS 2024").plus(disciplines=((date(2021, 3, 1), date(2022, 2, 28)),)),
        LATE,
        "CHUYEN_MON",
        "ELIGIBLE",
    ),
    (
        "discipline that ends within the period",
        staff("CSTDCS 2021", "CSTDCS 2022").plus(disciplines=((date(2023, 1, 1), date(2023, 12, 31)),)),
        date(2023, 6, 30),
        "CHUYEN_MON",
        "ON_TRACK",
    ),
    (
        "founded in 2022: 2021 is not due (P8)",
        History(
            collective=True,
            founded=date(2022, 3, 1),
            ratings=rated("– XS XS XS T"),
            awards=won("BK_TINH 2022", "BK_TINH 2023"),
            attestations=ALL_ATTESTED,
        ),
        LATE,
        "TAP_THE",
        "ELIGIBLE",
    ),
    (
        "an attestation refused after the period",
        staff("CSTDCS 2021", "CSTDCS 2024").plus(attestations=(("III.2.a", date(2026, 1, 5), "REFUSED"),)),
        LATE,
        "CHUYEN_MON",
        "OUT_OF_REACH",
    ),
    (
        "an attestation withdrawn",
        staff("CSTDCS 2021", "CSTDCS 2024").plus(attestations=(("III.2.a", date(2026, 1, 5), "REVOKED"),)),
        LATE,
        "CHUYEN_MON",
        "PENDING",
    ),
    (
        "an attestation refused before the end",
        staff("CSTDCS 2021", "CSTDCS 2022").plus(attestations=(("III.2.a", date(2023, 1, 5), "REFUSED"),)),
        date(2023, 6, 30),
        "CHUYEN_MON",
        "ON_TRACK",
    ),
]


@pytest.mark.parametrize(("history", "on", "track", "status"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_worked_case(plan, history: History, on: date, track: str, status: str) -> None:
    assert verdict(plan, history, on)[:2] == (track, status)


def test_half_way_leader_is_told_each_way_and_its_earliest_year(plan) -> None:
    routes = verdict(plan, leader("CSTDCS 2021", "CSTDCS 2022"), date(2023, 6, 30))[2]
    asked = {r.alternative.id: (r.papers, r.results, r.earliest_year) for r in routes}
    # 2022 and 2023 are open for certificates and initiatives; 2023 is the first year free for another CSTĐCS
    assert asked == {
        "III.2.c1": (0, 1, 2022),
        "III.2.c2.two": (0, 2, 2023),
        "III.2.c2.one_and_one": (0, 2, 2022),
        "III.2.c3": (0, 1, 2023),
    }
    assert all(r.feasible for r in routes)


def test_one_certificate_short_says_what_no_longer_can_be_had(plan) -> None:
    nearest, *_ = verdict(plan, staff("BK_TINH 2022"), LATE)[2]
    assert (nearest.alternative.id, nearest.feasible, nearest.earliest_year) == ("III.2.d1", False, None)
    assert [(m.criterion.id, m.need, m.have, m.blocked) for m in nearest.missing] == [("III.2.d1.fighter", 1, 0, 1)]


def test_who_has_not_joined_or_has_left_is_no_candidate(plan) -> None:
    connection = memory()
    insert(connection, History(posts=((date(2024, 9, 1), None, False),)))
    insert(connection, History(posts=((date(2016, 5, 1), date(2024, 3, 31), False),)))
    insert(connection, History(collective=True, founded=date(2022, 3, 1), dissolved=date(2024, 6, 30)))
    sizes = [len(t.roster) for t in tally(connection, plan, [date(2021, 6, 1), date(2024, 3, 31), date(2025, 1, 1)])]
    assert sizes == [1, 2, 1]


def test_the_track_follows_the_post_on_the_date(plan) -> None:
    connection = memory()
    insert(connection, History(posts=((date(2017, 1, 1), date(2023, 6, 30), False), (date(2023, 7, 1), None, True))))
    tracks = [str(t.roster["track"].iloc[0]) for t in tally(connection, plan, [date(2023, 6, 30), date(2023, 7, 1)])]
    assert tracks == ["CHUYEN_MON", "COT_CAN"]
