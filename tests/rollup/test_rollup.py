"""Offices together: what is sent, what is wrong with it, what stands twice, and the same verdicts at every depth."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from dienhinh.access.roles import Act
from dienhinh.cli import main
from dienhinh.counting.query import TallyQuery
from dienhinh.criteria.heritage import Began, Heritage
from dienhinh.places import plan_198
from dienhinh.rollup.gathering import gather
from dienhinh.rollup.hashes import BadSecret
from dienhinh.rollup.judging import total
from dienhinh.rollup.manifest import NAME, checksum, seal
from dienhinh.rollup.sending import FEWEST, TOGETHER, joined, prepare
from dienhinh.store import Store, apply_records, judge
from dienhinh.store.decisions import decided

ON, PLAN = date(2025, 6, 30), plan_198()
KEY = b"khoa cua tinh"
UNIT = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"}
NOBODY_BORN = {"born_on": None}


def office(tmp_path: Path, name: str, people, awards=(), ratings=()) -> Path:
    """A data file with a unit, people (code, name, birth day, post from, until) and their awards and ratings."""
    file = tmp_path / f"{name}.duckdb"
    blank = {"founded_on": None, "dissolved_on": None, "born_on": None}
    records = {
        "candidate": [
            {**blank, **UNIT},
            *({**blank, "code": c, "kind": "INDIVIDUAL", "name": n, "born_on": b} for c, n, b, *_ in people),
        ],
        "post": [
            {"who": c, "unit": "VP", "position": None, "leads": False, "from_on": f, "until_on": u}
            for c, _, _, f, u in people
        ],
        "attestation": [
            {"who": c, "criterion": s, "result": "CONFIRMED", "on_date": date(2022, 1, 10), "by_person": None,
             "evidence": None}
            for c, *_ in people for s in ("II.2", "III.2.a", "III.2.b")
        ],
        "award": [
            {"who": c, "kind": "TITLE", "code": code, "label": None, "year": y, "issuer": None, "decision_no": no,
             "decided_on": date(y, 12, 20), "state": "CONFIRMED", "achievement": None,
             "identity": decided(code, y, no, date(y, 12, 20), None).identity}
            for c, code, y, no in awards
        ],
        "rating": [
            {"who": c, "year": y, "code": code, "decision_no": None, "decided_on": None, "state": "CONFIRMED"}
            for c, y, code in ratings
        ],
    }  # fmt: skip
    with Store.create(file) as store:
        apply_records(store, records, "an", "x")
    return file


def send(file: Path, out: Path, name: str, depth: str = "facts", key: bytes = b"", on: date = ON) -> Path:
    with Store.open(file) as store:
        return prepare(store.cursor(), PLAN, on, depth, "ha-tinh", name, file, key).write(out)


def cells(frame: pd.DataFrame) -> Counter:
    return Counter({(r["track"], r["status"]): int(r["n"]) for r in frame.to_dict("records")})


def own(file: Path, on: date = ON) -> Counter:
    with Store.open(file) as store:
        frame = judge(store.cursor(), PLAN, on).assessment.frame
    return Counter(zip(frame["track"].astype(str), frame["status"], strict=True))


@pytest.mark.parametrize("depth", ["packed", "facts"])
@pytest.mark.parametrize("key", [b"", KEY])
def test_at_each_depth_everybody_stands_where_the_office_says(sample_copy, tmp_path, depth, key) -> None:
    send(sample_copy, tmp_path / "all", "a", depth, key)
    found = total(gather(tmp_path / "all", key), PLAN, [ON])
    assert (found.left_out, found.twice) == ([], [])
    assert cells(found.frame) == own(sample_copy)


def test_several_days_and_readings_are_judged_from_facts(sample_copy, tmp_path) -> None:
    send(sample_copy, tmp_path / "all", "a")
    days = [date(2022, 12, 31), ON]
    frame = total(gather(tmp_path / "all"), PLAN, days).frame
    for day in days:
        assert cells(frame[frame["date"] == day]) == own(sample_copy, day)


def test_counts_say_nothing_of_anybody(sample_copy, tmp_path) -> None:
    folder = send(sample_copy, tmp_path / "all", "a", "counts")
    sent = pq.read_table(folder / "counts.parquet").to_pandas()
    assert sent["n"].min() >= FEWEST
    assert sent["n"].sum() == sum(own(sample_copy).values())
    assert set(sent["unit"]) != {TOGETHER}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"), st.sampled_from(["VP", "TC", "KH"]), st.sampled_from("EPO"), st.integers(1, 9)
        ),
        max_size=12,
        unique_by=lambda c: c[:3],
    )
)
def test_small_cells_are_put_together_and_nobody_is_lost(said) -> None:
    frame = pd.DataFrame(said, columns=["track", "unit", "status", "n"])
    found = joined(frame)
    told = found["n"].dropna()
    assert (told >= FEWEST).all()
    if found["n"].notna().all():
        assert told.sum() == sum(n for *_, n in said)
    else:
        assert sum(n for *_, n in said) < FEWEST


def test_no_name_leaves_with_packed_words_and_the_numbers_are_the_offices_secret(sample_copy, tmp_path) -> None:
    folder = send(sample_copy, tmp_path / "all", "a", "packed")
    with Store.open(sample_copy) as store:
        names = [
            n
            for (n,) in store.cursor().execute("SELECT name FROM candidate UNION SELECT code FROM candidate").fetchall()
        ]
    written = (
        b"".join(p.read_bytes() for p in folder.iterdir())
        + str([pq.read_table(p).to_pydict() for p in folder.glob("*.parquet")]).encode()
    )
    assert [n for n in names if len(n) > 4 and n.encode() in written] == []
    first = pq.read_table(folder / "words.parquet")["candidate_id"].to_pylist()
    sample_copy.with_name(sample_copy.name + ".pseudonyms").unlink()
    again = send(sample_copy, tmp_path / "all", "a", "packed")
    assert set(first).isdisjoint(pq.read_table(again / "words.parquet")["candidate_id"].to_pylist())


def spoil_file(folder: Path) -> None:
    file = folder / "post.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"\0")


def lose_file(folder: Path) -> None:
    (folder / "post.parquet").unlink()


def change_manifest(folder: Path) -> None:
    file = folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"revision": 99}))


def garble_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def lose_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("co_quan=khac"))


@pytest.mark.parametrize("harm", [spoil_file, lose_file, change_manifest, garble_manifest, lose_manifest, rename])
def test_what_is_damaged_or_changed_is_named_and_left_out_and_the_rest_counts(sample_copy, tmp_path, harm) -> None:
    mine = office(tmp_path, "b", [("CB1", "Lê Thị Mẫu", date(1980, 1, 1), date(2020, 1, 1), None)])
    send(mine, tmp_path / "all", "b")
    harm(send(sample_copy, tmp_path / "all", "a"))
    found = total(gather(tmp_path / "all"), PLAN, [ON])
    assert (found.of, len(found.left_out)) == (2, 1)
    assert cells(found.frame) == own(mine)


def test_a_folder_sealed_with_another_key_is_foreign(sample_copy, tmp_path) -> None:
    send(sample_copy, tmp_path / "all", "a", key=b"cua ai")
    found = total(gather(tmp_path / "all", KEY), PLAN, [ON])
    assert len(found.left_out) == 1
    assert found.frame.empty


def test_one_data_file_sent_under_two_names_counts_once(sample_copy, tmp_path) -> None:
    send(sample_copy, tmp_path / "all", "a")
    send(sample_copy, tmp_path / "all", "b")
    found = total(gather(tmp_path / "all"), PLAN, [ON])
    assert len(found.left_out) == 1
    assert cells(found.frame) == own(sample_copy)


def resealed(folder: Path, **changed: object) -> None:
    """A manifest as somebody would write it who knows that no key is used."""
    file = folder / NAME
    said = {k: v for k, v in json.loads(file.read_text(encoding="utf-8")).items() if k != "seal"} | changed
    file.write_text(json.dumps(said | {"seal": seal(said, b"")}), encoding="utf-8")


HOSTILE_FILES = {"../x.parquet": {"rows": 1, "sha256": "0"}, "/dev/zero": {"rows": 1, "sha256": "0"}}


@pytest.mark.parametrize(
    "changed",
    [
        {"office": "a\"']); COPY (SELECT 1) TO 'x.csv'; --"}, {"province": "../ha-tinh"}, {"number": 7},
        {"number": "7"},
        {"revision": "abc"}, {"revision": None}, {"store": ["x"]}, {"files": HOSTILE_FILES}, {"files": {}},
        {"depth": "packed"}, {"period": "x"}, {"day": "hôm nay"}, {"schema": 2},
    ],
)  # fmt: skip
def test_a_manifest_that_no_office_would_write_is_left_out(sample_copy, tmp_path, changed) -> None:
    folder = send(sample_copy, tmp_path / "all", "a")
    resealed(folder, **changed)
    found = total(gather(tmp_path / "all"), PLAN, [ON])
    assert (len(found.left_out), len(found.frame)) == (1, 0)


def rewritten(folder: Path, name: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """A table that was changed, under a manifest that says so."""
    change(pq.read_table(folder / name).to_pandas()).to_parquet(folder / name, index=False)
    files = json.loads((folder / NAME).read_text(encoding="utf-8"))["files"]
    files[name] = {"rows": pq.read_metadata(folder / name).num_rows, "sha256": checksum(folder / name)}
    resealed(folder, files=files)


@pytest.mark.parametrize(
    ("depth", "name", "change"),
    [
        ("facts", "fact_award.parquet", lambda f: f.drop(columns="ground")),
        ("facts", "fact_award.parquet", lambda f: f.assign(code="LA")),
        ("facts", "fact_rating.parquet", lambda f: f.assign(state="LA")),
        ("facts", "candidate.parquet", lambda f: f.assign(id=f["id"] + (1 << 32))),
        ("facts", "post.parquet", lambda f: f.assign(from_on="hôm qua")),
        ("counts", "counts.parquet", lambda f: f.assign(n=-5)),
        ("counts", "counts.parquet", lambda f: f.rename(columns={"n": "m"})),
        ("packed", "words.parquet", lambda f: f.drop(columns="y0")),
        ("packed", "words.parquet", lambda f: f.assign(width=60)),
    ],
)
def test_a_table_that_this_program_would_not_write_leaves_its_office_out(
    sample_copy, tmp_path, depth, name, change
) -> None:
    rewritten(send(sample_copy, tmp_path / "all", "a", depth), name, change)
    found = total(gather(tmp_path / "all"), PLAN, [ON])
    assert (len(found.left_out), len(found.frame)) == (1, 0)


def test_junk_under_a_manifest_leaves_its_office_out(sample_copy, tmp_path) -> None:
    folder = send(sample_copy, tmp_path / "all", "a")
    (folder / "post.parquet").write_bytes(b"PAR1 junk")
    files = json.loads((folder / NAME).read_text(encoding="utf-8"))["files"]
    resealed(folder, files=files | {"post.parquet": {"rows": 1, "sha256": checksum(folder / "post.parquet")}})
    assert len(total(gather(tmp_path / "all"), PLAN, [ON]).left_out) == 1


def test_the_order_of_what_is_packed_tells_nothing(sample_copy, tmp_path) -> None:
    folder = send(sample_copy, tmp_path / "all", "a", "packed")
    for file in folder.glob("*.parquet"):
        numbers = pq.read_table(file)["candidate_id"].to_pylist()
        assert numbers == sorted(numbers)


def test_a_damaged_secret_is_refused(sample_copy, tmp_path) -> None:
    sample_copy.with_name(sample_copy.name + ".pseudonyms").write_bytes(b"")
    with pytest.raises(BadSecret):
        send(sample_copy, tmp_path / "all", "a", "packed")


@pytest.mark.parametrize("text", ["", "  ", "ngan"])
def test_an_empty_key_is_no_key(sample_copy, tmp_path, text, capsys) -> None:
    (tmp_path / "khoa").write_text(text)
    asked = ["send", str(tmp_path / "all"), "--db", str(sample_copy), "--key", str(tmp_path / "khoa"), "--yes"]
    assert main(asked) == 2
    assert not (tmp_path / "all").exists()


@pytest.mark.parametrize(("on", "plan"), [(date(2024, 1, 1), PLAN), (ON, PLAN.with_choices({"P14": "one_excellent"}))])
def test_what_was_counted_otherwise_than_asked_for_is_left_out(sample_copy, tmp_path, on, plan) -> None:
    send(sample_copy, tmp_path / "all", "a", "packed")
    assert len(total(gather(tmp_path / "all"), plan, [on]).left_out) == 1


BORN, BEGAN, MOVED = date(1980, 1, 1), date(2019, 1, 1), date(2023, 1, 1)


@pytest.mark.parametrize("key", [b"", KEY])
def test_one_person_in_two_offices_is_one_and_a_decision_sent_twice_counts_once(tmp_path, key) -> None:
    """Two years as CSTĐCS make staff eligible (III.2.d): one decided in each office, the second sent by both."""
    titles = [("CB1", "CSTDCS", 2021, "15/QĐ-SNgV")]
    old = office(tmp_path, "cu", [("CB1", "Nguyễn Văn Mẫu", BORN, BEGAN, date(2022, 12, 31))], titles)
    new = office(
        tmp_path, "moi", [("M7", "NGUYỄN  VĂN MẪU", BORN, MOVED, None)],
        [("M7", "CSTDCS", 2021, "Số 15 /QĐ-SNgV"), ("M7", "CSTDCS", 2023, "9/QĐ-SNV")],
    )  # fmt: skip
    for file, name in ((old, "cu"), (new, "moi")):
        send(file, tmp_path / "all", name, key=key)
    found = total(gather(tmp_path / "all", key), PLAN, [ON])
    people = found.frame[found.frame["track"] == "CHUYEN_MON"]
    assert people[["office", "status", "n"]].values.tolist() == [["moi", "ELIGIBLE", 1]]
    assert sorted((t.what, t.offices) for t in found.twice) == [
        ("DECISION", ("ha-tinh/cu", "ha-tinh/moi")),
        ("PERSON", ("ha-tinh/cu", "ha-tinh/moi")),
    ]


def moved(
    tmp_path: Path, depth: tuple[str, str], old_titles, new_titles, open_still: bool = False
) -> list[list[object]]:
    """Where somebody stands who went from one office to another, each of which has sent something."""
    ends = None if open_still else date(2022, 12, 31)
    old = office(tmp_path, "a", [("CB1", "Nguyễn Văn Mẫu", BORN, BEGAN, ends)], old_titles)
    new = office(tmp_path, "b", [("M7", "Nguyễn Văn Mẫu", BORN, MOVED, None)], new_titles)
    for file, name, deep in ((old, "a", depth[0]), (new, "b", depth[1])):
        send(file, tmp_path / "all", name, deep, KEY)
    frame = total(gather(tmp_path / "all", KEY), PLAN, [ON]).frame
    return frame.loc[frame["track"] == "CHUYEN_MON", ["office", "status", "n"]].values.tolist()


BOTH_YEARS = [("M7", "CSTDCS", 2021, "15/QĐ-SNgV"), ("M7", "CSTDCS", 2022, "15/QĐ-SNgV")]


@pytest.mark.parametrize("depth", [(a, b) for a in ("facts", "packed") for b in ("facts", "packed")])
@pytest.mark.parametrize("open_still", [False, True])
def test_at_whatever_depth_a_person_of_two_offices_counts_once_where_the_latest_post_is(
    tmp_path, depth, open_still
) -> None:
    """One decision for two years' titles is two titles."""
    found = moved(tmp_path, depth, [], BOTH_YEARS, open_still)
    assert found == [["b", "ELIGIBLE", 1]]


