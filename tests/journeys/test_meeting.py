"""A review meeting in a real browser, from preparation to the downloaded minutes, with a reload in the middle; the
screens' sizes and contrast."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from dienhinh.store import Store
from dienhinh.store.meetings import conclusions, meetings
from tests.journeys.conftest import idle
from tests.journeys.test_editing import NAME, Office, office, put  # noqa: F401 - office is a fixture

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
SIZES = """
() => [...document.querySelectorAll('.dh-screen *')]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && !e.closest('footer'))
  .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.trim().slice(0, 40)])
"""
OVERFLOW = """
() => {
  const screen = document.querySelector('.dh-screen');
  const foot = screen.querySelector('footer').getBoundingClientRect().top;
  const bottom = Math.max(...[...screen.querySelectorAll('*:not(footer):not(footer *)')]
    .map((e) => e.getBoundingClientRect().bottom).filter((b) => b > 0));
  return [screen.scrollWidth - screen.clientWidth, bottom - foot];
}
"""


def prepared(made: Office) -> tuple[Page, str]:
    """A meeting prepared and opened by the secretary; returns the page and the meeting's number."""
    page = made.officer().open("hop-xet?date=2026-11-24")
    put(page, NAME, "Trần Thị Hoa")
    page.get_by_role("button", name="Cuộc họp mới").click()
    name = page.get_by_label("Tên cuộc họp").first
    name.fill("Xét chọn điển hình 2021–2025")
    name.press("Enter")  # the tabulator would open the calendar of the next box
    idle(page)
    page.get_by_role("button", name="Chuẩn bị").click()
    expect(page.get_by_text("Chương trình: 15 đối tượng")).to_be_visible()
    page.get_by_role("button", name="Mở họp: chốt dữ liệu").click()
    expect(page.get_by_text("Cuộc họp đang họp")).to_be_visible()
    found = re.search(r"hop=(\d+)", page.url)
    assert found
    return page, found.group(1)


