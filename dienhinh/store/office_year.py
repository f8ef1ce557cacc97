"""The office's year read back: who registered for what beside what was decided; every decision of a span of days."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb

from dienhinh.store.history import by_name, dicts

SOUGHT = """
WITH wanted AS (
    SELECT candidate_id, year, code::VARCHAR AS code, registered_on, sent_on, sent_to, returned_on, returned_why
    FROM registration WHERE year = $year AND coalesce(registered_on <= $on, true)
), given AS (
    SELECT candidate_id, code::VARCHAR AS code, min(array_position(['CONFIRMED', 'PENDING', 'REFUSED'], state::VARCHAR))
           AS place, min_by({'said': decision_no}, (state <> 'CONFIRMED', known_on)).said AS decision_no,
           min_by({'said': decided_on}, (state <> 'CONFIRMED', known_on)).said AS decided_on
    FROM award WHERE year = $year AND known_on <= $on AND state <> 'REVOKED' GROUP BY ALL
)
SELECT c.id AS candidate_id, c.code AS who, c.name, c.kind::VARCHAR AS kind, coalesce(w.code, g.code) AS code,
       w.candidate_id IS NOT NULL AS registered, w.registered_on, w.sent_on, w.sent_to, w.returned_on, w.returned_why,
       ['CONFIRMED', 'PENDING', 'REFUSED'][g.place] AS state, g.decision_no, g.decided_on
FROM wanted w FULL JOIN given g ON g.candidate_id = w.candidate_id AND g.code = w.code
JOIN candidate c ON c.id = coalesce(w.candidate_id, g.candidate_id)
WHERE w.candidate_id IS NOT NULL OR g.place < 3
"""


def sought(cursor: duckdb.DuckDBPyConnection, year: int, on: date) -> list[dict[str, Any]]:
    """What everybody registered for in ``year``, as known on ``on``, and what of it or beside it was decided: a row a
    candidate and code. ``registered``: false where the award came without one. ``state``: of the award (None: none is
    recorded), with its decision. In Vietnamese name order."""
    cursor.execute(f"{SOUGHT} ORDER BY c.kind, {by_name('c')}, c.code, 5", {"year": year, "on": on})
    return dicts(cursor)


DECIDED = """
SELECT a.id, c.id AS candidate_id, c.code AS who, c.name, c.kind::VARCHAR AS kind, a.code::VARCHAR AS code, a.label,
       a.year, a.issuer, a.decision_no, a.decided_on, a.state::VARCHAR AS state, a.ground, a.position_then,
       held.position, coalesce(held.leads, false) AS leads, held.leader_class,
       CASE WHEN c.kind = 'INDIVIDUAL' THEN u.code ELSE c.code END AS unit_code,
       CASE WHEN c.kind = 'INDIVIDUAL' THEN coalesce(u.name, a.unit_then) ELSE c.name END AS unit_name
FROM award a JOIN candidate c ON c.id = a.candidate_id
LEFT JOIN (
    SELECT a.id, arg_max({'position': p.position, 'leads': p.leads, 'leader_class': p.leader_class,
                          'unit_id': p.unit_id}, (p.leads, p.from_on)) AS post
    FROM award a JOIN post p ON p.candidate_id = a.candidate_id AND p.from_on <= make_date(a.year, 12, 31)
                             AND coalesce(p.until_on >= make_date(a.year, 1, 1), true)
    GROUP BY a.id
) x ON x.id = a.id
LEFT JOIN LATERAL (SELECT x.post.position AS position, x.post.leads AS leads, x.post.leader_class AS leader_class,
                          x.post.unit_id AS unit_id) held ON true
LEFT JOIN candidate u ON u.id = held.unit_id
WHERE a.state <> 'REVOKED' AND c.kind <> 'MODEL'
"""


def decisions(cursor: duckdb.DuckDBPyConnection, first: date, last: date) -> list[dict[str, Any]]:
    """Every award whose decision falls between two days, and those without a decision's day whose year ends between
    them (revoked ones apart), with the post held in the award's year: a leading one before others (P1). A row a record,
    by name."""
    cursor.execute(
        f"{DECIDED} AND (a.decided_on BETWEEN $first AND $last"
        " OR (a.decided_on IS NULL AND make_date(a.year, 12, 31) BETWEEN $first AND $last))"
        f" ORDER BY c.kind, {by_name('c')}, c.code, a.year, a.id",
        {"first": first, "last": last},
    )
    return dicts(cursor)
