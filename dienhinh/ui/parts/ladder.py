"""The next step: who can be proposed for what, one candidate's rungs, and the rules with their readings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from dienhinh.access.acting import actor, may
from dienhinh.access.roles import Act
from dienhinh.clock import today
from dienhinh.criteria import Status
from dienhinh.criteria.ladder import Rung
from dienhinh.criteria.validity import validity
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.changes import done
from dienhinh.locale.names import code_name
from dienhinh.locale.statuses import STATUS_MARK
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, Page
from dienhinh.ui.html import Raw, esc, show, table
from dienhinh.ui.tables import clicked, download, shown_of
from dienhinh.verdicts.ladder import (
    LINE_WORD,
    NOT_JUDGED,
    Climb,
    Kept,
    Line,
    is_confirmed,
    keep,
    line_in_words,
    missing_said,
    sets,
    standard_said,
    status_said,
)

MOST_LINES = 300
NO_ADVICE = N_(
    "No legal advice. A line from memory is off until the office has confirmed it; one that is confirmed by texts read"
    " here counts, and is still to be checked against the official text."
)
WHOSE = {"INDIVIDUAL": N_("Persons"), "COLLECTIVE": N_("Collectives")}


def lines_of(climbed: Climb, place: int, words: Words) -> str:
    """One candidate's rungs as a table, the lowest first."""
    head = [words.t(h) for h in LINE_WORD]
    rows = []
    for line in climbed.lines(place):
        name, status, year, missing, held, _ = line_in_words(line, climbed, words)
        state = Raw(f"<nobr>{esc(mark(line))} {esc(status)}</nobr>")
        rows.append([Raw(f"<nobr>{esc(name)}</nobr>"), state, year, missing, held, rule_mark(line.confirmed)])
    legend = words.t("Rule: ✓ confirmed by the office, ? to be checked against the official text")
    return f'<div class="dh-tight">{table(head, rows)}<p class="dh-sub">{esc(legend)}</p></div>'


def rule_mark(confirmed: bool) -> str:
    return "✓" if confirmed else "?"


def mark(line: Line) -> str:
    return STATUS_MARK[line.status] if line.status else "–"


def _visible(page: Page, climbed: Climb) -> np.ndarray:
    """The places in the climb's roster of those whom the filters and the visitor's rights let through."""
    order = page.chosen(list(range(page.assessment.size)))
    ids = set(page.assessment.roster["candidate_id"].iloc[order])
    return np.flatnonzero(climbed.roster["candidate_id"].isin(ids).to_numpy())


def counts(page: Page, climbed: Climb) -> list[Rung]:
    """How many stand how on each rung; returns the rungs that somebody is looked at for, in order."""
    words, seen = page.words, _visible(page, climbed)
    mine = ["COLLECTIVE" if t == "COLLECTIVE" else "INDIVIDUAL" for t in climbed.roster["track"].iloc[seen]]
    rungs = [r for r in climbed.ladder.rungs if r.whose in mine]
    head = [
        words.t("Title or form"),
        words.t("Held for {year}", year=str(climbed.year)),
        words.t("Meets the standard of {year}", year=str(climbed.year)),
        words.t("Once papers come"),
        words.t("Still achievable for {year}", year=str(climbed.year)),
        words.t("Later years"),
        words.t("Who decides"),
        words.t("Reward"),
        words.t("Rule"),
    ]
    rows = []
    for rung in rungs:
        places = seen[[w == rung.whose for w in mine]]
        status, first = climbed.statuses[rung.id][places], climbed.earliest[rung.id][places]
        now = first == climbed.year
        ids = climbed.roster["candidate_id"].iloc[places]
        held = sum(climbed.year in climbed.held.get(int(i), {}).get(rung.code, ()) for i in ids)
        judged = bool((status != NOT_JUDGED).any())
        numbers = [
            int((now & (status == Status.ELIGIBLE)).sum()),
            int((now & (status == Status.PENDING)).sum()),
            int((now & (status == Status.ON_TRACK)).sum()),
            int((first > climbed.year).sum()),
        ]
        rule = rule_mark(is_confirmed(rung, climbed.confirmed))
        name = f"{code_name(rung.code)} · {words.t(WHOSE[rung.whose]).lower()}"
        rows.append(
            [
                name,
                held,
                *(numbers if judged else ["–"] * 4),
                rung.decides.in_(words.lang),
                reward_said(rung, page),
                rule,
            ]
        )
    show(f'<div class="dh-tight">{table(head, rows, numbers=(1, 2, 3, 4, 5))}</div>')
    return [r for r in rungs if (climbed.statuses[r.id][seen] != NOT_JUDGED).any()]


