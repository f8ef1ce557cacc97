"""Beside each other: two to four candidates by criteria, years, evidence, and what each still lacks."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dienhinh.kinds.sentence import N_
from dienhinh.ui import address, data, keeper, people
from dienhinh.ui.chart import heading
from dienhinh.ui.frame import PROFILE, Page, open_page
from dienhinh.ui.html import esc, folded, show
from dienhinh.ui.parts.beside import One, evidence, seen, table_of

MOST = 4
BETWEEN = "~"


def put(codes: list[str]) -> None:
    address.put("cung", BETWEEN.join(codes))


def chosen(page: Page, known: Mapping[str, people.Person]) -> list[str]:
    """The codes in the address of those who are candidates on the day, each once."""
    asked = dict.fromkeys((page.view.cung or "").split(BETWEEN))
    return [c for c in asked if c in known][:MOST]


def choose(page: Page, known: Mapping[str, people.Person], codes: list[str]) -> None:
    """One more, while there is room; and each with a way to the profile and out."""
    words = page.words
    if len(codes) < MOST:
        labels = {c: people.label(p) for c, p in known.items() if c not in codes}
        said = words.t("Put beside them") if codes else words.t("Candidate")
        people.box(st.container(), said, words, labels, None, "w.beside", lambda c: put([*codes, c] if c else codes))
    if not codes:
        return
    for column, code in zip(st.columns(MOST), codes, strict=False):
        with column, st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(PROFILE, label=str(known[code]["name"]), query_params=address.link(who=code, cung=None))
            st.button(
                "✕",
                key=f"beside.out.{code}",
                type="tertiary",
                help=words.t("Take {name} away", name=known[code]["name"]),
                on_click=put,
                args=([c for c in codes if c != code],),
            )


def suggest(page: Page, order: list[int]) -> None:
    """Nobody is chosen: those whom the filters let through, the nearest first, in one click."""
    roster = page.assessment.roster
    nearest = [str(roster["code"].iloc[i]) for i in page.chosen(order)[:MOST]]
    st.caption(page.words.t("Choose two to four candidates; they are shown in columns, what differs stands out."))
    if len(nearest) > 1:
        label = page.words.t("The {n} nearest of those filtered", n=len(nearest))
        st.button(label, key="beside.nearest", icon=":material/compare:", on_click=put, args=(nearest,))


def below(page: Page, ones: list[One]) -> None:
    heading(page.words.t("Evidence"), page.words.t("what counts for each criterion, and what does not"))
    show("".join(folded(str(o.person["name"]), evidence(page, o)) for o in ones))


def main(page: Page) -> None:
    known = people.candidates(page)
    codes = chosen(page, known)
    _, order = data.routes(page.view.on)
    ones = seen(page, [known[c] for c in codes])
    page.draw()
    choose(page, known, codes)
    if ones:
        show(table_of(page, ones))
        below(page, ones)
    else:
        suggest(page, order)
    missing = [c for c in (page.view.cung or "").split(BETWEEN) if c and c not in known]
    if missing:
        said = page.words.t("No candidates on this date: {names}", names=", ".join(missing))
        show(f'<p class="dh-sub">{esc(said)}</p>')
    keeper.learn(page.words)


main(open_page(N_("Beside each other"), N_("Two to four candidates in columns")))
