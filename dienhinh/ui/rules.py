"""Rules tried: another threshold or another reading of a policy, who gains and who loses; and the register of the
verdicts that hang on each policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dienhinh.charts import spread, year_ends
from dienhinh.criteria import STATUSES, Assessment, Criterion, Plan
from dienhinh.criteria.compare import Comparison, by_group, compare
from dienhinh.criteria.rules import sweep, thresholds, under, with_needs
from dienhinh.criteria.scenario import Scenario
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import STATUS_MARK, STATUS_WORD
from dienhinh.store.scenarios import Kept
from dienhinh.ui import address, data
from dienhinh.ui.chart import Chart, heading, look
from dienhinh.ui.frame import Page
from dienhinh.ui.html import esc, show, table
from dienhinh.ui.tables import cut_table, download, some_names
from dienhinh.ui.waits import waits
from dienhinh.verdicts.answer import none

MOST = 6


Keep = Callable[[Scenario], None]


def draw(page: Page, kept: Kept | None, keep: Keep) -> None:
    """A threshold and a reading on the left, the register on the right; ``keep`` puts what is tried into the scenario
    shown (``kept``), or into a new one."""
    words = page.words
    show(f'<div class="dh-scenario" role="note">{esc(mark(words))}</div>')
    label = words.t("Add to the scenario {name}", name=kept.scenario.name) if kept else words.t("Make a scenario of it")
    left, right = st.columns([9, 11], gap="large")
    with left:
        threshold(page, label, keep)
    with right:
        reading(page, label, keep)
        register(page)


def mark(words: Words) -> str:
    return words.t("SCENARIO, not official: {name}", name=words.t("other rules"))


def threshold(page: Page, label: str, keep: Keep) -> None:
    """One threshold changed: who gains, who loses, and the curve over its range."""
    words, plan = page.words, page.plan
    heading(words.t("Another threshold"), words.t("judged on the same records; the plan in force stays as it is"))
    leaf, state = choose_criterion(page, plan, words.t("Criterion"), "rules.criterion"), st.session_state
    said = tried_in(page).get(leaf.id, "")
    state["rules.need"] = min(int(said), MOST) if said.isdecimal() else int(leaf.need or 0)
    need = int(
        st.slider(
            words.t("Threshold"),
            0,
            MOST,
            key="rules.need",
            on_change=lambda: try_out(page, leaf.id, str(state["rules.need"])),
        )
    )
    st.caption(words.t("in the plan: {n}; tried: {need}", n=int(leaf.need or 0), need=need))
    after = under(page.assessment, with_needs(plan, {leaf.id: need}))
    who_moves(page, page.assessment, after, "rules.moved.need")
    made = scenario_of(page, leaf, need)
    st.button(
        label,
        key="rules.keep",
        icon=":material/science:",
        on_click=keep,
        args=(made,),
        **waits(words, changed=need != leaf.need),
    )
    curve(page, leaf.id).draw()


def choose_criterion(page: Page, plan: Plan, label: str, key: str) -> Criterion:
    """The box in which one threshold is chosen; which one stands in the address."""
    leaves = {c.id: c for c in thresholds(plan)}
    chosen = next((c for c in tried_in(page) if c in leaves), next(iter(leaves)))
    st.session_state[key] = chosen
    st.selectbox(
        label,
        list(leaves),
        format_func=lambda c: f"{leaves[c].section} · {leaves[c].in_(page.words.lang)}",
        key=key,
        on_change=lambda: try_out(page, str(st.session_state[key]), ""),
    )
    return leaves[chosen]


def scenario_of(page: Page, leaf: Criterion, need: int) -> Scenario:
    """A scenario of one threshold."""
    words = page.words
    said = words.t("Threshold {n}: {what}", n=need, what=leaf.short.in_(words.lang))
    return Scenario(name=said[:80], needs={leaf.id: need})


def range_of(page: Page, base: Assessment, keep: Keep) -> None:
    """How many are eligible at each threshold of one criterion, the present one standing out; a click tries it."""
    words = page.words
    leaf = choose_criterion(page, base.plan, words.t("If the threshold were another"), "rules.range")
    found = sweep(base, leaf.id, MOST)
    n, now = found["ELIGIBLE"].tolist(), int(leaf.need or 0)
    labels = [words.t("{n} (the plan)", n=k) if k == int(page.plan.criteria[leaf.id].need or 0) else str(k)
              for k in found["need"]]  # fmt: skip

    def clicked(point: list[Any]) -> None:
        keep(scenario_of(page, leaf, int(point[0])))

    Chart(
        (
            words.t("Eligible at each threshold"),
            words.t("{section}; a click tries it", section=leaf.section),
        ),
        spread(labels, n, look(), "{range}: {n}", strong=now, status=False),
        "chart.range",
        words.t("Columns: for each threshold the number of candidates eligible."),
        words,
        [words.t("Threshold"), *(words.t(STATUS_WORD[s]) for s in STATUSES)],
        found.to_numpy().tolist(),
        clicked,
        numbers=range(5),
    ).draw()


def tried_in(page: Page) -> dict[str, str]:
    """The rules tried as the address has them: criterion or policy → value."""
    pairs = (part.partition("=") for part in (page.view.thu or "").split("~") if part)
    return {name: value for name, _, value in pairs}


def try_out(page: Page, name: str, value: str) -> None:
    """From a widget: one rule tried more, in the address; of the criteria and of the policies the last one alone."""
    mine = name in page.plan.criteria
    rest = {k: v for k, v in tried_in(page).items() if (k in page.plan.criteria) != mine}
    address.put("thu", "~".join(f"{k}={v}" for k, v in {name: value, **rest}.items()))


def reading(page: Page, label: str, keep: Keep) -> None:
    """Another admitted reading of one policy: who gains, who loses."""
    words = page.words
    heading(words.t("Another reading of a policy"))
    policies = {p.id: p for p in page.plan.policy if len(p.choices) > 1}
    left, right = st.columns(2)
    asked, state = tried_in(page), st.session_state
    chosen = next((p for p in asked if p in policies), next(iter(policies)))
    others = {c.id: c.in_(words.lang) for c in policies[chosen].choices if c.id != policies[chosen].choice}
    choice = asked[chosen] if asked.get(chosen) in others else next(iter(others))
    state["rules.policy"], state[f"rules.choice.{chosen}"] = chosen, choice
    left.selectbox(
        words.t("Policy"),
        list(policies),
        format_func=lambda p: f"{p} · {policies[p].question.in_(words.lang)}",
        key="rules.policy",
        on_change=lambda: try_out(page, str(state["rules.policy"]), ""),
    )
    right.selectbox(
        words.t("If it were read so"),
        list(others),
        format_func=others.__getitem__,
        key=f"rules.choice.{chosen}",
        on_change=lambda: try_out(page, chosen, str(state[f"rules.choice.{chosen}"])),
    )
    after = data.judged_by(page.plan.with_choices({chosen: choice}), page.view.on).assessment
    who_moves(page, page.assessment, after, "rules.moved.choice")
    made = Scenario(name=f"{chosen}: {others[choice]}"[:80], choices={chosen: choice})
    st.button(label, key="rules.keep.choice", icon=":material/science:", on_click=keep, args=(made,))


def who_moves(page: Page, base: Assessment, after: Assessment, key: str) -> None:
    words = page.words
    found = compare(base, after)
    before, now = (int(found.counts.loc["ELIGIBLE", c]) for c in ("before", "after"))
    st.markdown(f"**{words.t('Eligible: {before} → {after}', before=before, after=now)}**")
    show_flips(page, found, words.t("Status"), words.t("Nobody’s verdict changes."), mark(words), key)
    who_gains(page, found, base, after, key)
    earlier_years(page, after.plan)


GROUP_WORD = {"unit_name": N_("Unit"), "track": N_("Track"), "position": N_("Post")}


def who_gains(page: Page, found: Comparison, base: Assessment, after: Assessment, key: str) -> None:
    """Gains and losses by unit, track and post."""
    words = page.words
    if not len(found.flips):
        return
    group = st.segmented_control(
        words.t("Who gains, by"),
        list(GROUP_WORD),
        format_func=lambda g: words.t(GROUP_WORD[g]),
        default="unit_name",
        required=True,
        key=f"{key}.group",
    )
    rows = by_group(found, base, after, str(group))
    tracks = {t.id: t.in_(words.lang) for t in page.plan.track}
    lines = [
        [tracks.get(name, name) or "–", f"{eligible:+d}" if eligible else "–", better or "–", worse or "–"]
        for name, eligible, better, worse in rows.itertuples(index=False, name=None)
    ]
    head = [words.t(h) for h in (GROUP_WORD[str(group)], N_("Eligible"), N_("Better off"), N_("Worse off"))]
    cut_table(words, head, lines, mark(words), f"{key}.groups", numbers=(1, 2, 3))


def earlier_years(page: Page, changed: Plan) -> None:
    """How the same change would have fallen at the end of every earlier year."""
    words, on = page.words, page.view.on
    if changed.digest == page.plan.digest:
        return
    days = [d for y in page.plan.period.years if (d := date(y, 12, 31)) < on]
    if not days:
        return
    lines = [
        [words.date(f.on), f"{f.before[0]} → {f.after[0]}", f.better or "–", f.worse or "–"]
        for f in data.fallen_in(changed, tuple(days), on)
    ]
    head = [words.t(h) for h in (N_("Year-end"), N_("Eligible"), N_("Better off"), N_("Worse off"))]
    show(
        f"<p><b>{esc(words.t('The same change in every earlier year'))}</b></p>{table(head, lines, numbers=(1, 2, 3))}"
    )


def show_flips(page: Page, found: Comparison, heading_of_move: str, nobody: str, caption: str, key: str) -> None:
    """Whose status differs, from what to what; ``nobody`` where there is none. ``caption`` and ``key``: of the download
    of a long list."""
    words = page.words
    lines = [[r["name"], r["code"], moved(page, r["before"], r["after"])] for r in found.flips.to_dict("records")]
    if lines:
        head = [words.t("Name"), words.t("Code"), heading_of_move]
        cut_table(words, head, lines, caption, key)
    else:
        st.caption(nobody)


def counts_table(page: Page, found: Comparison, before: str, after: str) -> str:
    """How many stand where in two standings beside each other, and the difference."""
    words = page.words
    lines = [
        [f"{STATUS_MARK[s]} {words.t(STATUS_WORD[s])}", b, a, f"{a - b:+d}" if a != b else "–"]
        for s, (b, a) in zip(STATUSES, found.counts.to_numpy().tolist(), strict=True)
    ]
    return table([words.t("Status"), before, after, words.t("Difference")], lines, numbers=(1, 2, 3))


def moved(page: Page, before: object, after: object) -> str:
    words = page.words
    return " → ".join(words.t(STATUS_WORD[str(s)]) if none(s) else words.t("no candidate") for s in (before, after))


def curve(page: Page, criterion: str) -> Chart:
    """How many stand in each status at each threshold."""
    words = page.words
    found = data.swept(page.view.on, criterion, MOST)
    frame = found.melt(id_vars="need", var_name="status", value_name="n")
    frame = frame.assign(on=frame["need"].astype(str), code=frame["need"].astype(str)).sort_values(
        "need", kind="stable"
    )
    labels = {s: words.t(STATUS_WORD[s]) for s in STATUSES}
    return Chart(
        (words.t("The threshold over its range"), words.t("how many stand where, at each threshold")),
        year_ends(frame, look(), labels, "{group}: {n} · {status}"),
        "chart.sweep",
        words.t("Stacked bars: for each threshold the number of candidates in each status."),
        words,
        [words.t("Threshold"), *labels.values()],
        found.to_numpy().tolist(),
        numbers=range(5),
        legend=[(look().status(s), labels[s]) for s in STATUSES],
    )


def register(page: Page) -> None:
    """For each policy the verdicts that another admitted reading would change, by name."""
    words = page.words
    heading(
        words.t("Which verdicts hang on which policy"),
        words.t("what each other admitted reading would change on this date"),
    )
    lines, every = _register(data.seen(page.view.on), words.lang, page)
    headings = [words.t(h) for h in (N_("Policy"), N_("If it were read so"), N_("Verdicts"), N_("Whose"))]
    show(f'<div class="dh-register">{table(headings, lines, numbers=(2,))}</div>')
    if every:
        title = words.t("Which verdicts hang on which policy")
        frame = pd.DataFrame(every, columns=[words.t(h) for h in ("Policy", "If it were read so", "Name", "Status")])
        download(words, frame, title, mark(words), "quy-uoc.xlsx", "rules.register")


@st.cache_resource(show_spinner=False, max_entries=8)
def _register(seen: tuple[Any, ...], lang: str, _page: Page) -> tuple[list[list[Any]], list[list[Any]]]:
    """The register's lines, and a line for every verdict."""
    lines, every = [], []
    for policy in _page.plan.policy:
        for choice in policy.choices:
            if choice.id == policy.choice:
                continue
            found: pd.DataFrame = data.other_reading(_page.view.on, policy.id, choice.id)
            moves: dict[str, list[str]] = {}
            for r in found.to_dict("records"):
                moves.setdefault(moved(_page, r["before"], r["after"]), []).append(str(r["name"]))
            whose = "; ".join(f"{move}: {some_names(_page.words, names)}" for move, names in moves.items())
            lines.append([policy.id, choice.in_(_page.words.lang), len(found), whose or "–"])
            every += [
                [policy.id, choice.in_(_page.words.lang), name, move] for move, names in moves.items() for name in names
            ]
    return lines, every
