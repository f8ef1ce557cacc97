"""One person’s or unit’s records as a list, and the form of the one chosen."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import LEVEL_WORD, RESULT_WORD, STATE_WORD, TABLE_WORD, WAY_WORD, code_name
from dienhinh.store.joining import joining
from dienhinh.store.records import rows
from dienhinh.ui import address, clashes, data, editor, keeper
from dienhinh.ui.frame import Page
from dienhinh.ui.html import plain
from dienhinh.ui.people import box
from dienhinh.ui.waits import waits

KIND_OF = {
    "candidate": N_("Particulars"),
    "post": N_("Posts"),
    "succession": N_("Origin"),
    "carrier": N_("Carried by"),
    "rating": N_("Ratings"),
    "award": N_("Awards"),
    "initiative": N_("Initiatives"),
    "attestation": N_("Attestations"),
    "discipline": N_("Disciplines"),
    "registration": N_("Registrations"),
}


OWN = {
    "COLLECTIVE": tuple(k for k in KIND_OF if k not in ("post", "carrier")),
    "INDIVIDUAL": tuple(k for k in KIND_OF if k not in ("succession", "carrier")),
    "MODEL": ("candidate", "carrier"),
}


ADD = {
    "person": (N_("Add a person"), "person_add"),
    "unit": (N_("Add a unit"), "domain_add"),
    "model": (N_("Add a model"), "emoji_objects"),
}


NEW = {"person": N_("A new person"), "unit": N_("A new unit"), "model": N_("A new model")}


def record_name(table: str, r: dict[str, Any], page: Page, units: dict[int, str]) -> str:
    """One record in one line, as the list shows it."""
    words = page.words
    day = words.date
    cited = ", ".join(x for x in (r.get("decision_no"), day(r["decided_on"]) if r.get("decided_on") else "") if x)
    if table == "candidate":
        return f"{r['name']} · {r['code']}"
    if table == "post":
        until = day(r["until_on"]) if r["until_on"] else "…"
        role = r["position"] or words.t("leading post" if r["leads"] else "staff")
        return f"{role} · {units.get(r['unit_id'], '')} · {day(r['from_on'])} – {until}"
    if table == "carrier":
        return units.get(r["unit_id"], "")
    if table == "succession":
        return f"{units.get(r['unit_id'], '')} · {words.t(WAY_WORD[r['how']])} · {day(r['from_on'])}"
    if table == "registration":
        dates = (r["returned_on"], r["sent_on"], r["registered_on"])
        when = next((day(d) for d in dates if d), "")
        return " · ".join(x for x in (str(r["year"]), code_name(r["code"]), when) if x)
    if table == "attestation":
        return f"{r['criterion']} · {words.t(RESULT_WORD[r['result']])} · {day(r['on_date'])}"
    if table == "discipline":
        parts = [code_name(r["code"], r["label"]), day(r["from_on"])]
    elif table == "initiative":
        parts = [str(r["year"]), r["title"], words.t(LEVEL_WORD[r["level"]])]
    else:
        parts = [str(r["year"]), code_name(r["code"], r.get("label")), cited]
    state = "REVOKED" if r.get("revoked") else r.get("state")
    if state not in (None, "CONFIRMED"):
        parts.append(words.t(STATE_WORD[state]))
    return " · ".join(p for p in parts if p)


def choose(page: Page, people: pd.DataFrame) -> None:
    """Who is edited, or that somebody is to be added."""
    words = page.words
    labels = {
        r.code: f"{r.name} · {r.code}" + (f" · {r.unit_name}" if r.unit_name != r.name else "")
        for r in people.itertuples(index=False)
    }
    left, middle, right, last = st.columns([6, 2, 2, 2], vertical_alignment="bottom")

    def picked(code: str | None) -> None:
        address.put("who", code)
        address.put("rec", None)
        st.session_state.pop(editor.ADDING, None)

    box(left.container(), words.t("Person or unit"), words, labels, page.view.who, "w.data.who", picked)

    def adding(what: str) -> None:
        st.session_state[editor.ADDING] = what

    nobody = not (people["kind"] == "COLLECTIVE").any()
    for place, (what, (label, icon)) in zip((middle, right, last), ADD.items(), strict=True):
        place.button(
            words.t(label),
            icon=f":material/{icon}:",
            on_click=adding,
            args=(what,),
            width="stretch",
            key=f"add.{what}",
            disabled=what == "person" and nobody,  # a person is somebody of a unit
        )


def records(page: Page, person: Any, units: dict[int, str], where: Any) -> editor.Editor:
    """The kinds of record, the list of one kind, and the editor of the one chosen."""
    words = page.words
    kinds = OWN[person.kind]
    what = page.view.what if page.view.what in kinds else kinds[0]
    found = {t: of_person(t, int(person.candidate_id)) for t in kinds}
    st.session_state["w.what"] = what

    def turned() -> None:
        address.put("what", st.session_state["w.what"])
        address.put("rec", None)

    where.segmented_control(
        words.t("Kind"),
        list(kinds),
        format_func=lambda t: words.t(KIND_OF[t]) + (f" ({len(found[t])})" if t != "candidate" else ""),
        key="w.what",
        required=True,
        on_change=turned,
        label_visibility="collapsed",
    )
    mine = found[what]
    form = (
        what
        if what != "candidate"
        else {"COLLECTIVE": "unit", "INDIVIDUAL": "individual", "MODEL": "model"}[person.kind]
    )
    if what == "candidate":
        number = int(person.candidate_id)
        return editor.Editor(page, form, person.code, mine[number], number)
    number = page.view.rec if page.view.rec in mine else 0
    st.session_state["w.rec"] = number

    def chosen() -> None:
        address.put("rec", str(st.session_state["w.rec"] or ""))

    names = {0: words.t("+ A new one")} | {n: record_name(what, r, page, units) for n, r in mine.items()}
    st.radio(words.t("Record"), list(names), format_func=lambda n: names[n], key="w.rec", on_change=chosen)
    return editor.Editor(page, form, person.code, mine.get(number), number or None)


def join(page: Page, person: Any, people: pd.DataFrame) -> None:
    """The same person recorded twice: what joining would move, what contradicts, and the act itself."""
    words = page.words
    others = people[(people["kind"] == "INDIVIDUAL") & (people["code"] != person.code)]
    names = dict(zip(others["candidate_id"].tolist(), others["name"] + " · " + others["code"], strict=True))
    with st.popover(words.t("Recorded twice?"), icon=":material/merge:"):
        gone = st.selectbox(
            words.t("The other record of this person"),
            list(names),
            index=None,
            format_func=lambda n: names[n],
            placeholder=words.t("Choose"),
            key="join.gone",
        )
        if gone is None:
            st.caption(words.t("All that is recorded of the other becomes this person’s; it can be undone in the log."))
            return
        found = joining(data.store().cursor(), int(person.candidate_id), int(gone))
        if found.contradictions:
            st.warning(words.t("These records contradict each other; correct or take out one of each first:"))
            for c in found.contradictions:
                record = rows(data.store().cursor(), c.table, id=c.gone)[c.gone]
                line = record_name(c.table, record, page, {})
                st.caption(f"{words.t(TABLE_WORD[c.table])}: {plain(line)} ({', '.join(c.columns)})")
            return
        st.write(words.t("{n} records move here; {alike} both have alike stay once.", n=found.moved, alike=found.alike))
        who = keeper.author(words)

        def joined() -> None:
            why = words.t("One person: {code} joined to {kept}", code=names[gone], kept=person.code)
            if clashes.attempt(list(found.edits), why, lambda _: None):
                st.session_state.pop("join.gone", None)

        st.button(words.t("Join"), key="join.do", type="primary", on_click=joined, **waits(words, who=who))


def of_person(table: str, number: int) -> dict[int, dict[str, Any]]:
    cursor = data.store().cursor()
    if table == "candidate":
        return rows(cursor, table, id=number)
    found = rows(cursor, table, candidate_id=number)
    when = {
        "post": "from_on",
        "succession": "from_on",
        "carrier": "unit_id",
        "attestation": "on_date",
        "discipline": "from_on",
    }
    by = when.get(table, "year")
    return dict(sorted(found.items(), key=lambda item: item[1][by]))
