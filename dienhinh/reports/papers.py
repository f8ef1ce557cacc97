"""The papers there are: each a row of one registry, of which the command line, the page, the docs and the tests
read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal

from docx import Document
from docx.opc.coreprops import CoreProperties
from pptx import Presentation

from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.fold import fold
from dienhinh.places import ROOT
from dienhinh.reports.facts import TOKEN, Facts, Occasion
from dienhinh.reports.fields import fields, of_unit, printable, registered
from dienhinh.reports.slides import slides
from dienhinh.reports.word import TemplateFault, check_file, check_marks, render, render_apart
from dienhinh.reports.workbook import workbook

TEMPLATES = ROOT / "data" / "templates"
FOLDER = "templates"
"""An office's own templates: in this folder beside the data file, under the same names."""

MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
VIETNAMESE = Words("vi")
"""Papers are Vietnamese, whatever their reader's language."""
Tell = Callable[[int, int], None]
About = Literal["ALL", "LIST", "AGENDA", "ONE", "UNIT"]
Needs = Literal["", "MEETING", "OPENED"]


class NoPaper(Exception):
    """There is no such paper here: ``reason`` (a catalogue id) says which record it would need."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Kind:
    """A kind of paper: its name (the command's, the template's), what it is called (a catalogue id), its file's suffix.

    ``about``: ALL candidates, a LIST that may be chosen, the meeting's AGENDA, ONE candidate, a UNIT. ``needs``: no
    meeting, a MEETING, or one that has been OPENED. ``before``: it goes out before the meeting, and is never a draft of
    what that decided. ``groups``: the fields that its template may name; ``shows``: the lists whose names must all
    stand in it. ``made_by``: how what is no Word paper is made.
    """

    name: str
    word: str
    about: About = "ALL"
    needs: Needs = ""
    groups: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    before: bool = False
    suffix: str = ".docx"
    made_by: Callable[[Facts, Tell | None], bytes] | None = None


PAPERS = {
    kind.name: kind
    for kind in (
        Kind("trich-ngang", N_("Register of candidates (landscape)"), "LIST", "", ("LIST", "MEETING"), ("danh_sach",)),
        Kind("bao-cao", N_("Review report"), "ALL", "", ("LIST", "MEETING", "ROADMAP"), ("du_dieu_kien", "lo_trinh")),
        Kind("tong-ket", N_("Final review report of the period"), "ALL", "", ("LIST", "MEETING", "ROADMAP"),
             ("du_dieu_kien", "lo_trinh")),
        Kind("dang-ky", N_("Registration of models and exemplars"), "ALL", "", ("ROADMAP",), ("dang_ky",)),
        Kind("chuong-trinh", N_("Draft agenda of a meeting"), "LIST", "", ("LIST", "MEETING"), ("danh_sach",),
             before=True),
        Kind("don-doc", N_("Reminder to a unit"), "UNIT", "", ("UNIT",), ("nguoi",)),
        Kind("thanh-tich", N_("Achievement report of one candidate"), "ONE", "", ("ONE",)),
        Kind("sang-kien", N_("Confirmation of initiatives"), "ONE", "", ("ONE",)),
        Kind("giay-moi", N_("Invitation to the meeting"), "AGENDA", "MEETING", ("MEETING",), ("thanh_phan", "xet"),
             before=True),
        Kind("phieu-bau", N_("Ballot paper"), "AGENDA", "MEETING", ("MEETING",), ("xet",), before=True),
        Kind("bien-ban", N_("Minutes of the meeting"), "AGENDA", "OPENED", ("MEETING",), ("xet", "thanh_phan")),
        Kind("kiem-phieu", N_("Record of the count of votes"), "AGENDA", "OPENED", ("MEETING",), ("da_bo_phieu",)),
        Kind("thong-bao", N_("Notice of conclusions"), "AGENDA", "OPENED", ("MEETING",), ("de_nghi",)),
        Kind("to-trinh", N_("Submission with the list of exemplars"), "AGENDA", "OPENED", ("MEETING",), ("de_nghi",)),
        Kind("quyet-dinh", N_("Decision of recognition"), "AGENDA", "OPENED", ("MEETING",), ("de_nghi",)),
        Kind("trinh-chieu", N_("Presentation (PowerPoint)"), "LIST", suffix=".pptx", made_by=slides),
        Kind("so-lieu", N_("Figures (Excel)"), "LIST", suffix=".xlsx", made_by=lambda facts, tell: workbook(facts)),
    )
}  # fmt: skip
WORD_PAPERS = tuple(name for name, kind in PAPERS.items() if kind.made_by is None)
"""Those with a template."""


def offered(held: Meeting | None) -> list[str]:
    """The papers that can be asked for: those of a meeting only where there is one."""
    opened = held is not None and held.state != "PREPARED"
    return [
        k.name
        for k in PAPERS.values()
        if not k.needs or (k.needs == "MEETING" and held is not None) or (k.needs == "OPENED" and opened)
    ]


def refused(kind: Kind, facts: Facts) -> str:
    """Why there is no such paper (a catalogue id): it would state what no record says; empty where there is one."""
    o = facts.o
    if kind.needs and o.meeting is None:
        return N_("This paper is one of a meeting: choose the meeting, or prepare one.")
    if kind.needs == "OPENED" and o.meeting is not None and o.meeting.state == "PREPARED":
        return N_("The meeting has not been opened: it has discussed nothing yet.")
    if kind.needs == "OPENED" and o.lost:
        return N_("The meeting concluded on somebody who is no candidate on the day: take that conclusion back first.")
    if kind.needs == "OPENED" and o.meeting is not None and o.dated < o.meeting.held_on:
        return N_("The paper would be older than the meeting that it tells of: give it a later day.")
    if kind.about == "ONE" and len(facts.agenda) != 1:
        return N_("Choose the candidate whom the paper is about.")
    if kind.about == "UNIT" and not o.unit:
        return N_("Choose the unit that is reminded.")
    if kind.about == "UNIT" and not of_unit(facts)["don_vi_no"]["nguoi"]:
        return N_("This unit owes no paper on that day: there is nothing to remind it of.")
    if kind.name in ("to-trinh", "quyet-dinh") and not facts.concluded("CHON"):
        return N_("The meeting has selected nobody: there is nobody to propose or to recognise.")
    if kind.name == "kiem-phieu" and not any(facts.votes_said(p) for p in facts.discussed):
        return N_("No vote of the meeting is recorded.")
    if kind.name == "phieu-bau" and not facts.discussed:
        return N_("The agenda names nobody: there is nobody to vote on.")
    if kind.before and o.meeting is not None and o.dated > o.meeting.held_on:
        return N_("This paper goes out before the meeting: give it an earlier day.")
    if kind.name == "dang-ky" and not registered(facts):
        return N_("No exemplar has been selected by that day: there is nothing to register.")
    if kind.name == "sang-kien" and not (facts.people[0].initiatives or facts.people[0].waiting):
        return N_("No initiative of this candidate is recorded by that day.")
    return ""


@dataclass(frozen=True)
class Paper:
    """A paper made: its content, its suffix, a file name that is safe and says what and when, and its fingerprint,
    which covers all that is printed."""

    content: bytes
    suffix: str
    file: str
    fingerprint: str
    kind: str
    code: str = ""


def template_of(name: str, beside: Path | None) -> Path:
    """The office's own template where there is one, else the program's."""
    own = beside / FOLDER / f"{name}.docx" if beside else None
    return own if own is not None and own.exists() else TEMPLATES / f"{name}.docx"


def of(kind: Kind, o: Occasion) -> Occasion:
    """The occasion as this kind of paper sees it: a list may be chosen, what a meeting decided may not."""
    if o.meeting is not None and o.meeting.state == "PREPARED" and not kind.needs and not kind.before:
        o = replace(o, meeting=None, conclusions={}, codes=o.agenda_chosen)  # nothing of it has happened yet
    if kind.about in ("ALL", "UNIT"):
        return replace(o, codes=tuple(o.snapshot.nearest_first))
    if kind.about == "AGENDA" or (kind.before and o.meeting is not None):
        return replace(o, codes=None)
    return o


def make(name: str, o: Occasion, beside: Path | None = None, tell: Tell | None = None) -> Paper:
    """Make one paper, in Vietnamese. ``beside``: the data file's folder, for the office's own templates. Raises
    :class:`NoPaper` where no record carries it, TemplateFault."""
    kind = PAPERS[name]
    facts = Facts(of(kind, o), VIETNAMESE, before=kind.before)
    if why := refused(kind, facts):
        raise NoPaper(why)
    if kind.made_by is not None:
        content = kind.made_by(facts, tell)
        if kind.suffix == ".pptx":
            content = _described(content, kind, facts)
    else:
        template = template_of(name, beside)
        said = fields(facts, kind.groups)
        own = template.parent != TEMPLATES
        content = render_apart(template.read_bytes(), said) if own else render(template, said)
        if own:
            check_file(content)  # what a field has become, too
        content = _described(content, kind, facts)
        check_marks(content, printable(facts.mark), TOKEN)
    content, mark = fingerprinted(content)
    code = o.codes[0] if kind.about == "ONE" and o.codes else o.unit if kind.about == "UNIT" else ""
    return Paper(content, kind.suffix, file_name(kind, facts, mark, code), mark, kind.name, code)


def _described(content: bytes, kind: Kind, facts: Facts) -> bytes:
    """A Word or PowerPoint file with its properties: title, the office as its author, the paper's day."""
    made = Document(io.BytesIO(content)) if kind.suffix == ".docx" else Presentation(io.BytesIO(content))
    describe(made.core_properties, kind.word, facts)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def describe(properties: CoreProperties, word: str, facts: Facts) -> None:
    """Title, author and days of a Word or PowerPoint file: those of the paper, not of the machine."""
    day = datetime.combine(facts.o.dated, datetime.min.time())
    properties.title = printable(f"{facts.words.t(word)} – {facts.title}")[:255]
    properties.author = properties.last_modified_by = printable(facts.office_name)[:255]
    properties.language, properties.subject, properties.comments = "vi-VN", "", printable(facts.mark)[:255]
    properties.created = properties.modified = day
    properties.revision = 1


