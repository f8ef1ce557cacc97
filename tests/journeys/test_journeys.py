"""What people do, in a real browser: open, filter, follow a link to a profile, reload, switch language."""

from __future__ import annotations

import io
import re
import unicodedata

import openpyxl
import pytest
from playwright.sync_api import expect

from dienhinh import clock
from dienhinh.store import Store
from tests.journeys.conftest import Served, Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser-2")]
ON = "date=2026-11-24"
PATHS = {
    "Việc cần làm": f"viec-can-lam?{ON}",
    "Tổng quan": f"?{ON}",
    "Tiến độ": f"tien-do?{ON}",
    "Hồ sơ": f"ho-so?who=CB005&{ON}",
    "Xác nhận tiêu chí": f"xac-nhan?{ON}",
    "Kịch bản": f"kich-ban?who=CB005&{ON}",
    "Lộ trình": f"lo-trinh?who=CB014&{ON}",
    "Dữ liệu": f"du-lieu?who=CB005&what=award&{ON}",
    "Nhập hàng loạt": "nhap-nhieu",
    "Nhập, xuất tệp": "nhap-xuat",
    "Chất lượng dữ liệu": f"chat-luong?{ON}",
    "Nhật ký thay đổi": "nhat-ky",
    "Kế hoạch": f"ke-hoach?{ON}",
    "Họp xét": f"hop-xet?{ON}",
    "Báo cáo": f"bao-cao?{ON}",
    "Phân tích": f"phan-tich?{ON}&q=AWARD.unit.kind.n.bars.value",
    "So sánh": f"so-sanh?{ON}&cung=CB005~CB006~CB012",
    "Gương điển hình": f"guong-dien-hinh?{ON}",
    "Nấc tiếp theo": f"nac-tiep-theo?{ON}",
    "Năm thi đua": "nam-thi-dua?date=2025-12-31",
}


def choose(page, label: str, option: str) -> None:
    page.get_by_label(label, exact=False).first.click()
    page.get_by_role("option", name=option).click()


def test_from_the_overview_to_a_profile_and_the_same_view_again(visit) -> None:
    one = visit()
    page = one.open(f"?{ON}")
    assert one.heading == "Tổng quan"
    choose(page, "Nhóm đối tượng", "Cán bộ cốt cán")
    page.wait_for_url(re.compile("track=COT_CAN"))
    expect(page.locator(".dh-where")).to_contain_text("Cán bộ cốt cán")
    one.settle()
    page.locator(".st-key-dh-card-nearest a").first.click()
    expect(page.locator(".dh-head h1")).to_have_text("Hồ sơ")
    page.wait_for_selector(".dh-who h2")
    one.settle()
    name = page.inner_text(".dh-who h2")
    assert re.search(r"who=CB\d+", page.url)
    assert "track=COT_CAN" in page.url
    page.reload()
    one.settle()
    assert page.inner_text(".dh-who h2") == name
    other = visit()  # somebody else, sent the link
    other.page.goto(page.url)
    other.settle()
    assert other.page.inner_text(".dh-who h2") == name
    page.get_by_role("link", name="Tiến độ").click()
    page.wait_for_url(re.compile("tien-do"))
    one.settle()
    assert "track=COT_CAN" in page.url  # the filter stayed
    expect(page.locator(".dh-grid")).to_have_count(1)


def test_language_is_switched_and_stays(visit) -> None:
    one = visit()
    page = one.open(f"?{ON}")
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.get_by_role("radio", name="EN").click()
    page.wait_for_function("document.querySelector('.dh-head h1')?.innerText === 'Overview'")
    page.wait_for_url(re.compile("lang=en"))
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.get_by_role("link", name="Roadmap", exact=True).click()
    page.wait_for_function("document.querySelector('.dh-head h1')?.innerText === 'Roadmap'")
    expect(page.get_by_text("Exemplars by stage", exact=True)).to_be_visible()


