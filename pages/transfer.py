"""Import and export: a workbook in, previewed before anything is written; and the data out, as a workbook or a
backup."""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dienhinh import clock
from dienhinh.exchange.checking import Intake
from dienhinh.exchange.exporting import export_workbook
from dienhinh.exchange.importing import apply_intake, intake_of
from dienhinh.exchange.layout import EVERY_SHEET
from dienhinh.exchange.opening import ENDINGS
from dienhinh.exchange.problems import WorkbookError
from dienhinh.exchange.reading import Outline, outline
from dienhinh.exchange.sheets import XLSX, write_bad_rows
from dienhinh.exchange.template import write_template
from dienhinh.kinds.sentence import N_
from dienhinh.store import Applied, Line, StoreError, backup, backup_name, list_backups, what_is_lost
from dienhinh.ui import data, keeper, mapping
from dienhinh.ui.changes import change_text, in_words
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import download, shown_of

MOST_SHOWN = 300
MOST_LOST = 20
CHECKED, OUTLINED = "import.checked", "import.outlined"
SHEET_OF = {"candidate": "person", "post": "person"}  # a unit's own line: by its kind
PREVIEW_STATE = (
    N_("in error"), N_("to be seen"), N_("guessed"), N_("new"), N_("changed"), N_("note"), N_("unchanged")
)  # fmt: skip
PROBLEM_STATE = {"error": "in error", "ask": "to be seen", "guess": "guessed", "note": "note"}
LINE_STATE = {"INSERT": "new", "UPDATE": "changed", "SAME": "unchanged"}
FORMATS = [ending.removeprefix(".") for ending in ENDINGS]


def workbook_bytes(write: Any) -> bytes:
    """What ``write`` puts into a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        write(path)
        return path.read_bytes()


def checked(name: str, content: bytes, page: Page, slot: DeltaGenerator) -> tuple[Intake, Applied] | None:
    """The workbook read, checked and tried, once for each content and revision; None when it is no workbook. Progress
    and what is wrong with the file as a whole are said in ``slot``."""
    store, words = data.store(), page.words
    digest = hashlib.sha256(content).hexdigest()
    shape = outlined(name, content, digest)
    choices = mapping.kept(shape)
    key = (digest, store.revision, repr(choices))
    kept = st.session_state.get(CHECKED)
    if kept is None or kept[0] != key:
        bar = slot.progress(0.0, words.t("Reading {file} …", file=name))

        def tell(sheet: str, rows: int) -> None:
            bar.progress(0.5, words.t("reading {sheet}: {n} rows", sheet=sheet, n=rows))

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            try:
                intake = intake_of(store, path, data.terms(), tell, choices)
            except WorkbookError as error:
                slot.error(words.t(error.reason, **error.params), icon=":material/error:")
                return None
        bar.progress(0.9, words.t("writing {n} records", n=sum(map(len, intake.records.values()))))
        kept = (key, intake, apply_intake(store, intake, name, "preview", dry_run=True))
        st.session_state[CHECKED] = kept
        slot.empty()
    return kept[1], kept[2]


def outlined(name: str, content: bytes, digest: str) -> list[Outline]:
    """What the file's sheets look like, once for each content; nothing where it is no workbook (said elsewhere)."""
    kept = st.session_state.get(OUTLINED)
    if kept is None or kept[0] != digest:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            try:
                kept = (digest, outline(path))
            except WorkbookError:
                kept = (digest, [])
        st.session_state[OUTLINED] = kept
    return list(kept[1])


