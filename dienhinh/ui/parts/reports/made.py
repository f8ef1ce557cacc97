"""Papers made in the background: told of, looked at page by page, downloaded, kept with a sealed meeting."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import mammoth
import streamlit as st

from dienhinh import clock
from dienhinh.kinds.meeting import Meeting
from dienhinh.reports.bundle import archive, as_one_pdf, bundle, bundle_name
from dienhinh.reports.papers import MEDIA, PAPERS, NoPaper, Paper, make
from dienhinh.reports.pdf import NoOffice, how_many, missing_font, office, pages, to_pdf
from dienhinh.reports.word import TemplateFault
from dienhinh.store.meetings import keep_paper, kept_paper, kept_papers
from dienhinh.ui import data, jobs, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import ICON, give
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show
from dienhinh.ui.jobs import Job
from dienhinh.ui.parts.reports.asked import Asked, asked

MOST_PAGES = 6


def paper(page: Page) -> None:
    """What is asked for on the left, the paper as it will print on the right."""
    words = page.words
    left, right = st.columns([8, 12], gap="large")
    beside = data.database_path().parent
    with left:
        of = asked(page)
        whole(page, of, beside)
    key = f"{of.kind}.{of.mark}"
    with right:
        # no callback: one is bound to what was chosen a run before, and a quick click would make that
        if st.button(words.t("Make the paper"), key="report.make", icon=":material/description:", width="stretch"):
            jobs.begin(key, lambda job: make(of.kind, of.occasion(), beside, job.tell))
        if jobs.known(key) is None:
            st.caption(words.t("Choose the paper, then make it: it is shown here as it will print."))
        else:
            job = jobs.watch(words, key, words.t("The paper is being made …"), "report.job")
            if job is not None and not told(page, job):
                made(page, of.held, key, job.result)
        kept(page, of.held)


def told(page: Page, job: Job) -> bool:
    """Say what went wrong with a job; whether something did."""
    words, error = page.words, job.error
    if error is None:
        return False
    if isinstance(error, NoPaper):
        st.warning(words.t(error.reason), icon=":material/block:")
    elif isinstance(error, TemplateFault):
        st.error(words.t(error.reason, **error.params), icon=":material/error:")
    elif isinstance(error, NoOffice):
        said = words.t("LibreOffice is not installed, or did not answer: no PDF can be made here.")
        st.warning(said, icon=":material/picture_as_pdf:")
    else:
        raise error
    return True


def download(page: Page, place: Any, content: bytes, file: str, key: str, said: str = "") -> None:
    words, suffix = page.words, Path(file).suffix
    icon = ":material/picture_as_pdf:" if suffix == ".pdf" else ICON
    label = said or words.t("Download {file}", file=file)
    give(label, content, file, MEDIA[suffix], key, icon=icon, place=place, wide=True, what="paper")


def keep_all(held: Meeting | None, papers: Sequence[Paper]) -> None:
    """What a sealed meeting prints is kept with it."""
    if held is None or held.state != "CLOSED":
        return
    there = {k.fingerprint for k in kept_papers(data.store().cursor(), held.id)}
    who = keeper.author_name() or "–"
    for one in papers:
        if one.fingerprint not in there:
            keep_paper(data.store(), held, one.kind, one.code, one.fingerprint, one.file, one.content, who)


def made(page: Page, held: Meeting | None, key: str, done: Paper) -> None:
    """The paper made: to download, to look at; a sealed meeting's is kept with it."""
    words = page.words
    keep_all(held, [done])
    a, b = st.columns([5, 3])
    download(page, a, done.content, done.file, "report.download")
    st.caption(words.t("Fingerprint {mark}.", mark=done.fingerprint))
    if office() is None:
        b.caption(words.t("LibreOffice is not installed: no PDF here; the preview is simplified."))
        if done.suffix == ".docx":
            html = mammoth.convert_to_html(io.BytesIO(done.content)).value
            show(f'<div class="dh-paper" lang="vi">{html}</div>')
        return
    if font := missing_font():
        st.caption(words.t("{font} is not installed here: the PDF is set in another font.", font=font))
    seen = f"{key}.pdf"
    if b.button(words.t("Preview and PDF"), key="report.preview", icon=":material/visibility:", width="stretch"):
        jobs.begin(seen, lambda job: pictured(done, job))
    if jobs.known(seen) is None:
        return
    job = jobs.watch(words, seen, words.t("LibreOffice lays it out …"), "report.pdfjob")
    if job is None or told(page, job):
        return
    content, n, pictures = job.result
    download(page, b, content, Path(done.file).with_suffix(".pdf").name, "report.pdf", words.t("Download as PDF"))
    st.caption(words.t("{n} pages; the first {k} as they will print", n=n, k=len(pictures)))
    for i, picture in enumerate(pictures, start=1):
        said = words.t("page {n}", n=i)
        st.image(picture, caption=said, alt=said, width="stretch")


def pictured(done: Paper, job: Job) -> tuple[bytes, int, list[Any]]:
    """A paper's PDF, how many pages it has, and pictures of the first."""
    content = to_pdf(done.content, done.suffix, job.stopped)
    return content, how_many(content), list(pages(content, 1100, MOST_PAGES))


def whole(page: Page, of: Asked, beside: Path) -> None:
    """The papers that go together, as one archive and one PDF."""
    words = page.words
    heading(words.t("The whole file"), words.t("the papers that go together, and the lists that they name"))
    key = f"bo-ho-so.{of.mark}"

    def work(job: Job) -> tuple[list[Paper], bytes, bytes | None, str]:
        o = replace(of.occasion(), codes=None, unit="", due=None)
        papers = bundle(o, beside, job.tell, job.stopped)
        printed = as_one_pdf(papers, job.tell, job.stopped) if office() is not None else None
        return papers, archive(papers), printed, bundle_name(o)

    if st.button(words.t("Make the whole file"), key="report.whole", icon=":material/folder_zip:", width="stretch"):
        jobs.begin(key, work)
    if jobs.known(key) is None:
        return
    job = jobs.watch(words, key, words.t("The papers are being made …"), "report.wholejob")
    if job is None or told(page, job):
        return
    papers, packed, printed, name = job.result
    keep_all(of.held, papers)
    download(page, st, packed, f"{name}.zip", "report.zip", words.t("Download {n} papers (.zip)", n=len(papers)))
    if printed is not None:
        download(page, st, printed, f"{name}.pdf", "report.onepdf", words.t("Download as one PDF"))


def kept(page: Page, held: Meeting | None) -> None:
    """What the meeting has printed while it was sealed: it can be had again, unchanged."""
    words, cursor = page.words, data.store().cursor()
    found = kept_papers(cursor, held.id) if held is not None else []
    if not found:
        return
    with st.expander(words.t("Printed by this meeting: {n}", n=len(found))):
        for one in found:
            a, b = st.columns([5, 4], vertical_alignment="center")
            when = f"{clock.local(one.made_at):%d/%m/%Y %H:%M}"
            a.caption(f"{words.t(PAPERS[one.kind].word)} {one.code} · {one.fingerprint} · {when} · {one.who}")
            content = kept_paper(cursor, one.id)
            if content is not None:
                download(page, b, content, one.file, f"report.kept.{one.id}")
