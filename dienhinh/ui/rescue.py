"""When the data file cannot be used: the newest backup, put in its place by one click."""

from __future__ import annotations

import streamlit as st

from dienhinh import clock
from dienhinh.access.acting import may
from dienhinh.access.roles import Act
from dienhinh.locale import Words
from dienhinh.store import StoreError, restore
from dienhinh.store.rotation import newest
from dienhinh.ui import data, visitor

WRONG = "rescue.wrong"


def offer(words: Words) -> None:
    """The newest backup, with its moment; the file as it is goes into a folder beside it."""
    db = data.database_path()
    found = newest(db)
    if found is None or not may(Act.RESTORE):
        return
    copy = found.path

    def put_back() -> None:
        try:
            restore(copy, db, force=True)
        except StoreError as error:
            st.session_state[WRONG] = words.t(error.reason, **error.params)
            return
        visitor.note("restore", file=copy.name)
        st.cache_resource.clear()

    if wrong := st.session_state.pop(WRONG, None):
        st.error(wrong, icon=":material/error:")
    st.button(
        words.t("Put the newest backup in its place: {when}", when=f"{clock.local(found.made):%d/%m/%Y %H:%M}"),
        key="rescue.go",
        type="primary",
        on_click=put_back,
        icon=":material/settings_backup_restore:",
    )
    st.caption(words.t("The file as it is now is kept in a folder beside it; nothing is deleted."))
