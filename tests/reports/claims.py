"""Which record carries each sentence of each paper, and an independent reading of both: the .docx as it was printed,
and the data file by SQL of its own. A sentence that no claim here knows, or whose record says otherwise, is a lie."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
from docx import Document
from docx.oxml.ns import qn

DOTS = "……"
STATUS = {
    "ELIGIBLE": "Đủ điều kiện",
    "PENDING": "Chờ bổ sung hồ sơ",
    "ON_TRACK": "Đang phấn đấu",
    "OUT_OF_REACH": "Không còn khả năng trong kỳ",
}
PART = {"CHU_TRI": "chủ trì", "THU_KY": "thư ký", "UY_VIEN": "ủy viên", "KHACH_MOI": "khách mời"}
RESULT = {"CHON": "chọn", "KHONG_CHON": "không chọn", "BO_SUNG": "bổ sung hồ sơ"}


def dmy(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def long(day: date) -> str:
    month = f"{day.month:02d}" if day.month in (1, 2) else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def hour(said: str | None) -> str:
    if not said:
        return "…… giờ ……"
    return f"{said[:2]} giờ {said[3:]} phút"


@dataclass
class Records:
    """What the data file says of a meeting, read by SQL of its own; ``status``: of each candidate on the day."""

    cursor: duckdb.DuckDBPyConnection
    number: int
    status: dict[str, str]
    data_mark: str

    @property
    def called(self) -> str:
        """A title that only says what for is put in words as a meeting."""
        if re.match(r"(?i)(cuộc )?họp|hội|phiên|buổi|lễ", self.title):
            return self.title
        return f"Cuộc họp {self.title[0].lower()}{self.title[1:]}"

    def __post_init__(self) -> None:
        one = self.cursor.execute(
            "SELECT kind, title, held_on, assessed_on, place, members, agenda, begun, ended, adopted, state"
            " FROM meeting WHERE id = ?",
            [self.number],
        ).fetchone()
        assert one is not None
        (
            self.kind,
            self.title,
            self.held_on,
            self.on,
            self.place,
            members,
            agenda,
            self.begun,
            self.ended,
            self.adopted,
            self.state,
        ) = one
        self.members: list[dict[str, Any]] = json.loads(members)
        self.agenda: list[str] = [c for c in json.loads(agenda) if c in self.status]
        self.apart: list[str] = [c for c in json.loads(agenda) if c not in self.status]
        rows = self.cursor.execute(
            "SELECT code, result, what, by_whom, due_on, votes_for, votes_against, votes_none, reason FROM conclusion"
            " WHERE meeting_id = ?",
            [self.number],
        ).fetchall()
        self.said = {r[0]: r[1:] for r in rows if r[0] in self.status}
        self._people()

    def _people(self) -> None:
        """Names, and posts on the day: the leading one before others, the latest before those before it."""
        self.names = dict(self.cursor.execute("SELECT code, name FROM candidate").fetchall())
        self.posts: dict[str, tuple[str | None, str]] = {}
        self.unit_of: dict[str, str] = {}
        for code, position, unit, unit_code in self.cursor.execute(
            "SELECT c.code, p.position, u.name, u.code FROM post p JOIN candidate c ON c.id = p.candidate_id"
            " JOIN candidate u ON u.id = p.unit_id WHERE p.from_on <= $on AND (p.until_on IS NULL OR p.until_on >= $on)"
            " ORDER BY p.leads, p.from_on",
            {"on": self.on},
        ).fetchall():
            self.posts[code] = (position, unit)
            self.unit_of[code] = unit_code

    # -- of people

    def post(self, code: str) -> str:
        return ", ".join(x for x in self.posts.get(code, ()) if x)

    def who(self, code: str) -> str:
        return ", ".join(x for x in (self.names[code], self.post(code)) if x)

    def result(self, code: str) -> str | None:
        return self.said[code][0] if code in self.said else None

    def those(self, result: str | None) -> list[str]:
        return [c for c in self.agenda if self.result(c) == result]

    def votes(self, code: str) -> tuple[int | None, int | None, int | None]:
        return self.said[code][4:7] if code in self.said else (None, None, None)

    # -- of members

    def attending(self, how: str) -> list[dict[str, Any]]:
        return [m for m in self.members if (m.get("attends") or "") == how]

    @property
    def voters(self) -> int | None:
        may = [m for m in self.members if m.get("votes", m.get("part") != "KHACH_MOI")]
        if not may or [m for m in may if not m.get("attends")]:
            return None
        return len([m for m in may if m["attends"] == "CO_MAT"])

    def member(self, m: dict[str, Any]) -> str:
        said = ", ".join(x for x in (m["name"], m.get("role")) if x)
        return f"{said} ({PART[m['part']]})" if m.get("part") else said

    def holder(self, part: str, invited: bool = False) -> str | None:
        found = [m for m in self.members if m.get("part") == part and (invited or m.get("attends") == "CO_MAT")]
        return ", ".join(x for x in (found[0]["name"], found[0].get("role")) if x) if found else None

    @property
    def unanimous(self) -> bool:
        chosen = self.those("CHON")
        return bool(chosen) and bool(self.voters) and all(self.votes(c)[0] == self.voters for c in chosen)


Check = Callable[[re.Match[str], Records], bool]


@dataclass(frozen=True)
class Claim:
    """A sentence's pattern, the record that carries it, and whether that record says so."""

    pattern: str
    record: str
    holds: Check


