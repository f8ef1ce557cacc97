"""Overview: how many are eligible against the 4–5 sought, who is near, what holds back, what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.charts import by_year as by_year_parts
from dienhinh.charts import funnel, heat, holding_back, spread, status_bars, year_ends
from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.pipeline import by_year as by_year_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD, code_name
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.locale.verdicts import missing_text, sought
from dienhinh.ui import address, data
from dienhinh.ui.chart import Chart, heading, legend, look
from dienhinh.ui.frame import PROFILE, PROGRESS, ROADMAP, Page, open_page
from dienhinh.ui.html import esc, plain, show
from dienhinh.verdicts.countdown import by_day, needs_said

NEAREST = 5
MOST_DAYS, MOST_NAMED = 3, 4
MOST_UNITS = 7
"""So many units have a row of their own; the others are one, opened by a click."""
OTHERS = "\0others"


def of_filter(page: Page, day: date) -> pd.DataFrame:
    """Everybody's ``unit_code``, ``unit_name`` and ``status`` (place in STATUSES) on a day, of the track and unit that
    are filtered."""
    found = data.standing(day).assessment
    frame = found.roster[["unit_code", "unit_name", "track"]].assign(status=found.status)
    if page.view.track:
        frame = frame[frame["track"] == page.view.track]
    if page.view.unit:
        frame = frame[frame["unit_code"] == page.view.unit]
    return frame


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
    shown = set(page.assessment.roster["code"].iloc[rows])
    found = by_day([c for c in data.closings(on) if c.code in shown and c.status != "ELIGIBLE"])
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
    heading(words.t("Nearest candidates"), words.t("and what each still lacks"))
    if not lines:
        st.caption(words.t("Nobody is waiting for papers or still striving."))
    for code, line in lines:
        st.page_link(PROFILE, label=line, query_params=address.link(who=code), width="stretch")


def toggled(key: str, code: str, status: str | None = None) -> None:
    """From a click on a mark: the page is filtered by it, or no longer, where it was already."""
    now = (address.get(key), address.get("status") if status else None)
    same = now == (code, status)
    address.put(key, None if same else code)
    if status:
        address.put("status", None if same else status)


def by_group(page: Page, rows: list[int]) -> Chart:
    """Statuses by track and by unit; a bar filters the page."""
    words, roster = page.words, page.assessment.roster.iloc[rows]
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    units = dict(sorted(zip(roster["unit_code"], roster["unit_name"], strict=True), key=lambda u: str(u[1])))
    status = page.assessment.status[rows].tolist()
    n = Counter(zip(roster["track"].astype(str), status, strict=True))
    n.update(zip(roster["unit_code"], status, strict=True))
    every = [(kind, c, name) for kind, names in (("track", tracks), ("unit", units)) for c, name in names.items()]
    every = [g for g in every if any(n[g[1], k] for k in range(len(STATUSES)))]
    mine = sorted((g for g in every if g[0] == "unit"), key=lambda g: -n[g[1], 0] - n[g[1], 1] / 1000)
    shown = [g for g in every if g[0] == "track"] + mine[:MOST_UNITS]
    if len(mine) > MOST_UNITS:
        for k in range(len(STATUSES)):
            n[OTHERS, k] = sum(n[c, k] for _, c, _ in mine[MOST_UNITS:])
        shown.append(("unit", OTHERS, words.t("{n} other units", n=len(mine) - MOST_UNITS)))
    frame = pd.DataFrame(
        [
            {"kind": kind, "code": c, "group": name, "status": s, "n": n[c, k]}
            for kind, c, name in shown
            for k, s in enumerate(STATUSES)
        ],
        columns=["kind", "code", "group", "status", "n"],
    )
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}

    def clicked(point: list[Any]) -> None:
        kind, code, wanted = point
        if code == OTHERS:
            address.go(PROGRESS, status=wanted)
        else:
            toggled(kind, code, wanted)

    return Chart(
        (words.t("By track and unit"), words.t("a click filters the page")),
        status_bars(frame, look(), labels, "{group}: {n} · {status}"),
        "chart.groups",
        words.t("Stacked bars: for each track and unit the number of candidates in each status."),
        words,
        [words.t("Track, unit"), *labels.values()],
        [[name, *(n[c, k] for k in range(len(STATUSES)))] for _, c, name in every],
        clicked,
        numbers=range(1, 5),
    )


def rising(page: Page) -> Chart | None:
    """Which units are on the rise: the share of those eligible or lacking only papers, at each year-end and now."""
    words, on = page.words, page.view.on
    ends = [date(y, 12, 31) for y in page.plan.period.years if date(y, 12, 31) < on]
    days = [*ends, on]
    frames = [of_filter(page, d) for d in days]
    names = dict(zip(frames[-1]["unit_code"], frames[-1]["unit_name"], strict=True))
    shares: dict[str, list[float | None]] = {}
    for code in names:
        of = [f["status"][f["unit_code"] == code] for f in frames]
        shares[code] = [float((s <= int(Status.PENDING)).mean()) if len(s) else None for s in of]
    if not shares:
        return None
    order = sorted(shares, key=lambda c: (-(shares[c][-1] or 0), names[c]))
    sizes = frames[-1]["unit_code"].value_counts()
    said = [str(d.year) for d in ends] + [str(on.year) if (on.month, on.day) == (12, 31) else f"{on:%m/%y}"]
    few = order[:MOST_UNITS]

    def clicked(point: list[Any]) -> None:
        toggled("unit", str(point[0]))

    return Chart(
        (words.t("Which unit is rising"), words.t("share of those eligible or lacking only papers, year by year")),
        heat(
            [names[c] for c in few],
            few,
            said,
            [shares[c] for c in few],
            [int(sizes[c]) for c in few],
            look(),
            "{group}, {day}: {share}",
            words.t("headcount"),
        ),
        "chart.rising",
        words.t("Heat map: for each unit and year-end the share of candidates eligible or lacking only papers."),
        words,
        [words.t("Unit"), *said, words.t("headcount")],
        [[names[c], *("–" if s is None else words.percent(s) for s in shares[c]), int(sizes[c])] for c in order],
        clicked,
        numbers=range(1, len(said) + 2),
    )


def won(page: Page, rows: list[int]) -> Chart | None:
    """The awards that the plan counts, by achievement year and kind, as known on the day."""
    words, plan = page.words, page.plan
    counted = {c for m in plan.measures.values() if m.kind == "AWARD" for c in m.codes}
    mine = set(page.assessment.roster["candidate_id"].iloc[rows].tolist())
    facts = data.awards(page.view.on)
    facts = facts[facts["code"].isin(counted) & facts["candidate_id"].isin(mine)]
    years = [y for y in plan.period.years if y <= page.view.on.year]
    facts = facts[facts["year"].isin(years)]
    if facts.empty:
        return None
    common = [str(c) for c in facts["code"].value_counts().index]
    groups = [(code_name(c), {c}) for c in common[:3]]
    if len(common) > 3:
        groups.append((words.t("others"), set(common[3:])))
    parts = [(name, [int((facts["code"].isin(of) & (facts["year"] == y)).sum()) for y in years]) for name, of in groups]
    open_ = set(plan.open_years(page.view.on))
    labels = [f"{y}*" if y in open_ else str(y) for y in years]
    last = words.t("* open until {day}", day=plan.deadline(max(open_))) if open_ else ""
    return Chart(
        (words.t("Awards by year"), words.t("decisions counted") + (f" · {last}" if last else "")),
        by_year_parts(labels, parts, look(), "{year}: {n} {part}"),
        "chart.awards",
        words.t("Stacked columns: for each year the number of awards, by kind."),
        words,
        [words.t("Year"), *(name for name, _ in parts)],
        [[str(y), *(n[i] for _, n in parts)] for i, y in enumerate(years)],
        numbers=range(1, len(parts) + 1),
        legend=[(look().series(i), name) for i, (name, _) in enumerate(parts)],
    )


def pipeline(page: Page) -> Chart | None:
    """The exemplars on their way: how many reached each stage, and what share of those before."""
    words, on = page.words, page.view.on
    reached = Counter(stage for stage, day in data.stage_entries() if day <= on)
    if not reached:
        return None
    n = [reached[s] for s in STAGES]
    notes = ["", *(f"{round(100 * b / a)}%" if a else "" for a, b in pairwise(n))]
    place = STAGES.index("DANG_KY")
    notes[place] = words.t("sought {low}–{high}", low=page.plan.target.at_least, high=page.plan.target.at_most)
    names = [words.t(STAGE_WORD[s]) for s in STAGES]
    years = list(range(page.plan.period.first_year, max(page.plan.period.last_year, on.year) + 1))
    by = by_year_of(((stage, day) for stage, day in data.stage_entries() if day <= on), years)
    return Chart(
        (words.t("From discovery to replication"), words.t("exemplars and models of the office")),
        funnel(names, n, list(STAGES), notes, place, look()),
        "chart.stages",
        words.t("Bars: how many exemplars reached each stage."),
        words,
        [words.t("Stage"), *map(str, years), words.t("All")],
        [[names[i], *(v or "–" for v in by[s]), n[i]] for i, s in enumerate(STAGES)],
        lambda point: address.go(ROADMAP),
        numbers=range(1, len(years) + 2),
    )


def progress(page: Page, rows: list[int]) -> Chart | None:
    """How far those still striving have come, in tenths."""
    words = page.words
    mine = [i for i in rows if page.assessment.status[i] == Status.ON_TRACK]
    if not mine:
        return None
    tenth = np.minimum((page.assessment.progress[mine] * 10).astype(int), 9)
    first = int(tenth.min())
    n = np.bincount(tenth, minlength=10)[first:].tolist()
    labels = [f"{10 * k}%" for k in range(first, 10)]
    return Chart(
        (words.t("Progress of the {n} still striving", n=len(mine)), ""),
        spread(labels, n, look(), words.t("from {range} on: {n}", range="{range}", n="{n}")),
        "chart.progress",
        words.t("Columns: how many candidates still striving have come how far."),
        words,
        [words.t("Progress"), words.t("Candidates")],
        [[label, k] for label, k in zip(labels, n, strict=True)],
        lambda point: toggled("status", "ON_TRACK"),
        numbers=(1,),
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


def listing(page: Page, rows: list[int]) -> None:
    """Where the page is filtered: the way to the list of exactly those."""
    if page.filtered:
        label = page.words.t("See the list ({n})", n=len(rows))
        st.page_link(PROGRESS, label=label, icon=":material/list:", query_params=address.link())


def card(name: str) -> Any:
    return st.container(border=True, key=f"dh-card-{name}", height="stretch")


def grid(charts: Sequence[tuple[str, Chart | None]], widths: Sequence[int]) -> None:
    for column, (name, chart) in zip(st.columns(widths, gap="small"), charts, strict=True):
        with column, card(name):
            if chart:
                chart.draw()
            else:
                st.caption(page.words.t("Nothing is recorded yet."))


page = open_page(N_("Overview"), N_("Who is eligible, who is near, what is missing"))
_, order = data.routes(page.view.on)
rows = page.chosen(order)
numbers, near, years = kpis(page, rows), nearest(page, rows), by_year(page)
groups, held, up = by_group(page, rows), holding(page, rows), rising(page)
awards, funnel_, spread_ = won(page, rows), pipeline(page), progress(page, rows)
soon = closing(page, rows)
labels = [(look().status(s), f"{STATUS_MARK[s]} {page.words.t(STATUS_WORD[s])}") for s in STATUSES]
page.draw(numbers)
listing(page, rows)
left, middle, right = st.columns([12, 11, 9], gap="small")
with left, card("rising"):
    if up:
        up.draw()
with middle, card("groups"):
    groups.draw()
with right, card("nearest"):
    draw_nearest(page, near)
grid((("awards", awards), ("stages", funnel_), ("progress", spread_)), [12, 11, 9])
show(legend(labels))
left, right = st.columns(2, gap="small")
with left, card("years"):
    years.draw()
with right, card("holding"):
    if held:
        held.draw()
    if soon:
        heading(
            page.words.t("What closes next"),
            page.words.t("if nothing more comes in; ways of those not yet eligible"),
            soon,
        )
if len(page.standing.apart):
    st.caption(page.words.t("No candidates on this date: {names}", names=page.words.list(page.standing.apart["name"])))
