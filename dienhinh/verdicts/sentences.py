"""The verdict in sentences: who, which status on which day, by which way, the decisions counted, what awaits papers,
what does not count and why, what is still missing and until when. Made from the tree; each names only its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Route, explain
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import REASON_WORD
from dienhinh.locale.verdicts import STATUS_OF, missing_text

COUNTED, AWAITED, ASIDE = "COUNTED", "AWAITED", "ASIDE"
STANDING, MISSING, UNTIL = "STANDING", "MISSING", "UNTIL"
LEFT_OUT = ("NOT_YET_KNOWN", "OTHER_LEVEL", "NOT_LAST", "NOT_DUE", "SUPERSEDED", "ENDED", "OUTSIDE_PERIOD")
"""Reasons of which nothing is said: what is not yet there, or was never meant to count here."""
SAID_OF = {COUNTED: N_("{what} ({have}/{need}): {items}."), AWAITED: N_("Awaiting papers for {what}: {items}.")}


@dataclass(frozen=True)
class Sentence:
    """One sentence: its part, its text, and the ids of the records that it names."""

    part: str
    text: str
    evidence: tuple[int, ...] = ()


def sentences(
    assessment: Assessment,
    row: int,
    route: Route,
    facts: pd.DataFrame,
    names: Mapping[int, str],
    words: Words,
    closes: date | None = None,
) -> list[Sentence]:
    """The verdict of the candidate in ``row``, along ``route`` (the nearest way).

    ``facts``: rows of the ``fact`` view of the candidate (see ``criteria.explain``). ``names``: each record's id → what
    it is called with its decision. ``closes``: the last day of that way, where it has one.
    """
    plan, on = assessment.plan, assessment.on
    person = assessment.roster.iloc[row]
    track = plan.tracks[str(person["track"])]
    status = STATUSES[assessment.status[row]]
    way = " → ".join(plan.criteria[b].short.in_(words.lang) for b in route.alternative.branch)
    who = words.t(
        "On {day}, {name} ({code}), judged as {track} ({section}), is: {status}.",
        day=on,
        name=person["name"],
        code=person["code"],
        track=track.in_(words.lang).lower(),
        section=track.section,
        status=words.t(STATUS_OF[status]).lower(),
    )
    found = [Sentence(STANDING, who)]
    if way and status != "OUT_OF_REACH":
        word = N_("The criteria are met by this way: {way}.") if route.met else N_("The nearest way: {way}.")
        found.append(Sentence(STANDING, words.t(word, way=way)))
    start, told = int(person["start_year"]), set[int]()
    for leaf in route.alternative.leaves:
        every = explain(plan, str(leaf.measure), facts, on, start)
        lines = every[every["evidence"].notna()].to_dict("records")
        m, what = plan.measure_index[str(leaf.measure)], leaf.short.in_(words.lang)
        have = int(assessment.counts.have[m, row])
        need = int(assessment.counts.due[row]) if leaf.need == "due_years" else int(leaf.need or 0)
        for part, role in ((COUNTED, "HAVE"), (AWAITED, "PENDING")):
            ids = [int(x["evidence"]) for x in lines if x["role"] == role]
            if ids:
                text = words.t(SAID_OF[part], what=what, have=have, need=need, items=_items(ids, names))
                found.append(Sentence(part, text, tuple(ids)))
        for reason in dict.fromkeys(str(x["reason"]) for x in lines if x["role"] == "NOT"):
            ids = [int(x["evidence"]) for x in lines if x["role"] == "NOT" and x["reason"] == reason]
            ids = [i for i in ids if i not in told]
            if ids and reason not in LEFT_OUT:
                told |= set(ids)
                why = words.t(REASON_WORD[reason])
                text = words.t("Does not count for {what} ({why}): {items}.", what=what, why=why,
                               items=_items(ids, names))  # fmt: skip
                found.append(Sentence(ASIDE, text, tuple(ids)))
    if not route.met and status != "OUT_OF_REACH":
        found.append(Sentence(MISSING, words.t("Still missing: {what}.", what=missing_text(route, plan, words))))
        if closes is not None:
            left = (closes - on).days
            found.append(Sentence(UNTIL, words.t("Until {day} ({n} days left).", day=closes, n=left)))
    return found


def _items(ids: Sequence[int], names: Mapping[int, str]) -> str:
    return "; ".join(names.get(i, f"#{i}") for i in ids)
