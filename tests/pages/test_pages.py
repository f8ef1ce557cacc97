"""Each page, run without a browser, on the sample department and on files that are not as they should be."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from docx import Document
from PIL import Image
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dienhinh import clock
from dienhinh.access.roles import Act
from dienhinh.criteria import STATUSES, load_plan
from dienhinh.criteria.scenario import Change, Scenario
from dienhinh.exchange.paper.reading import read_paper
from dienhinh.kinds.meeting import Conclusion, Meeting
from dienhinh.places import ROOT, plan_198
from dienhinh.plans.rows import ALL_COUNTS
from dienhinh.reports.papers import PAPERS
from dienhinh.reports.poster import Poster, poster
from dienhinh.store import Edit, Store, StoreError, apply_records, change_log, judge, known_codes, save
from dienhinh.store.aside import read_file
from dienhinh.store.meetings import add_meeting, change_meeting, conclude, conclusions, meeting, open_meeting
from dienhinh.store.records import rows
from dienhinh.store.scenarios import add_scenario, scenario
from dienhinh.store.views import keep_view, kept_views, pin_view
from dienhinh.ui import data
from dienhinh.ui.plangrid import COUNT_WORD
from dienhinh.verdicts.snapshot import take
from tests.reports.test_papers import many

PAGES = (
    "overview", "progress", "profile", "scenario", "roadmap", "plan", "data", "bulk", "transfer", "decision", "attest", "quality",
    "log", "meeting", "reports", "work", "analysis", "beside", "gallery", "ladder",
    "year",
)  # fmt: skip
UNDATED = ("data", "bulk", "transfer", "decision", "log")
ENGLISH = {"attest": "Attestations", "log": "Change log", "bulk": "Enter in bulk", "transfer": "Import and export",
           "quality": "Data quality", "decision": "Decision papers", "meeting": "Review meeting", "work": "To do",
           "beside": "Beside each other", "gallery": "Exemplary stories", "ladder": "Next rung", "year": "Emulation year"}  # fmt: skip
ON = "2026-11-24"


class Shown:
    """A page as it was drawn: its texts, tables and widgets."""

    def __init__(self, app: AppTest) -> None:
        self.app = app

    @property
    def html(self) -> str:
        return "\n".join(h.proto.body for h in self.app.get("html") if not h.proto.body.startswith("<style>"))

    @property
    def text(self) -> str:
        """Everything a reader reads, without tags."""
        said = [re.sub(r"<[^>]+>", " ", self.html)]
        for kind in ("caption", "markdown", "info", "warning", "error"):
            said += [str(e.value) for e in getattr(self.app, kind)]
        return re.sub(r"\s+", " ", "\n".join(said))

    @property
    def tables(self) -> list:
        return [d.value for d in self.app.dataframe]

    @property
    def grids(self) -> list:
        """The tables that the browser draws (``ui/grid.py``), as frames of their texts."""
        found = []
        for mounted in self.app.get("bidi_component"):
            said = json.loads(mounted.proto.json or "{}")
            if "columns" in said:
                names = [c["name"] for c in said["columns"]]
                rows = [[c[0] if isinstance(c, list) else c for c in row[: len(names)]] for row in said["rows"]]
                found.append(pd.DataFrame(rows, columns=names).assign(who=[row[-1] for row in said["rows"]]))
        return found


@pytest.fixture
def page(sample_file, monkeypatch):
    """``page("progress", track="COT_CAN")`` → the page as shown."""

    def go(name: str, db: Path = sample_file, **address: str) -> Shown:
        monkeypatch.setenv("DIENHINH_DB", str(db))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in {"date": ON, **address}.items():
            app.query_params[key] = value
        app.run()
        if name != "overview":
            app.switch_page(f"pages/{name}.py").run()
        assert not app.exception
        wrong = [e.value for e in app.error if re.search(r"\((?:lỗi số|error) [0-9A-F]{6}\)", e.value)]
        assert not wrong or name in may_fail, wrong  # what the frame makes of anything unforeseen
        return Shown(app)

    may_fail: set[str] = set()
    go.may_fail = may_fail
    yield go
    if "DIENHINH_DB" in os.environ:
        with suppress(StoreError):
            data.store().close()  # a visitor may still hold a cursor, which would keep the file open
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def standing(sample_file):
    with Store.open(sample_file) as store:
        return judge(store.cursor(), plan_198(), date.fromisoformat(ON))


def test_overview_counts_who_is_eligible_against_what_is_sought(page, standing) -> None:
    shown = page("overview")
    n = [int((standing.assessment.status == i).sum()) for i in range(4)]
    assert f"Đủ điều kiện {n[0]} · cần chọn 4–5 (IV.1)" in shown.text
    for status, count in zip(("Chờ bổ sung hồ sơ", "Đang phấn đấu", "Không còn khả năng trong kỳ"), n[1:], strict=True):
        assert f"{status} {count}" in shown.text
    assert "Giai đoạn đã kết thúc ngày 31/12/2025" in shown.text
    assert "Quá hạn từ 31/12/2025" in shown.text  # the conference (IV.5)
    assert "hư cấu" in shown.text


def test_overview_names_the_nearest_and_what_each_lacks(page, standing) -> None:
    shown = page("overview")
    links = [link.proto.label.replace("\\", "") for link in shown.app.get("page_link")]
    pending = standing.assessment.frame.query("status == 'PENDING'").sort_values("progress", ascending=False)["name"]
    shown_ = [re.match(r"\*\*(.*)\*\*", link).group(1) for link in links if link.startswith("**")]
    assert len(shown_) == 5
    assert set(shown_) <= set(pending)
    assert any("Hồ Quang Bình" in link and "chưa rõ công nhận hoặc áp dụng" in link for link in links)
    assert any("Kế hoạch – Tài chính" in link and "1 năm chưa có xếp loại" in link for link in links)


DAYS = ("2020-06-30", "2021-12-31", "2023-06-30", "2025-12-31", "2026-06-30", "2030-01-01")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "on"), [(n, d) for n in PAGES for d in (DAYS if n not in UNDATED else DAYS[:1])])
def test_any_date_can_be_looked_at(page, name, on) -> None:
    shown = page(name, date=on)
    assert f"{on[8:]}/{on[5:7]}/{on[:4]}" in shown.text or name in UNDATED


def test_the_sample_opens_on_a_day_of_its_period_and_says_so_another_file_on_today(page, sample_copy) -> None:
    shown = page("overview", date="")
    assert "đánh giá ngày 31/12/2025" in shown.text
    assert "Mở vào ngày 31/12/2025, trong giai đoạn" in shown.text
    assert "Mở vào ngày" not in page("overview", date="2025-06-30").text
    with Store.open(sample_copy) as store, store.change(Act.EDIT) as cursor:
        cursor.execute("DELETE FROM meta WHERE key = 'sample'")
    data.store().close()
    st.cache_resource.clear()
    assert f"đánh giá ngày {clock.today():%d/%m/%Y}" in page("overview", db=sample_copy, date="").text


def test_progress_shows_every_candidate_nearest_first(page, standing) -> None:
    tables = page("progress").grids
    assert sum(map(len, tables)) == standing.assessment.size
    for table in tables:
        order = [next(i for i, s in enumerate(("Đủ", "Chờ", "Đang", "Không")) if s in v) for v in table["Tình trạng"]]
        assert order == sorted(order)
    cells = dict(tables[0].set_index("Mã")["Tốt trở lên hằng năm (III.1.b)"])
    assert cells["KHTC"] == "◐ 4/5 +1"  # a year without a rating: papers pending visible
    assert cells["TTDV"] == "✕ 4/5"  # a year below good: no longer achievable (P10)
    assert cells["LSBG"] == "● 5/5"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"track": "COT_CAN"}, lambda f: f["track"] == "COT_CAN"),
        ({"unit": "HTQT"}, lambda f: f["unit_code"] == "HTQT"),
        ({"status": "PENDING"}, lambda f: f["status"] == "PENDING"),
        (
            {"track": "CHUYEN_MON", "unit": "VP", "status": "OUT_OF_REACH"},
            lambda f: (f["track"] == "CHUYEN_MON") & (f["unit_code"] == "VP") & (f["status"] == "OUT_OF_REACH"),
        ),
        ({"find": "hoang quang khoi"}, lambda f: f["name"] == "Hoàng Quang Khôi"),
        ({"find": "KHOI hoang"}, lambda f: f["name"] == "Hoàng Quang Khôi"),
        ({"find": "lanh su"}, lambda f: f["unit_code"] == "LSBG"),
        ({"find": "cb007"}, lambda f: f["code"] == "CB007"),
    ],
)
def test_filters_and_search_in_the_address(page, standing, address, expected) -> None:
    tables = page("progress", **address).grids
    frame = standing.assessment.frame
    assert {c for t in tables for c in t["Mã"]} == set(frame[expected(frame)]["code"])


def test_who_lacks_a_criterion(page, standing) -> None:
    tables = page("progress", lacks="III.2.c").grids
    result = standing.assessment.tracks["COT_CAN"]
    unmet = result.rows[~result.met[result.at("III.2.c")]]
    assert {c for t in tables for c in t["Mã"]} == set(standing.assessment.roster["code"].iloc[unmet])


def test_a_search_without_a_hit_says_what_to_do(page) -> None:
    assert "Không có ai phù hợp" in page("progress", find="zzz").text


def test_what_the_address_cannot_mean_is_let_go(page) -> None:
    shown = page("progress", status="BEST", date="31/12/2025", lang="fr")
    assert shown.grids
    assert "status" not in shown.app.query_params


def test_filters_stay_from_page_to_page(page) -> None:
    shown = page("overview", track="TAP_THE", status="ELIGIBLE")
    shown.app.switch_page("pages/progress.py").run()
    assert [sorted(t["Mã"]) for t in shown.grids] == [["HTQT", "LSBG"]]


@pytest.mark.slow
def test_every_profile_can_be_opened_and_says_the_verdict(page, standing) -> None:
    words = ("Đủ điều kiện", "Chờ bổ sung hồ sơ", "Đang phấn đấu", "Không còn khả năng trong kỳ")
    for _, one in standing.assessment.frame.iterrows():
        text = page("profile", who=one["code"]).text
        assert one["name"] in text
        assert words[STATUSES.index(one["status"])] in text


REASONS = {
    "CB005": ["chờ quyết định", "khác loại, mức hoặc cấp"],
    "CB008": ["đã thu hồi"],
    "CB015": ["chưa có vào ngày đánh giá"],
    "CB020": ["trùng: năm này đã tính"],
    "CB018": ["đang thi hành"],
    "CB019": ["đã hết hạn"],
    "KHTC": ["chưa có xếp loại"],
    "CB007": ["áp dụng: chưa rõ"],
}


@pytest.mark.parametrize(("code", "reasons"), REASONS.items(), ids=REASONS.keys())
def test_the_profile_says_why_a_record_does_not_count(page, code, reasons) -> None:
    on = "2026-06-30" if code == "CB015" else ON  # its certificate was decided on 14/08/2026
    text = page("profile", who=code, date=on).text
    for reason in reasons:
        assert reason in text


def test_the_profile_shows_every_route_and_marks_the_nearest(page) -> None:
    shown = page("profile", who="CB005")
    assert shown.html.count('<section class="dh-route') == 4
    assert shown.html.count('"dh-route dh-near"') == 1
    assert "sớm nhất 2023" in page("profile", who="CB003", date="2023-06-30").text
    assert "có quyết định chậm nhất ngày 30/06/2026" in page("profile", who="CB003", date="2023-06-30").text


def test_who_has_left_or_is_unknown(page) -> None:
    assert "Không thuộc diện xét" in page("profile", who="CB023").text
    assert "Không có ai mang mã XYZ" in page("profile", who="XYZ").text
    assert "Chọn một cá nhân hoặc đơn vị" in page("profile").text


def test_every_kind_and_way_of_counting_has_a_word_in_the_plans_grid() -> None:
    assert set(COUNT_WORD) == set(ALL_COUNTS)


def test_the_plan_page_cites_criteria_and_policies(page) -> None:
    plan, shown = plan_198(), page("plan")
    for criterion in plan.criteria.values():
        if criterion.id not in {t.criterion for t in plan.track}:
            assert criterion.vi in shown.text
    for policy in plan.policy:
        assert f"● {policy.chosen.vi}" in shown.text
    for milestone in plan.milestone:
        assert milestone.vi in shown.text
    assert "hoàn thành 12/07/2023 – chậm" in shown.text


@pytest.mark.parametrize("name", PAGES)
def test_english_on_demand(page, name) -> None:
    shown = page(name, lang="en", who="CB005")
    heading = ENGLISH.get(name, name.capitalize())
    assert f"<h1>{heading}</h1>" in shown.html
    assert "Kế hoạch" not in shown.text.replace("Phòng Kế hoạch – Tài chính", "")
    assert "assessed on 24/11/2026" in shown.text or name in UNDATED


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_file_says_what_to_do_next(page, tmp_path, name) -> None:
    Store.create(tmp_path / "trong.duckdb").close()
    shown = page(name, db=tmp_path / "trong.duckdb")
    says = {
        "plan": "Quy ước vận dụng",
        "data": "Chọn một cá nhân, đơn vị, hoặc thêm mới",
        "transfer": "Nhập sổ Excel",
        "log": "Không có thay đổi nào phù hợp",
    }
    if name in says:
        assert says[name] in shown.text
    else:
        assert "Tệp dữ liệu còn trống" in shown.text
        assert any("Nhập, xuất tệp" in link.proto.label for link in shown.app.get("page_link"))


@pytest.mark.parametrize("name", PAGES)
def test_a_missing_or_damaged_file_gets_a_sentence(page, tmp_path, name) -> None:
    assert "Chưa có tệp dữ liệu" in page(name, db=tmp_path / "khong.duckdb").text
    (tmp_path / "hong.duckdb").write_bytes(os.urandom(50_000))
    assert "bị hỏng" in page(name, db=tmp_path / "hong.duckdb").text


def test_a_file_open_elsewhere_gets_a_sentence(page, sample_copy) -> None:
    code = (
        f"from dienhinh.store import Store\nimport sys\nwith Store.open(r'{sample_copy}'):\n print('open',"
        " flush=True)\n sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline().strip() == "open"
        assert "đang mở ở chương trình khác" in page("overview", db=sample_copy).text
        other.stdin.close()


def test_what_nobody_foresaw_becomes_a_number_and_a_log_without_names(page, sample_copy, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Nguyễn Văn An")

    monkeypatch.setattr("dienhinh.ui.data.milestones", broken)
    page.may_fail.add("overview")
    shown = page("overview", db=sample_copy)
    number = re.search(r"lỗi số (\w{6})", shown.text).group(1)
    log = (sample_copy.parent / "dienhinh.log").read_text(encoding="utf-8")
    assert number in log
    assert "RuntimeError" in log
    assert "overview.py" in log
    assert "Nguyễn" not in log
    assert "Nguyễn Văn An" not in shown.text


def test_the_attestation_list_has_those_not_attested_nearest_first(page, standing) -> None:
    shown = page("attest")
    frame, result = shown.tables[0], standing.assessment.tracks
    unmet = set()
    for found in result.values():
        rows = found.rows[~found.met[found.at("II.2.attested")]]
        unmet |= set(standing.assessment.roster["code"].iloc[rows])
    assert set(frame["Mã"]) == unmet
    assert frame["Tình trạng"].iloc[0].endswith("Chờ bổ sung hồ sơ")
    assert set(page("attest", track="TAP_THE").tables[0]["Mã"]) == unmet & {"NVNN"}


def test_the_change_log_says_who_when_why_before_and_after(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        record = {
            "who": "CB002",
            "year": 2021,
            "code": "HTXSNV",
            "decision_no": "9/QĐ",
            "decided_on": None,
            "state": "CONFIRMED",
        }
        apply_records(store, {"rating": [record]}, "Văn thư A", "sửa theo biên bản 05")
    frame = page("log", db=sample_copy).tables[0]
    newest = frame.iloc[0]
    assert newest["Người thực hiện"] == "Văn thư A"
    assert newest["Của ai"] == "Dương Thu Nga · CB002"
    assert "→" in newest["Nội dung cũ → mới"]
    assert newest["Lý do thay đổi"] == "sửa theo biên bản 05"
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", newest["Lúc"])
    assert set(frame["Loại"]) >= {"Xếp loại", "Khen thưởng", "Chức vụ", "Cá nhân, đơn vị"}


def test_revoking_through_the_form_asks_why_and_says_it_in_the_log(page, sample_copy) -> None:
    number = first_rating(sample_copy, "CB005")
    app = page("data", db=sample_copy, who="CB005", what="rating").app
    app.radio[0].set_value(number).run()
    state = next(s for s in app.selectbox if s.label == "Trạng thái")
    state.set_value("REVOKED").run()
    next(t for t in app.text_input if t.label.startswith("Tên người thực hiện")).set_value("Văn thư A").run()
    save = next(b for b in app.button if b.label == "Lưu thay đổi")
    save.click().run()
    assert any("phải có lý do" in e.value for e in app.error)
    next(t for t in app.text_input if t.label.startswith("Lý do")).set_value("biên bản 07").run()
    next(b for b in app.button if b.label == "Lưu thay đổi").click().run()
    assert any("Đã lưu." in s.value for s in app.success)
    st.cache_resource.clear()
    with Store.open(sample_copy) as store:
        last = change_log(store.cursor())[0]
    assert (last.who, last.why, last.after) == ("Văn thư A", "biên bản 07", {"state": "REVOKED"})


def first_rating(db: Path, code: str) -> int:
    with Store.open(db) as store:
        return min(
            n
            for n, r in rows(store.cursor(), "rating").items()
            if r["candidate_id"] == next(c for c, p in rows(store.cursor(), "candidate").items() if p["code"] == code)
        )


def test_a_set_tried_becomes_a_scenario_that_is_marked_and_leaves_the_official_pages_alone(page, sample_copy) -> None:
    app = page("scenario", db=sample_copy, who="CB005").app
    next(b for b in app.button if b.label == "Thử phương án này").click().run()
    shown = Shown(app)
    assert "KỊCH BẢN, không chính thức: Thử: Lương Trọng Phúc" in shown.text
    assert "Đủ điều kiện trong kịch bản: 9 · cần chọn 4–5" in shown.text
    assert "◐ Chờ bổ sung hồ sơ → ● Đủ điều kiện vì thay đổi 1" in shown.text
    number = app.query_params["kb"][0] if isinstance(app.query_params["kb"], list) else app.query_params["kb"]
    data.store().close()
    st.cache_resource.clear()
    assert "Đủ điều kiện 8 · cần chọn 4–5" in page("overview", db=sample_copy).text
    again = page("scenario", db=sample_copy, kb=str(number))  # the link, at somebody else's
    assert "KỊCH BẢN, không chính thức: Thử: Lương Trọng Phúc" in again.text


def test_a_scenario_says_which_of_its_changes_came_true_or_alter_nothing(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        rated = Change(do="add", who="KHTC", kind="RATING", code="HTTNV", year=2023)
        gone = Change(do="resolve", who="CB005", kind="AWARD", code="BK_TTG", year=2021)
        title = Change(do="add", who="CB020", kind="AWARD", code="LDTT", year=2025)
        made = Scenario(name="Ba việc", change=(rated, gone, title))
        number = add_scenario(store, made, "Văn thư A", "198-kh-sngv")
        apply_records(
            store,
            {"rating": [{"who": "KHTC", "year": 2023, "code": "HTTNV", "decision_no": "1", "decided_on": None}]},
            "an",
            "x",
        )
    text = page("scenario", db=sample_copy, kb=str(number)).text
    assert "đã thành sự thật" in text
    assert "không còn áp dụng" in text
    assert "không đổi tình trạng của ai" in text
    assert "Số liệu chính thức đã thay đổi" in text


def test_other_rules_say_who_gains_and_whose_verdict_hangs_on_which_policy(page) -> None:
    shown = page("scenario", way="rules")
    app = shown.app
    assert "KỊCH BẢN, không chính thức: quy tắc khác" in shown.text
    assert "Đủ điều kiện: 8 → 8" in shown.text
    register = shown.html[shown.html.index("dh-register") :]
    moved = {row[0]: row[1] for row in re.findall(r"<td>(P\d+)</td>.*?<td class=\"dh-num\">(\d+)</td>", register)}
    assert set(moved) == {p.id for p in plan_198().policy if len(p.choices) > 1}
    assert moved["P2"] == "2"
    assert "Đủ điều kiện → Không còn khả năng trong kỳ: Hoàng Thu Ly" in register
    app.slider[0].set_value(5).run()
    assert "Đủ điều kiện: 8 → 6" in Shown(app).text


def test_a_verdict_opens_to_the_tree_with_what_is_hypothetical_marked(page, sample_copy) -> None:
    app = page("scenario", db=sample_copy, who="CB005").app
    next(b for b in app.button if b.label == "Thử phương án này").click().run()
    box = app.selectbox(key="kb.open")
    box.set_value(opened_ids()[0]).run()
    text = Shown(app).text
    assert "GIẢ ĐỊNH: CSTĐCS" in text
    assert "dh-tried" in Shown(app).html


def opened_ids() -> list[int]:
    return list(rows(data.store().cursor(), "candidate", code="CB005"))


def test_of_a_large_department_some_are_offered_and_the_others_found(page, tmp_path) -> None:
    app = page("scenario", db=many(tmp_path, 320), who="C0099").app
    box = app.selectbox(key="w.kb.who")
    assert (len(box.options), box.value) == (301, "C0099")  # the first, and the one in the address
    app.text_input(key="w.kb.who.find").set_value("anh mau 31").run()
    found = app.selectbox(key="w.kb.who")
    assert [o.split(" · ")[0][-3:] for o in found.options if "C0099" not in o] == [
        " 31",
        *(str(n) for n in range(310, 320)),
    ]
    assert found.value == "C0099"


def test_a_list_that_grows_with_the_department_is_cut_and_whole_as_a_workbook(page, tmp_path) -> None:
    app = page("scenario", db=many(tmp_path, 60), date="2026-11-24", way="rules").app
    app.selectbox(key="rules.policy").set_value("P11").run()
    assert "40 dòng đầu trong 60 dòng" in " ".join(c.value for c in app.caption)
    assert any(b.key == "rules.moved.choice" for b in app.get("download_button"))


def test_one_record_is_dated_otherwise_by_hand(page, sample_copy) -> None:
    app = page("scenario", db=sample_copy, who="CB015").app
    app.session_state["kb.popover.new"] = True
    app.run()
    app.text_input(key="kb.name").set_value("Ngày khác").run()
    app.button(key="kb.new").click().run()
    app.session_state["kb.popover.one"] = True
    app.run()
    app.selectbox(key="kb.do").set_value("date").run()
    app.date_input(key="kb.dated").set_value(date(2026, 12, 20)).run()
    picked = app.selectbox(key="kb.record.date")
    picked.set_value(decided_in(2026)[0]).run()
    app.button(key="kb.add").click().run()
    text = Shown(app).text
    assert "ngày quyết định là 20/12/2026" in text
    assert "Đủ điều kiện → " in text  # no longer known on the date


def decided_in(year: int) -> list[int]:
    mine = next(iter(rows(data.store().cursor(), "candidate", code="CB015")))
    return [
        n
        for n, r in rows(data.store().cursor(), "award").items()
        if r["candidate_id"] == mine and r["decided_on"] and r["decided_on"].year == year
    ]


def test_rules_tried_join_a_scenario_and_can_be_taken_out(page, sample_copy) -> None:
    shown = page("scenario", db=sample_copy, way="rules")
    app = shown.app
    app.slider[0].set_value(5).run()
    app.button(key="rules.keep").click().run()
    text = Shown(app).text
    assert "KỊCH BẢN, không chính thức: Ngưỡng 5: Năm xuất sắc" in text
    assert "1. ngưỡng của Ít nhất 03 năm hoàn thành xuất sắc nhiệm vụ: 3 → 5 quy tắc" in text
    assert "Đủ điều kiện trong kịch bản: 6" in text
    assert "vì thay đổi 1" in text
    app.button(key="kb.rule.III.1.b.excellent").click().run()
    assert "Đủ điều kiện trong kịch bản: 8" in Shown(app).text


def test_why_somebody_is_out_of_reach_and_how_many_could_be_eligible_by_when(page) -> None:
    text = page("scenario", date="2024-12-31").text
    assert "Bao nhiêu đối tượng có thể đủ điều kiện, đến khi nào" in text
    assert "đến năm 2025" in text
    out = next(iter(judged_out("2026-11-24")))
    assert "Không còn khả năng từ" in page("scenario", who=out).text


def judged_out(on: str) -> list[str]:
    found = judge(data.store().cursor(), plan_198(), date.fromisoformat(on)).assessment
    return found.roster.loc[found.status == 3, "code"].tolist()


def test_any_date_as_judged_then_and_as_known_now(page) -> None:
    shown = page("scenario", way="time", date="2025-12-31", who="CB015")
    rows = re.findall(r"<tr>(.*?)</tr>", shown.html)
    eligible = next(r for r in rows if "Đủ điều kiện" in r and "dh-num" in r)
    assert re.findall(r'dh-num">([^<]+)', eligible) == ["8", "9", "+1"]
    assert "Hoàng Thu Ly CB015 Đang phấn đấu → Đủ điều kiện" in shown.text  # her decision came in August 2026
    shown.app.slider[0].set_value(date(2023, 6, 30)).run()
    shown = Shown(shown.app)
    assert "đánh giá ngày 30/06/2023" in shown.text
    assert "30/06/2023: Sơ kết 2 năm" in shown.text
    assert re.search(r"14/08/2026 Đủ điều kiện", shown.text)  # the table behind her line over time


def test_the_best_nominations_become_a_scenario_in_one_click(page, sample_copy) -> None:
    shown = page("scenario", db=sample_copy, date="2026-01-31", way="nominate")
    app = shown.app
    assert "KỊCH BẢN, không chính thức: đề cử" in shown.text
    n = int(re.search(r"Thêm (\d+) đủ điều kiện", shown.text).group(1))
    assert "đã chứng minh" in shown.text
    before = int(
        re.search(r"Đủ điều kiện (\d+) · cần chọn", page("overview", db=sample_copy, date="2026-01-31").text).group(1)
    )
    next(b for b in app.button if b.label == "Đưa vào kịch bản").click().run()
    assert f"Đủ điều kiện trong kịch bản: {before + n}" in Shown(app).text


@pytest.fixture
def draft_page(page, sample_copy):
    """The plan page with a draft of 2026–2030 just begun there."""
    shown = page("plan", db=sample_copy, way="draft")
    assert "Chưa có dự thảo" not in shown.text
    button(shown, "Bắt đầu từ 198/KH-SNgV").click().run()
    return Shown(shown.app)


def button(shown: Shown, label: str):
    return next(b for b in shown.app.button if b.label == label)


def part(shown: Shown, name: str) -> Shown:
    shown.app.session_state["plan.part"] = name
    shown.app.run()
    assert not shown.app.exception
    return Shown(shown.app)


def test_a_draft_is_begun_marked_and_changed(draft_page, sample_copy) -> None:
    assert "DỰ THẢO, chưa áp dụng: …/KH (2026–2030)" in draft_page.text
    app = draft_page.app
    next(i for i in app.text_input if i.label == "Số").set_value("45/KH-SNgV").run()
    next(i for i in app.number_input if (i.key or "").startswith("plan.head.last")).set_value(2025).run()
    assert any("Giai đoạn kết thúc trước khi bắt đầu" in e.value for e in app.error)
    assert button(Shown(app), "Lưu dự thảo").disabled
    next(i for i in app.number_input if (i.key or "").startswith("plan.head.last")).set_value(2029).run()
    button(Shown(app), "Lưu dự thảo").click().run()
    (kept,) = (sample_copy.parent / "plans").glob("*.toml")
    saved = load_plan(kept)
    assert (saved.number, saved.period.last_year, saved.draft) == ("45/KH-SNgV", 2029, True)
    shown = part(Shown(app), "differ")
    assert "198/KH-SNgV 45/KH-SNgV" in shown.text
    assert "2021–2025 2026–2029" in shown.text
    assert data.plan() == plan_198()  # nothing is in force yet


def test_a_draft_is_tried_on_the_history_and_on_its_own_years(draft_page) -> None:
    app = draft_page.app
    part(draft_page, "policies")
    policy = next(s for s in app.selectbox if s.label.startswith("P2 "))
    policy.set_value(next(o for o in ("decision_year",))).run()
    button(Shown(app), "Lưu dự thảo").click().run()
    shown = part(Shown(app), "try")
    assert "Xét thử trên 2021–2025" in shown.text
    changed = re.search(r"Kết quả của ai sẽ khác đi: (\d+)", shown.text).group(1)
    app.session_state["plan.span"] = "own"
    app.run()
    shown = Shown(app)
    assert "Xét thử trên 2026–2030" in shown.text
    assert int(re.search(r"Kết quả của ai sẽ khác đi: (\d+)", shown.text).group(1)) > int(changed)


def test_a_draft_is_put_in_force_only_by_the_explicit_step_and_taken_back(draft_page, sample_copy) -> None:
    app = draft_page.app
    shown = part(draft_page, "force")
    assert any("chưa có số" in w.value for w in app.warning)
    assert button(shown, "Đưa vào áp dụng").disabled
    part(shown, "head")
    next(i for i in app.text_input if i.label == "Số").set_value("45/KH-SNgV").run()
    button(Shown(app), "Lưu dự thảo").click().run()
    shown = part(Shown(app), "force")
    app.text_input(key="w.author").set_value("Trần Thị Hoa").run()
    app.text_input(key="plan.why").set_value("QĐ 12/QĐ-SNgV").run()
    assert button(Shown(app), "Đưa vào áp dụng").disabled
    app.checkbox(key="plan.sure").check().run()
    button(Shown(app), "Đưa vào áp dụng").click().run()
    assert any("Kế hoạch 45/KH-SNgV, phiên bản 1, đã được áp dụng" in s.value for s in app.success)
    assert "Kế hoạch 45/KH-SNgV, phiên bản 1" in Shown(app).text
    assert list((sample_copy.parent / "plans").glob("*.toml")) == []
    app.selectbox(key="plan.back.which").set_value(plan_198().digest).run()
    app.text_input(key="plan.back.why").set_value("nhầm").run()
    button(Shown(app), "Đưa vào áp dụng").click().run()
    assert "Kế hoạch 198/KH-SNgV, phiên bản 1" in Shown(app).text


def test_a_drafts_file_is_checked_as_a_plan_file_is(draft_page) -> None:
    shown = part(draft_page, "file")
    area = shown.app.text_area[0]
    area.set_value(area.value.replace("need = 3", "need = 9", 1)).run()
    assert any(re.search(r"dòng \d+: Ngưỡng 9 .* không bao giờ đạt", e.value) for e in shown.app.error), [
        e.value for e in shown.app.error
    ]
    assert button(Shown(shown.app), "Lưu dự thảo").disabled


def test_the_plan_page_shows_whose_verdict_each_policy_decides_and_what_codes_rest_on(page) -> None:
    assert "Đủ điều kiện → Không còn khả năng trong kỳ: Hoàng Thu Ly" in page("plan", way="register").text
    text = page("plan").text
    assert "Nghị định 335/2025/NĐ-CP 01/01/2026 – …" in text
    assert "không còn Hạ bậc lương" in text


@pytest.fixture
def opened_meeting(sample_copy) -> tuple[Path, int]:
    """A meeting opened on the sample's data with four on its agenda."""
    with Store.open(sample_copy) as store:
        number = add_meeting(
            store,
            Meeting(
                "XET_CHON",
                "Xét chọn",
                date(2026, 12, 1),
                date.fromisoformat(ON),
                agenda=("CB003", "CB005", "CB020", "LSBG"),
            ),
            "Hoa",
        )
        frozen = take(store.cursor(), plan_198(), date.fromisoformat(ON), datetime(2026, 11, 25, 8))
        open_meeting(store, meeting(store.cursor(), number), frozen.packed(), frozen.fingerprint, "Hoa")
    return sample_copy, number


