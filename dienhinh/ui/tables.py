"""What long tables share: the note that not all of it is shown, and the download as Excel."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.exchange.sheets import XLSX, table_workbook
from dienhinh.locale import Words


def shown_of(words: Words, frame: pd.DataFrame, most: int) -> None:
    """Say so where only the first ``most`` lines of ``frame`` are shown."""
    if len(frame) > most:
        st.caption(words.t("The first {n} of {all} lines are shown.", n=most, all=len(frame)))


def download(words: Words, frame: pd.DataFrame, title: str, caption: str, file: str, key: str) -> None:
    """A button that gives ``frame`` as a workbook: ``title`` names its sheet, ``caption`` stands above the table."""
    st.download_button(
        words.t("Download as Excel"),
        lambda: table_workbook(frame, title, caption),
        file_name=file,
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )
