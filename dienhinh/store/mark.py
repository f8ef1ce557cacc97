"""The revision mark: the last acknowledged change's number, kept beside the data file and forced to the disk.

A log damaged by a crash of the machine can open without an error and with fewer rows; the mark tells.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mark:
    id: str  # the database's own id, so that another file put in its place is not taken for a shorter history
    revision: int
    acts: int = 0
    epoch: int = 0
    """How often a backup was restored: a history that begins anew counts its acts from the backup's on."""


def mark_path(db: Path) -> Path:
    return db.with_name(db.name + ".mark")


def read_mark(db: Path) -> Mark | None:
    """The mark beside ``db``; None when there is none or it cannot be read (it is replaced whole, never in part)."""
    try:
        found = json.loads(mark_path(db).read_text(encoding="utf-8"))
        return Mark(str(found["id"]), int(found["revision"]), int(found.get("acts", 0)), int(found.get("epoch", 0)))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_mark(db: Path, mark: Mark) -> None:
    said = {"id": mark.id, "revision": mark.revision, "acts": mark.acts, "epoch": mark.epoch}
    write_whole(mark_path(db), json.dumps(said).encode())


NEW = ".new"


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` into the place of ``path``, on the disk: whole, or not at all."""
    new = path.with_name(path.name + NEW)
    with open(new, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
    if os.name != "nt":  # Windows cannot fsync a directory; its rename is journalled
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
