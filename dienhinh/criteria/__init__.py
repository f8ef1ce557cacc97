"""The shared criteria library: a plan of thresholds, judged on counts. Pure: no database, no file layout, no UI.

The way through it: :func:`load_plan` reads a plan, the store (or :func:`count`, from a frame) counts a history into
:class:`Counts`, :func:`assess` judges them, :func:`route_table` says what is missing, :func:`explain` says which facts
counted.
"""

from dienhinh.criteria.assess import Assessment, TrackResult, assess, evaluate
from dienhinh.criteria.counts import Counts
from dienhinh.criteria.evidence import REASONS, explain
from dienhinh.criteria.frames import count
from dienhinh.criteria.plan import Criterion, Measure, Milestone, Plan, Policy, Track
from dienhinh.criteria.planfile import PlanError, load_plan, parse_plan
from dienhinh.criteria.routes import Missing, Route, RouteTable, alternatives, earliest_years, route_table
from dienhinh.criteria.status import STATUSES, Status

__all__ = [
    "REASONS",
    "STATUSES",
    "Assessment",
    "Counts",
    "Criterion",
    "Measure",
    "Milestone",
    "Missing",
    "Plan",
    "PlanError",
    "Policy",
    "Route",
    "RouteTable",
    "Status",
    "Track",
    "TrackResult",
    "alternatives",
    "assess",
    "count",
    "earliest_years",
    "evaluate",
    "explain",
    "load_plan",
    "parse_plan",
    "route_table",
]
