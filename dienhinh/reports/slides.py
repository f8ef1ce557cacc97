"""PowerPoint with native charts and tables, the same story as the screens: cover, state, trend, roadmap, a slide a
candidate, comparison, summary."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.verdicts import STATUS_TEXT, plan_name, sought
from dienhinh.reports.content import Json, Occasion, candidate, counts_by, roadmap_of, small_print, trend_of

INK, ACCENT, QUIET = RGBColor(0x1D, 0x27, 0x26), RGBColor(0x0F, 0x5E, 0x59), RGBColor(0x6B, 0x77, 0x75)
FILLS = (RGBColor(0x0F, 0x5E, 0x59), RGBColor(0x5B, 0x9A, 0x94), RGBColor(0xB4, 0xD2, 0xCE), RGBColor(0xD5, 0xD9, 0xD8))
FONT = "Segoe UI"
WIDE, HIGH = Inches(13.333), Inches(7.5)
MOST_COMPARED = 6
A_SLIDE, MOST_SUMMED = 13, 52
Tell = Callable[[int, int], None]


def slides(o: Occasion, words: Words, tell: Tell | None = None) -> bytes:
    """The whole presentation; ``tell`` hears of progress (slides done, of how many)."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDE, HIGH
    agenda = o.agenda
    many = len(agenda) + 6
    people = []
    _cover(made, o, words)
    _state(made, o, words)
    _trend(made, o, words)
    _roadmap(made, o, words)
    for i, code in enumerate(agenda):
        person = candidate(o, code, words)
        people.append(person)
        _person(made, o, words, person)
        if tell:
            tell(5 + i, many)
    _compared(made, o, words, people)
    _summary(made, o, words, people)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _slide(made: Any, o: Occasion, words: Words, title: str) -> Any:
    """A slide with its title, the small print, and the scenario's mark."""
    slide = made.slides.add_slide(made.slide_layouts[5])
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = Inches(0.6), Inches(0.35), Inches(12.1), Inches(0.9)
    box.text_frame.text = title
    box.text_frame.word_wrap = True
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _style(box.text_frame.paragraphs[0], 32, True)
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _text(slide, small_print(o, words), 0.6, 7.05, 12.1, 0.35, 10, QUIET)
    if o.scenario:
        mark = words.t("SCENARIO, not official: {name}", name=o.scenario)
        _text(slide, mark, 0.6, 0.05, 12.1, 0.35, 14, ACCENT, bold=True)
    return slide


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


def _table(
    slide: Any,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    x: float,
    y: float,
    size: float = 14,
    numbers: Sequence[int] = (),
) -> None:
    """A native table; a row is 0.36 inches or more."""
    shape = slide.shapes.add_table(
        len(rows) + 1, len(head), Inches(x), Inches(y), Inches(sum(widths)), Inches(0.36 * (len(rows) + 1))
    )
    table = shape.table
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for r, line in enumerate([head, *rows]):
        for c, value in enumerate(line):
            cell = table.cell(r, c)
            cell.margin_top = cell.margin_bottom = Emu(30000)
            cell.text_frame.text = str(value)
            paragraph = cell.text_frame.paragraphs[0]
            _style(paragraph, size, r == 0, RGBColor(0xFF, 0xFF, 0xFF) if r == 0 else INK)
            if c in numbers:
                paragraph.alignment = PP_ALIGN.RIGHT
            cell.fill.solid()
            cell.fill.fore_color.rgb = (
                ACCENT if r == 0 else RGBColor(0xFF, 0xFF, 0xFF) if r % 2 else RGBColor(0xF1, 0xF5, 0xF4)
            )


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
    chart = slide.shapes.add_chart(kind, Inches(x), Inches(y), Inches(w), Inches(h), chart_data).chart
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size, chart.legend.font.name = Pt(14), FONT
    chart.category_axis.tick_labels.font.size = Pt(14)
    chart.category_axis.reverse_order = kind == XL_CHART_TYPE.BAR_STACKED
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 100
    for i, series in enumerate(plot.series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = FILLS[i]
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;", False
        labels.font.size = Pt(14)
        labels.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF) if i == 0 else INK


def _cover(made: Any, o: Occasion, words: Words) -> None:
    plan = o.snapshot.plan
    title = o.meeting.title if o.meeting else plan.title.in_(words.lang)
    slide = _slide(made, o, words, "")
    slide.shapes.title.top, slide.shapes.title.height = Inches(2.2), Inches(1.6)
    slide.shapes.title.text_frame.text = title
    _style(slide.shapes.title.text_frame.paragraphs[0], 44, True, ACCENT)
    _text(slide, (o.office.name or plan.issuer.in_(words.lang)).upper(), 0.6, 1.2, 12, 0.6, 24, INK, bold=True)
    day = o.meeting.held_on if o.meeting else o.snapshot.on
    lines = [
        plan_name(plan, words),
        words.date(day),
    ]
    _text(slide, "\n".join(lines), 0.6, 4.2, 12, 1.4, 24)


