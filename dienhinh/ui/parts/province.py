"""Offices beside each other: how many stand where, who is rising, what was left out."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dienhinh.charts import Grid, bars, heat
from dienhinh.criteria import STATUSES, Plan
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.rollup.command import remarks
from dienhinh.rollup.gathering import Gathered
from dienhinh.rollup.judging import Total
from dienhinh.ui import address
from dienhinh.ui.chart import Chart, look
from dienhinh.ui.html import esc

NEAR = ("ELIGIBLE", "PENDING")


def kpis(words: Words, frame: pd.DataFrame, found: Total) -> str:
    """How many stand in each status, and how many offices that is of."""
    sums = frame.groupby("status")["n"].sum()
    every = int(frame["n"].sum() or 0)
    cells = []
    for status in STATUSES:
        n = int(sums.get(status, 0))
        share = words.percent(n / every) if every else "–"
        said = f"{STATUS_MARK[status]} {words.t(STATUS_WORD[status])}"
        cells.append(
            f'<div class="dh-kpi"><span>{esc(said)}</span><b>{esc(words.number(n))}</b><p>{esc(share)}</p></div>'
        )
    counted = found.of - len(found.left_out)
    said = words.t("{n} of {of} offices are counted.", n=counted, of=found.of)
    people = words.t("{n} candidates", n=words.number(every))
    below = f"{esc(said)}<br>{esc(people)}"
    cells.append(f'<div class="dh-kpi"><span>{esc(words.t("Offices"))}</span><b>{counted}</b><p>{below}</p></div>')
    return f'<div class="dh-kpis">{"".join(cells)}</div>'


def by(frame: pd.DataFrame, chosen: str | None) -> str:
    """What the rows are: provinces, or the offices of one; within an office its tracks."""
    if chosen and "/" in chosen:
        return "track"
    return "place" if chosen or frame["province"].nunique() == 1 else "province"


def within(frame: pd.DataFrame, chosen: str | None, track: str | None) -> pd.DataFrame:
    """The cells that the choices let through, with ``place`` (province/office)."""
    frame = frame.assign(place=frame["province"] + "/" + frame["office"])
    if chosen:
        frame = frame[(frame["place"] == chosen) | (frame["province"] == chosen)]
    return frame[frame["track"] == track] if track else frame


def standings(words: Words, plan: Plan, frame: pd.DataFrame, chosen: str | None) -> Chart:
    """A bar a province, office or track, by status, those with most eligible first; a click goes into it."""
    rows, names = by(frame, chosen), {t.id: t.in_(words.lang) for t in plan.track}
    cells = frame.pivot_table(index=rows, columns="status", values="n", aggfunc="sum", fill_value=0, observed=True)
    cells = cells.reindex(columns=list(STATUSES), fill_value=0).astype(int)
    cells = cells.sort_values(list(STATUSES), ascending=[False, False, False, True])
    codes = [str(c) for c in cells.index]
    said = [names.get(c, c) for c in codes]
    totals = [float(t) for t in cells.sum(axis=1)]
    grid = Grid(
        said, codes, [words.t(STATUS_WORD[s]) for s in STATUSES], cells.to_numpy(dtype=float).tolist(), totals,
        lambda v: words.number(round(v)),
    )  # fmt: skip
    fills = [look().status(s) for s in STATUSES]
    head = [words.t({"province": N_("Province"), "place": N_("Office"), "track": N_("Track")}[rows])]
    lines = [[n, *map(int, row), int(t)] for n, row, t in zip(said, cells.to_numpy().tolist(), totals, strict=True)]
    return Chart(
        (words.t("Where everybody stands"), words.t("a click goes into it")),
        bars(grid, fills, look(), totals=True),
        "chart.province.bars",
        words.t("Figures by {rows}; the table below has them all.", rows=head[0]),
        words,
        [*head, *(words.t(STATUS_WORD[s]) for s in STATUSES), words.t("All")],
        lines,
        (lambda point: address.put("unit", str(point[0]))) if rows != "track" else None,
        numbers=range(1, 6),
        legend=[(f, words.t(STATUS_WORD[s])) for f, s in zip(fills, STATUSES, strict=True)],
    )


def trend(words: Words, plan: Plan, frame: pd.DataFrame, chosen: str | None, days: list[date]) -> Chart | None:
    """Which share is eligible or waits for papers alone, year-end by year-end; None where one day alone is known."""
    rows, names = by(frame, chosen), {t.id: t.in_(words.lang) for t in plan.track}
    known = frame.assign(near=frame["n"].where(frame["status"].isin(NEAR), 0).fillna(0), n=frame["n"].fillna(0))
    sums = known.groupby([rows, "date"])[["near", "n"]].sum()
    if known["date"].nunique() < 2:
        return None
    codes = [str(c) for c in sorted(sums.index.get_level_values(0).unique())]

    def share(code: str, day: date) -> float | None:
        cell = sums.loc[(code, day)] if (code, day) in sums.index else None
        return None if cell is None or not cell["n"] else float(cell["near"]) / float(cell["n"])

    shares = [[share(c, d) for d in days] for c in codes]
    last = [int(sums.loc[(c, days[-1]), "n"]) if (c, days[-1]) in sums.index else 0 for c in codes]
    said, heads = [names.get(c, c) for c in codes], [words.date(d) for d in days]
    return Chart(
        (words.t("Who is rising"), words.t("share eligible or waiting for papers, of those whose facts were sent")),
        heat(said, codes, heads, shares, last, look(), "{group}, {day}: {share}", words.t("headcount")),
        "chart.province.heat",
        words.t("Figures by {rows}; the table below has them all.", rows=words.t("Office")),
        words,
        [words.t("Office"), *heads],
        [[n, *("–" if s is None else words.percent(s) for s in row)] for n, row in zip(said, shares, strict=True)],
        (lambda point: address.put("unit", str(point[0]))) if rows != "track" else None,
        numbers=range(1, len(days) + 1),
    )


def offices(words: Words, found: Gathered, frame: pd.DataFrame) -> tuple[list[str], list[list[object]]]:
    """A line an office: how deep it sent, as of when, how many it has."""
    depth = {"counts": words.t("counts alone"), "packed": words.t("numbers"), "facts": words.t("facts")}
    sums = frame.groupby(["province", "office"])["n"].sum()
    eligible = frame[frame["status"] == "ELIGIBLE"].groupby(["province", "office"])["n"].sum()
    head = [
        words.t(h) for h in (N_("Province"), N_("Office"), N_("Depth"), N_("As of"), N_("Candidates"), N_("Eligible"))
    ]
    lines: list[list[object]] = []
    for _, m in sorted(found.offices.values(), key=lambda o: (o[1].province, o[1].office)):
        place = (m.province, m.office)
        if place in sums.index:  # what is chosen, and counted
            counts = (words.number(int(sums[place])), words.number(int(eligible.get(place, 0))))
            lines.append([*place, depth[m.depth], words.date(m.day), *counts])
    return head, lines


def told(words: Words, found: Total) -> list[str]:
    """What was left out and why, and what came twice."""
    return remarks(found, words)[1:]
