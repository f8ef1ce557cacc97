"""Accounts in a small SQLite file of their own, beside the data file: a restored backup brings no old password back.

Passwords are kept as argon2id, one-time codes and session tokens as SHA-256 (they are random), the secret of a second
factor as it is: the file is its owner's alone (0600).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from zxcvbn import zxcvbn

from dienhinh.access.roles import SCOPED, Actor, Role
from dienhinh.access.trail import Trail
from dienhinh.kinds.sentence import N_

SHORTEST, LONGEST = 12, 128
"""Letters of a password."""
CODE_DAYS = 3
"""So long a one-time code is good."""
TRIES, WINDOW = 5, 15 * 60
"""So many failures within so many seconds, and every further try waits."""
FROM_ONE_ADDRESS = 4 * TRIES
"""An address may stand for a whole office."""
LONGEST_WAIT = 5 * 60
IDLE, MOST = 30 * 60, 10 * 3600
"""Seconds that a session lives without being used, and at all."""
TELL = 20
"""So many seconds may pass before the file learns that a session was used."""
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")

SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    name TEXT PRIMARY KEY, shown TEXT NOT NULL, roles TEXT NOT NULL, scope TEXT NOT NULL DEFAULT '',
    password TEXT, code TEXT, code_until REAL, secret TEXT, last_step INTEGER NOT NULL DEFAULT 0,
    off INTEGER NOT NULL DEFAULT 0, made REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS session (
    key TEXT PRIMARY KEY, account TEXT NOT NULL, since REAL NOT NULL, seen REAL NOT NULL, address TEXT, agent TEXT
);
CREATE TABLE IF NOT EXISTS failure (about TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS token (
    key TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, made REAL NOT NULL, by TEXT NOT NULL, until REAL NOT NULL,
    used REAL
);
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class AccountError(Exception):
    """Why an account or a sign-in is refused. ``reason`` is a catalogue id, ``params`` fill it in."""

    def __init__(self, reason: str, **params: object) -> None:
        self.reason, self.params = reason, params
        super().__init__(reason.format(**params))


class Wait(AccountError):
    """Too many failures: try again in ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(N_("Too many failed tries. Wait {n} seconds, then try again."), n=seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Account:
    name: str
    shown: str
    roles: frozenset[Role]
    scope: str
    off: bool
    has_password: bool
    has_factor: bool
    made: float

    @property
    def needs_factor(self) -> bool:
        """An administrator signs in with a second factor."""
        return Role.ADMIN in self.roles


@dataclass(frozen=True)
class Session:
    """A session: ``key`` is the hash of its token, and no key to it."""

    key: str
    account: str
    since: float
    seen: float
    address: str
    agent: str


@dataclass(frozen=True)
class Token:
    """What another program reads with: its name, when made, by whom, until when, when last used (seconds)."""

    name: str
    made: float
    by: str
    until: float
    used: float | None


MOST_TOKEN_DAYS = 366


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def plain(password: str) -> str:
    """A password as it is compared: keyboards write one Vietnamese letter in several ways."""
    return unicodedata.normalize("NFC", password)


_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """A password that nobody has: an unknown name is tried against it, and takes as long."""
    return _hasher.hash(secrets.token_urlsafe())


class Accounts:
    """The accounts of one data file. ``now`` is the clock (seconds); tests turn it."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self.path, self.now = path, now
        _nobody()  # worked out before anybody asks: the first unknown name would take longer
        self._lock = threading.RLock()
        self._told: dict[str, float] = {}
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(SCHEMA)
        self.trail = Trail(path.with_name(path.name.removesuffix(SUFFIX) + ".trail"), self._head, self._keep_head)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    # The trail's last line is kept here too, so that cutting lines off its end is noticed.
    def _head(self) -> tuple[int, str]:
        with self._lock:
            row = self._db.execute("SELECT value FROM kept WHERE key = 'trail'").fetchone()
        n, mark = json.loads(row[0]) if row else (0, "")
        return int(n), str(mark)

    def _keep_head(self, n: int, mark: str) -> None:
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO kept VALUES ('trail', ?)", [json.dumps([n, mark])])

    # Accounts

    def all(self) -> list[Account]:
        with self._lock:
            rows = self._db.execute(f"SELECT {COLUMNS} FROM account ORDER BY name").fetchall()
        return [_account(r) for r in rows]

    def find(self, name: str) -> Account | None:
        with self._lock:
            row = self._db.execute(f"SELECT {COLUMNS} FROM account WHERE name = ?", [name.lower()]).fetchone()
        return _account(row) if row else None

    def administrators(self) -> list[str]:
        """The names of the accounts that administer, those turned off left out."""
        return [a.name for a in self.all() if Role.ADMIN in a.roles and not a.off]

    def add(self, name: str, shown: str, roles: frozenset[Role], scope: str = "", by: str = "") -> str:
        """A new account; returns the one-time code of its first sign-in. Raises :class:`AccountError`."""
        name = name.lower()
        if not NAME.fullmatch(name):
            raise AccountError(
                N_("{name}: an account's name has 2 to 40 letters a–z, digits, dots and dashes."), name=name
            )
        if not shown.strip():
            raise AccountError(N_("Say the person's name: the change log carries it."))
        _admissible(roles, scope)
        if self.find(name) is not None:
            raise AccountError(N_("There is an account {name} already."), name=name)
        with self._writing() as db:
            db.execute(
                "INSERT INTO account (name, shown, roles, scope, made) VALUES (?, ?, ?, ?, ?)",
                [name, shown.strip(), ",".join(sorted(roles)), scope, self.now()],
            )
        self.trail.add("account.add", by, account=name, roles=sorted(roles), scope=scope)
        return self.new_code(name, by)

    def change(self, name: str, roles: frozenset[Role], scope: str = "", off: bool = False, by: str = "") -> None:
        """Other roles, or none at all (``off``); its sessions end. Raises :class:`AccountError`."""
        was = self.known(name)
        _admissible(roles, scope)
        if self.administrators() == [was.name] and (off or Role.ADMIN not in roles):
            raise AccountError(N_("{name} is the only administrator; make another one first."), name=name)
        with self._writing() as db:
            db.execute(
                "UPDATE account SET roles = ?, scope = ?, off = ? WHERE name = ?",
                [",".join(sorted(roles)), scope, off, was.name],
            )
        self.end_all(was.name, by)
        self.trail.add("account.change", by, account=was.name, roles=sorted(roles), scope=scope, off=off)

    def new_code(self, name: str, by: str = "") -> str:
        """Forget the password and the second factor; returns the one-time code that makes new ones."""
        was = self.known(name)
        code = "-".join(secrets.token_hex(2).upper() for _ in range(4))
        with self._writing() as db:
            db.execute(
                "UPDATE account SET password = NULL, secret = NULL, last_step = 0, code = ?, code_until = ? WHERE name"
                " = ?",
                [hashed(code), self.now() + CODE_DAYS * 86400, was.name],
            )
        self.end_all(was.name, by)
        self.trail.add("account.code", by, account=was.name)
        return code

    def known(self, name: str) -> Account:
        """The account with this name. Raises :class:`AccountError`."""
        found = self.find(name)
        if found is None:
            raise AccountError(N_("There is no account {name}."), name=name)
        return found

    # Signing in

    def check(self, name: str, given: str, address: str) -> tuple[Account, bool]:
        """The account whose password, or one-time code, this is, and whether it was the code. An unknown name takes as
        long and is answered alike. Raises :class:`AccountError`; :class:`Wait` when there were too many failures."""
        name, given = name.strip().lower()[:60], plain(given)[:LONGEST]
        self.slow(name, address)
        with self._lock:
            row = self._db.execute(
                "SELECT password, code, code_until, off FROM account WHERE name = ?", [name]
            ).fetchone()
        stored, code, until, off = row or (None, None, None, 1)
        right = _verified(stored or _nobody(), given) and stored is not None
        coded = bool(code) and secrets.compare_digest(hashed(given.strip().upper()), str(code))
        coded = coded and float(until or 0) > self.now()
        if off or not (right or coded):
            self.failed(name, address)
            raise AccountError(N_("Wrong name or password."))
        found = self.known(name)
        if right and stored and _hasher.check_needs_rehash(stored):
            self._set(name, password=_hasher.hash(given))
        return found, coded

    def stamp(self, name: str) -> str:
        """What an account is at the moment: another after its password, code, factor, roles or state has changed."""
        with self._lock:
            row = self._db.execute(
                "SELECT password, code, secret, roles, scope, off FROM account WHERE name = ?", [name]
            ).fetchone()
        return hashed(json.dumps(row))

    def verify_factor(self, name: str, given: str, address: str) -> None:
        """The second factor's number, each good once. Raises :class:`AccountError`."""
        self.slow(name, address)
        with self._lock:
            row = self._db.execute("SELECT secret, last_step FROM account WHERE name = ?", [name]).fetchone()
        step = _step(str(row[0]), given, self.now()) if row and row[0] else None
        if step is None or step <= int(row[1]):
            self.failed(name, address)
            raise AccountError(N_("The number is wrong or has been used. Wait for the next one."))
        self._set(name, last_step=step)

    def enrol(self, name: str, secret: str, given: str) -> None:
        """Take a second factor into use once a number of it was given. Raises :class:`AccountError`."""
        step = _step(secret, given, self.now())
        if step is None:
            raise AccountError(N_("The number is wrong. Is the clock of the phone right?"))
        self._set(name, secret=secret, last_step=step)
        self.trail.add("account.factor", name, account=name)

    def set_password(self, name: str, wanted: str) -> None:
        """A new password; the one-time code is used up and every session of the account ends. Raises
        :class:`AccountError` when it is too short, too long or too easy."""
        account, wanted = self.known(name), plain(wanted)
        refuse_easy(wanted, account)
        self._set(account.name, password=_hasher.hash(wanted), code=None, code_until=None)
        self.end_all(account.name, account.name)
        self.trail.add("account.password", account.name, account=account.name)

    def _set(self, name: str, **values: object) -> None:
        with self._writing() as db:
            said = ", ".join(f"{column} = ?" for column in values)
            db.execute(f"UPDATE account SET {said} WHERE name = ?", [*values.values(), name])

    def slow(self, name: str, address: str) -> None:
        """Raises :class:`Wait` while there are too many failures: longer with each, never for good."""
        since = self.now() - WINDOW
        with self._lock:
            self._db.execute("DELETE FROM failure WHERE at < ?", [since])
            for about, most in ((f"n {hashed(name)}", TRIES), (f"a {address}", FROM_ONE_ADDRESS)):
                n, last = self._db.execute("SELECT count(*), max(at) FROM failure WHERE about = ?", [about]).fetchone()
                if n >= most:
                    wait = min(15 * 2 ** min(n - most, 8), LONGEST_WAIT) - (self.now() - last)
                    if wait > 0:
                        raise Wait(int(wait) + 1)

    def failed(self, name: str, address: str) -> None:
        with self._writing() as db:
            for about in (f"n {hashed(name)}", f"a {address}"):
                db.execute("INSERT INTO failure VALUES (?, ?)", [about, self.now()])
        known = self.find(name)  # what was typed for a name may be a password
        self.trail.add("sign-in.refused", known.name if known else "?", address=address)

    # Sessions

    def begin(self, account: Account, address: str, agent: str) -> str:
        """A new session; returns its token, which is kept nowhere. Failures until now are forgotten."""
        token, now = secrets.token_urlsafe(32), self.now()
        one = Session(hashed(token), account.name, now, now, address, agent[:200])
        with self._writing() as db:
            db.execute("DELETE FROM failure WHERE about = ?", [f"n {hashed(account.name)}"])
            db.execute("DELETE FROM session WHERE since < ? OR seen < ?", [now - MOST, now - IDLE])
            db.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)",
                [one.key, one.account, one.since, one.seen, one.address, one.agent],
            )
        self.trail.add("sign-in", account.name, address=address)
        return token

    def session(self, key: str, used: bool = False) -> Actor | None:
        """Who acts in the session with this key; None when it is over. ``used``: it lives on from now."""
        now = self.now()
        with self._lock:
            row = self._db.execute(
                "SELECT s.account, s.since, s.seen, a.shown, a.roles, a.scope FROM session s JOIN account a"
                " ON a.name = s.account WHERE s.key = ? AND NOT a.off",
                [key],
            ).fetchone()
        if row is None:
            return None
        account, since, seen, shown, roles, scope = row
        last = max(float(seen), self._told.get(key, 0.0))
        if now - last > IDLE or now - since > MOST:
            self.end(key, account, "sign-out.time")
            return None
        if used:
            self._told[key] = now
            if now - seen > TELL:
                with self._writing() as db:
                    db.execute("UPDATE session SET seen = ? WHERE key = ?", [now, key])
        return Actor(str(shown), _roles(roles), str(account), str(scope), key)

    def sessions(self) -> list[Session]:
        now = self.now()
        with self._lock:
            rows = self._db.execute(
                "SELECT key, account, since, seen, address, agent FROM session ORDER BY seen DESC"
            ).fetchall()
        found = [Session(*r) for r in rows]
        found = [replace(s, seen=max(s.seen, self._told.get(s.key, 0.0))) for s in found]
        return [s for s in found if now - s.seen <= IDLE and now - s.since <= MOST]

    # Other programs

    def add_token(self, name: str, days: int, by: str) -> str:
        """A token with which another program may read, for so many days; returns it, which is kept nowhere. Raises
        :class:`AccountError`."""
        name = name.strip()
        if not name or len(name) > 60:
            raise AccountError(N_("Say which program it is for, in at most 60 letters."))
        if not 1 <= days <= MOST_TOKEN_DAYS:
            raise AccountError(N_("A token is good for 1 to {n} days."), n=MOST_TOKEN_DAYS)
        token, now = secrets.token_urlsafe(32), self.now()
        with self._writing() as db:
            if db.execute("SELECT 1 FROM token WHERE name = ?", [name]).fetchone():
                raise AccountError(N_("There is a token of that name: end it first."))
            db.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?, ?, NULL)", [hashed(token), name, now, by, now + days * 86_400]
            )
        self.trail.add("token.add", by, name=name, days=days)
        return token

    def token(self, said: str) -> str | None:
        """The program whose token this is; None where it is none, or its days are over."""
        now = self.now()
        with self._lock:
            row = self._db.execute("SELECT name, until FROM token WHERE key = ?", [hashed(said)]).fetchone()
        if row is None or now >= float(row[1]):
            return None
        with self._writing() as db:
            db.execute("UPDATE token SET used = ? WHERE name = ?", [now, row[0]])
        return str(row[0])

    def tokens(self) -> list[Token]:
        with self._lock:
            rows = self._db.execute("SELECT name, made, by, until, used FROM token ORDER BY name").fetchall()
        return [Token(*r) for r in rows]

    def end_token(self, name: str, by: str) -> None:
        with self._writing() as db:
            row = db.execute("DELETE FROM token WHERE name = ? RETURNING name", [name]).fetchone()
        if row is None:
            raise AccountError(N_("There is no token of the name {name}."), name=name)
        self.trail.add("token.end", by, name=name)

    def end(self, key: str, by: str, how: str = "sign-out") -> None:
        with self._writing() as db:
            row = db.execute("DELETE FROM session WHERE key = ? RETURNING account", [key]).fetchone()
        self._told.pop(key, None)
        if row:
            self.trail.add(how, by, account=str(row[0]))

    def end_all(self, name: str, by: str) -> None:
        """End every session of an account."""
        with self._lock:
            keys = [k for (k,) in self._db.execute("SELECT key FROM session WHERE account = ?", [name])]
        for key in keys:
            self.end(key, by, "sign-out.ended")


