"""The timeline to print: a row an event. What and who stand before it, when along it, how sure after it.

Many events would make a page without end: they are drawn in lanes by type instead (`lanes`), with no words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from communique.charts.anniversaries import ANNIVERSARY, anniversary_rows
from communique.charts.drawing import SCHEMA, TIME_AXIS, UTC, Spec, color, moment, shape
from communique.charts.rows import dated, event_row, history_row, relation_row
from communique.charts.timeline import lanes, subtitle
from communique.export.acts import act, known_from
from communique.export.rows import day
from communique.records import Event, Relation

__all__ = ["timeline"]

# Rows that a reader takes in on one page.
_MOST = 45
_TIME_WIDTH, _SURE_WIDTH, _STEP = 620, 110, 24
_LABELS = 430
_MARGIN = 0.03
_BACKGROUND = {"standing fact": "#4c566a", "told as history": "#b8a99a", ANNIVERSARY: "#c28a1d"}


def timeline(events: Sequence[Event], relations: Sequence[Relation], *, title: str) -> Spec:
    """A pair's events one below the other, the standing facts and the history told above them."""
    current = [event for event in events if event.status != "historical"]
    if len(current) > _MOST:
        return lanes(events, relations, title=title)
    rows = dated([_row(event) for event in current])
    history = [event for event in events if event.status == "historical"]
    marked = anniversary_rows(current, relations)
    background = dated([*map(_standing_row, relations), *map(history_row, history), *marked])
    panels: list[Spec] = []
    if background:
        panels.append(_standing(background, rows))
    if rows or not panels:
        panels.append(_told(rows))
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": subtitle(events, current), "anchor": "start", "offset": 12},
        "vconcat": panels,
        "spacing": 16,
        "resolve": {"scale": {"color": "independent"}},
        "config": {
            "view": {"stroke": None},
            "axis": {"labelLimit": _LABELS, "gridColor": "#e8e8e8", "domain": False, "ticks": False},
            "axisY": {"minExtent": _LABELS, "maxExtent": _LABELS, "labelFontSize": 12, "labelColor": "#222"},
        },
    }


def _row(event: Event) -> Spec:
    """A row with its label first; equal labels are told apart by the event's ID, which is not shown."""
    what = act(event)
    status = "" if event.status in ("reported", "ongoing") else f" ({event.status})"
    return event_row(event) | {
        "label": f"{day(event.when)}   {what}{status}",
        "row": f"{event.when.start or event.when.end} {event.event_id}",
        "confidence": event.confidence,
        "sources": known_from(event),
    }


def _standing_row(relation: Relation) -> Spec:
    """A standing fact, with what of it no report says."""
    row = relation_row(relation)
    marks = [
        *(["dated by the table"] if "dates" in relation.from_table else []),
        *(["disputed"] if relation.disputes or relation.denials else []),
    ]
    return row | {"label": f"{row['when']}   {row['what']}" + (f" ({', '.join(marks)})" if marks else "")}


def _told(rows: list[Spec]) -> Spec:
    """The rows: their time on the left, their confidence and sources on the right, in one order."""
    order = [row["row"] for row in sorted(rows, key=lambda row: str(row["row"]))]
    labels = {row["row"]: row["label"] for row in rows}
    y: Spec = {"field": "row", "type": "nominal", "title": None, "sort": order}
    named = y | {"axis": {"labelExpr": f"{_lookup(labels)}[datum.value]"}}
    return {
        "data": {"values": rows},
        "spacing": 10,
        "hconcat": [_times(rows, named), _sure(y | {"axis": None})],
        "resolve": {"scale": {"y": "shared", "color": "shared"}},
    }


def _lookup(labels: dict[str, str]) -> str:
    """A Vega expression that is an object: labels by row."""
    import json

    return json.dumps(labels, ensure_ascii=False)


