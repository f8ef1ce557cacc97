"""What a button waits for: it is not only grey, it says why."""

from __future__ import annotations

from typing import Any

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words

NEEDS = {
    "who": N_("Type your name first."),
    "why": N_("Say why first."),
    "changed": N_("Nothing has been changed."),
    "chosen": N_("Choose somebody first."),
    "file": N_("Choose a file first."),
    "filled": N_("Something is not filled in yet."),
    "sure": N_("Tick first that you have seen it."),
    "named": N_("Give it a name first."),
    "right": N_("Something is in error: mend it first."),
    "given": N_("There is nothing to choose from."),
}


def waits(words: Words, **ready: object) -> dict[str, Any]:
    """A widget's ``disabled`` and ``help``: each of ``ready`` (a key of NEEDS) that is not, in words.

    >>> waits(Words("en"), who="An", why="")
    {'disabled': True, 'help': 'Say why first.'}
    """
    lacking = [words.t(NEEDS[key]) for key, there in ready.items() if not there]
    return {"disabled": bool(lacking), "help": " ".join(lacking) or None}
