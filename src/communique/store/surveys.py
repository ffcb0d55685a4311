"""What a reader of the whole record asks: busiest pairs in a period, outlets, what is newest, what is least sure."""

from __future__ import annotations

import sqlalchemy as sa

from communique.records import Event, Report
from communique.store import schema
from communique.store.faults import guarded
from communique.store.filters import Filter
from communique.store.listings import Listings
from communique.store.queries import outlets_of, pair_totals


class Surveys(Listings):
    """The part of a record that the page's overviews are made of."""

    @guarded
    def pair_totals(self, where: Filter = Filter(), limit: int = 60) -> list[tuple[str, str, int, float]]:  # noqa: B008
        """The busiest pairs of countries among the events that a filter lets through: (a, b, number, sum of scores)."""
        with self._engine.connect() as connection:
            rows = connection.execute(pair_totals(where, limit))
            return [(row[0], row[1], int(row[2]), float(row[3])) for row in rows]

    @guarded
    def outlets(self, where: Filter = Filter()) -> list[tuple[str, int]]:  # noqa: B008
        """The outlets that tell of the events that a filter lets through, each with the number of those events."""
        with self._engine.connect() as connection:
            return [(row[0], int(row[1])) for row in connection.execute(outlets_of(where, self._totals(where)))]

    @guarded
    def latest(self, limit: int) -> list[Report]:
        """The reports that were read in last, the latest first; refused ones too."""
        table = schema.report
        query = sa.select(table.c.report_id).order_by(table.c.added.desc()).limit(limit)
        with self._engine.connect() as connection:
            ids = list(connection.scalars(query))
        found = {report.report_id: report for report in self.reports(Filter(reports=tuple(ids)))} if ids else {}
        return [found[key] for key in ids if key in found]

    @guarded
    def least_sure(self, limit: int, offset: int = 0) -> list[Event]:
        """Events that nobody has judged, those first of which the coder is least sure."""
        table = schema.event
        query = sa.select(table.c.body).where(table.c.judged == "").order_by(table.c.probability, table.c.event_id)
        return list(self._decoded(query.limit(limit).offset(offset), Event))
