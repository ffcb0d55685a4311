"""Exactly the events that a page lists, as a file: the same filters, all pages, the fields of the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Literal

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from communique.export.cells import cell, defused
from communique.export.rows import event_row
from communique.store import Filter, Record
from communique.web.pages.listing import Filters, record_of
from communique.web.query import sides

router = APIRouter()
Format = Literal["csv", "jsonl"]
_MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}


@router.get("/events.{format_}")
def events(request: Request, format_: Format, where: Filters) -> StreamingResponse:
    """All events that the filters let through."""
    return _file(record_of(request), where.first_page().filter(), format_, "events")


@router.get("/pair/{a}/{b}/events.{format_}")
def pair_events(request: Request, a: str, b: str, format_: Format, where: Filters) -> StreamingResponse:
    """All events of a pair that the filters let through."""
    both = sides(a, b)
    return _file(record_of(request), where.first_page().filter(both), format_, "-".join(both).lower())


def _file(record: Record, where: Filter, format_: Format, name: str) -> StreamingResponse:
    whole = msgspec.structs.replace(where, limit=None, offset=0)
    lines = _csv(record, whole) if format_ == "csv" else _jsonl(record, whole)
    safe = "".join(c if c.isalnum() or c == "-" else "-" for c in name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}.{format_}"'}
    return StreamingResponse(lines, media_type=_MEDIA[format_], headers=headers)


def _jsonl(record: Record, where: Filter) -> Iterator[bytes]:
    for event in record.events(where):
        yield msgspec.json.encode(event_row(event)) + b"\n"


def _csv(record: Record, where: Filter) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, event in enumerate(record.events(where)):
        row = event_row(event)
        if number == 0:
            writer.writerow(row)
        writer.writerow([defused(cell(value)) for value in row.values()])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
