"""Papers bound into one PDF keep their structure; letters shrink to their box, and what has no room is counted."""

from __future__ import annotations

import io

import pikepdf
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from dienhinh.reports.binding import together
from dienhinh.reports.fields import called
from dienhinh.reports.letters import LEAST, fit, shortened
from dienhinh.reports.pdf import NoOffice, to_pdf


def pages_meant(pdf: pikepdf.Pdf) -> set[int]:
    """The places of the pages that the structure points to."""
    place = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}
    found: set[int] = set()
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if "/Pg" in node:
            found.add(place[node.Pg.objgen])
        kids = node.get("/K", [])
        waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def test_bound_papers_are_tagged_titled_and_bookmarked() -> None:
    papers = []
    for text in ("Biên bản", "Tờ trình"):
        made, out = Document(), io.BytesIO()
        made.add_heading(text)
        made.add_paragraph("Nội dung")
        made.save(out)
        try:
            papers.append((text, to_pdf(out.getvalue(), ".docx")))
        except NoOffice:
            pytest.skip("LibreOffice is not here")
    whole = pikepdf.open(io.BytesIO(together(papers, "Bộ hồ sơ")))
    assert len(whole.pages) == 2
    assert pages_meant(whole) == {0, 1}
    assert (str(whole.Root.Lang), str(whole.docinfo["/Title"])) == ("vi-VN", "Bộ hồ sơ")
    with whole.open_outline() as outline:
        assert [o.title for o in outline.root] == ["Biên bản", "Tờ trình"]
    places = [int(n) for n in list(whole.Root.StructTreeRoot.ParentTree.Nums)[::2]]
    assert sorted(int(p.obj.StructParents) for p in whole.pages) == sorted(places)


@given(st.lists(st.lists(st.text("abc ", min_size=1, max_size=12), min_size=1, max_size=9), min_size=1, max_size=5))
def test_what_is_left_out_is_counted(parts) -> None:
    texts = ["; ".join(p) for p in parts]
    for text, was in zip(shortened(texts, 0.5, 1.0, lambda n: f"and {n} others"), parts, strict=True):
        kept = text.split("; ")
        n = int(kept.pop().split()[1]) if kept[-1].startswith("and ") else 0
        assert kept == was[: len(was) - n]
        assert kept


def test_letters_shrink_until_they_fit_and_no_further() -> None:
    assert fit([("a", 15)], 100, 100) == 1.0
    assert LEAST < fit([("a" * 900, 15)], 100, 100) < 1.0
    assert fit([("a" * 90_000, 15)], 100, 100) == LEAST


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Xét chọn điển hình", "Cuộc họp xét chọn điển hình"),
        ("Sơ kết giữa kỳ", "Cuộc họp sơ kết giữa kỳ"),
        ("Hội nghị tổng kết", "Hội nghị tổng kết"),
        ("họp Hội đồng", "họp Hội đồng"),
        ("HĐ TĐKT lần 2", "Cuộc họp HĐ TĐKT lần 2"),
    ],
)
def test_a_meeting_is_called_one(title, said) -> None:
    assert called(title) == said
