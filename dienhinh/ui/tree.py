"""The criteria tree of one candidate as nested lists: each node's mark and count, each leaf with its evidence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dienhinh.criteria import STATUSES, Criterion, Plan, TrackResult
from dienhinh.criteria.leaves import Leaf
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.statuses import NODE_WORD, REASON_WORD, STATUS_MARK
from dienhinh.ui.html import Raw, esc, table

ROLE_MARK = {"HAVE": "●", "PENDING": "◐", "NOT": "–"}
ROLE_WORD = {"HAVE": N_("counts"), "PENDING": N_("awaits papers"), "NOT": N_("does not count")}


def tree(
    plan: Plan,
    result: TrackResult,
    place: int,
    counts: Mapping[str, Leaf],
    evidence: Mapping[str, pd.DataFrame],
    names: Mapping[object, tuple[str, str]],
    words: Words,
) -> str:
    """HTML of the whole tree.

    ``place``: the candidate's place in ``result``. ``counts``: by leaf id. ``evidence``: by measure id, as
    :func:`dienhinh.criteria.explain` gives it. ``names``: a record's id → (what it is, its decision).
    """
    at = {node.id: i for i, node in enumerate(result.nodes)}
    shown: dict[str, str] = {}

    def node_html(node: Criterion) -> str:
        code = STATUSES[result.status[at[node.id], place]]
        said = words.t(NODE_WORD[code])
        count = counts.get(node.id)
        have = (
            f"{count.have}/{count.need}" + (f" +{count.pending}" if count.pending and code != "ELIGIBLE" else "")
            if count
            else ""
        )
        line = (
            f'<div class="dh-node dh-{code.lower()}"><span class="dh-mark"'
            f' title="{esc(said)}">{STATUS_MARK[code]}</span><span>{esc(node.in_(words.lang))}<span'
            f' class="dh-sec">{esc(node.section)}</span></span><span class="dh-have">{esc(have)} <span'
            f' class="dh-state">{esc(said)}</span></span></div>'
        )
        if node.is_leaf:
            return f"<li>{line}{leaf(node)}</li>"
        said = words.t("all of these") if node.all else words.t("any one of these")
        parts = "".join(node_html(plan.criteria[p]) for p in node.parts)
        return f'<li>{line}<p class="dh-any">{esc(said)}</p><ul>{parts}</ul></li>'

    def leaf(node: Criterion) -> str:
        measure = str(node.measure)
        if measure in shown:
            return f'<p class="dh-ev">{esc(words.t("Evidence: as under {section}", section=shown[measure]))}</p>'
        shown[measure] = f"{node.short.in_(words.lang)} ({node.section})"
        lines = evidence[measure]
        if lines.empty:
            return f'<p class="dh-ev">{esc(words.t("Nothing recorded."))}</p>'
        head = [words.t("Year"), words.t("Record"), words.t("Decision"), words.t("Counts?")]
        return f'<div class="dh-ev">{table(head, rows(lines, names, words), bare=True)}</div>'

    root = result.nodes[-1]
    return f'<ul class="dh-tree">{"".join(node_html(plan.criteria[p]) for p in root.parts)}</ul>'


def rows(lines: pd.DataFrame, names: Mapping[object, tuple[str, str]], words: Words) -> list[list[object]]:
    """The evidence's table: year, record, decision, whether it counts and why."""
    found: list[list[object]] = []
    for line in lines.itertuples(index=False):
        what, decision = names.get(line.evidence, ("", ""))
        counts = f"{ROLE_MARK[line.role]} {words.t(ROLE_WORD[line.role])}"
        if line.reason != "COUNTED":
            counts += f": {words.t(REASON_WORD[line.reason])}"
        kind = "dh-not" if line.role == "NOT" else "dh-yes"
        year = "" if pd.isna(line.year) else str(int(line.year))
        found.append([year, what, decision, Raw(f'<span class="{kind}">{esc(counts)}</span>')])
    return found