def test_a_meeting_is_prepared_with_who_is_eligible_or_waits_for_papers(page, sample_copy) -> None:
    app = page("meeting", db=sample_copy).app
    app.text_input(key="w.author").set_value("Trần Thị Hoa").run()
    app.text_input(key="hop.title").set_value("Xét chọn điển hình").run()
    app.button(key="hop.new").click().run()
    text = Shown(app).text
    assert "Chương trình: 15 đối tượng" in text  # 8 eligible, 7 waiting for papers
    assert "Cuộc họp đang chuẩn bị" in text
    app.multiselect(key="hop.by.track").set_value(["TAP_THE"]).run()
    app.multiselect(key="hop.by.status").set_value(["OUT_OF_REACH"]).run()
    app.button(key="hop.add").click().run()
    assert "Chương trình: 18 đối tượng" in Shown(app).text
    app.button(key="hop.open").click().run()
    text = Shown(app).text
    assert re.search(r"Dấu vân [0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", text)
    assert "mở họp trên dữ liệu" in text


def test_a_meeting_concludes_with_a_reason_where_it_departs_and_is_sealed(page, opened_meeting) -> None:
    db, number = opened_meeting
    app = page("meeting", db=db, hop=str(number)).app
    app.text_input(key="w.author").set_value("Hoa").run()
    assert app.button(key="hop.keep").disabled  # nobody is chosen beforehand
    first = app.selectbox(key="hop.who").value
    app.button_group(key=f"hop.result.{first}.0").set_value("CHON").run()
    app.button(key="hop.keep").click().run()
    assert "Kết luận: 1 trên 4" in Shown(app).text
    app.selectbox(key="hop.who").set_value("CB020").run()
    app.button_group(key="hop.result.CB020.0").set_value("CHON").run()
    assert app.button(key="hop.keep").disabled  # not eligible: a reason is asked for
    app.text_input(key="hop.reason.CB020.0").set_value("thành tích đột xuất").run()
    app.button(key="hop.keep").click().run()
    app.selectbox(key="hop.who").set_value("CB005").run()
    app.button_group(key="hop.result.CB005.0").set_value("BO_SUNG").run()
    assert app.button(key="hop.keep").disabled  # what is to be added?
    app.text_input(key="hop.what.CB005.0").set_value("QĐ CSTĐCS 2025").run()
    app.button(key="hop.keep").click().run()
    app.button(key="hop.close").click().run()
    asked = " ".join(w.value for w in app.warning)
    assert "chưa kết luận 1" in asked  # what is still open is shown first
    assert "chưa ghi chủ trì" in asked
    assert "đã kết thúc, niêm phong" not in Shown(app).text
    app.button(key="hop.seal").click().run()
    text = Shown(app).text
    assert "đã kết thúc, niêm phong" in text
    assert "hop.keep" not in {b.key for b in app.button}
    assert "QĐ CSTĐCS 2025" in page("roadmap", db=db).text  # a task on the roadmap
    app = page("roadmap", db=db).app
    app.button(key="roadmap.task.done").click().run()
    assert "hoàn thành 24/11/2026" in Shown(app).text


