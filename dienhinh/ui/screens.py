"""The screens of a meeting as HTML made for a projector: cover, state of the period, trend, roadmap, one a candidate,
comparison, summary. All numbers come from the reports' content, and so are those of the papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dienhinh.criteria import STATUSES, Status
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import STATUS_MARK
from dienhinh.locale.verdicts import STATUS_OF, STATUS_TEXT, plan_name, sought
from dienhinh.reports.facts import Award, Facts, Person
from dienhinh.ui.chart import look
from dienhinh.ui.html import esc
from dienhinh.verdicts.sentences import COUNTED

COVER, STATE, TREND, ROADMAP, COMPARED, SUMMARY = "bia", "tinh-hinh", "xu-huong", "lo-trinh", "so-sanh", "tong-hop"
PERSON, TRIED = "ung-vien.", "kich-ban."
SCREEN_TEXT = {
    COVER: N_("Cover"),
    STATE: N_("State of the period"),
    TREND: N_("Trend by year"),
    ROADMAP: N_("Roadmap"),
    COMPARED: N_("The finalists beside each other"),
    SUMMARY: N_("Summary"),
}
MOST_COMPARED, MOST_FLIPS = 4, 9
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
    fixed = [Screen(k, words.t(SCREEN_TEXT[k])) for k in (COVER, STATE, TREND, ROADMAP)]
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
        inner = {COVER: cover, STATE: state, TREND: trend, ROADMAP: roadmap, COMPARED: compared}[key](facts)
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
        f"<div><b>{rows[0].n[i]}</b><span>{STATUS_MARK[s]} {esc(words.t(STATUS_TEXT[i]))}</span></div>"
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


def person(facts: Facts, p: Person) -> str:
    """Who, status, the criteria at a glance, the years, the evidence, what is missing, the conclusion."""
    words, status = facts.words, p.status.name
    under = " · ".join(x for x in (p.post, p.track) if x)
    parts = "".join(
        f'<li class="dh-{x.status.name.lower()}"><b>{STATUS_MARK[x.status.name]}</b><span>{esc(x.short)}'
        f"<small>{esc(facts.leaves_said(x.nearest))}</small></span></li>"
        for x in p.parts
    )
    conclusion = ""
    if p.conclusion:
        votes = f" ({facts.votes_said(p)})" if facts.votes_said(p) else ""
        said = facts.conclusion_said(p)
        conclusion = f'<p class="dh-conclusion">{esc(words.t("Conclusion"))}: <b>{esc(said)}</b>{esc(votes)}</p>'
    # the head says who and how it stands, the years what counts
    sentences = [s.text for s in facts.verdict_of(p.code)[1:] if s.part != COUNTED]
    missing = f'<p class="dh-missing">{esc(" ".join(sentences))}</p>' if sentences else ""
    return (
        f"<header><div><h1>{esc(p.name)}</h1><p>{esc(under)}</p></div>"
        f'<div class="dh-verdict dh-{status.lower()}"><b>{STATUS_MARK[status]} {esc(facts.status_of(p))}</b>'
        f"<span>{esc(words.percent(p.progress))}</span></div></header>"
        f'<div class="dh-two"><ul class="dh-parts">{parts}</ul><div>{years(facts, p)}{missing}{conclusion}</div></div>'
    )


def years(facts: Facts, p: Person) -> str:
    """The candidate's years beside each other: the rating, and what was won."""
    names = list(facts.o.snapshot.plan.period.years)
    won: dict[int, list[str]] = {y: [] for y in names}
    for award in p.awards:
        if award.year in won:
            won[award.year].append(_short(award))
    for i in (*p.initiatives, *p.waiting):
        if i.year in won:
            won[i.year].append(facts.words.t("Initiative") + (" ◐" if i.waiting else ""))
    head = "".join(f'<th scope="col">{y}</th>' for y in names)
    rated = "".join(f"<td>{esc(x or '–')}</td>" for x in p.ratings)
    got = "".join(f"<td>{'<br>'.join(esc(x) for x in won[y]) or '–'}</td>" for y in names)
    return (
        f'<table class="dh-years"><thead><tr>{head}</tr></thead><tbody><tr>{rated}</tr><tr>{got}</tr></tbody></table>'
    )


def _short(a: Award) -> str:
    return a.name + (" ◐" if a.pending else "")


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
    people = [facts.person(c) for c in chosen]
    asked: dict[str, Callable[[Person], str]] = {
        N_("Track"): lambda p: p.track,
        N_("Emulation titles"): lambda p: facts.awards_said(p.titles),
        N_("Forms of commendation"): lambda p: facts.awards_said(p.commendations),
        N_("Initiatives"): facts.initiatives_said,
        N_("Conclusion"): facts.conclusion_said,
    }
    head = "".join(f'<th scope="col">{esc(p.name)}</th>' for p in people)
    rows = "".join(
        f'<tr><th scope="row">{esc(words.t(label))}</th>'
        + "".join(f"<td>{esc(say(p) or '–')}</td>" for p in people)
        + "</tr>"
        for label, say in asked.items()
    )
    return (
        title + f'<table class="dh-compare"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}'
    )


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
