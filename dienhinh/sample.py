"""Loading a fictional sample department, through the real importer."""

from __future__ import annotations

import tomllib
from typing import Any

from dienhinh.criteria import Plan, load_plan
from dienhinh.criteria.drafts import next_period
from dienhinh.exchange.importing import import_workbook
from dienhinh.exchange.terms import terms_of
from dienhinh.locale.fold import code_key
from dienhinh.places import SAMPLES, attestable, plan_198
from dienhinh.store import Edit, Store, apply_records, known_codes, save
from dienhinh.store.aside import province_of
from dienhinh.store.plans import close_plan, put_in_force

PIPELINE = "pipeline.toml"


def load_sample(store: Store, which: str = "1") -> None:
    """Import the workbook of the sample ``which`` (a folder of ``places.SAMPLES``) and its roadmap, under its own plan
    where it has one, and mark the file as holding invented people."""
    folder = SAMPLES[which]
    plan, own = plan_198(), folder / "plan.toml"
    if own.exists():
        plan = load_plan(own)
        put_in_force(store, plan, "Dữ liệu mẫu", own.name)
    terms = terms_of(plan, province_of(store.cursor()), attestable() | plan.attested)
    done = import_workbook(store, folder / "so-mau.xlsx", terms, who="Dữ liệu mẫu")
    assert done.applied is not None, [p for p in done.problems if p.level == "error"]
    marks: dict[str, Any] = tomllib.loads((folder / "milestones.toml").read_text(encoding="utf-8"))
    done_marks = [
        {"plan_id": marks["plan"], "milestone_id": m["id"], "done_on": m["done_on"], "evidence": m.get("evidence")}
        for m in marks["milestone"]
    ]
    save(store, [Edit("milestone", values) for values in done_marks], "Dữ liệu mẫu", "milestones.toml")
    said = tomllib.loads((folder / PIPELINE).read_text(encoding="utf-8"))
    if "earlier" in said:
        load_earlier(store, said["earlier"])
    load_pipeline(store, said)
    store.mark_sample()


def load_earlier(store: Store, said: dict[str, Any]) -> None:
    """The fictional department's plan of the period before, closed, with who was an exemplar under it."""
    made = next_period(plan_198(), said["first_year"], said["last_year"], said["issued"])
    told = {"id": said["id"], "number": said["number"]}
    put_in_force(store, Plan.model_validate({**made.model_dump(), **told}), "Dữ liệu mẫu", said["why"])
    close_plan(store, said["id"], said["closed_on"], "Dữ liệu mẫu", said["why"])
    load_pipeline(store, {"plan": said["id"], "exemplar": said["exemplar"]})


def load_pipeline(store: Store, said: dict[str, Any]) -> None:
    """The fictional department's exemplars: their stages, nurturing and replication."""
    for model in said.get("model", []):
        record = {"kind": "MODEL", "born_on": None, "dissolved_on": None}
        carriers = [{"who": code_key(model["code"]), "unit": code_key(c)} for c in model.pop("carriers")]
        apply_records(store, {"candidate": [record | model], "carrier": carriers}, "Dữ liệu mẫu", PIPELINE)
    known = known_codes(store.cursor())
    ids = dict(zip(known["code"], known["candidate_id"].tolist(), strict=True))
    edits: list[Edit] = []
    for line in said.get("succession", []):
        units = {"candidate_id": ids[line["code"]], "unit_id": ids[line["unit"]]}
        told = ("how", "from_on", "principal", "document_no")
        edits.append(Edit("succession", units | {k: line[k] for k in told}))
    for line in said.get("registration", []):
        said_of = {k: line.get(k) for k in ("registered_on", "sent_on", "sent_to", "returned_on", "returned_why")}
        sought = {"candidate_id": ids[line["code"]], "year": line["year"], "code": line["for"]}
        edits.append(Edit("registration", sought | said_of))
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
        if "story" in item:
            edits.append(Edit("story", whose | item["story"]))
        edits += [Edit("telling", whose | {"link": None} | told) for told in item.get("telling", [])]
    save(store, edits, "Dữ liệu mẫu", PIPELINE)
