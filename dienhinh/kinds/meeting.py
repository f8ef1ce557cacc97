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
PARTS = (
    Code("CHU_TRI", ("Chủ trì",), word=N_("chair")),
    Code("THU_KY", ("Thư ký",), word=N_("secretary")),
    Code("UY_VIEN", ("Ủy viên",), word=N_("member")),
    Code("KHACH_MOI", ("Khách mời",), word=N_("guest")),
)
CHAIR, SECRETARY, _, GUEST = (c.code for c in PARTS)
ATTENDANCES = (
    Code("CO_MAT", ("Có mặt",), word=N_("present")),
    Code("VANG", ("Vắng",), word=N_("absent")),
)
PRESENT, ABSENT = (c.code for c in ATTENDANCES)
State = Literal["PREPARED", "OPEN", "CLOSED"]


@dataclass(frozen=True)
class Meeting:
    """A meeting. ``members``: of each its ``name``, ``role`` (post), ``part`` (of PARTS), ``attends`` (of ATTENDANCES;
    "" while nobody has said), ``votes`` (whether it may); ``agenda``: candidates' codes in their order; ``notes``:
    screen → the presenter's note; ``tried``: what was tried and kept. ``begun`` and ``ended`` are hours ("08:30"; ""
    unknown); ``adopted``: whether those present adopted the minutes (None: not said); ``plan_id``: the plan that it is
    about (""; that whose period holds ``assessed_on``). Its snapshot is kept beside it (``store.meetings``)."""

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
    begun: str = ""
    ended: str = ""
    adopted: bool | None = None
    plan_id: str = ""
    state: State = "PREPARED"
    fingerprint: str | None = None
    owner: str = ""
    id: int = 0
    version: int = 0

    def who(self, part: str, present: bool = True) -> Mapping[str, Any] | None:
        """The first member with this part, of those ``present``: who was absent has neither chaired nor written."""
        return next(
            (m for m in self.members if m.get("part") == part and (not present or m.get("attends") == PRESENT)), None
        )

    def those(self, attends: str) -> list[Mapping[str, Any]]:
        """The members who were present, absent, or ("") of whom nobody has said."""
        return [m for m in self.members if (m.get("attends") or "") == attends]

    @property
    def voters(self) -> int | None:
        """How many were present with a vote; None while the attendance of one who may vote is not stated."""
        may = self.with_vote
        if not may or any(not m.get("attends") for m in may):
            return None
        return sum(m["attends"] == PRESENT for m in may)

    @property
    def with_vote(self) -> list[Mapping[str, Any]]:
        """Everybody on the council who may vote, there or not."""
        return [m for m in self.members if m.get("votes", m.get("part") != GUEST)]


@dataclass(frozen=True)
class Conclusion:
    """What a meeting concludes of one candidate. ``votes_none``: present, and voted neither for nor against; None
    stands for a figure that nobody has recorded, never for 0."""

    code: str
    result: str
    what: str | None = None
    by_whom: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_none: int | None = None
    reason: str | None = None
    version: int = 0

    @property
    def votes(self) -> tuple[int | None, int | None, int | None]:
        return self.votes_for, self.votes_against, self.votes_none

    def wrong_votes(self, voters: int | None) -> bool:
        """Whether the figures cannot be those of so many present: all three must add up to them, fewer than three may
        not exceed them; where it is not known who was present there are none."""
        said = [v for v in self.votes if v is not None]
        if not said:
            return False
        return (
            voters is None
            or min(said) < 0
            or (sum(said) != voters if len(said) == len(self.votes) else sum(said) > voters)
        )

    def unanimous(self, voters: int | None) -> bool:
        """Whether everybody present with a vote voted for it."""
        return bool(voters) and self.votes_for == voters and not self.wrong_votes(voters)


@dataclass(frozen=True)
class Task:
    """What a meeting left to be done for a candidate."""

    meeting_id: int
    meeting: str
    held_on: date
    conclusion: Conclusion
    sealed: bool = True
    plan_id: str = ""
    assessed_on: date = date.max

    def is_open(self, on: date) -> bool:
        """Whether it was asked for by ``on`` and not done by then."""
        done = self.conclusion.done_on
        return self.held_on <= on and (done is None or done > on)
