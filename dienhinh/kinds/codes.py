"""The codes a history is written in, as lists: the abbreviations officials use. They follow from the kinds."""

from __future__ import annotations

from dienhinh.kinds import FACTS, STATES
from dienhinh.kinds.award import COMMENDATIONS as _COMMENDATIONS
from dienhinh.kinds.award import FOR_PEOPLE, FOR_UNITS, MERIT
from dienhinh.kinds.award import TITLES as _TITLES
from dienhinh.kinds.discipline import PENALTIES
from dienhinh.kinds.initiative import LEVELS as _LEVELS
from dienhinh.kinds.rating import RATINGS as _RATINGS
from dienhinh.kinds.roadmap import STAGES as _STAGES

RATINGS = tuple(c.code for c in _RATINGS)
TITLES = tuple(c.code for c in _TITLES)
COMMENDATIONS = tuple(c.code for c in _COMMENDATIONS)
LEVELS = tuple(c.code for c in _LEVELS)
DISCIPLINES = tuple(c.code for c in PENALTIES)
STAGES = tuple(c.code for c in _STAGES)
STATE_CODES = tuple(c.code for c in STATES)

FACT_KINDS = tuple(k.fact for k in FACTS)
DATED_KINDS = tuple(k.fact for k in FACTS if k.dated)
"""Those whose facts belong to a year."""
SERVICE = "SERVICE"
"""Years of service: measured from the posts, no kind of fact."""
MEASURED_KINDS = (*FACT_KINDS, SERVICE)
CODES_OF_KIND = {k.fact: tuple(c.code for c in k.codes) for k in FACTS} | {SERVICE: ()}
COUNTS_OF_KIND = {k.fact: k.counts for k in FACTS} | {SERVICE: ("years",)}
EVERY_CODE = tuple(dict.fromkeys(code for codes in CODES_OF_KIND.values() for code in codes))
"""All codes of facts, each once."""

__all__ = [
    "CODES_OF_KIND",
    "COMMENDATIONS",
    "COUNTS_OF_KIND",
    "DATED_KINDS",
    "DISCIPLINES",
    "EVERY_CODE",
    "FACT_KINDS",
    "FOR_PEOPLE",
    "FOR_UNITS",
    "LEVELS",
    "MEASURED_KINDS",
    "MERIT",
    "RATINGS",
    "SERVICE",
    "STAGES",
    "STATE_CODES",
    "TITLES",
]
