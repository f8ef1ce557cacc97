"""A meeting’s particulars: when, where, who is present."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.kinds.meeting import ATTENDANCES, GUEST, PARTS, Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.store.meetings import (
    change_meeting,
)
from dienhinh.store.scenarios import scenarios
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.meeting.acts import attempt
from dienhinh.ui.waits import waits

MEMBER = ("name", "role", "part", "attends", "votes")
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def particulars(page: Page, held: Meeting) -> None:
    """Day, place, assessment date, members."""
    words = page.words
    turn = f"{held.id}.{held.version}"
    a, b, c = st.columns([6, 3, 3])
    title = a.text_input(words.t("Its name"), held.title, key=f"hop.title.{turn}", max_chars=160)
    day = b.date_input(words.t("Day of the meeting"), held.held_on, format="DD/MM/YYYY", key=f"hop.held.{turn}")
    on = c.date_input(
        words.t("Assessment date"),
        held.assessed_on,
        format="DD/MM/YYYY",
        key=f"hop.on.{turn}",
        disabled=held.state != "PREPARED",
    )
    left, right = st.columns(2)
    place = left.text_input(words.t("Place"), held.place, key=f"hop.place.{turn}", max_chars=120)
    wanted = {s.id: s.scenario.name for s in scenarios(data.store().cursor())}
    shown = left.multiselect(
        words.t("Scenarios to show"),
        list(wanted),
        [n for n in held.scenarios if n in wanted],
        format_func=wanted.__getitem__,
        key=f"hop.kb.{turn}",
        placeholder=words.t("Choose"),
    )
    hours = right.columns(2)
    begun, ended = (
        hours[i].text_input(
            words.t(said), now, key=f"hop.{name}.{turn}", max_chars=5, placeholder="08:30", help=words.t("hh:mm")
        )
        for i, (name, said, now) in enumerate(
            (("begun", N_("Begun at"), held.begun), ("ended", N_("Ended at"), held.ended))
        )
    )
    wrong_hours = [h for h in (begun, ended) if h.strip() and not HOUR.fullmatch(h.strip())]
    if wrong_hours:
        right.error(words.t("“{hour}” is no hour: write it as 08:30.", hour=wrong_hours[0]))
    adopted = right.segmented_control(
        words.t("The minutes were adopted by those present"),
        [True, False],
        default=held.adopted,
        key=f"hop.adopted.{turn}",
        format_func=lambda v: words.t("yes") if v else words.t("no"),
    )
    members = attendance(page, held, turn)
    made = replace(
        held,
        title=title.strip() or held.title,
        held_on=day if isinstance(day, date) else held.held_on,
        assessed_on=on if isinstance(on, date) else held.assessed_on,
        place=place.strip(),
        members=members,
        scenarios=tuple(shown),
        begun=begun.strip(),
        ended=ended.strip(),
        adopted=adopted,
    )
    st.button(
        words.t("Save the particulars"),
        key="hop.save",
        **waits(words, changed=made != held, filled=not wrong_hours),
        on_click=attempt,
        args=(page, lambda: change_meeting(data.store(), made), words.t("Saved.")),
    )


def attendance(page: Page, held: Meeting, turn: str) -> tuple[Mapping[str, Any], ...]:
    """Who belongs to the meeting, with which part; who was there, and may vote: a grid."""
    words = page.words
    parts = {c.code: words.t(c.word) for c in PARTS}
    there = {c.code: words.t(c.word) for c in ATTENDANCES}
    code_of = {said: code for code, said in {**parts, **there}.items()}
    heads = [N_("Member"), N_("Position"), N_("Part in the meeting"), N_("Attendance"), N_("Has a vote")]
    columns = [words.t(h) for h in heads]
    lines = [
        [
            m.get("name"),
            m.get("role"),
            parts.get(str(m.get("part"))),
            there.get(str(m.get("attends"))),
            bool(m.get("votes", m.get("part") != GUEST)),
        ]
        for m in held.members
    ]
    edited = st.data_editor(
        pd.DataFrame(lines or [["", "", None, None, True]], columns=columns),
        num_rows="dynamic",
        hide_index=True,
        key=f"hop.members.{turn}",
        width="stretch",
        alt=words.t("Members of the meeting"),
        column_config={
            columns[2]: st.column_config.SelectboxColumn(options=list(parts.values())),
            columns[3]: st.column_config.SelectboxColumn(options=list(there.values())),
            columns[4]: st.column_config.CheckboxColumn(default=True, width="small"),
        },
    )
    found = []
    for name, role, part, attends, votes in edited.itertuples(index=False):
        if _said(name):
            found.append(
                {
                    "name": _said(name),
                    "role": _said(role),
                    "part": code_of.get(_said(part), ""),
                    "attends": code_of.get(_said(attends), ""),
                    "votes": bool(votes) if votes is not None and votes == votes else True,
                }
            )
    before = tuple({**m, "votes": bool(m.get("votes", m.get("part") != GUEST))} for m in held.members)
    same = [{k: m.get(k) or ("" if k != "votes" else False) for k in MEMBER} for m in before] == found
    return held.members if same else tuple(found)


def _said(value: Any) -> str:
    """A cell's text; an empty cell of a grid may be None or NaN."""
    return str(value).strip() if isinstance(value, str) else ""
