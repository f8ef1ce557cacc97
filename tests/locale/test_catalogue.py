"""The Vietnamese catalogue holds every sentence, with the same blanks to fill in, and none that nobody says."""

from __future__ import annotations

import string
from datetime import date
from functools import cache

import pytest
from babel.messages.pofile import read_po

from dienhinh.locale import Words, po_path
from dienhinh.locale.fold import fold
from tests.locale.messages import message_ids


@cache
def catalogue() -> dict[str, str]:
    with po_path("vi").open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_is_translated() -> None:
    assert [i for i in message_ids() if not catalogue().get(i)] == []


def test_no_translation_is_left_over() -> None:
    assert sorted(set(catalogue()) - set(message_ids())) == []


def test_translations_have_the_same_blanks() -> None:
    assert [i for i, s in catalogue().items() if blanks(i) != blanks(s)] == []


@pytest.mark.parametrize(
    ("lang", "number", "percent", "day"),
    [("vi", "1.234,5", "99%", "05/03/2022"), ("en", "1,234.5", "99%", "05/03/2022")],
)
def test_numbers_and_dates_in_the_readers_convention(lang, number, percent, day) -> None:
    words = Words(lang)
    assert (words.number(1234.5), words.percent(0.999), words.date(date(2022, 3, 5))) == (number, percent, day)
    assert words.percent(0.001) == "1%"
    assert words.percent(1) == "100%"


def test_an_unknown_language_is_vietnamese() -> None:
    assert Words("xx").t("Eligible") == "Đủ điều kiện"


def test_folding_finds_names_typed_without_diacritics() -> None:
    assert fold("Đặng Thị Hạnh") == "dang thi hanh"
    assert fold("Ðặng") == "dang"  # the Icelandic letter that looks alike


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("value", [1e300, -1e300, 1e15, float("nan"), float("inf"), -float("inf"), 1e-300, 0.0])
def test_any_number_that_a_cell_can_hold_is_shown(lang, value) -> None:
    assert Words(lang).t("“{value}” is not a year.", value=value)
