"""A table drawn by the browser: answers a click at once, sorts by its headers, prints whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh.locale import Words

Cell = str | list[Any]
"""A text; or [text, the status it is coloured by (None: none), what it is sorted by]."""


@dataclass(frozen=True)
class Column:
    """A column's heading; whether its cells are shares, drawn as bars; whether they are sentences."""

    name: str
    share: bool = False
    wide: bool = False


@cache
def _script() -> str:
    return Path(__file__).with_name("grid.js").read_text(encoding="utf-8")


def draw(
    words: Words,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    codes: Sequence[str],
    alt: str,
    key: str,
    page: str,
    opened: Callable[[str], None],
) -> None:
    """Draw the table; ``codes``: whose each row is. ``page``: the address that a row leads to in a new tab. ``opened``
    is called with the code of the row clicked on, in a callback."""
    mount = st.components.v2.component("dienhinh_grid", js=_script(), isolate_styles=False)

    def clicked() -> None:
        said = st.session_state.get(key)
        if said and said.get("open"):
            opened(str(said["open"]))

    mount(
        key=key,
        data={
            "columns": [{"name": c.name, "share": c.share, "wide": c.wide} for c in columns],
            "rows": [[*row, code] for row, code in zip(rows, codes, strict=True)],
            "alt": alt,
            "sort": words.t("Sort by this column"),
            "page": page,
        },
        on_open_change=clicked,
    )
