"""Everybody whom offices have sent, judged by the very same evaluator, and told by province, office, track, status."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dienhinh.counting.query import Tally, TallyQuery
from dienhinh.criteria import STATUSES, Plan, assess
from dienhinh.kinds.sentence import N_
from dienhinh.rollup.answers import Answers
from dienhinh.rollup.fitness import OTHERWISE
from dienhinh.rollup.gathering import Gathered, Twice, make_one, opened, persons
from dienhinh.rollup.manifest import Manifest, Unfit
from dienhinh.store.tally import tally

COLUMNS = ["date", "province", "office", "track", "status", "n"]


@dataclass
class Total:
    """``frame``: columns date, province, office, track (the plan's id), status (code), n (<NA>: fewer than may be
    told); of ``of`` offices those not in ``left_out`` are counted; ``twice``: what several offices sent."""

    frame: pd.DataFrame
    of: int
    left_out: list[tuple[str, Unfit]]
    twice: list[Twice] = field(default_factory=list)


def total(found: Gathered, plan: Plan, dates: Sequence[date], engine: str = "duckdb") -> Total:
    """All offices together on each of ``dates``. What was counted by another plan, or on another day than asked for, is
    left out and said; ``found`` itself stays as it is."""
    found = Gathered(found.root, dict(found.offices), list(found.left_out))
    of = len(found.offices) + len(found.left_out)
    period = f"{plan.period.first_year}-{plan.period.last_year}"
    for place, (_, m) in list(found.offices.items()):
        if m.period != period:
            found.leave_out(place, Unfit(N_("it is of another period ({period})"), period=m.period))
        elif m.depth != "facts" and m.digest != plan.digest:
            found.leave_out(place, Unfit(N_("it was counted by another plan ({plan})"), plan=m.plan))
        elif m.depth != "facts" and m.day not in dates:
            found.leave_out(
                place, Unfit(N_("it was counted as of another day ({day})"), day=m.day.strftime("%d/%m/%Y"))
            )
    frames = [_counts(found, on) for on in dates]
    began = {on: _began(found, on) for on in dates}
    connection, several = opened(found, {key for of in began.values() for key in of})
    twice: list[Twice] = []
    told: dict[date, dict[str, int]] = {}

    def made_one(on: date) -> None:
        again = make_one(connection, found, on, began[on]) if several else []
        twice.extend(t for t in again if t not in twice)
        told[on] = persons(connection, began[on]) if several else {}

    with closing(connection):
        if found.of_depth("facts"):
            if engine == "spark":
                from dienhinh.rollup.cluster import judged_on_spark

                frames += judged_on_spark(connection, found, plan, dates, several, made_one)
            else:
                for days in [[on] for on in dates] if several else [list(dates)]:
                    for on in days:
                        made_one(on)
                    frames += [summed(found, t, plan) for t in tally(connection, plan, days)]
        packed, again = _packed(found, plan, told)
    frames += packed
    twice += again
    whole = pd.concat(frames) if frames else pd.DataFrame(columns=COLUMNS)
    whole = whole.groupby(COLUMNS[:-1], dropna=False)["n"].sum(min_count=1).reset_index()
    order = {s: i for i, s in enumerate(STATUSES)}
    whole = whole.sort_values(
        COLUMNS[:-1], key=lambda c: c.map(order).fillna(99) if c.name == "status" else c
    ).reset_index(drop=True)
    return Total(whole.astype({"n": "Int64"})[COLUMNS], of, found.left_out, twice)


def summed(found: Gathered, counted: Tally, plan: Plan) -> pd.DataFrame:
    """Candidates judged, by office, track and status."""
    judged = assess(plan, counted.on, counted.roster, counted.counts)
    tracks = np.array([t.id for t in plan.track])
    return grouped(
        found, counted.on, counted.roster["candidate_id"].to_numpy() >> 32, tracks[counted.roster["track"].cat.codes],
        judged.status,
    )  # fmt: skip


def grouped(found: Gathered, on: date, offices: np.ndarray, tracks: np.ndarray, statuses: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame({"number": offices, "track": tracks, "status": statuses.astype(int)})
    cells = frame.groupby(["number", "track", "status"]).size().rename("n").reset_index()
    return named(found, on, cells)


def named(found: Gathered, on: date, cells: pd.DataFrame) -> pd.DataFrame:
    """Cells (``number`` of the office, ``track``, ``status`` as a place, ``n``) with provinces and offices by name."""
    by = {m.number: m for _, m in found.offices.values()}
    return pd.DataFrame(
        {
            "date": on,
            "province": [by[int(i)].province for i in cells["number"]],
            "office": [by[int(i)].office for i in cells["number"]],
            "track": cells["track"].astype(str),
            "status": [STATUSES[int(s)] for s in cells["status"]],
            "n": cells["n"].astype("Int64"),
        },
        columns=COLUMNS,
    )


def _counts(found: Gathered, on: date) -> pd.DataFrame:
    frames = [
        pq.read_table(folder / "counts.parquet").to_pandas().assign(province=m.province, office=m.office, date=on)
        for folder, m in found.of_depth("counts")
        if m.day == on
    ]
    if not frames:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(frames).astype({"n": "Int64"})[COLUMNS]


def _began(found: Gathered, on: date) -> dict[str, date]:
    """Of those of whom words were sent for a day, since when they hold their latest post (by the person's key)."""
    latest: dict[str, date] = {}
    for folder, m in found.of_depth("packed"):
        if m.day != on:
            continue
        words = pq.read_table(folder / "words.parquet", columns=["person_key", "began"])
        for key, began in zip(words["person_key"].to_pylist(), words["began"].to_pylist(), strict=True):
            if key is not None and began is not None:
                latest[key] = max(began, latest.get(key, date.min))
    return latest


def _packed(found: Gathered, plan: Plan, told_on: dict[date, dict[str, int]]) -> tuple[list[pd.DataFrame], list[Twice]]:
    """Those whose words alone were sent. A person of two offices counts once, in the office of the latest post, with
    what that office knows. ``told_on``: of each day who counts where by facts (person's key → office)."""
    by = {m.number: m for _, m in found.offices.values()}
    held = [(m, pq.read_table(folder / "words.parquet"), folder) for folder, m in found.of_depth("packed")]
    best: dict[tuple[date, str], tuple[date, Manifest]] = {}
    for m, words, _ in held:
        for key, began in zip(words["person_key"].to_pylist(), words["began"].to_pylist(), strict=True):
            since = began or date.min
            if key is not None and ((m.day, key) not in best or since > best[m.day, key][0]):
                best[m.day, key] = (since, m)
    frames: list[pd.DataFrame] = []
    twice: list[Twice] = []
    for m, words, folder in held:
        query = TallyQuery(plan, int(words["width"][0].as_py())) if words.num_rows else TallyQuery(plan)
        if not {*query.bits.words, *query.sums.words} <= set(words.column_names):
            place = next(p for p, (_, other) in found.offices.items() if other is m)
            found.leave_out(place, Unfit(OTHERWISE, file="words.parquet", column="y0"))
            continue
        kept, told = [], told_on.get(m.day, {})
        for key in words["person_key"].to_pylist():
            other = by[told[key]] if key in told else best[m.day, key][1] if key is not None else m
            kept.append(other is m)
            if other is not m:
                both = (f"{other.province}/{other.office}", f"{m.province}/{m.office}")
                twice.append(Twice("PERSON", tuple(sorted(both))))
        words = words.filter(pa.array(kept, pa.bool_()))
        if not words.num_rows:
            continue
        columns = {
            n: words[n].to_numpy(zero_copy_only=False) for n in ("candidate_id", *query.bits.words, *query.sums.words)
        }
        latest = pq.read_table(folder / "latest.parquet").to_pylist()
        rare = Answers(
            set(pq.read_table(folder / "longest.parquet")["candidate_id"].to_pylist()),
            [(r["candidate_id"], r["criterion"], r["state"]) for r in latest],
        )
        counted = query.read(m.day, columns, rare)
        judged = assess(plan, m.day, counted.roster, counted.counts)
        tracks = counted.roster["track"].astype(str).to_numpy()
        frames.append(grouped(found, m.day, np.full(len(tracks), m.number), tracks, judged.status))
    return frames, twice
