"""The open data file and the answers taken from it, each computed once per plan, date and revision."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import Plan, RouteTable, earliest_years
from dienhinh.criteria.compare import compare
from dienhinh.criteria.heritage import Came, Heritage
from dienhinh.criteria.routes import nearest_first, route_tables
from dienhinh.criteria.rules import sweep
from dienhinh.exchange.terms import Terms, terms_of
from dienhinh.kinds.meeting import Meeting
from dienhinh.locale import Words
from dienhinh.places import DATA_FILE, attestable
from dienhinh.plans.drafts import plan_among, plans_of
from dienhinh.quality import Finding, findings, known_ratings
from dienhinh.reports.offices import office_of
from dienhinh.store import (
    Restored,
    Standing,
    Store,
    StoreError,
    UnwritableFile,
    daily,
    facts_of,
    judge,
    milestones_done,
    records_of,
    restore,
    status_counts,
    status_line,
)
from dienhinh.store.aside import province_of
from dienhinh.store.held import held
from dienhinh.store.history import directory
from dienhinh.store.history import facts_known as facts_known_on
from dienhinh.store.history import models as models_of
from dienhinh.store.judge import Fallen, fallen
from dienhinh.store.meetings import snapshot_of, tasks
from dienhinh.store.plans import Closed, closed, put_in_force
from dienhinh.store.records import rows
from dienhinh.store.succession import came, inherited
from dienhinh.verdicts.countdown import Closing, countdown
from dienhinh.verdicts.ladder import Climb, Kept, kept, ladder_of
from dienhinh.verdicts.ladder import climb as climb_all
from dienhinh.verdicts.registered import Sought, registered
from dienhinh.verdicts.snapshot import Snapshot, Tampered
from dienhinh.verdicts.statistics import Statistics, statistics
from dienhinh.verdicts.work import Work, handed_in
from dienhinh.verdicts.work import work as work_of

Milestones = dict[str, tuple[date, str | None]]


def database_path() -> Path:
    return _resolved(os.environ.get("DIENHINH_DB") or str(DATA_FILE))


@cache
def _resolved(path: str) -> Path:
    return Path(path).resolve()


_open: weakref.WeakValueDictionary[Path, Store] = weakref.WeakValueDictionary()
"""Every store that somebody still holds, by its file: when all answers are forgotten, it is found again."""
_opening = threading.Lock()


@st.cache_resource(show_spinner=False)
def _store(path: Path) -> Store:
    with _opening:
        found = _open.get(path)
        if found is None or found.closed:
            found = _open[path] = Store.open(path)
        return found


def store() -> Store:
    """The one open data file of this process. Raises a StoreError when it cannot be used."""
    return _store(database_path())


def daily_backup() -> None:
    """Once a day, whoever opens a page first: a backup, beside the page. What fails is told on the health page."""
    path, today = database_path(), clock.today()
    if _backed_up.get(path) == today:
        return
    _backed_up[path] = today

    def make() -> None:
        try:
            daily(store())
            _not_backed_up.pop(path, None)
        except StoreError as error:
            _not_backed_up[path] = error
        except duckdb.Error as error:
            _not_backed_up[path] = UnwritableFile(file=path, why=type(error).__name__)

    threading.Thread(target=make, daemon=True).start()


def backup_failed() -> StoreError | None:
    """Why the day's backup was not made; None where it was."""
    return _not_backed_up.get(database_path())


_backed_up: dict[Path, date] = {}
_not_backed_up: dict[Path, StoreError] = {}


def restore_backup(copy: Path) -> Restored:
    """Put a backup in the place of the open file, and open it; the file as it was is kept. Raises a StoreError."""
    opened = store()
    try:
        with opened.swapped():
            return restore(copy, opened.path, force=True)
    finally:
        st.cache_resource.clear()
        store()


@st.cache_resource(show_spinner=False)
def _plans(path: Path) -> list[Plan]:
    return plans_of(store().cursor())


def plans() -> list[Plan]:
    """The plans of this data file, those put in force last behind."""
    return _plans(database_path())


def plan() -> Plan:
    """The plan looked at: that of the view, by default the one whose period holds the view's day."""
    from dienhinh.ui import address  # the view asks here on which day it opens

    day = address.get("date")
    return plan_for(address.get("plan"), date.fromisoformat(day) if day else opens_on())


def plan_for(plan_id: str | None, on: date) -> Plan:
    """The plan with this id, where the file has it; else the one whose period holds the day."""
    known = plans()
    return plan_among(known, plan_id if any(p.id == plan_id for p in known) else None, on)


