"""Mending a record: what is made from other rows is made anew, what belongs to nothing is dropped."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from communique.records import Report
from communique.store import schema
from communique.store.checking import LINKS, Checking, Problem, orphaned
from communique.store.faults import guarded

_BATCH = 256


class Repair(Checking):
    """The part of a record that mends itself."""

    @guarded
    def repair(self, problems: Sequence[Problem]) -> list[str]:
        """Mend what can be mended, in one transaction, and say what was done.

        Readings that were dropped are made anew by the next reading, of no paths even; conclusions as well.
        """
        mends = {problem.mend for problem in problems}
        done: list[str] = []
        with self._writing() as connection:
            if "indexes" in mends:
                connection.exec_driver_sql("REINDEX")
                done.append("made the indexes of the tables anew")
            if "orphans" in mends:
                done += _drop_orphans(connection)
            if "readings" in mends:
                ids = [key for problem in problems if problem.mend == "readings" for key in problem.ids]
                done += _drop_readings(connection, ids)
            if "search" in mends:
                self._backend.forget(connection)
                done.append(f"made the index of words anew from {self._index_all(connection)} reports")
            if mends & {"orphans", "readings", "conclusions"}:
                connection.execute(schema.meta.delete().where(schema.meta.c.key == "state"))
                done.append("marked stories, events and all other conclusions to be drawn anew")
        return done

    def _index_all(self, connection: sa.Connection) -> int:
        table = schema.report
        readable = sa.select(table.c.added, table.c.body).where(table.c.refused.is_(None)).order_by(table.c.added)
        decode = msgspec.json.Decoder(Report).decode
        number, last = 0, -1
        # A few at a time by their number: a server would send the rows of one query all at once.
        while rows := connection.execute(readable.where(table.c.added > last).limit(_BATCH)).all():
            self._backend.index(connection, [decode(row.body) for row in rows])
            number += len(rows)
            last = rows[-1].added
        return number


def _drop_orphans(connection: sa.Connection) -> list[str]:
    done = []
    for child, column, parent, key in LINKS:
        table = schema.metadata.tables[child]
        dropped = connection.execute(table.delete().where(orphaned(child, column, parent, key))).rowcount
        if dropped:
            done.append(f"dropped {dropped} rows of {child} that belong to no {parent}")
    return done


def _drop_readings(connection: sa.Connection, ids: Sequence[str]) -> list[str]:
    table = schema.reading
    for start in range(0, len(ids), _BATCH):
        connection.execute(table.delete().where(table.c.report_id.in_(ids[start : start + _BATCH])))
    return [f"dropped what was found in {len(ids)} reports, to be read anew"]
