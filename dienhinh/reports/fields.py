"""What a Word template may name: the facts under the names an office reads them by (Vietnamese without diacritics);
docs/templates.md lists them. Each paper has its own of them (``reports.papers``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.validity import Act, validity
from dienhinh.kinds.meeting import ABSENT, CHAIR, MEETINGS, PARTS, PRESENT, SECRETARY
from dienhinh.kinds.post import GENDERS
from dienhinh.locale.names import LEVEL_NAME, STAGE_WORD
from dienhinh.locale.verdicts import papers_text
from dienhinh.reports.facts import TOKEN, Award, Counted, Exemplar, Facts, Initiative, Person
from dienhinh.verdicts.countdown import nearest, needs_said
from dienhinh.verdicts.work import AHEAD

Json = dict[str, Any]
MEETING_WORD = {c.code: c.word for c in MEETINGS}
PART_NAME = {c.code: c.names[0].lower() for c in PARTS}
FOR_SOMEBODY = re.compile(r"(?:KT|TL|TUQ|TM|Q)\.\s*(.+)", re.IGNORECASE)
"""Who signs for somebody: whose authority it is stands behind the sign."""
GENDER_NAME = {c.code: c.names[0] for c in GENDERS}


def long_date(day: date) -> str:
    """As Decree 30/2020/NĐ-CP writes a day: numbers below 10 of days, and months 1 and 2, with a leading zero.

    >>> long_date(date(2026, 2, 3)), long_date(date(2026, 12, 15))
    ('ngày 03 tháng 02 năm 2026', 'ngày 15 tháng 12 năm 2026')
    >>> long_date(date(2026, 3, 10))
    'ngày 10 tháng 3 năm 2026'
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def hour(said: str) -> str:
    """An hour as minutes write it; empty where none is recorded.

    >>> hour("08:30"), hour("")
    ('08 giờ 30 phút', '')
    """
    if not said:
        return ""
    at, _, past = said.partition(":")
    return f"{at} giờ {past} phút"


def cited(act: Act) -> str:
    """A law or decree as it is cited: a law without number and issuer (annex I, II.6 of Decree 30).

    >>> cited(validity().acts(date(2026, 1, 1))[0])
    'Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022'
    """
    if act.type == "Luật":
        return f"Căn cứ Luật {act.title} {long_date(act.signed)}"
    return f"Căn cứ {act.type} số {act.number} {long_date(act.signed)} của {act.issuer} {act.title}"


def citations(facts: Facts) -> list[str]:
    """What the office's own papers rest on, the law of the paper's day, the plan; each without its last sign."""
    plan, o = facts.o.snapshot.plan, facts.o
    own = [b.strip().rstrip(".;") for b in o.office.bases]
    the_plan = (
        f"Căn cứ Kế hoạch số {plan.number} {long_date(plan.issued)} của {plan.issuer.vi} về {_lower(plan.title.vi)}"
    )
    return [*own, *(cited(a) for a in validity().acts(o.dated)), the_plan]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


# ---------------------------------------------------------------------- of one candidate


