"""What is told of exemplars: each with its story, picture and tellings; cards, the wall that runs by itself."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import streamlit as st

from dienhinh.kinds.roadmap import MEDIA
from dienhinh.locale import Words
from dienhinh.locale.names import STAGE_WORD
from dienhinh.store import Edit
from dienhinh.store.aside import MOST_BYTES, BadFile, keep_file
from dienhinh.ui import clashes, data, editor, keeper
from dienhinh.ui.frame import Page
from dienhinh.ui.html import Raw, esc, table
from dienhinh.ui.parts.told import Told
from dienhinh.ui.waits import waits

MEDIUM_WORD = {c.code: c.word for c in MEDIA}
PICTURES = ("png", "jpg", "jpeg")
SECONDS = 14
"""So long a slide of the wall stays."""


def stage_said(t: Told, words: Words) -> str:
    """The stage reached, and since when."""
    if not t.stage:
        return ""
    return f"{words.t(STAGE_WORD[t.stage])} {words.date(t.since)}"


def portrait(t: Told) -> str:
    """The picture, or the initials where there is none."""
    if t.picture:
        said = base64.b64encode(t.picture[1]).decode()
        return f'<img class="dh-portrait" alt="{esc(t.name)}" src="data:{t.picture[0]};base64,{said}">'
    initials = "".join(w[0] for w in t.name.split() if w[0].isalpha())[-2:].upper()
    return f'<div class="dh-portrait" aria-hidden="true">{esc(initials)}</div>'


def card(t: Told, words: Words) -> str:
    """A card of the gallery."""
    small = " · ".join(x for x in (t.under, t.field or words.t("all-round")) if x)
    told = words.t("told {n} times", n=len(t.tellings)) if t.tellings else words.t("not told yet")
    foot = " · ".join(x for x in (stage_said(t, words), told) if x)
    head = esc(t.headline) if t.headline else f"<i>{esc(words.t('The story is not written yet.'))}</i>"
    practice = f"<p><b>{esc(words.t('Practice'))}:</b> {esc(t.practice)}</p>" if t.practice else ""
    return (
        f'<article class="dh-story">{portrait(t)}<div><h3>{esc(t.name)}</h3><small>{esc(small)}</small>'
        f'<p class="dh-headline">{head}</p>{practice}<small>{esc(foot)}</small></div></article>'
    )


def whole(t: Told, words: Words) -> str:
    """The whole story, with where it was told and who took it up."""
    parts = "".join(
        f"<h4>{esc(words.t(label))}</h4><p>{paragraphs(text)}</p>"
        for label, text in (
            ("The story", t.story),
            ("The practice that others can take up", t.practice),
            ("What it brought", t.brought),
        )
        if text
    )
    taken = f"<p><b>{esc(words.t('Taken up by'))}:</b> {esc(words.list(t.taken_up))}</p>" if t.taken_up else ""
    lines = [[words.date(day), words.t(MEDIUM_WORD[m]), place, link] for day, m, place, link in t.tellings]
    head = [words.t(h) for h in ("Date", "By what", "Where", "Link")]
    told = table(head, lines) if lines else f"<p>{esc(words.t('not told yet'))}</p>"
    return (
        f'<div class="dh-whole">{portrait(t)}<div><h2>{esc(t.name)}</h2><p class="dh-headline">{esc(t.headline)}</p>'
        f"{parts}{taken}<h4>{esc(words.t('Told where and when'))}</h4>{told}</div></div>"
    )


def paragraphs(text: str) -> Raw:
    return Raw("<br>".join(esc(line) for line in text.splitlines()))


def wall(some: Sequence[Told], words: Words, office: str, paused: bool) -> str:
    """Slides that follow each other by themselves, for the conference and the entrance hall. They stand still while
    somebody points at them, or wants it, or has asked the system for less motion."""
    n = len(some)
    slides = ""
    for i, t in enumerate(some):
        rest = "".join(
            f"<p><b>{esc(words.t(label))}:</b> {esc(text)}</p>"
            for label, text in ((("Practice"), t.practice), ("What it brought", t.brought))
            if text
        )
        slides += (
            f'<section style="animation-delay:{i * SECONDS}s">{portrait(t)}<div><h1>{esc(t.name)}</h1>'
            f'<p class="dh-under">{esc(" · ".join(x for x in (t.under, stage_said(t, words)) if x))}</p>'
            f'<p class="dh-headline">{esc(t.headline)}</p>{rest}</div></section>'
        )
    seen = 100 / n if n else 100
    frames = (
        f"@keyframes dh-turn {{0% {{opacity: 0; visibility: visible}} {min(seen * 0.06, 3):.2f}% {{opacity: 1}}"
        f" {seen * 0.96:.2f}% {{opacity: 1}} {seen:.2f}% {{opacity: 0; visibility: hidden}}"
        " 100% {opacity: 0; visibility: hidden}}"
    )
    still = " dh-still" if paused or n == 1 else ""
    style = f".dh-wall section {{animation: dh-turn {n * SECONDS}s infinite}} {frames}"
    return (
        f'<main class="dh-wall{still}" aria-label="{esc(words.t("Exemplary stories"))}">{slides}'
        f"<footer>{esc(office)} · {esc(words.t('Advanced exemplars'))}</footer></main>"
        f"<style>{style}</style>"  # not first: it would be taken out
    )


def picture_form(page: Page, story: dict[str, Any] | None, number: int | None) -> None:
    """The picture of a story: a file, kept among the evidence files."""
    words = page.words
    if number is None or story is None:
        st.caption(words.t("A picture can be added once the story is saved."))
        return
    paper = st.file_uploader(
        words.t("A picture (PNG, JPEG; {n} MB at most)", n=MOST_BYTES // 2**20),
        type=list(PICTURES),
        key=f"story.file.{number}.{story['version']}",
    )

    def keep() -> None:
        assert paper is not None
        try:
            file_id = keep_file(data.store(), paper.name, paper.getvalue())
        except BadFile as bad:
            st.session_state[editor.FAULT] = words.t(bad.reason, **bad.params)
            return
        edit = Edit("story", {"file_id": file_id}, number, int(story["version"]))
        clashes.attempt([edit], "", lambda act: st.session_state.update({editor.SAID: words.t("Saved.")}))

    st.button(
        words.t("Keep the picture"),
        key="story.keep",
        on_click=keep,
        **waits(words, file=paper, who=keeper.author_name()),
    )
