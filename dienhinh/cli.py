"""The command line: init, template, import, assess, export, backup, restore, whatif, report. Others script against
it; docs/cli.md is made from it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
from xlsxwriter.exceptions import FileCreateError

from dienhinh import __version__, clock
from dienhinh.access.acting import whole_process
from dienhinh.access.roles import MACHINE
from dienhinh.api.answers import faults, sought
from dienhinh.criteria import Plan, PlanError, load_plan
from dienhinh.criteria.scenario import ScenarioError, load_scenario
from dienhinh.exchange.exporting import export_workbook
from dienhinh.exchange.importing import Imported, import_workbook
from dienhinh.exchange.problems import Problem, WorkbookError
from dienhinh.exchange.sheets import write_bad_rows
from dienhinh.exchange.template import write_template
from dienhinh.exchange.terms import terms_of
from dienhinh.gate import command
from dienhinh.kinds.sentence import N_
from dienhinh.locale import DEFAULT, LANGUAGES, Words
from dienhinh.locale.changes import done, rules_said, said
from dienhinh.locale.findings import FAULT_WORD
from dienhinh.locale.names import code_name
from dienhinh.locale.verdicts import STATUS_OF, STATUS_TEXT, plan_name
from dienhinh.nightly import STEPS, nightly
from dienhinh.places import PLAN_198, SAMPLES, attestable
from dienhinh.plans.drafts import UnknownPlan, plan_of
from dienhinh.reports.occasions import NoMeeting, occasion
from dienhinh.reports.offices import office_of
from dienhinh.reports.papers import PAPERS, NoPaper, is_unchanged, make, marks_in
from dienhinh.reports.pdf import NoOffice, to_pdf
from dienhinh.reports.statistics import statistics_book
from dienhinh.reports.word import TemplateFault
from dienhinh.rollup import command as together
from dienhinh.sample import load_sample
from dienhinh.store import Store, StoreError, backup, backup_name, directory, judge, known_codes, restore
from dienhinh.store.aside import PLACE, province_of
from dienhinh.store.database import refuse_gone
from dienhinh.store.held import held
from dienhinh.store.mark import mark_path
from dienhinh.store.meetings import meeting
from dienhinh.store.trial import Trial
from dienhinh.verdicts.answer import answer
from dienhinh.verdicts.answer import as_json as as_scenario_json
from dienhinh.verdicts.answer import rows as scenario_rows
from dienhinh.verdicts.countdown import as_calendar, by_day, countdown, needs_said
from dienhinh.verdicts.countdown import as_json as closings_as_json
from dienhinh.verdicts.ladder import LINE_WORD, climb_of, kept, ladder_of, line_in_words, year_of
from dienhinh.verdicts.ladder import as_json as ladder_as_json
from dienhinh.verdicts.registered import as_json as sought_as_json
from dienhinh.verdicts.registered import lies_said, registered
from dienhinh.verdicts.rows import as_json, as_table
from dienhinh.verdicts.snapshot import Tampered
from dienhinh.verdicts.statistics import reporting_year, statistics

OK, FAILED, USAGE = 0, 1, 2


def achievement_year(said: str) -> int:
    """A year that records can be of. Raises ArgumentTypeError for another."""
    if not said.isdecimal() or not 1960 <= int(said) <= 2190:
        raise argparse.ArgumentTypeError(said)
    return int(said)


def parser() -> argparse.ArgumentParser:
    """Every command with its options; the one place that describes them."""
    lang = os.environ.get("DIENHINH_LANG", DEFAULT)
    main_parser = argparse.ArgumentParser(prog="python -m dienhinh", description="Điển hình, from a shell.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=sorted(LANGUAGES), default=lang, help="language of what is printed")
    main_parser.add_argument("--version", action="version", version=f"Điển hình {__version__}")
    commands = main_parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    made = commands.add_parser("init", parents=[common], help="make the data file")
    made.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    made.add_argument(
        "--sample",
        nargs="?",
        const="1",
        choices=sorted(SAMPLES),
        help="with a fictional department: 1 foreign affairs (198/KH-SNgV), 2 health, under a plan of its own",
    )

    template = commands.add_parser("template", parents=[common], help="write the empty workbook")
    template.add_argument("out", type=Path, metavar="OUT.xlsx")

    imported = commands.add_parser("import", parents=[common], help="import a workbook, all or nothing")
    imported.add_argument("file", type=Path, metavar="FILE.xlsx")
    imported.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    imported.add_argument("--dry-run", action="store_true", help="check only; change nothing")
    imported.add_argument(
        "--good-rows", action="store_true", help="import the good rows; the bad ones go into a workbook beside FILE"
    )
    imported.add_argument("--plan", type=Path, metavar="FILE", help="a further plan whose criteria can be attested")

    assessed = commands.add_parser("assess", parents=[common], help="print the verdicts")
    assessed.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    assessed.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    assessed.add_argument(
        "--entered-by",
        type=date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help="from what the file held at the end of this day, by its change log",
    )
    assessed.add_argument("--plan", default=None, metavar="FILE|ID", help="the plan, a file or an id (that of the day)")
    assessed.add_argument("--format", choices=["table", "csv", "json"], default="table", help="how to print")
    exported = commands.add_parser("export", parents=[common], help="write all the data in the workbook's own shape")
    exported.add_argument("out", type=Path, metavar="OUT.xlsx")
    exported.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")

    saved = commands.add_parser("backup", parents=[common], help="write a consistent copy, checked")
    saved.add_argument("out", type=Path, nargs="?", metavar="OUT", help="the copy (a name of its own in backups/)")
    saved.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")

    tried = commands.add_parser("whatif", parents=[common], help="try a scenario file and print what it would change")
    tried.add_argument("scenario", type=Path, metavar="SCENARIO.toml", help="the scenario (docs/scenario.md)")
    tried.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    tried.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    tried.add_argument("--plan", default=None, metavar="FILE|ID", help="the plan, a file or an id (that of the day)")
    tried.add_argument("--format", choices=["table", "csv", "json"], default="table", help="how to print")

    paper = commands.add_parser("report", parents=[common], help="make a paper: Word, PowerPoint, Excel, PDF")
    paper.add_argument("kind", choices=sorted(PAPERS), metavar="KIND", help=", ".join(sorted(PAPERS)))
    paper.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    paper.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    paper.add_argument("--meeting", type=int, default=None, metavar="N", help="of this meeting, from its snapshot")
    paper.add_argument("--scenario", type=Path, default=None, metavar="FILE", help="as this scenario file has it")
    paper.add_argument(
        "--due", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="by when a reminded unit answers"
    )
    paper.add_argument(
        "--who", default=None, metavar="CODE", help="the candidate, or the unit, that the paper is about"
    )
    paper.add_argument("--plan", default=None, metavar="FILE|ID", help="the plan, a file or an id (that of the day)")
    paper.add_argument("-o", "--out", required=True, type=Path, metavar="FILE", help="the file; .pdf needs LibreOffice")

    sought = commands.add_parser("goals", parents=[common], help="every smallest set that makes a candidate eligible")
    sought.add_argument("code", metavar="CODE", help="the candidate's code")
    sought.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    sought.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    sought.add_argument("--plan", default=None, metavar="FILE|ID", help="the plan, a file or an id (that of the day)")
    sought.add_argument("--format", choices=["table", "json"], default="table", help="how to print")

    climbed = commands.add_parser(
        "ladder", parents=[common], help="what a candidate can be proposed for next: each title and form of the ladder"
    )
    climbed.add_argument("code", metavar="CODE", help="the candidate's code")
    climbed.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    climbed.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    climbed.add_argument(
        "--year",
        type=achievement_year,
        default=None,
        metavar="Y",
        help="the year proposed for (the last still open on the date)",
    )
    climbed.add_argument(
        "--since",
        type=achievement_year,
        default=None,
        metavar="Y",
        help="look at nothing before this year (after the last award)",
    )
    climbed.add_argument("--format", choices=["table", "json"], default="table", help="how to print")

    closing = commands.add_parser("countdown", parents=[common], help="which way closes for whom on which day")
    closing.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    closing.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    closing.add_argument("--plan", default=None, metavar="FILE|ID", help="the plan, a file or an id (that of the day)")
    closing.add_argument(
        "--format", choices=["table", "json", "ics"], default="table", help="how to print; ics: a calendar file"
    )

    faults = commands.add_parser("quality", parents=[common], help="what makes verdicts uncertain, worst first")
    faults.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    faults.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    faults.add_argument("--format", choices=["table", "json"], default="table", help="how to print")

    asked = commands.add_parser(
        "registered", parents=[common], help="what was registered for in a year, and where each proposal lies"
    )
    asked.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    asked.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )
    asked.add_argument("--year", type=achievement_year, default=None, metavar="YYYY", help="the year (that of the day)")
    asked.add_argument("--format", choices=["table", "json"], default="table", help="how to print")

    counted = commands.add_parser(
        "statistics",
        parents=[common],
        help="write the statistical forms (0602, 0603, …) as a workbook",
    )
    counted.add_argument("out", type=Path, metavar="OUT.xlsx")
    counted.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    counted.add_argument(
        "--year", type=achievement_year, default=None, metavar="YYYY", help="the reporting year (that of the day)"
    )
    counted.add_argument(
        "--first", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="decisions from this day on"
    )
    counted.add_argument(
        "--last", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="decisions until this day"
    )

    looked = commands.add_parser(
        "check-paper", parents=[common], help="say whether a paper is still as it was made, by its fingerprint"
    )
    looked.add_argument("file", type=Path, metavar="FILE", help="the paper: .docx, .pptx, .xlsx")

    seen = commands.add_parser("read", parents=[common], help="read a decision (Word, PDF, scan) and print it as JSON")
    seen.add_argument("file", type=Path, metavar="FILE", help="the paper: .docx, .pdf, .png, .jpg, .tif")
    seen.add_argument("--db", type=Path, default=None, metavar="F", help="the data file: whom each row means")

    night = commands.add_parser("nightly", parents=[common], help="the day's backup, checks, lists and papers")
    night.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    night.add_argument("-o", "--out", required=True, type=Path, metavar="DIR", help="a folder a day is made in it")
    night.add_argument(
        "--date", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the assessment date (today)"
    )

    command.add_parsers(commands, common)
    together.add_parsers(commands, common)
    back = commands.add_parser("restore", parents=[common], help="put a backup in the data file's place")
    back.add_argument("backup", type=Path, metavar="BACKUP")
    back.add_argument("--db", required=True, type=Path, metavar="F", help="the data file")
    back.add_argument("--force", action="store_true", help="over newer or other data too; the present file is kept")
    return main_parser


def commands_of(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Each command's own parser, by name."""
    found = next(a for a in whole._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 errors in the file, 2 usage or a data file in the way."""
    for stream in (sys.stdout, sys.stderr):  # Windows consoles would refuse Vietnamese otherwise
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = parser().parse_args(arguments)
    words = Words(options.lang)
    whole_process(MACHINE)
    os.umask(0o077)  # what is written here is its owner's alone
    try:
        return COMMANDS[options.command](options, words)
    except StoreError as error:
        print(words.t(error.reason, **error.params), file=sys.stderr)
    except ScenarioError as error:
        print(words.t(error.reason, **error.params), file=sys.stderr)
    except PlanError as error:
        print(f"{error.file}:{error.line}: {words.t(error.reason, **error.params)}", file=sys.stderr)
    except UnknownPlan as error:
        reason = N_("No plan of this file has the id {plan}; known: {known}.")
        print(words.t(reason, plan=error.plan_id, known=words.list(error.known)), file=sys.stderr)
    except TemplateFault as error:
        print(words.t(error.reason, **error.params), file=sys.stderr)
    except NoOffice:
        print(words.t("LibreOffice is not installed, or did not answer: no PDF can be made here."), file=sys.stderr)
    except Tampered:
        print(words.t("The meeting’s snapshot is damaged: it does not go with its fingerprint."), file=sys.stderr)
    except FileCreateError as error:  # xlsxwriter's own wrapping of an OSError
        cause = error.args[0]
        print(words.t("{file} cannot be written: {why}", file=cause.filename, why=cause.strerror), file=sys.stderr)
    except OSError as error:
        said = error.strerror or str(error)
        print(words.t("{file} cannot be written: {why}", file=error.filename or "–", why=said), file=sys.stderr)
    return USAGE


def init(options: argparse.Namespace, words: Words) -> int:
    if options.db.exists():
        with Store.open(options.db) as store:
            if options.sample and store.meta("sample") is None:
                print(
                    words.t("The data file {file} exists already; it was left as it is.", file=options.db),
                    file=sys.stderr,
                )
                return USAGE
        print(words.t("The data file {file} is there already.", file=options.db))
        return OK
    refuse_gone(options.db.resolve())
    building = options.db.with_name(options.db.name + ".building")
    if options.sample:
        # Built aside and put in place whole, so that an interrupted start never leaves half a sample.
        for part in building.parent.glob(building.name + "*"):
            part.unlink()
        with Store.create(building) as store:
            load_sample(store, options.sample)
        os.replace(building, options.db)
        os.replace(mark_path(building), mark_path(options.db))
    else:
        Store.create(options.db).close()
    print(words.t("Made the data file {file}.", file=options.db))
    return OK


def template(options: argparse.Namespace, words: Words) -> int:
    terms = terms_of(load_plan(PLAN_198), PLACE, attestable())
    write_template(options.out, words.lang, terms.attested(words.lang))
    print(words.t("Wrote the empty workbook {file}.", file=options.out))
    return OK


def import_(options: argparse.Namespace, words: Words) -> int:
    with Store.open(options.db) as store:
        try:
            done = import_workbook(
                store,
                options.file,
                terms_of(plan_of(store.cursor(), clock.today()), province_of(store.cursor()), attestable(options.plan)),
                dry_run=options.dry_run,
                good_rows=options.good_rows,
                progress=progress_on(words) if sys.stderr.isatty() else None,
            )
        except WorkbookError as error:
            print(words.t(error.reason, **error.params))
            return FAILED
    for problem in done.problems:
        print(line_of(problem, words), file=sys.stdout if problem.level == "error" else sys.stderr)
    if done.applied is None:
        print(words.t("{n} errors; nothing was imported.", n=len(done.errors)))
        return FAILED
    if done.bad_rows:
        bad = options.file.with_name(f"{options.file.stem}-dong-loi.xlsx")
        write_bad_rows(bad, done.bad_rows, done.problems, words)
        print(words.t("{n} rows were kept out; they are in {file}, with the reasons.", n=len(done.bad_rows), file=bad))
    print(summary(done, words, options.dry_run))
    return FAILED if done.errors and options.dry_run and not options.good_rows else OK


def read(options: argparse.Namespace, words: Words) -> int:
    """A decision's paper as JSON; nothing is written."""
    from dienhinh.exchange.paper.matching import Matcher, as_json  # what the other commands do not need
    from dienhinh.exchange.paper.reading import read_paper

    province, known = PLACE, None
    if options.db is not None:
        with Store.open(options.db) as store:
            cursor = store.cursor()
            province = province_of(cursor)
            about = directory(cursor, clock.today())[["code", "unit_name", "position"]]
            known = known_codes(cursor).merge(about, on="code", how="left")
    try:
        paper = read_paper(options.file, province)
    except WorkbookError as error:
        print(words.t(error.reason, **error.params), file=sys.stderr)
        return FAILED
    matches = None if known is None else [Matcher(known).match(row) for row in paper.rows]
    remarks = [words.t(r.reason, **r.params) for r in paper.remarks]
    said = {"file": options.file.name, **as_json(paper, matches), "remarks": remarks}
    print(json.dumps(said, ensure_ascii=False, indent=2))
    return OK


def progress_on(words: Words):  # type: ignore[no-untyped-def]
    def tell(sheet: str, rows: int) -> None:
        said = (
            words.t("reading {sheet}: {n} rows", sheet=sheet, n=rows)
            if sheet
            else words.t("writing {n} records", n=rows)
        )
        print(f"\r{said:<60}", end="" if sheet else "\n", file=sys.stderr, flush=True)

    return tell


LEVEL_WORD = {"guess": N_("guess"), "note": N_("note"), "ask": N_("to be seen")}


def line_of(problem: Problem, words: Words) -> str:
    """One remark: sheet, row, column, reason."""
    level = f"{words.t(LEVEL_WORD[problem.level])}: " if problem.level in LEVEL_WORD else ""
    row = str(problem.row) if problem.row else "-"
    reason = words.t(problem.reason, **problem.params)
    return f"{problem.sheet} | {words.t('row')} {row} | {problem.column or '-'} | {level}{reason}"


def summary(done: Imported, words: Words, dry_run: bool) -> str:
    assert done.applied is not None
    new, changed, unchanged = (
        sum(x.values()) for x in (done.applied.new, done.applied.changed, done.applied.unchanged)
    )
    said = words.t(
        "{new} new, {changed} changed, {unchanged} unchanged.", new=new, changed=changed, unchanged=unchanged
    )
    return (words.t("Only tried, nothing was written:") + " " if dry_run else "") + said


def plan_for(options: argparse.Namespace, store: Store, on: date) -> Plan:
    """The plan file, or the plan of the data file, that was named; else the one whose period holds the day."""
    if options.plan and (Path(options.plan).suffix == ".toml" or Path(options.plan).exists()):
        return load_plan(Path(options.plan))
    return plan_of(store.cursor(), on, options.plan)


def assess(options: argparse.Namespace, words: Words) -> int:
    on = options.date or clock.today()
    with Store.open(options.db) as store:
        plan = plan_for(options, store, on)
        if options.entered_by is None:
            standing = judge(store.cursor(), plan, on)
        else:
            with held(store.cursor(), clock.end_of(options.entered_by)) as cursor:
                standing = judge(cursor, plan, on)
    if options.format == "json":
        print(json.dumps(as_json(standing.assessment), ensure_ascii=False, indent=1))
        return OK
    table = as_table(standing.assessment, words, codes=options.format == "csv")
    if options.format == "csv":
        print(table.to_csv(index=False), end="")
        return OK
    print(f"{plan_name(plan, words)} · {words.date(on)}")
    if options.entered_by is not None:
        print(words.t("From what the file held on {day}.", day=options.entered_by))
    shown = table.assign(progress=table["progress"].map(words.percent))[
        ["code", "name", "track", "unit", "status", "progress", "missing"]
    ]
    headings = (N_("Code"), N_("Name"), N_("Track"), N_("Unit"), N_("Status"), N_("Progress"), N_("Missing"))
    print_table([[words.t(h) for h in headings], *shown.astype(str).to_numpy().tolist()])
    if len(standing.apart):
        print(words.t("No candidates on this date: {names}", names=", ".join(standing.apart["name"])))
    return OK


def goals_(options: argparse.Namespace, words: Words) -> int:
    on = options.date or clock.today()
    with Store.open(options.db) as store:
        found = sought(store.cursor(), plan_for(options, store, on), on, options.code, words)
    if found is None:
        print(words.t("Nobody has the code {code}.", code=options.code), file=sys.stderr)
        return USAGE
    if options.format == "json":
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return OK
    status = words.t(STATUS_OF[found.status] if found.status else "no candidate")
    print(f"{found.name} ({found.code}): {status}")
    for i, g in enumerate(found.sets, start=1):
        kinds = words.t("{p} papers, {r} results", p=g.papers, r=g.results)
        print(f"\n{i}. {kinds} · {words.t('earliest {day}', day=g.earliest)}")
        for change in g.changes:
            print(f"   - {done(change, words)}")
    if found.why:
        print(found.why)
    return OK


def ladder_(options: argparse.Namespace, words: Words) -> int:
    on = options.date or clock.today()
    with Store.open(options.db) as store:
        cursor = store.cursor()
        settled = kept(cursor)
        found = climb_of(
            cursor, ladder_of(settled, options.db), settled, on, options.code, year=options.year, since=options.since
        )
    if found is None:
        print(words.t("Nobody has the code {code}.", code=options.code), file=sys.stderr)
        return USAGE
    climbed, place = found
    if options.format == "json":
        print(json.dumps([] if place is None else ladder_as_json(climbed, place), ensure_ascii=False, indent=1))
        return OK
    if place is None:
        print(words.t("No candidates on this date: {names}", names=options.code))
        return OK
    headings = [words.t(h) for h in LINE_WORD]
    print(words.t("Ladder of {year}, to be checked against the official texts", year=str(climbed.year)))
    print_table([headings, *(line_in_words(line, climbed, words) for line in climbed.lines(place))])
    return OK


def registered_(options: argparse.Namespace, words: Words) -> int:
    on = options.date or clock.today()
    year = options.year or year_of(on)
    with Store.open(options.db) as store:
        found = registered(store.cursor(), year, on)
    if options.format == "json":
        print(json.dumps([sought_as_json(s) for s in found], ensure_ascii=False, indent=1))
        return OK
    headings = (N_("Code"), N_("Name"), N_("Registered for"), N_("Where it lies"))
    rows = [[s.who, s.name, code_name(s.code), lies_said(s, words)] for s in found]
    print(words.t("Registered and achieved {year}", year=str(year)))
    print_table([[words.t(h) for h in headings], *rows])
    return OK


def statistics_(options: argparse.Namespace, words: Words) -> int:
    first, last = reporting_year(options.year or clock.today().year)
    first, last = options.first or first, options.last or last
    if first > last:
        print(words.t("The first day is after the last."), file=sys.stderr)
        return USAGE
    with Store.open(options.db) as store:
        cursor = store.cursor()
        office = office_of(cursor).name or plan_of(cursor, clock.today()).issuer.in_(words.lang)
        found = statistics(cursor, first, last, words)
    options.out.write_bytes(statistics_book(found, office, words))
    print(words.t("Wrote the statistical forms {file}: {n} decisions, {untold} remarks.", file=options.out,
                  n=found.decided, untold=len(found.untold)))  # fmt: skip
    return OK


def countdown_(options: argparse.Namespace, words: Words) -> int:
    on = options.date or clock.today()
    with Store.open(options.db) as store:
        plan = plan_for(options, store, on)
        found = countdown(store.cursor(), plan, on)
    if options.format == "json":
        print(json.dumps(closings_as_json(found, on), ensure_ascii=False, indent=1))
        return OK
    if options.format == "ics":
        print(as_calendar(found, words).decode("utf-8"), end="")
        return OK
    if not found:
        print(words.t("No way is still open that could close."))
        return OK
    for day, ways, people in by_day(found):
        left = (day - on).days
        print(words.t("{day}, in {n} days: {ways} ways of {people} candidates close", day=day, n=left, ways=ways,
                      people=people))  # fmt: skip
    headings = [
        words.t(h) for h in (N_("Last day"), N_("Days"), N_("Code"), N_("Name"), N_("Way"), N_("Needed by then"))
    ]
    rows = [
        [words.date(c.last), str((c.last - on).days), c.code, c.name, c.way.id, needs_said(c, words)] for c in found
    ]
    print()
    print_table([headings, *rows])
    return OK


def quality(options: argparse.Namespace, words: Words) -> int:
    on = options.date or clock.today()
    with Store.open(options.db) as store:
        lines = faults(store.cursor(), plan_of(store.cursor(), on), on, words)
    if options.format == "json":
        print(json.dumps(lines, ensure_ascii=False, indent=1))
        return OK
    headings = [words.t(h) for h in (N_("Verdicts"), N_("Code"), N_("What is wrong"), N_("Where"))]
    rows = [
        [str(x["verdicts"]), str(x["code"] or "–"), words.t(FAULT_WORD[str(x["kind"])]), str(x["text"])] for x in lines
    ]
    if rows:
        print_table([headings, *rows])
    else:
        print(words.t("Nothing to mend."))
    return OK


def whatif(options: argparse.Namespace, words: Words) -> int:
    scenario = load_scenario(options.scenario)
    on = options.date or scenario.on or clock.today()
    with Store.open(options.db) as store:
        plan = plan_for(options, store, on)
        found = answer(Trial(store.cursor(), plan, judge(store.cursor(), plan, on)), scenario)
    if options.format == "json":
        print(json.dumps(as_scenario_json(found), ensure_ascii=False, indent=1))
        return OK
    headings = [words.t(h) for h in (N_("Code"), N_("Name"), N_("Status"), N_("Progress"), N_("By which change"))]
    lines = scenario_rows(found, words)
    if options.format == "csv":
        print(pd.DataFrame(lines, columns=["code", "name", "status", "progress", "by"]).to_csv(index=False), end="")
        return OK
    print(words.t("SCENARIO, not official: {name}", name=scenario.name))
    print(f"{plan_name(plan, words)} · {words.date(on)}")
    for status, (before, after) in zip(STATUS_TEXT, found.comparison.counts.to_numpy().tolist(), strict=True):
        print(f"  {words.t(status)}: {before} → {after}")
    if lines:
        print_table([headings, *lines])
    for line in rules_said(scenario, plan, words):
        print(f"  {line}")
    for i, effect in enumerate(found.applied):
        if effect.idle:
            print(words.t("Found nothing to change: {change}", change=said(effect.change, words)))
        elif i in found.idle:
            print(words.t("Altered nobody’s status: {change}", change=said(effect.change, words)))
    return OK


def report(options: argparse.Namespace, words: Words) -> int:
    about = PAPERS[options.kind].about
    if about in ("ONE", "UNIT") and not options.who:
        print(words.t("Say whom the paper is about: --who CODE."), file=sys.stderr)
        return USAGE
    scenario = load_scenario(options.scenario) if options.scenario else None
    with Store.open(options.db) as store:
        try:
            held = meeting(store.cursor(), options.meeting) if options.meeting is not None else None
            day = held.assessed_on if held else options.date or clock.today()
            options.plan = options.plan or (held.plan_id if held else None)
            plan = plan_for(options, store, day)
            found = occasion(store.cursor(), plan, options.date, clock.now(), options.meeting, scenario)
        except NoMeeting:
            print(words.t("There is no meeting {n}.", n=options.meeting), file=sys.stderr)
            return USAGE
    one = options.who or ""
    found = replace(
        found, codes=(one,) if one and about == "ONE" else None, unit=one if about == "UNIT" else "", due=options.due
    )
    tell = (lambda i, n: print(f"\r{i}/{n}", end="", file=sys.stderr, flush=True)) if sys.stderr.isatty() else None
    try:
        paper = make(options.kind, found, options.db.parent, tell)
    except NoPaper as error:
        print(words.t(error.reason), file=sys.stderr)
        return USAGE
    content = paper.content
    wanted = options.out.suffix.lower()
    if wanted == ".pdf" and paper.suffix != ".pdf":
        content = to_pdf(content, paper.suffix)
    elif wanted != paper.suffix:
        print(words.t("{kind} makes a {suffix} file.", kind=options.kind, suffix=paper.suffix), file=sys.stderr)
        return USAGE
    options.out.write_bytes(content)
    print(words.t("Wrote {file}.", file=options.out))
    print(words.t("Fingerprint {mark}.", mark=paper.fingerprint))
    return OK


def check_paper(options: argparse.Namespace, words: Words) -> int:
    """Whether a Word, PowerPoint or Excel file is still as it was made, by the fingerprint that it bears."""
    content = options.file.read_bytes()
    marks = marks_in(content)
    if any(is_unchanged(content, mark) for mark in marks):
        print(words.t("{file} is as it was made.", file=options.file.name))
        return OK
    print(words.t("{file} has been changed since, or bears no fingerprint.", file=options.file.name))
    return 1


def export(options: argparse.Namespace, words: Words) -> int:
    with Store.open(options.db) as store:
        rows = export_workbook(store.cursor(), options.out)
    print(words.t("Wrote {n} rows to {file}.", n=sum(rows.values()), file=options.out))
    return OK


def backup_(options: argparse.Namespace, words: Words) -> int:
    with Store.open(options.db) as store:
        out = options.out or backup_name(store.path, clock.now())
        revision = backup(store, out)
    print(words.t("Wrote the backup {file} (up to change {revision}), and checked it.", file=out, revision=revision))
    return OK


def restore_(options: argparse.Namespace, words: Words) -> int:
    done = restore(options.backup, options.db, options.force)
    print(words.t("Restored {file} up to change {revision}.", file=options.db, revision=done.revision))
    if done.lost:
        print(words.t("{n} later changes are no longer in it.", n=done.lost))
    if done.kept:
        print(words.t("The file that was there is kept in {folder}.", folder=done.kept))
    return OK


def nightly_(options: argparse.Namespace, words: Words) -> int:
    if not options.db.exists():
        Store.open(options.db).close()  # the sentence that says what to do
    night = nightly(options.db.resolve(), options.out, words, options.date)
    for step in night.steps:
        state = words.t("done") if step.ok else words.t("FAILED")
        print("\t".join(x for x in (state, words.t(STEPS[step.name]), step.said) if x))
    return OK if night.ok else FAILED


COMMANDS = {
    "init": init,
    "template": template,
    "import": import_,
    "assess": assess,
    "export": export,
    "backup": backup_,
    "check-paper": check_paper,
    "countdown": countdown_,
    "registered": registered_,
    "statistics": statistics_,
    "goals": goals_,
    "ladder": ladder_,
    "nightly": nightly_,
    "quality": quality,
    "read": read,
    "restore": restore_,
    "whatif": whatif,
    "report": report,
    **command.COMMANDS,
    **together.COMMANDS,
}


def run() -> None:
    """The command ``dienhinh``; ``dienhinh serve …`` is the dashboard."""
    if sys.argv[1:2] == ["serve"]:
        os.execv(sys.executable, [sys.executable, "-m", "dienhinh.serve", *sys.argv[2:]])
    sys.exit(main())


def print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
