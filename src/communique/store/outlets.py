"""Who carries what: which reports are of an outlet or of a state's media, and so who tells of an event."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from communique.records import Event
from communique.store import schema
from communique.store.filters import Filter

# Values of the column `told`, by what a filter asks.
TOLD = {True: (1, 3), False: (2, 3)}


def by_outlet(where: Filter) -> sa.ColumnElement[bool]:
    """What `outlet` and `state_media` of a filter ask of a row of `report`."""
    outlet, known = schema.report.c.outlet_folded, schema.report.c.state_media
    conditions: list[sa.ColumnElement[bool]] = []
    if where.outlet is not None:
        conditions.append(outlet == where.outlet.casefold())
    if where.state_media is not None:
        owned = sa.func.coalesce(known, sa.case((outlet.in_(state_outlets()), 1), else_=0))
        conditions.append(owned == int(where.state_media))
    return sa.and_(*conditions)


@functools.cache
def state_outlets() -> tuple[str, ...]:
    """The names, case folded, of the media that the table says a state owns."""
    # A table of 1,500 rows, read only where somebody asks for it.
    from communique.actors.outlets import outlets

    owned = [one for one in outlets().values() if one.state_media]
    return tuple(sorted({name.casefold() for one in owned for name in (one.name, *one.aliases)}))


class Carriers:
    """The outlets of all reports, and which of them are a state's: by what the report says, else by the table."""

    def __init__(self, connection: sa.Connection) -> None:
        table, owned = schema.report, frozenset(state_outlets())
        self._outlets: dict[str, str] = {}
        self._told: dict[str, int] = {}
        query = sa.select(table.c.report_id, table.c.outlet, table.c.state_media)
        for key, outlet, known in connection.execute(query):
            self._outlets[key] = outlet
            self._told[key] = 1 if (outlet.casefold() in owned if known is None else known) else 2

    def told(self, event: Event) -> int:
        """The value of `told` for an event."""
        found = 0
        for report in event.reports:
            found |= self._told.get(report, 0)
        return found

    def event_report_rows(self, event: Event) -> Iterator[dict[str, Any]]:
        """Rows of `event_report`: one for each report that tells of the event."""
        for report in dict.fromkeys(event.reports):
            yield {"event_id": event.event_id, "report_id": report, "outlet": self._outlets.get(report, "")}

    def outlet_rows(self, events: Sequence[Event]) -> Iterator[dict[str, Any]]:
        """Rows of `outlet`: how many of the events that are listed each outlet tells of."""
        counted = Counter(
            name
            for event in events
            if event.judged != "rejected"
            for name in {self._outlets.get(report, "") for report in event.reports} - {""}
        )
        for name, number in counted.items():
            yield {"name": name, "events": number}
