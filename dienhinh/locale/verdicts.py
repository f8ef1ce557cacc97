"""Verdicts in sentences: the plan's name, the statuses, what a route still asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from dienhinh import kinds
from dienhinh.criteria import STATUSES, Missing, Plan, Route
from dienhinh.kinds.codes import SERVICE
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name

STATUS_TEXT = (N_("Eligible"), N_("Papers pending"), N_("Striving"), N_("Out of reach in this period"))
"""Catalogue ids of the statuses, in the order of STATUSES."""
STATUS_OF = dict(zip(STATUSES, STATUS_TEXT, strict=True))


def plan_name(plan: Plan, words: Words) -> str:
    """The plan as verdicts name it: its number and version."""
    return words.t("Plan {number}, version {version}", number=plan.number, version=str(plan.version))


def sought(plan: Plan, words: Words) -> str:
    """How many exemplars the plan seeks, with its section (IV.1 of 198)."""
    target = plan.target
    return words.t(
        "· {low}–{high} sought ({section})", low=target.at_least, high=target.at_most, section=target.section
    )


LACKS = {k.fact: k.lacks for k in kinds.FACTS} | {
    SERVICE: (N_("{what}: {n} more years"), N_("{what}: {n} more years"), N_("{what}: {n} years short")),
    "MEMBERS": (
        N_("{what}: papers of members are awaited"),
        N_("{what}: results of members are still missing ({years})"),
        N_("{what}: not reached"),
    ),
}
"""Catalogue ids by what is measured: papers to complete, results to achieve, what nothing can bring any more."""


def missing_parts(item: Missing, plan: Plan, words: Words) -> list[str]:
    """What one leaf still lacks, a sentence each for papers, results and what is no longer possible."""
    measure = plan.measures[str(item.criterion.measure)]
    kind = "MEMBERS" if measure.members else measure.kind
    what = item.criterion.short.in_(words.lang)
    years = words.list(str(y) for y in dict.fromkeys(item.years))
    amounts = (item.papers, item.results, item.blocked)
    return [words.t(said, what=what, n=n, years=years) for said, n in zip(LACKS[kind], amounts, strict=True) if n]


def papers_text(route: Route, plan: Plan, words: Words) -> str:
    """What a route asks for that only papers can give: decisions, statements, attestations."""
    return _text(route, plan, words, lambda item: missing_parts(item, plan, words)[:1] if item.papers else [])


def missing_text(route: Route, plan: Plan, words: Words) -> str:
    """What a route still asks for, in one line: what has to be achieved or completed, then what has to be attested."""
    return _text(route, plan, words, lambda item: missing_parts(item, plan, words))


def _text(route: Route, plan: Plan, words: Words, said: Callable[[Missing], list[str]]) -> str:
    """Leaf by leaf what is ``said`` of it; what has to be attested comes last, together."""
    parts, unattested = [], []
    for item in route.missing:
        if item.papers and plan.measures[str(item.criterion.measure)].kind == "ATTESTATION":
            unattested.append(item.criterion.short.in_(words.lang))
        else:
            parts += said(item)
    if unattested:
        parts.append(words.t("to be attested: {names}", names=words.list(unattested)))
    return "; ".join(parts)


def why_not_said(since: date, facts: Sequence[Mapping[str, Any]], post: date | None, words: Words) -> str:
    """Since when a candidate is out of reach, and what closed the way on that day."""
    if facts:
        what = words.list(_fact_said(f, words) for f in facts)
        return words.t(
            "Out of reach since {day}, by {what}. Were it otherwise, it would still have been possible.",
            day=since,
            what=what,
        )
    if post is not None:
        return words.t(
            "Out of reach since {day}: with the post held since {post}, what is missing could no longer be achieved.",
            day=since,
            post=post,
        )
    return words.t(
        "Out of reach since {day}: the years that could still have brought what is missing are over.", day=since
    )


def _fact_said(fact: Mapping[str, Any], words: Words) -> str:
    if fact["kind"] == "ATTESTATION":
        return words.t(
            "the attestation of {section}, refused on {day}", section=fact["criterion"], day=fact["known_on"]
        )
    if fact["kind"] == "DISCIPLINE":
        until = words.date(fact["until"]) if fact["until"] else "…"
        return words.t(
            "the measure {name} ({begun} – {until})",
            name=code_name(fact["code"]),
            begun=fact["decided_on"],
            until=until,
        )
    if fact["kind"] == "RATING":
        return words.t("the rating {name} of {year}", name=code_name(fact["code"]), year=str(fact["year"]))
    return words.t("{name} {year}, refused", name=code_name(fact["code"]), year=str(fact["year"]))
