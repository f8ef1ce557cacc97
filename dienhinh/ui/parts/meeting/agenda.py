"""Who is discussed, in which order; the meeting before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.criteria import STATUSES
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.reports.facts import CONCLUSION_WORD
from dienhinh.store.meetings import (
    change_meeting,
    conclusions,
)
from dienhinh.store.records import rows
from dienhinh.ui import data, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.parts.meeting.acts import attempt
from dienhinh.ui.waits import waits


def agenda(page: Page, held: Meeting, assessment: Any) -> None:
    """Who is discussed, in which order; chosen by status, track, unit or stage."""
    words = page.words
    roster = assessment.roster
    status_of = dict(zip(roster["code"], assessment.status.tolist(), strict=True))
    names = dict(zip(roster["code"], roster["name"], strict=True))
    heading(words.t("Agenda: {n} candidates", n=len(held.agenda)), words.t("in the order of the meeting"))
    columns = [words.t(h) for h in (N_("Order"), N_("Code"), N_("Name"), N_("Status"))]
    known = [c for c in held.agenda if c in names]
    frame = pd.DataFrame(
        [
            [i, c, names[c], f"{STATUS_MARK[STATUSES[status_of[c]]]} {words.t(STATUS_WORD[STATUSES[status_of[c]]])}"]
            for i, c in enumerate(known, start=1)
        ],
        columns=columns,
    )
    seen = st.dataframe(
        frame,
        hide_index=True,
        key=f"hop.agenda.{held.id}.{held.version}.{words.lang}",
        on_select="rerun",
        selection_mode="multi-row",
        width="stretch",
        height=min(36 * (len(frame) + 1) + 3, 420),
        alt=words.t("The agenda; tick rows, then move them up or down"),
    )
    rows_ = list(seen.selection.rows) if hasattr(seen, "selection") else []
    ticked = [known[i] for i in rows_ if i < len(known)]
    if ticked:
        st.session_state["hop.moving"] = ticked
    moving = [c for c in st.session_state.get("hop.moving", []) if c in known]
    st.caption(
        words.t("Moving: {names}", names=words.list(names[c] for c in moving))
        if moving
        else words.t("Tick rows, then move them up or down, or take them off.")
    )
    order = tuple(held.agenda)
    moves = (
        ("top", N_("To the top"), ":material/vertical_align_top:", moved(order, moving, -len(order))),
        ("up", N_("Up"), ":material/arrow_upward:", moved(order, moving, -1)),
        ("down", N_("Down"), ":material/arrow_downward:", moved(order, moving, 1)),
        ("off", N_("Take off"), ":material/remove:", tuple(c for c in order if c not in moving)),
    )
    for place, (name, said, icon, wanted) in zip(st.columns(len(moves)), moves, strict=True):
        place.button(
            words.t(said),
            key=f"hop.move.{name}",
            icon=icon,
            width="stretch",
            **waits(words, chosen=moving, changed=wanted != order),
            on_click=attempt,
            args=(page, partial(change_meeting, data.store(), replace(held, agenda=wanted))),
        )
    with st.expander(words.t("Add candidates")):
        add(page, held, assessment, order)


def moved(order: Sequence[str], some: Sequence[str], by: int) -> tuple[str, ...]:
    """The order with ``some`` moved ``by`` places together, down where it is above 0.

    >>> moved("abcd", "bc", -1), moved("abcd", "ab", 1)
    (('b', 'c', 'a', 'd'), ('c', 'a', 'b', 'd'))
    """
    if not some:
        return tuple(order)
    block = [c for c in order if c in some]
    rest = [c for c in order if c not in some]
    first = min(order.index(c) for c in block)
    at = min(max(first + by, 0), len(rest))
    return (*rest[:at], *block, *rest[at:])


def add(page: Page, held: Meeting, assessment: Any, order: tuple[str, ...]) -> None:
    words, roster = page.words, assessment.roster
    a, b, c, d = st.columns(4)
    statuses = a.multiselect(
        words.t("Status"),
        STATUSES,
        key="hop.by.status",
        placeholder=words.t("All"),
        format_func=lambda s: words.t(STATUS_WORD[s]),
    )
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    track = b.multiselect(
        words.t("Track"), list(tracks), key="hop.by.track", format_func=tracks.__getitem__, placeholder=words.t("All")
    )
    units = dict(zip(roster["unit_code"], roster["unit_name"], strict=True))
    unit = c.multiselect(
        words.t("Unit"), list(units), key="hop.by.unit", format_func=units.__getitem__, placeholder=words.t("All")
    )
    stage = d.multiselect(
        words.t("Stage"),
        STAGES,
        key="hop.by.stage",
        format_func=lambda s: words.t(STAGE_WORD[s]),
        placeholder=words.t("All"),
    )
    reached = {r["candidate_id"] for r in rows(data.store().cursor(), "stage").values() if r["stage"] in stage}
    fitting = [
        str(r["code"])
        for r, s in zip(roster.to_dict("records"), assessment.status.tolist(), strict=True)
        if (not statuses or STATUSES[s] in statuses)
        and (not track or str(r["track"]) in track)
        and (not unit or r["unit_code"] in unit)
        and (not stage or r["candidate_id"] in reached)
        and r["code"] not in order
    ]
    everybody = people.candidates(page)
    chosen = st.multiselect(
        words.t("One by one"),
        [c for c in fitting if c in everybody],
        key="hop.by.one",
        format_func=lambda c: f"{everybody[c]['name']} · {c}",
        placeholder=words.t("Choose"),
    )
    wanted = chosen or fitting
    st.button(
        words.t("Add {n} candidates", n=len(wanted)),
        key="hop.add",
        **waits(words, chosen=wanted),
        on_click=attempt,
        args=(page, lambda: change_meeting(data.store(), replace(held, agenda=(*order, *wanted))), words.t("Saved.")),
    )


def last_one(page: Page, held: Meeting, found: Mapping[int, Meeting], assessment: Any) -> None:
    """The candidates of the meeting before, with what became of its conclusions."""
    words = page.words
    before = [
        m
        for m in found.values()
        if m.id != held.id and m.state != "PREPARED" and (m.held_on, m.id) < (held.held_on, held.id)
    ]
    if not before:
        return
    one = max(before, key=lambda m: (m.held_on, m.id))
    then = data.frozen(one)
    said = conclusions(data.store().cursor(), one.id)
    now = dict(zip(assessment.roster["code"], assessment.status.tolist(), strict=True))
    lines = []
    for code in (c for c in one.agenda if c in then.row_of):
        done = said.get(code)
        became = ""
        if done is not None and done.result == "BO_SUNG":
            became = words.t("completed {day}", day=done.done_on) if done.done_on else words.t("still open")
            if done.done_on is None and done.due_on is not None and done.due_on < held.held_on:
                became = words.t("overdue since {day}", day=done.due_on)
        old = str(then.person(code)["status"])
        new = STATUSES[now[code]] if code in now else None
        moved_to = words.t(STATUS_WORD[new]) if new else words.t("no candidate")
        status = words.t(STATUS_WORD[old]) if new == old else f"{words.t(STATUS_WORD[old])} → {moved_to}"
        lines.append(
            [
                then.person(code)["name"],
                words.t(CONCLUSION_WORD[done.result]) if done else words.t("not concluded"),
                status,
                became,
            ]
        )
    headings = [words.t(h) for h in (N_("Name"), N_("Conclusion"), N_("Verdict"), N_("What became of it"))]
    with st.expander(words.t("The meeting before: {title}, {day}", title=one.title, day=one.held_on)):
        show(table(headings, lines))
