"""Awards in words: a small grammar that a cell must be consumed by; what is left over is a reason to refuse.

A cell is parted into items; of each item the decision, the years, the count, the words of state (denied, planned,
proposed), the award and its giver are taken away in turn. Only where nothing but fillers remains is it read: a sentence
is never read as its opposite, as half of itself, or as somebody else's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dienhinh.exchange.givers import BNG, BO, FOREIGN, KHAC, TINH, TTG, Giver, giver, joint
from dienhinh.exchange.problems import Unreadable
from dienhinh.kinds.award import AWARDS, GROUNDS, NAMES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import clean, fold, key

OPEN = frozenset(c.code for c in AWARDS if c.open)
LABELLED = re.compile(
    "^(" + "|".join(re.escape(way) for c in AWARDS if c.open for way in c.names) + r")\s*:\s*(.+)$", re.IGNORECASE
)
"""How an award that no code names is written out: "Danh hiệu khác: …"."""
_EXACT = {key(way): code for code, ways in NAMES.items() for way in (code, *ways)}

ISSUER_GUESS = N_("Read as {value}, from the issuer")
REFINED = N_("Read as {value}: the issuer is the Ministry of Foreign Affairs")
OTHER_GUESS = N_("Read as {value}")

UNKNOWN = N_("“{value}” is not a known title or form of commendation; the sheet “Mã” of the template lists them.")
NOT_WHOLE = N_("“{value}” was not understood whole: “{rest}” is left over. Write one award, with its year and giver.")
DENIED = N_("“{value}” says that it was not given (“{said}”); it is no award.")
PLANNED = N_("“{value}” is a plan or a registration (“{said}”); it is no award yet.")
SEVERAL = N_("“{value}” says several: write a row for each, with its own year and decision.")
COUNT = N_("“{value}” says {n} of them and names {m} years: write a row for each.")
SCHOOL = N_("“{value}” names a school year: write the achievement year.")
NO_GIVER = N_(
    "“{value}” does not say whose certificate of merit it is: write, for instance, BK UBND tỉnh, or fill in the issuer."
)
NO_LEVEL = N_("“{value}” leaves open of which level it is: write the level, or fill in the issuer.")
NOT_KNOWN_LEVEL = N_(
    "“{value}” is a title of another level, which no plan here counts; write “Danh hiệu khác” to keep it."
)
DISAGREE = N_("The award “{value}” and its issuer “{issuer}” do not agree.")


@dataclass(frozen=True)
class Named:
    """One award out of a cell: its code, its words, the years it is said to be for, its decision as written, whether it
    only awaits its decision, the guess made (a catalogue id with ``{value}`` or ``{said}``), and what it rests on,
    where the words say so (loại hình khen thưởng)."""

    code: str
    words: str
    years: tuple[int, ...] = ()
    number: str | None = None
    decided: str | None = None
    proposed: str = ""
    guess: str | None = None
    ground: str | None = None


def plain(text: str) -> str:
    """Lower case without diacritics, letter for letter, so that places stay the same; signs that look alike are one."""
    out = []
    for sign in text:
        base = unicodedata.normalize("NFKD", sign)[0] if unicodedata.normalize("NFKD", sign) else sign
        out.append({"đ": "d", "ð": "d", "ɖ": "d", "–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "’": "'"}.get(
            base.casefold()[:1], base.casefold()[:1] or sign))  # fmt: skip
    return "".join(out)


def tidy(cell: object) -> str:
    """A cell's text with its lines kept: NFC, spaces single, real Đ."""
    return "\n".join(line for line in (clean(line) for line in str(cell).splitlines()) if line)


