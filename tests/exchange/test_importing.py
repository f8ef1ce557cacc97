"""The importer, on clean workbooks and on what people's own files look like."""

from __future__ import annotations

import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from dienhinh import kinds
from dienhinh.exchange.importing import import_workbook
from dienhinh.exchange.problems import WorkbookError
from dienhinh.exchange.sheets import write_bad_rows
from dienhinh.exchange.template import LISTED, write_template
from dienhinh.kinds.award import FOR_UNITS
from dienhinh.locale import Words
from tests.conftest import TERMS

UNITS = [["Mã đơn vị", "Tên đơn vị", "Ngày thành lập", "Ngày giải thể"], ["VP", "Văn phòng", date(2010, 5, 1), None]]
PEOPLE = [
    ["Mã", "Họ và tên", "Ngày sinh", "Mã đơn vị", "Chức vụ", "Lãnh đạo (Có/Không)", "Từ ngày", "Đến ngày"],
    ["CB1", "Nguyễn Văn An", date(1980, 2, 3), "VP", "Chuyên viên", "Không", date(2015, 1, 1), None],
    ["CB2", "Trần Thị Đào", None, "VP", "Chánh Văn phòng", "Có", date(2016, 1, 1), None],
]
AWARDS = [
    "Mã",
    "Năm thành tích",
    "Danh hiệu, hình thức",
    "Cơ quan ban hành",
    "Số quyết định",
    "Ngày quyết định",
    "Trạng thái",
]
RATINGS = ["Mã", "Năm", "Xếp loại", "Số quyết định", "Ngày quyết định"]


def base(**more) -> dict[str, list[list[object]]]:
    return {"Đơn vị": UNITS, "Cá nhân": PEOPLE, **more}


@pytest.fixture
def put(store, workbook):
    """Import sheets into the store; returns the outcome."""

    def go(sheets, **options):
        return import_workbook(store, workbook(sheets), TERMS, **options)

    return go


def rows(store, sql: str) -> list[tuple[object, ...]]:
    return store.cursor().execute(sql).fetchall()


def errors(done) -> list[tuple[str, int, str]]:
    return [(p.sheet, p.row, p.column) for p in done.errors]


def test_a_clean_workbook(store, put) -> None:
    done = put(
        base(
            **{
                "Xếp loại": [
                    RATINGS,
                    ["CB1", 2022, "HTTNV", "12/QĐ", date(2022, 12, 15)],
                    ["VP", 2022, "HTXSNV", None, None],
                ],
                "Khen thưởng": [
                    AWARDS,
                    ["CB1", 2022, "CSTĐCS", "Sở", "15/QĐ", date(2022, 12, 20), None],
                    ["CB1", 2023, "BK UBND tỉnh", "UBND tỉnh", None, None, "Chờ quyết định"],
                    ["CB2", 2021, "Bằng khen của UBND tỉnh", "UBND tỉnh", "9/QĐ-UBND", date(2022, 2, 1), "Thu hồi"],
                    ["CB2", 2022, "LĐTT", "Sở", None, None, None],
                ],
                "Sáng kiến": [
                    ["Mã", "Tên sáng kiến", "Năm", "Cấp", "Công nhận", "Áp dụng", "Số quyết định", "Ngày quyết định"],
                    ["CB1", "Số hoá hồ sơ", 2023, "tỉnh", "Có", None, "3/QĐ", date(2024, 1, 1)],
                ],
                "Xác nhận": [
                    ["Mã", "Tiêu chí", "Kết quả (Đạt/Không đạt)", "Ngày", "Người xác nhận", "Minh chứng"],
                    ["CB1", "III.2.a", "Đạt", date(2024, 1, 1), "Hội đồng", "BB 1"],
                    ["VP", "II.2", "Không đạt", date(2024, 1, 1), "Hội đồng", "BB 1"],
                ],
                "Kỷ luật": [
                    ["Mã", "Hình thức", "Số quyết định", "Từ ngày", "Đến ngày"],
                    ["CB2", "Khiển trách", "1/QĐ", date(2021, 1, 1), date(2021, 12, 31)],
                ],
            }
        )
    )
    assert done.problems == []
    assert rows(store, "SELECT code::VARCHAR, year, state::VARCHAR FROM award ORDER BY code, year") == [
        ("LDTT", 2022, "PENDING"),  # entered without a decision number
        ("CSTDCS", 2022, "CONFIRMED"),
        ("BK_TINH", 2021, "REVOKED"),
        ("BK_TINH", 2023, "PENDING"),
    ]
    assert rows(store, "SELECT kind::VARCHAR, count(*) FROM award GROUP BY kind ORDER BY 1") == [
        ("COMMENDATION", 2),
        ("TITLE", 2),
    ]
    assert rows(store, "SELECT level::VARCHAR, recognised, applied FROM initiative") == [("TINH", True, None)]
    assert rows(store, "SELECT criterion, result::VARCHAR FROM attestation ORDER BY 1") == [
        ("II.2", "REFUSED"),
        ("III.2.a", "CONFIRMED"),
    ]
    assert rows(store, "SELECT code::VARCHAR, from_on, until_on FROM discipline") == [
        ("KHIEN_TRACH", date(2021, 1, 1), date(2021, 12, 31))
    ]
    assert rows(store, "SELECT leads FROM post ORDER BY from_on") == [(False,), (True,)]


