"""Review meeting: prepared (who is discussed, in which order), opened on frozen data, concluded, sealed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.compare import compare
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.meeting import ATTENDANCES, CHAIR, GUEST, PARTS, SECRETARY, Conclusion, Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.reports.facts import CONCLUSION_WORD
from dienhinh.reports.fields import MEETING_WORD
from dienhinh.reports.papers import VIETNAMESE
from dienhinh.store import judge
from dienhinh.store.meetings import (
    Concluded,
    Sealed,
    StaleMeeting,
    WrongVotes,
    add_meeting,
    change_meeting,
    close_meeting,
    conclude_all,
    conclusions,
    meeting,
    meetings,
    open_meeting,
    reopen_meeting,
    trace,
)
from dienhinh.store.records import rows
from dienhinh.store.scenarios import scenario, scenarios
from dienhinh.store.trial import Trial
from dienhinh.ui import address, data, keeper, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROJECTOR, REPORTS, Page, open_page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.rules import show_flips
from dienhinh.verdicts.answer import answer, as_json
from dienhinh.verdicts.snapshot import Snapshot, Tampered, take

HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
FAULT, DONE = "meeting.fault", "meeting.done"
STATE_TEXT = {"PREPARED": N_("being prepared"), "OPEN": N_("open"), "CLOSED": N_("closed and sealed")}
STEP_TEXT = {
    "OPENED": N_("opened on the data {detail}"),
    "RETAKEN": N_("present data taken over: {detail}"),
    "CLOSED": N_("closed and sealed on the data {detail}"),
    "REOPENED": N_("reopened: {detail}"),
}


def attempt(page: Page, work: Callable[[], object], done: str = "") -> None:
    """From a button: do it, and say so where somebody else was faster or the meeting is sealed."""
    words = page.words
    try:
        work()
    except StaleMeeting:
        st.session_state[FAULT] = words.t(
            "Somebody else has changed this meanwhile: nothing was saved. Look at it again."
        )
    except Sealed:
        st.session_state[FAULT] = words.t("The meeting is not open: nothing was saved.")
    except WrongVotes as error:
        st.session_state[FAULT] = (
            words.t("Nothing was saved: say first who of the members with a vote was present.")
            if error.voters is None
            else words.t(
                "Nothing was saved: the votes on {codes} do not add up to the {n} present with a vote.",
                codes=words.list(error.codes),
                n=error.voters,
            )
        )
    except Concluded as error:
        st.session_state[FAULT] = words.t(
            "Nothing was saved: {codes} have a conclusion; take it back first.", codes=words.list(error.codes)
        )
    else:
        if done:
            st.session_state[DONE] = done


def choose(page: Page, found: dict[int, Meeting]) -> Meeting | None:
    words = page.words
    left, middle, right = st.columns([7, 4, 3], vertical_alignment="bottom")
    st.session_state["w.hop"] = page.view.hop if page.view.hop in found else None
    left.selectbox(
        words.t("Meeting"),
        list(found),
        index=None,
        key="w.hop",
        placeholder=words.t("Choose one, or prepare a new one"),
        format_func=lambda n: (
            f"{words.date(found[n].held_on)} · {found[n].title} · {words.t(STATE_TEXT[found[n].state])}"
        ),
        on_change=address.changed("w.hop", "hop", lambda v: str(v) if v else None),
    )
    with middle:
        who = keeper.author(words)
    with right.popover(words.t("A new meeting"), icon=":material/add:", width="stretch"):
        kind = str(
            st.selectbox(
                words.t("Kind of meeting"),
                list(MEETING_WORD),
                format_func=lambda k: words.t(MEETING_WORD[k]),
                key="hop.kind",
            )
        )
        title = st.text_input(
            words.t("Its name"), key="hop.title", max_chars=160, placeholder=words.t(MEETING_WORD[kind])
        )
        held = st.date_input(words.t("Day of the meeting"), value=clock.today(), format="DD/MM/YYYY", key="hop.held")

        def begin() -> None:
            status = page.assessment.status
            codes = page.assessment.roster["code"].tolist()
            _, order = data.routes(page.view.on)
            agenda = tuple(str(codes[i]) for i in order if status[i] <= Status.PENDING)
            called = title.strip() or VIETNAMESE.t(MEETING_WORD[kind])  # it stands on papers
            made = Meeting(kind, called, held, page.view.on, agenda=agenda, plan_id=page.plan.id)
            address.put("hop", str(add_meeting(data.store(), made, who)))

        st.button(
            words.t("Prepare it"),
            key="hop.new",
            on_click=begin,
            disabled=not who or not isinstance(held, date),
            type="primary",
        )
    return found.get(page.view.hop or 0)


# ---------------------------------------------------------------------- prepare


def particulars(page: Page, held: Meeting) -> None:
    """Day, place, assessment date, members."""
    words = page.words
    turn = f"{held.id}.{held.version}"
    a, b, c = st.columns([6, 3, 3])
    title = a.text_input(words.t("Its name"), held.title, key=f"hop.title.{turn}", max_chars=160)
    day = b.date_input(words.t("Day of the meeting"), held.held_on, format="DD/MM/YYYY", key=f"hop.held.{turn}")
    on = c.date_input(
        words.t("Assessment date"),
        held.assessed_on,
        format="DD/MM/YYYY",
        key=f"hop.on.{turn}",
        disabled=held.state != "PREPARED",
    )
    left, right = st.columns(2)
    place = left.text_input(words.t("Place"), held.place, key=f"hop.place.{turn}", max_chars=120)
    wanted = {s.id: s.scenario.name for s in scenarios(data.store().cursor())}
    shown = left.multiselect(
        words.t("Scenarios to show"),
        list(wanted),
        [n for n in held.scenarios if n in wanted],
        format_func=wanted.__getitem__,
        key=f"hop.kb.{turn}",
        placeholder=words.t("Choose"),
    )
    hours = right.columns(2)
    begun, ended = (
        hours[i].text_input(
            words.t(said), now, key=f"hop.{name}.{turn}", max_chars=5, placeholder="08:30", help=words.t("hh:mm")
        )
        for i, (name, said, now) in enumerate(
            (("begun", N_("Begun at"), held.begun), ("ended", N_("Ended at"), held.ended))
        )
    )
    wrong_hours = [h for h in (begun, ended) if h.strip() and not HOUR.fullmatch(h.strip())]
    if wrong_hours:
        right.error(words.t("“{hour}” is no hour: write it as 08:30.", hour=wrong_hours[0]))
    adopted = right.segmented_control(
        words.t("The minutes were adopted by those present"),
        [True, False],
        default=held.adopted,
        key=f"hop.adopted.{turn}",
        format_func=lambda v: words.t("yes") if v else words.t("no"),
    )
    members = attendance(page, held, turn)
    made = replace(
        held,
        title=title.strip() or held.title,
        held_on=day if isinstance(day, date) else held.held_on,
        assessed_on=on if isinstance(on, date) else held.assessed_on,
        place=place.strip(),
        members=members,
        scenarios=tuple(shown),
        begun=begun.strip(),
        ended=ended.strip(),
        adopted=adopted,
    )
    st.button(
        words.t("Save the particulars"),
        key="hop.save",
        disabled=made == held or bool(wrong_hours),
        on_click=attempt,
        args=(page, lambda: change_meeting(data.store(), made), words.t("Saved.")),
    )


def attendance(page: Page, held: Meeting, turn: str) -> tuple[Mapping[str, Any], ...]:
    """Who belongs to the meeting, with which part; who was there, and may vote: a grid."""
    words = page.words
    parts = {c.code: words.t(c.word) for c in PARTS}
    there = {c.code: words.t(c.word) for c in ATTENDANCES}
    code_of = {said: code for code, said in {**parts, **there}.items()}
    heads = [N_("Member"), N_("Position"), N_("Part in the meeting"), N_("Attendance"), N_("Has a vote")]
    columns = [words.t(h) for h in heads]
    lines = [
        [
            m.get("name"),
            m.get("role"),
            parts.get(str(m.get("part"))),
            there.get(str(m.get("attends"))),
            bool(m.get("votes", m.get("part") != GUEST)),
        ]
        for m in held.members
    ]
    edited = st.data_editor(
        pd.DataFrame(lines or [["", "", None, None, True]], columns=columns),
        num_rows="dynamic",
        hide_index=True,
        key=f"hop.members.{turn}",
        width="stretch",
        alt=words.t("Members of the meeting"),
        column_config={
            columns[2]: st.column_config.SelectboxColumn(options=list(parts.values())),
            columns[3]: st.column_config.SelectboxColumn(options=list(there.values())),
            columns[4]: st.column_config.CheckboxColumn(default=True, width="small"),
        },
    )
    found = []
    for name, role, part, attends, votes in edited.itertuples(index=False):
        if _said(name):
            found.append(
                {
                    "name": _said(name),
                    "role": _said(role),
                    "part": code_of.get(_said(part), ""),
                    "attends": code_of.get(_said(attends), ""),
                    "votes": bool(votes) if votes is not None and votes == votes else True,
                }
            )
    before = tuple({**m, "votes": bool(m.get("votes", m.get("part") != GUEST))} for m in held.members)
    same = [{k: m.get(k) or ("" if k != "votes" else False) for k in MEMBER} for m in before] == found
    return held.members if same else tuple(found)


MEMBER = ("name", "role", "part", "attends", "votes")


def _said(value: Any) -> str:
    """A cell's text; an empty cell of a grid may be None or NaN."""
    return str(value).strip() if isinstance(value, str) else ""


