"""How statuses, codes and reasons are said and marked on screen; colour never stands alone."""

from __future__ import annotations

from dienhinh.criteria import STATUSES
from dienhinh.exchange import awards, values
from dienhinh.exchange.verdicts import STATUS_TEXT
from dienhinh.locale import Words

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

SHORT = {
    "HTXSNV": "HTXSNV", "HTTNV": "HTTNV", "HTNV": "HTNV", "KHTNV": "KHTNV",
    "LDTT": "LĐTT", "CSTDCS": "CSTĐCS", "CSTD_TINH": "CSTĐ cấp tỉnh", "CSTD_BO": "CSTĐ cấp bộ",
    "CSTD_TQ": "CSTĐ toàn quốc", "TTLDTT": "TTLĐTT", "TTLDXS": "TTLĐXS", "CO_TD_TINH": "Cờ TĐ UBND tỉnh",
    "CO_TD_BO": "Cờ TĐ cấp bộ", "CO_TD_CP": "Cờ TĐ Chính phủ", "AHLD": "AHLĐ", "BK_TINH": "BK UBND tỉnh",
    "BK_BNG": "BK Bộ Ngoại giao", "BK_BO_NGANH_TW": "BK bộ, ngành, TW", "BK_TTG": "BK Thủ tướng", "GK": "Giấy khen",
}  # fmt: skip
"""Abbreviations as officials write them; they are the same in both languages."""

LEVEL_WORD = {
    "CO_SO": "grassroots level",
    "TINH": "provincial level",
    "BO": "ministerial level",
    "TW": "national level",
}
RESULT_WORD = {"CONFIRMED": "attested", "REFUSED": "attested as not met", "REVOKED": "attestation withdrawn"}
STATE_WORD = {"CONFIRMED": "decided", "PENDING": "awaiting its papers", "REFUSED": "refused", "REVOKED": "revoked"}
STAGE_WORD = {
    "PHAT_HIEN": "Discovered",
    "LUA_CHON": "Selected",
    "DANG_KY": "Registered",
    "BOI_DUONG": "Nurtured",
    "CONG_NHAN": "Recognised",
    "NHAN_RONG": "Replicated",
}
"""The stages of the exemplar pipeline (IV)."""
KIND_WORD = {
    "RATING": "Rating",
    "AWARD": "Award",
    "INITIATIVE": "Initiative",
    "ATTESTATION": "Attestation",
    "DISCIPLINE": "Discipline",
    "TITLE": "Emulation title",
    "COMMENDATION": "Form of commendation",
}


def status(words: Words, code: str) -> str:
    return f"{STATUS_MARK[code]} {words.t(STATUS_WORD[code])}"


def code_name(code: str | None, label: str | None = None) -> str:
    """A code as officials say it: its abbreviation, or the words kept with it."""
    if code is None:
        return ""
    if label and code not in SHORT:
        return label
    if code in SHORT:
        return SHORT[code]
    if code in awards.NAMES:
        return awards.NAMES[code][0]
    return values.DISCIPLINE_WORDS.get(code, (label or code,))[0]