def closed_plans() -> dict[str, Closed]:
    """The plans that are done with, by id."""
    return closed(store().cursor())


def put_plan_in_force(wanted: Plan, who: str, why: str) -> Plan:
    """See :func:`dienhinh.store.plans.put_in_force`; from now on pages judge its period by it."""
    kept = put_in_force(store(), wanted, who, why)
    _plans.clear()
    return kept


def terms() -> Terms:
    """What reading a workbook or a form needs to know: of the plan in force, and what any plan at hand wants
    attested."""
    return terms_of(plan(), province_of(store().cursor()), attestable())


def judged_by(plan: Plan, on: date) -> Standing:
    """Everybody's standing under another plan than the one in force."""
    return _judged_by(database_path(), plan, plan.digest, on, store().revision)


@st.cache_resource(show_spinner=False, max_entries=32)
def _judged_by(path: Path, _plan: Plan, digest: str, on: date, revision: int) -> Standing:
    return judge(store().cursor(), _plan, on)


@st.cache_resource(show_spinner=False, max_entries=64)
def _standing(path: Path, digest: str, on: date, revision: int) -> Standing:
    return judge(store().cursor(), plan(), on)


def standing(on: date) -> Standing:
    return _standing(*seen(on))


def members(unit: str) -> frozenset[str]:
    """The codes of a unit and of who belongs to it today, whatever day is looked at: whose clerk sees whom."""
    people = directory(store().cursor(), clock.today())
    return frozenset(people.loc[(people["unit_code"] == unit) | (people["code"] == unit), "code"])


def seen(on: date) -> tuple[Path, str, date, int]:
    """All that an answer under the plan in force hangs on; what is cached is cached by it."""
    return database_path(), plan().digest, on, store().revision


@st.cache_resource(show_spinner=False, max_entries=8)
def _ratings_known(path: Path, digest: str, on: date, revision: int) -> dict[int, dict[int, str]]:
    return known_ratings({"rating": rows(store().cursor(), "rating")}, plan(), on)


def ratings_known(on: date) -> dict[int, dict[int, str]]:
    """Everybody's ratings of the period known on the date: candidate id → year → code."""
    return _ratings_known(*seen(on))


@st.cache_resource(show_spinner=False, max_entries=64)
def _units(path: Path, digest: str, on: date, revision: int) -> dict[str, str]:
    people = _standing(path, digest, on, revision).assessment.roster
    found = dict(people[["unit_code", "unit_name"]].itertuples(index=False, name=None))
    known = directory(store().cursor(), on)
    order = known.loc[known["kind"] == "COLLECTIVE", "code"].tolist()
    return {code: found[code] for code in sorted(found, key=lambda c: order.index(c) if c in order else len(order))}


def units(on: date) -> dict[str, str]:
    """The units that have candidates on the date, by their own name: code → name."""
    return _units(*seen(on))


@st.cache_resource(show_spinner=False, max_entries=64)
def _routes(path: Path, digest: str, on: date, revision: int) -> tuple[dict[str, RouteTable], list[int]]:
    assessment = _standing(path, digest, on, revision).assessment
    tables = route_tables(assessment)
    return tables, [int(i) for i in nearest_first(assessment, tables)]


def routes(on: date) -> tuple[dict[str, RouteTable], list[int]]:
    """The route table of each track, and the candidates' places in the roster, nearest first."""
    return _routes(*seen(on))


@st.cache_resource(show_spinner=False, max_entries=32)
def _by_when(path: Path, digest: str, on: date, revision: int) -> dict[str, list[int]]:
    return {track: earliest_years(table).tolist() for track, table in _routes(path, digest, on, revision)[0].items()}


def by_when(on: date) -> dict[str, list[int]]:
    """For each track the earliest year each of its candidates can be eligible (see ``criteria.earliest_years``)."""
    return _by_when(*seen(on))


@st.cache_resource(show_spinner=False, max_entries=64)
def _trend(path: Path, digest: str, dates: tuple[date, ...], revision: int) -> pd.DataFrame:
    return status_counts(store().cursor(), plan(), dates)


def trend(dates: Sequence[date]) -> pd.DataFrame:
    """See :func:`dienhinh.store.status_counts`."""
    return _trend(database_path(), plan().digest, tuple(dates), store().revision)


@st.cache_resource(show_spinner=False, max_entries=32)
def _hindsight(path: Path, digest: str, on: date, known: date, revision: int) -> Standing:
    return judge(store().cursor(), plan(), on, known)