def agenda(page: Page, held: Meeting, assessment: Any) -> None:
    """Who is discussed, in which order; chosen by status, track, unit or stage."""
    words = page.words
    roster = assessment.roster
    status_of = dict(zip(roster["code"], assessment.status.tolist(), strict=True))
    names = dict(zip(roster["code"], roster["name"], strict=True))
    heading(words.t("Agenda: {n} candidates", n=len(held.agenda)), words.t("in the order of the meeting"))
    columns = [words.t(h) for h in (N_("Order"), N_("Code"), N_("Name"), N_("Status"))]
    known = [c for c in held.agenda if c in names]
    frame = pd.DataFrame(
        [
            [i, c, names[c], f"{STATUS_MARK[STATUSES[status_of[c]]]} {words.t(STATUS_WORD[STATUSES[status_of[c]]])}"]
            for i, c in enumerate(known, start=1)
        ],
        columns=columns,
    )
    seen = st.dataframe(
        frame,
        hide_index=True,
        key=f"hop.agenda.{held.id}.{held.version}.{words.lang}",
        on_select="rerun",
        selection_mode="multi-row",
        width="stretch",
        height=min(36 * (len(frame) + 1) + 3, 420),
        alt=words.t("The agenda; tick rows, then move them up or down"),
    )
    rows_ = list(seen.selection.rows) if hasattr(seen, "selection") else []
    ticked = [known[i] for i in rows_ if i < len(known)]
    if ticked:
        st.session_state["hop.moving"] = ticked
    moving = [c for c in st.session_state.get("hop.moving", []) if c in known]
    st.caption(
        words.t("Moving: {names}", names=words.list(names[c] for c in moving))
        if moving
        else words.t("Tick rows, then move them up or down, or take them off.")
    )
    order = tuple(held.agenda)
    moves = (
        ("top", N_("To the top"), ":material/vertical_align_top:", moved(order, moving, -len(order))),
        ("up", N_("Up"), ":material/arrow_upward:", moved(order, moving, -1)),
        ("down", N_("Down"), ":material/arrow_downward:", moved(order, moving, 1)),
        ("off", N_("Take off"), ":material/remove:", tuple(c for c in order if c not in moving)),
    )
    for place, (name, said, icon, wanted) in zip(st.columns(len(moves)), moves, strict=True):
        place.button(
            words.t(said),
            key=f"hop.move.{name}",
            icon=icon,
            width="stretch",
            disabled=not moving or wanted == order,
            on_click=attempt,
            args=(page, partial(change_meeting, data.store(), replace(held, agenda=wanted))),
        )
    with st.expander(words.t("Add candidates")):
        add(page, held, assessment, order)


