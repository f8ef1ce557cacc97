"""A model's profile: what it is, who carries it, and its way through the plan's stages. Nothing judges it (I.3)."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.store.records import rows
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import ROADMAP, Page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.people import everybody
from dienhinh.ui.periods import before


def draw_model(page: Page, model: dict[Any, Any]) -> None:
    """The page of one model (a row of :func:`dienhinh.store.history.models`)."""
    words, number = page.words, int(model["candidate_id"])
    cursor, on = data.store().cursor(), page.view.on
    tables = {t: rows(cursor, t, plan_id=page.plan.id, candidate_id=number) for t in ("exemplar", "stage", "nurturing")}
    head = next(iter(tables["exemplar"].values()), {})
    parts = [f"<h2>{esc(model['name'])}</h2>", f"<span>{esc(model['code'])}</span>"]
    parts.append(f'<span class="dh-big">{esc(words.t("Model"))}</span>')
    parts.append(
        f"<span>{esc(words.t('Field of the exemplar'))}: {esc(head.get('field') or words.t('all-round'))}</span>"
    )
    if model["founded_on"]:
        until = words.date(model["dissolved_on"]) if model["dissolved_on"] else "…"
        parts.append(f"<span>{esc(words.date(model['founded_on']))} – {esc(until)}</span>")
    show(f'<div class="dh-who">{"".join(parts)}</div>')
    if earlier := before(page, number, on):
        show(earlier)
    if model["summary"]:
        show(f'<p class="dh-said">{esc(model["summary"])}</p>')
    st.caption(
        words.t("A model is not judged by III; it counts among the exemplars sought and goes through their stages.")
    )
    carriers(page, model)
    left, right = st.columns(2, gap="large")
    with left:
        entered = {r["stage"]: r for r in tables["stage"].values()}
        lines = [
            [
                words.t(STAGE_WORD[s]),
                (("" if r["entered_on"] <= on else "△ ") + words.date(r["entered_on"])) if r else "–",
                (r or {}).get("document_no") or "–",
            ]
            for s in STAGES
            for r in [entered.get(s)]
        ]
        titles = [words.t(h) for h in (N_("Stage"), N_("Entered on"), N_("Document number"))]
        heading(words.t("Stages"), "", table(titles, lines))
        st.page_link(
            ROADMAP,
            label=words.t("Roadmap"),
            icon=":material/route:",
            query_params=address.link(who=str(model["code"]), what="stage"),
        )
    with right:
        notes = sorted(tables["nurturing"].values(), key=lambda r: r["on_date"])
        lines = [[words.date(r["on_date"]), r["note"], r["next_step"] or "–"] for r in notes if r["on_date"] <= on]
        titles = [words.t(h) for h in (N_("Date"), N_("Note"), N_("Next step"))]
        nothing = f"<p>{esc(words.t('Nothing is recorded yet.'))}</p>"
        heading(words.t("Nurturing log"), "", table(titles, lines) if lines else nothing)
        taken = rows(cursor, "replication", plan_id=page.plan.id, candidate_id=number).values()
        names = {int(p["candidate_id"]): p["name"] for p in everybody(page).values()}
        lines = [
            [names.get(r["unit_id"], ""), words.date(r["from_on"]), r["practice"], r["result"] or "–"]
            for r in sorted(taken, key=lambda r: r["from_on"])
            if r["from_on"] <= on
        ]
        titles = [words.t(h) for h in (N_("Taken up by"), N_("From"), N_("Practice"), N_("Result"))]
        heading(words.t("Replication"), "", table(titles, lines) if lines else nothing)


def carriers(page: Page, model: dict[Any, Any]) -> None:
    """Links to the profiles of those who carry it."""
    words = page.words
    by_id = {int(p["candidate_id"]): p for p in everybody(page).values()}
    mine = [by_id[n] for n in model["carried_by"] if n in by_id]
    if not mine:
        st.caption(words.t("Nobody is recorded as carrying it."))
        return
    with st.container(horizontal=True):
        for person in mine:
            st.page_link(
                "pages/profile.py",
                label=words.t("carried by {who}", who=person["name"]),
                icon=":material/badge:",
                query_params=address.link(who=str(person["code"])),
            )


def of_model(page: Page, person: dict[Any, Any]) -> None:
    """Links from a person or unit to the models that it carries."""
    mine = [m for m in data.models(page.words) if int(person["candidate_id"]) in m["carried_by"]]
    if not mine:
        return
    with st.container(horizontal=True):
        for model in mine:
            st.page_link(
                "pages/profile.py",
                label=page.words.t("Model “{name}”", name=model["name"]),
                icon=":material/emoji_objects:",
                query_params=address.link(who=str(model["code"])),
            )
