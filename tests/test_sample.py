"""The sample department shows everything that can occur, so that nothing is met for the first time on real data."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.cli import main
from dienhinh.criteria import REASONS, STATUSES, alternatives, explain, load_plan, route_table
from dienhinh.places import SAMPLES
from dienhinh.plans.drafts import plan_of
from dienhinh.store import Store, facts_of, judge

DATES = [date(y, 12, 31) for y in range(2021, 2026)] + [date(2023, 6, 30), date(2026, 3, 1), date(2026, 11, 24)]


@pytest.fixture(scope="module")
def opened(sample_file):
    with Store.open(sample_file) as store:
        yield store


def test_its_size(opened) -> None:
    units, people = (
        opened.cursor().execute("SELECT count(*) FROM candidate WHERE kind = ?", [kind]).fetchone()[0]
        for kind in ("COLLECTIVE", "INDIVIDUAL")
    )
    assert 6 <= units <= 8
    assert 40 <= people <= 60


def test_every_status_and_every_way_to_be_eligible_occurs(opened, plan) -> None:
    statuses, ways = set(), set()
    for on in DATES:
        found = judge(opened.cursor(), plan, on).assessment
        statuses |= {STATUSES[s] for s in found.status}
        for track in plan.tracks:
            table = route_table(found, track)
            ways |= {r.alternative.id for i in range(table.counts.size) for r in table.routes(i) if r.met}
    assert statuses == set(STATUSES)
    assert ways == {a.id for t in plan.track for a in alternatives(plan, t.criterion)}


@pytest.mark.slow
def test_every_reason_that_the_workbook_can_bring_occurs(opened, plan) -> None:
    met = set()
    for on in DATES:
        roster = judge(opened.cursor(), plan, on).assessment.roster
        facts = facts_of(opened.cursor(), roster["candidate_id"].tolist())
        mine = dict(list(facts.groupby("candidate_id")))
        for person in roster.itertuples():
            for name in plan.measures:
                rows = mine.get(person.candidate_id, facts.iloc[:0])
                met |= set(explain(plan, name, rows, on, person.start_year)["reason"])
    # its history begins with the period; the others belong to readings that are not in force, or to words not used here
    readings = {"NOT_DUE", "LAPSED", "WITHIN_PERIOD", "OTHER_KIND"}
    words = {"SERVED", "BROKEN", "OTHER_YEAR", "OUTSIDE_RUN", "NOT_PROVING"}
    assert set(REASONS) - met <= {"OUTSIDE_PERIOD", *readings, *words}


def test_a_changed_post_changes_the_track(opened) -> None:
    changed = (
        opened.cursor()
        .execute(
            "SELECT count(*) FROM (SELECT candidate_id FROM post GROUP BY candidate_id HAVING count(DISTINCT leads)"
            " = 2)"
        )
        .fetchone()[0]
    )
    assert changed >= 1


@pytest.mark.parametrize("which", sorted(SAMPLES))
def test_every_sample_loads_under_its_own_plan_and_says_that_it_is_invented(tmp_path, which) -> None:
    file = tmp_path / "m.duckdb"
    assert main(["init", "--db", str(file), "--sample", which]) == 0
    with Store.open(file) as store:
        plan = plan_of(store.cursor(), date(2025, 12, 31))
        own = SAMPLES[which] / "plan.toml"
        assert plan.id == (load_plan(own).id if own.exists() else "198-kh-sngv")
        found = judge(store.cursor(), plan, date(2025, 12, 31)).assessment
        assert set(found.roster["track"].astype(str)) == {t.id for t in plan.track}
        assert len(set(found.status)) >= 3
        assert store.meta("sample")
