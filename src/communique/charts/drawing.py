"""What all charts share: colours, days as the axis wants them, and drawing a spec to a file."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

Spec = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Colours that stay apart for the colour-blind (Okabe and Ito): cooperation blue and green, conflict orange and red.
QUADS = {
    "verbal-cooperation": "#56B4E9",
    "material-cooperation": "#009E73",
    "verbal-conflict": "#E69F00",
    "material-conflict": "#D55E00",
}
# The same told by shape: what brings together is round, what sets apart is a diamond.
SHAPES = {quad: "circle" if quad.endswith("cooperation") else "diamond" for quad in QUADS}
# Days, not moments: a day must be the same day in every time zone.
UTC = {"type": "utc"}
# Every label says its year: "April" alone is any April.
TIME_AXIS = {
    "tickCount": 8,
    "labelExpr": "utcFormat(datum.value, utcdate(datum.value) == 1 ? "
    "(utcmonth(datum.value) == 0 ? '%Y' : '%Y-%m') : '%Y-%m-%d')",
}
# Characters of the clause that a tooltip shows.
CLAUSE = 220


def render(spec: Spec, format_: str) -> bytes:
    """A chart as `svg`, `png` (two pixels a point) or a `html` page that needs no network."""
    import vl_convert

    text = json.dumps(spec)
    if format_ == "svg":
        return str(vl_convert.vegalite_to_svg(text)).encode()
    if format_ == "png":
        return bytes(vl_convert.vegalite_to_png(text, scale=2))
    return str(vl_convert.vegalite_to_html(text, bundle=True)).encode()


def after(date: dt.date | None) -> str:
    """The day after: a bar covers its last day too."""
    return str(date + dt.timedelta(days=1)) if date else "None"


def moment(date: dt.date) -> int:
    """The beginning of a day in milliseconds since 1970, UTC: what a scale's domain is written in."""
    return (date - dt.date(1970, 1, 1)).days * 86_400_000


def color(**more: Any) -> Spec:
    """The encoding of a quad as its colour."""
    return {
        "field": "quad",
        "type": "nominal",
        "title": None,
        "scale": {"domain": list(QUADS), "range": list(QUADS.values())},
        **more,
    }


def shape() -> Spec:
    """The encoding of a quad as its shape."""
    return {
        "field": "quad",
        "type": "nominal",
        "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())},
        "legend": None,
    }
