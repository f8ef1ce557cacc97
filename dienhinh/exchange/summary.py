"""The wide summary sheet that departments keep: a row a person, a column a year, several awards in one cell.

Each row becomes rows of the workbook's own sheets (ratings, awards, initiatives), which the importer then checks like
any other; what was inferred is said as a guess, with the cell it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dienhinh.exchange import awards, values
from dienhinh.exchange.headers import Head, Header, headings_of, names_of
from dienhinh.exchange.layout import Sheet, keys_of
from dienhinh.exchange.problems import Problem, Unreadable
from dienhinh.exchange.terms import Terms
from dienhinh.kinds.award import NAMES, kind_of
from dienhinh.kinds.columns import WHO, WHO_NAME, Column
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import clean, fold

SUMMARY = Sheet(
    "summary",
    "Bảng tổng hợp",
    (
        WHO,
        WHO_NAME,
        Column("titles", "Danh hiệu", ("Danh hiệu thi đua", "Các danh hiệu", "Danh hiệu thi đua đạt được")),
        Column(
            "commendations",
            "Hình thức khen",
            (
                "Hình thức khen thưởng",
                "Hình thức khen (số, ngày QĐ)",
                "Khen thưởng",
                "Hình thức khen số ngày QĐ",
                "Hình thức khen thưởng (số, ngày QĐ)",
            ),
        ),
        Column("initiatives", "Sáng kiến", ("Các sáng kiến", "Sáng kiến, đề tài", "Tên sáng kiến")),
    ),
    ("Tổng hợp", "Danh sách trích ngang", "Trích ngang", "Tổng hợp thành tích", "Danh sách tổng hợp"),
)
"""What the wide sheet is read as; its columns of years are found by the year in their heading (``year:2021``)."""

RATED = ("", "nam", "xep loai", "xep loai nam", "ket qua xep loai", "danh gia", "danh gia nam", "kq", "ket qua")
"""What may stand beside a year in the heading of a column of ratings."""
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d|21\d\d)\b")
_RANGE = re.compile(r"\b(20\d\d)\s*[-–—]\s*(20\d\d)\b")
_DATE = re.compile(r"\b\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}\b")
_NUMBER = re.compile(r"(?:quyết định|qđ|qd)?\s*(?:số|so)?\s*:?\s*(\d+[a-z]?\s*/\s*[^\s,;()]+)", re.IGNORECASE)
_LEVEL = re.compile(r"\bcấp\s+(cơ sở|sở|tỉnh|bộ|trung ương|nhà nước|toàn quốc)\b|\b(toàn quốc)\b", re.IGNORECASE)
_NOISE = re.compile(r"\b(các năm|năm|ngày|số|qđ|quyết định|theo|của)\b\s*:?\s*$", re.IGNORECASE)


@dataclass
class Part:
    """One award, rating or initiative out of a cell: its words, the years, the decision."""

    words: str
    years: list[int] = field(default_factory=list)
    number: str | None = None
    decided: str | None = None


def header(head: Head) -> Header | None:
    """The columns' places when the last row of ``head`` is (or ends) the header of a wide sheet: a name, and two years
    at least."""
    best: Header | None = None
    for titles in headings_of(head):
        places: dict[str, int] = {}
        for i, title in enumerate(titles):
            found = _YEAR.findall(title)
            rest = fold(_YEAR.sub("", title))
            if len(found) == 1 and rest in RATED:
                places.setdefault(f"year:{found[0]}", i)
        for column in SUMMARY.columns:
            free = [
                i for i, t in enumerate(titles)
                if t and set(names_of(t)) & keys_of(column) and i not in places.values()
            ]  # fmt: skip
            if free:
                places[column.name] = free[0]
        years = sum(name.startswith("year:") for name in places)
        if "name" in places and years >= 2 and (best is None or len(places) > len(best.places)):
            unread = {i: t for i, t in enumerate(titles) if t and i not in places.values()}
            best = Header(head[-1][0], places, {name: titles[i] for name, i in places.items()}, unread)
    return best


def parts(cell: object) -> list[Part]:
    """The things named in one cell.

    >>> [(p.words, p.years, p.number) for p in parts("BK UBND tỉnh (QĐ 123/QĐ-UBND, 15/01/2023); CSTĐCS 2022, 2024")]
    [('BK UBND tỉnh', [], '123/QĐ-UBND'), ('CSTĐCS', [2022, 2024], None)]
    """
    found: list[Part] = []
    for item in _split(clean_lines(cell)):
        inside = " ; ".join(re.findall(r"\(([^()]*)\)", item))
        outside = re.sub(r"\([^()]*\)", " ", item)
        day = _DATE.search(inside) or _DATE.search(outside)
        bare_in, bare_out = _DATE.sub(" ", inside), _DATE.sub(" ", outside)
        number = _NUMBER.search(bare_in) or _NUMBER.search(bare_out)
        if number:
            bare_in, bare_out = (t.replace(number.group(0), " ") for t in (bare_in, bare_out))
        years: list[int] = []
        for text in (bare_out, bare_in):
            for first, last in _RANGE.findall(text):
                years += range(int(first), int(last) + 1)
            years += [int(y) for y in _YEAR.findall(_RANGE.sub(" ", text))]
        words = _YEAR.sub(" ", _RANGE.sub(" ", bare_out))
        words = clean(re.sub(r"[\s:,–—-]+$", "", clean(words)))
        while (shorter := clean(_NOISE.sub("", words).rstrip(" :,–—-"))) != words:
            words = shorter
        decided = day.group(0) if day else None
        if not words and found and years and number is None:
            found[-1].years += years  # "CSTĐCS 2022, 2024": the second year is of the award before it
            continue
        written = number.group(1).replace(" ", "") if number else None
        found.append(Part(words, sorted(set(years)), written, decided))
    return found


def clean_lines(cell: object) -> str:
    if values.is_blank(cell):
        return ""
    return "\n".join(clean(line) for line in str(cell).splitlines())


def _split(text: str) -> list[str]:
    """The items of a cell: apart at semicolons, line ends, and commas, but not within brackets."""
    items, depth, begun = [], 0, 0
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth <= 0 and sign in ";\n,":
            items.append(text[begun:i])
            begun = i + 1
    items.append(text[begun:])
    return [clean(item.lstrip("-–•+* ")) for item in items if clean(item.lstrip("-–•+* "))]


def expand(
    row_values: dict[str, Any], title: str, number: int, headings: dict[str, str], terms: Terms
) -> Iterator[tuple[str, dict[str, Any], str] | Problem]:
    """What one wide row says: (the sheet it belongs to, its values, the column it was read from), and remarks."""
    who = {name: row_values.get(name) for name in ("code", "name")}

    def say(level: Any, column: str, reason: str, **params: object) -> Problem:
        return Problem(level, title, number, headings.get(column, SUMMARY.title), reason, params)

    for column in [c for c, v in row_values.items() if isinstance(v, values.Formula)]:
        row_values = {**row_values, column: None}
        yield say("error", column, values.NO_RESULT)
    for column in (c for c in row_values if c.startswith("year:")):
        if values.is_blank(row_values[column]) or NO_RATING.match(fold(row_values[column])):
            continue
        for part in parts(row_values[column])[:1]:
            yield (
                "rating",
                {
                    **who,
                    "year": int(column[5:]),
                    "rating": part.words,
                    "decision_no": part.number,
                    "decided_on": part.decided,
                },
                column,
            )
    for column in ("titles", "commendations"):
        if values.is_blank(row_values.get(column)):
            continue
        try:
            found = awards.named(row_values[column], None, terms.province)
        except Unreadable as error:
            yield say("error", column, error.reason, **error.params)
            continue
        for one in found:
            years = list(one.years)
            if not years:
                guessed = year_from(one.decided, terms)
                if guessed is None:
                    reason = N_("“{value}” says no year: write the achievement year beside it.")
                    yield say("error", column, reason, value=one.words)
                    continue
                years = [guessed]
                reason = N_("The achievement year was taken from the decision’s date: {value}")
                yield say("guess", column, reason, value=guessed)
            if len(years) > 1 and one.number:
                if kind_of(one.code) != "TITLE":
                    reason = N_(
                        "“{value}”: one decision cannot be that of several certificates; write each with its own."
                    )
                    yield say("error", column, reason, value=one.words)
                    continue
                yield say("guess", column, N_("One decision was read for several years: {value}"), value=one.words)
            for year in years:
                yield (
                    "award",
                    {
                        **who,
                        "year": year,
                        "award": worded(one),
                        "decision_no": one.number,
                        "decided_on": one.decided,
                    },
                    column,
                )
    for part in initiatives(row_values.get("initiatives")):
        level = _LEVEL.search(part.words)
        plain = clean(_LEVEL.sub(" ", part.words).replace("()", " ")).strip(" ,;–-")
        of_year = part.years[0] if part.years else year_from(part.decided, terms)
        if of_year is None or level is None:
            reason = N_("“{value}” needs its year and its level (cơ sở, tỉnh, bộ, toàn quốc).")
            yield say("error", "initiatives", reason, value=plain)
            continue
        yield (
            "initiative",
            {
                **who,
                "title": plain,
                "year": of_year,
                "level": level.group(1) or level.group(2),
                "decision_no": part.number,
                "decided_on": part.decided,
            },
            "initiatives",
        )


NO_RATING = re.compile(
    r"^(|khong|ko|0|chua|khong (danh gia )?xep loai|khong (xet|danh gia)|chua (xep loai|danh gia|co))$"
)
"""What stands in a year without a rating: nothing is read."""


def worded(one: awards.Named) -> str:
    """The award as one that stands alone: its usual name; its own words where the code only says "another"; a proposal
    stays one."""
    name = one.words if one.code in awards.OPEN else NAMES[one.code][0]
    return f"Đề nghị {name}" if one.proposed else name


def initiatives(cell: object) -> list[Part]:
    """The initiatives of a cell; their titles may hold commas, so only semicolons and line ends part them."""
    found = []
    for item in re.split(r"[;\n]", clean_lines(cell)):
        if not clean(item) or awards.EMPTY.match(awards.plain(clean(item))):
            continue
        level = _LEVEL.search(item)
        day, bare = _DATE.search(item), _DATE.sub(" ", item)
        number = _NUMBER.search(bare)
        if number:
            bare = bare.replace(number.group(0), " ")
        years = [int(y) for y in _YEAR.findall(bare)]
        title = re.sub(r"\([^()]*\)", " ", _YEAR.sub(" ", bare))
        title = re.sub(r"\bnăm\s*$", "", clean(title).strip(" ,.-–"), flags=re.IGNORECASE)
        words = clean(f"{title} {level.group(0) if level and level.group(0) not in title else ''}")
        found.append(
            Part(words, years, number.group(1).replace(" ", "") if number else None, day.group(0) if day else None)
        )
    return found


def year_from(decided: str | None, terms: Terms) -> int | None:
    """The achievement year that a decision's date speaks for (P13)."""
    if decided is None:
        return None
    try:
        day, _ = values.day(decided)
    except Unreadable:
        return None
    assert isinstance(day, date)
    return terms.year_of(day)
