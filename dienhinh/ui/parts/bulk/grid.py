"""Ratings in a grid: a row a person, a column a year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold
from dienhinh.ui import keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.bulk.cells import base, kept_cells, years
from dienhinh.ui.parts.bulk.saving import changes_in, save_grid
from dienhinh.ui.tables import MOST_LINES


def filters(page: Page, people: pd.DataFrame, place: str) -> pd.DataFrame:
    """Controls that narrow the list; returns the people left."""
    words = page.words
    left, right = st.columns(2)
    units = sorted(people["unit_name"].unique())
    unit = left.selectbox(words.t("Unit"), units, index=None, key=f"{place}.unit", placeholder=words.t("All"))
    wanted = right.text_input(words.t("Search a name or a code (diacritics not needed)"), key=f"{place}.find")
    if unit:
        people = people[people["unit_name"] == unit]
    if wanted:
        texts = [fold(f"{r.name} {r.code}") for r in people.itertuples(index=False)]
        people = people[[all(w in t for w in fold(wanted).split()) for t in texts]]
    return people


def grid(page: Page, people: pd.DataFrame) -> bool:
    """The grid of ratings; returns whether it holds unsaved input."""
    words, place = page.words, "bulk/grid"
    heading(
        words.t("Ratings by year"),
        words.t("type or paste HTXSNV, HTTNV, HTNV, KHTNV or their words; nothing is saved before the button"),
    )
    shown = filters(page, people, "grid")
    seen, columns = base(page), [str(y) for y in years(page)]
    typed = {cell: code for cell, (code, _) in kept_cells().items()}
    state = st.session_state
    ids = shown["candidate_id"].tolist()
    # What the grid begins with must stay the same object of values while it is edited, or its edits are lost.
    shape = (tuple(ids), tuple(columns), words.lang, state.get(keeper.BROWSER), state.get("grid.turn", 0))
    if state.get("grid.shape") != shape:
        frame = pd.DataFrame(
            {y: [typed.get(f"{i}|{y}", seen.get((i, int(y)), (0, 0, None))[2]) for i in ids] for y in columns},
            dtype=object,
        )
        frame.insert(0, words.t("Name"), [f"{n} · {c}" for n, c in zip(shown["name"], shown["code"], strict=True)])
        state["grid.frame"], state["grid.shape"] = frame, shape
    edited = st.data_editor(
        state["grid.frame"],
        key=f"grid.{hash(shape)}",
        hide_index=True,
        disabled=[words.t("Name")],
        height=min(36 * (len(shown) + 1) + 3, 400),
        placeholder="–",
        alt=words.t("Ratings of everybody, a column a year"),
        column_config={
            words.t("Name"): st.column_config.TextColumn(pinned=True, width=300),
            **{y: st.column_config.TextColumn(y, width="small") for y in columns},
        },
    )
    here, refused = changes_in(edited, ids, columns, seen)
    if refused:
        names = dict(zip(ids, shown["name"], strict=True))
        lines = [
            (names[number], year, words.t(error.reason, **error.params)) for (number, year), error in refused.items()
        ]
        with st.container(border=True):
            st.markdown(f":red[:material/error: {words.t('{n} cells were not taken', n=len(lines))}]")
            show(table([words.t(h) for h in (N_("Name"), N_("Year"), N_("Why"))], lines[:MOST_LINES]))
    outside = {k: v for k, v in typed.items() if int(k.split("|")[0]) not in set(ids)}
    changes = {**outside, **here}
    versions = {cell: seen.get((int(cell.split("|")[0]), int(cell.split("|")[1])), (0, 0, None))[1] for cell in changes}
    keeper.keep(place, {cell: [code, versions[cell]] for cell, code in changes.items()} or None)
    save_grid(page, changes)
    return bool(changes)
