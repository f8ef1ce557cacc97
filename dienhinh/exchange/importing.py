"""A workbook in, as one act: read, check, apply; all or nothing, or the good rows alone when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dienhinh.exchange.checking import Checker, Intake
from dienhinh.exchange.opening import Progress
from dienhinh.exchange.problems import Problem
from dienhinh.exchange.reading import Choices, Row, read_workbook
from dienhinh.exchange.terms import Terms
from dienhinh.store import Applied, Store, apply_records, kept_backup, known_codes


@dataclass(frozen=True)
class Imported:
    """What an import did. ``applied`` is None when errors kept everything out."""

    problems: list[Problem]
    bad_rows: list[Row]
    applied: Applied | None

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.level == "error"]


def intake_of(
    store: Store,
    path: Path | str,
    terms: Terms,
    progress: Progress | None = None,
    choices: Choices | None = None,
) -> Intake:
    """The records of a workbook, checked against the store; nothing is written. ``choices``: how the officer has said
    that its sheets are to be read."""
    contents = read_workbook(path, terms, progress, choices)
    return Checker(contents, known_codes(store.cursor()), terms).check()


def import_workbook(
    store: Store,
    path: Path | str,
    terms: Terms,
    *,
    who: str = "cli",
    dry_run: bool = False,
    good_rows: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import ``path``; what was there is backed up first. With errors nothing changes, unless ``good_rows`` asks for
    the rest; ``dry_run`` only tries.

    Raises :class:`WorkbookError` for a file that is no workbook.
    """
    intake = intake_of(store, path, terms, progress)
    if intake.errors and not good_rows:
        return Imported(intake.problems, intake.bad_rows, None)
    if progress is not None:
        progress("", sum(map(len, intake.records.values())))
    return Imported(intake.problems, intake.bad_rows, apply_intake(store, intake, Path(path).name, who, dry_run))


def apply_intake(store: Store, intake: Intake, name: str, who: str, dry_run: bool = False) -> Applied:
    """Write the good rows of a checked workbook called ``name``; what was there is backed up first, and the answer
    says where."""
    made = None
    if not dry_run and store.revision:
        made = kept_backup(store)
    applied = apply_records(store, intake.records, who, f"import {name}", dry_run)
    applied.backup = made
    return applied
