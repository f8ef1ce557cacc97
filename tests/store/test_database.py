"""The data file: what it refuses, what it promises under a crash, what its constraints keep out."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dienhinh.access.roles import Act
from dienhinh.store import (
    CorruptFile,
    LockedFile,
    MissingFile,
    NewerFile,
    ShorterHistory,
    Store,
    apply_records,
    change_log,
    database,
)
from dienhinh.store.database import migrations, pending_migrations
from dienhinh.store.history import directory
from dienhinh.store.mark import mark_path, read_mark
from dienhinh.store.references import DanglingReference

UNIT = {
    "code": "VP",
    "kind": "COLLECTIVE",
    "name": "Văn phòng",
    "born_on": None,
    "founded_on": None,
    "dissolved_on": None,
}


def rating(year: int, code: str = "HTTNV") -> dict[str, object]:
    return {"who": "VP", "year": year, "code": code, "decision_no": None, "decided_on": None, "state": "CONFIRMED"}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def test_an_acknowledged_change_is_in_the_file_itself_and_marked(store: Store) -> None:
    before = store.revision
    applied = apply_records(store, {"candidate": [UNIT], "rating": [rating(2021), rating(2022)]}, "an", "test")
    assert applied.new["rating"] == 2
    assert store.revision == before + 3 == read_mark(store.path).revision
    assert not store.path.with_name(store.path.name + ".wal").exists()


def test_the_change_log_says_who_why_before_and_after(store: Store) -> None:
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "nhập")
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021, "HTXSNV")]}, "bình", "sửa")
    last = (
        store.cursor()
        .execute("SELECT who, why, action, table_name, before, after FROM change_log ORDER BY revision DESC LIMIT 1")
        .fetchone()
    )
    assert last[:4] == ("bình", "sửa", "UPDATE", "rating")
    assert (json.loads(last[4]), json.loads(last[5])) == ({"code": "HTTNV"}, {"code": "HTXSNV"})


def test_saying_what_is_there_already_changes_nothing(store: Store) -> None:
    records = {"candidate": [UNIT], "rating": [rating(2021)]}
    apply_records(store, records, "an", "1")
    revision = store.revision
    again = apply_records(store, records, "an", "2")
    assert (again.changes, again.unchanged["rating"], store.revision) == (0, 1, revision)


def test_a_failed_change_leaves_nothing(store: Store) -> None:
    with pytest.raises(KeyError):
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2021), {**rating(2022), "who": "X"}]}, "an", "1")
    assert store.revision == 0
    assert store.cursor().execute("SELECT count(*) FROM candidate").fetchone() == (0,)


def test_a_dry_run_tells_and_leaves_nothing(store: Store) -> None:
    told = apply_records(store, {"candidate": [UNIT]}, "an", "1", dry_run=True)
    assert (told.new["candidate"], store.revision) == (1, 0)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO rating (candidate_id, year, code) VALUES (1, 2021, 'CSTDCS')",
        "INSERT INTO rating (candidate_id, year, code) VALUES (1, 2021, 'TOT')",
        "INSERT INTO rating (candidate_id, year, code) VALUES (1, 21, 'HTTNV')",
        (
            "INSERT INTO award (candidate_id, kind, code, year, state, identity)"
            " VALUES (1, 'TITLE', 'HTXSNV', 2021, 'CONFIRMED', 'a')"
        ),
        (
            "INSERT INTO attestation (candidate_id, criterion, result, on_date) VALUES (1, 'II.2', 'PENDING', DATE"
            " '2021-01-01')"
        ),
        (
            "INSERT INTO discipline (candidate_id, code, from_on, until_on)"
            " VALUES (1, 'CANH_CAO', DATE '2022-01-01', DATE '2021-01-01')"
        ),
        "INSERT INTO candidate (code, code_key, kind, name, sort_key) VALUES ('vp', 'VP', 'COLLECTIVE', 'x', '')",
    ],
)
def test_the_database_itself_keeps_out_what_cannot_be(store: Store, sql: str) -> None:
    apply_records(store, {"candidate": [UNIT]}, "an", "1")
    me = store.cursor().execute("SELECT id FROM candidate").fetchone()[0]
    with pytest.raises(duckdb.Error):
        store.cursor().execute(sql.replace("(1,", f"({me},"))


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO rating (candidate_id, year, code) VALUES (99, 2021, 'HTTNV')",
        "INSERT INTO post (candidate_id, unit_id, leads, from_on) VALUES (1, 99, false, DATE '2021-01-01')",
        "INSERT INTO attestation (candidate_id, criterion, result, on_date, file_id)"
        " VALUES (1, 'II.2', 'CONFIRMED', DATE '2021-01-01', 99)",
        "DELETE FROM candidate",
    ],
)
def test_no_change_leaves_a_reference_to_nothing(store: Store, sql: str) -> None:
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "1")
    me = store.cursor().execute("SELECT id FROM candidate").fetchone()[0]
    with pytest.raises(DanglingReference), store.change(Act.EDIT) as cursor:
        cursor.execute(sql.replace("(1,", f"({me},"))
    assert store.cursor().execute("SELECT count(*) FROM candidate").fetchone() == (1,)
    assert store.cursor().execute("SELECT count(*) FROM rating").fetchone() == (1,)


def test_a_file_of_the_first_version_is_backed_up_and_brought_forward(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "so.duckdb"
    first = migrations()[:1]
    monkeypatch.setattr(database, "migrations", lambda: first)
    monkeypatch.setattr(database, "check_references", lambda cursor: None)
    Store.create(path).close()
    with duckdb.connect(str(path)) as old:
        old.execute(
            "INSERT INTO candidate (code, code_key, kind, name, sort_key) VALUES ('VP', 'vp', 'COLLECTIVE', 'x', '')"
        )
        old.execute("INSERT INTO rating (candidate_id, year, code) SELECT id, 2021, 'HTTNV' FROM candidate")
        old.execute("INSERT INTO milestone VALUES ('p', 'm', DATE '2021-05-01', 'QĐ 1')")
        old.execute(
            "INSERT INTO change_log SELECT 1, 1, now(), 'an', 'x', 'INSERT', 'rating', id::VARCHAR, NULL, '{}' FROM"
            " rating"
        )
    monkeypatch.undo()
    with Store.open(path) as store:
        assert store.cursor().execute("SELECT year, code::VARCHAR, version FROM rating").fetchall() == [
            (2021, "HTTNV", 1)
        ]
        assert store.cursor().execute("SELECT milestone_id, evidence FROM milestone").fetchall() == [("m", "QĐ 1")]
        assert [c.code for c in change_log(store.cursor())] == ["VP"]
        assert pending_migrations(store.cursor()) == []
    (kept,) = (tmp_path / "backups").glob("*.duckdb")
    with duckdb.connect(str(kept), read_only=True) as old:
        assert old.execute("SELECT max(number) FROM migration").fetchone() == (1,)
        assert old.execute("SELECT count(*) FROM rating").fetchone() == (1,)


def test_nothing_outside_can_be_read_and_settings_are_locked(store: Store, tmp_path_factory) -> None:
    other = tmp_path_factory.mktemp("outside") / "x.csv"
    other.write_text("a\n1\n")
    for sql in (
        f"SELECT * FROM read_csv('{other}')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
    ):
        with pytest.raises(duckdb.Error):
            store.cursor().execute(sql)


def test_migrations_are_numbered_and_applied_once(store: Store) -> None:
    numbers = [n for n, _, _ in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert pending_migrations(store.cursor()) == []
    assert store.cursor().execute("SELECT max(number) FROM migration").fetchone() == (numbers[-1],)


def test_a_file_of_a_newer_version_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    Store.create(path).close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("INSERT INTO migration VALUES (99, 'later', now()::TIMESTAMP)")
    before = bytes_of(tmp_path)
    with pytest.raises(NewerFile, match="newer version"):
        Store.open(path)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 400, b"", os.urandom(40_000)], ids=["text", "empty", "noise"]
)
def test_a_corrupt_file_is_left_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "so.duckdb"
    Store.create(path).close()
    path.write_bytes(content)
    before = bytes_of(tmp_path)
    with pytest.raises(CorruptFile, match="damaged"):
        Store.open(path)
    assert bytes_of(tmp_path) == before


def test_a_database_of_another_program_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    with duckdb.connect(str(path)) as raw:
        raw.execute("CREATE TABLE theirs (x INTEGER)")
    before = path.read_bytes()
    with pytest.raises(CorruptFile):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT], "rating": [rating(y) for y in range(2000, 2025)]}, "an", "1")
    good = path.read_bytes()
    rng = random.Random(7)
    noticed = 0
    for _ in range(12):
        place = rng.randrange(len(good))
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x40]) + good[place + 1 :])
        try:
            with Store.open(path) as store:
                found = store.cursor().execute("SELECT count(*) FROM rating").fetchone()
            assert found == (25,)  # the byte was in unused space
        except CorruptFile:
            noticed += 1
    assert noticed


def test_a_missing_file_is_told_how_to_be_made(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="dienhinh init --db"):
        Store.open(tmp_path / "none.duckdb")


def test_a_second_process_is_told_that_the_file_is_open(store: Store) -> None:
    code = f"from dienhinh.store import Store\nStore.open(r'{store.path}')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert LockedFile.__name__ in done.stderr
    assert store.revision == 0  # and the first one goes on


def test_an_older_copy_in_the_files_place_is_noticed_kept_and_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        apply_records(store, {"candidate": [UNIT]}, "an", "1")
    old = path.read_bytes()
    with Store.open(path) as store:
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "2")
    path.write_bytes(old)
    before = bytes_of(tmp_path)
    with pytest.raises(ShorterHistory) as caught:
        Store.open(path)
    assert (caught.value.params["found"], caught.value.params["marked"]) == (1, 2)
    assert bytes_of(tmp_path) == before
    kept = Path(str(caught.value.params["kept"]))
    assert (kept / path.name).read_bytes() == old
    assert (kept / mark_path(path).name).exists()


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_damaged_log_after_a_crash_is_never_read_as_a_shorter_history(tmp_path: Path) -> None:
    """A change acknowledged with a log left behind (no checkpoint), then the log cut short."""
    path = tmp_path / "so.duckdb"
    code = f"""
