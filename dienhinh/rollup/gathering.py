"""The folders that offices have sent, each checked against its manifest, as tables that the very same query counts.

What stands twice is counted once: a person of two offices (told by name and birth day) is one candidate, of the office
of the latest post; a decision that both have sent is one. Both are listed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from dienhinh.counting.query import SOURCES
from dienhinh.counting.readers import sql_date, sql_text
from dienhinh.kinds.codes import STATE_CODES
from dienhinh.kinds.sentence import N_
from dienhinh.rollup.fitness import fit
from dienhinh.rollup.manifest import Manifest, Unfit, read
from dienhinh.store.database import make_types

TABLES = ("candidate", "post", "succession", *SOURCES)


@dataclass(frozen=True)
class Twice:
    """What two offices have sent: a PERSON (two ids of one person, the offices), or a DECISION of such a person."""

    what: str
    offices: tuple[str, ...]
    code: str = ""


@dataclass
class Gathered:
    """``offices``: folder and manifest of those that are counted; ``left_out``: folder and why."""

    root: Path
    offices: dict[str, tuple[Path, Manifest]] = field(default_factory=dict)
    left_out: list[tuple[str, Unfit]] = field(default_factory=list)

    def of_depth(self, depth: str) -> list[tuple[Path, Manifest]]:
        return [o for o in self.offices.values() if o[1].depth == depth]

    def files(self, depth: str, name: str) -> list[str]:
        return [str(folder / name) for folder, m in self.of_depth(depth) if name in m.files]

    def leave_out(self, place: str, why: Unfit) -> None:
        self.offices.pop(place, None)
        self.left_out.append((place, why))


def gather(root: Path, key: bytes = b"") -> Gathered:
    """Every folder below ``root`` that an office has sent; a damaged, changed or foreign one is left out, and said."""
    found = Gathered(root)
    for folder in sorted(root.glob("ky=*/tinh=*/co_quan=*")):
        place = folder.relative_to(root).as_posix()
        if folder.name.endswith((".part", ".old")) or not folder.is_dir():
            continue
        try:
            said = read(folder, key)
            fit(folder, said)
            found.offices[place] = (folder, said)
        except Unfit as why:
            found.leave_out(place, why)
    _one_each(found)
    return found


def _one_each(found: Gathered) -> None:
    """One file of data counts once, as of its latest revision; and no two offices bear one number."""
    latest: dict[tuple[str, str], str] = {}
    numbers: dict[tuple[int, str], str] = {}
    for place, (_, m) in sorted(found.offices.items(), key=lambda o: -o[1][1].revision):
        again = latest.get((m.store, m.period)) if m.store else None
        if again is not None:
            found.leave_out(place, Unfit(N_("it is the same data file as {place}"), place=again))
        elif (other := numbers.setdefault((m.number, m.period), place)) != place:
            found.leave_out(place, Unfit(N_("it has the same number as {place}"), place=other))
        else:
            latest[m.store, m.period] = place


def opened(found: Gathered, packed: Collection[str] = ()) -> tuple[duckdb.DuckDBPyConnection, bool]:
    """A database in memory on which ``tally`` and its like answer from the facts of all offices that sent them, and
    whether anybody is of several (then :func:`make_one` says of each day who is whose); ``packed``: the keys of persons
    of whom others sent words alone."""
    connection = duckdb.connect(":memory:")
    make_types(connection)
    if not found.of_depth("facts"):
        return connection, False
    for table in TABLES:
        files = ", ".join(sql_text(_literally(f)) for f in found.files("facts", f"{table}.parquet"))
        connection.execute(f"CREATE VIEW sent_{table} AS SELECT * FROM read_parquet([{files}])")
    connection.execute(
        "CREATE TABLE same AS SELECT person_key FROM sent_candidate WHERE person_key IS NOT NULL"
        " GROUP BY person_key HAVING count(DISTINCT id >> 32) > 1"
    )
    connection.execute("CREATE TABLE alias (id BIGINT, person BIGINT)")
    connection.execute("CREATE TABLE gone (source VARCHAR, evidence BIGINT)")
    connection.execute("CREATE TABLE away (id BIGINT)")
    several = connection.execute("SELECT count(*) FROM same").fetchall()[0][0] > 0
    if packed and not several:
        asked = "SELECT 1 FROM sent_candidate WHERE person_key IN (SELECT unnest($keys)) LIMIT 1"
        several = bool(connection.execute(asked, {"keys": list(packed)}).fetchall())
    for table, text in views(several).items():
        connection.execute(f"CREATE VIEW {table} AS {typed(table, text)}")
    connection.execute(f"CREATE VIEW fact AS {' UNION ALL BY NAME '.join(f'SELECT * FROM {t}' for t in SOURCES)}")
    return connection, several


def _literally(file: str) -> str:
    """A path in which no sign stands for others."""
    return re.sub(r"([*?\[])", r"[\1]", file)


SAME = {
    "fact_rating": ("year", "array_position(['KHTNV', 'HTNV', 'HTTNV', 'HTXSNV'], code)"),  # the worse one counts
    "fact_award": ("code, year, decision_key", "state"),
    "fact_initiative": ("code, year, decision_key", "state"),
}
"""What makes two records of one person the same, and which of them counts."""


def make_one(
    connection: duckdb.DuckDBPyConnection, found: Gathered, on: date, packed: Mapping[str, date] | None = None
) -> list[Twice]:
    """Persons of several offices on a day, and what is known of them twice: fills the tables ``alias`` (id → person:
    the id in the office of the latest post) and ``gone`` (source, evidence). ``packed``: of those of whom words were
    sent for this day, since when they hold their post there; who holds a later one there counts there (``away``)."""
    day = sql_date(on)
    connection.execute("DELETE FROM alias")
    connection.execute("DELETE FROM gone")
    connection.execute(
        f"""
        INSERT INTO alias
        WITH last_post AS (
            SELECT c.person_key, c.id, max(p.from_on) AS began
            FROM sent_candidate c JOIN same USING (person_key)
            LEFT JOIN sent_post p ON p.candidate_id = c.id AND p.from_on <= {day}
            GROUP BY ALL
        )
        SELECT id, first_value(id) OVER (PARTITION BY person_key ORDER BY began DESC NULLS LAST, id) FROM last_post
        """
    )
    connection.execute("DELETE FROM away")
    if packed:
        connection.execute(
            "INSERT INTO away SELECT c.id FROM (SELECT unnest($keys) AS person_key, unnest($began) AS began) k"
            " JOIN sent_candidate c USING (person_key) LEFT JOIN sent_post p ON p.candidate_id = c.id AND"
            " p.from_on <= $on GROUP BY person_key, k.began, c.id"
            " QUALIFY max(coalesce(max(p.from_on), DATE '0001-01-01')) OVER (PARTITION BY person_key) < k.began",
            {"on": on, "keys": list(packed), "began": list(packed.values())},
        )
    place = f"array_position([{', '.join(sql_text(s) for s in STATE_CODES)}], state)"  # decided before awaited
    for table, (by, order) in SAME.items():
        told = "state = 'CONFIRMED'" if table == "fact_rating" else "decision_key IS NOT NULL AND state <> 'REVOKED'"
        connection.execute(
            f"INSERT INTO gone SELECT '{table}', evidence FROM sent_{table} f JOIN alias a ON a.id = f.candidate_id"
            f" WHERE {told} AND known_on <= {day} QUALIFY row_number() OVER"
            f" (PARTITION BY a.person, {by} ORDER BY {place if order == 'state' else order}, evidence) > 1"
        )
    names = {m.number: f"{m.province}/{m.office}" for _, m in found.offices.values()}

    def offices(ids: list[int]) -> tuple[str, ...]:
        return tuple(sorted({names[int(i) >> 32] for i in ids}))

    people = connection.execute(
        "SELECT list(a.id), min(c.code) FROM alias a JOIN sent_candidate c ON c.id = a.person GROUP BY a.person"
        " ORDER BY 2"
    ).fetchall()
    twice = [Twice("PERSON", offices(ids), code) for ids, code in people]
    for table in SAME:
        rows = connection.execute(
            f"SELECT list(b.id), f.code FROM gone g JOIN sent_{table} f ON f.evidence = g.evidence"
            " JOIN alias a ON a.id = f.candidate_id JOIN alias b ON b.person = a.person"
            f" WHERE g.source = '{table}' GROUP BY f.evidence, f.code ORDER BY 2"
        ).fetchall()
        twice += [Twice("DECISION", offices(ids), str(code)) for ids, code in rows]
    return twice


def persons(connection: duckdb.DuckDBPyConnection, keys: Collection[str]) -> dict[str, int]:
    """Of those with one of these keys, the office of each of whom facts count."""
    cursor = connection.execute(
        "SELECT c.person_key, min(coalesce(a.person, c.id)) >> 32 FROM sent_candidate c"
        " LEFT JOIN alias a ON a.id = c.id LEFT JOIN away w ON w.id = c.id"
        " WHERE c.person_key IN (SELECT unnest($keys)) AND w.id IS NULL GROUP BY 1",
        {"keys": list(keys)},
    )
    return {str(k): int(n) for k, n in cursor.fetchall()}


def views(twice: bool) -> dict[str, str]:
    """The tables of the query over what offices sent (``sent_…``), as SQL that every engine understands; ``twice``:
    with persons of several offices made one, and without what was sent twice of them."""
    mine = "coalesce(a.person, s.candidate_id) AS candidate_id"
    joined = "LEFT JOIN alias a ON a.id = s.candidate_id"
    fact = "s.kind, s.code, s.criterion, s.year, s.decided_on, s.known_on, s.until, s.state, s.evidence, s.ground"
    if not twice:
        plain = {t: f"SELECT s.candidate_id, {fact} FROM sent_{t} s" for t in SOURCES}
        return {
            "candidate": "SELECT s.id, s.kind, s.founded_on, s.dissolved_on FROM sent_candidate s",
            "post": "SELECT s.candidate_id, s.unit_id, s.leads, s.from_on, s.until_on FROM sent_post s",
            "succession": "SELECT * FROM sent_succession s",
            **plain,
        }
    found = {
        "candidate": "SELECT s.id, s.kind, s.founded_on, s.dissolved_on FROM sent_candidate s LEFT JOIN alias a"
        " ON a.id = s.id WHERE a.person IS NULL OR a.person = s.id",
        "post": f"SELECT {mine}, s.unit_id, s.leads, s.from_on, s.until_on FROM sent_post s {joined}"
        " LEFT JOIN away w ON w.id = s.candidate_id WHERE w.id IS NULL",
        "succession": "SELECT * FROM sent_succession s",
    }
    for t in SOURCES:
        found[t] = (
            f"SELECT {mine}, {fact} FROM sent_{t} s {joined}"
            f" LEFT JOIN gone g ON g.source = '{t}' AND g.evidence = s.evidence WHERE g.evidence IS NULL"
        )
    return found


def typed(table: str, text: str) -> str:
    """A view's text with DuckDB's own types for codes: comparing small integers is what keeps the count fast."""
    if table == "candidate":
        return text.replace("s.kind", "s.kind::candidate_kind AS kind", 1)
    if table in SOURCES:
        return text.replace("s.code", "s.code::fact_code AS code").replace("s.state", "s.state::fact_state AS state")
    return text
