"""The exemplars of the plan with everything recorded of them, and how many stand where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.criteria.pipeline import bounded, stage_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.verdicts import sought
from dienhinh.store.records import rows
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc
from dienhinh.ui.periods import years
from dienhinh.verdicts.periods import stood

Records = dict[int, dict[str, Any]]


class Pipeline:
    """The exemplars of the plan with everything recorded of them."""

    def __init__(self, page: Page) -> None:
        cursor = data.store().cursor()
        self.tables: dict[str, Records] = {
            t: rows(cursor, t, plan_id=page.plan.id)
            for t in ("exemplar", "stage", "nurturing", "replication", "story", "telling")
        }
        both = pd.concat([page.assessment.roster, page.standing.apart])
        models = data.models(page.words)
        self.people = {int(r["candidate_id"]): r for r in [*both.to_dict("records"), *models]}
        self.status = dict(
            zip(page.assessment.roster["candidate_id"].tolist(), page.assessment.status.tolist(), strict=True)
        )
        others = {p.id: p for p in data.plans() if p.id != page.plan.id}
        self.before = {
            s.who: years(others[s.plan_id]) for s in stood(cursor, list(others.values()), page.view.on) if not s.out
        }
        self.ids = list(dict.fromkeys(r["candidate_id"] for t in self.tables.values() for r in t.values()))
        self.ids.sort(key=lambda c: (-len(self.entered(c)), self.people[c]["name"]))

    def of(self, name: str, candidate: int) -> Records:
        return {n: r for n, r in self.tables[name].items() if r["candidate_id"] == candidate}

    def entered(self, candidate: int) -> dict[str, date]:
        return {r["stage"]: r["entered_on"] for r in self.of("stage", candidate).values()}

    def head(self, candidate: int) -> dict[str, Any]:
        return next(iter(self.of("exemplar", candidate).values()), {})

    def within(self, candidate: int, on: date) -> bool:
        left = self.head(candidate).get("withdrawn_on")
        return left is None or left > on

    def is_model(self, candidate: int) -> bool:
        return bool(self.people[candidate]["kind"] == "MODEL")

    def registered(self, on: date) -> list[int]:
        return [c for c in self.ids if self.entered(c).get("DANG_KY", date.max) <= on and self.within(c, on)]


def is_closed(page: Page) -> bool:
    """Whether the plan is done with, so that its roadmap is only read; said where the form would stand."""
    done = data.closed_plans().get(page.plan.id)
    if done is not None:
        said = N_(
            "The plan was closed on {day}: its roadmap is only read. It is opened again on the page Plan, Periods."
        )
        st.info(page.words.t(said, day=done.on), icon=":material/inventory_2:")
    return done is not None


def counts(page: Page, pipe: Pipeline) -> str:
    """How many stand at each stage, and how many are registered against the number sought (IV.1)."""
    words, target = page.words, page.plan.target
    on = page.view.on
    at = [stage_of(pipe.entered(c), on) for c in pipe.ids if pipe.within(c, on)]
    registered = pipe.registered(on)
    n = bounded(page.plan, [pipe.entered(c)["DANG_KY"] for c in registered])
    verdict = (
        words.t("{n} more needed", n=target.at_least - n)
        if n < target.at_least
        else words.t("more than sought")
        if n > target.at_most
        else words.t("within what is sought")
    )
    cells = [
        f'<div class="dh-kpi"><span>{esc(words.t("Registered"))}</span><b>{n}'
        f" <small>{esc(sought(page.plan, words))}</small></b><p>{esc(added(page, pipe, verdict, n))}</p></div>"
    ]
    for stage in STAGES:
        cells.append(
            f'<div class="dh-kpi"><span>{esc(words.t(STAGE_WORD[stage]))}</span><b>{at.count(stage)}</b>'
            f"<p>{esc(words.t('now here'))}</p></div>"
        )
    return f'<div class="dh-kpis dh-many">{"".join(cells)}</div>'


def added(page: Page, pipe: Pipeline, verdict: str, n: int) -> str:
    """Beside the verdict on the number sought: how many are models, and how many later years added (P20)."""
    words, registered = page.words, pipe.registered(page.view.on)
    models = sum(pipe.is_model(c) for c in registered)
    more = len(registered) - n
    parts = [
        verdict,
        words.t("{n} of them models", n=models) if models else "",
        words.t("{n} added in later years", n=more) if more else "",
    ]
    return "; ".join(p for p in parts if p)
