"""Statuses over time: one candidate's as a line of steps, a department's as areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import Json, Look, room
from dienhinh.criteria import STATUSES


def status_steps(
    line: Sequence[tuple[date, str | None, float]],
    until: date,
    marks: Mapping[date, str],
    on: date,
    look: Look,
    labels: dict[str, str],
    hover: str,
) -> go.Figure:
    """One candidate: a step for each change of status, the best at the top.

    ``line``: from each day on, the status (None: no candidate, a gap) and the progress. ``marks``: days with their
    words, drawn as thin lines. ``on``: the day looked at. ``hover``: a format with {day}, {status} and {progress}.
    """
    steps = [*line, (until, *line[-1][1:])] if line else []
    days = [day.isoformat() for day, _, _ in steps]
    said = [
        hover.format(day=f"{day:%d/%m/%Y}", status=labels[status], progress=f"{round(share * 100)}%") if status else ""
        for day, status, share in steps
    ]
    data: list[Json] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": days,
            "y": [labels[status] if status else None for _, status, _ in steps],
            "line": {"shape": "hv", "width": 3, "color": look.accent},
            "marker": {"size": 8, "color": look.accent},
            "hoverinfo": "text",
            "hovertext": said,
            "connectgaps": False,
            "customdata": [[day] for day in days],
        }
    ]
    names = [labels[s] for s in STATUSES]
    rows = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "range": [-0.4, len(names) - 0.6],
        "ticksuffix": "  ",
    }
    return _over(data, marks, on, until, look, 250, rows, room(names))


def status_areas(
    frame: pd.DataFrame, marks: Mapping[date, str], on: date, look: Look, labels: dict[str, str], hover: str
) -> go.Figure:
    """Many candidates: stacked areas, one a status, the best at the bottom.

    ``frame``: ``on`` (date), ``status``, ``n``, every status on every date. ``hover``: with {day}, {status} and {n}.
    """
    data: list[Json] = []
    for status in STATUSES:
        part = frame[frame["status"] == status].sort_values("on")
        fill = look.status(status)
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "stackgroup": "one",
                "line": {"shape": "hv", "width": 1, "color": look.ink},
                "fillcolor": fill.color,
                "x": [d.isoformat() for d in part["on"]],
                "y": part["n"].tolist(),
                "hoverinfo": "text",
                "hovertext": [
                    hover.format(day=f"{d:%d/%m/%Y}", status=labels[status], n=n)
                    for d, n in zip(part["on"], part["n"], strict=True)
                ],
                "customdata": [[d.isoformat()] for d in part["on"]],
            }
        )
    most = int(frame.groupby("on")["n"].sum().max()) if len(frame) else 0
    return _over(data, marks, on, max(frame["on"], default=on), look, 300, {"rangemode": "tozero"}, room([str(most)]))


def _over(
    data: list[Json], marks: Mapping[date, str], on: date, until: date, look: Look, height: int, rows: Json, left: int
) -> go.Figure:
    """A figure along time with the marked days as thin lines, and the day looked at as a strong one."""
    across = {"yref": "paper", "y0": 0, "y1": 1, "type": "line"}
    thin = {"color": look.line, "width": 1.5, "dash": "dot"}
    lines = [{**across, "x0": d.isoformat(), "x1": d.isoformat(), "line": thin} for d in marks if d != on]
    lines.append({**across, "x0": on.isoformat(), "x1": on.isoformat(), "line": {"color": look.ink, "width": 2}})
    note = {
        "x": on.isoformat(),
        "yref": "paper",
        "y": 1,
        "text": f"{on:%d/%m/%Y}",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 11, "color": look.ink},
    }
    first = min((d for trace in data for d in trace["x"]), default=on.isoformat())
    years = {"type": "date", "tickformat": "%Y", "dtick": "M12", "showgrid": False, "range": [first, until.isoformat()]}
    return look.figure(
        data,
        height,
        years,
        rows,
        {"l": left + 8, "t": 24, "b": 26},
        shapes=lines,
        annotations=[note],
        hovermode="closest",
    )
