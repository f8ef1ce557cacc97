"""Scenario: hypothetical changes over the official history, and whose verdict they would change; never official."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh import clock, kinds
from dienhinh.charts import status_bars
from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.routes import FAR
from dienhinh.criteria.scenario import Change, Cohort, Scenario
from dienhinh.kinds.codes import CODES_OF_KIND
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.changes import done, rules_said, said
from dienhinh.locale.fold import code_key
from dienhinh.locale.records import named
from dienhinh.locale.statuses import KIND_WORD, STATUS_WORD, status
from dienhinh.locale.verdicts import sought, why_not_said
from dienhinh.store.scenarios import Kept, Stale, add_scenario, change_scenario, scenario, scenarios
from dienhinh.store.trial import Trial
from dienhinh.ui import address, data, keeper, moments, nominate, people, rules
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.forms import option
from dienhinh.ui.frame import Page, open_page
from dienhinh.ui.html import esc, plain, show, table
from dienhinh.ui.standing import hypothetical, standing_tree
from dienhinh.ui.tables import MOST_LINES, download, shown_of, some_names
from dienhinh.verdicts.answer import Answer, answer, rows
from dienhinh.verdicts.goals import GoalSet, goals, why_not

FAULT = "scenario.fault"
NEW_BOX = "kb.popover.new"
TIDY_BOX = "kb.popover.tidy"
FACTS, NOMINATE, RULES, TIME = "facts", "nominate", "rules", "time"
WAY_WORD = {
    FACTS: N_("Facts: papers, results, posts"),
    NOMINATE: N_("Nominations within limits"),
    RULES: N_("Rules: thresholds, policies"),
    TIME: N_("Time: any date of the period"),
}
FEW_SETS = 3
FEW_YEARS = 6
KINDS = ("AWARD", "RATING", "INITIATIVE", "ATTESTATION", "DISCIPLINE")
FIELD_OF = {kind.fact: kind.coded_by for kind in kinds.FACTS if kind.coded_by}
DOES_WORD = {
    "add": N_("Add"),
    "withdraw": N_("Withdraw"),
    "date": N_("Date otherwise"),
    "resolve": N_("Papers come or are refused"),
    "end": N_("A measure ends"),
    "move": N_("Move to another post"),
}


def trial_of(page: Page) -> Trial:
    """This visitor's trial: a cursor of its own over the present data and date."""
    key = (str(data.database_path()), page.plan.digest, page.view.on, data.store().revision)
    kept = st.session_state.get("trial")
    if kept is None or kept[0] != key:
        kept = (key, Trial(data.store().cursor(), page.plan, page.standing))
        st.session_state["trial"] = kept
    found: Trial = kept[1]
    return found


def answered(page: Page, made: Scenario) -> Answer:
    """What a scenario comes to; worked out once for as long as neither it nor the data change."""
    return _answered(data.seen(page.view.on), made.model_dump_json(), made, trial_of(page))


@st.cache_resource(show_spinner=False, max_entries=32)
def _answered(seen: tuple[Any, ...], said: str, _made: Scenario, _trial: Trial) -> Answer:
    return answer(_trial, _made)


def put(page: Page, kept: Kept | None, changes: Sequence[Change], name: str) -> None:
    """From a button: further changes for the scenario shown, or for a new one called ``name``."""
    if kept is None:
        made = Scenario(name=name, change=tuple(changes))
        number = add_scenario(data.store(), made, keeper.author_name() or "–", page.plan.id)
        address.put("kb", str(number))
        return
    there = {c.model_dump_json() for c in kept.scenario.change}
    fresh = [c for c in changes if c.model_dump_json() not in there]
    write(page, kept, kept.scenario.model_copy(update={"change": (*kept.scenario.change, *fresh)}))


def begin(page: Page, changes: Sequence[Change], name: str) -> None:
    """From a button of another part: a scenario of its own, shown at once."""
    put(page, None, changes, name)
    address.put("way", None)


