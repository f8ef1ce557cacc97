"""Data quality: every kind of fault is found where it is, and a verdict hangs on it exactly when mending could change
it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dienhinh.locale import Words
from dienhinh.locale.findings import finding_said
from dienhinh.locale.fold import key
from dienhinh.places import ladder, plan_198
from dienhinh.quality import FAULTS, findings
from dienhinh.store import Edit, Store, apply_records, judge, save
from dienhinh.store.records import rows
from dienhinh.verdicts.ladder import Kept
from tests.histories import rated

ON = date(2026, 12, 31)
UNIT = {
    "code": "VP",
    "kind": "COLLECTIVE",
    "name": "Văn phòng",
    "born_on": None,
    "founded_on": None,
    "dissolved_on": None,
}
PERSON = {**UNIT, "code": "CB1", "kind": "INDIVIDUAL", "name": "Trần Thị Đào"}
POST = {
    "who": "CB1",
    "unit": "VP",
    "position": "Chuyên viên",
    "leads": False,
    "from_on": date(2020, 1, 1),
    "until_on": None,
}


def award(who: str = "CB1", **said: object) -> dict[str, object]:
    found = {
        "who": who,
        "kind": "TITLE",
        "code": "CSTDCS",
        "label": None,
        "year": 2021,
        "issuer": None,
        "decision_no": "1/QĐ",
        "decided_on": date(2022, 1, 5),
        "state": "CONFIRMED",
    } | said
    return found | {"identity": str(sorted(map(str, found.values())))}


def attested(who: str, *sections: str) -> list[dict[str, object]]:
    return [
        {
            "who": who,
            "criterion": s,
            "on_date": date(2025, 1, 1),
            "result": "CONFIRMED",
            "by_person": "HĐ",
            "evidence": "BB",
        }
        for s in sections
    ]


ALL = attested("CB1", "II.2", "III.2.a", "III.2.b")


def found_in(store: Store, records: dict[str, list[dict[str, object]]]):
    apply_records(store, {"candidate": [UNIT, PERSON], "post": [POST], **records}, "an", "1")
    return found_now(store)


def found_now(store: Store):
    standing = judge(store.cursor(), plan_198(), ON)
    return findings(store.cursor(), standing.assessment)


def of(found, fault: str):
    return [f for f in found if f.fault == fault]


def test_ratings_missing_for_due_years_are_named_and_hang_only_where_the_plan_asks_for_them(store) -> None:
    given = [
        {"who": "VP", "year": y, "code": "HTXSNV", "decision_no": None, "decided_on": None}
        for y in (2021, 2022, 2024, 2025)
    ]
    awards = [
        award("VP", kind="COMMENDATION", code="BK_TINH", year=y, decision_no=f"{y}/QĐ", decided_on=date(y, 12, 1))
        for y in (2021, 2022)
    ]
    found = found_in(store, {"rating": given, "award": awards, "attestation": attested("VP", "II.2", "III.1.a")})
    by_years = {tuple(f.what["years"]): len(f.hang) for f in of(found, "MISSING_RATING")}
    assert by_years == {(2023,): 1, (2021, 2022, 2023, 2024, 2025): 0}  # the unit's one year; the person's five
    assert found[0].fault == "MISSING_RATING"  # the only verdict that hangs on anything comes first


def test_an_attestation_not_given_hangs_only_when_all_else_is_there(store) -> None:
    twice = [award(year=2021), award(year=2022, decision_no="2/QĐ", decided_on=date(2023, 1, 5))]
    found = found_in(store, {"award": twice, "attestation": attested("CB1", "II.2", "III.2.a")})
    (mine,) = [f for f in of(found, "UNATTESTED") if f.what["sections"] == ["III.2.b"]]
    assert len(mine.hang) == 1
    (unit,) = [f for f in of(found, "UNATTESTED") if "III.1.a" in f.what["sections"]]
    assert not unit.hang


@pytest.mark.parametrize(
    ("awards", "hangs"),
    [
        ([award(year=2021), award(year=2022, decision_no=None, state="PENDING", decided_on=None)], 1),
        ([award(year=2021, decision_no=None, state="PENDING", decided_on=None)], 0),
        ([award(year=2021), award(year=2022, decision_no="2/QĐ", decided_on=None)], 1),
    ],
)
def test_an_award_without_number_or_date_hangs_when_it_decides(store, awards, hangs) -> None:
    found = found_in(store, {"award": awards, "attestation": ALL})
    assert [len(f.hang) for f in of(found, "NO_DECISION")] == [hangs]


def test_a_decision_dated_before_its_year(store) -> None:
    found = found_in(store, {"award": [award(year=2023, decided_on=date(2022, 5, 1))]})
    assert [f.what["day"] for f in of(found, "BEFORE_YEAR")] == [date(2022, 5, 1)]


@pytest.mark.parametrize(
    ("first_until", "second_from", "fault"),
    [
        (date(2022, 6, 30), date(2022, 7, 1), None),
        (date(2022, 6, 30), date(2022, 6, 30), "OVERLAP"),
        (None, date(2022, 7, 1), "OVERLAP"),
        (date(2022, 6, 30), date(2022, 7, 3), "GAP"),
    ],
)
def test_posts_that_overlap_or_leave_a_gap(store, first_until, second_from, fault) -> None:
    posts = [POST | {"until_on": first_until}, POST | {"from_on": second_from, "leads": True}]
    found = found_in(store, {"post": posts})
    assert [f.fault for f in found if f.table == "post"] == ([fault] if fault else [])


OLD = {**UNIT, "code": "CU", "name": "Phòng Cũ", "dissolved_on": date(2023, 6, 30)}


@pytest.mark.parametrize(
    ("records", "n"),
    [
        ({"post": [POST | {"unit": "CU"}]}, 1),
        ({"post": [POST | {"unit": "CU", "until_on": date(2023, 6, 30)}]}, 0),
        ({"rating": [{"who": "CU", "year": 2024, "code": "HTXSNV", "decision_no": None, "decided_on": None}]}, 1),
        ({"rating": [{"who": "CU", "year": 2023, "code": "HTXSNV", "decision_no": None, "decided_on": None}]}, 0),
        ({"award": [award("CU", kind="COMMENDATION", code="BK_TINH", year=2025)]}, 1),
    ],
)
def test_what_is_recorded_after_a_units_end_is_found(store, records, n) -> None:
    found = found_in(store, {"candidate": [UNIT, PERSON, OLD], **records})
    assert len(of(found, "AFTER_END")) == n


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"how": "MERGED", "from_on": date(2023, 7, 1)}, []),
        ({"how": "RENAMED", "from_on": date(2023, 6, 1)}, ["end"]),
        ({"how": "SPLIT", "from_on": date(2023, 6, 1)}, []),
        ({"how": "MERGED", "from_on": date(2021, 7, 1)}, ["end", "founding"]),
    ],
)
def test_an_origin_that_the_units_days_contradict_is_found(store, said, lacks) -> None:
    new = {**UNIT, "founded_on": date(2022, 1, 1)}
    line = {"who": "VP", "unit": "CU", "principal": True, "document_no": None, **said}
    found = found_in(store, {"candidate": [new, PERSON, OLD], "succession": [line]})
    assert [f.what["lacks"] for f in of(found, "ORIGIN")] == lacks


def test_an_overlap_hangs_when_the_two_tracks_judge_differently(store) -> None:
    """One provincial certificate and one title: enough for staff (d1), not for a leader."""
    posts = [POST, POST | {"from_on": date(2022, 7, 1), "leads": True}]
    awards = [award(year=2021), award(kind="COMMENDATION", code="BK_TINH", year=2022, decision_no="7/QĐ")]
    found = found_in(store, {"post": posts, "award": awards, "attestation": ALL})
    assert [len(f.hang) for f in of(found, "OVERLAP")] == [1]


def test_one_number_with_two_dates(store) -> None:
    rated = {"who": "VP", "year": 2021, "code": "HTTNV", "decision_no": "01/QD", "decided_on": date(2022, 1, 6)}
    found = found_in(store, {"award": [award(decision_no="01/QĐ")], "rating": [rated]})
    (mine,) = of(found, "TWO_DATES")
    assert mine.what["days"] == [date(2022, 1, 5), date(2022, 1, 6)]
    assert len(mine.candidates) == 2


@pytest.mark.parametrize(
    ("name", "born", "other_born", "n"),
    [
        ("Trần Thị Đào", None, None, 1),
        ("TRẦN THỊ ĐÀO", date(1980, 1, 1), None, 1),
        ("Trần Thị Đào", date(1980, 1, 1), date(1981, 1, 1), 0),
        ("Trần Thị Lan", None, None, 0),
    ],
)
def test_people_who_may_be_one(store, name, born, other_born, n) -> None:
    other = PERSON | {"code": "CB2", "name": name, "born_on": other_born}
    records = {"candidate": [UNIT, PERSON | {"born_on": born}, other], "post": [POST, POST | {"who": "CB2"}]}
    found = found_in(store, records)
    assert len(of(found, "NAMESAKES")) == n


def test_two_halves_of_one_person_hang_when_together_they_would_qualify(store) -> None:
    other = PERSON | {"code": "CB2"}
    records = {
        "candidate": [UNIT, PERSON, other],
        "post": [POST, POST | {"who": "CB2"}],
        "award": [award(year=2021), award("CB2", year=2022, decision_no="2/QĐ")],
        "attestation": [*ALL, *attested("CB2", "II.2", "III.2.a", "III.2.b")],
    }
    (mine,) = of(found_in(store, records), "NAMESAKES")
    assert len(mine.hang) == 2


ISSUERS = [
    ("CSTD_TINH", "Sở Ngoại vụ", True),
    ("CSTD_TINH", "Bộ Nội vụ", True),
    ("CSTD_TINH", "UBND tỉnh Hà Tĩnh", False),
    ("CSTD_TINH", "Chủ tịch UBND tỉnh", False),
    ("CSTD_TINH", None, False),
    ("CSTD_BO", "UBND tỉnh", True),
    ("CSTD_BO", "Bộ Ngoại giao", False),
    ("CSTD_BO", "Bộ trưởng Bộ Nội vụ", False),
    ("CSTD_TQ", "UBND tỉnh", True),
    ("CSTD_TQ", "Thủ tướng Chính phủ", False),
    ("CSTDCS", "UBND tỉnh", False),  # the head of the office, where that is the province's
    ("LDTT", "Sở Ngoại vụ", False),
]


@pytest.mark.parametrize(("code", "issuer", "wrong"), ISSUERS)
def test_a_title_by_an_issuer_that_may_not_give_it(store, code, issuer, wrong) -> None:
    found = of(found_in(store, {"award": [award(code=code, issuer=issuer)]}), "WRONG_ISSUER")
    assert bool(found) == wrong


def test_an_initiative_serves_once(store) -> None:
    def made(year: int, used: str | None, title: str = "Số hoá hồ sơ") -> dict[str, Any]:
        said = {"level": "CO_SO", "recognised": True, "applied": True, "decision_no": None, "decided_on": None}
        return {"who": "CB1", "title": title, "title_key": key(title), "year": year, "used_for": used, **said}

    once = [made(2022, "CSTDCS"), made(2023, None), made(2023, "BK_TINH", "Việc khác")]
    assert of(found_in(store, {"initiative": once}), "SERVED_TWICE") == []
    (twice,) = of(found_in(store, {"initiative": [made(2024, "BK_TINH", "Số hoá  hồ sơ")]}), "SERVED_TWICE")
    assert twice.what["codes"] == ["CSTDCS", "BK_TINH"]
    assert finding_said("SERVED_TWICE", twice.what, Words("vi")) == "Số hoá  hồ sơ: đã dùng cho CSTĐCS, BK UBND tỉnh"


def test_one_achievement_commended_twice(store) -> None:
    both = [
        award(kind="COMMENDATION", code=c, decision_no=f"{i}/QĐ", achievement="Đón đoàn  công tác")
        for i, c in enumerate(("BK_TINH", "GK"))
    ]
    assert len(of(found_in(store, {"award": both}), "ONE_ACHIEVEMENT")) == 1


@pytest.mark.parametrize(
    ("who", "said", "n"),
    [
        ("CB1", {"code": "DH_KHAC", "label": "Giấy khen"}, 1),
        ("CB1", {"code": "DH_KHAC", "label": "Danh hiệu khác"}, 0),
        ("CB1", {"kind": "COMMENDATION", "code": "HT_KHAC", "label": "Chiến sĩ thi đua cơ sở"}, 1),
        ("VP", {"code": "CSTDCS"}, 1),
        ("VP", {"code": "TTLDXS"}, 0),
        ("CB1", {"code": "TTLDXS"}, 1),
    ],
)
def test_titles_and_commendations_confused(store, who, said, n) -> None:
    assert len(of(found_in(store, {"award": [award(who, **said)]}), "CONFUSED")) == n


def test_what_is_mended_is_no_longer_found(store) -> None:
    found = found_in(store, {"award": [award(year=2023, decided_on=date(2022, 5, 1))]})
    (mine,) = of(found, "BEFORE_YEAR")
    version = rows(store.cursor(), "award")[mine.record]["version"]
    save(store, [Edit("award", {"year": 2022}, mine.record, version)], "an")
    assert of(found_now(store), "BEFORE_YEAR") == []


def test_the_worst_come_first(sample_file) -> None:
    with Store.open(sample_file) as store:
        found = findings(store.cursor(), judge(store.cursor(), plan_198(), date(2026, 11, 24)).assessment)
    assert [len(f.hang) for f in found] == sorted((len(f.hang) for f in found), reverse=True)
    assert {f.fault for f in found} <= set(FAULTS)
    pending = {"KHTC", "CB002", "CB005", "CB016", "VP"}
    assert len({c for f in found for c in f.hang}) >= len(pending)


@pytest.mark.parametrize(
    ("code", "day", "n"),
    [("HA_BAC_LUONG", date(2025, 6, 30), 0), ("HA_BAC_LUONG", date(2025, 7, 1), 1), ("CANH_CAO", date(2025, 7, 1), 0)],
)
def test_a_measure_that_the_law_no_longer_has(store, code, day, n) -> None:
    record = {"who": "CB1", "code": code, "label": None, "decision_no": "9/QĐ", "from_on": day, "until_on": None}
    assert len(of(found_in(store, {"discipline": [record]}), "OUTDATED")) == n


@pytest.mark.parametrize(
    ("marks", "low", "none"),
    [
        ("XS T T T T", [], False),
        ("T T T T T", [], True),
        ("XS K T K T", [(2022, "KHTNV"), (2024, "KHTNV")], False),
        ("XS T – T T", [], False),
        ("T – – – –", [], True),
        ("– – – – –", [], False),
    ],
)
@pytest.mark.parametrize("reading", ["attested", "last_excellent"])
def test_an_attestation_that_ratings_contradict_is_named_whatever_the_reading(store, marks, low, none, reading) -> None:
    ratings = [
        {"who": "CB1", "year": y, "code": c, "decision_no": "1", "decided_on": date(y, 12, 20)}
        for y, c, _ in rated(marks)
    ]
    given = {
        "candidate": [UNIT, PERSON],
        "post": [POST],
        "award": [award(year=2021), award(year=2022, decision_no="2/QĐ")],
        "attestation": attested("CB1", "II.2", "III.2.a", "III.2.b"),
    }
    apply_records(store, given | ({"rating": ratings} if ratings else {}), "an", "x")
    plan = plan_198().with_choices({"P14": reading})
    found = [
        f for f in findings(store.cursor(), judge(store.cursor(), plan, ON).assessment) if f.fault == "CONTRADICTED"
    ]
    if not (low or none):
        assert found == []
        return
    (one,) = found
    assert (one.what["section"], one.what["low"], one.what["none"]) == ("III.2.a", low, none)
    assert reading != "attested" or one.hang  # eligible by two years as fighter, if it is attested


def test_a_title_that_the_records_do_not_carry_is_named_with_what_is_missing(tmp_path) -> None:
    """By the law of its year: an initiative and LĐTT until 2023, a rating or an initiative since."""
    with Store.create(tmp_path / "t.duckdb") as store:
        apply_records(
            store,
            {
                "candidate": [UNIT, PERSON],
                "post": [POST],
                "rating": [
                    {"who": "CB1", "year": y, "code": "HTXSNV", "decision_no": "1/QĐ", "decided_on": date(y, 12, 31)}
                    for y in (2022, 2024)
                ],
                "award": [
                    award(year=2022, decided_on=date(2022, 12, 31)),
                    award(year=2024, decision_no="2/QĐ", decided_on=date(2024, 12, 31)),
                    award(code="LDTT", year=2024, decision_no="3/QĐ", decided_on=date(2024, 12, 31)),
                    award(code="CSTD_TINH", year=2024, decision_no="4/QĐ", decided_on=date(2024, 12, 31)),
                    award(code="TTLDXS", who="VP", year=2024, decision_no="5/QĐ", decided_on=date(2024, 12, 31)),
                ],
                "discipline": [
                    {"who": "CB1", "code": "CANH_CAO", "label": "Cảnh cáo", "decision_no": None,
                     "from_on": date(2024, 12, 1), "until_on": date(2025, 11, 30)}
                ],
            },
            who="Hoa",
            why="x",
        )  # fmt: skip
        cursor = store.cursor()
        plain = judge(cursor, plan_198(), ON).assessment
        assert not [f for f in findings(cursor, plain) if f.fault == "UNSUPPORTED"]
        found = findings(cursor, plain, (ladder(), Kept()))
    lacks = {
        (f.what["code"], f.what["year"]): [vi for vi, _ in f.what["lacks"]] for f in found if f.fault == "UNSUPPORTED"
    }
    assert lacks.pop(("TTLDXS", 2024)) == ["HTXSNV trong năm"]
    assert lacks.pop(("CSTD_TINH", 2024)) == ["3 lần liên tục CSTĐCS", "Sáng kiến cấp tỉnh"]
    assert lacks == {("CSTDCS", 2022): ["Sáng kiến trong năm", "LĐTT"]}
    assert {f.what["code"] for f in found if f.fault == "DURING_DISCIPLINE"} == {"CSTDCS", "LDTT", "CSTD_TINH"}
