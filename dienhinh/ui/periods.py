"""The plans of the file beside each other: how many exemplars, who again, of which units; and a period is closed."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dienhinh.criteria import Plan
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.store.plans import close_plan, reopen_plan
from dienhinh.ui import data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.waits import waits
from dienhinh.verdicts.periods import Stood, again, by_unit, named, stood

KIND_WORD = {"COLLECTIVE": N_("unit"), "INDIVIDUAL": N_("person"), "MODEL": N_("model")}
REGISTERED, RECOGNISED = "DANG_KY", "CONG_NHAN"


def years(plan: Plan) -> str:
    return f"{plan.period.first_year}–{plan.period.last_year}"


def draw(page: Page) -> None:
    """Every plan in a column of its own, then who stands in more than one, then the units."""
    words, on = page.words, page.view.on
    plans = sorted(data.plans(), key=lambda p: p.period.start)
    cursor = data.store().cursor()
    found, people = stood(cursor, plans, on), named(cursor, on)
    _counts(page, plans, found, {n: p.kind for n, p in people.items()})
    more = again(found)
    heading(words.t("Who stands in more than one period"), words.t("the furthest stage in each, and since when"))
    if more:
        lines = [
            [people[who].name, words.t(KIND_WORD[people[who].kind]), people[who].unit]
            + [_said(mine.get(p.id), page) for p in plans]
            for who, mine in more.items()
            if who in people
        ]
        show(table([words.t(h) for h in (N_("Name"), N_("Kind"), N_("Unit"))] + [years(p) for p in plans], lines))
    else:
        st.caption(words.t("Nobody, so far."))
    units = by_unit(found, people, REGISTERED)
    if units:
        heading(words.t("Registered exemplars by unit"), words.t("people and models with the unit that they are of"))
        head = [words.t("Unit"), *(years(p) for p in plans)]
        lines = [[unit or "–", *(str(n.get(p.id) or "–") for p in plans)] for unit, n in units.items()]
        show(table(head, lines, numbers=range(1, len(head))))
    closing(page, plans)


def _said(s: Stood | None, page: Page) -> str:
    if s is None or s.stage is None or s.since is None:
        return "–"
    return f"{page.words.t(STAGE_WORD[s.stage])}, {page.words.date(s.since)}"


def _counts(page: Page, plans: list[Plan], found: list[Stood], kinds: dict[int, str]) -> None:
    words, done = page.words, data.closed_plans()

    def n(plan: Plan, stage: str, kind: str | None = None) -> int:
        return sum(s.plan_id == plan.id and s.reached(stage) and kind in (None, kinds.get(s.who)) for s in found)

    lines: list[list[str]] = [
        [words.t("Plan"), *(p.number for p in plans)],
        [words.t("Sought"), *(f"{p.target.at_least}–{p.target.at_most}" for p in plans)],
        *([words.t(STAGE_WORD[s]), *(str(n(p, s) or "–") for p in plans)] for s in STAGES),
    ]
    for kind, word in KIND_WORD.items():
        said = words.t("{kind}: registered, of these recognised", kind=words.t(word).capitalize())
        lines.append([said, *(f"{n(p, REGISTERED, kind)} · {n(p, RECOGNISED, kind)}" for p in plans)])
    state = [
        words.t("closed {day}", day=done[p.id].on)
        if p.id in done
        else words.t("over")
        if p.period.end < page.view.on
        else words.t("to come")
        if p.period.start > page.view.on
        else words.t("running")
        for p in plans
    ]
    lines.append([words.t("State"), *state])
    heading(words.t("Periods beside each other"), words.t("how many reached each stage by {day}", day=page.view.on))
    show(table(["", *(years(p) for p in plans)], lines))


def closing(page: Page, plans: list[Plan]) -> None:
    """A plan whose final review is done is closed: its roadmap is only read from then on."""
    words, done = page.words, data.closed_plans()
    with st.expander(words.t("Close a period, or open it again"), icon=":material/inventory_2:"):
        by_id = {p.id: p for p in plans}
        chosen = str(
            st.selectbox(
                words.t("Plan"),
                list(by_id),
                key="period.which",
                format_func=lambda i: f"{by_id[i].number} · {years(by_id[i])}",
            )
        )
        who = keeper.author(words)
        why = st.text_input(words.t("Why (decision, meeting)"), key="period.why", max_chars=200).strip()
        if chosen in done:
            st.caption(
                words.t("closed {day}", day=done[chosen].on) + f" · {done[chosen].who} · {done[chosen].why or '–'}"
            )
            st.button(
                words.t("Open it again"),
                key="period.open",
                **waits(words, who=who),
                on_click=reopen_plan,
                args=(data.store(), chosen),
            )
            return
        st.button(
            words.t("Close it on {day}", day=page.view.on),
            key="period.close",
            **waits(words, who=who, why=why),
            on_click=close_plan,
            args=(data.store(), chosen, page.view.on, who, why),
        )


def before(page: Page, number: int, on: date) -> str:
    """In a line: as what this person, unit or model stood under the other plans of the file; "" where as nothing."""
    words = page.words
    others = [p for p in sorted(data.plans(), key=lambda p: p.period.start) if p.id != page.plan.id]
    if not others:
        return ""
    mine = [s for s in stood(data.store().cursor(), others, on) if s.who == number and not s.out]
    by_id = {p.id: p for p in others}
    parts = [words.t("exemplar of {years}: {what}", years=years(by_id[s.plan_id]), what=_said(s, page)) for s in mine]
    whole = "; ".join(parts)
    return f'<p class="dh-said">{esc(whole[:1].upper() + whole[1:])}</p>' if parts else ""
