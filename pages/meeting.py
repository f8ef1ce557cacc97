"""Review meeting: prepared (who is discussed, in which order), opened on frozen data, concluded, sealed."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.store.meetings import (
    meeting,
    meetings,
)
from dienhinh.ui import address, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROJECTOR, REPORTS, Page, open_page
from dienhinh.ui.html import table
from dienhinh.ui.parts.meeting.acts import DONE, FAULT, STATE_TEXT, choose
from dienhinh.ui.parts.meeting.agenda import agenda, last_one
from dienhinh.ui.parts.meeting.conclude import concluding
from dienhinh.ui.parts.meeting.particulars import particulars
from dienhinh.ui.parts.meeting.steps import steps
from dienhinh.verdicts.snapshot import Snapshot, Tampered


def main(page: Page) -> None:
    words = page.words
    found = {m.id: m for m in meetings(data.store().cursor())}
    page.draw()
    for key, tell in ((FAULT, st.error), (DONE, st.success)):
        if said_of := st.session_state.pop(key, None):
            tell(said_of)
    held = choose(page, found)
    if held is None:
        st.info(
            words.t(
                "Choose a meeting, or prepare a new one: who is eligible or waits for papers is put on its agenda."
            ),
            icon=":material/groups:",
        )
        keeper.watch(words, False)
        st.stop()
    held = meeting(data.store().cursor(), held.id) or held
    frozen: Snapshot | None = None
    if held.state != "PREPARED":
        try:
            frozen = data.frozen(held)
            _ = frozen.assessment  # judged anew: raises where the verdicts are not those frozen
        except Tampered:
            st.error(
                words.t("The meeting’s snapshot is damaged: it does not go with its fingerprint."),
                icon=":material/error:",
            )
            st.stop()
    if frozen is not None:
        a, b, c = st.columns(3)
        link = address.link(hop=str(held.id))
        a.page_link(
            PROJECTOR,
            label=words.t("Show on the projector"),
            icon=":material/slideshow:",
            query_params={**link, "vai": "chieu", "man": "bia"},
        )
        b.page_link(
            PROJECTOR,
            label=words.t("Presenter’s view"),
            icon=":material/co_present:",
            query_params={**link, "vai": "dieu-hanh", "man": "bia"},
        )
        c.page_link(REPORTS, label=words.t("Papers of the meeting"), icon=":material/description:", query_params=link)
    left, right = st.columns([12, 8], gap="large")
    with left:
        if frozen is not None:
            concluding(page, held, frozen)
        if held.state != "CLOSED":
            with st.expander(words.t("Particulars"), expanded=held.state == "PREPARED"):
                particulars(page, held)
            agenda(page, held, frozen.assessment if frozen else data.standing(held.assessed_on).assessment)
        last_one(page, held, found, frozen.assessment if frozen else data.standing(held.assessed_on).assessment)
    with right:
        heading(words.t("The meeting is {state}", state=words.t(STATE_TEXT[held.state])))
        steps(page, held, frozen)
        if held.tried:
            headings = [words.t(h) for h in (N_("When"), N_("Tried in the meeting"), N_("Effect"))]
            heading(
                words.t("Tried and kept"),
                words.t("never official"),
                table(headings, [[t["at"], t["said"], t["effect"]] for t in held.tried]),
            )
    keeper.watch(words, False)


main(open_page(N_("Review meeting"), N_("Prepared, opened on frozen data, shown, concluded, sealed"), filters="date"))
