"""The plan’s milestones: chart, table, and the form that says one is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from dienhinh.charts import timeline
from dienhinh.criteria import Milestone
from dienhinh.kinds.sentence import N_
from dienhinh.store.records import rows
from dienhinh.ui import data, editor
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.roadmap.pipeline import is_closed


def state_of(m: Milestone, done: tuple[date, str | None] | None, page: Page) -> tuple[str, str, str]:
    """A milestone's mark, its state in words, and how the chart shows it, on the assessment date."""
    words, on = page.words, page.view.on
    if done is not None and done[0] <= on:
        late = " – " + words.t("late") if done[0] > m.due else ""
        return "●", words.t("done {day}", day=done[0]) + late, "CONFIRMED"
    if m.due < on:
        return "✕", words.t("overdue"), "REVOKED"
    return "△", words.t("to come"), "PENDING"


def milestone_chart(page: Page, done: Mapping[str, tuple[date, str | None]]) -> Chart:
    """Milestones by section on a line of time: filled when done, open when to come, crossed when overdue."""
    words, plan = page.words, page.plan
    marks, rows_ = [], []
    for m in sorted(plan.milestone, key=lambda m: (m.due, m.section)):
        mark, state, shape = state_of(m, done.get(m.id), page)
        when, evidence = done.get(m.id, (None, None))
        label = words.date(when) if when and when <= page.view.on else words.date(m.due)
        hover = "<br>".join(
            x for x in (m.in_(words.lang), words.t("due {day}", day=m.due), f"{mark} {state}", evidence or "") if x
        )
        marks.append({"lane": m.section, "label": f"{mark} {label}", "on": m.due, "state": shape, "hover": hover})
        rows_.append(
            [
                words.date(m.due),
                m.in_(words.lang),
                m.office.in_(words.lang),
                f"{mark} {state}",
                evidence or "",
                m.section,
            ]
        )
    lanes = list(dict.fromkeys(m.section for m in sorted(plan.milestone, key=lambda m: m.due)))
    period = (plan.period.start, plan.period.end)
    none = pd.DataFrame(columns=["lane", "label", "start", "end"])
    figure = timeline(none, pd.DataFrame(marks), lanes, page.view.on, period, look(), words.date(page.view.on))
    headings = [
        words.t(h)
        for h in (N_("Due"), N_("Milestone"), N_("Office responsible"), N_("State"), N_("Evidence"), N_("Section"))
    ]
    title = (
        words.t("Milestones on a line of time"),
        words.t("at their deadline: ● done, △ to come, ✕ overdue; the date is the day done, or the deadline"),
    )
    alt = words.t("Timeline of {n} milestones, a line a section of the plan", n=len(marks))
    return Chart(title, figure, "chart.milestones", alt, words, headings, rows_)


def milestones(page: Page) -> bool:
    """The chart, the table, and the form that says one is done; returns whether there is unsaved input."""
    words, plan = page.words, page.plan
    done = data.milestones()
    chart = milestone_chart(page, done)
    chart.draw()
    left, right = st.columns([12, 8], gap="large")
    with left:
        show(table(chart.head, chart.rows))
    with right:
        if is_closed(page):
            return False
        heading(words.t("Report a milestone"), words.t("when it was done, and the paper that shows it"))
        by_id = {m.id: m for m in plan.milestone}
        late = [m.id for m in plan.milestone if m.id not in done]
        chosen = st.selectbox(
            words.t("Milestone"),
            list(by_id),
            index=list(by_id).index(late[0]) if late else 0,
            format_func=lambda m: f"{by_id[m].section} · {by_id[m].in_(words.lang)}",
            key="roadmap.milestone",
        )
        found = rows(
            data.store().cursor(),
            "milestone",
            plan_id=plan.id,
            milestone_id=chosen,
        )
        number, record = next(iter(found.items()), (None, None))
        fixed = {"plan_id": plan.id, "milestone_id": chosen}
        return editor.draw_form(page, editor.RoadmapEditor(page, "milestone", str(chosen), record, number, fixed), {})
