"""The page of a province: what offices have sent, to the depth that they have sent it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dienhinh.places import plan_198
from dienhinh.rollup.sending import prepare
from dienhinh.store import Store

ON, ROOT = date(2024, 12, 31), Path(__file__).resolve().parents[2]


def opened(file: Path, folder: Path, depth: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    with Store.open(file) as store:
        prepare(store.cursor(), plan_198(), ON, depth, "ha-tinh", "sngv", file).write(folder)
    monkeypatch.setenv("DIENHINH_ROLLUP", str(folder))
    return AppTest.from_file(str(ROOT / "pages" / "province.py"), default_timeout=60)


def said(at: AppTest) -> str:
    return " ".join(str(h.proto.body) for h in at.get("html"))


@pytest.mark.parametrize("depth", ["facts", "packed", "counts"])
def test_it_says_where_everybody_stands_and_names_nobody(sample_copy, tmp_path, monkeypatch, depth) -> None:
    at = opened(sample_copy, tmp_path / "all", depth, monkeypatch).run()
    assert not at.exception
    assert "Đã tính 1/1 cơ quan." in said(at)
    assert "55 đối tượng" in said(at)
    assert "sngv" in said(at)
    with Store.open(sample_copy) as store:
        names = store.cursor().execute("SELECT name FROM candidate WHERE kind = 'INDIVIDUAL'").fetchall()
    assert [n for (n,) in names if n in said(at)] == []


def test_a_choice_goes_into_an_office_and_a_damaged_one_is_named(sample_copy, tmp_path, monkeypatch) -> None:
    at = opened(sample_copy, tmp_path / "all", "facts", monkeypatch)
    at.query_params["unit"] = "ha-tinh/sngv"
    at.query_params["lang"] = "en"
    at.run()
    assert not at.exception
    assert "Staff without a leading post" in said(at)
    next((tmp_path / "all").rglob("post.parquet")).unlink()
    monkeypatch.setenv("DIENHINH_ROLLUP", str(tmp_path / "all"))
    (manifest,) = (tmp_path / "all").rglob("manifest.json")
    manifest.touch()
    at.run()
    assert not at.exception
    assert [w.value for w in at.warning]


def test_an_empty_folder_is_no_fault(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DIENHINH_ROLLUP", str(tmp_path))
    at = AppTest.from_file(str(ROOT / "pages" / "province.py"), default_timeout=60).run()
    assert not at.exception
    assert at.info
