"""Which award an article, a heading or a column gives, and for which year; by the grammar of awards alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dienhinh.exchange.awards import DATE, HEAD, NUMBER, PERIOD, SCHOOLED, SPAN, YEAR, named, plain
from dienhinh.exchange.paper.types import MISSING, Cell
from dienhinh.exchange.problems import Unreadable
from dienhinh.locale.fold import clean, fold

GIVES = re.compile(r"^(?:nay )?(tang|cong nhan|trao|phong tang|truy tang|khen thuong|bieu duong)\b")
TAKES = re.compile(r"^(?:nay )?(huy|bai bo|thu hoi|tuoc)\b")
REWARD = re.compile(r"\b(danh hieu|hinh thuc khen thuong|bang khen|giay khen|khen thuong|huan chuong|ky niem chuong)\b")
ENDS = re.compile(
    r"\bcho\b|đối với|\(|[:;]|\btại\s+Quyết định|\btheo\s+Quyết định|\bcủa\s+(?=(?:ông|bà|đồng chí|tập thể)\s)"
    r"|,?\s*(?:đã\s+)?có\s+(?:nhiều\s+)?thành tích|,\s*(?:vì|do)\s|\bnăm học\b|\bgiai đoạn\b|\bsau đây\b|\bnhư sau\b"
    r"|\bvà\s+(?:danh hiệu|tặng|công nhận|thưởng|tiền)\b|\bkèm\b|,\s*(?:tặng|công nhận|danh hiệu)\b|/?\./?",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"^(?:tang thuong|trao tang|phong tang|truy tang|tang|cong nhan|huy bo|huy|bai bo|thu hoi|tuoc|khen thuong|va|viec"
    r"|danh hieu|hinh thuc|duoc|thi dua|ca nhan|tap the|danh sach|cac|dat|nay|quyet dinh|truong hop|[\s\"“”.,:-])*$"
)
DOUBTS = re.compile(
    r"\b(?<!hàng )(?<!phòng )(?:không|chưa|bị|rút|thu hồi|hủy|huỷ|trừ|ngoại trừ|đề nghị|dự kiến|đăng ký|chờ)\b"
    r"(?! quân| lưu| ngừng)|\bx[óo]a tên\b",
    re.IGNORECASE,
)
"""Words beside a name that may say that it got nothing."""


@dataclass(frozen=True)
class Given:
    """An award as a text gives it: ``cell`` holds its code, or none where the grammar refuses its words."""

    cell: Cell
    years: tuple[int, ...] = ()


def awards_in(text: str, issuer: str | None, province: str) -> list[Given]:
    """The awards that an article's sentence or a heading gives, each read by the grammar from its first word to where
    the sentence goes on to whom."""
    bare = plain(text)
    reason = re.search(
        r",?\s*(?:da\s+)?co\s+(?:nhieu\s+)?thanh tich|,?\s*da\s+(?:co|dat|duoc|lap|hoan thanh)\s|,\s*(?:vi|do)\s", bare
    )
    until = reason.start() if reason else len(bare)
    found: list[Given] = []
    at = 0
    while (head := HEAD.search(bare, at, until)) is not None:
        end = ENDS.search(text, head.end())
        stop = min(end.start() if end else len(text), until)
        words = clean(text[head.start() : stop]).strip(' ,“”"')
        given = one_award(words, issuer, province)
        if not found and not BEFORE.match(bare[: head.start()]):
            given = replace(given, cell=given.cell.guess())
        if not any(given.cell.value == f.cell.value and f.cell.words == given.cell.words for f in found):
            found.append(given)
        at = max(stop, head.end())
    return found


def one_award(words: str, issuer: str | None, province: str) -> Given:
    """Words that should be one award, nothing else."""
    try:
        said = named(words.replace("\n", " "), issuer, province)
    except Unreadable:
        return Given(Cell(None, "missing", words))
    if len(said) != 1 or said[0].proposed:
        return Given(Cell(None, "missing", words))
    return Given(Cell(said[0].code, "guessed" if said[0].guess else "read", words), said[0].years)


def year_of(text: str, given: tuple[int, ...] = ()) -> Cell:
    """The one year of a sentence; none where it speaks of a period, a school year or several. ``given``: the years that
    the award's own words name: only those are sure."""
    bare = plain(text)
    for period_of in (SCHOOLED, PERIOD, SPAN):
        if (period := re.search(period_of, re.sub(DATE, lambda m: " " * len(m.group()), bare))) is not None:
            return Cell(None, "missing", clean(text[period.start() : period.end()]))
    if len(given) == 1:
        return Cell(given[0], "read", str(given[0]))
    for pattern in (DATE, NUMBER):
        bare = re.sub(pattern, lambda m: " " * len(m.group()), bare)
    years = {int(m.group()) for m in re.finditer(rf"(?<=nam ){YEAR}(?![\d/])", " ".join(bare.split()))}
    if len(years) == 1 and not given:
        (year,) = years
        return Cell(year, "guessed", f"năm {year}")
    return Cell(None, "missing", ", ".join(map(str, sorted(years | set(given)))))


@dataclass
class Scope:
    """What holds for the rows that follow: award, year, whose list it is."""

    award: Cell = MISSING
    year: Cell = MISSING
    bearer: str | None = None
    unit: str | None = None
    revokes: bool = False
    article: int | None = None
    choices: list[Given] = field(default_factory=list)
    """All that the article gives, where it gives several: a heading below must say which."""

    def under(self, heading: str, issuer: str | None, province: str, whose: str | None = None) -> Scope:
        """The scope below a heading of a list or table ("II. Cá nhân", "I. Danh hiệu …"); ``whose``: where to look for
        whose list it is, if not in the heading."""
        bare = re.sub(r"^\s*(?:[IVX]+|[A-ZĐ]|\d{1,2})\s*[.)]\s*", "", heading)
        folded = fold(bare)
        below = replace(self, choices=list(self.choices))
        group = re.match(r"(?:doi voi )?(?:danh sach )?(?:cac )?(tap the|ca nhan)(?! lao dong)", folded)
        about = fold(whose) if whose is not None else folded
        if group is None and (whose is not None or len(folded) < 60):
            group = re.search(r"\b(tap the|ca nhan)\b(?! lao dong)", about)
        if group and not re.search(r"tap the,? (?:va )?ca nhan", about):
            below.bearer = {"tap the": "unit", "ca nhan": "person"}[group.group(1)]
        found = awards_in(re.sub(r"\([^()]*\)", "", bare), issuer, province)
        if len(found) == 1:
            below.award = self._agreed(found[0])
            year = year_of(bare, found[0].years)
            own = next((c for c in self.choices if c.cell.value == found[0].cell.value and c.years), None)
            if year.value is not None or year.words:
                below.year = year
            elif own is not None:
                below.year = year_of("", own.years)
        elif found:
            below.award = Cell(None, "missing", bare)
        elif not group and UNIT_HEADING.match(folded):
            below.unit = clean(bare)
        return below

    def _agreed(self, found: Given) -> Cell:
        """A heading's award, sure only where the articles give it too."""
        articles = {c.cell.value for c in self.choices}
        if found.cell.value is None:
            return found.cell
        if articles and found.cell.value not in articles:
            return Cell(None, "missing", found.cell.words)
        same = next((c.cell for c in self.choices if c.cell.value == found.cell.value), None)
        return same if same is not None and found.cell.how == "guessed" else found.cell


UNIT_HEADING = re.compile(r"(phong|van phong|trung tam|thanh tra|so|chi cuc|truong|ban|ubnd|khoi)\b")
