"""The look all charts share: the statuses' four colours, one hue for all else, flat; and the legend's swatches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dienhinh import palette
from dienhinh.criteria import STATUSES

Json = dict[str, Any]
LEAST_SHARE = 0.045
"""A number is written on its part of a bar only where it has room: this share of the longest bar or more."""


@dataclass(frozen=True)
class Fill:
    """How a part of a bar is filled; ``ink`` is for the number on it."""

    color: str
    ink: str

    @property
    def marker(self) -> dict[str, Any]:
        return {"color": self.color, "line": {"width": 0}}

    @property
    def css(self) -> str:
        """The same fill as a CSS background, for the legend's swatches."""
        return f"background: {self.color}"


@dataclass(frozen=True)
class Look:
    """How the reader's theme is: dark or light; ``font`` the family."""

    dark: bool = False
    font: str = "'Be Vietnam Pro', sans-serif"

    @property
    def ink(self) -> str:
        return palette.INK_DARK if self.dark else palette.INK

    @property
    def line(self) -> str:
        return palette.LINE_DARK if self.dark else palette.LINE

    @property
    def accent(self) -> str:
        return palette.ACCENT_DARK if self.dark else palette.ACCENT

    @property
    def quiet(self) -> str:
        return palette.SERIES_DARK[2] if self.dark else palette.SERIES_LIGHT[2]

    def status(self, code: str) -> Fill:
        """The fill of a status."""
        i = STATUSES.index(code)
        fills = palette.STATUS_DARK if self.dark else palette.STATUS_LIGHT
        inks = palette.STATUS_INK_DARK if self.dark else palette.STATUS_INK_LIGHT
        return Fill(fills[i], inks[i])

    def series(self, i: int) -> Fill:
        """The fill of the ``i``-th part of what is no status; the last serves for all further ones."""
        fills = palette.SERIES_DARK if self.dark else palette.SERIES_LIGHT
        i = min(i, len(fills) - 1)
        return Fill(fills[i], (palette.ON_ACCENT_DARK if self.dark else palette.ON_ACCENT) if i == 0 else self.ink)

    def ramp(self, n: int) -> list[Fill]:
        """``n`` fills of the one hue, strongest first, evenly apart; each with the ink that can be read on it."""
        fills = palette.SERIES_DARK if self.dark else palette.SERIES_LIGHT
        first, last = ([int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (fills[0], fills[-1]))
        strong = palette.ON_ACCENT_DARK if self.dark else palette.ON_ACCENT
        found = []
        for k in range(n):
            t = k / max(n - 1, 1)
            color = "#" + "".join(f"{round(a + (b - a) * t):02X}" for a, b in zip(first, last, strict=True))
            found.append(Fill(color, strong if t < 1 - palette.HEAT_INK - 0.1 else self.ink))
        return found

    def strong(self) -> Fill:
        return self.series(0)

    def weak(self) -> Fill:
        return self.series(2)

    def axis(self, **more: Any) -> Json:
        """An axis of this look; ``more`` says what is its own."""
        plain = {
            "gridcolor": self.line,
            "linecolor": self.line,
            "zeroline": False,
            "fixedrange": True,
        }
        return {**plain, **more}

    def figure(
        self, data: list[Json], height: int, xaxis: Json, yaxis: Json, margin: Json | None = None, **layout: Any
    ) -> go.Figure:
        """A figure of plain traces. They are not validated here, which would take ten times as long as all the rest of
        a page; the tests validate every figure."""
        whole = {
            "height": height,
            "margin": {"l": 4, "r": 8, "t": 6, "b": 6, **(margin or {})},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": self.font, "size": 13, "color": self.ink},
            "hoverlabel": {"font": {"family": self.font, "size": 13}},
            "bargap": 0.24,
            "dragmode": False,
            "clickmode": "event+select",
            "showlegend": False,
            "xaxis": self.axis(**xaxis),
            "yaxis": self.axis(**yaxis),
            **layout,
        }
        return go.Figure({"data": data, "layout": whole}, _validate=False)


def room(labels: Sequence[str]) -> int:
    """The width in pixels that axis labels need. Plotly would measure it, and draw each chart twice for that."""
    return 14 + round(6.9 * max(map(len, labels), default=0))


def short(name: str, most: int = 24) -> str:
    """A label that leaves the chart room: cut at a word; the whole name stands in the table and where one points."""
    if len(name) <= most:
        return name
    cut = name[: most - 1].rsplit(" ", 1)[0].rstrip(" –-,·")
    return f"{cut}…"


def distinct(names: Sequence[str], most: int = 24) -> list[str]:
    """As :func:`short`, each another's than all others': rows of a chart whose labels agree would lie on each other.
    What tells cut names apart is mostly their end; what is called alike altogether differs by signs without width.

    >>> distinct(["Trung tâm y tế huyện Mẫu Đông", "Trung tâm y tế huyện Mẫu Tây", "Phòng"])
    ['Trung tâm y… Mẫu Đông', 'Trung tâm y tế… Mẫu Tây', 'Phòng']
    """
    found = [short(n, most) for n in names]
    alike = {label for label, n in Counter(found).items() if n > 1}
    found = [_ends(name, most) if label in alike else label for label, name in zip(found, names, strict=True)]
    met: Counter[str] = Counter()
    for i, label in enumerate(found):
        met[label] += 1
        found[i] = label + "\u200b" * (met[label] - 1)
    return found


def _ends(name: str, most: int) -> str:
    """A long name cut in its middle."""
    if len(name) <= most:
        return name
    words = name.split()
    tail = words[-1]
    for word in reversed(words[:-1]):
        if len(tail) + len(word) + 1 > most // 2:
            break
        tail = f"{word} {tail}"
    return f"{short(name, max(most - len(tail) - 1, 3))} {tail}"


NO_LINE = {"showgrid": False, "linecolor": "rgba(0,0,0,0)"}


def bar(fill: Fill, n: Sequence[int], longest: int, **more: Any) -> Json:
    """One part of stacked bars, with its numbers on it."""
    return {
        "type": "bar",
        "marker": fill.marker,
        "text": numbers(n, longest),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": 12, "color": fill.ink},
        "hoverinfo": "text",
        **more,
    }


def numbers(values: Sequence[int], longest: int) -> list[str]:
    """What is written on the parts of bars: the numbers that have room."""
    return [str(v) if v and v >= LEAST_SHARE * longest else "" for v in values]
