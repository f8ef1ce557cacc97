"""On what a criterion on the screen rests: years, days of attestation."""

from __future__ import annotations

from collections.abc import Sequence

from dienhinh.criteria.leaves import Leaf
from dienhinh.locale.statuses import NODE_WORD
from dienhinh.reports.facts import Facts, Person


def where(facts: Facts, p: Person, leaves: Sequence[Leaf]) -> str:
    """The years and days on which a row rests."""
    plan, words = facts.o.snapshot.plan, facts.words
    found: list[str] = []
    for leaf in leaves:
        measure = plan.measures[str(leaf.criterion.measure)]
        if measure.kind in ("AWARD", "INITIATIVE"):
            said = _won(facts, p, measure.kind, measure.codes)
        elif measure.kind == "RATING":
            said = spans([y for y, r in zip(plan.period.years, p.ratings, strict=True) if r in measure.codes])
        elif measure.kind == "ATTESTATION" and leaf.have:
            day = _attested(facts, p, str(measure.criterion))
            said = words.t("attested {day}", day=day) if day else ""
        else:
            said = (
                words.t(NODE_WORD["ELIGIBLE"]) if leaf.met and measure.kind == "DISCIPLINE" and len(leaves) == 1 else ""
            )
        if said and said not in found:
            found.append(said)
    return "; ".join(found)


def spans(years: Sequence[int]) -> str:
    """Years in short: "2021–2023, 2025".

    >>> spans([2021, 2022, 2023, 2025])
    '2021–2023, 2025'
    """
    runs: list[list[int]] = []
    for y in years:
        if runs and y == runs[-1][-1] + 1:
            runs[-1].append(y)
        else:
            runs.append([y])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)


def _won(facts: Facts, p: Person, kind: str, codes: Sequence[str]) -> str:
    """The years in which it was won, and those that await their papers."""
    if kind == "AWARD":
        mine = [(a.year, a.pending) for a in p.awards if a.code in codes and not a.outside]
    else:
        every = [(i, False) for i in p.initiatives] + [(i, True) for i in p.waiting]
        mine = [(i.year, waits) for i, waits in every if i.level in codes and not i.outside]
    sure = ", ".join(str(y) for y, waits in sorted(mine) if not waits)
    waiting = ", ".join(str(y) for y, waits in sorted(mine) if waits)
    return "; ".join(x for x in (sure, facts.words.t("{years} awaited", years=waiting) if waiting else "") if x)


def _attested(facts: Facts, p: Person, criterion: str) -> str:
    """The day of the last attestation of a criterion known on the day."""
    records = facts.o.snapshot.records(p.code)["attestation"]
    days = [
        r["on_date"]
        for r in records.to_dict("records")
        if r["criterion"] == criterion and r["on_date"] <= facts.o.snapshot.on
    ]
    return facts.words.date(max(days)) if days else ""
