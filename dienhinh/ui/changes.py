"""A recorded change in the reader's words: what a record said, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dienhinh import clock
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import RESULT_WORD, STAGE_WORD, STATE_WORD, TABLE_WORD, WAY_WORD, code_name
from dienhinh.store import LogLine
from dienhinh.ui import data

ACTION_WORD = {"INSERT": N_("added"), "UPDATE": N_("changed"), "DELETE": N_("removed")}
HIDDEN = {"plan_id", "file_id", "candidate_id", "unit_id", "identity", "title_key", "code_key", "kind", "sort_key"}
"""Columns that only the program reads."""


def change_text(action: str, before: Mapping[str, Any], after: Mapping[str, Any], words: Words) -> str:
    """One line: the new record's values, or each value that changed as old → new."""
    if action == "UPDATE":
        moved = [f"{said(k, before.get(k), words)} → {said(k, v, words)}" for k, v in after.items() if k not in HIDDEN]
        return "; ".join(moved)
    given = after or before
    return ", ".join(said(k, v, words) for k, v in given.items() if k not in HIDDEN and v is not None)


def said(column: str, value: Any, words: Words) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words.t("yes" if value else "no")
    text = str(value)
    if column == "result":
        return words.t(RESULT_WORD[text]) if text in RESULT_WORD else text  # a replication’s is free text
    if column == "milestone_id":
        named = {m.id: f"{m.section} · {m.in_(words.lang)}" for m in data.plan().milestone}
        return named.get(text, text)
    if column == "how":
        return words.t(WAY_WORD[text])
    if column == "stage":
        return words.t(STAGE_WORD[text])
    if column == "state":
        return words.t(STATE_WORD[text])
    if column.endswith("_on") or column == "on_date":
        return f"{text[8:10]}/{text[5:7]}/{text[:4]}"
    return code_name(text) if column in ("code", "level") else text


def in_words(change: LogLine, words: Words) -> tuple[str, str, str, str, str, str]:
    """When, who, the action, the kind of record, whose it is, what it said and says."""
    return (
        f"{clock.local(change.at):%d/%m/%Y %H:%M}",
        change.who,
        words.t(ACTION_WORD[change.action]),
        words.t(TABLE_WORD[change.table]),
        f"{change.name} · {change.code}",
        (f"{change.year}: " if change.year and change.action == "UPDATE" else "")
        + change_text(change.action, change.before, change.after, words),
    )