def moved(order: Sequence[str], some: Sequence[str], by: int) -> tuple[str, ...]:
    """The order with ``some`` moved ``by`` places together, down where it is above 0.

    >>> moved("abcd", "bc", -1), moved("abcd", "ab", 1)
    (('b', 'c', 'a', 'd'), ('c', 'a', 'b', 'd'))
    """
    if not some:
        return tuple(order)
    block = [c for c in order if c in some]
    rest = [c for c in order if c not in some]
    first = min(order.index(c) for c in block)
    at = min(max(first + by, 0), len(rest))
    return (*rest[:at], *block, *rest[at:])


def add(page: Page, held: Meeting, assessment: Any, order: tuple[str, ...]) -> None:
    words, roster = page.words, assessment.roster
    a, b, c, d = st.columns(4)
    statuses = a.multiselect(
        words.t("Status"),
        STATUSES,
        key="hop.by.status",
        placeholder=words.t("All"),
        format_func=lambda s: words.t(STATUS_WORD[s]),
    )
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    track = b.multiselect(
        words.t("Track"), list(tracks), key="hop.by.track", format_func=tracks.__getitem__, placeholder=words.t("All")
    )
    units = dict(zip(roster["unit_code"], roster["unit_name"], strict=True))
    unit = c.multiselect(
        words.t("Unit"), list(units), key="hop.by.unit", format_func=units.__getitem__, placeholder=words.t("All")
    )
    stage = d.multiselect(
        words.t("Stage"),
        STAGES,
        key="hop.by.stage",
        format_func=lambda s: words.t(STAGE_WORD[s]),
        placeholder=words.t("All"),
    )
    reached = {r["candidate_id"] for r in rows(data.store().cursor(), "stage").values() if r["stage"] in stage}
    fitting = [
        str(r["code"])
        for r, s in zip(roster.to_dict("records"), assessment.status.tolist(), strict=True)
        if (not statuses or STATUSES[s] in statuses)
        and (not track or str(r["track"]) in track)
        and (not unit or r["unit_code"] in unit)
        and (not stage or r["candidate_id"] in reached)
        and r["code"] not in order
    ]
    everybody = people.candidates(page)
    chosen = st.multiselect(
        words.t("One by one"),
        [c for c in fitting if c in everybody],
        key="hop.by.one",
        format_func=lambda c: f"{everybody[c]['name']} · {c}",
        placeholder=words.t("Choose"),
    )
    wanted = chosen or fitting
    st.button(
        words.t("Add {n} candidates", n=len(wanted)),
        key="hop.add",
        disabled=not wanted,
        on_click=attempt,
        args=(page, lambda: change_meeting(data.store(), replace(held, agenda=(*order, *wanted))), words.t("Saved.")),
    )


