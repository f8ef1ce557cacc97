"""Counts as bars: parts of a year with their total, a funnel of stages, a spread."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dienhinh.charts.look import NO_LINE, Json, Look, bar, room


def by_year(
    years: Sequence[str], parts: Sequence[tuple[str, Sequence[int]]], look: Look, hover: str, height: int = 140
) -> go.Figure:
    """Stacked columns, one a year, the total above each. ``parts``: (name, a number a year), the strongest first.
    ``hover``: a format with {year}, {part} and {n}."""
    totals = [sum(n[i] for _, n in parts) for i in range(len(years))]
    longest = max(totals, default=0)
    data: list[Json] = [
        bar(
            look.series(i),
            n,
            longest,
            x=list(years),
            y=list(n),
            hovertext=[hover.format(year=y, part=name, n=k) for y, k in zip(years, n, strict=True)],
        )
        for i, (name, n) in enumerate(parts)
    ]
    notes = [  # by place: a year that looks like a number would be taken for one
        {"x": i, "y": n, "text": f"<b>{n}</b>", "showarrow": False, "yanchor": "bottom"} for i, n in enumerate(totals)
    ]
    return look.figure(
        data,
        height,
        {**NO_LINE, "type": "category", "linecolor": look.line},
        {"showticklabels": False, "showgrid": False, "range": [0, max(longest, 1) * 1.16]},
        {"b": 22, "t": 4},
        barmode="stack",
        annotations=notes,
    )


def funnel(
    names: Sequence[str], n: Sequence[int], codes: Sequence[str], notes: Sequence[str], strong: int, look: Look
) -> go.Figure:
    """Bars from the top, one a stage, the number on each and a note at its end; the ``strong``-th stands out. A bar
    hands back its code."""
    fills = [look.series(0 if i == strong else 1) for i in range(len(n))]
    longest = max(n, default=0) or 1
    roomy = [k >= 0.08 * longest for k in n]
    data: list[Json] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": list(names),
            "x": list(n),
            "marker": {"color": [f.color for f in fills]},
            "text": [str(k) for k in n],
            "textposition": ["inside" if r else "outside" for r in roomy],
            "insidetextanchor": "start",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {"size": 13, "color": [f.ink if r else look.ink for f, r in zip(fills, roomy, strict=True)]},
            "customdata": [[c] for c in codes],
            "hoverinfo": "text",
            "hovertext": [
                ", ".join(x for x in (f"{name}: {k}", note) if x)
                for name, k, note in zip(names, n, notes, strict=True)
            ],
            "cliponaxis": False,
        }
    ]  # fmt: skip
    said = [
        {"x": longest * 1.04, "xanchor": "left", "y": name, "text": note, "showarrow": False, "font": {"size": 12}}
        for name, note in zip(names, notes, strict=True)
    ]
    yaxis = {**NO_LINE, "type": "category", "categoryorder": "array", "categoryarray": list(names)[::-1],
             "ticksuffix": "  "}  # fmt: skip
    xaxis = {**NO_LINE, "showticklabels": False, "range": [0, longest * 1.36]}
    return look.figure(data, 8 + 22 * len(names), xaxis, yaxis, {"l": room(names) + 6}, annotations=said)


def spread(
    labels: Sequence[str],
    n: Sequence[int],
    look: Look,
    hover: str,
    height: int = 140,
    strong: int = -1,
    status: bool = True,
) -> go.Figure:
    """Columns, one a range (of progress where they are ``status``), the number above each; the ``strong``-th stands
    out (-1: the last). Each hands back its place. ``hover``: a format with {range} and {n}."""
    fill, last = (look.status("ON_TRACK"), look.status("ELIGIBLE")) if status else (look.series(1), look.series(0))
    at = strong % max(len(n), 1)
    data: list[Json] = [
        {
            "type": "bar",
            "x": list(labels),
            "y": list(n),
            "marker": {"color": [last.color if i == at else fill.color for i in range(len(n))]},
            "text": [f"<b>{k}</b>" if k else "" for k in n],
            "textposition": "outside",
            "textfont": {"size": 12, "color": look.ink},
            "customdata": [[i] for i in range(len(n))],
            "hoverinfo": "text",
            "hovertext": [hover.format(range=r, n=k) for r, k in zip(labels, n, strict=True)],
            "cliponaxis": False,
        }
    ]
    yaxis = {"showticklabels": False, "showgrid": False, "range": [0, max([*n, 1]) * 1.18]}
    return look.figure(data, height, {**NO_LINE, "type": "category", "linecolor": look.line}, yaxis, {"b": 22, "t": 4})
