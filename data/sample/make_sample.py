"""Makes the sample workbook: a fictional department, 2021–2025. Everybody in it is invented.

    python data/sample/make_sample.py

The histories that matter (every route, every status, a changed post, a late decision, a revoked award, a pending one,
a missing rating, disciplines) are written out below; the rest is drawn with a fixed seed, so the file is always the
same.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dienhinh.exchange.layout import BY_NAME, SHEETS  # noqa: E402

OUT = Path(__file__).with_name("so-mau.xlsx")
BANNER = "DỮ LIỆU MẪU – HƯ CẤU: đơn vị và người trong tệp này không có thật"
rng = random.Random(198)
YEARS = range(2021, 2026)

UNITS = [
    ("VP", "Văn phòng – Thanh tra", date(2010, 5, 1)),
    ("HTQT", "Phòng Hợp tác quốc tế", date(2010, 5, 1)),
    ("LSBG", "Phòng Lãnh sự – Biên giới", date(2010, 5, 1)),
    ("KHTC", "Phòng Kế hoạch – Tài chính", date(2012, 1, 1)),
    ("TTDN", "Phòng Thông tin đối ngoại", date(2015, 7, 1)),
    ("NVNN", "Phòng Người Việt Nam ở nước ngoài", date(2022, 3, 1)),
    ("TTDV", "Trung tâm Dịch vụ đối ngoại", date(2016, 9, 1)),
]
FORMER = ("VHKB", "Phòng Văn hoá đối ngoại và Kiều bào", date(2013, 1, 1), date(2022, 2, 28))
"""Taken over by NVNN (pipeline.toml), whose verdict hangs on whose history that is (P19)."""
RATINGS = {  # by year 2021 … 2025; "–" is a year nobody recorded
    "VP": "T XS XS T XS",
    "HTQT": "XS XS XS T XS",
    "LSBG": "XS XS T XS XS",
    "KHTC": "XS XS – XS T",
    "TTDN": "T T XS XS T",
    "NVNN": "– XS XS XS T",
    "TTDV": "XS XS HT XS XS",
}
FULL = {"XS": "HTXSNV", "T": "HTTNV", "HT": "HTNV", "K": "KHTNV"}

SURNAMES = [
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Trần",
    "Trần",
    "Lê",
    "Lê",
    "Phạm",
    "Phan",
    "Hồ",
    "Đặng",
    "Võ",
    "Bùi",
    "Dương",
    "Hoàng",
    "Đinh",
    "Lương",
    "Mai",
    "Cao",
]
MIDDLE_M = ["Văn", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Trọng", "Bá", "Thanh", "Anh"]
MIDDLE_F = ["Thị", "Thị", "Thu", "Ngọc", "Thanh", "Hải", "Khánh", "Mỹ", "Lan", "Hồng"]
GIVEN_M = [
    "An",
    "Ánh",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Đông",
    "Hà",
    "Hiếu",
    "Hùng",
    "Khôi",
    "Long",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Tài",
    "Thắng",
    "Tú",
    "Vinh",
]
GIVEN_F = [
    "Ánh",
    "Bích",
    "Châu",
    "Dung",
    "Giang",
    "Hạnh",
    "Hoa",
    "Huyền",
    "Lan",
    "Linh",
    "Ly",
    "Mai",
    "Nga",
    "Ngân",
    "Oanh",
    "Phương",
    "Quỳnh",
    "Thảo",
    "Trang",
    "Yến",
]

taken: set[str] = set()


def invented_name() -> str:
    while True:
        woman = rng.random() < 0.5
        middle, given = (MIDDLE_F, GIVEN_F) if woman else (MIDDLE_M, GIVEN_M)
        name = f"{rng.choice(SURNAMES)} {rng.choice(middle)} {rng.choice(given)}"
        if name not in taken:
            taken.add(name)
            return name


rows: dict[str, list[dict[str, object]]] = {sheet.name: [] for sheet in SHEETS}
for code, name, founded in UNITS:
    rows["unit"].append({"code": code, "name": name, "founded_on": founded})

code, name, founded, dissolved = FORMER
rows["unit"].append({"code": code, "name": name, "founded_on": founded, "dissolved_on": dissolved})

people: dict[str, dict[str, object]] = {}
order = 0


def person(unit: str, position: str, leads: bool, begun: date, until: date | None = None, key: str = "") -> str:
    global order
    order += 1
    code = f"CB{order:03d}"
    who = {
        "code": code,
        "name": invented_name(),
        "born_on": date(rng.randint(1968, 1996), rng.randint(1, 12), rng.randint(1, 28)),
    }
    people[key or code] = who
    post(key or code, unit, position, leads, begun, until)
    return key or code


def post(key: str, unit: str, position: str, leads: bool, begun: date, until: date | None = None) -> None:
    rows["person"].append(
        {
            **people[key],
            "unit": unit,
            "position": position,
            "leads": "Có" if leads else "Không",
            "from_on": begun,
            "until_on": until,
        }
    )


def code_of(key: str) -> str:
    return str(people[key]["code"]) if key in people else key


def award(
    who: str, year: int, what: str, issuer: str, number: str | None, decided: date | None, state: str | None = None
) -> None:
    rows["award"].append(
        {
            "code": code_of(who),
            "year": year,
            "award": what,
            "issuer": issuer,
            "decision_no": number,
            "decided_on": decided,
            "state": state,
        }
    )


def title(who: str, year: int, what: str = "CSTĐCS") -> None:
    """A title by the department's own year-end decision, one decision for everybody."""
    award(who, year, what, "Sở Mẫu", f"{140 + year % 10}/QĐ-SM", date(year, 12, 25))


