"""The box in which a person or a unit is chosen; the choice stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh.locale import Words
from dienhinh.locale.fold import fold
from dienhinh.store import Standing
from dienhinh.ui import address, data
from dienhinh.ui.frame import Page

Person = dict[Any, Any]


def everybody(page: Page) -> Mapping[str, Person]:
    """Everybody recorded by code, candidates on the date first."""
    return _by_code(*data.seen(page.view.on), True, page.standing)


def candidates(page: Page) -> Mapping[str, Person]:
    """The candidates on the date by code."""
    return _by_code(*data.seen(page.view.on), False, page.standing)


@st.cache_resource(show_spinner=False, max_entries=16)
def _by_code(
    path: Path, digest: str, on: date, revision: int, all_of_them: bool, _standing: Standing
) -> Mapping[str, Person]:
    frames = [_standing.assessment.roster, *([_standing.apart] if all_of_them else [])]
    return {row["code"]: row for frame in frames for row in frame.to_dict("records")}


FEW = 300
"""As many are offered at once: a longer list costs the browser more than all else on the page, and nobody scrolls
it."""


def choose(words: Words, people: Mapping[str, Person], who: str | None, key: str) -> Person | None:
    """Draw the box; returns who is chosen, None where nobody is, or ``who`` is not among ``people``.

    Of a large department the first are offered, and a box beside it finds the others, diacritics or not.
    """
    place: Any = st.container()
    offered = list(islice(people, FEW))
    if len(people) > FEW:
        left, place = st.columns([5, 8], vertical_alignment="bottom")
        asked = fold(left.text_input(words.t("Find by name, code or unit"), key=f"{key}.find", max_chars=60))
        if asked:
            offered = list(islice((c for c, r in people.items() if asked in fold(label(r))), FEW))
    if who in people and who not in offered:
        offered.insert(0, str(who))
    st.session_state[key] = who if who in people else None
    place.selectbox(
        words.t("Candidate"),
        offered,
        index=None,
        format_func=lambda code: label(people[code]),
        key=key,
        placeholder=words.t("Type a name, a code or a unit")
        if len(people) <= FEW
        else words.t("{n} of {all}; find the others on the left", n=len(offered), all=len(people)),
        on_change=address.changed(key, "who", lambda v: str(v) if v else None),
    )
    return people.get(who or "")


def label(person: Person) -> str:
    unit = f" · {person['unit_name']}" if person["unit_name"] != person["name"] else ""
    return f"{person['name']} · {person['code']}{unit}"
