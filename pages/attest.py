"""Attestations: who is not attested yet for II.2, III.1.a, III.2.a, III.2.b; given or refused for many at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import STATUSES, Criterion, Status
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import RESULT_WORD, code_name
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.quality import against
from dienhinh.store import Edit, known_codes, last_attestations
from dienhinh.store.aside import BadFile, keep_file
from dienhinh.ui import clashes, data, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page

SAID = "attest.said"
FAULT = "attest.fault"
LOST = "attest.lost"  # the list was drawn anew over ticks, because the data had changed
TICKED = "attest.ticked"


def attested_criteria(page: Page) -> list[Criterion]:
    """The plan's criteria that are attested, in its order."""
    measures = page.plan.measures
    return [c for c in page.plan.criteria.values() if c.measure and measures[c.measure].kind == "ATTESTATION"]


def work_list(page: Page, criterion: Criterion, everybody: bool) -> pd.DataFrame:
    """Who is judged by ``criterion``: code, name, unit, track, the last word on it, status; nearest first.

    Without ``everybody``, those alone for whom it is not given.
    """
    words, assessment = page.words, page.assessment
    _, order = data.routes(page.view.on)
    section = page.plan.measures[str(criterion.measure)].criterion
    last = last_attestations(data.store().cursor(), str(section), page.view.on)
    met: dict[int, bool] = {}
    alone: dict[int, bool] = {}
    for track, result in assessment.tracks.items():
        if all(node.id != criterion.id for node in result.nodes):
            continue
        parts = page.plan.criteria[page.plan.tracks[track].criterion].parts
        unmet = ~result.met[[result.at(p) for p in parts]]
        only = (
            unmet[list(parts).index(criterion.id)] & (unmet.sum(axis=0) == 1)
            if criterion.id in parts
            else unmet[0] & False
        )
        met.update(zip(map(int, result.rows), result.met[result.at(criterion.id)].tolist(), strict=True))
        alone.update(zip(map(int, result.rows), only.tolist(), strict=True))
    roster = assessment.roster
    bearing = str(section) in page.plan.rated_sections
    ratings = data.ratings_known(page.view.on) if bearing else {}
    years = page.plan.due_years(page.view.on)
    rows = []
    for i in page.chosen(order):
        if i not in met or (met[i] and not everybody):
            continue
        person = roster.iloc[i]
        result_on = last.get(int(person["candidate_id"]))
        said = words.t("not yet attested")
        if result_on is not None:
            said = ", ".join(
                str(x) for x in (words.t(RESULT_WORD[result_on[0]]), words.date(result_on[1]), result_on[2]) if x
            )
        code = STATUSES[assessment.status[i]]
        beside = {}
        if bearing:
            mine = ratings.get(int(person["candidate_id"]), {})
            doubt = against(page.plan, mine, int(person["start_year"]), page.view.on)
            marks = " ".join(f"{y % 100:02}:{code_name(mine[y])}" if y in mine else f"{y % 100:02}:–" for y in years)
            beside = {words.t("Annual ratings"): ("⚠ " if doubt else "") + marks}
        rows.append(
            {
                words.t("Name"): person["name"],
                words.t("Attestation"): said,
                **beside,
                words.t("Status"): f"{STATUS_MARK[code]} {words.t(STATUS_WORD[code])}",
                words.t("Lacks this alone"): "●" if alone[i] else "",
                words.t("Unit"): person["unit_name"],
                words.t("Code"): person["code"],
            }
        )
    headings = [
        words.t(h)
        for h in (
            N_("Name"),
            N_("Attestation"),
            *([N_("Annual ratings")] if bearing else []),
            N_("Status"),
            N_("Lacks this alone"),
            N_("Unit"),
            N_("Code"),
        )
    ]
    return pd.DataFrame(rows, columns=headings)


def write(page: Page, criterion: Criterion, codes: list[str], revision: int) -> None:
    """Write the form's attestation for ``codes``, or say what is missing; what was typed stays."""
    words, state, store = page.words, st.session_state, data.store()
    given = {name: str(state[f"attest.{name}"] or "").strip() for name in ("by", "evidence")}
    given["who"] = keeper.author_name()
    paper = state.get("attest.file")
    on = state["attest.on"]
    if state.pop(LOST, False):
        state[FAULT] = words.t("Somebody else has changed the data meanwhile. Look at the list again, then save.")
    elif not codes:
        state[FAULT] = words.t("Tick the people in the list first.")
    elif missing := [
        words.t(label) for name, label in FIELD_WORD.items() if not given[name] and not (name == "evidence" and paper)
    ]:
        state[FAULT] = words.t("Still to fill in: {fields}.", fields=words.list(missing))
    elif on > clock.today():
        state[FAULT] = words.t("An attestation cannot be dated after today.")
    elif store.revision != revision:
        state[FAULT] = words.t("Somebody else has changed the data meanwhile. Look at the list again, then save.")
    else:
        section = page.plan.measures[str(criterion.measure)].criterion
        said = {
            "criterion": section,
            "result": state["attest.result"],
            "on_date": on,
            "by_person": given["by"],
            "evidence": given["evidence"] or None,
        }
        try:
            if paper is not None:
                said["file_id"] = keep_file(store, paper.name, paper.getvalue())
        except BadFile as error:
            state[FAULT] = words.t(error.reason, **error.params)
            return
        known = known_codes(store.cursor())
        ids = dict(zip(known["code"], known["candidate_id"].tolist(), strict=True))
        before = eligible(page)
        edits = [Edit("attestation", {"candidate_id": ids[code], **said}) for code in codes]
        why = f"{section}: {given['evidence'] or (paper.name if paper else '')}"
        clashes.attempt(edits, why, lambda act: written(page, len(codes), before))


