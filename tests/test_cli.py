"""The command line that others script against: exit codes, output, JSON keys."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from dienhinh.cli import commands_of, main, parser
from dienhinh.criteria import STATUSES
from dienhinh.store import Store, everything

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run(capsys):
    def go(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as error:
            code = int(error.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.fixture
def good(workbook) -> Path:
    return workbook(
        {
            "Đơn vị": [["Mã đơn vị", "Tên đơn vị"], ["VP", "Văn phòng"]],
            "Cá nhân": [
                ["Mã", "Họ và tên", "Mã đơn vị", "Lãnh đạo", "Từ ngày"],
                ["CB1", "Nguyễn Văn An", "VP", "Không", date(2015, 1, 1)],
            ],
            "Khen thưởng": [
                ["Mã", "Năm thành tích", "Danh hiệu, hình thức", "Số quyết định", "Ngày quyết định"],
                ["CB1", 2022, "CSTĐCS", "1", date(2022, 12, 20)],
            ],
        }
    )


def test_init_import_assess(run, good, tmp_path) -> None:
    db = tmp_path / "f.duckdb"
    assert run("init", "--db", db)[0] == 0
    assert run("import", good, "--db", db, "--dry-run")[0] == 0
    assert json.loads(run("assess", "--db", db, "--format", "json")[1]) == []
    assert run("import", good, "--db", db)[0] == 0
    code, out, _ = run("assess", "--db", db, "--date", "2023-01-31", "--format", "json")
    assert code == 0
    people = {one["code"]: one for one in json.loads(out)}
    assert set(people) == {"VP", "CB1"}
    one = people["CB1"]
    assert {"code", "name", "kind", "track", "status", "progress", "criteria", "routes"} <= set(one)
    assert (one["name"], one["kind"], one["track"], one["status"]) == (
        "Nguyễn Văn An",
        "INDIVIDUAL",
        "CHUYEN_MON",
        "ON_TRACK",
    )
    leaves = {leaf["id"]: leaf for leaf in one["criteria"]}
    assert {"id", "have", "pending", "attainable", "need", "met"} <= set(leaves["III.2.d2"])
    fighter = leaves["III.2.d2"]
    assert (fighter["have"], fighter["pending"], fighter["attainable"], fighter["need"], fighter["met"]) == (
        1,
        0,
        3,
        2,
        False,
    )
    routes = {r["id"]: r for r in one["routes"]}
    assert set(routes) == {"III.2.d1", "III.2.d2"}
    assert routes["III.2.d2"]["earliest_year"] == 2023
    # II.2, III.2.a and III.2.b to be attested are papers; a further year as fighter is a result
    assert (routes["III.2.d2"]["papers"], routes["III.2.d2"]["results"]) == (3, 1)
    missing = {m["id"]: (m["papers"], m["results"]) for m in routes["III.2.d2"]["missing"]}
    assert missing == {"II.2.attested": (1, 0), "III.2.a": (1, 0), "III.2.b": (1, 0), "III.2.d2": (0, 1)}


def test_import_of_a_file_with_errors(run, good, workbook, tmp_path) -> None:
    db = tmp_path / "f.duckdb"
    run("init", "--db", db)
    run("import", good, "--db", db)
    bad = workbook(
        {"Xếp loại": [["Mã", "Năm", "Xếp loại"], ["CB1", 2021, "HTTNV"], ["CB7", 2021, "HTTNV"]]}, "loi.xlsx"
    )
    code, out, _ = run("import", bad, "--db", db)
    assert code == 1
    line = out.splitlines()[0]
    assert "Xếp loại" in line
    assert "3" in line
    assert "Mã" in line
    assert "CB7" in line
    code, out, _ = run("import", bad, "--db", db, "--good-rows")
    assert code == 0
    assert (tmp_path / "loi-dong-loi.xlsx").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["assess", "--db", "none.duckdb"],
        ["assess", "--db", "none.duckdb", "--date", "31/12/2025"],
        ["import", "x.xlsx", "--db", "none.duckdb"],
        ["fly"],
    ],
)
def test_usage_is_two(run, arguments, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*arguments)
    assert code == 2
    assert err.strip()
    assert list(tmp_path.iterdir()) == []  # no file appeared


def test_a_workbook_that_is_none(run, tmp_path) -> None:
    db = tmp_path / "f.duckdb"
    run("init", "--db", db)
    (tmp_path / "x.xlsx").write_bytes(b"hello")
    code, out, _ = run("import", tmp_path / "x.xlsx", "--db", db)
    assert code == 1
    assert "x.xlsx" in out


def test_formats(run, sample_copy) -> None:
    code, out, _ = run("assess", "--db", sample_copy, "--date", "2026-11-24", "--format", "csv")
    table = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(table) > 40
    assert {row["status"] for row in table} <= set(STATUSES)
    as_json = json.loads(run("assess", "--db", sample_copy, "--date", "2026-11-24", "--format", "json")[1])
    assert [r["code"] for r in table] == [r["code"] for r in as_json]
    text = run("assess", "--db", sample_copy, "--date", "2026-11-24")[1]
    assert "Đủ điều kiện" in text
    assert "24/11/2026" in text


def test_another_plan_can_be_judged_by(run, sample_copy, tmp_path) -> None:
    other = ROOT / "tests" / "plans" / "mau-12.toml"
    code, out, _ = run("assess", "--db", sample_copy, "--plan", other, "--format", "json")
    assert code == 0
    assert {r["track"] for r in json.loads(out)} == {"NGUOI"}
    broken = tmp_path / "p.toml"
    broken.write_text("id = 1\n", encoding="utf-8")
    code, _, err = run("assess", "--db", sample_copy, "--plan", broken)
    assert code == 2
    assert "p.toml:" in err


def test_init_leaves_an_existing_file_as_it_is(run, sample_copy) -> None:
    before = sample_copy.read_bytes()
    assert run("init", "--db", sample_copy)[0] == 0
    assert run("init", "--db", sample_copy, "--sample")[0] == 0
    assert sample_copy.read_bytes() == before


def test_an_interrupted_init_recovers(run, tmp_path) -> None:
    db = tmp_path / "f.duckdb"
    db.with_name("f.duckdb.building").write_bytes(b"half")
    db.with_name("f.duckdb.building.mark").write_text("half")
    assert run("init", "--db", db, "--sample")[0] == 0
    assert len(json.loads(run("assess", "--db", db, "--format", "json")[1])) > 40
    assert sorted(p.name for p in tmp_path.iterdir()) == ["f.duckdb", "f.duckdb.mark"]


def test_a_file_open_elsewhere_is_said(run, sample_copy) -> None:
    code = (
        f"from dienhinh.store import Store\nimport sys\nwith Store.open(r'{sample_copy}'):\n print('open',"
        " flush=True)\n sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline().strip() == "open"
        code, _, err = run("assess", "--db", sample_copy)
        other.stdin.close()
    assert code == 2
    assert sample_copy.name in err


def test_template(run, tmp_path) -> None:
    assert run("template", tmp_path / "t.xlsx")[0] == 0
    assert (tmp_path / "t.xlsx").stat().st_size > 5000
    assert run("template", tmp_path / "none" / "t.xlsx")[0] == 2


def test_the_documented_help_is_the_programs() -> None:
    """docs/cli.md is made from the parser (python docs/make_cli.py); it must not fall behind."""
    sections = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8").split("\n## ")
    text = {s.split("\n")[0].strip("`"): " ".join(s.split()) for s in sections}
    for name, command in commands_of(parser()).items():
        for action in command._actions:
            for said in (*action.option_strings, action.help or ""):
                assert " ".join(said.split()) in text[name], (name, said)


def test_export_backup_and_restore(run, sample_copy, tmp_path, good) -> None:
    assert run("export", tmp_path / "x.xlsx", "--db", sample_copy)[0] == 0
    copy = tmp_path / "sao.duckdb"
    assert run("backup", copy, "--db", sample_copy)[0] == 0
    assert run("backup", "--db", sample_copy)[0] == 0  # a name of its own
    assert run("import", good, "--db", sample_copy)[0] == 0  # takes another one first
    assert len(list((tmp_path / "backups").glob("*.duckdb"))) == 2
    code, _, err = run("restore", copy, "--db", sample_copy)
    assert code == 2
    assert "--force" in err
    assert run("restore", copy, "--db", sample_copy, "--force")[0] == 0
    assert "CB1" not in {p["code"] for p in json.loads(run("assess", "--db", sample_copy, "--format", "json")[1])}


def scenario_in_docs(tmp_path: Path) -> Path:
    text = (ROOT / "docs" / "scenario.md").read_text(encoding="utf-8")
    path = tmp_path / "kb.toml"
    path.write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    return path


def test_whatif_runs_the_documented_scenario_and_leaves_the_data_alone(sample_copy, tmp_path, capsys) -> None:
    with Store.open(sample_copy) as store:
        before = (store.revision, everything(store.cursor()))
    file = str(scenario_in_docs(tmp_path))
    common = [file, "--db", str(sample_copy), "--date", "2026-11-24"]
    assert main(["whatif", *common, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["official"] is False
    assert found["counts"]["ELIGIBLE"] == [8, 12]
    by_code = {f["code"]: f for f in found["flips"]}
    assert by_code["CB003"]["status"] == ["ELIGIBLE", "OUT_OF_REACH"]
    assert [c["do"] for c in by_code["CB003"]["by"]] == ["withdraw"]
    assert main(["whatif", *common]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("KỊCH BẢN, không chính thức: Giấy tờ về đủ")
    assert "Đủ điều kiện: 8 → 12" in printed
    assert main(["whatif", *common, "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith("code,name,status,progress,by")
    with Store.open(sample_copy) as store:
        assert (store.revision, everything(store.cursor())) == before


def test_whatif_answers_a_bad_scenario_with_the_place(sample_copy, tmp_path, capsys) -> None:
    path = tmp_path / "kb.toml"
    path.write_text('name = "x"\n[[change]]\ndo = "add"\nwho = "A"\nkind = "AWARD"\ncode = "LDTT"\n', encoding="utf-8")
    assert main(["whatif", str(path), "--db", str(sample_copy)]) == 2
    assert "kb.toml, thay đổi thứ 1" in capsys.readouterr().err
    assert main(["whatif", str(tmp_path / "khong.toml"), "--db", str(sample_copy)]) == 2


def test_quality_prints_every_finding_with_how_many_verdicts_hang_on_it(sample_file, capsys) -> None:
    assert main(["quality", "--db", str(sample_file), "--date", "2026-11-24", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert all(set(f) == {"kind", "code", "text", "verdicts"} for f in found)
    assert [f["verdicts"] for f in found] == sorted((f["verdicts"] for f in found), reverse=True)
    assert main(["quality", "--db", str(sample_file), "--date", "2026-11-24", "--lang", "vi"]) == 0
    assert found[0]["text"] in capsys.readouterr().out


def test_a_changed_paper_is_told_by_its_fingerprint(sample_file, tmp_path, capsys) -> None:
    out = tmp_path / "ds.docx"
    assert main(["report", "trich-ngang", "--db", str(sample_file), "--date", "2026-11-24", "-o", str(out)]) == 0
    mark = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", capsys.readouterr().out).group()
    assert main(["check-paper", str(out)]) == 0
    made = Document(str(out))
    assert mark in made.sections[0].footer.paragraphs[0].text
    made.paragraphs[0].add_run("x")
    made.save(str(out))
    assert main(["check-paper", str(out)]) == 1


def test_a_scenarios_paper_and_a_paper_that_no_record_carries(sample_file, tmp_path, capsys) -> None:
    scenario = tmp_path / "kb.toml"
    change = 'do = "resolve"\nwho = "CB005"\nkind = "AWARD"\ncode = "CSTDCS"\nyear = 2025\n'
    scenario.write_text(f'name = "Giấy tờ về"\n[[change]]\n{change}', encoding="utf-8")
    out = tmp_path / "kb.docx"
    paper = ["report", "trich-ngang", "--db", str(sample_file), "--date", "2026-11-24", "-o", str(out)]
    assert main([*paper, "--scenario", str(scenario)]) == 0
    assert "KỊCH BẢN, không chính thức: Giấy tờ về" in Document(str(out)).sections[0].header.paragraphs[1].text
    assert main(["report", "bien-ban", "--db", str(sample_file), "-o", str(tmp_path / "bb.docx")]) == 2
    assert not (tmp_path / "bb.docx").exists()


def test_goals_prints_every_set_with_its_day_and_tries_out(run, good, tmp_path) -> None:
    db = tmp_path / "f.duckdb"
    run("init", "--db", db)
    run("import", good, "--db", db)
    code, out, _ = run("goals", "CB1", "--db", db, "--date", "2023-01-31", "--format", "json")
    assert code == 0
    said = json.loads(out)
    assert (said["code"], said["status"], said["out_of_reach"]) == ("CB1", "ON_TRACK", None)
    assert said["sets"]
    assert all({"changes", "earliest", "papers", "results"} <= set(s) for s in said["sets"])
    first = said["sets"][0]
    assert len(first["changes"]) == first["papers"] + first["results"]
    lines = ['name = "x"']
    for change in first["changes"]:
        lines += ["[[change]]"] + [
            f"{k} = {v if k == 'year' or k.endswith('_on') else json.dumps(v)}" for k, v in change.items()
        ]
    scenario = tmp_path / "x.toml"
    scenario.write_text("\n".join(lines), encoding="utf-8")
    _, out, _ = run("whatif", scenario, "--db", db, "--date", "2023-01-31", "--format", "json")
    assert [f["status"][1] for f in json.loads(out)["flips"] if f["code"] == "CB1"] == ["ELIGIBLE"]
    code, out, _ = run("goals", "cb1", "--db", db, "--date", "2023-01-31", "--lang", "en")
    assert (code, "papers" in out) == (0, True)
    code, _, err = run("goals", "CB9", "--db", db, "--date", "2023-01-31")
    assert (code, "CB9" in err) == (2, True)
    code, out, _ = run("goals", "CB1", "--db", db, "--date", "2027-01-31", "--format", "json")
    assert (json.loads(out)["sets"], bool(json.loads(out)["out_of_reach"])) == ([], True)