def preview(page: Page, intake: Intake, tried: Applied) -> pd.DataFrame:
    """Every remark on the file and every change that it would make, each with its sheet and row in the file."""
    words = page.words
    titles = {sheet.name: sheet.title for sheet in EVERY_SHEET}

    def line(one: Line) -> tuple[str, str, str, str, str]:
        """A change: where in the file it comes from, and what it says."""
        name = SHEET_OF.get(one.table, one.table)
        if one.table == "candidate" and one.kind == "COLLECTIVE":
            name = "unit"
        came = intake.records[one.table][one.origin] if one.origin is not None else {}
        action = "INSERT" if one.action == "SAME" else one.action
        return (
            LINE_STATE[one.action],
            str(came.get("sheet") or titles[name]),
            str(came.get("at") or ""),
            f"{one.code} · {one.name}",
            change_text(action, one.before, one.after, words),
        )

    rows = [
        (PROBLEM_STATE[p.level], p.sheet, str(p.row or ""), p.column, words.t(p.reason, **p.params))
        for p in intake.problems
    ]
    rows += [line(one) for one in (*tried.lines, *tried.same)]
    rows.sort(key=lambda row: PREVIEW_STATE.index(row[0]))
    headings = [words.t(c) for c in (N_("State"), N_("Sheet"), N_("Row"), N_("Column, who"), N_("What"))]
    return pd.DataFrame([(words.t(state), *rest) for state, *rest in rows], columns=headings)


def imports(page: Page) -> None:
    words = page.words
    heading(words.t("Import a workbook"), words.t("nothing is written before you have seen what would change"))
    slot = st.empty()  # there in every run, so that what follows keeps its place
    if said := st.session_state.pop("import.said", None):
        slot.success(said, icon=":material/check_circle:")
    uploaded = st.file_uploader(
        words.t("Workbook (Excel, OpenDocument) or CSV file, 20 MB at most"), type=FORMATS, key="import.file"
    )
    if uploaded is None:
        return
    name = Path(uploaded.name).name
    found = checked(name, uploaded.getvalue(), page, st.empty())
    shape = st.session_state[OUTLINED][1]
    if shape:
        mapping.ask(shape, mapping.kept(shape), words)
    if found is None:
        return
    intake, tried = found
    frame = preview(page, intake, tried)
    state = words.t("State")
    n = frame[state].value_counts().to_dict()
    counts = [f"{n.get(words.t(s), 0)} {words.t(s)}" for s in PREVIEW_STATE[:5] if s != "to be seen" or words.t(s) in n]
    counts.append(f"{sum(tried.unchanged.values())} {words.t('unchanged')}")
    st.markdown("**" + " · ".join(counts) + "**")
    wanted = st.pills(
        words.t("Show"),
        [words.t(s) for s in PREVIEW_STATE if words.t(s) in n],
        selection_mode="multi",
        key="import.show",
    )
    # what is recorded already is listed only when asked for
    shown = frame[frame[state].isin(wanted)] if wanted else frame[frame[state] != words.t("unchanged")]
    if len(shown):
        with st.container(height=420 if len(shown) > 9 else "content"):
            show(table(list(shown.columns), shown.head(MOST_SHOWN).itertuples(index=False), numbers=(2,)))
        shown_of(words, shown, MOST_SHOWN)
        download(
            words,
            frame,
            words.t("Preview"),
            words.t("What the workbook would change, and remarks on its rows: {file}", file=name),
            f"{Path(name).stem}-xem-truoc.xlsx",
            "import.preview",
        )
    apply(page, intake, tried, name)


