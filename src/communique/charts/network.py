"""The network of pairs: states on a circle, joined by lines as thick as their events are many."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from communique.charts.drawing import SCHEMA, Spec

_SIDE = 560


def network(pairs: Sequence[tuple[str, str, int, float]], names: Mapping[str, str]) -> Spec:
    """A spec of (a, b, number of events, sum of their scores); a line's colour is its mean score.

    States stand in order of their neighbours, so that those that deal with each other stand close.
    """
    weights: Counter[str] = Counter()
    for a, b, number, _ in pairs:
        weights[a] += number
        weights[b] += number
    order = _order(pairs, weights)
    spots = {code: _spot(n, len(order)) for n, code in enumerate(order)}
    lines = [
        {
            "x": spots[a][0], "y": spots[a][1], "x2": spots[b][0], "y2": spots[b][1],
            "events": number, "score": round(total / number, 2), "pair": f"{names[a]} – {names[b]}",
            "href": f"/pair/{a}/{b}",
        }
        for a, b, number, total in sorted(pairs, key=lambda pair: pair[2])
    ]  # fmt: skip
    states = [
        {
            "x": x, "y": y, "lx": x * 1.1, "ly": y * 1.1, "code": code, "name": names[code],
            "events": weights[code], "right": x >= 0, "href": f"/actor/{code}",
        }
        for code, (x, y) in spots.items()
    ]  # fmt: skip
    return {
        "$schema": SCHEMA,
        "description": f"Network of {len(order)} states and {len(lines)} pairs.",
        "width": _SIDE,
        "height": _SIDE,
        "layer": [_lines(lines), _states(states), _labels(states, right=True), _labels(states, right=False)],
        "config": {"view": {"stroke": None}},
    }


def _order(pairs: Sequence[tuple[str, str, int, float]], weights: Counter[str]) -> list[str]:
    """The busiest state first, each followed by whom it meets most and who has no place yet."""
    met: dict[str, Counter[str]] = {code: Counter() for code in weights}
    for a, b, number, _ in pairs:
        met[a][b] += number
        met[b][a] += number
    order: list[str] = []
    left = sorted(weights, key=lambda code: (-weights[code], code))
    while left:
        here = left[0] if not order else next((c for c, _ in met[order[-1]].most_common() if c in left), left[0])
        order.append(here)
        left.remove(here)
    return order


def _spot(n: int, of: int) -> tuple[float, float]:
    angle = math.pi / 2 - 2 * math.pi * n / max(1, of)
    return round(math.cos(angle), 4), round(math.sin(angle), 4)


_X: Spec = {"type": "quantitative", "axis": None, "scale": {"domain": [-1.45, 1.45]}}
_Y: Spec = {"type": "quantitative", "axis": None, "scale": {"domain": [-1.18, 1.18]}}


def _lines(rows: list[Spec]) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "rule", "opacity": 0.8, "strokeCap": "round", "cursor": "pointer"},
        "encoding": {
            "x": _X | {"field": "x"},
            "y": _Y | {"field": "y"},
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "strokeWidth": {
                "field": "events",
                "type": "quantitative",
                "scale": {"type": "sqrt", "range": [1, 12], "domainMin": 0},
                "legend": None,
            },
            "color": {
                "field": "score",
                "type": "quantitative",
                "title": "mean score",
                "scale": {"domain": [-10, 0, 10], "range": ["#D55E00", "#b9b4a8", "#0072B2"], "interpolate": "rgb"},
                "legend": {"orient": "bottom", "gradientLength": 160},
            },
            "tooltip": [{"field": "pair"}, {"field": "events"}, {"field": "score", "title": "mean score"}],
        },
    }


def _states(rows: list[Spec]) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "circle", "opacity": 1, "color": "#6b74d8", "cursor": "pointer"},
        "encoding": {
            "x": _X | {"field": "x"},
            "y": _Y | {"field": "y"},
            "size": {"field": "events", "type": "quantitative", "scale": {"range": [30, 500]}, "legend": None},
            "tooltip": [{"field": "name"}, {"field": "events"}],
        },
    }


def _labels(rows: list[Spec], *, right: bool) -> Spec:
    return {
        "data": {"values": [row for row in rows if row["right"] == right]},
        "mark": {"type": "text", "align": "left" if right else "right", "fontSize": 12, "cursor": "pointer"},
        "encoding": {"x": _X | {"field": "lx"}, "y": _Y | {"field": "ly"}, "text": {"field": "name"}},
    }
