"""The emulation year: what was registered for and what came of it, the statistical forms, the roll of honour."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.year import forms, honour, sought
from dienhinh.verdicts.ladder import year_of

WAYS = {
    "dang-ky": N_("Registered and achieved"),
    "bang-vang": N_("Roll of honour"),
    "bieu": N_("Statistical forms"),
}
MOST_BACK = 9


def main(page: Page) -> None:
    page.draw()
    words, now = page.words, year_of(page.view.on)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        page.draw_ways(N_("Part"), WAYS)
        years = list(range(now - MOST_BACK, now + 2))
        year = st.selectbox(words.t("Year"), years, index=years.index(now), key="year.year", width=160)
    {"dang-ky": sought, "bang-vang": honour, "bieu": forms}[page.way(WAYS)](page, year)


main(
    open_page(
        N_("Emulation year"), N_("What was registered for and what came of it; the forms that are handed in"),
        filters="date",
    )
)  # fmt: skip
