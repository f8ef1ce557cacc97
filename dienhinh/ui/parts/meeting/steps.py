"""The steps of a meeting: opened on frozen data, sealed, reopened; what is still open is asked about."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dienhinh import clock
from dienhinh.criteria.compare import compare
from dienhinh.criteria.validity import validity
from dienhinh.kinds.meeting import CHAIR, SECRETARY, Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.store import judge, kept_backup
from dienhinh.store.meetings import (
    close_meeting,
    conclusions,
    open_meeting,
    reopen_meeting,
    trace,
)
from dienhinh.store.scenarios import scenario
from dienhinh.store.trial import Trial
from dienhinh.ui import data, keeper
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.parts.meeting.acts import FAULT, attempt
from dienhinh.ui.rules import show_flips
from dienhinh.ui.waits import waits
from dienhinh.verdicts.answer import answer, as_json
from dienhinh.verdicts.snapshot import Snapshot, take

STEP_TEXT = {
    "OPENED": N_("opened on the data {detail}"),
    "RETAKEN": N_("present data taken over: {detail}"),
    "CLOSED": N_("closed and sealed on the data {detail}"),
    "REOPENED": N_("reopened: {detail}"),
}


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
            **waits(words, who=who, chosen=held.agenda),
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
            **waits(words, who=who, why=why),
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
    needed = validity().quorum_on(held.held_on)
    if needed is not None and held.voters and 100 * held.voters < needed.percent * len(held.with_vote):
        told = {"percent": words.percent(needed.percent / 100), "source": needed.source}
        found.append(
            words.t(
                "present {n} of {all} with a vote; {percent} are asked for when awards are decided ({source})",
                n=held.voters,
                all=len(held.with_vote),
                **told,
            )
        )
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
            words.t("Close and seal the meeting"), key="hop.close", **waits(words, who=who), icon=":material/lock:",
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

        def close() -> None:
            kept_backup(data.store())
            close_meeting(data.store(), held, who)

        attempt(page, close)

    yes.button(
        words.t("Seal it"), key="hop.seal", type="primary", width="stretch", on_click=seal, **waits(words, who=who)
    )
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
    st.button(words.t("Take the present data over"), key="hop.retake", on_click=freeze, **waits(words, who=who))