EMPTY = re.compile(r"^[\s.\-–—_/]*$|^(khong|ko|khong co|chua co|0+|n/a|khong co gi)[\s.]*$")
YEAR = r"(?:19[5-9]\d|20\d\d|21\d\d)"
DATE = (
    r"(?:ngay\s+)?\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?!\d)"
    r"|(?:ngay\s+)?\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}"
)
SIGN = r"[a-z]{2,}[a-z0-9.&]*(?:\s*[-/.]\s*[a-z][a-z0-9.&]*)*"
NUMBER = rf"\d[\d.]*[a-z]?\s*(?:/\s*{SIGN}|/\s*\d{{4}}\s*/\s*{SIGN})"
TAKEN = re.compile(
    rf"(?:theo\s+)?(?:(?:quyet dinh|qd)\s*)?(?:so(?:\s+(?:vao so|hieu))?\s*[:.]?\s*)?(?P<number>{NUMBER})"
    rf"(?:\s*[,;]?\s*(?P<day>{DATE}))?"
    rf"|(?:theo\s+)?(?:quyet dinh|qd)\s*(?:so\s*)?[:.]?\s*(?P<bare>\d+[a-z]?)(?:\s*[,;]?\s*(?P<day2>{DATE}))?"
    rf"|(?P<day3>{DATE})"
)
PERIOD = re.compile(rf"(?:trong\s+)?(?:giai doan|thoi ky|nhiem ky)\s+{YEAR}\s*-\s*{YEAR}")
SCHOOLED = re.compile(rf"(?:nam hoc|nh)\s*{YEAR}\s*-\s*{YEAR}")
SPAN = re.compile(rf"(?:tu\s+)?(?:cac\s+)?(?:nam\s+)?({YEAR})\s*(?:-|den(?:\s+nam)?)\s*({YEAR})(?![\d/])")
ONE_YEAR = re.compile(rf"(?:(?:trong|cac)\s+)?(?:nam\s+)?(?<![\d.])(?<!\d/)({YEAR})(?![\d/])")
DOTTED = re.compile(r"(?<=nam )(\d)\.(\d{3})(?!\d)")
LEADING = re.compile(rf"^\s*(?:[-+*•]\s*)?(?:nam\s+)?({YEAR})\s*:")
BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]\s+|[-+*•]\s*)")
NUMERALS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
COUNTED = re.compile(
    r"^\s*(?:0?(\d)|(mot|hai|ba|bon))\s+(?:(?:lan|nam|chiec|tam|cai)\s+)?(?=[a-z])"
    r"|\(?\b0?(\d)\s*(?:lan|nam(?: lien(?: tiep| tuc)?)?)\b\)?|\bx\s*0?(\d)\b"
)
DENIES = re.compile(
    r"\b(khong|ko|k|chua|truot|bi loai|bi huy|(?<!chi )huy( bo)?(?! chuong| hieu)|thu hoi|bi tuoc|tuoc|rut"
    r"|tra lai|thieu phieu|bac bo|loai bo|chi dat|mat danh hieu|dinh chi|khong_dat)\b|[:\-(]\s*0+\s*\)?\s*$"
)
PLANS = re.compile(
    r"\b(dang ky|dang ki|dk|du kien|phan dau|muc tieu|ke hoach|chi tieu|se|co kha nang|du dieu kien|tu nhan|tru|xet"
    r"|dang khen thuong|hua|quyet tam|huong toi|neu)\b"
)
PROPOSES = re.compile(
    r"\b(de nghi|d/n|dang trinh|da trinh|trinh|cho quyet dinh|cho qd|dang cho|chua co (?:qd|quyet dinh))\b"
)
IN_NAMES = re.compile(
    r"\b(hang khong|phong khong(?! (?:dat|duoc|co|hoan|xet|de))|khong (?:quan|gian)"
    r"|ke hoach (?:va|&|[-–]|hoa|tai chinh|tong hop|dau tu|nghiep vu)|(?:bo|so|phong|ban|vu|cuc|uy ban|to) ke hoach"
    r"|(?:chuong trinh|cac|thuc hien|hoan thanh|vuot) (?:ke hoach|muc tieu|chi tieu)|muc tieu quoc gia|tru so"
    r"|xet (?:nghiem|xu)|ban quan ly du an)\b"
)
"""Names of bodies and works that hold a word which elsewhere denies or plans."""
GRANTED = re.compile(r"\b(da co (?:qd|quyet dinh)|co (?:qd|quyet dinh)|nhu da dang k[yi])\b")
REASON = re.compile(
    r"\b(ve|vi|trong|nhan dip|nhan ngay|nhan ky niem|tong ket|so ket|thanh tich|dot xuat|chuyen de|hoan thanh|phong"
    r" trao"
    r"|cong tac|do co|co thanh tich|khen thuong|tap the|ca nhan)\b.*$",
    re.DOTALL,
)
FILLERS = re.compile(
    r"\b(dat|duoc|tang|tang thuong|trao tang|danh hieu|hinh thuc|nhan(?! dan)|cua|do|ban hanh|cap"
    r"|theo|phong tang|vinh du|cac nam|cac|nam|lien|lien tiep|lan|va|o|ky|boi|do|so|ngay|khen"
    r" thuong|la|co|chiec)\b|[\s,;:.()\[\]\"'/+*•-]+"
)
GROUND_SAID = {
    "CONG_TRANG": r"(?:thanh tich )?(?:theo )?cong trang(?: va thanh tich(?: dat duoc)?)?|thuong xuyen",
    "CHUYEN_DE": r"(?:theo )?(?:dot, )?chuyen de|theo dot(?! xuat)",
    "DOT_XUAT": r"(?:thanh tich )?dot xuat",
    "PHONG_TRAO": r"(?:theo |thanh tich )?phong trao(?: thi dua)?",
    "CONG_HIEN": r"(?:qua trinh |thanh tich )?cong hien",
    "NIEN_HAN": r"(?:theo )?nien han",
    "DOI_NGOAI": r"(?:thanh tich )?doi ngoai",
    "KHANG_CHIEN": r"(?:thanh tich )?khang chien",
}
"""The words for what a commendation rests on, as cells have them."""
assert set(GROUND_SAID) == {c.code for c in GROUNDS}
SAID_BARE = r"(?:khen(?: thuong)? (?:theo )?|theo )"
"""Before a word that is no part of what the award is for."""
BARE_GROUNDS = {
    "CONG_TRANG": "cong trang|thuong xuyen",
    "CHUYEN_DE": "chuyen de|theo dot(?! xuat)",
    "DOT_XUAT": "dot xuat",
    "NIEN_HAN": "nien han",
    "CONG_HIEN": "qua trinh cong hien",
}
"""What is also said without brackets: behind the award or its giver, before what it is for."""
FOR = re.compile(r"(?<![a-z])(?:ve|vi|trong|do|nho|nhan|da co|co thanh tich|thanh tich|dat thanh tich)(?![a-z])")
"""Where a cell begins to say what the award is for; there such words are of the work, not of the award."""
_BRACKETED = re.compile(
    "|".join(
        rf"(?P<{code}>\(\s*(?:loai hinh ?:? ?)?(?:khen thuong |khen |ve )?(?:thanh tich )?(?:{said})\s*\))"
        for code, said in GROUND_SAID.items()
    )
)
_UNBRACKETED = re.compile(
    "|".join(rf"(?P<{code}>(?<![a-z])(?:{SAID_BARE})?(?:{said})(?![a-z]))" for code, said in BARE_GROUNDS.items())
)
ACHIEVED = re.compile(
    r"(?<![a-z])(?P<DOT_XUAT>thanh tich dot xuat)(?![a-z])|(?P<CHUYEN_DE>thanh tich (?:theo )?chuyen de)(?![a-z])"
)
"""Also behind "về": the achievement itself is called so."""
ACTS = re.compile(
    r"\b(duoc|do|dat|danh hieu|tang thuong|trao tang|tang|cua|phong tang|vinh du|nhan(?! dan)|hinh thuc)\b"
)

