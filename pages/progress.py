"""Progress: every candidate against every threshold, nearest first, and what is missing."""

from __future__ import annotations

import streamlit as st

from dienhinh.criteria import STATUSES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold
from dienhinh.locale.statuses import NODE_WORD, STATUS_MARK
from dienhinh.ui import address, data, keeper
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts import progress


def search(page: Page) -> None:
    """The name, code or unit searched for; diacritics need not be typed."""
    st.session_state["w.find"] = page.view.find
    st.text_input(
        page.words.t("Search by name, code or unit (diacritics not needed)"),
        key="w.find",
        type="search",
        placeholder=page.words.t("Search by name, code or unit (diacritics not needed)"),
        label_visibility="collapsed",
        width=520,
        on_change=address.changed("w.find", "find", lambda v: str(v).strip() or None),
    )


def found(page: Page, rows: list[int], wanted: str) -> list[int]:
    """The rows whose name, code or unit holds every word of ``wanted``."""
    if not wanted:
        return rows
    roster = page.assessment.roster
    texts = [
        fold(" ".join(map(str, r))) for r in roster.iloc[rows][["name", "code", "unit_name"]].itertuples(index=False)
    ]
    return [i for i, text in zip(rows, texts, strict=True) if all(word in text for word in wanted.split())]


def lacking(page: Page, rows: list[int]) -> list[int]:
    """The rows that lack the criterion asked for in the address, if one is."""
    criterion = page.view.lacks
    if criterion not in page.plan.criteria:
        return rows
    keep: set[int] = set()
    for result in page.assessment.tracks.values():
        if any(node.id == criterion for node in result.nodes):
            keep |= {int(r) for r, met in zip(result.rows, result.met[result.at(criterion)], strict=True) if not met}
    return [i for i in rows if i in keep]


def say_lacking(page: Page) -> None:
    """Say which criterion the list is narrowed to, and offer the whole list again."""
    criterion = page.plan.criteria.get(page.view.lacks or "")
    if criterion is not None:
        name, clear = st.columns([8, 2], vertical_alignment="center")
        name.info(page.words.t("Only those who lack: {what}", what=criterion.in_(page.words.lang)))
        clear.button(page.words.t("Show all"), on_click=address.put, args=("lacks", None), width="stretch")


def main(page: Page) -> None:
    words = page.words
    tables, order = data.routes(page.view.on)
    rows = lacking(page, found(page, page.chosen(order), fold(page.view.find)))
    track_of = page.assessment.roster["track"].astype(str).tolist()
    by_track = {t: [i for i in rows if track_of[i] == t] for t in page.assessment.tracks}
    every = progress.headings(page)
    shown = progress.chosen(page, every)
    page.draw()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search(page)
        progress.choose(page, every, shown)
    say_lacking(page)
    marks = " · ".join(f"{STATUS_MARK[s]} {words.t(NODE_WORD[s])}" for s in STATUSES)
    st.caption(f"{words.t('Each cell: have/need, + what is pending.')} {marks}")
    if not rows:
        st.info(words.t("Nobody matches. Clear the search or a filter."), icon=":material/search_off:")
    for track, mine in by_track.items():
        if mine:
            progress.draw(page, track, mine, tables[track], shown, every)
    keeper.learn(words)


main(open_page(N_("Progress"), N_("Every candidate against every threshold, nearest first")))
