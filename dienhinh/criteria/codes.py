"""The codes a history is written in: annual ratings, emulation titles, forms of commendation, levels, measures.

Codes are the abbreviations officials use. Emulation titles (danh hiệu thi đua) and forms of commendation (hình thức
khen thưởng) are different things and never one list.
"""

from __future__ import annotations

RATINGS = ("HTXSNV", "HTTNV", "HTNV", "KHTNV")
"""Annual ratings, best first."""

TITLES = (
    "LDTT",
    "CSTDCS",
    "CSTD_TINH",
    "CSTD_BO",
    "CSTD_TQ",
    "TTLDTT",
    "TTLDXS",
    "CO_TD_TINH",
    "CO_TD_BO",
    "CO_TD_CP",
    "AHLD",
    "DH_KHAC",
)
"""Emulation titles; ``DH_KHAC`` is any other, kept by its own words."""

FOR_PEOPLE = frozenset({"LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTD_TQ"})
FOR_UNITS = frozenset({"TTLDTT", "TTLDXS", "CO_TD_TINH", "CO_TD_BO", "CO_TD_CP"})
"""Titles that only people, or only collectives, are given."""

COMMENDATIONS = (
    "BK_TINH",
    "BK_BNG",
    "BK_BO_NGANH_TW",
    "BK_TTG",
    "BK_KHAC",
    "GK",
    "HC",
    "KNC",
    "HT_KHAC",
)
"""Forms of commendation; ``HT_KHAC`` is any other, kept by its own words."""

LEVELS = ("CO_SO", "TINH", "BO", "TW")
"""Levels of an initiative, lowest first."""

DISCIPLINES = (
    "KHIEN_TRACH",
    "CANH_CAO",
    "HA_BAC_LUONG",
    "GIANG_CHUC",
    "CACH_CHUC",
    "BUOC_THOI_VIEC",
    "KL_KHAC",
)
"""Disciplinary measures; ``KL_KHAC`` is any other, kept by its own words."""

KINDS = ("RATING", "AWARD", "INITIATIVE", "ATTESTATION", "DISCIPLINE")
STATES = ("CONFIRMED", "PENDING", "REFUSED", "REVOKED")

CODES_OF_KIND: dict[str, tuple[str, ...]] = {
    "RATING": RATINGS,
    "AWARD": TITLES + COMMENDATIONS,
    "INITIATIVE": LEVELS,
    "ATTESTATION": (),
    "DISCIPLINE": DISCIPLINES,
}
