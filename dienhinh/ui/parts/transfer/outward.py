"""What goes out: the workbook, backups, and a restore with what it would lose."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh import clock
from dienhinh.access.roles import Act
from dienhinh.exchange.exporting import export_workbook
from dienhinh.exchange.sheets import XLSX
from dienhinh.exchange.template import write_template
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.store import StoreError, kept_backup, list_backups, what_is_lost
from dienhinh.store.backups import acts_lost
from dienhinh.ui import data, visitor
from dienhinh.ui.changes import in_words
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.waits import waits

MOST_LOST = 20
ACT_WORD: dict[str, str] = {
    Act.MEETING: N_("meeting"),
    Act.REOPEN: N_("meeting opened again"),
    Act.SCENARIO: N_("scenario"),
    Act.EVIDENCE: N_("evidence file"),
    Act.PLAN: N_("plan in force"),
    Act.OFFICE: N_("office’s particulars"),
    Act.PAPER: N_("paper kept"),
    Act.PROPOSE: N_("handed in by a unit"),
    Act.DECIDE: N_("decided on what a unit handed in"),
}
"""Acts beside the history, as a list names them."""


def workbook_bytes(write: Any) -> bytes:
    """What ``write`` puts into a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        write(path)
        return path.read_bytes()


def empty_workbook(words: Words) -> bytes:
    return workbook_bytes(lambda path: write_template(path, words.lang, data.terms().attested(words.lang)))


def exports(page: Page) -> None:
    """The empty workbook, all the data as a workbook."""
    words = page.words
    heading(words.t("Take out"), words.t("the data leave this machine with these files: keep them safe"))
    moment = f"{clock.today():%Y-%m-%d}"
    give(
        words.t("Empty workbook to fill in"),
        lambda: empty_workbook(words),
        "so-mau.xlsx",
        XLSX,
        "export.template",
        icon=":material/draft:",
        wide=True,
    )
    give(
        words.t("All the data, as a workbook"),
        lambda: workbook_bytes(lambda path: export_workbook(data.store().cursor(), path)),
        f"so-dien-hinh-{moment}.xlsx",
        XLSX,
        "export.all",
        icon=":material/table_view:",
        wide=True,
    )


def backups(page: Page) -> None:
    """A backup now."""
    words = page.words

    def save() -> None:
        made = kept_backup(data.store())
        visitor.note("backup", file=made.name)
        st.session_state["export.said"] = words.t("Backed up, and checked: {file}", file=f"backups/{made.name}")

    st.button(words.t("Back up now"), icon=":material/save:", on_click=save, width="stretch", key="export.backup")
    if said := st.session_state.pop("export.said", None):
        st.success(said, icon=":material/check_circle:")


def restores(page: Page) -> None:
    """A backup put back: which, what that would lose, and the button after a tick that says one has seen it."""
    words, store = page.words, data.store()
    heading(
        words.t("Restore a backup"), words.t("what was recorded since then would be lost; the present file is kept")
    )
    if said := st.session_state.pop("restore.said", None):
        st.success(said, icon=":material/check_circle:")
    if wrong := st.session_state.pop("restore.wrong", None):
        st.error(wrong, icon=":material/error:")
    found = list_backups(store.path)
    if not found:
        st.caption(words.t("There is no backup yet."))
        return
    names = {b.path.name: b for b in found}
    chosen = st.selectbox(
        words.t("Backup"),
        list(names),
        index=None,
        format_func=lambda n: f"{clock.local(names[n].made):%d/%m/%Y %H:%M} · {words.number(names[n].megabytes, 1)} MB",
        key="restore.which",
        placeholder=words.t("Choose"),
    )
    if chosen is None:
        return
    copy = names[chosen].path
    try:
        lost = what_is_lost(store, copy)
    except StoreError as error:
        st.error(words.t(error.reason, **error.params), icon=":material/error:")
        return
    if lost is None:
        st.error(
            words.t("This backup is of another data file; restore it with the command line."), icon=":material/error:"
        )
        return
    others = acts_lost(store, copy)
    if others:
        st.warning(words.t("{n} acts beside the records would be lost:", n=len(others)), icon=":material/warning:")
        show(
            table(
                [words.t(h) for h in (N_("When"), N_("Who"), N_("Action"), N_("About"))],
                [
                    (f"{clock.local(a.at):%d/%m/%Y %H:%M}", a.who, words.t(ACT_WORD.get(a.act, a.act)), a.about)
                    for a in others[:MOST_LOST]
                ],
            )
        )
        if len(others) > MOST_LOST:
            st.caption(words.t("The first {n} of {all} lines are shown.", n=MOST_LOST, all=len(others)))
    if lost:
        st.warning(words.t("{n} changes would be lost:", n=len(lost)), icon=":material/warning:")
        headings = [
            words.t(h)
            for h in (N_("When"), N_("Who"), N_("Action"), N_("Kind"), N_("Whose"), N_("What it said → says"))
        ]
        show(table(headings, [in_words(c, words) for c in lost[:MOST_LOST]]))
        if len(lost) > MOST_LOST:
            st.caption(words.t("The first {n} of {all} lines are shown.", n=MOST_LOST, all=len(lost)))
    elif not others:
        st.info(words.t("Nothing would be lost: the data are as in this backup."), icon=":material/info:")
    sure = st.checkbox(words.t("I have seen what would be lost"), key="restore.sure")

    def put_back() -> None:
        visitor.note("restore", file=copy.name)
        try:
            done = data.restore_backup(copy)
        except StoreError as error:
            st.session_state["restore.wrong"] = words.t(error.reason, **error.params)
            return
        kept = done.kept.name if done.kept else "–"
        st.session_state["restore.said"] = words.t(
            "Restored. {n} changes were given up; the file as it was is kept in {folder}.", n=done.lost, folder=kept
        )
        st.session_state.pop("restore.sure", None)

    st.button(words.t("Restore"), on_click=put_back, **waits(words, sure=sure), key="restore.go", width="stretch")
