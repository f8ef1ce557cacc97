"""Projector: a meeting's screens, full width, by keyboard; and the presenter's view beside it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dienhinh.access.acting import may
from dienhinh.access.roles import Act
from dienhinh.locale import Words
from dienhinh.reports.facts import Facts, Occasion
from dienhinh.reports.offices import office_of
from dienhinh.store.meetings import conclusions, meeting
from dienhinh.ui import address, data, projector, visitor
from dienhinh.ui.frame import MEETING
from dienhinh.ui.html import show
from dienhinh.ui.parts.projector.presenter import go, presenter
from dienhinh.ui.parts.projector.trying import act, trying
from dienhinh.ui.projector import ON_SCREEN, PRESENTER, Place
from dienhinh.ui.screens import COVER, PERSON, SUMMARY, screen_html, screens_of
from dienhinh.verdicts.snapshot import Snapshot, Tampered
from dienhinh.verdicts.trying import Tried, tried_on

Seen = tuple[Snapshot, str]


def nothing(words: Words) -> None:
    visitor.draw(words)
    st.info(words.t("Open a meeting first, then show it from there."), icon=":material/groups:")
    if may(Act.READ):
        st.page_link(MEETING, label=words.t("Review meeting"), icon=":material/groups:", query_params=address.link())
    st.stop()


@st.fragment(run_every="1s")
def follow(place: Place, shown: tuple[str | None, Tried | None]) -> None:
    """Follow the place that all windows of the meeting share."""
    if (place.screen, place.tried) != shown:
        if place.screen:
            address.put("man", place.screen)
        st.rerun()


view = address.current()
words = Words(view.lang)
projector.style()
held = meeting(data.store().cursor(), view.hop) if view.hop else None
if held is None or held.state == "PREPARED":
    nothing(words)
assert held is not None
try:
    frozen = data.frozen(held)
    _ = frozen.assessment
except Tampered:
    st.error(
        words.t("The meeting’s snapshot is damaged: it does not go with its fingerprint."), icon=":material/error:"
    )
    st.stop()
base = Occasion(
    frozen, office_of(data.store().cursor()), held.held_on, held, conclusions(data.store().cursor(), held.id)
)
screens = screens_of(Facts(base, words))
known = {s.key for s in screens}
shared = view.vai in (ON_SCREEN, PRESENTER)
place = (
    projector.place_of(data.database_path(), held.id) if shared else st.session_state.setdefault("stage.own", Place())
)
wanted = place.screen if shared and place.screen in known else view.man
now = wanted if wanted in known else COVER
if place.screen != now:
    place.go(now)
if view.man != now:
    address.put("man", now)
seen: Seen | None = tried_on(frozen, place.tried, words) if place.tried else None
o = replace(base, snapshot=seen[0], scenario=seen[1]) if seen else base
if seen and now.startswith(PERSON) and now.removeprefix(PERSON) not in seen[0].row_of:
    place.tried, o = None, base  # on the other date this one is no candidate
facts = Facts(o, words)
if fault := st.session_state.pop("stage.fault", None):
    st.toast(fault, icon=":material/error:")
if view.vai == PRESENTER:
    presenter(words, held, facts, screens, now, place)
else:
    show(screen_html(now, facts, screens))
projector.keyboard(words, screens, now, lambda key: go(key, place), lambda what: act(what, held, frozen, place, words))
if now.startswith((PERSON, SUMMARY)):
    with st.container(key="stage_try_presenter" if view.vai == PRESENTER else "stage_try"):
        trying(words, frozen, place)
        if place.tried is not None:
            with st.container(horizontal=True):
                st.button(words.t("Keep it"), key="stage.keep", on_click=act, args=("keep", held, frozen, place, words))
                st.button(
                    words.t("Drop it (Esc)"), key="stage.drop", on_click=act, args=("drop", held, frozen, place, words)
                )
if shared:
    follow(place, (place.screen, place.tried))
