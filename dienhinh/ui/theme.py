"""The look that Streamlit's theme cannot say: type sizes, quiet tables, the tree, print; and the page's language."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dienhinh import palette
from dienhinh.locale import Words

CSS = (Path(__file__).parent / "theme.css").read_text(encoding="utf-8")

COLOURS = (
    ":root {{--dh-line: {}; --dh-tint: {}; --dh-accent: {}; --dh-soft: {}; --dh-on-accent: {};"
    " --dh-s0: {}; --dh-s1: {}; --dh-s2: {}; --dh-s3: {}}}"
)
LIGHT = COLOURS.format(
    palette.LINE, palette.TINT, palette.ACCENT, palette.SOFT, palette.ON_ACCENT, *palette.STATUS_LIGHT
)
DARK = COLOURS.format(
    palette.LINE_DARK,
    palette.TINT_DARK,
    palette.ACCENT_DARK,
    palette.SOFT_DARK,
    palette.ON_ACCENT_DARK,
    *palette.STATUS_DARK,
)
# On paper the dark theme would be light letters on nothing: it is turned round, charts and all, pictures excepted.
DARK_ON_PAPER = (
    "@media print {[data-testid='stMainBlockContainer'] {filter: invert(1) hue-rotate(180deg)} [data-testid='stImage']"
    " img, .dh-paper {filter: invert(1) hue-rotate(180deg)} html, body, [data-testid='stApp'], section {background:"
    " #fff !important}}"
)

LANG = "<script>document.documentElement.lang = '{lang}';</script>"


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def apply(lang: str) -> None:
    """Style the page and tell browsers and screen readers its language (Streamlit always says English)."""
    browse = Words(lang).t("Choose or drop a file")  # Streamlit's uploader speaks English alone
    st.html(f"<style>{CSS}{DARK + DARK_ON_PAPER if is_dark() else LIGHT}:root {{--dh-browse: '{browse}'}}</style>")
    st.html(LANG.format(lang=lang), unsafe_allow_javascript=True)
