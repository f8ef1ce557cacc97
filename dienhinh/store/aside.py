"""What is kept in the data file and is no history: unsaved input by browser, choices remembered, evidence files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import duckdb

from dienhinh.access.roles import Act
from dienhinh.kinds.sentence import N_
from dienhinh.store.database import Store

MOST_BYTES = 5 * 2**20
MOST_DAYS = 30
"""Input older than this is forgotten."""

MEDIA = {
    b"%PDF-": ("application/pdf", (".pdf",)),
    b"\x89PNG\r\n\x1a\n": ("image/png", (".png",)),
    b"\xff\xd8\xff": ("image/jpeg", (".jpg", ".jpeg")),
    b"PK\x03\x04": ("application/vnd.openxmlformats-officedocument", (".docx", ".xlsx")),
}
"""What an evidence file's first bytes must be, the media type and the endings that go with them."""


class BadFile(Exception):
    """An evidence file that is not kept; ``reason`` is a catalogue id, ``params`` fill it in."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))


@dataclass(frozen=True)
class Unsaved:
    """Unsaved input: where it belongs, what was typed, when (aware, UTC)."""

    place: str
    content: dict[str, Any]
    saved_at: datetime


def keep_unsaved(store: Store, owner: str, place: str, content: dict[str, Any] | None) -> None:
    """Keep the unsaved input of one browser at one place; None forgets it."""
    with store.aside(Act.OWN) as cursor:
        now = datetime.now(UTC).replace(tzinfo=None)
        cursor.execute("DELETE FROM draft WHERE saved_at < ? - to_days(?)", [now, MOST_DAYS])
        if content is None:
            cursor.execute("DELETE FROM draft WHERE owner = ? AND place = ?", [owner, place])
        else:
            text = json.dumps(content, ensure_ascii=False)
            cursor.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?)", [owner, place, text, now])


def unsaved_of(cursor: duckdb.DuckDBPyConnection, owner: str) -> dict[str, Unsaved]:
    """All unsaved input of one browser, by place."""
    cursor.execute("SELECT place, content, saved_at FROM draft WHERE owner = ? ORDER BY saved_at DESC", [owner])
    return {p: Unsaved(p, json.loads(text), at.replace(tzinfo=UTC)) for p, text, at in cursor.fetchall()}


def remember(store: Store, key: str, value: Any, act: Act = Act.OWN) -> None:
    """Remember ``value`` under ``key``; ``act``: what whoever does it must be allowed to do."""
    with store.aside(act, key) as cursor:
        cursor.execute("INSERT OR REPLACE INTO remembered VALUES (?, ?)", [key, json.dumps(value, ensure_ascii=False)])


def remembered(cursor: duckdb.DuckDBPyConnection, key: str) -> Any:
    """What was remembered under ``key``; None when nothing was."""
    row = cursor.execute("SELECT value FROM remembered WHERE key = ?", [key]).fetchone()
    return None if row is None else json.loads(row[0])


OFFICE, PLACE = "office", "Hà Tĩnh"
"""Under which key an office's particulars are remembered; its place while none are."""


def province_of(cursor: duckdb.DuckDBPyConnection) -> str:
    """The office's own province, as its particulars say it: whose People's Committee gives a provincial certificate."""
    said = remembered(cursor, OFFICE) or {}
    return str(said.get("province") or said.get("place") or PLACE)


def keep_file(store: Store, name: str, content: bytes) -> int:
    """Keep an evidence file; returns its id. The same content is kept once. Raises :class:`BadFile` when it is too
    large, or its bytes are not those of a PDF, a picture, a Word or an Excel file, or belie its name."""
    if len(content) > MOST_BYTES:
        raise BadFile(N_("The file {file} is larger than {n} MB."), file=name, n=MOST_BYTES // 2**20)
    media, endings = next((kind for first, kind in MEDIA.items() if content.startswith(first)), ("", ()))
    if not name.lower().endswith(endings or ("\0",)):
        raise BadFile(N_("The file {file} is not a PDF, a picture (PNG, JPEG), a Word or an Excel file."), file=name)
    digest = hashlib.sha256(content).hexdigest()
    with store.change(Act.EVIDENCE, name) as cursor:
        row = cursor.execute("SELECT id FROM evidence_file WHERE sha256 = ?", [digest]).fetchone()
        if row is None:
            now = datetime.now(UTC).replace(tzinfo=None)
            row = cursor.execute(
                "INSERT INTO evidence_file (sha256, name, media, content, added_at) VALUES (?, ?, ?, ?, ?)"
                " RETURNING id",
                [digest, name[:200], media, content, now],
            ).fetchone()
    assert row is not None
    return int(row[0])


def read_file(cursor: duckdb.DuckDBPyConnection, number: int) -> tuple[str, str, bytes] | None:
    """An evidence file's name, media type and content."""
    row = cursor.execute("SELECT name, media, content FROM evidence_file WHERE id = ?", [number]).fetchone()
    return None if row is None else (str(row[0]), str(row[1]), bytes(row[2]))
