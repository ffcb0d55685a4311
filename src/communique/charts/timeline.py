"""The timeline of a pair: events by type over time, what holds between the two, what was said, and the mean score.

A mark is as wide as the date is uncertain; its size is the number of independent origins; hollow marks are not (or not
yet) facts: planned, conditional or denied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from communique.charts import series
from communique.charts.anniversaries import ANNIVERSARY, anniversary_rows
from communique.charts.drawing import SCHEMA, TIME_AXIS, UTC, Spec, color, moment, shape
from communique.charts.rows import dated, event_row, history_row, relation_row, slotted, statement_row
from communique.records import Event, Relation, Statement

_WIDTH = 900
_BACKGROUND = {"standing fact": "#4c566a", "told as history": "#b8a99a", ANNIVERSARY: "#c28a1d"}
# Days left free at either end of the axis, as a part of what it spans.
_MARGIN = 0.03


def lanes(events: Sequence[Event], relations: Sequence[Relation], *, title: str) -> Spec:
    """Events of a pair by type over time, the standing facts and the history told above them: to print many."""
    current = [event for event in events if event.status != "historical"]
    panels = []
    background = _background(events, relations)
    if background:
        latest = max((str(event.when.end or event.when.start) for event in current if event.when.known), default=None)
        panels.append(_background_panel(background, latest))
    panels.append(_event_panel(dated([event_row(event) for event in current])))
    return {
        "$schema": SCHEMA,
        "title": {"text": title, "subtitle": subtitle(events, current), "anchor": "start"},
        "vconcat": panels,
        "resolve": {"scale": {"color": "independent"}},
        "config": _CONFIG,
    }


def timeline_to_zoom(
    events: Sequence[Event],
    relations: Sequence[Relation],
    statements: Sequence[Statement],
    *,
    sides: Mapping[str, str],
) -> Spec:
    """The same for the page: an overview of all time, and below it the window `shown_from` to `shown_to`.

    The two are parameters in milliseconds that the page moves. `sides` names the speakers' countries. Legends are the
    page's. `usermeta` holds the whole span and the first window.
    """
    current = [event for event in events if event.status != "historical"]
    rows = dated([event_row(event) for event in current])
    said = [row | {"side": sides.get(row["side"], row["side"])} for row in dated(list(map(statement_row, statements)))]
    background = _background(events, relations)
    first, last = _span([*rows, *said]) or _span(background) or (dt.date.today(), dt.date.today())
    earliest, latest = _span([*rows, *said, *background]) or (first, last)
    window, whole = _with_margin(first, last), _with_margin(earliest, latest)
    scale = {**UTC, "domainMin": {"expr": "shown_from"}, "domainMax": {"expr": "shown_to"}, "nice": False}
    panels = [_overview([*background], rows, whole)]
    if rows:
        panels.append(_windowed(_event_panel(rows, legend=False), scale))
    if said:
        panels.append(_statement_panel(said, scale))
    scores = series.scores(current)
    if len(scores) > 1:
        panels.append(series.panel(scores, scale))
    return {
        "$schema": SCHEMA,
        "params": [
            {"name": "shown_from", "value": window[0]},
            {"name": "shown_to", "value": window[1]},
        ],
        "usermeta": {"whole": whole, "window": window},
        "description": f"Timeline of {len(rows)} events and {len(said)} statements.",
        "vconcat": panels,
        "spacing": 14,
        "resolve": {"scale": {"color": "independent", "x": "independent"}},
        "config": _CONFIG,
    }


_CONFIG: Spec = {"view": {"stroke": None}, "axis": {"labelLimit": 320, "gridColor": "#e5e5e5"}}


def _background(events: Sequence[Event], relations: Sequence[Relation]) -> list[Spec]:
    history = [event for event in events if event.status == "historical"]
    return dated([*map(relation_row, relations), *map(history_row, history), *anniversary_rows(events, relations)])


def subtitle(events: Sequence[Event], current: Sequence[Event]) -> str:
    """How many events from how many reports, and what the marks can't show."""
    undated = sum(not event.when.known for event in current)
    reports = {report for event in events for report in event.reports}
    text = f"{len(events)} events from {len(reports)} reports"
    hollow = any(event.status not in ("reported", "ongoing") for event in current)
    text += "; hollow: planned, conditional, denied or told as history" if hollow else ""
    return text + (f"; {undated} without a date are not drawn" if undated else "")


