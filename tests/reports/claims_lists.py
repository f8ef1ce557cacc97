"""The claims of the papers that need no meeting: registers, reports, the registration, the agenda, the reminder, one
candidate's own. Read again by SQL of its own, as in :mod:`tests.reports.claims`; what the verdict says is the verdict's
(tested against brute force elsewhere), the figures behind it are counted here once more."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from dienhinh.criteria import Plan
from dienhinh.locale.names import code_name
from tests.reports.claims import (
    DOTS,
    PROGRAM,
    STATUS,
    Claim,
    Records,
    always,
    among,
    conclusions,
    dmy,
    hour,
    long,
    row_of,
    says,
)

STAGES = {
    "PHAT_HIEN": "phát hiện",
    "LUA_CHON": "lựa chọn",
    "DANG_KY": "đăng ký",
    "BOI_DUONG": "bồi dưỡng",
    "CONG_NHAN": "công nhận",
    "NHAN_RONG": "nhân rộng",
}
LEVELS = {"CO_SO": "cơ sở", "TINH": "tỉnh", "BO": "bộ", "TW": "Trung ương"}
YEARS = range(2021, 2026)
ONCE_A_YEAR = {"CSTDCS"}  # P6
TITLES = {
    *("LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "CSTD_TQ", "TTLDTT", "TTLDXS"),
    *("CO_TD_TINH", "CO_TD_BO", "CO_TD_CP", "AHLD", "DH_KHAC"),
}


OF_PLAN = "plan_id = '198-kh-sngv'"


@dataclass
class History(Records):
    """What the data file says of everybody on a day, also without a meeting; ``listed``: who is asked for, in order.
    ``missing``, ``parts``, ``trend``: the verdict's own words and counts."""

    plan: Plan | None = None
    listed: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    owed: dict[str, str] = field(default_factory=dict)
    closes: dict[str, tuple[str, bool]] = field(default_factory=dict)
    met: dict[str, tuple[int, int]] = field(default_factory=dict)
    tracks: dict[str, str] = field(default_factory=dict)
    trend: dict[date, list[int]] = field(default_factory=dict)
    dated: date = date(2000, 1, 1)
    day: date = date(2000, 1, 1)
    who: str = ""
    unit: str = ""
    due: date | None = None

    def __post_init__(self) -> None:
        if self.number >= 0:
            super().__post_init__()
            self.happened = self.state != "PREPARED"
            return
        self.kind, self.title, self.place, self.begun, self.ended, self.adopted, self.state = (
            "",
            "",
            "",
            "",
            "",
            None,
            "CLOSED",
        )
        self.held_on, self.on, self.members, self.agenda, self.apart, self.said = self.dated, self.day, [], [], [], {}
        self.happened = False
        self._people()

    @cached_property
    def ids(self) -> dict[str, int]:
        return dict(self.cursor.execute("SELECT code, id FROM candidate").fetchall())

    def rows(self, sql: str, code: str = "") -> list[tuple[Any, ...]]:
        given = {"on": self.on} | ({"id": self.ids[code]} if code else {})
        return self.cursor.execute(sql, {k: v for k, v in given.items() if f"${k}" in sql}).fetchall()

    # -- of one candidate

    def ratings(self, code: str) -> dict[int, tuple[str, str]]:
        rows = self.rows(
            "SELECT year, code, decision_no, decided_on FROM rating WHERE candidate_id = $id AND known_on <= $on"
            " AND state = 'CONFIRMED'",
            code,
        )
        return {y: (code_name(c), decision(no, on)) for y, c, no, on in rows}

    def awards(self, code: str) -> list[dict[str, Any]]:
        rows = self.rows(
            "SELECT code, label, year, decision_no, decided_on, issuer, state FROM award WHERE candidate_id = $id"
            " AND state IN ('CONFIRMED', 'PENDING') AND known_on <= $on ORDER BY year, state",
            code,
        )
        found: list[dict[str, Any]] = []
        for c, label, year, no, on, issuer, state in rows:
            same = [a for a in found if (a["code"], a["year"]) == (c, year) and c in ONCE_A_YEAR]
            if same:
                if state == "CONFIRMED":
                    same[0]["by"].append((no, on, issuer))
                continue
            one = {"code": c, "name": code_name(c, label), "year": year, "by": [(no, on, issuer)]}
            found.append(one | {"pending": state == "PENDING", "title": c in TITLES})
        return found

    def award_said(self, a: dict[str, Any], cited: bool) -> str:
        said = f"{a['name']} {a['year']}"
        numbers = " và ".join(x for no, on, _ in a["by"] if (x := decision(no, on)))
        said += f" ({numbers})" if cited and numbers else ""
        said += "" if a["year"] in YEARS else " (ngoài kỳ)"
        return said + (" (chờ quyết định)" if a["pending"] else "")

    def initiatives(self, code: str, waiting: bool) -> list[str]:
        rows = self.rows(
            "SELECT title, level, year, coalesce(recognised AND applied, false) FROM initiative"
            " WHERE candidate_id = $id AND NOT revoked AND recognised IS NOT false AND applied IS NOT false"
            " AND known_on <= $on",
            code,
        )
        return sorted(
            f"{title} ({LEVELS[level]}, {year}{'' if year in YEARS else ', ngoài kỳ'})"
            for title, level, year, done in rows
            if done != waiting
        )

    def certificates(self, code: str) -> int:
        return len([a for a in self.awards(code) if a["code"] == "BK_TINH" and not a["pending"] and a["year"] in YEARS])

    def fighter(self, code: str) -> int:
        return len([a for a in self.awards(code) if a["code"] == "CSTDCS" and not a["pending"] and a["year"] in YEARS])

    # -- of the roadmap and the exemplars

    def exemplars(self) -> list[dict[str, Any]]:
        found = []
        for (who,) in self.rows(
            f"SELECT candidate_id FROM exemplar WHERE {OF_PLAN} AND (withdrawn_on IS NULL OR withdrawn_on > $on)"
            " ORDER BY 1"
        ):
            code = next(c for c, i in self.ids.items() if i == who)
            stages = self.rows(
                f"SELECT stage, entered_on, document_no FROM stage WHERE {OF_PLAN} AND candidate_id = $id"
                " AND entered_on <= $on ORDER BY stage",
                code,
            )
            if not stages:
                continue
            [(nurturer, field)] = self.rows(
                f"SELECT nurturer, field FROM exemplar WHERE {OF_PLAN} AND candidate_id = $id", code
            )
            notes = self.rows(
                f"SELECT 1 FROM nurturing WHERE {OF_PLAN} AND candidate_id = $id AND on_date <= $on", code
            )
            taken = self.rows(
                f"SELECT u.name FROM replication r JOIN candidate u ON u.id = r.unit_id WHERE {OF_PLAN}"
                " AND r.candidate_id = $id"
                " AND r.from_on <= $on",
                code,
            )
            found.append(
                {
                    "name": self.who_of(code),
                    "nurturer": nurturer or "",
                    "field": field or "",
                    "stages": {s: (on, no or "") for s, on, no in stages},
                    "notes": len(notes),
                    "taken": {u for (u,) in taken},
                }
            )
        return found

    def who_of(self, code: str) -> str:
        carried = self.rows(
            "SELECT c.name FROM carrier x JOIN candidate c ON c.id = x.unit_id WHERE x.candidate_id = $id"
            " ORDER BY c.kind, c.sort_key",
            code,
        )
        if self.rows("SELECT 1 FROM candidate WHERE id = $id AND kind = 'MODEL'", code):
            who = [n for (n,) in carried]
            return f"Mô hình “{self.names[code]}”" + (f", do {', '.join(who)} thực hiện" if who else "")
        if code not in self.status:
            return self.names[code]
        return ", ".join(x for x in (self.names[code], self.post(code)) if x)

    def steps(self) -> list[dict[str, Any]]:
        assert self.plan is not None
        done = {
            m: (on, e)
            for m, on, e in self.rows(f"SELECT milestone_id, done_on, evidence FROM milestone WHERE {OF_PLAN}")
        }
        found = []
        for m in sorted(self.plan.milestone, key=lambda m: m.due):
            on, evidence = done.get(m.id, (None, None))
            if on is None or on > self.on:
                on, evidence = None, None
            if on is None:
                how = "quá hạn" if m.due < self.on else "sắp tới"
            else:
                how = f"hoàn thành {dmy(on)}" + (" – chậm" if on > m.due else "")
            found.append(
                {"due": m.due, "text": m.vi, "office": m.office.vi, "section": m.section, "how": how,
                 "evidence": evidence or "", "done": on}
            )  # fmt: skip
        return found

    def counted(self, track: str | None) -> list[int]:
        those = [c for c in self.status if track is None or self.tracks[c] == track]
        return [sum(self.status[c] == s for c in those) for s in STATUS]


