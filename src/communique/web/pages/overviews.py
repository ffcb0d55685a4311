"""The whole record from above: the network of pairs in a period, and events on a map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from communique import charts
from communique.charts.map import places
from communique.store import Filter
from communique.web.pages.listing import DRAWN, QUADS, Filters, choices, record_of
from communique.web.query import name_of, with_query
from communique.web.rendering import as_json, render

router = APIRouter()


@router.get("/network")
def network(request: Request, where: Filters, most: Annotated[int, Query(ge=1, le=200)] = 40) -> Response:
    """Which states deal with each other, how often, and how."""
    record = record_of(request)
    asked = where.first_page().filter()
    pairs = record.pair_totals(Filter(since=asked.since, until=asked.until, quads=asked.quads, types=asked.types), most)
    names = {code: name_of(code) for a, b, *_ in pairs for code in (a, b)}
    spec = charts.network(pairs, names) if pairs else {}
    carried = where.query(page=1)
    rows = [
        (with_query(f"/pair/{a}/{b}", **carried), names[a], names[b], number, total / number)
        for a, b, number, total in pairs
    ]
    return render(
        request, "network.html", where=where, pairs=rows, spec=as_json(spec), most=most, path="/network",
        chips=where.chips("/network"), quads=QUADS,
    )  # fmt: skip


@router.get("/map")
def on_map(request: Request, where: Filters) -> Response:
    """Where events happened."""
    record = record_of(request)
    events = list(record.events(where.first_page().filter(size=DRAWN)))
    listing = with_query("/events", **where.query(place="", page=1))
    spec = charts.event_map(events, outline_url="/static/world.json", listing=listing)
    return render(
        request, "map.html", where=where, spec=as_json(spec), places=places(events, listing), total=len(events),
        path="/map", chips=where.chips("/map"), drawn=DRAWN, **choices(request, Filter()),
    )  # fmt: skip