def of_person(facts: Facts, p: Person) -> Json:
    """The fields of one candidate."""
    words, said, more = facts.words, p.conclusion, p.particulars
    votes = said.votes if said else (None, None, None)
    voters = facts.o.meeting.voters if facts.o.meeting else None
    share = f"{words.number(100 * votes[0] / voters)}%" if voters and votes[0] is not None else ""
    asked = {
        "bo_sung": (said.what or "") if said else "",
        "bo_sung_ai": (said.by_whom or "") if said else "",
        "bo_sung_han": words.date(said.due_on) if said and said.due_on else "",
    }
    remarks = [(said.reason or "") if said else ""]
    if asked["bo_sung"]:
        more_said = [f"{asked['bo_sung_ai']} thực hiện" if asked["bo_sung_ai"] else ""]
        more_said.append(f"hạn {asked['bo_sung_han']}" if asked["bo_sung_han"] else "")
        said_so = ", ".join(x for x in more_said if x)
        remarks.append(asked["bo_sung"] + (f" ({said_so})" if said_so else ""))
    return {
        "ma": p.code,
        "ho_ten": p.name,
        "chuc_vu": p.position,
        "don_vi": p.unit,
        "chuc_vu_don_vi": p.post,
        "nhom": p.track,
        "tap_the": p.collective,
        "gioi_tinh": GENDER_NAME.get(str(more.get("gender")), ""),
        "ngay_sinh": words.date(more["born_on"]) if more.get("born_on") else "",
        "que_quan": more.get("home") or "",
        "chuyen_mon": more.get("qualification") or "",
        "ly_luan": more.get("theory") or "",
        "xep_loai": [r or "–" for r in p.ratings],
        "xep_loai_bang": [
            {"nam": str(y), "muc": r.name if r else "", "quyet_dinh": facts.decision_said(r.decision) if r else ""}
            for y, r in zip(facts.o.snapshot.plan.period.years, p.rated, strict=True)
        ],
        "thanh_tich": "; ".join(
            x
            for x in (
                facts.awards_said(tuple(a for a in p.titles if not a.pending), cited=True),
                facts.awards_said(tuple(a for a in p.commendations if not a.pending), cited=True),
                facts.initiatives_said(p),
            )
            if x
        ),
        "danh_hieu": facts.awards_said(p.titles),
        "danh_hieu_so": facts.awards_said(p.titles, cited=True),
        "danh_hieu_bang": [of_award(facts, a) for a in p.titles],
        "khen_thuong": facts.awards_said(p.commendations, cited=True),
        "khen_thuong_bang": [of_award(facts, a) for a in p.commendations],
        "sang_kien": facts.initiatives_said(p),
        "sang_kien_cho": facts.waiting_said(p),
        "sang_kien_bang": [of_initiative(facts, i) for i in sorted((*p.initiatives, *p.waiting), key=lambda i: i.year)],
        "tieu_chi_dat": f"{p.met}/{len(p.parts)}",
        "tieu_chi": [
            {
                "muc": part.section,
                "ten": part.short,
                "noi_dung": part.text,
                "ma": STATUSES[part.status],
                "dat": part.met,
                "chi_tiet": facts.leaves_said(part.leaves),
                "gan_nhat": facts.leaves_said(part.nearest),
            }
            for part in p.parts
        ],
        "tinh_trang": facts.status_of(p),
        "ma_tinh_trang": STATUSES[p.status],
        "tien_do": words.percent(p.progress),
        "con_thieu": p.missing,
        "ket_luan": facts.conclusion_said(p),
        "ket_luan_ghi": facts.concluded_said(p),
        "ma_ket_luan": said.result if said else "",
        "duoc_de_nghi": bool(said and said.result == "CHON") and p.status is not Status.OUT_OF_REACH,
        "phieu": facts.votes_said(p),
        "phieu_dong_y": _figure(votes[0]),
        "phieu_khong": _figure(votes[1]),
        "phieu_khac": _figure(votes[2]),
        "ty_le": share,
        **asked,
        "ly_do": remarks[0],
        "ghi_chu": "; ".join(r for r in remarks if r),
    }


def _figure(n: int | None) -> str:
    """A figure; blank where none is recorded."""
    return "" if n is None else str(n)


def of_award(facts: Facts, a: Award) -> Json:
    said = ["; ".join(x for x in (facts.decision_said(d), d.issuer or "") if x) for d in a.decisions]
    return {
        "nam": str(a.year),
        "ten": a.name,
        "quyet_dinh": " và ".join(x for x in said if x),
        "cho": a.pending,
        "ngoai_ky": a.outside,
        "chuc_vu_khi_do": a.then,
    }


def of_initiative(facts: Facts, i: Initiative) -> Json:
    return {
        "ten": i.title,
        "cap": LEVEL_NAME[i.level],
        "nam": str(i.year),
        "quyet_dinh": facts.decision_said(i.decision),
        "cho": i.waiting,
        "ngoai_ky": i.outside,
    }


def of_counts(c: Counted) -> Json:
    du, cho, phan_dau, khong = c.n
    return {"nhom": c.name, "tong": c.total, "du": du, "cho": cho, "phan_dau": phan_dau, "khong": khong}


def listed(facts: Facts, people: Sequence[Person]) -> list[Json]:
    return [{"stt": i, **of_person(facts, p)} for i, p in enumerate(people, start=1)]


# ---------------------------------------------------------------------- groups of fields