import os
from dienhinh.store import Store
from dienhinh.store.mark import Mark, write_mark
store = Store.open(r"{path}")
cursor = store.cursor()
for n in range(1, 9):
    cursor.execute(
        "INSERT INTO change_log VALUES"
        " (?, ?, now()::TIMESTAMP, 'an', '', 'INSERT', 'rating', '1', NULL, NULL, NULL, NULL)", [n, n]
    )
write_mark(store.path, Mark(store.id, 8))
os._exit(9)
"""
    Store.create(path).close()
    subprocess.run([sys.executable, "-c", code], check=False)
    log = path.with_name(path.name + ".wal")
    whole = log.read_bytes()
    for cut in (0.9, 0.6, 0.3):
        log.write_bytes(whole[: int(len(whole) * cut)])
        before = bytes_of(tmp_path)
        with pytest.raises((ShorterHistory, CorruptFile)):
            Store.open(path)
        assert bytes_of(tmp_path) == before
    log.write_bytes(whole)
    with Store.open(path) as store:
        assert store.revision == 8


def test_position_and_unit_of_the_time_stay_with_an_award(store: Store) -> None:
    person = {**UNIT, "code": "CB1", "kind": "INDIVIDUAL", "name": "Nguyễn Văn A"}
    post = {
        "who": "CB1",
        "unit": "VP",
        "position": "Chuyên viên",
        "leads": False,
        "from_on": date(2020, 1, 1),
        "until_on": None,
    }
    won = {
        "who": "CB1",
        "kind": "TITLE",
        "code": "CSTDCS",
        "label": None,
        "year": 2021,
        "issuer": None,
        "decision_no": "1",
        "decided_on": date(2021, 12, 20),
        "state": "CONFIRMED",
        "identity": "1",
    }
    apply_records(store, {"candidate": [UNIT, person], "post": [post], "award": [won]}, "an", "1")
    later = [
        {**post, "until_on": date(2022, 5, 31)},
        {**post, "position": "Trưởng phòng", "leads": True, "from_on": date(2022, 6, 1)},
    ]
    apply_records(
        store, {"candidate": [{**UNIT, "name": "Văn phòng mới"}, person], "post": later, "award": [won]}, "an", "2"
    )
    kept = store.cursor().execute("SELECT position_then, unit_then FROM award").fetchone()
    assert kept == ("Chuyên viên", "Văn phòng")


def test_people_stand_by_their_given_names_and_units_by_their_own(tmp_path) -> None:
    people = [
        {"code": code, "name": name, "kind": kind, "born_on": None, "founded_on": None, "dissolved_on": None}
        for code, name, kind in (
            ("1", "Phòng Tổ chức", "COLLECTIVE"),
            ("2", "Ban Đối ngoại", "COLLECTIVE"),
            ("3", "Trần Văn An", "INDIVIDUAL"),
            ("4", "Đỗ Ánh", "INDIVIDUAL"),
            ("5", "Lê Thị Ân", "INDIVIDUAL"),
        )
    ]
    with Store.create(tmp_path / "a.duckdb") as store:
        apply_records(store, {"candidate": people}, "an", "x")
        found = directory(store.cursor(), date(2024, 1, 1))
    assert found["name"].tolist() == ["Ban Đối ngoại", "Phòng Tổ chức", "Trần Văn An", "Đỗ Ánh", "Lê Thị Ân"]
