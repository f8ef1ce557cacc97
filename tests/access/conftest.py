"""An accounts' file of the test's own, with a clock that is turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dienhinh.access.accounts import Accounts, accounts_path

PASSWORD = "chin cau vang, muoi nong thoc"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Iterator[Accounts]:
    made = Accounts(accounts_path(tmp_path / "so.duckdb"), clock)
    yield made
    made.close()