def reward_said(rung: Rung, page: Page) -> str:
    """What goes with a rung: times of the base salary, and the sum by that of the day."""
    found = validity().reward_of(rung.code, rung.whose, page.view.on)
    if found is None:
        return "–"
    reward, sum_ = found
    times = page.words.number(reward.times)
    if sum_ is None:
        return page.words.t("{times} × base salary", times=times)
    return page.words.t("{times} × base salary: {sum} đ", times=times, sum=page.words.number(sum_))


def who_can(page: Page, climbed: Climb, rungs: list[Rung]) -> None:
    """One rung: everybody whom it concerns, those who meet it first."""
    words = page.words
    names = {r.id: f"{code_name(r.code)} · {words.t(WHOSE[r.whose])}" for r in rungs}
    if not names:
        return
    chosen = st.selectbox(
        words.t("Who can be proposed for"), list(names), format_func=lambda r: names[r], key="ladder.rung", width=420
    )
    rung = climbed.ladder.by_id[chosen]
    seen = _visible(page, climbed)
    status, first = climbed.statuses[rung.id][seen], climbed.earliest[rung.id][seen]
    order = [int(i) for i in np.lexsort((status, np.where(first == 0, 9999, first))) if status[i] != NOT_JUDGED]
    places = [int(seen[i]) for i in order]
    rows = []
    for place in places[:MOST_LINES]:
        person, line = climbed.roster.iloc[place], climbed.line(place, rung)
        rows.append(
            (
                person["name"],
                person["unit_name"],
                f"{mark(line)} {status_said(line, climbed, words)}",
                str(line.earliest or "–"),
                missing_said(line, climbed, words),
                words.list(str(y) for y in line.held) or "–",
                person["code"],
            )
        )
    head = [N_("Name"), N_("Unit"), N_("Status"), N_("Earliest year"), N_("Still missing"), N_("Held"), N_("Code")]
    frame = pd.DataFrame(rows, columns=[words.t(h) for h in head])

    def look() -> None:
        if (row := clicked("ladder.list")) is not None:
            address.put("who", str(frame[words.t("Code")].iloc[row]))

    st.dataframe(
        frame,
        key="ladder.list",
        hide_index=True,
        height=420 if len(frame) > 10 else "content",
        on_select=look,
        selection_mode="single-cell",
        alt=names[chosen],
        column_config={
            words.t("Still missing"): st.column_config.TextColumn(width="large"),
            words.t("Earliest year"): st.column_config.TextColumn(width="small"),
        },
    )
    if len(places) > MOST_LINES:
        shown_of(words, pd.DataFrame(index=places), MOST_LINES)
    title = words.t("The ladder of {year}", year=str(climbed.year))
    download(words, frame, title, names[chosen], "nac-tiep-theo.xlsx", "ladder.download")
    if rung.beyond:
        st.caption(words.t("Beyond the records: {what}", what=rung.beyond.in_(words.lang)))


def plan_asks(page: Page, climbed: Climb, place: int) -> str:
    """What the plan's nearest way still asks of awards, and whether each award's own standard is met."""
    words, candidate = page.words, int(climbed.roster["candidate_id"].iloc[place])
    row = page.assessment.find(candidate)
    if row is None or not page.assessment.status[row]:
        return ""
    track, i = page.assessment.place(row)
    route = data.routes(page.view.on)[0][track].nearest_route(i)
    said = []
    for item in route.missing:
        measure = page.plan.measures[str(item.criterion.measure)]
        if measure.kind != "AWARD":
            continue
        for year in dict.fromkeys(item.years):
            at = data.climb(page.view.on, year)
            there = standard_said(at, at.place(candidate), measure.codes[0], words)
            said.append(f"{code_name(measure.codes[0])} {year}: {there}")
    if not said:
        return ""
    return f"<p>{esc(words.t('The plan still asks for {what}', what='; '.join(said)))}</p>"


def one(page: Page, climbed: Climb, place: int) -> None:
    """One candidate: every rung, with the way back to all and to the profile."""
    words, person = page.words, climbed.roster.iloc[place]
    show(lines_of(climbed, place, words) + plan_asks(page, climbed, place))
    ways(page, climbed, place)
    with st.container(horizontal=True):
        st.button(
            words.t("Everybody"), key="ladder.all", icon=":material/groups:", on_click=address.put, args=("who", None)
        )
        st.page_link(
            PROFILE,
            label=words.t("Profile"),
            icon=":material/badge:",
            query_params=address.link(who=str(person["code"])),
        )


MOST_SETS = 12


