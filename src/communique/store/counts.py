"""How many: facts of each kind, events that pass a filter, pairs of countries, and the days that they span."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from communique.store import schema
from communique.store.faults import guarded
from communique.store.filters import Filter
from communique.store.listings import Listings
from communique.store.queries import busiest_pairs, event_ids, relation_keys, report_keys, statement_keys


class Counts(Listings):
    """The part of a record that counts. Conclusions are counted when they are written, not when they are asked for."""

    @guarded
    def count_events(self, where: Filter) -> int:
        """How many events a filter lets through, without its page."""
        if where == Filter(pair=where.pair, limit=where.limit, offset=where.offset):
            known = self._listed() if where.pair is None else self._met(where.pair)
            if known is not None:
                return known
        return self._number(event_ids(where, self._totals(where)))

    @guarded
    def count_reports(self, where: Filter) -> int:
        """How many reports a filter lets through, without its page."""
        return self._number(report_keys(where))

    @guarded
    def count_statements(self, where: Filter) -> int:
        """How many statements a filter lets through, without its page; what a copy only repeats is not counted."""
        return self._number(statement_keys(msgspec.structs.replace(where, folded=True)))

    @guarded
    def count_repeats(self, where: Filter) -> int:
        """How many statements of copies, which only repeat those that are counted, a filter lets through."""
        everything = self._number(statement_keys(msgspec.structs.replace(where, folded=False)))
        return everything - self.count_statements(where)

    @guarded
    def count_relations(self, where: Filter) -> int:
        """How many standing facts a filter lets through, without its page."""
        return self._number(relation_keys(where))

    @guarded
    def count_actors(self, country: str | None = None) -> int:
        """How many actors there are, or are of a country."""
        table = schema.actor
        query = sa.select(table.c.actor_id)
        return self._number(query if country is None else query.where(table.c.country == country))

    def _number(self, query: sa.Select[Any]) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0)

    def _listed(self) -> int | None:
        """How many events were concluded, without those that a person rejected; `None` before the first conclusion."""
        tally, rejected = schema.tally, sa.select(schema.event.c.event_id).where(schema.event.c.judged == "rejected")
        with self._engine.connect() as connection:
            written = connection.scalar(sa.select(tally.c.number).where(tally.c.name == "event"))
        return None if written is None else written - self._number(rejected)

    def _met(self, pair: tuple[str, str]) -> int | None:
        """How many events two countries have, if that is known; not so for other parties."""
        table = schema.dyad
        query = sa.select(table.c.events).where(table.c.a == min(pair), table.c.b == max(pair))
        with self._engine.connect() as connection:
            return connection.scalar(query)

    @guarded
    def pairs(self, limit: int = 12) -> list[tuple[str, str, int]]:
        """The pairs of countries with the most events: (a, b, number)."""
        with self._engine.connect() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(busiest_pairs(limit))]

    @guarded
    def span(self) -> tuple[str, str] | None:
        """The first and last day of what is told as news, `None` where no event has a day."""
        table = schema.meta
        query = sa.select(table.c.key, table.c.value).where(table.c.key.in_(("first", "last")))
        with self._engine.connect() as connection:
            found = {row.key: row.value for row in connection.execute(query)}
        return (found["first"], found["last"]) if len(found) == 2 else None

    @guarded
    def counts(self) -> dict[str, int]:
        """How many rows each kind has; origins are summed over stories, refused reports counted apart.

        A statement counts once; `repeat` are those that copies only repeat.
        """
        report, tally = schema.report, schema.tally
        kinds = ("story", "statement", "repeat", "event", "relation", "actor", "origins")
        refused = sa.select(sa.func.count()).select_from(report).where(report.c.refused.is_not(None))
        with self._engine.connect() as connection:
            found = {
                table.name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
                for table in (report, schema.judgement)
            }
            known = connection.execute(sa.select(tally.c.name, tally.c.number).where(tally.c.name.in_(kinds)))
            found |= dict.fromkeys(kinds, 0) | {row.name: row.number for row in known}
            found["refused"] = int(connection.scalar(refused) or 0)
        return found
