"""Candidates beside each other: who, criteria, years, what is missing, until when; one table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dienhinh.criteria import STATUSES, Route
from dienhinh.criteria.leaves import Leaf, leaves_of
from dienhinh.locale.names import code_name
from dienhinh.locale.records import named
from dienhinh.locale.statuses import NODE_WORD, STATUS_MARK
from dienhinh.locale.verdicts import missing_text
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.ui.html import Raw, bar, esc
from dienhinh.ui.people import Person
from dienhinh.ui.standing import pill, standing_tree
from dienhinh.verdicts.countdown import Closing, nearest, needs_said


@dataclass(frozen=True)
class One:
    """A candidate looked at: the person, the row of the roster, its leaves by criterion, the nearest way, the way that
    closes first."""

    person: Person
    row: int
    leaves: dict[str, Leaf]
    status: dict[str, str]
    route: Route
    closing: Closing | None


def seen(page: Page, people: Sequence[Person]) -> list[One]:
    found, tables = [], data.routes(page.view.on)[0]
    soon = nearest(data.closings(page.view.on))
    for person in people:
        row = page.assessment.find(int(person["candidate_id"]))
        assert row is not None
        track, place = page.assessment.place(row)
        result = page.assessment.tracks[track]
        found.append(
            One(
                person,
                row,
                {one.criterion.id: one for one in leaves_of(page.assessment, row)},
                {node.id: STATUSES[result.status[i, place]] for i, node in enumerate(result.nodes)},
                tables[track].nearest_route(place),
                soon.get(str(person["code"])),
            )
        )
    return found


def table_of(page: Page, ones: Sequence[One]) -> str:
    """The table as HTML: a column a candidate; a row in which they differ stands out."""
    words, plan = page.words, page.plan
    head = "".join(f'<th scope="col">{esc(o.person["name"])}<small>{esc(_post(o.person))}</small></th>' for o in ones)
    lines = [
        _row(words.t("Track"), ones, lambda o: esc(plan.tracks[page.assessment.place(o.row)[0]].in_(words.lang))),
        _row(words.t("Status"), ones, lambda o: pill(STATUSES[page.assessment.status[o.row]], words)),
        _row(words.t("Progress"), ones, lambda o: _progress(page, o)),
        _part(words.t("Criteria"), len(ones)),
        *_criteria(page, ones),
        _part(words.t("Years"), len(ones)),
        *_years(page, ones),
        _part(words.t("What comes next"), len(ones)),
        _row(words.t("Missing on the nearest route"), ones, lambda o: esc(missing_text(o.route, plan, words) or "–")),
        _row(words.t("Earliest"), ones, lambda o: _earliest(page, o)),
        _row(words.t("What closes next"), ones, lambda o: _closes(page, o)),
    ]
    return (
        '<div class="dh-scroll" tabindex="0" role="region"'
        f' aria-label="{esc(words.t("Beside each other"))}"><table class="dh-table dh-beside"><thead><tr><td></td>'
        f"{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _post(person: Person) -> str:
    """The post and unit of a person; a unit says neither."""
    if person["kind"] != "INDIVIDUAL":
        return ""
    return " · ".join(x for x in (person["position"], person["unit_name"]) if isinstance(x, str) and x)


def _row(label: str, ones: Sequence[One], cell: Callable[[One], str], section: str = "") -> str:
    cells = [cell(o) for o in ones]
    differs = ' class="dh-differs"' if len(set(cells)) > 1 else ""
    sec = f'<span class="dh-sec">{esc(section)}</span>' if section else ""
    return f'<tr{differs}><th scope="row">{esc(label)}{sec}</th>' + "".join(f"<td>{c}</td>" for c in cells) + "</tr>"


def _part(label: str, n: int) -> str:
    return f'<tr class="dh-part"><th scope="colgroup" colspan="{n + 1}">{esc(label)}</th></tr>'


def _progress(page: Page, o: One) -> Raw:
    share = float(page.assessment.progress[o.row])
    return bar(share, page.words.percent(share))


def _criteria(page: Page, ones: Sequence[One]) -> list[str]:
    """A row a criterion that any of them has, in the plan's order."""
    words = page.words
    known = {c for o in ones for c in o.leaves}
    lines = []
    for c in (c for c in page.plan.criterion if c.id in known):

        def cell(o: One, wanted: str = c.id) -> str:
            one = o.leaves.get(wanted)
            if one is None:
                return f'<span class="dh-not" title="{esc(words.t("not asked of this track"))}">–</span>'
            code = o.status[wanted]
            more = f" +{one.pending}" if one.pending and not one.met else ""
            said, place = esc(words.t(NODE_WORD[code])), STATUSES.index(code)
            figure = f"{STATUS_MARK[code]} {one.have}/{one.need}{more}"
            return f'<b class="dh-of-{place}" title="{said}">{figure}</b>'

        lines.append(_row(c.short.in_(words.lang), ones, cell, c.section))
    return lines


def _years(page: Page, ones: Sequence[One]) -> list[str]:
    """A row a year: the rating, and the awards and initiatives won."""
    rated = data.ratings_known(page.view.on)
    facts = data.facts_known(page.view.on)
    won: dict[tuple[int, int], list[str]] = defaultdict(list)
    shown = [int(o.person["candidate_id"]) for o in ones]
    mine = facts[facts["candidate_id"].isin(shown) & (facts["kind"] != "RATING")]
    for f in mine.itertuples(index=False):
        what = page.words.t("Initiative") if f.kind == "INITIATIVE" else code_name(f.code)
        won[int(f.candidate_id), int(f.year)].append(what)
    lines = []
    for y in (y for y in page.plan.period.years if y <= page.view.on.year):

        def cell(o: One, year: int = y) -> str:
            number = int(o.person["candidate_id"])
            said = [code_name(rated.get(number, {}).get(year)), *won[number, year]]
            return esc(" · ".join(x for x in said if x) or "–")

        lines.append(_row(str(y), ones, cell))
    return lines


def _earliest(page: Page, o: One) -> str:
    words = page.words
    if page.assessment.status[o.row] == 0:
        return esc(words.t("Eligible already."))
    if not o.route.feasible:
        return esc(words.t("no longer possible"))
    return esc(words.t("papers only") if not o.route.results else str(o.route.earliest_year))


def _closes(page: Page, o: One) -> str:
    if o.closing is None:
        return "–"
    left = page.words.t("{n} days left", n=(o.closing.last - page.view.on).days)
    return f"{esc(left)}: {esc(needs_said(o.closing, page.words))}, {esc(page.words.date(o.closing.last))}"


def evidence(page: Page, o: One) -> str:
    """The tree of one of them with its evidence, as HTML."""
    number = int(o.person["candidate_id"])
    names = named(data.records(number), page.words)
    return standing_tree(page.assessment, o.row, data.facts(number), names, page.words)
