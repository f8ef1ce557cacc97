"""The ways still open, each with what is missing and by when."""

from __future__ import annotations

from typing import Any

from dienhinh.criteria import Route
from dienhinh.locale.verdicts import missing_parts
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc
from dienhinh.verdicts.countdown import Closing, needs_said


def routes(page: Page, row: int) -> str:
    """Every alternative, the nearest first and marked: what is missing, and by when it can be done."""
    assessment = page.assessment
    track, place = assessment.place(row)
    tables, _ = data.routes(page.view.on)
    return "".join(route_card(route, page) for route in tables[track].routes(place))


def route_card(route: Route, page: Page) -> str:
    words, plan = page.words, page.plan
    tags = [words.t("nearest")] if route.nearest else []
    if route.met:
        tags.append(words.t("met"))
    elif not route.feasible:
        tags.append(words.t("no longer possible"))
    elif not route.results:
        tags.append(words.t("papers only"))
    else:
        tags.append(words.t("earliest {year}", year=str(route.earliest_year)))
    name = " → ".join(plan.criteria[b].short.in_(words.lang) for b in route.alternative.branch) or words.t(
        "The only way"
    )
    lines = []
    for item in route.missing:
        for said in missing_parts(item, plan, words):
            lines.append(f"<li>{esc(said)}{esc(by_when(item, page))}</li>")
    body = (
        f"<ul>{''.join(lines)}</ul>{closes(page, route)}" if lines else f"<p>{esc(words.t('Nothing is missing.'))}</p>"
    )
    kind = "dh-route dh-near" if route.nearest else "dh-route"
    shown = "".join(f'<span class="dh-tag">{esc(t)}</span>' for t in tags)
    section = plan.criteria[route.alternative.id].section
    return (
        f'<section class="{kind}"><h3>{esc(name)} <span'
        f' class="dh-sec">{esc(section)}</span>{shown}</h3>{body}</section>'
    )


def closing(page: Page, route: Route) -> Closing | None:
    """When this way closes, if nothing more comes in; None where it does not."""
    who, way = page.view.who, route.alternative.id
    return next((c for c in data.closings(page.view.on) if c.code == who and c.way.id == way), None)


def closes(page: Page, route: Route) -> str:
    """By when what must come for this way, and how many days are left."""
    words, found = page.words, closing(page, route)
    if found is None:
        return ""
    days = (found.last - page.view.on).days
    said = words.t("{n} days left: {what}, by {day}", n=days, what=needs_said(found, words), day=found.last)
    return f'<p class="dh-due">{esc(said)}</p>'


def by_when(item: Any, page: Page) -> str:
    """The last day on which the results can still be decided; nothing where only papers are missing."""
    plan, words = page.plan, page.words
    if not item.results:
        return ""
    kind = plan.measures[str(item.criterion.measure)].kind
    if kind in ("AWARD", "INITIATIVE"):
        return " – " + words.t("to be decided by {day} at the latest", day=plan.deadline(plan.period.last_year))
    return " – " + words.t("by {day}", day=plan.period.end)
