"""Everything that is told of an exemplar, as records have it on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dienhinh.locale.names import STAGE_WORD
from dienhinh.store.aside import read_file
from dienhinh.store.records import rows
from dienhinh.ui import data
from dienhinh.ui.frame import Page
from dienhinh.ui.parts.roadmap.pipeline import Pipeline


@dataclass(frozen=True)
class Told:
    """An exemplar to be told of: the code and name, who it is (post and unit, or who carries the model), the stage that
    it has reached and since when, the story's fields, the picture (media type, bytes; None: there is none), where it
    was told by the day, who took the practice up."""

    code: str
    name: str
    under: str
    stage: str
    since: date | None
    field: str
    headline: str
    story: str
    practice: str
    brought: str
    picture: tuple[str, bytes] | None
    tellings: tuple[tuple[date, str, str, str], ...]
    taken_up: tuple[str, ...]


def told_of(page: Page) -> list[Told]:
    """The exemplars of the plan that are registered by the day or have a story, furthest stage first; those taken out
    are left out."""
    pipe, on, words = Pipeline(page), page.view.on, page.words
    cursor = data.store().cursor()
    stories = {r["candidate_id"]: r for r in rows(cursor, "story", plan_id=page.plan.id).values()}
    tellings = list(rows(cursor, "telling", plan_id=page.plan.id).values())
    found = []
    for c in pipe.ids:
        entered = {s: d for s, d in pipe.entered(c).items() if d <= on}
        if not pipe.within(c, on) or ("DANG_KY" not in entered and c not in stories):
            continue
        person, said = pipe.people[c], stories.get(c, {})
        last = max(entered, key=lambda s: list(STAGE_WORD).index(s)) if entered else ""
        under = (
            words.list(person.get("carriers") or [])
            if pipe.is_model(c)
            else " · ".join(
                x for x in (person["position"], person["unit_name"]) if isinstance(x, str) and x and x != person["name"]
            )
        )
        told = sorted(
            (t for t in tellings if t["candidate_id"] == c and t["on_date"] <= on), key=lambda t: t["on_date"]
        )
        takers = [pipe.people[r["unit_id"]]["name"] for r in pipe.of("replication", c).values() if r["from_on"] <= on]
        paper = read_file(cursor, int(said["file_id"])) if said.get("file_id") else None
        found.append(
            Told(
                str(person["code"]),
                str(person["name"]),
                under,
                last,
                entered.get(last),
                pipe.head(c).get("field") or "",
                said.get("headline") or "",
                said.get("story") or "",
                said.get("practice") or "",
                said.get("brought") or "",
                (paper[1], paper[2]) if paper else None,
                tuple((t["on_date"], t["medium"], t["place"], t["link"] or "") for t in told),
                tuple(dict.fromkeys(takers)),
            )
        )
    return sorted(found, key=lambda t: (not t.headline, -list(STAGE_WORD).index(t.stage) if t.stage else 1))
