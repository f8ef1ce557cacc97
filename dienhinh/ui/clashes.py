"""Two officers at once: the second is shown both values, record by record, and chooses; nothing is overwritten
before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dienhinh import kinds
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import TABLE_WORD
from dienhinh.store import Clash, Clashes, Edit, save
from dienhinh.ui import data, keeper
from dienhinh.ui.changes import HIDDEN, said
from dienhinh.ui.html import esc, show, table

HELD = "clash.held"
REVOKED = N_("Revoked")
FORMS_OF = {"candidate": ("unit", "individual")}
"""Whose fields name a table's columns, where no form has its name."""


def attempt(edits: list[Edit], why: str, done: Callable[[int | None], None]) -> bool:
    """From a callback: save ``edits`` and call ``done`` with the act's number; where others were first, hold them back
    for :func:`ask`. Returns whether they were saved."""
    try:
        act = save(data.store(), edits, keeper.author_name(), why)
    except Clashes as error:
        st.session_state[HELD] = (edits, error.clashes, why, done)
        return False
    st.session_state.pop(HELD, None)
    done(act)
    return True


def held() -> bool:
    return HELD in st.session_state


def ask(words: Words, names: dict[int, str]) -> None:
    """Draw what is held back: both values and the choice; ``names`` says whose a record is."""
    edits, clashes, why, done = st.session_state[HELD]
    st.warning(
        words.t(
            "Nothing is saved yet: somebody else has changed {n} of these records meanwhile. Choose for each.",
            n=len(clashes),
        ),
        icon=":material/group:",
    )
    for i, clash in enumerate(clashes):
        whose = names.get(int((clash.now or {}).get("candidate_id") or clash.edit.values.get("candidate_id") or 0), "")
        title = " · ".join(x for x in (words.t(TABLE_WORD[clash.edit.table]), whose, year_of(clash)) if x)
        theirs = words.t("What {who} wrote", who=clash.by or "–")
        show(f"<h4>{esc(title)}</h4>" + table([words.t("Field"), theirs, words.t("Yours")], both(clash, words)))
        ways = {"theirs": theirs, "mine": words.t("Yours")}
        st.radio(
            title,
            list(ways),
            format_func={way: words.t("Keep: {what}", what=what) for way, what in ways.items()}.__getitem__,
            key=f"clash.{i}",
            horizontal=True,
            label_visibility="collapsed",
        )

    def settle() -> None:
        mine = {id(c.edit): c.mine() for i, c in enumerate(clashes) if st.session_state.get(f"clash.{i}") == "mine"}
        refused = {id(c.edit) for c in clashes} - mine.keys()
        attempt([mine.get(id(e), e) for e in edits if id(e) not in refused], why, done)

    def drop() -> None:
        st.session_state.pop(HELD, None)

    left, right = st.columns(2)
    left.button(words.t("Save as chosen"), type="primary", on_click=settle, width="stretch", key="clash.save")
    right.button(words.t("Back to the form"), on_click=drop, width="stretch", key="clash.back")


def year_of(clash: Clash) -> str:
    return str((clash.now or {}).get("year") or clash.edit.values.get("year") or "")


def both(clash: Clash, words: Words) -> list[list[str]]:
    """Each field with what is recorded now and what was to be written."""
    if clash.edit.removed:
        return [[words.t(c), said(k, v, words), words.t("to be deleted")] for k, v, c in shown(clash, clash.now or {})]
    if clash.now is None:
        return [[words.t(c), words.t("deleted"), said(k, v, words)] for k, v, c in shown(clash, clash.edit.values)]
    return [
        [words.t(c), said(k, clash.now.get(k), words), said(k, v, words)]
        for k, v, c in shown(clash, clash.edit.values)
        if said(k, clash.now.get(k), words) != said(k, v, words)
    ]


def shown(clash: Clash, record: Any) -> list[tuple[str, Any, str]]:
    """The columns that a reader understands: name, value, the catalogue id of what it is called."""
    word = {"revoked": REVOKED}
    for form in FORMS_OF.get(clash.edit.table, (clash.edit.table,)):
        word |= {name: c.word for c in kinds.FORMS[form].columns if c.word for name in c.fills}
    return [(k, v, word[k]) for k, v in record.items() if k not in HIDDEN and k in word]
