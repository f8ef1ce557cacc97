"""Texts typed in the old fonts TCVN3 (ABC) and VNI, recognised by their letters and converted to Unicode.

Both fonts drew Vietnamese letters in the places of other signs, so that a file opened today shows ``NguyÔn §øc Thuû``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
TCVN3_SIGNS = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ®"
"""The font's signs in the order of LETTERS; capitals are written with the same signs in another font, save five."""
TCVN3 = dict(zip(TCVN3_SIGNS, LETTERS, strict=True)) | {
    "§": "Đ",
    "¡": "Ă",
    "¢": "Â",
    "£": "Ê",
    "¤": "Ô",
    "¥": "Ơ",
    "¦": "Ư",
}

_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_VOWELS = {
    "â": ("\u0302", ""), "à": ("\u0302", "\u0300"), "å": ("\u0302", "\u0309"), "ã": ("\u0302", "\u0303"),
    "á": ("\u0302", "\u0301"), "ä": ("\u0302", "\u0323"), "ê": ("\u0306", ""), "è": ("\u0306", "\u0300"),
    "ú": ("\u0306", "\u0309"), "ü": ("\u0306", "\u0303"), "é": ("\u0306", "\u0301"), "ë": ("\u0306", "\u0323"),
}  # fmt: skip
_SINGLE = {"ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "í": "í", "ì": "ì", "ò": "ị", "ñ": "đ"}

TCVN3_ONLY = re.compile("[µ¶·¸¹¨»¼½¾©ª«¬®§¡¢£¤¥¦\u00adÆÇÈËÎÏÐÑÖ×Øæçëìñ÷þ]")
VNI_PAIR = re.compile(r"[aAoO][âàåãáäÂÀÅÃÁÄ]|[aA][êèúüéëÊÈÚÜÉË]|[eE][âàåãáäÂÀÅÃÁÄ]|[aeiouyôöAEIOUYÔÖ][øûõùïØÛÕÙÏ]|[ñÑ]")
REAL = re.compile(
    "[ăắằẳẵặấầẩẫậẻẽẹềểễếệỉĩịỏọồổỗốộơờởỡớợủũụưừửữứựỳỷỹỵđĂẮẰẲẴẶẤẦẨẪẬẺẼẸỀỂỄẾỆỈĨỊỎỌỒỔỖỐỘƠỜỞỠỚỢỦŨỤƯỪỬỮỨỰỲỶỸỴĐ]"
)
"""Letters that only Unicode (or windows-1258) Vietnamese has: a text with one of them is no old font's."""


def from_tcvn3(text: str) -> str:
    """A TCVN3 text in Unicode; a word whose plain letters are capitals is written in capitals.

    >>> from_tcvn3("NguyÔn §øc Thuû"), from_tcvn3("TrÇn ThÞ ¸nh D\\u00ad¬ng")
    ('Nguyễn Đức Thuỷ', 'Trần Thị Ánh Dương')
    """
    words = []
    for word in re.split(r"(\s+)", text):
        made = "".join(TCVN3.get(sign, sign) for sign in word)
        plain = [c for c in word if c.isascii() and c.isalpha()]
        if len(plain) > 1 and all(c.isupper() for c in plain):
            made = made.upper()
        elif made and word[0] in TCVN3 and made[0].islower() and not word[0].isascii():
            made = made[0].upper() + made[1:] if _begins_name(word) else made
        words.append(made)
    return unicodedata.normalize("NFC", "".join(words))


def _begins_name(word: str) -> bool:
    """A word that begins with one of the font's own vowels ("¸nh"): in a name it is written large."""
    return word[0] in TCVN3_SIGNS and TCVN3[word[0]] in LETTERS and TCVN3[word[0]] != "đ"


def from_vni(text: str) -> str:
    """A VNI text in Unicode.

    >>> from_vni("Nguyeãn Ñöùc Thuûy"), from_vni("Traàn Thò AÙnh Döông")
    ('Nguyễn Đức Thủy', 'Trần Thị Ánh Dương')
    """
    out: list[str] = []
    for sign in text:
        low, capital = sign.lower(), sign.isupper()
        before = out[-1][0].lower() if out else ""
        if low in _TONES and before in "aeiouyơư" and before:
            out[-1] += _TONES[low]
        elif low in _VOWELS and before in ("aeo" if low in "âàåãáä" else "a") and before:
            out[-1] += "".join(_VOWELS[low])
        elif low in _SINGLE:
            out.append(_SINGLE[low].upper() if capital else _SINGLE[low])
        else:
            out.append(sign)
    return unicodedata.normalize("NFC", "".join(out))


@cache
def _syllables() -> re.Pattern[str]:
    """What a Vietnamese syllable looks like, well enough to tell a right conversion from a wrong one."""
    vowels = "aăâeêioôơuưy"
    first = "(?:ngh|ng|nh|kh|gh|gi|ch|th|tr|ph|qu|[bcdđghklmnpqrstvx])?"
    return re.compile(rf"^{first}[{vowels}]{{1,3}}(?:ng|nh|ch|[cmnpt])?$")


def _vietnamese(text: str) -> float:
    """The share of words that can be Vietnamese syllables."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not words:
        return 0.0
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    good = 0
    for word in words:
        apart = "".join(c for c in unicodedata.normalize("NFD", word) if c not in marks)
        good += bool(_syllables().match(unicodedata.normalize("NFC", apart)))
    return good / len(words)


def as_unicode(text: object) -> str | None:
    """What a text in an old font says; None where it is in none of them."""
    if not isinstance(text, str) or text.isascii() or REAL.search(unicodedata.normalize("NFC", text)):
        return None
    if sum(c.isascii() and c.isalpha() for c in text) < 3:  # too little to tell
        return None
    ways = []
    if TCVN3_ONLY.search(text) or any(c in TCVN3 for c in text):
        ways.append(from_tcvn3(text))
    if VNI_PAIR.search(text):
        ways.append(from_vni(text))
    best = max(ways, key=_vietnamese, default=None)
    if best is None or best == text or not REAL.search(best) or _vietnamese(best) < max(0.75, _vietnamese(text) + 0.01):
        return None
    return best


def font_of(cells: Iterable[object]) -> Callable[[str], str] | None:
    """The conversion that a whole column needs: a third or more of its texts with marks are in that font. A single text
    may look right in both ("Phóc" is Phúc, or itself); its column tells."""
    texts = [c for c in cells if isinstance(c, str) and not c.isascii()]
    votes = Counter(
        way
        for text in texts
        if (found := as_unicode(text)) is not None
        for way in (from_tcvn3, from_vni)
        if way(text) == found
    )
    best = max(votes, key=votes.__getitem__, default=None)
    return best if best is not None and votes[best] >= max(1, len(texts) / 3) else None