def keep_rules(page: Page, kept: Kept | None, made: Scenario) -> None:
    """From a button of the part on rules: the thresholds and readings of ``made`` join the scenario shown, or begin one
    of their own."""
    if kept is None:
        number = add_scenario(data.store(), made, keeper.author_name() or "–", page.plan.id)
        address.put("kb", str(number))
    else:
        old = kept.scenario
        both = {"needs": {**old.needs, **made.needs}, "choices": {**old.choices, **made.choices}}
        write(page, kept, old.model_copy(update=both))
    address.put("way", None)


def write(page: Page, kept: Kept, made: Scenario, archived: bool | None = None) -> None:
    try:
        change_scenario(data.store(), kept, made, archived)
    except Stale:
        st.session_state[FAULT] = page.words.t("Somebody else has changed this scenario meanwhile. Look at it again.")


def began(page: Page, name: str) -> None:
    put(page, None, [], name)
    st.session_state[NEW_BOX] = False


def choose(page: Page, found: dict[int, Kept]) -> None:
    """The scenarios kept (by number), and a new one."""
    words = page.words
    left, right = st.columns([8, 3], vertical_alignment="bottom")
    st.session_state["w.kb"] = page.view.kb if page.view.kb in found else None

    def picked() -> None:
        address.put("kb", str(st.session_state["w.kb"] or ""))

    left.selectbox(
        words.t("Scenario"),
        list(found),
        index=None,
        format_func=lambda n: (
            f"{found[n].scenario.name} · {found[n].owner} · {clock.local(found[n].changed_at):%d/%m/%Y %H:%M}"
        ),
        key="w.kb",
        placeholder=words.t("Choose one, or begin with a candidate below"),
        on_change=picked,
    )
    new = right.popover(
        words.t("A new scenario"), icon=":material/add:", width="stretch", key=NEW_BOX, on_change="rerun"
    )
    if not new.open:  # what is hidden costs the browser time all the same
        return
    with new:
        keeper.author(words)
        name = st.text_input(words.t("Name of the scenario"), key="kb.name", max_chars=80)
        st.button(words.t("Begin"), key="kb.new", disabled=not name.strip(), on_click=began, args=(page, name.strip()))


def mark(page: Page, kept: Kept) -> str:
    """The mark that nobody can overlook: this is no official figure."""
    words = page.words
    small = words.t(
        "{owner}, last changed {when}", owner=kept.owner, when=f"{clock.local(kept.changed_at):%d/%m/%Y %H:%M}"
    )
    if kept.scenario.note:
        small += f" · {kept.scenario.note}"
    title = words.t("SCENARIO, not official: {name}", name=kept.scenario.name)
    return f'<div class="dh-scenario" role="note">{esc(title)}<small>{esc(small)}</small></div>'


def changes(page: Page, kept: Kept, found: Answer) -> None:
    """The scenario's changes, each with what became of it, and a button that takes it out."""
    words = page.words
    rules_tried = rules_said(kept.scenario, page.plan, words)
    heading(words.t("Changes tried: {n}", n=len(kept.scenario.change) + len(rules_tried)))
    idle = kept.scenario.idle_rules(page.plan)
    for name, line in zip((*kept.scenario.needs, *kept.scenario.choices), rules_tried, strict=True):
        left, right = st.columns([10, 2], vertical_alignment="center")
        note = f" — *{plain(words.t('the plan says so already, or has no such rule'))}*" if name in idle else ""
        left.markdown(plain(line) + note)
        rest = {
            part: {k: v for k, v in getattr(kept.scenario, part).items() if k != name} for part in ("needs", "choices")
        }
        right.button(
            words.t("Remove"),
            key=f"kb.rule.{name}",
            help=words.t("Take out the rule {name}", name=name),
            on_click=write,
            args=(page, kept, kept.scenario.model_copy(update=rest)),
        )
    if kept.scenario.empty:
        st.caption(words.t("Nothing is tried yet. Add a change below."))
    people_of = trial_of(page).people
    for i, one in enumerate(found.applied):
        person = people_of.get(code_key(one.change.who)) if one.change.who else None
        left, right = st.columns([10, 2], vertical_alignment="center")
        note = (
            words.t("no longer applies: nothing is found to change")
            if one.idle
            else words.t("has come true")
            if come_true(page, one.change)
            else words.t("alters nobody’s status")
            if i in found.idle
            else ""
        )
        text = plain(f"{i + 1}. {said(one.change, words, person and str(person['name']))}")
        left.markdown(text + (f" — *{plain(note)}*" if note else ""))
        label = words.t("Take out change {n}", n=i + 1)
        right.button(
            words.t("Remove"),
            key=f"kb.out.{i}",
            help=label,
            on_click=write,
            args=(page, kept, kept.scenario.without([i])),
        )


