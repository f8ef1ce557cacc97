"""The box in which a person or a unit is chosen; the choice stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.locale import Words
from dienhinh.ui import address
from dienhinh.ui.frame import Page

Person = dict[Any, Any]


def everybody(page: Page) -> dict[str, Person]:
    """Everybody recorded by code, candidates on the date first."""
    return by_code(page.assessment.roster, page.standing.apart)


def candidates(page: Page) -> dict[str, Person]:
    """The candidates on the date by code."""
    return by_code(page.assessment.roster)


def by_code(*frames: pd.DataFrame) -> dict[str, Person]:
    return {row["code"]: row for frame in frames for row in frame.to_dict("records")}


def choose(words: Words, people: Mapping[str, Person], who: str | None, key: str) -> Person | None:
    """Draw the box; returns who is chosen, None where nobody is, or ``who`` is not among ``people``."""
    labels = {
        c: f"{r['name']} · {r['code']}" + (f" · {r['unit_name']}" if r["unit_name"] != r["name"] else "")
        for c, r in people.items()
    }
    st.session_state[key] = who if who in people else None
    st.selectbox(
        words.t("Candidate"),
        list(labels),
        index=None,
        format_func=lambda code: labels[code],
        key=key,
        placeholder=words.t("Type a name, a code or a unit"),
        on_change=address.changed(key, "who", lambda v: str(v) if v else None),
    )
    return people.get(who or "")
