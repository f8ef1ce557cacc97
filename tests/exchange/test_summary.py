"""The wide summary sheet as departments keep it, sheets and columns mapped by hand, and files that are too much."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dienhinh.exchange.importing import import_workbook, intake_of
from dienhinh.exchange.problems import WorkbookError
from dienhinh.exchange.reading import Choice, outline, read_workbook
from dienhinh.exchange.sheets import write_bad_rows
from dienhinh.exchange.summary import initiatives, parts
from dienhinh.locale import Words
from tests.conftest import TERMS
from tests.exchange.test_importing import PEOPLE, UNITS, base

HEAD = ["STT", "Họ tên/tập thể", "Chức vụ, đơn vị", 2021, 2022, 2023, 2024, 2025, "Danh hiệu",
        "Hình thức khen (số, ngày QĐ)", "Sáng kiến", "Ghi chú"]  # fmt: skip


def wide(*rows: list[object], head: list[object] = HEAD) -> list[list[object]]:
    return [["SỞ NGOẠI VỤ"], ["BẢNG TỔNG HỢP THÀNH TÍCH"], [], head, *rows]


@pytest.fixture
def known(store, workbook):
    """The department's people are recorded; returns a function that imports a wide sheet."""
    import_workbook(store, workbook(base()), TERMS)

    def go(*rows, title: str = "Tổng hợp", head=HEAD, **options):
        return import_workbook(store, workbook({title: wide(*rows, head=head)}, "tong-hop.xlsx"), TERMS, **options)

    return go


def told(store, sql: str) -> list[tuple[object, ...]]:
    return store.cursor().execute(sql).fetchall()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "BK UBND tỉnh (QĐ 123/QĐ-UBND, 15/01/2023); CSTĐCS 2022, 2024",
            [("BK UBND tỉnh", [], "123/QĐ-UBND", "15/01/2023"), ("CSTĐCS", [2022, 2024], None, None)],
        ),
        ("CSTĐCS các năm 2021-2023", [("CSTĐCS", [2021, 2022, 2023], None, None)]),
        (
            "LĐTT năm 2021, CSTĐCS 2022 (QĐ số 12/QĐ-SNgV ngày 05/01/2023)",
            [("LĐTT", [2021], None, None), ("CSTĐCS", [2022], "12/QĐ-SNgV", "05/01/2023")],
        ),
        (
            "- Bằng khen của Chủ tịch UBND tỉnh năm 2022 (Quyết định số 55/QĐ-UBND ngày 12/01/2023)\n- Giấy khen 2023",
            [
                ("Bằng khen của Chủ tịch UBND tỉnh", [2022], "55/QĐ-UBND", "12/01/2023"),
                ("Giấy khen", [2023], None, None),
            ],
        ),
        (
            "CSTĐCS: 2022, 2024; BK Bộ Ngoại giao (2023)",
            [("CSTĐCS", [2022, 2024], None, None), ("BK Bộ Ngoại giao", [2023], None, None)],
        ),
        (None, []),
        ("  ", []),
    ],
)
def test_one_cell_may_hold_several_awards(cell, said) -> None:
    assert [(p.words, p.years, p.number, p.decided) for p in parts(cell)] == said


def test_the_title_of_an_initiative_may_hold_commas() -> None:
    (one, two) = initiatives(
        "Số hoá, lưu trữ hồ sơ (cấp tỉnh, QĐ 12/QĐ-UBND, 05/06/2023); Cải tiến quy trình cấp cơ sở năm 2022"
    )
    assert (one.words, one.number) == ("Số hoá, lưu trữ hồ sơ cấp tỉnh", "12/QĐ-UBND")
    assert two.years == [2022]


def test_a_wide_sheet_becomes_ratings_awards_and_initiatives(store, known) -> None:
    done = known(
        [
            1,
            "Nguyễn Văn An",
            "Chuyên viên, VP",
            "HTXSNV",
            "HTT",
            None,
            "Hoàn thành tốt nhiệm vụ",
            "XS",
            "CSTĐCS 2022, 2024",
            "BK UBND tỉnh (QĐ 123/QĐ-UBND, 15/01/2023)",
            "Số hoá hồ sơ (cấp tỉnh, QĐ 9/QĐ-UBND, 05/08/2023)",
            "ghi chú",
        ]
    )
    assert done.errors == []
    assert told(store, "SELECT year, code::VARCHAR FROM rating ORDER BY year") == [
        (2021, "HTXSNV"),
        (2022, "HTTNV"),
        (2024, "HTTNV"),
        (2025, "HTXSNV"),
    ]
    assert told(
        store, "SELECT code::VARCHAR, year, decision_no, decided_on, state::VARCHAR FROM award ORDER BY code, year"
    ) == [
        ("CSTDCS", 2022, None, None, "PENDING"),
        ("CSTDCS", 2024, None, None, "PENDING"),
        ("BK_TINH", 2022, "123/QĐ-UBND", date(2023, 1, 15), "CONFIRMED"),  # decided in January: for the year before
    ]
    assert told(store, "SELECT title, year, level::VARCHAR, recognised FROM initiative") == [
        ("Số hoá hồ sơ", 2023, "TINH", None)
    ]
    guesses = [(p.column, p.params.get("value")) for p in done.problems if p.level == "guess"]
    assert ("Hình thức khen (số, ngày QĐ)", 2022) in guesses
    assert ("Họ tên/tập thể", "CB1") in guesses


