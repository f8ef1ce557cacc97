"""A table of numbers as stacked bars or as lines; what the numbers are is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dienhinh import palette
from dienhinh.charts.look import LEAST_SHARE, NO_LINE, Fill, Json, Look, distinct, room, short

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
"""Lines are told apart by these and by the name at their end, not by colour."""
MOST_LINES = len(DASHES)
LONGEST = 40
"""Letters of a name before it is cut."""


@dataclass(frozen=True)
class Grid:
    """``names`` and ``codes`` of the rows, ``columns`` in words, ``cells`` (rows × columns), ``totals`` a row; how a
    number is ``said``; whether it is a share."""

    names: Sequence[str]
    codes: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[float | None]]
    totals: Sequence[float]
    said: Callable[[float], str]
    percent: bool = False


def bars(grid: Grid, fills: Sequence[Fill], look: Look, totals: bool) -> go.Figure:
    """Horizontal bars, a row each from the top, a part a column; with ``totals``, the sum at a bar's end. A part hands
    back [row's code, column's place]."""
    rows = [f"{label}\u2002" for label in distinct(grid.names, LONGEST)]
    longest = max((sum(v or 0 for v in line) for line in grid.cells), default=0) or 1
    data: list[Json] = []
    for i, name in enumerate(grid.columns):
        n = [line[i] or 0 for line in grid.cells]
        fill = fills[min(i, len(fills) - 1)]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": rows,
                "x": n,
                "marker": {**fill.marker, "line": {"width": 1 if i >= len(fills) else 0, "color": look.line}},
                "text": [grid.said(v) if v > LEAST_SHARE * longest else "" for v in n],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"size": 12, "color": fill.ink},
                "customdata": [[code, i] for code in grid.codes],
                "hoverinfo": "text",
                "hovertext": [
                    ": ".join(x for x in (" · ".join(x for x in (g, name) if x), grid.said(v)) if x)
                    for g, v in zip(grid.names, n, strict=True)
                ],
            }
        )
    notes = [
        {
            "x": sum(v or 0 for v in line),
            "y": r,
            "text": f"<b>{grid.said(t)}</b>",
            "showarrow": False,
            "xanchor": "left",
            "xshift": 5,
        }
        for r, line, t in zip(rows, grid.cells, grid.totals, strict=True)
    ]
    yaxis = {**NO_LINE, "type": "category", "categoryorder": "array", "categoryarray": rows[::-1], "ticks": ""}
    xaxis = {**NO_LINE, "showticklabels": False, "range": [0, longest * 1.04]}
    return look.figure(
        data,
        16 + 25 * max(len(rows), 1),
        xaxis,
        yaxis,
        {"l": room(rows), "r": 46},
        barmode="stack",
        annotations=notes if totals else [],
    )


def lines(grid: Grid, look: Look) -> go.Figure:
    """A line a row along the columns, its name at its end; the first few stand out, all further ones are pale. A point
    hands back [row's code, column's place]."""
    data: list[Json] = []
    ramp = palette.SERIES_DARK if look.dark else palette.SERIES_LIGHT
    ends: list[tuple[float, str, bool]] = []
    for k, (name, code, line) in enumerate(zip(grid.names, grid.codes, grid.cells, strict=True)):
        strong = k < MOST_LINES
        color = ramp[0 if k == 0 else 1] if strong else look.line
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": list(grid.columns),
                "y": list(line),
                "line": {"width": 3 if k == 0 else 2, "color": color, "dash": DASHES[k % len(DASHES)]},
                "marker": {"size": 8, "color": color},
                "connectgaps": True,
                "customdata": [[code, i] for i in range(len(line))],
                "hoverinfo": "text",
                "hovertext": [
                    "" if v is None else f"{name} · {c}: {grid.said(v)}"
                    for c, v in zip(grid.columns, line, strict=True)
                ],
            }
        )
        if strong and line and line[-1] is not None:
            ends.append((float(line[-1]), short(name, LONGEST), k == 0))
    top = max((v for line in grid.cells for v in line if v is not None), default=1) or 1
    notes = []
    free = top * 2.0
    for at, name, first in sorted(ends, reverse=True):  # a name never lies on another
        free = min(at, free - top * 0.062)
        notes.append(
            {
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 6,
                "y": free,
                "text": f"<b>{name}</b>" if first else name,
                "showarrow": False,
                "font": {"size": 12},
            }
        )
    least = min([0.0, free]) - top * 0.04
    return look.figure(
        list(reversed(data)),
        360,
        {"type": "category", "showgrid": False, "range": [-0.2, len(grid.columns) - 1 + 0.05]},
        {"range": [least, top * 1.08], "nticks": 6, "tickformat": ".0%" if grid.percent else ""},
        {"l": 40, "r": room([n for _, n, _ in ends]) + 6, "b": 26},
        annotations=notes,
    )
