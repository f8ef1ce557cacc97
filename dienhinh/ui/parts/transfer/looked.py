"""A workbook read in a child and looked at before anything is written."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dienhinh.exchange.checking import Intake
from dienhinh.exchange.importing import apply_intake, intake_of
from dienhinh.exchange.layout import EVERY_SHEET
from dienhinh.exchange.problems import WorkbookError
from dienhinh.exchange.reading import Outline, outline
from dienhinh.kinds.sentence import N_
from dienhinh.store import Applied, Line
from dienhinh.ui import data, mapping
from dienhinh.ui.changes import change_text
from dienhinh.ui.frame import Page

MOST_SHOWN = 300


CHECKED, OUTLINED = "import.checked", "import.outlined"


SHEET_OF = {"candidate": "person", "post": "person"}  # a unit's own line: by its kind


PREVIEW_STATE = (
    N_("in error"), N_("to be seen"), N_("guessed"), N_("new"), N_("changed"), N_("note"), N_("unchanged")
)  # fmt: skip


PROBLEM_STATE = {"error": "in error", "ask": "to be seen", "guess": "guessed", "note": "note"}


LINE_STATE = {"INSERT": "new", "UPDATE": "changed", "SAME": "unchanged"}


@contextmanager
def on_disk(name: str, content: bytes) -> Iterator[Path]:
    """A dropped file in a folder of its own, which goes with the block: readers want a path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path


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

        with on_disk(name, content) as path:
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
        with on_disk(name, content) as path:
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
