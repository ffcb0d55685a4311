"""The database's own errors as `RecordError`s that say what to do; and facts that can't be decoded, as damage."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable, Iterator
from typing import Concatenate, ParamSpec, TypeVar

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from communique.errors import RecordError
from communique.store.connection import Connected

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
C = TypeVar("C", bound=Connected)

# The database failed; a stored fact is no fact; a raw document can't be unpacked.
_FAULTS = (SQLAlchemyError, msgspec.MsgspecError, zlib.error)


def guarded(method: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    """A method whose database errors are `RecordError`s."""

    @functools.wraps(method)
    def inner(self: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except _FAULTS as error:
            raise _explained(self, error) from error

    return inner


def guarded_rows(method: Callable[Concatenate[C, P], Iterator[T]]) -> Callable[Concatenate[C, P], Iterator[T]]:
    """The same for methods that yield: the database may fail at any row."""

    @functools.wraps(method)
    def inner(self: C, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        try:
            yield from method(self, *args, **kwargs)
        except _FAULTS as error:
            raise _explained(self, error) from error

    return inner


def _explained(part: Connected, error: Exception) -> RecordError:
    if isinstance(error, SQLAlchemyError):
        return part._backend.explained(error)
    return damaged(part.place, f"a stored fact can't be read: {error}")


def damaged(place: str, cause: str) -> RecordError:
    """The error for a record whose bytes are not what was written."""
    return RecordError(
        f"{place} is damaged or not a record ({cause}): see `communique doctor --record {place}`, restore a copy, or "
        "read the reports anew"
    )
