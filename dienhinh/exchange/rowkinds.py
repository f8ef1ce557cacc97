"""How a row of each sheet becomes records: its cells by their columns, and what only this kind of record asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from dienhinh import kinds
from dienhinh.exchange import awards, values
from dienhinh.exchange.posts import leads as leads_by_name
from dienhinh.exchange.problems import Unreadable
from dienhinh.exchange.reading import Row
from dienhinh.kinds import Kind
from dienhinh.kinds.award import AWARD, FOR_PEOPLE, FOR_UNITS, GROUNDS, NAMES, kind_of
from dienhinh.kinds.post import CANDIDATE, LEADER_CLASSES, PARTICULARS
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key, key
from dienhinh.store.decisions import decided, fuller, other_words, with_words, without_date

if TYPE_CHECKING:
    from dienhinh.exchange.checking import Checker

Record = dict[str, Any]
Found = Iterable[tuple[str, tuple[Any, ...], Record]]
"""(table, what makes the record that one, the record) for each record that a row gives."""
RowReader = Callable[["Checker", Row], Found]

CLASH_OF_AWARD = AWARD.clash
NOT_SAID = re.compile(r"^[\s.\-_/]*(khong|khong co|chua co|ko)?[\s.\-_/]*$")
NO_PENALTY = re.compile(
    r"^[\s.\-_/]*(ky luat\s*:?\s*)?(khong|khong co|chua|ko|0|khong bi ky luat|khong ky luat)?[\s.\-_/]*$"
)
GIVEN_BY = re.compile(r"\s*(?:[;,]\s*|\s)(?:của|do)\s+(.+)$", re.IGNORECASE | re.DOTALL)

NOT_AMONG = N_("“{value}” is none of: {known}.")

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
        elif column.value == "anyone":
            blank = values.is_blank(row.values.get(column.name))
            record["unit"] = None if blank and not column.required else check.who(row, column.name)
        elif column.fills == ("revoked",):
            state = check.cell(row, column.name, values.state)
            record["revoked"] = None if state is None else state == "REVOKED"
        elif column.fills:
            read = (
                values.lines
                if column.long
                else CELLS.get(column.value) or CHOICES.get(column.name) or values.among(column.codes, NOT_AMONG)
            )
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


def model(check: Checker, row: Row) -> Found:
    """A model, and one of those who carry it; a row for each of them."""
    said = cells(check, row, kinds.FORMS["model"])
    in_order(check, row, "founded_on", "dissolved_on", said)
    carrier = said.pop("unit", None)
    known = check.people.known.get(code_key(said["code"])) if said["code"] else None
    if known and known["kind"] != "MODEL":
        check.say("error", row, "code", N_("The code {code} is that of {name}."), code=said["code"], name=known["name"])
    if carrier is not None and check.people.known[carrier]["kind"] == "MODEL":
        check.say("error", row, "unit", N_("A model is carried by units or people."))
    if not row.ok:
        return
    check.know(said["code"], said["name"], "MODEL")
    yield "candidate", (code_key(said["code"]),), {**said, "kind": "MODEL", "born_on": None}
    if carrier is not None and row.ok:
        who = code_key(said["code"])
        yield "carrier", (who, carrier), {"who": who, "unit": carrier, "at": row.number}


def person(check: Checker, row: Row) -> Found:
    code, name = check.cell(row, "code", values.text), check.cell(row, "name", values.text)
    born = check.cell(row, "born_on", values.day)
    unit = check.who(row, "unit", kind="COLLECTIVE") if not values.is_blank(row.values.get("unit")) else None
    if unit is None and row.ok:
        check.say("error", row, "unit", N_("This cell must not be empty."))
    position = check.cell(row, "position", values.text)
    leads = check.cell(row, "leads", values.yes_no)
    if leads is None and row.ok:
        leads = _leads(check, row, position)
    span = {c: check.cell(row, c, values.day) for c in ("from_on", "until_on")}
    in_order(check, row, "from_on", "until_on", span)
    known = check.people.known.get(code_key(code)) if code else None
    if known and known["kind"] == "COLLECTIVE":
        check.say("error", row, "code", N_("The code {code} is a unit’s."), code=code)
    if not row.ok:
        return
    if known is None or known["kind"] != "INDIVIDUAL":
        check.know(code, name, "INDIVIDUAL")
    nothing = {"founded_on": None, "dissolved_on": None}
    more = {
        c.name: said
        for c in PARTICULARS
        if (said := check.cell(row, c.name, values.among(c.codes, NOT_AMONG) if c.codes else values.text)) is not None
    }
    if not row.ok:
        return
    record = {"code": code, "kind": "INDIVIDUAL", "name": name, "born_on": born, **nothing, **more, "at": row.number}
    yield "candidate", (code_key(code),), record
    if not row.ok:
        return
    post = {"who": code_key(code), "unit": unit, "position": position, "leads": bool(leads), **span, "at": row.number}
    if (said := check.cell(row, "leader_class", values.among(LEADER_CLASSES, NOT_AMONG))) is not None:
        post["leader_class"] = said
    if not row.ok:
        return
    yield "post", (code_key(code), span["from_on"], unit), post


def _leads(check: Checker, row: Row, position: str | None) -> bool:
    """Whether the post leads, by what it is called (P1): a guess, shown as one."""
    found = leads_by_name(position)
    if found:
        check.say("guess", row, "leads", N_("Read as Có (a leading post), from “{value}”"), value=position)
    elif found is None and position:
        check.say("guess", row, "leads", N_("“{value}” does not tell; read as Không (no leading post)"), value=position)
    else:
        check.say("guess", row, "leads", N_("Empty; read as Không (no leading post)"))
    return bool(found)


def merge_person(check: Checker, row: Row, before: Record, record: Record) -> None:
    """A further post of somebody already read: what both rows say of the person must agree."""
    if key(record["name"]) != key(before["name"]):
        said = {"first": before["at"], "code": before["code"], "name": before["name"]}
        check.say("error", row, "name", N_("Row {first} gives {code} the name {name}."), **said)
    if record["born_on"] and before["born_on"] and record["born_on"] != before["born_on"]:
        check.say("error", row, "born_on", N_("Row {first} gives another date of birth."), first=before["at"])
    before["born_on"] = before["born_on"] or record["born_on"]
    for column in PARTICULARS:
        if column.name in record:
            before.setdefault(column.name, record[column.name])


def merge_model(check: Checker, row: Row, before: Record, record: Record) -> None:
    """A further row of a model already read, for another who carries it: what both say of the model must agree."""
    for column in ("name", "founded_on", "dissolved_on", "summary"):
        said, there = record.get(column), before.get(column)
        if said is not None and there is not None and said != there:
            check.say("error", row, column, CANDIDATE.clash, first=before["at"])
        before[column] = there if there is not None else said


def decision_of(check: Checker, row: Row) -> tuple[str | None, date | None, str | None]:
    """A decision's number, day and issuer; a date, and who gave it, may stand in the number's cell."""
    number, day = check.cell(row, "decision_no", values.text), check.cell(row, "decided_on", values.day)
    issuer = check.cell(row, "issuer", values.text) if any(c.name == "issuer" for c in row.sheet.columns) else None
    if number is None or NOT_SAID.match(awards.plain(number)):
        return None, day, issuer
    if (found := GIVEN_BY.search(number)) is not None:
        number, issuer = number[: found.start()], issuer or found.group(1).strip(" .;,")
    number, inside = without_date(number)
    if inside is not None and day is None:
        day = inside
        check.say(
            "guess", row, "decision_no", N_("The decision’s date was read from its number’s cell: {value}"), value=day
        )
    elif inside is not None and inside != day:
        reason = N_("The number’s cell says {value}, the date’s cell {other}: which is right?")
        check.say("error", row, "decided_on", reason, value=inside, other=day)
    return number.strip(" .;,") or None, day, issuer


def state_of(check: Checker, row: Row) -> str | None:
    """The row's state: its own column, or a remark that says one ("đã thu hồi")."""
    state = check.cell(row, "state", values.state)
    remark = check.plain(row, "remark")
    if remark is None:
        return state
    said = values.state_said(remark)
    if said is not None and state not in (None, said, "CONFIRMED"):
        check.say("error", row, "remark", N_("The remark “{value}” contradicts the state."), value=remark)
    if said is not None and state != said:
        check.say("guess", row, "remark", N_("Read as the state, from the remark: {value}"), value=remark)
    return said or state


