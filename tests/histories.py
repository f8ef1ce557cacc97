"""Histories as plain values, and how a test writes them into a data file, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import duckdb

from dienhinh.kinds.award import kind_of
from dienhinh.store.database import MIGRATIONS


@dataclass(frozen=True)
class History:
    """One candidate's records. ``posts``: (from, until, leads). ``ratings``: (year, code, decided). ``awards``: (code,
    year, decided, state). ``initiatives``: (level, year, decided, recognised, applied). ``attestations``: (section, on,
    result). ``disciplines``: (from, until)."""

    collective: bool = False
    founded: date | None = None
    dissolved: date | None = None
    posts: tuple[tuple[date, date | None, bool], ...] = ()
    ratings: tuple[tuple[int, str, date | None], ...] = ()
    awards: tuple[tuple[str, int, date | None, str], ...] = ()
    initiatives: tuple[tuple[str, int, date | None, bool | None, bool | None], ...] = ()
    attestations: tuple[tuple[str, date, str], ...] = ()
    disciplines: tuple[tuple[date, date | None], ...] = ()
    revoked_disciplines: tuple[tuple[date, date | None], ...] = field(default=())
    grounds: tuple[str | None, ...] = ()
    """On what each award rests, by its place; those without one: not stated."""
    used: tuple[str | None, ...] = ()
    """For what each initiative has been used, by its place; those without one: for nothing."""

    def used_for(self, place: int) -> str | None:
        return self.used[place] if place < len(self.used) else None

    def ground_of(self, place: int) -> str | None:
        return self.grounds[place] if place < len(self.grounds) else None

    def plus(self, **more: tuple[object, ...]) -> History:
        """The same with further records."""
        return replace(self, **{name: getattr(self, name) + tuple(items) for name, items in more.items()})


_numbers = count(1)


def memory() -> duckdb.DuckDBPyConnection:
    """An empty data file in memory."""
    connection = duckdb.connect()
    for path in sorted(MIGRATIONS.glob("*.sql")):
        connection.execute(path.read_text(encoding="utf-8"))
    return connection


def insert(cursor: duckdb.DuckDBPyConnection, history: History) -> int:
    """Write one candidate; returns its id."""
    n = next(_numbers)
    kind = "COLLECTIVE" if history.collective else "INDIVIDUAL"
    row = cursor.execute(
        "INSERT INTO candidate (code, code_key, kind, name, sort_key, founded_on, dissolved_on)"
        " VALUES (?, ?, ?, ?, '', ?, ?) RETURNING id",
        [f"C{n}", f"C{n}", kind, f"N{n}", history.founded, history.dissolved],
    ).fetchone()
    assert row is not None
    me = int(row[0])
    for begun, until, leads in () if history.collective else history.posts:
        cursor.execute(
            "INSERT INTO post (candidate_id, unit_id, leads, from_on, until_on) VALUES (?, ?, ?, ?, ?)",
            [me, me, leads, begun, until],
        )
    for year, code, decided in history.ratings:
        cursor.execute(
            "INSERT INTO rating (candidate_id, year, code, decided_on) VALUES (?, ?, ?, ?)", [me, year, code, decided]
        )
    for i, (code, year, decided, state) in enumerate(history.awards):
        cursor.execute(
            "INSERT INTO award (candidate_id, kind, code, year, decided_on, state, identity, ground)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [me, kind_of(code), code, year, decided, state, str(i), history.ground_of(i)],
        )
    for i, (level, year, decided, recognised, applied) in enumerate(history.initiatives):
        cursor.execute(
            "INSERT INTO initiative"
            " (candidate_id, title, title_key, level, year, decided_on, recognised, applied, used_for)"
            " VALUES (?, 'x', ?, ?, ?, ?, ?, ?, ?)",
            [me, str(i), level, year, decided, recognised, applied, history.used_for(i)],
        )
    for section, on, result in history.attestations:
        cursor.execute(
            "INSERT INTO attestation (candidate_id, criterion, on_date, result) VALUES (?, ?, ?, ?)",
            [me, section, on, result],
        )
    for revoked, items in ((False, history.disciplines), (True, history.revoked_disciplines)):
        for begun, until in items:
            cursor.execute(
                "INSERT INTO discipline (candidate_id, code, from_on, until_on, revoked) VALUES (?, 'CANH_CAO', ?,"
                " ?, ?)",
                [me, begun, until, revoked],
            )
    return me


ALL_ATTESTED = tuple((s, date(2022, 1, 10), "CONFIRMED") for s in ("II.2", "III.1.a", "III.2.a", "III.2.b"))


def rated(marks: str, first: int = 2021) -> tuple[tuple[int, str, date | None], ...]:
    """``"XS XS – T HT"`` as ratings of successive years; a dash is a year without one."""
    full = {"XS": "HTXSNV", "T": "HTTNV", "HT": "HTNV", "K": "KHTNV"}
    return tuple((first + i, full[m], None) for i, m in enumerate(marks.split()) if m in full)


def won(*awards: str) -> tuple[tuple[str, int, date | None, str], ...]:
    """``"BK_TINH 2022"`` as a confirmed award; ``"BK_TINH 2022 PENDING"`` as one in that state."""
    found = []
    for text in awards:
        code, year, *state = text.split()
        found.append((code, int(year), None, state[0] if state else "CONFIRMED"))
    return tuple(found)
