"""Every figure is a valid one (pages skip plotly's own check for speed), hands back codes, and shows every number."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhinh.charts import Look, holding_back, status_areas, status_bars, status_steps, timeline, year_ends
from dienhinh.charts.look import STATUSES, distinct, numbers
from dienhinh.criteria import STATUSES as CRITERIA_STATUSES
from dienhinh.locale.statuses import STATUS_MARK

LABELS = dict(zip(STATUSES, ("Đủ", "Chờ", "Đang", "Không"), strict=True))
GROUPS = pd.DataFrame(
    [
        {"kind": kind, "code": code, "group": name, "status": s, "n": n}
        for kind, code, name in (("track", "TAP_THE", "Tập thể"), ("unit", "VP", "Văn phòng"))
        for s, n in zip(STATUSES, (3, 0, 2, 30), strict=True)
    ]
)
ENDS = pd.DataFrame(
    [
        {"on": f"31/12/{y}", "code": f"{y}-12-31", "status": s, "n": n}
        for y in (2021, 2022)
        for s, n in zip(STATUSES, (1, 2, 3, 4), strict=True)
    ]
)
HELD = pd.DataFrame({"code": ["III.2.c"], "label": ["Thành tích"], "lacking": [9], "only": [4]})
SPANS = pd.DataFrame([{"lane": "Chức vụ", "label": "Trưởng phòng", "start": date(2019, 1, 1), "end": date(2026, 1, 1)}])
MARKS = pd.DataFrame(
    [
        {"lane": "Xác nhận", "label": s, "on": date(2025, 12, 22), "state": "CONFIRMED", "hover": s}
        for s in ("II.2", "III.2.a")
    ]
    + [{"lane": "Danh hiệu", "label": "CSTĐCS", "on": date(2022, 12, 25), "state": "PENDING", "hover": "chờ"}]
)

DAYS = pd.DataFrame(
    [
        {"on": date(y, 12, 31), "status": s, "n": n}
        for y in (2021, 2022)
        for s, n in zip(STATUSES, (1, 0, 3, 4), strict=True)
    ]
)
LINE = [(date(2021, 1, 1), None, 0.0), (date(2021, 6, 1), "ON_TRACK", 0.5), (date(2025, 1, 1), "ELIGIBLE", 1.0)]


def figures(look: Look) -> list[go.Figure]:
    return [
        status_bars(GROUPS, look, LABELS, "{group} {status} {n}"),
        year_ends(ENDS, look, LABELS, "{group} {status} {n}"),
        holding_back(HELD, look, "chỉ", "cùng"),
        timeline(
            SPANS,
            MARKS,
            ["Chức vụ", "Danh hiệu", "Xác nhận"],
            date(2026, 1, 1),
            (date(2021, 1, 1), date(2025, 12, 31)),
            look,
            "01/01/2026",
        ),
        status_bars(GROUPS.iloc[:0], look, LABELS, "{group} {status} {n}"),
        status_areas(DAYS, {date(2021, 12, 31): "cuối năm"}, date(2022, 1, 5), look, LABELS, "{day} {status} {n}"),
        status_areas(DAYS.iloc[:0], {}, date(2022, 1, 5), look, LABELS, "{day} {status} {n}"),
        status_steps(LINE, date(2026, 1, 1), {}, date(2022, 1, 5), look, LABELS, "{day} {status} {progress}"),
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_every_figure_is_valid(dark) -> None:
    for figure in figures(Look(dark=dark)):
        go.Figure(figure.to_dict())  # raises where a property is misspelt or a value inadmissible


def test_bars_hand_back_codes_not_names() -> None:
    bars, ends, held, *_ = figures(Look())
    assert list(bars.data[0].customdata[0]) == ["track", "TAP_THE", "ELIGIBLE"]
    assert list(ends.data[3].customdata[1]) == ["2022-12-31", "OUT_OF_REACH"]
    assert list(held.data[0].customdata[0]) == ["III.2.c"]


def test_the_parts_of_a_bar_add_up() -> None:
    bars, _, held, *_ = figures(Look())
    assert sum(sum(trace.x) for trace in bars.data) == GROUPS["n"].sum()
    assert held.data[0].x[0] + held.data[1].x[0] == 9


def contrast(one: str, two: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    first, second = sorted((light(one), light(two)), reverse=True)
    return (first + 0.05) / (second + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_figures_can_be_read_on_their_fills(dark) -> None:
    look = Look(dark=dark)
    fills = [look.status(s) for s in STATUSES] + [look.series(i) for i in range(4)]
    assert all(contrast(f.color, f.ink) >= 4.5 for f in fills), [(f, contrast(f.color, f.ink)) for f in fills]


def test_no_two_statuses_are_told_apart_by_colour_alone() -> None:
    for look in (Look(), Look(dark=True)):
        assert len({look.status(s).color for s in STATUSES}) == len(STATUSES)
    assert len({STATUS_MARK[s] for s in STATUSES}) == len(STATUSES)  # and each stands with its mark
    assert STATUSES == CRITERIA_STATUSES


def test_a_number_is_written_only_where_it_has_room() -> None:
    assert numbers([0, 1, 5, 100], 100) == ["", "", "5", "100"]


def test_what_happened_on_one_day_shares_one_mark() -> None:
    attested = next(t for t in figures(Look())[3].data if "Xác nhận" in (t.y or ()))
    assert attested.text == ("II.2, III.2.a",) or list(attested.text) == ["II.2, III.2.a"]


def test_a_line_over_time_has_a_gap_where_there_is_no_candidate_and_goes_on_to_the_end() -> None:
    line = figures(Look())[-1].data[0]
    assert list(line.y) == [None, "Đang", "Đủ", "Đủ"]
    assert line.x[-1] == "2026-01-01"
    assert line.line.shape == "hv"


def test_areas_add_up_to_everybody() -> None:
    areas = figures(Look())[-3].data
    assert [sum(a.y[i] for a in areas) for i in range(2)] == [8, 8]


@given(
    st.lists(
        st.sampled_from(
            [
                "Trung tâm y tế huyện Mẫu Đông",
                "Trung tâm y tế huyện Mẫu Tây",
                "Phòng",
                "Một tên rất dài không có gì để phân biệt",
                "Một tên rất dài không có gì khác",
            ]
        ),
        max_size=6,
    )
)
def test_no_two_rows_of_a_chart_bear_one_label(names) -> None:
    found = distinct(names)
    assert len(set(found)) == len(names)
    assert all(len(label.rstrip("\u200b")) <= 26 for label in found)
