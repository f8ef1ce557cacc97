"""A page's letters and ruling lines as what a reader sees: lines, paragraphs, tables; a PDF's and a scan's alike.

Lengths are points, y grows downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from rapidfuzz import fuzz

from dienhinh.locale.fold import clean, fold

NEAR = 2.5
"""Rules no further apart than this are one."""
STARTS = re.compile(
    r"^\s*(Điều\s+\d+\s*[.:]|\d{1,3}\s*[.)]\s|[a-zđ]\s*\)\s|[-–+•*]\s|[IVX]+\s*[.)]\s|Căn cứ\b|Xét\b"
    r"|Theo đề nghị\b|Nơi nhận|QUYẾT ĐỊNH\b|Lý do\s*:|DANH SÁCH|PHỤ LỤC|\(?Kèm theo"
    r"|(?:I+\.?\s*)?(?:Tập thể|Cá nhân)\s*:)"
)
"""How a paragraph begins, wherever the line before ended."""
GROUNDS = re.compile(r"Căn cứ\b|Điều\s+1\b|Xét\b|Theo đề nghị\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A paragraph, or a line of the head; ``\\t`` where columns part. ``left``: what is on the left half alone;
    ``listed``: Word itself numbers it."""

    text: str
    page: int | None = None
    left: str = ""
    listed: bool = False


@dataclass(frozen=True)
class TableRow:
    """A table's row, a merged cell's text in each place it covers; ``whole``: one cell from end to end; ``unsure``: the
    places that were carried or joined over a page's end."""

    cells: tuple[str, ...]
    page: int | None = None
    whole: bool = False
    unsure: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    rows: tuple[TableRow, ...]


Block = Line | Table


@dataclass(frozen=True)
class Source:
    """What a file holds, and whether tesseract read it."""

    blocks: list[Block]
    scanned: bool = False


