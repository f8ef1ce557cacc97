"""Each kind of paper by its name: what it is called, what file it makes, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.fold import fold
from dienhinh.places import ROOT
from dienhinh.reports.content import Occasion, context
from dienhinh.reports.slides import slides
from dienhinh.reports.word import render
from dienhinh.reports.workbook import workbook

TEMPLATES = ROOT / "data" / "templates"
FOLDER = "templates"
"""An office's own templates: in this folder beside the data file, under the same names."""

PAPER_WORD = {
    "bien-ban": N_("Minutes of the meeting"),
    "bao-cao": N_("Review report"),
    "to-trinh": N_("Submission with the list of exemplars"),
    "trich-ngang": N_("Register of candidates (landscape)"),
    "thanh-tich": N_("Achievement report of one candidate"),
    "trinh-chieu": N_("Presentation (PowerPoint)"),
    "so-lieu": N_("Figures (Excel)"),
}
SUFFIX = {"trinh-chieu": ".pptx", "so-lieu": ".xlsx"}
MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True)
class Paper:
    """A paper made: its content, its suffix, and a file name that is safe and says what and when."""

    content: bytes
    suffix: str
    file: str


def template_of(kind: str, beside: Path | None) -> Path:
    """The office's own template where there is one, else the program's."""
    own = beside / FOLDER / f"{kind}.docx" if beside else None
    return own if own is not None and own.exists() else TEMPLATES / f"{kind}.docx"


def make(
    kind: str, o: Occasion, words: Words, beside: Path | None = None, tell: Callable[[int, int], None] | None = None
) -> Paper:
    """Make one paper. ``beside``: the data file's folder, for the office's own templates. Raises TemplateFault."""
    if kind == "trinh-chieu":
        content = slides(o, words, tell)
    elif kind == "so-lieu":
        content = workbook(o, words)
    else:
        content = render(template_of(kind, beside), context(o, words))
    suffix = SUFFIX.get(kind, ".docx")
    return Paper(content, suffix, file_name(kind, o, suffix))


def file_name(kind: str, o: Occasion, suffix: str) -> str:
    """What and when, in plain letters: ``bien-ban_2026-12-01_FF25.docx``; one candidate's has the code."""
    who = "_" + fold(o.codes[0]).replace(" ", "-") if kind == "thanh-tich" and o.codes else ""
    tried = "_kich-ban" if o.scenario else ""
    day = o.meeting.held_on if o.meeting else o.snapshot.on
    return f"{kind}{who}_{day.isoformat()}{tried}_{o.snapshot.fingerprint[:4]}{suffix}"
