"""What a scenario comes to, as plain rows: whose status changes and by which change, the counts, what did nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dienhinh.criteria import STATUSES, Assessment, Plan
from dienhinh.criteria.compare import Comparison, compare
from dienhinh.criteria.scenario import Change, Scenario
from dienhinh.exchange import awards, values
from dienhinh.exchange.verdicts import STATUS_TEXT
from dienhinh.locale import Words
from dienhinh.store.trial import Applied, Trial, tried_out

STATUS_OF = dict(zip(STATUSES, STATUS_TEXT, strict=True))
DO_WORD = {
    "add": "add {what}",
    "withdraw": "withdraw {what}",
    "granted": "papers come: {what}",
    "refused": "papers are refused: {what}",
    "date": "{what}: decided {day} instead",
    "lead": "moves to a leading post in {unit} on {day}",
    "move": "moves to a post without lead in {unit} on {day}",
}


@dataclass(frozen=True)
class Answer:
    """A scenario tried: everybody's standing with it, the comparison with the base, what became of each change, and
    the places of the changes that altered nobody's status."""

    scenario: Scenario
    base: Assessment
    after: Assessment
    comparison: Comparison
    applied: list[Applied]
    idle: list[int]

    def causes(self, candidate_id: int) -> list[Change]:
        """The changes that touch this candidate."""
        return [a.change for a in self.applied if candidate_id in a.candidates]


def answer(trial: Trial, scenario: Scenario) -> Answer:
    base = trial.standing.assessment
    tried = trial.under(scenario.rules(trial.plan))
    after, applied, idle = tried_out(tried, scenario.change)
    return Answer(scenario, base, after, compare(base, after), applied, idle)


def rules_said(scenario: Scenario, plan: Plan, words: Words) -> list[str]:
    """The thresholds and readings that the scenario changes, in the reader's words."""
    lines = []
    for name, need in scenario.needs.items():
        was = plan.criteria.get(name)
        lines.append(
            words.t("threshold of {what}: {before} → {after}", what=was.in_(words.lang), before=int(was.need or 0), after=need)
            if was and isinstance(was.need, int) else words.t("threshold of {what}: {after}", what=name, after=need)
        )  # fmt: skip
    readings = {p.id: {c.id: c.in_(words.lang) for c in p.choices} for p in plan.policy}
    for name, choice in scenario.choices.items():
        lines.append(f"{name}: {readings.get(name, {}).get(choice, choice)}")
    return lines


def said(change: Change, words: Words, name: str | None = None) -> str:
    """A change in the reader's words; ``name``: of the one it is about, where it is known."""
    who = f"{name} ({change.who})" if name else whose(change, words)
    return f"{who}: {done(change, words)}"


def done(change: Change, words: Words) -> str:
    """What a change does, without whose it is."""
    if change.do == "move":
        word = DO_WORD["lead" if change.leads else "move"]
        return words.t(word, unit=change.unit, day=change.on)
    if change.kind == "ATTESTATION":
        what = (
            f"{change.criterion} – {values.RESULT_WORDS[change.state][0] if change.state != 'PENDING' else ''}".strip(
                " –"
            )
        )
    elif change.kind == "INITIATIVE":
        what = words.t("initiative, level {level}", level=values.LEVEL_WORDS[str(change.code)][0])
    elif change.kind == "AWARD":
        what = awards.NAMES[str(change.code)][-1 if len(awards.NAMES[str(change.code)]) == 2 else 0]
    else:
        what = str(change.code)
    if change.year:
        what += f" {change.year}"
    elif change.all and change.all.missing:
        what += " " + words.t("in every due year without one")
    if change.was:
        what += " (" + words.t("decided {day}", day=change.was) + ")"
    do = change.do if change.do != "resolve" else "granted" if change.granted else "refused"
    return words.t(DO_WORD[do], what=what, day=change.decided_on)


def whose(change: Change, words: Words) -> str:
    if change.who:
        return change.who
    assert change.all is not None
    parts = [p for p in (change.all.track, change.all.unit) if p]
    return words.t("everybody of {group}", group=" · ".join(parts)) if parts else words.t("everybody")


def as_json(found: Answer) -> dict[str, Any]:
    """The comparison for scripts; keys are promised in docs/scenario.md."""
    flips = []
    for row in found.comparison.flips.to_dict("records"):
        causes = [c.model_dump(mode="json", exclude_none=True, exclude_defaults=True) | {"do": c.do}
                  for c in found.causes(int(row["candidate_id"]))]  # fmt: skip
        flips.append(
            {
                "code": row["code"],
                "name": row["name"],
                "track": [none(row["track_before"]), none(row["track"])],
                "status": [none(row["before"]), none(row["after"])],
                "progress": [number(row["progress_before"]), number(row["progress"])],
                "by": causes,
            }
        )
    return {
        "scenario": found.scenario.name,
        "official": False,
        "counts": {s: found.comparison.counts.loc[s].tolist() for s in STATUSES},
        "flips": flips,
        "gained": [
            {"code": r["code"], "name": r["name"], "progress": [number(r["progress_before"]), number(r["progress"])]}
            for r in found.comparison.gained.to_dict("records")
        ],
        "idle": [i + 1 for i in found.idle],
        "applied": [len(a.candidates) for a in found.applied],
        "rules": {"needs": found.scenario.needs, "choices": found.scenario.choices},
    }


def none(value: Any) -> Any:
    return None if value is None or value != value else value


def number(value: Any) -> float | None:
    return None if value is None or value != value else round(float(value), 6)


def rows(found: Answer, words: Words) -> list[list[str]]:
    """Whose status or progress changes: code, name, status before → after, progress before → after, by what."""
    out = []
    for frame in (found.comparison.flips, found.comparison.gained):
        for r in frame.to_dict("records"):
            both = [words.t(STATUS_OF[s]) if none(s) else words.t("no candidate") for s in (r["before"], r["after"])]
            shares = [
                words.percent(float(p)) if number(p) is not None else "–" for p in (r["progress_before"], r["progress"])
            ]
            causes = "; ".join(
                done(c, words) if c.who else said(c, words) for c in found.causes(int(r["candidate_id"]))
            )
            causes = causes or words.t("the rules tried")
            status = both[0] if both[0] == both[1] else " → ".join(both)
            out.append([r["code"], r["name"], status, " → ".join(shares), causes])
    return out