def test_the_same_file_twice_changes_nothing(store, workbook) -> None:
    path = workbook(base(**{"Khen thưởng": [AWARDS, ["CB1", 2023, "CSTĐCS", None, None, None, "Chờ quyết định"]]}))
    import_workbook(store, path, TERMS)
    revision = store.revision
    again = import_workbook(store, path, TERMS)
    assert (again.applied.changes, store.revision) == (0, revision)


def test_a_paper_that_has_come_completes_the_award_that_awaited_it(store, put) -> None:
    put(base(**{"Khen thưởng": [AWARDS, ["CB1", 2023, "CSTĐCS", None, None, None, "Chờ quyết định"]]}))
    put(base(**{"Khen thưởng": [AWARDS, ["CB1", 2023, "CSTĐCS", None, "15/QĐ", date(2023, 12, 20), None]]}))
    assert rows(store, "SELECT state::VARCHAR, decision_no FROM award") == [("CONFIRMED", "15/QĐ")]


HEADERS = {
    "title rows above": lambda h, body: [["SỞ MẪU"], [], ["BẢNG TỔNG HỢP XẾP LOẠI NĂM 2022"], h, *body],
    "capitals": lambda h, body: [[x.upper() for x in h], *body],
    "no diacritics": lambda h, body: [["Ma", "Nam", "Xep loai", "So quyet dinh", "Ngay quyet dinh"], *body],
    "line breaks and doubled spaces": lambda h, body: [
        ["Mã ", "Năm", "Xếp\nloại", "Số  quyết\nđịnh", "Ngày QĐ"],
        *body,
    ],
    "decomposed": lambda h, body: [[unicodedata.normalize("NFD", x) for x in h], *body],
    "look-alike Đ": lambda h, body: [["Mã", "Năm", "Xếp loại", "Số QÐ", "Ngày QÐ"], *body],
    "another order and extra columns": lambda h, body: [
        ["STT", "Ghi chú", *h[::-1]],
        *[[i, "x", *r[::-1]] for i, r in enumerate(body, 1)],
    ],
    "numbered columns below": lambda h, body: [h, ["(1)", "(2)", "(3)", "(4)", "(5)"], *body],
    "blank rows": lambda h, body: [h, [], body[0], [None, " "], *body[1:], []],
    "a totals row and a signature": lambda h, body: [h, *body, ["Tổng cộng", None, 2], [None, None, "Người lập bảng"]],
    "the header once more": lambda h, body: [h, body[0], h, *body[1:]],
}


@pytest.mark.parametrize("shape", HEADERS.values(), ids=HEADERS.keys())
def test_headers_and_rows_as_people_lay_them_out(store, put, shape) -> None:
    body = [["CB1", 2022, "HTTNV", "12/QĐ", date(2022, 12, 15)], ["VP", 2022, "HTXSNV", "12/QĐ", date(2022, 12, 15)]]
    done = put(base(**{"Xếp loại": shape(RATINGS, body)}))
    assert errors(done) == []
    assert rows(store, "SELECT year, code::VARCHAR, decision_no, decided_on FROM rating ORDER BY code") == [
        (2022, "HTXSNV", "12/QĐ", date(2022, 12, 15)),
        (2022, "HTTNV", "12/QĐ", date(2022, 12, 15)),
    ]


