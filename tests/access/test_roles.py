"""Every act by every role, at the place where it is done; every page by every role; and whose name is written."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dienhinh.access.accounts import Accounts, accounts_path
from dienhinh.access.acting import NotAllowed, acting_as, actor
from dienhinh.access.roles import MACHINE, MAY, Act, Actor, Role
from dienhinh.criteria.scenario import Scenario
from dienhinh.exchange.proposing import Typed, checked, workbook_of
from dienhinh.gate.house import House
from dienhinh.kinds.meeting import Meeting
from dienhinh.places import ROOT, plan_198
from dienhinh.plans.drafts import drop_draft, keep_draft_plan
from dienhinh.reports.offices import Office, keep_office
from dienhinh.store import (
    Edit,
    Store,
    apply_records,
    backup,
    change_log,
    judge,
    known_codes,
    restore,
    save,
    undo,
)
from dienhinh.store import aside as aside_
from dienhinh.store import meetings as meetings_
from dienhinh.store import plans as plans_
from dienhinh.store import proposals as proposals_
from dienhinh.store import scenarios as scenarios_
from dienhinh.store import views as views_
from dienhinh.store.records import rows
from dienhinh.ui import data, register, templates, visitor
from dienhinh.verdicts.work import handed_in
from tests.conftest import TERMS

MEETING = Meeting("XET_CHON", "Xét chọn", date(2026, 12, 1), date(2026, 11, 24), id=1)
NOBODY: Any = None
TASK: Any = SimpleNamespace(meeting="x")
OF_VP = proposals_.Proposal(1, "VP", "x", datetime(2026, 1, 1, tzinfo=UTC), "x", 1, "", "SENT", "", "", None)
FOLDER = ROOT / "var" / "nowhere"

ACTS: dict[str, tuple[Act, Callable[[Store], object]]] = {
    "apply_records": (Act.IMPORT, lambda s: apply_records(s, {}, "x", "x")),
    "mark_sample": (Act.IMPORT, lambda s: s.mark_sample()),
    "save": (Act.EDIT, lambda s: save(s, [], "x")),
    "undo": (Act.UNDO, lambda s: undo(s, 1, "x", "x")),
    "keep_file": (Act.EVIDENCE, lambda s: aside_.keep_file(s, "x.pdf", b"%PDF-1")),
    "keep_unsaved": (Act.OWN, lambda s: aside_.keep_unsaved(s, "x", "x", {"a": 1})),
    "remember": (Act.OWN, lambda s: aside_.remember(s, "x", 1)),
    "keep_office": (Act.OFFICE, lambda s: keep_office(s, Office())),
    "add_scenario": (Act.SCENARIO, lambda s: scenarios_.add_scenario(s, Scenario(name="x"), "x", "x")),
    "change_scenario": (Act.SCENARIO, lambda s: scenarios_.change_scenario(s, NOBODY, Scenario(name="x"))),
    "add_meeting": (Act.MEETING, lambda s: meetings_.add_meeting(s, MEETING, "x")),
    "change_meeting": (Act.MEETING, lambda s: meetings_.change_meeting(s, MEETING)),
    "open_meeting": (Act.MEETING, lambda s: meetings_.open_meeting(s, MEETING, b"", "x", "x")),
    "close_meeting": (Act.MEETING, lambda s: meetings_.close_meeting(s, MEETING, "x")),
    "conclude_all": (Act.MEETING, lambda s: meetings_.conclude_all(s, MEETING, [])),
    "finish_task": (Act.MEETING, lambda s: meetings_.finish_task(s, TASK, None)),
    "reopen_meeting": (Act.REOPEN, lambda s: meetings_.reopen_meeting(s, MEETING, "x", "x")),
    "keep_paper": (Act.PAPER, lambda s: meetings_.keep_paper(s, MEETING, "x", "", "x", "x", b"", "x")),
    "put_in_force": (Act.PLAN, lambda s: plans_.put_in_force(s, plan_198(), "x", "x")),
    "close_plan": (Act.PLAN, lambda s: plans_.close_plan(s, "x", date(2026, 1, 1), "x", "x")),
    "reopen_plan": (Act.PLAN, lambda s: plans_.reopen_plan(s, "x")),
    "keep_view": (Act.OWN, lambda s: views_.keep_view(s, "x", "x", "overview", {})),
    "pin_view": (Act.OWN, lambda s: views_.pin_view(s, 1, True)),
    "drop_view": (Act.OWN, lambda s: views_.drop_view(s, 1)),
    "hand_in": (Act.PROPOSE, lambda s: proposals_.hand_in(s, "VP", "x.xlsx", b"", 1)),
    "withdraw": (Act.PROPOSE, lambda s: proposals_.withdraw(s, OF_VP)),
    "accept": (Act.DECIDE, lambda s: proposals_.accept(s, OF_VP, "x")),
    "give_back": (Act.DECIDE, lambda s: proposals_.give_back(s, OF_VP, "x", "x")),
    "ask_for": (Act.DECIDE, lambda s: proposals_.ask_for(s, None)),
    "backup": (Act.BACKUP, lambda s: backup(s, s.path.with_name("copy.duckdb"))),
    "restore": (Act.RESTORE, lambda s: restore(s.path.with_name("none.duckdb"), s.path)),
    "keep_draft_plan": (Act.DRAFT, lambda s: keep_draft_plan(s.path.parent / "plans", plan_198())),
    "drop_draft": (Act.DRAFT, lambda s: drop_draft(NOBODY)),
    "back": (Act.TEMPLATE, lambda s: templates.back(s.path.with_name("none.docx"))),
}
"""What is written where: the act that it asks for, and a call."""


SCOPE = {Role.CLERK: "VP", Role.PRESENTER: "1"}


def of(role: Role) -> Actor:
    return Actor("Trần Thị Mẫu", frozenset({role}), "hoa", SCOPE.get(role, ""))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ACTS)
def test_every_act_by_every_role(sample_copy: Path, name: str, role: Role) -> None:
    act, call = ACTS[name]
    with Store.open(sample_copy) as store:
        before = store.revision
        with acting_as(of(role)):
            refused = None
            try:
                call(store)
            except NotAllowed as error:
                refused = error.act
            except Exception:  # noqa: BLE001 - of what was made up for the call; it was let in
                pass
        assert refused == (None if act in MAY[role] else act)
        if refused:
            assert store.revision == before


def test_nobody_may_do_nothing(sample_copy: Path) -> None:
    with Store.open(sample_copy) as store, acting_as(Actor("", frozenset())):
        for _, call in ACTS.values():
            with pytest.raises(NotAllowed):
                call(store)


def test_the_table_of_acts_holds_everything_that_writes() -> None:
    found = set()
    for path in sorted((ROOT / "dienhinh").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for call in ast.walk(node):
                    said = call.func if isinstance(call, ast.Call) else None
                    if isinstance(said, ast.Attribute) and said.attr in ("change", "aside") and node.name != "_decide":
                        of_store = isinstance(said.value, ast.Name) and said.value.id in ("store", "self")
                        found |= {node.name} if of_store else set()
    assert found <= set(ACTS)
    assert len(found) > 15


def test_the_name_written_is_the_accounts_not_the_one_handed_over(sample_copy: Path) -> None:
    with Store.open(sample_copy) as store, acting_as(of(Role.OFFICER)):
        number, row = next(iter(rows(store.cursor(), "rating").items()))
        save(store, [Edit("rating", {"code": "HTNV"}, number, row["version"])], "Người khác")
        assert change_log(store.cursor())[0].who == "Trần Thị Mẫu"
    with Store.open(sample_copy) as store:  # on one's own machine the name is typed
        assert actor() == MACHINE
        number, row = next(iter(rows(store.cursor(), "rating").items()))
        save(store, [Edit("rating", {"code": "HTTNV"}, number, row["version"])], "Hoa")
        assert change_log(store.cursor())[0].who == "Hoa"


class Known(House):
    """A house in which one person is at the door."""

    person: Actor | None = None

    def who(self, key: str, used: bool = False) -> Actor | None:
        return self.person


@pytest.fixture
def known(sample_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Known:
    monkeypatch.setenv("DIENHINH_DB", str(sample_copy))
    made = Known(Accounts(accounts_path(tmp_path / "so.duckdb")), signing_in=True)
    monkeypatch.setattr(visitor, "house", lambda: made)
    return made


def drawn(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = "en"
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if page != "overview":
        app.switch_page(register.path(page)).run()
    return app


NAMES = [name for of_menu in register.PAGES.values() for name, *_ in of_menu]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", NAMES)
def test_every_page_by_every_role(known: Known, page: str, role: Role) -> None:
    known.person = of(role)
    app = drawn(page)
    assert not app.exception
    said = " ".join(e.value for e in app.error)
    opened = register.open_to(page, known.person) or page == "overview"  # instead of it, the first that is open
    assert ("does not open this page" in said) == (not opened)
    if not opened:
        assert not app.button
        assert not app.dataframe
        assert known.accounts.trail.path.read_text(encoding="utf-8").count('"refused"') == 1
    else:
        assert "does not allow" not in said, "a page that is open must not try what its visitor may not do"


@pytest.mark.parametrize("page", NAMES)
def test_no_page_to_who_is_signed_out(known: Known, page: str) -> None:
    app = drawn("overview")
    assert [w.value for w in app.warning] == ["You are signed out."]
    assert not app.button
    assert not app.dataframe


def test_a_dashboard_started_without_its_gate_serves_this_machine_alone(sample_copy, monkeypatch) -> None:
    monkeypatch.setenv("DIENHINH_DB", str(sample_copy))
    monkeypatch.setattr(visitor, "config", SimpleNamespace(get_option=lambda name: "0.0.0.0"))
    app = drawn("overview")
    assert "without its gate" in app.warning[0].value
    assert not app.button


# A unit's clerk sees its unit, and proposes


def names_of(store: Store, unit: str | None) -> set[str]:
    people = judge(store.cursor(), plan_198(), date(2025, 12, 31)).assessment.roster
    mine = (people["unit_code"] == unit) | (people["code"] == unit)
    return set(people.loc[mine if unit else ~mine & (people["unit_code"] != "VP") & (people["code"] != "VP"), "name"])


def everything_said(app: AppTest) -> str:
    """All that the server sent, whatever it is drawn as."""
    return " ".join(str(element.proto) for block in (app.main, app.sidebar) for element in block)


@pytest.mark.parametrize("page", ["proposal", "progress", "profile"])
@pytest.mark.parametrize("query", [{}, {"unit": "KHTC"}, {"who": "CB005"}, {"find": "a"}, {"status": "ELIGIBLE"}])
def test_a_clerk_is_sent_nothing_of_other_units(
    known: Known, sample_copy: Path, page: str, query: dict[str, str]
) -> None:
    known.person = of(Role.CLERK)
    with Store.open(sample_copy) as store:
        mine, others = names_of(store, "VP"), names_of(store, None)
    assert mine
    assert others
    app = drawn(page, **query)
    assert not app.exception
    said = everything_said(app)
    assert [n for n in others if json.dumps(n)[1:-1] in said or n in said] == []


def test_a_clerk_hands_in_and_an_officer_accepts(known: Known, sample_copy: Path, monkeypatch) -> None:
    monkeypatch.setenv("DIENHINH_DB", str(sample_copy))
    with Store.open(sample_copy) as store:
        people = judge(store.cursor(), plan_198(), date(2025, 12, 31)).assessment.roster
        code = people.loc[people["unit_code"] == "VP", "code"].iloc[0]
        content = workbook_of([Typed(str(code), "rating", 2016, "HTTNV", decision_no="9/QĐ-SNgV")])
        with acting_as(of(Role.CLERK)):
            with pytest.raises(NotAllowed):
                proposals_.hand_in(store, "KHTC", "x.xlsx", content, 1)
            proposals_.hand_in(store, "VP", "vp.xlsx", content, 1, "bổ sung năm 2016")
            proposals_.hand_in(store, "VP", "vp2.xlsx", content, 1)
    st.cache_resource.clear()
    known.person = of(Role.OFFICER)
    app = drawn("transfer")
    first = next(o for o in app.selectbox("import.proposal").options if "Trần Thị Mẫu" in o)
    assert "1 rows" in first
    for number, then in ((1, "import.go"), (2, "import.return")):
        app.selectbox("import.proposal").set_value(ids()[number - 1]).run()
        if number == 1:
            assert "bổ sung năm 2016" in " ".join(i.value for i in app.info)
        else:
            app.text_input("import.returned").input("đã có").run()
        app.button(then).click().run()
        assert not app.exception
    cursor, who = data.store().cursor(), "Trần Thị Mẫu"
    found = {p.file: (p.state, p.reason, p.decided_by) for p in proposals_.proposals(cursor)}
    assert found == {"vp.xlsx": ("ACCEPTED", "", who), "vp2.xlsx": ("RETURNED", "đã có", who)}
    assert change_log(cursor)[0].who == who
    assert [r["year"] for r in rows(cursor, "rating").values()].count(2016) == 1
    data.store().close()
    st.cache_resource.clear()


def ids() -> list[int]:
    """The proposals' numbers, the oldest first; read from the file that the dashboard has open."""
    return sorted(p.id for p in proposals_.proposals(data.store().cursor()))


