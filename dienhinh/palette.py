"""The palette of the whole product: screens, charts, slides and workbooks take their colours from here."""

from __future__ import annotations

STATUS_LIGHT = ("#0F5E59", "#5B9A94", "#B4D2CE", "#D5D9D8")
STATUS_DARK = ("#5FB5AD", "#3C827C", "#27524F", "#3B4546")
"""The fills of the statuses, best first."""

INK, INK_DARK = "#1D2726", "#E8ECEB"
LINE, LINE_DARK = "#DCE2E0", "#354041"
STROKE, STROKE_DARK = "#FFFFFF", "#14191A"
STROKE_WEAK, STROKE_WEAK_DARK = "#7C8987", "#93A19F"
ON_ACCENT, ON_ACCENT_DARK = "#FFFFFF", "#0E1314"
ACCENT, ACCENT_DARK = STATUS_LIGHT[0], STATUS_DARK[0]
SOFT, SOFT_DARK = "#515B5A", "#B3BCBB"
TINT, TINT_DARK = "#F1F6F5", "#1B2526"
QUIET = "#6B7775"
ROW = "#F1F5F4"
"""Every second row of a slide's table."""
HEAD, HEAD_LINE = "#E3ECEA", "#9DB8B3"
"""The head of a workbook's table."""
ERROR = "#9C2B2B"
