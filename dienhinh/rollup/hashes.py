"""Keyed hashes: one person, or one decision, is the same in two offices without being told to anybody."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date
from pathlib import Path

from dienhinh.locale.fold import fold


def keyed(key: bytes, *parts: object) -> str:
    return hmac.new(key, "\0".join(str(p) for p in parts).encode(), hashlib.sha256).hexdigest()[:32]


def person_key(key: bytes, name: str, born: date | None) -> str | None:
    """Who somebody is, from name and birth day; None where the day is not recorded: names alone tell nobody apart."""
    return None if born is None else keyed(key, "person", " ".join(fold(name).split()), born.isoformat())


def pseudonym(secret: bytes, number: int) -> int:
    """A candidate's number that only the office can turn back: 63 bits."""
    digest = hmac.new(secret, b"candidate\0" + str(number).encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def own_secret(db: Path) -> bytes:
    """The office's own secret, beside the data file; made when it is first needed."""
    path = db.with_name(db.name + ".pseudonyms")
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
