"""Accounts: first sign-in, passwords, failures that slow down, sessions that end."""

from __future__ import annotations

import os
import sqlite3
import stat
import unicodedata

import pyotp
import pytest

from dienhinh.access.accounts import (
    CODE_DAYS,
    IDLE,
    LONGEST_WAIT,
    MOST,
    TRIES,
    WINDOW,
    AccountError,
    Accounts,
    Wait,
    accounts_path,
    hashed,
)
from dienhinh.access.roles import Act, Role
from tests.access.conftest import PASSWORD, Clock

OFFICER, ADMIN = frozenset({Role.OFFICER}), frozenset({Role.ADMIN})
HERE = "10.0.0.7"


def with_password(accounts: Accounts, name: str = "hoa", roles: frozenset[Role] = OFFICER, scope: str = "") -> str:
    code = accounts.add(name, "Trần Thị Mẫu", roles, scope)
    accounts.check(name, code, HERE)
    accounts.set_password(name, PASSWORD)
    return code


def test_the_first_sign_in_is_by_a_code_that_is_good_once_and_for_some_days(accounts: Accounts, clock: Clock) -> None:
    code = accounts.add("hoa", "Trần Thị Mẫu", OFFICER)
    assert accounts.check("hoa", code.lower(), HERE)[1]
    accounts.set_password("hoa", PASSWORD)
    with pytest.raises(AccountError, match="Wrong"):
        accounts.check("hoa", code, HERE)
    assert accounts.check("HOA", PASSWORD, HERE) == (accounts.find("hoa"), False)
    late = accounts.new_code("hoa")
    clock.later(CODE_DAYS * 86400 + 1)
    with pytest.raises(AccountError, match="Wrong"):
        accounts.check("hoa", late, HERE)


def test_a_new_code_forgets_the_password_the_factor_and_every_session(accounts: Accounts) -> None:
    with_password(accounts, "sep", ADMIN)
    secret = pyotp.random_base32()
    accounts.enrol("sep", secret, pyotp.TOTP(secret).at(int(accounts.now())))
    found = accounts.find("sep")
    assert found is not None
    assert found.has_factor
    token = accounts.begin(found, HERE, "")
    accounts.new_code("sep")
    assert accounts.session(hashed(token)) is None
    again = accounts.find("sep")
    assert again is not None
    assert not again.has_factor
    assert not again.has_password
    with pytest.raises(AccountError, match="Wrong"):
        accounts.check("sep", PASSWORD, HERE)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("ngan", "at least 12"),
        ("a" * 11, "at least 12"),
        ("x" * 200, "longer than"),
        ("123456789012", "easy"),
        ("password1234", "easy"),
        ("qwertyuiop12", "easy"),
        ("aaaaaaaaaaaa", "easy"),
        ("hoahoahoahoa", "easy"),
        ("TranThiMau2025", "easy"),
        ("songoaivuhatinh", "easy"),
        ("dienhinh2026", "easy"),
    ],
)
def test_short_long_and_easy_passwords_are_refused(accounts: Accounts, wanted: str, why: str) -> None:
    accounts.add("hoa", "Trần Thị Mẫu", OFFICER)
    with pytest.raises(AccountError, match=why):
        accounts.set_password("hoa", wanted)


def test_one_password_typed_by_two_keyboards_is_one(accounts: Accounts) -> None:
    accounts.add("hoa", "Trần Thị Mẫu", OFFICER)
    said = "chín câu vàng, mười nong thóc"
    accounts.set_password("hoa", unicodedata.normalize("NFD", said))
    assert accounts.check("hoa", unicodedata.normalize("NFC", said), HERE)


