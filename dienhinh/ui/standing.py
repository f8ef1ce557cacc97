"""One candidate's criteria tree with its evidence, official or in a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dienhinh.criteria import Assessment, Route, explain
from dienhinh.criteria.leaves import leaves_of
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_WORD, RESULT_WORD, code_name
from dienhinh.ui.html import esc
from dienhinh.ui.tree import tree
from dienhinh.verdicts.sentences import sentences

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


def verdict_said(
    assessment: Assessment, row: int, route: Route, facts: pd.DataFrame, names: Names, words: Words, closes: date | None
) -> str:
    """HTML of the verdict in sentences."""
    found = sentences(assessment, row, route, facts, told(names, facts), words, closes)
    return f'<p class="dh-said">{" ".join(esc(s.text) for s in found)}</p>'


def hypothetical(facts: pd.DataFrame, words: Words) -> Names:
    """The facts that a scenario invents (``evidence`` below 0), named and marked as such."""
    found: Names = {}
    mark = words.t("HYPOTHETICAL")
    for f in facts.to_dict("records"):
        if f["evidence"] is not None and int(f["evidence"]) < 0:
            what = (
                words.t(RESULT_WORD[f["state"]])
                if f["kind"] == "ATTESTATION"
                else (words.t(LEVEL_WORD[f["code"]]) if f["code"] in LEVEL_WORD else code_name(f["code"]))
            )
            found[f["evidence"]] = (f"{mark}: {what}", decision(None, f["decided_on"], words))
    return found


def standing_tree(
    assessment: Assessment, row: int, facts: pd.DataFrame, names: Mapping[object, tuple[str, str]], words: Words
) -> str:
    """HTML of the tree of the candidate in ``row``; ``facts`` and ``names`` as the evidence needs them."""
    plan = assessment.plan
    track = str(assessment.roster["track"].iloc[row])
    result = assessment.tracks[track]
    place = [int(r) for r in result.rows].index(row)
    start = int(assessment.roster["start_year"].iloc[row])
    leaves = leaves_of(assessment, row)
    evidence: dict[str, pd.DataFrame] = {}
    for leaf in (one.criterion for one in leaves):
        if leaf.measure not in evidence:
            evidence[str(leaf.measure)] = explain(plan, str(leaf.measure), facts, assessment.on, start)
    return tree(plan, result, place, {one.criterion.id: one for one in leaves}, evidence, names, words)
