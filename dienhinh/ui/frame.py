"""The frame of every page: its name, the filters in one row, the notes, the empty state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import streamlit as st

from dienhinh import clock
from dienhinh.access.acting import may
from dienhinh.access.roles import Act
from dienhinh.criteria import STATUSES, Assessment, Plan
from dienhinh.locale import LANGUAGES, Words
from dienhinh.locale.statuses import NODE_WORD, STATUS_MARK, STATUS_WORD
from dienhinh.locale.verdicts import plan_name
from dienhinh.store import Standing
from dienhinh.ui import address, data, views, visitor
from dienhinh.ui.address import View
from dienhinh.ui.html import esc, show
from dienhinh.ui.register import path

PROGRESS, PROFILE, SCENARIO, ROADMAP, BESIDE = map(path, ("progress", "profile", "scenario", "roadmap", "beside"))
MEETING, PROJECTOR, REPORTS, GALLERY = map(path, ("meeting", "projector", "reports", "gallery"))
DATA, BULK, TRANSFER, QUALITY, ATTEST, LOG = map(path, ("data", "bulk", "transfer", "quality", "attest", "log"))
ADMIN, LADDER = map(path, ("admin", "ladder"))


Filters = Literal["all", "date", "none"]


@dataclass(frozen=True)
class Page:
    """What a page works with: the reader's words, the view, the plan, everybody's standing on the date."""

    words: Words
    view: View
    plan: Plan
    standing: Standing
    title: str
    lead: str
    filters: Filters
    sample: bool

    def draw(self, below: str = "") -> None:
        """Draw the frame: the page's name and its filters in one row, a line that says what is looked at, and
        the HTML that belongs right ``below`` it.

        A page works out all it shows before it draws: what is drawn bit by bit the browser lays out again and again.
        """
        words, view = self.words, self.view
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="dh-frame"):
            title, lead = esc(words.t(self.title)), esc(words.t(self.lead))
            show(f'<div class="dh-head" title="{lead}"><h1>{title}</h1></div>')
            if self.filters != "none":
                _filters(words, view, self.plan, self.standing, only_date=self.filters == "date")
                if self.filters == "all" and self.filtered:
                    st.button(words.t("Clear filters"), key="w.clear", type="tertiary", on_click=_clear)
                if may(Act.READ):
                    views.draw(words)
            language(words)
            visitor.draw(words)
        notes = []
        if self.filters != "none":
            notes.append(_where(words, view, self.plan, self.standing, only_date=self.filters == "date"))
        if self.sample:
            said = words.t("Sample data: the department and everybody in it are invented.")
            if view.on == data.opens_on() != clock.today():
                said += " " + words.t("It opens on {day}, inside its period; another day is chosen above.", day=view.on)
            notes.append(f'<span class="dh-sample">{esc(said)}</span>')
        where = f'<p class="dh-where">{" ".join(notes)}</p>' if notes else ""
        if where + below:
            show(where + below)

    @property
    def filtered(self) -> bool:
        """Whether a filter leaves somebody out."""
        return bool(self.view.track or self.view.unit or self.view.status)

    @property
    def assessment(self) -> Assessment:
        return self.standing.assessment

    def marks(self) -> list[list[str]]:
        """What each mark means: of a candidate's status, and of a single criterion."""
        t = self.words.t
        return [[STATUS_MARK[s], f"{t(STATUS_WORD[s])}; {t(NODE_WORD[s])}"] for s in STATUSES]

    def way(self, ways: Mapping[str, str]) -> str:
        """Which of the page's parts the address asks for; the first of ``ways`` (code → catalogue id) where none."""
        asked = self.view.way or ""
        return asked if asked in ways else next(iter(ways))

    def draw_ways(self, label: str, ways: Mapping[str, str]) -> None:
        """The control that turns from one part of the page to another; ``label`` (a catalogue id) is read out."""
        first = next(iter(ways))
        st.session_state["w.way"] = self.way(ways)
        st.segmented_control(
            self.words.t(label),
            list(ways),
            format_func=lambda w: self.words.t(ways[w]),
            required=True,
            key="w.way",
            label_visibility="collapsed",
            on_change=address.changed("w.way", "way", lambda w: None if w in (None, first) else str(w)),
        )

    def chosen(self, order: list[int]) -> list[int]:
        """The places in ``order`` that the filters (track, unit, status) let through."""
        roster, view = self.assessment.roster, self.view
        keep = np.ones(len(roster), dtype=bool)
        if (own := visitor.own_unit()) is not None:
            keep &= roster["code"].isin(data.members(own)).to_numpy()
        if view.track:
            keep &= (roster["track"] == view.track).to_numpy()
        if view.unit:
            keep &= (roster["unit_code"] == view.unit).to_numpy()
        if view.status:
            keep &= self.assessment.status == STATUSES.index(view.status)
        return [i for i in order if keep[i]]


