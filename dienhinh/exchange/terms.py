"""What reading a workbook needs to know of the plan and the office: the criteria to be attested, the deadline of a
year's decisions (P13), whose province it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dienhinh.criteria import Plan


@dataclass(frozen=True)
class Terms:
    """``sections``: the criteria that can be attested. ``plan``: whose deadline parts one year's decisions from the
    next. ``province``: this office's own, as people write it."""

    sections: frozenset[str]
    plan: Plan
    province: str

    def attested(self, lang: str) -> dict[str, str]:
        """Each criterion that can be attested, with what the plan says of it (empty where another plan asks for it)."""
        said = {
            str(self.plan.measures[c.measure].criterion): c.in_(lang)
            for c in self.plan.criterion
            if c.measure and self.plan.measures[c.measure].kind == "ATTESTATION"
        }
        return {section: said.get(section, "") for section in sorted(self.sections)}

    def year_of(self, decided: date) -> int:
        """The achievement year that a decision's date speaks for: until the deadline the year before (P13)."""
        return decided.year - 1 if decided <= self.plan.deadline(decided.year - 1) else decided.year


def terms_of(plan: Plan, province: str, also: Collection[str] = ()) -> Terms:
    """The terms under ``plan`` in an office of ``province``; ``also``: further criteria that can be attested."""
    return Terms(plan.attested | frozenset(also), plan, province)
