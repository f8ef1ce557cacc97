"""Times the grid of ratings with 200 people × 5 years against a trivial Streamlit page, in one run.

    python benchmarks/grid.py [--repeat 6]

From the Enter that ends a cell to the app at rest, the button below counting one more. Goal: at most 4 times the
trivial click.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from clicks import ARM, LISTEN, TRIVIAL, measure  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from dienhinh.access.acting import whole_process  # noqa: E402
from dienhinh.access.roles import MACHINE  # noqa: E402
from dienhinh.store import Store, apply_records  # noqa: E402
from tests.journeys.conftest import QUIET, Served, chromium_path  # noqa: E402

whole_process(MACHINE)

CODES = ("HTXSNV", "HTTNV", "HTNV")


def fill(store: Store) -> None:
    """One unit, 200 people, five years of ratings."""
    none = {"born_on": None, "founded_on": None, "dissolved_on": None}
    people = [{"code": f"C{i:03}", "kind": "INDIVIDUAL", "name": f"Nguyễn Thị Mẫu {i:03}", **none} for i in range(200)]
    unit = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng", **none}
    posts = [
        {
            "who": p["code"],
            "unit": "VP",
            "position": None,
            "leads": False,
            "from_on": date(2020, 1, 1),
            "until_on": None,
        }
        for p in people
    ]
    ratings = [
        {"who": p["code"], "year": y, "code": CODES[(i + y) % 3], "decision_no": None, "decided_on": None}
        for i, p in enumerate(people)
        for y in range(2021, 2026)
    ]
    apply_records(store, {"candidate": [unit, *people], "post": posts, "rating": ratings}, "an", "bench")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=6)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        db, trivial = Path(folder) / "so.duckdb", Path(folder) / "trivial.py"
        with Store.create(db) as store:
            fill(store)
        trivial.write_text(TRIVIAL, encoding="utf-8")
        servers = [Served(db), Served(db, trivial)]
        browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        ours, plain = (browser.new_page(viewport={"width": 1366, "height": 1000}, locale="vi-VN") for _ in servers)
        for page in (ours, plain):
            page.add_init_script(LISTEN)
        plain.goto(servers[1].url)
        plain.get_by_role("button", name="more").wait_for()
        ours.goto(f"{servers[0].url}/nhap-nhieu")
        ours.wait_for_timeout(3500)
        box = ours.locator('[data-testid="stDataFrame"]').first.bounding_box()
        assert box is not None
        simple, cell = [], []
        for n in range(1, min(options.repeat, 6) + 2):
            for k in range(3):
                click = plain.get_by_role("button", name="more").click
                simple.append(measure(plain, click, ".count", str((n - 1) * 3 + k + 1)))
            ours.mouse.dblclick(box["x"] + 360, box["y"] + 52 + 34 * n)
            ours.wait_for_timeout(900)
            ours.keyboard.type("KHT")
            ours.wait_for_timeout(200)
            ours.evaluate(ARM, ["[data-testid='stMain']", f"Lưu {n} ô"])
            ours.keyboard.press("Enter")
            cell.append(float(ours.wait_for_function("window.took", timeout=15_000).json_value()))
            ours.wait_for_timeout(900)
        for server in servers:
            server.stop()
        base, grid = statistics.median(simple[3:]), statistics.median(cell[1:])
        print(f"trivial click {base:.0f} ms; a cell of the grid {grid:.0f} ms: {grid / base:.1f} times (goal 4)")


if __name__ == "__main__":
    main()
