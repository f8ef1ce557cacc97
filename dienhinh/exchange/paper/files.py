"""The text of a paper's file: Word (.docx), PDF with text, or a scan (PDF or picture) by tesseract.

Run in a process of its own, with limits, as ``python -m dienhinh.exchange.paper.files FILE``: it writes one JSON
object, and imports little of the program.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from dienhinh.exchange.child import MOST_PART, MOST_TEXT, Refused, limit
from dienhinh.exchange.paper.layout import Block, Glyph, Line, Sheet, Source, Table, TableRow, blocks_of
from dienhinh.locale.fold import clean

MOST_PAGES = 200
MOST_SCANNED = 40
MOST_PIXELS = 40_000_000
MOST_GLYPHS = 60_000  # of a page
MOST_RULES = 6_000
MOST_BLOCKS = 20_000
MOST_CELLS = 200_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")


def source(path: Path) -> Source:
    """Raises :class:`Refused` where the file is no paper that can be read."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise Refused("EMPTY")
    if b"%PDF" in start[:1024]:
        return _pdf(path)
    if start.startswith(b"PK"):
        return Source(_docx(path))
    if start.startswith(PICTURES):
        return Source(blocks_of(list(_pictures(path))), scanned=True)
    raise Refused("NO_PAPER")


# ---------------------------------------------------------------- Word


