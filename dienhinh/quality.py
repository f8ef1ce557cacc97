"""Data quality: what makes verdicts uncertain or wrong, each with the number of verdicts that hang on it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np

from dienhinh.criteria import Assessment, Counts, Plan, assess, route_table
from dienhinh.criteria.ladder import Ladder
from dienhinh.criteria.validity import validity
from dienhinh.exchange import awards
from dienhinh.exchange.givers import BNG, BO, TINH, TTG, giver
from dienhinh.exchange.legacy import as_unicode
from dienhinh.exchange.problems import Unreadable
from dienhinh.kinds.award import FOR_PEOPLE, FOR_UNITS, kind_of
from dienhinh.kinds.codes import RATINGS
from dienhinh.locale import Words
from dienhinh.locale.findings import finding_said
from dienhinh.locale.fold import fold
from dienhinh.store.aside import province_of
from dienhinh.store.decisions import core_of, issuer_key
from dienhinh.store.judge import Standing
from dienhinh.store.records import rows
from dienhinh.store.tally import tally
from dienhinh.verdicts.ladder import Kept

FAULTS = (
    "MISSING_RATING",
    "UNATTESTED",
    "CONTRADICTED",
    "NO_DECISION",
    "BEFORE_YEAR",
    "OVERLAP",
    "AFTER_END",
    "ORIGIN",
    "GAP",
    "TWO_DATES",
    "COUNTED_ONCE",
    "NAMESAKES",
    "ONE_ACHIEVEMENT",
    "CONFUSED",
    "OUTDATED",
    "OLD_FONT",
    "DURING_DISCIPLINE",
    "WRONG_ISSUER",
    "SERVED_TWICE",
    "UNSUPPORTED",
)


@dataclass(frozen=True)
class Finding:
    """One thing to be mended: which fault, whose, the record (``table``, ``record``; None: one is missing), what to
    say of it, and the candidates whose status could be another once it is mended (``hang``)."""

    fault: str
    candidates: tuple[int, ...]
    table: str
    record: int | None
    what: dict[str, Any]
    hang: frozenset[int] = frozenset()


def findings(
    cursor: duckdb.DuckDBPyConnection, assessment: Assessment, rules: tuple[Ladder, Kept] | None = None
) -> list[Finding]:
    """Everything found on the assessment's date, worst first: by the verdicts that hang on it, then by fault. With
    ``rules``, the ladder and what the office has settled of it, also the titles that the records do not carry."""
    history = {
        t: rows(cursor, t)
        for t in ("candidate", "post", "succession", "rating", "award", "initiative", "attestation", "discipline")
    }
    province = province_of(cursor)
    found = [
        *missing_ratings(history, assessment),
        *unattested(assessment),
        *contradicted(history, assessment),
        *undecided(history),
        *early_decisions(history),
        *odd_posts(history),
        *after_the_end(history),
        *origins(history),
        *two_dates(history),
        *counted_once(history),
        *namesakes(history),
        *one_achievement(history),
        *confused(history, province),
        *outdated(history),
        *old_fonts(history),
        *during_discipline(history, assessment.on),
        *wrong_issuers(history, province),
        *served_twice(history),
        *(unsupported(cursor, history, assessment.on, *rules) if rules else ()),
    ]
    weighed = weigh(found, assessment, history)
    return sorted(weighed, key=lambda f: (-len(f.hang), FAULTS.index(f.fault), f.candidates))


History = dict[str, dict[int, dict[str, Any]]]


def missing_ratings(history: History, assessment: Assessment) -> Iterable[Finding]:
    """Due years (P8) of candidates without a rating, for the tracks that ask for ratings."""
    have: dict[int, set[int]] = defaultdict(set)
    for r in history["rating"].values():
        if r["state"] == "CONFIRMED":
            have[r["candidate_id"]].add(r["year"])
    plan, roster = assessment.plan, assessment.roster
    asked = {
        t.id
        for t in plan.track
        if any(plan.measures[str(c.measure)].kind == "RATING" for c in plan.leaves(t.criterion))
    }
    due = plan.due_years(assessment.on)
    rated = zip(
        roster["candidate_id"].tolist(), roster["track"].astype(str), roster["start_year"].tolist(), strict=True
    )
    for number, track, start in rated:
        missing = [y for y in due if y >= start and y not in have[number]]
        if missing:
            yield Finding("MISSING_RATING", (number,), "rating", None, {"years": missing, "asked": track in asked})


def unattested(assessment: Assessment) -> Iterable[Finding]:
    """Who is not attested, neither given nor refused, for criteria of their own track."""
    plan, numbers = assessment.plan, assessment.roster["candidate_id"].tolist()
    for result in assessment.tracks.values():
        leaves = [c for c in result.nodes if c.is_leaf and plan.measures[str(c.measure)].kind == "ATTESTATION"]
        for row in result.rows.tolist():
            open_ = [
                str(plan.measures[str(c.measure)].criterion)
                for c in leaves
                if assessment.counts.pending[plan.measure_index[str(c.measure)], row]
            ]
            if open_:
                yield Finding("UNATTESTED", (numbers[row],), "attestation", None, {"sections": open_})


def against(plan: Plan, ratings: Mapping[int, str], start: int, on: date) -> dict[str, Any] | None:
    """What a person's known ratings (year → code) say against "excellent completion of tasks" (III.2.a): the due years
    below good, and that none is excellent; None where they say nothing against it."""
    good = plan.good_ratings or RATINGS[:2]
    due = [y for y in plan.due_years(on) if y >= start]
    low = [(y, ratings[y]) for y in due if y in ratings and ratings[y] not in good]
    none = any(y in ratings for y in due) and RATINGS[0] not in ratings.values()
    return {"low": low, "none": none} if low or none else None


def known_ratings(history: History, plan: Plan, on: date) -> dict[int, dict[int, str]]:
    """Everybody's ratings of the period known on ``on``: candidate id → year → code."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for r in history["rating"].values():
        known = r["decided_on"] or date(r["year"], 12, 31)
        if r["state"] == "CONFIRMED" and known <= on and r["year"] in plan.period.years:
            found[r["candidate_id"]][r["year"]] = r["code"]
    return found


