"""Backups: a consistent copy made by the engine and checked; and back again, never silently over newer data."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dienhinh.access.acting import demand
from dienhinh.access.roles import Act
from dienhinh.kinds.sentence import N_
from dienhinh.store.changes import LogLine, changes_where
from dienhinh.store.copying import copy_database
from dienhinh.store.database import Store, connect, inspect, keep_copies, revision_of
from dienhinh.store.errors import StoreError, UnwritableFile
from dienhinh.store.mark import Mark, mark_path, write_mark

KEPT = 30


class NotTheSame(StoreError):
    reason = N_("The copy {file} does not hold what the data file holds; it was removed. Is the disk full?")


class WouldLose(StoreError):
    reason = N_(
        "The data file {file} is newer than the backup: restoring it would lose {n} changes, the last of {last} by "
        "{who} ({why}). Nothing was done; use --force to restore all the same (the present file is kept beside it)."
    )


class OtherData(StoreError):
    reason = N_(
        "The backup {backup} is of another data file than {file}. Nothing was done; use --force to put it in its place "
        "all the same (the present file is kept beside it)."
    )


class AlreadyThere(StoreError):
    reason = N_("There is a file {file} already; choose another name for the backup.")


@dataclass(frozen=True)
class Restored:
    """What a restore did: the revision now in force, how many later changes it gave up, where the old file is kept."""

    revision: int
    lost: int
    kept: Path | None


def backup(store: Store, target: Path | str) -> int:
    """Write a consistent copy of ``store`` to ``target`` and check it, table by table; returns its revision.

    The copy is made beside the data file (nothing else may be written to) and moved. Raises a :class:`StoreError` when
    ``target`` exists, cannot be written, or the copy does not hold the same; then there is no file at ``target``.
    """
    demand(Act.BACKUP)
    target = Path(target).resolve()
    if target.exists():
        raise AlreadyThere(file=target)
    made = store.path.with_name(store.path.name + ".copying")
    try:
        made.unlink(missing_ok=True)
        with store.quiet() as cursor:
            same = copy_database(cursor, made)
            revision = revision_of(cursor)
        if not same or _revision_in(made) != revision:
            raise NotTheSame(file=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
    except OSError as error:
        raise UnwritableFile(file=target, why=error.strerror or error) from error
    finally:
        made.unlink(missing_ok=True)
    write_mark(target, Mark(store.id, revision))
    return revision


def restore(copy: Path | str, db: Path | str, force: bool = False) -> Restored:
    """Put the backup ``copy`` in the place of ``db``, which nobody may have open.

    Refused, unless ``force``: over a file with later changes (:class:`WouldLose`) or of other data
    (:class:`OtherData`). The file that was there is kept in a folder beside it. Raises a :class:`StoreError` when the
    backup is missing or damaged; then nothing is changed.
    """
    demand(Act.RESTORE)
    copy, db = Path(copy).resolve(), Path(db).resolve()
    revision, owner = _read(copy)
    lost, kept = 0, None
    if db.exists():
        lost = _what_is_lost(db, copy, revision, owner, force)
        kept = keep_copies(db)
    db.parent.mkdir(parents=True, exist_ok=True)
    coming = db.with_name(db.name + ".restoring")
    shutil.copy2(copy, coming)
    with open(coming, "rb+") as file:
        os.fsync(file.fileno())
    db.with_name(db.name + ".wal").unlink(missing_ok=True)
    write_mark(db, Mark(owner, revision))
    os.replace(coming, db)
    return Restored(revision, lost, kept)


def backup_name(db: Path, when: datetime) -> Path:
    """Where a backup made without a name goes: a folder beside the data file, the moment in its name."""
    plain = db.parent / "backups" / f"{db.stem}-{when:%Y%m%d-%H%M%S}.duckdb"
    n, name = 1, plain
    while name.exists():
        n, name = n + 1, plain.with_stem(f"{plain.stem}-{n}")
    return name


@dataclass(frozen=True)
class Backup:
    path: Path
    made: datetime
    megabytes: float


def list_backups(db: Path) -> list[Backup]:
    """The backups in the folder beside ``db``, newest first."""
    found = [(p, p.stat()) for p in (db.parent / "backups").glob(f"{db.stem}-*.duckdb")]
    made = [Backup(p, datetime.fromtimestamp(s.st_mtime, UTC), s.st_size / 2**20) for p, s in found]
    return sorted(made, key=lambda b: b.made, reverse=True)


def what_is_lost(store: Store, copy: Path) -> list[LogLine] | None:
    """The changes that restoring ``copy`` would give up, newest first; None when it is of other data.

    Raises a :class:`StoreError` when the backup is missing, damaged or newer than this program.
    """
    revision, owner = _read(copy)
    if owner != store.id:
        return None
    return changes_where(store.cursor(), "l.revision > $wanted[1]", [revision])


def prune_backups(db: Path) -> None:
    """Keep the newest :data:`KEPT` of the backups made without a name."""
    made = sorted((db.parent / "backups").glob(f"{db.stem}-*.duckdb"), key=lambda p: p.stat().st_mtime)
    for old in made[:-KEPT]:
        old.unlink()
        mark_path(old).unlink(missing_ok=True)


def _what_is_lost(db: Path, copy: Path, revision: int, owner: str, force: bool) -> int:
    """How many changes of ``db`` the backup does not hold; raises when that must be asked about first."""
    try:
        inspect(db)
    except StoreError:
        if force:
            return 0  # a damaged file: what it held beyond the backup cannot be read
        raise
    connection = connect(db, read_only=True)
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
        later = connection.execute(
            "SELECT count(*), max(changed_at), arg_max(who, revision), arg_max(why, revision) FROM change_log"
            " WHERE revision > ?",
            [revision],
        ).fetchone()
    finally:
        connection.close()
    assert found is not None
    assert later is not None
    n, last, who, why = later
    if not force and str(found[0]) != owner:
        raise OtherData(backup=copy, file=db)
    if not force and n:
        raise WouldLose(file=db, n=n, last=last.date(), who=who, why=why or "–")
    return int(n)


def _read(copy: Path) -> tuple[int, str]:
    """The backup's revision and the id of the data it is of; raises when it is missing, damaged or newer."""
    with Store.open_read_only(copy) as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
        assert row is not None
        return revision_of(connection), str(row[0])


def _revision_in(made: Path) -> int:
    return _read(made)[0]
