"""Excel with the figures behind every chart and table: typed cells, filters, frozen heads, native charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from dienhinh import palette
from dienhinh.kinds.sentence import N_
from dienhinh.locale.verdicts import STATUS_TEXT
from dienhinh.reports.facts import Facts, Person

READABLE = 170
"""Columns so wide together (in letters) fit on one page across and can still be read."""


def workbook(facts: Facts) -> bytes:
    """The whole workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime.combine(facts.o.dated, datetime.min.time())
    title = f"{facts.words.t('Figures (Excel)')} – {facts.title}"
    book.set_properties({"title": title, "author": facts.office_name, "comments": facts.mark, "created": day})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "small": book.add_format({"italic": True, "font_color": palette.QUIET}),
        "mark": book.add_format({"bold": True, "font_color": palette.ACCENT}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
        "share": book.add_format({"num_format": "0%", "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "indent": 1}),
    }
    o, words = facts.o, facts.words
    plan = o.snapshot.plan
    statuses = [words.t(s) for s in STATUS_TEXT]
    by_track, by_day, people = facts.counts, facts.trend, facts.people

    def sheet(name: str, head: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Any:
        made = book.add_worksheet(name[:31])
        mark = facts.mark
        made.write_string(0, 0, facts.paper_print, formats["small"])
        if mark:
            made.write_string(1, 0, mark, formats["mark"])
            made.set_header('&C&"Times New Roman,Bold"' + mark[:200].replace("&", "&&"))
        made.set_row(
            2, 15 * max((lines_in(t, widths[c] if c < len(widths) else 12) for c, t in enumerate(head)), default=1)
        )
        for c, text in enumerate(head):
            made.write_string(2, c, text, formats["head"])
            made.set_column(c, c, widths[c] if c < len(widths) else 12)
        for r, row in enumerate(rows, start=3):
            lines = max((lines_in(v, widths[c] if c < len(widths) else 12) for c, v in enumerate(row)), default=1)
            if lines > 1:  # not every program makes room for wrapped text by itself
                made.set_row(r, 15 * lines)
            for c, value in enumerate(row):
                _cell(made, r, c, value, formats)
        made.freeze_panes(3, 1)
        if rows:
            made.autofilter(2, 0, 2 + len(rows), len(head) - 1)
        made.set_footer("&L&8" + facts.paper_print[:220].replace("&", "&&") + "&R&8&P/&N")
        made.repeat_rows(1, 2)
        made.set_landscape()
        made.set_paper(9)
        # One page wide where that can still be read; else pages beside each other, the first column on each.
        if sum(widths) <= READABLE:
            made.fit_to_pages(1, 0)
        else:
            made.set_print_scale(70)
            made.repeat_columns(0, 1)
        made.print_area(1, 0, max(2, 2 + len(rows)), len(head) - 1)
        return made

    def chart(made: Any, kind: str, name: str, n: int, dates: bool = False) -> None:
        found = book.add_chart({"type": kind, "subtype": "stacked"})
        for i, color in enumerate(palette.STATUS_LIGHT):
            found.add_series(
                {
                    "name": [name, 2, 1 + i],
                    "categories": [name, 3, 0, 2 + n, 0],
                    "values": [name, 3, 1 + i, 2 + n, 1 + i],
                    "fill": {"color": color},
                    "gap": 50,
                    "data_labels": {"value": True, "num_format": "0;;"},
                }
            )
        found.set_legend({"position": "bottom"})
        if dates:
            found.set_x_axis({"text_axis": True, "num_format": "dd/mm/yyyy"})  # the cells are dates
        if kind == "bar":
            found.set_y_axis({"reverse": True})
        made.insert_chart(4 + n, 0, found, {"x_scale": 1.5, "y_scale": 1.2})
        made.print_area(0, 0, 4 + n + 20, 9)

    tracks, days = words.t("By track"), words.t("By date")
    made = sheet(
        tracks,
        [words.t("Track"), *statuses, words.t("All")],
        [[c.name, *c.n, c.total] for c in by_track],
        [30, 14, 18, 16, 26, 10],
    )
    chart(made, "bar", tracks, len(by_track))
    made = sheet(days, [words.t("Date"), *statuses], [[m.day, *m.n] for m in by_day], [14, 14, 18, 16, 26])
    chart(made, "column", days, len(by_day), dates=True)
    head = [words.t(h) for h in (N_("Code"), N_("Name"), N_("Post, unit"), N_("Track"), N_("Status"), N_("Progress"))]
    head += [str(y) for y in plan.period.years]
    head += [
        words.t(h)
        for h in (
            "Emulation titles",
            "Forms of commendation",
            "Initiatives",
            "Criteria met",
            "Missing",
            "Conclusion",
            "Votes for/against/neither",
        )
    ]
    sheet(
        words.t("Candidates"),
        head,
        [_person(facts, p) for p in people],
        [10, 26, 32, 20, 20, 10, *([10] * len(plan.period.years)), 28, 36, 28, 10, 40, 16, 12],
    )
    head = [
        words.t(h)
        for h in (
            N_("Code"), N_("Name"), N_("Year"), N_("Award or title"), N_("Decision number"), N_("Decision date"),
            N_("Issuer"), N_("State"), N_("Period"),
        )
    ]  # fmt: skip
    decisions = [
        [
            p.code,
            p.name,
            a.year,
            a.name,
            d.number,
            d.day,
            d.issuer,
            words.t("awaiting its decision") if a.pending else words.t("decided"),
            words.t("outside the period") if a.outside else words.t("in the period"),
        ]
        for p in people
        for a in p.awards
        for d in a.decisions
    ]
    sheet(words.t("Awards"), head, decisions, [10, 26, 8, 24, 18, 12, 28, 16, 12])
    head = [
        words.t("Code"),
        words.t("Name"),
        *(words.t(h) for h in (N_("Section"), N_("Criterion"), N_("There, needed"), N_("Met?"))),
    ]
    rows = [
        [p.code, p.name, c.section, c.text, facts.leaves_said(c.leaves), words.t("yes") if c.met else words.t("no")]
        for p in people
        for c in p.parts
    ]
    sheet(words.t("Criteria"), head, rows, [10, 26, 10, 60, 40, 8])
    sheet(
        words.t("Exemplars by stage"),
        [words.t("Stage"), words.t("All")],
        [[name, n] for name, n in facts.pipeline],
        [24, 10],
    )
    book.close()
    return out.getvalue()


def _person(facts: Facts, p: Person) -> list[Any]:
    return [
        p.code,
        p.name,
        p.post,
        p.track,
        facts.status_of(p),
        p.progress,
        *(r or "–" for r in p.ratings),
        facts.awards_said(p.titles),
        facts.awards_said(p.commendations, cited=True),
        facts.initiatives_said(p),
        f"{p.met}/{len(p.parts)}",
        p.missing,
        facts.concluded_said(p),
        facts.votes_said(p),
    ]


def lines_in(value: Any, width: float) -> int:
    """How many lines a text takes in a column so wide (in letters)."""
    return -(-len(value) // max(int(width), 1)) if isinstance(value, str) else 1


def _cell(made: Any, r: int, c: int, value: Any, formats: dict[str, Any]) -> None:
    """A cell by its kind; strings stay strings, whatever they begin with."""
    if isinstance(value, date):
        made.write_datetime(r, c, value, formats["day"])
    elif isinstance(value, float):
        made.write_number(r, c, value, formats["share"])
    elif isinstance(value, int):
        made.write_number(r, c, value, formats["number"])
    else:
        made.write_string(r, c, str(value or ""), formats["text"])