def come_true(page: Page, change: Change) -> bool:
    """Whether what is added is recorded by now."""
    if change.do != "add" or not change.who:
        return False
    trial = trial_of(page)
    person = trial.people.get(code_key(change.who))
    if person is None:
        return False
    trial.learn([int(person["candidate_id"])])
    facts = trial.facts[int(person["candidate_id"])]
    return any(
        f["kind"] == change.kind
        and f["state"] == change.state
        and f["code"] == change.code
        and f["known_on"] <= page.view.on
        and f["criterion"] == change.criterion
        and change.year in (None, f["year"])
        for f in facts
    )


def result(page: Page, kept: Kept, found: Answer) -> None:
    """Base and scenario side by side."""
    words = page.words
    counts = found.comparison.counts
    lines = [
        [words.t(STATUS_WORD[s]), b, a, f"{a - b:+d}" if a != b else "–"]
        for s, (b, a) in zip(STATUSES, counts.to_numpy().tolist(), strict=True)
    ]
    eligible = int(counts.loc["ELIGIBLE", "after"])
    headings = [words.t(h) for h in (N_("Status"), N_("Official"), N_("Scenario"), N_("Difference"))]
    heading(
        words.t("Eligible in the scenario: {n}", n=eligible) + f" {sought(page.plan, words)}",
        words.t("{n} verdicts change", n=len(found.comparison.flips)),
        table(headings, lines, numbers=(1, 2, 3)),
    )
    shown = [words.t(h) for h in ("Code", "Name", "Status", "Progress", "By which change")]
    moved = rows(found, words)
    if moved:
        show(table(shown, moved[:MOST_LINES]))
        frame = pd.DataFrame(moved, columns=shown)
        shown_of(words, frame, MOST_LINES)
        title = words.t("SCENARIO, not official: {name}", name=kept.scenario.name)
        download(words, frame, words.t("Scenario"), title, f"kich-ban-{kept.id}.xlsx", "kb.download")
        rules.who_gains(page, found.comparison, found.base, found.after, "kb.gains")
        opened(page, found)
    elif not kept.scenario.empty:
        st.caption(words.t("Nobody’s verdict changes."))


