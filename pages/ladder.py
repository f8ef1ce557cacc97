"""The next step: what each person and unit can be proposed for, what is missing, from which year; and the rules."""

from __future__ import annotations

import streamlit as st

from dienhinh.criteria import PlanError
from dienhinh.kinds.sentence import N_
from dienhinh.ui import data, people
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.ladder import counts, one, rules, who_can
from dienhinh.verdicts.ladder import Climb, year_of

WAYS = {"ai": N_("Who can be proposed"), "luat": N_("Rules and readings")}
MOST_BACK = 3


def looked_at(page: Page) -> Climb:
    """The climb of the year chosen, from the year on from which records are looked at."""
    words, now = page.words, year_of(page.view.on)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        page.draw_ways(N_("Part"), WAYS)
        years = list(range(now - MOST_BACK, now + 2))
        year = st.selectbox(words.t("Year proposed for"), years, index=years.index(now), key="ladder.year", width=160)
        since = st.number_input(
            words.t("Look at nothing before"),
            min_value=year - 14,
            max_value=year,
            value=None,
            key="ladder.since",
            width=200,
            help=words.t("After an award that has been given, say: an input for one question, never a verdict."),
        )
    with st.spinner(words.t("Working it out…")):
        return data.climb(page.view.on, year, int(since) if since else None)


def main(page: Page) -> None:
    page.draw()
    try:
        climbed = looked_at(page)
    except PlanError as error:
        reason = page.words.t(error.reason, **error.params)
        st.error(page.words.t("{file}, line {line}: {reason}", file=error.file, line=error.line, reason=reason))
        st.stop()
    if page.way(WAYS) == "luat":
        rules(page, climbed)
        return
    known = people.candidates(page)
    person = people.choose(page.words, known, page.view.who, "w.ladder")
    place = climbed.place(int(person["candidate_id"])) if person else None
    if place is not None:
        one(page, climbed, place)
        return
    who_can(page, climbed, counts(page, climbed))


main(
    open_page(N_("Next rung"), N_("Titles and forms of commendation: who meets what they ask for, and what is missing"))
)
