"""A second judge of plan 198, record by record and in plain Python, written from plan-198.md and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.histories import History

FIRST, LAST, END = 2021, 2025, date(2025, 12, 31)
Three = tuple[int, int, int]


@dataclass(frozen=True)
class Verdict:
    track: str
    status: str
    counts: dict[str, Three]
    due: int


def known(year: int, decided: date | None, on: date, first: int = FIRST) -> bool:
    return first <= year <= LAST and (decided or date(year, 12, 31)) <= on


def judge(h: History, on: date, choices: Mapping[str, str] = {}) -> Verdict | None:
    """The verdict on ``on``; None for who is no candidate that day. ``choices``: of P14–P18 and P21, where not as in
    force."""
    first = 1 if choices.get("P17") == "yes" else FIRST  # awards, titles, initiatives of earlier years
    higher = ("BK_TTG", "HC") if choices.get("P18") == "yes" else ()

    awards = h.awards
    if choices.get("P21") == "merit_only":  # titles are given for nothing else
        titles = ("CSTDCS", "LDTT", "CSTD_TINH")
        awards = tuple(a for i, a in enumerate(awards) if a[0] in titles or h.ground_of(i) in (None, "CONG_TRANG"))

    def lapsed(year: int, state: str) -> bool:
        return choices.get("P15") == "lapses" and state == "PENDING" and on > date(year + 1, 6, 30)

    if h.collective:
        if (h.founded and h.founded > on) or (h.dissolved and h.dissolved < on):
            return None
        track, began = "TAP_THE", h.founded.year if h.founded else FIRST
    else:
        held = [leads for begun, until, leads in h.posts if begun <= on and (until is None or until >= on)]
        if not held:
            return None
        track, began = "COT_CAN" if any(held) else "CHUYEN_MON", min(begun for begun, _, _ in h.posts).year
    years = [y for y in range(FIRST, LAST + 1) if y >= began]
    due = [y for y in years if on >= date(y, 12, 31)]
    still_open = [y for y in years if on <= date(y + 1, 6, 30)]

    def decisions(*codes: str) -> Three:
        seen = [
            (y, s)
            for c, y, d, s in awards
            if c in codes and known(y, d, on, first) and s in ("CONFIRMED", "PENDING") and not lapsed(y, s)
        ]
        have = sum(s == "CONFIRMED" for _, s in seen)
        free = sum(max(1 - sum(year == y for year, _ in seen), 0) for y in still_open)
        return have, len(seen) - have, free

    def title_years(code: str) -> Three:
        sure = {y for c, y, d, s in awards if c == code and known(y, d, on, first) and s == "CONFIRMED"}
        maybe = {
            y for c, y, d, s in awards if c == code and known(y, d, on, first) and s == "PENDING" and not lapsed(y, s)
        } - sure
        return len(sure), len(maybe), len([y for y in still_open if y not in sure | maybe])

    def initiatives() -> Three:
        sure, maybe = [], []
        for level, y, d, recognised, applied in h.initiatives:
            if level == "CO_SO" or not known(y, d, on, first) or recognised is False or applied is False:
                continue
            (sure if recognised and applied else maybe).append(y)
        return len(sure), len(maybe), len([y for y in still_open if y not in sure + maybe])

    ratings = {y: code for y, code, d in h.ratings if known(y, d, on)}
    unrated = sum(y not in ratings for y in due)

    def attested(section: str) -> Three:
        said = [(when, result) for s, when, result in h.attestations if s == section and when <= on]
        last = max(said)[1] if said else None
        return int(last == "CONFIRMED"), int(last in (None, "REVOKED")), int(last == "REFUSED" and on < END)

    ever = [
        until
        for begun, until in h.disciplines
        if begun <= min(on, END) and (until is None or until >= date(FIRST, 1, 1))
    ]
    in_force = [until for begun, until in h.disciplines if begun <= on and (until is None or until >= on)]
    mends = bool(in_force) and on < END and all(until is not None and until < END for until in in_force)
    counts = {
        "attested_II_2": attested("II.2"),
        "attested_III_1_a": attested("III.1.a"),
        "attested_III_2_a": attested("III.2.a"),
        "attested_III_2_b": attested("III.2.b"),
        "no_discipline": (
            (int(not ever), 0, 0) if choices.get("P16") == "within_period" else (int(not in_force), 0, int(mends))
        ),
        "last_excellent": (
            int(bool(due) and ratings.get(due[-1]) == "HTXSNV"),
            int(bool(due) and due[-1] not in ratings),
            len([y for y in years if y not in due and ratings.get(y, "HTXSNV") == "HTXSNV"]),
        ),
        "good_years": (sum(ratings.get(y) in ("HTXSNV", "HTTNV") for y in due), unrated, 0),
        "excellent_years": (
            sum(code == "HTXSNV" for code in ratings.values()),
            unrated,
            len([y for y in years if y not in due and y not in ratings]),
        ),
        "provincial_certificates": decisions("BK_TINH", *higher),
        "foreign_ministry_certificates": decisions("BK_BNG"),
        "ministry_certificates": decisions("BK_BNG", "BK_BO_NGANH_TW"),
        "grassroots_fighter_years": title_years("CSTDCS"),
        "provincial_initiatives": initiatives(),
    }
    for status, parts in (("ELIGIBLE", 1), ("PENDING", 2), ("ON_TRACK", 3)):
        n = {name: sum(three[:parts]) for name, three in counts.items()}
        if meets(track, n, len(due)) and (track == "TAP_THE" or excels(n, len(due), choices.get("P14", "attested"))):
            return Verdict(track, status, counts, len(due))
    return Verdict(track, "OUT_OF_REACH", counts, len(due))


def excels(n: dict[str, int], due: int, reading: str) -> bool:
    """What P14 asks of an individual's ratings."""
    return {
        "attested": True,
        "none_below_good": n["good_years"] >= due,
        "one_excellent": n["excellent_years"] >= 1,
        "last_excellent": n["last_excellent"] >= 1,
    }[reading]


def meets(track: str, n: dict[str, int], due: int) -> bool:
    """The thresholds of II.2 and III."""
    if not n["attested_II_2"] or not n["no_discipline"]:
        return False
    bk, bng, ministry = n["provincial_certificates"], n["foreign_ministry_certificates"], n["ministry_certificates"]
    fighter = n["grassroots_fighter_years"]
    if track == "TAP_THE":
        rated_well = n["good_years"] >= due and n["excellent_years"] >= 3
        return bool(n["attested_III_1_a"]) and rated_well and (bk >= 2 or (bk >= 1 and bng >= 1))
    if not n["attested_III_2_a"] or not n["attested_III_2_b"]:
        return False
    if track == "COT_CAN":
        return n["provincial_initiatives"] >= 1 or bk >= 2 or (bk >= 1 and ministry >= 1) or fighter >= 3
    return (bk >= 1 and fighter >= 1) or fighter >= 2
