"""Roadmap: the plan's milestones, and the exemplars from discovery to replication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.charts import timeline
from dienhinh.criteria import STATUSES, Milestone
from dienhinh.criteria.pipeline import bounded, doubts, stage_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.locale.verdicts import sought
from dienhinh.reports.offices import office_of
from dienhinh.store.meetings import finish_task, tasks
from dienhinh.store.records import rows
from dienhinh.ui import address, clashes, data, editor, forms, keeper
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import PROFILE, Page, open_page
from dienhinh.ui.html import Raw, esc, show, table
from dienhinh.ui.people import box
from dienhinh.ui.periods import KIND_WORD, years
from dienhinh.ui.tables import cut_table, download
from dienhinh.verdicts.countdown import as_calendar, needs_said, way_said
from dienhinh.verdicts.periods import stood

MILESTONES, EXEMPLARS = "milestones", "exemplars"
WAY_WORD = {EXEMPLARS: N_("Exemplars"), MILESTONES: N_("Milestones")}
PART_WORD = {
    "stage": N_("Stages"),
    "exemplar": N_("In charge"),
    "nurturing": N_("Nurturing log"),
    "replication": N_("Replication"),
}
Records = dict[int, dict[str, Any]]


# ---------------------------------------------------------------- milestones


def state_of(m: Milestone, done: tuple[date, str | None] | None, page: Page) -> tuple[str, str, str]:
    """A milestone's mark, its state in words, and how the chart shows it, on the assessment date."""
    words, on = page.words, page.view.on
    if done is not None and done[0] <= on:
        late = " – " + words.t("late") if done[0] > m.due else ""
        return "●", words.t("done {day}", day=done[0]) + late, "CONFIRMED"
    if m.due < on:
        return "✕", words.t("overdue"), "REVOKED"
    return "△", words.t("to come"), "PENDING"


def milestone_chart(page: Page, done: Mapping[str, tuple[date, str | None]]) -> Chart:
    """Milestones by section on a line of time: filled when done, open when to come, crossed when overdue."""
    words, plan = page.words, page.plan
    marks, rows_ = [], []
    for m in sorted(plan.milestone, key=lambda m: (m.due, m.section)):
        mark, state, shape = state_of(m, done.get(m.id), page)
        when, evidence = done.get(m.id, (None, None))
        label = words.date(when) if when and when <= page.view.on else words.date(m.due)
        hover = "<br>".join(
            x for x in (m.in_(words.lang), words.t("due {day}", day=m.due), f"{mark} {state}", evidence or "") if x
        )
        marks.append({"lane": m.section, "label": f"{mark} {label}", "on": m.due, "state": shape, "hover": hover})
        rows_.append(
            [
                words.date(m.due),
                m.in_(words.lang),
                m.office.in_(words.lang),
                f"{mark} {state}",
                evidence or "",
                m.section,
            ]
        )
    lanes = list(dict.fromkeys(m.section for m in sorted(plan.milestone, key=lambda m: m.due)))
    period = (plan.period.start, plan.period.end)
    none = pd.DataFrame(columns=["lane", "label", "start", "end"])
    figure = timeline(none, pd.DataFrame(marks), lanes, page.view.on, period, look(), words.date(page.view.on))
    headings = [
        words.t(h)
        for h in (N_("Due"), N_("Milestone"), N_("Office responsible"), N_("State"), N_("Evidence"), N_("Section"))
    ]
    title = (
        words.t("Milestones on a line of time"),
        words.t("at their deadline: ● done, △ to come, ✕ overdue; the date is the day done, or the deadline"),
    )
    alt = words.t("Timeline of {n} milestones, a line a section of the plan", n=len(marks))
    return Chart(title, figure, "chart.milestones", alt, words, headings, rows_)


