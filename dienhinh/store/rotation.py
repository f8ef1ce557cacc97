"""Backups made without being asked for: at the start of each day, before an import, before a meeting is sealed; kept by
age, looked at again, and copied to a second folder where the office names one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Hashable
from datetime import date, datetime
from pathlib import Path

from dienhinh import clock
from dienhinh.access.acting import acting_as
from dienhinh.access.roles import MACHINE
from dienhinh.kinds.sentence import N_
from dienhinh.store.backups import BESIDE, Backup, backup, backup_name, beside, digest_of, list_backups
from dienhinh.store.database import Store
from dienhinh.store.errors import StoreError
from dienhinh.store.mark import mark_path, read_mark

NEWEST, DAYS, WEEKS, MONTHS = 10, 14, 8, 24
"""How many are kept: the newest, and of each of so many days, weeks and months the last."""
SECOND = "DIENHINH_BACKUPS"
"""The setting that names a second folder (a share, a stick)."""


class NoSecond(StoreError):
    reason = N_("The backup was made, but the second copy {file} was not: {why}.")


def kept_backup(store: Store, now: datetime | None = None) -> Path:
    """A backup beside the data file, named by the moment; older ones go by age. Raises a StoreError."""
    made = backup_name(store.path, now or clock.now())
    backup(store, made)
    prune_backups(store.path)
    second(made)
    return made


def daily(store: Store) -> Path | None:
    """The day's backup, if there is none yet and the file holds anything; the older ones are looked at again. The
    program makes it, whoever has come first. Raises a StoreError."""
    today = clock.today()
    found = list_backups(store.path)
    if not store.revision or any(clock.local(b.made).date() == today for b in found):
        return None
    with acting_as(MACHINE):
        made = kept_backup(store)
    damaged(store.path)
    return made


def prune_backups(db: Path) -> None:
    """Keep the newest, and the last of each day, week and month. By what they hold, not by the clock: a clock that goes
    back takes none of the newest. Backups of other data, or of which nobody knows what they hold, stay."""
    found = _in_order(db)
    keep = {b.path for b in found[:NEWEST]}
    ways: list[tuple[int, Callable[[date], Hashable]]] = [
        (DAYS, lambda d: d),
        (WEEKS, lambda d: d.isocalendar()[:2]),
        (MONTHS, lambda d: (d.year, d.month)),
    ]
    for most, of in ways:
        last: dict[Hashable, Path] = {}
        for b in found:
            last.setdefault(of(clock.local(b.made).date()), b.path)
        keep |= set(list(last.values())[:most])
    for b in found:
        if b.path not in keep:
            for part in (b.path, mark_path(b.path), *beside(b.path)):
                part.unlink(missing_ok=True)


def _in_order(db: Path) -> list[Backup]:
    """The backups of the data in this place, the newest first: a restored history comes after the one given up."""
    own, found = read_mark(db), []
    for b in list_backups(db):
        mark = read_mark(b.path)
        if mark is not None and (own is None or mark.id == own.id):
            found.append(((mark.epoch, mark.acts, mark.revision, b.made, b.path.name), b))
    return [b for _, b in sorted(found, key=lambda one: one[0], reverse=True)]


def damaged(db: Path) -> list[Path]:
    """The backups whose bytes are no longer those that were written; their names say so from now on."""
    found = []
    for b in list_backups(db):
        said = b.path.with_name(b.path.name + BESIDE[0])
        kept = said.read_text(encoding="ascii", errors="replace").strip() if said.exists() else ""
        if kept and kept != digest_of(b.path):
            other = b.path.with_name(b.path.name + ".damaged")
            os.replace(b.path, other)
            found.append(other)
    return found


def second(made: Path) -> Path | None:
    """A copy in the office's second folder, checked; None where none is named. Raises a StoreError where the folder is
    not there or full: the first copy stands all the same."""
    named = os.environ.get(SECOND)
    if not named:
        return None
    target = Path(named) / made.name
    try:
        for part in (made, mark_path(made), *beside(made)):
            if part.exists():
                building = target.with_name(part.name + ".copying")
                shutil.copy2(part, building)
                os.replace(building, target.with_name(part.name))
        same = digest_of(target) == digest_of(made)
    except OSError as error:
        raise NoSecond(file=target, why=error.strerror or error) from error
    if not same:
        raise NoSecond(file=target, why="sha256")
    return target


def newest(db: Path) -> Backup | None:
    """The newest backup by what it holds."""
    return next(iter(_in_order(db)), None)
