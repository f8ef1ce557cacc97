"""Drawing a form: a widget a field, what is wrong right below it, what was typed kept until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import streamlit as st

from dienhinh.exchange.forms import EMPTY, FORMS, Checked
from dienhinh.kinds import Column
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name
from dienhinh.ui import keeper

FIRST, LAST = date(1930, 1, 1), date(2100, 12, 31)
NEEDED = N_("To be filled in.")


def widget(place: str, field: str) -> str:
    return f"f|{place}|{field}"


def start(form: str, place: str, given: Mapping[str, Any]) -> datetime | None:
    """Set the form's widgets to what is kept of this browser's input at ``place``, else to ``given``; returns when it
    was kept. Once a visit to the place."""
    state = st.session_state
    there, began = widget(place, FORMS[form][0].name) in state, state.get(f"began|{place}", False)
    if there and (began or not state.get(keeper.BROWSER)):
        return state.get(f"kept|{place}")
    kept = keeper.unsaved().get(place)
    state[f"began|{place}"] = bool(state.get(keeper.BROWSER))
    if there and (kept is None or differs(form, place, given)):
        return None  # typed into before the browser was known: what is typed stays
    for field in FORMS[form]:
        value = given.get(field.name)
        if kept is not None and field.name in kept.content:
            value = keeper.typed_again(kept.content[field.name])
        state[widget(place, field.name)] = (value or "") if field.value == "text" else value
    state[f"kept|{place}"] = kept.saved_at if kept else None
    return state[f"kept|{place}"]


def typed(form: str, place: str) -> dict[str, Any]:
    """What stands in the form's fields now; empty ones are None."""
    found = {}
    for field in FORMS[form]:
        value = st.session_state.get(widget(place, field.name))
        found[field.name] = (value.strip() or None) if isinstance(value, str) else value
    return found


def unsaved(form: str, place: str, given: Mapping[str, Any], version: int | None) -> bool:
    """Whether the form says other than it did at first; keeps what it says, and of which ``version``, if so."""
    now, changed = typed(form, place), differs(form, place, given)
    keeper.keep(place, {**now, "version": version} if changed else None)
    return changed


def differs(form: str, place: str, given: Mapping[str, Any]) -> bool:
    """Whether the form says other than ``given``."""
    now = typed(form, place)
    return any(
        now[f.name] != ((given.get(f.name) or None) if f.value == "text" else given.get(f.name)) for f in FORMS[form]
    )


def forget(form: str, place: str) -> None:
    """From a callback: the form is done with; its input is forgotten."""
    for field in FORMS[form]:
        st.session_state.pop(widget(place, field.name), None)
    for mark in ("began", "kept", "tried"):
        st.session_state.pop(f"{mark}|{place}", None)
    keeper.keep(place, None)


def draw(
    form: str,
    place: str,
    checked: Checked,
    words: Words,
    options: Mapping[str, Mapping[str, str]],
    skip: frozenset[str] = frozenset(),
) -> None:
    """The fields, two beside each other; ``options``: the choices of fields that the data decide (code → name)."""
    tried = bool(st.session_state.get(f"tried|{place}"))
    pair: list[Column] = []
    for field in FORMS[form]:
        if field.name in skip:
            continue
        if field.wide:
            _row(pair, place, checked, words, options, tried)
            _row([field], place, checked, words, options, tried, columns=1)
            pair = []
        else:
            pair.append(field)
            if len(pair) == 2:
                _row(pair, place, checked, words, options, tried)
                pair = []
    _row(pair, place, checked, words, options, tried)


def _row(
    fields: list[Column],
    place: str,
    checked: Checked,
    words: Words,
    options: Mapping[str, Mapping[str, str]],
    tried: bool,
    columns: int = 2,
) -> None:
    if not fields:
        return
    for column, field in zip(st.columns(columns), fields, strict=False):
        with column:
            _field(field, place, words, options.get(field.name, {}))
            for problem in checked.problems.get(field.name, []):
                if problem.reason == EMPTY and not tried:
                    continue
                said = words.t(NEEDED) if problem.reason == EMPTY else words.t(problem.reason, **problem.params)
                colour = "red" if problem.level == "error" else "orange"
                st.markdown(f":{colour}[:material/error: {said}]" if colour == "red" else f":{colour}[{said}]")


def _field(field: Column, place: str, words: Words, choices: Mapping[str, str]) -> None:
    label = words.t(field.word) + (" *" if field.needed else "")
    key = widget(place, field.name)
    if field.value == "text" and choices:
        now = st.session_state.get(key)
        offered = [*choices, *([now] if now and now not in choices else [])]
        st.selectbox(label, offered, key=key, index=None, placeholder=words.t("all-round"), accept_new_options=True)
    elif field.long:
        st.text_area(label, key=key, max_chars=3000, height=110)
    elif field.value == "text":
        st.text_input(label, key=key, max_chars=300)
    elif field.value == "day":
        st.date_input(label, key=key, value=None, min_value=FIRST, max_value=LAST, format="DD/MM/YYYY")
    elif field.value == "year":
        st.number_input(label, key=key, value=None, min_value=1945, max_value=2200, step=1, format="%d")
    elif field.value == "yes_no":
        said = {True: words.t("yes"), False: words.t("no"), None: words.t("not stated")}
        ways = [True, False] if field.needed else [None, True, False]
        st.selectbox(
            label,
            ways,
            key=key,
            index=None if field.needed else 0,
            format_func=lambda v: said[v],
            placeholder=words.t("Choose"),
            filter_mode=None,
        )
    else:
        named: Callable[[str], str] = (lambda c: choices[c]) if choices else (lambda c: option(field, c, words))
        ways_of = list(choices) or list(field.choices)
        now = st.session_state.get(key)
        if now is not None and now not in ways_of:
            st.session_state[key] = None
        st.selectbox(label, ways_of, key=key, index=None, format_func=named, placeholder=words.t("Choose"))


def option(field: Column, code: str, words: Words) -> str:
    """A code of a drop-down in the reader's words."""
    known = next((c for c in field.codes if c.code == code), None)
    if known is None:
        return code_name(code)
    if known.word:
        return words.t(known.word)
    return f"{code} · {known.names[1]}" if known.names[0] == code else known.names[0]