def ways(page: Page, climbed: Climb, place: int) -> None:
    """Every smallest set of papers and results that reaches a rung in its earliest year, for the rung chosen."""
    words, person = page.words, climbed.roster.iloc[place]
    lines = {x.rung.id: x for x in climbed.lines(place) if x.status in ("PENDING", "ON_TRACK")}
    if not lines:
        return
    chosen = st.selectbox(
        words.t("Every way to reach"),
        list(lines),
        index=None,
        format_func=lambda r: f"{code_name(lines[r].rung.code)} · {lines[r].earliest}",
        placeholder=words.t("Choose"),
        key="ladder.ways",
        width=420,
    )
    if chosen is None:
        return
    line = lines[chosen]
    assert line.earliest is not None
    with st.spinner(words.t("Working it out…")):
        found = sets(
            data.store().cursor(), climbed.ladder, data.ladder_settled(), line.rung, str(person["code"]), page.view.on,
            line.earliest,
        )  # fmt: skip
    rows = [
        ["; ".join(done(c, words) for c in g.changes), g.papers, g.results, words.date(g.earliest)]
        for g in found[:MOST_SETS]
    ]
    head = [words.t(h) for h in (N_("What is enough"), N_("Papers"), N_("Results"), N_("Earliest"))]
    if rows:
        show(f'<div class="dh-tight">{table(head, rows, numbers=(1, 2))}</div>')
    else:
        st.caption(words.t("Nothing of its own records brings it: what is missing is others’, or must come first."))
    if len(found) > MOST_SETS:
        st.caption(words.t("The first {n} of {all} lines are shown.", n=MOST_SETS, all=len(found)))


# ------------------------------------------------------------------ rules and readings


def rules(page: Page, climbed: Climb) -> None:
    """Each rung's lines with where they stand; whoever sets the rules confirms them, and chooses the readings."""
    words, settled = page.words, data.ladder_settled()
    show(f'<p class="dh-sub">{esc(words.t(NO_ADVICE))}</p>')
    able = may(Act.PLAN)
    for rung in climbed.ladder.rungs:
        _rung(page, rung, settled, able)
    heading(words.t("Open readings"), words.t("what the texts leave open; the choice in force stands first"))
    for policy in climbed.ladder.readings:
        if len(policy.choices) < 2:
            continue
        said = {c.id: c.in_(words.lang) for c in policy.choices}
        st.selectbox(
            f"{policy.id} · {policy.question.in_(words.lang)}",
            list(said),
            index=list(said).index(policy.choice),
            format_func=lambda c, said=said: said[c],
            key=f"ladder.{policy.id}",
            disabled=not able,
            help=None if able else words.t("An administrator settles this."),
            on_change=_read,
            args=(policy.id, settled),
        )


def _rung(page: Page, rung: Rung, settled: Kept, able: bool) -> None:
    words = page.words
    done = is_confirmed(rung, settled.confirmed)
    title = f"{code_name(rung.code)} · {words.t(WHOSE[rung.whose])}"
    with st.expander(f"{rule_mark(done)} {title}"):
        lines = [
            (c.id, c.in_(words.lang), _years(c.begins, c.until, words), c.source, c.confidence) for c in rung.lines
        ]
        if not lines:
            lines = [(rung.id, rung.beyond.in_(words.lang) if rung.beyond else "–", "", rung.source, rung.confidence)]
        rows = [
            [said, years, source, _sure(n, words), _who(line, settled, words)] for line, said, years, source, n in lines
        ]
        head = [words.t(h) for h in (N_("Rule"), N_("In force"), N_("Source"), N_("How sure"), N_("Confirmed"))]
        show(table(head, rows))
        if rung.beyond and rung.lines:
            st.caption(words.t("Beyond the records: {what}", what=rung.beyond.in_(words.lang)))
        st.button(
            words.t("Take the confirmation back") if done else words.t("Checked against the official text"),
            key=f"ladder.confirm.{rung.id}",
            disabled=not able,
            help=None if able else words.t("An administrator settles this."),
            on_click=_confirm,
            args=(rung, settled, not done),
        )


def _years(begins: date | None, until: date | None, words: Words) -> str:
    if begins and until:
        return f"{words.date(begins)} – {words.date(until)}"
    if begins:
        return words.t("since {day}", day=begins)
    return words.t("until {day}", day=until) if until else ""


def _sure(confidence: int | None, words: Words) -> str:
    return words.t("from memory") if not confidence else words.t("{n} texts", n=confidence)


def _who(line: str, settled: Kept, words: Words) -> str:
    if line not in settled.confirmed:
        return "–"
    who, day = settled.confirmed[line]
    return f"{who}, {words.date(day)}"


def _confirm(rung: Rung, settled: Kept, confirmed: bool) -> None:
    lines = [c.id for c in rung.lines] or [rung.id]
    kept = {k: v for k, v in settled.confirmed.items() if k not in lines}
    if confirmed:
        who = actor()
        kept |= {line: (who.name if who else "", today()) for line in lines}
    keep(data.store(), Kept(kept, settled.choices))


def _read(policy: str, settled: Kept) -> None:
    choices: Mapping[str, str] = {**settled.choices, policy: str(st.session_state[f"ladder.{policy}"])}
    keep(data.store(), Kept(settled.confirmed, choices))
