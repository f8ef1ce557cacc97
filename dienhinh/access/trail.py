"""The trail: who signed in, was refused, took something out, restored, changed roles; a file to which lines are only
added, each with the hash of the one before, so that a line changed or taken out is noticed."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class Trace:
    """One line: its number, when (aware, UTC), what, by whom, and about what."""

    n: int
    at: datetime
    what: str
    who: str
    about: dict[str, Any]


class Trail:
    """The trail in ``path``. ``head`` and ``keep_head`` read and write the last line's number and hash elsewhere, so
    that lines cut off the end are noticed too."""

    def __init__(self, path: Path, head: Callable[[], tuple[int, str]], keep_head: Callable[[int, str], None]) -> None:
        self.path, self._head, self._keep_head = path, head, keep_head
        self._lock = threading.Lock()

    def add(self, what: str, who: str, **about: Any) -> None:
        """Add a line; when this returns it is on the disk."""
        with self._lock:
            n, last = self._last()
            line = {"n": n + 1, "at": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, "who": who}
            line |= {"about": about, "after": last}
            mark = _mark(line)
            text = json.dumps({**line, "mark": mark}, ensure_ascii=False) + "\n"
            made = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            try:
                os.write(made, text.encode())
                os.fsync(made)
            finally:
                os.close(made)
            self._keep_head(n + 1, mark)

    def _last(self) -> tuple[int, str]:
        """The last line's number and hash; a line that a crash cut short is ended, and counts as one that is wrong."""
        last: dict[str, Any] | None = None
        if self.path.exists():
            with open(self.path, "rb") as file:
                file.seek(max(0, self.path.stat().st_size - 65_536))
                whole = file.read()
            if whole and not whole.endswith(b"\n"):
                with open(self.path, "ab") as file:
                    file.write(b"\n")
            for line in reversed(whole.splitlines()):
                if (last := _read(line)) is not None:
                    break
        n, mark = self._head()
        if last is not None and int(last["n"]) >= n:
            return int(last["n"]), str(last["mark"])
        return (n, mark) if n else (0, START)

    def lines(self) -> Iterator[Trace]:
        """Every line that can be read, the oldest first."""
        for said in self._raw():
            if said is not None:
                at = datetime.fromisoformat(said["at"])
                yield Trace(int(said["n"]), at, str(said["what"]), str(said["who"]), dict(said["about"]))

    def _raw(self) -> Iterator[dict[str, Any] | None]:
        if self.path.exists():
            with open(self.path, "rb") as file:
                for line in file:
                    yield _read(line)

    def broken(self) -> int | None:
        """The number of the first line that is wrong, missing or out of its place; None when the chain is whole."""
        n, last = 0, START
        for said in self._raw():
            n += 1
            if said is None or said["n"] != n or said["after"] != last:
                return n
            mark = said.pop("mark")
            if mark != _mark(said):
                return n
            last = mark
        kept, mark = self._head()
        return n + 1 if kept > n else None if kept < n or mark == last or not kept else n


def _mark(line: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(line, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(line)
        written = json.dumps(said, ensure_ascii=False).encode() == line.removesuffix(b"\n")
        return said if written and {"n", "at", "what", "who", "about", "after", "mark"} == said.keys() else None
    except (ValueError, AttributeError):
        return None
