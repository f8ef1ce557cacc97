"""The library's tutorial is true: each of its lines is run, and it needs nothing but what it says."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_line_of_the_tutorial_is_so() -> None:
    found = doctest.testfile(str(ROOT / "docs" / "criteria.md"), module_relative=False)
    assert found.attempted > 12
    assert found.failed == 0


def test_it_runs_where_nothing_but_numpy_pandas_and_pydantic_is_installed() -> None:
    blocked = ["duckdb", "streamlit", "babel", "plotly", "docx", "pptx", "pyarrow", "highspy", "lxml", "xlsxwriter"]
    code = (
        f"import sys, doctest\nfor name in {blocked!r}: sys.modules[name] = None\n"
        "found = doctest.testfile('docs/criteria.md', module_relative=False)\nsys.exit(found.failed)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
