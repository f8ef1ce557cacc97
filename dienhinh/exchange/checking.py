"""From raw rows to records: who is meant, what each cell says, what contradicts what. Nothing is written here.

A record is a dict; ``at`` is the number of the row that it came from. Rows with an error give no record, so that what
depends on them is an error too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dienhinh import kinds
from dienhinh.exchange import awards, values
from dienhinh.exchange.decisions import Dated, alike, award_identity, dated_awards, decision_key
from dienhinh.exchange.problems import Problem, Unreadable
from dienhinh.exchange.reading import Contents, Row
from dienhinh.exchange.terms import Terms
from dienhinh.kinds.award import NAMES, kind_of
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key, key

Record = dict[str, Any]


@dataclass
class Intake:
    """Records by table, ready to be applied, the remarks on them, and the rows that gave none."""

    records: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)
    bad_rows: list[Row] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.level == "error"]


class Checker:
    """Checks one workbook against who is already recorded.

    ``known``: a frame with ``code``, ``name``, ``kind`` of the recorded candidates. ``terms``: what the plan
    and the office say.
    """

    def __init__(self, contents: Contents, known: pd.DataFrame, terms: Terms) -> None:
        self.contents, self.terms = contents, terms
        self.intake = Intake(problems=list(contents.problems))
        self.people: dict[str, Record] = {}  # by code_key: code, name, kind
        self.said: set[tuple[Problem, str]] = set()
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for code, name, kind in zip(known["code"], known["name"], known["kind"], strict=True):
            self._know(code, name, kind)

    def check(self) -> Intake:
        for name, reader in (
            ("unit", self._unit),
            ("person", self._person),
            ("rating", self._rating),
            ("award", self._award),
            ("initiative", self._initiative),
            ("attestation", self._attestation),
            ("discipline", self._discipline),
            ("milestone", self._milestone),
            ("exemplar", self._exemplar),
            ("stage", self._stage),
            ("nurturing", self._nurturing),
            ("replication", self._replication),
        ):
            self._read(name, reader)
        for row in (r for rows in self.contents.rows.values() for r in rows if not r.ok):
            self.intake.bad_rows.append(row)
        self.intake.bad_rows += self.contents.bad
        order = {id(s): i for i, s in enumerate(dict.fromkeys(p.sheet for p in self.intake.problems))}
        self.intake.problems.sort(key=lambda p: (order.get(id(p.sheet), 0), p.row))
        return self.intake

    # ------------------------------------------------------------------ remarks and cells

    def say(self, level: Any, row: Row, column: str, reason: str, **params: object) -> None:
        problem = Problem(level, row.title, row.number, row.heading(column), reason, params)
        if (text := (problem, str(params))) not in self.said:  # a row of the wide sheet is checked in several parts
            self.said.add(text)
            self.intake.problems.append(problem)
        if level == "error":
            row.ok = False

    def cell(self, row: Row, column: str, read: Callable[[object], values.Read]) -> Any:
        """The value under ``column``; says what is wrong, missing or guessed."""
        raw = row.values.get(column)
        try:
            value, guess = read(raw)
        except Unreadable as error:
            self.say("error", row, column, error.reason, **error.params)
            return None
        if value is None and row.sheet.column(column).required:
            self.say("error", row, column, N_("This cell must not be empty."))
        elif guess:
            shown = value.strftime("%d/%m/%Y") if isinstance(value, date) else value
            self.say("guess", row, column, guess, value=shown)
        return value

    def _read(self, sheet: str, reader: Callable[[Row], Iterable[tuple[str, tuple[Any, ...], Record]]]) -> None:
        """Read every row of a sheet; a row that repeats another is merged, one that contradicts another refused."""
        seen: dict[tuple[str, tuple[Any, ...]], Record] = {}
        for row in self.contents.rows[sheet]:
            found = list(reader(row))
            if not row.ok:
                continue
            for table, identity, record in found:
                before = seen.get((table, identity))
                if before is None:
                    seen[table, identity] = record
                    self.intake.records[table].append(record)
                    continue
                if sheet == "person" and table == "candidate":
                    self._merge_person(row, before, record)
                    continue
                differing = [k for k, v in record.items() if k != "issuer" and not alike(k, v, before.get(k))]
                first = before["at"]
                if not [k for k in differing if k != "at"]:
                    self.say("note", row, "code", N_("The same as row {first}; counted once."), first=first)
                else:
                    self.say("error", row, "code", CLASH[table], first=first)

    # ------------------------------------------------------------------ who is meant

    def _know(self, code: str, name: str, kind: str) -> None:
        known = code_key(code)
        if known not in self.people:
            self.by_name[key(name)].append(known)
        self.people[known] = {"code": code, "name": name, "kind": kind}

    def who(self, row: Row, column: str = "code", kind: str | None = None) -> str | None:
        """The code_key of the person or unit a row means: by code, by code and name in one cell, by a unique name."""
        code, name = (self._plain(row, c) for c in (column, "name" if column == "code" else ""))
        if code is None and name is None:
            self.say("error", row, column, N_("This cell must not be empty."))
            return None
        found = self._by_code(code)
        if found is None:
            found = self._by_name(row, column, [n for n in (code, name) if n], kind)
            if found is None:
                return None
            shown = self.people[found]["code"]
            self.say("guess", row, column, N_("Taken for {value}, by the name"), value=shown)
        elif name is not None and key(name) != key(self.people[found]["name"]):
            self.say(
                "error",
                row,
                "name",
                N_("The code {code} is that of {name}, not of {other}."),
                code=self.people[found]["code"],
                name=self.people[found]["name"],
                other=name,
            )
            return None
        if kind and self.people[found]["kind"] != kind:
            self.say("error", row, column, N_("“{value}” is not a unit."), value=self.people[found]["code"])
            return None
        return found

    def _plain(self, row: Row, column: str) -> str | None:
        if not column or column not in row.values:
            return None
        try:
            return values.text(row.values[column])[0]  # type: ignore[return-value]
        except Unreadable as error:
            self.say("error", row, column, error.reason, **error.params)
            return None

    def _by_code(self, written: str | None) -> str | None:
        if written is None:
            return None
        if code_key(written) in self.people:
            return code_key(written)
        # "NV01 - Nguyễn Văn An", "Nguyễn Văn An (NV01)": the code and the name, which must agree
        for separator in (" - ", " – ", "(", "/", ":", ","):
            parts = [p.strip(" ()") for p in written.split(separator) if p.strip(" ()")]
            if len(parts) == 2:
                for code, name in (parts, parts[::-1]):
                    known = self.people.get(code_key(code))
                    if known and key(known["name"]) == key(name):
                        return code_key(code)
        return None

    def _by_name(self, row: Row, column: str, names: list[str], kind: str | None) -> str | None:
        for name in names:
            found = [c for c in self.by_name.get(key(name), []) if kind is None or self.people[c]["kind"] == kind]
            if len(found) == 1:
                return found[0]
            if len(found) > 1:
                codes = ", ".join(self.people[c]["code"] for c in found)
                self.say(
                    "error",
                    row,
                    column,
                    N_("“{value}” is the name of several ({codes}); give the code."),
                    value=name,
                    codes=codes,
                )
                return None
        self.say(
            "error", row, column, N_("Nobody and no unit with the code or name “{value}” is known."), value=names[0]
        )
        return None

    # ------------------------------------------------------------------ the sheets

    def _unit(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        code, name = self.cell(row, "code", values.text), self.cell(row, "name", values.text)
        founded, dissolved = (self.cell(row, c, values.day) for c in ("founded_on", "dissolved_on"))
        if founded and dissolved and dissolved < founded:
            self.say("error", row, "dissolved_on", N_("This date is before {other}."), other=row.heading("founded_on"))
        if row.ok:
            self._know(code, name, "COLLECTIVE")
            yield (
                "candidate",
                (code_key(code),),
                {
                    "code": code,
                    "kind": "COLLECTIVE",
                    "name": name,
                    "born_on": None,
                    "founded_on": founded,
                    "dissolved_on": dissolved,
                    "at": row.number,
                },
            )

    def _person(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        code, name = self.cell(row, "code", values.text), self.cell(row, "name", values.text)
        born = self.cell(row, "born_on", values.day)
        unit = self.who(row, "unit", kind="COLLECTIVE") if not values.is_blank(row.values.get("unit")) else None
        if unit is None and row.ok:
            self.say("error", row, "unit", N_("This cell must not be empty."))
        position = self.cell(row, "position", values.text)
        leads = self.cell(row, "leads", values.yes_no)
        if leads is None and row.ok:
            self.say("guess", row, "leads", N_("Empty; read as Không (no leading post)"))
        begun, until = self.cell(row, "from_on", values.day), self.cell(row, "until_on", values.day)
        if begun and until and until < begun:
            self.say("error", row, "until_on", N_("This date is before {other}."), other=row.heading("from_on"))
        known = self.people.get(code_key(code)) if code else None
        if known and known["kind"] == "COLLECTIVE":
            self.say("error", row, "code", N_("The code {code} is a unit’s."), code=code)
        if not row.ok:
            return
        if known is None or known["kind"] != "INDIVIDUAL":
            self._know(code, name, "INDIVIDUAL")
        yield (
            "candidate",
            (code_key(code),),
            {
                "code": code,
                "kind": "INDIVIDUAL",
                "name": name,
                "born_on": born,
                "founded_on": None,
                "dissolved_on": None,
                "at": row.number,
            },
        )
        if not row.ok:
            return
        yield (
            "post",
            (code_key(code), begun, unit),
            {
                "who": code_key(code),
                "unit": unit,
                "position": position,
                "leads": bool(leads),
                "from_on": begun,
                "until_on": until,
                "at": row.number,
            },
        )

    def _merge_person(self, row: Row, before: Record, record: Record) -> None:
        """A further post of somebody already read: what both rows say of the person must agree."""
        if key(record["name"]) != key(before["name"]):
            self.say(
                "error",
                row,
                "name",
                N_("Row {first} gives {code} the name {name}."),
                first=before["at"],
                code=before["code"],
                name=before["name"],
            )
        if record["born_on"] and before["born_on"] and record["born_on"] != before["born_on"]:
            self.say("error", row, "born_on", N_("Row {first} gives another date of birth."), first=before["at"])
        before["born_on"] = before["born_on"] or record["born_on"]

    def _decision(self, row: Row) -> tuple[str | None, date | None]:
        return self.cell(row, "decision_no", values.text), self.cell(row, "decided_on", values.day)

    def _rating(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        who = self.who(row)
        year, code = self.cell(row, "year", values.year), self.cell(row, "rating", values.rating)
        number, decided = self._decision(row)
        yield (
            "rating",
            (who, year),
            {
                "who": who,
                "year": year,
                "code": code,
                "decision_no": number,
                "decided_on": decided,
                "state": self.cell(row, "state", values.state),
                "at": row.number,
            },
        )

    def _award(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        who, year = self.who(row), self.cell(row, "year", values.year)
        issuer, written = self.cell(row, "issuer", values.text), self.cell(row, "award", values.text)
        number, decided = self._decision(row)
        state = self.cell(row, "state", values.state)
        code = None
        if written is not None:
            try:
                code, guess = awards.award(written, issuer)
                if guess:
                    self.say("guess", row, "award", guess, value=NAMES[code][0])
            except Unreadable as error:
                self.say("error", row, "award", error.reason, **error.params)
        if not row.ok or code is None:
            return
        # Decided, but without its decision's number: the paper is still missing (plan-198, Counting).
        state = state or "CONFIRMED"
        state = "PENDING" if state == "CONFIRMED" and number is None else state
        if decided and decided.year < year:
            self.say("note", row, "decided_on", N_("The decision is older than the achievement year."))
        kind = kind_of(code)
        decided = self._same_decision(row, who, code, year, number, decided)
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
                "achievement": self.cell(row, "achievement", values.text),
                "at": row.number,
            },
        )

    def _same_decision(
        self, row: Row, who: str | None, code: str, year: int, number: str | None, decided: date | None
    ) -> date | None:
        """The decision's date; where this row leaves it out and another row of the same award has it, that one (P5)."""
        if number is None or decided is not None:
            return decided
        known = self.dated.get((who, code, year, decision_key(number)))
        if known is not None:
            self.say("guess", row, "decided_on", N_("Taken for the same decision as another row: {value}"), value=known)
        return known

    @cached_property
    def dated(self) -> Dated:
        """The dates of the award sheet's decisions, read once; asked for when everybody in the file is known."""
        return dated_awards(self.contents.rows["award"], self._by_code)

    def _initiative(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        who, title, year = self.who(row), self.cell(row, "title", values.text), self.cell(row, "year", values.year)
        level = self.cell(row, "level", values.level)
        recognised, applied = (self.cell(row, c, values.yes_no) for c in ("recognised", "applied"))
        number, decided = self._decision(row)
        yield (
            "initiative",
            (who, key(title or ""), year),
            {
                "who": who,
                "title": title,
                "title_key": key(title or ""),
                "year": year,
                "level": level,
                "recognised": recognised,
                "applied": applied,
                "decision_no": number,
                "decided_on": decided,
                "revoked": self._revoked(row),
                "at": row.number,
            },
        )

    def _attestation(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        who, criterion = self.who(row), self.cell(row, "criterion", values.section)
        result, on = self.cell(row, "result", values.result), self.cell(row, "on_date", values.day)
        if criterion is not None and criterion not in self.terms.sections:
            self.say(
                "error",
                row,
                "criterion",
                N_("No criterion {value} is to be attested; these are: {known}."),
                value=criterion,
                known=", ".join(sorted(self.terms.sections)),
            )
        person, evidence = self.cell(row, "by_person", values.text), self.cell(row, "evidence", values.text)
        if row.ok and not person:
            self.say("note", row, "by_person", N_("An attestation should name who gives it."))
        yield (
            "attestation",
            (who, criterion, on),
            {
                "who": who,
                "criterion": criterion,
                "result": result,
                "on_date": on,
                "by_person": person,
                "evidence": evidence,
                "at": row.number,
            },
        )

    def _discipline(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        who, code = self.who(row), self.cell(row, "penalty", values.penalty)
        number = self.cell(row, "decision_no", values.text)
        begun, until = self.cell(row, "from_on", values.day), self.cell(row, "until_on", values.day)
        if begun and until and until < begun:
            self.say("error", row, "until_on", N_("This date is before {other}."), other=row.heading("from_on"))
        yield (
            "discipline",
            (who, code, begun),
            {
                "who": who,
                "code": code,
                "label": self._plain(row, "penalty"),
                "decision_no": number,
                "from_on": begun,
                "until_on": until,
                "revoked": self._revoked(row),
                "at": row.number,
            },
        )

    # ------------------------------------------------------------------ the roadmap's sheets

    def _cells(self, row: Row, **readers: Callable[[object], values.Read]) -> Record:
        return {name: self.cell(row, name, reader) for name, reader in readers.items()}

    def _milestone(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        said = self._cells(row, plan_id=values.text, milestone_id=values.text, done_on=values.day, evidence=values.text)
        yield "milestone", (said["plan_id"], said["milestone_id"]), {**said, "at": row.number}

    def _exemplar(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        said = self._cells(
            row, plan_id=values.text, nurturer=values.text, withdrawn_on=values.day, withdrawn_why=values.text
        )
        who = self.who(row)
        yield "exemplar", (said["plan_id"], who), {"who": who, **said, "at": row.number}

    def _stage(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        said = self._cells(
            row,
            plan_id=values.text,
            stage=values.stage,
            entered_on=values.day,
            document_no=values.text,
            note=values.text,
        )
        who = self.who(row)
        yield "stage", (said["plan_id"], who, said["stage"]), {"who": who, **said, "at": row.number}

    def _nurturing(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        said = self._cells(
            row,
            plan_id=values.text,
            on_date=values.day,
            note=values.text,
            next_step=values.text,
            due_on=values.day,
            done_on=values.day,
        )
        who = self.who(row)
        yield "nurturing", (said["plan_id"], who, said["on_date"], said["note"]), {"who": who, **said, "at": row.number}

    def _replication(self, row: Row) -> Iterable[tuple[str, tuple[Any, ...], Record]]:
        said = self._cells(row, plan_id=values.text, from_on=values.day, practice=values.text, result=values.text)
        who, unit = self.who(row), self.who(row, "unit", kind="COLLECTIVE")
        identity = (said["plan_id"], who, unit, said["from_on"])
        yield "replication", identity, {"who": who, "unit": unit, **said, "at": row.number}

    def _revoked(self, row: Row) -> bool | None:
        """Whether the row says that its record is revoked; None where it says nothing."""
        state = self.cell(row, "state", values.state)
        return None if state is None else state == "REVOKED"


CLASH = {kind.name: kind.clash for kind in kinds.TABLES}
