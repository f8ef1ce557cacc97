"""What a machine does every night: the day's backup, the checks, the list of work and the reports, into a folder.

While the dashboard is open its file cannot be opened by another program; then the newest backup of the day, which the
dashboard makes itself, is what is looked at, and that is said. What became of it stands in a file beside the data file,
which the page Quản trị shows.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dienhinh import clock
from dienhinh.access.accounts import Accounts, accounts_path
from dienhinh.criteria.routes import route_tables
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.plans.drafts import plan_of
from dienhinh.quality import as_findings, findings
from dienhinh.reports.occasions import occasion
from dienhinh.reports.papers import NoPaper, make
from dienhinh.reports.word import TemplateFault
from dienhinh.store import Store, StoreError, list_backups
from dienhinh.store.errors import LockedFile
from dienhinh.store.judge import judge
from dienhinh.store.mark import mark_path
from dienhinh.store.rotation import daily, damaged
from dienhinh.verdicts.countdown import as_calendar, countdown
from dienhinh.verdicts.rows import as_json, as_table
from dienhinh.verdicts.work import work as list_of_work

NAME = ".nightly.json"
PAPERS = ("so-lieu", "trich-ngang", "bao-cao")
"""What is made every night: the workbook, the register, the report."""
STEPS = {
    "night": N_("the night"),
    "backup": N_("the day’s backup"),
    "backups": N_("backups looked at again"),
    "log": N_("the change log is whole"),
    "trail": N_("the trail is whole"),
    "verdicts": N_("verdicts"),
    "work": N_("the list of work"),
    "quality": N_("data quality"),
    "papers": N_("papers"),
}
NO_BACKUP = N_("The dashboard is open, and has made no backup today to look at: open a page of it, or close it.")
BROKEN = N_("changed, or lines are missing, from number {n} on")
DAMAGED = N_("damaged: {names}")


@dataclass
class Step:
    """One step: its name (of :data:`STEPS`), whether it went well, and what is to be told (a sentence)."""

    name: str
    ok: bool
    said: str = ""


@dataclass
class Night:
    """What became of a night: when (ISO), of which file or backup, into which folder, its steps."""

    at: str
    of: str
    folder: str
    steps: list[Step] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return all(s.ok for s in self.steps)

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def keep(self, db: Path) -> None:
        (db.with_name(db.name + NAME)).write_text(
            json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8"
        )


def last_night(db: Path) -> Night | None:
    """What the last night came to; None where there was none, or its file cannot be read."""
    try:
        said: dict[str, Any] = json.loads(db.with_name(db.name + NAME).read_text(encoding="utf-8"))
        found = Night(said["at"], said["of"], said["folder"], [Step(**s) for s in said["steps"]])
        return found if found.when.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def nightly(db: Path, out: Path, words: Words, on: date | None = None) -> Night:
    """Do all of it; a step that fails is told and the others go on."""
    day = on or clock.today()
    folder = out / day.isoformat()
    night = Night(clock.now().isoformat(timespec="seconds"), db.name, str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with Store.open(db) as store:
                _backed_up(night, store, words)
                _looked_at(night, store, db.parent, folder, day, words)
        except LockedFile:
            _of_a_backup(night, db, folder, day, words)
        _trail(night, db, words)
    except Exception as error:  # noqa: BLE001 - whatever it is: a night that nobody hears of is worse
        night.steps.append(Step("night", False, _told(error, words)))
    night.keep(db)
    return night


def _told(error: Exception, words: Words) -> str:
    if isinstance(error, StoreError | TemplateFault):
        return words.t(error.reason, **error.params)
    return f"{type(error).__name__}: {error}"[:300]


def _of_a_backup(night: Night, db: Path, folder: Path, day: date, words: Words) -> None:
    """The dashboard has the file: its backup of the day is looked at instead."""
    copies = [b for b in list_backups(db) if clock.local(b.made).date() == clock.today()]
    if not copies:
        night.steps.append(Step("backup", False, words.t(NO_BACKUP)))
        return
    night.of = copies[0].path.name
    night.steps.append(Step("backup", True, night.of))
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / db.name
        shutil.copy2(copies[0].path, copy)
        if mark_path(copies[0].path).exists():
            shutil.copy2(mark_path(copies[0].path), mark_path(copy))
        with Store.open(copy) as store:
            _looked_at(night, store, db.parent, folder, day, words)
    _again(night, db, words)


def _backed_up(night: Night, store: Store, words: Words) -> None:
    def make_it() -> str:
        made = daily(store)
        return made.name if made else ""

    _step(night, "backup", make_it, words)
    _again(night, store.path, words)


def _again(night: Night, db: Path, words: Words) -> None:
    """The older backups are looked at again."""
    names = [p.name for p in damaged(db)]
    night.steps.append(Step("backups", not names, words.t(DAMAGED, names=", ".join(names)) if names else ""))


def _trail(night: Night, db: Path, words: Words) -> None:
    if not accounts_path(db).exists():
        return
    accounts = Accounts(accounts_path(db))
    try:
        broken = accounts.trail.broken()
    finally:
        accounts.close()
    night.steps.append(Step("trail", broken is None, "" if broken is None else words.t(BROKEN, n=broken)))


def _looked_at(night: Night, store: Store, beside: Path, folder: Path, day: date, words: Words) -> None:
    """``beside``: the data file's own folder, for the office's templates."""
    altered = store.altered
    night.steps.append(Step("log", altered is None, "" if altered is None else words.t(BROKEN, n=altered)))
    cursor = store.cursor()
    plan = plan_of(cursor, day)
    standing = judge(cursor, plan, day)
    assessment, faults = standing.assessment, cache(lambda: findings(cursor, standing.assessment))

    def verdicts() -> str:
        (folder / "verdicts.json").write_text(json.dumps(as_json(assessment), ensure_ascii=False), encoding="utf-8")
        as_table(assessment, words).to_csv(folder / "verdicts.csv", index=False, encoding="utf-8-sig")
        return words.t("{n} candidates", n=assessment.size)

    def work() -> str:
        found = countdown(cursor, plan, day)
        (folder / "sap-het-han.ics").write_bytes(as_calendar(found, words))
        before = judge(cursor, plan, day - timedelta(days=365)).assessment
        due = list_of_work(cursor, assessment, before, route_tables(assessment), found, faults())
        lines = json.dumps([asdict(w) for w in due], ensure_ascii=False, indent=1, default=str)
        (folder / "work.json").write_text(lines, encoding="utf-8")
        return words.t("{n} things to do", n=len(due))

    def quality() -> str:
        lines = as_findings(faults(), standing, words)
        (folder / "quality.json").write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
        return words.t("{n} findings", n=len(lines))

    def papers() -> str:
        o, made = occasion(cursor, plan, day, clock.local(clock.now()).replace(tzinfo=None)), []
        for kind in PAPERS:
            try:
                paper = make(kind, o, beside)
            except NoPaper:
                continue
            (folder / paper.file).write_bytes(paper.content)
            made.append(paper.file)
        return ", ".join(made)

    for name, do in (("verdicts", verdicts), ("work", work), ("quality", quality), ("papers", papers)):
        _step(night, name, do, words)


def _step(night: Night, name: str, do: Callable[[], str], words: Words) -> None:
    """One step; what goes wrong is told, and the night goes on."""
    try:
        night.steps.append(Step(name, True, do()))
    except Exception as error:  # noqa: BLE001 - whatever it is, the steps after it are made
        night.steps.append(Step(name, False, _told(error, words)))
