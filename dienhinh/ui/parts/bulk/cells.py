"""The cells of the grid of ratings: as recorded, as typed and not yet saved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.store.records import rows
from dienhinh.ui import data, keeper
from dienhinh.ui.frame import Page

SEEN = "bulk.seen"


Cell = tuple[int, int]  # candidate, year


def people_of(page: Page) -> pd.DataFrame:
    """Everybody recorded: ``candidate_id``, code, name, kind, unit_name; units first, in name order."""
    both = [page.assessment.roster, page.standing.apart]
    found = pd.concat([f[["candidate_id", "code", "name", "kind", "unit_name"]] for f in both], ignore_index=True)
    return found.sort_values("kind", key=lambda k: k != "COLLECTIVE", kind="stable").reset_index(drop=True)


def years(page: Page) -> list[int]:
    period = page.plan.period
    return list(range(period.first_year, max(period.last_year, clock.today().year) + 1))[:7]


def base(page: Page) -> dict[Cell, tuple[int, int, str]]:
    """Every rating as the officer saw it first: (candidate, year) → (record, version, code)."""
    if SEEN not in st.session_state:
        found = rows(data.store().cursor(), "rating")
        all_of = {
            (r["candidate_id"], r["year"]): (n, r["version"], r["code"])
            for n, r in found.items()
            if r["state"] != "REVOKED"
        }
        for cell, (_, version) in kept_cells().items():  # unsaved input is about the record as it was seen then
            place = (int(cell.split("|")[0]), int(cell.split("|")[1]))
            if place in all_of and version:
                all_of[place] = (all_of[place][0], version, all_of[place][2])
            elif not version:
                all_of.pop(place, None)
        st.session_state[SEEN] = all_of
    seen: dict[Cell, tuple[int, int, str]] = st.session_state[SEEN]
    return seen


def kept_cells() -> dict[str, tuple[str | None, int]]:
    """The grid's unsaved cells: "candidate|year" → the code typed and the version it was typed over."""
    kept = keeper.unsaved().get("bulk/grid")
    return {cell: (code, version) for cell, (code, version) in kept.content.items()} if kept else {}
