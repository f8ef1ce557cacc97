"""Enter in bulk: a year's ratings for everybody in one grid; one decision that rewards many people, said once."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.exchange import values
from dienhinh.exchange.forms import FORMS, OWN_WORDS, checked, ids_of, values_of
from dienhinh.exchange.problems import Unreadable
from dienhinh.kinds.codes import FOR_PEOPLE, FOR_UNITS
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import fold
from dienhinh.locale.names import code_name
from dienhinh.store import Edit, known_codes
from dienhinh.store.records import rows
from dienhinh.ui import clashes, data, editor, forms, keeper
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import MOST_LINES

GRID, DECISION = "grid", "decision"
WAY_WORD = {GRID: N_("Ratings, in a grid"), DECISION: N_("One decision for many")}
SEEN = "bulk.seen"
Cell = tuple[int, int]  # candidate, year


def people_of(page: Page) -> pd.DataFrame:
    """Everybody recorded: ``candidate_id``, code, name, kind, unit_name; units first, in name order."""
    both = [page.assessment.roster, page.standing.apart]
    found = pd.concat([f[["candidate_id", "code", "name", "kind", "unit_name"]] for f in both], ignore_index=True)
    return found.sort_values("kind", key=lambda k: k != "COLLECTIVE", kind="stable").reset_index(drop=True)


def years(page: Page) -> list[int]:
    period = page.plan.period
    return list(range(period.first_year, max(period.last_year, clock.today().year) + 1))[:7]


def filters(page: Page, people: pd.DataFrame, place: str) -> pd.DataFrame:
    """Controls that narrow the list; returns the people left."""
    words = page.words
    left, right = st.columns(2)
    units = sorted(people["unit_name"].unique())
    unit = left.selectbox(words.t("Unit"), units, index=None, key=f"{place}.unit", placeholder=words.t("All"))
    wanted = right.text_input(words.t("Search a name or a code (diacritics not needed)"), key=f"{place}.find")
    if unit:
        people = people[people["unit_name"] == unit]
    if wanted:
        texts = [fold(f"{r.name} {r.code}") for r in people.itertuples(index=False)]
        people = people[[all(w in t for w in fold(wanted).split()) for t in texts]]
    return people


def base(page: Page) -> dict[Cell, tuple[int, int, str]]:
    """Every rating as the officer saw it first: (candidate, year) → (record, version, code)."""
    if SEEN not in st.session_state:
        found = rows(data.store().cursor(), "rating")
        all_of = {
            (r["candidate_id"], r["year"]): (n, r["version"], r["code"])
            for n, r in found.items()
            if r["state"] != "REVOKED"
        }
        for cell, (_, version) in kept_cells().items():  # unsaved input is about the record as it was seen then
            place = (int(cell.split("|")[0]), int(cell.split("|")[1]))
            if place in all_of and version:
                all_of[place] = (all_of[place][0], version, all_of[place][2])
            elif not version:
                all_of.pop(place, None)
        st.session_state[SEEN] = all_of
    seen: dict[Cell, tuple[int, int, str]] = st.session_state[SEEN]
    return seen


def kept_cells() -> dict[str, tuple[str | None, int]]:
    """The grid's unsaved cells: "candidate|year" → the code typed and the version it was typed over."""
    kept = keeper.unsaved().get("bulk/grid")
    return {cell: (code, version) for cell, (code, version) in kept.content.items()} if kept else {}


def grid(page: Page, people: pd.DataFrame) -> bool:
    """The grid of ratings; returns whether it holds unsaved input."""
    words, place = page.words, "bulk/grid"
    heading(
        words.t("Ratings by year"),
        words.t("type or paste HTXSNV, HTTNV, HTNV, KHTNV or their words; nothing is saved before the button"),
    )
    shown = filters(page, people, "grid")
    seen, columns = base(page), [str(y) for y in years(page)]
    typed = {cell: code for cell, (code, _) in kept_cells().items()}
    state = st.session_state
    ids = shown["candidate_id"].tolist()
    # What the grid begins with must stay the same object of values while it is edited, or its edits are lost.
    shape = (tuple(ids), tuple(columns), words.lang, state.get(keeper.BROWSER), state.get("grid.turn", 0))
    if state.get("grid.shape") != shape:
        frame = pd.DataFrame(
            {y: [typed.get(f"{i}|{y}", seen.get((i, int(y)), (0, 0, None))[2]) for i in ids] for y in columns},
            dtype=object,
        )
        frame.insert(0, words.t("Name"), [f"{n} · {c}" for n, c in zip(shown["name"], shown["code"], strict=True)])
        state["grid.frame"], state["grid.shape"] = frame, shape
    edited = st.data_editor(
        state["grid.frame"],
        key=f"grid.{hash(shape)}",
        hide_index=True,
        disabled=[words.t("Name")],
        height=min(36 * (len(shown) + 1) + 3, 400),
        placeholder="–",
        alt=words.t("Ratings of everybody, a column a year"),
        column_config={
            words.t("Name"): st.column_config.TextColumn(pinned=True, width=300),
            **{y: st.column_config.TextColumn(y, width="small") for y in columns},
        },
    )
    here, refused = changes_in(edited, ids, columns, seen)
    if refused:
        names = dict(zip(ids, shown["name"], strict=True))
        lines = [
            (names[number], year, words.t(error.reason, **error.params)) for (number, year), error in refused.items()
        ]
        with st.container(border=True):
            st.markdown(f":red[:material/error: {words.t('{n} cells were not taken', n=len(lines))}]")
            show(table([words.t(h) for h in (N_("Name"), N_("Year"), N_("Why"))], lines[:MOST_LINES]))
    outside = {k: v for k, v in typed.items() if int(k.split("|")[0]) not in set(ids)}
    changes = {**outside, **here}
    versions = {cell: seen.get((int(cell.split("|")[0]), int(cell.split("|")[1])), (0, 0, None))[1] for cell in changes}
    keeper.keep(place, {cell: [code, versions[cell]] for cell, code in changes.items()} or None)
    save_grid(page, changes)
    return bool(changes)


