"""Reports: Word, PowerPoint and Excel from a meeting's frozen data or the present ones, previewed as they will
print."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import mammoth
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Status
from dienhinh.kinds.meeting import Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.reports.facts import Facts, Occasion
from dienhinh.reports.fields import FIELDS, fields
from dienhinh.reports.offices import Office, keep_office, office_of
from dienhinh.reports.papers import FOLDER, MEDIA, PAPERS, WORD_PAPERS, Paper, make, template_of
from dienhinh.reports.pdf import NoOffice, how_many, office, pages, to_pdf
from dienhinh.reports.word import MOST_BYTES, TemplateFault, render
from dienhinh.store.meetings import conclusions, meetings
from dienhinh.ui import address, data, keeper, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show, table
from dienhinh.verdicts.snapshot import Snapshot, Tampered

ELIGIBLE, AGENDA, ALL = "eligible", "agenda", "all"
WHO_WORD = {
    AGENDA: N_("The meeting’s agenda"),
    ELIGIBLE: N_("Eligible and waiting for papers"),
    ALL: N_("All candidates"),
}
MOST_PAGES = 6


@st.cache_resource(show_spinner=False, max_entries=12)
def made(kind: str, mark: tuple[Any, ...], _o: Occasion, _page: Page) -> Paper:
    """The paper; ``mark`` is all that it hangs on."""
    return make(kind, _o, _page.words, data.database_path().parent)


@st.cache_resource(show_spinner=False, max_entries=12)
def pdf_of(kind: str, mark: tuple[Any, ...], _content: bytes, suffix: str) -> bytes:
    return to_pdf(_content, suffix)


@st.cache_resource(show_spinner=False, max_entries=12)
def pictures_of(kind: str, mark: tuple[Any, ...], _content: bytes) -> tuple[int, list[Any]]:
    """How many pages a PDF has, and pictures of the first: drawn once, not at every click."""
    return how_many(_content), list(pages(_content, 1100, MOST_PAGES))


def source(page: Page) -> tuple[Meeting | None, Snapshot]:
    """The meeting whose frozen data are taken, or the present data of the date."""
    words = page.words
    found = {m.id: m for m in meetings(data.store().cursor()) if m.state != "PREPARED"}
    st.session_state["w.report.hop"] = page.view.hop if page.view.hop in found else 0
    chosen = st.selectbox(
        words.t("Data from"),
        [0, *found],
        key="w.report.hop",
        format_func=lambda n: (
            words.t("the present data of the date") if not n else f"{words.date(found[n].held_on)} · {found[n].title}"
        ),
        on_change=address.changed("w.report.hop", "hop", lambda v: str(v) if v else None),
    )
    held = found.get(int(chosen or 0))
    snapshot = data.frozen(held) if held else data.live(page.view.on)
    if held:  # the date on the left is not the one that this paper is about
        st.caption(words.t("frozen: assessed on {on} · {mark}", on=snapshot.on, mark=snapshot.fingerprint))
    return held, snapshot


def who(page: Page, kind: str, held: Meeting | None, snapshot: Snapshot) -> tuple[str, ...] | None:
    """Whom the paper is about; None where one candidate is still to be chosen."""
    words = page.words
    if PAPERS[kind].of_one:
        known = {c: p for c, p in people.candidates(page).items() if c in snapshot.row_of}
        person = people.choose(words, known, page.view.who, "w.report.who")
        return (str(person["code"]),) if person else None
    ways = [w for w in WHO_WORD if held or w != AGENDA]
    way = st.radio(
        words.t("Who is in it"), ways, key=f"report.way.{bool(held)}", format_func=lambda w: words.t(WHO_WORD[w])
    )
    if way == AGENDA and held:
        return held.agenda
    order = snapshot.nearest_first
    status = snapshot.assessment.status
    return tuple(order) if way == ALL else tuple(c for c in order if status[snapshot.row_of[c]] <= Status.PENDING)


def paper(page: Page) -> None:
    """What is asked for on the left, the paper as it will print on the right."""
    words = page.words
    left, right = st.columns([8, 12], gap="large")
    with left:
        kind = str(
            st.radio(words.t("Paper"), list(PAPERS), format_func=lambda k: words.t(PAPERS[k].word), key="report.kind")
        )
        held, snapshot = source(page)
        codes = who(page, kind, held, snapshot)
        dated = st.date_input(
            words.t("Day of the paper"),
            held.held_on if held else clock.today(),
            format="DD/MM/YYYY",
            key=f"report.dated.{held.id if held else 0}",
        )
        tried = st.text_input(
            words.t("Mark as a scenario (on every page)"),
            key="report.scenario",
            max_chars=80,
            help=words.t("Leave empty for an official paper."),
        )
    if codes is None or not isinstance(dated, date):
        right.info(words.t("Choose the candidate of the achievement report."), icon=":material/person_search:")
        return
    said = conclusions(data.store().cursor(), held.id) if held else {}
    own = office_of(data.store().cursor())
    o = Occasion(snapshot, own, dated, held, said, tried.strip(), codes)
    template = template_of(kind, data.database_path().parent)
    stamp = template.stat().st_mtime_ns if template.exists() else 0
    mark = (
        snapshot.fingerprint,
        snapshot.taken_at,
        held,
        tuple(said.values()),
        own,
        dated,
        o.scenario,
        codes,
        words.lang,
        stamp,
    )
    with right:
        with st.spinner(words.t("The paper is being made …")):
            try:
                done = made(kind, mark, o, page)
            except TemplateFault as fault:
                st.error(words.t(fault.reason, **fault.params), icon=":material/error:")
                return
        a, b = st.columns([5, 3])
        a.download_button(
            words.t("Download {file}", file=done.file),
            done.content,
            done.file,
            MEDIA[done.suffix],
            icon=":material/download:",
            on_click="ignore",
            key="report.download",
            width="stretch",
        )
        preview(page, kind, mark, done, b)


def preview(page: Page, kind: str, mark: tuple[Any, ...], done: Paper, beside: Any) -> None:
    """The paper's pages as pictures where LibreOffice is installed; else its text, laid out simply."""
    words = page.words
    if office() is None:
        beside.caption(words.t("LibreOffice is not installed: no PDF here; the preview is simplified."))
        if done.suffix == ".docx":
            html = mammoth.convert_to_html(io.BytesIO(done.content)).value
            show(f'<div class="dh-paper" lang="vi">{html}</div>')
        return
    try:
        content = pdf_of(kind, mark, done.content, done.suffix)
    except NoOffice:
        st.warning(
            words.t("LibreOffice is not installed, or did not answer: no PDF can be made here."),
            icon=":material/picture_as_pdf:",
        )
        return
    file = Path(done.file).with_suffix(".pdf").name
    beside.download_button(
        words.t("Download as PDF"),
        content,
        file,
        MEDIA[".pdf"],
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key="report.pdf",
        width="stretch",
    )
    n, pictures = pictures_of(kind, mark, content)
    st.caption(words.t("{n} pages; the first {k} as they will print", n=n, k=len(pictures)))
    for i, picture in enumerate(pictures, start=1):
        said = words.t("page {n}", n=i)
        st.image(picture, caption=said, alt=said, width="stretch")


