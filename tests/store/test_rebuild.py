"""The list of codes grows in a file that holds data: nothing recorded changes, and the new code can be recorded."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from dienhinh.kinds.codes import EVERY_CODE
from dienhinh.places import plan_198
from dienhinh.sample import load_sample
from dienhinh.store import Store, everything, judge
from dienhinh.store.rebuild import grow, missing
from dienhinh.store.references import DanglingReference, check_references

MORE = {"fact_code": (*EVERY_CODE, "THU_MA")}
ON = date(2026, 12, 31)
RECORDED = (
    "INSERT INTO award (candidate_id, kind, code, year, state, identity)"
    " SELECT min(id), 'COMMENDATION', 'THU_MA', 2024, 'CONFIRMED', 'x' FROM candidate WHERE kind = 'INDIVIDUAL'"
)


def test_a_code_is_added_to_a_file_that_holds_data(tmp_path) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        load_sample(store)
        before, standing = everything(store.cursor()), judge(store.cursor(), plan_198(), ON)
    connection = duckdb.connect(str(path))
    ids = connection.execute("SELECT id, version FROM award ORDER BY id").fetchall()
    assert grow(connection, MORE) == {"fact_code": ["THU_MA"]}
    assert missing(connection, MORE) == {}
    assert connection.execute("SELECT id, version FROM award ORDER BY id").fetchall() == ids
    connection.close()
    with Store.open(path) as store:
        after = judge(store.cursor(), plan_198(), ON)
        assert everything(store.cursor()) == before
        assert after.assessment.frame.equals(standing.assessment.frame)
        store.cursor().execute(RECORDED)
        assert store.cursor().execute("SELECT count(*) FROM fact WHERE code = 'THU_MA'").fetchone() == (1,)


def test_a_growth_that_fails_leaves_the_file_as_it_was(tmp_path) -> None:
    with Store.create(tmp_path / "so.duckdb") as store:
        load_sample(store)
        cursor = store.cursor()
        before = everything(cursor)
        with pytest.raises(duckdb.Error):
            grow(cursor, {"fact_code": (*EVERY_CODE, "X", "X")})  # an ENUM holds a label once
        assert everything(cursor) == before
        assert missing(cursor) == {}


@pytest.mark.parametrize(("table", "code"), [("award", "HTTNV"), ("rating", "LDTT"), ("discipline", "GK")])
def test_another_kinds_code_ends_the_transaction(tmp_path, table, code) -> None:
    path = tmp_path / "so.duckdb"
    with Store.create(path) as store:
        load_sample(store)
    connection = duckdb.connect(str(path))
    grow(connection, MORE)
    connection.execute(f"UPDATE {table} SET code = '{code}' WHERE id = (SELECT min(id) FROM {table})")
    with pytest.raises(DanglingReference, match=f"{table}.code"):
        check_references(connection)
    connection.close()
