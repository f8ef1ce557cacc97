"""The view a page shows, kept in the session and mirrored in the address, so that it survives pages, reloads and links.

Streamlit's own ``bind="query-params"`` writes option labels (names, in the reader's language) and is dropped on a page
switch; this keeps codes and stays. A parameter in the address wins; one that is absent leaves the session as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dienhinh.criteria import STATUSES
from dienhinh.locale import DEFAULT, LANGUAGES
from dienhinh.ui import data

KEYS = (
    "date",
    "plan",
    "track",
    "unit",
    "status",
    "lang",
    "who",
    "find",
    "lacks",
    "what",
    "rec",
    "kb",
    "way",
    "draft",
    "hop",
    "man",
    "vai",
    "q",
    "cung",
    "voi",
    "thu",
    "cot",
)
"""Address parameters: assessment date (ISO; absent: ``data.opens_on``), the plan looked at (absent: the one whose
period holds the date), the filters' codes, the language, a candidate's
code, the text searched for, the criterion that must be lacking; the kind of record edited, and which one; the number of
a scenario, what the scenario and plan pages show, the name of a draft plan; a meeting's
number, the screen shown and the window's part in it; a question of one's own; the codes of those who stand beside each
other; the scenarios compared with; the rules tried; the columns of a
table."""

_STATE = "view."
_GOING = "going"


@dataclass(frozen=True)
class View:
    """What is looked at: all values are codes; None means all (or today, or nobody)."""

    on: date
    track: str | None
    unit: str | None
    status: str | None
    lang: str
    who: str | None
    find: str
    lacks: str | None
    what: str | None
    rec: int | None
    kb: int | None
    way: str | None
    draft: str | None
    hop: int | None
    man: str | None
    vai: str | None
    q: str | None
    cung: str | None
    voi: str | None
    thu: str | None
    cot: str | None


def get(key: str) -> str | None:
    """The view's current value: the address's if it has one, else what the session remembers."""
    if key in st.query_params:
        value = st.query_params[key]
        if _admissible(key, value):
            st.session_state[_STATE + key] = value
            return value
        del st.query_params[key]
    return st.session_state.get(_STATE + key)


def _admissible(key: str, value: str) -> bool:
    if key == "date":
        try:
            return 1945 <= date.fromisoformat(value).year <= 2200
        except ValueError:
            return False
    if key in ("rec", "kb", "hop"):
        return value.isdecimal() and len(value) < 10
    if key == "status":
        return value in STATUSES
    if key == "lang":
        return value in LANGUAGES
    return 0 < len(value) <= (1000 if key == "cot" else 100)


def put(key: str, value: str | None) -> None:
    """Set (or with None or "" clear) one value, in the session and the address."""
    if value:
        st.session_state[_STATE + key] = value
        st.query_params[key] = value
    else:
        st.session_state.pop(_STATE + key, None)
        if key in st.query_params:
            del st.query_params[key]


def current() -> View:
    """The view now; writes what the session remembers back into the address, so that it can be sent as a link."""
    values = {key: get(key) for key in KEYS}
    for key, value in values.items():
        if value and key not in st.query_params and (key != "who" or value):
            st.query_params[key] = value
    return View(
        on=date.fromisoformat(values["date"]) if values["date"] else data.opens_on(),
        track=values["track"],
        unit=values["unit"],
        status=values["status"],
        lang=values["lang"] or DEFAULT,
        who=values["who"],
        find=values["find"] or "",
        lacks=values["lacks"],
        what=values["what"],
        rec=int(values["rec"]) if values["rec"] else None,
        kb=int(values["kb"]) if values["kb"] else None,
        way=values["way"],
        draft=values["draft"],
        hop=int(values["hop"]) if values["hop"] else None,
        man=values["man"],
        vai=values["vai"],
        q=values["q"],
        cung=values["cung"],
        voi=values["voi"],
        thu=values["thu"],
        cot=values["cot"],
    )


def toggle(key: str, code: str, status: str | None = None) -> None:
    """From a click on a mark: the page is filtered by it, or no longer, where it was already."""
    now = (get(key), get("status") if status else None)
    same = now == (code, status)
    put(key, None if same else code)
    if status:
        put("status", None if same else status)


def date_code(value: object) -> str | None:
    """A chosen day as the address has it; None for the day on which pages open."""
    return None if not isinstance(value, date) or value == data.opens_on() else value.isoformat()


def link(**changes: str | None) -> dict[str, str]:
    """The address parameters of the present view with ``changes``, for a link to another page."""
    values: dict[str, str | None] = {key: get(key) for key in KEYS}
    values.update(changes)
    return {key: value for key, value in values.items() if value}


def go(page: str, **changes: str | None) -> None:
    """From a widget's callback: turn to another page with the present view and ``changes``; what is changed to None
    is forgotten. The turn itself is :func:`follow`'s, before anything is drawn."""
    for key, value in changes.items():
        if not value:
            put(key, None)
    st.session_state[_GOING] = (page, link(**changes))


def follow() -> None:
    """Turn to the page that a click asked for, if one did."""
    going = st.session_state.pop(_GOING, None)
    if going is not None:
        page, parameters = going
        st.switch_page(page, query_params=parameters)


def changed(widget: str, key: str, coded: Callable[[object], str | None]) -> Callable[[], None]:
    """A widget's callback that puts its new value into the view."""

    def callback() -> None:
        put(key, coded(st.session_state.get(widget)))

    return callback
