"""What was read: reports, their raw bytes, and what was found in each by itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from communique.records import Document, Reading, Report
from communique.store import rows, schema
from communique.store.connection import Connected
from communique.store.faults import guarded, guarded_rows


class Reports(Connected):
    """The part of a record that is never derived from anything else in it."""

    @guarded
    def known(self) -> frozenset[str]:
        """The IDs of all reports in the record, refused ones too."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(sa.select(schema.report.c.report_id)))

    @guarded
    def add_reports(self, batch: Iterable[tuple[Document, Report]]) -> int:
        """Store cleaned reports with their raw documents, one transaction; those already there are left as they are."""
        batch = list({report.report_id: (document, report) for document, report in batch}.values())
        with self._writing() as connection:
            known = _known(connection, [report.report_id for _, report in batch])
            new = [(document, report) for document, report in batch if report.report_id not in known]
            if not new:
                return 0
            last = connection.scalar(sa.select(sa.func.max(schema.report.c.added))) or 0
            numbered = [rows.report_row(report, number) for number, (_, report) in enumerate(new, last + 1)]
            connection.execute(schema.report.insert(), numbered)
            connection.execute(schema.raw.insert(), [rows.raw_row(document, report) for document, report in new])
            self._backend.index(connection, [report for _, report in new if report.refused is None])
        return len(new)

    @guarded
    def unread(self, coder: str) -> list[str]:
        """IDs of reports that are readable but not yet read by this version of the coder, in order."""
        joined = schema.report.outerjoin(schema.reading, schema.reading.c.report_id == schema.report.c.report_id)
        query = (
            sa.select(schema.report.c.report_id)
            .select_from(joined)
            .where(schema.report.c.refused.is_(None))
            .where(sa.or_(schema.reading.c.coder.is_(None), schema.reading.c.coder != coder))
            .order_by(schema.report.c.report_id)
        )
        with self._engine.connect() as connection:
            return list(connection.scalars(query))

    @guarded
    def add_readings(self, readings: Sequence[Reading], coder: str) -> None:
        """Store what was found in a batch of reports; an older reading of the same report gives way."""
        if not readings:
            return
        table = schema.report
        dated = table.update().where(table.c.report_id == sa.bindparam("key"))
        columns: dict[str, Any] = {name: sa.bindparam(name) for name in ("day", "start", "end", "published")}
        with self._writing() as connection:
            ids = [reading.report_id for reading in readings]
            connection.execute(schema.reading.delete().where(schema.reading.c.report_id.in_(ids)))
            connection.execute(schema.reading.insert(), [rows.reading_row(reading, coder) for reading in readings])
            connection.execute(dated.values(columns), [rows.dated_row(reading) for reading in readings])

    @guarded_rows
    def readings(self) -> Iterator[Reading]:
        """All readings in order of report ID."""
        query = sa.select(schema.reading.c.body).order_by(schema.reading.c.report_id)
        yield from self._decoded(query, Reading)

    @guarded
    def raw(self, report_id: str) -> bytes:
        """The raw bytes that a report was read from."""
        with self._engine.connect() as connection:
            data = connection.scalar(sa.select(schema.raw.c.data).where(schema.raw.c.report_id == report_id))
        return zlib.decompress(data) if data else b""


def _known(connection: sa.Connection, ids: Sequence[str]) -> set[str]:
    query = sa.select(schema.report.c.report_id)
    return set(connection.scalars(query.where(schema.report.c.report_id.in_(ids))))
