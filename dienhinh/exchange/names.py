"""How codes are written on screen and paper: the abbreviations officials use."""

from __future__ import annotations

from dienhinh.exchange import awards, values

SHORT = {
    "HTXSNV": "HTXSNV", "HTTNV": "HTTNV", "HTNV": "HTNV", "KHTNV": "KHTNV",
    "LDTT": "LĐTT", "CSTDCS": "CSTĐCS", "CSTD_TINH": "CSTĐ cấp tỉnh", "CSTD_BO": "CSTĐ cấp bộ",
    "CSTD_TQ": "CSTĐ toàn quốc", "TTLDTT": "TTLĐTT", "TTLDXS": "TTLĐXS", "CO_TD_TINH": "Cờ TĐ UBND tỉnh",
    "CO_TD_BO": "Cờ TĐ cấp bộ", "CO_TD_CP": "Cờ TĐ Chính phủ", "AHLD": "AHLĐ", "BK_TINH": "BK UBND tỉnh",
    "BK_BNG": "BK Bộ Ngoại giao", "BK_BO_NGANH_TW": "BK bộ, ngành, TW", "BK_TTG": "BK Thủ tướng", "GK": "Giấy khen",
}  # fmt: skip
"""Abbreviations as officials write them; they are the same in both languages."""

STAGE_WORD = {
    "PHAT_HIEN": "Discovered",
    "LUA_CHON": "Selected",
    "DANG_KY": "Registered",
    "BOI_DUONG": "Nurtured",
    "CONG_NHAN": "Recognised",
    "NHAN_RONG": "Replicated",
}
"""The stages of the exemplar pipeline (IV)."""


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