def written(page: Page, n: int, before: dict[str, str]) -> None:
    """Say how many were written, and who became eligible by it."""
    words = page.words
    gained = [name for code, name in eligible(page).items() if code not in before]
    said = words.t("{n} attestations written.", n=n)
    if gained:
        said += " " + words.t("Eligible now: {names}.", names=words.list(gained))
    st.session_state[SAID] = said


def eligible(page: Page) -> dict[str, str]:
    assessment = data.standing(page.view.on).assessment
    rows = assessment.roster.iloc[np.flatnonzero(assessment.status == Status.ELIGIBLE)]
    return dict(zip(rows["code"], rows["name"], strict=True))


FIELD_WORD = {
    "by": N_("Attested by"),
    "evidence": N_("Evidence (document number)"),
    "who": N_("Your name (kept in the change log)"),
}


def form(page: Page, criterion: Criterion, codes: list[str]) -> None:
    """What is said of everybody ticked, once."""
    words = page.words
    heading(
        words.t("{n} ticked", n=len(codes)), words.t("one attestation for all of them; each goes into the change log")
    )
    st.selectbox(
        words.t("Result"),
        list(RESULT_WORD),
        format_func=lambda code: words.t(RESULT_WORD[code]),
        key="attest.result",
    )
    st.date_input(words.t("Date"), format="DD/MM/YYYY", key="attest.on")
    st.text_input(words.t(FIELD_WORD["by"]), key="attest.by", max_chars=200)
    st.text_input(words.t(FIELD_WORD["evidence"]), key="attest.evidence", max_chars=200)
    st.file_uploader(
        words.t("Or the paper itself (PDF, picture, Word, Excel; 5 MB at most)"),
        type=["pdf", "png", "jpg", "jpeg", "docx", "xlsx"],
        key="attest.file",
    )
    keeper.author(words)
    st.button(
        words.t("Write for {n}", n=len(codes)),
        type="primary",
        on_click=write,
        args=(page, criterion, codes, data.store().revision),
        width="stretch",
        key="attest.go",
    )
    if fault := st.session_state.pop(FAULT, None):
        st.error(fault, icon=":material/error:")


page = open_page(N_("Attestations"), N_("Who is not attested yet; given or refused for many at once"))
words = page.words
choices = {c.id: c for c in attested_criteria(page)}
page.draw()
slot = st.empty()
if said := st.session_state.pop(SAID, None):
    slot.success(said, icon=":material/check_circle:")
if clashes.held():
    people = page.assessment.roster
    clashes.ask(words, dict(zip(people["candidate_id"], people["name"], strict=True)))
    keeper.watch(words, True)
    st.stop()
chosen = choices[
    st.selectbox(
        words.t("Criterion"),
        list(choices),
        format_func=lambda c: f"{choices[c].section} · {choices[c].in_(words.lang)}",
        key="attest.criterion",
    )
]
everybody = st.toggle(words.t("Also those already attested"), key="attest.everybody")
frame = work_list(page, chosen, everybody)
left, right = st.columns([13, 6], gap="large")
ticked: list[int] = []
with left:
    heading(words.t("{n} on the list", n=len(frame)), words.t("tick them, then say it once on the right"))
    if page.plan.measures[str(chosen.measure)].criterion in page.plan.rated_sections:
        st.caption(words.t("⚠: a due year rated below good, or none excellent; what is attested should answer it."))
    if len(frame):
        event = st.dataframe(
            frame,
            key=f"attest.list.{chosen.id}.{data.store().revision}",
            hide_index=True,
            height=480 if len(frame) > 12 else "content",
            on_select="rerun",
            selection_mode="multi-row",
            alt=words.t("Who is to be attested for {section}", section=chosen.section),
        )
        ticked = list(event["selection"]["rows"])
        seen = (chosen.id, data.store().revision)
        before, had = st.session_state.get(TICKED, (seen, False))
        if had and not said and before != seen and before[0] == chosen.id:
            st.session_state[LOST] = True
        st.session_state[TICKED] = (seen, bool(ticked))
    else:
        st.info(words.t("Everybody is attested for this criterion."), icon=":material/done_all:")
with right:
    form(page, chosen, frame[words.t("Code")].iloc[ticked].tolist())
keeper.watch(words, bool(ticked))
