"""Where a paper’s data come from, and which papers are asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Assessment, Status
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.reports.facts import Occasion
from dienhinh.reports.occasions import occasion
from dienhinh.reports.offices import office_of
from dienhinh.reports.papers import PAPERS, WORD_PAPERS, offered, template_of
from dienhinh.store.meetings import conclusions, meetings, tasks
from dienhinh.store.scenarios import Kept, scenarios
from dienhinh.ui import address, data, people
from dienhinh.ui.frame import Page

NEAR, AGENDA, ALL, SOME = "near", "agenda", "all", "some"


WHO_WORD = {
    AGENDA: N_("The meeting’s agenda"),
    NEAR: N_("Eligible and waiting for papers"),
    ALL: N_("All candidates"),
    SOME: N_("Chosen one by one"),
}


@dataclass(frozen=True)
class Source:
    """Where a paper's data come from: the meeting (None: there is none), the scenario tried; who can be chosen, nearest
    first; ``mark``: what the data hang on. Reading them all is left to the job that makes a paper."""

    held: Meeting | None
    scenario: Kept | None
    on: date
    assessment: Assessment
    order: list[str]
    mark: tuple[Any, ...]


def source(page: Page) -> Source:
    """The meeting whose frozen data are taken, a scenario, or the present data of the date."""
    words, cursor = page.words, data.store().cursor()
    held = {f"h{m.id}": m for m in meetings(cursor)}
    tried = {f"k{k.id}": k for k in scenarios(cursor)}
    wanted = f"h{page.view.hop}" if page.view.hop else f"k{page.view.kb}" if page.view.kb else ""
    st.session_state["w.report.from"] = wanted if wanted in {**held, **tried} else ""

    def said(key: str) -> str:
        if key in held:
            return f"{words.date(held[key].held_on)} · {held[key].title}"
        if key in tried:
            return f"{words.t('Scenario')}: {tried[key].scenario.name}"
        return words.t("the present data of the date")

    def changed() -> None:
        key = str(st.session_state["w.report.from"])
        address.put("hop", key[1:] if key in held else None)
        address.put("kb", key[1:] if key in tried else None)

    chosen = st.selectbox(
        words.t("Data from"), ["", *held, *tried], key="w.report.from", format_func=said, on_change=changed
    )
    one, kept = held.get(str(chosen)), tried.get(str(chosen))
    if one is not None and one.state != "PREPARED":
        frozen = data.frozen(one)  # the date on the left is not the one that this paper is about
        st.caption(words.t("frozen: assessed on {on} · {mark}", on=frozen.on, mark=frozen.fingerprint))
        return Source(one, None, frozen.on, frozen.assessment, frozen.nearest_first, (frozen.fingerprint,))
    on = one.assessed_on if one else page.view.on
    if one is not None:
        st.caption(words.t("The meeting is being prepared: the present data, assessed on {on}.", on=on))
    assessment = data.standing(on).assessment
    codes = assessment.roster["code"].tolist()
    order = [str(codes[i]) for i in data.routes(on)[1]]
    return Source(one, kept, on, assessment, order, (*data.seen(on), kept))


def listed(page: Page, of: Source) -> tuple[str, ...] | None:
    """Whom a list is about; None: the meeting's agenda."""
    words = page.words
    ways = [w for w in WHO_WORD if of.held or w != AGENDA]
    way = st.radio(
        words.t("Who is in it"), ways, key=f"report.way.{bool(of.held)}", format_func=lambda w: words.t(WHO_WORD[w])
    )
    if way == AGENDA:
        return None
    roster = of.assessment.roster
    if way == SOME:
        names = dict(zip(roster["code"], roster["name"], strict=True))
        some = st.multiselect(
            words.t("Candidates"),
            of.order,
            key="report.some",
            format_func=lambda c: f"{names[c]} · {c}",
            placeholder=words.t("Nobody: the list says so"),
        )
        return tuple(some)
    status = dict(zip(roster["code"], of.assessment.status.tolist(), strict=True))
    return tuple(c for c in of.order if way == ALL or status[c] <= Status.PENDING)


@dataclass(frozen=True)
class Asked:
    """A paper asked for: its kind, what it hangs on, and how its occasion is read (in the job that makes it)."""

    kind: str
    held: Meeting | None
    mark: str
    occasion: Callable[[], Occasion]


def asked(page: Page) -> Asked:
    """Which paper, of what, of whom, of which day."""
    words = page.words
    of = source(page)
    held = of.held
    kinds = offered(held)
    kind = str(st.radio(words.t("Paper"), kinds, format_func=lambda k: words.t(PAPERS[k].word), key="report.kind"))
    about, unit, due = PAPERS[kind].about, "", None
    codes: tuple[str, ...] | None = None
    roster = of.assessment.roster
    if about == "ONE":
        here = set(roster["code"])
        known = {c: p for c, p in people.candidates(page).items() if c in here}
        person = people.choose(words, known, page.view.who, "w.report.who")
        codes = (str(person["code"]),) if person else ()
    elif about == "LIST":
        codes = listed(page, of)
    elif about == "UNIT":
        units = dict(zip(roster["unit_code"], roster["unit_name"], strict=True))
        unit = str(st.selectbox(words.t("Unit"), sorted(units), format_func=units.__getitem__, key="report.unit"))
        day = st.date_input(words.t("To be answered by"), None, format="DD/MM/YYYY", key="report.due")
        due = day if isinstance(day, date) else None
    usual = clock.today() if held is None else held.held_on
    if held is not None and PAPERS[kind].before:
        usual = min(clock.today(), held.held_on - timedelta(days=1))
    day = st.date_input(
        words.t("Day of the paper"),
        usual,
        format="DD/MM/YYYY",
        key=f"report.dated.{held.id if held else 0}.{usual.isoformat()}",
    )
    dated = day if isinstance(day, date) else clock.today()
    store, now = data.store(), clock.now()
    plan = data.plan_for(held.plan_id, held.assessed_on) if held else data.plan()
    scenario = of.scenario.scenario if of.scenario else None

    def read() -> Occasion:
        with closing(store.cursor()) as cursor:
            found = occasion(cursor, plan, of.on, now, held.id if held else None, scenario)
        return replace(found, dated=dated, codes=codes, unit=unit, due=due)

    cursor, beside = store.cursor(), data.database_path().parent
    own = [template_of(name, beside) for name in WORD_PAPERS]
    stamp = tuple(t.stat().st_mtime_ns for t in own if t.exists())
    said = conclusions(cursor, held.id) if held else {}
    hangs_on = (of.mark, held, said, office_of(cursor), tasks(cursor), dated, codes, unit, due, stamp)
    return Asked(kind, held, sha256(repr(hangs_on).encode()).hexdigest(), read)
