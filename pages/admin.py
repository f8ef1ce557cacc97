"""Administration: accounts, who is signed in, the trail, backups, how the installation is."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import keeper, visitor
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.admin.health import health, trail
from dienhinh.ui.parts.admin.people import accounts, sessions, tokens, told
from dienhinh.ui.parts.transfer.outward import backups, restores

WAYS = {
    "tai-khoan": N_("Accounts"),
    "dau-vet": N_("Trail"),
    "sao-luu": N_("Backups"),
    "suc-khoe": N_("Health"),
}


def main(page: Page) -> None:
    page.draw()
    page.draw_ways(N_("Administration"), WAYS)
    way, kept = page.way(WAYS), visitor.accounts()
    if way == "sao-luu":
        left, right = st.columns([1, 2], gap="large")
        with left:
            backups(page)
        with right:
            restores(page)
    elif way == "suc-khoe":
        health(page, kept)
    elif kept is None:
        st.info(page.words.t(visitor.ELSEWHERE), icon=":material/info:")
    elif way == "dau-vet":
        trail(page, kept)
    else:
        told(page)
        accounts(page, kept)
        sessions(page, kept)
        tokens(page, kept)
    keeper.watch(page.words, False)


main(open_page(N_("Administration"), N_("Accounts, trail, backups, health"), filters="none", empty_too=True))
