"""A decision on rewarding ("Quyết định khen thưởng") as the paper it is: Word, PDF or scan, read into rows.

Nothing is certain that was not printed so: a cell says whether it was read, guessed or is missing, and what a scan says
is a guess until it is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dienhinh.exchange.awards import HEAD, plain
from dienhinh.exchange.paper.awards import BEFORE, DOUBTS, GIVES, REWARD, TAKES, Scope, awards_in, year_of
from dienhinh.exchange.paper.head import ANY_DAY, SIGN, day_cell, head_of, number_in
from dienhinh.exchange.paper.layout import Block, Line, Source, Table
from dienhinh.exchange.paper.names import MARK, TITLE, in_sentence, who
from dienhinh.exchange.paper.opening import open_paper
from dienhinh.exchange.paper.tables import TOTAL, columns_of, made, rows_of
from dienhinh.exchange.paper.types import MISSING, Cell, How, Kind, Paper, PaperRow, Remark
from dienhinh.kinds.award import FOR_PEOPLE, FOR_UNITS
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import clean, fold

__all__ = ["Cell", "How", "Paper", "PaperRow", "Remark", "read_paper"]

ARTICLE = re.compile(r"^\s*Điều\s+(\d+)\s*[.:]\s*", re.IGNORECASE)
ANNEX = re.compile(r"^\s*(?:PHỤ LỤC|Phụ lục|DANH SÁCH|Danh sách (?!này|kèm))")
SECTION = re.compile(
    r"^\s*(?:[IVX]+\s*[.)]\s*\S|[A-ZĐ]\s*[.)]\s+\S"
    r"|(?:[IVX\d]+\s*[.)]\s*)?(?:các\s+)?(?:tập thể|cá nhân)\s*(?:\([^)]*\))?\s*:?\s*$)",
    re.IGNORECASE,
)
TAIL = re.compile(r"^\s*(?:Nơi nhận|TM\.|KT\.|TL\.)")
COUNTS = re.compile(r"\b0*(\d+)\s+(?:tap the|ca nhan|nguoi|ong|ba|dong chi|ho gia dinh|don vi|truong hop)\b")
BESIDE = re.compile(r"\b(?:danh sach|phu luc)\b.*\bkem theo\b|\bkem theo\b.*\b(?:danh sach|phu luc)\b")
REVOKED = re.compile(rf"quyết định\s+(số\s*:?\s*\d+\w?\s*/\s*{SIGN})(?:\s*,?\s*({ANY_DAY}))?", re.IGNORECASE)

MISCOUNTED = N_("Article {article} speaks of {said}; {found} were read: compare them with the paper.")
NO_ROWS = N_("Nobody could be read out of article {article}.")
MIXED = N_("The paper gives awards and takes some back: look at each row.")
UNPLACED = N_("The list “{heading}” does not say which award it is for.")


@dataclass
class _Part:
    """An article or an annex: its sentence or heading, and what stands under it."""

    text: str
    number: int | None
    page: int | None
    under: list[Block] = field(default_factory=list)


def read_paper(path: Path, province: str) -> Paper:
    """The decision in a file. ``province``: the office's own. Raises
    :class:`~dienhinh.exchange.problems.WorkbookError` where it cannot be read at all."""
    return decision_of(open_paper(path), province)


def decision_of(held: Source, province: str) -> Paper:
    """The decision that a file's text is."""
    head, articles, annexes = _parts(held.blocks)
    everything = clean(" ".join(b.text for b in held.blocks if isinstance(b, Line)))
    number, decided, issuer = head_of(head, everything, held.scanned)
    said_issuer = str(issuer.value) if issuer.value else None
    reader = _Reader(said_issuer, province)
    for article in articles:
        reader.article(article)
    for annex in annexes:
        reader.annex(annex)
    rows = reader.checked()
    subject = fold(" ".join(line.text for line in head))
    if reader.kind == "award" and re.search(
        r"\b(huy bo|thu hoi|dinh chinh|dieu chinh|thay the|sua doi)\b.*\b(khen|danh hieu|quyet dinh)", subject
    ):
        rows = [row.guess() for row in rows]
    if held.scanned:
        rows = [row.guess() for row in rows]
    revoked = tuple(c.guess() for c in reader.revoked) if held.scanned else reader.revoked
    return Paper(number, decided, issuer, reader.kind, rows, held.scanned, revoked[0], revoked[1], reader.remarks)


