"""Reports: the papers there are, made when asked for from a meeting's records, the present data or a scenario, and
shown as they will print; a whole file as one download; what sealed meetings have printed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import mammoth
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Status
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.reports.bundle import archive, as_one_pdf, bundle, bundle_name
from dienhinh.reports.facts import Occasion
from dienhinh.reports.offices import office_of
from dienhinh.reports.papers import MEDIA, PAPERS, NoPaper, Paper, make, offered, template_of
from dienhinh.reports.pdf import NoOffice, how_many, missing_font, office, pages, to_pdf
from dienhinh.reports.word import TemplateFault
from dienhinh.store.meetings import conclusions, keep_paper, kept_paper, kept_papers, meetings, tasks
from dienhinh.store.scenarios import scenarios
from dienhinh.ui import address, data, jobs, keeper, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show
from dienhinh.ui.jobs import Job
from dienhinh.ui.office import particulars
from dienhinh.ui.templates import templates
from dienhinh.verdicts.snapshot import Snapshot, Tampered

NEAR, AGENDA, ALL, SOME = "near", "agenda", "all", "some"
WHO_WORD = {
    AGENDA: N_("The meeting’s agenda"),
    NEAR: N_("Eligible and waiting for papers"),
    ALL: N_("All candidates"),
    SOME: N_("Chosen one by one"),
}
MOST_PAGES = 6


@dataclass(frozen=True)
class Source:
    """Where a paper's data come from: the meeting (None: there is none), the snapshot, the scenario's name."""

    held: Meeting | None
    snapshot: Snapshot
    scenario: str = ""


def source(page: Page) -> Source:
    """The meeting whose frozen data are taken, a scenario, or the present data of the date."""
    words, cursor = page.words, data.store().cursor()
    held = {f"h{m.id}": m for m in meetings(cursor)}
    tried = {f"k{k.id}": k for k in scenarios(cursor)}
    wanted = f"h{page.view.hop}" if page.view.hop else f"k{page.view.kb}" if page.view.kb else ""
    st.session_state["w.report.from"] = wanted if wanted in {**held, **tried} else ""

    def said(key: str) -> str:
        if key in held:
            return f"{words.date(held[key].held_on)} · {held[key].title}"
        return (
            f"{words.t('Scenario')}: {tried[key].scenario.name}"
            if key in tried
            else words.t("the present data of the date")
        )

    def changed() -> None:
        key = str(st.session_state["w.report.from"])
        address.put("hop", key[1:] if key in held else None)
        address.put("kb", key[1:] if key in tried else None)

    chosen = st.selectbox(
        words.t("Data from"), ["", *held, *tried], key="w.report.from", format_func=said, on_change=changed
    )
    if chosen in tried:
        return Source(None, data.under(tried[chosen], page.view.on), tried[chosen].scenario.name)
    if chosen not in held:
        return Source(None, data.live(page.view.on))
    one = held[chosen]
    if one.state == "PREPARED":
        st.caption(words.t("The meeting is being prepared: the present data, assessed on {on}.", on=one.assessed_on))
        return Source(one, data.live(one.assessed_on))
    snapshot = data.frozen(one)  # the date on the left is not the one that this paper is about
    st.caption(words.t("frozen: assessed on {on} · {mark}", on=snapshot.on, mark=snapshot.fingerprint))
    return Source(one, snapshot)


def listed(page: Page, of: Source) -> tuple[str, ...] | None:
    """Whom a list is about; None: the meeting's agenda."""
    words, snapshot = page.words, of.snapshot
    ways = [w for w in WHO_WORD if of.held or w != AGENDA]
    way = st.radio(
        words.t("Who is in it"), ways, key=f"report.way.{bool(of.held)}", format_func=lambda w: words.t(WHO_WORD[w])
    )
    order, status = snapshot.nearest_first, snapshot.assessment.status
    if way == AGENDA:
        return None
    if way == SOME:
        names = {c: f"{snapshot.person(c)['name']} · {c}" for c in order}
        some = st.multiselect(
            words.t("Candidates"), order, key="report.some", format_func=names.__getitem__,
            placeholder=words.t("Nobody: the list says so"),
        )  # fmt: skip
        return tuple(some)
    return tuple(order) if way == ALL else tuple(c for c in order if status[snapshot.row_of[c]] <= Status.PENDING)


