"""Runs the same command lines in two checkouts, on the sample and on a random history, and compares every answer."""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from defusedxml import ElementTree
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

SEED = 198
DATES = ("2020-12-31", "2022-07-01", "2023-12-31", "2025-06-30", "2026-01-31", "2027-03-15")
ON = "2026-01-31"
FORMATS = ("table", "csv", "json")
KINDS = {
    "bao-cao": "docx",
    "bien-ban": "docx",
    "so-lieu": "xlsx",
    "thanh-tich": "docx",
    "to-trinh": "docx",
    "trich-ngang": "docx",
    "trinh-chieu": "pptx",
}
SAMPLE, HISTORY, EMPTY = "mau.duckdb", "lich-su.duckdb", "trong.duckdb"
AROUND = 200
"""Lines of a differing answer that are put beside each other, from its first difference on."""
FINGERPRINT = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")
TRACE = re.compile(r"(Traceback \(most recent call last\):\n)(?:[ ].*\n)+")


# ---------------------------------------------------------------- workbooks


@dataclass(frozen=True)
class Formula:
    """A formula; ``result``: what the file holds of it, None: nothing."""

    text: str
    result: object = None


Rows = list[list[Any]]
Sheets = dict[str, Rows]


def write_book(path: Path, sheets: Sheets, hidden: Sequence[str] = (), merged: Sequence[tuple[str, str]] = ()) -> None:
    """``sheets`` as a workbook; ``merged``: (sheet, range)."""
    options = {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    write_cell(page, r, c, value)
            for where, cells in merged:
                if where == title:
                    first = cells.split(":")[0]
                    page.merge_range(cells, "")
                    row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
                    write_cell(page, row, column, rows[row][column])
            if title in hidden:
                page.hide()


def write_cell(page: Any, r: int, c: int, value: object) -> None:
    if isinstance(value, Formula):
        page.write_formula(r, c, value.text, None, "" if value.result is None else value.result)
    elif isinstance(value, date) and not isinstance(value, datetime):
        page.write_datetime(r, c, datetime(value.year, value.month, value.day))
    elif value is not None:
        page.write(r, c, value)


# ---------------------------------------------------------------- a random history

UNITS = ("VP", "HTQT", "LSBG", "KHTC", "TTDN", "NVNN", "TTDV")
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Phan", "Hồ", "Đặng", "Võ", "Bùi", "Dương", "Hoàng", "Đinh", "Lương")
MIDDLES = ("Văn", "Thị", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Thu", "Ngọc", "Thanh")
GIVEN = ("An", "Ánh", "Bình", "Cường", "Dũng", "Đạt", "Hiếu", "Hùng", "Hưng", "Hoa", "Hòa", "Ly", "Nga", "Sơn", "Thủy")
LEADING = ("Giám đốc", "Phó Giám đốc", "Chánh Văn phòng", "Trưởng phòng", "Phó Trưởng phòng")
STAFF = ("Chuyên viên", "Chuyên viên chính", "Kế toán", "Văn thư", None)
RATINGS = (
    "HTXSNV",
    "HTXS nhiệm vụ",
    "Hoàn thành xuất sắc nhiệm vụ",
    "HTTNV",
    "HTT",
    "Hoàn thành tốt nhiệm vụ",
    "HTNV",
    "Hoàn thành nhiệm vụ",
    "KHTNV",
)
GOOD = RATINGS[:6]
PROVINCE, MINISTRY, OFFICE = "UBND tỉnh", "Bộ Ngoại giao", "Sở Mẫu"
OF_PEOPLE = (
    ("CSTĐCS", OFFICE),
    ("CSTĐ cơ sở", OFFICE),
    ("Chiến sĩ thi đua cơ sở", None),
    ("Chiến sỹ thi đua cấp cơ sở", OFFICE),
    ("LĐTT", OFFICE),
    ("Lao động tiên tiến", None),
    ("CSTĐ cấp tỉnh", PROVINCE),
    ("Chiến sĩ thi đua cấp bộ", MINISTRY),
    ("Chiến sĩ thi đua toàn quốc", "Thủ tướng Chính phủ"),
)
OF_UNITS = (
    ("TTLĐTT", OFFICE),
    ("Tập thể lao động xuất sắc", PROVINCE),
    ("Cờ thi đua của UBND tỉnh", PROVINCE),
    ("Cờ thi đua của Chính phủ", None),
    ("Cờ thi đua cấp bộ", MINISTRY),
)
OF_BOTH = (
    ("Bằng khen của UBND tỉnh", PROVINCE),
    ("BK UBND tỉnh", None),
    ("Bằng khen của Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Hà Tĩnh"),
    ("Bằng khen", "UBND tỉnh Hà Tĩnh"),
    ("Bằng khen của Bộ Ngoại giao", MINISTRY),
    ("BK BNG", None),
    ("Bằng khen", MINISTRY),
    ("Bằng khen cấp bộ", "Bộ Nội vụ"),
    ("Bằng khen cấp bộ", MINISTRY),
    ("Bằng khen của Bộ Kế hoạch và Đầu tư", None),
    ("Bằng khen của Tổng Liên đoàn Lao động Việt Nam", None),
    ("Bằng khen của Thủ tướng Chính phủ", "Thủ tướng Chính phủ"),
    ("Bằng khen khác", None),
    ("Bằng khen của Tỉnh đoàn", None),
    ("Giấy khen", OFFICE),
    ("Giấy khen của Giám đốc Sở", OFFICE),
    ("Huân chương Lao động hạng Ba", None),
    ("Kỷ niệm chương", MINISTRY),
    ("Hình thức khác", None),
)
STATES = (None, None, None, None, None, None, "Chờ quyết định", "Thu hồi", "Đã quyết định", "Không được khen")
LEVELS = ("cơ sở", "cấp Sở", "tỉnh", "cấp tỉnh", "UBND tỉnh", "bộ", "Trung ương (toàn quốc)", "toàn quốc")
MEASURES = ("Khiển trách", "Cảnh cáo", "Hạ bậc lương", "Giáng chức", "Cách chức", "Phê bình nghiêm khắc")
SECTIONS = {
    True: (("II.2", "ii.2"), ("III.1.a", "III.1a")),
    False: (("II.2", "mục II.2"), ("III.2.a", "III-2-a"), ("III.2.b", "iii.2b")),
}
"""The criteria that are attested of collectives, and of people, each as it is written."""
HEADS = {
    "Đơn vị": "Mã đơn vị|Tên đơn vị|Ngày thành lập|Ngày giải thể",
    "Cá nhân": "Mã|Họ và tên|Ngày sinh|Mã đơn vị|Chức vụ|Lãnh đạo (Có/Không)|Từ ngày|Đến ngày",
    "Xếp loại": "Mã|Năm|Xếp loại|Số quyết định|Ngày quyết định|Trạng thái",
    "Khen thưởng": "Mã|Họ và tên|Năm thành tích|Danh hiệu, hình thức|Cơ quan ban hành|Số quyết định|Ngày quyết định|"
    "Trạng thái|Thành tích được khen",
    "Sáng kiến": "Mã|Tên sáng kiến|Năm|Cấp|Công nhận|Áp dụng|Số quyết định|Ngày quyết định|Trạng thái",
    "Xác nhận": "Mã|Tiêu chí|Kết quả|Ngày|Người xác nhận|Minh chứng",
    "Kỷ luật": "Mã|Hình thức|Số quyết định|Từ ngày|Đến ngày|Trạng thái",
}


class RandomHistory:
    """A workbook's rows about ``n`` invented candidates, the same for the same seed."""

    def __init__(self, n: int, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.sheets: Sheets = {title: [list(head.split("|"))] for title, head in HEADS.items()}
        self.number = 0
        many = max(len(UNITS), n // 15)
        self.names = {code: self._unit(i, code) for i, code in enumerate(self._unit_codes(many))}
        self.units = list(self.names)
        for i in range(1, n - many + 1):
            self._person(f"CB{i:03}")
        for code in self.names:
            self._records(code)
        for title, rows in self.sheets.items():
            self._untidy(title, rows)

    def _unit_codes(self, many: int) -> list[str]:
        return [*UNITS, *(f"DV{i:02}" for i in range(len(UNITS), many))]

    def _unit(self, i: int, code: str) -> str:
        name = f"Phòng Mẫu số {i + 1}"
        founded = self.rng.choice([date(2010, 5, 1), date(2022, 3, 1), date(2023, 9, 15), None])
        ended = date(2024, 6, 30) if i > len(UNITS) and self.rng.random() < 0.15 else None
        self._add("Đơn vị", code, name, self._day(founded), self._day(ended))
        return name

    def _person(self, code: str) -> None:
        rng = self.rng
        name = f"{rng.choice(SURNAMES)} {rng.choice(MIDDLES)} {rng.choice(GIVEN)} {rng.choice(GIVEN)}"
        self.names[code] = name
        born = self._day(date(1965 + rng.randrange(35), rng.randint(1, 12), rng.randint(1, 28)))
        begun = date(2012 + rng.randrange(13), rng.randint(1, 12), rng.randint(1, 28))
        for left in reversed(range(rng.choice((1, 1, 1, 2, 2, 3)))):
            leads = rng.random() < 0.25
            until = begun + timedelta(days=rng.randint(200, 1500)) if left or rng.random() < 0.06 else None
            said = rng.choice(("Có", "x") if leads else ("Không", "Không", "Không", None))
            position = rng.choice(LEADING if leads else STAFF)
            self._add(
                "Cá nhân", code, name, born, rng.choice(self.units), position, said, self._day(begun), self._day(until)
            )
            if until is None:
                return
            begun = until + timedelta(days=1)

    def _records(self, code: str) -> None:
        collective, eager = code in self.units, self.rng.random() < 0.4
        for year in range(2019, 2027):
            if eager or self.rng.random() < 0.75:
                self._rating(code, year, GOOD if eager else RATINGS)
            for _ in range(self.rng.choice((0, 1, 1, 2) if eager else (0, 0, 0, 0, 1, 2))):
                self._award(code, year, collective, eager)
            if self.rng.random() < 0.06:
                self._initiative(code, year)
        for ways in SECTIONS[collective]:
            if self.rng.random() < 0.85:
                self._attestation(code, self.rng.choice(ways))
        if not collective and self.rng.random() < 0.08:
            self._discipline(code)

    def _rating(self, code: str, year: int, known: Sequence[str]) -> None:
        decided = date(year, 12, self.rng.randint(1, 28)) + timedelta(days=self.rng.choice((0, 0, 20, 200)))
        state = self.rng.choice((None,) * 15 + ("Thu hồi", "Chờ quyết định"))
        number = self.rng.choice((None, f"{130 + year % 10}/QĐ-SM"))
        self._add("Xếp loại", code, self._year(year), self.rng.choice(known), number, self._day(decided), state)

    def _award(self, code: str, year: int, collective: bool, eager: bool) -> None:
        rng = self.rng
        self.number += 1
        ways = (*(OF_UNITS if collective else OF_PEOPLE), *OF_BOTH)
        if eager and rng.random() < 0.5:
            ways = OF_BOTH[:5] if collective else (*OF_PEOPLE[:4], *OF_BOTH[:4])
        award, issuer = rng.choice(ways)
        decided = date(year, 1, 1) + timedelta(days=rng.randint(150, 600))
        number = f"{self.number}{rng.choice(('/QĐ-UBND', '/QD-UBND', ' / QĐ – SM'))}" if rng.random() < 0.92 else None
        name = self.names[code] if rng.random() < 0.5 else None
        why = rng.choice((None, None, None, "Thành tích xuất sắc trong công tác đối ngoại"))
        day = self._day(decided if number and rng.random() < 0.95 else None)
        self._add("Khen thưởng", code, name, self._year(year), award, issuer, number, day, rng.choice(STATES), why)

    def _initiative(self, code: str, year: int) -> None:
        rng = self.rng
        self.number += 1
        said = [rng.choice(("Có", "Có", "Không", None, "x")) for _ in range(2)]
        decided = date(year + 1, rng.randint(1, 6), rng.randint(1, 28)) if rng.random() < 0.7 else None
        number = f"{self.number}/QĐ-UBND" if decided else None
        title = f"Số hoá hồ sơ đợt {self.number}"
        state = rng.choice((None, None, None, None, "Thu hồi"))
        self._add("Sáng kiến", code, title, year, rng.choice(LEVELS), *said, number, self._day(decided), state)

    def _attestation(self, code: str, section: str) -> None:
        first = date(2021, 6, 1) + timedelta(days=self.rng.randint(0, 1500))
        for k in range(self.rng.choice((1, 1, 2))):
            result = self.rng.choice((*["Đạt"] * 12, "Không đạt", "Có", "Rút xác nhận"))
            by = self.rng.choice(("Hội đồng Thi đua", "Chánh Văn phòng", None))
            day = self._day(first + timedelta(days=400 * k))
            self._add("Xác nhận", code, section, result, day, by, self.rng.choice((None, "Biên bản 12/BB")))

    def _discipline(self, code: str) -> None:
        begun = date(2020, 1, 1) + timedelta(days=self.rng.randint(0, 2200))
        until = begun + timedelta(days=365) if self.rng.random() < 0.6 else None
        state = self.rng.choice((None, None, None, "Thu hồi"))
        measure = self.rng.choice(MEASURES)
        self._add("Kỷ luật", code, measure, f"{self.number}/QĐ-KL", self._day(begun), self._day(until), state)

    def _add(self, sheet: str, *values: object) -> None:
        self.sheets[sheet].append(list(values))

    def _day(self, day: date | None) -> object:
        """A date as people write it: as one, or as text."""
        if day is None or self.rng.random() < 0.5:
            return day
        ways = ("{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}-{m:02}-{y}", "{d:02}.{m:02}.{y}", "{y}-{m:02}-{d:02}")
        way = self.rng.choice((*ways, "ngày {d} tháng {m} năm {y}", "{d}/{m}/{s:02}"))
        return way.format(d=day.day, m=day.month, y=day.year, s=day.year % 100)

    def _year(self, year: int) -> object:
        return self.rng.choice((year, year, year, str(year), year / 1000, f"Năm {year}"))

    def _untidy(self, title: str, rows: Rows) -> None:
        """What real sheets have besides: a title above, blank rows, a row twice, a totals row, a signature."""
        if len(rows) > 5:
            rows.insert(self.rng.randrange(2, len(rows)), [])
            rows.append(list(rows[3]))
        if title in ("Khen thưởng", "Xếp loại"):
            rows[:0] = [[f"BẢNG {title.upper()} (HƯ CẤU)"], []]
            rows += [["Tổng cộng", None, len(rows)], [], [None, None, None, "Người lập biểu"]]


# ---------------------------------------------------------------- odd workbooks

TWO: Sheets = {
    "Đơn vị": [list(HEADS["Đơn vị"].split("|")), ["VP", "Văn phòng", "01/01/2010"], ["LS", "Phòng Lãnh sự"]],
    "Cá nhân": [
        list(HEADS["Cá nhân"].split("|")),
        ["NV01", "Trần Thị Ánh Dương", "12/03/1985", "VP", "Chuyên viên", "Không", "01/02/2015"],
        ["NV02", "Lê Hữu Phước", "05/10/1978", "LS", "Trưởng phòng", "Có", "01/06/2018"],
        ["NV03", "Nguyễn Văn Hùng", None, "LS", "Chuyên viên", None, date(2019, 8, 15)],
        ["NV04", "Nguyễn Văn Hưng", None, "VP", "Chuyên viên", "Không", date(2019, 8, 15)],
    ],
}
AWARD = ["Mã", "Năm thành tích", "Danh hiệu, hình thức", "Cơ quan ban hành", "Số quyết định", "Ngày quyết định"]


def bad_rows() -> Sheets:
    """Every fault that a row can have."""
    return {
        "Đơn vị": [*TWO["Đơn vị"], ["VP", "Văn phòng khác"], [None, "Không mã"], ["X", None], ["Z", "Z", "31/02/2020"]],
        "Cá nhân": [
            *TWO["Cá nhân"],
            ["NV05", "Mai Thị Nga", "hôm qua", "VP", "Chuyên viên", "có lẽ", "01/02/2015"],
            ["NV06", "Cao Ly", 31000, "KHÔNG CÓ", "Chuyên viên", "Không", "01/02/2015"],
            ["NV01", "Tên khác", None, "VP", None, "Không", "01/02/2016"],
            ["NV07", "Võ An", "05/10/78", "VP", None, "Không", "01/02/2016", "01/02/2015"],
            ["VP", "Trùng mã đơn vị", None, "LS", None, "Không", "01/02/2016"],
            ["NV08", "Hồ Bình", None, None, None, "Không", 1.5],
        ],
        "Xếp loại": [
            ["Mã", "Năm", "Xếp loại", "Số quyết định", "Ngày quyết định"],
            ["NV01", 2022, "HTTNV", "1/QĐ", "31/12/2022"],
            ["NV01", 2022, "HTXSNV", "1/QĐ", "31/12/2022"],
            ["NV01", 2023, "Không xếp loại", None, None],
            ["NV02", 22, "HTTNV", None, None],
            ["NV02", "năm ngoái", "HTTNV", None, None],
            ["NV99", 2022, "HTTNV", None, None],
            [None, 2022, "HTTNV", None, None],
            ["NV03 - Nguyễn Văn Hùng", 2.022, "T", 12.0, datetime(2022, 12, 31, 8, 30)],
            ["NV03 - Nguyễn Văn Hưng", 2021, "T", None, None],
            ["Nguyen Van Hung", 2021, "T", None, None],
            ["Nguyễn Văn Hưng", 2020, True, None, None],
        ],
        "Khen thưởng": [
            AWARD,
            ["NV01", 2022, "Không đạt CSTĐ cơ sở", None, "45/QĐ", "10/03/2023"],
            ["NV01", 2022, "CSTĐCS, BK UBND tỉnh", PROVINCE, "45/QĐ-UBND", "10/03/2023"],
            ["NV02", 2022, "02 Bằng khen UBND tỉnh", None, "46/QĐ-UBND", "13/13/2023"],
            ["NV02", 2023, "Đề nghị CSTĐ cơ sở", None, None, None],
            ["NV02", 2021, "Bằng khen", None, "47/QĐ", "10/03/2022"],
            ["NV02", 2021, "Bằng khen của UBND tỉnh", MINISTRY, "48/QĐ", "10/03/2022"],
            ["NV02", 2021, "Giải nhất cầu lông", None, "49/QĐ", "10/03/2022"],
            ["NV03", 2021, "=1+1", "{bad}", "<b>", "10/03/2022"],
            ["NV03", 2021, "BK UBND tỉnh", None, "50/QĐ-UBND", "10/03/2022"],
            ["NV03", 2020, "BK UBND tỉnh", None, "50/QD-UBND", "10/03/2022"],
            ["NV03", 2020, "GK", None, "51/QĐ ngày 05/3/2021", None],
        ],
        "Xác nhận": [
            list(HEADS["Xác nhận"].split("|")),
            ["NV01", "II.2", "Đạt", "10/01/2023", None, None],
            ["NV01", "II.2", "Không đạt", "10/01/2023", None, None],
            ["NV01", "IX.9", "Đạt", "10/01/2023", "Hội đồng", None],
            ["NV01", "hai", "được", None, "Hội đồng", None],
        ],
        "Sáng kiến": [
            list(HEADS["Sáng kiến"].split("|")),
            ["NV01", "Sổ điện tử", 2023, "phường", "Có", "chưa rõ", None, None, None],
            ["NV01", None, 2023, "tỉnh", "Có", "Có", None, None, "đâu đó"],
        ],
        "Kỷ luật": [
            list(HEADS["Kỷ luật"].split("|")),
            ["NV01", "Không", None, "01/01/2023", None, None],
            ["NV02", "Cảnh cáo toàn Sở", None, "01/01/2023", "01/01/2022", None],
            ["NV02", "Khiển trách", None, None, None, None],
        ],
    }


def wide() -> Sheets:
    """A summary sheet: a row a person, a column a year, several awards in a cell."""
    head = ["STT", "Họ và tên", "Chức vụ", "2021", 2022, "Năm 2023", "Danh hiệu", "Hình thức khen", "Sáng kiến"]
    return {
        **TWO,
        "Tổng hợp": [
            ["BẢNG TỔNG HỢP"],
            head,
            [f"({i})" for i in range(1, 10)],
            [1, "Lê Hữu Phước", "TP", "HTXS", "-", "HTT", "CSTĐCS 2021, 2023; LĐTT 2021-2023", "Không", "-"],
            [2, "Trần Thị Ánh Dương", "CV", "T", "T", "Không", "CSTĐCS", "BK UBND tỉnh (QĐ 1/QĐ-UBND, 15/01/2023)"],
            [3, "Nguyễn Văn Hùng", "CV", "?", None, "XS", "LĐTT 2022\nCSTĐ cơ sở 2023", "GK 2021; BK BNG (2/QĐ) 2022"],
            [4, "Nguyễn Văn Hưng", "CV", "T", "T", "T", Formula("=A1"), None, "Bản đồ số, cấp tỉnh, 2022; Sổ điện tử"],
            ["Tổng cộng", 4],
            [None, None, None, None, None, "Người lập"],
        ],
    }


def headings() -> Sheets:
    """Headers as people write them: decomposed, in capitals, over two rows, with more columns and look-alikes."""
    nfd = unicodedata.normalize("NFD", "Đơn vị")
    return {
        nfd: [["UBND TỈNH"], [], [unicodedata.normalize("NFD", h) for h in TWO["Đơn vị"][0]], *TWO["Đơn vị"][1:]],
        "1. CA NHAN": [["MA", "HO VA  TEN", "Ghi chú", "Ngay\nsinh", "Ðơn vị", "Chức danh", "Lãnh đạo", "Từ"]]
        + [[r[0], r[1], "ghi chú", r[2], r[3], r[4], r[5], r[6]] for r in TWO["Cá nhân"][1:]],
        "Khen thưởng 2022": [
            ["DANH SÁCH"],
            ["STT", "Họ và tên", "Năm", "Danh hiệu, hình thức", "Quyết định", None, "Ghi chú"],
            [None, None, None, None, "Số", "Ngày", None],
            [1, "Lê Hữu Phước", 2021, "CSTĐCS", "12/QĐ-SNgV", "05/01/2022"],
            [2, "Trần Thị Ánh Dương", 2021, "BK UBND tỉnh", "123/QĐ-UBND", "05/03/2022", "thu hồi"],
        ],
    }


def hidden_and_merged() -> Sheets:
    ratings: Rows = [["Mã", "Năm", "Xếp loại"], ["NV01", 2021, "T"], [None, 2022, "XS"], ["NV02", 2021, "XS"]]
    return {**TWO, "Xếp loại": ratings, "Xếp loại (2)": [["Mã", "Năm", "Xếp loại"], ["NV02", 2023, "T"]]}


def formulas() -> Sheets:
    rows: Rows = [
        ["Mã", "Năm", "Xếp loại", "Ngày quyết định"],
        ["NV01", Formula("=2000+21", 2021), Formula('="T"', "T"), date(2021, 12, 31)],
        ["NV02", Formula("=2000+21"), "T", None],
        [Formula('="NV0"&3', "NV03"), 2021, Formula("=1/0", "#DIV/0!"), None],
        ["NV04", 2021, "#N/A", None],
    ]
    return {**TWO, "Xếp loại": rows}


def remarks() -> Sheets:
    """Rows that are no data: numbering, a header once more, totals, signatures; and ours of the roadmap."""
    rows: Rows = [
        ["Mã", "Năm", "Xếp loại"],
        ["(1)", "(2)", "(3)"],
        ["NV01", 2021, "T"],
        ["Mã", "Năm", "Xếp loại"],
        ["NV01", 2022, "XS"],
        ["Cộng: 2", None, None],
        [None, None, "GIÁM ĐỐC"],
    ]
    marks: Rows = [
        ["Kế hoạch", "Mã mốc", "Hoàn thành ngày", "Minh chứng"],
        ["198-kh-sngv", "V.1", "31/03/2021", "58/SM-VP"],
    ]
    stages: Rows = [
        ["Kế hoạch", "Mã", "Giai đoạn", "Ngày vào giai đoạn"],
        ["198-kh-sngv", "NV01", "Phát hiện", "01/02/2021"],
        ["198-kh-sngv", "NV01", "Tan rã", "01/02/2021"],
    ]
    chosen: Rows = [["Kế hoạch", "Mã", "Lãnh đạo phụ trách"], ["198-kh-sngv", "NV01", "Phó Giám đốc"]]
    return {**TWO, "Xếp loại": rows, "Mốc kế hoạch": marks, "Điển hình": chosen, "Giai đoạn điển hình": stages}


def spelt(file: Path) -> Sheets:
    """Each spelling of a list (kind, what it is, as written) as a row of its own."""
    ratings: Rows = [["Mã", "Năm", "Xếp loại"]]
    awards: Rows = [AWARD]
    for i, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:]):
        kind, _, written = line.split("\t")
        if kind == "award":
            awards.append(["NV02", 2022, written, None, f"{i}/QĐ-SM", "10/03/2023"])
        elif kind == "rating":
            ratings.append(["NV02", 1990 + i % 100, written])
    return {**TWO, "Xếp loại": ratings, "Khen thưởng": awards}


def write_odd(folder: Path, cases: Path | None) -> list[str]:
    """The odd files in ``folder``; their names."""
    write_book(folder / "dong-xau.xlsx", bad_rows())
    write_book(folder / "bang-rong.xlsx", wide())
    write_book(folder / "bang-rong-ten-la.xlsx", {("DANHSACH" if k == "Tổng hợp" else k): v for k, v in wide().items()})
    write_book(folder / "tieu-de.xlsx", headings(), merged=[("Khen thưởng 2022", "E2:F2")])
    write_book(folder / "an-va-gop.xlsx", hidden_and_merged(), ["Xếp loại (2)"], [("Xếp loại", "A2:A3")])
    write_book(folder / "cong-thuc.xlsx", formulas())
    write_book(folder / "ghi-chu.xlsx", remarks())
    write_book(folder / "sheet-la.xlsx", {"Sheet1": [["Mã", "Tên"], ["a", "b"]], "Sheet2": []})
    write_book(folder / "khong-tieu-de.xlsx", {**TWO, "Khen thưởng": [["NV01", 2022, "CSTĐCS"]], "Xếp loại": []})
    write_book(folder / "chi-tieu-de.xlsx", {title: [list(head.split("|"))] for title, head in HEADS.items()})
    (folder / "rong.xlsx").write_bytes(b"")
    (folder / "khong-phai-zip.xlsx").write_text("Mã;Năm;Xếp loại\nNV01;2022;T\n", encoding="utf-8")
    (folder / "dut-giua.xlsx").write_bytes((folder / "dong-xau.xlsx").read_bytes()[:4000])
    if cases is not None:
        for file in sorted(cases.iterdir()):
            if file.suffix in (".xlsx", ".xls", ".ods", ".csv"):
                shutil.copy(file, folder / file.name)
        if (cases / "spellings.tsv").exists():
            write_book(folder / "cach-viet.xlsx", spelt(cases / "spellings.tsv"))
    return sorted(p.name for p in folder.iterdir())


# ---------------------------------------------------------------- scenarios

SCENARIOS = {
    "giay-to-ve-du": """change = [
    { do = "resolve", who = "CB005", kind = "AWARD", code = "CSTDCS", year = 2025 },
    { do = "resolve", all = {}, kind = "AWARD", code = "BK_TINH", year = 2024, granted = false },
    { do = "resolve", all = { track = "CHUYEN_MON" }, kind = "RATING", code = "HTTNV", year = 2025 },
]""",
    "them": """change = [
    { do = "add", who = "CB007", kind = "INITIATIVE", code = "TINH", year = 2024, decided_on = 2025-03-01 },
    { do = "add", who = "CB002", kind = "ATTESTATION", criterion = "III.2.b", decided_on = 2026-01-01 },
    { do = "add", who = "VP", kind = "RATING", code = "HTXSNV", year = 2024 },
    { do = "add", who = "CB010", kind = "AWARD", code = "BK_TINH", year = 2023, state = "PENDING" },
]""",
    "ca-phong": """change = [
    { do = "add", all = { unit = "HTQT", track = "CHUYEN_MON" }, kind = "AWARD", code = "CSTDCS", year = 2025 },
    { do = "add", all = { track = "TAP_THE" }, kind = "AWARD", code = "BK_BNG", year = 2024 },
]""",
    "nam-thieu": """change = [
    { do = "add", all = { missing = true }, kind = "RATING", code = "HTTNV" },
    { do = "add", all = {}, kind = "ATTESTATION", criterion = "II.2", decided_on = 2025-12-01, state = "REFUSED" },
]""",
    "rut": """change = [
    { do = "withdraw", who = "CB003", kind = "AWARD", code = "CSTDCS", year = 2022 },
    { do = "withdraw", all = {}, kind = "AWARD", code = "BK_TINH", year = 2022 },
    { do = "withdraw", all = { track = "COT_CAN" }, kind = "ATTESTATION", criterion = "III.2.a" },
]""",
    "doi-ngay": """change = [
    { do = "date", who = "CB015", kind = "AWARD", code = "CSTDCS", year = 2025, was = 2026-08-14, decided_on = 2025-12-20 },
    { do = "date", all = {}, kind = "AWARD", code = "BK_TINH", year = 2024, decided_on = 2026-12-20 },
    { do = "move", who = "CB014", unit = "VP", leads = true, on = 2026-01-01 },
    { do = "move", all = { unit = "LSBG" }, unit = "KHTC", on = 2025-07-01 },
]""",
    "quy-tac": """needs = { "III.2.c3" = 4, "III.1.b.excellent" = 2 }
[choices]
P2 = "decision_year"
P4 = "apart"
P6 = "each_decision"
P8 = "whole_period"
P9 = "counts_against"
P10 = "one_tolerated"
P11 = "not_met"
P12 = "higher_implies"
""",
    "lan-lon": """needs = { "III.2.d2" = 1 }
choices = { P1 = "longest_post" }
change = [
    { do = "add", who = "CB999", kind = "AWARD", code = "CSTDCS", year = 2025 },
    { do = "add", who = "CB001", kind = "AWARD", code = "LDTT", year = 2021 },
    { do = "withdraw", who = "HTQT", kind = "RATING", code = "KHTNV", year = 2021 },
    { do = "add", all = {}, kind = "AWARD", code = "CSTDCS", year = 2024, decided_on = 2025-02-01 },
]""",
}
BROKEN = {
    "hong": 'change = [{ do = "add", who = "CB001", kind = "AWARD", code = "KHONG", year = 2025 }]',
    "cut": "change = ",
}


def write_scenarios(folder: Path) -> None:
    for name, text in {**SCENARIOS, **BROKEN}.items():
        (folder / f"{name}.toml").write_text(f'name = "{name}"\n{text}', encoding="utf-8")


# ---------------------------------------------------------------- what is asked


@dataclass(frozen=True)
class Asked:
    """One command line, and the files (in the working folder) that it writes and that are read back."""

    group: str
    arguments: tuple[str, ...]
    made: tuple[str, ...] = ()


def asked(group: str, line: str, *made: str) -> Asked:
    return Asked(group, tuple(line.split()), made)


def everything_asked(odd: Sequence[str]) -> Iterator[Asked]:
    """All command lines, in the order they are run in."""
    yield asked("init", f"init --db {SAMPLE} --sample")
    yield asked("init", f"init --db {SAMPLE}")
    yield asked("init", f"init --db {HISTORY}")
    yield asked("init", f"init --db {EMPTY} --lang en")
    yield asked("import", f"import given/history.xlsx --db {HISTORY} --dry-run --lang en")
    yield asked("import", f"import given/history.xlsx --db {HISTORY}")
    yield asked("import", f"import given/history.xlsx --db {HISTORY} --lang en")
    for db in (SAMPLE, HISTORY):
        yield from verdicts_asked(db)
        yield asked("export", f"export {db}.xlsx --db {db}", f"{db}.xlsx")
        yield asked("import", f"import {db}.xlsx --db {EMPTY} --dry-run")
        yield from papers_asked(db)
    for lang in ("vi", "en"):
        yield asked("template", f"template trong-{lang}.xlsx --lang {lang}", f"trong-{lang}.xlsx")
        for name in odd:
            yield asked("dry-run", f"import odd/{name} --db {EMPTY} --dry-run --lang {lang}")
    yield from good_rows_asked(odd)
    yield from refusals_asked()


def verdicts_asked(db: str) -> Iterator[Asked]:
    for lang in ("vi", "en"):
        for on in DATES:
            for form in FORMATS:
                yield asked("assess", f"assess --db {db} --date {on} --format {form} --lang {lang}")
    for name in SCENARIOS:
        for form in FORMATS:
            yield asked("whatif", f"whatif given/{name}.toml --db {db} --date {ON} --format {form}")
        yield asked("whatif", f"whatif given/{name}.toml --db {db} --date 2024-05-05 --lang en")


def papers_asked(db: str) -> Iterator[Asked]:
    runs = (("vi", ON), ("en", "2024-06-30")) if db == SAMPLE else (("vi", ON),)
    for lang, on in runs:
        for kind, suffix in KINDS.items():
            for who in ("CB003", "CB014", "HTQT") if kind == "thanh-tich" else ("",):
                out = f"{db}-{kind}{who}-{lang}.{suffix}"
                line = f"report {kind} --db {db} --date {on} --lang {lang} -o {out}"
                yield asked("report", f"{line} --who {who}" if who else line, out)


def good_rows_asked(odd: Sequence[str]) -> Iterator[Asked]:
    """The good rows of the odd workbooks written in earnest: what is kept out, and what is in the file then."""
    for i, name in enumerate(n for n in odd if n.endswith("xlsx")):
        db, bad = f"tot-{i}.duckdb", f"odd/{Path(name).stem}-dong-loi.xlsx"
        yield asked("good rows", f"init --db {db}")
        yield asked("good rows", f"import odd/{name} --db {db} --good-rows", bad)
        yield asked("good rows", f"export {db}.xlsx --db {db}", f"{db}.xlsx")
        yield asked("good rows", f"assess --db {db} --date {ON} --format json")


def refusals_asked() -> Iterator[Asked]:
    for line in (
        "assess --db khong-co.duckdb",
        f"assess --db given/history.xlsx --date {ON}",
        f"assess --db {SAMPLE} --date 2026-02-30",
        f"assess --db {SAMPLE} --date {ON} --plan khong-co.toml",
        f"assess --db {SAMPLE} --date {ON} --plan given/them.toml",
        f"import khong-co.xlsx --db {EMPTY}",
        f"export khong/co/a.xlsx --db {SAMPLE}",
        f"report thanh-tich --db {SAMPLE} --date {ON} -o a.docx",
        f"report thanh-tich --db {SAMPLE} --date {ON} -o a.docx --who CB999",
        f"report bao-cao --db {SAMPLE} --date {ON} -o a.xlsx",
        f"report bao-cao --db {SAMPLE} --meeting 7 -o a.docx",
        f"report bao-cao --db {EMPTY} --date {ON} -o a.docx",
        f"whatif khong-co.toml --db {SAMPLE} --date {ON}",
        *(f"whatif given/{name}.toml --db {SAMPLE} --date {ON} --lang en" for name in BROKEN),
        f"restore given/history.xlsx --db {EMPTY}",
        f"init --db {HISTORY} --sample",
        "nothing",
    ):
        yield asked("refusal", line)


# ---------------------------------------------------------------- files read back


def text_of(path: Path) -> str:
    """What a file that was written says, line by line."""
    if not path.exists():
        return "(not written)\n"
    readers = {".xlsx": book_text, ".docx": word_text, ".pptx": slides_text}
    return "".join(f"{line}\n" for line in readers[path.suffix](path))


def book_text(path: Path) -> Iterator[str]:
    """Every cell with its value and form, what else an officer meets in a sheet, and the charts."""
    book = openpyxl.load_workbook(path)
    for page in book:
        lists = sorted(f"{v.sqref}: {v.type} {v.formula1} {v.error}" for v in page.data_validations.dataValidation)
        merged = sorted(str(r) for r in page.merged_cells.ranges)
        yield f"[{page.title}] {page.sheet_state} {page.freeze_panes} {page.auto_filter.ref} {merged} {lists}"
        for cell in (c for row in page.iter_rows() for c in row if c.value is not None):
            form = "" if cell.number_format == "General" else f" [{cell.number_format}]"
            quoted = " quoted" if cell.quotePrefix else ""
            yield f"[{page.title}] {cell.coordinate} {cell.value!r} {cell.data_type}{form}{quoted}"
    with zipfile.ZipFile(path) as package:
        for name in sorted(n for n in package.namelist() if re.match(r"xl/charts/chart\d+\.xml$", n)):
            for element in ElementTree.fromstring(package.read(name)).iter():
                if element.text and element.text.strip():
                    yield f"{name} {element.tag.split('}')[-1]} {element.text}"


def word_text(path: Path) -> Iterator[str]:
    """Each paragraph of the body, tables' too, then of the headers and footers."""
    made = Document(str(path))
    parts: list[tuple[str, Any]] = [("body", made.element.body)]
    for i, section in enumerate(made.sections):
        for name in ("header", "first_page_header", "even_page_header", "footer", "first_page_footer"):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                parts.append((f"{name} {i}", part._element))
    for name, part in parts:
        for paragraph in part.iter(qn("w:p")):
            depth = sum(1 for _ in paragraph.iterancestors(qn("w:tc")))
            yield f"{name} {'| ' * depth}" + "".join(t.text or "" for t in paragraph.iter(qn("w:t")))


def slides_text(path: Path) -> Iterator[str]:
    """The texts, tables and chart data of every slide."""
    for number, slide in enumerate(Presentation(str(path)).slides, start=1):
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield f"slide {number} {shape.name}: {shape.text_frame.text!r}"
            if shape.has_table:
                for row in shape.table.rows:
                    yield f"slide {number} {shape.name}: {' | '.join(cell.text for cell in row.cells)!r}"
            if shape.has_chart:
                for plot in shape.chart.plots:
                    yield f"slide {number} {shape.name}: {shape.chart.chart_type} {list(plot.categories)!r}"
                    for series in plot.series:
                        yield f"slide {number} {shape.name}: {series.name} {list(series.values)!r}"


# ---------------------------------------------------------------- running


def serve() -> None:
    """In a checkout: run each command line (a JSON object a line) in a process of its own, forked after the imports."""
    import dienhinh.cli  # type: ignore[import-not-found,unused-ignore]  # noqa: F401

    for line in sys.stdin:
        said = json.loads(line)
        if (child := os.fork()) == 0:
            for stream, path in enumerate((os.devnull, said["out"], said["err"])):
                os.dup2(os.open(path, os.O_RDONLY if stream == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
            sys.argv = ["dienhinh", *said["arguments"]]
            runpy.run_module("dienhinh", run_name="__main__", alter_sys=True)
            sys.exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


class Checkout:
    """A checkout's command line in a working folder; ``fresh``: a new interpreter for every command."""

    def __init__(self, root: Path, folder: Path, python: Path, fresh: bool) -> None:
        self.root, self.folder, self.python = root, folder, python
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("DIENHINH", "PYTHON"))} | {
            "PYTHONPATH": str(root),
            "PYTHONHASHSEED": os.environ.get("PYTHONHASHSEED", "0"),
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
        }
        serving = [str(python), str(Path(__file__).resolve()), "--serve"]
        self.server = None if fresh else subprocess.Popen(
            serving, cwd=folder, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # fmt: skip

    def run(self, asked: Asked) -> str:
        """The answer to one command line: exit code, what was printed, what was written."""
        out, err = self.folder / "stdout", self.folder / "stderr"
        if self.server is None:
            command = [str(self.python), "-m", "dienhinh", *asked.arguments]
            with out.open("wb") as o, err.open("wb") as e:
                done = subprocess.run(
                    command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=o, stderr=e
                )
            code = done.returncode
        else:
            assert self.server.stdin is not None
            assert self.server.stdout is not None
            print(
                json.dumps({"arguments": asked.arguments, "out": str(out), "err": str(err)}),
                file=self.server.stdin,
                flush=True,
            )
            if not (answer := self.server.stdout.readline()):
                raise SystemExit(
                    f"The checkout’s command line cannot be started, or ended: {' '.join(asked.arguments)}"
                )
            code = int(answer)
        said = [f"exit {code}\n"]
        said += [f"--- {p.name}\n{p.read_bytes().decode('utf-8', 'backslashreplace')}" for p in (out, err)]
        said += [f"--- {name}\n{text_of(self.folder / name)}" for name in asked.made]
        return self.plain("".join(said))

    def plain(self, text: str) -> str:
        """Without what differs by place and time: folders, today's clock, the lines of a traceback."""
        text = text.replace(str(self.folder), "<folder>").replace(str(self.root), "<checkout>")
        text = re.sub(rf"\b{date.today()}[ T]\d\d:\d\d(:\d\d(\.\d+)?)?", "<now>", text)
        return TRACE.sub(r"\1", text)

    def close(self) -> None:
        if self.server is not None:
            self.server.communicate()


def copied(root: Path, folder: Path) -> Path:
    """A copy of a checkout: nothing is written in the checkout itself, nor read from it while somebody edits it."""
    return shutil.copytree(root, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "var", "tests"))


def answers(
    root: Path, folder: Path, given: Path, odd: Path, names: Sequence[str], options: argparse.Namespace
) -> dict[tuple[str, str], str]:
    """All answers of one checkout, by group and command line; the papers' fingerprints as a group of their own."""
    folder.mkdir()
    shutil.copytree(given, folder / "given")
    shutil.copytree(odd, folder / "odd")
    found: dict[tuple[str, str], str] = {}
    checkout = Checkout(root, folder, options.python, options.fresh)
    try:
        wanted = {"init", "import", *options.groups.split(",")} if options.groups else None
        for one in (a for a in everything_asked(names) if wanted is None or a.group in wanted):
            line, said = " ".join(one.arguments), checkout.run(one)
            if one.group == "report":
                found["fingerprint", line] = " ".join(sorted(set(FINGERPRINT.findall(said)))) + "\n"
                said = FINGERPRINT.sub("<fingerprint>", said)
            found[one.group, line] = said
    finally:
        checkout.close()
    return found


# ---------------------------------------------------------------- comparing


def shown(one: str, two: str, most: int) -> list[str]:
    """A unified diff of two answers from their first difference on, ``most`` lines of it."""
    a, b = one.splitlines(), two.splitlines()
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    begun = max(first - 3, 0)
    a, b = a[begun : begun + AROUND], b[begun : begun + AROUND]
    diff = list(difflib.unified_diff(a, b, "ONE", "TWO", f"line {begun + 1}", f"line {begun + 1}", lineterm=""))
    if not diff:
        return ["(only line ends differ)"]
    return diff[:most] + ([f"… {len(diff) - most} further lines"] if len(diff) > most else [])


def report(one: dict[tuple[str, str], str], two: dict[tuple[str, str], str], options: argparse.Namespace) -> int:
    """Print a line a group and the first differences; the number of answers that differ."""
    groups: dict[str, list[str]] = defaultdict(list)
    for group, line in one:
        groups[group].append(line)
    differing = {group: [x for x in lines if one[group, x] != two[group, x]] for group, lines in groups.items()}
    for group, lines in groups.items():
        size = sum(len(one[group, x]) for x in lines)
        print(f"{group}: {len(lines)} answers ({size:,} characters), {len(differing[group])} differ")
    for group, lines in differing.items():
        for line in lines[: options.show]:
            print(f"\n=== {group}: python -m dienhinh {line}")
            print("\n".join(shown(one[group, line], two[group, line], options.lines)))
        if len(lines) > options.show:
            print(f"\n=== {group}: {len(lines) - options.show} more differ:")
            print("\n".join(f"    {line}" for line in lines[options.show :]))
    return sum(map(len, differing.values()))


def keep(folder: Path, name: str, found: dict[tuple[str, str], str]) -> None:
    """The answers as files, to be looked at with other tools."""
    for (group, line), text in found.items():
        path = folder / name / group / (re.sub(r"[^\w.-]+", "_", line)[:180] + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path, metavar="ONE", help="a checkout")
    parser.add_argument("two", type=Path, metavar="TWO", help="the other one")
    parser.add_argument(
        "--python", type=Path, default=Path(sys.executable), metavar="P", help="the interpreter for both"
    )
    parser.add_argument("--cases", type=Path, help="a folder of further files to import (ONE/../shared/cases)")
    parser.add_argument("--candidates", type=int, default=300, help="how many the random history is about")
    parser.add_argument("--groups", metavar="A,B", help="only these groups of answers, after init and import")
    parser.add_argument("--fresh", action="store_true", help="a new interpreter for every command (slow)")
    parser.add_argument("--show", type=int, default=2, help="differing answers shown of each group")
    parser.add_argument("--lines", type=int, default=40, help="lines shown of each")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write all answers there")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    options.python = Path(os.path.abspath(options.python))  # not resolved: a virtual environment's is a link
    options.fresh = options.fresh or not hasattr(os, "fork")
    cases = options.cases or options.one.resolve().parent / "shared" / "cases"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        given, odd = folder / "given", folder / "odd"
        given.mkdir()
        odd.mkdir()
        write_book(given / "history.xlsx", RandomHistory(options.candidates).sheets)
        write_scenarios(given)
        names = write_odd(odd, cases if cases.is_dir() else None)
        found = []
        roots = [copied(options.one, folder / "checkout-one"), copied(options.two, folder / "checkout-two")]
        for name, root in zip(("one", "two"), roots, strict=True):
            found.append(answers(root, folder / name, given, odd, names, options))
            if options.keep:
                keep(options.keep, name, found[-1])
            shutil.rmtree(folder / name)
        return 1 if report(found[0], found[1], options) else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        sys.path[0] = ""
        serve()
    else:
        sys.exit(main())
