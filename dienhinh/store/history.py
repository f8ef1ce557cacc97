"""Reading the history: who is recorded, the records of one candidate, the facts the tally counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from dienhinh import kinds
from dienhinh.criteria.heritage import NOTHING, Heritage
from dienhinh.kinds import Kind
from dienhinh.kinds.post import PARTICULARS

HELD = """
SELECT candidate_id, arg_max(unit_id, weight) AS unit_id, arg_max({'said': position}, weight).said AS position,
       arg_max(leads, weight) AS leads, min(joined_on) AS joined_on, bool_or(holds) AS holds
FROM (
    SELECT *, min(from_on) OVER (PARTITION BY candidate_id) AS joined_on,
           from_on <= $on AND coalesce(until_on >= $on, true) AS holds,
           -- the post held on the day, a leading one before others (P1); else the latest begun
           (from_on <= $on AND coalesce(until_on >= $on, true))::INTEGER * 10000000
           + leads::INTEGER * 1000000 * (from_on <= $on AND coalesce(until_on >= $on, true))::INTEGER
           + (from_on - DATE '1900-01-01') AS weight
    FROM post
)
GROUP BY candidate_id
"""


def by_name(table: str) -> str:
    """SQL by which candidates stand in Vietnamese order: people by their given name, units and models by their own."""
    return f"CASE WHEN {table}.kind = 'INDIVIDUAL' THEN {table}.sort_key ELSE icu_sort_key({table}.name, 'vi') END"


def directory(cursor: duckdb.DuckDBPyConnection, on: date) -> pd.DataFrame:
    """Everybody and every unit recorded, with the post held on ``on`` (or the latest), by Vietnamese name order.

    Columns: ``candidate_id`` (int32), ``code``, ``name``, ``kind`` (COLLECTIVE or INDIVIDUAL), ``unit_id``,
    ``unit_code``, ``unit_name``, ``position``, ``leads``, ``began_on``, ``present`` (bool: a candidate on ``on``).
    A unit is its own unit. Models are none of them (:func:`models`).
    """
    return cursor.execute(
        f"""
        SELECT c.id AS candidate_id, c.code, c.name, c.kind::VARCHAR AS kind,
               coalesce(u.id, c.id) AS unit_id, coalesce(u.code, c.code) AS unit_code,
               coalesce(u.name, c.name) AS unit_name, held.position, coalesce(held.leads, false) AS leads,
               CASE WHEN c.kind = 'COLLECTIVE' THEN c.founded_on ELSE held.joined_on END AS began_on,
               CASE WHEN c.kind = 'COLLECTIVE'
                    THEN coalesce(c.founded_on <= $on, true) AND coalesce(c.dissolved_on >= $on, true)
                    ELSE coalesce(held.holds, false) END AS present
        FROM candidate c
        LEFT JOIN ({HELD}) held ON held.candidate_id = c.id
        LEFT JOIN candidate u ON u.id = held.unit_id
        WHERE c.kind <> 'MODEL'
        ORDER BY c.kind, {by_name("c")}, c.code
        """,
        {"on": on},
    ).df()


def models(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every model by name: ``candidate_id``, ``code``, ``name``, ``kind`` (MODEL), ``founded_on``, ``dissolved_on``,
    ``summary``, ``carriers`` (their names, in order) and ``carried_by`` (their ids)."""
    cursor.execute(
        "SELECT m.id, m.code, m.name, m.founded_on, m.dissolved_on, m.summary,"
        f" list(c.name ORDER BY c.kind, {by_name('c')}) FILTER (c.id IS NOT NULL) AS carriers,"
        f" list(c.id ORDER BY c.kind, {by_name('c')}) FILTER (c.id IS NOT NULL) AS carried_by FROM candidate m"
        " LEFT JOIN carrier x ON x.candidate_id = m.id LEFT JOIN candidate c ON c.id = x.unit_id"
        " WHERE m.kind = 'MODEL' GROUP BY ALL ORDER BY m.name, m.code"
    )
    names = ["candidate_id", "code", "name", "founded_on", "dissolved_on", "summary", "carriers", "carried_by"]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{**m, "kind": "MODEL", "carriers": m["carriers"] or [], "carried_by": m["carried_by"] or []} for m in found]


