"""The nomination portfolio on the page: limits in, the best nominations out, turned into a scenario by one click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dienhinh.criteria.portfolio import Impossible, Nomination, Option, Portfolio, portfolios
from dienhinh.criteria.scenario import Change
from dienhinh.criteria.validity import validity
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import LEVEL_NAME, code_name
from dienhinh.store.history import awards_won
from dienhinh.store.trial import Trial
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show
from dienhinh.ui.tables import cut_table
from dienhinh.ui.waits import waits
from dienhinh.verdicts.ladder import standard_said
from dienhinh.verdicts.nominations import Places, changes_of, estimate_of, kinds_of, options_of, used_places

CAPPED, OF = "CSTDCS", "LDTT"
"""A title of which only a share of another's holders may have it."""
ASK_WORD = {"fixed": N_("Must be among them"), "preferred": N_("Preferred among equals"), "excluded": N_("Left out")}


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
    """A limit for each award and year that somebody needs, people and units together; empty: no limit. What is given,
    or put forward and awaiting its decision, uses places. CSTĐCS also by its share of LĐTT."""
    words = page.words
    need = Counter(n for o in options for n in set(o.nominations))
    kinds = kinds_of(options)
    used = used_places(data.store().cursor(), kinds, page.view.on)
    head = [words.t(h) for h in (N_("Award"), N_("Year"), N_("Ways that need it"), N_("Given, put forward"))]
    most = words.t("At most")
    frame = pd.DataFrame(
        {
            head[0]: [name_of(k, page) for k in kinds],
            head[1]: [str(y) for _, y in kinds],
            most: pd.array([None] * len(kinds), dtype="Int64"),
            head[3]: [used[k] for k in kinds],
            head[2]: [need[k] for k in kinds],
        }
    )
    edited = st.data_editor(
        frame,
        key=f"nominate.limits.{hash(tuple(kinds))}",
        hide_index=True,
        placeholder="–",
        disabled=head,
        alt=words.t("The most nominations for each award and year"),
        column_config={most: st.column_config.NumberColumn(min_value=0, step=1, help=words.t("those given included"))},
    )
    limits = {k: max(0, int(v) - used[k]) for k, v in zip(kinds, edited[most].tolist(), strict=True) if not pd.isna(v)}
    for kind, places in ask_shares(page, kinds, used).items():
        limits[kind] = min(limits.get(kind, places), places)
    return limits


def ask_shares(page: Page, kinds: Sequence[Nomination], used: Mapping[Nomination, int]) -> dict[Nomination, int]:
    """The places that a share of another title's holders leaves: the law's share where there is one, or the office's
    own. The holders of a year not yet recorded are estimated, and the estimate can be changed."""
    words = page.words
    asked = [k for k in kinds if k[0] == CAPPED]
    if not asked:
        return {}
    won = awards_won(data.store().cursor(), (OF, CAPPED), page.view.on)
    people = int((page.assessment.roster["kind"] == "INDIVIDUAL").sum())
    known = {k: max(won[OF, k[1]], won[CAPPED, k[1]]) if won[OF, k[1]] else 0 for k in asked}
    law = {k: validity().share_of(CAPPED, k[1]) for k in asked}
    names = {"capped": code_name(CAPPED), "of": code_name(OF)}
    head = [words.t("Year"), words.t("{of} recorded", **names)]
    base, share = words.t("{of}: estimate", **names), words.t("{capped} at most (%)", **names)
    frame = pd.DataFrame(
        {
            head[0]: [str(y) for _, y in asked],
            share: pd.array([int(s.percent) if (s := law[k]) else None for k in asked], dtype="Int64"),
            base: [known[k] or estimate_of(won, OF, k[1], people) for k in asked],
            head[1]: [str(known[k]) if known[k] else words.t("not known yet") for k in asked],
        }
    )
    edited = st.data_editor(
        frame,
        key=f"nominate.shares.{hash(tuple(asked))}",
        hide_index=True,
        placeholder="–",
        disabled=head,
        alt=words.t("The share of {of} that may be {capped}, by year", **names),
        column_config={
            base: st.column_config.NumberColumn(min_value=0, step=1),
            share: st.column_config.NumberColumn(min_value=0, max_value=100, step=1),
        },
    )
    found = {}
    for k, (n, percent) in zip(asked, edited[[base, share]].itertuples(index=False, name=None), strict=True):
        if pd.isna(percent):
            continue
        places = Places(int(n or 0), known[k], float(percent), used[k])
        found[k] = places.left
        source = law[k]
        said = words.t("{capped} {year}: {n} places left", year=str(k[1]), n=places.left, **names)
        st.caption(f"{said} ({words.t('by {source}', source=source.source)})" if source else said)
    if not any(law.values()):
        st.caption(words.t("No law limits the share of {capped} from 2024 on; an office may set its own.", **names))
    return found


def name_of(kind: Nomination, page: Page) -> str:
    if kind[0] in LEVEL_NAME:
        return page.words.t("initiative, level {level}", level=LEVEL_NAME[kind[0]])
    return code_name(kind[0])


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


NOMINATED = (N_("Name"), N_("Code"), N_("To be nominated for"), N_("Papers"), N_("Its own standard"))


def standards(page: Page, option: Option) -> str:
    """Whether each nomination meets what the award itself asks for in its year (the ladder)."""
    said = []
    for code, year in option.nominations:
        if code in LEVEL_NAME:
            continue
        climbed = data.climb(page.view.on, year)
        row = climbed.roster["code"].astype(str).tolist().index(option.candidate)
        said.append(f"{code_name(code)} {year}: {standard_said(climbed, row, code, page.words)}")
    return "; ".join(said) or "–"


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
        lines.append([names[o.candidate], o.candidate, what, o.papers, standards(page, o)])
    title = words.t("{n} more eligible, {k} nominations", n=len(answer.chosen), k=answer.nominations)
    proved = (
        words.t("proved: no choice makes more eligible")
        if not answer.gap
        else words.t("not proved: at most {n} more could be possible", n=int(answer.gap + 0.999))
    )
    headings = [words.t(h) for h in NOMINATED]
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
            **waits(words, chosen=answer.chosen),
            on_click=lambda: into(changes_of(trial, tables, answer), title),
        )
