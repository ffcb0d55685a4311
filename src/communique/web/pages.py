"""The pages: home, pair, event, report, story, actor, search."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from communique import charts, codebook, stories
from communique.records import Evidence, Report
from communique.store import Filter, Record
from communique.store.search import snippets
from communique.web.marking import marked, sentence_around
from communique.web.query import PAGE, Asked, asked, name_of, sides
from communique.web.rendering import render

router = APIRouter(include_in_schema=False)
Filters = Annotated[Asked, Depends(asked)]

_STATUSES = ("reported", "ongoing", "future", "hypothetical", "negated", "historical")
_LATEST = 12
# A chart with more marks than this can't be read, nor drawn at once.
_DRAWN = 2000


def _record(request: Request) -> Record:
    record: Record = request.app.state.record
    return record


@router.get("/")
def home(request: Request) -> Response:
    """What is in the record."""
    record = _record(request)
    pairs = [(a, name_of(a), b, name_of(b), count) for a, b, count in record.pairs()]
    refused = list(record.reports(Filter(refused=True, limit=_LATEST)))
    newest = list(record.stories())[:_LATEST]
    return render(
        request, "home.html", counts=record.counts(), span=record.span(), pairs=pairs, refused=refused, stories=newest,
        path=record.place,
    )  # fmt: skip


@router.get("/pair")
def pair_form(a: str = "", b: str = "") -> Response:
    """The form on the home page leads to the pair's own address."""
    if not a.strip() or not b.strip():
        return RedirectResponse("/", status_code=303)
    first, second = sides(a, b)
    return RedirectResponse(f"/pair/{first}/{second}", status_code=303)


@router.get("/pair/{a}/{b}")
def pair(request: Request, a: str, b: str, where: Filters) -> Response:
    """The record of one pair."""
    record, both = _record(request), sides(a, b)
    events = list(record.events(where.filter(both)))
    total = record.count_events(where.filter(both))
    drawn = list(record.events(where.filter(both, size=_DRAWN))) if total > PAGE else events
    relations = list(record.relations(Filter(pair=both)))
    names = tuple(map(name_of, both))
    spec = charts.timeline(drawn, relations, title=f"{names[0]} – {names[1]}")
    return render(
        request, "pair.html", a=both[0], b=both[1], names=names, events=events, relations=relations, total=total,
        spec=_json(spec), where=where, types=sorted(codebook.load().types), statuses=_STATUSES, page_size=PAGE,
        path=f"/pair/{both[0]}/{both[1]}", all_total=record.count_events(Filter(pair=both)), drawn=len(drawn),
    )  # fmt: skip


@router.get("/event/{event_id}")
def event(request: Request, event_id: str) -> Response:
    """One event with its evidence."""
    record = _record(request)
    found = record.fact("event", event_id)
    if found is None:
        raise HTTPException(
            404, f"the record holds no event {event_id}; it may have merged with another: search for it"
        )
    evidence = [_shown(record, one) for one in found.evidence]
    said = [statement for statement in (record.fact("statement", key) for key in found.asserted_by) if statement]
    judgements = [j for j in record.judgements() if j.target == event_id]
    disputes = [(c, _shown(record, c.a), _shown(record, c.b)) for c in found.contradictions]
    return render(
        request, "event.html", event=found, evidence=evidence, said=said, disputes=disputes, judgements=judgements
    )


def _shown(record: Record, evidence: Evidence) -> dict[str, Any]:
    report = record.report(evidence.report_id)
    if report is None:
        return {"report": None, "before": "", "lit": evidence.text, "after": ""}
    before, after = sentence_around(report.text, evidence.start, evidence.end)
    return {"report": report, "before": before, "lit": evidence.text, "after": after, "start": evidence.start}


@router.get("/report/{report_id}")
def report(request: Request, report_id: str, show: str = "events") -> Response:
    """One report with what was found in it."""
    record = _record(request)
    found = record.report(report_id)
    if found is None:
        raise HTTPException(404, f"the record holds no report {report_id}")
    reading = record.reading(report_id)
    events = list(record.events(Filter(report=report_id)))
    statements = list(record.statements(Filter(report=report_id)))
    pieces = marked(found, reading, events, statements, show)
    return render(
        request, "report.html", report=found, pieces=pieces, events=events, statements=statements, show=show,
        copies=_family(record, found),
    )  # fmt: skip


def _family(record: Record, found: Report) -> list[Report]:
    if not found.story_id:
        return []
    return [one for one in record.reports(Filter(story=found.story_id)) if one.report_id != found.report_id]


@router.get("/story/{story_id}")
def story(request: Request, story_id: str) -> Response:
    """One story with its family of copies."""
    record = _record(request)
    found = record.fact("story", story_id)
    if found is None:
        raise HTTPException(404, f"the record holds no story {story_id}")
    members = [(member, record.report(member.report_id)) for member in found.members]
    events = list(record.events(Filter(story=story_id)))
    return render(request, "story.html", story=found, members=members, events=events)


@router.get("/compare/{a}/{b}")
def compare(request: Request, a: str, b: str) -> Response:
    """What one report changed against another."""
    record = _record(request)
    first, second = record.report(a), record.report(b)
    if first is None or second is None:
        raise HTTPException(404, "one of the two reports is not in the record")
    return render(request, "compare.html", a=first, b=second, comparison=stories.compare(first, second))


@router.get("/actor/{actor_id:path}")
def actor(request: Request, actor_id: str, where: Filters) -> Response:
    """One actor: what it did and what it said."""
    record = _record(request)
    found = record.fact("actor", actor_id)
    if found is None:
        raise HTTPException(404, f"the record names no actor {actor_id}")
    events = list(record.events(Filter(party=actor_id, limit=PAGE)))
    statements = list(record.statements(Filter(actor=actor_id, limit=PAGE)))
    return render(request, "actor.html", actor=found, events=events, statements=statements, where=where)


@router.get("/search")
def search(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Full text, with the sentences that were found."""
    record = _record(request)
    found = []
    for report_id, _ in record.search(q, limit=PAGE) if q.strip() else []:
        one = record.report(report_id)
        if one is not None:
            found.append((one, snippets(one, q)))
    return render(request, "search.html", q=q, found=found, total=record.counts()["report"])


def _json(value: Any) -> str:
    """JSON that can stand inside a script element: no text of a report can end it."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
