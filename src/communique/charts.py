"""Charts as Vega-Lite specs: one spec serves the page, a notebook, and SVG, PNG or HTML files.

A spec is plain data (a dictionary), so no chart library is needed to make one; `vl-convert` draws it without a browser
and without a network.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from communique.export.rows import day, who
from communique.records import Event, Relation

Spec = dict[str, Any]

# Colours that stay apart for the colour-blind (Okabe and Ito): cooperation blue and green, conflict orange and red.
_QUADS = {
    "verbal-cooperation": "#56B4E9",
    "material-cooperation": "#009E73",
    "verbal-conflict": "#E69F00",
    "material-conflict": "#D55E00",
}
_WIDTH = 900
# Characters of the clause that a tooltip shows.
_EVIDENCE_LENGTH = 220
# More marks than this above each other are drawn as one pile.
_SLOTS = 5


def timeline(events: Sequence[Event], relations: Sequence[Relation], *, title: str) -> Spec:
    """Events of a pair by type over time, the standing facts and the history told above them.

    A mark is as wide as the date is uncertain; its size is the number of independent origins; hollow marks are not
    (or not yet) facts: planned, conditional or denied.
    """
    current = [event for event in events if event.status != "historical"]
    history = [event for event in events if event.status == "historical"]
    panels = []
    background = [*map(_relation_row, relations), *map(_history_row, history)]
    if background:
        latest = max((str(event.when.end or event.when.start) for event in current if event.when.known), default=None)
        panels.append(_background_panel(_dated(background), latest))
    panels.append(_event_panel(_dated([_event_row(event) for event in current])))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": _subtitle(events, current), "anchor": "start"},
        "vconcat": panels,
        "resolve": {"scale": {"color": "independent"}},
        "config": {"view": {"stroke": None}, "axis": {"labelLimit": 320, "gridColor": "#e5e5e5"}},
    }


def render(spec: Spec, format_: str) -> bytes:
    """A chart as `svg`, `png` (two pixels a point) or a `html` page that needs no network."""
    import vl_convert

    text = json.dumps(spec)
    if format_ == "svg":
        return str(vl_convert.vegalite_to_svg(text)).encode()
    if format_ == "png":
        return bytes(vl_convert.vegalite_to_png(text, scale=2))
    return str(vl_convert.vegalite_to_html(text, bundle=True)).encode()


def _subtitle(events: Sequence[Event], current: Sequence[Event]) -> str:
    undated = sum(not event.when.known for event in current)
    reports = {report for event in events for report in event.reports}
    text = f"{len(events)} events from {len(reports)} reports"
    hollow = any(event.status not in ("reported", "ongoing") for event in current)
    text += "; hollow: planned, conditional or denied" if hollow else ""
    return text + (f"; {undated} without a date are not drawn" if undated else "")


def _event_row(event: Event) -> Spec:
    start, end = event.when.start, event.when.end
    return {
        "start": str(start or end),
        "end": _after(end or start),
        "middle": _middle(start or end, end or start),
        "when": day(event.when),
        "type": event.type,
        "quad": event.quad,
        "sure": event.status in ("reported", "ongoing"),
        "status": event.status,
        "who": _arrow(event),
        "origins": event.origins,
        "what": event.evidence[0].text[:_EVIDENCE_LENGTH],
        "event_id": event.event_id,
    }


def _history_row(event: Event) -> Spec:
    return {
        "start": str(event.when.start or event.when.end),
        "end": _after(event.when.end or event.when.start),
        "when": day(event.when),
        "what": f"{event.type}: {_arrow(event)}",
        "sort": "told as history",
        "evidence": event.evidence[0].text[:_EVIDENCE_LENGTH],
    }


def _relation_row(relation: Relation) -> Spec:
    return {
        "start": str(relation.valid.start or relation.valid.end),
        "end": _after(relation.valid.end) if relation.valid.end else _after(dt.date.today()),
        "when": day(relation.valid),
        "what": relation.name or relation.kind,
        "sort": "standing fact",
        "evidence": relation.evidence[0].text[:_EVIDENCE_LENGTH],
    }


def _dated(rows: Sequence[Spec]) -> list[Spec]:
    return [row for row in rows if row["start"] != "None"]


def _arrow(event: Event) -> str:
    if not event.recipients:
        return " – ".join(actor.name for actor in event.actors)
    return f"{who(event.actors)} → {who(event.recipients)}"


def _after(date: dt.date | None) -> str:
    """The day after: a bar covers its last day too."""
    return str(date + dt.timedelta(days=1)) if date else "None"


def _middle(start: dt.date | None, end: dt.date | None) -> str:
    return str(start + (end - start) / 2) if start and end else str(start or end)


def _background_panel(rows: list[Spec], latest: str | None) -> Spec:
    # The axis runs on to the news, so that an old war is seen to be old.
    last = max([*(row["end"] for row in rows), *([latest] if latest else [])], default=None)
    scale = {"domainMax": {"expr": f"datetime('{last}')"}} if last else {}
    return {
        "width": _WIDTH,
        "height": {"step": 22},
        "data": {"values": rows},
        "mark": {"type": "bar", "cornerRadius": 2, "height": 9, "tooltip": True, "minBandSize": 4},
        "encoding": {
            "x": {"field": "start", "type": "temporal", "title": None, "scale": scale, "axis": {"format": "%Y"}},
            "x2": {"field": "end"},
            "y": {"field": "what", "type": "nominal", "title": None, "sort": {"field": "start"}},
            "color": {
                "field": "sort",
                "type": "nominal",
                "title": None,
                "scale": {"domain": ["standing fact", "told as history"], "range": ["#4c566a", "#b8a99a"]},
            },
            "tooltip": [{"field": field} for field in ("when", "what", "evidence")],
        },
    }


def _slotted(rows: list[Spec]) -> list[Spec]:
    """Rows with a `slot`: events of one type that begin on one day stand above each other."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        key = (row["type"], row["start"])
        row["slot"] = min(seen[key], _SLOTS)
        seen[key] += 1
    return rows


