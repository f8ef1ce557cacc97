"""What is due: one list for the officer, each line with its day and a way to the place where it is done."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.criteria.compare import compare
from dienhinh.kinds.sentence import N_
from dienhinh.locale.findings import FAULT_WORD, finding_said
from dienhinh.locale.names import code_name
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.locale.verdicts import papers_text
from dienhinh.store.meetings import meetings
from dienhinh.ui import address, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, QUALITY, REPORTS, ROADMAP, Page, open_page
from dienhinh.ui.html import esc, plain, show
from dienhinh.ui.moments import by_entries
from dienhinh.ui.rules import moved
from dienhinh.ui.tables import cut_table, download
from dienhinh.verdicts.countdown import needs_said
from dienhinh.verdicts.work import KINDS, Work

PLACES = {"profile": PROFILE, "roadmap": ROADMAP, "quality": QUALITY}
BY_KIND, BY_UNIT = "kind", "unit"
WAY_WORD = {BY_KIND: N_("By what is to be done"), BY_UNIT: N_("By unit")}
MOST = 12


def said(w: Work, page: Page) -> str:
    """What is to be done, in the reader's words."""
    words, more = page.words, w.said
    if w.kind == "CONCLUSION":
        by = f" – {more['by']}" if more["by"] else ""
        return f"{more['what'] or words.t('papers')}{by} ({more['meeting']})"
    if w.kind == "MILESTONE":
        return f"{more['what'][words.lang]} ({more['section']})"
    if w.kind == "NURTURE":
        return str(more["what"])
    if w.kind == "PAPERS":
        return papers_text(more["route"], page.plan, words)
    if w.kind == "CLOSING":
        return needs_said(more["closing"], words)
    if w.kind == "TELL":
        return words.t("told nowhere yet") if more["story"] else words.t("the story is not written yet")
    if w.kind == "RISING":
        return words.t(
            "{status}, progress {before} → {now} within a year",
            status=words.t(STATUS_WORD[more["status"]]),
            before=words.percent(more["before"]),
            now=words.percent(more["now"]),
        )
    return f"{words.t(FAULT_WORD[more['fault']])}: {finding_said(more['fault'], more['what'], words)}"


def due(w: Work, page: Page) -> str:
    """By when, and how many days are left or over."""
    if w.due is None:
        return ""
    words, left = page.words, (w.due - page.view.on).days
    how = words.t("{n} days left", n=left) if left >= 0 else words.t("overdue by {n} days", n=-left)
    return f"{words.date(w.due)} · {how}"


def line(w: Work, page: Page, key: str) -> None:
    late = w.due is not None and w.due < page.view.on
    left, right = st.columns([3, 11], vertical_alignment="center")
    with left:
        name = w.name or page.words.t("The office")
        st.page_link(PLACES[w.place], label=plain(name), query_params=address.link(**w.link))
    with right:
        when = due(w, page)
        mark = f'<b class="{"dh-late" if late else ""}">{esc(when)}</b> · ' if when else ""
        show(f'<p class="dh-task">{mark}{esc(said(w, page))}</p>')


def draw_list(page: Page, title: str, under: str, items: list[Work], key: str) -> None:
    words = page.words
    heading(f"{title} · {len(items)}", under)
    every = len(items) <= MOST or st.toggle(words.t("Show all {n}", n=len(items)), key=f"work.all.{key}")
    for i, w in enumerate(items if every else items[:MOST]):
        line(w, page, f"{key}.{i}")


def unit_of(w: Work, page: Page) -> str:
    return data.units(page.view.on).get(w.unit, "")


def as_lines(page: Page, found: list[Work]) -> list[list[str]]:
    words = page.words
    return [
        [
            words.t(KINDS[w.kind]),
            words.date(w.due) if w.due else "",
            w.name,
            w.code,
            unit_of(w, page),
            said(w, page),
        ]
        for w in found
    ]


def reminder(page: Page, unit: str) -> None:
    """The unit's list as a paper (V.1)."""
    if unit:
        label = page.words.t("Reminder to this unit (Word)")
        link = address.link(unit=unit)
        st.page_link(REPORTS, label=label, icon=":material/mail:", query_params=link)


