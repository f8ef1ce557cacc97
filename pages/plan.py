"""Plan: the criteria and the policies in force, with their citations, and the roadmap; in readable form."""

from __future__ import annotations

import streamlit as st

from dienhinh.criteria import Criterion, Policy
from dienhinh.criteria.validity import validity
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import code_name
from dienhinh.locale.statuses import KIND_WORD
from dienhinh.ui import data, draft, keeper, periods, rules
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import Raw, esc, show, table


def facts(page: Page) -> str:
    """What the plan is: number, date, issuer, period, how many are sought."""
    words, plan = page.words, page.plan
    target = words.t(
        "{low}–{high} exemplars ({section})",
        low=plan.target.at_least,
        high=plan.target.at_most,
        section=plan.target.section,
    )
    cells = [
        (words.t("Number and date"), f"{plan.number}, {words.date(plan.issued)}"),
        (words.t("Issuer"), plan.issuer.in_(words.lang)),
        (words.t("Period"), f"{plan.period.first_year}–{plan.period.last_year}"),
        (words.t("Sought"), target),
        (words.t("Version"), f"{plan.version} · {plan.digest[:8]}"),
    ]
    inner = "".join(f"<div><dt>{esc(k)}</dt><dd>{esc(v)}</dd></div>" for k, v in cells)
    return f'<p class="dh-lead">{esc(plan.title.in_(words.lang))}</p><dl class="dh-facts">{inner}</dl>'


def criteria(page: Page) -> None:
    """The three trees, side by side, each node with its section and threshold."""
    words, plan = page.words, page.plan
    heading(
        words.t("Criteria"),
        words.t("counted over {first}–{last}", first=str(plan.period.first_year), last=str(plan.period.last_year)),
    )

    def node(c: Criterion) -> str:
        need = ""
        if c.measure is not None:
            need = words.t("every due year") if c.need == "due_years" else words.t("threshold {n}", n=int(c.need or 0))
        line = (
            f'<div class="dh-node dh-plain"><span>{esc(c.in_(words.lang))}<span'
            f' class="dh-sec">{esc(c.section)}</span></span><span class="dh-sec">{esc(need)}</span></div>'
        )
        if c.is_leaf:
            return f"<li>{line}</li>"
        said = words.t("all of these") if c.all else words.t("any one of these")
        return (
            f"<li>{line}<p"
            f' class="dh-any">{esc(said)}</p><ul>{"".join(node(plan.criteria[p]) for p in c.parts)}</ul></li>'
        )

    for column, track in zip(st.columns(len(plan.track), gap="medium"), plan.track, strict=True):
        with column:
            root = plan.criteria[track.criterion]
            said = words.t("all of these") if root.all else words.t("any one of these")
            parts = "".join(node(plan.criteria[p]) for p in root.parts)
            show(
                f'<section class="dh-card"><h3>{esc(track.in_(words.lang))} <span'
                f' class="dh-sec">{esc(track.section)}</span></h3><p class="dh-any">{esc(said)}</p><ul'
                f' class="dh-tree">{parts}</ul></section>'
            )


def policies(page: Page) -> None:
    """How each open question is read, and the readings that the plan file admits besides."""
    words = page.words
    heading(
        words.t("Policies"),
        words.t("how the plan is read where it leaves room; changed in the plan file, never in code"),
    )

    def readings(policy: Policy) -> Raw:
        lines = [f"<b>● {esc(policy.chosen.in_(words.lang))}</b>"]
        lines += [
            f'<span class="dh-not">○ {esc(c.in_(words.lang))}</span>' for c in policy.choices if c.id != policy.choice
        ]
        return Raw("<br>".join(lines))

    rows = [[p.id, p.question.in_(words.lang), readings(p), p.section] for p in page.plan.policy]
    head = [
        words.t("Policy"),
        words.t("Question"),
        words.t("Reading in force (●) and others admitted (○)"),
        words.t("Section"),
    ]
    show(table(head, rows))


def roadmap(page: Page) -> None:
    """The milestones and duties, each with its state on the assessment date."""
    words, done, on = page.words, data.milestones(), page.view.on
    heading(words.t("Roadmap and duties"), words.t("milestones of IV and V, as they stood on {on}", on=on))
    rows = []
    for m in sorted(page.plan.milestone, key=lambda m: m.due):
        when, evidence = done.get(m.id, (None, None))
        if when is not None and when <= on:
            state = words.t("done {day}", day=when) + (" – " + words.t("late") if when > m.due else "")
            if evidence:
                state += f" ({evidence})"
            mark = "●"
        else:
            state, mark = (words.t("overdue"), "✕") if m.due < on else (words.t("to come"), "△")
        rows.append([words.date(m.due), m.in_(words.lang), m.office.in_(words.lang), f"{mark} {state}", m.section])
    head = [words.t("Due"), words.t("Milestone"), words.t("Office responsible"), words.t("State"), words.t("Section")]
    show(table(head, rows))
    duties = [[d.in_(words.lang), d.office.in_(words.lang), d.section] for d in page.plan.duty]
    show(table([words.t("Duty"), words.t("Office responsible"), words.t("Section")], duties))


def codes(page: Page) -> None:
    """What the codes rest on, and what a rating means under each decree."""
    words, known = page.words, validity()
    heading(words.t("Codes and what they rest on"), words.t("a rating goes by what was in force at its year’s end"))
    lines = []
    for basis in known.basis:
        means = [f"{code_name(m.code)}: {m.in_(words.lang)}" for m in known.meaning if m.basis == basis.number]
        means += [
            words.t("{code} no longer given after {day}", code=code_name(e.code), day=e.until)
            for e in known.ended
            if e.basis == basis.number
        ]
        until = words.date(basis.until) if basis.until else "…"
        lines.append(
            [
                words.t(KIND_WORD[basis.kind]),
                basis.in_(words.lang),
                f"{words.date(basis.begins)} – {until}",
                "; ".join(means) or "–",
            ]
        )
    headings = [words.t(h) for h in (N_("Kind"), N_("Rests on"), N_("In force"), N_("Meaning"))]
    show(table(headings, lines))


IN_FORCE, REGISTER, PERIODS, DRAFT = "plan", "register", "periods", "draft"
WAY_WORD = {
    IN_FORCE: N_("The plan in force"),
    REGISTER: N_("Verdicts by policy"),
    PERIODS: N_("Periods"),
    DRAFT: N_("The next period’s draft"),
}
page = open_page(
    N_("Plan"), N_("The criteria and policies in force, and where each comes from"), filters="date", empty_too=True
)
words = page.words
way = page.way(WAY_WORD)
page.draw(facts(page) if way == IN_FORCE else "")
page.draw_ways(N_("What is shown"), WAY_WORD)
unsaved = False
if way == REGISTER:
    rules.register(page)
elif way == PERIODS:
    periods.draw(page)
elif way == DRAFT:
    unsaved = draft.draw(page)
else:
    criteria(page)
    policies(page)
    roadmap(page)
    codes(page)
keeper.watch(words, unsaved)
