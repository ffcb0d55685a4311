"""One fact by its ID, or by the beginning of it; reports by their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from communique.records import Actor, Event, Frozen, Judgement, Reading, Relation, Report, Statement, Story
from communique.store import schema
from communique.store.faults import guarded
from communique.store.filters import Filter
from communique.store.listings import Listings
from communique.store.queries import event_ids, report_keys

# The last character that there is.
_AFTER = "\U0010ffff"
# Reports that are found by their words before they are narrowed, and those that are narrowed at a time.
_FOUND = 10_000
_AT_ONCE = 5000


class Traits(Frozen, frozen=True, kw_only=True):
    """What a report is told apart by; what is unknown is empty, as is the year of one that was not read yet."""

    outlet: str
    year: str
    language: str
    kind: str


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

    @guarded
    def search_among(
        self,
        query: str,
        *,
        reports: Filter = Filter(),  # noqa: B008
        events: Filter = Filter(),  # noqa: B008
        limit: int = 50,
    ) -> tuple[list[str], bool]:
        """IDs of the best `limit` reports that hold all words of `query` and pass both filters; whether they are all.

        A report passes `events` if it tells of an event that does. The best 10,000 are narrowed.
        """
        narrowed = reports != Filter() or events != Filter()
        most = _FOUND if narrowed else limit
        ids = [report_id for report_id, _ in self.search(query, limit=most + 1)]
        kept = self._passing(ids[:most], reports, events) if narrowed else ids[:most]
        return kept[:limit], len(ids) <= most and len(kept) <= limit

    @guarded
    def traits(self, ids: Sequence[str]) -> dict[str, Traits]:
        """What reports are told apart by, by their IDs, without a look at their texts."""
        report, member = schema.report, schema.membership
        query = (
            sa.select(report.c.report_id, report.c.outlet, report.c.start, report.c.language, member.c.copy_kind)
            .select_from(report.outerjoin(member, member.c.report_id == report.c.report_id))
            .where(report.c.report_id.in_(ids))
        )
        with self._engine.connect() as connection:
            return {
                key: Traits(outlet=outlet, year=start[:4] if start else "", language=language, kind=kind or "original")
                for key, outlet, start, language, kind in connection.execute(query)
            }

    def _passing(self, ids: list[str], reports: Filter, events: Filter) -> list[str]:
        told, found = schema.event_report, set[str]()
        with self._engine.connect() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                part = ids[start : start + _AT_ONCE]
                keys = report_keys(msgspec.structs.replace(reports, reports=tuple(part)))
                query = keys.with_only_columns(schema.report.c.report_id)
                if events != Filter():
                    tell = sa.select(told.c.report_id).where(
                        told.c.report_id.in_(part), told.c.event_id.in_(event_ids(events, self._totals(events)))
                    )
                    query = query.where(schema.report.c.report_id.in_(tell))
                found.update(connection.scalars(query))
        return [report_id for report_id in ids if report_id in found]
