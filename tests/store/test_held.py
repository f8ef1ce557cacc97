"""What the file held on a day: random edits replayed, each day compared with what was there at its end."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dienhinh import clock
from dienhinh.access.roles import Act
from dienhinh.cli import main
from dienhinh.places import plan_198
from dienhinh.sample import load_sample
from dienhinh.store import Clashes, Edit, LastPost, Store, change_log, judge, save, undo
from dienhinh.store.held import JUDGED, held
from dienhinh.store.records import rows
from dienhinh.store.undoing import CannotUndo
from dienhinh.verdicts.rows import as_json

PLAN = plan_198()
ON = date(2026, 11, 24)
FIRST = date(2026, 6, 1)


def records(cursor) -> dict[str, dict[int, dict[str, Any]]]:
    return {t: {n: {k: v for k, v in r.items() if k != "version"} for n, r in rows(cursor, t).items()} for t in JUDGED}


def dated(store: Store, after: int, day: date) -> None:
    """The entries after revision ``after`` as if they had been made at noon of ``day``."""
    at = datetime.combine(day, datetime.min.time(), clock.zone()) + timedelta(hours=12)
    with store.change(Act.EDIT) as cursor:
        cursor.execute(
            "UPDATE change_log SET changed_at = ? WHERE revision > ?", [at.astimezone(UTC).replace(tzinfo=None), after]
        )


def random_act(store: Store, dice: random.Random) -> None:
    """An act as an officer would do: something new, changed, taken out or taken back."""
    people = sorted(rows(store.cursor(), "candidate"))
    table = dice.choice(["rating", "award", "initiative", "attestation", "discipline", "post", "candidate"])
    there = rows(store.cursor(), table)
    way = dice.choice(["change", "change", "remove", "new", "undo"])
    try:
        if way == "undo":
            acts = sorted({line.batch for line in change_log(store.cursor())})
            undo(store, dice.choice(acts[-5:]), "an", "rút lại")
        elif way == "new":
            year = dice.randint(2021, 2025)
            new = {
                "rating": {"year": year, "code": dice.choice(["HTXSNV", "HTNV"])},
                "attestation": {
                    "criterion": "II.2",
                    "result": "REFUSED",
                    "on_date": date(2026, 1, dice.randint(1, 28)),
                },
                "discipline": {"code": "CANH_CAO", "from_on": date(year, 1, dice.randint(1, 28))},
            }.get(table)
            if new:
                save(store, [Edit(table, {"candidate_id": dice.choice(people), **new})], "an", "nhập")
        elif there:
            number = dice.choice(sorted(there))
            if way == "remove" and table not in ("candidate", "post"):
                save(store, [Edit(table, {}, number, there[number]["version"], removed=True)], "an", "bỏ")
            else:
                said = {
                    "rating": {"code": dice.choice(["HTXSNV", "HTTNV", "KHTNV"])},
                    "award": {"state": dice.choice(["CONFIRMED", "PENDING", "REVOKED"])},
                    "initiative": {"applied": dice.choice([True, False, None])},
                    "attestation": {"result": dice.choice(["CONFIRMED", "REFUSED", "REVOKED"])},
                    "discipline": {"revoked": dice.choice([True, False])},
                    "post": {"leads": dice.choice([True, False])},
                    "candidate": {"name": f"Tên {dice.randint(1, 99)}"},
                }[table]
                save(store, [Edit(table, said, number, there[number]["version"])], "an", "sửa")
    except (Clashes, LastPost, CannotUndo):
        return


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_day_is_what_the_file_held_at_its_end(tmp_path, seed) -> None:
    dice = random.Random(seed)
    with Store.create(tmp_path / "f.duckdb") as store:
        load_sample(store)
        dated(store, 0, FIRST)
        seen = {FIRST - timedelta(days=1): None, FIRST: records(store.cursor())}
        verdicts = {FIRST: as_json(judge(store.cursor(), PLAN, ON).assessment)}
        for k in range(1, 13):
            day, revision = FIRST + timedelta(days=k), store.revision
            for _ in range(dice.randint(0, 8)):
                random_act(store, dice)
            if store.revision > revision:
                dated(store, revision, day)
            seen[day] = records(store.cursor())
            verdicts[day] = as_json(judge(store.cursor(), PLAN, ON).assessment)
        for day, expected in seen.items():
            with held(store.cursor(), clock.end_of(day)) as cursor:
                assert records(cursor) == (expected or {t: {} for t in JUDGED}), day
                if expected:
                    assert as_json(judge(cursor, PLAN, ON).assessment) == verdicts[day], day
        assert len({str(v) for v in verdicts.values()}) > 3


def test_assess_says_what_the_file_held(tmp_path, capsys) -> None:
    db = tmp_path / "f.duckdb"
    with Store.create(db) as store:
        load_sample(store)
        dated(store, 0, FIRST)
        before = as_json(judge(store.cursor(), PLAN, ON).assessment)
        revision = store.revision
        awards = rows(store.cursor(), "award")
        save(store, [Edit("award", {}, n, r["version"], removed=True) for n, r in awards.items()], "an", "bỏ")
        dated(store, revision, FIRST + timedelta(days=3))
        after = as_json(judge(store.cursor(), PLAN, ON).assessment)
    for entered, expected in (("2026-06-01", before), ("2026-06-03", before), ("2026-06-04", after), (None, after)):
        said = ["--entered-by", entered] if entered else []
        capsys.readouterr()
        assert main(["assess", "--db", str(db), "--date", str(ON), *said, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(expected)), entered
    assert main(["assess", "--db", str(db), "--entered-by", "2026-05-31", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
