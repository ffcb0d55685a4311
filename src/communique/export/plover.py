"""Events as JSON objects in the PLOVER manual's own terms: one an event, all its parties in it."""

from __future__ import annotations

from collections.abc import Iterator

from communique.export.columns import Row
from communique.export.rows import evidence_row
from communique.records import Actor, Event, Place, Report
from communique.store import Record
from communique.version import __version__

__all__ = ["plover"]


def plover(record: Record) -> Iterator[Row]:
    """An object an event."""
    reports: dict[str, Report | None] = {}
    for event in record.events():
        for report_id in event.reports:
            if report_id not in reports:
                reports[report_id] = record.report(report_id)
        told = [report for report in map(reports.get, event.reports) if report is not None]
        yield _event(event, told)


def _event(event: Event, told: list[Report]) -> Row:
    return {
        "id": event.event_id,
        "date": event.when.start.isoformat() if event.when.start else None,
        "date_end": event.when.end.isoformat() if event.when.end else None,
        "date_precision": event.when.precision,
        "event": event.type,
        "mode": event.mode,
        "context": list(event.contexts),
        "status": event.status,
        "quad": event.quad,
        "score": event.score,
        "actor": [_actor(actor) for actor in event.actors],
        "recipient": [_actor(actor) for actor in event.recipients],
        "location": _location(event.place),
        "text": [evidence_row(evidence) for evidence in event.evidence],
        "publisher": sorted({report.outlet for report in told if report.outlet}),
        "url": sorted(report.url or report.source for report in told),
        "language": sorted({report.language for report in told if report.language}),
        "origins": event.origins,
        "confidence": event.confidence,
        "coder": f"communique {__version__}",
    }


def _actor(actor: Actor) -> Row:
    return {
        "name": actor.name,
        "code": actor.actor_id,
        "country": actor.country,
        "sector": [sector for sector in actor.sector.split("|") if sector],
        "title": actor.office,
    }


def _location(place: Place | None) -> Row | None:
    if place is None:
        return None
    return {
        "name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon, "geonameid": place.geonameid,
    }  # fmt: skip