def open_page(title: str, lead: str, *, filters: Filters = "all", empty_too: bool = False) -> Page:
    """What a page works with. It draws the frame itself, with :meth:`Page.draw`.

    ``filters``: all of them, the date alone, or none (what the page shows does not hang on the date). An empty data
    file ends the page with what to do next, unless the page
    has something to say of an empty one too (``empty_too``).
    """
    view = address.current()
    words = Words(view.lang)
    plan = data.plan()
    standing = data.standing(view.on)
    page = Page(words, view, plan, standing, title, lead, filters, data.is_sample())
    if not empty_too and not standing.assessment.size and not len(standing.apart):
        page.draw()
        _empty(words)
        st.stop()
    return page


def _clear() -> None:
    for key in ("track", "unit", "status"):
        address.put(key, None)


def _filters(words: Words, view: View, plan: Plan, standing: Standing, only_date: bool) -> None:
    plans = sorted(data.plans(), key=lambda p: p.period.start)
    st.session_state["w.date"] = view.on
    st.date_input(
        words.t("Assessment date"),
        min_value=date(min(plans[0].period.first_year, plan.period.first_year) - 5, 1, 1),
        max_value=date(plans[-1].period.last_year + 10, 12, 31),
        format="DD/MM/YYYY",
        key="w.date",
        on_change=address.changed("w.date", "date", address.date_code),
        label_visibility="collapsed",
        width=132,
    )
    if len(plans) > 1:
        names = {p.id: f"{p.number} · {p.period.first_year}–{p.period.last_year}" for p in plans}
        every = words.t("Plan: the one of the day")
        select(words.t("Plan"), "plan", address.get("plan"), names, every, 158)
    if only_date:
        return
    tracks = {t.id: t.in_(words.lang) for t in plan.track}
    select(words.t("Track"), "track", view.track, tracks, words.t("Track: all"), 152)
    if visitor.own_unit() is None:
        select(words.t("Unit"), "unit", view.unit, data.units(view.on), words.t("Unit: all"), 160)
    statuses = {s: f"{STATUS_MARK[s]} {words.t(STATUS_WORD[s])}" for s in STATUSES}
    select(words.t("Status"), "status", view.status, statuses, words.t("Status: all"), 172)


def select(label: str, key: str, value: str | None, options: dict[str, str], every: str, width: int) -> None:
    """A filter of the address as a chip: ``options`` by code, ``every``: what it is called where none is chosen."""
    if value is not None and value not in options:
        options = {**options, value: value}
    st.session_state[f"w.{key}"] = value or ""
    with st.container(width=width, key=f"dh-chip-{key}{'-on' if value else ''}"):
        st.selectbox(
            label,
            ["", *options],
            format_func=lambda code: options.get(code, every),
            key=f"w.{key}",
            on_change=address.changed(f"w.{key}", key, lambda v: str(v) if v else None),
            label_visibility="collapsed",
        )


def language(words: Words) -> None:
    """The switch between the languages."""
    st.session_state["w.lang"] = words.lang
    st.segmented_control(
        words.t("Language"),
        list(LANGUAGES),
        format_func=lambda code: code.upper(),
        key="w.lang",
        required=True,
        on_change=address.changed("w.lang", "lang", lambda v: str(v) if v else None),
        label_visibility="collapsed",
    )


def _where(words: Words, view: View, plan: Plan, standing: Standing, only_date: bool) -> str:
    """One line that says what is looked at, and the note when the period has ended."""
    parts = [
        plan_name(plan, words),
        words.t("assessed on {on}", on=view.on),
    ]
    if view.track and view.track in plan.tracks and not only_date:
        parts.append(plan.tracks[view.track].in_(words.lang))
    if view.unit and not only_date:
        names = standing.assessment.roster.loc[standing.assessment.roster["unit_code"] == view.unit, "unit_name"]
        parts.append(str(names.iloc[0]) if len(names) else view.unit)
    if view.status and not only_date:
        parts.append(words.t(STATUS_WORD[view.status]))
    note = ""
    done = data.closed_plans().get(plan.id)
    if done is not None:
        note = words.t("The plan was closed on {day}.", day=done.on)
    elif view.on > plan.period.end:
        note = words.t(
            "The period ended on {end}; only papers and decisions still due can change a verdict.", end=plan.period.end
        )
    elif view.on < plan.period.start:
        note = words.t("The period begins on {start}.", start=plan.period.start)
    extra = f' <span class="dh-note">{esc(note)}</span>' if note else ""
    return f"{esc(' · '.join(parts))}{extra}"


def _empty(words: Words) -> None:
    st.info(words.t("The data file is empty. There is nobody to assess yet."), icon=":material/inbox:")
    steps = (
        words.t("Download the empty workbook from the page Import and export."),
        words.t("Fill it in with Excel: units, people, ratings, awards."),
        words.t("Import it there; what cannot be read is answered with its place and the reason."),
    )
    st.markdown("\n".join(f"{i}. {line}" for i, line in enumerate(steps, start=1)))
    st.page_link(TRANSFER, label=words.t("Go to the page Import and export"), icon=":material/database:")
