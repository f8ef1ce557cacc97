"""Data frame → plotly Figure. No query, no Streamlit, no rule; labels come in the reader's words already."""

from dienhinh.charts.heat import heat
from dienhinh.charts.holding import holding_back
from dienhinh.charts.look import Fill, Look
from dienhinh.charts.overtime import status_areas, status_steps
from dienhinh.charts.parts import by_year, funnel, spread
from dienhinh.charts.pivot import Grid, bars, lines
from dienhinh.charts.status import status_bars, year_ends
from dienhinh.charts.timeline import timeline

__all__ = [
    "Fill",
    "Grid",
    "Look",
    "bars",
    "by_year",
    "funnel",
    "heat",
    "holding_back",
    "lines",
    "spread",
    "status_areas",
    "status_bars",
    "status_steps",
    "timeline",
    "year_ends",
]
