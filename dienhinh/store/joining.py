"""Two records of one person become one: everything recorded of the second is the first's afterwards, as one act that
can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from dienhinh import kinds
from dienhinh.kinds.post import PARTICULARS
from dienhinh.store.editing import Edit
from dienhinh.store.records import TABLES, plain, rows

OWNED = tuple(k.name for k in kinds.TABLES if "candidate_id" in k.references)
"""The tables whose records are somebody's."""


@dataclass(frozen=True)
class Contradiction:
    """A record of the one that is gone which the other has with other particulars: the columns in which they differ."""

    table: str
    kept: int
    gone: int
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Joining:
    """What joining comes to: the edits (empty while records contradict each other), how many records move over, how
    many both have alike, and the contradictions that have to be settled first."""

    edits: tuple[Edit, ...]
    moved: int
    alike: int
    contradictions: tuple[Contradiction, ...]


def joining(cursor: duckdb.DuckDBPyConnection, kept: int, gone: int) -> Joining:
    """The act that joins the person ``gone`` to the person ``kept`` (ids). Of a record that both have alike one stays;
    particulars that the kept one lacks are taken over. Raises ValueError where they are not two people."""
    both = {i: next(iter(rows(cursor, "candidate", id=i).values()), None) for i in (kept, gone)}
    if kept == gone or any(b is None or b["kind"] != "INDIVIDUAL" for b in both.values()):
        raise ValueError((kept, gone))
    edits: list[Edit] = []
    against: list[Contradiction] = []
    moved = alike = 0
    for table in OWNED:
        keys = TABLES[table].keys
        theirs = rows(cursor, table, candidate_id=kept)
        for number, record in rows(cursor, table, candidate_id=gone).items():
            same = next(
                (n for n, r in theirs.items() if all(r[k] == record[k] for k in keys if k != "candidate_id")), None
            )
            if same is None:
                edits.append(Edit(table, {"candidate_id": kept}, number, record["version"]))
                moved += 1
            elif differing := _differing(record, theirs[same]):
                against.append(Contradiction(table, same, number, differing))
            else:
                edits.append(Edit(table, {}, number, record["version"], removed=True))
                alike += 1
    mine, other = both[kept], both[gone]
    assert mine is not None
    assert other is not None
    lacking = {c: other[c] for c in ("born_on", *(p.name for p in PARTICULARS)) if mine[c] is None}
    lacking = {c: v for c, v in lacking.items() if v is not None}
    if mine["born_on"] and other["born_on"] and mine["born_on"] != other["born_on"]:
        against.append(Contradiction("candidate", kept, gone, ("born_on",)))
    if lacking:
        edits.append(Edit("candidate", lacking, kept, mine["version"]))
    edits.insert(0, Edit("candidate", {}, gone, other["version"], removed=True))  # before their posts: nobody is left
    return Joining(() if against else tuple(edits), moved, alike, tuple(against))


def _differing(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, ...]:
    apart = {"candidate_id", "version", "also", "position_then", "unit_then", "file_id"}
    a, b = plain(one), plain(other)
    return tuple(c for c in a if c not in apart and a[c] != b[c])
