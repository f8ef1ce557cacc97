"""The DuckDB file of award and rating history: the only place with SQL."""

from dienhinh.counting.query import Tally
from dienhinh.store.apply import Applied, apply_records
from dienhinh.store.backups import (
    Backup,
    Restored,
    backup,
    backup_name,
    list_backups,
    restore,
    what_is_lost,
)
from dienhinh.store.changes import LogLine, change_log
from dienhinh.store.database import Store
from dienhinh.store.editing import Clash, Clashes, Edit, LastPost, save
from dienhinh.store.errors import (
    CorruptFile,
    LockedFile,
    MissingFile,
    NewerFile,
    ShorterHistory,
    StoreError,
    UnwritableFile,
)
from dienhinh.store.history import (
    directory,
    everything,
    facts_of,
    known_codes,
    last_attestations,
    milestones_done,
    records_of,
)
from dienhinh.store.judge import Standing, judge, status_counts, status_line
from dienhinh.store.logbook import Line
from dienhinh.store.rotation import daily, kept_backup, prune_backups
from dienhinh.store.tally import tally
from dienhinh.store.undoing import CannotUndo, undo

__all__ = [
    "Applied",
    "Backup",
    "CannotUndo",
    "Clash",
    "Clashes",
    "CorruptFile",
    "Edit",
    "LastPost",
    "Line",
    "LockedFile",
    "LogLine",
    "MissingFile",
    "NewerFile",
    "Restored",
    "ShorterHistory",
    "Standing",
    "Store",
    "StoreError",
    "Tally",
    "UnwritableFile",
    "apply_records",
    "backup",
    "backup_name",
    "change_log",
    "daily",
    "directory",
    "everything",
    "facts_of",
    "judge",
    "kept_backup",
    "known_codes",
    "last_attestations",
    "list_backups",
    "milestones_done",
    "prune_backups",
    "records_of",
    "restore",
    "save",
    "status_counts",
    "status_line",
    "tally",
    "undo",
    "what_is_lost",
]
