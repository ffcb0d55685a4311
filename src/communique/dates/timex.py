"""TIMEX3 values as intervals of days: what "2021-07", "196", "1998-W31" or "1914-WI" cover, and arithmetic on them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from communique.records import Precision

__all__ = ["Interval", "add", "interval", "of_unit", "third"]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_PART = re.compile(r"(?:FY)?(\d{4})(?:-(Q[1-4]|H[12]|SP|SU|FA|WI))?$")
_DECADE = re.compile(r"(\d{3})$")
_CENTURY = re.compile(r"(\d{2})$")
# First month of each part of a year and how many months it lasts; northern seasons, winter named by its December.
_PARTS = {
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
}  # fmt: skip


class Interval(NamedTuple):
    """Inclusive days and how fine they are."""

    start: dt.date
    end: dt.date
    precision: Precision


def _months(year: int, month: int, count: int, precision: Precision) -> Interval:
    start = dt.date(year, month, 1)
    return Interval(start, add(start, "month", count) - dt.timedelta(days=1), precision)


def interval(value: str) -> Interval | None:
    """The days that a TIMEX3 value covers; `None` for durations, sets, vague references and impossible dates."""
    try:
        if match := _DAY.match(value):
            day = dt.date(int(match[1]), int(match[2]), int(match[3]))
            return Interval(day, day, "day")
        if match := _WEEK.match(value):
            monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            first = monday + dt.timedelta(days=5 if match[3] else 0)
            return Interval(first, monday + dt.timedelta(days=6), "interval" if match[3] else "week")
        if match := _MONTH.match(value):
            return _months(int(match[1]), int(match[2]), 1, "month")
        if match := _PART.match(value):
            if not match[2]:
                return _months(int(match[1]), 1, 12, "year")
            month, count = _PARTS[match[2]]
            return _months(int(match[1]), month, count, "quarter" if match[2][0] == "Q" else "interval")
        if match := _DECADE.match(value):
            return _months(int(match[1]) * 10, 1, 120, "decade")
        if match := _CENTURY.match(value):
            return _months(int(match[1]) * 100 or 1, 1, 1200, "interval")
    except (ValueError, OverflowError):
        return None
    return None


def add(day: dt.date, unit: str, count: int) -> dt.date:
    """`day` moved by `count` units; the 31st falls back to the month's last day. Raises ValueError out of range."""
    if unit in {"day", "week"}:
        try:
            return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
        except OverflowError:
            raise ValueError(f"date out of range: {day} + {count} {unit}") from None
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"date out of range: {day} + {count} {unit}")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def of_unit(day: dt.date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month, quarter, year, decade or century that holds `day`."""
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return {
        "day": f"{day.year:04}-{day.month:02}-{day.day:02}",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }[unit]


def third(whole: Interval, part: str) -> Interval:
    """The early, middle or late third of an interval, or a half; `part` is START, MID, END, FIRST or SECOND."""
    days = (whole.end - whole.start).days + 1
    if part in {"FIRST", "SECOND"}:
        middle = whole.start + dt.timedelta(days=days // 2)
        if part == "FIRST":
            return Interval(whole.start, middle - dt.timedelta(days=1), "interval")
        return Interval(middle, whole.end, "interval")
    if days < 3:
        return whole
    cut = days // 3
    first = whole.start + dt.timedelta(days={"START": 0, "MID": cut, "END": days - cut}[part])
    last = whole.end if part == "END" else whole.start + dt.timedelta(days=cut * (1 if part == "START" else 2) - 1)
    return Interval(first, last, "interval")
