"""What every part of a record stands on: a place, and connections to the database there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

T = TypeVar("T")


class Connected:
    """A database that is open. `path` is the record's file."""

    def __init__(self, path: Path, engine: sa.Engine) -> None:
        self.path = path
        self._engine = engine

    def _decoded(self, query: sa.Select[Any], kind: type[T]) -> Iterator[T]:
        decoder = msgspec.json.Decoder(kind)
        with self._engine.connect() as connection:
            for (body,) in connection.execute(query):
                yield decoder.decode(body)
