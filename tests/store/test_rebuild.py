"""The list of codes grows in a file that holds data: nothing recorded changes, and the new code can be recorded."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from dienhinh.kinds.codes import EVERY_CODE
from dienhinh.places import plan_198
from dienhinh.sample import load_sample
from dienhinh.store import Store, everything, judge
from dienhinh.store.rebuild import grow_codes, missing_codes
from dienhinh.store.references import DanglingReference, check_references

ON = date(2026, 12, 31)
RECORDED = (
    "INSERT INTO award (candidate_id, kind, code, year, state, identity)"
    " SELECT min(id), 'COMMENDATION', 'HCLD_3', 2024, 'CONFIRMED', 'x' FROM candidate WHERE kind = 'INDIVIDUAL'"
)


def test_a_code_is_added_to_a_file_that_holds_data(tmp_path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        load_sample(store)
        before, standing = everything(store.cursor()), judge(store.cursor(), plan_198(), ON)
    connection = duckdb.connect(str(path))
    ids = connection.execute("SELECT id, version FROM award ORDER BY id").fetchall()
    assert grow_codes(connection, (*EVERY_CODE, "HCLD_3")) == ["HCLD_3"]
    assert missing_codes(connection, (*EVERY_CODE, "HCLD_3")) == []
    assert connection.execute("SELECT id, version FROM award ORDER BY id").fetchall() == ids
    connection.close()
    with Store.open(path) as store:
        after = judge(store.cursor(), plan_198(), ON)
        assert everything(store.cursor()) == before
        assert after.assessment.frame.equals(standing.assessment.frame)
        store.cursor().execute(RECORDED)
        assert store.cursor().execute("SELECT count(*) FROM fact WHERE code = 'HCLD_3'").fetchone() == (1,)


def test_a_growth_that_fails_leaves_the_file_as_it_was(tmp_path) -> None:
    with Store.create(tmp_path / "so.duckdb") as store:
        load_sample(store)
        cursor = store.cursor()
        before = everything(cursor)
        with pytest.raises(duckdb.Error):
            grow_codes(cursor, (*EVERY_CODE, "X", "X"))  # an ENUM holds a label once
        assert everything(cursor) == before
        assert missing_codes(cursor) == []


@pytest.mark.parametrize(("table", "code"), [("award", "HTTNV"), ("rating", "LDTT"), ("discipline", "GK")])
def test_another_kinds_code_ends_the_transaction(tmp_path, table, code) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        load_sample(store)
    connection = duckdb.connect(str(path))
    grow_codes(connection, (*EVERY_CODE, "HCLD_3"))
    connection.execute(f"UPDATE {table} SET code = '{code}' WHERE id = (SELECT min(id) FROM {table})")
    with pytest.raises(DanglingReference, match=f"{table}.code"):
        check_references(connection)
    connection.close()