def test_nothing_that_opens_an_account_stands_in_the_file(accounts: Accounts) -> None:
    code = accounts.add("an", "An", OFFICER)
    with_password(accounts)
    hoa = accounts.find("hoa")
    assert hoa is not None
    token = accounts.begin(hoa, HERE, "")
    whole = accounts.path.read_bytes() + accounts.trail.path.read_bytes()
    for secret in (code, PASSWORD, token):
        assert secret.encode() not in whole


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_the_files_are_their_owners_alone(accounts: Accounts) -> None:
    accounts.add("an", "An", OFFICER)
    for path in (accounts.path, accounts.trail.path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_failures_slow_the_account_down_and_never_lock_it(accounts: Accounts, clock: Clock) -> None:
    with_password(accounts)
    for _ in range(TRIES):
        with pytest.raises(AccountError, match="Wrong"):
            accounts.check("hoa", "sai", HERE)
    waits = []
    for _ in range(5):  # whoever waits as told may try again, each time later
        with pytest.raises(Wait) as caught:
            accounts.check("hoa", PASSWORD, "10.0.0.9")  # from another address too
        waits.append(caught.value.seconds)
        clock.later(caught.value.seconds)
        with pytest.raises(AccountError, match="Wrong"):
            accounts.check("hoa", "sai", HERE)
    assert waits == sorted(waits)
    assert waits[0] < waits[-1] <= LONGEST_WAIT + 1
    clock.later(LONGEST_WAIT + 1)
    assert accounts.check("hoa", PASSWORD, HERE)
    clock.later(WINDOW)
    assert accounts.check("hoa", PASSWORD, HERE)


def test_an_unknown_name_is_answered_like_a_known_one(accounts: Accounts) -> None:
    with_password(accounts)
    said = []
    for name in ("hoa", "nguoi-la"):
        for _ in range(TRIES + 1):
            with pytest.raises(AccountError) as caught:
                accounts.check(name, "sai", f"10.1.{name == 'hoa'}.1")
            said.append((name, str(caught.value)))
    assert [s for n, s in said if n == "hoa"] == [s for n, s in said if n == "nguoi-la"]


def test_what_was_typed_for_a_name_is_not_kept(accounts: Accounts) -> None:
    """It may be a password, typed into the wrong field."""
    with pytest.raises(AccountError):
        accounts.check(PASSWORD, "x", HERE)
    assert PASSWORD not in accounts.trail.path.read_text(encoding="utf-8")


def test_a_number_of_the_second_factor_is_good_once(accounts: Accounts, clock: Clock) -> None:
    with_password(accounts, "sep", ADMIN)
    secret = pyotp.random_base32()
    with pytest.raises(AccountError, match="clock"):
        accounts.enrol("sep", secret, "12345")
    accounts.enrol("sep", secret, pyotp.TOTP(secret).at(int(clock.now)))
    with pytest.raises(AccountError, match="used"):
        accounts.verify_factor("sep", pyotp.TOTP(secret).at(int(clock.now)), HERE)
    clock.later(30)
    number = pyotp.TOTP(secret).at(int(clock.now))
    accounts.verify_factor("sep", f"{number[:3]} {number[3:]}", HERE)
    with pytest.raises(AccountError, match="used"):
        accounts.verify_factor("sep", number, HERE)


def test_a_session_ends_after_half_an_hour_unused_and_after_ten_hours(accounts: Accounts, clock: Clock) -> None:
    with_password(accounts)
    hoa = accounts.find("hoa")
    assert hoa is not None
    key = hashed(accounts.begin(hoa, HERE, "Firefox"))
    clock.later(IDLE - 1)
    assert accounts.session(key) is not None  # looking prolongs nothing
    clock.later(2)
    assert accounts.session(key) is None
    key = hashed(accounts.begin(hoa, HERE, ""))
    for _ in range(int(MOST / (IDLE - 60))):
        clock.later(IDLE - 60)
        assert accounts.session(key, used=True) is not None
    clock.later(IDLE - 60)
    assert accounts.session(key, used=True) is None
    assert accounts.sessions() == []


@pytest.mark.parametrize("end", ["sign-out", "by an administrator", "password", "roles", "turned off"])
def test_what_ends_a_session(accounts: Accounts, end: str) -> None:
    with_password(accounts)
    hoa = accounts.find("hoa")
    assert hoa is not None
    key = hashed(accounts.begin(hoa, HERE, ""))
    other = hashed(accounts.begin(hoa, "10.0.0.8", ""))
    who = accounts.session(key)
    assert who is not None
    assert (who.name, who.account, who.roles) == ("Trần Thị Mẫu", "hoa", OFFICER)
    if end == "sign-out":
        accounts.end(key, "hoa")
        assert accounts.session(other) is not None
    elif end == "by an administrator":
        accounts.end(key, "sep", "sign-out.ended")
    elif end == "password":
        accounts.set_password("hoa", PASSWORD + "!")
    elif end == "roles":
        accounts.change("hoa", frozenset({Role.LEADER}))
    else:
        accounts.change("hoa", OFFICER, off=True)
    assert accounts.session(key) is None
    if end == "turned off":
        with pytest.raises(AccountError, match="Wrong"):
            accounts.check("hoa", PASSWORD, HERE)


def test_another_process_that_turns_an_account_off_ends_its_sessions(accounts: Accounts, clock: Clock) -> None:
    with_password(accounts)
    hoa = accounts.find("hoa")
    assert hoa is not None
    key = hashed(accounts.begin(hoa, HERE, ""))
    other = Accounts(accounts.path, clock)
    other.change("hoa", OFFICER, off=True)
    other.close()
    assert accounts.session(key) is None


@pytest.mark.parametrize(
    ("name", "shown", "roles", "scope", "why"),
    [
        ("Trần", "T", OFFICER, "", "letters"),
        ("a", "T", OFFICER, "", "letters"),
        ("../x", "T", OFFICER, "", "letters"),
        ("hoa2", " ", OFFICER, "", "person's name"),
        ("hoa", "T", OFFICER, "", "already"),
        ("hoa2", "T", frozenset(), "", "at least one"),
        ("hoa2", "T", frozenset({Role.CLERK}), "", "which unit"),
        ("hoa2", "T", frozenset({Role.PRESENTER, Role.OFFICER}), "1", "no other role"),
        ("hoa2", "T", OFFICER, "VP", "Only"),
    ],
)
def test_an_account_that_makes_no_sense_is_refused(accounts: Accounts, name, shown, roles, scope, why) -> None:
    with_password(accounts)
    with pytest.raises(AccountError, match=why):
        accounts.add(name, shown, roles, scope)
    assert [a.name for a in accounts.all()] == ["hoa"]


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    with_password(accounts, "sep", ADMIN)
    for change in ({"off": True}, {"roles": OFFICER}):
        with pytest.raises(AccountError, match="only administrator"):
            accounts.change("sep", **{"roles": ADMIN, **change})
    with_password(accounts, "sep2", ADMIN)
    accounts.change("sep", OFFICER)
    found = accounts.find("sep")
    assert found is not None
    assert found.roles == OFFICER


def test_an_account_may_hold_what_its_roles_hold_together(accounts: Accounts) -> None:
    with_password(accounts, "sep", frozenset({Role.ADMIN, Role.OFFICER}))
    sep = accounts.find("sep")
    assert sep is not None
    who = accounts.session(hashed(accounts.begin(sep, HERE, "")))
    assert who is not None
    assert who.may(Act.EDIT)
    assert who.may(Act.RESTORE)


def test_a_killed_write_leaves_the_file_readable(accounts: Accounts, clock: Clock) -> None:
    """SQLite's own journal: what was begun and not committed is gone on the next opening."""
    with_password(accounts)
    raw = sqlite3.connect(accounts.path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE account SET password = NULL")
    raw.close()
    again = Accounts(accounts_path(accounts.path.with_name("so.duckdb")), clock)
    assert again.check("hoa", PASSWORD, HERE)
    again.close()