def _span(rows: Sequence[Spec]) -> tuple[dt.date, dt.date] | None:
    if not rows:
        return None
    first = min(str(row["start"]) for row in rows)
    last = max(str(row.get("end", row["start"])) for row in rows)
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def _with_margin(first: dt.date, last: dt.date) -> tuple[int, int]:
    margin = max(3, round((last - first).days * _MARGIN))
    return moment(first) - margin * 86_400_000, moment(last) + margin * 86_400_000


def _background_panel(rows: list[Spec], latest: str | None) -> Spec:
    # The axis runs on to the news, so that an old war is seen to be old.
    last = max([*(row["end"] for row in rows), *([latest] if latest else [])], default=None)
    scale = UTC | ({"domainMax": {"expr": str(moment(dt.date.fromisoformat(last)))}} if last else {})
    order = list(dict.fromkeys(str(row["what"]) for row in sorted(rows, key=lambda row: str(row["start"]))))
    x = {"type": "temporal", "title": None, "scale": scale, "axis": {"format": "%Y"}}
    y = {"field": "what", "type": "nominal", "title": None, "sort": order}
    return {"width": _WIDTH, "height": {"step": 22}, "layer": _standing(rows, x, y, legend=True)}


def _standing(rows: Sequence[Spec], x: Spec, y: Spec, *, legend: bool) -> list[Spec]:
    """What holds and what is told as history as bars, the anniversaries that reports name as marks on their days."""
    sorts = [name for name in _BACKGROUND if any(row["sort"] == name for row in rows)]
    colored = {
        "field": "sort",
        "type": "nominal",
        "title": None,
        "scale": {"domain": sorts, "range": [_BACKGROUND[name] for name in sorts]},
        **({} if legend else {"legend": None}),
    }
    told = [{"field": field} for field in ("when", "what", "evidence")]
    bar = {"type": "bar", "cornerRadius": 2, "height": 9, "tooltip": True, "minBandSize": 4, "cursor": "pointer"}
    point = {"type": "point", "shape": "diamond", "filled": True, "size": 70, "opacity": 1, "cursor": "pointer"}
    found: list[Spec] = []
    for mark, chosen in (
        (bar, [row for row in rows if row["sort"] != ANNIVERSARY]),
        (point, [row for row in rows if row["sort"] == ANNIVERSARY]),
    ):
        if chosen:
            end = {"x2": {"field": "end"}} if mark is bar else {}
            encoding = {"x": x | {"field": "start"}, **end, "y": y, "color": colored, "tooltip": told}
            found.append({"data": {"values": chosen}, "mark": mark, "encoding": encoding})
    return found


