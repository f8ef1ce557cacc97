"""Views kept under a name: a page with what its address says; some of them stand on the overview."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from dienhinh.access.roles import Act
from dienhinh.store.database import Store


@dataclass(frozen=True)
class KeptView:
    """A view: its number, name, whose it is, the page's name, its address's parameters, whether it stands on the
    overview."""

    id: int
    name: str
    owner: str
    page: str
    query: dict[str, str]
    pinned: bool


def kept_views(cursor: duckdb.DuckDBPyConnection) -> list[KeptView]:
    """Every view, in the order in which they were kept."""
    cursor.execute("SELECT id, name, owner, page, query, pinned FROM kept_view ORDER BY made_at, id")
    return [KeptView(n, name, who, page, json.loads(q), pinned) for n, name, who, page, q, pinned in cursor.fetchall()]


def keep_view(store: Store, name: str, owner: str, page: str, query: dict[str, str]) -> int:
    """Keep a view; one of the same name and owner is replaced, in its place. Returns its number."""
    now = datetime.now(UTC).replace(tzinfo=None)
    said = json.dumps(query, ensure_ascii=False)
    with store.aside(Act.OWN) as cursor:
        row = cursor.execute(
            "UPDATE kept_view SET page = ?, query = ? WHERE name = ? AND owner = ? RETURNING id",
            [page, said, name, owner],
        ).fetchone()
        if row is None:
            row = cursor.execute(
                "INSERT INTO kept_view (name, owner, page, query, made_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
                [name, owner, page, said, now],
            ).fetchone()
    assert row is not None
    return int(row[0])


def pin_view(store: Store, number: int, pinned: bool) -> None:
    """Put a view on the overview, or take it off."""
    with store.aside(Act.OWN) as cursor:
        cursor.execute("UPDATE kept_view SET pinned = ? WHERE id = ?", [pinned, number])


def drop_view(store: Store, number: int) -> None:
    with store.aside(Act.OWN) as cursor:
        cursor.execute("DELETE FROM kept_view WHERE id = ?", [number])
