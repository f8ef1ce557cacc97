"""Data quality: what makes verdicts uncertain or wrong, worst first; each line leads to where it is mended."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.findings import FAULT_WORD, MEND_WORD, finding_said
from dienhinh.quality import FAULTS, Finding
from dienhinh.ui import address, data, editor
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import ATTEST, DATA, Page, open_page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import clicked, download, shown_of

MOST_SHOWN = 1000


def frame_of(page: Page, found: list[Finding]) -> pd.DataFrame:
    words = page.words
    names = {
        int(r.candidate_id): (r.name, r.code)
        for f in (page.assessment.roster, page.standing.apart)
        for r in f.itertuples(index=False)
    }
    rows: list[tuple[Any, ...]] = []
    for f in found:
        name, code = names.get(f.candidates[0], ("–", "–"))
        more = f" (+{len(f.candidates) - 1})" if len(f.candidates) > 1 else ""
        rows.append(
            (
                len(f.hang),
                name + more,
                words.t(FAULT_WORD[f.fault]),
                finding_said(f.fault, f.what, words),
                words.t(MEND_WORD[f.fault]),
                code,
            )
        )
    headings = [
        words.t(h)
        for h in (N_("Verdicts"), N_("Name"), N_("What is wrong"), N_("Where"), N_("How to mend it"), N_("Code"))
    ]
    return pd.DataFrame(rows, columns=headings)


def summary(page: Page, found: list[Finding]) -> str:
    """Each kind of fault, how often, and how many verdicts hang on it."""
    words = page.words
    n = Counter(f.fault for f in found)
    hang: dict[str, set[int]] = {}
    for f in found:
        hang.setdefault(f.fault, set()).update(f.hang)
    order = sorted((k for k in FAULTS if n[k]), key=lambda k: (-len(hang[k]), -n[k]))
    headings = [words.t(h) for h in (N_("What is wrong"), N_("Lines"), N_("Verdicts that hang on it"))]
    return table(headings, [[words.t(FAULT_WORD[k]), n[k], len(hang[k])] for k in order], numbers=(1, 2))


page = open_page(
    N_("Data quality"), N_("What makes verdicts uncertain or wrong, worst first; a click leads to where it is mended")
)
words = page.words
roster = page.assessment.roster
ids = set(roster["candidate_id"].iloc[page.chosen(list(range(len(roster))))])
narrowed = bool(page.view.track or page.view.unit or page.view.status)
every = [f for f in data.quality_and_titles(page.view.on) if not narrowed or set(f.candidates) & ids]
page.draw()
if not every:
    st.success(words.t("Nothing is found to be missing or contradictory."), icon=":material/done_all:")
    st.stop()
hung = len({c for f in every for c in f.hang})
heading(words.t("{n} verdicts hang on what is listed here", n=hung), words.t("of {n} candidates", n=len(ids)))
show(summary(page, every))
present = [k for k in FAULTS if any(f.fault == k for f in every)]
wanted = st.pills(
    words.t("Show"),
    present,
    format_func=lambda k: words.t(FAULT_WORD[k]),
    selection_mode="multi",
    key="quality.show",
)
shown = [f for f in every if not wanted or f.fault in wanted]
frame = frame_of(page, shown)


def criterion_of(section: str) -> str | None:
    """The criterion that a section is attested for, as the page of attestations knows it."""
    plan = page.plan
    return next((c.id for c in plan.criterion if c.measure and plan.measures[c.measure].criterion == section), None)


def mend() -> None:
    if (row := clicked("quality.list")) is not None:
        f = shown[row]
        code = str(frame[words.t("Code")].iloc[row])
        if f.fault == "UNATTESTED":
            st.session_state["attest.criterion"] = criterion_of(f.what["sections"][0])
            address.go(ATTEST, find=None)
        else:
            if f.fault == "MISSING_RATING":
                editor.fill(code, "rating", [{"year": year} for year in f.what["years"]])
            if f.fault == "GAP":
                editor.fill(code, "post", [{"from_on": f.what["from"], "until_on": f.what["until"]}])
                address.go(DATA, who=code, what="post", rec=None)
                return
            address.go(DATA, who=code, what=f.table, rec=str(f.record) if f.record and f.table != "candidate" else None)


st.dataframe(
    frame.head(MOST_SHOWN),
    key="quality.list",
    hide_index=True,
    height=480 if len(frame) > 12 else "content",
    on_select=mend,
    selection_mode="single-cell",
    alt=words.t("What is to be mended, worst first"),
    column_config={
        words.t("Verdicts"): st.column_config.NumberColumn(width="small", format="%d"),
        words.t("Where"): st.column_config.TextColumn(width="large"),
        words.t("How to mend it"): st.column_config.TextColumn(width="large"),
    },
)
shown_of(words, frame, MOST_SHOWN)
download(
    words,
    frame,
    words.t("Data quality"),
    words.t("What is to be mended, worst first"),
    "chat-luong.xlsx",
    "quality.download",
)