def _times(rows: list[Spec], y: Spec) -> Spec:
    x = {"field": "start", "type": "temporal", "title": None, "scale": _scale(rows), "axis": TIME_AXIS}
    most = max([3, *(row["origins"] for row in rows)])
    return {
        "width": _TIME_WIDTH,
        "height": {"step": _STEP},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 7, "opacity": 0.3},
                "encoding": {"x": x, "x2": {"field": "end"}, "color": _colored()},
            },
            {
                "mark": {"type": "point", "filled": True, "strokeWidth": 2, "opacity": 1},
                "encoding": {
                    "x": {"field": "middle", "type": "temporal"},
                    "size": {
                        "field": "origins", "type": "quantitative", "title": None,
                        "scale": {"domain": [1, most], "range": [110, 110 + 90 * (most - 1)]}, "legend": None,
                    },
                    "shape": shape(),
                    "fillOpacity": {"condition": {"test": "datum.sure", "value": 0.95}, "value": 0},
                    "color": _colored(),
                    "stroke": _colored(),
                    "tooltip": [{"field": name} for name in ("when", "label", "status", "sources", "what")],
                },
            },
        ],
    }  # fmt: skip


def _colored() -> Spec:
    # The same in every layer, or Vega-Lite drops the legend.
    legend = {"symbolOpacity": 1, "orient": "bottom", "columns": 4, "labelExpr": "replace(datum.label, '-', ' ')"}
    return color(legend=legend)


def _scale(rows: Sequence[Spec]) -> Spec:
    days = [dt.date.fromisoformat(str(row[key])) for row in rows for key in ("start", "end")]
    if not days:
        return UTC
    margin = max(3, round((max(days) - min(days)).days * _MARGIN)) * 86_400_000
    return UTC | {"domain": [moment(min(days)) - margin, moment(max(days)) + margin], "nice": False}


def _sure(y: Spec) -> Spec:
    """Confidence as a bar from 0 to 1, and beside it where the event is known from."""
    x = {
        "field": "confidence",
        "type": "quantitative",
        "title": "confidence",
        "scale": {"domain": [0, 1]},
        "axis": {"values": [0, 0.5, 1], "format": ".1f", "orient": "bottom", "titleFontWeight": "normal"},
    }
    return {
        "width": _SURE_WIDTH,
        "height": {"step": _STEP},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "bar", "height": 9, "opacity": 0.85},
                "encoding": {"x": x, "color": _colored()},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 11, "color": "#444"},
                "encoding": {"x": {"datum": 1}, "text": {"field": "sources"}},
            },
        ],
    }


def _standing(rows: list[Spec], news: list[Spec]) -> Spec:
    """Standing facts and history as bars, on an axis of their own that runs on to the news."""
    last = max(str(row["end"]) for row in [*rows, *news])
    first = min(str(row["start"]) for row in rows)
    margin = max(30, (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days // 40)
    domain = [moment(dt.date.fromisoformat(first)) - margin * 86_400_000, moment(dt.date.fromisoformat(last))]
    rows = [{"label": f"{row['when']}   {row['what']}"} | row for row in rows]
    # Only what is there is in the legend; layers would each sort by their own rows.
    sorts = [name for name in _BACKGROUND if any(row["sort"] == name for row in rows)]
    order = list(dict.fromkeys(str(row["label"]) for row in sorted(rows, key=lambda row: str(row["start"]))))
    return {
        "width": _TIME_WIDTH,
        "height": {"step": _STEP - 4},
        "data": {"values": rows},
        "layer": [
            {
                "transform": [{"filter": f"datum.sort != '{ANNIVERSARY}'"}],
                "mark": {"type": "bar", "cornerRadius": 2, "height": 8, "minBandSize": 4},
                "encoding": {"x2": {"field": "end"}},
            },
            {
                "transform": [{"filter": f"datum.sort == '{ANNIVERSARY}'"}],
                "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 90, "opacity": 1},
            },
        ],
        "encoding": {
            "x": {
                "field": "start", "type": "temporal", "title": None,
                "scale": UTC | {"domain": domain, "nice": False}, "axis": {"format": "%Y", "tickCount": 8},
            },
            "y": {"field": "label", "type": "nominal", "title": None, "sort": order},
            "color": {
                "field": "sort", "type": "nominal", "title": None, "legend": {"orient": "right"},
                "scale": {"domain": sorts, "range": [_BACKGROUND[name] for name in sorts]},
            },
            "tooltip": [{"field": name} for name in ("when", "what", "evidence")],
        },
    }  # fmt: skip
