"""Loading the fictional sample department, through the real importer."""

from __future__ import annotations

import tomllib
from typing import Any

from dienhinh.exchange.importing import import_workbook
from dienhinh.exchange.terms import terms_of
from dienhinh.locale.fold import code_key
from dienhinh.places import SAMPLE, SAMPLE_MILESTONES, SAMPLE_PIPELINE, attestable, plan_198
from dienhinh.store import Edit, Store, apply_records, known_codes, save
from dienhinh.store.aside import province_of


def load_sample(store: Store) -> None:
    """Import the sample workbook and its milestones, and mark the file as holding invented people."""
    done = import_workbook(
        store, SAMPLE, terms_of(plan_198(), province_of(store.cursor()), attestable()), who="Dữ liệu mẫu"
    )
    assert done.applied is not None, [p for p in done.problems if p.level == "error"]
    marks: dict[str, Any] = tomllib.loads(SAMPLE_MILESTONES.read_text(encoding="utf-8"))
    done_marks = [
        {"plan_id": marks["plan"], "milestone_id": m["id"], "done_on": m["done_on"], "evidence": m.get("evidence")}
        for m in marks["milestone"]
    ]
    save(store, [Edit("milestone", values) for values in done_marks], "Dữ liệu mẫu", SAMPLE_MILESTONES.name)
    load_pipeline(store, tomllib.loads(SAMPLE_PIPELINE.read_text(encoding="utf-8")))
    store.mark_sample()


def load_pipeline(store: Store, said: dict[str, Any]) -> None:
    """The fictional department's exemplars: their stages, nurturing and replication."""
    for model in said.get("model", []):
        record = {"kind": "MODEL", "born_on": None, "dissolved_on": None}
        carriers = [{"who": code_key(model["code"]), "unit": code_key(c)} for c in model.pop("carriers")]
        apply_records(store, {"candidate": [record | model], "carrier": carriers}, "Dữ liệu mẫu", SAMPLE_PIPELINE.name)
    known = known_codes(store.cursor())
    ids = dict(zip(known["code"], known["candidate_id"].tolist(), strict=True))
    edits: list[Edit] = []
    for line in said.get("succession", []):
        units = {"candidate_id": ids[line["code"]], "unit_id": ids[line["unit"]]}
        told = ("how", "from_on", "principal", "document_no")
        edits.append(Edit("succession", units | {k: line[k] for k in told}))
    for item in said["exemplar"]:
        whose = {"plan_id": said["plan"], "candidate_id": ids[item["code"]]}
        head = {k: item[k] for k in ("nurturer", "field") if k in item}
        edits.append(Edit("exemplar", whose | {"nurturer": None} | head))
        for stage in item["stage"]:
            edits.append(Edit("stage", whose | stage))
        edits += [Edit("nurturing", whose | note) for note in item.get("nurturing", [])]
        for taken in item.get("replication", []):
            unit = ids[taken.pop("unit")]
            edits.append(Edit("replication", whose | taken | {"unit_id": unit}))
    save(store, edits, "Dữ liệu mẫu", SAMPLE_PIPELINE.name)
