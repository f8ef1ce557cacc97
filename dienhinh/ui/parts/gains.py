"""The overview's other charts: awards by year, the exemplars' way, progress of those striving, what holds back."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd

from dienhinh.charts import by_year as by_year_parts
from dienhinh.charts import funnel, holding_back, spread
from dienhinh.criteria import Status
from dienhinh.criteria.pipeline import by_year as by_year_of
from dienhinh.kinds.codes import STAGES
from dienhinh.locale.names import STAGE_WORD, code_name
from dienhinh.ui import address, data
from dienhinh.ui.chart import Chart, look
from dienhinh.ui.frame import PROGRESS, ROADMAP, Page


def won(page: Page, rows: list[int]) -> Chart | None:
    """The awards that the plan counts, by achievement year and kind, as known on the day."""
    words, plan = page.words, page.plan
    counted = {c for m in plan.measures.values() if m.kind == "AWARD" for c in m.codes}
    mine = set(page.assessment.roster["candidate_id"].iloc[rows].tolist())
    facts = data.facts_known(page.view.on)
    facts = facts[(facts["kind"] == "AWARD") & facts["code"].isin(counted) & facts["candidate_id"].isin(mine)]
    years = [y for y in plan.period.years if y <= page.view.on.year]
    facts = facts[facts["year"].isin(years)]
    if facts.empty:
        return None
    common = [str(c) for c in facts["code"].value_counts().index]
    groups = [(code_name(c), {c}) for c in common[:3]]
    if len(common) > 3:
        groups.append((words.t("others"), set(common[3:])))
    parts = [(name, [int((facts["code"].isin(of) & (facts["year"] == y)).sum()) for y in years]) for name, of in groups]
    open_ = set(plan.open_years(page.view.on))
    labels = [f"{y}*" if y in open_ else str(y) for y in years]
    last = words.t("* open until {day}", day=plan.deadline(max(open_))) if open_ else ""
    return Chart(
        (words.t("Awards by year"), words.t("decisions counted") + (f" · {last}" if last else "")),
        by_year_parts(labels, parts, look(), "{year}: {n} {part}"),
        "chart.awards",
        words.t("Stacked columns: for each year the number of awards, by kind."),
        words,
        [words.t("Year"), *(name for name, _ in parts)],
        [[str(y), *(n[i] for _, n in parts)] for i, y in enumerate(years)],
        numbers=range(1, len(parts) + 1),
        legend=[(look().series(i), name) for i, (name, _) in enumerate(parts)],
    )


def pipeline(page: Page) -> Chart | None:
    """The exemplars on their way: how many reached each stage, and what share of those before."""
    words, on = page.words, page.view.on
    reached = Counter(stage for stage, day in data.stage_entries() if day <= on)
    if not reached:
        return None
    n = [reached[s] for s in STAGES]
    notes = ["", *(f"{round(100 * b / a)}%" if a else "" for a, b in pairwise(n))]
    place = STAGES.index("DANG_KY")
    notes[place] = words.t("sought {low}–{high}", low=page.plan.target.at_least, high=page.plan.target.at_most)
    names = [words.t(STAGE_WORD[s]) for s in STAGES]
    years = list(range(page.plan.period.first_year, max(page.plan.period.last_year, on.year) + 1))
    by = by_year_of(((stage, day) for stage, day in data.stage_entries() if day <= on), years)
    return Chart(
        (words.t("From discovery to replication"), words.t("exemplars and models of the office")),
        funnel(names, n, list(STAGES), notes, place, look()),
        "chart.stages",
        words.t("Bars: how many exemplars reached each stage."),
        words,
        [words.t("Stage"), *map(str, years), words.t("All")],
        [[names[i], *(v or "–" for v in by[s]), n[i]] for i, s in enumerate(STAGES)],
        lambda point: address.go(ROADMAP),
        numbers=range(1, len(years) + 2),
    )


def progress(page: Page, rows: list[int]) -> Chart | None:
    """How far those still striving have come, in tenths."""
    words = page.words
    mine = [i for i in rows if page.assessment.status[i] == Status.ON_TRACK]
    if not mine:
        return None
    tenth = np.minimum((page.assessment.progress[mine] * 10).astype(int), 9)
    first = int(tenth.min())
    n = np.bincount(tenth, minlength=10)[first:].tolist()
    labels = [f"{10 * k}%" for k in range(first, 10)]
    return Chart(
        (words.t("Progress of the {n} still striving", n=len(mine)), ""),
        spread(labels, n, look(), words.t("from {range} on: {n}", range="{range}", n="{n}")),
        "chart.progress",
        words.t("Columns: how many candidates still striving have come how far."),
        words,
        [words.t("Progress"), words.t("Candidates")],
        [[label, k] for label, k in zip(labels, n, strict=True)],
        lambda point: address.toggle("status", "ON_TRACK"),
        numbers=(1,),
    )


def holding(page: Page, rows: list[int]) -> Chart | None:
    """For those not eligible: how many lack each part of their tree, and for how many it is the only one."""
    words, assessment = page.words, page.assessment
    wanted = set(rows)
    lacking: dict[str, int] = {}
    only: dict[str, int] = {}
    for track, result in assessment.tracks.items():
        parts = page.plan.criteria[page.plan.tracks[track].criterion].parts
        mine = np.array([int(r) in wanted for r in result.rows], dtype=bool) & ~result.met[-1]
        unmet = ~result.met[[result.at(p) for p in parts]][:, mine]
        alone = unmet.sum(axis=0) == 1
        for part, row in zip(parts, unmet, strict=True):
            lacking[part] = lacking.get(part, 0) + int(row.sum())
            only[part] = only.get(part, 0) + int((row & alone).sum())
    codes = sorted((c for c in lacking if lacking[c]), key=lambda c: -lacking[c])
    if not codes:
        return None
    labels = [f"{page.plan.criteria[c].short.in_(words.lang)} ({page.plan.criteria[c].section})" for c in codes]
    frame = pd.DataFrame(
        {"code": codes, "label": labels, "lacking": [lacking[c] for c in codes], "only": [only[c] for c in codes]}
    )
    return Chart(
        (words.t("What holds back the most"), words.t("candidates not eligible, by the criterion that they lack")),
        holding_back(frame, look(), words.t("the only one lacking"), words.t("beside others")),
        "chart.holding",
        words.t("Bars: for each criterion the number of candidates who lack it."),
        words,
        [words.t("Criterion"), words.t("Lacking"), words.t("the only one lacking")],
        frame[["label", "lacking", "only"]].to_numpy().tolist(),
        lambda point: address.go(PROGRESS, lacks=point[0]),
        numbers=(1, 2),
        legend=[(look().strong(), words.t("the only one lacking")), (look().weak(), words.t("beside others"))],
    )