def asked(page: Page) -> tuple[str, Occasion]:
    """Which paper, of what, of whom, of which day."""
    words, cursor = page.words, data.store().cursor()
    of = source(page)
    held = of.held
    said = conclusions(cursor, held.id) if held else {}
    bare = Occasion(of.snapshot, office_of(cursor), meeting=held, conclusions=said, scenario=of.scenario)
    kinds = offered(bare)
    kind = str(st.radio(words.t("Paper"), kinds, format_func=lambda k: words.t(PAPERS[k].word), key="report.kind"))
    about, unit, due = PAPERS[kind].about, "", None
    codes: tuple[str, ...] | None = None
    if about == "ONE":
        known = {c: p for c, p in people.candidates(page).items() if c in of.snapshot.row_of}
        person = people.choose(words, known, page.view.who, "w.report.who")
        codes = (str(person["code"]),) if person else ()
    elif about == "LIST":
        codes = listed(page, of)
    elif about == "UNIT":
        units = dict(
            zip(of.snapshot.assessment.roster["unit_code"], of.snapshot.assessment.roster["unit_name"], strict=True)
        )
        unit = str(st.selectbox(words.t("Unit"), sorted(units), format_func=units.__getitem__, key="report.unit"))
        day = st.date_input(words.t("To be answered by"), None, format="DD/MM/YYYY", key="report.due")
        due = day if isinstance(day, date) else None
    day = st.date_input(
        words.t("Day of the paper"),
        held.held_on if held else clock.today(),
        format="DD/MM/YYYY",
        key=f"report.dated.{held.id if held else 0}",
    )
    dated = day if isinstance(day, date) else clock.today()
    return kind, Occasion(
        of.snapshot, bare.office, dated, held, said, of.scenario, codes, unit, due, tuple(tasks(cursor))
    )


def mark_of(kind: str, o: Occasion) -> str:
    """All that a paper hangs on."""
    template = template_of(kind, data.database_path().parent) if kind in PAPERS else None
    stamp = template.stat().st_mtime_ns if template is not None and template.exists() else 0
    said = (
        data.database_path(), kind, o.snapshot.fingerprint, o.meeting, o.conclusions, o.office, o.dated, o.scenario,
        o.codes, o.unit, o.due, o.tasks, stamp,
    )  # fmt: skip
    return sha256(repr(said).encode()).hexdigest()


def paper(page: Page) -> None:
    """What is asked for on the left, the paper as it will print on the right."""
    words = page.words
    left, right = st.columns([8, 12], gap="large")
    with left:
        kind, o = asked(page)
        key, beside = mark_of(kind, o), data.database_path().parent
        whole(page, o, beside)
    with right:
        st.button(
            words.t("Make the paper"),
            key="report.make",
            type="primary",
            icon=":material/description:",
            width="stretch",
            on_click=jobs.begin,
            args=(key, lambda job: make(kind, o, beside, job.tell)),
        )
        if jobs.known(key) is None:
            st.info(
                words.t("Choose the paper, then make it: it is shown here as it will print."), icon=":material/print:"
            )
        else:
            job = jobs.watch(words, key, words.t("The paper is being made …"), "report.job")
            if job is not None and not told(page, job):
                made(page, o, key, job.result)
        kept(page, o.meeting)


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
    place.download_button(
        said or words.t("Download {file}", file=file),
        content,
        file,
        MEDIA[suffix],
        icon=":material/picture_as_pdf:" if suffix == ".pdf" else ":material/download:",
        on_click="ignore",
        key=key,
        width="stretch",
    )


def made(page: Page, o: Occasion, key: str, done: Paper) -> None:
    """The paper made: to download, to look at; a sealed meeting's is kept with it."""
    words, held = page.words, o.meeting
    if held is not None and held.state == "CLOSED":
        there = {k.fingerprint for k in kept_papers(data.store().cursor(), held.id)}
        if done.fingerprint not in there:
            who = keeper.author_name() or "–"
            keep_paper(data.store(), held, done.kind, done.code, done.fingerprint, done.file, done.content, who)
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
    b.button(
        words.t("Preview and PDF"), key="report.preview", icon=":material/visibility:", width="stretch",
        on_click=jobs.begin, args=(seen, lambda job: pictured(done, job)),
    )  # fmt: skip
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


def whole(page: Page, o: Occasion, beside: Path) -> None:
    """The papers that go together, as one archive and one PDF."""
    words = page.words
    heading(words.t("The whole file"), words.t("the papers that go together, and the lists that they name"))
    key = mark_of("bo-ho-so", Occasion(o.snapshot, o.office, o.dated, o.meeting, o.conclusions, o.scenario))

    def work(job: Job) -> tuple[list[Paper], bytes, bytes | None]:
        papers = bundle(o, beside, job.tell, job.stopped)
        printed = as_one_pdf(papers, job.tell, job.stopped) if office() is not None else None
        return papers, archive(papers), printed

    st.button(
        words.t("Make the whole file"), key="report.whole", icon=":material/folder_zip:", width="stretch",
        on_click=jobs.begin, args=(key, work),
    )  # fmt: skip
    if jobs.known(key) is None:
        return
    job = jobs.watch(words, key, words.t("The papers are being made …"), "report.wholejob")
    if job is None or told(page, job):
        return
    papers, packed, printed = job.result
    name = bundle_name(o)
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


PAPER, OFFICE, TEMPLATE = "paper", "office", "template"
WAY_WORD = {PAPER: N_("Documents"), OFFICE: N_("The office"), TEMPLATE: N_("Templates")}
page = open_page(
    N_("Reports"), N_("Word, PowerPoint and Excel, from frozen or present data, as they will print"), filters="date"
)
words = page.words
way = page.way(WAY_WORD)
page.draw()
page.draw_ways(N_("What is shown"), WAY_WORD)
try:
    {PAPER: paper, OFFICE: particulars, TEMPLATE: templates}[way](page)
except Tampered:
    st.error(
        words.t("The meeting’s snapshot is damaged: it does not go with its fingerprint."), icon=":material/error:"
    )
keeper.watch(words, False)