def says(pattern: str, record: str, expected: Callable[[Records], str | None]) -> Claim:
    """The whole sentence is what the record makes of it; None: it must not stand there."""
    return Claim(pattern, record, lambda m, r: m.group() == expected(r))


def among(pattern: str, record: str, expected: Callable[[Records], list[str]]) -> Claim:
    """The sentence is one of those that the records make."""
    return Claim(pattern, record, lambda m, r: m.group().rstrip(".;") in expected(r))


def always(pattern: str, record: str) -> Claim:
    """A form's own words: they state nothing of a case."""
    return Claim(pattern, record, lambda m, r: True)


def named(r: Records, codes: list[str]) -> str:
    return "; ".join(r.names[c] for c in codes)


def unvoted(r: Records) -> list[str]:
    return [c for c in r.agenda if all(v is None for v in r.votes(c))]


def counted(n: int) -> str:
    return f"{n:02d}"


def row_of(m: re.Match[str], r: Records, codes: list[str]) -> str | None:
    """Whose row it is, by its running number."""
    at = int(m.group("n")) - 1
    return codes[at] if 0 <= at < len(codes) else None


def minutes_row(m: re.Match[str], r: Records) -> bool:
    code = row_of(m, r, r.agenda)
    if code is None:
        return False
    votes = r.votes(code)
    figures = "" if all(v is None for v in votes) else "/".join("…" if v is None else str(v) for v in votes)
    name = r.names[code] + (f" ({r.post(code)})" if r.post(code) else "")
    if (m["name"], m["status"], m["votes"]) != (name, STATUS[r.status[code]], figures):
        return False
    if m["result"] != (RESULT[str(r.result(code))] if r.result(code) else "chưa kết luận"):
        return False
    if code not in r.said:
        return m["remark"] == ""
    _, what, by, due, *_, reason = r.said[code]
    more = ", ".join(x for x in (f"{by} thực hiện" if by else "", f"hạn {dmy(due)}" if due else "") if x)
    asked = (what or "") + (f" ({more})" if what and more else "")
    return m["remark"] == "; ".join(x for x in (reason, asked) if x)


def tally_row(m: re.Match[str], r: Records) -> bool:
    code = row_of(m, r, [c for c in r.agenda if any(v is not None for v in r.votes(c))])
    if code is None:
        return False
    figures = ["" if v is None else str(v) for v in r.votes(code)]
    share = r.votes(code)[0]
    if share is not None and r.voters:
        exact = share * 100 / r.voters
        if not m["share"].endswith("%") or abs(float(m["share"][:-1].replace(",", ".")) - exact) > 0.051:
            return False
        if (m["share"] == "100%") != (share == r.voters):
            return False
    elif m["share"]:
        return False
    return [m["name"], m["for"], m["against"], m["none"]] == [r.who(code), *figures]