CELLS = [
    ("Năm", "2022", 2022), ("Năm", 2.022, 2022), ("Năm", "2.022", 2022), ("Năm", "Năm 2022", 2022), ("Năm", " 2022 ", 2022),
]  # fmt: skip


@pytest.mark.parametrize(("written", "year"), [c[1:] for c in CELLS])
def test_years_as_people_write_them(store, put, written, year) -> None:
    assert errors(put(base(**{"Xếp loại": [RATINGS, ["CB1", written, "HTTNV", None, None]]}))) == []
    assert rows(store, "SELECT year FROM rating") == [(year,)]


@pytest.mark.parametrize(
    "written",
    [
        datetime(2022, 3, 5),
        "5/3/2022",
        "05-03-2022",
        "05.03.2022",
        "05/03/2022",
        "ngày 5 tháng 3 năm 2022",
        "2022-03-05",
    ],
)
def test_dates_day_before_month(store, put, written) -> None:
    assert errors(put(base(**{"Xếp loại": [RATINGS, ["CB1", 2021, "HTTNV", "1", written]]}))) == []
    assert rows(store, "SELECT decided_on FROM rating") == [(date(2022, 3, 5),)]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("HTXSNV", "HTXSNV"),
        ("HTXS nhiệm vụ", "HTXSNV"),
        ("Hoàn thành xuất sắc nhiệm vụ", "HTXSNV"),
        ("hoan thanh xuat sac nhiem vu", "HTXSNV"),
        ("HOÀN THÀNH  TỐT NHIỆM VỤ", "HTTNV"),
        ("HTNV", "HTNV"),
        (unicodedata.normalize("NFD", "Không hoàn thành nhiệm vụ"), "KHTNV"),
    ],
)
def test_ratings_in_words_and_codes(store, put, written, code) -> None:
    assert errors(put(base(**{"Xếp loại": [RATINGS, ["CB1", 2021, written, None, None]]}))) == []
    assert rows(store, "SELECT code::VARCHAR FROM rating") == [(code,)]


@pytest.mark.parametrize(
    ("written", "issuer", "code"),
    [
        ("CSTĐCS", None, "CSTDCS"),
        ("CSTĐ cơ sở", None, "CSTDCS"),
        ("Chiến sĩ thi đua cấp cơ sở", None, "CSTDCS"),
        ("Chiến sỹ thi đua cơ sở", None, "CSTDCS"),
        ("CSTÐCS", None, "CSTDCS"),
        ("chien si thi dua co so", None, "CSTDCS"),
        ("BK UBND tỉnh", None, "BK_TINH"),
        ("Bằng khen của Chủ tịch UBND tỉnh", None, "BK_TINH"),
        ("BK_TINH", None, "BK_TINH"),
        ("Bằng khen của UBND tỉnh Hà Tĩnh", None, "BK_TINH"),
        ("Bằng khen Bộ Ngoại giao", None, "BK_BNG"),
        ("Bằng khen của Bộ trưởng Bộ Ngoại giao", None, "BK_BNG"),
        ("Bằng khen", "UBND tỉnh", "BK_TINH"),
        ("Bằng khen của Bộ Nội vụ", None, "BK_BO_NGANH_TW"),
        ("Bằng khen của Trung ương Đoàn", None, "BK_BO_NGANH_TW"),
        ("Bằng khen của Thủ tướng Chính phủ", None, "BK_TTG"),
        ("Giấy khen", "Sở", "GK"),
        ("LĐTT", None, "LDTT"),
        ("Lao động tiên tiến", None, "LDTT"),
        ("Tập thể lao động xuất sắc", None, "TTLDXS"),
        ("TTLĐXS", None, "TTLDXS"),
        ("Chiến sĩ thi đua cấp tỉnh", None, "CSTD_TINH"),
        ("Huân chương Lao động hạng Ba", None, "HC"),
        ("Cờ thi đua của UBND tỉnh", None, "CO_TD_TINH"),
    ],
)
def test_awards_in_words_and_codes(store, put, written, issuer, code) -> None:
    who = "VP" if code in FOR_UNITS else "CB1"
    done = put(base(**{"Khen thưởng": [AWARDS, [who, 2022, written, issuer, "1/QĐ", date(2022, 12, 20), None]]}))
    assert errors(done) == []
    assert rows(store, "SELECT code::VARCHAR FROM award") == [(code,)]


