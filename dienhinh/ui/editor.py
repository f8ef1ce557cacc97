"""Editing one record: the form with its buttons, saving, revoking, taking out, and the undo of the last save."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dienhinh import kinds
from dienhinh.exchange.forms import (
    CODED,
    FORMS,
    OWN_WORDS,
    REVOKED,
    Checked,
    checked,
    checked_plain,
    form_values,
    ids_of,
    new_person,
    values_of,
)
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key
from dienhinh.store import CannotUndo, Edit, LastPost, known_codes, undo
from dienhinh.store.aside import read_file
from dienhinh.store.changes import changes_of
from dienhinh.store.records import rows
from dienhinh.ui import address, clashes, data, forms, keeper
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import Page
from dienhinh.ui.waits import waits

ROADMAP = {kind.name for kind in kinds.ROADMAP}
SAID, FAULT, DONE, ADDING = "edit.said", "edit.fault", "edit.act", "edit.adding"
FILL = "edit.fill"
"""What a new record's form begins with, by its place: a finding of data quality knows the year that is missing."""


def fill(who: str, form: str, begins: list[dict[str, Any]]) -> None:
    """From a callback: the next new records of ``form`` of ``who`` begin so, one after the other."""
    st.session_state[FILL] = {f"{who}/{form}/new": begins}


