"""Word papers from templates that an office can change itself; a broken template is refused with the place."""

from __future__ import annotations

import difflib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from dienhinh.kinds.sentence import N_
from dienhinh.places import ROOT

MOST_BYTES = 5 * 2**20
MOST_UNPACKED = 50 * 2**20
MOST_RANGE = 1000
SECONDS = 60
"""How long an office's own template may take to fill in."""
FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|IMPORT|LINK|DATABASE|RD)\b")
"""Fields that take in another file."""
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


class TemplateFault(Exception):
    """A template that cannot be used: ``reason`` is a catalogue id, ``params`` fill it in; they name the place."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))


class Sandbox(ImmutableSandboxedEnvironment):
    """What templates may do: fill fields in, loop and choose; nothing of the program itself, and nothing that makes
    much out of little: no repeating or formatting of texts, no powers, no long ranges."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})
    UNBOUNDED = frozenset({"format", "format_map", "ljust", "rjust", "center", "zfill", "expandtabs", "translate"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        plain = isinstance(left, int | float) and isinstance(right, int | float)
        joined = isinstance(left, list) and isinstance(right, list)
        if operator == "**" or not (plain or (operator == "+" and joined)):
            raise SecurityError(f"{operator} is for numbers only")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str) and attr in self.UNBOUNDED:
            return False
        return super().is_safe_attribute(obj, attr, value)


def two_digits(n: int) -> str:
    """A number as minutes write it: ``05``, ``12``."""
    return f"{n:02}"


def few(*bounds: int) -> range:
    """``range``, of a thousand at most."""
    found = range(*bounds)
    if len(found) > MOST_RANGE:
        raise SecurityError(f"a range of {len(found)}")
    return found


def environment() -> Environment:
    """The sandbox, with the filters that the papers use; filters that grow a text are taken away."""
    made = Sandbox(undefined=StrictUndefined, autoescape=True)
    made.filters["hai_so"] = two_digits
    for name in ("format", "center", "indent", "wordwrap", "pprint", "xmlattr", "batch", "slice", "random"):
        made.filters.pop(name, None)
    made.globals = {"range": few}
    return made


def render(template: Path | bytes, context: Mapping[str, Any]) -> bytes:
    """The paper as a Word file, filled in here. Raises :class:`TemplateFault` when the template is no Word file, or
    says what cannot be understood or filled in."""
    content = template if isinstance(template, bytes) else template.read_bytes()
    check_file(content)
    made = DocxTemplate(io.BytesIO(content))
    try:
        made.render(dict(context), environment(), autoescape=True)
    except UndefinedError as error:
        raise unknown(content, str(error), context) from error
    except TemplateError as error:
        raise _placed(content, N_("This cannot be understood: {why} ({place})."), str(error)) from error
    except (TypeError, ValueError, LookupError, ArithmeticError, MemoryError, etree.XMLSyntaxError) as error:
        raise _placed(content, N_("This cannot be filled in: {why} ({place})."), str(error)) from error
    for table, pattern in zip(made.docx.tables, _patterns(content), strict=False):
        _widths(table, pattern)
    _keep_together(made.docx)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def render_apart(template: bytes, context: Mapping[str, Any]) -> bytes:
    """As :func:`render`, in a child with limits on memory and time: for templates that somebody else has made."""
    check_file(template)
    command = [sys.executable, "-m", "dienhinh.reports.filling"]
    asked = json.dumps({"template": template.hex(), "context": context}, ensure_ascii=False).encode()
    try:
        done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise TemplateFault(N_("The template takes too long, or too much memory, to fill in.")) from error
    if done.stdout.startswith(b"PK"):
        return done.stdout
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise TemplateFault(N_("The template takes too long, or too much memory, to fill in.")) from error
    raise TemplateFault(said["reason"], **said["params"])


def check_file(content: bytes) -> None:
    """Raises :class:`TemplateFault` for what is no Word file, is too large, carries programs, or would fetch something
    when it is opened or printed."""
    if len(content) > MOST_BYTES:
        raise TemplateFault(N_("The template is larger than {n} MB."), n=MOST_BYTES // 2**20)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if sum(i.file_size for i in packed.infolist()) > MOST_UNPACKED:
                raise TemplateFault(N_("The template is larger than {n} MB."), n=MOST_UNPACKED // 2**20)
            if "word/document.xml" not in names:
                raise TemplateFault(N_("This is no Word file (.docx)."))
            if any("vbaProject" in n or "/embeddings/" in n or "/activeX/" in n for n in names):
                raise TemplateFault(N_("The template carries programs or embedded files: save it as a plain .docx."))
            parts = {n: packed.read(n) for n in names if n.endswith((".rels", ".xml"))}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise TemplateFault(N_("This is no Word file (.docx).")) from error
    for name, part in parts.items():
        if b"<!DOCTYPE" in part or b"<\0!\0D\0O\0C" in part:
            raise TemplateFault(N_("This is no Word file (.docx)."))
        try:
            root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise TemplateFault(N_("This is no Word file (.docx).")) from error
        if name.endswith(".rels"):
            _no_links(root)
        elif _fetches(root):
            raise TemplateFault(N_("The template takes in another file when it is opened; put the text itself there."))


def _fetches(root: Any) -> bool:
    """Whether a part takes in another file: a linked picture or text, or a field that does, however it is spelt."""
    codes, said = [], []
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname
        if name == "altChunk":
            return True
        for key, value in one.attrib.items():
            attribute = etree.QName(key)
            if attribute.localname in ("link", "href") and name not in ("hyperlink", "hlinkClick"):
                return True
            if attribute.localname == "instr":
                codes.append(value)
        if name == "instrText":
            said.append(one.text or "")
        elif name == "fldChar":
            codes.append("".join(said))
            said = []
    codes.append("".join(said))
    return any(FETCHING.search(c.upper()) or "{{" in c or "{%" in c for c in codes)


def _no_links(root: Any) -> None:
    """Nothing but links that a reader clicks may lie outside the file."""
    for one in root:
        if one.get("TargetMode") == "External" and not str(one.get("Type", "")).endswith("/hyperlink"):
            target = str(one.get("Target", ""))[:80]
            raise TemplateFault(
                N_("The template refers to something outside it: {target}. Put it into the file."), target=target
            )


def edges(content: bytes) -> Iterator[tuple[int, str, str]]:
    """Of each section of a Word file its number and what stands above and below: on the first page, on even pages, on
    the others. What is hidden does not stand there."""
    made = Document(io.BytesIO(content))
    for n, section in enumerate(made.sections, start=1):
        sides = [(section.header, section.footer)]
        if section.different_first_page_header_footer:
            sides.append((section.first_page_header, section.first_page_footer))
        if made.settings.odd_and_even_pages_header_footer:
            sides.append((section.even_page_header, section.even_page_footer))
        for above, below in sides:
            yield n, _seen(above._element), _seen(below._element)


def _seen(element: Any) -> str:
    """The text of an element, but for hidden runs."""
    return "".join(
        t.text or ""
        for run in element.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None
        for t in run.iter(qn("w:t"))
    )


def check_marks(content: bytes, mark: str, token: str) -> None:
    """The mark of what is not final above, the fingerprint below, on every page of every section. Raises
    :class:`TemplateFault`."""
    for n, header, footer in edges(content):
        if mark not in header:
            raise TemplateFault(
                N_("Section {n}: the mark of drafts and scenarios is missing; put {field} on top of every page."),
                n=n,
                field="{{ dau }}",
            )
        if token not in footer:
            raise TemplateFault(
                N_("Section {n}: the fingerprint is missing; put {field} into the footer of every page."),
                n=n,
                field="{{ chu_nho }}",
            )


def unknown(content: bytes, why: str, context: Mapping[str, Any]) -> TemplateFault:
    """A field that there is not: where it stands, and the nearest that there is."""
    quoted = re.findall(r"'([^']*)'", why)
    name = quoted[-1] if quoted else ""
    near = difflib.get_close_matches(name, sorted(names_of(context)), n=1, cutoff=0.55)
    place = next(
        (_place(n, text) for n, text in paragraphs(content) if name and re.search(rf"\b{re.escape(name)}\b", text)),
        "¶ –",
    )
    if near:
        return TemplateFault(
            N_("There is no such field in this paper: {name} ({place}). Is it {near}?"),
            name=name,
            place=place,
            near=near[0],
        )
    return TemplateFault(N_("There is no such field in this paper: {name} ({place})."), name=name, place=place)


def names_of(said: Any) -> set[str]:
    """All names of fields, those of lists' items too."""
    if isinstance(said, Mapping):
        return {str(k) for k in said} | {n for v in said.values() for n in names_of(v)}
    if isinstance(said, Sequence) and not isinstance(said, str):
        return {n for v in said for n in names_of(v)}
    return set()


def _place(number: int, text: str) -> str:
    return f"¶ {number}: {text[:80]}"


def _placed(content: bytes, reason: str, why: str) -> TemplateFault:
    """The fault with its place: the first paragraph that is at fault when read alone, else the one that names what is
    missing."""
    env = environment()
    for number, text in paragraphs(content):
        alone = re.sub(r"\{%(p|tr|tc|r)\b", "{%", text)
        steers = "{%" in alone
        try:
            env.parse(alone)
        except TemplateError:
            if not steers:  # a loop's beginning alone is no fault
                return TemplateFault(reason, why=why, place=_place(number, text))
        missing = why.split("'")[1] if why.count("'") >= 2 else ""
        if missing and missing in text:
            return TemplateFault(reason, why=why, place=_place(number, text))
    return TemplateFault(reason, why=why, place="¶ –")


def paragraphs(content: bytes) -> Iterator[tuple[int, str]]:
    """Every paragraph of a Word file with its number from the top, those in tables too; then headers and footers."""
    made = Document(io.BytesIO(content))
    parts = [made.element.body]
    for section in made.sections:
        parts += [
            p._element for p in (section.header, section.first_page_header, section.footer, section.first_page_footer)
        ]
    number = 0
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            number += 1
            yield number, "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


Pattern = list[tuple[int, bool]]
"""The cells of a table's head in the template: the width in EMU, and whether the cell is repeated for each year."""


def _patterns(content: bytes) -> list[Pattern]:
    found = []
    for table in Document(io.BytesIO(content)).tables:
        pattern: Pattern = []
        repeated = False
        for cell in table._tbl.tr_lst[0].tc_lst if table._tbl.tr_lst else ():
            text = "".join(t.text or "" for t in cell.iter(qn("w:t")))
            if "{%tc" in text:
                repeated = "endfor" not in text
                continue
            pattern.append((int(cell.width or 0), repeated))
        found.append(pattern)
    return found


def _widths(table: Table, pattern: Pattern) -> None:
    """Give the columns the template's widths again: filling in rows evens them out where a column is repeated."""
    rows = table._tbl.tr_lst
    if not rows or not any(repeated for _, repeated in pattern):
        return
    n = len(rows[0].tc_lst)
    times = n - sum(not repeated for _, repeated in pattern)
    widths = [w for w, repeated in pattern for _ in range(times if repeated else 1)]
    grid = table._tbl.tblGrid
    for column in list(grid.gridCol_lst):
        grid.remove(column)
    for width in widths:
        grid.add_gridCol().w = Emu(width)
    for row in rows:
        if len(row.tc_lst) == len(widths):
            for cell, width in zip(row.tc_lst, widths, strict=True):
                cell.width = Emu(width)


def _keep_together(made: Any) -> None:
    """What introduces a list or a table stays on its page, and what is signed on the signature's (the table captioned
    as one)."""
    for paragraph in made.paragraphs:
        if paragraph.text.rstrip().endswith(":"):
            paragraph.paragraph_format.keep_with_next = True
    for i, table in enumerate(made.tables):
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        wanted = 2 if caption is not None and caption.get(qn("w:val")) == "Phần ký" else 1
        before = table._tbl.getprevious() if i else None
        while before is not None and before.tag in (qn("w:p"), qn("w:tbl")) and wanted:
            if before.tag == qn("w:tbl"):  # the last row comes along: no page holds a signature and one sentence
                for paragraph in before.tr_lst[-1].iter(qn("w:p")):
                    paragraph.get_or_add_pPr().get_or_add_keepNext()
                break
            before.get_or_add_pPr().get_or_add_keepNext()
            wanted -= bool("".join(t.text or "" for t in before.iter(qn("w:t"))).strip())
            before = before.getprevious()
