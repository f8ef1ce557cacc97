"""The statistical forms that a department hands in (0602, 0603, the summary by unit, that of 21 columns), counted from
decisions; and beside them what the records do not tell, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from dienhinh.kinds.codes import CODES_OF_KIND, COMMENDATIONS, TITLES
from dienhinh.kinds.post import LEADER_CLASSES
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.fold import fold
from dienhinh.locale.names import code_name
from dienhinh.store.office_year import decisions, sought

Row = dict[str, Any]
COLLECTIVE = "COLLECTIVE"
OF_PEOPLE = tuple(c.code for c in LEADER_CLASSES)
THEMES = ("CHUYEN_DE", "PHONG_TRAO")
"""A movement is rewarded as a theme: the forms have one column for both."""
WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("for merit"), ("CONG_TRANG",)),
    (N_("for a theme, a movement"), THEMES),
    (N_("ad hoc"), ("DOT_XUAT",)),
    (N_("external relations"), ("DOI_NGOAI",)),
    (N_("for a course of contribution"), ("CONG_HIEN",)),
    (N_("for years of service"), ("NIEN_HAN",)),
    (N_("for the resistance wars"), ("KHANG_CHIEN",)),
)
GROUPED_WAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *WAYS[:3],
    (N_("other kinds"), tuple(c for _, codes in WAYS[3:] for c in codes)),
)
SUBJECTS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    (N_("collective"), lambda r: bool(r["kind"] == COLLECTIVE)),
    (N_("leader"), lambda r: class_of(r) in ("LD_TINH", "LD_SO")),
    (N_("deputy head of division and up"), lambda r: class_of(r) == "PHO_PHONG"),
    (N_("those directly working"), lambda r: class_of(r) == "TRUC_TIEP"),
)
STATE_LEVEL = ("HC", "AHLD", "CO_TD_CP", "BK_TTG", "CSTD_TQ")
"""Form 0602: medals, honorary titles, the Government's flag, the Prime Minister's certificate, CSTĐ national."""
OFFICE_LEVEL = ("BK_TINH", "BK_BNG", "BK_BO_NGANH_TW", "CSTD_TINH", "CSTD_BO", "CO_TD_TINH", "CO_TD_BO", "KNC")
"""Form 0603: certificates, CSTĐ, flags of province and ministry, badges."""
ELSEWHERE = frozenset({"BK_KHAC", "HT_KHAC", "DH_KHAC"})
"""Only said to be "another": which column of a form is theirs, the records do not tell."""

UNTOLD = {
    "AWAITED": N_("awaits its decision: not counted"),
    "NO_DAY": N_("no decision date: counted by its year"),
    "NO_WAY": N_("the kind of commendation is not stated: in no column by kind"),
    "NO_CLASS": N_("the medal’s class is not stated"),
    "NO_POST": N_("no post in that year: in no class of people"),
    "OTHER": N_("only “another” is stated: in the summary by unit alone"),
    "GUESSED": N_("the class of people is read from the position’s name"),
}
"""Why a decision is not, or not surely, where it belongs."""

TOP = re.compile(r"\b(bo truong|thu truong|(chu tich|bi thu)\b.*\b(tinh|thanh pho)|bi thu tinh uy)\b")
HEAD = re.compile(r"^(?:(?:q|quyen)\s+)*(?:pho\s+)?(?:giam doc|gd|pgd|tong giam doc|(?:tong )?cuc truong|vu truong"
                  r"|vien truong|dai su|tong lanh su|lanh dao)\b")  # fmt: skip
UNDER = re.compile(r"\b(trung tam|phong|chi nhanh|ban quan ly|benh vien|xi nghiep)\b")
"""A director of such a body under the department is no leader of the department."""
MEDAL = re.compile(r"\bhang\s+(nhat|nhi|ba|i{1,3}|[123])\b")
CLASSES = {"nhat": "I", "nhi": "II", "ba": "III", "i": "I", "ii": "II", "iii": "III", "1": "I", "2": "II", "3": "III"}


def guessed_class(position: str | None, leads: bool) -> str:
    """The class that a post stands for, by its name and whether it leads.

    >>> guessed_class("Phó Giám đốc Sở", True), guessed_class("Giám đốc Trung tâm", True), guessed_class("", False)
    ('LD_SO', 'PHO_PHONG', 'TRUC_TIEP')
    """
    if not leads:
        return "TRUC_TIEP"
    said = fold(position or "")
    if TOP.search(said):
        return "LD_TINH"
    return "LD_SO" if HEAD.match(said) and not UNDER.search(said) else "PHO_PHONG"


def class_of(r: Row) -> str | None:
    """The class of the person a decision names: as recorded with the post, else guessed; None for collectives, and
    where no post is recorded."""
    if r["kind"] == COLLECTIVE or (r["unit_code"] is None and r["leader_class"] is None):
        return None
    return r["leader_class"] or guessed_class(r["position"], bool(r["leads"]))


def medal(label: str | None) -> tuple[str, str | None]:
    """A medal's name and class (I, II, III) out of the decision's own words.

    >>> medal("Huân chương Lao động hạng Ba"), medal("Huân chương Hữu nghị")
    (('Huân chương Lao động', 'III'), ('Huân chương Hữu nghị', None))
    """
    text = " ".join((label or "").split())
    found = MEDAL.search(fold(text))
    if found is None:
        return text or "Huân chương", None
    said = re.split(r"\s+hạng\s+", text, flags=re.IGNORECASE)[0]
    return said, CLASSES[found[1]]


@dataclass(frozen=True)
class Table:
    """A form: its name (a catalogue id), groups over its columns (text, how many), the columns, the rows: first cell
    text, the others numbers or None (no record could tell). ``note``: what is to be known of it."""

    name: str
    groups: tuple[tuple[str, int], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Untold:
    """A decision and why it is not, or not surely, where it belongs (a key of :data:`UNTOLD`)."""

    row: Row
    why: str


@dataclass(frozen=True)
class Statistics:
    """All forms for the days from ``first`` to ``last``."""

    first: date
    last: date
    tables: tuple[Table, ...]
    untold: tuple[Untold, ...]
    decided: int


def reporting_year(year: int) -> tuple[date, date]:
    """The days that a year's forms report on: from 15 December of the year before on, as they are due on that day."""
    return date(year - 1, 12, 15), date(year, 12, 15) - timedelta(days=1)