@pytest.mark.parametrize(
    ("award", "ground", "right"),
    [
        ("BK UBND tỉnh", "Chuyên đề", "CHUYEN_DE"),
        ("BK UBND tỉnh", "khen thưởng thường xuyên", "CONG_TRANG"),
        ("BK UBND tỉnh", "ĐỘT XUẤT", "DOT_XUAT"),
        ("BK UBND tỉnh (đột xuất)", None, "DOT_XUAT"),
        ("BK UBND tỉnh", None, None),
        ("CSTĐCS", "Chuyên đề", None),  # a title rests on nothing of the kind
        ("BK UBND tỉnh (đột xuất)", "Chuyên đề", "error"),
        ("BK UBND tỉnh", "Loại A", "error"),
    ],
)
def test_the_kind_of_a_commendation(store, put, award, ground, right) -> None:
    header = [*AWARDS, "Loại hình khen thưởng"]
    done = put(base(**{"Khen thưởng": [header, ["CB1", 2022, award, None, "1/QĐ", date(2022, 12, 20), None, ground]]}))
    if right == "error":
        assert errors(done) == [("Khen thưởng", 2, "Loại hình khen thưởng")]
    else:
        assert (errors(done), rows(store, "SELECT ground FROM award")) == ([], [(right,)])


def test_a_list_without_a_column_empties_nothing(store, put) -> None:
    put(base())
    put({"Đơn vị": [r[:2] for r in UNITS], "Cá nhân": [[*r[:2], *r[3:]] for r in PEOPLE]})
    assert rows(store, "SELECT born_on FROM candidate WHERE code = 'CB1'") == [(date(1980, 2, 3),)]
    assert rows(store, "SELECT founded_on FROM candidate WHERE code = 'VP'") == [(date(2010, 5, 1),)]


@pytest.mark.parametrize(
    ("sheet", "header", "row", "column"),
    [
        ("Xếp loại", RATINGS, ["CB9", 2022, "HTTNV", None, None], "Mã"),
        ("Xếp loại", RATINGS, ["CB1", 2022, "rất tốt", None, None], "Xếp loại"),
        ("Xếp loại", RATINGS, ["CB1", 22, "HTTNV", None, None], "Năm"),
        ("Xếp loại", RATINGS, ["CB1", None, "HTTNV", None, None], "Năm"),
        ("Xếp loại", RATINGS, ["CB1", 2022, "HTTNV", "1", "31/02/2022"], "Ngày quyết định"),
        ("Xếp loại", RATINGS, ["CB1", 2022, "HTTNV", "1", "cuối năm"], "Ngày quyết định"),
        ("Khen thưởng", AWARDS, ["CB1", 2022, "Bằng khen", None, "1", None, None], "Danh hiệu, hình thức"),
        ("Khen thưởng", AWARDS, ["CB1", 2022, "Danh hiệu gì đó", None, "1", None, None], "Danh hiệu, hình thức"),
        ("Khen thưởng", AWARDS, ["CB1", 2022, "Chiến sĩ thi đua", None, "1", None, None], "Danh hiệu, hình thức"),
        (
            "Khen thưởng",
            AWARDS,
            ["CB1", 2022, "BK UBND tỉnh", "Bộ Ngoại giao", "1", None, None],
            "Danh hiệu, hình thức",
        ),
        ("Khen thưởng", AWARDS, ["CB1", 2022, "CSTĐCS", None, "1", None, "không rõ"], "Trạng thái"),
        ("Xác nhận", ["Mã", "Tiêu chí", "Kết quả", "Ngày"], ["CB1", "IX.9", "Đạt", date(2024, 1, 1)], "Tiêu chí"),
        (
            "Kỷ luật",
            ["Mã", "Hình thức", "Từ ngày", "Đến ngày"],
            ["CB1", "Khiển trách", date(2022, 1, 1), date(2021, 1, 1)],
            "Đến ngày",
        ),
    ],
)
def test_what_cannot_be_read_is_answered_with_its_place_and_changes_nothing(
    store, put, sheet, header, row, column
) -> None:
    done = put(base(**{sheet: [["Tiêu đề"], [], header, row]}))
    assert errors(done) == [(sheet, 4, column)]
    assert done.applied is None
    assert store.revision == 0
    assert Words("vi").t(done.errors[0].reason, **done.errors[0].params)


