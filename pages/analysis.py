"""Analysis: questions of one's own; the answer as bars, lines, a heat map or a table, kept under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import address, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROGRESS, Page, open_page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.analysis import chart_of, sheet_of
from dienhinh.ui.parts.analysis_data import answer as answered
from dienhinh.ui.tables import download
from dienhinh.verdicts.questions import BY, ON_DAYS, ORDERS, SHAPES, VALUES, WHAT, Question, dimensions, values

EXAMPLES = (
    ("AWARD.unit.kind.n.bars.value", N_("Awards by unit and kind")),
    ("AWARD.unit.year.head.heat.value", N_("Awards a head, unit by year")),
    ("RATING.year.kind.share.bars.name", N_("Ratings year by year")),
    ("PROGRESS.unit.year.n.lines.value", N_("Progress of units")),
    ("STATUS.unit.kind.share.bars.value", N_("Statuses in units, as shares")),
    ("INITIATIVE.unit.kind.n.bars.value", N_("Initiatives by unit and level")),
)
"""Questions that offices ask; each fills in the choices."""


def ask(question: Question) -> None:
    address.put("q", str(question.mended))


def choice(
    page: Page, label: str, field: str, codes: Iterable[str], said: Callable[[str], str], question: Question
) -> None:
    """One of the question's choices; what it says now stands in the address."""
    key = f"w.q.{field}"
    st.session_state[key] = getattr(question, field)
    st.selectbox(
        page.words.t(label),
        list(codes),
        format_func=said,
        key=key,
        on_change=lambda: ask(replace(question, **{field: st.session_state[key]})),
    )


def choices(page: Page, question: Question) -> None:
    words = page.words
    able = dimensions(question.what)
    across = ["", *(b for b in able if b != question.rows)]
    shapes = [s for s in SHAPES if s != "lines" or "year" in (question.rows, question.across)]
    counted: list[str] = ["n"] if question.what == "PROGRESS" else list(values(question.rows, question.across))

    def by(code: str) -> str:
        if code == "kind" and question.what == "STATUS":
            return words.t("Status")
        return words.t(BY[code]) if code else words.t("(nothing)")

    asked: list[tuple[str, str, Iterable[str], Callable[[str], str]]] = [
        (N_("What"), "what", WHAT, lambda c: words.t(WHAT[c])),
        (N_("By"), "rows", able, by),
        (N_("Across"), "across", across, by),
        (N_("Counted as"), "value", counted, lambda c: words.t(VALUES[c])),
        (N_("Shown as"), "shape", shapes, lambda c: words.t(SHAPES[c])),
        (N_("Ordered"), "order", ORDERS, lambda c: words.t(ORDERS[c])),
    ]
    for column, one in zip(st.columns([5, 4, 4, 4, 4, 4]), asked, strict=True):
        with column:
            choice(page, *one, question)


def examples(page: Page) -> None:
    with st.container(horizontal=True, gap="small"):
        st.caption(page.words.t("For instance:"), width="content")
        for said, name in EXAMPLES:
            st.button(page.words.t(name), key=f"q.{said}", type="tertiary", on_click=ask, args=(Question.read(said),))


def answer(page: Page, question: Question, rows: list[int]) -> None:
    words = page.words
    whole = answered(page, question)
    found = chart_of(page, question, whole, f"chart.analysis.{question}")
    if found is None:
        st.info(words.t("Nothing is recorded that would answer this."), icon=":material/search_off:")
        return
    frame, percents = sheet_of(page, question, whole)
    with st.container(border=True, key="dh-card-answer"):
        if question.shape == "table":
            heading(*found.title)
            show(table(found.head, found.rows, numbers=found.numbers))
        else:
            found.draw()
        with st.container(horizontal=True, vertical_alignment="center"):
            said = " · ".join(found.title)
            download(
                words,
                frame,
                words.t("Analysis"),
                said,
                f"phan-tich-{page.view.on.isoformat()}.xlsx",
                "q.download",
                percents,
            )
            label = words.t("See the list ({n})", n=len(rows))
            st.page_link(PROGRESS, label=label, icon=":material/list:", query_params=address.link())
    if question.what not in ON_DAYS:
        st.caption(
            words.t("Confirmed and known on the day, of the plan’s period; people count in the unit they are in.")
        )


def main(page: Page) -> None:
    question = Question.read(page.view.q)
    _, order = data.routes(page.view.on)
    rows = page.chosen(order)
    page.draw()
    choices(page, question)
    examples(page)
    answer(page, question, rows)
    keeper.learn(page.words)


main(open_page(N_("Analysis"), N_("Questions of your own, kept under a name")))
