"""The screens of a meeting as HTML made for a projector: cover, state of the period, trend, roadmap, one a candidate,
comparison, summary. All numbers come from the reports' content, and so are those of the papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dienhinh.criteria import STATUSES, Status
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.names import code_name
from dienhinh.locale.statuses import STATUS_MARK
from dienhinh.locale.verdicts import STATUS_TEXT, plan_name, sought
from dienhinh.reports.content import (
    Json,
    Occasion,
    awards_known,
    candidate,
    counts_by,
    roadmap_of,
    small_print,
    trend_of,
)
from dienhinh.ui.chart import look
from dienhinh.ui.html import esc

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
CITED = re.compile(r" \([^()]*/[^()]*\)")  # a decision: the papers cite it, a screen has no room
A_SCREEN = 8


@dataclass(frozen=True)
class Screen:
    """A screen's address and its name."""

    key: str
    name: str


def screens_of(o: Occasion, words: Words) -> list[Screen]:
    """Every screen in its order."""
    people = [Screen(PERSON + c, str(o.snapshot.person(c)["name"])) for c in o.agenda]
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


def screen_html(key: str, o: Occasion, words: Words, screens: Sequence[Screen]) -> str:
    """One screen; ``key`` is among ``screens``."""
    if key.startswith(PERSON):
        inner = person(o, key.removeprefix(PERSON), words)
    elif key.startswith(TRIED):
        inner = scenario(o, int(key.removeprefix(TRIED)) - 1, words)
    elif key.startswith(SUMMARY):
        inner = summary(o, words, int(key.partition(".")[2] or 1) - 1)
    else:
        inner = {COVER: cover, STATE: state, TREND: trend, ROADMAP: roadmap, COMPARED: compared}[key](o, words)
    place = next(i for i, s in enumerate(screens, start=1) if s.key == key)
    mark, name = "", o.scenario
    if key.startswith(TRIED):
        name = str(o.snapshot.scenarios[int(key.removeprefix(TRIED)) - 1]["scenario"])
    if name:
        title = words.t("SCENARIO, not official: {name}", name=name)
        mark = f'<div class="dh-scenario dh-big-mark" role="note">{esc(title)}</div>'
    foot = f"<footer><span>{esc(small_print(o, words))}</span><span>{place}/{len(screens)}</span></footer>"
    return f'<main class="dh-screen" data-screen="{esc(key)}">{mark}{inner}{foot}</main>'


def cover(o: Occasion, words: Words) -> str:
    plan, held = o.snapshot.plan, o.meeting
    title = held.title if held else plan.title.in_(words.lang)
    day = held.held_on if held else o.snapshot.on
    lines = [
        plan_name(plan, words),
        words.date(day),
    ]
    return (
        f'<div class="dh-cover"><p class="dh-over">{esc((o.office.name or plan.issuer.in_(words.lang)).upper())}</p>'
        f"<h1>{esc(title)}</h1>" + "".join(f"<p>{esc(x)}</p>" for x in lines) + "</div>"
    )


def state(o: Occasion, words: Words) -> str:
    """Counts against the number sought, by track."""
    rows = counts_by(o, words)
    big = "".join(
        f"<div><b>{rows[0]['so'][i]}</b><span>{STATUS_MARK[s]} {esc(words.t(STATUS_TEXT[i]))}</span></div>"
        for i, s in enumerate(STATUSES)
    )
    return (
        f"<h1>{esc(words.t('Eligible: {n}', n=rows[0]['du']))} <small>{esc(sought(o.snapshot.plan, words))}</small></h1>"
        f'<div class="dh-figures">{big}</div>{stacked([(r["nhom"], r["so"]) for r in rows[1:]], words)}'
    )


def trend(o: Occasion, words: Words) -> str:
    rows = trend_of(o, words)
    return f"<h1>{esc(words.t(SCREEN_TEXT[TREND]))}</h1>{stacked([(r['ngay'], r['so']) for r in rows], words)}{legend(words)}"


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
            f'<div class="dh-row"><span>{esc(name)}</span><div class="dh-stack" role="img" aria-label="{esc(name)}: {esc(alt)}">{parts}</div></div>'
        )
    return f'<div class="dh-stacks">{"".join(lines)}</div>'


def legend(words: Words) -> str:
    items = "".join(
        f'<li><i style="{look().status(s).css}"></i> {esc(words.t(STATUS_TEXT[i]))}</li>'
        for i, s in enumerate(STATUSES)
    )
    return f'<ul class="dh-legend">{items}</ul>'


def roadmap(o: Occasion, words: Words) -> str:
    rows = "".join(
        f'<li class="{"dh-done" if r["xong"] else "dh-late" if r["qua_han"] else ""}"><b>{esc(r["han"])}</b>'
        f"<span>{esc(r['noi_dung'])}</span><em>{'●' if r['xong'] else '✕' if r['qua_han'] else '△'} {esc(r['tinh_hinh'])}</em></li>"
        for r in roadmap_of(o, words)
    )
    return f'<h1>{esc(words.t("Roadmap"))}</h1><ul class="dh-steps">{rows}</ul>'