def test_names_beside_or_in_place_of_codes(store, put) -> None:
    head = ["Mã", "Họ và tên", "Năm", "Xếp loại"]
    done = put(
        base(
            **{
                "Xếp loại": [
                    head,
                    ["CB1", "Nguyễn Văn An", 2021, "HTTNV"],
                    [None, "nguyen van an", 2022, "HTTNV"],
                    ["Trần Thị Đào", None, 2022, "HTTNV"],
                    ["CB2 - Trần Thị Đào", None, 2023, "HTTNV"],
                    [None, "Văn phòng", 2023, "HTTNV"],
                ]
            }
        )
    )
    assert errors(done) == []
    guesses = [(p.row, p.params.get("code") or p.params["value"]) for p in done.problems if p.level == "guess"]
    assert guesses == [(3, "CB1"), (4, "CB2"), (6, "VP")]  # a name in place of a code is a guess, and shown as one
    assert rows(
        store, "SELECT c.code, count(*) FROM rating JOIN candidate c ON c.id = candidate_id GROUP BY 1 ORDER BY 1"
    ) == [("CB1", 2), ("CB2", 2), ("VP", 1)]


def test_a_code_with_another_persons_name_is_refused(put) -> None:
    done = put(base(**{"Xếp loại": [["Mã", "Họ và tên", "Năm", "Xếp loại"], ["CB1", "Trần Thị Đào", 2021, "HTTNV"]]}))
    assert errors(done) == [("Xếp loại", 2, "Họ và tên")]


def test_people_who_share_a_name_are_never_guessed_between(put) -> None:
    twin = ["CB3", "Nguyễn Văn An", None, "VP", None, "Không", date(2019, 1, 1), None]
    done = put(
        {
            "Đơn vị": UNITS,
            "Cá nhân": [*PEOPLE, twin],
            "Xếp loại": [RATINGS, ["Nguyễn Văn An", 2021, "HTTNV", None, None]],
        }
    )
    assert errors(done) == [("Xếp loại", 2, "Mã")]
    assert done.errors[0].params["codes"] == "Nguyễn Văn An · CB1, Nguyễn Văn An · CB3"


def test_the_same_row_twice_counts_once_and_a_contradiction_is_refused(store, put) -> None:
    row = ["CB1", 2022, "HTTNV", "12/QĐ", date(2022, 12, 15)]
    done = put(base(**{"Xếp loại": [RATINGS, row, row]}))
    assert errors(done) == []
    assert [(p.level, p.row, p.params["first"]) for p in done.problems] == [("note", 3, 2)]
    assert rows(store, "SELECT count(*) FROM rating") == [(1,)]
    other = put(base(**{"Xếp loại": [RATINGS, row, ["CB1", 2022, "HTXSNV", "12/QĐ", date(2022, 12, 15)]]}))
    assert errors(other) == [("Xếp loại", 3, "Mã")]


def test_one_decision_entered_twice_counts_once(store, put) -> None:
    first = ["CB1", 2022, "BK UBND tỉnh", "UBND tỉnh", "123/QĐ-UBND", date(2023, 2, 1), None]
    spelt = ["CB1", 2022, "Bằng khen của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh", "123/QÐ-UBND ", "01/02/2023", None]
    done = put(base(**{"Khen thưởng": [AWARDS, first, spelt]}))
    assert errors(done) == []
    assert rows(store, "SELECT count(*) FROM award") == [(1,)]


