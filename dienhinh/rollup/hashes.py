"""Keyed hashes: one person, or one decision, is the same in two offices without being told to anybody."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path

from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold
from dienhinh.store.errors import StoreError

SECRET = 32


class BadSecret(StoreError):
    reason = N_("{file} is damaged: it held the key of the numbers that were sent. Delete it to make a new one.")


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
        made = path.with_name(path.name + f".{os.getpid()}")
        with open(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(SECRET))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was sooner: its secret is the one
            os.link(made, path)
        made.unlink()
    found = path.read_bytes()
    if len(found) != SECRET:
        raise BadSecret(file=path)
    return found
