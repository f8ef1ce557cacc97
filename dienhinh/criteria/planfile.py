"""Reading a plan file (TOML) and refusing one that cannot be judged by, with the line and the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dienhinh.criteria.faults import NoToml, of_model, toml
from dienhinh.criteria.plan import RUNS, SETTINGS, Criterion, Measure, Plan
from dienhinh.criteria.validity import validity
from dienhinh.criteria.yearsets import proving_titles
from dienhinh.kinds.award import GROUNDS
from dienhinh.kinds.codes import CODES_OF_KIND, COUNTS_OF_KIND, DATED_KINDS, SERVICE
from dienhinh.kinds.sentence import N_

Path_ = tuple[str | int, ...]


class PlanError(ValueError):
    """A plan file that cannot be used: ``file``, ``line`` (1-based, 0 when unknown) and a translatable reason."""

    def __init__(self, reason: str, *, file: str = "", line: int = 0, **params: object) -> None:
        self.reason, self.params, self.file, self.line = reason, params, file, line
        super().__init__(f"{file}:{line}: {reason.format(**params)}")


def load_plan(path: Path | str) -> Plan:
    """Read and check the plan file at ``path``.

    Raises :class:`PlanError` when it cannot be read, is not TOML, misses or misspells a key, or says what can never
    be judged (an unknown measure, a threshold no history can reach, a duplicate id, a circle of criteria).
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError(N_("The plan file cannot be read: {why}"), file=str(path), why=error) from error
    return parse_plan(text, file=path.name)


def parse_plan(text: str, file: str = "") -> Plan:
    """The plan written in ``text``; see :func:`load_plan`."""
    try:
        raw = toml(text)
    except NoToml as error:
        raise PlanError(N_("This is not valid TOML: {why}"), file=file, line=error.line, why=error.why) from error
    try:
        plan = Plan.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise PlanError(
            N_("“{key}” is not right: {why}"),
            file=file,
            line=line_of(text, first["loc"]),
            key=".".join(map(str, first["loc"])),
            why=of_model(first),
        ) from error
    for loc, reason, params in faults(plan):
        raise PlanError(reason, file=file, line=line_of(text, loc), **params)
    return plan


Fault = tuple[Path_, str, dict[str, Any]]


def faults(plan: Plan) -> Iterator[Fault]:
    """Everything wrong with a well-formed plan: where (a path of keys), why, and the words to fill in."""
    yield from _period_faults(plan)
    yield from _duplicate_faults(plan)
    yield from _policy_faults(plan)
    for i, measure in enumerate(plan.measure):
        yield from _measure_faults(plan, i, measure)
    for i, criterion in enumerate(plan.criterion):
        yield from _criterion_faults(plan, i, criterion)
    yield from _tree_faults(plan)


def _period_faults(plan: Plan) -> Iterator[Fault]:
    period = plan.period
    if period.last_year < period.first_year:
        yield ("period", "last_year"), N_("The period ends before it begins."), {}
    elif len(period.years) > 15:
        yield ("period", "last_year"), N_("A period of more than 15 years cannot be counted."), {}
    if plan.target.at_most < plan.target.at_least:
        yield ("target", "at_most"), N_("The target’s upper bound is below its lower one."), {}


def _duplicate_faults(plan: Plan) -> Iterator[Fault]:
    for table in ("measure", "criterion", "track", "policy", "milestone"):
        ids = [item.id for item in getattr(plan, table)]
        for name, n in Counter(ids).items():
            if n > 1:
                second = [i for i, x in enumerate(ids) if x == name][1]
                yield (table, second, "id"), N_("The id “{id}” is used twice."), {"id": name}
    governed = Counter(p.governs for p in plan.policy if p.governs)
    for i, policy in enumerate(plan.policy):
        if policy.governs and governed[policy.governs] > 1:
            yield ("policy", i, "governs"), N_("Two policies govern “{name}”."), {"name": policy.governs}


def _policy_faults(plan: Plan) -> Iterator[Fault]:
    for i, policy in enumerate(plan.policy):
        admitted = [c.id for c in policy.choices]
        if policy.choice not in admitted:
            yield (
                ("policy", i, "choice"),
                N_("Policy {id} does not admit the choice “{choice}”; it admits: {admitted}."),
                {"id": policy.id, "choice": policy.choice, "admitted": ", ".join(admitted)},
            )
        if policy.governs is None:
            continue
        if policy.governs not in SETTINGS:
            yield ("policy", i, "governs"), N_("There is no rule named “{name}” to govern."), {"name": policy.governs}
            continue
        for k, choice in enumerate(admitted):
            if choice not in SETTINGS[policy.governs]:
                yield (
                    ("policy", i, "choices", k, "id"),
                    N_("“{choice}” is not a way to settle “{name}”; the ways are: {admitted}."),
                    {"choice": choice, "name": policy.governs, "admitted": ", ".join(SETTINGS[policy.governs])},
                )


