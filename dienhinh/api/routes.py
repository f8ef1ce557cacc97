"""The routes of the interface for other programs; who asks, the gate has found out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dienhinh import __version__, clock
from dienhinh.api.answers import assessed, faults, sought
from dienhinh.api.document import PATHS, SHAPES, openapi
from dienhinh.gate.house import READER, House
from dienhinh.gate.middleware import API
from dienhinh.kinds.sentence import N_
from dienhinh.locale import DEFAULT, LANGUAGES, Words
from dienhinh.plans.drafts import UnknownPlan, plan_of
from dienhinh.store import Store, StoreError, list_backups
from dienhinh.store.database import migrations
from dienhinh.ui import data

NOBODY = N_("No token, or one that is over: an administrator gives them out.")
NO_DAY = N_("“{value}” is no day: write it as 2025-12-31.")
NO_CODE = N_("Say whom: code=…")


class Wrong(Exception):
    """A parameter that cannot be read: ``reason`` is a catalogue id."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason)
        self.reason, self.params = reason, params


Answer = Callable[[Request, duckdb.DuckDBPyConnection, date, Words], Any]


def assess(request: Request, cursor: duckdb.DuckDBPyConnection, on: date, words: Words) -> Any:
    return assessed(cursor, plan_of(cursor, on, request.query_params.get("plan")), on)


def goals(request: Request, cursor: duckdb.DuckDBPyConnection, on: date, words: Words) -> Any:
    code = request.query_params.get("code", "")
    if not code:
        raise Wrong(NO_CODE)
    found = sought(cursor, plan_of(cursor, on, request.query_params.get("plan")), on, code, words)
    if found is None:
        raise Wrong(N_("Nobody has the code {code}."), code=code)
    return found.as_json()


def quality(request: Request, cursor: duckdb.DuckDBPyConnection, on: date, words: Words) -> Any:
    return faults(cursor, plan_of(cursor, on, request.query_params.get("plan")), on, words)


def health(request: Request, cursor: duckdb.DuckDBPyConnection, on: date, words: Words) -> Any:
    store, plan = data.store(), plan_of(cursor, on)
    copies = list_backups(store.path)
    return {
        "version": __version__,
        "schema": migrations()[-1][0],
        "revision": store.revision,
        "date": on.isoformat(),
        "plan": plan.id,
        "digest": plan.digest,
        "sample": store.meta("sample") is not None,
        "log_whole": store.altered is None,
        "newest_backup": copies[0].made.isoformat(timespec="seconds") if copies else None,
    }


ANSWERS: dict[str, Answer] = {
    f"{API}/v1/assess": assess,
    f"{API}/v1/goals": goals,
    f"{API}/v1/quality": quality,
    f"{API}/v1/health": health,
}


def api_routes(house: House) -> list[Route]:
    """The routes, over one house; what is asked through them stands in its trail."""

    def known(request: Request) -> str:
        return unquote(request.headers.get(READER, ""))

    def words_of(request: Request) -> Words:
        lang = request.query_params.get("lang", DEFAULT)
        return Words(lang if lang in LANGUAGES else DEFAULT)

    def refused(request: Request) -> Response:
        said = {"error": words_of(request).t(NOBODY)}
        return JSONResponse(said, 401, {"www-authenticate": 'Bearer realm="dienhinh"'})

    def route(path: str, made: Answer) -> Route:
        def run(request: Request) -> Response:
            reader, words = known(request), words_of(request)
            if not reader:
                return refused(request)
            try:
                on = _day(request.query_params.get("date"))
                store: Store = data.store()
                with closing(store.cursor()) as cursor:
                    answer = made(request, cursor, on, words)
            except Wrong as wrong:
                return JSONResponse({"error": words.t(wrong.reason, **wrong.params)}, 400)
            except UnknownPlan as error:
                reason = N_("No plan of this file has the id {plan}; known: {known}.")
                said = words.t(reason, plan=error.plan_id, known=words.list(error.known))
                return JSONResponse({"error": said}, 400)
            except StoreError as error:
                return JSONResponse({"error": words.t(error.reason, **error.params)}, 503)
            asked = {k: request.query_params[k] for k in ("code", "plan") if k in request.query_params}
            house.accounts.trail.add("api", reader, path=path, date=on.isoformat(), **asked)
            return JSONResponse(answer)

        return Route(path, run, methods=["GET"])

    def document(request: Request) -> Response:
        return JSONResponse(openapi()) if known(request) else refused(request)

    def page(request: Request) -> Response:
        if not known(request):
            return refused(request)
        words = words_of(request)
        address = f"{request.url.scheme}://{request.url.netloc}"
        said = {"paths": PATHS, "shapes": SHAPES, "t": words.t, "lang": words.lang, "address": address}
        return HTMLResponse(_page().get_template("api.html").render(said))

    return [
        *(route(path, made) for path, made in ANSWERS.items()),
        Route(f"{API}/v1/openapi.json", document, methods=["GET"]),
        Route(API, page, methods=["GET"]),
    ]


def _day(said: str | None) -> date:
    if not said:
        return clock.today()
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise Wrong(NO_DAY, value=said) from error


@cache
def _page() -> Environment:
    return Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