CSTD = r"(?:chien s[iy] (?:thi dua|td)|cstd)"
HEADS: tuple[tuple[str, str], ...] = (
    ("TTLDXS", r"(?:(?:tap the|tt) (?:lao dong|ld) ?(?:xuat sac|xs)|(?:tap the |tt)ldxs)\b"),
    ("TTLDTT", r"(?:(?:tap the|tt) (?:lao dong|ld) ?(?:tien tien|tt)|(?:tap the |tt)ldtt)\b"),
    ("CSTDCS", r"(?:cstd-?cs|cstd c\.?s\b\.?|chien s[iy] tdcs)\b"),
    ("CSTD_TINH", r"cstdct\b"),
    ("CSTD_BO", r"cstdcb\b"),
    ("CSTD_TQ", r"(?:cstdtq|cstd t\. ?quoc)\b"),
    ("CSTD", rf"{CSTD}\b"),
    ("DH_KHAC", r"(?:chien s[iy] (?:tien tien|quyet thang)|don vi (?:tien tien|quyet thang)|ttut|ttnd"
                r"|(?:nha giao|thay thuoc|nghe s[iy]|nghe nhan) (?:nhan dan|uu tu)"
                r"|anh hung (?:llvtnd|luc luong vu trang(?: nhan dan)?)"
                r"|ba me viet nam anh hung|giai thuong (?:ho chi minh|nha nuoc)"
                r"|danh hieu vinh du nha nuoc|tinh anh hung)\b"),
    ("AHLD", r"(?:huy chuong )?anh hung lao dong\b"),
    ("LDTT", r"(?:lao dong tien tien|ld tien tien|ldtt)(?:cx|cs)?\b(?: cap (?:truong|co so))?"),
    ("LDXS", r"(?:lao dong xuat sac|ldxs)\b"),
    ("CO_TD_CP", r"(?:co ttcp|ctdccp)\b"),
    ("CO", r"co (?:thi dua|td)\b"),
    ("BK", r"(?:bang khen|bk(?=ttcp\b)|bk)(?![a-z])|bk(?=ttcp\b)"),
    ("GK", r"(?:giay khen|g\.khen|gkgd|gk)\b"),
    ("HC", r"(?:huan chuong|hcld|hccsvv|hcbvtq|hc)\b"),
    ("KNC", r"(?:k[yi] niem chuong|knc)\b"),
    ("HT_KHAC", r"(?:huy chuong|huy hieu|thu khen)\b"),
    ("DH_KHAC", r"danh hieu khac\b"),
    ("HT_KHAC", r"hinh thuc(?: khen thuong)? khac\b"),
)  # fmt: skip
HEAD = re.compile("|".join(rf"(?P<h{i}>\b{pattern})" for i, (_, pattern) in enumerate(HEADS)))
FLAGS = {TTG: "CO_TD_CP", TINH: "CO_TD_TINH", BNG: "CO_TD_BO", BO: "CO_TD_BO", KHAC: "DH_KHAC"}
FIGHTERS = {TINH: "CSTD_TINH", BNG: "CSTD_BO", BO: "CSTD_BO"}
_GIVEN = {TINH: TINH, BNG: BNG, BO: BO, TTG: TTG}
EXPECTED = {
    "CSTD_TINH": {TINH},
    "CSTD_BO": {BNG, BO},
    "CSTD_TQ": {TTG},
    "CO_TD_TINH": {TINH},
    "CO_TD_BO": {BNG, BO},
    "CO_TD_CP": {TTG},
}
"""Who can give a title; what is not named here can be anybody's."""
BARE = {"ubnd", "uy ban nhan dan", "chu tich", "chu tich ubnd", "chu tich uy ban nhan dan"}
"""Words for a giver that leave open which; the issuer column says it."""
NOTHING = re.compile(r"^[\s.,:()-]*(khong|ko|khong dat|khong co|chua co|0)[\s.,:()-]*$")
ASIDE = re.compile(r"\((?:cstdcs|ldtt|bkct|tap the|ca nhan|dot xuat|chuyen de|cong trang|thuong xuyen)\)")
FREE = {"GK", "HC", "KNC", "HT_KHAC", "DH_KHAC", "AHLD"}
"""Whose tail is free text: a giver, a class, a name; it decides nothing."""
MOST_LETTERS = 2_000
"""A cell that says more tells a story, not an award."""
NO_TITLES = re.compile(r"\b(bo mon|khoa|cap truong|toan quan|to chuyen mon)\b")
NAMED_LISTS = (
    "van hoa, the thao va du lich", "vh,tt&dl", "vh, tt & dl", "lao dong, thuong binh va xa hoi", "giao duc va dao tao",
    "ld-tb&xh", "gd&dt", "nong nghiep va phat trien nong thon", "tai nguyen va moi truong", "khoa hoc va cong nghe",
    "ke hoach va dau tu", "thong tin va truyen thong", "nong nghiep va moi truong", "dan toc va ton giao",
    "cac co quan va doanh nghiep", "ccq&dn",
)  # fmt: skip
"""Names with a comma or "và" inside them, which part nothing."""
JOINTS = re.compile(
    r"(?:cap )?(?:bo|ban|nganh|tinh|doan the(?: trung uong| tw)?)(?:\s*[,/]\s*(?:va )?(?:cap )?(?:bo|ban|nganh|tinh"
    r"|doan the(?: trung uong| tw)?))+(?: trung uong| tw)?(?!\s*(?!nam\b|trong\b|so\b|theo\b|qd\b)[a-z])"
)


