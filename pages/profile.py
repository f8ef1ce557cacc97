"""Profile: one candidate's history, its criteria tree with the evidence of every leaf, and the routes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.charts import timeline
from dienhinh.criteria import STATUSES, Route
from dienhinh.criteria.heritage import Came
from dienhinh.criteria.validity import validity
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import LEVEL_WORD, RESULT_WORD, STATE_WORD, WAY_WORD, code_name
from dienhinh.locale.records import Records, decision, named
from dienhinh.locale.statuses import KIND_WORD, status
from dienhinh.locale.verdicts import missing_parts
from dienhinh.store import change_log
from dienhinh.ui import address, data
from dienhinh.ui.changes import in_words
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import SCENARIO, Page, open_page
from dienhinh.ui.html import bar, esc, folded, show, table
from dienhinh.ui.model import draw_model, of_model
from dienhinh.ui.people import Person, everybody
from dienhinh.ui.people import choose as choose_one
from dienhinh.ui.periods import before
from dienhinh.ui.standing import standing_tree, verdict_said
from dienhinh.verdicts.countdown import Closing, needs_said

MOST_CHANGES = 200


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


def origin(page: Page, person: Person) -> str:
    """Where a unit came from and what became of it, with the reading that says whose history it has (P19)."""
    words, number, lines = page.words, int(person["candidate_id"]), kin(person)
    if not lines:
        return ""
    people = {int(p["candidate_id"]): p for p in everybody(page).values()}
    said = []
    for line in lines:
        other = people[line.predecessor if line.unit == number else line.unit]
        word = N_("came from {unit} ({how}, {day})") if line.unit == number else N_("became {unit} ({how}, {day})")
        sure = words.t(word, unit=other["name"], how=words.t(WAY_WORD[line.how]), day=line.on)
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
            st.page_link(
                "pages/profile.py",
                label=str(people[other]["name"]),
                icon=":material/account_tree:",
                query_params=address.link(who=str(people[other]["code"])),
            )


def routes(page: Page, row: int) -> str:
    """Every alternative, the nearest first and marked: what is missing, and by when it can be done."""
    assessment = page.assessment
    track, place = assessment.place(row)
    tables, _ = data.routes(page.view.on)
    return "".join(route_card(route, page) for route in tables[track].routes(place))


def route_card(route: Route, page: Page) -> str:
    words, plan = page.words, page.plan
    tags = [words.t("nearest")] if route.nearest else []
    if route.met:
        tags.append(words.t("met"))
    elif not route.feasible:
        tags.append(words.t("no longer possible"))
    elif not route.results:
        tags.append(words.t("papers only"))
    else:
        tags.append(words.t("earliest {year}", year=str(route.earliest_year)))
    name = " → ".join(plan.criteria[b].short.in_(words.lang) for b in route.alternative.branch) or words.t(
        "The only way"
    )
    lines = []
    for item in route.missing:
        for said in missing_parts(item, plan, words):
            lines.append(f"<li>{esc(said)}{esc(by_when(item, page))}</li>")
    body = (
        f"<ul>{''.join(lines)}</ul>{closes(page, route)}" if lines else f"<p>{esc(words.t('Nothing is missing.'))}</p>"
    )
    kind = "dh-route dh-near" if route.nearest else "dh-route"
    shown = "".join(f'<span class="dh-tag">{esc(t)}</span>' for t in tags)
    section = plan.criteria[route.alternative.id].section
    return (
        f'<section class="{kind}"><h3>{esc(name)} <span'
        f' class="dh-sec">{esc(section)}</span>{shown}</h3>{body}</section>'
    )


def closing(page: Page, route: Route) -> Closing | None:
    """When this way closes, if nothing more comes in; None where it does not."""
    who, way = page.view.who, route.alternative.id
    return next((c for c in data.closings(page.view.on) if c.code == who and c.way.id == way), None)


def closes(page: Page, route: Route) -> str:
    """By when what must come for this way, and how many days are left."""
    words, found = page.words, closing(page, route)
    if found is None:
        return ""
    days = (found.last - page.view.on).days
    said = words.t("{n} days left: {what}, by {day}", n=days, what=needs_said(found, words), day=found.last)
    return f'<p class="dh-due">{esc(said)}</p>'


def by_when(item: Any, page: Page) -> str:
    """The last day on which the results can still be decided; nothing where only papers are missing."""
    plan, words = page.plan, page.words
    if not item.results:
        return ""
    kind = plan.measures[str(item.criterion.measure)].kind
    if kind in ("AWARD", "INITIATIVE"):
        return " – " + words.t("to be decided by {day} at the latest", day=plan.deadline(plan.period.last_year))
    return " – " + words.t("by {day}", day=plan.period.end)


def history(page: Page, person: Person, records: Records) -> Chart | None:
    """The timeline, with the same records as a table; None when nothing is recorded."""
    words, on = page.words, page.view.on
    lanes = {k: words.t(v) for k, v in KIND_WORD.items() if k not in ("AWARD",)} | {"POST": words.t("Post")}
    used = ["POST", "RATING", "TITLE", "COMMENDATION", "INITIATIVE", "ATTESTATION", "DISCIPLINE"]
    spans, marks, rows = [], [], []
    end = max(on, page.plan.period.end)
    for r in records["post"].itertuples(index=False):
        label = str(r.position or words.t("leading post" if r.leads else "staff"))
        spans.append({"lane": lanes["POST"], "label": label, "start": r.from_on, "end": r.until_on or end})
        until = words.date(r.until_on) if r.until_on else words.t("now")
        rows.append((r.from_on, lanes["POST"], f"{label}, {r.unit_name}", f"{words.date(r.from_on)} – {until}", ""))
    for r in records["discipline"].itertuples(index=False):
        spans.append(
            {
                "lane": lanes["DISCIPLINE"],
                "label": code_name(r.code, r.label),
                "start": r.from_on,
                "end": r.until_on or end,
            }
        )
        until = words.date(r.until_on) if r.until_on else "…"
        state = words.t("revoked") if r.revoked else ""
        rows.append(
            (r.from_on, lanes["DISCIPLINE"], code_name(r.code, r.label), f"{words.date(r.from_on)} – {until}", state)
        )

    def mark(
        lane: str, label: str, when: date, state: str, said: str, cited: str, year: object = "", rests: str = "",
        of: object = None,
    ) -> None:  # fmt: skip
        said = words.t("{what} (of the former {unit})", what=said, unit=of) if of else said
        shown = "" if state == "CONFIRMED" else words.t(STATE_WORD[state])
        known = "" if when <= on else words.t("not yet known on this date")
        note = "; ".join(x for x in (shown, known, rests) if x)
        marks.append(
            {
                "lane": lanes[lane],
                "label": label,
                "on": when,
                "state": state,
                "hover": "<br>".join(x for x in (said, cited, note) if x),
            }
        )
        rows.append((when, lanes[lane], f"{said} ({year})" if year else said, cited, note))

    for r in records["rating"].itertuples(index=False):
        basis = validity().basis_of_rating(int(r.year))
        mark(
            "RATING",
            code_name(r.code),
            r.known_on,
            r.state,
            code_name(r.code),
            decision(r.decision_no, r.decided_on, words),
            r.year,
            words.t("by {number}", number=basis.number) if basis else "",
            r.of,
        )
    for r in records["award"].itertuples(index=False):
        said = code_name(r.code, r.label)
        mark(r.kind, said, r.known_on, r.state, said, decision(r.decision_no, r.decided_on, words), r.year, of=r.of)
    for r in records["initiative"].itertuples(index=False):
        refused = r.recognised is False or r.applied is False
        state = (
            "REVOKED"
            if r.revoked
            else "REFUSED"
            if refused
            else "CONFIRMED"
            if r.recognised and r.applied
            else "PENDING"
        )
        said = f"{r.title} ({words.t(LEVEL_WORD[r.level])})"
        mark(
            "INITIATIVE",
            words.t(LEVEL_WORD[r.level]),
            r.known_on,
            state,
            said,
            decision(r.decision_no, r.decided_on, words),
            r.year,
            of=r.of,
        )
    for r in records["attestation"].itertuples(index=False):
        by = ", ".join(str(x) for x in (r.by_person, r.evidence) if x)
        said = f"{r.criterion}: {words.t(RESULT_WORD[r.result])}"
        mark(
            "ATTESTATION",
            r.criterion,
            r.on_date,
            r.result,
            said,
            ", ".join(x for x in (by, words.date(r.on_date)) if x),
            of=r.of,
        )
    title = (
        words.t("History"),
        words.t("posts, ratings, awards, initiatives and attestations by the date they were decided"),
    )
    if not rows:
        return None
    present = {m["lane"] for m in (*spans, *marks)}
    period = (page.plan.period.start, page.plan.period.end)
    figure = timeline(
        pd.DataFrame(spans, columns=["lane", "label", "start", "end"]),
        pd.DataFrame(marks, columns=["lane", "label", "on", "state", "hover"]),
        [lanes[k] for k in used if lanes[k] in present],
        on,
        period,
        look(),
        words.date(on),
    )
    rows.sort(key=lambda r: r[0])
    head = [words.t("Date"), words.t("Kind"), words.t("Record"), words.t("Decision"), words.t("Note")]
    alt = words.t("Timeline of {name}: {n} records", name=person["name"], n=len(rows))
    return Chart(title, figure, "chart.timeline", alt, words, head, [[words.date(r[0]), *r[1:]] for r in rows])


def changes(page: Page, candidate_id: int) -> str:
    """The change log of this candidate's records, folded; the newest first."""
    words = page.words
    found = change_log(data.store().cursor(), candidate_id)
    rows = []
    for change in found[:MOST_CHANGES]:
        when, who, action, kind, _, what = in_words(change, words)
        rows.append([when, who, f"{kind}: {action}", what, change.why or ""])
    head = [words.t(h) for h in (N_("When"), N_("Who"), N_("Action"), N_("What it said → says"), N_("Why"))]
    return folded(f"{words.t('Change log')} · {len(found)}", table(head, rows))


page = open_page(N_("Profile"), N_("One candidate: what counts, what does not, and what is missing"), filters="date")
words = page.words
models = {str(m["code"]): m for m in data.models(words)}
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
of_model(page, person)
if row is None:
    st.info(
        words.t(
            "Not a candidate on {on}: not yet joined, or has left. The history is shown all the same.", on=page.view.on
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
        if page.assessment.status[row]:
            st.page_link(
                SCENARIO,
                label=words.t("Try it in a scenario"),
                icon=":material/science:",
                query_params=address.link(who=str(person["code"])),
            )
if past:
    past.draw()
else:
    st.caption(words.t("Nothing is recorded yet."))
show(marks + log)
