"""What was changed in the grid, and what a save writes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dienhinh.exchange import values
from dienhinh.exchange.problems import Unreadable
from dienhinh.store import Edit
from dienhinh.ui import clashes, editor, keeper
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.bulk.cells import SEEN, Cell, base
from dienhinh.ui.waits import waits


def changes_in(
    edited: pd.DataFrame, ids: list[int], columns: list[str], seen: dict[Cell, tuple[int, int, str]]
) -> tuple[dict[str, str | None], dict[tuple[int, str], Unreadable]]:
    """The cells that say other than what is recorded, in any spelling that a workbook may have: "candidate|year" →
    code, None where one was emptied; and those that say no rating, with the reason."""
    found: dict[str, str | None] = {}
    refused: dict[tuple[int, str], Unreadable] = {}
    for year in columns:
        for number, value in zip(ids, edited[year].tolist(), strict=True):
            try:
                code = values.rating(value if isinstance(value, str) else None)[0]
            except Unreadable as error:
                refused[number, year] = error
                continue
            if code != seen.get((number, int(year)), (0, 0, None))[2]:
                found[f"{number}|{year}"] = str(code) if code else None
    return found, refused


def save_grid(page: Page, changes: dict[str, str | None]) -> None:
    words = page.words
    emptied = sum(v is None for v in changes.values())
    left, middle, right = st.columns(3)
    left.text_input(words.t("Decision number (for all of these, if there is one)"), key="grid.no", max_chars=60)
    middle.date_input(words.t("Decision date"), key="grid.on", value=None, format="DD/MM/YYYY")
    with right:
        who = keeper.author(words)
    if emptied:
        st.text_input(words.t("Why are {n} ratings deleted?", n=emptied), key="grid.why", max_chars=200)
    why = str(st.session_state.get("grid.why") or "").strip()
    ready = bool(changes and who and (why or not emptied))

    def write() -> None:
        number, on = str(st.session_state["grid.no"] or "").strip() or None, st.session_state["grid.on"]
        clashes.attempt(edits_of(changes, base(page), number, on), why, done)

    def done(act: int | None) -> None:
        st.session_state[editor.SAID] = words.t("{n} ratings saved.", n=len(changes))
        st.session_state[editor.DONE] = act
        drop()

    def drop() -> None:
        st.session_state.pop(SEEN, None)
        st.session_state["grid.turn"] = st.session_state.get("grid.turn", 0) + 1
        keeper.keep("bulk/grid", None)

    left, right = st.columns(2)
    label = words.t("Save {n} ratings", n=len(changes))
    left.button(label, type="primary", on_click=write, disabled=not ready, width="stretch", key="grid.save")
    right.button(words.t("Discard"), on_click=drop, **waits(words, changed=changes), width="stretch", key="grid.drop")
    if changes and not who:
        st.caption(words.t("Type your name to save: every change says who made it."))


def edits_of(
    changes: dict[str, str | None], seen: dict[Cell, tuple[int, int, str]], number: str | None, on: date | None
) -> list[Edit]:
    found = []
    decision = {k: v for k, v in (("decision_no", number), ("decided_on", on)) if v}
    for cell, code in changes.items():
        candidate, year = map(int, cell.split("|"))
        record, version, _ = seen.get((candidate, year), (None, None, ""))
        if code is None:
            found.append(Edit("rating", id=record, version=version, removed=True))
        elif record is None:
            found.append(
                Edit(
                    "rating", {"candidate_id": candidate, "year": year, "code": code, "state": "CONFIRMED", **decision}
                )
            )
        else:
            found.append(Edit("rating", {"code": code, "state": "CONFIRMED", **decision}, record, version))
    return found
