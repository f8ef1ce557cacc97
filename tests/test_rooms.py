"""The map is true: what it names exists, its arrows are the contracts, and SQL and Streamlit stand where it says."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAP = ROOT / "docs" / "architecture.md"
PAGES = [MAP, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "recipes").glob("*.md"))]
SQL = re.compile(
    r"^\s*(SELECT\s|WITH\s+\w+\s+AS|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+(AS\s+\w+\s+)?SET|DELETE\s+FROM|CREATE\s+"
    r"(TABLE|VIEW|TYPE|TEMP|OR)|DROP\s+(TABLE|VIEW)|ALTER\s+TABLE|COPY\s|ATTACH\s|PRAGMA\s)"
    r"|\bWHERE\s+\w|\$\w+\b.*=|=\s*\$\w+|\bIS DISTINCT FROM\b",
)


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file that is no docstring, the parts of f-strings too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


OWN_SQL = ROOT / "dienhinh" / "access" / "accounts.py"
"""The accounts' small file is no part of the data."""
ROOMS_OF_SQL = {"store", "counting", "rollup"}


def test_sql_stands_in_the_store_and_in_the_counting_alone() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:60]}"
        for path in (ROOT / "app.py", *sources("pages", "dienhinh"))
        if not ROOMS_OF_SQL & set(path.parts) and path != OWN_SQL
        for line, text in strings(path)
        if SQL.search(text)
    ]
    assert found == []


@pytest.mark.parametrize("text", ["SELECT 1", "state <> 'X' AND id = $id", "INSERT OR REPLACE INTO meta", "x WHERE a"])
def test_the_guard_knows_sql(text) -> None:
    assert SQL.search(text)


def test_streamlit_stands_in_pages_and_furniture_alone() -> None:
    reads_messages = ROOT / "dienhinh" / "gate" / "middleware.py"
    allowed = {ROOT / "app.py", ROOT / "dienhinh" / "serve.py", reads_messages}
    found = []
    for path in sources("dienhinh"):
        if path in allowed or "ui" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [str(path.relative_to(ROOT)) for n in names if n.split(".")[0] == "streamlit"]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_file_and_name_that_the_map_mentions_exists(page) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:dienhinh|docs|tests|pages|data)(?:[./][\w./-]*)?|app\.py)`", text)
    ways = (lambda n: n, lambda n: n.replace(".", "/"), lambda n: n.replace(".", "/") + ".py")
    missing = [n for n in named if "<" not in n and not any((ROOT / way(n)).exists() for way in ways)]
    assert missing == []
    everything = "\n".join(p.read_text(encoding="utf-8") for p in sources("dienhinh", "pages", "tests"))
    for path, name in re.findall(r"`(dienhinh/[\w/]+\.py)` \(`(\w+)`", text):
        assert re.search(rf"\b(class|def) {name}\b|^{name}\b", (ROOT / path).read_text(encoding="utf-8"), re.M), name
    for name in re.findall(r"`([A-Z_]{4,})`", text):
        assert re.search(rf"\b{name}\b", everything), name


def test_the_arrows_of_the_map_are_the_contracts() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = [c["layers"] for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    contracts = [name.strip() for layer in layers for name in re.split(r"[|:]", layer)]
    rooms = re.findall(r"^\| `([\w.]+)` \|", MAP.read_text(encoding="utf-8").split("## Rooms")[1].split("##")[0], re.M)
    assert sorted(rooms) == sorted(contracts)
    place = {name: i for i, layer in enumerate(layers) for name in (n.strip() for n in re.split(r"[|:]", layer))}
    assert [place[r] for r in rooms] == sorted(place[r] for r in rooms)  # the map lists the upper rooms first
    there = {f"dienhinh.{p.name}" for p in (ROOT / "dienhinh").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert there <= set(rooms)


def test_every_icon_is_one_of_streamlits() -> None:
    """A name that is none fails only when the page is drawn."""
    from streamlit.string_util import validate_material_icon

    for path in [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "dienhinh" / "ui").glob("*.py")]:
        for icon in set(re.findall(r":material/\w+:", path.read_text(encoding="utf-8"))):
            validate_material_icon(icon)