def decision(number: str | None, on: date | None) -> str:
    return ", ".join(x for x in (number, dmy(on) if on else "") if x)


def joined(parts: list[str]) -> set[str]:
    return {p for p in parts if p}


def apart(said: str) -> set[str]:
    return joined(said.split("; "))


# ---------------------------------------------------------------------- the claims


def register_row(m: re.Match[str], r: History) -> bool:
    cells = m.group().split(" | ")
    code = row_of(m, r, r.listed)
    if code is None or len(cells) != 15:
        return False
    _, name, post, *years, titles, commendations, initiatives, met, status, result, missing = cells
    held, awards = r.ratings(code), r.awards(code)
    return (
        (name, post) == (r.names[code], r.post(code))
        and years == [held[y][0] if y in held else "–" for y in YEARS]
        and apart(titles) == {r.award_said(a, False) for a in awards if a["title"]}
        and apart(commendations) == {r.award_said(a, True) for a in awards if not a["title"]}
        and apart(initiatives) == set(r.initiatives(code, waiting=False))
        and met == "/".join(map(str, r.met[code]))
        and status == STATUS[r.status[code]]
        and result == listed_conclusion(r, code)
        and missing.strip() == r.missing[code]
    )


def concluded(r: History, code: str) -> str:
    said = r.result(code) if r.happened else None
    return {None: "–", "CHON": "chọn", "KHONG_CHON": "không chọn", "BO_SUNG": "bổ sung hồ sơ"}[said]


