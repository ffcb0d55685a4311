"""Listings: facts of one kind that pass a filter, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from communique.records import Actor, Event, Relation, Report, Statement, Story, When
from communique.store import schema
from communique.store.connection import Connected
from communique.store.faults import guarded_rows
from communique.store.filters import Filter
from communique.store.queries import cut, select_events, select_relations, select_reports, select_statements, sides


class Listings(Connected):
    """The part of a record that lists."""

    @guarded_rows
    def reports(self, where: Filter = Filter()) -> Iterator[Report]:  # noqa: B008
        """Reports with their place in their story and their date as read, in order of date, then of source."""
        for row in self._rows(select_reports(where)):
            yield _whole_report(row)

    @guarded_rows
    def stories(self, limit: int | None = None, offset: int = 0) -> Iterator[Story]:
        """Stories, the largest first; all, or a page of them."""
        order = (schema.story.c.size.desc(), schema.story.c.story_id)
        query = sa.select(schema.story.c.body).order_by(*order)
        yield from self._decoded(cut(query, limit, offset), Story)

    @guarded_rows
    def statements(self, where: Filter = Filter()) -> Iterator[Statement]:  # noqa: B008
        """Statements in order of date, then of place in the report."""
        yield from self._decoded(select_statements(where), Statement)

    @guarded_rows
    def events(self, where: Filter = Filter()) -> Iterator[Event]:  # noqa: B008
        """Events in order of date; those without a date come last."""
        yield from self._decoded(select_events(where, self._totals(where)), Event)

    @guarded_rows
    def relations(self, where: Filter = Filter()) -> Iterator[Relation]:  # noqa: B008
        """Standing facts in order of their beginning."""
        yield from self._decoded(select_relations(where), Relation)

    @guarded_rows
    def actors(
        self, country: str | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[tuple[Actor, int, int]]:
        """Actors with the number of mentions and of reports, the most mentioned first; all, or a page of them."""
        query = sa.select(schema.actor.c.body, schema.actor.c.mentions, schema.actor.c.reports)
        if country is not None:
            query = query.where(schema.actor.c.country == country)
        query = query.order_by(schema.actor.c.mentions.desc(), schema.actor.c.actor_id)
        decoder = msgspec.json.Decoder(Actor)
        for row in self._rows(cut(query, limit, offset)):
            yield decoder.decode(row.body), row.mentions, row.reports

    def _totals(self, where: Filter) -> dict[str, int]:
        """How many events each party has that a filter names; nothing where it names one at most."""
        named = {f"side:{side}" for side, _ in sides(where)}
        if len(named) < 2:
            return {}
        table = schema.tally
        query = sa.select(table.c.name, table.c.number).where(table.c.name.in_(named))
        with self._engine.connect() as connection:
            return {name.removeprefix("side:"): number for name, number in connection.execute(query)}


def _whole_report(row: sa.Row[Any]) -> Report:
    report = msgspec.json.decode(row.body, type=Report)
    changes: dict[str, Any] = {}
    if row.story_id is not None:
        changes = {
            "story_id": row.story_id,
            "copy_kind": row.copy_kind,
            "derived_from": row.derived_from,
            "origin": row.origin,
        }
    if row.published is not None:
        changes["published"] = msgspec.json.decode(row.published, type=When)
    return msgspec.structs.replace(report, **changes)
