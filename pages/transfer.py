"""Import and export: a workbook in, previewed before anything is written; and the data out, as a workbook or a
backup."""

from __future__ import annotations

import streamlit as st

from dienhinh.access.acting import may
from dienhinh.access.roles import Act
from dienhinh.kinds.sentence import N_
from dienhinh.ui import address, keeper
from dienhinh.ui.frame import ADMIN, Page, open_page
from dienhinh.ui.parts.transfer.intake import imports
from dienhinh.ui.parts.transfer.outward import backups, exports


def main(page: Page) -> None:
    page.draw()
    left, right = st.columns([13, 6], gap="large")
    with left:
        if may(Act.IMPORT):
            imports(page)
        else:
            st.info(page.words.t("Your role reads; an officer makes changes."), icon=":material/lock:")
    with right:
        exports(page)
        if may(Act.BACKUP):
            backups(page)
        if may(Act.RESTORE):
            st.page_link(
                ADMIN,
                label=page.words.t("Restore a backup"),
                icon=":material/settings_backup_restore:",
                query_params=address.link(way="sao-luu"),
            )
    keeper.watch(page.words, False)


main(
    open_page(
        N_("Import and export"), N_("Workbooks in and out; a backup before each import"), filters="none", empty_too=True
    )
)
