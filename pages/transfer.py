"""Import and export: a workbook in, previewed before anything is written; and the data out, as a workbook or a
backup."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import keeper
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.transfer.intake import imports
from dienhinh.ui.parts.transfer.outward import exports, restores


def main(page: Page) -> None:
    page.draw()
    left, right = st.columns([13, 6], gap="large")
    with left:
        imports(page)
    with right:
        exports(page)
        restores(page)
    keeper.watch(page.words, False)


main(
    open_page(
        N_("Import and export"), N_("Workbooks in and out; a backup before each import"), filters="none", empty_too=True
    )
)
