"""Conclusions: of one candidate or of several, with the votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.reports.facts import CONCLUSION_WORD
from dienhinh.store.meetings import (
    conclude_all,
    conclusions,
)
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import table
from dienhinh.ui.parts.meeting.acts import FAULT, attempt
from dienhinh.ui.waits import waits
from dienhinh.verdicts.snapshot import Snapshot


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
        type="primary", key="hop.keep", on_click=keep, **waits(words, chosen=codes, filled=made), width="stretch",
    )  # fmt: skip
    right.button(
        words.t("Take it back"),
        key="hop.drop",
        width="stretch",
        **waits(words, given=any(c in said for c in codes)),
        on_click=attempt,
        args=(page, lambda: conclude_all(data.store(), held, [c for c in codes if c in said])),
    )


def share_said(held: Meeting, votes_for: int, words: Words) -> str:
    """The votes for as a share of all who may vote, there or not, as councils count; and of those present."""
    every, there = len(held.with_vote), held.voters or 0
    said = words.t("{share} of all {n} members with a vote", share=words.percent(votes_for / every), n=every)
    if there != every:
        said += "; " + words.t("{share} of the {n} present", share=words.percent(votes_for / there), n=there)
    return said


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
    elif votes[0] is not None and 0 <= votes[0] <= voters:
        st.caption(share_said(held, votes[0], words))
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
