"""The roll-up of a country: 34 provinces of 6 offices of 10,000 candidates, each with histories of its own; DuckDB and
Spark, time and memory, and how both grow.

    python benchmarks/nation.py [--offices 2 20 204] [--folder DIR] [--engine duckdb|spark|both]

The folders are made once (some minutes) and kept in DIR. Each measurement is a process of its own, so that its peak of
memory is its own; what is measured is ``rollup`` whole: manifests and checksums, count, judgement, sums.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from tally import fill  # noqa: E402

from dienhinh.access.acting import whole_process  # noqa: E402
from dienhinh.access.roles import MACHINE, Act  # noqa: E402
from dienhinh.places import plan_198  # noqa: E402
from dienhinh.rollup.gathering import gather  # noqa: E402
from dienhinh.rollup.judging import total  # noqa: E402
from dienhinh.rollup.manifest import NAME  # noqa: E402
from dienhinh.rollup.sending import prepare  # noqa: E402
from dienhinh.store import Store  # noqa: E402

ON, OFFICES = date(2024, 12, 31), 6


def make(folder: Path, offices: int, candidates: int) -> None:
    """The first ``offices`` folders, those that are not there yet."""
    for i in range(offices):
        province, office = f"tinh-{i // OFFICES:02}", f"so-{i % OFFICES}"
        if (folder / f"ky=2021-2025/tinh={province}/co_quan={office}" / NAME).exists():
            continue
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "x.duckdb"
            with Store.create(file) as store:
                with store.change(Act.EDIT) as cursor:
                    fill(cursor, candidates, seed=(i + 1) / 1000)
                prepare(store.cursor(), plan_198(), ON, "facts", province, office, file).write(folder)
        print(f"\rmade {i + 1} of {offices}", end="", flush=True)
    print()


def measure(folder: Path, offices: int, engine: str) -> None:
    """Roll up the first ``offices`` and print what it took, as JSON."""
    import resource

    found_all = sorted(folder.glob("ky=*/tinh=*/co_quan=*"))[:offices]
    begun = time.perf_counter()
    found = gather(folder)
    wanted = {f.relative_to(folder).as_posix() for f in found_all}
    found.offices = {k: v for k, v in found.offices.items() if k in wanted}
    read = time.perf_counter()
    answer = total(found, plan_198(), [ON], engine)
    done = time.perf_counter()
    facts = sum(p.rows for _, m in found.offices.values() for n, p in m.files.items() if n.startswith("fact_"))
    said = {
        "offices": offices, "engine": engine, "candidates": int(answer.frame["n"].sum()), "facts": facts,
        "manifests_s": round(read - begun, 2), "rollup_s": round(done - read, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "statuses": answer.frame.groupby("status")["n"].sum().to_dict(),
    }  # fmt: skip
    print(json.dumps(said, default=int))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offices", type=int, nargs="+", default=[2, 20, 204])
    parser.add_argument("--candidates", type=int, default=10_000, help="of each office")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "nation")
    parser.add_argument("--engine", choices=["duckdb", "spark", "both"], default="duckdb")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    whole_process(MACHINE)
    if options.one:
        measure(options.folder, options.offices[0], options.engine)
        return
    make(options.folder, max(options.offices), options.candidates)
    for engine in ["duckdb", "spark"] if options.engine == "both" else [options.engine]:
        for n in options.offices:
            command = [sys.executable, __file__, "--one", "--offices", str(n), "--folder", str(options.folder)]
            subprocess.run([*command, "--engine", engine], check=True)


if __name__ == "__main__":
    main()
