"""A plan as tables that can be edited: each part as rows with a few columns, and the plan's text put together again
from the rows; what the columns do not show of an item stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dienhinh.criteria import Plan
from dienhinh.kinds.codes import CODES_OF_KIND, COUNTS_OF_KIND, FACT_KINDS

Row = dict[str, Any]
LEAVES, GROUPS, MEASURES, MILESTONES = "leaves", "groups", "measures", "milestones"
PARTS = (LEAVES, GROUPS, MEASURES, MILESTONES)

COLUMNS = {
    LEAVES: ("id", "vi", "need", "every_year", "measure", "section", "short_vi", "en", "short_en"),
    GROUPS: ("id", "vi", "how", "parts", "section", "short_vi", "en", "short_en"),
    MEASURES: ("id", "vi", "kind", "codes", "count", "per_year", "criterion", "en"),
    MILESTONES: ("id", "due", "vi", "office_vi", "section", "en", "office_en"),
}
"""The columns of each part, what is changed most first."""
ALL_CODES = tuple(dict.fromkeys(c for k in FACT_KINDS for c in CODES_OF_KIND[k]))
ALL_COUNTS = tuple(dict.fromkeys(c for k in FACT_KINDS for c in COUNTS_OF_KIND[k]))
HOW = ("all", "any")


def rows_of(plan: Plan, part: str) -> list[Row]:
    """The rows of one part; columns as in :data:`COLUMNS`."""
    if part == LEAVES:
        return [
            {
                **_worded(c),
                "measure": c.measure,
                "need": c.need if isinstance(c.need, int) else None,
                "every_year": c.need == "due_years",
            }
            for c in plan.criterion
            if c.is_leaf
        ]
    if part == GROUPS:
        return [
            {**_worded(c), "how": "all" if c.all else "any", "parts": list(c.parts)}
            for c in plan.criterion
            if not c.is_leaf
        ]
    if part == MEASURES:
        return [
            {
                "id": m.id,
                "vi": m.vi,
                "en": m.en,
                "kind": m.kind,
                "codes": list(m.codes),
                "count": m.count,
                "per_year": m.per_year,
                "criterion": m.criterion,
            }
            for m in plan.measure
        ]
    return [
        {
            "id": m.id,
            "section": m.section,
            "due": m.due,
            "vi": m.vi,
            "en": m.en,
            "office_vi": m.office.vi,
            "office_en": m.office.en,
        }
        for m in plan.milestone
    ]


def _worded(c: Any) -> Row:
    return {"id": c.id, "section": c.section, "vi": c.vi, "en": c.en, "short_vi": c.short.vi, "short_en": c.short.en}


def with_rows(said: Mapping[str, Any], part: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A plan's data (``model_dump``) with one part as ``rows`` say; rows left wholly empty are dropped.

    English words left empty are those of the Vietnamese; the short words those of the long.
    """
    table = {LEAVES: "criterion", GROUPS: "criterion", MEASURES: "measure", MILESTONES: "milestone"}[part]
    known = {item["id"]: item for item in said[table]}
    filled = [{k: _cell(v) for k, v in row.items()} for row in rows]
    made = [_item(part, row, known.get(row.get("id"), {})) for row in filled if any(v for v in row.values())]
    if table == "criterion":
        others = [c for c in said[table] if bool(c["measure"]) == (part == GROUPS)]
        # parts stand before the groups that name them: leaves first, the order within each as it is shown
        made = [*made, *others] if part == LEAVES else [*others, *made]
    return {**said, table: made}


def _item(part: str, row: Row, was: Mapping[str, Any]) -> Row:
    vi = row.get("vi") or ""
    item = {**was, "id": row.get("id") or "", "vi": vi, "en": row.get("en") or vi}
    if part in (LEAVES, GROUPS):
        short = row.get("short_vi") or vi[:40]
        item |= {"section": row.get("section") or "", "short": {"vi": short, "en": row.get("short_en") or short}}
    if part == LEAVES:
        need = "due_years" if row.get("every_year") else _whole(row.get("need"))
        item |= {"measure": row.get("measure"), "need": need, "all": (), "any": ()}
    elif part == GROUPS:
        parts = tuple(row.get("parts") or ())
        item |= {"measure": None, "need": None, "all": (), "any": ()} | {row.get("how") or "all": parts}
    elif part == MEASURES:
        item |= {
            "kind": row.get("kind"),
            "codes": tuple(row.get("codes") or ()),
            "count": row.get("count"),
            "per_year": _whole(row.get("per_year")) or 1,
            "criterion": row.get("criterion"),
        }
    else:
        office = row.get("office_vi") or "–"
        item |= {
            "section": row.get("section") or "",
            "due": row.get("due"),
            "office": {"vi": office, "en": row.get("office_en") or office},
        }
    return item


def _cell(value: Any) -> Any:
    """A cell as plain Python: empty as None, texts trimmed, days as dates."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, str):
        return value.strip() or None
    if hasattr(value, "date") and not isinstance(value, date):
        return value.date()
    return value


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
