"""What a Word template may name: the facts under the names an office reads them by (Vietnamese without diacritics);
docs/templates.md lists them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dienhinh.criteria import STATUSES, Status
from dienhinh.kinds.meeting import MEETINGS
from dienhinh.reports.facts import Counted, Facts, Person

Json = dict[str, Any]
MEETING_WORD = {c.code: c.word for c in MEETINGS}


def long_date(day: date) -> str:
    """As Decree 30/2020/NĐ-CP writes a day: numbers below 10 of days, and months 1 and 2, with a leading zero.

    >>> long_date(date(2026, 2, 3)), long_date(date(2026, 12, 15))
    ('ngày 03 tháng 02 năm 2026', 'ngày 15 tháng 12 năm 2026')
    >>> long_date(date(2026, 3, 10))
    'ngày 10 tháng 3 năm 2026'
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def of_person(facts: Facts, p: Person) -> Json:
    """The fields of one candidate."""
    words, said = facts.words, p.conclusion
    return {
        "ma": p.code,
        "ho_ten": p.name,
        "chuc_vu": p.position,
        "don_vi": p.unit,
        "chuc_vu_don_vi": p.post,
        "nhom": p.track,
        "xep_loai": [r or "–" for r in p.ratings],
        "danh_hieu": facts.awards_said(p.titles),
        "khen_thuong": facts.awards_said(p.commendations, cited=True),
        "sang_kien": facts.initiatives_said(p),
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
        "ma_ket_luan": said.result if said else "",
        "phieu": facts.votes_said(p),
        "bo_sung": (said.what or "") if said else "",
        "bo_sung_ai": (said.by_whom or "") if said else "",
        "bo_sung_han": words.date(said.due_on) if said and said.due_on else "",
        "ly_do": (said.reason or "") if said else "",
    }


def of_counts(c: Counted) -> Json:
    du, cho, phan_dau, khong = c.n
    return {"nhom": c.name, "tong": c.total, "du": du, "cho": cho, "phan_dau": phan_dau, "khong": khong}


def fields(facts: Facts) -> Json:
    """Every field that a Word template can use."""
    o, words, plan, meeting = facts.o, facts.words, facts.o.snapshot.plan, facts.o.meeting
    agenda = [{"stt": i, **of_person(facts, p)} for i, p in enumerate(facts.people, start=1)]
    eligible = STATUSES[Status.ELIGIBLE]
    chosen = (
        [r for r in agenda if r["ma_ket_luan"] == "CHON"]
        if o.conclusions
        else [r for r in agenda if r["ma_tinh_trang"] == eligible]
    )
    short = [r for r in agenda if r["ma_tinh_trang"] != eligible]
    return {
        "co_quan_chu_quan": o.office.parent.upper(),
        "co_quan": (o.office.name or plan.issuer.vi).upper(),
        "ten_co_quan": o.office.name or plan.issuer.vi,
        "ky_hieu": o.office.symbol,
        "dia_danh": o.office.place,
        "ngay_ban_hanh": long_date(o.dated),
        "chuc_vu_ky": o.office.signs_as.upper(),
        "nguoi_ky": o.office.signer,
        "thu_ky": o.office.secretary,
        "noi_nhan": list(o.office.recipients),
        "ke_hoach": plan.number,
        "ten_ke_hoach": plan.title.in_(words.lang),
        "ngay_ke_hoach": words.date(plan.issued),
        "giai_doan": f"{plan.period.first_year}–{plan.period.last_year}",
        "ngay_xet": words.date(o.snapshot.on),
        "ngay_xet_chu": long_date(o.snapshot.on),
        "dau_van": o.snapshot.fingerprint,
        "chu_nho": facts.small_print,
        "dau_kich_ban": facts.scenario_mark,
        "nam": [str(y) for y in plan.period.years],
        "cuoc_hop": meeting.title if meeting else "",
        "loai_hop": words.t(MEETING_WORD[meeting.kind]) if meeting else "",
        "ngay_hop": long_date(meeting.held_on) if meeting else long_date(o.dated),
        "dia_diem": meeting.place if meeting else "",
        "thanh_phan": [dict(m) for m in meeting.members] if meeting else [],
        "danh_sach": agenda,
        "de_nghi": [{**r, "stt": i} for i, r in enumerate(chosen, start=1)],
        "chua_du": [{**r, "stt": i} for i, r in enumerate(short, start=1)],
        "bo_sung": [r for r in agenda if r["ma_ket_luan"] == "BO_SUNG"],
        "tong": of_counts(facts.counts[0]),
        "theo_nhom": [of_counts(c) for c in facts.counts[1:]],
        "theo_nam": [{"ngay": words.date(m.day), "so": list(m.n)} for m in facts.trend],
        "lo_trinh": [
            {
                "han": words.date(s.due),
                "noi_dung": s.text,
                "don_vi": s.office,
                "tinh_hinh": facts.step_said(s),
                "can_cu": s.evidence,
                "muc": s.section,
                "xong": s.done_on is not None,
                "qua_han": s.overdue,
            }
            for s in facts.roadmap
        ],
        "giai_doan_dien_hinh": [{"giai_doan": name, "so": n} for name, n in facts.pipeline],
        "can_chon": f"{plan.target.at_least}–{plan.target.at_most}",
        "muc_can_chon": plan.target.section,
        "nguoi": agenda[0] if len(agenda) == 1 else {},
    }


FIELDS: Sequence[str] = (
    "co_quan_chu_quan", "co_quan", "ten_co_quan", "ky_hieu", "dia_danh", "ngay_ban_hanh", "chuc_vu_ky", "nguoi_ky",
    "thu_ky", "noi_nhan", "ke_hoach", "ten_ke_hoach", "ngay_ke_hoach", "giai_doan", "ngay_xet", "ngay_xet_chu",
    "dau_van", "chu_nho", "dau_kich_ban", "nam", "cuoc_hop", "loai_hop", "ngay_hop", "dia_diem", "thanh_phan",
    "danh_sach", "de_nghi", "chua_du", "bo_sung", "tong", "theo_nhom", "theo_nam", "lo_trinh", "giai_doan_dien_hinh",
    "can_chon", "muc_can_chon", "nguoi",
)  # fmt: skip
"""The fields of :func:`fields`, in the order of the page that lists them; a test compares both."""
