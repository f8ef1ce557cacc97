"""Edits by hand: two officers, refusals, and undo; any edits undone give back the data as they were."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhinh.exchange.importing import import_workbook
from dienhinh.places import SAMPLE
from dienhinh.store import CannotUndo, Clashes, Edit, LastPost, Store, apply_records, change_log, save, undo
from dienhinh.store.records import TABLES, rows
from tests.conftest import TERMS, heavy

UNIT = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"}
PERSON = {"code": "CB1", "kind": "INDIVIDUAL", "name": "Trần Thị Đào"}


def everything(store: Store) -> dict[str, dict[int, dict[str, Any]]]:
    """All records as they are, but for their versions, which only grow."""
    found = {}
    for table in TABLES:
        found[table] = {
            n: {k: v for k, v in r.items() if k != "version"} for n, r in rows(store.cursor(), table).items()
        }
    return found


def id_of(store: Store, table: str, **said: object) -> tuple[int, int]:
    """The id and version of the one record that says so."""
    (found,) = [
        (n, int(r["version"]))
        for n, r in rows(store.cursor(), table).items()
        if all(r[k] == v for k, v in said.items())
    ]
    return found


@pytest.fixture
def small(store: Store) -> Store:
    """One unit, one person with a post and a rating."""
    unit = Edit("candidate", UNIT)
    person = Edit("candidate", PERSON)
    post = Edit("post", {"candidate_id": person, "unit_id": unit, "leads": False, "from_on": date(2020, 1, 1)})
    save(store, [unit, person, post], "an", "nhập")
    who, _ = id_of(store, "candidate", code="CB1")
    save(store, [Edit("rating", {"candidate_id": who, "year": 2021, "code": "HTTNV"})], "an", "nhập")
    return store


def test_a_person_is_added_with_their_first_post_as_one_act(small: Store) -> None:
    log = change_log(small.cursor())
    assert [c.table for c in log if c.batch == 1] == ["post", "candidate", "candidate"]
    assert {c.name for c in log if c.table in ("post", "rating")} == {"Trần Thị Đào"}


def test_a_changed_record_counts_its_versions_and_its_log_says_only_what_changed(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    save(small, [Edit("rating", {"code": "HTXSNV", "year": 2021}, number, version)], "bình", "nhầm")
    assert id_of(small, "rating", year=2021) == (number, version + 1)
    last = change_log(small.cursor())[0]
    assert (last.before, last.after, last.why) == ({"code": "HTTNV"}, {"code": "HTXSNV"}, "nhầm")


def test_a_save_that_changes_nothing_leaves_no_trace(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    before = small.revision
    assert save(small, [Edit("rating", {"code": "HTTNV"}, number, version)], "bình") is None
    assert small.revision == before


def test_the_second_of_two_officers_is_shown_both_values_and_nothing_is_written(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    who = rows(small.cursor(), "rating")[number]["candidate_id"]
    save(small, [Edit("rating", {"code": "HTXSNV"}, number, version)], "an", "1")
    before = everything(small)
    other = Edit("rating", {"candidate_id": who, "year": 2022, "code": "HTNV"})
    with pytest.raises(Clashes) as caught:
        save(small, [other, Edit("rating", {"code": "HTNV"}, number, version)], "bình", "2")
    (clash,) = caught.value.clashes
    assert (clash.now["code"], clash.edit.values["code"], clash.by) == ("HTXSNV", "HTNV", "an")
    assert everything(small) == before
    save(small, [other, clash.mine()], "bình", "2")
    assert rows(small.cursor(), "rating")[number]["code"] == "HTNV"


def test_both_officers_saying_the_same_is_no_clash(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    save(small, [Edit("rating", {"code": "HTXSNV"}, number, version)], "an", "1")
    assert save(small, [Edit("rating", {"code": "HTXSNV"}, number, version)], "bình", "2") is None


def test_a_new_record_that_is_there_already_clashes_and_may_replace_it(small: Store) -> None:
    number, _ = id_of(small, "rating", year=2021)
    who = rows(small.cursor(), "rating")[number]["candidate_id"]
    with pytest.raises(Clashes) as caught:
        save(small, [Edit("rating", {"candidate_id": who, "year": 2021, "code": "KHTNV"})], "bình")
    save(small, [c.mine() for c in caught.value.clashes], "bình")
    assert rows(small.cursor(), "rating")[number]["code"] == "KHTNV"


def test_what_somebody_else_took_out_can_be_kept_as_a_new_record(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    full = {k: v for k, v in rows(small.cursor(), "rating")[number].items() if k != "version"}
    save(small, [Edit("rating", id=number, version=version, removed=True)], "an", "nhầm")
    with pytest.raises(Clashes) as caught:
        save(small, [Edit("rating", full | {"code": "HTNV"}, number, version)], "bình")
    assert caught.value.clashes[0].now is None
    save(small, [caught.value.clashes[0].mine()], "bình")
    assert [r["code"] for r in rows(small.cursor(), "rating").values()] == ["HTNV"]


def test_nobody_is_left_without_a_post(small: Store) -> None:
    number, version = id_of(small, "post", from_on=date(2020, 1, 1))
    before = everything(small)
    with pytest.raises(LastPost):
        save(small, [Edit("post", id=number, version=version, removed=True)], "an", "nhầm")
    assert everything(small) == before


def test_a_person_s_code_can_be_mended_with_their_records_kept(small: Store) -> None:
    who, version = id_of(small, "candidate", code="CB1")
    save(small, [Edit("candidate", {"code": "Đ-9"}, who, version)], "an", "mã sai")
    assert (
        rows(small.cursor(), "candidate")[who]["code_key"] == "D9"
        or rows(small.cursor(), "candidate")[who]["code"] == "Đ-9"
    )
    apply_records(
        small,
        {"rating": [{"who": rows(small.cursor(), "candidate")[who]["code_key"], "year": 2022, "code": "HTTNV"}]},
        "an",
        "x",
    )
    assert {r["candidate_id"] for r in rows(small.cursor(), "rating").values()} == {who}


def test_undo_is_a_new_act_and_can_itself_be_undone(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    before = everything(small)
    act = save(small, [Edit("rating", {"code": "KHTNV"}, number, version)], "bình", "sửa")
    after = everything(small)
    taken_back = undo(small, act, "an", "hoàn tác")
    assert everything(small) == before
    last = change_log(small.cursor())[0]
    assert (last.undoes, last.who, last.after) == (act, "an", {"code": "HTTNV"})
    undo(small, taken_back, "an", "làm lại")
    assert everything(small) == after
    assert [c.undone_by for c in change_log(small.cursor()) if c.revision == act] == [taken_back]


def test_an_undo_that_later_changes_contradict_names_them_and_writes_nothing(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    first = save(small, [Edit("rating", {"code": "KHTNV"}, number, version)], "bình", "sửa")
    second = save(small, [Edit("rating", {"code": "HTXSNV"}, number, version + 1)], "chi", "sửa nữa")
    before = everything(small)
    with pytest.raises(CannotUndo) as caught:
        undo(small, first, "an", "")
    assert [(c.revision, c.who) for c in caught.value.changes] == [(second, "chi")]
    assert everything(small) == before


def test_undoing_who_was_added_names_what_was_recorded_of_them_since(small: Store) -> None:
    with pytest.raises(CannotUndo) as caught:
        undo(small, 1, "an", "")
    assert [c.table for c in caught.value.changes] == ["rating"]


def test_what_is_undone_already_is_not_undone_twice(small: Store) -> None:
    number, version = id_of(small, "rating", year=2021)
    act = save(small, [Edit("rating", {"code": "KHTNV"}, number, version)], "bình")
    undo(small, act, "an", "")
    with pytest.raises(CannotUndo) as caught:
        undo(small, act, "an", "")
    assert caught.value.changes == []


def test_a_whole_import_is_undone_at_once(store: Store) -> None:
    before = everything(store)
    done = import_workbook(store, SAMPLE, TERMS)
    act = change_log(store.cursor())[-1].batch
    assert done.applied.changes > 500
    undo(store, act, "an", "nhầm tệp")
    assert everything(store) == before


def test_one_change_of_an_import_is_undone_and_the_rest_of_it_later(store: Store) -> None:
    import_workbook(store, SAMPLE, TERMS)
    log = change_log(store.cursor())
    one = next(c for c in log if c.table == "award")
    undo(store, one.batch, "an", "nhầm dòng", only=one.revision)
    assert len(rows(store.cursor(), "award")) == sum(c.table == "award" for c in log) - 1
    undo(store, one.batch, "an", "nhầm tệp")
    assert not any(everything(store).values())


def test_an_award_whose_paper_came_by_a_file_goes_back_to_awaiting_it(small: Store) -> None:
    award = {
        "who": "cb1",
        "kind": "TITLE",
        "code": "CSTDCS",
        "label": None,
        "year": 2021,
        "issuer": None,
        "decision_no": None,
        "decided_on": None,
        "state": "PENDING",
        "identity": "?|CSTDCS|2021|",
    }
    award["who"] = next(iter(r["code_key"] for r in rows(small.cursor(), "candidate").values() if r["code"] == "CB1"))
    apply_records(small, {"award": [award]}, "an", "1")
    before = everything(small)
    came = award | {"decision_no": "9/QĐ", "decided_on": date(2022, 1, 5), "state": "CONFIRMED", "identity": "9/qd|x"}
    apply_records(small, {"award": [came]}, "an", "2")
    assert len(rows(small.cursor(), "award")) == 1
    undo(small, change_log(small.cursor())[0].batch, "an", "")
    assert everything(small) == before


CODES = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("rate"), st.integers(0, 3), st.integers(2021, 2023), st.sampled_from(CODES)),
        st.tuples(st.just("import"), st.integers(0, 3), st.integers(2021, 2023), st.sampled_from(CODES)),
        st.tuples(st.just("person"), st.integers(0, 3)),
        st.tuples(st.just("rename"), st.integers(0, 3), st.sampled_from(["X", "Y"])),
        st.tuples(st.just("recode"), st.integers(0, 3), st.sampled_from(["C7", "C8"])),
        st.tuples(st.just("out"), st.integers(0, 9)),
        st.tuples(st.just("leave"), st.integers(0, 3)),
        st.tuples(st.just("undo"), st.integers(1, 12)),
    ),
    max_size=9,
)


def act_on(store: Store, act: tuple[Any, ...]) -> None:
    """One edit of any kind; those that would be refused do nothing."""
    people = {n: r for n, r in rows(store.cursor(), "candidate").items() if r["kind"] == "INDIVIDUAL"}
    name, *rest = act
    if name == "person":
        if f"C{rest[0]}" not in {r["code"] for r in people.values()}:
            person = Edit("candidate", {"code": f"C{rest[0]}", "kind": "INDIVIDUAL", "name": "Người mới"})
            unit, _ = id_of(store, "candidate", code="VP")
            post = {"candidate_id": person, "unit_id": unit, "leads": True, "from_on": date(2021, 5, 1)}
            save(store, [person, Edit("post", post)], "an")
        return
    if name == "undo":
        acts = sorted({c.batch for c in change_log(store.cursor())})[1:]
        if acts:
            undo(store, acts[rest[0] % len(acts)], "an", "")
        return
    if name == "out":
        ratings = list(rows(store.cursor(), "rating").items())
        if ratings:
            number, record = ratings[rest[0] % len(ratings)]
            save(store, [Edit("rating", id=number, version=record["version"], removed=True)], "an", "nhầm")
        return
    if not people:
        return
    number, record = list(people.items())[rest[0] % len(people)]
    if name == "rename":
        save(store, [Edit("candidate", {"name": rest[1]}, number, record["version"])], "an")
    elif name == "recode":
        save(store, [Edit("candidate", {"code": rest[1]}, number, record["version"])], "an")
    elif name == "leave":
        mine = [
            Edit(t, id=n, version=r["version"], removed=True)
            for t in ("post", "rating")
            for n, r in rows(store.cursor(), t).items()
            if r["candidate_id"] == number
        ]
        save(store, [Edit("candidate", id=number, version=record["version"], removed=True), *mine], "an", "nhầm")
    elif name == "rate":
        save(store, [Edit("rating", {"candidate_id": number, "year": rest[1], "code": rest[2]})], "an")
    else:
        given = {"who": record["code_key"], "year": rest[1], "code": rest[2], "decision_no": None, "decided_on": None}
        apply_records(store, {"rating": [given]}, "an", "import")


@pytest.mark.slow
@settings(max_examples=heavy(15, 60))
@given(ACTS)
def test_any_edits_and_undos_then_all_undone_give_the_starting_data(acts) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "a.duckdb") as store:
        save(store, [Edit("candidate", UNIT)], "an")
        before, first = everything(store), store.revision
        for act in acts:
            was = everything(store)
            try:
                act_on(store, act)
            except (Clashes, CannotUndo):
                assert everything(store) == was
        todo = sorted({c.batch for c in change_log(store.cursor()) if c.revision > first}, reverse=True)
        for act in todo:
            undo(store, act, "an", "")
        assert everything(store) == before
