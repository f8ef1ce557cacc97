"""Statuses as stacked bars: by group on one date, and by date."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import LEGEND, STATUSES, Look


def status_bars(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked horizontal bars, one a group, in the order of the frame's first appearance from the top.

    ``frame``: ``group`` (shown), ``code`` and ``kind`` (handed back by a click), ``status``, ``n``. ``labels``: the
    statuses in words. ``hover``: a format with {group}, {status} and {n}.
    """
    figure = go.Figure()
    groups = list(dict.fromkeys(frame["group"]))
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        figure.add_bar(
            orientation="h",
            y=part["group"].tolist(),
            x=part["n"].tolist(),
            name=labels[status],
            marker=look.status(status),
            text=part["n"].tolist(),
            textposition="inside",
            insidetextanchor="middle",
            textfont=_text(look, status),
            customdata=[[k, c, status] for k, c in zip(part["kind"], part["code"], strict=True)],
            hovertext=[
                hover.format(group=g, status=labels[status], n=n) for g, n in zip(part["group"], part["n"], strict=True)
            ],
            hoverinfo="text",
        )
    look.layout(figure, 62 + 31 * len(groups), barmode="stack", **LEGEND)
    figure.update_yaxes(categoryorder="array", categoryarray=groups[::-1], automargin=True, ticksuffix="  ")
    figure.update_xaxes(showticklabels=False, showgrid=False)
    return figure


def year_ends(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked bars, one a date. ``frame``: ``on`` (shown), ``code`` (ISO date, handed back), ``status``, ``n``."""
    figure = go.Figure()
    days = list(dict.fromkeys(frame["on"]))
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        figure.add_bar(
            x=part["on"].tolist(),
            y=part["n"].tolist(),
            name=labels[status],
            marker=look.status(status),
            text=part["n"].tolist(),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont=_text(look, status),
            customdata=[[c, status] for c in part["code"]],
            hovertext=[
                hover.format(group=g, status=labels[status], n=n) for g, n in zip(part["on"], part["n"], strict=True)
            ],
            hoverinfo="text",
        )
    look.layout(figure, 260, barmode="stack", **LEGEND)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=days, showgrid=False)
    figure.update_yaxes(showticklabels=False, showgrid=False)
    return figure


def _text(look: Look, status: str) -> dict[str, object]:
    strong = status == "ELIGIBLE"
    color = ("#0E1314" if strong else "#E8ECEB") if look.dark else ("#FFFFFF" if strong else "#1D2726")
    return {"size": 12, "color": color}
