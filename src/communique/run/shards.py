"""Items cut into shards: the unit that a worker takes, and that is tried again when a worker is lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

__all__ = ["exchange", "shards"]

T = TypeVar("T")

# A shard heavier than this is closed, whatever it holds.
_HEAVY = 1 << 20
# Items of one key that stay together; a story on more pages is read in several shards.
_TOGETHER = 32


def shards(items: Iterable[T], size: int, weight: Callable[[T], int] = lambda item: 0) -> Iterator[list[T]]:
    """The items in order, `size` a shard; fewer where they weigh much (`weight` in bytes)."""
    shard: list[T] = []
    heavy = 0
    for item in items:
        shard.append(item)
        heavy += weight(item)
        if len(shard) >= size or heavy >= _HEAVY:
            yield shard
            shard, heavy = [], 0
    if shard:
        yield shard


def exchange(keyed: Iterable[tuple[int, T]], size: int) -> Iterator[list[T]]:
    """The items in order of their keys, `size` a shard or more: those of one key go to one worker."""
    shard: list[T] = []
    for _, group in itertools.groupby(sorted(keyed), key=lambda pair: pair[0]):
        together = [item for _, item in group]
        for start in range(0, len(together), _TOGETHER):
            shard += together[start : start + _TOGETHER]
            if len(shard) >= size:
                yield shard
                shard = []
    if shard:
        yield shard
