"""A decision on rewarding as the paper it is: its page beside what was read of it; nothing is kept before it was looked
at."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import mammoth
import pandas as pd
import streamlit as st

from dienhinh.exchange.forms import OWN_WORDS, checked, ids_of, values_of
from dienhinh.exchange.paper.matching import Match, Matcher
from dienhinh.exchange.paper.reading import read_paper
from dienhinh.exchange.paper.types import Paper, PaperRow
from dienhinh.exchange.problems import WorkbookError
from dienhinh.kinds.award import AWARDS
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key
from dienhinh.locale.names import code_name
from dienhinh.reports.pdf import NoOffice, how_many, office, pages, to_pdf
from dienhinh.store import Edit, directory, known_codes
from dienhinh.store.aside import BadFile, keep_file
from dienhinh.store.decisions import core_of
from dienhinh.store.records import rows
from dienhinh.ui import clashes, data, editor, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show, table

MOST_PAGES = 12
READ, TURN = "decision.read", "decision.turn"
SHOWN = ("To be looked at", "In the paper", "Whose record", "Award", "Year", "May be")
KIND_WORD = {
    "award": N_("a decision on rewarding"),
    "revocation": N_("a decision that takes awards back"),
    "other": N_("no decision on rewarding that could be read"),
}
HOW_WORD = {"read": N_("read"), "guessed": N_("guessed"), "missing": N_("missing")}
PART_WORD = {
    "name": N_("Name"),
    "unit": N_("Unit"),
    "award": N_("Award"),
    "year": N_("Year"),
    "who": N_("Whose record"),
}


def read(page: Page, name: str, content: bytes) -> tuple[Paper, list[Match]] | None:
    """The paper read and its people matched, once for each content and revision; None where it is no paper."""
    key = (hashlib.sha256(content).hexdigest(), data.store().revision, data.terms().province)
    kept = st.session_state.get(READ)
    if kept is None or kept[0] != key:
        with tempfile.TemporaryDirectory() as folder, st.spinner(page.words.t("Reading {file} …", file=name)):
            path = Path(folder) / name
            path.write_bytes(content)
            try:
                paper = read_paper(path, data.terms().province)
            except WorkbookError as error:
                st.error(page.words.t(error.reason, **error.params), icon=":material/error:")
                return None
        cursor = data.store().cursor()
        about = directory(cursor, page.view.on)[["code", "unit_name", "position"]]
        matcher = Matcher(known_codes(cursor).merge(about, on="code", how="left"))
        kept = (key, paper, [matcher.match(row) for row in paper.rows])
        st.session_state[READ] = kept
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    return kept[1], kept[2]


@st.cache_resource(show_spinner=False, max_entries=4)
def pictures_of(digest: str, suffix: str, _content: bytes) -> tuple[int, list[Any]]:
    """How many pages the paper has, and pictures of the first; raises :class:`NoOffice`."""
    content = _content if suffix == ".pdf" else to_pdf(_content, suffix)
    return how_many(content), list(pages(content, 1000, MOST_PAGES))


def paper_pages(page: Page, name: str, content: bytes) -> None:
    """The paper itself: its pages as pictures, or a Word file's text where LibreOffice is not installed."""
    words, suffix = page.words, Path(name).suffix.lower()
    heading(words.t("The paper"), name)
    if suffix in (".png", ".jpg", ".jpeg"):
        st.image(content, alt=name, width="stretch")
        return
    if suffix == ".docx" and office() is None:
        show(f'<div class="dh-paper" lang="vi">{mammoth.convert_to_html(io.BytesIO(content)).value}</div>')
        return
    try:
        n, pictures = pictures_of(hashlib.sha256(content).hexdigest(), suffix, content)
    except NoOffice:
        st.warning(words.t("LibreOffice is not installed, or did not answer: no PDF can be made here."))
        return
    with st.container(height=720):
        for i, picture in enumerate(pictures, start=1):
            said = words.t("page {n}", n=i)
            st.image(picture, caption=f"{said} / {n}", alt=said, width="stretch")


def to_see(row: PaperRow, match: Match, page: Page) -> str:
    """Which cells of a row are guesses, and which are missing."""
    words = page.words
    how = {n: getattr(row, n).how for n in ("name", "unit", "award", "year")} | {"who": match.how}
    if row.unit.value is None and row.unit.how == "missing":
        del how["unit"]  # most papers name no unit beside a collective
    if set(how.values()) == {"guessed"}:
        return words.t("guessed: all of it")
    parts = []
    for kind in ("missing", "guessed"):
        named = [words.t(PART_WORD[n]).lower() for n, h in how.items() if h == kind]
        if named:
            parts.append(f"{words.t(HOW_WORD[kind])}: {', '.join(named)}")
    return "; ".join(parts) or words.t("read whole")


