"""Atom feeds: the newest events of any query, for a reader that follows a pair."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from communique.export.rows import day, who
from communique.records import Event
from communique.store import Record
from communique.web.query import Asked, asked, sides

router = APIRouter(include_in_schema=False)
_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = dt.date(1970, 1, 1)


@router.get("/pair/{a}/{b}/feed.atom")
def pair_feed(request: Request, a: str, b: str, where: Annotated[Asked, Depends(asked)]) -> Response:
    """The newest events of a pair, the latest first."""
    record: Record = request.app.state.record
    both = sides(a, b)
    events = [event for event in record.events(where.filter(both, size=1000)) if event.when.start]
    newest = sorted(events, key=lambda event: (event.when.start or _EPOCH, event.event_id), reverse=True)[:50]
    base = str(request.base_url).rstrip("/")
    feed = Xml.Element("feed", xmlns=_ATOM)
    Xml.SubElement(feed, "title").text = f"{both[0]} – {both[1]}"
    Xml.SubElement(feed, "id").text = f"{base}/pair/{both[0]}/{both[1]}"
    Xml.SubElement(feed, "updated").text = _moment(newest[0].when.start if newest else None)
    Xml.SubElement(feed, "link", rel="self", href=str(request.url))
    for event in newest:
        _entry(feed, event, base)
    return Response(Xml.tostring(feed, encoding="utf-8", xml_declaration=True), media_type="application/atom+xml")


def _entry(feed: Xml.Element, event: Event, base: str) -> None:
    entry = Xml.SubElement(feed, "entry")
    to = f" → {who(event.recipients)}" if event.recipients else ""
    Xml.SubElement(entry, "title").text = f"{day(event.when)} {event.type}: {who(event.actors)}{to}"
    Xml.SubElement(entry, "id").text = f"{base}/event/{event.event_id}"
    Xml.SubElement(entry, "link", href=f"{base}/event/{event.event_id}")
    Xml.SubElement(entry, "updated").text = _moment(event.when.start)
    Xml.SubElement(entry, "author").append(_text("name", "Communiqué"))
    Xml.SubElement(entry, "summary").text = event.evidence[0].text


def _text(tag: str, text: str) -> Xml.Element:
    element = Xml.Element(tag)
    element.text = text
    return element


def _moment(date: dt.date | None) -> str:
    return f"{date or _EPOCH}T00:00:00Z"
