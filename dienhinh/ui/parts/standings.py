"""The overview's charts of statuses: by track and unit, unit by year, year-ends. A click filters the page."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd

from dienhinh import clock
from dienhinh.charts import heat, status_bars, year_ends
from dienhinh.criteria import STATUSES
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.ui import address, data
from dienhinh.ui.chart import Chart, look
from dienhinh.ui.frame import PROGRESS, Page
from dienhinh.ui.parts.figures import of_filter, well_placed

MOST_UNITS = 7
"""So many units have a row of their own; the others are one, opened by a click."""
OTHERS = "\0others"


def by_group(page: Page, rows: list[int]) -> Chart:
    """Statuses by track and by unit; a bar filters the page."""
    words, roster = page.words, page.assessment.roster.iloc[rows]
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    there = set(roster["unit_code"])
    units = {code: name for code, name in data.units(page.view.on).items() if code in there}
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
            address.toggle(kind, code, wanted)

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
    last = of_filter(page, on)
    names = dict(zip(last["unit_code"], last["unit_name"], strict=True))
    placed = [well_placed(page, d) for d in days]
    shares: dict[str, list[float | None]] = {code: [p.get(code) for p in placed] for code in names}
    if not shares:
        return None
    order = sorted(shares, key=lambda c: (-(shares[c][-1] or 0), names[c]))
    sizes = last["unit_code"].value_counts()
    said = [str(d.year) for d in ends] + [str(on.year) if (on.month, on.day) == (12, 31) else f"{on:%m/%y}"]
    few = order[:MOST_UNITS]

    def clicked(point: list[Any]) -> None:
        address.toggle("unit", str(point[0]))

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