def test_what_was_decided_is_not_decided_again(sample_copy: Path) -> None:
    with Store.open(sample_copy) as store:
        with acting_as(of(Role.CLERK)):
            proposals_.hand_in(store, "VP", "vp.xlsx", b"x", 1)
        (one,) = proposals_.proposals(store.cursor(), "VP")
        proposals_.accept(store, one, "Hoa")
        with pytest.raises(proposals_.Decided):
            proposals_.give_back(store, one, "Hoa", "muộn")
        with acting_as(of(Role.CLERK)), pytest.raises(proposals_.Decided):
            proposals_.withdraw(store, one)
        (other,) = proposals_.proposals(store.cursor())
        assert (other.state, other.decided_by) == ("ACCEPTED", "Hoa")


def test_who_has_not_handed_in_is_on_the_list_of_work(sample_copy: Path) -> None:
    units = {"VP": "Văn phòng", "KHTC": "Phòng Kế hoạch"}
    with Store.open(sample_copy) as store:
        assert handed_in(store.cursor(), units, date(2026, 11, 1)) == []
        proposals_.ask_for(store, proposals_.HandingIn(date(2026, 1, 1), date(2026, 11, 20)))
        with acting_as(of(Role.CLERK)):
            proposals_.hand_in(store, "VP", "vp.xlsx", b"x", 3)
        found = handed_in(store.cursor(), units, date(2026, 11, 1))
        assert [(w.kind, w.unit, w.due) for w in found] == [
            ("PROPOSAL", "VP", None),
            ("HANDIN", "KHTC", date(2026, 11, 20)),
        ]
        proposals_.give_back(store, proposals_.proposals(store.cursor())[0], "Hoa", "thiếu số quyết định")
        found = handed_in(store.cursor(), units, date(2026, 11, 1))
        assert [(w.kind, w.unit) for w in found] == [("HANDIN", "VP"), ("HANDIN", "KHTC")]


