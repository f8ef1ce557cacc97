"""Every exemplar by stage; the registration list; who took up whose practice."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dienhinh.criteria import STATUSES
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import Raw, esc, table
from dienhinh.ui.parts.roadmap.pipeline import Pipeline
from dienhinh.ui.periods import KIND_WORD
from dienhinh.ui.tables import download


def board(page: Page, pipe: Pipeline) -> str:
    """Every exemplar with the day of each stage, who nurtures, and the next step."""
    words, on = page.words, page.view.on
    lines = []
    for c in pipe.ids:
        person, entered, head = pipe.people[c], pipe.entered(c), pipe.head(c)
        cells = [
            words.date(entered[s])
            if s in entered and entered[s] <= on
            else f"△ {words.date(entered[s])}"
            if s in entered
            else "–"
            for s in STAGES
        ]
        place = pipe.status.get(c)
        status = Raw("–") if place is None else mark_of(page, STATUSES[place])
        name = esc(person["name"])
        if pipe.is_model(c):
            name += f' <span class="dh-tag">{esc(words.t("model"))}</span>'
        if again := pipe.before.get(c):
            name += f' <span class="dh-tag">{esc(words.t("exemplar of {years}", years=again))}</span>'
        name += f"<br><small>{esc(head.get('field') or words.t('all-round'))}</small>"
        if not pipe.within(c, on):
            name += f' <span class="dh-tag">{esc(words.t("taken out {day}", day=head["withdrawn_on"]))}</span>'
        lines.append([Raw(name), status, *cells, head.get("nurturer") or "–", next_step(page, pipe, c)])
    headings = [words.t(h) for h in (N_("Name"), N_("Status"))]
    headings += [words.t(STAGE_WORD[s]) for s in STAGES]
    headings += [words.t("In charge"), words.t("Next step")]
    legend = " · ".join(f"{STATUS_MARK[s]} {words.t(STATUS_WORD[s])}" for s in STATUSES)
    return f'<div class="dh-board">{table(headings, lines)}<p class="dh-sub">{esc(legend)}</p></div>'


def mark_of(page: Page, status: str) -> Raw:
    """A status as its mark alone, said in words to who cannot see it."""
    said = esc(page.words.t(STATUS_WORD[status]))
    return Raw(f'<span role="img" aria-label="{said}" title="{said}">{STATUS_MARK[status]}</span>')


def next_step(page: Page, pipe: Pipeline, candidate: int) -> str:
    """The first step of the log that is not done, with its deadline; marked when overdue."""
    words = page.words
    open_ = [r for r in pipe.of("nurturing", candidate).values() if r["next_step"] and not r["done_on"]]
    if not open_:
        return "–"
    first = min(open_, key=lambda r: r["due_on"] or date.max)
    if first["due_on"] is None:
        return str(first["next_step"])
    late = f" ✕ {words.t('overdue')}" if first["due_on"] < page.view.on else ""
    return f"{first['next_step']} ({words.date(first['due_on'])}{late})"


def registration(page: Page, pipe: Pipeline) -> None:
    """The registration list: who, with which document and when; to be downloaded."""
    words = page.words
    titles = (N_("Name"), N_("Code"), N_("Kind"), N_("Field of the exemplar"), N_("Registered on"))
    headings = [words.t(h) for h in (*titles, N_("Document number"), N_("In charge"))]
    lines = []
    for c in pipe.registered(page.view.on):
        stage = next(r for r in pipe.of("stage", c).values() if r["stage"] == "DANG_KY")
        person = pipe.people[c]
        lines.append(
            [
                person["name"],
                person["code"],
                words.t(KIND_WORD[person["kind"]]),
                pipe.head(c).get("field") or words.t("all-round"),
                stage["entered_on"],
                stage["document_no"] or "–",
                pipe.head(c).get("nurturer") or "–",
            ]
        )
    frame = pd.DataFrame(lines, columns=headings)
    target = page.plan.target
    title = words.t(
        "Registration list: {n} ({low}–{high} sought)", n=len(lines), low=target.at_least, high=target.at_most
    )
    shown = [[words.date(v) if isinstance(v, date) else v for v in line] for line in lines]
    heading(title, "", table(headings, shown))
    download(words, frame, words.t("Registration list")[:31], title, "danh-sach-dang-ky.xlsx", "roadmap.download")


def replications(page: Page, pipe: Pipeline) -> None:
    """Which units took up whose practice, when, with what result."""
    words = page.words
    headings = [words.t(h) for h in (N_("Whose practice"), N_("Practice"), N_("Taken up by"), N_("From"), N_("Result"))]
    lines = [
        [
            pipe.people[r["candidate_id"]]["name"],
            r["practice"],
            pipe.people[r["unit_id"]]["name"],
            words.date(r["from_on"]),
            r["result"] or "–",
        ]
        for r in sorted(pipe.tables["replication"].values(), key=lambda r: r["from_on"])
        if r["from_on"] <= page.view.on
    ]
    heading(
        words.t("Replication"),
        words.t("which units took up whose practice, when, with what result"),
        table(headings, lines) if lines else f"<p>{esc(words.t('Nothing is recorded yet.'))}</p>",
    )
