"""Writing checked records into the history, set by set: new ones inserted, changed ones updated, each with its line in
the change log, all in one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dienhinh.access.roles import Act
from dienhinh.locale.fold import code_key, given_name_first
from dienhinh.store.database import Store
from dienhinh.store.decisions import Decided, decided, fuller, other_words, with_words
from dienhinh.store.logbook import Line, Log
from dienhinh.store.records import CANDIDATE, SORTED, TABLES, Record, Table, arrow, column_types, plain

MOST_SAME = 2000
ORIGIN = "came_from"
"""The column that keeps an incoming record's place among those handed in."""


@dataclass
class Applied:
    """How many records were new, changed and unchanged, by table; where it was only tried, each change in ``lines``,
    and the first :data:`MOST_SAME` of each table's unchanged ones in ``same``; ``backup``: what was there before."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    same: list[Line] = field(default_factory=list)
    backup: Path | None = None

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
        with store.change(Act.IMPORT) as cursor:
            log = Log(cursor, who, why)
            people = pd.DataFrame(
                [{**r, "code_key": code_key(r["code"])} for r in records.get("candidate", [])],
                columns=[*CANDIDATE.keys, *CANDIDATE.values, *CANDIDATE.optional],
                dtype=object,
            )
            people["sort_key"] = [given_name_first(n) for n in people["name"]]
            _apply(cursor, CANDIDATE, people, log, applied, computed={"sort_key": SORTED}, tell_same=dry_run)
            found = cursor.execute("SELECT code_key, id FROM candidate").fetchall()
            ids = {str(known): int(number) for known, number in found}
            for table in (t for t in TABLES.values() if t is not CANDIDATE):
                rows = [
                    {
                        **r,
                        "candidate_id": ids[r["who"]] if "who" in r else None,
                        "unit_id": ids.get(r.get("unit") or ""),
                    }
                    for r in records.get(table.name, [])
                ]
                frame = pd.DataFrame(rows, columns=[*table.keys, *table.values, *table.optional], dtype=object)
                renamed: dict[int, tuple[str, str]] = {}
                if table.name == "award" and len(frame):
                    frame, renamed = _match_recorded(cursor, frame)
                _apply(cursor, table, frame, log, applied, renamed=renamed, tell_same=dry_run)
                if table.name == "award":
                    keep_post_then(cursor, [e.record for e in log.entries if e.table == "award" and not e.before])
            log.write()
            if dry_run:
                applied.lines = log.named()
                raise DryRun
            if not applied.changes:
                raise DryRun  # nothing to acknowledge
    except DryRun:
        pass
    return applied


def _apply(
    cursor: duckdb.DuckDBPyConnection,
    table: Table,
    frame: pd.DataFrame,
    log: Log,
    applied: Applied,
    computed: Mapping[str, str] | None = None,
    renamed: Mapping[int, tuple[str, str]] | None = None,
    tell_same: bool = False,
) -> None:
    """Insert and update one table from ``frame``.

    ``computed`` columns follow from the others by an SQL expression; ``renamed`` says which awards were met under
    another identity (id → the old one, the new one).
    """
    computed, renamed = computed or {}, renamed or {}
    if frame.empty:
        applied.new[table.name] = applied.changed[table.name] = applied.unchanged[table.name] = 0
        return
    columns = [*table.keys, *table.values, *table.optional]
    says = [*table.values, *table.optional]
    types = {**column_types(cursor, table.name), ORIGIN: "INTEGER"}
    frame = frame.assign(**{ORIGIN: range(len(frame))})
    cursor.register("incoming_frame", arrow(frame, types))
    casts = [f"CAST({c} AS {types[c]}) AS {c}" for c in [*columns, ORIGIN]]
    casts += [f"{sql} AS {c}" for c, sql in computed.items()]
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS SELECT {', '.join(casts)} FROM incoming_frame")
    cursor.unregister("incoming_frame")
    same_key = " AND ".join(f"i.{k} = t.{k}" for k in table.keys)
    after = {v: f"coalesce(i.{v}, t.{v})" if v in table.optional else f"i.{v}" for v in says}
    differs = " OR ".join(f"{after[v]} IS DISTINCT FROM t.{v}" for v in says) or "false"
    owner = {"candidate": "t.id", "milestone": "NULL"}.get(table.name, "t.candidate_id")
    asked = ["t.id", owner, f"i.{ORIGIN}", *(f"t.{v} AS before_{v}, {after[v]} AS after_{v}" for v in says)]
    changed = cursor.execute(
        f"SELECT {', '.join(asked)} FROM incoming i JOIN {table.name} t ON {same_key} WHERE {differs} ORDER BY t.id"
    ).fetchall()
    for number, whose, origin, *pairs in changed:
        was, now = dict(zip(says, pairs[::2], strict=True)), dict(zip(says, pairs[1::2], strict=True))
        moved = [v for v in says if was[v] != now[v]]
        before, after_ = {v: was[v] for v in moved}, {v: now[v] for v in moved}
        if number in renamed:
            before["identity"], after_["identity"] = renamed[number]
        log.add("UPDATE", table.name, number, whose, before, after_, origin=origin)
    if tell_same:
        whose = "t" if table.name == "candidate" else "c"
        join = "" if table.name == "candidate" else f" LEFT JOIN candidate c ON c.id = {owner}"
        asked = [f"{whose}.code", f"{whose}.name", f"{whose}.kind::VARCHAR", f"i.{ORIGIN}", *(f"t.{v}" for v in says)]
        same = cursor.execute(
            f"SELECT {', '.join(asked)}"
            f" FROM incoming i"
            f" JOIN {table.name} t ON {same_key}{join} WHERE NOT ({differs}) ORDER BY t.id LIMIT {MOST_SAME}"
        ).fetchall()
        applied.same += [
            Line(
                "SAME",
                table.name,
                code or "–",
                name or "–",
                kind or "",
                {},
                plain(dict(zip(says, given, strict=True))),
                origin,
            )
            for code, name, kind, origin, *given in same
        ]
    if changed:
        settings = ", ".join([f"{v} = {after[v]}" for v in says] + [f"{c} = i.{c}" for c in computed])
        cursor.execute(
            f"UPDATE {table.name} AS t SET {settings}, version = t.version + 1 FROM incoming i"
            f" WHERE {same_key} AND ({differs})"
        )
    named = [*columns, *computed]
    fresh = {v: f"coalesce(i.{v}, {default!r})" for v, default in table.optional.items() if default is not None}
    inserted = cursor.execute(
        f"INSERT INTO {table.name} ({', '.join(named)}) SELECT {', '.join(fresh.get(c, f'i.{c}') for c in named)}"
        f" FROM incoming i ANTI JOIN {table.name} t ON {same_key} RETURNING id, {', '.join(columns)}"
    ).fetchall()
    came = {}
    if tell_same:
        keys = cursor.execute(f"SELECT {ORIGIN}, {', '.join(table.keys)} FROM incoming").fetchall()
        came = {tuple(key): origin for origin, *key in keys}
    for number, *given in inserted:
        record = dict(zip(columns, given, strict=True))
        whose = number if table.name == "candidate" else record.get("candidate_id")
        origin = came.get(tuple(record[k] for k in table.keys))
        log.add("INSERT", table.name, number, whose, None, record, origin=origin)
    applied.new[table.name], applied.changed[table.name] = len(inserted), len(changed)
    applied.unchanged[table.name] = len(frame) - len(inserted) - len(changed)


def _match_recorded(
    cursor: duckdb.DuckDBPyConnection, frame: pd.DataFrame
) -> tuple[pd.DataFrame, dict[int, tuple[str, str]]]:
    """Awards met again: an incoming one that is a recorded decision (P5), however it is spelt, takes that one's
    identity,
    and what it spells otherwise is kept beside it; one recorded as awaiting its number, met again with one, is the same
    award: its paper has come.

    Returns the frame, and the awards now known by another identity (id → the old one, the new one).
    """
    names = ["id", "candidate_id", "code", "year", "issuer", "decision_no", "decided_on", "state", "identity", "also"]
    chosen = ", ".join(f"{n}::VARCHAR AS {n}" if n in ("code", "state") else n for n in names)
    ids = sorted({int(n) for n in frame["candidate_id"]})
    found = cursor.execute(
        f"SELECT {chosen} FROM award WHERE candidate_id IN (SELECT unnest($ids::INTEGER[])) ORDER BY id", {"ids": ids}
    ).fetchall()
    recorded = [dict(zip(names, row, strict=True)) for row in found]
    by_identity = {(r["candidate_id"], r["identity"]): r for r in recorded}
    decisions: dict[Any, list[tuple[Decided, dict[str, Any]]]] = defaultdict(list)
    awaiting: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for r in recorded:
        if r["decision_no"] is not None:
            d = decided(r["code"], r["year"], r["decision_no"], r["decided_on"], r["issuer"])
            decisions[r["candidate_id"], d.place].append((d, r))
        elif r["state"] == "PENDING":
            awaiting[r["candidate_id"], r["code"], r["year"]].append(r)
    listed = set(zip(frame["candidate_id"], frame["identity"], strict=True))
    renamed: dict[int, tuple[str, str]] = {}
    for i, row in enumerate(frame.to_dict("records")):
        said: dict[Any, Any] = {k: None if v is None or v != v else v for k, v in row.items()}
        if said["decision_no"] is None:
            continue
        who = said["candidate_id"]
        d = decided(said["code"], said["year"], said["decision_no"], said["decided_on"], said["issuer"])
        same = next((r for other, r in decisions[who, d.place] if other.same(d)), None)
        if same is not None:
            for name, value in _joined(same, said).items():
                frame.at[i, name] = value
            continue
        waits = [r for r in awaiting[who, said["code"], said["year"]] if (who, r["identity"]) not in listed]
        if len(waits) == 1 and (who, said["identity"]) not in by_identity and waits[0]["id"] not in renamed:
            renamed[waits[0]["id"]] = (waits[0]["identity"], said["identity"])
            cursor.execute("UPDATE award SET identity = ? WHERE id = ?", [said["identity"], waits[0]["id"]])
    return frame, renamed


def _joined(recorded: dict[str, Any], said: Mapping[Any, Any]) -> dict[str, Any]:
    """What an award says once another entry of its decision has come: what is recorded stays, what it lacked is filled
    in, what is spelt otherwise stands beside it."""
    found = {"identity": recorded["identity"], "decision_no": fuller(recorded["decision_no"], said["decision_no"])}
    for name in ("decided_on", "issuer"):
        found[name] = recorded[name] or said[name]
    beside = [*json.loads(said.get("also") or "[]"), other_words({**recorded, **found}, said)]
    found["also"] = with_words(recorded["also"], beside)
    return found


def keep_post_then(cursor: duckdb.DuckDBPyConnection, awards: Sequence[int]) -> None:
    """The post and unit held when a new award was earned are kept with it, whatever becomes of the post later."""
    if awards:
        cursor.execute(
            "UPDATE award SET position_then = held.position, unit_then = held.unit FROM ("
            " SELECT a.id, arg_max({'said': p.position}, p.from_on).said AS position,"
            " arg_max(u.name, p.from_on) AS unit"
            " FROM award a JOIN post p ON p.candidate_id = a.candidate_id AND p.from_on <= make_date(a.year, 12, 31)"
            " AND coalesce(p.until_on >= make_date(a.year, 1, 1), true) JOIN candidate u ON u.id = p.unit_id"
            " WHERE a.id IN (SELECT unnest($ids::INTEGER[])) GROUP BY a.id) held WHERE award.id = held.id",
            {"ids": list(awards)},
        )