@dataclass
class Item:
    """One item of a cell while it is taken apart: what is left of it (spaces where something was taken)."""

    text: str  # as written
    left: str  # plain, the same length
    years: list[int] = field(default_factory=list)
    decisions: list[tuple[str | None, str | None]] = field(default_factory=list)  # number, day
    count: int | None = None
    joined: bool = False  # by "và" to the item before
    reason: bool = False  # it ends with what the award is for
    ground: str | None = None  # on what it rests

    def take(self, match: re.Match[str]) -> str:
        """Take a piece away; returns it as written."""
        begin, end = match.span()
        self.left = self.left[:begin] + " " * (end - begin) + self.left[end:]
        return self.text[begin:end]


@dataclass(frozen=True)
class Parsed:
    """An item understood up to its giver: ``kind`` is a code, or BK, CO, CSTD where giver or level must still say it;
    ``said`` are the words that do."""

    kind: str
    words: str
    said: str
    item: Item
    proposed: str = ""


def named(cell: object, issuer: str | None, province: str) -> list[Named]:
    """The awards that a cell names, in its order; none where it says that there are none.

    Raises :class:`Unreadable` when it says anything that is not understood, denies or plans an award, leaves open which
    it is, or contradicts the issuer. ``province``: the office's own.
    """
    text = tidy(cell)
    if len(text) > MOST_LETTERS:
        raise Unreadable(UNKNOWN, value=text[:80] + "…")
    if EMPTY.match(plain(text)):
        return []
    if (other := LABELLED.match(text)) is not None:
        return [Named(_EXACT[key(other.group(1))], clean(other.group(2)))]
    if (code := _EXACT.get(key(text))) is not None:
        return [_agreed(Named(code, clean(text)), Giver(_GIVEN[code], named=code != BO) if code in _GIVEN else None,
                        text, issuer, province)]  # fmt: skip
    return [_resolved(p, text, issuer, province) for p in _parsed(text, province)]


