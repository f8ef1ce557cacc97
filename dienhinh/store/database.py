"""The DuckDB file: opening it safely, migrating it, changing it in short acknowledged transactions."""

from __future__ import annotations

import gc
import re
import shutil
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import duckdb

from dienhinh.access.acting import demand
from dienhinh.access.roles import Act
from dienhinh.store.copying import copy_database
from dienhinh.store.errors import CorruptFile, LockedFile, MissingFile, NewerFile, ShorterHistory, UnwritableFile
from dienhinh.store.mark import Mark, mark_path, read_mark, write_mark
from dienhinh.store.rebuild import grow, missing
from dienhinh.store.references import check_references

MIGRATIONS = Path(__file__).parent / "migrations"
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
        self._writing = threading.RLock()
        self._cursors: weakref.WeakSet[duckdb.DuckDBPyConnection] = weakref.WeakSet()
        self._revision: int | None = None  # None while a change is under way: only the file knows

    @classmethod
    def create(cls, path: Path | str) -> Store:
        """Make the file at ``path`` (and its folder), or open it when it is there."""
        path = Path(path).resolve()
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            if read_mark(path) is not None:
                mark_path(path).unlink()
        return cls._open(path)

    @classmethod
    def open(cls, path: Path | str) -> Store:
        """Open an existing file.

        Raises a :class:`~dienhinh.store.errors.StoreError` and leaves the file untouched when it is missing, locked
        by another process, damaged, newer than this program, or holds fewer changes than were acknowledged.
        """
        path = Path(path).resolve()
        if not path.exists():
            raise MissingFile(file=path)
        return cls._open(path)

    @classmethod
    def _open(cls, path: Path) -> Store:
        if path.exists():
            inspect(path)
        connection = connect(path)
        try:
            keep_before_migration(connection, path)
            migrate(connection)
            connection.execute("SET allowed_directories = [?]", [str(path.parent)])
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            store = cls(path, connection)
            store._acknowledge()
        except BaseException:
            connection.close()
            raise
        return store

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for one caller (DuckDB's are not to be shared between threads)."""
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
    def change(self, act: Act) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction: all of the block or nothing. When it ends well, the change is in the file and marked.

        Raises :class:`~dienhinh.access.acting.NotAllowed` when whoever acts now may not do ``act``.
        """
        demand(act)
        with self._writing:
            self._revision = None
            cursor = self.cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                check_references(cursor)
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            self._acknowledge()

    @contextmanager
    def aside(self, act: Act) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction on what is no history (drafts, remembered choices): no log line, no new revision, and not
        promised to outlive a damaged disk, so that it may happen at every keystroke. Raises as :meth:`change` does."""
        demand(act)
        with self._writing:
            cursor = self.cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise

    @contextmanager
    def quiet(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor while nobody writes and everything is in the file itself."""
        with self._writing:
            cursor = self.cursor()
            cursor.execute("FORCE CHECKPOINT")
            yield cursor

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Close the file while nobody writes; who still reads from it is cut off."""
        with self._writing:
            self.close()
            gc.collect()  # cursors that nobody holds any more keep the file open until they are collected
            yield

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
        revision = revision_of(cursor)
        write_mark(self.path, Mark(self.id, revision))
        self._revision = revision

    def close(self) -> None:
        """Close the file; a cursor that somebody still holds would keep it open, so all are closed."""
        for cursor in list(self._cursors):
            cursor.close()
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


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
        row = connection.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
        revision = revision_of(connection)
    except duckdb.Error as error:
        raise CorruptFile(file=path) from error
    finally:
        connection.close()
    if mark is not None and row is not None and mark.id == row[0] and revision < mark.revision:
        kept = keep_copies(path)
        raise ShorterHistory(file=path, found=revision, marked=mark.revision, kept=kept, mark=mark_path(path))


def keep_copies(path: Path) -> Path:
    """Copies of the data file, its log and its mark, in a folder of their own beside it; returns the folder."""
    folder = path.with_name(f"{path.name}.kept-{datetime.now(UTC):%Y%m%d-%H%M%S}")
    folder.mkdir(exist_ok=True)
    for part in (path, path.with_name(path.name + ".wal"), mark_path(path)):
        if part.exists():
            shutil.copy2(part, folder / part.name)
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


def keep_before_migration(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """A backup of a file that an older version of this program made, before it is changed."""
    found = schema_of(connection)
    if not found or not (pending_migrations(connection) or missing(connection)):
        return
    kept = path.parent / "backups" / f"{path.stem}-schema-{found}-{datetime.now(UTC):%Y%m%d-%H%M%S}.duckdb"
    kept.parent.mkdir(exist_ok=True)
    try:
        same = copy_database(connection, kept)
    except duckdb.Error as error:
        raise UnwritableFile(file=kept, why=first_line(error)) from error
    if not same:
        kept.unlink(missing_ok=True)
        raise CorruptFile(file=path)


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
            connection.execute(
                "INSERT INTO migration VALUES (?, ?, ?)", [number, name, datetime.now(UTC).replace(tzinfo=None)]
            )
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        grow(connection)  # a migration may use what the kinds have added