def test_a_clerks_workbook_is_checked_against_the_own_people_alone(sample_copy: Path, tmp_path: Path) -> None:
    """A name of another unit is nobody, and nobody of another unit is offered in its place."""
    with Store.open(sample_copy) as store:
        people = judge(store.cursor(), plan_198(), date(2025, 12, 31)).assessment.roster
        other = people[(people["unit_code"] != "VP") & (people["kind"] == "INDIVIDUAL")].iloc[0]
        known = known_codes(store.cursor())
        mine = known[known["code"].isin(people.loc[people["unit_code"] == "VP", "code"])].reset_index(drop=True)
        path = tmp_path / "x.xlsx"
        path.write_bytes(workbook_of([Typed(str(other["code"]), "award", 2024, "CSTĐCS")]))
        intake = checked(path, mine, TERMS)
        said = " ".join(str(p.params) for p in intake.problems)
    assert intake.errors
    assert str(other["name"]) not in said
    assert not set(people.loc[people["unit_code"] != "VP", "name"]) & set(re.findall(r"'([^']+)'", said))


def test_the_table_of_security_names_tests_that_there_are() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 60
    for file, test in named:
        said = (ROOT / file).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in said, (file, test)


def test_who_left_the_unit_is_no_longer_seen_whatever_day_is_looked_at(known: Known, sample_copy: Path) -> None:
    with Store.open(sample_copy) as store:
        people = judge(store.cursor(), plan_198(), date(2024, 6, 30)).assessment.roster
        gone = people[(people["unit_code"] == "VP") & (people["kind"] == "INDIVIDUAL")].iloc[0]
        other = known_codes(store.cursor()).set_index("code").loc["KHTC", "candidate_id"]
        cursor = store.cursor()
        number, post = next(
            (n, p) for n, p in rows(cursor, "post", candidate_id=int(gone["candidate_id"])).items() if not p["until_on"]
        )
        said = {"candidate_id": int(gone["candidate_id"]), "unit_id": int(other), "position": "Chuyên viên mới"}
        save(
            store,
            [
                Edit("post", {"until_on": date(2024, 12, 31)}, number, post["version"]),
                Edit("post", {**said, "leads": False, "from_on": date(2025, 1, 1), "until_on": None}),
            ],
            "Hoa",
        )
    known.person = of(Role.CLERK)
    for page, query in (("profile", {"who": gone["code"]}), ("progress", {}), ("proposal", {})):
        app = drawn(page, date="2024-06-30", **query)
        assert not app.exception
        assert str(gone["name"]) not in everything_said(app), page


