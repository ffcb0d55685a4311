"""The mean PLOVER score of a pair's events, period by period: how the relation went."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from communique.charts.drawing import TIME_AXIS, Spec
from communique.records import Event

_WIDTH = 900
# Years that a record spans from which its periods are years, or quarters; below that they are months.
_BY_YEAR = 10
_BY_QUARTER = 2


def scores(events: Sequence[Event]) -> list[Spec]:
    """A row for every period with a dated event that was reported as done: its days, mean score, how many."""
    told = [event for event in events if event.status in ("reported", "ongoing") and event.when.start]
    days = [event.when.start for event in told if event.when.start]
    if not days:
        return []
    years = (max(days) - min(days)).days / 365
    months = 12 if years > _BY_YEAR else 3 if years > _BY_QUARTER else 1
    periods: dict[dt.date, list[float]] = defaultdict(list)
    for event, date in zip(told, days, strict=True):
        periods[dt.date(date.year, (date.month - 1) // months * months + 1, 1)].append(event.score)
    return [_row(start, months, values) for start, values in sorted(periods.items())]


def _row(start: dt.date, months: int, values: Sequence[float]) -> Spec:
    month = start.month - 1 + months
    mean = round(sum(values) / len(values), 2)
    name = {12: f"{start.year}", 3: f"{start.year} Q{(start.month + 2) // 3}", 1: f"{start:%Y-%m}"}[months]
    return {
        "start": str(start),
        "end": str(dt.date(start.year + month // 12, month % 12 + 1, 1)),
        "score": mean,
        "when": name,
        "what": f"mean score {mean:+g} of {len(values)} event{'s' * (len(values) != 1)}",
    }


def panel(rows: list[Spec], scale: Spec) -> Spec:
    """The rows as bars up from nought for cooperation and down from it for conflict."""
    return {
        "name": "scores",
        "width": _WIDTH,
        "height": 64,
        "data": {"values": rows},
        "mark": {"type": "bar", "clip": True, "opacity": 0.75},
        "encoding": {
            "x": {"field": "start", "type": "temporal", "title": None, "scale": scale, "axis": TIME_AXIS},
            "x2": {"field": "end"},
            "y": {
                "field": "score",
                "type": "quantitative",
                "title": "mean score",
                "scale": {"domain": [-10, 10]},
                "axis": {"values": [-10, -5, 0, 5, 10]},
            },
            "y2": {"datum": 0},
            "color": {"condition": {"test": "datum.score < 0", "value": "#a8703a"}, "value": "#4f86a8"},
            "tooltip": [{"field": "when"}, {"field": "what"}],
        },
    }
