"""What papers and screens say, from a snapshot: the numbers, each candidate's line, the words around them.

One function makes each number, and every paper and screen takes it from here. Keys of the dictionaries are the fields
that templates use (Vietnamese without diacritics, as an office reads them); docs/templates.md lists them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dienhinh.criteria import STATUSES
from dienhinh.criteria.leaves import leaves_of
from dienhinh.kinds.award import kind_of
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_NAME, STAGE_WORD, code_name
from dienhinh.locale.verdicts import STATUS_TEXT, missing_text, plan_name
from dienhinh.reports.offices import Office
from dienhinh.verdicts.snapshot import Snapshot

Json = dict[str, Any]
KIND_TEXT = {
    "SO_KET": N_("Interim review"),
    "TONG_KET": N_("Final review"),
    "XET_CHON": N_("Selection of exemplars"),
    "HOI_NGHI": N_("Exemplars’ conference"),
}
RESULT_TEXT = {"CHON": N_("selected"), "KHONG_CHON": N_("not selected"), "BO_SUNG": N_("file to be completed")}


@dataclass(frozen=True)
class Occasion:
    """What a paper is about: the snapshot and, where there is one, the meeting with its conclusions (by code, as
    ``store.meetings.Conclusion``). ``scenario``: what is tried; it is marked on every page."""

    snapshot: Snapshot
    office: Office = field(default_factory=Office)
    dated: date = date(2000, 1, 1)
    meeting: Any = None
    conclusions: Mapping[str, Any] = field(default_factory=dict)
    scenario: str = ""
    codes: tuple[str, ...] | None = None

    @property
    def agenda(self) -> list[str]:
        """Who is discussed: those asked for, the meeting's agenda, else everybody, nearest first."""
        wanted = self.codes if self.codes is not None else (self.meeting.agenda if self.meeting else None)
        known = self.snapshot.row_of
        return [c for c in (wanted if wanted else self.snapshot.nearest_first) if c in known]


def long_date(day: date) -> str:
    """As Decree 30/2020/NĐ-CP writes a day: numbers below 10 of days, and months 1 and 2, with a leading zero.

    >>> long_date(date(2026, 2, 3)), long_date(date(2026, 12, 15))
    ('ngày 03 tháng 02 năm 2026', 'ngày 15 tháng 12 năm 2026')
    >>> long_date(date(2026, 3, 10))
    'ngày 10 tháng 3 năm 2026'
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def candidate(o: Occasion, code: str, words: Words) -> Json:
    """One candidate's line: everything that the list of the decree-style papers, the slides and the screens show."""
    snapshot, plan = o.snapshot, o.snapshot.plan
    person, records = snapshot.person(code), snapshot.records(code)
    track = plan.tracks[str(person["track"])]
    ratings = {
        int(r["year"]): code_name(r["code"]) for r in records["rating"].to_dict("records") if r["state"] == "CONFIRMED"
    }
    awards = awards_known(o, records)
    said = o.conclusions.get(code)
    status = str(person["status"])
    route = snapshot.nearest_route(code)
    met, parts = parts_of(o, code, words)
    return {
        "ma": code,
        "ho_ten": person["name"],
        "chuc_vu": person["position"] or "",
        "don_vi": person["unit_name"],
        "chuc_vu_don_vi": ", ".join(
            str(x) for x in (person["position"], person["unit_name"]) if x and x != person["name"]
        ),
        "nhom": track.in_(words.lang),
        "xep_loai": [ratings.get(y, "–") for y in plan.period.years],
        "danh_hieu": "; ".join(_award(r, words) for r in awards if kind_of(r["code"]) == "TITLE"),
        "khen_thuong": "; ".join(_award(r, words, cited=True) for r in awards if kind_of(r["code"]) != "TITLE"),
        "sang_kien": "; ".join(
            f"{r['title']} ({LEVEL_NAME[r['level']]}, {r['year']})"
            for r in records["initiative"].to_dict("records")
            if not r["revoked"] and r["recognised"] is not False and r["applied"] is not False
        ),
        "tieu_chi_dat": f"{met}/{len(parts)}",
        "tieu_chi": parts,
        "tinh_trang": words.t(STATUS_TEXT[STATUSES.index(status)]),
        "ma_tinh_trang": status,
        "tien_do": words.percent(float(person["progress"])),
        "con_thieu": "" if status == "ELIGIBLE" else missing_text(route, plan, words),
        "ket_luan": words.t(RESULT_TEXT[said.result]) if said else "",
        "ma_ket_luan": said.result if said else "",
        "phieu": f"{said.votes_for}/{said.votes_against or 0}" if said and said.votes_for is not None else "",
        "bo_sung": said.what or "" if said else "",
        "bo_sung_ai": said.by_whom or "" if said else "",
        "bo_sung_han": words.date(said.due_on) if said and said.due_on else "",
        "ly_do": said.reason or "" if said else "",
    }


