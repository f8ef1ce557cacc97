"""Who a profile is of: particulars, where a unit came from, its relatives."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dienhinh.criteria import STATUSES
from dienhinh.criteria.heritage import Came
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import WAY_WORD
from dienhinh.locale.statuses import status
from dienhinh.ui import address, data
from dienhinh.ui.frame import Page
from dienhinh.ui.html import bar, esc
from dienhinh.ui.people import Person, everybody
from dienhinh.ui.people import choose as choose_one


def choose(page: Page, people: Mapping[str, Person]) -> None:
    """Pick a candidate; a code that nobody has is said."""
    words = page.words
    if choose_one(words, people, page.view.who, "w.who") is None and page.view.who:
        st.warning(
            words.t("Nobody has the code {code}. Choose from the list.", code=page.view.who),
            icon=":material/person_off:",
        )


def header(page: Page, person: Person, row: int | None) -> str:
    words = page.words
    parts = [f"<h2>{esc(person['name'])}</h2>", f"<span>{esc(person['code'])}</span>"]
    if person["kind"] == "INDIVIDUAL":
        parts.append(f"<span>{esc(' · '.join(str(x) for x in (person['position'], person['unit_name']) if x))}</span>")
    if row is not None:
        track = page.plan.tracks[str(page.assessment.roster["track"].iloc[row])]
        progress = float(page.assessment.progress[row])
        parts.append(f"<span>{esc(words.t('Track'))}: {esc(track.in_(words.lang))} ({esc(track.section)})</span>")
        parts.append(f'<span class="dh-big">{esc(status(words, STATUSES[page.assessment.status[row]]))}</span>')
        parts.append(f"<span>{bar(progress, words.percent(progress))}</span>")
    return f'<div class="dh-who">{"".join(parts)}</div>'


def kin(person: Person) -> list[Came]:
    """The successions that a unit is part of."""
    number = int(person["candidate_id"])
    return [c for c in data.successions() if number in (c.unit, c.predecessor)]


def names(page: Page) -> dict[int, str]:
    """Everybody's name by number: a unit's own history names the units that it came from, whoever looks."""
    whole = pd.concat([page.standing.assessment.roster, page.standing.apart])
    return dict(whole[["candidate_id", "name"]].itertuples(index=False, name=None))


def origin(page: Page, person: Person) -> str:
    """Where a unit came from and what became of it, with the reading that says whose history it has (P19)."""
    words, number, lines = page.words, int(person["candidate_id"]), kin(person)
    if not lines:
        return ""
    known, said = names(page), []
    for line in lines:
        other = known[line.predecessor if line.unit == number else line.unit]
        word = N_("came from {unit} ({how}, {day})") if line.unit == number else N_("became {unit} ({how}, {day})")
        sure = words.t(word, unit=other, how=words.t(WAY_WORD[line.how]), day=line.on)
        chief = ", " + words.t("the principal predecessor") if line.principal and line.unit == number else ""
        said.append(esc(sure + chief))
    reading = next((p for p in page.plan.policy if p.governs == "unit_history"), None)
    if reading is not None and any(c.unit == number for c in lines):
        chosen = next(c for c in reading.choices if c.id == reading.choice)
        said.append(esc(f"{reading.id}: {chosen.in_(words.lang)}"))
    whole = "; ".join(said)
    return f'<p class="dh-said">{whole[:1].upper()}{whole[1:]}.</p>'


def relatives(page: Page, person: Person) -> None:
    """Links to the units that this one came from, or became."""
    number, lines = int(person["candidate_id"]), kin(person)
    if not lines:
        return
    people = {int(p["candidate_id"]): p for p in everybody(page).values()}
    with st.container(horizontal=True):
        for other in dict.fromkeys(line.predecessor if line.unit == number else line.unit for line in lines):
            if other not in people:
                continue  # not for this visitor
            st.page_link(
                "pages/profile.py",
                label=str(people[other]["name"]),
                icon=":material/account_tree:",
                query_params=address.link(who=str(people[other]["code"])),
            )