# ---------------------------------------------------------------------- open, conclude, close


def steps(page: Page, held: Meeting, frozen: Snapshot | None) -> None:
    """Where the meeting stands, and the step that is next; the difference from the present data."""
    words, who = page.words, keeper.author_name()

    def freeze() -> None:
        plan = frozen.plan if frozen else data.plan_for(held.plan_id, held.assessed_on)
        cursor = data.store().cursor()
        shown = [kept for n in held.scenarios if (kept := scenario(cursor, n))]
        trial = Trial(data.store().cursor(), plan, judge(cursor, plan, held.assessed_on)) if shown else None
        tried = [as_json(answer(trial, kept.scenario)) for kept in shown] if trial else []
        snapshot = take(cursor, plan, held.assessed_on, clock.now(), tried)
        lost = [c for c in conclusions(cursor, held.id) if c not in snapshot.row_of]
        if lost:  # the papers could no longer tell of it
            st.session_state[FAULT] = words.t(
                "Nothing was taken over: {codes} have a conclusion and are no candidates on the day now.",
                codes=words.list(lost),
            )
            return
        attempt(page, lambda: open_meeting(data.store(), held, snapshot.packed(), snapshot.fingerprint, who))

    if frozen is None:
        st.button(
            words.t("Open the meeting: freeze the data"),
            type="primary",
            key="hop.open",
            on_click=freeze,
            disabled=not who or not held.agenda,
            icon=":material/ac_unit:",
        )
        st.caption(words.t("The data, the plan version and the verdicts are frozen; later edits do not change them."))
        return
    taken = words.t("frozen {when}, change {n}", when=f"{frozen.taken_at:%d/%m/%Y %H:%M}", n=frozen.revision)
    show(f'<p class="dh-print"><b>{esc(words.t("Fingerprint"))} {esc(frozen.fingerprint)}</b> · {esc(taken)}</p>')
    if held.state == "OPEN":
        difference(page, frozen, freeze, who)
        sealing(page, held, frozen, who)
    else:
        why = st.text_input(words.t("Why is it reopened?"), key="hop.why", max_chars=200).strip()
        st.button(
            words.t("Reopen the meeting"),
            key="hop.reopen",
            disabled=not (who and why),
            icon=":material/lock_open:",
            on_click=attempt,
            args=(page, lambda: reopen_meeting(data.store(), held, who, why)),
        )
    lines = [
        [f"{clock.local(s.at):%d/%m/%Y %H:%M}", s.who, words.t(STEP_TEXT[s.step], detail=s.detail or "–")]
        for s in trace(data.store().cursor(), held.id)
    ]
    headings = [words.t(h) for h in (N_("When"), N_("Who"), N_("Step"))]
    show(table(headings, lines))


