"""Nothing acknowledged is lost, whatever it was: every act has its number; backups, restores, migrations and disks that
fail leave either what was or what is."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from dienhinh import clock
from dienhinh.access.acting import acting_as
from dienhinh.access.roles import Act, Actor, Role
from dienhinh.cli import main
from dienhinh.criteria.scenario import Scenario
from dienhinh.kinds.meeting import Meeting
from dienhinh.places import ROOT, plan_198
from dienhinh.reports.offices import Office, keep_office
from dienhinh.store import (
    Clashes,
    Edit,
    MissingFile,
    ShorterHistory,
    Store,
    apply_records,
    backup,
    judge,
    restore,
    rotation,
    save,
)
from dienhinh.store import backups as backups_
from dienhinh.store import database as database_
from dienhinh.store.aside import keep_file, keep_unsaved, remembered
from dienhinh.store.backups import WouldLose, acts_lost, backup_name, list_backups
from dienhinh.store.database import keep_copies, migrations
from dienhinh.store.errors import GoneFile, LockedFile
from dienhinh.store.mark import mark_path, read_mark
from dienhinh.store.meetings import add_meeting
from dienhinh.store.plans import put_in_force
from dienhinh.store.proposals import hand_in
from dienhinh.store.records import rows
from dienhinh.store.rotation import damaged, prune_backups
from dienhinh.store.scenarios import add_scenario
from dienhinh.store.views import keep_view
from tests.store.test_database import UNIT, rating

CLERK = Actor("Phạm Văn Mẫu", frozenset({Role.CLERK}), "vp", "VP")
MEETING = Meeting("XET_CHON", "Xét chọn", date(2026, 12, 1), date(2026, 11, 24))


def handed_in(store: Store) -> None:
    with acting_as(CLERK):
        hand_in(store, "VP", "vp.xlsx", b"x", 1)


ACTS: dict[str, Callable[[Store], object]] = {
    "history": lambda s: apply_records(s, {"candidate": [UNIT], "rating": [rating(2030 + s.revision)]}, "an", "1"),
    "meeting": lambda s: add_meeting(s, MEETING, "an"),
    "scenario": lambda s: add_scenario(s, Scenario(name="thử"), "an", "198"),
    "evidence": lambda s: keep_file(s, "qd.pdf", b"%PDF-1" + os.urandom(8)),
    "plan": lambda s: put_in_force(s, plan_198(), "an", "thử"),
    "office": lambda s: keep_office(s, Office(name=f"Sở {s.revision}")),
    "view": lambda s: keep_view(s, "của tôi", "an", "overview", {}),
    "proposal": handed_in,
    "unsaved input": lambda s: keep_unsaved(s, "b1", "x", {"a": time.time()}),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_older_copy_is_noticed_after_any_act(tmp_path: Path, name: str) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
    old, before = path.read_bytes(), read_mark(path)
    with Store.open(path) as store:
        ACTS[name](store)
    now = read_mark(path)
    assert before is not None
    assert now is not None
    assert now.acts > before.acts
    path.write_bytes(old)
    with pytest.raises(ShorterHistory):
        Store.open(path)
    assert path.read_bytes() == old


def test_what_a_restore_would_give_up_is_listed_whatever_it_is(tmp_path: Path, capsys) -> None:
    path, copy = tmp_path / "so.duckdb", tmp_path / "sao.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
        backup(store, copy)
        for do in ACTS.values():
            do(store)
        lost = acts_lost(store, copy)
        assert [(one.act, one.about) for one in reversed(lost)] == [
            ("meeting", "Xét chọn"),
            ("scenario", "thử"),
            ("evidence", "qd.pdf"),
            ("plan", "198-kh-sngv"),
            ("office", "office"),
            ("propose", "vp.xlsx"),
        ]
    with pytest.raises(WouldLose) as caught:
        restore(copy, path)
    assert caught.value.params["n"] == 7
    assert main(["restore", str(copy), "--db", str(path), "--lang", "en"]) == 2
    assert "lose 7 changes" in capsys.readouterr().err
    assert restore(copy, path, force=True).lost == 7
    with Store.open(path) as store:
        assert remembered(store.cursor(), "office") is None


def busy(store: Store, wrong: list[BaseException], cut: tuple[type[BaseException], ...] = ()) -> Callable[[], None]:
    """Three who read and one who writes, until the returned function is called."""
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                cursor = store.cursor()
                judge(cursor, plan_198(), date(2025, 12, 31))
                rows(cursor, "award")
            except Exception as error:  # noqa: BLE001 - whatever reaches a reader is looked at by the test
                wrong.append(error)

    def write() -> None:
        while not stop.is_set():
            try:
                number, row = next(iter(rows(store.cursor(), "rating").items()))
                code = "HTNV" if row["code"] != "HTNV" else "HTTNV"
                save(store, [Edit("rating", {"code": code}, number, row["version"])], "an")
            except Exception as error:  # noqa: BLE001
                wrong.append(error)
            time.sleep(0.02)

    threads = [threading.Thread(target=read) for _ in range(3)] + [threading.Thread(target=write)]
    for thread in threads:
        thread.start()

    def end() -> None:
        stop.set()
        for thread in threads:
            thread.join()

    return end


@pytest.mark.slow
def test_backups_are_made_while_others_work(sample_copy: Path, tmp_path: Path) -> None:
    wrong: list[BaseException] = []
    with Store.open(sample_copy) as store:
        end = busy(store, wrong)
        try:
            for n in range(12):
                backup(store, tmp_path / "sao" / f"{n}.duckdb")
        finally:
            end()
    assert wrong == []


@pytest.mark.slow
def test_a_restore_succeeds_while_others_work(sample_copy: Path, tmp_path: Path) -> None:
    """Who reads in that moment is cut off, and reads again; nobody is left with a closed file, or with old answers."""
    wrong: list[BaseException] = []
    with Store.open(sample_copy) as store:
        copy = tmp_path / "sao.duckdb"
        backup(store, copy)
        held = store.revision
        end = busy(store, wrong)
        try:
            for _ in range(8):
                time.sleep(0.2)
                with store.swapped():
                    restore(copy, store.path, force=True)
        finally:
            end()
        assert [e for e in wrong if not isinstance(e, duckdb.Error | Clashes)] == []
        assert len(wrong) < 8 * 12
        assert store.revision >= held
        judge(store.cursor(), plan_198(), date(2025, 12, 31))
        apply_records(store, {}, "an", "x")
    with Store.open(sample_copy) as store:
        assert store.revision >= held


# A disk that is full

FULL = """
import json, os, resource, signal, sys
from pathlib import Path
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.store import Store, StoreError
from dienhinh.store.aside import keep_file, remember, remembered
from dienhinh.store.mark import read_mark
whole_process(MACHINE)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path, room = Path(sys.argv[1]), int(sys.argv[2])
said = []
def held(store):
    names = store.cursor().execute("SELECT name FROM evidence_file ORDER BY id").fetchall()
    return [int(name.split(".")[0]) for (name,) in names]
