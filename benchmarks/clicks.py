"""Times clicks in Chromium: each page's controls against a trivial Streamlit page, in one run; the ratio is what
counts.

    python benchmarks/clicks.py [--repeat 7] [--candidates N]

A click ends when the app is at rest again and shows what was asked for. Goal: at most 2.5 times the trivial click.
With ``--candidates`` it is the what-ifs and a meeting's screens on so many invented people instead. Goals: a change
tried within 2.5 times at 2,000 candidates, 4 times at 20,000; the next screen within 2 times.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, Playwright, ViewportSize, sync_playwright  # noqa: E402

from benchmarks.whatif import fill  # noqa: E402
from dienhinh.access.acting import whole_process  # noqa: E402
from dienhinh.access.roles import MACHINE  # noqa: E402
from dienhinh.kinds.meeting import Meeting  # noqa: E402
from dienhinh.places import plan_198  # noqa: E402
from dienhinh.sample import load_sample  # noqa: E402
from dienhinh.store import Store  # noqa: E402
from dienhinh.store.meetings import add_meeting, meeting, open_meeting  # noqa: E402
from dienhinh.verdicts.snapshot import take  # noqa: E402
from tests.journeys.conftest import QUIET, Served, chromium_path  # noqa: E402

whole_process(MACHINE)

TRIVIAL = """
import streamlit as st
st.session_state.setdefault("n", 0)
def more():
    st.session_state.n += 1