def moved_since(page: Page) -> None:
    """Who stands otherwise than on an earlier day (the last meeting's, or three months before), and what became known
    since."""
    words, on = page.words, page.view.on
    held = [m.assessed_on for m in meetings(data.store().cursor()) if m.state != "PREPARED" and m.assessed_on < on]
    since = st.date_input(
        words.t("Who has moved since"),
        value=max(held, default=on - timedelta(days=90)),
        max_value=on - timedelta(days=1),
        format="DD/MM/YYYY",
        key=f"work.since.{on}",
    )
    if not isinstance(since, date):
        return
    found = compare(data.standing(since).assessment, page.assessment)
    rows = []
    for r in found.flips.to_dict("records"):
        facts = data.facts(int(r["candidate_id"])).to_dict("records")
        fresh = [f for f in facts if since < f["known_on"] <= on and f["state"] != "REVOKED"]
        ended = [f for f in facts if f["until"] is not None and since <= f["until"] < on]
        said_of = [f"{code_name(f['code']) if f['code'] else f['criterion']} {f['year'] or ''}".strip() for f in fresh]
        said_of += [words.t("{what} has ended", what=code_name(f["code"])) for f in ended]
        rows.append([r["name"], r["code"], moved(page, r["before"], r["after"]), "; ".join(said_of) or words.t("time")])
    if rows:
        head = [words.t(h) for h in (N_("Name"), N_("Code"), N_("Status"), N_("What became known since"))]
        cut_table(words, head, rows, words.t("Who has moved since"), "work.moved")
    else:
        st.caption(words.t("Nobody’s status is another than on {day}.", day=since))


def since_i_looked(page: Page) -> None:
    """Whose status the entries made since this browser last looked have changed."""
    words, last = page.words, keeper.last_look("work")
    if last is None:
        return
    when = f"{clock.local(last):%d/%m/%Y %H:%M}"
    rows = by_entries(page, data.held_on(page.view.on, last).assessment, last)
    if rows:
        head = [words.t(h) for h in (N_("Name"), N_("Status"), N_("Entered since"))]
        title = words.t("Since you last looked ({when})", when=when)
        heading(title)
        cut_table(words, head, rows, title, "work.looked")
    else:
        st.caption(words.t("Since you last looked ({when}) no entry has changed anybody’s status.", when=when))


page = open_page(N_("To do"), N_("What is due, by when and where it is done; by unit it is the reminder (V.1)"))
words = page.words
chosen = {str(c) for c in page.assessment.roster["code"].iloc[page.chosen(list(range(page.assessment.size)))]}
filtered = bool(page.view.track or page.view.unit or page.view.status)
found = [w for w in data.work(page.view.on) if not filtered or w.code in chosen]
counts = Counter(w.kind for w in found)
late = sum(w.due is not None and w.due < page.view.on for w in found)
page.draw()
way = page.way(WAY_WORD)
page.draw_ways(N_("How the list is grouped"), WAY_WORD)
if not found:
    st.success(words.t("Nothing is due on this day."), icon=":material/task_alt:")
    st.stop()
st.caption(words.t("{n} things to do, {late} of them overdue", n=len(found), late=late))
if way == BY_KIND:
    for kind, label in KINDS.items():
        if counts[kind]:
            draw_list(page, words.t(label), "", [w for w in found if w.kind == kind], kind)
else:
    units = data.units(page.view.on)
    for unit in sorted({w.unit for w in found}, key=lambda u: (u == "", units.get(u, u))):
        mine = sorted((w for w in found if w.unit == unit), key=lambda w: (w.due or date.max, w.name))
        draw_list(page, units.get(unit) or words.t("The office"), "", mine, f"u.{unit}")
        reminder(page, unit)
titles = (N_("What"), N_("Due"), N_("Name"), N_("Code"), N_("Unit"), N_("To be done"))
heading(words.t("What has changed"), words.t("whose status is another, and what became known in between"))
since_i_looked(page)
moved_since(page)
keeper.watch(words, False)
frame = pd.DataFrame(as_lines(page, found), columns=[words.t(h) for h in titles])
title = words.t("To do")
download(words, frame, title, f"{title}, {words.date(page.view.on)}", f"viec-can-lam_{page.view.on}.xlsx", "work.excel")
