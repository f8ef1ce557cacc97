"""Word papers from templates that an office can change itself; a broken template is refused with the place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from dienhinh.kinds.sentence import N_

MOST_BYTES = 5 * 2**20
MOST_UNPACKED = 50 * 2**20


class TemplateFault(Exception):
    """A template that cannot be used: ``reason`` is a catalogue id, ``params`` fill it in; they name the place."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))


def environment() -> Environment:
    """What templates may do: fill fields in, loop and choose; nothing of the program itself."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def render(template: Path | bytes, context: Mapping[str, Any]) -> bytes:
    """The paper as a Word file. Raises :class:`TemplateFault` when the template is no Word file, or says what cannot be
    understood or filled in."""
    content = template if isinstance(template, bytes) else template.read_bytes()
    _is_word(content)
    made = DocxTemplate(io.BytesIO(content))
    try:
        made.render(dict(context), environment(), autoescape=True)
    except UndefinedError as error:
        raise _placed(content, N_("There is no such field: {why} ({place})."), str(error)) from error
    except TemplateError as error:
        raise _placed(content, N_("This cannot be understood: {why} ({place})."), str(error)) from error
    except (TypeError, ValueError, LookupError, ArithmeticError, etree.XMLSyntaxError) as error:
        raise _placed(content, N_("This cannot be filled in: {why} ({place})."), str(error)) from error
    for table, pattern in zip(made.docx.tables, _patterns(content), strict=False):
        _widths(table, pattern)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _is_word(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise TemplateFault(N_("The template is larger than {n} MB."), n=MOST_BYTES // 2**20)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            unpacked = sum(i.file_size for i in packed.infolist())
    except zipfile.BadZipFile as error:
        raise TemplateFault(N_("This is no Word file (.docx).")) from error
    if "word/document.xml" not in names:
        raise TemplateFault(N_("This is no Word file (.docx)."))
    if unpacked > MOST_UNPACKED:
        raise TemplateFault(N_("The template is larger than {n} MB."), n=MOST_UNPACKED // 2**20)


def _placed(content: bytes, reason: str, why: str) -> TemplateFault:
    """The fault with its place: the first paragraph that is at fault when read alone, else the one that names what is
    missing."""
    env = environment()
    for number, text in paragraphs(content):
        alone = text.replace("{%p", "{%").replace("{%tr", "{%").replace("{%tc", "{%").replace("{%r", "{%")
        steers = "{%" in alone
        try:
            env.parse(alone)
        except TemplateError:
            if not steers:  # a loop's beginning alone is no fault
                return TemplateFault(reason, why=why, place=f"¶ {number}: {text[:80]}")
        missing = why.split("'")[1] if why.count("'") >= 2 else ""
        if missing and missing in text:
            return TemplateFault(reason, why=why, place=f"¶ {number}: {text[:80]}")
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
