"""What a scenario comes to, as plain rows: whose status changes and by which change, the counts, what did nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dienhinh.criteria import STATUSES, Assessment
from dienhinh.criteria.compare import Comparison, compare
from dienhinh.criteria.scenario import Change, Scenario
from dienhinh.locale import Words
from dienhinh.locale.changes import done, said
from dienhinh.locale.verdicts import STATUS_OF
from dienhinh.store.trial import Effect, Trial, tried_out


@dataclass(frozen=True)
class Answer:
    """A scenario tried: everybody's standing with it, the comparison with the base, what became of each change, and
    the places of the changes that altered nobody's status."""

    scenario: Scenario
    base: Assessment
    after: Assessment
    comparison: Comparison
    applied: list[Effect]
    idle: list[int]

    def causes(self, candidate_id: int) -> list[Change]:
        """The changes that touch this candidate."""
        return [a.change for a in self.applied if candidate_id in a.candidates]


def answer(trial: Trial, scenario: Scenario) -> Answer:
    base = trial.standing.assessment
    tried = trial.under(scenario.rules(trial.plan))
    after, applied, idle = tried_out(tried, scenario.change)
    return Answer(scenario, base, after, compare(base, after), applied, idle)


def as_json(found: Answer) -> dict[str, Any]:
    """The comparison for scripts; keys are promised in docs/scenario.md."""
    flips = []
    for row in found.comparison.flips.to_dict("records"):
        causes = [
            c.model_dump(mode="json", exclude_none=True, exclude_defaults=True) | {"do": c.do}
            for c in found.causes(int(row["candidate_id"]))
        ]
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
