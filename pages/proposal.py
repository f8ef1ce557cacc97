"""A unit's proposals: what its clerk hands in for an officer to accept, and what became of it (V.1)."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import keeper, visitor
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.proposal.handing import asked, entered, sent
from dienhinh.ui.people import everybody


def main(page: Page) -> None:
    words, unit = page.words, visitor.own_unit() or ""
    people = everybody(page)
    page.draw()
    if unit not in people:
        st.error(words.t("The unit {code} of this account is not recorded.", code=unit), icon=":material/error:")
        st.stop()
    asked(page, unit)
    left, right = st.columns([13, 8], gap="large")
    with left:
        heading(
            words.t("Hand in: {unit}", unit=people[unit]["name"]),
            words.t("records of your unit and its people; an officer accepts them or returns them with a reason"),
        )
        entered(page, unit, people)
    with right:
        sent(page, unit)
    keeper.watch(words, False)


main(open_page(N_("Hand in"), N_("What your unit hands in, and what became of it (V.1)"), filters="none"))
