"""Recorded awards that are one decision in several spellings (P5), made one: as an act of its own in the change log."""

from __future__ import annotations

from typing import Any

import duckdb

from dienhinh.store.decisions import decided, fuller, other_words, with_words
from dienhinh.store.logbook import Log
from dienhinh.store.records import remove, rows, update

WHO, WHY = "Điển hình", "Nâng cấp: một quyết định ghi nhiều cách chỉ tính một lần (P5)"
STATES = ("CONFIRMED", "PENDING", "REFUSED", "REVOKED")


def fold_recorded(cursor: duckdb.DuckDBPyConnection) -> int:
    """Make recorded awards of one decision one, and give every award the identity of today; returns how many were
    folded away. Those that contradict each other (another state) are left for a person to look at."""
    groups: list[list[tuple[int, dict[str, Any]]]] = []
    places: dict[Any, list[tuple[Any, list[tuple[int, dict[str, Any]]]]]] = {}
    for number, r in rows(cursor, "award").items():
        d = decided(r["code"], r["year"], r["decision_no"], r["decided_on"], r["issuer"])
        mine = places.setdefault((r["candidate_id"], d.place), [])
        group = next((g for other, g in mine if other.same(d) and g[0][1]["state"] == r["state"]), None)
        if group is None:
            group = []
            groups.append(group)
            mine.append((d, group))
        group.append((number, r))
    log, gone, changes = Log(cursor, WHO, WHY), [], {}
    taken: set[tuple[int, str]] = set()
    for group in groups:
        number, kept = group[0]
        says = {k: kept[k] for k in ("decision_no", "decided_on", "issuer", "achievement", "also")}
        for other, r in group[1:]:
            says["also"] = with_words(says["also"], [other_words({**kept, **says}, r)])
            says["decision_no"] = fuller(says["decision_no"], r["decision_no"])
            for name in ("decided_on", "issuer", "achievement"):
                says[name] = says[name] or r[name]
            log.add("DELETE", "award", other, r["candidate_id"], {k: v for k, v in r.items() if k != "version"}, None)
            gone.append(other)
        identity = decided(kept["code"], kept["year"], says["decision_no"], says["decided_on"], says["issuer"]).identity
        while (kept["candidate_id"], identity) in taken:
            identity += "|+"  # the same decision in another state: both stay, for a person to settle
        taken.add((kept["candidate_id"], identity))
        says["identity"] = identity
        moved = {k: v for k, v in says.items() if kept[k] != v}
        if moved:
            changes[number] = moved
            if len(group) > 1:
                log.add("UPDATE", "award", number, kept["candidate_id"], {k: kept[k] for k in moved}, moved)
    remove(cursor, "award", gone)
    for number in changes:  # no two may bear one identity, not even for a moment
        cursor.execute("UPDATE award SET identity = ? WHERE id = ?", [f"~{number}", number])
    update(cursor, "award", changes)
    log.write()
    return len(gone)