def milestones(page: Page) -> bool:
    """The chart, the table, and the form that says one is done; returns whether there is unsaved input."""
    words, plan = page.words, page.plan
    done = data.milestones()
    chart = milestone_chart(page, done)
    chart.draw()
    left, right = st.columns([12, 8], gap="large")
    with left:
        show(table(chart.head, chart.rows))
    with right:
        if is_closed(page):
            return False
        heading(words.t("Report a milestone"), words.t("when it was done, and the paper that shows it"))
        by_id = {m.id: m for m in plan.milestone}
        late = [m.id for m in plan.milestone if m.id not in done]
        chosen = st.selectbox(
            words.t("Milestone"),
            list(by_id),
            index=list(by_id).index(late[0]) if late else 0,
            format_func=lambda m: f"{by_id[m].section} · {by_id[m].in_(words.lang)}",
            key="roadmap.milestone",
        )
        found = rows(
            data.store().cursor(),
            "milestone",
            plan_id=plan.id,
            milestone_id=chosen,
        )
        number, record = next(iter(found.items()), (None, None))
        fixed = {"plan_id": plan.id, "milestone_id": chosen}
        return editor.draw_form(page, editor.RoadmapEditor(page, "milestone", str(chosen), record, number, fixed), {})


# ---------------------------------------------------------------- exemplars


class Pipeline:
    """The exemplars of the plan with everything recorded of them."""

    def __init__(self, page: Page) -> None:
        cursor = data.store().cursor()
        self.tables: dict[str, Records] = {
            t: rows(cursor, t, plan_id=page.plan.id) for t in ("exemplar", "stage", "nurturing", "replication")
        }
        both = pd.concat([page.assessment.roster, page.standing.apart])
        models = data.models(page.words)
        self.people = {int(r["candidate_id"]): r for r in [*both.to_dict("records"), *models]}
        self.status = dict(
            zip(page.assessment.roster["candidate_id"].tolist(), page.assessment.status.tolist(), strict=True)
        )
        others = {p.id: p for p in data.plans() if p.id != page.plan.id}
        self.before = {
            s.who: years(others[s.plan_id]) for s in stood(cursor, list(others.values()), page.view.on) if not s.out
        }
        self.ids = list(dict.fromkeys(r["candidate_id"] for t in self.tables.values() for r in t.values()))
        self.ids.sort(key=lambda c: (-len(self.entered(c)), self.people[c]["name"]))

    def of(self, name: str, candidate: int) -> Records:
        return {n: r for n, r in self.tables[name].items() if r["candidate_id"] == candidate}

    def entered(self, candidate: int) -> dict[str, date]:
        return {r["stage"]: r["entered_on"] for r in self.of("stage", candidate).values()}

    def head(self, candidate: int) -> dict[str, Any]:
        return next(iter(self.of("exemplar", candidate).values()), {})

    def within(self, candidate: int, on: date) -> bool:
        left = self.head(candidate).get("withdrawn_on")
        return left is None or left > on

    def is_model(self, candidate: int) -> bool:
        return bool(self.people[candidate]["kind"] == "MODEL")

    def registered(self, on: date) -> list[int]:
        return [c for c in self.ids if self.entered(c).get("DANG_KY", date.max) <= on and self.within(c, on)]


def counts(page: Page, pipe: Pipeline) -> str:
    """How many stand at each stage, and how many are registered against the number sought (IV.1)."""
    words, target = page.words, page.plan.target
    on = page.view.on
    at = [stage_of(pipe.entered(c), on) for c in pipe.ids if pipe.within(c, on)]
    registered = pipe.registered(on)
    n = bounded(page.plan, [pipe.entered(c)["DANG_KY"] for c in registered])
    verdict = (
        words.t("{n} more needed", n=target.at_least - n)
        if n < target.at_least
        else words.t("more than sought")
        if n > target.at_most
        else words.t("within what is sought")
    )
    cells = [
        f'<div class="dh-kpi"><span>{esc(words.t("Registered"))}</span><b>{n}'
        f" <small>{esc(sought(page.plan, words))}</small></b><p>{esc(added(page, pipe, verdict, n))}</p></div>"
    ]
    for stage in STAGES:
        cells.append(
            f'<div class="dh-kpi"><span>{esc(words.t(STAGE_WORD[stage]))}</span><b>{at.count(stage)}</b>'
            f"<p>{esc(words.t('now here'))}</p></div>"
        )
    return f'<div class="dh-kpis dh-many">{"".join(cells)}</div>'


