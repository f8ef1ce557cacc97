"""One candidate's history on a line of time: posts as bars, everything else as marks with its words."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from dienhinh.charts.look import Look

SYMBOLS = {"CONFIRMED": "circle", "PENDING": "circle-open", "REVOKED": "x", "REFUSED": "x", "UNKNOWN": "diamond-open"}


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
    figure = go.Figure()
    first = min([period[0], *spans["start"], *marks["on"]])
    last = max([period[1], on, *spans["end"], *marks["on"]])
    figure.add_vrect(x0=period[0], x1=period[1], fillcolor=look.quiet, opacity=0.18, line_width=0, layer="below")
    for span in spans.itertuples(index=False):
        figure.add_scatter(
            x=[max(span.start, first), span.end], y=[span.lane, span.lane], mode="lines",
            line={"width": 14, "color": look.quiet}, hoverinfo="text", hovertext=span.label,
        )  # fmt: skip
        figure.add_annotation(x=max(span.start, first), y=span.lane, text=span.label, showarrow=False, xanchor="left",
                              font={"size": 11, "color": look.ink}, xshift=4)  # fmt: skip
    marks = _together(marks)
    placed: dict[tuple[str, int], int] = {}
    for lane in lanes:
        part = marks[marks["lane"] == lane].sort_values("on")
        if part.empty:
            continue
        above = []
        for mark in part.itertuples(index=False):
            slot = (lane, mark.on.year * 4 + mark.on.month // 3)
            placed[slot] = placed.get(slot, -1) + 1
            above.append(("top center", "bottom center")[placed[slot] % 2])
        figure.add_scatter(
            x=part["on"].tolist(), y=part["lane"].tolist(), mode="markers+text", text=part["label"].tolist(),
            textposition=above, textfont={"size": 11, "color": look.ink}, hoverinfo="text",
            hovertext=part["hover"].tolist(),
            marker={"size": 10, "color": look.accent, "symbol": [SYMBOLS[s] for s in part["state"]],
                    "line": {"width": 2, "color": look.accent}},
        )  # fmt: skip
    figure.add_vline(x=on, line={"color": look.ink, "width": 1.5, "dash": "dot"})
    figure.add_annotation(
        x=on, yref="paper", y=1, text=today, showarrow=False, yanchor="bottom", font={"size": 11, "color": look.ink}
    )
    look.layout(figure, 46 + 56 * len(lanes))
    figure.update_layout(margin={"t": 24, "l": 8, "r": 8, "b": 8})
    pad = pd.Timedelta(days=120)
    figure.update_xaxes(
        type="date", tickformat="%Y", dtick="M12", range=[pd.Timestamp(first) - pad, pd.Timestamp(last) + pad]
    )
    figure.update_yaxes(categoryorder="array", categoryarray=lanes[::-1], type="category", automargin=True,
                        showgrid=True,
                        range=[-0.6, len(lanes) - 0.4], ticksuffix="  ")  # fmt: skip
    return figure


def _together(marks: pd.DataFrame) -> pd.DataFrame:
    """Marks of one lane, day and state as one, with all their words."""
    if marks.empty:
        return marks
    same = marks.groupby(["lane", "on", "state"], sort=False)
    return same.agg(label=("label", ", ".join), hover=("hover", "<br>".join)).reset_index()