def _parts(blocks: Sequence[Block]) -> tuple[list[Line], list[_Part], list[_Part]]:
    """The head's lines, the articles, the annexes."""
    head: list[Line] = []
    articles: list[_Part] = []
    annexes: list[_Part] = []
    zone = "head"
    for block in blocks:
        if isinstance(block, Line):
            text = block.text
            if not clean(text):
                continue
            found = ARTICLE.match(text)
            number = int(found.group(1)) if found else 0
            if found and not annexes and 1 <= number - (articles[-1].number or 0 if articles else 0) <= 3:
                articles.append(_Part(text[found.end() :], number, block.page))
                zone = "tail" if _is_last(text) else "article"
                continue
            if articles and ANNEX.match(text) and "\t" not in text:
                if not (annexes and not annexes[-1].under):
                    annexes.append(_Part(clean(text), None, block.page))
                else:
                    annexes[-1].text += f" {clean(text)}"
                zone = "annex"
                continue
            if zone == "article" and TAIL.match(text):
                zone = "tail"
            if zone == "head":
                if re.match(r"(Căn cứ|Xét|Theo đề nghị)\b", text, re.IGNORECASE):
                    zone = "grounds"
                else:
                    head.append(block)
                continue
            if (
                zone == "annex"
                and not annexes[-1].under
                and not (MARK.match(text) or TITLE.match(text) or block.listed or SECTION.match(text))
            ):
                annexes[-1].text += f" {clean(text)}"
                continue
        if zone == "article":
            articles[-1].under.append(block)
        elif zone == "annex":
            annexes[-1].under.append(block)
        elif zone == "tail" and isinstance(block, Table) and columns_of(block):
            annexes.append(_Part("", None, block.rows[0].page, [block]))
            zone = "annex"
    return head, articles, annexes


def _is_last(text: str) -> bool:
    return re.search(r"/\s*\.\s*/?\s*$", text) is not None


def _points(part: _Part) -> list[_Part]:
    """The points of an article that names an award in each ("1. Cờ thi đua … cho …:"), as articles of their own."""
    if awards_in(part.text, None, ""):
        return []
    verb = part.text.split(" ", 1)[0].strip(":")
    points: list[_Part] = []
    for block in part.under:
        bare = MARK.sub("", block.text) if isinstance(block, Line) and MARK.match(block.text) else ""
        head = HEAD.search(plain(bare))
        if head and BEFORE.match(plain(bare)[: head.start()]) and re.search(r"\bcho\b|đối với", bare):
            text = bare if GIVES.match(fold(bare)) or TAKES.match(fold(bare)) else f"{verb} {bare}"
            points.append(_Part(text, part.number, block.page if isinstance(block, Line) else part.page))
        elif points:
            points[-1].under.append(block)
        else:
            return []
    return points


