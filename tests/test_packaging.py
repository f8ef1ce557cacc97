"""What an installation needs beside its modules is said in pyproject.toml."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

from dienhinh import __version__

ROOT = Path(__file__).resolve().parents[1]
SAID = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


def listed(*folders: str) -> list[str]:
    return [
        p.relative_to(ROOT).as_posix()
        for folder in folders
        for p in sorted((ROOT / folder).rglob("*"))
        if p.is_file() and "__pycache__" not in p.parts
    ]


def test_every_file_of_the_package_that_is_no_module_is_taken_along() -> None:
    globs = SAID["package-data"]["*"]
    others = [f for f in listed("dienhinh") if not f.endswith(".py")]
    assert others
    assert [f for f in others if not any(fnmatch(Path(f).name, g) for g in globs)] == []


def test_everything_beside_the_package_is_taken_along() -> None:
    globs = [g for of in SAID["data-files"].values() for g in of]
    needed = ["app.py", *listed("pages", ".streamlit", "static", "data")]
    needed = [f for f in needed if not (f.startswith("data/sample") and f.endswith(".py"))]
    assert [f for f in needed if not any(fnmatch(f, g) for g in globs)] == []


def test_every_pinned_package_stands_in_the_lock_with_its_version() -> None:
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if "==" in line:
            assert f"{line.strip().lower().replace('_', '-')} \\" in locked, line


def test_the_version_stands_in_one_place() -> None:
    assert __version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" in project["dynamic"]
