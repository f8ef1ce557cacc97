"""What is typed is text: payloads in every field, on every page, in a real browser that tells of every request, dialog
and refusal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from dienhinh.store import Store
from dienhinh.store.mark import mark_path
from dienhinh.ui.register import PAGES
from tests.journeys.conftest import Served, Visit, idle

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
LIVE = [
    "![x](https://evil.example/a.png)",
    "<img src=https://evil.example/b.png onerror=alert(1)>",
    "[x](javascript:alert(2)) :red[đỏ] $x^2$ <b>đậm</b>",
    "</style><script>alert(3)</script>",
    "=cmd|' /C calc'!A1",
    ":material/delete: {8 * 8} {{ 8 * 8 }}",
]
TEXTS = {
    "candidate": ("name",),
    "post": ("position",),
    "rating": ("decision_no",),
    "award": ("decision_no", "issuer"),
    "initiative": ("title", "decision_no"),
    "attestation": ("by_person", "evidence"),
    "discipline": ("decision_no",),
    "nurturing": ("text", "next_step"),
    "exemplar": ("document",),
    "story": ("headline", "story", "practice", "brought"),
    "telling": ("place",),
    "registration": ("sent_to", "returned_why"),
    "scenario": ("name", "note"),
    "meeting": ("title", "place"),
    "kept_view": ("name", "owner"),
    "change_log": ("who", "why"),
}


def poisoned(path: Path) -> str:
    """Every text of the file is a payload; returns a candidate's code."""
    with duckdb.connect(str(path)) as connection:
        for table, columns in TEXTS.items():
            there = {str(d[0]) for d in connection.execute(f"SELECT * FROM {table} LIMIT 0").description}
            for column in columns:
                if column in there:
                    said = ", ".join("'" + x.replace("'", "''") + "'" for x in LIVE)
                    number = "revision" if table == "change_log" else "id"
                    extra = " || ' ' || id::VARCHAR" if table != "change_log" else ""
                    connection.execute(
                        f"UPDATE {table} SET {column} = [{said}][1 + ({number} % {len(LIVE)})::INTEGER]{extra}"
                        f" WHERE {column} IS NOT NULL"
                    )
        row = connection.execute("SELECT code FROM candidate WHERE kind = 'INDIVIDUAL' ORDER BY id").fetchone()
    assert row is not None
    return str(row[0])


@pytest.fixture
def visit(sample_file: Path, tmp_path: Path, chromium: Browser) -> Iterator[tuple[Visit, str]]:
    for part in sample_file.parent.glob("mau.duckdb*"):
        shutil.copy2(part, tmp_path / part.name)
    path = tmp_path / "mau.duckdb"
    code = poisoned(path)
    Store.open(path).close()
    assert mark_path(path).exists()
    served = Served(path)
    context = chromium.new_context(reduced_motion="reduce", viewport={"width": 1366, "height": 768}, locale="vi-VN")
    made = Visit(context.new_page(), served.url)
    made.page.on("dialog", lambda dialog: made.wrong.append(dialog.message))
    yield made, code
    context.close()
    served.stop()


def test_no_page_makes_live_what_is_typed(visit: tuple[Visit, str]) -> None:
    one, code = visit
    seen = 0
    for of_menu in PAGES.values():
        for name, _, _, address in of_menu:
            for query in (
                ("", f"?who={code}") if name in ("profile", "data", "scenario", "roadmap", "beside") else ("",)
            ):
                page = one.page
                page.goto(f"{one.url}/{'' if name == 'overview' else address}{query}")
                idle(page)
                seen += page.locator("body").inner_text().count("evil.example")
                assert page.locator("img[src*='evil'], a[href^='javascript'], script:text('alert')").count() == 0, name
    assert seen > 50, "the payloads stand on the pages, as text"
    assert one.outside == []
    wrong = [w for w in one.wrong if not re.search(r"404 \(Not Found\)", w)]
    assert wrong == []
