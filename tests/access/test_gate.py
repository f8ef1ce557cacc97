"""The gate, asked as a browser, a script and another site's page would: nothing is served to who is not signed in."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyotp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg

from dienhinh.access.accounts import IDLE, TRIES, Accounts, hashed
from dienhinh.access.roles import MACHINE, Actor, Role
from dienhinh.gate import middleware
from dienhinh.gate.doors import Doors
from dienhinh.gate.house import HEADER, OWNER, House
from dienhinh.gate.middleware import OVER, PASSWORD, SIGN_IN, SIGN_OUT, Gate
from tests.access.conftest import PASSWORD as WORDS
from tests.access.conftest import Clock

HOST = "dienhinh.sngv.local"
PATHS = [
    "/", "/ho-so", "/_stcore/metrics", "/_stcore/host-config", "/media/abc.png", "/_stcore/upload_file/s/f", "/phien",
    "/static/js/index.js", "/component/x/index.html", "/mat-khau", "/_stcore/health/../metrics", "/_stcore/healthy",
    "/app/static/../../media/x", "//evil", r"/app/static\..\x",
]  # fmt: skip


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str
    cookies: list[str]


async def echo(request: Request) -> Response:
    return PlainTextResponse("secret of " + request.headers.get(HEADER, "nobody"))


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers.get("sec-websocket-protocol", ""))
    while True:
        said = await socket.receive()
        if said["type"] == "websocket.disconnect":
            return
        await socket.send_text("secret")


class Visitor:
    """Asks the gate; keeps cookies."""

    def __init__(self, house: House, address: str = "10.0.0.7") -> None:
        routes = [
            *Doors(house).routes(),
            WebSocketRoute("/_stcore/stream", stream),
            Mount("/", routes=[Route("/{rest:path}", echo, methods=["GET", "POST", "PUT", "DELETE"])]),
        ]
        self.app, self.house, self.address = Gate(Starlette(routes=routes), house), house, address
        self.cookie = ""

    def scope(self, kind: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
        where, _, query = path.partition("?")
        said = {
            "host": HOST if self.house.tls else "127.0.0.1:8501",
            **({"cookie": self.cookie} if self.cookie else {}),
        }
        said |= headers
        return {
            "type": kind, "path": where, "raw_path": where.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in said.items()], "client": (self.address, 5),
            "scheme": "https", "server": ("x", 1), "http_version": "1.1", "subprotocols": [],
        }  # fmt: skip

    def ask(self, path: str, method: str = "GET", form: dict[str, str] | None = None, **headers: str) -> Answer:
        body = urlencode(form or {}).encode()
        said = {k.replace("_", "-"): v for k, v in headers.items()}
        if form is not None:
            said |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))}
        got: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            got.append(message)

        scope = {**self.scope("http", path, said), "method": method}
        asyncio.run(self.app(scope, receive, send))
        pairs = [(k.decode().lower(), v.decode("latin-1")) for k, v in got[0]["headers"]]
        cookies = [v for k, v in pairs if k == "set-cookie"]
        for one in cookies:
            self.cookie = one.split(";")[0]
        text = b"".join(m.get("body", b"") for m in got[1:]).decode()
        return Answer(got[0]["status"], dict(pairs), text, cookies)

    def sock(self, sent: Sequence[tuple[float, bytes]] = (), clock: Clock | None = None, **headers: str) -> list[Any]:
        """What a websocket gets: each of ``sent`` after so many seconds."""
        coming = [{"type": "websocket.connect"}, *sent, {"type": "websocket.disconnect", "code": 1000}]
        got: list[Any] = []

        async def receive() -> Any:
            one = coming.pop(0)
            if isinstance(one, tuple):
                if clock is not None:
                    clock.later(one[0])
                return {"type": "websocket.receive", "bytes": one[1]}
            return one

        async def send(message: Any) -> None:
            got.append(message)

        said = {k.replace("_", "-"): v for k, v in headers.items()}
        asyncio.run(self.app(self.scope("websocket", "/_stcore/stream", said), receive, send))
        return got


def rerun(auto: bool = False) -> bytes:
    said = BackMsg()
    said.rerun_script.is_auto_rerun = auto
    said.rerun_script.query_string = "x"
    return said.SerializeToString()


def account(accounts: Accounts, name: str = "hoa", roles: frozenset[Role] = frozenset({Role.OFFICER})) -> str:
    code = accounts.add(name, "Trần Thị Mẫu", roles)
    accounts.check(name, code, "")
    accounts.set_password(name, WORDS)
    return name


@pytest.fixture
def house(accounts: Accounts) -> House:
    return House(accounts, signing_in=True, hosts=frozenset({HOST}), tls=True)


@pytest.fixture
def visitor(house: House) -> Visitor:
    return Visitor(house)


def signed_in(house: House, name: str = "hoa") -> Visitor:
    if house.accounts.find(name) is None:
        account(house.accounts, name)
    made = Visitor(house)
    answer = made.ask(SIGN_IN, "POST", {"step": "name", "name": name, "password": WORDS}, sec_fetch_site="same-origin")
    assert answer.status == 303, answer.body
    return made


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_served_to_who_is_not_signed_in(visitor: Visitor, path: str, method: str) -> None:
    answer = visitor.ask(path, method, accept="text/html")
    assert answer.status in (303, 401, 403, 405)
    assert "secret" not in answer.body
    if answer.status == 303:
        assert answer.headers["location"].startswith("/dang-nhap?next=")


@pytest.mark.parametrize("path", ["/app/static/fonts/x.woff2", "/_stcore/health"])
def test_fonts_and_the_health_of_the_server_are_everybodys(visitor: Visitor, path: str) -> None:
    assert visitor.ask(path).body == "secret of nobody"


def test_a_websocket_is_closed_to_who_is_not_signed_in(visitor: Visitor) -> None:
    assert visitor.sock([(0, rerun())]) == [{"type": "websocket.close", "code": OVER}]
    visitor.cookie = "__Host-dienhinh=abc"
    assert visitor.sock([(0, rerun())]) == [{"type": "websocket.close", "code": OVER}]


@pytest.mark.parametrize("header", ["x-dienhinh-session", "X-Dienhinh-Session", "x-dienhinh-user", "X-DIENHINH-ROLE"])
def test_forged_headers_are_stripped(house: House, header: str) -> None:
    visitor = signed_in(house)
    (key,) = [s.key for s in house.accounts.sessions()]
    assert visitor.ask("/", **{header.replace("-", "_"): "abc"}).body == f"secret of {key}"
    stranger = Visitor(house)
    assert stranger.ask("/", **{header.replace("-", "_"): key}).status == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(house: House) -> None:
    account(house.accounts)
    visitor = Visitor(house)
    (cookie,) = visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "hoa", "password": WORDS}).cookies
    assert cookie.startswith("__Host-dienhinh=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= {p.strip() for p in cookie.split(";")}
    assert "Domain" not in cookie
    token = cookie.split("=")[1].split(";")[0]
    assert len(token) >= 40
    assert [s.key for s in house.accounts.sessions()] == [hashed(token)]


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(house: House) -> None:
    visitor = signed_in(house)
    thief = Visitor(house, "10.9.9.9")
    thief.cookie = visitor.cookie
    assert thief.ask("/").status == 200
    assert visitor.ask(SIGN_OUT).status == 303
    assert thief.ask("/").status == 401
    assert thief.sock([(0, rerun())]) == [{"type": "websocket.close", "code": OVER}]


def test_signing_in_anew_ends_the_session_before(house: House) -> None:
    visitor = signed_in(house)
    old = visitor.cookie
    visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "hoa", "password": WORDS})
    assert visitor.cookie != old
    thief = Visitor(house)
    thief.cookie = old
    assert thief.ask("/").status == 401


def test_a_picture_that_asks_for_the_way_out_signs_nobody_out(house: House) -> None:
    visitor = signed_in(house)
    for headers in ({"sec_fetch_dest": "image"}, {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}):
        assert visitor.ask(SIGN_OUT, **headers).cookies == []
        assert len(house.accounts.sessions()) == 1
        assert visitor.ask("/").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": f"https://{HOST}.evil.example"},
        {"origin": f"http://{HOST}:8080"},
        {"origin": "null"},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "[::bad"},
    ],
)
def test_another_sites_page_can_do_nothing(house: House, headers: dict[str, str]) -> None:
    visitor = signed_in(house)
    assert visitor.ask("/_stcore/upload_file/s/f", "PUT", **headers).status == 403
    assert visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "hoa", "password": WORDS}, **headers).status == 403
    assert visitor.sock([(0, rerun())], **headers) == [{"type": "websocket.close", "code": OVER}]
    if "origin" not in headers:
        assert visitor.ask("/media/x.png", sec_fetch_mode="no-cors", **headers).status == 403
        assert visitor.ask("/", sec_fetch_mode="navigate", **headers).status == 200  # a link may lead here


@pytest.mark.parametrize("host", ["evil.example", f"{HOST}.evil.example", "", "[", f"{HOST}@evil.example", "127.0.0.2"])
def test_another_name_that_leads_here_is_refused(house: House, host: str) -> None:
    visitor = signed_in(house)
    assert visitor.ask("/", host=host).status == 403
    assert visitor.ask("/_stcore/health", host=host).status == 403


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8501", HOST.upper(), f"{HOST}."])
def test_our_own_name_is_ours_however_it_is_written(house: House, host: str) -> None:
    assert signed_in(house).ask("/", host=host).status == 200


def test_every_answer_says_what_a_browser_must_not_do(house: House) -> None:
    visitor = signed_in(house)
    for path in ("/", SIGN_IN, "/media/x", "/nowhere"):
        said = visitor.ask(path).headers
        assert "frame-ancestors 'none'" in said["content-security-policy"]
        assert "object-src 'none'" in said["content-security-policy"]
        assert (said["x-content-type-options"], said["referrer-policy"]) == ("nosniff", "no-referrer")
        assert said["cache-control"] == "no-store"
        assert said["strict-transport-security"].startswith("max-age=")
    assert "script" not in Visitor(house).ask(SIGN_IN).headers["content-security-policy"].replace("default-src", "")


def test_a_session_that_is_over_is_over_in_the_middle_of_a_page(house: House, clock: Clock) -> None:
    visitor = signed_in(house)
    got = visitor.sock([(60, rerun()), (IDLE + 1, rerun()), (0, rerun())], clock)
    assert [m["type"] for m in got] == ["websocket.accept", "websocket.send", "websocket.send", "websocket.close"]
    assert got[-1]["code"] == OVER


def test_a_page_that_renews_itself_keeps_no_session_alive(house: House, clock: Clock) -> None:
    visitor = signed_in(house)
    got = visitor.sock([(IDLE / 2, rerun(auto=True)), (IDLE / 2 + 1, rerun(auto=True))], clock)
    assert got[-1] == {"type": "websocket.close", "code": OVER}
    other = signed_in(house)
    got = other.sock([(IDLE / 2, rerun()), (IDLE / 2 + 1, rerun())], clock)
    assert [m["type"] for m in got].count("websocket.send") == 3
    assert len(other.sock([(IDLE / 2, b"\xff\xff no message")], clock)) == 2


@pytest.mark.parametrize("what", [f.name for f in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields])
def test_a_page_may_say_what_pages_say_and_nothing_that_touches_others(house: House, what: str) -> None:
    """Emptying the caches, ending connections or the server is not for whoever is signed in."""
    said = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[what]
    getattr(said, what).SetInParent() if field.message_type else setattr(said, what, True)
    got = signed_in(house).sock([(0, said.SerializeToString())])
    assert (len(got) == 3) == (what in middleware.SAID)
    assert not {"clear_cache", "debug_shutdown_runtime", "debug_disconnect_websocket"} & middleware.SAID


def test_another_programs_odd_cookie_takes_ours_not_away(house: House) -> None:
    visitor = signed_in(house)
    visitor.cookie = 'theme={"a":1}; ' + visitor.cookie + "; x=,;="
    assert visitor.ask("/").status == 200


def test_asking_whether_the_session_lives_does_not_prolong_it(house: House, clock: Clock) -> None:
    visitor = signed_in(house)
    for _ in range(3):
        clock.later(IDLE / 4)
        assert visitor.ask("/phien").status == 204
    clock.later(IDLE / 4 + 1)
    assert visitor.ask("/phien").status == 401


def test_another_persons_page_is_not_taken_over(house: House) -> None:
    """A page that connects anew names its former session to Streamlit; an upload names it in its address."""
    hoa, an = signed_in(house), signed_in(house, "an")
    keys = {s.account: s.key for s in house.accounts.sessions()}
    house.bind("page-of-hoa", keys["hoa"])
    wanted = {"sec_websocket_protocol": "streamlit, xsrf, page-of-hoa"}
    assert hoa.sock(**wanted)[1]["text"] == "streamlit, xsrf, page-of-hoa"
    assert an.sock(**wanted)[1]["text"] == "streamlit, xsrf"
    assert hoa.ask("/_stcore/upload_file/page-of-hoa/f", "PUT").status == 200
    assert an.ask("/_stcore/upload_file/page-of-hoa/f", "PUT").status == 403
    assert an.ask("/_stcore/upload_file/unknown/f", "PUT").status == 403


def test_a_page_holds_no_more_files_than_its_share(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    hoa = signed_in(house)
    house.bind("page", house.accounts.sessions()[0].key)
    assert hoa.ask("/_stcore/upload_file/page/f", "PUT").status == 200
    monkeypatch.setattr(middleware, "held_by", lambda theirs: middleware.QUOTA + 1)
    assert hoa.ask("/_stcore/upload_file/page/f", "PUT").status == 413
    assert hoa.ask("/_stcore/upload_file/page/f", "DELETE").status == 200


# Signing in


def test_sign_in_leads_to_where_one_wanted_to_go_and_nowhere_else(house: House) -> None:
    account(house.accounts)
    said = Visitor(house).ask("/ho-so?who=CB01&date=2024-12-31", accept="text/html")
    onward = re.sub("%3F", "?", said.headers["location"].split("next=")[1])
    assert onward.startswith("/ho-so?")
    for wanted, goes in (
        ("/ho-so?who=CB01&date=2024-12-31", "/ho-so?who=CB01&date=2024-12-31"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/dang-xuat", "/"),
        ("/x\r\nSet-Cookie: a=b", "/xSet-Cookie%3A%20a%3Db"),
        ("", "/"),
    ):
        form = {"step": "name", "name": "hoa", "password": WORDS, "next": wanted}
        assert Visitor(house).ask(SIGN_IN, "POST", form).headers["location"] == goes, wanted


def ticket(answer: Answer) -> str:
    return re.findall(r'name="ticket" value="([^"]+)"', answer.body)[0]


def test_the_first_sign_in_of_an_administrator_step_by_step(house: House, clock: Clock) -> None:
    code = house.accounts.add("sep", "Lê Văn Mẫu", frozenset({Role.ADMIN}))
    visitor = Visitor(house)
    first = visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "sep", "password": code, "lang": "en"})
    form = {"step": "choose", "ticket": ticket(first), "wanted": WORDS, "again": "x", "lang": "en"}
    wrong = visitor.ask(SIGN_IN, "POST", form)
    assert (wrong.status, "not the same" in wrong.body) == (400, True)
    second = visitor.ask(SIGN_IN, "POST", form | {"again": WORDS})
    secret = re.findall(r'class="code">(\w+)<', second.body)[0]
    assert "<svg" in second.body
    assert visitor.cookie == ""
    assert house.accounts.sessions() == []
    number = pyotp.TOTP(secret).at(int(clock.now))
    last = visitor.ask(SIGN_IN, "POST", {"step": "enrol", "ticket": ticket(second), "number": number})
    assert last.status == 303
    # from now on: password, then the number
    clock.later(60)
    again = Visitor(house)
    asked = again.ask(SIGN_IN, "POST", {"step": "name", "name": "sep", "password": WORDS})
    assert again.cookie == ""
    form = {"step": "factor", "ticket": ticket(asked), "number": pyotp.TOTP(secret).at(int(clock.now))}
    assert again.ask(SIGN_IN, "POST", form).status == 303
    assert len(house.accounts.sessions()) == 2


def test_no_step_of_signing_in_can_be_left_out(house: House, clock: Clock) -> None:
    code = house.accounts.add("sep", "Lê Văn Mẫu", frozenset({Role.ADMIN}))
    visitor = Visitor(house)
    for step in ("choose", "enrol", "factor", "old", "x", ""):
        for number in ("", "abc"):
            form = {"step": step, "ticket": number, "wanted": WORDS, "again": WORDS, "number": "123456"}
            assert "name" in visitor.ask(SIGN_IN, "POST", form).body
    first = visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "sep", "password": code})
    for step in ("enrol", "factor"):
        visitor.ask(SIGN_IN, "POST", {"step": step, "ticket": ticket(first), "number": "123456"})
    assert (visitor.cookie, house.accounts.sessions()) == ("", [])
    first = visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "sep", "password": code})
    clock.later(601)
    late = visitor.ask(SIGN_IN, "POST", {"step": "choose", "ticket": ticket(first), "wanted": WORDS, "again": WORDS})
    assert 'name="password"' in late.body
    found = house.accounts.find("sep")
    assert found is not None
    assert not found.has_password


@pytest.mark.parametrize("meanwhile", ["code", "role", "off"])
def test_a_sign_in_half_way_ends_when_the_account_is_another(house: House, meanwhile: str) -> None:
    code = house.accounts.add("moi", "Người Mới", frozenset({Role.OFFICER}))
    visitor = Visitor(house)
    first = visitor.ask(SIGN_IN, "POST", {"step": "name", "name": "moi", "password": code})
    if meanwhile == "code":
        house.accounts.new_code("moi")
    elif meanwhile == "role":
        house.accounts.change("moi", frozenset({Role.ADMIN}))
    else:
        house.accounts.change("moi", frozenset({Role.OFFICER}), off=True)
    visitor.ask(SIGN_IN, "POST", {"step": "choose", "ticket": ticket(first), "wanted": WORDS, "again": WORDS})
    found = house.accounts.find("moi")
    assert found is not None
    assert (visitor.cookie, found.has_password, house.accounts.sessions()) == ("", False, [])


def test_too_many_failures_are_told_with_the_time_to_wait(house: House) -> None:
    account(house.accounts)
    visitor = Visitor(house)
    form = {"step": "name", "name": "hoa", "password": "sai", "lang": "en"}
    for _ in range(TRIES):
        assert visitor.ask(SIGN_IN, "POST", form).status == 400
    answer = visitor.ask(SIGN_IN, "POST", form)
    assert answer.status == 429
    assert re.search(r"Wait \d+ seconds", answer.body)


def test_what_is_typed_at_the_door_is_shown_as_text(house: House) -> None:
    said = '"><script>alert(1)</script>'
    answer = Visitor(house).ask(SIGN_IN, "POST", {"step": "name", "name": said, "password": "x", "next": said})
    assert "<script>" not in answer.body


def test_ones_own_password_needs_the_present_one_and_ends_every_session(house: House) -> None:
    visitor, other = signed_in(house), signed_in(house)
    assert visitor.ask(PASSWORD, "POST", {"step": "old", "password": "sai"}).status == 400
    asked = visitor.ask(PASSWORD, "POST", {"step": "old", "password": WORDS})
    form = {"step": "choose", "ticket": ticket(asked), "wanted": WORDS + " nua", "again": WORDS + " nua"}
    assert visitor.ask(SIGN_IN, "POST", form).status == 303
    assert visitor.ask("/").status == 200
    assert other.ask("/").status == 401


# One's own machine


@pytest.fixture
def own(accounts: Accounts) -> House:
    return House(accounts, signing_in=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_on_ones_own_machine_one_is_let_in_as_its_owner(own: House, address: str) -> None:
    assert Visitor(own, address).ask("/ho-so").body == f"secret of {OWNER}"
    assert own.who(OWNER) == MACHINE
    assert own.who("") is None
    assert isinstance(own.who(OWNER), Actor)
    assert Visitor(own, address).ask(SIGN_IN).headers["location"] == "/"


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.2", "", "::ffff:10.0.0.7"])
def test_other_machines_are_not(own: House, address: str) -> None:
    assert Visitor(own, address).ask("/").status == 403


def test_nor_is_another_name_that_leads_to_it(own: House) -> None:
    """A page elsewhere whose name is made to lead to 127.0.0.1 (DNS rebinding)."""
    visitor = Visitor(own, "127.0.0.1")
    assert visitor.ask("/", host="evil.example").status == 403
    assert visitor.sock(host="evil.example", origin="http://evil.example")[0]["type"] == "websocket.close"