def within_reach(r: History) -> bool:
    return r.status[r.who] != "OUT_OF_REACH"


def listed_conclusion(r: History, code: str) -> str:
    """As :func:`concluded`; of somebody whom an opened meeting looks at, also that it has not concluded."""
    said = concluded(r, code)
    return "chưa kết luận" if said == "–" and r.happened and code in r.agenda else said


def step_row(m: re.Match[str], r: History) -> bool:
    return any(
        m.group()
        == f"{dmy(s['due'])} | {s['text']} ({s['section']}) | {s['office']} | {s['how']}"
        + (f" ({s['evidence']})" if s["evidence"] else "")
        for s in r.steps()
    )


def stage_counts(r: History) -> str:
    found = dict.fromkeys(STAGES, 0)
    for e in r.exemplars():
        for s in e["stages"]:
            found[s] += 1
    return "; ".join(f"{STAGES[s]} {n}" for s, n in found.items())


def track_row(m: re.Match[str], r: History) -> bool:
    assert r.plan is not None
    name, *figures = m.group().split(" | ")
    track = next((t.id for t in r.plan.track if t.vi == name), None)
    if track is None and name != "Tất cả":
        return False
    expected = r.counted(track)
    return [int(x) for x in figures] == [*expected, sum(expected)]


def year_row(m: re.Match[str], r: History) -> bool:
    day, *figures = m.group().split(" | ")
    return {dmy(d): n for d, n in r.trend.items()}.get(day) == [int(x) for x in figures]


def exemplar_row(m: re.Match[str], r: History) -> bool:
    number, name, stages, notes, taken = m.group().split(" | ")
    e = r.exemplars()[int(number) - 1]
    return (
        (name, notes) == (e["name"], f"{e['notes']} lần ghi")
        and stages == "; ".join(f"{STAGES[s]} {dmy(on)}" for s, (on, _) in e["stages"].items())
        and apart(taken) == (e["taken"] or {"–"})
    )


def registered(r: History) -> list[dict[str, Any]]:
    return [e for e in r.exemplars() if {"LUA_CHON", "DANG_KY"} & set(e["stages"])]


def registered_before(r: History) -> str:
    """How many are registered already, where some are and some are added."""
    there = sum("DANG_KY" in e["stages"] for e in registered(r))
    added = len(registered(r)) - there
    return f" (trong đó {there:02d} đã đăng ký, {added:02d} đăng ký bổ sung)" if there and added else ""


def registered_row(m: re.Match[str], r: History) -> bool:
    number, name, field, selected, said, nurturer = m.group().split(" | ")
    e = registered(r)[int(number) - 1]
    on, no = e["stages"].get("DANG_KY", (None, ""))
    entered = e["stages"].get("LUA_CHON", (None, ""))[0]
    return (name, field, selected, said, nurturer) == (
        e["name"],
        e["field"] or "toàn diện",
        dmy(entered) if entered else DOTS,
        "chưa" if on is None else dmy(on) + (f" ({no})" if no else ""),
        e["nurturer"] or DOTS,
    )


