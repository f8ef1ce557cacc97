"""Scenario: hypothetical changes over the official history, and whose verdict they would change; never official."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dienhinh.criteria.scenario import Change
from dienhinh.kinds.sentence import N_
from dienhinh.store.scenarios import Kept, scenario, scenarios
from dienhinh.ui import address, data, keeper, moments, nominate, rules
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.parts.scenario import goals, hand, kept, result, tried
from dienhinh.verdicts.answer import Answer

FACTS, NOMINATE, RULES, TIME = "facts", "nominate", "rules", "time"
WAY_WORD = {
    FACTS: N_("Facts: papers, results, posts"),
    NOMINATE: N_("Nominations within limits"),
    RULES: N_("Rules: thresholds, policies"),
    TIME: N_("Time: any date of the period"),
}
ONE_BOX, GROUP_BOX = "kb.popover.one", "kb.popover.group"


def card(name: str) -> Any:
    return st.container(border=True, key=f"dh-card-kb-{name}")


def what_is_tried(page: Page, shown: Kept | None, lines: list[tried.Item]) -> None:
    """The list, and the ways to make it longer."""
    words = page.words

    def put(changes: Sequence[Change], name: str) -> None:
        kept.put(page, shown, changes, name)

    heading(words.t("What is tried"), words.t("{n} changes", n=len(lines)))
    if shown:
        tried.draw(page, shown, lines)
    else:
        st.caption(words.t("Try somebody below: a scenario is made of it, kept, and can be sent as a link."))
    with st.container(horizontal=True, gap="small"):
        for label, box_key, drawn in (
            (N_("+ Fact, paper"), ONE_BOX, hand.of_one),
            (N_("+ Whole group"), GROUP_BOX, hand.of_group),
        ):
            box = st.popover(words.t(label), key=box_key, on_change="rerun")
            if box.open:  # what is hidden costs the browser time all the same
                with box:
                    drawn(page, put)
        st.button(words.t("+ Rule"), key="kb.rules", on_click=address.put, args=("way", RULES))


def officer(page: Page, shown: Kept | None, lines: list[tried.Item]) -> None:
    """The left half: what is tried, who is near, what it takes."""
    made = shown.scenario if shown else None

    def put(changes: Sequence[Change], name: str) -> None:
        kept.put(page, shown, changes, name)

    with card("tried"):
        what_is_tried(page, shown, lines)
    with card("near"):
        goals.nearest(page, made, put)
    with card("takes"):
        said = N_("every set of papers and results that is enough, the cheapest first")
        heading(page.words.t("What it takes"), page.words.t(said))
        goals.candidate(page, made, put)


def answer(page: Page, shown: Kept, found: Answer, every: dict[int, Kept], lines: list[tried.Item]) -> None:
    """The right half: what it comes to."""
    with card("both"):
        result.both_bars(page, found)
    with card("who"):
        result.who_changes(page, shown, found, lines)
    with card("threshold"):
        rules.range_of(page, found.after, lambda made: kept.keep_rules(page, shown, made))
    if len(every) > 1:
        with card("beside"):
            result.beside(page, shown, found, every)


def facts(page: Page, shown: Kept | None, found: Answer | None) -> None:
    words = page.words
    every = {k.id: k for k in scenarios(data.store().cursor())}
    kept.choose(page, every, shown)
    lines = tried.items(page, shown, found) if shown and found else []
    left, right = st.columns([2, 3], gap="small")
    with left:
        officer(page, shown, lines)
    with right:
        if shown and found:
            answer(page, shown, found, every, lines)
            if shown.revision != data.store().revision:
                said = N_(
                    "The official data have changed since this scenario was last changed; it is tried on the present"
                    " ones."
                )
                st.caption(words.t(said))
        else:
            with card("threshold"):
                rules.range_of(page, page.assessment, lambda made: kept.keep_rules(page, None, made))
            with card("group"):
                goals.group(page)


def main(page: Page) -> None:
    words, way = page.words, page.way(WAY_WORD)
    shown = scenario(data.store().cursor(), page.view.kb) if page.view.kb else None
    found = kept.answered(page, shown.scenario) if shown else None
    page.draw(kept.mark(page, shown) if shown and way == FACTS else "")
    if fault := st.session_state.pop(kept.FAULT, None):
        st.error(fault, icon=":material/error:")
    page.draw_ways(N_("What is tried"), WAY_WORD)
    if way == RULES:
        rules.draw(page, shown, lambda made: kept.keep_rules(page, shown, made))
    elif way == TIME:
        moments.draw(page)
    elif way == NOMINATE:
        nominate.draw(page, kept.trial_of(page), lambda changes, name: kept.begin(page, changes, name))
    else:
        facts(page, shown, found)
    keeper.watch(words, False)


main(
    open_page(
        N_("Scenario"), N_("Hypothetical changes, and whose verdict they would change; never official"), filters="date"
    )
)