def common(facts: Facts) -> Json:
    """The office, the plan, the day, the marks: every paper has them."""
    o, words, plan = facts.o, facts.words, facts.o.snapshot.plan
    mine = o.office
    name = mine.name or plan.issuer.vi
    lines = mine.signs_as.strip().splitlines() or [""]
    signed_for = FOR_SOMEBODY.match(lines[0])
    head = signed_for.group(1) if signed_for else lines[-1]
    return {
        "co_quan_chu_quan": mine.parent.upper(),
        "co_quan": name.upper(),
        "ten_co_quan": name,
        "ky_hieu": mine.symbol,
        "dia_danh": mine.place,
        "ngay_ban_hanh": long_date(o.dated),
        "chuc_vu_ky": mine.signs_as.strip().upper(),
        "nguoi_ky": mine.signer,
        "nguoi_ra_quyet_dinh": f"{head} {name}".strip().upper(),
        "don_vi_soan": mine.drafting,
        "ten_don_vi_soan": facts.name_of(mine.drafting),
        "noi_nhan": list(mine.own_recipients),
        "kinh_gui": list(mine.addressees) or ["……………………"],
        "can_cu": citations(facts),
        "ke_hoach": plan.number,
        "ten_ke_hoach": plan.title.vi,
        "ngay_ke_hoach": words.date(plan.issued),
        "giai_doan": f"{plan.period.first_year}–{plan.period.last_year}",
        "can_chon": f"{plan.target.at_least}–{plan.target.at_most}",
        "muc_can_chon": plan.target.section,
        "ngay_xet": words.date(o.snapshot.on),
        "ngay_xet_chu": long_date(o.snapshot.on),
        "dau_van": o.snapshot.fingerprint,
        "chu_nho": facts.paper_print,
        "dau": facts.mark,
        "dau_kich_ban": facts.mark,
        "nam": [str(y) for y in plan.period.years],
    }


def of_list(facts: Facts) -> Json:
    """Who is listed, with how many stand where."""
    people = listed(facts, facts.people)
    return {
        "danh_sach": people,
        "du_dieu_kien": [r for r in people if r["ma_tinh_trang"] == "ELIGIBLE"],
        "chua_du": [r for r in people if r["ma_tinh_trang"] != "ELIGIBLE"],
        "tong": of_counts(facts.counts_listed[0]),
        "theo_nhom": [of_counts(c) for c in facts.counts_listed[1:]],
    }


MEETINGS_CALLED = ("cuộc họp", "họp", "hội nghị", "phiên", "buổi", "lễ", "đại hội", "hội thảo", "toạ đàm", "tọa đàm")


def called(title: str) -> str:
    """A meeting's name as a sentence has it: one that only says what for is a meeting.

    >>> called("Xét chọn điển hình"), called("Hội nghị tổng kết")
    ('Cuộc họp xét chọn điển hình', 'Hội nghị tổng kết')
    """
    if title.casefold().startswith(MEETINGS_CALLED):
        return title
    first = title.split(" ", 1)[0]
    return f"Cuộc họp {title[:1].lower() + title[1:] if first[1:].islower() else title}"


def of_meeting(facts: Facts) -> Json:
    """The meeting and what it concluded, whoever is listed; all of it is empty without one."""
    held, words = facts.o.meeting, facts.words
    people = listed(facts, facts.discussed)
    by: Callable[[str], list[Json]] = lambda result: [r for r in people if r["ma_ket_luan"] == result]  # noqa: E731
    numbered: Callable[[list[Json]], list[Json]] = lambda some: [{**r, "stt": i} for i, r in enumerate(some, start=1)]  # noqa: E731
    chosen = numbered(by("CHON"))
    voted = [r for r in people if r["phieu"]]
    voters = held.voters if held else None
    none: Json = {"ten": "", "chuc_vu": "", "vai_tro": ""}
    present = not facts.before  # an invitation names who is to chair
    chair, secretary = (held.who(CHAIR, present), held.who(SECRETARY, present)) if held else (None, None)
    return {
        "cuoc_hop": called(held.title) if held else "",
        "loai_hop": words.t(MEETING_WORD[held.kind]) if held else "",
        "ngay_hop": long_date(held.held_on) if held else "",
        "gio_bat_dau": hour(held.begun) if held else "",
        "gio_ket_thuc": hour(held.ended) if held else "",
        "dia_diem": held.place if held else "",
        "thanh_phan": [of_member(m) for m in held.members] if held else [],
        "co_mat": [of_member(m) for m in held.those(PRESENT)] if held else [],
        "vang": [of_member(m) for m in held.those(ABSENT)] if held else [],
        "chua_ghi": [of_member(m) for m in held.those("")] if held else [],
        "chu_tri": of_member(chair) if chair else none,
        "thu_ky": of_member(secretary) if secretary else none,
        "so_bieu_quyet": "" if voters is None else f"{voters:02}",
        "thieu_phieu": any("" in (r["phieu_dong_y"], r["phieu_khong"], r["phieu_khac"]) for r in voted),
        "thong_qua": {True: "co", False: "khong"}.get(held.adopted, "") if held and held.adopted is not None else "",
        "xet": people,
        "tong_xet": of_counts(facts.counts_discussed[0]),
        "khong_xet": [facts.name_of(c) for c in facts.o.apart],
        "de_nghi": chosen,
        "chon_chua_du": [r for r in chosen if r["ma_tinh_trang"] != "ELIGIBLE"],
        "khong_chon": by("KHONG_CHON"),
        "bo_sung": by("BO_SUNG"),
        "chua_ket_luan": by(""),
        "da_ket_luan": any(r["ma_ket_luan"] for r in people),
        "nhat_tri": facts.unanimous,
        "da_bo_phieu": numbered(voted),
        "chua_bo_phieu": [r for r in people if not r["phieu"]],
    }


