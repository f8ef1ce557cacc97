"""Reading one cell: dates, years, yes and no, ratings, levels, states, as people write them.

Each reader takes the raw value and returns ``(value, guess)``; ``guess`` is a catalogue id when the value was inferred,
else None. What cannot be understood raises :class:`Unreadable`; an empty cell gives ``(None, None)``.
"""

from __future__ import annotations

import re
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
NO_RESULT = N_("This formula has no stored result: open the file in Excel, save it, or type the value.")


def is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


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
_WORDED = re.compile(r"^(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?$")


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
            return date(1899, 12, 30) + timedelta(days=int(value)), N_("Read as a date: {value}")
        raise Unreadable(N_("“{value}” is not a date; write it as 31/12/2023."), value=value)
    found, _ = text(value)
    if found is None:
        return None, None
    written = str(found)
    if iso := _ISO.match(written):
        year, month, of_month = map(int, iso.groups())
        return _plausible(_date(year, month, of_month, written), written), None
    if not re.search(r"\d", written):
        raise Unreadable(N_("“{value}” is not a date; write it as 31/12/2023."), value=written)
    match = _SEPARATED.match(" ".join(written.casefold().replace("ngày", "ngay").split()))
    match = match or _WORDED.match(fold(written))
    if not match:
        raise Unreadable(N_("“{value}” is not a date; write it as 31/12/2023."), value=written)
    of_month, month, year = map(int, match.groups())
    guess = None
    if year < 100:
        year, guess = 2000 + year if year < 50 else 1900 + year, N_("Read as a date: {value}")
    return _plausible(_date(year, month, of_month, written), written), guess


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


rating = among(RATINGS, N_("“{value}” is not a rating; the ratings are: {known}."))
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