def provincial(who: str, year: int, number: int, decided: date | None = None, state: str | None = None) -> None:
    award(
        who, year, "Bằng khen của UBND tỉnh", "UBND tỉnh", f"{number}/QĐ-UBND", decided or date(year + 1, 2, 20), state
    )


def attest(who: str, criteria: str, on: date = date(2025, 12, 22), result: str = "Đạt") -> None:
    for criterion in criteria.split():
        rows["attestation"].append(
            {
                "code": code_of(who),
                "criterion": criterion,
                "result": result,
                "on_date": on,
                "by_person": "Hội đồng Thi đua – Khen thưởng Sở Mẫu",
                "evidence": f"Biên bản số {on.month:02d}/BB-HĐ",
            }
        )


def initiative(
    who: str, name: str, year: int, level: str, recognised: str | None, applied: str | None, number: str | None
) -> None:
    rows["initiative"].append(
        {
            "code": code_of(who),
            "title": name,
            "year": year,
            "level": level,
            "recognised": recognised,
            "applied": applied,
            "decision_no": number,
            "decided_on": date(year + 1, 3, 10) if number else None,
        }
    )


INDIVIDUAL = "II.2 III.2.a III.2.b"
early = date(2017, 6, 1)

# ---------------------------------------------------------------- leaders, one story each
person("VP", "Giám đốc", True, date(2019, 4, 1), key="director")
person("VP", "Phó Giám đốc", True, date(2018, 9, 1), key="two_certificates")
person("VP", "Chánh Văn phòng", True, early, key="three_titles")
person("HTQT", "Trưởng phòng", True, early, key="one_and_one")
person("HTQT", "Phó Trưởng phòng", True, date(2019, 8, 1), key="awaited_title")
person("LSBG", "Trưởng phòng", True, early, key="initiative")
person("LSBG", "Phó Trưởng phòng", True, date(2018, 3, 1), key="initiative_unconfirmed")
person("KHTC", "Trưởng phòng", True, date(2018, 1, 1), key="revoked")
person("TTDN", "Trưởng phòng", True, early, key="grassroots_initiative")
person("NVNN", "Trưởng phòng", True, date(2022, 3, 1), key="new_head")
person("TTDV", "Giám đốc Trung tâm", True, date(2016, 9, 1), key="centre_head")
# a changed post: staff until mid-2023, deputy head since
person("TTDV", "Chuyên viên", False, date(2017, 1, 1), date(2023, 6, 30), key="promoted")
post("promoted", "TTDV", "Phó Giám đốc Trung tâm", True, date(2023, 7, 1))

