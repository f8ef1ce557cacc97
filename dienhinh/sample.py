"""Loading the fictional sample department, through the real importer."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from dienhinh.exchange.importing import import_workbook
from dienhinh.places import SAMPLE, SAMPLE_MILESTONES, attestable
from dienhinh.store import Store, mark_milestone


def load_sample(store: Store) -> None:
    """Import the sample workbook and its milestones, and mark the file as holding invented people."""
    done = import_workbook(store, SAMPLE, attestable(), who="Dữ liệu mẫu")
    assert done.applied is not None, [p for p in done.problems if p.level == "error"]
    marks: dict[str, Any] = tomllib.loads(SAMPLE_MILESTONES.read_text(encoding="utf-8"))
    with store.change() as cursor:
        for item in marks["milestone"]:
            on = item["done_on"]
            assert isinstance(on, date)
            mark_milestone(cursor, marks["plan"], item["id"], on, item.get("evidence"))
        cursor.execute("INSERT OR REPLACE INTO meta VALUES ('sample', 'true')")