LONG_AGO = (1980, 1, 1, 0, 0, 0)
STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def fingerprinted(content: bytes) -> tuple[bytes, str]:
    """A file of Office with its fingerprint in the token's place, and the fingerprint: of all that the file holds, so
    that two papers with the same one are the same. Raises :class:`TemplateFault` where the token stands nowhere."""
    parts = _parts(content)
    token = TOKEN.encode()
    if not any(token in part for part in parts.values()):
        raise TemplateFault(
            N_("The template lacks the fingerprint: {{{{ chu_nho }}}} belongs at the foot of every page.")
        )
    found = sha256()
    for name, part in sorted(parts.items()):
        found.update(f"{name}\0{len(part)}\0".encode())
        found.update(part)
    digest = found.hexdigest()[:12].upper()
    mark = "-".join(digest[i : i + 4] for i in (0, 4, 8))
    return _packed({name: part.replace(token, mark.encode()) for name, part in parts.items()}), mark


def is_unchanged(content: bytes, mark: str) -> bool:
    """Whether a file is still as it was made, by its fingerprint."""
    parts = _parts(content)
    again = _packed({name: part.replace(mark.encode(), TOKEN.encode()) for name, part in parts.items()})
    try:
        return fingerprinted(again)[1] == mark
    except TemplateFault:
        return False