# ---------------------------------------------------------------- staff, one story each
person("LSBG", "Chuyên viên chính", False, early, key="certificate_and_title")
person("HTQT", "Chuyên viên", False, date(2018, 10, 1), key="two_titles")
person("VP", "Chuyên viên", False, date(2019, 2, 1), key="late_decision")
person("KHTC", "Kế toán viên", False, early, key="one_title_awaited")
person("TTDN", "Chuyên viên", False, date(2020, 5, 1), key="unattested")
person("TTDV", "Viên chức", False, date(2017, 4, 1), key="disciplined")
person("LSBG", "Chuyên viên", False, date(2018, 2, 1), key="mended")
person("VP", "Thanh tra viên", False, early, key="double_entry")
person("HTQT", "Chuyên viên", False, date(2017, 3, 1), key="certificate_only")
person("NVNN", "Chuyên viên", False, date(2022, 3, 15), key="higher_title")
person("KHTC", "Chuyên viên", False, date(2016, 5, 1), date(2024, 3, 31), key="left")
person("TTDN", "Chuyên viên", False, date(2024, 9, 1), key="newcomer")
for unit, n in (("VP", 5), ("HTQT", 3), ("LSBG", 3), ("KHTC", 3), ("TTDN", 3), ("NVNN", 3), ("TTDV", 5)):
    for _ in range(n):
        begun = date(rng.randint(2016, 2022), rng.randint(1, 12), 1)
        person(
            unit,
            "Viên chức" if unit == "TTDV" else "Chuyên viên",
            False,
            max(begun, date(2022, 3, 1)) if unit == "NVNN" else begun,
        )

# ---------------------------------------------------------------- their awards
provincial("two_certificates", 2021, 512)
provincial("two_certificates", 2024, 618)
attest("two_certificates", INDIVIDUAL)
attest("two_certificates", "III.2.b", date(2026, 3, 2), result="Rút xác nhận")  # eligible till then
for year in (2021, 2022, 2024):
    title("three_titles", year)
attest("three_titles", INDIVIDUAL)
provincial("one_and_one", 2022, 547)
award("one_and_one", 2024, "Bằng khen của Bộ Nội vụ", "Bộ Nội vụ", "1180/QĐ-BNV", date(2025, 4, 8))
attest("one_and_one", INDIVIDUAL)
for year in (2022, 2023):
    title("awaited_title", year)
award("awaited_title", 2025, "CSTĐ cơ sở", "Sở Mẫu", None, None, "Chờ quyết định")
attest("awaited_title", INDIVIDUAL)
initiative("initiative", "Số hoá quy trình tiếp nhận hồ sơ lãnh sự", 2023, "tỉnh", "Có", "Có", "731/QĐ-UBND")
title("initiative", 2023)
attest("initiative", INDIVIDUAL)
initiative("initiative_unconfirmed", "Bản đồ số công tác biên giới", 2024, "tỉnh", "Có", None, "806/QĐ-UBND")
attest("initiative_unconfirmed", INDIVIDUAL)
provincial("revoked", 2021, 509)
provincial("revoked", 2023, 590, state="Thu hồi")
attest("revoked", "II.2")
initiative("grassroots_initiative", "Bản tin đối ngoại song ngữ", 2022, "cơ sở", "Có", "Có", "88/QĐ-SM")
for year in (2021, 2023):
    title("grassroots_initiative", year)
attest("grassroots_initiative", INDIVIDUAL)
for year in (2022, 2023, 2024):
    title("new_head", year, "LĐTT")
