"""What an office says of the files that it sends, and whether they are still those."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import stat
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dienhinh.counting.query import SOURCES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold

SCHEMA = 1
PERIOD = re.compile(r"\d{4}-\d{4}")
NAME = "manifest.json"
DEPTHS = ("counts", "packed", "facts")
"""From what says nothing of anybody to all of it."""


class Unfit(Exception):
    """A folder that is left out: ``reason`` is a catalogue id."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason, self.params = reason, params


@dataclass(frozen=True)
class Part:
    """One file: its rows, its bytes' SHA-256."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """``store`` and ``revision``: which data file, as of which change; ``day``: judged on which day (of counts and
    packed words), or sent on; ``number``: the office's own, in the upper half of each id; ``key``: which shared key
    the hashes of persons and decisions are made with ("": none)."""

    province: str
    office: str
    period: str
    depth: str
    day: date
    plan: str
    digest: str
    store: str
    revision: int
    fingerprint: str
    number: int
    key: str
    files: dict[str, Part] = field(default_factory=dict)
    schema: int = SCHEMA

    @property
    def place(self) -> Path:
        """The folder, within that of all."""
        return Path(f"ky={self.period}", f"tinh={self.province}", f"co_quan={self.office}")

    def written(self, key: bytes) -> str:
        """As the file has it, sealed with the shared key."""
        said = asdict(self) | {"day": self.day.isoformat()}
        return json.dumps(said | {"seal": seal(said, key)}, ensure_ascii=False, indent=1, sort_keys=True)


FILES = {
    "counts": ("counts.parquet",),
    "packed": ("words.parquet", "longest.parquet", "latest.parquet"),
    "facts": tuple(f"{t}.parquet" for t in ("candidate", "post", "succession", *SOURCES)),
}
"""What is sent at each depth; a manifest names these and no others."""


def folder_name(said: str) -> str:
    """A name as a folder's: letters, digits, dashes.

    >>> folder_name("Hà Tĩnh"), folder_name("SNgV/VP")
    ('ha-tinh', 'sngv-vp')
    """
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(said))
    return "-".join(p for p in plain.split("-") if p) or "-"


def _typed(m: Manifest) -> None:
    """Refuse what no office of this program would say. Raises :class:`Unfit`."""
    texts = (m.province, m.office, m.period, m.depth, m.plan, m.digest, m.store, m.fingerprint, m.key)
    numbers = (m.revision, m.number, m.schema, *(p.rows for p in m.files.values()))
    whole = all(isinstance(t, str) for t in (*texts, *m.files, *(p.sha256 for p in m.files.values())))
    whole = whole and all(type(n) is int and n >= 0 for n in numbers)
    if not whole or any(t != folder_name(t) for t in (m.province, m.office)) or not PERIOD.fullmatch(m.period):
        raise Unfit(N_("its manifest cannot be read"))
    if m.number != office_number(m.province, m.office) or set(m.files) != set(FILES.get(m.depth, ())):
        raise Unfit(N_("its manifest cannot be read"))


def _mode(path: Path) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def seal(said: dict[str, Any], key: bytes) -> str:
    plain = json.dumps({k: v for k, v in said.items() if k != "seal"}, ensure_ascii=False, sort_keys=True)
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()


def key_name(key: bytes) -> str:
    """What tells shared keys apart without telling them."""
    return hashlib.sha256(b"key:" + key).hexdigest()[:12] if key else ""


def office_number(province: str, office: str) -> int:
    """The office's number: 31 bits of its name's hash."""
    return int.from_bytes(hashlib.sha256(f"{province}/{office}".encode()).digest()[:4], "big") >> 1


def checksum(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(folder: Path, key: bytes) -> Manifest:
    """The manifest of ``folder``, once each file is found to be the one that it names. Raises :class:`Unfit`."""
    try:
        said = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = Manifest(
            **{k: v for k, v in said.items() if k not in ("files", "seal", "day")},
            day=date.fromisoformat(said["day"]),
            files={name: Part(**part) for name, part in said["files"].items()},
        )
    except FileNotFoundError as error:
        raise Unfit(N_("it has no manifest")) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unfit(N_("its manifest cannot be read")) from error
    _typed(found)
    if found.schema != SCHEMA or found.depth not in DEPTHS:
        raise Unfit(N_("it was sent by another version of the program"))
    if found.place.parts != folder.parts[-3:]:
        raise Unfit(N_("its manifest is that of {place}"), place=found.place.as_posix())
    if found.key != key_name(key):
        raise Unfit(N_("it was sealed with another key") if found.key or not key else N_("it was sealed with no key"))
    if not hmac.compare_digest(str(said.get("seal")), seal(said, key)):
        raise Unfit(N_("its manifest was changed"))
    for name, part in found.files.items():
        file = folder / name
        if not stat.S_ISREG(_mode(file)):
            raise Unfit(N_("{file} is missing"), file=name)
        try:
            same = checksum(file) == part.sha256
        except OSError as error:
            raise Unfit(N_("{file} is missing"), file=name) from error
        if not same:
            raise Unfit(N_("{file} is not the one that was sent"), file=name)
    return found
