"""The same verdicts on Spark: every status, progress and leaf of 20,000 candidates, under each policy's choices."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dienhinh.access.roles import Act
from dienhinh.criteria import Plan, assess
from dienhinh.places import plan_198
from dienhinh.rollup.cluster import judged, open_views, session
from dienhinh.rollup.gathering import Gathered, gather, opened
from dienhinh.rollup.judging import total
from dienhinh.rollup.sending import prepare
from dienhinh.store import Store
from dienhinh.store.succession import inherited
from dienhinh.store.tally import tally
from tests.cluster.conftest import Cluster

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

from tally import fill

PLAN, ON, N = plan_198(), date(2024, 12, 31), 20_000
CHOICES = [{}, *({p.id: c.id} for p in PLAN.policy for c in p.choices if c.id != p.choice)]
MIXED = """
INSERT INTO attestation (candidate_id, criterion, result, on_date)
SELECT candidate_id, criterion, ['REFUSED', 'REVOKED', 'CONFIRMED'][1 + candidate_id % 3], DATE '2024-09-01'
FROM attestation WHERE candidate_id % 7 = 0
"""
GROUNDS = "UPDATE award SET ground = ['DOT_XUAT', 'CONG_TRANG', NULL][1 + id % 3]"
MERGED = """
INSERT INTO succession (candidate_id, unit_id, how, from_on, principal)
SELECT i, i + 200, 'MERGED', DATE '2023-03-01', i % 2 = 0 FROM range(1, 60) t(i)
"""


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two offices of ten thousand candidates, with attestations that changed, posts that overlap, merged units."""
    out = tmp_path_factory.mktemp("all")
    for name in ("a", "b"):
        file = tmp_path_factory.mktemp(name) / f"{name}.duckdb"
        with Store.create(file) as store:
            with store.change(Act.EDIT) as cursor:
                fill(cursor, N // 2)
                for text in (MIXED, GROUNDS, MERGED):
                    cursor.execute(text)
            prepare(store.cursor(), PLAN, ON, "facts", "ha-tinh", name, file).write(out)
    return out


@contextmanager
def on_cluster(cluster: Cluster, sent: Path) -> Iterator[tuple[Any, Any, Gathered]]:
    found = gather(sent)
    connection, several = opened(found)
    with session(cluster.master) as spark:
        open_views(spark, connection, found, several)
        for table in ("candidate", "post", "fact_rating", "fact_award", "fact_initiative", "fact_attestation",
                      "fact_discipline"):  # fmt: skip
            spark.catalog.cacheTable(table)
        yield spark, connection, found
    connection.close()


def differing(spark: Any, connection: Any, plan: Plan, ids: list[int] | None = None) -> dict[str, int]:
    """How many candidates differ from DuckDB, by what."""
    took = inherited(connection, plan)
    there = judged(spark, plan, ON, took, ids).toArrow().sort_by("candidate_id")
    (counted,) = tally(connection, plan, [ON], ids)
    here = assess(plan, ON, counted.roster, counted.counts)
    order = np.argsort(counted.roster["candidate_id"].to_numpy())
    assert there["candidate_id"].to_pylist() == counted.roster["candidate_id"].to_numpy()[order].tolist()
    found = {
        "track": int((np.array(there["track"].to_pylist()) != counted.roster["track"].astype(str)[order]).sum()),
        "status": int((there["status"].to_numpy() != here.status[order]).sum()),
        "progress": int((there["progress"].to_numpy() != here.progress[order]).sum()),
    }
    for name in ("have", "pending", "attainable"):
        mine = getattr(counted.counts, name).T[order]
        theirs = np.array(there[name].to_pylist(), dtype=np.int64)
        found[name] = int((mine != theirs).any(axis=1).sum())
    return {k: n for k, n in found.items() if n}


def test_under_every_choice_of_every_policy_nobody_differs(cluster: Cluster, sent: Path) -> None:
    with on_cluster(cluster, sent) as (spark, connection, _):
        found = {str(c): differing(spark, connection, PLAN.with_choices(c)) for c in CHOICES}
        some = [int(i) for (i,) in connection.execute("SELECT id FROM candidate ORDER BY id LIMIT 300").fetchall()]
        found["some"] = differing(spark, connection, PLAN, some)
    assert {c: d for c, d in found.items() if d} == {}
    assert len(found) == len(CHOICES) + 1


def test_a_rollup_is_the_same_and_a_worker_killed_changes_nothing_but_the_time(
    cluster: Cluster, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARK_MASTER", cluster.master)
    monkeypatch.setenv("SPARK_PARTITIONS", "64")
    here = total(gather(sent), PLAN, [ON]).frame
    killer = threading.Timer(9.0, cluster.kill, [0])
    killer.start()
    begun = time.monotonic()
    there = total(gather(sent), PLAN, [ON, date(2023, 12, 31), date(2022, 12, 31), date(2021, 12, 31)], "spark").frame
    took = time.monotonic() - begun
    killer.join()
    assert took > 9.0, "the worker was killed too late to matter"
    same = there[there["date"] == ON].reset_index(drop=True)
    assert same.to_dict("records") == here.to_dict("records")