def of_member(m: Mapping[str, Any]) -> Json:
    return {"ten": m.get("name", ""), "chuc_vu": m.get("role", ""), "vai_tro": PART_NAME.get(str(m.get("part")), "")}


def of_roadmap(facts: Facts) -> Json:
    """The roadmap, the year-ends, the exemplars."""
    words = facts.words
    steps = [
        {
            "han": words.date(s.due),
            "noi_dung": s.text,
            "don_vi": s.office,
            "tinh_hinh": facts.step_said(s),
            "can_cu": s.evidence,
            "muc": s.section,
            "xong": s.done_on is not None,
            "qua_han": s.overdue,
            "cham": s.late,
        }
        for s in facts.roadmap
    ]
    exemplars = [of_exemplar(facts, e) for e in registered(facts)]
    return {
        "theo_nam": [{"ngay": words.date(m.day), "so": list(m.n)} for m in facts.trend],
        "lo_trinh": steps,
        "qua_han": [s for s in steps if s["qua_han"]],
        "hoan_thanh_cham": [s for s in steps if s["cham"]],
        "sap_toi": [s for s in steps if not s["qua_han"] and not s["xong"]],
        "giai_doan_dien_hinh": [{"giai_doan": name, "so": n} for name, n in facts.pipeline],
        "dien_hinh": [of_exemplar(facts, e) for e in facts.exemplars],
        "dang_ky": exemplars,
        "dang_ky_roi": [d for d in exemplars if d["ngay_dang_ky"]],
        "dang_ky_them": [d for d in exemplars if not d["ngay_dang_ky"]],
    }


def registered(facts: Facts) -> list[Exemplar]:
    """The exemplars to be registered, or that are: those selected (IV.1)."""
    return [e for e in facts.exemplars if {"LUA_CHON", "DANG_KY"} & set(e.stages)]


def of_exemplar(facts: Facts, e: Exemplar) -> Json:
    words = facts.words
    day = {s: words.date(d) for s, (d, _) in e.stages.items()}
    units = list(dict.fromkeys(unit for unit, *_ in e.replication))
    model = e.carriers is not None
    carried = words.t("carried by {who}", who=words.list(e.carriers or ())) if e.carriers else ""
    return {
        "ten": words.t("Model “{name}”", name=e.name) if model else e.name,
        "chuc_vu_don_vi": carried if model else e.person.post if e.person else "",
        "linh_vuc": e.field or words.t("all-round"),
        "phu_trach": e.nurturer,
        "ngay_lua_chon": day.get("LUA_CHON", ""),
        "ngay_dang_ky": day.get("DANG_KY", ""),
        "van_ban_dang_ky": e.stages["DANG_KY"][1] if "DANG_KY" in e.stages else "",
        "giai_doan": "; ".join(f"{words.t(STAGE_WORD[s]).lower()} {d}" for s, d in day.items()),
        "boi_duong": len(e.nurturing),
        "nhan_rong": "; ".join(units),
    }


def of_one(facts: Facts) -> Json:
    """The one candidate that a paper is about."""
    people = listed(facts, facts.people)
    if len(people) != 1:
        return {"nguoi": {}}
    verdict = " ".join(s.text for s in facts.verdict_of(facts.people[0].code))
    return {"nguoi": people[0] | {"ket_qua_xet_chu": verdict}}


