"""A unit's clerk hands in: a workbook or typed lines, checked against the own people before they are sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.exchange.checking import Intake
from dienhinh.exchange.opening import ENDINGS
from dienhinh.exchange.problems import WorkbookError
from dienhinh.exchange.proposing import ENTERED, Typed, checked, workbook_of
from dienhinh.exchange.sheets import XLSX
from dienhinh.kinds.codes import LEVELS
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_WORD, TABLE_WORD
from dienhinh.store.history import known_codes
from dienhinh.store.proposals import MOST_BYTES, Decided, Proposal, hand_in, handing_in, proposals, withdraw
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.transfer.looked import PROBLEM_STATE, on_disk
from dienhinh.ui.parts.transfer.outward import empty_workbook
from dienhinh.ui.parts.transfer.proposed import STATE_WORD
from dienhinh.ui.waits import waits

SAID, CHECKED, TURN = "proposal.said", "proposal.checked", "proposal.turn"


def asked(page: Page, unit: str) -> None:
    """By when the unit is to hand in, and whether it has."""
    words, cursor = page.words, data.store().cursor()
    wanted = handing_in(cursor)
    if wanted is None:
        return
    sent = [
        p for p in proposals(cursor, unit) if clock.local(p.sent_at).date() >= wanted.since and p.state != "RETURNED"
    ]
    said = words.t("To be handed in by {due}, what is new since {since}.", due=wanted.due, since=wanted.since)
    if sent:
        st.success(said + " " + words.t("Handed in."), icon=":material/task_alt:")
    else:
        late = clock.today() > wanted.due
        (st.error if late else st.info)(said, icon=":material/event_upcoming:")


def entered(page: Page, unit: str, people: Mapping[str, Any]) -> None:
    """Typed lines, or a workbook; what is wrong; and the button that hands it in."""
    words, turn = page.words, st.session_state.get(TURN, 0)
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check_circle:")
    typed, dropped = st.tabs([words.t("Type in"), words.t("Drop a workbook")])
    with typed:
        lines = typed_lines(page, people, turn)
    with dropped:
        _template(page)
        given = st.file_uploader(
            words.t("Workbook of your unit (Excel, OpenDocument), 5 MB at most"),
            type=[e.removeprefix(".") for e in ENDINGS],
            key=f"proposal.file.{turn}",
            max_upload_size=MOST_BYTES // 2**20,
        )
    if given is not None:
        name, content = Path(given.name).name, given.getvalue()
    elif lines:
        name, content = f"{unit}-{clock.today():%Y-%m-%d}.xlsx", workbook_of(lines)
    else:
        st.caption(words.t("Type a line, or drop a workbook: it is checked at once, and sent when you say so."))
        return
    intake = looked_at(page, name, content, people)
    if intake is None:
        return
    n = sum(map(len, intake.records.values()))
    told(words, intake)
    note = st.text_input(words.t("Note to the officer"), key=f"proposal.note.{turn}", max_chars=300).strip()

    def send() -> None:
        hand_in(data.store(), unit, name, content, n, note)
        st.session_state[TURN] = turn + 1
        st.session_state[SAID] = words.t("Handed in: {n} records. An officer looks at them.", n=n)

    st.button(
        words.t("Hand in {n} records", n=n),
        key="proposal.send",
        type="primary",
        on_click=send,
        **waits(words, right=not intake.errors, given=n),
    )


def typed_lines(page: Page, people: Mapping[str, Any], turn: int) -> list[Typed]:
    """A grid of lines; those that are filled in."""
    words = page.words
    label = {f"{p['name']} ({code})": code for code, p in people.items()}
    kind = {words.t(TABLE_WORD[k]): k for k in ENTERED}
    level = {words.t(LEVEL_WORD[code]): code for code in LEVELS}
    heads = (
        N_("Whose"), N_("Kind"), N_("Year"), N_("What"), N_("Level"), N_("Decision no."), N_("Decided on")
    )  # fmt: skip
    columns = [words.t(h) for h in heads]
    whose, which, year, what, of, number, on = columns
    empty = pd.DataFrame({c: pd.Series(dtype=object) for c in columns})
    grid = st.data_editor(
        empty,
        key=f"proposal.grid.{turn}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            whose: st.column_config.SelectboxColumn(options=list(label), width="medium"),
            which: st.column_config.SelectboxColumn(options=list(kind), width="small"),
            year: st.column_config.NumberColumn(min_value=1945, max_value=2200, step=1, format="%d", width="small"),
            what: st.column_config.TextColumn(
                help=words.t("CSTĐCS, HTXSNV, the title of an initiative …"), max_chars=300
            ),
            of: st.column_config.SelectboxColumn(options=list(level), width="small"),
            number: st.column_config.TextColumn(max_chars=80, width="small"),
            on: st.column_config.DateColumn(format="DD/MM/YYYY", width="small"),
        },
    )
    found = []
    for row in grid.to_dict("records"):
        if (
            row[whose]
            and row[which]
            and row[what]
            and not pd.isna(row[year] if row[year] is not None else float("nan"))
        ):
            day = row[on]
            found.append(
                Typed(
                    label[row[whose]], kind[row[which]], int(row[year]), str(row[what]), level.get(row[of] or "", ""),
                    str(row[number] or ""), day if isinstance(day, date) else None,
                )
            )  # fmt: skip
    return found


def _template(page: Page) -> None:
    """The empty workbook: no act of taking data out, it holds none."""
    words = page.words
    st.download_button(
        words.t("Empty workbook to fill in"),
        lambda: empty_workbook(words),
        "so-mau.xlsx",
        XLSX,
        on_click="ignore",
        icon=":material/draft:",
        key="proposal.template",
    )


def looked_at(page: Page, name: str, content: bytes, people: Mapping[str, Any]) -> Intake | None:
    """The workbook, checked against the unit's own people; once for each content."""
    words, store = page.words, data.store()
    key = (hashlib.sha256(content).hexdigest(), store.revision, len(people))
    kept = st.session_state.get(CHECKED)
    if kept is None or kept[0] != key:
        known = known_codes(store.cursor())
        mine = known[known["code"].isin(people)].reset_index(drop=True)
        with on_disk(name, content) as path, st.spinner(words.t("Reading {file} …", file=name)):
            try:
                kept = (key, checked(path, mine, data.terms()))
            except WorkbookError as error:
                st.error(words.t(error.reason, **error.params), icon=":material/error:")
                return None
        st.session_state[CHECKED] = kept
    found: Intake = kept[1]
    return found


