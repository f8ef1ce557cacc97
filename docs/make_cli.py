"""Writes docs/cli.md from the command line's own parser, so that the page cannot fall behind.

python docs/make_cli.py
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["COLUMNS"] = "100"

from dienhinh.cli import commands_of, parser  # noqa: E402

HEAD = """# Command line

Made by `python docs/make_cli.py` from the program itself; a test checks that it is up to date.
Run it with the virtual environment's Python: `.venv/bin/python -m dienhinh …` (Windows: `.venv\\\\Scripts\\\\python`).
Exit codes: 0 done; 1 errors in the workbook (a line each: sheet, row, column, reason); 2 usage, or a data file or plan
that cannot be used. Messages are Vietnamese, or English with `--lang en` (or `DIENHINH_LANG=en`).

## `assess --format json`
One array, an object a candidate, nearest first:

| key | what |
| --- | --- |
| `code`, `name`, `kind`, `unit` | who; `kind` is `COLLECTIVE` or `INDIVIDUAL` |
| `track`, `status`, `progress` | `status` is ELIGIBLE, PENDING, ON_TRACK or OUT_OF_REACH; `progress` 0 to 1 |
| `criteria` | each leaf: `id`, `section`, `have`, `pending`, `attainable`, `need`, `met`, `progress` |
| `routes` | each alternative, nearest first: `id`, `section`, `criteria`, `met`, `feasible`, `nearest`, `papers`, `results`, `earliest_year`, `missing` |
| `routes[].missing` | each leaf that lacks something: `id`, `measure`, `need`, `have`, `papers`, `results`, `blocked`, `years` |

## `countdown --format json`
One array, an object for each way still open that will close if nothing more comes in, the soonest first: `code`, `name`,
`unit`, `track`, `status` (today), `way` (the criterion's id), `closes` (its last open day), `days` (until then), `needs`
(what must come by then: `id` of the criterion, `year` or null), `results`, `papers` (what the way still lacks).

## `goals --format json`
`code`, `name`, `date`, `status`; `sets`: every set of changes that makes the candidate eligible and of which none can be
left out, fewest results first:

| key | what |
| --- | --- |
| `changes` | as in a scenario file (`docs/scenario.md`), dated on the assessment date |
| `earliest` | the first day on which all of them can be true, if nothing worse comes in: papers on the assessment date, an award or initiative of a year from its first day on, a rating on 31 December of its year (P8), a measure's end on the day after its last |
| `papers`, `results` | how many changes of each sort |
| `way` | the way of the plan (the criterion's id) |

`out_of_reach`: why nothing can, since when; null where something can.

## `registered --format json`
One array, an object for each title or form that somebody registered for in the year, or was given without having
registered: `code`, `name`, `award` (the award's code), `state` (REGISTERED, RETURNED, SENT, AWAITED, ACHIEVED, REFUSED,
BESIDE: achieved without registration), `registered_on`, `sent_on`, `sent_to`, `returned_on`, `returned_why`,
`decision_no`, `decided_on` (dates as text or null).

## `ladder --format json`
One array, an object for each title and form of the ladder that concerns the candidate (`docs/ladder.md`), the lowest first; empty where it is
no candidate on the date:

| key | what |
| --- | --- |
| `id` | the award's code |
| `status` | ELIGIBLE, PENDING or ON_TRACK for the year `earliest`; OUT_OF_REACH where none of the years looked at can bring it; null where the rule is not judged from records |
| `missing` | what the nearest way lacks, as `routes[].missing` of `assess` |
| `earliest` | the first year, from the one proposed for on, whose title or form it can be; null for none |
| `confirmed` | whether the office has confirmed the rule |
| `held` | the years for which it has been given |
"""


def main() -> None:
    parts = [HEAD]
    for name, command in commands_of(parser()).items():
        parts.append(f"## `{name}`\n```text\n{command.format_help().strip()}\n```\n")
    (ROOT / "docs" / "cli.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
