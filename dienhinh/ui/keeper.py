"""Unsaved input, kept in the data file for the browser it was typed in, so that a reload or a lost connection loses
nothing; and the officer's name, asked once a browser."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh import clock
from dienhinh.access.roles import Act
from dienhinh.locale import Words
from dienhinh.store.aside import Unsaved, keep_unsaved, remember, remembered, unsaved_of
from dienhinh.ui import data, visitor

BROWSER = "browser"
COOKIE = "dienhinh_browser"
_DRAFTS = "drafts"
_NAME = "author"


@cache
def _script() -> str:
    return Path(__file__).with_name("keeper.js").read_text(encoding="utf-8")


def watch(words: Words, unsaved: bool) -> None:
    """Learn which browser this is; while ``unsaved``, leaving the page asks first. Drawn once a page, always."""
    mount = st.components.v2.component("dienhinh_keeper", js=_script())
    question = words.t("There is unsaved input on this page. Leave it? (It is kept, and is here when you come back.)")
    result = mount(
        key="keeper",
        data={"unsaved": unsaved, "question": question, "known": st.session_state.get(BROWSER)},
        on_browser_change=_learn,
    )
    if result.browser and st.session_state.get(BROWSER) != (mine := _mine(str(result.browser))):
        st.session_state[BROWSER] = mine


def _mine(said: str) -> str:
    """Whose unsaved input it is: the account's; on one's own machine the browser's."""
    who = visitor.visitor()
    return f"@{who.account}" if who is not None and who.account else said


def learn(words: Words) -> None:
    """On a page without input: learn which browser this is, and let charts be taken away as pictures."""
    watch(words, False)


def browser() -> str | None:
    """Which browser this is: as it said in this visit, or as its cookie says from an earlier one."""
    known = st.session_state.get(BROWSER) or st.context.cookies.get(COOKIE)
    return _mine(str(known)) if known else None


def _learn() -> None:
    said = st.session_state.get("keeper")
    if said and said.get("browser"):
        st.session_state[BROWSER] = _mine(str(said["browser"]))


def last_look(place: str) -> datetime | None:
    """When this browser last looked at ``place``, before this session; None where it never has, or is not known yet.
    From now on it has looked."""
    owner, key = st.session_state.get(BROWSER), f"looked.{place}"
    if owner is None:
        return None
    if key not in st.session_state:
        said = remembered(data.store().cursor(), f"{key}.{owner}")
        st.session_state[key] = datetime.fromisoformat(said) if said else None
        remember(data.store(), f"{key}.{owner}", clock.now().isoformat())
    found: datetime | None = st.session_state[key]
    return found


def unsaved() -> dict[str, Unsaved]:
    """This browser's unsaved input by place; empty until the browser is known."""
    owner = st.session_state.get(BROWSER)
    if owner is None:
        return {}
    if _DRAFTS not in st.session_state:
        st.session_state[_DRAFTS] = unsaved_of(data.store().cursor(), owner)
    found: dict[str, Unsaved] = st.session_state[_DRAFTS]
    return {p: d for p, d in found.items() if p != _NAME}


def keep(place: str, content: dict[str, Any] | None) -> None:
    """Keep (None: forget) what is typed at ``place``; writes only what changed."""
    owner = st.session_state.get(BROWSER)
    if owner is None:
        return
    known = unsaved().get(place)
    content = None if content is None else {k: _plain(v) for k, v in content.items()}
    if (known.content if known else None) != content:
        keep_unsaved(data.store(), owner, place, content)
        st.session_state.pop(_DRAFTS, None)


def _plain(value: Any) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def typed_again(value: Any) -> Any:
    """A kept value as the widget takes it."""
    return date.fromisoformat(value["day"]) if isinstance(value, dict) and "day" in value else value


def author(words: Words) -> str:
    """Whose name the change log carries: the account's; on one's own machine it is asked for, once a browser. "" where
    the visitor may change nothing."""
    who, state = visitor.visitor(), st.session_state
    if who is not None and who.account:
        if not who.may(Act.EDIT):
            st.caption(words.t("Your role reads; an officer makes changes."))
            return ""
        st.caption(words.t("Recorded under your name: {name}", name=who.name))
        return who.name
    owner = state.get(BROWSER)
    if "w.author" not in state:
        state["w.author"] = state.get(_NAME, "")
    if not state["w.author"] and _NAME not in state and owner:
        # set once, and only to something: setting a widget wipes what is being typed into it
        kept = unsaved_of(data.store().cursor(), owner).get(_NAME)
        state[_NAME] = kept.content["name"] if kept else ""
        if state[_NAME]:
            state["w.author"] = state[_NAME]

    def changed() -> None:
        state[_NAME] = state["w.author"].strip()
        if state.get(BROWSER):
            keep_unsaved(data.store(), state[BROWSER], _NAME, {"name": state[_NAME]} if state[_NAME] else None)

    st.text_input(words.t("Your name (kept in the change log)"), key="w.author", max_chars=80, on_change=changed)
    return str(state["w.author"]).strip()


def author_name() -> str:
    """From a callback: the name that :func:`author` shows or asks for."""
    who = visitor.visitor()
    if who is not None and who.account:
        return who.name if who.may(Act.EDIT) else ""
    return str(st.session_state.get("w.author") or st.session_state.get(_NAME) or "").strip()
