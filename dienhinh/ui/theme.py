"""The look that Streamlit's theme cannot say: the row at the top, type sizes, quiet tables, the tree, print; and the
page's language."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dienhinh import palette
from dienhinh.locale import Words
from dienhinh.store import StoreError
from dienhinh.ui import data

CSS = (Path(__file__).parent / "theme.css").read_text(encoding="utf-8")

COLOURS = (
    ":root {{--dh-line: {}; --dh-tint: {}; --dh-accent: {}; --dh-soft: {}; --dh-on-accent: {};"
    " --dh-s0: {}; --dh-s1: {}; --dh-s2: {}; --dh-s3: {}; --dh-top: {}; --dh-paper: {};"
    " --dh-i0: {}; --dh-i1: {}; --dh-i2: {}; --dh-i3: {}}}"
)
LIGHT = COLOURS.format(
    palette.LINE,
    palette.TINT,
    palette.ACCENT,
    palette.SOFT,
    palette.ON_ACCENT,
    *palette.STATUS_LIGHT,
    palette.TOP,
    palette.PAPER,
    *palette.STATUS_INK_LIGHT,
)
DARK = COLOURS.format(
    palette.LINE_DARK,
    palette.TINT_DARK,
    palette.ACCENT_DARK,
    palette.SOFT_DARK,
    palette.ON_ACCENT_DARK,
    *palette.STATUS_DARK,
    palette.TOP_DARK,
    palette.PAPER_DARK,
    *palette.STATUS_INK_DARK,
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


def apply(words: Words) -> None:
    """Style the page, name product and office at its top, and tell browsers and screen readers its language (Streamlit
    always says English)."""
    try:
        office = data.office_name(words.lang)
    except StoreError:  # said by the page itself
        office = ""
    said = {
        "browse": words.t("Choose or drop a file"),  # Streamlit's uploader speaks English alone
        "product": words.t("Advanced exemplars"),
        "office": office,
        "emblem": "".join(w[0] for w in office.split() if w[0].isupper())[:2],
    }
    own = "".join(f"--dh-{name}: {quoted(text)};" for name, text in said.items())
    st.html(f"<style>{CSS}{DARK + DARK_ON_PAPER if is_dark() else LIGHT}:root {{{own}}}</style>")
    st.html(LANG.format(lang=words.lang), unsafe_allow_javascript=True)


def quoted(text: str) -> str:
    """A text as a CSS string that ends nowhere but at its end, also inside HTML."""
    return "'" + "".join(c if c.isalnum() or c in " .,–-·&" else f"\\{ord(c):06x}" for c in text) + "'"
