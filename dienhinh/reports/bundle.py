"""The whole file of a meeting, or of a day: the papers that go together, as one archive and as one PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dienhinh.reports.binding import together
from dienhinh.reports.facts import Facts, Occasion
from dienhinh.reports.papers import LONG_AGO, PAPERS, VIETNAMESE, NoPaper, Paper, Tell, make
from dienhinh.reports.pdf import Stopped, to_pdf

OF_A_MEETING = ("bien-ban", "kiem-phieu", "thong-bao", "to-trinh", "quyet-dinh", "trich-ngang")
OF_A_DAY = ("bao-cao", "trich-ngang")


def bundle(
    o: Occasion, beside: Path | None = None, tell: Tell | None = None, stopped: Callable[[], bool] = lambda: False
) -> list[Paper]:
    """The papers that go together: of an opened meeting those that its records carry, with the achievement report of
    each who was selected; else the report with its list. Raises Stopped, TemplateFault."""
    opened = o.meeting is not None and o.meeting.state != "PREPARED"
    wanted: list[tuple[str, Occasion]] = [(k, replace(o, codes=None)) for k in (OF_A_MEETING if opened else OF_A_DAY)]
    chosen = [p.code for p in Facts(o, VIETNAMESE).concluded("CHON")] if opened else []
    wanted += [("thanh-tich", replace(o, codes=(c,))) for c in chosen]
    found = []
    for i, (name, mine) in enumerate(wanted, start=1):
        if stopped():
            raise Stopped
        with suppress(NoPaper):  # no record carries it: it is not among the papers
            found.append(make(name, mine, beside))
        if tell:
            tell(i, len(wanted))
    return found


def archive(papers: list[Paper]) -> bytes:
    """The papers in one archive, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for i, paper in enumerate(papers, start=1):
            info = zipfile.ZipInfo(f"{i:02}_{paper.file}", LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, paper.content)
    return out.getvalue()


def as_one_pdf(papers: list[Paper], tell: Tell | None = None, stopped: Callable[[], bool] = lambda: False) -> bytes:
    """The papers as one PDF. Raises NoOffice, Stopped."""
    made = []
    for i, paper in enumerate(papers, start=1):
        name = VIETNAMESE.t(PAPERS[paper.kind].word) + (f" – {paper.code}" if paper.code else "")
        made.append((name, to_pdf(paper.content, paper.suffix, stopped)))
        if tell:
            tell(i, len(papers))
    return together(made, VIETNAMESE.t("The whole file"))


def bundle_name(o: Occasion) -> str:
    """Its file's name, without the suffix."""
    day = Facts(o, VIETNAMESE).day
    mark = "_kich-ban" if o.scenario else "_du-thao" if o.meeting and o.meeting.state != "CLOSED" else ""
    return f"bo-ho-so_{day.isoformat()}{mark}"
