"""What the program advises follows the plan: under another deadline (P13) and other good ratings, so do goal-seek,
nominations and the wide sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dienhinh.criteria import load_plan, route_table
from dienhinh.exchange.importing import import_workbook
from dienhinh.exchange.terms import terms_of
from dienhinh.store import Store, judge
from dienhinh.store.trial import Trial, what_if
from dienhinh.verdicts.goals import goals
from dienhinh.verdicts.nominations import kinds_of, options_of

OTHER = load_plan(Path(__file__).resolve().parents[1] / "plans" / "mau-12.toml")
UNITS = [["Mã đơn vị", "Tên đơn vị"], ["VP", "Văn phòng"]]
PEOPLE = [
    ["Mã", "Họ và tên", "Mã đơn vị", "Chức vụ", "Lãnh đạo", "Từ ngày"],
    ["A1", "Lê Văn An", "VP", "Chuyên viên", "Không", date(2020, 1, 1)],
]


@pytest.fixture
def filled(store, workbook):
    def fill(sheets) -> Store:
        done = import_workbook(
            store, workbook({"Đơn vị": UNITS, "Cá nhân": PEOPLE, **sheets}), terms_of(OTHER, "Hà Tĩnh")
        )
        assert done.errors == []
        return store

    return fill


def test_the_wide_sheet_takes_the_year_by_the_plans_own_deadline(filled) -> None:
    head = ["Họ và tên", "2024", "2025", "Danh hiệu"]
    wide = [head, ["Lê Văn An", "HTNV", "HTNV", "LĐTT (12/QĐ, 31/03/2025); CSTĐCS (13/QĐ, 01/04/2025)"]]
    rows = filled({"Tổng hợp": wide}).cursor().execute("SELECT code::VARCHAR, year FROM award ORDER BY 2").fetchall()
    assert rows == [("LDTT", 2024), ("CSTDCS", 2025)]  # under 30/06 both would be of 2024


def test_goal_seek_asks_for_a_rating_that_this_plan_calls_good(filled) -> None:
    awards = [["Mã", "Năm thành tích", "Danh hiệu, hình thức", "Số quyết định", "Ngày quyết định"]]
    awards += [["A1", 2024, "Bằng khen cấp bộ", "9/QĐ-BTC", date(2024, 12, 1)]]
    store = filled({"Khen thưởng": awards})
    trial = Trial(store.cursor(), OTHER, judge(store.cursor(), OTHER, date(2025, 2, 1)))
    sets = goals(trial, "A1")
    assert [[(c.code, c.year) for c in g.changes] for g in sets] == [[("HTNV", 2024)]]
    after, _ = what_if(trial, sets[0].changes)
    assert after.status[0] == 0


@pytest.mark.parametrize(("on", "years"), [(date(2025, 3, 31), {2024, 2025, 2026}), (date(2025, 4, 1), {2025, 2026})])
def test_nominations_close_with_the_plans_own_deadline(filled, on, years) -> None:
    ratings = [
        ["Mã", "Năm", "Xếp loại", "Số quyết định", "Ngày quyết định"],
        ["A1", 2024, "HTNV", "1/QĐ", date(2024, 12, 31)],
    ]
    store = filled({"Xếp loại": ratings})
    found = judge(store.cursor(), OTHER, on).assessment
    options = options_of(found, {"NGUOI": route_table(found, "NGUOI")}, papers=True)
    assert {year for code, year in kinds_of(options) if code == "BK_BO_NGANH_TW"} == years
