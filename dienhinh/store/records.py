"""The editable tables: how their records are recognised, what they say, and reading or writing them as plain rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from dienhinh import kinds
from dienhinh.locale.fold import code_key, given_name_first

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """How records of one table are recognised (``keys``) and what they say (``values``).

    ``optional``: columns that a workbook may leave out; what is recorded stays then, and a new record takes the value
    given here. ``own``: columns that the program fills in.
    """

    name: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    optional: Mapping[str, object] = field(default_factory=dict)
    own: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.keys, *self.values, *self.optional, *self.own)


TABLES = {k.name: Table(k.name, k.keys, k.says, k.may_say, k.own) for k in kinds.TABLES}
CANDIDATE = TABLES["candidate"]
"""What others refer to: it is written first."""
ARROW = {"DATE": pa.date32(), "BOOLEAN": pa.bool_(), "INTEGER": pa.int32(), "SMALLINT": pa.int16()}


def column_types(cursor: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The columns of a table with their types; asked of the table alone, since the catalogue of all tables reads across
    a copy that is just being made."""
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    return {str(name): str(kind) for name, kind, *_ in cursor.description}


def arrow(frame: pd.DataFrame, types: Mapping[str, str]) -> pa.Table:
    """The frame with each column's type said, not guessed from its first rows; what is not in ARROW is text."""
    columns = {}
    for name in frame.columns:
        values = [None if v is None or v is pd.NA or v != v else v for v in frame[name].tolist()]
        columns[name] = pa.array(values, type=ARROW.get(types.get(str(name), ""), pa.string()))
    return pa.table(columns)


def plain(record: Record) -> dict[str, Any]:
    """A record as JSON keeps it: dates as ISO text, what is missing as None."""
    return {
        k: None if v is None or v is pd.NA or v != v else v.isoformat()[:10] if isinstance(v, date) else v
        for k, v in record.items()
    }


def as_json(record: Record | None) -> str | None:
    return None if record is None else json.dumps(plain(record), ensure_ascii=False, default=str)


def of_json(record: Record, types: Mapping[str, str]) -> dict[str, Any]:
    """The values of a logged record as the database takes them."""
    return {k: date.fromisoformat(v) if isinstance(v, str) and types.get(k) == "DATE" else v for k, v in record.items()}


def rows(cursor: duckdb.DuckDBPyConnection, table: str, **says: Any) -> dict[int, dict[str, Any]]:
    """Records by id, in the order of their ids, of which each column named says what is given: every column of
    :class:`Table` and ``version``; codes as text."""
    return _rows(cursor, table, " AND ".join(["true", *(f"{column} = ${column}" for column in says)]), says)


def _rows(
    cursor: duckdb.DuckDBPyConnection, table: str, where: str, parameters: Mapping[str, Any]
) -> dict[int, dict[str, Any]]:
    columns = ("id", *TABLES[table].columns, "version")
    types = column_types(cursor, table)
    columns = tuple(c for c in columns if c in types)  # a migration reads the table as it is by then
    asked = ", ".join(f"{c}::VARCHAR AS {c}" if types[c].startswith("ENUM") else c for c in columns)
    cursor.execute(f"SELECT {asked} FROM {table} WHERE {where} ORDER BY id", dict(parameters))
    return {int(row[0]): dict(zip(columns[1:], row[1:], strict=True)) for row in cursor.fetchall()}


def rows_of(cursor: duckdb.DuckDBPyConnection, table: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    return _rows(cursor, table, "id IN (SELECT unnest($ids::INTEGER[]))", {"ids": list(ids)})


def with_own(table: str, record: Record) -> dict[str, Any]:
    """The record with what follows from its other columns."""
    record = dict(record)
    if table == "candidate" and "code" in record:
        record["code_key"] = code_key(str(record["code"]))
    return record


def insert(
    cursor: duckdb.DuckDBPyConnection, table: str, records: Sequence[Record], ids: Sequence[int] | None = None
) -> list[int]:
    """Write new records (each with the same columns); returns their ids, in order."""
    if not records:
        return []
    if ids is None:
        found = cursor.execute("SELECT nextval('record_id') FROM range(?)", [len(records)]).fetchall()
        ids = [int(n) for (n,) in found]
    _write(cursor, table, [{"id": i, **with_own(table, r)} for i, r in zip(ids, records, strict=True)], new=True)
    return list(ids)


def update(cursor: duckdb.DuckDBPyConnection, table: str, changes: Mapping[int, Record]) -> None:
    """Change records, by id; only the columns given. Their versions grow by one."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for number, change in changes.items():
        full = {"id": number, **with_own(table, change)}
        alike.setdefault(tuple(full), []).append(full)
    for group in alike.values():
        _write(cursor, table, group, new=False)


def remove(cursor: duckdb.DuckDBPyConnection, table: str, ids: Iterable[int]) -> None:
    cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT unnest($ids::INTEGER[]))", {"ids": list(ids)})


SORTED = "icu_sort_key(CAST(sort_key AS VARCHAR), 'vi')"


def _write(cursor: duckdb.DuckDBPyConnection, table: str, records: list[dict[str, Any]], new: bool) -> None:
    types = column_types(cursor, table)
    if table == "candidate" and "name" in records[0]:
        records = [{**r, "sort_key": given_name_first(str(r["name"]))} for r in records]
    frame = pd.DataFrame(records, dtype=object)
    cursor.register("incoming_rows", arrow(frame, types))
    columns = list(frame.columns)
    values = {c: SORTED if c == "sort_key" else f"CAST({c} AS {types[c]})" for c in columns}
    if new:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values.values())} FROM incoming_rows"
        )
    else:
        chosen = ", ".join(f"{sql} AS {c}" for c, sql in values.items())
        settings = ", ".join(f"{c} = i.{c}" for c in columns if c != "id")
        cursor.execute(
            f"UPDATE {table} AS t SET {settings}, version = t.version + 1"
            f" FROM (SELECT {chosen} FROM incoming_rows) i WHERE t.id = i.id"
        )
    cursor.unregister("incoming_rows")
