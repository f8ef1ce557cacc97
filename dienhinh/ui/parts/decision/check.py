"""The head of a paper and its rows, looked at, put right, written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dienhinh.exchange.paper.matching import Match
from dienhinh.exchange.paper.types import Paper
from dienhinh.kinds.sentence import N_
from dienhinh.store import Edit, known_codes
from dienhinh.store.aside import BadFile, keep_file
from dienhinh.ui import clashes, data, editor, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.decision.reading import READ, TURN, paper_pages
from dienhinh.ui.parts.decision.rows import HOW_WORD, KIND_WORD, edits_of, table_of


def head_of(page: Page, paper: Paper) -> dict[str, Any]:
    """The decision's number, day and issuer, as read, to be corrected."""
    words, turn = page.words, st.session_state.get(TURN, 0)
    a, b, c = st.columns([3, 3, 4])
    how = {n: words.t(HOW_WORD[getattr(paper, n).how]) for n in ("number", "date", "issuer")}
    number = a.text_input(
        f"{words.t('Decision number')} ({how['number']})",
        str(paper.number.value or ""),
        key=f"decision.no.{turn}",
        max_chars=60,
    )
    day = paper.date.value if isinstance(paper.date.value, date) else None
    on = b.date_input(
        f"{words.t('Decision date')} ({how['date']})", day, format="DD/MM/YYYY", key=f"decision.on.{turn}"
    )
    issuer = c.text_input(
        f"{words.t('Issuer')} ({how['issuer']})",
        str(paper.issuer.value or ""),
        key=f"decision.by.{turn}",
        max_chars=200,
    )
    return {
        "decision_no": number.strip() or None,
        "decided_on": on if isinstance(on, date) else None,
        "issuer": issuer.strip() or None,
    }


def check(page: Page, name: str, content: bytes, paper: Paper, matches: Sequence[Match]) -> None:
    """The check screen: the paper beside what was read of it, and the button."""
    words = page.words
    known = known_codes(data.store().cursor())
    labels = {c: f"{n} · {c}" for c, n in zip(known["code"], known["name"], strict=True)}
    left, right = st.columns([4, 9])
    with left:
        paper_pages(page, name, content)
    with right:
        heading(words.t("What was read: {n} rows", n=len(paper.rows)), words.t(KIND_WORD[paper.kind]))
        if paper.scanned:
            st.info(words.t("A scan: every cell is a guess until you have compared it."), icon=":material/visibility:")
        for remark in paper.remarks:
            st.warning(words.t(remark.reason, **remark.params), icon=":material/warning:")
        head = head_of(page, paper)
        if not paper.rows:
            st.caption(words.t("No rows were read: enter the decision by hand under Enter in bulk."))
            return
        edited = table_of(page, paper, matches, labels)
        edits, wrong = edits_of(page, paper, edited, labels, head)
        if wrong:
            show(table([words.t("Name"), words.t("Why it cannot be kept")], wrong))
        who = keeper.author(words)

        def write() -> None:
            store = data.store()
            try:
                number = keep_file(store, name, content)
            except BadFile as error:
                st.session_state[editor.FAULT] = words.t(error.reason, **error.params)
                return
            kept = [
                Edit(e.table, {**e.values, "file_id": number}, e.id, e.version, e.removed) if e.id is None else e
                for e in edits
            ]
            clashes.attempt(kept, words.t("Decision {number}", number=head["decision_no"] or name), done)

        def done(act: int | None) -> None:
            said = words.t("{n} awards kept, with the paper as evidence.", n=len(edits))
            st.session_state[editor.SAID] = said if act else words.t("Nothing was changed.")
            st.session_state[editor.DONE] = act
            st.session_state.pop(READ, None)

        if fault := st.session_state.pop(editor.FAULT, None):
            st.error(fault, icon=":material/error:")
        ready = bool(edits) and not wrong and bool(who)
        st.button(
            words.t("Keep the {n} rows ticked", n=len(edits)),
            type="primary",
            on_click=write,
            disabled=not ready,
            width="stretch",
            key="decision.keep",
        )
        waits = [] if edits else [N_("a tick at each row that you have looked at")]
        waits += [N_("the rows named above")] if wrong else []
        waits += [] if who else [N_("your name (every change says who made it)")]
        if waits:
            st.caption(words.t("The button waits for: {what}.", what=words.list([words.t(w) for w in waits])))