def award(check: Checker, row: Row) -> Found:
    who, year = check.who(row), check.cell(row, "year", values.year)
    number, day, issuer = decision_of(check, row)
    state = state_of(check, row)
    rests = {
        "achievement": check.cell(row, "achievement", values.text),
        "ground": check.cell(row, "ground", values.among(GROUNDS, NOT_AMONG)),
    }
    found: list[tuple[awards.Named, int]] = []
    for column in ("award", "form"):
        raw = row.values.get(column)
        if values.is_blank(raw):
            if column == "award" and values.is_blank(row.values.get("form")):
                check.say("error", row, "award", N_("This cell must not be empty."))
            continue
        found += _awards_of(check, row, column, raw, issuer, year, state)
    if not row.ok or who is None or year is None:
        return
    if len(found) > 1 and number is not None and any(kind_of(n.code) != "TITLE" for n, _ in found):
        names = ", ".join(f"{NAMES[n.code][0]} {y}" for n, y in found)
        check.say("error", row, "award", N_("One decision number cannot be that of several ({value})."), value=names)
        return
    if len(found) > 1:
        names = "; ".join(f"{NAMES[n.code][0]} {y}" for n, y in found)
        check.say("guess", row, "award", N_("Several were read from one cell: {value}"), value=names)
    for one, of in found:
        yield _award(check, row, who, one, of, one.number or number, _own_day(one) or day, issuer, state, rests)


