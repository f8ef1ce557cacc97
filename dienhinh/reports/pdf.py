"""PDF through LibreOffice, where it is installed; and the pictures of a PDF's pages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2

PLACES = ("C:/Program Files/LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 120
FILTERS = {".docx": "writer", ".pptx": "impress", ".xlsx": "calc"}
TAGGED = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
}
FACES = ("Times New Roman", "Tinos")
"""The decree's font, and its metric twin that has Vietnamese (Liberation Serif has not)."""


class NoOffice(Exception):
    """LibreOffice is not installed, or did not answer in time."""


class Stopped(Exception):
    """Somebody no longer wants the PDF."""


def office() -> str | None:
    """The program, or None: that of ``DIENHINH_SOFFICE``, on the path, or where it is usually installed."""
    named = os.environ.get("DIENHINH_SOFFICE")
    return named or shutil.which("soffice") or next((p for p in PLACES if Path(p).exists()), None)


@cache
def missing_font() -> str:
    """The decree's font, where a PDF made here would be set in another; empty where it, or its twin, is installed."""
    if shutil.which("fc-list") is None:  # Windows and macOS have it
        return ""
    return "" if any(_installed(f) for f in FACES) else FACES[0]


def to_pdf(content: bytes, suffix: str, stopped: Callable[[], bool] = lambda: False) -> bytes:
    """The PDF of a Word, PowerPoint or Excel file (``suffix``: .docx …), tagged, with its title. Raises
    :class:`NoOffice`; :class:`Stopped` soon after ``stopped`` says so. LibreOffice ends with this call."""
    program = office()
    if program is None:
        raise NoOffice
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"paper{suffix}"
        source.write_bytes(content)
        # A profile of its own: LibreOffice refuses a second start on one that is in use.
        profile = (Path(folder) / "profile").as_uri()
        wanted = f"pdf:{FILTERS[suffix]}_pdf_Export:{json.dumps(TAGGED)}"
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", wanted]
        command += ["--outdir", folder, str(source)]
        try:
            _run(command, stopped, _twin(Path(folder)))
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise NoOffice from error


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Tinos</string></edit></match></fontconfig>
"""


def _twin(folder: Path) -> dict[str, str]:
    """Where the decree's font is missing and its twin is there: settings by which the twin stands for it alone (else
    fontconfig takes Liberation Serif, and the twin for the letters that it lacks: words fall apart when searched)."""
    if missing_font() or not shutil.which("fc-list") or "FONTCONFIG_FILE" in os.environ or _installed(FACES[0]):
        return {}
    (folder / "fonts.conf").write_text(FONTS, encoding="utf-8")
    return {"FONTCONFIG_FILE": str(folder / "fonts.conf")}


@cache
def _families() -> str:
    """What fontconfig knows, a line a font."""
    return subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout


def _installed(face: str) -> bool:
    return any(face in line.split(",") for line in _families().splitlines())


def _run(command: Sequence[str], stopped: Callable[[], bool], settings: Mapping[str, str]) -> None:
    """Run it for so many seconds at most, and end it with all that it has started."""
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, env={**os.environ, **settings}
    )
    until = time.monotonic() + SECONDS
    try:
        while child.poll() is None:
            if stopped():
                raise Stopped
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(command, SECONDS)
            time.sleep(0.05)
    finally:
        if child.poll() is None:
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:
                subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
            child.wait()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)


def pages(content: bytes, width: int = 900, most: int = 20) -> Iterator[Any]:
    """The first pages of a PDF as pictures (PIL), ``width`` pixels wide."""
    document = pypdfium2.PdfDocument(content)
    try:
        for i in range(min(len(document), most)):
            page = document[i]
            yield page.render(scale=width / page.get_width()).to_pil()
    finally:
        document.close()


def how_many(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()
