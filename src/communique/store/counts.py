"""How many: facts of each kind, events that pass a filter, pairs of countries, and the days that they span."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from communique.store import schema
from communique.store.connection import Connected
from communique.store.faults import guarded
from communique.store.filters import Filter
from communique.store.queries import busiest_pairs, select_events


class Counts(Connected):
    """The part of a record that counts."""

    @guarded
    def count_events(self, where: Filter) -> int:
        """How many events a filter lets through, without its page."""
        whole = msgspec.structs.replace(where, limit=None, offset=0)
        query = sa.select(sa.func.count()).select_from(select_events(whole).order_by(None).subquery())
        with self._engine.connect() as connection:
            return int(connection.scalar(query) or 0)

    @guarded
    def pairs(self, limit: int = 12) -> list[tuple[str, str, int]]:
        """The pairs of countries with the most events: (a, b, number)."""
        with self._engine.connect() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(busiest_pairs(limit))]

    @guarded
    def span(self) -> tuple[str, str] | None:
        """The first and last day of what is told as news, `None` where no event has a day."""
        table = schema.event
        query = sa.select(sa.func.min(table.c.start), sa.func.max(table.c.end)).where(table.c.status != "historical")
        with self._engine.connect() as connection:
            row = connection.execute(query).one()
        return (row[0], row[1]) if row[0] and row[1] else None

    @guarded
    def counts(self) -> dict[str, int]:
        """How many rows each kind has; origins are summed over stories, refused reports counted apart."""
        with self._engine.connect() as connection:
            found = {
                name: int(connection.scalar(sa.select(sa.func.count()).select_from(schema.metadata.tables[name])) or 0)
                for name in ("report", "story", "statement", "event", "relation", "actor", "judgement")
            }
            refused = sa.select(sa.func.count()).select_from(schema.report).where(schema.report.c.refused.is_not(None))
            found["refused"] = int(connection.scalar(refused) or 0)
            found["origins"] = int(connection.scalar(sa.select(sa.func.sum(schema.story.c.origins))) or 0)
        return found
