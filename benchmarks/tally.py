"""Times tally and judgement against a bare GROUP BY over the same facts, in one run: the ratio is what counts.

    python benchmarks/tally.py [--sizes 1000 100000 1000000] [--repeat 5] [--ladder]

``--ladder``: all titles and forms of the ladder instead of plan 198.

A bare GROUP BY is ``SELECT candidate_id, count(*) FROM fact GROUP BY candidate_id``, fetched like the tally is.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import duckdb  # noqa: E402

from dienhinh.access.acting import whole_process  # noqa: E402
from dienhinh.access.roles import MACHINE  # noqa: E402
from dienhinh.criteria import assess, load_plan  # noqa: E402
from dienhinh.places import ladder  # noqa: E402
from dienhinh.store.database import Store  # noqa: E402
from dienhinh.store.tally import tally  # noqa: E402
from dienhinh.verdicts.ladder import year_of  # noqa: E402

whole_process(MACHINE)

PLAN = load_plan(ROOT / "data" / "plans" / "198-kh-sngv.toml")
BARE = "SELECT candidate_id, count(*) AS n FROM fact GROUP BY candidate_id"


def fill(cursor: duckdb.DuckDBPyConnection, n: int, seed: float = 0.198) -> int:
    """A random history of ``n`` candidates (a tenth of them collectives), some 6.6 facts each; returns the facts."""
    cursor.execute(f"SELECT setseed({seed})")
    cursor.execute(
        "INSERT INTO candidate (id, code, code_key, sort_key, kind, name) SELECT i, 'C' || i, 'c' || i, 'n' || i, "
        f"CASE WHEN i <= {n} // 10 THEN 'COLLECTIVE' ELSE 'INDIVIDUAL' END, 'N ' || i FROM range(1, {n} + 1) t(i)"
    )
    cursor.execute(
        "INSERT INTO post (candidate_id, unit_id, leads, from_on) "
        f"SELECT i, 1 + i % ({n} // 10), i % 4 = 0, DATE '2019-01-01' + (i % 1500)::INTEGER "
        f"FROM range({n} // 10 + 1, {n} + 1) t(i)"
    )
    cursor.execute(
        "INSERT INTO rating (candidate_id, year, code) SELECT i, y, "
        "(['HTXSNV', 'HTTNV', 'HTTNV', 'HTNV'])[1 + floor(random() * 4)::INTEGER]::fact_code "
        f"FROM range(1, {n} + 1) t(i), range(2021, 2026) u(y) WHERE random() < 0.6"
    )
    cursor.execute(
        "INSERT INTO award (candidate_id, kind, code, year, decision_no, decided_on, state, identity) "
        "SELECT i, 'COMMENDATION', (['CSTDCS', 'CSTDCS', 'BK_TINH', 'BK_BNG', 'BK_BO_NGANH_TW', 'LDTT'])"
        "[1 + floor(random() * 6)::INTEGER]::fact_code, y, 'QD', make_date(y + 1, 1, 15), "
        "CASE WHEN random() < 0.1 THEN 'PENDING' ELSE 'CONFIRMED' END::fact_state, k || '/' || y "
        f"FROM range(1, {n} + 1) t(i), range(2021, 2026) u(y), range(2) v(k) WHERE random() < 0.16"
    )
    cursor.execute(
        "INSERT INTO initiative (candidate_id, title, title_key, year, level, recognised, applied) "
        "SELECT i, 'x', 'x', y, 'TINH', random() < 0.5, true "
        f"FROM range(1, {n} + 1) t(i), range(2021, 2026) u(y) WHERE random() < 0.06"
    )
    cursor.execute(
        "INSERT INTO attestation (candidate_id, criterion, result, on_date) "
        "SELECT i, s, 'CONFIRMED', DATE '2024-06-01' "
        f"FROM range(1, {n} + 1) t(i), (SELECT unnest(['II.2', 'III.2.a', 'III.2.b']) AS s) WHERE random() < 0.55"
    )
    cursor.execute(
        "INSERT INTO discipline (candidate_id, code, from_on, until_on) "
        f"SELECT i, 'CANH_CAO', DATE '2023-01-01', DATE '2024-01-01' FROM range(1, {n} + 1, 50) t(i)"
    )
    row = cursor.execute("SELECT count(*) FROM fact").fetchone()
    assert row is not None
    return int(row[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--ladder", action="store_true")
    options = parser.parse_args()
    dates = (date(2023, 6, 30), date(2026, 11, 24))
    print(f"{'candidates':>12} {'facts':>10} {'on':>12} {'bare ms':>9} {'tally ms':>9} {'judge ms':>9} {'ratio':>6}")
    for n in options.sizes:
        with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "bench.duckdb") as store:
            cursor = store.cursor()
            facts = fill(cursor, n)
            cursor.execute("FORCE CHECKPOINT")
            for on in dates:
                plan = ladder().plan(year_of(on)) if options.ladder else PLAN
                bare, count, judge = [], [], []
                for _ in range(options.repeat + 1):
                    start = time.perf_counter()
                    cursor.execute(BARE).fetchnumpy()
                    bare.append(time.perf_counter() - start)
                    start = time.perf_counter()
                    found = tally(cursor, plan, [on])[0]
                    count.append(time.perf_counter() - start)
                    start = time.perf_counter()
                    assess(plan, on, found.roster, found.counts)
                    judge.append(time.perf_counter() - start)
                ms = [1000 * statistics.median(x[1:]) for x in (bare, count, judge)]
                ratio = statistics.median((c + j) / b for b, c, j in zip(bare[1:], count[1:], judge[1:], strict=True))
                print(f"{n:12,} {facts:10,} {on:%d/%m/%Y}   {ms[0]:9.1f} {ms[1]:9.1f} {ms[2]:9.1f} {ratio:6.1f}")


if __name__ == "__main__":
    main()