def _parsed(text: str, province: str) -> list[Parsed]:
    found: list[Parsed] = []
    leading: list[int] = []
    for item in _items(text):
        if (lead := LEADING.match(item.left)) is not None:
            leading = [int(lead.group(1))]
            item.take(lead)
        one = _read(item, text)
        if one is None:
            _lone(item, text, found, leading, province)
            continue
        item.years = item.years or list(leading)
        before = found[-1] if found else None
        if item.joined and before is not None and before.kind in ("BK", "CO") and not before.said:
            found[-1] = replace(before, said=one.said)  # "Cờ thi đua và Bằng khen của Chủ tịch UBND tỉnh"
        found.append(one)
    if not found and leading:
        return []
    if not found:
        raise Unreadable(UNKNOWN, value=clean(text))
    return [one for p in found for one in _each(p, text)]


def _each(p: Parsed, text: str) -> list[Parsed]:
    """The award, once for each of its decisions where it has as many as years."""
    item, n = p.item, len(p.item.years)
    if item.count is not None and item.count > 1 and n != item.count:
        raise Unreadable(COUNT, value=clean(text), n=item.count, m=n)
    if len(item.decisions) < 2:
        return [p]
    if len(item.decisions) != n:
        raise Unreadable(SEVERAL, value=clean(text))
    pairs = zip(sorted(item.years), item.decisions, strict=True)
    return [replace(p, item=replace(item, years=[year], decisions=[decision])) for year, decision in pairs]


