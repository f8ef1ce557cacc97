"""The interface for other programs: the shapes of the command line, behind the gate, by tokens."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from dienhinh.access.accounts import Accounts, accounts_path
from dienhinh.access.roles import Role
from dienhinh.api.document import PATHS, SHAPES, openapi
from dienhinh.api.routes import ANSWERS, api_routes
from dienhinh.cli import main
from dienhinh.gate.house import READER, House
from dienhinh.gate.middleware import Gate
from dienhinh.store import Store
from dienhinh.ui import data
from tests.access.test_gate import HOST, Visitor

ON = "2025-12-31"
SECRET = [*ANSWERS, "/api", "/api/v1/openapi.json"]


class Program(Visitor):
    """Asks the interface, with a token."""

    def __init__(self, house: House, token: str = "", address: str = "10.0.0.9") -> None:
        super().__init__(house, address)
        self.app = Gate(Starlette(routes=api_routes(house)), house)
        self.token = token

    def get(self, path: str, **headers: str):
        return self.ask(path, **({"authorization": f"Bearer {self.token}"} if self.token else {}), **headers)


@pytest.fixture
def accounts(sample_copy, monkeypatch) -> Iterator[Accounts]:
    monkeypatch.setenv("DIENHINH_DB", str(sample_copy))
    made = Accounts(accounts_path(sample_copy))
    with Store.open(sample_copy) as store:
        monkeypatch.setattr(data, "store", lambda: store)
        yield made
    made.close()


@pytest.fixture
def house(accounts: Accounts) -> House:
    return House(accounts, signing_in=True, hosts=frozenset({HOST}), tls=True)


@pytest.fixture
def program(house: House) -> Program:
    return Program(house, house.accounts.add_token("Kho dữ liệu tỉnh", 30, "qt"))


@pytest.mark.parametrize(
    ("path", "command"),
    [
        (f"/api/v1/assess?date={ON}", ["assess", "--date", ON, "--format", "json"]),
        (f"/api/v1/goals?code=CB007&date={ON}", ["goals", "CB007", "--date", ON, "--format", "json"]),
        (f"/api/v1/quality?date={ON}", ["quality", "--date", ON, "--format", "json"]),
    ],
)
def test_the_answer_is_that_of_the_command_line(program, sample_file, capsys, path, command) -> None:
    answer = program.get(path)
    assert answer.status == 200
    capsys.readouterr()
    assert main([*command, "--db", str(sample_file)]) == 0
    assert json.loads(answer.body) == json.loads(capsys.readouterr().out)


def test_health_says_how_the_installation_is(program) -> None:
    said = json.loads(program.get("/api/v1/health").body)
    assert set(said) == set(SHAPES["Health"])
    assert (said["sample"], said["log_whole"]) == (True, True)


def test_the_document_names_every_path_and_every_property(program) -> None:
    said = json.loads(program.get("/api/v1/openapi.json").body)
    assert said == json.loads(json.dumps(openapi()))
    assert set(said["paths"]) == set(PATHS) == set(ANSWERS)
    for path, (_, shape, several, _) in PATHS.items():
        answer = json.loads(program.get(f"{path}?code=CB007&date={ON}").body)
        one = answer[0] if several else answer
        assert set(one) == set(said["components"]["schemas"][shape]["properties"]), path
    assert "openapi.json" in program.get("/api").body


@pytest.mark.parametrize("path", SECRET)
def test_without_a_token_nothing_is_told(house, path) -> None:
    for token in ("", "x", "a" * 43):
        answer = Program(house, token).get(path)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, 'Bearer realm="dienhinh"')
        assert set(json.loads(answer.body)) == {"error"}


@pytest.mark.parametrize("path", SECRET)
def test_a_forged_name_of_a_reader_is_nobody(house, path) -> None:
    assert Program(house).get(path, **{READER: "qt"}).status == 401


def test_a_token_that_was_ended_or_is_over_opens_nothing(house, program, monkeypatch) -> None:
    assert program.get("/api/v1/health").status == 200
    house.accounts.now = lambda: 10_000_000_000.0
    assert program.get("/api/v1/health").status == 401
    house.accounts.now = __import__("time").time
    house.accounts.end_token("Kho dữ liệu tỉnh", "qt")
    assert program.get("/api/v1/health").status == 401


def test_a_token_is_kept_as_a_hash_and_each_call_stands_in_the_trail(house, program) -> None:
    program.get(f"/api/v1/assess?date={ON}")
    assert program.token.encode() not in house.accounts.path.read_bytes()
    last = list(house.accounts.trail.lines())[-1]
    assert (last.what, last.who, last.about["path"]) == ("api", "token Kho dữ liệu tỉnh", "/api/v1/assess")


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("assess?date=31.12.2025", "31.12.2025"),
        ("goals", "code"),
        ("goals?code=CB999", "CB999"),
        ("assess?plan=x", "x"),
    ],
)
def test_what_cannot_be_answered_is_said(program, asked, word) -> None:
    answer = program.get(f"/api/v1/{asked}")
    assert answer.status == 400
    assert word in json.loads(answer.body)["error"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(program, method) -> None:
    assert program.ask("/api/v1/assess", method=method, authorization=f"Bearer {program.token}").status == 405


def test_another_sites_page_and_another_host_are_refused(program) -> None:
    assert program.get("/api/v1/health", origin="https://evil.example").status == 403
    assert program.get("/api/v1/health", host="evil.example").status == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.LEADER, 200), (Role.OFFICER, 200), (Role.ADMIN, 200), (Role.CLERK, 401), (Role.PRESENTER, 401)],
)
def test_who_is_signed_in_reads_what_the_role_reads(house, role, status) -> None:
    scope = {Role.CLERK: "VP", Role.PRESENTER: "1"}.get(role, "")
    house.accounts.add("hoa", "Hoa", frozenset({role}), scope)
    account = house.accounts.find("hoa")
    assert account is not None
    caller = Program(house)
    caller.cookie = f"{house.cookie}={house.accounts.begin(account, '', '')}"
    assert caller.get("/api/v1/health").status == status


def test_the_machines_owner_reads_without_a_token(accounts) -> None:
    house = House(accounts, signing_in=False)
    assert Program(house, address="127.0.0.1").get("/api/v1/health").status == 200
    assert Program(house, address="10.0.0.9").get("/api/v1/health").status == 403
