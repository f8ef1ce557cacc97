"""Loading the fictional sample department, through the real importer."""

from __future__ import annotations

import tomllib
from typing import Any

from dienhinh.exchange.importing import import_workbook
from dienhinh.places import SAMPLE, SAMPLE_MILESTONES, attestable
from dienhinh.store import Edit, Store, save


def load_sample(store: Store) -> None:
    """Import the sample workbook and its milestones, and mark the file as holding invented people."""
    done = import_workbook(store, SAMPLE, attestable(), who="Dữ liệu mẫu")
    assert done.applied is not None, [p for p in done.problems if p.level == "error"]
    marks: dict[str, Any] = tomllib.loads(SAMPLE_MILESTONES.read_text(encoding="utf-8"))
    done_marks = [
        {"plan_id": marks["plan"], "milestone_id": m["id"], "done_on": m["done_on"], "evidence": m.get("evidence")}
        for m in marks["milestone"]
    ]
    save(store, [Edit("milestone", values) for values in done_marks], "Dữ liệu mẫu", SAMPLE_MILESTONES.name)
    with store.change() as cursor:
        cursor.execute("INSERT OR REPLACE INTO meta VALUES ('sample', 'true')")
