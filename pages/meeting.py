"""Review meeting: prepared (who is discussed, in which order), opened on frozen data, concluded, sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh import clock
from dienhinh.criteria import STATUSES, Status
from dienhinh.criteria.compare import compare
from dienhinh.kinds.codes import STAGES
from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import STAGE_WORD
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.reports.facts import CONCLUSION_WORD
from dienhinh.reports.fields import MEETING_WORD
from dienhinh.store import judge
from dienhinh.store.meetings import (
    Sealed,
    StaleMeeting,
    add_meeting,
    change_meeting,
    close_meeting,
    conclude,
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
            made = Meeting(kind, title.strip() or words.t(MEETING_WORD[kind]), held, page.view.on, agenda=agenda)
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
    left, right = st.columns([5, 7])
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
    columns = [words.t("Member"), words.t("Part in the meeting")]
    frame = pd.DataFrame([[m.get("name"), m.get("role")] for m in held.members] or [["", ""]], columns=columns)
    with right:
        edited = st.data_editor(
            frame,
            num_rows="dynamic",
            hide_index=True,
            key=f"hop.members.{turn}",
            width="stretch",
            alt=words.t("Members of the meeting"),
        )
    members = tuple(
        {"name": str(n).strip(), "role": str(r or "").strip()}
        for n, r in edited.itertuples(index=False)
        if n and str(n).strip()
    )
    made = replace(
        held,
        title=title.strip() or held.title,
        held_on=day if isinstance(day, date) else held.held_on,
        assessed_on=on if isinstance(on, date) else held.assessed_on,
        place=place.strip(),
        members=members,
        scenarios=tuple(shown),
    )
    st.button(
        words.t("Save the particulars"),
        key="hop.save",
        disabled=made == held,
        on_click=attempt,
        args=(page, lambda: change_meeting(data.store(), made), words.t("Saved.")),
    )


def agenda(page: Page, held: Meeting, assessment: Any) -> None:
    """Who is discussed, in which order; chosen by status, track, unit or stage."""
    words = page.words
    roster = assessment.roster
    status_of = dict(zip(roster["code"], assessment.status.tolist(), strict=True))
    names = dict(zip(roster["code"], roster["name"], strict=True))
    heading(words.t("Agenda: {n} candidates", n=len(held.agenda)), words.t("in the order of the meeting"))
    columns = [words.t(h) for h in ("Order", "Code", "Name", "Status")]
    known = [c for c in held.agenda if c in names]
    frame = pd.DataFrame(
        [
            [i, c, names[c], f"{STATUS_MARK[STATUSES[status_of[c]]]} {words.t(STATUS_WORD[STATUSES[status_of[c]]])}"]
            for i, c in enumerate(known, start=1)
        ],
        columns=columns,
    )
    turn = f"{held.id}.{held.version}.{words.lang}"
    edited = st.data_editor(
        frame,
        hide_index=True,
        num_rows="delete",
        key=f"hop.agenda.{turn}",
        disabled=columns[1:],
        width="stretch",
        height=min(36 * (len(frame) + 1) + 3, 420),
        alt=words.t("The agenda; change the numbers to change the order"),
        column_config={columns[0]: st.column_config.NumberColumn(min_value=1, step=1, width="small")},
    )
    kept = edited.dropna(subset=[columns[1]]).sort_values(columns[0], kind="stable")[columns[1]].tolist()
    order = tuple(str(c) for c in kept)
    st.button(
        words.t("Save the order"),
        key="hop.order",
        disabled=order == held.agenda,
        on_click=attempt,
        args=(page, lambda: change_meeting(data.store(), replace(held, agenda=order)), words.t("Saved.")),
    )
    with st.expander(words.t("Add candidates")):
        add(page, held, assessment, order)


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
        plan, cursor = frozen.plan if frozen else page.plan, data.store().cursor()
        shown = [kept for n in held.scenarios if (kept := scenario(cursor, n))]
        trial = Trial(data.store().cursor(), plan, judge(cursor, plan, held.assessed_on)) if shown else None
        tried = [as_json(answer(trial, kept.scenario)) for kept in shown] if trial else []
        snapshot = take(cursor, plan, held.assessed_on, clock.now(), tried)
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
        st.button(
            words.t("Close and seal the meeting"),
            key="hop.close",
            disabled=not who,
            icon=":material/lock:",
            on_click=attempt,
            args=(page, lambda: close_meeting(data.store(), held, who)),
        )
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
        votes = f"{done.votes_for}/{done.votes_against or 0}" if done and done.votes_for is not None else "–"
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
        words.t(h) for h in (N_("Name"), N_("Verdict"), N_("Conclusion"), N_("Votes for/against"), N_("Remarks"))
    ]
    heading(words.t("Conclusions: {n} of {all}", n=len(said), all=len(known)), "", table(headings, lines))
    if held.state != "OPEN" or not known:
        return
    names = {c: str(frozen.person(c)["name"]) for c in known}
    st.session_state.setdefault("hop.who", next((c for c in known if c not in said), known[0]))
    if st.session_state["hop.who"] not in names:
        st.session_state["hop.who"] = known[0]
    code = str(st.selectbox(words.t("Candidate"), known, format_func=names.__getitem__, key="hop.who"))
    old = said.get(code, Conclusion(code, "CHON" if frozen.person(code)["status"] == "ELIGIBLE" else "KHONG_CHON"))
    turn = f"{code}.{old.version}"
    a, b, c = st.columns([4, 2, 2])
    with a:
        result = str(
            st.segmented_control(
                words.t("Conclusion"),
                list(CONCLUSION_WORD),
                default=old.result,
                required=True,
                key=f"hop.result.{turn}",
                format_func=lambda r: words.t(CONCLUSION_WORD[r]),
            )
        )
    votes_for = b.number_input(words.t("Votes for"), 0, 999, old.votes_for, key=f"hop.for.{turn}")
    votes_against = c.number_input(words.t("Votes against"), 0, 999, old.votes_against, key=f"hop.against.{turn}")
    what = by = None
    due: Any = None
    if result == "BO_SUNG":
        d, e, f = st.columns([5, 3, 2])
        what = d.text_input(words.t("What is to be added"), old.what or "", key=f"hop.what.{turn}", max_chars=300)
        by = e.text_input(words.t("By whom"), old.by_whom or "", key=f"hop.by.{turn}", max_chars=120)
        due = f.date_input(words.t("By when"), old.due_on, format="DD/MM/YYYY", key=f"hop.due.{turn}")
    departs = (result == "CHON") != (frozen.person(code)["status"] == "ELIGIBLE") and result != "BO_SUNG"
    reason = st.text_input(
        words.t("Reason (the conclusion departs from the verdict)") if departs else words.t("Reason"),
        old.reason or "",
        key=f"hop.reason.{turn}",
        max_chars=300,
    ).strip()
    made = replace(
        old,
        result=result,
        what=(what or "").strip() or None,
        by_whom=(by or "").strip() or None,
        due_on=due if isinstance(due, date) else None,
        votes_for=votes_for,
        votes_against=votes_against,
        reason=reason or None,
    )

    def keep() -> None:
        attempt(page, lambda: conclude(data.store(), held, made))
        if FAULT not in st.session_state:
            rest = [c for c in known[known.index(code) + 1 :] if c not in said]
            st.session_state["hop.who"] = rest[0] if rest else code

    missing = (departs and not reason) or (result == "BO_SUNG" and not made.what)
    left, right = st.columns(2)
    left.button(
        words.t("Keep the conclusion"), type="primary", key="hop.keep", on_click=keep, disabled=missing, width="stretch"
    )
    right.button(
        words.t("Take it back"),
        key="hop.drop",
        width="stretch",
        disabled=code not in said,
        on_click=attempt,
        args=(page, lambda: conclude(data.store(), held, code)),
    )
    if missing:
        st.caption(words.t("Say the reason, or what is to be added."))


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
