"""The JSON API: the same rows as the command line, a page at a time."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request

from communique.export import rows
from communique.store import Filter, Record
from communique.store.search import snippets
from communique.web.query import MOST, Asked, asked, sides

router = APIRouter(tags=["record"])
Filters = Annotated[Asked, Depends(asked)]
Size = Annotated[int, Query(ge=1, le=MOST, description="Rows a page.")]
Key = Annotated[str, Path(max_length=200)]
Row = dict[str, Any]


def _record(request: Request) -> Record:
    record: Record = request.app.state.record
    return record


@router.get("/counts")
def counts(request: Request) -> dict[str, int]:
    """How many facts of each kind the record holds."""
    return _record(request).counts()


@router.get("/events", responses={400: {"description": "a filter names nothing"}})
def events(request: Request, where: Filters, size: Size = 100) -> dict[str, Any]:
    """Events in order of date, with the number of all that the filters let through."""
    found = where.filter(size=size)
    record = _record(request)
    return {"total": record.count_events(found), "events": [rows.event_row(e) for e in record.events(found)]}


@router.get("/pairs/{a}/{b}/events", responses={400: {"description": "no such party"}})
def pair_events(request: Request, a: Key, b: Key, where: Filters, size: Size = 100) -> dict[str, Any]:
    """Events between two parties."""
    found = where.filter(sides(a, b), size=size)
    record = _record(request)
    return {"total": record.count_events(found), "events": [rows.event_row(e) for e in record.events(found)]}


@router.get("/events/{event_id}", responses={404: {"description": "no such event"}})
def event(request: Request, event_id: Key) -> Row:
    """One event."""
    return rows.event_row(_fact(request, "event", event_id))


@router.get("/statements")
def statements(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1, size: Size = 100) -> list[Row]:
    """Statements in order of date."""
    where = Filter(limit=size, offset=(page - 1) * size)
    return [rows.statement_row(s) for s in _record(request).statements(where)]


@router.get("/relations")
def relations(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1, size: Size = 100) -> list[Row]:
    """Standing facts in order of their beginning."""
    where = Filter(limit=size, offset=(page - 1) * size)
    return [rows.relation_row(r) for r in _record(request).relations(where)]


@router.get("/reports")
def reports(request: Request, page: Annotated[int, Query(ge=1, le=100_000)] = 1, size: Size = 100) -> list[Row]:
    """Reports in order of date."""
    where = Filter(limit=size, offset=(page - 1) * size)
    return [rows.report_row(r) for r in _record(request).reports(where)]


@router.get("/reports/{report_id}", responses={404: {"description": "no such report"}})
def report(request: Request, report_id: Key) -> Row:
    """One report."""
    return rows.report_row(_fact(request, "report", report_id))


@router.get("/stories/{story_id}", responses={404: {"description": "no such story"}})
def story(request: Request, story_id: Key) -> Row:
    """One story."""
    return rows.story_row(_fact(request, "story", story_id))


@router.get("/search")
def search(request: Request, q: Annotated[str, Query(max_length=200)], size: Size = 50) -> list[Row]:
    """Reports that hold all words of the query, with the sentences that hold them."""
    record = _record(request)
    found = []
    for report_id, _ in record.search(q, limit=size):
        one = record.report(report_id)
        if one is not None:
            snippet_rows = [rows.evidence_row(evidence) for evidence in snippets(one, q)]
            found.append({"report_id": report_id, "title": one.title, "snippets": snippet_rows})
    return found


def _fact(request: Request, kind: str, key: str) -> Any:
    fact = _record(request).fact(kind, key)
    if fact is None:
        raise HTTPException(404, f"the record holds no {kind} {key}")
    return fact
