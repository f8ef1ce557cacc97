"""The ladder: what each title and form of commendation asks for, as small files in the language of plans; merged into
one plan for a year, judged by the same evaluator.

No legal advice: each line says where it stands and by how many texts read it is confirmed. A line from memory is off
until the office confirms it: a choice of ways loses it, a rung that needs it is not judged at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from dienhinh.criteria.faults import NoToml, of_model, toml
from dienhinh.criteria.plan import Criterion, Measure, Model, Plan, Policy, Text
from dienhinh.criteria.planfile import PlanError, faults, line_of
from dienhinh.kinds.codes import CODES_OF_KIND
from dienhinh.kinds.sentence import N_

YEARS = 15
"""How many years back a rung looks, its own included; what is older is known to have been, no more."""
READINGS = "cach-hieu.toml"
WHO: dict[str, tuple[str, ...]] = {"INDIVIDUAL": ("LEADER", "STAFF"), "COLLECTIVE": ("COLLECTIVE",)}


class Rung(Model):
    """One file of the ladder: the award's ``code``, whose it is, who decides it, at which ``step`` it stands among its
    like, what the records cannot say (``beyond``), its measures and criteria. ``root``: the criterion that is its
    standard; empty where nothing of it is in the records."""

    code: str
    whose: Literal["INDIVIDUAL", "COLLECTIVE"]
    step: int = Field(ge=0)
    decides: Text
    beyond: Text | None = None
    root: str = ""
    source: str = ""
    confidence: int = Field(default=0, ge=0, le=9)
    measure: tuple[Measure, ...] = ()
    criterion: tuple[Criterion, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.code}.{self.whose}"

    @property
    def lines(self) -> tuple[Criterion, ...]:
        """The criteria that say where they stand: what an office confirms."""
        return tuple(c for c in self.criterion if c.confidence is not None)


@dataclass(frozen=True)
class Ladder:
    """All rungs, in their order, and the readings that the texts leave open."""

    rungs: tuple[Rung, ...]
    readings: tuple[Policy, ...]

    @cached_property
    def by_id(self) -> dict[str, Rung]:
        return {r.id: r for r in self.rungs}

    def of(self, who: str) -> list[Rung]:
        """The rungs of a COLLECTIVE, a LEADER or a STAFF member, lowest first."""
        return [r for r in self.rungs if who in WHO[r.whose]]

    def with_choices(self, choices: Mapping[str, str]) -> Ladder:
        """The same under other readings (policy id → choice); what is not admitted is left as it is."""
        said = [
            p.model_copy(update={"choice": choices[p.id]}) if choices.get(p.id) in {c.id for c in p.choices} else p
            for p in self.readings
        ]
        return Ladder(self.rungs, tuple(said))

    def judged(self, year: int, confirmed: Collection[str] = ()) -> list[Rung]:
        """The rungs that can be judged for ``year``: what they need is not from memory alone, or confirmed."""
        return [r for r in self.rungs if r.root and r.root in self._on(r, year, confirmed)]

    def _on(self, rung: Rung, year: int, confirmed: Collection[str]) -> dict[str, Criterion]:
        """The criteria of a rung in force at that year's end and not off, groups without what is."""
        end, chosen = date(year, 12, 31), {p.id: p.choice for p in self.readings}
        found: dict[str, Criterion] = {}
        out: set[str] = set()
        off: set[str] = set()
        for c in rung.criterion:  # parts stand before the groups that name them
            if not c.holds(end) or (c.only and chosen.get(c.only.policy) not in c.only.choices):
                out.add(c.id)
                continue
            parts = {how: tuple(p for p in getattr(c, how) if p not in out) for how in ("all", "any")}
            from_memory = c.confidence == 0 and c.id not in confirmed
            left = tuple(p for p in parts["any"] if p not in off)
            lost = any(p in off for p in parts["all"]) or (bool(c.any) and not left)
            if from_memory or lost or (bool(c.all) and not parts["all"]):
                off.add(c.id)
                continue
            found[c.id] = c.model_copy(update={"all": parts["all"], "any": left, "only": None})
        return found

    def plan(
        self, year: int, confirmed: Collection[str] = (), *, only: Collection[str] = (), since: int | None = None
    ) -> Plan:
        """The plan whose tree is the ladder of ``year``: its last year is the one that titles and forms are proposed
        for, a track's root is met where any rung is, and the rungs' roots are its parts.

        ``only``: of these rungs (:attr:`Rung.id`) alone. ``since``: nothing before that year is looked at (the years
        since the last award of the same form, say): an input, never a verdict.
        """
        rungs = [r for r in self.judged(year, confirmed) if not only or r.id in only]
        first = min(max(since or 0, year - YEARS + 1), year)
        words = {"vi": f"Thang danh hiệu, hình thức khen thưởng năm {year}", "en": f"The ladder of {year}"}
        measures = [m for r in rungs for m in r.measure]
        criteria = [c for r in rungs for c in _below(r.root, self._on(r, year, confirmed))]
        used = {c.measure for c in criteria if c.measure}
        used |= {m.within.measure for m in measures if m.id in used and m.within}
        roots: list[dict[str, Any]] = []
        tracks: list[dict[str, Any]] = []
        for who in ("COLLECTIVE", "LEADER", "STAFF"):
            mine = tuple(r.root for r in rungs if who in WHO[r.whose])
            if mine:
                roots.append({"id": f"ladder.{who}", "section": "–", "short": words, "any": mine, **words})
                tracks.append({"id": who, "section": "–", "who": who, "criterion": f"ladder.{who}", **words})
        return Plan.model_validate(
            {
                "id": f"ladder-{year}",
                "number": str(year),
                "issued": date(year, 1, 1),
                "title": words,
                "issuer": {"vi": "–", "en": "–"},
                "period": {"first_year": first, "last_year": year},
                "target": {"section": "–", "at_least": 0, "at_most": 0},
                "measure": [m for m in measures if m.id in used],
                "criterion": [*criteria, *roots],
                "track": tracks,
                "policy": self.readings,
            }
        )