def still_open(page: Page, held: Meeting, frozen: Snapshot) -> list[str]:
    """What the records of the meeting do not say yet."""
    words, said = page.words, conclusions(data.store().cursor(), held.id)
    known = [c for c in held.agenda if c in frozen.row_of]
    name = {c: str(frozen.person(c)["name"]) for c in known}
    silent = [name[c] for c in known if c not in said]
    unvoted = [name[c] for c in known if c in said and any(v is None for v in said[c].votes)]
    found = []
    if silent:
        found.append(words.t("no conclusion on {n}: {names}", n=len(silent), names=words.list(silent[:8])))
    if unvoted:
        found.append(
            words.t("votes not recorded, or not all, on {n}: {names}", n=len(unvoted), names=words.list(unvoted[:8]))
        )
    if not held.members:
        found.append(words.t("no member is named"))
    elif held.those(""):
        found.append(words.t("attendance not stated of {n}", n=len(held.those(""))))
    for part, said_of in ((CHAIR, N_("no chair is named")), (SECRETARY, N_("no secretary is named"))):
        if held.who(part) is None:
            found.append(words.t(said_of))
    if held.members and held.voters == 0:
        found.append(words.t("nobody with a vote was present"))
    outvoted = [
        name[c]
        for c in known
        if c in said and said[c].result == "CHON" and (said[c].votes_for or 0) <= (said[c].votes_against or -1)
    ]
    if outvoted:
        found.append(words.t("selected without a majority: {names}", names=words.list(outvoted)))
    if held.assessed_on > held.held_on:
        found.append(words.t("the assessment date is later than the meeting"))
    if held.begun and held.ended and held.ended <= held.begun:
        found.append(words.t("it ended before it began"))
    if not (held.begun and held.ended):
        found.append(words.t("the hours are not recorded"))
    if held.adopted is None:
        found.append(words.t("whether the minutes were adopted is not said"))
    return found


def sealing(page: Page, held: Meeting, frozen: Snapshot, who: str) -> None:
    """Close the meeting: what is still open is shown first, and asked about."""
    words = page.words

    def ask(on: bool) -> None:
        st.session_state["hop.sealing"] = held.id if on else None

    if st.session_state.get("hop.sealing") != held.id:
        st.button(
            words.t("Close and seal the meeting"), key="hop.close", disabled=not who, icon=":material/lock:",
            on_click=ask, args=(True,),
        )  # fmt: skip
        return
    points = still_open(page, held, frozen)
    if points:
        st.warning(
            words.t("Still open; the papers will leave it blank or say so:")
            + "\n"
            + "".join(f"\n- {p}" for p in points),
            icon=":material/checklist:",
        )
    else:
        st.success(words.t("Everything is recorded."), icon=":material/task_alt:")
    yes, no = st.columns(2)

    def seal() -> None:
        ask(False)
        attempt(page, lambda: close_meeting(data.store(), held, who))

    yes.button(words.t("Seal it"), key="hop.seal", type="primary", width="stretch", disabled=not who, on_click=seal)
    no.button(words.t("Not yet"), key="hop.notyet", width="stretch", on_click=ask, args=(False,))


