"""The doors of the gate: signing in step by step (password, new password, second factor), signing out, one's own
password, and whether a session still lives."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyotp
import segno
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dienhinh.access.accounts import MOST, SHORTEST, Account, AccountError, Wait, hashed
from dienhinh.gate.house import HEADER, House
from dienhinh.gate.middleware import ALIVE, PASSWORD, SIGN_IN, SIGN_OUT
from dienhinh.kinds.sentence import N_
from dienhinh.locale import LANGUAGES, Words

HALF_WAY = 10 * 60
"""Seconds in which a sign-in must come to its end."""
MOST_HALF_WAY = 200

TITLE = {
    "name": N_("Sign in"),
    "old": N_("Your password"),
    "choose": N_("Choose a password"),
    "enrol": N_("Second factor"),
    "factor": N_("Second factor"),
}


@dataclass(frozen=True)
class Ticket:
    """A sign-in that is half way: whose, which steps are still to come, until when; a secret not yet in use."""

    account: str
    steps: tuple[str, ...]
    until: float
    stamp: str
    secret: str = ""


@cache
def _page() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


class Doors:
    """The routes of the gate, over one house."""

    def __init__(self, house: House) -> None:
        self.house, self.accounts = house, house.accounts
        self._tickets: dict[str, Ticket] = {}
        self._lock = threading.Lock()

    def routes(self) -> list[Route]:
        return [
            Route(SIGN_IN, self._threaded(self.sign_in), methods=["GET", "POST"]),
            Route(PASSWORD, self._threaded(self.password), methods=["GET", "POST"]),
            Route(SIGN_OUT, self._threaded(self.sign_out), methods=["GET"]),
            Route(ALIVE, self.alive, methods=["GET"]),
        ]

    def _threaded(
        self, answer: Callable[[Request, dict[str, str]], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Checking a password takes a while; meanwhile others are served."""

        async def run(request: Request) -> Response:
            form = await request.form(max_fields=12, max_files=0) if request.method == "POST" else {}
            said = {k: str(v) for k, v in form.items() if isinstance(v, str)}
            return await run_in_threadpool(answer, request, said)

        return run

    async def alive(self, request: Request) -> Response:
        """204 while the session lives, which asking does not prolong; else 401."""
        return Response(status_code=204 if self.house.who(request.headers.get(HEADER, "")) else 401)

    def sign_out(self, request: Request, said: dict[str, str]) -> Response:
        """End the session: only where a person turns to this address, not where a picture or a script asks for it."""
        who = self.house.who(request.headers.get(HEADER, ""))
        asked = request.headers.get("sec-fetch-dest", "document") == "document"
        own = request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        if not (asked and own):
            return RedirectResponse("/", 303)
        if who is not None and who.account:
            self.accounts.end(who.session, who.account)
        answer = RedirectResponse(f"{SIGN_IN}?out=1", 303)
        answer.delete_cookie(self.house.cookie, path="/", secure=self.house.tls, httponly=True, samesite="strict")
        answer.headers["clear-site-data"] = '"cache"'
        return answer

    def sign_in(self, request: Request, said: dict[str, str]) -> Response:
        words = _words(request, said)
        if not self.house.signing_in:
            return RedirectResponse("/", 303)
        if request.method == "GET":
            bye = words.t("You have signed out.") if request.query_params.get("out") else ""
            return self._show(words, "name", said=bye, next=request.query_params.get("next", ""))
        step, address = said.get("step", ""), _address(request)
        if step == "name":
            try:
                account, coded = self.accounts.check(said.get("name", ""), said.get("password", ""), address)
            except AccountError as error:
                wrong = words.t(error.reason, **error.params)
                kept = {"name": said.get("name", "")[:60], "next": said.get("next", "")}
                return self._show(words, "name", wrong=wrong, status=_status(error), **kept)
            return self._go_on(request, words, said, self._ticket(account, choose=coded))
        number = said.get("ticket", "")
        ticket = self._taken(number, step)
        if ticket is None:
            late = words.t("That took too long. Sign in again.")
            return self._show(words, "name", wrong=late, next=said.get("next", ""))
        try:
            self._step(ticket, step, said, address)
        except AccountError as error:
            with self._lock:
                self._tickets[hashed(number)] = ticket  # it may be tried again
            wrong = words.t(error.reason, **error.params)
            return self._show_step(words, ticket, number, said.get("next", ""), wrong, _status(error))
        now = self.accounts.stamp(ticket.account)
        return self._go_on(request, words, said, replace(ticket, steps=ticket.steps[1:], stamp=now, secret=""))

    def password(self, request: Request, said: dict[str, str]) -> Response:
        """One's own password, anew: the present one first. Every session ends, and one signs in with the new one."""
        words = _words(request, said)
        who = self.house.who(request.headers.get(HEADER, ""))
        if who is None or not who.account:
            return RedirectResponse(SIGN_IN, 303)
        if request.method == "GET":
            return self._show(words, "old", action=PASSWORD)
        try:
            account, _ = self.accounts.check(who.account, said.get("password", ""), _address(request))
        except AccountError as error:
            return self._show(words, "old", action=PASSWORD, wrong=words.t(error.reason, **error.params), status=400)
        return self._go_on(request, words, said, self._ticket(account, choose=True))

    def _ticket(self, account: Account, choose: bool) -> Ticket:
        """What is still to come; ``choose``: a new password too."""
        steps = ["choose"] if choose else []
        if account.has_factor:
            steps.append("factor")
        elif account.needs_factor:
            steps.append("enrol")
        return Ticket(account.name, tuple(steps), self.accounts.now() + HALF_WAY, self.accounts.stamp(account.name))

    def _taken(self, number: str, step: str) -> Ticket | None:
        """The ticket with this number, out of the box, if it stands at ``step`` and is still good."""
        with self._lock:
            found = self._tickets.pop(hashed(number), None)
        if found is None or found.until < self.accounts.now() or found.steps[:1] != (step,):
            return None
        return found if found.stamp == self.accounts.stamp(found.account) else None  # it is another account by now

    def _step(self, ticket: Ticket, step: str, said: dict[str, str], address: str) -> None:
        """Take one step. Raises :class:`AccountError`."""
        if step == "choose":
            if said.get("wanted", "") != said.get("again", ""):
                raise AccountError(N_("The two are not the same."))
            self.accounts.set_password(ticket.account, said.get("wanted", ""))
        elif step == "enrol":
            self.accounts.slow(ticket.account, address)
            self.accounts.enrol(ticket.account, ticket.secret, said.get("number", ""))
        else:
            self.accounts.verify_factor(ticket.account, said.get("number", ""), address)

    def _go_on(self, request: Request, words: Words, said: dict[str, str], ticket: Ticket) -> Response:
        """The next step, or the session."""
        if ticket.steps:
            if ticket.steps[0] == "enrol":
                ticket = replace(ticket, secret=pyotp.random_base32())
            number = secrets.token_urlsafe(24)
            with self._lock:
                now = self.accounts.now()
                self._tickets = {k: t for k, t in self._tickets.items() if t.until > now}
                while len(self._tickets) >= MOST_HALF_WAY:
                    self._tickets.pop(next(iter(self._tickets)))
                self._tickets[hashed(number)] = ticket
            return self._show_step(words, ticket, number, said.get("next", ""))
        account = self.accounts.find(ticket.account)
        if account is None or account.off or (account.needs_factor and not account.has_factor):
            return self._show(words, "name", wrong=words.t("Wrong name or password."), status=400)
        before = self.house.who(request.headers.get(HEADER, ""))
        if before is not None and before.account:
            self.accounts.end(before.session, before.account)
        token = self.accounts.begin(account, _address(request), request.headers.get("user-agent", ""))
        answer = RedirectResponse(_inside(said.get("next", "")), 303)
        answer.set_cookie(
            self.house.cookie, token, max_age=MOST, httponly=True, secure=self.house.tls, samesite="strict", path="/"
        )
        return answer

    def _show_step(
        self, words: Words, ticket: Ticket, number: str, onward: str, wrong: str = "", status: int = 200
    ) -> Response:
        step, more = ticket.steps[0], {}
        if step == "enrol":
            uri = pyotp.TOTP(ticket.secret).provisioning_uri(name=ticket.account, issuer_name=words.t("Exemplars"))
            more = {"secret": ticket.secret, "qr": Markup(segno.make(uri, error="m").svg_inline(scale=4, border=1))}
        return self._show(
            words, step, wrong=wrong, status=status, ticket=number, next=onward, name=ticket.account, **more
        )

    def _show(
        self, words: Words, step: str, wrong: str = "", said: str = "", status: int = 200, action: str = SIGN_IN,
        **fields: object,
    ) -> Response:  # fmt: skip
        other = next(code for code in LANGUAGES if code != words.lang)
        known = {"name": "", "ticket": "", "next": "", "shortest": SHORTEST, "other": other}
        known["other_name"] = LANGUAGES[other]
        button = words.t("Sign in") if step in ("name", "factor", "enrol") else words.t("Go on")
        html = _page().get_template("door.html").render(
            words=words, t=words.t, title=words.t(TITLE[step]), step=step, wrong=wrong, said=said, action=action,
            button=button, **known | fields,
        )  # fmt: skip
        return HTMLResponse(html, status)


def _status(error: AccountError) -> int:
    return 429 if isinstance(error, Wait) else 400


def _words(request: Request, said: dict[str, str]) -> Words:
    return Words(said.get("lang") or request.query_params.get("lang") or "")


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _inside(where: str) -> str:
    """Where to go on, if it is a page of ours."""
    parts = urlsplit(where)
    ours = where.startswith("/") and not where.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    if not ours or parts.path in (SIGN_IN, SIGN_OUT, PASSWORD, ALIVE):
        return "/"
    return quote(parts.path) + (f"?{quote(parts.query, safe='=&%+-._~')}" if parts.query else "")
