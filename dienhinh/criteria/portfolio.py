"""The nomination portfolio: within the limits, the nominations that make the most candidates eligible; an integer
programme solved by HiGHS, proved optimal or saying how far it may be from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

Nomination = tuple[str, int]
"""An award (or an initiative's level) and the year it is for."""


@dataclass(frozen=True)
class Option:
    """One way for one candidate to become eligible: what it must be nominated for, how many papers must come, which of
    the plan's ways it is, and the progress gained, in thousandths."""

    candidate: str
    nominations: tuple[Nomination, ...]
    papers: int = 0
    way: tuple[str, ...] = ()
    gain: int = 0


@dataclass(frozen=True)
class Portfolio:
    """An answer. ``gap``: how many more candidates the best answer could have at most; 0 where it is proved optimal."""

    chosen: tuple[Option, ...]
    gap: float

    @property
    def nominations(self) -> int:
        return sum(len(o.nominations) for o in self.chosen)


class Impossible(Exception):
    """No choice keeps within the limits and gives every group its least number."""


def portfolios(
    options: Sequence[Option],
    limits: Mapping[Nomination, int],
    *,
    fixed: Collection[str] = (),
    excluded: Collection[str] = (),
    preferred: Collection[str] = (),
    groups: Mapping[str, tuple[Collection[str], int]] | None = None,
    most: int = 3,
    seconds: float = 10,
) -> list[Portfolio]:
    """The best answer first, then others exactly as good, ``most`` in all.

    Best: most candidates, then fewest nominations, then most of the ``preferred``, then the most progress gained.
    ``limits``: at most so many
    nominations of each kind and year; what is not named is not limited. ``fixed`` candidates must be among the chosen;
    ``groups``: name → (its candidates, the least number of them to be chosen). Raises :class:`Impossible`.
    """
    ways = [o for o in options if o.candidate not in excluded]
    people = sorted({o.candidate for o in ways})
    if set(fixed) - set(people):
        raise Impossible
    for _, least in (groups or {}).values():
        if least > 0 and not ways:
            raise Impossible
    if not ways:
        return [Portfolio((), 0.0)]
    k = (
        sum(max(len(o.nominations) for o in ways if o.candidate == p) for p in people)
        if len(people) < 400
        else (len(people) * max(len(o.nominations) for o in ways))
    )
    n = len(people)
    weight = np.array(
        [(k + 1) * (n + 1) - len(o.nominations) * (n + 1) + (o.candidate in preferred) for o in ways], dtype=float
    )
    rows: list[tuple[list[int], list[float], float, float]] = []
    mine: dict[str, list[int]] = {}
    for i, o in enumerate(ways):
        mine.setdefault(o.candidate, []).append(i)
    for person, places in mine.items():
        rows.append((places, [1.0] * len(places), 1.0 if person in fixed else 0.0, 1.0))
    for kind, limit in limits.items():
        used = [(i, o.nominations.count(kind)) for i, o in enumerate(ways) if kind in o.nominations]
        if used:
            rows.append(([i for i, _ in used], [float(c) for _, c in used], 0.0, float(limit)))
    for members, least in (groups or {}).values():
        places = [i for p in members for i in mine.get(p, [])]
        if least > 0:
            rows.append((places, [1.0] * len(places), float(least), np.inf))
    first = _solve(weight, rows, len(ways), seconds)
    if first is None:
        raise Impossible
    x, value, bound = first
    gap = max(0.0, (bound - value) / ((k + 1) * (n + 1)))
    # What was reached is held while the progress is maximised: as rows of small numbers, which stay exact.
    every = list(range(len(ways)))
    size = np.array([len(o.nominations) for o in ways], dtype=float)
    liked = np.array([o.candidate in preferred for o in ways], dtype=float)
    rows.append((every, [1.0] * len(ways), round(float(x.sum())), np.inf))
    rows.append((every, size.tolist(), -np.inf, round(float(size @ x))))
    rows.append((every, liked.tolist(), round(float(liked @ x)), np.inf))
    gain = np.array([o.gain for o in ways], dtype=float)
    found: list[Portfolio] = []
    best = None
    while len(found) < most:
        answer = _solve(gain, rows, len(ways), seconds)
        if answer is None:
            break
        x, value, _ = answer
        if best is not None and value < best - 0.5:
            break
        best = value if best is None else best
        chosen = [i for i in range(len(ways)) if x[i] > 0.5]
        found.append(Portfolio(tuple(ways[i] for i in chosen), gap if gap > 1e-6 else 0.0))
        if not chosen:
            break
        rows.append((chosen, [1.0] * len(chosen), -np.inf, len(chosen) - 1.0))  # another one, if there is one as good
    return found or [Portfolio(tuple(w for w, chosen in zip(ways, first[0], strict=True) if chosen > 0.5), gap)]


def _solve(
    weight: np.ndarray, rows: Sequence[tuple[list[int], list[float], float, float]], n: int, seconds: float
) -> tuple[np.ndarray, float, float] | None:
    """The best selection, its value and the bound on any; None where there is none."""
    model = highspy.HighsLp()
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.col_cost_ = n, weight
    model.col_lower_, model.col_upper_ = np.zeros(n), np.ones(n)
    model.integrality_ = [highspy.HighsVarType.kInteger] * n
    model.num_row_ = len(rows)
    model.row_lower_ = np.array([low for *_, low, _ in rows], dtype=float)
    model.row_upper_ = np.array([high for *_, high in rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(places) for places, _, _, _ in rows)])
    model.a_matrix_.index_ = np.array([i for places, _, _, _ in rows for i in places], dtype=np.int32)
    model.a_matrix_.value_ = np.array([v for _, values, _, _ in rows for v in values], dtype=float)
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    x = np.array(solver.getSolution().col_value)
    value = float(info.objective_function_value)
    return x, value, float(info.mip_dual_bound) if np.isfinite(info.mip_dual_bound) else value