class Editor:
    """One record in the form: which, what it said when the form was opened, what is typed."""

    def __init__(self, page: Page, form: str, who: str, record: dict[str, Any] | None, number: int | None) -> None:
        self.page, self.form, self.who, self.number = page, form, who, number
        self.table = "candidate" if form in kinds.OF_CANDIDATE else form
        self.place = f"{who or 'new'}/{form}/{number or 'new'}"
        self.known = known_codes(data.store().cursor())
        codes = dict(zip(self.known["candidate_id"].tolist(), self.known["code"], strict=True))
        # what the officer saw first stays what they saw, whoever saves meanwhile; over a reload too
        kept = keeper.unsaved().get(self.place)
        if record is not None and kept is not None and "version" in kept.content:
            record = record | {"version": kept.content["version"]}
        seen: dict[str, Any] | None = st.session_state.setdefault(f"seen|{self.place}", record)
        self.seen = seen
        self.given: dict[str, Any] = form_values(form, seen, codes) if seen else {f.name: None for f in FORMS[form]}
        if seen is None and "state" in self.given:
            self.given["state"] = "CONFIRMED"
        if seen is None and (begins := st.session_state.get(FILL, {}).get(self.place)):
            self.given |= begins[0]

    def ids(self) -> dict[str, int]:
        return ids_of(self.known)

    def check(self) -> Checked:
        typed = forms.typed(self.form, self.place)
        return checked(self.form, typed, self.who, self.known, data.terms(), own=True)

    def save(self) -> None:
        """From the button: write it, or say what is missing; what was typed stays."""
        words, answer = self.page.words, self.check()
        st.session_state[f"tried|{self.place}"] = True
        if answer.wrong or answer.record is None:
            st.session_state[FAULT] = words.t("Not saved: see the fields marked.")
            return
        edits = self.edits(answer)
        why = str(st.session_state.get(f"why|{self.place}") or "").strip()
        if self.table == "attestation" and not why:
            why = " · ".join(str(answer.record[c]) for c in ("criterion", "evidence") if answer.record[c])
        if self.revokes(answer) and not why:
            st.session_state[FAULT] = words.t("Say why: a reason is asked for where something is revoked or deleted.")
            return
        code = str(answer.record.get("code") or self.who) if self.table == "candidate" else self.who
        clashes.attempt(edits, why, lambda act: self.finished(act, words.t("Saved."), code))

    def revokes(self, answer: Checked) -> bool:
        """Whether the form, as it stands, revokes what was in force."""
        now, was = answer.record or {}, self.seen or {}
        return any(now.get(k) == v and was.get(k) != v for k, v in REVOKED.get(self.table, {}).items())

    def edits(self, answer: Checked) -> list[Edit]:
        """What a save writes."""
        assert answer.record is not None
        if self.form == "person":
            return new_person(answer, self.ids())
        shown = {name for field in FORMS[self.form] for name in field.fills}
        values = values_of(self.table, answer.record, self.ids(), shown)
        if self.table == "candidate" and self.number:
            values.pop("kind")
        return [*self.closing(), Edit(self.table, values, self.number, self.version)]

    def open_post(self) -> tuple[int, dict[str, Any]] | None:
        """The post that is still held when the one in the form begins, which is said to last; None when there is
        none."""
        typed = forms.typed(self.form, self.place) if self.form == "post" else {}
        begins = typed.get("from_on")
        if not isinstance(begins, date) or self.who not in self.known["code"].tolist():
            return None
        mine = rows(data.store().cursor(), "post", candidate_id=self.ids()[code_key(self.who)])
        held = [(n, r) for n, r in mine.items() if n != self.number and r["until_on"] is None and r["from_on"] < begins]
        return max(held, key=lambda one: one[1]["from_on"]) if held else None

    def closing(self) -> list[Edit]:
        """The end of the earlier post, where the officer wants it."""
        held = self.open_post()
        if held is None or not st.session_state.get(f"close|{self.place}"):
            return []
        ends = forms.typed(self.form, self.place)["from_on"] - timedelta(days=1)
        return [Edit("post", {"until_on": ends}, held[0], int(held[1]["version"]))]

    def revoke(self) -> None:
        self.strike(Edit(self.table, REVOKED[self.table], self.number, self.version), N_("Revoked."))

    def take_out(self) -> None:
        self.strike(Edit(self.table, id=self.number, version=self.version, removed=True), N_("Deleted."))

    @property
    def version(self) -> int | None:
        return None if self.seen is None else int(self.seen["version"])

    def strike(self, edit: Edit, word: str) -> None:
        words = self.page.words
        why = str(st.session_state.get(f"why|{self.place}") or "").strip()
        if not why:
            st.session_state[FAULT] = words.t("Say why: a reason is asked for where something is revoked or deleted.")
            return
        try:
            clashes.attempt([edit], why, lambda act: self.finished(act, words.t(word), self.who))
        except LastPost:
            st.session_state[FAULT] = words.t("This is their only post: change it, or add the right one first.")

    def finished(self, act: int | None, said: str, who: str) -> None:
        forms.forget(self.form, self.place)
        if begins := st.session_state.get(FILL, {}).get(self.place):
            begins.pop(0)
        for mark in ("seen", "why", "close"):
            st.session_state.pop(f"{mark}|{self.place}", None)
        st.session_state[SAID] = said if act else self.page.words.t("Nothing was changed.")
        st.session_state[DONE] = act
        st.session_state.pop(ADDING, None)
        address.put("rec", None)
        if self.table not in ROADMAP:
            address.put("who", who)

    def discard(self) -> None:
        forms.forget(self.form, self.place)
        st.session_state.pop(f"seen|{self.place}", None)


class RoadmapEditor(Editor):
    """A record of the roadmap: ``fixed`` are the columns that the form does not ask for (plan, candidate, stage)."""

    def __init__(
        self, page: Page, form: str, who: str, record: dict[str, Any] | None, number: int | None, fixed: dict[str, Any]
    ) -> None:
        super().__init__(page, form, who, record, number)
        self.fixed = fixed

    def check(self) -> Checked:
        return checked_plain(self.form, forms.typed(self.form, self.place))

    def edits(self, answer: Checked) -> list[Edit]:
        assert answer.record is not None
        values = {**self.fixed, **answer.record}
        if "unit" in values:
            values["unit_id"] = self.ids()[code_key(values.pop("unit"))]
        return [Edit(self.table, values, self.number, self.version)]


def tell(page: Page) -> None:
    """Say what was just saved, with a button that undoes it. Drawn in a place of its own, so that the rest stays
    put."""
    slot = st.empty()
    if said := st.session_state.pop(SAID, None):
        with slot.container(horizontal=True, vertical_alignment="center"):
            st.success(said, icon=":material/check_circle:")
            if st.session_state.get(DONE):
                label = page.words.t("Undo")
                st.button(label, icon=":material/undo:", on_click=undo_last, args=(page,), key="edit.undo")


