"""Who is at the page: from the gate's session, looked at again in every run; on one's own machine its owner."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dienhinh.access import acting
from dienhinh.access.accounts import Accounts
from dienhinh.access.acting import NotAllowed
from dienhinh.access.roles import MACHINE, ROLE_NAME, Act, Actor
from dienhinh.gate.house import HEADER, LOCAL, house
from dienhinh.gate.middleware import PASSWORD, SIGN_IN, SIGN_OUT
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.ui.html import esc, show


class NotOpen(NotAllowed):
    reason = N_("Your role does not open this page.")


ELSEWHERE = N_("This dashboard was started without its gate. Start it with: python3 manage.py run")


def visitor() -> Actor | None:
    """Who acts in this run or callback; None where nobody is signed in."""
    ours = house()
    if ours is None:  # Streamlit started by hand, or a test: this machine alone
        return MACHINE if config.get_option("server.address") in LOCAL else None
    return ours.who(st.context.headers.get(HEADER) or "")


acting.ask(visitor)


def let_in(words: Words) -> Actor:
    """Who looks at the page, which ends here with a sentence where nobody may."""
    found, ours = visitor(), house()
    if found is None:
        said = words.t("You are signed out.") if ours else words.t(ELSEWHERE)
        st.warning(said, icon=":material/lock:")
        if ours:
            show(f'<a href="{SIGN_IN}" target="_self">{esc(words.t("Sign in"))}</a>')
        st.stop()
    context = get_script_run_ctx()
    if ours is not None and context is not None:
        ours.bind(context.session_id, found.session or st.context.headers.get(HEADER, ""))
        if found.account:
            st.components.v2.component("dienhinh_session", js=_script())(key="session", data={"signedIn": True})
    return found


@cache
def _script() -> str:
    return Path(__file__).with_name("visitor.js").read_text(encoding="utf-8")


def turn_away() -> None:
    """Instead of a page that the visitor's role does not open."""
    draw(Words(st.query_params.get("lang") or ""))
    raise NotOpen(Act.READ, visitor())


def accounts() -> Accounts | None:
    """The accounts, where this process has a gate."""
    ours = house()
    return None if ours is None else ours.accounts


def note(what: str, **about: Any) -> None:
    """Add a line to the trail, where there is one."""
    found, kept = visitor(), accounts()
    if kept is not None:
        kept.trail.add(what, (found.account or found.name) if found else "", **about)


def refused(error: NotAllowed) -> None:
    note("refused", act=str(error.act))


MOVED = '[data-testid="stHeader"]::after {right: 14.5rem}'
"""The office's name makes room for the visitor's."""


def draw(words: Words) -> None:
    """Who is signed in, with the way out and to one's own password; nothing on one's own machine."""
    who = visitor()
    if who is None or not who.account:
        return
    show(f"<style>{MOVED}</style>")
    with st.popover(who.name, icon=":material/account_circle:", key="dh-visitor"):
        roles = words.list(words.t(ROLE_NAME[r]) for r in sorted(who.roles))
        about = " · ".join([who.account, roles, *([who.scope] if who.scope else [])])
        out, own = esc(words.t("Sign out")), esc(words.t("Change the password"))
        show(
            f'<div class="dh-visitor"><p>{esc(about)}</p><a href="{SIGN_OUT}" target="_self">{out}</a>'
            f'<a href="{PASSWORD}" target="_self">{own}</a></div>'
        )


def own_unit() -> str | None:
    """The unit to which the visitor's sight is confined; None for whoever sees everybody."""
    who = visitor()
    return who.scope if who is not None and not who.may(Act.READ) else None


def own_meeting() -> str | None:
    """The meeting to which the visitor's sight is confined."""
    who = visitor()
    return who.scope if who is not None and who.may(Act.SHOW) and not who.may(Act.READ) else None
