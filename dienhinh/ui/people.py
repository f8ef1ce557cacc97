"""The box in which a person or a unit is chosen; the choice stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh.locale import Words
from dienhinh.locale.fold import fold
from dienhinh.store import Standing
from dienhinh.ui import address, data, visitor
from dienhinh.ui.frame import Page

Person = dict[Any, Any]


def everybody(page: Page) -> Mapping[str, Person]:
    """Everybody recorded by code, candidates on the date first."""
    return _seen(_by_code(*data.seen(page.view.on), True, page.standing))


def candidates(page: Page) -> Mapping[str, Person]:
    """The candidates on the date by code."""
    return _seen(_by_code(*data.seen(page.view.on), False, page.standing))


def _seen(people: Mapping[str, Person]) -> Mapping[str, Person]:
    """Those whom the visitor may see; cut after what all visitors share."""
    own = visitor.own_unit()
    if own is None:
        return people
    mine = data.members(own)
    return {code: p for code, p in people.items() if code in mine}


@st.cache_resource(show_spinner=False, max_entries=16)
def _by_code(
    path: Path, digest: str, on: date, revision: int, all_of_them: bool, _standing: Standing
) -> Mapping[str, Person]:
    frames = [_standing.assessment.roster, *([_standing.apart] if all_of_them else [])]
    return {row["code"]: row for frame in frames for row in frame.to_dict("records")}


FEW, AT_A_GLANCE = 300, 12
"""As many are offered at once: a longer list costs the browser more than all else on the page, and nobody scrolls it.
A list that is seen at a glance needs no box to find somebody."""


def choose(words: Words, people: Mapping[str, Person], who: str | None, key: str) -> Person | None:
    """Draw the box; returns who is chosen, None where nobody is, or ``who`` is not among ``people``."""
    labels = {code: label(person) for code, person in people.items()}
    box(st.container(), words.t("Candidate"), words, labels, who, key, lambda code: address.put("who", code))
    return people.get(who or "")


def box(
    place: Any,
    said: str,
    words: Words,
    labels: Mapping[str, str],
    who: str | None,
    key: str,
    chosen: Callable[[str | None], None],
) -> None:
    """One of many, by code: a box that finds them by name, code or unit (over everybody, diacritics or not, best first)
    and the list of those found. Enter takes the only one found. ``chosen`` is called with the code taken, in a
    callback."""
    find = f"{key}.find"

    def picked() -> None:
        value = st.session_state.get(key)
        chosen(str(value) if value else None)

    def asked_for() -> None:
        found = ranked(str(st.session_state.get(find) or ""), labels)
        if len(found) == 1:
            chosen(found[0])

    offered, asked = list(islice(labels, FEW)), ""
    if len(labels) > AT_A_GLANCE:
        left, place = place.columns([5, 8], vertical_alignment="bottom")
        asked = left.text_input(
            words.t("Find by name, code or unit"),
            key=find,
            max_chars=60,
            on_change=asked_for,
            placeholder=words.t("diacritics not needed"),
        )
        if fold(asked):
            offered = ranked(asked, labels)[:FEW]
    n = len(offered)
    if who in labels and who not in offered:
        offered.insert(0, str(who))
    st.session_state[key] = who if who in labels else None
    hint = words.t("Choose")
    if fold(asked):
        hint = words.t("{n} found: choose", n=n) if n else words.t("Nobody is found by “{asked}”", asked=asked.strip())
    elif len(labels) > FEW:
        hint = words.t("{n} of {all}; find the others on the left", n=n, all=len(labels))
    place.selectbox(
        said,
        offered,
        index=None,
        format_func=lambda code: labels[code],
        key=key,
        placeholder=hint,
        on_change=picked,
        filter_mode=None if len(labels) > AT_A_GLANCE else "contains",
    )
    if fold(asked) and (who in labels or not n):  # the box shows who is chosen, not what is found
        place.caption(hint)


def ranked(asked: str, labels: Mapping[str, str]) -> list[str]:
    """The codes whose label (name first) holds every word of ``asked``, whatever its diacritics and their form: the
    code itself first, then a whole name, its end (the given name), its beginning, words, beginnings of words; parts
    of words, and after them the nearest names, only where there is nothing better.

    >>> ranked("an", {"B2": "Lê Anh · B2", "A1": "Nguyễn Văn An · A1"})
    ['A1', 'B2']
    """
    plain = fold(asked)
    if not plain:
        return list(labels)
    wanted, found = plain.split(), []
    for order, (code, said) in enumerate(labels.items()):
        whole, name = fold(said), fold(said.split(" · ")[0])
        if not all(word in whole for word in wanted):
            continue
        ways = (
            fold(code) == plain,
            name == plain,
            f" {name}".endswith(f" {plain}"),
            name.startswith(plain),
            set(wanted) <= set(whole.split()),
            all(any(w.startswith(word) for w in whole.split()) for word in wanted),
            True,
        )
        found.append((ways.index(True), order, code))
    if found:
        begun = [f for f in found if f[0] < 6] or found
        return [code for _, _, code in sorted(begun)]
    from rapidfuzz import process  # not needed while all is well

    names = {code: fold(said.split(" · ")[0]) for code, said in labels.items()}
    return [code for _, _, code in process.extract(plain, names, score_cutoff=80, limit=10)]


def label(person: Person) -> str:
    unit = f" · {person['unit_name']}" if person["unit_name"] != person["name"] else ""
    return f"{person['name']} · {person['code']}{unit}"
