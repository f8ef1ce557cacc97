"""Writing checked records into the history, set by set: new ones inserted, changed ones updated, each with its line in
the change log, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from dienhinh.locale.fold import code_key, given_name_first
from dienhinh.store.database import Store, revision_of

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """How records of one table are recognised (``keys``) and what they say (``values``)."""

    name: str
    keys: tuple[str, ...]
    values: tuple[str, ...]


TABLES = (
    Table("post", ("candidate_id", "from_on", "unit_id"), ("position", "leads", "until_on")),
    Table("rating", ("candidate_id", "year"), ("code", "decision_no", "decided_on", "state")),
    Table(
        "award",
        ("candidate_id", "identity"),
        ("kind", "code", "label", "year", "issuer", "decision_no", "decided_on", "state"),
    ),
    Table(
        "initiative",
        ("candidate_id", "title_key", "year"),
        ("title", "level", "recognised", "applied", "decision_no", "decided_on"),
    ),
    Table("attestation", ("candidate_id", "criterion", "on_date"), ("result", "by_person", "evidence")),
    Table("discipline", ("candidate_id", "code", "from_on"), ("label", "decision_no", "until_on")),
)
CANDIDATE = Table("candidate", ("code_key",), ("code", "kind", "name", "born_on", "founded_on", "dissolved_on"))


@dataclass(frozen=True)
class Line:
    """One record written or to be written: INSERT or UPDATE, its table, whose it is, what it said and what it says."""

    action: str
    table: str
    code: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Applied:
    """How many records were new, changed and unchanged, by table; each change in ``lines`` where it was only tried."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return sum(self.new.values()) + sum(self.changed.values())


class DryRun(Exception):
    """Ends a transaction that was only tried."""


def apply_records(
    store: Store, records: Mapping[str, Sequence[Record]], who: str, why: str, dry_run: bool = False
) -> Applied:
    """Write ``records`` (by table; people are named by ``who``, units by ``unit``, both folded codes).

    All or nothing. Records that say what is already there change nothing and leave no trace. ``dry_run`` does the same
    and takes it back.
    """
    applied = Applied()
    try:
        with store.change() as cursor:
            log = _Log(cursor, who, why)
            people = pd.DataFrame(
                [{**r, "code_key": code_key(r["code"])} for r in records.get("candidate", [])],
                columns=[*CANDIDATE.keys, *CANDIDATE.values],
            )
            people["sort_key"] = [given_name_first(n) for n in people["name"]]
            _apply(cursor, CANDIDATE, people, log, applied, computed={"sort_key": "icu_sort_key(sort_key, 'vi')"})
            found = cursor.execute("SELECT code_key, id FROM candidate").fetchall()
            ids = {str(known): int(number) for known, number in found}
            for table in TABLES:
                rows = [
                    {**r, "candidate_id": ids[r["who"]], "unit_id": ids.get(r.get("unit") or "")}
                    for r in records.get(table.name, [])
                ]
                frame = pd.DataFrame(rows, columns=[*table.keys, *table.values], dtype=object)
                if table.name == "award" and len(frame):
                    frame = _match_awaited(cursor, frame)
                    _apply(cursor, table, frame, log, applied)
                    _keep_post_then(cursor, log)
                else:
                    _apply(cursor, table, frame, log, applied)
            log.write()
            if dry_run:
                applied.lines = log.named()
                raise DryRun
            if not applied.changes:
                raise DryRun  # nothing to acknowledge
    except DryRun:
        pass
    return applied


