"""Any date of the period: a slider with the year-ends and reviews marked, as judged then against as known now of then,
one candidate's status as a line, the department's as areas."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.charts import status_areas, status_steps
from dienhinh.criteria import STATUSES, Assessment, Plan
from dienhinh.criteria.compare import compare
from dienhinh.kinds.sentence import N_
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.store import Standing, change_log
from dienhinh.ui import address, data, people
from dienhinh.ui.changes import in_words
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.rules import counts_table, moved, show_flips
from dienhinh.ui.tables import MOST_LINES

MOST_ENTRIES = 3
"""So many entries are named of one candidate."""


def draw(page: Page) -> None:
    """The slider over the whole width; below it then and now on the left, the lines on the right."""
    words, on, today = page.words, page.view.on, clock.today()
    first, last = span(page.plan, today)
    marked = marks(page)
    slider(page, first, last, marked)
    known = max(today, on)
    left, right = st.columns([9, 11], gap="large")
    with left:
        then_and_now(page, data.hindsight(on, known))
        held_then(page, data.hindsight(on, known))
    with right:
        areas(page, first, min(last, max(today, on)), marked).draw()
    with left:
        heading(words.t("One candidate over time"))
        if person := people.choose(words, people.everybody(page), page.view.who, "w.time.who"):
            one(page, person, min(last, max(today, on)), marked).draw()
        else:
            st.caption(words.t("Choose a candidate to see the status over time."))


def span(plan: Plan, today: date) -> tuple[date, date]:
    """The first and the last day that the slider reaches."""
    return plan.period.start, max(today, plan.deadline(plan.period.last_year) + timedelta(days=1))


def marks(page: Page) -> dict[date, str]:
    """The year-ends and the plan's milestones, by day, with their words."""
    words, plan = page.words, page.plan
    found = {date(y, 12, 31): words.t("year-end") for y in plan.period.years}
    for m in sorted(plan.milestone, key=lambda m: m.due):
        found[m.due] = "; ".join(x for x in (found.get(m.due), m.in_(words.lang)) if x)
    return dict(sorted(found.items()))


def slider(page: Page, first: date, last: date, marked: dict[date, str]) -> None:
    words, on = page.words, page.view.on

    st.session_state["w.moment"] = min(max(on, first), last)
    st.slider(
        words.t("Any date of the period"),
        first,
        last,
        format="DD/MM/YYYY",
        step=timedelta(days=1),
        key="w.moment",
        on_change=address.changed("w.moment", "date", address.date_code),
    )
    st.session_state["w.mark"] = on if on in marked else None
    st.pills(
        words.t("Year-ends and reviews"),
        list(marked),
        format_func=words.date,
        key="w.mark",
        on_change=address.changed("w.mark", "date", address.date_code),
    )
    if on in marked:
        st.caption(f"{words.date(on)}: {marked[on]}")


def then_and_now(page: Page, later: Standing) -> None:
    """How the date was judged then, beside how it looks with what is known now of the years that had ended."""
    words = page.words
    found = compare(page.assessment, later.assessment)
    heading(
        words.t("As judged then, as known now"),
        words.t(
            "then: what was known on {on}; now: decisions taken since about the years that had ended", on=page.view.on
        ),
        counts_table(page, found, words.t("As judged then"), words.t("As known now")),
    )
    nobody = words.t("What has been decided since changes nobody’s verdict of that date.")
    show_flips(
        page,
        found,
        words.t("As judged then → as known now"),
        nobody,
        words.t("As judged then → as known now"),
        "moments.moved",
    )


