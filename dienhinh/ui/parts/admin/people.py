"""Accounts and who is signed in: added, given other roles, a new one-time code, turned off, signed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dienhinh import clock
from dienhinh.access.accounts import CODE_DAYS, MOST_TOKEN_DAYS, Account, AccountError, Accounts
from dienhinh.access.acting import demand
from dienhinh.access.roles import ROLE_NAME, Act, Role
from dienhinh.kinds.sentence import N_
from dienhinh.store.meetings import meetings
from dienhinh.ui import data
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import Page
from dienhinh.ui.html import show, table
from dienhinh.ui.waits import waits

SAID, WRONG, CODE, TOKEN = "admin.said", "admin.wrong", "admin.code", "admin.token.code"


def _doing(page: Page, do: Callable[[str], str | None], said: str) -> None:
    """From a button: do it as the administrator, and keep what is to be told of it."""
    try:
        who = demand(Act.ACCOUNTS)
        code = do(who.account or "machine")
    except AccountError as error:
        st.session_state[WRONG] = page.words.t(error.reason, **error.params)
        return
    st.session_state[SAID] = said
    if code:
        st.session_state[CODE] = code


def told(page: Page) -> None:
    """What the last act came to; a one-time code is shown once."""
    words = page.words
    if wrong := st.session_state.pop(WRONG, None):
        st.error(wrong, icon=":material/error:")
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check_circle:")
    if code := st.session_state.pop(CODE, None):
        st.code(code, language=None)
        st.caption(
            words.t(
                "The one-time code. It is shown only now: hand it over in person. Good for {n} days and one sign-in, in"
                " which a password is chosen.",
                n=CODE_DAYS,
            )
        )


def tokens(page: Page, kept: Accounts) -> None:
    """With which tokens other programs read; one is given out, or ended."""
    words = page.words
    heading(words.t("Other programs"), words.t("they read everything, through /api; each call stands in the trail"))
    found = kept.tokens()

    def day(at: float | None) -> str:
        return f"{clock.local(datetime.fromtimestamp(at, UTC)):%d/%m/%Y}" if at else "–"

    if found:
        head = [words.t(h) for h in (N_("Program"), N_("Good until"), N_("Last used"), N_("Given out by"))]
        show(table(head, [[one.name, day(one.until), day(one.used), one.by] for one in found]))
        name = st.selectbox(words.t("Program"), [one.name for one in found], key="admin.token")
        st.button(
            words.t("End this token"),
            key="admin.token.end",
            on_click=_doing,
            args=(page, lambda by: kept.end_token(str(name), by), words.t("Ended.")),
        )
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    said = left.text_input(words.t("Which program"), key="admin.token.name", max_chars=60)
    days = right.number_input(words.t("Days"), 1, MOST_TOKEN_DAYS, 180, key="admin.token.days")

    def give(by: str) -> None:
        st.session_state[TOKEN] = kept.add_token(said, int(days), by)

    st.button(
        words.t("Give out a token"),
        key="admin.token.add",
        on_click=_doing,
        args=(page, give, words.t("Given out.")),
        **waits(words, filled=bool(said.strip())),
    )
    if token := st.session_state.pop(TOKEN, None):  # beside the button: the top of the page is out of sight
        st.code(token, language=None)
        st.caption(words.t("It is shown only now: copy it."))


def state_of(page: Page, a: Account) -> str:
    words = page.words
    if a.off:
        return words.t("off")
    if not a.has_password:
        return words.t("waits for its first sign-in")
    return words.t("in use") + (f", {words.t('second factor')}" if a.has_factor else "")


def accounts(page: Page, kept: Accounts) -> None:
    """Every account; a new one; and what can be done with one."""
    words = page.words
    heading(words.t("Accounts"), words.t("who may sign in, as what"))
    known = kept.all()
    head = [words.t(h) for h in (N_("Account"), N_("Person"), N_("Roles"), N_("For"), N_("State"))]
    lines = [
        [a.name, a.shown, words.list(words.t(ROLE_NAME[r]) for r in sorted(a.roles)), a.scope or "–", state_of(page, a)]
        for a in known
    ]
    if lines:
        show(table(head, lines))
    else:
        st.caption(words.t("Nobody has an account yet: only this machine is served, to its owner."))
    left, right = st.columns(2, gap="large")
    with left:
        added(page, kept)
    with right:
        if known:
            changed(page, kept, known)


def _scope(page: Page, roles: frozenset[Role], key: str, now: str = "") -> str:
    """The unit or the meeting that the role is for; "" where it is for none."""
    words = page.words
    if Role.CLERK in roles:
        units = data.units(page.view.on)
        units = {**units, **({now: now} if now and now not in units else {})}
        at = list(units).index(now) if now else 0
        return str(st.selectbox(words.t("Unit"), list(units), at, units.__getitem__, key=f"{key}.unit") or "")
    if Role.PRESENTER in roles:
        held = {str(m.id): m.title for m in meetings(data.store().cursor())}
        if not held:
            st.caption(words.t("There is no meeting yet."))
            return ""
        at = list(held).index(now) if now in held else 0
        return str(st.selectbox(words.t("Meeting"), list(held), at, held.__getitem__, key=f"{key}.meeting"))
    return ""


def _roles(page: Page, key: str, given: frozenset[Role] = frozenset()) -> frozenset[Role]:
    words = page.words
    chosen = st.multiselect(
        words.t("Roles"),
        list(Role),
        default=sorted(given),
        format_func=lambda r: words.t(ROLE_NAME[r]),
        key=key,
        placeholder=words.t("Choose"),
    )
    return frozenset(Role(r) for r in chosen)


def added(page: Page, kept: Accounts) -> None:
    words = page.words
    heading(words.t("New account"), words.t("the person signs in with a one-time code and chooses a password"))
    name = st.text_input(words.t("Account (letters a–z, digits)"), key="admin.name", max_chars=40).strip()
    shown = st.text_input(words.t("Person’s name (kept in the change log)"), key="admin.shown", max_chars=80).strip()
    roles = _roles(page, "admin.roles")
    scope = _scope(page, roles, "admin")
    st.button(
        words.t("Add the account"),
        key="admin.add",
        type="primary",
        on_click=_doing,
        args=(page, lambda by: kept.add(name, shown, roles, scope, by), words.t("Added: {name}", name=name)),
        **waits(words, filled=name and shown and roles),
    )


def changed(page: Page, kept: Accounts, known: list[Account]) -> None:
    words = page.words
    heading(words.t("Change an account"), words.t("its sessions end with the change"))
    by_name = {a.name: a for a in known}
    name = str(
        st.selectbox(
            words.t("Account"), list(by_name), format_func=lambda n: f"{n} · {by_name[n].shown}", key="admin.which"
        )
    )
    one = by_name[name]
    roles = _roles(page, f"admin.roles.{name}", one.roles)
    scope = _scope(page, roles, f"admin.{name}", one.scope if roles == one.roles else "")
    other = bool(roles) and (roles != one.roles or scope != one.scope)
    done = words.t("Changed: {name}", name=name)

    def act(label: str, key: str, do: Callable[[str], str | None], **ready: object) -> None:
        st.button(
            label, key=f"admin.{key}", on_click=_doing, args=(page, do, done), width="stretch", **waits(words, **ready)
        )

    act(words.t("Save the roles"), "role", lambda by: kept.change(name, roles, scope, one.off, by), changed=other)
    act(words.t("New one-time code"), "code", lambda by: kept.new_code(name, by))
    if one.off:
        act(words.t("Turn on again"), "on", lambda by: kept.change(name, one.roles, one.scope, False, by))
    else:
        act(words.t("Turn off"), "off", lambda by: kept.change(name, one.roles, one.scope, True, by))


def sessions(page: Page, kept: Accounts) -> None:
    """Who is signed in now, from where; a button that ends it."""
    words = page.words
    heading(words.t("Signed in now"), words.t("a session ends after 30 minutes without use, and after 10 hours"))
    found = kept.sessions()
    if not found:
        st.caption(words.t("Nobody."))
        return
    people = {a.name: a.shown for a in kept.all()}

    def moment(at: float) -> str:
        return f"{clock.local(datetime.fromtimestamp(at, UTC)):%d/%m %H:%M}"

    head = [words.t(h) for h in (N_("Account"), N_("Person"), N_("Since"), N_("Last used"), N_("Address"))]
    show(
        table(head, [[s.account, people.get(s.account, ""), moment(s.since), moment(s.seen), s.address] for s in found])
    )
    labels = {s.key: f"{s.account} · {moment(s.since)} · {s.address}" for s in found}
    key = st.selectbox(words.t("Session"), list(labels), format_func=labels.__getitem__, key="admin.session")
    st.button(
        words.t("End this session"),
        key="admin.end",
        on_click=_doing,
        args=(page, lambda by: kept.end(str(key), by, "sign-out.ended"), words.t("Ended.")),
    )
