"""Goal-seek made concrete: every smallest set of changes (papers to come, results to win, measures to end) that makes a
candidate eligible, tried by the very evaluator; and what put out of reach who is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, islice, product
from typing import Any

from dienhinh.criteria import Measure, Plan, Route, Status, route_table
from dienhinh.criteria.routes import slot_years
from dienhinh.criteria.scenario import Change
from dienhinh.criteria.yearsets import passed_over
from dienhinh.kinds.codes import RATINGS
from dienhinh.locale.fold import code_key
from dienhinh.store.history import began_on
from dienhinh.store.judge import judge
from dienhinh.store.trial import Trial, statuses
from dienhinh.verdicts.stretches import Move, Stretches

MOST_SETS = 2000
"""Of one route, and of the sets tried in one pass."""


@dataclass(frozen=True)
class Step:
    """One change with the first day on which it can come true, and whether only papers are needed for it."""

    change: Change
    earliest: date
    paper: bool
    weight: int = 1

    @property
    def key(self) -> str:
        return self.change.model_dump_json(exclude_defaults=True)


@dataclass(frozen=True)
class GoalSet:
    """A set of changes that is enough and of which none can be left out, along one way of the plan. All are dated on
    the assessment date, on which they are tried; ``earliest`` is the first day on which all of them can be true, if
    nothing worse comes in: papers today, an award or initiative of a year from its first day on, a rating on 31
    December of its year (P8), a measure's end on the day after its last."""

    steps: tuple[Step, ...]
    route: Route

    @property
    def changes(self) -> list[Change]:
        return [s.change for s in self.steps]

    @property
    def earliest(self) -> date:
        return max(s.earliest for s in self.steps)

    @property
    def papers(self) -> int:
        return sum(s.paper for s in self.steps)

    @property
    def results(self) -> int:
        return len(self.steps) - self.papers

    @cached_property
    def shape(self) -> tuple[tuple[str, str], ...]:
        """What it consists of, whichever years are taken: sets of one shape differ in years alone."""
        return tuple(sorted((s.change.do, f"{s.change.kind} {s.change.code} {s.change.criterion}") for s in self.steps))