def apply(page: Page, intake: Intake, tried: Applied, name: str) -> None:
    """The buttons: everything, or the good rows with the bad ones back as a workbook."""
    words = page.words
    if not tried.changes:
        st.info(
            words.t("There is nothing to import: all of it is recorded already, or in error."), icon=":material/info:"
        )
    asked = [p for p in intake.problems if p.level == "ask"]
    seen = not asked or st.checkbox(
        words.t(
            "I have seen the columns that were not read: {names}", names=words.list(sorted({p.column for p in asked}))
        ),
        key=f"import.seen.{hashlib.sha256(name.encode()).hexdigest()[:8]}",
    )
    who = keeper.author(words)
    label = words.t("Import {n} changes", n=tried.changes)
    if intake.errors:
        st.warning(
            words.t(
                "{n} rows are in error. Mend the file and drop it again, or import the good rows alone.",
                n=len(intake.bad_rows),
            ),
            icon=":material/warning:",
        )
        label = words.t("Import the good rows alone: {n} changes", n=tried.changes)
    left, right = st.columns(2)

    def write() -> None:
        done = apply_intake(data.store(), intake, name, keeper.author_name())
        st.session_state.pop(CHECKED, None)
        said = words.t(
            "Imported {file}: {new} new, {changed} changed.",
            file=name,
            new=sum(done.new.values()),
            changed=sum(done.changed.values()),
        )
        if done.backup is not None:
            said += " " + words.t("What was there before is backed up: {file}.", file=f"backups/{done.backup.name}")
        st.session_state["import.said"] = said

    left.button(
        label,
        type="primary",
        on_click=write,
        disabled=not (tried.changes and who.strip() and seen),
        width="stretch",
        key="import.go",
    )
    waits = [N_("your name (every change says who made it)")] if not who.strip() else []
    waits += [] if seen else [N_("your tick that the columns not read have been seen")]
    if waits and tried.changes:
        left.caption(words.t("The button waits for: {what}.", what=words.list([words.t(w) for w in waits])))
    if intake.bad_rows:
        memory = io.BytesIO()
        write_bad_rows(memory, intake.bad_rows, intake.problems, words)
        right.download_button(
            words.t("Download the rows in error, with reasons"),
            memory.getvalue(),
            file_name=f"{Path(name).stem}-dong-loi.xlsx",
            mime=XLSX,
            on_click="ignore",
            width="stretch",
            key="import.bad",
        )


def exports(page: Page) -> None:
    """The empty workbook, all the data as a workbook, a backup now."""
    words = page.words
    heading(words.t("Take out"), words.t("the data leave this machine with these files: keep them safe"))
    moment = f"{clock.today():%Y-%m-%d}"
    st.download_button(
        words.t("Empty workbook to fill in"),
        lambda: workbook_bytes(lambda path: write_template(path, words.lang, data.terms().attested(words.lang))),
        file_name="so-mau.xlsx",
        mime=XLSX,
        icon=":material/draft:",
        on_click="ignore",
        width="stretch",
        key="export.template",
    )
    st.download_button(
        words.t("All the data, as a workbook"),
        lambda: workbook_bytes(lambda path: export_workbook(data.store().cursor(), path)),
        file_name=f"so-dien-hinh-{moment}.xlsx",
        mime=XLSX,
        icon=":material/table_view:",
        on_click="ignore",
        width="stretch",
        key="export.all",
    )

    def save() -> None:
        store = data.store()
        made = backup_name(store.path, clock.now())
        backup(store, made)
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
    if lost:
        st.warning(words.t("{n} changes would be lost:", n=len(lost)), icon=":material/warning:")
        headings = [
            words.t(h)
            for h in (N_("When"), N_("Who"), N_("Action"), N_("Kind"), N_("Whose"), N_("What it said → says"))
        ]
        show(table(headings, [in_words(c, words) for c in lost[:MOST_LOST]]))
        if len(lost) > MOST_LOST:
            st.caption(words.t("The first {n} of {all} lines are shown.", n=MOST_LOST, all=len(lost)))
    else:
        st.info(words.t("Nothing would be lost: the data are as in this backup."), icon=":material/info:")
    sure = st.checkbox(words.t("I have seen what would be lost"), key="restore.sure")

    def put_back() -> None:
        try:
            done = data.restore_backup(copy)
        except StoreError as error:
            st.session_state["restore.said"] = words.t(error.reason, **error.params)
            return
        kept = done.kept.name if done.kept else "–"
        st.session_state["restore.said"] = words.t(
            "Restored. {n} changes were given up; the file as it was is kept in {folder}.", n=done.lost, folder=kept
        )
        st.session_state.pop("restore.sure", None)

    st.button(words.t("Restore"), on_click=put_back, disabled=not sure, key="restore.go", width="stretch")


page = open_page(
    N_("Import and export"), N_("Workbooks in and out; a backup before each import"), filters="none", empty_too=True
)
page.draw()
left, right = st.columns([13, 6], gap="large")
with left:
    imports(page)
with right:
    exports(page)
    restores(page)
keeper.watch(page.words, False)