@pytest.mark.parametrize("unit", ["VHKB", "NVNN", "VP"])
def test_a_clerks_own_profile_opens_where_units_came_from_others(known: Known, unit: str) -> None:
    known.person = Actor("Phạm Văn Mẫu", frozenset({Role.CLERK}), "vp", unit)
    app = drawn("profile", who=unit)
    assert not app.exception
    assert not app.error


def test_a_units_workbook_about_others_must_be_seen_to_be(known: Known, sample_copy: Path) -> None:
    """Known by a code of another unit, they are new to the clerk's check and changed in the officer's."""
    with Store.open(sample_copy) as store:
        people = judge(store.cursor(), plan_198(), date(2025, 12, 31)).assessment.roster
        other = people[(people["unit_code"] != "VP") & (people["kind"] == "INDIVIDUAL")].iloc[0]
        content = workbook_of([Typed(str(other["code"]), "rating", 2016, "HTTNV")])
        with acting_as(of(Role.CLERK)):
            proposals_.hand_in(store, "VP", "vp.xlsx", content, 1)
    st.cache_resource.clear()
    known.person = of(Role.OFFICER)
    app = drawn("transfer")
    app.selectbox("import.proposal").set_value(ids()[0]).run()
    assert str(other["name"]) in " ".join(c.label for c in app.checkbox)
    assert app.button("import.go").disabled
    next(c for c in app.checkbox if str(other["name"]) in c.label).check().run()
    assert not app.button("import.go").disabled
    data.store().close()
    st.cache_resource.clear()