def unit_lines(r: History) -> list[tuple[str, str, str, str]]:
    found = []
    for code in [c for c in r.missing if r.unit_of.get(c, c) == r.unit]:
        waiting = ", ".join(f"{a['name']} {a['year']}" for a in r.awards(code) if a["pending"])
        owed = "; ".join(x for x in (r.owed[code], f"cần quyết định {waiting}" if waiting else "") if x)
        asked = "; ".join(
            (what or "hồ sơ") + (f", do {by} thực hiện" if by else "") + (f", hạn {dmy(due)}" if due else "")
            for what, by, due in r.cursor.execute(
                "SELECT c.what, c.by_whom, c.due_on FROM conclusion c JOIN meeting m ON m.id = c.meeting_id WHERE"
                " c.code = ? AND c.result = 'BO_SUNG' AND m.state = 'CLOSED' AND m.held_on <= ? AND (c.done_on IS NULL"
                " OR c.done_on > ?) ORDER BY c.done_on IS NOT NULL, c.due_on NULLS LAST, c.code, m.id",
                [code, r.held_on, r.held_on],
            ).fetchall()
        )
        position = (r.posts.get(code) or ("",))[0]
        closes, urgent = r.closes.get(code, ("–", False))
        if owed or asked or urgent:
            found.append((", ".join(x for x in (r.names[code], position) if x), owed or "–", asked or "–", closes))
    return found


def particulars(r: History) -> dict[str, Any]:
    [row] = r.rows("SELECT gender, born_on, home, qualification, theory, kind FROM candidate WHERE id = $id", r.who)
    return dict(zip(("gender", "born_on", "home", "qualification", "theory", "kind"), row, strict=True))


def own_award_rows(r: History) -> list[str]:
    found = []
    for a in r.awards(r.who):
        name = a["name"] + ("" if a["year"] in YEARS else " (ngoài kỳ)") + (" (chờ quyết định)" if a["pending"] else "")
        by = " và ".join(
            x for no, on, who in a["by"] if (x := "; ".join(y for y in (decision(no, on), who or "") if y))
        )
        found.append(f"{a['year']} | {name} | {by or 'chưa ghi'}")
    return found


def leaf_figures(said: str, r: History) -> bool:
    """The figures of leaves that a count by SQL can give: certificates of the province, years as emulation fighter."""
    for part in apart(said):
        name, _, figures = part.rpartition(": ")
        have = int(figures.split("/")[0])
        if name.endswith("BK tỉnh") and have != r.certificates(r.who):
            return False
        if name.endswith("CSTĐCS") and have != r.fighter(r.who):
            return False
    return True


def verdict_in_sentences(m: re.Match[str], r: History) -> bool:
    """It is of this candidate on this day, says the status, and every decision cited is one of its records."""
    assert r.plan is not None
    said = m.group().removeprefix("Cụ thể: ")
    head = f"Ngày {dmy(r.on)}, {r.names[r.who]} ({r.who}), xét theo nhóm "
    first = said.removeprefix(head).split(". ")[0]
    cited = set(re.findall(r"\(([^()]*/[^()]*?, \d\d/\d\d/\d{4})\)", said))
    tables = ("rating", "award", "initiative")
    rows = [
        row
        for t in tables
        for row in r.rows(f"SELECT decision_no, decided_on FROM {t} WHERE candidate_id = $id", r.who)
    ]
    rows += r.rows(
        "SELECT concat_ws(', ', by_person, evidence), on_date FROM attestation WHERE candidate_id = $id", r.who
    )
    known = {f"{no}, {dmy(on)}" for no, on in rows if no and on}
    return said.startswith(head) and STATUS[r.status[r.who]].lower() in first.lower() and cited <= known


def whole_verdict(m: re.Match[str], r: History) -> bool:
    said = f"Đối chiếu đến {dmy(r.on)}: {STATUS[r.status[r.who]].lower()}"
    said += f"; còn thiếu: {r.missing[r.who]}" if r.missing[r.who] else ""
    said += "."
    if (c := concluded(r, r.who)) != "–":
        said += f" Kết luận của cuộc họp: {c}."
    return m.group() == said


