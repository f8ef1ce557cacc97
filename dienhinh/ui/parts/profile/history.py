"""The history on a line of time, and what was changed in it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dienhinh.charts import timeline
from dienhinh.criteria.validity import validity
from dienhinh.kinds.sentence import N_
from dienhinh.locale.names import GROUND_WORD, LEVEL_WORD, RESULT_WORD, STATE_WORD, code_name
from dienhinh.locale.records import Records, decision
from dienhinh.locale.statuses import KIND_WORD
from dienhinh.store import change_log
from dienhinh.ui import data
from dienhinh.ui.changes import in_words
from dienhinh.ui.chart import Chart, look
from dienhinh.ui.frame import Page
from dienhinh.ui.html import folded, table
from dienhinh.ui.people import Person

MOST_CHANGES = 200


def history(page: Page, person: Person, records: Records) -> Chart | None:
    """The timeline, with the same records as a table; None when nothing is recorded."""
    words, on = page.words, page.view.on
    lanes = {k: words.t(v) for k, v in KIND_WORD.items() if k not in ("AWARD",)} | {"POST": words.t("Post")}
    used = ["POST", "RATING", "TITLE", "COMMENDATION", "INITIATIVE", "ATTESTATION", "DISCIPLINE"]
    spans, marks, rows = [], [], []
    end = max(on, page.plan.period.end)
    for r in records["post"].itertuples(index=False):
        label = str(r.position or words.t("leading post" if r.leads else "staff"))
        spans.append({"lane": lanes["POST"], "label": label, "start": r.from_on, "end": r.until_on or end})
        until = words.date(r.until_on) if r.until_on else words.t("now")
        rows.append((r.from_on, lanes["POST"], f"{label}, {r.unit_name}", f"{words.date(r.from_on)} – {until}", ""))
    for r in records["discipline"].itertuples(index=False):
        spans.append(
            {
                "lane": lanes["DISCIPLINE"],
                "label": code_name(r.code, r.label),
                "start": r.from_on,
                "end": r.until_on or end,
            }
        )
        until = words.date(r.until_on) if r.until_on else "…"
        state = words.t("revoked") if r.revoked else ""
        rows.append(
            (r.from_on, lanes["DISCIPLINE"], code_name(r.code, r.label), f"{words.date(r.from_on)} – {until}", state)
        )

    def mark(
        lane: str, label: str, when: date, state: str, said: str, cited: str, year: object = "", rests: str = "",
        of: object = None,
    ) -> None:  # fmt: skip
        said = words.t("{what} (of the former {unit})", what=said, unit=of) if of else said
        shown = "" if state == "CONFIRMED" else words.t(STATE_WORD[state])
        known = "" if when <= on else words.t("not yet known on this date")
        note = "; ".join(x for x in (shown, known, rests) if x)
        marks.append(
            {
                "lane": lanes[lane],
                "label": label,
                "on": when,
                "state": state,
                "hover": "<br>".join(x for x in (said, cited, note) if x),
            }
        )
        rows.append((when, lanes[lane], f"{said} ({year})" if year else said, cited, note))

    for r in records["rating"].itertuples(index=False):
        basis = validity().basis_of_rating(int(r.year))
        mark(
            "RATING",
            code_name(r.code),
            r.known_on,
            r.state,
            code_name(r.code),
            decision(r.decision_no, r.decided_on, words),
            r.year,
            words.t("by {number}", number=basis.number) if basis else "",
            r.of,
        )
    for r in records["award"].itertuples(index=False):
        said = code_name(r.code, r.label)
        cited = decision(r.decision_no, r.decided_on, words)
        rests = words.t(GROUND_WORD[r.ground]) if r.ground else ""
        mark(r.kind, said, r.known_on, r.state, said, cited, r.year, rests, r.of)
    for r in records["initiative"].itertuples(index=False):
        refused = r.recognised is False or r.applied is False
        state = (
            "REVOKED"
            if r.revoked
            else "REFUSED"
            if refused
            else "CONFIRMED"
            if r.recognised and r.applied
            else "PENDING"
        )
        said = f"{r.title} ({words.t(LEVEL_WORD[r.level])})"
        mark(
            "INITIATIVE",
            words.t(LEVEL_WORD[r.level]),
            r.known_on,
            state,
            said,
            decision(r.decision_no, r.decided_on, words),
            r.year,
            of=r.of,
        )
    for r in records["attestation"].itertuples(index=False):
        by = ", ".join(str(x) for x in (r.by_person, r.evidence) if x)
        said = f"{r.criterion}: {words.t(RESULT_WORD[r.result])}"
        mark(
            "ATTESTATION",
            r.criterion,
            r.on_date,
            r.result,
            said,
            ", ".join(x for x in (by, words.date(r.on_date)) if x),
            of=r.of,
        )
    title = (
        words.t("History"),
        words.t("posts, ratings, awards, initiatives and attestations by the date they were decided"),
    )
    if not rows:
        return None
    present = {m["lane"] for m in (*spans, *marks)}
    period = (page.plan.period.start, page.plan.period.end)
    figure = timeline(
        pd.DataFrame(spans, columns=["lane", "label", "start", "end"]),
        pd.DataFrame(marks, columns=["lane", "label", "on", "state", "hover"]),
        [lanes[k] for k in used if lanes[k] in present],
        on,
        period,
        look(),
        words.date(on),
    )
    rows.sort(key=lambda r: r[0])
    head = [words.t("Date"), words.t("Kind"), words.t("Record"), words.t("Decision"), words.t("Note")]
    alt = words.t("Timeline of {name}: {n} records", name=person["name"], n=len(rows))
    return Chart(title, figure, "chart.timeline", alt, words, head, [[words.date(r[0]), *r[1:]] for r in rows])


def changes(page: Page, candidate_id: int) -> str:
    """The change log of this candidate's records, folded; the newest first."""
    words = page.words
    found = change_log(data.store().cursor(), candidate_id)
    rows = []
    for change in found[:MOST_CHANGES]:
        when, who, action, kind, _, what = in_words(change, words)
        rows.append([when, who, f"{kind}: {action}", what, change.why or ""])
    head = [words.t(h) for h in (N_("When"), N_("Who"), N_("Action"), N_("What it said → says"), N_("Why"))]
    return folded(f"{words.t('Change log')} · {len(found)}", table(head, rows))
