"""A meeting on the projector: one place that all its windows share, the keyboard, what is tried live."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.ui.screens import Screen
from dienhinh.verdicts.trying import Tried

ON_SCREEN, PRESENTER = "chieu", "dieu-hanh"
"""A window's part: what the projector shows, and the presenter's own view; both follow the same place. A window
without a part is somebody looking on their own."""

HELP_WORD = {
    "→ ↓ PageDown Space": N_("next screen"),
    "← ↑ PageUp": N_("previous screen"),
    "Home / End": N_("first, last screen"),
    "A…Z, /": N_("jump to a candidate by typing"),
    "F": N_("full screen"),
    "B .": N_("black-out"),
    "1…9": N_("try one of the ways still open"),
    "+": N_("keep what is tried under the meeting"),
    "Esc": N_("close what is open, then drop what is tried"),
    "?": N_("this help"),
}


@dataclass
class Place:
    """Where a meeting is: the screen, since when, the seconds spent on each, what is tried."""

    screen: str | None = None
    since: float = 0.0
    spent: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tried: Tried | None = None
    begun: float = field(default_factory=time.monotonic)

    def go(self, screen: str) -> None:
        now = time.monotonic()
        if self.screen == screen:
            return
        if self.screen is not None:
            self.spent[self.screen] += now - self.since
        self.screen, self.since, self.tried = screen, now, None

    def here(self) -> float:
        """Seconds spent on the present screen, all visits together."""
        return self.spent[self.screen or ""] + (time.monotonic() - self.since)


@st.cache_resource(show_spinner=False)
def place_of(path: Path, meeting: int) -> Place:
    """The one place of a meeting in this process."""
    return Place()


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def style() -> None:
    st.html(f"<style>{_file('projector.css')}</style>")


def keyboard(words: Words, screens: list[Screen], now: str, go: Any, act: Any) -> None:
    """Listen to the keyboard; ``go`` hears a screen's key, ``act`` what else is asked for."""
    mount = st.components.v2.component("dienhinh_projector", js=_file("projector.js"))

    def went() -> None:
        said = st.session_state.get("stage")
        if said and said.get("go"):
            go(str(said["go"]))

    def acted() -> None:
        said = st.session_state.get("stage")
        if said and said.get("act"):
            act(str(said["act"]))

    mount(
        key="stage",
        data={
            "screens": [{"key": s.key, "name": s.name} for s in screens],
            "now": now,
            "open": bool(st.session_state.get("stage.trying")),
            "help": [[keys, words.t(what)] for keys, what in HELP_WORD.items()],
            "help_title": words.t("Keys"),
            "jump": words.t("Jump to a screen: type a part of its name"),
        },
        on_go_change=went,
        on_act_change=acted,
    )


def clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"