def statistics(cursor: duckdb.DuckDBPyConnection, first: date, last: date, words: Words) -> Statistics:
    """The forms for decisions between two days (both included); proposals: decisions that were asked for in these days
    or awarded, and registrations sent on. Texts in the reader's words."""
    found = decisions(cursor, first, last)
    sent = [
        r
        for year in range(first.year - 1, last.year + 1)
        for r in sought(cursor, year, last)
        if r["registered"] and r["state"] is None and r["sent_on"] is not None and first <= r["sent_on"] <= last
    ]
    decided = [r for r in found if r["state"] == "CONFIRMED"]
    tables = (
        _by_subject(N_("Form 0602: State level"), decided, STATE_LEVEL, words),
        _by_subject(N_("Form 0603: ministry and province"), decided, OFFICE_LEVEL, words),
        _by_unit(decided, words),
        _of_21_columns(found, sent, words),
    )
    return Statistics(first, last, tables, tuple(_untold(found)), len(decided))


def _by_subject(name: str, decided: Sequence[Row], codes: Sequence[str], words: Words) -> Table:
    t = words.t
    people = [next(c.word for c in LEADER_CLASSES if c.code == code) for code in OF_PEOPLE]
    head = (
        t("Title or form of commendation"),
        t("All"),
        t("collective"),
        t("enterprise"),
        t("household"),
        *(t(w) for w in people),
        *(t(w) for w, _ in WAYS),
    )
    groups = (("", 2), (t("by subject"), 3 + len(people)), (t("by kind of commendation"), len(WAYS)))
    rows = []
    for code in codes:
        mine = [r for r in decided if r["code"] == code]
        for text, some in _parts(code, mine):
            by_way = code in COMMENDATIONS
            rows.append(
                (
                    text,
                    len(some),
                    sum(r["kind"] == COLLECTIVE for r in some),
                    None,
                    None,
                    *(sum(class_of(r) == k for r in some) for k in OF_PEOPLE),
                    *(sum(r["ground"] in w for r in some) if by_way else None for _, w in WAYS),
                )
            )
    return Table(name, groups, head, tuple(rows), t("An office records neither enterprises nor households: blank."))


