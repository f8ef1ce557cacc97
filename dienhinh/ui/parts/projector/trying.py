"""What is tried on the screen: a way, one result more, a threshold, another date; kept or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from dienhinh import clock
from dienhinh.criteria.compare import compare
from dienhinh.criteria.rules import thresholds
from dienhinh.kinds.meeting import Meeting
from dienhinh.locale import Words
from dienhinh.locale.verdicts import missing_text
from dienhinh.store.meetings import Sealed, StaleMeeting, change_meeting, meeting
from dienhinh.ui import data
from dienhinh.ui.projector import Place
from dienhinh.ui.screens import PERSON
from dienhinh.verdicts.snapshot import Snapshot
from dienhinh.verdicts.trying import Tried, results_of, tried_on, ways_of

MOST_KEPT = 50


OPEN = "stage.trying"
"""Whether the panel of what can be tried is open; it stands beside the slide, never on it."""


def effect(base: Snapshot, seen: Snapshot, words: Words) -> str:
    """What is tried comes to, in a few words."""
    found = compare(base.assessment, seen.assessment)
    before, after = (int(found.counts.loc["ELIGIBLE", c]) for c in ("before", "after"))
    return words.t("Eligible: {before} → {after}", before=before, after=after)


def act(what: str, held: Meeting, frozen: Snapshot, place: Place, words: Words) -> None:
    """From the keyboard or a button: try, keep, drop."""
    if what == "close":
        st.session_state[OPEN] = False
    elif what == "drop":
        place.tried = None
    elif what.startswith("try."):
        code = (place.screen or "").removeprefix(PERSON)
        if (place.screen or "").startswith(PERSON) and int(what[4:]) <= len(ways_of(frozen, code)):
            place.tried = Tried(code=code, way=int(what[4:]) - 1)
    elif what == "keep" and place.tried is not None:
        keep(held, frozen, place, words)


def keep(held: Meeting, frozen: Snapshot, place: Place, words: Words) -> None:
    """Keep what is tried under the meeting, in words, with its effect."""
    assert place.tried is not None
    found = tried_on(frozen, place.tried, words)
    now = meeting(data.store().cursor(), held.id)
    if found is None or now is None:
        return
    kept = {"at": f"{clock.now():%d/%m/%Y %H:%M}", "said": found[1], "effect": effect(frozen, found[0], words)}
    try:
        change_meeting(data.store(), replace(now, tried=(*now.tried, kept)[-MOST_KEPT:]))
    except (StaleMeeting, Sealed):
        st.session_state["stage.fault"] = words.t(
            "It was not kept: the meeting is closed, or somebody else is changing it."
        )
    else:
        place.tried = None


def trying(words: Words, frozen: Snapshot, place: Place) -> None:
    """What if, by the mouse: the ways of the candidate shown, one result more, a threshold, another date."""
    screen = place.screen or ""
    if not st.toggle(words.t("What if"), key=OPEN):
        return
    plan, track, leaves = frozen.plan, "", {c.id: c for c in thresholds(frozen.plan)}
    if screen.startswith(PERSON):
        code = screen.removeprefix(PERSON)
        track = frozen.place(code)[0]  # only what this candidate is judged by
        mine = {c.id for c in plan.leaves(plan.tracks[track].criterion)}
        leaves = {i: c for i, c in leaves.items() if i in mine}
        for i, route in enumerate(ways_of(frozen, code)):
            said = missing_text(route, frozen.plan, words)
            st.button(
                f"{i + 1}. {said}",
                key=f"stage.way.{i}",
                width="stretch",
                on_click=_set,
                args=(place, Tried(code=code, way=i)),
            )
        results = {m.id: m.in_(words.lang) for m in results_of(frozen, code)}
        if results:
            result = str(
                st.selectbox(
                    words.t("One result more"),
                    list(results),
                    format_func=results.__getitem__,
                    key=f"stage.result.{code}",
                )
            )
            st.button(
                words.t("Try the result"),
                key="stage.try.result",
                on_click=_set,
                args=(place, Tried(code=code, measure=result)),
            )
    chosen = str(
        st.selectbox(
            words.t("Criterion"),
            list(leaves),
            key=f"stage.criterion.{track}",
            format_func=lambda c: f"{leaves[c].section} · {leaves[c].short.in_(words.lang)}",
        )
    )
    need = st.slider(words.t("Threshold"), 0, 6, int(leaves[chosen].need or 0), key=f"stage.need.{chosen}")
    st.button(
        words.t("Try the threshold"),
        key="stage.try.need",
        on_click=_set,
        args=(place, Tried(criterion=chosen, need=int(need))),
    )
    day = st.date_input(words.t("Another date"), frozen.on, format="DD/MM/YYYY", key="stage.day")
    st.button(
        words.t("Try the date"),
        key="stage.try.day",
        on_click=_set,
        args=(place, Tried(on=day if isinstance(day, date) else frozen.on)),
    )


def _set(place: Place, tried: Tried) -> None:
    place.tried = tried
