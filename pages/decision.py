"""A decision on rewarding as the paper it is: its page beside what was read of it; nothing is kept before it was looked
at."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.store import known_codes
from dienhinh.ui import clashes, data, editor, keeper
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.decision.check import check
from dienhinh.ui.parts.decision.reading import read


def main(page: Page) -> None:
    words = page.words
    page.draw()
    editor.tell(page)
    if clashes.held():
        codes = known_codes(data.store().cursor())
        clashes.ask(words, dict(zip(codes["candidate_id"].tolist(), codes["name"], strict=True)))
        keeper.watch(words, True)
    else:
        dropped = st.file_uploader(
            words.t("Decision: Word (.docx), PDF or a picture, 5 MB at most"),
            type=["docx", "pdf", "png", "jpg", "jpeg"],
            key="decision.file",
        )
        if dropped is None:
            st.caption(
                words.t(
                    "The number, the day, the issuer, the awards and the people are read; you compare them and tick."
                )
            )
        else:
            found = read(page, Path(dropped.name).name, dropped.getvalue())
            if found is not None:
                check(page, Path(dropped.name).name, dropped.getvalue(), *found)
        keeper.watch(words, dropped is not None)


main(
    open_page(
        N_("Decision papers"), N_("A decision dropped as Word, PDF or scan; read, compared, then kept"), filters="none"
    )
)