def known_codes(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """``candidate_id``, ``code``, ``name``, ``kind`` of every recorded candidate, and ``former``: the names they had
    before (a list)."""
    known = cursor.execute("SELECT id AS candidate_id, code, name, kind::VARCHAR AS kind FROM candidate").df()
    cursor.execute(
        "SELECT record_id::INTEGER, before ->> '$.name' FROM change_log WHERE table_name = 'candidate'"
        " AND action = 'UPDATE' AND before ->> '$.name' IS NOT NULL ORDER BY revision"
    )
    former: dict[int, list[str]] = {}
    for number, name in cursor.fetchall():
        former.setdefault(int(number), []).append(str(name))
    return known.assign(former=[former.get(int(n), []) for n in known["candidate_id"]])


FACTS = (
    "SELECT candidate_id, kind::VARCHAR AS kind, code::VARCHAR AS code, criterion, year, decided_on, known_on, until,"
    " state::VARCHAR AS state, evidence, ground FROM fact"
)


def facts_of(cursor: duckdb.DuckDBPyConnection, ids: Sequence[int], took: Heritage = NOTHING) -> pd.DataFrame:
    """The facts of these candidates, and what they take over from others (``took``, P19); dates are ``datetime.date``
    or None (see ``criteria.explain``)."""
    cursor.execute(
        f"{FACTS} WHERE candidate_id IN (SELECT unnest($ids))",
        {"ids": list(ids)},
    )
    names = [d[0] for d in cursor.description or []]
    rows = cursor.fetchall()
    rows += [tuple(r[n] for n in names) for i in ids for r in took.by_unit.get(int(i), [])]
    return pd.DataFrame(rows, columns=names, dtype=object)


def awards_given(
    cursor: duckdb.DuckDBPyConnection, on: date, ids: Sequence[int] | None = None
) -> dict[int, dict[str, tuple[int, ...]]]:
    """By candidate and code the years for which awards had been given by ``on``."""
    chosen = " AND candidate_id IN (SELECT unnest($ids))" if ids is not None else ""
    cursor.execute(
        "SELECT candidate_id, code::VARCHAR, list_sort(list_distinct(list(year))) FROM fact_award"
        f" WHERE state = 'CONFIRMED' AND known_on <= $on{chosen} GROUP BY ALL",
        {"on": on} | ({"ids": list(ids)} if ids is not None else {}),
    )
    found: dict[int, dict[str, tuple[int, ...]]] = {}
    for candidate, code, years in cursor.fetchall():
        found.setdefault(int(candidate), {})[code] = tuple(years)
    return found


RECORDS = {
    "post": "SELECT p.id, p.position, p.leads, p.from_on, p.until_on, p.leader_class,"
    " u.code AS unit_code, u.name AS unit_name FROM post p JOIN candidate u ON u.id = p.unit_id"
    " WHERE p.candidate_id = $id ORDER BY p.from_on",
    "rating": "SELECT id, year, code::VARCHAR AS code, decision_no, decided_on, state::VARCHAR AS state, known_on"
    " FROM rating WHERE candidate_id = $id ORDER BY year",
    "award": "SELECT id, kind::VARCHAR AS kind, code::VARCHAR AS code, label, year, issuer, decision_no, decided_on,"
    " state::VARCHAR AS state, known_on, ground, position_then, unit_then FROM award WHERE candidate_id = $id"
    " ORDER BY known_on, id",
    "initiative": "SELECT id, title, year, level::VARCHAR AS level, recognised, applied, decision_no, decided_on,"
    " revoked, known_on FROM initiative WHERE candidate_id = $id ORDER BY known_on, id",
    "attestation": "SELECT a.id, criterion, result::VARCHAR AS result, on_date, by_person,"
    " nullif(concat_ws(', ', evidence, f.name), '') AS evidence, a.file_id FROM attestation a"
    " LEFT JOIN evidence_file f ON f.id = a.file_id WHERE candidate_id = $id ORDER BY on_date, criterion",
    "discipline": "SELECT id, code::VARCHAR AS code, label, decision_no, from_on, until_on, revoked FROM discipline"
    " WHERE candidate_id = $id ORDER BY from_on",
}


def records_of(
    cursor: duckdb.DuckDBPyConnection, candidate_id: int, took: Heritage = NOTHING
) -> dict[str, pd.DataFrame]:
    """All records of one candidate by table, oldest first, then what a unit takes over from those it came from
    (``took``, P19); ``of`` is the former unit's name (None: its own). Cells are plain Python values (None: empty)."""
    whose: dict[int, str | None] = {candidate_id: None}
    for unit in took.former.get(candidate_id, ()):
        row = cursor.execute("SELECT name FROM candidate WHERE id = ?", [unit]).fetchone()
        whose[unit] = str(row[0]) if row else ""
    found = {}
    for name, sql in RECORDS.items():
        rows: list[tuple[Any, ...]] = []
        for unit, of in whose.items():
            cursor.execute(sql, {"id": unit})
            columns = [d[0] for d in cursor.description or []]
            mine = [(*r, of) for r in cursor.fetchall()]
            rows += mine if of is None else [r for r in mine if took.counts(candidate_id, name, r[columns.index("id")])]
        found[name] = pd.DataFrame(rows, columns=[*columns, "of"], dtype=object)
    return found


def _everything(kind: Kind) -> str:
    """All records of a kind that has a sheet, under the workbook's names of the columns."""
    if kind.name == "unit":
        return "SELECT code, name, founded_on, dissolved_on FROM candidate WHERE kind = 'COLLECTIVE' ORDER BY code"
    if kind.name == "model":
        return (
            "SELECT m.code, m.name, m.founded_on, m.dissolved_on, m.summary, c.code AS unit FROM candidate m"
            " LEFT JOIN carrier x ON x.candidate_id = m.id LEFT JOIN candidate c ON c.id = x.unit_id"
            " WHERE m.kind = 'MODEL' ORDER BY m.code, c.code"
        )
    if kind.name == "person":
        return (
            "SELECT c.code, c.name, c.born_on, u.code AS unit, t.position, t.leads, t.from_on, t.until_on,"
            f" t.leader_class, {', '.join(f'c.{p.name}' for p in PARTICULARS)} FROM post t"
            " JOIN candidate c ON c.id = t.candidate_id JOIN candidate u ON u.id = t.unit_id"
            " ORDER BY c.code, t.from_on, u.code"
        )
    chosen: list[str] = []
    joined = ""
    for column in (c for c in kind.columns if c.title or c.name == "label"):
        if column.value == "who":
            chosen, joined = ["c.code", *chosen], " JOIN candidate c ON c.id = t.candidate_id"
        elif column.value == "unit":
            chosen.append("u.code AS unit")
            joined += " JOIN candidate u ON u.id = t.unit_id"
        else:
            for name in column.fills:
                said = f"t.{name}::VARCHAR" if column.codes and name != "revoked" else f"t.{name}"
                chosen.append(f"{said} AS {'code_of' if name == 'code' else name}")
    order = [f"t.{n}" for n in kind.order or kind.keys if n != "candidate_id"]
    by = ", ".join(["c.code", *order]) if kind.fact else "ALL"
    return f"SELECT {', '.join(chosen)} FROM {kind.name} t{joined} ORDER BY {by}"


def everything(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """All records, by the workbook's sheets and under its column names; codes as codes, empty cells as None."""
    found = {}
    for kind in kinds.SHEETS:
        found[kind.name] = dicts(cursor.execute(_everything(kind)))
    return found


def dicts(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What was asked for, a dictionary a row."""
    names = [d[0] for d in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def awards_won(
    cursor: duckdb.DuckDBPyConnection, codes: Sequence[str], on: date, states: Sequence[str] = ("CONFIRMED",)
) -> Counter[tuple[str, int]]:
    """How many of each of ``codes`` are confirmed (or in ``states``) and known on ``on``, by (code, achievement year);
    initiatives by their level."""
    cursor.execute(
        "SELECT code::VARCHAR, year, count(*) FROM fact WHERE kind IN ('AWARD', 'INITIATIVE')"
        " AND code::VARCHAR IN (SELECT unnest($codes)) AND state::VARCHAR IN (SELECT unnest($states))"
        " AND known_on <= $on GROUP BY ALL",
        {"codes": list(codes), "on": on, "states": list(states)},
    )
    return Counter({(code, int(year)): int(n) for code, year, n in cursor.fetchall()})


def facts_known(cursor: duckdb.DuckDBPyConnection, on: date) -> pd.DataFrame:
    """Every confirmed rating, award and initiative known on ``on``: ``candidate_id``, ``kind``, ``code``, ``year`` (of
    achievement), ``ground`` (of a commendation whose kind is stated, else None)."""
    return cursor.execute(
        "SELECT candidate_id, kind::VARCHAR AS kind, code::VARCHAR AS code, year, ground FROM fact"
        " WHERE kind IN ('AWARD', 'RATING', 'INITIATIVE') AND state = 'CONFIRMED' AND known_on <= $on",
        {"on": on},
    ).df()


def began_on(cursor: duckdb.DuckDBPyConnection, candidate: int) -> list[date]:
    """The days on which one candidate's posts began, or the unit was founded."""
    rows = cursor.execute(
        "SELECT from_on FROM post WHERE candidate_id = $id UNION SELECT founded_on FROM candidate WHERE id = $id",
        {"id": candidate},
    ).fetchall()
    return sorted(d for (d,) in rows if d is not None)


def last_attestations(
    cursor: duckdb.DuckDBPyConnection, criterion: str, on: date
) -> dict[int, tuple[str, date, str | None]]:
    """The last word on ``criterion`` known on ``on``: candidate id → (result, date, by whom)."""
    cursor.execute(
        "SELECT candidate_id, arg_max(result, on_date)::VARCHAR, max(on_date), arg_max(by_person, on_date)"
        " FROM attestation WHERE criterion = $criterion AND on_date <= $on GROUP BY candidate_id",
        {"criterion": criterion, "on": on},
    )
    return {int(candidate): (result, when, by) for candidate, result, when, by in cursor.fetchall()}


def milestones_done(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> dict[str, tuple[date, str | None]]:
    """The plan's milestones that are done: id → (when, evidence)."""
    cursor.execute("SELECT milestone_id, done_on, evidence FROM milestone WHERE plan_id = ?", [plan_id])
    return {str(m): (on, evidence) for m, on, evidence in cursor.fetchall()}