def added(page: Page, pipe: Pipeline, verdict: str, n: int) -> str:
    """Beside the verdict on the number sought: how many are models, and how many later years added (P20)."""
    words, registered = page.words, pipe.registered(page.view.on)
    models = sum(pipe.is_model(c) for c in registered)
    more = len(registered) - n
    parts = [
        verdict,
        words.t("{n} of them models", n=models) if models else "",
        words.t("{n} added in later years", n=more) if more else "",
    ]
    return "; ".join(p for p in parts if p)


def board(page: Page, pipe: Pipeline) -> str:
    """Every exemplar with the day of each stage, who nurtures, and the next step."""
    words, on = page.words, page.view.on
    lines = []
    for c in pipe.ids:
        person, entered, head = pipe.people[c], pipe.entered(c), pipe.head(c)
        cells = [
            words.date(entered[s])
            if s in entered and entered[s] <= on
            else f"△ {words.date(entered[s])}"
            if s in entered
            else "–"
            for s in STAGES
        ]
        place = pipe.status.get(c)
        status = Raw("–") if place is None else mark_of(page, STATUSES[place])
        name = esc(person["name"])
        if pipe.is_model(c):
            name += f' <span class="dh-tag">{esc(words.t("model"))}</span>'
        if again := pipe.before.get(c):
            name += f' <span class="dh-tag">{esc(words.t("exemplar of {years}", years=again))}</span>'
        name += f"<br><small>{esc(head.get('field') or words.t('all-round'))}</small>"
        if not pipe.within(c, on):
            name += f' <span class="dh-tag">{esc(words.t("taken out {day}", day=head["withdrawn_on"]))}</span>'
        lines.append([Raw(name), status, *cells, head.get("nurturer") or "–", next_step(page, pipe, c)])
    headings = [words.t(h) for h in (N_("Name"), N_("Status"))]
    headings += [words.t(STAGE_WORD[s]) for s in STAGES]
    headings += [words.t("In charge"), words.t("Next step")]
    legend = " · ".join(f"{STATUS_MARK[s]} {words.t(STATUS_WORD[s])}" for s in STATUSES)
    return f'<div class="dh-board">{table(headings, lines)}<p class="dh-sub">{esc(legend)}</p></div>'


def mark_of(page: Page, status: str) -> Raw:
    """A status as its mark alone, said in words to who cannot see it."""
    said = esc(page.words.t(STATUS_WORD[status]))
    return Raw(f'<span role="img" aria-label="{said}" title="{said}">{STATUS_MARK[status]}</span>')


def next_step(page: Page, pipe: Pipeline, candidate: int) -> str:
    """The first step of the log that is not done, with its deadline; marked when overdue."""
    words = page.words
    open_ = [r for r in pipe.of("nurturing", candidate).values() if r["next_step"] and not r["done_on"]]
    if not open_:
        return "–"
    first = min(open_, key=lambda r: r["due_on"] or date.max)
    if first["due_on"] is None:
        return str(first["next_step"])
    late = f" ✕ {words.t('overdue')}" if first["due_on"] < page.view.on else ""
    return f"{first['next_step']} ({words.date(first['due_on'])}{late})"


def registration(page: Page, pipe: Pipeline) -> None:
    """The registration list: who, with which document and when; to be downloaded."""
    words = page.words
    titles = (N_("Name"), N_("Code"), N_("Kind"), N_("Field of the exemplar"), N_("Registered on"))
    headings = [words.t(h) for h in (*titles, N_("Document number"), N_("In charge"))]
    lines = []
    for c in pipe.registered(page.view.on):
        stage = next(r for r in pipe.of("stage", c).values() if r["stage"] == "DANG_KY")
        person = pipe.people[c]
        lines.append(
            [
                person["name"],
                person["code"],
                words.t(KIND_WORD[person["kind"]]),
                pipe.head(c).get("field") or words.t("all-round"),
                stage["entered_on"],
                stage["document_no"] or "–",
                pipe.head(c).get("nurturer") or "–",
            ]
        )
    frame = pd.DataFrame(lines, columns=headings)
    target = page.plan.target
    title = words.t(
        "Registration list: {n} ({low}–{high} sought)", n=len(lines), low=target.at_least, high=target.at_most
    )
    shown = [[words.date(v) if isinstance(v, date) else v for v in line] for line in lines]
    heading(title, "", table(headings, shown))
    download(words, frame, words.t("Registration list")[:31], title, "danh-sach-dang-ky.xlsx", "roadmap.download")


