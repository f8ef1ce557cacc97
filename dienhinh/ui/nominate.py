"""The nomination portfolio on the page: limits in, the best nominations out, turned into a scenario by one click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dienhinh.criteria.portfolio import Impossible, Nomination, Option, Portfolio, portfolios
from dienhinh.criteria.scenario import Change
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import LEVEL_NAME, code_name
from dienhinh.store.history import awards_won
from dienhinh.store.trial import Trial
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show
from dienhinh.ui.tables import cut_table
from dienhinh.verdicts.nominations import changes_of, kinds_of, options_of

ASK_WORD = {"fixed": N_("Must be among them"), "preferred": N_("Preferred among equals"), "excluded": N_("Left out")}
SHARE = 15
"""CSTĐCS: at most so many per cent of those with LĐTT in the year; to be changed on the page."""


def draw(page: Page, trial: Trial, into: Callable[[Sequence[Change], str], None]) -> None:
    """Limits on the left, answers on the right; ``into`` makes a scenario of one."""
    words = page.words
    title = words.t("SCENARIO, not official: {name}", name=words.t("nominations"))
    show(f'<div class="dh-scenario" role="note">{esc(title)}</div>')
    left, right = st.columns([9, 11], gap="large")
    with left:
        heading(words.t("Limits"), words.t("how many the department can put forward, by award and year"))
        papers = st.toggle(words.t("Count on the papers awaited to come"), value=True, key="nominate.papers")
        tables, _ = data.routes(page.view.on)
        options = options_of(page.assessment, tables, papers)
        limits = ask_limits(page, options)
        names = dict(zip(page.assessment.roster["code"], page.assessment.roster["name"], strict=True))
        people = sorted({o.candidate for o in options})
        fixed, preferred, excluded = (
            st.multiselect(
                words.t(label),
                people,
                format_func=lambda c: f"{names[c]} · {c}",
                key=f"nominate.{key}",
                placeholder=words.t("Choose"),
            )
            for key, label in ASK_WORD.items()
        )
        groups = ask_groups(page, people)
    with right:
        heading(
            words.t("The best nominations"),
            words.t("most candidates eligible, then fewest nominations; papers and results won are assumed"),
        )
        if not options:
            st.info(words.t("Nobody can become eligible by nominations on this date."), icon=":material/info:")
            return
        try:
            found = portfolios(options, limits, fixed=fixed, preferred=preferred, excluded=excluded, groups=groups)
        except Impossible:
            st.error(words.t("No choice keeps within these limits: loosen one of them."), icon=":material/error:")
            return
        if len(found) > 1:
            st.caption(words.t("{n} answers exactly as good:", n=len(found)))
        for i, answer in enumerate(found):
            draw_answer(page, trial, answer, names, i, into)


def ask_limits(page: Page, options: Sequence[Option]) -> dict[Nomination, int]:
    """A limit for each award and year that somebody needs; empty: no limit. CSTĐCS also by its share of LĐTT."""
    words = page.words
    need = Counter(n for o in options for n in set(o.nominations))
    kinds = kinds_of(options)
    frame = pd.DataFrame(
        {
            words.t("Award"): [name_of(k, page) for k in kinds],
            words.t("Year"): [str(y) for _, y in kinds],
            words.t("Ways that need it"): [need[k] for k in kinds],
            words.t("At most"): pd.array([None] * len(kinds), dtype="Int64"),
        }
    )
    edited = st.data_editor(
        frame,
        key=f"nominate.limits.{hash(tuple(kinds))}",
        hide_index=True,
        placeholder="–",
        disabled=[words.t(h) for h in ("Award", "Year", "Ways that need it")],
        alt=words.t("The most nominations for each award and year"),
        column_config={words.t("At most"): st.column_config.NumberColumn(min_value=0, step=1)},
    )
    said = edited[words.t("At most")].tolist()
    limits = {k: int(v) for k, v in zip(kinds, said, strict=True) if not pd.isna(v)}
    share = st.number_input(
        words.t("CSTĐCS: at most this share of those with LĐTT in the year (%; 100: no limit)"),
        0,
        100,
        SHARE,
        key="nominate.share",
    )
    if share < 100:
        for kind, places in share_left(kinds, float(share), page.view.on).items():
            limits[kind] = min(limits.get(kind, places), places)
            st.caption(words.t("CSTĐCS {year}: {n} places left", year=str(kind[1]), n=places))
    return limits


def name_of(kind: Nomination, page: Page) -> str:
    if kind[0] in LEVEL_NAME:
        return page.words.t("initiative, level {level}", level=LEVEL_NAME[kind[0]])
    return code_name(kind[0])


def share_left(kinds: Sequence[Nomination], share: float, on: date) -> dict[Nomination, int]:
    """The places for CSTĐCS that the share leaves in each year, less those decided by ``on``."""
    won = awards_won(data.store().cursor(), ("LDTT", "CSTDCS"), on)
    # who is CSTĐCS is LĐTT too, whether recorded or not
    return {
        k: max(0, int(share * max(won["LDTT", k[1]], won["CSTDCS", k[1]]) / 100) - won[k])
        for k in kinds
        if k[0] == "CSTDCS"
    }


def ask_groups(page: Page, people: Sequence[str]) -> dict[str, tuple[list[str], int]]:
    """The least number to be chosen of each track, and of one unit."""
    words, roster = page.words, page.assessment.roster
    track_of = dict(zip(roster["code"], roster["track"].astype(str), strict=True))
    found = {}
    for column, track in zip(st.columns(len(page.plan.track)), page.plan.track, strict=True):
        label = words.t("At least: {track}", track=track.in_(words.lang))
        least = column.number_input(label, 0, 20, 0, key=f"nominate.least.{track.id}")
        found[track.id] = ([c for c in people if track_of[c] == track.id], int(least))
    unit_of = dict(zip(roster["code"], roster["unit_code"], strict=True))
    names = dict(zip(roster["unit_code"], roster["unit_name"], strict=True))
    units = sorted({unit_of[c] for c in people})
    wanted = st.multiselect(
        words.t("At least one each of these units"),
        units,
        format_func=names.__getitem__,
        key="nominate.units",
        placeholder=words.t("Choose"),
    )
    return found | {f"unit {u}": ([c for c in people if unit_of[c] == u], 1) for u in wanted}


def draw_answer(
    page: Page,
    trial: Trial,
    answer: Portfolio,
    names: dict[str, str],
    i: int,
    into: Callable[[Sequence[Change], str], None],
) -> None:
    words = page.words
    lines = []
    for o in sorted(answer.chosen, key=lambda o: (len(o.nominations), names[o.candidate])):
        what = ", ".join(f"{name_of(n, page)} {n[1]}" for n in o.nominations) or words.t("papers only")
        lines.append([names[o.candidate], o.candidate, what, o.papers])
    title = words.t("{n} more eligible, {k} nominations", n=len(answer.chosen), k=answer.nominations)
    proved = (
        words.t("proved: no choice makes more eligible")
        if not answer.gap
        else words.t("not proved: at most {n} more could be possible", n=int(answer.gap + 0.999))
    )
    headings = [words.t(h) for h in (N_("Name"), N_("Code"), N_("To be nominated for"), N_("Papers"))]
    with st.container(border=True):
        st.markdown(f"**{title}** · {proved}")
        cut_table(
            words,
            headings,
            lines,
            words.t("SCENARIO, not official: {name}", name=title),
            f"nominate.all.{i}",
            numbers=(3,),
        )
        tables, _ = data.routes(page.view.on)
        st.button(
            words.t("Make a scenario of it"),
            key=f"nominate.into.{i}",
            icon=":material/science:",
            disabled=not answer.chosen,
            on_click=lambda: into(changes_of(trial, tables, answer), title),
        )
