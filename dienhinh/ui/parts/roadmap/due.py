"""What review meetings left to be done; what closes when."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.store.meetings import finish_task, tasks
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import cut_table
from dienhinh.verdicts.countdown import as_calendar, needs_said, way_said


def left_by_meetings(page: Page) -> None:
    """What review meetings asked to be added to somebody's file: the open first; ticked off here."""
    words = page.words
    found = [t for t in tasks(data.store().cursor()) if data.plan_for(t.plan_id, t.assessed_on).id == page.plan.id]
    if not found:
        return
    names = {r["code"]: r["name"] for f in (page.assessment.roster, page.standing.apart) for r in f.to_dict("records")}
    heading(words.t("Left to do by review meetings"), words.t("what a conclusion asked to be added"))
    lines = []
    for task in found:
        c = task.conclusion
        state = (
            words.t("done {day}", day=c.done_on)
            if c.done_on
            else words.t("overdue")
            if c.due_on and c.due_on < page.view.on
            else words.t("to come")
        )
        lines.append(
            [
                words.date(c.due_on),
                names.get(c.code, c.code),
                c.what or "",
                c.by_whom or "–",
                f"{words.date(task.held_on)} · {task.meeting}",
                state,
            ]
        )
    headings = [
        words.t(h)
        for h in (N_("Due"), N_("Name"), N_("What is to be added"), N_("By whom"), N_("Meeting"), N_("State"))
    ]
    show(table(headings, lines))
    open_ones = [t for t in found if t.conclusion.done_on is None]
    if not open_ones:
        return
    left, right = st.columns([8, 3], vertical_alignment="bottom")
    chosen = left.selectbox(
        words.t("Tick off"),
        range(len(open_ones)),
        key="roadmap.task",
        format_func=lambda i: f"{names.get(open_ones[i].conclusion.code, '')} · {open_ones[i].conclusion.what}",
    )
    right.button(
        words.t("Done on {day}", day=page.view.on),
        key="roadmap.task.done",
        width="stretch",
        on_click=finish_task,
        args=(data.store(), open_ones[int(chosen or 0)], page.view.on),
    )


def countdown_of(page: Page) -> None:
    """Every way that closes, by day, and the same as a calendar file."""
    words, on = page.words, page.view.on
    found = data.closings(on)
    if not found:
        return
    heading(words.t("What closes when"), words.t("each way still open, its last day, and what must come by then"))
    headings = [
        words.t(h)
        for h in (N_("Last day"), N_("Days"), N_("Name"), N_("Unit"), N_("Way"), N_("Needed by then"), N_("Status"))
    ]
    units = data.units(on)
    lines = [
        [
            words.date(c.last),
            (c.last - on).days,
            c.name,
            units.get(c.unit, c.unit),
            way_said(c, page.plan, words),
            needs_said(c, words),
            words.t(STATUS_WORD[c.status]),
        ]
        for c in found
    ]
    cut_table(words, headings, lines, words.t("What closes when"), "roadmap.closing", numbers=(1,))
    give(
        words.t("As a calendar (.ics)"),
        lambda: as_calendar(found, words),
        f"han-cuoi_{on.isoformat()}.ics",
        "text/calendar",
        "roadmap.ics",
        icon=":material/event:",
    )
