"""Which criterion holds candidates back: how many lack it, and for how many it is the only one."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import LEGEND, Look


def holding_back(frame: pd.DataFrame, look: Look, only: str, others: str) -> go.Figure:
    """Horizontal bars, most lacking first. ``frame``: ``label`` (shown), ``code`` (handed back), ``only`` and
    ``lacking`` (integers; only ≤ lacking). ``only`` and ``others`` name the two parts of a bar."""
    figure = go.Figure()
    parts = (
        (only, frame["only"], {"color": look.accent}),
        (
            others,
            frame["lacking"] - frame["only"],
            {"color": look.quiet, "pattern": {"shape": ".", "size": 6, "solidity": 0.2}},
        ),
    )
    for name, n, marker in parts:
        figure.add_bar(
            orientation="h",
            y=frame["label"].tolist(),
            x=n.tolist(),
            name=name,
            marker={**marker, "line": {"width": 0}},
            text=[str(v) if v else "" for v in n],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            customdata=[[c] for c in frame["code"]],
            hovertext=[f"{label}: {v} · {name}" for label, v in zip(frame["label"], n, strict=True)],
            hoverinfo="text",
        )
    look.layout(figure, 62 + 31 * max(len(frame), 1), barmode="stack", **LEGEND)
    figure.update_yaxes(
        categoryorder="array", categoryarray=frame["label"].tolist()[::-1], automargin=True, ticksuffix="  "
    )
    figure.update_xaxes(showticklabels=False, showgrid=False)
    return figure
