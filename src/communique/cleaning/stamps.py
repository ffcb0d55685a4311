"""Date stamps as outlets print them: to a day, a month or a year, in their own time zone; impossible ones refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from communique import tables
from communique.records import Basis, When

__all__ = ["MONTHS", "STAMP", "from_url", "of_wire", "read", "shown"]

MONTHS = {
    name: number
    for row in tables.load("month_names")
    for number, names in enumerate(row["months"].split("|"), 1)
    for name in names.split(",")
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = r"(?P<iy>(?:1[89]|20)\d\d)[-/.](?P<im>\d{1,2})(?:[-/.](?P<id>\d{1,2}))?(?!\d)"
_COMPACT = r"(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\d)"
_MDY = rf"(?P<am>{_MONTH})\b\.?\s+(?P<ad>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:at\s+)?(?P<ay>(?:1[89]|20)\d\d)\b"
_DMY = (
    rf"(?P<bd>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?(?:\s+(?:of|de))?[\s-]+(?P<bm>{_MONTH})\b\.?,?(?:\s+(?:de|del))?"
    r"[\s-]+(?P<by>(?:1[89]|20)\d\d)\b"
)
_CJK = r"(?P<ky>(?:19|20)\d\d)\s?[年년]\s?(?P<km>\d{1,2})\s?[月월](?:\s?(?P<kd>\d{1,2})\s?[日일号])?"
_MY = rf"(?P<em>{_MONTH})\b\.?,?\s+(?P<ey>(?:1[89]|20)\d\d)\b"
_NUMERIC = r"(?P<na>\d{1,2})(?P<ns>[./-])(?P<nb>\d{1,2})(?P=ns)(?P<ny>(?:19|20)\d\d)\b"
STAMP = re.compile(rf"(?<![\w/-])(?:{_ISO}|{_COMPACT}|{_MDY}|{_DMY}|{_CJK}|{_MY}|{_NUMERIC})", re.IGNORECASE)
_CLOCK = re.compile(
    r"^[T ,]{0,3}(?:at )?(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)\b|"
    r"^[T ]\d\d:\d\d:\d\d(?:\.\d+)?(Z)"
)
# How wires and monitoring services stamp: "1418 170594 GMT", "in English 1436 GMT 7 Jun 78".
_WIRE = re.compile(
    r"\b[0-2]\d[0-5]\d (?P<wd>[0-3]\d)(?P<wm>[01]\d)(?P<wy>\d\d) GMT\b|"
    rf"\b[0-2]\d[0-5]\d ?GMT,? (?P<gd>\d{{1,2}}) (?P<gm>{_MONTH})\.?,? (?P<gy>(?:19|20)?\d\d)\b",
    re.IGNORECASE,
)
_URL = re.compile(
    rf"(?<=[/_-])(?:(?P<y>(?:19|20)\d\d)(?P<s>[/_-])(?P<m>1[0-2]|0?[1-9]|{_MONTH})(?:(?P=s)(?P<d>[12]\d|3[01]|0?[1-9]))?|"
    r"(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01]))(?=[/_.?-]|$)"
)
_SHOWN_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)(?!\d)")
# The press is older than this, its pages in anybody's archive hardly; an earlier "date" is a misread number.
_FIRST = dt.date(1690, 1, 1)
# A stamp may run ahead of the reader's clock by a time zone, no more.
_AHEAD = dt.timedelta(days=1)


def read(text: str, basis: Basis = "metadata", zone: str = "") -> When | None:
    """The first date stamp in `text`; `None` where there is none or it can't be: in the future, 31 February.

    A stamp with a clock in UTC is moved to `zone`, the outlet's own (an IANA name), where that is given.
    """
    for match in STAMP.finditer(text):
        found = _resolve(match, text[match.end() : match.end() + 40], zone, basis)
        if found is not None:
            return found
    return None


def of_wire(text: str) -> When | None:
    """The day in the stamp of a wire or of a monitoring service; years of two digits are never in the future."""
    match = _WIRE.search(text)
    if match is None:
        return None
    day, month, year = match["wd"] or match["gd"], match["wm"] or match["gm"], match["wy"] or match["gy"]
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    now = _today().year
    full = int(year) if len(year) == 4 else int(year) + (now // 100 - (int(year) > now % 100)) * 100
    return _when(full, number, int(day), "stated") if 1 <= number <= 12 else None


def from_url(url: str) -> When | None:
    """The date in an address ("/2021/07/11/", "/2021/jul/11/", "/2021-07-11-", "/2021/07/"), day or month."""
    for match in _URL.finditer(url.lower()):
        if match["cy"]:
            return _when(int(match["cy"]), int(match["cm"]), int(match["cd"]), "url")
        if match["d"] or match["s"] == "/":
            month = int(match["m"]) if match["m"].isdigit() else MONTHS[match["m"]]
            return _when(int(match["y"]), month, int(match["d"]) if match["d"] else None, "url")
    return None


def shown(moment: str, lines: Iterable[str]) -> When | None:
    """The day that a page shows for a moment given in UTC: a stamp within a day of it whose clock has its minutes.

    "2023-12-23T03:22Z" beside "Dec 22, 2023, 10:22 PM EST" was the 22nd where the outlet is.
    """
    found = read(moment)
    stamp = STAMP.search(moment)
    clock = _CLOCK.match(moment[stamp.end() : stamp.end() + 40]) if stamp else None
    if found is None or found.start is None or found.precision != "day" or not clock or not clock[1]:
        return None
    if clock[4] not in {"Z", "UTC", "GMT"} and clock[4].strip("+-").replace(":", "") != "0000":
        return None
    for line in lines:
        local = read(line)
        if local is None or local.start is None or local.precision != "day" or abs(local.start - found.start).days != 1:
            continue
        if any(minutes == clock[2] for _, minutes in _SHOWN_CLOCK.findall(line)):
            return When(start=local.start, end=local.start, precision="day", basis="metadata", value=local.value)
    return None


def _resolve(match: re.Match[str], after: str, zone: str, basis: Basis) -> When | None:
    part = match.groupdict()
    if part["iy"]:
        year, month, day = part["iy"], part["im"], part["id"]
    elif part["cy"]:
        year, month, day = part["cy"], part["cm"], part["cd"]
    elif part["ay"]:
        year, month, day = part["ay"], part["am"], part["ad"]
    elif part["by"]:
        year, month, day = part["by"], part["bm"], part["bd"]
    elif part["ky"]:
        year, month, day = part["ky"], part["km"], part["kd"]
    elif part["ey"]:
        year, month, day = part["ey"], part["em"], None
    else:
        return _numeric(int(part["na"]), int(part["nb"]), int(part["ny"]), part["ns"], basis)
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    found = _when(int(year), number, int(day) if day else None, basis)
    clock = _CLOCK.match(after)
    if found and found.precision == "day" and zone and clock and (clock[4] in {"Z", "UTC", "GMT"} or clock[5]):
        return _moved(found, clock, zone)
    return found


def _numeric(first: int, second: int, year: int, separator: str, basis: Basis) -> When | None:
    # 13/7 and 7/13 say which is the month; with full stops the day is first. Else only the year is known.
    if separator == "." or first > 12 or first == second:
        return _when(year, second, first, basis)
    if second > 12:
        return _when(year, first, second, basis)
    return _years(year, basis)


def _years(year: int, basis: Basis) -> When | None:
    if year > _today().year:
        return None
    return When(
        start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), precision="year", basis=basis, value=f"{year:04d}"
    )


def _when(year: int, month: int, day: int | None, basis: Basis) -> When | None:
    try:
        start = dt.date(year, month, day or 1)
    except ValueError:
        return None
    if not _FIRST <= start <= _today() + _AHEAD:
        return None
    if day is not None:
        return When(start=start, end=start, precision="day", basis=basis, value=start.isoformat())
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return When(
        start=start, end=following - dt.timedelta(days=1), precision="month", basis=basis,
        value=f"{year:04d}-{month:02d}",
    )  # fmt: skip


def _moved(found: When, clock: re.Match[str], zone: str) -> When:
    assert found.start is not None
    hours, minutes = (int(clock[1]), int(clock[2])) if clock[1] else (12, 0)
    try:
        moment = dt.datetime(found.start.year, found.start.month, found.start.day, hours, minutes, tzinfo=dt.UTC)
        day = moment.astimezone(ZoneInfo(zone)).date()
    except (ValueError, ZoneInfoNotFoundError):
        return found
    return When(start=day, end=day, precision="day", basis=found.basis, value=day.isoformat())


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
