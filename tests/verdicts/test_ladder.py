"""The next rung: from which year, what is missing, what a confirmation or another reading changes, what is enough."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dienhinh.access.acting import NotAllowed, acting_as
from dienhinh.access.roles import Actor, Role
from dienhinh.cli import main as command
from dienhinh.criteria import STATUSES, assess
from dienhinh.places import ladder
from dienhinh.store import Store, judge, tally
from dienhinh.store.trial import Trial, statuses
from dienhinh.verdicts.ladder import Kept, climb, keep, kept, ladder_of, sets, year_of
from tests.histories import History, insert, memory, rated, won

STAFF = History(posts=((date(2012, 1, 1), None, False),))
ON = date(2026, 11, 20)


def on_ladder(history: History, on: date = ON, settled: Kept = Kept(), **how):  # noqa: B008
    """One candidate's lines by rung's code."""
    cursor = memory()
    insert(cursor, history)
    found = climb(cursor, ladder_of(settled), settled, on, **how)
    return {line.rung.code: line for line in found.lines(0)}


@pytest.mark.parametrize(
    ("on", "year"), [(date(2026, 6, 30), 2025), (date(2026, 7, 1), 2026), (date(2026, 1, 5), 2025)]
)
def test_the_last_year_is_looked_at_while_its_awards_can_still_be_decided(on, year) -> None:
    assert year_of(on) == year


def test_a_title_cannot_come_before_those_that_it_rests_on() -> None:
    lines = on_ladder(STAFF)
    assert lines["CSTDCS"].earliest == 2026
    assert lines["CSTD_TINH"].earliest == 2028  # three in a row from 2026 on
    assert lines["CSTD_TQ"].earliest == 2029  # two provincial ones in a row from 2028 on
    two = on_ladder(STAFF.plus(awards=won("CSTDCS 2024", "CSTDCS 2025")))
    assert (two["CSTD_TINH"].earliest, two["CSTD_TQ"].earliest) == (2026, 2027)


def test_what_is_missing_is_said_of_the_year_that_it_is_for() -> None:
    line = on_ladder(STAFF.plus(awards=won("CSTDCS 2025")))["BK_TINH"]
    assert (line.status, line.earliest) == ("ON_TRACK", 2026)
    (item,) = line.route.missing
    assert (item.criterion.id, item.have, item.need, item.years) == ("BK_TINH.cn.cs", 0, 2, (2026,))


def test_what_is_held_is_told_and_never_asked_for_again() -> None:
    line = on_ladder(STAFF.plus(awards=won("LDTT 2023", "LDTT 2024", "LDTT 2025 PENDING")))["LDTT"]
    assert line.held == (2023, 2024)


def test_a_rule_from_memory_is_not_judged_until_confirmed() -> None:
    history = STAFF.plus(
        awards=won("BK_TINH 2020"),
        ratings=rated("XS XS XS XS XS", 2021),
        initiatives=tuple(("CO_SO", y, None, True, True) for y in (2021, 2022, 2023)),
    )
    on = date(2026, 3, 1)
    assert on_ladder(history, on)["BK_TTG"].status is None
    rung = ladder().by_id["BK_TTG.INDIVIDUAL"]
    settled = Kept({c.id: ("Hoa", on) for c in rung.lines})
    line = on_ladder(history, on, settled)["BK_TTG"]
    assert (line.status, line.earliest, line.confirmed) == ("ELIGIBLE", 2025, True)


def test_another_reading_is_another_answer() -> None:
    history = STAFF.plus(awards=won("CSTDCS 2022", "CSTDCS 2023", "CSTDCS 2025"),
                         initiatives=(("TINH", 2023, None, True, True),))  # fmt: skip
    on = date(2026, 3, 1)
    assert on_ladder(history, on)["CSTD_TINH"].earliest == 2027
    assert on_ladder(history, on, Kept(choices={"L1": "occasions"}))["CSTD_TINH"].earliest == 2025


def test_nothing_is_looked_at_before_the_year_asked_for() -> None:
    history = STAFF.plus(awards=won("CSTDCS 2023", "CSTDCS 2024", "CSTDCS 2025"),
                         initiatives=(("TINH", 2025, None, True, True),))  # fmt: skip
    on = date(2026, 3, 1)
    assert on_ladder(history, on)["CSTD_TINH"].status == "ELIGIBLE"
    assert on_ladder(history, on, since=2024)["CSTD_TINH"].earliest == 2026


@pytest.mark.parametrize("code", ["CSTDCS", "CSTD_TINH", "BK_TINH"])
def test_every_set_for_a_rung_is_enough_and_nothing_can_be_left_out(code) -> None:
    cursor = memory()
    who = insert(cursor, STAFF.plus(awards=won("CSTDCS 2024"), initiatives=(("CO_SO", 2025, None, True, None),)))
    settled, on, rung = Kept(), date(2025, 9, 1), ladder().by_id[f"{code}.INDIVIDUAL"]
    person = str(judge(cursor, ladder().plan(2026), on).assessment.roster["code"].iloc[0])
    found = sets(cursor, ladder(), settled, rung, person, on, 2026)
    assert found
    plan = ladder().plan(2026, only=[rung.id])
    trial = Trial(cursor, plan, judge(cursor, plan, on))
    for goal in found:
        changes = goal.changes
        tries = [changes, *([*changes[:i], *changes[i + 1 :]] for i in range(len(changes)))]
        whole, *less = (o[who] for o in statuses(trial, tries) if o)
        assert whole == 0
        assert 0 not in less


def test_the_ladder_of_everybody_is_that_of_each(sample_file) -> None:
    with Store.open(sample_file) as store:
        cursor = store.cursor()
        everybody = climb(cursor, ladder(), Kept(), date(2025, 12, 31))
        for place in range(0, len(everybody.roster), 25):
            candidate = int(everybody.roster["candidate_id"].iloc[place])
            alone = climb(cursor, ladder(), Kept(), date(2025, 12, 31), ids=[candidate])
            assert alone.lines(0) == everybody.lines(place)
        plan = ladder().plan(2025)
        (one,) = tally(cursor, plan, [date(2025, 12, 31)])
        found = assess(plan, one.on, one.roster, one.counts)
        for rung in ladder().judged(2025):
            for result in (r for t, r in found.tracks.items() if rung in ladder().of(t)):
                status = result.status[result.at(rung.root)]
                ids = one.roster["candidate_id"].to_numpy()[result.rows]
                for candidate, now in zip(ids.tolist(), status.tolist(), strict=True):
                    place = everybody.place(int(candidate))
                    if everybody.earliest[rung.id][place] == 2025 and now < 2:  # nothing more must be won
                        assert STATUSES[everybody.statuses[rung.id][place]] == STATUSES[now]


def test_the_command_says_it_for_scripts(sample_copy, capsys) -> None:
    assert command(["ladder", "CB006", "--db", str(sample_copy), "--date", "2025-12-31", "--format", "json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert [line["id"] for line in lines][:2] == ["LDTT", "CSTDCS"]
    assert all({"id", "status", "missing", "earliest", "confirmed"} <= line.keys() for line in lines)
    by_id = {line["id"]: line for line in lines}
    assert by_id["LDTT"]["status"] == "ELIGIBLE"
    assert by_id["HC"]["status"] is None
    assert not any(line["confirmed"] for line in lines)
    assert command(["ladder", "CB006", "--db", str(sample_copy), "--date", "2025-12-31"]) == 0
    assert "đủ tiêu chuẩn" in capsys.readouterr().out
    assert command(["ladder", "KHONG-CO", "--db", str(sample_copy)]) == 2
    for wrong in ("1800", "năm nay", "-1"):
        with pytest.raises(SystemExit) as said:
            command(["ladder", "CB006", "--db", str(sample_copy), "--year", wrong])
        assert said.value.code == 2
    assert command(["ladder", "CB006", "--db", str(sample_copy), "--date", "2025-12-31", "--since", "2040"]) == 0


def test_what_the_office_settles_is_kept_and_is_the_administrators(sample_copy) -> None:
    said = Kept({"LDTT.good": ("Hoa", date(2026, 1, 5))}, {"L1": "occasions"})
    with Store.open(sample_copy) as store:
        with pytest.raises(NotAllowed), acting_as(Actor("Lan", frozenset({Role.OFFICER}))):
            keep(store, said)
        assert kept(store.cursor()) == Kept()
        with acting_as(Actor("Hoa", frozenset({Role.ADMIN}))):
            keep(store, said)
        assert kept(store.cursor()) == said
