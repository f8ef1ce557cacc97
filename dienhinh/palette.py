"""The palette of the whole product: screens, charts, slides and workbooks take their colours from here."""

from __future__ import annotations

STATUS_LIGHT = ("#0F7A6B", "#F0AF3A", "#9DBDD8", "#DFE3E2")
STATUS_DARK = ("#3FB6A6", "#DDA038", "#6C93B5", "#4A5456")
"""The fills of the statuses, best first: teal, amber, pale blue, light grey; flat, each with its mark and figure beside
it."""
STATUS_INK_LIGHT = ("#FFFFFF", "#1D2726", "#1D2726", "#1D2726")
STATUS_INK_DARK = ("#0E1314", "#0E1314", "#0E1314", "#E8ECEB")
"""What is written on them."""
SERIES_LIGHT = ("#0F7A6B", "#5FA79B", "#B7D5CF", "#DCE8E5")
SERIES_DARK = ("#3FB6A6", "#2A6F66", "#245951", "#1F3F3A")
"""Parts that are no statuses (kinds of awards, stages): one hue, strongest first."""
HEAT_INK = 0.55
"""From this share of a heat map's range on, a figure is written in the ink that stands on the strongest part."""

INK, INK_DARK = "#1D2726", "#E8ECEB"
PAPER, PAPER_DARK = "#FFFFFF", "#14191A"
"""Behind everything; the theme of `.streamlit/config.toml` says the same."""
LINE, LINE_DARK = "#DCE2E0", "#354041"
ON_ACCENT, ON_ACCENT_DARK = "#FFFFFF", "#0E1314"
ACCENT, ACCENT_DARK = "#0F5E59", "#5FB5AD"
SOFT, SOFT_DARK = "#515B5A", "#B3BCBB"
TINT, TINT_DARK = "#F1F6F5", "#1B2526"
TOP, TOP_DARK = "#0F5E59", "#123533"
"""The row at the top of every page, with white on it."""
QUIET = "#6B7775"
ROW = "#F1F5F4"
"""Every second row of a slide's table."""
HEAD, HEAD_LINE = "#E3ECEA", "#9DB8B3"
"""The head of a workbook's table."""
ERROR = "#9C2B2B"
