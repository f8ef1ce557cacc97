"""The papers: their layout read back from the files, their numbers against the store, templates that are broken."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook
from pptx import Presentation

from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.locale import Words
from dienhinh.places import plan_198
from dienhinh.reports.facts import Facts, Occasion
from dienhinh.reports.fields import FIELDS, fields, long_date, of_person
from dienhinh.reports.offices import Office
from dienhinh.reports.papers import PAPERS, TEMPLATES, WORD_PAPERS, file_name, make
from dienhinh.reports.pdf import how_many, office, pages, to_pdf
from dienhinh.reports.word import TemplateFault, render
from dienhinh.store import Store, apply_records, judge
from dienhinh.verdicts.snapshot import take

ON, NOW, WORDS = date(2026, 11, 24), datetime(2026, 11, 25, 8), Words("vi")
ROOT = Path(__file__).resolve().parents[2]


def occasion(file: Path, n: int | None = 14, **more: object) -> Occasion:
    with Store.open(file) as store:
        snapshot = take(store.cursor(), plan_198(), ON, NOW)
    agenda = tuple(snapshot.nearest_first[:n])
    held = Meeting(
        "XET_CHON",
        "Xét chọn điển hình",
        date(2026, 12, 1),
        ON,
        "Phòng họp",
        ({"name": "Trần Thị Hoa", "role": "Chủ trì"},),
        agenda,
    )
    said = {
        c: Conclusion(c, "CHON" if i < 4 else "KHONG_CHON", votes_for=7, votes_against=1)
        for i, c in enumerate(agenda[:8])
    }
    said[agenda[8]] = Conclusion(agenda[8], "BO_SUNG", "quyết định", "Văn phòng", date(2026, 12, 15))
    return Occasion(snapshot, Office(signer="Nguyễn Văn Mẫu"), held.held_on, held, said, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def o(sample_file):
    return occasion(sample_file)


def word(kind: str, o: Occasion):
    if kind == "thanh-tich":
        o = Occasion(o.snapshot, o.office, o.dated, o.meeting, o.conclusions, o.scenario, (o.agenda[3],))
    return Document(io.BytesIO(make(kind, o, WORDS).content))


def text_of(made) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in made.element.body.iter(qn("w:p")))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_days_are_written_with_the_leading_zeros_that_the_decree_asks_for(day, said) -> None:
    assert long_date(day) == said


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_the_layout_is_the_decrees(o, kind) -> None:
    made = word(kind, o)
    section = made.sections[0]
    short, long = sorted((section.page_width, section.page_height))
    assert (round(short.mm), round(long.mm)) == (210, 297)
    assert (section.page_width > section.page_height) == (kind == "trich-ngang")
    assert 20 <= round(section.top_margin.mm, 1) <= 25
    assert 20 <= round(section.bottom_margin.mm, 1) <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20
    normal = made.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "Times New Roman"
    # a page number in the top margin from page 2 on, none on the first
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].alignment == 1  # centred
    head = made.tables[0].rows[0].cells
    left, right = ([p.text for p in c.paragraphs] for c in head)
    assert left[:2] == ["UBND TỈNH HÀ TĨNH", "SỞ NGOẠI VỤ HÀ TĨNH"]
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert right[-1] == "Hà Tĩnh, ngày 01 tháng 12 năm 2026"
    assert head[1].paragraphs[0].runs[0].bold
    assert 12 <= head[1].paragraphs[0].runs[0].font.size.pt <= 13
    assert re.match(r"Số: +/\w+-SNgV", left[-1])
    assert made.tables[-1].rows[0].cells[1].paragraphs[-1].text == "Nguyễn Văn Mẫu"


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_every_paper_carries_the_small_print_and_nothing_is_left_unfilled(o, kind) -> None:
    made = word(kind, o)
    section = made.sections[0]
    small = Facts(o, WORDS).small_print
    assert o.snapshot.fingerprint in small
    assert "198/KH-SNgV, phiên bản 1" in small
    assert "24/11/2026" in small
    for foot in (section.footer, section.first_page_footer):
        assert foot.paragraphs[0].text == small
        assert foot.paragraphs[0].runs[0].font.size <= Pt(9)
    assert "{{" not in made.element.xml
    assert "{%" not in made.element.xml


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_a_scenarios_paper_is_marked_on_every_page(sample_file, o, kind) -> None:
    tried = Occasion(o.snapshot, o.office, o.dated, o.meeting, o.conclusions, "Thử ngưỡng")
    section = word(kind, tried).sections[0]
    for head in (section.header, section.first_page_header):
        assert "KỊCH BẢN, không chính thức: Thử ngưỡng" in "".join(p.text for p in head.paragraphs)
    assert "KỊCH BẢN" not in "".join(p.text for p in word(kind, o).sections[0].header.paragraphs)


def test_the_register_says_what_the_store_says(sample_file, o) -> None:
    made = word("trich-ngang", o)
    table = made.tables[1]
    heads = [c.text for c in table.rows[0].cells]
    assert heads == [
        "STT",
        "Họ tên, tập thể",
        "Chức vụ, đơn vị",
        "2021",
        "2022",
        "2023",
        "2024",
        "2025",
        "Danh hiệu",
        "Hình thức khen (số, ngày QĐ)",
        "Sáng kiến",
        "Tiêu chí đạt",
        "Kết luận",
        "Ghi chú",
    ]
    assert len(table.rows) == 1 + len(o.agenda)
    with Store.open(sample_file) as store:
        live = judge(store.cursor(), plan_198(), ON).assessment
        ratings = (
            store.cursor()
            .execute("SELECT c.code, r.year, r.code::VARCHAR FROM rating r JOIN candidate c ON c.id = r.candidate_id")
            .fetchall()
        )
    rated = {(code, year): rating for code, year, rating in ratings}
    names = dict(zip(live.roster["code"], live.roster["name"], strict=True))
    for code, row in zip(o.agenda, table.rows[1:], strict=True):
        cells = [c.text for c in row.cells]
        assert cells[1] == names[code]
        assert cells[3:8] == [rated.get((code, y), "–") for y in range(2021, 2026)]
        assert (cells[11].split("/")[0] == cells[11].split("/")[1]) == (
            live.status[live.roster["code"].tolist().index(code)] == 0
        )
    widths = [c.w for c in table._tbl.tblGrid.gridCol_lst]
    assert sum(widths) <= Mm(253)
    assert len(set(widths[3:8])) == 1


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_tables_repeat_their_head_and_do_not_split_rows(o, kind) -> None:
    for table in word(kind, o).tables[1:-1]:
        first, *others = table._tbl.tr_lst
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(r.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for r in (first, *others))


def test_the_minutes_say_who_was_chosen_and_what_is_to_be_done(o) -> None:
    text = text_of(word("bien-ban", o))
    names = [Facts(o, WORDS).person(c).name for c in o.agenda[:4]]
    assert f"chọn 04 điển hình: {'; '.join(names)}." in text
    assert "bổ sung quyết định, do Văn phòng thực hiện, xong trước 15/12/2026" in text
    assert "Trần Thị Hoa: Chủ trì" in text
    assert o.snapshot.fingerprint in text


def test_a_submission_claims_the_criteria_only_for_those_who_meet_them(o) -> None:
    eligible = [c for c in o.agenda if o.snapshot.person(c)["status"] == "ELIGIBLE"]
    other = next(c for c in o.agenda if o.snapshot.person(c)["status"] == "PENDING")

    def chosen(codes: list[str]) -> tuple[str, str]:
        said = {c: Conclusion(c, "CHON", reason="thành tích đột xuất" if c == other else None) for c in codes}
        with_them = Occasion(o.snapshot, o.office, o.dated, o.meeting, said)
        return text_of(word("to-trinh", with_them)), text_of(word("bao-cao", with_them))

    submission, report = chosen(eligible[:3])
    assert "Các đối tượng trên đạt đủ tiêu chí" in submission
    assert "chưa đủ tiêu chí" not in submission
    assert "Các đối tượng được chọn:" in report
    submission, report = chosen([*eligible[:2], other])
    assert "Các đối tượng trên đạt đủ tiêu chí" not in submission
    name = o.snapshot.person(other)["name"]
    assert re.search(f"- {name} \\(chờ bổ sung hồ sơ\\): .*Lý do đề nghị: thành tích đột xuất\\.", submission)
    assert re.search(f"- {name},? .*\\(chờ bổ sung hồ sơ; lý do chọn: thành tích đột xuất\\)\\.", report)
    assert eligible[0] not in submission.partition("chưa đủ tiêu chí")[2]


def test_the_last_of_a_list_ends_with_a_full_stop(o) -> None:
    items = [line for line in text_of(word("bien-ban", o)).splitlines() if line.startswith("- Trần Thị Hoa")]
    assert items == ["- Trần Thị Hoa: Chủ trì."]


def test_the_review_report_has_the_roadmap_and_the_numbers_by_track(o) -> None:
    made = word("bao-cao", o)
    assert len(made.tables[1].rows) == 1 + len(plan_198().milestone)
    rows = [[c.text for c in r.cells] for r in made.tables[2].rows[1:]]
    assert rows[-1][1:] == ["8", "7", "0", "40", "55"]
    assert [sum(int(r[i]) for r in rows[:-1]) for i in range(1, 6)] == [8, 7, 0, 40, 55]


def test_what_is_written_by_people_is_text_and_never_word_markup(o) -> None:
    held = Meeting("XET_CHON", "A & B <w:p/> {{ 7*7 }}", date(2026, 12, 1), ON, agenda=o.meeting.agenda)
    made = word("bien-ban", Occasion(o.snapshot, o.office, o.dated, held, {}))
    assert "A & B <w:p/> {{ 7*7 }}" in text_of(made)


BROKEN = [
    ("{{ ho_ten", "This cannot be understood"),
    ("{% for r in danh_sach %}{{ r.ho_ten }}", "This cannot be understood"),
    ("Tên: {{ ten_khong_co }}", "There is no such field"),
    ("{{ danh_sach.0.khong_co }}", "There is no such field"),
    ("{{ ''.__class__.__mro__ }}", "no such field|cannot be"),
    ("{{ 1 / 0 }}", "cannot be"),
]


@pytest.mark.parametrize(("said", "why"), BROKEN)
def test_a_broken_template_is_refused_with_the_place(o, said, why) -> None:
    made = Document()
    made.add_paragraph("Dòng đầu")
    made.add_paragraph(said)
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateFault, match=why) as error:
        render(out.getvalue(), fields(Facts(o, WORDS)))
    if "__class__" not in said and "1 / 0" not in said and "%" not in said and "0.khong" not in said:
        assert "¶ 2" in str(error.value.params["place"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.4", "xlsx"])
def test_what_is_no_word_file_is_refused(o, content) -> None:
    if content == "xlsx":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            packed.writestr("xl/workbook.xml", "<x/>")
        content = out.getvalue()
    with pytest.raises(TemplateFault, match="no Word file"):
        render(content, fields(Facts(o, WORDS)))


def test_an_offices_own_template_takes_the_place_of_ours(o, tmp_path) -> None:
    own = Document()
    own.add_paragraph("Mẫu riêng: {{ dau_van }}")
    (tmp_path / "templates").mkdir()
    own.save(str(tmp_path / "templates" / "to-trinh.docx"))
    made = Document(io.BytesIO(make("to-trinh", o, WORDS, tmp_path).content))
    assert made.paragraphs[0].text == f"Mẫu riêng: {o.snapshot.fingerprint}"
    assert "TỜ TRÌNH" in text_of(Document(io.BytesIO(make("to-trinh", o, WORDS).content)))


def test_the_fields_listed_are_those_there_are(o) -> None:
    assert set(fields(Facts(o, WORDS))) == set(FIELDS)
    listed = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert all(
        f"`{name}`" in listed
        for name in (*FIELDS, *(k for k in of_person(Facts(o, WORDS), Facts(o, WORDS).person(o.agenda[0]))))
    )


def test_the_templates_are_those_that_the_script_makes() -> None:
    from docs.make_templates import MADE

    for name, template in MADE.items():
        kept = Document(str(TEMPLATES / f"{name}.docx"))
        assert kept.element.xml == template().element.xml, f"run docs/make_templates.py: {name}"


def test_slides_have_native_charts_and_tables_with_the_stores_numbers(o) -> None:
    made = Presentation(io.BytesIO(make("trinh-chieu", o, WORDS).content))
    charts = [s.chart for slide in made.slides for s in slide.shapes if s.has_chart]
    assert len(charts) == 2
    by_track = [list(series.values) for series in charts[0].plots[0].series]
    assert [sum(v) for v in by_track] == [8, 7, 0, 40]
    assert not [s for slide in made.slides for s in slide.shapes if s.shape_type == 13]  # no pictures
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[4 : 4 + len(o.agenda)] == [Facts(o, WORDS).person(c).name for c in o.agenda]
    assert all(
        o.snapshot.fingerprint in "".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        for slide in made.slides
    )


def test_the_workbook_has_typed_cells_filters_and_frozen_heads(o) -> None:
    book = load_workbook(io.BytesIO(make("so-lieu", o, WORDS).content))
    assert book.sheetnames == ["Theo nhóm", "Theo ngày", "Đối tượng", "Tiêu chí", "Điển hình theo giai đoạn"]
    people = book["Đối tượng"]
    assert people.freeze_panes == "B4"
    assert people.auto_filter.ref.startswith("A3:")
    assert isinstance(people["F4"].value, int | float)
    assert people["F4"].number_format == "0%"
    assert book["Theo ngày"]["A4"].is_date
    assert [c.value for c in book["Theo nhóm"][4]][1:6] == [8, 7, 0, 40, 55]


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_file_names_are_safe_and_say_what_and_when(o, kind) -> None:
    name = file_name(
        PAPERS[kind], Facts(Occasion(o.snapshot, o.office, o.dated, o.meeting, {}, "x", ("CB/..\\ 01",)), WORDS)
    )
    assert re.fullmatch(r"[a-z0-9_.-]+", name.lower())
    assert ".." not in name
    assert name.startswith(kind)
    assert "2026-12-01" in name
    assert "kich-ban" in name


def many(tmp_path: Path, n: int) -> Path:
    file = tmp_path / "nhieu.duckdb"
    none = {"born_on": None, "founded_on": None, "dissolved_on": None}
    people = [
        {"code": f"C{i:04}", "kind": "INDIVIDUAL", "name": f"Nguyễn Thị Ngọc Ánh Mẫu {i}", **none} for i in range(n)
    ]
    unit = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng – Thanh tra", **none}
    with Store.create(file) as store:
        apply_records(
            store,
            {
                "candidate": [unit, *people],
                "post": [
                    {
                        "who": p["code"],
                        "unit": "VP",
                        "position": "Chuyên viên chính",
                        "leads": False,
                        "from_on": date(2019, 1, 1),
                        "until_on": None,
                    }
                    for p in people
                ],
                "rating": [
                    {"who": p["code"], "year": y, "code": "HTXSNV", "decision_no": None, "decided_on": None}
                    for p in people
                    for y in range(2021, 2026)
                ],
                "award": [
                    {
                        "who": p["code"],
                        "kind": "TITLE",
                        "code": "CSTDCS",
                        "label": None,
                        "year": y,
                        "issuer": None,
                        "decision_no": f"{i}/QĐ-{y}",
                        "decided_on": None,
                        "state": "CONFIRMED",
                        "identity": f"{i}{y}",
                    }
                    for i, p in enumerate(people)
                    for y in (2022, 2024)
                ],
            },
            "an",
            "test",
        )
    return file


@pytest.mark.slow
@pytest.mark.parametrize("n", [5, 50, 500])
def test_any_number_of_candidates_is_written_whole(tmp_path, n) -> None:
    o = occasion(many(tmp_path, max(n, 9)), n if n >= 9 else None)
    if n == 5:
        o = Occasion(o.snapshot, o.office, o.dated, o.meeting, {}, codes=tuple(o.agenda[:5]))
    table = word("trich-ngang", o).tables[1]
    assert len(table._tbl.tr_lst) == 1 + n
    slides = Presentation(io.BytesIO(make("trinh-chieu", o, WORDS).content)).slides
    assert len(slides) >= n + 5


@pytest.mark.slow
@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["trich-ngang", "bien-ban"])
def test_a_pdf_has_the_papers_pages_and_pictures_of_them(o, kind) -> None:
    content = to_pdf(make(kind, o, WORDS).content, ".docx")
    assert content.startswith(b"%PDF")
    seen = list(pages(content, 400, 2))
    assert how_many(content) >= len(seen) == 2
    assert all(p.width == 400 for p in seen)
