"""What records are called: in the evidence, in sentences, on screens and papers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_WORD, RESULT_WORD, code_name

Records = dict[str, pd.DataFrame]
Names = dict[object, tuple[str, str]]


def decision(number: object, on: object, words: Words) -> str:
    """A decision as it is cited: number and date."""
    parts = [str(number)] if number else []
    if isinstance(on, date):
        parts.append(words.date(on))
    return ", ".join(parts) or "–"


def applied(r: Any, words: Words) -> str:
    """Whether an initiative is recognised and applied, in words."""
    word = {True: N_("yes"), False: N_("no"), None: N_("not stated")}
    return words.t(
        "recognised: {recognised}, applied: {applied}",
        recognised=words.t(word[r.recognised]),
        applied=words.t(word[r.applied]),
    )


def named(records: Records, words: Words) -> Names:
    """Each record's id → (what it is, its decision), for the evidence."""
    found: Names = {}

    def whose(what: str, r: Any) -> str:
        return words.t("{what} (of the former {unit})", what=what, unit=r.of) if r.of else what

    for r in records["rating"].itertuples(index=False):
        found[r.id] = (whose(code_name(r.code), r), decision(r.decision_no, r.decided_on, words))
    for r in records["award"].itertuples(index=False):
        found[r.id] = (whose(code_name(r.code, r.label), r), decision(r.decision_no, r.decided_on, words))
    for r in records["initiative"].itertuples(index=False):
        what = f"{r.title} ({words.t(LEVEL_WORD[r.level])}; {applied(r, words)})"
        found[r.id] = (whose(what, r), decision(r.decision_no, r.decided_on, words))
    for r in records["attestation"].itertuples(index=False):
        by = ", ".join(str(x) for x in (r.by_person, r.evidence) if x)
        found[r.id] = (whose(words.t(RESULT_WORD[r.result]), r), ", ".join(x for x in (by, words.date(r.on_date)) if x))
    for r in records["discipline"].itertuples(index=False):
        span = f"{words.date(r.from_on)} – {words.date(r.until_on) if r.until_on else '…'}"
        found[r.id] = (whose(f"{code_name(r.code, r.label)}, {span}", r), decision(r.decision_no, None, words))
    return found


def told(names: Names, facts: pd.DataFrame) -> dict[int, str]:
    """Each record's id → what a sentence calls it: what it is, its year, its decision."""
    found = {}
    for f in facts.to_dict("records"):
        what, cited = names.get(f["evidence"], (code_name(f["code"]), "–"))
        year = f" {int(f['year'])}" if f["year"] else ""
        found[int(f["evidence"])] = f"{what}{year}" + (f" ({cited})" if cited not in ("", "–") else "")
    return found
