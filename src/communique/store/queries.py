"""The SELECTs behind the listings: a `Filter` turned into SQLAlchemy Core, the same on every backend."""

from __future__ import annotations

import functools
from typing import Any

import msgspec
import sqlalchemy as sa

from communique.store import schema
from communique.store.filters import Filter

# Sorts after every date: what has no date is listed last, not first.
_LAST = "9999"


def select_reports(where: Filter) -> sa.Select[Any]:
    """Rows of (body, story_id, copy_kind, derived_from, origin, reading)."""
    table, member, reading = schema.report, schema.membership, schema.reading
    query: sa.Select[Any] = sa.select(
        table.c.body,
        member.c.story_id,
        member.c.copy_kind,
        member.c.derived_from,
        member.c.origin,
        reading.c.body.label("reading"),
    ).select_from(
        table.outerjoin(member, member.c.report_id == table.c.report_id).outerjoin(
            reading, reading.c.report_id == table.c.report_id
        )
    )
    if where.report is not None:
        query = query.where(table.c.report_id == where.report)
    if where.story is not None:
        query = query.where(member.c.story_id == where.story)
    if where.reports:
        query = query.where(table.c.report_id.in_(where.reports))
    if where.outlet is not None or where.state_media is not None:
        query = query.where(_by_outlet(where))
    if where.refused is not None:
        query = query.where(table.c.refused.is_not(None) if where.refused else table.c.refused.is_(None))
    query = _within(query, reading, where)
    order = (sa.func.coalesce(reading.c.start, reading.c.end, _LAST), table.c.source, table.c.report_id)
    return _page(query.order_by(*order), where)


def select_statements(where: Filter) -> sa.Select[Any]:
    """Bodies of statements."""
    table = schema.statement
    query = sa.select(table.c.body)
    if where.report is not None:
        query = query.where(table.c.report_id == where.report)
    if where.reports:
        query = query.where(table.c.report_id.in_(where.reports))
    if where.actor is not None:
        query = query.where(sa.or_(table.c.country == where.actor, table.c.speaker == where.actor))
    if where.pair is not None:
        both = [schema.event_report.c.event_id.in_(_events_of(side)) for side in where.pair]
        query = query.where(
            sa.or_(table.c.country.in_(where.pair), table.c.speaker.in_(where.pair)),
            table.c.report_id.in_(sa.select(schema.event_report.c.report_id).where(*both)),
        )
    query = _within(query, table, where)
    order = (sa.func.coalesce(table.c.start, table.c.end, _LAST), table.c.report_id, table.c.statement_id)
    return _page(query.order_by(*order), where)


def select_events(where: Filter) -> sa.Select[Any]:
    """Bodies of events."""
    table = schema.event
    query = sa.select(table.c.body)
    for column, values in (
        (table.c.type, where.types),
        (table.c.status, where.statuses),
        (table.c.quad, where.quads),
    ):
        if values:
            query = query.where(column.in_(values))
    for side in where.pair or ():
        query = query.where(table.c.event_id.in_(_events_of(side)))
    if where.party is not None:
        query = query.where(table.c.event_id.in_(_events_of(where.party)))
    if where.actor is not None:
        query = query.where(table.c.event_id.in_(_events_of(where.actor, "actor")))
    if where.recipient is not None:
        query = query.where(table.c.event_id.in_(_events_of(where.recipient, "recipient")))
    if where.origins:
        query = query.where(table.c.origins >= where.origins)
    if where.place is not None:
        query = query.where(sa.func.lower(table.c.place) == where.place.lower())
    if where.judged != "any":
        query = query.where(table.c.judged == where.judged if where.judged else table.c.judged != "rejected")
    reports = _reports_of(where)
    if reports is not None:
        found = sa.select(schema.event_report.c.event_id).where(schema.event_report.c.report_id.in_(reports))
        query = query.where(table.c.event_id.in_(found))
    query = _within(query, table, where)
    order = (sa.func.coalesce(table.c.start, table.c.end, _LAST), table.c.type, table.c.event_id)
    return _page(query.order_by(*order), where)


def select_relations(where: Filter) -> sa.Select[Any]:
    """Bodies of relations."""
    table, party = schema.relation, schema.relation_party
    query = sa.select(table.c.body)
    if where.kinds:
        query = query.where(table.c.kind.in_(where.kinds))
    sides = [*(where.pair or ()), *([where.party] if where.party is not None else [])]
    for side in sides:
        found = sa.select(party.c.relation_id).where(sa.or_(party.c.country == side, party.c.actor_id == side))
        query = query.where(table.c.relation_id.in_(found))
    query = _within(query, table, where, open_ended=True)
    order = (sa.func.coalesce(table.c.start, table.c.end, _LAST), table.c.kind, table.c.relation_id)
    return _page(query.order_by(*order), where)


