"""The commands ``send`` and ``rollup``."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

import pandas as pd

from dienhinh import clock
from dienhinh.criteria import load_plan
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.locale.verdicts import STATUS_OF, plan_name
from dienhinh.places import PLAN_198
from dienhinh.plans.drafts import plan_of
from dienhinh.rollup.gathering import gather
from dienhinh.rollup.judging import Total, total
from dienhinh.rollup.manifest import DEPTHS, folder_name
from dienhinh.rollup.sending import Sent, prepare
from dienhinh.store import Store, StoreError
from dienhinh.store.aside import OFFICE, province_of, remembered

OK, LEFT_OUT, USAGE = 0, 1, 2
SUFFIXES = (".json", ".csv", ".parquet")
NAMES_LEAVE = N_("Names, birth days and decisions leave the office: these are personal data.")
PSEUDONYMS = N_("No name leaves: each candidate is a number whose key stays in the office ({file}).")
KEYED = N_(
    "No name leaves, but a hash of name and birth day made with the shared key: whoever has that key can try names. "
    "Each candidate is a number whose own key stays in the office ({file})."
)
NOBODY = N_("Nothing of anybody leaves: counts alone, those under {n} put together.")


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """The parsers of this room's commands, among the others."""
    sent = commands.add_parser("send", parents=[common], help="write what a superior office is sent, as deep as wished")
    sent.add_argument("out", type=Path, metavar="OUT", help="the folder of all: ky=…/tinh=…/co_quan=… is made in it")
    sent.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    sent.add_argument(
        "--depth",
        choices=DEPTHS,
        default="counts",
        help="counts: nobody, by track, unit and status; packed: each candidate's counts under a pseudonym; facts: all",
    )
    sent.add_argument("--province", default=None, metavar="NAME", help="the province (that of the office)")
    sent.add_argument("--office", default=None, metavar="NAME", help="the office (its symbol)")
    sent.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    sent.add_argument("--plan", default=None, metavar="FILE|ID", help="the plan, a file or an id (that of the day)")
    sent.add_argument(
        "--key", type=Path, default=None, metavar="FILE", help="the key that the superior shares with its offices"
    )
    sent.add_argument("--yes", action="store_true", help="write it; without it, what would leave is shown alone")

    rolled = commands.add_parser("rollup", parents=[common], help="judge what many offices have sent")
    rolled.add_argument("folder", type=Path, metavar="DIR", help="the folder of all that was sent")
    rolled.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb", help="spark: needs PySpark and Java")
    rolled.add_argument(
        "--date",
        type=date.fromisoformat,
        action="append",
        default=None,
        metavar="YYYY-MM-DD",
        help="the assessment date (today); may be given several times",
    )
    rolled.add_argument("--plan", type=Path, default=PLAN_198, metavar="FILE", help="the plan (198/KH-SNgV)")
    rolled.add_argument(
        "--key", type=Path, default=None, metavar="FILE", help="the key that the superior shares with its offices"
    )
    rolled.add_argument("--format", choices=["table", "json", "csv"], default="table", help="how to print")
    rolled.add_argument("-o", "--out", type=Path, default=None, metavar="FILE", help="into a .json, .csv or .parquet")


def send(options: argparse.Namespace, words: Words) -> int:
    """Show what would leave; with ``--yes`` write it."""
    on = options.date or clock.today()
    with Store.open(options.db) as store:
        cursor = store.cursor()
        path = Path(options.plan) if options.plan else None
        plan = load_plan(path) if path is not None and path.exists() else plan_of(cursor, on, options.plan)
        said = remembered(cursor, OFFICE) or {}
        province = folder_name(options.province or province_of(cursor))
        office = folder_name(options.office or str(said.get("symbol") or "SNgV"))
        leaves = prepare(cursor, plan, on, options.depth, province, office, options.db.resolve(), key_of(options.key))
    for line in shown(leaves, options.db, words):
        print(line)
    print(words.t("Judged by {plan}, as of {day}.", plan=plan_name(plan, words), day=words.date(on)))
    if not options.yes:
        print(words.t("Nothing was written. To write it into {folder}, add --yes.", folder=options.out))
        return OK
    print(words.t("Written: {folder}", folder=leaves.write(options.out)))
    return OK


