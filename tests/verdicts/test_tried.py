"""A scenario as a snapshot says what the scenario comes to: verdicts, records, year-ends; and it is the scenario's
own."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dienhinh.criteria.scenario import Change, Cohort, Scenario
from dienhinh.places import plan_198
from dienhinh.store import Store, judge
from dienhinh.store.trial import Trial
from dienhinh.verdicts.answer import answer
from dienhinh.verdicts.snapshot import take
from dienhinh.verdicts.tried import under

NOW = datetime(2026, 11, 25, 8)
SCENARIOS = [
    Scenario(name="thêm", change=(Change(do="add", who="CB010", kind="AWARD", code="CSTDCS", year=2024),
                                  Change(do="add", who="CB011", kind="RATING", code="HTXSNV", year=2023))),
    Scenario(name="giấy tờ về", change=(Change(do="resolve", who="CB005", kind="AWARD", code="CSTDCS", year=2025),)),
    Scenario(name="rút", change=(Change(do="withdraw", who="CB001", kind="RATING", code="HTXSNV", year=2022),)),
    Scenario(name="chuyển", change=(Change(do="move", who="CB012", unit="HTQT", leads=True, on=date(2025, 1, 1)),)),
    Scenario(name="cả phòng", change=(Change(do="add", all=Cohort(unit="LSBG"), kind="AWARD", code="BK_TINH",
                                               year=2025),)),
    Scenario(name="ngưỡng", needs={"III.2.c3": 2}),
    Scenario(name="sáng kiến", change=(Change(do="add", who="CB005", kind="INITIATIVE", code="TINH", year=2024),
                                       Change(do="add", who="CB005", kind="ATTESTATION", criterion="II.2",
                                              decided_on=date(2025, 3, 1)))),
]  # fmt: skip


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda s: s.name)
@pytest.mark.parametrize("on", [date(2025, 6, 30), date(2026, 11, 24)])
def test_a_scenarios_snapshot_has_the_verdicts_that_the_scenario_comes_to(sample_file, scenario, on) -> None:
    plan = plan_198()
    if scenario.needs and "III.2.c3" not in plan.criteria:
        scenario = scenario.model_copy(update={"needs": {next(c for c, n in plan.criteria.items() if n.need == 3): 2}})
    with Store.open(sample_file) as store:
        cursor = store.cursor()
        expected = answer(Trial(cursor, plan, judge(cursor, plan, on)), scenario).after
        found = under(cursor, plan, scenario, on, NOW)
        base = take(cursor, plan, on, NOW)
    by_code = dict(zip(expected.roster["code"], expected.status.tolist(), strict=True))
    seen = found.assessment
    assert dict(zip(seen.roster["code"], seen.status.tolist(), strict=True)) == by_code
    assert found.fingerprint != base.fingerprint
    assert sum(found.trend[found.trend["on"] == on]["n"]) == len(by_code)


def test_records_are_those_of_the_scenario(sample_file) -> None:
    with Store.open(sample_file) as store:
        cursor, on = store.cursor(), date(2026, 11, 24)
        base = take(cursor, plan_198(), on, NOW)
        added = under(cursor, plan_198(), SCENARIOS[0], on, NOW)
        gone = under(cursor, plan_198(), SCENARIOS[2], on, NOW)

    def awards(s, c):
        return sorted((r["code"], r["year"]) for r in s.records(c)["award"].to_dict("records"))

    assert sorted([*awards(base, "CB010"), ("CSTDCS", 2024)]) == awards(added, "CB010")
    assert added.records("CB011")["rating"].set_index("year")["code"][2023] == "HTXSNV"
    assert awards(added, "CB003") == awards(base, "CB003")
    rated = set(base.records("CB001")["rating"]["year"]) - set(gone.records("CB001")["rating"]["year"])
    assert rated <= {2022}
