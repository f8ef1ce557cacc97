"""Change log: who changed what, when and why, with what it said before and after."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.exchange.sheets import XLSX, table_workbook
from dienhinh.locale.fold import fold
from dienhinh.store import change_log
from dienhinh.ui import data
from dienhinh.ui.changes import in_words
from dienhinh.ui.frame import Page, open_page

MOST_SHOWN = 2000


def lines(page: Page) -> pd.DataFrame:
    """The log, newest first, in the reader's words."""
    words = page.words
    rows = [(c.revision, *in_words(c, words), c.why or "") for c in change_log(data.store().cursor())]
    headings = [words.t(h) for h in ("No.", "When", "Who", "Action", "Kind", "Whose", "What it said → says", "Why")]
    return pd.DataFrame(rows, columns=headings)


page = open_page("Change log", "Who changed what, when and why", filters="none", empty_too=True)
words = page.words
frame = lines(page)
page.draw()
left, middle, right = st.columns([4, 3, 3])
wanted = left.text_input(words.t("Search a name, a value or a reason (diacritics not needed)"), key="log.find")
kinds = middle.multiselect(
    words.t("Kind"), sorted(frame[words.t("Kind")].unique()), key="log.kinds", placeholder=words.t("All")
)
people = right.multiselect(
    words.t("Who"), sorted(frame[words.t("Who")].unique()), key="log.who", placeholder=words.t("All")
)
if kinds:
    frame = frame[frame[words.t("Kind")].isin(kinds)]
if people:
    frame = frame[frame[words.t("Who")].isin(people)]
if wanted:
    texts = [fold(" ".join(map(str, row))) for row in frame.itertuples(index=False)]
    frame = frame[[all(word in text for word in fold(wanted).split()) for text in texts]]
if frame.empty:
    st.info(words.t("No change matches."), icon=":material/history:")
else:
    st.dataframe(
        frame.head(MOST_SHOWN),
        hide_index=True,
        height=560 if len(frame) > 15 else "content",
        alt=words.t("Changes to the data, newest first"),
        column_config={words.t("What it said → says"): st.column_config.TextColumn(width="large")},
    )
    if len(frame) > MOST_SHOWN:
        st.caption(words.t("The first {n} of {all} lines are shown.", n=MOST_SHOWN, all=len(frame)))
    st.download_button(
        words.t("Download as Excel"),
        lambda: table_workbook(frame, words.t("Change log"), words.t("Changes to the data, newest first")),
        file_name="nhat-ky.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
        key="log.download",
    )
