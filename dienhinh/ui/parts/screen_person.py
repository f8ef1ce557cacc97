"""A candidate on the projector: criteria with bars, the years as a line of decisions, one ring, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dienhinh.criteria import Status
from dienhinh.criteria.leaves import Leaf
from dienhinh.kinds.sentence import N_
from dienhinh.locale.statuses import STATUS_MARK
from dienhinh.reports.facts import Award, Facts, Part, Person
from dienhinh.ui.html import esc
from dienhinh.ui.parts.screen_rests import where
from dienhinh.verdicts.sentences import COUNTED, STANDING

CHECK = ("✓", *list(STATUS_MARK.values())[1:])
"""How a criterion's status is marked in its circle."""
MOST_ROWS, MOST_CHIPS = 5, 2


def person(facts: Facts, p: Person) -> str:
    """Who, status, the criteria at a glance, the years, what is missing, the conclusion."""
    words, state = facts.words, int(p.status)
    under = " · ".join(x for x in (p.post, p.track) if x)
    lines = "".join(rows(facts, p)[:MOST_ROWS])
    said = conclusion(facts, p)
    return (
        f"<header><div><h1>{esc(p.name)}</h1><p>{esc(under)}</p></div>"
        f'<div class="dh-verdict dh-v{state}">{STATUS_MARK[p.status.name]} {esc(facts.status_of(p))}</div></header>'
        f'<div class="dh-two"><ul class="dh-crit">{lines}</ul><aside><div class="dh-far">'
        f"{ring(p.progress, p.status, words.percent(p.progress), words.t('of the way'))}"
        f"{said or earlier(facts, p)}</div>{missing(facts, p)}</aside></div>{years(facts, p)}"
    )


def rows(facts: Facts, p: Person) -> list[str]:
    """The tree as rows: what is attested together where it stands alike, of each other part what the nearest way asks
    for; then the other ways, pale."""
    plan, lang = facts.o.snapshot.plan, facts.words.lang
    alike: dict[tuple[str, ...], list[Part]] = {}
    for part in p.parts:
        kinds = {plan.measures[str(x.criterion.measure)].kind for x in part.leaves}
        attested = kinds <= {"ATTESTATION", "DISCIPLINE"}
        key = (part.section.split(".")[0], part.status.name) if attested else (part.section, part.text)
        alike.setdefault(key, []).append(part)
    found, others = [], []
    for group in alike.values():
        near = [x for part in group for x in part.nearest or part.leaves]
        aside = [x for part in group for x in part.leaves if x not in near]
        label = "; ".join(part.short for part in group)
        if len(near) == 1 and aside:
            label = near[0].criterion.short.in_(lang)
        sections = [x.criterion.section if aside else part.section for part in group for x in near[:1]]
        found.append(row(label, ", ".join(dict.fromkeys(sections)), where(facts, p, near), int(group[0].status), near))
        for x in aside:
            others.append(row(x.criterion.short.in_(lang), x.criterion.section, where(facts, p, [x]), -1, [x]))
    return [*found, *others]


def row(label: str, section: str, small: str, state: int, leaves: Sequence[Leaf]) -> str:
    """One line: the mark, the words, a bar of what is there (and pending), the figure. ``state`` -1: another way."""
    have = sum(min(x.have / x.need, 1.0) if x.need else 1.0 for x in leaves) / max(len(leaves), 1)
    both = sum(min((x.have + x.pending) / x.need, 1.0) if x.need else 1.0 for x in leaves) / max(len(leaves), 1)
    if len(leaves) == 1:
        one = leaves[0]
        more = f"+{one.pending}" if one.pending and not one.met else ""
        figure = f"{one.have}{more}/{one.need}"
    else:
        figure = f"{sum(x.met for x in leaves)}/{len(leaves)}"
    mark = CHECK[state] if state >= 0 else "–"
    kind = f"dh-c{state}" if state >= 0 else "dh-other"
    fill = state if state in (0, 1) else 0
    under = " · ".join(x for x in (section, small) if x)
    return (
        f'<li class="{kind}"><b>{mark}</b><span>{esc(label)}<small>{esc(under)}</small></span>'
        f'<i class="dh-way" role="img" aria-label="{esc(figure)}">'
        f'<i class="dh-f{0 if state >= 0 else 2}"'
        f' style="width:{have * 100:.1f}%"></i><i class="dh-f{fill or 1}" style="width:{(both - have) * 100:.1f}%"></i>'
        f"</i><em>{esc(figure)}</em></li>"
    )


def ring(share: float, status: Status, said: str, under: str) -> str:
    """How far: what is there, and what papers alone would bring."""
    papers = 100.0 if status is Status.PENDING else share * 100
    fills = f"var(--dh-s0) 0 {share * 100:.1f}%, var(--dh-s1) {share * 100:.1f}% {papers:.1f}%, var(--dh-line) 0"
    return (
        f'<div class="dh-ring" role="img" aria-label="{esc(said)} {esc(under)}"'
        f' style="background: conic-gradient({fills})">'
        f"<div><b>{esc(said)}</b><span>{esc(under)}</span></div></div>"
    )


