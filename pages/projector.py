"""Projector: a meeting's screens, full width, by keyboard; and the presenter's view beside it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dienhinh import clock
from dienhinh.criteria.compare import compare
from dienhinh.criteria.rules import thresholds
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.verdicts import missing_text
from dienhinh.reports.facts import Facts, Occasion
from dienhinh.reports.offices import office_of
from dienhinh.store.meetings import Sealed, StaleMeeting, change_meeting, conclude_all, conclusions, meeting
from dienhinh.ui import address, data, projector
from dienhinh.ui.frame import MEETING, open_page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.parts.meeting.acts import FAULT, attempt
from dienhinh.ui.parts.meeting.conclude import one_conclusion
from dienhinh.ui.projector import ON_SCREEN, PRESENTER, Place
from dienhinh.ui.screens import COVER, PERSON, SUMMARY, screen_html, screens_of
from dienhinh.verdicts.snapshot import Snapshot, Tampered
from dienhinh.verdicts.trying import Tried, results_of, tried_on, ways_of

Seen = tuple[Snapshot, str]
MOST_KEPT = 50
OPEN = "stage.trying"
"""Whether the panel of what can be tried is open; it stands beside the slide, never on it."""


def nothing(words: Words) -> None:
    st.info(words.t("Open a meeting first, then show it from there."), icon=":material/groups:")
    st.page_link(MEETING, label=words.t("Review meeting"), icon=":material/groups:", query_params=address.link())
    st.stop()


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
            words.t("Keep the conclusion"), key="stage.conclude.keep", on_click=keep, disabled=made is None,
            type="primary",
        )  # fmt: skip
        if fault := st.session_state.pop(FAULT, None):
            st.error(fault)


@st.fragment(run_every="1s")
def times(words: Words, place: Place) -> None:
    """The time on this screen and of the whole."""
    here, whole = projector.clock(place.here()), projector.clock(time.monotonic() - place.begun)
    show(f'<p class="dh-clock"><b>{here}</b> {esc(words.t("on this screen, {all} in all", all=whole))}</p>')


@st.fragment(run_every="1s")
def follow(place: Place, shown: tuple[str | None, Tried | None]) -> None:
    """Follow the place that all windows of the meeting share."""
    if (place.screen, place.tried) != shown:
        if place.screen:
            address.put("man", place.screen)
        st.rerun()


def go(screen: str, place: Place) -> None:
    place.go(screen)
    address.put("man", screen)


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