def _own_day(one: awards.Named) -> date | None:
    try:
        return values.day(one.decided)[0]  # type: ignore[return-value]
    except Unreadable:
        return None


def _awards_of(
    check: Checker, row: Row, column: str, raw: object, issuer: str | None, year: int | None, state: str | None
) -> list[tuple[awards.Named, int]]:
    """The awards that a cell names, each with its year."""
    try:
        text = str(values.text(raw)[0])
        named = awards.named(raw if isinstance(raw, str) else text, issuer, check.terms.province)
    except Unreadable as error:
        check.say("error", row, column, error.reason, **error.params)
        return []
    if not named and column == "award" and values.is_blank(row.values.get("form")):
        check.say("error", row, column, N_("This row names no award."))
    found = []
    for one in named:
        if one.proposed and state != "PENDING":
            reason = N_(
                "“{value}” is a proposal (“{said}”), no award yet; to record it as awaiting its decision write Chờ "
                "quyết định under Trạng thái."
            )
            check.say("error", row, column, reason, value=text, said=one.proposed)
            continue
        if one.guess:
            check.say("guess", row, column, one.guess, value=NAMES[one.code][0])
        if one.years and year is not None and year not in one.years:
            reason = N_("The cell says {value}, the year’s column {other}: which is right?")
            check.say("error", row, column, reason, value=", ".join(map(str, one.years)), other=year)
        found += [(one, of) for of in one.years or ((year,) if year is not None else ())]
    return found


