"""Attestations: who is not attested yet for II.2, III.1.a, III.2.a, III.2.b; given or refused for many at once."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import clashes, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.attest.work import TICKED, attested_criteria, work_list
from dienhinh.ui.parts.attest.writing import LOST, SAID, form


def main(page: Page) -> None:
    words = page.words
    choices = {c.id: c for c in attested_criteria(page)}
    page.draw()
    slot = st.empty()
    if said := st.session_state.pop(SAID, None):
        slot.success(said, icon=":material/check_circle:")
    if clashes.held():
        people = page.assessment.roster
        clashes.ask(words, dict(zip(people["candidate_id"], people["name"], strict=True)))
        keeper.watch(words, True)
        st.stop()
    chosen = choices[
        st.selectbox(
            words.t("Criterion"),
            list(choices),
            format_func=lambda c: f"{choices[c].section} · {choices[c].in_(words.lang)}",
            key="attest.criterion",
        )
    ]
    everybody = st.toggle(words.t("Also those already attested"), key="attest.everybody")
    frame = work_list(page, chosen, everybody)
    left, right = st.columns([13, 6], gap="large")
    ticked: list[int] = []
    with left:
        heading(words.t("{n} on the list", n=len(frame)), words.t("tick them, then say it once on the right"))
        if page.plan.measures[str(chosen.measure)].criterion in page.plan.rated_sections:
            st.caption(words.t("⚠: a due year rated below good, or none excellent; what is attested should answer it."))
        if len(frame):
            event = st.dataframe(
                frame,
                key=f"attest.list.{chosen.id}.{data.store().revision}",
                hide_index=True,
                height=480 if len(frame) > 12 else "content",
                on_select="rerun",
                selection_mode="multi-row",
                alt=words.t("Who is to be attested for {section}", section=chosen.section),
            )
            ticked = list(event["selection"]["rows"])
            seen = (chosen.id, data.store().revision)
            before, had = st.session_state.get(TICKED, (seen, False))
            if had and not said and before != seen and before[0] == chosen.id:
                st.session_state[LOST] = True
            st.session_state[TICKED] = (seen, bool(ticked))
        else:
            st.info(words.t("Everybody is attested for this criterion."), icon=":material/done_all:")
    with right:
        form(page, chosen, frame[words.t("Code")].iloc[ticked].tolist())
    keeper.watch(words, bool(ticked))


main(open_page(N_("Attestations"), N_("Who is not attested yet; given or refused for many at once")))