def test_a_meeting_from_preparation_to_the_downloaded_minutes(office, sample_copy) -> None:  # noqa: F811
    page, number = prepared(office)
    mark = re.search(r"[0-9A-F]{4}(-[0-9A-F]{4}){2}", page.inner_text(".dh-print")).group()
    screen = office.officer().page  # the projector
    screen.goto(f"{office.served.url}/trinh-chieu?hop={number}&vai=chieu")
    expect(screen.locator('.dh-screen[data-screen="bia"]')).to_be_visible()
    expect(screen.get_by_test_id("stSidebar")).not_to_be_visible()
    expect(screen.locator(".dh-screen footer")).to_contain_text(mark)
    beside = office.officer().page  # the presenter's own window
    beside.goto(f"{office.served.url}/trinh-chieu?hop={number}&vai=dieu-hanh")
    expect(beside.locator(".dh-presenter h1")).to_contain_text("1/23")
    screen.keyboard.press("PageDown")  # as a clicker sends it
    expect(screen.locator('.dh-screen[data-screen="tinh-hinh"]')).to_be_visible()
    expect(beside.locator(".dh-presenter h1")).to_contain_text("2/23")  # it follows
    beside.get_by_role("button", name="Sau", exact=True).click()
    expect(screen.locator('.dh-screen[data-screen="xu-huong"]')).to_be_visible()  # and leads
    screen.keyboard.type("luong", delay=60)  # jump by typing, without diacritics
    expect(screen.locator(".dh-overlay.dh-jump.dh-on li").first).to_have_text("Lương Trọng Phúc")
    screen.keyboard.press("Enter")
    expect(screen.locator(".dh-screen h1")).to_have_text("Lương Trọng Phúc")
    screen.keyboard.press("b")
    expect(screen.locator(".dh-overlay.dh-black")).to_be_visible()
    screen.keyboard.press("b")
    expect(screen.locator(".dh-overlay.dh-black")).not_to_be_visible()
    screen.keyboard.press("1")  # what if his papers came?
    expect(screen.locator(".dh-big-mark")).to_contain_text("KỊCH BẢN, không chính thức: Lương Trọng Phúc")
    expect(screen.locator(".dh-verdict")).to_contain_text("Đủ điều kiện")
    screen.reload()  # in the middle
    expect(screen.locator(".dh-screen h1")).to_have_text("Lương Trọng Phúc")
    expect(screen.locator(".dh-big-mark")).to_be_visible()
    screen.wait_for_function("window.dienhinhStage !== undefined")
    idle(screen)
    screen.keyboard.press("Escape")
    expect(screen.locator(".dh-verdict")).to_contain_text("Chờ bổ sung hồ sơ")
    expect(screen.locator(".dh-big-mark")).to_have_count(0)

    for _ in range(3):
        before = page.get_by_text(re.compile(r"Kết luận: \d+ trên 15")).inner_text()
        page.get_by_role("radio", name="chọn", exact=True).click()
        page.get_by_role("button", name="Ghi kết luận").click()
        expect(page.get_by_text(before, exact=True)).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Kết luận: 3 trên 15")).to_be_visible()
    put(page, NAME, "Trần Thị Hoa")
    page.get_by_role("button", name="Kết thúc và niêm phong").click()
    expect(page.get_by_text("chưa kết luận 12")).to_be_visible()  # it says what is open, and asks
    page.get_by_role("button", name="Niêm phong", exact=True).click()
    expect(page.get_by_text("Cuộc họp đã kết thúc, niêm phong")).to_be_visible()
    page.get_by_text("Văn bản của cuộc họp").click()
    expect(page.locator(".dh-head h1")).to_have_text("Báo cáo")
    page.get_by_text("Biên bản họp", exact=True).click()
    page.get_by_role("button", name="Lập văn bản").click()
    button = page.get_by_role("button", name=re.compile("Tải bien-ban"))
    expect(button).to_be_visible(timeout=60_000)
    with page.expect_download() as got:
        button.click()
    content = got.value.path().read_bytes()
    assert re.fullmatch(r"bien-ban_\d{4}-\d{2}-\d{2}_[0-9A-F]{4}\.docx", got.value.suggested_filename)
    made = Document(io.BytesIO(content))
    text = "\n".join(p.text for p in made.paragraphs)
    assert "Cuộc họp kết luận chọn 03 điển hình" in text
    assert "thống nhất" not in text  # nobody's vote is recorded
    assert "Chưa kết luận về 12 đối tượng" in text
    assert "Vắng mặt: ……" in text  # what is not recorded is blank
    assert mark in made.sections[0].footer.paragraphs[0].text
    office.close()
    with Store.open(sample_copy) as store:
        (held,) = meetings(store.cursor())
        assert (held.state, held.fingerprint, len(conclusions(store.cursor(), held.id))) == ("CLOSED", mark, 3)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_screens_are_readable_from_the_back_and_nothing_runs_over(office, width, height) -> None:  # noqa: F811
    """From eight metres on a screen two metres wide: letters of a 32nd of the screen's height at least."""
    _, number = prepared(office)
    one = office.officer()
    one.page.set_viewport_size({"width": width, "height": height})
    one.page.goto(f"{office.served.url}/trinh-chieu?hop={number}&man=bia")
    seen = []
    for _ in range(30):
        expect(one.page.locator(".dh-screen")).to_be_visible()
        idle(one.page)
        key = one.page.locator(".dh-screen").get_attribute("data-screen")
        small = [s for s in one.page.evaluate(SIZES) if s[0] < height / 32]
        assert small == [], key
        across, down = one.page.evaluate(OVERFLOW)
        assert across <= 0, key
        assert down <= 1, key
        if width == 1280:
            assert one.violations() == [], key
        if seen and seen[-1] == key:
            break
        seen.append(key)
        if len(seen) > 8 and not key.startswith("tong"):
            one.page.keyboard.press("End")
        one.page.keyboard.press("PageDown")
        one.page.wait_for_timeout(700)
    assert {"bia", "tinh-hinh", "xu-huong", "lo-trinh"} <= set(seen)
    assert any(k.startswith("ung-vien.") for k in seen)


def paper(page: Page, name: str) -> tuple[str, bytes]:
    """Make a paper on the page Báo cáo and download it: its file's name and content."""
    page.get_by_text(name, exact=True).click()
    idle(page)
    page.get_by_role("button", name="Lập văn bản").click()
    button = (
        page.get_by_test_id("stDownloadButton").get_by_role("button", name=re.compile(r"Tải [a-z-]+_.*\.docx")).first
    )
    expect(button).to_be_visible(timeout=60_000)
    idle(page)
    with page.expect_download() as got:
        button.click()
    return got.value.suggested_filename, got.value.path().read_bytes()


