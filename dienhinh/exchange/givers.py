"""Who gives a certificate or a flag, as people write it: the award's own words and the issuer column alike.

"Who gave it" of the plan's reading: a provincial certificate is this province's; what cannot be told is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dienhinh.locale.fold import fold

TINH, BNG, BO, TTG, KHAC = "BK_TINH", "BK_BNG", "BK_BO_NGANH_TW", "BK_TTG", "BK_KHAC"


@dataclass(frozen=True)
class Giver:
    """Whose certificate it is (a code of certificates), and how exactly it was said: ``named`` by its own name, else by
    its level alone ("cấp bộ", "cấp tỉnh")."""

    code: str
    named: bool = True
    key: str = ""
    """What tells two givers of one code apart (a ministry's own name)."""


FOREIGN = re.compile(
    r"\blao\b(?! dong)|\bchdcnd\b|\bthai lan\b|\btrung quoc\b|\bcam ?pu ?chia\b|\bnhat ban\b|\bhan quoc\b"
    r"|\bvuong quoc\b"
    r"|\bdai su quan\b|\blanh su quan\b|\btinh truong\b|\bkham muo?n\b|\bkham muon\b|\bbo ly kham xay\b|\bbolikhamxay\b"
    r"|(?<!nha )\bnuoc (?!chxhcn\b|cong hoa xa hoi)"
)
CENTRAL = re.compile(r"\b(trung uong|tw|twd|viet nam|vn|toi cao|tong)\b")
LOCAL = re.compile(r"\b(tinh|huyen|thanh pho|tp|thi xa|xa|phuong|quan|thi tran)\b")
WORK = re.compile(  # bodies that are neither a People's Committee nor a ministry, by what they are called
    r"\b(tinh (uy|doan)|huyen uy|thanh uy|thi uy|dang (uy|bo)|doan thanh nien|hdnd|hoi dong nhan dan"
    r"|mttq|ubmttq|mat tran|ldld|lien doan lao dong|cong doan|hoi|hiep hoi|lien hiep|lien minh|doan|bo chi huy|bo"
    r" chqs|bch|bchqs|bo doi|bdbp"
    r"|bo tu lenh|tu lenh|quan khu|quan doan|cong an tinh|cong an|tand|toa an nhan dan|vksnd|vien ksnd"
    r"|vien kiem sat nhan dan|so|van phong ubnd|van phong|ban thuong vu|btv|ban chap hanh|cuc|chi cuc"
    r"|truong|khoa|phong)\b"
)
BODY = re.compile(
    r"(?:(?:(?:pho )?(?:tong )?(?:giam doc|hieu truong|thu truong|chanh|truong|cuc truong|chi cuc truong|vien truong"
    r"|chu nhiem|bi thu|tu lenh|chu tich|chi huy truong|doi truong|thu ky|truong (?:ban|phong)|chanh an|chinh uy|pho"
    r"|chanh van phong|lanh dao|thuong truc|thuong vu|bt|gd|ct) )*)"
    r"(?:thuong vu |bch |btv |ban chap hanh |ban thuong vu |uy ban |ubtw |trung tam |trung uong |tw |tu |ban |chi )*"
    rf"(?:{WORK.pattern}|(?:huyen|thanh pho|tp|thi xa|xa|phuong|thi tran)\b)"
)
"""A giver that is neither: a title, then what the body is called."""
NAMELESS = {"phong", "khoa", "truong", "so", "cuc", "hoi", "doan", "quan", "xa", "phuong", "huyen", "tp", "chi cuc"}
"""What a body is called, without its name."""
BODIES = re.compile(  # central bodies that are no ministry by name
    r"^(tong kiem toan( nha nuoc)?|kiem toan nha nuoc|(chanh an )?toa an nhan dan toi cao|tandtc"
    r"|(vien truong )?vien (kiem sat nhan dan|ksnd) toi cao|vksndtc"
    r"|van phong (chinh phu|quoc hoi|chu tich nuoc|trung uong( dang)?)|vpcp|vpqh"
    r"|(tong )?thanh tra chinh phu|ttcp cua thanh tra|(thong doc )?ngan hang nha nuoc( viet nam)?|nhnn( viet nam)?"
    r"|uy ban dan toc|bao hiem xa hoi viet nam|bhxh viet nam|dai (tieng noi|truyen hinh) viet nam"
    r"|thong tan xa viet nam|hoc vien .*|tong (lien doan lao dong|ldld)( viet nam| vn)?"
    r"|lien hiep cac to chuc huu nghi viet nam|hoi dong doi trung uong|ban .* trung uong)$"
)
MINISTRY = re.compile(r"^(bo truong |bt )?bo (?!mon\b|chi huy|doi\b|tu lenh|chqs|chu quan|ban\b|nganh\b)([a-z ]+)$")
MINISTRIES = {
    "quoc phong", "cong an", "noi vu", "tu phap", "ke hoach dau tu", "tai chinh", "cong thuong", "xay dung", "y te",
    "nong nghiep phat trien nong thon", "nong nghiep ptnt", "nn ptnt", "nnptnt", "nong nghiep moi truong", "nn mt",
    "giao thong van tai", "gtvt", "tai nguyen moi truong", "tn mt", "tnmt", "thong tin truyen thong", "tt tt", "tttt",
    "lao dong thuong binh xa hoi", "ld tb xh", "ldtbxh", "ldtb xh", "lao dong tb xh", "lao dong tbxh",
    "van hoa the thao du lich", "vh tt dl", "vhttdl", "vhtt dl", "van hoa tt dl", "khoa hoc cong nghe", "kh cn",
    "khcn", "giao duc dao tao", "gd dt", "gddt", "kh dt", "khdt", "dan toc ton giao", "ngoai giao", "thuong mai",
    "cong nghiep", "thuy san", "nong nghiep", "buu chinh vien thong", "van hoa thong tin", "lao dong", "giao duc",
    "van hoa", "lam nghiep", "thuy loi", "noi thuong", "ngoai thuong", "thuong nghiep", "cong nghiep nang",
    "cong nghiep nhe", "nang luong", "vat tu", "luong thuc", "dai hoc trung hoc chuyen nghiep", "tc", "nv", "ct",
    "qp", "ca", "tp", "xd", "yt", "gd", "khoa hoc cong nghe moi truong", "giao thong", "bc vt",
}  # fmt: skip
"""Names of ministries, today's and those that old certificates name, without their "và"; and their short forms."""
SHORT = {
    "bca", "bqp", "byt", "bgddt", "bgd", "bnv", "btc", "bxd", "bct", "btp", "btttt", "bgtvt", "bnnptnt", "btnmt",
    "bkhcn", "bkhdt", "bldtbxh", "bvhttdl", "bnnmt", "bdttg",
}  # fmt: skip
"""Abbreviations of ministries."""
PROVINCES = {
    "an giang", "ba ria vung tau", "bac lieu", "bac giang", "bac kan", "bac ninh", "ben tre", "binh dinh", "binh duong",
    "binh phuoc", "binh thuan", "ca mau", "cao bang", "dak lak", "dak nong", "dien bien", "dong nai", "dong thap",
    "gia lai", "ha giang", "ha nam", "ha tay", "ha tinh", "hai duong", "hau giang", "hoa binh", "hung yen",
    "khanh hoa", "kien giang", "kon tum", "lai chau", "lam dong", "lang son", "lao cai", "long an", "nam dinh",
    "nghe an", "ninh binh", "ninh thuan", "phu tho", "phu yen", "quang binh", "quang nam", "quang ngai", "quang ninh",
    "quang tri", "soc trang", "son la", "tay ninh", "thai binh", "thai nguyen", "thanh hoa", "thua thien hue",
    "tien giang", "tra vinh", "tuyen quang", "vinh long", "vinh phuc", "yen bai", "dac lac", "dac nong", "daklak",
    "daknong", "kontum", "nghe tinh", "ha tuyen", "minh hai", "song be", "thuan hai", "cuu long",
}  # fmt: skip
"""Provinces before and after the mergers of 2025, and those that old certificates name."""
HIGHER = re.compile(
    r"(?:cap )?(?:(?:pho )?thu tuong |chinh phu |chu tich nuoc |tinh (?!doan|hoi|uy|doi|lien doan)"
    r"|bo (?!chi huy|doi|tu lenh|ch ?qs|tham muu|tong tham muu)|trung uong |tw "
    rf"|(?:bng|ttg|ttcp|ubnd|{'|'.join(sorted(SHORT))})\b)"
)
HIGHER_BEHIND = re.compile(
    r"^ca |^phong (?:tinh|cap)\b| (?:bo ngoai giao|bo ng|thu tuong|chinh phu$|cap (?:tinh|bo)"
    rf"|(?:bng|ttg|ttcp|{'|'.join(sorted(SHORT))})\b)"
)
LEVELS = r"(?:bo|ban|nganh|tinh|doan the(?: trung uong| tw)?|uy ban nhan dan tinh)"
JOINT = re.compile(rf"^(?:cua |cap )*{LEVELS}(?:[ ,/&-]+(?:va )?(?:cap )?{LEVELS})+(?: trung uong| tw)?$")
NOISE = re.compile(r"\b(cua|do|boi|ban hanh|tang|ky|tm|kt|q|chxhcn viet nam|nuoc chxhcn viet nam|theo)\b")
CHAIR = re.compile(r"\b(pho chu tich|chu tich|chu tich|ct|pct)\b")
DECISION = re.compile(r"\b(quyet dinh|qd)\b.*$")


def joint(folded: str) -> bool:
    """Whether a level is left open: "cấp bộ, ngành, tỉnh, đoàn thể Trung ương" names several."""
    parts = set(re.findall(r"\b(bo|nganh|tinh|doan the)\b", folded))
    return bool(JOINT.match(folded)) and "tinh" in parts and bool(parts - {"tinh"})


def giver(written: str, province: str) -> Giver | None:
    """Who is meant; None where nothing, or more than one, is said. ``province``: the office's own."""
    text = re.sub(r"\([^()]*\b(qd|quyết định|quyet dinh|số)\b[^()]*\)", " ", written, flags=re.IGNORECASE)
    several = "/" in text and not re.search(r"\d\s*/", text)
    full = fold(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text))
    full = DECISION.sub("", full).strip()
    if not full:
        return None
    if JOINT.match(full):
        return None if joint(full) else Giver(BO, named=False)
    if FOREIGN.search(full):
        return Giver(KHAC)
    home = fold(re.sub(r"^\s*(tỉnh|thành phố|tp\.?)\s+", "", province, flags=re.IGNORECASE))
    plain = re.sub(r"^cap (?=bo [a-z]{3})", "", " ".join(NOISE.sub(" ", full).split()))
    plain = re.sub(r"\buy ban nhan dan\b|\bu b n d\b|\bub nd\b", "ubnd", plain)
    plain = re.sub(r"\b(tuong ung|to chuc thi dua)\b", "", plain).strip()
    if several and len([p for p in re.split("/", text) if giver(p, province)]) > 1:
        return None
    if re.fullmatch(r"(pho )?(thu tuong( chinh phu)?|ttg( cp| chinh phu)?|ttcp|chinh phu|cp)", plain):
        return Giver(TTG)
    if re.fullmatch(r"(bo truong |bt )?(bo ngoai giao|bng|bo ng)( viet nam)?", plain):
        return Giver(BNG)
    if plain == "khac":
        return Giver(KHAC, named=False)
    if BODIES.match(plain):
        return Giver(BO, key=plain)
    if re.match(r"(bo truong |bt )?(bo|ban|nganh)\b.*\bchu quan\b", plain):
        return None
    committee = re.search(r"\bubnd\b", plain)
    if committee and not re.search(r"\b(van phong|hdnd)\b", plain[: committee.start()]):
        if re.search(r"\b(va|bo ngoai giao|bo)\b", plain[committee.end() :]):
            return None
        return _committee(CHAIR.sub(" ", plain[committee.end() :]).strip(), home, province)
    if re.search(r"\bhdnd\b.*\bubnd\b", plain):
        return None
    alone = " ".join(CHAIR.sub(" ", plain).split())
    if re.fullmatch(rf"(cap )?tinh( {home}| {_initials(home)})?", alone):
        return Giver(TINH, named=alone != plain or home in alone)
    if re.fullmatch(r"(cap )?(bo|nganh|trung uong|tw)", alone):
        return Giver(BO, named=False)
    if re.match(r"(tw|trung uong) \w|.* (trung uong|tw)$", plain) and not re.search(r"\btinh\b", plain):
        return Giver(BO, key=plain)
    if found := MINISTRY.match(plain):
        name = " ".join(w for w in found.group(2).split() if w not in ("va", "viet", "nam"))
        if name in MINISTRIES:
            return Giver(BO, key=name)
    short = plain.removeprefix("bo truong ").removeprefix("bt ").replace(" ", "")
    if short in SHORT:
        return Giver(BO, key=short)
    if re.match(r"nganh \w", plain):
        return Giver(BO, key=plain)
    if HIGHER.match(plain) or HIGHER_BEHIND.search(plain):
        return None  # a giver of the higher kind with more behind it
    if BODY.match(plain) and plain not in NAMELESS:
        if CENTRAL.search(plain) and not LOCAL.search(plain):
            return Giver(BO, key=plain)
        return Giver(KHAC, key=plain)
    return None


def _committee(rest: str, home: str, province: str) -> Giver | None:
    """Whose People's Committee, from what stands behind the words."""
    city = bool(re.match(r"\s*(thành phố|tp)", province, flags=re.IGNORECASE))
    if not rest or rest in ("nhan dan",):
        return None
    if re.search(r"\b(huyen|thi xa|xa|phuong|quan|thi tran)\b", rest):
        return Giver(KHAC, key=rest)
    if found := re.match(r"(thanh pho|tp)\b\s*(.*)$", rest):
        return Giver(TINH if city and found.group(2) in ("", home) else KHAC, key=rest)
    if found := re.match(r"(?:cap )?tinh\b\s*(.*)$", rest):
        where = found.group(1).strip()
        if where in ("", home, _initials(home), "viet nam"):
            return Giver(TINH)
        return Giver(KHAC, key=rest) if where in PROVINCES else None
    if rest in PROVINCES and rest != home:
        return Giver(KHAC, key=rest)
    return Giver(TINH) if rest == home and not city else None


def _initials(home: str) -> str:
    return "".join(word[0] for word in home.split())