class _Log:
    """Collects the lines of one act and writes them at its end, numbered from the revision on."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, who: str, why: str) -> None:
        self.cursor, self.who, self.why = cursor, who, why
        self.first = revision_of(cursor) + 1
        self.lines: list[tuple[str, str, int, str | None, str | None]] = []
        self.new_awards: list[int] = []

    def add(self, action: str, table: str, record: int, before: Record | None, after: Record | None) -> None:
        self.lines.append((action, table, record, as_json(before), as_json(after)))

    def named(self) -> list[Line]:
        """The lines with whose records they are, in the order they were written."""
        owner: dict[tuple[str, int], int] = {}
        for table in {table for _, table, *_ in self.lines} - {"candidate"}:
            found = self.cursor.execute(f"SELECT id, candidate_id FROM {table}").fetchall()
            owner.update({(table, number): candidate for number, candidate in found})
        known = self.cursor.execute("SELECT id, code, name FROM candidate").fetchall()
        people = {number: (code, name) for number, code, name in known}
        return [
            Line(
                action, table, *people[owner.get((table, record), record)], json.loads(b or "{}"), json.loads(a or "{}")
            )
            for action, table, record, b, a in self.lines
        ]

    def write(self) -> None:
        if not self.lines:
            return
        frame = pd.DataFrame(self.lines, columns=["action", "table_name", "record_id", "before", "after"])
        frame["revision"] = range(self.first, self.first + len(frame))
        self.cursor.register("log_lines", frame)
        self.cursor.execute(
            "INSERT INTO change_log SELECT revision, ?, ?, ?, ?, action, table_name, record_id, before, after"
            " FROM log_lines",
            [self.first, datetime.now(UTC).replace(tzinfo=None), self.who, self.why],
        )
        self.cursor.unregister("log_lines")


def as_json(record: Record | None) -> str | None:
    if record is None:
        return None
    plain = {k: None if pd.isna(v) else v.isoformat()[:10] if isinstance(v, date) else v for k, v in record.items()}
    return json.dumps(plain, ensure_ascii=False, default=str)


def _apply(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    frame: pd.DataFrame,
    log: _Log,
    applied: Applied,
    computed: Mapping[str, str] | None = None,
) -> None:
    """Insert and update one table from ``frame``; ``computed`` columns follow from the others by an SQL expression."""
    computed = computed or {}
    if frame.empty:
        applied.new[table.name] = applied.changed[table.name] = applied.unchanged[table.name] = 0
        return
    columns = [*table.keys, *table.values]
    types = dict(
        cursor.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [table.name]
        ).fetchall()
    )
    cursor.register("incoming_frame", arrow(frame, types))
    casts = [f"CAST({c} AS {types[c]}) AS {c}" for c in columns] + [f"{sql} AS {c}" for c, sql in computed.items()]
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS SELECT {', '.join(casts)} FROM incoming_frame")
    cursor.unregister("incoming_frame")
    same_key = " AND ".join(f"i.{k} = t.{k}" for k in table.keys)
    differs = " OR ".join(f"i.{v} IS DISTINCT FROM t.{v}" for v in table.values)
    changed = cursor.execute(
        f"SELECT t.id, {', '.join(f't.{v} AS before_{v}, i.{v} AS after_{v}' for v in table.values)}"
        f" FROM incoming i JOIN {table.name} t ON {same_key} WHERE {differs} ORDER BY t.id"
    ).fetchall()
    for number, *pairs in changed:
        before, after = (
            dict(zip(table.values, pairs[::2], strict=True)),
            dict(zip(table.values, pairs[1::2], strict=True)),
        )
        moved = [v for v in table.values if before[v] != after[v]]
        log.add("UPDATE", table.name, number, {v: before[v] for v in moved}, {v: after[v] for v in moved})
    if changed:
        settings = ", ".join(f"{v} = i.{v}" for v in [*table.values, *computed])
        cursor.execute(
            f"UPDATE {table.name} AS t SET {settings}, version = t.version + 1 FROM incoming i"
            f" WHERE {same_key} AND ({differs})"
        )
    named = [*columns, *computed]
    inserted = cursor.execute(
        f"INSERT INTO {table.name} ({', '.join(named)}) SELECT {', '.join(f'i.{c}' for c in named)} FROM incoming i"
        f" ANTI JOIN {table.name} t ON {same_key} RETURNING id, {', '.join(columns)}"
    ).fetchall()
    for number, *given in inserted:
        log.add("INSERT", table.name, number, None, dict(zip(columns, given, strict=True)))
    if table.name == "award":
        log.new_awards = [number for number, *_ in inserted]
    applied.new[table.name], applied.changed[table.name] = len(inserted), len(changed)
    applied.unchanged[table.name] = len(frame) - len(inserted) - len(changed)


ARROW = {"DATE": pa.date32(), "BOOLEAN": pa.bool_(), "INTEGER": pa.int32(), "SMALLINT": pa.int16()}


def arrow(frame: pd.DataFrame, types: Mapping[str, str]) -> pa.Table:
    """The frame with each column's type said, not guessed from its first rows; what is not in ARROW is text."""
    columns = {}
    for name in frame.columns:
        values = [None if v is None or v is pd.NA or v != v else v for v in frame[name].tolist()]
        columns[name] = pa.array(values, type=ARROW.get(types.get(str(name), ""), pa.string()))
    return pa.table(columns)


