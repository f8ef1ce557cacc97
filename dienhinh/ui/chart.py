"""A chart on a page: its heading, alternative text, the table behind it, and where a click leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dienhinh.charts import Fill, Look
from dienhinh.locale import Words
from dienhinh.ui import theme
from dienhinh.ui.html import esc, folded, show, table


def look() -> Look:
    return Look(dark=theme.is_dark())


def heading(title: str, sub: str = "") -> None:
    show(f'<h2 class="dh-h2">{esc(title)}</h2>' + (f'<p class="dh-sub">{esc(sub)}</p>' if sub else ""))


def chart(
    figure: go.Figure,
    key: str,
    alt: str,
    words: Words,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    clicked: Callable[[list[Any]], None] | None = None,
    numbers: Sequence[int] = (),
    legend: Sequence[tuple[Fill, str]] = (),
) -> None:
    """Draw ``figure`` with ``alt`` for those who cannot see it and the table (``head``, ``rows``) folded below.

    ``legend``: the fills above it, in words. ``clicked`` is called with the customdata of the point clicked on.
    """
    if legend:
        items = "".join(f'<li><i style="{esc(fill.css)}"></i> {esc(said)}</li>' for fill, said in legend)
        show(f'<ul class="dh-legend">{items}</ul>')
    event: Any = st.plotly_chart(
        figure,
        key=key,
        alt=alt,
        theme=None,
        config={"displayModeBar": False, "locale": words.lang, "responsive": True},
        on_select="rerun" if clicked else "ignore",
        selection_mode="points",
    )
    show(folded(words.t("Figures as a table"), table(head, rows, numbers=numbers)))
    if clicked and event and event["selection"]["points"]:
        data = event["selection"]["points"][0].get("customdata")
        if data is not None:
            clicked(list(data.values()) if isinstance(data, dict) else list(data))
