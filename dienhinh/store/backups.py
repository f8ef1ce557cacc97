"""Backups: a consistent copy made by the engine and checked; and back again, never silently over newer data."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dienhinh.access.acting import demand
from dienhinh.access.roles import Act
from dienhinh.kinds.sentence import N_
from dienhinh.store.changes import LogLine, changes_where
from dienhinh.store.copying import copy_database
from dienhinh.store.database import (
    UNDER_WAY,
    Store,
    acts_of,
    connect,
    first_line,
    inspect,
    keep_copies,
    mark_of,
    to_disk,
)
from dienhinh.store.errors import LockedFile, StoreError, UnwritableFile
from dienhinh.store.mark import Mark, read_mark, write_mark, write_whole

BESIDE = (".sha256", ".files.zip")
"""What lies beside a backup: what its bytes were, and the draft plans and templates of the moment."""
FOLDERS = ("plans", "templates")
MEMBER = re.compile(r"(plans|templates)/[^/\\]+")


def beside(made: Path) -> list[Path]:
    return [made.with_name(made.name + end) for end in BESIDE]


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
    made = store.path.with_name(f"{store.path.name}.{secrets.token_hex(4)}{UNDER_WAY[0]}")
    try:
        with store.quiet() as cursor:
            same = copy_database(cursor, made)
            held = mark_of(cursor)
        if not same or _read(made) != held:
            raise NotTheSame(file=target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, target)
        _pack(store.path.parent, target.with_name(target.name + BESIDE[1]))
        write_whole(target.with_name(target.name + BESIDE[0]), digest_of(target).encode())
    except OSError as error:
        raise UnwritableFile(file=target, why=error.strerror or error) from error
    except duckdb.Error as error:
        raise UnwritableFile(file=target, why=first_line(error)) from error
    finally:
        for part in (made, made.with_name(made.name + ".wal")):
            part.unlink(missing_ok=True)
    write_mark(target, held)
    return held.revision


def restore(copy: Path | str, db: Path | str, force: bool = False) -> Restored:
    """Put the backup ``copy`` in the place of ``db``, which nobody may have open.

    Refused, unless ``force``: over a file with later changes (:class:`WouldLose`) or of other data
    (:class:`OtherData`). The file that was there is kept in a folder beside it. Raises a :class:`StoreError` when the
    backup is missing or damaged; then nothing is changed.
    """
    demand(Act.RESTORE)
    copy, db = Path(copy).resolve(), Path(db).resolve()
    held = _read(copy)
    lost, kept = 0, None
    if db.exists():
        lost = _what_is_lost(db, copy, held, force)
        kept = keep_copies(db)
    db.parent.mkdir(parents=True, exist_ok=True)
    coming = db.with_name(db.name + UNDER_WAY[1])
    shutil.copyfile(copy, coming)
    before = read_mark(db)
    held = _begun_anew(coming, max(held.epoch, before.epoch if before else 0) + 1)
    to_disk(coming)
    db.with_name(db.name + ".wal").unlink(missing_ok=True)
    os.replace(coming, db)  # the file first: one of a later history is never taken for an older copy
    write_mark(db, held)
    _unpack(copy.with_name(copy.name + BESIDE[1]), db.parent, kept)
    return Restored(held.revision, lost, kept)


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
    named = re.compile(re.escape(db.stem) + r"-(schema-\d+-)?\d{8}-\d{6}(-\d+)?\.duckdb")  # not another file's
    folder = db.parent / "backups"
    found = [(p, p.stat()) for p in folder.glob("*.duckdb") if named.fullmatch(p.name)]
    made = [Backup(p, datetime.fromtimestamp(s.st_mtime, UTC), s.st_size / 2**20) for p, s in found]
    return sorted(made, key=lambda b: b.made, reverse=True)


def what_is_lost(store: Store, copy: Path) -> list[LogLine] | None:
    """The changes that restoring ``copy`` would give up, newest first; None when it is of other data.

    Raises a :class:`StoreError` when the backup is missing, damaged or newer than this program.
    """
    held = _read(copy)
    if held.id != store.id:
        return None
    return changes_where(store.cursor(), "l.revision > $wanted[1]", [held.revision])


@dataclass(frozen=True)
class ActLine:
    """One acknowledged act that the change log does not hold: a meeting's, a scenario, evidence, a plan in force."""

    n: int
    at: datetime
    who: str
    act: str
    about: str


