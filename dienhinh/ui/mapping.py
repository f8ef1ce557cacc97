"""Mapping a workbook's sheets and columns: guessed, corrected by the officer, remembered for the next such file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dienhinh.access.roles import Act
from dienhinh.exchange.reading import ALL_SHEETS, Choice, Choices, Outline
from dienhinh.locale import Words
from dienhinh.store.aside import remember, remembered
from dienhinh.ui import data

NOTHING = "-"


def signature(outlines: Sequence[Outline]) -> str:
    """What makes two files alike: their sheets' titles and headings."""
    text = json.dumps([(o.title, o.headings) for o in outlines], ensure_ascii=False)
    return "mapping." + hashlib.sha256(text.encode()).hexdigest()[:24]


def kept(outlines: Sequence[Outline]) -> dict[str, Choice]:
    """The choices remembered for files like this one."""
    found = remembered(data.store().cursor(), signature(outlines)) or {}
    return {title: Choice(c["sheet"], c["header"], c["places"]) for title, c in found.items()}


def ask(outlines: Sequence[Outline], choices: Choices, words: Words) -> None:
    """The mapping, folded unless a sheet was not recognised; saving it remembers it and reads the file anew."""
    readable = [o for o in outlines if len([h for h in o.headings if h]) > 1]
    lost = [o for o in readable if o.guess.sheet is None and not o.own and o.title not in choices]
    label = words.t("Sheets and columns: {n} sheets", n=len(readable))
    if choices:
        label += " · " + words.t("as you mapped them before")
    elif lost:
        label += " · " + words.t("not recognised: {names}", names=words.list([o.title for o in lost]))
    with st.expander(label, icon=":material/account_tree:"):
        if not readable:
            st.caption(words.t("There is no sheet with a header to map."))
            return
        titles = [o.title for o in readable]
        index = titles.index(lost[0].title) if lost else 0
        title = st.selectbox(words.t("Sheet"), titles, index=index, key="mapping.sheet")
        mine = next(o for o in readable if o.title == title)
        choice = choices.get(str(title), mine.guess)
        sheets = {NOTHING: words.t("do not read it")} | {n: s.title for n, s in ALL_SHEETS.items()}
        key = f"mapping|{signature(outlines)}|{title}"
        read_as = st.selectbox(
            words.t("Read it as"),
            list(sheets),
            index=list(sheets).index(choice.sheet or NOTHING),
            format_func=lambda n: sheets[n],
            key=f"{key}|as",
        )
        places = columns(mine, choice, str(read_as), key, words)
        left, right = st.columns(2)
        chosen = Choice(None if read_as == NOTHING else str(read_as), mine.guess.header, places)
        left.button(
            words.t("Read the file this way"),
            on_click=lambda: keep(outlines, {**choices, str(title): chosen}),
            width="stretch",
            key="mapping.save",
        )
        right.button(
            words.t("Forget the mapping"),
            on_click=lambda: keep(outlines, {}),
            disabled=not choices,
            width="stretch",
            key="mapping.forget",
        )


def columns(mine: Outline, choice: Choice, read_as: str, key: str, words: Words) -> dict[str, int]:
    """A drop-down for each of our columns; returns the place chosen for each that has one."""
    if read_as == NOTHING:
        return {}
    sheet = ALL_SHEETS[read_as]
    headings = [NOTHING, *(f"{i + 1}. {h}" for i, h in enumerate(mine.headings) if h)]
    at = {i: n for n, i in enumerate((i for i, h in enumerate(mine.headings) if h), start=1)}
    known = choice.places if choice.sheet == read_as else {}
    places = {name: place for name, place in known.items() if name.startswith("year:")}
    slots: list[Any] = []
    for column in sheet.columns:
        if not slots:
            slots = list(st.columns(3))
        with slots.pop(0):
            said = st.selectbox(
                column.title + (" *" if column.required else ""),
                headings,
                index=at.get(known.get(column.name, -1), 0),
                key=f"{key}|{read_as}|{column.name}",
            )
        if said != NOTHING:
            places[column.name] = int(str(said).split(".", 1)[0]) - 1
    if missing := [c.title for c in sheet.columns if c.required and c.name not in places]:
        st.caption(words.t("Still without a column: {names}.", names=words.list(missing)))
    return places


def keep(outlines: Sequence[Outline], choices: Choices) -> None:
    """From a button: remember the mapping for files like this one."""
    said = {t: {"sheet": c.sheet, "header": c.header, "places": dict(c.places)} for t, c in choices.items()}
    remember(data.store(), signature(outlines), said, Act.IMPORT)
