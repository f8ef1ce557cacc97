"""A question of one's own, answered as a chart with the table behind it; a click filters by the row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dienhinh.charts import Grid, bars, heat, lines
from dienhinh.charts.look import Fill
from dienhinh.charts.pivot import LONGEST
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_WORD, code_name
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.ui import address, data
from dienhinh.ui.chart import Chart, look
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
    shortened,
)

MOST_ROWS, MOST_PARTS = 24, 6
REST = "\0others"


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


def merged(table: Table, columns: list[str], rest: str) -> tuple[Table, list[str]]:
    """A bar has as many parts as an eye tells apart: the commonest columns, all further ones as one; and their
    names."""
    if len(columns) <= MOST_PARTS:
        return table, columns
    sums = [sum(line[i] or 0 for line in table.cells) for i in range(len(columns))]
    kept = sorted(sorted(range(len(columns)), key=lambda i: -sums[i])[: MOST_PARTS - 1])
    cells = [
        [*(line[i] for i in kept), sum(v or 0 for i, v in enumerate(line) if i not in kept)] for line in table.cells
    ]
    codes = [*(table.columns[i] for i in kept), REST]
    return replace(table, columns=codes, cells=cells), [*(columns[i] for i in kept), rest]


def answer(page: Page, question: Question) -> Table:
    return answered(question, *asked(page, question))


def chart_of(page: Page, question: Question, key: str, title: tuple[str, str] | None = None) -> Chart | None:
    """The answer as the question wants it shown; None where nothing is recorded."""
    words = page.words
    whole = answer(page, question)
    if not whole.rows:
        return None
    name, said = namer(page, question), written(question, words)
    counts = question.value == "n" and question.what != "PROGRESS"
    table = shortened(whole, MOST_ROWS, REST if counts else "")

    def names(codes: list[str], by: str, rest: int) -> list[str]:
        return [words.t("{n} others", n=rest) if c == REST else name(by, c) for c in codes]

    rows = names(table.rows, question.rows, len(whole.rows) - MOST_ROWS)
    columns = [name(question.across, c) if question.across else "" for c in whole.columns]
    shown, parts = (
        merged(table, columns, words.t("others")) if question.shape == "bars" and counts else (table, columns)
    )
    share = question.what == "PROGRESS" or question.value == "share"
    grid = Grid(rows, table.rows, parts, shown.cells, table.totals, said, share)
    head = [words.t(BY[question.rows]), *(columns if question.across else [title_of(question, words)[0]])]
    listed = [
        [name(question.rows, c), *("–" if v is None else said(v) for v in line)]
        for c, line in zip(whole.rows, whole.cells, strict=True)
    ]
    if question.across:
        mean = question.what == "PROGRESS"
        head.append(words.t("On average") if mean else words.t("Total"))
        sums = [said(1.0) if question.value == "share" else said(t) for t in whole.totals]
        listed = [[*line, t] for line, t in zip(listed, sums, strict=True)]
    return Chart(
        title or title_of(question, words),
        _figure(question, grid, shown, words),
        key,
        words.t("Figures by {rows}; the table below has them all.", rows=words.t(BY[question.rows])),
        words,
        head,
        listed,
        lambda point: _clicked(question, shown, point),
        numbers=range(1, len(head)),
        legend=_legend(question, shown, parts),
    )


def sheet_of(page: Page, question: Question) -> tuple[pd.DataFrame, list[str]]:
    """The answer as numbers for a workbook, and the columns that are shares."""
    words, found, name = page.words, answer(page, question), namer(page, question)
    columns = [name(question.across, c) if question.across else title_of(question, words)[0] for c in found.columns]
    frame = pd.DataFrame(found.cells, columns=columns)
    frame.insert(0, words.t(BY[question.rows]), [name(question.rows, c) for c in found.rows])
    return frame, columns if question.what == "PROGRESS" or question.value == "share" else []


def _fills(question: Question, codes: list[str]) -> list[Fill]:
    if question.what == "STATUS" and question.across == "kind":
        return [look().status(c) for c in codes]
    return look().ramp(max(len(codes), 2))


def _legend(question: Question, table: Table, columns: list[str]) -> list[tuple[Fill, str]]:
    if question.shape != "bars" or not question.across:
        return []
    fills = _fills(question, table.columns)
    return list(zip(fills, columns, strict=False))


def _figure(question: Question, grid: Grid, table: Table, words: Words) -> Any:
    if question.shape == "lines":
        return lines(_turned(grid, table) if question.rows == "year" else grid, look())
    if question.shape == "heat" and question.across:
        return heat(
            grid.names,
            grid.codes,
            grid.columns,
            grid.cells,
            [grid.said(t) for t in grid.totals] if question.value != "share" else list(table.people),
            look(),
            "{group}, {day}: {share}",
            words.t("headcount") if question.value == "share" else words.t("Total")
            if question.what != "PROGRESS" else words.t("On average"),
            grid.said,
            LONGEST,
        )  # fmt: skip
    totals = not (question.value == "share" or (question.what == "PROGRESS" and question.across))
    return bars(grid, _fills(question, table.columns), look(), totals)


def _turned(grid: Grid, table: Table) -> Grid:
    """Columns for rows: lines always run along the years."""
    cells = [[line[i] for line in grid.cells] for i in range(len(grid.columns))]
    return Grid(grid.columns, table.columns, grid.names, cells, [0.0] * len(cells), grid.said, grid.percent)


def _clicked(question: Question, table: Table, point: list[Any]) -> None:
    """The page is filtered by the row, and by the status where columns are statuses."""
    code, i = str(point[0]), int(point[1])
    status = (
        table.columns[i] if (question.what, question.across) == ("STATUS", "kind") and i < len(table.columns) else None
    )
    if question.rows in ("unit", "track") and code != REST:
        address.toggle(question.rows, code, status)
    elif (question.what, question.rows) == ("STATUS", "kind"):
        address.toggle("status", code)