def _measure_faults(plan: Plan, i: int, measure: Measure) -> Iterator[Fault]:
    known = CODES_OF_KIND[measure.kind]
    for key, codes in (("codes", measure.codes), ("related", measure.related)):
        for code in codes:
            if code not in known:
                params = {"code": code, "kind": measure.kind}
                yield ("measure", i, key), N_("“{code}” is not a code of kind {kind}."), params
    for code in measure.codes:
        last = validity().last_day(code)
        if last is not None and last < plan.period.start:
            yield ("measure", i, "codes"), N_("“{code}” has not been given since {last}."), {"code": code, "last": last}
    counts = {measure.count} | {w.count for w in measure.when if w.count}
    for count in counts - set(COUNTS_OF_KIND[measure.kind]):
        yield (
            ("measure", i, "count"),
            N_("{kind} cannot be counted by “{count}”."),
            {"kind": measure.kind, "count": count},
        )
    yield from _word_faults(plan, i, measure)
    if measure.kind == "ATTESTATION" and not measure.criterion:
        yield ("measure", i, "id"), N_("An attestation needs the criterion that it attests."), {}
    if measure.kind in ("RATING", "AWARD", "INITIATIVE") and not measure.codes:
        yield ("measure", i, "id"), N_("Measure “{id}” names no codes."), {"id": measure.id}
    policies = {p.id: {c.id for c in p.choices} for p in plan.policy}
    for when in measure.when:
        if when.choice not in policies.get(when.policy, set()):
            yield (
                ("measure", i, "when"),
                N_("There is no policy {policy} with the choice “{choice}”."),
                {"policy": when.policy, "choice": when.choice},
            )
        for code in when.add_codes:
            if code not in known:
                params = {"code": code, "kind": measure.kind}
                yield ("measure", i, "when"), N_("“{code}” is not a code of kind {kind}."), params


def _word_faults(plan: Plan, i: int, measure: Measure) -> Iterator[Fault]:
    """What the words that narrow a measure need of it and of one another."""
    at: Path_ = ("measure", i)
    counts = {measure.count} | {w.count for w in measure.when if w.count}
    for key, codes, known in (
        ("after", measure.after, CODES_OF_KIND["AWARD"]),
        ("broken_by", measure.broken_by, CODES_OF_KIND["DISCIPLINE"]),
        ("grounds", measure.grounds, tuple(g.code for g in GROUNDS)),
        ("serves", (measure.serves,) if measure.serves else (), CODES_OF_KIND["AWARD"]),
    ):
        for code in codes:
            if code not in known:
                yield (*at, key), N_("“{code}” is not a code that “{key}” can name."), {"code": code, "key": key}
    narrowing = [k for k in Measure.SILENT if getattr(measure, k) != Measure.model_fields[k].default]
    if measure.kind not in DATED_KINDS and [k for k in narrowing if k != "members"]:
        reason = N_("“{key}” goes with ratings, awards and initiatives alone.")
        yield (*at, narrowing[0]), reason, {"key": narrowing[0]}
        return
    for key, kind in (("grounds", "AWARD"), ("serves", "INITIATIVE")):
        if getattr(measure, key) and measure.kind != kind:
            yield (*at, key), N_("“{key}” goes with {kind} alone."), {"key": key, "kind": kind}
    if (measure.broken_by or measure.proved) and counts & {"decisions", "due_years", "last_due"} and not measure.within:
        key = "broken_by" if measure.broken_by else "proved"
        yield (*at, key), N_("“{key}” goes with what is counted by years."), {"key": key}
    if measure.after and counts & {"due_years", "last_due", "this_year"}:
        yield (*at, "after"), N_("“{key}” goes with what is counted by years."), {"key": "after"}
    if measure.proved and not proving_titles(measure):
        yield (*at, "proved"), N_("No title proves what “{id}” counts."), {"id": measure.id}
    alone = measure.kind == "DISCIPLINE" and "this_year" in counts and not measure.members
    if alone or (measure.members and counts != {"this_year"}):
        reason = N_("What members have is counted by “this_year”; a discipline so of them alone.")
        yield (*at, "members"), reason, {}
    if (measure.members == "none") != (measure.members != "" and measure.kind == "DISCIPLINE"):
        yield (*at, "members"), N_("“none” of the members goes with disciplinary measures, and only with them."), {}
    if measure.within is not None:
        yield from _within_faults(plan, at, measure, counts)


def _within_faults(plan: Plan, at: Path_, measure: Measure, counts: set[str]) -> Iterator[Fault]:
    assert measure.within is not None
    host = next((m for m in plan.measure if m.id == measure.within.measure), None)
    if host is None:
        yield (*at, "within"), N_("There is no measure “{measure}”."), {"measure": measure.within.measure}
        return
    runs = {host.count} | {w.count for w in host.when if w.count}
    every = {host.every} | {w.every for w in host.when if w.every}
    if not runs <= set(RUNS) or every != {1} or host.within:
        reason = N_("“{measure}” is no run within whose years something can be counted.")
        yield (*at, "within"), reason, {"measure": host.id}
    if measure.after or measure.broken_by or not counts <= {"years", "decisions"}:
        reason = N_("What falls within a run is counted by years or decisions, without further words.")
        yield (*at, "within"), reason, {}