def _below(root: str, criteria: Mapping[str, Criterion]) -> list[Criterion]:
    """The criteria below ``root`` and itself, in the order of the file."""
    reached, left = set(), [root]
    while left:
        name = left.pop()
        reached.add(name)
        left += criteria[name].parts
    return [c for name, c in criteria.items() if name in reached]


def load_ladder(folder: Path, own: Path | None = None) -> Ladder:
    """The ladder in ``folder``: a file a rung, and the open readings in ``cach-hieu.toml``. A file of the same name in
    the office's ``own`` folder stands in its place; others there are added.

    Raises :class:`PlanError` for a file that cannot be judged by, with the line and the reason.
    """
    files = {p.name: p for p in sorted(folder.glob("*.toml"))}
    if own is not None and own.is_dir():
        files |= {p.name: p for p in sorted(own.glob("*.toml"))}
    readings = tuple(_read(files.pop(READINGS), Readings).policy) if READINGS in files else ()
    rungs = [_read(path, Rung) for path in files.values()]
    _checked(rungs, files.values(), readings)
    return Ladder(tuple(sorted(rungs, key=lambda r: (r.whose == "COLLECTIVE", r.step))), readings)


class Readings(Model):
    policy: tuple[Policy, ...]


Read = TypeVar("Read", bound=Model)


def _read(path: Path, of: type[Read]) -> Read:
    try:
        text = path.read_text(encoding="utf-8")
        return of.model_validate(toml(text))
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(N_("The plan file cannot be read: {why}"), file=str(path), why=error) from error
    except NoToml as error:
        raise PlanError(N_("This is not valid TOML: {why}"), file=path.name, line=error.line, why=error.why) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        reason = N_("“{key}” is not right: {why}")
        line = line_of(text, first["loc"])
        raise PlanError(reason, file=path.name, line=line, key=key, why=of_model(first)) from error


def _checked(rungs: Iterable[Rung], files: Iterable[Path], readings: tuple[Policy, ...]) -> None:
    """Each file alone is a plan that can be judged by, all its lines taken as confirmed, and no two say one thing."""
    seen: set[tuple[str, str]] = set()
    for rung, path in zip(rungs, files, strict=True):
        if rung.code not in CODES_OF_KIND["AWARD"]:
            reason = N_("“{code}” is not a code of kind {kind}.")
            raise PlanError(reason, file=path.name, line=1, code=rung.code, kind="AWARD")
        names = [("rung", rung.id), *(("measure", m.id) for m in rung.measure)]
        names += [("criterion", c.id) for c in rung.criterion]
        for name in names:
            if name in seen or names.count(name) > 1:
                raise PlanError(N_("The id “{id}” is used twice."), file=path.name, line=1, id=name[1])
        seen |= set(names)
        if not rung.root:
            continue
        one = Ladder((rung,), readings)
        lines = {c.id for c in rung.lines}
        years = {d.year for c in rung.criterion for d in (c.begins, c.until) if d} | {2025}
        judged = [year for year in sorted(years) if one.judged(year, lines)]
        if not judged:
            raise PlanError(N_("There is no criterion “{part}”."), file=path.name, line=1, part=rung.root)
        for year in judged:
            found = next(faults(one.plan(year, lines)), None)
            if found is not None:
                place, said, params = found
                raise PlanError(said, file=path.name, line=line_of(path.read_text(encoding="utf-8"), place), **params)
