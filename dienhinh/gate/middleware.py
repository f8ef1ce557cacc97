"""The gate itself: every request and every message of a websocket passes it, or does not.

Pure ASGI, so that nothing is copied and websockets are seen message by message: a session that is over is over in the
middle of a page too.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import cookie_parser
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dienhinh.access.accounts import hashed
from dienhinh.access.roles import Act
from dienhinh.gate.house import HEADER, LOCAL, OWNER, READER, House

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

API = "/api"
"""The interface for other programs; its own routes refuse whom the gate does not know."""
SIGN_IN, SIGN_OUT, ALIVE, PASSWORD = "/dang-nhap", "/dang-xuat", "/phien", "/mat-khau"
OPEN = re.compile(r"/app/static/.*|/_stcore/health")
"""What is served to everybody: our fonts and icon, and whether the server lives."""
DOORS = {SIGN_IN: ("GET", "HEAD", "POST"), SIGN_OUT: ("GET",), ALIVE: ("GET",)}
"""The doors that stand open, and how they are asked."""
ASTRAY = re.compile(r"\.\.|\\|//")
"""No address of ours has this."""
OVER = 4401
"""A websocket is closed with this when nobody is signed in."""
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<theirs>[^/]+)/")
STAYS = ("/static/", "/app/static/")
"""What a browser may keep; everything else is somebody's data."""

_SELF = "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'"
_NO = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
PAGE_POLICY = (
    f"{_SELF}; script-src 'self' blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'; connect-src 'self' data:"
    f" blob:; worker-src 'self' blob:; media-src 'self' blob:; frame-src 'self' blob:; {_NO}"
)
"""Streamlit's own client asks for inline scripts and eval (vega, its components); nothing comes from elsewhere."""
DOOR_POLICY = f"default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; {_NO}"
HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
]


QUOTA = 60 * 2**20
"""So many bytes of dropped files a page may hold; they are freed with the page, or when another file takes a place."""


def held_by(theirs: str) -> int:
    """The bytes of dropped files that one of Streamlit's sessions holds."""
    if not runtime.exists():
        return 0
    files = runtime.get_instance().uploaded_file_mgr
    kept = files.file_storage.get(theirs, {}) if isinstance(files, MemoryUploadedFileManager) else {}
    return sum(len(one.data) for one in kept.values())


class Gate:
    """Lets in who is signed in, or the machine's owner; strips what only the gate may say; adds the headers that keep a
    browser from leaking."""

    def __init__(self, app: App, house: House) -> None:
        self.app, self.house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = [(k, v) for k, v in scope["headers"] if not k.lower().startswith(b"x-dienhinh-")]
        path, sock = str(scope["path"]), scope["type"] == "websocket"
        out = send if sock else _with_headers(send, path, self.house.tls)
        if (
            ASTRAY.search(path)
            or not self._is_ours(headers, scope)
            or _is_foreign(headers, sock or scope["method"] not in ("GET", "HEAD"))
        ):
            await _refuse(out, sock, 403)
            return
        if path == API or path.startswith(f"{API}/"):
            headers.append((READER.encode(), quote(self._reader(headers, scope)).encode()))
            await self.app({**scope, "headers": headers}, receive, out)
            return
        key = self._key(headers, scope)
        known = self.house.who(key) if key else None
        if known is None:
            if not sock and (OPEN.fullmatch(path) or scope["method"] in DOORS.get(path, ())):
                await self.app({**scope, "headers": headers}, receive, out)
            elif not sock and scope["method"] == "GET" and _wants_page(headers) and self.house.signing_in:
                asked = str(scope.get("query_string", b""), "latin-1")
                await _redirect(out, f"{SIGN_IN}?next={quote(path + ('?' + asked if asked else ''))}")
            else:
                await _refuse(out, sock, 401)
            return
        if theirs := UPLOAD.match(path):
            if self.house.bound.get(theirs["theirs"]) != key:
                await _refuse(out, sock, 403)
                return
            if scope["method"] == "PUT" and held_by(theirs["theirs"]) > QUOTA:
                await _refuse(out, sock, 413)
                return
        headers.append((HEADER.encode(), key.encode()))
        if sock:
            headers = self._own_session_only(headers, key)
            receive, out = self._watched(key, receive, send)
        elif path != ALIVE and not OPEN.fullmatch(path):
            self.house.who(key, used=True)
        await self.app({**scope, "headers": headers}, receive, out)

    def _is_ours(self, headers: Headers, scope: Scope) -> bool:
        """Whether the request is addressed to one of our host names; without accounts also, whether it comes from this
        machine: another site's name that leads here must not."""
        name = _hostname(f"//{_header(headers, b'host')}")
        client = (scope.get("client") or ("",))[0]
        return name in self.house.hosts and (self.house.signing_in or client in LOCAL)

    def _key(self, headers: Headers, scope: Scope) -> str:
        if not self.house.signing_in:
            return OWNER
        found = cookie_parser(_header(headers, b"cookie")).get(self.house.cookie)
        return hashed(found) if found else ""

    def _reader(self, headers: Headers, scope: Scope) -> str:
        """Who reads through the interface for other programs: a token's name, or somebody signed in who may read
        everything; "" for nobody."""
        scheme, _, token = _header(headers, b"authorization").partition(" ")
        if scheme.lower() == "bearer" and self.house.signing_in:
            name = self.house.accounts.token(token.strip())
            return f"token {name}" if name else ""
        key = self._key(headers, scope)
        who = self.house.who(key, used=True) if key else None
        if who is None or not who.may(Act.READ) or who.scope:
            return ""
        return who.account or who.name or OWNER

    def _own_session_only(self, headers: Headers, key: str) -> Headers:
        """A page that connects anew names its former session to Streamlit; it gets it back only if it was its own."""
        made = []
        for name, value in headers:
            if name.lower() == b"sec-websocket-protocol":
                parts = [p.strip() for p in value.decode("latin-1").split(",")]
                if len(parts) > 2 and self.house.bound.get(parts[2]) != key:
                    value = ", ".join(parts[:2]).encode("latin-1")
            made.append((name, value))
        return made

    def _watched(self, key: str, receive: Receive, send: Send) -> tuple[Receive, Send]:
        """The websocket's two ends, which end with the session."""
        over = False

        async def end() -> None:
            nonlocal over
            if not over:
                over = True
                await send({"type": "websocket.close", "code": OVER})

        async def coming() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                what, asked = _said(message)
                if self.house.who(key, used=asked) is None:
                    await end()
                    return {"type": "websocket.disconnect", "code": OVER}
                if what in SAID:
                    return message

        async def going(message: Message) -> None:
            if message["type"] == "websocket.send" and self.house.who(key) is None:
                await end()
            elif not over:
                await send(message)

        return coming, going


