"""What time it is at the office: its day is "today", whatever the server's clock or the container's zone says."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SETTING, DEFAULT = "DIENHINH_TIMEZONE", "Asia/Ho_Chi_Minh"


@cache
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone(timedelta(hours=7))  # no such zone, or a Windows without time zones: Việt Nam has one time


def zone() -> tzinfo:
    """The office's time zone: the setting ``DIENHINH_TIMEZONE``, Việt Nam's while it is not set or not known."""
    return _zone(os.environ.get(SETTING) or DEFAULT)


def now() -> datetime:
    """This moment, aware, in the office's time."""
    return datetime.now(zone())


def today() -> date:
    """The office's day."""
    return now().date()


def end_of(day: date) -> datetime:
    """The moment at which the office's ``day`` ends, aware: the first of the next."""
    return datetime.combine(day + timedelta(days=1), time.min, zone())


def local(moment: datetime) -> datetime:
    """An aware moment in the office's time."""
    return moment.astimezone(zone())
