"""Registered against achieved: what each person and unit registered for in a year, and where its proposal lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.store.aside import OFFICE, remembered
from dienhinh.store.office_year import sought

STATES = {
    "REGISTERED": N_("registered, not sent on yet"),
    "RETURNED": N_("sent back"),
    "SENT": N_("sent on, no decision yet"),
    "AWAITED": N_("awaiting its decision"),
    "ACHIEVED": N_("achieved"),
    "REFUSED": N_("not granted"),
    "BESIDE": N_("achieved without registration"),
}
"""Where a proposal lies, in the order in which it moves."""
OPEN = ("REGISTERED", "RETURNED")
"""Those that the office itself has to move."""


@dataclass(frozen=True)
class Sought:
    """One title or form that one candidate sought in a year: where it lies, and what the record says of each step."""

    candidate_id: int
    who: str
    name: str
    collective: bool
    code: str
    state: str
    registered_on: date | None
    sent_on: date | None
    sent_to: str | None
    returned_on: date | None
    returned_why: str | None
    decision_no: str | None
    decided_on: date | None


def registered(cursor: duckdb.DuckDBPyConnection, year: int, on: date) -> list[Sought]:
    """All that was sought or achieved for ``year``, as known on ``on``; in Vietnamese name order."""
    return [
        Sought(
            int(r["candidate_id"]),
            str(r["who"]),
            str(r["name"]),
            r["kind"] == "COLLECTIVE",
            str(r["code"]),
            state_of(r, on),
            *(r[c] for c in ("registered_on", "sent_on", "sent_to", "returned_on", "returned_why", "decision_no",
                             "decided_on")),
        )
        for r in sought(cursor, year, on)
    ]  # fmt: skip


def state_of(r: dict[str, Any], on: date) -> str:
    """Where it lies on ``on``. A decision ends it, whatever was recorded of its way; sent on again after it came back,
    it is with whom it was sent to."""
    if not r["registered"]:
        return "BESIDE"
    if r["state"] is not None:
        return {"CONFIRMED": "ACHIEVED", "PENDING": "AWAITED", "REFUSED": "REFUSED"}[str(r["state"])]
    sent, back = (d if d is not None and d <= on else None for d in (r["sent_on"], r["returned_on"]))
    if back is not None and (sent is None or sent <= back):
        return "RETURNED"
    return "SENT" if sent is not None else "REGISTERED"


def sending_day(said: str, year: int) -> date | None:
    """A day of ``year`` written dd/mm; None where it is no such day.

    >>> sending_day("10/12", 2024), sending_day("31/2", 2024), sending_day("", 2024)
    (datetime.date(2024, 12, 10), None, None)
    """
    found = re.fullmatch(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*", said)
    try:
        return date(year, int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def to_send(cursor: duckdb.DuckDBPyConnection, on: date, most_ahead: timedelta) -> list[tuple[Sought, date | None]]:
    """What the office itself has to move: registered for this year or the last and not sent on, or sent back; with the
    day on which it must be with the province (None: the office has not said it). Of a day further ahead than
    ``most_ahead`` only what came back."""
    said = str((remembered(cursor, OFFICE) or {}).get("sends_by") or "")
    found: list[tuple[Sought, date | None]] = []
    for year in (on.year - 1, on.year):
        due = sending_day(said, year)
        for s in registered(cursor, year, on):
            soon = (due is not None and due <= on + most_ahead) or (due is None and year < on.year)
            if s.state == "RETURNED" or (s.state == "REGISTERED" and soon):
                found.append((s, due))
    return found


def as_json(s: Sought) -> dict[str, Any]:
    """A row for scripts; keys are promised in docs/cli.md."""

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "code": s.who,
        "name": s.name,
        "award": s.code,
        "state": s.state,
        "registered_on": day(s.registered_on),
        "sent_on": day(s.sent_on),
        "sent_to": s.sent_to,
        "returned_on": day(s.returned_on),
        "returned_why": s.returned_why,
        "decision_no": s.decision_no,
        "decided_on": day(s.decided_on),
    }


def lies_said(s: Sought, words: Words) -> str:
    """Where it lies, in words: since when, with whom, why."""
    told = words.t(STATES[s.state])
    day = {"REGISTERED": s.registered_on, "SENT": s.sent_on, "RETURNED": s.returned_on}.get(s.state)
    if s.state == "SENT" and s.sent_to:
        told = words.t("sent to {whom}, no decision yet", whom=s.sent_to)
    if s.state in ("ACHIEVED", "BESIDE"):
        number = words.t("decision {no}", no=s.decision_no) if s.decision_no else ""
        day = s.decided_on
        told += f": {number}" if number else ""
    if day is not None:
        told += f" ({words.date(day)})"
    if s.state == "RETURNED" and s.returned_why:
        told += f": {s.returned_why}"
    return told


def by_unit(found: Sequence[Sought], unit_of: dict[int, str]) -> list[tuple[str, Counter[str]]]:
    """Per unit (its code; ``unit_of``: candidate → unit) how many lie where; units by code."""
    units: dict[str, Counter[str]] = {}
    for s in found:
        units.setdefault(unit_of.get(s.candidate_id, ""), Counter())[s.state] += 1
    return sorted(units.items())
