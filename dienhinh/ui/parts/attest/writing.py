"""Attested or refused for many at once: the form, and what a save writes."""

from __future__ import annotations

import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Criterion
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import RESULT_WORD
from dienhinh.store import Edit, known_codes
from dienhinh.store.aside import BadFile, keep_file
from dienhinh.ui import clashes, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.attest.work import eligible

SAID = "attest.said"


FAULT = "attest.fault"


LOST = "attest.lost"  # the list was drawn anew over ticks, because the data had changed


def write(page: Page, criterion: Criterion, codes: list[str], revision: int) -> None:
    """Write the form's attestation for ``codes``, or say what is missing; what was typed stays."""
    words, state, store = page.words, st.session_state, data.store()
    given = {name: str(state[f"attest.{name}"] or "").strip() for name in ("by", "evidence")}
    given["who"] = keeper.author_name()
    paper = state.get("attest.file")
    on = state["attest.on"]
    if state.pop(LOST, False):
        state[FAULT] = words.t("Somebody else has changed the data meanwhile. Look at the list again, then save.")
    elif not codes:
        state[FAULT] = words.t("Tick the people in the list first.")
    elif missing := [
        words.t(label) for name, label in FIELD_WORD.items() if not given[name] and not (name == "evidence" and paper)
    ]:
        state[FAULT] = words.t("Still to fill in: {fields}.", fields=words.list(missing))
    elif on > clock.today():
        state[FAULT] = words.t("An attestation cannot be dated after today.")
    elif store.revision != revision:
        state[FAULT] = words.t("Somebody else has changed the data meanwhile. Look at the list again, then save.")
    else:
        section = page.plan.measures[str(criterion.measure)].criterion
        said = {
            "criterion": section,
            "result": state["attest.result"],
            "on_date": on,
            "by_person": given["by"],
            "evidence": given["evidence"] or None,
        }
        try:
            if paper is not None:
                said["file_id"] = keep_file(store, paper.name, paper.getvalue())
        except BadFile as error:
            state[FAULT] = words.t(error.reason, **error.params)
            return
        known = known_codes(store.cursor())
        ids = dict(zip(known["code"], known["candidate_id"].tolist(), strict=True))
        before = eligible(page)
        edits = [Edit("attestation", {"candidate_id": ids[code], **said}) for code in codes]
        why = f"{section}: {given['evidence'] or (paper.name if paper else '')}"
        clashes.attempt(edits, why, lambda act: written(page, len(codes), before))


def written(page: Page, n: int, before: dict[str, str]) -> None:
    """Say how many were written, and who became eligible by it."""
    words = page.words
    gained = [name for code, name in eligible(page).items() if code not in before]
    said = words.t("{n} attestations written.", n=n)
    if gained:
        said += " " + words.t("Eligible now: {names}.", names=words.list(gained))
    st.session_state[SAID] = said


FIELD_WORD = {
    "by": N_("Attested by"),
    "evidence": N_("Evidence (document number)"),
    "who": N_("Your name (kept in the change log)"),
}


def form(page: Page, criterion: Criterion, codes: list[str]) -> None:
    """What is said of everybody ticked, once."""
    words = page.words
    heading(
        words.t("{n} ticked", n=len(codes)), words.t("one attestation for all of them; each goes into the change log")
    )
    st.selectbox(
        words.t("Result"),
        list(RESULT_WORD),
        format_func=lambda code: words.t(RESULT_WORD[code]),
        key="attest.result",
    )
    st.date_input(words.t("Date"), format="DD/MM/YYYY", key="attest.on")
    st.text_input(words.t(FIELD_WORD["by"]), key="attest.by", max_chars=200)
    st.text_input(words.t(FIELD_WORD["evidence"]), key="attest.evidence", max_chars=200)
    st.file_uploader(
        words.t("Or the paper itself (PDF, picture, Word, Excel; 5 MB at most)"),
        type=["pdf", "png", "jpg", "jpeg", "docx", "xlsx"],
        key="attest.file",
    )
    keeper.author(words)
    st.button(
        words.t("Write for {n}", n=len(codes)),
        type="primary",
        on_click=write,
        args=(page, criterion, codes, data.store().revision),
        width="stretch",
        key="attest.go",
    )
    if fault := st.session_state.pop(FAULT, None):
        st.error(fault, icon=":material/error:")
