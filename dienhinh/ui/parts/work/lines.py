"""A line of the list of work, in words, with its day and the place where it is done."""

from __future__ import annotations

import streamlit as st

from dienhinh.locale.findings import FAULT_WORD, finding_said
from dienhinh.locale.names import code_name
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.locale.verdicts import papers_text
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import DATA, PROFILE, QUALITY, REPORTS, ROADMAP, TRANSFER, Page
from dienhinh.ui.html import esc, plain, show
from dienhinh.verdicts.countdown import needs_said
from dienhinh.verdicts.registered import lies_said
from dienhinh.verdicts.work import KINDS, Work

PLACES = {"profile": PROFILE, "roadmap": ROADMAP, "quality": QUALITY, "transfer": TRANSFER, "data": DATA}


MOST = 12


def said(w: Work, page: Page) -> str:
    """What is to be done, in the reader's words."""
    words, more = page.words, w.said
    if w.kind == "CONCLUSION":
        by = f" – {more['by']}" if more["by"] else ""
        return f"{more['what'] or words.t('papers')}{by} ({more['meeting']})"
    if w.kind == "PROPOSAL":
        return words.t("{n} records wait for you; handed in by {who}", n=more["n"], who=more["by"])
    if w.kind == "HANDIN":
        return words.t("has handed in nothing since {since}", since=more["since"])
    if w.kind == "DOSSIER":
        return f"{code_name(more['sought'].code)}: {lies_said(more['sought'], words)}"
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
    words, left = page.words, (w.due - w.said.get("today", page.view.on)).days
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
