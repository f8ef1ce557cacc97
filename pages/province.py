"""Many offices together: what a province sees of what its offices have sent; no name where none was sent."""

from __future__ import annotations

from collections import Counter
from datetime import date

import streamlit as st

from dienhinh import clock
from dienhinh.kinds.sentence import N_
from dienhinh.locale import DEFAULT, Words
from dienhinh.locale.verdicts import plan_name
from dienhinh.places import plan_198
from dienhinh.ui import address, together
from dienhinh.ui.frame import language, select
from dienhinh.ui.html import esc, show
from dienhinh.ui.parts import province
from dienhinh.ui.tables import cut_table, download

NO_FOLDER = N_("There is no folder {folder}.")
NOTHING = N_("No office has sent anything that can be counted as of this day.")


def usual_day(days: list[date]) -> date:
    """The day that most offices were counted as of; today where none."""
    return Counter(days).most_common(1)[0][0] if days else clock.today()


def main() -> None:
    words, plan = Words(address.get("lang") or DEFAULT), plan_198()
    root = together.folder()
    if root is None or not root.is_dir():
        st.error(words.t(NO_FOLDER, folder=root), icon=":material/error:")
        st.stop()
    with st.spinner(words.t("Reading what the offices have sent …")):
        sent = together.sent(root)
    said = address.get("date")
    on = date.fromisoformat(said) if said else usual_day([m.day for _, m in sent.offices.values()])
    ends = [date(y, 12, 31) for y in plan.period.years if date(y, 12, 31) < on]
    days = (*ends, on)
    with st.spinner(words.t("Reading what the offices have sent …")):
        found = together.totals(root, plan, days)
    chosen, track = address.get("unit"), address.get("track")
    every = found.frame[found.frame["date"] == on]
    places = sorted({*every["province"], *(every["province"] + "/" + every["office"])})
    chosen = chosen if chosen in places else None
    now = province.within(every, chosen, track)
    over = province.within(found.frame, chosen, track)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="dh-frame"):
        show(f'<div class="dh-head"><h1>{esc(words.t("Many offices"))}</h1></div>')
        st.session_state["w.date"] = on
        st.date_input(
            words.t("Assessment date"), format="DD/MM/YYYY", key="w.date", label_visibility="collapsed", width=150,
            on_change=address.changed("w.date", "date", address.date_code),
        )  # fmt: skip
        select(words.t("Office"), "unit", chosen, {p: p for p in places}, words.t("Office: all"), 220)
        tracks = {t.id: t.in_(words.lang) for t in plan.track}
        select(words.t("Track"), "track", track, tracks, words.t("Track: all"), 220)
        language(words)
    where = " · ".join([plan_name(plan, words), words.t("assessed on {on}", on=on), *([chosen] if chosen else [])])
    show(f'<p class="dh-where">{esc(where)}</p>' + province.kpis(words, now, found))
    if now.empty:
        st.info(words.t(NOTHING), icon=":material/search_off:")
    else:
        left, right = st.columns(2, gap="small")
        with left.container(border=True, key="dh-card-bars"):
            province.standings(words, plan, now, chosen).draw()
        rising = province.trend(words, plan, over, chosen, list(days))
        if rising is not None:
            with right.container(border=True, key="dh-card-heat"):
                rising.draw()
        head, lines = province.offices(words, sent, now)
        cut_table(words, head, lines, "", "province.offices", numbers=(4, 5))
        name = f"tong-hop-{on.isoformat()}.xlsx"
        download(words, every, words.t("Many offices"), where, name, "province.download")
    for line in province.told(words, found):
        st.warning(line, icon=":material/warning:")


main()
