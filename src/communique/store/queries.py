"""The SELECTs behind the listings: a `Filter` turned into SQLAlchemy Core, the same on every backend.

A listing is cut to its page among the narrow columns that an index holds, and only then are whole facts fetched: no
database sorts what it does not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from communique.store import schema
from communique.store.filters import Filter
from communique.store.outlets import TOLD, by_outlet
from communique.store.sides import TOLD as DONE


def select_reports(where: Filter) -> sa.Select[Any]:
    """Rows of (body, published, story_id, copy_kind, derived_from, origin)."""
    table, member = schema.report, schema.membership
    keys = report_keys(where)
    key = _page(keys.order_by(*keys.selected_columns), where).subquery("key")
    return (
        sa.select(
            table.c.body, table.c.published, member.c.story_id, member.c.copy_kind, member.c.derived_from,
            member.c.origin,
        )
        .select_from(
            key.join(table, table.c.report_id == key.c.report_id).outerjoin(
                member, member.c.report_id == key.c.report_id
            )
        )
        .order_by(key.c.day, key.c.source, key.c.report_id)
    )  # fmt: skip


def report_keys(where: Filter) -> sa.Select[Any]:
    """Rows of (day, source, report_id) for all reports that a filter lets through, in no order."""
    table, member = schema.report, schema.membership
    keys: sa.Select[Any] = sa.select(table.c.day, table.c.source, table.c.report_id)
    if where.report is not None:
        keys = keys.where(table.c.report_id == where.report)
    if where.story is not None:
        in_story = sa.select(member.c.report_id).where(member.c.story_id == where.story)
        keys = keys.where(table.c.report_id.in_(in_story))
    if where.reports:
        keys = keys.where(table.c.report_id.in_(where.reports))
    if where.outlet is not None or where.state_media is not None:
        keys = keys.where(by_outlet(where))
    if where.refused is not None:
        keys = keys.where(table.c.refused.is_not(None) if where.refused else table.c.refused.is_(None))
    return _within(keys, table, where)


def select_statements(where: Filter) -> sa.Select[Any]:
    """Bodies of statements."""
    table = schema.statement
    keys = statement_keys(where)
    day, report_id, statement_id = keys.selected_columns
    key = _page(keys.order_by(day, report_id, statement_id), where).subquery("key")
    return (
        sa.select(table.c.body)
        .select_from(key.join(table, table.c.statement_id == key.c.statement_id))
        .order_by(key.c.day, key.c.report_id, key.c.statement_id)
    )


def statement_keys(where: Filter) -> sa.Select[Any]:
    """Rows of (day, report_id, statement_id) for all statements that a filter lets through, in no order."""
    table = schema.statement
    columns = (table.c.day, table.c.report_id, table.c.statement_id)
    keys: sa.Select[Any] = sa.select(*columns)
    if where.folded:
        keys = keys.where(table.c.repeats == 0)
    if where.report is not None:
        keys = keys.where(table.c.report_id == where.report)
    if where.reports:
        keys = keys.where(table.c.report_id.in_(where.reports))
    if where.pair is not None:
        between = sa.select(schema.event_report.c.report_id).where(
            schema.event_report.c.event_id.in_(event_ids(Filter(pair=where.pair, judged="any")))
        )
        keys = keys.where(table.c.report_id.in_(between))
    keys = _within(keys, table, where)
    speakers = (where.actor,) if where.actor is not None else where.pair
    if speakers is None:
        return keys
    if where.actor is None and _are_countries(where.pair):
        # A state, and whoever speaks for it, has its country.
        return keys.where(table.c.country.in_(speakers))
    # Two indexes, each read by itself: a condition on either would read neither in order.
    found = sa.union(keys.where(table.c.country.in_(speakers)), keys.where(table.c.speaker.in_(speakers)))
    return sa.select(*found.subquery().c)


def select_events(where: Filter, totals: Mapping[str, int] | None = None) -> sa.Select[Any]:
    """Bodies of events; `totals` are as for `event_keys`."""
    table = schema.event
    keys = event_keys(where, totals)
    key = _page(keys.order_by(*keys.selected_columns), where).subquery("key")
    return (
        sa.select(table.c.body)
        .select_from(key.join(table, table.c.event_id == key.c.event_id))
        .order_by(key.c.day, key.c.type, key.c.event_id)
    )


def event_ids(where: Filter, totals: Mapping[str, int] | None = None) -> sa.Select[Any]:
    """IDs of all events that a filter lets through, in no order."""
    keys = event_keys(where, totals)
    return keys.with_only_columns(keys.selected_columns.event_id)


def event_keys(where: Filter, totals: Mapping[str, int] | None = None) -> sa.Select[Any]:
    """Rows of (day, type, event_id) for all events that a filter lets through, in no order.

    `totals` says how many events each party has, so that the rarer one is read and looked for among the other's.
    """
    named = sides(where)
    table: sa.FromClause = schema.event
    if _are_countries(where.pair):
        a, b = sorted(where.pair or ())
        table, named = schema.meeting, named[2:]
        held = [table.c.a == a, table.c.b == b]
    elif named:
        named.sort(key=lambda one: (totals or {}).get(one[0], 0))
        table = schema.side.alias("a_side")
        held = _is_side(table, *named.pop(0))
    else:
        held = []
    keys = sa.select(table.c.day, table.c.type, table.c.event_id).where(*held)
    for number, (side, role) in enumerate(named):
        other = schema.side.alias(f"other_{number}")
        same = [other.c[name] == table.c[name] for name in ("day", "type", "event_id")]
        keys = keys.where(sa.exists().where(*_is_side(other, side, role), *same))
    for name, values in (("type", where.types), ("status", where.statuses), ("quad", where.quads)):
        if values:
            keys = keys.where(table.c[name].in_(values))
    if where.origins:
        keys = keys.where(table.c.origins >= where.origins)
    if where.judged != "any":
        keys = keys.where(table.c.judged == where.judged if where.judged else table.c.judged != "rejected")
    if where.since is not None:
        keys = keys.where(table.c.last >= where.since.isoformat())
    if where.until is not None:
        keys = keys.where(table.c.day <= where.until.isoformat())
    if where.place is not None:
        there = sa.select(schema.event.c.event_id).where(schema.event.c.place_folded == where.place.casefold())
        keys = keys.where(table.c.event_id.in_(there))
    if where.state_media is not None and where.outlet is None:
        keys = keys.where(table.c.told.in_(TOLD[where.state_media]))
    reports = _reports_of(where)
    if reports is not None:
        told = sa.select(schema.event_report.c.event_id).where(schema.event_report.c.report_id.in_(reports))
        keys = keys.where(table.c.event_id.in_(told))
    return keys


def sides(where: Filter) -> list[tuple[str, str | None]]:
    """The parties that a filter names, each with the role that it must have."""
    named: list[tuple[str, str | None]] = [(side, None) for side in where.pair or ()]
    if where.party is not None:
        named.append((where.party, None))
    if where.actor is not None:
        named.append((where.actor, "actor"))
    if where.recipient is not None:
        named.append((where.recipient, "recipient"))
    return named


def _are_countries(pair: tuple[str, str] | None) -> bool:
    """Whether the events of a pair stand in `meeting`: those of two codes do, those of a person do not."""
    return pair is not None and pair[0] != pair[1] and all(len(side) == 3 for side in pair)


def _is_side(table: sa.FromClause, side: str, role: str | None) -> list[sa.ColumnElement[bool]]:
    return [table.c.side == side, *([] if role is None else [table.c.role.in_((role, "both"))])]


def select_relations(where: Filter) -> sa.Select[Any]:
    """Bodies of relations."""
    table = schema.relation
    # There are few standing facts: no index need know their order.
    order = (sa.func.coalesce(table.c.start, table.c.end, schema.LAST_DAY), table.c.kind, table.c.relation_id)
    return _page(relation_keys(where).with_only_columns(table.c.body).order_by(*order), where)


def relation_keys(where: Filter) -> sa.Select[Any]:
    """IDs of all standing facts that a filter lets through, in no order."""
    table, party = schema.relation, schema.relation_party
    query = sa.select(table.c.relation_id)
    if where.kinds:
        query = query.where(table.c.kind.in_(where.kinds))
    sides = [*(where.pair or ()), *([where.party] if where.party is not None else [])]
    for side in sides:
        found = sa.select(party.c.relation_id).where(sa.or_(party.c.country == side, party.c.actor_id == side))
        query = query.where(table.c.relation_id.in_(found))
    return _within(query, table, where, open_ended=True)


def busiest_pairs(limit: int) -> sa.Select[Any]:
    """Rows of (a, b, number of events): the two countries that meet in most listed events."""
    table = schema.dyad
    return (
        sa.select(table.c.a, table.c.b, table.c.events)
        .order_by(table.c.events.desc(), table.c.a, table.c.b)
        .limit(limit)
    )


def pair_totals(where: Filter, limit: int) -> sa.Select[Any]:
    """Rows of (a, b, number of events, sum of their scores) for the busiest pairs of countries among `where`'s events.

    Only what is told as news and as done counts: no plans, denials or history.
    """
    if not (where.types or where.quads or where.since or where.until):
        known = schema.dyad
        whole = sa.select(known.c.a, known.c.b, known.c.told, known.c.score).where(known.c.told > 0)
        return whole.order_by(known.c.told.desc(), known.c.a, known.c.b).limit(limit)
    table = schema.meeting
    number = sa.func.count()
    query = sa.select(table.c.a, table.c.b, number, sa.func.sum(table.c.score))
    query = query.where(table.c.status.in_(DONE), table.c.judged != "rejected")
    for column, values in ((table.c.type, where.types), (table.c.quad, where.quads)):
        if values:
            query = query.where(column.in_(values))
    if where.since is not None:
        query = query.where(table.c.last >= where.since.isoformat())
    if where.until is not None:
        query = query.where(table.c.day <= where.until.isoformat())
    return query.group_by(table.c.a, table.c.b).order_by(number.desc(), table.c.a, table.c.b).limit(limit)


def outlets_of(where: Filter, totals: Mapping[str, int] | None = None) -> sa.Select[Any]:
    """Rows of (outlet, number of events) for the reports that tell of `where`'s events, the most first."""
    if where == Filter():
        known = schema.outlet
        return sa.select(known.c.name, known.c.events).order_by(known.c.events.desc(), known.c.name)
    told = schema.event_report
    number = sa.func.count(sa.distinct(told.c.event_id))
    return (
        sa.select(told.c.outlet, number)
        .where(told.c.event_id.in_(event_ids(where, totals)), told.c.outlet != "")
        .group_by(told.c.outlet)
        .order_by(number.desc(), told.c.outlet)
    )


def _reports_of(where: Filter) -> sa.Select[Any] | list[str] | None:
    if where.report is not None:
        return [where.report]
    if where.story is not None:
        return sa.select(schema.membership.c.report_id).where(schema.membership.c.story_id == where.story)
    if where.reports:
        return list(where.reports)
    if where.outlet is not None:
        return sa.select(schema.report.c.report_id).where(by_outlet(where))
    return None


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
    return cut(query, where.limit, where.offset)


def cut(query: sa.Select[Any], limit: int | None, offset: int = 0) -> sa.Select[Any]:
    """A page of a query; all of it without a limit."""
    if limit is not None:
        query = query.limit(limit)
    return query.offset(offset) if offset else query
