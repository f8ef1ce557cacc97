"""A decision paper read, and its pages shown."""

from __future__ import annotations

import hashlib
import io
import tempfile
from pathlib import Path
from typing import Any

import mammoth
import streamlit as st

from dienhinh.exchange.paper.matching import Match, Matcher
from dienhinh.exchange.paper.reading import read_paper
from dienhinh.exchange.paper.types import Paper
from dienhinh.exchange.problems import WorkbookError
from dienhinh.reports.pdf import NoOffice, how_many, office, pages, to_pdf
from dienhinh.store import directory, known_codes
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show

MOST_PAGES = 12


READ, TURN = "decision.read", "decision.turn"


def read(page: Page, name: str, content: bytes) -> tuple[Paper, list[Match]] | None:
    """The paper read and its people matched, once for each content and revision; None where it is no paper."""
    key = (hashlib.sha256(content).hexdigest(), data.store().revision, data.terms().province)
    kept = st.session_state.get(READ)
    if kept is None or kept[0] != key:
        with tempfile.TemporaryDirectory() as folder, st.spinner(page.words.t("Reading {file} …", file=name)):
            path = Path(folder) / name
            path.write_bytes(content)
            try:
                paper = read_paper(path, data.terms().province)
            except WorkbookError as error:
                st.error(page.words.t(error.reason, **error.params), icon=":material/error:")
                return None
        cursor = data.store().cursor()
        about = directory(cursor, page.view.on)[["code", "unit_name", "position"]]
        matcher = Matcher(known_codes(cursor).merge(about, on="code", how="left"))
        kept = (key, paper, [matcher.match(row) for row in paper.rows])
        st.session_state[READ] = kept
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    return kept[1], kept[2]


@st.cache_resource(show_spinner=False, max_entries=4)
def pictures_of(digest: str, suffix: str, _content: bytes) -> tuple[int, list[Any]]:
    """How many pages the paper has, and pictures of the first; raises :class:`NoOffice`."""
    content = _content if suffix == ".pdf" else to_pdf(_content, suffix)
    return how_many(content), list(pages(content, 1000, MOST_PAGES))


def paper_pages(page: Page, name: str, content: bytes) -> None:
    """The paper itself: its pages as pictures, or a Word file's text where LibreOffice is not installed."""
    words, suffix = page.words, Path(name).suffix.lower()
    heading(words.t("The paper"), name)
    if suffix in (".png", ".jpg", ".jpeg"):
        st.image(content, alt=name, width="stretch")
        return
    if suffix == ".docx" and office() is None:
        show(f'<div class="dh-paper" lang="vi">{mammoth.convert_to_html(io.BytesIO(content)).value}</div>')
        return
    try:
        n, pictures = pictures_of(hashlib.sha256(content).hexdigest(), suffix, content)
    except NoOffice:
        st.warning(words.t("LibreOffice is not installed, or did not answer: no PDF can be made here."))
        return
    with st.container(height=720):
        for i, picture in enumerate(pictures, start=1):
            said = words.t("page {n}", n=i)
            st.image(picture, caption=f"{said} / {n}", alt=said, width="stretch")
