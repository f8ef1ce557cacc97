"""Backups hold the same, are checked, and come back; nothing newer is lost without asking."""

from __future__ import annotations

from pathlib import Path

import pytest

from dienhinh.store import MissingFile, Store, StoreError, apply_records, backup, everything, restore
from dienhinh.store.backups import AlreadyThere, OtherData, WouldLose
from tests.store.test_database import UNIT, rating


@pytest.fixture
def two(store: Store, tmp_path: Path) -> tuple[Path, Path]:
    """A file with a backup of it and one change since; closed."""
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021)]}, "an", "nhập")
    copy = tmp_path / "sao" / "so-1.duckdb"
    assert backup(store, copy) == store.revision == 2
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021), rating(2022)]}, "bình", "bổ sung")
    store.close()
    return store.path, copy


def years(path: Path) -> list[int]:
    with Store.open(path) as store:
        return [r["year"] for r in everything(store.cursor())["rating"]]


def test_a_backup_of_an_open_file_holds_everything(store: Store, tmp_path: Path) -> None:
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2021), rating(2022)]}, "an", "1")
    backup(store, tmp_path / "b.duckdb")
    with Store.open(tmp_path / "b.duckdb") as copy:
        assert everything(copy.cursor()) == everything(store.cursor())
        assert (copy.revision, copy.id) == (store.revision, store.id)
    apply_records(store, {"candidate": [UNIT], "rating": [rating(2023)]}, "an", "2")  # the file goes on
    assert not list(tmp_path.glob("*.copying"))


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    (tmp_path / "b.duckdb").write_text("mine")
    with pytest.raises(AlreadyThere):
        backup(store, tmp_path / "b.duckdb")
    assert (tmp_path / "b.duckdb").read_text() == "mine"


def test_restoring_over_newer_data_is_refused_and_says_what_it_would_lose(two) -> None:
    path, copy = two
    before = path.read_bytes()
    with pytest.raises(WouldLose) as caught:
        restore(copy, path)
    assert (caught.value.params["n"], caught.value.params["who"], caught.value.params["why"]) == (1, "bình", "bổ sung")
    assert path.read_bytes() == before
    assert years(path) == [2021, 2022]


def test_forced_it_comes_back_and_the_newer_file_is_kept(two) -> None:
    path, copy = two
    done = restore(copy, path, force=True)
    assert (done.revision, done.lost) == (2, 1)
    assert years(path) == [2021]
    assert years(done.kept / path.name) == [2021, 2022]


def test_restoring_where_there_is_none(two, tmp_path: Path) -> None:
    _, copy = two
    assert restore(copy, tmp_path / "moi" / "so.duckdb").lost == 0
    assert years(tmp_path / "moi" / "so.duckdb") == [2021]


def test_a_backup_of_other_data_is_refused(two, tmp_path: Path) -> None:
    _, copy = two
    other = tmp_path / "khac" / "so.duckdb"
    Store.create(other).close()
    with pytest.raises(OtherData):
        restore(copy, other)


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_backup_that_is_no_good_changes_nothing(two, damage) -> None:
    path, copy = two
    if damage == "missing":
        copy.unlink()
    else:
        copy.write_bytes(copy.read_bytes()[:5000])
    with pytest.raises((MissingFile, StoreError)):
        restore(copy, path, force=True)
    assert years(path) == [2021, 2022]


def test_after_a_restore_the_file_is_not_taken_for_a_shorter_history(two) -> None:
    path, copy = two
    restore(copy, path, force=True)
    with Store.open(path) as store:
        apply_records(store, {"candidate": [UNIT], "rating": [rating(2024)]}, "an", "3")
        assert store.revision == 3
