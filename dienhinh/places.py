"""Where the project's own files lie, and the plans that come with it."""

from __future__ import annotations

import site
import sysconfig
from functools import cache
from pathlib import Path

from dienhinh.criteria import Plan, load_plan
from dienhinh.criteria.ladder import Ladder, load_ladder

_TREE = Path(__file__).resolve().parents[1]
_BESIDE = [Path(place) / "share" / "dienhinh" for place in (sysconfig.get_path("data"), site.getuserbase(), _TREE)]
ROOT = next((p for p in (_TREE, *_BESIDE) if (p / "app.py").exists()), _TREE)
"""The project's folder, or where an installation (of all, of one account, into a folder) has put what lies beside the
package."""
DATA_FILE = (ROOT / "var" if ROOT == _TREE else Path.home() / "dienhinh") / "dienhinh.duckdb"
"""The data file where none is named: never among what an upgrade replaces."""
PLANS = ROOT / "data" / "plans"
SAMPLES = {
    p.name.removeprefix("sample").removeprefix("-") or "1": p
    for p in sorted((ROOT / "data").glob("sample*"))
    if p.is_dir()
}
"""The invented departments, each a folder: its workbook, what is done of its roadmap, its exemplars, and its plan where
that is not 198."""
SAMPLE = SAMPLES["1"] / "so-mau.xlsx"
LADDER = ROOT / "data" / "ladder"
"""What each title and form of commendation asks for."""
ICON = ROOT / "static" / "favicon.svg"  # a name of Material’s would be fetched from outside
PLAN_198 = PLANS / "198-kh-sngv.toml"


@cache
def plan_198() -> Plan:
    return load_plan(PLAN_198)


@cache
def ladder(own: Path | None = None) -> Ladder:
    """The ladder that comes with the program, with the files of the office's ``own`` folder in the place of those of
    the same name. Raises PlanError for a file that cannot be judged by."""
    return load_ladder(LADDER, own)


@cache
def attestable(plan_file: Path | None = None) -> frozenset[str]:
    """The criteria that can be attested: those of every plan at hand, and of ``plan_file``."""
    files = [*sorted(PLANS.glob("*.toml")), *([plan_file] if plan_file else [])]
    return frozenset().union(*(load_plan(f).attested for f in files))