@dataclass(frozen=True)
class Glyph:
    """A letter of a PDF or a word of a scan, in its box."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass
class Sheet:
    """One page: its glyphs, level rules (x0, x1, y) and upright ones (y0, y1, x); ``words``: glyphs are words."""

    number: int
    width: float
    glyphs: list[Glyph]
    level: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    words: bool = False


@dataclass
class _Row:
    """A printed line: its runs (text, x0, x1), parted where the gap is wider than any space."""

    top: float
    runs: list[tuple[str, float, float]]

    @property
    def text(self) -> str:
        return "\t".join(run[0] for run in self.runs)


def _rows(glyphs: Sequence[Glyph], words: bool) -> list[_Row]:
    if not glyphs:
        return []
    size = median(g.y1 - g.y0 for g in glyphs)
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.middle[1]):
        if groups and abs(glyph.middle[1] - median(g.middle[1] for g in groups[-1][-9:])) < size * 0.5:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    found = []
    for group in groups:
        group.sort(key=lambda g: g.middle[0])
        runs: list[tuple[str, float, float]] = []
        for glyph in group:
            if glyph.text.isspace():
                if runs:
                    runs[-1] = (runs[-1][0] + " ", *runs[-1][1:])
                continue
            gap = glyph.x0 - runs[-1][2] if runs else 0.0
            if not runs or gap > size * (1.35 if words else 1.05):
                runs.append((glyph.text, glyph.x0, glyph.x1))
            else:
                space = " " if words or gap > size * 0.2 else ""
                runs[-1] = (runs[-1][0] + space + glyph.text, runs[-1][1], max(glyph.x1, runs[-1][2]))
        runs = [(clean(text), a, b) for text, a, b in runs if clean(text)]
        if runs:
            found.append(_Row(min(g.y0 for g in group), runs))
    return found


def _near(values: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _frames(sheet: Sheet) -> list[Sheet]:
    """The rules that belong together, as sheets without glyphs: each is a table."""
    boxes = [(x0, y, x1, y) for x0, x1, y in sheet.level] + [(x, y0, x, y1) for y0, y1, x in sheet.upright]
    parent = list(range(len(boxes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(boxes):
        for j in range(i):
            b = boxes[j]
            if a[0] - NEAR <= b[2] and b[0] - NEAR <= a[2] and a[1] - NEAR <= b[3] and b[1] - NEAR <= a[3]:
                parent[root(i)] = root(j)
    frames: dict[int, Sheet] = {}
    for i, _ in enumerate(boxes):
        frame = frames.setdefault(root(i), Sheet(sheet.number, sheet.width, [], words=sheet.words))
        if i < len(sheet.level):
            frame.level.append(sheet.level[i])
        else:
            frame.upright.append(sheet.upright[i - len(sheet.level)])
    return [f for f in frames.values() if len(_near(x for *_, x in f.upright)) > 2 and len(_near(_ys(f))) > 1]


def _ys(frame: Sheet) -> list[float]:
    return [y for *_, y in frame.level]


def _table(frame: Sheet) -> Table:
    """The frame's cells; a place without a rule on its left or top belongs to its neighbour."""
    ys, xs = _near(_ys(frame)), _near(x for *_, x in frame.upright)
    root: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(ys) - 1):
        my = (ys[i] + ys[i + 1]) / 2
        for j in range(len(xs) - 1):
            mx = (xs[j] + xs[j + 1]) / 2
            if j and not any(abs(x - xs[j]) < NEAR and a - 1 <= my <= b + 1 for a, b, x in frame.upright):
                root[i, j] = root[i, j - 1]
            elif i and not any(abs(y - ys[i]) < NEAR and a - 1 <= mx <= b + 1 for a, b, y in frame.level):
                root[i, j] = root[i - 1, j]
            else:
                root[i, j] = (i, j)
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in frame.glyphs:
        x, y = glyph.middle
        i = next((k for k in range(len(ys) - 1) if ys[k] <= y < ys[k + 1]), -1)
        j = next((k for k in range(len(xs) - 1) if xs[k] <= x < xs[k + 1]), -1)
        if i >= 0 and j >= 0:
            held.setdefault(root[i, j], []).append(glyph)
    text = {
        place: "\n".join(r.text.replace("\t", " ") for r in _rows(glyphs, frame.words))
        for place, glyphs in held.items()
    }
    if frame.words:
        text = {place: "\n".join(filter(None, map(without_specks, said.split("\n")))) for place, said in text.items()}
    rows = []
    for i in range(len(ys) - 1):
        roots = [root[i, j] for j in range(len(xs) - 1)]
        rows.append(TableRow(tuple(text.get(r, "") for r in roots), frame.number, len(set(roots)) == 1))
    return Table(tuple(rows))


def blocks_of(sheets: Sequence[Sheet]) -> list[Block]:
    """All pages as one run of paragraphs and tables."""
    found: list[Block] = []
    for sheet in sheets:
        rest = list(sheet.glyphs)
        placed: list[tuple[float, _Row | Table]] = []
        for frame in _frames(sheet):
            left, right = min(x for *_, x in frame.upright), max(x for *_, x in frame.upright)
            top, bottom = min(_ys(frame)), max(_ys(frame))
            frame.glyphs = [g for g in rest if left <= g.middle[0] <= right and top <= g.middle[1] <= bottom]
            inside = set(map(id, frame.glyphs))
            rest = [g for g in rest if id(g) not in inside]
            placed.append((top, _table(frame)))
        printed = _rows(rest, sheet.words)
        if printed and re.fullmatch(r"[-–]?\s*\d{1,3}\s*[-–]?", printed[0].text):
            del printed[0]  # the page's number
        placed += [(row.top, row) for row in printed]
        placed.sort(key=lambda p: p[0])
        found += _paragraphs(sheet, [what for _, what in placed], found)
    return _over_pages(found)


def _apart(word: str) -> str:
    """Two words that a scan ran together: "LêQuốc"."""
    places = [
        i for i in range(1, len(word) - 1) if word[i - 1].islower() and word[i].isupper() and word[i + 1].islower()
    ]
    return "".join(f" {c}" if i in places else c for i, c in enumerate(word)) if word.isalpha() else word


