"""The DuckDB file: opening it safely, migrating it, changing it in short acknowledged transactions."""

from __future__ import annotations

import gc
import glob
import hashlib
import os
import re
import shutil
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import duckdb

from dienhinh.access.acting import demand
from dienhinh.access.roles import Act, Actor
from dienhinh.store.chain import broken, extend
from dienhinh.store.errors import (
    CorruptFile,
    FewerActs,
    GoneFile,
    LockedFile,
    MissingFile,
    NewerFile,
    NotWritten,
    ShorterHistory,
    UnwritableFile,
)
from dienhinh.store.mark import NEW, Mark, mark_path, read_mark, write_mark
from dienhinh.store.rebuild import grow, missing
from dienhinh.store.references import check_references

MIGRATIONS = Path(__file__).parent / "migrations"
CHAINED = 15
"""From this migration on the change log is chained."""
CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def migrations() -> list[tuple[int, str, Path]]:
    """All migrations: number, name, file; in order."""
    found = []
    for path in sorted(MIGRATIONS.glob("*.sql")):
        number, name = path.stem.split("_", 1)
        found.append((int(number), name, path))
    return found


class Store:
    """One open data file: one connection, a cursor for each caller, one writer at a time.

    Made with :meth:`open` or :meth:`create`. What is promised: a change is acknowledged (``with store.change(…)``
    returns) only after it is in the file itself (checkpointed) and its number is in the mark beside it.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._writing, self._making = threading.RLock(), threading.Lock()
        self._cursors: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
        self._revision: int | None = None  # None while a change is under way: only the file knows
        self._there = threading.Event()  # cleared while another file is put in the place of this one
        self._there.set()
        self.closed = False
        self._lost = False  # the file could not be opened again: whoever comes next tries
        self.altered: int | None = None
        """The first act of the change log that somebody has altered outside of the program; looked for on opening."""

    @classmethod
    def create(cls, path: Path | str) -> Store:
        """Make the file at ``path`` (and its folder), or open it when it is there. Raises :class:`GoneFile` when it is
        not there, but its mark or its backups are: it is never replaced by an empty one."""
        path = Path(path).resolve()
        if not path.exists():
            refuse_gone(path)
            path.parent.mkdir(parents=True, exist_ok=True)
        return cls._open(path)

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """Open an existing file.

        Raises a :class:`~dienhinh.store.errors.StoreError` and leaves the file untouched when it is missing, locked
        by another process, damaged, newer than this program, or holds fewer changes than were acknowledged.
        """
        path = Path(path).resolve()
        if not path.exists():
            refuse_gone(path)
            raise MissingFile(file=path)
        return cls._open(path)

    @classmethod
    def _open(cls, path: Path) -> Store:
        if path.exists():
            inspect(path)
            clear_away(path)
        connection, altered = opened(path)
        try:
            store = cls(path, connection)
            store.altered = altered
            store._acknowledge()
        except BaseException:
            connection.close()
            raise
        return store

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for one caller (DuckDB's are not to be shared between threads). While another file is
        put in this one's place, the caller waits."""
        if not self._there.wait(SWAP_SECONDS):
            raise LockedFile(file=self.path)
        if self._lost:
            with self._writing:
                if self._lost:
                    self._reopen()
        with self._making:
            made = self._connection.cursor()
            self._cursors.add(made)
        return made

    @property
    def revision(self) -> int:
        """The number of the last change; everything computed from the data can be cached by it."""
        known = self._revision
        return revision_of(self.cursor()) if known is None else known

    @property
    def id(self) -> str:
        return str(self.meta("id"))

    def meta(self, key: str) -> str | None:
        row = self.cursor().execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
        return None if row is None else str(row[0])

    def mark_sample(self) -> None:
        """From now on the file says that everybody in it is invented."""
        with self.change(Act.IMPORT) as cursor:
            cursor.execute("INSERT OR REPLACE INTO meta VALUES ('sample', 'true')")

    @contextmanager
    def change(self, act: Act, about: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction: all of the block or nothing. When it ends well, the act is in the file, numbered, and the
        number is in the mark. ``about`` says what it was about (a meeting's title …), for whoever would lose it.

        Raises :class:`~dienhinh.access.acting.NotAllowed` when whoever acts now may not do ``act``;
        :class:`NotWritten` when the disk did not take it: then nothing of it is in the file, and the file goes on.
        """
        with self._act(act, about) as cursor:
            yield cursor
            check_references(cursor)

    @contextmanager
    def aside(self, act: Act, about: str = "") -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction on what is no history (drafts, remembered choices): no log line, no new revision; numbered and
        marked all the same. Raises as :meth:`change` does."""
        with self._act(act, about) as cursor:
            yield cursor

    @contextmanager
    def _act(self, act: Act, about: str) -> Iterator[duckdb.DuckDBPyConnection]:
        who = demand(act)
        with self._writing:
            self._revision = None
            cursor, n = self._next()
            try:
                cursor.execute("BEGIN")
                yield cursor
                _number(cursor, n, act, about, who)
                cursor.execute("COMMIT")
            except duckdb.Error as error:
                if not _is_broken(error):
                    cursor.execute("ROLLBACK")
                    raise
                self._again(n, error)
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            try:
                self._acknowledge()
            except (duckdb.Error, OSError) as error:
                self._again(n, error)

    def _next(self) -> tuple[duckdb.DuckDBPyConnection, int]:
        """A cursor, and the number of the next act; of an instance that is of no more use it is opened again."""
        try:
            cursor = self.cursor()
            return cursor, acts_of(cursor) + 1
        except duckdb.Error as error:
            if not _is_broken(error):
                raise
        with self.swapped():
            pass
        cursor = self.cursor()
        return cursor, acts_of(cursor) + 1

    def _again(self, n: int, error: Exception) -> None:
        """After the disk failed: open the file again, and look whether act ``n`` is in it. Raises :class:`NotWritten`
        when it is not, and goes on when it is."""
        with self.swapped():
            pass
        if acts_of(self.cursor()) < n:
            self._revision = revision_of(self.cursor())
            raise NotWritten(file=self.path, why=first_line(error)) from error
        # It is in the log beside the file, on the disk; the checkpoint follows with the next act that finds room.
        with suppress(OSError):
            self._mark(self.cursor())

    @contextmanager
    def quiet(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor while nobody writes and everything is in the file itself."""
        with self._writing:
            cursor, _ = self._next()
            try:
                cursor.execute("FORCE CHECKPOINT")
            except duckdb.Error as error:
                if _is_broken(error):
                    with self.swapped():
                        pass
                raise UnwritableFile(file=self.path, why=first_line(error)) from error
            yield cursor

    @contextmanager
    def swapped(self) -> Iterator[None]:
        """Within the block the file is closed, and may be put another in its place; afterwards this store goes on with
        what is there. Who writes waits; who reads is cut off (:class:`duckdb.Error`), and whoever asks for a cursor
        meanwhile waits."""
        with self._writing:
            self._there.clear()
            try:
                self._shut()
                yield
            finally:
                self._lost = True
                try:
                    self._reopen()
                finally:
                    self._there.set()

    def _shut(self) -> None:
        """Close everything, also what is in the middle of a query."""
        until = time.monotonic() + SWAP_SECONDS
        while True:
            with self._making:
                open_ones = [*self._cursors, self._connection]
            busy = [one for one in open_ones if not _closed(one)]
            if not busy:
                break
            if time.monotonic() > until:
                raise LockedFile(file=self.path)
            time.sleep(0.01)
        self._cursors.clear()
        gc.collect()  # cursors that nobody holds any more keep the file open until they are collected

    def _reopen(self) -> None:
        inspect(self.path)
        self._connection, self.altered = opened(self.path)
        self._revision, self._lost = None, False

    @staticmethod
    @contextmanager
    def open_read_only(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A file of ours to look at, changing nothing. Raises as :meth:`open` does."""
        if not path.exists():
            raise MissingFile(file=path)
        inspect(path)
        connection = connect(path, read_only=True)
        try:
            if not schema_of(connection):
                raise CorruptFile(file=path)
            yield connection
        finally:
            connection.close()

    def _acknowledge(self) -> None:
        cursor = self.cursor()
        cursor.execute("FORCE CHECKPOINT")
        self._mark(cursor)

    def _mark(self, cursor: duckdb.DuckDBPyConnection) -> None:
        mark = mark_of(cursor)
        write_mark(self.path, mark)
        self._revision = mark.revision

    def close(self) -> None:
        """Close the file; a cursor that somebody still holds would keep it open, so all are closed."""
        self.closed = True
        for cursor in list(self._cursors):
            cursor.close()
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


SWAP_SECONDS = 20
"""So long one waits for a file that is being put in this one's place, and for queries that are cut off."""


def opened(path: Path) -> tuple[duckdb.DuckDBPyConnection, int | None]:
    """A connection to a file that was inspected, or is new: of the present schema, confined to its folder; and the
    first act of its log that was altered outside of the program."""
    if path.exists():
        bring_forward(path)
    connection = connect(path)
    try:
        migrate(connection)
        confine(connection, path)
        return connection, _altered(connection, path)
    except BaseException:
        connection.close()
        raise


def confine(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """From now on the connection reads and writes in the file's own folder alone, and nobody can change that."""
    connection.execute("SET allowed_directories = [?]", [str(path.parent)])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _altered(connection: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    """The first act of the change log that was altered outside of the program. Raises :class:`CorruptFile` where the
    log cannot be read."""
    try:
        return broken(connection)
    except duckdb.CatalogException:
        return None  # a version that did not chain it
    except duckdb.Error as error:
        raise CorruptFile(file=path) from error


def _closed(one: duckdb.DuckDBPyConnection) -> bool:
    """Close a connection; False while another thread is in the middle of a query on it, which is told to stop."""
    try:
        one.interrupt()
        one.close()
    except duckdb.ConnectionException:
        return True  # it was closed already
    except duckdb.Error:
        return False
    return True


def _is_broken(error: duckdb.Error) -> bool:
    """Whether an error means that the disk failed, or the whole instance is of no more use, and not that the block's
    own statement was wrong."""
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.InternalException):
        return True
    # a statement's own fault may quote a value that has these words
    may_be = type(error) in (duckdb.Error, duckdb.TransactionException, duckdb.OutOfMemoryException)
    return may_be and bool(re.search(r"invalidated|disk|space|File too large", str(error), re.IGNORECASE))


def _number(cursor: duckdb.DuckDBPyConnection, n: int, act: Act, about: str, who: Actor) -> None:
    """Write an act's line. Of what is one's own (a keystroke) only the newest line is kept: it is the number that
    counts."""
    if act == Act.OWN:
        cursor.execute("DELETE FROM act WHERE act = ?", [act])
    now = datetime.now(UTC).replace(tzinfo=None)
    cursor.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?)", [n, now, who.name or "–", act, about[:200] or None])


def acts_of(cursor: duckdb.DuckDBPyConnection) -> int:
    """The number of the last act; 0 in a file of a version that did not number them."""
    try:
        row = cursor.execute("SELECT coalesce(max(n), 0) FROM act").fetchone()
    except duckdb.CatalogException:
        return 0
    assert row is not None
    return int(row[0])


def mark_of(cursor: duckdb.DuckDBPyConnection) -> Mark:
    """What a file holds: of which data, up to which change and act, in which history."""
    said = dict(cursor.execute("SELECT key, value FROM meta WHERE key IN ('id', 'epoch')").fetchall())
    return Mark(str(said["id"]), revision_of(cursor), acts_of(cursor), int(said.get("epoch", 0)))


def revision_of(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT coalesce(max(revision), 0) FROM change_log").fetchone()
    assert row is not None
    return int(row[0])


def connect(path: Path, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection, or the sentence that says why there is none."""
    try:
        return duckdb.connect(str(path), read_only=read_only, config=CONFIG)
    except duckdb.IOException as error:
        if re.search(r"lock|being used by another process", str(error), re.IGNORECASE):
            raise LockedFile(file=path) from error
        if re.search(r"permission|denied|read-only", str(error), re.IGNORECASE):
            raise UnwritableFile(file=path, why=first_line(error)) from error
        raise CorruptFile(file=path) from error
    except duckdb.ConnectionException as error:  # this very process has it open, with other settings
        raise LockedFile(file=path) from error
    except duckdb.Error as error:
        raise CorruptFile(file=path) from error


def first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200]


def inspect(path: Path) -> None:
    """Look at the file, read-only, before it is opened for writing; raises when it must be left alone.

    A write-ahead log beside the file means that a crash came before a checkpoint. Read-only, DuckDB replays the log in
    memory and writes nothing, so a pair that disagrees with the mark stays as it was; it is copied all the same.
    """
    mark = read_mark(path)
    if path.stat().st_size == 0 and mark is None:
        return
    connection = connect(path, read_only=True)
    try:
        known = migrations()[-1][0]
        found = schema_of(connection)
        if found is None:
            raise CorruptFile(file=path)
        if found > known:
            raise NewerFile(file=path, found=found, known=known)
        held = mark_of(connection)
    except (duckdb.Error, KeyError) as error:
        raise CorruptFile(file=path) from error
    finally:
        connection.close()
    if mark is None or mark.id != held.id or held.epoch > mark.epoch:
        return
    if held.revision < mark.revision and held.epoch == mark.epoch:
        kept = keep_copies(path)
        raise ShorterHistory(file=path, found=held.revision, marked=mark.revision, kept=kept, mark=mark_path(path))
    if (held.epoch, held.acts) < (mark.epoch, mark.acts):
        kept = keep_copies(path)
        raise FewerActs(file=path, found=held.acts, marked=mark.acts, kept=kept, mark=mark_path(path))


def keep_copies(path: Path) -> Path:
    """Copies of the data file, its log and its mark, in a folder of their own beside it; returns the folder. What is
    kept already is not kept once more: an opening that fails again and again does not fill the disk."""
    parts = [p for p in (path, path.with_name(path.name + ".wal"), mark_path(path)) if p.exists()]
    said = hashlib.sha256()
    for part in parts:
        said.update(part.name.encode() + b"\0")
        with open(part, "rb") as file:
            said.update(hashlib.file_digest(file, "sha256").digest())
    mark = said.hexdigest()[:12]
    for there in sorted(path.parent.glob(f"{glob.escape(path.name)}.kept-*-{mark}")):
        return there
    folder = path.with_name(f"{path.name}.kept-{datetime.now(UTC):%Y%m%d-%H%M%S}-{mark}")
    building = folder.with_name(folder.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    for part in parts:
        shutil.copy2(part, building / part.name)
    building.rename(folder)
    return folder


def schema_of(connection: duckdb.DuckDBPyConnection) -> int | None:
    """The number of the last migration applied; None when the file is not one of ours."""
    tables = {str(r[0]) for r in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "migration" not in tables:
        return None if tables else 0
    row = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    assert row is not None
    return int(row[0])


def pending_migrations(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str, Path]]:
    applied = schema_of(connection) or 0
    return [m for m in migrations() if m[0] > applied]


UNDER_WAY = (".copying", ".restoring", ".migrating")
"""How files are called that are being made beside the data file."""


def clear_away(path: Path) -> None:
    """Remove what a crash has left half made beside the data file. Nobody else has it open: one process owns it."""
    for part in path.parent.glob(f"{glob.escape(path.name)}.*"):
        if part.is_file() and part.name.removesuffix(".wal").endswith((*UNDER_WAY, mark_path(path).suffix + NEW)):
            part.unlink(missing_ok=True)
        elif part.is_dir() and part.name.endswith(".building"):
            shutil.rmtree(part, ignore_errors=True)


def refuse_gone(path: Path) -> None:
    """Raises :class:`GoneFile` when there is no data file, but what belongs to one."""
    copies = sorted((path.parent / "backups").glob(f"{glob.escape(path.stem)}-*.duckdb"))
    if mark_path(path).exists() or copies:
        raise GoneFile(file=path, copies=len(copies), mark=mark_path(path))


def bring_forward(path: Path) -> None:
    """A file that an older version of this program made is brought to the present schema: a copy is migrated and put in
    its place; the file as it was goes to the backups. Whenever it is cut off, one of the two is there."""
    connection = connect(path)
    try:
        found = schema_of(connection)
        if not found or not (pending_migrations(connection) or missing(connection)):
            return
        connection.execute("FORCE CHECKPOINT")
    finally:
        connection.close()
    kept = path.parent / "backups" / f"{path.stem}-schema-{found}-{datetime.now(UTC):%Y%m%d-%H%M%S}.duckdb"
    building, copying = (path.with_name(path.name + end) for end in (".migrating", ".copying"))
    try:
        kept.parent.mkdir(exist_ok=True)
        for target in (copying, building):
            shutil.copyfile(path, target)
            to_disk(target)
        os.replace(copying, kept)
        connection = connect(building)
        try:
            write_mark(kept, mark_of(connection))
            migrate(connection)
            connection.execute("FORCE CHECKPOINT")
        finally:
            connection.close()
        to_disk(building)
        os.replace(building, path)
    except OSError as error:
        raise UnwritableFile(file=path, why=error.strerror or error) from error
    except duckdb.IOException as error:
        raise UnwritableFile(file=path, why=first_line(error)) from error
    finally:
        for part in (copying, building, building.with_name(building.name + ".wal")):
            part.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def make_types(connection: duckdb.DuckDBPyConnection) -> None:
    """Only the types of the schema: for a database in memory that holds a part of it."""
    for _, _, path in migrations():
        for statement in re.findall(r"^CREATE TYPE .*?;", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            connection.execute(statement)
    grow(connection)


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply what is pending, each migration in a transaction of its own."""
    grow(connection)
    for number, name, path in pending_migrations(connection):
        connection.execute("BEGIN")
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migration"
                " (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)"
            )
            connection.execute(path.read_text(encoding="utf-8"))
            if number == 6:
                from dienhinh.store.folding import fold_recorded  # it reads and writes records, which need this module

                fold_recorded(connection)
            if number == CHAINED:
                extend(connection)
            connection.execute(
                "INSERT INTO migration VALUES (?, ?, ?)", [number, name, datetime.now(UTC).replace(tzinfo=None)]
            )
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        grow(connection)  # a migration may use what the kinds have added
