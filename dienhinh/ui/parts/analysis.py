"""A question of one's own, answered as a chart with the table behind it; a click filters by the row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dienhinh.charts import Grid, bars, heat, lines
from dienhinh.charts.look import Fill
from dienhinh.charts.pivot import LONGEST
from dienhinh.locale import Words
from dienhinh.ui import address
from dienhinh.ui.chart import Chart, look
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.analysis_data import namer, title_of, written
from dienhinh.verdicts.questions import (
    BY,
    Question,
    Table,
    shortened,
)

MOST_ROWS, MOST_PARTS = 24, 6
REST = "\0others"


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


def chart_of(
    page: Page, question: Question, whole: Table, key: str, title: tuple[str, str] | None = None
) -> Chart | None:
    """The answer (``whole``) as the question wants it shown; None where nothing is recorded."""
    words = page.words
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


def sheet_of(page: Page, question: Question, found: Table) -> tuple[pd.DataFrame, list[str]]:
    """The answer as numbers for a workbook, and the columns that are shares."""
    words, name = page.words, namer(page, question)
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
