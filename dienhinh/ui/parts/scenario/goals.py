"""What it takes: the nearest and their cheapest set, one candidate's every set, how many by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.routes import FAR
from dienhinh.criteria.scenario import Scenario
from dienhinh.locale import Words
from dienhinh.locale.changes import done
from dienhinh.locale.fold import code_key
from dienhinh.locale.statuses import status
from dienhinh.locale.verdicts import missing_text, why_not_said
from dienhinh.ui import data, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, plain, show, table
from dienhinh.ui.parts.scenario.kept import Put, trial_of
from dienhinh.verdicts.goals import GoalSet, goals, why_not

FEW_SETS, FEW_YEARS, NEAREST = 3, 6, 4


def said(goal: GoalSet) -> set[str]:
    return {c.model_dump_json() for c in goal.changes}


def there_already(made: Scenario | None) -> set[str]:
    """The changes that the scenario holds; a set of them alone is not offered again."""
    return {c.model_dump_json() for c in made.change} if made else set()


def nearest(page: Page, made: Scenario | None, put: Put) -> None:
    """The nearest who are not tried yet, each with what is lacking and a button that tries it."""
    words, assessment = page.words, page.assessment
    tables, order = data.routes(page.view.on)
    tried = {code_key(c.who) for c in made.change if c.who} if made else set()
    waiting = (Status.PENDING, Status.ON_TRACK)
    offered = [i for i in order if assessment.status[i] in waiting]
    offered = [i for i in offered if code_key(assessment.roster["code"].iloc[i]) not in tried][:NEAREST]
    heading(words.t("Nearest candidates"), words.t("a click tries the cheapest set"))
    if not offered:
        st.caption(words.t("Nobody is waiting for papers or still striving."))
    for i in offered:
        person = assessment.roster.iloc[i]
        track, place = assessment.place(i)
        route = tables[track].nearest_route(place)
        when = (
            words.t("papers only") if not route.results else words.t("earliest {year}", year=str(route.earliest_year))
        )
        small = f"{missing_text(route, page.plan, words)} · {when}"
        with st.container(horizontal=True, vertical_alignment="center", key=f"dh-item-near-{i}"):
            show(f'<p class="dh-item"><b>{esc(person["name"])}</b><small>{esc(small)}</small></p>')
            st.button(words.t("Try"), key=f"kb.near.{i}", on_click=_try, args=(page, str(person["code"]), put))


def _try(page: Page, code: str, put: Put) -> None:
    """From a button: the cheapest set of one candidate."""
    sets = sets_of(data.seen(page.view.on), code, page)
    if sets:
        name = page.words.t("Try: {name}", name=trial_of(page).people[code_key(code)]["name"])
        put(sets[0].changes, name)


def candidate(page: Page, made: Scenario | None, put: Put) -> None:
    """One candidate: what it takes, each set of changes with a button that tries it."""
    words = page.words
    person = people.choose(words, people.candidates(page), page.view.who, "w.kb.who")
    if person is None:
        group(page)
        st.caption(words.t("Choose a candidate to see every set of papers and results that would be enough."))
        return
    code = str(person["code"])
    now = STATUSES[page.assessment.status[page.assessment.find(int(person["candidate_id"]))]]
    st.markdown(f"**{plain(status(words, now))}**")
    there = there_already(made)
    groups = by_shape([g for g in sets_of(data.seen(page.view.on), code, page) if not there.issuperset(said(g))])
    name = words.t("Try: {name}", name=person["name"])
    every = len(groups) <= FEW_SETS or st.toggle(words.t("Show all {n} sets", n=len(groups)), key="kb.every")
    for i, alike in enumerate(groups if every else groups[:FEW_SETS]):
        goal = alike[0]
        kinds = words.t("{p} papers, {r} results", p=goal.papers, r=goal.results)
        when = words.t("earliest {day}", day=goal.earliest) if goal.results else words.t("papers only")
        with st.container(border=True):
            lines = "\n".join(f"- {plain(done(c, words))}" for c in goal.changes)
            st.markdown(f"**{plain(kinds)}** · {plain(when)}\n{lines}")
            if len(alike) > 1:
                st.caption(other_years(words, alike))
            label = words.t("Try this set") if made is None else words.t("Add this set to the scenario")
            st.button(label, key=f"kb.set.{i}", on_click=put, args=(goal.changes, name), icon=":material/science:")
    if not groups:
        st.caption(words.t("Eligible already.") if now == "ELIGIBLE" else said_why_not(page, person))


@st.cache_resource(show_spinner=False, max_entries=128)
def sets_of(seen: tuple[Any, ...], code: str, _page: Page) -> list[GoalSet]:
    """Every set that is enough; it hangs on the official data alone, not on the scenario shown."""
    return goals(trial_of(_page), code)


def by_shape(sets: Sequence[GoalSet]) -> list[list[GoalSet]]:
    """Sets that differ in their years alone, together; in the order of the first of each."""
    found: dict[Any, list[GoalSet]] = {}
    for goal in sets:
        found.setdefault((goal.shape, goal.papers), []).append(goal)
    return list(found.values())


def other_years(words: Words, alike: Sequence[GoalSet]) -> str:
    """The years of the sets that are of one shape with the one shown."""
    years = [words.list(str(c.year) for c in g.changes if c.do == "add" and c.year) for g in alike[1:]]
    few = "; ".join(list(dict.fromkeys(years))[:FEW_YEARS])
    return words.t("or with the years: {years}", years=few + ("; …" if len(set(years)) > FEW_YEARS else ""))


def said_why_not(page: Page, person: people.Person) -> str:
    """Since when a candidate is out of reach, and what closed the way."""
    words = page.words
    line = data.line(int(person["candidate_id"]), page.view.on)
    found = why_not(trial_of(page), str(person["code"]), line)
    if found is None:
        return words.t("Nothing is lacking that a scenario could bring.")
    return why_not_said(found.since, found.facts, found.post, words)


def group(page: Page) -> None:
    """How many of everybody (or of the track looked at) could be eligible by when."""
    words = page.words
    status = page.assessment.status
    counts: Counter[tuple[str, int]] = Counter()
    for track, years in data.by_when(page.view.on).items():
        for row, year in zip(page.assessment.tracks[track].rows, years, strict=True):
            if year != FAR:
                counts[track, page.plan.period.first_year - 1 if status[row] == Status.ELIGIBLE else year] += 1
    if not counts:
        return
    first = page.plan.period.first_year - 1
    moments = sorted({y for _, y in counts} | {first})
    tracks = [t for t in page.plan.track if any(t.id == k for k, _ in counts)]
    lines = [
        [name, *(sum(n for (t, z), n in counts.items() if z <= y and track in (None, t)) for y in moments)]
        for track, name in (*((t.id, t.in_(words.lang)) for t in tracks), (None, words.t("All")))
    ]
    headings = [
        words.t("Track"),
        *(words.t("now") if y == first else words.t("by {year}", year=str(y)) for y in moments),
    ]
    said_of = words.t("if everybody took the shortest way, papers included")
    show(
        f'<p class="dh-sub"><b>{esc(words.t("How many could be eligible by when"))}</b>: {esc(said_of)}</p>'
        + table(headings, lines, numbers=range(1, len(headings)))
    )
