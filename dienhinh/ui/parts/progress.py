"""Everybody of a track against every threshold: the columns chosen, the cells with their states, the same for Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.criteria import STATUSES, Criterion, RouteTable, TrackResult
from dienhinh.criteria.leaves import leaf
from dienhinh.exchange.sheets import XLSX, table_workbook
from dienhinh.kinds.sentence import N_
from dienhinh.locale.statuses import STATUS_MARK, status
from dienhinh.locale.verdicts import missing_text
from dienhinh.ui import address, grid
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import PROFILE, Page
from dienhinh.ui.grid import Cell, Column
from dienhinh.ui.register import PAGES

MOST_ROWS = 2000
STATUS, PROGRESS, MISSING, UNIT, CODE = "status", "progress", "missing", "unit", "code"
FIXED = {
    STATUS: N_("Status"),
    PROGRESS: N_("Progress"),
    MISSING: N_("Missing on the nearest route"),
    UNIT: N_("Unit"),
    CODE: N_("Code"),
}
BETWEEN = "~"
PROFILE_ADDRESS = next(path for of in PAGES.values() for name, _, _, path in of if name == "profile")


def leaves(page: Page, track: str) -> list[tuple[int, Criterion]]:
    """The track's leaves with their places among its nodes: what is counted first, what is attested after it."""
    nodes = page.assessment.tracks[track].nodes
    return sorted(
        ((i, node) for i, node in enumerate(nodes) if node.is_leaf),
        key=lambda one: page.plan.measures[str(one[1].measure)].kind in ("ATTESTATION", "DISCIPLINE"),
    )


def headings(page: Page) -> dict[str, str]:
    """Every column that can be chosen, in the order in which they stand while nobody has chosen: code → heading."""
    t, lang = page.words.t, page.words.lang
    found = {STATUS: t(FIXED[STATUS]), PROGRESS: t(FIXED[PROGRESS])}
    for track in page.assessment.tracks:
        found |= {node.id: f"{node.short.in_(lang)} ({node.section})" for _, node in leaves(page, track)}
    return found | {c: t(FIXED[c]) for c in (MISSING, UNIT, CODE)}


def chosen(page: Page, every: dict[str, str]) -> list[str]:
    """The columns shown, in their order, as the address has them."""
    asked = [c for c in (page.view.cot or "").split(BETWEEN) if c in every]
    return asked or list(every)


def choose(page: Page, every: dict[str, str], shown: list[str]) -> None:
    """The box in which columns are chosen, in the order wanted."""
    words = page.words
    box = st.popover(words.t("Columns"), icon=":material/view_column:", key="w.cot.box", on_change="rerun")
    if not box.open:
        return
    st.session_state["w.cot"] = shown

    def changed() -> None:
        now = list(st.session_state["w.cot"])
        address.put("cot", BETWEEN.join(now) if now != list(every) else None)

    with box:
        st.multiselect(
            words.t("Columns, in this order"),
            list(every),
            format_func=every.__getitem__,
            key="w.cot",
            on_change=changed,
            placeholder=words.t("Choose"),
        )
        st.button(words.t("All columns"), key="w.cot.all", on_click=address.put, args=("cot", None))


def figure(page: Page, r: int, k: int, result: TrackResult, place: int) -> list[Any]:
    """have/need of one threshold with what is pending beside it and a mark that does not need colour; its state; what
    it is sorted by."""
    one = leaf(page.plan, page.assessment.counts, r, result.nodes[place])
    state = int(result.status[place, k])
    more = f" +{one.pending}" if one.pending and not result.met[place, k] else ""
    share = min(one.have / one.need, 1.0) if one.need else 1.0
    return [f"{STATUS_MARK[STATUSES[state]]} {one.have}/{one.need}{more}", state, share - state]


def table(
    page: Page, track: str, rows: list[int], routes: RouteTable, shown: Sequence[str]
) -> tuple[list[str], list[list[Cell]]]:
    """The columns that the track has of those ``shown``, and a row a candidate: the name, then the columns' cells."""
    words, assessment = page.words, page.assessment
    result = assessment.tracks[track]
    place = {int(r): k for k, r in enumerate(result.rows)}
    at = {node.id: i for i, node in leaves(page, track)}
    columns = [c for c in shown if c in at or c in FIXED]
    if page.plan.tracks[track].who == "COLLECTIVE":
        columns = [c for c in columns if c != UNIT]  # its own
    lines: list[list[Cell]] = []
    names, codes, units = (assessment.roster[c].tolist() for c in ("name", "code", "unit_name"))
    for r in rows:
        k, state = place[r], int(assessment.status[r])
        share = float(assessment.progress[r])
        line: list[Cell] = [[names[r], None, r]]  # the roster's order is that of Vietnamese names
        for c in columns:
            if c in at:
                line.append(figure(page, r, k, result, at[c]))
            elif c == STATUS:
                line.append([status(words, STATUSES[state]), state, state])
            elif c == PROGRESS:
                line.append([f"{int(share * 100)}%", None, share])  # never rounded up to 100
            elif c == MISSING:
                line.append(missing_text(routes.nearest_route(k), page.plan, words) or "–")
            else:
                line.append(str(units[r] if c == UNIT else codes[r]))
        lines.append(line)
    return columns, lines


def frame_of(
    page: Page, columns: Sequence[str], lines: Sequence[Sequence[Cell]], every: dict[str, str]
) -> pd.DataFrame:
    """The same table for Excel: texts, and progress as a number."""
    names = [page.words.t("Name"), *(every[c] for c in columns)]

    def plain(i: int, cell: Cell) -> Any:
        return (cell[2] if i and columns[i - 1] == PROGRESS else cell[0]) if isinstance(cell, list) else cell

    return pd.DataFrame([[plain(i, c) for i, c in enumerate(line)] for line in lines], columns=names)


def draw(
    page: Page, track: str, rows: list[int], routes: RouteTable, shown: Sequence[str], every: dict[str, str]
) -> None:
    """One track: its name, the table, its download."""
    words = page.words
    name = page.plan.tracks[track].in_(words.lang)
    columns, lines = table(page, track, rows, routes, shown)
    codes = [str(page.assessment.roster["code"].iloc[r]) for r in rows]
    left, right = st.columns([7, 3], vertical_alignment="bottom")
    with left:
        heading(f"{name} · {len(rows)}", words.t("click a row for the profile, a heading to sort"))
    caption = words.t("{track}, plan {number}, assessed on {on}", track=name, number=page.plan.number, on=page.view.on)
    percents, widths = [every[PROGRESS]], {every[MISSING]: 60}
    give(
        words.t("Download as Excel"),
        lambda: table_workbook(frame_of(page, columns, lines, every), name, caption, percents=percents, widths=widths),
        f"tien-do-{track.lower().replace('_', '-')}-{page.view.on.isoformat()}.xlsx",
        XLSX,
        f"download.{track}",
        place=right,
        wide=True,
    )
    grid.draw(
        words,
        [Column(words.t("Name")), *(Column(every[c], c == PROGRESS, c == MISSING) for c in columns)],
        lines[:MOST_ROWS],
        codes[:MOST_ROWS],
        words.t("Candidates of the track {track} against each threshold", track=name),
        f"table.{track}",
        PROFILE_ADDRESS,
        lambda code: address.go(PROFILE, who=code),
    )
    if len(lines) > MOST_ROWS:
        st.caption(words.t("The first {n} of {all} lines are shown.", n=MOST_ROWS, all=len(lines)))
