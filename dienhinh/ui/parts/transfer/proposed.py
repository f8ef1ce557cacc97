"""What units have handed in, for the officer: which is looked at, returned with a reason; by when they are to."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dienhinh import clock
from dienhinh.exchange.sheets import XLSX
from dienhinh.kinds.sentence import N_
from dienhinh.store.proposals import Decided, HandingIn, Proposal, ask_for, content_of, give_back, handing_in, proposals
from dienhinh.ui import data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.waits import waits

STATE_WORD = {
    "SENT": N_("waits for an officer"),
    "ACCEPTED": N_("accepted"),
    "RETURNED": N_("returned"),
    "WITHDRAWN": N_("withdrawn"),
}
WHICH = "import.proposal"


def waiting(page: Page) -> Proposal | None:
    """What waits, where anything does; the one that is to be looked at as a dropped workbook is."""
    words, store = page.words, data.store()
    found = {p.id: p for p in proposals(store.cursor()) if p.state == "SENT"}
    asking(page)
    if not found:
        return None
    units = data.units(page.view.on)
    heading(
        words.t("Handed in by units · {n}", n=len(found)), words.t("each waits until you accept or return it (V.1)")
    )
    if st.session_state.get(WHICH) not in found:
        st.session_state.pop(WHICH, None)
    number = st.selectbox(
        words.t("Proposal"),
        list(found),
        index=None,
        format_func=lambda i: (
            f"{units.get(found[i].unit, found[i].unit)} · {clock.local(found[i].sent_at):%d/%m/%Y %H:%M}"
            f" · {words.t('{n} rows', n=found[i].n)} · {found[i].owner}"
        ),
        key=WHICH,
        placeholder=words.t("Choose one to look at it, or drop a workbook below"),
    )
    if number is None:
        return None
    one = found[number]
    if one.note:
        st.info(words.t("Note of the unit: {note}", note=one.note), icon=":material/chat:")
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    why = left.text_input(words.t("Why it is returned"), key="import.returned", max_chars=300).strip()

    def back() -> None:
        try:
            give_back(store, one, keeper.author_name(), why)
        except Decided:
            st.session_state["import.said"] = words.t("The unit has withdrawn it, or a colleague has decided.")
            return
        st.session_state["import.said"] = words.t("Returned to the unit, with the reason.")

    right.button(words.t("Return it"), key="import.return", on_click=back, width="stretch", **waits(words, why=why))
    give(
        words.t("Download the workbook (to change it, and drop it instead)"),
        lambda: content_of(store.cursor(), one.id),
        one.file,
        XLSX,
        "import.proposed",
    )
    return one


def asking(page: Page) -> None:
    """By when the units are to hand in; who has not is on the list of work."""
    words, store = page.words, data.store()
    asked = handing_in(store.cursor())
    label = (
        words.t("Units hand in by {due}, what is new since {since}", due=asked.due, since=asked.since)
        if asked
        else words.t("Ask the units to hand in (V.1)")
    )
    with st.expander(label, icon=":material/event_upcoming:"):
        left, middle, right = st.columns([2, 2, 2], vertical_alignment="bottom")
        since = left.date_input(
            words.t("What is new since"), asked.since if asked else clock.today(), format="DD/MM/YYYY", key="ask.since"
        )
        due = middle.date_input(
            words.t("To be handed in by"),
            asked.due if asked else clock.today() + timedelta(days=14),
            format="DD/MM/YYYY",
            key="ask.due",
        )
        if not (isinstance(since, date) and isinstance(due, date)):
            return
        wanted = HandingIn(since, due)
        right.button(
            words.t("Ask"),
            key="ask.go",
            on_click=ask_for,
            args=(store, wanted),
            width="stretch",
            **waits(words, changed=wanted != asked and since <= due),
        )
        if asked:
            st.button(words.t("Ask no longer"), key="ask.stop", on_click=ask_for, args=(store, None))
