"""The database's own errors as `RecordError`s that say what to do."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from communique.errors import RecordError
from communique.store.connection import Connected

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
C = TypeVar("C", bound=Connected)


def guarded(method: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    """A method whose database errors are `RecordError`s."""

    @functools.wraps(method)
    def inner(self: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except SQLAlchemyError as error:
            raise explained(self.path, error) from error

    return inner


def guarded_rows(method: Callable[Concatenate[C, P], Iterator[T]]) -> Callable[Concatenate[C, P], Iterator[T]]:
    """The same for methods that yield: the database may fail at any row."""

    @functools.wraps(method)
    def inner(self: C, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        try:
            yield from method(self, *args, **kwargs)
        except SQLAlchemyError as error:
            raise explained(self.path, error) from error

    return inner


def explained(path: Path, error: SQLAlchemyError) -> RecordError:
    """What a database error means for the record at `path`."""
    cause = str(getattr(error, "orig", error))
    if "locked" in cause or "busy" in cause:
        return RecordError(f"{path} is locked by another program: wait until its reading is done, then try again")
    if "readonly" in cause or "read-only" in cause or "unable to open" in cause:
        return RecordError(f"{path} can't be written ({cause}): check its permissions and those of its folder")
    if "full" in cause:
        return RecordError(f"the disk is full; {path} is unharmed: free some space and run the same command again")
    if isinstance(error, DatabaseError):
        return RecordError(f"{path} is damaged or not a record ({cause}): restore a copy, or read the reports anew")
    return RecordError(f"{path}: {cause}")