def test_one_decision_with_its_date_here_and_without_it_there_counts_once(store, put) -> None:
    dated = ["CB1", 2022, "BK UBND tỉnh", "UBND tỉnh", "123/QĐ-UBND", date(2023, 2, 1), None]
    bare = ["CB1", 2022, "BK UBND tỉnh", "UBND tỉnh", "123/QD-UBND", None, None]
    done = put(base(**{"Khen thưởng": [AWARDS, bare, dated]}))
    assert errors(done) == []
    assert [(p.level, p.row) for p in done.problems if p.level == "guess"] == [("guess", 3)]
    assert rows(store, "SELECT count(*), min(decided_on) FROM award") == [(1, date(2023, 2, 1))]
    put(base(**{"Khen thưởng": [AWARDS, bare]}))  # a later file that leaves the date out loses nothing
    assert rows(store, "SELECT count(*), min(decided_on) FROM award") == [(1, date(2023, 2, 1))]


def test_a_date_that_comes_later_completes_its_decision(store, put) -> None:
    put(base(**{"Khen thưởng": [AWARDS, ["CB1", 2022, "CSTĐCS", None, "15/QĐ", None, None]]}))
    put(base(**{"Khen thưởng": [AWARDS, ["CB1", 2022, "CSTĐCS", None, "15/QĐ", date(2022, 12, 20), None]]}))
    assert rows(store, "SELECT decided_on FROM award") == [(date(2022, 12, 20),)]


