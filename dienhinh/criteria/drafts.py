"""The next period's plan: cloned from the one in force, written as a file, told apart from it, tried on other years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomli_w
from pydantic import ValidationError

from dienhinh.criteria.faults import of_model
from dienhinh.criteria.plan import Plan
from dienhinh.criteria.planfile import Fault, faults

TABLES = ("measure", "criterion", "track", "policy", "milestone", "duty")
HEADS = ("number", "issued", "title", "issuer", "period", "target")
NOTE = "# {what}: made by the program from {base}; docs/plan-file.md explains each key.\n\n"


def next_period(plan: Plan, first_year: int, last_year: int, today: date) -> Plan:
    """A draft for ``first_year``–``last_year`` cloned from ``plan``: its years, wherever they stand in its texts and
    milestones, moved on; its number and day still to be given.

    Raises ValueError when the years do not make a period.
    """
    by = first_year - plan.period.first_year
    said = _moved(plan.model_dump(exclude_defaults=True), plan, by)
    said["id"] = f"du-thao-{first_year}-{last_year}"
    said["version"], said["draft"], said["based_on"] = 1, True, f"{plan.id} v{plan.version}"
    said["number"], said["issued"] = f"…/KH ({first_year}–{last_year})", today
    said["period"] = {"first_year": first_year, "last_year": last_year, "attested_within": True}
    for milestone in said.get("milestone", []):
        milestone["due"] = _same_day(milestone["due"], by)
    return Plan.model_validate(said)


def _same_day(day: date, by: int) -> date:
    year = day.year + by
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _moved(value: Any, plan: Plan, by: int) -> Any:
    """Every year of the plan's period inside a text, ``by`` years later."""
    if isinstance(value, dict):
        return {k: _moved(v, plan, by) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_moved(v, plan, by) for v in value]
    if isinstance(value, str):
        years = "|".join(map(str, plan.period.years))
        return re.sub(rf"(?<!\d)({years})(?!\d)", lambda m: str(int(m.group()) + by), value)
    return value


def over_years(plan: Plan, first_year: int, last_year: int) -> Plan:
    """The same thresholds counted over other years, to try a plan on a history that is there already."""
    said = plan.model_dump()
    said["period"] |= {"first_year": first_year, "last_year": last_year}
    return Plan.model_validate(said)


def write_plan(plan: Plan) -> str:
    """The plan as the text of a plan file; reading it again gives the same plan."""
    said = _plain(plan.model_dump(exclude_defaults=True, exclude_none=True))
    head = NOTE.format(what="DỰ THẢO (draft), not in force" if plan.draft else "Plan", base=plan.based_on or plan.id)
    return head + tomli_w.dumps(said)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value


def checked_plan(said: dict[str, Any]) -> tuple[Plan | None, list[Fault]]:
    """A plan put together piece by piece, and everything wrong with it: (path of keys, reason, words). The plan is
    None where it is not even well formed."""
    try:
        plan = Plan.model_validate(said)
    except ValidationError as error:
        return None, [
            (tuple(e["loc"]), "“{key}” is not right: {why}", {"key": str(e["loc"][-1]), "why": of_model(e)})
            for e in error.errors()
        ]
    return plan, list(faults(plan))


@dataclass(frozen=True)
class Difference:
    """One thing that two plans say differently: the table ("" for the head), the item's id, the key, its section, and
    what the old and the new say (None: it is not there)."""

    table: str
    id: str
    key: str
    section: str
    before: Any
    after: Any


def differences(old: Plan, new: Plan) -> list[Difference]:
    """Everything that ``new`` says differently from ``old``, in the order of the plan file; items go by their id, so
    that one moved is no difference."""
    one, two = (p.model_dump() for p in (old, new))
    by = new.period.first_year - old.period.first_year
    for milestone in one["milestone"]:  # its id carries the year: the same milestone of the next period has another
        milestone["id"] = _moved(milestone["id"], old, by)
    found = [Difference("", "", key, "", one[key], two[key]) for key in HEADS if one[key] != two[key]]
    for table in TABLES:
        found += _of_table(table, _by_id(one[table]), _by_id(two[table]))
    return found


def _by_id(items: tuple[dict[str, Any], ...]) -> dict[str, dict[str, Any]]:
    return {item.get("id") or f"{item['section']} {i}": item for i, item in enumerate(items)}


def _of_table(table: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        section = str((now or was or {}).get("section") or "")
        if was is None or now is None:
            text = {lang: (now or was or {}).get(lang) for lang in ("vi", "en")}
            yield Difference(table, name, "", section, None if was is None else text, None if now is None else text)
            continue
        for key in dict.fromkeys([*was, *now]):
            if key != "id" and was.get(key) != now.get(key):
                yield Difference(table, name, key, section, was.get(key), now.get(key))
