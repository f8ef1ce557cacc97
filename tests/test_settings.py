"""Settings that protect personal data, and that each is documented; what ships with the project."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("server", "address", "127.0.0.1"),
        ("server", "enableCORS", True),
        ("server", "enableXsrfProtection", True),
        ("runner", "magicEnabled", False),
    ],
)
def test_settings_keep_data_and_traces_in_the_house(section, key, value) -> None:
    assert CONFIG[section][key] == value
    assert CONFIG["server"]["maxUploadSize"] <= 20


def test_every_setting_is_documented() -> None:
    for section, keys in CONFIG.items():
        for key in keys:
            assert f"`{section}.{key}`" in OPERATORS or (section == "theme" and "`theme.*`" in OPERATORS), (
                section,
                key,
            )


def test_fonts_are_shipped_with_their_licence() -> None:
    for face in CONFIG["theme"]["fontFaces"]:
        assert (ROOT / "static" / face["url"].removeprefix("app/static/")).exists()
    assert (ROOT / "static" / "fonts" / "OFL.txt").exists()


def test_versions_are_pinned_and_every_dependency_is_argued_for() -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8").lower()
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r")):
                package, _, version = line.partition("==")
                assert re.fullmatch(r"[\d.]+", version), line
                assert package.lower() in decisions or package.startswith("types-"), package


def test_manage_uses_the_standard_library_alone() -> None:
    """Imported by an interpreter without site-packages."""
    code = "import runpy, sys; sys.argv = ['manage.py', '--help']; runpy.run_path('manage.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "screenshots" in done.stdout


def test_the_sample_workbook_is_what_its_script_makes(tmp_path) -> None:
    """And says on every sheet that everybody in it is invented."""
    import openpyxl

    script = (ROOT / "data" / "sample" / "make_sample.py").read_text(encoding="utf-8")
    copy = tmp_path / "make_sample.py"
    copy.write_text(script.replace("Path(__file__).resolve().parents[2]", f"Path(r'{ROOT}')"), encoding="utf-8")
    subprocess.run([sys.executable, str(copy)], check=True, capture_output=True)

    def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
        book = openpyxl.load_workbook(path)
        return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}

    kept = cells(ROOT / "data" / "sample" / "so-mau.xlsx")
    assert kept == cells(tmp_path / "so-mau.xlsx")
    assert all("HƯ CẤU" in str(rows[0][0]) for rows in kept.values())
