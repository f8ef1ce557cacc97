"""Times what-ifs on 2,000 candidates: one change of one candidate, and 1,000 what-ifs together, against a bare GROUP BY
over the facts in the same run.

    python benchmarks/whatif.py [--candidates 2000]

Goals: one candidate under 10 ms; 1,000 what-ifs under two seconds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from dienhinh.access.acting import whole_process  # noqa: E402
from dienhinh.access.roles import MACHINE  # noqa: E402
from dienhinh.criteria.scenario import Change  # noqa: E402
from dienhinh.places import plan_198  # noqa: E402
from dienhinh.store import Store, apply_records, judge  # noqa: E402
from dienhinh.store.trial import Trial, statuses, what_if  # noqa: E402

whole_process(MACHINE)


def fill(store: Store, n: int) -> None:
    none = {"born_on": None, "founded_on": None, "dissolved_on": None}
    people = [{"code": f"C{i:05}", "kind": "INDIVIDUAL", "name": f"Nguyễn Thị Mẫu {i}", **none} for i in range(n)]
    unit = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng", **none}
    posts = [
        {
            "who": p["code"],
            "unit": "VP",
            "position": None,
            "leads": i % 5 == 0,
            "from_on": date(2019, 1, 1),
            "until_on": None,
        }
        for i, p in enumerate(people)
    ]
    ratings = [
        {"who": p["code"], "year": y, "code": ("HTXSNV", "HTTNV")[(i + y) % 2], "decision_no": None, "decided_on": None}
        for i, p in enumerate(people)
        for y in range(2021, 2026)
    ]
    awards = [
        {
            "who": p["code"],
            "kind": "TITLE",
            "code": "CSTDCS",
            "label": None,
            "year": 2021 + i % 5,
            "issuer": None,
            "decision_no": f"{i}/QĐ",
            "decided_on": None,
            "state": "CONFIRMED",
            "identity": f"{i}",
        }
        for i, p in enumerate(people)
    ]
    awards += [
        {**a, "kind": "COMMENDATION", "code": "BK_TINH", "year": 2021 + i % 3, "identity": f"bk{i}"}
        for i, a in enumerate(awards)
        if i % 3
    ]
    attested = [
        {
            "who": p["code"],
            "criterion": c,
            "on_date": date(2025, 12, 1),
            "result": "CONFIRMED",
            "by_person": None,
            "evidence": None,
        }
        for i, p in enumerate(people)
        for c in (*(["II.2"] if i % 2 else []), *(["III.1.a"] if i % 5 == 0 else ["III.2.a", "III.2.b"]))
    ]
    records = {"candidate": [unit, *people], "post": posts, "rating": ratings, "award": awards, "attestation": attested}
    apply_records(store, records, "an", "bench")


def timed(work: Callable[[], object], repeat: int) -> float:
    """The median of ``repeat`` runs, in milliseconds."""
    took = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "so.duckdb") as store:
        fill(store, options.candidates)
        cursor, plan, on = store.cursor(), plan_198(), date(2026, 1, 31)
        bare = timed(lambda: cursor.execute("SELECT candidate_id, count(*) FROM fact GROUP BY 1").fetchall(), 15)
        standing = judge(cursor, plan, on)
        trial = Trial(store.cursor(), plan, standing)
        add = [
            Change(do="add", who=f"C{i % options.candidates:05}", kind="AWARD", code="CSTDCS", year=2021 + i % 5)
            for i in range(1000)
        ]
        one = timed(lambda: statuses(trial, [[add[0]]]), 15)
        whole = timed(lambda: what_if(trial, [add[0]]), 15)
        many = timed(lambda: statuses(trial, [[c] for c in add]), 5)
        again = timed(lambda: judge(cursor, plan, on), 7)
        print(f"{options.candidates} candidates: bare GROUP BY {bare:.1f} ms, judging all anew {again:.1f} ms")
        print(
            f"one change of one candidate: its verdict {one:.1f} ms ({one / bare:.1f} times), everybody's standing"
            f" {whole:.1f} ms"
        )
        print(f"1,000 what-ifs: {many:.0f} ms ({many / bare:.0f} times, {many / 1000:.2f} ms each)")


if __name__ == "__main__":
    main()