EVERYBODY = [
    Claim(r"\d\d/\d\d/\d{4} \| .* \(\w[\w.]*\) \| .* \| .*", "milestone", step_row),
    always(r"Thời hạn \| Nhiệm vụ \| Chủ trì \| Tình hình", "form"),
    Claim(
        r"Điển hình theo giai đoạn: (?P<n>.*)\.", "stage, exemplar", lambda m, r: m["n"] == stage_counts(r)
    ),
    always(r"Nhóm \| Đủ điều kiện \| Chờ bổ sung \| Đang phấn đấu \| Không còn khả năng \| Tổng", "form"),
    Claim(r"[^|]* \| \d+ \| \d+ \| \d+ \| \d+ \| \d+", "verdict", track_row),
    says(
        r"Chưa có đối tượng nào đủ điều kiện\.|Các đối tượng đủ điều kiện:",
        "verdict",
        lambda r: (
            "Các đối tượng đủ điều kiện:"
            if "ELIGIBLE" in r.status.values()
            else "Chưa có đối tượng nào đủ điều kiện."
        ),
    ),
    among(r"- .*", "verdict", lambda r: [f"- {r.who_of(c)}" for c, s in r.status.items() if s == "ELIGIBLE"]),
    says(r"Tại .*:", "meeting", lambda r: f"Tại {r.title}, {long(r.held_on)}:" if r.happened else None),
    *conclusions(),
    among(
        r"- Hoàn thành chậm: .*",
        "milestone done late",
        lambda r: [
            f"- Hoàn thành chậm: {s['text']} (hạn {dmy(s['due'])}; {s['how']})" for s in r.steps() if "chậm" in s["how"]
        ],
    ),
    among(
        r"- Quá hạn: .*",
        "milestone overdue",
        lambda r: [f"- Quá hạn: {s['text']} (hạn {dmy(s['due'])})" for s in r.steps() if s["how"] == "quá hạn"],
    ),
]  # fmt: skip


def nothing_behind(r: History) -> bool:
    return not any("chậm" in s["how"] or s["how"] == "quá hạn" for s in r.steps())