def test_a_bar_filters_the_page_in_place_and_leads_to_the_list_of_exactly_those(visit) -> None:
    one = visit()
    page = one.open(f"?{ON}")
    bars = page.locator(".st-key-dh-card-groups .bars .point path")
    bars.first.click(force=True)
    page.wait_for_url(re.compile("track=TAP_THE.*status=ELIGIBLE|status=ELIGIBLE.*track=TAP_THE"))
    one.settle()
    assert one.heading == "Tổng quan"  # in place
    label = page.get_by_role("link", name=re.compile(r"Xem danh sách \((\d+)\)"))
    n = int(re.search(r"\((\d+)\)", label.inner_text()).group(1))
    assert "trong" in page.inner_text(".dh-kpis")  # what is sought is not compared with a part
    assert "cần chọn 4–5" not in page.inner_text(".dh-kpis")
    label.click()
    expect(page.locator(".dh-head h1")).to_have_text("Tiến độ")
    one.settle()
    assert f"· {n}" in page.inner_text(".dh-h2 >> nth=0")
    page.go_back()
    page.wait_for_url(re.compile("track=TAP_THE"))
    one.settle()
    assert one.heading == "Tổng quan"
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_url(lambda url: "track=" not in url and "status=" not in url)


def test_a_cell_of_the_heat_map_filters_by_its_unit_and_a_second_click_takes_it_off(visit) -> None:
    one = visit()
    page = one.open("?date=2025-12-31")
    cells = page.locator(".st-key-dh-card-rising .heatmaplayer image").first

    def click() -> None:
        box = cells.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 12)
        page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + 12)

    click()
    page.wait_for_url(re.compile("unit="))
    one.settle()
    assert one.heading == "Tổng quan"
    click()
    page.wait_for_url(lambda url: "unit=" not in url)


def test_a_row_leads_to_the_profile_and_a_heading_sorts(visit) -> None:
    one = visit()
    page = one.open(f"tien-do?{ON}&track=COT_CAN")
    rows = page.locator(".dh-grid tbody tr")
    rows.first.wait_for()
    n = rows.count()
    page.get_by_role("button", name="Họ tên, tập thể").click()
    expect(page.get_by_role("columnheader", name="Họ tên, tập thể")).to_have_attribute("aria-sort", "ascending")
    names = rows.locator("th").all_inner_texts()
    assert len(names) == n
    given = [re.sub("[^a-z]", "", unicodedata.normalize("NFD", name.split()[-1]).lower()) for name in names]
    assert [g[0] for g in given] == sorted(g[0] for g in given)  # by given name
    first = names[0]
    rows.first.locator("td").nth(1).click()
    page.wait_for_url(re.compile("ho-so.*who="))
    one.settle()
    assert page.inner_text(".dh-who h2") == first


def test_search_without_diacritics_and_download(visit) -> None:
    one = visit()
    page = one.open(f"tien-do?{ON}")
    page.get_by_role("searchbox").fill("khoi")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url(re.compile("find=khoi"))
    one.settle()
    expect(page.locator(".dh-grid")).to_have_count(2)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải về Excel").first.click()
    download = waiting.value
    assert download.suggested_filename == "tien-do-cot-can-2026-11-24.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(download.path().read_bytes()))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[2][0] == "Họ tên, tập thể"
    assert "Hoàng Quang Khôi" in [r[0] for r in rows[3:]]
    assert book.active.freeze_panes == "C4"
    assert any(isinstance(v, float) and 0 <= v <= 1 for v in rows[3])  # progress is a number


@pytest.mark.parametrize("heading", PATHS)
def test_a_page_fits_its_screen_in_our_font_and_passes_axe(visit, heading) -> None:
    """On an office PC, light; then on a projector, dark."""
    one = visit(1366, 768)
    page = one.open(PATHS[heading])
    assert one.heading == heading
    fits(one)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.emulate_media(color_scheme="dark")
    page.reload()
    one.settle()
    fits(one)


