"""What the gate of this process knows: whether people sign in, their accounts, the host names that are ours."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from dienhinh.access.accounts import Accounts
from dienhinh.access.roles import MACHINE, Actor

HEADER = "x-dienhinh-session"
"""Set by the gate alone: the session's key (a hash, which opens nothing)."""
READER = "x-dienhinh-reader"
"""Set by the gate alone: who reads through the interface for other programs; empty for nobody."""
OWNER = "machine"
"""Stands in its place for the owner of the machine, who does not sign in."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
MOST_BOUND = 5_000


@dataclass
class House:
    """``signing_in``: people sign in; without it only the machine's own browser is let in, as its owner. ``tls``:
    served under TLS. ``bound``: which session each of Streamlit's own sessions belongs to."""

    accounts: Accounts
    signing_in: bool
    hosts: frozenset[str] = LOCAL
    tls: bool = False
    bound: OrderedDict[str, str] = field(default_factory=OrderedDict)

    @property
    def cookie(self) -> str:
        return "__Host-dienhinh" if self.tls else "dienhinh"

    def who(self, key: str, used: bool = False) -> Actor | None:
        """Who acts in a session; None when it is over."""
        if not self.signing_in:
            return MACHINE if key == OWNER else None
        return self.accounts.session(key, used)

    def bind(self, theirs: str, key: str) -> None:
        """Streamlit's session ``theirs`` belongs to the session with this key."""
        self.bound[theirs] = key
        self.bound.move_to_end(theirs)
        while len(self.bound) > MOST_BOUND:
            self.bound.popitem(last=False)


_house: list[House] = []


def open_house(house: House) -> None:
    """From now on this process has a gate."""
    _house[:] = [house]


def house() -> House | None:
    """The gate's knowledge; None where there is no gate (a test, or Streamlit started by hand)."""
    return _house[0] if _house else None