def test_before_the_move_the_old_office_has_the_person(tmp_path) -> None:
    moved(tmp_path, ("facts", "facts"), [], BOTH_YEARS)
    frame = total(gather(tmp_path / "all", KEY), PLAN, [date(2022, 6, 30), ON]).frame
    people = frame[frame["track"] == "CHUYEN_MON"]
    assert people["office"].tolist() == ["a", "b"]


@pytest.mark.parametrize("decided_in", ["a", "b"])
def test_what_one_office_knows_to_be_decided_is_decided(tmp_path, decided_in) -> None:
    titles = {o: [("CB1" if o == "a" else "M7", "CSTDCS", y, f"{y}/QĐ-S") for y in (2021, 2022)] for o in "ab"}
    found = {}
    for name, who, began, ends in (("a", "CB1", BEGAN, date(2022, 12, 31)), ("b", "M7", MOVED, None)):
        file = office(tmp_path, name, [(who, "Lê Mẫu", BORN, began, ends)], titles[name])
        if name != decided_in:
            with Store.open(file) as store, store.change(Act.EDIT) as cursor:
                cursor.execute("UPDATE award SET state = 'PENDING'")
        send(file, tmp_path / "all", name)
        found[name] = file
    frame = total(gather(tmp_path / "all"), PLAN, [ON]).frame
    assert frame.loc[frame["track"] == "CHUYEN_MON", "status"].tolist() == ["ELIGIBLE"]