def _lone(item: Item, text: str, found: list[Parsed], leading: list[int], province: str) -> None:
    """An item that names no award: a year or a decision of the one before, another giver, nothing won that year."""
    rest = FILLERS.sub("", item.left)
    if found and not rest and item.count is None and (item.years or item.decisions):
        before = found[-1].item
        before.years += [y for y in item.years if y not in before.years]
        for number, day in item.decisions:  # its day may stand apart: "số 12/QĐ-BNG, 20/4/2023"
            if number is None and before.decisions and before.decisions[-1][1] is None:
                before.decisions[-1] = (before.decisions[-1][0], day)
            else:
                before.decisions.append((number, day))
        return
    if found and found[-1].item.reason and not item.joined and item.count is None:
        _refuse_states(item, text)  # "về phòng, chống dịch": what it is for goes on
        found[-1].item.years += item.years
        return
    if found and found[-1].kind == "GK" and not item.joined and not (item.years or item.decisions or item.count):
        _refuse_states(item, text)
        by = giver(item.text, province)
        if by is None or by.code == KHAC:  # "Giấy khen của Thủ trưởng cơ quan, đơn vị …": who gives it goes on
            return
    if found and found[-1].kind == "BK" and FOREIGN.search(fold(item.text)):
        found[-1] = replace(found[-1], said=f"{found[-1].said} {clean(item.left)}")
        return
    if (item.years or leading) and (not rest or NOTHING.match(item.left)):
        return  # "2022: không"
    if found and found[-1].kind == "BK" and item.joined and not item.years and _higher(item.text, province):
        found.append(replace(found[-1], said=clean(item.left), item=replace(found[-1].item)))
        return  # "Bằng khen của UBND tỉnh và Bộ Ngoại giao"
    _refuse_states(item, text)
    raise Unreadable(NOT_WHOLE if found else UNKNOWN, value=clean(text), rest=clean(item.text))


def _higher(text: str, province: str) -> bool:
    by = giver(text, province)
    return by is not None and by.code != KHAC


def award(written: str, issuer: str | None, province: str = "") -> tuple[str, str | None]:
    """The code of one award written in any of its ways, and the guess made, if one was.

    Raises :class:`Unreadable` as :func:`named` does, and where the cell names none or several.
    """
    found = named(written, issuer, province)
    if len(found) != 1:
        raise Unreadable(SEVERAL if found else UNKNOWN, value=written)
    return found[0].code, found[0].guess


# ---------------------------------------------------------------- taking an item apart


def _items(text: str) -> Iterator[Item]:
    """The cell's items: apart at line ends, semicolons, commas, "và", plus signs, but not inside brackets, decisions or
    names that hold such signs."""
    low = DOTTED.sub(r"\1\2 ", plain(text))
    masked = list(low)
    for pattern in (TAKEN, JOINTS, SPAN, *(re.compile(re.escape(name)) for name in NAMED_LISTS)):
        for match in pattern.finditer(low):
            masked[match.start() : match.end()] = "_" * (match.end() - match.start())
    depth, begun, joined = 0, 0, False
    shape = "".join(masked)
    for match in re.finditer(r"[()]|[;\n,+&]|\bva\b", shape + "\n"):
        sign = match.group()
        depth += (sign == "(") - (sign == ")")
        if sign in "()" or (depth > 0 and sign != "\n"):
            continue
        depth = 0
        piece = text[begun : match.start()]
        if piece.strip(" .:,-–•*"):
            item = Item(piece, DOTTED.sub(r"\1\2 ", plain(piece)), joined=joined)
            if (bullet := BULLET.match(item.left)) and not LEADING.match(item.left):
                item.take(bullet)
            yield item
        begun, joined = match.end(), sign == "va"


def _read(item: Item, whole: str) -> Parsed | None:
    """Take apart one item; None where it names no award."""
    if SCHOOLED.search(item.left):
        raise Unreadable(SCHOOL, value=clean(whole))
    _take_decisions(item)
    _take_years(item)
    _take_ground(item)
    heads = list(HEAD.finditer(item.left))
    if not heads:
        return None
    if (granted := GRANTED.search(item.left)) is not None:
        item.take(granted)
    proposed, begin = "", 0
    if (proposes := PROPOSES.search(item.left)) is not None:
        proposed = item.take(proposes)
        begin = proposes.end() if proposes.end() <= heads[0].start() else 0
    head, reason = heads[0], REASON.search(item.left, heads[0].end())
    end = len(item.left) if reason is None else reason.start()
    item.reason = reason is not None
    _refuse_states(item, whole, but_quoted=reason is not None)
    item.left = " " * begin + item.left[begin:]  # who proposes it is not who gives it
    for more in (m for m in heads[1:] if m.start() < end):  # "Chiến sĩ thi đua cơ sở (CSTĐCS)" says it twice
        alias = kind_of_head(more)[:4] == kind_of_head(head)[:4] and "(" in item.left[head.end() : more.start()]
        if not alias:
            raise Unreadable(NOT_WHOLE, value=clean(whole), rest=clean(item.text[more.start() :]))
    return _of_kind(head, end, item, whole, proposed)


