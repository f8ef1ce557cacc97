"""A decision's head (Decree 30/2020): number, date, issuer; confirmed by the annex and by who decides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dienhinh.exchange.paper.layout import Line
from dienhinh.exchange.paper.types import MISSING, Cell, read
from dienhinh.exchange.problems import Unreadable
from dienhinh.exchange.values import day
from dienhinh.locale.fold import clean, fold
from dienhinh.store.decisions import core_of

SIGN = r"(?:\d{4}\s*/\s*)?Q[ĐD]+(?:\s*[-–]\s*[A-ZĐ][\w&.]*|[A-ZĐ][\w&]*)*"
NUMBER = re.compile(rf"(?:số|so)\s*[:.]?\s*(\d+[a-zA-Z]?)\s*/\s*({SIGN})", re.IGNORECASE)
BLANK_NUMBER = re.compile(r"^\s*số\s*[:.]?[\s.…_]*/", re.IGNORECASE)
WRITTEN_DAY = r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
ANY_DAY = rf"{WRITTEN_DAY}|ngày\s+\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{4}}"
PLACED_DAY = re.compile(rf",\s*({WRITTEN_DAY})", re.IGNORECASE)
BESIDE = re.compile(rf"kèm theo\s+quyết định\s+(số\s*:?\s*\d+\w?\s*/\s*{SIGN})(?:\s*,?\s*({ANY_DAY}))?", re.IGNORECASE)
ENTITY = re.compile(
    r"^(ubnd|uy ban|so|bo|ban|hoi|hdnd|thu tuong|chinh phu|van phong|truong|cuc|chi cuc|tong|phong|trung tam|lien doan"
    r"|cong (?:ty|an|doan)|bao hiem|vien|toa an|huyen uy|tinh uy|thanh uy|thi uy|dang uy|mat tran|doan|chu tich nuoc"
    r"|benh vien|dai|bao|hoc vien|dai hoc|kho bac|ngan hang|kiem toan|thanh tra)\b"
)
CHAIR = re.compile(
    r"^(?:pho )?(?:chu tich|giam doc|tong giam doc|bo truong|cuc truong|hieu truong|truong \w+|thu truong)\b ?"
)


def number_in(text: str) -> str | None:
    found = NUMBER.search(text)
    if found is None:
        return None
    return re.sub(r"\s+", "", f"{found.group(1)}/{found.group(2)}").replace("–", "-").rstrip(".-")


def head_of(lines: Sequence[Line], everything: str, scanned: bool) -> tuple[Cell, Cell, Cell]:
    """Number, date and issuer. ``lines``: those above the grounds; ``everything``: the whole text, for the annex."""
    beside = BESIDE.search(everything)
    number = _number(lines, number_in(beside.group(1)) if beside else None, scanned)
    decided = _date(lines, beside.group(2) if beside else None, scanned)
    return number, decided, _issuer(lines, scanned)


def _number(lines: Sequence[Line], beside: str | None, scanned: bool) -> Cell:
    found = next((n for line in lines for part in (line.left, *line.text.split("\t")) if (n := number_in(part))), None)
    if found is None:
        if beside is None or any(BLANK_NUMBER.match(p) for line in lines for p in line.text.split("\t")):
            return MISSING if beside is None else Cell(beside, "guessed", beside)
        return Cell(beside, "guessed", beside)
    if beside is not None and core_of(beside) != core_of(found):
        return Cell(found, "guessed", f"{found} / {beside}")
    if scanned:
        mended = re.sub(r"(?<=/Q)[ĐD]{2,}", "Đ", found)
        return Cell(mended, "read" if beside is not None and mended == found else "guessed", found)
    return read(found)


def day_cell(text: str) -> Cell:
    try:
        value, guess = day(text)
    except Unreadable:
        return Cell(None, "missing", text)
    assert value is not None
    return Cell(value, "guessed" if guess else "read", text)  # type: ignore[arg-type]


def _date(lines: Sequence[Line], beside: str | None, scanned: bool) -> Cell:
    said = next((m.group(1) for line in lines if (m := PLACED_DAY.search(line.text.replace("\t", " ")))), None)
    other = day_cell(clean(beside)) if beside else MISSING
    if said is None:
        return other.guess()
    found = day_cell(clean(said))
    if other.value is None:
        return found.guess() if scanned else found
    return found if other.value == found.value else found.guess()


def _issuer(lines: Sequence[Line], scanned: bool) -> Cell:
    """The issuer's own lines on the left, without its parent's; sure where the line of who decides names it too."""
    entities: list[str] = []
    for line in lines:
        text = clean(re.sub(r"^\W+|\W+$", "", line.left))
        if fold(line.text).startswith("quyet dinh") or re.match(r"số\s*[:.]", text, re.IGNORECASE):
            break
        if not text or not text.isupper() or "CỘNG H" in text:
            continue
        if not entities or ENTITY.match(fold(text)):
            entities.append(text)
        else:
            entities[-1] += f" {text}"
    if not entities:
        return MISSING
    own = entities[-1]
    folded = fold(own)
    after = [fold(line.text) for line in lines]
    decides = [CHAIR.sub("", text) for text in after if text and not text.startswith("quyet dinh")]
    agreed = sum(d.startswith(folded) or (len(d) > 8 and folded.startswith(d)) for d in decides) > 0
    named_twice = any(CHAIR.match(t) for t in after) or after.count(folded) > 1 or folded in ("thu tuong chinh phu",)
    return Cell(own, "read" if agreed and named_twice and not scanned else "guessed", own)