def without_specks(text: str) -> str:
    """A scanned cell's line without the signs that specks and ends of rules are read as.

    >>> without_specks("Phan Diệu Thùy -_"), without_specks(": Lãnh sự - Việt kiều ."), without_specks("GV2001_")
    ('Phan Diệu Thùy', 'Lãnh sự - Việt kiều', 'GV2001')
    """
    words = [part for word in text.split() for part in _apart(word.strip("_|")).split()]
    while words and not re.search(r"\w", words[-1]):
        words.pop()
    while words and not re.search(r"\w", words[0]):
        del words[0]
    return " ".join(w for w in words if re.search(r"\w", w) or w in "-–&")


def _paragraphs(sheet: Sheet, placed: Sequence[_Row | Table], before: list[Block]) -> list[Block]:
    """Lines joined where one runs on into the next; ``before``: earlier pages' (a paragraph may go on from there)."""
    right = max((row.runs[-1][2] for row in placed if isinstance(row, _Row)), default=0.0)
    full = bool(before) and isinstance(before[-1], Line) and not re.search(r"[.;:]\s*$|/\.$", before[-1].text)
    found: list[Block] = []
    column: float | None = None
    head = not any(isinstance(b, Line) and GROUNDS.match(b.text) for b in before)  # each line there stands for itself
    for row in placed:
        if isinstance(row, Table):
            found.append(row)
            full, column = False, None
            continue
        if not re.search(r"\w", row.text):
            continue
        head = head and not GROUNDS.match(row.text)
        first, last = row.runs[0], row.runs[-1]
        into = found if found else before
        open_line = into[-1] if into and isinstance(into[-1], Line) else None
        beside = column is not None and len(row.runs) == 1 and abs(first[1] - column) < 4
        speck = sheet.words and full and open_line is not None and open_line.text.endswith(",")
        said = re.sub(r"^[^\w(“\"]+", "", row.text) if speck else row.text
        # a line of columns goes on in its last one alone: what stands under another would be put into the wrong one
        columned = column is not None and open_line is not None and re.match(r"\s*(\d{1,3}|[-–+•*])\W", open_line.text)
        if open_line is not None and (beside or (full and not columned)) and not head and not STARTS.match(said):
            joined = f"{open_line.text} {said}"
            into[-1] = Line(joined, open_line.page, "" if full else open_line.left)
        else:
            on_left = " ".join(t for t, a, b in row.runs if (a + b) / 2 < sheet.width * 0.45)
            found.append(Line(row.text, sheet.number, on_left))
            column = last[1] if len(row.runs) > 1 else None
        full = last[2] > right - sheet.width * 0.06 and right > sheet.width * 0.6 and not row.text.endswith("/.")
    return found


def _over_pages(blocks: list[Block]) -> list[Block]:
    """Tables that go on over a page's end made one: without the head printed again, a split row joined, what was merged
    down carried on."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if (
            isinstance(block, Table)
            and isinstance(before, Table)
            and before.rows[-1].page != block.rows[0].page
            and len(before.rows[-1].cells) == len(block.rows[0].cells)
        ):
            found[-1] = Table(_gone_on(list(before.rows), list(block.rows)))
        else:
            found.append(block)
    return found


def _gone_on(rows: list[TableRow], more: list[TableRow]) -> tuple[TableRow, ...]:
    heads = [fold(" ".join(row.cells)) for row in rows[:3] if not row.whole]
    while more and any(fuzz.ratio(fold(" ".join(more[0].cells)), head) > 88 for head in heads):
        del more[0]
    if more and not more[0].whole and not more[0].cells[0].strip() and any(c.strip() for c in more[0].cells):
        last, rest = rows.pop(), more.pop(0)
        cells = tuple(
            f"{a}\n{b}".strip() if b.strip() != a.strip() else a for a, b in zip(last.cells, rest.cells, strict=True)
        )
        unsure = last.unsure | {i for i, c in enumerate(rest.cells) if c.strip()}
        rows.append(TableRow(cells, last.page, last.whole, frozenset(unsure)))
    last = rows[-1]
    for place, row in enumerate(more):
        empty = {i for i, c in enumerate(row.cells) if i and not c.strip() and last.cells[i].strip()}
        if row.whole or last.whole or not empty or not row.cells[0].strip():
            break
        cells = tuple(last.cells[i] if i in empty else c for i, c in enumerate(row.cells))
        more[place] = TableRow(cells, row.page, False, row.unsure | frozenset(empty))
    return (*rows, *more)