def test_two_header_rows_and_a_collective(store, known, workbook) -> None:
    head = [
        ["STT", "Họ tên, tập thể", "Xếp loại", None, "Danh hiệu"],
        [None, None, 2021, "Năm 2022", None],
        [1, "Văn phòng", "XS", "T", "TTLĐXS 2021"],
    ]
    done = import_workbook(store, workbook({"Trang 1": head}, "b.xlsx"), TERMS)
    assert done.errors == []
    assert told(store, "SELECT year, code::VARCHAR FROM rating ORDER BY year") == [(2021, "HTXSNV"), (2022, "HTTNV")]
    assert told(store, "SELECT code::VARCHAR FROM award") == [("TTLDXS",)]
    assert any(p.level == "guess" and p.sheet == "Trang 1" for p in done.problems)


def test_people_who_share_a_name_are_never_merged_silently(store, workbook) -> None:
    people = [*PEOPLE, ["CB3", "Nguyễn Văn An", None, "VP", "Lái xe", "Không", date(2015, 1, 1), None]]
    sheets = {
        "Đơn vị": UNITS,
        "Cá nhân": people,
        "Tổng hợp": wide([1, "Nguyễn Văn An", "", "XS", None, None, None, None]),
    }
    done = import_workbook(store, workbook(sheets), TERMS, good_rows=True)
    assert [(p.sheet, p.row) for p in done.errors] == [("Tổng hợp", 5)]
    assert told(store, "SELECT * FROM rating") == []


def test_what_cannot_be_placed_is_an_error_with_its_cell_and_comes_back(store, known, tmp_path) -> None:
    done = known(
        [1, "Nguyễn Văn An", "", "XS", None, None, None, "Giỏi", "CSTĐCS", None, "Sáng kiến hay"],
        [2, "Trần Thị Đào", "", "XS", None, None, None, None, None, None, None],
        good_rows=True,
    )
    assert {(p.row, p.column) for p in done.errors} == {(5, "Danh hiệu"), (5, "Sáng kiến"), (5, "2025")}
    assert told(store, "SELECT count(*) FROM rating") == [(2,)]  # 2021 of both
    write_bad_rows(tmp_path / "loi.xlsx", done.bad_rows, done.problems, Words("vi"))
    back = openpyxl.load_workbook(tmp_path / "loi.xlsx")
    assert set(back.sheetnames) == {"Bảng tổng hợp", "Xếp loại"}
    assert "CSTĐCS" in [c.value for c in back["Bảng tổng hợp"][2]]


def test_columns_with_unknown_headings_are_mapped_by_hand(store, workbook) -> None:
    sheets = base(**{"Năm 2021": [["x"], ["Ai", "Khi nào", "Mức"], ["CB1", 2021, "XS"]]})
    path = workbook(sheets)
    with pytest.raises(AssertionError):
        assert intake_of(store, path, TERMS).records["rating"]
    (mine,) = [o for o in outline(path) if o.title == "Năm 2021"]
    assert (mine.guess.sheet, mine.headings) == (None, ("Ai", "Khi nào", "Mức"))
    choice = Choice("rating", mine.guess.header, {"code": 0, "year": 1, "rating": 2})
    intake = intake_of(store, path, TERMS, choices={"Năm 2021": choice})
    assert intake.errors == []
    assert [(r["year"], r["code"]) for r in intake.records["rating"]] == [(2021, "HTXSNV")]


def test_a_sheet_may_be_left_out_by_hand(store, workbook) -> None:
    path = workbook(base(**{"Xếp loại": [["Mã", "Năm", "Xếp loại"], ["CB1", 2021, "XS"]]}))
    contents = read_workbook(path, TERMS, choices={"Xếp loại": Choice(None)})
    assert contents.rows["rating"] == []
    assert len(contents.rows["person"]) == 2


@pytest.mark.slow
def test_a_sheet_with_a_million_empty_rows_is_read_to_its_end_and_no_further(store, tmp_path) -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Đơn vị")
    page.append(["Mã đơn vị", "Tên đơn vị"])
    page.append(["VP", "Văn phòng"])
    book.save(tmp_path / "a.xlsx")
    source = zipfile.ZipFile(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                rows = b"".join(b'<row r="%d"></row>' % n for n in range(3, 1_000_003))
                content = content.replace(b"</sheetData>", rows + b"</sheetData>")
            out.writestr(item, content)
    assert [r.number for r in read_workbook(tmp_path / "b.xlsx", TERMS).rows["unit"]] == [2]


def test_fifty_megabytes_that_are_no_history_get_a_sentence(tmp_path: Path) -> None:
    big = tmp_path / "to.xlsx"
    big.write_bytes(b"\0" * 50 * 2**20)
    with pytest.raises(WorkbookError):
        read_workbook(big, TERMS)
