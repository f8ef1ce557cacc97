"""The kinds of records, each declared once; sheets, forms, tables, words, references and lists of codes follow."""

from __future__ import annotations

from dienhinh.kinds.attestation import ATTESTATION
from dienhinh.kinds.award import AWARD
from dienhinh.kinds.columns import STATES, Code, Column, Kind
from dienhinh.kinds.discipline import DISCIPLINE
from dienhinh.kinds.initiative import INITIATIVE
from dienhinh.kinds.post import CANDIDATE, INDIVIDUAL, PERSON, POST, UNIT
from dienhinh.kinds.rating import RATING
from dienhinh.kinds.roadmap import EXEMPLAR, MILESTONE, NURTURING, REPLICATION, STAGE
from dienhinh.kinds.succession import SUCCESSION

FACTS = (RATING, AWARD, INITIATIVE, ATTESTATION, DISCIPLINE)
"""The kinds that a plan can count."""
ROADMAP = (MILESTONE, EXEMPLAR, STAGE, NURTURING, REPLICATION)
TABLES = (CANDIDATE, POST, SUCCESSION, *FACTS, *ROADMAP)
"""The kinds with a table of their own, what is referred to before what refers to it."""
SHEETS = (UNIT, PERSON, SUCCESSION, *FACTS, *ROADMAP)
"""The kinds with a sheet of the workbook, in its order."""
FORMS = {k.name: k for k in (UNIT, INDIVIDUAL, POST, PERSON, SUCCESSION, *FACTS, *ROADMAP)}

__all__ = ["FACTS", "FORMS", "ROADMAP", "SHEETS", "STATES", "TABLES", "Code", "Column", "Kind"]
