"""One fact by its ID, or by the beginning of it; reports by their words."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa

from communique.records import Actor, Event, Judgement, Reading, Relation, Report, Statement, Story
from communique.store import schema
from communique.store.faults import guarded
from communique.store.filters import Filter
from communique.store.listings import Listings

# The last character that there is.
_AFTER = "\U0010ffff"


class Lookup(Listings):
    """The part of a record that finds."""

    @guarded
    def report(self, report_id: str) -> Report | None:
        """One report, or `None`."""
        return next(iter(self.reports(Filter(report=report_id))), None)

    @guarded
    def reading(self, report_id: str) -> Reading | None:
        """What was found in one report, or `None` where it was not read."""
        query = sa.select(schema.reading.c.body).where(schema.reading.c.report_id == report_id)
        return self._one(query, Reading)

    @guarded
    def actor(self, actor_id: str) -> tuple[Actor, int, int] | None:
        """One actor with its number of mentions and of reports, or `None`."""
        table = schema.actor
        query = sa.select(table.c.body, table.c.mentions, table.c.reports).where(table.c.actor_id == actor_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else (msgspec.json.decode(row.body, type=Actor), row.mentions, row.reports)

    @guarded
    def find(self, prefix: str) -> list[tuple[str, str]]:
        """(kind, ID) of every fact whose ID begins with `prefix`."""
        found: list[tuple[str, str]] = []
        with self._engine.connect() as connection:
            for kind in ("report", "story", "statement", "event", "relation", "actor", "judgement"):
                table = schema.metadata.tables[kind]
                key = table.c[f"{kind}_id"]
                # What begins with a prefix lies between it and the last text that does: an index can be read there.
                query = sa.select(key).where(key >= prefix, key < prefix + _AFTER).order_by(key).limit(20)
                found += [(kind, value) for value in connection.scalars(query)]
        return found

    @guarded
    def fact(self, kind: str, fact_id: str) -> Any:
        """One fact by its kind and whole ID, or `None`."""
        if kind == "report":
            return self.report(fact_id)
        types: dict[str, type[Any]] = {
            "story": Story, "statement": Statement, "event": Event, "relation": Relation, "actor": Actor,
            "judgement": Judgement,
        }  # fmt: skip
        table = schema.metadata.tables[kind]
        query = sa.select(table.c.body).where(table.c[f"{kind}_id"] == fact_id)
        return self._one(query, types[kind])

    @guarded
    def search(self, query: str, *, limit: int = 50) -> list[tuple[str, str]]:
        """(report_id, the query that found it) for reports that hold all words of `query`, the best first.

        A phrase stands in double quotes. Falls back to parts of words (and to scripts without spaces) when whole words
        find nothing.
        """
        with self._engine.connect() as connection:
            return self._backend.search(connection, query, limit)
