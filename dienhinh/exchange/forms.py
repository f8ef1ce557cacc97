"""A form is one row of the workbook: what is typed is checked by the importer's own rules, and becomes edits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dienhinh import kinds
from dienhinh.exchange import values
from dienhinh.exchange.checking import Checker
from dienhinh.exchange.layout import BY_NAME
from dienhinh.exchange.problems import Problem
from dienhinh.exchange.reading import Contents, Row
from dienhinh.exchange.terms import Terms
from dienhinh.kinds import Column
from dienhinh.kinds.post import PARTICULARS
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import clean, code_key, key
from dienhinh.store import Edit
from dienhinh.store.records import TABLES

EMPTY = N_("This cell must not be empty.")


def fields_of(form: str) -> tuple[Column, ...]:
    """The fields of a form, in their order."""
    kind = kinds.FORMS[form]
    return tuple(kind.column(name) for name in kind.form)


FORMS = {form: fields_of(form) for form in kinds.FORMS}
OWN_WORDS = frozenset(c.code for kind in kinds.FACTS for c in kind.codes if c.open)
"""Codes that only say "another": the words of the decision are kept beside them."""
CODED = {k.name: k.coded_by.name for k in kinds.FACTS if k.coded_by and "code" in k.coded_by.fills}
"""The field that says the code of a record, by form; the table calls it "code"."""
REVOKED = {kind.name: kind.revoked for kind in kinds.FACTS}
"""How a record of each table is revoked (posts and people are taken out instead)."""


def usual_words(form: str, code: str) -> str | None:
    """What is kept beside a code that says all: a disciplinary measure's usual name, nothing beside an award's."""
    return kinds.FORMS[form].column(CODED[form]).named(code) if form == "discipline" else None


def form_values(form: str, record: Mapping[str, Any], unit_code: Mapping[int, str]) -> dict[str, Any]:
    """A stored record (columns of its table) as the form shows it."""
    found = dict(record)
    if form in CODED:
        found[CODED[form]] = found.get("code")
    if "revoked" in found:
        found["state"] = "REVOKED" if found["revoked"] else "CONFIRMED"
    if found.get("unit_id") is not None:
        found["unit"] = unit_code.get(int(found["unit_id"]))
    if "label" in kinds.FORMS[form].form and found.get("code") not in OWN_WORDS:
        found["label"] = None
    return {f.name: found.get(f.name) for f in FORMS[form]}


def checked_plain(form: str, typed: Mapping[str, Any]) -> Checked:
    """A form that is no row of the workbook (the roadmap's): what is required is there, and days follow each other."""
    found: dict[str, list[Problem]] = {}
    for field in FORMS[form]:
        if field.needed and values.is_blank(typed.get(field.name)):
            found[field.name] = [Problem("error", "", 0, field.name, EMPTY)]
    for first, then in (("on_date", "due_on"), ("on_date", "done_on")):
        if typed.get(first) and typed.get(then) and typed[then] < typed[first]:
            found.setdefault(then, []).append(Problem("error", "", 0, then, N_("This day is before the entry’s own.")))
    return _answer(dict(typed), None, found)


@dataclass(frozen=True)
class Checked:
    """A form's record as the importer understands it (None where something is wrong), and what is to be said beside
    which field."""

    record: dict[str, Any] | None
    post: dict[str, Any] | None
    problems: dict[str, list[Problem]]

    @property
    def wrong(self) -> bool:
        return any(p.level == "error" for found in self.problems.values() for p in found)


def checked(
    form: str,
    typed: Mapping[str, Any],
    who: str,
    known: pd.DataFrame,
    terms: Terms,
    own: bool = False,
) -> Checked:
    """Check what was typed about ``who`` (a code; "" for somebody new).

    ``known``: ``code``, ``name``, ``kind`` of everybody recorded. ``own``: the form changes who is recorded, so the
    code typed may be theirs.
    """
    found: dict[str, list[Problem]] = {}

    def say(field: str, reason: str, level: Literal["error", "guess", "note"] = "error", **params: object) -> None:
        found.setdefault(field, []).append(Problem(level, "", 0, field, reason, params))

    for field in FORMS[form]:
        if field.needed and values.is_blank(typed.get(field.name)):
            say(field.name, EMPTY)
    if form in kinds.OF_CANDIDATE and typed.get("code"):
        taken = known[[code_key(c) == code_key(str(typed["code"])) for c in known["code"]]]
        taken = taken[[code_key(c) != code_key(who) for c in taken["code"]]]
        if len(taken):
            say("code", N_("The code {code} is that of {name}."), code=typed["code"], name=taken["name"].iloc[0])
        namesakes = known[[key(n) == key(str(typed.get("name") or "")) for n in known["name"]]]
        namesakes = namesakes[[code_key(c) != code_key(who) for c in namesakes["code"]]]
        if len(namesakes):
            codes = ", ".join(namesakes["code"])
            say(
                "name", N_("The same name is recorded with the code {codes}. Is it somebody else?"), "note", codes=codes
            )
    code_field = CODED.get(form, "")
    if typed.get(code_field) in OWN_WORDS and values.is_blank(typed.get("label")):
        say("label", N_("Write it as the decision does."))
    if form == "individual":
        person: dict[str, Any] = {
            "code": clean(str(typed.get("code") or "")),
            "kind": "INDIVIDUAL",
            "name": clean(str(typed.get("name") or "")),
            "born_on": typed.get("born_on"),
            **{c.name: (clean(str(typed[c.name])) or None) if typed.get(c.name) else None for c in PARTICULARS},
        }
        return _answer(person, None, found)
    sheet = {"post": "person", "carrier": "model"}.get(form, form)
    row = dict(typed)
    if form in ("post", "carrier"):
        row |= {"code": who, "name": None}
        row["name"] = next(iter(known.loc[known["code"] == who, "name"]), None)
    elif form not in kinds.OF_CANDIDATE:
        row["code"] = who
    contents = Contents()
    contents.rows[sheet] = [Row(BY_NAME[sheet], BY_NAME[sheet].title, 1, row, {})]
    draft = Checker(contents, known, terms).check()
    titles = {c.title: c.name for c in BY_NAME[sheet].columns}
    for p in draft.problems:
        name = titles.get(p.column, "")
        if p.level != "guess" and not (p.reason == EMPTY and found.get(name)) and name in {f.name for f in FORMS[form]}:
            found.setdefault(name, []).append(p)
    table = "candidate" if form in kinds.OF_CANDIDATE else form
    mine = {t: dict(r[0]) for t, r in draft.records.items() if r}
    record = mine.get(table)
    if record is not None and code_field:
        record["label"] = (
            clean(str(typed["label"]))
            if typed.get(code_field) in OWN_WORDS and typed.get("label")
            else usual_words(form, str(typed[code_field]))
        )
    return _answer(record, mine.get("post") if form == "person" else None, found, draft.errors)


def _answer(
    record: dict[str, Any] | None,
    post: dict[str, Any] | None,
    found: dict[str, list[Problem]],
    errors: Collection[Problem] = (),
) -> Checked:
    wrong = bool(errors) or any(p.level == "error" for ps in found.values() for p in ps)
    return Checked(None if wrong else record, None if wrong else post, found)


def ids_of(known: pd.DataFrame) -> dict[str, int]:
    """Everybody's id by folded code; ``known``: ``code`` and ``candidate_id``."""
    return {code_key(c): int(n) for c, n in zip(known["code"], known["candidate_id"], strict=True)}


def values_of(
    table: str, record: Mapping[str, Any], ids: Mapping[str, int], shown: Collection[str] = ()
) -> dict[str, Any]:
    """A checked record as the store takes it; ``ids`` are everybody's by folded code. ``shown``: the columns that were
    there to be filled in, so that what is empty has been emptied; what else may be left out stays as recorded."""
    known = TABLES[table]
    full = {**record, "candidate_id": ids.get(record.get("who") or ""), "unit_id": ids.get(record.get("unit") or "")}
    found = {c: full.get(c) for c in (*known.keys, *known.values, *known.optional) if c != "code_key"}
    kept = {c for c, default in known.optional.items() if c not in shown or default is not None}
    return {c: v for c, v in found.items() if not (v is None and c in kept)}


def new_person(checked: Checked, ids: Mapping[str, int]) -> list[Edit]:
    """Somebody new with their first post, as the edits of one act."""
    assert checked.record is not None
    assert checked.post is not None
    person = Edit("candidate", values_of("candidate", checked.record, ids))
    post = values_of("post", checked.post, ids)
    return [person, Edit("post", {**post, "candidate_id": person})]