def acts_lost(store: Store, copy: Path) -> list[ActLine]:
    """The acts beside the history that restoring ``copy`` would give up, newest first. Raises as
    :func:`what_is_lost`."""
    return _acts_after(store.cursor(), _read(copy).acts)


LOGGED = [Act.EDIT, Act.IMPORT, Act.UNDO, Act.OWN]
"""Acts that the change log holds, or that are one's own and nobody else's loss."""


def _acts_after(cursor: duckdb.DuckDBPyConnection, n: int) -> list[ActLine]:
    if not acts_of(cursor):
        return []
    cursor.execute(
        "SELECT n, happened, who, act, about FROM act WHERE n > ? AND NOT list_contains(?, act) ORDER BY n DESC",
        [n, [str(a) for a in LOGGED]],
    )
    return [ActLine(k, at.replace(tzinfo=UTC), who, act, about or "") for k, at, who, act, about in cursor.fetchall()]


def _pack(folder: Path, target: Path) -> None:
    """Draft plans and templates beside the data file, as a zip beside its backup; nothing where there are none."""
    parts = [p for name in FOLDERS for p in sorted((folder / name).glob("*")) if p.is_file()]
    if parts:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in parts:
                packed.write(part, part.relative_to(folder).as_posix())


def _unpack(packed: Path, folder: Path, kept: Path | None) -> None:
    """The draft plans and templates of a backup, in the place of those there, which go to ``kept``."""
    if not packed.exists():
        return
    for name in FOLDERS:
        if (folder / name).exists() and kept is not None and not (kept / name).exists():
            shutil.copytree(folder / name, kept / name)
    with zipfile.ZipFile(packed) as inside:
        for member in inside.namelist():
            if MEMBER.fullmatch(member):
                target = folder / member
                target.parent.mkdir(exist_ok=True)
                write_whole(target, inside.read(member))


def _begun_anew(path: Path, epoch: int) -> Mark:
    """Say in a backup that is about to be restored that a history begins anew with it; returns its mark."""
    connection = connect(path)
    try:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('epoch', ?)", [str(epoch)])
        connection.execute("FORCE CHECKPOINT")
        return mark_of(connection)
    finally:
        connection.close()


def digest_of(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _what_is_lost(db: Path, copy: Path, held: Mark, force: bool) -> int:
    """How many changes and other acts of ``db`` the backup does not hold; raises when that must be asked about
    first."""
    try:
        inspect(db)
    except LockedFile:
        raise  # somebody works in it: what they do would be lost
    except StoreError:
        if force:
            return 0  # a damaged file: what it held beyond the backup cannot be read
        raise
    connection = connect(db, read_only=True)
    try:
        owner = mark_of(connection).id
        later = connection.execute(
            "SELECT count(*), max(changed_at), arg_max(who, revision), arg_max(why, revision) FROM change_log"
            " WHERE revision > ?",
            [held.revision],
        ).fetchone()
        acts = _acts_after(connection, held.acts)
    finally:
        connection.close()
    assert later is not None
    n, last, who, why = later
    if acts and (last is None or acts[0].at.replace(tzinfo=None) > last):
        last, who, why = acts[0].at, acts[0].who, acts[0].about or acts[0].act
    lost = int(n) + len(acts)
    if not force and owner != held.id:
        raise OtherData(backup=copy, file=db)
    if not force and lost:
        raise WouldLose(file=db, n=lost, last=last.date(), who=who, why=why or "–")
    return lost


def _read(copy: Path) -> Mark:
    """What a backup holds: of which data, up to which change and act; raises when it is missing, damaged or newer."""
    with Store.open_read_only(copy) as connection:
        return mark_of(connection)
