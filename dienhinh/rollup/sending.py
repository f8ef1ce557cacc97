"""What an office sends, as deep as it is asked to: counts, packed words, facts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dienhinh.counting.query import SOURCES
from dienhinh.criteria import STATUSES, Plan, assess
from dienhinh.rollup.hashes import keyed, own_secret, person_key, pseudonym
from dienhinh.rollup.manifest import NAME, Manifest, Part, checksum, key_name, office_number
from dienhinh.store.chain import head
from dienhinh.store.database import revision_of
from dienhinh.store.decisions import core_of
from dienhinh.store.history import directory
from dienhinh.store.tally import Asked, counted_words, tally

FEWEST = 5
"""A smaller number of people is not told apart from others."""
TOGETHER = "*"
FACT_COLUMNS = (
    "candidate_id, kind::VARCHAR AS kind, code::VARCHAR AS code, criterion, year, decided_on, known_on, until,"
    " state::VARCHAR AS state, evidence, ground"
)


@dataclass(frozen=True)
class Sent:
    """What leaves: the tables by file, and what the manifest will say."""

    tables: Mapping[str, pa.Table]
    manifest: Manifest
    key: bytes

    @property
    def named(self) -> bool:
        """Whether anybody's name leaves."""
        return self.manifest.depth == "facts"

    def write(self, out: Path) -> Path:
        """Write the folder, whole or not at all; what the office had sent there before is replaced."""
        folder = out / self.manifest.place
        made = folder.with_name(folder.name + ".part")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        parts = {}
        for name, table in self.tables.items():
            pq.write_table(table, made / name, compression="zstd")
            parts[name] = Part(table.num_rows, checksum(made / name))
        whole = replace(self.manifest, files=parts)
        (made / NAME).write_text(whole.written(self.key), encoding="utf-8")
        old = folder.with_name(folder.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            os.replace(folder, old)
        os.replace(made, folder)
        shutil.rmtree(old, ignore_errors=True)
        return folder


def prepare(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, depth: str, province: str, office: str, db: Path,
    key: bytes = b"",
) -> Sent:  # fmt: skip
    """What would leave the office at ``depth``; nothing is written. ``key``: the one that the province shares with its
    offices, so that one person in two of them is found; ``db``: where the office's own secret lies."""
    row = cursor.execute("SELECT value FROM meta WHERE key = 'id'").fetchone()
    number = office_number(province, office)
    tables = {"counts": _counts, "packed": _packed, "facts": _facts}[depth](cursor, plan, on, number, db, key)
    period = f"{plan.period.first_year}-{plan.period.last_year}"
    manifest = Manifest(
        province, office, period, depth, on, plan.id, plan.digest, str(row[0]) if row else "", revision_of(cursor),
        head(cursor), number, key_name(key),
    )  # fmt: skip
    return Sent(tables, manifest, key)


def _counts(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, number: int, db: Path, key: bytes
) -> dict[str, pa.Table]:
    counted = tally(cursor, plan, [on])[0]
    judged = assess(plan, on, counted.roster, counted.counts)
    units = directory(cursor, on).set_index("candidate_id")["unit_code"]
    cells = pd.DataFrame(
        {
            "track": counted.roster["track"].astype(str).to_numpy(),
            "unit": units.reindex(counted.roster["candidate_id"]).fillna("").to_numpy(),
            "status": np.array(STATUSES)[judged.status.astype(int)] if judged.size else [],
        }
    )
    cells = cells.groupby(["track", "unit", "status"]).size().rename("n").reset_index()
    return {"counts.parquet": pa.Table.from_pandas(joined(cells), preserve_index=False)}


def joined(cells: pd.DataFrame) -> pd.DataFrame:
    """Counts (``track``, ``unit``, ``status``, ``n``) in which no cell is of fewer than :data:`FEWEST`: small ones are
    put together over units, then statuses, then tracks, each with the next larger where that is still too few; what
    remains too few is told as a row without a number."""
    for gone in (["unit"], ["unit", "status"], ["unit", "status", "track"]):
        small = cells[cells["n"] < FEWEST]
        if small.empty:
            return cells.reset_index(drop=True)
        kept = [c for c in ("track", "unit", "status") if c not in gone]
        both = cells["n"] < FEWEST
        for _, group in small.groupby(kept) if kept else [((), small)]:
            if 0 < group["n"].sum() < FEWEST:  # a lone small cell takes the next larger one of its kind along
                same = cells[~both & (cells[kept] == group[kept].iloc[0]).all(axis=1)] if kept else cells[~both]
                if len(same):
                    both |= cells.index == same["n"].idxmin()
        moved = cells[both].assign(**dict.fromkeys(gone, TOGETHER))
        cells = pd.concat([cells[~both], moved]).groupby(["track", "unit", "status"])["n"].sum().reset_index()
    small = cells["n"] < FEWEST
    return cells.astype({"n": "Int64"}).assign(n=lambda c: c["n"].mask(small)).reset_index(drop=True)


def _packed(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, number: int, db: Path, key: bytes
) -> dict[str, pa.Table]:
    secret = own_secret(db)
    query, words = counted_words(cursor, plan, [on])
    asked = Asked(cursor, query)
    everybody = [int(i) for i in words["candidate_id"]]
    longest = asked.led_longest(on) if plan.setting("track_by") == "longest_post" else ()
    latest = asked.latest(on, everybody)
    people = _persons(cursor, key) if key else {}
    names = {i: pseudonym(secret, i) for i in everybody}
    columns: dict[str, Any] = {"candidate_id": pa.array([names[i] for i in everybody], pa.int64())}
    columns["person_key"] = pa.array([people.get(i) for i in everybody], pa.string())
    began = _last_posts(cursor, on) if key else {}
    columns["began"] = pa.array([began.get(i) for i in everybody], pa.date32())
    columns["width"] = pa.array([query.count_bits] * len(everybody), pa.int8())
    columns |= {name: pa.array(word, pa.int64()) for name, word in words.items() if name != "candidate_id"}
    said = [(names[i], criterion, state) for i, criterion, state in latest if i in names]
    said.sort()  # in the order of their numbers, which says nothing of the office's own
    return {
        "words.parquet": pa.table(columns).sort_by("candidate_id"),
        "longest.parquet": pa.table(
            {"candidate_id": pa.array(sorted(names[i] for i in longest if i in names), pa.int64())}
        ),
        "latest.parquet": pa.table(
            {
                "candidate_id": pa.array([s[0] for s in said], pa.int64()),
                "criterion": pa.array([s[1] for s in said], pa.string()),
                "state": pa.array([s[2] for s in said], pa.string()),
            }
        ),
    }


def _persons(cursor: duckdb.DuckDBPyConnection, key: bytes) -> dict[int, str | None]:
    cursor.execute("SELECT id, name, born_on FROM candidate WHERE kind = 'INDIVIDUAL'")
    return {int(i): person_key(key, name, born) for i, name, born in cursor.fetchall()}


def _last_posts(cursor: duckdb.DuckDBPyConnection, on: date) -> dict[int, date]:
    """Since when each person holds the latest post by ``on``."""
    cursor.execute("SELECT candidate_id, max(from_on) FROM post WHERE from_on <= $on GROUP BY candidate_id", {"on": on})
    return {int(i): began for i, began in cursor.fetchall()}


def _facts(
    cursor: duckdb.DuckDBPyConnection, plan: Plan, on: date, number: int, db: Path, key: bytes
) -> dict[str, pa.Table]:
    """Everything that verdicts are made of; ids carry the office's number in their upper half."""
    lift = number << 32

    def asked(text: str) -> pa.Table:
        return cursor.cursor().sql(text).to_arrow_table()

    people, persons = (
        asked(
            f"SELECT id + {lift}::BIGINT AS id, code, kind::VARCHAR AS kind, name, born_on, founded_on, dissolved_on"
            " FROM candidate WHERE kind <> 'MODEL' ORDER BY id"
        ),
        _persons(cursor, key),
    )
    keys = [persons.get(int(i) - lift) for i in people["id"].to_pylist()]
    found = {
        "candidate.parquet": people.append_column("person_key", pa.array(keys, pa.string())),
        "post.parquet": asked(
            f"SELECT candidate_id + {lift}::BIGINT AS candidate_id, unit_id + {lift}::BIGINT AS unit_id, leads,"
            " from_on, until_on FROM post ORDER BY candidate_id, from_on"
        ),
        "succession.parquet": asked(
            f"SELECT candidate_id + {lift}::BIGINT AS candidate_id, unit_id + {lift}::BIGINT AS unit_id, how, from_on,"
            " principal FROM succession ORDER BY candidate_id, from_on, unit_id"
        ),
    }
    decisions = _decisions(cursor, key)
    for table in SOURCES:
        rows = asked(
            f"SELECT * REPLACE (candidate_id + {lift}::BIGINT AS candidate_id, evidence + {lift}::BIGINT AS evidence)"
            f" FROM (SELECT {FACT_COLUMNS} FROM {table}) ORDER BY candidate_id, evidence"
        )
        said = [decisions.get(int(e) - lift) for e in rows["evidence"].to_pylist()]
        found[f"{table}.parquet"] = rows.append_column("decision_key", pa.array(said, pa.string()))
    return found


def _decisions(cursor: duckdb.DuckDBPyConnection, key: bytes) -> dict[int, str]:
    """What a decision is told by in another office: its number's core and its year, however it is spelt."""
    cursor.execute(
        "SELECT id, decision_no, coalesce(year(decided_on), year) FROM award WHERE decision_no IS NOT NULL"
        " UNION ALL SELECT id, decision_no, coalesce(year(decided_on), year) FROM initiative"
        " WHERE decision_no IS NOT NULL"
    )
    found = {}
    for record, written, year in cursor.fetchall():
        core = core_of(written)
        found[int(record)] = keyed(key, "decision", core.serial, core.sign, year)
    return found
