"""What is due: one list for the officer, each line with its day and a way to the place where it is done."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.work.lines import as_lines, draw_list, reminder
from dienhinh.ui.parts.work.since import moved_since, since_i_looked
from dienhinh.ui.tables import download
from dienhinh.verdicts.work import KINDS

BY_KIND, BY_UNIT = "kind", "unit"


WAY_WORD = {BY_KIND: N_("By what is to be done"), BY_UNIT: N_("By unit")}


def main(page: Page) -> None:
    words = page.words
    chosen = {str(c) for c in page.assessment.roster["code"].iloc[page.chosen(list(range(page.assessment.size)))]}
    filtered = bool(page.view.track or page.view.unit or page.view.status)
    found = [w for w in data.work(page.view.on) if not filtered or w.code in chosen]
    counts = Counter(w.kind for w in found)
    late = sum(w.due is not None and w.due < page.view.on for w in found)
    page.draw()
    way = page.way(WAY_WORD)
    page.draw_ways(N_("How the list is grouped"), WAY_WORD)
    if not found:
        st.success(words.t("Nothing is due on this day."), icon=":material/task_alt:")
        st.stop()
    st.caption(words.t("{n} things to do, {late} of them overdue", n=len(found), late=late))
    if way == BY_KIND:
        for kind, label in KINDS.items():
            if counts[kind]:
                draw_list(page, words.t(label), "", [w for w in found if w.kind == kind], kind)
    else:
        units = data.units(page.view.on)
        for unit in sorted({w.unit for w in found}, key=lambda u: (u == "", units.get(u, u))):
            mine = sorted((w for w in found if w.unit == unit), key=lambda w: (w.due or date.max, w.name))
            draw_list(page, units.get(unit) or words.t("The office"), "", mine, f"u.{unit}")
            reminder(page, unit)
    titles = (N_("What"), N_("Due"), N_("Name"), N_("Code"), N_("Unit"), N_("To be done"))
    heading(words.t("What has changed"), words.t("whose status is another, and what became known in between"))
    since_i_looked(page)
    moved_since(page)
    keeper.watch(words, False)
    frame = pd.DataFrame(as_lines(page, found), columns=[words.t(h) for h in titles])
    title = words.t("To do")
    download(
        words, frame, title, f"{title}, {words.date(page.view.on)}", f"viec-can-lam_{page.view.on}.xlsx", "work.excel"
    )


main(open_page(N_("To do"), N_("What is due, by when and where it is done; by unit it is the reminder (V.1)")))
