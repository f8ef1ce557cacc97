"""Who acts now, and whether they may: asked by every function that writes. Nobody said means nobody may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from dienhinh.access.roles import Act, Actor
from dienhinh.kinds.sentence import N_

_now: ContextVar[Actor | None] = ContextVar("actor", default=None)
_asked: list[Callable[[], Actor | None]] = []
_whole: list[Actor] = []


class NotAllowed(Exception):
    """An act that the actor's role does not hold. ``reason`` is a catalogue id, ``params`` fill it in."""

    reason = N_("Your role does not allow this. Nothing was changed.")

    def __init__(self, act: Act, actor: Actor | None) -> None:
        self.act, self.actor = act, actor
        self.params: dict[str, object] = {}
        super().__init__(f"{act} {sorted(actor.roles) if actor else 'nobody'}")


def ask(who: Callable[[], Actor | None]) -> None:
    """From now on ``who`` says who acts, wherever :func:`acting_as` does not: the dashboard's answer, by session."""
    _asked[:] = [who]


def whole_process(actor: Actor) -> None:
    """This process is one actor's: the command line is its owner's."""
    _whole[:] = [actor]


@contextmanager
def acting_as(actor: Actor | None) -> Iterator[None]:
    """Within the block ``actor`` acts: for work that goes on beside the page that asked for it."""
    before = _now.set(actor)
    try:
        yield
    finally:
        _now.reset(before)


def actor() -> Actor | None:
    """Who acts now; None where nobody is signed in."""
    found = _now.get()
    if found is None and _asked:
        found = _asked[0]()
    return found if found is not None or not _whole else _whole[0]


def may(act: Act) -> bool:
    found = actor()
    return found is not None and found.may(act)


def demand(act: Act) -> Actor:
    """Who acts, if they may do ``act``. Raises :class:`NotAllowed`."""
    found = actor()
    if found is None or not found.may(act):
        raise NotAllowed(act, found)
    return found


def named(typed: str) -> str:
    """The name that a record carries: that of the account; on one's own machine the one typed."""
    found = actor()
    return found.name if found is not None and found.account else typed