def busiest_pairs(limit: int) -> sa.Select[Any]:
    """Rows of (a, b, number of events): the two countries that meet in most listed events."""
    one, other, event = schema.party.alias(), schema.party.alias(), schema.event
    number = sa.func.count(sa.distinct(event.c.event_id))
    return (
        sa.select(one.c.country, other.c.country, number)
        .select_from(
            one.join(other, sa.and_(one.c.event_id == other.c.event_id, one.c.country < other.c.country)).join(
                event, event.c.event_id == one.c.event_id
            )
        )
        .where(event.c.judged != "rejected", sa.func.length(one.c.country) == 3, sa.func.length(other.c.country) == 3)
        .group_by(one.c.country, other.c.country)
        .order_by(number.desc(), one.c.country, other.c.country)
        .limit(limit)
    )


def pair_totals(where: Filter, limit: int) -> sa.Select[Any]:
    """Rows of (a, b, number of events, sum of their scores) for the busiest pairs of countries among `where`'s events.

    Only what is told as news and as done counts: no plans, denials or history.
    """
    one, other, event = schema.party.alias(), schema.party.alias(), schema.event
    met = (
        sa.select(one.c.country.label("a"), other.c.country.label("b"), one.c.event_id)
        .distinct()
        .select_from(one.join(other, sa.and_(one.c.event_id == other.c.event_id, one.c.country < other.c.country)))
        .where(sa.func.length(one.c.country) == 3, sa.func.length(other.c.country) == 3)
        .subquery()
    )
    number = sa.func.count()
    query = (
        sa.select(met.c.a, met.c.b, number, sa.func.sum(event.c.score))
        .select_from(met.join(event, event.c.event_id == met.c.event_id))
        .where(event.c.judged != "rejected", event.c.status.in_(("reported", "ongoing")))
    )
    for column, values in ((event.c.type, where.types), (event.c.quad, where.quads)):
        if values:
            query = query.where(column.in_(values))
    query = _within(query, event, where).group_by(met.c.a, met.c.b)
    return query.order_by(number.desc(), met.c.a, met.c.b).limit(limit)


def outlets_of(where: Filter) -> sa.Select[Any]:
    """Rows of (outlet, number of events) for the reports that tell of `where`'s events, the most first."""
    events = select_events(msgspec.structs.replace(where, limit=None, offset=0)).order_by(None)
    found = events.with_only_columns(schema.event.c.event_id)
    number = sa.func.count(sa.distinct(schema.event_report.c.event_id))
    return (
        sa.select(schema.report.c.outlet, number)
        .select_from(
            schema.event_report.join(schema.report, schema.report.c.report_id == schema.event_report.c.report_id)
        )
        .where(schema.event_report.c.event_id.in_(found), schema.report.c.outlet != "")
        .group_by(schema.report.c.outlet)
        .order_by(number.desc(), schema.report.c.outlet)
    )


def _events_of(side: str, role: str | None = None) -> sa.Select[Any]:
    party = schema.party
    query = sa.select(party.c.event_id).where(sa.or_(party.c.country == side, party.c.actor_id == side))
    return query if role is None else query.where(party.c.role == role)


def _reports_of(where: Filter) -> sa.Select[Any] | list[str] | None:
    if where.report is not None:
        return [where.report]
    if where.story is not None:
        return sa.select(schema.membership.c.report_id).where(schema.membership.c.story_id == where.story)
    if where.reports:
        return list(where.reports)
    if where.outlet is not None or where.state_media is not None:
        return sa.select(schema.report.c.report_id).where(_by_outlet(where))
    return None


def _by_outlet(where: Filter) -> sa.ColumnElement[bool]:
    outlet = sa.func.lower(schema.report.c.outlet)
    conditions: list[sa.ColumnElement[bool]] = []
    if where.outlet is not None:
        conditions.append(outlet == where.outlet.lower())
    if where.state_media is not None:
        owned = outlet.in_(state_outlets())
        conditions.append(owned if where.state_media else ~owned)
    return sa.and_(*conditions)


@functools.cache
def state_outlets() -> tuple[str, ...]:
    """The names, in lower case, of the media that the table says a state owns."""
    # A table of 1,500 rows, read only where somebody asks for it.
    from communique.actors.outlets import outlets

    owned = [one for one in outlets().values() if one.state_media]
    return tuple(sorted({name.lower() for one in owned for name in (one.name, *one.aliases)}))


def _within(query: sa.Select[Any], table: sa.Table, where: Filter, *, open_ended: bool = False) -> sa.Select[Any]:
    """Keep what may lie between `since` and `until`.

    An event with one end known lies on that end; a standing fact (`open_ended`) with no end goes on.
    """
    start, end = table.c.start, table.c.end
    if where.since is not None:
        day = where.since.isoformat()
        goes_on = sa.and_(end.is_(None), start.is_not(None)) if open_ended else start >= day
        query = query.where(sa.or_(end >= day, goes_on))
    if where.until is not None:
        query = query.where(sa.func.coalesce(start, end) <= where.until.isoformat())
    return query


def _page(query: sa.Select[Any], where: Filter) -> sa.Select[Any]:
    if where.limit is not None:
        query = query.limit(where.limit)
    return query.offset(where.offset) if where.offset else query