def opened(page: Page, found: Answer) -> None:
    """One verdict opened: the tree in the scenario, what it invents marked."""
    words = page.words
    both = [r for f in (found.comparison.flips, found.comparison.gained) for r in f.to_dict("records")]
    names = {int(r["candidate_id"]): f"{r['name']} · {r['code']}" for r in both}
    chosen = st.selectbox(
        words.t("Open one verdict"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="kb.open",
        placeholder=words.t("Choose"),
    )
    row = found.after.find(int(chosen)) if chosen is not None else None
    if chosen is None or row is None:
        return
    facts = trial_of(page).facts_of(int(chosen), found.scenario.change)
    named_all = {**named(data.records(int(chosen)), words), **hypothetical(facts, words)}
    show(f'<div class="dh-tried">{standing_tree(found.after, row, facts, named_all, words)}</div>')


def beside(page: Page, kept: Kept, found: Answer, every: dict[int, Kept]) -> None:
    """Other scenarios in the same table."""
    words = page.words
    others = {n: k for n, k in every.items() if n != kept.id}
    if not others:
        return
    wanted = st.multiselect(
        words.t("Compare with other scenarios"),
        list(others),
        format_func=lambda n: others[n].scenario.name,
        key="kb.beside",
        placeholder=words.t("Choose"),
    )
    if not wanted:
        return
    lines = [[words.t("Official"), *found.comparison.counts["before"].tolist(), ""]]
    for one in (kept, *(others[n] for n in wanted)):
        this = found if one.id == kept.id else answered(page, one.scenario)
        better = [r["name"] for r in this.comparison.flips.to_dict("records") if r["after"] == "ELIGIBLE"]
        lines.append([one.scenario.name, *this.comparison.counts["after"].tolist(), some_names(words, better) or "–"])
    headings = [words.t("Scenario"), *(words.t(STATUS_WORD[s]) for s in STATUSES), words.t("Becomes eligible")]
    show(table(headings, lines, numbers=range(1, 5)))
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}
    frame = pd.DataFrame(
        [
            {"kind": "", "code": str(i), "group": line[0], "status": s, "n": line[1 + k]}
            for i, line in enumerate(lines)
            for k, s in enumerate(STATUSES)
        ]
    )
    Chart(
        (words.t("Scenarios beside each other"), words.t("how many stand in each status")),
        status_bars(frame, look(), labels, "{group}: {n} · {status}"),
        "chart.beside",
        words.t("Stacked bars: for each scenario the number of candidates in each status."),
        words,
        headings[:5],
        [line[:5] for line in lines],
        numbers=range(1, 5),
        legend=[(look().status(s), labels[s]) for s in STATUSES],
    ).draw()


def candidate(page: Page, kept: Kept | None) -> None:
    """One candidate: what it takes, each set of changes with a button that tries it."""
    words = page.words
    person = people.choose(words, people.candidates(page), page.view.who, "w.kb.who")
    if person is None:
        group(page)
        st.caption(words.t("Choose a candidate to see every set of papers and results that would be enough."))
        return
    code = str(person["code"])
    now = STATUSES[page.assessment.status[page.assessment.find(int(person["candidate_id"]))]]
    st.markdown(f"**{plain(status(words, now))}**")
    groups = by_shape(sets_of(data.seen(page.view.on), code, page))
    name = words.t("Try: {name}", name=person["name"])
    every = len(groups) <= FEW_SETS or st.toggle(words.t("Show all {n} sets", n=len(groups)), key="kb.every")
    for i, alike in enumerate(groups if every else groups[:FEW_SETS]):
        goal = alike[0]
        kinds = words.t("{p} papers, {r} results", p=goal.papers, r=goal.results)
        when = words.t("earliest {day}", day=goal.earliest) if goal.results else words.t("papers only")
        with st.container(border=True):
            lines = "\n".join(f"- {plain(done(c, words))}" for c in goal.changes)
            st.markdown(f"**{plain(kinds)}** · {plain(when)}\n{lines}")
            if len(alike) > 1:
                st.caption(other_years(words, alike))
            label = words.t("Try this set") if kept is None else words.t("Add this set to the scenario")
            st.button(
                label, key=f"kb.set.{i}", on_click=put, args=(page, kept, goal.changes, name), icon=":material/science:"
            )
    if not groups:
        st.caption(words.t("Eligible already.") if now == "ELIGIBLE" else said_why_not(page, person))


@st.cache_resource(show_spinner=False, max_entries=128)
def sets_of(seen: tuple[Any, ...], code: str, _page: Page) -> list[GoalSet]:
    """Every set that is enough; it hangs on the official data alone, not on the scenario shown."""
    return goals(trial_of(_page), code)