def sure(row: PaperRow, match: Match) -> bool:
    return match.how == "read" and all(getattr(row, n).how == "read" for n in ("name", "award", "year"))


def table_of(page: Page, paper: Paper, matches: Sequence[Match], labels: dict[str, str]) -> pd.DataFrame:
    """The rows in the editor, corrected by the officer."""
    words = page.words
    begun = pd.DataFrame(
        {
            "✓": [sure(r, m) for r, m in zip(paper.rows, matches, strict=True)],
            words.t("In the paper"): [
                " · ".join(str(c.value) for c in (r.name, r.post, r.unit) if c.value) for r in paper.rows
            ],
            words.t("Whose record"): [labels.get(m.code or "") for m in matches],
            words.t("Award"): [code_name(str(r.award.value)) if r.award.value else None for r in paper.rows],
            words.t("Year"): [r.year.value for r in paper.rows],
            words.t("To be looked at"): [to_see(r, m, page) for r, m in zip(paper.rows, matches, strict=True)],
            words.t("May be"): [", ".join(labels.get(c, c) for c in m.candidates[:3]) for m in matches],
        }
    ).astype({words.t("Year"): "Int64"})
    if not any(m.candidates for m in matches):
        begun = begun.drop(columns=words.t("May be"))
    fixed = [words.t(h) for h in ("In the paper", "To be looked at", "May be") if words.t(h) in begun]
    return st.data_editor(
        begun,
        key=f"decision.rows.{st.session_state.get(TURN, 0)}.{words.lang}",
        hide_index=True,
        placeholder="–",
        disabled=fixed,
        column_order=["✓", *(words.t(h) for h in SHOWN if words.t(h) in begun)],
        height=min(36 * (len(begun) + 1) + 3, 480),
        alt=words.t("What was read of the paper, a row an award"),
        column_config={
            "✓": st.column_config.CheckboxColumn("✓", width=52, help=words.t("seen, and right")),
            words.t("In the paper"): st.column_config.TextColumn(width=180),
            words.t("Whose record"): st.column_config.SelectboxColumn(options=list(labels.values()), width=160),
            words.t("Award"): st.column_config.SelectboxColumn(options=[code_name(c.code) for c in AWARDS], width=92),
            words.t("Year"): st.column_config.NumberColumn(format="%d", width=56, min_value=1945, max_value=2200),
            words.t("To be looked at"): st.column_config.TextColumn(width=122),
        },
    )


def edits_of(
    page: Page, paper: Paper, edited: pd.DataFrame, labels: dict[str, str], head: dict[str, Any]
) -> tuple[list[Edit], list[tuple[str, str]]]:
    """What the ticked rows write, and why some cannot be written: (who, reason)."""
    words, cursor = page.words, data.store().cursor()
    known = known_codes(cursor)
    ids = ids_of(known)
    by_label, by_name = {said: code for code, said in labels.items()}, {code_name(c.code): c.code for c in AWARDS}
    edits: list[Edit] = []
    wrong: list[tuple[str, str]] = []
    for said, row in zip(edited.itertuples(index=False), paper.rows, strict=True):
        if not said[0]:
            continue
        who, award, year = by_label.get(said[2] or ""), by_name.get(said[3] or ""), said[4]
        if who is None or award is None or pd.isna(year):
            wrong.append((str(said[1]), words.t("Say whose record, which award and which year, or untick the row.")))
            continue
        if row.revokes:
            old = revoked(paper, rows(cursor, "award", candidate_id=ids[code_key(who)]), award, int(year))
            if old is None:
                wrong.append((str(said[1]), words.t("The award that is taken back is not recorded.")))
            else:
                edits.append(Edit("award", {"state": "REVOKED"}, old[0], int(old[1]["version"])))
            continue
        label = row.award.words if award in OWN_WORDS else None
        typed = {"award": award, "year": int(year), "label": label, "state": "CONFIRMED", "achievement": None, **head}
        answer = checked("award", typed, who, known, data.terms())
        if answer.wrong or answer.record is None:
            reasons = [words.t(p.reason, **p.params) for found in answer.problems.values() for p in found]
            wrong.append((str(said[1]), "; ".join(reasons)))
            continue
        edits.append(Edit("award", values_of("award", answer.record, ids)))
    return edits, wrong


def revoked(paper: Paper, mine: dict[int, dict[str, Any]], award: str, year: int) -> tuple[int, dict[str, Any]] | None:
    """The recorded award that a row takes back: by the decision it names, else by its award and year."""
    same = {n: r for n, r in mine.items() if (r["code"], r["year"]) == (award, year) and r["state"] != "REVOKED"}
    if paper.revoked_number.value:
        core = core_of(str(paper.revoked_number.value))
        named = {n: r for n, r in same.items() if r["decision_no"] and core.goes_with(core_of(r["decision_no"]))}
        same = named or {}
    return next(iter(same.items())) if len(same) == 1 else None