def _state(made: Any, o: Occasion, words: Words) -> None:
    rows = counts_by(o, words)
    slide = _slide(made, o, words, words.t("Eligible: {n}", n=rows[0]["du"]) + f" {sought(o.snapshot.plan, words)}")
    head = [words.t("Track"), *(words.t(s) for s in STATUS_TEXT), words.t("All")]
    _table(
        slide,
        head,
        [[r["nhom"], *r["so"], r["tong"]] for r in rows],
        [3.1, 1.7, 2.0, 1.8, 2.4, 1.1],
        0.6,
        1.4,
        15,
        numbers=range(1, 6),
    )
    _chart(
        slide,
        XL_CHART_TYPE.BAR_STACKED,
        [r["nhom"] for r in rows[1:]],
        [r["so"] for r in rows[1:]],
        words,
        0.6,
        3.5,
        12.1,
        3.4,
    )


def _trend(made: Any, o: Occasion, words: Words) -> None:
    slide = _slide(made, o, words, words.t("Year-ends of the period"))
    rows = trend_of(o, words)
    _chart(
        slide,
        XL_CHART_TYPE.COLUMN_STACKED,
        [r["ngay"] for r in rows],
        [r["so"] for r in rows],
        words,
        0.6,
        1.4,
        12.1,
        5.5,
    )


def _roadmap(made: Any, o: Occasion, words: Words) -> None:
    slide = _slide(made, o, words, words.t("Roadmap"))
    head = [words.t(h) for h in (N_("Due"), N_("Milestone"), N_("Office responsible"), N_("State"))]
    rows = [[r["han"], r["noi_dung"], r["don_vi"], r["tinh_hinh"]] for r in roadmap_of(o, words)]
    _table(slide, head, rows, [1.4, 6.4, 2.3, 2.0], 0.6, 1.3, 12)


def _person(made: Any, o: Occasion, words: Words, person: Json) -> None:
    slide = _slide(made, o, words, str(person["ho_ten"]))
    under = " · ".join(str(x) for x in (person["chuc_vu_don_vi"], person["nhom"]) if x)
    _text(slide, under, 0.6, 1.15, 12.1, 0.5, 18, QUIET)
    _text(slide, f"{person['tinh_trang']} · {person['tien_do']}", 8.1, 1.7, 4.8, 0.5, 20, ACCENT, bold=True)
    head = [words.t(h) for h in (N_("Section"), N_("Criterion"), N_("There, needed"), N_("Met?"))]
    rows = [
        [p["muc"], p["ten"], p["chi_tiet"], words.t("yes") if p["dat"] else words.t("no")] for p in person["tieu_chi"]
    ]
    _table(slide, head, rows, [0.95, 2.1, 3.15, 1.1], 0.6, 1.8, 15)
    years = o.snapshot.plan.period.years
    said = [
        (words.t("Annual ratings"), " · ".join(f"{y}: {r}" for y, r in zip(years, person["xep_loai"], strict=True))),
        (words.t("Emulation titles"), person["danh_hieu"]),
        (words.t("Forms of commendation"), person["khen_thuong"]),
        (words.t("Initiatives"), person["sang_kien"]),
        (words.t("Missing"), person["con_thieu"]),
        (words.t("Conclusion"), person["ket_luan"]),
    ]
    box = _text(slide, "", 8.1, 2.3, 4.8, 4.6, 15)
    frame = box.text_frame
    for i, (label, text) in enumerate((a, b) for a, b in said if b):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        for part, bold in ((f"{label}: ", True), (str(text), False)):
            run = paragraph.add_run()
            run.text = part
            run.font.name, run.font.size, run.font.bold = FONT, Pt(15), bold
            run.font.color.rgb = INK
        paragraph.space_after = Pt(6)


def _compared(made: Any, o: Occasion, words: Words, people: Sequence[Json]) -> None:
    finalists = [p for p in people if p["ma_tinh_trang"] == "ELIGIBLE"][:MOST_COMPARED]
    if len(finalists) < 2:
        return
    slide = _slide(made, o, words, words.t("The finalists beside each other"))
    asked = {
        "nhom": N_("Track"),
        "danh_hieu": N_("Emulation titles"),
        "khen_thuong": N_("Forms of commendation"),
        "sang_kien": N_("Initiatives"),
        "tieu_chi_dat": N_("Criteria met"),
        "ket_luan": N_("Conclusion"),
    }
    rows = [[words.t(label), *(p[key] or "–" for p in finalists)] for key, label in asked.items()]
    width = 10.4 / len(finalists)
    _table(slide, ["", *(p["ho_ten"] for p in finalists)], rows, [1.7, *([width] * len(finalists))], 0.6, 1.4, 11)


def _summary(made: Any, o: Occasion, words: Words, people: Sequence[Json]) -> None:
    head = [words.t(h) for h in (N_("Name"), N_("Status"), N_("Conclusion"), N_("Votes for/against"))]
    rows = [[p["ho_ten"], p["tinh_trang"], p["ket_luan"] or "–", p["phieu"] or "–"] for p in people]
    for start in range(0, min(len(rows), MOST_SUMMED) or 1, A_SLIDE):
        slide = _slide(made, o, words, words.t("Summary"))
        _table(slide, head, rows[start : start + A_SLIDE], [5.0, 3.2, 2.4, 1.5], 0.6, 1.4, 14)
    if len(rows) > MOST_SUMMED:
        _text(slide, words.t("and {n} others", n=len(rows) - MOST_SUMMED), 0.6, 6.6, 12, 0.4, 14, QUIET)