def difference(page: Page, frozen: Snapshot, freeze: Callable[[], None], who: str) -> None:
    """Whether the present data would say something else."""
    words = page.words
    if frozen.revision == data.store().revision:
        return
    now = data.judged_by(frozen.plan, frozen.on).assessment
    found = compare(frozen.assessment, now)
    if found.flips.empty:
        st.caption(words.t("The data have changed since; no verdict would be another."))
    else:
        st.warning(
            words.t("The data have changed since: {n} verdicts would be another.", n=len(found.flips)),
            icon=":material/difference:",
        )
        show_flips(page, found, words.t("Frozen → now"), "", words.t("Frozen → now"), "hop.moved")
    st.button(words.t("Take the present data over"), key="hop.retake", on_click=freeze, disabled=not who)


def concluding(page: Page, held: Meeting, frozen: Snapshot) -> None:
    """A conclusion for each candidate: chosen, not chosen, file to be completed."""
    words = page.words
    said = conclusions(data.store().cursor(), held.id)
    known = [c for c in held.agenda if c in frozen.row_of]
    lines = []
    for code in known:
        person, done = frozen.person(code), said.get(code)
        votes = "/".join("…" if v is None else str(v) for v in done.votes) if done else ""
        votes = "–" if not votes or set(votes) <= {"…", "/"} else votes
        rest = (
            "; ".join(
                x for x in (done.what, done.by_whom, words.date(done.due_on) if done.due_on else "", done.reason) if x
            )
            if done
            else ""
        )
        lines.append(
            [
                person["name"],
                f"{STATUS_MARK[str(person['status'])]} {words.t(STATUS_WORD[str(person['status'])])}",
                words.t(CONCLUSION_WORD[done.result]) if done else "–",
                votes,
                rest,
            ]
        )
    headings = [
        words.t(h)
        for h in (N_("Name"), N_("Verdict"), N_("Conclusion"), N_("Votes for/against/neither"), N_("Remarks"))
    ]
    heading(words.t("Conclusions: {n} of {all}", n=len(said), all=len(known)), "", table(headings, lines))
    if held.state != "OPEN" or not known:
        return
    names = {c: str(frozen.person(c)["name"]) for c in known}
    many = st.toggle(words.t("Several at once"), key="hop.many")
    if many:
        st.session_state.setdefault("hop.some", [])
        st.session_state["hop.some"] = [c for c in st.session_state["hop.some"] if c in names]
        codes = list(
            st.multiselect(
                words.t("Candidates"),
                known,
                key="hop.some",
                format_func=names.__getitem__,
                placeholder=words.t("Choose"),
            )
        )
        st.button(
            words.t("All without a conclusion"), key="hop.rest", on_click=st.session_state.update,
            args=({"hop.some": [c for c in known if c not in said]},),
        )  # fmt: skip
    else:
        st.session_state.setdefault("hop.who", next((c for c in known if c not in said), known[0]))
        if st.session_state["hop.who"] not in names:
            st.session_state["hop.who"] = known[0]
        codes = [str(st.selectbox(words.t("Candidate"), known, format_func=names.__getitem__, key="hop.who"))]
    old = said.get(codes[0]) if len(codes) == 1 else None
    made = one_conclusion(page, held, frozen, old, codes, f"{'many' if many else codes[0]}.{old.version if old else 0}")

    def keep() -> None:
        assert made is not None
        kept = [replace(made, code=c, version=said[c].version if c in said else 0) for c in codes]
        attempt(page, lambda: conclude_all(data.store(), held, kept))
        if FAULT not in st.session_state:
            st.session_state["hop.some"] = []
            rest = [c for c in known[known.index(codes[-1]) + 1 :] if c not in said]
            st.session_state["hop.who"] = rest[0] if rest else codes[-1]

    left, right = st.columns(2)
    left.button(
        words.t("Keep the conclusion") if len(codes) < 2 else words.t("Keep the conclusion on {n}", n=len(codes)),
        type="primary", key="hop.keep", on_click=keep, disabled=made is None or not codes, width="stretch",
    )  # fmt: skip
    right.button(
        words.t("Take it back"),
        key="hop.drop",
        width="stretch",
        disabled=not any(c in said for c in codes),
        on_click=attempt,
        args=(page, lambda: conclude_all(data.store(), held, [c for c in codes if c in said])),
    )