def test_several_are_concluded_at_once_and_votes_must_add_up(page, opened_meeting) -> None:
    db, number = opened_meeting
    with Store.open(db) as store:
        held = meeting(store.cursor(), number)
        members = tuple({"name": f"M{i}", "role": "", "part": "UY_VIEN", "attends": "CO_MAT"} for i in range(7))
        change_meeting(store, replace(held, members=members))
        agenda = held.agenda
    app = page("meeting", db=db, hop=str(number)).app
    app.text_input(key="w.author").set_value("Hoa").run()
    app.toggle(key="hop.many").set_value(True).run()
    app.button(key="hop.rest").click().run()
    assert len(app.multiselect(key="hop.some").value) == len(agenda)
    app.button_group(key="hop.result.many.0").set_value("KHONG_CHON").run()
    app.text_input(key="hop.reason.many.0").set_value("để kỳ sau").run()
    for votes, refused in (((7, 1, 0), True), ((-2, 9, 0), True), ((5, 1, 1), False)):
        for name, n in zip(("for", "against", "none"), votes, strict=True):
            app.number_input(key=f"hop.{name}.many.0").set_value(n).run()
        assert app.button(key="hop.keep").disabled == refused, votes
        assert bool(app.error) == refused
    app.button(key="hop.keep").click().run()
    assert f"Kết luận: {len(agenda)} trên {len(agenda)}" in Shown(app).text
    said = conclusions(data.store().cursor(), number)
    assert {c.votes for c in said.values()} == {(5, 1, 1)}


