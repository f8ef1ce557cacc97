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

from dienhinh.store import Edit, Store, list_backups, save
from dienhinh.store.database import acts_of
from dienhinh.store.records import TABLES, plain, rows

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("DIENHINH_KILLS", "32"))
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


def killed(script: str, path: Path, seed: int, rng: random.Random, most: float) -> list[str]:
    """The lines that ``script`` wrote before it was killed, some time (up to ``most`` seconds) after it set to work."""
    command = [sys.executable, "-c", script, str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        lines = [writer.stdout.readline() for _ in range(rng.randint(0, 3))]
        time.sleep(rng.uniform(0, most))
        writer.send_signal(signal.SIGKILL)
        return [*lines, *writer.stdout.read().splitlines()]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_loses_no_acknowledged_act_and_leaves_no_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        save(store, [Edit("candidate", {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"})], "an")
    rng, acknowledged = random.Random(11), {}
    for kill in range(KILLS):
        for line in killed(WRITER, path, kill, rng, 0.15):
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


OTHERS = """
import random, sys
from datetime import date
from pathlib import Path
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.criteria.scenario import Scenario
from dienhinh.kinds.meeting import Meeting
from dienhinh.store import Edit, Store, kept_backup, list_backups, restore, save
from dienhinh.store.aside import keep_file, keep_unsaved
from dienhinh.store.database import acts_of
from dienhinh.store.mark import read_mark
from dienhinh.store.meetings import add_meeting, close_meeting, meeting, open_meeting
from dienhinh.store.records import rows
from dienhinh.store.scenarios import add_scenario
whole_process(MACHINE)
rng = random.Random(int(sys.argv[2]))
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    while True:
        way = rng.choice(("meeting", "scenario", "evidence", "typed", "edit", "backup", "restore"))
        if way == "meeting":
            made = Meeting("XET_CHON", "Xét", date(2026, 12, 1), date(2026, 11, 24))
            number = add_meeting(store, made, "an")
            open_meeting(store, meeting(store.cursor(), number), b"x", "AAAA", "an")
            close_meeting(store, meeting(store.cursor(), number), "an")
        elif way == "scenario":
            add_scenario(store, Scenario(name="x"), "an", "198")
        elif way == "evidence":
            keep_file(store, "x.pdf", b"%PDF-1" + rng.randbytes(20000))
        elif way == "typed":
            keep_unsaved(store, "b", "x", {"a": rng.random()})
        elif way == "edit":
            n, r = next(iter(rows(store.cursor(), "candidate").items()))
            save(store, [Edit("candidate", {"name": f"Văn phòng {rng.random()}"}, n, r["version"])], "an")
        elif way == "backup":
            kept_backup(store)
        else:
            found = list_backups(store.path)
            if found:
                copy = rng.choice(found).path
                print("to", read_mark(copy).acts, flush=True)
                with store.swapped():
                    restore(copy, store.path, force=True)
                print("back", acts_of(store.cursor()), flush=True)
        print("act", acts_of(store.cursor()), flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_kill_in_meetings_evidence_backups_and_restores_loses_nothing_either(tmp_path: Path) -> None:
    """A restore cut off leaves the file as it was, or as the backup is; nothing needs anybody's hand."""
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        save(store, [Edit("candidate", {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"})], "an")
    rng, done = random.Random(16), 0
    for kill in range(KILLS):
        least, either = 0, None
        for line in killed(OTHERS, path, kill, rng, 0.25):
            what, _, n = line.strip().partition(" ")
            if what == "to" and n:
                either = int(n)
            elif what in ("act", "back") and n:
                least, either, done = int(n), None, done + 1
        with Store.open(path) as store:
            acts = acts_of(store.cursor())
            assert acts >= least or (either is not None and acts >= either)
            assert store.altered is None
            halves = (
                "SELECT count(*) FROM meeting m WHERE state = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM meeting_trace t"
            )
            row = store.cursor().execute(f"{halves} WHERE t.meeting_id = m.id AND t.step = 'CLOSED')").fetchone()
            assert row == (0,)
            for copy in list_backups(path):
                with Store.open_read_only(copy.path) as there:
                    assert acts_of(there) >= 1
        left = [p.name for p in tmp_path.iterdir() if p.name.endswith((".copying", ".restoring", ".new", ".wal"))]
        assert left == []
    assert done > KILLS
