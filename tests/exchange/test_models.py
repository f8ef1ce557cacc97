"""Models among the exemplars (I.3): entered by form and workbook, no candidates, carried by units or people."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.exchange.exporting import export_workbook
from dienhinh.exchange.forms import checked, ids_of, values_of
from dienhinh.exchange.importing import import_workbook
from dienhinh.places import plan_198
from dienhinh.store import Edit, Store, everything, judge, known_codes, save
from dienhinh.store.history import models
from tests.conftest import TERMS

UNITS = [["Mã đơn vị", "Tên đơn vị"], ["VP", "Văn phòng"], ["P1", "Phòng Một"]]
PEOPLE = [
    ["Mã", "Họ và tên", "Mã đơn vị", "Chức vụ", "Lãnh đạo", "Từ ngày"],
    ["CB1", "Trần Thị Mẫu", "VP", "Chuyên viên", "Không", "01/01/2020"],
]
HEAD = ["Mã mô hình", "Tên mô hình", "Bắt đầu từ ngày", "Nội dung, cách làm", "Đơn vị, cá nhân thực hiện"]


def brought(store: Store, workbook, rows):
    file = workbook({"Đơn vị": UNITS, "Cá nhân": PEOPLE, "Mô hình": [HEAD, *rows]})
    return import_workbook(store, file, TERMS)


def test_a_model_with_all_who_carry_it_is_read_and_comes_out_again(store, workbook, tmp_path) -> None:
    done = brought(
        store,
        workbook,
        [
            ["MH1", "Một cửa thân thiện", "01/02/2021", "Một nơi nhận", "VP"],
            ["MH1", "Một cửa thân thiện", "", "", "CB1"],
        ],
    )
    assert done.errors == []
    (found,) = models(store.cursor())
    assert (found["name"], found["founded_on"], found["summary"], found["carriers"]) == (
        "Một cửa thân thiện",
        date(2021, 2, 1),
        "Một nơi nhận",
        ["Văn phòng", "Trần Thị Mẫu"],
    )
    before = everything(store.cursor())
    export_workbook(store.cursor(), tmp_path / "x.xlsx")
    with Store.create(tmp_path / "b.duckdb") as other:
        assert import_workbook(other, tmp_path / "x.xlsx", TERMS).errors == []
        assert everything(other.cursor()) == before


def test_a_model_is_no_candidate(store, workbook) -> None:
    assert brought(store, workbook, [["MH1", "Một cửa thân thiện", "", "", "VP"]]).errors == []
    standing = judge(store.cursor(), plan_198(), date(2025, 12, 31))
    everyone = [*standing.assessment.roster["code"], *standing.apart["code"]]
    assert "MH1" not in everyone


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["CB1", "Trần Thị Mẫu", "", "", "VP"]], "The code {code} is that of {name}."),
        ([["MH1", "Một cửa", "", "", "XX"]], "Nobody and no unit with the code or name “{value}” is known."),
        (
            [["MH1", "Một cửa", "", "", "VP"], ["MH1", "Hai cửa", "", "", "P1"]],
            "Row {first} has the same code with other particulars.",
        ),
        (
            [["MH1", "Một cửa", "", "", "VP"], ["MH2", "Hai cửa", "", "", "MH1"]],
            "A model is carried by units or people.",
        ),
    ],
)
def test_what_contradicts_is_refused(store, workbook, rows, said) -> None:
    assert said in [p.reason for p in brought(store, workbook, rows).errors]


def test_nothing_is_awarded_to_a_model(store, workbook) -> None:
    assert brought(store, workbook, [["MH1", "Một cửa thân thiện", "", "", "VP"]]).errors == []
    head = ["Mã", "Năm thành tích", "Danh hiệu, hình thức", "Số quyết định", "Ngày quyết định"]
    for who in ("MH1", "Một cửa thân thiện"):
        row = [who, 2022, "Bằng khen của UBND tỉnh", "1/QĐ-UBND", "05/01/2023"]
        done = import_workbook(store, workbook({"Khen thưởng": [head, row]}), TERMS)
        assert [p.reason for p in done.errors] == ["“{value}” is a model, no person and no unit."]


def test_who_carries_it_is_entered_by_form(store, workbook) -> None:
    assert brought(store, workbook, [["MH1", "Một cửa thân thiện", "", "", ""]]).errors == []
    known = known_codes(store.cursor())
    found = checked("carrier", {"unit": "CB1"}, "MH1", known, TERMS)
    assert found.record is not None
    save(store, [Edit("carrier", values_of("carrier", found.record, ids_of(known)))], "an")
    assert models(store.cursor())[0]["carriers"] == ["Trần Thị Mẫu"]
    made = checked("model", {"code": "MH2", "name": "Sổ tay số", "summary": "…"}, "", known, TERMS)
    assert made.record is not None
    assert made.record["kind"] == "MODEL"


def test_a_field_that_was_shown_and_emptied_is_empty_what_was_not_shown_stays() -> None:
    record = {"who": "CB1", "kind": "COMMENDATION", "code": "BK_TINH", "year": 2022, "state": "CONFIRMED"}
    found = values_of("award", record, {"CB1": 1}, shown={"achievement", "ground"})
    assert (found["achievement"], found["ground"]) == (None, None)
    assert "also" not in found