def missing(facts: Facts, p: Person) -> str:
    """The sentences of the verdict that say what is missing and until when; the head says how it stands."""
    said = [s for s in facts.verdict_of(p.code) if s.part not in (COUNTED, STANDING)]
    if p.status is Status.ELIGIBLE or not said:
        return ""
    head = {
        Status.PENDING: N_("Only papers are missing."),
        Status.ON_TRACK: N_("Still to be achieved."),
        Status.OUT_OF_REACH: N_("No longer possible."),
    }[p.status]
    text = " ".join(s.text for s in said)
    return f'<p class="dh-missing dh-m{int(p.status)}"><b>{esc(facts.words.t(head))}</b> {esc(text)}</p>'


def earlier(facts: Facts, p: Person) -> str:
    """How it stood on the review before."""
    found = facts.earlier(p.code)
    if found is None:
        return ""
    words, (day, status, progress) = facts.words, found
    said = words.t(
        "Before ({day}): {mark} {status}, {progress}",
        day=day,
        mark=STATUS_MARK[status.name],
        status=facts.status_word(status).lower(),
        progress=words.percent(progress),
    )
    return f'<p class="dh-before">{esc(said)}</p>'


def conclusion(facts: Facts, p: Person) -> str:
    if not p.conclusion:
        return ""
    votes = f" ({facts.votes_said(p)})" if facts.votes_said(p) else ""
    said = facts.conclusion_said(p)
    return f'<p class="dh-conclusion">{esc(facts.words.t("Conclusion"))}: <b>{esc(said)}</b>{esc(votes)}</p>'


def years(facts: Facts, p: Person) -> str:
    """The period as a line: what was won in each year above it, the year and its rating below."""
    names = list(facts.o.snapshot.plan.period.years)
    won: dict[int, list[tuple[str, str]]] = {y: [] for y in names}
    for award in (*p.titles, *p.commendations):
        if award.year in won:
            kind = "dh-pend" if award.pending else "dh-title" if award.is_title else "dh-form"
            won[award.year].append((award.name, kind))
    for i in (*p.initiatives, *p.waiting):
        if i.year in won:
            won[i.year].append((facts.words.t("Initiative"), "dh-pend" if i.waiting else "dh-form"))
    items = ""
    for y, rating in zip(names, p.ratings, strict=True):
        chips = "".join(f'<span class="{kind}">{esc(name)}</span>' for name, kind in won[y][:MOST_CHIPS])
        more = f"<span>+{len(won[y]) - MOST_CHIPS}</span>" if len(won[y]) > MOST_CHIPS else ""
        dot = "dh-full" if any(k != "dh-pend" for _, k in won[y]) else "dh-half" if won[y] else ""
        items += f'<li><div>{chips}{more}</div><i class="{dot}"></i><small>{y} · {esc(rating or "–")}</small></li>'
    return f'<ol class="dh-yearline">{items}</ol>'


def by_name(facts: Facts, awards: Sequence[Award]) -> str:
    """Awards of the period in short: each name with its years."""
    found: dict[str, list[str]] = {}
    for a in awards:
        if not a.outside:
            waits = facts.words.t("{years} awaited", years=str(a.year))
            found.setdefault(a.name, []).append(waits if a.pending else str(a.year))
    return "; ".join(f"{name} {', '.join(years)}" for name, years in found.items())


def compared(facts: Facts, chosen: Sequence[Person]) -> str:
    """The finalists side by side: a column each."""
    words = facts.words
    columns = ""
    for p in chosen:
        said: list[tuple[str, Callable[[Person], str]]] = [
            (N_("Emulation titles"), lambda x: by_name(facts, x.titles)),
            (N_("Forms of commendation"), lambda x: by_name(facts, x.commendations)),
            (N_("Initiatives"), facts.initiatives_said),
            (N_("Conclusion"), facts.conclusion_said),
        ]
        there = [(label, text) for label, say in said if (text := say(p))]
        lines = "".join(f"<dt>{esc(words.t(label))}</dt><dd>{esc(text)}</dd>" for label, text in there)
        columns += (
            f'<section><h2>{esc(p.name)}</h2><div class="dh-verdict dh-v{int(p.status)}">{STATUS_MARK[p.status.name]}'
            f" {esc(facts.status_of(p))}</div><p>{esc(words.t('{n} of {all} criteria met', n=p.met, all=len(p.parts)))}"
            f"</p><dl>{lines}</dl></section>"
        )
    return f'<div class="dh-finalists" style="--n:{len(chosen)}">{columns}</div>'
