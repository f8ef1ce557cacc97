"""Exemplary stories: what others can take up, told for the conference and the entrance hall; posters and slides."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.locale.verdicts import plan_name
from dienhinh.reports.pdf import NoOffice, office, to_pdf
from dienhinh.reports.poster import Poster, poster
from dienhinh.ui import address, data, keeper, projector
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import GALLERY, ROADMAP, Page, open_page
from dienhinh.ui.html import show
from dienhinh.ui.parts.stories import card, stage_said, wall, whole
from dienhinh.ui.parts.told import Told, told_of

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WALL = "wall"


def poster_of(page: Page, t: Told) -> Poster:
    words = page.words
    parts = tuple(
        (words.t(label), text)
        for label, text in (
            (N_("The story"), t.story),
            (N_("The practice that others can take up"), t.practice),
            (N_("What it brought"), t.brought),
            (N_("Taken up by"), words.list(t.taken_up)),
        )
        if text
    )
    foot = " · ".join(x for x in (plan_name(page.plan, words), stage_said(t, words)) if x)
    if page.sample:
        foot += " · " + words.t("Sample data: the department and everybody in it are invented.")
    over = page.plan.title.in_(words.lang)
    return Poster(
        data.office_name(words.lang), over, t.name, t.under, t.headline, parts, foot, t.picture and t.picture[1]
    )


def downloads(page: Page, t: Told) -> None:
    """Posters as PDF (PowerPoint where LibreOffice is missing), and a slide."""
    words = page.words
    said, can = poster_of(page, t), office() is not None
    with st.container(horizontal=True, gap="small"):
        for size in ("A4", "A3"):
            key = f"gallery.{size}.{t.code}.{hash(said)}"  # another story, another poster
            if can:
                made = st.session_state.get(f"{key}.made")
                if made is None:
                    st.button(
                        words.t("Make the poster {size}", size=size), key=key, on_click=make, args=(key, said, size)
                    )
                elif made:
                    name = f"ap-phich-{size.lower()}_{t.code}.pdf"
                    give(words.t("Download {file}", file=name), made, name, "application/pdf", f"{key}.get")
                else:
                    st.caption(words.t("The PDF could not be made; take the PowerPoint file."))
            if not can or st.session_state.get(f"{key}.made") == b"":
                name = f"ap-phich-{size.lower()}_{t.code}.pptx"
                give(words.t("Download {file}", file=name), partial(poster, said, size), name, PPTX, f"{key}.pptx")
        name = f"trang-chieu_{t.code}.pptx"
        give(
            words.t("Download {file}", file=name), partial(poster, said, "SLIDE"), name, PPTX, f"gallery.slide.{t.code}"
        )
        st.page_link(
            ROADMAP,
            label=words.t("Write the story, note where it was told"),
            icon=":material/edit:",
            query_params=address.link(who=t.code, what="story"),
        )


def make(key: str, said: Poster, size: str) -> None:
    """From a button: the poster as PDF; nothing where it cannot be made."""
    try:
        st.session_state[f"{key}.made"] = to_pdf(poster(said, size), ".pptx")
    except NoOffice:
        st.session_state[f"{key}.made"] = b""


def cards(page: Page, every: list[Told]) -> None:
    words = page.words
    written = [t for t in every if t.headline]
    said = words.t("{n} of {all} exemplars have a story; {told} were told of", n=len(written), all=len(every),
                   told=sum(bool(t.tellings) for t in every))  # fmt: skip
    heading(words.t("Exemplary stories"), said)
    if written:
        st.page_link(
            GALLERY,
            label=words.t("Show it on the wall (runs by itself)"),
            icon=":material/slideshow:",
            query_params=address.link(way=WALL, who=None),
        )
    for column, some in zip(st.columns(2, gap="small"), (every[::2], every[1::2]), strict=True):
        with column:
            for t in some:
                show(card(t, words))
                st.button(
                    words.t("Read, poster, slide"),
                    key=f"gallery.read.{t.code}",
                    on_click=address.put,
                    args=("who", t.code),
                )


def main(page: Page) -> None:
    words = page.words
    every = told_of(page)
    one = next((t for t in every if t.code == page.view.who), None)
    written = [t for t in every if t.headline]
    if page.view.way == WALL and written:
        projector.style()
        paused = bool(st.session_state.get("gallery.paused"))
        show(wall(written, words, data.office_name(words.lang), paused))
        with st.container(key="dh-wall-acts", horizontal=True):
            st.toggle(words.t("Hold"), key="gallery.paused")
            st.button(words.t("Back"), key="gallery.back", on_click=address.put, args=("way", None))
        keeper.learn(words)
        return
    page.draw()
    if not every:
        st.info(words.t("No exemplar is registered yet: the roadmap leads there."), icon=":material/route:")
        st.page_link(ROADMAP, label=words.t("Roadmap"), query_params=address.link())
    elif one:
        st.button(
            words.t("All stories"),
            key="gallery.all",
            icon=":material/arrow_back:",
            on_click=address.put,
            args=("who", None),
        )
        show(whole(one, words))
        downloads(page, one)
    else:
        cards(page, every)
    keeper.learn(words)


main(
    open_page(
        N_("Exemplary stories"),
        N_("Exemplars for others to learn from: stories, posters, where they were told"),
        filters="date",
    )
)
