"""Whether a post leads, from what it is called, where the workbook has no column for it (P1); always shown as a
guess."""

from __future__ import annotations

import re

from dienhinh.locale.fold import fold

FORMER = re.compile(r"^(nguyen|cuu|thoi giu|khong giu)\b")
UNIONS = re.compile(r"^(pho )?(chu tich|truong ban|bi thu)\b.*\b(cong doan|nu cong|thanh tra nhan dan|doan|chi bo)\b")
OPEN = re.compile(r"\b(cong doan|chi bo|dang uy|bi thu|to truong|to pho|phu trach|ham)\b")
"""Posts of the Party or the unions, groups, and those only in charge: they may lead or not."""
STAFF = re.compile(
    r"\b(tro ly|thu ky|giup viec|lai xe|van thu|le tan|bao ve|phuc vu|chuyen vien|cv|cvc|nhan vien|can su|ke toan"
    r"|uy vien|chi uy|tap su|cong tac vien|thanh tra vien|ky su|cong chuc|vien chuc|giam dinh vien|can bo"
    r"|doi vien|quan tri mang|ho ly|thu quy|phien dich|bien dich)\b"
)
LEADS = re.compile(
    r"^(?:(?:q|quyen|dieu hanh)\s+)*(?:pho\s+)?(?:"
    r"giam doc|gd|pgd|tong giam doc|thu truong|bo truong|chu tich|pct"
    r"|chanh (?:van phong|vp|thanh tra)|cvp|pcvp|ctt|(?:van )?phong(?=$| )"
    r"|truong (?:phong|ban|doan|khoa|bo mon|trung tam|chi cuc|co quan|don vi)"
    r"|tp|ptp|vien truong|hieu truong|cuc truong|chi cuc truong|vu truong|tong cuc truong|dai su|tong lanh su|lanh"
    r" dao)\b"
)


def leads(position: str | None) -> bool | None:
    """Whether the post is a leading one; None where its name does not tell.

    >>> leads("Phó Giám đốc Sở"), leads("Chuyên viên"), leads("Kế toán trưởng")
    (True, False, None)
    """
    if not position:
        return None
    folded = re.sub(r"\bp (?=(giam|truong|chanh|vien|hieu|cuc|chi|tp|gd)\b)", "pho ", fold(position))
    if FORMER.search(folded):
        return False
    if re.match(r"ke toan truong\b", folded) or UNIONS.search(folded):
        return None
    if LEADS.match(folded) and (folded.startswith("pho") or not re.match(r"(van )?phong\b", folded)):
        return True
    parts = [p for p in re.split(r"\s*(?:[,;/]|\bkiem\b|\s-\s)\s*", fold_keep(position)) if p.strip()]
    if len(parts) > 1 and any(LEADS.match(fold(p)) for p in parts):
        return True
    if OPEN.search(folded):
        return None
    return False if STAFF.search(folded) else None


def fold_keep(text: str) -> str:
    """Lower case with its separators kept, and "kiêm" without its marks."""
    return re.sub(r"kiêm", "kiem", text.lower())
