"""Comparing Vietnamese as people write it: without case, diacritics, look-alike letters or doubled spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Đ, the Icelandic Ð that looks like it, and the African Ɖ; none of them decomposes.
_D = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "Đ": "d", "Ð": "d", "Ɖ": "d"})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def clean(text: object) -> str:
    """A cell's text as it should be stored: composed (NFC), spaces single, invisible characters gone, real Đ.

    >>> clean("Nguyễn  Văn\\u00a0Ðức\\n")
    'Nguyễn Văn Đức'
    """
    found = unicodedata.normalize("NFC", _INVISIBLE.sub("", str(text)))
    return " ".join(found.replace("Ð", "Đ").replace("ð", "đ").replace("Ɖ", "Đ").replace("ɖ", "đ").split())


def fold(text: object) -> str:
    """Lower case, no diacritics, single spaces, letters and digits only.

    >>> fold("Số  QUYẾT ĐỊNH:")
    'so quyet dinh'
    """
    written = str(text)
    return _folded_before(written) if len(written) <= SHORT else _folded(written)


SHORT = 120
"""Texts as long as this are remembered folded: a workbook says the same few thousand again and again."""


def _folded(written: str) -> str:
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", written)).translate(_D).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", plain).split())


_folded_before = lru_cache(maxsize=32_768)(_folded)


def key(text: object) -> str:
    """:func:`fold` with no spaces and i for y (sĩ/sỹ, kỷ/kỉ): what tells two spellings of one thing apart is gone.

    >>> key("Chiến sỹ thi đua") == key("chiến  sĩ Thi đua")
    True
    """
    return fold(text).replace(" ", "").replace("y", "i")


def code_key(text: object) -> str:
    """A code as compared: case and spaces do not tell two codes apart, every other sign does.

    >>> code_key(" nv-01 ")
    'NV-01'
    """
    return unicodedata.normalize("NFC", clean(text)).upper().replace(" ", "")


def given_name_first(name: str) -> str:
    """A Vietnamese name turned for sorting: the given name (the last word), then the rest.

    >>> given_name_first("Nguyễn Thị Ánh")
    'Ánh Nguyễn Thị'
    """
    words = clean(name).split()
    return " ".join([words[-1], *words[:-1]]) if words else ""
