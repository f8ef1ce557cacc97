"""Statuses as stacked bars: by group on one date, and by date."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import NO_LINE, STATUSES, Look, bar, room


def status_bars(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked horizontal bars, one a group, in the order of the frame's first appearance from the top; a gap where
    the kind of group changes.

    ``frame``: ``group`` (shown), ``code`` and ``kind`` (handed back by a click), ``status``, ``n``. ``labels``: the
    statuses in words. ``hover``: a format with {group}, {status} and {n}.
    """
    order: list[str] = []
    for kind in dict.fromkeys(frame["kind"]):
        order += ([" "] if order else []) + list(dict.fromkeys(frame["group"][frame["kind"] == kind]))
    longest = int(frame.groupby("group")["n"].sum().max()) if len(frame) else 0
    data = []
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        n = part["n"].tolist()
        data.append(
            bar(
                look.status(status),
                n,
                longest,
                orientation="h",
                y=part["group"].tolist(),
                x=n,
                customdata=[[k, c, status] for k, c in zip(part["kind"], part["code"], strict=True)],
                hovertext=_hover(part["group"].tolist(), n, labels[status], hover),
            )
        )
    yaxis = {
        **NO_LINE,
        "categoryorder": "array",
        "categoryarray": order[::-1],
        "range": [-0.5, len(order) - 0.5],
        "tickmode": "array",
        "tickvals": order,
        "ticksuffix": "  ",
    }
    return look.figure(
        data, 12 + 28 * len(order), {**NO_LINE, "showticklabels": False}, yaxis, {"l": room(order)}, barmode="stack"
    )


def year_ends(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked bars, one a date. ``frame``: ``on`` (shown), ``code`` (ISO date, handed back), ``status``, ``n``."""
    days = list(dict.fromkeys(frame["on"]))
    longest = int(frame.groupby("on")["n"].sum().max()) if len(frame) else 0
    data = []
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        n = part["n"].tolist()
        data.append(
            bar(
                look.status(status),
                n,
                longest,
                x=part["on"].tolist(),
                y=n,
                customdata=[[c, status] for c in part["code"]],
                hovertext=_hover(part["on"].tolist(), n, labels[status], hover),
            )
        )
    xaxis = {"type": "category", "categoryorder": "array", "categoryarray": days, "showgrid": False}
    return look.figure(data, 240, xaxis, {"showticklabels": False, "showgrid": False}, {"b": 26}, barmode="stack")


def _hover(groups: list[str], n: list[int], status: str, hover: str) -> list[str]:
    return [hover.format(group=g, status=status, n=k) for g, k in zip(groups, n, strict=True)]
