"""A workbook dropped: read in a child, mapped, looked at before anything is written."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dienhinh.exchange.opening import ENDINGS
from dienhinh.store.proposals import content_of
from dienhinh.ui import data, mapping
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.transfer.apply import apply
from dienhinh.ui.parts.transfer.looked import MOST_SHOWN, OUTLINED, PREVIEW_STATE, checked, preview
from dienhinh.ui.parts.transfer.proposed import waiting
from dienhinh.ui.tables import download, shown_of

FORMATS = [ending.removeprefix(".") for ending in ENDINGS]


def imports(page: Page) -> None:
    words = page.words
    heading(words.t("Import a workbook"), words.t("nothing is written before you have seen what would change"))
    slot = st.empty()  # there in every run, so that what follows keeps its place
    if said := st.session_state.pop("import.said", None):
        slot.success(said, icon=":material/check_circle:")
    of = waiting(page)
    if of is None:
        uploaded = st.file_uploader(
            words.t("Workbook (Excel, OpenDocument) or CSV file, 20 MB at most"), type=FORMATS, key="import.file"
        )
        if uploaded is None:
            return
        name, content = Path(uploaded.name).name, uploaded.getvalue()
    else:
        name, content = of.file, content_of(data.store().cursor(), of.id)
    found = checked(name, content, page, st.empty())
    shape = st.session_state[OUTLINED][1]
    if shape:
        mapping.ask(shape, mapping.kept(shape), words)
    if found is None:
        return
    intake, tried = found
    frame = preview(page, intake, tried)
    state = words.t("State")
    n = frame[state].value_counts().to_dict()
    counts = [f"{n.get(words.t(s), 0)} {words.t(s)}" for s in PREVIEW_STATE[:5] if s != "to be seen" or words.t(s) in n]
    counts.append(f"{sum(tried.unchanged.values())} {words.t('unchanged')}")
    st.markdown("**" + " · ".join(counts) + "**")
    wanted = st.pills(
        words.t("Show"),
        [words.t(s) for s in PREVIEW_STATE if words.t(s) in n],
        selection_mode="multi",
        key="import.show",
    )
    # what is recorded already is listed only when asked for
    shown = frame[frame[state].isin(wanted)] if wanted else frame[frame[state] != words.t("unchanged")]
    if len(shown):
        with st.container(height=420 if len(shown) > 9 else "content"):
            show(table(list(shown.columns), shown.head(MOST_SHOWN).itertuples(index=False), numbers=(2,)))
        shown_of(words, shown, MOST_SHOWN)
        download(
            words,
            frame,
            words.t("Preview"),
            words.t("What the workbook would change, and remarks on its rows: {file}", file=name),
            f"{Path(name).stem}-xem-truoc.xlsx",
            "import.preview",
        )
    apply(page, intake, tried, name, of)
