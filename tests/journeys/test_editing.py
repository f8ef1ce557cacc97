"""Officers at work in a real browser: typing, reloading, saving, two at once, undoing, restoring."""

from __future__ import annotations

import re
from collections.abc import Iterator

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from dienhinh.criteria import load_plan
from dienhinh.store import Store
from dienhinh.store.records import rows
from tests.journeys.conftest import Served, Visit, idle

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
NAME = "Tên người thực hiện"


class Office:
    """A dashboard on a file of its own, and officers who come to it, each with a browser of their own."""

    def __init__(self, served: Served, browser: Browser) -> None:
        self.served, self.browser, self.visits = served, browser, []

    def officer(self) -> Visit:
        context = self.browser.new_context(
            reduced_motion="reduce", viewport={"width": 1366, "height": 1000}, accept_downloads=True
        )
        one = Visit(context.new_page(), self.served.url)
        self.visits.append(one)
        return one

    def close(self) -> None:
        """Everybody goes home: nothing may have gone wrong at a browser; then the data file can be looked at."""
        for one in self.visits:
            one.page.context.close()
        self.served.stop()
        wrong, self.visits = [w for one in self.visits for w in one.wrong], []
        assert wrong == []


@pytest.fixture
def office(sample_copy, chromium) -> Iterator[Office]:
    made = Office(Served(sample_copy), chromium)
    yield made
    made.close()


def put(page: Page, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=False).first
    box.fill(text)
    box.press("Tab")
    page.wait_for_timeout(500)
    idle(page)


def put_day(page: Page, label: str, day: str) -> None:
    """Type a day into the field's three parts."""
    page.get_by_label(label, exact=False).first.get_by_role("spinbutton").first.click()
    page.keyboard.type(day.replace("/", ""))
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    idle(page)


def pick(page: Page, label: str, option: str) -> None:
    idle(page)
    page.get_by_label(label, exact=False).first.click()
    page.get_by_role("option", name=option).first.click()
    page.wait_for_timeout(500)
    idle(page)