def one_conclusion(
    page: Page, held: Meeting, frozen: Snapshot, old: Conclusion | None, codes: Sequence[str], turn: str
) -> Conclusion | None:
    """The fields of a conclusion, nothing chosen beforehand; None while it cannot be kept, and why."""
    words, voters = page.words, held.voters
    result = st.segmented_control(
        words.t("Conclusion"),
        list(CONCLUSION_WORD),
        default=old.result if old else None,
        key=f"hop.result.{turn}",
        format_func=lambda r: words.t(CONCLUSION_WORD[r]),
    )
    places = st.columns(3)
    asked = ((N_("Votes for"), "for"), (N_("Votes against"), "against"), (N_("Neither"), "none"))
    votes = tuple(
        place.number_input(
            words.t(said), None, None, (getattr(old, f"votes_{name}") if old else None), step=1,
            key=f"hop.{name}.{turn}", disabled=voters is None, placeholder=words.t("not recorded"),
        )
        for place, (said, name) in zip(places, asked, strict=True)
    )  # fmt: skip
    if voters is None:
        st.caption(words.t("Votes can be recorded once it is said who of the members with a vote was present."))
    what = by = None
    due: Any = None
    if result == "BO_SUNG":
        d, e, f = st.columns([5, 3, 2])
        what = d.text_input(
            words.t("What is to be added"), (old.what if old else "") or "", key=f"hop.what.{turn}", max_chars=300
        )
        by = e.text_input(words.t("By whom"), (old.by_whom if old else "") or "", key=f"hop.by.{turn}", max_chars=120)
        due = f.date_input(words.t("By when"), old.due_on if old else None, format="DD/MM/YYYY", key=f"hop.due.{turn}")
    eligible = {c: frozen.person(c)["status"] == "ELIGIBLE" for c in codes}
    departs = result in ("CHON", "KHONG_CHON") and any(e != (result == "CHON") for e in eligible.values())
    outvoted = result == "CHON" and voters is not None and votes[0] is not None and 2 * votes[0] <= voters
    departs = departs or outvoted
    reason = st.text_input(
        words.t("Reason (the conclusion departs from the verdict or the votes)") if departs else words.t("Reason"),
        (old.reason if old else "") or "",
        key=f"hop.reason.{turn}",
        max_chars=300,
    ).strip()
    made = Conclusion(
        "",
        str(result or ""),
        what=(what or "").strip() or None,
        by_whom=(by or "").strip() or None,
        due_on=due if isinstance(due, date) else None,
        votes_for=votes[0],
        votes_against=votes[1],
        votes_none=votes[2],
        reason=reason or None,
    )
    if any(v is not None and v < 0 for v in made.votes):
        st.error(words.t("A number of votes is not below 0."))
        return None
    if voters is not None and made.wrong_votes(voters):
        st.error(words.t("The votes do not add up: {n} with a vote were present.", n=voters))
        return None
    if result is None:
        return None
    if (departs and not reason) or (result == "BO_SUNG" and not made.what):
        st.caption(words.t("Say the reason, or what is to be added."))
        return None
    return made