title("new_head", 2024)
provincial("centre_head", 2021, 515)
award("centre_head", 2023, "Giấy khen", "Sở Mẫu", "61/QĐ-SM", date(2024, 1, 12))
attest("centre_head", "II.2 III.2.b")
attest("centre_head", "III.2.a", result="Không đạt")
for year in (2021, 2022):
    title("promoted", year)
award("promoted", 2023, "Bằng khen của Bộ Ngoại giao", "Bộ Ngoại giao", "2044/QĐ-BNG", date(2024, 3, 5))
attest("promoted", "II.2 III.2.b")
award("director", 2023, "Huân chương Lao động hạng Ba", "Chủ tịch nước", "402/QĐ-CTN", date(2024, 5, 2))
provincial("director", 2022, 540)
attest("director", INDIVIDUAL)

provincial("certificate_and_title", 2022, 548)
title("certificate_and_title", 2023)
attest("certificate_and_title", INDIVIDUAL)
title("two_titles", 2021)
title("two_titles", 2024)
attest("two_titles", INDIVIDUAL)
title("late_decision", 2023)
provincial("late_decision", 2025, 702, decided=date(2026, 8, 14))
attest("late_decision", INDIVIDUAL)
title("one_title_awaited", 2022)
award("one_title_awaited", 2025, "CSTĐCS", "Sở Mẫu", None, None, "Chờ quyết định")
attest("one_title_awaited", INDIVIDUAL)
title("unattested", 2022)
title("unattested", 2023)
title("disciplined", 2021)
title("disciplined", 2022)
attest("disciplined", INDIVIDUAL)
rows["discipline"].append(
    {
        "code": code_of("disciplined"),
        "penalty": "Cảnh cáo",
        "decision_no": "19/QĐ-SM",
        "from_on": date(2025, 7, 1),
        "until_on": None,
    }
)
title("mended", 2023)
attest("mended", "II.2")
rows["discipline"].append(
    {
        "code": code_of("mended"),
        "penalty": "Khiển trách",
        "decision_no": "07/QĐ-SM",
        "from_on": date(2021, 3, 1),
        "until_on": date(2022, 2, 28),
    }
)
title("double_entry", 2022)
award("double_entry", 2022, "Chiến sỹ thi đua cấp cơ sở", "Khối thi đua", "15/QĐ-KTĐ", date(2023, 1, 9))
attest("double_entry", INDIVIDUAL)
provincial("certificate_only", 2023, 591)
attest("certificate_only", INDIVIDUAL)
award("higher_title", 2024, "Chiến sĩ thi đua cấp tỉnh", "UBND tỉnh", "655/QĐ-UBND", date(2025, 3, 18))
title("higher_title", 2023)
title("left", 2021)

for year, number in ((2022, 541), (2024, 611)):
    provincial("LSBG", year, number)
provincial("HTQT", 2023, 586)
award("HTQT", 2024, "BK Bộ Ngoại giao", "Bộ Ngoại giao", "2310/QĐ-BNG", date(2025, 2, 26))
provincial("KHTC", 2021, 505)
award("KHTC", 2022, "Bằng khen của Bộ Ngoại giao", "Bộ Ngoại giao", "1877/QĐ-BNG", date(2023, 3, 30))
provincial("VP", 2022, 539)
award("VP", 2025, "Bằng khen của UBND tỉnh", "UBND tỉnh", None, None, "Chờ quyết định")
provincial("NVNN", 2024, 612)
provincial("TTDV", 2021, 506)
provincial("TTDV", 2024, 613)
award(
    "TTDN",
    2023,
    "Bằng khen của Bộ Thông tin và Truyền thông",
    "Bộ Thông tin và Truyền thông",
    "930/QĐ-BTTTT",
    date(2024, 2, 6),
)
for unit in ("LSBG", "HTQT", "KHTC", "VP", "TTDV"):
    attest(unit, "II.2 III.1.a")