def told(words: Words, intake: Intake) -> None:
    """What was read of each kind, and every remark with its place."""
    counts = [f"{words.t(TABLE_WORD[k])}: {len(intake.records[k])}" for k in ENTERED if intake.records.get(k)]
    rest = sum(len(rows) for k, rows in intake.records.items() if k not in ENTERED)
    st.markdown("**" + " · ".join([*counts, *([words.t("other: {n}", n=rest)] if rest else [])]) + "**")
    if intake.problems:
        head = [words.t(h) for h in (N_("State"), N_("Sheet"), N_("Row"), N_("Column, who"), N_("What"))]
        lines = [
            (words.t(PROBLEM_STATE[p.level]), p.sheet, str(p.row or ""), p.column, words.t(p.reason, **p.params))
            for p in intake.problems
        ]
        show(table(head, lines, numbers=(2,)))


def sent(page: Page, unit: str) -> None:
    """What the unit has handed in, and what became of it."""
    words, store = page.words, data.store()
    heading(words.t("Handed in"), words.t("and what became of it"))
    found = proposals(store.cursor(), unit)
    if not found:
        st.caption(words.t("Nothing has been handed in yet."))
        return
    head = [words.t(h) for h in (N_("When"), N_("Who"), N_("File"), N_("Rows"), N_("State"), N_("Reason"))]
    show(
        table(
            head,
            [
                (
                    f"{clock.local(p.sent_at):%d/%m/%Y %H:%M}",
                    p.owner,
                    p.file,
                    p.n,
                    words.t(STATE_WORD[p.state]),
                    p.reason,
                )
                for p in found
            ],
            numbers=(3,),
        )
    )
    open_ones = {p.id: p for p in found if p.state == "SENT"}
    if open_ones:
        number = st.selectbox(
            words.t("Proposal"),
            list(open_ones),
            format_func=lambda i: f"{open_ones[i].file} · {clock.local(open_ones[i].sent_at):%d/%m/%Y %H:%M}",
            key="proposal.which",
        )
        st.button(words.t("Withdraw it"), key="proposal.withdraw", on_click=_withdraw, args=(page, open_ones[number]))


def _withdraw(page: Page, one: Proposal) -> None:
    try:
        withdraw(data.store(), one)
        st.session_state[SAID] = page.words.t("Withdrawn.")
    except Decided:
        st.session_state[SAID] = page.words.t("An officer has decided on it in the meantime.")