def changes_in(
    edited: pd.DataFrame, ids: list[int], columns: list[str], seen: dict[Cell, tuple[int, int, str]]
) -> tuple[dict[str, str | None], dict[tuple[int, str], Unreadable]]:
    """The cells that say other than what is recorded, in any spelling that a workbook may have: "candidate|year" →
    code, None where one was emptied; and those that say no rating, with the reason."""
    found: dict[str, str | None] = {}
    refused: dict[tuple[int, str], Unreadable] = {}
    for year in columns:
        for number, value in zip(ids, edited[year].tolist(), strict=True):
            try:
                code = values.rating(value if isinstance(value, str) else None)[0]
            except Unreadable as error:
                refused[number, year] = error
                continue
            if code != seen.get((number, int(year)), (0, 0, None))[2]:
                found[f"{number}|{year}"] = str(code) if code else None
    return found, refused


def save_grid(page: Page, changes: dict[str, str | None]) -> None:
    words = page.words
    emptied = sum(v is None for v in changes.values())
    left, middle, right = st.columns(3)
    left.text_input(words.t("Decision number (for all of these, if there is one)"), key="grid.no", max_chars=60)
    middle.date_input(words.t("Decision date"), key="grid.on", value=None, format="DD/MM/YYYY")
    with right:
        who = keeper.author(words)
    if emptied:
        st.text_input(words.t("Why are {n} ratings deleted?", n=emptied), key="grid.why", max_chars=200)
    why = str(st.session_state.get("grid.why") or "").strip()
    ready = bool(changes and who and (why or not emptied))

    def write() -> None:
        number, on = str(st.session_state["grid.no"] or "").strip() or None, st.session_state["grid.on"]
        clashes.attempt(edits_of(changes, base(page), number, on), why, done)

    def done(act: int | None) -> None:
        st.session_state[editor.SAID] = words.t("{n} ratings saved.", n=len(changes))
        st.session_state[editor.DONE] = act
        drop()

    def drop() -> None:
        st.session_state.pop(SEEN, None)
        st.session_state["grid.turn"] = st.session_state.get("grid.turn", 0) + 1
        keeper.keep("bulk/grid", None)

    left, right = st.columns(2)
    label = words.t("Save {n} ratings", n=len(changes))
    left.button(label, type="primary", on_click=write, disabled=not ready, width="stretch", key="grid.save")
    right.button(words.t("Discard"), on_click=drop, disabled=not changes, width="stretch", key="grid.drop")
    if changes and not who:
        st.caption(words.t("Type your name to save: every change says who made it."))


def edits_of(
    changes: dict[str, str | None], seen: dict[Cell, tuple[int, int, str]], number: str | None, on: date | None
) -> list[Edit]:
    found = []
    decision = {k: v for k, v in (("decision_no", number), ("decided_on", on)) if v}
    for cell, code in changes.items():
        candidate, year = map(int, cell.split("|"))
        record, version, _ = seen.get((candidate, year), (None, None, ""))
        if code is None:
            found.append(Edit("rating", id=record, version=version, removed=True))
        elif record is None:
            found.append(
                Edit(
                    "rating", {"candidate_id": candidate, "year": year, "code": code, "state": "CONFIRMED", **decision}
                )
            )
        else:
            found.append(Edit("rating", {"code": code, "state": "CONFIRMED", **decision}, record, version))
    return found


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
            disabled=not (recipients and who),
            width="stretch",
            key="decision.save",
        ):
            st.session_state[f"tried|{place}"] = True
            st.error(words.t("Not saved: see the fields marked."), icon=":material/error:") if wrong else None
        st.button(
            words.t("Discard"), on_click=drop, disabled=not (differs or ticked), key="decision.drop", width="stretch"
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


@st.fragment
def entry(page: Page, people: pd.DataFrame, way: str) -> None:
    """The part that is typed into; a cell redraws this part alone, a save the whole page."""
    if clashes.held() or editor.SAID in st.session_state:
        st.rerun()
    unsaved = grid(page, people) if way == GRID else decision(page, people)
    keeper.watch(page.words, unsaved)


page = open_page(N_("Enter in bulk"), N_("Many ratings in one grid; one decision for many people"), filters="none")
words = page.words
people = people_of(page)
page.draw()
editor.tell(page)
if clashes.held():
    clashes.ask(words, dict(zip(people["candidate_id"], people["name"], strict=True)))
    keeper.watch(words, True)
else:
    way = st.segmented_control(
        words.t("What to enter"),
        list(WAY_WORD),
        format_func=lambda w: words.t(WAY_WORD[w]),
        default=GRID,
        required=True,
        key="bulk.way",
        label_visibility="collapsed",
    )
    entry(page, people, str(way))