def _take_decisions(item: Item) -> None:
    for match in list(TAKEN.finditer(item.left)):
        said, number = match.group("number") or match.group("bare"), None
        if said is not None:
            begin = match.start("number") if match.group("number") else match.start("bare")
            number = clean(item.text[begin : begin + len(said)]).replace(" ", "")
        day = match.group("day") or match.group("day2") or match.group("day3")
        if day is not None:
            at = item.left.index(day, match.start())
            day = clean(item.text[at : at + len(day)])
        if number is None and item.decisions and item.decisions[-1][1] is None:
            item.decisions[-1] = (item.decisions[-1][0], day)
        else:
            item.decisions.append((number, day))
        item.take(match)


def _take_years(item: Item) -> None:
    for match in list(PERIOD.finditer(item.left)):
        item.take(match)
    for match in list(SPAN.finditer(item.left)):
        item.years += range(int(match.group(1)), int(match.group(2)) + 1)
        item.take(match)
    for match in list(ONE_YEAR.finditer(item.left)):
        item.years.append(int(match.group(1)))
        item.take(match)
    for match in list(COUNTED.finditer(item.left)):
        digits = next((g for g in match.groups() if g), "1")
        item.count = NUMERALS.get(digits) or int(digits)
        item.take(match)
    item.years = sorted(dict.fromkeys(item.years))