def test_merged_cells_formulas_and_hidden_sheets(store, tmp_path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Đơn vị"
    page.append(["Mã đơn vị", "Tên đơn vị"])
    page.append(["VP", "Văn phòng"])
    page.append(["HT", "Hợp tác"])
    ratings = book.create_sheet("Xếp loại")
    ratings.append(["KẾT QUẢ"])
    ratings.merge_cells("A1:C1")
    ratings.append(["Mã", "Năm", "Xếp loại"])
    ratings.append(["VP", 2021, "HTTNV"])
    ratings.append([None, 2022, "HTTNV"])
    ratings.merge_cells("A3:A4")
    hidden = book.create_sheet("Khen thưởng")
    hidden.sheet_state = "hidden"
    hidden.append(AWARDS[:3])
    hidden.append(["HT", "=2020+1", "TTLĐXS"])
    path = tmp_path / "f.xlsx"
    book.save(path)
    done = import_workbook(store, path, TERMS)
    # openpyxl stores no results of formulas: it is answered, never guessed
    assert errors(done) == [("Khen thưởng", 2, "Năm thành tích")]
    assert ("guess", "Khen thưởng", 0) in [(p.level, p.sheet, p.row) for p in done.problems]
    hidden["B2"] = 2021
    book.save(path)
    assert errors(import_workbook(store, path, TERMS)) == []
    assert rows(store, "SELECT year FROM rating ORDER BY year") == [(2021,), (2022,)]
    assert rows(store, "SELECT year FROM award") == [(2021,)]


def test_formulas_with_stored_results_are_read_by_them(store, tmp_path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        units, ratings = book.add_worksheet("Đơn vị"), book.add_worksheet("Xếp loại")
        units.write_row(0, 0, ["Mã đơn vị", "Tên đơn vị"])
        units.write_row(1, 0, ["VP", "Văn phòng"])
        ratings.write_row(0, 0, ["Mã", "Năm", "Xếp loại"])
        ratings.write_formula(1, 0, "='Đơn vị'!A2", None, "VP")
        ratings.write_formula(1, 1, "=2020+1", None, 2021)
        ratings.write_string(1, 2, "HTTNV")
    assert errors(import_workbook(store, path, TERMS)) == []
    assert rows(store, "SELECT year FROM rating") == [(2021,)]


def test_the_good_rows_alone_and_the_bad_ones_back_as_a_workbook(store, workbook, tmp_path) -> None:
    path = workbook(
        base(
            **{
                "Xếp loại": [
                    RATINGS,
                    ["CB1", 2021, "HTTNV", None, None],
                    ["CB1", 2022, "=cmd|' /C calc'!A0", None, None],
                ]
            }
        )
    )
    book = openpyxl.load_workbook(path)
    book["Xếp loại"]["C3"].data_type = "s"
    book.save(path)
    done = import_workbook(store, path, TERMS, good_rows=True)
    assert rows(store, "SELECT year FROM rating") == [(2021,)]
    bad = tmp_path / "bad.xlsx"
    write_bad_rows(bad, done.bad_rows, done.problems, Words("vi"))
    page = openpyxl.load_workbook(bad)["Xếp loại"]
    values = list(page.iter_rows(values_only=True))
    assert values[1][:3] == ("CB1", 2022, "=cmd|' /C calc'!A0")
    assert page["C2"].data_type == "s"  # a string, not a formula that could run
    assert "HTXSNV" in values[1][-1]  # the reason names the ratings


def test_a_bad_person_keeps_out_what_hangs_on_it(store, put) -> None:
    broken = ["CB3", "Lê Văn C", None, "KHONG_CO", None, "Không", date(2019, 1, 1), None]
    sheets = {"Đơn vị": UNITS, "Cá nhân": [*PEOPLE, broken], "Xếp loại": [RATINGS, ["CB3", 2021, "HTTNV", None, None]]}
    done = put(sheets, good_rows=True)
    assert errors(done) == [("Cá nhân", 4, "Mã đơn vị"), ("Xếp loại", 2, "Mã")]
    assert rows(store, "SELECT count(*) FROM rating") == [(0,)]


def test_a_file_that_is_no_workbook_gets_a_sentence(store, tmp_path) -> None:
    cases = {
        "text.xlsx": (b"hello", "not a workbook"),
        "empty.xlsx": (b"", "is empty"),
        "zip.xlsx": (b"PK\x03\x04broken", "breaks off or is damaged"),
        "page.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        "paper.xls": (b"%PDF-1.7 ...", "PDF"),
        "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    }
    for name, (content, said) in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(WorkbookError, match=said):
            import_workbook(store, tmp_path / name, TERMS)
    with pytest.raises(WorkbookError, match="no file"):
        import_workbook(store, tmp_path / "none.xlsx", TERMS)
    other = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.save(other)
    with pytest.raises(WorkbookError, match="no sheet that can be read"):
        import_workbook(store, other, TERMS)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))
    with pytest.raises(WorkbookError, match="holds more than"):
        import_workbook(store, bomb, TERMS)
    assert store.revision == 0


def test_the_template_reads_back_empty_with_its_lists(store, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path)
    done = import_workbook(store, path, TERMS)
    assert (done.problems, done.applied.changes) == ([], 0)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Hướng dẫn",
        "Đơn vị",
        "Cá nhân",
        "Xếp loại",
        "Khen thưởng",
        "Sáng kiến",
        "Xác nhận",
        "Kỷ luật",
        "Mã",
    ]
    assert [c.value for c in book["Khen thưởng"][1]] == AWARDS
    lists = {str(v.sqref)[0] for v in book["Khen thưởng"].data_validations.dataValidation}
    assert lists == {"C", "G"}


@pytest.mark.slow
def test_every_accepted_value_of_the_template_is_understood(put) -> None:
    for name, column in LISTED.items():
        for item in column.drop_down:
            if name == "award" and item not in ("Bằng khen khác",):
                who = "VP" if next(c.whose for c in kinds.award.AWARDS if c.names[0] == item) == "COLLECTIVE" else "CB1"
                body = {"Khen thưởng": [AWARDS, [who, 2022, item, None, "1", date(2022, 1, 1), None]]}
            elif name == "rating":
                body = {"Xếp loại": [RATINGS, ["CB1", 2022, item, None, None]]}
            else:
                continue
            assert errors(put(base(**body), dry_run=True)) == [], item


def test_a_trial_lists_what_is_unchanged_too(store, workbook) -> None:
    import_workbook(store, workbook(base()), TERMS)
    again = import_workbook(store, workbook(base()), TERMS, dry_run=True)
    assert again.applied.changes == 0
    assert {(line.table, line.code) for line in again.applied.same} == {
        ("candidate", "VP"),
        ("candidate", "CB1"),
        ("candidate", "CB2"),
        ("post", "CB1"),
        ("post", "CB2"),
    }
