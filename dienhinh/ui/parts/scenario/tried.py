"""What is tried, in one list: facts, groups, rules, the day; each with what became of it, taken out by one click."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dienhinh.criteria.scenario import Change, Scenario
from dienhinh.locale.changes import rules_said, said
from dienhinh.locale.fold import code_key
from dienhinh.store.scenarios import Kept
from dienhinh.ui import address
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show
from dienhinh.ui.parts.scenario.kept import trial_of, write
from dienhinh.verdicts.answer import Answer


@dataclass(frozen=True)
class Item:
    """One thing tried: its number in the list, the line, a line on its kind and what became of it, the scenario
    without it."""

    number: int
    key: str
    text: str
    small: str
    rest: Scenario


def items(page: Page, kept: Kept, found: Answer) -> list[Item]:
    words, made = page.words, kept.scenario
    people_of, lines = trial_of(page).people, []
    for i, one in enumerate(found.applied):
        person = people_of.get(code_key(one.change.who)) if one.change.who else None
        note = (
            words.t("no longer applies: nothing is found to change")
            if one.idle
            else words.t("has come true")
            if come_true(page, one.change)
            else words.t("alters nobody’s status")
            if i in found.idle
            else ""
        )
        kind = words.t("a whole group") if one.change.all else words.t("a fact")
        text = said(one.change, words, person and str(person["name"]))
        small = " · ".join(x for x in (kind, note) if x)
        lines.append(Item(i + 1, f"kb.out.{i}", text, small, made.without([i])))
    idle = made.idle_rules(page.plan)
    for name, line in zip((*made.needs, *made.choices), rules_said(made, page.plan, words), strict=True):
        note = words.t("the plan says so already, or has no such rule") if name in idle else ""
        small = " · ".join(x for x in (words.t("a rule"), note) if x)
        rest = {part: {k: v for k, v in getattr(made, part).items() if k != name} for part in ("needs", "choices")}
        lines.append(Item(len(lines) + 1, f"kb.rule.{name}", line, small, made.model_copy(update=rest)))
    return lines


def draw(page: Page, kept: Kept, lines: list[Item]) -> None:
    """The list, and the day where another is looked at than the scenario's own."""
    words = page.words
    if not lines:
        st.caption(words.t("Nothing is tried yet. Add a change below."))
    for item in lines:
        with st.container(horizontal=True, vertical_alignment="center", key=f"dh-item-{item.number}"):
            show(
                f'<p class="dh-item"><b>{item.number}.</b> {esc(item.text)}<small>{esc(item.small)}</small></p>',
            )
            label = words.t("Take out change {n}", n=item.number)
            st.button("✕", key=item.key, type="tertiary", help=label, on_click=write, args=(page, kept, item.rest))
    day = kept.scenario.on
    if day is not None and day != page.view.on:
        st.caption(words.t("Kept for {day}; looked at on {on}.", day=day, on=page.view.on))
        with st.container(horizontal=True):
            st.button(
                words.t("Back to the scenario’s day"),
                key="kb.day.back",
                on_click=address.put,
                args=("date", address.date_code(day)),
            )
            moved = kept.scenario.model_copy(update={"on": page.view.on})
            st.button(words.t("Make this its day"), key="kb.day.take", on_click=write, args=(page, kept, moved))


def come_true(page: Page, change: Change) -> bool:
    """Whether what is added is recorded by now."""
    if change.do != "add" or not change.who:
        return False
    trial = trial_of(page)
    person = trial.people.get(code_key(change.who))
    if person is None:
        return False
    trial.learn([int(person["candidate_id"])])
    facts = trial.facts[int(person["candidate_id"])]
    return any(
        f["kind"] == change.kind
        and f["state"] == change.state
        and f["code"] == change.code
        and f["known_on"] <= page.view.on
        and f["criterion"] == change.criterion
        and change.year in (None, f["year"])
        for f in facts
    )
