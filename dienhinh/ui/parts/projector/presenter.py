"""What only the presenter sees: what comes next, notes, the time, conclusions."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import streamlit as st

from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.reports.facts import Facts
from dienhinh.store.meetings import Sealed, StaleMeeting, change_meeting, conclude_all, conclusions, meeting
from dienhinh.ui import address, data, projector
from dienhinh.ui.frame import open_page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.parts.meeting.acts import FAULT, attempt
from dienhinh.ui.parts.meeting.conclude import one_conclusion
from dienhinh.ui.projector import Place
from dienhinh.ui.screens import PERSON, screen_html
from dienhinh.ui.waits import waits


def presenter(words: Words, held: Meeting, facts: Facts, screens: list[Any], now: str, place: Place) -> None:
    """What only the presenter sees: what is shown, what comes next, notes, the time."""
    at = next(i for i, s in enumerate(screens) if s.key == now)
    following = screens[at + 1].name if at + 1 < len(screens) else words.t("the end")
    show(
        f'<div class="dh-presenter"><h1>{at + 1}/{len(screens)} · {esc(screens[at].name)}</h1>'
        f"<p>{esc(words.t('Next: {name}', name=following))}</p></div>"
    )
    left, right = st.columns([11, 9], gap="large")
    with left:
        show(f'<div class="dh-small">{screen_html(now, facts, screens)}</div>')
    with right:
        times(words, place)
        key = f"stage.note.{held.id}.{now}"

        def noted() -> None:
            fresh = meeting(data.store().cursor(), held.id)
            if fresh is None:
                return
            notes = {k: v for k, v in {**fresh.notes, now: st.session_state[key].strip()}.items() if v}
            try:
                change_meeting(data.store(), replace(fresh, notes=notes))
            except (StaleMeeting, Sealed):
                st.session_state["stage.fault"] = words.t(
                    "The note was not saved: the meeting is closed, or somebody else is changing it."
                )

        st.text_area(
            words.t("Notes for this screen"),
            held.notes.get(now, ""),
            key=key,
            height=220,
            on_change=noted,
            disabled=held.state == "CLOSED",
        )
        jump(words, screens, now, place)
        before, after = st.columns(2)
        before.button(
            words.t("Previous"),
            icon=":material/arrow_back:",
            width="stretch",
            disabled=at == 0,
            on_click=go,
            args=(screens[max(at - 1, 0)].key, place),
            key="stage.back",
        )
        after.button(
            words.t("Next"),
            icon=":material/arrow_forward:",
            width="stretch",
            disabled=at + 1 == len(screens),
            on_click=go,
            args=(screens[min(at + 1, len(screens) - 1)].key, place),
            key="stage.next",
            type="primary",
        )
        concluded(words, held, facts, now)
        spent = [[s.name, projector.clock(place.spent[s.key])] for s in screens if place.spent.get(s.key, 0) >= 1]
        if spent:
            headings = [words.t(h) for h in (N_("Screen"), N_("Time spent"))]
            show(table(headings, spent, numbers=(1,)))


def jump(words: Words, screens: list[Any], now: str, place: Place) -> None:
    """Any screen at once; the projector follows."""
    names = {s.key: f"{i}. {s.name}" for i, s in enumerate(screens, start=1)}
    st.session_state["stage.jump"] = now
    st.selectbox(
        words.t("Jump to a screen"),
        list(names),
        format_func=names.__getitem__,
        key="stage.jump",
        on_change=lambda: go(str(st.session_state["stage.jump"]), place),
    )


def concluded(words: Words, held: Meeting, facts: Facts, now: str) -> None:
    """The conclusion and the votes on the candidate shown, entered while the screen stays."""
    code = now.removeprefix(PERSON)
    if not now.startswith(PERSON) or held.state != "OPEN" or code not in facts.o.snapshot.row_of:
        return
    box = st.expander(words.t("Conclusion"), key="stage.conclude", on_change="rerun")
    if not box.open:
        return
    with box:
        page = open_page(N_("Projector"), N_("Conclusion"), filters="none")
        old = conclusions(data.store().cursor(), held.id).get(code)
        turn = f"stage.{code}.{old.version if old else 0}"
        made = one_conclusion(page, held, facts.o.snapshot, old, [code], turn)

        def keep() -> None:
            assert made is not None
            kept = replace(made, code=code, version=old.version if old else 0)
            attempt(page, lambda: conclude_all(data.store(), held, [kept]))

        st.button(
            words.t("Keep the conclusion"), key="stage.conclude.keep", on_click=keep, **waits(words, filled=made),
            type="primary",
        )  # fmt: skip
        if fault := st.session_state.pop(FAULT, None):
            st.error(fault)


@st.fragment(run_every="1s")
def times(words: Words, place: Place) -> None:
    """The time on this screen and of the whole."""
    here, whole = projector.clock(place.here()), projector.clock(time.monotonic() - place.begun)
    show(f'<p class="dh-clock"><b>{here}</b> {esc(words.t("on this screen, {all} in all", all=whole))}</p>')


def go(screen: str, place: Place) -> None:
    place.go(screen)
    address.put("man", screen)
