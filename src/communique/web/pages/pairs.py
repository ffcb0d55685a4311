"""A pair: its timeline with the list beside it, what was said, how it was worded, where it happened."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from communique import charts
from communique.charts.map import places
from communique.records import Frozen
from communique.store import Filter, Record
from communique.web.pages.listing import DRAWN, Filters, choices, listed, record_of, remembered
from communique.web.pages.phrasing import phrased
from communique.web.query import Asked, name_of, sides, with_query
from communique.web.rendering import as_json, render

router = APIRouter()
_SAID = 500


@router.get("/pair/{a}/{b}")
def timeline(request: Request, a: str, b: str, where: Filters) -> Response:
    """The events of a pair: drawn, and listed."""
    both = sides(a, b)
    if (a, b) != both:
        return RedirectResponse(with_query(f"/pair/{both[0]}/{both[1]}", **where.query()), status_code=303)
    record, whole = record_of(request), Filter(pair=both)
    listing = listed(record, where, whole, both)
    asked = where.first_page()
    drawn = remembered(request).get(
        ("timeline", both, asked), lambda: _draw(record, asked, both), lambda one: len(one.spec)
    )
    return render(
        request, "pair.html", **_frame(both, where, "timeline"), listing=listing,
        relations=list(record.relations(whole)), spec=drawn.spec, drawn=drawn.events, said=drawn.statements,
        undated=drawn.undated,
        **choices(request, whole),
    )  # fmt: skip


class Drawing(Frozen, frozen=True, kw_only=True):
    """A timeline as JSON, and how many events, statements and events without a date went into it."""

    spec: str
    events: int
    statements: int
    undated: int


def _draw(record: Record, where: Asked, both: tuple[str, str]) -> Drawing:
    asked = where.filter(both, size=DRAWN)
    events = list(record.events(asked))
    said = list(record.statements(Filter(pair=both, since=asked.since, until=asked.until, limit=DRAWN, folded=True)))
    relations = list(record.relations(Filter(pair=both)))
    spec = charts.timeline_to_zoom(events, relations, said, sides={code: name_of(code) for code in both})
    return Drawing(
        spec=as_json(spec), events=len(events), statements=len(said),
        undated=sum(not event.when.known for event in events),
    )  # fmt: skip


@router.get("/pair/{a}/{b}/statements")
def statements(request: Request, a: str, b: str, where: Filters) -> Response:
    """What either side said in reports that tell of both."""
    both, period = sides(a, b), where.filter()
    record = record_of(request)
    asked = Filter(pair=both, since=period.since, until=period.until, limit=_SAID + 1, folded=True)
    said = told = list(record.statements(asked))
    if where.actor:
        said = [one for one in said if one.speaker and one.speaker.actor and one.speaker.actor.country == where.actor]
    return render(
        request, "pair_statements.html", **_frame(both, where, "statements"), statements=said[:_SAID],
        more=len(told) > _SAID, most=_SAID,
    )  # fmt: skip


@router.get("/pair/{a}/{b}/wording")
def wording(
    request: Request, a: str, b: str, where: Filters, speaker: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """How one side words the other, occasion by occasion."""
    both = sides(a, b)
    one = speaker if speaker in both else both[0]
    other = both[1] if one == both[0] else both[0]
    found = phrased(record_of(request), one, other, where)
    return render(
        request, "pair_wording.html", **_frame(both, where, "wording"), speaker=one, about=other, found=found,
    )  # fmt: skip


@router.get("/pair/{a}/{b}/map")
def on_map(request: Request, a: str, b: str, where: Filters) -> Response:
    """Where the events of a pair happened."""
    both, record = sides(a, b), record_of(request)
    events = list(record.events(where.first_page().filter(both, size=DRAWN)))
    frame = _frame(both, where, "map")
    listing = with_query(frame["path"], **where.query(place="", page=1))
    spec = charts.event_map(events, outline_url="/static/world.json", listing=listing)
    return render(
        request, "pair_map.html", **frame, spec=as_json(spec), places=places(events, listing), total=len(events),
        **choices(request, Filter(pair=both)),
    )  # fmt: skip


def _frame(both: tuple[str, str], where: Asked, view: str) -> dict[str, Any]:
    a, b = both
    return {
        "a": a, "b": b, "names": tuple(map(name_of, both)), "where": where, "view": view, "path": f"/pair/{a}/{b}",
        "chips": where.chips(f"/pair/{a}/{b}"),
    }  # fmt: skip