attest("TTDN", "II.2")
for unit, marks in RATINGS.items():
    for year, mark in zip(YEARS, marks.split(), strict=True):
        if mark != "–":
            rows["rating"].append(
                {
                    "code": unit,
                    "year": year,
                    "rating": FULL[mark],
                    "decision_no": f"{130 + year % 10}/QĐ-SM",
                    "decided_on": date(year, 12, 20),
                }
            )
            award(
                unit,
                year,
                "Tập thể lao động xuất sắc" if mark == "XS" else "Tập thể lao động tiên tiến",
                "Sở Mẫu",
                f"{150 + year % 10}/QĐ-SM",
                date(year, 12, 26),
            )

# ---------------------------------------------------------------- everybody's ratings and the usual titles
special = {code_of(k) for k in people if not k.startswith("CB")}
for key, who in people.items():
    posts = [r for r in rows["person"] if r["code"] == who["code"]]
    begun = min(r["from_on"] for r in posts)
    ended = posts[-1]["until_on"]
    for year in YEARS:
        if begun > date(year, 6, 30) or (ended and ended < date(year, 12, 31)):
            continue
        if key in ("unattested",) and year == 2024:
            continue  # a rating nobody recorded
        mark = rng.choices(["HTXSNV", "HTTNV", "HTNV"], [20, 72, 8])[0]
        rows["rating"].append(
            {
                "code": who["code"],
                "year": year,
                "rating": mark,
                "decision_no": f"{135 + year % 10}/QĐ-SM",
                "decided_on": date(year, 12, 20) + timedelta(days=rng.randint(0, 3)),
            }
        )
        has_title = any(r["code"] == who["code"] and r["year"] == year for r in rows["award"])
        if mark != "HTNV" and not has_title and rng.random() < 0.8:
            title(key, year, "LĐTT")
        if who["code"] not in special and mark == "HTXSNV" and rng.random() < 0.2:
            award(key, year, "Giấy khen của Giám đốc Sở", "Sở Mẫu", f"{60 + year % 10}/QĐ-SM", date(year + 1, 1, 12))
for key in rng.sample([k for k in people if k.startswith("CB")], 5):
    title(key, rng.choice([2022, 2023, 2024]))
    if rng.random() < 0.5:
        attest(key, "II.2", date(2024, 12, 20))


# ---------------------------------------------------------------- a unit that another took over
rows["rating"].append(
    {"code": "VHKB", "year": 2021, "rating": "HTXSNV", "decision_no": "198/QĐ-SM", "decided_on": date(2021, 12, 20)}
)
for year, number in ((2021, "3120/QĐ-UBND"),):
    award("VHKB", year, "Bằng khen của UBND tỉnh", "UBND tỉnh Mẫu", number, date(2022, 2, 10))

# ---------------------------------------------------------------- attested, as a real department is, but for a few
for key in [k for k in people if k.startswith("CB")]:
    if rng.random() < 0.85:
        said = {r["criterion"] for r in rows["attestation"] if r["code"] == people[key]["code"]}
        for criterion in INDIVIDUAL.split():
            if criterion not in said:
                attest(key, criterion, date(2024, 12, 20))


def main() -> None:
    with xlsxwriter.Workbook(str(OUT), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": BANNER, "created": datetime(2026, 1, 1)})
        head = book.add_format({"bold": True, "bg_color": "#E3ECEA", "border": 1, "text_wrap": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        bold = book.add_format({"bold": True, "font_color": "#9C2B2B"})
        for sheet in SHEETS:
            page = book.add_worksheet(BY_NAME[sheet.name].title)
            page.write_string(0, 0, BANNER, bold)
            for c, column in enumerate(sheet.shown):
                page.set_column(c, c, 32 if column.name in ("name", "award", "title", "evidence", "by_person") else 16)
                page.write_string(2, c, column.title, head)
                for r, row in enumerate(rows[sheet.name], start=3):
                    value = row.get(column.name)
                    if isinstance(value, date):
                        page.write_datetime(r, c, datetime(value.year, value.month, value.day), day)
                    elif value is not None:
                        page.write(r, c, value)
            page.freeze_panes(3, 1)
    print({name: len(found) for name, found in rows.items()})


if __name__ == "__main__":
    main()
