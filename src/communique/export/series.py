"""A pair's events counted by day, week, month, quarter or year; periods of the range without an event are there too."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from communique.records import Event, Frozen

__all__ = ["PERIODS", "Series", "series"]

QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


class Series(Frozen, frozen=True, kw_only=True):
    """Rows in order of time. `coarse` events are dated too coarsely for any one period, `undated` not at all."""

    rows: tuple[dict[str, Any], ...]
    coarse: int
    undated: int


def series(events: Iterable[Event], by: str, *, since: dt.date | None = None, until: dt.date | None = None) -> Series:
    """A row a period from the first event (or `since`) to the last (or `until`), zero-filled.

    `by` is a key of `PERIODS`. Only what was done is counted: no planned, denied or historical event. A row has
    `period, start, end, events`, the counts by quad category, `score` (the sum of PLOVER scores) and `mean_score`
    (`None` where nothing happened). An event counts in a period if its whole date lies in it.
    """
    first_day = PERIODS[by]
    told = [event for event in events if event.status in ("reported", "ongoing")]
    dated = [(event.when.start, event.when.end, event) for event in told if event.when.start and event.when.end]
    found: dict[dt.date, list[Event]] = defaultdict(list)
    for start, end, event in dated:
        if first_day(start) == first_day(end):
            found[first_day(start)].append(event)
    counted = sum(map(len, found.values()))
    begin = first_day(since) if since else min(found, default=None)
    last = first_day(until) if until else max(found, default=None)
    rows = [_row(by, start, end, found.get(start, ())) for start, end in _range(begin, last, first_day)]
    known = sum(event.when.known for event in told)
    return Series(rows=tuple(rows), coarse=known - counted, undated=len(told) - known)


def _range(
    begin: dt.date | None, last: dt.date | None, first_day: Callable[[dt.date], dt.date]
) -> Iterator[tuple[dt.date, dt.date]]:
    """First and last day of each period."""
    if begin is None or last is None:
        return
    start = begin
    while start <= last:
        # No period is longer than a year; the next begins where the first day changes.
        following = next(
            day for day in (start + dt.timedelta(days=n) for n in (1, 7, 28, 29, 30, 31, 90, 91, 92, 365, 366))
            if first_day(day) == day and day > start
        )  # fmt: skip
        yield start, following - dt.timedelta(days=1)
        start = following


def _row(by: str, start: dt.date, end: dt.date, events: Sequence[Event]) -> dict[str, Any]:
    score = round(sum(event.score for event in events), 2)
    return {
        "period": _name(by, start),
        "start": start.isoformat(),
        "end": end.isoformat(),
        "events": len(events),
        **{quad.replace("-", "_"): sum(event.quad == quad for event in events) for quad in QUADS},
        "score": score,
        "mean_score": round(score / len(events), 2) if events else None,
    }


def _name(by: str, start: dt.date) -> str:
    if by == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if by == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: {"year": 4, "month": 7}.get(by, 10)]


PERIODS: dict[str, Callable[[dt.date], dt.date]] = {
    "day": lambda day: day,
    "week": lambda day: day - dt.timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "year": lambda day: day.replace(month=1, day=1),
}
