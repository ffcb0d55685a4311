"""Where the work is done: in this process, in workers of this machine, or in those of a Ray cluster.

A task is mapped over shards. Its results come in the order of the input and are the same on every engine, with any
number of workers; an item that ends its worker, or takes too long, costs itself alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, TypeVar

from communique.errors import UsageError
from communique.run.shards import exchange, shards
from communique.run.task import Task, attempt

__all__ = ["Engine", "Inline", "Task", "engine", "exchange", "shards"]

S = TypeVar("S")
A = TypeVar("A")
B = TypeVar("B")

# Bytes that a worker may add to what its models take: a report takes a few megabytes, the caches a few hundred.
MEMORY = 1 << 30


class Engine(Protocol):
    """Maps tasks over shards."""

    def map(self, task: Task[S, A, B], source: Iterable[list[A]], shared: S) -> Iterator[tuple[A, B]]:
        """Each item of the shards of `source` with its result, in order."""

    def __enter__(self) -> Engine:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let all workers go."""


class Inline:
    """No workers: everything in this process, which an item may end. For tests, and for programs that watch it."""

    def map(self, task: Task[S, A, B], source: Iterable[list[A]], shared: S) -> Iterator[tuple[A, B]]:
        """Each item with its result, in order."""
        task.load()
        for shard in source:
            results, error = attempt(task.function, shared, shard)
            if not error:
                yield from zip(shard, results, strict=True)
                continue
            for item in shard:
                results, error = attempt(task.function, shared, [item])
                yield item, task.failed(item, error) if error else results[0]

    def __enter__(self) -> Inline:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to let go."""


class _Crewed:
    """Workers of either kind under one schedule."""

    def __init__(self, name: str, workers: int, address: str | None, memory: int, warm: str) -> None:
        if name == "ray":
            from communique.run.cluster import Cluster

            self._crew: Cluster | Pool = Cluster(workers, memory, address)
        else:
            from communique.run.pool import Pool

            self._crew = Pool(workers or os.cpu_count() or 1, memory, warm)

    def map(self, task: Task[S, A, B], source: Iterable[list[A]], shared: S) -> Iterator[tuple[A, B]]:
        """Each item with its result, in order."""
        from communique.run.schedule import schedule

        return schedule(self._crew, task, source, shared)

    def __enter__(self) -> _Crewed:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let all workers go."""
        self._crew.close()


def engine(
    name: str = "local", workers: int = 1, *, address: str | None = None, memory: int = MEMORY, warm: str = ""
) -> Engine:
    """So many workers (0: one a processor) of this machine (`local`) or of a Ray cluster at `address` (`ray`).

    `memory` is how many bytes a worker may add to what its models take. `warm` names a function (`package.module:name`)
    whose steps new workers of this machine take while they wait for their first task. Raises `UsageError` where Ray is
    wanted and not installed, or an address is named without it.
    """
    if name not in ("local", "ray"):
        raise UsageError(f"there is no engine {name!r}: it is local or ray")
    if address and name != "ray":
        raise UsageError("--address names a Ray cluster: add --engine ray")
    return _Crewed(name, workers, address, memory, warm)
