"""The records of one exemplar: stages, who is in charge, nurturing, replication, its story, where it was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dienhinh.criteria import STATUSES
from dienhinh.criteria.pipeline import bounded, doubts, stage_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.reports.offices import office_of
from dienhinh.ui import address, data, editor, forms
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, Page
from dienhinh.ui.html import esc, show
from dienhinh.ui.parts.roadmap.pipeline import Pipeline, Records
from dienhinh.ui.parts.stories import MEDIUM_WORD, picture_form
from dienhinh.ui.people import box

PART_WORD = {
    "stage": N_("Stages"),
    "exemplar": N_("In charge"),
    "nurturing": N_("Nurturing log"),
    "replication": N_("Replication"),
    "story": N_("Story"),
    "telling": N_("Told where and when"),
}
ONE = ("exemplar", "story")
"""The parts of which there is one record."""


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
        format_func=lambda p: words.t(PART_WORD[p]) + ("" if p in ONE else f" ({len(pipe.of(p, candidate))})"),
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
        number = next(iter(mine), None) if part in ONE else pick(page, pipe, part, mine)
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
        if part == "story":
            picture_form(page, mine.get(number or 0), number)
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
    when = {"stage": "entered_on", "nurturing": "on_date", "replication": "from_on", "telling": "on_date"}[part]
    ordered = sorted(mine, key=lambda n: (mine[n][when], n))

    def name(number: int) -> str:
        if not number:
            return words.t("+ A new one")
        r = mine[number]
        if part == "stage":
            rest = [words.t(STAGE_WORD[r["stage"]]), r["document_no"]]
        elif part == "nurturing":
            rest = [r["note"], r["next_step"], words.t("done {day}", day=r["done_on"]) if r["done_on"] else None]
        elif part == "telling":
            rest = [words.t(MEDIUM_WORD[r["medium"]]), r["place"]]
        else:
            rest = [pipe.people[r["unit_id"]]["name"], r["practice"]]
        return " · ".join([words.date(r[when]), *(str(x) for x in rest if x)])

    number = page.view.rec if page.view.rec in mine else 0
    st.session_state["w.roadmap.rec"] = number

    def chosen() -> None:
        address.put("rec", str(st.session_state["w.roadmap.rec"] or ""))

    st.radio(words.t("Record"), [0, *ordered], format_func=name, key="w.roadmap.rec", on_change=chosen)
    return number or None
