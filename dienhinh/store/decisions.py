"""When two entries are one decision (P5): the person or unit, the award, the issuer, the core of the number and the
decision's year agree, however they are spelt; a certificate counts once."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dienhinh.kinds.award import kind_of
from dienhinh.locale.fold import fold

_WORDS = re.compile(r"^(theo )?((quyet dinh|qd) )?(so )?(hieu )?")
_CHAIR = re.compile(
    r"\b(tm|kt|tl|thay mat|chu tich|pho chu tich|ct|pct|bo truong|thu truong|bt|giam doc|pho giam doc|gd|pgd|truong ban"
    r"|chanh van phong|thu tuong)\b"
)
_ONE_GIVER = {"BK_TINH": "", "BK_BNG": "", "BK_TTG": "", "CO_TD_CP": "", "CO_TD_TINH": ""}
"""Awards that have one giver: the issuer column can only spell it otherwise."""
_WRITTEN_DATE = re.compile(
    r"[\s,;(]*(?:ngày|ngay|ký"
    r" ngày)?\s*(\d{1,2})\s*(?:[/.\-]|tháng|thang)\s*(\d{1,2})\s*(?:[/.\-]|năm|nam)\s*(\d{4}|\d{2})\b\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Core:
    """What is left of a number when its spelling is taken away: the serial, and the sign's letters ("": none)."""

    serial: str
    sign: str

    def goes_with(self, other: Core) -> bool:
        """Whether both can be one number: a bare "123" is "123/QĐ-UBND" too."""
        return self.serial == other.serial and (self.sign == other.sign or not self.sign or not other.sign)


def core_of(number: str) -> Core:
    """The core of a decision's number.

    >>> core_of("Số 0123/QĐ-UBND"), core_of("QÐ số 123/QĐUBND") == core_of("123 / qđ – U.B.N.D")
    (Core(serial='123', sign='qdubnd'), True)
    >>> core_of("123")
    Core(serial='123', sign='')
    """
    bare, _ = without_date(number)
    text = unicodedata.normalize("NFC", bare).strip(" .,;:")
    text = re.sub(r"(?<=\d)\.(?=\d{3}\b)", "", text)
    text = re.sub(r"\s*(của|do)\s.*$", "", text, flags=re.IGNORECASE)
    folded = _WORDS.sub("", fold(text))
    found = re.match(r"0*(\d+)\s*([a-z]\b)?\s*(.*)$", folded)
    if not found:
        return Core("", folded.replace(" ", ""))
    serial, letter, sign = found.groups()
    return Core(serial + (letter or ""), sign.replace(" ", ""))


def without_date(number: str) -> tuple[str, date | None]:
    """A number's cell without the date that stands in it, and the date.

    >>> without_date("123/QĐ-UBND ngày 05/3/2022")
    ('123/QĐ-UBND', datetime.date(2022, 3, 5))
    """
    number = unicodedata.normalize("NFC", number)
    for found in _WRITTEN_DATE.finditer(number):
        if found.start() == 0:
            continue
        day, month, year = (int(g) for g in found.groups())
        try:
            on = date(year + (0 if year > 99 else 2000), month, day)
        except ValueError:
            continue
        return number[: found.start()].strip(" ,;("), on
    return number, None


def issuer_key(issuer: str | None, code: str) -> str:
    """Who gave it, without how it is spelt: the office, not its head. "" where the award has one giver, or none is
    said."""
    if code in _ONE_GIVER or not issuer:
        return ""
    plain = re.sub(r"\buy ban nhan dan\b", "ubnd", fold(issuer))
    plain = re.sub(r"\bbo ngoai giao\b", "bng", plain)
    return " ".join(_CHAIR.sub(" ", plain).split())


@dataclass(frozen=True)
class Decided:
    """What tells an award's decision apart: its code, its achievement year, its number's core, who gave it, its
    year."""

    code: str
    year: int
    core: Core | None
    issuer: str
    of: int
    day: date | None = None

    @property
    def place(self) -> tuple[str, str, int]:
        """Only those that agree in this can be one."""
        title = self.year if kind_of(self.code) == "TITLE" else 0  # one decision may recognise several years' titles
        return self.code, self.core.serial if self.core else "?", title

    def same(self, other: Decided) -> bool:
        """Whether both are one decision of one person; both have a number. Years are the decisions'; where one has no
        day, the achievement years tell."""
        if self.core is None or other.core is None or self.place != other.place:
            return False
        issuers = self.issuer == other.issuer or not self.issuer or not other.issuer
        years = self.of == other.of or (self.year == other.year and None in (self.day, other.day))
        return issuers and years and self.core.goes_with(other.core)

    @property
    def identity(self) -> str:
        """What is unique for one person; without a number an award is told apart by code, year and day."""
        if self.core is None:
            return f"?|{self.code}|{self.year}|{self.day.isoformat() if self.day else ''}"
        code, serial, title = self.place
        return f"{serial}|{self.core.sign}|{code}|{self.issuer}|{self.of}" + (f"|{title}" if title else "")


def decided(code: str, year: int, number: str | None, day: date | None, issuer: str | None) -> Decided:
    """An award's decision, as it is written; its year is its date's, or, undated, the achievement year."""
    return Decided(
        code,
        int(year),
        core_of(number) if number else None,
        issuer_key(issuer, code),
        day.year if day else int(year),
        day,
    )


def fuller(one: str | None, other: str | None) -> str | None:
    """Of two spellings of one number that which says more."""
    if one and other:
        return other if core_of(other).sign and not core_of(one).sign else one
    return one or other


def other_words(kept: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, str]:
    """What an entry says of the same decision otherwise than the one that is kept: number, day, issuer."""
    found = {}
    for name in ("decision_no", "decided_on", "issuer"):
        one, two = kept.get(name), said.get(name)
        if one and two and str(one) != str(two):
            found[name] = two.isoformat() if isinstance(two, date) else str(two)
    return found


def with_words(also: str | None, words: Iterable[Mapping[str, str]]) -> str | None:
    """The other words kept beside an award (JSON), with further ones; each once."""
    known = json.loads(also) if also else []
    known += [dict(w) for w in words if w and dict(w) not in known]
    return json.dumps(known, ensure_ascii=False, sort_keys=True) if known else None


def alike(name: str, one: object, other: object) -> bool:
    """Whether two rows say the same under ``name``; a decision's number may be spelt in two ways."""
    if name == "decision_no" and one and other:
        return core_of(str(one)).goes_with(core_of(str(other)))
    return one == other