def particulars(page: Page) -> None:
    """The office's particulars, which stand in the head and at the foot of every paper."""
    words = page.words
    now = office_of(data.store().cursor())
    heading(
        words.t("The office on its papers"),
        words.t("stands in the head and at the foot of each; kept in the data file"),
    )
    left, right = st.columns(2)
    parent = left.text_input(words.t("Superior body"), now.parent, key="office.parent", max_chars=120)
    name = right.text_input(words.t("Office (empty: the plan’s issuer)"), now.name, key="office.name", max_chars=120)
    symbol = left.text_input(words.t("Symbol in numbers"), now.symbol, key="office.symbol", max_chars=30)
    place = right.text_input(words.t("Place"), now.place, key="office.place", max_chars=60)
    signs_as = left.text_input(words.t("Signs as"), now.signs_as, key="office.as", max_chars=80)
    signer = right.text_input(words.t("Who signs"), now.signer, key="office.signer", max_chars=80)
    secretary = left.text_input(
        words.t("Secretary of the meeting"), now.secretary, key="office.secretary", max_chars=80
    )
    recipients = right.text_area(
        words.t("Recipients, one a line"), "\n".join(now.recipients), key="office.to", height=110
    )
    province = left.text_input(
        words.t("Own province (empty: that of the place)"), now.province, key="office.province", max_chars=60
    )
    wanted = Office(
        parent.strip(),
        name.strip(),
        symbol.strip(),
        place.strip(),
        province.strip(),
        signs_as.strip(),
        signer.strip(),
        secretary.strip(),
        tuple(x.strip() for x in recipients.splitlines() if x.strip()),
    )
    st.button(
        words.t("Save the particulars"),
        key="office.save",
        disabled=wanted == now,
        type="primary",
        on_click=keep_office,
        args=(data.store(), wanted),
    )