def of_unit(facts: Facts) -> Json:
    """What a unit owes (V.1): of its candidates the papers still missing, what meetings asked for, and what must come
    before the nearest way closes."""
    unit, words = facts.o.unit, facts.words
    mine = [p for p in facts.people if facts.unit_of(p) == unit]
    lines, soon = [], nearest([c for c in facts.o.snapshot.closings if c.last >= facts.o.dated])
    for p in mine:
        closing = soon.get(p.code)
        closes = f"{needs_said(closing, words)}, chậm nhất {words.date(closing.last)}" if closing else ""
        urgent = closing is not None and closing.last <= facts.o.snapshot.on + AHEAD
        papers = papers_text(facts.o.snapshot.nearest_route(p.code), facts.o.snapshot.plan, words)
        waiting = ", ".join(f"{a.name} {a.year}" for a in p.awards if a.pending)
        asked = "; ".join(
            (t.conclusion.what or "hồ sơ")
            + (f", do {t.conclusion.by_whom} thực hiện" if t.conclusion.by_whom else "")
            + (f", hạn {words.date(t.conclusion.due_on)}" if t.conclusion.due_on else "")
            for t in facts.o.tasks
            if t.conclusion.code == p.code and t.sealed and t.is_open(facts.o.dated)
        )
        owed = "; ".join(x for x in (papers, f"cần quyết định {waiting}" if waiting else "") if x)
        if owed or asked or urgent:
            said = {"giay_to": owed, "yeu_cau": asked, "sap_het_han": closes}
            lines.append({"ho_ten": p.name, "chuc_vu": p.position, **said})
    return {
        "don_vi_no": {
            "ten": facts.name_of(unit),
            "nguoi": lines,
            "han": long_date(facts.o.due) if facts.o.due else "",
        }
    }


@dataclass(frozen=True)
class Group:
    """Fields that go together: their names, and what makes them."""

    names: tuple[str, ...]
    of: Callable[[Facts], Json]


GROUPS = {
    "COMMON": Group(
        ("co_quan_chu_quan", "co_quan", "ten_co_quan", "ky_hieu", "dia_danh", "ngay_ban_hanh", "chuc_vu_ky",
         "nguoi_ky", "nguoi_ra_quyet_dinh", "don_vi_soan", "ten_don_vi_soan", "noi_nhan", "kinh_gui", "can_cu",
         "ke_hoach", "ten_ke_hoach",
             "ngay_ke_hoach", "giai_doan", "can_chon", "muc_can_chon", "ngay_xet", "ngay_xet_chu",
         "dau_van", "chu_nho", "dau", "dau_kich_ban", "nam"), common),
    "LIST": Group(("danh_sach", "du_dieu_kien", "chua_du", "tong", "theo_nhom"), of_list),
    "MEETING": Group(
        ("cuoc_hop", "loai_hop", "ngay_hop", "gio_bat_dau", "gio_ket_thuc", "dia_diem", "thanh_phan", "co_mat",
         "vang", "chua_ghi", "chu_tri", "thu_ky",
             "so_bieu_quyet", "thieu_phieu", "thong_qua", "xet", "tong_xet", "khong_xet",
         "de_nghi", "chon_chua_du", "khong_chon", "bo_sung", "chua_ket_luan", "da_ket_luan", "nhat_tri",
         "da_bo_phieu", "chua_bo_phieu"), of_meeting),
    "ROADMAP": Group(
        ("theo_nam", "lo_trinh", "qua_han", "hoan_thanh_cham", "sap_toi", "giai_doan_dien_hinh", "dien_hinh",
         "dang_ky", "dang_ky_roi", "dang_ky_them"), of_roadmap),
    "ONE": Group(("nguoi",), of_one),
    "UNIT": Group(("don_vi_no",), of_unit),
}  # fmt: skip
"""The groups of fields; a paper has some of them, and COMMON."""


def fields(facts: Facts, groups: Sequence[str] = tuple(GROUPS)) -> Json:
    """Every field that a Word template of these groups can use."""
    found: Json = {}
    for name in dict.fromkeys(("COMMON", *groups)):
        found |= GROUPS[name].of(facts)
    return {k: v if k == "chu_nho" else printable(v) for k, v in found.items()}


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def printable(said: Any) -> Any:
    """The same without what a Word file cannot hold, and without what stands for the paper's fingerprint."""
    if isinstance(said, str):
        return CONTROL.sub(" ", said).replace(TOKEN, TOKEN.replace("@", "·"))
    if isinstance(said, dict):
        return {k: printable(v) for k, v in said.items()}
    return [printable(x) for x in said] if isinstance(said, list) else said
