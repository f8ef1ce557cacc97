"""Makes the workbook of the second sample: an invented department of health, 2024–2026.

    python data/sample-2/make_sample.py

It is drawn with a fixed seed and written in the import's own layout: what another department would do with its lists.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from dienhinh.exchange.layout import BY_NAME, SHEETS  # noqa: E402

OUT = Path(__file__).with_name("so-mau.xlsx")
rng = random.Random(45)
UNITS = [
    ("TCCB", "Phòng Tổ chức cán bộ"), ("NVY", "Phòng Nghiệp vụ y"), ("NVD", "Phòng Nghiệp vụ dược"),
    ("BVDK", "Bệnh viện đa khoa Mẫu"), ("TTYT1", "Trung tâm y tế huyện Mẫu Đông"),
    ("TTYT2", "Trung tâm y tế huyện Mẫu Tây"), ("KSBT", "Trung tâm kiểm soát bệnh tật Mẫu"),
]  # fmt: skip
SURNAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ"]
MIDDLE = ["Thị", "Văn", "Ngọc", "Minh", "Thu", "Đức", "Hồng", "Quang", "Thanh", "Xuân"]
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Hạnh",
    "Hải",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quân",
    "Thảo",
    "Tuấn",
    "Uyên",
    "Vân",
    "Yến",
]
POSTS = {
    True: ["Trưởng phòng", "Phó Trưởng phòng", "Giám đốc", "Phó Giám đốc"],
    False: ["Bác sĩ", "Dược sĩ", "Điều dưỡng", "Chuyên viên"],
}
PEOPLE = 62
rows: dict[str, list[dict[str, object]]] = {sheet.name: [] for sheet in SHEETS}
number = iter(range(101, 9999))


def award(code: str, year: int, what: str, who: str, state: object = None) -> None:
    sign = {"BK UBND tỉnh": "QĐ-UBND", "Cờ TĐ UBND tỉnh": "QĐ-UBND", "BK bộ, ngành, TW": "QĐ-BYT"}.get(what, "QĐ-SYTM")
    by = {"QĐ-UBND": "UBND tỉnh", "QĐ-BYT": "Bộ Y tế"}.get(sign, "Sở Y tế Mẫu")
    decided = state != "Chờ quyết định"
    rows["award"].append({
        "code": code, "name": who, "year": year, "award": what, "issuer": by,
        "decision_no": f"{next(number)}/{sign}" if decided else None,
        "decided_on": date(year + 1, 1, 10) + timedelta(days=rng.randrange(60)) if decided else None, "state": state,
    })  # fmt: skip


def rated(code: str, who: str, gifted: float) -> None:
    for year in (2024, 2025):
        if rng.random() < 0.94:
            mark = "HTXSNV" if rng.random() < gifted / 3 else "HTTNV" if rng.random() < 0.94 else "HTNV"
            rows["rating"].append({
                "code": code, "name": who, "year": year, "rating": mark,
                "decision_no": f"{900 + year - 2024}/QĐ-SYTM", "decided_on": date(year, 12, 28),
            })  # fmt: skip


def main() -> None:
    for code, name in UNITS:
        rows["unit"].append({"code": code, "name": name, "founded_on": date(2012, 1, 1)})
        rated(code, name, 0.9)
        for year in (2024, 2025):
            if rng.random() < 0.7:
                award(code, year, rng.choice(["TTLĐXS", "TTLĐXS", "TTLĐTT"]), name)
        if rng.random() < 0.3:
            award(code, 2025, "Cờ TĐ UBND tỉnh", name, rng.choice([None, "Chờ quyết định"]))
        if rng.random() < 0.85:
            rows["attestation"].append({
                "code": code, "name": name, "criterion": "II.2", "result": "Đạt", "on_date": date(2026, 1, 15),
                "by_person": "Phòng Tổ chức cán bộ",
            })  # fmt: skip
    names: set[str] = set()
    while len(names) < PEOPLE:
        names.add(f"{rng.choice(SURNAMES)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}")
    for i, name in enumerate(sorted(names, key=lambda n: rng.random()), start=1):
        code, unit, leads = f"YT{i:03}", UNITS[i % len(UNITS)][0], i <= 2 * len(UNITS)
        gifted = rng.random()
        rows["person"].append({
            "code": code, "name": name, "born_on": date(1970, 1, 1) + timedelta(days=rng.randrange(9000)), "unit": unit,
            "position": rng.choice(POSTS[leads]), "leads": "Có" if leads else "Không",
            "from_on": date(2016, 1, 1) + timedelta(days=rng.randrange(2600)), "until_on": None,
        })  # fmt: skip
        rated(code, name, gifted)
        for year in (2024, 2025):
            if rng.random() < 0.5 + gifted / 2:
                award(code, year, "LĐTT", name)
                if rng.random() < gifted * 0.6:
                    award(code, year, "CSTĐCS", name)
            if rng.random() < gifted * 0.4:
                award(code, year, rng.choice(["GK", "GK", "BK UBND tỉnh", "BK bộ, ngành, TW"]), name,
                      None if rng.random() < 0.8 else "Chờ quyết định")  # fmt: skip
        if rng.random() < gifted * 0.4:
            rows["initiative"].append({
                "code": code, "name": name, "title": f"Cải tiến quy trình khám, chữa bệnh số {i}", "year": 2025,
                "level": "Cơ sở", "recognised": "Có", "applied": rng.choice(["Có", None]),
                "decision_no": f"{next(number)}/QĐ-SYTM", "decided_on": date(2025, 12, 2),
            })  # fmt: skip
        if rng.random() < 0.9:
            rows["attestation"].append({
                "code": code, "name": name, "criterion": "II.1", "result": "Đạt", "on_date": date(2026, 1, 15),
                "by_person": "Phòng Tổ chức cán bộ",
            })  # fmt: skip
    with xlsxwriter.Workbook(str(OUT)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet in SHEETS:
            page = book.add_worksheet(BY_NAME[sheet.name].title)
            columns = [c for c in sheet.columns if c in sheet.shown or any(c.name in r for r in rows[sheet.name])]
            for c, column in enumerate(columns):
                page.write_string(0, c, column.title)
                for r, row in enumerate(rows[sheet.name], start=1):
                    value = row.get(column.name)
                    page.write(r, c, value, day if isinstance(value, date) else None)


if __name__ == "__main__":
    main()