def templates(page: Page) -> None:
    """The Word templates: download, change in Word, put back; the fields there are."""
    words, folder = page.words, data.database_path().parent
    heading(
        words.t("Word templates"), words.t("download, change in Word, put back; a broken one is refused with the place")
    )
    left, right = st.columns([9, 11], gap="large")
    with left:
        kind = str(
            st.selectbox(
                words.t("Paper"), WORD_PAPERS, format_func=lambda k: words.t(PAPERS[k].word), key="template.kind"
            )
        )
        own = folder / FOLDER / f"{kind}.docx"
        st.caption(
            words.t("The office’s own template is used.")
            if own.exists()
            else words.t("The program’s template is used.")
        )
        st.download_button(
            words.t("Download the template"),
            template_of(kind, folder).read_bytes(),
            f"mau_{kind}.docx",
            MEDIA[".docx"],
            icon=":material/download:",
            on_click="ignore",
            key="template.download",
        )
        given = st.file_uploader(
            words.t("The changed template (.docx)"),
            type="docx",
            key=f"template.file.{kind}",
            max_upload_size=MOST_BYTES // 2**20,
        )
        if given is not None:
            offer(page, kind, given.getvalue(), own)
        if own.exists():
            st.button(words.t("Back to the program’s template"), key="template.back", on_click=own.unlink)
    with right:
        snapshot = data.live(page.view.on)
        said = fields(Facts(Occasion(snapshot, codes=tuple(snapshot.nearest_first[:1])), words))
        lines = [[f"{{{{ {name} }}}}", _shown(said[name])] for name in FIELDS]
        if said["nguoi"]:
            lines += [[f"{{{{ r.{name} }}}}", _shown(value)] for name, value in said["nguoi"].items()]
        headings = [words.t(h) for h in (N_("Field"), N_("For instance"))]
        show(table(headings, lines))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return f"[{len(value)}] {_shown(value[0])}" if value else "[]"
    if isinstance(value, dict):
        return ", ".join(value)[:120]
    return str(value)[:120]


def offer(page: Page, kind: str, content: bytes, own: Path) -> None:
    """Check a template by filling it in; keep it when that goes well."""
    words = page.words
    snapshot = data.live(page.view.on)
    try:
        render(content, fields(Facts(Occasion(snapshot, codes=tuple(snapshot.nearest_first[:1])), words)))
    except TemplateFault as fault:
        st.error(words.t(fault.reason, **fault.params), icon=":material/error:")
        return
    st.success(words.t("The template can be filled in."), icon=":material/check:")

    def keep() -> None:
        own.parent.mkdir(parents=True, exist_ok=True)
        building = own.with_suffix(".building")
        building.write_bytes(content)
        building.replace(own)

    st.button(words.t("Use this template from now on"), key="template.keep", on_click=keep, type="primary")


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
