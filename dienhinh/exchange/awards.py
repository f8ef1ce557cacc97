"""Recognising an award: the emulation titles and forms of commendation, as codes, abbreviations and full names."""

from __future__ import annotations

import re

from dienhinh.exchange.problems import Unreadable
from dienhinh.kinds.award import AWARDS, NAMES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold, key

OPEN = frozenset(c.code for c in AWARDS if c.open)
_EXACT = {key(way): code for code, ways in NAMES.items() for way in (code, *ways)}
_FILLER = re.compile(r"\b(cua|cap|do|tang|danh hieu|hinh thuc|nam \d{4}|hang|nhat|nhi|ba)\b")

ISSUER_GUESS = N_("Read as {value}, from the issuer")
REFINED = N_("Read as {value}: the issuer is the Ministry of Foreign Affairs")


def award(written: str, issuer: str | None) -> tuple[str, str | None]:
    """The code of an award written in any of its ways, and the guess made, if one was.

    A bare "Bằng khen" takes its issuer's; raises :class:`Unreadable` when neither says which it is, or when they
    contradict each other.
    """
    code = _EXACT.get(key(written)) or _by_words(fold(written))
    from_issuer = certificate_of(fold(issuer)) if issuer else None
    if code == "bare":
        if from_issuer is None:
            raise Unreadable(
                N_(
                    "“{value}” does not say whose certificate of merit it is: write, for instance, BK UBND tỉnh, or"
                    " fill in the issuer."
                ),
                value=written,
            )
        return from_issuer, ISSUER_GUESS
    if code is None:
        raise Unreadable(
            N_("“{value}” is not a known title or form of commendation; the sheet “Mã” of the template lists them."),
            value=written,
        )
    if code == "BK_KHAC" and key(written) not in _EXACT:
        return code, N_("Read as {value}")
    if code.startswith("BK_") and from_issuer and from_issuer != code:
        if code == "BK_BO_NGANH_TW" and from_issuer == "BK_BNG":
            return "BK_BNG", REFINED
        if not (code == "BK_KHAC" or from_issuer == "BK_KHAC"):
            raise Unreadable(
                N_("The award “{value}” and its issuer “{issuer}” do not agree."), value=written, issuer=issuer
            )
    return code, None


def _by_words(folded: str) -> str | None:
    words = f" {folded} "
    if re.search(r"\b(bang khen|bk)\b", words):
        rest = _FILLER.sub(" ", re.sub(r"\b(bang khen|bk)\b", " ", words)).strip()
        return certificate_of(rest) or "BK_KHAC" if rest else "bare"
    if re.search(r"\bchien s[iy] thi dua\b|\bcstd\w*\b", words):
        return _level(
            words, {"co so": "CSTDCS", "toan quoc": "CSTD_TQ", "tinh": "CSTD_TINH", "bo": "CSTD_BO", "nganh": "CSTD_BO"}
        )
    if re.search(r"\bco (thi dua|td)\b", words):
        return _level(words, {"chinh phu": "CO_TD_CP", "tinh": "CO_TD_TINH", "bo": "CO_TD_BO", "nganh": "CO_TD_BO"})
    if re.search(r"\b(tap the|tt) (lao dong|ld) (xuat sac|xs)\b", words):
        return "TTLDXS"
    if re.search(r"\b(tap the|tt) (lao dong|ld) (tien tien|tt)\b", words):
        return "TTLDTT"
    if re.search(r"\blao dong tien tien\b|\bldtt\b", words):
        return "LDTT"
    for pattern, code in (
        (r"giay khen", "GK"),
        (r"huan chuong", "HC"),
        (r"k[yi] niem chuong", "KNC"),
        (r"anh hung lao dong", "AHLD"),
        (r"danh hieu khac", "DH_KHAC"),
        (r"hinh thuc.* khac", "HT_KHAC"),
    ):
        if re.search(rf"\b{pattern}\b", words):
            return code
    return None


def _level(words: str, levels: dict[str, str]) -> str | None:
    return next((code for word, code in levels.items() if f" {word} " in words), None)


_CENTRAL = re.compile(
    r"^\s*bo\b|\bnganh\b|\bdoan the\b|\btrung uong\b|\btw\b|\btong (lien doan|cuc)\b|\bthanh tra chinh phu\b"
)


def certificate_of(issuer: str) -> str | None:
    """Whose certificate of merit: the code for a folded issuer, None when it says nothing known."""
    words = f" {issuer} "
    if re.search(r"\bngoai giao\b|\bbng\b", words) and "so ngoai" not in words:
        return "BK_BNG"
    if re.search(r"\b(thu tuong|ttg|ttcp)\b|^\s*chinh phu\b", words):
        return "BK_TTG"
    if re.search(r"\btinh (uy|doan)\b|\bdang uy\b", words):
        return "BK_KHAC"
    if re.search(r"\b(ubnd|uy ban nhan dan)\b.*\b(tinh|thanh pho|tp)\b|\bchu tich .*tinh\b|^\s*(ubnd )?tinh\b", words):
        return "BK_TINH"
    if _CENTRAL.search(words):
        return "BK_BO_NGANH_TW"
    return None


def label_of(code: str, written: str) -> str | None:
    """The words to keep beside a code that only says "another"."""
    return written if code in OPEN else None
