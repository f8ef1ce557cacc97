"""A table of a decision as rows: its columns by their headings, its sections, its own count of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dienhinh.exchange.awards import HEAD, plain
from dienhinh.exchange.paper.awards import DOUBTS, Scope, one_award, year_of
from dienhinh.exchange.paper.layout import Table, TableRow
from dienhinh.exchange.paper.names import COLLECTIVE, UNIT, Who, is_name, person, post_and_unit, titled, who
from dienhinh.exchange.paper.types import MISSING, Cell, PaperRow, read
from dienhinh.exchange.problems import Unreadable
from dienhinh.exchange.values import year as read_year
from dienhinh.locale.fold import clean, fold

COLUMNS: tuple[tuple[str, str], ...] = (
    ("title", r"ten (?:sang kien|de tai|giai phap|cong trinh)"),
    ("serial", r"^(?:s?tt|so tt|so thu tu|tn|t t)$"),
    ("code", r"^(?:ma (?:so|nv|can bo|dinh danh).*|so hieu.*)$"),
    ("given", r"^ten$"),
    ("year", r"^(?:nam(?: thanh tich| khen thuong| dat| hoc| cong tac)?|thoi gian.*)$"),
    (
        "name",
        r"\b(?:ho (?:va )?ten|ho va chu lot|ten (?:cac )?(?:tap the|ca nhan|don vi)|tac gia|ten don vi)\b"
        r"|^(?:tap the|ca nhan|ho ten)\b|^ho(?: va)?(?: ten)? ?(?:dem|lot)?$",
    ),
    (
        "before",  # what they were given earlier
        r"\b(?:da|truoc|truoc day|thanh tich)\b.*\b(?:danh hieu|khen|thuong)\b"
        r"|\b(?:danh hieu|khen thuong)\b.*\b(?:da|truoc)\b",
    ),
    ("award", r"\b(?:danh hieu|hinh thuc|khen thuong|muc khen)\b"),
    ("post_unit", r"\bchuc (?:vu|danh)\b.*\b(?:don vi|noi cong tac|co quan|cong tac)\b"),
    ("post", r"\bchuc (?:vu|danh)\b"),
    ("unit", r"\b(?:don vi|phong|noi cong tac|co quan|truong|dia chi)\b"),
    ("remark", r"\bghi chu\b"),
)
TOTAL = re.compile(
    r"\b(?:danh sach (?:nay )?(?:co|gom)|tong (?:so|cong)|an dinh)\b.*?(\d+)\s*"
    r"(?:nguoi|ca nhan|tap the|truong hop|dong chi)?"
)
PEOPLE_COLUMN = re.compile(r"^ho (?:va )?ten\b")


Columns = tuple[dict[str, int], int, str, list[int]]


def role_of(heading: str) -> str | None:
    folded = fold(heading)
    return next((role for role, pattern in COLUMNS if re.search(pattern, folded)), None)


def columns_of(table: Table) -> Columns | None:
    """Each role's place, how many rows the head has, the name column's heading, the places of awards (-1: each award is
    a column of its own, with crosses, which nobody reads yet); None where the table has no head."""
    for at, row in enumerate(table.rows[:3]):
        roles = [role_of(c) for c in row.cells]
        if row.whole or "name" not in roles or len({r for r in roles if r}) < 2:
            continue
        end = at + 1
        while (
            end < len(table.rows) and not table.rows[end].whole and fold(table.rows[end].cells[0]) == fold(row.cells[0])
        ):
            below = [role_of(c) for c in table.rows[end].cells]
            roles = [b or a for a, b in zip(roles, below, strict=False)] if len(below) == len(roles) else roles
            end += 1
        if "serial" not in roles[: roles.index("name") + 1] and roles.count("name") > 1 and _again(roles):
            return None
        places: dict[str, int] = {}
        for i, role in enumerate(roles):
            if role is not None:
                places.setdefault(role, i)
        matrix = any(
            r is None and HEAD.search(plain(h)) for r, h in zip(roles, table.rows[end - 1].cells, strict=False)
        )
        awards = [i for i, role in enumerate(roles) if role == "award"]
        return places, end, fold(row.cells[places["name"]]), [-1] if matrix else awards
    return None


def _again(roles: Sequence[str | None]) -> bool:
    """Whether the table stands beside itself, names in two places that are not one merged."""
    places = [i for i, role in enumerate(roles) if role == "name"]
    return places[-1] - places[0] != len(places) - 1


def rows_of(
    table: Table, scope: Scope, issuer: str | None, province: str, office: str | None = None
) -> Iterator[PaperRow]:
    """The table's rows; all of them guesses where its serial numbers or its own count say that one is lost."""
    columns = columns_of(table)
    found: list[PaperRow] = []
    serials: list[tuple[int, str]] = []  # section, serial
    sections, lines, total = 0, 0, None
    below = scope
    for row in table.rows[columns[1] if columns else 0 :]:
        texts = [clean(c) for c in row.cells]
        heading = texts[0] if row.whole else _lone(texts)
        if heading is not None:
            if counted := TOTAL.search(fold(heading)):
                total = int(counted.group(1))
            elif heading:
                below, sections = scope.under(heading, issuer, province), sections + 1
            continue
        said_by = _row(row, texts, columns, below, issuer, province)
        if said_by:
            found += said_by
            lines += 1
            serials.append((sections, texts[columns[0].get("serial", 0)] if columns else texts[0]))
        elif any(texts) and not (columns is None and role_of(texts[-1])):
            total = -1  # a row that nothing was made of
    unnamed = columns is None and not re.match(r"\d", clean(table.rows[0].cells[0])) and not table.rows[0].whole
    broken = unnamed or (total is not None and total != lines)
    for section in {s for s, _ in serials}:
        said = [re.sub(r"\D", "", n) for s, n in serials if s == section]
        numbers = [int(n) for n in said if n]
        broken = broken or (bool(numbers) and numbers != list(range(numbers[0], numbers[0] + len(said))))
    yield from (row.guess() if broken else row for row in found)


