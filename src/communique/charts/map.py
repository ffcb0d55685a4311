"""Events on a map of the world: a circle a place, as large as its events are many."""

from __future__ import annotations

import functools
import importlib.resources
import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from communique.charts.drawing import CLAUSE, SCHEMA, Spec, color
from communique.export.rows import day
from communique.records import Event

_WIDTH, _HEIGHT = 900, 460
# Degrees that a map shows at the least, and that it leaves free around its places.
_LEAST = (50.0, 26.0)
_AROUND = 8.0
# Places that are named on the map; more would lie on each other.
_NAMED = 14


@functools.cache
def outline() -> dict[str, Any]:
    """The world's countries as GeoJSON (Natural Earth, public domain)."""
    text = importlib.resources.files("communique.tables").joinpath("world.json").read_text()
    world: dict[str, Any] = json.loads(text)
    return world


def event_map(events: Sequence[Event], *, outline_url: str = "", listing: str = "") -> Spec:
    """A spec of all events whose place has coordinates; with `outline_url` the outline is fetched from there.

    `listing` is the address of the events that are drawn, to which a mark adds its place.

    A circle's colour is the quad that most of its events are of.
    """
    rows = places(events, listing)
    data: Spec = {"url": outline_url} if outline_url else {"values": outline()}
    return {
        "$schema": SCHEMA,
        "description": f"Map of {sum(row['events'] for row in rows)} events in {len(rows)} places.",
        "width": _WIDTH,
        "height": _HEIGHT,
        "projection": _projection(rows),
        "layer": [
            {
                "data": data | {"format": {"type": "json", "property": "features"}},
                "mark": {"type": "geoshape", "clip": True, "fill": "#e3e0d8", "stroke": "#ffffff", "strokeWidth": 0.6},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "circle", "opacity": 0.8, "stroke": "#ffffff", "cursor": "pointer"},
                "encoding": {
                    "longitude": {"field": "lon", "type": "quantitative"},
                    "latitude": {"field": "lat", "type": "quantitative"},
                    "size": {
                        "field": "events",
                        "type": "quantitative",
                        "scale": {"range": [50, 900], "domainMin": 0},
                        "legend": None,
                    },
                    "color": color(legend=None),
                    "tooltip": [{"field": field} for field in ("place", "events", "span", "latest")],
                },
            },
            {
                "data": {"values": rows[:_NAMED]},
                "mark": {"type": "text", "dy": -15, "fontSize": 11.5},
                "encoding": {
                    "longitude": {"field": "lon", "type": "quantitative"},
                    "latitude": {"field": "lat", "type": "quantitative"},
                    "text": {"field": "place"},
                },
            },
        ],
        "config": {"view": {"stroke": None}},
    }


def places(events: Sequence[Event], listing: str = "") -> list[Spec]:
    """A row a place with coordinates, the busiest first: its events, their span, and what was told last."""
    found: dict[tuple[str, float, float], list[Event]] = defaultdict(list)
    for event in events:
        place = event.place
        if place is not None and place.lat is not None and place.lon is not None:
            found[place.name, place.lat, place.lon].append(event)
    rows = [_row(*key, told) for key, told in found.items()]
    for row in rows:
        row["href"] = f"{listing}{'&' if '?' in listing else '?'}{urlencode({'place': row['place']})}"
    return sorted(rows, key=lambda row: (-row["events"], row["place"]))


def _projection(rows: Sequence[Spec]) -> Spec:
    """Plate carrée over the places; over the whole world where they lie far apart, or are none."""
    lons, lats = [row["lon"] for row in rows] or [-180, 180], [row["lat"] for row in rows] or [-60, 80]
    wide = min(360.0, max(_LEAST[0], max(lons) - min(lons) + 2 * _AROUND))
    high = min(150.0, max(_LEAST[1], max(lats) - min(lats) + 2 * _AROUND))
    scale = min(_WIDTH / math.radians(wide), _HEIGHT / math.radians(high))
    east, north = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    return {
        "type": "equirectangular",
        "scale": round(scale, 2),
        "rotate": [-east, 0, 0],
        "center": [0, north],
        "translate": [_WIDTH / 2, _HEIGHT / 2],
    }


def _row(name: str, lat: float, lon: float, events: Sequence[Event]) -> Spec:
    known = sorted((event for event in events if event.when.known), key=lambda e: str(e.when.start or e.when.end))
    latest = known[-1] if known else events[-1]
    first, last = (day(known[0].when), day(known[-1].when)) if known else ("unknown", "unknown")
    return {
        "place": name,
        "lat": lat,
        "lon": lon,
        "events": len(events),
        "span": first if first == last else f"{first} to {last}",
        "latest": f"{latest.type}: {latest.evidence[0].text[:CLAUSE]}",
        "quad": Counter(event.quad for event in events).most_common(1)[0][0],
        "country": next((event.place.country for event in events if event.place), None) or "",
    }
