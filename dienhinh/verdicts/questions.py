"""Questions of one's own: something counted, by one thing and across another, as a table of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from dienhinh.criteria import STATUSES, Assessment
from dienhinh.kinds.codes import CODES_OF_KIND
from dienhinh.kinds.sentence import N_

WHAT = {
    "AWARD": N_("Awards"),
    "RATING": N_("Annual ratings"),
    "INITIATIVE": N_("Initiatives"),
    "STATUS": N_("Candidates by status"),
    "PROGRESS": N_("Progress, on average"),
}
"""What can be asked for."""
BY = {
    "unit": N_("Unit"),
    "year": N_("Year"),
    "track": N_("Track"),
    "post": N_("Post"),
    "kind": N_("Kind"),
    "ground": N_("Kind of commendation"),
}
"""By what. The kind of a status is the status; progress has none, and commendations alone rest on something."""
VALUES = {"n": N_("How many"), "share": N_("Share of the row"), "head": N_("A head")}
SHAPES = {"bars": N_("Bars"), "heat": N_("Heat map"), "lines": N_("Lines"), "table": N_("Table")}
ORDERS = {"value": N_("Most first"), "name": N_("By name")}
ON_DAYS = ("STATUS", "PROGRESS")
"""What is looked at on a day: each year is its end, the last one the assessment date."""
NONE = ""
OF_FACTS = ("kind", "ground")
"""Dimensions of what is counted, not of those it is counted of."""


@dataclass(frozen=True)
class Question:
    """What is asked for, by what (``rows``), across what (``across``, "" for nothing), how it is counted, shown,
    ordered."""

    what: str = "AWARD"
    rows: str = "unit"
    across: str = "year"
    value: str = "n"
    shape: str = "heat"
    order: str = "value"

    def __str__(self) -> str:
        """As an address has it."""
        return ".".join(str(getattr(self, f.name)) for f in fields(self))

    @classmethod
    def read(cls, said: str | None) -> Question:
        """From an address; what it does not say, or says wrong, is the default."""
        parts = (said or "").split(".")
        if len(parts) != len(fields(cls)):
            return cls()
        return cls(*parts).mended

    @property
    def mended(self) -> Question:
        """The nearest question that makes sense: a dimension once, no kind of progress, no share or head of a mean."""
        plain = Question()
        q = replace(
            self,
            what=self.what if self.what in WHAT else plain.what,
            value=self.value if self.value in VALUES else plain.value,
            shape=self.shape if self.shape in SHAPES else plain.shape,
            order=self.order if self.order in ORDERS else plain.order,
        )
        able = dimensions(q.what)
        rows = q.rows if q.rows in able else "unit"
        across = q.across if q.across in able and q.across != rows else NONE
        value = "n" if q.what == "PROGRESS" or q.value not in values(rows, across) else q.value
        shape = "bars" if q.shape == "lines" and "year" not in (rows, across) else q.shape
        return replace(q, rows=rows, across=across, value=value, shape=shape)


def dimensions(what: str) -> tuple[str, ...]:
    able = {"kind": what != "PROGRESS", "ground": what == "AWARD"}
    return tuple(b for b in BY if able.get(b, True))


def values(rows: str, across: str) -> tuple[str, ...]:
    """How such a table can be counted: a share where a row has parts, a head where a row is a group of people."""
    return ("n", *(["share"] if across else []), *(["head"] if rows in ("unit", "track", "post") else []))


@dataclass(frozen=True)
class Table:
    """The answer: codes of rows and columns in their order, ``cells`` (rows × columns, None: nobody), the total of
    each row (of a mean: the mean of all), how many people stand behind each row."""

    rows: list[str]
    columns: list[str]
    cells: list[list[float | None]]
    totals: list[float]
    people: list[int]


def people_of(assessment: Assessment) -> pd.DataFrame:
    """Everybody on a day: ``candidate_id``, ``unit``, ``track``, ``post`` (codes and words), ``kind`` (the status),
    ``progress``."""
    roster = assessment.roster
    return pd.DataFrame(
        {
            "candidate_id": roster["candidate_id"].to_numpy(),
            "unit": roster["unit_code"].astype(str).to_numpy(),
            "track": roster["track"].astype(str).to_numpy(),
            "post": roster["position"].fillna("").astype(str).to_numpy(),
            "kind": np.array(STATUSES)[assessment.status.astype(int)] if len(roster) else [],
            "progress": np.asarray(assessment.progress, dtype=float),
        }
    )


def answered(
    question: Question, frame: pd.DataFrame, people: pd.DataFrame, known: Mapping[str, Sequence[str]] | None = None
) -> Table:
    """The table that answers ``question``.

    ``frame``: what is counted, a row each, with the question's dimensions as columns of codes (``year`` as text) and
    ``candidate_id``; for progress also ``progress``. ``people``: those asked about, as :func:`people_of` has them; the
    number a row is divided by where it is counted a head. ``known``: of a dimension, its codes in the order of their
    names.
    """
    by, mean = question.rows, question.what == "PROGRESS"
    across = question.across or None
    groups = people[by].value_counts() if by in people else pd.Series(dtype=int)
    if frame.empty:
        return Table([], [], [], [], [])
    value = frame["progress"] if mean else pd.Series(1.0, index=frame.index)
    how = "mean" if mean else "sum"
    whole = value.groupby(frame[by]).agg(how)
    orders = {"kind": STATUSES if question.what == "STATUS" else CODES_OF_KIND.get(question.what, ()), **(known or {})}
    columns = _order(frame[across], orders.get(across, ())) if across else [NONE]
    both = value.groupby([frame[by], frame[across]]).agg(how).unstack(across) if across else None
    cells = whole.to_frame(NONE) if both is None else both
    held = {str(k): frame.loc[frame[by] == k, "candidate_id"].nunique() for k in whole.index} if by in OF_FACTS else {}
    order = _order(frame[by], orders.get(by, ()))
    if question.order == "value" and by not in ("year", "kind"):
        order.sort(key=lambda k: -float(whole[k]) / (int(groups.get(k, 1)) if question.value == "head" else 1))
    rows, totals, behind = [], [], []
    for code in order:
        n = int(groups.get(code, 0)) or held.get(code, 0)
        of = {"share": float(whole[code]), "head": float(groups.get(code, 0))}.get(question.value, 1.0)
        line = [cells.at[code, c] if c in cells.columns else np.nan for c in columns]
        nothing = None if mean else 0.0
        rows.append([(nothing if v != v else (float(v) / of if of else None)) for v in line])
        totals.append(float(whole[code]) / of if of else 0.0)
        behind.append(n)
    return Table(order, columns, rows, totals, behind)


def _order(codes: pd.Series, known: Sequence[str]) -> list[str]:
    """The codes met, in the order of ``known``; those that it has not come after them, by themselves."""
    place = {code: i for i, code in enumerate(known)}
    return sorted((str(c) for c in codes.unique()), key=lambda c: (place.get(c, len(place)), c))


def shortened(table: Table, most: int, rest: str) -> Table:
    """The first ``most`` rows, all further ones as one called ``rest``; "" leaves them out (means and shares of others
    would say nothing)."""
    if len(table.rows) <= most + 1:
        return table
    if not rest:
        return Table(table.rows[:most], table.columns, table.cells[:most], table.totals[:most], table.people[:most])
    others = table.cells[most:]
    cells: list[float | None] = [sum(line[i] or 0 for line in others) for i in range(len(table.columns))]
    return Table(
        [*table.rows[:most], rest],
        table.columns,
        [*table.cells[:most], cells],
        [*table.totals[:most], sum(table.totals[most:])],
        [*table.people[:most], sum(table.people[most:])],
    )
