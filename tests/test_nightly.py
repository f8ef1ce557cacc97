"""The night: everything is made and told; what fails is told, kept, and does not keep the rest from being made."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dienhinh import nightly
from dienhinh.cli import main
from dienhinh.locale import Words
from dienhinh.nightly import STEPS, last_night
from dienhinh.store import Store
from dienhinh.store.rotation import daily

ON = "2025-12-31"


def test_a_night_makes_everything_and_says_so(sample_copy, tmp_path, capsys) -> None:
    assert main(["nightly", "--db", str(sample_copy), "-o", str(tmp_path / "dem"), "--date", ON]) == 0
    made = {p.suffix for p in (tmp_path / "dem" / ON).iterdir()}
    assert made == {".json", ".csv", ".ics", ".docx", ".xlsx"}
    assert len(json.loads((tmp_path / "dem" / ON / "verdicts.json").read_text(encoding="utf-8"))) == 55
    assert json.loads((tmp_path / "dem" / ON / "work.json").read_text(encoding="utf-8"))
    kept = last_night(sample_copy)
    assert kept is not None
    assert kept.ok
    assert {s.name for s in kept.steps} >= set(STEPS) - {"trail", "night"}


def test_a_step_that_fails_is_told_and_the_others_go_on(sample_copy, tmp_path, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(nightly, "countdown", broken)
    assert main(["nightly", "--db", str(sample_copy), "-o", str(tmp_path), "--date", ON]) == 1
    kept = last_night(sample_copy)
    assert kept is not None
    assert [s.name for s in kept.steps if not s.ok] == ["work"]
    assert (tmp_path / ON / "verdicts.csv").exists()


@pytest.mark.parametrize("fault", [ValueError("x"), KeyError("x"), MemoryError()])
def test_whatever_goes_wrong_is_kept_and_seen(sample_copy, tmp_path, monkeypatch, fault) -> None:
    def broken(*_: object) -> None:
        raise fault

    assert main(["nightly", "--db", str(sample_copy), "-o", str(tmp_path), "--date", ON]) == 0
    monkeypatch.setattr(nightly, "judge", broken)
    assert main(["nightly", "--db", str(sample_copy), "-o", str(tmp_path), "--date", ON]) == 1
    kept = last_night(sample_copy)
    assert kept is not None
    assert not kept.ok
    (tmp_path / "cham").write_text("x")
    assert main(["nightly", "--db", str(sample_copy), "-o", str(tmp_path / "cham"), "--date", "9999-12-31"]) == 1


HOLD = """
import sys, time
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.store import Store
from pathlib import Path
whole_process(MACHINE)
with Store.open(Path(sys.argv[1])):
    print("open", flush=True); time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("backed_up", [True, False])
def test_beside_an_open_dashboard_its_backup_of_the_day_is_looked_at(sample_copy, tmp_path, backed_up) -> None:
    if backed_up:
        with Store.open(sample_copy) as store:
            daily(store)
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(sample_copy)], stdout=subprocess.PIPE,
                              cwd=Path(__file__).parents[1])  # fmt: skip
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        night = nightly.nightly(sample_copy, tmp_path / "dem", Words("vi"), date(2025, 12, 31))
    finally:
        holder.kill()
        holder.wait()
    assert night.ok == backed_up
    if backed_up:
        assert night.of != sample_copy.name
        assert (tmp_path / "dem" / ON / "verdicts.json").exists()


def test_what_is_no_night_is_none(tmp_path) -> None:
    file = tmp_path / "a.duckdb.nightly.json"
    assert last_night(tmp_path / "a.duckdb") is None
    file.write_text("{", encoding="utf-8")
    assert last_night(tmp_path / "a.duckdb") is None
