"""A paper's text, read by a child process with limits (:mod:`dienhinh.exchange.paper.files`); what breaks in it is a
sentence here."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from dienhinh.exchange.opening import REFUSED as WORKBOOKS
from dienhinh.exchange.paper.layout import Block, Line, Source, Table, TableRow
from dienhinh.exchange.problems import WorkbookError
from dienhinh.kinds.sentence import N_
from dienhinh.places import ROOT

SECONDS = 240
"""Wall time that a paper may take: a scan of forty pages needs two to four seconds a page, most of it in tesseract."""
SINGLE = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""One thread: two of tesseract's are slower than one, and each of OpenBLAS's asks for memory of its own."""

REFUSED = {
    "EMPTY": WORKBOOKS["EMPTY"],
    "BROKEN": N_("{file} breaks off or is damaged: open it in its own program, save it again, and try again."),
    "NO_PAPER": N_("{file} is not a paper that can be read: a Word file (.docx), a PDF or a picture is needed here."),
    "PASSWORD_PAPER": N_("{file} is protected by a password: save it without one, and try again."),
    "TOO_LARGE": N_("{file} is larger than this program reads; give it the pages of the decision alone."),
    "TIME": N_("{file} takes too long to read; give it the pages of the decision alone."),
    "NO_TESSERACT": N_("{file} is a scan: to read it, install tesseract with Vietnamese (tesseract-ocr-vie)."),
    "NO_VIETNAMESE": N_("{file} is a scan: tesseract is installed, but not its Vietnamese (tesseract-ocr-vie)."),
    "NOT_SEEN": N_("{file} is a scan that tesseract could not read."),
}


def open_paper(path: Path | str) -> Source:
    """What the file holds. Raises :class:`WorkbookError` where it cannot be read."""
    path = Path(path)
    if not path.is_file():
        raise WorkbookError(N_("There is no file {file}."), file=path)
    child = subprocess.Popen(
        [sys.executable, "-m", "dienhinh.exchange.paper.files", str(path.resolve())], cwd=ROOT, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **SINGLE},
        start_new_session=True,
    )  # fmt: skip
    try:
        written, _ = child.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(REFUSED["TIME"], file=path.name) from error
    finally:
        _end(child)
    try:
        said = json.loads(written)
    except ValueError as error:
        late = child.returncode in (-9, -24)
        raise WorkbookError(REFUSED["TIME" if late else "TOO_LARGE"], file=path.name) from error
    if "refused" in said:
        raise WorkbookError(REFUSED[said["refused"]], file=path.name)
    return Source([_block(b) for b in said["blocks"]], said["scanned"])


def _block(said: dict[str, Any]) -> Block:
    if "rows" in said:
        return Table(
            tuple(TableRow(tuple(c), page, whole, frozenset(unsure)) for c, page, whole, unsure in said["rows"])
        )
    return Line(*said["line"])


def _end(child: subprocess.Popen[str]) -> None:
    """End the child with the tesseract that it may have started."""
    if child.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
        child.communicate()
