"""Units that came from others: what is recorded of it, and what of the predecessors' history is theirs (P19)."""

from __future__ import annotations

import duckdb

from dienhinh.criteria import Plan
from dienhinh.criteria.heritage import NOTHING, Came, Heritage, Span, heritage

SUCCESSIONS = (
    "SELECT candidate_id, unit_id, how, from_on, principal FROM succession ORDER BY candidate_id, from_on, unit_id"
)


def came(cursor: duckdb.DuckDBPyConnection) -> list[Came]:
    """Every succession recorded."""
    return [
        Came(int(unit), int(of), str(how), on, bool(principal))
        for unit, of, how, on, principal in cursor.execute(SUCCESSIONS).fetchall()
    ]


def inherited(cursor: duckdb.DuckDBPyConnection, plan: Plan) -> Heritage:
    """What units take over from those they came from, under the plan's reading of P19."""
    lines = came(cursor)
    if not lines:
        return NOTHING
    from dienhinh.store.history import facts_of  # it asks here what is to be added

    units = sorted({c.unit for c in lines} | {c.predecessor for c in lines})
    cursor.execute(
        "SELECT id, founded_on, dissolved_on FROM candidate WHERE id IN (SELECT unnest($ids))", {"ids": units}
    )
    spans = {int(n): Span(founded, dissolved) for n, founded, dissolved in cursor.fetchall()}
    rows: dict[int, list[dict[str, object]]] = {u: [] for u in units}
    for row in facts_of(cursor, units).to_dict("records"):
        rows[int(row["candidate_id"])].append({str(k): v for k, v in row.items()})
    return heritage(plan.setting("unit_history"), lines, spans, rows)
