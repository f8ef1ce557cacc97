"""What all tests share: the plan in force, data files made once, workbooks from plain rows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, settings

from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.criteria import Plan
from dienhinh.exchange.terms import terms_of
from dienhinh.places import attestable, plan_198
from dienhinh.sample import load_sample
from dienhinh.store import Store
from tests.histories import memory

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.register_profile("quick", settings.get_profile("here"), max_examples=8)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "here")
settings.load_profile(PROFILE)


def many(examples: int) -> int:
    """How many examples a property is tried on: all of them, or a few in the quick run."""
    return min(examples, 8) if PROFILE == "quick" else examples


def heavy(examples: int, all_of_them: int) -> int:
    """A part of them, in the quick run fewer still; the heavier run (``manage.py test --heavy``) takes all of them."""
    return all_of_them if os.environ.get("DIENHINH_HEAVY") else many(max(examples // 2, 8))


whole_process(MACHINE)  # tests act as the machine's owner, except where they say who acts

TERMS = terms_of(plan_198(), "Hà Tĩnh", attestable())
"""What reading needs to know, under the plan that comes with the program."""

Sheets = dict[str, Sequence[Sequence[object]]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return plan_198()


@pytest.fixture(scope="session")
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty data file in memory, for tests that take back what they write."""
    connection = memory()
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty data file, brought through all migrations once; read it, do not write it."""
    path = tmp_path_factory.mktemp("empty") / "so.duckdb"
    Store.create(path).close()
    return path


@pytest.fixture
def store(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty data file of the test's own."""
    for part in empty_file.parent.glob("so.duckdb*"):
        shutil.copy2(part, tmp_path / part.name)
    with Store.open(tmp_path / "so.duckdb") as made:
        yield made


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample department; read it, do not write it."""
    path = tmp_path_factory.mktemp("sample") / "mau.duckdb"
    with Store.create(path) as made:
        load_sample(made)
    return path


@pytest.fixture
def sample_copy(sample_file: Path, tmp_path: Path) -> Path:
    """The sample department in a file of the test's own."""
    for part in sample_file.parent.glob("mau.duckdb*"):
        shutil.copy2(part, tmp_path / part.name)
    return tmp_path / "mau.duckdb"


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """``workbook({"Đơn vị": [[header …], [cell …], …]})`` → the file's path."""

    def make(sheets: Sheets, name: str = "so.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append([datetime(v.year, v.month, v.day) if type(v) is date else v for v in row])
        path = tmp_path / name
        book.save(path)
        return path

    return make
