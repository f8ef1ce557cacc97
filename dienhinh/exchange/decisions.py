"""When two entries are one decision (P5): their numbers as people spell them, their dates where only one has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dienhinh.exchange import awards, values
from dienhinh.exchange.problems import Unreadable
from dienhinh.exchange.reading import Row
from dienhinh.locale.fold import fold

Dated = dict[tuple[str | None, str, int, str], date]


def dated_awards(rows: Sequence[Row], who_has: Callable[[str | None], str | None]) -> Dated:
    """The dates of a sheet's decisions by who, code, year and number; read without remarks."""
    found: Dated = {}
    for row in rows:
        try:
            number, day = values.text(row.values.get("decision_no"))[0], values.day(row.values.get("decided_on"))[0]
            year, issuer = values.year(row.values.get("year"))[0], values.text(row.values.get("issuer"))[0]
            code, _ = awards.award(str(row.values.get("award") or ""), str(issuer) if issuer else None)
            who = who_has(str(values.text(row.values.get("code"))[0] or ""))
        except Unreadable:
            continue
        if number and isinstance(day, date) and isinstance(year, int):
            found[who, code, year, decision_key(str(number))] = day
    return found


def alike(name: str, one: object, other: object) -> bool:
    """Whether two rows say the same under ``name``; a decision's number may be spelt in two ways."""
    if name == "decision_no" and one and other:
        return decision_key(str(one)) == decision_key(str(other))
    return one == other


def decision_key(number: str) -> str:
    """A decision's number as compared: 123/QĐ-UBND, 123/QD-UBND and 123 / QĐ – UBND are one.

    >>> decision_key("123 / QÐ–UBND")
    '123/qd/ubnd'
    """
    return "/".join(fold(number).split())


def award_identity(kind: str, code: str, year: int, number: str | None, decided: date | None) -> str:
    """What makes two entries the same award (P5): for a commendation its decision, whatever its code; for a title also
    the code and the year, since one decision may recognise several; without a number, code, year and date."""
    when = decided.isoformat() if decided else ""
    if number is None:
        return f"?|{code}|{year}|{when}"
    decision = f"{decision_key(number)}|{when or f'~{year}'}"
    return f"{decision}|{code}|{year}" if kind == "TITLE" else decision
