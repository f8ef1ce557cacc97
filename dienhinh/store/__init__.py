"""The DuckDB file of award and rating history: the only place with SQL."""

from dienhinh.store.apply import Applied, apply_records
from dienhinh.store.database import Store
from dienhinh.store.errors import (
    CorruptFile,
    LockedFile,
    MissingFile,
    NewerFile,
    ShorterHistory,
    StoreError,
    UnwritableFile,
)
from dienhinh.store.history import directory, facts_of, known_codes, mark_milestone, milestones_done, records_of
from dienhinh.store.judge import Standing, judge, status_counts
from dienhinh.store.tally import Tally, tally

__all__ = [
    "Applied",
    "CorruptFile",
    "LockedFile",
    "MissingFile",
    "NewerFile",
    "ShorterHistory",
    "Standing",
    "Store",
    "StoreError",
    "Tally",
    "UnwritableFile",
    "apply_records",
    "directory",
    "facts_of",
    "judge",
    "known_codes",
    "mark_milestone",
    "milestones_done",
    "records_of",
    "status_counts",
    "tally",
]
