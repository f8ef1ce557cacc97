"""A poster (A4, A3) and a slide of one exemplar: who, what in one sentence, the practice, what it brought."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Mm, Pt

from dienhinh import palette
from dienhinh.reports.letters import fit

MOST_GROWN = 1.7
"""A short story is set in larger letters, not on an empty page."""
SIZES = {"A4": (210, 297), "A3": (297, 420), "SLIDE": (338.67, 190.5)}
"""Width and height in millimetres."""
INK, TOP, SOFT, WHITE, ACCENT = (
    RGBColor.from_string(c[1:]) for c in (palette.INK, palette.TOP, palette.SOFT, palette.ON_ACCENT, palette.ACCENT)
)


@dataclass(frozen=True)
class Poster:
    """What stands on it: the office, a line above the name, the name, who it is, one sentence, parts (heading, text), a
    line at the foot, a picture (None: there is none)."""

    office: str
    over: str
    name: str
    under: str
    headline: str
    parts: tuple[tuple[str, str], ...]
    foot: str
    picture: bytes | None = None


def poster(said: Poster, size: str) -> bytes:
    """A PowerPoint file of one page of ``size`` (a key of SIZES); texts shrink to their boxes."""
    made = Presentation()
    wide, high = SIZES[size]
    made.slide_width, made.slide_height = Mm(wide), Mm(high)
    made.core_properties.title, made.core_properties.author = said.name, said.office
    page = made.slides.add_slide(made.slide_layouts[6])
    flat = wide > high
    unit = (high if flat else wide) / 210  # all sizes are those of A4, upright or lying
    band = 34 * unit if not flat else 26 * unit
    box = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Mm(wide), Mm(band))
    box.fill.solid()
    box.fill.fore_color.rgb = TOP
    box.line.fill.background()
    edge = 16 * unit
    head: list[Line] = [(said.office.upper(), 13, True, WHITE), (said.over, 12, False, WHITE)]
    _text(page, head, edge, band * 0.16, wide - 2 * edge, band * 0.7, unit)
    across = (wide - 3 * edge) * 0.4 if flat else wide - 2 * edge
    tall = (high - band - 2.6 * edge) if flat else 92 * unit
    top = band + edge * 0.8
    left, width = edge, wide - 2 * edge
    if said.picture:
        _picture(page, said, edge, top, across, tall)
        if flat:
            left, width = 2 * edge + across, wide - 3 * edge - across
        else:
            top += tall + edge * 0.7
    who: list[Line] = [(said.name, 30, True, ACCENT), (said.under, 14, False, SOFT), (said.headline, 18, True, INK)]
    _text(page, who, left, top, width, 54 * unit, unit)
    top += 56 * unit
    lines: list[Line] = []
    for title, text in said.parts:
        lines += [(title, 14, True, ACCENT), (text, 13.5, False, INK)]
    _text(page, lines, left, top, width, high - top - 1.5 * edge, unit, MOST_GROWN)
    _text(page, [(said.foot, 10, False, SOFT)], edge, high - 1.1 * edge, wide - 2 * edge, 0.8 * edge, unit)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


Line = tuple[str, float, bool, RGBColor]
"""A text, its size in points, whether it is bold, its colour."""


def _text(
    page: Any, lines: Sequence[Line], left: float, top: float, width: float, height: float,
    unit: float, most: float = 1.0,
) -> None:  # fmt: skip
    box = page.shapes.add_textbox(Mm(left), Mm(top), Mm(width), Mm(height))
    frame = box.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.auto_size = MSO_AUTO_SIZE.NONE
    scale = unit * fit([line[:2] for line in lines], width / unit, height / unit, most)
    for i, (text, size, bold, colour) in enumerate(x for x in lines if x[0]):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.name = Pt(round(size * scale, 1)), bold, "Segoe UI"
        run.font.color.rgb = colour
        paragraph.space_after = Pt(5 * scale)


def _picture(page: Any, said: Poster, left: float, top: float, width: float, height: float) -> None:
    """The picture, cut to its frame from the middle."""
    assert said.picture is not None
    shape = page.shapes.add_picture(io.BytesIO(said.picture), Mm(left), Mm(top))
    real, wanted = shape.width / shape.height, width / height
    if real > wanted:
        shape.crop_left = shape.crop_right = (1 - wanted / real) / 2
    else:
        shape.crop_top = shape.crop_bottom = (1 - real / wanted) / 2
    shape.left, shape.top, shape.width, shape.height = (Emu(Mm(x)) for x in (left, top, width, height))
    shape._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", said.name)
