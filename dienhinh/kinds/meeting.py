"""Review meetings: their kinds, what is kept of one, what it can conclude of a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from dienhinh.kinds.columns import Code
from dienhinh.kinds.sentence import N_

MEETINGS = (
    Code("SO_KET", word=N_("Interim review")),
    Code("TONG_KET", word=N_("Final review")),
    Code("XET_CHON", word=N_("Selection of exemplars")),
    Code("HOI_NGHI", word=N_("Exemplars’ conference")),
)
CONCLUSIONS = (
    Code("CHON", word=N_("selected")),
    Code("KHONG_CHON", word=N_("not selected")),
    Code("BO_SUNG", word=N_("file to be completed")),
)
State = Literal["PREPARED", "OPEN", "CLOSED"]


@dataclass(frozen=True)
class Meeting:
    """A meeting. ``members``: name and role of each; ``agenda``: candidates' codes in their order; ``notes``: screen →
    the presenter's note; ``tried``: what was tried and kept. Its snapshot is kept beside it (``store.meetings``)."""

    kind: str
    title: str
    held_on: date
    assessed_on: date
    place: str = ""
    members: tuple[Mapping[str, str], ...] = ()
    agenda: tuple[str, ...] = ()
    scenarios: tuple[int, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    tried: tuple[Mapping[str, Any], ...] = ()
    state: State = "PREPARED"
    fingerprint: str | None = None
    owner: str = ""
    id: int = 0
    version: int = 0


@dataclass(frozen=True)
class Conclusion:
    """What a meeting concludes of one candidate."""

    code: str
    result: str
    what: str | None = None
    by_whom: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    reason: str | None = None
    version: int = 0