def hindsight(on: date, known: date) -> Standing:
    """Everybody's standing on ``on`` with what is known by ``known`` of the years that had ended."""
    return _hindsight(database_path(), plan().digest, on, known, store().revision)


@st.cache_resource(show_spinner=False, max_entries=64)
def _line(
    path: Path, digest: str, candidate_id: int, until: date, revision: int
) -> list[tuple[date, str | None, float]]:
    return status_line(store().cursor(), plan(), candidate_id, until)


def line(candidate_id: int, until: date) -> list[tuple[date, str | None, float]]:
    """See :func:`dienhinh.store.status_line`."""
    return _line(database_path(), plan().digest, candidate_id, until, store().revision)


@st.cache_resource(show_spinner=False, max_entries=8)
def _took(path: Path, digest: str, revision: int) -> Heritage:
    return inherited(store().cursor(), plan())


def took() -> Heritage:
    """What units take over from those they came from, under the plan looked at (P19)."""
    return _took(database_path(), plan().digest, store().revision)


def facts(candidate_id: int) -> pd.DataFrame:
    return facts_of(store().cursor(), [candidate_id], took())


def records(candidate_id: int) -> dict[str, pd.DataFrame]:
    return records_of(store().cursor(), candidate_id, took())


def models(words: Words) -> list[dict[str, Any]]:
    """The models among the exemplars, or that may come to be (I.3); where people have a unit, they are called so."""
    return [m | {"unit_name": words.t("model")} for m in models_of(store().cursor())]


def successions() -> list[Came]:
    """The units that came from others."""
    return came(store().cursor())


def milestones() -> Milestones:
    return milestones_done(store().cursor(), plan().id)


@st.cache_resource(show_spinner=False, max_entries=8)
def _facts_known(path: Path, digest: str, on: date, revision: int) -> pd.DataFrame:
    return facts_known_on(store().cursor(), on)


def facts_known(on: date) -> pd.DataFrame:
    """See :func:`dienhinh.store.history.facts_known`."""
    return _facts_known(*seen(on))


def stage_entries() -> list[tuple[str, date]]:
    """Every stage entered by the plan's exemplars that were not taken out: (stage, day)."""
    cursor = store().cursor()
    out = {r["candidate_id"] for r in rows(cursor, "exemplar", plan_id=plan().id).values() if r["withdrawn_on"]}
    found = rows(cursor, "stage", plan_id=plan().id).values()
    return [(r["stage"], r["entered_on"]) for r in found if r["candidate_id"] not in out]


@st.cache_resource(show_spinner=False, max_entries=32)
def _closings(path: Path, digest: str, on: date, revision: int) -> list[Closing]:
    return countdown(store().cursor(), plan(), on)


def closings(on: date) -> list[Closing]:
    """Every way open on the date that will close, the soonest first (see ``verdicts.countdown``)."""
    return _closings(*seen(on))


def ladder_settled() -> Kept:
    """What the office has settled of the ladder: lines confirmed, readings."""
    return kept(store().cursor())


@st.cache_resource(show_spinner=False, max_entries=8)
def _climb(
    path: Path, on: date, revision: int, _settled: Kept, said: str, year: int | None, since: int | None
) -> Climb:
    return climb_all(store().cursor(), ladder_of(_settled, path), _settled, on, year=year, since=since)


def climb(on: date, year: int | None = None, since: int | None = None) -> Climb:
    """Where everybody stands on the ladder (see ``verdicts.ladder``). Raises PlanError for an office's own file that
    cannot be judged by."""
    path, _, _, revision = seen(on)
    settled = ladder_settled()
    return _climb(path, on, revision, settled, repr(settled), year, since)


def sought(year: int, on: date) -> list[Sought]:
    """What everybody registered for in a year, and what came of it."""
    return registered(store().cursor(), year, on)


@st.cache_resource(show_spinner=False, max_entries=8)
def _statistics(path: Path, digest: str, on: date, revision: int, first: date, last: date, lang: str) -> Statistics:
    return statistics(store().cursor(), first, last, Words(lang))


def statistical_forms(first: date, last: date, lang: str) -> Statistics:
    """The statistical forms for decisions between two days."""
    return _statistics(*seen(last), first, last, lang)


@st.cache_resource(show_spinner=False, max_entries=8)
def _work(path: Path, digest: str, on: date, revision: int, version: tuple[int, int]) -> list[Work]:
    before = date(on.year - 1, on.month, min(on.day, 28))
    return work_of(
        store().cursor(), standing(on).assessment, standing(before).assessment, routes(on)[0], closings(on), quality(on)
    )


