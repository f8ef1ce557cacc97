"""The list of those to be attested, and the form that writes for many."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dienhinh.criteria import STATUSES, Criterion, Status
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import RESULT_WORD, code_name
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.quality import against
from dienhinh.store import last_attestations
from dienhinh.ui import data
from dienhinh.ui.frame import Page

TICKED = "attest.ticked"


def attested_criteria(page: Page) -> list[Criterion]:
    """The plan's criteria that are attested, in its order."""
    measures = page.plan.measures
    return [c for c in page.plan.criteria.values() if c.measure and measures[c.measure].kind == "ATTESTATION"]


def work_list(page: Page, criterion: Criterion, everybody: bool) -> pd.DataFrame:
    """Who is judged by ``criterion``: code, name, unit, track, the last word on it, status; nearest first.

    Without ``everybody``, those alone for whom it is not given.
    """
    words, assessment = page.words, page.assessment
    _, order = data.routes(page.view.on)
    section = page.plan.measures[str(criterion.measure)].criterion
    last = last_attestations(data.store().cursor(), str(section), page.view.on)
    met: dict[int, bool] = {}
    alone: dict[int, bool] = {}
    for track, result in assessment.tracks.items():
        if all(node.id != criterion.id for node in result.nodes):
            continue
        parts = page.plan.criteria[page.plan.tracks[track].criterion].parts
        unmet = ~result.met[[result.at(p) for p in parts]]
        only = (
            unmet[list(parts).index(criterion.id)] & (unmet.sum(axis=0) == 1)
            if criterion.id in parts
            else unmet[0] & False
        )
        met.update(zip(map(int, result.rows), result.met[result.at(criterion.id)].tolist(), strict=True))
        alone.update(zip(map(int, result.rows), only.tolist(), strict=True))
    roster = assessment.roster
    bearing = str(section) in page.plan.rated_sections
    ratings = data.ratings_known(page.view.on) if bearing else {}
    years = page.plan.due_years(page.view.on)
    rows = []
    for i in page.chosen(order):
        if i not in met or (met[i] and not everybody):
            continue
        person = roster.iloc[i]
        result_on = last.get(int(person["candidate_id"]))
        said = words.t("not yet attested")
        if result_on is not None:
            said = ", ".join(
                str(x) for x in (words.t(RESULT_WORD[result_on[0]]), words.date(result_on[1]), result_on[2]) if x
            )
        code = STATUSES[assessment.status[i]]
        beside = {}
        if bearing:
            mine = ratings.get(int(person["candidate_id"]), {})
            doubt = against(page.plan, mine, int(person["start_year"]), page.view.on)
            marks = " ".join(f"{y % 100:02}:{code_name(mine[y])}" if y in mine else f"{y % 100:02}:–" for y in years)
            beside = {words.t("Annual ratings"): ("⚠ " if doubt else "") + marks}
        rows.append(
            {
                words.t("Name"): person["name"],
                words.t("Attestation"): said,
                **beside,
                words.t("Status"): f"{STATUS_MARK[code]} {words.t(STATUS_WORD[code])}",
                words.t("Lacks this alone"): "●" if alone[i] else "",
                words.t("Unit"): person["unit_name"],
                words.t("Code"): person["code"],
            }
        )
    headings = [
        words.t(h)
        for h in (
            N_("Name"),
            N_("Attestation"),
            *([N_("Annual ratings")] if bearing else []),
            N_("Status"),
            N_("Lacks this alone"),
            N_("Unit"),
            N_("Code"),
        )
    ]
    return pd.DataFrame(rows, columns=headings)


def eligible(page: Page) -> dict[str, str]:
    assessment = data.standing(page.view.on).assessment
    rows = assessment.roster.iloc[np.flatnonzero(assessment.status == Status.ELIGIBLE)]
    return dict(zip(rows["code"], rows["name"], strict=True))
