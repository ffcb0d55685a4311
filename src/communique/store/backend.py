"""What a database has to do for a record; all else is SQLAlchemy Core and the same on every backend."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from communique.errors import RecordError
from communique.records import Report


class Backend(Protocol):
    """A database with a record in it."""

    place: str
    """How messages and pages name the record: a path, or an address without its password."""

    engine: sa.Engine

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """A transaction of the one writer: it waits for another writer, and holds the next one off."""

    def index(self, connection: sa.Connection, reports: Sequence[Report]) -> None:
        """Make reports findable by their words and by parts of their words."""

    def forget(self, connection: sa.Connection) -> None:
        """Empty the index of words."""

    def indexed(self, connection: sa.Connection) -> dict[str, tuple[str, ...]]:
        """What is wrong with the index of words: report IDs that it lacks, and that it holds in vain, by kind."""

    def search(self, connection: sa.Connection, query: str, limit: int) -> list[tuple[str, str]]:
        """(report_id, the query as it was put) for reports that hold all words of `query`, the best first."""

    def damages(self, connection: sa.Connection) -> list[str]:
        """What is wrong with the stored bytes, in the database's own words."""

    def explained(self, error: SQLAlchemyError) -> RecordError:
        """What a database error means for this record, and what to do."""
