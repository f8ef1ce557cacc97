"""How statuses, codes and reasons are said and marked on screen; colour never stands alone."""

from __future__ import annotations

from dienhinh.criteria import STATUSES
from dienhinh.locale import Words
from dienhinh.locale.names import FACT_WORD
from dienhinh.locale.verdicts import STATUS_TEXT

STATUS_MARK = dict(zip(STATUSES, ("●", "◐", "△", "✕"), strict=True))
STATUS_WORD = dict(zip(STATUSES, STATUS_TEXT, strict=True))

NODE_WORD = {
    "ELIGIBLE": "met",
    "PENDING": "met once papers come",
    "ON_TRACK": "still achievable",
    "OUT_OF_REACH": "no longer achievable",
}
"""What a status means of a single criterion."""

REASON_WORD = {
    "COUNTED": "counted",
    "AWAITING": "awaiting its decision",
    "MISSING_RATING": "no rating recorded",
    "NOT_STATED": "not yet attested",
    "NONE_IN_FORCE": "none in force",
    "OUTSIDE_PERIOD": "outside the period",
    "NOT_YET_KNOWN": "not yet known on this date",
    "DUPLICATE": "duplicate: the year already counts",
    "REVOKED": "revoked",
    "REFUSED": "refused",
    "OTHER_LEVEL": "other kind or level",
    "NOT_DUE": "not due on this date",
    "SUPERSEDED": "superseded by a later one",
    "WITHDRAWN": "withdrawn",
    "IN_FORCE": "in force",
    "ENDED": "ended",
}

KIND_WORD = {**FACT_WORD, "TITLE": "Emulation title", "COMMENDATION": "Form of commendation"}


def status(words: Words, code: str) -> str:
    return f"{STATUS_MARK[code]} {words.t(STATUS_WORD[code])}"
