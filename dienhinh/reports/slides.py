"""PowerPoint with native charts and tables, the same story as the screens: cover, state, trend, roadmap, a slide a
candidate, comparison, summary."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu, Inches, Pt

from dienhinh import palette
from dienhinh.criteria import Status
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.verdicts import STATUS_TEXT, plan_name, sought
from dienhinh.reports.facts import Facts, Person
from dienhinh.reports.letters import fit, shortened

INK, ACCENT, QUIET, WHITE, ROW = (
    RGBColor.from_string(c[1:]) for c in (palette.INK, palette.ACCENT, palette.QUIET, palette.ON_ACCENT, palette.ROW)
)
FILLS = tuple(RGBColor.from_string(c[1:]) for c in palette.STATUS_LIGHT)
FONT = "Segoe UI"
WIDE, HIGH = Inches(13.333), Inches(7.5)
INCH = 25.4
LARGER = (20, 18, 17, 16)
"""Letters on a slide where there is room: read from the back of a hall."""
READABLE = 0.66
"""Letters of a person's slide shrink no further (10 points); what has no room then is counted."""
MOST_COMPARED = 6
A_SLIDE = 13
NARROW = Inches(10)
"""The width of the library's own deck, from which master and layouts are stretched."""
Tell = Callable[[int, int], None]