def _part(package: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    if package.getinfo(name).file_size > MOST_PART // 4:
        raise Refused("TOO_LARGE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(package.read(name), parser)


def _docx(path: Path) -> list[Block]:
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "word/document.xml" not in names:
                raise Refused("NO_PAPER")
            document = _part(package, "word/document.xml")
            styles = _part(package, "word/styles.xml") if "word/styles.xml" in names else None
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        OSError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise Refused("BROKEN") from error
    numbering = set() if styles is None else {
        s.get(f"{W}styleId") for s in styles.iter(f"{W}style") if s.find(f".//{W}numPr") is not None
    }  # fmt: skip
    body = document.find(f"{W}body")
    return [] if body is None else list(_parts(body, numbering))


def _parts(parent: Any, numbering: set[str]) -> Iterator[Block]:
    for child in parent:
        if child.tag == f"{W}p":
            for i, text in enumerate(_text(child).split("\n")):
                left = text.split("\t")[0].strip() if "\t" in text else ""
                yield Line(
                    "\t".join(clean(t) for t in text.split("\t")), None, left, i == 0 and _listed(child, numbering)
                )
        elif child.tag == f"{W}tbl":
            yield from _word_table(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _parts(child, numbering)


def _listed(paragraph: Any, numbering: set[str]) -> bool:
    own = paragraph.find(f"{W}pPr/{W}numPr")
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return own is not None or (style is not None and style.get(f"{W}val") in numbering)


def _text(paragraph: Any) -> str:
    """A paragraph's text; what was taken out under "track changes", and text boxes, are not in it."""
    found = []
    for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
        if any(a.tag == f"{W}txbxContent" for a in node.iterancestors()) or node.getparent().tag == f"{W}tabs":
            continue
        if node.tag == f"{W}t":
            found.append(node.text or "")
        elif node.tag == f"{W}tab":
            found.append("\t")
        elif node.tag == f"{W}noBreakHyphen":
            found.append("-")
        elif node.get(f"{W}type") not in ("page", "column"):
            found.append("\n")
    return unicodedata.normalize("NFC", "".join(found))


def _word_table(table: Any) -> Iterator[Block]:
    """A table; one that only puts things beside each other (head, signature) as lines."""
    rows: list[TableRow] = []
    for tr in table.iter(f"{W}tr"):
        if next(a for a in tr.iterancestors() if a.tag == f"{W}tbl") is not table:
            continue
        cells: list[str] = []
        many = 0
        for tc in (c for c in tr.iter(f"{W}tc") if next(a for a in c.iterancestors() if a.tag == f"{W}tr") is tr):
            span = tc.find(f"{W}tcPr/{W}gridSpan")
            wide = min(int(span.get(f"{W}val") or 1), 60) if span is not None else 1
            merged = tc.find(f"{W}tcPr/{W}vMerge")
            text = "\n".join(clean(t) for p in tc.iter(f"{W}p") for t in _text(p).split("\n") if clean(t))
            if merged is not None and merged.get(f"{W}val") != "restart" and rows and len(cells) < len(rows[-1].cells):
                text = rows[-1].cells[len(cells)]
            cells += [text] * wide
            many += 1
        if cells:
            rows.append(TableRow(tuple(cells), None, many == 1 and len(cells) > 1))
    if not rows:
        return
    borderless = len(rows) <= 2 and max(len(r.cells) for r in rows) == 2 and not rows[0].cells[0].strip(" .").isdigit()
    if not borderless:
        yield Table(tuple(rows))
        return
    for row in rows:
        for i, cell in enumerate(row.cells):
            for text in cell.split("\n"):
                yield Line(text, None, text if i == 0 else "")


# ---------------------------------------------------------------- PDF


def _pdf(path: Path) -> Source:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Refused("PASSWORD_PAPER" if "password" in str(error).casefold() else "BROKEN") from error
    sheets, scanned = [], 0
    try:
        if len(document) > MOST_PAGES:
            raise Refused("TOO_LARGE")
        for number, page in enumerate(document, start=1):
            sheet = _sheet(page, number, raw)
            if sum(not g.text.isspace() for g in sheet.glyphs) < 20 and any(
                True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
            ):
                scanned += 1
                if scanned > MOST_SCANNED:
                    raise Refused("TOO_LARGE")
                scale = min(200 / 72, (MOST_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
                sheet = scanned_sheet(page.render(scale=scale, grayscale=True).to_pil().convert("L"), number, scale)
            sheets.append(sheet)
    except pypdfium2.PdfiumError as error:
        raise Refused("BROKEN") from error
    finally:
        document.close()
    return Source(blocks_of(sheets), scanned > 0)


def _sheet(page: Any, number: int, raw: Any) -> Sheet:
    high = page.get_height()
    sheet = Sheet(number, page.get_width(), [])
    text = page.get_textpage()
    if text.count_chars() > MOST_GLYPHS:
        raise Refused("TOO_LARGE")
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        if code in (0, 10, 13):
            continue
        sign = "-" if code == 2 else chr(code)  # PDFium's mark for a hyphen at a line's end
        if unicodedata.combining(sign) and sheet.glyphs:
            base = sheet.glyphs.pop()
            sheet.glyphs.append(Glyph(base.text + sign, base.x0, base.x1, base.y0, base.y1))
            continue
        left, bottom, right, top = text.get_charbox(i, loose=True)
        sheet.glyphs.append(Glyph(sign, left, right, high - top, high - bottom))
    for count, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if count > MOST_RULES:  # a drawing
            break
        left, bottom, right, top = thing.get_bounds()
        if top - bottom < 2.5 and right - left > 8:
            sheet.level.append((left, right, high - (bottom + top) / 2))
        elif right - left < 2.5 and top - bottom > 5:
            sheet.upright.append((high - top, high - bottom, (left + right) / 2))
    return sheet


# ---------------------------------------------------------------- scans


def _pictures(path: Path) -> Iterator[Sheet]:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(path) as picture:
            many = getattr(picture, "n_frames", 1)
            if picture.width * picture.height > MOST_PIXELS or many > MOST_SCANNED:
                raise Refused("TOO_LARGE")
            for frame in range(many):
                picture.seek(frame)
                yield scanned_sheet(picture.convert("L"), frame + 1, picture.width / 595)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("BROKEN") from error


def tesseract() -> str:
    """The program, with Vietnamese. Raises :class:`Refused` where either is missing."""
    program = shutil.which("tesseract")
    if program is None:
        raise Refused("NO_TESSERACT")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    if "vie" not in listed.stdout.split():
        raise Refused("NO_VIETNAMESE")
    return program


def scanned_sheet(picture: Image.Image, number: int, scale: float) -> Sheet:
    """A picture of a page, read; ``scale``: its pixels a point."""
    program = tesseract()
    picture = picture.rotate(_askew(picture), resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.array(picture)
    level, upright = _rules(pixels < 150, round(22 * scale)), _rules((pixels < 150).T, round(14 * scale))
    for a, b, y in level:
        pixels[max(0, int(y) - 3) : int(y) + 4, int(a) : int(b) + 1] = 255
    for a, b, x in upright:
        pixels[int(a) : int(b) + 1, max(0, int(x) - 3) : int(x) + 4] = 255
    png = io.BytesIO()
    Image.fromarray(pixels).save(png, "PNG", compress_level=1)
    dpi = str(max(70, round(scale * 72)))
    said = subprocess.run(
        [program, "stdin", "stdout", "-l", "vie", "--psm", "4", "--dpi", dpi, "tsv"],
        input=png.getvalue(), capture_output=True, timeout=120, check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    if said.returncode:
        raise Refused("NOT_SEEN")
    glyphs = []
    for row in csv.DictReader(
        io.StringIO(said.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        text = clean(row["text"] or "").strip("|")
        if row["level"] != "5" or not text or text in ("_", "—", "|"):
            continue
        if len(text) == 1 and not text.isdigit() and text != "-" and float(row["conf"]) < 60:  # a speck
            continue
        x, y, wide, high = (int(row[k]) / scale for k in ("left", "top", "width", "height"))
        glyphs.append(Glyph(text, x, x + wide, y, y + high))
    lines = [[(a / scale, b / scale, at / scale) for a, b, at in rules[:MOST_RULES]] for rules in (level, upright)]
    return Sheet(number, picture.width / scale, glyphs, lines[0], lines[1], words=True)


def _askew(picture: Image.Image) -> float:
    """By how many degrees to turn the picture so that its lines are level."""
    small = picture.resize((max(1, picture.width // 3), max(1, picture.height // 3)))
    dark = small.point([255] * 150 + [0] * 106)

    def sharp(angle: float) -> float:
        sums = np.asarray(dark.rotate(angle), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(sums)).sum())

    best = max((step / 4 for step in range(-12, 13)), key=sharp)
    return max((best + step / 20 for step in range(-4, 5)), key=sharp)


def _rules(dark: npt.NDArray[np.bool_], long: int) -> list[tuple[float, float, float]]:
    """Level lines (begin, end, place) of at least ``long`` pixels, however thin, with gaps of a speck."""
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    sums = np.cumsum(np.pad(thick, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    filled = (sums[:, long:] - sums[:, :-long]) >= long * 0.93
    found: list[list[float]] = []  # begin, end, first row, last row
    for y in np.flatnonzero(filled.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(filled[y].astype(np.int8), 1)))
        for begin, end in zip(edges[::2], edges[1::2] + long - 1, strict=True):
            for rule in found[-40:]:
                if y - rule[3] <= 2 and begin <= rule[1] and rule[0] <= end:
                    rule[0], rule[1], rule[3] = min(rule[0], float(begin)), max(rule[1], float(end)), float(y)
                    break
            else:
                found.append([float(begin), float(end), float(y), float(y)])
    return [(a, b, (top + bottom) / 2) for a, b, top, bottom in found if bottom - top < 12]


def as_json(held: Source) -> dict[str, Any]:
    """The blocks within bounds, as JSON has them."""
    blocks: list[dict[str, Any]] = []
    cells = 0
    for block in held.blocks:
        if isinstance(block, Line):
            blocks.append({"line": [block.text[:MOST_TEXT], block.page, block.left[:MOST_TEXT], block.listed]})
            continue
        rows = []
        for row in block.rows:
            cells += len(row.cells)
            rows.append([[c[:MOST_TEXT] for c in row.cells], row.page, row.whole, sorted(row.unsure)])
        blocks.append({"rows": rows})
    if len(blocks) > MOST_BLOCKS or cells > MOST_CELLS:
        raise Refused("TOO_LARGE")
    return {"blocks": blocks, "scanned": held.scanned}


def main() -> int:
    limit()
    said: dict[str, Any]
    try:
        said = as_json(source(Path(sys.argv[1])))
    except Refused as refused:
        said = {"refused": refused.why}
    except subprocess.TimeoutExpired:
        said = {"refused": "TIME"}
    except (MemoryError, RecursionError):
        said = {"refused": "TOO_LARGE"}
    except Exception:  # noqa: BLE001 whatever breaks here is the file's fault, and a sentence there
        said = {"refused": "BROKEN"}
    sys.stdout.write(json.dumps(said, ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
