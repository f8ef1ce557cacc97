"""What is read is what was meant: whole files as offices have them, and awards in any spelling and any company."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhinh.exchange import awards, values
from dienhinh.exchange.importing import apply_intake, intake_of
from dienhinh.exchange.problems import Unreadable
from dienhinh.exchange.terms import terms_of
from dienhinh.kinds.award import AWARDS
from dienhinh.places import plan_198
from dienhinh.store import Store

CASES = Path(__file__).parents[1] / "cases"
PROVINCE = "Hà Tĩnh"


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "x.duckdb") as made:
        yield made


def read(store: Store, name: str):
    return intake_of(store, CASES / name, terms_of(plan_198(), PROVINCE))


# fmt: off
WON = {
    "c01-hai-danh-hieu-mot-o.xlsx": (3, {("NV03", "LDTT", 2023), ("NV03", "CSTDCS", 2021), ("NV03", "CSTDCS", 2022),
                                         ("NV03", "CSTDCS", 2023)}),
    "c02-phu-dinh-va-dang-ky.xlsx": (5, set()),
    "c04-so-qd-kem-ngay-trong-mot-o.xlsx": (0, {("NV02", "BK_TINH", 2021), ("NV03", "BK_TINH", 2022)}),
    "c07-danh-sach-can-bo-khong-cot-lanh-dao.xlsx": (0, {("NV03", "BK_TINH", 2022), ("NV03", "BK_TINH", 2023)}),
    "c08b-cot-so-ngay-qd-chung.xlsx": (0, {("NV02", "BK_TINH", 2022)}),
    "c09-excel-97-2003.xls": (0, {("NV01", "BK_TINH", 2022)}),
    "c09-libreoffice.ods": (0, {("NV01", "BK_TINH", 2022)}),
    "c09-strict-ooxml.xlsx": (0, {("NV01", "BK_TINH", 2022)}),
    "c20-tieu-de-hai-dong-gop-o.xlsx": (0, {("NV01", "BK_TINH", 2021), ("NV02", "CSTDCS", 2021)}),
}
# fmt: on


@pytest.mark.parametrize("name", WON)
def test_a_file_gives_the_awards_it_names_and_no_other(name, store) -> None:
    errors, won = WON[name]
    intake = read(store, name)
    assert {(r["who"], r["code"], r["year"]) for r in intake.records["award"]} == won
    assert len(intake.errors) == errors


def test_one_decision_in_several_spellings_is_one(store) -> None:
    intake = read(store, "c04-so-qd-kem-ngay-trong-mot-o.xlsx")
    assert len(intake.records["award"]) == 2
    assert all(r["decided_on"] for r in intake.records["award"])
    apply_intake(store, intake, "c04", "an")
    assert apply_intake(store, read(store, "c04-so-qd-kem-ngay-trong-mot-o.xlsx"), "c04", "an").changes == 0


def test_old_fonts_are_converted_and_said(store) -> None:
    intake = read(store, "c05-TCVN3-chi-ten-go-bang-font-cu.xlsx")
    names = [r["name"] for r in intake.records["candidate"]]
    assert all(not unicodedata.normalize("NFC", n).encode("utf-8").count(b"\xc2") for n in names)
    assert [p.level for p in intake.problems] == ["guess", "guess"]


def test_the_exact_name_wins_over_its_neighbour(store) -> None:
    apply_intake(store, read(store, "c06-goc.xlsx"), "c06", "an")
    intake = read(store, "c06a-ten-dung-dau-nhung-co-nguoi-gan-trung.xlsx")
    written = {c["code"]: c["name"] for c in read(store, "c06-goc.xlsx").records["candidate"]}
    for table in ("award", "rating"):
        for record in intake.records[table]:
            assert record["who"] in {code.casefold().upper() for code in written}


def test_leaders_are_read_from_their_posts_and_said(store) -> None:
    intake = read(store, "c07-danh-sach-can-bo-khong-cot-lanh-dao.xlsx")
    leads = {r["position"]: r["leads"] for r in intake.records["post"]}
    assert any(leads.values())
    assert not all(leads.values())
    assert all(v == (not p.startswith("Chuyên viên")) for p, v in leads.items() if p.split()[0] in ("Chuyên", "Trưởng"))
    assert any(p.level == "guess" for p in intake.problems)


def test_cells_of_the_wide_sheet(store) -> None:
    """ "-" and "Không" are nothing; several awards in a cell are all read."""
    nothing = read(store, "c16a-trich-ngang-gach-ngang-va-khong.xlsx")
    assert nothing.errors == []
    several = read(store, "c16b-mot-o-nhieu-lan.xlsx")
    assert len({(r["who"], r["code"], r["year"], r["decision_no"]) for r in several.records["award"]}) == 16


def test_measures_end_and_none_is_none(store) -> None:
    (measure,) = read(store, "c17c-ky-luat-thoi-han.xlsx").records["discipline"]
    assert measure["until_on"] is not None
    assert measure["until_on"] > measure["from_on"]
    assert read(store, "c17g-ky-luat-khong-co-ngay.xlsx").records["discipline"] == []


def test_a_renamed_unit_is_known_by_both_names(store) -> None:
    apply_intake(store, read(store, "c22a-goc.xlsx"), "a", "an")
    assert read(store, "c22b-doi-ten-trong-cung-so.xlsx").errors == []


# ------------------------------------------------------------------ any spelling, any company

WRITTEN = {
    c.code: [
        *c.names,
    ]
    for c in AWARDS
    if c.names and c.code not in ("DH_KHAC", "HT_KHAC")
}
SPELT = st.sampled_from([(code, way) for code, ways in WRITTEN.items() for way in ways])
FORMS = [str, str.upper, str.lower, lambda t: unicodedata.normalize("NFD", t), lambda t: t.replace(" ", "\u00a0"),
         lambda t: t.replace(" ", "  "), lambda t: f" {t} ", lambda t: f"- {t}", lambda t: f"{t};", lambda t: f"{t}.",
         lambda t: f"1. {t}", lambda t: t.replace(" ", "\u200b ")]  # fmt: skip
AGAIN = [f for f in FORMS if f("x")[0] not in "1-"]
YEARS = [("{}", None), ("{} (2022)", 2022), ("{} năm 2022", 2022), ("{}, năm 2022", 2022), ("2022: {}", 2022)]


@given(
    SPELT,
    st.sampled_from(FORMS),
    st.sampled_from(AGAIN),
    st.sampled_from(YEARS),
    st.sampled_from(["", "Đạt ", "Tặng "]),
)
def test_every_admissible_spelling_is_read_back(spelt, one, other, year, verb) -> None:
    code, way = spelt
    written = other(one(year[0].format(verb + way)))
    found = awards.named(written, None, PROVINCE)
    assert [f.code for f in found] == [code], written
    assert year[1] is None or found[0].years == (year[1],), written


DENIED = ["không đạt", "chưa đạt", "không được", "bị huỷ", "hủy", "thu hồi", "trượt", "đăng ký", "phấn đấu", "dự kiến",
          "kế hoạch", "đăng kí", "sẽ đạt", "KHÔNG", "chưa được", "rút", "xét"]  # fmt: skip
AROUND = ["đồng chí", "trong năm", "phòng", "theo", "của", "đã", "2022", "và", "cả phòng", "lần 2", "abc",
          "(xem phụ lục)", "vì", "5 triệu đồng", "bà Lan", "quỹ"]  # fmt: skip


@given(
    SPELT, st.sampled_from(DENIED), st.booleans(), st.lists(st.sampled_from(AROUND), max_size=2), st.sampled_from(FORMS)
)
def test_what_is_denied_or_planned_is_never_an_award(spelt, denial, before, around, form) -> None:
    parts = [denial, spelt[1]] if before else [spelt[1], denial]
    written = form(" ".join([*parts, *around]))
    with pytest.raises(Unreadable):
        awards.named(written, None, PROVINCE)


@given(SPELT, st.lists(st.sampled_from(AROUND), max_size=3), st.lists(st.sampled_from(AROUND), max_size=3))
def test_in_a_sentence_an_award_is_read_whole_or_refused(spelt, before, after) -> None:
    """Never as another award, and never as more than one."""
    written = " ".join([*before, spelt[1], *after])
    try:
        found = awards.named(written, None, PROVINCE)
    except Unreadable:
        return
    assert {f.code for f in found} <= {spelt[0]}, written


DAYS = [
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d/%m/%Y", "ngày %d tháng %m năm %Y", "%d / %m / %Y",
    "Ngày %d tháng %m năm %Y", "Hà Tĩnh, ngày %d tháng %m năm %Y", "%d/%m/%Y (thứ Hai)", "(%d/%m/%Y)", "'%d/%m/%Y",
    "123/QĐ-UBND ngày %d/%m/%Y",
]  # fmt: skip


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(DAYS), st.booleans())
def test_every_spelling_of_a_day_is_that_day(day, way, bare) -> None:
    written = day.strftime(way)
    if bare and "%Y-%m" not in way and not way.startswith("123"):
        written = written.replace("/0", "/").replace(" 0", " ")
    assert values.day(written)[0] == day
