"""One candidate's history on a line of time: posts as bars, everything else as marks with its words."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import Json, Look, room

SYMBOLS = {"CONFIRMED": "circle", "PENDING": "circle-open", "REVOKED": "x", "REFUSED": "x"}
PAD = timedelta(days=120)


def timeline(
    spans: pd.DataFrame,
    marks: pd.DataFrame,
    lanes: list[str],
    on: date,
    period: tuple[date, date],
    look: Look,
    today: str,
) -> go.Figure:
    """``spans``: ``lane, label, start, end`` (dates). ``marks``: ``lane, label, on, state, hover``. ``lanes`` from the
    top. ``on``: the assessment date, drawn as a line named ``today``; ``period``: shaded."""
    first = min([period[0], *spans["start"], *marks["on"]])
    last = max([period[1], on, *spans["end"], *marks["on"]])
    data, notes = [], []
    for span in spans.to_dict("records"):
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [span["start"].isoformat(), span["end"].isoformat()],
                "y": [span["lane"]] * 2,
                "line": {"width": 16, "color": look.quiet},
                "hoverinfo": "text",
                "hovertext": span["label"],
            }
        )
        notes.append(
            {"x": span["start"].isoformat(), "y": span["lane"], "text": span["label"], "xanchor": "left", "xshift": 4}
        )
    data += [marks_of(lane, marks[marks["lane"] == lane], look) for lane in lanes if (marks["lane"] == lane).any()]
    notes.append({"x": on.isoformat(), "yref": "paper", "y": 1, "text": today, "yanchor": "bottom"})
    plain = {"showarrow": False, "font": {"size": 11, "color": look.ink}}
    shaded = {
        "type": "rect",
        "layer": "below",
        "fillcolor": look.quiet,
        "opacity": 0.18,
        "line": {"width": 0},
        "x0": period[0].isoformat(),
        "x1": period[1].isoformat(),
    }
    line = {
        "type": "line",
        "x0": on.isoformat(),
        "x1": on.isoformat(),
        "line": {"color": look.ink, "width": 1.5, "dash": "dot"},
    }
    across = {"yref": "paper", "y0": 0, "y1": 1}
    years = {
        "type": "date",
        "tickformat": "%Y",
        "dtick": "M12",
        "range": [(first - PAD).isoformat(), (last + PAD).isoformat()],
    }
    rows = {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": lanes[::-1],
        "range": [-0.6, len(lanes) - 0.4],
        "ticksuffix": "  ",
    }
    return look.figure(
        data,
        46 + 56 * len(lanes),
        years,
        rows,
        {"l": room(lanes), "t": 24, "b": 26},
        shapes=[{**shaded, **across}, {**line, **across}],
        annotations=[{**note, **plain} for note in notes],
    )


def marks_of(lane: str, marks: pd.DataFrame, look: Look) -> Json:
    """The marks of one lane; those of one day and state together; labels above and below in turn where it is dense."""
    same: dict[tuple[date, str], list[tuple[str, str]]] = {}
    for day, state, label, hover in marks[["on", "state", "label", "hover"]].itertuples(index=False, name=None):
        same.setdefault((day, state), []).append((label, hover))
    together = dict(sorted(same.items()))
    placed: dict[int, int] = {}
    sides = []
    for day, _ in together:
        quarter = day.year * 4 + day.month // 3
        placed[quarter] = placed.get(quarter, -1) + 1
        sides.append(("top center", "bottom center")[placed[quarter] % 2])
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [day.isoformat() for day, _ in together],
        "y": [lane] * len(together),
        "text": [", ".join(label for label, _ in said) for said in together.values()],
        "textposition": sides,
        "textfont": {"size": 11, "color": look.ink},
        "hoverinfo": "text",
        "hovertext": ["<br>".join(hover for _, hover in said) for said in together.values()],
        "marker": {
            "size": 10,
            "color": look.accent,
            "symbol": [SYMBOLS[state] for _, state in together],
            "line": {"width": 2, "color": look.accent},
        },
    }
