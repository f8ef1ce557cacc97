"""The exemplar pipeline (IV): its stages, what must hold to enter each, and the counts by stage and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dienhinh.criteria.plan import Plan
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_


@dataclass(frozen=True)
class Doubt:
    """Something that should hold and does not; ``reason`` is a catalogue id, ``params`` fill it in."""

    reason: str
    params: Mapping[str, object]


def doubts(
    stage: str,
    on: date | None,
    entered: Mapping[str, date],
    *,
    status: str | None,
    nurturer: str | None,
    document_no: str | None,
    registered: int,
    at_most: int,
    replications: int,
    model: bool = False,
) -> list[Doubt]:
    """What speaks against entering ``stage`` on ``on``.

    ``entered``: the stages entered so far. ``status``: the candidate's on that day (of STATUSES; None: no candidate).
    ``registered``: how many others are registered already; ``at_most``: how many are sought (IV.1).
    ``model``: it is a model, which III does not judge.
    """
    found: list[Doubt] = []

    def say(reason: str, **params: object) -> None:
        found.append(Doubt(reason, params))

    place = STAGES.index(stage)
    if place and STAGES[place - 1] not in entered:
        say(N_("The stage before it has not been entered."))
    earlier = [d for s, d in entered.items() if STAGES.index(s) < place and on is not None and d > on]
    if earlier:
        say(N_("An earlier stage was entered later, on {day}."), day=max(earlier))
    if status is None and not model:
        say(N_("Not a candidate on that day: not yet joined, or has left."))
    if status == "OUT_OF_REACH" and not model and place < STAGES.index("CONG_NHAN"):
        say(N_("Cannot meet the criteria in this period any more."))
    if stage == "DANG_KY":
        if registered + 1 > at_most:
            say(N_("{n} are registered already; {most} are sought at most (IV.1)."), n=registered, most=at_most)
        if not document_no:
            say(N_("The registration list’s document number is missing."))
    if stage == "BOI_DUONG" and not nurturer:
        say(N_("No leader is in charge of the nurturing."))
    if stage == "CONG_NHAN" and not model and status not in (None, "ELIGIBLE"):
        say(N_("Not eligible on that day."))
    if stage == "NHAN_RONG" and not replications:
        say(N_("No unit has taken up the practice yet."))
    return found


def bounded(plan: Plan, registered: Iterable[date]) -> int:
    """How many of those registered on these days the 4–5 of IV.1 bound (P20): those of the period's first year, or all
    of the period."""
    whole = plan.setting("target_bounds") == "whole_period"
    return sum(whole or d.year <= plan.period.first_year for d in registered)


def stage_of(entered: Mapping[str, date], on: date) -> str | None:
    """The furthest stage entered by ``on``."""
    reached = [s for s in STAGES if s in entered and entered[s] <= on]
    return reached[-1] if reached else None


def by_year(entries: Iterable[tuple[str, date]], years: Sequence[int]) -> dict[str, list[int]]:
    """How many entered each stage in each of ``years``, from (stage, day) pairs.

    >>> by_year([("DANG_KY", date(2021, 3, 26)), ("DANG_KY", date(2022, 1, 5))], [2021, 2022])["DANG_KY"]
    [1, 1]
    """
    found = {s: [0] * len(years) for s in STAGES}
    for stage, day in entries:
        if day.year in years:
            found[stage][list(years).index(day.year)] += 1
    return found