SUFFIX = ".accounts"
COLUMNS = "name, shown, roles, scope, off, password IS NOT NULL, secret IS NOT NULL, made"


def accounts_path(db: Path) -> Path:
    return db.with_name(db.name + SUFFIX)


def _account(row: tuple[object, ...]) -> Account:
    name, shown, roles, scope, off, password, factor, made = row
    return Account(
        str(name), str(shown), _roles(str(roles)), str(scope), bool(off), bool(password), bool(factor), float(str(made))
    )


def _roles(said: str) -> frozenset[Role]:
    return frozenset(Role(r) for r in said.split(",") if r)


def _admissible(roles: frozenset[Role], scope: str) -> None:
    scoped = roles & SCOPED
    if not roles:
        raise AccountError(N_("Say at least one role."))
    if scoped and len(roles) > 1:
        raise AccountError(N_("A presenter and a unit's clerk have no other role: give that person a second account."))
    if scoped and not scope:
        raise AccountError(N_("Say which unit (its code), or which meeting (its number), the account is for."))
    if scope and not scoped:
        raise AccountError(N_("Only a presenter's or a unit clerk's account is for one meeting or unit."))


def refuse_easy(wanted: str, account: Account) -> None:
    """Raises :class:`AccountError` for a password that is too short, too long or too easy to guess."""
    if len(wanted) < SHORTEST:
        raise AccountError(
            N_("The password has {n} letters; at least {least} are needed."), n=len(wanted), least=SHORTEST
        )
    if len(wanted) > LONGEST:
        raise AccountError(N_("The password is longer than {most} letters."), most=LONGEST)
    names = _bare(account.shown).split()
    own = [account.name, *names, "".join(names), "dienhinh", "thiduakhenthuong", "songoaivu", "hatinh"]
    if zxcvbn(_bare(wanted)[:72], user_inputs=own)["score"] < 3:
        raise AccountError(N_("The password is too easy to guess. Several words that do not belong together are good."))


def _bare(text: str) -> str:
    """Without diacritics, as whoever guesses types it."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def _verified(stored: str, given: str) -> bool:
    try:
        return _hasher.verify(stored, given)
    except (Argon2Error, InvalidHashError):
        return False


def _step(secret: str, given: str, now: float) -> int | None:
    """The step of time whose number this is: the present one, or one beside it."""
    code = re.sub(r"\s", "", given)
    if not re.fullmatch(r"\d{6}", code):
        return None
    of, at = pyotp.TOTP(secret), int(now) // 30
    return next((at + d for d in (0, -1, 1) if secrets.compare_digest(of.generate_otp(at + d), code)), None)
