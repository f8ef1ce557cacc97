"""The status of a candidate, or of one criterion, on an assessment date."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Best first; an assessment stores it as an integer. A criterion has one too: met on which of the readings
    first."""

    ELIGIBLE = 0
    PENDING = 1
    ON_TRACK = 2
    OUT_OF_REACH = 3


STATUSES = tuple(s.name for s in Status)
"""The names, in the order of their numbers."""