def _overview(background: list[Spec], rows: list[Spec], whole: tuple[int, int]) -> Spec:
    """All time: what holds, what is told as history, anniversaries, the news as ticks, and the window that is shown."""
    # Not `domain`: said by several layers, Vega-Lite takes it for several.
    scale = UTC | {"domainMin": {"expr": str(whole[0])}, "domainMax": {"expr": str(whole[1])}, "nice": False}
    news = [{"start": row["middle"], "what": "events", "quad": row["quad"]} for row in rows]
    x = {"type": "temporal", "title": None, "scale": scale, "axis": TIME_AXIS | {"grid": False}}
    y: Spec = {"field": "what", "type": "nominal", "title": None}
    layers: list[Spec] = [
        {
            "data": {"values": [{}]},
            "transform": [
                {"calculate": "shown_from", "as": "from"},
                {"calculate": "shown_to", "as": "to"},
            ],
            "mark": {"type": "rect", "opacity": 0.12, "fill": "#6b74d8", "stroke": "#6b74d8", "strokeOpacity": 1},
            "encoding": {
                "x": x | {"field": "from"},
                "x2": {"field": "to"},
            },
        },
        *([_ticks(news, x, y)] if news else []),
    ]
    layers[1:1] = _standing(background, x, y, legend=False)
    order = [row["what"] for row in sorted(background, key=lambda row: str(row["start"]))]
    y["sort"] = [*dict.fromkeys(order), "events"]
    return {
        "name": "overview",
        "width": _WIDTH,
        "height": {"step": 20} if background or news else 20,
        "layer": layers,
        "resolve": {"scale": {"color": "independent"}},
    }


def _ticks(news: list[Spec], x: Spec, y: Spec) -> Spec:
    return {
        "data": {"values": news},
        "mark": {"type": "tick", "thickness": 2, "height": 12, "opacity": 0.7},
        "encoding": {"x": x | {"field": "start"}, "y": y, "color": color(legend=None)},
    }


def _windowed(panel: Spec, scale: Spec) -> Spec:
    panel["encoding"]["x"] |= {"scale": scale, "axis": TIME_AXIS}
    panel["layer"] = [layer | {"mark": layer["mark"] | {"clip": True}} for layer in panel["layer"]]
    return {"name": "events"} | panel


def _statement_panel(rows: list[Spec], scale: Spec) -> Spec:
    return {
        "name": "statements",
        "width": _WIDTH,
        "height": {"step": 20},
        "data": {"values": rows},
        "mark": {
            "type": "tick", "thickness": 2.5, "height": 14, "opacity": 0.65, "clip": True, "cursor": "pointer",
        },
        "encoding": {
            "x": {"field": "start", "type": "temporal", "title": None, "scale": scale, "axis": TIME_AXIS},
            "y": {"field": "side", "type": "nominal", "title": "said by"},
            "color": {"value": "#6b74d8"},
            "tooltip": [{"field": field} for field in ("when", "who", "what")],
        },
    }  # fmt: skip


def _event_panel(rows: list[Spec], *, legend: bool = True) -> Spec:
    rows = slotted(rows)
    slots = max([1, *(row["slot"] for row in rows)])
    step = 26 + 9 * slots
    center = step / 2
    x = {"field": "start", "type": "temporal", "title": None, "scale": UTC | {"padding": 14}, "axis": TIME_AXIS}
    offset = {
        "field": "slot",
        "type": "quantitative",
        "scale": {"domain": [0, slots], "range": [center + 4.5 * slots, center - 4.5 * slots]},
    }
    y = {"field": "type", "type": "nominal", "title": None}
    colored = color(legend={"symbolOpacity": 1, "symbolType": "circle"} if legend else None)
    tooltip = [{"field": field} for field in ("when", "type", "who", "status", "origins", "what")]
    point = {
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.5, "opacity": 0.9, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "middle", "type": "temporal"},
            "size": {
                "field": "origins",
                "type": "quantitative",
                "title": "independent origins",
                "scale": {"domain": [0, max([4, *(row["origins"] for row in rows)])], "range": [40, 400]},
                "legend": {"values": [1, 2, 4], "format": "d"} if legend else None,
            },
            "shape": shape(),
            "fillOpacity": {"condition": {"test": "datum.sure", "value": 0.85}, "value": 0},
            "stroke": colored | {"legend": None},
        },
    }
    bar = {
        "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.35, "cursor": "pointer"},
        "encoding": {"x2": {"field": "end"}},
    }
    return {
        "width": _WIDTH,
        "height": {"step": step},
        "data": {"values": rows},
        "encoding": {"x": x, "y": y, "yOffset": offset, "color": colored, "tooltip": tooltip},
        "layer": [bar, point],
    }
