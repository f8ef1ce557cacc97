"""The rows of a paper beside those they may be about, and the records that they become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.exchange.forms import OWN_WORDS, checked, ids_of, values_of
from dienhinh.exchange.paper.matching import Match
from dienhinh.exchange.paper.types import Paper, PaperRow
from dienhinh.kinds.award import AWARDS
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key
from dienhinh.locale.names import code_name
from dienhinh.store import Edit, known_codes
from dienhinh.store.decisions import core_of
from dienhinh.store.records import rows
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.decision.reading import TURN

SHOWN = ("To be looked at", "In the paper", "Whose record", "Award", "Year", "May be")


KIND_WORD = {
    "award": N_("a decision on rewarding"),
    "revocation": N_("a decision that takes awards back"),
    "other": N_("no decision on rewarding that could be read"),
}


HOW_WORD = {"read": N_("read"), "guessed": N_("guessed"), "missing": N_("missing")}


PART_WORD = {
    "name": N_("Name"),
    "unit": N_("Unit"),
    "award": N_("Award"),
    "year": N_("Year"),
    "who": N_("Whose record"),
}


def to_see(row: PaperRow, match: Match, page: Page) -> str:
    """Which cells of a row are guesses, and which are missing."""
    words = page.words
    how = {n: getattr(row, n).how for n in ("name", "unit", "award", "year")} | {"who": match.how}
    if row.unit.value is None and row.unit.how == "missing":
        del how["unit"]  # most papers name no unit beside a collective
    if set(how.values()) == {"guessed"}:
        return words.t("guessed: all of it")
    parts = []
    for kind in ("missing", "guessed"):
        named = [words.t(PART_WORD[n]).lower() for n, h in how.items() if h == kind]
        if named:
            parts.append(f"{words.t(HOW_WORD[kind])}: {', '.join(named)}")
    return "; ".join(parts) or words.t("read whole")


def sure(row: PaperRow, match: Match) -> bool:
    return match.how == "read" and all(getattr(row, n).how == "read" for n in ("name", "award", "year"))


def table_of(page: Page, paper: Paper, matches: Sequence[Match], labels: dict[str, str]) -> pd.DataFrame:
    """The rows in the editor, corrected by the officer."""
    words = page.words
    begun = pd.DataFrame(
        {
            "✓": [sure(r, m) for r, m in zip(paper.rows, matches, strict=True)],
            words.t("In the paper"): [
                " · ".join(str(c.value) for c in (r.name, r.post, r.unit) if c.value) for r in paper.rows
            ],
            words.t("Whose record"): [labels.get(m.code or "") for m in matches],
            words.t("Award"): [code_name(str(r.award.value)) if r.award.value else None for r in paper.rows],
            words.t("Year"): [r.year.value for r in paper.rows],
            words.t("To be looked at"): [to_see(r, m, page) for r, m in zip(paper.rows, matches, strict=True)],
            words.t("May be"): [", ".join(labels.get(c, c) for c in m.candidates[:3]) for m in matches],
        }
    ).astype({words.t("Year"): "Int64"})
    if not any(m.candidates for m in matches):
        begun = begun.drop(columns=words.t("May be"))
    fixed = [words.t(h) for h in ("In the paper", "To be looked at", "May be") if words.t(h) in begun]
    return st.data_editor(
        begun,
        key=f"decision.rows.{st.session_state.get(TURN, 0)}.{words.lang}",
        hide_index=True,
        placeholder="–",
        disabled=fixed,
        column_order=["✓", *(words.t(h) for h in SHOWN if words.t(h) in begun)],
        height=min(36 * (len(begun) + 1) + 3, 480),
        alt=words.t("What was read of the paper, a row an award"),
        column_config={
            "✓": st.column_config.CheckboxColumn("✓", width=52, help=words.t("seen, and right")),
            words.t("In the paper"): st.column_config.TextColumn(width=180),
            words.t("Whose record"): st.column_config.SelectboxColumn(options=list(labels.values()), width=160),
            words.t("Award"): st.column_config.SelectboxColumn(options=[code_name(c.code) for c in AWARDS], width=92),
            words.t("Year"): st.column_config.NumberColumn(format="%d", width=56, min_value=1945, max_value=2200),
            words.t("To be looked at"): st.column_config.TextColumn(width=122),
        },
    )


def edits_of(
    page: Page, paper: Paper, edited: pd.DataFrame, labels: dict[str, str], head: dict[str, Any]
) -> tuple[list[Edit], list[tuple[str, str]]]:
    """What the ticked rows write, and why some cannot be written: (who, reason)."""
    words, cursor = page.words, data.store().cursor()
    known = known_codes(cursor)
    ids = ids_of(known)
    by_label, by_name = {said: code for code, said in labels.items()}, {code_name(c.code): c.code for c in AWARDS}
    edits: list[Edit] = []
    wrong: list[tuple[str, str]] = []
    for said, row in zip(edited.itertuples(index=False), paper.rows, strict=True):
        if not said[0]:
            continue
        who, award, year = by_label.get(said[2] or ""), by_name.get(said[3] or ""), said[4]
        if who is None or award is None or pd.isna(year):
            wrong.append((str(said[1]), words.t("Say whose record, which award and which year, or untick the row.")))
            continue
        if row.revokes:
            old = revoked(paper, rows(cursor, "award", candidate_id=ids[code_key(who)]), award, int(year))
            if old is None:
                wrong.append((str(said[1]), words.t("The award that is taken back is not recorded.")))
            else:
                edits.append(Edit("award", {"state": "REVOKED"}, old[0], int(old[1]["version"])))
            continue
        label = row.award.words if award in OWN_WORDS else None
        typed = {"award": award, "year": int(year), "label": label, "state": "CONFIRMED", "achievement": None, **head}
        answer = checked("award", typed, who, known, data.terms())
        if answer.wrong or answer.record is None:
            reasons = [words.t(p.reason, **p.params) for found in answer.problems.values() for p in found]
            wrong.append((str(said[1]), "; ".join(reasons)))
            continue
        edits.append(Edit("award", values_of("award", answer.record, ids)))
    return edits, wrong


def revoked(paper: Paper, mine: dict[int, dict[str, Any]], award: str, year: int) -> tuple[int, dict[str, Any]] | None:
    """The recorded award that a row takes back: by the decision it names, else by its award and year."""
    same = {n: r for n, r in mine.items() if (r["code"], r["year"]) == (award, year) and r["state"] != "REVOKED"}
    if paper.revoked_number.value:
        core = core_of(str(paper.revoked_number.value))
        named = {n: r for n, r in same.items() if r["decision_no"] and core.goes_with(core_of(r["decision_no"]))}
        same = named or {}
    return next(iter(same.items())) if len(same) == 1 else None