def fits(one: Visit) -> None:
    """Nothing is cut, the font is ours, nothing that axe finds is serious."""
    page = one.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    main = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth <= m.clientWidth })()"
    )
    assert main
    loaded = page.evaluate(
        "document.fonts.load('16px \"Be Vietnam Pro\"', 'Đặng Thị Hạnh ỡ ự').then(all => all.map(f => f.status))"
    )
    assert loaded
    assert set(loaded) == {"loaded"}
    assert "Be Vietnam Pro" in page.evaluate("getComputedStyle(document.querySelector('.dh-head h1')).fontFamily")
    page.wait_for_timeout(700)
    assert one.violations() == []


def test_charts_have_words_and_a_table_for_who_cannot_see_them(visit) -> None:
    one = visit()
    page = one.open(f"?{ON}")
    charts = page.locator('[data-testid="stPlotlyChart"]')
    expect(charts).to_have_count(6)  # nobody strives any more on that day
    for i in range(6):
        said = charts.nth(i).evaluate(
            "e => (e.closest('[aria-label]') || e.querySelector('[aria-label], [alt]') || {}).ariaLabel || ''"
        )
        assert said.startswith("Biểu đồ"), said
    assert page.locator("details.dh-fold").count() == 6
    page.locator("details.dh-fold summary").first.click()
    assert page.locator("details.dh-fold table").first.is_visible()


def test_a_link_to_a_page_opens_on_a_server_just_started(chromium, sample_copy) -> None:
    served = Served(sample_copy)
    try:
        one = Visit(chromium.new_page(), served.url)
        one.open(f"ke-hoach?{ON}")
        assert one.heading == "Kế hoạch"
        assert one.page.get_by_role("dialog").count() == 0
        assert one.wrong == []
    finally:
        served.stop()


