"""A real dashboard served on a port of its own, and a real Chromium that tolerates no console error."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

expect.set_options(timeout=15_000)  # the machine may be busy; what is waited for must still come
ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Streamlit's client asks for its server below the page's own path first, then above it; the browser reports the first.
STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'
KNOWN = re.compile(r"/[a-z-]+/_stcore/(health|host-config)$")


def chromium_path() -> str | None:
    found = os.environ.get("CHROMIUM") or next((p for n in NAMES if (p := shutil.which(n))), None)
    if found is None and os.name == "nt":
        return r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"
    return found


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running dashboard."""

    def __init__(self, db: Path, other: Path | None = None, options: Sequence[str] = ()) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        run = ["dienhinh.serve"] if other is None else ["streamlit", "run", str(other)]
        command = [sys.executable, "-m", *run, *options, "--server.port", str(self.port)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "DIENHINH_DB": str(db), "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the dashboard did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    for part in sample_file.parent.glob("mau.duckdb*"):
        shutil.copy2(part, folder / part.name)
    served = Served(folder / "mau.duckdb")
    yield served
    served.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


def idle(page: Page) -> None:
    """Wait until the page has taken in what was done last: a redraw closes an open list and drops a click."""
    for _ in range(2):  # what has been drawn may bring the next run with it
        page.wait_for_timeout(200)
        page.wait_for_selector(STILL, timeout=60_000)


class Visit:
    """One person at a browser: what they open and what went wrong meanwhile."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.wrong: list[str] = []
        self.outside: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type == "error" and not KNOWN.search(message.location.get("url", "")):
            self.wrong.append(f"{message.text} {message.location.get('url', '')}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:", self.url.replace("http", "ws"))):
            self.outside.append(request.url)

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.url}/{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page has been drawn: its heading stands there while the rest is still on its way."""
        self.page.wait_for_selector(".dh-head h1", timeout=30_000)
        idle(self.page)

    def drop(self, file: Path) -> None:
        """Drop a file on the page; once more where a redraw has taken the place away meanwhile."""
        for _ in range(3):
            self.settle()
            self.page.set_input_files("input[type=file]", file)
            try:
                self.page.get_by_text(file.name).first.wait_for(timeout=8_000)
            except PlaywrightTimeout:
                continue
            return
        raise AssertionError(f"{file.name} was not taken")

    @property
    def heading(self) -> str:
        return self.page.inner_text(".dh-head h1")

    def violations(self) -> list[str]:
        """Serious accessibility violations of the page as it stands."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{v['id']}: {v['help']} ({', '.join(str(n['target']) for n in v['nodes'][:3])})"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]


@pytest.fixture
def visit(dashboard: Served, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """``visit(width=1366, dark=True)`` → a person at a fresh browser. At the end nothing may have gone wrong, and
    nothing may have been asked of the outside."""
    visits: list[Visit] = []

    def go(width: int = 1366, height: int = 768, dark: bool = False) -> Visit:
        context = chromium.new_context(
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            accept_downloads=True,
        )
        made = Visit(context.new_page(), dashboard.url)
        visits.append(made)
        return made

    yield go
    for made in visits:
        made.page.context.close()
    assert [w for v in visits for w in v.wrong] == []
    assert [o for v in visits for o in v.outside] == []
