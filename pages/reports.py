"""Reports: the papers there are, made when asked for from a meeting's records, the present data or a scenario, and
shown as they will print; a whole file as one download; what sealed meetings have printed."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import mammoth
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Assessment, Status
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.reports.bundle import archive, as_one_pdf, bundle, bundle_name
from dienhinh.reports.facts import Occasion
from dienhinh.reports.occasions import occasion
from dienhinh.reports.offices import office_of
from dienhinh.reports.papers import MEDIA, PAPERS, WORD_PAPERS, NoPaper, Paper, make, offered, template_of
from dienhinh.reports.pdf import NoOffice, how_many, missing_font, office, pages, to_pdf
from dienhinh.reports.word import TemplateFault
from dienhinh.store.meetings import conclusions, keep_paper, kept_paper, kept_papers, meetings, tasks
from dienhinh.store.scenarios import Kept, scenarios
from dienhinh.ui import address, data, jobs, keeper, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show
from dienhinh.ui.jobs import Job
from dienhinh.ui.office import particulars
from dienhinh.ui.templates import templates
from dienhinh.verdicts.snapshot import Tampered

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
    """Where a paper's data come from: the meeting (None: there is none), the scenario tried; who can be chosen, nearest
    first; ``mark``: what the data hang on. Reading them all is left to the job that makes a paper."""

    held: Meeting | None
    scenario: Kept | None
    on: date
    assessment: Assessment
    order: list[str]
    mark: tuple[Any, ...]


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
        if key in tried:
            return f"{words.t('Scenario')}: {tried[key].scenario.name}"
        return words.t("the present data of the date")

    def changed() -> None:
        key = str(st.session_state["w.report.from"])
        address.put("hop", key[1:] if key in held else None)
        address.put("kb", key[1:] if key in tried else None)

    chosen = st.selectbox(
        words.t("Data from"), ["", *held, *tried], key="w.report.from", format_func=said, on_change=changed
    )
    one, kept = held.get(str(chosen)), tried.get(str(chosen))
    if one is not None and one.state != "PREPARED":
        frozen = data.frozen(one)  # the date on the left is not the one that this paper is about
        st.caption(words.t("frozen: assessed on {on} · {mark}", on=frozen.on, mark=frozen.fingerprint))
        return Source(one, None, frozen.on, frozen.assessment, frozen.nearest_first, (frozen.fingerprint,))
    on = one.assessed_on if one else page.view.on
    if one is not None:
        st.caption(words.t("The meeting is being prepared: the present data, assessed on {on}.", on=on))
    assessment = data.standing(on).assessment
    codes = assessment.roster["code"].tolist()
    order = [str(codes[i]) for i in data.routes(on)[1]]
    return Source(one, kept, on, assessment, order, (*data.seen(on), kept))


def listed(page: Page, of: Source) -> tuple[str, ...] | None:
    """Whom a list is about; None: the meeting's agenda."""
    words = page.words
    ways = [w for w in WHO_WORD if of.held or w != AGENDA]
    way = st.radio(
        words.t("Who is in it"), ways, key=f"report.way.{bool(of.held)}", format_func=lambda w: words.t(WHO_WORD[w])
    )
    if way == AGENDA:
        return None
    roster = of.assessment.roster
    if way == SOME:
        names = dict(zip(roster["code"], roster["name"], strict=True))
        some = st.multiselect(
            words.t("Candidates"),
            of.order,
            key="report.some",
            format_func=lambda c: f"{names[c]} · {c}",
            placeholder=words.t("Nobody: the list says so"),
        )
        return tuple(some)
    status = dict(zip(roster["code"], of.assessment.status.tolist(), strict=True))
    return tuple(c for c in of.order if way == ALL or status[c] <= Status.PENDING)


@dataclass(frozen=True)
class Asked:
    """A paper asked for: its kind, what it hangs on, and how its occasion is read (in the job that makes it)."""

    kind: str
    held: Meeting | None
    mark: str
    occasion: Callable[[], Occasion]


def asked(page: Page) -> Asked:
    """Which paper, of what, of whom, of which day."""
    words = page.words
    of = source(page)
    held = of.held
    kinds = offered(held)
    kind = str(st.radio(words.t("Paper"), kinds, format_func=lambda k: words.t(PAPERS[k].word), key="report.kind"))
    about, unit, due = PAPERS[kind].about, "", None
    codes: tuple[str, ...] | None = None
    roster = of.assessment.roster
    if about == "ONE":
        here = set(roster["code"])
        known = {c: p for c, p in people.candidates(page).items() if c in here}
        person = people.choose(words, known, page.view.who, "w.report.who")
        codes = (str(person["code"]),) if person else ()
    elif about == "LIST":
        codes = listed(page, of)
    elif about == "UNIT":
        units = dict(zip(roster["unit_code"], roster["unit_name"], strict=True))
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
    store, now = data.store(), clock.now()
    plan = data.plan_for(held.plan_id, held.assessed_on) if held else data.plan()
    scenario = of.scenario.scenario if of.scenario else None

    def read() -> Occasion:
        with closing(store.cursor()) as cursor:
            found = occasion(cursor, plan, of.on, now, held.id if held else None, scenario)
        return replace(found, dated=dated, codes=codes, unit=unit, due=due)

    cursor, beside = store.cursor(), data.database_path().parent
    own = [template_of(name, beside) for name in WORD_PAPERS]
    stamp = tuple(t.stat().st_mtime_ns for t in own if t.exists())
    said = conclusions(cursor, held.id) if held else {}
    hangs_on = (of.mark, held, said, office_of(cursor), tasks(cursor), dated, codes, unit, due, stamp)
    return Asked(kind, held, sha256(repr(hangs_on).encode()).hexdigest(), read)


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
