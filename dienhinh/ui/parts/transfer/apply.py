"""A workbook looked at is written: what it asks before, and what became of it."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import streamlit as st

from dienhinh.exchange.checking import Intake
from dienhinh.exchange.importing import apply_intake
from dienhinh.exchange.sheets import XLSX, write_bad_rows
from dienhinh.kinds.sentence import N_
from dienhinh.store import Applied, known_codes
from dienhinh.store.proposals import Decided, Proposal, accept, proposals
from dienhinh.ui import data, keeper
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.transfer.looked import CHECKED


def strangers(of: Proposal, tried: Applied) -> list[str]:
    """The names of recorded people and units that a unit's workbook would change and that are not the unit's own."""
    known, own = set(known_codes(data.store().cursor())["code"]), data.members(of.unit)
    return sorted({one.name for one in tried.lines if one.code in known and one.code not in own})


def still_waits(of: Proposal) -> bool:
    return any(p.id == of.id and p.state == "SENT" for p in proposals(data.store().cursor(), of.unit))


def taken(of: Proposal) -> None:
    """Note that a proposal has been recorded; where somebody has decided in that very moment, their word stands."""
    with suppress(Decided):
        accept(data.store(), of, keeper.author_name())


def apply(page: Page, intake: Intake, tried: Applied, name: str, of: Proposal | None = None) -> None:
    """The buttons: everything, or the good rows with the bad ones back as a workbook. ``of``: the unit's proposal that
    the workbook is, which is accepted with it."""
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
    stray = strangers(of, tried) if of is not None else []
    if stray:
        seen = bool(seen) and st.checkbox(
            words.t("I have seen that these are not of this unit: {names}", names=words.list(stray)),
            key=f"import.stray.{of.id if of else 0}",
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
        if of is not None and not still_waits(of):
            st.session_state["import.said"] = words.t(
                "Nothing was imported: the unit has withdrawn it, or a colleague has decided."
            )
            return
        done = apply_intake(data.store(), intake, name, keeper.author_name())
        st.session_state.pop(CHECKED, None)
        if of is not None:
            taken(of)
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
    if of is not None and not tried.changes and not intake.errors:
        right.button(
            words.t("Accept: all of it is recorded already"), key="import.taken", on_click=taken, args=(of,),
            disabled=not who.strip(), width="stretch",
        )  # fmt: skip
    waits = [N_("your name (every change says who made it)")] if not who.strip() else []
    waits += [] if seen else [N_("your tick that the columns not read have been seen")]
    if waits and tried.changes:
        left.caption(words.t("The button waits for: {what}.", what=words.list([words.t(w) for w in waits])))
    if intake.bad_rows:
        memory = io.BytesIO()
        write_bad_rows(memory, intake.bad_rows, intake.problems, words)
        give(
            words.t("Download the rows in error, with reasons"),
            memory.getvalue(),
            f"{Path(name).stem}-dong-loi.xlsx",
            XLSX,
            "import.bad",
            place=right,
            wide=True,
        )
