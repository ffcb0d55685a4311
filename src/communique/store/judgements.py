"""What a person said of a fact: kept for good, and taken back without being lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from communique.records import Judgement
from communique.store import rows, schema
from communique.store.connection import Connected
from communique.store.faults import guarded, guarded_rows


class Judgements(Connected):
    """The part of a record that people wrote."""

    @guarded
    def add_judgements(self, judgements: Sequence[Judgement]) -> int:
        """Store judgements; those already there are left as they are. Returns how many are new."""
        with self._writing() as connection:
            known = set(connection.scalars(sa.select(schema.judgement.c.judgement_id)))
            new = [judgement for judgement in judgements if judgement.judgement_id not in known]
            if new:
                connection.execute(schema.judgement.insert(), [rows.judgement_row(judgement) for judgement in new])
        return len(new)

    @guarded
    def undo(self, judgement_id: str, at: str) -> bool:
        """Take a judgement back; it stays in the history. Returns whether it was in force."""
        table = schema.judgement
        with self._writing() as connection:
            done = connection.execute(
                table.update().where(table.c.judgement_id == judgement_id, table.c.undone.is_(None)).values(undone=at)
            )
        return bool(done.rowcount)

    @guarded_rows
    def judgements(self, *, undone: bool = False) -> Iterator[Judgement]:
        """Judgements in the order in which they were made: those in force, or those that were undone."""
        table = schema.judgement
        query = sa.select(table.c.body).where(table.c.undone.is_not(None) if undone else table.c.undone.is_(None))
        yield from self._decoded(query.order_by(table.c.at, table.c.judgement_id), Judgement)
