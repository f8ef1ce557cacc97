"""The papers there are: each a row of one registry, of which the command line, the page, the docs and the tests
read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.fold import fold
from dienhinh.places import ROOT
from dienhinh.reports.facts import Facts, Occasion
from dienhinh.reports.fields import fields
from dienhinh.reports.slides import slides
from dienhinh.reports.word import render
from dienhinh.reports.workbook import workbook

TEMPLATES = ROOT / "data" / "templates"
FOLDER = "templates"
"""An office's own templates: in this folder beside the data file, under the same names."""

MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Kind:
    """A kind of paper: its name (the command's, the template's), what it is called (a catalogue id), its file's suffix;
    ``of_one``: it is about one candidate. A Word paper is its template filled in; others say how they are made."""

    name: str
    word: str
    suffix: str = ".docx"
    of_one: bool = False
    made_by: Callable[[Facts, Tell | None], bytes] | None = None


PAPERS = {
    kind.name: kind
    for kind in (
        Kind("bien-ban", N_("Minutes of the meeting")),
        Kind("bao-cao", N_("Review report")),
        Kind("to-trinh", N_("Submission with the list of exemplars")),
        Kind("trich-ngang", N_("Register of candidates (landscape)")),
        Kind("thanh-tich", N_("Achievement report of one candidate"), of_one=True),
        Kind("trinh-chieu", N_("Presentation (PowerPoint)"), ".pptx", made_by=slides),
        Kind("so-lieu", N_("Figures (Excel)"), ".xlsx", made_by=lambda facts, tell: workbook(facts)),
    )
}
WORD_PAPERS = tuple(name for name, kind in PAPERS.items() if kind.made_by is None)
"""Those with a template."""


@dataclass(frozen=True)
class Paper:
    """A paper made: its content, its suffix, and a file name that is safe and says what and when."""

    content: bytes
    suffix: str
    file: str


def template_of(name: str, beside: Path | None) -> Path:
    """The office's own template where there is one, else the program's."""
    own = beside / FOLDER / f"{name}.docx" if beside else None
    return own if own is not None and own.exists() else TEMPLATES / f"{name}.docx"


def make(name: str, o: Occasion, words: Words, beside: Path | None = None, tell: Tell | None = None) -> Paper:
    """Make one paper. ``beside``: the data file's folder, for the office's own templates. Raises TemplateFault."""
    kind, facts = PAPERS[name], Facts(o, words)
    if kind.made_by is not None:
        content = kind.made_by(facts, tell)
    else:
        content = render(template_of(name, beside), fields(facts))
    return Paper(content, kind.suffix, file_name(kind, facts))


def file_name(kind: Kind, facts: Facts) -> str:
    """What and when, in plain letters: ``bien-ban_2026-12-01_FF25.docx``; one candidate's has the code."""
    o = facts.o
    who = "_" + fold(o.codes[0]).replace(" ", "-") if kind.of_one and o.codes else ""
    tried = "_kich-ban" if o.scenario else ""
    return f"{kind.name}{who}_{facts.day.isoformat()}{tried}_{o.snapshot.fingerprint[:4]}{kind.suffix}"
