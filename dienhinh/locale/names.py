"""How codes are written on screen and paper: the abbreviations officials use, or the reader's words."""

from __future__ import annotations

from dienhinh import kinds
from dienhinh.kinds import Code
from dienhinh.kinds.attestation import RESULTS
from dienhinh.kinds.award import GROUNDS
from dienhinh.kinds.initiative import LEVELS
from dienhinh.kinds.roadmap import STAGES
from dienhinh.kinds.succession import WAYS

_CODES: dict[str, Code] = {c.code: c for kind in kinds.FACTS if kind.name != "initiative" for c in kind.codes}
"""Of ratings, awards and disciplinary measures; the same in both languages."""

STAGE_WORD = {c.code: c.word for c in STAGES}
"""The stages of the exemplar pipeline (IV)."""
LEVEL_WORD = {c.code: c.word for c in LEVELS}
LEVEL_NAME = {c.code: c.names[0] for c in LEVELS}
"""A level as papers write it."""
RESULT_WORD = {c.code: c.word for c in RESULTS}
RESULT_NAME = {c.code: c.names[0] for c in RESULTS}
STATE_WORD = {c.code: c.word for c in kinds.STATES}
GROUND_WORD = {c.code: c.word for c in GROUNDS}
"""On what a commendation rests."""
WAY_WORD = {c.code: c.word for c in WAYS}
"""How a unit came from another."""
FACT_WORD = {k.fact: k.word for k in kinds.FACTS}
TABLE_WORD = {k.name: k.word for k in kinds.TABLES}


def code_name(code: str | None, label: str | None = None) -> str:
    """A code as officials say it: its abbreviation, or the words kept with it."""
    known = _CODES.get(code or "")
    if known is None:
        return label or code or ""
    if known.short:
        return known.short
    return label or next(iter(known.names), code or "")
