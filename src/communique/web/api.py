"""The JSON API: the rows of the command line, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response

from communique.asked import party
from communique.export import rows
from communique.export.series import series as counted
from communique.store import Filter
from communique.store.search import snippets
from communique.web import shapes
from communique.web.asking import (
    During,
    EventsAsked,
    Key,
    Page,
    Paged,
    RelationsAsked,
    ReportsAsked,
    SearchAsked,
    Side,
    StatementsAsked,
    only_known,
)
from communique.web.pages.listing import record_of
from communique.web.query import sides, with_query

DESCRIPTION = (
    "The record as JSON: the same fields as `communique … --format jsonl`, the same filters. Listings come in pages; "
    "`state` names the conclusions that a page was cut from, so a reader who finds it changed begins again."
)
_WRONG: dict[int | str, dict[str, Any]] = {
    status: {"model": shapes.Error, "description": why}
    for status, why in {
        400: "the address is malformed",
        404: "there is nothing at this address",
        403: "the host, the origin or the token is not this page's",
        422: "a parameter is unknown or means nothing",
        503: "the record is locked or damaged",
        504: "the answer took too long",
    }.items()
}
_SEVERAL: dict[int | str, dict[str, Any]] = {409: {"model": shapes.Error, "description": "several begin so"}}
# Hits that a search ranks.
_RANKED = 1000

router = APIRouter(prefix="/api/v1", tags=["record"], dependencies=[Depends(only_known)], responses=_WRONG)


@router.get("/counts", response_model=shapes.Counts)
def counts(request: Request) -> Response:
    """How many facts of each kind the record holds."""
    return _json(record_of(request).counts())


@router.get("/events", response_model=shapes.Events)
def events(request: Request, where: EventsAsked, page: Paged) -> Response:
    """Events in order of date; those without a date come last."""
    return _events(request, where, page)


@router.get("/pairs/{a}/{b}/events", response_model=shapes.Events)
def pair_events(request: Request, a: Side, b: Side, where: EventsAsked, page: Paged) -> Response:
    """Events in which both parties take part."""
    return _events(request, msgspec.structs.replace(where, pair=sides(a, b)), page)


@router.get("/events/{event_id}", response_model=shapes.Event)
def event(request: Request, event_id: Key) -> Response:
    """One event."""
    return _fact(request, "event", event_id)


@router.get("/pairs/{a}/{b}/series", response_model=shapes.Series)
def series(
    request: Request,
    a: Side,
    b: Side,
    where: EventsAsked,
    by: Annotated[
        Literal["day", "week", "month", "quarter", "year"], Query(description="Length of a period.")
    ] = "month",
) -> Response:
    """The events of a pair counted by period, with quad categories and scores; planned and denied ones are left out."""
    both = sides(a, b)
    found = counted(record_of(request).events(msgspec.structs.replace(where, pair=both)), by)
    head = {"a": both[0], "b": both[1], "by": by, "coarse": found.coarse, "undated": found.undated}
    return _json(head | {"series": found.rows})


@router.get("/statements", response_model=shapes.Statements)
def statements(request: Request, where: StatementsAsked, page: Paged) -> Response:
    """Statements in order of date, each once: what copies only repeat is counted apart, and listed on request."""
    return _said(request, where, page)


@router.get("/pairs/{a}/{b}/statements", response_model=shapes.Statements)
def pair_statements(request: Request, a: Side, b: Side, during: During, page: Paged) -> Response:
    """Words of either side in reports that tell of an event between them."""
    return _said(request, Filter(pair=sides(a, b), since=during.since, until=during.until, folded=True), page)


def _said(request: Request, where: Filter, page: Page) -> Response:
    record = record_of(request)
    found = map(rows.statement_row, record.statements(_cut(where, page)))
    once, repeats = record.count_statements(where), record.count_repeats(where)
    total = once if where.folded else once + repeats
    return _page(request, page, total, "statements", found, repeats=repeats)


@router.get("/statements/{statement_id}", response_model=shapes.Statement)
def statement(request: Request, statement_id: Key) -> Response:
    """One statement."""
    return _fact(request, "statement", statement_id)


@router.get("/relations", response_model=shapes.Relations)
def relations(request: Request, where: RelationsAsked, page: Paged) -> Response:
    """Standing facts in order of their beginning."""
    record, cut = record_of(request), _cut(where, page)
    found = map(rows.relation_row, record.relations(cut))
    return _page(request, page, record.count_relations(where), "relations", found)


@router.get("/relations/{relation_id}", response_model=shapes.Relation)
def relation(request: Request, relation_id: Key) -> Response:
    """One standing fact."""
    return _fact(request, "relation", relation_id)


@router.get("/reports", response_model=shapes.Reports)
def reports(request: Request, where: ReportsAsked, page: Paged) -> Response:
    """Reports in order of date."""
    record, cut = record_of(request), _cut(where, page)
    return _page(request, page, record.count_reports(where), "reports", map(rows.report_row, record.reports(cut)))


@router.get("/reports/{report_id}", response_model=shapes.Report)
def report(request: Request, report_id: Key) -> Response:
    """One report."""
    return _fact(request, "report", report_id)


@router.get("/stories", response_model=shapes.Stories)
def stories(request: Request, page: Paged) -> Response:
    """Stories, the largest first."""
    record = record_of(request)
    found = map(rows.story_row, record.stories(page.size, page.offset))
    return _page(request, page, record.counts()["story"], "stories", found)


@router.get("/stories/{story_id}", response_model=shapes.Story)
def story(request: Request, story_id: Key) -> Response:
    """One story."""
    return _fact(request, "story", story_id)


@router.get("/actors", response_model=shapes.Actors)
def actors(
    request: Request,
    page: Paged,
    country: Annotated[str | None, Query(min_length=1, max_length=200, description="Only this country's.")] = None,
) -> Response:
    """Actors, the most named first."""
    record, code = record_of(request), party(country)
    found = (rows.actor_row(*one) for one in record.actors(code, page.size, page.offset))
    return _page(request, page, record.count_actors(code), "actors", found)


@router.get("/actors/{actor_id}", response_model=shapes.CountedActor)
def actor(request: Request, actor_id: Key) -> Response:
    """One actor."""
    return _fact(request, "actor", actor_id)


@router.get("/search", response_model=shapes.Hits)
def search(
    request: Request,
    page: Paged,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words; a phrase in double quotes.")],
    where: SearchAsked,
) -> Response:
    """Reports that hold all words of the query and pass the filters, the best first, with the sentences that do."""
    record, (reports, events) = record_of(request), where
    ids, complete = record.search_among(q, reports=reports, events=events, limit=_RANKED)
    wanted = tuple(ids[page.offset : page.offset + page.size])
    held = {one.report_id: one for one in record.reports(Filter(reports=wanted))} if wanted else {}
    found = (rows.hit_row(held[key], snippets(held[key], q)) for key in wanted if key in held)
    return _page(request, page, len(ids), "hits", found, complete=complete)


@router.get("/facts/{fact_id}", response_model=shapes.Fact, responses=_SEVERAL)
def fact(request: Request, fact_id: Key) -> Response:
    """One fact of any kind by its ID, which may be cut short as long as it names one only."""
    found = [one for one in record_of(request).find(fact_id) if one[0] in _ROWS]
    exact = [one for one in found if one[1] == fact_id] or found
    if not exact:
        raise HTTPException(404, f"the record holds no fact {fact_id}: take an ID from a listing")
    if len(exact) > 1:
        first = ", ".join(f"{kind} {key}" for kind, key in exact[:6])
        raise HTTPException(409, f"{fact_id} may be any of {first}: give more digits")
    kind, key = exact[0]
    return _json({"kind": kind, "fact": _row(request, kind, key)})


_ROWS: dict[str, Callable[[Any], rows.Row]] = {
    "event": rows.event_row,
    "statement": rows.statement_row,
    "relation": rows.relation_row,
    "report": rows.report_row,
    "story": rows.story_row,
    "actor": lambda counted: rows.actor_row(*counted),
}


def _row(request: Request, kind: str, key: str) -> rows.Row:
    record = record_of(request)
    found: Any = record.actor(key) if kind == "actor" else record.fact(kind, key)
    if found is None:
        raise HTTPException(404, f"the record holds no {kind} {key}: take an ID from a listing")
    return _ROWS[kind](found)


def _fact(request: Request, kind: str, key: str) -> Response:
    return _json(_row(request, kind, key))


def _events(request: Request, where: Filter, page: Page) -> Response:
    record = record_of(request)
    found = map(rows.event_row, record.events(_cut(where, page)))
    return _page(request, page, record.count_events(where), "events", found)


def _cut(where: Filter, page: Page) -> Filter:
    return msgspec.structs.replace(where, limit=page.size, offset=page.offset)


def _page(request: Request, page: Page, total: int, name: str, found: Iterable[rows.Row], **more: object) -> Response:
    """A page with what its reader needs to have the next one."""
    asked = {key: request.query_params.getlist(key) for key in request.query_params if key != "token"}
    further = page.offset + page.size < total
    head: dict[str, object] = {
        "total": total,
        "page": page.number,
        "size": page.size,
        "state": record_of(request).state(),
        "next": with_query(request.url.path, **asked | {"page": page.number + 1}) if further else None,
    }
    return _json(head | more | {name: list(found)})


def _json(value: object) -> Response:
    return Response(msgspec.json.encode(value), media_type="application/json")