def test_namesakes_of_other_days_and_without_one_are_several(tmp_path) -> None:
    for name, born in (("a", BORN), ("b", date(1981, 1, 1)), ("c", None), ("d", None)):
        send(office(tmp_path, name, [("CB1", "Nguyễn Văn Mẫu", born, BEGAN, None)]), tmp_path / "all", name)
    found = total(gather(tmp_path / "all"), PLAN, [ON])
    assert found.twice == []
    assert found.frame.loc[found.frame["track"] == "CHUYEN_MON", "n"].sum() == 4


def test_of_two_ratings_of_one_year_the_worse_counts(tmp_path) -> None:
    years = [("CB1", y, "HTXSNV") for y in range(2021, 2025)]
    a = office(tmp_path, "a", [("CB1", "Lê Mẫu", BORN, BEGAN, date(2022, 12, 31))], ratings=years)
    b = office(tmp_path, "b", [("CB1", "Lê Mẫu", BORN, MOVED, None)], ratings=[("CB1", 2022, "KHTNV")])
    for file, name in ((a, "a"), (b, "b")):
        send(file, tmp_path / "all", name)
    strict = PLAN.with_choices({"P14": "none_below_good"})
    frame = total(gather(tmp_path / "all"), strict, [ON]).frame
    assert frame.loc[frame["track"] == "CHUYEN_MON", "status"].tolist() == ["OUT_OF_REACH"]


