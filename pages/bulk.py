"""Enter in bulk: a year's ratings for everybody in one grid; one decision that rewards many people, said once."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import clashes, editor, keeper
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.bulk.cells import people_of
from dienhinh.ui.parts.bulk.grid import grid
from dienhinh.ui.parts.bulk.many import decision

GRID, DECISION = "grid", "decision"


WAY_WORD = {GRID: N_("Ratings, in a grid"), DECISION: N_("One decision for many")}


@st.fragment
def entry(page: Page, people: pd.DataFrame, way: str) -> None:
    """The part that is typed into; a cell redraws this part alone, a save the whole page."""
    if clashes.held() or editor.SAID in st.session_state:
        st.rerun()
    unsaved = grid(page, people) if way == GRID else decision(page, people)
    keeper.watch(page.words, unsaved)


def main(page: Page) -> None:
    words = page.words
    people = people_of(page)
    page.draw()
    editor.tell(page)
    if clashes.held():
        clashes.ask(words, dict(zip(people["candidate_id"], people["name"], strict=True)))
        keeper.watch(words, True)
    else:
        way = st.segmented_control(
            words.t("What to enter"),
            list(WAY_WORD),
            format_func=lambda w: words.t(WAY_WORD[w]),
            default=GRID,
            required=True,
            key="bulk.way",
            label_visibility="collapsed",
        )
        entry(page, people, str(way))


main(open_page(N_("Enter in bulk"), N_("Many ratings in one grid; one decision for many people"), filters="none"))
