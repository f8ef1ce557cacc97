"""Who is meant: by code, by code and name in one cell, by a name as it is written; never by one that only resembles it
without saying so. Hùng and Hưng, Hoa and Hòa are two people."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dienhinh.exchange.legacy import as_unicode
from dienhinh.locale.fold import clean, code_key, fold, key

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
TITLES = re.compile(
    r"^(?:ông|bà|anh|chị|cô|chú|thầy|đ/c|đ\.c|đồng chí|đc|ths\.?|thạc sĩ|ts\.?|tiến"
    r" sĩ|cn\.?|bs\.?|pgs\.?|gs\.?|ks\.?)[\s.:]+",
    re.IGNORECASE,
)
UNIT_TITLES = re.compile(r"^(?:tập thể|đơn vị|cơ quan)\s+", re.IGNORECASE)
BEHIND = re.compile(r"\s*(?:[,;(]|\s[-–—]\s).*$", re.DOTALL)
TWO = re.compile(r"\s+(?:và|&|,)\s+", re.IGNORECASE)
How = Literal["exact", "guess", "several", "none"]


def written(name: str) -> str:
    """A name as it is spelt: case, spaces and the place of a tone mark do not matter, every other mark does.

    >>> written("LÊ THỊ HOÀ") == written("Lê Thị Hòa"), written("Lê Thị Hoa") == written("Lê Thị Hòa")
    (True, False)
    """
    words = []
    for word in fold_marks(name).split():
        apart = unicodedata.normalize("NFD", word)
        tone = "".join(sorted(c for c in apart if c in TONES))
        words.append("".join(c for c in apart if c not in TONES) + tone)
    return " ".join(words)


def fold_marks(name: str) -> str:
    """Lower case, letters and digits only, every mark kept."""
    text = unicodedata.normalize("NFC", clean(name)).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


@dataclass(frozen=True)
class Found:
    """Who was found (folded codes): one where it is sure or guessed; several where the name is that of several."""

    how: How
    codes: tuple[str, ...] = ()
    former: bool = False


MOST_NEAR = 200


class People:
    """Everybody known: recorded, or introduced by the file that is read."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, str]] = {}  # by code_key: code, name, kind
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._loose: dict[str, list[str]] = defaultdict(list)
        self._former: set[tuple[str, str]] = set()
        self._asked: set[str] = set()

    def know(self, code: str, name: str, kind: str) -> None:
        """Somebody with this code is called so from now on; what they were called before is remembered."""
        one = code_key(code)
        before = self.known.get(one)
        if before is not None and written(before["name"]) != written(name):
            self._former.add((one, written(before["name"])))
        self._former.discard((one, written(name)))
        self.known[one] = {"code": code, "name": name, "kind": kind}
        self._index(one, name)

    def once_called(self, code: str, name: str) -> None:
        """A former name of somebody known."""
        one = code_key(code)
        if written(name) != written(self.known[one]["name"]):
            self._former.add((one, written(name)))
            self._index(one, name)

    def _index(self, one: str, name: str) -> None:
        for index, way in ((self._exact, written(name)), (self._loose, key(name))):
            if one not in index[way]:
                index[way].append(one)

    def by_code(self, text: str | None) -> str | None:
        """A code, or a code and a name in one cell that agree ("NV01 - Nguyễn Văn An")."""
        if text is None:
            return None
        if code_key(text) in self.known:
            return code_key(text)
        for separator in (" - ", " – ", "(", "/", ":", ","):
            parts = [p.strip(" ()") for p in text.split(separator) if p.strip(" ()")]
            if len(parts) == 2:
                for code, name in (parts, parts[::-1]):
                    known = self.known.get(code_key(code))
                    if known and written(known["name"]) == written(name):
                        return code_key(code)
        return None

    def by_name(self, name: str, kind: str | None = None) -> Found:
        """Who is called so: as it stands, without a title before it, without a post behind it; the exact spelling wins,
        another is a guess."""
        ways = list(dict.fromkeys(_ways(name)))
        old_font = as_unicode(name)
        for way, sure in [(w, True) for w in ways] + [(w, False) for w in _ways(old_font or "")]:
            found = self._of(self._exact, written(way), kind) if way else []
            if found:
                former = all((one, written(way)) in self._former for one in found)
                how: How = "several" if len(found) > 1 else "exact" if sure else "guess"
                return Found(how, tuple(found), former)
        parts = TWO.split(name)
        if len(parts) > 1 and all(self._of(self._loose, key(p), kind) for p in parts):
            return Found("several", tuple(c for p in parts for c in self._of(self._loose, key(p), kind)))
        for way in ways:
            found = self._of(self._loose, key(way), kind)
            if found:
                return Found("guess" if len(found) == 1 else "several", tuple(found))
        return Found("none")

    def _of(self, index: dict[str, list[str]], way: str, kind: str | None) -> list[str]:
        return [c for c in index.get(way, []) if kind is None or self.known[c]["kind"] == kind]

    def near(self, name: str, most: int = 3) -> list[str]:
        """Names that resemble one that nobody bears, for the message; of the first :data:`MOST_NEAR` such names alone:
        a sheet of strangers is another mistake than a slip of the pen."""
        from rapidfuzz import process  # not needed while all is well

        self._asked.add(name)
        if len(self._asked) > MOST_NEAR:
            return []
        names = {one["name"]: fold(one["name"]) for one in self.known.values()}
        found = process.extract(fold(name), names, limit=most, score_cutoff=82)
        return [str(original) for _, _, original in found]

    def agrees(self, code: str, name: str) -> Literal["yes", "spelling", "no"]:
        """Whether a code's name is the one given: the same, another spelling of it (marks left out, i for y), or
        not."""
        known = self.known[code]["name"]
        for way in _ways(name):
            if written(way) == written(known) or (code, written(way)) in self._former:
                return "yes"
        for way in _ways(name):
            bare = fold(way) == " ".join(fold_marks(way).split())
            if key(way) == key(known) and (bare or written(way).replace("y", "i") == written(known).replace("y", "i")):
                return "spelling"
        return "no"


def _ways(name: str) -> Iterator[str]:
    """The name as it stands, then without what people write around it."""
    text = clean(name)
    yield text
    short = clean(BEHIND.sub("", text))
    for way in (text, short):
        bare = clean(UNIT_TITLES.sub("", TITLES.sub("", way)))
        if len(bare.split()) > 1:
            yield bare.rstrip(" .")
    if len(short.split()) > 1:
        yield short.rstrip(" .")
    yield text.rstrip(" .")