def test_sending_shows_what_leaves_first_and_writes_only_when_told(sample_copy, tmp_path, capsys) -> None:
    asked = ["send", str(tmp_path / "all"), "--db", str(sample_copy), "--depth", "facts", "--date", ON.isoformat()]
    assert main(asked) == 0
    assert "dữ liệu cá nhân" in capsys.readouterr().out
    assert not (tmp_path / "all").exists()
    assert main([*asked, "--yes"]) == 0
    capsys.readouterr()
    assert main(["rollup", str(tmp_path / "all"), "--date", ON.isoformat(), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert all(list(row) == ["province", "office", "track", "status", "n"] for row in said)
    assert Counter({(r["track"], r["status"]): r["n"] for r in said}) == own(sample_copy)


@pytest.mark.parametrize("suffix", [".json", ".csv", ".parquet"])
def test_a_rollup_is_written_as_asked_and_a_damaged_office_makes_the_exit_code(sample_copy, tmp_path, suffix) -> None:
    folder = send(sample_copy, tmp_path / "all", "a")
    out = tmp_path / f"tong{suffix}"
    asked = ["rollup", str(tmp_path / "all"), "--date", ON.isoformat(), "-o", str(out)]
    assert main(asked) == 0
    read = {".json": pd.read_json, ".csv": pd.read_csv, ".parquet": pd.read_parquet}[suffix]
    assert cells(read(out)) == own(sample_copy)
    lose_file(folder)
    assert main(asked) == 1


def test_sending_again_replaces_what_was_sent(sample_copy, tmp_path) -> None:
    send(sample_copy, tmp_path / "all", "a", "facts")
    folder = send(sample_copy, tmp_path / "all", "a", "counts")
    assert sorted(p.name for p in folder.iterdir()) == ["counts.parquet", "manifest.json"]
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]
    shutil.rmtree(tmp_path / "all")


PLANS = [PLAN, *(PLAN.with_choices({p.id: c.id}) for p in PLAN.policy for c in p.choices if c.id != p.choice)]


@pytest.mark.parametrize("engine", ["spark", "trino", "postgres"])
def test_every_engine_understands_the_query(engine) -> None:
    row = {"candidate_id": 1, "kind": "AWARD", "code": "BK_TINH", "criterion": None, "year": 2022, "decided_on": ON,
           "known_on": ON, "until": None, "state": "CONFIRMED", "ground": None}  # fmt: skip
    took = Heritage((row,), (Began(1, ON, None),), {1: (2,)})
    for plan in PLANS:
        query = TallyQuery(plan, took=took)
        for text in (
            query.text([ON]),
            query.text([ON, date(2025, 12, 31)]),
            query.longest_text(ON),
            query.latest_text(ON),
        ):
            (said,) = sqlglot.transpile(text, read="duckdb", write=engine, unsupported_level=sqlglot.ErrorLevel.IGNORE)
            assert sqlglot.parse_one(said, read=engine)
            assert not any(own in text for own in ("enum_code", "fact_code", "fact_state"))


def test_a_worker_reads_the_counts_without_an_engine() -> None:
    blocked = ("duckdb", "streamlit", "babel", "plotly", "docx")
    code = (
        f"import sys\nfor name in {blocked!r}: sys.modules[name] = None\n"
        "import dienhinh.counting.query, dienhinh.criteria\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[2])
