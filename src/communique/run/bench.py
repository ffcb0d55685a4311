"""A worker's side, the same on every engine: begins a task, does shards of it, keeps its memory in bounds."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

from communique.errors import CommuniqueError
from communique.run import stages
from communique.run.task import BROKEN, Wire, attempt, named

__all__ = ["Answer", "Bench"]

# A worker that has grown by this share of what it may grow is replaced before a report has to do with the rest.
_SPENT = 0.5


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker says of a shard: its results encoded, or why there are none.

    `fatal` ends the run (an error that a user can mend, with its exit code); a `spent` worker is to be replaced.
    """

    results: bytes = b""
    error: str = ""
    fatal: str = ""
    exit_code: int = 1
    spent: bool = False
    stages: stages.Spent = {}


class Bench:
    """Does one task at a time. `memory` is how many bytes it may add to what it holds once its models are loaded."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._full = 0
        # spaCy loads torch where it finds it: seconds and 300 MB for what no stage uses.
        sys.modules.setdefault("torch", None)  # type: ignore[arg-type]

    def warm(self, name: str, until: Callable[[], bool]) -> None:
        """Take the steps of the function of that name, which are loads, one after the other while `until` is false."""

        def load() -> None:
            for _ in named(name)():
                if until():
                    return

        # What is wrong with a load is said when a task begins that needs it.
        with suppress(Exception):
            stages.timed("start", lambda: _settled(load))

    def begin(self, function: str, load: str, shared: bytes) -> bytes:
        """Make ready for shards of a task: its modules imported, its models loaded, what its items share decoded."""
        _allow(None)
        try:
            stages.timed("start", lambda: _settled(named(load)))
            self._function: Callable[..., Any] = named(function)
            self._wire = Wire(self._function)
            self._shared = self._wire.shared.decode(shared)
        except CommuniqueError as error:
            return self._answer(fatal=str(error), exit_code=error.exit_code)
        self._full = _resident() + int(self._memory * _SPENT)
        _allow(_statm(0) + self._memory)
        return self._answer()

    def work(self, payload: bytes) -> bytes:
        """The encoded `Answer` to an encoded shard."""
        try:
            results, reason = attempt(self._function, self._shared, self._wire.items.decode(payload))
            encoded = b"" if reason else self._wire.encode(results)
        except CommuniqueError as error:
            return self._answer(fatal=str(error), exit_code=error.exit_code)
        except MemoryError:
            encoded, reason = b"", BROKEN
        return self._answer(results=encoded, error=reason, spent=_resident() > self._full)

    def _answer(self, **fields: Any) -> bytes:
        return msgspec.msgpack.encode(Answer(**fields, stages=stages.take()))


def _settled(load: Callable[[], object]) -> None:
    """Load, and have the collector of garbage leave alone from then on what stays: all objects of models and tables."""
    gc.disable()
    try:
        load()
        gc.freeze()
    finally:
        gc.enable()


def _allow(address_space: int | None) -> None:
    """Limit this process's memory, counted as address space: the only limit that kernels hold. None is no limit."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock still holds.
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard if address_space is None else address_space, hard))


def _resident() -> int:
    return _statm(1)


def _statm(column: int) -> int:
    """Bytes of address space (0) or of memory in use (1); 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
