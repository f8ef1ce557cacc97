"""The look that Streamlit's theme cannot say: type sizes, quiet tables, the tree, print; and the page's language."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

CSS = (Path(__file__).parent / "theme.css").read_text(encoding="utf-8")

DARK = ":root {--dh-line: #354041; --dh-tint: #1B2526; --dh-accent: #5FB5AD; --dh-soft: #B3BCBB}"

LANG = "<script>document.documentElement.lang = '{lang}';</script>"


def is_dark() -> bool:
    return st.context.theme.type == "dark"


def apply(lang: str) -> None:
    """Style the page and tell browsers and screen readers its language (Streamlit always says English)."""
    st.html(f"<style>{CSS}{DARK if is_dark() else ''}</style>")
    st.html(LANG.format(lang=lang), unsafe_allow_javascript=True)
