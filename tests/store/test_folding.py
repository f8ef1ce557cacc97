"""What an older file holds twice, spelt in two ways, is one decision after the migration, and the log says so."""

from __future__ import annotations

from datetime import date

import pytest

from dienhinh.access.roles import Act
from dienhinh.store import Store, apply_records, change_log
from dienhinh.store.folding import fold_recorded
from dienhinh.store.records import rows

UNIT = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"}
PERSON = {"code": "CB1", "kind": "INDIVIDUAL", "name": "Trần Thị Đào"}
POST = {"who": "CB1", "unit": "VP", "leads": False, "from_on": date(2015, 1, 1)}


def award(number, day, issuer="UBND tỉnh", state="CONFIRMED", year=2022, identity=""):
    said = {"who": "CB1", "kind": "COMMENDATION", "code": "BK_TINH", "year": year, "state": state, "issuer": issuer}
    return {
        **said,
        "decision_no": number,
        "decided_on": day,
        "identity": identity or f"{number}|{day}|{issuer}|{state}",
    }


DAY = date(2022, 3, 5)


@pytest.fixture
def folded(tmp_path):
    def go(*awards):
        with Store.create(tmp_path / "x.duckdb") as store:
            records = {"candidate": [UNIT, PERSON], "post": [POST], "award": list(awards)}
            apply_records(store, records, "an", "1")
            if len(rows(store.cursor(), "award")) != len(awards):
                raise AssertionError("the old file is to hold them all")
            with store.change(Act.EDIT) as cursor:
                gone = fold_recorded(cursor)
            return gone, list(rows(store.cursor(), "award").values()), change_log(store.cursor())

    return go


def test_spellings_of_one_decision_become_one(folded, monkeypatch) -> None:
    monkeypatch.setattr("dienhinh.store.apply._match_recorded", lambda cursor, frame: (frame, {}))  # as it was
    gone, left, log = folded(
        award("123/QĐ-UBND", DAY), award("Số 0123/QĐ-UBND", DAY), award("123/QĐUBND", None), award("123", DAY)
    )
    assert gone == 3
    (kept,) = left
    assert (kept["decision_no"], kept["decided_on"]) == ("123/QĐ-UBND", DAY)
    assert "0123" in kept["also"]
    assert [line.action for line in log if "P5" in (line.why or "")].count("DELETE") == 3


@pytest.mark.parametrize(
    "other",
    [
        award("124/QĐ-UBND", DAY),
        award("123/QĐ-BNG", DAY, "Bộ Ngoại giao"),
        award("123/QĐ-UBND", date(2023, 3, 5), year=2023),
        award("123/QĐ-UBND", DAY, state="REVOKED"),
    ],
)
def test_two_decisions_stay_two(folded, other, monkeypatch) -> None:
    monkeypatch.setattr("dienhinh.store.apply._match_recorded", lambda cursor, frame: (frame, {}))
    gone, left, _ = folded(award("123/QĐ-UBND", DAY), other)
    assert gone == 0
    assert len(left) == 2
    assert len({r["identity"] for r in left}) == 2


def test_folding_again_changes_nothing(folded, tmp_path) -> None:
    folded(award("123/QĐ-UBND", DAY), award("9/QĐ-UBND", DAY))
    with Store.open(tmp_path / "x.duckdb") as store:
        before, revision = rows(store.cursor(), "award"), store.revision
        with store.change(Act.EDIT) as cursor:
            assert fold_recorded(cursor) == 0
        assert rows(store.cursor(), "award") == before
        assert store.revision == revision
