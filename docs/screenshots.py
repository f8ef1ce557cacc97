"""Takes the README's pictures: the sample department, served and looked at in Chromium.

python docs/screenshots.py
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from dienhinh.exchange.snapshot import take  # noqa: E402
from dienhinh.places import plan_198  # noqa: E402
from dienhinh.sample import load_sample  # noqa: E402
from dienhinh.store import Store  # noqa: E402
from dienhinh.store.meetings import Meeting, add_meeting, meeting, open_meeting  # noqa: E402
from tests.journeys.conftest import QUIET, Served, chromium_path  # noqa: E402

OUT = ROOT / "docs" / "pictures"
ON = "date=2026-11-24"
SHOTS = {
    "tong-quan": (f"?{ON}", "light"),
    "tien-do": (f"tien-do?{ON}&track=COT_CAN", "light"),
    "ho-so": (f"ho-so?who=CB005&{ON}", "light"),
    "ke-hoach": (f"ke-hoach?{ON}", "light"),
    "kich-ban": (f"kich-ban?{ON}&way=rules", "light"),
    "trinh-chieu": ("trinh-chieu?hop={meeting}&man=ung-vien.CB005", "light"),
    "tong-quan-toi": (f"?{ON}&lang=en", "dark"),
}


def a_meeting(store: Store) -> int:
    """A meeting on the nearest candidates, opened."""
    on = date(2026, 11, 24)
    frozen = take(store.cursor(), plan_198(), on, datetime(2026, 11, 24, 8, tzinfo=UTC))
    number = add_meeting(
        store, Meeting("XET_CHON", "Xét chọn điển hình", on, on, agenda=tuple(frozen.nearest_first[:15])), "–"
    )
    held = meeting(store.cursor(), number)
    assert held is not None
    open_meeting(store, held, frozen.packed(), frozen.fingerprint, "–")
    return number


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        db = Path(folder) / "mau.duckdb"
        with Store.create(db) as store:
            load_sample(store)
            number = a_meeting(store)
        served = Served(db)
        browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        for name, (path, scheme) in SHOTS.items():
            page = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme=scheme, locale="vi-VN")
            page.goto(f"{served.url}/{path.format(meeting=number)}")
            page.wait_for_selector(".dh-head h1, .dh-screen h1")
            page.wait_for_timeout(2500)
            page.screenshot(path=OUT / f"{name}.png")
            page.close()
        browser.close()
        served.stop()


if __name__ == "__main__":
    main()