def by_shape(sets: Sequence[GoalSet]) -> list[list[GoalSet]]:
    """Sets that differ in their years alone, together; in the order of the first of each."""
    found: dict[Any, list[GoalSet]] = {}
    for goal in sets:
        found.setdefault((goal.shape, goal.papers), []).append(goal)
    return list(found.values())


def other_years(words: Words, alike: Sequence[GoalSet]) -> str:
    """The years of the sets that are of one shape with the one shown."""
    years = [words.list(str(c.year) for c in g.changes if c.do == "add" and c.year) for g in alike[1:]]
    few = "; ".join(list(dict.fromkeys(years))[:FEW_YEARS])
    return words.t("or with the years: {years}", years=few + ("; …" if len(set(years)) > FEW_YEARS else ""))


def said_why_not(page: Page, person: people.Person) -> str:
    """Since when a candidate is out of reach, and what closed the way."""
    words = page.words
    line = data.line(int(person["candidate_id"]), page.view.on)
    found = why_not(trial_of(page), str(person["code"]), line)
    if found is None:
        return words.t("Nothing is lacking that a scenario could bring.")
    return why_not_said(found.since, found.facts, found.post, words)


def group(page: Page) -> None:
    """How many of everybody (or of the track looked at) could be eligible by when."""
    words = page.words
    status = page.assessment.status
    counts: Counter[tuple[str, int]] = Counter()
    for track, years in data.by_when(page.view.on).items():
        for row, year in zip(page.assessment.tracks[track].rows, years, strict=True):
            if year != FAR:
                counts[track, page.plan.period.first_year - 1 if status[row] == Status.ELIGIBLE else year] += 1
    if not counts:
        return
    first = page.plan.period.first_year - 1
    moments = sorted({y for _, y in counts} | {first})
    tracks = [t for t in page.plan.track if any(t.id == k for k, _ in counts)]
    lines = [
        [name, *(sum(n for (t, z), n in counts.items() if z <= y and track in (None, t)) for y in moments)]
        for track, name in (*((t.id, t.in_(words.lang)) for t in tracks), (None, words.t("All")))
    ]
    headings = [
        words.t("Track"),
        *(words.t("now") if y == first else words.t("by {year}", year=str(y)) for y in moments),
    ]
    said_of = words.t("if everybody took the shortest way, papers included")
    show(
        f'<p class="dh-sub"><b>{esc(words.t("How many could be eligible by when"))}</b>: {esc(said_of)}</p>'
        + table(headings, lines, numbers=range(1, len(headings)))
    )


def by_hand(page: Page, kept: Kept) -> None:
    """A change put together by hand: for the candidate chosen above, or for a group."""
    words = page.words
    everybody = st.toggle(words.t("For a whole group"), key="kb.group")
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    units = data.units(page.view.on)
    left, right = st.columns(2)
    cohort: Cohort | None = None
    who: str | None = page.view.who
    if everybody:
        track = left.selectbox(
            words.t("Track"),
            list(tracks),
            index=None,
            format_func=lambda t: tracks[t],
            key="kb.track",
            placeholder=words.t("All"),
        )
        unit = right.selectbox(
            words.t("Unit"),
            list(units),
            index=None,
            format_func=lambda u: units[u],
            key="kb.unit",
            placeholder=words.t("All"),
        )
        cohort, who = Cohort(track=track, unit=unit), None
    elif who is None:
        st.caption(words.t("Choose a candidate above, or turn to a whole group."))
        return
    ways = [d for d in DOES_WORD if not (cohort and d in ("date", "resolve", "end"))]
    do = str(left.selectbox(words.t("Change"), ways, format_func=lambda d: words.t(DOES_WORD[d]), key="kb.do"))
    made: Change | None = None
    try:
        if do == "move":
            made = moved(page, left, right, who, cohort, units)
        elif who and do != "add":
            made = recorded(page, left, right, do, who)
        else:
            made = fact(page, left, right, do, who, cohort)
    except ValueError:
        made = None
    st.button(
        words.t("Add the change"),
        key="kb.add",
        disabled=made is None,
        on_click=put,
        args=(page, kept, [made] if made else [], ""),
        type="primary",
    )


