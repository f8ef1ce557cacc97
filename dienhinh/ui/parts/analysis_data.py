"""What a question of one’s own counts, of whom, and what its codes are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from dienhinh.kinds.codes import COMMENDATIONS
from dienhinh.locale import Words
from dienhinh.locale.names import GROUND_WORD, LEVEL_WORD, code_name
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.verdicts.questions import (
    BY,
    ON_DAYS,
    VALUES,
    WHAT,
    Question,
    Table,
    answered,
    people_of,
)


def days_of(page: Page) -> list[date]:
    """Each year-end of the period before the assessment date, and that date."""
    ends = [date(y, 12, 31) for y in page.plan.period.years]
    return [*(d for d in ends if d < page.view.on), page.view.on]


def people(page: Page, on: date) -> pd.DataFrame:
    """Those on a day whom the page's filters let through (see ``verdicts.questions.people_of``)."""
    found, view = people_of(data.standing(on).assessment), page.view
    for column, wanted in (("track", view.track), ("unit", view.unit), ("kind", view.status)):
        if wanted:
            found = found[found[column] == wanted]
    return found


def asked(page: Page, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is counted, a row each, and those asked about (see ``verdicts.questions.answered``)."""
    everybody = people(page, page.view.on)
    if question.what in ON_DAYS:
        if "year" not in (question.rows, question.across):
            return everybody, everybody
        days = days_of(page)
        frames = [people(page, d).assign(year=str(d.year)) for d in days]
        if len(days) > 1 and days[-1].year == days[-2].year:
            frames[-1]["year"] = f"{days[-1]:%m/%Y}"
        return pd.concat(frames), everybody
    facts = data.facts_known(page.view.on)
    years = [y for y in page.plan.period.years if y <= page.view.on.year]
    facts = facts[(facts["kind"] == question.what) & facts["year"].isin(years)]
    if "ground" in (question.rows, question.across):  # titles rest on nothing of the kind
        facts = facts[facts["code"].isin(COMMENDATIONS)].assign(ground=facts["ground"].fillna(""))
    facts = facts.rename(columns={"code": "fact"}).drop(columns="kind").merge(everybody, on="candidate_id")
    return facts.assign(year=facts["year"].astype(int).astype(str), kind=facts["fact"]), everybody


def namer(page: Page, question: Question) -> Callable[[str, str], str]:
    """What a code of a dimension is called."""
    words = page.words
    roster = page.assessment.roster
    units = dict(zip(roster["unit_code"].astype(str), roster["unit_name"].astype(str), strict=True))

    def name(by: str, code: str) -> str:
        if by == "unit":
            return units.get(code, code)
        if by == "track":
            return page.plan.tracks[code].in_(words.lang) if code in page.plan.tracks else code
        if by == "kind":
            if question.what == "STATUS":
                return words.t(STATUS_WORD[code])
            return words.t(LEVEL_WORD[code]) if code in LEVEL_WORD else code_name(code)
        if by == "ground":
            return words.t(GROUND_WORD[code]) if code else words.t("not stated")
        return code or words.t("(no post)")

    return name


def written(question: Question, words: Words) -> Callable[[float], str]:
    """How a number of the answer is written."""
    if question.what == "PROGRESS" or question.value == "share":
        return lambda v: words.percent(v)
    if question.value == "head":
        return lambda v: words.number(v, 2)
    return lambda v: str(round(v))


def title_of(question: Question, words: Words) -> tuple[str, str]:
    by = words.t(BY[question.rows])
    across = f" × {words.t(BY[question.across])}" if question.across else ""
    what = words.t(WHAT[question.what])
    sub = f"{by}{across}"
    return what, sub if question.value == "n" else f"{sub} · {words.t(VALUES[question.value])}"


def answer(page: Page, question: Question) -> Table:
    known = {"unit": list(data.units(page.view.on)), "track": list(page.plan.tracks), "ground": list(GROUND_WORD)}
    return answered(question, *asked(page, question), known)