class _Reader:
    """The articles and annexes of one paper, read into rows."""

    def __init__(self, issuer: str | None, province: str) -> None:
        self.issuer, self.province = issuer, province
        self.rows: list[PaperRow] = []
        self.remarks: list[Remark] = []
        self.revoked: tuple[Cell, Cell] = (MISSING, MISSING)
        self.scopes: list[tuple[Scope, int | None, bool]] = []  # of each article: scope, people said, with an annex
        self.lost: set[int | None] = set()  # articles with something in their lists that was not understood
        self.gives = self.takes = False

    @property
    def kind(self) -> Kind:
        return "award" if self.gives else "revocation" if self.takes else "other"

    def article(self, part: _Part) -> None:
        folded = fold(part.text)
        gives, takes = bool(GIVES.match(folded)), bool(TAKES.match(folded))
        if (gives or takes) and (parts := _points(part)):
            for point in parts:
                self.article(point)
            return
        if not (gives or takes) or (not REWARD.search(folded) and not awards_in(part.text, self.issuer, self.province)):
            return
        self.gives, self.takes = self.gives or gives, self.takes or takes
        text = part.text
        if takes:
            text = re.sub(
                rf"(?:tại|theo)?\s*{REVOKED.pattern}(?:\s+của\s+[^,;.]*?(?=\s+(?:cho|đối với)\b))?",
                " ",
                text,
                flags=re.IGNORECASE,
            )
            if (old := REVOKED.search(part.text)) is not None:
                number = number_in(old.group(1))
                self.revoked = (
                    Cell(number, "read", old.group(1)),
                    day_cell(clean(old.group(2))) if old.group(2) else MISSING,
                )
        found = awards_in(text, self.issuer, self.province)
        scope = Scope(revokes=takes, article=part.number, choices=found)
        if len(found) == 1:
            scope.award, scope.year = found[0].cell, year_of(text, found[0].years)
        elif not found:
            scope.year = year_of(text)
        else:
            scope.award = Cell(None, "missing", "; ".join(g.cell.words for g in found))
            scope.year = year_of(text) if not any(g.years for g in found) else MISSING
        counts = [int(n) for n in COUNTS.findall(" ".join(plain(part.text).split()))]
        if re.search(r"\b(?:tap the|ca nhan)\b", plain(part.text)) is None or not re.search(
            r"\bcho\b|đối với", part.text
        ):
            counts = []
        beside = BESIDE.search(folded) is not None
        if DOUBTS.search(text[len(text.split(" ", 1)[0]) :]):
            self.lost.add(part.number)
        self.scopes.append((scope, sum(counts) or None, beside))
        before = len(self.rows)
        self._under(part.under, scope)
        if len(self.rows) == before and not beside:
            self._sentence(text, scope, part.page)

    def _sentence(self, text: str, scope: Scope, page: int | None) -> None:
        """Those named within the article's own sentence."""
        whom = re.search(r"\b(?:cho|đối với|của(?=\s+(?:ông|bà|đồng chí|tập thể)\s))\s+(?:các\s+(?=\w+:))?", text)
        rest = text[whom.end() :] if whom else ""
        if listed := re.match(r"(?:\d+|các|những)\s[^:;]*:\s*", rest, re.IGNORECASE):
            rest = rest[listed.end() :]
        named = in_sentence(rest)
        self.rows += [made(one, scope, page) for one in named]
        if not named:
            self.remarks.append(Remark(NO_ROWS, {"article": scope.article}))

    def _under(self, blocks: Sequence[Block], scope: Scope) -> None:
        below, begun = scope, len(self.rows)
        for block in blocks:
            if isinstance(block, Table):
                columns = columns_of(block)
                if columns is None and not any(
                    re.fullmatch(r"\d{1,3}\s*[.)]?", r.cells[0].strip()) for r in block.rows
                ):
                    continue
                if columns is not None and "title" in columns[0]:
                    continue
                self.rows += rows_of(block, below, self.issuer, self.province)
                continue
            text = block.text
            if counted := TOTAL.search(fold(text)):
                if int(counted.group(1)) != len(self.rows) - begun:
                    self.lost.add(scope.article)
                continue
            if (SECTION.match(text) and who(text) is None) or re.match(r"^\s*[IVX]+\s*[.)]", text):
                below = scope.under(text, self.issuer, self.province)
                continue
            if not (MARK.match(text) or TITLE.match(text) or block.listed):
                if DOUBTS.search(text) and not fold(text).startswith("ly do"):
                    self.lost.add(scope.article)
                year = year_of(text)
                if len(self.rows) > begun and (year.value or year.words) and year.value != scope.year.value:
                    self.rows[begun:] = [
                        replace(r, year=Cell(None, "missing", year.words or r.year.words)) for r in self.rows[begun:]
                    ]
                elif (
                    len(self.rows) > begun
                    and fold(text)
                    and not re.match(r"(ly do|da co|co thanh tich|vi)\b", fold(text))
                ):
                    self.lost.add(scope.article)
                continue
            if re.search(r";\s*(?:và\s+)?(?:ông|bà|đồng chí)\s", text, re.IGNORECASE):  # several in one line
                self.rows += [made(one, below, block.page).guess() for one in in_sentence(MARK.sub("", text))]
                continue
            one = who(text, below.bearer)
            if one is None:
                self.lost.add(scope.article)
                continue
            row = made(one, below, block.page)
            behind = text.replace(str(one.name.value), " ")
            if DOUBTS.search(behind) or HEAD.search(plain(behind)):
                row = replace(row.guess(), award=Cell(None, "missing", clean(text)))
            self.rows.append(row)

    def annex(self, part: _Part) -> None:
        """An annex belongs to the article that speaks of one, or to the one that gives the award of its heading."""
        heading = re.sub(r"\(?\s*kèm theo quyết định.*$", "", part.text, flags=re.IGNORECASE)
        begun = len(self.rows)
        if DOUBTS.search(heading):
            self.lost.update(s.article for s, *_ in self.scopes)
        beside = [s for s, _, annexed in self.scopes if annexed] or [s for s, *_ in self.scopes]
        if len(beside) > 1:
            says = awards_in(_given(heading), self.issuer, self.province)
            beside = [s for s in beside if says and s.award.value is not None and s.award.value == says[0].cell.value]
        if len(beside) != 1:
            if not self.scopes:
                return
            self.remarks.append(Remark(UNPLACED, {"heading": clean(heading)}))
            every = [g for s, *_ in self.scopes for g in s.choices]
            scope = Scope(choices=every, revokes=self.takes and not self.gives)
            self._under(part.under, scope.under(_given(heading), self.issuer, self.province, heading))
            self.rows[begun:] = [row.guess() for row in self.rows[begun:]]
            return
        self._under(part.under, beside[0].under(_given(heading), self.issuer, self.province, heading))

    def checked(self) -> list[PaperRow]:
        """The rows; those of an article that speaks of another number, or that awards the wrong kind, as guesses."""
        rows = self.rows
        for article in dict.fromkeys(scope.article for scope, *_ in self.scopes):
            said = sum(n or 0 for scope, n, _ in self.scopes if scope.article == article)
            own = sum(row.article == article for row in rows)
            beside = any(annexed for scope, _, annexed in self.scopes if scope.article == article)
            if not own and beside:
                self.remarks.append(Remark(NO_ROWS, {"article": article}))
            if said and own and said != own:
                self.lost.add(article)
                self.remarks.append(Remark(MISCOUNTED, {"article": article, "said": said, "found": own}))
        if self.gives and self.takes:
            self.remarks.append(Remark(MIXED))
            rows = [row.guess() for row in rows]
        return [_of_kind(row.guess() if row.article in self.lost else row) for row in rows]


def _given(heading: str) -> str:
    """A heading from its award on: "Danh sách cá nhân được công nhận danh hiệu …" without the first words."""
    found = re.search(r"(?:được\s+)?(?:đề nghị\s+)?(?:tặng thưởng|tặng|công nhận|đạt)\s+", heading, re.IGNORECASE)
    return heading[found.end() :] if found else heading


def _of_kind(row: PaperRow) -> PaperRow:
    """A title for people given to a collective, or the other way, leaves a doubt."""
    wrong = (row.award.value in FOR_PEOPLE and row.bearer.value == "unit") or (
        row.award.value in FOR_UNITS and row.bearer.value == "person"
    )
    return row.guess() if wrong else row
