"""What a scenario changes, in the reader's words."""

from __future__ import annotations

from dienhinh.criteria import Plan
from dienhinh.criteria.scenario import Change, Scenario
from dienhinh.kinds.award import NAMES
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import LEVEL_NAME, RESULT_NAME, code_name

DO_WORD = {
    "add": N_("add {what}"),
    "withdraw": N_("withdraw {what}"),
    "granted": N_("papers come: {what}"),
    "refused": N_("papers are refused: {what}"),
    "date": N_("{what}: decided {day} instead"),
    "end": N_("{what}: no longer in force after {day}"),
    "lead": N_("moves to a leading post in {unit} on {day}"),
    "move": N_("moves to a post without lead in {unit} on {day}"),
}


def rules_said(scenario: Scenario, plan: Plan, words: Words) -> list[str]:
    """The thresholds and readings that the scenario changes, in the reader's words."""
    lines = []
    for name, need in scenario.needs.items():
        was = plan.criteria.get(name)
        lines.append(
            words.t(
                "threshold of {what}: {before} → {after}",
                what=was.in_(words.lang),
                before=int(was.need or 0),
                after=need,
            )
            if was and isinstance(was.need, int)
            else words.t("threshold of {what}: {after}", what=name, after=need)
        )
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
        what = f"{change.criterion} – {RESULT_NAME[change.state] if change.state != 'PENDING' else ''}".strip(" –")
    elif change.kind == "INITIATIVE":
        what = words.t("initiative, level {level}", level=LEVEL_NAME[str(change.code)])
    elif change.kind == "DISCIPLINE":
        what = code_name(str(change.code))
    elif change.kind == "AWARD":
        what = NAMES[str(change.code)][-1 if len(NAMES[str(change.code)]) == 2 else 0]
    else:
        what = str(change.code)
    if change.year:
        what += f" {change.year}"
    elif change.all and change.all.missing:
        what += " " + words.t("in every due year without one")
    if change.was:
        what += " (" + words.t("decided {day}", day=change.was) + ")"
    do = change.do if change.do != "resolve" else "granted" if change.granted else "refused"
    if change.kind == "DISCIPLINE" and change.do == "add":
        what += f" ({words.date(change.decided_on)} – {words.date(change.until) if change.until else '…'})"
    return words.t(DO_WORD[do], what=what, day=change.until if change.do == "end" else change.decided_on)


def whose(change: Change, words: Words) -> str:
    if change.who:
        return change.who
    assert change.all is not None
    parts = [p for p in (change.all.track, change.all.unit) if p]
    return words.t("everybody of {group}", group=" · ".join(parts)) if parts else words.t("everybody")
