"""Where the work is done: in this process, or in a pool of worker processes. Results come in the order of the input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Protocol, TypeVar

__all__ = ["Engine", "Inline", "Pool", "local"]

A = TypeVar("A")
B = TypeVar("B")


class Engine(Protocol):
    """Maps a function over items; `function` and items must be picklable, results come in order."""

    workers: int

    def map(self, function: Callable[[A], B], items: Iterable[A], *, chunk: int = 1) -> Iterator[B]:
        """`function` of each item, in the order of the items."""

    def __enter__(self) -> Engine:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let all workers go."""


class Inline:
    """No workers: everything in this process. The cheapest for a few reports."""

    workers = 1

    def map(self, function: Callable[[A], B], items: Iterable[A], *, chunk: int = 1) -> Iterator[B]:
        """`function` of each item."""
        return map(function, items)

    def __enter__(self) -> Inline:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to let go."""


class Pool:
    """Worker processes, each loading the models once."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool = ProcessPoolExecutor(max_workers=workers)

    def map(self, function: Callable[[A], B], items: Iterable[A], *, chunk: int = 1) -> Iterator[B]:
        """`function` of each item, `chunk` items a message."""
        return self._pool.map(function, items, chunksize=chunk)

    def __enter__(self) -> Pool:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let all workers go."""
        self._pool.shutdown(cancel_futures=True)


def local(workers: int | None = None) -> Engine:
    """An engine of this machine: `workers` processes, one by default; 0 stands for one a core."""
    count = os.cpu_count() or 1 if workers == 0 else workers or 1
    return Inline() if count == 1 else Pool(count)