class Seeker:
    """The steps that one candidate can still take."""

    def __init__(self, trial: Trial, code: str) -> None:
        self.trial, self.plan, self.code = trial, trial.plan, code
        self.on = trial.standing.assessment.on
        self.candidate = int(trial.people[code_key(code)]["candidate_id"])
        assessment = trial.standing.assessment
        self.row = assessment.find(self.candidate)
        trial.learn([self.candidate])
        self.known = [f for f in trial.facts[self.candidate] if f["known_on"] <= self.on]
        self.start = int(assessment.roster["start_year"].iloc[self.row]) if self.row is not None else 0

    def routes(self) -> list[Route]:
        assessment = self.trial.standing.assessment
        if self.row is None:
            return []
        track, place = assessment.place(self.row)
        return route_table(assessment, track).routes(place)

    def sets(self, route: Route) -> Iterator[tuple[Step, ...]]:
        """Ways to take ``route``: of each measure that lacks something, every smallest choice of steps."""
        if route.met or not route.feasible:
            return
        lacking: dict[str, int] = {}
        needs: dict[str, int] = {}
        for item in route.missing:
            name = str(item.criterion.measure)
            lacking[name] = max(item.need - item.have, lacking.get(name, 0))
            needs[name] = max(item.need, needs.get(name, 0))
        # what must fall into the years of a run asks for the run, too
        hosts = {(w.measure, w.years) for m in lacking if (w := self.plan.measures[m].within)}
        spans = [m for m in lacking if self.plan.measures[m].spans]
        spans = [m for m in spans if not any(m == host and needs[m] <= years for host, years in hosts)]
        sums = {m: n for m, n in lacking.items() if not self.plan.measures[m].spans}
        ratings = {m: n for m, n in sums.items() if self.plan.measures[m].kind == "RATING"}
        choices = [list(self.of(self.plan.measures[m], n)) for m, n in sums.items() if m not in ratings]
        choices += [list(self.stretched(self.plan.measures[m], needs[m])) for m in spans]
        if ratings:
            choices.append(list(self.ratings(ratings)))
        for parts in islice(product(*choices), MOST_SETS):
            # The same step in two measures is one fact that serves both; twice in one measure it is two.
            most: Counter[str] = Counter()
            step_of = {s.key: s for part in parts for s in part}
            for part in parts:
                most |= Counter(s.key for s in part)
            best: dict[int | None, str] = {}
            for key in most:  # a year has one rating: the best that is asked for serves all
                if (change := step_of[key].change).kind == "RATING":
                    best[change.year] = min(best.get(change.year, key), key, key=lambda k: _rank(step_of[k]))
            for key in [k for k in most if (c := step_of[k].change).kind == "RATING" and best[c.year] != k]:
                del most[key]
            yield tuple(step_of[k] for k in sorted(most.elements(), key=lambda k: list(step_of).index(k)))

    def stretched(self, measure: Measure, need: int) -> Iterator[tuple[Step, ...]]:
        """The choices of years that bring a measure to ``need`` which is no sum over years."""
        stretches = Stretches(self.plan, measure, self.known, self.on, self.start)
        for choice in islice(stretches.choices(need), MOST_SETS):
            yield tuple(self.taken(move) for move in choice)

    def taken(self, move: Move) -> Step:
        """The step that makes a move come true."""
        said: dict[str, Any] = {"code": move.code, "year": move.year}
        if move.kind == "RATING":
            return self.add(move.kind, paper=move.paper, earliest=date(move.year, 12, 31), **said)
        if move.paper:
            return self.resolve(move.kind, **said)
        return self.add(move.kind, earliest=date(move.year, 1, 1), **said)

    def resolve(self, kind: str, weight: int = 1, **said: Any) -> Step:
        change = Change(do="resolve", who=self.code, kind=kind, decided_on=self.on, **said)
        return Step(change, self.on, True, weight)

    def of(self, measure: Measure, lacking: int) -> Iterator[tuple[Step, ...]]:
        """The smallest choices that bring ``lacking`` more of a measure that is no rating."""
        if measure.members:
            return  # others' records: nothing of the unit's own brings it
        if measure.kind == "ATTESTATION":
            m = self.plan.measure_index[measure.id]
            unsaid = bool(self.trial.standing.assessment.counts.pending[m, self.row])
            yield (self.add(measure.kind, paper=unsaid, criterion=measure.criterion),)
        elif measure.kind == "DISCIPLINE":
            yield tuple(self.ends(measure))
        else:
            yield from self.counted(measure, lacking)

    def add(self, kind: str, paper: bool = False, earliest: date | None = None, **said: Any) -> Step:
        change = Change(do="add", who=self.code, kind=kind, decided_on=self.on, **said)
        return Step(change, max(self.on, earliest or self.on), paper)

    def ends(self, measure: Measure) -> Iterator[Step]:
        """The measures in force come to their end."""
        for f in self.known:
            if (
                f["kind"] == "DISCIPLINE"
                and f["state"] != "REVOKED"
                and (not measure.codes or f["code"] in measure.codes)
                and f["until"] is not None
                and f["until"] >= self.on
            ):
                change = Change(
                    do="end",
                    who=self.code,
                    kind="DISCIPLINE",
                    code=f["code"],
                    was=f["decided_on"],
                    until=self.on - timedelta(days=1),
                )
                yield Step(change, f["until"] + timedelta(days=1), paper=False)

    def counted(self, measure: Measure, lacking: int) -> Iterator[tuple[Step, ...]]:
        """Awards or initiatives: those awaited that get their papers, and new ones of the years still open."""
        mine = [
            f
            for f in self.known
            if f["kind"] == measure.kind
            and f["code"] in measure.codes
            and self.plan.counts_year(measure.kind, f["year"])
            and (measure.count != "this_year" or f["year"] == self.plan.period.last_year)
            and not passed_over(self.plan, measure, f)
            and (f["state"] != "PENDING" or self.plan.still_awaited(measure.kind, f["year"], self.on))
        ]
        sure = {f["year"] for f in mine if f["state"] == "CONFIRMED"}
        waiting = Counter((f["code"], f["year"]) for f in mine if f["state"] == "PENDING")
        steps: list[Step] = []
        for (code, year), n in sorted(waiting.items(), key=lambda w: (w[0][1], w[0][0])):
            if measure.count != "decisions" and year in sure:
                continue
            weight = n if measure.count == "decisions" else 1
            steps.append(self.resolve(measure.kind, weight, code=code, year=year))
        assert self.row is not None
        slots = int(self.trial.standing.assessment.counts.slots[self.plan.measure_index[measure.id], self.row])
        places = Counter(slot_years(self.plan, measure.id, slots))
        for year, free in places.items():
            for code in measure.codes if measure.kind == "AWARD" else measure.codes[:1]:  # the lowest level is enough
                steps += [self.add(measure.kind, earliest=date(year, 1, 1), code=code, year=year)] * min(free, lacking)
        seen = set()
        for n in range(1, lacking + 1):
            for chosen in combinations(steps, n):
                weight = sum(s.weight for s in chosen)
                if weight < lacking or any(weight - s.weight >= lacking for s in chosen):
                    continue
                taken = Counter(s.change.year for s in chosen if s.change.do == "add")
                by_year = Counter(s.change.year for s in chosen)
                if any(k > places[y] for y, k in taken.items() if y is not None):
                    continue
                if measure.count != "decisions" and max(by_year.values()) > 1:
                    continue
                key = tuple(sorted(s.key for s in chosen))
                if key not in seen:
                    seen.add(key)
                    yield chosen

    def ratings(self, lacking: dict[str, int]) -> Iterator[tuple[Step, ...]]:
        """Ratings of years due without one, and of years to come, that bring what several measures lack of them."""
        rated = {f["year"] for f in self.known if f["kind"] == "RATING" and f["state"] == "CONFIRMED"}
        free = [y for y in self.plan.period.years if y >= self.start and y not in rated]
        due = {y for y in self.plan.due_years(self.on) if y in free}
        if self.plan.setting("missing_rating") != "unknown":
            free, due = [y for y in free if y not in due], set()
        asked = sorted(
            ((self.plan.measures[m], n) for m, n in lacking.items()), key=lambda a: (len(a[0].codes), a[0].id)
        )

        def fill(left: Sequence[tuple[Measure, int]], given: dict[int, str]) -> Iterator[dict[int, str]]:
            if not left:
                yield given
                return
            (measure, n), rest = left[0], left[1:]
            fits = [y for y in free if measure.count != "due_years" or y in due]
            if measure.count == "this_year":
                fits = [y for y in fits if y == self.plan.period.last_year]
            if measure.count == "last_due":
                fits = [y for y in fits if y not in due or y == max(self.plan.due_years(self.on))]
            more = n - sum(given.get(y) in measure.codes for y in fits)
            for years in combinations([y for y in fits if y not in given], max(more, 0)):
                yield from fill(rest, given | dict.fromkeys(years, measure.codes[-1]))

        for given in fill(asked, {}):
            yield tuple(
                self.add("RATING", paper=y in due, earliest=date(y, 12, 31), code=code, year=y)
                for y, code in sorted(given.items())
            )


