"""Profile: one candidate's history, its criteria tree with the evidence of every leaf, and the routes."""

from __future__ import annotations

import streamlit as st

from dienhinh.access.acting import may
from dienhinh.access.roles import Act
from dienhinh.kinds.sentence import N_
from dienhinh.locale.records import named
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import BESIDE, LADDER, SCENARIO, Page, open_page
from dienhinh.ui.html import folded, show, table
from dienhinh.ui.model import draw_model, of_model
from dienhinh.ui.parts.profile.head import choose, header, origin, relatives
from dienhinh.ui.parts.profile.history import changes, history
from dienhinh.ui.parts.profile.routes import closing, routes
from dienhinh.ui.people import everybody
from dienhinh.ui.periods import before
from dienhinh.ui.standing import standing_tree, verdict_said


def main(page: Page) -> None:
    words = page.words
    models = {str(m["code"]): m for m in data.models(words)} if may(Act.READ) else {}
    people = {**everybody(page), **models}
    person = people.get(page.view.who or "")
    if person is None:
        page.draw()
        choose(page, people)
        st.caption(words.t("Choose a person or a unit to see where they stand."))
        st.stop()
    if person["kind"] == "MODEL":
        log = changes(page, int(person["candidate_id"]))
        page.draw()
        choose(page, people)
        draw_model(page, person)
        show(log)
        st.stop()
    row = page.assessment.find(int(person["candidate_id"]))
    records = data.records(int(person["candidate_id"]))
    earlier = before(page, int(person["candidate_id"]), page.view.on)
    who, past = header(page, person, row) + origin(page, person) + earlier, history(page, person, records)
    criteria, ways = "", ""
    if row is not None:
        facts = data.facts(int(person["candidate_id"]))
        names = named(records, words)
        criteria, ways = standing_tree(page.assessment, row, facts, names, words), routes(page, row)
        track, place = page.assessment.place(row)
        near = data.routes(page.view.on)[0][track].nearest_route(place)
        soon = closing(page, near)
        who += verdict_said(page.assessment, row, near, facts, names, words, soon.last if soon else None)
    marks = folded(words.t("Marks"), table([words.t("Mark"), words.t("Meaning")], page.marks()))
    log = changes(page, int(person["candidate_id"]))
    page.draw()
    choose(page, people)
    show(who)
    relatives(page, person)
    if may(Act.READ):
        of_model(page, person)
    if row is None:
        st.info(
            words.t(
                "Not a candidate on {on}: not yet joined, or has left. The history is shown all the same.",
                on=page.view.on,
            ),
            icon=":material/event_busy:",
        )
    else:
        left, right = st.columns([12, 8], gap="large")
        with left:
            heading(
                words.t("Criteria"), words.t("each with the records that count for it, and those that do not"), criteria
            )
        with right:
            heading(words.t("Routes"), words.t("every way to meet the plan, the nearest first"), ways)
            if page.assessment.status[row] and may(Act.READ):
                st.page_link(
                    SCENARIO,
                    label=words.t("Try it in a scenario"),
                    icon=":material/science:",
                    query_params=address.link(who=str(person["code"])),
                )
            if may(Act.READ):
                st.page_link(
                    LADDER,
                    label=words.t("Next rung"),
                    icon=":material/stairs:",
                    query_params=address.link(who=str(person["code"])),
                )
                st.page_link(
                    BESIDE,
                    label=words.t("Put beside others"),
                    icon=":material/compare:",
                    query_params=address.link(cung=str(person["code"])),
                )
    if past:
        past.draw()
    else:
        st.caption(words.t("Nothing is recorded yet."))
    show(marks + log)


main(open_page(N_("Profile"), N_("One candidate: what counts, what does not, and what is missing"), filters="date"))
