"""The papers: their layout read back from the files, their numbers against the store, templates that are broken."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
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
from dienhinh.reports.facts import TOKEN, Award, Decision, Facts, Occasion
from dienhinh.reports.fields import GROUPS, fields, long_date, of_person
from dienhinh.reports.letters import fit
from dienhinh.reports.offices import Office
from dienhinh.reports.papers import (
    PAPERS,
    TEMPLATES,
    WORD_PAPERS,
    NoPaper,
    _parts,
    file_name,
    is_unchanged,
    make,
    offered,
)
from dienhinh.reports.pdf import how_many, office, pages, to_pdf
from dienhinh.reports.rehearsal import full, rehearse
from dienhinh.reports.slides import _deck, _person
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
        (
            {"name": "Trần Thị Hoa", "role": "Giám đốc", "part": "CHU_TRI", "attends": "CO_MAT"},
            *({"name": f"Ủy viên {i}", "role": "", "part": "UY_VIEN", "attends": "CO_MAT"} for i in range(7)),
            {"name": "Người vắng", "role": "", "part": "UY_VIEN", "attends": "VANG"},
        ),
        agenda,
        state="CLOSED",
    )
    said = {
        c: Conclusion(c, "CHON" if i < 4 else "KHONG_CHON", votes_for=7, votes_against=1, votes_none=0)
        for i, c in enumerate(agenda[:8])
    }
    said[agenda[8]] = Conclusion(agenda[8], "BO_SUNG", "quyết định", "Văn phòng", date(2026, 12, 15))
    mine = Office(signer="Nguyễn Văn Mẫu", signs_as="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC")
    return Occasion(snapshot, mine, held.held_on, held, said, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def o(sample_file):
    return occasion(sample_file)


def about(kind: str, o: Occasion) -> Occasion:
    """The occasion with the one, or the unit, that a paper of this kind needs."""
    if PAPERS[kind].about == "UNIT":
        return replace(o, unit="LSBG")
    if PAPERS[kind].about == "ONE" and (o.codes is None or len(o.codes) != 1):
        facts = Facts(o, WORDS)
        idea = [c for c in o.snapshot.nearest_first if facts.person(c).initiatives or facts.person(c).waiting]
        return replace(o, codes=(idea[0] if kind == "sang-kien" else o.discussed[3],))
    return o


def word(kind: str, o: Occasion):
    return Document(io.BytesIO(make(kind, about(kind, o)).content))


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
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    motto = head[1].paragraphs[1]
    assert motto.style.font.bold
    assert 13 <= motto.style.font.size.pt <= 14
    border = motto._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))  # right below, and as long
    assert border is not None
    width = head[1].width - Mm(3.8) - motto.paragraph_format.left_indent - motto.paragraph_format.right_indent
    assert 55 <= width / Mm(1) <= 58
    assert head[1].paragraphs[0].style.font.bold
    assert 12 <= head[1].paragraphs[0].style.font.size.pt <= 13
    assert all(p.paragraph_format.line_spacing in (None, 1) for c in head for p in c.paragraphs)
    if kind == "phieu-bau":
        return
    assert left[:2] == ["UBND TỈNH HÀ TĨNH", "SỞ NGOẠI VỤ HÀ TĨNH"]
    number, place = made.tables[0].rows[1].cells  # on one line, however long the office's name is
    assert re.match(r"Số: +/[\w-]*SNgV", number.paragraphs[0].text)
    assert place.text == "Hà Tĩnh, ngày 01 tháng 12 năm 2026"
    assert "Title" in {p.style.name for p in made.paragraphs} or kind == "don-doc"
    assert {r.get(qn("w:val")) for r in made.styles.element.iter(qn("w:lang"))} == {"vi-VN"}


SIGNED = [k for k in WORD_PAPERS if k not in ("phieu-bau", "thanh-tich", "bien-ban", "kiem-phieu")]


@pytest.mark.parametrize("kind", SIGNED)
def test_a_deputy_signs_in_two_lines_and_the_paper_says_where_it_is_kept(o, kind) -> None:
    made = word(kind, o)
    (signed,) = [t for t in made.tables if caption(t) == "Phần ký"]
    right = [p.text for p in signed.rows[0].cells[1].paragraphs]
    assert right[0].split("\n") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert right[-1] == "Nguyễn Văn Mẫu"
    text = text_of(made)
    assert "- Lưu: VT, VP." in text
    assert ("Kính gửi" in text or kind == "giay-moi") == ("- Như trên;" in text)
    assert (kind == "quyet-dinh") == ("- Như Điều 3;" in text)


def caption(table) -> str:
    found = table._tbl.tblPr.find(qn("w:tblCaption"))
    return "" if found is None else found.get(qn("w:val"))


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_tables_have_captions_and_files_their_title_and_author(o, kind) -> None:
    made = word(kind, o)
    assert all(caption(t) for t in made.tables)
    said = made.core_properties
    assert said.author == "Sở Ngoại vụ Hà Tĩnh"
    assert said.title.startswith(WORDS.t(PAPERS[kind].word))
    assert said.language == "vi-VN"


def test_the_minutes_are_signed_by_chair_and_secretary_alone(o) -> None:
    made = word("bien-ban", o)
    (signed,) = [t for t in made.tables if caption(t) == "Phần ký"]
    left, right = signed.rows[0].cells
    assert (left.paragraphs[0].text, right.paragraphs[0].text) == ("THƯ KÝ", "CHỦ TỌA")
    assert right.paragraphs[-1].text == "Trần Thị Hoa"
    assert "GIÁM ĐỐC" not in left.text + right.text.replace("Trần Thị Hoa", "")


@pytest.mark.parametrize(
    ("day", "law", "decree"),
    [
        (date(2023, 12, 31), "ngày 26 tháng 11 năm 2003", "91/2017/NĐ-CP"),
        (date(2024, 6, 1), "ngày 15 tháng 6 năm 2022", "98/2023/NĐ-CP"),
        (date(2026, 12, 1), "ngày 15 tháng 6 năm 2022", "152/2025/NĐ-CP"),
    ],
)
def test_a_decision_cites_what_was_in_force_on_its_day(o, day, law, decree) -> None:
    held = replace(o.meeting, held_on=day)
    made = word(
        "quyet-dinh",
        replace(o, meeting=held, dated=day, office=replace(o.office, bases=("Căn cứ Quyết định số 1/QĐ;",))),
    )
    cited = [p.text for p in made.paragraphs if p.style.name == "Căn cứ"]
    assert cited[0] == "Căn cứ Quyết định số 1/QĐ;"
    assert cited[1] == f"Căn cứ Luật Thi đua, khen thưởng {law};"
    assert decree in cited[2]
    assert cited[-1] == (
        "Căn cứ Kế hoạch số 198/KH-SNgV ngày 24 tháng 3 năm 2021 của Sở Ngoại vụ Hà Tĩnh về xây dựng, bồi dưỡng và"
        " nhân rộng điển hình tiên tiến giai đoạn 2021–2025."
    )
    assert all(c.endswith(";") for c in cited[:-1])
    assert made.styles["Căn cứ"].font.italic


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_every_paper_carries_the_small_print_and_nothing_is_left_unfilled(o, kind) -> None:
    made = word(kind, o)
    section = made.sections[0]
    done = make(kind, about(kind, o))
    small = Facts(o, WORDS).paper_print.replace(TOKEN, done.fingerprint)
    assert o.snapshot.fingerprint in small
    assert "198/KH-SNgV, phiên bản 1" in small
    assert "24/11/2026" in small
    for foot in (section.footer, section.first_page_footer):
        assert foot.paragraphs[0].text == small
        assert foot.paragraphs[0].style.font.size <= Pt(9)
    assert "{{" not in made.element.xml
    assert "{%" not in made.element.xml


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_a_scenarios_paper_is_marked_on_every_page(sample_file, o, kind) -> None:
    tried = replace(o, scenario="Thử ngưỡng")
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
        "Đối chiếu",
        "Kết luận",
        "Còn thiếu",
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
    for table in [t for t in word(kind, o).tables if not caption(t).startswith("Phần")]:
        first, *others = table._tbl.tr_lst
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(r.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for r in (first, *others))


def test_the_minutes_say_who_was_chosen_and_what_is_to_be_done(o) -> None:
    text = text_of(word("bien-ban", o))
    names = [Facts(o, WORDS).person(c).name for c in o.agenda[:4]]
    assert f"Cuộc họp kết luận chọn 04 điển hình: {'; '.join(names)}." in text
    assert "thống nhất" not in text  # one voted against
    assert "bổ sung quyết định, do Văn phòng thực hiện, hạn 15/12/2026" in text
    assert "Chủ trì (chủ tọa): Trần Thị Hoa, Giám đốc." in text
    assert "Có mặt (08 người):" in text
    assert "Vắng mặt (01 người):" in text
    assert o.snapshot.fingerprint in text


def test_a_submission_claims_the_criteria_only_for_those_who_meet_them(o) -> None:
    eligible = [c for c in o.agenda if o.snapshot.person(c)["status"] == "ELIGIBLE"]
    other = next(c for c in o.agenda if o.snapshot.person(c)["status"] == "PENDING")

    def chosen(codes: list[str]) -> str:
        said = {c: Conclusion(c, "CHON", reason="thành tích đột xuất" if c == other else None) for c in codes}
        return text_of(word("to-trinh", replace(o, conclusions=said)))

    submission = chosen(eligible[:3])
    assert "Các đối tượng trên đạt đủ tiêu chí" in submission
    assert "chưa đủ tiêu chí" not in submission
    submission = chosen([*eligible[:2], other])
    assert "Các đối tượng trên đạt đủ tiêu chí" not in submission
    name = o.snapshot.person(other)["name"]
    assert re.search(f"- {name} \\(chờ bổ sung hồ sơ\\): .*lý do chọn: thành tích đột xuất\\.", submission)


def test_the_last_of_a_list_ends_with_a_full_stop(o) -> None:
    items = [p.text for p in word("bien-ban", o).paragraphs if p.text.startswith("- Ủy viên")]
    assert [i[-1] for i in items] == [";"] * 6 + ["."]


@pytest.mark.parametrize("kind", [k for k, p in PAPERS.items() if p.needs])
def test_a_meetings_paper_is_refused_without_a_meeting(o, kind) -> None:
    with pytest.raises(NoPaper):
        make(kind, replace(o, meeting=None, conclusions={}))
    assert kind not in offered(None)


@pytest.mark.parametrize("kind", [k for k, p in PAPERS.items() if p.needs == "OPENED"])
def test_before_the_meeting_is_opened_there_is_no_paper_of_what_it_did(o, kind) -> None:
    with pytest.raises(NoPaper):
        make(kind, replace(o, meeting=replace(o.meeting, state="PREPARED"), conclusions={}))


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_until_it_is_sealed_every_page_of_a_meetings_paper_says_draft(o, kind) -> None:
    for state in ("OPEN", "CLOSED"):
        made = word(kind, replace(o, meeting=replace(o.meeting, state=state)))
        for section in made.sections:
            for head in (section.header, section.first_page_header):
                said = "".join(p.text for p in head.paragraphs)
                assert ("DỰ THẢO" in said) == (state == "OPEN" and not PAPERS[kind].before)


@pytest.mark.parametrize("kind", ["to-trinh", "quyet-dinh"])
def test_nobody_is_proposed_or_recognised_whom_the_meeting_has_not_selected(o, kind) -> None:
    with pytest.raises(NoPaper):
        make(kind, replace(o, conclusions={}))


def test_the_filter_of_people_changes_no_paper_of_what_was_decided(o) -> None:
    for kind in ("bien-ban", "to-trinh", "thong-bao", "quyet-dinh", "kiem-phieu"):
        whole, filtered = (make(kind, replace(o, codes=codes)).fingerprint for codes in (None, (o.agenda[5],)))
        assert whole == filtered, kind


def test_an_empty_choice_is_an_empty_list_with_a_sentence(o) -> None:
    made = word("trich-ngang", replace(o, codes=()))
    assert "Danh sách không có đối tượng nào." in text_of(made)
    (table,) = [t for t in made.tables if caption(t) == "Danh sách trích ngang"]
    assert len(table.rows) == 1


def test_a_person_who_was_not_selected_is_not_proposed(o) -> None:
    for code, proposed in ((o.agenda[3], True), (o.agenda[5], False), (o.agenda[12], False)):
        made = word("thanh-tich", replace(o, codes=(code,)))
        title = next(p.text for p in made.paragraphs if p.style.name == "Trích yếu")
        assert ("Đề nghị công nhận" in title) == proposed


def test_no_paper_is_older_than_the_meeting_that_it_tells_of(o) -> None:
    with pytest.raises(NoPaper):
        make("quyet-dinh", replace(o, dated=date(2026, 11, 30)))


def test_a_conclusion_on_somebody_who_is_no_candidate_any_more_is_not_passed_over(o) -> None:
    said = {**o.conclusions, "CB999": Conclusion("CB999", "CHON")}
    with pytest.raises(NoPaper):
        make("bien-ban", replace(o, conclusions=said))


def test_who_was_absent_has_not_chaired(o) -> None:
    members = ({**o.meeting.members[0], "attends": "VANG"}, *o.meeting.members[1:])
    held = replace(o.meeting, members=members)
    assert "Chủ trì (chủ tọa): ……" in text_of(word("bien-ban", replace(o, meeting=held)))
    assert "Chủ trì: Trần Thị Hoa" in text_of(word("giay-moi", replace(o, meeting=held)))


@pytest.mark.parametrize(
    ("signs_as", "authority"),
    [
        ("GIÁM ĐỐC", "GIÁM ĐỐC SỞ NGOẠI VỤ HÀ TĨNH"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "GIÁM ĐỐC SỞ NGOẠI VỤ HÀ TĨNH"),
        ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG", "GIÁM ĐỐC SỞ NGOẠI VỤ HÀ TĨNH"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG", "GIÁM ĐỐC SỞ NGOẠI VỤ HÀ TĨNH"),
        ("Q. GIÁM ĐỐC", "GIÁM ĐỐC SỞ NGOẠI VỤ HÀ TĨNH"),
        ("PHÓ GIÁM ĐỐC PHỤ TRÁCH", "PHÓ GIÁM ĐỐC PHỤ TRÁCH SỞ NGOẠI VỤ HÀ TĨNH"),
        ("", "SỞ NGOẠI VỤ HÀ TĨNH"),
    ],
)
def test_the_authority_of_a_decision_is_whom_the_signer_signs_for(o, signs_as, authority) -> None:
    made = word("quyet-dinh", replace(o, office=replace(o.office, signs_as=signs_as)))
    assert next(p.text for p in made.paragraphs if p.style.name == "Thẩm quyền") == authority


@pytest.mark.parametrize(
    "said", ["a\x0bb", "a\x02b", "a\x0cb", "a\ab", "@@@@-@@@@-@@@@", "{{ 7*7 }}", "<w:p/>", "a\nb"]
)
@pytest.mark.parametrize("kind", ["bien-ban", "trinh-chieu", "so-lieu"])
def test_whatever_a_title_holds_is_text_and_no_paper_breaks(o, kind, said) -> None:
    done = make(kind, replace(o, meeting=replace(o.meeting, title=said)))
    assert is_unchanged(done.content, done.fingerprint)


def test_one_fingerprint_one_paper(o) -> None:
    """It covers all that is printed, and the same records give the same bytes."""
    changes = {
        "votes": replace(o, conclusions={**o.conclusions, o.agenda[0]: replace(o.conclusions[o.agenda[0]], votes_for=6,
                                                                             votes_none=1)}),
        "member": replace(o, meeting=replace(o.meeting, members=o.meeting.members[:-1])),
        "sealing": replace(o, meeting=replace(o.meeting, state="OPEN")),
        "office": replace(o, office=replace(o.office, symbol="SNV")),
        "day": replace(o, dated=date(2026, 12, 2)),
        "hour": replace(o, meeting=replace(o.meeting, begun="08:00")),
    }  # fmt: skip
    first, again = make("bien-ban", o), make("bien-ban", o)
    assert first.content == again.content
    marks = {name: make("bien-ban", one).fingerprint for name, one in changes.items()}
    assert len({*marks.values(), first.fingerprint}) == len(changes) + 1


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_the_same_records_give_the_same_bytes_whenever_and_in_whatever_language(o, kind) -> None:
    one, two = (make(kind, about(kind, replace(o, codes=o.codes or tuple(o.agenda[:3])))) for _ in range(2))
    assert one.content == two.content
    assert is_unchanged(one.content, one.fingerprint)
    assert one.fingerprint.encode() in b"".join(_parts(one.content).values())


def test_a_changed_paper_is_told(o) -> None:
    done = make("bien-ban", o)
    made = Document(io.BytesIO(done.content))
    made.paragraphs[3].runs[0].text = "Thời gian khác"
    out = io.BytesIO()
    made.save(out)
    assert not is_unchanged(out.getvalue(), done.fingerprint)


def test_the_review_report_has_the_roadmap_and_the_numbers_by_track(o) -> None:
    made = word("bao-cao", o)
    assert len(made.tables[1].rows) == 1 + len(plan_198().milestone)
    rows = [[c.text for c in r.cells] for r in made.tables[2].rows[1:]]
    assert rows[-1][1:] == ["8", "7", "0", "40", "55"]  # of everybody, also where a meeting's agenda is shorter
    assert [sum(int(r[i]) for r in rows[:-1]) for i in range(1, 6)] == [8, 7, 0, 40, 55]


def test_what_is_written_by_people_is_text_and_never_word_markup(o) -> None:
    held = Meeting("XET_CHON", "A & B <w:p/> {{ 7*7 }}", date(2026, 12, 1), ON, agenda=o.meeting.agenda, state="OPEN")
    made = word("bien-ban", replace(o, meeting=held, conclusions={}))
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
        render(out.getvalue(), fields(Facts(replace(o, codes=o.codes or (o.agenda[3],)), WORDS)))
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
    own.sections[0].footer.paragraphs[0].text = "{{ chu_nho }}"
    (tmp_path / "templates").mkdir()
    own.save(str(tmp_path / "templates" / "to-trinh.docx"))
    made = Document(io.BytesIO(make("to-trinh", o, tmp_path).content))
    assert made.paragraphs[0].text == f"Mẫu riêng: {o.snapshot.fingerprint}"
    assert "TỜ TRÌNH" in text_of(Document(io.BytesIO(make("to-trinh", o).content)))


def test_the_fields_listed_are_those_there_are(o) -> None:
    one = Facts(replace(o, codes=(o.agenda[3],), unit="LSBG"), WORDS)
    for name, group in GROUPS.items():
        assert set(group.of(one)) == set(group.names), name
    listed = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    every = {n for group in GROUPS.values() for n in group.names} | set(of_person(one, one.person(o.agenda[0])))
    assert sorted(n for n in every if f"`{n}`" not in listed) == []


def test_a_rehearsal_has_every_field_that_papers_have(o) -> None:
    """Names of fields, through all lists; a list that is empty here says nothing of its items."""

    def compared(real, invented, where: str) -> None:
        if isinstance(real, dict) and real:
            assert set(real) == set(invented), where
            for key, value in real.items():
                compared(value, invented[key], f"{where}.{key}")
        elif isinstance(real, list) and real:
            compared(real[0], invented[0], where)
        elif not isinstance(real, list | dict):
            assert type(real) is type(invented), where

    one = Facts(replace(o, codes=(o.agenda[3],), unit="LSBG"), WORDS)
    for name, group in GROUPS.items():
        compared(group.of(one), full()[name], name)


@pytest.mark.parametrize("kind", WORD_PAPERS)
def test_our_own_templates_pass_the_rehearsal(kind) -> None:
    rehearse(kind, (TEMPLATES / f"{kind}.docx").read_bytes())


HARM = [
    ("{{ r.ho_ten }}", "{{ r.ho_ten }", "left over|understood"),
    ("{{ r.ho_ten }}", "{{ r.ho_tne }}", "ho_tne.*ho_ten"),
    ("{%tr for r in xet %}", "{%tr for r in xet[:1] %}", "xet is not printed whole"),
    ("{%tr for r in xet %}", "{%tr for r in xet[:10] %}", "xet is not printed whole"),
    ("{%tr for r in xet %}", "{%tr for r in xet if r.ma_ket_luan == 'CHON' %}", "xet is not printed whole"),
    ("{{ cuoc_hop }}", "{% if nhat_tri %}{{ sai_ten }}{% endif %}", "sai_ten"),
    ("{{ cuoc_hop }}", "{% if thong_qua == 'khong' %}{{ sai_ten }}{% endif %}", "sai_ten"),
    ("{{ dau }}", "{% if nhat_tri %}{{ dau }}{% endif %}", "mark of drafts"),
    ("{%tr for r in xet %}", "{%tr for r in danh_sach %}", "danh_sach"),
    ("{{ chu_nho }}", "", "fingerprint"),
    ("{{ dau }}", "", "mark of drafts"),
    ("{{ cuoc_hop }}", "{{ nguoi.ho_ten }}", "nguoi"),
    ("{{ cuoc_hop }}", "{{ cuoc_hop * 1000000 }}", "cannot be|understood"),
    ("{{ cuoc_hop }}", "{{ 9 ** 9 ** 9 }}", "cannot be|understood"),
    ("{{ cuoc_hop }}", "{{ '%0999999999d' % 1 }}", "cannot be|understood"),
    ("{{ cuoc_hop }}", "{{ cuoc_hop.ljust(10 ** 9) }}", "cannot be|understood|field"),
    ("{{ cuoc_hop }}", "{% for i in range(100000000) %}{% endfor %}", "cannot be|understood"),
    ("{{ cuoc_hop }}", "{{ xet.append(1) }}", "cannot be|understood|field"),
    ("{{ cuoc_hop }}", "{{ xet[0].ho_ten.__class__ }}", "cannot be|understood|field"),
    ("{{ cuoc_hop }}", "{% set x = namespace(a='') %}{{ cuoc_hop }}", "cannot be|understood|field"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "why"), HARM)
def test_a_harmed_template_is_refused_before_it_is_used(old, new, why) -> None:
    made = Document(str(TEMPLATES / "bien-ban.docx"))
    parts = [made.element.body, *(p._element for s in made.sections for p in (s.header, s.first_page_header, s.footer,
                                                                             s.first_page_footer))]  # fmt: skip
    hit = 0
    for part in parts:
        for t in part.iter(qn("w:t")):
            if old in (t.text or ""):
                t.text = t.text.replace(old, new)
                hit += 1
    assert hit
    out = io.BytesIO()
    made.save(out)
    with pytest.raises(TemplateFault, match=f"(?is){why}"):
        rehearse("bien-ban", out.getvalue())


@pytest.mark.parametrize(
    ("part", "more", "why"),
    [
        ("word/_rels/document.xml.rels",
         '<Relationship Id="rX" Type="http://x/image" Target="http://example.invalid/a.png" TargetMode="External"/>',
         "outside it"),
        ("word/document.xml", '<w:p><w:r><w:instrText>&#73;NCLUDEPICTURE "http://example.invalid/a"</w:instrText></w:r></w:p>',
         "another file"),
        ("word/document.xml", "<w:p><w:r><w:instrText>{{ 'INCLUDE' ~ 'PICTURE' }} \"x\"</w:instrText></w:r></w:p>",
         "another file"),
        ("word/vbaProject.bin", None, "programs"),
        ("word/embeddings/a.bin", None, "programs"),
    ],
)  # fmt: skip
def test_a_template_that_fetches_or_carries_something_is_refused(part, more, why) -> None:
    content = (TEMPLATES / "bien-ban.docx").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for i in old.infolist():
            said = old.read(i)
            if i.filename == part and more:
                end = b"</Relationships>" if part.endswith(".rels") else b"</w:body>"
                said = said.replace(end, more.encode() + end)
            new.writestr(i.filename, said)
        if more is None:
            new.writestr(part, b"x")
    with pytest.raises(TemplateFault, match=why):
        rehearse("bien-ban", out.getvalue())


def test_the_templates_are_those_that_the_script_makes() -> None:
    from docs.make_templates import MADE

    for name, template in MADE.items():
        kept = Document(str(TEMPLATES / f"{name}.docx"))
        assert kept.element.xml == template().element.xml, f"run docs/make_templates.py: {name}"


def test_slides_have_native_charts_and_tables_with_the_stores_numbers(o) -> None:
    made = Presentation(io.BytesIO(make("trinh-chieu", o).content))
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
    book = load_workbook(io.BytesIO(make("so-lieu", o).content))
    assert book.sheetnames == [
        "Theo nhóm", "Theo ngày", "Đối tượng", "Khen thưởng", "Tiêu chí", "Điển hình theo giai đoạn",
    ]  # fmt: skip
    awards = book["Khen thưởng"]
    days = [r[5] for r in awards.iter_rows(min_row=4) if r[5].value]
    assert days
    assert all(d.is_date for d in days)
    assert people_area(book["Đối tượng"]).startswith("'Đối tượng'!$A$2")  # the small print stands at each page's foot
    assert book.properties.creator == "Sở Ngoại vụ Hà Tĩnh"
    people = book["Đối tượng"]
    assert people.freeze_panes == "B4"
    assert people.auto_filter.ref.startswith("A3:")
    assert isinstance(people["F4"].value, int | float)
    assert people["F4"].number_format == "0%"
    assert book["Theo ngày"]["A4"].is_date
    assert [c.value for c in book["Theo nhóm"][4]][1:6] == [8, 7, 0, 40, 55]


def test_however_much_there_is_to_say_a_persons_slide_holds_it_and_the_conclusion(o) -> None:
    facts = Facts(o, WORDS)
    one = facts.person(facts.agenda[0])
    award = Award("BK_TINH", "BK UBND tỉnh", 2022, (Decision("2500/QĐ-UBND", date(2022, 3, 10)),), False, False)
    much = replace(one, awards=(award,) * 40, conclusion=Conclusion(one.code, "CHON"))
    deck = _deck()
    _person(deck, facts, much)
    box = max((s for s in deck.slides[0].shapes if s.has_text_frame), key=lambda s: len(s.text_frame.text))
    lines = [(p.text, p.runs[0].font.size.pt) for p in box.text_frame.paragraphs]
    assert fit(lines, box.width.mm, box.height.mm) == 1.0
    assert re.search(r"và \d+ mục khác", box.text_frame.text)
    assert any("chọn" in s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame)


def people_area(sheet) -> str:
    return str(sheet.print_area)


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_file_names_are_safe_and_say_what_and_when(o, kind) -> None:
    name = file_name(PAPERS[kind], Facts(replace(o, scenario="x"), WORDS), "AAAA-BBBB-CCCC", "CB/..\\ 01")
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
        o = replace(o, codes=tuple(o.agenda[:5]))
    table = word("trich-ngang", o).tables[1]
    assert len(table._tbl.tr_lst) == 1 + n
    slides = Presentation(io.BytesIO(make("trinh-chieu", o).content)).slides
    assert len(slides) >= n + 5


@pytest.mark.slow
@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["trich-ngang", "bien-ban", "quyet-dinh"])
def test_a_pdf_has_the_papers_pages_and_pictures_of_them(o, kind) -> None:
    content = to_pdf(make(kind, o).content, ".docx")
    assert content.startswith(b"%PDF")
    seen = list(pages(content, 400, 2))
    assert how_many(content) >= len(seen) == 2
    assert all(p.width == 400 for p in seen)
