"""One event with all that it rests on; and the list of all events."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from communique import codebook
from communique.records import Event, Judgement, Report, Statement, Voice
from communique.store import Filter, Record
from communique.web.citing import by_origin, cite, reports_of
from communique.web.pages.listing import STATUSES, Filters, choices, listed, record_of
from communique.web.rendering import render

router = APIRouter()
_NEAR = 6


@router.get("/events")
def events(request: Request, where: Filters) -> Response:
    """All events, filtered."""
    record = record_of(request)
    return render(
        request, "events.html", where=where, listing=listed(record, where, Filter()), path="/events",
        chips=where.chips("/events"), **choices(request, Filter()),
    )  # fmt: skip


@router.get("/event/{event_id}")
def event(request: Request, event_id: str) -> Response:
    """One event with its evidence."""
    record = record_of(request)
    found = record.fact("event", event_id)
    if found is None:
        raise HTTPException(
            404, f"the record holds no event {event_id}; it may have merged with another: search for it"
        )
    said, denied = (
        _once([statement for statement in (record.fact("statement", key) for key in keys) if statement])
        for keys in (found.asserted_by, found.denied_by)
    )
    disputed = [evidence for c in found.contradictions for evidence in (c.a, c.b)]
    reports = reports_of(record, disputed)
    history = _history(record, found)
    return render(
        request, "event.html", event=found, origins=by_origin(record, found.evidence), said=said,
        denied=denied,
        disputes=[(c, cite(c.a, reports), cite(c.b, reports)) for c in found.contradictions], history=history,
        pair=_pair(found), near=_near(record, found), types=sorted(codebook.load().types), statuses=STATUSES,
        working=request.app.state.worker.working, voices=_voices(record, found),
    )  # fmt: skip


def _once(said: list[Statement]) -> list[tuple[Statement, int]]:
    """Equal words of one speaker once, with the number of reports that quote them."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in said:
        words = " ".join(statement.content.text.casefold().split())
        found.setdefault((statement.speaker.text if statement.speaker else "", words), []).append(statement)
    return [(group[0], len({one.report_id for one in group})) for group in found.values()]


def _voices(record: Record, event: Event) -> list[tuple[Voice, Report | None]]:
    """Who vouches for the event; with the report, where nothing else is known of who does."""
    unnamed = [voice.reports[0] for voice in event.voices if voice.reports and voice.name.startswith("report ")]
    reports = {one.report_id: one for one in record.reports(Filter(reports=tuple(unnamed)))} if unnamed else {}
    return [
        (voice, reports.get(voice.reports[0]) if voice.name.startswith("report ") and voice.reports else None)
        for voice in event.voices
    ]


def _history(record: Record, event: Event) -> list[tuple[Judgement, bool]]:
    """The judgements of the event in order, each with whether it was taken back."""
    spans = {(one.report_id, one.start) for one in event.evidence}
    found = [(one, undone) for undone in (False, True) for one in record.judgements(undone=undone)]
    mine = [
        (one, undone)
        for one, undone in found
        if one.target == event.event_id
        or any((evidence.report_id, evidence.start) in spans for evidence in (*one.evidence, *one.other))
    ]
    return sorted(mine, key=lambda row: row[0].at)


def _pair(event: Event) -> tuple[str, str] | None:
    """The two countries of an event that is between exactly two."""
    codes = sorted({actor.country for actor in (*event.actors, *event.recipients) if actor.country})
    return (codes[0], codes[1]) if len(codes) == 2 else None


def _near(record: Record, event: Event) -> list[Event]:
    """Other events that the same reports tell of."""
    found: dict[str, Event] = {}
    for report_id in event.reports[:3]:
        found |= {one.event_id: one for one in record.events(Filter(report=report_id, limit=20))}
    found.pop(event.event_id, None)
    return list(found.values())[:_NEAR]