def draw_form(page: Page, editor: Editor, options: dict[str, dict[str, str]]) -> bool:
    """The form with its buttons; returns whether it holds unsaved input."""
    words, place, form = page.words, editor.place, editor.form
    kept = forms.start(form, place, editor.given)
    differs = forms.unsaved(form, place, editor.given, editor.version)
    answer = editor.check()
    if kept is not None and differs:
        st.info(words.t("Your unsaved input is back as you left it."), icon=":material/restore:")
    typed = forms.typed(form, place)
    needs_label = str(typed.get(CODED.get(form, "")) or "") in OWN_WORDS
    skip = frozenset() if needs_label or form not in ("award", "discipline") else frozenset({"label"})
    forms.draw(form, place, answer, words, options, skip)
    tell_of_post(page, editor)
    keeper.author(words)
    if editor.seen and editor.seen.get("file_id"):
        paper = read_file(data.store().cursor(), int(editor.seen["file_id"]))
        if paper is not None:
            name, media, content = paper
            label = words.t("Evidence kept here: {file}", file=name)
            give(label, content, name, media, f"file|{place}", what="evidence")
    if editor.number is not None or editor.revokes(answer):
        st.text_input(words.t("Why (asked for when revoking or deleting)"), key=f"why|{place}", max_chars=200)
    if fault := st.session_state.pop(FAULT, None):
        st.error(fault, icon=":material/error:")
    named = bool(keeper.author_name())
    buttons = st.columns(3 if editor.number is not None else 2)
    label = words.t("Save changes") if editor.number is not None else words.t("Add")
    buttons[0].button(
        label, type="primary", key=f"save|{place}", on_click=editor.save, width="stretch", **waits(words, who=named)
    )
    buttons[1].button(
        words.t("Discard"),
        key=f"drop|{place}",
        on_click=editor.discard,
        width="stretch",
        **waits(words, changed=differs),
    )
    if editor.number is not None:
        more = buttons[2].popover(words.t("Revoke, delete"), width="stretch")
        more.caption(
            words.t("Revoked: it was right once and counts no more. Deleted: it should never have been entered.")
        )
        if editor.table in REVOKED:
            more.button(words.t("Revoke"), key=f"revoke|{place}", on_click=editor.revoke, **waits(words, who=named))
        if editor.table != "candidate":
            more.button(
                words.t("Delete the record"), key=f"out|{place}", on_click=editor.take_out, **waits(words, who=named)
            )
    if not named:
        st.caption(words.t("Type your name to save: every change says who made it."))
    return differs


def tell_of_post(page: Page, editor: Editor) -> None:
    """A second open post: the offer to end the first, and whether the track changes with the new one."""
    held = editor.open_post()
    if held is None:
        return
    words, (_, earlier), typed = page.words, held, forms.typed(editor.form, editor.place)
    begins = typed["from_on"]
    post = earlier["position"] or words.t("leading post" if earlier["leads"] else "staff")
    st.checkbox(
        words.t(
            "End the post held since {from_on} ({post}) on {day}",
            from_on=words.date(earlier["from_on"]),
            post=post,
            day=words.date(begins - timedelta(days=1)),
        ),
        value=True,
        key=f"close|{editor.place}",
    )
    if typed.get("leads") is not None and bool(typed["leads"]) != bool(earlier["leads"]):
        who = "LEADER" if typed["leads"] else "STAFF"
        track = next((t for t in page.plan.track if t.who == who), None)
        if track is not None:
            st.info(
                words.t(
                    "The track changes with it: from {day} on they are assessed as {track}.",
                    day=words.date(begins),
                    track=track.in_(words.lang),
                ),
                icon=":material/swap_horiz:",
            )


def undo_last(page: Page) -> None:
    words = page.words
    act = st.session_state.pop(DONE, None)
    log = changes_of(data.store().cursor(), act)
    try:
        undo(data.store(), act, keeper.author_name() or log[0].who, words.t("Undo of change {n}", n=act))
        st.session_state[SAID] = words.t("Undone.")
    except CannotUndo:
        st.session_state[SAID] = words.t("It cannot be undone any more: see the change log.")