def _rank(step: Step) -> int:
    return RATINGS.index(str(step.change.code))


def goals(trial: Trial, code: str) -> list[GoalSet]:
    """Every set of changes that makes ``code`` eligible and of which none can be left out: fewest results first, then
    fewest papers, then the earliest. Each is tried by the evaluator itself, whole and with each change left out. Empty
    where the candidate is eligible, or nothing can make it so. Raises KeyError for a code that nobody has."""
    seeker = Seeker(trial, code)
    if seeker.row is None or trial.standing.assessment.status[seeker.row] == Status.ELIGIBLE:
        return []
    found: dict[tuple[str, ...], GoalSet] = {}
    for route in seeker.routes():
        for steps in seeker.sets(route):
            found.setdefault(tuple(sorted(s.key for s in steps)), GoalSet(steps, route))
    kept = _least(trial, seeker, list(found.values()))
    return sorted(kept, key=lambda g: (g.results, g.papers, g.earliest))


def _least(trial: Trial, seeker: Seeker, found: Sequence[GoalSet]) -> list[GoalSet]:
    """Those that are enough, and of which nothing can be left out."""
    kept = []
    base = int(trial.standing.assessment.status[seeker.row]) if seeker.row is not None else None
    for at in range(0, len(found), MOST_SETS):
        some = found[at : at + MOST_SETS]
        tries = [[g.changes, *([*g.changes[:i], *g.changes[i + 1 :]] for i in range(len(g.steps)))] for g in some]
        outcomes = iter(statuses(trial, [t for each in tries for t in each]))
        for goal, each in zip(some, tries, strict=True):
            whole, *less = (next(outcomes).get(seeker.candidate, base) for _ in each)
            if whole == Status.ELIGIBLE and Status.ELIGIBLE not in less:
                kept.append(goal)
    return kept