def contradicted(history: History, assessment: Assessment) -> Iterable[Finding]:
    """Attestations of III.2.a given to people whose ratings say otherwise, whatever reading of P14 is in force."""
    plan, roster = assessment.plan, assessment.roster
    ratings = known_ratings(history, plan, assessment.on)
    for section, tracks in plan.rated_sections.items():
        m = next(plan.measure_index[n] for n, x in plan.measures.items() if x.criterion == section)
        for i in np.flatnonzero(assessment.counts.have[m] > 0):
            number = int(roster["candidate_id"].iloc[i])
            if str(roster["track"].iloc[i]) not in tracks:
                continue
            said = against(plan, ratings[number], int(roster["start_year"].iloc[i]), assessment.on)
            if said:
                yield Finding("CONTRADICTED", (number,), "attestation", None, {"section": section, **said})


def undecided(history: History) -> Iterable[Finding]:
    """Awards in force or awaited without a decision number or date."""
    for number, r in history["award"].items():
        if r["state"] in ("CONFIRMED", "PENDING") and not (r["decision_no"] and r["decided_on"]):
            lacks = [c for c in ("decision_no", "decided_on") if not r[c]]
            what = {"code": r["code"], "label": r["label"], "year": r["year"], "lacks": lacks}
            yield Finding("NO_DECISION", (r["candidate_id"],), "award", number, what)


def early_decisions(history: History) -> Iterable[Finding]:
    for table in ("award", "initiative", "rating"):
        for number, r in history[table].items():
            if r["decided_on"] and r["decided_on"].year < r["year"]:
                what = {
                    "code": r.get("code") or r.get("level"),
                    "label": r.get("label") or r.get("title"),
                    "year": r["year"],
                    "day": r["decided_on"],
                }
                yield Finding("BEFORE_YEAR", (r["candidate_id"],), table, number, what)


