"""Which criterion holds candidates back: how many lack it, and for how many it is the only one."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import NO_LINE, Look, bar, room


def holding_back(frame: pd.DataFrame, look: Look, only: str, others: str) -> go.Figure:
    """Horizontal bars, most lacking first. ``frame``: ``label`` (shown), ``code`` (handed back), ``only`` and
    ``lacking`` (integers; only ≤ lacking). ``only`` and ``others`` name the two parts of a bar."""
    longest = int(frame["lacking"].max()) if len(frame) else 0
    labels = frame["label"].tolist()
    data = [
        bar(
            fill,
            n.tolist(),
            longest,
            orientation="h",
            y=labels,
            x=n.tolist(),
            customdata=[[c] for c in frame["code"]],
            hovertext=[f"{label}: {v} · {name}" for label, v in zip(labels, n, strict=True)],
        )
        for name, n, fill in (
            (only, frame["only"], look.strong()),
            (others, frame["lacking"] - frame["only"], look.weak()),
        )
    ]
    yaxis = {**NO_LINE, "categoryorder": "array", "categoryarray": labels[::-1], "ticksuffix": "  "}
    return look.figure(
        data,
        12 + 28 * max(len(frame), 1),
        {**NO_LINE, "showticklabels": False},
        yaxis,
        {"l": room(labels)},
        barmode="stack",
    )
