"""The screens of a meeting as HTML made for a projector: cover, state of the period, trend, roadmap, one a candidate,
comparison, summary. All numbers come from the reports' content, and so are those of the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dienhinh.criteria import STATUSES, Status
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import STATUS_MARK
from dienhinh.locale.verdicts import STATUS_OF, STATUS_TEXT, plan_name, sought
from dienhinh.reports.facts import Facts
from dienhinh.ui.chart import look
from dienhinh.ui.html import esc
from dienhinh.ui.parts.screen_person import compared as compared_of
from dienhinh.ui.parts.screen_person import person
from dienhinh.verdicts.countdown import days_said

COVER, STATE, TREND, ROADMAP, COMPARED, SUMMARY = "bia", "tinh-hinh", "xu-huong", "lo-trinh", "so-sanh", "tong-hop"
CLOSING = "sap-khep"
PERSON, TRIED = "ung-vien.", "kich-ban."
SCREEN_TEXT = {
    COVER: N_("Cover"),
    STATE: N_("State of the period"),
    TREND: N_("Trend by year"),
    ROADMAP: N_("Roadmap"),
    CLOSING: N_("What closes next"),
    COMPARED: N_("The finalists beside each other"),
    SUMMARY: N_("Summary"),
}
MOST_COMPARED, MOST_FLIPS, MOST_DAYS, MOST_NAMED = 4, 9, 3, 3
A_SCREEN = 8


@dataclass(frozen=True)
class Screen:
    """A screen's address and its name."""

    key: str
    name: str