def slides(facts: Facts, tell: Tell | None = None) -> bytes:
    """The whole presentation; ``tell`` hears of progress (slides done, of how many)."""
    made = _deck()
    agenda = facts.agenda
    many = len(agenda) + 6
    _cover(made, facts)
    _state(made, facts)
    _trend(made, facts)
    _roadmap(made, facts)
    for i, code in enumerate(agenda):
        _person(made, facts, facts.person(code))
        if tell:
            tell(5 + i, many)
    _compared(made, facts)
    _summary(made, facts)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _deck() -> Any:
    """An empty deck of 16:9: master and layouts stretched to it, theme in the product's font and colours."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDE, HIGH
    places = [s for page in (made.slide_master, *made.slide_layouts) for s in page.placeholders]
    boxes = [(s.left, s.top, s.width, s.height) for s in places]  # a layout's are the master's until they are set
    for shape, (left, top, width, height) in zip(places, boxes, strict=True):
        shape.left, shape.width = int(left * WIDE / NARROW), int(width * WIDE / NARROW)
        shape.top, shape.height = top, height
    theme = made.slide_master.part.part_related_by(RT.THEME)
    said = theme.blob.decode("utf-8")
    said = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', said)
    for i, color in enumerate((palette.ACCENT, *palette.STATUS_LIGHT), start=1):
        said = re.sub(rf"(<a:accent{i}>).*?(</a:accent{i}>)", rf'\1<a:srgbClr val="{color[1:]}"/>\2', said, flags=re.S)
    theme._blob = said.encode("utf-8")
    return made


def _slide(made: Any, facts: Facts, title: str, key: str = "") -> Any:
    """A slide with its title, number, the small print, the mark of what is not final, and the presenter's note on the
    screen ``key``."""
    layout = made.slide_layouts[5]
    slide = made.slides.add_slide(layout)
    for shape in layout.placeholders:
        if shape.placeholder_format.type is not None and "SLIDE_NUMBER" in str(shape.placeholder_format.type):
            number = deepcopy(shape._element)
            slide.shapes._spTree.append(number)
            made_number = slide.shapes[-1]
            made_number.left, made_number.top = Inches(11.9), Inches(7.0)
            made_number.width, made_number.height = Inches(0.9), Inches(0.4)
    if note := (facts.o.meeting.notes.get(key) if facts.o.meeting and key else None):
        slide.notes_slide.notes_text_frame.text = note
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = Inches(0.6), Inches(0.35), Inches(12.1), Inches(0.9)
    box.text_frame.text = title
    box.text_frame.word_wrap = True
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _style(box.text_frame.paragraphs[0], 32, True)
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _text(slide, facts.paper_print, 0.6, 7.05, 11.2, 0.35, 10, QUIET)
    if facts.mark:
        size = 14 * fit([(facts.mark, 14)], 12 * INCH, 0.3 * INCH)
        _text(slide, facts.mark, 0.6, 0.05, 12.1, 0.35, size, ACCENT, bold=True)
    return slide


def _alt(shape: Any, text: str) -> None:
    """What the shape shows, for those who do not see it."""
    shape._element.xpath("./*/p:cNvPr")[0].set("descr", text)


def _style(paragraph: Any, size: float, bold: bool = False, color: RGBColor = INK) -> None:
    for run in paragraph.runs:
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
        run.font.color.rgb = color


def _text(
    slide: Any,
    text: str,
    x: float,
    y: float,
    w: float,
    h: float,
    size: float,
    color: RGBColor = INK,
    bold: bool = False,
) -> Any:
    box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
    frame = box.text_frame
    frame.word_wrap = True
    for i, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.text = line
        _style(paragraph, size, bold, color)
    return box


def _grown(rows: Sequence[Sequence[object]], widths: Sequence[float], height: float) -> float:
    """The largest letters in which a table of so many inches still has room; 15 points at least."""

    def tall(size: float) -> float:
        each = [
            max(-(-len(str(v)) * 0.56 * size // (72 * (w - 0.2))) for v, w in zip(row, widths, strict=True))
            for row in rows
        ]
        return (sum(each) + 1) * 1.22 * size / 72 + (len(rows) + 1) * 0.1

    return next((s for s in LARGER if tall(s) <= height), 15)


def _table(
    slide: Any,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    x: float,
    y: float,
    size: float = 14,
    numbers: Sequence[int] = (),
    alt: str = "",
) -> None:
    """A native table; a row is 0.36 inches or more."""
    shape = slide.shapes.add_table(
        len(rows) + 1, len(head), Inches(x), Inches(y), Inches(sum(widths)), Inches(0.36 * (len(rows) + 1))
    )
    _alt(shape, alt or ", ".join(h for h in head if h))
    table = shape.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for r, line in enumerate([head, *rows]):
        for c, value in enumerate(line):
            cell = table.cell(r, c)
            cell.margin_top = cell.margin_bottom = Emu(30000)
            cell.text_frame.text = str(value)
            paragraph = cell.text_frame.paragraphs[0]
            _style(paragraph, size, r == 0, WHITE if r == 0 else INK)
            if c in numbers:
                paragraph.alignment = PP_ALIGN.RIGHT
            cell.fill.solid()
            cell.fill.fore_color.rgb = ACCENT if r == 0 else WHITE if r % 2 else ROW


def _chart(
    slide: Any,
    kind: Any,
    groups: Sequence[str],
    rows: Sequence[Sequence[int]],
    words: Words,
    x: float,
    y: float,
    w: float,
    h: float,
) -> None:
    """A native stacked chart of statuses: ``rows`` has the four numbers of each group."""
    chart_data = CategoryChartData()
    chart_data.categories = list(groups)
    for i, text in enumerate(STATUS_TEXT):
        chart_data.add_series(words.t(text), [row[i] for row in rows])
    frame = slide.shapes.add_chart(kind, Inches(x), Inches(y), Inches(w), Inches(h), chart_data)
    _alt(
        frame,
        "; ".join(
            f"{g}: " + ", ".join(f"{words.t(t)} {n}" for t, n in zip(STATUS_TEXT, row, strict=True))
            for g, row in zip(groups, rows, strict=True)
        ),
    )
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size, chart.legend.font.name = Pt(14), FONT
    chart.category_axis.tick_labels.font.size = Pt(14)
    chart.category_axis.reverse_order = kind == XL_CHART_TYPE.BAR_STACKED
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 100
    narrow = max(1, round(0.03 * max((sum(n) for n in rows), default=0)))  # a narrower part holds no figure
    for i, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = FILLS[i]
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, f"[>={narrow}]0;;", False
        labels.font.size = Pt(14)
        labels.font.color.rgb = WHITE if i == 0 else INK


def _cover(made: Any, facts: Facts) -> None:
    slide = _slide(made, facts, "", "bia")
    slide.shapes.title.top, slide.shapes.title.height = Inches(2.2), Inches(1.6)
    slide.shapes.title.text_frame.text = facts.title
    _style(
        slide.shapes.title.text_frame.paragraphs[0], 44 * fit([(facts.title, 44)], 12 * INCH, 1.5 * INCH), True, ACCENT
    )
    slide.shapes.title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    office = facts.office_name.upper()
    _text(slide, office, 0.6, 0.9, 12, 1.1, 24 * fit([(office, 24)], 12 * INCH, 1.0 * INCH), INK, bold=True)
    lines = [
        plan_name(facts.o.snapshot.plan, facts.words),
        facts.words.date(facts.day),
    ]
    size = 24 * fit([(line, 24) for line in lines], 12 * INCH, 1.9 * INCH)
    _text(slide, "\n".join(lines), 0.6, 4.2, 12, 2.0, size)


def _state(made: Any, facts: Facts) -> None:
    words, rows = facts.words, facts.counts
    slide = _slide(
        made,
        facts,
        words.t("Eligible: {n}", n=rows[0].eligible) + f" {sought(facts.o.snapshot.plan, words)}",
        "tinh-hinh",
    )
    _text(
        slide,
        words.t("of all {n} candidates of the office on the day", n=rows[0].total),
        0.6,
        1.02,
        12.1,
        0.35,
        14,
        QUIET,
    )
    head = [words.t("Track"), *(words.t(s) for s in STATUS_TEXT), words.t("All")]
    _table(
        slide,
        head,
        [[c.name, *c.n, c.total] for c in rows],
        [3.1, 1.7, 2.0, 1.8, 2.4, 1.1],
        0.6,
        1.4,
        15,
        numbers=range(1, 6),
    )
    _chart(
        slide,
        XL_CHART_TYPE.BAR_STACKED,
        [c.name for c in rows[1:]],
        [c.n for c in rows[1:]],
        words,
        0.6,
        3.5,
        12.1,
        3.4,
    )


def _trend(made: Any, facts: Facts) -> None:
    words, rows = facts.words, facts.trend
    ends = all((m.day.month, m.day.day) == (12, 31) for m in rows)
    title = words.t("Year-ends of the period") if ends else words.t("Year-ends of the period, and the assessment day")
    slide = _slide(made, facts, title, "xu-huong")
    _chart(
        slide,
        XL_CHART_TYPE.COLUMN_STACKED,
        [words.date(m.day) for m in rows],
        [m.n for m in rows],
        words,
        0.6,
        1.4,
        12.1,
        5.5,
    )


def _roadmap(made: Any, facts: Facts) -> None:
    words = facts.words
    slide = _slide(made, facts, words.t("Roadmap"), "lo-trinh")
    head = [words.t(h) for h in (N_("Due"), N_("Milestone"), N_("Office responsible"), N_("State"))]
    rows = [[words.date(s.due), s.text, s.office, facts.step_said(s)] for s in facts.roadmap]
    _table(slide, head, rows, [1.4, 6.4, 2.3, 2.0], 0.6, 1.3, 12)


def _person(made: Any, facts: Facts, person: Person) -> None:
    words = facts.words
    slide = _slide(made, facts, person.name, f"ung-vien.{person.code}")
    under = " · ".join(x for x in (person.post, person.track) if x)
    _text(slide, under, 0.6, 1.15, 12.1, 0.5, 18, QUIET)
    concluded = facts.concluded_said(person)
    verdict = " · ".join(x for x in (facts.status_of(person), words.percent(person.progress), concluded) if x)
    _text(slide, verdict, 8.1, 1.7, 4.8, 0.5, 16 * fit([(verdict, 16)], 4.6 * INCH, 0.4 * INCH), ACCENT, bold=True)
    head = [words.t(h) for h in (N_("Section"), N_("Criterion"), N_("There, needed"), N_("Met?"))]
    rows = [
        [p.section, p.short, facts.leaves_said(p.leaves), words.t("yes") if p.met else words.t("no")]
        for p in person.parts
    ]
    widths = [0.95, 2.1, 3.15, 1.1]
    _table(slide, head, rows, widths, 0.6, 1.8, _grown(rows, widths, 4.6))
    years = facts.o.snapshot.plan.period.years
    said = [
        (words.t("Annual ratings"), " · ".join(f"{y}: {r or '–'}" for y, r in zip(years, person.ratings, strict=True))),
        (words.t("Emulation titles"), facts.awards_said(person.titles)),
        (words.t("Forms of commendation"), facts.awards_said(person.commendations, cited=True)),
        (words.t("Initiatives"), facts.initiatives_said(person)),
        (words.t("Missing"), person.missing),
    ]
    said = [(f"{label}: ", str(text)) for label, text in said if text]
    room = (4.6 * INCH, 4.5 * INCH)
    others: Callable[[int], str] = lambda n: words.t("and {n} further ones", n=n)  # noqa: E731
    while (scale := fit([(a + b, 15) for a, b in said], *room)) < READABLE:
        shorter = shortened([b for _, b in said], scale, READABLE, others)
        if shorter == [b for _, b in said]:
            break
        said = [(a, b) for (a, _), b in zip(said, shorter, strict=True)]
    size = next((s for s in LARGER if fit([(a + b, s) for a, b in said], *room) >= 1), 15 * scale)
    box = _text(slide, "", 8.1, 2.3, 4.8, 4.6, size)
    frame = box.text_frame
    for i, (label, text) in enumerate(said):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        for part, bold in ((label, True), (text, False)):
            run = paragraph.add_run()
            run.text = part
            run.font.name, run.font.size, run.font.bold = FONT, Pt(round(size, 1)), bold
            run.font.color.rgb = INK
        paragraph.space_after = Pt(0.4 * size)


def _compared(made: Any, facts: Facts) -> None:
    words = facts.words
    every = [p for p in facts.people if p.status is Status.ELIGIBLE]
    finalists = every[:MOST_COMPARED]
    if len(finalists) < 2:
        return
    slide = _slide(made, facts, words.t("The finalists beside each other"), "so-sanh")
    asked: dict[str, Callable[[Person], str]] = {
        N_("Track"): lambda p: p.track,
        N_("Emulation titles"): lambda p: facts.awards_said(p.titles),
        N_("Forms of commendation"): lambda p: facts.awards_said(p.commendations, cited=True),
        N_("Initiatives"): facts.initiatives_said,
        N_("Criteria met"): lambda p: f"{p.met}/{len(p.parts)}",
        N_("Conclusion"): facts.concluded_said,
    }
    rows = [[words.t(label), *(say(p) or "–" for p in finalists)] for label, say in asked.items()]
    if len(every) > len(finalists):
        _text(slide, words.t("and {n} others", n=len(every) - len(finalists)), 0.6, 6.65, 12, 0.35, 14, QUIET)
    width = 10.4 / len(finalists)
    _table(slide, ["", *(p.name for p in finalists)], rows, [1.7, *([width] * len(finalists))], 0.6, 1.4, 11)


def _summary(made: Any, facts: Facts) -> None:
    words = facts.words
    head = [words.t(h) for h in (N_("Name"), N_("Status"), N_("Conclusion"), N_("Votes for/against/neither"))]
    rows = [
        [p.name, facts.status_of(p), facts.concluded_said(p) or "–", facts.votes_said(p) or "–"] for p in facts.people
    ]
    pages = range(0, len(rows) or 1, A_SLIDE)
    for i, start in enumerate(pages, start=1):
        slide = _slide(made, facts, words.t("Summary") + (f" {i}/{len(pages)}" if len(pages) > 1 else ""), "tong-hop")
        _table(slide, head, rows[start : start + A_SLIDE], [4.7, 3.2, 2.4, 1.8], 0.6, 1.4, 14)
