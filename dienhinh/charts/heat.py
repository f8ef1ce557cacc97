"""Groups by dates as a heat map: a share in each cell, the darker the more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from dienhinh import palette
from dienhinh.charts.look import NO_LINE, Json, Look, distinct, room


def heat(
    names: Sequence[str],
    codes: Sequence[str],
    days: Sequence[str],
    shares: Sequence[Sequence[float | None]],
    sizes: Sequence[int | str],
    look: Look,
    hover: str,
    sized: str,
    said_of: Callable[[float], str] = lambda share: f"{round(share * 100)}%",
    longest: int = 24,
) -> go.Figure:
    """A row a group, from the top, a column a date; the cell hands back [group's code, date's place].

    ``shares``: from 0 on (None: nobody on that date), written as ``said_of`` says; ``sizes``: how many the group has
    now, written at the row's end under ``sized``; names longer than ``longest`` are cut. ``hover``: a format with
    {group}, {day} and {share}.
    """
    ramp = palette.SERIES_DARK if look.dark else palette.SERIES_LIGHT
    empty = palette.TINT_DARK if look.dark else palette.TINT
    strong = palette.ON_ACCENT_DARK if look.dark else palette.ON_ACCENT
    most = max((s for row in shares for s in row if s is not None), default=0) or 1
    said = [["" if s is None else said_of(s) for s in row] for row in shares]
    rows = [f"{label}\u2002" for label in distinct(names, longest)]
    data: list[Json] = [
        {
            "type": "heatmap",
            "x": list(days),
            "y": rows,
            "z": [list(row) for row in shares],
            "zmin": 0,
            "zmax": most,
            "colorscale": [[0, empty], [0.35, ramp[2]], [0.7, ramp[1]], [1, ramp[0]]],
            "showscale": False,
            "xgap": 3,
            "ygap": 3,
            "hoverinfo": "skip",
        },
        # a heat map cannot be clicked on in Streamlit: marks that nobody sees lie over its cells
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [d for _ in rows for d in days],
            "y": [r for r in rows for _ in days],
            "text": [t for row in said for t in row],
            "textfont": {
                "size": 12,
                "color": [
                    strong if s is not None and s / most > palette.HEAT_INK else look.ink for row in shares for s in row
                ],
            },
            "marker": {"size": 26, "opacity": 0, "symbol": "square"},
            "customdata": [[code, i] for code in codes for i in range(len(days))],
            "hoverinfo": "text",  # a mark that says nothing is not clicked on either
            "hovertext": [
                hover.format(group=n, day=d, share=t)
                for n, row in zip(names, said, strict=True)
                for d, t in zip(days, row, strict=True)
            ],
        },
    ]
    notes = [
        {"x": 1.01, "xref": "paper", "xanchor": "left", "y": r, "text": str(n), "showarrow": False}
        for r, n in zip(rows, sizes, strict=True)
    ]
    notes.append(
        {"x": 1.01, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom",
         "text": sized, "showarrow": False, "font": {"size": 11}}
    )  # fmt: skip
    small = {"size": 12 if len(days) < 6 else 10}  # six years stand in a card of the overview
    xaxis = {**NO_LINE, "type": "category", "side": "top", "tickfont": small, "tickangle": 0, "ticks": ""}
    yaxis = {**NO_LINE, "type": "category", "categoryorder": "array", "categoryarray": rows[::-1], "ticks": ""}
    margin = {"l": room(rows), "r": 14 + 7 * len(sized), "t": 24, "b": 2}
    return look.figure(data, 28 + 25 * max(len(rows), 1), xaxis, yaxis, margin, annotations=notes)
