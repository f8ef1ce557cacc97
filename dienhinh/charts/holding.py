"""Which criterion holds candidates back: how many lack it, and for how many it is the only one."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import Look, numbers


def holding_back(frame: pd.DataFrame, look: Look, only: str, others: str) -> go.Figure:
    """Horizontal bars, most lacking first. ``frame``: ``label`` (shown), ``code`` (handed back), ``only`` and
    ``lacking`` (integers; only ≤ lacking). ``only`` and ``others`` name the two parts of a bar."""
    figure = go.Figure()
    longest = int(frame["lacking"].max()) if len(frame) else 0
    parts = ((only, frame["only"], look.strong()), (others, frame["lacking"] - frame["only"], look.weak()))
    for name, n, fill in parts:
        figure.add_bar(
            orientation="h",
            y=frame["label"].tolist(),
            x=n.tolist(),
            marker=fill.marker,
            text=numbers(n.tolist(), longest),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 12, "color": fill.ink},
            customdata=[[c] for c in frame["code"]],
            hovertext=[f"{label}: {v} · {name}" for label, v in zip(frame["label"], n, strict=True)],
            hoverinfo="text",
        )
    look.layout(figure, 12 + 28 * max(len(frame), 1), barmode="stack")
    order = frame["label"].tolist()[::-1]
    figure.update_yaxes(categoryorder="array", categoryarray=order, automargin=True, ticksuffix="  ", showgrid=False)
    figure.update_yaxes(linecolor="rgba(0,0,0,0)")
    figure.update_xaxes(showticklabels=False, showgrid=False, linecolor="rgba(0,0,0,0)")
    return figure
