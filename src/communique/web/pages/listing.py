"""What every page of events begins with: the record, the filters of the address, a page of events and their number."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from communique import codebook
from communique.records import Event, Frozen
from communique.store import Filter, Record
from communique.web.query import PAGE, Asked, asked
from communique.web.remembered import Remembered

Filters = Annotated[Asked, Depends(asked)]

STATUSES = ("reported", "ongoing", "future", "hypothetical", "negated", "historical")
QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
# A chart with more marks than this can't be read, nor drawn at once.
DRAWN = 2000


def record_of(request: Request) -> Record:
    """The record that the application serves."""
    record: Record = request.app.state.record
    return record


class Listing(Frozen, frozen=True, kw_only=True):
    """A page of events: how many the filters let through, and how many there are without filters."""

    events: tuple[Event, ...]
    total: int
    all_total: int

    @property
    def pages(self) -> int:
        """How many pages the listing has."""
        return max(1, -(-self.total // PAGE))


def listed(record: Record, where: Asked, whole: Filter, pair: tuple[str, str] | None = None) -> Listing:
    """The page that `where` asks for; `whole` is the same listing without filters."""
    total = record.count_events(where.filter(pair))
    return Listing(
        events=tuple(record.events(where.filter(pair))),
        total=total,
        all_total=record.count_events(whole) if where.narrowed else total,
    )


def remembered(request: Request) -> Remembered:
    """What was made for earlier readers of the same conclusions."""
    found: Remembered = request.app.state.remembered
    return found


def choices(request: Request, whole: Filter) -> dict[str, Any]:
    """What the filters of a listing can be set to."""
    record = record_of(request)
    types = codebook.load().types
    return {
        "types": [(quad, sorted(name for name, kind in types.items() if kind.quad == quad)) for quad in QUADS],
        "statuses": STATUSES,
        "quads": QUADS,
        "outlets": remembered(request).get(("outlets", whole), lambda: record.outlets(whole)[:200]),
        "page_size": PAGE,
    }
