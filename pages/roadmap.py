"""Roadmap: the plan's milestones, and the exemplars from discovery to replication."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import clashes, editor, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show
from dienhinh.ui.parts.roadmap.board import board, registration, replications
from dienhinh.ui.parts.roadmap.due import countdown_of, left_by_meetings
from dienhinh.ui.parts.roadmap.milestones import milestones
from dienhinh.ui.parts.roadmap.pipeline import Pipeline, counts, is_closed
from dienhinh.ui.parts.roadmap.work import choose, work_on

MILESTONES, EXEMPLARS = "milestones", "exemplars"
WAY_WORD = {EXEMPLARS: N_("Exemplars"), MILESTONES: N_("Milestones")}


def exemplars(page: Page) -> bool:
    words = page.words
    pipe = Pipeline(page)
    show(counts(page, pipe))
    if pipe.ids:
        heading(
            words.t("Exemplars by stage"),
            words.t("the day each stage was entered; △ after the assessment date"),
            board(page, pipe),
        )
    else:
        st.info(
            words.t("Nobody is in the pipeline yet. Choose a candidate below and enter “Discovered”."),
            icon=":material/route:",
        )
    candidate = choose(page, pipe)
    unsaved = work_on(page, pipe, candidate) if candidate is not None and not is_closed(page) else False
    left, right = st.columns(2, gap="large")
    with left:
        registration(page, pipe)
    with right:
        replications(page, pipe)
    return unsaved


def main(page: Page) -> None:
    words = page.words
    page.draw()
    editor.tell(page)
    if clashes.held():
        both = pd.concat([page.assessment.roster, page.standing.apart])
        clashes.ask(words, dict(zip(both["candidate_id"], both["name"], strict=True)))
        unsaved = True
    else:
        page.draw_ways(N_("Part"), WAY_WORD)
        unsaved = milestones(page) if page.way(WAY_WORD) == MILESTONES else exemplars(page)
        left_by_meetings(page)
        countdown_of(page)
    keeper.watch(words, unsaved)


main(
    open_page(
        N_("Roadmap"), N_("The plan’s milestones, and the exemplars from discovery to replication"), filters="date"
    )
)