def _parts(code: str, mine: Sequence[Row]) -> Iterable[tuple[str, list[Row]]]:
    """A form's lines for a code: of medals one by name and class."""
    if code != "HC":
        yield code_name(code), list(mine)
        return
    names: dict[tuple[str, str], list[Row]] = {}
    for r in mine:
        name, klass = medal(r["label"])
        names.setdefault((name, klass or ""), []).append(r)
    for (name, klass), some in sorted(names.items()):
        yield (f"{name} hạng {klass}" if klass else name), some
    if not mine:
        yield code_name(code), []


def _by_unit(decided: Sequence[Row], words: Words) -> Table:
    codes = [c for c in CODES_OF_KIND["AWARD"] if any(r["code"] == c for r in decided)]
    units = {r["unit_code"]: r["unit_name"] for r in decided}
    rows: list[tuple[str | int | None, ...]] = []
    for unit, name in sorted(units.items(), key=lambda u: fold(str(u[1] or ""))):
        mine = [r for r in decided if r["unit_code"] == unit]
        rows.append((str(name or words.t("no unit recorded")), *_each(mine, codes), len(mine)))
    rows.append((words.t("All"), *_each(decided, codes), len(decided)))
    head = (words.t("Unit"), *(code_name(c) for c in codes), words.t("All"))
    return Table(N_("Summary by unit"), (), head, tuple(rows))


def _of_21_columns(found: Sequence[Row], sent: Sequence[Row], words: Words) -> Table:
    t = words.t
    asked = [*found, *sent]
    rows = []
    codes = [c for c in CODES_OF_KIND["AWARD"] if any(r["code"] == c for r in asked)]
    for i, code in enumerate(codes, start=1):
        mine = [r for r in asked if r["code"] == code]
        done = [r for r in mine if r["state"] == "CONFIRMED"]
        rows.append(
            (
                i,
                code_name(code),
                len(mine),
                len({r["who"] for r in mine}),
                len({r["who"] for r in done}),
                *_by_way_and_subject(code, done),
            )
        )
    groups = (("", 2), (t("proposals and decisions"), 3), *((t(w), len(SUBJECTS)) for w, _ in GROUPED_WAYS))
    subjects = [t(w) for w, _ in SUBJECTS]
    asked_for = (t("proposals"), t("subjects proposed"), t("subjects decided"))
    head = (t("No. (row)"), t("Title or form of commendation"), *asked_for, *subjects * len(GROUPED_WAYS))
    note = t("Emulation titles are no commendation of a kind: they stand under merit.")
    return Table(N_("Summary of 21 columns"), groups, head, tuple(rows), note)


def _by_way_and_subject(code: str, done: Sequence[Row]) -> Iterable[int | None]:
    """A form's figures by kind of commendation and subject; a title's, which is of no kind, under merit."""
    title = code in TITLES
    for place, (_, way) in enumerate(GROUPED_WAYS):
        mine = done if title else [r for r in done if r["ground"] in way]
        for _, is_one in SUBJECTS:
            yield None if title and place else sum(map(is_one, mine))


def _each(some: Sequence[Row], codes: Sequence[str]) -> list[int]:
    return [sum(r["code"] == c for r in some) for c in codes]


def _untold(found: Sequence[Row]) -> Iterable[Untold]:
    for r in found:
        if r["state"] == "PENDING":
            yield Untold(r, "AWAITED")
        if r["state"] != "CONFIRMED":
            continue
        if r["decided_on"] is None:
            yield Untold(r, "NO_DAY")
        if r["code"] in COMMENDATIONS and r["ground"] is None:
            yield Untold(r, "NO_WAY")
        if r["code"] == "HC" and medal(r["label"])[1] is None:
            yield Untold(r, "NO_CLASS")
        if r["code"] in ELSEWHERE:
            yield Untold(r, "OTHER")
        if r["kind"] != COLLECTIVE and class_of(r) is None:
            yield Untold(r, "NO_POST")
        elif r["kind"] != COLLECTIVE and r["leader_class"] is None:
            yield Untold(r, "GUESSED")
