"""Times clicks in Chromium: each page's controls against a trivial Streamlit page, in one run; the ratio is what counts.

    python benchmarks/clicks.py [--repeat 7]

A click ends when the app is at rest again and shows what was asked for. Goal: at most 2.5 times the trivial click.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from dienhinh.sample import load_sample  # noqa: E402
from dienhinh.store import Store  # noqa: E402
from tests.journeys.conftest import QUIET, Served, chromium_path  # noqa: E402

TRIVIAL = """
import streamlit as st
st.session_state.setdefault("n", 0)
def more():
    st.session_state.n += 1
st.button("more", on_click=more)
st.html(f"<p class='count'>{st.session_state.n}</p>")
"""
ARM = """
([selector, says]) => {
  window.took = null;
  addEventListener('pointerdown', () => {
    const clicked = performance.now();
    const says_it = () => (document.querySelector(selector)?.innerText ?? '').includes(says);
    let begun = !says_it();
    const look = () => {
      const app = document.querySelector('[data-testid="stApp"]');
      begun ||= app.dataset.testScriptState === 'running';
      if (begun && app.dataset.testScriptState === 'notRunning' && says_it()) {
        window.took = performance.now() - clicked;
      } else requestAnimationFrame(look);
    };
    look();
  }, {capture: true, once: true});
}
"""


def measure(page: Page, click: Callable[[], None], selector: str, says: str) -> float:
    """Milliseconds from the press of the mouse to the app at rest again, with ``says`` under ``selector``."""
    page.evaluate(ARM, [selector, says])
    click()
    return float(page.wait_for_function("window.took", timeout=15_000).json_value())


def option(page: Page, label: str, name: str) -> Callable[[], None]:
    page.get_by_label(label, exact=False).first.click()
    choice = page.get_by_role("option", name=name, exact=True)
    choice.wait_for()
    return choice.click


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        db, trivial = Path(folder) / "mau.duckdb", Path(folder) / "trivial.py"
        with Store.create(db) as store:
            load_sample(store)
        trivial.write_text(TRIVIAL, encoding="utf-8")
        servers = [Served(db), Served(db, trivial)]
        browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        pages = [browser.new_page(viewport={"width": 1366, "height": 1400}, locale="vi-VN") for _ in servers]
        ours, plain = pages
        plain.goto(servers[1].url)
        plain.get_by_role("button", name="more").wait_for()
        times: dict[str, list[float]] = {}
        count = 0

        def note(name: str, click: Callable[[], None], selector: str, says: str) -> None:
            times.setdefault(name, []).append(measure(ours, click, selector, says))

        def go(title: str) -> Callable[[], None]:
            return ours.get_by_role("link", name=title, exact=True).click

        ours.goto(f"{servers[0].url}/?date=2026-11-24")
        ours.wait_for_selector(".dh-head h1")
        ours.wait_for_timeout(2000)
        for _ in range(options.repeat + 1):
            for _ in range(4):
                count += 1
                plain_click = plain.get_by_role("button", name="more").click
                times.setdefault("trivial", []).append(measure(plain, plain_click, ".count", str(count)))
            note("overview: track", option(ours, "Nhóm đối tượng", "Cán bộ cốt cán"), ".dh-where", "Cán bộ cốt cán")
            note("overview: all tracks", option(ours, "Nhóm đối tượng", "Tất cả"), ".dh-kpi b", "8")
            note("overview → progress", go("Tiến độ"), ".dh-head h1", "Tiến độ")
            ours.wait_for_timeout(400)
            note("progress: status", option(ours, "Tình trạng", "◐ Chờ bổ sung hồ sơ"), ".dh-where", "Chờ bổ sung")
            note("progress: all", option(ours, "Tình trạng", "Tất cả"), ".dh-h2", "Tập thể · 7")
            ours.wait_for_timeout(700)
            box = ours.locator('[data-testid="stDataFrame"]').first.bounding_box()
            assert box is not None
            x, y = box["x"] + 250, box["y"] + 55
            ours.mouse.move(x, y, steps=3)
            note("progress: cell → profile", lambda: ours.mouse.click(x, y), ".dh-who h2", " ")  # noqa: B023
            ours.wait_for_timeout(400)
            english = ours.get_by_role("radio", name="English")
            note("profile: English", english.click, ".dh-head h1", "Profile")
            note("profile: Vietnamese", ours.get_by_role("radio", name="Tiếng Việt").click, ".dh-head h1", "Hồ sơ")
            note("profile → plan", go("Kế hoạch"), ".dh-head h1", "Kế hoạch")
            note("plan → overview", go("Tổng quan"), ".dh-head h1", "Tổng quan")
            ours.wait_for_timeout(400)
            bar = ours.locator('[data-testid="stPlotlyChart"]').nth(1).locator(".bars .point path").first.bounding_box()
            assert bar is not None
            spot = (bar["x"] + bar["width"] / 2, bar["y"] + 5)
            ours.mouse.move(*spot, steps=3)
            note("overview: bar → progress", lambda: ours.mouse.click(*spot), ".dh-head h1", "Tiến độ")  # noqa: B023
            option(ours, "Tình trạng", "Tất cả")()
            ours.wait_for_timeout(600)
            note("progress → overview", go("Tổng quan"), ".dh-head h1", "Tổng quan")
            ours.wait_for_timeout(400)
            first = ours.get_by_test_id("stPageLink").first.locator("a")
            note("overview: name → profile", first.click, ".dh-who h2", " ")
            note("profile → overview", go("Tổng quan"), ".dh-head h1", "Tổng quan")
            ours.wait_for_timeout(400)
        base = statistics.median(times["trivial"][4:])
        for name, spent in times.items():
            median = statistics.median(spent[1:])
            print(f"{name:28} {median:7.0f} ms   {median / base:5.2f} × trivial")
        browser.close()
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