CLAIMS: dict[str, list[Claim]] = {
    "trich-ngang": [
        always(r"DANH SÁCH TRÍCH NGANG|STT \| Họ tên, tập thể \| .*", "form"),
        says(
            r"Đối tượng xét .*",
            "the day",
            lambda r: f"Đối tượng xét điển hình tiên tiến giai đoạn 2021–2025, đến {dmy(r.on)}",
        ),
        says(
            r"Danh sách .*",
            "who is listed",
            lambda r: (
                f"Danh sách có {len(r.listed):02d} đối tượng./." if r.listed else "Danh sách không có đối tượng nào."
            ),
        ),
        Claim(r"(?P<n>\d+) \|.*", "history, verdict, conclusion", register_row),
    ],
    "bao-cao": [
        always(r"BÁO CÁO|I+V?\. [^|]*", "form"),
        says(
            r".*xây dựng, bồi dưỡng và nhân rộng .*",
            "meeting.kind",
            lambda r: (
                {"SO_KET": "Sơ kết", "TONG_KET": "Tổng kết"}.get(r.kind if r.happened else "", "Kết quả")
                + " xây dựng, bồi dưỡng và nhân rộng điển hình tiên tiến giai đoạn 2021–2025"
            ),
        ),
        says(
            r"Thực hiện Kế hoạch .*",
            "plan, the day",
            lambda r: (
                "Thực hiện Kế hoạch số 198/KH-SNgV ngày 24/03/2021, Sở Ngoại vụ Hà Tĩnh báo cáo kết quả đến"
                f" {dmy(r.on)} như sau:"
            ),
        ),
        says(
            r"Đến .* đối tượng đủ điều kiện; .*",
            "verdict, plan IV.1",
            lambda r: (
                f"Đến {dmy(r.on)} có {r.counted(None)[0]:02d} đối tượng đủ điều kiện; kế hoạch cần chọn"
                f" 4–5 điển hình (mục"
                " IV.1)."
            ),
        ),
        *EVERYBODY,
        says(
            r"Không có mốc quá hạn .*",
            "milestones, verdicts",
            lambda r: (
                "Không có mốc quá hạn hoặc hoàn thành chậm, không có đối tượng chưa đủ điều kiện."
                if nothing_behind(r) and set(r.status.values()) <= {"ELIGIBLE"}
                else None
            ),
        ),
        among(
            r"- .* \(.*\): .*",
            "verdict",
            lambda r: [
                f"- {r.names[c]} ({STATUS[s].lower()}): {r.missing[c] or 'không còn cách nào trong kỳ'}"
                for c, s in r.status.items()
                if s != "ELIGIBLE"
            ],
        ),
        says(
            r"Và .* đối tượng khác( \(xem danh sách trích ngang\))?\.",
            "verdict",
            lambda r: (
                f"Và {sum(s != 'ELIGIBLE' for s in r.status.values()) - 20} đối tượng khác"
                + ("." if r.happened else " (xem danh sách trích ngang).")  # a meeting's register has its agenda alone
            ),
        ),
        says(
            r"Lộ trình không còn mốc .*",
            "milestone",
            lambda r: (
                None
                if any(s["how"] in ("sắp tới", "quá hạn") for s in r.steps())
                else "Lộ trình không còn mốc nào chưa đến hạn mà chưa hoàn thành."
            ),
        ),
        always(r"Lộ trình:|Đối tượng chưa đủ điều kiện:", "form"),
        among(
            r"- Hoàn thành nhiệm vụ quá hạn: .*",
            "milestone overdue",
            lambda r: [
                f"- Hoàn thành nhiệm vụ quá hạn: {s['text']} (hạn {dmy(s['due'])}; chủ trì: {s['office']})"
                for s in r.steps()
                if s["how"] == "quá hạn"
            ],
        ),
        among(
            r"- .* \(hạn .*; chủ trì: .*\)[.;]",
            "milestone to come",
            lambda r: [
                f"- {s['text']} (hạn {dmy(s['due'])}; chủ trì: {s['office']})"
                for s in r.steps()
                if s["how"] == "sắp tới"
            ],
        ),
        always(r"Trên đây là báo cáo của Sở Ngoại vụ Hà Tĩnh\./\.", "form"),
    ],
    "tong-ket": [
        always(
            r"BÁO CÁO|[IV]+\. [^|]*|\d\. [^|]*|Trên đây là báo cáo tổng kết của Sở Ngoại vụ Hà Tĩnh\./\."
            r"|Tổng kết 05 năm .* giai đoạn 2021–2025|Ngày xét \| .*|STT \| .*|Nguyên nhân:|Lộ trình:",
            "form; blank, filled in by hand",
        ),
        says(
            r"Thực hiện Kế hoạch .*",
            "plan, the day",
            lambda r: (
                "Thực hiện Kế hoạch số 198/KH-SNgV ngày 24/03/2021, Sở Ngoại vụ Hà Tĩnh tổng kết giai đoạn 2021–2025,"
                f" số liệu đến {dmy(r.on)}, như sau:"
            ),
        ),
        Claim(r"\d\d/\d\d/\d{4}( \| \d+){4}", "verdict on each year-end", year_row),
        *EVERYBODY,
        says(
            r"Chưa có điển hình nào .*",
            "exemplar",
            lambda r: None if r.exemplars() else "Chưa có điển hình nào được theo dõi.",
        ),
        Claim(
            r"\d+ \| [^|]* \| [^|]* \| \d+ lần ghi \| [^|]*", "exemplar, stage, nurturing, replication", exemplar_row
        ),
        says(
            r"Không có mốc nào .*",
            "milestone",
            lambda r: "Không có mốc nào của lộ trình quá hạn hoặc hoàn thành chậm." if nothing_behind(r) else None,
        ),
    ],
    "dang-ky": [
        always(
            r"ĐĂNG KÝ|Mô hình, điển hình tiên tiến giai đoạn 2021–2025|STT \| .*|Kế hoạch cần chọn 4–5 mô hình, .*",
            "form; plan IV.1",
        ),
        says(
            r"Thực hiện Kế hoạch .*",
            "exemplar",
            lambda r: (
                "Thực hiện Kế hoạch số 198/KH-SNgV ngày 24/03/2021 (mục IV.1), Sở Ngoại vụ Hà Tĩnh đăng ký"
                f" {len(registered(r)):02d} mô hình, điển hình tiên tiến để xây dựng, bồi dưỡng{registered_before(r)}:"
            ),
        ),
        Claim(r"\d+ \| .*", "exemplar, stage", registered_row),
    ],
    "chuong-trinh": [
        always(r"CHƯƠNG TRÌNH \(DỰ KIẾN\)|Danh sách không có đối tượng nào\.", "form"),
        says(
            r"Thời gian: .*",
            "meeting",
            lambda r: (
                f"Thời gian: {hour(r.begun)}, {long(r.held_on)}. Địa điểm: "
                + (f"{r.place}." if r.place else "……………………………")
                if r.title
                else None
            ),
        ),
        *[c for c in PROGRAM if "meeting.agenda" not in c.record],
        says(
            r"2\. Chưa có đối tượng nào trong chương trình\.",
            "who is listed",
            lambda r: None if r.listed else "2. Chưa có đối tượng nào trong chương trình.",
        ),
        Claim(r"2\. Xem xét (?P<n>\d+) đối tượng sau:", "who is listed", lambda m, r: int(m["n"]) == len(r.listed)),
        Claim(
            r"(?P<n>\d+) \| (?P<name>[^|]*) \| (?P<post>[^|]*) \| (?P<status>[^|]*)",
            "who is listed, verdict",
            lambda m, r: (
                (c := row_of(m, r, r.listed)) is not None
                and (m["name"], m["post"], m["status"]) == (r.names[c], r.post(c) or "–", STATUS[r.status[c]])
            ),
        ),
        says(r".+", "meeting.title", lambda r: r.title or "Họp xét điển hình tiên tiến giai đoạn 2021–2025"),
    ],
    "don-doc": [
        always(r"Số: +/SNgV-VP|V/v bổ sung hồ sơ .*|STT \| .*", "form"),
        says(
            r"(Giấy tờ gửi|Đề nghị đơn vị) .*\./\.",
            "office.drafting, unit",
            lambda r: (
                "Đề nghị đơn vị tổng hợp./." if r.unit == "VP" else f"Giấy tờ gửi về {r.names['VP']} để tổng hợp./."
            ),
        ),
        says(r"Kính gửi: .*", "unit", lambda r: f"Kính gửi: {r.names[r.unit]}"),
        says(
            r"Theo Kế hoạch .*",
            "verdict of the unit's people, the day set",
            lambda r: (
                "Theo Kế hoạch số 198/KH-SNgV ngày 24/03/2021 (mục V.1), Sở Ngoại vụ Hà Tĩnh đã đối chiếu hồ sơ đến"
                f" {dmy(r.on)}. Đề nghị {r.names[r.unit]} bổ sung giấy tờ, theo dõi thời hạn của"
                f" {len(unit_lines(r)):02d} đối tượng sau, gửi chậm nhất"
                f" {long(r.due) if r.due else 'ngày …… tháng …… năm ……'}:"
            ),
        ),
        Claim(
            r"(?P<n>\d+) \| (?P<a>[^|]*) \| (?P<b>[^|]*) \| (?P<c>[^|]*) \| (?P<d>[^|]*)",
            "verdict, awards pending, what sealed meetings asked for, the last day of the nearest way",
            lambda m, r: unit_lines(r)[int(m["n"]) - 1] == (m["a"], m["b"], m["c"], m["d"]),
        ),
    ],
    "thanh-tich": [
        always(
            r"BÁO CÁO THÀNH TÍCH|I+V?\. [^|]*|1\. Chức năng, nhiệm vụ được giao:|2\. Kết quả xếp loại hằng năm:|…+"
            r"|Năm \| .*|Mục \| .*|XÁC NHẬN CỦA (ĐƠN VỊ|CẤP TRÊN TRỰC TIẾP)|NGƯỜI BÁO CÁO|THỦ TRƯỞNG ĐƠN VỊ",
            "form",
        ),
        says(
            r"(Đề nghị|Phục vụ) .*",
            "conclusion",
            lambda r: (
                ("Đề nghị công nhận" if concluded(r, r.who) == "chọn" and within_reach(r) else "Phục vụ xét")
                + " điển hình tiên tiến giai đoạn 2021–2025"
            ),
        ),
        says(r"- Tên tập thể: .*", "candidate.name", lambda r: f"- Tên tập thể: {r.names[r.who]}."),
        Claim(
            r"- Họ tên: (?P<n>.*)\. Giới tính: (?P<g>.*?)\.?",
            "candidate.name, gender",
            lambda m, r: (
                (m["n"], m["g"])
                == (r.names[r.who], {"NAM": "Nam", "NU": "Nữ", None: DOTS}[particulars(r)["gender"]])
            ),
        ),
        Claim(
            r"- Ngày, tháng, năm sinh: (?P<d>.*); quê quán: (?P<h>.*?)\.?",
            "candidate.born_on, home",
            lambda m, r: (
                m["d"] == (dmy(p["born_on"]) if (p := particulars(r))["born_on"] else DOTS)
                and m["h"].strip("…") == (p["home"] or "")
            ),
        ),
        Claim(
            r"- Chức vụ, đơn vị công tác: (?P<p>.*?)\.?", "post", lambda m, r: m["p"].strip("…") == r.post(r.who)
        ),
        Claim(
            r"- Trình độ chuyên môn: (?P<q>.*?); lý luận chính trị: (?P<t>.*?)\.?",
            "candidate.qualification, theory",
            lambda m, r: (
                (m["q"].strip("…"), m["t"].strip("…"))
                == ((p := particulars(r))["qualification"] or "", p["theory"] or "")
            ),
        ),
        Claim(
            r"- Nhóm đối tượng theo Kế hoạch số 198/KH-SNgV: (?P<t>.*)\.",
            "track (P1)",
            lambda m, r: m[
                "t"] == next(t.vi for t in r.plan.track if t.id == r.tracks[r.who]),  # type: ignore[union-attr]
        ),
        Claim(
            r"(?P<y>\d{4}) \| (?P<c>HT\w+|KHT\w+|chưa ghi) \| (?P<d>[^|]*)",
            "rating",
            lambda m, r: (
                (m["c"], m["d"]) == ((c := r.ratings(r.who).get(int(m["y"]), ("chưa ghi", "")))[0], c[1] or "–")
            ),
        ),
        Claim(
            r"3\. Sáng kiến: (?P<s>.*)\.",
            "initiative recognised and applied",
            lambda m, r: (
                apart(m["s"])
                == (
                    set(r.initiatives(r.who, waiting=False))
                    or {"chưa ghi nhận sáng kiến được công nhận và áp dụng"}
                )
            ),
        ),
        Claim(
            r"Sáng kiến chờ xác nhận công nhận, áp dụng: (?P<s>.*)\.",
            "initiative not stated",
            lambda m, r: apart(m["s"]) == set(r.initiatives(r.who, waiting=True)) != set(),
        ),
        Claim(
            r"(1\. Danh hiệu thi đua|2\. Hình thức khen thưởng):(?P<no> chưa ghi nhận\.)?",
            "award",
            lambda m, r: (
                bool(m["no"]) != any(a["title"] == m.group().startswith("1") for a in r.awards(r.who))
            ),
        ),
        among(r"\d{4} \| [^|]* \| [^|]*", "award", own_award_rows),
        Claim(
            r"(?P<s>II[\w.]*) \| (?P<t>[^|]*) \| (?P<f>[^|]*) \| (?P<ok>Đạt|Chưa)",
            "verdict; certificates and titles counted again",
            lambda m, r: (
                leaf_figures(m["f"], r)
                and (m[
                    "s"], m["t"]) in {(c.section, c.vi) for c in r.plan.criteria.values()}  # type: ignore[union-attr]
            ),
        ),
        Claim(r"Cụ thể: .*", "verdict; the decisions of the records named", verdict_in_sentences),
        Claim(r"Đối chiếu đến .*", "verdict, conclusion", whole_verdict),
        says(r".+", "candidate.name", lambda r: r.names[r.who]),
    ],
    "sang-kien": [
        always(
            r"XÁC NHẬN SÁNG KIẾN|STT \| .*|Xác nhận về phạm vi và hiệu quả áp dụng:|NGƯỜI ĐỀ NGHỊ",
            "form; blank, filled in by hand",
        ),
        says(
            r"Sáng kiến được ghi nhận đến .*", "the day", lambda r: f"Sáng kiến được ghi nhận đến {dmy(r.on)}:"
        ),
        Claim(
            r"\d+ \| (?P<t>[^|]*?) \| (?P<l>[^|]*) \| (?P<y>\d+) \| (?P<d>[^|]*) \| (?P<c>chưa xác nhận|đã ghi nhận)",
            "initiative",
            lambda m, r: initiative_row(m, r),
        ),
        says(r".+", "candidate.name, post", lambda r: r.who_of(r.who)),
        says(r".+", "candidate.name", lambda r: r.names[r.who]),
    ],
}  # fmt: skip
"""For each paper its claims, the particular before the general."""


