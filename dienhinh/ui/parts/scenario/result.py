"""Official and scenario beside each other: two bars, whose verdict changes and by which change, who gains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.charts import status_bars
from dienhinh.criteria import STATUSES
from dienhinh.criteria.compare import by_group
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.records import named
from dienhinh.locale.statuses import STATUS_WORD
from dienhinh.locale.verdicts import sought
from dienhinh.store.scenarios import Kept
from dienhinh.ui import address, data, rules
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, folded, show, table
from dienhinh.ui.parts.scenario.kept import answered, trial_of
from dienhinh.ui.parts.scenario.tried import Item
from dienhinh.ui.standing import hypothetical, pill, standing_tree
from dienhinh.ui.tables import MOST_LINES, download, shown_of, some_names
from dienhinh.verdicts.answer import Answer, none, rows

Lines = Sequence[tuple[str, Sequence[int]]]


def bars(page: Page, lines: Lines, title: tuple[str, str], key: str) -> Chart:
    """Statuses as one bar a line, in the order given."""
    words = page.words
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}
    frame = pd.DataFrame(
        [
            {"kind": "", "code": str(i), "group": name, "status": s, "n": n[k]}
            for i, (name, n) in enumerate(lines)
            for k, s in enumerate(STATUSES)
        ]
    )
    return Chart(
        title,
        status_bars(frame, look(), labels, "{group}: {n} · {status}"),
        key,
        words.t("Stacked bars: for each scenario the number of candidates in each status."),
        words,
        [words.t("Scenario"), *labels.values()],
        [[name, *n] for name, n in lines],
        numbers=range(1, 5),
        legend=[(look().status(s), labels[s]) for s in STATUSES],
    )


def both_bars(page: Page, found: Answer) -> None:
    """The two bars, and in a sentence what the scenario comes to."""
    words, counts = page.words, found.comparison.counts
    lines = [(words.t("Official"), counts["before"].tolist()), (words.t("Scenario"), counts["after"].tolist())]
    bars(page, lines, (words.t("Official → scenario"), ""), "chart.both").draw()
    n = int(counts.loc["ELIGIBLE", "after"])
    said = [f"<b>{esc(words.t('Eligible in the scenario: {n}', n=n))}</b> {esc(sought(page.plan, words))}."]
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    moves = by_group(found.comparison, found.base, found.after, "track")
    gains = [f"{tracks.get(g, g)} {n:+d}" for g, n, *_ in moves.itertuples(index=False, name=None) if n]
    if gains:
        said.append(esc(words.t("By track: {tracks}.", tracks=", ".join(gains))))
    lost = int((found.comparison.flips["before"] == "ELIGIBLE").sum())
    said.append(
        esc(words.t("Nobody loses eligibility.") if not lost else words.t("{n} lose eligibility.", n=lost))
        if len(found.comparison.flips)
        else esc(words.t("Nobody’s verdict changes."))
    )
    show(f'<p class="dh-lead">{" ".join(said)}</p>')


def who_changes(page: Page, kept: Kept, found: Answer, tried: Sequence[Item]) -> None:
    """Whose verdict changes, each with the numbers of the changes that touch it; those who only moved in progress
    apart."""
    words = page.words
    flips = found.comparison.flips.to_dict("records")
    lines = "".join(
        f"<tr><td><b>{esc(r['name'])}</b> <small>{esc(r['code'])}</small></td><td>{_status(words, r['before'])}</td>"
        f"<td>→</td><td>{_status(words, r['after'])}</td><td>{esc(by_which(words, kept, found, r, tried))}</td></tr>"
        for r in flips[:MOST_LINES]
    )
    body = f'<div class="dh-scroll"><table class="dh-table dh-flips"><tbody>{lines}</tbody></table></div>'
    said = words.t("{n} verdicts change", n=len(flips))
    heading(words.t("Whose verdict changes"), said, body if flips else "")
    gained = [[r["name"], _shares(words, r)] for r in found.comparison.gained.to_dict("records")]
    if gained:
        label = words.t("{n} only moved in progress", n=len(gained))
        show(folded(label, table([words.t("Name"), words.t("Progress")], gained[:MOST_LINES])))
    every = rows(found, words)
    if every:
        frame = pd.DataFrame(
            every, columns=[words.t(h) for h in ("Code", "Name", "Status", "Progress", "By which change")]
        )
        shown_of(words, pd.DataFrame(flips), MOST_LINES)
        title = words.t("SCENARIO, not official: {name}", name=kept.scenario.name)
        download(words, frame, words.t("Scenario"), title, f"kich-ban-{kept.id}.xlsx", "kb.download")
        rules.who_gains(page, found.comparison, found.base, found.after, "kb.gains")
        opened(page, found)


def _status(words: Words, code: object) -> str:
    return pill(str(code), words) if none(code) else esc(words.t("no candidate"))


def _shares(words: Words, r: dict[Any, Any]) -> str:
    return " → ".join(
        words.percent(float(r[k])) if none(r[k]) is not None else "–" for k in ("progress_before", "progress")
    )


def by_which(words: Words, kept: Kept, found: Answer, r: dict[Any, Any], tried: Sequence[Item]) -> str:
    """The numbers of the changes that touch this candidate; of the rules where no fact does."""
    causes = found.causes(int(r["candidate_id"]))
    mine = [i + 1 for i, c in enumerate(kept.scenario.change) if c in causes]
    if not mine:
        mine = [item.number for item in tried if item.key.startswith("kb.rule.")]
        if len(mine) != 1:
            return words.t("by the rules tried")
    return words.t("by change {n}", n=", ".join(map(str, mine)))


def opened(page: Page, found: Answer) -> None:
    """One verdict opened: the tree in the scenario, what it invents marked."""
    words = page.words
    both = [r for f in (found.comparison.flips, found.comparison.gained) for r in f.to_dict("records")]
    names = {int(r["candidate_id"]): f"{r['name']} · {r['code']}" for r in both}
    chosen = st.selectbox(
        words.t("Open one verdict"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="kb.open",
        placeholder=words.t("Choose"),
    )
    row = found.after.find(int(chosen)) if chosen is not None else None
    if chosen is None or row is None:
        return
    facts = trial_of(page).facts_of(int(chosen), found.scenario.change)
    named_all = {**named(data.records(int(chosen)), words), **hypothetical(facts, words)}
    show(f'<div class="dh-tried">{standing_tree(found.after, row, facts, named_all, words)}</div>')


def beside(page: Page, kept: Kept, found: Answer, every: dict[int, Kept]) -> None:
    """Other scenarios in the same table, with whose and of which day they are; which ones stands in the address."""
    words = page.words
    others = {n: k for n, k in every.items() if n != kept.id}
    if not others:
        return
    asked = [int(n) for n in (page.view.voi or "").split("~") if n.isdecimal() and int(n) in others]
    st.session_state["w.voi"] = asked

    def chosen() -> None:
        address.put("voi", "~".join(map(str, st.session_state["w.voi"])))

    wanted = st.multiselect(
        words.t("Compare with other scenarios"),
        list(others),
        format_func=lambda n: others[n].scenario.name,
        key="w.voi",
        placeholder=words.t("Choose"),
        on_change=chosen,
    )
    if not wanted:
        return
    answers = {one.id: (one, found if one.id == kept.id else answered(page, one.scenario)) for one in
               (kept, *(others[n] for n in wanted))}  # fmt: skip
    official = found.comparison.counts["before"].tolist()
    lines: list[list[object]] = [[words.t("Official"), "–", "–", "–", *official, "–", "–"]]
    for one, this in answers.values():
        flips, made = this.comparison.flips.to_dict("records"), one.scenario
        better = [r["name"] for r in flips if r["after"] == "ELIGIBLE"]
        worse = [r["name"] for r in flips if r["before"] == "ELIGIBLE"]
        n = len(made.change) + len(made.needs) + len(made.choices)
        names = [some_names(words, x) or "–" for x in (better, worse)]
        lines.append([made.name, one.owner, words.date(made.on), n, *this.comparison.counts["after"].tolist(), *names])
    head = [words.t(h) for h in (N_("Scenario"), N_("Owner"), N_("Its day"), N_("Changes"))]
    head += [words.t(STATUS_WORD[s]) for s in STATUSES] + [words.t("Becomes eligible"), words.t("Loses eligibility")]
    said = words.t("all tried on {on}", on=page.view.on)
    both = [
        (words.t("Official"), official),
        *((o.scenario.name, a.comparison.counts["after"].tolist()) for o, a in answers.values()),
    ]
    bars(page, both, (words.t("Scenarios beside each other"), said), "chart.beside").draw()
    show(table(head, lines, numbers=range(3, 8)))
