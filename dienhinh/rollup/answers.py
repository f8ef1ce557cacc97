"""The rare questions of the count (``counting.query.Rare``), answered beforehand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date


class Answers:
    """The rare questions, answered from what an office has sent, or by the cluster's driver."""

    def __init__(self, longest: Collection[int], latest: Sequence[tuple[int, str, str]]) -> None:
        self._longest, self._latest = longest, latest

    def led_longest(self, on: date) -> Collection[int]:
        return self._longest

    def latest(self, on: date, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        return list(self._latest)
