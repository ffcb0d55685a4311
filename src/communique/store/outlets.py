"""Which reports are of an outlet, or of a state's media: a condition on the reports' outlets."""

from __future__ import annotations

import functools

import sqlalchemy as sa

from communique.store import schema
from communique.store.filters import Filter


def by_outlet(where: Filter) -> sa.ColumnElement[bool]:
    """What `outlet` and `state_media` of a filter ask of a row of `report`."""
    outlet = schema.report.c.outlet_folded
    conditions: list[sa.ColumnElement[bool]] = []
    if where.outlet is not None:
        conditions.append(outlet == where.outlet.casefold())
    if where.state_media is not None:
        owned = outlet.in_(state_outlets())
        conditions.append(owned if where.state_media else ~owned)
    return sa.and_(*conditions)


@functools.cache
def state_outlets() -> tuple[str, ...]:
    """The names, case folded, of the media that the table says a state owns."""
    # A table of 1,500 rows, read only where somebody asks for it.
    from communique.actors.outlets import outlets

    owned = [one for one in outlets().values() if one.state_media]
    return tuple(sorted({name.casefold() for one in owned for name in (one.name, *one.aliases)}))