def last_one(page: Page, held: Meeting, found: Mapping[int, Meeting], assessment: Any) -> None:
    """The candidates of the meeting before, with what became of its conclusions."""
    words = page.words
    before = [
        m
        for m in found.values()
        if m.id != held.id and m.state != "PREPARED" and (m.held_on, m.id) < (held.held_on, held.id)
    ]
    if not before:
        return
    one = max(before, key=lambda m: (m.held_on, m.id))
    then = data.frozen(one)
    said = conclusions(data.store().cursor(), one.id)
    now = dict(zip(assessment.roster["code"], assessment.status.tolist(), strict=True))
    lines = []
    for code in (c for c in one.agenda if c in then.row_of):
        done = said.get(code)
        became = ""
        if done is not None and done.result == "BO_SUNG":
            became = words.t("completed {day}", day=done.done_on) if done.done_on else words.t("still open")
            if done.done_on is None and done.due_on is not None and done.due_on < held.held_on:
                became = words.t("overdue since {day}", day=done.due_on)
        old = str(then.person(code)["status"])
        new = STATUSES[now[code]] if code in now else None
        moved_to = words.t(STATUS_WORD[new]) if new else words.t("no candidate")
        status = words.t(STATUS_WORD[old]) if new == old else f"{words.t(STATUS_WORD[old])} → {moved_to}"
        lines.append(
            [
                then.person(code)["name"],
                words.t(CONCLUSION_WORD[done.result]) if done else words.t("not concluded"),
                status,
                became,
            ]
        )
    headings = [words.t(h) for h in (N_("Name"), N_("Conclusion"), N_("Verdict"), N_("What became of it"))]
    with st.expander(words.t("The meeting before: {title}, {day}", title=one.title, day=one.held_on)):
        show(table(headings, lines))


page = open_page(N_("Review meeting"), N_("Prepared, opened on frozen data, shown, concluded, sealed"), filters="date")
words = page.words
found = {m.id: m for m in meetings(data.store().cursor())}
page.draw()
for key, tell in ((FAULT, st.error), (DONE, st.success)):
    if said_of := st.session_state.pop(key, None):
        tell(said_of)
held = choose(page, found)
if held is None:
    st.info(
        words.t("Choose a meeting, or prepare a new one: who is eligible or waits for papers is put on its agenda."),
        icon=":material/groups:",
    )
    keeper.watch(words, False)
    st.stop()
held = meeting(data.store().cursor(), held.id) or held
frozen: Snapshot | None = None
if held.state != "PREPARED":
    try:
        frozen = data.frozen(held)
        _ = frozen.assessment  # judged anew: raises where the verdicts are not those frozen
    except Tampered:
        st.error(
            words.t("The meeting’s snapshot is damaged: it does not go with its fingerprint."), icon=":material/error:"
        )
        st.stop()
if frozen is not None:
    a, b, c = st.columns(3)
    link = address.link(hop=str(held.id))
    a.page_link(
        PROJECTOR,
        label=words.t("Show on the projector"),
        icon=":material/slideshow:",
        query_params={**link, "vai": "chieu", "man": "bia"},
    )
    b.page_link(
        PROJECTOR,
        label=words.t("Presenter’s view"),
        icon=":material/co_present:",
        query_params={**link, "vai": "dieu-hanh", "man": "bia"},
    )
    c.page_link(REPORTS, label=words.t("Papers of the meeting"), icon=":material/description:", query_params=link)
left, right = st.columns([12, 8], gap="large")
with left:
    if frozen is not None:
        concluding(page, held, frozen)
    if held.state != "CLOSED":
        with st.expander(words.t("Particulars"), expanded=held.state == "PREPARED"):
            particulars(page, held)
        agenda(page, held, frozen.assessment if frozen else data.standing(held.assessed_on).assessment)
    last_one(page, held, found, frozen.assessment if frozen else data.standing(held.assessed_on).assessment)
with right:
    heading(words.t("The meeting is {state}", state=words.t(STATE_TEXT[held.state])))
    steps(page, held, frozen)
    if held.tried:
        headings = [words.t(h) for h in (N_("When"), N_("Tried in the meeting"), N_("Effect"))]
        heading(
            words.t("Tried and kept"),
            words.t("never official"),
            table(headings, [[t["at"], t["said"], t["effect"]] for t in held.tried]),
        )
keeper.watch(words, False)
