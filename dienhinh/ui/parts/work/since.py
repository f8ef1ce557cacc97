"""What has changed: since the last meeting, since somebody last looked."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dienhinh import clock
from dienhinh.criteria.compare import compare
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import code_name
from dienhinh.store.meetings import meetings
from dienhinh.ui import data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.moments import by_entries
from dienhinh.ui.rules import moved
from dienhinh.ui.tables import cut_table


def moved_since(page: Page) -> None:
    """Who stands otherwise than on an earlier day (the last meeting's, or three months before), and what became known
    since."""
    words, on = page.words, page.view.on
    held = [m.assessed_on for m in meetings(data.store().cursor()) if m.state != "PREPARED" and m.assessed_on < on]
    since = st.date_input(
        words.t("Who has moved since"),
        value=max(held, default=on - timedelta(days=90)),
        max_value=on - timedelta(days=1),
        format="DD/MM/YYYY",
        key=f"work.since.{on}",
    )
    if not isinstance(since, date):
        return
    found = compare(data.standing(since).assessment, page.assessment)
    rows = []
    for r in found.flips.to_dict("records"):
        facts = data.facts(int(r["candidate_id"])).to_dict("records")
        fresh = [f for f in facts if since < f["known_on"] <= on and f["state"] != "REVOKED"]
        ended = [f for f in facts if f["until"] is not None and since <= f["until"] < on]
        said_of = [f"{code_name(f['code']) if f['code'] else f['criterion']} {f['year'] or ''}".strip() for f in fresh]
        said_of += [words.t("{what} has ended", what=code_name(f["code"])) for f in ended]
        rows.append([r["name"], r["code"], moved(page, r["before"], r["after"]), "; ".join(said_of) or words.t("time")])
    if rows:
        head = [words.t(h) for h in (N_("Name"), N_("Code"), N_("Status"), N_("What became known since"))]
        cut_table(words, head, rows, words.t("Who has moved since"), "work.moved")
    else:
        st.caption(words.t("Nobody’s status is another than on {day}.", day=since))


def since_i_looked(page: Page) -> None:
    """Whose status the entries made since this browser last looked have changed."""
    words, last = page.words, keeper.last_look("work")
    if last is None:
        return
    when = f"{clock.local(last):%d/%m/%Y %H:%M}"
    rows = by_entries(page, data.held_on(page.view.on, last).assessment, last)
    if rows:
        head = [words.t(h) for h in (N_("Name"), N_("Status"), N_("Entered since"))]
        title = words.t("Since you last looked ({when})", when=when)
        heading(title)
        cut_table(words, head, rows, title, "work.looked")
    else:
        st.caption(words.t("Since you last looked ({when}) no entry has changed anybody’s status.", when=when))
