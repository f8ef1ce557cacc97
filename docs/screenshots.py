"""Takes the README's pictures: the sample department, served and looked at in Chromium.

python docs/screenshots.py
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from benchmarks.clicks import opened  # noqa: E402
from dienhinh.access.acting import whole_process  # noqa: E402
from dienhinh.access.roles import MACHINE  # noqa: E402
from dienhinh.criteria.scenario import Change, Scenario  # noqa: E402
from dienhinh.sample import load_sample  # noqa: E402
from dienhinh.store import Store  # noqa: E402
from dienhinh.store.scenarios import add_scenario  # noqa: E402
from tests.journeys.conftest import QUIET, Served, chromium_path  # noqa: E402

whole_process(MACHINE)

OUT = ROOT / "docs" / "pictures"
ON = "date=2026-11-24"
SHOTS = {
    "tong-quan": (f"?{ON}", "light"),
    "tien-do": (f"tien-do?{ON}&track=COT_CAN", "light"),
    "ho-so": (f"ho-so?who=CB005&{ON}", "light"),
    "ke-hoach": (f"ke-hoach?{ON}", "light"),
    "kich-ban": (f"kich-ban?{ON}&kb={{scenario}}", "light"),
    "phan-tich": (f"phan-tich?{ON}&q=AWARD.unit.kind.n.bars.value", "light"),
    "guong-dien-hinh": (f"guong-dien-hinh?{ON}", "light"),
    "trinh-chieu": ("trinh-chieu?hop={meeting}&man=ung-vien.CB005", "light"),
    "tong-quan-toi": (f"?{ON}&lang=en", "dark"),
}


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        db = Path(folder) / "mau.duckdb"
        with Store.create(db) as store:
            load_sample(store)
            number = opened(store, date(2026, 11, 24))
            grant = Change(do="resolve", who="CB005", kind="AWARD", code="CSTDCS", year=2025)
            made = Scenario(
                name="Giấy tờ về đủ", on=date(2026, 11, 24), change=(grant,), needs={"III.1.b.excellent": 2}
            )
            tried = add_scenario(store, made, "Văn thư (mẫu)", "198-kh-sngv")
        served = Served(db)
        browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        for name, (path, scheme) in SHOTS.items():
            page = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme=scheme, locale="vi-VN")
            page.goto(f"{served.url}/{path.format(meeting=number, scenario=tried)}")
            page.wait_for_selector(".dh-head h1, .dh-screen h1")
            page.wait_for_timeout(2500)
            page.screenshot(path=OUT / f"{name}.png")
            page.close()
        browser.close()
        served.stop()


if __name__ == "__main__":
    main()
