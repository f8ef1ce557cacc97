"""Times the import of a large workbook through the command line, as an officer would run it.

    python benchmarks/importing.py [--candidates 10000]

Goal: 10,000 candidates' history (about 66,000 rows) in under a minute, showing progress.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
RATINGS = ("HTXSNV", "HTTNV", "HTTNV", "HTNV")
AWARDS = ("CSTĐCS", "LĐTT", "Bằng khen của UBND tỉnh", "Bằng khen Bộ Ngoại giao", "Giấy khen")
OF_UNITS = ("TTLĐXS", "TTLĐTT", *AWARDS[2:])


def write(path: Path, n: int) -> int:
    """A workbook with ``n`` candidates (a hundredth of them units); returns its data rows."""
    rng = random.Random(198)
    units = max(n // 100, 1)
    people = range(units + 1, n + 1)
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Đơn vị": [("Mã đơn vị", "Tên đơn vị", "Ngày thành lập")],
        "Cá nhân": [("Mã", "Họ và tên", "Mã đơn vị", "Chức vụ", "Lãnh đạo", "Từ ngày")],
        "Xếp loại": [("Mã", "Năm", "Xếp loại", "Số quyết định", "Ngày quyết định")],
        "Khen thưởng": [("Mã", "Năm thành tích", "Danh hiệu, hình thức", "Số quyết định", "Ngày quyết định")],
        "Xác nhận": [("Mã", "Tiêu chí", "Kết quả", "Ngày", "Người xác nhận")],
    }
    for i in range(1, units + 1):
        sheets["Đơn vị"].append((f"DV{i}", f"Đơn vị số {i}", datetime(2010, 1, 1)))
    for i in people:
        post = ("Trưởng phòng", "Có") if i % 8 == 0 else ("Chuyên viên", "Không")
        sheets["Cá nhân"].append((f"CB{i}", f"Nguyễn Văn {i}", f"DV{1 + i % units}", *post, datetime(2015, 1, 1)))
    for code in [f"DV{i}" for i in range(1, units + 1)] + [f"CB{i}" for i in people]:
        for year in range(2021, 2026):
            if rng.random() < 0.75:
                sheets["Xếp loại"].append((code, year, rng.choice(RATINGS), "130/QĐ", datetime(year, 12, 20)))
            if rng.random() < 0.25:
                number = f"{rng.randint(1, 999)}/QĐ"
                what = rng.choice(OF_UNITS if code.startswith("DV") else AWARDS)
                sheets["Khen thưởng"].append((code, year, what, number, datetime(year, 12, 25)))
        if rng.random() < 0.6:
            sheets["Xác nhận"].append((code, "II.2", "Đạt", datetime(2025, 12, 22), "Hội đồng"))
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for r, row in enumerate(rows):
                page.write_row(r, 0, row)
    return sum(len(rows) - 1 for rows in sheets.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidates", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book, db = Path(folder) / "lon.xlsx", Path(folder) / "f.duckdb"
        rows = write(book, options.candidates)
        command = [sys.executable, "-m", "dienhinh"]
        subprocess.run([*command, "init", "--db", str(db)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        for said in ("first import", "again, unchanged"):
            start = time.perf_counter()
            done = subprocess.run(
                [*command, "import", str(book), "--db", str(db)], cwd=ROOT, check=False, capture_output=True, text=True
            )
            spent = time.perf_counter() - start
            print(
                f"{rows:,} rows, {said}: {spent:.1f} s, exit {done.returncode}: {done.stdout.strip().splitlines()[-1]}"
            )


if __name__ == "__main__":
    main()
