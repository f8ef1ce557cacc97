"""What is taken out of the program: one button for all of it, made when asked for, and noted in the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dienhinh.access.acting import acting_as, actor, demand
from dienhinh.access.roles import Act
from dienhinh.ui import visitor

ICON = ":material/download:"


def give(
    label: str,
    content: bytes | str | Callable[[], bytes | str],
    file: str,
    mime: str,
    key: str,
    *,
    icon: str = ICON,
    place: Any = st,
    wide: bool = False,
    what: str = "export",
) -> None:
    """A button that gives ``content`` as ``file``, for whoever may take it out; ``what`` is the trail's word for it.
    The browser fetches it beside the page's runs, so who asks is who the button was drawn for."""
    who, kept = actor(), visitor.accounts()
    if who is None or not who.may(Act.PAPER):
        return

    def made() -> bytes | str:
        with acting_as(who):
            demand(Act.PAPER)
            if kept is not None:
                kept.trail.add(what, who.account, file=file)
            return content() if callable(content) else content

    place.download_button(
        label,
        made,
        file_name=file,
        mime=mime,
        icon=icon,
        on_click="ignore",
        key=key,
        width="stretch" if wide else "content",
    )
