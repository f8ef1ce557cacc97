"""Who stands in a list's line or a table's cell: name, post, unit, person or collective."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dienhinh.exchange.paper.types import MISSING, Cell, read
from dienhinh.locale.fold import clean, fold

MARK = re.compile(r"^\s*(?:\d{1,3}\s*[.)]+|[a-zđ]\s*\)|[-–+•*]|[IVX]+\s*[.)])[\s\t]*")
TITLE = re.compile(r"^(?:các\s+)?(ông|bà|anh|chị|đồng chí|đ/c)\s*[:.]?\s*", re.IGNORECASE)
COLLECTIVE = re.compile(r"^tập thể\s*[:]?\s+(?!lao động)", re.IGNORECASE)
UNIT = re.compile(
    r"^(phong|so|bo|ban|cuc|chi cuc|tong cuc|vu|vien (?!chuc)|lanh dao|trung tam|van phong|thanh tra"
    r"|truong (?!phong|ban|khoa|doan|thon|bo|tram)|ubnd|uy ban|hdnd|cong ty|cong an|cong doan"
    r"|to (?=chuyen|cong|bao|hanh)|doi (?!truong)|doan (?=thanh nien|tncs|khoi|kinh te|dai)|don (?=bien)|khoa (?!thi)"
    r"|chi bo|dang (?:bo|uy)|hoi (?!truong)|lien (?:doan|hiep|minh)|mat tran|benh vien|bao (?=ha|nhan|tinh)"
    r"|dai (?=phat|truyen|tieng)|hop tac xa|htx|nhan dan|can bo|bao hiem|kho bac|ngan hang|toa an|huyen uy|tinh uy|bch"
    r"|bo chi huy|quy (?!trong)|tram (?!truong)|hat (?=kiem)|dien luc|tap doan|tong cong ty|nha (?=may|van hoa|khach)"
    r"|ho gia dinh|hai quan|quan)\b"
)
"""How the name of a collective begins, folded."""
PLACE = re.compile(r"^(tinh|huyen|xa|thi xa|thi tran|thanh pho|tp|phuong|quan|thon|khoi)\b")
REASON = re.compile(
    r",?\s*(?:(?:vì|do)\s+)?(?:đã\s+)?(?:có|đạt|lập|hoàn thành)\s+(?:nhiều\s+)?(?:thành tích|xuất sắc)"
    r"|,\s*(?:vì|do)\s|,?\s*đã\s+(?:có|đạt|được|lập|hoàn thành)\s",
    re.IGNORECASE,
)
COUNT = re.compile(r"^(?:các|những|\d+|nhiều)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Who:
    name: Cell
    post: Cell
    unit: Cell
    bearer: Cell


def is_name(text: str) -> bool:
    """Whether it has the shape of a person's name: two to six words, each with a capital.

    >>> is_name("Nguyễn Thị Hà"), is_name("Phó Giám đốc")
    (True, False)
    """
    words = text.split()
    return 2 <= len(words) <= 6 and all(
        w.isalpha() and w[0].isupper() and (w[1:].islower() or w.isupper() or len(w) == 1) for w in words
    )


def titled(text: str) -> tuple[bool, str]:
    """Whether it says Ông, Bà …, and the rest; a scan may lose the space ("BàLê")."""
    found = TITLE.match(text)
    if found and text[found.end() : found.end() + 1].isupper():
        return True, text[found.end() :]
    return False, text


def who(text: str, hint: str | None = None) -> Who | None:
    """A list's line: "1. Bà A, Phó Giám đốc, Sở B;". ``hint``: "person" or "unit", from the heading above."""
    bare = MARK.sub("", text, count=1).strip()
    bare = re.sub(r"[\s;,.]*(?:\./\.?|/\.)?[\s;,.]*$", "", bare)
    if not bare or COUNT.match(bare):
        return None
    if reason := REASON.search(bare):
        bare = bare[: reason.start()].strip(" ,")
    title, bare = titled(bare)
    collective = COLLECTIVE.match(bare)
    if collective:
        bare = bare[collective.end() :]
    columns = [clean(c) for c in bare.split("\t") if clean(c)]
    if not columns:
        return None
    if title or (hint == "person" and not collective):
        first, rest = _parted(columns)
        return person(first, rest, sure=title or hint == "person")
    if collective or hint == "unit" or UNIT.match(fold(columns[0])):
        return _collective(columns, sure=bool(collective) or hint == "unit" or bool(UNIT.match(fold(columns[0]))))
    first, rest = _parted(columns)
    return person(first, rest, sure=False) if is_name(first) else None


def _parted(columns: list[str]) -> tuple[str, str]:
    if len(columns) > 1:
        return columns[0], ", ".join(columns[1:])
    if found := re.search(r"\s*,\s*|\s+[-–]\s+|\s*:\s*|\s*\(", columns[0]):
        return columns[0][: found.start()], columns[0][found.end() :].rstrip(")")
    return columns[0], ""


def person(name: str, rest: str, sure: bool = True) -> Who:
    """A person and what stands behind the name."""
    post, unit = post_and_unit(rest)
    named = Cell(name, "read" if sure and is_name(name) else "guessed", name)
    return Who(named, post, unit, Cell("person", "read" if sure else "guessed"))


def post_and_unit(text: str) -> tuple[Cell, Cell]:
    """Parted at the first comma that a collective or a place follows; any other comma leaves a doubt."""
    text = clean(text).strip(" ,;")
    if not text:
        return MISSING, MISSING
    if UNIT.match(fold(text)) and "," not in text and not re.match(r"thanh tra vien|can bo", fold(text)):
        return MISSING, Cell(text, "guessed", text)
    for comma in re.finditer(r"\s*,\s*|\s+[-–]\s+", text):
        begins = fold(text[comma.end() :])
        if UNIT.match(begins) or PLACE.match(begins):
            post, unit = read(text[: comma.start()]), read(text[comma.end() :])
            return (post, unit) if "," in comma.group() else (post.guess(), unit.guess())
    post = read(text)
    return (post.guess() if re.search(r"[,\d]", text) else post), MISSING


def _collective(columns: list[str], sure: bool) -> Who:
    name, unit, doubt = columns[0], ", ".join(columns[1:]), not sure
    if not unit:
        for comma in re.finditer(r"\s*,\s*", name):
            begins = fold(name[comma.end() :])
            if UNIT.match(begins) or PLACE.match(begins):
                name, unit = name[: comma.start()], name[comma.end() :]
                break
        doubt = doubt or "," in name
    doubt = doubt or any(UNIT.match(fold(part)) for part in re.split(r"\s(?:và|cùng)\s", name)[1:])
    named = Cell(name, "guessed" if doubt else "read", name)
    return Who(named, MISSING, read(unit) if unit else MISSING, Cell("unit", "read" if sure else "guessed"))


def in_sentence(text: str) -> list[Who]:
    """Those whom a sentence names: "cho Phòng A; ông B, Chuyên viên; bà C, … và bà D, …, vì đã có thành tích"."""
    if reason := REASON.search(text):
        text = text[: reason.start()]
    found: list[Who] = []
    for part in re.split(
        r"\s*;\s*(?:và\s+)?|\s*,?\s+và\s+(?=(?:ông|bà|đồng chí|tập thể)\s)|,\s*(?=(?:ông|bà|đồng chí)\s)", text
    ):
        if not clean(part):
            continue
        one = who(part.replace("\t", " "))
        if one is None or (one.bearer.value == "person" and one.bearer.how != "read"):
            return []  # not understood whole: nobody is better than half
        found.append(one)
    return found
