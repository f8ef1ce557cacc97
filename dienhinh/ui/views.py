"""Views kept under a name: offered on every page, sent as a link, one of them what a reader looks at first."""

from __future__ import annotations

import streamlit as st

from dienhinh.locale import Words
from dienhinh.store import StoreError
from dienhinh.store.aside import remember, remembered
from dienhinh.store.views import KeptView, drop_view, keep_view, kept_views, pin_view
from dienhinh.ui import address, data, keeper
from dienhinh.ui.html import plain
from dienhinh.ui.register import NOW, TITLES, path

BOX = "w.views"
OPENED = "opened"
PINS = ("analysis",)
"""Pages whose views can stand on the overview."""


def first() -> None:
    """At the beginning of a visit that asks for nothing: what this reader looks at first."""
    state = st.session_state
    if OPENED in state:
        return
    state[OPENED] = True
    owner = keeper.browser()
    if state.get(NOW) != "overview" or st.query_params or owner is None:
        return
    try:
        number = remembered(data.store().cursor(), _key(owner))
        wanted = next((v for v in kept_views(data.store().cursor()) if v.id == number), None)
    except StoreError:  # said by the page itself
        return
    if wanted:
        turn_to(wanted)


def turn_to(view: KeptView) -> None:
    """Look at a kept view: all that it does not say is forgotten, but for the language."""
    asked: dict[str, str | None] = {key: view.query.get(key) for key in address.KEYS if key != "lang"}
    address.go(path(view.page), **asked)


def draw(words: Words) -> None:
    """In a page's frame: the views kept, and the present one to be kept."""
    box = st.popover(words.t("Views"), icon=":material/bookmark:", key=BOX, on_change="rerun")
    if not box.open:  # what is hidden costs the browser time all the same
        return
    with box:
        cursor, owner = data.store().cursor(), keeper.browser()
        opens = remembered(cursor, _key(owner)) if owner else None
        found = kept_views(cursor)
        for view in found:
            _line(words, view, opens == view.id, owner)
        if not found:
            st.caption(words.t("No view is kept yet."))
        st.text_input(
            words.t("Keep what is shown now, under the name"),
            key="views.name",
            max_chars=60,
            on_change=_keep,
            args=(owner,),
            placeholder=words.t("a name, then Enter"),
        )


def _line(words: Words, view: KeptView, opens: bool, owner: str | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        page = words.t(TITLES.get(view.page, view.page))
        label = f"**{plain(view.name)}** · {plain(page)}"
        st.button(label, key=f"views.go.{view.id}", on_click=turn_to, args=(view,), width=260)
        if owner:
            said = words.t("Opened first") if opens else words.t("Open first")
            st.button(
                said,
                key=f"views.first.{view.id}",
                type="tertiary",
                icon=":material/star:" if opens else ":material/star_border:",
                on_click=_first,
                args=(owner, None if opens else view.id),
            )
        if view.page in PINS:
            said = words.t("Take off the overview") if view.pinned else words.t("Put on the overview")
            st.button(said, key=f"views.pin.{view.id}", type="tertiary", on_click=_pin, args=(view,))
        st.button(words.t("Forget"), key=f"views.drop.{view.id}", type="tertiary", on_click=_drop, args=(view,))


def _key(owner: str) -> str:
    return f"first.{owner}"


def _keep(owner: str | None) -> None:
    name = str(st.session_state.get("views.name") or "").strip()
    if name:
        query = {key: value for key, value in address.link().items() if key != "lang"}
        keep_view(data.store(), name, owner or "", str(st.session_state[NOW]), query)
        st.session_state["views.name"] = ""


def _first(owner: str, number: int | None) -> None:
    remember(data.store(), _key(owner), number)


def _pin(view: KeptView) -> None:
    pin_view(data.store(), view.id, not view.pinned)


def _drop(view: KeptView) -> None:
    drop_view(data.store(), view.id)
