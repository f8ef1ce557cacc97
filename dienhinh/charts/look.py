"""The look all charts share: one accent in four strengths, told apart by pattern too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

STATUSES = ("ELIGIBLE", "PENDING", "ON_TRACK", "OUT_OF_REACH")
_LIGHT = ("#0F5E59", "#5B9A94", "#B4D2CE", "#D5D9D8")
_DARK = ("#5FB5AD", "#3C827C", "#27524F", "#3B4546")
PATTERNS = ("", "/", ".", "x")
LEGEND: dict[str, Any] = {
    "showlegend": True,
    "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
}


@dataclass(frozen=True)
class Look:
    """How the reader's theme is: dark or light; ``font`` the family."""

    dark: bool = False
    font: str = "'Be Vietnam Pro', sans-serif"

    @property
    def ink(self) -> str:
        return "#E8ECEB" if self.dark else "#1D2726"

    @property
    def line(self) -> str:
        return "#354041" if self.dark else "#DCE2E0"

    @property
    def accent(self) -> str:
        return _DARK[0] if self.dark else _LIGHT[0]

    @property
    def quiet(self) -> str:
        return _DARK[2] if self.dark else _LIGHT[2]

    def status(self, code: str) -> dict[str, Any]:
        """The marker of a status: strength of the accent, and a pattern for readers who do not tell colours apart."""
        i = STATUSES.index(code)
        lines = "#14191A" if self.dark else "#FFFFFF"
        if i >= 2:
            lines = "#93A19F" if self.dark else "#7C8987"
        return {
            "color": (_DARK if self.dark else _LIGHT)[i],
            "pattern": {"shape": PATTERNS[i], "fgcolor": lines, "size": 6, "solidity": 0.25},
            "line": {"width": 0},
        }

    def layout(self, figure: go.Figure, height: int, **more: Any) -> go.Figure:
        figure.update_layout(
            height=height,
            margin={"l": 8, "r": 8, "t": 8, "b": 8},
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            font={"family": self.font, "size": 13, "color": self.ink},
            hoverlabel={"font": {"family": self.font, "size": 13}},
            bargap=0.35,
            dragmode=False,
            clickmode="event+select",
            **{"showlegend": False, **more},
        )
        figure.update_xaxes(gridcolor=self.line, zeroline=False, fixedrange=True, linecolor=self.line)
        figure.update_yaxes(gridcolor=self.line, zeroline=False, fixedrange=True, linecolor=self.line)
        return figure