def moved(page: Page, left: Any, right: Any, who: str | None, cohort: Cohort | None, units: dict[str, str]) -> Change:
    words = page.words
    unit = right.selectbox(words.t("To the unit"), list(units), format_func=lambda u: units[u], key="kb.to")
    leads = left.toggle(words.t("Leading post"), key="kb.leads")
    on = right.date_input(words.t("From"), value=page.view.on, format="DD/MM/YYYY", key="kb.from")
    return Change(do="move", who=who, all=cohort, unit=unit, leads=leads, on=on if isinstance(on, date) else None)


def recorded(page: Page, left: Any, right: Any, do: str, who: str) -> Change | None:
    """A change of one particular record: taken away, dated otherwise, or its papers come or are refused."""
    words, trial = page.words, trial_of(page)
    person = trial.people.get(code_key(who))
    if person is None:
        return None
    trial.learn([int(person["candidate_id"])])
    found = {
        f["evidence"]: f
        for f in trial.facts[int(person["candidate_id"])]
        if f["kind"] in (KINDS if do != "end" else KINDS[-1:])
        and f["state"] != "REVOKED"
        and (do != "resolve" or f["state"] == "PENDING")
    }
    if not found:
        st.caption(words.t("Nothing is recorded that could be changed so."))
        return None
    names = named(data.records(int(person["candidate_id"])), words)

    def label(evidence: int) -> str:
        f = found[evidence]
        year = f" {f['year'] or f['criterion'] or ''}".rstrip()
        return f"{names.get(evidence, ('', ''))[0]}{year} · {names.get(evidence, ('', '–'))[1]}"

    picked = right.selectbox(words.t("Which record"), list(found), format_func=label, key=f"kb.record.{do}")
    f = found[picked]
    asked: dict[str, Any] = {"do": do, "who": who, "was": f["decided_on"]}
    asked |= {key: f[key] for key in ("kind", "code", "criterion", "year")}
    if do == "resolve":
        granted = left.selectbox(
            words.t("The papers"),
            [True, False],
            key="kb.granted",
            format_func=lambda g: words.t("come") if g else words.t("are refused"),
        )
        return Change(**asked, granted=bool(granted), decided_on=page.view.on)
    if do == "end":
        last = left.date_input(words.t("Last day in force"), value=page.view.on, format="DD/MM/YYYY", key="kb.until")
        return Change(**asked, until=last if isinstance(last, date) else None)
    if do == "date":
        day = left.date_input(words.t("Decided on"), value=page.view.on, format="DD/MM/YYYY", key="kb.dated")
        return Change(**asked, decided_on=day if isinstance(day, date) else None)
    return Change(**asked)


def fact(page: Page, left: Any, right: Any, do: str, who: str | None, cohort: Cohort | None) -> Change:
    words = page.words
    kind = str(right.selectbox(words.t("Kind"), KINDS, format_func=lambda k: words.t(KIND_WORD[k]), key="kb.kind"))
    said_of: dict[str, Any] = {"do": do, "who": who, "all": cohort, "kind": kind, "decided_on": page.view.on}
    if kind == "ATTESTATION":
        sections = {str(m.criterion): m.in_(words.lang) for m in page.plan.measures.values() if m.kind == kind}
        said_of["criterion"] = left.selectbox(
            words.t("Criterion"), list(sections), format_func=lambda s: f"{s} · {sections[s]}", key="kb.criterion"
        )
        return Change(**said_of)
    said_of["code"] = left.selectbox(
        words.t(KIND_WORD[kind]),
        CODES_OF_KIND[kind],
        format_func=lambda c: option(FIELD_OF[kind], c, words),
        key=f"kb.code.{kind}",
    )
    if kind == "DISCIPLINE":
        last = right.date_input(words.t("Last day in force"), value=None, format="DD/MM/YYYY", key="kb.last")
        return Change(**said_of, until=last if isinstance(last, date) and do == "add" else None)
    if cohort and kind == "RATING" and do == "add":
        missing = right.toggle(words.t("In every due year without a rating"), key="kb.missing")
        if missing:
            said_of["all"] = cohort.model_copy(update={"missing": True})
            return Change(**said_of)
    years = list(page.plan.period.years)
    said_of["year"] = right.selectbox(words.t("Achievement year"), years, index=len(years) - 1, key="kb.year")
    return Change(**said_of)


