"""The office's day is the same wherever the server stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dienhinh import clock


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (None, date(2026, 1, 1)),
        ("Asia/Ho_Chi_Minh", date(2026, 1, 1)),
        ("no/such zone", date(2026, 1, 1)),
        ("UTC", date(2025, 12, 31)),
    ],
)
def test_today_is_the_offices_day(zone, day, monkeypatch) -> None:
    """At 18:00 UTC on the last day of a year it is the next year in Hà Tĩnh."""

    class At(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 12, 31, 18, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", At)
    monkeypatch.delenv(clock.SETTING, raising=False)
    if zone:
        monkeypatch.setenv(clock.SETTING, zone)
    assert clock.today() == day
    assert clock.now().utcoffset() is not None


def test_nobody_asks_the_servers_clock_for_today() -> None:
    from pathlib import Path

    root = Path(__file__).parents[1]
    sources = [root / "app.py", *(root / "pages").glob("*.py"), *(root / "dienhinh").rglob("*.py")]
    asked = [p.name for p in sources if "date.today()" in (t := p.read_text(encoding="utf-8")) or "datetime.now()" in t]
    assert asked == []