def chosen_row(m: re.Match[str], r: Records) -> bool:
    code = row_of(m, r, r.those("CHON"))
    return (
        code is not None
        and (m["name"], m["post"]) == (r.names[code], r.post(code) or "–")
        and merits(m["merits"], code, r)
    )


def merits(said: str, code: str, r: Records) -> bool:
    """Each title, commendation and initiative named is recorded, known on the day and in force, and none is twice."""
    found = [x.strip() for x in said.split("; ") if x.strip()]
    if len(set(found)) != len(found) or "chờ" in said:
        return False
    years = {
        int(y)
        for (y,) in r.cursor.execute(
            "SELECT a.year FROM award a JOIN candidate c ON c.id = a.candidate_id WHERE c.code = $c AND"
            " a.known_on <= $on"
            " AND a.state = 'CONFIRMED' UNION ALL SELECT i.year FROM initiative i JOIN candidate c"
            " ON c.id = i.candidate_id WHERE c.code = $c AND i.known_on <= $on AND i.recognised AND"
            " i.applied AND NOT i.revoked",
            {"c": code, "on": r.on},
        ).fetchall()
    }
    return all(
        (y := re.search(r"\b(20\d\d|19\d\d)\b", re.sub(r"\d+/QĐ[^,;)]*|\d\d/\d\d/\d{4}", "", x))) and int(y[1]) in years
        for x in found
    )


