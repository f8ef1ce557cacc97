"""The countdown against looking at every day: a way is open until the day named, and closed from the next one on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from dienhinh.cli import main
from dienhinh.criteria import assess, route_table
from dienhinh.locale import Words
from dienhinh.places import plan_198
from dienhinh.store import Store, tally
from dienhinh.verdicts.countdown import as_calendar, by_day, closing_days, countdown, needs_said
from tests.conftest import heavy
from tests.criteria.test_properties import Trial as Written
from tests.histories import ALL_ATTESTED, History, insert, memory, rated, won
from tests.verdicts.test_goals import small

PLAN = plan_198()


@pytest.fixture(scope="module")
def one_file():
    connection = memory()
    yield connection
    connection.close()


def nothing_more(h: History, on: date) -> History:
    """The history as known on ``on``, with nothing to come; who holds a post keeps it."""

    def known(year: int, decided: date | None) -> bool:
        return (decided or date(year, 12, 31)) <= on

    return replace(
        h,
        dissolved=None,
        posts=tuple((a, None if b is None or b >= on else b, leads) for a, b, leads in h.posts if a <= on),
        ratings=tuple((y, c, d) for y, c, d in h.ratings if known(y, d)),
        awards=tuple(a for a in h.awards if known(a[1], a[2])),
        initiatives=tuple(i for i in h.initiatives if known(i[1], i[2])),
        attestations=tuple(a for a in h.attestations if a[1] <= on),
        disciplines=tuple(d for d in h.disciplines if d[0] <= on),
    )


@pytest.mark.slow
@settings(
    max_examples=heavy(40, 500),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(history=small, on=st.sampled_from([date(2022, 6, 1), date(2023, 3, 1), date(2024, 8, 1), date(2025, 7, 1)]))
def test_each_way_closes_on_the_day_named(one_file, history, on) -> None:
    still = nothing_more(history, on)
    with Written(one_file, still) as written:
        (who,) = written.ids
        found = [c for c in countdown(one_file, PLAN, on) if c.candidate_id == who]
        ends = {b + timedelta(days=k) for _, b in still.disciplines if b and b > on for k in (0, 1)}
        around = {d + timedelta(days=k) for d in closing_days(PLAN, on) for k in (-1, 0, 1)} | ends | {on}
        days = sorted(d for d in around if on <= d)
        open_on: dict[str, list[bool]] = {}
        met: set[str] = set()
        for counted in tally(one_file, PLAN, days):
            roster = counted.roster
            assume(len(roster) == 1)
            a = assess(PLAN, counted.on, roster, counted.counts)
            table = route_table(a, str(roster["track"].iloc[0]))
            for w, way in enumerate(table.ways):
                open_on.setdefault(way.id, []).append(not table.blocked[w, 0])
                if counted.on == on and not table.results[w, 0] and not table.papers[w, 0] and not table.blocked[w, 0]:
                    met.add(way.id)
    expected = {}
    for way, opened in open_on.items():
        if opened[0] and way not in met and not all(opened):
            expected[way] = days[opened.index(False)] - timedelta(days=1)
    assert {c.way.id: c.last for c in found} == expected
    assert all(c.needs for c in found)


def test_it_says_what_must_come_by_when() -> None:
    cursor = memory()
    job = ((date(2020, 1, 1), None, True),)
    insert(cursor, History(posts=job, awards=won("CSTDCS 2021", "CSTDCS 2022"), attestations=ALL_ATTESTED))
    insert(cursor, History(True, ratings=rated("XS XS T T T"), awards=won("BK_TINH 2022"), attestations=ALL_ATTESTED))
    found = countdown(cursor, PLAN, date(2026, 3, 1))
    said = {(c.code[-1], c.way.id): (c.last, needs_said(c, Words("vi"))) for c in found}
    first = min(c.code for c in found)[-1]
    assert said[first, "III.2.c3"] == (date(2026, 6, 30), "3 lần CSTĐCS năm 2025")
    assert all(c.last == date(2026, 6, 30) for c in found)
    assert by_day(found) == [(date(2026, 6, 30), len(found), 1)]  # the unit's ways are closed: two years excellent
    calendar = Calendar.from_ical(as_calendar(found, Words("vi")))
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 6, 30)
    assert "3 lần CSTĐCS năm 2025" in str(event["description"])


def test_the_command_prints_it(sample_file, capsys) -> None:
    for form in ("table", "json", "ics"):
        assert main(["countdown", "--db", str(sample_file), "--date", "2025-03-01", "--format", form]) == 0
        assert capsys.readouterr().out
    assert main(["countdown", "--db", str(sample_file), "--date", "2027-03-01"]) == 0
    assert "Không còn cách nào" in capsys.readouterr().out


def test_the_sample_has_ways_that_close(sample_file) -> None:
    with Store.open(sample_file) as store:
        found = countdown(store.cursor(), PLAN, date(2025, 3, 1))
    assert {c.last for c in found} >= {date(2025, 6, 30), date(2026, 6, 30)}
    assert [c.last for c in found] == sorted(c.last for c in found)