def head_of(page: Page, paper: Paper) -> dict[str, Any]:
    """The decision's number, day and issuer, as read, to be corrected."""
    words, turn = page.words, st.session_state.get(TURN, 0)
    a, b, c = st.columns([3, 3, 4])
    how = {n: words.t(HOW_WORD[getattr(paper, n).how]) for n in ("number", "date", "issuer")}
    number = a.text_input(
        f"{words.t('Decision number')} ({how['number']})",
        str(paper.number.value or ""),
        key=f"decision.no.{turn}",
        max_chars=60,
    )
    day = paper.date.value if isinstance(paper.date.value, date) else None
    on = b.date_input(
        f"{words.t('Decision date')} ({how['date']})", day, format="DD/MM/YYYY", key=f"decision.on.{turn}"
    )
    issuer = c.text_input(
        f"{words.t('Issuer')} ({how['issuer']})",
        str(paper.issuer.value or ""),
        key=f"decision.by.{turn}",
        max_chars=200,
    )
    return {
        "decision_no": number.strip() or None,
        "decided_on": on if isinstance(on, date) else None,
        "issuer": issuer.strip() or None,
    }


def check(page: Page, name: str, content: bytes, paper: Paper, matches: Sequence[Match]) -> None:
    """The check screen: the paper beside what was read of it, and the button."""
    words = page.words
    known = known_codes(data.store().cursor())
    labels = {c: f"{n} · {c}" for c, n in zip(known["code"], known["name"], strict=True)}
    left, right = st.columns([4, 9])
    with left:
        paper_pages(page, name, content)
    with right:
        heading(words.t("What was read: {n} rows", n=len(paper.rows)), words.t(KIND_WORD[paper.kind]))
        if paper.scanned:
            st.info(words.t("A scan: every cell is a guess until you have compared it."), icon=":material/visibility:")
        for remark in paper.remarks:
            st.warning(words.t(remark.reason, **remark.params), icon=":material/warning:")
        head = head_of(page, paper)
        if not paper.rows:
            st.caption(words.t("No rows were read: enter the decision by hand under Enter in bulk."))
            return
        edited = table_of(page, paper, matches, labels)
        edits, wrong = edits_of(page, paper, edited, labels, head)
        if wrong:
            show(table([words.t("Name"), words.t("Why it cannot be kept")], wrong))
        who = keeper.author(words)

        def write() -> None:
            store = data.store()
            try:
                number = keep_file(store, name, content)
            except BadFile as error:
                st.session_state[editor.FAULT] = words.t(error.reason, **error.params)
                return
            kept = [
                Edit(e.table, {**e.values, "file_id": number}, e.id, e.version, e.removed) if e.id is None else e
                for e in edits
            ]
            clashes.attempt(kept, words.t("Decision {number}", number=head["decision_no"] or name), done)

        def done(act: int | None) -> None:
            said = words.t("{n} awards kept, with the paper as evidence.", n=len(edits))
            st.session_state[editor.SAID] = said if act else words.t("Nothing was changed.")
            st.session_state[editor.DONE] = act
            st.session_state.pop(READ, None)

        if fault := st.session_state.pop(editor.FAULT, None):
            st.error(fault, icon=":material/error:")
        ready = bool(edits) and not wrong and bool(who)
        st.button(
            words.t("Keep the {n} rows ticked", n=len(edits)),
            type="primary",
            on_click=write,
            disabled=not ready,
            width="stretch",
            key="decision.keep",
        )
        waits = [] if edits else [N_("a tick at each row that you have looked at")]
        waits += [N_("the rows named above")] if wrong else []
        waits += [] if who else [N_("your name (every change says who made it)")]
        if waits:
            st.caption(words.t("The button waits for: {what}.", what=words.list([words.t(w) for w in waits])))


page = open_page(
    N_("Decision papers"), N_("A decision dropped as Word, PDF or scan; read, compared, then kept"), filters="none"
)
words = page.words
page.draw()
editor.tell(page)
if clashes.held():
    codes = known_codes(data.store().cursor())
    clashes.ask(words, dict(zip(codes["candidate_id"].tolist(), codes["name"], strict=True)))
    keeper.watch(words, True)
else:
    dropped = st.file_uploader(
        words.t("Decision: Word (.docx), PDF or a picture, 5 MB at most"),
        type=["docx", "pdf", "png", "jpg", "jpeg"],
        key="decision.file",
    )
    if dropped is None:
        st.caption(
            words.t("The number, the day, the issuer, the awards and the people are read; you compare them and tick.")
        )
    else:
        found = read(page, Path(dropped.name).name, dropped.getvalue())
        if found is not None:
            check(page, Path(dropped.name).name, dropped.getvalue(), *found)
    keeper.watch(words, dropped is not None)
