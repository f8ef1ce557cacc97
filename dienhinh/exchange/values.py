"""Reading one cell: dates, years, yes and no, ratings, levels, states, as people write them.

Each reader takes the raw value and returns ``(value, guess)``; ``guess`` is a catalogue id when the value was inferred,
else None. What cannot be understood raises :class:`Unreadable`; an empty cell gives ``(None, None)``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from dienhinh.exchange.problems import Unreadable
from dienhinh.kinds.attestation import RESULTS
from dienhinh.kinds.columns import STATES, Code
from dienhinh.kinds.discipline import PENALTIES
from dienhinh.kinds.initiative import LEVELS
from dienhinh.kinds.rating import RATINGS
from dienhinh.kinds.roadmap import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import clean, fold, key

Read = tuple[object, str | None]


class Formula:
    """A formula cell whose result the file does not hold."""


class ErrorCell:
    """A cell that shows an error (#N/A, #REF! …) instead of a value."""


AN_ERROR = N_("This cell shows an error (#N/A, #REF! …): mend its formula, or type the value.")
READ_AS_DATE = N_("Read as a date: {value}")
NO_RESULT = N_("This formula has no stored result: open the file in Excel, save it, or type the value.")


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def lines(value: object) -> Read:
    """A text of several lines, each clean."""
    if isinstance(value, str):
        return "\n".join(clean(line) for line in value.strip().splitlines()) or None, None
    return text(value)


def text(value: object) -> Read:
    """Any value as clean text; whole numbers without a decimal point."""
    if isinstance(value, Formula):
        raise Unreadable(NO_RESULT)
    if isinstance(value, ErrorCell):
        raise Unreadable(AN_ERROR)
    if is_blank(value):
        return None, None
    if isinstance(value, float) and value.is_integer():
        return str(int(value)), None
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y"), None
    return clean(value), None


_SEPARATED = re.compile(r"^(?:ngay\s+)?(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$")
_WORDED = re.compile(r"^(?:ngay\s+)?(?:m[uo]ng\s+)?(\d{1,2})\s+thang\s+(\d{1,2}|[a-z]+(?: [a-z]+)?)\s+nam\s+(\d{4})$")
_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$")
_ENGLISH = re.compile(r"^(\d{1,2})[-\s]([a-z]{3})[a-z]*[-\s](\d{4}|\d{2})$")
_MONTHS = {
    **{w: n for n, w in enumerate(("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"), start=1)},
    **{"gieng": 1, "bon": 4, "muoi mot": 11, "muoi hai": 12, "chap": 12},
}
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AROUND = re.compile(r"^['\s(\[]+|[\s)\].,;:]+$")
_MIDNIGHT = re.compile(r"[T\s]+0?0:00(?::00(?:\.0+)?)?$")
_WEEKDAY = re.compile(r"\s*\((?:thứ|thu|chủ nhật|chu nhat)[^()]*\)\s*$|^(?:thứ|thu)\s+\S+,\s*", re.IGNORECASE)
_PLACED = re.compile(r"^[^\d]*,\s*(?=ng[aà]y\s)", re.IGNORECASE)
_NUMBERED = re.compile(r"^.*/.*?[,;\s]\s*ng[aà]y\s+(?=\d)", re.IGNORECASE)


def day(value: object) -> Read:
    """A date: an Excel date, ``5/3/2022``, ``05-03-2022``, ``05.03.2022``, ``2022-03-05``; day before month."""
    if isinstance(value, datetime):
        return _plausible(value.date(), value), None
    if isinstance(value, date):
        return _plausible(value, value), None
    if isinstance(value, bool):
        raise Unreadable(N_("“{value}” is not a date; write it as 31/12/2023."), value=value)
    if isinstance(value, int | float):
        if 10_000 <= value <= 80_000:  # a date that lost its format: Excel counts days from 30/12/1899
            return date(1899, 12, 30) + timedelta(days=int(value)), READ_AS_DATE
        raise Unreadable(N_("“{value}” is not a date; write it as 31/12/2023."), value=value)
    found, _ = text(value)
    if found is None:
        return None, None
    written, guess = str(found), None
    bare = _AROUND.sub("", _MIDNIGHT.sub("", _AROUND.sub("", _WEEKDAY.sub("", written))))
    bare = _PLACED.sub("", unicodedata.normalize("NFC", bare).replace("–", "-").replace("—", "-"))
    if _NUMBERED.match(bare) and not re.match(r"\d{1,2}/\d{1,2}/\d", bare):  # "123/QĐ-UBND ngày 05/3/2022"
        bare, guess = _NUMBERED.sub("", bare), READ_AS_DATE
    parts = _date_parts(bare)
    if parts is None:
        raise Unreadable(N_("“{value}” is not a date; write it as 31/12/2023."), value=written)
    year, month, of_month = parts
    if year < 100:
        year, guess = 2000 + year if year < 50 else 1900 + year, READ_AS_DATE
    return _plausible(_date(year, month, of_month, written), written), guess


def _date_parts(bare: str) -> tuple[int, int, int] | None:
    """Year, month, day of a written date."""
    if iso := _ISO.match(bare):
        year, month, of_month = map(int, iso.groups())
        return year, month, of_month
    spaced = " ".join(bare.casefold().replace("ngày", "ngay").split())
    if match := _SEPARATED.match(spaced):
        of_month, month, year = map(int, match.groups())
        return year, month, of_month
    if worded := _WORDED.match(fold(bare)):
        named = worded.group(2)
        month = int(named) if named.isdigit() else _MONTHS.get(named, 0)
        return int(worded.group(3)), month, int(worded.group(1))
    if (english := _ENGLISH.match(spaced)) and english.group(2) in _ENGLISH_MONTHS:
        return int(english.group(3)), _ENGLISH_MONTHS.index(english.group(2)) + 1, int(english.group(1))
    return None


def _date(year: int, month: int, of_month: int, written: str) -> date:
    try:
        return date(year, month, of_month)
    except ValueError as error:
        raise Unreadable(N_("There is no such day as “{value}” (day/month/year)."), value=written) from error


def _plausible(found: date, written: object) -> date:
    if not 1900 <= found.year <= 2200:
        raise Unreadable(N_("The year of “{value}” cannot be right."), value=written)
    return found


def year(value: object) -> Read:
    """A year: ``2022``, ``"2022"``, ``2.022`` (a thousands separator), ``"Năm 2022"``."""
    guess: str | None = None
    if isinstance(value, datetime | date):
        found, guess = value.year, N_("Read as the year {value}")
    elif isinstance(value, bool):
        raise Unreadable(N_("“{value}” is not a year."), value=value)
    elif isinstance(value, int | float):
        found = round(value * 1000) if 1.9 <= value < 2.2 else int(value) if float(value).is_integer() else 0
    else:
        written, _ = text(value)
        if written is None:
            return None, None
        plain = re.sub(r"^(nam)\s+", "", fold(written))
        plain = re.sub(r"^(\d)\s(\d{3})$", r"\1\2", plain)
        plain = re.sub(r"^(\d{4})\s0+$", r"\1", plain)
        if not plain.isdigit():
            raise Unreadable(N_("“{value}” is not a year."), value=written)
        found = int(plain)
    if not 1945 <= found <= 2200:
        raise Unreadable(N_("“{value}” is not a year."), value=value)
    return found, guess


YES = {key(w) for w in ("Có", "C", "x", "Yes", "Y", "True", "1", "✓", "Đúng", "Rồi", "Đã công nhận", "Đã áp dụng")}
NO = {key(w) for w in ("Không", "Ko", "K", "No", "N", "False", "0", "Chưa", "Sai", "-")}


def yes_no(value: object) -> Read:
    if isinstance(value, bool):
        return value, None
    written, _ = text(value)
    if written is None or str(written) in "-–—":
        return None, None
    if str(written) in "✓✔☑":
        return True, None
    found = key(written)
    if found in YES:
        return True, None
    if found in NO:
        return False, None
    raise Unreadable(N_("“{value}” is neither Có (yes) nor Không (no)."), value=written)


def among(codes: Sequence[Code], reason: str) -> Callable[[object], Read]:
    """A reader for a closed list: each code, and the ways people write it."""
    lookup = {key(way): c.code for c in codes if c.names for way in (c.code, *c.names)}
    known = ", ".join(c.names[0] for c in codes if c.names)

    def read(value: object) -> Read:
        written, _ = text(value)
        if written is None:
            return None, None
        if (code := lookup.get(key(written))) is None:
            raise Unreadable(reason, value=written, known=known)
        return code, None

    return read


NO_RATING = N_("“{value}” is not a rating; the ratings are: {known}.")
_rating = among(RATINGS, NO_RATING)
_RATED = re.compile(
    r"(?:(?:ket qua )?(?:xep loai|danh gia)|dat(?: loai)?|muc|loai)? ?(khong|ko|chua)? ?(?:hoan thanh|ht) ?"
    r"(xuat sac|xs|tot)? ?(?:nhiem vu|nv|cac nhiem vu|nhiem vu duoc giao)?"
)
_UNRATED = re.compile(r"^[\s.\-–—_/]*$|^(khong|ko|0)$")


def rating(value: object) -> Read:
    """An annual rating, in its usual words or spelt together from them; "-", "Không" and "0" are nothing."""
    written, _ = text(value)
    if written is None or _UNRATED.match(str(written)) or _UNRATED.match(fold(written)):
        return None, None
    known = ", ".join(c.names[0] for c in RATINGS)
    if "_" in str(written):
        raise Unreadable(NO_RATING, value=written, known=known)
    try:
        return _rating(value)
    except Unreadable:
        match = _RATED.fullmatch(fold(written))
        if match is None or (match.group(1) and match.group(2)):
            raise
        if match.group(1):
            if match.group(1) == "chua":  # not finished yet, or not achieved: a person must say which
                raise
            return "KHTNV", None
        return {"xuat sac": "HTXSNV", "xs": "HTXSNV", "tot": "HTTNV"}.get(match.group(2) or "", "HTNV"), None


level = among(LEVELS, N_("“{value}” is not a level; the levels are: {known}."))
state = among(STATES, N_("“{value}” is not a state; leave it empty when decided, else: Chờ quyết định, Thu hồi."))
result = among(RESULTS, N_("“{value}” is not a result; the results are: {known}."))
stage = among(STAGES, N_("“{value}” is not a stage; the stages are: {known}."))
_penalty = among(PENALTIES, "")


def penalty(value: object) -> Read:
    """A disciplinary measure; one that is not on the list is kept by its own words."""
    written, _ = text(value)
    try:
        return _penalty(value)
    except Unreadable:
        known = next((c.code for c in PENALTIES if c.names and key(c.names[0]) in key(written)), None)
        return known or "KL_KHAC", N_("Read as {value}")


_SAYS = {key(way): c.code for c in STATES if c.code != "CONFIRMED" for way in c.names}


def state_said(remark: str) -> str | None:
    """The state that a remark says, alone or with little beside it; None where it says none."""
    if (found := _SAYS.get(key(remark))) is not None:
        return found
    folded = fold(remark)
    if re.search(r"\b(khong|chua) (bi )?(thu hoi|huy)\b", folded):
        return None
    if re.search(r"\b(thu hoi|bi huy|da huy|huy bo|huy quyet dinh|bi tuoc)\b", folded):
        return "REVOKED"
    if re.search(r"\b(cho quyet dinh|cho qd|dang trinh|chua co (qd|quyet dinh))\b", folded):
        return "PENDING"
    return None


def months(value: object) -> Read:
    """How many months: 12, "12 tháng"."""
    written, _ = text(value)
    if written is None:
        return None, None
    found = re.fullmatch(r"0*(\d{1,3})\s*(thang)?", fold(written))
    if not found:
        raise Unreadable(N_("“{value}” is no number of months."), value=written)
    return int(found.group(1)), None


def after_months(begun: date, n: int) -> date:
    """The last day of a term of ``n`` months that begins on ``begun``."""
    place = begun.month - 1 + n
    year, month = begun.year + place // 12, place % 12 + 1
    try:
        return date(year, month, begun.day) - timedelta(days=1)
    except ValueError:  # there is no such day in that month: the term ends with the month before's last
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


_SECTION = re.compile(r"^(?:muc|tieu chi)?\s*([ivx]+)\s*(\d*)\s*([a-z]?)$")


def section(value: object) -> Read:
    """A section of the plan, written II.2, ii.2, III.1.a, III.1a, III-1-a …"""
    written, _ = text(value)
    if written is None:
        return None, None
    match = _SECTION.match(re.sub(r"(\d)([a-z])", r"\1 \2", fold(written)))
    if not match:
        raise Unreadable(N_("“{value}” is not a section of the plan, such as II.2 or III.1.a."), value=written)
    roman, number, letter = match.groups()
    return ".".join(part for part in (roman.upper(), number, letter) if part), None
