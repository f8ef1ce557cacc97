"""The office's particulars, which stand in the head and at the foot of its papers: a form."""

from __future__ import annotations

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.reports.offices import Office, keep_office, office_of
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.waits import waits
from dienhinh.verdicts.registered import sending_day

LINES = {
    "parent": N_("Superior body"),
    "name": N_("Office (empty: the plan’s issuer)"),
    "symbol": N_("Symbol in numbers"),
    "place": N_("Place"),
    "signer": N_("Who signs"),
    "drafting": N_("Unit that drafts and keeps papers"),
    "province": N_("Own province (empty: that of the place)"),
    "sends_by": N_("A year’s proposals must be with the province by (dd/mm; empty: not known)"),
}
LISTS = {
    "addressees": N_("Addressees (Kính gửi), one a line"),
    "recipients": N_("Recipients, one a line"),
    "bases": N_("What the office’s own papers are based on, one a line"),
    "fields": N_("Fields in which there are exemplars, one a line"),
}


def particulars(page: Page) -> None:
    """The form; what is typed is kept in the data file."""
    words, now = page.words, office_of(data.store().cursor())
    heading(
        words.t("The office on its papers"),
        words.t("stands in the head and at the foot of each; kept in the data file"),
    )
    columns = st.columns(2)
    typed: dict[str, object] = {}
    for i, (name, said) in enumerate(LINES.items()):
        typed[name] = (
            columns[i % 2].text_input(words.t(said), getattr(now, name), key=f"office.{name}", max_chars=120).strip()
        )
    typed["signs_as"] = "\n".join(
        x.strip()
        for x in columns[0]
        .text_area(
            words.t("Signs as (two lines for KT., TL., TUQ.)"), now.signs_as, key="office.as", max_chars=120, height=90
        )
        .splitlines()
        if x.strip()
    )
    for i, (name, said) in enumerate(LISTS.items(), start=1):
        lines = columns[i % 2].text_area(words.t(said), "\n".join(getattr(now, name)), key=f"office.{name}", height=110)
        typed[name] = tuple(x.strip() for x in lines.splitlines() if x.strip())
    wanted = Office(**typed)  # type: ignore[arg-type]
    st.button(
        words.t("Save the particulars"),
        key="office.save",
        **waits(words, changed=wanted != now, right=not wanted.sends_by or sending_day(wanted.sends_by, 2024)),
        type="primary",
        on_click=keep_office,
        args=(data.store(), wanted),
    )
