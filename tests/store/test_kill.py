"""Killing the process at any moment: no acknowledged change is lost, and none is there by half."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dienhinh.store import Edit, Store, save
from dienhinh.store.records import TABLES, plain, rows

pytestmark = pytest.mark.slow
KILLS = 32
WRITER = """
import random, sys
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.store import Edit, Store, apply_records, change_log, save, undo
from dienhinh.store.records import rows
whole_process(MACHINE)
rng = random.Random(int(sys.argv[2]))
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    while True:
        cursor = store.cursor()
        unit = next(n for n, r in rows(cursor, "candidate").items() if r["code"] == "VP")
        way = rng.choice(("import", "edit", "edit", "out", "undo"))
        ratings = list(rows(cursor, "rating").items())
        act = None
        if way == "import" or len(ratings) < 5:
            codes = [rng.choice(("HTXSNV", "HTTNV", "HTNV")) for _ in range(60)]
            new = [{"who": "VP", "year": 1950 + i, "code": c, "decision_no": None, "decided_on": None}
                   for i, c in enumerate(codes)]
            person = {"code": f"P{rng.random()}", "kind": "INDIVIDUAL", "name": "Trần Văn Mẫu", "born_on": None,
                      "founded_on": None, "dissolved_on": None}
            first = store.revision + 1
            apply_records(store, {"candidate": [person], "rating": new}, "an", "import")
            act = first if store.revision >= first else None
        elif way == "edit":
            some = rng.sample(ratings, min(4, len(ratings)))
            codes = [rng.choice(("HTXSNV", "KHTNV")) for _ in some]
            edits = [Edit("rating", {"code": c}, n, r["version"]) for c, (n, r) in zip(codes, some)]
            act = save(store, edits, "an")
        elif way == "out":
            some = rng.sample(ratings, 3)
            act = save(store, [Edit("rating", id=n, version=r["version"], removed=True) for n, r in some], "an", "nhầm")
        else:
            act = undo(store, change_log(cursor)[0].batch, "an", "")
        if act:
            print(act, sum(c.batch == act for c in change_log(store.cursor())), flush=True)
"""


def replayed(store: Store) -> dict[str, dict[int, dict[str, Any]]]:
    """The records as the change log tells them, from the first line to the last."""
    found: dict[str, dict[int, dict[str, Any]]] = {name: {} for name in TABLES}
    lines = store.cursor().execute(
        "SELECT action, table_name, record_id::INTEGER, before, after FROM change_log ORDER BY revision"
    )
    for action, table, number, _, after in lines.fetchall():
        if action == "DELETE":
            del found[table][number]
        elif action == "INSERT":
            found[table][number] = json.loads(after)
        else:
            found[table][number].update(json.loads(after))
    return found


def as_logged(record: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in plain(record).items() if k in said}


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_loses_no_acknowledged_act_and_leaves_no_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        save(store, [Edit("candidate", {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"})], "an")
    rng, acknowledged = random.Random(11), {}
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(kill)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout.readline() == "open\n"
            lines = [writer.stdout.readline() for _ in range(rng.randint(0, 3))]
            time.sleep(rng.uniform(0, 0.15))
            writer.send_signal(signal.SIGKILL)
            for line in [*lines, *writer.stdout.read().splitlines()]:
                if len(line.split()) == 2:
                    act, n = map(int, line.split())
                    acknowledged[act] = n
        with Store.open(path) as store:
            acts = Counter(a for (a,) in store.cursor().execute("SELECT batch FROM change_log").fetchall())
            assert {a: acts[a] for a in acknowledged} == acknowledged
            said = replayed(store)
            for table in TABLES:
                there = rows(store.cursor(), table)
                assert there.keys() == said[table].keys()
                assert {n: as_logged(r, said[table][n]) for n, r in there.items()} == said[table]
    assert len(acknowledged) > KILLS  # it was killed while it worked, not before