def paper_steps(trial: Trial, code: str, route: Route, nominations: Sequence[tuple[str, int]]) -> list[Change]:
    """The papers that ``route`` counts on beside ``nominations`` (codes, their years); empty where it needs none."""
    wanted = Counter(nominations)
    for steps in Seeker(trial, code).sets(route):
        won = Counter((str(s.change.code), int(s.change.year or 0)) for s in steps if not s.paper)
        if won == wanted:
            return [s.change for s in steps if s.paper]
    return []


@dataclass(frozen=True)
class WhyNot:
    """Why nothing can make a candidate eligible any more: since when, and what closed the way on that day. ``facts``:
    the recorded facts without which it would not have (a measure, a low rating, a refused attestation or paper),
    several only where none of them alone did. ``post``: the post that came on that day and asks for more, or too late.
    Neither: it is time itself, the years that could still have brought something were over."""

    since: date
    facts: tuple[dict[str, Any], ...] = ()
    post: date | None = None


def why_not(trial: Trial, code: str, line: Sequence[tuple[date, str | None, float]]) -> WhyNot | None:
    """What put ``code`` out of reach, looked at on the day it did; None where it is not out of reach.

    ``line``: the status over time (``store.status_line``). Facts are a cause when, had they been good (a rating good, a
    refused paper granted, a measure over), the candidate would not have been out of reach on that day.
    """
    base = trial.standing.assessment
    candidate = int(trial.people[code_key(code)]["candidate_id"])
    row = base.find(candidate)
    if row is None or base.status[row] != Status.OUT_OF_REACH or not line:
        return None
    since, before = line[-1][0], None
    for day, status, _ in reversed(line):
        before = status
        if status != "OUT_OF_REACH":
            break
        since = day
    then = Trial(trial.source, trial.plan, judge(trial.source, trial.plan, since, ids=[candidate]))
    then.learn([candidate])
    known = sorted((f for f in then.facts[candidate] if f["known_on"] <= since), key=lambda f: f["known_on"])
    last = {f["criterion"]: f for f in known if f["kind"] == "ATTESTATION"}  # what came before its last word is over
    doubtful = [
        f
        for f in known
        if _is_doubtful(trial.plan, f, since) and (f["kind"] != "ATTESTATION" or f is last[f["criterion"]])
    ]
    mended = [_good(trial.plan, code, f, since) for f in doubtful]
    ways = [c for n in range(1, min(len(doubtful), MOST_CAUSES) + 1) for c in combinations(range(len(doubtful)), n)]
    outcomes = statuses(then, [[mended[i] for i in way] for way in ways]) if ways else []
    for way, outcome in zip(ways, outcomes, strict=True):
        if outcome.get(candidate) not in (None, Status.OUT_OF_REACH):
            return WhyNot(since, tuple(doubtful[i] for i in way))
    begun = began_on(trial.source, candidate)
    if since in begun or before is None or len(line) == 1:
        return WhyNot(since, post=max((b for b in begun if b <= since), default=since))
    return WhyNot(since)


MOST_CAUSES = 4
"""So many facts at most are said to have closed a way together."""


def _is_doubtful(plan: Plan, fact: dict[str, Any], on: date) -> bool:
    """Whether a fact can close a way."""
    if fact["kind"] == "DISCIPLINE":
        return fact["state"] != "REVOKED" and (fact["until"] is None or fact["until"] >= on)
    if fact["kind"] == "RATING":
        best = {c for m in plan.measures.values() if m.kind == "RATING" for c in m.codes[:1]}
        return fact["code"] not in best and fact["year"] in plan.period.years
    return bool(fact["state"] == "REFUSED")


def _good(plan: Plan, code: str, fact: dict[str, Any], on: date) -> Change:
    """The fact as it would have to be."""
    if fact["kind"] == "DISCIPLINE":
        return Change(do="withdraw", who=code, kind="DISCIPLINE", code=fact["code"], was=fact["decided_on"])
    if fact["kind"] == "ATTESTATION":
        return Change(do="add", who=code, kind="ATTESTATION", criterion=fact["criterion"], decided_on=on)
    best = next((m.codes[0] for m in plan.measures.values() if m.kind == "RATING"), RATINGS[0])
    said = best if fact["kind"] == "RATING" else fact["code"]
    return Change(do="add", who=code, kind=fact["kind"], code=said, year=fact["year"], decided_on=fact["decided_on"])
