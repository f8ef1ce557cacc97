"""The five roles of an office, the acts that the program knows, and which role may do which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dienhinh.kinds.sentence import N_


class Role(StrEnum):
    LEADER = "LANH_DAO"
    OFFICER = "CHUYEN_VIEN"
    PRESENTER = "TRINH_CHIEU"
    CLERK = "DON_VI"
    ADMIN = "QUAN_TRI"


class Act(StrEnum):
    READ = "read"
    """Everybody's history and verdicts."""
    READ_UNIT = "read_unit"
    """The own unit's."""
    SHOW = "show"
    """One meeting's screens."""
    PAPER = "paper"
    """Papers and exports are taken out, and kept with a sealed meeting."""
    OWN = "own"
    """What is one's own: unsaved input, kept views, what one looked at."""
    EDIT = "edit"
    IMPORT = "import"
    EVIDENCE = "evidence"
    UNDO = "undo"
    SCENARIO = "scenario"
    MEETING = "meeting"
    DRAFT = "draft"
    """Draft plans, which nothing official follows."""
    REOPEN = "reopen"
    """A sealed meeting is opened again."""
    DECIDE = "decide"
    """A unit's proposal is accepted or returned; units are asked to hand in."""
    PROPOSE = "propose"
    """A unit hands in records, for an officer to accept."""
    PLAN = "plan"
    """A plan is put in force, closed, opened again."""
    OFFICE = "office"
    """The office's particulars."""
    TEMPLATE = "template"
    """The office's own Word templates."""
    BACKUP = "backup"
    RESTORE = "restore"
    ACCOUNTS = "accounts"
    """Accounts, sessions, the trail."""


_READS = frozenset({Act.READ, Act.READ_UNIT, Act.SHOW, Act.PAPER, Act.OWN})
_WORKS = frozenset(
    {
        Act.EDIT,
        Act.IMPORT,
        Act.EVIDENCE,
        Act.DECIDE,
        Act.UNDO,
        Act.SCENARIO,
        Act.MEETING,
        Act.DRAFT,
        Act.OFFICE,
        Act.BACKUP,
    }
)
_RULES = frozenset({Act.REOPEN, Act.PLAN, Act.OFFICE, Act.TEMPLATE, Act.BACKUP, Act.RESTORE, Act.ACCOUNTS})

MAY: dict[Role, frozenset[Act]] = {
    Role.LEADER: _READS,
    Role.OFFICER: _READS | _WORKS,
    Role.PRESENTER: frozenset({Act.SHOW}),
    Role.CLERK: frozenset({Act.READ_UNIT, Act.PROPOSE, Act.OWN}),
    Role.ADMIN: _READS | _RULES,
}

SCOPED = {Role.PRESENTER, Role.CLERK}
"""Roles that hold for one meeting or one unit; an account with such a role has no other."""

ROLE_NAME = {
    Role.LEADER: N_("Leader"),
    Role.OFFICER: N_("Officer"),
    Role.PRESENTER: N_("Presenter"),
    Role.CLERK: N_("Clerk of a unit"),
    Role.ADMIN: N_("Administrator"),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: the ``name`` that records carry, the ``roles``, the ``account`` ("": the machine's owner, who types the
    name), its ``scope`` (a unit's code, a meeting's number) and the ``session`` it acts in."""

    name: str
    roles: frozenset[Role]
    account: str = ""
    scope: str = ""
    session: str = ""

    def may(self, act: Act) -> bool:
        return any(act in MAY[role] for role in self.roles)


MACHINE = Actor("", frozenset({Role.OFFICER, Role.ADMIN}))
"""Whoever sits at the machine that holds the data file, or has its command line."""
