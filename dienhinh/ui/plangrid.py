"""A draft plan's tables as grids: criteria, groups of criteria, measures, milestones; and what is wrong with a
draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.criteria import Plan
from dienhinh.criteria.planfile import Fault
from dienhinh.kinds.codes import FACT_KINDS, SERVICE
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name
from dienhinh.locale.statuses import KIND_WORD
from dienhinh.plans.rows import ALL_CODES, ALL_COUNTS, COLUMNS, GROUPS, HOW, LEAVES, MEASURES, MILESTONES, Row, rows_of
from dienhinh.ui import keeper

TABLE_WORD = {
    "": N_("Particulars"),
    "measure": N_("Measures"),
    "criterion": N_("Criteria"),
    "track": N_("Tracks"),
    "policy": N_("Policies"),
    "milestone": N_("Milestones"),
    "duty": N_("Duties"),
}
FIELD_WORD = {
    "id": N_("Id"),
    "number": N_("Number"),
    "issued": N_("Date issued"),
    "title": N_("Title"),
    "title_en": N_("Title in English"),
    "issuer": N_("Issuer"),
    "issuer_en": N_("Issuer in English"),
    "period": N_("Period"),
    "target": N_("Sought"),
    "section": N_("Section"),
    "vi": N_("Wording"),
    "en": N_("Wording in English"),
    "short": N_("Short wording"),
    "short_vi": N_("Short wording"),
    "short_en": N_("Short wording in English"),
    "measure": N_("What is counted"),
    "need": N_("Threshold"),
    "every_year": N_("Every due year"),
    "how": N_("Put together"),
    "parts": N_("Of which criteria"),
    "all": N_("all of these"),
    "any": N_("any one of these"),
    "kind": N_("Kind"),
    "codes": N_("Codes counted"),
    "related": N_("Codes shown beside"),
    "count": N_("Counted by"),
    "per_year": N_("Most a year"),
    "criterion": N_("Criterion"),
    "when": N_("By policy"),
    "due": N_("Due"),
    "office": N_("Office responsible"),
    "office_vi": N_("Office responsible"),
    "office_en": N_("Office responsible (English)"),
    "choice": N_("Reading"),
    "question": N_("Question"),
    "choices": N_("Admitted readings"),
    "governs": N_("Governs"),
    "who": N_("Who"),
}
COUNT_WORD = {
    "decisions": N_("decisions"),
    "years": N_("distinct years"),
    "due_years": N_("due years"),
    "latest": N_("the latest word"),
    "in_force": N_("none in force"),
    "last_due": N_("the last year due"),
    "this_year": N_("in the last year"),
    "run": N_("years in a row"),
    "occasions": N_("occasions in a row"),
}
WIDE: dict[str, int] = {"id": 150, "vi": 360, "en": 240, "section": 90}
HOW_WORD = {"all": N_("all of these"), "any": N_("any one of these")}


def grid(words: Words, plan: Plan, part: str, place: str, mark: str) -> tuple[list[Row], bool]:
    """The part's grid; returns its rows as they stand and whether they say other than the draft. Unsaved input is
    kept for this browser under ``place`` while the draft's text (``mark``) is the same."""
    state, base = st.session_state, rows_of(plan, part)
    kept = keeper.unsaved().get(place)
    typed = kept.content if kept and kept.content.get("mark") == mark else None
    # What the grid begins with must stay the same while it is edited, or its edits are lost.
    shape = (place, part, mark, words.lang, state.get(keeper.BROWSER), state.get("plan.turn", 0))
    if state.get("plan.shape") != shape:
        rows = [_read(row) for row in json.loads(typed["rows"])] if typed else base
        state["plan.frame"] = pd.DataFrame(rows, columns=list(COLUMNS[part]), dtype=object)
        state["plan.shape"] = shape
    edited = st.data_editor(
        state["plan.frame"],
        key=f"plan.{hash(shape)}",
        num_rows="dynamic",
        hide_index=True,
        height=min(36 * (len(base) + 2) + 3, 470),
        column_config={c: _column(words, plan, part, c) for c in COLUMNS[part]},
        placeholder="–",
        alt=words.t("The draft’s table, to be edited"),
    )
    rows = [_plain(row) for row in edited.to_dict("records")]
    changed = rows != [_plain(row) for row in base]
    content = {"mark": mark, "rows": json.dumps(rows, default=str, ensure_ascii=False)}
    keeper.keep(place, content if changed else None)
    return rows, changed


