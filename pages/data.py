"""Data: the records of one person or unit, added, changed, revoked or taken out by hand; and people and units added."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key
from dienhinh.ui import address, clashes, data, editor, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, Page, open_page
from dienhinh.ui.html import esc, show
from dienhinh.ui.parts.data.records import NEW, choose, join, records


def main(page: Page) -> None:
    words = page.words
    both = [page.assessment.roster, page.standing.apart]
    models = data.models(words)
    columns = ["candidate_id", "code", "name", "kind", "unit_name"]
    people = pd.concat([f[columns] for f in (*both, pd.DataFrame(models, columns=columns))])
    names = dict(people[["candidate_id", "name"]].itertuples(index=False))
    carriers = {
        c: f"{n} · {c}" for c, n in people.loc[people["kind"] != "MODEL", ["code", "name"]].itertuples(index=False)
    }
    options = {
        "unit": {
            c: f"{n} · {c}"
            for c, n in people.loc[people["kind"] == "COLLECTIVE", ["code", "name"]].itertuples(index=False)
        },
        "criterion": {
            str(page.plan.measures[c.measure].criterion): f"{c.section} · {c.in_(words.lang)}"
            for c in page.plan.criterion
            if c.measure and page.plan.measures[c.measure].kind == "ATTESTATION"
        },
    }
    page.draw()
    editor.tell(page)
    choose(page, people)
    adding = st.session_state.get(editor.ADDING)
    person = next(people[people["code"] == (page.view.who or "")].itertuples(index=False), None)
    unsaved = False
    if clashes.held():
        clashes.ask(words, dict(zip(people["candidate_id"], people["name"], strict=True)))
        unsaved = True
    elif adding:
        heading(words.t(NEW[adding]))
        unsaved = editor.draw_form(page, editor.Editor(page, adding, "", None, None), options)
    elif person is not None:
        kinds = st.empty()
        left, right = st.columns([9, 11], gap="large")
        with left:
            show(f'<div class="dh-who"><h2>{esc(person.name)}</h2><span>{esc(person.code)}</span></div>')
            editing = records(page, person, names, kinds)
            if editing.form == "carrier":
                options["unit"] = carriers
            st.page_link(
                PROFILE, label=words.t("Profile"), icon=":material/badge:", query_params=address.link(who=person.code)
            )
            if person.kind == "INDIVIDUAL":
                join(page, person, people)
        with right:
            heading(words.t("Change the record") if editing.number else words.t("Add a record"))
            unsaved = editor.draw_form(page, editing, options)
    else:
        st.caption(
            words.t("Choose a person or a unit, or add one. To enter much at once, use Enter in bulk or a workbook.")
        )
        waiting = [p for p in keeper.unsaved() if p.count("/") == 2]
        for place in waiting:
            who, form, number = place.split("/")
            st.page_link(
                "pages/data.py",
                label=words.t("Unsaved input: {what}", what=" · ".join(x for x in (who, form) if x != "new")),
                icon=":material/edit:",
                query_params=address.link(who=who, what=form, rec=number if number != "new" else None),
            ) if code_key(who) != "new" else None
    keeper.watch(words, unsaved)


main(
    open_page(
        N_("Data"),
        N_("Records added, changed, revoked by hand; every change is in the log"),
        filters="none",
        empty_too=True,
    )
)