def _event_panel(rows: list[Spec]) -> Spec:
    rows = _slotted(rows)
    slots = max([1, *(row["slot"] for row in rows)])
    step = 26 + 9 * slots
    center = step / 2
    x = {"field": "start", "type": "temporal", "title": None, "scale": {"padding": 14}}
    offset = {
        "field": "slot",
        "type": "quantitative",
        "scale": {"domain": [0, slots], "range": [center + 4.5 * slots, center - 4.5 * slots]},
    }
    y = {"field": "type", "type": "nominal", "title": None}
    color = {
        "field": "quad",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(_QUADS), "range": list(_QUADS.values())},
        "legend": {"symbolOpacity": 1, "symbolType": "circle"},
    }
    tooltip = [{"field": field} for field in ("when", "type", "who", "status", "origins", "what")]
    point = {
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.5, "opacity": 0.9},
        "encoding": {
            "x": {"field": "middle", "type": "temporal"},
            "size": {
                "field": "origins",
                "type": "quantitative",
                "title": "independent origins",
                "scale": {"domain": [0, max([4, *(row["origins"] for row in rows)])], "range": [40, 400]},
                "legend": {"values": [1, 2, 4], "format": "d"},
            },
            "fillOpacity": {"condition": {"test": "datum.sure", "value": 0.85}, "value": 0},
            "stroke": color | {"legend": None},
        },
    }
    bar = {"mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.35}, "encoding": {"x2": {"field": "end"}}}
    return {
        "width": _WIDTH,
        "height": {"step": step},
        "data": {"values": rows},
        "encoding": {"x": x, "y": y, "yOffset": offset, "color": color, "tooltip": tooltip},
        "layer": [bar, point],
    }
