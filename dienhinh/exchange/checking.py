"""From raw rows to records: who is meant, what each cell says, what contradicts what. Nothing is written here.

A record is a dict; ``at`` is the number of the row that it came from. Rows with an error give no record, so that what
depends on them is an error too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from dienhinh import kinds
from dienhinh.exchange import values
from dienhinh.exchange.decisions import Dated, alike, dated_awards, decision_key
from dienhinh.exchange.problems import Problem, Unreadable
from dienhinh.exchange.reading import Contents, Row
from dienhinh.exchange.rowkinds import READERS, Record, RowReader, merge_person
from dienhinh.exchange.terms import Terms
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key, key


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
            self.know(code, name, kind)

    def check(self) -> Intake:
        for name, reader in READERS.items():
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

    def _read(self, sheet: str, reader: RowReader) -> None:
        """Read every row of a sheet; a row that repeats another is merged, one that contradicts another refused."""
        seen: dict[tuple[str, tuple[Any, ...]], Record] = {}
        for row in self.contents.rows[sheet]:
            found = list(reader(self, row))
            if not row.ok:
                continue
            for table, identity, record in found:
                before = seen.get((table, identity))
                if before is None:
                    seen[table, identity] = record
                    self.intake.records[table].append(record)
                    continue
                if sheet == "person" and table == "candidate":
                    merge_person(self, row, before, record)
                    continue
                differing = [k for k, v in record.items() if k != "issuer" and not alike(k, v, before.get(k))]
                first = before["at"]
                if not [k for k in differing if k != "at"]:
                    self.say("note", row, "code", N_("The same as row {first}; counted once."), first=first)
                else:
                    self.say("error", row, "code", CLASH[table], first=first)

    # ------------------------------------------------------------------ who is meant

    def know(self, code: str, name: str, kind: str) -> None:
        known = code_key(code)
        if known not in self.people:
            self.by_name[key(name)].append(known)
        self.people[known] = {"code": code, "name": name, "kind": kind}

    def who(self, row: Row, column: str = "code", kind: str | None = None) -> str | None:
        """The code_key of the person or unit a row means: by code, by code and name in one cell, by a unique name."""
        code, name = (self.plain(row, c) for c in (column, "name" if column == "code" else ""))
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

    def plain(self, row: Row, column: str) -> str | None:
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

    # ------------------------------------------------------------------ one decision

    def same_decision(
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


CLASH = {kind.name: kind.clash for kind in kinds.TABLES}