def tidy(page: Page, kept: Kept) -> None:
    """Rename, note, duplicate, archive."""
    words = page.words
    tidying = st.popover(words.t("Rename, copy, archive"), icon=":material/tune:", key=TIDY_BOX, on_change="rerun")
    if not tidying.open:
        return
    with tidying:
        name = st.text_input(
            words.t("Name of the scenario"), value=kept.scenario.name, key=f"kb.rename.{kept.version}", max_chars=80
        )
        note = st.text_input(words.t("Note"), value=kept.scenario.note, key=f"kb.note.{kept.version}", max_chars=200)
        made = kept.scenario.model_copy(update={"name": name.strip() or kept.scenario.name, "note": note.strip()})
        st.button(words.t("Save the name and the note"), key="kb.keep", on_click=write, args=(page, kept, made))
        copy = words.t("{name} (copy)", name=kept.scenario.name)
        st.button(words.t("Make a copy"), key="kb.copy", on_click=duplicate, args=(page, kept, copy))
        st.button(words.t("Archive"), key="kb.archive", on_click=archive, args=(page, kept))


def duplicate(page: Page, kept: Kept, name: str) -> None:
    made = kept.scenario.model_copy(update={"name": name})
    address.put("kb", str(add_scenario(data.store(), made, keeper.author_name() or "–", page.plan.id)))


def archive(page: Page, kept: Kept) -> None:
    write(page, kept, kept.scenario, archived=True)
    address.put("kb", None)


page = open_page(
    N_("Scenario"), N_("Hypothetical changes, and whose verdict they would change; never official"), filters="date"
)
words = page.words
kept = scenario(data.store().cursor(), page.view.kb) if page.view.kb else None
found = answered(page, kept.scenario) if kept else None
way = page.way(WAY_WORD)
page.draw(mark(page, kept) if kept and way == FACTS else "")
if fault := st.session_state.pop(FAULT, None):
    st.error(fault, icon=":material/error:")
page.draw_ways(N_("What is tried"), WAY_WORD)
if way == RULES:
    rules.draw(page, kept, lambda made: keep_rules(page, kept, made))
elif way == TIME:
    moments.draw(page)
elif way == NOMINATE:
    nominate.draw(page, trial_of(page), lambda changes, name: begin(page, changes, name))
else:
    every = {k.id: k for k in scenarios(data.store().cursor())}
    choose(page, every)
    left, right = st.columns([9, 11], gap="large")
    with left:
        if kept and found:
            changes(page, kept, found)
            tidy(page, kept)
            if kept.revision != data.store().revision:
                st.caption(
                    words.t(
                        "The official data have changed since this scenario was last changed; it is tried on the"
                        " present ones."
                    )
                )
        heading(words.t("What it takes"), words.t("every set of papers and results that is enough, the cheapest first"))
        candidate(page, kept)
        if kept:
            heading(words.t("A change by hand"))
            by_hand(page, kept)
    with right:
        if kept and found:
            result(page, kept, found)
            beside(page, kept, found, every)
        else:
            st.info(
                words.t(
                    "Choose a candidate on the left and try a set: a scenario is made of it, kept, and can be sent as a"
                    " link."
                ),
                icon=":material/science:",
            )
keeper.watch(words, False)
