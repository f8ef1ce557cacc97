"""Every benchmark runs, small: a measurement that no longer finds what it measures is found here, not on the day it is
needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "{folder}"
SMALL = {
    "tally": ["--sizes", "200", "--repeat", "1"],
    "whatif": ["--candidates", "60"],
    "importing": ["--candidates", "60"],
    "nation": ["--offices", "1", "2", "--candidates", "200", "--folder", FOLDER],
}
IN_THE_BROWSER = {"grid": ["--repeat", "1"], "clicks": ["--candidates", "60", "--repeat", "1"]}


def run(name: str, options: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), *options], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_runs_small(name, tmp_path) -> None:
    options = [str(tmp_path) if o == FOLDER else o for o in SMALL[name]]
    assert any(c.isdigit() for c in run(name, options))


@pytest.mark.skipif("DIENHINH_HEAVY" not in os.environ, reason="two minutes for a tool that no user sees: --heavy")
@pytest.mark.parametrize("name", IN_THE_BROWSER)
def test_a_benchmark_of_the_browser_runs_small(name) -> None:
    assert "trivial" in run(name, IN_THE_BROWSER[name])


def test_every_benchmark_is_run_here() -> None:
    there = {p.stem for p in (ROOT / "benchmarks").glob("*.py")} - {"compare"}
    assert there == {*SMALL, *IN_THE_BROWSER}
