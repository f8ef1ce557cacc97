"""What long tables share: the note that not all of it is shown, and the download as Excel."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dienhinh.exchange.sheets import XLSX, table_workbook
from dienhinh.locale import Words
from dienhinh.ui.downloads import give
from dienhinh.ui.html import show, table

MOST_LINES, MOST_NAMES = 40, 12
"""What a page shows of a list that grows with the department; all of it is in the download."""


def clicked(key: str) -> int | None:
    """From a callback: the row of the cell that was clicked in a table that reports single cells."""
    cells = st.session_state[key]["selection"]["cells"]
    return int(cells[0][0]) if cells else None


def shown_of(words: Words, frame: pd.DataFrame, most: int) -> None:
    """Say so where only the first ``most`` lines of ``frame`` are shown."""
    if len(frame) > most:
        st.caption(words.t("The first {n} of {all} lines are shown.", n=most, all=len(frame)))


def download(
    words: Words, frame: pd.DataFrame, title: str, caption: str, file: str, key: str, percents: Sequence[str] = ()
) -> None:
    """A button that gives ``frame`` as a workbook: ``title`` names its sheet, ``caption`` stands above the table,
    ``percents`` are its columns of shares."""
    give(words.t("Download as Excel"), lambda: table_workbook(frame, title, caption, percents), file, XLSX, key)


def cut_table(
    words: Words,
    head: Sequence[str],
    lines: Sequence[Sequence[object]],
    caption: str,
    key: str,
    numbers: Sequence[int] = (),
) -> None:
    """A table that grows with the department: its first lines, and all of them as a workbook where there are more;
    ``caption`` stands above the workbook's table (a scenario's mark)."""
    show(table(head, lines[:MOST_LINES], numbers=numbers))
    if len(lines) > MOST_LINES:
        frame = pd.DataFrame(list(lines), columns=list(head))
        shown_of(words, frame, MOST_LINES)
        download(words, frame, words.t("List"), caption, f"{key.replace('.', '-')}.xlsx", key)


def some_names(words: Words, names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= MOST_NAMES + 1:
        return words.list(names)
    return words.t("{names} and {n} more", names=", ".join(names[:MOST_NAMES]), n=len(names) - MOST_NAMES)
