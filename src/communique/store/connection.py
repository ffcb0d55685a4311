"""What every part of a record stands on: a database, and rows read from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from communique.store import deadlines
from communique.store.backend import Backend

T = TypeVar("T")

# Rows held at a time while a whole listing is read: a megabyte or two of reports.
_ROWS = 128


class Connected:
    """A database that is open. `place` is the record's file, or its address without the password."""

    def __init__(self, backend: Backend) -> None:
        self.place = backend.place
        self._backend = backend
        self._engine = backend.engine

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        return self._backend.writing()

    def _rows(self, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
        """The rows of a query, a few at a time: a listing of any length takes no more memory than a short one."""
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_ROWS).execute(query):
                # What is done with a row takes time as well.
                if deadlines.passed():
                    raise deadlines.too_slow()
                yield row

    def _decoded(self, query: sa.Select[Any], kind: type[T]) -> Iterator[T]:
        decoder = msgspec.json.Decoder(kind)
        for (body,) in self._rows(query):
            yield decoder.decode(body)

    def _one(self, query: sa.Select[Any], kind: type[T]) -> T | None:
        with self._engine.connect() as connection:
            body = connection.scalar(query)
        return None if body is None else msgspec.json.decode(body, type=kind)
