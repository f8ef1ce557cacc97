"""The emulation year: registered against achieved, the roll of honour, the statistical forms."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd
import streamlit as st

from dienhinh.criteria.validity import validity
from dienhinh.kinds.codes import CODES_OF_KIND
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name
from dienhinh.reports.papers import MEDIA
from dienhinh.reports.statistics import UNTOLD_HEAD, statistics_book, untold_rows
from dienhinh.ui import address, data
from dienhinh.ui.chart import heading
from dienhinh.ui.downloads import give
from dienhinh.ui.frame import DATA, Page
from dienhinh.ui.html import show, table
from dienhinh.ui.tables import clicked, download
from dienhinh.verdicts.registered import STATES, Sought, by_unit, lies_said
from dienhinh.verdicts.statistics import reporting_year


def sought(page: Page, year: int) -> None:
    """What each unit and each candidate registered for, beside what came of it."""
    words, on = page.words, page.view.on
    found = data.sought(year, on)
    if not found:
        st.info(
            words.t(
                "Nothing is registered and nothing decided for {year}. Registrations are entered on the page Data or"
                " read from a sheet “Đăng ký thi đua”.",
                year=str(year),
            ),
            icon=":material/info:",
        )
        return
    people = page.assessment.roster.set_index("candidate_id")["unit_code"].fillna("").to_dict()
    units = data.units(on)
    head = [words.t("Unit"), *(words.t(said) for said in STATES.values()), words.t("All")]
    rows = [[units.get(u, words.t("no unit recorded")), *(n[s] or "–" for s in STATES), n.total()]
            for u, n in by_unit(found, people)]  # fmt: skip
    every = Counter(s.state for s in found)
    rows.append([words.t("All"), *(every[s] for s in STATES), every.total()])
    heading(words.t("By unit"), words.t("titles and forms sought for {year}, by where they lie", year=str(year)))
    show(f'<div class="dh-tight">{table(head, rows, numbers=range(1, len(head)))}</div>')
    heading(words.t("Each of them"), words.t("a click leads to the record"))
    shown = st.pills(
        words.t("Where it lies"),
        [s for s in STATES if every[s]],
        selection_mode="multi",
        format_func=lambda s: f"{words.t(STATES[s])} ({every[s]})",
        key="year.states",
        label_visibility="collapsed",
    )
    mine = [s for s in found if not shown or s.state in shown]
    frame = _frame(mine, people, units, words)

    def look() -> None:
        if (row := clicked("year.list")) is not None:
            address.go(DATA, who=mine[row].who, what="registration")

    st.dataframe(
        frame,
        key="year.list",
        hide_index=True,
        height=420 if len(frame) > 10 else "content",
        on_select=look,
        selection_mode="single-cell",
        alt=words.t("Registered and achieved"),
    )
    title = words.t("Registered and achieved {year}", year=str(year))
    download(words, frame, title, words.t("as known on {day}", day=on), f"dang-ky-{year}.xlsx", "year.download")


def _frame(found: list[Sought], people: dict[int, str], units: dict[str, str], words: Words) -> pd.DataFrame:
    head = (N_("Name"), N_("Unit"), N_("Registered for"), N_("Where it lies"), N_("Registered on"), N_("Code"))
    rows = [
        (
            s.name,
            "" if s.collective else units.get(people.get(s.candidate_id, ""), ""),
            code_name(s.code),
            lies_said(s, words),
            words.date(s.registered_on) if s.registered_on else "",
            s.who,
        )
        for s in found
    ]
    return pd.DataFrame(rows, columns=[words.t(h) for h in head])


def honour(page: Page, year: int) -> None:
    """Everybody honoured for a year, by form, the highest last as the ladder has them; with what goes with it."""
    words, on = page.words, page.view.on
    won = [s for s in data.sought(year, on) if s.state in ("ACHIEVED", "BESIDE")]
    if not won:
        st.info(words.t("No award for {year} is decided by that day.", year=str(year)), icon=":material/info:")
        return
    people = page.assessment.roster.set_index("candidate_id")["unit_name"].fillna("").to_dict()
    rows, lines, total, unknown = [], [], 0, 0
    for code in reversed(CODES_OF_KIND["AWARD"]):
        mine = [s for s in won if s.code == code]
        if not mine:
            continue
        for i, s in enumerate(mine):
            sum_ = _reward(s, on)
            total, unknown = total + (sum_ or 0), unknown + (sum_ is None)
            cited = ", ".join(x for x in (s.decision_no, words.date(s.decided_on) if s.decided_on else "") if x)
            unit = people.get(s.candidate_id, "")
            line = (s.name, "" if unit == s.name else unit, cited, words.number(sum_) if sum_ else "–")
            lines.append(("" if i else f"{code_name(code)} · {len(mine)}", *line))
            rows.append((code_name(code), *line, s.who))
    names = [words.t(h) for h in (N_("Title or form"), N_("Name"), N_("Unit"), N_("Decision"), N_("Reward (đ)"))]
    heading(words.t("Honoured for {year}", year=str(year)), words.t("{n} decisions known on {day}", n=len(won), day=on))
    said = words.t("Rewards together: {sum} đ by the base salary of the day", sum=words.number(total))
    if unknown:
        said += "; " + words.t("of {n} decisions no amount is known", n=unknown)
    show(f'<div class="dh-tight">{table(names, lines, numbers=(4,))}</div>')
    st.caption(said + ". " + words.t("Of several titles for the same time only the highest is paid: to be checked."))
    frame = pd.DataFrame(rows, columns=[*names, words.t("Code")])
    title = words.t("Roll of honour {year}", year=str(year))
    download(words, frame, title, words.t("as known on {day}", day=on), f"bang-vang-{year}.xlsx", "year.honour")


def _reward(s: Sought, on: date) -> int | None:
    found = validity().reward_of(s.code, "COLLECTIVE" if s.collective else "INDIVIDUAL", s.decided_on or on)
    return found[1] if found else None


def forms(page: Page, year: int) -> None:
    """The forms that are handed in, and what could not be told; both as a workbook."""
    words = page.words
    first, last = reporting_year(year)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        first = st.date_input(
            words.t("Decisions from"), first, format="DD/MM/YYYY", key=f"year.first.{year}", width=160
        )
        last = st.date_input(words.t("Until"), last, format="DD/MM/YYYY", key=f"year.last.{year}", width=160)
    if first > last:
        st.warning(words.t("The first day is after the last."), icon=":material/error:")
        return
    found = data.statistical_forms(first, last, words.lang)
    st.caption(
        words.t(
            "{n} decisions. The reporting year runs to 14 December, as the forms are due on the 15th; whether Circular"
            " 02/2023/TT-BNV still stands is to be asked.",
            n=found.decided,
        )
    )
    give(
        words.t("All forms as a workbook"),
        lambda: statistics_book(found, data.office_name("vi"), Words("vi")),
        f"bieu-thong-ke-{year}.xlsx",
        MEDIA[".xlsx"],
        "year.forms",
    )
    for form in found.tables:
        heading(words.t(form.name), form.note)
        cells = [["" if v is None else v for v in row] for row in form.rows]
        numbers = [i for i in range(len(form.head)) if not any(isinstance(row[i], str) for row in form.rows)]
        made = table(form.head, cells, numbers=numbers, groups=form.groups)
        show(f'<div class="dh-tight dh-forms">{made}</div>')
    heading(
        f"{words.t('What could not be told')} · {len(found.untold)}",
        words.t("to be put right on the page Data; the figures follow"),
    )
    frame = pd.DataFrame(
        [[words.date(v) if isinstance(v, date) else v for v in row] for row in untold_rows(found, words)],
        columns=[words.t(h) for h in UNTOLD_HEAD],
    )
    if len(frame):
        st.dataframe(frame, hide_index=True, height=320 if len(frame) > 8 else "content",
                     alt=words.t("What could not be told"))  # fmt: skip
