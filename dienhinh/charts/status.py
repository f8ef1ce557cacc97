"""Statuses as stacked bars: by group on one date, and by date."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import NO_LINE, Json, Look, bar, distinct, room
from dienhinh.criteria import STATUSES


def status_bars(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked horizontal bars, one a group, in the order of the frame's first appearance from the top; a gap where
    the kind of group changes.

    ``frame``: ``group`` (shown), ``code`` and ``kind`` (handed back by a click), ``status``, ``n``. ``labels``: the
    statuses in words. ``hover``: a format with {group}, {status} and {n}.
    """
    order: list[str] = []
    groups = frame[["kind", "code", "group"]].drop_duplicates(["kind", "code"])
    labels_of = dict(
        zip(zip(groups["kind"], groups["code"], strict=True), distinct(groups["group"].tolist()), strict=True)
    )
    frame = frame.assign(said=[labels_of[k, c] for k, c in zip(frame["kind"], frame["code"], strict=True)])
    for kind in dict.fromkeys(frame["kind"]):
        order += ([" "] if order else []) + list(dict.fromkeys(frame["said"][frame["kind"] == kind]))
    data = _stack(frame, look, labels, hover, name="said", back=["kind", "code"], along="y", orientation="h")
    totals = frame.groupby("said", sort=False)["n"].sum()
    notes = [
        {"x": int(n), "y": g, "text": f"<b>{int(n)}</b>", "showarrow": False, "xanchor": "left", "xshift": 5}
        for g, n in totals.items()
    ]
    yaxis = {
        **NO_LINE,
        "categoryorder": "array",
        "categoryarray": order[::-1],
        "range": [-0.5, len(order) - 0.5],
        "tickmode": "array",
        "tickvals": order,
        "ticksuffix": "  ",
    }
    xaxis = {**NO_LINE, "showticklabels": False}
    margin = {"l": room(order), "r": 34}
    return look.figure(
        data, max(8 + 41 * len(order) // 2, 30), xaxis, yaxis, margin, barmode="stack", annotations=notes
    )


def year_ends(frame: pd.DataFrame, look: Look, labels: dict[str, str], hover: str) -> go.Figure:
    """Stacked bars, one a date. ``frame``: ``on`` (shown), ``code`` (ISO date, handed back), ``status``, ``n``."""
    days = list(dict.fromkeys(frame["on"]))
    data = _stack(frame, look, labels, hover, name="on", back=["code"], along="x", orientation="v")
    xaxis = {"type": "category", "categoryorder": "array", "categoryarray": days, "showgrid": False}
    return look.figure(data, 240, xaxis, {"showticklabels": False, "showgrid": False}, {"b": 26}, barmode="stack")


def _stack(
    frame: pd.DataFrame,
    look: Look,
    labels: dict[str, str],
    hover: str,
    *,
    name: str,
    back: list[str],
    along: str,
    orientation: str,
) -> list[Json]:
    """One trace a status; each bar hands back its ``back`` columns and the status."""
    longest = int(frame.groupby(name)["n"].sum().max()) if len(frame) else 0
    data = []
    for status in STATUSES:
        part = frame[(frame["status"] == status) & (frame["n"] > 0)]
        names, n = part[name].tolist(), part["n"].tolist()
        whole = part["group" if "group" in part else name].tolist()
        places = {along: names, "xy".replace(along, ""): n}
        data.append(
            bar(
                look.status(status),
                n,
                longest,
                orientation=orientation,
                customdata=[[*row, status] for row in part[back].itertuples(index=False, name=None)],
                hovertext=[hover.format(group=g, status=labels[status], n=k) for g, k in zip(whole, n, strict=True)],
                **places,
            )
        )
    return data
