"""The kinds of records, each declared once; sheets, forms, tables, words, references and lists of codes follow."""

from __future__ import annotations

from dienhinh.kinds.attestation import ATTESTATION
from dienhinh.kinds.award import AWARD
from dienhinh.kinds.columns import STATES, Code, Column, Kind
from dienhinh.kinds.discipline import DISCIPLINE
from dienhinh.kinds.initiative import INITIATIVE
from dienhinh.kinds.model import CARRIER, MODEL
from dienhinh.kinds.post import CANDIDATE, INDIVIDUAL, PERSON, POST, UNIT
from dienhinh.kinds.rating import RATING
from dienhinh.kinds.registration import REGISTRATION
from dienhinh.kinds.roadmap import EXEMPLAR, MILESTONE, NURTURING, REPLICATION, STAGE, STORY, TELLING
from dienhinh.kinds.succession import SUCCESSION

FACTS = (RATING, AWARD, INITIATIVE, ATTESTATION, DISCIPLINE)
"""The kinds that a plan can count."""
ROADMAP = (MILESTONE, EXEMPLAR, STAGE, NURTURING, REPLICATION, STORY, TELLING)
TABLES = (CANDIDATE, POST, SUCCESSION, CARRIER, *FACTS, REGISTRATION, *ROADMAP)
"""The kinds with a table of their own, what is referred to before what refers to it."""
SHEETS = (UNIT, PERSON, MODEL, SUCCESSION, *FACTS, REGISTRATION, *ROADMAP)
"""The kinds with a sheet of the workbook, in its order."""
FORMS = {
    k.name: k for k in (UNIT, INDIVIDUAL, POST, PERSON, MODEL, CARRIER, SUCCESSION, *FACTS, REGISTRATION, *ROADMAP)
}
OF_CANDIDATE = frozenset(k.name for k in (UNIT, INDIVIDUAL, PERSON, MODEL))
"""The forms and sheets whose records are rows of ``candidate``."""

__all__ = ["FACTS", "FORMS", "OF_CANDIDATE", "ROADMAP", "SHEETS", "STATES", "TABLES", "Code", "Column", "Kind"]
