"""What can go wrong with the data file, each as a sentence a person can act on (translated by ``locale``)."""

from __future__ import annotations

import duckdb

from dienhinh.kinds.sentence import N_


def is_cut_off(error: BaseException) -> bool:
    """Whether a query failed because another file was put in this one's place meanwhile: asked again, it succeeds."""
    gone = isinstance(error, duckdb.InterruptException | duckdb.ConnectionException)
    return gone or (isinstance(error, duckdb.InvalidInputException) and "No open result set" in str(error))


class StoreError(Exception):
    """A data file that cannot be used as it is. ``reason`` is a catalogue id, ``params`` fill it in."""

    reason = N_("The data file cannot be used: {why}")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.reason.format(**params))


class LockedFile(StoreError):
    reason = N_("The data file {file} is open in another program (the dashboard, perhaps). Close that one first.")


class CorruptFile(StoreError):
    reason = N_(
        "The data file {file} is damaged or is not a data file of this program. It was left as it is; "
        "put a backup in its place."
    )


class NewerFile(StoreError):
    reason = N_(
        "The data file {file} was made by a newer version of this program (schema {found}, this one knows {known}). "
        "It was left as it is; install the newer version."
    )


class ShorterHistory(StoreError):
    reason = N_(
        "The data file {file} holds changes up to number {found}, but changes up to number {marked} were "
        "acknowledged: its newest part is damaged or it is an older copy. It was left as it is; copies are in "
        "{kept}. Put a backup in its place, or remove {mark} to accept the older history."
    )


class FewerActs(ShorterHistory):
    reason = N_(
        "The data file {file} holds acts up to number {found}, but acts up to number {marked} were acknowledged "
        "(meetings, scenarios, evidence, plans count too): its newest part is damaged or it is an older copy. It was "
        "left as it is; copies are in {kept}. Put a backup in its place, or remove {mark} to accept the older state."
    )


class NotWritten(StoreError):
    reason = N_(
        "The disk did not take it, and nothing of it was written: {why}. Make room on the disk of {file}, then do it "
        "again."
    )


class GoneFile(StoreError):
    reason = N_(
        "The data file {file} is gone, but its mark ({mark}) or its backups ({copies}) are there. It is not replaced "
        "by an empty one. Bring it back, put a backup in its place (python -m dienhinh restore BACKUP --db {file}), or "
        "name another file."
    )


class MissingFile(StoreError):
    reason = N_("There is no data file {file}. Make one with: python -m dienhinh init --db {file}")


class UnwritableFile(StoreError):
    reason = N_("The data file {file} cannot be opened: {why}")