def replications(page: Page, pipe: Pipeline) -> None:
    """Which units took up whose practice, when, with what result."""
    words = page.words
    headings = [words.t(h) for h in (N_("Whose practice"), N_("Practice"), N_("Taken up by"), N_("From"), N_("Result"))]
    lines = [
        [
            pipe.people[r["candidate_id"]]["name"],
            r["practice"],
            pipe.people[r["unit_id"]]["name"],
            words.date(r["from_on"]),
            r["result"] or "–",
        ]
        for r in sorted(pipe.tables["replication"].values(), key=lambda r: r["from_on"])
        if r["from_on"] <= page.view.on
    ]
    heading(
        words.t("Replication"),
        words.t("which units took up whose practice, when, with what result"),
        table(headings, lines) if lines else f"<p>{esc(words.t('Nothing is recorded yet.'))}</p>",
    )


def choose(page: Page, pipe: Pipeline) -> int | None:
    """Whose pipeline is worked on: an exemplar, or any candidate to begin with."""
    words = page.words
    by_code = {str(pipe.people[c]["code"]): c for c in [*pipe.ids, *(c for c in pipe.people if c not in pipe.ids)]}

    def picked(code: str | None) -> None:
        address.put("who", code)
        address.put("rec", None)

    def label(code: str) -> str:
        c = by_code[code]
        at = stage_of(pipe.entered(c), page.view.on)
        return f"{pipe.people[c]['name']} · {code}" + (f" · {words.t(STAGE_WORD[at])}" if at else "")

    said, labels = words.t("Exemplar, or a candidate to begin with"), {code: label(code) for code in by_code}
    box(st.container(), said, words, labels, page.view.who, "w.roadmap.who", picked)
    return by_code.get(page.view.who or "")


def is_closed(page: Page) -> bool:
    """Whether the plan is done with, so that its roadmap is only read; said where the form would stand."""
    done = data.closed_plans().get(page.plan.id)
    if done is not None:
        said = N_(
            "The plan was closed on {day}: its roadmap is only read. It is opened again on the page Plan, Periods."
        )
        st.info(page.words.t(said, day=done.on), icon=":material/inventory_2:")
    return done is not None


def work_on(page: Page, pipe: Pipeline, candidate: int) -> bool:
    """The records of one exemplar's pipeline, by part, with the form; returns whether there is unsaved input."""
    words = page.words
    person = pipe.people[candidate]
    part = page.view.what if page.view.what in PART_WORD else "stage"
    st.session_state["w.part"] = part

    def turned() -> None:
        address.put("what", st.session_state["w.part"])
        address.put("rec", None)

    st.segmented_control(
        words.t("Part"),
        list(PART_WORD),
        format_func=lambda p: words.t(PART_WORD[p]) + ("" if p == "exemplar" else f" ({len(pipe.of(p, candidate))})"),
        key="w.part",
        required=True,
        on_change=turned,
        label_visibility="collapsed",
    )
    fixed = {"plan_id": page.plan.id, "candidate_id": candidate}
    left, right = st.columns([9, 11], gap="large")
    mine = pipe.of(part, candidate)
    with left:
        show(f'<div class="dh-who"><h2>{esc(person["name"])}</h2><span>{esc(person["code"])}</span></div>')
        number = next(iter(mine), None) if part == "exemplar" else pick(page, pipe, part, mine)
        stage = ""
        if part == "stage":
            entered = pipe.entered(candidate)
            stage = mine[number]["stage"] if number else next((s for s in STAGES if s not in entered), "")
            fixed["stage"] = stage
            if not stage:
                st.success(words.t("All stages have been entered."), icon=":material/done_all:")
        st.page_link(
            PROFILE, label=words.t("Profile"), icon=":material/badge:", query_params=address.link(who=person["code"])
        )
    with right:
        if part == "stage" and not stage:
            return False
        title = words.t(STAGE_WORD[stage]) if stage else words.t(PART_WORD[part])
        heading(title, words.t("change the entry") if number else words.t("a new entry"))
        form = editor.RoadmapEditor(page, part, f"{person['code']}|{stage}", mine.get(number or 0), number, fixed)
        units = {
            str(r["code"]): f"{r['name']} · {r['code']}"
            for r in pipe.people.values()
            if r["kind"] == "COLLECTIVE" and r["code"] != person["code"]
        }
        warning = st.empty()
        fields = office_of(data.store().cursor()).fields
        unsaved = editor.draw_form(page, form, {"unit": units, "field": {f: f for f in fields}})
        if stage:
            typed = forms.typed("stage", form.place)
            if found := warnings(page, pipe, candidate, stage, typed):
                lines = "\n".join(f"- {words.t(d.reason, **d.params)}" for d in found)
                warning.warning(words.t("Before entering this stage:") + "\n" + lines, icon=":material/warning:")
        return unsaved