def _lone(texts: Sequence[str]) -> str | None:
    """A heading in a row whose cells are not merged: one text alone, or beside a roman number."""
    filled = [t for t in texts if t]
    if len(filled) == 1 and not filled[0].isdigit():
        return filled[0] if len(texts) > 1 else None
    if len(filled) == 2 and texts[0] and re.fullmatch(r"[IVX]+\.?|[A-ZĐ]\.?", texts[0]):
        return f"{texts[0].rstrip('.')}. {filled[1]}"
    return "" if not filled else None


def _row(
    row: TableRow,
    texts: list[str],
    columns: Columns | None,
    scope: Scope,
    issuer: str | None,
    province: str,
) -> list[PaperRow]:
    """What one row of the table says: nothing that is understood, or a row for each of its awards."""
    if columns is None:
        if not re.fullmatch(r"\d{1,3}\s*[.)]?", texts[0]):
            return []
        filled = [t for t in texts[1:] if t]
        found = who("\t".join(filled), scope.bearer)
        if found is not None and len(filled) > 2:  # nobody says what the columns are
            found = replace(found, name=found.name.guess(), post=found.post.guess(), unit=found.unit.guess())
        return [] if found is None else [_beside(made(found, scope, row.page), "\t".join(texts[2:]), issuer, province)]
    places, _, heading, awards = columns

    def cell(role: str) -> Cell:
        at = places.get(role)
        if at is None or not texts[at] or texts[at] in "-–—":
            return MISSING
        return Cell(texts[at], "guessed" if at in row.unsure else "read", texts[at])

    if not texts[places["name"]]:
        return []
    if awards == [-1]:
        awards, scope = [], replace(scope, award=Cell(None, "missing", scope.award.words))
    found = _who(row, texts, places, heading, scope)
    post, unit = (cell("post"), cell("unit"))
    if "post_unit" in places:
        post, unit = post_and_unit(texts[places["post_unit"]])
        if found.bearer.value == "unit":
            post, unit = MISSING, cell("post_unit")
        if places["post_unit"] in row.unsure:
            post, unit = post.guess(), unit.guess()
    elif unit.value is None and scope.unit:
        unit = Cell(scope.unit, "guessed", scope.unit)
    one = made(replace(found, post=post, unit=unit), scope, row.page)
    one = replace(one, code=cell("code"))
    if awards and not any(texts[i] for i in awards):
        one = replace(one, award=MISSING)
    rows = _awarded(one, [texts[i] for i in awards if texts[i]], scope, issuer, province)
    if "year" in places and texts[places["year"]]:
        rows = [replace(r, year=_year(texts[places["year"]])) for r in rows]
    known = {i for role, i in places.items() if role != "remark"} | set(awards)
    for text in (t for i, t in enumerate(texts) if i not in known and t):
        rows = [_beside(r, text, issuer, province) for r in rows]
    return rows


