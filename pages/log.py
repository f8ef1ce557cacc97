"""Change log: who changed what, when and why, with what it said before and after."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold
from dienhinh.locale.names import TABLE_WORD
from dienhinh.store import CannotUndo, LogLine, change_log, undo
from dienhinh.ui import data, keeper
from dienhinh.ui.changes import change_text, in_words
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import download, shown_of
from dienhinh.ui.waits import waits

MOST_SHOWN = 2000


SAID, REFUSED = "log.said", "log.refused"


def lines(page: Page, log: list[LogLine]) -> pd.DataFrame:
    """The log, newest first, in the reader's words."""
    words = page.words
    rows = [(c.revision, *in_words(c, words), c.why or "", state(c, page), c.batch) for c in log]
    headings = [
        words.t(h)
        for h in (
            N_("No."),
            N_("When"),
            N_("Who"),
            N_("Action"),
            N_("Kind"),
            N_("Whose"),
            N_("What it said → says"),
            N_("Why"),
            N_("Undone"),
            N_("Act"),
        )
    ]
    return pd.DataFrame(rows, columns=headings)


def state(c: LogLine, page: Page) -> str:
    if c.undone_by:
        return page.words.t("undone by {n}", n=c.undone_by)
    return page.words.t("undoes {n}", n=c.undoes) if c.undoes else ""


def take_back(page: Page, act: int, only: int | None) -> None:
    """From a button: undo one act or one change of it; where later changes contradict, they are named."""
    words, number = page.words, only or act
    try:
        undo(data.store(), act, keeper.author_name(), words.t("Undo of change {n}", n=number), only)
    except CannotUndo as error:
        st.session_state[REFUSED] = [(c.revision, *in_words(c, words)) for c in error.changes]
    else:
        st.session_state[SAID] = words.t("Undone.")


def chosen(page: Page, log: list[LogLine], ticked: int) -> None:
    """What can be undone of the line ticked: the change, or the whole act that it was part of."""
    words = page.words
    line = next(c for c in log if c.revision == ticked)
    together = [c for c in log if c.batch == line.batch]
    what = change_text(line.action, line.before, line.after, words)
    heading(
        words.t("Change {n}: {whose}", n=line.revision, whose=line.name), f"{words.t(TABLE_WORD[line.table])}: {what}"
    )
    who = keeper.author(words)
    left, right = st.columns(2)
    left.button(
        words.t("Undo this change"),
        icon=":material/undo:",
        on_click=take_back,
        args=(page, line.batch, line.revision),
        **waits(words, who=who, changed=line.undone_by is None),
        width="stretch",
        key="log.undo.one",
    )
    right.button(
        words.t("Undo the whole act: {n} changes", n=len(together)),
        icon=":material/history:",
        on_click=take_back,
        args=(page, line.batch, None),
        disabled=not who or len(together) == 1,
        width="stretch",
        key="log.undo.all",
    )
    if not who:
        st.caption(words.t("Type your name to save: every change says who made it."))


def outcome(page: Page) -> None:
    """What the last undo came to."""
    words, slot = page.words, st.empty()
    if said := st.session_state.pop(SAID, None):
        slot.success(said, icon=":material/check_circle:")
    if (refused := st.session_state.pop(REFUSED, None)) is not None:
        with slot.container():
            if not refused:
                st.error(words.t("It is undone already."), icon=":material/error:")
                return
            st.error(words.t("Not undone: these later changes rest on it. Undo them first."), icon=":material/error:")
            headings = [
                words.t(h)
                for h in (
                    N_("No."),
                    N_("When"),
                    N_("Who"),
                    N_("Action"),
                    N_("Kind"),
                    N_("Whose"),
                    N_("What it said → says"),
                )
            ]
            show(table(headings, refused))


page = open_page(N_("Change log"), N_("Who changed what, when and why"), filters="none", empty_too=True)
words = page.words
log = change_log(data.store().cursor())
frame = lines(page, log)
page.draw()
if (altered := data.store().altered) is not None:
    st.error(
        words.t("The log is not as the program wrote it: act {n} was altered, or lines are missing.", n=altered),
        icon=":material/error:",
    )
outcome(page)
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
    event = st.dataframe(
        frame.head(MOST_SHOWN),
        key=f"log.list.{data.store().revision}",
        hide_index=True,
        height=420 if len(frame) > 11 else "content",
        on_select="rerun",
        selection_mode="single-row",
        alt=words.t("Changes to the data, newest first"),
        column_config={words.t("What it said → says"): st.column_config.TextColumn(width="large")},
    )
    ticked = list(event["selection"]["rows"])
    if ticked:
        chosen(page, log, int(frame[words.t("No.")].iloc[ticked[0]]))
    else:
        st.caption(words.t("Tick a line to undo it, or the whole import or save that it was part of."))
    shown_of(words, frame, MOST_SHOWN)
    download(
        words,
        frame,
        words.t("Change log"),
        words.t("Changes to the data, newest first"),
        "nhat-ky.xlsx",
        "log.download",
    )
keeper.watch(words, False)