def warnings(page: Page, pipe: Pipeline, candidate: int, stage: str, typed: Mapping[str, Any]) -> list[Any]:
    """What speaks against the stage as it stands in the form."""
    on = typed.get("entered_on") or page.view.on
    assessment = page.assessment if on == page.view.on else data.standing(on).assessment
    row = assessment.find(candidate)
    others = [c for c in pipe.registered(on) if c != candidate]
    sought_now = bounded(page.plan, [on]) == 1
    entered = {s: d for s, d in pipe.entered(candidate).items() if s != stage}
    return doubts(
        stage,
        on,
        entered,
        status=None if row is None else STATUSES[assessment.status[row]],
        model=pipe.is_model(candidate),
        nurturer=pipe.head(candidate).get("nurturer"),
        document_no=typed.get("document_no"),
        registered=bounded(page.plan, [pipe.entered(c)["DANG_KY"] for c in others]) if sought_now else 0,
        at_most=page.plan.target.at_most,
        replications=sum(r["from_on"] <= on for r in pipe.of("replication", candidate).values()),
    )


def pick(page: Page, pipe: Pipeline, part: str, mine: Records) -> int | None:
    """The list of one part's entries; returns the one chosen, None for a new one."""
    words = page.words
    when = {"stage": "entered_on", "nurturing": "on_date", "replication": "from_on"}[part]
    ordered = sorted(mine, key=lambda n: (mine[n][when], n))

    def name(number: int) -> str:
        if not number:
            return words.t("+ A new one")
        r = mine[number]
        if part == "stage":
            rest = [words.t(STAGE_WORD[r["stage"]]), r["document_no"]]
        elif part == "nurturing":
            rest = [r["note"], r["next_step"], words.t("done {day}", day=r["done_on"]) if r["done_on"] else None]
        else:
            rest = [pipe.people[r["unit_id"]]["name"], r["practice"]]
        return " · ".join([words.date(r[when]), *(str(x) for x in rest if x)])

    number = page.view.rec if page.view.rec in mine else 0
    st.session_state["w.roadmap.rec"] = number

    def chosen() -> None:
        address.put("rec", str(st.session_state["w.roadmap.rec"] or ""))

    st.radio(words.t("Record"), [0, *ordered], format_func=name, key="w.roadmap.rec", on_change=chosen)
    return number or None


def exemplars(page: Page) -> bool:
    words = page.words
    pipe = Pipeline(page)
    show(counts(page, pipe))
    if pipe.ids:
        heading(
            words.t("Exemplars by stage"),
            words.t("the day each stage was entered; △ after the assessment date"),
            board(page, pipe),
        )
    else:
        st.info(
            words.t("Nobody is in the pipeline yet. Choose a candidate below and enter “Discovered”."),
            icon=":material/route:",
        )
    candidate = choose(page, pipe)
    unsaved = work_on(page, pipe, candidate) if candidate is not None and not is_closed(page) else False
    left, right = st.columns(2, gap="large")
    with left:
        registration(page, pipe)
    with right:
        replications(page, pipe)
    return unsaved