def _awarded(row: PaperRow, said: list[str], scope: Scope, issuer: str | None, province: str) -> list[PaperRow]:
    """The row for each award that its own cells name; one that the article does not give is none."""
    rows = []
    for words in said:
        given = one_award(words, issuer, province)
        if scope.choices and given.cell.value not in {c.cell.value for c in scope.choices}:
            given = replace(given, cell=Cell(None, "missing", given.cell.words))
        year = year_of(words, given.years) if given.years else row.year
        rows.append(replace(row, award=given.cell, year=year))
    return rows or [row]


def _beside(row: PaperRow, text: str, issuer: str | None, province: str) -> PaperRow:
    """A row with a cell under a heading that nobody knows: what may deny its award or name another leaves it open."""
    if DOUBTS.search(text):
        return replace(row.guess(), award=Cell(None, "missing", text))
    if HEAD.search(plain(text)) and one_award(text, issuer, province).cell.value != row.award.value:
        return replace(row.guess(), award=Cell(None, "missing", text))
    return row


def _who(row: TableRow, texts: list[str], places: dict[str, int], heading: str, scope: Scope) -> Who:
    """Whom the name column names; sure of the kind by the title, the heading above or the column's own."""
    at = places["name"]
    title, bare = titled(texts[at])
    parted = False  # a name over two columns: "Trần Văn | Bình"
    if at + 1 < len(texts) and at + 1 not in {i for role, i in places.items() if role != "given"}:
        given = texts[at + 1]
        if given and given != texts[at] and is_name(f"{bare} {given}") and len(given.split()) == 1:
            bare, parted = f"{bare} {given}", True
    lines = [line for line in row.cells[at].split("\n") if clean(line)]
    doubt = (
        at in row.unsure
        or parted
        or ((title or is_name(bare)) and len(lines) > 1 and all(len(clean(x).split()) > 1 for x in lines))
    )
    if (
        title
        or scope.bearer == "person"
        or (PEOPLE_COLUMN.match(heading) and is_name(bare) and not UNIT.match(fold(bare)))
    ):
        if UNIT.match(fold(bare)) and not title and not is_name(bare):
            doubt = True
        found = person(bare, "", sure=True)
    elif scope.bearer == "unit" or COLLECTIVE.match(bare) or UNIT.match(fold(bare)):
        found = Who(read(COLLECTIVE.sub("", bare)), MISSING, MISSING, Cell("unit", "read"))
    else:
        kind = "person" if is_name(bare) else "unit"
        found = Who(Cell(bare, "guessed", bare), MISSING, MISSING, Cell(kind, "guessed"))
    return replace(found, name=found.name.guess()) if doubt else found


def _year(text: str) -> Cell:
    try:
        value, guess = read_year(text)
    except Unreadable:
        return Cell(None, "missing", text)
    return Cell(value, "guessed" if guess else "read", text)  # type: ignore[arg-type]


def made(found: Who, scope: Scope, page: int | None) -> PaperRow:
    """A row of somebody under what holds there."""
    return PaperRow(found.name, found.post, found.unit, found.bearer, scope.award, scope.year, page, scope.revokes,
                    article=scope.article)  # fmt: skip
