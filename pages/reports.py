"""Reports: the papers there are, made when asked for from a meeting's records, the present data or a scenario, and
shown as they will print; a whole file as one download; what sealed meetings have printed."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import keeper
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.office import particulars
from dienhinh.ui.parts.reports.made import paper
from dienhinh.ui.templates import templates
from dienhinh.verdicts.snapshot import Tampered

PAPER, OFFICE, TEMPLATE = "paper", "office", "template"


WAY_WORD = {PAPER: N_("Documents"), OFFICE: N_("The office"), TEMPLATE: N_("Templates")}


def main(page: Page) -> None:
    words = page.words
    way = page.way(WAY_WORD)
    page.draw()
    page.draw_ways(N_("What is shown"), WAY_WORD)
    try:
        {PAPER: paper, OFFICE: particulars, TEMPLATE: templates}[way](page)
    except Tampered:
        st.error(
            words.t("The meeting’s snapshot is damaged: it does not go with its fingerprint."), icon=":material/error:"
        )
    keeper.watch(words, False)


main(
    open_page(
        N_("Reports"), N_("Word, PowerPoint and Excel, from frozen or present data, as they will print"), filters="date"
    )
)