MARK = re.compile(rb"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}")


def marks_in(content: bytes) -> list[str]:
    """Everything in a packed file that looks like a fingerprint."""
    try:
        parts = _parts(content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return []
    return sorted({m.decode() for part in parts.values() for m in MARK.findall(part)})


def _parts(content: bytes) -> dict[str, bytes]:
    """What a packed file holds, workbooks inside it made the same whenever they were made."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = {i.filename: packed.read(i) for i in packed.infolist() if not i.is_dir()}
    for name, part in found.items():
        if name.endswith(".xlsx"):
            inside = _parts(part)
            core = inside.get("docProps/core.xml")
            if core is not None:
                inside["docProps/core.xml"] = STAMPS.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", core)
            found[name] = _packed(inside)
    return found


def _packed(parts: dict[str, bytes]) -> bytes:
    """The parts as one file, byte for byte the same whenever it is packed; what says what it is comes first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, parts[name])
    return out.getvalue()


def file_name(kind: Kind, facts: Facts, mark: str, code: str = "") -> str:
    """What and when, in plain letters: ``bien-ban_2026-12-01_FF25.docx``; one candidate's or unit's has the code."""
    who = "_" + fold(code).replace(" ", "-") if code else ""
    tried = "_kich-ban" if facts.o.scenario else "_du-thao" if facts.draft else ""
    return f"{kind.name}{who}_{facts.day.isoformat()}{tried}_{mark[:4]}{kind.suffix}"
