"""Overview: how many are eligible against the 4–5 sought, who is near, who is rising, what closes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh.criteria import STATUSES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.store.views import kept_views
from dienhinh.ui import address, data, keeper
from dienhinh.ui.chart import Chart, heading, legend, look
from dienhinh.ui.frame import PROGRESS, Page, open_page
from dienhinh.ui.html import show
from dienhinh.ui.parts.analysis import chart_of
from dienhinh.ui.parts.analysis_data import answer
from dienhinh.ui.parts.figures import closing, draw_nearest, kpis, nearest
from dienhinh.ui.parts.gains import holding, pipeline, progress, won
from dienhinh.ui.parts.standings import by_group, by_year, rising
from dienhinh.verdicts.questions import Question

MOST_PINS = 6


def listing(page: Page, rows: list[int]) -> None:
    """Where the page is filtered: the way to the list of exactly those."""
    if page.filtered:
        label = page.words.t("See the list ({n})", n=len(rows))
        st.page_link(PROGRESS, label=label, icon=":material/list:", query_params=address.link())


def card(name: str) -> Any:
    return st.container(border=True, key=f"dh-card-{name}", height="stretch")


def grid(charts: Sequence[tuple[str, Chart | None]], widths: Sequence[int]) -> None:
    for column, (name, chart) in zip(st.columns(widths, gap="small"), charts, strict=True):
        with column, card(name):
            if chart:
                chart.draw()
            else:
                st.caption(page.words.t("Nothing is recorded yet."))


def drawn(page: Page, build: Callable[..., Chart | None], *more: list[int]) -> Chart | None:
    """A chart of the page, worked out once for as long as neither the data nor the view change."""
    view = page.view
    said = (view.track, view.unit, view.status, view.lang, look().dark, build.__name__)
    return _drawn(*data.seen(view.on), said, build, page, more)


@st.cache_resource(show_spinner=False, max_entries=256)
def _drawn(
    path: Path, digest: str, on: date, revision: int, said: tuple[Any, ...], _build: Any, _page: Page, _more: Any
) -> Chart | None:
    found: Chart | None = _build(_page, *_more)
    return found


def pinned(page: Page) -> list[tuple[str, Chart]]:
    """The questions that were put on the overview, each answered as its page would."""
    found: list[tuple[str, Chart]] = []
    for view in kept_views(data.store().cursor()):
        if view.pinned and len(found) < MOST_PINS:
            title = (view.name, page.words.t("a question kept, put here by a reader"))
            question = Question.read(view.query.get("q"))
            chart = chart_of(page, question, answer(page, question), f"chart.pin.{view.id}", title)
            if chart:
                found.append((f"pin-{view.id}", chart))
    return found


page = open_page(N_("Overview"), N_("Who is eligible, who is near, what is missing"))
_, order = data.routes(page.view.on)
rows = page.chosen(order)
numbers, near, years = kpis(page, rows), nearest(page, rows), drawn(page, by_year)
groups, held, up = drawn(page, by_group, rows), drawn(page, holding, rows), drawn(page, rising)
awards, funnel_, spread_ = drawn(page, won, rows), drawn(page, pipeline), drawn(page, progress, rows)
soon = closing(page, rows)
labels = [(look().status(s), f"{STATUS_MARK[s]} {page.words.t(STATUS_WORD[s])}") for s in STATUSES]
pins = pinned(page)
page.draw(numbers)
listing(page, rows)
left, middle, right = st.columns([12, 11, 9], gap="small")
with left, card("rising"):
    if up:
        up.draw()
with middle, card("groups"):
    if groups:
        groups.draw()
with right, card("nearest"):
    draw_nearest(page, near)
grid((("awards", awards), ("stages", funnel_), ("progress", spread_)), [12, 11, 9])
show(legend(labels))
left, right = st.columns(2, gap="small")
with left, card("years"):
    if years:
        years.draw()
with right, card("holding"):
    if held:
        held.draw()
    if soon:
        heading(
            page.words.t("What closes next"),
            page.words.t("if nothing more comes in; ways of those not yet eligible"),
            soon,
        )
for name, chart in pins:
    with card(name):
        chart.draw()
if len(page.standing.apart):
    st.caption(page.words.t("No candidates on this date: {names}", names=page.words.list(page.standing.apart["name"])))
keeper.learn(page.words)
