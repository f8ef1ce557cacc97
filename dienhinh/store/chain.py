"""The change log's chain: each act's hash over its lines and over the hash of the act before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import duckdb

START = "0" * 64
LINES = (
    "SELECT batch, sha256(string_agg(concat_ws(chr(31), revision, changed_at, who, coalesce(why, chr(30)),"
    " action, table_name, record_id, coalesce(before::VARCHAR, chr(30)), coalesce(after::VARCHAR, chr(30)),"
    " coalesce(candidate_id::VARCHAR, chr(30)), coalesce(undoes::VARCHAR, chr(30))), chr(29) ORDER BY revision))"
    " AS said FROM change_log"
)


def _marks(cursor: duckdb.DuckDBPyConnection, after: int, last: str) -> Iterator[tuple[int, str]]:
    """The acts later than ``after`` with the marks that they must have, following on ``last``."""
    cursor.execute(f"{LINES} WHERE batch > ? GROUP BY batch ORDER BY batch", [after])
    for batch, said in cursor.fetchall():
        last = hashlib.sha256(f"{last}{said}".encode()).hexdigest()
        yield int(batch), last


def extend(cursor: duckdb.DuckDBPyConnection) -> None:
    """Chain the acts that are not yet, in the transaction that wrote them."""
    row = cursor.execute("SELECT batch, mark FROM log_chain ORDER BY batch DESC LIMIT 1").fetchone()
    after, last = (int(row[0]), str(row[1])) if row else (0, START)
    new = list(_marks(cursor, after, last))
    if new:
        cursor.executemany("INSERT INTO log_chain VALUES (?, ?)", new)


def head(cursor: duckdb.DuckDBPyConnection) -> str:
    """The chain's last mark: what tells this state of the data from every other; "" where nothing was done yet."""
    row = cursor.execute("SELECT mark FROM log_chain ORDER BY batch DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def broken(cursor: duckdb.DuckDBPyConnection) -> int | None:
    """The first act whose lines are no longer those that were written, or that is missing; None when all is whole."""
    kept = dict(cursor.execute("SELECT batch, mark FROM log_chain").fetchall())
    found = dict(_marks(cursor, 0, START))
    wrong = [b for b in {*kept, *found} if kept.get(b) != found.get(b)]
    return min(wrong, default=None)
