"""A decision is read as the paper it is: what is wrong in a row is marked as a guess, always."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dienhinh.exchange.child import Refused
from dienhinh.exchange.paper import files as paperfiles
from dienhinh.exchange.paper.layout import Block, Line, Source, Table, TableRow
from dienhinh.exchange.paper.reading import Paper, PaperRow, decision_of, read_paper
from dienhinh.exchange.problems import WorkbookError
from tests.decisions.make_decisions import as_scan, make

PDFS = Path(__file__).parents[1] / "decisions"
NAMES = [f"d{n:02}" for n in range(1, 13)]
FIELDS = ("name", "post", "unit", "bearer", "award", "year")


def can_scan() -> bool:
    program = shutil.which("tesseract")
    return (
        program is not None
        and "vie" in subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout
    )


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("decisions")
    return folder, make(folder)


def values(row: PaperRow) -> tuple[Any, ...]:
    return tuple(getattr(row, f).value for f in FIELDS)


def wanted(truth: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("name", "post", "unit", "kind", "award", "year")
    return [tuple(row[k] for k in keys) for row in truth["rows"] if row["kind"] != "initiative"]


def assert_nothing_false(paper: Paper, truth: dict[str, Any]) -> None:
    """Every row that says something else than the paper does is marked where it does."""
    left = wanted(truth)
    for row in sorted(paper.rows, key=lambda r: values(r) not in left):
        said = values(row)
        like = max(left, key=lambda w: 9 * (w[0] == said[0]) + sum(a == b for a, b in zip(w, said, strict=True)))
        left.remove(like)
        wrong = [f for f, a, b in zip(FIELDS, like, said, strict=True) if a != b and getattr(row, f).how == "read"]
        assert not wrong, (said, like)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_every_row_of_word_and_pdf(words: tuple[Path, dict[str, Any]], name: str, kind: str) -> None:
    folder, truths = words
    truth = truths[f"{name}.docx"]
    paper = read_paper(folder / f"{name}.docx" if kind == "docx" else PDFS / f"{name}.pdf", "Hà Tĩnh")
    assert (paper.number.value, paper.issuer.value) == (truth["number"], truth["issuer"])
    assert paper.date.value == date.fromisoformat(truth["date"])
    assert paper.kind == ("revocation" if truth["revokes"] else "other" if name == "d09" else "award")
    assert sorted(map(str, map(values, paper.rows))) == sorted(map(str, wanted(truth)))
    assert all(row.revokes == truth["revokes"] for row in paper.rows)
    assert all((row.page is None) == (kind == "docx") for row in paper.rows)
    assert not paper.remarks


def test_a_revocation_names_what_it_takes_back() -> None:
    paper = read_paper(PDFS / "d06.pdf", "Hà Tĩnh")
    assert (paper.revoked_number.value, paper.revoked_date.value) == ("2088/QĐ-UBND", date(2022, 6, 28))


@pytest.mark.slow
@pytest.mark.skipif(not can_scan(), reason="tesseract with Vietnamese is not installed")
@pytest.mark.parametrize("name", ["d01", "d03", "d05"])
def test_a_scan_is_all_guesses(words: tuple[Path, dict[str, Any]], tmp_path: Path, name: str) -> None:
    truth = words[1][f"{name}.docx"]
    paper = read_paper(as_scan(PDFS / f"{name}.pdf", tmp_path / "scan.pdf"), "Hà Tĩnh")
    assert paper.scanned
    assert paper.number.value == truth["number"]
    assert {getattr(row, f).how for row in paper.rows for f in FIELDS} <= {"guessed", "missing"}
    assert len(set(map(values, paper.rows)) & set(wanted(truth))) >= 0.9 * len(truth["rows"])
    assert_nothing_false(paper, truth)


HEAD = [
    Line("UBND TỈNH HÀ TĨNH", None, "UBND TỈNH HÀ TĨNH"),
    Line("SỞ NGOẠI VỤ", None, "SỞ NGOẠI VỤ"),
    Line("Số: 15/QĐ-SNgV", None, "Số: 15/QĐ-SNgV"),
    Line("Hà Tĩnh, ngày 5 tháng 01 năm 2024"),
    Line("QUYẾT ĐỊNH"),
    Line("GIÁM ĐỐC SỞ NGOẠI VỤ"),
    Line("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"),
    Line("QUYẾT ĐỊNH:"),
]


def said(*articles: str | Sequence[Sequence[str]], scanned: bool = False) -> Paper:
    """A paper with these articles and tables, under a department's head."""
    body: list[Block] = [
        Line(a) if isinstance(a, str) else Table(tuple(TableRow(tuple(cells)) for cells in a)) for a in articles
    ]
    return decision_of(Source([*HEAD, *body, Line("Điều 3. Các ông (bà) có tên trên thi hành./.")], scanned), "Hà Tĩnh")


B = "1. Ông Trần Văn Bình, Chuyên viên;"
H = "2. Bà Lê Thị Hoa, Kế toán;"