def _award(
    check: Checker, row: Row, who: str, one: awards.Named, year: int, number: str | None, day: date | None,
    issuer: str | None, state: str | None, rests: Record,
) -> tuple[str, tuple[Any, ...], Record]:  # fmt: skip
    whose = check.people.known[who]["kind"]
    meant = {"INDIVIDUAL": FOR_UNITS, "COLLECTIVE": FOR_PEOPLE}[whose]
    if one.code in meant:
        reason = (
            N_("“{value}” is not given to a person.")
            if whose == "INDIVIDUAL"
            else N_("“{value}” is not given to a unit.")
        )
        check.say("error", row, "award", reason, value=NAMES[one.code][0])
    if day and day.year < year:
        check.say("note", row, "decided_on", N_("The decision is older than the achievement year."))
    if one.ground and rests["ground"] not in (None, one.ground):
        reason = N_("The cell says {value}, the column “{heading}” something else: which is right?")
        words = next(c.names[0] for c in GROUNDS if c.code == one.ground)
        check.say("error", row, "ground", reason, value=words, heading=AWARD.column("ground").title)
    # Decided, but without its decision's number: the paper is still missing (plan-198, Counting).
    state = state or "CONFIRMED"
    state = "PENDING" if state == "CONFIRMED" and number is None else state
    decision = decided(one.code, year, number, day, issuer)
    record: Record = {
        "who": who,
        "kind": kind_of(one.code),
        "code": one.code,
        "label": awards.label_of(one.code, one.words),
        "year": year,
        "issuer": issuer,
        "decision_no": number,
        "decided_on": day,
        "state": state,
        "identity": decision.identity,
        "achievement": rests["achievement"],
        "ground": (rests["ground"] or one.ground) if kind_of(one.code) == "COMMENDATION" else None,
        "also": None,
        "at": row.number,
    }
    before = check.same_award(who, decision) if number is not None else None
    if before is None:
        check.remember(who, decision, record)
    else:
        record["identity"] = before["identity"]
    return "award", (who, record["identity"]), record


def merge_award(check: Checker, row: Row, before: Record, record: Record) -> None:
    """The same decision once more: it counts once; what is spelt otherwise is kept beside it, what contradicts it is an
    error (P5)."""
    first = before["at"]
    told = ("year", "state", "label", "ground", "achievement")
    contradicts = [k for k in told if record[k] != before[k] and record[k] is not None and before[k] is not None]
    if contradicts:
        check.say("error", row, "code", CLASH_OF_AWARD, first=first)
        return
    words = other_words(before, record)
    if words:
        before["also"] = with_words(before["also"], [words])
        said = ", ".join(words.values())
        reason = N_("The same decision as row {first}, written otherwise ({value}); counted once.")
        check.say("guess", row, "decision_no", reason, first=first, value=said)
    else:
        check.say("note", row, "code", N_("The same as row {first}; counted once."), first=first)
    before["decision_no"] = fuller(before["decision_no"], record["decision_no"])
    for name in ("decided_on", "issuer", "ground", "achievement"):
        before[name] = before[name] or record[name]


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
    said = check.plain(row, "penalty")
    if said is not None and NO_PENALTY.match(awards.plain(said)):
        if row.ok:
            check.say("note", row, "penalty", N_("“{value}”: no disciplinary measure; nothing was read."), value=said)
        return
    record = cells(check, row, kinds.FORMS["discipline"])
    months = check.cell(row, "months", values.months)
    if months and record["from_on"] and record["until_on"] is None:
        record["until_on"] = values.after_months(record["from_on"], months)
        check.say("guess", row, "months", N_("In force until {value}, by its term"), value=record["until_on"])
    if record["revoked"] is None and values.state_said(check.plain(row, "remark") or "") == "REVOKED":
        record["revoked"] = True
        check.say(
            "guess", row, "remark", N_("Read as the state, from the remark: {value}"), value=check.plain(row, "remark")
        )
    in_order(check, row, "from_on", "until_on", record)
    record["label"] = check.plain(row, "penalty")
    yield "discipline", (record["who"], record["code"], record["from_on"]), record


def succession(check: Checker, row: Row) -> Found:
    record = cells(check, row, kinds.FORMS["succession"])
    if record["who"] is not None and check.people.known[record["who"]]["kind"] != "COLLECTIVE":
        check.say("error", row, "code", N_("Only a unit comes from another unit."))
    elif record["who"] is not None and record["who"] == record["unit"]:
        check.say("error", row, "unit", N_("A unit does not come from itself."))
    yield "succession", (record["who"], record["unit"]), record


OWN: dict[str, RowReader] = {
    "model": model,
    "succession": succession,
    "unit": unit,
    "person": person,
    "award": award,
    "initiative": initiative,
    "attestation": attestation,
    "discipline": discipline,
}
READERS = {kind.name: OWN.get(kind.name) or plain(kind) for kind in kinds.SHEETS}
"""By sheet, in the workbook's order: who is recorded comes before what is recorded of them."""
