"""A real browser at the gate: signing in for the first time, working under one's own name, being signed out."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dienhinh.access.accounts import Accounts, accounts_path
from dienhinh.access.roles import Role
from tests.journeys.conftest import Served, Visit
from tests.journeys.test_editing import pick

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
EXPECTED = re.compile(r"400 \(Bad Request\)|401 \(Unauthorized\).*/(phien|_stcore/)")
"""A wrong password; and, once a session is over, the page's own questions."""
WORDS = "chin cau vang, muoi nong thoc"
PEOPLE = {
    "hoa": ("Trần Thị Mẫu Hoa", Role.OFFICER, ""),
    "gd": ("Lê Văn Mẫu", Role.LEADER, ""),
    "vp": ("Phạm Văn Mẫu", Role.CLERK, "VP"),
}


@dataclass
class Office:
    url: str
    accounts: Accounts
    code: str
    go: Callable[[], Visit]

    def enter(self, name: str) -> Visit:
        visit = self.go()
        page = visit.page
        page.goto(f"{self.url}/")
        page.fill("#name", name)
        page.fill("#password", WORDS)
        page.get_by_role("button", name="Đăng nhập").click()
        visit.settle()
        return visit


@pytest.fixture
def office(sample_file: Path, tmp_path: Path, chromium: Browser) -> Iterator[Office]:
    for part in sample_file.parent.glob("mau.duckdb*"):
        shutil.copy2(part, tmp_path / part.name)
    accounts = Accounts(accounts_path(tmp_path / "mau.duckdb"))
    accounts.add("sep", "Quản Trị Mẫu", frozenset({Role.ADMIN}))
    for name, (shown, role, scope) in PEOPLE.items():
        accounts.add(name, shown, frozenset({role}), scope)
        accounts.set_password(name, WORDS)
    code = accounts.add("moi", "Người Mới Mẫu", frozenset({Role.OFFICER}))
    served = Served(tmp_path / "mau.duckdb", options=["--sign-in"])
    visits: list[Visit] = []

    def go() -> Visit:
        context = chromium.new_context(
            reduced_motion="reduce", viewport={"width": 1366, "height": 768}, locale="vi-VN", accept_downloads=True
        )
        visits.append(Visit(context.new_page(), served.url))
        return visits[-1]

    yield Office(served.url, accounts, code, go)
    for visit in visits:
        visit.page.context.close()
    served.stop()
    accounts.close()
    assert [w for v in visits for w in v.wrong if not EXPECTED.search(w)] == []
    assert [o for v in visits for o in v.outside] == []


def test_a_first_sign_in_leads_to_the_page_that_was_asked_for(office: Office) -> None:
    visit = office.go()
    page = visit.page
    page.goto(f"{office.url}/ho-so?who=CB005")
    expect(page).to_have_title(re.compile("Đăng nhập"))
    assert visit.violations() == []
    page.fill("#name", "moi")
    page.fill("#password", "sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Sai tên hoặc mật khẩu.")
    page.fill("#password", office.code)
    page.keyboard.press("Enter")
    page.fill("#wanted", WORDS)
    page.fill("#again", WORDS)
    assert visit.violations() == []
    page.keyboard.press("Enter")
    visit.settle()
    assert (visit.heading, "who=CB005" in page.url) == ("Hồ sơ", True)
    expect(page.get_by_text("Người Mới Mẫu")).to_be_visible()
    assert visit.violations() == []


def test_what_an_officer_writes_carries_the_accounts_name(office: Office) -> None:
    visit = office.enter("hoa")
    page = visit.open("du-lieu?who=CB005&what=rating")
    page.get_by_text("2021 · HTTNV").click()
    expect(page.get_by_text("Ghi dưới tên bạn: Trần Thị Mẫu Hoa")).to_be_visible()
    pick(page, "Xếp loại *", "KHTNV")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    visit.open("nhat-ky")
    with page.expect_download() as got:
        page.get_by_role("button", name="Tải về Excel").click()
    assert got.value.suggested_filename == "nhat-ky.xlsx"
    lines = list(office.accounts.trail.lines())
    assert (lines[-1].what, lines[-1].who, lines[-1].about) == ("export", "hoa", {"file": "nhat-ky.xlsx"})
    page.goto(f"{office.url}/quan-tri")
    expect(page.get_by_text("Vai trò của bạn không mở được trang này.")).to_be_visible()


def test_a_leader_reads_and_a_clerk_sees_the_own_unit(office: Office) -> None:
    leader = office.enter("gd")
    expect(leader.page.get_by_role("link", name="Kịch bản")).to_be_visible()
    leader.page.goto(f"{office.url}/du-lieu")
    expect(leader.page.get_by_text("Vai trò của bạn không mở được trang này.")).to_be_visible()
    clerk = office.enter("vp")
    assert clerk.heading == "Tiến độ"
    expect(clerk.page.get_by_role("link", name="Tổng quan")).to_have_count(0)
    page = clerk.open("de-xuat")
    expect(page.get_by_text("Nộp số liệu: Văn phòng")).to_be_visible()
    assert clerk.violations() == []


def test_who_is_signed_out_elsewhere_sees_nothing_any_more(office: Office) -> None:
    visit = office.enter("hoa")
    visit.page.wait_for_function("window.dienhinhSession")
    office.accounts.end_all("hoa", "sep")
    visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(visit.page).to_have_title(re.compile("Đăng nhập"))


def test_signing_out_ends_the_session_and_leads_to_the_door(office: Office) -> None:
    visit = office.enter("hoa")
    visit.page.get_by_role("button", name="Trần Thị Mẫu Hoa").click()
    visit.page.get_by_role("link", name="Đăng xuất").click()
    expect(visit.page.get_by_role("status")).to_have_text("Bạn đã đăng xuất.")
    assert office.accounts.sessions() == []
    visit.page.goto(f"{office.url}/tien-do")
    expect(visit.page).to_have_title(re.compile("Đăng nhập"))