SAID = {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
"""What a page may say to the server; what else Streamlit knows empties everybody's answers, or is for developers."""


def _said(message: Message) -> tuple[str | None, bool]:
    """What a page says, and whether a person did it: a page that renews itself keeps no session alive."""
    try:
        said = BackMsg.FromString(message.get("bytes") or b"")
    except Exception:  # noqa: BLE001 - whatever protobuf raises for bytes that are no message
        return None, False
    what = said.WhichOneof("type")
    return what, what == "rerun_script" and not said.rerun_script.is_auto_rerun


def _header(headers: Headers, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in headers if k.lower() == name), "")


def _hostname(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_foreign(headers: Headers, acts: bool) -> bool:
    """Whether another site asks for it. A page of another site may only lead here, by a link."""
    origin, site = _header(headers, b"origin"), _header(headers, b"sec-fetch-site")
    if origin == "null" and site == "same-origin":  # a form of a page that names no referrer; a page cannot forge it
        return False
    if origin:
        try:
            if urlsplit(origin).netloc.lower() != _header(headers, b"host").lower():
                return True
        except ValueError:
            return True
    if site in ("cross-site", "same-site"):
        return acts or _header(headers, b"sec-fetch-mode") != "navigate"
    return False


def _wants_page(headers: Headers) -> bool:
    mode = _header(headers, b"sec-fetch-mode")
    return mode == "navigate" if mode else "text/html" in _header(headers, b"accept")


def _with_headers(send: Send, path: str, tls: bool) -> Send:
    more = [*HEADERS]
    policy = DOOR_POLICY if path in (SIGN_IN, SIGN_OUT, PASSWORD) else PAGE_POLICY
    more.append((b"content-security-policy", policy.encode()))
    if not path.startswith(STAYS):
        more.append((b"cache-control", b"no-store"))
    if tls:
        more.append((b"strict-transport-security", b"max-age=31536000"))
    ours = {name for name, _ in more}

    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(k, v) for k, v in message.get("headers", []) if k.lower() not in {*ours, b"server"}]
            message = {**message, "headers": [*kept, *more]}
        await send(message)

    return out


async def _refuse(send: Send, sock: bool, status: int) -> None:
    if sock:
        await send({"type": "websocket.close", "code": OVER})
        return
    said = b"" if status == 401 else b"403"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": said})


async def _redirect(send: Send, where: str) -> None:
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", where.encode("ascii"))]})
    await send({"type": "http.response.body", "body": b""})
