"""Statuses as stacked bars: by group on one date, and by date."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import STATUSES, Look, numbers


def status_bars(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked horizontal bars, one a group, in the order of the frame's first appearance from the top; a gap where
    the kind of group changes.

    ``frame``: ``group`` (shown), ``code`` and ``kind`` (handed back by a click), ``status``, ``n``. ``labels``: the
    statuses in words. ``hover``: a format with {group}, {status} and {n}.
    """
    figure = go.Figure()
    order: list[str] = []
    for _, kind in frame.groupby("kind", sort=False):
        order += ([" "] if order else []) + list(dict.fromkeys(kind["group"]))
    longest = int(frame.groupby("group")["n"].sum().max()) if len(frame) else 0
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        figure.add_bar(
            orientation="h",
            y=part["group"].tolist(),
            x=part["n"].tolist(),
            customdata=[[k, c, status] for k, c in zip(part["kind"], part["code"], strict=True)],
            hovertext=_hover(part["group"], part["n"], labels[status], hover),
            **_bar(look, status, part["n"].tolist(), longest),
        )
    look.layout(figure, 12 + 28 * len(order), barmode="stack")
    figure.update_yaxes(
        categoryorder="array", categoryarray=order[::-1], automargin=True, ticksuffix="  ", showgrid=False
    )
    figure.update_yaxes(range=[-0.5, len(order) - 0.5], tickmode="array", tickvals=order, linecolor="rgba(0,0,0,0)")
    figure.update_xaxes(showticklabels=False, showgrid=False, linecolor="rgba(0,0,0,0)")
    return figure


def year_ends(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked bars, one a date. ``frame``: ``on`` (shown), ``code`` (ISO date, handed back), ``status``, ``n``."""
    figure = go.Figure()
    days = list(dict.fromkeys(frame["on"]))
    longest = int(frame.groupby("on")["n"].sum().max()) if len(frame) else 0
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        figure.add_bar(
            x=part["on"].tolist(),
            y=part["n"].tolist(),
            customdata=[[c, status] for c in part["code"]],
            hovertext=_hover(part["on"], part["n"], labels[status], hover),
            **_bar(look, status, part["n"].tolist(), longest),
        )
    look.layout(figure, 240, barmode="stack")
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=days, showgrid=False)
    figure.update_yaxes(showticklabels=False, showgrid=False)
    return figure


def _bar(look: Look, status: str, n: list[int], longest: int) -> dict[str, object]:
    fill = look.status(status)
    return {
        "marker": fill.marker,
        "text": numbers(n, longest),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 12, "color": fill.ink},
        "hoverinfo": "text",
    }


def _hover(groups: pd.Series, n: pd.Series, status: str, hover: str) -> list[str]:
    return [hover.format(group=g, status=status, n=k) for g, k in zip(groups, n, strict=True)]
