"""Atom feeds: what is newest of any query, for a reader who follows a pair, a filter or words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Annotated
from xml.etree import ElementTree as Xml

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from communique.export.rows import day, who
from communique.records import Event, Frozen, Report
from communique.store import Filter, Record
from communique.store.search import snippets
from communique.web.pages.listing import record_of
from communique.web.query import Asked, asked, name_of, sides, with_query
from communique.web.rendering import titled

router = APIRouter(include_in_schema=False)
Filters = Annotated[Asked, Depends(asked)]
_ATOM = "http://www.w3.org/2005/Atom"
_ENTRIES = 50
# Hits of a search among which the newest are found.
_RANKED = 400
_EPOCH = dt.date(1970, 1, 1)
# The last day on which anything can have happened: what has no date is listed after it.
_LAST = dt.date(9998, 12, 31)
# What XML can't hold, even as a reference.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(Frozen, frozen=True, kw_only=True):
    """One entry: `path` is the fact's address on the page."""

    path: str
    title: str
    summary: str
    date: dt.date | None


@router.get("/pair/{a}/{b}/feed.atom")
def pair_feed(request: Request, a: str, b: str, where: Filters) -> Response:
    """The newest events of a pair that the filters let through, the latest first."""
    both = sides(a, b)
    found = _newest(record_of(request), where.filter(both))
    title = f"{name_of(both[0])} – {name_of(both[1])}"
    return _feed(request, title, with_query(f"/pair/{both[0]}/{both[1]}", **where.query(page=1)), map(_event, found))


@router.get("/events/feed.atom")
def events_feed(request: Request, where: Filters) -> Response:
    """The newest of all events that the filters let through."""
    found = _newest(record_of(request), where.filter())
    chosen = ", ".join(words for words, _ in where.chips("/events"))
    title = f"Events: {chosen}" if chosen else "Events"
    return _feed(request, title, with_query("/events", **where.query(page=1)), map(_event, found))


@router.get("/search/feed.atom")
def search_feed(request: Request, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The newest reports that hold all words of a query."""
    record = record_of(request)
    ids = tuple(report_id for report_id, _ in record.search(q, limit=_RANKED)) if q.strip() else ()
    hits = list(record.reports(Filter(reports=ids))) if ids else []
    newest = sorted(hits, key=lambda one: (one.published.start or _EPOCH, one.report_id), reverse=True)[:_ENTRIES]
    return _feed(request, f"Reports on {q}", with_query("/search", q=q), (_report(one, q) for one in newest))


def _newest(record: Record, where: Filter) -> Sequence[Event]:
    """The last events of a listing that have a date, the latest first."""
    dated = msgspec.structs.replace(where, until=min(where.until or _LAST, _LAST), limit=None, offset=0)
    before = max(0, record.count_events(dated) - _ENTRIES)
    return list(record.events(msgspec.structs.replace(dated, limit=_ENTRIES, offset=before)))[::-1]


def _event(event: Event) -> Entry:
    to = f" → {who(event.recipients)}" if event.recipients else ""
    return Entry(
        path=f"/event/{event.event_id}", title=f"{day(event.when)} {event.type}: {who(event.actors)}{to}",
        summary=event.evidence[0].text, date=event.when.start or event.when.end,
    )  # fmt: skip


def _report(report: Report, q: str) -> Entry:
    words = " … ".join(evidence.text for evidence in snippets(report, q))
    return Entry(
        path=f"/report/{report.report_id}", title=f"{day(report.published)} {titled(report)}", summary=words,
        date=report.published.start,
    )  # fmt: skip


def _feed(request: Request, title: str, page: str, entries: Iterable[Entry]) -> Response:
    base = str(request.base_url).rstrip("/")
    found = list(entries)
    feed = Xml.Element("feed", xmlns=_ATOM)
    _add(feed, "title", title)
    _add(feed, "id", f"{base}{page}")
    _add(feed, "updated", _moment(max((one.date for one in found if one.date), default=None)))
    _link(feed, "self", f"{base}{request.url.path}{'?' + request.url.query if request.url.query else ''}")
    _link(feed, "alternate", f"{base}{page}")
    _add(Xml.SubElement(feed, "author"), "name", "Communiqué")
    for one in found:
        entry = Xml.SubElement(feed, "entry")
        _add(entry, "title", one.title)
        # The same on whatever port the page is served: a reader marks an entry as seen by it.
        _add(entry, "id", f"urn:communique:{one.path.strip('/').replace('/', ':')}")
        _link(entry, "alternate", f"{base}{one.path}")
        _add(entry, "updated", _moment(one.date))
        _add(entry, "summary", one.summary)
    data: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(data, media_type="application/atom+xml")


def _add(element: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(element, tag).text = _NO_XML.sub("\ufffd", text)


def _link(element: Xml.Element, rel: str, href: str) -> None:
    Xml.SubElement(element, "link", rel=rel, href=_NO_XML.sub("\ufffd", href))


def _moment(date: dt.date | None) -> str:
    return f"{(date or _EPOCH).isoformat()}T00:00:00Z"