def screens_of(facts: Facts) -> list[Screen]:
    """Every screen in its order."""
    o, words = facts.o, facts.words
    people = [Screen(PERSON + c, str(o.snapshot.person(c)["name"])) for c in facts.agenda]
    fixed = [Screen(k, words.t(SCREEN_TEXT[k])) for k in (COVER, STATE, TREND, ROADMAP, CLOSING)]
    tried = [
        Screen(f"{TRIED}{i}", f"{words.t('Scenario')}: {x['scenario']}")
        for i, x in enumerate(o.snapshot.scenarios, start=1)
    ]
    last = [Screen(k, words.t(SCREEN_TEXT[k])) for k in (COMPARED, SUMMARY)]
    pages = [
        Screen(f"{SUMMARY}.{i + 1}", f"{words.t(SCREEN_TEXT[SUMMARY])} {i + 1}")
        for i in range(1, -(-len(people) // A_SCREEN))
    ]
    return [*fixed, *people, *tried, *last, *pages]


def screen_html(key: str, facts: Facts, screens: Sequence[Screen]) -> str:
    """One screen; ``key`` is among ``screens``."""
    o, words = facts.o, facts.words
    if key.startswith(PERSON):
        inner = person(facts, facts.person(key.removeprefix(PERSON)))
    elif key.startswith(TRIED):
        inner = scenario(facts, int(key.removeprefix(TRIED)) - 1)
    elif key.startswith(SUMMARY):
        inner = summary(facts, int(key.partition(".")[2] or 1) - 1)
    else:
        drawn = {COVER: cover, STATE: state, TREND: trend, ROADMAP: roadmap, CLOSING: closing, COMPARED: compared}
        inner = drawn[key](facts)
    place = next(i for i, s in enumerate(screens, start=1) if s.key == key)
    mark, name = "", o.scenario
    if key.startswith(TRIED):
        name = str(o.snapshot.scenarios[int(key.removeprefix(TRIED)) - 1]["scenario"])
    if name:
        title = words.t("SCENARIO, not official: {name}", name=name)
        mark = f'<div class="dh-scenario dh-big-mark" role="note">{esc(title)}</div>'
    foot = f"<footer><span>{esc(facts.small_print)}</span><span>{place}/{len(screens)}</span></footer>"
    return f'<main class="dh-screen" data-screen="{esc(key)}">{mark}{inner}{foot}</main>'


def cover(facts: Facts) -> str:
    lines = [plan_name(facts.o.snapshot.plan, facts.words), facts.words.date(facts.day)]
    return (
        f'<div class="dh-cover"><p class="dh-over">{esc(facts.office_name.upper())}</p>'
        f"<h1>{esc(facts.title)}</h1>" + "".join(f"<p>{esc(x)}</p>" for x in lines) + "</div>"
    )


def state(facts: Facts) -> str:
    """Counts against the number sought, by track."""
    words, rows = facts.words, facts.counts
    big = "".join(
        f'<div class="dh-g{i}"><b>{rows[0].n[i]}</b><span>{STATUS_MARK[s]} {esc(words.t(STATUS_TEXT[i]))}</span></div>'
        for i, s in enumerate(STATUSES)
    )
    return (
        f"<h1>{esc(words.t('Eligible: {n}', n=rows[0].eligible))}"
        f" <small>{esc(sought(facts.o.snapshot.plan, words))} ·"
        f" {esc(words.t('of all {n} candidates of the office on the day', n=rows[0].total))}</small></h1>"
        f'<div class="dh-figures">{big}</div>{stacked([(c.name, c.n) for c in rows[1:]], words)}'
    )


def trend(facts: Facts) -> str:
    words = facts.words
    bars = stacked([(words.date(m.day), m.n) for m in facts.trend], words)
    return f"<h1>{esc(words.t(SCREEN_TEXT[TREND]))}</h1>{bars}{legend(words)}"


def stacked(rows: Sequence[tuple[str, Sequence[int]]], words: Words) -> str:
    """Stacked bars as plain HTML, which grow with the screen; read out as a table."""
    most = max((sum(n) for _, n in rows), default=1) or 1
    lines = []
    for name, n in rows:
        parts = ""
        for i, s in enumerate(STATUSES):
            if n[i]:
                fill = look().status(s)
                said = f"{words.t(STATUS_TEXT[i])}: {n[i]}"
                parts += (
                    f'<i style="width:{n[i] / most * 100:.2f}%;{fill.css};color:{fill.ink}" title="{esc(said)}">'
                    f"<span>{n[i]}</span></i>"
                )
        alt = "; ".join(f"{words.t(STATUS_TEXT[i])}: {n[i]}" for i in range(len(STATUSES)))
        lines.append(
            f'<div class="dh-row"><span>{esc(name)}</span><div class="dh-stack" role="img" aria-label="{esc(name)}:'
            f' {esc(alt)}">{parts}</div></div>'
        )
    return f'<div class="dh-stacks">{"".join(lines)}</div>'


def legend(words: Words) -> str:
    items = "".join(
        f'<li><i style="{look().status(s).css}"></i> {esc(words.t(STATUS_TEXT[i]))}</li>'
        for i, s in enumerate(STATUSES)
    )
    return f'<ul class="dh-legend">{items}</ul>'


def roadmap(facts: Facts) -> str:
    words, rows = facts.words, ""
    for s in facts.roadmap:
        state, mark = ("dh-done", "●") if s.done_on else ("dh-late", "✕") if s.overdue else ("", "△")
        rows += (
            f'<li class="{state}"><b>{words.date(s.due)}</b><span>{esc(s.text)}</span>'
            f"<em>{mark} {esc(facts.step_said(s))}</em></li>"
        )
    return f'<h1>{esc(words.t("Roadmap"))}</h1><ul class="dh-steps">{rows}</ul>'


def scenario(facts: Facts, i: int) -> str:
    """A scenario frozen with the meeting: the counts, and whose status it changes."""
    words, said = facts.words, facts.o.snapshot.scenarios[i]
    before, after = said["counts"]["ELIGIBLE"]

    def status(code: str | None) -> str:
        return words.t(STATUS_OF[code]) if code else words.t("no candidate")

    rows = "".join(
        f"<tr><td>{esc(f['name'])}</td><td>{esc(status(f['status'][0]))} →"
        f" <b>{esc(status(f['status'][1]))}</b></td></tr>"
        for f in said["flips"][:MOST_FLIPS]
    )
    more = len(said["flips"]) - MOST_FLIPS
    rest = f"<p>{esc(words.t('and {n} others', n=more))}</p>" if more > 0 else ""
    nobody = f"<p>{esc(words.t('Nobody’s verdict changes.'))}</p>" if not said["flips"] else ""
    title = words.t("Eligible: {before} → {after}", before=before, after=after)
    return f'<h1>{esc(title)}</h1><table class="dh-compare"><tbody>{rows}</tbody></table>{rest}{nobody}'


def compared(facts: Facts) -> str:
    """The finalists beside each other."""
    words = facts.words
    status, row_of = facts.o.snapshot.assessment.status, facts.o.snapshot.row_of
    every = [c for c in facts.agenda if status[row_of[c]] == Status.ELIGIBLE]
    chosen = every[:MOST_COMPARED]
    more = len(every) - len(chosen)
    rest = f"<p>{esc(words.t('and {n} others', n=more))}</p>" if more else ""
    title = f"<h1>{esc(words.t(SCREEN_TEXT[COMPARED]))}</h1>"
    if not chosen:
        return title + f"<p>{esc(words.t('Nobody on the agenda is eligible.'))}</p>"
    return title + compared_of(facts, [facts.person(c) for c in chosen]) + rest


def closing(facts: Facts) -> str:
    """What closes next on the frozen data: the days, how much hangs on each, whose way it is."""
    words, snapshot = facts.words, facts.o.snapshot
    open_ = [c for c in snapshot.closings if c.status != "ELIGIBLE"]
    lines = "".join(
        f"<li><div><b>{esc(d.left)}</b><span>{esc(words.date(d.day))}</span></div><div><strong>{esc(d.closes)}</strong>"
        f"<span>{esc(d.whose)}</span></div></li>"
        for d in days_said(open_, snapshot.on, words, MOST_DAYS, MOST_NAMED)
    )
    title = f"<h1>{esc(words.t(SCREEN_TEXT[CLOSING]))}</h1>"
    if not lines:
        return title + f"<p>{esc(words.t('No way closes any more.'))}</p>"
    return f'{title}<ul class="dh-countdown">{lines}</ul>'


def summary(facts: Facts, part: int) -> str:
    words, lines = facts.words, ""
    for p in (facts.person(code) for code in facts.agenda[part * A_SCREEN : (part + 1) * A_SCREEN]):
        lines += (
            f"<tr><td>{esc(p.name)}</td><td>{STATUS_MARK[p.status.name]} {esc(facts.status_of(p))}</td>"
            f"<td>{p.met}/{len(p.parts)}</td><td><b>{esc(facts.conclusion_said(p) or '–')}</b></td></tr>"
        )
    head = [words.t(h) for h in (N_("Name"), N_("Status"), N_("Criteria met"), N_("Conclusion"))]
    cells = "".join(f'<th scope="col">{esc(h)}</th>' for h in head)
    return (
        f'<h1>{esc(words.t(SCREEN_TEXT[SUMMARY]))}</h1><table class="dh-compare"><thead><tr>{cells}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
