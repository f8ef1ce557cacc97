"""A chart on a page: its heading, alternative text, the table behind it, and where a click leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dienhinh.charts import Fill, Look
from dienhinh.locale import Words
from dienhinh.ui import theme
from dienhinh.ui.html import esc, folded, show, table


def look() -> Look:
    return Look(dark=theme.is_dark())


def heading(title: str, sub: str = "", below: str = "") -> None:
    """A section's heading, a line on what it shows, and HTML that belongs to both, as one element: each element costs
    the browser time."""
    show(f'<h2 class="dh-h2">{esc(title)}</h2>' + (f'<p class="dh-sub">{esc(sub)}</p>' if sub else "") + below)


def legend(fills: Sequence[tuple[Fill, str]]) -> str:
    """What each fill stands for, as HTML; "" for none."""
    items = "".join(f'<li><i style="{esc(fill.css)}"></i> {esc(said)}</li>' for fill, said in fills)
    return f'<ul class="dh-legend">{items}</ul>' if items else ""


def pictures(key: str, title: str, words: Words) -> str:
    """Buttons, as HTML, that give the chart as it is drawn as a picture; the browser makes it (``keeper.js``)."""
    mark = esc(key.replace(".", "-"))
    said = esc(words.t("Picture:"))
    buttons = "".join(
        f'<a role="button" tabindex="0" class="dh-picture" data-dh-picture="{mark}" data-dh-as="{kind}"'
        f' data-dh-title="{esc(title)}">{kind.upper()}</a>'
        for kind in ("png", "svg")
    )
    return f'<p class="dh-pictures">{said} {buttons}</p>'


@dataclass(frozen=True)
class Chart:
    """A figure ready to be drawn, with its title, ``alt`` for those who cannot see it, and the table (``head``,
    ``rows``) folded below. ``legend``: the fills above it, in words. ``clicked`` is called with the customdata of the
    point clicked on."""

    title: tuple[str, str]
    figure: go.Figure
    key: str
    alt: str
    words: Words
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    clicked: Callable[[list[Any]], None] | None = None
    numbers: Sequence[int] = ()
    legend: Sequence[tuple[Fill, str]] = ()

    def draw(self) -> None:
        heading(*self.title, legend(self.legend))
        st.plotly_chart(
            self.figure,
            key=self.key,
            alt=self.alt,
            theme=None,
            config={"displayModeBar": False, "locale": self.words.lang, "responsive": True},
            on_select=self._selected if self.clicked else "ignore",
            selection_mode="points",
        )
        below = table(self.head, self.rows, numbers=self.numbers)
        show(folded(self.words.t("Figures as a table, picture"), pictures(self.key, self.title[0], self.words) + below))

    def _selected(self) -> None:
        points = st.session_state[self.key]["selection"]["points"]
        point = points[0].get("customdata") if points else None
        if self.clicked and point is not None:
            self.clicked(list(point.values()) if isinstance(point, dict) else list(point))
