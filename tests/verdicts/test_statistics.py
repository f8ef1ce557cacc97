"""The statistical forms: what is counted where, and what is said of what could not be told."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhinh.kinds.award import COMMENDATIONS, GROUNDS, TITLES
from dienhinh.locale import Words
from dienhinh.reports.statistics import statistics_book
from dienhinh.verdicts.statistics import guessed_class, medal, reporting_year, statistics
from tests.conftest import heavy
from tests.histories import History, insert, memory

FIRST, LAST = date(2023, 12, 15), date(2024, 12, 14)
EN = Words("en")

CLASSES = [
    ("Giám đốc", True, "LD_SO"),
    ("Phó Giám đốc Sở", True, "LD_SO"),
    ("Q. Giám đốc", True, "LD_SO"),
    ("PGĐ Sở", True, "LD_SO"),
    ("Giám đốc Trung tâm Dịch vụ đối ngoại", True, "PHO_PHONG"),
    ("Trưởng phòng", True, "PHO_PHONG"),
    ("Phó Chánh Văn phòng", True, "PHO_PHONG"),
    ("Chủ tịch UBND tỉnh", True, "LD_TINH"),
    ("Thứ trưởng Bộ Ngoại giao", True, "LD_TINH"),
    ("Chuyên viên", False, "TRUC_TIEP"),
    ("Thư ký Giám đốc", False, "TRUC_TIEP"),
    (None, True, "PHO_PHONG"),
    (None, False, "TRUC_TIEP"),
]


@pytest.mark.parametrize(("position", "leads", "expected"), CLASSES)
def test_the_class_of_people_is_guessed_from_the_position(position, leads, expected) -> None:
    assert guessed_class(position, leads) == expected


MEDALS = [
    ("Huân chương Lao động hạng Ba", ("Huân chương Lao động", "III")),
    ("Huân chương Lao động Hạng Nhì", ("Huân chương Lao động", "II")),
    ("Huân chương Độc lập hạng I", ("Huân chương Độc lập", "I")),
    ("huân chương lao động hạng 3", ("huân chương lao động", "III")),
    ("Huân chương Hữu nghị", ("Huân chương Hữu nghị", None)),
    (None, ("Huân chương", None)),
]


@pytest.mark.parametrize(("said", "expected"), MEDALS)
def test_a_medals_class_is_read_from_the_decisions_words(said, expected) -> None:
    assert medal(said) == expected


def test_the_reporting_year_ends_before_the_forms_are_due() -> None:
    assert reporting_year(2024) == (FIRST, LAST)


awards = st.lists(
    st.tuples(
        st.sampled_from([c.code for c in (*TITLES, *COMMENDATIONS)]),
        st.sampled_from([2022, 2023, 2024]),
        st.none() | st.dates(date(2023, 6, 1), date(2025, 3, 1)),
        st.sampled_from(["CONFIRMED", "CONFIRMED", "PENDING", "REFUSED", "REVOKED"]),
    ),
    max_size=8,
)
grounds = st.lists(st.sampled_from([None, *(c.code for c in GROUNDS)]), max_size=8)
people = st.lists(st.builds(
    History, posts=st.sampled_from([((date(2020, 1, 1), None, False),), ((date(2020, 1, 1), None, True),), ()]),
    collective=st.booleans(), awards=awards.map(tuple), grounds=grounds.map(tuple)), max_size=4)  # fmt: skip


def counted(h: History) -> list[tuple[str, str | None]]:
    """(code, ground) of each decision between the days, read without the program."""
    return [
        (code, h.ground_of(i) if code in {c.code for c in COMMENDATIONS} else None)
        for i, (code, year, day, state) in enumerate(h.awards)
        if state == "CONFIRMED" and FIRST <= (day or date(year, 12, 31)) <= LAST
    ]


@settings(max_examples=heavy(60, 1500))
@given(people)
def test_every_decision_stands_once_where_it_belongs(histories) -> None:
    with memory() as cursor:
        for h in histories:
            insert(cursor, h)
        found = statistics(cursor, FIRST, LAST, EN)
    every = Counter(code for h in histories for code, _ in counted(h))
    state, office, units, columns = (t.rows for t in found.tables)
    assert found.decided == every.total()
    assert sum(int(r[1] or 0) for r in (*state, *office)) == sum(
        n for code, n in every.items() if code in ("HC", "AHLD", "CO_TD_CP", "BK_TTG", "CSTD_TQ", "BK_TINH", "BK_BNG",
                                                    "BK_BO_NGANH_TW", "CSTD_TINH", "CSTD_BO", "CO_TD_TINH", "CO_TD_BO",
                                                    "KNC")
    )  # fmt: skip
    assert units[-1][-1] == every.total() == sum(int(r[-1] or 0) for r in units[:-1])
    by_way = sum(g is not None for h in histories for c, g in counted(h))
    assert sum(n or 0 for r in (*state, *office) for n in r[9:]) == sum(
        g is not None for h in histories for c, g in counted(h) if c in {"HC", "BK_TTG", "BK_TINH", "BK_BNG",
                                                                         "BK_BO_NGANH_TW", "KNC"}
    )  # fmt: skip
    titles = sum(n for code, n in every.items() if code in {c.code for c in TITLES})
    classless = sum(len(counted(h)) for h in histories if not h.collective and not h.posts)
    in_columns = sum(int(n or 0) for r in columns for n in r[5:])
    assert in_columns <= titles + by_way <= in_columns + classless
    told = Counter(u.why for u in found.untold)
    waits = sum(state == "PENDING" and FIRST <= (day or date(year, 12, 31)) <= LAST
                for h in histories for _, year, day, state in h.awards)  # fmt: skip
    assert told["AWAITED"] == waits
    assert told["NO_WAY"] == sum(g is None for h in histories for c, g in counted(h) if c in
                                 {x.code for x in COMMENDATIONS})  # fmt: skip
    assert told["NO_POST"] == classless


def test_a_class_recorded_with_the_post_is_taken_and_no_guess() -> None:
    h = History(posts=((date(2020, 1, 1), None, True),), awards=(("BK_TINH", 2024, date(2024, 5, 1), "CONFIRMED"),))
    with memory() as cursor:
        insert(cursor, h)
        assert [u.why for u in statistics(cursor, FIRST, LAST, EN).untold] == ["NO_WAY", "GUESSED"]
        cursor.execute("UPDATE post SET leader_class = 'LD_SO', position = 'Trưởng phòng'")
        found = statistics(cursor, FIRST, LAST, EN)
    assert [u.why for u in found.untold] == ["NO_WAY"]
    (line,) = [r for r in found.tables[1].rows if r[0] == "BK UBND tỉnh"]
    assert line[:9] == ("BK UBND tỉnh", 1, 0, None, None, 0, 1, 0, 0)


def test_the_workbook_says_its_days_and_what_is_missing() -> None:
    h = History(
        collective=True, awards=(("BK_TINH", 2024, date(2024, 5, 1), "CONFIRMED"), ("HC", 2024, None, "CONFIRMED"))
    )
    with memory() as cursor:
        insert(cursor, h)
        found = statistics(cursor, date(2024, 1, 1), date(2024, 12, 31), Words("vi"))
    book = openpyxl.load_workbook(io.BytesIO(statistics_book(found, "=Sở Mẫu", Words("vi"))))
    assert book.sheetnames == ["Biểu 0602  cấp Nhà nước", "Biểu 0603  cấp bộ, tỉnh", "Tổng hợp theo đơn vị",
                               "Tổng hợp 21 cột", "Những gì chưa xác định được"]  # fmt: skip
    assert all("Quyết định từ 01/01/2024 đến 31/12/2024" in s["A2"].value for s in book)
    assert [s["A2"].data_type for s in book] == ["s"] * 5  # never a formula
    why = [r[7].value for r in book.worksheets[-1].iter_rows(min_row=6)]
    assert {"chưa ghi hạng của huân chương", "không có ngày quyết định: tính theo năm thành tích"} <= set(why)
    assert book.worksheets[3].max_column == 21
