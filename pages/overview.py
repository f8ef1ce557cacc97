"""Overview: how many are eligible against the 4–5 sought, who is near, what holds back, what is overdue."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.charts import holding_back, status_bars, year_ends
from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.pipeline import by_year as by_year_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.locale.verdicts import missing_text, sought
from dienhinh.ui import address, data
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import PROFILE, PROGRESS, ROADMAP, Page, open_page
from dienhinh.ui.html import esc, plain, table
from dienhinh.verdicts.countdown import by_day, needs_said

NEAREST = 8
MOST_DAYS, MOST_NAMED = 3, 4


def kpis(page: Page, rows: list[int]) -> str:
    """Who stands where, against the number sought (IV.1), and the milestone that is next or overdue (IV, V)."""
    words, target = page.words, page.plan.target
    n = np.bincount(page.assessment.status[rows], minlength=len(STATUSES))
    gap = target.at_least - int(n[0])
    verdict = (
        words.t("{n} more needed", n=gap)
        if gap > 0
        else words.t("enough to select from")
        if n[0] > target.at_most
        else words.t("within what is sought")
    )
    cells = [
        f'<div class="dh-kpi"><span>{STATUS_MARK["ELIGIBLE"]} {esc(words.t(STATUS_WORD["ELIGIBLE"]))}</span>'
        f"<b>{n[0]} <small>{esc(sought(page.plan, words))}</small></b><p>{esc(verdict)}</p></div>"
    ]
    says = (
        words.t("only papers are missing"),
        words.t("can still make it in this period"),
        words.t("not even at best"),
    )
    for i, said in enumerate(says, start=1):
        code = STATUSES[i]
        cells.append(
            f'<div class="dh-kpi"><span>{STATUS_MARK[code]} {esc(words.t(STATUS_WORD[code]))}</span>'
            f"<b>{n[i]}</b><p>{esc(said)}</p></div>"
        )
    cells.append(milestone(page))
    return f'<div class="dh-kpis">{"".join(cells)}</div>'


def milestone(page: Page) -> str:
    """The first milestone not done by the assessment date: overdue, or the next one."""
    words, done = page.words, data.milestones()
    left = [m for m in page.plan.milestone if m.id not in done or done[m.id][0] > page.view.on]
    if not left:
        said = words.t("All milestones are done.")
        return f'<div class="dh-kpi"><span>{esc(words.t("Roadmap"))}</span><p>{esc(said)}</p></div>'
    first = min(left, key=lambda m: m.due)
    late = sum(m.due < page.view.on for m in left)
    state = (
        words.t("Overdue since {due}", due=first.due)
        if first.due < page.view.on
        else words.t("Next, due {due}", due=first.due)
    )
    more = words.t("{n} milestones overdue", n=late) if late > 1 else ""
    return (
        f'<div class="dh-kpi"><span>{esc(words.t("Roadmap"))} ({esc(first.section)}) '
        f'<span class="dh-tag">{esc(state)}</span></span><p>{esc(first.in_(words.lang))}</p><p>{esc(more)}</p></div>'
    )


def nearest(page: Page, rows: list[int]) -> list[tuple[str, str]]:
    """The nearest who are not yet eligible: code, and a line with the one thing each lacks (Markdown)."""
    words, assessment = page.words, page.assessment
    tables, _ = data.routes(page.view.on)
    place = {int(r): (t, k) for t, found in assessment.tracks.items() for k, r in enumerate(found.rows)}
    lines = []
    for i in [i for i in rows if assessment.status[i] in (Status.PENDING, Status.ON_TRACK)][:NEAREST]:
        person = assessment.roster.iloc[i]
        track, k = place[i]
        mark = STATUS_MARK[STATUSES[assessment.status[i]]]
        progress = words.percent(float(assessment.progress[i]))
        missing = missing_text(tables[track].nearest_route(k), page.plan, words)
        lines.append((person["code"], f"**{plain(person['name'])}** \u2002{plain(f'{mark} {progress} · {missing}')}"))
    return lines


def draw_nearest(page: Page, lines: list[tuple[str, str]]) -> None:
    words = page.words
    heading(words.t("Nearest candidates"), words.t("not yet eligible, and what the shortest route still asks for"))
    if not lines:
        st.caption(words.t("Nobody is waiting for papers or still striving."))
    for code, line in lines:
        st.page_link(PROFILE, label=line, query_params=address.link(who=code), width="stretch")


def by_group(page: Page, rows: list[int]) -> Chart:
    """Statuses by track and by unit; a bar leads to the list behind it."""
    words, roster = page.words, page.assessment.roster.iloc[rows]
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    units = dict(sorted(zip(roster["unit_code"], roster["unit_name"], strict=True)))
    status = page.assessment.status[rows].tolist()
    n = Counter(zip(roster["track"].astype(str), status, strict=True))
    n.update(zip(roster["unit_code"], status, strict=True))
    groups = [(kind, c, name) for kind, names in (("track", tracks), ("unit", units)) for c, name in names.items()]
    groups = [g for g in groups if any(n[g[1], k] for k in range(len(STATUSES)))]
    frame = pd.DataFrame(
        [
            {"kind": kind, "code": c, "group": name, "status": s, "n": n[c, k]}
            for kind, c, name in groups
            for k, s in enumerate(STATUSES)
        ],
        columns=["kind", "code", "group", "status", "n"],
    )
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}

    def clicked(point: list[Any]) -> None:
        kind, code, wanted = point
        address.go(PROGRESS, **{kind: code}, status=wanted)

    return Chart(
        (words.t("Status by track and unit"), words.t("click a bar for the list behind it")),
        status_bars(frame, look(), labels, "{group}: {n} · {status}"),
        "chart.groups",
        words.t("Stacked bars: for each track and unit the number of candidates in each status."),
        words,
        [words.t("Track, unit"), *labels.values()],
        [[name, *(n[c, k] for k in range(len(STATUSES)))] for _, c, name in groups],
        clicked,
        numbers=range(1, 5),
        legend=[(look().status(s), labels[s]) for s in STATUSES],
    )


def by_year(page: Page) -> Chart:
    """How each year-end of the period looked, as known then; a bar leads to that date."""
    words, plan = page.words, page.plan
    ends = [date(y, 12, 31) for y in plan.period.years if date(y, 12, 31) <= max(clock.today(), page.view.on)]
    dates = sorted({*ends, page.view.on})
    counted = data.trend(dates)
    n: Counter[tuple[date, int]] = Counter()
    for on, track, status, amount in counted[["on", "track", "status", "n"]].itertuples(index=False, name=None):
        if page.view.track in (None, track):
            n[on, status] += amount
    frame = pd.DataFrame(
        [
            {"on": words.date(d), "code": d.isoformat(), "status": s, "n": n[d, k]}
            for d in dates
            for k, s in enumerate(STATUSES)
        ]
    )
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}

    def clicked(point: list[Any]) -> None:
        day, status = point
        address.go(PROGRESS, date=None if day == clock.today().isoformat() else day, status=status)

    return Chart(
        (words.t("Year-ends of the period"), words.t("as known on each date; click for the list")),
        year_ends(frame, look(), labels, "{group}: {n} · {status}"),
        "chart.years",
        words.t("Stacked bars: for each year-end the number of candidates in each status."),
        words,
        [words.t("Date"), *labels.values()],
        [[words.date(d), *(n[d, k] for k in range(len(STATUSES)))] for d in dates],
        clicked,
        numbers=range(1, 5),
        legend=[(look().status(s), labels[s]) for s in STATUSES],
    )


def holding(page: Page, rows: list[int]) -> Chart | None:
    """For those not eligible: how many lack each part of their tree, and for how many it is the only one."""
    words, assessment = page.words, page.assessment
    wanted = set(rows)
    lacking: dict[str, int] = {}
    only: dict[str, int] = {}
    for track, result in assessment.tracks.items():
        parts = page.plan.criteria[page.plan.tracks[track].criterion].parts
        mine = np.array([int(r) in wanted for r in result.rows], dtype=bool) & ~result.met[-1]
        unmet = ~result.met[[result.at(p) for p in parts]][:, mine]
        alone = unmet.sum(axis=0) == 1
        for part, row in zip(parts, unmet, strict=True):
            lacking[part] = lacking.get(part, 0) + int(row.sum())
            only[part] = only.get(part, 0) + int((row & alone).sum())
    codes = sorted((c for c in lacking if lacking[c]), key=lambda c: -lacking[c])
    if not codes:
        return None
    labels = [f"{page.plan.criteria[c].short.in_(words.lang)} ({page.plan.criteria[c].section})" for c in codes]
    frame = pd.DataFrame(
        {"code": codes, "label": labels, "lacking": [lacking[c] for c in codes], "only": [only[c] for c in codes]}
    )
    return Chart(
        (words.t("What holds back the most"), words.t("candidates not eligible, by the criterion that they lack")),
        holding_back(frame, look(), words.t("the only one lacking"), words.t("beside others")),
        "chart.holding",
        words.t("Bars: for each criterion the number of candidates who lack it."),
        words,
        [words.t("Criterion"), words.t("Lacking"), words.t("the only one lacking")],
        frame[["label", "lacking", "only"]].to_numpy().tolist(),
        lambda point: address.go(PROGRESS, lacks=point[0]),
        numbers=(1, 2),
        legend=[(look().strong(), words.t("the only one lacking")), (look().weak(), words.t("beside others"))],
    )


def closing(page: Page, rows: list[int]) -> str:
    """What closes next: the days, how many ways and people, the nearest of them with what must come by then."""
    words, on = page.words, page.view.on
    shown = set(page.assessment.roster["code"].iloc[rows])
    found = [c for c in data.closings(on) if c.code in shown and c.status != "ELIGIBLE"]
    lines = []
    for day, ways, people in by_day(found)[:MOST_DAYS]:
        left = words.t("{n} days left", n=(day - on).days)
        first = list({c.code: c for c in reversed(found) if c.last == day}.values())[::-1][:MOST_NAMED]
        names = "; ".join(f"{c.name}: {needs_said(c, words)}" for c in first)
        more = words.t("and {n} more candidates", n=people - len(first)) if people > len(first) else ""
        said = words.t("{ways} ways of {people} candidates close", ways=ways, people=people)
        lines.append(
            f"<li><b>{esc(words.date(day))}</b> · {esc(left)} · {esc(said)}<br>"
            f"<small>{esc('; '.join(x for x in (names, more) if x))}</small></li>"
        )
    return f'<ul class="dh-closing">{"".join(lines)}</ul>' if lines else ""


def stages(page: Page) -> str:
    """How many exemplars entered each stage of the pipeline in each year, by the assessment date."""
    words, on = page.words, page.view.on
    entries = data.stage_entries()
    if not entries:
        return ""
    years = list(range(page.plan.period.first_year, max(page.plan.period.last_year, on.year) + 1))
    n = by_year_of(((stage, day) for stage, day in entries if day <= on), years)
    lines = [[words.t(STAGE_WORD[s]), *(v or "–" for v in n[s]), sum(n[s])] for s in STAGES]
    headings = [words.t("Stage"), *map(str, years), words.t("All")]
    return table(headings, lines, numbers=range(1, len(headings)))


page = open_page(N_("Overview"), N_("Who is eligible, who is near, what is missing"))
_, order = data.routes(page.view.on)
rows = page.chosen(order)
numbers, near, years = kpis(page, rows), nearest(page, rows), by_year(page)
groups, held = by_group(page, rows), holding(page, rows)
pipeline, soon = stages(page), closing(page, rows)
page.draw(numbers)
left, right = st.columns([11, 10], gap="large")
with left:
    draw_nearest(page, near)
    if soon:
        heading(
            page.words.t("What closes next"),
            page.words.t("if nothing more comes in; ways of those not yet eligible"),
            soon,
        )
    years.draw()
    if pipeline:
        heading(
            page.words.t("Exemplars by stage and year"),
            page.words.t("how many entered each stage in each year"),
            pipeline,
        )
        st.page_link(ROADMAP, label=page.words.t("Roadmap"), icon=":material/route:", query_params=address.link())
with right:
    groups.draw()
    if held:
        held.draw()
if len(page.standing.apart):
    st.caption(page.words.t("No candidates on this date: {names}", names=page.words.list(page.standing.apart["name"])))
