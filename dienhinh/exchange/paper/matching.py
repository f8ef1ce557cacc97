"""Whom a paper's rows mean among those recorded: by code, by name; where several bear it, by unit and post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from dienhinh.exchange.paper.types import How, Paper, PaperRow
from dienhinh.exchange.people import People
from dienhinh.locale.fold import code_key, fold

NEAR, CLEAR = 82, 12
"""How alike two names must be to be offered; by how much the best must lead to be taken as a guess."""
SHOWN = 5


@dataclass(frozen=True)
class Match:
    """Somebody recorded (``code``), how sure, and the others it may be, best first; nobody: ``missing``."""

    code: str | None
    how: How
    candidates: tuple[str, ...] = ()


class Matcher:
    """``known``: a frame with ``code``, ``name``, ``kind`` (and, where they are known, ``former`` names, ``unit_name``
    and ``position``) of everybody recorded."""

    def __init__(self, known: pd.DataFrame) -> None:
        self.people, self.about = People(), {code_key(r["code"]): r for r in known.to_dict("records")}
        for one in self.about.values():
            self.people.know(one["code"], one["name"], one["kind"])
        for one in self.about.values():
            for name in one.get("former") or []:
                self.people.once_called(one["code"], name)
        self.names = {code: fold(one["name"]) for code, one in self.about.items()}

    def match(self, row: PaperRow) -> Match:
        """The one a row means. Another spelling, several of a name, or anything that the paper itself leaves unsure is
        a guess."""
        name = str(row.name.value or "")
        kind = {"person": "INDIVIDUAL", "unit": "COLLECTIVE"}.get(str(row.bearer.value or ""))
        if row.code.value is not None and (own := self.people.by_code(str(row.code.value))) is not None:
            agrees = self.people.agrees(own, name)
            if agrees != "no":
                return self._said(own, row, "read" if agrees == "yes" else "guessed")
        found = self.people.by_name(name, kind) if name else None
        if found is not None and found.how == "exact" and len(found.codes) == 1 and not found.former:
            return self._said(found.codes[0], row, "read")
        if found is not None and found.codes:
            ranked = self._ranked(found.codes, row)
            clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= CLEAR
            best = self.about[ranked[0][1]]["code"] if clear else None
            return Match(best, "guessed" if clear else "missing", self._codes(ranked))
        pool = {c: n for c, n in self.names.items() if kind is None or self.about[c]["kind"] == kind}
        near = process.extract(fold(name), pool, scorer=fuzz.ratio, score_cutoff=NEAR, limit=SHOWN) if name else []
        ranked = self._ranked((c for _, _, c in near), row, {c: s for _, s, c in near})
        if ranked and (len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= CLEAR):
            return Match(str(self.about[ranked[0][1]]["code"]), "guessed", self._codes(ranked))
        return Match(None, "missing", self._codes(ranked))

    def _said(self, code: str, row: PaperRow, how: How) -> Match:
        """A row whose name is a guess, or whose unit is another, is no more than a guess."""
        unit, said = self.about[code].get("unit_name"), row.unit.value
        apart = bool(said and unit and self.about[code]["kind"] == "INDIVIDUAL" and _alike(str(said), str(unit)) < 60)
        sure = how == "read" and row.name.how == "read" and not apart
        return Match(str(self.about[code]["code"]), "read" if sure else "guessed")

    def _ranked(
        self, codes: Iterable[str], row: PaperRow, names: dict[str, float] | None = None
    ) -> list[tuple[float, str]]:
        """The likeliest first: by name, then by the unit and the post that the paper gives."""
        found = []
        for code in codes:
            score = (names or {}).get(code, 100.0)
            for said, known in ((row.unit.value, "unit_name"), (row.post.value, "position")):
                if said and self.about[code].get(known):
                    score += 0.25 * _alike(str(said), str(self.about[code][known]))
            found.append((score, code))
        return sorted(found, key=lambda f: (-f[0], f[1]))

    def _codes(self, ranked: list[tuple[float, str]]) -> tuple[str, ...]:
        return tuple(str(self.about[code]["code"]) for _, code in ranked[:SHOWN])


def _alike(said: str, known: str) -> float:
    return float(fuzz.token_set_ratio(fold(said), fold(known)))


def as_json(paper: Paper, matches: list[Match] | None = None) -> dict[str, Any]:
    """A paper as ``python -m dienhinh read`` writes it: each cell with its value and how it was come by; with
    ``matches``, whom each row means."""

    def cell(one: Any) -> dict[str, Any]:
        value = one.value.isoformat() if hasattr(one.value, "isoformat") else one.value
        return {"value": value, "how": one.how}

    rows = []
    for i, row in enumerate(paper.rows):
        said: dict[str, Any] = {
            name: cell(getattr(row, name)) for name in ("name", "post", "unit", "bearer", "award", "year")
        }
        said |= {"page": row.page, "article": row.article, "revokes": row.revokes, "words": row.award.words}
        if matches is not None:
            m = matches[i]
            said["match"] = {"code": m.code, "how": m.how, "candidates": list(m.candidates)}
        rows.append(said)
    head = {name: cell(getattr(paper, name)) for name in ("number", "date", "issuer")}
    revoked = {"revoked_number": cell(paper.revoked_number), "revoked_date": cell(paper.revoked_date)}
    return {"kind": paper.kind, "scanned": paper.scanned, **head, **revoked, "rows": rows}