def awards_known(o: Occasion, records: Mapping[str, pd.DataFrame]) -> list[Json]:
    """The awards in force or awaiting their papers, those known on the day."""
    return [
        r
        for r in records["award"].to_dict("records")
        if r["state"] in ("CONFIRMED", "PENDING") and r["known_on"] <= o.snapshot.on
    ]


def _award(r: Mapping[str, Any], words: Words, cited: bool = False) -> str:
    found = f"{code_name(r['code'], r['label'])} {r['year']}"
    decision = ", ".join(x for x in (r["decision_no"], words.date(r["decided_on"]) if r["decided_on"] else "") if x)
    if cited and decision:
        found += f" ({decision})"
    return found + (f" ({words.t('awaiting its decision')})" if r["state"] == "PENDING" else "")


def parts_of(o: Occasion, code: str, words: Words) -> tuple[int, list[Json]]:
    """The parts of the candidate's tree: how many are met, and each with its state and what is there of what is
    needed."""
    snapshot, plan = o.snapshot, o.snapshot.plan
    track, place = snapshot.place(code)
    result, row = snapshot.assessment.tracks[track], snapshot.row_of[code]
    near = {c.id for c in snapshot.nearest_route(code).alternative.leaves}
    found = []
    for part in plan.criteria[plan.tracks[track].criterion].parts:
        node = plan.criteria[part]
        leaves = [
            {"ten": x.criterion.short.in_(words.lang), "co": x.have, "can": x.need, "gan": x.criterion.id in near}
            for x in leaves_of(snapshot.assessment, row, part)
        ]
        state = STATUSES[result.status[result.at(part), place]]
        found.append(
            {
                "muc": node.section,
                "ten": node.short.in_(words.lang),
                "noi_dung": node.in_(words.lang),
                "ma": state,
                "dat": state == "ELIGIBLE",
                "chi_tiet": "; ".join(f"{x['ten']}: {x['co']}/{x['can']}" for x in leaves),
                "gan_nhat": "; ".join(f"{x['ten']}: {x['co']}/{x['can']}" for x in leaves if x["gan"]),
            }
        )
    return sum(bool(p["dat"]) for p in found), found


def counts_by(o: Occasion, words: Words) -> list[Json]:
    """How many stand where, of all and of each track."""
    assessment, plan = o.snapshot.assessment, o.snapshot.plan
    tracks = assessment.roster["track"].astype(str)
    rows = []
    for name, mine in ((words.t("All"), tracks == tracks), *((t.in_(words.lang), tracks == t.id) for t in plan.track)):
        n = [int((assessment.status[mine.to_numpy()] == i).sum()) for i in range(len(STATUSES))]
        rows.append({"nhom": name, "so": n, "tong": sum(n), "du": n[0], "cho": n[1], "phan_dau": n[2], "khong": n[3]})
    return rows


def trend_of(o: Occasion, words: Words) -> list[Json]:
    """How each year-end and the day itself looked."""
    found = o.snapshot.trend
    rows = []
    for day in sorted(set(found["on"])):
        on = found[found["on"] == day]
        n = [int(on.loc[on["status"] == i, "n"].sum()) for i in range(len(STATUSES))]
        rows.append({"ngay": words.date(day), "so": n})
    return rows