def left_by_meetings(page: Page) -> None:
    """What review meetings asked to be added to somebody's file: the open first; ticked off here."""
    words = page.words
    found = [t for t in tasks(data.store().cursor()) if data.plan_for(t.plan_id, t.assessed_on).id == page.plan.id]
    if not found:
        return
    names = {r["code"]: r["name"] for f in (page.assessment.roster, page.standing.apart) for r in f.to_dict("records")}
    heading(words.t("Left to do by review meetings"), words.t("what a conclusion asked to be added"))
    lines = []
    for task in found:
        c = task.conclusion
        state = (
            words.t("done {day}", day=c.done_on)
            if c.done_on
            else words.t("overdue")
            if c.due_on and c.due_on < page.view.on
            else words.t("to come")
        )
        lines.append(
            [
                words.date(c.due_on),
                names.get(c.code, c.code),
                c.what or "",
                c.by_whom or "–",
                f"{words.date(task.held_on)} · {task.meeting}",
                state,
            ]
        )
    headings = [
        words.t(h)
        for h in (N_("Due"), N_("Name"), N_("What is to be added"), N_("By whom"), N_("Meeting"), N_("State"))
    ]
    show(table(headings, lines))
    open_ones = [t for t in found if t.conclusion.done_on is None]
    if not open_ones:
        return
    left, right = st.columns([8, 3], vertical_alignment="bottom")
    chosen = left.selectbox(
        words.t("Tick off"),
        range(len(open_ones)),
        key="roadmap.task",
        format_func=lambda i: f"{names.get(open_ones[i].conclusion.code, '')} · {open_ones[i].conclusion.what}",
    )
    right.button(
        words.t("Done on {day}", day=page.view.on),
        key="roadmap.task.done",
        width="stretch",
        on_click=finish_task,
        args=(data.store(), open_ones[int(chosen or 0)], page.view.on),
    )


def countdown_of(page: Page) -> None:
    """Every way that closes, by day, and the same as a calendar file."""
    words, on = page.words, page.view.on
    found = data.closings(on)
    if not found:
        return
    heading(words.t("What closes when"), words.t("each way still open, its last day, and what must come by then"))
    headings = [
        words.t(h)
        for h in (N_("Last day"), N_("Days"), N_("Name"), N_("Unit"), N_("Way"), N_("Needed by then"), N_("Status"))
    ]
    units = data.units(on)
    lines = [
        [
            words.date(c.last),
            (c.last - on).days,
            c.name,
            units.get(c.unit, c.unit),
            way_said(c, page.plan, words),
            needs_said(c, words),
            words.t(STATUS_WORD[c.status]),
        ]
        for c in found
    ]
    cut_table(words, headings, lines, words.t("What closes when"), "roadmap.closing", numbers=(1,))
    st.download_button(
        words.t("As a calendar (.ics)"),
        lambda: as_calendar(found, words),
        file_name=f"han-cuoi_{on.isoformat()}.ics",
        mime="text/calendar",
        icon=":material/event:",
        key="roadmap.ics",
        on_click="ignore",
    )


page = open_page(
    N_("Roadmap"), N_("The plan’s milestones, and the exemplars from discovery to replication"), filters="date"
)
words = page.words
page.draw()
editor.tell(page)
if clashes.held():
    both = pd.concat([page.assessment.roster, page.standing.apart])
    clashes.ask(words, dict(zip(both["candidate_id"], both["name"], strict=True)))
    unsaved = True
else:
    way = st.segmented_control(
        words.t("Part"),
        list(WAY_WORD),
        format_func=lambda w: words.t(WAY_WORD[w]),
        default=EXEMPLARS,
        required=True,
        key="roadmap.way",
        label_visibility="collapsed",
    )
    unsaved = milestones(page) if way == MILESTONES else exemplars(page)
    left_by_meetings(page)
    countdown_of(page)
keeper.watch(words, unsaved)