def _take_ground(item: Item) -> None:
    """On what it rests, where the words say one thing: in brackets, behind the award, or as the achievement's name."""
    head = HEAD.search(item.left)
    aim = FOR.search(item.left, head.end() if head else 0)
    until = aim.start() if aim else len(item.left)
    bare = [m for m in _UNBRACKETED.finditer(item.left, head.end() if head else 0, until) if _alone(item.left, m)]
    said = [*_BRACKETED.finditer(item.left), *bare]
    grounds = {m.lastgroup for m in (*said, *ACHIEVED.finditer(item.left))}
    others = {c for c, words in GROUND_SAID.items() if re.search(rf"\([^()]*(?<![a-z])(?:{words})(?![a-z])", item.left)}
    if len(grounds | others) == 1 and grounds:
        (item.ground,) = grounds
        for match in said:  # what it is for may follow, and stays with the word that begins it
            if re.match(r"\s*(?:$|[,;.()]|cua\b|nam\b)", item.left[match.end() :]):
                item.take(match)


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether no noun before it claims the word ("cuộc họp chuyên đề"): it stands behind the award or its giver."""
    before = text[: match.start()].rstrip()
    return not before.endswith((" hop", " hoc", " cao", " tra", " cong viec", " nhiem vu", " tac", " de an"))


def kind_of_head(match: re.Match[str]) -> str:
    return HEADS[int(str(match.lastgroup)[1:])][0]


def _refuse_states(item: Item, whole: str, but_quoted: bool = False) -> None:
    """Refuse an item that denies or plans; ``but_quoted``: a name in quotes decides nothing."""
    text = re.sub(r'"[^"]*"', lambda m: " " * len(m.group()), item.left) if but_quoted else item.left
    text = IN_NAMES.sub(lambda m: "_" * len(m.group()), text)
    for states, reason in ((DENIES, DENIED), (PLANS, PLANNED)):
        if (found := states.search(text)) is not None:
            raise Unreadable(reason, value=clean(whole), said=clean(item.text[found.start() : found.end()]))


def _of_kind(head: re.Match[str], end: int, item: Item, whole: str, proposed: str) -> Parsed:
    kind, words = kind_of_head(head), clean(item.text)
    before, tail = item.left[: head.start()], ASIDE.sub(" ", item.left[head.end() : end])

    def nothing_else(*texts: str) -> None:
        for text in texts:
            if rest := FILLERS.sub(" ", text).strip():
                raise Unreadable(NOT_WHOLE, value=clean(whole), rest=rest)

    if kind == "LDXS":
        raise Unreadable(NO_LEVEL, value=clean(whole))
    if kind in ("BK", "CO"):
        if FILLERS.sub(" ", before).strip() and FILLERS.sub(" ", tail).strip():  # who gave it stands on one side
            raise Unreadable(NOT_WHOLE, value=clean(whole), rest=clean(item.text[: head.start()]))
        said = " ".join(ACTS.sub(" ", f"{before} {tail}").split()).strip(" ,:.-()/")
        return Parsed(kind, words, said, item, proposed)
    if kind == "CSTD":
        nothing_else(before)
        return Parsed(kind, words, " ".join(tail.split()).strip(" ,:.-()/"), item, proposed)
    if kind in FREE:
        if kind != "GK":
            nothing_else(before)
        return Parsed(kind, words, "", item, proposed)
    nothing_else(before, tail)
    return Parsed(kind, words, "", item, proposed)


# ---------------------------------------------------------------- who gave it, which level


def _resolved(p: Parsed, whole: str, issuer: str | None, province: str) -> Named:
    number, day = p.item.decisions[0] if p.item.decisions else (None, None)
    one = Named(p.kind, p.words, tuple(sorted(set(p.item.years))), number, day, p.proposed, ground=p.item.ground)
    if p.kind == "CSTD":
        return _fighter(one, p.said, whole, issuer, province)
    if p.kind not in ("BK", "CO"):
        return _agreed(one, None, whole, issuer, province)
    said = giver(p.said, province) if p.said else None
    folded = " ".join(p.said.replace(",", " ").split())
    if said is None and p.said and not joint(fold(p.said)) and folded not in BARE:
        raise Unreadable(NO_GIVER if p.kind == "BK" else NO_LEVEL, value=clean(whole))
    guess = None
    if said is None:
        said, guess = (giver(issuer, province) if issuer else None), ISSUER_GUESS
        if said is None or (joint(fold(p.said)) and said.code not in (TINH, BNG, BO)):
            raise Unreadable(NO_GIVER if p.kind == "BK" else NO_LEVEL, value=clean(whole))
    code = said.code if p.kind == "BK" else FLAGS[said.code]
    if guess is None and code in (KHAC, "DH_KHAC"):
        guess = OTHER_GUESS
    return _agreed(replace(one, code=code, guess=guess), said, whole, issuer, province)


def _fighter(one: Named, said: str, whole: str, issuer: str | None, province: str) -> Named:
    """Which *Chiến sĩ thi đua*: by the level behind the words, or by the issuer where they name several."""
    level = fold(said)
    if NO_TITLES.search(level):
        raise Unreadable(NOT_KNOWN_LEVEL, value=clean(whole))
    if re.fullmatch(r"(cap )?(co so|cs)", level):
        return _agreed(replace(one, code="CSTDCS"), None, whole, issuer, province)
    if re.fullmatch(r"(cap )?toan quoc", level):
        return _agreed(replace(one, code="CSTD_TQ"), None, whole, issuer, province)
    by = giver(said, province) if level else None
    if by is None and joint(level):
        by = giver(issuer, province) if issuer else None
        one = replace(one, guess=ISSUER_GUESS)
    if by is None or by.code not in FIGHTERS:
        raise Unreadable(NO_LEVEL, value=clean(whole))
    return _agreed(replace(one, code=FIGHTERS[by.code]), None, whole, issuer, province)


def _agreed(one: Named, said: Giver | None, whole: str, issuer: str | None, province: str) -> Named:
    """The award, where its words and the issuer column do not contradict each other."""
    by = giver(issuer, province) if issuer else None
    if by is None:
        return one
    disagree = Unreadable(DISAGREE, value=clean(whole), issuer=issuer)
    if said is None or not one.code.startswith("BK_"):
        expected = EXPECTED.get(one.code)
        if expected is not None and by.code not in expected:
            raise disagree
        return one
    if said.code == by.code:
        if said.named and " " in said.key and " " in by.key and said.key != by.key and said.code == BO:
            raise disagree
        return one
    if said.code == BO and not said.named and by.code == BNG:
        return replace(one, code=BNG, guess=REFINED)
    raise disagree


__all__ = ["OPEN", "Named", "award", "label_of", "named", "plain"]


def written_out(code: str, label: str | None, province: str) -> str:
    """An award as a workbook writes it, so that reading it gives the same code and words."""
    if not label:
        return NAMES[code][0]
    try:
        found = named(label, None, province)
    except Unreadable:
        found = []
    return label if [(n.code, n.words) for n in found] == [(code, clean(label))] else f"{NAMES[code][0]}: {label}"


def label_of(code: str, written: str) -> str | None:
    """The words to keep beside a code that only says "another"."""
    return written if code in OPEN else None