def _match_awaited(cursor: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> pd.DataFrame:
    """An award recorded as awaiting its number, met again with one, is the same award: its paper has come. So is one
    whose decision is given with its date here and without it there (P5).

    Only where one such award of the code and year is recorded, and the incoming file does not still list it.
    """
    wanted = ["candidate_id", "code", "year", "identity", "decision_no", "decided_on"]
    types = {"candidate_id": "INTEGER", "year": "SMALLINT", "decided_on": "DATE"}
    cursor.register("incoming_awards", arrow(frame[wanted], types))
    rows = cursor.execute(
        "SELECT i.candidate_id, i.identity, min(a.id) FROM incoming_awards i JOIN award a"
        " ON a.candidate_id = i.candidate_id AND a.code::VARCHAR = i.code AND a.year = i.year"
        " AND a.decision_no IS NULL AND a.state = 'PENDING'"
        " WHERE i.decision_no IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM incoming_awards o WHERE o.candidate_id = a.candidate_id"
        "   AND o.identity = a.identity)"
        " AND NOT EXISTS (SELECT 1 FROM award e WHERE e.candidate_id = i.candidate_id AND e.identity = i.identity)"
        " GROUP BY ALL HAVING count(*) = 1"
    ).fetchall()
    undated = cursor.execute(
        "SELECT i.candidate_id, i.identity, min(a.identity), min(a.decided_on) FROM incoming_awards i JOIN award a"
        " ON a.candidate_id = i.candidate_id AND a.code::VARCHAR = i.code AND a.year = i.year"
        " AND split_part(a.identity, '|', 1) = split_part(i.identity, '|', 1) AND a.decided_on IS NOT NULL"
        " WHERE i.decision_no IS NOT NULL AND i.decided_on IS NULL GROUP BY ALL HAVING count(*) = 1"
    ).fetchall()
    dated = cursor.execute(
        "SELECT i.candidate_id, i.identity, min(a.id) FROM incoming_awards i JOIN award a"
        " ON a.candidate_id = i.candidate_id AND a.code::VARCHAR = i.code AND a.year = i.year"
        " AND split_part(a.identity, '|', 1) = split_part(i.identity, '|', 1) AND a.decided_on IS NULL"
        " WHERE i.decision_no IS NOT NULL AND i.decided_on IS NOT NULL AND a.decision_no IS NOT NULL"
        " GROUP BY ALL HAVING count(*) = 1"
    ).fetchall()
    cursor.unregister("incoming_awards")
    same = {(candidate, identity): (known, on) for candidate, identity, known, on in undated}
    for i, mine in enumerate(zip(frame["candidate_id"], frame["identity"], strict=True)):
        if mine in same:  # the file leaves out a date that is recorded: it is the same decision, and keeps its date
            frame.at[i, "identity"], frame.at[i, "decided_on"] = same[mine]
    rows += dated
    taken: set[int] = set()
    for candidate, identity, award in rows:
        if award not in taken:
            taken.add(award)
            cursor.execute(
                "UPDATE award SET identity = ? WHERE id = ? AND candidate_id = ?", [identity, award, candidate]
            )
    return frame


def _keep_post_then(cursor: duckdb.DuckDBPyConnection, log: _Log) -> None:
    """The post and unit held when a new award was earned are kept with it, whatever becomes of the post later."""
    if log.new_awards:
        cursor.execute(
            "UPDATE award SET position_then = held.position, unit_then = held.unit FROM ("
            " SELECT a.id, arg_max(p.position, p.from_on) AS position, arg_max(u.name, p.from_on) AS unit"
            " FROM award a JOIN post p ON p.candidate_id = a.candidate_id AND p.from_on <= make_date(a.year, 12, 31)"
            " AND coalesce(p.until_on >= make_date(a.year, 1, 1), true) JOIN candidate u ON u.id = p.unit_id"
            " WHERE a.id >= ? GROUP BY a.id) held WHERE award.id = held.id",
            [min(log.new_awards)],
        )