def test_a_workbook_is_previewed_imported_and_counts_at_once(chromium, sample_copy, tmp_path) -> None:
    """An officer drops a workbook with good and bad rows, looks, imports the good ones, and sees the new verdict."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Xác nhận"
    page.append(["Mã", "Tiêu chí", "Kết quả", "Ngày", "Người xác nhận", "Minh chứng"])
    page.append(["CB002", "III.2.b", "Đạt", "01/06/2026", "Hội đồng", "BB 6"])
    page.append(["CB999", "III.2.b", "Đạt", "01/06/2026", "Hội đồng", "BB 6"])
    book.save(tmp_path / "xac-nhan.xlsx")
    served = Served(sample_copy)
    try:
        one = Visit(chromium.new_page(viewport={"width": 1366, "height": 900}), served.url)
        page = one.open("nhap-xuat")
        one.drop(tmp_path / "xac-nhan.xlsx")
        expect(page.get_by_text("1 lỗi · 0 phỏng đoán · 1 mới · 0 thay đổi")).to_be_visible(timeout=20_000)
        go = page.get_by_role("button", name="Chỉ nhập các dòng đúng: 1 thay đổi")
        expect(go).to_be_disabled()  # nobody has said who imports
        page.get_by_label("Tên người thực hiện").fill("Văn thư A")
        page.get_by_label("Tên người thực hiện").press("Tab")
        expect(go).to_be_enabled()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Tải về các dòng lỗi").click()
        bad = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))["Xác nhận"]
        assert bad["A2"].value == "CB999"
        go.click()
        expect(page.get_by_text("Đã nhập xac-nhan.xlsx: 1 mới, 0 thay đổi")).to_be_visible(timeout=20_000)
        assert list((sample_copy.parent / "backups").glob("*.duckdb"))
        one.open(f"ho-so?who=CB002&{ON}")
        expect(page.locator(".dh-who")).to_contain_text("Đủ điều kiện")
        assert one.wrong == []
    finally:
        served.stop()


def tick_first(one: Visit) -> None:
    """Choose III.2.b and tick the first on its list: who lacks it alone."""
    choose(one.page, "Tiêu chí", "III.2.b")
    one.settle()
    expect(one.page.locator('[data-testid="stDataFrame"]')).to_have_count(1)
    one.page.wait_for_timeout(600)
    box = one.page.locator('[data-testid="stDataFrame"]').bounding_box()
    one.page.mouse.click(box["x"] + 17, box["y"] + 52)
    expect(one.page.get_by_role("button", name="Ghi cho 1 đối tượng")).to_be_visible()


def fill(one: Visit, **fields: str) -> None:
    labels = {"by": "Người (cơ quan) xác nhận", "evidence": "Minh chứng", "who": "Tên người thực hiện"}
    for name, value in fields.items():
        one.page.get_by_label(labels[name]).fill(value)
        one.page.get_by_label(labels[name]).press("Tab")
        one.page.wait_for_timeout(400)


def test_two_officers_attest_and_the_second_is_told(chromium, sample_copy) -> None:
    """What is missing is said and nothing typed is lost; the first to save makes somebody eligible; the second, who
    still looks at the older list, is not allowed to write over it unseen."""
    served = Served(sample_copy)
    try:
        first, second = (
            Visit(chromium.new_context(viewport={"width": 1366, "height": 1000}).new_page(), served.url)
            for _ in range(2)
        )
        for one in (first, second):
            one.open(f"xac-nhan?date={clock.today()}")  # judged today: what is attested today counts
            tick_first(one)
        fill(first, by="Hội đồng TĐKT")
        first.page.get_by_role("button", name="Ghi cho 1 đối tượng").click()
        expect(first.page.get_by_text("Còn phải điền: Minh chứng (số văn bản), Tên người thực hiện")).to_be_visible()
        assert first.page.get_by_label("Người (cơ quan) xác nhận").input_value() == "Hội đồng TĐKT"
        fill(first, evidence="BB 09/BB-HĐ", who="Văn thư A")
        first.page.get_by_role("button", name="Ghi cho 1 đối tượng").click()
        expect(first.page.get_by_text("Đã ghi 1 xác nhận. Nay đủ điều kiện: Dương Thu Nga.")).to_be_visible(
            timeout=15_000
        )
        second.page.get_by_label("Người (cơ quan) xác nhận").fill("Phó Giám đốc")
        second.page.get_by_label("Minh chứng").fill("BB 10/BB-HĐ")
        second.page.get_by_label("Tên người thực hiện").fill("Văn thư B")
        second.page.get_by_role("button", name=re.compile("Ghi cho [01] đối tượng")).click()
        expect(second.page.get_by_text("có người khác đã sửa dữ liệu")).to_be_visible(timeout=15_000)
        assert second.page.get_by_label("Minh chứng").input_value() == "BB 10/BB-HĐ"
        for one in (first, second):
            assert one.wrong == []
            one.page.context.close()
    finally:
        served.stop()
    with Store.open(sample_copy) as store:
        rows = (
            store.cursor()
            .execute("SELECT who, why FROM change_log WHERE table_name = 'attestation' ORDER BY revision DESC LIMIT 1")
            .fetchall()
        )
    assert rows == [("Văn thư A", "III.2.b: BB 09/BB-HĐ")]


def test_a_view_is_what_one_looks_at_first_and_a_chart_is_taken_away(visit) -> None:
    one = visit()
    page = one.open(f"phan-tich?{ON}&q=RATING.year.kind.share.bars.name")
    page.get_by_text("Số liệu dạng bảng, tải hình").click()
    for kind, begins in (("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        with page.expect_download() as got:
            page.get_by_role("button", name=kind).click()
        content = got.value.path().read_bytes()
        assert content.startswith(begins)
        assert got.value.suggested_filename == f"Xếp loại hằng năm.{kind.lower()}"
        assert len(content) > 2000
    page.get_by_role("button", name="Khung nhìn").click()
    page.get_by_label("Lưu khung nhìn đang xem với tên").fill("Xếp loại của tôi")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đặt mở đầu tiên").click()
    expect(page.get_by_text("Mở đầu tiên", exact=True)).to_be_visible()
    again = page.context.new_page()  # the same person, later
    again.goto(one.url)
    again.wait_for_url(re.compile("phan-tich.*q=RATING"))
    expect(again.locator(".dh-head h1")).to_have_text("Phân tích")
    again.close()
    page.get_by_role("button", name="Xoá", exact=True).click()
    expect(page.get_by_text("Chưa lưu khung nhìn nào.")).to_be_visible()
