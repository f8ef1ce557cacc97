"""What a button of a meeting does, and what became of it; which meeting is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Status
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.reports.fields import MEETING_WORD
from dienhinh.reports.papers import VIETNAMESE
from dienhinh.store.meetings import (
    Concluded,
    Sealed,
    StaleMeeting,
    WrongVotes,
    add_meeting,
)
from dienhinh.ui import address, data, keeper
from dienhinh.ui.frame import Page
from dienhinh.ui.waits import waits

FAULT, DONE = "meeting.fault", "meeting.done"
STATE_TEXT = {"PREPARED": N_("being prepared"), "OPEN": N_("open"), "CLOSED": N_("closed and sealed")}


def attempt(page: Page, work: Callable[[], object], done: str = "") -> None:
    """From a button: do it, and say so where somebody else was faster or the meeting is sealed."""
    words = page.words
    try:
        work()
    except StaleMeeting:
        st.session_state[FAULT] = words.t(
            "Somebody else has changed this meanwhile: nothing was saved. Look at it again."
        )
    except Sealed:
        st.session_state[FAULT] = words.t("The meeting is not open: nothing was saved.")
    except WrongVotes as error:
        st.session_state[FAULT] = (
            words.t("Nothing was saved: say first who of the members with a vote was present.")
            if error.voters is None
            else words.t(
                "Nothing was saved: the votes on {codes} do not add up to the {n} present with a vote.",
                codes=words.list(error.codes),
                n=error.voters,
            )
        )
    except Concluded as error:
        st.session_state[FAULT] = words.t(
            "Nothing was saved: {codes} have a conclusion; take it back first.", codes=words.list(error.codes)
        )
    else:
        if done:
            st.session_state[DONE] = done


def choose(page: Page, found: dict[int, Meeting]) -> Meeting | None:
    words = page.words
    left, middle, right = st.columns([7, 4, 3], vertical_alignment="bottom")
    st.session_state["w.hop"] = page.view.hop if page.view.hop in found else None
    left.selectbox(
        words.t("Meeting"),
        list(found),
        index=None,
        key="w.hop",
        placeholder=words.t("Choose one, or prepare a new one"),
        format_func=lambda n: (
            f"{words.date(found[n].held_on)} · {found[n].title} · {words.t(STATE_TEXT[found[n].state])}"
        ),
        on_change=address.changed("w.hop", "hop", lambda v: str(v) if v else None),
    )
    with middle:
        who = keeper.author(words)
    with right.popover(words.t("A new meeting"), icon=":material/add:", width="stretch"):
        kind = str(
            st.selectbox(
                words.t("Kind of meeting"),
                list(MEETING_WORD),
                format_func=lambda k: words.t(MEETING_WORD[k]),
                key="hop.kind",
            )
        )
        title = st.text_input(
            words.t("Its name"), key="hop.title", max_chars=160, placeholder=words.t(MEETING_WORD[kind])
        )
        held = st.date_input(words.t("Day of the meeting"), value=clock.today(), format="DD/MM/YYYY", key="hop.held")

        def begin() -> None:
            status = page.assessment.status
            codes = page.assessment.roster["code"].tolist()
            _, order = data.routes(page.view.on)
            agenda = tuple(str(codes[i]) for i in order if status[i] <= Status.PENDING)
            called = title.strip() or VIETNAMESE.t(MEETING_WORD[kind])  # it stands on papers
            made = Meeting(kind, called, held, page.view.on, agenda=agenda, plan_id=page.plan.id)
            address.put("hop", str(add_meeting(data.store(), made, who)))

        st.button(
            words.t("Prepare it"),
            key="hop.new",
            on_click=begin,
            **waits(words, who=who, filled=isinstance(held, date)),
            type="primary",
        )
    return found.get(page.view.hop or 0)
