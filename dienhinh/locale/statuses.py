"""How statuses, codes and reasons are said and marked on screen; colour never stands alone."""

from __future__ import annotations

from dienhinh.criteria import STATUSES
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import FACT_WORD
from dienhinh.locale.verdicts import STATUS_TEXT

STATUS_MARK = dict(zip(STATUSES, ("●", "◐", "△", "✕"), strict=True))
STATUS_WORD = dict(zip(STATUSES, STATUS_TEXT, strict=True))

NODE_WORD = {
    "ELIGIBLE": N_("met"),
    "PENDING": N_("met once papers come"),
    "ON_TRACK": N_("still achievable"),
    "OUT_OF_REACH": N_("no longer achievable"),
}
"""What a status means of a single criterion."""

REASON_WORD = {
    "COUNTED": N_("counted"),
    "AWAITING": N_("awaiting its decision"),
    "MISSING_RATING": N_("no rating recorded"),
    "NOT_STATED": N_("not yet attested"),
    "NONE_IN_FORCE": N_("none in force"),
    "OUTSIDE_PERIOD": N_("outside the period"),
    "NOT_YET_KNOWN": N_("not yet known on this date"),
    "DUPLICATE": N_("duplicate: the year already counts"),
    "REVOKED": N_("revoked"),
    "REFUSED": N_("refused"),
    "OTHER_LEVEL": N_("other kind or level"),
    "NOT_DUE": N_("not due on this date"),
    "NOT_LAST": N_("not the last year due"),
    "OTHER_KIND": N_("another kind of commendation"),
    "SERVED": N_("has served for another title or form"),
    "BROKEN": N_("a disciplinary measure was in force that year"),
    "OTHER_YEAR": N_("not the year looked at"),
    "OUTSIDE_RUN": N_("outside the years in a row"),
    "NOT_PROVING": N_("by the law of that year the title does not prove it"),
    "LAPSED": N_("no decision by the year’s deadline"),
    "WITHIN_PERIOD": N_("in force within the period"),
    "SUPERSEDED": N_("superseded by a later one"),
    "WITHDRAWN": N_("withdrawn"),
    "IN_FORCE": N_("in force"),
    "ENDED": N_("ended"),
}

KIND_WORD = {**FACT_WORD, "TITLE": N_("Emulation title"), "COMMENDATION": N_("Form of commendation")}


def status(words: Words, code: str) -> str:
    return f"{STATUS_MARK[code]} {words.t(STATUS_WORD[code])}"