def roadmap_of(o: Occasion, words: Words) -> list[Json]:
    """The plan's milestones with their state on the day."""
    done, on = o.snapshot.milestones, o.snapshot.on
    rows = []
    for m in sorted(o.snapshot.plan.milestone, key=lambda m: m.due):
        when, evidence = done.get(m.id, (None, None))
        state = (
            words.t("done {day}", day=when)
            if when is not None
            else words.t("overdue")
            if m.due < on
            else words.t("to come")
        )
        late = when is not None and when > m.due
        rows.append(
            {
                "han": words.date(m.due),
                "noi_dung": m.in_(words.lang),
                "don_vi": m.office.in_(words.lang),
                "tinh_hinh": state + (f" – {words.t('late')}" if late else ""),
                "can_cu": evidence or "",
                "muc": m.section,
                "xong": when is not None,
                "qua_han": when is None and m.due < on,
            }
        )
    return rows


def pipeline_of(o: Occasion, words: Words) -> list[Json]:
    """How many exemplars reached each stage by the day."""
    out = {r["candidate_id"] for r in o.snapshot.pipeline("exemplar") if r["withdrawn_on"]}
    rows = o.snapshot.pipeline("stage")
    return [
        {
            "giai_doan": words.t(STAGE_WORD[s]),
            "so": len({r["candidate_id"] for r in rows if r["stage"] == s and r["entered_on"] <= o.snapshot.on} - out),
        }
        for s in STAGES
    ]


def small_print(o: Occasion, words: Words) -> str:
    """What every paper carries: the assessment date, the plan version, the fingerprint."""
    plan = o.snapshot.plan
    parts = [
        words.t("assessed on {on}", on=o.snapshot.on),
        plan_name(plan, words),
        words.t("fingerprint {mark}", mark=o.snapshot.fingerprint),
    ]
    if o.snapshot.sample:
        parts.append(words.t("Sample data: the department and everybody in it are invented."))
    return " · ".join(parts)


def context(o: Occasion, words: Words) -> Json:
    """Every field that a Word template can use."""
    plan, meeting = o.snapshot.plan, o.meeting
    agenda = [{"stt": i, **candidate(o, c, words)} for i, c in enumerate(o.agenda, start=1)]
    chosen = (
        [r for r in agenda if r["ma_ket_luan"] == "CHON"]
        if o.conclusions
        else [r for r in agenda if r["ma_tinh_trang"] == "ELIGIBLE"]
    )
    counts = counts_by(o, words)
    short = [r for r in agenda if r["ma_tinh_trang"] != "ELIGIBLE"]
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
        "chu_nho": small_print(o, words),
        "dau_kich_ban": words.t("SCENARIO, not official: {name}", name=o.scenario) if o.scenario else "",
        "nam": [str(y) for y in plan.period.years],
        "cuoc_hop": meeting.title if meeting else "",
        "loai_hop": words.t(KIND_TEXT[meeting.kind]) if meeting else "",
        "ngay_hop": long_date(meeting.held_on) if meeting else long_date(o.dated),
        "dia_diem": meeting.place if meeting else "",
        "thanh_phan": [dict(m) for m in meeting.members] if meeting else [],
        "danh_sach": agenda,
        "de_nghi": [{**r, "stt": i} for i, r in enumerate(chosen, start=1)],
        "chua_du": [{**r, "stt": i} for i, r in enumerate(short, start=1)],
        "bo_sung": [r for r in agenda if r["ma_ket_luan"] == "BO_SUNG"],
        "tong": counts[0],
        "theo_nhom": counts[1:],
        "theo_nam": trend_of(o, words),
        "lo_trinh": roadmap_of(o, words),
        "giai_doan_dien_hinh": pipeline_of(o, words),
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
"""The fields of :func:`context`, in the order of the page that lists them; a test compares both."""