@pytest.mark.parametrize(
    "articles",
    [
        ["Điều 1. Không công nhận danh hiệu Lao động tiên tiến năm 2023 đối với ông Trần Văn Bình, Chuyên viên."],
        ["Điều 1. Trình Chủ tịch UBND tỉnh tặng Bằng khen cho ông Trần Văn Bình, Chuyên viên."],
        ["Điều 1. Đính chính họ tên tại Quyết định số 7/QĐ-SNgV: ông Trần Văn Bính được tặng Giấy khen năm 2022."],
        ["Điều 1. Tặng Giấy khen cho toàn thể cán bộ Sở, trừ ông Lê Văn Năm, bà Lê Thị Hoa."],
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến cho 02 cá nhân (có danh sách kèm theo)."],
    ],
)
def test_what_gives_nobody_anything_has_no_rows(articles: list[str]) -> None:
    assert said(*articles).rows == []


def test_without_doubt_a_row_is_read() -> None:
    paper = said("Điều 1. Công nhận danh hiệu Lao động tiên tiến năm 2023 cho 02 cá nhân:", B, H)
    assert [values(row) for row in paper.rows] == [
        ("Trần Văn Bình", "Chuyên viên", None, "person", "LDTT", 2023),
        ("Lê Thị Hoa", "Kế toán", None, "person", "LDTT", 2023),
    ]
    assert {getattr(r, f).how for r in paper.rows for f in FIELDS if f != "unit"} == {"read"}
    scan = said("Điều 1. Công nhận danh hiệu Lao động tiên tiến năm 2023 cho 02 cá nhân:", B, H, scanned=True)
    assert {getattr(r, f).how for r in scan.rows for f in FIELDS if f != "unit"} == {"guessed"}


@pytest.mark.parametrize(
    "articles",
    [
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến năm 2023 cho 03 cá nhân:", B, H],  # one is lost
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến năm 2023, trừ người bị kỷ luật, cho các ông, bà:", B, H],
        ["Điều 1. Tặng danh hiệu Lao động tiên tiến năm 2023 cho:",
         [["TT", "Họ và tên"], ["1", "Lê Thị Hoa"], ["3", "Tạ Văn Tư"]]],
        ["Điều 1. Tặng Tập thể Lao động tiên tiến năm 2023 cho:", B],
        ["Điều 1. Tặng Giấy khen cho ông Trần Văn Bình, Chuyên viên.", "Điều 2. Thu hồi Giấy khen của bà Lê Thị Hoa."],
    ],
)  # fmt: skip
def test_a_row_in_doubt_is_a_guess(articles: list[Any]) -> None:
    paper = said(*articles)
    assert paper.rows
    assert not any(getattr(row, f).how == "read" for row in paper.rows for f in FIELDS)


@pytest.mark.parametrize(
    "articles",
    [
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến và Chiến sĩ thi đua cơ sở năm 2023 cho:", B, H],
        ["Điều 1. Tặng Bằng khen của Chủ tịch UBND tỉnh Nghệ An cho ông Trần Văn Bình, Chuyên viên."],
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến năm 2023 cho:", "1. Ông Trần Văn Bình (không xét, nghỉ ốm);"],
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến cho:",
         [["TT", "Họ tên", "Kết quả"], ["1", "Lê Thị Hoa", "Không đạt"]]],
        ["Điều 1. Công nhận danh hiệu Lao động tiên tiến cho:",
         [["TT", "Họ tên", "Đề nghị"], ["1", "Lê Thị Hoa", "CSTĐCS"]]],
        ["Điều 1. Công nhận danh hiệu thi đua:", [["TT", "Họ tên", "CSTĐCS", "LĐTT"], ["1", "Lê Thị Hoa", "", "x"]]],
    ],
)  # fmt: skip
def test_an_award_that_is_not_clear_is_missing(articles: list[Any]) -> None:
    paper = said(*articles)
    assert paper.rows
    assert all(row.award.value in (None, "BK_KHAC") for row in paper.rows)
    assert all(row.award.how != "read" for row in paper.rows)


@pytest.mark.parametrize(
    "sentence", ["năm học 2023 - 2024", "giai đoạn 2020-2022", "từ năm 2019 đến năm 2023", "năm 2022, năm 2023"]
)
def test_a_period_is_no_year(sentence: str) -> None:
    (row,) = said(f"Điều 1. Tặng Giấy khen cho ông Trần Văn Bình, đã có thành tích {sentence}.").rows
    assert (row.year.value, row.year.how) == (None, "missing")


def test_an_award_in_each_point() -> None:
    paper = said(
        "Điều 1. Tặng thưởng:",
        "1. Tập thể Lao động tiên tiến năm 2023 cho 01 tập thể: Phòng Hợp tác quốc tế.",
        "2. Giấy khen của Giám đốc Sở Ngoại vụ cho 02 cá nhân:", "a) Ông Trần Văn Bình;", "b) Bà Lê Thị Hoa.",
    )  # fmt: skip
    assert [(r.name.value, r.award.value) for r in paper.rows] == [
        ("Phòng Hợp tác quốc tế", "TTLDTT"), ("Trần Văn Bình", "GK"), ("Lê Thị Hoa", "GK"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken", b"%PDF-1.7 broken", b"\x89PNG\r\n broken"])
def test_what_is_no_paper_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError):
        read_paper(path, "Hà Tĩnh")


def test_a_scan_without_tesseract_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Refused, match="NO_TESSERACT"):
        paperfiles.tesseract()