st.button("more", on_click=more)
st.html(f"<p class='count'>{st.session_state.n}</p>")
"""
LISTEN = """
for (const event of ['pointerdown', 'keydown']) addEventListener(event, () => window.armed?.(), true);
"""  # before any listener of the page's own, which may let nothing through
ARM = """
([selector, says]) => {
  window.took = null;
  window.armed = () => {
    window.armed = null;
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
  };
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


def opened(store: Store, on: date) -> int:
    """A meeting on the 15 nearest, opened on its snapshot of ``on``."""
    frozen = take(store.cursor(), plan_198(), on, datetime.now(UTC))
    number = add_meeting(
        store, Meeting("XET_CHON", "Xét chọn điển hình", on, on, agenda=tuple(frozen.nearest_first[:15])), "bench"
    )
    held = meeting(store.cursor(), number)
    assert held is not None
    open_meeting(store, held, frozen.packed(), frozen.fingerprint, "bench")
    return number


SCREENS = (
    ("screens: cover → state", "PageDown", "tinh-hinh"),
    ("screens: state → trend", "PageDown", "xu-huong"),
    ("screens: trend → roadmap", "PageDown", "lo-trinh"),
    ("screens: trend again", "PageUp", "xu-huong"),
    ("screens: the summary", "End", "tong-hop.2"),
)


class Timed:
    """Our page beside the trivial one, and the times taken on both."""

    def __init__(self, play: Playwright, db: Path, folder: Path) -> None:
        trivial = folder / "trivial.py"
        trivial.write_text(TRIVIAL, encoding="utf-8")
        self.servers = [Served(db), Served(db, trivial)]
        self.url = self.servers[0].url
        self.browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        size = ViewportSize(width=1366, height=1400)
        self.page, self.plain = (self.browser.new_page(viewport=size, locale="vi-VN") for _ in self.servers)
        for page in (self.page, self.plain):
            page.add_init_script(LISTEN)
        self.plain.goto(self.servers[1].url)
        self.plain.get_by_role("button", name="more").wait_for()
        self.times: dict[str, list[float]] = {}
        self.count = 0

    def trivial(self) -> None:
        for _ in range(4):
            self.count += 1
            click = self.plain.get_by_role("button", name="more").click
            self.times.setdefault("trivial", []).append(measure(self.plain, click, ".count", str(self.count)))

    def note(self, name: str, click: Callable[[], None], selector: str, says: str) -> None:
        self.times.setdefault(name, []).append(measure(self.page, click, selector, says))

    def go(self, title: str) -> Callable[[], None]:
        return self.page.get_by_role("link", name=title, exact=True).click

    def report(self) -> None:
        base = statistics.median(self.times["trivial"][4:])
        for name, spent in self.times.items():
            median = statistics.median(spent[1:])
            print(f"{name:36} {median:7.0f} ms   {median / base:5.2f} × trivial")

    def stop(self) -> None:
        self.browser.close()
        for server in self.servers:
            server.stop()


def browse(timed: Timed, repeat: int) -> None:
    """The pages of the sample department."""
    ours, note, go = timed.page, timed.note, timed.go
    ours.goto(f"{timed.url}/?date=2026-11-24")
    ours.wait_for_selector(".dh-head h1")
    ours.wait_for_timeout(2000)
    for _ in range(repeat + 1):
        timed.trivial()
        note("overview: track", option(ours, "Nhóm đối tượng", "Cán bộ cốt cán"), ".dh-where", "Cán bộ cốt cán")
        note("overview: all tracks", option(ours, "Nhóm đối tượng", "Nhóm: tất cả"), ".dh-kpi b", "8")
        note("overview → progress", go("Tiến độ"), ".dh-head h1", "Tiến độ")
        ours.wait_for_timeout(400)
        note("progress: status", option(ours, "Tình trạng", "◐ Chờ bổ sung hồ sơ"), ".dh-where", "Chờ bổ sung")
        note("progress: all", option(ours, "Tình trạng", "Tình trạng: tất cả"), ".dh-h2", "Tập thể · 7")
        ours.wait_for_timeout(700)
        cell = ours.locator(".dh-grid tbody tr").first.locator("td").nth(1)
        cell.hover()
        note("progress: cell → profile", cell.click, ".dh-who h2", " ")
        ours.wait_for_timeout(400)
        english = ours.get_by_role("radio", name="EN", exact=True)
        note("profile: English", english.click, ".dh-head h1", "Profile")
        note("profile: Vietnamese", ours.get_by_role("radio", name="VI", exact=True).click, ".dh-head h1", "Hồ sơ")
        note("profile → analysis", go("Phân tích"), ".dh-head h1", "Phân tích")
        note("analysis → overview", go("Tổng quan"), ".dh-head h1", "Tổng quan")
        ours.wait_for_timeout(400)
        bar = ours.locator(".st-key-dh-card-groups .bars .point path").first.bounding_box()
        assert bar is not None
        spot = (bar["x"] + bar["width"] / 2, bar["y"] + 5)
        ours.mouse.move(*spot, steps=3)
        note("overview: bar filters", lambda: ours.mouse.click(*spot), ".dh-kpis", "đã lọc")  # noqa: B023
        ours.wait_for_timeout(600)
        note("overview: filters cleared", ours.get_by_role("button", name="Bỏ lọc").click, ".dh-kpis", "cần chọn")
        ours.wait_for_timeout(400)
        first = ours.locator(".st-key-dh-card-nearest a").first
        note("overview: name → profile", first.click, ".dh-who h2", " ")
        note("profile → overview", go("Tổng quan"), ".dh-head h1", "Tổng quan")
        ours.wait_for_timeout(400)


def try_out(timed: Timed, repeat: int, meeting: int) -> None:
    """A fact and a threshold tried, and a meeting's screens."""
    ours, note = timed.page, timed.note
    for k in range(repeat + 1):
        timed.trivial()
        ours.goto(f"{timed.url}/kich-ban?date=2026-01-31&who=C{20 * k + 4:05}")
        ours.get_by_role("button", name="Thử phương án này").first.wait_for()
        ours.wait_for_timeout(1500)
        first = ours.get_by_role("button", name="Thử phương án này").first
        note("scenario: a set tried", first.click, '[data-testid="stMain"]', "Đủ điều kiện trong kịch bản")
        ours.wait_for_timeout(600)
        tried = ".st-key-dh-card-kb-tried .dh-sub"
        n = int(ours.locator(tried).inner_text().split(" ")[0])
        ours.get_by_role("button", name="+ Kết quả, giấy tờ").click()
        more = ours.get_by_role("button", name="Thêm thay đổi")
        more.wait_for()
        ours.wait_for_timeout(600)
        note("scenario: one fact more", more.click, tried, f"{n + 1} thay đổi")
        ours.keyboard.press("Escape")
        ours.wait_for_timeout(600)
        out = ours.get_by_role("button", name="✕").last
        note("scenario: one fact less", out.click, tried, f"{n} thay đổi")
        ours.wait_for_timeout(600)
        ours.get_by_role("radio", name="Quy tắc").click()
        thumb = ours.get_by_role("slider").first
        thumb.wait_for()
        ours.wait_for_timeout(1500)
        thumb.focus()
        now = int(thumb.input_value())
        step, wanted = ("ArrowRight", now + 1) if now < 6 else ("ArrowLeft", now - 1)
        note("rules: a threshold", lambda: ours.keyboard.press(step), '[data-testid="stMain"]', f"đang thử: {wanted}")  # noqa: B023
        ours.goto(f"{timed.url}/trinh-chieu?hop={meeting}&man=bia")
        ours.wait_for_function("window.dienhinhStage !== undefined")
        ours.wait_for_timeout(1500)
        for name, pressed, screen in SCREENS:
            note(name, lambda: ours.keyboard.press(pressed), f'.dh-screen[data-screen="{screen}"]', " ")  # noqa: B023
            ours.wait_for_timeout(500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--candidates", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        db = folder / "so.duckdb"
        meeting = 0
        with Store.create(db) as store:
            if options.candidates:
                fill(store, options.candidates)
                meeting = opened(store, date(2026, 1, 31))
            else:
                load_sample(store)
        timed = Timed(play, db, folder)
        if options.candidates:
            try_out(timed, options.repeat, meeting)
        else:
            browse(timed, options.repeat)
        timed.report()
        timed.stop()


if __name__ == "__main__":
    main()