def work(on: date) -> list[Work]:
    """Everything due on the date (see ``verdicts.work``)."""
    open_ones = [t for t in tasks(store().cursor()) if t.conclusion.done_on is None]
    known = _work(*seen(on), (len(open_ones), sum(t.meeting_id for t in open_ones)))
    return [*handed_in(store().cursor(), units(on), clock.today()), *known]


@st.cache_resource(show_spinner=False, max_entries=64)
def _fallen(
    path: Path, digest: str, on: date, revision: int, _changed: Plan, other: str, days: tuple[date, ...]
) -> list[Fallen]:
    return fallen(store().cursor(), plan(), _changed, days)


def fallen_in(changed: Plan, days: tuple[date, ...], on: date) -> list[Fallen]:
    """How other rules would have fallen on each of these days."""
    return _fallen(*seen(on), changed, changed.digest, days)


@st.cache_resource(show_spinner=False, max_entries=8)
def _held(path: Path, digest: str, on: date, revision: int, moment: datetime) -> Standing:
    with held(store().cursor(), moment) as cursor:
        return judge(cursor, plan(), on)


def held_on(on: date, moment: datetime | None = None) -> Standing:
    """Everybody's standing on the date from what the file held at ``moment`` (the date's end; see ``store.held``)."""
    return _held(*seen(on), moment or clock.end_of(on))


def opens_on() -> date:
    """The assessment date while nobody has chosen one: today; of the sample, once its period is over, its last day, so
    that the department is seen in the middle of its work."""
    today = clock.today()
    try:
        if not is_sample() or any(p.period.start <= today <= p.period.end for p in plans()):
            return today
        return min(today, plan_among(plans(), None, today).period.end)
    except StoreError:  # said by the page itself
        return today


def office_name(lang: str) -> str:
    """The office whose file this is: its own particulars, else the plan's issuer."""
    return office_of(store().cursor()).name or plan().issuer.in_(lang)


def is_sample() -> bool:
    return store().meta("sample") == "true"


@st.cache_resource(show_spinner=False, max_entries=8)
def _quality(path: Path, digest: str, on: date, revision: int) -> list[Finding]:
    return findings(store().cursor(), _standing(path, digest, on, revision).assessment)


@st.cache_resource(show_spinner=False, max_entries=4)
def _quality_and_titles(path: Path, digest: str, on: date, revision: int, _settled: Kept, said: str) -> list[Finding]:
    rules = (ladder_of(_settled, path), _settled)
    return findings(store().cursor(), _standing(path, digest, on, revision).assessment, rules)


@st.cache_resource(show_spinner=False, max_entries=128)
def _other_reading(path: Path, digest: str, on: date, revision: int, policy: str, choice: str) -> pd.DataFrame:
    base = _standing(path, digest, on, revision).assessment
    other = judge(store().cursor(), plan().with_choices({policy: choice}), on).assessment
    return compare(base, other).flips


def other_reading(on: date, policy: str, choice: str) -> pd.DataFrame:
    """Whose verdict another choice for one policy would change (see ``criteria.compare``)."""
    return _other_reading(*seen(on), policy, choice)


@st.cache_resource(show_spinner=False, max_entries=64)
def _swept(path: Path, digest: str, on: date, revision: int, criterion: str, most: int) -> pd.DataFrame:
    return sweep(_standing(path, digest, on, revision).assessment, criterion, most)


def swept(on: date, criterion: str, most: int) -> pd.DataFrame:
    """See ``criteria.rules.sweep``."""
    return _swept(*seen(on), criterion, most)


def quality(on: date) -> list[Finding]:
    """What is to be mended in the data, worst first (see :mod:`dienhinh.quality`)."""
    return _quality(*seen(on))


def quality_and_titles(on: date) -> list[Finding]:
    """The same with the titles that the records do not carry, by the ladder. Raises PlanError for an office's own file
    of the ladder that cannot be judged by."""
    settled = ladder_settled()
    return _quality_and_titles(*seen(on), settled, repr(settled))


@st.cache_resource(show_spinner=False, max_entries=8)
def _frozen(path: Path, number: int, fingerprint: str) -> Snapshot:
    found = snapshot_of(store().cursor(), number)
    if found is None:
        raise Tampered
    return Snapshot.unpacked(*found)


def frozen(meeting: Meeting) -> Snapshot:
    """The snapshot that an opened meeting is about. Raises Tampered when it does not go with its fingerprint."""
    return _frozen(database_path(), meeting.id, str(meeting.fingerprint))
