"""Events by period as bars in the colours of the quad categories, and the mean score below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from communique.charts.drawing import SCHEMA, TIME_AXIS, UTC, Spec, color
from communique.charts.series import panel
from communique.export.series import QUADS

__all__ = ["counts"]

_WIDTH = 900


def counts(rows: Sequence[dict[str, Any]], *, title: str, subtitle: str = "") -> Spec:
    """A chart of the rows of `export.series`: a period without an event is a gap that is seen."""
    bars = [bar for row in rows for bar in _stacked(row)]
    means = [
        {"start": row["start"], "end": row["end"], "when": row["period"], "score": row["mean_score"],
         "what": f"mean score {row['mean_score']:+g} of {row['events']} events"}
        for row in rows
        if row["mean_score"] is not None
    ]  # fmt: skip
    scale: Spec = dict(UTC)
    if rows:
        scale |= {"domain": [{"expr": f"utc({_date(rows[0]['start'])})"}, {"expr": f"utc({_date(rows[-1]['end'])})"}]}
    above: Spec = {
        "width": _WIDTH,
        "height": 170,
        "data": {"values": bars},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "start", "type": "temporal", "title": None, "scale": scale, "axis": TIME_AXIS},
            "x2": {"field": "end"},
            "y": {
                "field": "from",
                "type": "quantitative",
                "title": "events",
                "axis": {"tickMinStep": 1, "format": "d"},
            },
            "y2": {"field": "to"},
            "color": color(legend={"orient": "top", "labelExpr": "replace(datum.label, '-', ' ')"}),
            "tooltip": [{"field": name} for name in ("when", "quad", "events")],
        },
    }
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": subtitle, "anchor": "start"},
        "vconcat": [above, panel(means, scale)],
        "config": {"view": {"stroke": None}, "axis": {"gridColor": "#e8e8e8"}},
    }


def _stacked(row: dict[str, Any]) -> list[Spec]:
    """The bars of one period, one above the other; none where nothing happened."""
    found: list[Spec] = []
    reached = 0
    for quad in QUADS:
        number = row[quad.replace("-", "_")]
        if number:
            where = {"start": row["start"], "end": row["end"], "from": reached, "to": reached + number}
            found.append(where | {"when": row["period"], "quad": quad, "events": number})
        reached += number
    return found


def _date(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}, {int(month) - 1}, {int(date)}"