def _plain(row: Mapping[Any, Any]) -> Row:
    """A row with empty cells as None and whole numbers as such, so that rows compare."""
    found: Row = {}
    for key, value in row.items():
        if isinstance(value, float):
            value = None if value != value else int(value)
        elif value is pd.NaT or value is pd.NA or value == "":
            value = None
        elif isinstance(value, pd.Timestamp):
            value = value.date()
        elif key in ("codes", "parts"):
            value = list(value) if value is not None else []
        elif key == "every_year":
            value = bool(value)
        found[str(key)] = value
    return found


def _read(row: Row) -> Row:
    return {**row, "due": date.fromisoformat(row["due"])} if row.get("due") else row


def _column(words: Words, plan: Plan, part: str, name: str) -> Any:
    label, config = words.t(FIELD_WORD[name]), st.column_config
    if name == "measure":
        names = {m.id: m.in_(words.lang) for m in plan.measure}
        return config.SelectboxColumn(
            label, options=list(names), format_func=lambda m: names.get(str(m), str(m)), width="medium"
        )
    if name == "how":
        said = {h: words.t(HOW_WORD[h]) for h in HOW}
        return config.SelectboxColumn(label, options=list(HOW), format_func=lambda h: said[str(h)], width="small")
    if name == "kind":
        kinds = {k: words.t(KIND_WORD[k]) for k in FACT_KINDS} | {SERVICE: words.t("Years of service")}
        return config.SelectboxColumn(label, options=list(kinds), format_func=lambda k: kinds[str(k)], width="small")
    if name == "count":
        counts = {c: words.t(COUNT_WORD[c]) for c in ALL_COUNTS}
        return config.SelectboxColumn(
            label, options=list(ALL_COUNTS), format_func=lambda c: counts[str(c)], width="small"
        )
    if name == "codes":
        return config.MultiselectColumn(label, options=list(ALL_CODES), format_func=code_name, width="medium")
    if name == "parts":
        return config.MultiselectColumn(label, options=[c.id for c in plan.criterion], width="large")
    if name in ("need", "per_year"):
        return config.NumberColumn(label, min_value=0, max_value=60, step=1, format="%d", width="small")
    if name == "every_year":
        return config.CheckboxColumn(label, width="small")
    if name == "due":
        return config.DateColumn(label, format="DD/MM/YYYY", width="small")
    return config.TextColumn(label, max_chars=400, width=WIDE.get(name, 140), pinned=name == "id")


def fault_text(words: Words, said: Mapping[str, Any], fault: Fault) -> str:
    """One thing that is wrong: where (table, item, column) and why."""
    path, reason, params = fault
    table = str(path[0]) if str(path[0]) in TABLE_WORD else ""
    where = [words.t(TABLE_WORD[table])]
    if len(path) > 1 and isinstance(path[1], int) and path[1] < len(said.get(table, ())):
        where.append(str(said[table][path[1]].get("id") or words.t("row {n}", n=path[1] + 1)))
    key = next((str(p) for p in reversed(path) if str(p) in FIELD_WORD and str(p) != table), None)
    if key:
        where.append(words.t(FIELD_WORD[key]))
    if reason.startswith("“{key}”"):
        params = {**params, "key": words.t(FIELD_WORD.get(str(params["key"]), "Particulars"))}
    return f"{' · '.join(where)}: {words.t(reason, **params)}"


__all__ = ["GROUPS", "LEAVES", "MEASURES", "MILESTONES", "fault_text", "grid"]