FORM = [
    always(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc", "form (Decree 30, annex I)"),
    always(r"UBND TỈNH HÀ TĨNH|SỞ NGOẠI VỤ HÀ TĨNH", "office"),
    always(r"Số: +/(BB|TB|TTr|QĐ|GM|CTr|DS|BC|ĐK|XN)-SNgV", "office"),
    says(r"Hà Tĩnh, ngày .*", "the paper's day", lambda r: f"Hà Tĩnh, {long(r.held_on)}"),
    always(
        r"Nơi nhận:|- Như trên;|- Như Điều 3;|- Các phòng, đơn vị;|- Lưu: VT, VP\.|KT\. GIÁM ĐỐC|PHÓ GIÁM"
        r" ĐỐC|Nguyễn Văn Mẫu",
        "office",
    ),
    always(
        r"Phụ lục|QUYẾT ĐỊNH:|GIÁM ĐỐC SỞ NGOẠI VỤ HÀ TĨNH|Kính gửi: Ban Thi đua – Khen thưởng tỉnh", "form, office"
    ),
    Claim(
        r"\(Kèm theo (Tờ trình|Quyết định|Giấy mời) số +/\w+-SNgV (?P<day>ngày .*) của Sở Ngoại vụ Hà Tĩnh\)",
        "the paper's day",
        lambda m, r: m["day"] == long(r.held_on),
    ),
]

MANY = 12
"""More names than these do not stand in a sentence."""


def of_them(r: Records, codes: list[str], said: str, table: str, after: str = "") -> str:
    """The sentence of some people: with their names, of many with where they stand, or before a list of them."""
    if len(codes) <= MANY:
        return f"{said}: {named(r, codes)}.{after}"
    return f"{said} ({table}).{after}" if table else f"{said}:"


UNANIMOUS = "Tất cả thành viên có mặt, có quyền biểu quyết đều đồng ý với từng người được chọn."


def conclusions(table: str = "") -> list[Claim]:
    """What a meeting concluded; ``table``: where in the paper everybody stands."""
    chosen: Callable[[Records], str] = lambda r: f"chọn {counted(len(r.those('CHON')))} điển hình"  # noqa: E731
    return [
        says(
            r"Cuộc họp chưa kết luận về đối tượng nào\.",
            "no conclusion",
            lambda r: None if r.said else "Cuộc họp chưa kết luận về đối tượng nào.",
        ),
        says(
            r"Cuộc họp thống nhất chọn .*",
            "conclusion, votes of all present",
            lambda r: (
                of_them(r, r.those("CHON"), f"Cuộc họp thống nhất {chosen(r)}", table, f" {UNANIMOUS}")
                if r.unanimous
                else None
            ),
        ),
        says(
            re.escape(UNANIMOUS),
            "votes of all present",
            lambda r: UNANIMOUS if r.unanimous and len(r.those("CHON")) > MANY and not table else None,
        ),
        says(
            r"Cuộc họp kết luận chọn .*",
            "conclusion",
            lambda r: (
                of_them(r, r.those("CHON"), f"Cuộc họp kết luận {chosen(r)}", table)
                if r.those("CHON") and not r.unanimous
                else None
            ),
        ),
        says(
            r"Không chọn .*",
            "conclusion",
            lambda r: (
                of_them(r, x, f"Không chọn {counted(len(x))} đối tượng", table)
                if (x := r.those("KHONG_CHON"))
                else None
            ),
        ),
        says(
            r"Yêu cầu bổ sung hồ sơ của .*",
            "conclusion",
            lambda r: (
                f"Yêu cầu bổ sung hồ sơ của {counted(len(r.those('BO_SUNG')))} đối tượng:"
                if r.those("BO_SUNG")
                else None
            ),
        ),
        among(
            r"- .*: bổ sung .*",
            "conclusion: what, by whom, by when",
            lambda r: [
                f"- {r.names[c]}: bổ sung {r.said[c][1] or 'hồ sơ'}"
                + (f", do {r.said[c][2]} thực hiện" if r.said[c][2] else "")
                + (f", hạn {dmy(r.said[c][3])}" if r.said[c][3] else "")
                for c in r.those("BO_SUNG")
            ],
        ),
        says(
            r"Chưa kết luận về .*",
            "no conclusion",
            lambda r: (
                of_them(r, x, f"Chưa kết luận về {counted(len(x))} đối tượng", table)
                if r.said and (x := r.those(None))
                else None
            ),
        ),
        *(
            []
            if table
            else [
                among(
                    r"- .*",
                    "conclusion, of many: a line each",
                    lambda r: [
                        f"- {r.who(c)}"
                        for some in ("CHON", "KHONG_CHON", None)
                        if len(r.those(some)) > MANY
                        for c in r.those(some)
                    ],
                )
            ]
        ),
    ]


MEMBERS = [
    Claim(
        r"(Chủ trì|Chủ trì \(chủ tọa\)|Thư ký \(người ghi biên bản\)): (?P<who>.*?)\.?",
        "member's part",
        lambda m, r: (
            m["who"].strip("…")
            == (
                r.holder("THU_KY" if m.group().startswith("Thư") else "CHU_TRI", m.group().startswith("Chủ trì:")) or ""
            )
        ),
    ),
    among(r"- .*", "member", lambda r: [f"- {r.member(m)}" for m in r.members]),
    Claim(r"- …+", "no member recorded", lambda m, r: not r.members),
]


def signer(part: str) -> Claim:
    return Claim(r"(?P<who>\S.*)", f"member with the part {part}",
                 lambda m, r: any(x["name"] == m["who"] and x.get("part") in (
                     "CHU_TRI", "THU_KY") for x in r.members))  # fmt: skip


def status_counts(r: Records) -> list[int]:
    return [sum(r.status[c] == s for c in r.agenda) for s in STATUS]


PROGRAM = [
    Claim(r"1\. Thư ký trình bày .* đến (?P<on>[\d/]+)\.", "meeting.assessed_on", lambda m, r: m["on"] == dmy(r.on)),
    says(
        r"2\. Chưa có đối tượng nào trong chương trình\.",
        "meeting.agenda",
        lambda r: None if r.agenda else "2. Chưa có đối tượng nào trong chương trình.",
    ),
    Claim(r"2\. Xem xét (?P<n>\d+) đối tượng sau:", "meeting.agenda", lambda m, r: int(m["n"]) == len(r.agenda)),
    always(r"3\. Thảo luận, biểu quyết\.|4\. Chủ trì kết luận\.|CHƯƠNG TRÌNH CUỘC HỌP", "form"),
    always(r"STT \| Họ tên, tập thể \| Chức vụ, đơn vị \| Đối chiếu tiêu chí", "form"),
    Claim(
        r"(?P<n>\d+) \| (?P<name>[^|]*) \| (?P<post>[^|]*) \| (?P<status>[^|]*)",
        "meeting.agenda, verdict",
        lambda m, r: (
            (c := row_of(m, r, r.agenda)) is not None
            and (m["name"], m["post"], m["status"]) == (r.names[c], r.post(c) or "–", STATUS[r.status[c]])
        ),
    ),
]

CLAIMS: dict[str, list[Claim]] = {
    "bien-ban": [
        always(r"BIÊN BẢN|I\. THÀNH PHẦN THAM DỰ|II\. NỘI DUNG|III\. KẾT LUẬN|THƯ KÝ|CHỦ TỌA", "form 1.9"),
        Claim(
            r"Thời gian bắt đầu: (?P<h>.*), (?P<d>ngày .*)\.",
            "meeting.begun, held_on",
            lambda m, r: (m["h"], m["d"]) == (hour(r.begun), long(r.held_on)),
        ),
        says(
            r"Địa điểm: .*", "meeting.place", lambda r: f"Địa điểm: {r.place}." if r.place else "Địa điểm: ……………………………"
        ),
        says(
            r"Có mặt \(.*",
            "members present",
            lambda r: f"Có mặt ({counted(len(r.attending('CO_MAT')))} người):" if r.attending("CO_MAT") else None,
        ),
        says(
            r"Vắng mặt \(.*",
            "members absent",
            lambda r: f"Vắng mặt ({counted(len(r.attending('VANG')))} người):" if r.attending("VANG") else None,
        ),
        says(
            r"Chưa ghi có mặt .*",
            "members of whom nobody has said",
            lambda r: (
                f"Chưa ghi có mặt hay vắng mặt ({counted(len(r.attending('')))} người):" if r.attending("") else None
            ),
        ),
        Claim(r"(Có|Vắng) mặt: …+", "no member recorded", lambda m, r: not r.members),
        Claim(
            r"Chương trình cuộc họp có (?P<n>\d+) đối tượng, .* trên dữ liệu đến (?P<on>[\d/]+) \(dấu vân"
            r" dữ liệu (?P<mark>[\w-]+)\):"
            r" (?P<a>\d+) đủ điều kiện, (?P<b>\d+) chờ bổ sung hồ sơ, (?P<c>\d+) đang phấn đấu, (?P<d>\d+)"
            r" không còn khả năng"
            r" trong kỳ\. Kế hoạch cần chọn 4–5 điển hình \(mục IV\.1\)\.",
            "agenda, verdicts, plan IV.1",
            lambda m, r: (
                [int(m["n"]), m["on"], m["mark"], int(m["a"]), int(m["b"]), int(m["c"]), int(m["d"])]
                == [len(r.agenda), dmy(r.on), r.data_mark, *status_counts(r)]
            ),
        ),
        says(
            r"Có trong chương trình nhưng .*",
            "agenda, no candidates on the day",
            lambda r: (
                f"Có trong chương trình nhưng không thuộc đối tượng vào ngày {dmy(r.on)}: "
                f"{'; '.join(r.names.get(c, c) for c in r.apart)}."
                if r.apart
                else None
            ),
        ),
        says(
            r"Có mặt và có quyền biểu quyết: .*",
            "members present with a vote",
            lambda r: None if r.voters is None else f"Có mặt và có quyền biểu quyết: {r.voters:02d} người.",
        ),
        always(
            r"STT \| Họ tên, tập thể \| Đối chiếu tiêu chí \| Kết luận \| Đồng ý/ không/ ý kiến khác \| Ghi chú", "form"
        ),
        Claim(
            r"(?P<n>\d+) \| (?P<name>[^|]*) \| (?P<status>[^|]*) \| (?P<result>[^|]*) \| (?P<votes>[^|]*)"
            r" \| (?P<remark>.*)",
            "verdict, conclusion, votes",
            minutes_row,
        ),
        *conclusions("ghi ở cột Kết luận của bảng tại mục II"),
        *MEMBERS,
        Claim(r"Biên bản đã được các thành viên dự họp thông qua\.", "meeting.adopted", lambda m, r: r.adopted is True),
        Claim(
            r"Biên bản chưa được các thành viên dự họp thông qua\.", "meeting.adopted", lambda m, r: r.adopted is False
        ),
        Claim(
            r"Cuộc họp kết thúc vào (?P<h>.*), (?P<d>ngày .*)\./\.",
            "meeting.ended, held_on",
            lambda m, r: (m["h"], m["d"]) == (hour(r.ended), long(r.held_on)),
        ),
        says(r".+", "meeting.title", lambda r: r.called),
        signer("CHU_TRI"),
    ],
    "kiem-phieu": [
        always(r"BIÊN BẢN KIỂM PHIẾU|TỔ KIỂM PHIẾU|CHỦ TỌA|Tổ kiểm phiếu và chủ tọa ký xác nhận dưới đây\./\.", "form"),
        Claim(
            r"Ô để trống là số chưa được ghi\.",
            "votes",
            lambda m, r: any(None in v and any(x is not None for x in v) for v in map(r.votes, r.agenda)),
        ),
        always(r"Số phiếu phát ra: ……; .*", "blank, filled in by hand"),
        says(
            r"Có mặt và có quyền biểu quyết: .*",
            "members present with a vote",
            lambda r: f"Có mặt và có quyền biểu quyết: {DOTS if r.voters is None else counted(r.voters)} người.",
        ),
        always(r"STT \| Họ tên, tập thể \| Đồng ý \| Không đồng ý \| Ý kiến khác \| Tỷ lệ đồng ý", "form"),
        Claim(
            r"(?P<n>\d+) \| (?P<name>[^|]*) \| (?P<for>[^|]*) \| (?P<against>[^|]*) \| (?P<none>[^|]*) \|"
            r" (?P<share>[^|]*)",
            "votes",
            tally_row,
        ),
        Claim(
            r"Chưa ghi kết quả biểu quyết về .*",
            "no votes",
            lambda m, r: (
                (x := unvoted(r)) != []
                and m.group() == of_them(r, x, f"Chưa ghi kết quả biểu quyết về {counted(len(x))} đối tượng", "")
            ),
        ),
        among(
            r"- .*",
            "no votes, of many: a line each",
            lambda r: [f"- {r.who(c)}" for c in unvoted(r) if len(unvoted(r)) > MANY],
        ),
        says(r".+, ngày .*", "meeting.title, held_on", lambda r: f"{r.called}, {long(r.held_on)}"),
        signer("CHU_TRI"),
    ],
    "thong-bao": [
        always(
            r"THÔNG BÁO|Sở Ngoại vụ Hà Tĩnh thông báo để các đơn vị, cá nhân liên quan biết, thực hiện\./\.", "form"
        ),
        says(r"Kết luận .*", "meeting.title", lambda r: f"Kết luận {r.called}"),
        Claim(
            r"Ngày (?P<d>\d.*?\d{4})(, tại (?P<p>.*?))?, Sở Ngoại vụ Hà Tĩnh tổ chức (?P<t>.*?)(, do"
            r" (?P<c>[^.]*?),? chủ trì)?\. Kết"
            r" luận của cuộc họp như sau:",
            "meeting",
            lambda m, r: (
                (m["d"], m["p"] or "", m["t"]) == (long(r.held_on).removeprefix("ngày "), r.place or "", r.called)
                and (m["c"] or None) == r.holder("CHU_TRI")
            ),
        ),
        *conclusions(),
    ],
    "to-trinh": [
        always(
            r"TỜ TRÌNH|Về việc đề nghị công nhận điển hình tiên tiến giai đoạn 2021–2025|Kính đề nghị"
            r" .*|DANH SÁCH ĐỀ NGHỊ .*"
            r"|Hồ sơ gửi kèm: .*",
            "form; the bundle",
        ),
        always(r"Căn cứ .*", "law in force on the paper's day, plan (tested by date)"),
        says(
            r"Theo kết luận của .*",
            "conclusion",
            lambda r: (
                f"Theo kết luận của {r.called}, {long(r.held_on)}, Sở Ngoại vụ Hà Tĩnh đề nghị công nhận"
                f" {counted(len(r.those('CHON')))} điển hình tiên tiến giai đoạn 2021–2025"
                f"{'' if len(r.those('CHON')) > MANY else ': ' + named(r, r.those('CHON'))}"
                " (danh sách tại Phụ lục kèm theo)."
                if r.those("CHON")
                else None
            ),
        ),
        Claim(
            r"Các đối tượng trên đạt đủ tiêu chí quy định tại mục III của Kế hoạch, xét đến (?P<on>.*)\.",
            "verdict",
            lambda m, r: m["on"] == dmy(r.on) and all(r.status[c] == "ELIGIBLE" for c in r.those("CHON")),
        ),
        Claim(
            r"Đã đối chiếu các tiêu chí .* đến (?P<on>[\d/]+); những đối tượng sau chưa đủ tiêu chí:",
            "verdict",
            lambda m, r: m["on"] == dmy(r.on) and any(r.status[c] != "ELIGIBLE" for c in r.those("CHON")),
        ),
        Claim(
            r"- (?P<name>.*?) \((?P<status>[^)]*)\): (?P<rest>.*)",
            "verdict, conclusion's reason",
            lambda m, r: any(
                r.names[c] == m["name"]
                and r.status[c] != "ELIGIBLE"
                and STATUS[r.status[c]].lower() == m["status"]
                and (not r.said[c][7] or f"lý do chọn: {r.said[c][7]}" in m["rest"])
                for c in r.those("CHON")
            ),
        ),
        always(r"STT \| Họ tên, tập thể \| Chức vụ, đơn vị \| Nhóm \| Thành tích đến ngày xét", "form"),
        Claim(
            r"(?P<n>\d+) \| (?P<name>[^|]*) \| (?P<post>[^|]*) \| [^|]* \| (?P<merits>.*)",
            "conclusion, history",
            chosen_row,
        ),
    ],
    "quyet-dinh": [
        always(
            r"QUYẾT ĐỊNH|Về việc công nhận điển hình tiên tiến giai đoạn 2021–2025|Điều [23]\. .*|DANH"
            r" SÁCH ĐIỂN HÌNH .*",
            "form",
        ),
        always(r"Căn cứ .*", "law in force on the paper's day, plan (tested by date)"),
        says(
            r"Điều 1\. .*",
            "conclusion",
            lambda r: (
                f"Điều 1. Công nhận {counted(len(r.those('CHON')))} điển hình tiên tiến giai đoạn"
                f" 2021–2025 theo kết luận của"
                f" {r.called}, {long(r.held_on)} (danh sách kèm theo)."
                if r.those("CHON")
                else None
            ),
        ),
        always(r"STT \| Họ tên, tập thể \| Chức vụ, đơn vị \| Nhóm \| Thành tích đến ngày xét", "form"),
        Claim(
            r"(?P<n>\d+) \| (?P<name>[^|]*) \| (?P<post>[^|]*) \| [^|]* \| (?P<merits>.*)",
            "conclusion, history",
            chosen_row,
        ),
    ],
    "giay-moi": [
        always(
            r"GIẤY MỜI|Sở Ngoại vụ Hà Tĩnh trân trọng kính mời:|Chương trình cuộc họp kèm theo Giấy mời này\./\.",
            "form",
        ),
        says(r"Tới dự: .*", "meeting.title", lambda r: f"Tới dự: {r.called}."),
        says(r"Thời gian: .*", "meeting.begun, held_on", lambda r: f"Thời gian: {hour(r.begun)}, {long(r.held_on)}."),
        says(
            r"Địa điểm: .*", "meeting.place", lambda r: f"Địa điểm: {r.place}." if r.place else "Địa điểm: ……………………………"
        ),
        *PROGRAM,
        *MEMBERS,
        says(r".+", "meeting.title", lambda r: r.called),
    ],
    "phieu-bau": [
        always(r"PHIẾU BIỂU QUYẾT|Đánh dấu X .*", "form"),
        always(r"STT \| Họ tên, tập thể \| Đồng ý chọn \| Không đồng ý \| Ý kiến khác", "form"),
        Claim(
            r"(?P<n>\d+) \| (?P<name>[^|]*) \| ☐ \| ☐ \| ☐",
            "meeting.agenda",
            lambda m, r: (c := row_of(m, r, r.agenda)) is not None and m["name"] == r.who(c),
        ),
        says(r".+, ngày .*", "meeting.title, held_on", lambda r: f"{r.called}, {long(r.held_on)}"),
    ],
}
"""For each paper of a meeting its claims, the particular before the general; a paper's form stands in FORM."""

REQUIRED: dict[str, Callable[[Records], list[str]]] = {
    "bien-ban": lambda r: [r.names[c] for c in r.agenda] + [m["name"] for m in r.members],
    "kiem-phieu": lambda r: [r.names[c] for c in r.agenda],
    "thong-bao": lambda r: [r.names[c] for c in (r.agenda if r.said else [])],
    "to-trinh": lambda r: [r.names[c] for c in r.those("CHON")],
    "quyet-dinh": lambda r: [r.names[c] for c in r.those("CHON")],
    "giay-moi": lambda r: [r.names[c] for c in r.agenda] + [m["name"] for m in r.members],
    "phieu-bau": lambda r: [r.names[c] for c in r.agenda],
}
"""Who must not be left out."""


def sentences(content: bytes) -> Iterator[str]:
    """Everything that a Word file says in its body: paragraphs; the rows of tables, cells between bars; the paragraphs
    of head and signature."""
    for element in Document(io.BytesIO(content)).element.body:
        if element.tag == qn("w:p"):
            yield from _lines(element)
        elif element.tag == qn("w:tbl"):
            caption = element.find(qn("w:tblPr")).find(qn("w:tblCaption"))
            if caption is not None and caption.get(qn("w:val"), "").startswith("Phần"):
                for p in element.iter(qn("w:p")):
                    yield from _lines(p)
            else:
                for row in element.findall(qn("w:tr")):
                    yield " | ".join(_text(cell).strip() for cell in row.findall(qn("w:tc")))


def _lines(element: Any) -> Iterator[str]:
    yield from (line.strip() for line in _text(element).split("\n") if line.strip())


def _text(element: Any) -> str:
    said = []
    for one in element.iter(qn("w:t"), qn("w:br")):
        said.append("\n" if one.tag == qn("w:br") else one.text or "")
    return "".join(said)


def lies(
    kind: str,
    content: bytes,
    r: Records,
    claims: Mapping[str, list[Claim]] = CLAIMS,
    required: Mapping[str, Callable[[Any], list[str]]] = REQUIRED,
    draft: bool | None = None,
) -> list[str]:
    """The sentences of a paper that no record carries, or whose record says otherwise; and who is left out. ``draft``:
    whether it must be marked as one (None: unless the meeting is sealed, and it is no paper from before it)."""
    found, whole = [], []
    for sentence in sentences(content):
        whole.append(sentence)
        matching = [(c, m) for c in (*FORM, *claims[kind]) if (m := re.fullmatch(c.pattern, sentence, re.S))]
        if not any(c.holds(m, r) for c, m in matching):
            found.append(f"{kind}: {sentence!r} ({'; '.join(c.record for c, _ in matching) or 'no record'})")
    said = "\n".join(whole)
    found += [f"{kind}: {name!r} is left out" for name in required[kind](r) if name not in said]
    heads = [h for s in Document(io.BytesIO(content)).sections for h in (s.header, s.first_page_header)]
    marked = ["DỰ THẢO" in "".join(p.text for p in h.paragraphs) for h in heads]
    wanted = (r.state != "CLOSED" and kind not in ("giay-moi", "phieu-bau")) if draft is None else draft
    if not all(d == wanted for d in marked):
        found.append(f"{kind}: the mark of a draft")
    return found
