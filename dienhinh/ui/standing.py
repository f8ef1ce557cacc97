"""One candidate's criteria tree with its evidence, official or in a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dienhinh.criteria import STATUSES, Assessment, Route, explain
from dienhinh.criteria.leaves import leaves_of
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_WORD, RESULT_WORD, code_name
from dienhinh.locale.records import Names, decision, told
from dienhinh.locale.statuses import status
from dienhinh.ui.html import esc
from dienhinh.ui.tree import tree
from dienhinh.verdicts.sentences import sentences


def pill(code: str, words: Words) -> str:
    """A status as a coloured mark with its word, as HTML."""
    return f'<span class="dh-pill dh-pill-{STATUSES.index(code)}">{esc(status(words, code))}</span>'


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
    track, place = assessment.place(row)
    result = assessment.tracks[track]
    start = int(assessment.roster["start_year"].iloc[row])
    leaves = leaves_of(assessment, row)
    evidence: dict[str, pd.DataFrame] = {}
    for leaf in (one.criterion for one in leaves):
        if leaf.measure not in evidence:
            evidence[str(leaf.measure)] = explain(plan, str(leaf.measure), facts, assessment.on, start)
    return tree(plan, result, place, {one.criterion.id: one for one in leaves}, evidence, names, words)
