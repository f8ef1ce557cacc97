"""From raw rows to records: who is meant, what each cell says, what contradicts what. Nothing is written here.

A record is a dict; ``at`` is the number of the row that it came from, ``sheet`` that row's sheet. Rows with an error
give no record, so that what depends on them is an error too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dienhinh import kinds
from dienhinh.exchange import values
from dienhinh.exchange.people import People
from dienhinh.exchange.problems import Problem, Unreadable
from dienhinh.exchange.reading import Contents, Row
from dienhinh.exchange.rowkinds import READERS, Record, RowReader, merge_award, merge_model, merge_person
from dienhinh.exchange.terms import Terms
from dienhinh.kinds.sentence import N_
from dienhinh.locale.fold import code_key
from dienhinh.store.decisions import Decided, alike


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
        self.people = People()
        self.said: set[tuple[Problem, str]] = set()
        self.decisions: dict[tuple[str | None, Any], list[tuple[Decided, Record]]] = defaultdict(list)
        for code, name, kind in zip(known["code"], known["name"], known["kind"], strict=True):
            self.know(code, name, kind)
        if "former" in known:
            for code, names in zip(known["code"], known["former"], strict=True):
                for name in names:
                    self.people.once_called(code, name)

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
                record["sheet"] = row.title
                before = seen.get((table, identity))
                if before is None:
                    seen[table, identity] = record
                    self.intake.records[table].append(record)
                    continue
                if sheet in ("person", "model") and table == "candidate":
                    (merge_person if sheet == "person" else merge_model)(self, row, before, record)
                    continue
                if table == "award":
                    merge_award(self, row, before, record)
                    continue
                differing = [k for k, v in record.items() if not alike(k, v, before.get(k))]
                first = before["at"]
                if not [k for k in differing if k not in ("at", "sheet")]:
                    self.say("note", row, "code", N_("The same as row {first}; counted once."), first=first)
                else:
                    self.say("error", row, "code", CLASH[table], first=first)

    # ------------------------------------------------------------------ who is meant

    def know(self, code: str, name: str, kind: str) -> None:
        self.people.know(code, name, kind)

    def who(self, row: Row, column: str = "code", kind: str | None = None) -> str | None:
        """The code_key of the person or unit a row means: by code, by code and name in one cell, by a name as it is
        written; another spelling of a name is a guess that shows both."""
        code, name = (self.plain(row, c) for c in (column, "name" if column == "code" else ""))
        if code is None and name is None:
            self.say("error", row, column, N_("This cell must not be empty."))
            return None
        found = self.people.by_code(code)
        if found is None:
            found = self._by_name(row, column, [n for n in (code, name) if n], kind)
        elif name is not None and not self._agrees(row, found, name):
            return None
        called = self.people.known[found] if found is not None else None
        if called is not None and called["kind"] == "MODEL" and (kind or row.sheet.name not in OF_MODELS):
            self.say("error", row, column, N_("“{value}” is a model, no person and no unit."), value=called["name"])
            return None
        if found is not None and kind and self.people.known[found]["kind"] != kind:
            self.say("error", row, column, N_("“{value}” is not a unit."), value=self.people.known[found]["code"])
            return None
        return found

    def _agrees(self, row: Row, code: str, name: str) -> bool:
        known = self.people.known[code]
        agrees = self.people.agrees(code, name)
        if agrees == "no":
            reason = N_("The code {code} is that of {name}, not of {other}.")
            self.say("error", row, "name", reason, code=known["code"], name=known["name"], other=name)
        elif agrees == "spelling":
            self.say(
                "guess",
                row,
                "name",
                N_("“{other}” was taken for {value}, by the code"),
                other=name,
                value=known["name"],
            )
        return agrees != "no"

    def plain(self, row: Row, column: str) -> str | None:
        if not column or column not in row.values:
            return None
        try:
            return values.text(row.values[column])[0]  # type: ignore[return-value]
        except Unreadable as error:
            self.say("error", row, column, error.reason, **error.params)
            return None

    def _by_name(self, row: Row, column: str, names: list[str], kind: str | None) -> str | None:
        for name in names:
            found = self.people.by_name(name, kind)
            called = [self.people.known[c] for c in found.codes]
            if found.how == "several":
                codes = ", ".join(f"{c['name']} · {c['code']}" for c in called)
                reason = N_("“{value}” may be any of these ({codes}); give the code.")
                self.say("error", row, column, reason, value=name, codes=codes)
                return None
            if found.how == "guess":
                reason = N_("“{value}” was taken for {name} ({code}): the spelling differs")
                self.say("guess", row, column, reason, value=name, **{k: called[0][k] for k in ("name", "code")})
                return found.codes[0]
            if found.how == "exact":
                if found.former:
                    reason = N_("“{value}” is a former name of {name} ({code})")
                    self.say("guess", row, column, reason, value=name, **{k: called[0][k] for k in ("name", "code")})
                elif code_key(name) != found.codes[0]:
                    self.say("guess", row, column, N_("Taken for {value}, by the name"), value=called[0]["code"])
                return found.codes[0]
        near = self.people.near(names[-1])
        if near:
            reason = N_("Nobody and no unit with the code or name “{value}” is known; perhaps: {near}.")
            self.say("error", row, column, reason, value=names[0], near=", ".join(near))
        else:
            reason = N_("Nobody and no unit with the code or name “{value}” is known.")
            self.say("error", row, column, reason, value=names[0])
        return None

    # ------------------------------------------------------------------ one decision (P5)

    def same_award(self, who: str | None, decision: Decided) -> Record | None:
        """A row read before of the same person that is the same decision."""
        return next((r for d, r in self.decisions[who, decision.place] if d.same(decision)), None)

    def remember(self, who: str | None, decision: Decided, record: Record) -> None:
        self.decisions[who, decision.place].append((decision, record))


OF_MODELS = {kind.name for kind in kinds.ROADMAP} | {"model", "carrier"}
"""The sheets and forms in which a model can be meant."""
CLASH = {kind.name: kind.clash for kind in kinds.TABLES}