def _criterion_faults(plan: Plan, i: int, criterion: Criterion) -> Iterator[Fault]:
    at: Path_ = ("criterion", i)
    every = {c.id: c for c in plan.criterion}
    if criterion.only:
        admitted = {p.id: {c.id for c in p.choices} for p in plan.policy}.get(criterion.only.policy, set())
        for choice in criterion.only.choices:
            if choice not in admitted:
                yield (
                    (*at, "only"),
                    N_("There is no policy {policy} with the choice “{choice}”."),
                    {"policy": criterion.only.policy, "choice": choice},
                )
    ways = [bool(criterion.measure), bool(criterion.all), bool(criterion.any)]
    if sum(ways) != 1:
        reason = N_("Criterion “{id}” must have exactly one of: measure and need, all, any.")
        yield (*at, "id"), reason, {"id": criterion.id}
        return
    for part in criterion.parts:
        if part not in every:
            key = "all" if criterion.all else "any"
            yield (*at, key), N_("There is no criterion “{part}”."), {"part": part}
    if criterion.parts and all(p in every and every[p].only for p in criterion.parts):
        reason = N_("Every part of “{id}” stands only under a choice: nothing would be left of it under another.")
        yield (*at, "id"), reason, {"id": criterion.id}
    if criterion.measure is None:
        return
    measure = plan.measures.get(criterion.measure)
    if measure is None:
        yield (*at, "measure"), N_("There is no measure “{measure}”."), {"measure": criterion.measure}
    elif (criterion.need == "due_years") != (measure.count == "due_years"):
        yield (*at, "need"), N_("The need “due_years” goes with a measure counted by due years, and only with it."), {}
    elif criterion.need is None or (isinstance(criterion.need, int) and criterion.need < 0):
        yield (*at, "need"), N_("Criterion “{id}” needs a threshold of 0 or more."), {"id": criterion.id}
    elif isinstance(criterion.need, int) and criterion.need > (most := most_possible(plan, measure)):
        yield (
            (*at, "need"),
            N_("The threshold {need} of “{id}” can never be met: the period can bring at most {most}."),
            {"need": criterion.need, "id": criterion.id, "most": most},
        )


LONGEST_SERVICE = 50


def most_possible(plan: Plan, measure: Measure) -> int:
    """The highest count that the plan's whole period can bring of ``measure`` (see :class:`Measure.per_year`)."""
    if measure.kind == SERVICE:
        return LONGEST_SERVICE
    if measure.kind in ("ATTESTATION", "DISCIPLINE") or measure.count in ("last_due", "this_year"):
        return 1
    per_year = measure.per_year if measure.count == "decisions" else 1
    return per_year * len(plan.period.years)


def _tree_faults(plan: Plan) -> Iterator[Fault]:
    every = {c.id: c for c in plan.criterion}

    def circle(cid: str, above: tuple[str, ...]) -> str | None:
        if cid in above:
            return cid
        return next((c for part in every[cid].parts if (c := circle(part, (*above, cid)))), None)

    def below(cid: str) -> Iterator[str]:
        yield cid
        for part in every[cid].parts:
            yield from below(part)

    order = [c.id for c in plan.criterion]
    if any(part not in every for c in plan.criterion for part in c.parts):
        return
    for i, criterion in enumerate(plan.criterion):
        if (again := circle(criterion.id, ())) is not None:
            yield ("criterion", i, "id"), N_("Criterion “{id}” is a part of itself."), {"id": again}
            return
    used: set[str] = set()
    for i, track in enumerate(plan.track):
        if track.criterion not in every or every[track.criterion].only:
            yield ("track", i, "criterion"), N_("There is no criterion “{part}”."), {"part": track.criterion}
        else:
            used |= set(below(track.criterion))
    for name in order:
        if name not in used:
            yield ("criterion", order.index(name), "id"), N_("No track uses the criterion “{id}”."), {"id": name}
    who = Counter(t.who for t in plan.track)
    for i, track in enumerate(plan.track):
        if who[track.who] > 1:
            yield ("track", i, "who"), N_("Two tracks judge the same people ({who})."), {"who": track.who}


def line_of(text: str, loc: Path_) -> int:
    """The 1-based line of ``text`` that a path of keys points to; of the nearest enclosing table when not found."""
    lines = text.splitlines()
    start, prefix = 0, ""
    rest = list(loc)
    while rest and isinstance(rest[0], str):
        name = f"{prefix}{rest[0]}"
        nth = rest[1] if len(rest) > 1 and isinstance(rest[1], int) else None
        headers = [
            i for i, line in enumerate(lines) if i >= start and re.match(rf"\s*\[+\s*{re.escape(name)}\s*\]+", line)
        ]
        if not headers or (nth is not None and nth >= len(headers)):
            break
        start, prefix = headers[nth or 0], f"{name}."
        rest = rest[2 if nth is not None else 1 :]
    if rest:
        for i in range(start + 1 if prefix else 0, len(lines)):
            if re.match(r"\s*\[", lines[i]):
                break
            if re.match(rf"\s*{re.escape(str(rest[0]))}\s*=", lines[i]):
                return i + 1
    return start + 1