def test_a_rating_is_changed_the_mistake_shown_beside_its_field_and_the_save_undone(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("du-lieu?who=CB005&what=rating")
    page.get_by_text("2021 · HTTNV").click()
    expect(page.get_by_text("Sửa bản ghi")).to_be_visible()
    put_day(page, "Ngày quyết định", "23/12/2021")
    pick(page, "Xếp loại *", "HTXSNV")
    put(page, NAME, "Văn thư A")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    expect(page.get_by_text("2021 · HTXSNV")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    expect(page.get_by_text("2021 · HTTNV")).to_be_visible()
    # a year that is no year of theirs: the importer's own rule answers beside the field
    page.get_by_text("+ Thêm mới").click()
    expect(page.get_by_role("button", name="Thêm", exact=True)).to_be_visible()
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("Chưa lưu: xem các mục được đánh dấu.")).to_be_visible()
    expect(page.get_by_text("Cần điền mục này.")).to_have_count(2)


def test_what_is_typed_survives_a_reload_and_leaving_asks_first(office) -> None:
    one = office.officer()
    page = one.open("du-lieu?who=CB005&what=award")
    pick(page, "Danh hiệu, hình thức khen thưởng", "Bằng khen của UBND tỉnh")
    put(page, "Số quyết định", "77/QĐ-UBND")
    questions: list[str] = []
    page.on("dialog", lambda d: (questions.append(d.type), d.accept()))
    page.reload()
    one.settle()
    assert questions == ["beforeunload"]
    expect(page.get_by_text("Nội dung chưa lưu của bạn đã được khôi phục.")).to_be_visible()
    written = page.get_by_label("Số quyết định").last  # while the form is drawn anew there may be two
    expect(written).to_have_value("77/QĐ-UBND")
    page.get_by_role("link", name="Tiến độ").click()
    page.wait_for_url(re.compile("tien-do"))
    assert questions == ["beforeunload", "confirm"]
    one.open("du-lieu")
    page.get_by_role("link", name=re.compile("Nội dung chưa lưu")).click()
    written = page.get_by_label("Số quyết định").last  # while the form is drawn anew there may be two
    expect(written).to_have_value("77/QĐ-UBND")
    page.get_by_role("button", name="Bỏ nội dung chưa lưu").click()
    expect(page.get_by_label("Số quyết định").last).to_have_value("")


def test_the_second_of_two_officers_sees_both_values_and_chooses(office, sample_copy) -> None:
    first, second = office.officer(), office.officer()
    for one, name in ((first, "Văn thư A"), (second, "Văn thư B")):
        one.open("du-lieu?who=CB005&what=rating")
        one.page.get_by_text("2021 · HTTNV").click()
        expect(one.page.get_by_text("Sửa bản ghi")).to_be_visible()
        put(one.page, NAME, name)
    pick(first.page, "Xếp loại *", "HTXSNV")
    pick(second.page, "Xếp loại *", "HTNV")
    first.page.get_by_role("button", name="Lưu thay đổi").click()
    expect(first.page.get_by_text("Đã lưu.")).to_be_visible()
    second.page.get_by_role("button", name="Lưu thay đổi").click()
    expect(second.page.get_by_text("trong lúc đó người khác đã sửa 1 bản ghi")).to_be_visible()
    table = second.page.locator(".dh-table").first
    expect(table).to_contain_text("Văn thư A đã ghi")
    expect(table).to_contain_text("HTXSNV")
    expect(table).to_contain_text("HTNV")
    with pytest.raises(AssertionError):  # nothing is written before the choice
        expect(second.page.get_by_text("Đã lưu.")).to_be_visible(timeout=500)
    second.page.get_by_text("Giữ: Bạn ghi").click()
    second.page.wait_for_timeout(500)
    second.page.get_by_role("button", name="Lưu theo lựa chọn").click()
    expect(second.page.get_by_text("2021 · HTNV")).to_be_visible()
    office.close()
    with Store.open(sample_copy) as store:
        who = next(n for n, r in rows(store.cursor(), "candidate").items() if r["code"] == "CB005")
        (now,) = [r for r in rows(store.cursor(), "rating").values() if (r["candidate_id"], r["year"]) == (who, 2021)]
        assert now["code"] == "HTNV"
        log = store.cursor().execute("SELECT who FROM change_log ORDER BY revision DESC LIMIT 2").fetchall()
        assert log == [("Văn thư B",), ("Văn thư A",)]


def test_a_new_person_is_added_with_a_post_and_a_namesake_is_pointed_out(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("du-lieu")
    page.get_by_role("button", name="Thêm cá nhân").click()
    expect(page.get_by_text("Thêm cá nhân mới")).to_be_visible()
    put(page, "Mã *", "CB005")
    expect(page.get_by_text("Mã CB005 là của Lương Trọng Phúc.")).to_be_visible()
    put(page, "Mã *", "CB900")
    put(page, "Họ tên, tập thể *", "Lương Trọng Phúc")
    expect(page.get_by_text("Đã có người trùng tên, mã CB005.")).to_be_visible()
    pick(page, "Đơn vị *", "Phòng Hợp tác quốc tế")
    pick(page, "Chức vụ lãnh đạo *", "không")
    put_day(page, "Từ ngày *", "01/03/2024")
    put(page, NAME, "Văn thư A")
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    page.wait_for_url(re.compile("who=CB900"))
    page.get_by_text("Quá trình công tác (1)").click()
    expect(page.get_by_text("không giữ chức vụ lãnh đạo · Phòng Hợp tác quốc tế · 01/03/2024")).to_be_visible()


def grid_cell(page: Page, column: int, row: int) -> None:
    box = page.locator('[data-testid="stDataFrame"]').first.bounding_box()
    page.mouse.click(box["x"] + 300 + (column + 0.5) * (box["width"] - 300) / 6, box["y"] + 36 * row + 52)
    page.wait_for_timeout(400)
    if not page.locator("textarea.gdg-input").count():  # a click on the cell chosen already opens it
        page.keyboard.press("Enter")


def test_ratings_are_entered_in_the_grid_survive_a_reload_and_are_saved_together(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("nhap-nhieu")
    expect(page.locator('[data-testid="stDataFrame"]')).to_have_count(1)
    page.wait_for_timeout(800)
    for row in (0, 1):
        grid_cell(page, 5, row)  # 2026, the first two on the list
        expect(page.locator("textarea.gdg-input")).to_be_focused()
        page.keyboard.type("ht xuất sắc", delay=40)  # any spelling that a workbook may have
        page.wait_for_timeout(400)
        page.keyboard.press("Enter")
        page.wait_for_timeout(900)
    expect(page.get_by_role("button", name="Lưu 2 ô xếp loại")).to_be_visible()
    page.on("dialog", lambda d: d.accept())
    page.reload()
    one.settle()
    expect(page.get_by_role("button", name="Lưu 2 ô xếp loại")).to_be_visible()
    put(page, "Số quyết định (chung", "15/QĐ-SM")
    put(page, NAME, "Văn thư A")
    page.get_by_role("button", name="Lưu 2 ô xếp loại").click()
    expect(page.get_by_text("Đã lưu 2 ô xếp loại.")).to_be_visible()
    office.close()
    with Store.open(sample_copy) as store:
        found = [r for r in rows(store.cursor(), "rating").values() if r["year"] == 2026]
        assert [(r["code"], r["decision_no"]) for r in found] == [("HTXSNV", "15/QĐ-SM")] * 2


def test_one_decision_rewards_several_people_ticked(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("nhap-nhieu")
    page.get_by_text("Một quyết định, nhiều người").click()
    pick(page, "Danh hiệu, hình thức khen thưởng", "Giấy khen")
    put(page, "Năm thành tích", "2025")
    put(page, "Số quyết định", "31/QĐ-SM")
    put_day(page, "Ngày quyết định", "20/01/2026")
    put(page, NAME, "Văn thư A")
    page.wait_for_timeout(600)
    box = page.locator('[data-testid="stDataFrame"]').first.bounding_box()
    for row in (0, 2):
        page.mouse.click(box["x"] + 45, box["y"] + 52 + 35 * row)
        page.wait_for_timeout(900)
    expect(page.get_by_role("button", name="Ghi cho 2 người, đơn vị")).to_be_enabled()
    page.get_by_role("button", name="Ghi cho 2 người, đơn vị").click()
    expect(page.get_by_text("Đã ghi Giấy khen cho 2 người, đơn vị.")).to_be_visible()
    office.close()
    with Store.open(sample_copy) as store:
        found = [r for r in rows(store.cursor(), "award").values() if r["decision_no"] == "31/QĐ-SM"]
        assert len(found) == 2
        assert {(r["code"], r["year"], r["state"]) for r in found} == {("GK", 2025, "CONFIRMED")}


def test_a_stage_is_entered_with_a_warning_and_the_overview_counts_it(office) -> None:
    one = office.officer()
    page = one.open("lo-trinh?who=CB016&date=2026-11-24")
    expect(page.get_by_text("Lựa chọn").first).to_be_visible()
    put_day(page, "Ngày vào giai đoạn", "10/11/2026")
    put(page, NAME, "Văn thư A")
    page.get_by_role("button", name="Thêm", exact=True).click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    expect(page.get_by_text("10/11/2026 · Lựa chọn")).to_be_visible()
    put_day(page, "Ngày vào giai đoạn", "12/11/2026")
    expect(page.get_by_text("Thiếu số văn bản của danh sách đăng ký.")).to_be_visible()
    one.open("?date=2026-11-24")
    expect(page.get_by_text("Từ phát hiện đến nhân rộng")).to_be_visible()


def test_from_a_finding_to_where_it_is_mended(office) -> None:
    one = office.officer()
    page = one.open("chat-luong?date=2026-11-24")
    page.wait_for_timeout(800)
    box = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(box["x"] + 150, box["y"] + 52)
    page.wait_for_url(re.compile(r"du-lieu.*what=rating"))
    expect(page.locator(".dh-who h2")).to_have_text("Phòng Kế hoạch – Tài chính")


def test_a_backup_is_restored_after_what_would_be_lost_is_shown(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("nhap-xuat")
    page.get_by_role("button", name="Sao lưu ngay").click()
    expect(page.get_by_text("Đã sao lưu")).to_be_visible()
    one.open("du-lieu?who=CB005&what=rating")
    page.get_by_text("2021 · HTTNV").click()
    expect(page.get_by_text("Sửa bản ghi")).to_be_visible()
    pick(page, "Xếp loại *", "KHTNV")
    put(page, NAME, "Văn thư A")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    other = office.officer()  # somebody else has a scenario open, and with it the file
    other.open("kich-ban?who=CB005")
    one.open("quan-tri?way=sao-luu")
    pick(page, "Bản sao lưu", "MB")
    expect(page.get_by_text("1 thay đổi sẽ mất:")).to_be_visible()
    expect(page.get_by_text("HTTNV → KHTNV")).to_be_visible()
    page.get_by_text("Tôi đã xem những gì sẽ mất").click()
    page.get_by_role("button", name="Khôi phục", exact=True).click()
    expect(page.get_by_text("Đã khôi phục. Bỏ 1 thay đổi")).to_be_visible(timeout=15_000)
    other.page.get_by_role("link", name="Tổng quan").click()
    expect(other.page.locator(".dh-head h1")).to_have_text("Tổng quan")
    other.open("kich-ban?who=CB005")
    expect(other.page.get_by_text("Chờ bổ sung hồ sơ").first).to_be_visible()
    one.open("du-lieu?who=CB005&what=rating")
    expect(page.get_by_text("2021 · HTTNV")).to_be_visible()


def test_a_whole_act_is_undone_from_the_log(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("du-lieu?who=CB005&what=rating")
    page.get_by_text("2021 · HTTNV").click()
    expect(page.get_by_text("Sửa bản ghi")).to_be_visible()
    pick(page, "Xếp loại *", "KHTNV")
    put(page, NAME, "Văn thư A")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    one.settle()  # the page's last word is that nothing is unsaved any more
    page.get_by_role("button", name="Số liệu").click()
    page.get_by_role("menuitem", name="Nhật ký thay đổi").or_(
        page.get_by_role("link", name="Nhật ký thay đổi")
    ).first.click()
    page.wait_for_url(re.compile("nhat-ky"))
    one.settle()
    page.wait_for_timeout(800)
    box = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(box["x"] + 17, box["y"] + 52)
    page.get_by_role("button", name="Hoàn tác thay đổi này").click()
    expect(page.get_by_text("Đã hoàn tác.")).to_be_visible()
    one.open("du-lieu?who=CB005&what=rating")
    expect(page.get_by_text("2021 · HTTNV")).to_be_visible()


def test_columns_are_mapped_by_hand_and_remembered(office, sample_copy, tmp_path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kết quả 2026"
    for row in (["Ai", "Khi nào", "Mức đạt"], ["CB005", 2026, "XS"], ["CB006", 2026, "Tốt"]):
        sheet.append(row)
    book.save(tmp_path / "la.xlsx")
    one = office.officer()
    for time in (1, 2):
        page = one.open("nhap-xuat")
        one.drop(tmp_path / "la.xlsx")
        if time == 1:
            expect(page.get_by_text("không có trang nào đọc được")).to_be_visible()
            page.get_by_text("chưa nhận ra: Kết quả 2026").click()
            page.wait_for_timeout(800)  # it unfolds
            pick(page, "Đọc như trang", "Xếp loại")
            for label, heading in (("Mã", "1. Ai"), ("Năm *", "2. Khi nào"), ("Xếp loại *", "3. Mức đạt")):
                idle(page)
                page.get_by_label(label, exact=True).click()
                page.get_by_role("option", name=heading).click()
                page.wait_for_timeout(500)
                idle(page)
            page.get_by_role("button", name="Đọc tệp theo cách này").click()
        expect(page.get_by_text("0 lỗi · 0 phỏng đoán · 2 mới · 0 thay đổi")).to_be_visible()
    expect(page.get_by_text("theo cách ghép đã nhớ")).to_be_visible()


def test_from_who_is_nearest_to_a_saved_and_shared_scenario_in_a_few_clicks(office) -> None:
    one, other = office.officer(), office.officer()
    page = one.open("?date=2026-11-24")
    page.get_by_test_id("stPageLink").first.locator("a").click()  # the nearest
    expect(page.get_by_text("Thử trong kịch bản")).to_be_visible()
    page.get_by_text("Thử trong kịch bản").click()
    expect(page.get_by_role("button", name="Thử phương án này").first).to_be_visible()
    page.get_by_role("button", name="Thử phương án này").first.click()
    expect(page.get_by_text("Đủ điều kiện trong kịch bản: 9")).to_be_visible()
    page.wait_for_url(re.compile(r"kb=\d+"))
    other.page.goto(page.url)  # the link, sent to a colleague
    expect(other.page.locator(".dh-scenario")).to_contain_text(
        "KỊCH BẢN, không chính thức: Thử: Phòng Kế hoạch – Tài chính"
    )
    expect(other.page.get_by_text("Đủ điều kiện trong kịch bản: 9")).to_be_visible()
    other.page.get_by_role("link", name="Tổng quan").click()
    expect(other.page.locator(".dh-kpi b").first).to_contain_text("8")  # official pages know nothing of it


def test_a_draft_plans_threshold_is_typed_survives_a_reload_and_is_saved(office, sample_copy) -> None:
    one = office.officer()
    page = one.open("ke-hoach?way=draft")
    page.get_by_role("button", name="Dự thảo mới").click()
    page.get_by_role("button", name="Bắt đầu từ 198/KH-SNgV").click()
    expect(page.locator(".dh-scenario")).to_contain_text("DỰ THẢO, chưa áp dụng")
    page.get_by_role("radio", name="Ngưỡng", exact=True).click()
    expect(page.locator('[data-testid="stDataFrame"]')).to_have_count(1)
    page.wait_for_timeout(800)
    box = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(box["x"] + 33 + 150 + 360 + 35, box["y"] + 52 + 35 * 4)  # III.1.b: excellent years
    page.wait_for_timeout(400)
    page.keyboard.type("9")
    page.wait_for_timeout(400)  # the cell’s editor opens
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tiêu chí · III.1.b.excellent · Ngưỡng")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu dự thảo")).to_be_disabled()
    page.on("dialog", lambda d: d.accept())
    page.reload()
    one.settle()
    page.get_by_role("radio", name="Ngưỡng", exact=True).click()
    expect(page.get_by_text("Tiêu chí · III.1.b.excellent · Ngưỡng")).to_be_visible()  # still there, still not saved
    page.wait_for_timeout(800)
    box = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(box["x"] + 33 + 150 + 360 + 35, box["y"] + 52 + 35 * 4)
    page.wait_for_timeout(400)
    page.keyboard.type("4")
    page.wait_for_timeout(400)  # the cell’s editor opens
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lưu dự thảo")).to_be_enabled()
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("Đã lưu dự thảo vào du-thao-2026-2030.toml.")).to_be_visible()
    (kept,) = (sample_copy.parent / "plans").glob("*.toml")
    assert load_plan(kept).criteria["III.1.b.excellent"].need == 4
    page.get_by_role("radio", name="Điểm khác").click()
    expect(page.get_by_role("row").filter(has_text="III.1.b.excellent")).to_contain_text("34")
