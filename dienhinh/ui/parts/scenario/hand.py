"""A change put together by hand: of one candidate, or of a whole group."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dienhinh import kinds
from dienhinh.criteria.scenario import Change, Cohort
from dienhinh.kinds.codes import CODES_OF_KIND
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key
from dienhinh.locale.records import named
from dienhinh.locale.statuses import KIND_WORD
from dienhinh.ui import data
from dienhinh.ui.forms import option
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.scenario.kept import Put, trial_of

KINDS = ("AWARD", "RATING", "INITIATIVE", "ATTESTATION", "DISCIPLINE")
FIELD_OF = {kind.fact: kind.coded_by for kind in kinds.FACTS if kind.coded_by}
DOES_WORD = {
    "add": N_("Add"),
    "withdraw": N_("Withdraw"),
    "date": N_("Date otherwise"),
    "resolve": N_("Papers come or are refused"),
    "end": N_("A measure ends"),
    "move": N_("Move to another post"),
}


def of_one(page: Page, put: Put) -> None:
    """A change of the candidate looked at."""
    who = page.view.who
    if who is None or code_key(who) not in trial_of(page).people:
        st.caption(page.words.t("Choose a candidate first."))
        return
    left, right = st.columns(2)
    do = _does(page, left, list(DOES_WORD), "kb.do")
    made: Change | None = None
    try:
        if do == "move":
            made = moved(page, left, right, who, None, data.units(page.view.on))
        elif do == "add":
            made = fact(page, left, right, do, who, None)
        else:
            made = recorded(page, left, right, do, who)
    except ValueError:
        made = None
    _add(page, made, put, "kb.add")


def of_group(page: Page, put: Put) -> None:
    """A change for a whole track, unit or both."""
    words = page.words
    tracks, units = {t.id: t.in_(words.lang) for t in page.plan.track}, data.units(page.view.on)
    left, right = st.columns(2)
    asked: dict[str, str | None] = {}
    for place, field, label, names in ((left, "track", N_("Track"), tracks), (right, "unit", N_("Unit"), units)):
        asked[field] = place.selectbox(
            words.t(label),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=f"kb.group.{field}",
            placeholder=words.t("All"),
        )
    cohort = Cohort(track=asked["track"], unit=asked["unit"])
    do = _does(page, left, [d for d in DOES_WORD if d not in ("date", "resolve", "end")], "kb.group.do")
    made: Change | None = None
    try:
        if do == "move":
            made = moved(page, left, right, None, cohort, units)
        else:
            made = fact(page, left, right, do, None, cohort)
    except ValueError:
        made = None
    _add(page, made, put, "kb.group.add")


def _does(page: Page, place: Any, ways: list[str], key: str) -> str:
    return str(place.selectbox(page.words.t("Change"), ways, format_func=lambda d: page.words.t(DOES_WORD[d]), key=key))


def _add(page: Page, made: Change | None, put: Put, key: str) -> None:
    st.button(
        page.words.t("Add the change"),
        key=key,
        disabled=made is None,
        help=None if made else page.words.t("Something of the change is not filled in yet."),
        on_click=put,
        args=([made] if made else [], page.words.t("A change by hand")),
        type="primary",
    )


def _of(who: str | None) -> str:
    """What sets the widgets of a group's change apart from those of one candidate's."""
    return "" if who else "group."


def moved(page: Page, left: Any, right: Any, who: str | None, cohort: Cohort | None, units: dict[str, str]) -> Change:
    words = page.words
    unit = right.selectbox(words.t("To the unit"), list(units), format_func=lambda u: units[u], key=f"kb.{_of(who)}to")
    leads = left.toggle(words.t("Leading post"), key=f"kb.{_of(who)}leads")
    on = right.date_input(words.t("From"), value=page.view.on, format="DD/MM/YYYY", key=f"kb.{_of(who)}from")
    return Change(do="move", who=who, all=cohort, unit=unit, leads=leads, on=on if isinstance(on, date) else None)


def recorded(page: Page, left: Any, right: Any, do: str, who: str) -> Change | None:
    """A change of one particular record: taken away, dated otherwise, or its papers come or are refused."""
    words, trial = page.words, trial_of(page)
    person = trial.people.get(code_key(who))
    if person is None:
        return None
    trial.learn([int(person["candidate_id"])])
    found = {
        f["evidence"]: f
        for f in trial.facts[int(person["candidate_id"])]
        if f["kind"] in (KINDS if do != "end" else KINDS[-1:])
        and f["state"] != "REVOKED"
        and (do != "resolve" or f["state"] == "PENDING")
    }
    if not found:
        st.caption(words.t("Nothing is recorded that could be changed so."))
        return None
    names = named(data.records(int(person["candidate_id"])), words)

    def label(evidence: int) -> str:
        f = found[evidence]
        year = f" {f['year'] or f['criterion'] or ''}".rstrip()
        return f"{names.get(evidence, ('', ''))[0]}{year} · {names.get(evidence, ('', '–'))[1]}"

    picked = right.selectbox(words.t("Which record"), list(found), format_func=label, key=f"kb.record.{do}")
    f = found[picked]
    asked: dict[str, Any] = {"do": do, "who": who, "was": f["decided_on"]}
    asked |= {key: f[key] for key in ("kind", "code", "criterion", "year")}
    if do == "resolve":
        granted = left.selectbox(
            words.t("The papers"),
            [True, False],
            key="kb.granted",
            format_func=lambda g: words.t("come") if g else words.t("are refused"),
        )
        return Change(**asked, granted=bool(granted), decided_on=page.view.on)
    if do == "end":
        last = left.date_input(words.t("Last day in force"), value=page.view.on, format="DD/MM/YYYY", key="kb.until")
        return Change(**asked, until=last if isinstance(last, date) else None)
    if do == "date":
        day = left.date_input(words.t("Decided on"), value=page.view.on, format="DD/MM/YYYY", key="kb.dated")
        return Change(**asked, decided_on=day if isinstance(day, date) else None)
    return Change(**asked)


def fact(page: Page, left: Any, right: Any, do: str, who: str | None, cohort: Cohort | None) -> Change:
    words = page.words
    kind = str(
        right.selectbox(words.t("Kind"), KINDS, format_func=lambda k: words.t(KIND_WORD[k]), key=f"kb.{_of(who)}kind")
    )
    said_of: dict[str, Any] = {"do": do, "who": who, "all": cohort, "kind": kind, "decided_on": page.view.on}
    if kind == "ATTESTATION":
        sections = {str(m.criterion): m.in_(words.lang) for m in page.plan.measures.values() if m.kind == kind}
        said_of["criterion"] = left.selectbox(
            words.t("Criterion"),
            list(sections),
            format_func=lambda s: f"{s} · {sections[s]}",
            key=f"kb.{_of(who)}criterion",
        )
        return Change(**said_of)
    said_of["code"] = left.selectbox(
        words.t(KIND_WORD[kind]),
        CODES_OF_KIND[kind],
        format_func=lambda c: option(FIELD_OF[kind], c, words),
        key=f"kb.{_of(who)}code.{kind}",
    )
    if kind == "DISCIPLINE":
        last = right.date_input(words.t("Last day in force"), value=None, format="DD/MM/YYYY", key=f"kb.{_of(who)}last")
        return Change(**said_of, until=last if isinstance(last, date) and do == "add" else None)
    if cohort and kind == "RATING" and do == "add":
        missing = right.toggle(words.t("In every due year without a rating"), key=f"kb.{_of(who)}missing")
        if missing:
            said_of["all"] = cohort.model_copy(update={"missing": True})
            return Change(**said_of)
    years = list(page.plan.period.years)
    said_of["year"] = right.selectbox(
        words.t("Achievement year"), years, index=len(years) - 1, key=f"kb.{_of(who)}year"
    )
    return Change(**said_of)
