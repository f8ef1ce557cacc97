"""How a row of each sheet becomes records: its cells by their columns, and what only this kind of record asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from dienhinh import kinds
from dienhinh.exchange import awards, values
from dienhinh.exchange.decisions import award_identity
from dienhinh.exchange.problems import Unreadable
from dienhinh.exchange.reading import Row
from dienhinh.kinds import Kind
from dienhinh.kinds.award import NAMES, kind_of
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key, key

if TYPE_CHECKING:
    from dienhinh.exchange.checking import Checker

Record = dict[str, Any]
Found = Iterable[tuple[str, tuple[Any, ...], Record]]
"""(table, what makes the record that one, the record) for each record that a row gives."""
RowReader = Callable[["Checker", Row], Found]

CELLS = {"text": values.text, "day": values.day, "year": values.year, "yes_no": values.yes_no}
CHOICES = {
    "rating": values.rating,
    "state": values.state,
    "level": values.level,
    "result": values.result,
    "stage": values.stage,
    "penalty": values.penalty,
    "criterion": values.section,
}


def cells(check: Checker, row: Row, kind: Kind) -> Record:
    """What a row says, under the names of its table; who is meant as folded codes."""
    record: Record = {}
    for column in row.sheet.columns:
        if column.value == "who":
            record["who"] = check.who(row)
        elif column.value == "unit":
            record["unit"] = check.who(row, column.name, kind="COLLECTIVE")
        elif column.fills == ("revoked",):
            state = check.cell(row, column.name, values.state)
            record["revoked"] = None if state is None else state == "REVOKED"
        elif column.fills:
            read = CHOICES[column.name] if column.value == "choice" else CELLS[column.value]
            record[column.fills[0]] = check.cell(row, column.name, read)
    return record | {"at": row.number}


def plain(kind: Kind) -> RowReader:
    """The reader of a kind whose columns say it all."""

    def read(check: Checker, row: Row) -> Found:
        record = cells(check, row, kind)
        who = {"candidate_id": "who", "unit_id": "unit"}
        yield kind.name, tuple(record[who.get(k, k)] for k in kind.keys), record

    return read


def in_order(check: Checker, row: Row, first: str, then: str, values_: Record) -> None:
    """Say so when a span ends before it begins."""
    if values_[first] and values_[then] and values_[then] < values_[first]:
        check.say("error", row, then, N_("This date is before {other}."), other=row.heading(first))


def unit(check: Checker, row: Row) -> Found:
    said = cells(check, row, kinds.FORMS["unit"])
    in_order(check, row, "founded_on", "dissolved_on", said)
    if row.ok:
        check.know(said["code"], said["name"], "COLLECTIVE")
        yield "candidate", (code_key(said["code"]),), {**said, "kind": "COLLECTIVE", "born_on": None}


def person(check: Checker, row: Row) -> Found:
    code, name = check.cell(row, "code", values.text), check.cell(row, "name", values.text)
    born = check.cell(row, "born_on", values.day)
    unit = check.who(row, "unit", kind="COLLECTIVE") if not values.is_blank(row.values.get("unit")) else None
    if unit is None and row.ok:
        check.say("error", row, "unit", N_("This cell must not be empty."))
    position = check.cell(row, "position", values.text)
    leads = check.cell(row, "leads", values.yes_no)
    if leads is None and row.ok:
        check.say("guess", row, "leads", N_("Empty; read as Không (no leading post)"))
    span = {c: check.cell(row, c, values.day) for c in ("from_on", "until_on")}
    in_order(check, row, "from_on", "until_on", span)
    known = check.people.get(code_key(code)) if code else None
    if known and known["kind"] == "COLLECTIVE":
        check.say("error", row, "code", N_("The code {code} is a unit’s."), code=code)
    if not row.ok:
        return
    if known is None or known["kind"] != "INDIVIDUAL":
        check.know(code, name, "INDIVIDUAL")
    nothing = {"founded_on": None, "dissolved_on": None}
    record = {"code": code, "kind": "INDIVIDUAL", "name": name, "born_on": born, **nothing, "at": row.number}
    yield "candidate", (code_key(code),), record
    if not row.ok:
        return
    post = {"who": code_key(code), "unit": unit, "position": position, "leads": bool(leads), **span, "at": row.number}
    yield "post", (code_key(code), span["from_on"], unit), post


def merge_person(check: Checker, row: Row, before: Record, record: Record) -> None:
    """A further post of somebody already read: what both rows say of the person must agree."""
    if key(record["name"]) != key(before["name"]):
        said = {"first": before["at"], "code": before["code"], "name": before["name"]}
        check.say("error", row, "name", N_("Row {first} gives {code} the name {name}."), **said)
    if record["born_on"] and before["born_on"] and record["born_on"] != before["born_on"]:
        check.say("error", row, "born_on", N_("Row {first} gives another date of birth."), first=before["at"])
    before["born_on"] = before["born_on"] or record["born_on"]


def award(check: Checker, row: Row) -> Found:
    who, year = check.who(row), check.cell(row, "year", values.year)
    issuer, written = check.cell(row, "issuer", values.text), check.cell(row, "award", values.text)
    number, decided = check.cell(row, "decision_no", values.text), check.cell(row, "decided_on", values.day)
    state = check.cell(row, "state", values.state)
    code = None
    if written is not None:
        try:
            code, guess = awards.award(written, issuer)
            if guess:
                check.say("guess", row, "award", guess, value=NAMES[code][0])
        except Unreadable as error:
            check.say("error", row, "award", error.reason, **error.params)
    if not row.ok or code is None:
        return
    # Decided, but without its decision's number: the paper is still missing (plan-198, Counting).
    state = state or "CONFIRMED"
    state = "PENDING" if state == "CONFIRMED" and number is None else state
    if decided and decided.year < year:
        check.say("note", row, "decided_on", N_("The decision is older than the achievement year."))
    kind = kind_of(code)
    decided = check.same_decision(row, who, code, year, number, decided)
    identity = award_identity(kind, code, year, number, decided)
    yield (
        "award",
        (who, identity),
        {
            "who": who,
            "kind": kind,
            "code": code,
            "label": awards.label_of(code, written),
            "year": year,
            "issuer": issuer,
            "decision_no": number,
            "decided_on": decided,
            "state": state,
            "identity": identity,
            "achievement": check.cell(row, "achievement", values.text),
            "at": row.number,
        },
    )


def initiative(check: Checker, row: Row) -> Found:
    record = cells(check, row, kinds.FORMS["initiative"])
    record["title_key"] = key(record["title"] or "")
    yield "initiative", (record["who"], record["title_key"], record["year"]), record


def attestation(check: Checker, row: Row) -> Found:
    record = cells(check, row, kinds.FORMS["attestation"])
    sections = check.terms.sections
    if record["criterion"] is not None and record["criterion"] not in sections:
        reason = N_("No criterion {value} is to be attested; these are: {known}.")
        check.say("error", row, "criterion", reason, value=record["criterion"], known=", ".join(sorted(sections)))
    if row.ok and not record["by_person"]:
        check.say("note", row, "by_person", N_("An attestation should name who gives it."))
    yield "attestation", (record["who"], record["criterion"], record["on_date"]), record


def discipline(check: Checker, row: Row) -> Found:
    record = cells(check, row, kinds.FORMS["discipline"])
    in_order(check, row, "from_on", "until_on", record)
    record["label"] = check.plain(row, "penalty")
    yield "discipline", (record["who"], record["code"], record["from_on"]), record


OWN: dict[str, RowReader] = {
    "unit": unit,
    "person": person,
    "award": award,
    "initiative": initiative,
    "attestation": attestation,
    "discipline": discipline,
}
READERS = {kind.name: OWN.get(kind.name) or plain(kind) for kind in kinds.SHEETS}
"""By sheet, in the workbook's order: who is recorded comes before what is recorded of them."""
