"""The gate's commands: accounts (``user``) and the trail. Whoever has the machine's command line may use them."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dienhinh import clock
from dienhinh.access.accounts import CODE_DAYS, AccountError, Accounts, accounts_path
from dienhinh.access.roles import ROLE_NAME, Role
from dienhinh.kinds.sentence import N_
from dienhinh.locale import Words
from dienhinh.store import Store

OK, WRONG, USAGE = 0, 1, 2
CODE_SAID = N_(
    "One-time code of {name}: {code}\nHand it over in person; it is good for {n} days and for one sign-in, in which a "
    "password is chosen."
)
TOKEN_SAID = N_(
    "Token: {token}\nIt is shown once, and good for {n} days. The program sends it as: Authorization: Bearer …"
)


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    """The parsers of this room's commands, among the others."""
    user = commands.add_parser("user", parents=[common], help="accounts: add, list, change roles, new code, turn off")
    user.add_argument("do", choices=["add", "list", "role", "code", "off", "on", "end"], help="what to do")
    user.add_argument("name", nargs="?", help="the account's name: letters a–z, digits, dots, dashes")
    user.add_argument("--shown", default="", metavar="NAME", help="the person's name, which the change log carries")
    user.add_argument(
        "--role", action="append", default=[], choices=[str(r) for r in Role], help="a role; several are possible"
    )
    user.add_argument("--scope", default="", metavar="CODE", help="a clerk's unit, a presenter's meeting")
    user.add_argument(
        "--db", type=Path, required=True, metavar="F", help="the data file that the accounts stand beside"
    )
    token = commands.add_parser("token", parents=[common], help="tokens with which other programs read: add, list, end")
    token.add_argument("do", choices=["add", "list", "end"], help="what to do")
    token.add_argument("name", nargs="?", default="", help="the program that it is for")
    token.add_argument("--days", type=int, default=180, metavar="N", help="for so many days (180)")
    token.add_argument(
        "--db", type=Path, required=True, metavar="F", help="the data file that the accounts stand beside"
    )
    trail = commands.add_parser(
        "trail", parents=[common], help="who signed in, took out, restored; --check: is it whole"
    )
    trail.add_argument("--check", action="store_true", help="look whether a line was changed or taken out")
    trail.add_argument("--last", type=int, default=50, metavar="N", help="so many of the newest lines")
    trail.add_argument("--db", type=Path, required=True, metavar="F", help="the data file that it stands beside")


def user(options: argparse.Namespace, words: Words) -> int:
    accounts = Accounts(accounts_path(options.db.resolve()))
    try:
        return _user(accounts, options, words)
    except AccountError as error:
        print(words.t(error.reason, **error.params), file=sys.stderr)
        return USAGE
    finally:
        accounts.close()


def _user(accounts: Accounts, options: argparse.Namespace, words: Words) -> int:
    by, name = f"{getpass.getuser()} (cli)", str(options.name or "")
    roles = frozenset(Role(r) for r in options.role)
    if options.do == "list":
        for a in accounts.all():
            said = words.list(words.t(ROLE_NAME[r]) for r in sorted(a.roles))
            state = words.t("off") if a.off else "" if a.has_password else words.t("waits for its first sign-in")
            print("\t".join(x for x in (a.name, a.shown, said, a.scope, state) if x))
        return OK
    if not name:
        print(words.t("Say which account."), file=sys.stderr)
        return USAGE
    if options.do == "add":
        print(_code(words, name, accounts.add(name, options.shown, roles, options.scope, by)))
    elif options.do == "code":
        print(_code(words, name, accounts.new_code(name, by)))
    else:
        known = accounts.known(name)
        if options.do == "end":
            accounts.end_all(known.name, by)
        elif options.do == "role":
            accounts.change(known.name, roles, options.scope, known.off, by)
        else:
            accounts.change(known.name, known.roles, known.scope, options.do == "off", by)
    return OK


def token(options: argparse.Namespace, words: Words) -> int:
    if not options.db.exists():
        print(words.t("There is no data file {file}.", file=options.db), file=sys.stderr)
        return USAGE
    accounts, by = Accounts(accounts_path(options.db.resolve())), f"{getpass.getuser()} (cli)"
    try:
        if options.do == "add":
            print(words.t(TOKEN_SAID, token=accounts.add_token(options.name, options.days, by), n=options.days))
        elif options.do == "end":
            accounts.end_token(options.name, by)
        else:
            for one in accounts.tokens():
                used = words.date(datetime.fromtimestamp(one.used, UTC).date()) if one.used else "–"
                print("\t".join((one.name, words.date(datetime.fromtimestamp(one.until, UTC).date()), used, one.by)))
        return OK
    except AccountError as error:
        print(words.t(error.reason, **error.params), file=sys.stderr)
        return USAGE
    finally:
        accounts.close()


def _code(words: Words, name: str, code: str) -> str:
    return words.t(CODE_SAID, name=name, code=code, n=CODE_DAYS)


def trail(options: argparse.Namespace, words: Words) -> int:
    accounts = Accounts(accounts_path(options.db.resolve()))
    try:
        lines = list(accounts.trail.lines())
        for one in lines[-options.last :] if not options.check else []:
            when = clock.local(one.at.astimezone(UTC))
            print(f"{when:%d/%m/%Y %H:%M:%S}\t{one.what}\t{one.who}\t{json.dumps(one.about, ensure_ascii=False)}")
        broken = accounts.trail.broken()
        if broken is not None:
            print(words.t("The trail is not whole: line {n} is changed, or is missing.", n=broken), file=sys.stderr)
            return WRONG
        if options.check and options.db.exists():
            with Store.open(options.db) as store:
                if store.altered is not None:
                    said = N_("The log is not as the program wrote it: act {n} was altered, or lines are missing.")
                    print(words.t(said, n=store.altered), file=sys.stderr)
                    return WRONG
        if options.check:
            print(words.t("The trail is whole: {n} lines.", n=len(lines)))
        return OK
    finally:
        accounts.close()


COMMANDS: dict[str, Callable[[argparse.Namespace, Words], int]] = {"user": user, "token": token, "trail": trail}
