"""Who does which shard when: bounded in flight, tried again where a worker is lost, results in the order of the input.

A shard whose worker is lost is split: each of its items is a shard of its own from then on, so that the one which ends
its worker is found and costs the others nothing.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec

from communique.errors import CommuniqueError
from communique.run import stages
from communique.run.bench import Answer
from communique.run.task import BROKEN, Task, Wire, too_long
from communique.sources.clock import Clock

__all__ = ["Crew", "schedule"]

S = TypeVar("S")
A = TypeVar("A")
B = TypeVar("B")

# Workers lost with one item alone before it is given up: one may be killed from outside, three hardly are.
_ATTEMPTS = 3
# What waits to be done or to be handed on, in shards a worker and in bytes.
_AHEAD, _BYTES = 16, 64 << 20
# Imports and models before the clock of a shard starts: a cold disk takes seconds, not minutes.
_BEGIN_SECONDS = 120.0


class Crew(Protocol):
    """Workers by number. One does one thing at a time, and `wait` says what came of it."""

    size: int

    def begin(self, worker: int, function: str, load: str, shared: bytes) -> None:
        """Have a worker make ready for a task; the answer is an encoded `Answer`."""

    def send(self, worker: int, payload: bytes, seconds: float) -> None:
        """Have a worker do a shard; the answer is an encoded `Answer`."""

    def clock(self, worker: int, seconds: float) -> Clock:
        """A clock that gives a worker so many seconds from now."""

    def wait(self, seconds: float) -> list[tuple[int, bytes | None]]:
        """What workers answered within some seconds; None from one that is lost."""

    def replace(self, worker: int) -> None:
        """End a worker, whatever it does, and have a new one in its place."""


@dataclass(slots=True)
class _Shard(Generic[A]):
    first: int
    items: list[A]
    payload: bytes
    attempts: int = 0


def schedule(crew: Crew, task: Task[S, A, B], source: Iterable[list[A]], shared: S) -> Iterator[tuple[A, B]]:
    """Each item of the shards of `source` with its result, in order."""
    remaining = iter(source)
    first = next(remaining, None)
    if first is None:
        return
    run = _Run(crew, task, itertools.chain([first], remaining), shared)
    try:
        while run.going():
            run.hand_out()
            run.take_in()
            yield from run.ready()
    finally:
        run.stop()


class _Run(Generic[S, A, B]):
    """The state of one call."""

    def __init__(self, crew: Crew, task: Task[S, A, B], source: Iterable[list[A]], shared: S) -> None:
        self._crew, self._task = crew, task
        self._source = iter(source)
        self._wire = Wire(task.function)
        self._shared = self._wire.encode(shared)
        self._again: deque[_Shard[A]] = deque()
        self._results: dict[int, tuple[A, B]] = {}
        self._next_in = self._next_out = 0
        self._window = self._bytes = 0
        self._ended = False
        # What each busy worker does, and its clock; None stands for making ready.
        self._busy: dict[int, tuple[_Shard[A] | None, Clock]] = {}
        self._idle: list[int] = []
        self._lost = 0
        for worker in range(crew.size):
            self._begin(worker)

    def going(self) -> bool:
        """Whether anything is left to do."""
        doing = any(shard is not None for shard, _ in self._busy.values())
        return doing or bool(self._again or self._results) or not self._ended

    def hand_out(self) -> None:
        """Give every idle worker a shard, as long as not too much is in flight."""
        while self._idle:
            shard = self._again.popleft() if self._again else self._draw()
            if shard is None:
                return
            worker = self._idle.pop()
            seconds = self._task.limit(shard.items)
            self._busy[worker] = (shard, self._crew.clock(worker, seconds))
            self._crew.send(worker, shard.payload, seconds)

    def _draw(self) -> _Shard[A] | None:
        waiting = self._next_in - self._next_out
        if waiting and (waiting > self._window or self._bytes > _BYTES):
            return None
        items = None if self._ended else next(self._source, None)
        if items is None:
            self._ended = True
            return None
        shard = _Shard(self._next_in, items, self._wire.encode(items))
        self._next_in += len(items)
        self._window = _AHEAD * self._crew.size * len(items)
        self._bytes += len(shard.payload)
        return shard

    def take_in(self) -> None:
        """Wait until a worker answers, is lost, or its time is over."""
        if not self._busy:
            return
        nearest = min(clock.left() for _, clock in self._busy.values())
        for worker, answer in self._crew.wait(nearest):
            shard, _ = self._busy.pop(worker)
            if answer is None:
                self._lose(worker, shard, BROKEN)
            else:
                self._hear(worker, shard, msgspec.msgpack.decode(answer, type=Answer))
        for worker, (shard, clock) in list(self._busy.items()):
            if clock.left() <= 0:
                del self._busy[worker]
                self._lose(worker, shard, too_long(clock.seconds))

    def _hear(self, worker: int, shard: _Shard[A] | None, answer: Answer) -> None:
        stages.add(answer.stages)
        if answer.fatal:
            self._crew.replace(worker)
            error = CommuniqueError(answer.fatal)
            error.exit_code = answer.exit_code
            raise error
        if shard is None:
            self._lost = 0
            self._idle.append(worker)
        elif answer.error:
            self._lose(worker, shard, answer.error)
        else:
            self._bytes -= len(shard.payload)
            results = self._wire.results.decode(answer.results)
            for number, pair in enumerate(zip(shard.items, results, strict=True), shard.first):
                self._results[number] = pair
            if answer.spent:
                self._renew(worker)
            else:
                self._idle.append(worker)

    def _lose(self, worker: int, shard: _Shard[A] | None, reason: str) -> None:
        """A worker is lost, with a shard or while it made ready."""
        self._renew(worker)
        if shard is None:
            self._lost += 1
            if self._lost >= _ATTEMPTS * self._crew.size:
                raise CommuniqueError("the processes that read reports can't be started: run `communique doctor`")
        elif len(shard.items) > 1:
            self._bytes -= len(shard.payload)
            for number, item in enumerate(shard.items, shard.first):
                alone = _Shard(number, [item], self._wire.encode([item]))
                self._bytes += len(alone.payload)
                self._again.append(alone)
        elif shard.attempts + 1 < _ATTEMPTS:
            shard.attempts += 1
            self._again.append(shard)
        else:
            self._bytes -= len(shard.payload)
            item = shard.items[0]
            self._results[shard.first] = (item, self._task.failed(item, reason))

    def _renew(self, worker: int) -> None:
        self._crew.replace(worker)
        self._begin(worker)

    def _begin(self, worker: int) -> None:
        self._busy[worker] = (None, self._crew.clock(worker, _BEGIN_SECONDS))
        self._crew.begin(worker, *self._task.name, self._shared)

    def ready(self) -> Iterator[tuple[A, B]]:
        """The results that are next in order."""
        while self._next_out in self._results:
            yield self._results.pop(self._next_out)
            self._next_out += 1

    def stop(self) -> None:
        """Leave no worker that still does something: the next task would hear its answer."""
        for worker in self._busy:
            self._crew.replace(worker)