with Store.open(path) as store:
    remember(store, "first", 1)
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
    for n in range(14):
        try:
            keep_file(store, f"{n}.pdf", b"%PDF-1" + os.urandom(900_000))
            said.append(n)
        except StoreError as error:
            last = type(error).__name__
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    remember(store, "after", 2)  # there is room again: the same process goes on
    found = held(store)
with Store.open(path) as store:
    again = held(store)
    kept = [remembered(store.cursor(), k) for k in ("first", "after")]
print(json.dumps([said, found, again, kept]))
"""


@pytest.mark.skipif(os.name == "nt", reason="limits on files are POSIX")
@pytest.mark.parametrize("room", [0, 4_000, 300_000, 1_000_000, 1_600_000, 2_500_000, 4_000_000])
def test_a_full_disk_loses_nothing_says_what_is_so_and_ends_nothing(tmp_path: Path, room: int) -> None:
    path = tmp_path / "so.duckdb"
    Store.create(path).close()
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(room)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said, found, again, kept = json.loads(done.stdout)
    assert said == found == again, "what was said to have failed has not been written, what was said to be saved has"
    assert kept == [1, 2]
    assert len(said) < 14


# An older file

MIGRATE = """
import sys
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.store import Store
whole_process(MACHINE)
print("begin", flush=True)
with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
"""


@pytest.fixture
def first_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "alt" / "so.duckdb"
    first = migrations()[:1]
    with monkeypatch.context() as patched:
        patched.setattr(database_, "migrations", lambda: first)
        patched.setattr(database_, "check_references", lambda cursor: None)
        Store.create(path).close()
    with duckdb.connect(str(path)) as old:
        old.execute(
            "INSERT INTO candidate (code, code_key, kind, name, sort_key) SELECT 'U' || i, 'u' || i, 'COLLECTIVE', 'x',"
            " '' FROM range(300) t(i)"
        )
        old.execute("INSERT INTO rating (candidate_id, year, code) SELECT id, 2021, 'HTTNV' FROM candidate")
    return path


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_migration_killed_at_any_moment_needs_nobodys_hand(first_schema: Path, tmp_path: Path) -> None:
    rng = random.Random(16)
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", MIGRATE, str(_copied(first_schema, tmp_path / "t"))], check=True)
    whole = time.monotonic() - started
    opened = 0
    for kill in range(24):
        path = _copied(first_schema, tmp_path / str(kill))
        process = subprocess.Popen([sys.executable, "-c", MIGRATE, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0, whole * 0.7))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Store.open(path) as store:
            row = store.cursor().execute("SELECT count(*), count(DISTINCT candidate_id) FROM rating").fetchone()
            assert row == (300, 300)
            opened += 1
        left = [p.name for p in path.parent.iterdir() if p.name.endswith((".migrating", ".copying", ".wal"))]
        assert left == []
    assert opened == 24


def _copied(path: Path, folder: Path) -> Path:
    shutil.copytree(path.parent, folder)
    return folder / path.name


# What is gone, what fails again and again, what is left over


@pytest.mark.parametrize("left", ["mark", "backups"])
def test_a_file_that_is_gone_is_not_replaced(tmp_path: Path, left: str) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
        backup(store, backup_name(path, clock.now()))
    path.unlink()
    mark_path(path).unlink() if left == "backups" else shutil.rmtree(path.parent / "backups")
    for do in (Store.open, Store.create):
        with pytest.raises(GoneFile):
            do(path)
    assert main(["init", "--db", str(path), "--sample"]) == 2
    assert not path.exists()
    with pytest.raises(MissingFile):
        Store.open(tmp_path / "other.duckdb")


def test_openings_that_fail_again_and_again_keep_one_copy(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
    old = path.read_bytes()
    with Store.open(path) as store:
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "2")
    path.write_bytes(old)
    for _ in range(5):
        with pytest.raises(ShorterHistory):
            Store.open(path)
    assert len(list(tmp_path.glob("*.kept-*"))) == 1


def test_copies_of_one_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    kept = set()
    for n in range(4):
        path.write_bytes(b"x" * n)
        kept.add(keep_copies(path))
    assert len(kept) == 4


def test_what_a_crash_left_half_made_is_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    Store.create(path).close()
    names = ["so.duckdb.ab12.copying", "so.duckdb.restoring", "so.duckdb.migrating", "so.duckdb.migrating.wal",
             "so.duckdb.mark.new"]  # fmt: skip
    others = ["so.duckdb2.restoring", "so.duckdb.kept-1", "ghi chú.copying"]
    for name in (*names, *others):
        (tmp_path / name).write_bytes(b"x")
    Store.open(path).close()
    assert [n for n in names if (tmp_path / n).exists()] == []
    assert [n for n in others if not (tmp_path / n).exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_files_are_their_owners_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dienhinh", "init", "--db", str(tmp_path / "neu" / "so.duckdb"), "--sample"], cwd=ROOT,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
    for part in (tmp_path / "neu").rglob("*"):
        assert stat.S_IMODE(part.stat().st_mode) & 0o077 == 0, part
    assert stat.S_IMODE((tmp_path / "neu").stat().st_mode) == 0o700


# Which backups are kept


def backups_at(store: Store, moments: list[datetime]) -> None:
    for n, moment in enumerate(moments):
        keep_unsaved(store, "b", "x", {"n": n})  # an act between them
        made = backup_name(store.path, moment)
        backup(store, made)
        os.utime(made, (moment.timestamp(), moment.timestamp()))


def test_backups_are_kept_by_age(store: Store) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    first = datetime(2025, 1, 1, 12, tzinfo=UTC)
    backups_at(store, [first + timedelta(days=6 * n) for n in range(60)])
    prune_backups(store.path)
    days = [b.made.date() for b in list_backups(store.path)]
    assert len(days) == len(set(days))
    assert days[: rotation.DAYS] == [(first + timedelta(days=6 * n)).date() for n in range(59, 59 - rotation.DAYS, -1)]
    assert {(d.year, d.month) for d in days} == {(2025, m) for m in range(1, 13)}
    assert len(days) < 30
    before = list_backups(store.path)
    prune_backups(store.path)
    assert list_backups(store.path) == before


def test_a_clock_that_goes_back_takes_none_of_the_newest(store: Store) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    backups_at(
        store, [now + timedelta(days=n) for n in range(30)] + [now - timedelta(days=400, hours=n) for n in range(3)]
    )
    last = max(list_backups(store.path), key=lambda b: (read_mark(b.path) or Store).acts)  # type: ignore[union-attr]
    prune_backups(store.path)
    assert last.path.exists()
    found = rotation.newest(store.path)
    assert found is not None
    assert found.path == last.path


def test_another_files_backups_are_not_taken(store: Store) -> None:
    other = store.path.parent / "backups" / "so-khac-20250101-000000.duckdb"
    other.parent.mkdir()
    other.write_bytes(b"another office's")
    backups_at(store, [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(40)])
    prune_backups(store.path)
    assert other.exists()
    assert other not in {b.path for b in list_backups(store.path)}


def test_one_backup_a_day_is_made_without_being_asked_for(store: Store) -> None:
    assert rotation.daily(store) is None  # nothing in it yet
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    with acting_as(Actor("", frozenset({Role.LEADER}), "gd")):  # whoever comes first
        made = rotation.daily(store)
    assert made is not None
    assert rotation.daily(store) is None
    assert [b.path for b in list_backups(store.path)] == [made]


def test_a_backup_whose_bytes_have_changed_is_put_aside(store: Store) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    good, bad = (rotation.kept_backup(store, datetime(2026, 1, d, tzinfo=UTC)) for d in (1, 2))
    content = bytearray(bad.read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(bytes(content))
    assert damaged(store.path) == [bad.with_name(bad.name + ".damaged")]
    assert [b.path for b in list_backups(store.path)] == [good]


def test_drafts_and_templates_come_back_with_a_backup(store: Store) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    folder = store.path.parent
    for name, said in (("plans/nhap.toml", "cũ"), ("templates/bien-ban.docx", "cũ")):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(said, encoding="utf-8")
    copy = rotation.kept_backup(store)
    (folder / "plans/nhap.toml").write_text("mới", encoding="utf-8")
    (folder / "templates/bien-ban.docx").unlink()
    store.close()
    kept = restore(copy, store.path, force=True).kept
    assert (folder / "plans/nhap.toml").read_text(encoding="utf-8") == "cũ"
    assert (folder / "templates/bien-ban.docx").read_text(encoding="utf-8") == "cũ"
    assert kept is not None
    assert (kept / "plans/nhap.toml").read_text(encoding="utf-8") == "mới"


def test_a_second_folder_gets_a_copy_and_its_absence_is_said(store: Store, tmp_path: Path, monkeypatch) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    share = tmp_path / "share"
    share.mkdir()
    monkeypatch.setenv(rotation.SECOND, str(share))
    made = rotation.kept_backup(store)
    with Store.open_read_only(share / made.name) as copy:
        assert copy.execute("SELECT count(*) FROM candidate").fetchone() == (1,)
    shutil.rmtree(share)
    with pytest.raises(rotation.NoSecond):
        rotation.kept_backup(store, clock.now() + timedelta(seconds=5))
    assert len(list_backups(store.path)) == 2


def test_the_drill_of_the_manual_works_word_for_word(sample_copy: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    text = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8").split("### The drill")[1]
    lines = text.split("```")[1].strip().splitlines()
    folder = tmp_path / "so"
    folder.mkdir()
    for part in sample_copy.parent.glob("mau.duckdb*"):
        shutil.copy2(part, folder / part.name.replace("mau.", "so."))
    monkeypatch.chdir(folder)
    assert len(lines) == 3
    for line in lines:
        words = line.split()
        assert words[:3] == ["python", "-m", "dienhinh"]
        assert main(words[3:]) == 0, line
    assert capsys.readouterr().out.count("\n") > 40
    with Store.open(folder / "thu" / "so-thu.duckdb") as tried, Store.open(folder / "so.duckdb") as own:
        assert tried.revision == own.revision


# The change log's chain


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE change_log SET who = 'người khác' WHERE revision = 2",
        "UPDATE change_log SET after = '{}' WHERE revision = 2",
        "UPDATE change_log SET why = NULL WHERE revision = 2",
        "UPDATE change_log SET changed_at = changed_at - INTERVAL 1 DAY WHERE revision = 3",
        "DELETE FROM change_log WHERE revision = 2",
        "DELETE FROM change_log WHERE revision = (SELECT max(revision) FROM change_log)",
        "DELETE FROM log_chain WHERE batch = 3",
        "UPDATE log_chain SET mark = '0' WHERE batch = 3",
    ],
)
def test_a_line_altered_outside_of_the_program_is_noticed_on_opening(tmp_path: Path, sql: str, capsys) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        for year in (2021, 2022, 2023):
            apply_records(store, {"candidate": [UNIT], "rating": [rating(year)]}, "an", "nhập")
        assert store.altered is None
    with Store.open(path) as store:
        assert store.altered is None
    assert main(["trail", "--check", "--db", str(path), "--lang", "en"]) == 0
    with duckdb.connect(str(path)) as raw:
        raw.execute(sql)
    mark_path(path).unlink()  # whoever alters the file can take away its mark
    with Store.open(path) as store:
        assert store.altered is not None
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2024)]}, "an", "nhập")
    with Store.open(path) as store:
        assert store.altered is not None, "a further act hides nothing"
    assert main(["trail", "--check", "--db", str(path), "--lang", "en"]) == 1
    assert "altered" in capsys.readouterr().err


# What a restored history is


def test_after_a_restore_new_backups_stay_and_are_the_newest(store: Store) -> None:
    """The history that was given up counts further, and is older all the same."""
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    first = rotation.kept_backup(store, datetime(2026, 1, 1, tzinfo=UTC))
    backups_at(store, [datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(14)])
    with store.swapped():
        restore(first, store.path, force=True)
    keep_unsaved(store, "b", "x", {"n": "after"})
    made = rotation.kept_backup(store, datetime(2026, 3, 1, tzinfo=UTC))
    assert made.exists()
    found = rotation.newest(store.path)
    assert found is not None
    assert found.path == made


def test_an_older_copy_of_a_restored_history_is_noticed(tmp_path: Path) -> None:
    path, copy = tmp_path / "so.duckdb", tmp_path / "sao.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
        backup(store, copy)
        for year in range(2021, 2026):
            apply_records(store, {"candidate": [UNIT], "rating": [rating(year)]}, "an", "2")
    given_up = path.read_bytes()
    restore(copy, path, force=True)
    with Store.open(path) as store:
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2030)]}, "an", "3")
    path.write_bytes(given_up)  # it holds more acts, and is an older history
    with pytest.raises(ShorterHistory):
        Store.open(path)


@pytest.mark.parametrize("newer", [False, True])
def test_a_restore_cut_off_between_file_and_mark_opens(tmp_path: Path, monkeypatch, newer: bool) -> None:
    path, copy, old = (tmp_path / name for name in ("so.duckdb", "sao.duckdb", "cu.duckdb"))
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
        backup(store, old)
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "2")
        backup(store, copy)
    if newer:
        restore(old, path, force=True)

    class Killed(BaseException):
        pass

    def kill(*said: object) -> None:
        raise Killed

    monkeypatch.setattr(backups_, "write_mark", kill)
    with pytest.raises(Killed):
        restore(copy if newer else old, path, force=True)
    monkeypatch.undo()
    with Store.open(path) as store:
        row = store.cursor().execute("SELECT count(*) FROM rating").fetchone()
        assert row == (1 if newer else 0,)


def test_a_file_that_somebody_works_in_is_not_replaced_whatever_is_asked(store: Store, tmp_path: Path) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    backup(store, tmp_path / "sao.duckdb")
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "2")
    for force in (False, True):
        with pytest.raises(LockedFile):
            restore(tmp_path / "sao.duckdb", store.path, force=force)
        command = [sys.executable, "-m", "dienhinh", "restore", str(tmp_path / "sao.duckdb"), "--db", str(store.path)]
        assert subprocess.run([*command, *(["--force"] if force else [])], cwd=ROOT, check=False).returncode == 2
    assert store.revision == 2


def test_a_file_that_could_not_be_opened_again_is_opened_by_whoever_comes_next(store: Store, monkeypatch) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")

    def no(path: Path) -> None:
        raise LockedFile(file=path)

    with monkeypatch.context() as patched:
        patched.setattr(database_, "inspect", no)
        with pytest.raises(LockedFile), store.swapped():
            pass
        with pytest.raises(LockedFile):
            store.cursor()
    assert store.cursor().execute("SELECT count(*) FROM candidate").fetchone() == (1,)
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "2")


def test_a_tampered_backup_is_noticed_when_it_is_restored(store: Store, tmp_path: Path) -> None:
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "1")
    copy = tmp_path / "sao.duckdb"
    backup(store, copy)
    with duckdb.connect(str(copy)) as raw:
        raw.execute("UPDATE change_log SET who = 'người khác'")
    with store.swapped():
        restore(copy, store.path, force=True)
    assert store.altered == 1


@pytest.mark.parametrize("value", ["workspace", "disk full", "x"])
def test_a_statements_own_fault_is_not_taken_for_the_disks(store: Store, value: str) -> None:
    before = store._connection
    with pytest.raises(duckdb.ConversionException), store.change(Act.EDIT) as cursor:
        cursor.execute("SELECT ?::INTEGER", [value])
    assert store._connection is before


BACKUP_ON_A_FULL_DISK = """
import os, resource, signal, sys
from pathlib import Path
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.store import Store, StoreError, kept_backup
from dienhinh.store.aside import keep_file, remember
whole_process(MACHINE)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with Store.open(path) as store:
    limit = path.stat().st_size + int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for n in range(4):
        try:
            keep_file(store, f"{n}.pdf", b"%PDF-1" + os.urandom(400_000))
        except StoreError:
            pass
    for _ in range(2):
        try:
            kept_backup(store)
        except StoreError as error:
            print(type(error).__name__)
        store.cursor().execute("SELECT count(*) FROM evidence_file").fetchone()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    remember(store, "after", 2)
    kept_backup(store)
left = [p.name for p in path.parent.iterdir() if ".copying" in p.name]
assert left == [], left
"""


@pytest.mark.skipif(os.name == "nt", reason="limits on files are POSIX")
@pytest.mark.parametrize("room", [0, 300_000, 900_000])
def test_a_backup_on_a_full_disk_fails_with_a_sentence_and_ends_nothing(tmp_path: Path, room: int) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
    command = [sys.executable, "-c", BACKUP_ON_A_FULL_DISK, str(path), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    with Store.open(path) as store:
        assert remembered(store.cursor(), "after") == 2
