"""The overview's figures: who stands where, what has changed, what closes next, who is nearest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.heritage import taken_over
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.locale.verdicts import missing_text, sought
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, Page
from dienhinh.ui.html import esc, plain
from dienhinh.verdicts.countdown import Closing, by_day, days_said

NEAREST = 5
MOST_DAYS, MOST_NAMED = 3, 4


def of_filter(page: Page, day: date) -> pd.DataFrame:
    """Everybody's ``unit_code``, ``unit_name`` and ``status`` (place in STATUSES) on a day, of the track and unit that
    are filtered. Who was in a unit that another has taken over since is counted with that one."""
    return _of_filter(*data.seen(day), page.view.track, page.view.unit, page.view.on)


@st.cache_resource(show_spinner=False, max_entries=128)
def _of_filter(
    path: Path, digest: str, day: date, revision: int, track: str | None, unit: str | None, on: date
) -> pd.DataFrame:
    found = data.standing(day).assessment
    frame = found.roster[["unit_id", "unit_code", "unit_name", "track"]].assign(status=found.status)
    if heirs := taken_over(data.successions(), on):
        now = data.standing(on).assessment.roster.drop_duplicates("unit_id").set_index("unit_id")
        for former, heir in heirs.items():
            if heir in now.index:
                mine = frame["unit_id"] == former
                frame.loc[mine, ["unit_code", "unit_name"]] = now.loc[heir, ["unit_code", "unit_name"]].tolist()
    if track:
        frame = frame[frame["track"] == track]
    return frame[frame["unit_code"] == unit] if unit else frame


def well_placed(page: Page, day: date) -> dict[str, float]:
    """Of each unit the share of those eligible or lacking only papers on a day, of those whom the filters let
    through."""
    frame = of_filter(page, day)
    good = frame["status"].to_numpy() <= int(Status.PENDING)
    return {str(k): float(v) for k, v in pd.Series(good).groupby(frame["unit_code"].to_numpy()).mean().items()}


def kpis(page: Page, rows: list[int]) -> str:
    """Who stands where, and what has changed since the last year-end; against the number sought (IV.1) only where
    nobody is left out; what closes next, and the milestone that is next or overdue (IV, V)."""
    words, target = page.words, page.plan.target
    n = np.bincount(page.assessment.status[rows], minlength=len(STATUSES))
    before = date(page.view.on.year - 1, 12, 31)
    was = np.bincount(of_filter(page, before)["status"], minlength=len(STATUSES))
    gap = target.at_least - int(n[0])
    verdict = (
        words.t("of {n} filtered", n=len(rows))
        if page.filtered
        else words.t("{n} more needed", n=gap)
        if gap > 0
        else words.t("enough to select from")
        if n[0] > target.at_most
        else words.t("within what is sought")
    )
    said = (verdict, words.t("only papers are missing"), words.t("can still make it"), words.t("not even at best"))
    cells = []
    for i, code in enumerate(STATUSES):
        moved = "" if page.view.status or before < page.plan.period.start else change(int(n[i] - was[i]), before, page)
        small = "" if i or page.filtered else f" <small>{esc(sought(page.plan, words))}</small>"
        cells.append(
            f'<div class="dh-kpi"><span><i class="dh-sq" style="background: var(--dh-s{i})"></i>{STATUS_MARK[code]} '
            f"{esc(words.t(STATUS_WORD[code]))}</span><b>{n[i]}{small}</b>"
            f"<p>{esc(' · '.join(x for x in (said[i], moved) if x))}</p></div>"
        )
    cells.append(next_closing(page, rows))
    return f'<div class="dh-kpis">{"".join(cells)}</div>'


def change(by: int, since: date, page: Page) -> str:
    """How a figure differs from that of a year-end."""
    return page.words.t("{n} since the end of {year}", n=f"{by:+d}", year=str(since.year)) if by else ""


def next_closing(page: Page, rows: list[int]) -> str:
    """The day that closes next and how much hangs on it; the milestone that is next or overdue."""
    words, on = page.words, page.view.on
    found = by_day(closings_of(page, rows))
    inner, said = "<b>–</b>", words.t("No way closes any more.")
    if found:
        day, ways, people = found[0]
        left = words.t("{n} days left", n=(day - on).days)
        inner = f'<b class="dh-soon">{esc(left)} <small>{esc(words.date(day))}</small></b>'
        said = words.t("{ways} ways of {people} candidates close", ways=ways, people=people)
    title = esc(words.t("What closes next"))
    return f'<div class="dh-kpi"><span>{title}</span>{inner}<p>{esc(said)}<br>{milestone(page)}</p></div>'


def milestone(page: Page) -> str:
    """The first milestone not done by the assessment date: overdue, or the next one; one line."""
    words, done = page.words, data.milestones()
    left = [m for m in page.plan.milestone if m.id not in done or done[m.id][0] > page.view.on]
    if not left:
        return esc(words.t("All milestones are done."))
    first = min(left, key=lambda m: m.due)
    state = (
        words.t("Overdue since {due}", due=first.due)
        if first.due < page.view.on
        else words.t("Next, due {due}", due=first.due)
    )
    return f'<span title="{esc(first.in_(words.lang))}">{esc(first.section)} · {esc(state)}</span>'


def nearest(page: Page, rows: list[int]) -> list[tuple[str, str]]:
    """The nearest who are not yet eligible: code, and a line with the one thing each lacks (Markdown)."""
    words, assessment = page.words, page.assessment
    tables, _ = data.routes(page.view.on)
    lines = []
    for i in [i for i in rows if assessment.status[i] in (Status.PENDING, Status.ON_TRACK)][:NEAREST]:
        person = assessment.roster.iloc[i]
        track, k = assessment.place(i)
        mark = STATUS_MARK[STATUSES[assessment.status[i]]]
        progress = words.percent(float(assessment.progress[i]))
        missing = missing_text(tables[track].nearest_route(k), page.plan, words)
        lines.append((person["code"], f"**{plain(person['name'])}** \u2002{plain(f'{mark} {progress} · {missing}')}"))
    return lines


def draw_nearest(page: Page, lines: list[tuple[str, str]]) -> None:
    words = page.words
    heading(words.t("Nearest candidates"), words.t("and what each still lacks"))
    if not lines:
        st.caption(words.t("Nobody is waiting for papers or still striving."))
    for code, line in lines:
        st.page_link(PROFILE, label=line, query_params=address.link(who=code), width="stretch")


def closings_of(page: Page, rows: list[int]) -> list[Closing]:
    """The ways that close of those shown who are not yet eligible, the soonest first."""
    shown = set(page.assessment.roster["code"].iloc[rows])
    return [c for c in data.closings(page.view.on) if c.code in shown and c.status != "ELIGIBLE"]


def closing(page: Page, rows: list[int]) -> str:
    """What closes next: the days, how many ways and people, the nearest of them with what must come by then."""
    words = page.words
    lines = [
        f"<li><b>{esc(words.date(d.day))}</b> · {esc(d.left)} · {esc(d.closes)}<br><small>{esc(d.whose)}</small></li>"
        for d in days_said(closings_of(page, rows), page.view.on, words, MOST_DAYS, MOST_NAMED)
    ]
    return f'<ul class="dh-closing">{"".join(lines)}</ul>' if lines else ""
