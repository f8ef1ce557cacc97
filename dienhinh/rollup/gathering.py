"""The folders that offices have sent, each checked against its manifest, as tables that the very same query counts.

What stands twice is counted once: a person of two offices (told by name and birth day) is one candidate, of the office
of the latest post; a decision that both have sent is one. Both are listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dienhinh.kinds.sentence import N_
from dienhinh.rollup.manifest import Manifest, Unfit, read
from dienhinh.store.database import make_types

FACT_TABLES = ("fact_rating", "fact_award", "fact_initiative", "fact_attestation", "fact_discipline")
TABLES = ("candidate", "post", "succession", *FACT_TABLES)


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
            found.offices[place] = (folder, read(folder, key))
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


def opened(found: Gathered) -> tuple[duckdb.DuckDBPyConnection, list[Twice]]:
    """A database in memory on which ``tally`` and its like answer from the facts of all offices that sent them, and
    what was found twice."""
    connection = duckdb.connect(":memory:")
    make_types(connection)
    for table in TABLES:
        files = found.files("facts", f"{table}.parquet")
        if files:
            connection.execute(f"CREATE VIEW sent_{table} AS SELECT * FROM read_parquet({files!r})")
    if not found.of_depth("facts"):
        return connection, []
    twice = find_twice(connection, found)
    for table, text in views(bool(twice)).items():
        connection.execute(f"CREATE VIEW {table} AS {typed(table, text)}")
    connection.execute(f"CREATE VIEW fact AS {' UNION ALL BY NAME '.join(f'SELECT * FROM {t}' for t in FACT_TABLES)}")
    return connection, twice


def find_twice(connection: duckdb.DuckDBPyConnection, found: Gathered) -> list[Twice]:
    """Persons of several offices and what both have sent of them: tables ``alias`` (id → person) and ``gone`` (source,
    evidence)."""
    connection.execute(
        """
        CREATE TABLE alias AS
        WITH same AS (
            SELECT person_key FROM sent_candidate WHERE person_key IS NOT NULL
            GROUP BY person_key HAVING count(DISTINCT id >> 32) > 1
        ), last_post AS (
            SELECT c.person_key, c.id, max(p.from_on) AS began
            FROM sent_candidate c JOIN same USING (person_key) LEFT JOIN sent_post p ON p.candidate_id = c.id
            GROUP BY ALL
        )
        SELECT id, first_value(id) OVER (PARTITION BY person_key ORDER BY began DESC NULLS LAST, id) AS person
        FROM last_post
        """
    )
    connection.execute("CREATE TABLE gone (source VARCHAR, evidence BIGINT)")
    same = {
        "fact_rating": ("year", "array_position(['KHTNV', 'HTNV', 'HTTNV', 'HTXSNV'], code)"),  # the worse one counts
        "fact_award": ("code, decision_key", "evidence"),
        "fact_initiative": ("code, year, decision_key", "evidence"),
    }
    for table, (by, order) in same.items():
        told = "true" if table == "fact_rating" else "decision_key IS NOT NULL"
        connection.execute(
            f"INSERT INTO gone SELECT '{table}', evidence FROM sent_{table} f JOIN alias a ON a.id = f.candidate_id"
            f" WHERE {told} AND state <> 'REVOKED'"
            f" QUALIFY row_number() OVER (PARTITION BY a.person, {by} ORDER BY {order}, evidence) > 1"
        )
    names = {m.number: f"{m.province}/{m.office}" for _, m in found.offices.values()}

    def offices(ids: list[int]) -> tuple[str, ...]:
        return tuple(sorted({names[int(i) >> 32] for i in ids}))

    people = connection.execute(
        "SELECT list(a.id), min(c.code) FROM alias a JOIN sent_candidate c ON c.id = a.person GROUP BY a.person"
        " ORDER BY 2"
    ).fetchall()
    twice = [Twice("PERSON", offices(ids), code) for ids, code in people]
    for table in same:
        rows = connection.execute(
            f"SELECT list(b.id), f.code FROM gone g JOIN sent_{table} f ON f.evidence = g.evidence"
            " JOIN alias a ON a.id = f.candidate_id JOIN alias b ON b.person = a.person"
            f" WHERE g.source = '{table}' GROUP BY f.evidence, f.code ORDER BY 2"
        ).fetchall()
        twice += [Twice("DECISION", offices(ids), str(code)) for ids, code in rows]
    return twice


def views(twice: bool) -> dict[str, str]:
    """The tables of the query over what offices sent (``sent_…``), as SQL that every engine understands; ``twice``:
    with persons of several offices made one, and without what was sent twice of them."""
    mine = "coalesce(a.person, s.candidate_id) AS candidate_id"
    joined = "LEFT JOIN alias a ON a.id = s.candidate_id"
    fact = "s.kind, s.code, s.criterion, s.year, s.decided_on, s.known_on, s.until, s.state, s.evidence, s.ground"
    if not twice:
        plain = {t: f"SELECT s.candidate_id, {fact} FROM sent_{t} s" for t in FACT_TABLES}
        return {
            "candidate": "SELECT s.id, s.kind, s.founded_on, s.dissolved_on FROM sent_candidate s",
            "post": "SELECT s.candidate_id, s.unit_id, s.leads, s.from_on, s.until_on FROM sent_post s",
            "succession": "SELECT * FROM sent_succession s",
            **plain,
        }
    found = {
        "candidate": "SELECT s.id, s.kind, s.founded_on, s.dissolved_on FROM sent_candidate s LEFT JOIN alias a"
        " ON a.id = s.id WHERE a.person IS NULL OR a.person = s.id",
        "post": f"SELECT {mine}, s.unit_id, s.leads, s.from_on, s.until_on FROM sent_post s {joined}",
        "succession": "SELECT * FROM sent_succession s",
    }
    for t in FACT_TABLES:
        found[t] = (
            f"SELECT {mine}, {fact} FROM sent_{t} s {joined}"
            f" LEFT JOIN gone g ON g.source = '{t}' AND g.evidence = s.evidence WHERE g.evidence IS NULL"
        )
    return found


def typed(table: str, text: str) -> str:
    """A view's text with DuckDB's own types for codes: comparing small integers is what keeps the count fast."""
    if table == "candidate":
        return text.replace("s.kind", "s.kind::candidate_kind AS kind", 1)
    if table in FACT_TABLES:
        return text.replace("s.code", "s.code::fact_code AS code").replace("s.state", "s.state::fact_state AS state")
    return text