def person(o: Occasion, code: str, words: Words) -> str:
    """Who, status, the criteria at a glance, the years, the evidence, what is missing, the conclusion."""
    p = candidate(o, code, words)
    place = p["ma_tinh_trang"]
    under = " · ".join(x for x in (p["chuc_vu_don_vi"], p["nhom"]) if x)
    parts = "".join(
        f'<li class="dh-{x["ma"].lower()}"><b>{STATUS_MARK[x["ma"]]}</b><span>{esc(x["ten"])}'
        f"<small>{esc(x['gan_nhat'])}</small></span></li>"
        for x in p["tieu_chi"]
    )
    conclusion = ""
    if p["ket_luan"]:
        votes = f" ({p['phieu']})" if p["phieu"] else ""
        conclusion = (
            f'<p class="dh-conclusion">{esc(words.t("Conclusion"))}: <b>{esc(p["ket_luan"])}</b>{esc(votes)}</p>'
        )
    missing = f'<p class="dh-missing">{esc(words.t("Missing"))}: {esc(p["con_thieu"])}</p>' if p["con_thieu"] else ""
    return (
        f"<header><div><h1>{esc(p['ho_ten'])}</h1><p>{esc(under)}</p></div>"
        f'<div class="dh-verdict dh-{place.lower()}"><b>{STATUS_MARK[place]} {esc(p["tinh_trang"])}</b><span>{esc(p["tien_do"])}</span></div></header>'
        f'<div class="dh-two"><ul class="dh-parts">{parts}</ul><div>{years(o, code, p, words)}{missing}{conclusion}</div></div>'
    )


def years(o: Occasion, code: str, p: Json, words: Words) -> str:
    """The candidate's years beside each other: the rating, and what was won."""
    records, names = o.snapshot.records(code), list(o.snapshot.plan.period.years)
    won: dict[int, list[str]] = {y: [] for y in names}
    for r in awards_known(o, records):
        if r["year"] in won:
            won[r["year"]].append(_short(r))
    for r in records["initiative"].to_dict("records"):
        if r["year"] in won and not r["revoked"] and r["recognised"] is not False:
            won[r["year"]].append(words.t("Initiative"))
    head = "".join(f'<th scope="col">{y}</th>' for y in names)
    rated = "".join(f"<td>{esc(x)}</td>" for x in p["xep_loai"])
    got = "".join(f"<td>{'<br>'.join(esc(x) for x in won[y]) or '–'}</td>" for y in names)
    return (
        f'<table class="dh-years"><thead><tr>{head}</tr></thead><tbody><tr>{rated}</tr><tr>{got}</tr></tbody></table>'
    )


def _short(r: Json) -> str:
    return code_name(r["code"], r["label"]) + (" ◐" if r["state"] == "PENDING" else "")


def scenario(o: Occasion, i: int, words: Words) -> str:
    """A scenario frozen with the meeting: the counts, and whose status it changes."""
    said = o.snapshot.scenarios[i]
    before, after = said["counts"]["ELIGIBLE"]
    word = dict(zip(STATUSES, STATUS_TEXT, strict=True))

    def status(code: str | None) -> str:
        return words.t(word[code]) if code else words.t("no candidate")

    rows = "".join(
        f"<tr><td>{esc(f['name'])}</td><td>{esc(status(f['status'][0]))} → <b>{esc(status(f['status'][1]))}</b></td></tr>"
        for f in said["flips"][:MOST_FLIPS]
    )
    more = len(said["flips"]) - MOST_FLIPS
    rest = f"<p>{esc(words.t('and {n} others', n=more))}</p>" if more > 0 else ""
    nobody = f"<p>{esc(words.t('Nobody’s verdict changes.'))}</p>" if not said["flips"] else ""
    title = words.t("Eligible: {before} → {after}", before=before, after=after)
    return f'<h1>{esc(title)}</h1><table class="dh-compare"><tbody>{rows}</tbody></table>{rest}{nobody}'


def compared(o: Occasion, words: Words) -> str:
    """The finalists beside each other."""
    status = o.snapshot.assessment.status
    chosen = [c for c in o.agenda if status[o.snapshot.row_of[c]] == Status.ELIGIBLE][:MOST_COMPARED]
    title = f"<h1>{esc(words.t(SCREEN_TEXT[COMPARED]))}</h1>"
    if not chosen:
        return title + f"<p>{esc(words.t('Nobody on the agenda is eligible.'))}</p>"
    people = [candidate(o, c, words) for c in chosen]
    asked = {
        "nhom": N_("Track"),
        "danh_hieu": N_("Emulation titles"),
        "khen_thuong": N_("Forms of commendation"),
        "sang_kien": N_("Initiatives"),
        "ket_luan": N_("Conclusion"),
    }
    head = "".join(f'<th scope="col">{esc(p["ho_ten"])}</th>' for p in people)
    rows = "".join(
        f'<tr><th scope="row">{esc(words.t(label))}</th>'
        + "".join(f"<td>{esc(CITED.sub('', p[key]) or '–')}</td>" for p in people)
        + "</tr>"
        for key, label in asked.items()
    )
    return title + f'<table class="dh-compare"><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>'


def summary(o: Occasion, words: Words, part: int) -> str:
    codes = o.agenda[part * A_SCREEN : (part + 1) * A_SCREEN]
    lines = ""
    for code in codes:
        p = candidate(o, code, words)
        mark = STATUS_MARK[p["ma_tinh_trang"]]
        lines += (
            f"<tr><td>{esc(p['ho_ten'])}</td><td>{mark} {esc(p['tinh_trang'])}</td><td>{esc(p['tieu_chi_dat'])}</td>"
            f"<td><b>{esc(p['ket_luan'] or '–')}</b></td></tr>"
        )
    head = [words.t(h) for h in (N_("Name"), N_("Status"), N_("Criteria met"), N_("Conclusion"))]
    cells = "".join(f'<th scope="col">{esc(h)}</th>' for h in head)
    return f'<h1>{esc(words.t(SCREEN_TEXT[SUMMARY]))}</h1><table class="dh-compare"><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>'
