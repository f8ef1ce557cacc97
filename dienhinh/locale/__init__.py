"""Words, numbers, dates and names in the reader's convention: Vietnamese first, English on demand.

Message ids are English sentences; ``vi/dienhinh.po`` holds the Vietnamese ones (gettext's format, read by Babel).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from dienhinh.kinds.sentence import Sentence

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"
MOST_SHOWN = 1e15
_NUMBERS = {"vi": "vi_VN", "en": "en_GB"}


def po_path(lang: str) -> Path:
    return Path(__file__).parent / lang / "dienhinh.po"


@cache
def messages(lang: str) -> dict[str, str]:
    """Id → text of one language; English needs none, its ids are its texts."""
    if lang == "en":
        return {}
    with open(po_path(lang), "rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


class Words:
    """One reader's language: ``t`` for texts, ``number``, ``percent``, ``date`` for values."""

    def __init__(self, lang: str = DEFAULT) -> None:
        self.lang = lang if lang in LANGUAGES else DEFAULT
        self._messages = messages(self.lang)

    def t(self, message: str, **params: object) -> str:
        """The text for an id, its ``{names}`` filled in: dates and numbers as the reader writes them."""
        shown = {name: self._value(value) for name, value in params.items()}
        return self._messages.get(message, message).format(**shown)

    def _value(self, value: object) -> object:
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, float):
            return self.number(value)
        if isinstance(value, Sentence):
            return self.t(value.id, **value.params)
        return value

    def number(self, value: float, decimals: int = 1) -> str:
        """``1.234,5`` in Vietnamese, ``1,234.5`` in English.

        >>> Words("vi").number(1234.5)
        '1.234,5'
        """
        if not abs(value) < MOST_SHOWN:  # a workbook's cell may hold anything; no decimal has so many digits
            return f"{value:g}"
        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        return format_decimal(value, pattern, locale=_NUMBERS[self.lang])

    def percent(self, share: float) -> str:
        """A share as whole per cent, never rounded up to 100 nor down to 0.

        >>> Words("en").percent(0.999)
        '99%'
        """
        whole = round(share * 100)
        whole = 99 if whole == 100 and share < 1 else 1 if whole == 0 and share > 0 else whole
        return format_percent(whole / 100, "#,##0%", locale=_NUMBERS[self.lang])

    def date(self, value: date | None) -> str:
        """``dd/mm/yyyy`` in both languages; a dash for none."""
        return "–" if value is None else f"{value:%d/%m/%Y}"

    def list(self, items: Iterable[str]) -> str:
        return ", ".join(items)
