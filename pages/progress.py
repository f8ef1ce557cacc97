"""Progress: every candidate against every threshold, nearest first, and what is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.criteria import STATUSES, RouteTable, TrackResult
from dienhinh.criteria.leaves import leaf
from dienhinh.exchange.sheets import XLSX, table_workbook
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold
from dienhinh.locale.statuses import NODE_WORD, STATUS_MARK, status
from dienhinh.locale.verdicts import missing_text
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, Page, open_page

LONGEST = 18  # rows of a table before it scrolls


def search(page: Page) -> None:
    """The name, code or unit searched for; diacritics need not be typed."""
    st.session_state["w.find"] = page.view.find
    st.text_input(
        page.words.t("Search by name, code or unit (diacritics not needed)"),
        key="w.find",
        type="search",
        placeholder=page.words.t("for instance: nguyen an"),
        on_change=address.changed("w.find", "find", lambda v: str(v).strip() or None),
    )


def found(page: Page, rows: list[int], wanted: str) -> list[int]:
    """The rows whose name, code or unit holds every word of ``wanted``."""
    if not wanted:
        return rows
    roster = page.assessment.roster
    texts = [
        fold(" ".join(map(str, r))) for r in roster.iloc[rows][["name", "code", "unit_name"]].itertuples(index=False)
    ]
    return [i for i, text in zip(rows, texts, strict=True) if all(word in text for word in wanted.split())]


def lacking(page: Page, rows: list[int]) -> list[int]:
    """The rows that lack the criterion asked for in the address, if one is."""
    criterion = page.view.lacks
    if criterion not in page.plan.criteria:
        return rows
    keep: set[int] = set()
    for result in page.assessment.tracks.values():
        if any(node.id == criterion for node in result.nodes):
            keep |= {int(r) for r, met in zip(result.rows, result.met[result.at(criterion)], strict=True) if not met}
    return [i for i in rows if i in keep]


def say_lacking(page: Page) -> None:
    """Say which criterion the list is narrowed to, and offer the whole list again."""
    criterion = page.plan.criteria.get(page.view.lacks or "")
    if criterion is not None:
        name, clear = st.columns([8, 2], vertical_alignment="center")
        name.info(page.words.t("Only those who lack: {what}", what=criterion.in_(page.words.lang)))
        clear.button(page.words.t("Show all"), on_click=address.put, args=("lacks", None), width="stretch")


def cell(page: Page, r: int, k: int, result: TrackResult, place: int) -> str:
    """have/need of one threshold, what is pending beside it, and a mark that does not need colour."""
    one = leaf(page.plan, page.assessment.counts, r, result.nodes[place])
    mark = STATUS_MARK[STATUSES[result.status[place, k]]]
    more = f" +{one.pending}" if one.pending and not result.met[place, k] else ""
    return f"{mark} {one.have}/{one.need}{more}"


def track_frame(page: Page, track: str, rows: list[int], table: RouteTable) -> pd.DataFrame:
    """The table of one track: who, status, progress, each threshold, what the nearest route lacks."""
    words, assessment = page.words, page.assessment
    result = assessment.tracks[track]
    place = {int(r): k for k, r in enumerate(result.rows)}
    leaves = sorted(
        ((i, node) for i, node in enumerate(result.nodes) if node.is_leaf),
        key=lambda leaf: page.plan.measures[str(leaf[1].measure)].kind in ("ATTESTATION", "DISCIPLINE"),
    )  # what is counted first, what is attested after it
    lines = []
    for r in rows:
        k, person = place[r], assessment.roster.iloc[r]
        line: dict[str, Any] = {
            words.t("Name"): person["name"],
            words.t("Status"): status(words, STATUSES[assessment.status[r]]),
            words.t("Progress"): float(assessment.progress[r]),
        }
        for i, node in leaves:
            line[f"{node.short.in_(words.lang)} ({node.section})"] = cell(page, r, k, result, i)
        line[words.t("Missing on the nearest route")] = missing_text(table.nearest_route(k), page.plan, words) or "–"
        line[words.t("Unit")] = person["unit_name"]
        line[words.t("Code")] = person["code"]
        lines.append(line)
    return pd.DataFrame(lines)


def draw_track(page: Page, track: str, frame: pd.DataFrame) -> None:
    words = page.words
    name = page.plan.tracks[track].in_(words.lang)
    if page.plan.tracks[track].who == "COLLECTIVE":
        frame = frame.drop(columns=[words.t("Unit")])
    progress, missing = words.t("Progress"), words.t("Missing on the nearest route")
    left, right = st.columns([7, 3], vertical_alignment="bottom")
    with left:
        heading(f"{name} · {len(frame)}", words.t("click a cell for the profile"))
    caption = words.t("{track}, plan {number}, assessed on {on}", track=name, number=page.plan.number, on=page.view.on)
    right.download_button(
        words.t("Download as Excel"),
        lambda: table_workbook(frame, name, caption, percents=[progress], widths={missing: 60}),
        file_name=f"tien-do-{track.lower().replace('_', '-')}-{page.view.on.isoformat()}.xlsx",
        mime=XLSX,
        key=f"download.{track}",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )
    shown = frame.assign(**{progress: (frame[progress] * 100).astype(int)})  # never rounded up to 100

    def selected() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells:
            address.go(PROFILE, who=frame[words.t("Code")].iloc[cells[0][0]])

    key = f"table.{track}"
    st.dataframe(
        shown,
        key=key,
        hide_index=True,
        height="content" if len(frame) <= LONGEST else 38 + 35 * LONGEST,
        on_select=selected,
        selection_mode="single-cell",
        alt=words.t("Candidates of the track {track} against each threshold", track=name),
        column_config={
            words.t("Name"): st.column_config.TextColumn(pinned=True, width="medium"),
            progress: st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d%%", width="small"),
            missing: st.column_config.TextColumn(width="large"),
        },
    )


page = open_page(N_("Progress"), N_("Every candidate against every threshold, nearest first"))
words = page.words
tables, order = data.routes(page.view.on)
rows = lacking(page, found(page, page.chosen(order), fold(page.view.find)))
track_of = page.assessment.roster["track"].astype(str).tolist()
frames = {
    track: track_frame(page, track, mine, tables[track])
    for track in page.assessment.tracks
    if (mine := [i for i in rows if track_of[i] == track])
}
page.draw()
search(page)
say_lacking(page)
marks = " · ".join(f"{STATUS_MARK[s]} {words.t(NODE_WORD[s])}" for s in STATUSES)
st.caption(f"{words.t('Each cell: have/need, + what is pending.')} {marks}")
if not frames:
    st.info(words.t("Nobody matches. Clear the search or a filter."), icon=":material/search_off:")
for track, frame in frames.items():
    draw_track(page, track, frame)