def odd_posts(history: History) -> Iterable[Finding]:
    """Posts of one person that overlap, or leave days without any."""
    mine: dict[int, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for number, r in history["post"].items():
        mine[r["candidate_id"]].append((number, r))
    for person, posts in mine.items():
        posts.sort(key=lambda p: (p[1]["from_on"], p[0]))
        until: date | None = None
        for i, (number, post) in enumerate(posts):
            if i and (until is None or post["from_on"] <= until):
                what = {"day": post["from_on"], "until": until, "other": posts[i - 1][1]["leads"] != post["leads"]}
                yield Finding("OVERLAP", (person,), "post", number, what)
            elif i and until is not None and post["from_on"] > until + timedelta(days=1):
                what = {"from": until + timedelta(days=1), "until": post["from_on"] - timedelta(days=1)}
                yield Finding("GAP", (person,), "post", number, what)
            ends = post["until_on"]
            until = ends if i == 0 else None if until is None or ends is None else max(until, ends)


def after_the_end(history: History) -> Iterable[Finding]:
    """Posts in a unit after its last day; ratings and awards of a unit for years after it."""
    ended = {n: r["dissolved_on"] for n, r in history["candidate"].items() if r["dissolved_on"]}
    for number, r in history["post"].items():
        end = ended.get(r["unit_id"])
        if end is not None and (r["until_on"] is None or r["until_on"] > end):
            what = {"unit": history["candidate"][r["unit_id"]]["name"], "end": end, "until": r["until_on"]}
            yield Finding("AFTER_END", (r["candidate_id"],), "post", number, what)
    for table in ("rating", "award", "initiative"):
        for number, r in history[table].items():
            end = ended.get(r["candidate_id"])
            if end is not None and r["year"] > end.year:
                said = {"code": r.get("code") or r.get("level"), "label": r.get("label") or r.get("title")}
                yield Finding("AFTER_END", (r["candidate_id"],), table, number, {**said, "year": r["year"], "end": end})


def origins(history: History) -> Iterable[Finding]:
    """Units said to come from others, whose days or principals contradict it."""
    principals: dict[int, list[int]] = defaultdict(list)
    for number, r in sorted(history["succession"].items()):
        former, unit = history["candidate"][r["unit_id"]], history["candidate"][r["candidate_id"]]
        what = {"former": former["name"], "day": r["from_on"]}
        if r["how"] != "SPLIT" and (former["dissolved_on"] is None or former["dissolved_on"] > r["from_on"]):
            yield Finding("ORIGIN", (r["candidate_id"],), "succession", number, {**what, "lacks": "end"})
        if unit["founded_on"] is not None and unit["founded_on"] > r["from_on"]:
            founded = {**what, "lacks": "founding", "founded": unit["founded_on"]}
            yield Finding("ORIGIN", (r["candidate_id"],), "succession", number, founded)
        if r["principal"]:
            principals[r["candidate_id"]].append(number)
            if len(principals[r["candidate_id"]]) > 1:
                yield Finding("ORIGIN", (r["candidate_id"],), "succession", number, {**what, "lacks": "principals"})


def two_dates(history: History) -> Iterable[Finding]:
    """The same decision number, of one giver, with different dates."""
    seen: dict[Any, dict[date, list[tuple[str, int, dict[str, Any]]]]] = defaultdict(lambda: defaultdict(list))
    for table in ("award", "rating", "initiative"):
        for number, r in history[table].items():
            if r["decision_no"] and r["decided_on"]:
                core, issuer = core_of(r["decision_no"]), issuer_key(r.get("issuer"), str(r.get("code") or ""))
                seen[core, issuer, r["decided_on"].year][r["decided_on"]].append((table, number, r))
    for dates in seen.values():
        if len(dates) > 1:
            rare = min(dates, key=lambda d: (len(dates[d]), d))
            everybody = sorted({r["candidate_id"] for found in dates.values() for _, _, r in found})
            table, number, r = dates[rare][0]
            whose = (r["candidate_id"], *(c for c in everybody if c != r["candidate_id"]))
            yield Finding("TWO_DATES", whose, table, number, {"number": r["decision_no"], "days": sorted(dates)})


def counted_once(history: History) -> Iterable[Finding]:
    """Decisions that were met in more than one spelling and are counted once (P5)."""
    for number, r in history["award"].items():
        for words in json.loads(r["also"] or "[]"):
            said = ", ".join(words[k] for k in ("decision_no", "decided_on", "issuer") if k in words)
            recorded = ", ".join(str(r[k]) for k in ("decision_no", "decided_on", "issuer") if k in words)
            what = {"code": r["code"], "label": r["label"], "year": r["year"], "recorded": recorded, "said": said}
            yield Finding("COUNTED_ONCE", (r["candidate_id"],), "award", number, what)


def old_fonts(history: History) -> Iterable[Finding]:
    """Texts that were taken over in an old font (TCVN3, VNI): names nobody will find."""
    for table, column in (("candidate", "name"), ("post", "position"), ("award", "issuer"), ("initiative", "title")):
        for number, r in history[table].items():
            if (meant := as_unicode(r[column])) is not None:
                whose = number if table == "candidate" else r["candidate_id"]
                yield Finding("OLD_FONT", (whose,), table, number, {"text": r[column], "meant": meant})


def namesakes(history: History) -> Iterable[Finding]:
    """People who may be one: the same name, and no two dates of birth that tell them apart."""
    alike: dict[str, list[int]] = defaultdict(list)
    for number, r in history["candidate"].items():
        if r["kind"] == "INDIVIDUAL":
            alike[fold(r["name"])].append(number)
    for group in alike.values():
        born = {history["candidate"][n]["born_on"] for n in group} - {None}
        unknown = [n for n in group if history["candidate"][n]["born_on"] is None]
        if len(group) > 1 and (unknown or len(born) < len(group)):
            codes = [history["candidate"][n]["code"] for n in group]
            yield Finding(
                "NAMESAKES",
                tuple(group),
                "candidate",
                group[0],
                {"name": history["candidate"][group[0]]["name"], "codes": codes},
            )


def one_achievement(history: History) -> Iterable[Finding]:
    """Two commendations citing one achievement (Law 06/2022/QH15 forbids it)."""
    cited: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, r in history["award"].items():
        if r["kind"] == "COMMENDATION" and r["achievement"] and r["state"] in ("CONFIRMED", "PENDING"):
            cited[r["candidate_id"], fold(r["achievement"])].append(number)
    for (person, _), numbers in cited.items():
        if len(numbers) > 1:
            first, last = history["award"][numbers[0]], history["award"][numbers[-1]]
            what = {"achievement": last["achievement"], "codes": [first["code"], last["code"]], "code": last["code"]}
            yield Finding("ONE_ACHIEVEMENT", (person,), "award", numbers[-1], what)


def confused(history: History, province: str) -> Iterable[Finding]:
    """Awards whose words say a form of commendation where a title is recorded, or the other way round; titles of people
    given to units, or the other way round."""
    for number, r in history["award"].items():
        collective = history["candidate"][r["candidate_id"]]["kind"] == "COLLECTIVE"
        meant = None
        if r["label"] and r["code"].endswith("_KHAC"):
            try:
                meant, _ = awards.award(r["label"], r["issuer"], province)
            except Unreadable:
                meant = None
        wrong = meant is not None and (kind_of(meant) != r["kind"])
        if wrong or (r["code"] in FOR_PEOPLE if collective else r["code"] in FOR_UNITS):
            what = {"code": r["code"], "label": r["label"], "year": r["year"], "meant": meant}
            yield Finding("CONFUSED", (r["candidate_id"],), "award", number, what)


def outdated(history: History) -> Iterable[Finding]:
    """Codes given after their last day: measures that the law of that day no longer has."""
    for table, day in (("award", "decided_on"), ("discipline", "from_on")):
        for number, r in history[table].items():
            last = validity().last_day(r["code"])
            if last is not None and r[day] is not None and r[day] > last:
                what = {"code": r["code"], "label": r["label"], "day": r[day], "last": last}
                yield Finding("OUTDATED", (r["candidate_id"],), table, number, what)


GIVEN_BY = {
    "CSTD_TINH": {TINH},
    "CO_TD_TINH": {TINH},
    "CSTD_BO": {BO, BNG},
    "CO_TD_BO": {BO, BNG},
    "CSTD_TQ": {TTG},
    "CO_TD_CP": {TTG},
}
"""Who alone gives a title (docs/ladder.md, "who decides"). Certificates are told apart by their giver; titles of the
grassroots are given by whoever heads the office, which may be the province or a ministry."""


def wrong_issuers(history: History, province: str) -> Iterable[Finding]:
    """Titles whose issuer may not give them; where the issuer is not clear, nothing is said."""
    for number, a in history["award"].items():
        may = GIVEN_BY.get(a["code"])
        if may is None or not a["issuer"] or a["state"] not in ("CONFIRMED", "PENDING"):
            continue
        who = giver(a["issuer"], province)
        if who is not None and who.code not in may:
            what = {"code": a["code"], "label": a["label"], "year": a["year"], "issuer": a["issuer"]}
            yield Finding("WRONG_ISSUER", (a["candidate_id"],), "award", number, what)


def served_twice(history: History) -> Iterable[Finding]:
    """One person's initiative, recorded more than once, that has served more than one title or commendation
    (5007/BNV-TĐKT of 2023, III.5.c)."""
    served: dict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for number, r in history["initiative"].items():
        if r["used_for"] and not r["revoked"]:
            served[r["candidate_id"], fold(r["title"])][number] = r["used_for"]
    for (person, _), uses in served.items():
        if len(uses) > 1:
            last = history["initiative"][max(uses)]
            what = {"title": last["title"], "codes": list(uses.values()), "code": last["level"], "year": last["year"]}
            yield Finding("SERVED_TWICE", (person,), "initiative", max(uses), what)


def during_discipline(history: History, on: date) -> Iterable[Finding]:
    """Awards decided while a disciplinary measure was in force (152/2025/NĐ-CP, 4.4)."""
    measures: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for d in history["discipline"].values():
        if not d["revoked"]:
            measures[d["candidate_id"]].append(d)
    for number, a in history["award"].items():
        day = a["decided_on"]
        if a["state"] != "CONFIRMED" or day is None or day > on:
            continue
        for d in measures.get(a["candidate_id"], ()):
            if d["from_on"] <= day and (d["until_on"] is None or day <= d["until_on"]):
                what = {"code": a["code"], "label": a["label"], "year": a["year"], "day": day, "penalty": d["code"]}
                yield Finding("DURING_DISCIPLINE", (a["candidate_id"],), "award", number, what)
                break


def unsupported(
    cursor: duckdb.DuckDBPyConnection, history: History, on: date, ladder: Ladder, settled: Kept
) -> Iterable[Finding]:
    """Titles whose own standard, by the law of their year, the records do not carry: three CSTĐCS in a row, LĐTT, an
    initiative, the share of members. Forms of commendation have other ways, which are not in the records."""
    held: dict[int, list[int]] = defaultdict(list)
    ldtt = {(a["candidate_id"], a["year"]) for a in history["award"].values() if a["code"] == "LDTT"}
    for number, a in history["award"].items():
        known = a["decided_on"] or date(a["year"], 12, 31)
        if a["state"] == "CONFIRMED" and kind_of(a["code"]) == "TITLE" and known <= on:
            held[a["year"]].append(number)
    confirmed = frozenset(settled.confirmed)
    for year in sorted(held):
        rungs = [r for r in ladder.judged(year, confirmed) if kind_of(r.code) == "TITLE"]
        if not rungs:
            continue
        plan = ladder.plan(year, confirmed, only=[r.id for r in rungs])
        ids = sorted({history["award"][n]["candidate_id"] for n in held[year]})
        (counted,) = tally(cursor, plan, [on], ids)
        found = assess(plan, on, counted.roster, counted.counts)
        for number in held[year]:
            a = history["award"][number]
            row = found.find(a["candidate_id"])
            if row is None:
                continue
            track, place = found.place(row)
            rung = next((r for r in rungs if r.code == a["code"] and r in ladder.of(track)), None)
            if rung is None:
                continue
            lacks: list[tuple[str, str]] = []
            result = found.tracks[track]
            if not result.met[result.at(rung.root)][place]:
                route = route_table(found, track, rung.root, np.array([row])).nearest_route(0)
                lacks = [(m.criterion.short.vi, m.criterion.short.en) for m in route.missing]
            if a["code"] == "CSTDCS" and (a["candidate_id"], year) not in ldtt:
                lacks.append(("LĐTT", "LĐTT"))
            if lacks:
                what = {"code": a["code"], "label": a["label"], "year": year, "lacks": lacks}
                yield Finding("UNSUPPORTED", (a["candidate_id"],), "award", number, what)


# ---------------------------------------------------------------- how many verdicts hang on a finding


def weigh(found: Sequence[Finding], assessment: Assessment, history: History) -> list[Finding]:
    """The findings with the candidates whose status differs between the ways in which it could be mended."""
    plan, counts = assessment.plan, assessment.counts
    place = {int(n): i for i, n in enumerate(assessment.roster["candidate_id"])}
    measures: dict[str, list[int]] = defaultdict(list)
    by_code: dict[str, list[int]] = defaultdict(list)
    by_section: dict[str, int] = {}
    for name, m in plan.measures.items():
        measures[m.kind].append(plan.measure_index[name])
        for code in m.codes:
            by_code[code].append(plan.measure_index[name])
        if m.kind == "ATTESTATION":
            by_section[str(m.criterion)] = plan.measure_index[name]

    def status(changed: Counts) -> Any:
        return assess(plan, assessment.on, assessment.roster, changed).status

    def settled(which: Sequence[int]) -> Any:
        """Where it matters how the papers missing for these measures turn out."""
        good, bad = counts.have.copy(), counts.pending.copy()
        good[which] += counts.pending[which]
        bad[which] = 0
        best, worst = replace(counts, have=good, pending=bad), replace(counts, pending=bad)
        return status(best) != status(worst)

    def without(which: Sequence[int]) -> Any:
        """Where it matters whether one of these results counts."""
        fewer = counts.have.copy()
        fewer[which] = np.maximum(fewer[which] - 1, 0)
        return status(replace(counts, have=fewer)) != assessment.status

    def with_one_more(which: Sequence[int]) -> Any:
        """Where it matters whether what was counted once is two."""
        more = counts.have.copy()
        more[which] += 1
        return status(replace(counts, have=more)) != assessment.status

    memo: dict[tuple[str, tuple[int, ...]], Any] = {}

    def differs(way: Callable[[Sequence[int]], Any], which: Iterable[int]) -> Any:
        key = (way.__name__, tuple(sorted(set(which))))
        if not key[1]:
            return np.zeros(assessment.size, dtype=bool)
        if key not in memo:
            memo[key] = way(list(key[1]))
        return memo[key]

    other_track = None

    def hanging(f: Finding) -> Iterable[int]:
        nonlocal other_track
        mine = [place[c] for c in f.candidates if c in place]
        if f.fault == "MISSING_RATING":
            mask = differs(settled, measures["RATING"])
        elif f.fault == "UNATTESTED":
            mask = differs(settled, (by_section[s] for s in f.what["sections"] if s in by_section))
        elif f.fault == "CONTRADICTED":
            mask = differs(without, [by_section[f.what["section"]]])
        elif f.fault == "NO_DECISION":
            which = by_code[f.what["code"]]
            mask = differs(settled, which) | differs(without, which)
        elif f.fault == "OVERLAP":
            if other_track is None:
                other_track = status_on_other_track(assessment) != assessment.status
            mask = other_track if f.what["other"] else np.zeros(assessment.size, dtype=bool)
        elif f.fault in ("GAP", "OLD_FONT", "ORIGIN") or f.table == "post":
            mask = np.zeros(assessment.size, dtype=bool)
        elif f.fault == "COUNTED_ONCE":
            mask = differs(with_one_more, by_code[history[f.table][f.record or 0]["code"]])
        elif f.fault == "NAMESAKES":
            mask = merged(assessment, mine) != assessment.status
        elif f.fault == "TWO_DATES":
            return  # whichever date is right, the decision counts once and in the same year
        else:
            record = history[f.table][f.record or 0]
            mask = differs(without, by_code[record.get("level") or record["code"]])
        for i in mine:
            if mask[i]:
                yield int(assessment.roster["candidate_id"].iloc[i])

    return [replace(f, hang=frozenset(hanging(f))) for f in found]


def status_on_other_track(assessment: Assessment) -> Any:
    """Everybody's status if leaders were judged as staff and staff as leaders."""
    plan = assessment.plan
    leader = next((t.id for t in plan.track if t.who == "LEADER"), None)
    staff = next((t.id for t in plan.track if t.who == "STAFF"), None)
    if leader is None or staff is None:
        return assessment.status
    swapped = assessment.roster["track"].astype(str).replace({leader: "\0", staff: leader}).replace({"\0": staff})
    return assess(plan, assessment.on, assessment.roster.assign(track=swapped), assessment.counts).status


def merged(assessment: Assessment, mine: Sequence[int]) -> Any:
    """Everybody's status if these candidates were one, with the results of all."""
    counts = assessment.counts
    have, pending = counts.have.copy(), counts.pending.copy()
    if mine:
        have[:, mine] = counts.have[:, mine].sum(axis=1, keepdims=True)
        pending[:, mine] = counts.pending[:, mine].max(axis=1, keepdims=True)
    changed = replace(counts, have=have, pending=pending)
    return assess(assessment.plan, assessment.on, assessment.roster, changed).status


def as_findings(found: Iterable[Finding], standing: Standing, words: Words) -> list[dict[str, Any]]:
    """Findings as JSON: ``kind``, ``code`` (of the first concerned, or None), ``text``, ``verdicts``."""
    codes = {
        int(i): str(code)
        for f in (standing.assessment.roster, standing.apart)
        for i, code in zip(f["candidate_id"], f["code"], strict=True)
    }
    return [
        {
            "kind": f.fault,
            "code": codes.get(f.candidates[0]) if f.candidates else None,
            "text": finding_said(f.fault, f.what, words),
            "verdicts": len(f.hang),
        }
        for f in found
    ]
