"""PDF through LibreOffice, where it is installed; and the pictures of a PDF's pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

PLACES = ("C:/Program Files/LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 120


class NoOffice(Exception):
    """LibreOffice is not installed, or did not answer."""


def office() -> str | None:
    """The program, or None: that of ``DIENHINH_SOFFICE``, on the path, or where it is usually installed."""
    named = os.environ.get("DIENHINH_SOFFICE")
    return named or shutil.which("soffice") or next((p for p in PLACES if Path(p).exists()), None)


def to_pdf(content: bytes, suffix: str) -> bytes:
    """The PDF of a Word, PowerPoint or Excel file (``suffix``: .docx …). Raises :class:`NoOffice`."""
    program = office()
    if program is None:
        raise NoOffice
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"paper{suffix}"
        source.write_bytes(content)
        # A profile of its own: LibreOffice refuses a second start on one that is in use.
        profile = (Path(folder) / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise NoOffice from error


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