def shown(leaves: Sent, db: Path, words: Words) -> list[str]:
    """What leaves, file by file, and whose data it is."""
    m = leaves.manifest
    depth = {
        "counts": words.t(NOBODY, n=5),
        "packed": words.t(KEYED if m.key else PSEUDONYMS, file=f"{db.name}.pseudonyms"),
        "facts": words.t(NAMES_LEAVE),
    }
    lines = [f"{m.place.as_posix()} ({m.depth})", depth[m.depth]]
    for name, table in leaves.tables.items():
        lines.append(f"  {name}: {words.number(table.num_rows)} × {', '.join(table.column_names)}")
    return lines


def rollup(options: argparse.Namespace, words: Words) -> int:
    """Judge what was sent; what was left out, and what came twice, goes to the error stream."""
    if not options.folder.is_dir():
        print(words.t("There is no folder {folder}.", folder=options.folder), file=sys.stderr)
        return USAGE
    if options.out is not None and not options.out.resolve().parent.is_dir():
        print(words.t("There is no folder {folder}.", folder=options.out.resolve().parent), file=sys.stderr)
        return USAGE
    if options.out is not None and options.out.suffix not in SUFFIXES:
        print(words.t("The file must end with one of: {known}.", known=", ".join(SUFFIXES)), file=sys.stderr)
        return USAGE
    found = total(
        gather(options.folder, key_of(options.key)), load_plan(options.plan), options.date or [clock.today()],
        options.engine,
    )  # fmt: skip
    frame = found.frame if options.date and len(options.date) > 1 else found.frame.drop(columns="date")
    if options.out is not None:
        write(frame, options.out)
    elif options.format == "json":
        print(as_json(frame))
    elif options.format == "csv":
        print(frame.to_csv(index=False), end="")
    else:
        for row in frame.to_dict("records"):
            cells = [words.t(STATUS_OF[v]) if k == "status" and v in STATUS_OF else str(v) for k, v in row.items()]
            print("  ".join(cells))
    for line in remarks(found, words):
        print(line, file=sys.stderr)
    return LEFT_OUT if found.left_out else OK


def remarks(found: Total, words: Words) -> list[str]:
    """How many offices are in the total, which are not and why, and what several of them sent."""
    lines = [
        words.t("{n} of {of} offices are counted.", n=found.of - len(found.left_out), of=found.of),
        *(
            words.t("Left out: {place}: {why}", place=place, why=words.t(why.reason, **why.params))
            for place, why in found.left_out
        ),
    ]
    people = [t for t in found.twice if t.what == "PERSON"]
    lines += [
        words.t(
            "One person in several offices, counted once: {code} ({offices})",
            code=t.code or "–",
            offices=", ".join(t.offices),
        )
        for t in people
    ]
    decisions = [t for t in found.twice if t.what == "DECISION"]
    lines += [
        words.t("Sent by several offices, counted once: {code} ({offices})", code=t.code, offices=", ".join(t.offices))
        for t in decisions
    ]
    return lines


def as_json(frame: pd.DataFrame) -> str:
    rows = [
        {k: v.isoformat() if isinstance(v, date) else None if v is pd.NA else v for k, v in row.items()}
        for row in frame.astype({"n": object}).to_dict("records")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=int)


def write(frame: pd.DataFrame, out: Path) -> None:
    if out.suffix == ".parquet":
        frame.to_parquet(out, index=False)
    else:
        out.write_text(as_json(frame) if out.suffix == ".json" else frame.to_csv(index=False), encoding="utf-8")


class NoKey(StoreError):
    reason = N_("{file} holds no key: it must have {n} letters or more.")


LEAST_KEY = 12


def key_of(path: Path | None) -> bytes:
    """The shared key in a file; b"" where none was named. Raises :class:`NoKey`."""
    if path is None:
        return b""
    try:
        found = path.read_bytes().strip()
    except OSError as error:
        raise NoKey(file=path, n=LEAST_KEY) from error
    if len(found) < LEAST_KEY:
        raise NoKey(file=path, n=LEAST_KEY)
    return found


COMMANDS = {"send": send, "rollup": rollup}