def read(content: bytes) -> tuple[str, bool]:
    """What a Word file says, and whether it is marked as a draft."""
    made = Document(io.BytesIO(content))
    cells = [c.text for t in made.tables for r in t.rows for c in r.cells]
    marked = "DỰ THẢO" in "".join(p.text for p in made.sections[0].header.paragraphs)
    return "\n".join([*(p.text for p in made.paragraphs), *cells]), marked


def test_from_registration_to_recognition_with_the_papers_of_each_step(office) -> None:  # noqa: F811
    registering = office.officer().open("bao-cao?date=2026-11-24")
    file, content = paper(registering, "Đăng ký mô hình, điển hình")
    assert file.startswith("dang-ky_2026")
    text, draft = read(content)
    assert "đăng ký 06 mô hình, điển hình tiên tiến" in text
    assert not draft

    page = office.officer().open("hop-xet?date=2026-11-24")
    put(page, NAME, "Trần Thị Hoa")
    page.get_by_role("button", name="Cuộc họp mới").click()
    name = page.get_by_label("Tên cuộc họp").first
    name.fill("Họp xét công nhận điển hình")
    name.press("Enter")
    idle(page)
    page.get_by_role("button", name="Chuẩn bị").click()
    expect(page.get_by_text("Chương trình: 15 đối tượng")).to_be_visible()
    number = re.search(r"hop=(\d+)", page.url).group(1)
    papers = office.officer()
    papers.open(f"bao-cao?hop={number}")
    invited, draft = read(paper(papers.page, "Giấy mời họp")[1])
    assert "Tới dự: Họp xét công nhận điển hình." in invited
    assert "2. Xem xét 15 đối tượng sau:" in invited
    assert not draft
    expect(papers.page.get_by_text("Biên bản họp", exact=True)).to_have_count(0)  # nothing has happened yet

    page.get_by_role("button", name="Mở họp: chốt dữ liệu").click()
    expect(page.get_by_text("Cuộc họp đang họp")).to_be_visible()
    for i in range(2):
        page.get_by_role("radio", name="chọn", exact=True).click()
        idle(page)
        page.get_by_role("button", name="Ghi kết luận").click()
        expect(page.get_by_text(f"Kết luận: {i + 1} trên 15")).to_be_visible()
    papers.open(f"bao-cao?hop={number}")
    file, content = paper(papers.page, "Biên bản họp")
    text, draft = read(content)
    assert "_du-thao_" in file
    assert draft
    assert "Cuộc họp kết luận chọn 02 điển hình" in text

    page.get_by_role("button", name="Kết thúc và niêm phong").click()
    page.get_by_role("button", name="Niêm phong", exact=True).click()
    expect(page.get_by_text("Cuộc họp đã kết thúc, niêm phong")).to_be_visible()
    papers.open(f"bao-cao?hop={number}")
    said = {
        "Biên bản họp": "Chưa kết luận về 13 đối tượng",
        "Thông báo kết luận": "Cuộc họp kết luận chọn 02 điển hình",
        "Tờ trình kèm danh sách điển hình": "đề nghị công nhận 02 điển hình tiên tiến",
        "Quyết định công nhận": "Điều 1. Công nhận 02 điển hình tiên tiến",
    }
    for kind, sentence in said.items():
        file, content = paper(papers.page, kind)
        text, draft = read(content)
        assert not draft, kind
        assert "du-thao" not in file, kind
        assert sentence in text, kind
    expect(papers.page.get_by_text("Cuộc họp này đã in: 4")).to_be_visible()
    papers.page.get_by_role("button", name="Lập bộ hồ sơ").click()
    whole = papers.page.get_by_role("button", name=re.compile(r"Tải \d+ văn bản \(\.zip\)"))
    expect(whole).to_be_visible(timeout=180_000)
    with papers.page.expect_download() as got:
        whole.click()
    names = zipfile.ZipFile(got.value.path()).namelist()
    kinds = [n[3:].split("_")[0] for n in names]
    assert kinds == ["bien-ban", "thong-bao", "to-trinh", "quyet-dinh", "trich-ngang", "thanh-tich", "thanh-tich"]