def test_two_records_of_one_person_are_joined(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        ids = {r["code"]: n for n, r in rows(store.cursor(), "candidate").items()}
        before = len(rows(store.cursor(), "award", candidate_id=ids["CB010"]))
        with store.change(Act.EDIT) as cursor:  # a second record of CB010, with a post and an award of its own
            number = cursor.execute(
                "INSERT INTO candidate (code, code_key, kind, name, sort_key) SELECT 'CBX', 'CBX', kind, name, sort_key"
                " FROM candidate WHERE code = 'CB010' RETURNING id"
            ).fetchone()[0]
            cursor.execute(
                "INSERT INTO post (candidate_id, unit_id, leads, from_on, until_on) VALUES (?, ?, false, ?, ?)",
                [number, ids["VP"], date(2010, 1, 1), date(2011, 1, 1)],
            )
            cursor.execute(
                "INSERT INTO award (candidate_id, kind, code, year, decided_on, state, identity)"
                " VALUES (?, 'TITLE', 'LDTT', 2010, DATE '2011-01-05', 'CONFIRMED', 'x')",
                [number],
            )
    app = page("data", db=sample_copy, who="CB010").app
    app.selectbox(key="join.gone").set_value(number).run()
    app.text_input(key="w.author").set_value("Hoa").run()
    assert "2 bản ghi chuyển sang; 0 bản ghi giống nhau" in Shown(app).text
    app.button(key="join.do").click().run()
    assert not app.exception
    cursor = data.store().cursor()
    assert rows(cursor, "candidate", code="CBX") == {}
    assert len(rows(cursor, "award", candidate_id=ids["CB010"])) == before + 1


def test_votes_are_shares_of_the_whole_council_and_too_few_present_are_told(page, opened_meeting) -> None:
    db, number = opened_meeting
    with Store.open(db) as store:
        held = meeting(store.cursor(), number)
        members = tuple(
            {"name": f"M{i}", "role": "", "part": "UY_VIEN", "attends": "CO_MAT" if i < 5 else "VANG"} for i in range(7)
        )
        change_meeting(store, replace(held, members=members))
    app = page("meeting", db=db, hop=str(number)).app
    app.text_input(key="w.author").set_value("Hoa").run()
    first = app.selectbox(key="hop.who").value
    app.number_input(key=f"hop.for.{first}.0").set_value(4).run()
    said = "57% trên tổng số 7 thành viên có quyền biểu quyết; 80% trên 5 người có mặt"
    assert said in Shown(app).text.replace("\xa0", "")
    app.button(key="hop.close").click().run()
    asked = " ".join(w.value for w in app.warning)
    assert "có mặt 5 trên 7 người có quyền biểu quyết; khi xét khen thưởng cần 80%" in asked.replace("\xa0", "")


def test_the_meeting_before_is_shown_with_what_became_of_it(page, opened_meeting) -> None:
    db, number = opened_meeting
    with Store.open(db) as store:
        held = meeting(store.cursor(), number)
        asked = Conclusion(held.agenda[0], "BO_SUNG", "quyết định", "VP", date(2026, 11, 30))
        conclude(store, held, asked)
        later = add_meeting(store, replace(held, title="Họp sau", held_on=date(2026, 12, 20), state="PREPARED"), "Hoa")
    shown = page("meeting", db=db, hop=str(later))
    assert any("Cuộc họp trước" in e.label for e in shown.app.expander)
    assert "quá hạn từ 30/11/2026" in shown.text
    assert "chưa kết luận" in shown.text


def test_later_edits_are_shown_as_a_difference_and_taken_over_explicitly(page, opened_meeting) -> None:
    db, number = opened_meeting
    with Store.open(db) as store:
        award = next(
            (n, r)
            for n, r in rows(store.cursor(), "award").items()
            if r["code"] == "CSTDCS" and r["year"] == 2025 and r["state"] == "PENDING"
        )
        save(
            store,
            [
                Edit(
                    "award",
                    {"state": "CONFIRMED", "decision_no": "1/QĐ", "decided_on": date(2026, 11, 1)},
                    award[0],
                    award[1]["version"],
                )
            ],
            "Lan",
            "có quyết định",
        )
    app = page("meeting", db=db, hop=str(number)).app
    app.text_input(key="w.author").set_value("Hoa").run()
    text = " ".join(w.value for w in app.warning)
    assert "1 kết quả xét sẽ khác đi" in text
    app.button(key="hop.retake").click().run()
    assert "lấy dữ liệu hiện tại" in Shown(app).text
    assert not app.warning


@pytest.mark.parametrize(
    ("screen", "says"),
    [
        ("bia", "Xét chọn"),
        ("tinh-hinh", "Đủ điều kiện: 8"),
        ("xu-huong", "31/12/2023"),
        ("lo-trinh", "Sơ kết 2 năm"),
        ("ung-vien.CB005", "Lương Trọng Phúc"),
        ("so-sanh", "Danh hiệu thi đua"),
        ("tong-hop", "Phòng Lãnh sự"),
        ("khong-co", "Xét chọn"),
    ],
)
def test_each_screen_has_an_address_and_the_fingerprint(page, opened_meeting, screen, says) -> None:
    db, number = opened_meeting
    shown = page("projector", db=db, hop=str(number), man=screen)
    assert says in shown.text
    assert re.search(r"dấu vân [0-9A-F]{4}-", shown.text)
    assert not shown.app.exception


def test_what_if_on_a_screen_is_marked_kept_or_dropped(page, opened_meeting) -> None:
    db, number = opened_meeting
    app = page("projector", db=db, hop=str(number), man="ung-vien.CB005").app
    assert "Chờ bổ sung hồ sơ" in Shown(app).text
    app.toggle(key="stage.trying").set_value(True).run()
    assert not any("III.1" in o for o in app.selectbox(key="stage.criterion.COT_CAN").options)  # a collective's
    app.button(key="stage.way.0").click().run()
    text = Shown(app).text
    assert "KỊCH BẢN, không chính thức: Lương Trọng Phúc" in text
    assert "● Đủ điều kiện" in text
    assert "100% chặng đường" in text
    app.button(key="stage.drop").click().run()
    assert "KỊCH BẢN" not in Shown(app).text
    app = page("projector", db=db, hop=str(number), man="tong-hop").app
    app.toggle(key="stage.trying").set_value(True).run()
    app.selectbox(key="stage.criterion.").set_value("III.1.b.excellent").run()
    app.slider(key="stage.need.III.1.b.excellent").set_value(5).run()
    app.button(key="stage.try.need").click().run()
    assert "KỊCH BẢN, không chính thức: ngưỡng của Năm xuất sắc: 3 → 5" in Shown(app).text
    app.button(key="stage.keep").click().run()
    assert "KỊCH BẢN" not in Shown(app).text
    text = page("meeting", db=db, hop=str(number)).text
    assert "Đã thử và giữ lại" in text
    assert "Đủ điều kiện: 8 → 6" in text


def test_a_result_and_a_day_are_tried_on_a_screen(page, opened_meeting) -> None:
    db, number = opened_meeting
    app = page("projector", db=db, hop=str(number), man="ung-vien.CB005").app
    app.toggle(key="stage.trying").set_value(True).run()
    mark = re.search(r"dấu vân ([0-9A-F-]+)", Shown(app).text).group(1)
    box = app.selectbox(key="stage.result.CB005")
    box.set_value(
        next(m.id for m in plan_198().measures.values() if m.codes == ("CSTDCS",) and m.count != "due_years")
    ).run()
    app.button(key="stage.try.result").click().run()
    text = Shown(app).text
    assert "KỊCH BẢN, không chính thức: Lương Trọng Phúc: thêm một:" in text
    assert "● Đủ điều kiện" in text
    assert "100% chặng đường" in text
    app.date_input(key="stage.day").set_value(date(2023, 12, 31)).run()
    app.button(key="stage.try.day").click().run()
    text = Shown(app).text
    assert "KỊCH BẢN, không chính thức: đánh giá ngày 31/12/2023" in text
    assert f"dấu vân {mark}" in text
    assert "Đang phấn đấu" in text


def test_scenarios_to_show_are_frozen_with_the_meeting(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        grant = Change(do="resolve", who="CB005", kind="AWARD", code="CSTDCS", year=2025)
        kept = add_scenario(store, Scenario(name="Giấy tờ về", change=(grant,)), "Lan", "198-kh-sngv")
        number = add_meeting(
            store,
            Meeting(
                "SO_KET", "Sơ kết", date(2026, 12, 1), date.fromisoformat(ON), agenda=("CB005",), scenarios=(kept,)
            ),
            "Hoa",
        )
    app = page("meeting", db=sample_copy, hop=str(number)).app
    app.text_input(key="w.author").set_value("Hoa").run()
    app.button(key="hop.open").click().run()
    text = page("projector", db=sample_copy, hop=str(number), man="kich-ban.1").text
    assert "KỊCH BẢN, không chính thức: Giấy tờ về" in text
    assert "Lương Trọng Phúc Chờ bổ sung hồ sơ → Đủ điều kiện" in text
    assert "Đủ điều kiện: 8 → 9" in text


def test_a_meeting_not_opened_has_nothing_to_show(page, sample_copy) -> None:
    assert any("Hãy mở cuộc họp trước" in i.value for i in page("projector", db=sample_copy).app.info)


@pytest.mark.slow
def test_the_reports_page_makes_every_paper_and_refuses_a_broken_template(page, opened_meeting) -> None:
    db, number = opened_meeting
    app = page("reports", db=db, hop=str(number), who="CB005").app
    kinds = app.radio(key="report.kind").options
    assert len(kinds) == 17
    refused = {"to-trinh", "quyet-dinh", "kiem-phieu"}  # nobody was selected, nobody voted
    for kind in PAPERS:
        app.radio(key="report.kind").set_value(kind).run()
        app.button(key="report.make").click().run()
        ready(app)
        assert not app.exception, kind
        assert [e.value for e in app.error] == [], kind
        buttons = [b for b in app.get("download_button") if b.proto.id.endswith("report.download")]
        if kind in refused or (kind == "sang-kien" and not buttons):
            assert not buttons, kind
            assert app.warning, kind
        else:
            assert kind in buttons[0].proto.label
    (db.parent / "templates").mkdir()
    broken = Document()
    broken.add_paragraph("Số: {{ khong_co }}")
    broken.save(str(db.parent / "templates" / "bien-ban.docx"))
    app.radio(key="report.kind").set_value("bien-ban").run()
    app.button(key="report.make").click().run()
    ready(app)
    assert any("không có trường khong_co" in e.value for e in app.error)


def ready(app) -> None:
    """Wait until what was begun has ended."""
    for _ in range(200):
        if not any("Đang lập" in str(p.proto.text) for p in app.get("progress")):
            return
        time.sleep(0.1)
        app.run()
    raise AssertionError("it did not end")


def test_without_a_meeting_only_true_papers_are_offered(page, sample_copy) -> None:
    app = page("reports", db=sample_copy).app
    offered = app.radio(key="report.kind").options
    assert app.radio(key="report.kind").value == "trich-ngang"
    assert not any("iên bản" in k or "Tờ trình" in k or "Quyết định" in k for k in offered)
    assert not [b for b in app.get("download_button") if b.proto.id.endswith("report.download")]  # only when asked for


def test_a_scenarios_paper_is_computed_from_it_and_marked(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        scenario = Scenario(
            name="Giấy tờ về",
            change=(Change(do="resolve", who="CB005", kind="AWARD", code="CSTDCS", year=2025),),
        )
        kept = add_scenario(store, scenario, "Hoa", plan_198().id)
    app = page("reports", db=sample_copy, kb=str(kept)).app
    app.button(key="report.make").click().run()
    ready(app)
    (button,) = [b for b in app.get("download_button") if b.proto.id.endswith("report.download")]
    assert "kich-ban" in button.proto.label
    assert "Mark as a scenario" not in str(app.text_input)


# ------------------------------------------------------------------ files dropped on a page

DECISIONS = ROOT / "tests" / "decisions"
CASES = ROOT / "tests" / "cases"


def drop(shown: Shown, path: Path, media: str) -> Shown:
    shown.app.file_uploader[0].set_value((path.name, path.read_bytes(), media))
    shown.app.run(timeout=60)
    assert not shown.app.exception
    return Shown(shown.app)


def test_a_decision_is_read_beside_its_page_and_kept_only_when_ticked(page, sample_copy) -> None:
    shown = drop(page("decision", db=sample_copy), DECISIONS / "d02.pdf", "application/pdf")
    assert "Đọc được 46 dòng" in shown.text
    assert shown.app.text_input(
        key=next(w.key for w in shown.app.text_input if w.key.startswith("decision.no"))
    ).value == ("18/QĐ-SNgV")
    assert shown.app.button(key="decision.keep").disabled  # nobody of the paper is recorded: nothing is ticked
    assert "Nút còn chờ" in shown.text


def test_a_paper_that_cannot_be_read_gets_a_sentence(page, sample_copy, tmp_path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    shown = drop(page("decision", db=sample_copy), broken, "application/pdf")
    assert any("hong.pdf" in e.value for e in shown.app.error)


def test_the_preview_names_rows_and_says_what_the_button_waits_for(page, sample_copy) -> None:
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    shown = drop(page("transfer", db=sample_copy), CASES / "c02-phu-dinh-va-dang-ky.xlsx", media)
    assert "5 lỗi" in shown.text
    assert re.search(r"lỗi Khen thưởng [2-6] Danh hiệu, hình thức “", shown.text)
    assert "mới Đơn vị" in shown.text  # a unit does not stand under people
    assert "Nút còn chờ: tên của bạn" in shown.text
    assert "chưa nhận ra" not in " ".join(e.label for e in shown.app.expander)


def test_every_kind_of_workbook_may_be_dropped(page) -> None:
    assert {f".{e.lstrip('.')}" for e in page("transfer").app.file_uploader[0].allowed_type} >= {
        ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv",
    }  # fmt: skip


def test_what_is_ticked_of_a_decision_is_kept_with_its_paper(page, tmp_path) -> None:
    unit = {"code": "VP", "kind": "COLLECTIVE", "name": "Lãnh đạo Sở"}
    person = {"code": "CB1", "kind": "INDIVIDUAL", "name": "Trần Quốc Hùng"}
    post = {"who": "CB1", "unit": "VP", "position": "Phó Giám đốc", "leads": True, "from_on": date(2015, 1, 1)}
    with Store.create(tmp_path / "x.duckdb") as store:
        apply_records(store, {"candidate": [unit, person], "post": [post]}, "an", "1")
    shown = drop(page("decision", db=tmp_path / "x.duckdb"), DECISIONS / "d02.pdf", "application/pdf")
    app = shown.app
    next(w for w in app.text_input if "Tên người thực hiện" in w.label).set_value("Văn thư A").run()
    keep = app.button(key="decision.keep")
    assert keep.label == "Lưu 2 dòng đã đánh dấu"  # the one of the 46 who is recorded, for two titles
    keep.click().run(timeout=60)
    assert not app.exception
    assert "Đã lưu 2 khen thưởng, kèm văn bản làm minh chứng." in " ".join(s.value for s in app.success)
    found = rows(data.store().cursor(), "award")
    assert {(r["code"], r["year"], r["decision_no"], r["state"]) for r in found.values()} == {
        ("CSTDCS", 2022, "18/QĐ-SNgV", "CONFIRMED"),
        ("LDTT", 2022, "18/QĐ-SNgV", "CONFIRMED"),
    }
    name, media, content = read_file(data.store().cursor(), {r["file_id"] for r in found.values()}.pop())
    assert (name, media, content) == ("d02.pdf", "application/pdf", (DECISIONS / "d02.pdf").read_bytes())


def test_a_revocation_takes_back_the_award_it_names(page, tmp_path) -> None:
    paper = read_paper(DECISIONS / "d06.pdf", "Hà Tĩnh")
    (row,) = paper.rows
    unit = {"code": "VP", "kind": "COLLECTIVE", "name": "Văn phòng"}
    person = {"code": "CB1", "kind": "INDIVIDUAL", "name": str(row.name.value)}
    post = {"who": "CB1", "unit": "VP", "leads": False, "from_on": date(2015, 1, 1)}
    said = {"who": "CB1", "kind": "COMMENDATION", "code": row.award.value, "year": row.year.value, "state": "CONFIRMED",
            "decision_no": "2088/QĐ-UBND", "decided_on": paper.revoked_date.value, "issuer": None, "identity": "x"}  # fmt: skip
    with Store.create(tmp_path / "x.duckdb") as store:
        apply_records(store, {"candidate": [unit, person], "post": [post], "award": [said]}, "an", "1")
    shown = drop(page("decision", db=tmp_path / "x.duckdb"), DECISIONS / "d06.pdf", "application/pdf")
    app = shown.app
    next(w for w in app.text_input if "Tên người thực hiện" in w.label).set_value("Văn thư A").run()
    app.session_state[app.data_editor[0].key] = {"edited_rows": {0: {"✓": True}}, "added_rows": [], "deleted_rows": []}
    app.run()
    app.button(key="decision.keep").click().run(timeout=60)
    assert [r["state"] for r in rows(data.store().cursor(), "award").values()] == ["REVOKED"]


def test_the_time_part_shows_what_the_file_held_and_by_which_entries_it_differs(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        with store.change(Act.EDIT) as cursor:
            cursor.execute("UPDATE change_log SET changed_at = TIMESTAMP '2026-01-05 03:00:00'")
        awards = rows(store.cursor(), "award")
        number, award = next((n, r) for n, r in awards.items() if r["code"] == "BK_TINH" and r["state"] == "CONFIRMED")
        save(store, [Edit("award", {"state": "REVOKED"}, number, award["version"])], "Chị Lan", "thu hồi")
        whose = next(r["name"] for n, r in rows(store.cursor(), "candidate").items() if n == award["candidate_id"])
    app = page("scenario", db=sample_copy, way="time", date="2026-11-24").app
    next(t for t in app.toggle if t.key == "moments.held").set_value(True).run()
    text = Shown(app).text
    assert "Tệp dữ liệu đã có gì vào ngày 24/11/2026" in text
    assert "Tệp có → có quyết định" in text
    assert whose in text
    assert "Chị Lan" in text
    app = page("scenario", db=sample_copy, way="time", date="2025-12-31").app
    next(t for t in app.toggle if t.key == "moments.held").set_value(True).run()
    assert "Ngày đó tệp chưa có gì." in Shown(app).text


def test_the_list_of_work_groups_by_unit_and_leads_to_the_reminder(page) -> None:
    shown = page("work", date="2025-12-31")
    assert "Thiếu giấy tờ · 6" in shown.text
    assert "Mốc của lộ trình · 1" in shown.text
    by_unit = page("work", date="2026-05-15", way="unit")
    assert "còn 46 ngày" in by_unit.text
    assert "Nhân tố mới" not in by_unit.text  # the headings are units
    assert "Không có" not in by_unit.text
    assert page("work", date="2026-05-15", unit="LSBG").text.count("còn 46 ngày") < by_unit.text.count("còn 46 ngày")


def test_the_profile_says_the_verdict_in_sentences_and_how_many_days_are_left(page) -> None:
    text = page("profile", who="CB016", date="2026-03-01").text
    assert "Ngày 01/03/2026, Mai Thị Quỳnh (CB016), xét theo nhóm" in text
    assert "Đang chờ giấy tờ cho 2 năm CSTĐCS: CSTĐCS 2025" in text
    assert "còn 121 ngày: 1 BK tỉnh năm 2025, chậm nhất 30/06/2026" in text


def test_the_list_of_work_says_who_has_moved_and_by_what(page) -> None:
    text = page("work", date="2025-12-31").text
    assert "Đã thay đổi gì" in text
    assert "Chờ bổ sung hồ sơ → Đủ điều kiện" in text
    assert "III.2.a" in text  # attested on 22/12/2025


def test_a_measure_can_be_ended_in_a_scenario(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        (number, measure), *_ = [
            (n, r) for n, r in rows(store.cursor(), "discipline").items() if not r["revoked"]
        ]  # fmt: skip
        who = rows(store.cursor(), "candidate")[measure["candidate_id"]]["code"]
    on = measure["from_on"].replace(day=28).isoformat()
    shown = page("scenario", db=sample_copy, who=str(who), date=on)
    app = shown.app
    app.session_state["kb.popover.new"] = True
    app.run()
    app.text_input(key="kb.name").set_value("Hết kỷ luật").run()
    app.button(key="kb.new").click().run()
    app.session_state["kb.popover.one"] = True
    app.run()
    app.selectbox(key="kb.do").set_value("end").run()
    app.selectbox(key="kb.record.end").set_value(number).run()
    app.date_input(key="kb.until").set_value(measure["from_on"]).run()
    app.button(key="kb.add").click().run()
    text = Shown(app).text
    assert not app.exception
    assert f"hết hiệu lực sau ngày {measure['from_on']:%d/%m/%Y}" in text


def test_the_list_of_work_says_what_was_entered_since_i_last_looked(page, sample_copy) -> None:
    def looked() -> str:
        app = page("work", db=sample_copy, date="2025-12-31").app
        app.session_state["browser"] = "b1"
        app.run()
        return Shown(app).text

    assert "Từ lần xem trước" not in looked()  # it never has
    again = looked()
    assert "chưa có mục nhập nào làm đổi tình trạng của ai" in again
    known = known_codes(data.store().cursor()).set_index("code")["candidate_id"]
    whose = {"candidate_id": int(known["CB014"]), "criterion": "III.2.a", "on_date": date(2025, 12, 30)}
    refused = {**whose, "result": "REFUSED", "by_person": "Hội đồng", "evidence": "BB"}
    save(data.store(), [Edit("attestation", refused)], "Chị Lan")
    said = looked()
    assert "Chị Lan" in said.split("Từ lần xem trước")[1]


def test_a_units_profile_says_where_it_came_from(page) -> None:
    text = page("profile", who="NVNN").text
    assert "Hình thành từ Phòng Văn hoá đối ngoại và Kiều bào (sáp nhập, 01/03/2022), tiền thân chính" in text
    assert "P19: Của chính mình, từ ngày thành lập" in text
    assert "Nay là Phòng Người Việt Nam ở nước ngoài" in page("profile", who="VHKB").text


def test_a_models_profile_shows_who_carries_it_and_its_stages(page) -> None:
    shown = page("profile", who="MH01")
    assert "Một cửa thân thiện" in shown.text
    assert "Mô hình không xét theo mục III" in shown.text
    assert "Cải cách hành chính" in shown.text
    assert {"do Văn phòng – Thanh tra thực hiện", "do Phòng Lãnh sự – Biên giới thực hiện"} <= {
        link.proto.label for link in shown.app.get("page_link")
    }
    assert "trong đó 1 mô hình" in page("roadmap").text


def test_periods_stand_beside_each_other_and_a_closed_one_is_only_read(page, sample_copy) -> None:
    text = page("plan", db=sample_copy, way="periods", date="2025-12-31").text
    assert "đã kết thúc 15/01/2021" in text
    assert "Phòng Lãnh sự – Biên giới tập thể Phòng Lãnh sự – Biên giới Công nhận, 18/12/2020 Bồi dưỡng" in text
    assert "Điển hình giai đoạn 2016–2020: Công nhận, 18/12/2020" in page("profile", who="LSBG").text
    old = page("roadmap", db=sample_copy, plan="21-kh-sm", date="2020-12-31", who="LSBG")
    assert "Kế hoạch 21/KH-SM" in old.text
    assert "lộ trình chỉ để xem" in old.text
    assert not [b for b in old.app.button if "Lưu" in (b.label or "")]


def test_a_period_is_closed_and_opened_again_by_name(page, sample_copy) -> None:
    app = page("plan", db=sample_copy, way="periods", date="2026-01-20").app
    app.selectbox(key="period.which").set_value("198-kh-sngv").run()
    assert app.button(key="period.close").disabled
    app.text_input(key="w.author").set_value("Trần Thị Hoa").run()
    app.text_input(key="period.why").set_value("đã tổng kết").run()
    app.button(key="period.close").click().run()
    assert "Kế hoạch đã kết thúc ngày 20/01/2026" in Shown(app).text
    app.button(key="period.open").click().run()
    assert "Kế hoạch đã kết thúc" not in Shown(app).text


def test_the_plan_looked_at_is_part_of_the_view(page, sample_copy) -> None:
    assert "Kế hoạch 198/KH-SNgV" in page("overview", date="2025-12-31").text
    assert "Kế hoạch 21/KH-SM" in page("overview", date="2019-12-31").text  # the one whose period holds the day
    assert "Kế hoạch 21/KH-SM" in page("overview", date="2025-12-31", plan="21-kh-sm").text
    assert "Kế hoạch 198/KH-SNgV" in page("overview", date="2025-12-31", plan="nobody-has-it").text


def test_the_trend_by_unit_counts_a_former_unit_with_the_one_that_took_it_over(page) -> None:
    html = page("overview", date="2025-12-31").html
    row = next(r for r in re.findall(r"<tr>.*?</tr>", html) if "Phòng Người Việt Nam ở nước ngoài" in r and "%" in r)
    cells = [re.sub(r"<[^>]+>", "", c) for c in re.findall(r"<td.*?</td>", row)]
    assert cells[1] != "–"  # in 2021 there was only the former unit


def test_a_question_is_answered_with_the_numbers_of_the_file(page, standing) -> None:
    shown = page("analysis", q="AWARD.unit.kind.n.table.name")
    people = set(standing.assessment.roster["candidate_id"].tolist())
    found = (
        data.store()
        .cursor()
        .execute(
            "SELECT candidate_id FROM fact WHERE kind = 'AWARD' AND state = 'CONFIRMED' AND known_on <= $on"
            " AND year BETWEEN 2021 AND 2025",
            {"on": date.fromisoformat(ON)},
        )
        .fetchall()
    )
    rows = re.findall(r"<tr><td>.*?</tr>", shown.html)
    totals = [int(re.findall(r">(\d+)</td></tr>", row)[0]) for row in rows]
    assert sum(totals) == sum(int(c) in people for (c,) in found) > 0
    assert "Văn phòng" in shown.text


def test_a_question_is_narrowed_by_the_filters(page, standing) -> None:
    whole = page("analysis", q="STATUS.unit.kind.n.table.name")
    unit = str(standing.assessment.roster["unit_code"].iloc[0])
    one = page("analysis", q="STATUS.unit.kind.n.table.name", unit=unit)
    assert len(re.findall("<tr><td>", whole.html)) > len(re.findall("<tr><td>", one.html)) == 1
    n = int((standing.assessment.roster["unit_code"] == unit).sum())
    assert re.search(rf">{n}</td></tr>", one.html)


@pytest.mark.parametrize(
    "q",
    [
        "PROGRESS.unit.year.n.lines.value",
        "STATUS.year.kind.share.bars.name",
        "sai",
        "INITIATIVE.unit.kind.n.heat.value",
    ],
)
def test_every_shape_is_drawn(page, q) -> None:
    assert page("analysis", q=q).app.get("plotly_chart")


def test_what_is_put_on_the_overview_stands_there(page, tmp_path, sample_file) -> None:
    own = tmp_path / "own.duckdb"
    own.write_bytes(sample_file.read_bytes())
    with Store.open(own) as store:
        number = keep_view(store, "Sáng kiến <b>", "", "analysis", {"q": "INITIATIVE.unit.kind.n.bars.value"})
        pin_view(store, number, True)
    shown = page("overview", db=own)
    assert "Sáng kiến &lt;b&gt;" in shown.html
    assert len(shown.app.get("plotly_chart")) == len(page("overview").app.get("plotly_chart")) + 1


def test_a_view_is_kept_under_a_name_and_found_again(page, tmp_path, sample_file) -> None:
    own = tmp_path / "own.duckdb"
    own.write_bytes(sample_file.read_bytes())
    app = page("progress", db=own, track="COT_CAN", status="PENDING").app
    app.session_state["w.views"] = True
    app.run()
    app.text_input(key="views.name").set_value("Cốt cán chờ hồ sơ").run()
    app.text_input(key="w.find").set_value("nguyen").run()
    kept = kept_views(data.store().cursor())
    assert [(v.name, v.page, v.query["track"], v.query["status"]) for v in kept] == [
        ("Cốt cán chờ hồ sơ", "progress", "COT_CAN", "PENDING")
    ]
    other = page("overview", db=own).app
    other.session_state["w.views"] = True
    other.run()
    other.button(key=f"views.go.{kept[0].id}").click().run()
    assert not other.exception
    assert other.query_params["track"] == "COT_CAN"
    assert other.query_params["status"] == "PENDING"
    assert "find" not in other.query_params


def test_candidates_stand_beside_each_other(page, standing) -> None:
    roster = standing.assessment.roster
    two = roster[roster["track"] == "COT_CAN"].head(2)
    shown = page("beside", cung="~".join([*two["code"], "KHONG_CO"]))
    for name in two["name"]:
        assert name in shown.text
    assert "KHONG_CO" in shown.text
    assert shown.html.count('scope="row"') > 10
    assert "Sáng kiến cấp tỉnh" in shown.text
    out = shown.app.button(key=f"beside.out.{two['code'].iloc[0]}").click().run()
    assert out.query_params["cung"] == str(two["code"].iloc[1])


def test_a_unit_beside_a_person_has_what_is_not_asked_of_it_left_out(page, standing) -> None:
    roster = standing.assessment.roster
    codes = [
        roster[roster["track"] == t]["code"].iloc[0] for t in ("TAP_THE", "CHUYEN_MON") if (roster["track"] == t).any()
    ]
    shown = page("beside", cung="~".join(map(str, codes)))
    assert "nhóm này không yêu cầu" in shown.html
    assert "nan" not in shown.text.split()


def test_a_scenario_keeps_its_day_and_a_click_on_a_threshold_tries_it(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        made = Scenario(name="Cuối kỳ", on=date(2025, 12, 31), change=(), needs={"III.1.b.excellent": 2})
        number = add_scenario(store, made, "Văn thư A", "198-kh-sngv")
    shown = page("scenario", db=sample_copy, kb=str(number), date="2025-06-30")
    assert "Kịch bản lập cho ngày 31/12/2025; đang xem ngày 30/06/2025." in shown.text
    assert "của Văn thư A" in shown.text
    app = shown.app.button(key="kb.day.take").click().run()
    assert "Kịch bản lập cho ngày" not in Shown(app).text
    assert scenario(data.store().cursor(), number).scenario.on == date(2025, 6, 30)


def test_what_is_tried_already_is_not_offered_again(page, sample_copy) -> None:
    app = page("scenario", db=sample_copy, who="CB005").app
    offered = [b.label for b in app.button].count("Thử phương án này")
    next(b for b in app.button if b.label == "Thử phương án này").click().run()
    assert [b.label for b in app.button].count("Thêm phương án này vào kịch bản") == offered - 1
    near = re.findall(r'dh-item"><b>(.*?)</b>', Shown(app).html)
    assert "Lương Trọng Phúc" not in near


def test_the_rules_tried_stand_in_the_address(page) -> None:
    shown = page("scenario", way="rules", thu="III.1.b.excellent=5~P4=any_ministry")
    assert shown.app.slider[0].value == 5
    assert "đang thử: 5" in shown.text
    shown.app.slider[0].set_value(2).run()
    assert shown.app.query_params["thu"].startswith("III.1.b.excellent=2")


def test_scenarios_beside_each_other_have_all_their_columns(page, sample_copy) -> None:
    with Store.open(sample_copy) as store:
        first, second = (
            add_scenario(store, Scenario(name=f"Thử {n}", on=date(2025, 12, n), needs={"III.1.b.excellent": n}), "An",
                         "198-kh-sngv")
            for n in (1, 5)
        )  # fmt: skip
    text = page("scenario", db=sample_copy, kb=str(first), voi=str(second)).text
    assert re.search(r"Thử 5 An 05/12/2025 1 \d+ \d+ \d+ \d+", text)
    assert "Mất điều kiện" in text


def test_columns_are_chosen_and_ordered_in_the_address(page) -> None:
    grids = page("progress", track="COT_CAN", cot="unit~III.2.c3~status~none").grids
    assert [list(g.columns[:-1]) for g in grids] == [
        ["Họ tên, tập thể", "Đơn vị", "3 lần CSTĐCS (III.2.c3)", "Tình trạng"]
    ]
    whole = page("progress", track="COT_CAN").app
    whole.session_state["w.cot.box"] = True
    whole.run()
    whole.multiselect(key="w.cot").set_value(["code", "progress"]).run()
    assert whole.query_params["cot"] == "code~progress"
    assert list(Shown(whole).grids[0].columns[:-1]) == ["Họ tên, tập thể", "Mã", "Tiến độ"]


def test_the_presenter_jumps_and_concludes_while_the_screen_stays(page, opened_meeting) -> None:
    db, number = opened_meeting
    app = page("projector", db=db, hop=str(number), vai="dieu-hanh", man="bia").app
    app.selectbox(key="stage.jump").set_value("ung-vien.CB005").run()
    assert app.query_params["man"] == "ung-vien.CB005"
    app.session_state["stage.conclude"] = True
    app.run()
    app.session_state["hop.result.stage.CB005.0"] = "BO_SUNG"
    app.run()
    app.text_input(key="hop.what.stage.CB005.0").set_value("Quyết định CSTĐCS 2025").run()
    app.button(key="stage.conclude.keep").click().run()
    assert not app.exception
    said = conclusions(data.store().cursor(), number)["CB005"]
    assert (said.result, said.what) == ("BO_SUNG", "Quyết định CSTĐCS 2025")
    assert app.query_params["man"] == "ung-vien.CB005"


def test_a_candidate_on_the_screen_says_how_it_stood_before_and_on_what_each_criterion_rests(
    page, opened_meeting
) -> None:
    db, number = opened_meeting
    text = page("projector", db=db, hop=str(number), man="ung-vien.CB005").text
    assert re.search(r"Lần xét trước \(31/12/202\d\): . [\w ]+, \d+%", text)
    assert re.search(r"3 lần CSTĐCS III.2.c3 · 2022, 2023; 2025 chờ 2\+1/3", text)
    closing = page("projector", db=db, hop=str(number), man="sap-khep").text
    assert "Sắp hết hạn" in closing


def test_the_gallery_tells_of_exemplars_and_says_what_is_untold(page) -> None:
    shown = page("gallery")
    assert "Hồ sơ lãnh sự xong trong ngày" in shown.text
    assert "đã tuyên truyền 2 lần" in shown.text
    assert "chưa tuyên truyền" in shown.text
    one = page("gallery", who="LSBG")
    assert "Cách làm hay để nơi khác làm theo" in one.text
    assert "Cổng thông tin điện tử của Sở (mẫu)" in one.text
    early = page("gallery", who="LSBG", date="2023-12-31").text
    assert "Cổng thông tin điện tử của Sở (mẫu)" not in early  # told later
    assert "Chưa có điển hình" in page("gallery", date="2020-01-31").text or "Phòng" in page("gallery").text


def test_the_wall_runs_by_itself_and_can_be_held(page) -> None:
    shown = page("gallery", way="wall")
    assert shown.html.count("<section style=") == 4
    assert "dh-still" not in shown.html.split('<main class="dh-wall')[1][:40]
    app = shown.app.toggle(key="gallery.paused").set_value(True).run()
    assert 'class="dh-wall dh-still"' in Shown(app).html
    app.button(key="gallery.back").click().run()
    assert "Gương điển hình" in Shown(app).text


@pytest.mark.parametrize(("size", "shape"), [("A4", (210, 297)), ("A3", (297, 420)), ("SLIDE", (338.67, 190.5))])
def test_a_poster_says_what_the_story_says(size, shape) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "#0F7A6B").save(picture, "PNG")
    said = Poster(
        "Sở A", "Gương", "Phòng B", "Tập thể", "Một câu", (("Cách làm", "Làm " * 200),), "Kế hoạch", picture.getvalue()
    )
    made = Presentation(io.BytesIO(poster(said, size)))
    assert (round(made.slide_width.mm, 1), round(made.slide_height.mm, 1)) == tuple(round(x, 1) for x in shape)
    (slide,) = made.slides
    text = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert all(x in text for x in ("SỞ A", "Phòng B", "Một câu", "Làm Làm"))
    assert any(s.shape_type == 13 for s in slide.shapes)  # the picture
    for s in slide.shapes:
        assert s.left + s.width <= made.slide_width + 2
        assert s.top + s.height <= made.slide_height + 2


def test_a_story_is_written_on_the_roadmap_and_told(page, sample_copy) -> None:
    app = page("roadmap", db=sample_copy, who="CB014", what="story").app
    app.text_input(key="w.author").set_value("Hoa").run()
    place = "CB014|/story/new"
    app.text_input(key=f"f|{place}|headline").set_value("Chuyện tuyên truyền viên").run()
    app.text_area(key=f"f|{place}|practice").set_value("Dòng một\nDòng hai").run()
    app.button(key=f"save|{place}").click().run()
    assert "Đã lưu" in " ".join(s.value for s in app.success)
    said = page("gallery", db=sample_copy, who="CB014")
    assert "Chuyện tuyên truyền viên" in said.text
    assert "Dòng một<br>Dòng hai" in said.html


def test_a_poster_made_is_not_given_for_another_story(page) -> None:
    def keys(on: str) -> set[str]:
        app = page("gallery", who="LSBG", date=on).app
        return {str(b.key) for b in app.button if str(b.key).startswith("gallery.A4")}

    then, now = keys("2025-12-31"), keys(ON)  # recognised meanwhile: the poster says so
    assert not then & now
    assert then == keys("2025-12-31")


IN_PERIOD = "2025-12-31"


def test_each_unit_is_told_what_it_registered_for_and_what_came_of_it(page) -> None:
    shown = page("year", date=IN_PERIOD)
    rows = [r for r in shown.html.split("<tr>") if "Tất cả" in r]
    assert '<td class="dh-num">3</td>' in rows[-1]
    (frame,) = [f.value for f in shown.app.dataframe]
    said = dict(zip(frame["Mã"], frame["Hồ sơ đang ở đâu"], strict=False))
    assert said["CB014"] == "bị trả lại (10/12/2025): Thiếu giấy công nhận sáng kiến"
    assert said["HTQT"] == "đã đạt: quyết định 155/QĐ-SM (26/12/2025)"


def test_the_roll_of_honour_names_the_decision_and_the_reward(page) -> None:
    shown = page("year", date=IN_PERIOD, way="bang-vang")
    assert "TTLĐXS · 4" in shown.text
    assert "155/QĐ-SM, 26/12/2025" in shown.text
    assert "3.510.000" in shown.text  # 1,5 × 2.340.000
    assert "BK UBND tỉnh" not in shown.text  # decided in August 2026


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_forms_are_shown_and_given(page, lang) -> None:
    shown = page("year", date=IN_PERIOD, way="bieu", lang=lang)
    assert ("Biểu 0603: cấp bộ, tỉnh" if lang == "vi" else "Form 0603: ministry and province") in shown.text
    (button,) = [b for b in shown.app.get("download_button") if "Excel" in b.proto.label or "workbook" in b.proto.label]
    assert button.proto.label
    assert ("Những gì chưa xác định được · 45" if lang == "vi" else "What could not be told · 45") in shown.text


def test_a_year_of_which_nothing_is_known_says_so(page) -> None:
    assert "Năm 2031 chưa có đăng ký" in page("year", date="2031-08-01").text
