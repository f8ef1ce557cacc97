"""One decision for many people."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dienhinh.exchange.forms import FORMS, OWN_WORDS, checked, ids_of, values_of
from dienhinh.kinds.codes import FOR_PEOPLE, FOR_UNITS
from dienhinh.locale.names import code_name
from dienhinh.store import Edit, known_codes
from dienhinh.ui import clashes, data, editor, forms, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.bulk.grid import filters
from dienhinh.ui.waits import waits


def decision(page: Page, people: pd.DataFrame) -> bool:
    """One award for many: the decision said once, then the people ticked; returns whether there is unsaved input."""
    words, place = page.words, "bulk/award/new"
    left, right = st.columns([9, 11], gap="large")
    with left:
        heading(words.t("The decision"), words.t("said once for everybody ticked"))
        given = {f.name: "CONFIRMED" if f.name == "state" else None for f in FORMS["award"]}
        forms.start("award", place, given)
        typed = forms.typed("award", place)
        code = typed.get("award")
        known = known_codes(data.store().cursor())
        any_code = str(people["code"].iloc[0])
        answer = checked("award", typed, any_code, known, data.terms())
        skip = frozenset() if code in OWN_WORDS else frozenset({"label"})
        forms.draw("award", place, answer, words, {}, skip)
        differs = forms.unsaved("award", place, given, None)
    with right:
        title = code_name(code) if code else words.t("choose the award first")
        heading(words.t("Who is rewarded"), title)
        may = people
        if code in FOR_UNITS | FOR_PEOPLE:
            may = people[people["kind"] == ("COLLECTIVE" if code in FOR_UNITS else "INDIVIDUAL")]
        shown = filters(page, may, "decision")
        ticked = tick(page, shown)
        left_over = [c for c in ticked if c not in set(may["code"])]
        if left_over:
            st.warning(words.t("This award is not given to: {codes}.", codes=words.list(left_over)))
        who = keeper.author(words)
        wrong = answer.wrong or answer.record is None
        recipients = [c for c in ticked if c in set(may["code"])]

        def write() -> None:
            found, ids = [], ids_of(known)
            for one in recipients:
                record = checked("award", typed, one, known, data.terms()).record
                assert record is not None
                found.append(Edit("award", values_of("award", record, ids)))
            clashes.attempt(found, "", done)

        def done(act: int | None) -> None:
            said = words.t("{award} written for {n}.", award=code_name(code), n=len(recipients))
            st.session_state[editor.SAID] = said if act else words.t("Nothing was changed.")
            st.session_state[editor.DONE] = act
            drop()

        def drop() -> None:
            forms.forget("award", place)
            st.session_state["ticked"] = []
            st.session_state["tick.turn"] = st.session_state.get("tick.turn", 0) + 1

        if st.button(
            words.t("Write it for {n}", n=len(recipients)),
            type="primary",
            on_click=None if wrong else write,
            **waits(words, chosen=recipients, who=who),
            width="stretch",
            key="decision.save",
        ):
            st.session_state[f"tried|{place}"] = True
            st.error(words.t("Not saved: see the fields marked."), icon=":material/error:") if wrong else None
        st.button(
            words.t("Discard"),
            on_click=drop,
            **waits(words, changed=differs or ticked),
            key="decision.drop",
            width="stretch",
        )
    return differs or bool(ticked)


def tick(page: Page, shown: pd.DataFrame) -> list[str]:
    """The list with a box to tick before each name; returns the codes ticked, those out of sight too."""
    words, state = page.words, st.session_state
    ticked: list[str] = state.setdefault("ticked", [])
    shape = (tuple(shown["code"]), words.lang, state.get("tick.turn", 0))
    if state.get("tick.shape") != shape:
        state["tick.frame"] = pd.DataFrame(
            {
                "✓": [c in ticked for c in shown["code"]],
                words.t("Name"): shown["name"].tolist(),
                words.t("Unit"): shown["unit_name"].tolist(),
                words.t("Code"): shown["code"].tolist(),
            }
        )
        state["tick.shape"] = shape
    edited = st.data_editor(
        state["tick.frame"],
        key=f"tick.{hash(shape)}",
        hide_index=True,
        disabled=[words.t(h) for h in ("Name", "Unit", "Code")],
        height=min(36 * (len(shown) + 1) + 3, 400),
        alt=words.t("Who may be rewarded, with a box to tick"),
        column_config={"✓": st.column_config.CheckboxColumn("✓", width="small")},
    )
    here = edited.loc[edited["✓"].astype(bool), words.t("Code")].tolist()
    now = [c for c in ticked if c not in set(shown["code"])] + here
    state["ticked"] = now
    return now