def initiative_row(m: re.Match[str], r: History) -> bool:
    outside = m["t"].endswith(" (ngoài kỳ)")
    said = f"{m['t'].removesuffix(' (ngoài kỳ)')} ({m['l']}, {m['y']}{', ngoài kỳ' if outside else ''})"
    [*numbers] = r.rows(
        "SELECT decision_no, decided_on, title FROM initiative WHERE candidate_id = $id AND known_on <= $on", r.who
    )
    cited = {decision(no, on) or "chưa ghi" for no, on, title in numbers if m["t"].startswith(title)}
    return said in r.initiatives(r.who, waiting=m["c"] == "chưa xác nhận") and m["d"] in cited


REQUIRED = {
    "trich-ngang": lambda r: [r.names[c] for c in r.listed],
    "bao-cao": lambda r: [r.names[c] for c, s in r.status.items() if s == "ELIGIBLE"],
    "tong-ket": lambda r: [e["name"] for e in r.exemplars()],
    "dang-ky": lambda r: [e["name"] for e in registered(r)],
    "chuong-trinh": lambda r: [r.names[c] for c in r.listed],
    "don-doc": lambda r: [name for name, *_ in unit_lines(r)],
    "thanh-tich": lambda r: [r.names[r.who], *(a["name"] for a in r.awards(r.who))],
    "sang-kien": lambda r: [r.names[r.who]],
}
"""Who and what must not be left out."""