def held_then(page: Page, later: Standing) -> None:
    """What the file held on the date, beside what was known by decision and what is known now; the differences with the
    entries that made them."""
    words, on = page.words, page.view.on
    if not st.toggle(words.t("Also what the file held on that day"), key="moments.held"):
        return
    held = data.held_on(on)
    bases = (held.assessment, page.assessment, later.assessment)
    counts = [np.bincount(a.status, minlength=len(STATUSES)).tolist() for a in bases]
    lines = [[words.t(STATUS_WORD[s]), *(c[i] for c in counts)] for i, s in enumerate(STATUSES)] + [
        [words.t("All"), *(sum(c) for c in counts)]
    ]
    head = [words.t(h) for h in (N_("Status"), N_("Held by the file"), N_("Known by decision"), N_("Known now"))]
    title = words.t("What the file held on {day}", day=on)
    heading(title, words.t("from the change log; later entries left out"), table(head, lines, numbers=(1, 2, 3)))
    if not held.assessment.size:
        st.caption(words.t("Nothing had been entered yet on that day."))
        return
    rows = by_entries(page, held.assessment, clock.end_of(on))
    if rows:
        show(table([words.t("Name"), words.t("Held → known"), words.t("Entered since")], rows))
    else:
        st.caption(words.t("What has been entered since changes nobody’s verdict of that date."))


def by_entries(page: Page, before: Assessment, since: datetime) -> list[list[object]]:
    """Whose status is another than in ``before`` (what the file held at ``since``): the name, how it moved, the entries
    made of them since."""
    words = page.words
    entered = [c for c in change_log(data.store().cursor()) if c.at >= since]
    rows: list[list[object]] = []
    for r in compare(before, page.assessment).flips.to_dict("records")[:MOST_LINES]:
        entries = [c for c in entered if c.code == r["code"]]
        said = "; ".join(" · ".join(in_words(c, words)[k] for k in (0, 1, 3, 5)) for c in entries[:MOST_ENTRIES])
        more = words.t("and {n} more", n=len(entries) - MOST_ENTRIES) if len(entries) > MOST_ENTRIES else ""
        rows.append([r["name"], moved(page, r["before"], r["after"]), "; ".join(x for x in (said, more) if x) or "–"])
    return rows


def areas(page: Page, first: date, last: date, marked: dict[date, str]) -> Chart:
    """The department month by month: how many stood in each status, as known on each date."""
    words = page.words
    ends = [
        date(y + m // 12, m % 12 + 1, 1) - timedelta(days=1)
        for y in range(first.year, last.year + 1)
        for m in range(1, 13)
    ]
    days = sorted({first, page.view.on, last, *marked, *ends})
    counted = data.trend([d for d in days if first <= d <= last])
    if page.view.track:
        counted = counted[counted["track"] == page.view.track]
    whole = counted.groupby(["on", "status"])["n"].sum().unstack(fill_value=0)
    whole = whole.reindex(index=[d for d in days if first <= d <= last], columns=range(len(STATUSES)), fill_value=0)
    frame = pd.DataFrame(
        [(d, s, int(whole.at[d, k])) for d in whole.index for k, s in enumerate(STATUSES)],
        columns=["on", "status", "n"],
    )
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}
    shown = [d for d in whole.index if d in marked or d in (first, last, page.view.on)]

    def clicked(point: list[Any]) -> None:
        address.put("date", None if point[0] == data.opens_on().isoformat() else point[0])

    return Chart(
        (words.t("The department over time"), words.t("as known on each date; dotted: year-ends and reviews")),
        status_areas(frame, marked, page.view.on, look(), labels, "{day}: {n} · {status}"),
        "chart.areas",
        words.t("Stacked areas: over time the number of candidates in each status."),
        words,
        [words.t("Date"), *labels.values()],
        [[words.date(d), *whole.loc[d].tolist()] for d in shown],
        clicked,
        numbers=range(1, 5),
        legend=[(look().status(s), labels[s]) for s in STATUSES],
    )


def one(page: Page, person: people.Person, last: date, marked: dict[date, str]) -> Chart:
    """One candidate's status from the period's beginning."""
    words = page.words
    found = data.line(int(person["candidate_id"]), last)
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}
    said = [
        [
            words.date(day),
            labels[status] if status else words.t("no candidate"),
            words.percent(share) if status else "–",
        ]
        for day, status, share in found
    ]
    headings = [words.t(h) for h in (N_("From"), N_("Status"), N_("Progress"))]
    return Chart(
        (str(person["name"]), words.t("status from day to day, as known on each")),
        status_steps(found, last, marked, page.view.on, look(), labels, "{day}: {status}, {progress}"),
        "chart.steps",
        words.t("Steps: the status of {name} over time.", name=person["name"]),
        words,
        headings,
        said,
    )
