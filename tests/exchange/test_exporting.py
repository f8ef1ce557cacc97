"""What is exported, imported into an empty file, gives the same data."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhinh.exchange.exporting import export_workbook
from dienhinh.exchange.importing import import_workbook
from dienhinh.exchange.legacy import as_unicode
from dienhinh.kinds.award import FOR_PEOPLE, FOR_UNITS, GROUNDS, NAMES, kind_of
from dienhinh.kinds.codes import LEVELS, RATINGS, STAGES
from dienhinh.kinds.roadmap import MEDIA
from dienhinh.locale.fold import clean, key
from dienhinh.store import Store, apply_records, everything
from dienhinh.store.decisions import decided
from tests.conftest import TERMS, heavy

words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
    .map(clean)
    .filter(bool)
)
texts = st.one_of(words, st.sampled_from(["=1+1", "@cmd", "+84", "-x", "Đặng Thị Hạnh", "Quyết định số 1"])).filter(
    # a text that reads like one of the old fonts is converted, by design (see tests/exchange/test_spellings.py)
    lambda t: key(t) and not t.replace(".", "").isdigit() and as_unicode(t) is None
)
days = st.dates(date(2015, 1, 1), date(2027, 12, 31))
years = st.integers(2019, 2027)


@st.composite
def departments(draw) -> dict[str, list[dict[str, object]]]:
    """Records as the importer hands them to the store."""
    records: dict[str, list[dict[str, object]]] = {
        name: []
        for name in (
            "candidate",
            "post",
            "rating",
            "award",
            "initiative",
            "attestation",
            "discipline",
            "milestone",
            "exemplar",
            "stage",
            "nurturing",
            "story",
            "telling",
            "replication",
        )
    }
    for code in ("DV1", "DV2"):
        founded = draw(st.none() | days)
        records["candidate"].append(
            {
                "code": code,
                "kind": "COLLECTIVE",
                "name": draw(texts),
                "born_on": None,
                "founded_on": founded,
                "dissolved_on": None,
            }
        )
    for code in ("CB1", "CB2", "CB3"):
        records["candidate"].append(
            {
                "code": code,
                "kind": "INDIVIDUAL",
                "name": draw(texts),
                "born_on": draw(st.none() | days),
                "founded_on": None,
                "dissolved_on": None,
            }
        )
        for begun in draw(st.lists(days, min_size=1, max_size=2, unique=True)):
            until = draw(st.none() | st.dates(begun, date(2028, 1, 1)))
            records["post"].append(
                {
                    "who": code,
                    "unit": draw(st.sampled_from(["DV1", "DV2"])),
                    "position": draw(st.none() | texts),
                    "leads": draw(st.booleans()),
                    "from_on": begun,
                    "until_on": until,
                }
            )
    for who in ("DV1", "CB1", "CB2"):
        for year in draw(st.lists(years, max_size=3, unique=True)):
            number = draw(st.none() | st.integers(1, 999).map(lambda n: f"{n}/QĐ"))
            records["rating"].append(
                {
                    "who": who,
                    "year": year,
                    "code": draw(st.sampled_from(RATINGS)),
                    "decision_no": number,
                    "decided_on": draw(st.none() | days),
                    "state": draw(st.sampled_from(["CONFIRMED", "REVOKED", None])),
                }
            )
        for n in range(draw(st.integers(0, 3))):
            whose = FOR_PEOPLE if who == "DV1" else FOR_UNITS
            code = draw(st.sampled_from(sorted(c for c in NAMES if not c.endswith("_KHAC") and c not in whose)))
            number = draw(st.none() | st.just(f"{100 + n}/QĐ-UBND"))
            state = draw(st.sampled_from(["CONFIRMED", "PENDING", "REVOKED", "REFUSED"]))
            state = "PENDING" if state == "CONFIRMED" and number is None else state
            year, day = 2021 + n, draw(st.none() | days)
            label = NAMES[code][0] if code in ("HC", "KNC") else None
            kind = kind_of(code)
            grounds = [c.code for c in GROUNDS]
            records["award"].append(
                {
                    "who": who,
                    "kind": kind,
                    "code": code,
                    "label": label,
                    "year": year,
                    "issuer": None,
                    "decision_no": number,
                    "decided_on": day,
                    "state": state,
                    "achievement": draw(st.none() | texts),
                    "ground": draw(st.none() | st.sampled_from(grounds)) if kind == "COMMENDATION" else None,
                    "identity": decided(code, year, number, day, None).identity,
                }
            )
        for title in draw(st.lists(texts, max_size=2, unique_by=key)):
            flags = [draw(st.sampled_from([True, False, None])) for _ in range(2)]
            records["initiative"].append(
                {
                    "who": who,
                    "title": title,
                    "title_key": key(title),
                    "year": draw(years),
                    "level": draw(st.sampled_from(LEVELS)),
                    "recognised": flags[0],
                    "applied": flags[1],
                    "decision_no": None,
                    "decided_on": draw(st.none() | days),
                    "revoked": draw(st.booleans()),
                    "used_for": draw(st.none() | st.sampled_from(sorted(NAMES))),
                }
            )
        for on in draw(st.lists(days, max_size=2, unique=True)):
            result = draw(st.sampled_from(["CONFIRMED", "REFUSED", "REVOKED"]))
            records["attestation"].append(
                {
                    "who": who,
                    "criterion": "II.2",
                    "on_date": on,
                    "result": result,
                    "by_person": draw(st.none() | texts),
                    "evidence": draw(st.none() | texts),
                }
            )
    begun = draw(days)
    records["discipline"].append(
        {
            "who": "CB3",
            "code": "CANH_CAO",
            "label": "Cảnh cáo",
            "decision_no": None,
            "from_on": begun,
            "until_on": draw(st.none() | st.dates(begun, date(2028, 1, 1))),
        }
    )
    for day in draw(st.lists(days, max_size=2, unique=True)):
        records["nurturing"].append(
            {
                "plan_id": "p",
                "who": "CB1",
                "on_date": day,
                "note": draw(texts),
                "next_step": draw(st.none() | texts),
                "due_on": draw(st.none() | days),
                "done_on": None,
            }
        )
    if draw(st.booleans()):
        records["milestone"].append(
            {"plan_id": "p", "milestone_id": "m", "done_on": draw(days), "evidence": draw(st.none() | texts)}
        )
        records["exemplar"].append(
            {
                "plan_id": "p",
                "who": "DV1",
                "nurturer": draw(st.none() | texts),
                "withdrawn_on": None,
                "withdrawn_why": None,
            }
        )
        records["stage"].append(
            {
                "plan_id": "p",
                "who": "DV1",
                "stage": draw(st.sampled_from(STAGES)),
                "entered_on": draw(days),
                "document_no": draw(st.none() | texts),
                "note": None,
            }
        )
        records["replication"].append(
            {
                "plan_id": "p",
                "who": "DV1",
                "unit": "DV2",
                "from_on": draw(days),
                "practice": draw(texts),
                "result": draw(st.none() | texts),
            }
        )
        whose = {"plan_id": "p", "who": "DV1"}
        several = st.lists(texts, min_size=1, max_size=3).map("\n".join)
        told = {field: draw(st.none() | several) for field in ("story", "practice", "brought")}
        records["story"].append({**whose, "headline": draw(texts), **told})
        medium = draw(st.sampled_from([c.code for c in MEDIA]))
        place = {"place": draw(texts), "link": draw(st.none() | texts)}
        records["telling"].append({**whose, "on_date": draw(days), "medium": medium, **place})
    return records


@pytest.mark.slow
@settings(max_examples=heavy(8, 25))
@given(departments())
def test_export_and_import_give_the_same_data(records) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with Store.create(Path(folder) / "a.duckdb") as store:
            apply_records(store, records, "an", "1")
            before = everything(store.cursor())
            export_workbook(store.cursor(), Path(folder) / "x.xlsx")
        with Store.create(Path(folder) / "b.duckdb") as store:
            done = import_workbook(store, Path(folder) / "x.xlsx", TERMS)
            assert done.errors == []
            assert everything(store.cursor()) == before


def test_the_sample_department_survives_the_round_trip(sample_file, tmp_path) -> None:
    with Store.open(sample_file) as store:
        before = everything(store.cursor())
        export_workbook(store.cursor(), tmp_path / "x.xlsx")
    with Store.create(tmp_path / "b.duckdb") as store:
        import_workbook(store, tmp_path / "x.xlsx", TERMS)
        assert everything(store.cursor()) == before


def test_no_exported_cell_is_or_becomes_a_formula(store, tmp_path) -> None:
    unit = {
        "code": "VP",
        "kind": "COLLECTIVE",
        "name": "=cmd|' /C calc'!A0",
        "born_on": None,
        "founded_on": None,
        "dissolved_on": None,
    }
    apply_records(store, {"candidate": [unit]}, "an", "1")
    export_workbook(store.cursor(), tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["Đơn vị"]["B2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
