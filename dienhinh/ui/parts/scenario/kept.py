"""The scenario looked at: kept, chosen, begun, renamed, sent, archived; and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dienhinh import clock
from dienhinh.criteria.scenario import Change, Scenario
from dienhinh.store.scenarios import Kept, Stale, add_scenario, change_scenario
from dienhinh.store.trial import Trial
from dienhinh.ui import address, data, keeper
from dienhinh.ui.frame import MEETING, Page
from dienhinh.ui.html import esc
from dienhinh.ui.waits import waits
from dienhinh.verdicts.answer import Answer, answer

Put = Callable[[Sequence[Change], str], None]
"""From a button: further changes for the scenario shown, or for a new one of that name."""
FAULT = "scenario.fault"
NEW_BOX, TIDY_BOX, SEND_BOX = "kb.popover.new", "kb.popover.tidy", "kb.popover.send"


def trial_of(page: Page) -> Trial:
    """This visitor's trial: a cursor of its own over the present data and date."""
    key = (str(data.database_path()), page.plan.digest, page.view.on, data.store().revision)
    kept = st.session_state.get("trial")
    if kept is None or kept[0] != key:
        kept = (key, Trial(data.store().cursor(), page.plan, page.standing))
        st.session_state["trial"] = kept
    found: Trial = kept[1]
    return found


def answered(page: Page, made: Scenario) -> Answer:
    """What a scenario comes to; worked out once for as long as neither it nor the data change."""
    return _answered(data.seen(page.view.on), made.model_dump_json(), made, trial_of(page))


@st.cache_resource(show_spinner=False, max_entries=32)
def _answered(seen: tuple[Any, ...], said: str, _made: Scenario, _trial: Trial) -> Answer:
    return answer(_trial, _made)


def put(page: Page, kept: Kept | None, changes: Sequence[Change], name: str) -> None:
    """From a button: further changes for the scenario shown, or for a new one called ``name``."""
    if kept is None:
        made = Scenario(name=name, change=tuple(changes), on=page.view.on)
        begin_with(page, made)
        return
    there = {c.model_dump_json() for c in kept.scenario.change}
    fresh = [c for c in changes if c.model_dump_json() not in there]
    write(page, kept, kept.scenario.model_copy(update={"change": (*kept.scenario.change, *fresh)}))


def begin_with(page: Page, made: Scenario) -> None:
    """Keep a new scenario, and show it."""
    address.put("kb", str(add_scenario(data.store(), made, keeper.author_name() or "–", page.plan.id)))


def begin(page: Page, changes: Sequence[Change], name: str) -> None:
    """From a button of another part: a scenario of its own, shown at once."""
    put(page, None, changes, name)
    address.put("way", None)


def keep_rules(page: Page, kept: Kept | None, made: Scenario) -> None:
    """From a button of the part on rules: the thresholds and readings of ``made`` join the scenario shown, or begin one
    of their own."""
    if kept is None:
        begin_with(page, made.model_copy(update={"on": page.view.on}))
    else:
        old = kept.scenario
        both = {"needs": {**old.needs, **made.needs}, "choices": {**old.choices, **made.choices}}
        write(page, kept, old.model_copy(update=both))
    address.put("way", None)


def write(page: Page, kept: Kept, made: Scenario, archived: bool | None = None) -> None:
    try:
        change_scenario(data.store(), kept, made, archived)
    except Stale:
        st.session_state[FAULT] = page.words.t("Somebody else has changed this scenario meanwhile. Look at it again.")


def began(page: Page, name: str) -> None:
    put(page, None, [], name)
    st.session_state[NEW_BOX] = False


def choose(page: Page, found: dict[int, Kept], kept: Kept | None) -> None:
    """One row: the scenarios kept (by number), a new one, and what is done with the one shown."""
    words = page.words
    st.session_state["w.kb"] = page.view.kb if page.view.kb in found else None

    def picked() -> None:
        number = st.session_state["w.kb"]
        address.put("kb", str(number or ""))
        if number in found and found[number].scenario.on:  # the day is part of it
            address.put("date", address.date_code(found[number].scenario.on))

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.selectbox(
            words.t("Scenario"),
            list(found),
            index=None,
            format_func=lambda n: (
                f"{found[n].scenario.name} · {found[n].owner} · {clock.local(found[n].changed_at):%d/%m/%Y %H:%M}"
            ),
            key="w.kb",
            placeholder=words.t("Choose one, or begin with a candidate below"),
            on_change=picked,
            label_visibility="collapsed",
            width=480,
        )
        new(page)
        if kept:
            send(page)
            tidy(page, kept)
            st.page_link(
                MEETING, label=words.t("Take it to a meeting"), icon=":material/groups:", query_params=address.link()
            )


def new(page: Page) -> None:
    """A scenario of a name of one's own."""
    words = page.words
    box = st.popover(words.t("A new scenario"), icon=":material/add:", key=NEW_BOX, on_change="rerun")
    if not box.open:  # what is hidden costs the browser time all the same
        return
    with box:
        keeper.author(words)
        name = st.text_input(words.t("Name of the scenario"), key="kb.name", max_chars=80)
        st.button(
            words.t("Begin"),
            key="kb.new",
            **waits(words, named=name.strip()),
            on_click=began,
            args=(page, name.strip()),
        )


def mark(page: Page, kept: Kept) -> str:
    """The mark that nobody can overlook: this is no official figure."""
    words = page.words
    small = words.t(
        "of {owner}, judged on {on}, last changed {when}",
        owner=kept.owner,
        on=page.view.on,
        when=f"{clock.local(kept.changed_at):%d/%m/%Y %H:%M}",
    )
    if kept.scenario.note:
        small += f" · {kept.scenario.note}"
    title = words.t("SCENARIO, not official: {name}", name=kept.scenario.name)
    return f'<div class="dh-scenario" role="note">{esc(title)}<small>{esc(small)}</small></div>'


def tidy(page: Page, kept: Kept) -> None:
    """Rename, note, duplicate, archive."""
    words = page.words
    tidying = st.popover(words.t("Rename, copy, archive"), icon=":material/tune:", key=TIDY_BOX, on_change="rerun")
    if not tidying.open:
        return
    with tidying:
        name = st.text_input(
            words.t("Name of the scenario"), value=kept.scenario.name, key=f"kb.rename.{kept.version}", max_chars=80
        )
        note = st.text_input(words.t("Note"), value=kept.scenario.note, key=f"kb.note.{kept.version}", max_chars=200)
        made = kept.scenario.model_copy(update={"name": name.strip() or kept.scenario.name, "note": note.strip()})
        st.button(words.t("Save the name and the note"), key="kb.keep", on_click=write, args=(page, kept, made))
        copy = words.t("{name} (copy)", name=kept.scenario.name)
        st.button(words.t("Make a copy"), key="kb.copy", on_click=duplicate, args=(page, kept, copy))
        st.button(words.t("Archive"), key="kb.archive", on_click=archive, args=(page, kept))


def duplicate(page: Page, kept: Kept, name: str) -> None:
    made = kept.scenario.model_copy(update={"name": name})
    begin_with(page, made)


def archive(page: Page, kept: Kept) -> None:
    write(page, kept, kept.scenario, archived=True)
    address.put("kb", None)


def send(page: Page) -> None:
    """The scenario's address, to be copied: all that is tried is in it or kept under its number."""
    words = page.words
    box = st.popover(words.t("Send as a link"), icon=":material/link:", key=SEND_BOX, on_change="rerun")
    if box.open:
        with box:
            st.code(f"{st.context.url or ''}?{urlencode(address.link())}", language=None, wrap_lines=True)
